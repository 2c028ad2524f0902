// SPDX-License-Identifier: MIT
// Clinical sentences of the NegEx test kit, judged by the same engine with the general English triggers and
// those of clinical-en.xml: is a condition negated, historical, hypothetical, another person's? Prints
// precision, recall and F1; holds that of negation. Skipped where the data is missing.
//   test_evidence_negex --misses    shows what was judged otherwise than in the file
#include "support/support.h"

#include "evidence.h"

#include <stdio.h>

enum { CONDITION, SENTENCE, POLARITY, TIME, EXPERIENCER };

static const double NEGATION_F1 = 0.96; // the least that is accepted

static bool show_misses;

typedef struct question {
    const char *name;
    score score;
} question;

enum { NEGATED, HISTORICAL, HYPOTHETICAL, EXPERIENCED_BY_OTHER, QUESTIONS };

// The words of the condition, whatever the space between them.
static str condition_pattern(arena *a, str condition)
{
    builder b = builder_new(a);
    bool inside = false;
    for (size_t i = 0; i < condition.length; i++) {
        bool blank = condition.data[i] == ' ';
        if (blank == inside)
            builder_addf(&b, blank ? "\\E" : "%s\\Q", b.length ? "\\s+" : "");
        inside = !blank;
        if (!blank)
            builder_addc(&b, condition.data[i]);
    }
    if (inside)
        builder_addf(&b, "\\E");
    return builder_str(&b);
}

static bool is_upper_case(str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] >= 'a' && text.data[i] <= 'z')
            return false;
    return true;
}

// The file writes the condition that it asks for in capitals.
static const text_match *match_asked_for(const text_result *found, uint32_t signal, str sentence)
{
    const text_match *first = NULL;
    for (size_t i = 0; i < found->match_count; i++) {
        const text_match *m = &found->matches[i];
        if (m->signal != signal)
            continue;
        if (is_upper_case(str_slice(sentence, m->start, m->end)))
            return m;
        first = first ? first : m;
    }
    return first;
}

static str row_name(arena *a, size_t index)
{
    return str_printf(a, "row%zu", index);
}

static const ruleset *rules_for(arena *a, const row_list *rows, bool clinical)
{
    builder signals = builder_new(a);
    for (size_t i = 0; i < rows->count; i++)
        add_signal(&signals, row_name(a, i), condition_pattern(a, rows->items[i].columns[CONDITION]));
    static const char *const FILES[] = {"context-en.xml", "clinical-en.xml"};
    return rules_with(a, FILES, clinical ? 2 : 1, builder_str(&signals));
}

static void compare(arena *a, const row *r, const text_match *m, bool show, question *questions)
{
    const bool expected[QUESTIONS] = {
        str_equals(r->columns[POLARITY], "Negated"), str_equals(r->columns[TIME], "Historical"),
        str_equals(r->columns[TIME], "Not particular"), !str_equals(r->columns[EXPERIENCER], "Patient")};
    const bool found[QUESTIONS] = {m && m->polarity == POLARITY_NEGATED, m && m->mood == MOOD_PAST,
                                   m && m->mood == MOOD_HYPOTHETICAL, m && m->holder == HOLDER_OTHER};
    for (size_t i = 0; i < QUESTIONS; i++) {
        score_add(&questions[i].score, expected[i], found[i]);
        if (!show || expected[i] == found[i])
            continue;
        str told = m ? match_told(a, r->columns[SENTENCE], m) : STR("not found");
        print_message("line %zu, %s %s: %.*s\n    %.*s\n", r->line, expected[i] ? "not" : "wrongly",
                      questions[i].name, STR_ARGS(told), STR_ARGS(r->columns[SENTENCE]));
    }
}

// Returns how many conditions were not found in their sentence.
static size_t ask_all(arena *a, const row_list *rows, const ruleset *rules, bool show, question *questions)
{
    text_run *run = text_run_new(a, rules->text);
    size_t missing = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const row *r = &rows->items[i];
        text_value value = {.field = STATEMENT_FIELD, .text = r->columns[SENTENCE]};
        text_result found = text_search(run, &value, 1, a);
        uint32_t signal = ruleset_find_signal(rules, row_name(a, i));
        const text_match *m = match_asked_for(&found, signal, r->columns[SENTENCE]);
        missing += !m;
        compare(a, r, m, show, questions);
    }
    return missing;
}

ARENA_TEST(negation_in_clinical_sentences_is_found)
{
    row_list rows = {0};
    read_rows(a, shared_data(a, "negex/half.tsv").data, "half.tsv", &rows);
    rows.items++; // the names of the columns
    rows.count--;
    question general[QUESTIONS] = {{.name = ""}};
    ask_all(a, &rows, rules_for(a, &rows, false), false, general);
    question questions[QUESTIONS] = {
        {.name = "negated"}, {.name = "historical"}, {.name = "hypothetical"}, {.name = "another person's"}};
    size_t missing = ask_all(a, &rows, rules_for(a, &rows, true), show_misses, questions);
    printf("figure: negex: %zu clinical sentences, %zu conditions not found in them\n", rows.count, missing);
    for (size_t i = 0; i < QUESTIONS; i++)
        score_print(str_printf(a, "negex, %s", questions[i].name).data, &questions[i].score);
    score_print("negex, negated, general triggers alone", &general[NEGATED].score);
    assert_true(score_f1(&questions[NEGATED].score) >= NEGATION_F1);
}

int main(int argument_count, char **arguments)
{
    show_misses = argument_count > 1 && str_equals(str_from(arguments[1]), "--misses");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(negation_in_clinical_sentences_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
