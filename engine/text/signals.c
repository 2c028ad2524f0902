// SPDX-License-Identifier: MIT
// Signals: finds candidate matches in the texts of a profile, has each judged, and draws the conclusion. See
// signals.h. Finding (find_… below) and judging (context.h) know nothing of each other, so that finding can
// be made faster on its own.
#include "text/signals.h"

#include "text/conclude.h"
#include "text/context.h"
#include "text/near.h"
#include "text/order.h"
#include "text/prefilter.h"
#include "text/prepare.h"
#include "text/regex.h"

#include <stdlib.h>

typedef VEC(uint32_t) number_list;

struct text_rules {
    limits limits;
    const signal_spec *signals;
    size_t signal_count;
    const regex ***patterns;    // [signal][pattern]
    const prefilter *prefilter; // of all signals' patterns, one after the other
    size_t *first_pattern;      // [signal]: the number of its first one there
    size_t pattern_count;
    number_list *readers; // [field]: the signals that read it, ascending
    size_t field_count;
    context_rules *context;
    const trigger_spec *triggers;
    size_t trigger_count;
};

// A match before it is judged; offsets are into the plain text.
typedef struct candidate {
    uint32_t signal;
    uint32_t pattern;
    text_span span;
    const text_span *parts; // of a near: each is judged; else none
    size_t part_count;
    size_t first_unless, end_unless; // the signal's unless matches in the same text
    bool unless_given_up;
} candidate;

struct text_run {
    const text_rules *rules;
    arena *home;   // its guard is the one to unwind to
    arena scratch; // of one text; reset for the next
    regex_scratch *regexes;
    context_run *context;
    bool *possible; // [pattern] of all signals: whether the text at hand can match it
};

typedef VEC(candidate) candidate_list;

// One text's work.
typedef struct finding {
    const text_value *value;
    prepared_text text;
    bool segmented;
    candidate_list candidates;
    candidate_list unless; // matches of unless patterns
    tally *tally;
} finding;

// ---- building

// The place in the source of a pattern, where it stands there as it is (no entities, nothing trimmed).
static place place_within(const pattern_spec *pattern, size_t offset)
{
    if (!pattern->where.source || pattern->where.length != pattern->source.length)
        return pattern->where;
    return place_at(pattern->where.source, pattern->where.offset + offset, offset < pattern->source.length);
}

static const regex *compile(arena *a, const limits *l, const pattern_spec *pattern, str signal,
                            diagnostics *d)
{
    regex_error error = {0};
    const regex *r = regex_compile(a, pattern->source, REGEX_CASELESS | REGEX_WORDS, l, &error);
    if (!r) {
        diagnose(d, CODE_invalid_pattern, place_within(pattern, error.offset),
                 "the pattern of signal \"%.*s\" is not valid: %s", STR_ARGS(signal), error.message);
    } else if (regex_matches_empty(r)) {
        diagnostic *item =
            diagnose(d, CODE_empty_pattern, pattern->where,
                     "the pattern of signal \"%.*s\" matches the empty text", STR_ARGS(signal));
        diagnostic_help(d, item, "it would match everywhere; let it need at least one character");
    }
    return r;
}

static void add_readers(arena *a, text_rules *rules, uint32_t signal)
{
    const signal_spec *spec = &rules->signals[signal];
    for (size_t i = 0; i < spec->field_count; i++) {
        number_list *readers = &rules->readers[spec->fields[i]];
        if (readers->count == 0 || readers->items[readers->count - 1] != signal)
            *ARENA_PUSH(a, readers) = signal;
    }
}

static size_t count_fields(const signal_spec *signals, size_t signal_count)
{
    size_t count = 0;
    for (size_t i = 0; i < signal_count; i++)
        for (size_t k = 0; k < signals[i].field_count; k++)
            if (signals[i].fields[k] >= count)
                count = (size_t)signals[i].fields[k] + 1;
    return count;
}

static void add_prefilter(arena *a, text_rules *rules)
{
    VEC(str) sources = {0};
    rules->first_pattern = ARENA_ARRAY(a, size_t, rules->signal_count);
    for (size_t i = 0; i < rules->signal_count; i++) {
        rules->first_pattern[i] = sources.count;
        for (size_t k = 0; k < rules->signals[i].pattern_count; k++)
            *ARENA_PUSH(a, &sources) = rules->signals[i].patterns[k].source;
    }
    rules->pattern_count = sources.count;
    rules->prefilter = prefilter_build(a, sources.items, sources.count);
}

