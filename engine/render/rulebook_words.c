// SPDX-License-Identifier: MIT
// Words, messages and decision tables of a rulebook, as markup.
#include "render/rulebook_parts.h"

// ---- words

void book_field_id(const book *b, bool of_client, const field *record, const field *f)
{
    html_addf(b->out, of_client ? "client-" : "therapist-");
    if (record)
        html_addf(b->out, "%t-", record->name);
    html_text(b->out, f->name);
}

static void write_name(const book *b, const feel_words *w)
{
    read_subject s = ruleset_read_subject(b->rules, &w->read);
    if (s.target == TARGET_NONE) {
        html_text(b->out, w->text);
        return;
    }
    entry target = {s.target == TARGET_SIGNAL ? ENTRY_SIGNAL : ENTRY_LET, s.number};
    builder_adds(b->out, "<a class=\"name\" href=\"#");
    if (s.target == TARGET_FIELD)
        book_field_id(b, s.of_client, s.record, s.field);
    else
        html_addf(b->out, "%t\" data-at=\"%t", book_anchor(b, target), book_at(b, target));
    html_addf(b->out, "\">%t</a>", w->text);
}

static void write_inline(const book *b, const feel_words *w, bool nested);

static void write_joined(const book *b, const feel_words *w, bool nested)
{
    const char *between = w->kind == FEEL_WORDS_ALL ? ", and " : ", or ";
    builder_adds(b->out, nested ? "(" : "");
    for (size_t i = 0; i < w->count; i++) {
        builder_adds(b->out, i ? between : "");
        write_inline(b, w->parts[i], true);
    }
    builder_adds(b->out, nested ? ")" : "");
}

static void write_cases_inline(const book *b, const feel_words *w)
{
    for (size_t i = 0; i < w->count; i += 2) {
        bool last = i + 1 == w->count;
        builder_adds(b->out, last ? "; otherwise: " : i ? "; where " : "where ");
        if (!last) {
            write_inline(b, w->parts[i + 1], false);
            builder_adds(b->out, ": ");
        }
        write_inline(b, w->parts[i], true);
    }
}

static void write_inline(const book *b, const feel_words *w, bool nested)
{
    switch (w->kind) {
    case FEEL_WORDS_TEXT:
    case FEEL_WORDS_SAID:
        html_text(b->out, w->text);
        break;
    case FEEL_WORDS_NAME:
        write_name(b, w);
        break;
    case FEEL_WORDS_VALUE:
        html_addf(b->out, "<span class=\"value\">“%t”</span>", w->text);
        break;
    case FEEL_WORDS_CODE:
        html_addf(b->out, "<code>%t</code>", w->text);
        break;
    case FEEL_WORDS_ALL:
    case FEEL_WORDS_ANY:
        write_joined(b, w, nested);
        break;
    case FEEL_WORDS_CASES:
        write_cases_inline(b, w);
        break;
    default:
        for (size_t i = 0; i < w->count; i++)
            write_inline(b, w->parts[i], true);
        break;
    }
}

void book_inline(const book *b, const feel_words *w)
{
    write_inline(b, w, false);
}

static bool is_listed(const feel_words *w)
{
    return w->kind == FEEL_WORDS_ALL || w->kind == FEEL_WORDS_ANY || w->kind == FEEL_WORDS_CASES;
}

static void write_list(const book *b, const feel_words *w)
{
    html_addf(b->out, "<p class=\"lead\">%s</p>\n<ul class=\"all\">\n",
              w->kind == FEEL_WORDS_ALL ? "All of these:" : "At least one of these:");
    for (size_t i = 0; i < w->count; i++) {
        builder_adds(b->out, "<li>");
        book_block(b, w->parts[i]);
        builder_adds(b->out, "</li>\n");
    }
    builder_adds(b->out, "</ul>\n");
}

// Without anything that is read: "all points".
static bool is_short(const feel_words *w)
{
    bool brief = w->kind != FEEL_WORDS_NAME && w->kind != FEEL_WORDS_CODE;
    for (size_t i = 0; brief && i < w->count; i++)
        brief = is_short(w->parts[i]);
    return brief;
}

// Rows, of which the first that fits counts.
static void write_cases(const book *b, const feel_words *w)
{
    builder_adds(b->out, "<ol class=\"cases\">\n");
    for (size_t i = 0; i < w->count; i += 2) {
        bool last = i + 1 == w->count;
        builder_adds(b->out, "<li><div class=\"where\">");
        if (last)
            builder_adds(b->out, "<p>Otherwise</p>");
        else
            book_block(b, w->parts[i + 1]);
        html_addf(b->out, "</div><div class=\"%s\"><span class=\"unseen\">gives: </span>",
                  is_short(w->parts[i]) ? "then short" : "then");
        book_block(b, w->parts[i]);
        builder_adds(b->out, "</div></li>\n");
    }
    builder_adds(b->out, "</ol>\n");
}

