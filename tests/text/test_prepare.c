// SPDX-License-Identifier: MIT
// The plain copy of a text, the way back to its bytes, and where sentences and quotations are.
#include "support/support.h"

#include "text/prepare.h"

static prepared_text prepared(arena *a, const char *text)
{
    prepared_text p = text_prepare(a, str_from(text));
    text_segment(a, &p);
    return p;
}

// The sentences with a bar between them; a question has its mark doubled.
static str sentences(arena *a, const char *text)
{
    prepared_text p = prepared(a, text);
    builder b = builder_new(a);
    for (size_t i = 0; i < p.sentences.count; i++) {
        const sentence *s = &p.sentences.items[i];
        if (i > 0)
            builder_addc(&b, '|');
        builder_add(&b, str_slice(p.plain, s->start, s->end));
        if (s->question)
            builder_addc(&b, '?');
    }
    return builder_str(&b);
}

static str quotes(arena *a, const char *text)
{
    prepared_text p = prepared(a, text);
    builder b = builder_new(a);
    for (size_t i = 0; i < p.quotes.count; i++) {
        if (i > 0)
            builder_addc(&b, '|');
        builder_add(&b, str_slice(p.plain, p.quotes.items[i].start, p.quotes.items[i].end));
    }
    return builder_str(&b);
}

static void assert_original(const prepared_text *p, const char *plain_part, const char *original_part)
{
    size_t start = str_find(p->plain, str_from(plain_part), 0);
    assert_true(start != SIZE_MAX);
    size_t end = start + str_from(plain_part).length;
    str found = str_slice(p->original, text_original(p, start), text_original_end(p, end));
    assert_text_equal(found, str_from(original_part));
}

ARENA_TEST(typography_makes_no_difference)
{
    assert_str_equal(prepared(a, "don\u2019t \u201Cjudge\u201D").plain, "don't \"judge\"");
    assert_str_equal(prepared(a, " a \t\r\n b\u00A0c\u2003d ").plain, "a b c d");
    assert_str_equal(prepared(a, "well\u2011be\u00ADing\u200B").plain, "well-being");
    assert_str_equal(prepared(a, "caf\u00E9 \U0001F600").plain, "caf\u00E9 \U0001F600");
}

ARENA_TEST(entities_tags_and_damaged_marks_read_as_they_were_meant)
{
    assert_str_equal(prepared(a, "don&#39;t can&rsquo;t won&#x2019;t isn&amp;#39;t aren&#146;t").plain,
                     "don't can't won't isn't aren't");
    assert_str_equal(prepared(a, "do&nbsp;&nbsp; not &lt;3 &amp; you &quot;so&quot; ca&shy;n").plain,
                     "do not <3 & you \"so\" can");
    assert_str_equal(prepared(a, "I <b>do</b> <EM class='x'>not</EM><br>a<c").plain, "I do not<br>a<c");
    assert_str_equal(prepared(a, "don\u00E2\u20AC\u2122t \u00E2\u20AC\u0153so\u00E2\u20AC\xC2\x9D").plain,
                     "don't \"so\"");
    assert_str_equal(prepared(a, "don\uFFFDt don\xC2\x92t don\u275Ct don\uFF07t").plain,
                     "don't don't don't don't");
    assert_str_equal(prepared(a, "R&B; &#0; &#xD800; &#x110000; &# &; &a").plain,
                     "R&B; &#0; &#xD800; &#x110000; &# &; &a");
}

ARENA_TEST(white_space_alone_is_no_text)
{
    assert_int_equal(prepared(a, "&nbsp;<b> </b>\n").plain.length, 0);
    assert_int_equal(prepared(a, "").plain.length, 0);
    assert_int_equal(prepared(a, " \n\u00A0\u200B ").plain.length, 0);
}

ARENA_TEST(every_stretch_leads_back_to_its_bytes)
{
    prepared_text p =
        prepared(a, "  \u201CI don\u2019t\n\n judge\u201D,   she  said\u2026 \u00ADreally\u2019  ");
    assert_original(&p, "I don't judge", "I don\u2019t\n\n judge");
    assert_original(&p, "\"I", "\u201CI");
    assert_original(&p, "judge\"", "judge\u201D");
    assert_original(&p, "she said", "she  said");
    assert_original(&p, "said\u2026", "said\u2026");
    assert_original(&p, "really'", "really\u2019");
    assert_int_equal(text_original(&p, 0), 2);
    p = prepared(a, "<b>never</b> <i>don&#39;</i>t");
    assert_original(&p, "never", "never");
    assert_original(&p, "don'", "don&#39;");
    assert_original(&p, "don't", "don&#39;</i>t");
}

