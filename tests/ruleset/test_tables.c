// SPDX-License-Identifier: MIT
// Decision tables: what each hit policy gives, also where not all is known; criteria, lets and CSV files; and
// what is found of tables before there are profiles.
#include "support/support.h"

#include "analysis/analysis.h"
#include "ruleset/loader.h"

#include <stdio.h>
#include <string.h>

#define DATA "tests/ruleset/data/"

// ---- evaluating lets over made-up clients

typedef struct pair {
    arena *arena;
    const ruleset *rules;
    feel_value client;
    feel_run run;
    limits limits;
    str problem;
} pair;

static feel_value give(void *host, uint32_t slot)
{
    pair *p = host;
    if (slot == SLOT_CLIENT)
        return p->client;
    if (slot >= SLOT_FIRST_LET)
        return feel_evaluate_within(p->rules->lets[slot - SLOT_FIRST_LET].value.feel, &p->run);
    return FEEL_NULL_VALUE;
}

static void note(void *user, const feel_problem *problem)
{
    pair *p = user;
    p->problem = problem->message;
}

static const expression *let_of(const ruleset *r, const char *name)
{
    for (size_t i = 0; i < r->let_count; i++)
        if (str_equals(r->lets[i].name, name))
            return &r->lets[i].value;
    fail_msg("no let %s", name);
    return NULL;
}

// The client's members in order, as FEEL: "20, \"high\"".
static str value_of(pair *p, const expression *e, const char *members)
{
    limits l = limits_default();
    feel_options options = {.limits = &l};
    const feel_expression *given =
        feel_compile(p->arena, str_printf(p->arena, "[\"c\", %s]", members), NULL, &options);
    assert_non_null(given);
    p->limits = l;
    p->run = (feel_run){.arena = p->arena,
                        .limits = &p->limits,
                        .variable = give,
                        .host = p,
                        .report = note,
                        .report_user = p};
    feel_run plain = {.arena = p->arena, .limits = &p->limits};
    const feel_list *values = feel_evaluate(given, &plain).as.list;
    const side *client = &p->rules->client;
    assert_int_equal(values->count, client->count);
    feel_entry *entries = ARENA_ARRAY(p->arena, feel_entry, client->count);
    for (size_t i = 0; i < client->count; i++)
        entries[i] = (feel_entry){client->fields[i].name, values->items[i]};
    p->client = feel_make_context(p->arena, entries, client->count);
    p->problem = STR_NONE;
    return feel_value_source(p->arena, feel_evaluate(e->feel, &p->run));
}

static str all_problems(arena *a, const diagnostics *d)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < d->items.count; i++)
        diagnostic_print(&d->items.items[i], false, &out);
    return builder_str(&out);
}

// A rule set with the client's fields fee (number), age (number) and level (high, low, mixed), and this.
static ruleset *load_with(arena *a, const char *content, diagnostics *d)
{
    limits l = limits_default();
    diagnostics_init(d, a, l.diagnostics);
    str text =
        str_printf(a,
                   "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"t\" version=\"1\">"
                   "<client><field name=\"fee\" type=\"number\"/><field name=\"age\" type=\"number\"/>"
                   "<field name=\"level\" type=\"choice\"><option id=\"high\"/><option id=\"low\"/><option "
                   "id=\"mixed\"/></field></client>"
                   "<therapist><field name=\"fee\" type=\"number\"/></therapist>"
                   "%s</ruleset>",
                   content);
    return ruleset_load_source(a, source_from_bytes(a, STR("memory.xml"), text), STR("rules"), &l, d);
}

// The same with <let name="t"> holding the table.
static pair load_table(arena *a, const char *table)
{
    diagnostics d;
    pair p = {.arena = a};
    p.rules = load_with(a, str_printf(a, "<let name=\"t\">%s</let>", table).data, &d);
    if (!p.rules)
        fail_msg("%s", all_problems(a, &d).data);
    return p;
}

#define assert_gives(p, members, wanted)                                                                     \
    assert_str_equal(value_of((p), let_of((p)->rules, "t"), (members)), (wanted))

#define ROW(when, then) "<row><when>" when "</when><then>" then "</then></row>"
#define ROW2(first, second, then)                                                                            \
    "<row><when>" first "</when><when>" second "</when><then>" then "</then></row>"

