// SPDX-License-Identifier: MIT
// Expressions in words: what is asked from outside, names, and the words' tree. Knows no sentence's grammar.
#include "feel/words/speaker.h"

#include <stdarg.h>
#include <string.h>

feel_words *words_new(speaker *s, feel_words_kind kind, str text)
{
    feel_words *w = ARENA_NEW(s->arena, feel_words);
    w->kind = kind;
    w->text = text;
    return w;
}

const feel_words *words_group(speaker *s, feel_words_kind kind, const words_list *list)
{
    bool alone = list->count == 1 && kind != FEEL_WORDS_CASES && kind != FEEL_WORDS_BLANK;
    if (alone)
        return list->items[0];
    feel_words *w = words_new(s, kind, STR_NONE);
    w->parts = list->items;
    w->count = list->count;
    return w;
}

static void add_text(speaker *s, words_list *list, str text)
{
    if (text.length)
        *ARENA_PUSH(s->arena, list) = words_new(s, FEEL_WORDS_TEXT, text);
}

const feel_words *words_say(speaker *s, const char *format, ...)
{
    words_list list = {0};
    va_list arguments;
    va_start(arguments, format);
    for (const char *at = format; *at;) {
        const char *end = strchr(at, '%');
        add_text(s, &list, end ? (str){at, (size_t)(end - at)} : str_from(at));
        if (!end)
            break;
        if (end[1] == 'w')
            *ARENA_PUSH(s->arena, &list) = va_arg(arguments, const feel_words *);
        else if (end[1] == '%')
            add_text(s, &list, STR("%"));
        else
            add_text(s, &list, str_from(va_arg(arguments, const char *)));
        at = end + 2;
    }
    va_end(arguments);
    return words_group(s, FEEL_WORDS_RUN, &list);
}

const feel_words *words_value_text(speaker *s, feel_value v)
{
    return words_new(s, FEEL_WORDS_TEXT, feel_value_text(s->arena, v));
}

const feel_words *words_phrase(speaker *s, const feel_phrase *phrase, const feel_read *read)
{
    words_list list = {0};
    add_text(s, &list, phrase->lead);
    feel_words *name = words_new(s, FEEL_WORDS_NAME, phrase->name);
    name->read = *read;
    *ARENA_PUSH(s->arena, &list) = name;
    add_text(s, &list, phrase->tail);
    return words_group(s, FEEL_WORDS_RUN, &list);
}

const feel_words *words_code(speaker *s, const node *n)
{
    feel_expression part = *s->expression;
    part.root = n;
    return words_new(s, FEEL_WORDS_CODE, feel_expression_source(s->arena, &part));
}

bool is_literal(const node *n, feel_kind kind)
{
    return n->kind == NODE_LITERAL && n->value.kind == kind;
}

bool is_constant_of(const node *n, feel_kind kind, feel_value *out)
{
    *out = n->value;
    return (n->kind == NODE_LITERAL || n->folded) && n->value.kind == kind;
}

bool is_call(const node *n, const char *name, size_t count)
{
    if (n->kind != NODE_APPLY || n->count != count || strcmp(n->builtin->name, name) != 0)
        return false;
    for (size_t i = 0; i < count; i++)
        if (n->children[i]->kind == NODE_MISSING)
            return false;
    return true;
}

const node *plain(const node *n)
{
    while (n->kind == NODE_LABEL || n->kind == NODE_TEXT)
        n = n->children[0];
    return n;
}

const pronoun *pronoun_of(const node *n, const pronoun *p)
{
    if (n->kind != NODE_LOCAL)
        return NULL;
    for (uint32_t i = 0; i < n->index && p; i++)
        p = p->parent;
    return p;
}

// As origin_of(), but not through filters: what they leave out would be lost.
static bool plain_read(const node *n, const pronoun *p, feel_read *out)
{
    bool member = n->kind == NODE_PATH || (n->kind == NODE_IMPLICIT && n->count == 1);
    if (n->kind == NODE_VARIABLE) {
        *out = (feel_read){.slot = n->index};
        return true;
    }
    if (!member || n->index == NAME_MISSING)
        return false;
    const pronoun *of = pronoun_of(n->children[0], p);
    if (of)
        *out = of->origin.read;
    if (of ? !of->origin.known : !plain_read(n->children[0], p, out))
        return false;
    if (out->depth == sizeof out->members / sizeof *out->members)
        return false;
    out->members[out->depth++] = n->index;
    return true;
}

bool call_read(speaker *s, const node *n, const pronoun *p, feel_read *read, feel_called *out)
{
    *out = (feel_called){0};
    if (!plain_read(n, p, read))
        return false;
    read->offset = n->offset;
    read->length = n->length;
    return s->wording->call(s->wording->user, read, out) && out->subject.name.length;
}

bool same_source(const speaker *s, const node *a, const node *b)
{
    feel_expression x = *s->expression, y = *s->expression;
    x.root = a;
    y.root = b;
    return str_equal(feel_expression_source(s->arena, &x), feel_expression_source(s->arena, &y));
}

static size_t levels_of(const node *n)
{
    switch (n->kind) {
    case NODE_FOR:
        return n->count;
    case NODE_SOME:
    case NODE_EVERY:
        return n->count - 1;
    case NODE_FILTER:
        return 1;
    default:
        return n->kind == NODE_CONTEXT || n->kind == NODE_FUNCTION ? SIZE_MAX : 0;
    }
}

