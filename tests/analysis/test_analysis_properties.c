// SPDX-License-Identifier: MIT
// What the analysis says of a condition holds of every profile: random rule sets are analysed, and then the
// environment that ranks evaluates their conditions for random pairs. ATTUNE_CASES sets how many rule sets
// are tried; a failure names its case, and ATTUNE_CASE=n runs that one alone.
#include "support/support.h"

#include "analysis/finding.h"
#include "match/reference.h"

#include <stdio.h>
#include <stdlib.h>

enum { CASES = 40, PAIRS = 250, CRITERIA = 24, LETS = 4 };

static uint64_t state;
static size_t findings, claims[CODE_COUNT];

static unsigned pick(unsigned below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % below;
}

#define ONE_OF(...)                                                                                          \
    ((const char *const[]){__VA_ARGS__}[pick(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))])

// ---- random conditions

static unsigned lets_so_far;

static const char *number_field(void)
{
    return ONE_OF("client.age", "client.fee", "therapist.fee", "therapist.years", "meeting.ease");
}

static void add_number(builder *b)
{
    switch (pick(7)) {
    case 0:
        builder_addf(b, "(%s + %s)", number_field(), number_field());
        break;
    case 1:
        builder_addf(b, "count(%s)", ONE_OF("client.goals", "therapist.focus", "client.words"));
        break;
    case 2:
        builder_addf(b, "(if %s > %u then %u else %s)", number_field(), pick(12), pick(12), number_field());
        break;
    default:
        builder_adds(b, number_field());
    }
}

static const char *goal_term(void)
{
    return ONE_OF("\"sleep\"", "\"work\"", "\"calm\"");
}

static void add_comparison(builder *b)
{
    static const char *const orders[] = {"<", "<=", ">", ">=", "=", "!="};
    switch (pick(14)) {
    case 0:
        builder_addf(b, "%s %s %s", number_field(), orders[pick(6)], number_field());
        break;
    case 1:
        builder_addf(b, "%s in [%u..%u)", number_field(), pick(10), pick(6) + 8);
        break;
    case 2:
        builder_addf(b, "%s %s %s", ONE_OF("client.goal", "therapist.topic"), orders[4 + pick(2)],
                     goal_term());
        break;
    case 3:
        builder_addf(b, "client.goal = therapist.topic");
        break;
    case 4:
        builder_addf(b, "client.goal in (%s, %s)", goal_term(), goal_term());
        break;
    case 5:
        builder_addf(b, "list contains(%s, %s)", ONE_OF("client.goals", "therapist.focus"),
                     ONE_OF("\"sleep\"", "\"work\"", "client.goal", "therapist.topic"));
        break;
    case 6:
        builder_addf(
            b, "%s %s null",
            ONE_OF("client.age", "client.goals", "therapist.topic", "meeting", "signals.warm", "client.born"),
            orders[4 + pick(2)]);
        break;
    case 7:
        builder_addf(b, "%s", ONE_OF("client.ready", "therapist.open", "signals.warm", "meeting.good"));
        break;
    case 8:
        builder_addf(b, "client.born %s date(\"20%02u-01-0%u\")", orders[pick(6)], pick(3), 1 + pick(3));
        break;
    case 9:
        builder_addf(b, "some g in client.goals satisfies list contains(therapist.focus, g)");
        break;
    case 10:
        builder_addf(b, "client.word %s \"%s\"", orders[4 + pick(2)], ONE_OF("a", "b"));
        break;
    case 11:
        if (lets_so_far) {
            builder_addf(b, "let%u", pick(lets_so_far));
            break;
        }
        // fall through
    default:
        add_number(b);
        builder_addf(b, " %s %u", orders[pick(6)], pick(12));
    }
}

static void add_condition(builder *b, unsigned depth)
{
    unsigned kind = depth ? pick(7) : 6;
    if (kind >= 5) {
        add_comparison(b);
        return;
    }
    builder_adds(b, kind == 0 ? "not(" : kind == 1 ? "(if " : "(");
    add_condition(b, depth - 1);
    if (kind == 1) {
        builder_adds(b, " then ");
        add_condition(b, depth - 1);
        builder_addf(b, " else %s", ONE_OF("true", "false", "null"));
    } else if (kind != 0) {
        builder_adds(b, kind == 2 ? " or " : " and ");
        add_condition(b, depth - 1);
    }
    builder_addc(b, ')');
}

