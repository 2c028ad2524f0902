// SPDX-License-Identifier: MIT
// The trace of an evaluation: which parts are kept, what they say, and that it stays within its bounds.
#include "feel_world.h"

#include "feel/trace.h"

typedef struct traced {
    world world;
    feel_tracing *tracing;
    size_t problems;
} traced;

static feel_value value_of_variable(void *host, uint32_t slot)
{
    return ((traced *)host)->world.values[slot];
}

static void note_problem(void *user, const feel_problem *problem)
{
    traced *t = user;
    t->problems++;
    feel_tracing_problem(t->tracing, problem);
}

static const feel_part *trace_within(traced *t, arena *a, const char *text, const feel_tracing_bounds *bounds)
{
    *t = (traced){.world = world_new(a)};
    t->world.lenient = true;
    const feel_expression *e = world_compile(&t->world, text);
    assert_non_null(e);
    t->tracing = feel_tracing_new(a, str_from(text), bounds);
    feel_run run = {.arena = a,
                    .limits = &t->world.limits,
                    .variable = value_of_variable,
                    .host = t,
                    .report = note_problem,
                    .report_user = t,
                    .trace = feel_tracing_events(t->tracing)};
    feel_evaluate(e, &run);
    return feel_tracing_root(t->tracing);
}

static size_t kept(const feel_part *part)
{
    size_t count = 1;
    for (const feel_part *child = part->first; child; child = child->next)
        count += kept(child);
    return count;
}

// The parts that tell something, in brackets: bindings | label text -> value ! message (parts) +turns -left
// out
static void outline(builder *out, arena *a, const feel_part *part)
{
    if (!part->obvious) {
        builder_addf(out, "%s", out->length && out->data[out->length - 1] != '(' ? ", " : "");
        for (size_t i = 0; i < part->binding_count; i++)
            builder_addf(out, "%.*s=%.*s|", STR_ARGS(part->bindings[i].name),
                         STR_ARGS(feel_brief_value(a, part->bindings[i].value, 30)));
        if (part->label.length)
            builder_addf(out, "%.*s: ", STR_ARGS(part->label));
        builder_addf(out, "%.*s", STR_ARGS(part->text));
        if (part->state == FEEL_PART_NOT_NEEDED)
            builder_adds(out, " unneeded");
        else
            builder_addf(out, " -> %.*s", STR_ARGS(feel_brief_value(a, part->value, 30)));
        for (const feel_part_problem *p = part->problems; p; p = p->next)
            builder_addf(out, " !%.*s", STR_ARGS(p->message));
        builder_addc(out, '(');
    }
    for (const feel_part *child = part->first; child; child = child->next)
        outline(out, a, child);
    if (!part->obvious) {
        if (out->data[out->length - 1] == '(')
            out->length--;
        else
            builder_addc(out, ')');
    }
    if (part->turns.count)
        builder_addf(out, " +%u", (unsigned)part->turns.count);
    if (part->left_out)
        builder_addf(out, " -%u", (unsigned)part->left_out);
}

static str outline_within(arena *a, const char *text, const feel_tracing_bounds *bounds)
{
    traced t;
    builder out = builder_new(a);
    outline(&out, a, trace_within(&t, a, text, bounds));
    return builder_str(&out);
}

#define assert_trace(text, expected) assert_str_equal(outline_within(a, (text), NULL), (expected))

ARENA_TEST(literals_and_beginnings_of_paths_are_obvious)
{
    assert_trace("1 + 2", "1 + 2 -> 3");
    assert_trace("therapist.fee + 1 > 2", "therapist.fee + 1 > 2 -> true(therapist.fee + 1 -> 121("
                                          "therapist.fee -> 120))");
    assert_trace("count([1, 2, -3])", "count([1, 2, -3]) -> 3");
    assert_trace("(therapist.fee) + 1", "(therapist.fee) + 1 -> 121((therapist.fee) -> 120)");
}

ARENA_TEST(what_was_not_needed_is_said)
{
    assert_trace("therapist.fee < 5 and client.name = \"x\"",
                 "therapist.fee < 5 and client.name = \"x\" -> false(therapist.fee < 5 -> false("
                 "therapist.fee -> 120), client.name = \"x\" unneeded)");
    assert_trace("if 1 > 2 then therapist.fee * 2 else therapist.fee",
                 "if 1 > 2 then therapist.fee * 2 else therapist.fee -> 120(if: 1 > 2 -> false, then: "
                 "therapist.fee * 2 "
                 "unneeded, else: therapist.fee -> 120)");
    assert_trace("therapist.fee in (< 5, [110..130], 50)",
                 "therapist.fee in (< 5, [110..130], 50) -> true(therapist.fee -> 120, < 5 -> false, "
                 "in: [110..130] -> "
                 "true)");
}

