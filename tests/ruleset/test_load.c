// SPDX-License-Identifier: MIT
// What a loaded rule set holds.
#include "support/support.h"

#include "ruleset/loader.h"

#include <string.h>

#define DATA "tests/ruleset/data/"

static ruleset *load(arena *a, const char *path)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    ruleset *r = ruleset_load(a, path, STR("rules"), &l, &d);
    builder out = builder_new(a);
    for (size_t i = 0; i < d.items.count; i++)
        diagnostic_print(&d.items.items[i], false, &out);
    if (!r)
        print_error("%s", builder_str(&out).data);
    assert_non_null(r);
    return r;
}

static ruleset *load_text(arena *a, const char *text, diagnostics *d)
{
    limits l = limits_default();
    diagnostics_init(d, a, l.diagnostics);
    return ruleset_load_source(a, source_from_bytes(a, STR("memory.xml"), str_from(text)), STR("rules"), &l,
                               d);
}

// The literals of a message, with {…} for expressions.
static str shape(arena *a, const message *m)
{
    builder b = builder_new(a);
    for (size_t i = 0; i < m->count; i++)
        builder_add(&b, m->parts[i].feel ? STR("{…}") : m->parts[i].literal);
    return builder_str(&b);
}

static str source_of(const message *m)
{
    return m->where.source
               ? str_slice(m->where.source->bytes, m->where.offset, m->where.offset + m->where.length)
               : STR_NONE;
}

#define CRITERION(r, id) (&(r)->criteria[ruleset_find_criterion((r), STR(id))])
#define assert_number(d, literal)                                                                            \
    do {                                                                                                     \
        decimal wanted_number;                                                                               \
        assert_true(decimal_parse(STR(literal), &wanted_number));                                            \
        assert_int_equal(decimal_compare((d), wanted_number), 0);                                            \
    } while (0)

ARENA_TEST(a_rule_set_has_its_own_id_and_title_and_not_those_of_what_it_includes)
{
    const ruleset *r = load(a, DATA "whole.xml");
    assert_str_equal(r->id, "whole");
    assert_str_equal(r->version, "2.1");
    assert_str_equal(shape(a, &r->title), "One of everything");
    assert_str_equal(shape(a, &r->description), "For tests {only}.");
    assert_int_equal(r->file_count, 2);
    assert_str_equal(r->files[0]->name, DATA "whole.xml");
    assert_str_equal(r->files[1]->name, DATA "parts/goals.xml");
}

ARENA_TEST(terms_are_found_by_id_label_and_alias_whatever_their_case_and_spacing)
{
    const ruleset *r = load(a, DATA "whole.xml");
    const vocabulary *goal = &r->vocabularies[0], *language = &r->vocabularies[1];
    assert_str_equal(goal->name, "goal");
    assert_int_equal(goal->count, 4);
    assert_str_equal(goal->terms[1].label, "managing stress");
    assert_str_equal(goal->terms[0].label, "panic");
    assert_int_equal(vocabulary_find(goal, STR("STRESS_MANAGEMENT"), a), 1);
    assert_int_equal(vocabulary_find(goal, STR(" Managing \n stress"), a), 1);
    assert_int_equal(vocabulary_find(goal, STR("panic attacks"), a), 0);
    assert_int_equal(vocabulary_find(goal, STR("Stress-Management"), a), 1);
    assert_int_equal(vocabulary_find(goal, STR("stress management"), a), 1);
    assert_int_equal(vocabulary_find(goal, STR("managing_stress"), a), 1);
    assert_int_equal(vocabulary_find(goal, STR("panic\u2011attacks"), a), 0);
    assert_int_equal(vocabulary_find(goal, STR("stressmanagement"), a), NAME_MISSING);
    assert_int_equal(vocabulary_find(goal, STR("-_"), a), NAME_MISSING);
    assert_int_equal(vocabulary_find(goal, STR("panics"), a), NAME_MISSING);
    assert_int_equal(vocabulary_find(language, STR("FRANÇAIS"), a), 1);
    assert_int_equal(vocabulary_find(language, STR("Langue Française"), a), 1);
    assert_str_equal(goal->domain.name, "goal");
    assert_str_equal(goal->domain.labels[1], "managing stress");
}

