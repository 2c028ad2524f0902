// SPDX-License-Identifier: MIT
// See words.h. Labels are written in many ways: "the fee", "years of practice", "whether you are in danger",
// "how you do in life". Which way shows at the first word.
#include "ruleset/words.h"

#include <string.h>

typedef struct namer {
    arena *arena;
    const ruleset *ruleset;
} namer;

read_subject ruleset_read_subject(const ruleset *r, const feel_read *read)
{
    read_subject s = {0};
    if (read->slot >= SLOT_FIRST_LET) {
        s.target = TARGET_LET;
        s.number = read->slot - SLOT_FIRST_LET;
        return s;
    }
    if (read->slot == SLOT_SIGNALS && read->depth == 1) {
        s.target = TARGET_SIGNAL;
        s.number = read->members[0];
        return s;
    }
    size_t level = 0;
    if (read->slot == SLOT_ENCOUNTER && r->encounter_field != NAME_MISSING)
        s.record = &r->client.fields[r->encounter_field];
    else if (read->slot == SLOT_CLIENT || read->slot == SLOT_THERAPIST)
        level = 1;
    else
        return s;
    s.of_client = read->slot != SLOT_THERAPIST;
    const side *of = s.of_client ? &r->client : &r->therapist;
    if (level == 1 && read->depth > 0)
        s.field = &of->fields[read->members[0]];
    if (read->depth > level) {
        s.record = level ? s.field : s.record;
        s.field = &s.record->fields[read->members[level]];
    }
    if (!s.field)
        s.field = s.record;
    s.target = s.field ? TARGET_FIELD : TARGET_NONE;
    s.record = s.field == s.record ? NULL : s.record;
    return s;
}

str ruleset_plain_message(const message *m)
{
    return m->count == 1 && !m->parts[0].feel ? m->parts[0].literal : STR_NONE;
}

// ---- how a label is written

static str first_word(str text)
{
    str word = STR_NONE;
    str_next_word(&text, &word);
    return word;
}

static bool is_one_of(str word, const char *const *words)
{
    for (; *words; words++)
        if (str_equal_nocase(word, str_from(*words)))
            return true;
    return false;
}

// "how you do in life": can stand where a noun can.
static bool is_clause(str label)
{
    static const char *const words[] = {"whether", "how",   "what", "which", "who", "whom",
                                        "whose",   "where", "when", "why",   NULL};
    return is_one_of(first_word(label), words);
}

static bool has_article(str label)
{
    static const char *const words[] = {"the", "a",  "an",  "your", "their", "his", "her",
                                        "its", "my", "our", "this", "these", NULL};
    return is_one_of(first_word(label), words);
}

// Behind "whether": what is so where it is true. Empty where the label is not written so.
static str statement_of(str label)
{
    str rest = label, word = STR_NONE;
    str_next_word(&rest, &word);
    if (!str_equal_nocase(word, STR("whether")))
        return STR_NONE;
    rest = str_trim(rest);
    str next = first_word(rest);
    return str_equals(next, "or") || str_equals(next, "to") ? STR_NONE : rest;
}

// Whether a noun is one of several, by the words ahead of the first preposition: "years of practice".
static bool is_plural(str label)
{
    static const char *const stops[] = {"of",   "for", "in", "on", "at",  "with", "from",  "to", "by",
                                        "that", "who", "or", "as", "you", "when", "where", NULL};
    static const char *const singular[] = {"ss", "us", "is", "as", "'s", NULL};
    str word;
    bool plural = false;
    while (str_next_word(&label, &word) && !is_one_of(word, stops)) {
        bool ends = word.length > 3 && word.data[word.length - 1] == 's';
        for (const char *const *end = singular; *end && ends; end++)
            ends = !str_ends(word, str_from(*end));
        plural = plural || ends || str_equals(word, "and");
    }
    return plural && !is_clause(label);
}

// ---- fields

static bool is_spaced_name(const field *f)
{
    bool same = f->label.length == f->name.length;
    for (size_t i = 0; same && i < f->name.length; i++)
        same = f->label.data[i] == (f->name.data[i] == '_' ? ' ' : f->name.data[i]);
    return same;
}

// The question stands for a field that has no label of its own, where its name alone would tell little.
static bool is_question_better(const field *f, const read_subject *s)
{
    return f->ask.length && is_spaced_name(f) && (s->record || f->kind == FIELD_BOOLEAN);
}

// That yes is an answer to it; a label such as "whether it is ever enough" does not tell what true means.
static void answer_question(const field *f, str lead, feel_called *out)
{
    out->holds = (feel_phrase){lead, f->ask, STR("” is yes")};
    out->fails = (feel_phrase){lead, f->ask, STR("” is no")};
}

static str answer_lead(const read_subject *s)
{
    return s->of_client ? STR("the answer to “") : STR("the therapist's answer to “");
}

static void call_by_question(const field *f, const read_subject *s, feel_called *out)
{
    str lead = answer_lead(s);
    out->subject = (feel_phrase){lead, f->ask, STR("”")};
    out->unknown = (feel_phrase){STR("there is no answer to “"), f->ask, STR("”")};
    out->known = (feel_phrase){STR("there is an answer to “"), f->ask, STR("”")};
    if (f->kind == FIELD_BOOLEAN)
        answer_question(f, lead, out);
}

static void call_by_statement(str label, str statement, feel_called *out)
{
    out->holds = (feel_phrase){STR_NONE, statement, STR_NONE};
    out->fails = (feel_phrase){STR("it is not so that "), statement, STR_NONE};
    out->known = (feel_phrase){STR("it is known "), label, STR_NONE};
    out->unknown = (feel_phrase){STR("it is not known "), label, STR_NONE};
}

