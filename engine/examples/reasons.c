// SPDX-License-Identifier: MIT
// Why something came out as it did: the part of the explanation that decided, as the lines beneath a failure.
#include "examples/run.h"

#include "feel/trace.h"

enum { BRIEF_CONDITION = 300, BRIEF_VALUE = 68, MOST_VALUES = 12, MOST_QUOTES = 4, MOST_DIFFERENCES = 6 };

static void add(example_run *run, example_failure *f, fact_kind kind, const char *label, str text)
{
    // A label is written once for the lines that share it.
    const example_fact *last = f->facts.count ? &f->facts.items[f->facts.count - 1] : NULL;
    bool same = false;
    for (const example_fact *p = last; p && p >= f->facts.items && p->kind == kind; p--)
        if (p->label.length) {
            same = kind == FACT_BECAUSE && str_equals(p->label, label);
            break;
        }
    *ARENA_PUSH(run->arena, &f->facts) = (example_fact){kind, same ? STR_NONE : str_from(label), text};
}

void reason_add(example_run *run, example_failure *f, fact_kind kind, const char *label, const char *format,
                ...)
{
    if (run->brief)
        return;
    builder text = builder_new(run->arena);
    va_list arguments;
    va_start(arguments, format);
    builder_addv(&text, format, arguments);
    va_end(arguments);
    add(run, f, kind, label, builder_str(&text));
}

void reason_sides(example_run *run, example_failure *f, const char *label, str expected, str actual)
{
    if (run->brief)
        return;
    add(run, f, FACT_EXPECTED, label, expected);
    add(run, f, FACT_ACTUAL, label, actual);
}

void reason_rule(example_run *run, example_failure *f, place where)
{
    if (run->brief || !where.source)
        return;
    place_view view = place_look(where, run->arena);
    reason_add(run, f, FACT_BECAUSE, "rule", "%.*s:%u:%u", STR_ARGS(where.source->name), view.line,
               view.column);
}

// ---- what an expression read

typedef struct reading {
    example_run *run;
    example_failure *failure;
    size_t left;
    size_t left_out;
} reading;

static void read_value(reading *r, str owner, str name, feel_value v)
{
    if (r->left == 0) {
        r->left_out++;
        return;
    }
    r->left--;
    str text = feel_brief_value(r->run->arena, v, BRIEF_VALUE);
    reason_add(r->run, r->failure, FACT_BECAUSE, "reads", "%.*s%s%.*s = %.*s", STR_ARGS(owner),
               owner.length ? "." : "", STR_ARGS(name), STR_ARGS(text));
}

static feel_value signal_value(signal_state s)
{
    return s == SIGNAL_UNKNOWN ? FEEL_NULL_VALUE : feel_boolean(s == SIGNAL_TRUE);
}

static void read_therapist(reading *r, const expression *x, uint32_t row)
{
    const ruleset *rules = r->run->rules;
    const pool *p = r->run->pool;
    const profile *client = client_plan_client(r->run->plan);
    for (size_t i = 0; i < x->therapist_field_count; i++) {
        uint32_t number = x->therapist_fields[i];
        read_value(r, STR("therapist"), rules->therapist.fields[number].name,
                   pool_value(p, row, number, r->run->arena));
    }
    for (size_t i = 0; i < x->signal_count; i++)
        read_value(r, STR("signals"), rules->signals[x->signals[i]].name,
                   signal_value(pool_signal(p, row, x->signals[i])));
    if (!(x->reads & READS_ENCOUNTER) || rules->encounter_field == NAME_MISSING)
        return;
    name_map by_therapist = client_encounters(r->run->arena, rules, client);
    read_value(r, STR_NONE, rules->client.fields[rules->encounter_field].as,
               client_encounter(rules, client, &by_therapist, pool_id(p, row)));
}

static void read_lets(reading *r, const expression *x, uint32_t row)
{
    const ruleset *rules = r->run->rules;
    const profile *client = client_plan_client(r->run->plan);
    arena *a = r->run->arena;
    environment *e = environment_new(a, rules, client, client_plan_today(r->run->plan));
    if (row == NAME_MISSING)
        environment_set_none(e);
    else
        environment_set_row(e, r->run->pool, row);
    for (size_t i = 0; i < x->let_count; i++) {
        bool error;
        read_value(r, STR_NONE, rules->lets[x->lets[i]].name, environment_let(e, x->lets[i], &error));
    }
}