ARENA_TEST(spellings_are_folded_in_every_script)
{
    assert_str_equal(fold_spelling(a, STR("  L\u2019\u00c9T\u00c9\u00a0 d\u2018Ici ")),
                     "l'\u00e9t\u00e9 d'ici");
    assert_str_equal(fold_spelling(a, STR("\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03a3 \u03c6\u03c9\u03c2")),
                     "\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c3 \u03c6\u03c9\u03c3");
    assert_str_equal(fold_spelling(a, STR("\u0420\u0443\u0421\u3000\u0531\u2028\u1c90")),
                     "\u0440\u0443\u0441 \u0561 \u10d0");
    assert_str_equal(fold_spelling(a, STR("-Self\u2010_ Esteem\u2011x_")), "self esteem x");
}

ARENA_TEST(broader_terms_are_those_near_and_far)
{
    const ruleset *r = load(a, DATA "whole.xml");
    const term *panic = &r->vocabularies[0].terms[0];
    assert_int_equal(panic->broader_count, 2);
    assert_int_equal(panic->broader[0], 2); // anxiety
    assert_int_equal(panic->broader[1], 3); // mood
    assert_int_equal(r->vocabularies[0].terms[3].broader_count, 0);
}

ARENA_TEST(fields_of_all_files_make_one_side_with_id_first)
{
    const ruleset *r = load(a, DATA "whole.xml");
    assert_str_equal(r->client.fields[0].name, "id");
    assert_str_equal(r->therapist.fields[0].name, "id");
    const field *goals = &r->client.fields[ruleset_find_field(&r->client, STR("goals"))];
    assert_int_equal(goals->kind, FIELD_TERM);
    assert_true(goals->list);
    assert_str_equal(goals->label, "what you want");
    assert_ptr_equal(goals->terms, &r->vocabularies[0]);
    const field *fee = &r->client.fields[ruleset_find_field(&r->client, STR("max_fee"))];
    assert_str_equal(fee->unit, "USD");
    assert_str_equal(fee->label, "max fee");
    assert_str_equal(fee->ask, "What can you pay?");
    assert_true(fee->has_min && fee->has_max);
    assert_number(fee->max, "1000.5");
    const field *functioning = &r->client.fields[ruleset_find_field(&r->client, STR("functioning"))];
    assert_int_equal(functioning->kind, FIELD_TERM);
    assert_str_equal(functioning->terms->terms[1].label, "in crisis");
    assert_true(r->therapist.fields[ruleset_find_field(&r->therapist, STR("focus"))].broader);
    assert_str_equal(r->therapist.fields[r->name_field].name, "name");
    assert_int_equal(ruleset_find_field(&r->client, STR("nothing")), NAME_MISSING);
}

ARENA_TEST(the_entry_of_this_pair_is_in_scope_under_its_name)
{
    const ruleset *r = load(a, DATA "whole.xml");
    const field *encounters = &r->client.fields[r->encounter_field];
    assert_str_equal(encounters->name, "encounters");
    assert_int_equal(encounters->kind, FIELD_RECORD);
    assert_int_equal(encounters->field_count, 2);
    assert_int_equal(encounters->match, 0);
    assert_str_equal(r->scope.variables[SLOT_ENCOUNTER].name, "encounter");
    assert_int_equal(r->scope.variables[SLOT_ENCOUNTER].type->kind, FEEL_CONTEXT);
    const expression *felt = &CRITERION(r, "felt_well")->value;
    assert_int_equal(felt->reads, READS_ENCOUNTER);
    assert_int_equal(timing_of(felt->reads), PER_PAIR);
    assert_int_equal(felt->client_fields[0], r->encounter_field);
}

ARENA_TEST(lets_come_after_those_they_read_and_have_types)
{
    const ruleset *r = load(a, DATA "whole.xml");
    assert_int_equal(r->let_count, 4);
    assert_str_equal(r->lets[0].name, "shared");
    assert_str_equal(r->lets[1].name, "shares");
    assert_str_equal(r->lets[2].name, "doubts");
    assert_str_equal(feel_type_name(a, r->lets[0].type), "list of goal");
    assert_int_equal(r->lets[1].type->kind, FEEL_BOOLEAN);
    assert_int_equal(r->lets[1].value.let_count, 1);
    assert_int_equal(r->lets[1].value.lets[0], 0);
    assert_str_equal(r->scope.variables[SLOT_FIRST_LET].name, "shared");
}

