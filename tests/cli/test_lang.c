// SPDX-License-Identifier: MIT
// The command line in another language: German for the shipped rules, fallbacks, and hostile translations.
#include "support/support.h"

#include "render/words.h"

#include <stdio.h>
#include <stdlib.h>

#define DAY "--today", "2026-03-01"
#define MAYA "profiles/clients/maya.xml"
#define POOL "profiles/therapists.xml"

ARENA_TEST(a_ranking_is_in_german_and_the_order_is_the_same)
{
    command_result german = RUN_ATTUNE(a, "rank", DAY, "--lang", "de", "-k", "3", "-c", MAYA, POOL);
    assert_run(german, 0, "Was für Sie zählt, von 100 Punkten", NULL);
    assert_golden(german.out, "cli/rank-de.txt");
    assert_str_equal(german.err, "");
    command_result wider = RUN_ATTUNE(a, "rank", DAY, "--lang", "de-AT", "-k", "3", "-c", MAYA, POOL);
    assert_text_equal(wider.out, german.out);
}

// What each line of CSV starts with: place, id, name, whether excluded, score, low and high.
static str figures_of(arena *a, str csv)
{
    builder out = builder_new(a);
    while (csv.length) {
        str line = test_next_piece(&csv, '\n');
        for (int i = 0; i < 7; i++) {
            builder_add(&out, test_next_piece(&line, ','));
            builder_addc(&out, ',');
        }
        builder_addc(&out, '\n');
    }
    return builder_str(&out);
}

ARENA_TEST(a_language_changes_no_score_of_any_sample_client)
{
    static const char *const clients[] = {"amal", "jonas", "lena", "maya", "renata", "sam"};
    for (size_t i = 0; i < sizeof clients / sizeof *clients; i++) {
        const char *client = str_printf(a, "profiles/clients/%s.xml", clients[i]).data;
        command_result own = RUN_ATTUNE(a, "rank", DAY, "--format", "csv", "-c", client, POOL);
        command_result german =
            RUN_ATTUNE(a, "rank", DAY, "--lang", "de", "--format", "csv", "-c", client, POOL);
        assert_text_equal(figures_of(a, german.out), figures_of(a, own.out));
        assert_false(str_equal(german.out, own.out));
    }
}

ARENA_TEST(one_therapist_is_explained_in_german)
{
    command_result html = RUN_ATTUNE(a, "explain", DAY, "--lang", "de", "--format", "html", "-c", MAYA, "-t",
                                     "helen-brandt", POOL);
    assert_run(html, 0, "lang=\"de\">", NULL);
    assert_run(html, 0, "Was erfüllt sein muss", NULL);
    size_t body = str_find(html.out, STR("<body>"), 0);
    size_t how = str_find(html.out, STR("<section id=\"how\">"),
                          0); // has the digest, which any change of rules changes
    assert_true(how != SIZE_MAX);
    assert_golden(str_slice(html.out, body, how), "cli/explain-de.html");
    assert_run(html, 0, "Wie das berechnet wurde", NULL);
    assert_run(RUN_ATTUNE(a, "explain", DAY, "--lang", "de", "-c", MAYA, "-t", "eleanor-voss", POOL), 0,
               "(205 USD zu viel)", NULL);
    command_result json = RUN_ATTUNE(a, "explain", DAY, "--lang", "de", "--format", "json", "-c", MAYA, "-t",
                                     "helen-brandt", POOL);
    assert_run(json, 0, "\"language\": \"de\"", NULL);
    assert_run(json, 0, "Zugelassen für New York", NULL);
    command_result own =
        RUN_ATTUNE(a, "explain", DAY, "--format", "json", "-c", MAYA, "-t", "helen-brandt", POOL);
    assert_false(str_contains(own.out, STR("\"language\"")));
}

