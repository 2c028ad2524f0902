// SPDX-License-Identifier: MIT
// Parts near each other, held against every choice of parts there is; and signals of all kinds, held against
// the same ones searched without the prefilter.
#include "support/support.h"

#include "text/signals.h"

#include <string.h>

static const uint32_t FIRST_FIELD[] = {0};

static const text_rules *rules_of(arena *a, const signal_spec *signals, size_t count)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 20);
    trigger_spec *never = ARENA_NEW(a, trigger_spec);
    *never = (trigger_spec){.id = STR("never"), .phrases = STR("never")};
    const text_rules *rules = text_rules_build(a, &l, never, 1, NULL, 0, signals, count, &d);
    assert_int_equal(d.items.count, 0);
    assert_non_null(rules);
    return rules;
}

static text_result search(arena *a, const text_rules *rules, str text)
{
    text_value value = {.field = 0, .text = text};
    return text_search(text_run_new(a, rules), &value, 1, a);
}

// ---- all choices of parts

enum { PARTS = 3, MOST_WORDS = 14 };

static const char *const WORDS[] = {"ape", "bee", "cat", "fox", "dog", ". Then"};

typedef struct random_text {
    str text;
    size_t start[MOST_WORDS], end[MOST_WORDS]; // of each word
    int part[MOST_WORDS];                      // that it is, or -1
    int sentence[MOST_WORDS];
    int position[MOST_WORDS]; // among the words of the text
    int count;
} random_text;

static random_text make_text(arena *a, uint64_t *seed)
{
    random_text t = {0};
    int sentence = 0;
    builder b = builder_new(a);
    t.count = 1 + (int)(test_random(seed) % MOST_WORDS);
    for (int i = 0; i < t.count; i++) {
        int word = (int)(test_random(seed) % 6);
        if (i > 0 && word < 5)
            builder_addc(&b, ' ');
        sentence += word == 5;
        t.start[i] = b.length;
        builder_adds(&b, WORDS[word]);
        t.end[i] = b.length;
        t.part[i] = word < PARTS ? word : -1;
        t.sentence[i] = sentence;
        t.position[i] = i;
    }
    t.text = builder_str(&b);
    return t;
}

static bool is_allowed(const random_text *t, const int *chosen, int words)
{
    int seen = 0;
    for (int i = 0; i < PARTS; i++) {
        if (t->part[chosen[i]] < 0)
            return false;
        seen |= 1 << t->part[chosen[i]];
        if (i > 0 &&
            (t->sentence[chosen[i]] != t->sentence[chosen[i - 1]] || chosen[i] - chosen[i - 1] - 1 > words))
            return false;
    }
    return seen == (1 << PARTS) - 1;
}

// The places of all choices that hold no closer one and overlap none before, such as "0-11 20-31 ".
static str closest_by_trying_all(arena *a, const random_text *t, int words)
{
    bool there[MOST_WORDS][MOST_WORDS] = {0}; // [first][last]
    for (int i = 0; i < t->count; i++)
        for (int k = i + 1; k < t->count; k++)
            for (int m = k + 1; m < t->count; m++)
                if (is_allowed(t, (int[]){i, k, m}, words))
                    there[i][m] = true;
    builder b = builder_new(a);
    int free_from = 0;
    for (int first = 0; first < t->count; first++) {
        for (int last = first; last < t->count; last++) {
            bool closest = there[first][last] && first >= free_from;
            for (int i = first; i <= last; i++)
                for (int k = i; k <= last; k++)
                    closest = closest && (!there[i][k] || (i == first && k == last));
            if (closest)
                free_from = last + 1;
            if (closest)
                builder_addf(&b, "%zu-%zu ", t->start[first], t->end[last]);
        }
    }
    return builder_str(&b);
}