text_rules *text_rules_build(arena *a, const limits *l, const trigger_spec *triggers, size_t trigger_count,
                             const boundary_spec *boundaries, size_t boundary_count,
                             const signal_spec *signals, size_t signal_count, diagnostics *d)
{
    size_t errors = d->errors;
    text_rules *rules = ARENA_NEW(a, text_rules);
    rules->limits = *l;
    rules->signals = signals;
    rules->signal_count = signal_count;
    rules->triggers = triggers;
    rules->trigger_count = trigger_count;
    rules->context = context_build(a, l, triggers, trigger_count, boundaries, boundary_count, d);
    rules->field_count = count_fields(signals, signal_count);
    rules->readers = ARENA_ARRAY(a, number_list, rules->field_count);
    rules->patterns = ARENA_ARRAY(a, const regex **, signal_count);
    for (size_t i = 0; i < signal_count; i++) {
        rules->patterns[i] = ARENA_ARRAY(a, const regex *, signals[i].pattern_count);
        for (size_t k = 0; k < signals[i].pattern_count; k++)
            rules->patterns[i][k] = compile(a, l, &signals[i].patterns[k], signals[i].name, d);
        if (!signals[i].is_denial)
            add_readers(a, rules, (uint32_t)i);
    }
    add_prefilter(a, rules);
    return d->errors == errors ? rules : NULL;
}

place text_rules_place(const text_rules *rules, uint32_t signal, uint32_t pattern)
{
    const signal_spec *spec = &rules->signals[signal];
    return (spec->is_denial ? &rules->signals[spec->denial_of] : spec)->patterns[pattern].where;
}

const trigger_spec *text_rules_triggers(const text_rules *rules, size_t *count)
{
    *count = rules->trigger_count;
    return rules->triggers;
}

const signal_spec *text_rules_signals(const text_rules *rules, size_t *count)
{
    *count = rules->signal_count;
    return rules->signals;
}

const signal_spec *text_rules_signal(const text_rules *rules, uint32_t signal)
{
    return &rules->signals[signal];
}

const regex *text_rules_pattern(const text_rules *rules, size_t signal, size_t pattern)
{
    return rules->patterns[signal][pattern];
}

// ---- finding candidates

text_run *text_run_new(arena *a, const text_rules *rules)
{
    text_run *run = ARENA_NEW(a, text_run);
    run->rules = rules;
    run->home = a;
    arena_init_within(&run->scratch, a);
    run->regexes = regex_scratch_new(a, &rules->limits);
    run->context = context_run_new(a, rules->context);
    run->possible = ARENA_ARRAY(a, bool, rules->pattern_count);
    return run;
}

// Calls for the next match that is not empty, from *from on.
static regex_result find_next(text_run *run, const regex *r, str plain, size_t *from, text_span *span)
{
    for (;;) {
        const size_t *spans = NULL;
        regex_result result = regex_search(r, run->regexes, plain, *from, &spans);
        if (result != REGEX_MATCH)
            return result;
        *span = (text_span){spans[0], spans[1]};
        *from = span->end;
        if (span->end > span->start)
            return REGEX_MATCH;
        if (span->end >= plain.length)
            return REGEX_NO_MATCH;
        (void)utf8_decode(plain, from);
    }
}

static void give_up(const finding *f, uint32_t signal, uint32_t pattern, size_t at, bool too_many)
{
    text_limit limit = {.signal = signal,
                        .pattern = pattern,
                        .field = f->value->field,
                        .item = f->value->item,
                        .at = text_original(&f->text, at),
                        .too_many = too_many};
    tally_limit(f->tally, &limit);
}

