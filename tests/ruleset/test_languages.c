// SPDX-License-Identifier: MIT
// Texts of a rule set in several languages: which is taken, beside the original, in documents beside the
// files, and through extends; and that nothing else changes with it.
#include "support/support.h"

#include "ruleset/ruleset.h"

static const char HEAD[] = "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"case\" version=\"1\">";

static ruleset *load_file(arena *a, const char *path, const char *language, diagnostics *d)
{
    limits l = limits_default();
    diagnostics_init(d, a, l.diagnostics);
    source *s = source_load(a, path, l.document_bytes);
    assert_non_null(s);
    return ruleset_load_language(a, s, NULL, str_from(language), STR("rules"), &l, d);
}

static const ruleset *load_in(arena *a, const char *path, const char *language)
{
    diagnostics d;
    const ruleset *r = load_file(a, path, language, &d);
    builder out = builder_new(a);
    for (size_t i = 0; i < d.items.count; i++)
        diagnostic_print(&d.items.items[i], false, &out);
    if (!r)
        print_error("%s", builder_str(&out).data);
    assert_non_null(r);
    return r;
}

static const char *write_rules(arena *a, const char *name, const char *content)
{
    const char *path = test_temp_path(a, name);
    test_write_file(path, str_from(content));
    return path;
}

static str title_in(arena *a, const char *path, const char *language)
{
    return load_in(a, path, language)->title.parts[0].literal;
}

ARENA_TEST(the_nearest_language_is_taken_and_the_original_where_there_is_none)
{
    const char *path =
        write_rules(a, "inline.xml",
                    str_printf(a,
                               "%s<title>original</title><title xml:lang=\"de\">deutsch</title>"
                               "<title xml:lang=\"de-AT\">oesterreichisch</title></ruleset>",
                               HEAD)
                        .data);
    assert_str_equal(title_in(a, path, NULL), "original");
    assert_str_equal(title_in(a, path, "en"), "original");
    assert_str_equal(title_in(a, path, "fr"), "original");
    assert_str_equal(title_in(a, path, "de"), "deutsch");
    assert_str_equal(title_in(a, path, "DE-ch"), "deutsch");
    assert_str_equal(title_in(a, path, "de-at"), "oesterreichisch");
    assert_str_equal(load_in(a, path, "de-CH")->language, "de");
    assert_str_equal(load_in(a, path, "fr")->language, "en");
}

ARENA_TEST(a_rule_set_may_be_written_in_another_language)
{
    const char *path =
        write_rules(a, "own.xml",
                    "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"case\" version=\"1\" xml:lang=\"de\">"
                    "<title>deutsch</title><title xml:lang=\"en\">english</title></ruleset>");
    assert_str_equal(title_in(a, path, NULL), "deutsch");
    assert_str_equal(title_in(a, path, "de-AT"), "deutsch");
    assert_str_equal(title_in(a, path, "en-GB"), "english");
    assert_str_equal(load_in(a, path, NULL)->language, "de");
}

static const char PARTS[] =
    "<vocabulary name=\"goal\"><term id=\"calm\" label=\"being calm\"><alias>ease</alias>"
    "</term></vocabulary>"
    "<client><field name=\"goals\" type=\"goal\" list=\"true\" ask=\"What?\"/></client>"
    "<therapist><field name=\"focus\" type=\"goal\" list=\"true\"/></therapist>";

ARENA_TEST(labels_and_questions_are_translated_and_profiles_read_as_before)
{
    const char *path = write_rules(a, "labels.xml", str_printf(a, "%s%s</ruleset>", HEAD, PARTS).data);
    write_rules(a, "labels.de.xml",
                "<translation xmlns=\"urn:attune:translation:1\" xml:lang=\"de\" of=\"case\">"
                "<vocabulary name=\"goal\"><term id=\"calm\" label=\"Ruhe &amp; &lt;Kraft>\"/></vocabulary>"
                "<client><field name=\"goals\" label=\"Ziele\" ask=\"Was?\"/></client></translation>");
    const ruleset *r = load_in(a, path, "de");
    const vocabulary *v = &r->vocabularies[0];
    assert_str_equal(v->terms[0].label, "Ruhe & <Kraft>");
    assert_str_equal(r->client.fields[1].label, "Ziele");
    assert_str_equal(r->client.fields[1].ask, "Was?");
    assert_str_equal(r->therapist.fields[1].label, "focus"); // not translated
    static const char *const spellings[] = {"calm", "Being Calm", "ease"};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(vocabulary_find(v, str_from(spellings[i]), a), 0);
    assert_int_equal(vocabulary_find(v, STR("Ruhe & <Kraft>"), a), NAME_MISSING);
    assert_int_equal(load_in(a, path, NULL)->file_count, 1);
    assert_int_equal(r->file_count, 2);
    assert_int_equal(r->untranslated_count, 1);
}