ARENA_TEST(what_is_found_is_the_closest_of_all_choices_each_beside_the_last)
{
    const pattern_spec parts[] = {{.source = STR("\\bape\\b"), .part = true},
                                  {.source = STR("\\bbee\\b"), .part = true},
                                  {.source = STR("\\bcat\\b"), .part = true}};
    uint64_t seed = 88172645463325252u;
    size_t found = 0;
    for (int round = 0; round < 3000; round++) {
        near_spec near = {.first_part = 0, .part_count = PARTS, .words = 1 + (uint32_t)(round % 4)};
        signal_spec s = {.name = STR("s"),
                         .patterns = parts,
                         .pattern_count = PARTS,
                         .fields = FIRST_FIELD,
                         .field_count = 1,
                         .nears = &near,
                         .near_count = 1};
        random_text t = make_text(a, &seed);
        text_result r = search(a, rules_of(a, &s, 1), t.text);
        builder b = builder_new(a);
        for (size_t i = 0; i < r.match_count; i++)
            builder_addf(&b, "%zu-%zu ", r.matches[i].start, r.matches[i].end);
        str expected = closest_by_trying_all(a, &t, (int)near.words);
        if (!str_equal(builder_str(&b), expected))
            fail_msg("in \"%.*s\" with %u words: \"%.*s\", not \"%.*s\"", STR_ARGS(t.text), near.words,
                     STR_ARGS(builder_str(&b)), STR_ARGS(expected));
        found += r.match_count;
    }
    print_message("%zu found\n", found);
    assert_true(found > 500);
}

// ---- with and without the prefilter

enum { SIGNALS = 5, MOST_PATTERNS = 6 };

typedef struct random_signals {
    signal_spec specs[SIGNALS];
    pattern_spec patterns[SIGNALS][MOST_PATTERNS];
    near_spec nears[SIGNALS];
} random_signals;

static const char *const PATTERNS[] = {"aim",         "goals?",   "set (?:clear )?goals",
                                       "risk|keep",   "[ks]et",   "high(?= g)",
                                       "aim\\s+\\w+", "k.{0,6}s", "\\bkeep\\b"};

// The pattern; or one that says the same and of which nothing is known that a match must contain.
static str pattern_as(arena *a, const char *pattern, bool hidden)
{
    return hidden ? str_printf(a, "(?:%s|(?!x)x)", pattern) : str_from(pattern);
}

static void make_signals(arena *a, uint64_t *seed, random_signals *out, bool hidden)
{
    memset(out, 0, sizeof *out);
    for (size_t s = 0; s < SIGNALS; s++) {
        signal_spec *spec = &out->specs[s];
        *spec = (signal_spec){.name = STR("s"), .patterns = out->patterns[s], .fields = FIRST_FIELD};
        spec->field_count = 1;
        spec->least = (uint32_t)(test_random(seed) % 4);
        spec->absent_false = test_random(seed) % 2;
        spec->is_denial = s == SIGNALS - 1;
        spec->denial_of = (uint32_t)(test_random(seed) % (SIGNALS - 1));
        spec->pattern_count = spec->is_denial ? 0 : 2 + test_random(seed) % (MOST_PATTERNS - 1);
        size_t parts = spec->pattern_count > 0 ? (test_random(seed) % spec->pattern_count) : 0;
        for (size_t i = 0; i < spec->pattern_count; i++) {
            const char *pattern = PATTERNS[test_random(seed) % (sizeof PATTERNS / sizeof *PATTERNS)];
            bool unless = test_random(seed) % 4 == 0;
            bool part = parts >= 2 && i < parts;
            out->patterns[s][i] = (pattern_spec){
                .source = pattern_as(a, pattern, hidden), .part = part, .unless = !part && unless};
        }
        out->nears[s] = (near_spec){0, (uint32_t)parts, 1 + (uint32_t)(test_random(seed) % 5)};
        spec->nears = &out->nears[s];
        spec->near_count = parts >= 2;
    }
}

static str make_prose(arena *a, uint64_t *seed)
{
    static const char *const PROSE[] = {"aim ",   "high ", "set ",  "clear ", "goals ",     "goal ",
                                        "never ", "risk ", "keep ", "x ",     "\u212aeep ", "Set ",
                                        ". We ",  "? ",    ", ",    "k",      "ri\u017fk "};
    builder b = builder_new(a);
    for (size_t i = test_random(seed) % 24; i > 0; i--)
        builder_adds(&b, PROSE[test_random(seed) % (sizeof PROSE / sizeof *PROSE)]);
    return builder_str(&b);
}