ARENA_TEST(other_commands_take_a_language_too)
{
    assert_run(RUN_ATTUNE(a, "compare", DAY, "--lang", "de", "-c", MAYA, "-t", "helen-brandt", "-t",
                          "ruth-adeyemi", POOL),
               0, "Ruth Adeyemi vor Helen Brandt", NULL);
    assert_run(RUN_ATTUNE(a, "compare", DAY, "--lang", "de", "--format", "html", "-c", MAYA, "-t",
                          "helen-brandt", "-t", "ruth-adeyemi", POOL),
               0, "Nebeneinander", NULL);
    assert_run(RUN_ATTUNE(a, "fields", "--lang", "de"), 0, "Was wünschen Sie sich von der Therapie?", NULL);
    assert_run(RUN_ATTUNE(a, "fields", "--lang", "de", "language"), 0, "german: Deutsch", NULL);
    assert_run(RUN_ATTUNE(a, "rulebook", "--lang", "de"), 0, "Gemeinsame Ziele", NULL);
}

ARENA_TEST(a_language_that_is_not_there_is_told_and_the_rule_sets_own_is_used)
{
    command_result own = RUN_ATTUNE(a, "rank", DAY, "-k", "3", "-c", MAYA, POOL);
    command_result french = RUN_ATTUNE(a, "rank", DAY, "--lang", "fr", "-k", "3", "-c", MAYA, POOL);
    assert_text_equal(french.out, own.out);
    assert_run(french, 0, NULL, "alliance has no texts in \"fr\"; they are in \"en\"");
    command_result quiet = RUN_ATTUNE(a, "rank", DAY, "--lang", "fr", "--quiet", "-k", "3", "-c", MAYA, POOL);
    assert_str_equal(quiet.err, "");
    assert_run(RUN_ATTUNE(a, "rank", "--lang", "german", "-c", MAYA, POOL), 2, NULL,
               "--lang german is no language");
}

ARENA_TEST(the_environment_chooses_no_language)
{
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    setenv("LANG", "de_DE.UTF-8", 1);
    command_result run = RUN_ATTUNE(a, "rank", DAY, "-k", "3", "-c", MAYA, POOL);
    unsetenv("LC_ALL");
    unsetenv("LANG");
    assert_run(run, 0, "What counts for you, of 100 points", NULL);
}

static const char RULES[] =
    "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"case\" version=\"1\"><title>Case</title>"
    "<therapist><field name=\"online\" type=\"boolean\" ask=\"Online?\"/></therapist>"
    "<factor id=\"fit\" weight=\"1\"><title>Fit</title>"
    "<criterion id=\"online\" points=\"1\" when=\"therapist.online\">"
    "<met>Works online.</met></criterion></factor></ruleset>";
static const char HOSTILE[] =
    "<translation xmlns=\"urn:attune:translation:1\" xml:lang=\"de\" of=\"case\">"
    "<title>&lt;script&gt;alert(1)&lt;/script&gt;%s%n&#x202E;</title>"
    "<factor id=\"fit\"><title>\"&gt;&lt;img src=x onerror=alert(2)&gt;</title></factor>"
    "<criterion id=\"online\"><met>&lt;/p&gt;&lt;b&gt;%t {{ }}</met></criterion></translation>";

ARENA_TEST(a_hostile_translation_puts_no_markup_into_the_page)
{
    const char *rules = test_temp_path(a, "case.xml"), *client = test_temp_path(a, "client.json"),
               *pool = test_temp_path(a, "pool.json");
    test_write_file(rules, str_from(RULES));
    test_write_file(test_temp_path(a, "case.de.xml"), str_from(HOSTILE));
    test_write_file(client, STR("{\"id\": \"c\"}"));
    test_write_file(pool, STR("[{\"id\": \"t\", \"online\": true}]"));
    command_result html =
        RUN_ATTUNE(a, "rank", DAY, "-r", rules, "--lang", "de", "--format", "html", "-c", client, pool);
    assert_run(html, 0, "&lt;script&gt;alert(1)&lt;/script&gt;%s%n", NULL);
    assert_run(html, 0, "&lt;/p&gt;&lt;b&gt;%t { }", NULL);
    static const char *const markup[] = {"<script", "<img", "<b>%t", "\xE2\x80\xAE"};
    for (size_t i = 0; i < sizeof markup / sizeof *markup; i++)
        assert_false(str_contains(html.out, str_from(markup[i])));
    command_result text = RUN_ATTUNE(a, "rank", DAY, "-r", rules, "--lang", "de", "-c", client, pool);
    assert_run(text, 0, "<script>alert(1)</script>%s%n", NULL);
    assert_false(str_contains(text.out, STR("\xE2\x80\xAE")));
}