ARENA_TEST(an_expression_knows_what_it_reads_also_through_lets)
{
    const ruleset *r = load(a, DATA "whole.xml");
    const expression *doubts = &r->flags[0].when;
    assert_int_equal(doubts->reads, READS_CLIENT | READS_THERAPIST);
    assert_int_equal(doubts->client_field_count, 1);
    assert_int_equal(doubts->client_fields[0], ruleset_find_field(&r->client, STR("goals")));
    assert_int_equal(doubts->therapist_field_count, 1);
    assert_int_equal(doubts->therapist_fields[0], ruleset_find_field(&r->therapist, STR("focus")));
    assert_int_equal(doubts->signal_count, 1);
    assert_int_equal(doubts->signals[0], ruleset_find_signal(r, STR("dismisses")));
    assert_int_equal(timing_of(r->gates[0].require.reads), ONCE_PER_POOL);
    assert_int_equal(timing_of(r->gates[0].applies.reads), ONCE_PER_CLIENT);
    assert_int_equal(timing_of(CRITERION(r, "skills")->value.reads), ONCE_PER_POOL);
    assert_int_equal(timing_of(CRITERION(r, "fresh")->value.reads), PER_PAIR);
    assert_int_equal(timing_of(0), ONCE_PER_CLIENT);
    assert_int_equal(timing_of(READS_CLIENT | READS_TODAY), ONCE_PER_CLIENT);
    assert_string_equal(timing_name(ONCE_PER_POOL), "therapist-only");
}

static feel_value nothing_is_known(void *host, uint32_t slot)
{
    (void)host, (void)slot;
    return FEEL_NULL_VALUE;
}

ARENA_TEST(what_is_not_known_is_neither_equal_nor_unequal)
{
    diagnostics d;
    const ruleset *r =
        load_text(a,
                  "<ruleset xmlns='urn:attune:ruleset:1' id='x' version='1'><factor id='f' weight='1'>"
                  "<criterion id='c' points='1' when='client.id = &quot;a&quot;'/></factor></ruleset>",
                  &d);
    assert_non_null(r);
    feel_run run = {.arena = a, .limits = &r->limits, .variable = nothing_is_known};
    assert_true(feel_is_null(feel_evaluate(r->criteria[0].value.feel, &run)));
}

ARENA_TEST(factors_hold_their_criteria_and_adjustments_in_a_row)
{
    const ruleset *r = load(a, DATA "whole.xml");
    assert_int_equal(r->factor_count, 2);
    const factor *goals = &r->factors[0], *rapport = &r->factors[1];
    assert_str_equal(shape(a, &goals->title), "Mutual goals");
    assert_number(goals->weight, "40.5");
    assert_int_equal(goals->criterion_count, 2);
    assert_int_equal(rapport->first_criterion, 2);
    assert_int_equal(goals->adjust_count, 3);
    assert_int_equal(rapport->first_adjust, 3);
    assert_str_equal(r->adjusts[0].id, "goals.adjust.1");
    assert_str_equal(r->adjusts[1].id, "named");
    assert_str_equal(r->adjusts[2].id, "goals.adjust.3");
    assert_str_equal(r->adjusts[3].id, "rapport.adjust.1");
    assert_int_equal(r->adjusts[1].kind, ADJUST_ADD);
    assert_number(r->adjusts[1].amount, "-2.5");
    assert_int_equal(r->adjusts[2].kind, ADJUST_MULTIPLY);
    assert_int_equal(r->adjusts[3].kind, ADJUST_SET);
    assert_int_equal(r->adjusts[3].factor, 1);
    assert_true(CRITERION(r, "skills")->is_condition);
    assert_number(CRITERION(r, "skills")->unknown_value, "0.5");
    assert_number(CRITERION(r, "works_on_goals")->unknown_value, "0.25");
    assert_null(CRITERION(r, "works_on_goals")->applies.feel);
}

