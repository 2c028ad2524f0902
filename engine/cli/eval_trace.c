// SPDX-License-Identifier: MIT
// The tree of attune eval --trace: see eval_trace.h. A line for each part, with its value; what went wrong
// stands beside the value or below it.
#include "cli/eval_trace.h"

#include "cli/feel_json.h"

#include <stdlib.h>
#include <string.h>

enum {
    NARROWEST = 40,
    WIDEST = 140,
    DEEPEST = 30,
    LEAST_VALUE = 12,
    JSON_VALUE = 16 * 1024,
    JSON_BRIEF = 200
};

#define DIM "\033[2m"
#define STRONG "\033[1m"
#define BAD "\033[31m"
#define GOOD "\033[32m"
#define ASK "\033[36m"

typedef struct glyphs {
    const char *branch, *last, *down, *none, *gives, *wrong, *ellipsis;
} glyphs;

static const glyphs UTF8 = {"├─ ", "└─ ", "│  ", "   ", " → ", "✗ ", "…"};
static const glyphs ASCII = {"|- ", "`- ", "|  ", "   ", " -> ", "! ", "..."};

// A line to be: a part, or a note on what is left out behind its siblings.
typedef struct line {
    const feel_part *part;
    str note;
} line;

typedef VEC(line) line_list;

typedef struct printer {
    builder *out;
    arena *arena;
    const trace_style *style;
    const glyphs *glyphs;
    size_t width;
} printer;

