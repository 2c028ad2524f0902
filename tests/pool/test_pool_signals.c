// SPDX-License-Identifier: MIT
// What a pool says of searches that were given up, and keeps of signals that deny others.
#include "support/support.h"

#include "pool/pool.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_search_given_up_is_reported_with_the_signal_its_pattern_and_the_text),
        cmocka_unit_test(the_matches_of_a_denial_are_kept_beside_those_of_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