ARENA_TEST(a_changed_text_loses_its_translation_and_others_keep_theirs)
{
    write_rules(
        a, "base.xml",
        "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"base\" version=\"1\">"
        "<therapist><field name=\"online\" type=\"boolean\"/></therapist><factor id=\"fit\" weight=\"1\">"
        "<criterion id=\"online\" points=\"1\" when=\"therapist.online\"><met>yes</met><unmet>no</unmet>"
        "<unknown>open</unknown></criterion></factor></ruleset>");
    write_rules(
        a, "base.de.xml",
        "<translation xmlns=\"urn:attune:translation:1\" xml:lang=\"de\" of=\"base\">"
        "<criterion id=\"online\"><met>ja</met><unmet>nein</unmet><unknown>offen</unknown></criterion>"
        "</translation>");
    const char *path =
        write_rules(a, "extending.xml",
                    "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"case\" version=\"1\" extends=\"base.xml\">"
                    "<change criterion=\"online\"><met>indeed</met><unmet xml:lang=\"de\">keineswegs</unmet>"
                    "</change></ruleset>");
    const criterion *c = &load_in(a, path, "de")->criteria[0];
    assert_str_equal(c->met.parts[0].literal, "indeed");
    assert_str_equal(c->unmet.parts[0].literal, "keineswegs");
    assert_str_equal(c->unknown.parts[0].literal, "offen");
    assert_str_equal(load_in(a, path, NULL)->criteria[0].unmet.parts[0].literal, "no");
    size_t count;
    const str *languages = ruleset_languages(a, load_in(a, path, NULL), &count);
    assert_int_equal(count, 1);
    assert_str_equal(languages[0], "de");
}

ARENA_TEST(a_part_that_is_included_offers_no_language_of_its_own)
{
    write_rules(a, "words.xml", str_printf(a, "%s%s</ruleset>", HEAD, PARTS).data);
    write_rules(a, "words.de.xml",
                "<translation xmlns=\"urn:attune:translation:1\" xml:lang=\"de\" of=\"case\">"
                "<client><field name=\"goals\" label=\"Ziele\"/></client></translation>");
    const char *path = write_rules(
        a, "including.xml",
        str_printf(a, "%s<title>original</title><include href=\"words.xml\"/></ruleset>", HEAD).data);
    const ruleset *r = load_in(a, path, "de");
    assert_str_equal(r->language, "en");
    assert_str_equal(r->client.fields[1].label, "goals");
}

static void assert_refused(arena *a, const char *translation, const char *code)
{
    const char *path = write_rules(a, "hostile.xml", str_printf(a, "%s%s</ruleset>", HEAD, PARTS).data);
    write_rules(a, "hostile.de.xml", translation);
    diagnostics d;
    assert_null(load_file(a, path, "de", &d));
    assert_true(d.items.count > 0);
    assert_string_equal(code_describe(d.items.items[0].code)->name, code);
    assert_non_null(load_file(a, path, NULL, &d)); // read by nobody who does not ask for it
}

ARENA_TEST(a_document_that_is_none_is_refused)
{
    assert_refused(a, "<ruleset/>", "wrong-root");
    assert_refused(a, "", "xml-syntax");
    assert_refused(a, "<!DOCTYPE x [<!ENTITY e SYSTEM \"/etc/passwd\">]><x>&e;</x>", "xml-doctype");
    assert_refused(a, "<translation xmlns=\"urn:attune:translation:1\" xml:lang=\"fr\" of=\"case\"/>",
                   "invalid-language");
    assert_refused(a, "<translation xmlns=\"urn:attune:translation:1\" xml:lang=\"de\" of=\"other\"/>",
                   "unknown-reference");
    assert_refused(a, "<translation xmlns=\"urn:attune:translation:1\"/>", "missing-attribute");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_language_is_taken_and_the_original_where_there_is_none),
        cmocka_unit_test(a_rule_set_may_be_written_in_another_language),
        cmocka_unit_test(labels_and_questions_are_translated_and_profiles_read_as_before),
        cmocka_unit_test(a_changed_text_loses_its_translation_and_others_keep_theirs),
        cmocka_unit_test(a_part_that_is_included_offers_no_language_of_its_own),
        cmocka_unit_test(a_document_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