static void add_value(builder *b)
{
    if (pick(4) == 0) {
        builder_addf(b, "%s / %u", number_field(), 1 + pick(20));
        return;
    }
    builder_adds(b, "if ");
    add_condition(b, 1);
    builder_addf(b, " then %s else ", ONE_OF("1", "0", "0.5", "null"));
    if (pick(2)) {
        builder_adds(b, "if ");
        add_condition(b, 1);
        builder_addf(b, " then %s else ", ONE_OF("1", "0", "0.7", "null"));
    }
    builder_adds(b, ONE_OF("1", "0", "0.5", "null"));
}

static void add_attribute(builder *b, const char *name, bool share)
{
    builder plain = builder_new(b->arena);
    if (share)
        add_value(&plain);
    else
        add_condition(&plain, 2);
    builder_addf(b, " %s=\"", name);
    str text = builder_str(&plain);
    for (size_t i = 0; i < text.length; i++)
        builder_adds(b, text.data[i] == '"'   ? "&quot;"
                        : text.data[i] == '<' ? "&lt;"
                                              : (const char[]){text.data[i], '\0'});
    builder_addc(b, '"');
}

static str random_rules(arena *a)
{
    builder b = builder_new(a);
    builder_adds(
        &b,
        "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"random\" version=\"1.0.0\">\n"
        "<vocabulary name=\"goal\"><term id=\"sleep\"/><term id=\"work\" broader=\"calm\"/><term "
        "id=\"calm\"/>"
        "<term id=\"love\"/></vocabulary>\n<client><field name=\"age\" type=\"number\" min=\"0\" max=\"10\"/>"
        "<field name=\"fee\" type=\"number\"/><field name=\"goal\" type=\"goal\"/><field name=\"goals\" "
        "type=\"goal\" list=\"true\"/><field name=\"word\" type=\"string\"/><field name=\"words\" "
        "type=\"string\" list=\"true\"/><field name=\"ready\" type=\"boolean\"/><field name=\"born\" "
        "type=\"date\"/><record name=\"met\" list=\"true\" match=\"who\" as=\"meeting\"><field name=\"who\" "
        "type=\"string\"/><field name=\"ease\" type=\"number\" min=\"0\"/><field name=\"good\" "
        "type=\"boolean\"/></record></client>\n<therapist><field name=\"fee\" type=\"number\" min=\"1\"/>"
        "<field name=\"years\" type=\"number\"/><field name=\"topic\" type=\"goal\"/><field name=\"focus\" "
        "type=\"goal\" list=\"true\" broader=\"true\"/><field name=\"open\" type=\"boolean\"/><field "
        "name=\"says\" type=\"text\"/></therapist>\n<signal name=\"warm\" in=\"therapist.says\"><phrase>good "
        "company</phrase></signal>\n");
    for (lets_so_far = 0; lets_so_far < LETS; lets_so_far++) {
        builder_addf(&b, "<let name=\"let%u\"", lets_so_far);
        add_attribute(&b, "value", false);
        builder_adds(&b, "/>\n");
    }
    builder_adds(&b, "<factor id=\"fit\" weight=\"1\">\n");
    for (unsigned i = 0; i < CRITERIA; i++) {
        bool share = pick(3) == 0;
        builder_addf(&b, "<criterion id=\"c%u\" points=\"1\"", i);
        add_attribute(&b, share ? "value" : "when", share);
        if (pick(3) == 0)
            builder_addf(&b, " applies=\"%s\"",
                         ONE_OF("client.age > 3", "client.goal != null", "client.ready", "client.age != null",
                                "client.age >= 2 and client.age &lt; 5"));
        const char *shown = ONE_OF("client.age", "therapist.fee", "meeting.ease", "evidence_of_nothing");
        if (str_equals(str_from(shown), "evidence_of_nothing"))
            shown = "client.word";
        builder_addf(&b,
                     "><met>m {%s}</met><partly>p {%s}</partly><unmet>u {%s}</unmet><unknown>n {%s}</unknown>"
                     "</criterion>\n",
                     shown, shown, shown, shown);
    }
    builder_adds(&b, "</factor></ruleset>\n");
    return builder_str(&b);
}