ARENA_TEST(flags_and_advice_are_in_micro_points_and_know_whom_they_concern)
{
    const ruleset *r = load(a, DATA "whole.xml");
    const flag *f = &r->flags[ruleset_find_flag(r, STR("doubts_goals"))];
    assert_int_equal(f->deduct, 15000001);
    assert_true(f->has_ceiling);
    assert_int_equal(f->ceiling, 40 * MICRO);
    assert_str_equal(f->group, "goal_doubt");
    assert_true(r->advice[0].urgent && r->advice[0].per_client);
    assert_false(r->advice[ruleset_find_advice(r, STR("talk"))].per_client);
    assert_false(r->advice[ruleset_find_advice(r, STR("dear"))].per_client);
}

ARENA_TEST(messages_are_text_and_expressions_with_their_place)
{
    const ruleset *r = load(a, DATA "whole.xml");
    const criterion *c = CRITERION(r, "works_on_goals");
    assert_str_equal(shape(a, &c->partly), "Works on {…}, at {…} a session & no more.");
    assert_int_equal(c->partly.reads, READS_CLIENT | READS_THERAPIST);
    assert_text_contains(source_of(&c->partly), "a session &amp; no more.");
    assert_int_equal(c->unmet.count, 0);
    assert_str_equal(shape(a, &CRITERION(r, "skills")->met), "Says “{…}”");
    assert_str_equal(shape(a, &r->signals[0].title), "Builds skills");
    assert_str_equal(shape(a, &r->signals[1].title), "Dismisses goals");
}

ARENA_TEST(signals_and_triggers_are_ready_to_search)
{
    const ruleset *r = load(a, DATA "whole.xml");
    uint32_t statement = ruleset_find_field(&r->therapist, STR("statement"));
    text_value text = {.field = statement, .text = STR("I never say: aim lower.")};
    text_result result = text_search(text_run_new(a, r->text), &text, 1, a);
    assert_int_equal(result.match_count, 1);
    assert_int_equal(result.matches[0].signal, ruleset_find_signal(r, STR("dismisses")));
    assert_int_equal(result.matches[0].polarity, POLARITY_NEGATED);
}

ARENA_TEST(phrases_are_ready_to_search_and_discount)
{
    const ruleset *r = load(a, DATA "phrases.xml");
    uint32_t statement = ruleset_find_field(&r->therapist, STR("statement"));
    text_value text = {.field = statement,
                       .text = STR("Settling is fine. Lower his high expectations. Settled the bills.")};
    text_result result = text_search(text_run_new(a, r->text), &text, 1, a);
    assert_int_equal(result.match_count, 3);
    assert_true(result.matches[0].counts);
    assert_text_equal(str_slice(text.text, result.matches[1].start, result.matches[1].end),
                      STR("Lower his high expectations"));
    assert_true(result.matches[1].counts);
    assert_int_equal(result.matches[2].reason, REASON_UNLESS);
}

ARENA_TEST(an_extending_rule_set_changes_adds_and_removes)
{
    const ruleset *r = load(a, DATA "extended.xml");
    assert_str_equal(r->id, "extended");
    assert_str_equal(shape(a, &r->title), "Changed");
    assert_str_equal(shape(a, &r->description), "For tests {only}.");
    assert_int_equal(r->factor_count, 1);
    assert_number(r->factors[0].weight, "70");
    assert_str_equal(shape(a, &r->factors[0].title), "Shared goals");
    assert_int_equal(r->adjust_count, 3);
    assert_str_equal(r->adjusts[0].id, "named");
    assert_str_equal(r->adjusts[1].id, "goals.adjust.3");
    assert_str_equal(r->adjusts[2].id, "goals.adjust.4");
    const criterion *works = CRITERION(r, "works_on_goals");
    assert_true(works->is_condition);
    assert_str_equal(shape(a, &works->met), "Shares a goal.");
    assert_str_equal(shape(a, &works->partly), "Works on {…}, at {…} a session & no more.");
    assert_int_equal(ruleset_find_criterion(r, STR("cheap")), 2);
    assert_int_equal(ruleset_find_criterion(r, STR("fresh")), NAME_MISSING);
    assert_int_equal(r->vocabularies[0].count, 5);
    assert_int_equal(r->vocabularies[0].terms[4].broader[0], 3);
    const field *fee = &r->client.fields[ruleset_find_field(&r->client, STR("max_fee"))];
    assert_number(fee->max, "2000");
    assert_number(fee->min, "0");
    assert_int_equal(r->client.fields[ruleset_find_field(&r->client, STR("functioning"))].terms->count, 3);
    assert_int_not_equal(ruleset_find_field(&r->client, STR("limit")), NAME_MISSING);
    assert_int_equal(ruleset_find_advice(r, STR("talk")), NAME_MISSING);
    assert_str_equal(works->where.source->name, DATA "whole.xml");
    assert_str_equal(works->value.where.source->name, DATA "extended.xml");
    assert_int_equal(r->file_count, 3);
}

