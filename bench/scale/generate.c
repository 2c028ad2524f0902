// SPDX-License-Identifier: MIT
// Writes the pools of the scale benchmark: invented therapists, the same on every machine. A therapist
// depends on the seed and on the place in the pool alone, so that a smaller pool is the beginning of a larger
// one.
//   bench_generate COUNT POOL.xml POOL.csv
// The CSV is for the engines that search no texts: in place of the statement it has what its signals come to,
// which is known here because the sentences are drawn from lists of which each says one thing.
#include "bench.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { BUFFER = 1 << 20, LONGEST_ROW = 16384 };

typedef struct writer {
    FILE *file;
    const char *path;
    size_t length;
    uint64_t written;
    char data[BUFFER + LONGEST_ROW];
} writer;

static void write_out(writer *w)
{
    if (fwrite(w->data, 1, w->length, w->file) != w->length) {
        perror(w->path);
        exit(1);
    }
    w->written += w->length;
    w->length = 0;
}

static void put_bytes(writer *w, const char *bytes, size_t length)
{
    memcpy(w->data + w->length, bytes, length);
    w->length += length;
}

static void put(writer *w, const char *text)
{
    put_bytes(w, text, strlen(text));
}

static void put_number(writer *w, uint64_t number, int least_digits)
{
    char digits[20];
    int count = 0;
    for (; number || count < least_digits; number /= 10)
        digits[count++] = (char)('0' + number % 10);
    while (count)
        w->data[w->length++] = digits[--count];
}

// --- Drawing ---

static uint64_t row_state(uint64_t row)
{
    uint64_t z = BENCH_SEED + (row + 1) * 0x9e3779b97f4a7c15u; // splitmix64 (Steele, Lea, Flood 2014)
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return z ? z : 1;
}

static uint32_t draw(uint64_t *state, uint32_t below)
{
    return (uint32_t)(((next_random(state) >> 32) * below) >> 32);
}

static bool chance(uint64_t *state, uint32_t percent)
{
    return draw(state, 100) < percent;
}

// Early ones more often than late ones.
static uint32_t draw_early(uint64_t *state, uint32_t below)
{
    uint32_t one = draw(state, below), other = draw(state, below);
    return one < other ? one : other;
}

// --- Fields ---

static const char *const states[] = {"california", "texas",      "florida",  "new_york",      "pennsylvania",
                                     "illinois",   "ohio",       "georgia",  "michigan",      "new_jersey",
                                     "virginia",   "washington", "arizona",  "massachusetts", "tennessee",
                                     "indiana",    "maryland",   "missouri", "wisconsin",     "colorado"};
static const char *const languages[] = {"english", "spanish", "mandarin",   "french",  "arabic",
                                        "hindi",   "german",  "portuguese", "russian", "korean"};
static const char *const ways[] = {"in_person", "video", "telephone"};
static const char *const goals[] = {
    "perform_at_best", "handle_setbacks",  "prevent_burnout", "career_growth", "ease_on_stage",
    "lead_people",     "decide_next_step", "build_company",   "sleep_better",  "set_limits",
    "make_friends",    "find_meaning",     "manage_anger",    "quiet_worry",   "leave_home",
    "finish_studies",  "repair_trust",     "become_parent",   "grieve",        "return_to_work",
    "speak_up",        "keep_habits",      "age_well",        "change_career"};
static const char *const topics[] = {
    "anxiety",   "depression", "burnout",     "perfectionism", "stress",     "relationships",  "loss",
    "trauma",    "work",       "self_esteem", "parenting",     "sleep",      "migration",      "chronic_pain",
    "attention", "eating",     "addiction",   "identity",      "loneliness", "procrastination"};
static const char *const methods[] = {"cognitive",        "acceptance",  "psychodynamic", "schema",
                                      "systemic",         "mindfulness", "narrative",     "humanistic",
                                      "solution_focused", "somatic"};
static const char *const walks[] = {"technology", "arts",     "sports",   "law",
                                    "medicine",   "founding", "teaching", "science"};
static const char *const insurers[] = {"harbor", "summit", "river", "meadow", "unity", "pioneer"};
static const char *const genders[] = {"woman", "man", "nonbinary"};
static const char *const leads[] = {"client", "therapist", "either"};
static const char *const tones[] = {"gentle", "frank", "either"};
static const char *const first_names[] = {"Ana",  "Bo",  "Cyra", "Dov", "Ela",  "Finn", "Gita", "Hal",
                                          "Ines", "Jon", "Kaya", "Lev", "Mara", "Nils", "Oona", "Pavel"};
