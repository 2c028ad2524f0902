// SPDX-License-Identifier: MIT
// Conditions that always or never hold, values that leave 0…1, and rules that ask the same as another.
#include "analysis/finding.h"

// ---- words

// What it means that the condition of such a rule is always true, or never.
static const struct {
    const char *name, *always, *never, *unknown;
} words[] = {
    [RULE_GATE] = {"gate", "excludes nobody", "excludes everybody of whom it is known", "never decides"},
    [RULE_GATE_APPLIES] = {"gate", "applies to everybody", "applies to nobody", "applies to nobody"},
    [RULE_CRITERION] = {"criterion", "is met by everybody", "is met by nobody", "is never known"},
    [RULE_CRITERION_APPLIES] = {"criterion", "applies to everybody", "applies to nobody",
                                "applies to nobody"},
    [RULE_FLAG] = {"flag", "holds for everybody", "holds for nobody", "is never known to hold"},
    [RULE_ADVICE] = {"advice", "is given to everybody", "is given to nobody", "is given to nobody"},
    [RULE_ADJUST] = {"adjust", "holds for everybody", "holds for nobody", "holds for nobody"},
};

static const char *attribute_name(const subject *s)
{
    switch (s->kind) {
    case RULE_GATE:
        return "require";
    case RULE_GATE_APPLIES:
    case RULE_CRITERION_APPLIES:
        return "applies";
    default:
        return s->is_share ? "value" : "when";
    }
}

static const char *way_out_of_always(rule_kind kind)
{
    switch (kind) {
    case RULE_GATE_APPLIES:
    case RULE_CRITERION_APPLIES:
        return "leave \"applies\" out, or let it depend on what differs between clients";
    case RULE_ADJUST:
        return "write the change into the factor's weight, or let it depend on what differs between clients";
    case RULE_CRITERION:
        return "points that everybody gets tell nobody apart; compare with what differs";
    default:
        return "compare with a value that is true of some and not of others, or remove it";
    }
}

// ---- always, never, unknown

static void report_always(analysis *k, subject *s, const study *of, bool only_known)
{
    const char *what = s->is_share ? "its value is 1" : "this is true";
    const char *whom = s->limited ? " to whom it applies" : "";
    diagnostic *item;
    if (only_known && of->input_count)
        item = diagnose(k->out, CODE_always_true, s->x->where, "%s \"%.*s\" %s%s: %s wherever %.*s",
                        words[s->kind].name, STR_ARGS(s->id), words[s->kind].always, whom, what,
                        STR_ARGS(names_read(k, of)));
    else
        item = diagnose(k->out, CODE_always_true, s->x->where, "%s \"%.*s\" %s%s: %s, whatever it reads",
                        words[s->kind].name, STR_ARGS(s->id), words[s->kind].always, whom, what);
    diagnostic_help(k->out, item, "%s", way_out_of_always(s->kind));
    s->reported = true;
}

static void report_never(analysis *k, subject *s)
{
    diagnostic *item = diagnose(k->out, CODE_never_true, s->x->where, "%s \"%.*s\" %s: %s",
                                words[s->kind].name, STR_ARGS(s->id), words[s->kind].never,
                                s->is_share ? "its value is never above 0" : "this is never true");
    if (s->kind == RULE_GATE)
        diagnostic_help(k->out, item,
                        "a gate names what must hold, not what excludes: turn the condition round");
    else
        diagnostic_help(k->out, item,
                        "look for parts that exclude each other, or for a value that cannot be");
    s->reported = true;
}

static void report_unknown(analysis *k, subject *s)
{
    diagnostic *item =
        diagnose(k->out, CODE_always_unknown, s->x->where, "%s \"%.*s\" %s: this is always null",
                 words[s->kind].name, STR_ARGS(s->id), words[s->kind].unknown);
    diagnostic_help(k->out, item,
                    "what is compared with null, or reckoned with it, is null: write \"= null\" to "
                    "ask whether something is not known");
    s->reported = true;
}

static bool can_count(const outcomes *o)
{
    return !outcome_impossible(o, RESULT_YES) || !outcome_impossible(o, RESULT_PARTLY) ||
           !outcome_impossible(o, RESULT_OUTSIDE);
}