void book_block(const book *b, const feel_words *w)
{
    bool split = w->kind == FEEL_WORDS_RUN && w->count > 1 && is_listed(w->parts[w->count - 1]);
    if (w->kind == FEEL_WORDS_CASES) {
        write_cases(b, w);
    } else if (is_listed(w)) {
        write_list(b, w);
    } else if (split) {
        builder_adds(b->out, "<p>");
        for (size_t i = 0; i + 1 < w->count; i++)
            book_inline(b, w->parts[i]);
        builder_adds(b->out, "</p>\n");
        book_block(b, w->parts[w->count - 1]);
    } else {
        builder_adds(b->out, "<p>");
        book_inline(b, w);
        builder_adds(b->out, "</p>");
    }
}

// ---- expressions

// What an expression that is a table, or not, says.
static void write_says(const book *b, const expression *e, bool condition, bool shares)
{
    if (e->table) {
        book_table(b, e->table, shares);
        return;
    }
    feel_wording w = b->wording;
    w.shares = shares;
    book_block(b, condition ? feel_words_condition(b->arena, e->feel, &w)
                            : feel_words_value(b->arena, e->feel, &w));
}

static bool is_condition(const feel_type *type)
{
    return type && type->kind == FEEL_BOOLEAN;
}

// Not worth showing twice: many, or long ones.
enum { MEANINGS_MOST = 12, MEANINGS_BYTES = 4000 };

static bool has_short_meanings(const book *b, const expression *e)
{
    size_t bytes = 0;
    for (size_t i = 0; i < e->let_count && i < MEANINGS_MOST; i++)
        bytes += b->rules->lets[e->lets[i]].value.source.length;
    return e->let_count > 0 && e->let_count <= MEANINGS_MOST && bytes <= MEANINGS_BYTES;
}

// The lets that an expression reads, beside where they are read: no need to leaf through the book.
static void write_meanings(const book *b, const expression *e)
{
    if (!has_short_meanings(b, e))
        return;
    bool alone = e->let_count == 1 && str_equal(str_trim(e->source), b->rules->lets[e->lets[0]].name);
    html_addf(b->out, "<details class=\"meanings\"%m><summary>%s</summary>\n<dl>\n",
              alone ? " open=\"open\"" : "", e->let_count == 1 ? "What this means" : "What the names mean");
    for (size_t i = 0; i < e->let_count; i++) {
        const let *l = &b->rules->lets[e->lets[i]];
        builder_adds(b->out, "<dt>");
        book_link(b, (entry){ENTRY_LET, e->lets[i]});
        builder_adds(b->out, "</dt><dd>");
        write_says(b, &l->value, is_condition(l->type), false);
        builder_adds(b->out, "</dd>\n");
    }
    builder_adds(b->out, "</dl></details>\n");
}

void book_expression(const book *b, const expression *e, bool condition, bool shares)
{
    builder_adds(b->out, "<div class=\"words\">\n");
    write_says(b, e, condition, shares);
    write_meanings(b, e);
    builder_adds(b->out, "</div>\n");
}

// ---- decision tables

static void write_cell(const book *b, const decision_table *t, const decision_row *row, size_t input)
{
    const decision_cell *cell = &row->tests[input];
    if (cell->text.length == 0 || str_equals(cell->text, "-")) {
        builder_adds(b->out, "<td class=\"soft\">any</td>");
        return;
    }
    const feel_words *w = feel_words_tests(b->arena, row->hits, t->input_values[input], &b->wording);
    builder_adds(b->out, "<td>");
    if (w)
        book_inline(b, w);
    else
        html_addf(b->out, "<code>%t</code>", cell->text);
    builder_adds(b->out, "</td>");
}

static const char *hit_words(feel_hit hit)
{
    static const char *const words[] = {
        [FEEL_HIT_FIRST] = "The first row that fits counts.",
        [FEEL_HIT_UNIQUE] = "One row fits, never two.",
        [FEEL_HIT_COLLECT] = "All rows that fit count, as a list.",
        [FEEL_HIT_SUM] = "The rows that fit are added up.",
        [FEEL_HIT_MIN] = "Of the rows that fit, the smallest outcome counts.",
        [FEEL_HIT_MAX] = "Of the rows that fit, the largest outcome counts.",
        [FEEL_HIT_COUNT] = "How many rows fit is counted.",
    };
    return words[hit];
}

void book_table(const book *b, const decision_table *t, bool shares)
{
    feel_wording w = b->wording;
    w.shares = shares && t->hit != FEEL_HIT_SUM && t->hit != FEEL_HIT_COUNT;
    html_addf(b->out,
              "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Decision table\">"
              "<table class=\"decision\"><caption>%s</caption>\n<thead><tr>",
              hit_words(t->hit));
    for (size_t i = 0; i < t->input_count; i++) {
        builder_adds(b->out, "<th scope=\"col\">");
        book_inline(b, feel_words_value(b->arena, t->input_values[i], &w));
        builder_adds(b->out, "</th>");
    }
    html_addf(b->out, "<th scope=\"col\">%t</th></tr></thead>\n<tbody>\n",
              t->output_name.length ? t->output_name : STR("gives"));
    for (size_t r = 0; r < t->row_count; r++) {
        builder_adds(b->out, "<tr>");
        for (size_t i = 0; i < t->input_count; i++)
            write_cell(b, t, &t->rows[r], i);
        builder_adds(b->out, "<td class=\"gives\">");
        book_inline(b, feel_words_value(b->arena, t->rows[r].gives, &w));
        builder_adds(b->out, "</td></tr>\n");
    }
    builder_adds(b->out, "</tbody></table></div>\n");
}

