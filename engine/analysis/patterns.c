// SPDX-License-Identifier: MIT
// Patterns that never match, match everything, may take too long, mean something else in another PCRE2, or
// match nothing that another one of the signal does not. Looks at the rule set's own file alone; phrases,
// which are made to patterns by rule, are only looked at for what another one covers.
#include "analysis/finding.h"

#include "analysis/pattern_probe.h"
#include "text/prepare.h"
#include "text/regex.h"
#include "text/signals.h"

#include <inttypes.h>
#include <string.h>

// At most so many patterns of a rule set are run until they are given up; so many pairs are compared.
enum { MOST_GIVEN_UP = 40, MOST_COMPARED = 20000, MOST_TEXTS = 64 };

typedef struct looking {
    analysis *k;
    regex_scratch *regexes;
    text_run *run; // made when needed
    const signal_spec *signal;
    size_t signal_number, pattern_number;
    const pattern_spec *pattern;
    const regex *regex;
    size_t given_up, compared, recompiled;
} looking;

// Whether the author wrote a pattern, and not a phrase that was made one.
static bool is_written(const pattern_spec *p)
{
    static const char *const elements[] = {"<pattern", "<unless"};
    if (!p->where.source || p->where.source->streamed)
        return false;
    str before = str_slice(p->where.source->bytes, 0, (size_t)p->where.offset);
    size_t at = before.length;
    while (at > 0 && before.data[at - 1] != '<')
        at--;
    str tag = str_slice(before, at ? at - 1 : 0, before.length);
    return str_starts(tag, str_from(elements[0])) || str_starts(tag, str_from(elements[1]));
}

// ---- never, everything

static void report_fault(looking *l, const fault *f, bool whole)
{
    analysis *k = l->k;
    diagnostic *item =
        diagnose(k->out, CODE_pattern_never_matches,
                 place_of_part(l->pattern->where, f->part->offset, f->part->length),
                 "%s of signal \"%.*s\" matches no text: %s",
                 whole ? "the pattern" : "this part of the pattern", STR_ARGS(l->signal->name), f->message);
    if (f->plain.length && !str_equals(f->plain, " "))
        diagnostic_help(k->out, item,
                        "it is searched for in a plain copy of the text: write %.*s, which finds both",
                        STR_ARGS(f->plain));
    else if (f->plain.length || f->is_blank)
        diagnostic_help(k->out, item, "write one blank, which finds white space of any kind");
}

// Runs what was read: a pattern that matches what it was made of can match after all.
static bool matches_sample(const looking *l, const pattern_tree *tree)
{
    str sample = pattern_sample(&l->k->scratch, tree->root);
    str plain = text_prepare(&l->k->scratch, sample).plain;
    return regex_search_within(l->regex, l->regexes, plain, 0, 10000, NULL) == REGEX_MATCH;
}

static bool check_never(looking *l, const pattern_tree *tree)
{
    fault_list faults = pattern_faults(&l->k->scratch, tree);
    if (faults.items.count == 0 || (faults.whole && matches_sample(l, tree)))
        return false;
    for (size_t i = 0; i < faults.items.count; i++) {
        bool last = faults.whole && i + 1 == faults.items.count;
        report_fault(l, &faults.items.items[i], last);
    }
    return faults.whole;
}

// Texts that have no letter in common.
static const char *const STRANGERS[] = {"bad cab", "go high", "milk 10", "fez", "pq",
                                        "rust",    "vow",     "4711",    "xy",  "jn"};

static bool check_everything(looking *l)
{
    size_t count = sizeof STRANGERS / sizeof *STRANGERS;
    for (size_t i = 0; i < count; i++)
        if (regex_search_within(l->regex, l->regexes, str_from(STRANGERS[i]), 0, 10000, NULL) != REGEX_MATCH)
            return false;
    diagnostic *item =
        diagnose(l->k->out, CODE_pattern_matches_all, l->pattern->where,
                 "this pattern of signal \"%.*s\" matches texts that have nothing in common: \"%s\", "
                 "\"%s\", \"%s\"",
                 STR_ARGS(l->signal->name), STRANGERS[0], STRANGERS[1], STRANGERS[7]);
    diagnostic_help(l->k->out, item,
                    l->pattern->unless ? "so no match ever counts; let it need a word"
                                       : "let it need a word that tells those who say it from others");
    return true;
}

// ---- time

// What to search for so that the pattern begins to match again and again and fails at the end.
static str pumped(looking *l, const pump *p, size_t times, const char *behind)
{
    builder b = builder_new(&l->k->scratch);
    builder_add(&b, p->before);
    for (size_t i = 0; i < times; i++)
        builder_add(&b, p->unit);
    builder_adds(&b, behind);
    return text_prepare(&l->k->scratch, builder_str(&b)).plain;
}

