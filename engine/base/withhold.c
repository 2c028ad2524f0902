// SPDX-License-Identifier: MIT
// Messages with their strings left out: see withhold.h. Knows nothing of diagnostics.
#include "base/withhold.h"

#include <string.h>

// One conversion of a format: %-.*s and so on.
typedef struct conversion {
    bool shown;   // has the flag '-'
    bool counted; // its precision is an argument
    char length;  // 0, 'l', 'q' (ll) or 'z'
    char kind;
    const char *end;
} conversion;

static conversion read_conversion(const char *at)
{
    conversion c = {0};
    for (; strchr("-+ #0", *at) && *at; at++)
        c.shown |= *at == '-';
    for (; strchr("0123456789.*", *at) && *at; at++)
        c.counted |= *at == '*';
    for (; *at == 'l' || *at == 'z'; at++)
        c.length = c.length == 'l' ? 'q' : *at;
    c.kind = *at;
    c.end = *at ? at + 1 : at;
    return c;
}

static void add_string(builder *out, const conversion *c, int precision, const char *text)
{
    if (!c->shown)
        builder_adds(out, "…");
    else if (precision < 0)
        builder_adds(out, text);
    else
        builder_add(out, (str){text, (size_t)precision});
}

static void add_unsigned(builder *out, const conversion *c, unsigned long long value)
{
    builder_addf(out, c->kind == 'X' ? "%04llX" : c->kind == 'x' ? "%llx" : "%llu", value);
}

void withhold_addv(builder *out, const char *format, va_list arguments)
{
    for (const char *at = format; *at;) {
        if (*at != '%') {
            builder_addc(out, *at++);
            continue;
        }
        conversion c = read_conversion(at + 1);
        at = c.end;
        int precision = c.counted ? va_arg(arguments, int) : -1;
        if (c.kind == '%')
            builder_addc(out, '%');
        else if (c.kind == 's')
            add_string(out, &c, precision, va_arg(arguments, const char *));
        else if (c.kind == 'c')
            builder_addc(out, (char)va_arg(arguments, int));
        else if (c.length == 'q')
            add_unsigned(out, &c, va_arg(arguments, unsigned long long));
        else if (c.length == 'l')
            add_unsigned(out, &c, va_arg(arguments, unsigned long));
        else if (c.length == 'z')
            add_unsigned(out, &c, va_arg(arguments, size_t));
        else if (c.kind == 'd' || c.kind == 'i')
            builder_addf(out, "%d", va_arg(arguments, int));
        else
            add_unsigned(out, &c, va_arg(arguments, unsigned));
    }
}

str withhold_quoted(arena *a, str message)
{
    size_t first = str_find(message, STR("\""), 0), last = message.length;
    if (first == SIZE_MAX)
        return message;
    while (message.data[last - 1] != '"')
        last--;
    return str_printf(a, "%.*s\"…\"%.*s", STR_ARGS(str_slice(message, 0, first)),
                      STR_ARGS(str_slice(message, last, message.length)));
}
