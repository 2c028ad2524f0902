// SPDX-License-Identifier: MIT
// Collects diagnostics and prints them: see diagnostics.h.
#include "base/diagnostics.h"
#include "base/unicode.h"
#include "base/withhold.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_MESSAGE = 1200, KEPT_HEAD = 800, KEPT_TAIL = 300 };

void diagnostics_init(diagnostics *d, arena *a, size_t limit)
{
    *d = (diagnostics){.arena = a, .limit = limit};
}

// The offset at or before at where a code point starts.
static size_t boundary(str s, size_t at)
{
    while (at > 0 && at < s.length && ((unsigned char)s.data[at] & 0xC0) == 0x80)
        at--;
    return at;
}

static str clean(arena *a, str text, bool keep_lines)
{
    builder b = builder_new(a);
    if (text.length <= LONGEST_MESSAGE) {
        builder_add_visible(&b, text, keep_lines);
    } else {
        builder_add_visible(&b, str_slice(text, 0, boundary(text, KEPT_HEAD)), keep_lines);
        builder_adds(&b, " … ");
        builder_add_visible(&b, str_slice(text, boundary(text, text.length - KEPT_TAIL), text.length),
                            keep_lines);
    }
    return builder_str(&b);
}

static bool is_private(place where)
{
    return where.source && where.source->is_private;
}

__attribute__((format(printf, 4, 0))) static str format_clean(arena *a, place where, bool keep_lines,
                                                              const char *format, va_list arguments)
{
    builder raw = builder_new(a);
    if (is_private(where))
        withhold_addv(&raw, format, arguments);
    else
        builder_addv(&raw, format, arguments);
    return clean(a, builder_str(&raw), keep_lines);
}

// The item to fill in, or NULL where no more are kept. The first error is always kept: the status rests on
// it.
static diagnostic *take_item(diagnostics *d, severity level)
{
    bool first_error = level == SEVERITY_ERROR && d->errors == 0;
    if (d->items.count >= d->limit && !first_error)
        return NULL;
    return ARENA_PUSH(d->arena, &d->items);
}

void diagnostics_withhold(const diagnostics *d, const source *s)
{
    if (!d->show_data)
        source_withhold(s);
}

diagnostic *diagnosev(diagnostics *d, diagnostic_code code, place where, const char *format,
                      va_list arguments)
{
    if (d->of_client && where.source)
        diagnostics_withhold(d, where.source);
    severity level = code_describe(code)->severity;
    diagnostic *item = take_item(d, level);
    if (level == SEVERITY_ERROR)
        d->errors++;
    else if (level == SEVERITY_WARNING)
        d->warnings++;
    else
        d->hints++;
    if (!item) {
        d->scratch = (diagnostic){.severity = level, .code = code, .where = where};
        return &d->scratch;
    }
    str message = format_clean(d->arena, where, false, format, arguments);
    *item = (diagnostic){.severity = level, .code = code, .where = where, .message = message};
    return item;
}

diagnostic *diagnose(diagnostics *d, diagnostic_code code, place where, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    diagnostic *item = diagnosev(d, code, where, format, arguments);
    va_end(arguments);
    return item;
}

void diagnostic_help(diagnostics *d, diagnostic *item, const char *format, ...)
{
    if (item == &d->scratch)
        return;
    va_list arguments;
    va_start(arguments, format);
    str line = format_clean(d->arena, item->where, true, format, arguments);
    va_end(arguments);
    item->help =
        item->help.length ? str_printf(d->arena, "%.*s\n%.*s", STR_ARGS(item->help), STR_ARGS(line)) : line;
}

static bool is_about_a_name(diagnostic_code code)
{
    return code == CODE_unknown_element || code == CODE_unknown_attribute || code == CODE_unknown_field ||
           code == CODE_unknown_column;
}

void diagnostic_suggest(diagnostics *d, diagnostic *item, const suggestion *s)
{
    if (suggestion_found(s) && (!is_private(item->where) || is_about_a_name(item->code)))
        diagnostic_help(d, item, "did you mean \"%-.*s\"?", STR_ARGS(s->best));
}

void diagnostic_fix(diagnostics *d, diagnostic *item, place where, const char *format, ...)
{
    if (item == &d->scratch)
        return;
    builder text = builder_new(d->arena);
    va_list arguments;
    va_start(arguments, format);
    builder_addv(&text, format, arguments);
    va_end(arguments);
    diagnostic_edit *fix = ARENA_NEW(d->arena, diagnostic_edit);
    *fix = (diagnostic_edit){where, builder_str(&text)};
    item->fix = fix;
}

const char *severity_name(severity level)
{
    static const char *const names[] = {"error", "warning", "hint"};
    return names[level];
}

// ANSI colours by role; all empty without colour.
typedef struct palette {
    const char *file, *severity[3], *gutter, *caret, *help, *off;
} palette;

static const palette plain = {"", {"", "", ""}, "", "", "", ""};
static const palette colored = {
    "\033[1m", {"\033[1;31m", "\033[1;35m", "\033[1;36m"}, "\033[2m", "\033[1;32m", "\033[1;36m", "\033[0m",
};

static void print_head(const diagnostic *item, const place_view *view, const palette *p, builder *out)
{
    if (item->where.source) {
        builder_adds(out, p->file);
        builder_add_visible(out, item->where.source->name, false);
        if (view->line)
            builder_addf(out, ":%u:%u", view->line, view->column);
        builder_addf(out, ":%s ", p->off);
    }
    builder_addf(out, "%s%s:%s %.*s [%s]\n", p->severity[item->severity], severity_name(item->severity),
                 p->off, STR_ARGS(item->message), code_describe(item->code)->name);
}

