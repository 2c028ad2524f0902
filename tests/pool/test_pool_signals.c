// SPDX-License-Identifier: MIT
// What a pool says of searches that were given up, and keeps of signals that deny others; searching on
// threads.
#include "pool/world.h"

static const char RULES[] =
    "<ruleset xmlns='urn:attune:ruleset:1' id='x' version='1'><include href='context-en.xml'/>\n"
    "<therapist><field name='statement' type='text'/><field name='answers' type='text' list='true'/>"
    "</therapist>\n"
    "<signal name='defends' denial-of='lowers'/>\n"
    "<signal name='lowers' in='therapist.statement'><phrase>aim lower</phrase></signal>\n"
    "<signal name='slow' in='therapist.statement therapist.answers'><pattern>(?:a+)+$</pattern></signal>\n"
    "<signal name='many' in='therapist.answers'><phrase>goal</phrase></signal>\n"
    "<factor id='f' weight='1'><criterion id='c' points='1' when='true'/></factor></ruleset>";

static const ruleset *rules_of(arena *a, const limits *l, diagnostics *d)
{
    const source *s = source_from_bytes(a, STR("rules.xml"), str_from(RULES));
    const ruleset *r = ruleset_load_source(a, s, STR("rules"), l, d);
    assert_non_null(r);
    return r;
}

static pool *pool_of(arena *a, const ruleset *r, const char *profiles, diagnostics *d)
{
    pool *p = pool_new(a, r);
    pool_options options = {0};
    const source *s = source_from_bytes(a, STR("pool.ndjson"), str_from(profiles));
    assert_true(pool_read_source(p, s, &options, d));
    pool_finish(p);
    return p;
}

#define ENDLESS "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"

ARENA_TEST(a_search_given_up_is_reported_with_the_signal_its_pattern_and_the_text)
{
    limits l = limits_default();
    l.matches_per_text = 2;
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    const ruleset *r = rules_of(a, &l, &d);
    pool *p = pool_of(a, r,
                      "{\"id\":\"ada\",\"statement\":\"I listen.\"}\n"
                      "{\"id\":\"bo\",\"answers\":[\"Yes.\", \"A goal, a goal, a goal. " ENDLESS "\"]}\n",
                      &d);
    assert_int_equal(pool_signal(p, 1, ruleset_find_signal(r, STR("slow"))), SIGNAL_UNKNOWN);
    assert_int_equal(pool_signal(p, 1, ruleset_find_signal(r, STR("many"))), SIGNAL_TRUE);
    assert_int_equal(d.items.count, 2);
    const diagnostic *slow = &d.items.items[0], *many = &d.items.items[1];
    assert_int_equal(slow->code, CODE_pattern_limit);
    assert_text_contains(slow->message, "signal \"slow\" in answers, item 2, of \"bo\"");
    assert_text_contains(slow->message, "from byte 0 on");
    assert_text_contains(slow->help, "the pattern is at rules.xml:5:");
    assert_int_equal(place_look(slow->where, a).line, 2);
    assert_text_contains(many->message,
                         "signal \"many\" has more than 2 matches in answers, item 2, of \"bo\"");
    assert_text_contains(many->message, "from byte 18 on");
    assert_text_contains(many->help, "rules.xml:6:");
}

ARENA_TEST(the_matches_of_a_denial_are_kept_beside_those_of_the_other)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    const ruleset *r = rules_of(a, &l, &d);
    pool *p = pool_of(a, r, "{\"id\":\"ada\",\"statement\":\"Never aim lower.\"}\n", &d);
    size_t count;
    const text_match *m = pool_matches(p, 0, &count);
    assert_int_equal(count, 2);
    assert_int_equal(m[0].signal, ruleset_find_signal(r, STR("defends")));
    assert_int_equal(m[0].reason, REASON_SAID_AGAINST);
    assert_true(m[0].counts);
    assert_false(m[1].counts);
    assert_int_equal(pool_signal(p, 0, m[0].signal), SIGNAL_TRUE);
    assert_int_equal(pool_signal(p, 0, m[1].signal), SIGNAL_FALSE);
}

// Profiles of many kinds, over more than two chunks; every 700th has a text that is given up.
static str many_profiles(arena *a, size_t count)
{
    static const char *const SAID[] = {"I listen.",         "Aim lower, I say.",         "Never aim lower.",
                                       "Do you aim lower?", "A goal, and another goal.", ""};
    builder out = builder_new(a);
    uint64_t seed = 7;
    for (size_t i = 0; i < count; i++) {
        builder_addf(&out, "{\"id\":\"t%zu\",\"statement\":\"", i);
        for (uint64_t k = test_random(&seed) % 5; k > 0; k--)
            builder_addf(&out, "%s ", SAID[test_random(&seed) % 6]);
        builder_addf(&out, "\",\"answers\":[\"%s\",\"%s\"]}\n", SAID[test_random(&seed) % 5],
                     i % 700 == 0 ? ENDLESS : "Yes.");
    }
    return builder_str(&out);
}

static str found_with(arena *a, const ruleset *r, str profiles, unsigned threads)
{
    diagnostics d;
    diagnostics_init(&d, a, r->limits.diagnostics);
    pool *p = pool_new(a, r);
    pool_options options = {.threads = threads};
    assert_true(pool_read_source(p, source_from_bytes(a, STR("pool.ndjson"), profiles), &options, &d));
    pool_finish(p);
    return str_printf(a, "%.*s%.*s", STR_ARGS(world_dump(a, p)), STR_ARGS(world_list(a, &d)));
}

ARENA_TEST(what_is_found_is_the_same_for_any_number_of_threads)
{
    limits l = limits_default();
    l.pattern_steps = 1000;
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    const ruleset *r = rules_of(a, &l, &d);
    str profiles = many_profiles(a, 9000);
    str alone = found_with(a, r, profiles, 1);
    assert_text_contains(alone, "signal \"slow\" in answers, item 2, of \"t8400\"");
    assert_text_equal(found_with(a, r, profiles, 2), alone);
    assert_text_equal(found_with(a, r, profiles, 7), alone);
}

// The rule set does not come out of the arena that is short of memory.
typedef struct short_read {
    const ruleset *rules;
    str profiles;
} short_read;

static void read_on_threads(arena *a, void *context)
{
    const short_read *s = context;
    found_with(a, s->rules, s->profiles, 3);
}

ARENA_TEST(where_memory_ends_the_threads_end_too)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    short_read s = {rules_of(a, &l, &d), many_profiles(a, 500)};
    for (size_t limit = 1 << 12; limit < 1 << 20; limit += limit / 8)
        assert_int_equal(run_in_arena(NULL, limit, read_on_threads, &s), ATTUNE_LIMIT);
    assert_int_equal(run_in_arena(NULL, 0, read_on_threads, &s), ATTUNE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_search_given_up_is_reported_with_the_signal_its_pattern_and_the_text),
        cmocka_unit_test(the_matches_of_a_denial_are_kept_beside_those_of_the_other),
        cmocka_unit_test(what_is_found_is_the_same_for_any_number_of_threads),
        cmocka_unit_test(where_memory_ends_the_threads_end_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
