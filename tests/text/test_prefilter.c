// SPDX-License-Identifier: MIT
// The prefilter says of no pattern that a text cannot match it where PCRE2 finds a match; and it does rule
// out.
#include "support/support.h"

#include "text/prefilter.h"
#include "text/prepare.h"
#include "text/regex.h"
#include "text/required.h"

#include <string.h>

static str joined(arena *a, required r)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < r.count; i++)
        builder_addf(&out, "%s%.*s", i ? "|" : "", STR_ARGS(r.literals[i]));
    return builder_str(&out);
}

ARENA_TEST(what_a_match_must_contain_is_read_from_its_pattern)
{
    static const char *const CASES[][2] = {
        {"burnout", "burnout"},
        {"Burn[- ]?Out", "burn-out|burn out|burnout"},
        {"\\bset(?:ting)? (?:clear )?boundaries\\b",
         "setting clear boundaries|setting boundaries|set clear boundaries|set boundaries"},
        {"(?:aim|goal)s?", "aims|aim|goals|goal"},
        {"I .{0,20}believe", "believe"},
        {"wor(?=ld)k", "work"},
        {"(?i)quiet", "quiet"},
        {"(?i:calm)", "calm"},
        {"(?:abc){2,}d", "abc"},
        {"over(?:whelm(?:ed)?|load)", "overwhelmed|overwhelm|overload"},
        {"costs \\$200", "costs $200"},
        // nothing that is known, or too short to look for
        {"[a-z]+", ""},
        {"(?:burnout)?", ""},
        {"(?:burnout|.)", ""},
        {"no", ""},
        {"(?:to|burnout)", ""},
        {"caf\xc3\xa9", "caf"},
        {"\\Qburnout\\E", ""},
        {"(?x) burn out", ""},
        {"(a)\\1burnout", ""},
        {"(?(1)burnout)", ""},
        {"(*UCP)burnout", ""},
        {"\\x62urnout", ""},
        {"burnout{,3}", ""},
        {"[\\c]abc]burnout", ""},
        {"[[:x]:]|]burnout", ""},
        {"[[:alpha:]]burnout", "burnout"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        str found = joined(a, required_by(a, str_from(CASES[i][0])));
        if (!str_equals(found, CASES[i][1]))
            fail_msg("%s needs \"%.*s\", not \"%s\"", CASES[i][0], STR_ARGS(found), CASES[i][1]);
    }
}

typedef struct trial {
    arena *arena;
    limits limits;
    regex_scratch *scratch;
    size_t searched, ruled_out, matched;
} trial;

static void assert_nothing_is_missed(trial *t, const str *patterns, size_t count, const str *texts,
                                     size_t text_count)
{
    const prefilter *p = prefilter_build(t->arena, patterns, count);
    bool *possible = ARENA_ARRAY(t->arena, bool, count);
    const regex **compiled = ARENA_ARRAY(t->arena, const regex *, count);
    for (size_t k = 0; k < count; k++)
        compiled[k] = regex_compile(t->arena, patterns[k], REGEX_CASELESS | REGEX_WORDS, &t->limits, NULL);
    for (size_t i = 0; i < text_count; i++) {
        prepared_text text = text_prepare(t->arena, texts[i]);
        prefilter_scan(p, text.plain, text.special, possible);
        for (size_t k = 0; k < count; k++) {
            if (!compiled[k])
                continue; // what is no pattern may say anything
            const size_t *spans;
            bool found = regex_search(compiled[k], t->scratch, text.plain, 0, &spans) == REGEX_MATCH;
            t->searched++;
            t->ruled_out += !possible[k];
            t->matched += found;
            if (found && !possible[k])
                fail_msg("/%.*s/ matches \"%.*s\", which the prefilter ruled out", STR_ARGS(patterns[k]),
                         STR_ARGS(text.plain));
        }
    }
}

static const char *pick(uint64_t *seed, const char *const *from, size_t count)
{
    return from[test_random(seed) % count];
}

static str random_text(arena *a, uint64_t *seed)
{
    static const char *const PARTS[] = {"aim",  "Goal", "goals",     "set",       " ", " ",          "risk",
                                        "KEEP", "task", "\u212aeep", "ri\u017fk", "s", "k",          "-",
                                        "'",    ".",    "\n",        "  ",        "x", "caf\xc3\xa9"};
    builder out = builder_new(a);
    for (size_t i = test_random(seed) % 12; i > 0; i--)
        builder_adds(&out, pick(seed, PARTS, sizeof PARTS / sizeof *PARTS));
    return builder_str(&out);
}

static str random_pattern(arena *a, uint64_t *seed)
{
    static const char *const PARTS[] = {"aim",    "goal",   "s?",          "set",         " ",       "risk",
                                        "keep",   "task",   "[sk]",        "(?:aim|set)", "\\b",     ".",
                                        "(?:s)?", "*",      "+",           "{2}",         "{0,3}",   "?",
                                        "|",      "(",      ")",           "(?=",         "(?!",     "\\w",
                                        "[^a-z]", "(?<=m)", "(?:goal|k)",  "\\s+",        "^",       "$",
                                        "[a-g]",  "[[:s]",  "[\\c]aim]",   "\\K",         "(?>ris)", "{",
                                        "]",      "\\.",    "caf\xc3\xa9", "(?i)",        "?+",      "\\d"};
    builder out = builder_new(a);
    for (size_t i = 1 + test_random(seed) % 7; i > 0; i--)
        builder_adds(&out, pick(seed, PARTS, sizeof PARTS / sizeof *PARTS));
    return builder_str(&out);
}

ARENA_TEST(no_match_is_missed)
{
    enum { ROUNDS = 1000, PATTERNS = 12, TEXTS = 12 };
    uint64_t seed = 88172645463325252u;
    trial t = {.arena = a, .limits = limits_default()};
    t.scratch = regex_scratch_new(a, &t.limits);
    for (int round = 0; round < ROUNDS; round++) {
        str patterns[PATTERNS], texts[TEXTS];
        for (size_t i = 0; i < PATTERNS; i++)
            patterns[i] = random_pattern(a, &seed);
        for (size_t i = 0; i < TEXTS; i++)
            texts[i] = random_text(a, &seed);
        assert_nothing_is_missed(&t, patterns, PATTERNS, texts, TEXTS);
    }
    print_message("%zu searches: %zu ruled out, %zu matches\n", t.searched, t.ruled_out, t.matched);
    assert_true(t.ruled_out > t.searched / 10);
    assert_true(t.matched > t.searched / 20);
}

// A row of words without end is read in time that grows with it alone, and so is what it needs.
ARENA_TEST(a_long_row_of_alternatives_is_read_whole)
{
    enum { WORDS = 20000 };
    builder b = builder_new(a);
    for (int i = 0; i < WORDS; i++)
        builder_addf(&b, "%sw%05d", i ? "|" : "", i);
    size_t before = a->used;
    required r = required_by(a, builder_str(&b));
    assert_int_equal(r.count, WORDS);
    assert_true(a->used - before < (size_t)100 << 20);
    assert_true(str_equals(r.literals[0], "w00000") && str_equals(r.literals[WORDS - 1], "w19999"));
}

ARENA_TEST(letter_case_and_the_ends_of_a_text_do_not_matter)
{
    static const char *const TEXTS[] = {"aim", "AIM", "x aim", "aIM x", "Goals", "to set GOALS"};
    const str patterns[] = {STR("aim"), STR("goals")};
    const prefilter *p = prefilter_build(a, patterns, 2);
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        bool possible[2];
        prepared_text text = text_prepare(a, str_from(TEXTS[i]));
        prefilter_scan(p, text.plain, text.special, possible);
        assert_int_equal(possible[0], i < 4);
        assert_int_equal(possible[1], i >= 4);
    }
}