static const char *const last_names[] = {"Aster",  "Brook", "Cedar", "Dale",    "Elm",   "Field",
                                         "Grove",  "Hill",  "Isle",  "Juniper", "Knoll", "Lake",
                                         "Meadow", "North", "Oak",   "Pond"};

typedef struct row_writer {
    writer *xml, *csv;
    uint64_t state;
} row_writer;

static void put_element(writer *xml, const char *name, const char *value)
{
    put(xml, "<");
    put(xml, name);
    put(xml, ">");
    put(xml, value);
    put(xml, "</");
    put(xml, name);
    put(xml, ">\n");
}

static void put_value(row_writer *w, const char *name, const char *value)
{
    put(w->csv, ",");
    put(w->csv, value);
    if (*value)
        put_element(w->xml, name, value);
}

// Of 100 therapists "unknown" say nothing of it.
static void put_choice(row_writer *w, const char *name, const char *const *values, uint32_t count,
                       uint32_t unknown)
{
    bool is_known = !chance(&w->state, unknown);
    uint32_t which = draw(&w->state, count);
    put_value(w, name, is_known ? values[which] : "");
}

static void put_boolean(row_writer *w, const char *name, uint32_t percent_true, uint32_t unknown)
{
    bool is_known = !chance(&w->state, unknown);
    bool value = chance(&w->state, percent_true);
    put_value(w, name, !is_known ? "" : value ? "true" : "false");
}

static void put_amount(row_writer *w, const char *name, bool is_known, uint32_t amount)
{
    put(w->csv, ",");
    if (!is_known)
        return;
    put_number(w->csv, amount, 1);
    put(w->xml, "<");
    put(w->xml, name);
    put(w->xml, ">");
    put_number(w->xml, amount, 1);
    put(w->xml, "</");
    put(w->xml, name);
    put(w->xml, ">\n");
}

// The terms whose bits are set, in the order of the vocabulary. None: unknown.
static void put_terms(row_writer *w, const char *name, const char *const *terms, uint32_t set)
{
    put(w->csv, ",");
    bool is_first = true;
    for (uint32_t i = 0; set >> i; i++) {
        if (!(set >> i & 1))
            continue;
        put_element(w->xml, name, terms[i]);
        if (!is_first)
            put(w->csv, "|");
        put(w->csv, terms[i]);
        is_first = false;
    }
}

static uint32_t draw_set(uint64_t *state, uint32_t below, uint32_t least, uint32_t most)
{
    uint32_t set = 0;
    for (uint32_t left = least + draw(state, most - least + 1); left;) {
        uint32_t bit = 1u << draw_early(state, below);
        left -= !(set & bit);
        set |= bit;
    }
    return set;
}

static void put_list(row_writer *w, const char *name, const char *const *terms, uint32_t count,
                     uint32_t least, uint32_t most, uint32_t unknown)
{
    bool is_known = !chance(&w->state, unknown);
    uint32_t set = draw_set(&w->state, count, least, most);
    put_terms(w, name, terms, is_known ? set : 0);
}

// --- Statements ---

static const char *const neutral[] = {
    "My office is on the second floor of an old house, with a garden behind it and a lift.",
    "Sessions last fifty minutes, and the first one costs nothing.",
    "I came to this profession late, after ten years in a printing shop.",
    "We begin with a long conversation about where you are and where you would like to be.",
    "I see adults of all ages, couples, and now and then a whole family.",
    "Between sessions you can reach me by letter or by telephone.",
    "On Fridays I work in the clinic by the river, on the other days in my own practice.",
    "Together we look at what keeps happening, when it began, and what it is good for.",
    "Some weeks we talk, some weeks we draw, and some weeks we walk around the lake.",
    "Many people come to me at a turning point: a new job, a move, a birth, the end of a marriage.",
    "I studied in three cities and finished my training in a large hospital.",
    "My practice is easy to reach by bus, and there is a place for bicycles in the yard.",
    "I keep the number of people whom I see small, so that there is time for each of them.",
    "The hour belongs to you, and so does the choice of what we talk about.",
    "I listen for the pattern behind the story, and I say what I hear.",
    "Music and gardening fill the hours that I do not spend in this chair.",
    "I speak plainly and I like it when others do so too.",
    "You will leave the first hour with a written plan for the next six weeks.",
    "My colleagues call me patient; my children have another word for it.",
    "We meet once a week in the beginning and less often later on.",
};