bool trace_wants_ascii(void)
{
    static const char *const NAMES[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        str value = str_from(getenv(NAMES[i]));
        if (value.length == 0)
            continue;
        size_t dot = str_find(value, STR("."), 0);
        str charset = dot == SIZE_MAX ? STR_NONE : str_slice(value, dot + 1, str_find(value, STR("@"), dot));
        return !str_equal_nocase(charset, STR("UTF-8")) && !str_equal_nocase(charset, STR("UTF8"));
    }
    return false;
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

// What turns came to that are left out.
static str turns_note(arena *a, const feel_turns *turns)
{
    builder out = builder_new(a);
    uint64_t other = turns->count - turns->yes - turns->no;
    builder_addf(&out, "%llu more", (unsigned long long)turns->count);
    const char *before = ": ";
    if (turns->yes) {
        builder_addf(&out, "%s%llu true", before, (unsigned long long)turns->yes);
        before = ", ";
    }
    if (turns->no) {
        builder_addf(&out, "%s%llu false", before, (unsigned long long)turns->no);
        before = ", ";
    }
    if (other && (turns->yes || turns->no))
        builder_addf(&out, "%s%llu other", before, (unsigned long long)other);
    return str_copy(a, builder_str(&out));
}

static void collect(arena *a, const feel_part *part, line_list *lines)
{
    for (const feel_part *child = part->first; child; child = child->next) {
        if (child->obvious)
            collect(a, child, lines);
        else
            ARENA_PUSH(a, lines)->part = child;
        if (child->turns.count)
            ARENA_PUSH(a, lines)->note = turns_note(a, &child->turns);
    }
    if (part->left_out)
        ARENA_PUSH(a, lines)->note = str_printf(a, "%llu more part%s in this: there are too many to show",
                                                (unsigned long long)part->left_out, plural(part->left_out));
}

static uint64_t parts_beneath(const feel_part *part)
{
    uint64_t count = part->left_out;
    for (const feel_part *child = part->first; child; child = child->next)
        count += parts_beneath(child) + (child->obvious ? 0 : 1);
    return count;
}

// Text of our own or of others, safe for a terminal; "…" as the terminal shows it.
static void add_text(printer *p, const char *ink, str text)
{
    if (text.length == 0)
        return;
    if (p->style->color && *ink)
        builder_adds(p->out, ink);
    if (!p->style->ascii) {
        builder_add_visible(p->out, text, false);
    } else {
        str ellipsis = STR("…");
        for (size_t at = 0; at < text.length;) {
            size_t next = str_find(text, ellipsis, at);
            builder_add_visible(p->out, str_slice(text, at, next), false);
            if (next != SIZE_MAX)
                builder_adds(p->out, p->glyphs->ellipsis);
            at = next == SIZE_MAX ? text.length : next + ellipsis.length;
        }
    }
    if (p->style->color && *ink)
        builder_adds(p->out, "\033[0m");
}

static const char *value_ink(const feel_part *part)
{
    if (part->value.kind == FEEL_NULL)
        return part->problems ? BAD : ASK;
    if (part->value.kind == FEEL_BOOLEAN)
        return part->value.as.boolean ? GOOD : STRONG;
    return STRONG;
}

// The names bound in a part and its label: item = "stress":
static str lead_of(printer *p, const feel_part *part, size_t room)
{
    builder out = builder_new(p->arena);
    size_t each = room / (part->binding_count + 2);
    size_t text = feel_columns(feel_brief_text(p->arena, part->text, room)) + 2 * LEAST_VALUE;
    if (part->binding_count && room > text && (room - text) / part->binding_count > each)
        each = (room - text) / part->binding_count;
    for (size_t i = 0; i < part->binding_count; i++) {
        const feel_entry *binding = &part->bindings[i];
        builder_addf(&out, "%s%.*s", i ? ", " : "", STR_ARGS(binding->name));
        bool alike = binding->value.kind == FEEL_CONTEXT || binding->value.kind == FEEL_LIST;
        if (part->turn && i == 0 && alike) // records begin with the same names
            builder_addf(&out, " %llu", (unsigned long long)part->turn);
        builder_adds(&out, " = ");
        builder_add(&out, feel_brief_value(p->arena, binding->value, each));
    }
    if (part->binding_count)
        builder_adds(&out, ": ");
    bool key = part->label.length && !str_equals(part->label, "in") && !str_equals(part->label, "if") &&
               !str_equals(part->label, "then") && !str_equals(part->label, "else");
    if (part->label.length)
        builder_addf(&out, "%.*s%s", STR_ARGS(part->label), key ? ": " : " ");
    return str_copy(p->arena, builder_str(&out));
}

static bool is_binding_itself(const feel_part *part)
{
    return part->is_name && part->binding_count &&
           str_equal(part->bindings[part->binding_count - 1].name, part->text);
}

// A message from where the line stands, in further lines where the width does not hold it.
static void add_words(printer *p, str prefix, size_t used, const char *ink, str text)
{
    str rest = text, word;
    builder row = builder_new(p->arena);
    while (str_next_word(&rest, &word)) {
        size_t columns = feel_columns(word);
        if (row.length && used + columns > p->width) {
            add_text(p, ink, builder_str(&row));
            row.length = 0;
            builder_addc(p->out, '\n');
            add_text(p, DIM, prefix);
            builder_adds(p->out, "  ");
            used = feel_columns(prefix) + 2;
        }
        builder_addf(&row, "%s%.*s", row.length ? " " : "", STR_ARGS(word));
        used += columns + 1; // and a blank
    }
    add_text(p, ink, builder_str(&row));
}

// Behind the value where there is room, else below it.
static void add_problems(printer *p, const feel_part *part, str beneath, size_t used)
{
    for (const feel_part_problem *problem = part->problems; problem; problem = problem->next) {
        str text = problem->message;
        if (problem->help.length)
            text = str_printf(p->arena, "%.*s; %.*s", STR_ARGS(text), STR_ARGS(problem->help));
        size_t mark = feel_columns(str_from(p->glyphs->wrong));
        bool behind = problem == part->problems && used + 2 + mark + feel_columns(text) <= p->width;
        if (behind) {
            builder_adds(p->out, "  ");
            used += 2;
        } else {
            builder_addc(p->out, '\n');
            add_text(p, DIM, beneath);
            used = feel_columns(beneath);
        }
        add_text(p, BAD, str_from(p->glyphs->wrong));
        add_words(p, beneath, used + mark, BAD, text);
        used = p->width;
    }
}

// One part's line; beneath: what stands before lines below it.
static void add_part(printer *p, const feel_part *part, size_t used, str beneath)
{
    size_t room = p->width > used + NARROWEST ? p->width - used : NARROWEST;
    str lead = lead_of(p, part, room);
    add_text(p, "", lead);
    size_t taken = feel_columns(lead);
    room = room > taken + 2 * LEAST_VALUE ? room - taken : 2 * LEAST_VALUE;
    if (is_binding_itself(part)) {
        p->out->length -= 2; // ": "
    } else if (part->state == FEEL_PART_NOT_NEEDED) {
        add_text(p, DIM, feel_brief_text(p->arena, part->text, room - LEAST_VALUE));
        add_text(p, DIM, STR(": not needed"));
    } else {
        size_t gives = feel_columns(str_from(p->glyphs->gives));
        size_t text_columns = feel_columns(feel_brief_text(p->arena, part->text, SIZE_MAX / 2));
        size_t value_room = room > text_columns + gives + room / 3 ? room - text_columns - gives : room / 3;
        str value = feel_brief_value(p->arena, part->value, value_room);
        size_t value_columns = feel_columns(value) + gives;
        size_t text_room = room > value_columns + LEAST_VALUE ? room - value_columns : LEAST_VALUE;
        str text = feel_brief_text(p->arena, part->text, text_room);
        add_text(p, "", text);
        add_text(p, DIM, str_from(p->glyphs->gives));
        add_text(p, value_ink(part), value);
        taken += feel_columns(text) + value_columns;
    }
    add_problems(p, part, beneath, used + taken);
    builder_addc(p->out, '\n');
}

static void print_beneath(printer *p, const feel_part *part, str prefix, unsigned depth)
{
    line_list lines = {0};
    collect(p->arena, part, &lines);
    if (depth >= DEEPEST && lines.count) {
        uint64_t count = parts_beneath(part);
        lines.items[0] = (line){NULL, str_printf(p->arena, "%llu part%s deeper in this, not shown",
                                                 (unsigned long long)count, plural(count))};
        lines.count = 1;
    }
    for (size_t i = 0; i < lines.count; i++) {
        const line *l = &lines.items[i];
        bool last = i + 1 == lines.count;
        add_text(p, DIM, prefix);
        add_text(p, DIM, str_from(last ? p->glyphs->last : p->glyphs->branch));
        if (!l->part) {
            add_text(p, DIM, str_printf(p->arena, "… %.*s", STR_ARGS(l->note)));
            builder_addc(p->out, '\n');
            continue;
        }
        str below =
            str_printf(p->arena, "%.*s%s", STR_ARGS(prefix), last ? p->glyphs->none : p->glyphs->down);
        str beneath = str_printf(p->arena, "%.*s%s", STR_ARGS(below),
                                 l->part->first ? p->glyphs->down : p->glyphs->none);
        add_part(p, l->part, feel_columns(below), beneath);
        print_beneath(p, l->part, below, depth + 1);
    }
}

void trace_print(builder *out, const feel_part *root, const trace_style *style)
{
    printer p = {out, out->arena, style, style->ascii ? &ASCII : &UTF8, style->width};
    if (p.width < NARROWEST)
        p.width = NARROWEST;
    if (p.width > WIDEST)
        p.width = WIDEST;
    add_part(&p, root, 0, root->first ? str_from(p.glyphs->down) : str_from(p.glyphs->none));
    print_beneath(&p, root, STR_NONE, 0);
}

// A value as JSON; one that is too large for a tree as {"shortened": "[1, 2, … 9000 in all]"}.
static void json_value_of(json_writer *w, const char *key, feel_value value)
{
    builder *out = w->out;
    json_key(w, key);
    json_writer before = *w;
    size_t start = out->length;
    if (feel_to_json(w, value, JSON_VALUE))
        return;
    *w = before;
    out->length = start;
    json_open_object(w);
    json_key_string(w, "shortened", feel_brief_value(out->arena, value, JSON_BRIEF));
    json_close_object(w);
}

static void json_bindings(json_writer *w, const feel_part *part)
{
    json_key(w, "bindings");
    json_open_array(w);
    for (size_t i = 0; i < part->binding_count; i++) {
        json_open_object(w);
        json_key_string(w, "name", part->bindings[i].name);
        json_value_of(w, "value", part->bindings[i].value);
        json_close_object(w);
    }
    json_close_array(w);
}

static void json_error(json_writer *w, const feel_part *part)
{
    builder text = builder_new(w->out->arena);
    for (const feel_part_problem *problem = part->problems; problem; problem = problem->next)
        builder_addf(&text, "%s%.*s [%s]", problem == part->problems ? "" : "; ", STR_ARGS(problem->message),
                     code_describe(problem->code)->name);
    json_key(w, "error");
    if (part->problems)
        json_string(w, builder_str(&text));
    else
        json_null(w);
}

static void json_part(json_writer *w, const feel_part *part);

static void json_parts(json_writer *w, const feel_part *part)
{
    for (const feel_part *child = part->first; child; child = child->next) {
        if (child->obvious)
            json_parts(w, child);
        else
            json_part(w, child);
    }
}

static void json_left_out(json_writer *w, const feel_part *part)
{
    uint64_t turns = 0;
    for (const feel_part *child = part->first; child; child = child->next)
        turns += child->turns.count;
    if (turns)
        json_key_integer(w, "turnsLeftOut", (int64_t)turns);
    if (part->left_out)
        json_key_integer(w, "partsLeftOut", (int64_t)part->left_out);
}

static void json_part(json_writer *w, const feel_part *part)
{
    json_open_object(w);
    json_key_string(w, "text", part->text);
    json_key_integer(w, "offset", (int64_t)part->offset);
    json_key_integer(w, "length", (int64_t)part->length);
    if (part->label.length)
        json_key_string(w, "label", part->label);
    if (part->state == FEEL_PART_NOT_NEEDED) {
        json_key_boolean(w, "needed", false);
        json_close_object(w);
        return;
    }
    json_value_of(w, "value", part->value);
    json_error(w, part);
    json_bindings(w, part);
    json_key(w, "parts");
    json_open_array(w);
    json_parts(w, part);
    json_close_array(w);
    json_left_out(w, part);
    json_close_object(w);
}

void trace_json(json_writer *w, const feel_part *root)
{
    json_part(w, root);
}