// Adds the matches of one pattern to a list that held first ones before the signal's; false where a limit was
// hit: then not all was found.
static bool find_pattern(text_run *run, const finding *f, uint32_t signal, uint32_t pattern,
                         candidate_list *list, size_t first)
{
    if (!run->possible[run->rules->first_pattern[signal] + pattern])
        return true;
    const regex *r = run->rules->patterns[signal][pattern];
    size_t from = 0;
    text_span span;
    regex_result result;
    while ((result = find_next(run, r, f->text.plain, &from, &span)) == REGEX_MATCH) {
        if (list->count - first >= run->rules->limits.matches_per_text) {
            give_up(f, signal, pattern, span.start, true);
            return false;
        }
        *ARENA_PUSH(&run->scratch, list) = (candidate){.signal = signal, .pattern = pattern, .span = span};
    }
    if (result == REGEX_LIMIT)
        give_up(f, signal, pattern, from, false);
    return result == REGEX_NO_MATCH;
}

static void segment(text_run *run, finding *f)
{
    if (!f->segmented)
        text_segment(&run->scratch, &f->text);
    f->segmented = true;
}

typedef VEC(near_part) near_parts;

// All places of a near's parts; false where one of them is not in the text.
static bool find_parts(text_run *run, const finding *f, uint32_t signal, const near_spec *near,
                       near_parts *parts)
{
    for (uint32_t i = 0; i < near->part_count; i++)
        if (!run->possible[run->rules->first_pattern[signal] + near->first_part + i])
            return false;
    for (uint32_t i = 0; i < near->part_count; i++) {
        candidate_list found = {0};
        (void)find_pattern(run, f, signal, near->first_part + i, &found, 0);
        if (found.count == 0)
            return false;
        for (size_t k = 0; k < found.count; k++)
            *ARENA_PUSH(&run->scratch, parts) = (near_part){found.items[k].span, i};
    }
    return true;
}

static void find_near(text_run *run, finding *f, uint32_t signal, const near_spec *near, size_t first)
{
    near_parts parts = {0};
    near_matches matches = {0};
    if (!find_parts(run, f, signal, near, &parts))
        return;
    segment(run, f);
    near_find(&run->scratch, &f->text, parts.items, parts.count, near->part_count, near->words, &matches);
    for (size_t i = 0; i < matches.count; i++) {
        const text_span *spans = matches.items[i].parts;
        if (f->candidates.count - first >= run->rules->limits.matches_per_text) {
            give_up(f, signal, near->first_part, spans[0].start, true);
            return;
        }
        *ARENA_PUSH(&run->scratch, &f->candidates) =
            (candidate){.signal = signal,
                        .pattern = near->first_part,
                        .span = {spans[0].start, spans[near->part_count - 1].end},
                        .parts = spans,
                        .part_count = near->part_count};
    }
}

// All matches of one signal in one text.
static void find_signal(text_run *run, finding *f, uint32_t signal)
{
    const signal_spec *spec = &run->rules->signals[signal];
    size_t first_candidate = f->candidates.count;
    size_t first_unless = f->unless.count;
    for (uint32_t i = 0; i < spec->pattern_count; i++)
        if (!spec->patterns[i].unless && !spec->patterns[i].part)
            (void)find_pattern(run, f, signal, i, &f->candidates, first_candidate);
    for (size_t i = 0; i < spec->near_count; i++)
        find_near(run, f, signal, &spec->nears[i], first_candidate);
    if (f->candidates.count == first_candidate)
        return;
    bool unless_given_up = false;
    for (uint32_t i = 0; i < spec->pattern_count; i++)
        if (spec->patterns[i].unless && !find_pattern(run, f, signal, i, &f->unless, first_unless))
            unless_given_up = true;
    for (size_t i = first_candidate; i < f->candidates.count; i++) {
        f->candidates.items[i].first_unless = first_unless;
        f->candidates.items[i].end_unless = f->unless.count;
        f->candidates.items[i].unless_given_up = unless_given_up;
    }
}

// ---- judging them

// By place in the text, so that each sentence is looked at once.
static int compare_candidates(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    const size_t keys[][2] = {
        {a->span.start, b->span.start}, {a->signal, b->signal}, {a->pattern, b->pattern}};
    return order_by(keys, sizeof keys / sizeof *keys);
}

// The unless match that discounts a candidate: one in its sentence, or over it; NULL for none.
static const candidate *discounting(const finding *f, const candidate *c, text_span within)
{
    for (size_t i = c->first_unless; i < c->end_unless; i++) {
        const candidate *unless = &f->unless.items[i];
        if (unless->span.start < within.end && within.start < unless->span.end)
            return unless;
    }
    return NULL;
}

static str original_slice(const prepared_text *p, text_span span)
{
    return str_slice(p->original, text_original(p, span.start), text_original_end(p, span.end));
}