ARENA_TEST(errors_stand_at_the_part_they_arose_in)
{
    assert_trace("[1 + \"a\", 2]",
                 "[1 + \"a\", 2] -> [null, 2](1 + \"a\" -> null !cannot add: the values are "
                 "number and string)");
    assert_trace(
        "count(for i in [1, 0] return 1 / i)",
        "count(for i in [1, 0] return 1 / i) -> 2(for i in [1, 0] return 1 / i -> [1, null](i=1|1 / i "
        "-> 1, i=0|1 / i -> null !division by zero))");
}

ARENA_TEST(turns_show_what_names_stand_for)
{
    assert_trace("[1, 2][item > 1]",
                 "[1, 2][item > 1] -> [2](item=1|item > 1 -> false, item=2|item > 1 -> true)");
    assert_trace(
        "for x in [1, 2], y in [x, 9] return x * y",
        "for x in [1, 2], y in [x, 9] return x * y -> [1, 9, 4, 18](x=1|[x, 9] -> [1, 9], x=1|y=1|x * y "
        "-> 1, x=1|y=9|x * y -> 9, x=2|[x, 9] -> [2, 9], x=2|y=2|x * y -> 4, x=2|y=9|x * y -> 18)");
    assert_trace("for i in [1, 2] return i + therapist.fee",
                 "for i in [1, 2] return i + therapist.fee -> [121, 122](i=1|i + therapist.fee -> "
                 "121(therapist.fee -> 120), "
                 "i=2|i + therapist.fee -> 122)");
}

ARENA_TEST(functions_show_their_parameters_also_within_functions)
{
    assert_trace("{f: function(a) a + 1, g: function(b) f(b) * 2, h: g(3)}.h",
                 "{f: function(a) a + 1, g: function(b) f(b) * 2, h: g(3)}.h -> 8({f: function(a) a + 1, g: "
                 "function(b) f(b) * 2, h: g(3)} -> {f: function, … 3 in all}(h: g(3) -> 8(b=3|f(b) * 2 -> "
                 "8(f(b) -> 4(a=3|a + 1 -> 4)))))");
}

ARENA_TEST(turns_past_the_bound_are_counted_unless_they_went_wrong)
{
    feel_tracing_bounds bounds = {1000, 2};
    assert_str_equal(outline_within(a, "for i in 1..9 return 6 / (i - 5)", &bounds),
                     "for i in 1..9 return 6 / (i - 5) -> [-1.5, -2, -3, … 9 in all](i=1|6 / (i - 5) -> "
                     "-1.5((i - 5) -> -4), i=2|6 / (i - 5) -> -2((i - 5) -> -3) +2, i=5|6 / (i - 5) -> null "
                     "!division by zero((i - 5) -> 0) +4)");
}

ARENA_TEST(a_long_evaluation_keeps_few_parts_and_little_memory)
{
    traced t;
    const feel_part *root =
        trace_within(&t, a, "count(for i in 1..9000 return (i + 1) * 2) + therapist.fee", NULL);
    assert_true(kept(root) < 100);
    assert_str_equal(root->last->text, "therapist.fee");
    root = trace_within(&t, a, "for a in 1..9, b in 1..9, c in 1..9, d in 1..9 return a + b - c * d", NULL);
    assert_true(kept(root) <= 2000);
    assert_int_equal(root->value.kind, FEEL_LIST);
}

ARENA_TEST(parts_past_the_bound_are_counted_where_they_would_stand)
{
    feel_tracing_bounds bounds = {6, 10};
    str text = outline_within(a, "(1 + 2) * (3 + therapist.fee) + (5 + 6) * (7 + 8)", &bounds);
    assert_text_contains(text, " -");
    traced t;
    const feel_part *root = trace_within(&t, a, "(1 + 2) * (3 + therapist.fee) + (5 + 6) * (7 + 8)", &bounds);
    assert_int_equal(kept(root), 6);
}