static void assert_same_results(const text_result *x, const text_result *y, str text)
{
    for (size_t i = 0; i < SIGNALS; i++)
        if (x->states[i] != y->states[i])
            fail_msg("\"%.*s\": signal %zu is %d, not %d", STR_ARGS(text), i, x->states[i], y->states[i]);
    assert_int_equal(x->match_count, y->match_count);
    for (size_t i = 0; i < x->match_count; i++) {
        const text_match *m = &x->matches[i], *n = &y->matches[i];
        assert_int_equal(m->signal, n->signal);
        assert_int_equal(m->pattern, n->pattern);
        assert_int_equal(m->start, n->start);
        assert_int_equal(m->end, n->end);
        assert_int_equal(m->counts, n->counts);
        assert_int_equal(m->denies, n->denies);
        assert_int_equal(m->reason, n->reason);
        assert_text_equal(m->cue, n->cue);
    }
}

ARENA_TEST(signals_of_all_kinds_are_the_same_without_the_prefilter)
{
    uint64_t seed = 88172645463325252u;
    size_t true_ones = 0, matches = 0, denials = 0;
    for (int round = 0; round < 300; round++) {
        random_signals plain, hidden;
        uint64_t again = seed;
        make_signals(a, &seed, &plain, false);
        make_signals(a, &again, &hidden, true);
        const text_rules *x = rules_of(a, plain.specs, SIGNALS), *y = rules_of(a, hidden.specs, SIGNALS);
        for (int i = 0; i < 10; i++) {
            str text = make_prose(a, &seed);
            text_result found = search(a, x, text), expected = search(a, y, text);
            assert_same_results(&found, &expected, text);
            matches += found.match_count;
            denials += found.states[SIGNALS - 1] == SIGNAL_TRUE;
            for (size_t k = 0; k < SIGNALS; k++)
                true_ones += found.states[k] == SIGNAL_TRUE;
        }
    }
    print_message("%zu matches, %zu signals true, %zu denials\n", matches, true_ones, denials);
    assert_true(matches > 1000 && true_ones > 500 && denials > 20);
}

// ---- limits and memory

ARENA_TEST(a_text_that_repeats_all_parts_is_bounded)
{
    const pattern_spec parts[] = {{.source = STR("a"), .part = true},   {.source = STR("a|b"), .part = true},
                                  {.source = STR("b|c"), .part = true}, {.source = STR("c"), .part = true},
                                  {.source = STR("a|c"), .part = true}, {.source = STR("b"), .part = true}};
    near_spec near = {0, NEAR_MOST_PARTS, NEAR_MOST_WORDS};
    signal_spec s = {.name = STR("s"), .patterns = parts, .pattern_count = NEAR_MOST_PARTS};
    s.fields = FIRST_FIELD;
    s.field_count = 1;
    s.nears = &near;
    s.near_count = 1;
    builder b = builder_new(a);
    for (int i = 0; i < 20000; i++)
        builder_adds(&b, "a b c ");
    text_result r = search(a, rules_of(a, &s, 1), builder_str(&b));
    assert_int_equal(r.states[0], SIGNAL_TRUE);
    assert_true(r.limits_hit > 0); // more of each part than the limit: said, not silently dropped
    assert_true(r.limits[0].too_many);
}

static void search_all_kinds(arena *a, void *context)
{
    (void)context;
    uint64_t seed = 123456789u;
    random_signals signals;
    make_signals(a, &seed, &signals, false);
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 20);
    trigger_spec never = {.id = STR("never"), .phrases = STR("never")};
    const text_rules *rules = text_rules_build(a, &l, &never, 1, NULL, 0, signals.specs, SIGNALS, &d);
    search(a, rules, STR("Never set clear goals, keep risk. Aim high goals set, keep aim."));
}

static void survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(assert_survives_failing_allocations(search_all_kinds, NULL) > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_found_is_the_closest_of_all_choices_each_beside_the_last),
        cmocka_unit_test(signals_of_all_kinds_are_the_same_without_the_prefilter),
        cmocka_unit_test(a_text_that_repeats_all_parts_is_bounded),
        cmocka_unit_test(survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