// What a sentence does to one signal: three that say it, and one that denies it.
typedef struct signal_text {
    const char *says[3];
    const char *denies;
    uint32_t percent_said, percent_denied;
    const char *silent; // what it comes to where the statement says nothing of it
} signal_text;

static const signal_text signal_texts[] = {
    {{"I take your goals seriously, however high they are.", "I take big goals seriously and so should you.",
      "I respect your ambition."},
     "I do not take such goals seriously.",
     30,
     2,
     ""},
    {{"I teach practical skills that you can use on the same day.",
      "We practise new skills in every session.", "We build skills step by step."},
     "I do not teach skills.",
     35,
     2,
     ""},
    {{"We measure your progress every fourth week.", "I track your progress with two short forms.",
      "We track progress on a single page."},
     "I do not measure your progress.",
     25,
     3,
     ""},
    {{"Research shows that this helps most people.", "My work is based on solid evidence.",
      "All I do is based on evidence."},
     "My work is not based on evidence.",
     30,
     1,
     "false"},
    {{"I ask for feedback at the end of each hour.", "I welcome your feedback.",
      "I ask for your feedback often."},
     "I do not ask for feedback.",
     25,
     1,
     ""},
    {{"People say that my room is quiet, and I am a warm person.", "You will find a warm place here.",
      "I meet you with kindness."},
     "I am not a warm person.",
     45,
     1,
     "false"},
    {{"My advice to most people is this: lower your expectations.", "You should aim a bit lower.",
      "I help you to lower your expectations."},
     "I will never ask you to lower your expectations.",
     4,
     6,
     "false"},
};

enum { SIGNALS = COUNT(signal_texts), MOST_SENTENCES = 24, STATEMENT_LENGTH = 700 };

// Draws what each signal is to come to and the sentences that say so. Returns how many.
static size_t draw_signals(uint64_t *state, const char **outcomes, const char **sentences)
{
    size_t count = 0;
    for (size_t i = 0; i < SIGNALS; i++) {
        const signal_text *s = &signal_texts[i];
        uint32_t percent = draw(state, 100), which = draw(state, 3);
        outcomes[i] = s->silent;
        if (percent < s->percent_said) {
            outcomes[i] = "true";
            sentences[count++] = s->says[which];
        } else if (percent < s->percent_said + s->percent_denied) {
            outcomes[i] = "false";
            sentences[count++] = s->denies;
        }
    }
    return count;
}

static void put_statement(row_writer *w)
{
    const char *outcomes[SIGNALS], *sentences[MOST_SENTENCES];
    size_t count = draw_signals(&w->state, outcomes, sentences), length = 0;
    for (size_t i = 0; i < count; i++)
        length += strlen(sentences[i]) + 1;
    uint32_t at = draw(&w->state, COUNT(neutral));
    while (length < STATEMENT_LENGTH && count < MOST_SENTENCES) {
        sentences[count] = neutral[at++ % COUNT(neutral)];
        length += strlen(sentences[count++]) + 1;
    }
    for (size_t i = count; i > 1; i--) {
        size_t other = draw(&w->state, (uint32_t)i);
        const char *moved = sentences[i - 1];
        sentences[i - 1] = sentences[other];
        sentences[other] = moved;
    }
    bool is_there = !chance(&w->state, 1);
    for (size_t i = 0; i < SIGNALS; i++) {
        put(w->csv, ",");
        put(w->csv, is_there ? outcomes[i] : "");
    }
    if (!is_there)
        return;
    put(w->xml, "<statement>");
    for (size_t i = 0; i < count; i++) {
        if (i)
            put(w->xml, " ");
        put(w->xml, sentences[i]);
    }
    put(w->xml, "</statement>\n");
}

// --- Rows ---

static const char *const heading =
    "id,licensed_in,accepting,languages,ways,focus,topics,methods,serves,insurers,years,certified,supervises,"
    "gender,"
    "lead,tone,homework,fee,lowest_fee,weeks,evenings,weekends,takes_goals_seriously,builds_skills,"
    "measures_progress,cites_research,invites_feedback,sounds_warm,aims_lower\n";