static bool gives_up(looking *l, str text, uint32_t steps)
{
    return regex_search_within(l->regex, l->regexes, text, 0, steps, NULL) == REGEX_LIMIT;
}

// The steps that a search takes, to one digit.
static uint32_t steps_of(looking *l, str text, uint32_t most)
{
    uint32_t steps = 1;
    while (steps < most && gives_up(l, text, steps))
        steps *= 2;
    return steps;
}

static void report_risky(looking *l, const pump *p, size_t times, const char *behind, uint32_t most)
{
    analysis *k = l->k;
    str text = pumped(l, p, times, behind), half = pumped(l, p, times / 2, behind);
    size_t shown = text.length < 40 ? text.length : 40;
    while (shown < text.length && ((unsigned char)text.data[shown] & 0xC0) == 0x80)
        shown--;
    diagnostic *item = diagnose(k->out, CODE_risky_pattern, l->pattern->where,
                                "a search for this pattern of signal \"%.*s\" is given up after %" PRIu32
                                " steps in a text of %zu characters: "
                                "\"%.*s%s\"",
                                STR_ARGS(l->signal->name), most, utf8_length(text), (int)shown, text.data,
                                shown < text.length ? "…" : "");
    uint32_t steps = steps_of(l, half, most);
    if (steps < most)
        diagnostic_help(k->out, item, "with half as many it takes about %" PRIu32 " steps", steps);
    diagnostic_help(k->out, item, "where it is given up, the signal is unknown");
    diagnostic_help(k->out, item,
                    "what is repeated can be divided in many ways: give the parts of it different "
                    "beginnings, or bound the repeats, {0,30}");
}

// Whether the pattern is given up in a text of moderate length.
static bool check_pump(looking *l, const pump *p, const char *last)
{
    const char *const behind[] = {"!", " 0", "", last};
    enum { FIRST_STEPS = 4000, FIRST_LENGTH = 40, LONGEST = 2000 };
    uint32_t most = (uint32_t)l->k->rules->limits.pattern_steps;
    for (size_t b = 0; b < sizeof behind / sizeof *behind; b++) {
        if (!gives_up(l, pumped(l, p, FIRST_LENGTH / p->unit.length + 1, behind[b]), FIRST_STEPS))
            continue;
        l->given_up++;
        for (size_t times = 8; times * p->unit.length <= LONGEST; times *= 2)
            if (gives_up(l, pumped(l, p, times, behind[b]), most)) {
                report_risky(l, p, times, behind[b], most);
                return true;
            }
    }
    return false;
}

static void check_time(looking *l, const pattern_tree *tree)
{
    pump_list pumps;
    pattern_pumps(&l->k->scratch, tree, &pumps);
    // Behind the rest what the pattern asks for, so that PCRE2 doesn't see at once that it is missing.
    const char *last =
        str_printf(&l->k->scratch, "! %.*s", STR_ARGS(pattern_sample(&l->k->scratch, tree->root))).data;
    for (size_t i = 0; i < pumps.count && l->given_up < MOST_GIVEN_UP; i++)
        if (check_pump(l, &pumps.items[i], last))
            return;
}

// ---- versions

static void check_version(looking *l, const pattern_tree *tree)
{
    if (!tree->differs)
        return;
    place where = place_of_part(l->pattern->where, tree->differs_offset, tree->differs_length);
    str text =
        str_slice(l->pattern->source, tree->differs_offset, tree->differs_offset + tree->differs_length);
    diagnostic *item =
        diagnose(l->k->out, CODE_pattern_version, where,
                 "\"%.*s\" repeats what stands before it from PCRE2 10.43 on, and is plain text before",
                 STR_ARGS(text));
    if (tree->differs == VERSION_SPACES)
        diagnostic_help(l->k->out, item, "write it without blanks to repeat, or \\{ for the brace itself");
    else
        diagnostic_help(l->k->out, item, "write {0%.*s to repeat, or \\{ for the brace itself",
                        STR_ARGS(str_slice(text, 1, text.length)));
    diagnostic_help(l->k->out, item, "this is PCRE2 %s", regex_version());
}

