// SPDX-License-Identifier: MIT
// Messages: text with {expressions} in it; {{ and }} are braces. White space is folded. Knows how a message
// is cut into parts, not what they mean.
#include "ruleset/expressions.h"

#include "base/ascii.h"

#include <stdlib.h>

typedef VEC(message_part) part_list;

typedef struct message_reader {
    loader *l;
    str text;
    origin origin;
    expression_wish wish;
    part_list parts;
    builder literal; // what was read since the last expression
    bool space;      // white space is pending
    unsigned reads;
    VEC(uint32_t) shows;
} message_reader;

static void add_char(message_reader *m, char c)
{
    if (m->space)
        builder_addc(&m->literal, ' ');
    m->space = false;
    builder_addc(&m->literal, c);
}

static void end_literal(message_reader *m)
{
    if (m->space)
        builder_addc(&m->literal, ' ');
    m->space = false;
    if (m->literal.length)
        ARENA_PUSH(m->l->arena, &m->parts)->literal = builder_str(&m->literal);
    m->literal = builder_new(m->l->arena);
}

// The end of a string literal that starts at `at`, or the text's end.
static size_t skip_string(str text, size_t at)
{
    for (at++; at < text.length && text.data[at] != '"'; at++)
        if (text.data[at] == '\\' && at + 1 < text.length)
            at++;
    return at;
}

// The offset of the } that closes the { at `open`, or SIZE_MAX. Braces in strings do not count; FEEL's own
// nest.
static size_t find_close(str text, size_t open)
{
    size_t depth = 0;
    for (size_t at = open; at < text.length; at++) {
        if (text.data[at] == '"')
            at = skip_string(text, at);
        else if (text.data[at] == '{')
            depth++;
        else if (text.data[at] == '}' && --depth == 0)
            return at;
    }
    return SIZE_MAX;
}

static void note_shown(message_reader *m, shown_as kind, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        *ARENA_PUSH(m->l->arena, &m->shows) = shown_thing(kind, numbers[i]);
}

static void note_slot(void *user, const feel_read *read)
{
    uint32_t slot = read->slot;
    if (slot == SLOT_TODAY || slot == SLOT_EVIDENCE) // an encounter is a field of the client
        note_shown(user, SHOWN_SLOT, &slot, 1);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static size_t sort_shown(message_reader *m)
{
    size_t kept = 0;
    if (m->shows.count)
        qsort(m->shows.items, m->shows.count, sizeof *m->shows.items, by_number);
    for (size_t i = 0; i < m->shows.count; i++)
        if (i == 0 || m->shows.items[i] != m->shows.items[i - 1])
            m->shows.items[kept++] = m->shows.items[i];
    return kept;
}

static void read_expression(message_reader *m, size_t from, size_t to)
{
    str inside = str_slice(m->text, from, to);
    if (str_trim(inside).length == 0) {
        diagnose(m->l->diagnostics, CODE_message_syntax, origin_place(m->origin, from - 1, to - from + 2),
                 "these braces hold no expression");
        return;
    }
    expression e = expression_compile(m->l, inside, from, m->origin, &m->wish);
    if (!e.feel)
        return;
    end_literal(m);
    m->reads |= e.reads;
    note_shown(m, SHOWN_CLIENT, e.client_fields, e.client_field_count);
    note_shown(m, SHOWN_THERAPIST, e.therapist_fields, e.therapist_field_count);
    note_shown(m, SHOWN_SIGNAL, e.signals, e.signal_count);
    feel_visit_reads(e.feel, note_slot, m);
    ARENA_PUSH(m->l->arena, &m->parts)->feel = feel_for_people(m->l->arena, e.feel);
}

// Reads from the brace at `at`; returns where to go on.
static size_t read_brace(message_reader *m, size_t at)
{
    char brace = m->text.data[at];
    if (at + 1 < m->text.length && m->text.data[at + 1] == brace) {
        add_char(m, brace);
        return at + 2;
    }
    size_t close = brace == '{' ? find_close(m->text, at) : SIZE_MAX;
    if (close != SIZE_MAX) {
        read_expression(m, at + 1, close);
        return close + 1;
    }
    diagnostic *item = diagnose(m->l->diagnostics, CODE_message_syntax, origin_place(m->origin, at, 1),
                                brace == '{' ? "this brace is not closed" : "this brace was not opened");
    diagnostic_help(m->l->diagnostics, item, "a brace that is part of the text is written twice: %c%c", brace,
                    brace);
    return brace == '{' ? m->text.length : at + 1;
}

static message read_message(message_reader *m)
{
    m->literal = builder_new(m->l->arena);
    for (size_t at = 0; at < m->text.length;) {
        char c = m->text.data[at];
        if (c == '{' || c == '}') {
            at = read_brace(m, at);
        } else {
            if (ascii_is_blank(c))
                m->space = m->parts.count > 0 || m->literal.length > 0;
            else
                add_char(m, c);
            at++;
        }
    }
    m->space = false;
    end_literal(m);
    return (message){.parts = m->parts.items,
                     .count = m->parts.count,
                     .reads = m->reads,
                     .shows = m->shows.items,
                     .shows_count = sort_shown(m),
                     .number = ++m->l->ruleset->message_count,
                     .where = origin_place(m->origin, 0, m->text.length)};
}

static const xml_node *text_of(const xml_node *node)
{
    for (const xml_node *c = node->first_child; c; c = c->next)
        if (c->kind == XML_TEXT && str_trim(c->text).length)
            return c;
    return NULL;
}

message message_from(loader *l, const xml_node *node, const char *name, reach reach_of,
                     const expression *condition)
{
    const xml_node *child = child_of(node, name);
    const xml_attribute *attribute = str_equals(str_from(name), "title") ? attribute_of(node, name) : NULL;
    if (attribute && child)
        diagnose(l->diagnostics, CODE_conflicting_attributes, attribute->name_place,
                 "%.*s has its %s as an attribute and as an element", STR_ARGS(node->name), name);
    message_reader m = {.l = l};
    m.origin.text = child ? text_of(child) : NULL;
    if (!m.origin.text)
        m.origin.attribute = attribute;
    if (!m.origin.text && !m.origin.attribute)
        return (message){0};
    m.text = m.origin.text ? m.origin.text->text : attribute->value;
    const char *article = node->name.data[0] == 'a' ? "an" : "a"; // adjust, advice
    const char *what = str_printf(l->arena, "%s of %s %.*s", name, article, STR_ARGS(node->name)).data;
    bool evidence = condition && (condition->signal_count || expression_is_doubtful(l, condition));
    m.wish = (expression_wish){.what = what, .wanted = FEEL_STRING, .reach = reach_of, .evidence = evidence};
    return read_message(&m);
}
