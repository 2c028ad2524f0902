// SPDX-License-Identifier: MIT
// What is said of patterns holds of texts: on random patterns and texts. And what trees of patterns say.
#include "support/support.h"

#include "analysis/analysis.h"
#include "analysis/pattern_probe.h"
#include "text/prepare.h"
#include "text/regex.h"

#include <stdio.h>
#include <stdlib.h>

enum { CASES = 300, PATTERNS = 4, TEXTS = 150 };

static uint64_t seed;
static size_t never, shadowed;

static unsigned pick(unsigned below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % below;
}

static void add_pattern(builder *b, unsigned depth)
{
    static const char *const atoms[] = {"a",    "b",    "[ab]", " ", "\\b",   "a",   "bb", "\\s",
                                        "[^a]", "[ -]", "\\B",  "-", "\\bab", "a b", "^",  "$"};
    static const char *const repeats[] = {"", "", "", "?", "+", "{2}", "*", "{1,2}"};
    for (unsigned i = 1 + pick(3); i > 0; i--) {
        if (depth && pick(3) == 0) {
            builder_adds(b, "(?:");
            add_pattern(b, depth - 1);
            if (pick(2)) {
                builder_addc(b, '|');
                add_pattern(b, depth - 1);
            }
            builder_addf(b, ")%s", repeats[pick(8)]);
        } else {
            unsigned atom = pick(16);
            bool single = atom < 3 || atom == 3 || atom == 7;
            builder_addf(b, "%s%s", atoms[atom], single ? repeats[pick(8)] : "");
        }
    }
}

static str random_text(arena *a)
{
    builder b = builder_new(a);
    for (unsigned i = 1 + pick(9); i > 0; i--)
        builder_addc(&b, "aabb  -."[pick(8)]);
    return text_prepare(a, builder_str(&b)).plain;
}

// The pattern that a diagnostic is about.
static size_t pattern_at(const signal_spec *s, const diagnostic *item)
{
    for (size_t i = 0; i < s->pattern_count; i++) {
        place where = s->patterns[i].where;
        if (item->where.offset >= where.offset && item->where.offset < where.offset + where.length)
            return i;
    }
    fail();
    return 0;
}

typedef struct claims {
    bool never[PATTERNS], shadowed[PATTERNS];
} claims;

static claims claims_of(const signal_spec *s, const diagnostics *d)
{
    claims c = {{false}, {false}};
    for (size_t i = 0; i < d->items.count; i++) {
        const diagnostic *item = &d->items.items[i];
        if (item->code == CODE_pattern_never_matches && str_starts(item->message, STR("the pattern")))
            c.never[pattern_at(s, item)] = true;
        if (item->code == CODE_shadowed_pattern)
            c.shadowed[pattern_at(s, item)] = true;
    }
    return c;
}

static void check_text(arena *a, const ruleset *r, const claims *c, regex_scratch *scratch, str text)
{
    bool found[PATTERNS], by_others = false;
    size_t count;
    const signal_spec *s = text_rules_signals(r->text, &count);
    for (size_t i = 0; i < s->pattern_count; i++) {
        found[i] = regex_search(text_rules_pattern(r->text, 0, i), scratch, text, 0, NULL) == REGEX_MATCH;
        by_others = by_others || (found[i] && !c->shadowed[i]);
    }
    for (size_t i = 0; i < s->pattern_count; i++) {
        bool wrong = (c->never[i] && found[i]) || (c->shadowed[i] && found[i] && !by_others);
        if (wrong)
            fprintf(stderr, "\"%.*s\" matches \"%.*s\"\n", STR_ARGS(s->patterns[i].source), STR_ARGS(text));
        assert_false(wrong);
    }
    (void)a;
}