ARENA_TEST(the_first_row_that_hits_gives_the_output)
{
    pair p = load_table(a, "<table hit='first'><input>client.fee</input><input>client.level</input>" ROW2(
                               "&lt;= 100", "\"high\"", "1") ROW2("[50..150]", "-", "0.5")
                               ROW2("-", "not(\"low\", \"mixed\")", "0.25") "</table>");
    assert_gives(&p, "80, 1, \"high\"", "1");
    assert_gives(&p, "80, 1, \"low\"", "0.5");
    assert_gives(&p, "200, 1, \"high\"", "0.25");
    assert_gives(&p, "200, 1, \"mixed\"", "null");
}

ARENA_TEST(a_row_that_may_hit_leaves_the_value_unknown_unless_the_rest_gives_the_same)
{
    pair p = load_table(a, "<table hit='first'><input>client.fee</input><input>client.level</input>" ROW2(
                               "&lt;= 100", "\"high\"", "1") ROW2("> 100", "\"high\"", "0.5")
                               ROW2("-", "\"low\"", "1") ROW2("> 100", "\"mixed\"", "0")
                                   ROW2("-", "\"mixed\"", "0") "</table>");
    assert_gives(&p, "null, 1, \"high\"", "null");
    assert_gives(&p, "null, 1, \"low\"", "1");
    assert_gives(&p, "null, 1, \"mixed\"", "0");
    assert_gives(&p, "80, 1, null", "null");
}

ARENA_TEST(what_is_not_known_can_be_tested_for)
{
    pair p = load_table(a, "<table hit='first'><input>client.fee</input>" ROW("null", "0")
                               ROW("&lt; 100", "1") ROW("-", "0.5") "</table>");
    assert_gives(&p, "null, 1, null", "0");
    assert_gives(&p, "20, 1, null", "1");
    assert_gives(&p, "200, 1, null", "0.5");
}

ARENA_TEST(a_test_may_name_the_input_as_a_question_mark)
{
    pair p =
        load_table(a, "<table hit='first'><input>client.fee + client.age</input>" ROW("? * 2 > 100, 7", "1")
                          ROW("not(modulo(?, 2) = 0)", "2") ROW("-", "3") "</table>");
    assert_gives(&p, "40, 20, null", "1");
    assert_gives(&p, "3, 4, null", "1");
    assert_gives(&p, "3, 2, null", "2");
    assert_gives(&p, "2, 2, null", "3");
    assert_gives(&p, "null, 2, null", "null");
}

ARENA_TEST(of_a_unique_table_two_rows_that_hit_are_an_error)
{
    pair p = load_table(a, "<table hit='unique'><input>client.fee</input><input>client.level</input>" ROW2(
                               "&lt; 100", "-", "1") ROW2(">= 100", "\"low\"", "2")
                               ROW2("-", "\"mixed\"", "3") "</table>");
    assert_gives(&p, "20, 1, \"high\"", "1");
    assert_gives(&p, "200, 1, \"low\"", "2");
    assert_str_equal(p.problem, "");
    assert_gives(&p, "20, 1, \"mixed\"", "null");
    assert_str_equal(p.problem, "rows 1 and 3 of the table both hit, and only one may");
    assert_gives(&p, "20, 1, null", "null");
    assert_str_equal(p.problem, "");
}

ARENA_TEST(all_hits_are_collected_to_a_list_a_sum_a_count_and_ends)
{
    static const char *const TABLES[] = {"", "aggregation='sum'", "aggregation='count'", "aggregation='min'",
                                         "aggregation='max'"};
    static const char *const WANTED[][4] = {{"[3, 5]", "[]", "null", "null"},
                                            {"8", "0", "null", "null"},
                                            {"2", "0", "null", "null"},
                                            {"3", "null", "3", "null"},
                                            {"5", "null", "null", "5"}};
    for (size_t i = 0; i < 5; i++) {
        pair p = load_table(
            a, str_printf(a,
                          "<table hit='collect' %s><input>client.fee</input><input>client.level</input>" ROW2(
                              "&lt; 100", "-", "3") ROW2("-", "\"high\"", "5") "</table>",
                          TABLES[i])
                   .data);
        assert_gives(&p, "20, 1, \"high\"", WANTED[i][0]);
        assert_gives(&p, "200, 1, \"low\"", WANTED[i][1]);
        assert_gives(&p, "20, 1, null", WANTED[i][2]);
        assert_gives(&p, "null, 1, \"high\"", WANTED[i][3]);
    }
}

