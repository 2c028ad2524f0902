// SPDX-License-Identifier: MIT
// What the checker says of expressions in rule sets: every problem, at its exact place, and no follow-ups.
#include "feel_world.h"

ARENA_TEST(types_of_expressions_are_known)
{
    world w = world_new(a);
    assert_type(&w, "client.age + 1", "number");
    assert_type(&w, "client.goals", "list of goal");
    assert_type(&w, "client.goals[1]", "goal");
    assert_type(&w, "client.goals[list contains(therapist.focus, item)]", "list of goal");
    assert_type(&w, "count(client.goals) / 2 > 1", "boolean");
    assert_type(&w, "client.encounters.felt", "list of number");
    assert_type(&w, "client.encounters[felt > 3].when", "list of date");
    assert_type(&w, "for g in client.goals return g = \"grief\"", "list of boolean");
    assert_type(&w, "today - client.since", "days and time duration");
    assert_type(&w, "client.since + duration(\"P1Y\")", "date");
    assert_type(&w, "today.year", "number");
    assert_type(&w, "if any = 1 then client.goal else null", "goal");
    assert_type(&w, "if any = 1 then client.goal else client.name", "string");
    assert_type(&w, "sort(client.encounters, function(x, y) x.felt < y.felt)", "list of context");
    assert_type(&w, "{a: 1, b: a + 1}.b", "number");
    assert_type(&w, "max(client.encounters.felt)", "number");
    assert_type(&w, "concatenate(client.goals, therapist.focus)", "list of goal");
    assert_type(&w, "split(client.name, \" \")[1]", "string");
    assert_type(&w, "any", "any value");
}

ARENA_TEST(undeclared_names_are_refused_with_a_suggestion)
{
    world w = world_new(a);
    assert_refused(&w, "cleint.age",
                   "unknown-name @0+6: nothing is named \"cleint\" here [did you mean \"client\"?]");
    assert_refused(&w, "1 + client.agee",
                   "unknown-member @11+4: no field named \"agee\" in client [did you mean \"age\"?]");
    assert_refused(&w, "client.encounters[fellt > 3]",
                   "unknown-name @18+5: nothing is named \"fellt\" here [did you mean \"felt\"?]");
    assert_refused(&w, "cuont(client.goals)",
                   "unknown-name @0+5: there is no function \"cuont\" [did you mean \"count\"?]");
    assert_refused(&w, "client.goals[1].name",
                   "unknown-member @16+4: goal (client.goals[1]) has no \"name\"");
}

ARENA_TEST(operators_name_both_sides)
{
    world w = world_new(a);
    assert_refused(&w, "client.age + client.name",
                   "wrong-type @0+24: cannot add number (client.age) and string (client.name) "
                   "[string(client.age) makes a string of it]");
    assert_refused(&w, "client.name - 1",
                   "wrong-type @0+11: cannot subtract number (1) from string (client.name) "
                   "[number(client.name) makes a number of it]");
    assert_refused(&w, "today * 2", "wrong-type @0+5: cannot multiply date (today) by number (2)");
    assert_refused(&w, "client.age = client.name",
                   "wrong-type @0+24: cannot compare number (client.age) with string (client.name) "
                   "[number(client.name) makes a number of it]");
    assert_refused(&w, "today < \"2026-01-01\"",
                   "wrong-type @8+12: cannot compare date (today) with string (\"2026-01-01\") [write "
                   "date(\"2026-01-01\")]");
    assert_refused(&w, "client.goals < 3",
                   "wrong-type @0+12: list of goal (client.goals) has no order: it can be compared with = "
                   "and != only [count(client.goals) is the number of its items]");
    assert_refused(&w, "client.age between \"a\" and 3",
                   "wrong-type @19+3: cannot compare number (client.age) with string (\"a\")");
    assert_refused(&w, "client.age in [\"a\"..\"b\"]",
                   "wrong-type @14+10: cannot compare number (client.age) with string (in [\"a\"..\"b\"])");
    assert_refused(&w, "client.age and true",
                   "wrong-type @0+10: a condition is needed here (boolean), not number (client.age)");
    assert_refused(&w, "if client.name then 1 else 2",
                   "wrong-type @3+11: a condition is needed here (boolean), not string (client.name)");
    assert_refused(
        &w, "-client.name",
        "wrong-type @1+11: cannot negate string (client.name) [number(client.name) makes a number of it]");
}