// A literal is found wherever it begins, whatever its length, and where only part of it is there it is not.
ARENA_TEST(every_place_of_a_text_is_looked_at)
{
    static const char *const WORDS[] = {"cbt",     "emdr",      "grief",        "trauma",
                                        "mindful", "worthless", "perfectionism"};
    enum { COUNT = sizeof WORDS / sizeof *WORDS, PLACES = 70 };
    str patterns[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        patterns[i] = str_from(WORDS[i]);
    const prefilter *p = prefilter_build(a, patterns, COUNT);
    for (size_t i = 0; i < COUNT * PLACES; i++) {
        size_t word = i / PLACES, before = i % PLACES;
        for (size_t cut = 0; cut < 2; cut++) {
            builder text = builder_new(a);
            for (size_t k = 0; k < before; k++)
                builder_addc(&text, "cbxEMDgriex"[k % 11]);
            builder_add(&text, str_slice(patterns[word], 0, patterns[word].length - cut));
            bool possible[COUNT];
            prefilter_scan(p, text_prepare(a, builder_str(&text)).plain, false, possible);
            assert_int_equal(possible[word], !cut);
        }
    }
}

// Texts made of the words of the patterns that the benchmark searches for, broken off here and there.
ARENA_TEST(ordinary_patterns_over_ordinary_texts)
{
    enum { PATTERNS = 30, TEXTS = 400 };
    str rest = test_read_file(a, "bench/text/patterns.txt"), patterns[PATTERNS], texts[TEXTS];
    for (size_t i = 0; i < PATTERNS; i++)
        patterns[i] = test_next_piece(&rest, '\n');
    VEC(str) words = {0};
    for (size_t i = 0; i < PATTERNS; i++) {
        required r = required_by(a, patterns[i]);
        for (size_t k = 0; k < r.count; k++)
            *ARENA_PUSH(a, &words) = r.literals[k];
    }
    uint64_t seed = 88172645463325252u;
    for (size_t i = 0; i < TEXTS; i++) {
        builder text = builder_new(a);
        for (size_t k = test_random(&seed) % 4; k > 0; k--) {
            str word = words.items[test_random(&seed) % words.count];
            builder_add(&text, str_slice(word, 0, word.length - (test_random(&seed) >> 20) % 2));
            builder_adds(&text, k % 2 ? " " : "\n  and ");
        }
        texts[i] = builder_str(&text);
    }
    trial t = {.arena = a, .limits = limits_default()};
    t.scratch = regex_scratch_new(a, &t.limits);
    assert_nothing_is_missed(&t, patterns, PATTERNS, texts, TEXTS);
    assert_true(t.matched > 250 && t.ruled_out > t.searched * 9 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_match_must_contain_is_read_from_its_pattern),
        cmocka_unit_test(no_match_is_missed),
        cmocka_unit_test(a_long_row_of_alternatives_is_read_whole),
        cmocka_unit_test(every_place_of_a_text_is_looked_at),
        cmocka_unit_test(ordinary_patterns_over_ordinary_texts),
        cmocka_unit_test(letter_case_and_the_ends_of_a_text_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