ARENA_TEST(sentences_end_where_a_reader_would_end_them)
{
    assert_str_equal(sentences(a, "I listen. I act! Do you? Yes."), "I listen.|I act!|Do you??|Yes.");
    assert_str_equal(sentences(a, "i listen. i act."), "i listen.|i act.");
    assert_str_equal(sentences(a, "Never again.There is hope.I care."),
                     "Never again.|There is hope.|I care.");
    assert_str_equal(sentences(a, "What?! No..."), "What?!?|No...");
    assert_str_equal(sentences(a, "He said \u201CStop.\u201D Then he left."),
                     "He said \"Stop.\"|Then he left.");
    assert_str_equal(sentences(a, "(I listen.) I act."), "(I listen.)|I act.");
    assert_str_equal(sentences(a, "No end"), "No end");
}

ARENA_TEST(abbreviations_end_no_sentence)
{
    assert_str_equal(sentences(a, "Dr. Smith, Ph.D., is kind."), "Dr. Smith, Ph.D., is kind.");
    assert_str_equal(sentences(a, "Ask Jane Doe, LCSW. She helps."), "Ask Jane Doe, LCSW.|She helps.");
    assert_str_equal(sentences(a, "Jane Doe, Ph.D. She helps."), "Jane Doe, Ph.D.|She helps.");
    assert_str_equal(sentences(a, "Methods (e.g. CBT, i.e. Beck's) work."),
                     "Methods (e.g. CBT, i.e. Beck's) work.");
    assert_str_equal(sentences(a, "J. R. Doe costs $3.50 approx. Always."),
                     "J. R. Doe costs $3.50 approx. Always.");
    assert_str_equal(sentences(a, "I use CBT, DBT, etc. and more."), "I use CBT, DBT, etc. and more.");
    assert_str_equal(sentences(a, "So do I. We act."), "So do I.|We act.");
    assert_str_equal(sentences(a, "See example.com or M.Ed. people."), "See example.com or M.Ed. people.");
}

// The line of sentences.txt that the segmentation of its text makes: the bars where it breaks, not where the
// line has them.
static str line_as_found(arena *a, str line)
{
    builder text = builder_new(a), found = builder_new(a);
    for (size_t i = 0; i < line.length; i++) {
        bool line_break = line.data[i] == '\\' && i + 1 < line.length && line.data[i + 1] == 'n';
        if (line.data[i] != '|')
            builder_addc(&text, line_break ? '\n' : line.data[i]);
        i += line_break;
    }
    prepared_text p = text_prepare(a, builder_str(&text));
    text_segment(a, &p);
    str original = p.original;
    size_t next = 1;
    for (size_t i = 0; i < original.length; i++) {
        if (next < p.sentences.count && text_original(&p, p.sentences.items[next].start) == i) {
            builder_addc(&found, '|');
            next++;
        }
        if (original.data[i] == '\n')
            builder_adds(&found, "\\n");
        else
            builder_addc(&found, original.data[i]);
    }
    return builder_str(&found);
}

ARENA_TEST(every_text_of_the_table_breaks_where_its_bars_are)
{
    str rest = test_read_file(a, "tests/text/sentences.txt");
    size_t number = 0, right = 0, all = 0;
    while (rest.length > 0) {
        str line = test_next_piece(&rest, '\n');
        number++;
        if (line.length == 0 || line.data[0] == '#')
            continue;
        str found = line_as_found(a, line);
        bool same = str_compare(found, line) == 0;
        right += same;
        all++;
        if (!same)
            print_error("sentences.txt:%zu: %.*s\n    found %.*s\n", number, STR_ARGS(line), STR_ARGS(found));
    }
    print_message("%zu of %zu texts break where a reader would break them\n", right, all);
    assert_int_equal(right, all);
    assert_true(all >= 120);
}