// How often the local name of that index is read; many where that cannot be told.
size_t count_locals(const node *n, uint32_t index)
{
    if (n->kind == NODE_LOCAL)
        return n->index == index;
    size_t levels = levels_of(n), count = 0;
    if (levels == SIZE_MAX)
        return SIZE_MAX / 2;
    for (size_t i = 0; i < n->count; i++) {
        bool inner = levels && i + 1 == n->count;
        count += count_locals(n->children[i], index + (inner ? (uint32_t)levels : 0));
    }
    return count;
}

// ---- from outside

static const feel_words *speak(arena *a, const feel_expression *e, const feel_wording *w,
                               const feel_words *(*say)(speaker *s, const node *n, const pronoun *p))
{
    speaker s = {.arena = a, .expression = e, .wording = w, .shares = w->shares};
    return say(&s, plain(e->root), NULL);
}

static const feel_words *say_condition(speaker *s, const node *n, const pronoun *p)
{
    return condition_of(s, n, p, true);
}

const feel_words *feel_words_condition(arena *a, const feel_expression *e, const feel_wording *w)
{
    return speak(a, e, w, say_condition);
}

const feel_words *feel_words_value(arena *a, const feel_expression *e, const feel_wording *w)
{
    return speak(a, e, w, outcome_of);
}

// Of "and" the test of this input; NULL where it is another's, or says it all by itself.
static const node *test_of(speaker *s, const node *row, const node *input)
{
    if (row->kind != NODE_AND)
        return row->kind == NODE_IN && same_source(s, row->children[0], input) ? row : NULL;
    for (size_t i = 0; i < row->count; i++)
        if (row->children[i]->kind == NODE_IN && same_source(s, row->children[i]->children[0], input))
            return row->children[i];
    return NULL;
}

const feel_words *feel_words_tests(arena *a, const feel_expression *row, const feel_expression *input,
                                   const feel_wording *w)
{
    speaker s = {.arena = a, .expression = row, .wording = w};
    const node *test = test_of(&s, plain(row->root), plain(input->root));
    if (!test)
        return NULL;
    noun subject = noun_of(&s, plain(input->root), NULL);
    subject.words = NULL;
    return tests_of(&s, test, &subject, NULL, true);
}

// ---- messages

static const feel_words *message_of(speaker *s, const node *n, const pronoun *p);

static const feel_words *blank_of(speaker *s, const node *n, const pronoun *p)
{
    words_list one = {0};
    *ARENA_PUSH(s->arena, &one) = noun_of(s, n, p).words;
    return words_group(s, FEEL_WORDS_BLANK, &one);
}

static const feel_words *message_of(speaker *s, const node *n, const pronoun *p)
{
    n = plain(n);
    if (is_literal(n, FEEL_STRING) && !(n->type->domain && n->type->domain->labels))
        return words_new(s, FEEL_WORDS_SAID, n->value.as.string);
    if (n->kind == NODE_IF)
        return cases_of(s, n, p, message_of);
    if (n->kind != NODE_ARITHMETIC || n->op != OP_ADD || n->type->kind != FEEL_STRING)
        return blank_of(s, n, p);
    words_list list = {0};
    for (size_t i = 0; i < n->count; i++)
        *ARENA_PUSH(s->arena, &list) = message_of(s, n->children[i], p);
    return words_group(s, FEEL_WORDS_RUN, &list);
}

const feel_words *feel_words_message(arena *a, const feel_expression *e, const feel_wording *w)
{
    return speak(a, e, w, message_of);
}

// ---- as text

static void write_words(builder *out, const feel_words *w, bool within);

static void write_cases(builder *out, const feel_words *w)
{
    for (size_t i = 0; i < w->count; i += 2) {
        bool last = i + 1 == w->count;
        builder_adds(out, last ? "; otherwise: " : i ? "; where " : "where ");
        if (!last) {
            write_words(out, w->parts[i + 1], true);
            builder_adds(out, ": ");
        }
        write_words(out, w->parts[i], true);
    }
}

static void write_joined(builder *out, const feel_words *w, bool within)
{
    const char *word = w->kind == FEEL_WORDS_ALL ? "and" : "or";
    builder_adds(out, within ? "(" : "");
    for (size_t i = 0; i < w->count; i++) {
        if (i)
            builder_addf(out, ", %s ", word);
        write_words(out, w->parts[i], true);
    }
    builder_adds(out, within ? ")" : "");
}

static void write_words(builder *out, const feel_words *w, bool within)
{
    static const char *const marks[][2] = {[FEEL_WORDS_VALUE] = {"“", "”"},
                                           [FEEL_WORDS_CODE] = {"`", "`"},
                                           [FEEL_WORDS_BLANK] = {"[", "]"},
                                           [FEEL_WORDS_SAID] = {"“", "”"}};
    bool marked = (size_t)w->kind < sizeof marks / sizeof *marks && marks[w->kind][0];
    builder_adds(out, marked ? marks[w->kind][0] : "");
    builder_add(out, w->text);
    if (w->kind == FEEL_WORDS_ALL || w->kind == FEEL_WORDS_ANY)
        write_joined(out, w, within);
    else if (w->kind == FEEL_WORDS_CASES)
        write_cases(out, w);
    else
        for (size_t i = 0; i < w->count; i++)
            write_words(out, w->parts[i], true);
    builder_adds(out, marked ? marks[w->kind][1] : "");
}

str feel_words_text(arena *a, const feel_words *words)
{
    builder out = builder_new(a);
    write_words(&out, words, false);
    return builder_str(&out);
}
