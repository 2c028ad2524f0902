// SPDX-License-Identifier: MIT
// What a rulebook refers to: names for conditions, the fields of profiles, vocabularies.
#include "render/rulebook_parts.h"

// ---- names

static bool reads_let(const expression *e, const void *what)
{
    const uint32_t *number = what;
    for (size_t i = 0; i < e->let_count; i++)
        if (e->lets[i] == *number)
            return true;
    return false;
}

static const char *type_words(const feel_type *type)
{
    switch (type ? type->kind : FEEL_ANY) {
    case FEEL_BOOLEAN:
        return "Yes or no.";
    case FEEL_NUMBER:
        return "A number.";
    case FEEL_STRING:
        return "A text.";
    case FEEL_LIST:
        return "A list.";
    case FEEL_DATE:
        return "A day.";
    default:
        return "";
    }
}

void book_lets(const book *b)
{
    book_chapter(b, CHAPTER_LETS);
    builder_adds(b->out, "<p>What conditions share stands here once, under a name.</p>\n");
    for (uint32_t i = 0; i < b->rules->let_count; i++) {
        const let *l = &b->rules->lets[i];
        book_open(b, "rule", (entry){ENTRY_LET, i}, 3);
        html_addf(b->out, "<p class=\"meta\">%s <code>%t</code></p>\n", type_words(l->type), l->name);
        book_expression(b, &l->value, l->type && l->type->kind == FEEL_BOOLEAN, false);
        book_readers(b, true, reads_let, &i);
        book_close(b);
    }
    book_close(b);
}

// ---- fields

typedef struct field_use {
    bool of_client;
    uint32_t number;
} field_use;

static bool reads_field(const expression *e, const void *what)
{
    const field_use *use = what;
    const uint32_t *fields = use->of_client ? e->client_fields : e->therapist_fields;
    size_t count = use->of_client ? e->client_field_count : e->therapist_field_count;
    for (size_t i = 0; i < count; i++)
        if (fields[i] == use->number)
            return true;
    return false;
}

static uint32_t vocabulary_of(const book *b, const field *f)
{
    for (uint32_t i = 0; i < b->rules->vocabulary_count; i++)
        if (f->terms == &b->rules->vocabularies[i])
            return i;
    return NAME_MISSING;
}

static void write_terms(const book *b, const field *f)
{
    uint32_t vocabulary = vocabulary_of(b, f);
    if (vocabulary != NAME_MISSING) {
        builder_adds(b->out, f->list ? "any of " : "one of ");
        book_link(b, (entry){ENTRY_VOCABULARY, vocabulary});
        return;
    }
    builder_adds(b->out, f->list ? "any of: " : "one of: ");
    for (size_t i = 0; i < f->terms->count; i++)
        html_addf(b->out, "%s“%t”", i ? ", " : "", f->terms->terms[i].label);
}

static void write_number(const book *b, const field *f)
{
    builder_adds(b->out, f->list ? "numbers" : "a number");
    if (f->unit.length)
        html_addf(b->out, " (%t)", f->unit);
    if (f->has_min && f->has_max)
        html_addf(b->out, " from %t to %t", decimal_text(b->arena, f->min), decimal_text(b->arena, f->max));
    else if (f->has_min || f->has_max)
        html_addf(b->out, " of %s %t", f->has_min ? "at least" : "at most",
                  decimal_text(b->arena, f->has_min ? f->min : f->max));
}

static void write_kind(const book *b, const field *f)
{
    static const char *const words[][2] = {
        [FIELD_BOOLEAN] = {"yes or no", "yes or no, several times"},
        [FIELD_STRING] = {"a short text", "short texts"},
        [FIELD_DATE] = {"a day", "days"},
        [FIELD_TEXT] = {"free text, which signals search", "free texts, which signals search"},
        [FIELD_RECORD] = {"an entry with the parts below",
                          "any number of entries, each with the parts below"}};
    if (f->kind == FIELD_TERM)
        write_terms(b, f);
    else if (f->kind == FIELD_NUMBER)
        write_number(b, f);
    else
        builder_adds(b->out, words[f->kind][f->list]);
    if (f->broader)
        builder_adds(b->out, "; broader terms are taken in");
}

// The signals that search a text.
static void write_searches(const book *b, uint32_t number)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < b->rules->signal_count; i++) {
        const signal_spec *spec = text_rules_signal(b->rules->text, i);
        bool searches = false;
        for (size_t k = 0; k < spec->field_count; k++)
            searches = searches || spec->fields[k] == number;
        if (!searches)
            continue;
        if (count++ == 0)
            builder_adds(b->out, "<p class=\"small soft\">Searched for: ");
        book_listed(b, (entry){ENTRY_SIGNAL, i}, count);
    }
    book_listed_end(b, count);
    if (count)
        builder_adds(b->out, "</p>\n");
}

