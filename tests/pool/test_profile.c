// SPDX-License-Identifier: MIT
// Profiles: clients as XML and JSON, entries for a therapist, single values, and writing what reads back.
#include "pool/world.h"

#include <string.h>

static const profile *client_of(arena *a, const ruleset *r, const char *text, diagnostics *d)
{
    return client_from_source(a, r, source_from_bytes(a, STR("client"), str_from(text)), d);
}

static const char CLIENT_XML[] =
    "<client xmlns='urn:attune:profile:1' id='maya'><goals>stress</goals><goals/>"
    "<max_fee>150</max_fee><telehealth>no</telehealth>"
    "<encounters><therapist>ada</therapist><felt>felt off</felt></encounters>"
    "<encounters/><encounters><therapist>ben</therapist></encounters></client>";

static const char CLIENT_JSON[] =
    "{\"id\": \"maya\", \"goals\": [\"Managing Stress\", null], \"max_fee\": 150.0,"
    "\"telehealth\": false, \"encounters\": [{\"therapist\": \"ada\", \"felt\": \"off\"},"
    "{\"therapist\": null}, {\"therapist\": \"ben\"}]}";

static str dump(arena *a, const profile *p)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < p->side->count; i++)
        builder_addf(&out, "%.*s: %.*s\n", STR_ARGS(p->side->fields[i].name),
                     STR_ARGS(feel_value_source(a, p->values[i])));
    return builder_str(&out);
}

ARENA_TEST(a_client_is_the_same_from_xml_and_json)
{
    const ruleset *r = world_rules(a);
    diagnostics *d = world_diagnostics(a);
    const profile *xml = client_of(a, r, CLIENT_XML, d), *json = client_of(a, r, CLIENT_JSON, d);
    assert_str_equal(world_list(a, d), "");
    assert_str_equal(dump(a, xml),
                     "id: \"maya\"\ngoals: [\"stress_management\"]\nmax_fee: 150\ntelehealth: false\n"
                     "encounters: [{therapist: \"ada\", felt: \"off\", met_on: null, sessions: null}, "
                     "{therapist: \"ben\", felt: null, met_on: null, sessions: null}]\n");
    assert_text_equal(dump(a, json), dump(a, xml));
}

ARENA_TEST(the_one_client_of_a_file_of_profiles_is_found)
{
    const ruleset *r = world_rules(a);
    diagnostics *d = world_diagnostics(a);
    const profile *client =
        client_of(a, r,
                  "<profiles xmlns='urn:attune:profile:1'><therapist id='x'><nonsense/></therapist>"
                  "<client id='maya'/></profiles>",
                  d);
    assert_non_null(client);
    assert_str_equal(client->id, "maya");
}

ARENA_TEST(the_entry_for_a_therapist_is_found_by_id)
{
    const ruleset *r = world_rules(a);
    const profile *client = client_of(a, r, CLIENT_XML, world_diagnostics(a));
    name_map by_therapist = client_encounters(a, r, client);
    feel_value entry = client_encounter(r, client, &by_therapist, STR("ada"));
    assert_int_equal(entry.kind, FEEL_CONTEXT);
    assert_str_equal(feel_context_get(entry.as.context, STR("felt")).as.string, "off");
    assert_true(feel_is_null(client_encounter(r, client, &by_therapist, STR("cyd"))));
}

ARENA_TEST(empty_means_not_known_but_an_empty_list_is_known)
{
    const ruleset *r = world_rules(a);
    diagnostics *d = world_diagnostics(a);
    const profile *c =
        client_of(a, r,
                  "<client xmlns='urn:attune:profile:1' id='c'><max_fee/><telehealth> </telehealth>"
                  "<goals> </goals></client>",
                  d);
    assert_str_equal(dump(a, c), "id: \"c\"\ngoals: []\nmax_fee: null\ntelehealth: null\nencounters: null\n");
    c = client_of(a, r, "{\"id\": \"c\", \"goals\": null, \"max_fee\": null}", d);
    assert_str_equal(dump(a, c),
                     "id: \"c\"\ngoals: null\nmax_fee: null\ntelehealth: null\nencounters: null\n");
}

ARENA_TEST(an_inline_profile_of_a_test_needs_no_id)
{
    const ruleset *r = world_rules(a);
    diagnostics *d = world_diagnostics(a);
    limits l = limits_default();
    const xml_node *n = xml_parse(
        a, source_from_bytes(a, STR("t"), STR("<therapist xmlns='urn:x'><fee>1</fee></therapist>")), &l, d);
    profile p;
    assert_true(profile_from_xml(a, r, &r->therapist, n, false, d, &p));
    assert_int_equal(p.id.length, 0);
    assert_false(profile_from_xml(a, r, &r->therapist, n, true, d, &p));
    assert_text_contains(world_list(a, d), "1:1 error missing-id");
}