ARENA_TEST(calls_are_checked)
{
    world w = world_new(a);
    assert_refused(
        &w, "count(client.goals, 1)",
        "wrong-arguments @0+22: \"count\" cannot be called with 2 arguments [it is called as count(list)]");
    assert_refused(&w, "substring(string: client.name, from: 2)",
                   "wrong-arguments @31+4: \"substring\" has no parameter \"from\" [it is called as "
                   "substring(string, start position, length?)]");
    assert_refused(&w, "abs(client.name)",
                   "wrong-type @4+11: \"abs\" needs number or duration, not string (client.name) "
                   "[number(client.name) makes a number of it]");
    assert_refused(&w, "count(client.age)",
                   "wrong-type @6+10: \"count\" needs list, not number (client.age) [a list of this one "
                   "value is [client.age]]");
    assert_refused(&w, "sum(client.goals)",
                   "wrong-type @4+12: \"sum\" needs number or duration, not goal (in client.goals) "
                   "[count(client.goals) is the number of its items]");
    assert_refused(&w, "list contains(client.encounters.felt, \"3\")",
                   "wrong-type @38+3: the list holds number, so it cannot hold string (\"3\") [write 3, "
                   "without quotes]");
    assert_refused(&w, "client.age(1)",
                   "wrong-type @0+10: number (client.age) is no function, so it cannot be called");
    assert_refused(&w, "(function(x) x)(1, 2)",
                   "wrong-arguments @0+21: the function takes 1 argument, not 2 [its parameters: x]");
}

ARENA_TEST(unknown_terms_are_refused_wherever_they_are_compared)
{
    world w = world_new(a);
#define ALLOWED "allowed: stress_management, confidence, grief, anxiety]"
    assert_refused(&w, "client.goal = \"greif\"",
                   "unknown-term @14+7: goal has no term \"greif\" [did you mean \"grief\"?\n" ALLOWED);
    assert_refused(&w, "\"x\" != client.goal", "unknown-term @0+3: goal has no term \"x\" [" ALLOWED);
    assert_refused(&w, "client.goal in [\"grief\", \"x\"]",
                   "unknown-term @25+3: goal has no term \"x\" [" ALLOWED);
    assert_refused(&w, "client.goal in (\"x\", \"grief\")",
                   "unknown-term @16+3: goal has no term \"x\" [" ALLOWED);
    assert_refused(&w, "list contains(client.goals, \"x\")",
                   "unknown-term @28+3: goal has no term \"x\" [" ALLOWED);
    assert_refused(&w, "client.goal between \"x\" and \"grief\"",
                   "unknown-term @20+3: goal has no term \"x\" [" ALLOWED);
    assert_refused(&w, "client.goals[item = \"x\"]", "unknown-term @20+3: goal has no term \"x\" [" ALLOWED);
    assert_refused(&w, "some g in client.goals satisfies g = \"x\"",
                   "unknown-term @37+3: goal has no term \"x\" [" ALLOWED);
    assert_refused(&w, "client.goal = (if any = 1 then \"x\" else \"grief\")",
                   "unknown-term @31+3: goal has no term \"x\" [" ALLOWED);
    assert_refused(&w, "client.goals = [\"x\"]", "unknown-term @16+3: goal has no term \"x\" [" ALLOWED);
    assert_feel(&w, "client.goal = \"confidence\"", "true");
    assert_feel(&w, "client.goal = client.name", "false");
}

ARENA_TEST(constants_are_checked_before_any_evaluation)
{
    world w = world_new(a);
    assert_refused(&w, "today > date(\"2026-02-30\")",
                   "invalid-constant @13+12: \"2026-02-30\" is no date (YYYY-MM-DD): there is no such day in "
                   "the calendar");
    assert_refused(&w, "duration(\"1 year\")",
                   "invalid-constant @9+8: \"1 year\" is no duration (such as P1DT2H or P1Y6M)");
    assert_refused(&w, "@\"nonsense\"",
                   "invalid-constant @0+11: \"nonsense\" is no date, time, date and time or duration");
    assert_refused(
        &w, "matches(client.name, \"[a\")",
        "invalid-constant @21+4: the pattern \"[a\" is not valid: a class has no end or nothing in it");
    assert_refused(
        &w, "client.likes[0]",
        "invalid-constant @13+1: items are counted from 1, or from -1 backwards; there is no item 0");
    assert_refused(
        &w, "client.age in [9..3]",
        "invalid-constant @14+6: the range ends before it begins, so nothing is in it [write [3..9]]");
    assert_feel(&w, "today > date(\"2026-02-27\")", "true");
}