ARENA_TEST(an_ellipsis_is_a_pause)
{
    assert_str_equal(sentences(a, "I used to think... I was wrong."), "I used to think... I was wrong.");
    assert_str_equal(sentences(a, "I wait\u2026 and listen."), "I wait\u2026 and listen.");
    assert_str_equal(sentences(a, "I wait... Then I act."), "I wait...|Then I act.");
}

ARENA_TEST(empty_lines_and_bullets_separate)
{
    assert_str_equal(sentences(a, "My way\n\nGoals first"), "My way|Goals first");
    assert_str_equal(sentences(a, "I offer:\n- CBT\n- EMDR"), "I offer:|- CBT|- EMDR");
    assert_str_equal(sentences(a, "I offer: \u2022 CBT \u2022 EMDR"), "I offer:|\u2022 CBT|\u2022 EMDR");
    assert_str_equal(sentences(a, "I offer:\n1. CBT\n2) EMDR"), "I offer:|1. CBT|2) EMDR");
    assert_str_equal(sentences(a, "one line\nwrapped"), "one line wrapped");
}

ARENA_TEST(a_sentence_without_end_is_cut)
{
    builder b = builder_new(a);
    for (int i = 0; i < 5000; i++)
        builder_adds(&b, "word ");
    prepared_text p = text_prepare(a, builder_str(&b));
    text_segment(a, &p);
    assert_true(p.sentences.count > 4);
    assert_int_equal(text_sentence_at(&p, p.plain.length - 1), p.sentences.count - 1);
    assert_int_equal(text_sentence_at(&p, 0), 0);
}

ARENA_TEST(quotations_are_found_and_apostrophes_are_not)
{
    assert_str_equal(quotes(a, "You say \u201CI can\u2019t\u201D a lot."), "\"I can't\"");
    assert_str_equal(quotes(a, "The 'slow down' advice, my clients' goals"), "'slow down'");
    assert_str_equal(quotes(a, "don't, won't, the clients' goals and dogs' lives"), "");
    assert_str_equal(quotes(a, "\"One.\" and (\"two\")"), "\"One.\"|\"two\"");
    assert_str_equal(quotes(a, "an open \"quotation\n\nand \"another\""), "\"another\"");
    assert_str_equal(quotes(a, "6 \" wide, \"two\""), "\"two\"");
    assert_str_equal(quotes(a, "\"all of it is quoted\""), "");
}

static void assert_letters_lead_back(const prepared_text *p)
{
    for (size_t i = 0; i < p->plain.length; i++) {
        char c = p->plain.data[i];
        if (c != ' ' && c != '\'')
            assert_int_equal(p->original.data[text_original(p, i)], c);
    }
}

static const char *const CHARACTERS[] = {"a", "B", "z",  " ",  " ",        ".",           "~",
                                         "!", "`", "\n", "\t", "\xc3\xa9", "\xe2\x80\x99"};
enum { CHARACTER_COUNT = sizeof CHARACTERS / sizeof *CHARACTERS };

// Invisible characters go, but they are read one by one: what is copied in blocks must come out the same.
static void assert_copied_alike(arena *a, str text)
{
    builder slow = builder_new(a);
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        (void)utf8_decode(text, &i);
        builder_addf(&slow, "%.*s\xe2\x80\x8b", STR_ARGS(str_slice(text, start, i)));
    }
    prepared_text p = text_prepare(a, text);
    assert_text_equal(p.plain, str_trim(text_prepare(a, builder_str(&slow)).plain));
    assert_letters_lead_back(&p);
}

ARENA_TEST(long_runs_are_copied_as_single_characters_are)
{
    enum { ROUNDS = 6000, PLAIN = 7, MOSTLY_LETTERS = 200 };
    static const unsigned KINDS[] = {PLAIN, CHARACTER_COUNT, MOSTLY_LETTERS};
    uint64_t seed = 88172645463325252u;
    for (int round = 0; round < ROUNDS; round++) {
        builder text = builder_new(a);
        for (int i = 0; i < 1 + round % 170; i++) {
            size_t kind = (test_random(&seed) >> 20) % KINDS[round % 3];
            builder_adds(&text, kind < CHARACTER_COUNT ? CHARACTERS[kind] : "x");
        }
        assert_copied_alike(a, builder_str(&text));
    }
}

