// SPDX-License-Identifier: MIT
// Every sentence of tests/evidence/*.tsv is judged as its line says. A line that is not shows the place,
// what was expected, what was found, and why. The columns of the files are described on top of each.
#include "support/support.h"

#include "evidence.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum { SENTENCE, SIGNAL, PATTERN, POLARITY, HOLDER, MOOD, COUNTS };

static int compare_names(const void *left, const void *right)
{
    const str *a = left, *b = right;
    return str_compare(*a, *b);
}

static row_list read_all(arena *a)
{
    VEC(str) names = {0};
    DIR *folder = opendir("tests/evidence");
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));)
        if (str_ends(str_from(entry->d_name), STR(".tsv")))
            *ARENA_PUSH(a, &names) = str_copy(a, str_from(entry->d_name));
    closedir(folder);
    qsort(names.items, names.count, sizeof *names.items, compare_names);
    row_list rows = {0};
    for (size_t i = 0; i < names.count; i++) {
        const char *name = str_terminated(a, names.items[i]);
        read_rows(a, str_printf(a, "tests/evidence/%s", name).data, name, &rows);
    }
    return rows;
}

static bool is_made_up(const row *r)
{
    return str_equals(r->columns[SIGNAL], "-");
}

static str made_up_name(arena *a, size_t index)
{
    return str_printf(a, "row%zu", index);
}

// One rule set with a signal for each pattern that the rows make up.
static const ruleset *made_up_rules(arena *a, const row_list *rows)
{
    builder signals = builder_new(a);
    for (size_t i = 0; i < rows->count; i++)
        if (is_made_up(&rows->items[i]))
            add_signal(&signals, made_up_name(a, i), rows->items[i].columns[PATTERN]);
    static const char *const FILES[] = {"context-en.xml"};
    return rules_with(a, FILES, 1, builder_str(&signals));
}

// The signal's first match; of a shipped signal the first that holds the words of the row.
static const text_match *find_match(const text_result *found, uint32_t signal, str text, str words)
{
    for (size_t i = 0; i < found->match_count; i++) {
        const text_match *m = &found->matches[i];
        str quote = str_slice(text, m->start, m->end);
        if (m->signal == signal && (words.length == 0 || str_find(quote, words, 0) != SIZE_MAX))
            return m;
    }
    return NULL;
}

static bool column_is(str column, const char *found)
{
    return column.length == 0 || str_equals(column, "-") || str_equals(column, found);
}

static bool judged_as_written(const row *r, const text_match *m)
{
    if (str_equals(r->columns[COUNTS], "missed"))
        return !m || !m->counts;
    if (!m)
        return str_equals(r->columns[POLARITY], "none");
    bool denied = str_equals(r->columns[COUNTS], "denied");
    return column_is(r->columns[POLARITY], polarity_name(m->polarity)) &&
           column_is(r->columns[HOLDER], holder_name(m->holder)) &&
           column_is(r->columns[MOOD], mood_name(m->mood)) &&
           (denied ? m->denies && !m->counts : column_is(r->columns[COUNTS], m->counts ? "yes" : "no"));
}

typedef struct reader {
    const ruleset *rules;
    text_run *run;
    text_value values[2]; // the sentence, as the fields that the signals read
    size_t value_count;
} reader;

static reader new_reader(arena *a, const ruleset *r)
{
    reader made = {.rules = r, .run = text_run_new(a, r->text)};
    for (uint32_t f = 0; f < r->therapist.count && made.value_count < 2; f++)
        if (r->therapist.fields[f].kind == FIELD_TEXT)
            made.values[made.value_count++].field = f;
    return made;
}

static bool check_row(arena *a, reader *by, const row *r, str signal, str words, score *counted)
{
    str text = row_text(a, r->columns[SENTENCE]);
    uint32_t number = ruleset_find_signal(by->rules, signal);
    if (number == NAME_MISSING) {
        print_error("%s:%zu: there is no signal \"%.*s\"\n", r->file, r->line, STR_ARGS(signal));
        return false;
    }
    for (size_t i = 0; i < by->value_count; i++)
        by->values[i].text = text;
    text_result result = text_search(by->run, by->values, by->value_count, a);
    const text_match *m = find_match(&result, number, text, words);
    if (!str_equals(r->columns[COUNTS], "-"))
        score_add(counted, str_equals(r->columns[COUNTS], "yes"), m && m->counts);
    if (judged_as_written(r, m))
        return true;
    str found = m ? match_told(a, text, m) : STR("no match");
    print_error("%s:%zu: %.*s\n    expected %.*s %.*s %.*s %.*s\n    found %.*s\n", r->file, r->line,
                STR_ARGS(r->columns[SENTENCE]), STR_ARGS(r->columns[POLARITY]), STR_ARGS(r->columns[HOLDER]),
                STR_ARGS(r->columns[MOOD]), STR_ARGS(r->columns[COUNTS]), STR_ARGS(found));
    return false;
}

ARENA_TEST(every_sentence_is_judged_as_a_reader_would)
{
    row_list rows = read_all(a);
    reader made_up = new_reader(a, made_up_rules(a, &rows));
    reader shipped = new_reader(a, shipped_rules(a));
    score counted = {0};
    size_t right = 0;
    for (size_t i = 0; i < rows.count; i++) {
        const row *r = &rows.items[i];
        if (is_made_up(r))
            right += check_row(a, &made_up, r, made_up_name(a, i), STR_NONE, &counted);
        else
            right += check_row(a, &shipped, r, r->columns[SIGNAL], r->columns[PATTERN], &counted);
    }
    printf("figure: sentences: %zu of %zu judged right\n", right, rows.count);
    score_print("sentences, what counts", &counted);
    assert_int_equal(right, rows.count);
    assert_true(rows.count >= 160);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sentence_is_judged_as_a_reader_would),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