ARENA_TEST(all_problems_are_reported_and_none_twice)
{
    world w = world_new(a);
    assert_refused(&w, "(client.agee + xyzzyxy) * abs(\"x\") > 3 and client.goal = \"x\"",
                   "unknown-member @8+4: no field named \"agee\" in client [did you mean "
                   "\"age\"?]\nunknown-name @15+7: nothing is named \"xyzzyxy\" here\nwrong-type @30+3: "
                   "\"abs\" needs number or duration, not string (\"x\")\nunknown-term @57+3: goal has no "
                   "term \"x\" [allowed: stress_management, confidence, grief, anxiety]");
}

ARENA_TEST(syntax_errors_say_what_was_found_and_what_is_needed)
{
    world w = world_new(a);
    assert_refused(&w, "1 +", "expression-syntax @3+0: the expression ends where a value is needed");
    assert_refused(&w, "1 2", "expression-syntax @2+1: found \"2\" where an operator or the end is needed");
    assert_refused(&w, "if 1 then 2",
                   "expression-syntax @11+0: the expression ends where \"else\" is needed");
    assert_refused(&w, "[1, 2", "expression-syntax @5+0: the expression ends where \",\" or \"]\" is needed");
    assert_refused(&w, "\"abc", "expression-syntax @0+4: a text in quotes has no end");
    assert_refused(&w, "1 /* x", "expression-syntax @2+4: a comment has no end");
    assert_refused(
        &w, "client.name = 'Kim'",
        "expression-syntax @14+1: texts stand in double quotes, not in single ones [write \"Kim\"]");
    assert_refused(&w, "\"\\u12\"",
                   "expression-syntax @0+6: an escape in the text is no character: \\u takes four "
                   "hexadecimal digits, \\U six");
    assert_refused(&w, "abs(n: 1, 2)", "wrong-arguments @10+0: either all arguments are named or none is");
    assert_refused(&w, "", "expression-syntax @0+0: the expression ends where a value is needed");
    assert_refused(&w, "(1, 2)",
                   "expression-syntax @0+6: several values in parentheses make sense only behind \"in\" [a "
                   "list stands in square brackets]");
}

ARENA_TEST(unknown_values_give_null_without_a_report)
{
    world w = world_new(a);
    assert_feel(&w, "client.age + 1", "null");
    assert_feel(&w, "client.age > 18 and client.name = \"Kim\"", "null");
    assert_feel(&w, "client.age > 18 and false", "false");
    assert_feel(&w, "abs(client.age)", "null");
    assert_feel(&w, "client.age in [1..5]", "null");
    assert_feel(&w, "max([])", "null");
    assert_int_equal(w.report_count, 0);
    assert_feel(&w, "1 / (therapist.fee - 120)", "null");
    assert_str_equal(builder_str(&w.reports), "not-evaluable @0+25: division by zero");
}

ARENA_TEST(unknown_values_stay_unknown_where_the_host_asks_for_it)
{
    world w = world_new(a);
    assert_feel(&w, "client.age = 3", "false");
    assert_feel(&w, "list contains([1, 2], client.age)", "false");
    w.unknown_nulls = true;
    assert_feel(&w, "client.age = 3", "null");
    assert_feel(&w, "client.age != 3", "null");
    assert_feel(&w, "client.age in [1, 2]", "null");
    assert_feel(&w, "client.age in (1, > 5)", "null");
    assert_feel(&w, "list contains([1, 2], client.age)", "null");
    assert_feel(&w, "client.age = null", "true");
    assert_feel(&w, "client.age != null", "false");
    assert_feel(&w, "client.age in (null, 3)", "true");
    assert_feel(&w, "list contains([1, null], null)", "true");
}

static void keep_read(void *user, const feel_read *r)
{
    builder *out = user;
    builder_addf(out, "%s%u", out->length ? " " : "", r->slot);
    for (size_t i = 0; i < r->depth; i++)
        builder_addf(out, ".%u", r->members[i]);
    builder_addf(out, "@%zu+%zu", r->offset, r->length);
}

static str reads_of(world *w, const char *text)
{
    const feel_expression *e = world_compile(w, text);
    assert_non_null(e);
    builder out = builder_new(w->arena);
    feel_visit_reads(e, keep_read, &out);
    return builder_str(&out);
}