// ---- random pairs

static feel_value random_number(const field *f)
{
    decimal d = decimal_divide(decimal_from_int((int64_t)pick(60) - 12), decimal_from_int(2));
    if ((f->has_min && decimal_compare(d, f->min) < 0) || (f->has_max && decimal_compare(d, f->max) > 0))
        return f->has_min ? feel_number(f->min) : FEEL_NULL_VALUE;
    return feel_number(d);
}

static feel_value random_item(const field *f)
{
    static const char *const words[] = {"a", "b", "c", "other"};
    feel_value date = {.kind = FEEL_DATE};
    switch (f->kind) {
    case FIELD_BOOLEAN:
        return feel_boolean(pick(2));
    case FIELD_NUMBER:
        return random_number(f);
    case FIELD_DATE:
        date.as.date =
            (feel_date){2000 + (int32_t)pick(4) - 1, (uint8_t)(1 + 11 * pick(2)), (uint8_t)(1 + pick(4))};
        return date;
    case FIELD_TERM:
        return feel_string(f->terms->terms[pick((unsigned)f->terms->count)].id);
    default:
        return feel_string(str_from(words[pick(4)]));
    }
}

static feel_value random_list(arena *a, const field *f)
{
    feel_value items[12];
    size_t count = 0, most = pick(4);
    for (size_t i = 0; i < most; i++) {
        items[count++] = random_item(f);
        uint32_t number = f->terms ? feel_domain_term(&f->terms->domain, items[count - 1].as.string) : 0;
        for (size_t k = 0; f->broader && k < f->terms->terms[number].broader_count; k++)
            items[count++] = feel_string(f->terms->terms[f->terms->terms[number].broader[k]].id);
    }
    return feel_make_list(a, items, count);
}

static feel_value random_met(arena *a, const field *record)
{
    feel_value entries[2];
    size_t count = 1 + pick(2);
    for (size_t i = 0; i < count; i++) {
        feel_entry members[3];
        for (size_t m = 0; m < record->field_count; m++)
            members[m] = (feel_entry){record->fields[m].name,
                                      pick(4) ? random_item(&record->fields[m]) : FEEL_NULL_VALUE};
        members[record->match].value = feel_string(i ? STR("somebody") : STR("t"));
        entries[i] = feel_make_context(a, members, record->field_count);
    }
    return feel_make_list(a, entries, count);
}

static profile random_profile(arena *a, const side *s, const char *id)
{
    profile p = {.side = s, .id = str_from(id), .values = ARENA_ARRAY(a, feel_value, s->count)};
    for (size_t i = 0; i < s->count; i++) {
        const field *f = &s->fields[i];
        p.values[i] = pick(5) == 0              ? FEEL_NULL_VALUE
                      : f->kind == FIELD_RECORD ? random_met(a, f)
                      : f->list                 ? random_list(a, f)
                                                : random_item(f);
    }
    p.values[0] = feel_string(p.id);
    return p;
}

// ---- what was claimed

// A part of a criterion's condition that is said to decide nothing: one of the variants without it must never
// differ.
typedef struct idle_claim {
    const diagnostic *item;
    const criterion *of;
    expression variants[2];
    size_t count, differing;
    bool differs[2];
} idle_claim;

typedef struct one_case {
    arena *arena;
    unsigned number;
    const ruleset *rules;
    str text;
    diagnostics found;
    VEC(idle_claim) idle;
} one_case;

static void wrong(const one_case *c, const diagnostic *item, const criterion *of)
{
    builder b = builder_new(c->arena);
    diagnostic_print(item, false, &b);
    fprintf(stderr, "ATTUNE_CASE=%u: criterion %.*s: not so:\n%.*s", c->number, STR_ARGS(of->id),
            (int)b.length, b.data);
    fail();
}

static bool is_at(const diagnostic *item, place where)
{
    return item->where.source == where.source && item->where.offset >= where.offset &&
           item->where.offset < where.offset + (where.length ? where.length : 1);
}