// Blanks as wide as the text before the caret: tabs stay tabs, so that the caret stands right at any tab
// width. Returns how many bytes of the line that were.
static size_t print_indent(const place_view *view, builder *out)
{
    size_t at = 0;
    for (uint32_t i = 0; i < view->caret && at < view->line_text.length; i++) {
        uint32_t c = utf8_decode(view->line_text, &at);
        if (c == '\t')
            builder_addc(out, '\t');
        for (unsigned width = c == '\t' ? 0 : unicode_width(c); width > 0; width--)
            builder_addc(out, ' ');
    }
    return at;
}

// A caret and tildes as wide as the text from at on that is meant.
static void print_caret(const place_view *view, size_t at, builder *out)
{
    unsigned width = 0;
    for (uint32_t i = 0; i < view->caret_length; i++)
        width += at < view->line_text.length ? unicode_width(utf8_decode(view->line_text, &at)) : 1;
    builder_addc(out, '^');
    for (unsigned i = 1; i < width; i++)
        builder_addc(out, '~');
}

static void print_line(const place_view *view, const palette *p, builder *out)
{
    builder_addf(out, "%s%5u |%s %.*s\n", p->gutter, view->line, p->off, STR_ARGS(view->line_text));
    builder_addf(out, "%s      |%s ", p->gutter, p->off);
    size_t at = print_indent(view, out);
    builder_adds(out, p->caret);
    print_caret(view, at, out);
    builder_addf(out, "%s\n", p->off);
}

static void print_line_or_note(const place_view *view, const palette *p, builder *out)
{
    if (view->line_text.length)
        print_line(view, p, out);
    else if (view->withheld)
        builder_addf(out, "%s      |%s (the line is not shown: it is a client's; --show-data shows it)\n",
                     p->gutter, p->off);
}

static void print_help(str help, const palette *p, builder *out)
{
    const char *label = "help: ";
    while (help.length) {
        size_t end = str_find(help, STR("\n"), 0);
        str line = str_slice(help, 0, end);
        builder_addf(out, "      %s%s%s%.*s\n", p->help, label, p->off, STR_ARGS(line));
        help = end == SIZE_MAX ? STR_NONE : str_slice(help, end + 1, help.length);
        label = "      ";
    }
}

void diagnostic_print(const diagnostic *item, bool color, builder *out)
{
    const palette *p = color ? &colored : &plain;
    place_view view = place_look(item->where, out->arena);
    print_head(item, &view, p, out);
    print_line_or_note(&view, p, out);
    print_help(item->help, p, out);
}

void diagnostic_print_line(place where, bool color, builder *out)
{
    place_view view = place_look(where, out->arena);
    print_line_or_note(&view, color ? &colored : &plain, out);
}

static const diagnostic *first_error(const diagnostics *d)
{
    for (size_t i = 0; i < d->items.count; i++)
        if (d->items.items[i].severity == SEVERITY_ERROR)
            return &d->items.items[i];
    return NULL;
}

attune_status diagnostics_status(const diagnostics *d)
{
    const diagnostic *error = first_error(d);
    return error ? (attune_status)code_describe(error->code)->status : ATTUNE_OK;
}

// Copies as much as fits, never half a code point.
static void copy_cut(char *to, size_t size, str from)
{
    size_t length = from.length < size ? from.length : boundary(from, size - 1);
    if (length)
        memcpy(to, from.data, length);
    to[length] = '\0';
}

void diagnostics_to_error(const diagnostics *d, attune_error *error)
{
    const diagnostic *item = first_error(d);
    if (!item || !error)
        return;
    place_view view = place_look(item->where, d->arena);
    *error = (attune_error){
        .status = (attune_status)code_describe(item->code)->status, .line = view.line, .column = view.column};
    copy_cut(error->code, sizeof error->code, str_from(code_describe(item->code)->name));
    copy_cut(error->file, sizeof error->file, item->where.source ? item->where.source->name : STR_NONE);
    copy_cut(error->message, sizeof error->message, item->message);
}

void diagnose_unreadable(diagnostics *d, place where, const char *path, uint64_t most_bytes,
                         const char *limit_name)
{
    int reason = errno;
    if (reason == EFBIG) {
        diagnostic *item = diagnose(d, CODE_file_too_large, where, "\"%s\" is larger than %" PRIu64 " bytes",
                                    path, most_bytes);
        diagnostic_help(d, item, "the limit is named %s; attune --limits lists them all", limit_name);
        return;
    }
    char text[128];
    if (strerror_r(reason, text, sizeof text) != 0)
        snprintf(text, sizeof text, "error %d", reason);
    diagnose(d, CODE_file_missing, where, "cannot read \"%s\": %s", path, text);
}

size_t diagnostics_hidden(const diagnostics *d)
{
    return d->errors + d->warnings + d->hints - d->items.count;
}

void diagnostics_add_all(diagnostics *d, const diagnostics *from)
{
    for (size_t i = 0; i < from->items.count && d->items.count < d->limit; i++) {
        diagnostic item = from->items.items[i];
        item.message = str_copy(d->arena, item.message);
        item.help = str_copy(d->arena, item.help);
        *ARENA_PUSH(d->arena, &d->items) = item;
    }
    d->errors += from->errors;
    d->warnings += from->warnings;
    d->hints += from->hints;
}