// A label without an article or a question word: "years of practice". A part of a record is the entry's.
static feel_phrase bare_subject(const read_subject *s, bool this_therapist)
{
    str label = s->field->label;
    if (s->record && this_therapist)
        return (feel_phrase){STR("“"), label, STR("” in the entry for this therapist")};
    if (s->record)
        return (feel_phrase){STR("its “"), label, STR("”")};
    return (feel_phrase){s->of_client ? STR("the client's ") : STR("the therapist's "), label, STR_NONE};
}

static bool call_field(const read_subject *s, bool this_therapist, feel_called *out)
{
    const field *f = s->field;
    out->unit = f->kind == FIELD_NUMBER ? f->unit : STR_NONE;
    if (is_question_better(f, s)) {
        call_by_question(f, s, out);
        return true;
    }
    bool bare = !is_clause(f->label) && !has_article(f->label);
    out->subject = bare ? bare_subject(s, this_therapist) : (feel_phrase){STR_NONE, f->label, STR_NONE};
    out->plural = !(bare && s->record) && is_plural(f->label);
    str statement = statement_of(f->label);
    if (f->kind == FIELD_BOOLEAN && statement.length) {
        call_by_statement(f->label, statement, out);
    } else if (f->kind == FIELD_BOOLEAN && !s->record) {
        str owner = s->of_client ? STR("the client's entry “") : STR("the therapist's entry “");
        out->holds = (feel_phrase){owner, f->label, STR("” is yes")};
        out->fails = (feel_phrase){owner, f->label, STR("” is no")};
    }
    if (f->kind == FIELD_BOOLEAN && f->ask.length)
        answer_question(f, answer_lead(s), out);
    return true;
}

static bool call_encounter(const field *record, feel_called *out)
{
    out->subject = (feel_phrase){STR("the entry for this therapist in “"), record->label, STR("”")};
    out->known = (feel_phrase){STR("there is an entry for this therapist in “"), record->label, STR("”")};
    out->unknown = (feel_phrase){STR("there is no entry for this therapist in “"), record->label, STR("”")};
    return true;
}

// ---- signals and lets

static str spaced(arena *a, str name)
{
    str copy = str_copy(a, name);
    for (size_t i = 0; i < copy.length; i++)
        if (copy.data[i] == '_')
            ((char *)(uintptr_t)copy.data)[i] = ' ';
    return copy;
}

static bool call_signal(const namer *n, uint32_t number, feel_called *out)
{
    const ruleset *r = n->ruleset;
    str title = ruleset_plain_message(&r->signals[number].title);
    if (title.length == 0)
        title = spaced(n->arena, r->signals[number].name);
    str statement = statement_of(title);
    const signal_spec *spec = text_rules_signal(r->text, number);
    bool silent = spec->absent_false || spec->is_denial; // false says less than that it is denied
    if (statement.length) {
        out->subject = (feel_phrase){STR("whether the texts show that "), statement, STR_NONE};
        out->holds = (feel_phrase){STR("the texts show that "), statement, STR_NONE};
        out->fails = (feel_phrase){silent ? STR("the texts do not show that ") : STR("the texts deny that "),
                                   statement, STR_NONE};
        out->known = (feel_phrase){STR("the texts tell "), title, STR_NONE};
        out->unknown = (feel_phrase){STR("the texts do not tell "), title, STR_NONE};
        return true;
    }
    out->subject = (feel_phrase){STR("whether the texts show “"), title, STR("”")};
    out->holds = (feel_phrase){STR("the texts show “"), title, STR("”")};
    out->fails =
        (feel_phrase){silent ? STR("the texts do not show “") : STR("the texts deny “"), title, STR("”")};
    out->known = (feel_phrase){STR("the texts tell of “"), title, STR("”")};
    out->unknown = (feel_phrase){STR("the texts do not tell of “"), title, STR("”")};
    return true;
}

static bool call_let(const namer *n, uint32_t number, feel_called *out)
{
    if (number >= n->ruleset->let_count)
        return false;
    str name = spaced(n->arena, n->ruleset->lets[number].name);
    out->subject = (feel_phrase){STR("“"), name, STR("”")};
    out->holds = (feel_phrase){STR("“"), name, STR("” holds")};
    out->fails = (feel_phrase){STR("“"), name, STR("” does not hold")};
    return true;
}

static bool call(void *user, const feel_read *read, feel_called *out)
{
    const namer *n = user;
    read_subject s = ruleset_read_subject(n->ruleset, read);
    if (s.target == TARGET_SIGNAL)
        return call_signal(n, s.number, out);
    if (s.target == TARGET_LET)
        return call_let(n, s.number, out);
    if (s.target == TARGET_FIELD && read->slot == SLOT_ENCOUNTER && read->depth == 0)
        return call_encounter(s.field, out);
    if (s.target == TARGET_FIELD)
        return call_field(&s, read->slot == SLOT_ENCOUNTER, out);
    if (read->slot == SLOT_TODAY)
        out->subject.name = STR("today");
    if (read->slot == SLOT_EVIDENCE) {
        out->subject.name = STR("the words found in the text");
        out->known.name = STR("words of the text show it");
        out->unknown.name = STR("no words of the text show it");
    }
    return out->subject.name.length > 0;
}

feel_wording ruleset_wording(arena *a, const ruleset *r)
{
    namer *n = ARENA_NEW(a, namer);
    *n = (namer){.arena = a, .ruleset = r};
    return (feel_wording){.call = call, .user = n};
}