#define LIST(name, values, least, most, unknown)                                                             \
    put_list(w, name, values, (uint32_t)COUNT(values), least, most, unknown)
#define CHOICE(name, values, unknown) put_choice(w, name, values, (uint32_t)COUNT(values), unknown)

static void put_work(row_writer *w)
{
    LIST("licensed_in", states, 1, 2, 3);
    put_boolean(w, "accepting", 85, 5);
    uint32_t spoken = chance(&w->state, 60) ? draw_set(&w->state, COUNT(languages) - 1, 1, 2) << 1 : 0;
    put_terms(w, "languages", languages, 1 | spoken);
    LIST("ways", ways, 1, 3, 0);
    LIST("focus", goals, 2, 6, 8);
    LIST("topics", topics, 1, 4, 8);
    LIST("methods", methods, 1, 2, 10);
    LIST("serves", walks, 1, 2, 30);
    LIST("insurers", insurers, 1, 2, 25);
}

static void put_person(row_writer *w)
{
    bool is_known = !chance(&w->state, 10);
    put_amount(w, "years", is_known, draw(&w->state, 31));
    put_boolean(w, "certified", 60, 15);
    put_boolean(w, "supervises", 25, 20);
    CHOICE("gender", genders, 8);
    CHOICE("lead", leads, 30);
    CHOICE("tone", tones, 30);
    put_boolean(w, "homework", 50, 30);
    is_known = !chance(&w->state, 10);
    uint32_t fee = 60 + 5 * draw(&w->state, 45);
    put_amount(w, "fee", is_known, fee);
    bool is_sliding = chance(&w->state, 25);
    put_amount(w, "lowest_fee", is_known && is_sliding, fee * 3 / 4);
    is_known = !chance(&w->state, 12);
    put_amount(w, "weeks", is_known, draw_early(&w->state, 15));
    put_boolean(w, "evenings", 40, 20);
    put_boolean(w, "weekends", 20, 20);
}

static void put_row(row_writer *w, uint64_t row)
{
    w->state = row_state(row);
    put(w->xml, "<therapist id=\"t");
    put_number(w->xml, row, 7);
    put(w->xml, "\">\n<name>");
    put(w->xml, first_names[draw(&w->state, COUNT(first_names))]);
    put(w->xml, " ");
    put(w->xml, last_names[draw(&w->state, COUNT(last_names))]);
    put(w->xml, "</name>\n");
    put(w->csv, "t");
    put_number(w->csv, row, 7);
    put_work(w);
    put_person(w);
    put_statement(w);
    put(w->xml, "</therapist>\n");
    put(w->csv, "\n");
}

static void open_writer(writer *w, const char *path)
{
    w->path = path;
    w->file = fopen(path, "wb");
    if (!w->file) {
        perror(path);
        exit(1);
    }
}

static void close_writer(writer *w)
{
    write_out(w);
    if (fclose(w->file) != 0) {
        perror(w->path);
        exit(1);
    }
}

int main(int count, char **arguments)
{
    static writer xml, csv;
    uint64_t rows = count == 4 ? strtoull(arguments[1], NULL, 10) : 0;
    if (!rows) {
        fprintf(stderr, "usage: bench_generate COUNT POOL.xml POOL.csv\n");
        return 2;
    }
    double start = now();
    open_writer(&xml, arguments[2]);
    open_writer(&csv, arguments[3]);
    row_writer w = {&xml, &csv, 0};
    put(&xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<profiles xmlns=\"urn:attune:profile:1\">\n");
    put(&csv, heading);
    for (uint64_t row = 0; row < rows; row++) {
        put_row(&w, row);
        if (xml.length >= BUFFER)
            write_out(&xml);
        if (csv.length >= BUFFER)
            write_out(&csv);
    }
    put(&xml, "</profiles>\n");
    close_writer(&xml);
    close_writer(&csv);
    double megabytes = (double)(xml.written + csv.written) / 1e6;
    fprintf(stderr, "%" PRIu64 " therapists: %.1f MB of XML, %.1f MB of CSV, %.0f MB/s\n", rows,
            (double)xml.written / 1e6, (double)csv.written / 1e6, megabytes / (now() - start));
    return 0;
}
