// SPDX-License-Identifier: MIT
// The shipped signals over 2,129 real answers to clients: what counts, and above all which red flags do. A
// red flag that fires wrongly harms a real person's listing, so each that fires must have been read and
// judged true: by the number of the answer, in judged-flags.txt. The other signals were read and judged too,
// in judged-signals.txt, which tells their precision. Skipped where the data is missing.
//   test_evidence_flags --list      shows each red flag that counts, with its sentence
//   test_evidence_flags --all       and those that were found and discounted, with the reason
//   test_evidence_flags --signals   the precision of each signal
//   test_evidence_flags SIGNAL      all matches of one signal, which may be any, with place and judgement
#include "support/support.h"

#include "document/csv.h"
#include "evidence.h"
#include "pool/html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
    bool tables;     // how often each signal counts
    bool precision;  // and how often rightly
    bool counting;   // red flags that count
    bool discounted; // red flags that don't
    str signal;      // the matches of this one
} shown;

enum { COUNTS_COLUMN = 6 };

typedef struct signal_tally {
    bool red_flag;
    size_t counts, denied, discounted; // answers with such a match
    size_t right, wrong, unjudged;     // sentences in which it counts
} signal_tally;

// A line of judged-signals.txt: does the signal hold in the sentence that this place of this answer is in?
typedef struct judgement {
    size_t answer, place;
    str signal;
    bool holds;
} judgement;

typedef VEC(judgement) judgement_list;