ARENA_TEST(any_two_characters_at_any_place_of_a_run_are_copied_as_they_are_alone)
{
    enum { PLACES = 70 };
    for (size_t i = 0; i < PLACES * CHARACTER_COUNT * CHARACTER_COUNT; i++) {
        builder text = builder_new(a);
        for (size_t k = i % PLACES; k > 0; k--)
            builder_addc(&text, 'x');
        builder_adds(&text, CHARACTERS[i / PLACES % CHARACTER_COUNT]);
        builder_adds(&text, CHARACTERS[i / PLACES / CHARACTER_COUNT]);
        builder_adds(&text, "a word and more words that make a run of more than forty");
        assert_copied_alike(a, builder_str(&text));
    }
}

// The sentences follow each other with nothing but spaces and the remains of HTML between them; quotations
// go from mark to mark.
static void assert_whole(const prepared_text *p)
{
    size_t end = 0;
    for (size_t i = 0; i < p->sentences.count; i++) {
        const sentence *s = &p->sentences.items[i];
        assert_true(s->start >= end && s->start < s->end && s->end <= p->plain.length);
        str between = str_slice(p->plain, end, s->start);
        assert_true(str_trim(between).length == 0 || str_contains(between, STR("&nbsp;")));
        assert_true(p->plain.data[s->start] != ' ' && p->plain.data[s->end - 1] != ' ');
        end = s->end;
    }
    assert_int_equal(str_trim(str_slice(p->plain, end, p->plain.length)).length, 0);
    for (size_t i = 0; i < p->quotes.count; i++) {
        text_span q = p->quotes.items[i];
        assert_true(q.start + 1 < q.end && p->plain.data[q.start] == p->plain.data[q.end - 1]);
        assert_true(i == 0 || p->quotes.items[i - 1].end <= q.start);
    }
}

ARENA_TEST(whatever_the_text_its_sentences_cover_it)
{
    static const char *const PARTS[] = {
        " ",          " ",      " ",       " ",       "a",          "Word", "I",      "no. ",
        "2",          ".",      ". ",      "!",       "? ",         "...",  "\u2026", "\"",
        "\"",         "'",      "\u201C",  "\u201D",  "(",          ") ",   "a) ",    "+ ",
        "- ",         "\n",     "\n\n",    "<p>",     "</p>",       "<br>", "<b>",    "&nbsp;",
        "\u00BF",     "\u00E9", "\u2013 ", "\u2022 ", "\U0001F600", "Dr. ", "e.g. ",  "Ph.D.",
        "U.S. Army ", "etc. ",  "1. ",     ":",       ",",          "`",    "St. "};
    uint64_t seed = 88172645463325252u;
    size_t sentences_found = 0, quotes_found = 0;
    for (int round = 0; round < 3000; round++) {
        builder b = builder_new(a);
        for (int i = 0; i < round % 60; i++)
            builder_adds(&b, PARTS[(test_random(&seed) >> 20) % (sizeof PARTS / sizeof *PARTS)]);
        prepared_text p = prepared(a, builder_str(&b).data);
        assert_whole(&p);
        sentences_found += p.sentences.count;
        quotes_found += p.quotes.count;
    }
    assert_true(sentences_found > 6000 && quotes_found > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typography_makes_no_difference),
        cmocka_unit_test(entities_tags_and_damaged_marks_read_as_they_were_meant),
        cmocka_unit_test(white_space_alone_is_no_text),
        cmocka_unit_test(every_stretch_leads_back_to_its_bytes),
        cmocka_unit_test(sentences_end_where_a_reader_would_end_them),
        cmocka_unit_test(abbreviations_end_no_sentence),
        cmocka_unit_test(every_text_of_the_table_breaks_where_its_bars_are),
        cmocka_unit_test(an_ellipsis_is_a_pause),
        cmocka_unit_test(empty_lines_and_bullets_separate),
        cmocka_unit_test(a_sentence_without_end_is_cut),
        cmocka_unit_test(quotations_are_found_and_apostrophes_are_not),
        cmocka_unit_test(long_runs_are_copied_as_single_characters_are),
        cmocka_unit_test(any_two_characters_at_any_place_of_a_run_are_copied_as_they_are_alone),
        cmocka_unit_test(whatever_the_text_its_sentences_cover_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