// The pattern as the other side of PCRE2 10.43 reads it: from there on \\w also takes in marks and connecting
// punctuation. Empty where it has no \\w, or one that is not followed.
static str other_reading(arena *a, str pattern)
{
    bool later = !str_starts(str_from(regex_version()), STR("10.3")) &&
                 !str_starts(str_from(regex_version()), STR("10.40")) &&
                 !str_starts(str_from(regex_version()), STR("10.41")) &&
                 !str_starts(str_from(regex_version()), STR("10.42"));
    const char *letters = later ? "\\p{L}\\p{N}_" : "\\w\\p{Mn}\\p{Pc}";
    builder b = builder_new(a);
    bool in_class = false, any = false;
    for (size_t i = 0; i < pattern.length; i++) {
        char c = pattern.data[i], next = i + 1 < pattern.length ? pattern.data[i + 1] : '\0';
        if (c == '\\' && (next == 'W' || next == 'Q'))
            return STR_NONE;
        if (c == '\\' && next == 'w') {
            builder_addf(&b, in_class ? "%s" : "[%s]", letters);
            any = true;
            i++;
            continue;
        }
        in_class = c == '[' ? true : c == ']' ? false : in_class;
        builder_addc(&b, c);
        if (c == '\\' && next) {
            builder_addc(&b, next);
            i++;
        }
    }
    return any ? builder_str(&b) : STR_NONE;
}

static void check_letters(looking *l, const pattern_tree *tree)
{
    enum { MOST_RECOMPILED = 200 };
    regex_error error;
    arena *a = &l->k->scratch;
    str other = tree->whole ? other_reading(a, l->pattern->source) : STR_NONE;
    if (!other.length || l->recompiled++ >= MOST_RECOMPILED)
        return;
    const regex *reading =
        regex_compile(a, other, REGEX_CASELESS | REGEX_WORDS, &l->k->rules->limits, &error);
    str sample = pattern_marked_sample(a, tree->root);
    if (!reading || (regex_search_within(reading, l->regexes, sample, 0, 10000, NULL) == REGEX_MATCH) ==
                        (regex_search_within(l->regex, l->regexes, sample, 0, 10000, NULL) == REGEX_MATCH))
        return;
    size_t at = str_find(l->pattern->source, STR("\\w"), 0);
    diagnostic *item =
        diagnose(l->k->out, CODE_pattern_letters, place_of_part(l->pattern->where, at, 2),
                 "\\w takes in accents that are written apart from their letter from PCRE2 10.43 on, and "
                 "not before");
    diagnostic_help(l->k->out, item,
                    "so some versions find \"%.*s\", and others do not; [\\w\\p{M}] is the same in all",
                    STR_ARGS(sample));
}

// ---- what another one covers

// Whether the other matches within each of the texts, which are all that the pattern matches, wherever that
// one does. Of what stands around them only whether it is part of a word counts.
static bool covers(looking *l, const regex *own, const regex *by, const text_list *texts)
{
    static const char *const around[][2] = {{" ", " "}, {"x", "x"}, {" ", "x"}, {"x", " "}};
    for (size_t i = 0; i < texts->count; i++) {
        bool counts = false;
        for (size_t c = 0; c < sizeof around / sizeof *around; c++) {
            const size_t *span;
            str text =
                str_printf(&l->k->scratch, "%s%.*s%s", around[c][0], STR_ARGS(texts->items[i]), around[c][1]);
            if (regex_search_within(own, l->regexes, text, 0, 10000, NULL) != REGEX_MATCH)
                continue;
            counts = true;
            if (regex_search_within(by, l->regexes, text, 0, 10000, &span) != REGEX_MATCH || span[0] < 1 ||
                span[1] + 1 > text.length)
                return false;
        }
        if (!counts)
            return false; // an assertion that is not followed
    }
    return texts->count > 0;
}

// The match of one of the signal's patterns; NULL for none.
static const text_match *match_of(const looking *l, const text_result *found, size_t pattern)
{
    for (size_t i = 0; i < found->match_count; i++)
        if (found->matches[i].signal == l->signal_number && found->matches[i].pattern == pattern)
            return &found->matches[i];
    return NULL;
}

// Whether the matches of both are taken alike in sentences that assert and deny: what is within one match and
// outside the other ("not", "used to") may decide.
static bool judged_alike(looking *l, size_t other, const text_list *texts)
{
    enum { SENTENCES = 2 };
    if (l->signal->field_count == 0)
        return false;
    if (!l->run)
        l->run = text_run_new(l->k->arena, l->k->rules->text);
    for (size_t i = 0; i < texts->count; i++)
        for (size_t s = 0; s < SENTENCES; s++) {
            str text = str_printf(&l->k->scratch, s ? "I never say %.*s there." : "I say %.*s there.",
                                  STR_ARGS(texts->items[i]));
            text_value value = {.field = l->signal->fields[0], .text = text};
            text_result found = text_search(l->run, &value, 1, &l->k->scratch);
            const text_match *x = match_of(l, &found, l->pattern_number), *y = match_of(l, &found, other);
            if (!x || !y || x->counts != y->counts || x->denies != y->denies)
                return false;
        }
    return true;
}