static void run_case(arena *a, void *context)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 1000);
    builder b = builder_new(a);
    seed = *(unsigned *)context * 104729u + 3;
    builder_adds(
        &b, "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"x\" version=\"1\"><therapist><field name=\"s\" "
            "type=\"text\"/></therapist><signal name=\"p\" in=\"therapist.s\">");
    for (unsigned i = 0; i < PATTERNS; i++) {
        builder_adds(&b, "\n<pattern>");
        add_pattern(&b, 2);
        builder_adds(&b, "x?</pattern>"); // so that no blank is at its end
    }
    builder_adds(&b, "</signal></ruleset>");
    const ruleset *r = ruleset_load_source(
        a, source_from_bytes(a, STR("x.xml"), str_copy(a, builder_str(&b))), STR_NONE, &l, &d);
    if (!r) // one that matches the empty text
        return;
    analyze_ruleset(a, r, &(analysis_options){.today = {2026, 3, 1}}, &d);
    size_t count;
    const signal_spec *s = text_rules_signals(r->text, &count);
    claims c = claims_of(s, &d);
    for (size_t i = 0; i < PATTERNS; i++) {
        never += c.never[i];
        shadowed += c.shadowed[i];
    }
    regex_scratch *scratch = regex_scratch_new(a, &l);
    for (unsigned i = 0; i < TEXTS; i++)
        check_text(a, r, &c, scratch, random_text(a));
}

static void what_is_claimed_of_patterns_holds_of_random_texts(void **unused)
{
    (void)unused;
    const char *only = getenv("ATTUNE_CASE"), *given = getenv("ATTUNE_CASES");
    unsigned first = only ? (unsigned)strtoul(only, NULL, 10) : 0;
    unsigned count = only ? 1 : given ? (unsigned)strtoul(given, NULL, 10) : CASES;
    for (unsigned i = first; i < first + count; i++) {
        attune_status status = run_in_arena(NULL, 0, run_case, &i);
        if (status != ATTUNE_OK)
            fprintf(stderr, "ATTUNE_CASE=%u\n", i);
        assert_int_equal(status, ATTUNE_OK);
    }
    if (count >= CASES) {
        assert_true(never > 0);
        assert_true(shadowed > 0);
    }
    if (given)
        fprintf(stderr, "%zu never, %zu shadowed\n", never, shadowed);
}

ARENA_TEST(a_sample_of_a_pattern_matches_it)
{
    static const char *const patterns[] = {"\\b(?:very|so) well\\b",
                                           "[a-z']+ing",
                                           "a{3,5}b?",
                                           "(?<name>x|y)z",
                                           "\\bI (?:[a-z']+ ){2,6}like\\b",
                                           "\\x41\\x{e9}",
                                           "[^.!?;]{0,40} \\bend",
                                           "caf[é]",
                                           "(?i:abc)(?#a remark)d",
                                           "[[:alpha:]]+[[:digit:]]",
                                           "\\d{4}-\\d{2}",
                                           "a\\.b\\$\\(c\\)"};
    limits l = limits_default();
    regex_error error;
    regex_scratch *scratch = regex_scratch_new(a, &l);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        const pattern_tree *tree = pattern_read(a, str_from(patterns[i]));
        const regex *r = regex_compile(a, str_from(patterns[i]), REGEX_CASELESS | REGEX_WORDS, &l, &error);
        assert_non_null(tree);
        assert_non_null(r);
        assert_true(tree->whole);
        assert_int_equal(regex_search(r, scratch, pattern_sample(a, tree->root), 0, NULL), REGEX_MATCH);
        assert_int_equal(pattern_faults(a, tree).items.count, 0);
    }
}

ARENA_TEST(what_is_not_followed_is_said_to_be_so)
{
    static const char *const patterns[] = {"(a)\\1", "a(?R)?b", "(?(1)a|b)", "(*ACCEPT)a", "\\p{Lu}x"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        const pattern_tree *tree = pattern_read(a, str_from(patterns[i]));
        assert_true(!tree || !tree->whole);
    }
    assert_null(pattern_read(a, STR("\\Qa.b\\E")));
}

ARENA_TEST(all_texts_of_a_pattern_are_listed_or_none)
{
    text_list texts;
    assert_true(pattern_texts(a, pattern_read(a, STR("(?:a|b)c?d{1,2}"))->root, 20, &texts));
    assert_int_equal(texts.count, 8);
    assert_false(pattern_texts(a, pattern_read(a, STR("(?:a|b)c?d{1,2}"))->root, 7, &texts));
    assert_false(pattern_texts(a, pattern_read(a, STR("a+"))->root, 20, &texts));
    assert_false(pattern_texts(a, pattern_read(a, STR("\\w"))->root, 200, &texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_claimed_of_patterns_holds_of_random_texts),
        cmocka_unit_test(a_sample_of_a_pattern_matches_it),
        cmocka_unit_test(what_is_not_followed_is_said_to_be_so),
        cmocka_unit_test(all_texts_of_a_pattern_are_listed_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