ARENA_TEST(a_row_that_adds_nothing_need_not_be_known)
{
    pair p = load_table(a, "<table hit='collect' aggregation='sum'><input>client.fee</input><input>client.age"
                           "</input>" ROW2("&lt; 100", "-", "3") ROW2("-", "> 5", "0") "</table>");
    assert_gives(&p, "20, null, null", "3");
}

ARENA_TEST(outputs_may_read_and_what_they_lack_is_unknown)
{
    pair p = load_table(a, "<table hit='first'><input>client.level</input>" ROW("\"high\"", "client.fee / 2")
                               ROW("-", "client.age") "</table>");
    assert_gives(&p, "20, 7, \"high\"", "10");
    assert_gives(&p, "20, 7, \"low\"", "7");
    assert_gives(&p, "null, 7, \"high\"", "null");
    assert_gives(&p, "14, 7, null", "7");
    assert_gives(&p, "20, 7, null", "null");
}

// ---- against a plain enumeration

enum { MOST_ROWS = 5, POLICIES = 7 };

typedef struct plain_row {
    unsigned fee, level; // tests by number
    int output;
} plain_row;

typedef enum truth { NO, YES, UNKNOWN } truth;

static const char *const FEE_TESTS[] = {"-", "&lt; 10", "[10..20]", "> 20", "not(10)", "10, 20"};
static const char *const LEVEL_TESTS[] = {"-", "\"high\"", "not(\"high\")", "\"low\", \"mixed\""};
static const int FEES[] = {0, 10, 15, 20, 30};
static const char *const LEVELS[] = {"high", "low", "mixed"};
static const char *const POLICY[POLICIES] = {"hit='first'",
                                             "hit='unique'",
                                             "hit='collect'",
                                             "hit='collect' aggregation='sum'",
                                             "hit='collect' aggregation='min'",
                                             "hit='collect' aggregation='max'",
                                             "hit='collect' aggregation='count'"};

// fee below 0 and level past the last: not known.
static truth fee_test(unsigned test, int fee)
{
    if (test == 0)
        return YES;
    if (fee < 0)
        return UNKNOWN;
    bool holds[] = {true, fee < 10, fee >= 10 && fee <= 20, fee > 20, fee != 10, fee == 10 || fee == 20};
    return holds[test] ? YES : NO;
}

static truth level_test(unsigned test, unsigned level)
{
    if (test == 0)
        return YES;
    if (level > 2)
        return UNKNOWN;
    bool holds[] = {true, level == 0, level != 0, level != 0};
    return holds[test] ? YES : NO;
}

static truth both(truth x, truth y)
{
    return x == NO || y == NO ? NO : x == UNKNOWN || y == UNKNOWN ? UNKNOWN : YES;
}

// What the table comes to where it is known of each row whether it hits.
static str plain_value(arena *a, unsigned policy, const plain_row *rows, size_t count, unsigned hits)
{
    builder list = builder_new(a);
    int sum = 0, number = 0, least = 0, most = 0, first = 0;
    for (size_t i = 0; i < count; i++) {
        int o = rows[i].output;
        if (!(hits >> i & 1))
            continue;
        first = number ? first : o;
        least = number && least < o ? least : o;
        most = number && most > o ? most : o;
        sum += o;
        builder_addf(&list, "%s%d", number++ ? ", " : "", o);
    }
    int values[] = {first, first, 0, sum, least, most, number};
    if (policy == 2)
        return str_printf(a, "[%s]", list.length ? builder_str(&list).data : "");
    bool none = policy == 1 ? number != 1 : policy != 3 && policy != 6 && number == 0;
    return none ? STR("null") : str_printf(a, "%d", values[policy]);
}

// The same value however the rows come out of which it is not known, or null.
static str enumerated_value(arena *a, unsigned policy, const plain_row *rows, size_t count, int fee,
                            unsigned level)
{
    truth states[MOST_ROWS];
    for (size_t i = 0; i < count; i++)
        states[i] = both(fee_test(rows[i].fee, fee), level_test(rows[i].level, level));
    str common = STR_NONE;
    for (unsigned hits = 0; hits < 1u << count; hits++) {
        bool possible = true;
        for (size_t i = 0; i < count; i++)
            possible = possible && (states[i] == UNKNOWN || (states[i] == YES) == (hits >> i & 1));
        if (!possible)
            continue;
        str value = plain_value(a, policy, rows, count, hits);
        if (common.length && !str_equal(common, value))
            return STR("null");
        common = value;
    }
    return common;
}