ARENA_TEST(the_digest_tells_whether_any_file_changed)
{
    const ruleset *whole = load(a, DATA "whole.xml"), *again = load(a, DATA "whole.xml");
    assert_int_equal(whole->sha256.length, 64);
    assert_str_equal(again->sha256, whole->sha256.data);
    assert_false(str_equal(load(a, DATA "extended.xml")->sha256, whole->sha256));
    // The same files have the same digest elsewhere.
    str text = test_read_file(a, "tests/invalid/rules/parts/base.xml");
    test_write_file(test_temp_path(a, "base.xml"), text);
    const ruleset *here = load(a, "tests/invalid/rules/parts/base.xml");
    assert_str_equal(load(a, test_temp_path(a, "base.xml"))->sha256, here->sha256.data);
}

ARENA_TEST(the_digest_is_that_of_names_lengths_and_bytes)
{
    diagnostics d;
    const ruleset *r =
        load_text(a,
                  "<ruleset xmlns='urn:attune:ruleset:1' id='x' version='1'><factor id='f' weight='1'>"
                  "<criterion id='c' points='1' when='true'/></factor></ruleset>",
                  &d);
    assert_non_null(r);
    // printf 'memory.xml\n144\n<ruleset …' | sha256sum
    assert_str_equal(r->sha256, "59ef288d4a578baf40615b4d2e7dd9a8c6773213b6caca0253219867377d3a15");
}

ARENA_TEST(a_rule_set_without_any_sides_or_signals_loads)
{
    diagnostics d;
    const ruleset *r =
        load_text(a,
                  "<ruleset xmlns='urn:attune:ruleset:1' id='x' version='1'><factor id='f' weight='1'>"
                  "<criterion id='c' points='1' when='client.id != therapist.id'/></factor></ruleset>",
                  &d);
    assert_non_null(r);
    assert_int_equal(r->client.count, 1);
    assert_int_equal(r->signal_count, 0);
    assert_int_equal(r->encounter_field, NAME_MISSING);
    assert_int_equal(r->name_field, NAME_MISSING);
    assert_int_equal(r->criteria[0].value.client_fields[0], 0);
}

static ruleset *load_change(arena *a, const char *base, const char *change)
{
    const char *path = test_temp_path(a, "extending.xml");
    test_write_file(
        test_temp_path(a, "extended.xml"),
        str_printf(a,
                   "<ruleset xmlns='urn:attune:ruleset:1' id='b' version='1'><factor id='f' weight='1'%s"
                   "<criterion id='c' points='1' when='true'/></factor></ruleset>",
                   base));
    test_write_file(path, str_printf(a,
                                     "<ruleset xmlns='urn:attune:ruleset:1' id='x' version='1' "
                                     "extends='extended.xml'>%s</ruleset>",
                                     change));
    return load(a, path);
}

ARENA_TEST(a_changed_title_replaces_one_written_the_other_way)
{
    const ruleset *r = load_change(a, "><title>Old</title>", "<change factor='f' title='New'/>");
    assert_str_equal(shape(a, &r->factors[0].title), "New");
    r = load_change(a, " title='Old'>", "<change factor='f'><title>New</title></change>");
    assert_str_equal(shape(a, &r->factors[0].title), "New");
    r = load_change(a, " title='Old'>", "<change factor='f' title='New'/>");
    assert_str_equal(shape(a, &r->factors[0].title), "New");
}

ARENA_TEST(errors_are_shown_file_by_file_from_top_to_bottom)
{
    diagnostics d;
    assert_null(load_text(a,
                          "<ruleset xmlns='urn:attune:ruleset:1' id='x' version='1'>\n"
                          "<factor id='f' weight='1'><criterion id='c' points='1' when='nobody'/></factor>\n"
                          "<let name='a' value='b'/>\n"
                          "<client><field name='x' type='strong'/></client>\n"
                          "<lett/>\n"
                          "</ruleset>",
                          &d));
    assert_int_equal(d.items.count, 4);
    for (size_t i = 1; i < d.items.count; i++)
        assert_true(d.items.items[i - 1].where.offset < d.items.items[i].where.offset);
}