ARENA_TEST(reads_are_found_through_filters_and_loops)
{
    world w = world_new(a);
    assert_str_equal(reads_of(&w, "client.age + therapist.fee"), "0.2@0+10 1.1@13+13");
    assert_str_equal(reads_of(&w, "client.encounters[item.felt > 3]"), "0.6@0+32 0.6.1@18+9");
    assert_str_equal(reads_of(&w, "client.encounters[felt > 3].when"), "0.6.2@0+32 0.6.1@18+4");
    assert_str_equal(reads_of(&w, "for e in client.encounters return e.felt"), "0.6@9+17 0.6.1@34+6");
    assert_str_equal(reads_of(&w, "some e in client.encounters satisfies e.felt > therapist.fee"),
                     "0.6@10+17 0.6.1@38+6 1.1@47+13");
    assert_str_equal(reads_of(&w, "client.goals[list contains(therapist.focus, item)]"),
                     "0.0@0+50 1.0@27+15");
    assert_str_equal(reads_of(&w, "{c: client}.c.age"), "0@4+6");
    assert_str_equal(reads_of(&w, "client.since.year"), "0.4@0+12");
    assert_str_equal(reads_of(&w, "count([1, 2])"), "");
}

static const feel_type *parsed_type(world *w, const char *text, builder *reports)
{
    feel_options options = {.limits = &w->limits, .report = world_note, .report_user = w};
    w->reports = builder_new(w->arena);
    w->report_count = 0;
    const feel_type *type = feel_parse_type(w->arena, str_from(text), &w->scope, &options);
    *reports = w->reports;
    return type;
}

ARENA_TEST(types_are_read_by_themselves)
{
    world w = world_new(a);
    builder reports;
    feel_named_type types[] = {{STR("goal"), w.scope.variables[0].type->members[1].type},
                               {STR("date of birth"), feel_type_basic(FEEL_DATE)}};
    w.scope.types = types;
    w.scope.type_count = 2;
    assert_str_equal(feel_type_name(a, parsed_type(&w, "list<list<goal>>", &reports)),
                     "list of list of goal");
    assert_int_equal(parsed_type(&w, " date  of birth ", &reports)->kind, FEEL_DATE);
    assert_int_equal(parsed_type(&w, "date and time", &reports)->kind, FEEL_DATE_TIME);
    const feel_type *f = parsed_type(&w, "function<number, goal>->list<string>", &reports);
    assert_int_equal(f->member_count, 2);
    assert_int_equal(f->element->kind, FEEL_LIST);
    const feel_type *c = parsed_type(&w, "context<first name: string, born: date of birth>", &reports);
    assert_str_equal(c->members[0].name, "first name");
    assert_int_equal(c->members[1].type->kind, FEEL_DATE);
    assert_null(parsed_type(&w, "list<gaol>", &reports));
    assert_str_equal(builder_str(&reports),
                     "unknown-name @5+4: there is no type \"gaol\" [did you mean \"goal\"?]");
    assert_null(parsed_type(&w, "number or string", &reports));
    assert_null(parsed_type(&w, "", &reports));
    assert_null(parsed_type(&w, "list<number", &reports));
}

ARENA_TEST(named_types_are_tested_at_evaluation)
{
    world w = world_new(a);
    feel_named_type types[] = {{STR("goal"), w.scope.variables[0].type->members[1].type}};
    w.scope.types = types;
    w.scope.type_count = 1;
    assert_feel(&w, "client.goal instance of goal", "true");
    assert_feel(&w, "\"sorrow\" instance of goal", "false");
    assert_feel(&w, "client.goals instance of list<goal>", "true");
    assert_feel(&w, "null instance of goal", "false");
    assert_feel(&w, "(function(g: goal) g)(client.name)", "null");
    assert_str_equal(builder_str(&w.reports),
                     "wrong-type @22+11: the function needs goal as its \"g\", not string (client.name)");
    w.lenient = true;
    assert_feel(&w, "if 1 instance of gaol then 1 else 2", "2");
    assert_str_equal(builder_str(&w.reports),
                     "unknown-name @17+4: there is no type \"gaol\" [did you mean \"goal\"?]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_of_expressions_are_known),
        cmocka_unit_test(undeclared_names_are_refused_with_a_suggestion),
        cmocka_unit_test(operators_name_both_sides),
        cmocka_unit_test(calls_are_checked),
        cmocka_unit_test(unknown_terms_are_refused_wherever_they_are_compared),
        cmocka_unit_test(constants_are_checked_before_any_evaluation),
        cmocka_unit_test(all_problems_are_reported_and_none_twice),
        cmocka_unit_test(syntax_errors_say_what_was_found_and_what_is_needed),
        cmocka_unit_test(unknown_values_give_null_without_a_report),
        cmocka_unit_test(unknown_values_stay_unknown_where_the_host_asks_for_it),
        cmocka_unit_test(reads_are_found_through_filters_and_loops),
        cmocka_unit_test(types_are_read_by_themselves),
        cmocka_unit_test(named_types_are_tested_at_evaluation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