static void write_field(const book *b, bool of_client, const field *record, const field *f)
{
    html_addf(b->out, "<tr%m id=\"", record ? " class=\"sub\"" : "");
    book_field_id(b, of_client, record, f);
    html_addf(b->out, "\"><th scope=\"row\">%t <code class=\"soft\">%t</code></th><td>", f->label, f->name);
    if (f->ask.length)
        html_addf(b->out, "<p>“%t”</p>", f->ask);
    builder_adds(b->out, "<p class=\"soft\">");
    write_kind(b, f);
    builder_adds(b->out, "</p>");
    if (!record) {
        const side *s = of_client ? &b->rules->client : &b->rules->therapist;
        field_use use = {of_client, (uint32_t)(f - s->fields)};
        book_readers(b, false, reads_field, &use);
        if (f->kind == FIELD_TEXT && !of_client)
            write_searches(b, use.number);
    }
    builder_adds(b->out, "</td></tr>\n");
    for (size_t i = 0; i < f->field_count; i++)
        write_field(b, of_client, f, &f->fields[i]);
}

void book_side(const book *b, bool of_client)
{
    const side *s = of_client ? &b->rules->client : &b->rules->therapist;
    book_chapter(b, of_client ? CHAPTER_CLIENT : CHAPTER_THERAPIST);
    html_addf(
        b->out,
        "<p>%s Everything may be left out; then it is not known.</p>\n"
        "<table class=\"fields stack\"><caption class=\"unseen\">Fields of a profile</caption><thead>"
        "<tr><th scope=\"col\">What</th><th scope=\"col\">Question, answers, and who reads them</th></tr>"
        "</thead>\n<tbody>\n",
        of_client ? "A client’s profile holds answers to these." : "A therapist’s profile holds these.");
    for (size_t i = 1; i < s->count; i++) // the first is the id
        write_field(b, of_client, NULL, &s->fields[i]);
    builder_adds(b->out, "</tbody></table>\n");
    book_close(b);
}

// ---- vocabularies

// The next <term> from here on; terms stand in the order of their elements.
static const xml_node *term_from(const xml_node *node)
{
    while (node && !book_is(node, "term"))
        node = xml_next_element(node);
    return node;
}

static void write_aliases(const book *b, const xml_node *term)
{
    size_t count = 0;
    for (const xml_node *c = term ? xml_first_element(term) : NULL; c; c = xml_next_element(c))
        if (book_is(c, "alias"))
            html_addf(b->out, "%s%t", count++ ? ", " : "", str_trim(xml_text_content(b->arena, c)));
}

static void write_broader(const book *b, const vocabulary *v, const xml_node *term)
{
    const xml_attribute *broader = term ? xml_find_attribute(term, STR("broader")) : NULL;
    str rest = broader ? broader->value : STR_NONE, word;
    size_t count = 0;
    while (str_next_word(&rest, &word)) {
        uint32_t number = vocabulary_find(v, word, b->arena);
        html_addf(b->out, "%s%t", count++ ? ", " : "",
                  number == NAME_MISSING ? word : v->terms[number].label);
    }
}

static void write_vocabulary(const book *b, uint32_t number)
{
    const vocabulary *v = &b->rules->vocabularies[number];
    const xml_node *node = book_element(b, "vocabulary", v->name);
    html_addf(
        b->out,
        "<details class=\"fold\"><summary><span class=\"at\">%t</span> %t "
        "<span class=\"soft\">(%u terms)</span></summary>\n<table class=\"terms stack\" "
        "id=\"vocabulary-%t\"><thead><tr>"
        "<th scope=\"col\">Term</th><th scope=\"col\">Also written</th><th scope=\"col\">Is part of</th>"
        "</tr></thead>\n<tbody>\n",
        book_at(b, (entry){ENTRY_VOCABULARY, number}), book_title(b, (entry){ENTRY_VOCABULARY, number}),
        (unsigned)v->count, v->name);
    const xml_node *term = node ? term_from(xml_first_element(node)) : NULL;
    for (size_t i = 0; i < v->count; i++, term = term ? term_from(xml_next_element(term)) : NULL) {
        html_addf(b->out, "<tr><th scope=\"row\">%t</th><td>", v->terms[i].label);
        write_aliases(b, term);
        builder_adds(b->out, "</td><td>");
        write_broader(b, v, term);
        builder_adds(b->out, "</td></tr>\n");
    }
    builder_adds(b->out, "</tbody></table></details>\n");
}

void book_vocabularies(const book *b)
{
    book_chapter(b, CHAPTER_VOCABULARIES);
    builder_adds(b->out,
                 "<p>The terms that profiles may use. Who has a term also has those that it is part of, in "
                 "fields that take broader terms in.</p>\n");
    for (uint32_t i = 0; i < b->rules->vocabulary_count; i++)
        write_vocabulary(b, i);
    book_close(b);
}
