// SPDX-License-Identifier: MIT
// Every sentence of judgements.tsv is judged as its line says, with the triggers of rules/context-en.xml.
#include "support/support.h"

#include "context_file.h"

#include <stdio.h>

enum { COLUMNS = 6 };

typedef struct row {
    size_t line;
    str column[COLUMNS]; // pattern, text, polarity, holder, mood, counts
} row;

static str next_piece(str *rest, char separator)
{
    size_t i = 0;
    while (i < rest->length && rest->data[i] != separator)
        i++;
    str piece = str_slice(*rest, 0, i);
    *rest = str_slice(*rest, i + 1, rest->length);
    return piece;
}

// "\n" in the file is a line break of the text.
static str unescape(arena *a, str text)
{
    builder b = builder_new(a);
    for (size_t i = 0; i < text.length; i++) {
        bool line_break = text.data[i] == '\\' && i + 1 < text.length && text.data[i + 1] == 'n';
        builder_addc(&b, line_break ? '\n' : text.data[i]);
        i += line_break;
    }
    return builder_str(&b);
}

static bool next_row(str *rest, size_t *line, row *into)
{
    while (rest->length > 0) {
        str text = next_piece(rest, '\n');
        *into = (row){.line = ++*line};
        if (text.length == 0 || text.data[0] == '#')
            continue;
        for (size_t i = 0; i < COLUMNS; i++)
            into->column[i] = next_piece(&text, '\t');
        return true;
    }
    return false;
}

static bool judged_as_written(arena *a, const row *r)
{
    limits l = limits_default();
    uint32_t field = 0;
    pattern_spec pattern = {.source = r->column[0]};
    signal_spec signal = {
        .name = STR("s"), .patterns = &pattern, .pattern_count = 1, .fields = &field, .field_count = 1};
    text_rules *rules = english_rules(a, &l, &signal, 1);
    text_value value = {.text = unescape(a, r->column[1])};
    text_result result = text_search(text_run_new(a, rules), &value, 1, a);
    if (result.match_count == 0) {
        print_error("judgements.tsv:%zu: no match: %.*s\n", r->line, STR_ARGS(r->column[1]));
        return false;
    }
    const text_match *m = &result.matches[0];
    const char *found[] = {polarity_name(m->polarity), holder_name(m->holder), mood_name(m->mood),
                           m->counts ? "yes" : "no"};
    bool same = (result.states[0] == SIGNAL_TRUE) == m->counts || result.match_count > 1;
    for (size_t i = 0; i < 4; i++)
        same = same && str_equals(r->column[2 + i], found[i]);
    if (!same)
        print_error("judgements.tsv:%zu: %.*s\n    judged %s %s %s %s: %.*s\n", r->line,
                    STR_ARGS(r->column[1]), found[0], found[1], found[2], found[3],
                    STR_ARGS(text_match_because(a, m)));
    return same;
}

ARENA_TEST(every_sentence_is_judged_as_a_reader_would)
{
    str rest = test_read_file(a, "tests/text/judgements.tsv");
    size_t line = 0, right = 0, all = 0;
    row r;
    while (next_row(&rest, &line, &r)) {
        right += judged_as_written(a, &r);
        all++;
    }
    print_message("%zu of %zu judgements right\n", right, all);
    assert_int_equal(right, all);
    assert_true(all > 70);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sentence_is_judged_as_a_reader_would),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