// ---- messages

static void write_said(const book *b, const feel_words *w)
{
    switch (w->kind) {
    case FEEL_WORDS_SAID:
        html_text(b->out, w->text);
        break;
    case FEEL_WORDS_RUN:
        for (size_t i = 0; i < w->count; i++)
            write_said(b, w->parts[i]);
        break;
    case FEEL_WORDS_CASES:
        builder_adds(b->out, "<span class=\"either\">");
        for (size_t i = 0; i < w->count; i += 2) {
            const feel_words *one = w->parts[i];
            builder_adds(b->out, i ? " <b>/</b> " : "");
            if (one->kind == FEEL_WORDS_SAID && one->text.length == 0)
                builder_adds(b->out, "<i>nothing</i>");
            else
                write_said(b, one);
        }
        builder_adds(b->out, "</span>");
        break;
    default:
        builder_adds(b->out, "<span class=\"blank\">");
        book_inline(b, w);
        builder_adds(b->out, "</span>");
        break;
    }
}

static void write_where(const book *b, const feel_words *condition)
{
    builder_adds(b->out, " <span class=\"soft\">– ");
    if (condition) {
        builder_adds(b->out, "where ");
        book_inline(b, condition);
    } else {
        builder_adds(b->out, "otherwise");
    }
    builder_adds(b->out, "</span>");
}

// Which of the words that are to choose from are used when.
static void write_choices(const book *b, const feel_words *w)
{
    if (w->kind == FEEL_WORDS_RUN)
        for (size_t i = 0; i < w->count; i++)
            write_choices(b, w->parts[i]);
    if (w->kind != FEEL_WORDS_CASES)
        return;
    builder_adds(b->out, "<ul class=\"said\">\n");
    for (size_t i = 0; i < w->count; i += 2) {
        const feel_words *one = w->parts[i];
        builder_adds(b->out, "<li>");
        if (one->kind == FEEL_WORDS_SAID && one->text.length == 0)
            builder_adds(b->out, "<i>nothing</i>");
        else
            write_said(b, one);
        write_where(b, i + 1 < w->count ? w->parts[i + 1] : NULL);
        write_choices(b, one);
        builder_adds(b->out, "</li>\n");
    }
    builder_adds(b->out, "</ul>\n");
}

static bool has_choices(const feel_words *w)
{
    bool found = w->kind == FEEL_WORDS_CASES;
    for (size_t i = 0; w->kind == FEEL_WORDS_RUN && i < w->count; i++)
        found = found || has_choices(w->parts[i]);
    return found;
}

static const feel_words *message_words(const book *b, const message *m)
{
    feel_words *all = ARENA_NEW(b->arena, feel_words);
    const feel_words **parts = ARENA_ARRAY(b->arena, const feel_words *, m->count);
    for (size_t i = 0; i < m->count; i++) {
        if (m->parts[i].feel) {
            parts[i] = feel_words_message(b->arena, m->parts[i].feel, &b->wording);
            continue;
        }
        feel_words *said = ARENA_NEW(b->arena, feel_words);
        *said = (feel_words){.kind = FEEL_WORDS_SAID, .text = m->parts[i].literal};
        parts[i] = said;
    }
    *all = (feel_words){.kind = FEEL_WORDS_RUN, .parts = parts, .count = m->count};
    return m->count == 1 ? parts[0] : all;
}

void book_message(const book *b, const message *m)
{
    if (m->count == 0)
        return;
    const feel_words *w = message_words(b, m);
    if (w->kind == FEEL_WORDS_CASES) {
        write_choices(b, w);
        return;
    }
    builder_adds(b->out, "<p class=\"said\">");
    write_said(b, w);
    builder_adds(b->out, "</p>\n");
    if (!has_choices(w))
        return;
    builder_adds(b->out, "<details class=\"choices\"><summary>Which words are used when</summary>\n");
    write_choices(b, w);
    builder_adds(b->out, "</details>\n");
}

str book_plain_message(const book *b, const message *m)
{
    builder text = builder_new(b->arena);
    for (size_t i = 0; i < m->count; i++) {
        if (m->parts[i].feel)
            builder_add(&text, feel_words_text(b->arena,
                                               feel_words_message(b->arena, m->parts[i].feel, &b->wording)));
        else
            builder_add(&text, m->parts[i].literal);
    }
    return builder_str(&text);
}