void reason_expression(example_run *run, example_failure *f, const char *label, const expression *x,
                       uint32_t row)
{
    if (run->brief || !x->feel)
        return;
    arena *a = run->arena;
    // A decision table's source has a line for each row.
    for (str rest = x->source; rest.length;) {
        size_t end = x->table ? str_find(rest, STR("\n"), 0) : SIZE_MAX;
        str line = feel_brief_text(a, str_slice(rest, 0, end), BRIEF_CONDITION);
        reason_add(run, f, FACT_BECAUSE, label, "%.*s", STR_ARGS(line));
        rest = end == SIZE_MAX ? STR_NONE : str_slice(rest, end + 1, rest.length);
    }
    reading r = {.run = run, .failure = f, .left = MOST_VALUES};
    const profile *client = client_plan_client(run->plan);
    read_lets(&r, x, row);
    for (size_t i = 0; i < x->client_field_count; i++) {
        uint32_t number = x->client_fields[i];
        if (number != run->rules->encounter_field)
            read_value(&r, STR("client"), run->rules->client.fields[number].name,
                       client->values ? client->values[number] : FEEL_NULL_VALUE);
    }
    if (row != NAME_MISSING)
        read_therapist(&r, x, row);
    if (r.left_out)
        reason_add(run, f, FACT_BECAUSE, "reads", "… and %zu more", r.left_out);
}

// ---- what texts say

str match_sentence(const example_run *run, uint32_t row, const text_match *m)
{
    str text = pool_text(run->pool, row, m->field, m->item);
    builder out = builder_new(run->arena);
    str rest = str_slice(text, m->sentence_start, m->sentence_end), word;
    while (str_next_word(&rest, &word))
        builder_addf(&out, "%s%.*s", out.length ? " " : "", STR_ARGS(word));
    return builder_str(&out);
}

static void quotes_of(example_run *run, example_failure *f, const uint32_t *signals, size_t signal_count,
                      uint32_t row)
{
    size_t count, shown = 0;
    const text_match *matches = pool_matches(run->pool, row, &count);
    for (size_t i = 0; i < count && shown < MOST_QUOTES; i++) {
        const text_match *m = &matches[i];
        bool concerned = false;
        for (size_t k = 0; k < signal_count; k++)
            concerned = concerned || signals[k] == m->signal;
        if (!concerned)
            continue;
        reason_add(run, f, FACT_BECAUSE, "quote", "“%.*s” %s: %.*s", STR_ARGS(match_sentence(run, row, m)),
                   m->counts ? "counts" : "does not count", STR_ARGS(text_match_because(run->arena, m)));
        shown++;
    }
}

static void reason_quotes(example_run *run, example_failure *f, const expression *x, uint32_t row)
{
    if (!run->brief)
        quotes_of(run, f, x->signals, x->signal_count, row);
}

void reason_signal(example_run *run, example_failure *f, uint32_t row, uint32_t signal)
{
    if (run->brief)
        return;
    size_t before = f->facts.count;
    quotes_of(run, f, &signal, 1, row);
    if (f->facts.count == before)
        reason_add(run, f, FACT_BECAUSE, "quote", "none: none of its patterns is found");
    reason_rule(run, f, run->rules->signals[signal].where);
}

static void reason_message(example_run *run, example_failure *f, str message)
{
    if (message.length)
        reason_add(run, f, FACT_BECAUSE, "says", "%.*s", STR_ARGS(message));
}

// ---- of each kind of rule

void reason_criterion(example_run *run, example_failure *f, const explanation *e, str id)
{
    if (run->brief)
        return;
    const criterion_explanation *c = explanation_criterion(e, id);
    const criterion *rule = &run->rules->criteria[ruleset_find_criterion(run->rules, id)];
    if (c->outcome == OUTCOME_NOT_APPLICABLE) {
        reason_expression(run, f, "applies", &rule->applies, NAME_MISSING);
    } else {
        reason_expression(run, f, rule->is_condition ? "when" : "value", &rule->value, e->row);
        reason_add(run, f, FACT_BECAUSE, "counts", "%.*s of %.*s points",
                   STR_ARGS(micro_text(run->arena, c->contribution)),
                   STR_ARGS(micro_text(run->arena, c->points)));
        reason_message(run, f, c->message);
        reason_quotes(run, f, &rule->value, e->row);
    }
    reason_rule(run, f, rule->where);
}