// ---- the frame's words

// The conversions of a format or of markup, such as "%.*s %t".
static str conversions(arena *a, str format)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < format.length; i++) {
        if (format.data[i] != '%')
            continue;
        do
            builder_addc(&out, format.data[i]);
        while (++i < format.length && !str_contains(STR("stumd%"), str_slice(format, i, i + 1)));
        builder_add(&out, str_slice(format, i, i + 1));
    }
    return builder_str(&out);
}

ARENA_TEST(each_of_the_frames_words_keeps_its_conversions_and_stands_once)
{
    for (size_t i = 0; frame_entry(i, FRAME_ENGLISH); i++) {
        str english = str_from(frame_entry(i, FRAME_ENGLISH)),
            german = str_from(frame_entry(i, FRAME_GERMAN));
        assert_text_equal(conversions(a, german), conversions(a, english));
        assert_true(german.length > 0);
        for (size_t k = 0; k < i; k++)
            assert_false(str_equals(english, frame_entry(k, FRAME_ENGLISH)));
    }
}

// All the renderers' sources, with neighbouring literals joined and their escapes as in C.
static str sources(arena *a)
{
    const char *const command[] = {"sh", "-c",
                                   "cat engine/render/*.c engine/explain/*.c engine/text/because.c", NULL};
    command_result all = run_command(a, command, STR_NONE);
    builder out = builder_new(a);
    for (size_t i = 0; i < all.out.length; i++) {
        size_t next = i + 1;
        while (all.out.data[i] == '"' && next < all.out.length &&
               (all.out.data[next] == ' ' || all.out.data[next] == '\n'))
            next++;
        if (all.out.data[i] == '"' && next > i + 1 && next < all.out.length && all.out.data[next] == '"')
            i = next;
        else
            builder_addc(&out, all.out.data[i]);
    }
    return builder_str(&out);
}

ARENA_TEST(each_of_the_frames_words_stands_in_a_renderer)
{
    str text = sources(a);
    int lost = 0;
    for (size_t i = 0; frame_entry(i, FRAME_ENGLISH); i++) {
        str english = str_from(frame_entry(i, FRAME_ENGLISH));
        if (str_starts(english, STR("\n")))
            english = str_slice(english, 1, english.length);
        bool there = str_contains(text, english);
        if (!there)
            fprintf(stderr, "stands in no renderer: %.*s\n", STR_ARGS(english));
        lost += !there;
    }
    assert_int_equal(lost, 0);
}

int main(void)
{
    setenv("ATTUNE_RULES", "rules", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ranking_is_in_german_and_the_order_is_the_same),
        cmocka_unit_test(a_language_changes_no_score_of_any_sample_client),
        cmocka_unit_test(one_therapist_is_explained_in_german),
        cmocka_unit_test(other_commands_take_a_language_too),
        cmocka_unit_test(a_language_that_is_not_there_is_told_and_the_rule_sets_own_is_used),
        cmocka_unit_test(the_environment_chooses_no_language),
        cmocka_unit_test(a_hostile_translation_puts_no_markup_into_the_page),
        cmocka_unit_test(each_of_the_frames_words_keeps_its_conversions_and_stands_once),
        cmocka_unit_test(each_of_the_frames_words_stands_in_a_renderer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