ARENA_TEST(one_value_is_parsed_as_the_readers_do)
{
    const ruleset *r = world_rules(a);
    diagnostics *d = world_diagnostics(a);
    const side *s = &r->therapist;
    static const char *const CASES[][3] = {
        {"fee", " 12.50 ", "12.5"},
        {"fee", "", "null"},
        {"accepting", "Yes", "true"},
        {"focus", "panic|stress", "[\"panic\", \"stress_management\", \"wellbeing\", \"anxiety\"]"},
        {"main_focus", "SUDDEN  fear", "\"panic\""},
        {"methods", "a\\|b | c", "[\"a|b\", \"c\"]"},
        {"methods", "|", "[]"},
        {"statement", "a\r\nb\rc", "\"a\\nb\\nc\""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        feel_value v;
        const field *f = &s->fields[ruleset_find_field(s, str_from(CASES[i][0]))];
        assert_true(profile_parse_value(a, r, f, str_from(CASES[i][1]), (place){0}, d, &v));
        assert_str_equal(feel_value_source(a, v), CASES[i][2]);
    }
    feel_value v;
    assert_false(profile_parse_value(a, r, &s->fields[ruleset_find_field(s, STR("fee"))], STR("x"),
                                     (place){0}, d, &v));
    assert_int_equal(d->errors, 1);
}

ARENA_TEST(a_short_string_is_one_line_and_a_text_keeps_its_lines)
{
    const ruleset *r = world_rules(a);
    const side *s = &r->therapist;
    diagnostics *d = world_diagnostics(a);
    feel_value v;
    str given = STR("Ann\n 1. Zed  (z)");
    assert_true(
        profile_parse_value(a, r, &s->fields[ruleset_find_field(s, STR("name"))], given, (place){0}, d, &v));
    assert_str_equal(v.as.string, "Ann 1. Zed (z)");
    assert_true(profile_parse_value(a, r, &s->fields[ruleset_find_field(s, STR("statement"))], given,
                                    (place){0}, d, &v));
    assert_str_equal(v.as.string, "Ann\n 1. Zed  (z)");
}

// ---- what is written reads back ----

typedef struct dice {
    uint64_t state;
} dice;

static uint32_t roll(dice *d, uint32_t sides)
{
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(d->state >> 33) % sides;
}

static str random_text(arena *a, dice *d, bool lines)
{
    static const char *const PIECES[] = {"a",  "B", " ", "  ", "<",   "&",     ">", "\"", "'", "|",
                                         "\\", "é", "“", "😀",  "]]>", "&amp;", "{", ",",  "0", "x y"};
    builder out = builder_new(a);
    builder_addc(&out, 'T');
    for (uint32_t n = roll(d, 12); n > 0; n--)
        builder_adds(&out, lines && roll(d, 8) == 0 ? "\n" : PIECES[roll(d, sizeof PIECES / sizeof *PIECES)]);
    builder_addc(&out, '.');
    if (lines)
        return builder_str(&out);
    builder folded = builder_new(a); // as readers fold the white space of short strings
    str rest = builder_str(&out), word;
    while (str_next_word(&rest, &word))
        builder_addf(&folded, "%s%.*s", folded.length ? " " : "", STR_ARGS(word));
    return builder_str(&folded);
}

static feel_value random_plain(arena *a, dice *d, const field *f)
{
    switch (f->kind) {
    case FIELD_BOOLEAN:
        return feel_boolean(roll(d, 2));
    case FIELD_NUMBER: {
        decimal n;
        decimal_parse(str_printf(a, "%u.%02u", roll(d, 999), roll(d, 100)), &n);
        return feel_number(n);
    }
    case FIELD_DATE:
        return (feel_value){.kind = FEEL_DATE,
                            .as.date = {(int32_t)(1900 + roll(d, 200)), (uint8_t)(1 + roll(d, 12)),
                                        (uint8_t)(1 + roll(d, 28))}};
    case FIELD_TERM:
        return feel_string(f->terms->terms[roll(d, (uint32_t)f->terms->count)].id);
    default:
        return feel_string(random_text(a, d, f->kind == FIELD_TEXT));
    }
}

static bool is_in(const feel_value *items, size_t count, feel_value v)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(items[i].as.string, v.as.string))
            return true;
    return false;
}