static bool is_always(const outcomes *o, bool if_known)
{
    bool (*impossible)(const outcomes *, result) =
        if_known ? outcome_impossible_if_known : outcome_impossible;
    return o->seen[RESULT_YES] && outcome_impossible(o, RESULT_NO) && outcome_impossible(o, RESULT_PARTLY) &&
           outcome_impossible(o, RESULT_OUTSIDE) && impossible(o, RESULT_NULL) && impossible(o, RESULT_ERROR);
}

// Nobody takes "true" for a slip: it is written so on purpose.
static bool is_plain(const subject *s)
{
    return str_equals(s->x->source, "true");
}

// Whether the author says when it is to be unknown: "the more is told the better" is no mistake in a
// criterion.
static bool unknown_on_purpose(analysis *k, const subject *s)
{
    if (s->kind != RULE_CRITERION)
        return false;
    const feel_inspection *found = feel_inspect(&k->scratch, s->x->feel);
    bool purpose = found->says_null;
    for (size_t i = 0; i < found->result_read_count; i++)
        if (found->result_reads[i].slot >= SLOT_FIRST_LET)
            purpose = purpose ||
                      world_let_inspection(k->world, found->result_reads[i].slot - SLOT_FIRST_LET)->says_null;
    return purpose;
}

static void judge(analysis *k, subject *s, const study *of)
{
    const outcomes *o = &s->found;
    bool nothing = true;
    for (size_t r = 0; r < RESULT_COUNT; r++)
        nothing = nothing && !o->seen[r];
    if (nothing) { // it applies to nobody, as far as is known
        s->reported = true;
        return;
    }
    bool no_value = outcome_impossible(o, RESULT_NO) && !can_count(o) && outcome_impossible(o, RESULT_OTHER);
    if (no_value)
        report_unknown(k, s);
    else if (!can_count(o))
        report_never(k, s);
    else if (is_always(o, false) && !is_plain(s))
        report_always(k, s, of, false);
    else if (is_always(o, true) && !is_plain(s) && !unknown_on_purpose(k, s))
        report_always(k, s, of, true);
}

static feel_value value_with(study *of, const feel_expression *e, const feel_value *values)
{
    const feel_value *before = study_values(of, of->arena);
    study_return(of, values);
    feel_value v = world_value(of->world, e);
    v = feel_copy(of->arena, v);
    study_return(of, before);
    return v;
}

static void judge_range(analysis *k, subject *s, study *of)
{
    if (!s->is_share || !s->found.seen[RESULT_OUTSIDE])
        return;
    const feel_value *values = s->found.values[RESULT_OUTSIDE];
    feel_value v = value_with(of, s->x->feel, values);
    if (v.kind != FEEL_NUMBER)
        return;
    str number = feel_value_text(k->arena, v), example = study_example(of, values, k->arena);
    bool below = decimal_compare(v.as.number, decimal_from_int(0)) < 0;
    diagnostic *item;
    if (example.length)
        item = diagnose(k->out, CODE_value_leaves_range, s->x->where,
                        "the value of \"%.*s\" can leave 0 to 1: it is %.*s with %.*s", STR_ARGS(s->id),
                        STR_ARGS(number), STR_ARGS(example));
    else
        item = diagnose(k->out, CODE_value_leaves_range, s->x->where,
                        "the value of \"%.*s\" is %.*s, not from 0 to 1", STR_ARGS(s->id), STR_ARGS(number));
    diagnostic_help(
        k->out, item,
        below ? "such an outcome is an error and counts as unknown; write max(0, …), or change what is "
                "possible with min and max at the fields"
              : "such an outcome is an error and counts as unknown; write min(1, …), or change what is "
                "possible with min and max at the fields");
}

// ---- what is proven to be the same

static uint64_t mix(uint64_t hash, uint64_t v)
{
    return (hash ^ v) * 0x100000001B3u;
}

// Of conditions that read the same over the same points, and come to the same at each.
static uint64_t key_of(const study *of, const outcomes *o)
{
    if (!o->exhausted || o->seen[RESULT_PARTLY] || o->seen[RESULT_OUTSIDE] || o->seen[RESULT_OTHER])
        return 0; // of shares in between it is not known how large they are
    uint64_t hash = mix(0xCBF29CE484222325u, o->hash);
    for (size_t i = 0; i < of->input_count; i++) {
        hash = mix(hash, of->inputs[i].input);
        for (size_t p = 0; p < of->inputs[i].count; p++)
            hash = mix(hash, str_hash(feel_value_source(of->arena, of->inputs[i].points[p])));
    }
    return hash ? hash : 1;
}