typedef struct survey {
    arena *arena, *record;
    const ruleset *rules;
    text_run *run;
    uint32_t field;      // that is taken for the answer's
    size_t column;       // of answerText
    size_t answers;      // read so far; the number of the one at hand
    signal_tally *tally; // [signal]
    str judged;          // judged-flags.txt
    judgement_list judgements;
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

static const judgement *judgement_of(const survey *s, const text_match *m)
{
    for (size_t i = 0; i < s->judgements.count; i++) {
        const judgement *j = &s->judgements.items[i];
        if (j->answer == s->answers && j->place >= m->sentence_start && j->place < m->sentence_end &&
            str_equal(j->signal, s->rules->signals[m->signal].name))
            return j;
    }
    return NULL;
}

static void show_match(survey *s, str text, const text_match *m)
{
    str sentence = str_trim(str_slice(text, m->sentence_start, m->sentence_end));
    const judgement *j = m->counts ? judgement_of(s, m) : NULL;
    printf("answer %zu at %zu, %.*s: %.*s%s\n    %.*s\n", s->answers, m->start,
           STR_ARGS(s->rules->signals[m->signal].name), STR_ARGS(match_told(s->record, text, m)),
           !m->counts ? ""
           : !j       ? " [not judged]"
           : j->holds ? " [judged true]"
                      : " [judged false]",
           STR_ARGS(sentence));
}

// Several matches in one sentence count once.
static bool is_first_in_sentence(const text_result *found, size_t index)
{
    const text_match *m = &found->matches[index];
    for (size_t i = 0; i < index; i++) {
        const text_match *before = &found->matches[i];
        if (before->counts && before->signal == m->signal && before->sentence_start == m->sentence_start)
            return false;
    }
    return true;
}

static void note_judgement(survey *s, const text_result *found, size_t index)
{
    const text_match *m = &found->matches[index];
    if (!m->counts || !is_first_in_sentence(found, index))
        return;
    const judgement *j = judgement_of(s, m);
    signal_tally *t = &s->tally[m->signal];
    t->right += j && j->holds;
    t->wrong += j && !j->holds;
    t->unjudged += !j;
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
    for (size_t i = 0; i < found.match_count; i++) {
        note_match(s, text, &found.matches[i]);
        note_judgement(s, &found, i);
    }
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

static void print_precision(const survey *s)
{
    printf("%-28s %7s %7s %11s %10s   (sentences)\n", "signal", "right", "wrong", "not judged", "precision");
    for (size_t i = 0; i < s->rules->signal_count; i++) {
        const signal_tally *t = &s->tally[i];
        printf("%-28.*s %7zu %7zu %11zu", STR_ARGS(s->rules->signals[i].name), t->right, t->wrong,
               t->unjudged);
        if (t->right + t->wrong > 0)
            printf(" %10.3f", (double)t->right / (double)(t->right + t->wrong));
        printf("\n");
    }
}

// All signals together, but for those that no answer shows.
static signal_tally sum_up(const survey *s)
{
    signal_tally all = {0};
    for (size_t i = 0; i < s->rules->signal_count; i++) {
        all.right += s->tally[i].right;
        all.wrong += s->tally[i].wrong;
        all.unjudged += s->tally[i].unjudged;
    }
    return all;
}

static void print_figures(const survey *s, const signal_tally *all)
{
    if (shown.precision)
        print_precision(s);
    else if (shown.tables)
        print_tally(s);
    printf("figure: counsel-chat: %zu answers, %zu red flags count, %zu of these not judged true\n",
           s->answers, s->flags, s->unjudged);
    printf("figure: counsel-chat, all signals: precision %.3f (%zu right, %zu wrong, %zu not judged)\n",
           all->right ? (double)all->right / (double)(all->right + all->wrong) : 0, all->right, all->wrong,
           all->unjudged);
    fflush(stdout);
}

// "ANSWER PLACE SIGNAL true", or "… false"; # begins a remark.
static void read_judgements(survey *s, const char *path)
{
    str text = str_copy(s->arena, test_read_file(s->arena, path));
    for (size_t start = 0; start < text.length;) {
        size_t end = str_find(text, STR("\n"), start);
        end = end == SIZE_MAX ? text.length : end;
        const char *line = str_terminated(s->arena, str_slice(text, start, end));
        start = end + 1;
        if (line[0] == '#' || line[0] == '\0')
            continue;
        char signal[64], word[8];
        judgement *j = ARENA_PUSH(s->arena, &s->judgements);
        assert_int_equal(sscanf(line, "%zu %zu %63s %7s", &j->answer, &j->place, signal, word), 4);
        j->signal = str_copy(s->arena, str_from(signal));
        j->holds = strcmp(word, "true") == 0;
        assert_true(j->holds || strcmp(word, "false") == 0);
    }
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
    read_judgements(&s, "tests/evidence/judged-signals.txt");
    mark_red_flags(&s);
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 10);
    csv_handler handler = {find_column, read_answer, row_is_torn, &s};
    assert_true(csv_read(a, record, path.data, &l, &d, &handler));
    signal_tally all = sum_up(&s);
    print_figures(&s, &all);
    assert_int_equal(s.unjudged, 0);
    assert_true(all.right >= 19 * all.wrong); // at least .95 of what counts and was judged
    assert_true(s.answers > 2000);
}

// "missed" is a red flag to a reader, as "yes" is.
static bool is_red_flag(const row *r)
{
    return str_equals(r->columns[COUNTS_COLUMN], "yes") || str_equals(r->columns[COUNTS_COLUMN], "missed");
}

ARENA_TEST(own_sentences_tell_how_many_red_flags_are_found)
{
    const ruleset *rules = shipped_rules(a);
    text_run *run = text_run_new(a, rules->text);
    uint32_t field = ruleset_find_field(&rules->therapist, STR("answers"));
    row_list rows = {0};
    read_rows(a, "tests/evidence/recall-red-flags.tsv", "recall-red-flags.tsv", &rows);
    score found = {0};
    for (size_t i = 0; i < rows.count; i++) {
        const row *r = &rows.items[i];
        text_value value = {.field = field, .text = row_text(a, r->columns[0])};
        text_result result = text_search(run, &value, 1, a);
        score_add(&found, is_red_flag(r),
                  result.states[ruleset_find_signal(rules, r->columns[1])] == SIGNAL_TRUE);
    }
    score_print("red flags, own sentences", &found);
    assert_int_equal(found.false_yes, 0);
    assert_true(found.true_yes + found.false_no >= 40);
}

int main(int argument_count, char **arguments)
{
    if (argument_count > 1) {
        str argument = str_from(arguments[1]);
        shown.tables = true;
        shown.signal = argument;
        shown.precision = str_equals(argument, "--signals");
        shown.discounted = str_equals(argument, "--all");
        shown.counting = shown.discounted || str_equals(argument, "--list");
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_red_flag_fires_wrongly_on_real_answers),
        cmocka_unit_test(own_sentences_tell_how_many_red_flags_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
