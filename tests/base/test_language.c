// SPDX-License-Identifier: MIT
// Language tags: their form, how they are written, and what they fall back on.
#include "support/support.h"

#include "base/language.h"

ARENA_TEST(a_tag_has_the_form_of_one)
{
    (void)a;
    static const char *const tags[] = {"de", "de-AT", "zh-Hant-TW", "gsw", "en-x-home", "sl-rozaj-biske"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        assert_true(language_is_tag(str_from(tags[i])));
    static const char *const others[] = {"",    "d",      "german",       "de_AT", "de-",
                                         "-de", "de--AT", "de-123456789", "test",  "d1",
                                         "dé",  "../de",  "de AT"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(language_is_tag(str_from(others[i])));
}

ARENA_TEST(a_tag_is_written_as_usual)
{
    assert_str_equal(language_canonical(a, STR("DE-at")), "de-AT");
    assert_str_equal(language_canonical(a, STR("ZH-hANT-tw")), "zh-Hant-TW");
    assert_str_equal(language_canonical(a, STR("en-X-HOME")), "en-x-home");
    assert_str_equal(language_canonical(a, STR("de")), "de");
}

ARENA_TEST(a_language_falls_back_on_wider_ones_and_never_on_narrower)
{
    (void)a;
    assert_str_equal(language_wider(STR("zh-Hant-TW")), "zh-Hant");
    assert_str_equal(language_wider(STR("en-x-home")), "en");
    assert_int_equal(language_wider(STR("de")).length, 0);
    assert_true(language_serves(STR("de"), STR("de-AT")));
    assert_true(language_serves(STR("de-AT"), STR("de-AT")));
    assert_false(language_serves(STR("de-AT"), STR("de")));
    assert_false(language_serves(STR("en"), STR("de")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_has_the_form_of_one),
        cmocka_unit_test(a_tag_is_written_as_usual),
        cmocka_unit_test(a_language_falls_back_on_wider_ones_and_never_on_narrower),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