static uint64_t reads_of(const study *of)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < of->input_count; i++)
        hash = mix(hash, of->inputs[i].input);
    return of->input_count ? hash : 0;
}

// What must be true for the condition to be asked at all.
static const feel_expression *asked_where(const subject_list *subjects, const subject *s)
{
    const subject *applies = s->kind == RULE_GATE ? subject_of(subjects, RULE_GATE_APPLIES, s->index)
                             : s->kind == RULE_CRITERION
                                 ? subject_of(subjects, RULE_CRITERION_APPLIES, s->index)
                                 : NULL;
    return applies ? applies->x->feel : NULL;
}

void find_conditions(analysis *k, subject_list *subjects)
{
    for (size_t i = 0; i < subjects->all.count; i++) {
        subject *s = &subjects->all.items[i];
        const feel_expression *const both[] = {s->x->feel, asked_where(subjects, s)};
        study *of = study_new(k->world, &k->scratch, both, 2, s->is_share);
        study_outcomes(of, both[0], both[1], k->steps, k->most, &s->found);
        s->limited = both[1] != NULL;
        judge(k, s, of);
        judge_range(k, s, of);
        s->key = key_of(of, &s->found);
        s->reads = reads_of(of);
        s->only = s->found.exhausted && of->input_count == 1 ? of->inputs[0].input : NAME_MISSING;
        for (size_t r = 0; r < RESULT_COUNT; r++)
            s->found.values[r] = NULL; // they live in scratch
        world_move(k->world);
        arena_reset(&k->scratch);
    }
}

// ---- repeats

typedef struct repeat_search {
    analysis *k;
    name_map seen; // what was asked, to the number among subjects
} repeat_search;

// What the condition asks, as text: by what it comes to where that is proven, else as it is written.
static str asked(analysis *k, const subject *s)
{
    if (!s)
        return STR("-");
    if (s->key)
        return str_printf(k->arena, "#%llx", (unsigned long long)s->key);
    return feel_expression_source(k->arena, s->x->feel);
}

static void note_asked(repeat_search *q, const subject_list *subjects, const subject *s, str what)
{
    analysis *k = q->k;
    uint32_t number = (uint32_t)(s - subjects->all.items);
    if (s->reported || name_map_put(&q->seen, k->arena, what, number))
        return;
    const subject *first = &subjects->all.items[name_map_get(&q->seen, what)];
    diagnostic *item =
        diagnose(k->out, CODE_repeated_condition, s->x->where, "%s \"%.*s\" asks the same as \"%.*s\"",
                 words[s->kind].name, STR_ARGS(s->id), STR_ARGS(first->id));
    help_other(k, item, "the first", first->x->where);
    diagnostic_help(k->out, item, "what is asked twice counts twice; keep one of them");
}

void find_repeats(analysis *k, const subject_list *subjects)
{
    repeat_search q = {.k = k};
    for (size_t i = 0; i < subjects->all.count; i++) {
        const subject *s = &subjects->all.items[i];
        const subject *applies = NULL;
        uint32_t scope = 0;
        if (s->kind == RULE_GATE_APPLIES || s->kind == RULE_CRITERION_APPLIES || s->kind == RULE_ADVICE)
            continue; // two of these are nothing strange
        if (s->kind == RULE_GATE)
            applies = subject_of(subjects, RULE_GATE_APPLIES, s->index);
        else if (s->kind == RULE_CRITERION)
            applies = subject_of(subjects, RULE_CRITERION_APPLIES, s->index);
        else if (s->kind == RULE_ADJUST)
            scope = k->rules->adjusts[s->index].factor;
        note_asked(&q, subjects, s,
                   str_printf(k->arena, "%s %u %.*s if %.*s", attribute_name(s), scope * 10 + s->kind,
                              STR_ARGS(asked(k, s)), STR_ARGS(asked(k, applies))));
    }
}