// What else than word boundaries looks at the text around a match.
static bool looks_around(const part *p)
{
    if (p->kind == PART_LOOK || p->kind == PART_START || p->kind == PART_END || p->kind == PART_OTHER)
        return true;
    for (size_t i = 0; i < p->count; i++)
        if (looks_around(p->children[i]))
            return true;
    return false;
}

static void report_shadow(looking *l, const pattern_spec *by, bool same)
{
    diagnostic *item =
        diagnose(l->k->out, CODE_shadowed_pattern, l->pattern->where,
                 same ? "signal \"%.*s\" has this twice: another one finds the same"
                      : "all that this finds for signal \"%.*s\" is found by another pattern of it",
                 STR_ARGS(l->signal->name));
    help_other(l->k, item, "the other", by->where);
    diagnostic_help(l->k->out, item, "remove it: the signal finds as much without it");
}

// The same pattern before this one, also where two phrases stand for the same.
static const pattern_spec *same_before(const looking *l)
{
    for (size_t i = 0; i < l->pattern_number; i++) {
        const pattern_spec *by = &l->signal->patterns[i];
        if (by->unless == l->pattern->unless && !by->part && str_equal(by->source, l->pattern->source))
            return by;
    }
    return NULL;
}

// Another one that could cover this: of the same use, and found in a text that this one finds.
static bool may_cover(looking *l, size_t number, str sample)
{
    const pattern_spec *by = &l->signal->patterns[number];
    if (number == l->pattern_number || by->unless != l->pattern->unless || by->part ||
        str_equal(by->source, l->pattern->source))
        return false;
    const regex *other = text_rules_pattern(l->k->rules->text, l->signal_number, number);
    l->compared++;
    return regex_search_within(other, l->regexes, sample, 0, 10000, NULL) == REGEX_MATCH;
}

static void check_shadow(looking *l, const pattern_tree *tree)
{
    text_list texts = {0};
    const pattern_spec *same = l->pattern->part ? NULL : same_before(l);
    if (same)
        report_shadow(l, same, true);
    if (same || l->pattern->part || !tree || !tree->whole || looks_around(tree->root))
        return;
    str sample = str_printf(&l->k->scratch, " %.*s ", STR_ARGS(pattern_sample(&l->k->scratch, tree->root)));
    for (size_t i = 0; i < l->signal->pattern_count && l->compared < MOST_COMPARED; i++) {
        if (!may_cover(l, i, sample))
            continue;
        const pattern_spec *by = &l->signal->patterns[i];
        const pattern_tree *its = pattern_read(&l->k->scratch, by->source);
        if (!its || !its->whole || looks_around(its->root))
            continue;
        if (!texts.count && !pattern_texts(&l->k->scratch, tree->root, MOST_TEXTS, &texts))
            return;
        const regex *other = text_rules_pattern(l->k->rules->text, l->signal_number, i);
        if (!covers(l, l->regex, other, &texts) || !judged_alike(l, i, &texts))
            continue;
        // Of two that cover each other the later one is to go.
        text_list its_texts;
        if (i > l->pattern_number && pattern_texts(&l->k->scratch, its->root, MOST_TEXTS, &its_texts) &&
            covers(l, other, l->regex, &its_texts))
            continue;
        report_shadow(l, by, false);
        return;
    }
}

// ---- all

static void check_pattern(looking *l)
{
    const pattern_tree *tree = pattern_read(&l->k->scratch, l->pattern->source);
    size_t before = l->k->out->warnings;
    if (is_written(l->pattern)) {
        bool never = tree && check_never(l, tree);
        bool everything = !never && !l->pattern->part && check_everything(l);
        if (tree)
            check_version(l, tree);
        if (tree && !never)
            check_time(l, tree);
        if (tree && l->k->out->warnings == before)
            check_letters(l, tree);
        if (never || everything)
            return;
    }
    check_shadow(l, tree);
}

void find_patterns(analysis *k)
{
    size_t count;
    const signal_spec *signals = text_rules_signals(k->rules->text, &count);
    looking l = {.k = k, .regexes = regex_scratch_new(k->arena, &k->rules->limits)};
    for (size_t s = 0; s < count; s++)
        for (size_t p = 0; p < signals[s].pattern_count; p++) {
            l.signal = &signals[s];
            l.pattern = &signals[s].patterns[p];
            l.signal_number = s;
            l.pattern_number = p;
            if (!is_in_main_file(k, l.pattern->where) || signals[s].is_denial)
                continue;
            l.regex = text_rules_pattern(k->rules->text, s, p);
            check_pattern(&l);
            arena_reset(&k->scratch);
        }
}