static void compare_over_all(pair *p, unsigned policy, const plain_row *rows, size_t count)
{
    for (int f = -1; f < 5; f++)
        for (unsigned level = 0; level < 4; level++) {
            int fee = f < 0 ? -1 : FEES[f];
            char members[60];
            snprintf(members, sizeof members, fee < 0 ? "null, 1, " : "%d, 1, ", fee);
            if (level > 2)
                strcat(members, "null");
            else
                snprintf(members + strlen(members), sizeof members - strlen(members), "\"%s\"",
                         LEVELS[level]);
            assert_text_equal(value_of(p, let_of(p->rules, "t"), members),
                              enumerated_value(p->arena, policy, rows, count, fee, level));
        }
}

ARENA_TEST(tables_come_to_what_all_ways_for_unknown_rows_come_to)
{
    uint64_t seed = 20261123;
    for (unsigned turn = 0; turn < 210; turn++) {
        arena *own = arena_new_within(a);
        plain_row rows[MOST_ROWS];
        size_t count = 1 + test_random(&seed) % MOST_ROWS;
        builder b = builder_new(own);
        builder_addf(&b, "<table %s><input>client.fee</input><input>client.level</input>",
                     POLICY[turn % POLICIES]);
        for (size_t i = 0; i < count; i++) {
            rows[i] = (plain_row){(unsigned)(test_random(&seed) % 6), (unsigned)(test_random(&seed) % 4),
                                  (int)(test_random(&seed) % 4) - 1};
            builder_addf(&b, ROW2("%s", "%s", "%d"), FEE_TESTS[rows[i].fee], LEVEL_TESTS[rows[i].level],
                         rows[i].output);
        }
        builder_adds(&b, "</table>");
        pair p = load_table(own, builder_str(&b).data);
        compare_over_all(&p, turn % POLICIES, rows, count);
        arena_free(own);
    }
}

// ---- in a rule set

ARENA_TEST(a_criterion_with_a_table_is_a_value_or_a_condition_by_its_outputs)
{
    diagnostics d;
    const ruleset *r = load_with(
        a,
        "<factor id='f' weight='1'>"
        "<criterion id='share' points='1'><table hit='first'><input>client.fee</input>" ROW(
            "> 5",
            "0.5") "</table></criterion>"
                   "<criterion id='yes' points='1'><table hit='first'><input>client.fee</input>" ROW("> 5",
                                                                                                     "true")
                       ROW("-", "client.age > 3") "</table></criterion>"
                                                  "<criterion id='sum' points='1'><table hit='collect' "
                                                  "aggregation='sum'><input>client.fee</input>" ROW(
                                                      "> 5", "0.5") "</table></criterion></factor>",
        &d);
    if (!r)
        fail_msg("%s", all_problems(a, &d).data);
    assert_false(r->criteria[0].is_condition);
    assert_true(r->criteria[1].is_condition);
    assert_false(r->criteria[2].is_condition);
    assert_int_equal(r->criteria[1].value.reads, READS_CLIENT);
    assert_int_equal(r->criteria[1].value.client_field_count, 2);
    assert_non_null(r->criteria[1].value.table);
    assert_int_equal(r->criteria[1].value.table->row_count, 2);
    assert_str_equal(r->criteria[1].value.table->rows[0].tests[0].text, "> 5");
    assert_str_equal(feel_expression_source(a, r->criteria[1].value.feel),
                     "first of (if client.fee in (> 5) then true, if - then client.age > 3)");
}