static outcome outcome_of(environment *e, const criterion *c, decimal *value)
{
    bool error = false;
    if (!reference_criterion_value(e, c, value, &error))
        return error ? OUTCOME_ERROR : OUTCOME_UNKNOWN;
    if (decimal_is_zero(*value))
        return OUTCOME_UNMET;
    return decimal_compare(*value, decimal_from_int(1)) == 0 ? OUTCOME_MET : OUTCOME_PARTLY;
}

static const message *message_of(const criterion *c, outcome o)
{
    return o == OUTCOME_MET      ? &c->met
           : o == OUTCOME_PARTLY ? &c->partly
           : o == OUTCOME_UNMET  ? &c->unmet
                                 : &c->unknown;
}

// Claims about the criterion, beside what it came to.
static void check_claim(const one_case *c, environment *e, const diagnostic *item, const criterion *of,
                        outcome o)
{
    bool whatever = str_contains(item->message, STR("whatever it reads"));
    switch ((int)item->code) {
    case CODE_always_true:
        if (is_at(item, of->value.where) && o != OUTCOME_MET && (whatever || o != OUTCOME_UNKNOWN))
            wrong(c, item, of);
        break;
    case CODE_never_true:
        if (is_at(item, of->value.where) && (o == OUTCOME_MET || o == OUTCOME_PARTLY))
            wrong(c, item, of);
        break;
    case CODE_always_unknown:
        if (is_at(item, of->value.where) && o != OUTCOME_UNKNOWN && o != OUTCOME_ERROR)
            wrong(c, item, of);
        break;
    case CODE_unreachable_message:
        if (o != OUTCOME_ERROR && is_at(item, message_of(of, o)->where))
            wrong(c, item, of);
        break;
    case CODE_never_known_here:
        if (o != OUTCOME_ERROR && is_at(item, message_of(of, o)->where) &&
            !str_contains(environment_message(e, message_of(of, o), STR_NONE, c->arena), STR("not known")))
            wrong(c, item, of);
        break;
    default:
        break;
    }
}

// "criterion "c7" asks the same as "c3""
static void check_repeat(const one_case *c, environment *e, const diagnostic *item, const outcome *came_to,
                         const decimal *values)
{
    const criterion *pair[2] = {NULL, NULL};
    for (size_t i = 0; i < c->rules->criterion_count; i++) {
        const criterion *of = &c->rules->criteria[i];
        if (str_contains(item->message, str_printf(c->arena, "criterion \"%.*s\"", STR_ARGS(of->id))))
            pair[0] = of;
        if (str_contains(item->message, str_printf(c->arena, "as \"%.*s\"", STR_ARGS(of->id))))
            pair[1] = of;
    }
    assert_non_null(pair[0]);
    assert_non_null(pair[1]);
    size_t x = (size_t)(pair[0] - c->rules->criteria), y = (size_t)(pair[1] - c->rules->criteria);
    truth applies = environment_truth(e, &pair[0]->applies, NULL);
    assert_int_equal(applies == TRUTH_TRUE, environment_truth(e, &pair[1]->applies, NULL) == TRUTH_TRUE);
    if (applies != TRUTH_TRUE)
        return;
    bool known = came_to[x] != OUTCOME_UNKNOWN && came_to[x] != OUTCOME_ERROR;
    if (came_to[x] != came_to[y] || (known && decimal_compare(values[x], values[y]) != 0))
        wrong(c, item, pair[0]);
}

static void note_idle(one_case *c)
{
    for (size_t i = 0; i < c->found.items.count; i++)
        for (size_t k = 0; k < c->rules->criterion_count; k++) {
            const diagnostic *item = &c->found.items.items[i];
            const criterion *of = &c->rules->criteria[k];
            if (item->code != CODE_idle_part || !is_at(item, of->value.where))
                continue;
            idle_claim *claim = ARENA_PUSH(c->arena, &c->idle);
            *claim = (idle_claim){.item = item, .of = of};
            size_t count;
            const feel_variant *all = feel_variants(c->arena, of->value.feel, 100, &count);
            for (size_t v = 0; v < count && claim->count < 2; v++)
                if (expression_part(&of->value, all[v].offset, all[v].length).offset == item->where.offset &&
                    expression_part(&of->value, all[v].offset, all[v].length).length == item->where.length) {
                    claim->variants[claim->count] = of->value;
                    claim->variants[claim->count++].feel = all[v].feel;
                }
            assert_true(claim->count > 0);
        }
}

