// SPDX-License-Identifier: MIT
// Properties of code points: see unicode.h. The only file that knows utf8proc.
#include "base/unicode.h"

#include "base/ascii.h"

#include <utf8proc.h>

enum { LAST_CODE_POINT = 0x10FFFF, CAPITAL_I_WITH_DOT = 0x130, NEXT_LINE = 0x85 };

uint32_t unicode_lower(uint32_t code_point)
{
    return code_point <= LAST_CODE_POINT ? (uint32_t)utf8proc_tolower((int32_t)code_point) : code_point;
}

uint32_t unicode_upper(uint32_t code_point)
{
    return code_point <= LAST_CODE_POINT ? (uint32_t)utf8proc_toupper((int32_t)code_point) : code_point;
}

uint32_t unicode_fold(uint32_t code_point)
{
    if (code_point < 0x80)
        return (uint32_t)ascii_lower((char)code_point);
    if (code_point > LAST_CODE_POINT)
        return code_point;
    utf8proc_int32_t folded[4];
    int boundary = 0; // is used with UTF8PROC_CHARBOUND only
    utf8proc_ssize_t count =
        utf8proc_decompose_char((int32_t)code_point, folded, 4, UTF8PROC_CASEFOLD, &boundary);
    if (count == 1)
        return (uint32_t)folded[0];
    // Of the letters with several, this one's lower case letter is no folding outside of Turkish.
    return count > 1 && code_point != CAPITAL_I_WITH_DOT ? unicode_lower(code_point) : code_point;
}

bool unicode_is_space(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
    if (code_point > LAST_CODE_POINT)
        return false;
    utf8proc_category_t category = utf8proc_category((int32_t)code_point);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP || code_point == NEXT_LINE;
}

unsigned unicode_width(uint32_t code_point)
{
    return code_point <= LAST_CODE_POINT ? (unsigned)utf8proc_charwidth((int32_t)code_point) : 1;
}