ARENA_TEST(tables_and_lets_read_each_other_in_any_order)
{
    diagnostics d;
    pair p = {.arena = a};
    p.rules = load_with(
        a,
        "<let name='t'><table hit='first'><input>doubled</input>" ROW("> limit", "\"much\"")
            ROW("-", "\"little\"") "</table></let>"
                                   "<let name='doubled' value='client.fee * 2'/>"
                                   "<let name='limit'><table hit='unique'><input>client.level</input>" ROW(
                                       "\"high\"", "10") ROW("not(\"high\")", "100") "</table></let>",
        &d);
    if (!p.rules)
        fail_msg("%s", all_problems(a, &d).data);
    assert_gives(&p, "20, 1, \"high\"", "\"much\"");
    assert_gives(&p, "20, 1, \"low\"", "\"little\"");
    assert_gives(&p, "20, 1, null", "null");
    assert_int_equal(let_of(p.rules, "t")->client_field_count, 2);
}

ARENA_TEST(a_table_in_a_csv_file_is_the_same_and_one_of_the_files)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    pair p = {.arena = a};
    p.rules = ruleset_load(a, DATA "table.xml", STR("rules"), &l, &d);
    if (!p.rules)
        fail_msg("%s", all_problems(a, &d).data);
    assert_gives(&p, "80, \"high\"", "1");
    assert_gives(&p, "80, \"low\"", "0.5");
    assert_gives(&p, "200, \"low\"", "0");
    assert_int_equal(p.rules->file_count, 2);
    const struct decision_table *t = let_of(p.rules, "t")->table;
    assert_str_equal(t->output_name, "reach");
    place_view view = place_look(t->rows[0].tests[1].where, a);
    assert_int_equal(view.line, 2);
    assert_int_equal(view.column, 9);
    assert_str_equal(t->rows[0].tests[1].text, "\"high\"");
}

ARENA_TEST(an_extending_rule_set_replaces_a_table_a_value_or_a_when)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    pair p = {.arena = a};
    p.rules = ruleset_load(a, DATA "table_extends.xml", STR("rules"), &l, &d);
    if (!p.rules)
        fail_msg("%s", all_problems(a, &d).data);
    assert_gives(&p, "80, \"high\"", "4");
    const criterion *was_table = &p.rules->criteria[0], *was_when = &p.rules->criteria[1];
    assert_null(was_table->value.table);
    assert_true(was_table->is_condition);
    assert_non_null(was_when->value.table);
    assert_false(was_when->is_condition);
}

// ---- gaps, overlaps, rows that never decide

static str findings_of(arena *a, const ruleset *r)
{
    diagnostics d;
    diagnostics_init(&d, a, 1000);
    analysis_options options = {.today = {2026, 3, 1}};
    analyze_ruleset(a, r, &options, &d);
    builder out = builder_new(a);
    for (size_t i = 0; i < d.items.count; i++) {
        const diagnostic *item = &d.items.items[i];
        if (str_starts(str_from(code_describe(item->code)->name), STR("table-")))
            builder_addf(&out, "%s: %.*s\n", code_describe(item->code)->name, STR_ARGS(item->message));
    }
    return builder_str(&out);
}

#define assert_found(table, wanted) assert_str_equal(findings_of(a, load_table(a, (table)).rules), (wanted))

ARENA_TEST(what_no_row_is_for_is_shown_with_an_example)
{
    assert_found("<table hit='first'><input>client.fee</input><input>client.level</input>" ROW2(
                     "&lt; 100", "-", "1") ROW2("> 100", "\"high\", \"low\"", "2") "</table>",
                 "table-gap: no row hits with client.fee = 100\n");
    assert_found("<table hit='unique'><input>client.level</input>" ROW("\"high\"", "1")
                     ROW("\"low\"", "2") "</table>",
                 "table-gap: no row hits with client.level = \"mixed\"\n");
    assert_found(
        "<table hit='collect' aggregation='sum'><input>client.fee</input>" ROW("> 5", "1") "</table>", "");
    assert_found("<table hit='first'><input>client.fee</input>" ROW("> 5", "1") ROW("-", "2") "</table>", "");
}

ARENA_TEST(an_input_that_is_reckoned_is_looked_at_as_a_column)
{
    assert_found("<table hit='first'><input>client.fee * client.age</input>" ROW("&lt; 10", "1")
                     ROW("&lt; 5", "2") ROW("> 10", "3") "</table>",
                 "table-gap: no row is written for client.fee * client.age = 10\n"
                 "table-row-hidden: row 2 never decides: wherever it hits, a row above it does, or may\n");
    assert_found("<table hit='unique'><input>count([client.fee, client.age][item > 3])</input>" ROW("0", "1")
                     ROW("1", "2") ROW(">= 2", "3") "</table>",
                 "");
}