// A near counts where all its parts count; else the first in the text that does not says why. It denies where
// a part denies, and none is discounted for another reason.
static judgement judge_parts(text_run *run, const candidate *c)
{
    judgement whole = context_judge(run->context, c->parts[0].start, c->parts[0].end);
    bool denied = whole.denies;
    bool discounted = whole.reason != REASON_COUNTS && !whole.denies;
    for (size_t i = 1; i < c->part_count; i++) {
        judgement j = context_judge(run->context, c->parts[i].start, c->parts[i].end);
        denied = denied || j.denies;
        discounted = discounted || (j.reason != REASON_COUNTS && !j.denies);
        if (whole.reason == REASON_COUNTS && j.reason != REASON_COUNTS)
            whole = j;
    }
    whole.denies = denied && !discounted;
    return whole;
}

static text_match judge_candidate(text_run *run, const finding *f, const candidate *c)
{
    judgement j =
        c->part_count ? judge_parts(run, c) : context_judge(run->context, c->span.start, c->span.end);
    const candidate *unless = discounting(f, c, j.sentence);
    if (unless) {
        j.reason = REASON_UNLESS;
        j.cue = unless->span;
        j.trigger = NAME_MISSING;
        j.denies = false;
    } else if (c->unless_given_up && j.reason == REASON_COUNTS) {
        j.reason = REASON_GIVEN_UP;
    }
    return (text_match){
        .signal = c->signal,
        .pattern = c->pattern,
        .field = f->value->field,
        .item = f->value->item,
        .start = text_original(&f->text, c->span.start),
        .end = text_original_end(&f->text, c->span.end),
        .sentence_start = text_original(&f->text, j.sentence.start),
        .sentence_end = text_original_end(&f->text, j.sentence.end),
        .polarity = j.polarity,
        .holder = j.holder,
        .mood = j.mood,
        .counts = j.reason == REASON_COUNTS,
        .denies = j.denies,
        .reason = j.reason,
        .cue = j.cue.end > j.cue.start ? original_slice(&f->text, j.cue) : STR_NONE,
        .trigger = j.trigger,
        .unless = unless ? unless->pattern : NAME_MISSING,
    };
}

// Whether it overlaps the last match of the same near and says no more than that: "goals, push" in "push
// goals, push goals". first: of this text's matches.
static bool repeats_last(const tally *t, size_t first, const text_match *m)
{
    for (size_t i = t->matches.count; i-- > first;) {
        const text_match *last = &t->matches.items[i];
        if (last->signal == m->signal && last->pattern == m->pattern)
            return m->start < last->end && m->reason == last->reason && m->denies == last->denies;
    }
    return false;
}

static void search_value(text_run *run, const text_value *value, tally *t)
{
    if (value->field >= run->rules->field_count || run->rules->readers[value->field].count == 0)
        return;
    arena_reset(&run->scratch);
    finding f = {.value = value, .text = text_prepare(&run->scratch, value->text), .tally = t};
    if (f.text.plain.length == 0)
        return;
    prefilter_scan(run->rules->prefilter, f.text.plain, f.text.special, run->possible);
    const number_list *readers = &run->rules->readers[value->field];
    for (size_t i = 0; i < readers->count; i++) {
        t->has_text[readers->items[i]] = true;
        find_signal(run, &f, readers->items[i]);
    }
    if (f.candidates.count == 0)
        return;
    qsort(f.candidates.items, f.candidates.count, sizeof *f.candidates.items, compare_candidates);
    segment(run, &f);
    context_start(run->context, &run->scratch, &f.text);
    size_t first = t->matches.count;
    for (size_t i = 0; i < f.candidates.count; i++) {
        text_match match = judge_candidate(run, &f, &f.candidates.items[i]);
        if (f.candidates.items[i].part_count == 0 || !repeats_last(t, first, &match))
            tally_match(t, &match, value);
    }
}

text_result text_search(text_run *run, const text_value *values, size_t value_count, arena *results)
{
    run->scratch.guard = run->home->guard;
    tally t = tally_new(results, run->rules->signals, run->rules->signal_count, values);
    for (size_t i = 0; i < value_count; i++)
        search_value(run, &values[i], &t);
    return tally_conclude(&t);
}