void reason_gate(example_run *run, example_failure *f, const explanation *e, str id)
{
    if (run->brief)
        return;
    const gate_explanation *g = explanation_gate(e, id);
    const ruleset *r = run->rules;
    for (size_t i = 0; i < r->gate_count; i++) {
        const gate *rule = &r->gates[i];
        if (!str_equal(rule->id, id))
            continue;
        if (g->outcome == OUTCOME_NOT_APPLICABLE)
            reason_expression(run, f, "applies", &rule->applies, NAME_MISSING);
        else
            reason_expression(run, f, "require", &rule->require, e->row);
        reason_message(run, f, g->message);
        reason_rule(run, f, rule->where);
    }
}

void reason_flag(example_run *run, example_failure *f, const explanation *e, str id)
{
    if (run->brief)
        return;
    const flag *rule = &run->rules->flags[ruleset_find_flag(run->rules, id)];
    const flag_explanation *shown = explanation_flag(e, id);
    reason_expression(run, f, "when", &rule->when, e->row);
    if (shown && shown->deducted)
        reason_add(run, f, FACT_BECAUSE, "takes off", "%.*s points",
                   STR_ARGS(micro_text(run->arena, shown->deducted)));
    if (shown && shown->ceiling_binds)
        reason_add(run, f, FACT_BECAUSE, "ceiling", "%.*s points",
                   STR_ARGS(micro_text(run->arena, shown->ceiling)));
    reason_message(run, f, shown ? shown->because : STR_NONE);
    reason_quotes(run, f, &rule->when, e->row);
    reason_rule(run, f, rule->where);
}

void reason_advice(example_run *run, example_failure *f, uint32_t row, str id)
{
    if (run->brief)
        return;
    const advice *rule = &run->rules->advice[ruleset_find_advice(run->rules, id)];
    reason_expression(run, f, "when", &rule->when, row);
    reason_rule(run, f, rule->where);
}

void reason_adjust(example_run *run, example_failure *f, str id)
{
    if (run->brief)
        return;
    const adjust *rule = &run->rules->adjusts[ruleset_find_adjust(run->rules, id)];
    reason_expression(run, f, "when", &rule->when, NAME_MISSING);
    reason_rule(run, f, rule->where);
}

void reason_points(example_run *run, example_failure *f)
{
    const ruleset *r = run->rules;
    for (size_t i = 0; !run->brief && i < run->client.factor_count; i++) {
        const factor_explanation *x = &run->client.factors[i];
        builder because = builder_new(run->arena);
        for (uint32_t k = 0; k < r->factors[i].adjust_count; k++) {
            const adjust *adjusting = &r->adjusts[r->factors[i].first_adjust + k];
            if (run->points->adjusts[r->factors[i].first_adjust + k] == TRUTH_TRUE)
                builder_addf(&because, ", by %.*s", STR_ARGS(adjusting->id));
        }
        bool adjusted = because.length > 0;
        reason_add(run, f, FACT_BECAUSE, "weights", "%.*s: %.*s points of weight %.*s%s%.*s%.*s",
                   STR_ARGS(x->id), STR_ARGS(micro_text(run->arena, x->points)), STR_ARGS(x->weight),
                   adjusted ? " → " : "", STR_ARGS(adjusted ? x->adjusted_weight : STR_NONE),
                   STR_ARGS(builder_str(&because)));
    }
}

void reason_score(example_run *run, example_failure *f, const explanation *e)
{
    if (run->brief)
        return;
    arena *a = run->arena;
    reason_add(run, f, FACT_BECAUSE, "score", "%.*s, range %.*s to %.*s",
               STR_ARGS(micro_text(a, e->score.score)), STR_ARGS(micro_text(a, e->low.score)),
               STR_ARGS(micro_text(a, e->high.score)));
    for (size_t i = 0; i < e->loss_count && i < MOST_DIFFERENCES; i++) {
        const loss *l = &e->losses[i];
        const criterion_explanation *c = explanation_criterion(e, l->id);
        const char *how = l->kind == LOSS_FLAG      ? "red flag"
                          : l->kind == LOSS_CEILING ? "ceiling"
                          : c                       ? outcome_name(c->outcome)
                                                    : "";
        reason_add(run, f, FACT_BECAUSE, "lost", "%.*s  %.*s (%s)", STR_ARGS(micro_text(a, l->points)),
                   STR_ARGS(l->id), how);
    }
    for (size_t i = 0; i < e->gate_count && e->excluded; i++)
        if (e->gates[i].outcome == OUTCOME_UNMET)
            reason_add(run, f, FACT_BECAUSE, "excluded", "by %.*s%s%.*s", STR_ARGS(e->gates[i].id),
                       e->gates[i].message.length ? ": " : "", STR_ARGS(e->gates[i].message));
}

