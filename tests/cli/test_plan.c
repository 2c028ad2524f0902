// SPDX-License-Identifier: MIT
// attune check --plan as its user meets it.
#include "support/support.h"

#define RULES                                                                                                \
    "<ruleset xmlns='urn:attune:ruleset:1' id='planned' version='1'>"                                        \
    "<vocabulary name='animal'><term id='ant'/><term id='bee'/></vocabulary>"                                \
    "<client><field name='kinds' type='animal' list='true'/><field name='most' type='number'/>"              \
    "<field name='known' type='boolean'/></client>"                                                          \
    "<therapist><field name='kinds' type='animal' list='true'/><field name='fee' type='number'/>"            \
    "<field name='years' type='number'/><field name='words' type='text'/></therapist>"                       \
    "<gate id='of_client' require='client.known'/>"                                                          \
    "<gate id='shares' applies='count(client.kinds) > 0' "                                                   \
    "require='some k in client.kinds satisfies list contains(therapist.kinds, k)'/>"                         \
    "<factor id='f' weight='1'>"                                                                             \
    "<criterion id='fee' points='1' when='therapist.fee &lt;= client.most'/>"                                \
    "<criterion id='years' points='1' value='therapist.years / client.most'/>"                               \
    "<criterion id='long' points='1' when='therapist.years > 3'/>"                                           \
    "<criterion id='says' points='1' when='contains(therapist.words, string(client.most))'/></factor>"       \
    "<flag id='many' when='count(therapist.kinds) > client.most' "                                           \
    "deduct='1'><because>Many.</because></flag></ruleset>"

static const char *rules(arena *a)
{
    const char *path = test_temp_path(a, "planned.xml");
    test_write_file(path, STR(RULES));
    return path;
}

ARENA_TEST(a_plan_tells_when_conditions_are_evaluated_and_what_they_are_looked_up_by)
{
    command_result run = RUN_ATTUNE(a, "check", "--plan", rules(a));
    assert_run(run, 0, "planned: how its conditions are run\n", NULL);
    assert_text_contains(run.out, "  gate of_client: once per client\n");
    assert_text_contains(run.out, "  gate shares: looked up by what it sees\n"
                                  "      therapist.kinds: which items it holds of client.kinds\n");
    assert_text_contains(run.out, "  criterion fee: looked up by what it sees\n"
                                  "      therapist.fee: how it compares with client.most\n");
    assert_text_contains(run.out, "      therapist.years: its value\n");
    assert_text_contains(run.out, "  criterion long: once per pool\n");
    assert_text_contains(run.out, "      therapist.kinds: how many items it has\n");
}

ARENA_TEST(a_plan_says_why_a_condition_is_evaluated_for_each_pair)
{
    assert_run(RUN_ATTUNE(a, "check", "--plan", rules(a)), 0,
               "  criterion says: evaluated for each pair, because it reads a text\n", NULL);
    assert_run(RUN_ATTUNE(a, "check", "--plan", rules(a)), 0,
               "4 are looked up and 1 evaluated for each pair\n", NULL);
}

ARENA_TEST(with_a_client_a_plan_tells_what_applies_and_how_many_values_there_are)
{
    const char *client = test_temp_path(a, "client.xml");
    test_write_file(client, STR("<client xmlns='urn:attune:profile:1' id='c'><kinds>ant</kinds>"
                                "<kinds>bee</kinds></client>"));
    assert_run(RUN_ATTUNE(a, "check", "--plan", "-c", client, rules(a)), 0,
               "therapist.kinds: which items it holds of client.kinds (2 values)\n", NULL);
    test_write_file(client, STR("<client xmlns='urn:attune:profile:1' id='c'/>"));
    assert_run(RUN_ATTUNE(a, "check", "--plan", "-c", client, rules(a)), 0, "  gate shares: does not apply\n",
               NULL);
}

ARENA_TEST(a_plan_is_of_one_rule_set_and_as_text_or_json)
{
    assert_run(RUN_ATTUNE(a, "check", "--plan", rules(a), rules(a)), 2, NULL, "one rule set");
    assert_run(RUN_ATTUNE(a, "check", "--plan", "--fix", rules(a)), 2, NULL, "mends nothing");
    assert_run(RUN_ATTUNE(a, "check", "--plan", "--format", "sarif", rules(a)), 2, NULL, "pretty and json");
    assert_run(RUN_ATTUNE(a, "check", "--plan", "--format", "json", rules(a)), 0,
               "\"because\": \"it reads a text\"", NULL);
    assert_run(RUN_ATTUNE(a, "check", "--plan", "no-such.xml"), 5, NULL, "no-such.xml");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_tells_when_conditions_are_evaluated_and_what_they_are_looked_up_by),
        cmocka_unit_test(a_plan_says_why_a_condition_is_evaluated_for_each_pair),
        cmocka_unit_test(with_a_client_a_plan_tells_what_applies_and_how_many_values_there_are),
        cmocka_unit_test(a_plan_is_of_one_rule_set_and_as_text_or_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