static void check_idle(one_case *c, environment *e)
{
    for (size_t i = 0; i < c->idle.count; i++) {
        idle_claim *claim = &c->idle.items[i];
        bool error;
        str whole = feel_value_source(c->arena, environment_value(e, &claim->of->value, &error));
        for (size_t v = 0; v < claim->count; v++) {
            str other = feel_value_source(c->arena, environment_value(e, &claim->variants[v], &error));
            claim->differing += !claim->differs[v] && !str_equal(whole, other);
            claim->differs[v] = claim->differs[v] || !str_equal(whole, other);
        }
        if (claim->differing == claim->count)
            wrong(c, claim->item, claim->of);
    }
}

static void check_pair(one_case *c, arena *a)
{
    profile client = random_profile(a, &c->rules->client, "c");
    profile therapist = random_profile(a, &c->rules->therapist, "t");
    signal_state warm = (signal_state)pick(3);
    environment *e = environment_new(a, c->rules, &client, (feel_date){2026, 3, 1});
    environment_set_profile(e, &therapist, &warm);
    outcome came_to[CRITERIA];
    decimal values[CRITERIA];
    for (size_t i = 0; i < c->rules->criterion_count; i++) {
        const criterion *of = &c->rules->criteria[i];
        values[i] = decimal_from_int(0);
        came_to[i] = outcome_of(e, of, &values[i]);
        bool applies = environment_truth(e, &of->applies, NULL) == TRUTH_TRUE;
        for (size_t k = 0; applies && k < c->found.items.count; k++)
            check_claim(c, e, &c->found.items.items[k], of, came_to[i]);
    }
    for (size_t k = 0; k < c->found.items.count; k++)
        if (c->found.items.items[k].code == CODE_repeated_condition)
            check_repeat(c, e, &c->found.items.items[k], came_to, values);
    check_idle(c, e);
}

static void run_case(arena *a, unsigned number)
{
    one_case c = {.arena = a, .number = number};
    limits l = limits_default();
    state = number * 7919u + 17;
    c.text = random_rules(a);
    diagnostics_init(&c.found, a, 10000);
    c.rules = ruleset_load_source(a, source_from_bytes(a, STR("random.xml"), c.text), STR_NONE, &l, &c.found);
    if (!c.rules) // a constant in it that cannot be
        return;
    analysis_options options = {.today = {2026, 3, 1}};
    analyze_ruleset(a, c.rules, &options, &c.found);
    findings += c.found.items.count;
    for (size_t i = 0; i < c.found.items.count; i++)
        claims[c.found.items.items[i].code]++;
    note_idle(&c);
    for (size_t i = 0; i < PAIRS; i++)
        check_pair(&c, a);
}

static void one_case_of(arena *a, void *context)
{
    run_case(a, *(unsigned *)context);
}

static void what_is_claimed_of_conditions_holds_of_random_profiles(void **unused)
{
    (void)unused;
    const char *only = getenv("ATTUNE_CASE"), *given = getenv("ATTUNE_CASES");
    unsigned first = only ? (unsigned)strtoul(only, NULL, 10) : 0;
    unsigned count = only ? 1 : given ? (unsigned)strtoul(given, NULL, 10) : CASES;
    for (unsigned i = first; i < first + count; i++)
        assert_int_equal(run_in_arena(NULL, 0, one_case_of, &i), ATTUNE_OK);
    // The test is worth something only where there was something to be wrong about.
    if (count >= CASES) {
        assert_true(claims[CODE_always_true] > 0);
        assert_true(claims[CODE_never_true] > 0);
        assert_true(claims[CODE_always_unknown] > 0);
        assert_true(claims[CODE_unreachable_message] > 0);
        assert_true(claims[CODE_never_known_here] > 0);
        assert_true(claims[CODE_repeated_condition] > 0);
        assert_true(claims[CODE_idle_part] > 0);
    }
    if (getenv("ATTUNE_CASES"))
        for (size_t i = 0; i < CODE_COUNT; i++)
            if (claims[i])
                fprintf(stderr, "%6zu %s\n", claims[i], code_describe((diagnostic_code)i)->name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_claimed_of_conditions_holds_of_random_profiles)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