void reason_questions(example_run *run, example_failure *f, const explanation *e)
{
    for (size_t i = 0; !run->brief && i < e->question_count; i++)
        reason_add(run, f, FACT_BECAUSE, "asks", "%.*s (%.*s)", STR_ARGS(e->questions[i].text),
                   STR_ARGS(e->questions[i].about));
    if (!run->brief && e->question_count == 0)
        reason_add(run, f, FACT_BECAUSE, "asks", "nothing");
}

// ---- two therapists

typedef struct difference {
    int64_t points; // in favour of the first
    str text;
    size_t number;
} difference;

typedef struct difference_list {
    VEC(difference) list;
} difference_list;

static void differ(example_run *run, difference_list *d, int64_t points, str text)
{
    if (points != 0)
        *ARENA_PUSH(run->arena, &d->list) = (difference){points, text, d->list.count};
}

static int64_t size_of(int64_t x)
{
    return x < 0 ? -x : x;
}

static void sort_differences(difference_list *d)
{
    for (size_t i = 1; i < d->list.count; i++) {
        difference moving = d->list.items[i];
        size_t at = i;
        for (; at > 0 && size_of(d->list.items[at - 1].points) < size_of(moving.points); at--)
            d->list.items[at] = d->list.items[at - 1];
        d->list.items[at] = moving;
    }
}

static int64_t deducted_by(const explanation *e, str id)
{
    const flag_explanation *f = explanation_flag(e, id);
    return f ? f->deducted : 0;
}

static difference_list differences_of(example_run *run, const explanation *x, const explanation *y)
{
    difference_list d = {0};
    arena *a = run->arena;
    for (size_t i = 0; i < x->criterion_count; i++) {
        const criterion_explanation *p = &x->criteria[i], *q = &y->criteria[i];
        differ(run, &d, p->contribution - q->contribution,
               str_printf(a, "%.*s (%.*s %s, %.*s %s)", STR_ARGS(p->id), STR_ARGS(x->id),
                          outcome_name(p->outcome), STR_ARGS(y->id), outcome_name(q->outcome)));
    }
    for (size_t i = 0; i < run->rules->flag_count; i++) {
        str id = run->rules->flags[i].id;
        int64_t of_x = deducted_by(x, id), of_y = deducted_by(y, id);
        differ(run, &d, of_y - of_x,
               str_printf(a, "red flag %.*s (of %.*s)", STR_ARGS(id), STR_ARGS(of_x > of_y ? x->id : y->id)));
    }
    int64_t cut = y->score.ceiling_cut - x->score.ceiling_cut;
    differ(run, &d, cut, str_printf(a, "the ceiling (of %.*s)", STR_ARGS(cut > 0 ? y->id : x->id)));
    sort_differences(&d);
    return d;
}

void reason_difference(example_run *run, example_failure *f, const explanation *x, const explanation *y)
{
    if (run->brief)
        return;
    arena *a = run->arena;
    const explanation *both[] = {x, y};
    for (size_t i = 0; i < 2; i++)
        reason_add(run, f, FACT_BECAUSE, "scores", "%.*s %.*s, range %.*s to %.*s%s", STR_ARGS(both[i]->id),
                   STR_ARGS(micro_text(a, both[i]->score.score)), STR_ARGS(micro_text(a, both[i]->low.score)),
                   STR_ARGS(micro_text(a, both[i]->high.score)), both[i]->excluded ? ", excluded" : "");
    difference_list d = differences_of(run, x, y);
    for (size_t i = 0; i < d.list.count && i < MOST_DIFFERENCES; i++) {
        const difference *one = &d.list.items[i];
        reason_add(run, f, FACT_BECAUSE, "differ", "%.*s +%.*s by %.*s",
                   STR_ARGS(one->points > 0 ? x->id : y->id), STR_ARGS(micro_text(a, size_of(one->points))),
                   STR_ARGS(one->text));
    }
    if (d.list.count == 0)
        reason_add(run, f, FACT_BECAUSE, "differ", "in nothing that counts points");
}
