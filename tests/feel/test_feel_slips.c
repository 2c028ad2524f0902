// SPDX-License-Identifier: MIT
// Who writes as in another language, or looks for a thing in the wrong way, is told what to write.
#include "feel_world.h"

// The reports on text hold the part given.
static void assert_helps(world *w, const char *text, const char *part)
{
    const feel_expression *e = world_compile(w, text);
    if (e)
        fail_msg("%s compiles", text);
    str reports = builder_str(&w->reports);
    if (!str_contains(reports, str_from(part)))
        fail_msg("%s\n  reported: %.*s\n  expected: %s", text, STR_ARGS(reports), part);
    if (w->report_count != 1)
        fail_msg("%s\n  reported: %.*s", text, STR_ARGS(reports));
}

ARENA_TEST(operators_of_other_languages_are_translated)
{
    world w = world_new(a);
    static const char *const CASES[][2] = {
        {"any = 1 && any = 2", "[write and between conditions]"},
        {"any = 1 || any = 2", "[write or between conditions]"},
        {"any == 1", "[write = for \"is equal to\"]"},
        {"any !== 1", "[write !=]"},
        {"any <> 1", "[write !=]"},
        {"any => 1", "[write >=]"},
        {"any =< 1", "[write <=]"},
        {"!any", "[write not(…)"},
        {"not any", "[write not(…)"},
        {"any = 1 and not client.age > 3", "[write not(…)"},
        {"client.name like \"K\"", "[write contains(text, part), or matches(text, pattern)]"},
        {"any is 1", "[write = for \"is equal to\"]"},
        {"client.age % 2", "[write modulo(x, y)"},
        {"any > 50%", "[write 0.5 for 50%]"},
        {"any > 12.5%", "[write 0.125 for 12.5%]"},
        {"any > $100", "[write 100: a number stands without its currency]"},
        {"any > 1,000", "[write 1000]"},
        {"any > 1,000,000 and any < 3", "[write 1000000]"},
        {"client.name = 'Kim'", "[write \"Kim\"]"},
        {"client.name = “Kim”", "@14+3: texts stand in straight quotes, not in curly ones [write \"Kim\"]"},
        {"client.name = ‘Kim’", "[write \"Kim\"]"},
        {"client.age ≥ 18", "[write >=]"},
        {"client.age ≤ 18", "[write <=]"},
        {"client.age ≠ 18", "[write !=]"},
        {"2^3", "[write ** for a power]"},
        {"any is null", "[write = null]"},
        {"any is not null", "[write != null]"},
        {"x => x + 1", "[a function is written function(x) x + 1]"},
        {"sort(any, e => e.fee > 1)", "[a function is written function(e) e.fee > 1]"},
        {"any ? 1 : 2", "[write if condition then value else other value]"},
        {"any + 1 not in [1, 2]", "[write not(any + 1 in …)]"},
        {"client.age >= 1 and <= 9", "[a comparison has two sides: write and client.age <= …]"},
        {"count(client.goals) > 3 or < 2", "write or count(client.goals) < …]"},
        {"if(any, 1, 2)", "if is no function: write if condition then value else other value"},
        {"matches(client.name, \"a\", \"sI\")",
         "there is no flag \"I\"; the flags of a pattern are s, m, i, x"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_helps(&w, CASES[i][0], CASES[i][1]);
    assert_refused(&w, "1, 20", "expression-syntax @1+1: found \",\" where an operator or the end is needed");
    assert_refused(&w, "1 = '", "expression-syntax @4+1: texts stand in double quotes, not in single ones");
}

ARENA_TEST(chains_and_days_are_told_how_to_be_compared)
{
    world w = world_new(a);
    assert_helps(&w, "1 < client.age < 3", "[write 1 < client.age and client.age < 3]");
    assert_helps(&w, "any = (now() > today)", "[for its day write date(now())]");
    w.unary_tests = true;
    assert_helps(&w, "> 18 and < 50", "[write (18..50)]");
    assert_helps(&w, ">= 18 and <= 50", "[write [18..50]]");
}

ARENA_TEST(functions_of_other_engines_are_known_by_their_whole_name)
{
    world w = world_new(a);
    static const char *const CASES[][2] = {
        {"last day of month(today)",
         "unknown-name @0+17: there is no function \"last day of month\" [write date("},
        {"1 + get or else(any, 5)",
         "@4+11: there is no function \"get or else\" [write if x != null then x else y]"},
        {"is defined(any)", "there is no function \"is defined\" [write x != null]"},
        {"is empty(client.goals)", "[write count(list) = 0]"},
        {"duplicate values(client.goals)", "[write distinct values(list)[count(index of(list, item)) > 1]]"},
        {"type of(5)", "there is no function \"type of\" [write x instance of number"},
        {"not(is empty(client.goals))", "there is no function \"is empty\""},
        {"nn sum([1, null])", "[write sum(list[item != null])]"},
        {"trim(client.name)", "there is no function \"trim\" [write replace("},
        {"ROUND(1.5)", "there is no function \"ROUND\" [write round half up(number, 0)]"},
        {"ceil(1.5)", "[write ceiling]"},
        {"upper cas(client.name)", "there is no function \"upper cas\" [did you mean \"upper case\"?]"},
        {"1 + four words here(2)", "@4+15: there is no function \"four words here\""},
        {"client fee(1)", "@7+3: found \"fee\" where an operator or the end is needed"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_helps(&w, CASES[i][0], CASES[i][1]);
}

// In lenient mode: the value, and what is reported of it, once.
static void assert_says(arena *a, const char *text, const char *value, const char *reports)
{
    world w = world_new(a);
    w.lenient = true;
    assert_feel(&w, text, value);
    str found = builder_str(&w.reports);
    if (!str_equals(found, reports))
        fail_msg("%s\n  reported: %.*s\n  expected: %s", text, STR_ARGS(found), reports);
}

ARENA_TEST(names_that_are_near_are_told_at_evaluation)
{
    assert_says(a, "{fee: 3, r: fe + 1}.r", "null",
                "unknown-name @12+2: nothing is named \"fe\" here [did you mean \"fee\"?]");
    assert_says(
        a, "{x: {Name: 1, Credit Score: 2}, r: x.Nme}.r", "null",
        "unknown-member @37+3: context has no \"Nme\" [did you mean \"Name\"?\nit has: Name, Credit Score]");
    assert_says(
        a, "[{name: 1}, {n: 2}][nme = 1]", "[]",
        "unknown-name @20+3: nothing is named \"nme\" here [did you mean \"name\"?\nthe item has: name]\n"
        "unknown-name @20+3: nothing is named \"nme\" here [the item has: n]");
    assert_says(a, "date(\"2026-03-01\").yeer", "null",
                "unknown-member @19+4: date has no \"yeer\" [its parts: year, month, day, weekday]");
}

ARENA_TEST(a_member_that_no_item_has_is_reported_once)
{
    assert_says(a, "[{a: 1}, {a: 2}].b", "[null, null]",
                "unknown-member @17+1: no item of the list has \"b\" [the first has: a]");
    assert_says(a, "[[{a: 1}], null, {a: 2}].b", "[[null], null, null]",
                "unknown-member @25+1: no item of the list has \"b\" [the first has: a]");
    assert_says(a, "[{a: 1}, {b: 2}].b", "[null, 2]", "");
    assert_says(a, "[].b", "[]", "");
    assert_says(a, "[null].b", "[null]", "");
    assert_says(a, "[{b: null}].b", "[null]", "");
}

ARENA_TEST(arguments_that_do_not_fit_are_told_what_is_wanted)
{
    assert_says(
        a, "years and months duration(\"2000-01-01\", date(\"2026-03-01\"))", "null",
        "wrong-type @26+12: \"years and months duration\" needs date or date and time as its \"from\", "
        "not string (\"2000-01-01\") [write date(\"2000-01-01\")]");
    assert_says(a, "upper case(5)", "null",
                "wrong-type @11+1: \"upper case\" needs string, not number (5) [write \"5\", in quotes]");
    assert_says(a, "[floor][1](\"a\")", "null",
                "wrong-type @11+3: \"floor\" needs number as its \"n\", not string (\"a\")");
    assert_says(
        a, "sum([1, null, 3])", "null",
        "not-evaluable @0+17: item 2 of \"sum\" is null [to leave it out write sum([1, null, 3][item != "
        "null])]");
    assert_says(a, "sum([1, \"a\"])", "null",
                "wrong-type @0+13: \"sum\" needs number or duration, not string (item 2)");
    assert_says(a, "product(1, \"a\")", "null",
                "wrong-type @11+3: \"product\" needs number, not string (\"a\") (item 2)");
    assert_says(a, "{f: function(x: number) x, r: f(\"a\")}.r", "null",
                "wrong-type @32+3: \"f\" needs number as its \"x\", not string (\"a\")");
    assert_says(a, "{f: function(x: number) x, r: f(1, 2)}.r", "null",
                "wrong-arguments @30+7: \"f\" takes 1 argument, not 2 [its parameters: x]");
    assert_says(a, "{f: function(x, y) x, r: f(x: 1, z: 2)}.r", "null",
                "wrong-arguments @25+13: \"f\" is called without its \"y\" [its parameters: x, y]");
}

ARENA_TEST(what_a_filter_leaves_is_a_list)
{
    assert_says(
        a, "{l: [1, 2], r: l[item = 1] * 1.1}.r", "null",
        "wrong-type @15+17: cannot multiply: the values are list and number [the left side is a list of 1 "
        "item; for the item itself write l[item = 1][1]]");
    assert_says(
        a, "[{a: \"x\"}, {a: \"y\"}][a > \"\"].a = \"x\"", "null",
        "wrong-type @0+36: cannot compare list with string [the left side is a list of 2 items; for the "
        "first of them write [{a: \"x\"}, {a: \"y\"}][a > \"\"].a[1]]");
    assert_says(
        a, "1 + [1, 2][item > 5]", "null",
        "wrong-type @0+20: cannot add: the values are number and list [the right side is an empty list: "
        "the filter leaves no item]");
}

ARENA_TEST(values_that_do_not_go_together_are_told_the_way_out)
{
    assert_says(
        a, "date(\"2026-03-01\") + 1", "null",
        "wrong-type @0+22: cannot add: the values are date and number [for 1 day write duration(\"P1D\")]");
    assert_says(a, "date(\"2026-03-01\") + \"P1D\"", "null",
                "wrong-type @0+26: cannot add: the values are date and string [write duration(\"P1D\")]");
    assert_says(a, "date(\"2026-03-01\") > \"2026-01-01\"", "null",
                "wrong-type @0+33: cannot compare date with string [write date(\"2026-01-01\")]");
    assert_says(a, "{age: 3, r: age >= \"18\"}.r", "null",
                "wrong-type @12+11: cannot compare number with string [write 18, without quotes]");
    assert_says(a, "{age: 3, r: age between \"1\" and \"5\"}.r", "null",
                "wrong-type @12+23: cannot compare number with string [write 1, without quotes]");
    assert_says(a, "[1, 2].length", "null",
                "unknown-member @7+6: number has no \"length\" [write count([1, 2])]");
    assert_says(a, "1 < 2 < 3", "null",
                "wrong-type @0+9: cannot compare boolean with number [write 1 < 2 and 2 < 3]");
    assert_says(
        a, "@\"2026-03-01T10:00:00\" - @\"2026-03-01\"", "null",
        "not-evaluable @0+38: cannot subtract: a date counts as midnight in UTC, and the other value has "
        "no time zone [for its day write date(@\"2026-03-01T10:00:00\")]");
}

ARENA_TEST(words_in_capitals_are_written_small)
{
    world w = world_new(a);
    assert_helps(&w, "any = 1 AND any = 2", "[write and, in small letters]");
    assert_helps(&w, "any = 1 Or any = 2", "[write or, in small letters]");
    assert_helps(&w, "NOT any", "[write not(…), in small letters]");
    assert_helps(&w, "NOT(any)", "[write not(…), in small letters]");
    assert_helps(&w, "IF any = 1 then 2 else 3", "[write if, in small letters]");
    assert_helps(&w, "any = True", "[write true, in small letters]");
    assert_helps(&w, "any = FALSE", "[write false, in small letters]");
    assert_helps(&w, "any = Null", "[write null, in small letters]");
    w.lenient = true; // said by the evaluation
    assert_feel(&w, "True", "null");
    assert_str_equal(builder_str(&w.reports),
                     "unknown-name @0+4: nothing is named \"True\" here [write true, in small letters]");
}

ARENA_TEST(suggestions_are_of_the_kind_that_is_needed)
{
    world w = world_new(a);
    assert_refused(&w, "age > 3",
                   "unknown-name @0+3: nothing is named \"age\" here [did you mean \"client.age\"?]");
    assert_refused(&w, "aga > 3", "unknown-name @0+3: nothing is named \"aga\" here");
    assert_refused(&w, "cuont > 3", "unknown-name @0+5: nothing is named \"cuont\" here");
    assert_refused(&w, "tody > client.since",
                   "unknown-name @0+4: nothing is named \"tody\" here [did you mean \"today\"?]");
    assert_refused(&w, "clinet(1)", "unknown-name @0+6: there is no function \"clinet\"");
    assert_refused(&w, "item.felt > 3",
                   "unknown-name @0+4: \"item\" is the entry inside a filter, and this stands in none [a "
                   "filter stands in square brackets behind a list: list[item > 3]]");
}

ARENA_TEST(terms_are_checked_on_both_sides_of_in)
{
    world w = world_new(a);
#define ALLOWED "allowed: stress_management, confidence, grief, anxiety]"
    assert_refused(&w, "\"greif\" in client.goals",
                   "unknown-term @0+7: goal has no term \"greif\" [did you mean \"grief\"?\n" ALLOWED);
    assert_refused(&w, "list contains([\"goood\"], client.goal)",
                   "unknown-term @15+7: goal has no term \"goood\" [" ALLOWED);
    assert_refused(&w, "index of([\"goood\"], client.goal)",
                   "unknown-term @10+7: goal has no term \"goood\" [" ALLOWED);
    assert_feel(&w, "\"grief\" in therapist.focus", "true");
    assert_feel(&w, "append([\"none of these\"], client.goal)", "[\"none of these\", \"confidence\"]");
}

ARENA_TEST(a_label_is_no_term_and_its_id_is_told)
{
    world w = world_new(a);
#define LABEL                                                                                                \
    "goal has no term \"managing stress\" [\"managing stress\" is what people read; write its id: "          \
    "\"stress_management\"]"
    assert_refused(&w, "list contains(client.goals, \"managing stress\")", "unknown-term @28+17: " LABEL);
    assert_refused(&w, "\"managing stress\" in client.goals", "unknown-term @0+17: " LABEL);
    assert_helps(&w, "client.goal = \"Managing Stress\"", "write its id: \"stress_management\"");
    assert_helps(&w, "client.goal = \"manging stress\"", "did you mean \"stress_management\"?");
}

ARENA_TEST(a_list_is_not_looked_for_as_an_item)
{
    world w = world_new(a);
#define COMMON "[for one in common, write some x in client.goals satisfies list contains(therapist.focus, x)]"
    assert_refused(&w, "client.goals in therapist.focus",
                   "wrong-type @0+12: a list is no item of a list of goal (therapist.focus) " COMMON);
    assert_refused(
        &w, "list contains(therapist.focus, client.goals)",
        "wrong-type @31+12: the list holds goal, so it cannot hold list of goal (client.goals) " COMMON);
    assert_feel(&w, "some x in client.goals satisfies list contains(therapist.focus, x)", "true");
    assert_feel(&w, "[1, 2] in [[1, 2], [3]]", "true");
    w.lenient = true;
    assert_feel(&w, "[1, 2] in [1, 2]", "true"); // as the standard's test kit has it
}

ARENA_TEST(comparisons_of_different_kinds_say_what_was_meant)
{
    world w = world_new(a);
    assert_refused(&w, "client.goals = \"grief\"",
                   "wrong-type @0+22: cannot compare list of goal (client.goals) with string (\"grief\") "
                   "[write list contains(client.goals, \"grief\")]");
    assert_refused(&w, "\"walks\" = client.likes",
                   "wrong-type @0+22: cannot compare string (\"walks\") with list of string (client.likes) "
                   "[write list contains(client.likes, \"walks\")]");
    assert_refused(&w, "client.since > \"2026-03-01\"",
                   "wrong-type @15+12: cannot compare date (client.since) with string (\"2026-03-01\") "
                   "[write date(\"2026-03-01\")]");
    assert_refused(&w, "client.since > client.name",
                   "wrong-type @0+26: cannot compare date (client.since) with string (client.name) "
                   "[date(client.name) makes a date of it]");
    assert_refused(&w, "today - client.since > \"P3D\"",
                   "wrong-type @23+5: cannot compare days and time duration (today - client.since) with "
                   "string (\"P3D\") [write duration(\"P3D\")]");
    assert_refused(&w, "client.age > \"18\"",
                   "wrong-type @13+4: cannot compare number (client.age) with string (\"18\") [write 18, "
                   "without quotes]");
}

ARENA_TEST(constants_that_can_only_give_an_error_are_refused)
{
    world w = world_new(a);
    assert_refused(&w, "client.age > 1 / 0", "not-evaluable @13+5: division by zero");
    assert_refused(&w, "3 + 1 / (2 - 2) * 4", "not-evaluable @4+11: division by zero");
    assert_refused(&w, "10 ** 9999", "not-evaluable @0+10: the result is no finite number");
    assert_feel(&w, "1 / (therapist.fee - 120)", "null");
    assert_feel(&w, "1 + 2 / 4", "1.5");
    w.lenient = true;
    assert_feel(&w, "1 / 0", "null");
}

ARENA_TEST(one_problem_is_reported_once)
{
    world w = world_new(a);
    w.lenient = true;
    assert_feel(&w, "sort([3, 1, 2, 5], function(x) x)", "null");
    assert_str_equal(builder_str(&w.reports),
                     "wrong-arguments @0+33: the function takes 1 argument, not 2 [its parameters: x]");
    assert_feel(&w, "sort([3, 1], function(x, y) 7)", "null");
    assert_int_equal(w.report_count, 1);
    assert_feel(&w, "sort([3, \"a\"])", "null");
    assert_int_equal(w.report_count, 1);
    assert_feel(&w, "substring(\"abc\", 2, 1e30)", "\"bc\"");
    assert_int_equal(w.report_count, 0);
    assert_feel(&w, "substring(\"abc\", 2, -1e30)", "null");
    assert_text_contains(builder_str(&w.reports), "the length must be at least 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_of_other_languages_are_translated),
        cmocka_unit_test(chains_and_days_are_told_how_to_be_compared),
        cmocka_unit_test(functions_of_other_engines_are_known_by_their_whole_name),
        cmocka_unit_test(names_that_are_near_are_told_at_evaluation),
        cmocka_unit_test(a_member_that_no_item_has_is_reported_once),
        cmocka_unit_test(arguments_that_do_not_fit_are_told_what_is_wanted),
        cmocka_unit_test(what_a_filter_leaves_is_a_list),
        cmocka_unit_test(values_that_do_not_go_together_are_told_the_way_out),
        cmocka_unit_test(words_in_capitals_are_written_small),
        cmocka_unit_test(suggestions_are_of_the_kind_that_is_needed),
        cmocka_unit_test(terms_are_checked_on_both_sides_of_in),
        cmocka_unit_test(a_label_is_no_term_and_its_id_is_told),
        cmocka_unit_test(a_list_is_not_looked_for_as_an_item),
        cmocka_unit_test(comparisons_of_different_kinds_say_what_was_meant),
        cmocka_unit_test(constants_that_can_only_give_an_error_are_refused),
        cmocka_unit_test(one_problem_is_reported_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