static feel_value random_value(arena *a, dice *d, const field *f, bool item);

static feel_value random_list(arena *a, dice *d, const field *f)
{
    feel_value *items = ARENA_ARRAY(a, feel_value, 16);
    size_t count = 0;
    for (uint32_t n = roll(d, 4); n > 0; n--) {
        feel_value v = random_value(a, d, f, true);
        if (f->kind != FIELD_TERM || !is_in(items, count, v))
            items[count++] = v;
    }
    for (size_t i = 0, given = count; f->broader && i < given; i++) {
        const term *t = &f->terms->terms[name_map_get(&f->terms->domain.index, items[i].as.string)];
        for (size_t k = 0; k < t->broader_count; k++) {
            feel_value v = feel_string(f->terms->terms[t->broader[k]].id);
            if (!is_in(items, count, v))
                items[count++] = v;
        }
    }
    return feel_make_list(a, items, count);
}

static feel_value random_value(arena *a, dice *d, const field *f, bool item)
{
    if (!item && roll(d, 4) == 0)
        return FEEL_NULL_VALUE;
    if (!item && f->list)
        return random_list(a, d, f);
    if (f->kind != FIELD_RECORD)
        return random_plain(a, d, f);
    feel_entry *entries = ARENA_ARRAY(a, feel_entry, f->field_count);
    for (size_t i = 0; i < f->field_count; i++)
        entries[i] = (feel_entry){f->fields[i].name, random_value(a, d, &f->fields[i], i == 0)};
    return feel_make_context(a, entries, f->field_count);
}

static profile random_profile(arena *a, dice *d, const side *s)
{
    profile p = {.side = s, .id = random_text(a, d, false), .values = ARENA_ARRAY(a, feel_value, s->count)};
    p.values[0] = feel_string(p.id);
    for (size_t i = 1; i < s->count; i++)
        p.values[i] = random_value(a, d, &s->fields[i], false);
    return p;
}

ARENA_TEST(what_is_written_reads_back_to_the_same_profile)
{
    const ruleset *r = world_rules(a);
    dice d = {20260301};
    limits l = limits_default();
    for (int i = 0; i < 500; i++) {
        diagnostics *problems = world_diagnostics(a);
        profile before = random_profile(a, &d, i % 2 ? &r->client : &r->therapist);
        if (i % 2)
            before.values[r->encounter_field] = FEEL_NULL_VALUE;
        builder out = builder_new(a);
        profile_write_xml(&out, r, &before, 0);
        const source *s = source_from_bytes(a, STR("written"), builder_str(&out));
        const xml_node *n = xml_parse(a, s, &l, problems);
        profile after = {0};
        bool good = n && profile_from_xml(a, r, before.side, n, true, problems, &after);
        assert_str_equal(world_list(a, problems), "");
        assert_true(good);
        assert_text_equal(dump(a, &after), dump(a, &before));
    }
}

ARENA_TEST(a_pool_keeps_what_it_is_given)
{
    const ruleset *r = world_rules(a);
    dice d = {7};
    pool *p = pool_new(a, r);
    diagnostics *problems = world_diagnostics(a);
    enum { ROWS = 700 };
    str *dumps = ARENA_ARRAY(a, str, ROWS);
    for (int i = 0; i < ROWS; i++) {
        profile t = random_profile(a, &d, &r->therapist);
        t.id = str_printf(a, "%d", i);
        t.values[0] = feel_string(t.id);
        dumps[i] = dump(a, &t);
        assert_true(pool_append(p, &t, problems));
        assert_false(pool_append(p, &t, problems));
    }
    pool_finish(p);
    for (uint32_t i = 0; i < ROWS; i++) {
        profile t = pool_profile(p, i, a);
        assert_text_equal(dump(a, &t), dumps[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_client_is_the_same_from_xml_and_json),
        cmocka_unit_test(the_one_client_of_a_file_of_profiles_is_found),
        cmocka_unit_test(the_entry_for_a_therapist_is_found_by_id),
        cmocka_unit_test(empty_means_not_known_but_an_empty_list_is_known),
        cmocka_unit_test(an_inline_profile_of_a_test_needs_no_id),
        cmocka_unit_test(one_value_is_parsed_as_the_readers_do),
        cmocka_unit_test(a_short_string_is_one_line_and_a_text_keeps_its_lines),
        cmocka_unit_test(what_is_written_reads_back_to_the_same_profile),
        cmocka_unit_test(a_pool_keeps_what_it_is_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