ARENA_TEST(rows_that_overlap_or_never_decide_are_shown)
{
    assert_found(
        "<table hit='unique'><input>client.fee</input>" ROW("&lt; 10", "1") ROW("[10..20]", "2")
            ROW(">= 20", "3") "</table>",
        "table-overlap: row 2 and row 3 both hit with client.fee = 20, and of this table only one may\n");
    assert_found(
        "<table hit='unique'><input>client.fee</input><input>client.level</input>" ROW2("&lt;= 100", "-", "1")
            ROW2(">= 100", "not(\"low\")", "2") ROW2("> 100", "\"low\"", "3")
                ROW2("(5..5)", "-", "3") "</table>",
        "table-overlap: row 1 and row 2 both hit with client.fee = 100, client.level = \"high\", and of "
        "this table only one may\n"
        "table-row-hidden: row 4 never hits: no values meet all its tests\n");
    assert_found("<table hit='first'><input>client.fee</input>" ROW("&lt;= 100", "1") ROW("null", "2")
                     ROW("> 50", "3") ROW("[60..70]", "4") "</table>",
                 "table-row-hidden: row 2 never decides: wherever it hits, a row above it does, or may\n"
                 "table-row-hidden: row 4 never decides: wherever it hits, a row above it does, or may\n");
}

// What an enumeration over whole fees and all levels finds, in the words of the findings but for the
// examples.
static str enumerated_findings(arena *a, bool unique, const plain_row *rows, size_t count)
{
    bool gap = false, hits[MOST_ROWS] = {false}, decides[MOST_ROWS] = {false};
    size_t overlaps[MOST_ROWS] = {0};
    for (int fee = -1; fee <= 30; fee++)
        for (unsigned level = 0; level < 4; level++) {
            unsigned policy = unique ? 1 : 0;
            size_t first = count, missed = 0;
            bool unsure = false;
            for (size_t i = 0; i < count; i++) {
                truth t = both(fee_test(rows[i].fee, fee), level_test(rows[i].level, level));
                missed += t == NO;
                if (t == YES) {
                    hits[i] = true;
                    bool known = !str_equals(enumerated_value(a, policy, rows, count, fee, level), "null");
                    decides[i] = decides[i] || (first == count && (!unsure || known));
                    if (first < count && !overlaps[i])
                        overlaps[i] = first + 1;
                    first = first < i ? first : i;
                }
                unsure = unsure || t == UNKNOWN;
            }
            gap = gap || missed == count;
        }
    builder out = builder_new(a);
    builder_adds(&out, gap ? "gap\n" : "");
    for (size_t i = 0; i < count; i++) {
        if (unique ? !hits[i] : !decides[i])
            builder_addf(&out, "hidden %zu\n", i + 1);
        if (unique && overlaps[i])
            builder_addf(&out, "overlap %zu\n", i + 1);
    }
    return builder_str(&out);
}

// "table-gap: …" as "gap", "table-row-hidden: row 2 …" as "hidden 2", overlaps by their second row.
static str in_short(arena *a, str findings)
{
    builder out = builder_new(a);
    while (findings.length) {
        str line = test_next_piece(&findings, '\n'), word;
        bool gap = str_starts(line, STR("table-gap")), hidden = str_starts(line, STR("table-row-hidden"));
        size_t at = hidden ? str_find(line, STR("row "), 0) : str_find(line, STR(" and row "), 0) + 5;
        if (hidden)
            at = str_find(line, STR("row "), str_find(line, STR(":"), 0));
        str rest = gap ? STR_NONE : str_slice(line, at + 4, line.length);
        str_next_word(&rest, &word);
        if (gap)
            builder_adds(&out, "gap\n");
        else
            builder_addf(&out, "%s %d\n", hidden ? "hidden" : "overlap", word.data[0] - '0');
    }
    return builder_str(&out);
}