ARENA_TEST(a_missing_rule_set_is_an_error_of_the_system)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    assert_null(ruleset_load(a, "tests/ruleset/data/nowhere.xml", STR_NONE, &l, &d));
    assert_int_equal(d.errors, 1);
    assert_int_equal(d.items.items[0].code, CODE_file_missing);
    assert_int_equal(diagnostics_status(&d), ATTUNE_SYSTEM);
}

ARENA_TEST(a_changed_share_for_unknown_leaves_the_message_for_it_and_the_other_way_round)
{
    const char *base =
        "><criterion id='u' points='1' when='true' unknown='0.25'><unknown>Old.</unknown></criterion>";
    const char *both =
        "<change criterion='u' unknown='0.75'/><change criterion='u'><unknown>New.</unknown></change>";
    const ruleset *r = load_change(a, base, "<change criterion='u' unknown='0.75'/>");
    assert_number(CRITERION(r, "u")->unknown_value, "0.75");
    assert_str_equal(shape(a, &CRITERION(r, "u")->unknown), "Old.");
    r = load_change(a, base, "<change criterion='u'><unknown>New.</unknown></change>");
    assert_number(CRITERION(r, "u")->unknown_value, "0.25");
    assert_str_equal(shape(a, &CRITERION(r, "u")->unknown), "New.");
    assert_number(CRITERION(load_change(a, base, both), "u")->unknown_value, "0.75");
}

static void load_extended(arena *a, void *context)
{
    (void)context;
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    ruleset_load(a, DATA "extended.xml", STR("rules"), &l, &d);
}

// Not assert_survives_failing_allocations(): without memory for a pattern's machine code the rule set still
// loads.
static void memory_may_run_out_at_any_moment(void **state)
{
    (void)state;
    failing_allocator f;
    size_t fail_at = 0;
    do {
        failing_allocator_init(&f, ++fail_at);
        attune_status status = run_in_arena(&f.allocator, 0, load_extended, NULL);
        assert_true(status == ATTUNE_MEMORY || status == ATTUNE_OK);
        assert_int_equal(f.live, 0);
    } while (f.calls >= fail_at);
    assert_true(fail_at > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_set_has_its_own_id_and_title_and_not_those_of_what_it_includes),
        cmocka_unit_test(terms_are_found_by_id_label_and_alias_whatever_their_case_and_spacing),
        cmocka_unit_test(spellings_are_folded_in_every_script),
        cmocka_unit_test(broader_terms_are_those_near_and_far),
        cmocka_unit_test(fields_of_all_files_make_one_side_with_id_first),
        cmocka_unit_test(the_entry_of_this_pair_is_in_scope_under_its_name),
        cmocka_unit_test(lets_come_after_those_they_read_and_have_types),
        cmocka_unit_test(an_expression_knows_what_it_reads_also_through_lets),
        cmocka_unit_test(what_is_not_known_is_neither_equal_nor_unequal),
        cmocka_unit_test(factors_hold_their_criteria_and_adjustments_in_a_row),
        cmocka_unit_test(flags_and_advice_are_in_micro_points_and_know_whom_they_concern),
        cmocka_unit_test(messages_are_text_and_expressions_with_their_place),
        cmocka_unit_test(signals_and_triggers_are_ready_to_search),
        cmocka_unit_test(phrases_are_ready_to_search_and_discount),
        cmocka_unit_test(an_extending_rule_set_changes_adds_and_removes),
        cmocka_unit_test(the_digest_tells_whether_any_file_changed),
        cmocka_unit_test(the_digest_is_that_of_names_lengths_and_bytes),
        cmocka_unit_test(a_rule_set_without_any_sides_or_signals_loads),
        cmocka_unit_test(a_changed_share_for_unknown_leaves_the_message_for_it_and_the_other_way_round),
        cmocka_unit_test(a_changed_title_replaces_one_written_the_other_way),
        cmocka_unit_test(errors_are_shown_file_by_file_from_top_to_bottom),
        cmocka_unit_test(a_missing_rule_set_is_an_error_of_the_system),
        cmocka_unit_test(memory_may_run_out_at_any_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