ARENA_TEST(a_limit_ends_the_trace_without_calling_anything_needless)
{
    str text = outline_within(
        a, "therapist.fee > 1 and count(for i in 1..100000000 return i) > 1 and therapist.fee > 2", NULL);
    assert_text_contains(text, "!the evaluation was ended");
    assert_false(str_contains(text, STR("unneeded")));
}

ARENA_TEST(values_are_shortened_with_a_count)
{
    world w = world_new(a);
    assert_str_equal(feel_brief_value(a, world_value(&w, "[1, 2, 3]"), 40), "[1, 2, 3]");
    assert_str_equal(feel_brief_value(a, world_value(&w, "for i in 1..1000 return i"), 40),
                     "[1, 2, 3, 4, 5, 6, 7, 8, … 1000 in all]");
    assert_str_equal(
        feel_brief_value(a, world_value(&w, "{a: 1, bb: [1, 2, 3, 4, 5], c: \"a long text here\"}"), 30),
        "{a: 1, … 3 in all}");
    assert_str_equal(feel_brief_value(a, world_value(&w, "\"one two three four five six seven eight\""), 40),
                     "\"one two three four fi…\" (39 characters)");
    assert_str_equal(feel_brief_value(a, world_value(&w, "\"one two three four five six\""), 20),
                     "\"one two three fou…\"");
    for (size_t columns = 12; columns < 60; columns++) {
        assert_true(feel_columns(feel_brief_value(a, world_value(&w, "1 / 3"), columns)) <= columns);
        assert_true(
            feel_columns(feel_brief_value(a, world_value(&w, "\"one two three four five six seven eight\""),
                                          columns)) <= columns);
    }
    assert_str_equal(feel_brief_value(a, world_value(&w, "1 / 3"), 30), "0.333333333333333… (34 digits)");
    assert_true(feel_columns(feel_brief_value(a, world_value(&w, "for i in 1..20 return partial"), 60)) <=
                80);
}

ARENA_TEST(turns_are_numbered_by_the_item_they_are_about)
{
    traced t;
    uint64_t turn = 0;
    const feel_part *root = trace_within(&t, a, "[5, 6, 7][item > 5]", NULL);
    for (const feel_part *part = root->first; part; part = part->next)
        if (part->binding_count)
            assert_int_equal(part->turn, ++turn);
    assert_int_equal(turn, 3);
    turn = 0;
    root = trace_within(&t, a, "for i in 1..2, j in 1..2 return i + j", NULL);
    for (const feel_part *part = root->first; part; part = part->next)
        turn += part->turn;
    assert_int_equal(turn, 0); // which item of which list?
}

ARENA_TEST(texts_lose_their_innermost_brackets_first)
{
    str text = STR("count( client.goals[list contains(therapist.focus,\n   item)] // why\n ) / 2");
    assert_str_equal(feel_brief_text(a, text, 100),
                     "count( client.goals[list contains(therapist.focus, item)] ) / 2");
    assert_str_equal(feel_brief_text(a, text, 50), "count( client.goals[list contains(…)] ) / 2");
    assert_str_equal(feel_brief_text(a, text, 40), "count( client.goals[…] ) / 2");
    assert_str_equal(feel_brief_text(a, text, 20), "count(…) / 2");
    assert_str_equal(feel_brief_text(a, STR("\"(\" + \")\""), 20), "\"(\" + \")\"");
    assert_str_equal(feel_brief_text(a, STR("a in ]1..2["), 20), "a in ]1..2[");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_and_beginnings_of_paths_are_obvious),
        cmocka_unit_test(what_was_not_needed_is_said),
        cmocka_unit_test(errors_stand_at_the_part_they_arose_in),
        cmocka_unit_test(turns_show_what_names_stand_for),
        cmocka_unit_test(functions_show_their_parameters_also_within_functions),
        cmocka_unit_test(turns_past_the_bound_are_counted_unless_they_went_wrong),
        cmocka_unit_test(a_long_evaluation_keeps_few_parts_and_little_memory),
        cmocka_unit_test(parts_past_the_bound_are_counted_where_they_would_stand),
        cmocka_unit_test(a_limit_ends_the_trace_without_calling_anything_needless),
        cmocka_unit_test(values_are_shortened_with_a_count),
        cmocka_unit_test(turns_are_numbered_by_the_item_they_are_about),
        cmocka_unit_test(texts_lose_their_innermost_brackets_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
