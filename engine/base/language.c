// SPDX-License-Identifier: MIT
// See language.h.
#include "base/language.h"

#include "base/ascii.h"

enum { MOST_PART = 8, SCRIPT_LETTERS = 4, REGION_LETTERS = 2 };

// The next part of the tag, and *from behind it.
static str next_part(str tag, size_t *from)
{
    size_t to = *from;
    while (to < tag.length && tag.data[to] != '-')
        to++;
    str part = str_slice(tag, *from, to);
    *from = to + 1;
    return part;
}

static bool is_part(str part, size_t least, size_t most, bool digits)
{
    for (size_t i = 0; i < part.length; i++)
        if (!ascii_is_letter(part.data[i]) && !(digits && ascii_is_digit(part.data[i])))
            return false;
    return part.length >= least && part.length <= most;
}

bool language_is_tag(str tag)
{
    size_t from = 0;
    if (tag.length > MOST_LANGUAGE_TAG || !is_part(next_part(tag, &from), 2, 3, false))
        return false;
    while (from <= tag.length)
        if (!is_part(next_part(tag, &from), 1, MOST_PART, true))
            return false;
    return true;
}

static char upper(char c)
{
    return ascii_is_lower(c) ? (char)(c - ('a' - 'A')) : c;
}

str language_canonical(arena *a, str tag)
{
    builder out = builder_new(a);
    bool extended = false; // behind a part of one letter nothing is a script or a region
    for (size_t from = 0; from <= tag.length;) {
        bool first = from == 0;
        str part = next_part(tag, &from);
        if (!first)
            builder_addc(&out, '-');
        bool letters = !first && !extended && is_part(part, 1, MOST_PART, false);
        for (size_t i = 0; i < part.length; i++) {
            bool raised =
                letters && (part.length == REGION_LETTERS || (part.length == SCRIPT_LETTERS && i == 0));
            builder_addc(&out, raised ? upper(part.data[i]) : ascii_lower(part.data[i]));
        }
        extended = extended || part.length == 1;
    }
    return builder_str(&out);
}

str language_wider(str tag)
{
    size_t end = tag.length;
    while (end > 0 && tag.data[end - 1] != '-')
        end--;
    if (end == 0)
        return STR_NONE;
    end--;
    if (end > 1 && tag.data[end - 2] == '-')
        end -= 2;
    return str_slice(tag, 0, end);
}

bool language_serves(str tag, str wanted)
{
    for (; wanted.length; wanted = language_wider(wanted))
        if (str_equal(tag, wanted))
            return true;
    return false;
}