ARENA_TEST(findings_are_those_of_an_enumeration)
{
    uint64_t seed = 31;
    for (unsigned turn = 0; turn < 150; turn++) {
        arena *own = arena_new_within(a);
        plain_row rows[MOST_ROWS];
        size_t count = 1 + test_random(&seed) % MOST_ROWS;
        bool unique = turn & 1;
        builder b = builder_new(own);
        builder_addf(&b, "<table hit='%s'><input>client.fee</input><input>client.level</input>",
                     unique ? "unique" : "first");
        for (size_t i = 0; i < count; i++) {
            rows[i] = (plain_row){(unsigned)(test_random(&seed) % 6), (unsigned)(test_random(&seed) % 4),
                                  (int)(test_random(&seed) % 4)};
            builder_addf(&b, ROW2("%s", "%s", "%d"), FEE_TESTS[rows[i].fee], LEVEL_TESTS[rows[i].level],
                         rows[i].output);
        }
        builder_adds(&b, "</table>");
        pair p = load_table(own, builder_str(&b).data);
        assert_text_equal(in_short(own, findings_of(own, p.rules)),
                          enumerated_findings(own, unique, rows, count));
        arena_free(own);
    }
}

static void load_csv_table(arena *a, void *context)
{
    (void)context;
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    assert_non_null(ruleset_load(a, DATA "table.xml", STR("rules"), &l, &d));
}

static void loading_a_table_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(assert_survives_failing_allocations(load_csv_table, NULL) > 0);
}

ARENA_TEST(a_csv_file_with_too_many_rows_is_refused)
{
    limits l = limits_default();
    limits_set(&l, "rules", 30);
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    assert_null(ruleset_load(a, DATA "table.xml", STR("rules"), &l, &d));
    assert_text_contains(all_problems(a, &d), "more than 30 elements");
    assert_text_contains(all_problems(a, &d), "table.csv:");
}

static void repeat(builder *b, const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        builder_adds(b, text);
}

ARENA_TEST(a_large_input_in_the_places_of_many_tests_is_refused)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    builder b = builder_new(a);
    builder_adds(&b, "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"x\" version=\"1.0.0\"><client><field "
                     "name=\"n\" type=\"number\"/></client><factor id=\"f\" weight=\"1\"><criterion "
                     "id=\"c\" points=\"1\"><table hit=\"first\"><input>count([1");
    repeat(&b, ",client.n", 1000);
    builder_adds(&b, "])</input><row><when>count([1");
    repeat(&b, ",?", 1000);
    builder_adds(&b, "]) > 1</when><then>1</then></row></table></criterion></factor></ruleset>");
    const source *s = source_from_bytes(a, STR("x.xml"), builder_str(&b));
    assert_null(ruleset_load_source(a, s, STR_NONE, &l, &d));
    assert_int_equal(d.errors, 1);
    assert_text_contains(all_problems(a, &d), "the table has more than 1000000 parts");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_row_that_hits_gives_the_output),
        cmocka_unit_test(a_row_that_may_hit_leaves_the_value_unknown_unless_the_rest_gives_the_same),
        cmocka_unit_test(what_is_not_known_can_be_tested_for),
        cmocka_unit_test(a_test_may_name_the_input_as_a_question_mark),
        cmocka_unit_test(of_a_unique_table_two_rows_that_hit_are_an_error),
        cmocka_unit_test(all_hits_are_collected_to_a_list_a_sum_a_count_and_ends),
        cmocka_unit_test(a_row_that_adds_nothing_need_not_be_known),
        cmocka_unit_test(outputs_may_read_and_what_they_lack_is_unknown),
        cmocka_unit_test(tables_come_to_what_all_ways_for_unknown_rows_come_to),
        cmocka_unit_test(a_criterion_with_a_table_is_a_value_or_a_condition_by_its_outputs),
        cmocka_unit_test(tables_and_lets_read_each_other_in_any_order),
        cmocka_unit_test(a_table_in_a_csv_file_is_the_same_and_one_of_the_files),
        cmocka_unit_test(an_extending_rule_set_replaces_a_table_a_value_or_a_when),
        cmocka_unit_test(what_no_row_is_for_is_shown_with_an_example),
        cmocka_unit_test(an_input_that_is_reckoned_is_looked_at_as_a_column),
        cmocka_unit_test(rows_that_overlap_or_never_decide_are_shown),
        cmocka_unit_test(findings_are_those_of_an_enumeration),
        cmocka_unit_test(loading_a_table_survives_failing_allocations),
        cmocka_unit_test(a_csv_file_with_too_many_rows_is_refused),
        cmocka_unit_test(a_large_input_in_the_places_of_many_tests_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
