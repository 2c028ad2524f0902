// SPDX-License-Identifier: MIT
// The shipped signals over 2,129 real answers to clients: what counts, and above all which red flags do. A
// red flag that fires wrongly harms a real person's listing, so each that fires must have been read and
// judged true: by the number of the answer, in judged-flags.txt. Skipped where the data is missing.
//   test_evidence_flags --list    shows each red flag that counts, with its sentence
//   test_evidence_flags --all     and those that were found and discounted, with the reason
//   test_evidence_flags SIGNAL    all matches of one signal, which may be any
#include "support/support.h"

#include "document/csv.h"
#include "evidence.h"
#include "pool/html.h"

#include <stdio.h>
#include <stdlib.h>

static struct {
    bool tables;     // how often each signal counts
    bool counting;   // red flags that count
    bool discounted; // red flags that don't
    str signal;      // the matches of this one
} shown;

typedef struct signal_tally {
    bool red_flag;
    size_t counts, denied, discounted; // answers with such a match
} signal_tally;

typedef struct survey {
    arena *arena, *record;
    const ruleset *rules;
    text_run *run;
    uint32_t field;      // that is taken for the answer's
    size_t column;       // of answerText
    size_t answers;      // read so far; the number of the one at hand
    signal_tally *tally; // [signal]
    str judged;          // judged-flags.txt
    size_t flags, unjudged;
} survey;

// A red flag is a signal that a flag reads.
static void mark_red_flags(survey *s)
{
    for (size_t i = 0; i < s->rules->flag_count; i++) {
        const expression *when = &s->rules->flags[i].when;
        for (size_t k = 0; k < when->signal_count; k++)
            s->tally[when->signals[k]].red_flag = true;
    }
}

static bool find_column(void *user, const csv_row *header)
{
    survey *s = user;
    for (s->column = 0; s->column < header->count; s->column++)
        if (str_equals(header->cells[s->column].text, "answerText"))
            return true;
    return false;
}

// "ANSWER SIGNAL true" is a line of the list.
static bool is_judged_true(survey *s, str signal)
{
    str line = str_printf(s->record, "\n%zu %.*s true\n", s->answers, STR_ARGS(signal));
    return str_find(s->judged, line, 0) != SIZE_MAX;
}

static void show_match(survey *s, str text, const text_match *m)
{
    str sentence = str_trim(str_slice(text, m->sentence_start, m->sentence_end));
    printf("answer %zu, %.*s: %.*s\n    %.*s\n", s->answers, STR_ARGS(s->rules->signals[m->signal].name),
           STR_ARGS(match_told(s->record, text, m)), STR_ARGS(sentence));
}

static void note_match(survey *s, str text, const text_match *m)
{
    str name = s->rules->signals[m->signal].name;
    bool red_flag = s->tally[m->signal].red_flag;
    bool wrong = red_flag && m->counts && !is_judged_true(s, name);
    s->flags += red_flag && m->counts;
    s->unjudged += wrong;
    if (wrong || str_equal(name, shown.signal) ||
        (red_flag && (m->counts ? shown.counting : shown.discounted)))
        show_match(s, text, m);
}

static void note_signals(survey *s, const text_result *found)
{
    bool *denied = ARENA_ARRAY(s->record, bool, s->rules->signal_count);
    bool *discounted = ARENA_ARRAY(s->record, bool, s->rules->signal_count);
    for (size_t i = 0; i < found->match_count; i++) {
        const text_match *m = &found->matches[i];
        denied[m->signal] |= m->denies;
        discounted[m->signal] |= !m->counts;
    }
    for (size_t i = 0; i < s->rules->signal_count; i++) {
        s->tally[i].counts += found->states[i] == SIGNAL_TRUE;
        s->tally[i].denied += denied[i];
        s->tally[i].discounted += discounted[i];
    }
}

static bool read_answer(void *user, const csv_row *row)
{
    survey *s = user;
    s->answers++;
    str text = html_decode_entities(s->record, html_strip_tags(s->record, row->cells[s->column].text));
    text_value value = {.field = s->field, .text = text};
    text_result found = text_search(s->run, &value, 1, s->record);
    note_signals(s, &found);
    for (size_t i = 0; i < found.match_count; i++)
        note_match(s, text, &found.matches[i]);
    return true;
}

static bool row_is_torn(void *user, place where)
{
    (void)user;
    (void)where;
    return false;
}

static void print_tally(const survey *s)
{
    printf("%-28s %7s %7s %11s   (answers)\n", "signal", "counts", "denied", "discounted");
    for (size_t i = 0; i < s->rules->signal_count; i++)
        printf("%-28.*s %7zu %7zu %11zu%s\n", STR_ARGS(s->rules->signals[i].name), s->tally[i].counts,
               s->tally[i].denied, s->tally[i].discounted, s->tally[i].red_flag ? "   red flag" : "");
}

ARENA_TEST(no_red_flag_fires_wrongly_on_real_answers)
{
    str path = shared_data(a, "counsel-chat/20200325_counsel_chat.csv");
    arena *record = ARENA_NEW(a, arena); // is freed with a, so it lives there
    arena_init_within(record, a);
    const ruleset *rules = shipped_rules(a);
    survey s = {.arena = a, .record = record, .rules = rules, .run = text_run_new(a, rules->text)};
    s.field = ruleset_find_field(&rules->therapist, STR("answers"));
    s.tally = ARENA_ARRAY(a, signal_tally, rules->signal_count);
    s.judged = test_read_file(a, "tests/evidence/judged-flags.txt");
    mark_red_flags(&s);
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 10);
    csv_handler handler = {find_column, read_answer, row_is_torn, &s};
    assert_true(csv_read(a, record, path.data, &l, &d, &handler));
    if (shown.tables)
        print_tally(&s);
    printf("figure: counsel-chat: %zu answers, %zu red flags count, %zu of these not judged true\n",
           s.answers, s.flags, s.unjudged);
    fflush(stdout);
    assert_int_equal(s.unjudged, 0);
    assert_true(s.answers > 2000);
}

int main(int argument_count, char **arguments)
{
    if (argument_count > 1) {
        str argument = str_from(arguments[1]);
        shown.tables = true;
        shown.signal = argument;
        shown.discounted = str_equals(argument, "--all");
        shown.counting = shown.discounted || str_equals(argument, "--list");
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_red_flag_fires_wrongly_on_real_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
