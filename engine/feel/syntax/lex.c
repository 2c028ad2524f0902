// SPDX-License-Identifier: MIT
// Tokens of FEEL (DMN 1.5 §10.3.1.2). Knows nothing of grammar or declared names.
#include "feel/syntax/lex.h"

#include "base/ascii.h"

bool is_space(uint32_t c)
{
    return c == ' ' || (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0xa0 || c == 0x1680 || c == 0x180e ||
           (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
           c == 0x3000 || c == 0xfeff;
}

// Rule 28.
bool is_name_start(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } RANGES[] = {{0xc0, 0xd6},     {0xd8, 0xf6},     {0xf8, 0x2ff},    {0x370, 0x37d},
                  {0x37f, 0x1fff},  {0x200c, 0x200d}, {0x2070, 0x218f}, {0x2c00, 0x2fef},
                  {0x3001, 0xd7ff}, {0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff}};
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '?';
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES && c >= RANGES[i].first; i++)
        if (c <= RANGES[i].last)
            return !is_space(c);
    return false;
}

bool is_name_part(uint32_t c)
{
    return is_name_start(c) || (c >= '0' && c <= '9') || c == 0xb7 || (c >= 0x300 && c <= 0x36f) ||
           c == 0x203f || c == 0x2040;
}

// Moves past white space and comments; false where a comment has no end.
static bool skip_blank(str text, size_t *at)
{
    for (;;) {
        size_t next = *at;
        if (next >= text.length)
            return true;
        if (is_space(utf8_decode(text, &next))) {
            *at = next;
        } else if (str_starts(str_slice(text, *at, text.length), STR("//"))) {
            while (*at < text.length && text.data[*at] != '\n')
                ++*at;
        } else if (str_starts(str_slice(text, *at, text.length), STR("/*"))) {
            size_t end = str_find(text, STR("*/"), *at + 2);
            if (end == SIZE_MAX)
                return false;
            *at = end + 2;
        } else {
            return true;
        }
    }
}

static char char_at(str text, size_t at)
{
    return at < text.length ? text.data[at] : '\0';
}

static size_t number_end(str text, size_t at)
{
    while (ascii_is_digit(char_at(text, at)))
        at++;
    if (char_at(text, at) == '.' && ascii_is_digit(char_at(text, at + 1))) {
        at++;
        while (ascii_is_digit(char_at(text, at)))
            at++;
    }
    char e = char_at(text, at);
    if (e == 'e' || e == 'E') {
        size_t exponent = at + 1;
        if (char_at(text, exponent) == '+' || char_at(text, exponent) == '-')
            exponent++;
        if (ascii_is_digit(char_at(text, exponent))) {
            at = exponent;
            while (ascii_is_digit(char_at(text, at)))
                at++;
        }
    }
    return at;
}

static token string_token(str text, size_t start)
{
    for (size_t at = start + 1; at < text.length; at++) {
        if (text.data[at] == '\\')
            at++;
        else if (text.data[at] == '"')
            return (token){TOKEN_STRING, start, at + 1};
    }
    return (token){TOKEN_OPEN_TEXT, start, text.length};
}

static token symbol_token(str text, size_t start)
{
    static const struct {
        const char *text;
        token_kind kind;
    } SYMBOLS[] = {
        {"..", TOKEN_DOTS},        {"**", TOKEN_POWER},      {"->", TOKEN_ARROW},
        {"!=", TOKEN_NOT_EQUAL},   {"<=", TOKEN_LESS_EQUAL}, {">=", TOKEN_GREATER_EQUAL},
        {"(", TOKEN_OPEN},         {")", TOKEN_CLOSE},       {"[", TOKEN_OPEN_SQUARE},
        {"]", TOKEN_CLOSE_SQUARE}, {"{", TOKEN_OPEN_CURLY},  {"}", TOKEN_CLOSE_CURLY},
        {",", TOKEN_COMMA},        {":", TOKEN_COLON},       {".", TOKEN_DOT},
        {"@", TOKEN_AT},           {"+", TOKEN_PLUS},        {"-", TOKEN_MINUS},
        {"*", TOKEN_STAR},         {"/", TOKEN_SLASH},       {"=", TOKEN_EQUAL},
        {"<", TOKEN_LESS},         {">", TOKEN_GREATER},
    };
    str rest = str_slice(text, start, text.length);
    for (size_t i = 0; i < sizeof SYMBOLS / sizeof *SYMBOLS; i++) {
        str symbol = str_from(SYMBOLS[i].text);
        if (str_starts(rest, symbol))
            return (token){SYMBOLS[i].kind, start, start + symbol.length};
    }
    size_t end = start;
    utf8_decode(text, &end);
    return (token){TOKEN_INVALID, start, end};
}

token lex(str text, size_t at)
{
    if (!skip_blank(text, &at))
        return (token){TOKEN_OPEN_TEXT, at, text.length};
    if (at >= text.length)
        return (token){TOKEN_END, text.length, text.length};
    char c = text.data[at];
    if (ascii_is_digit(c) || (c == '.' && ascii_is_digit(char_at(text, at + 1))))
        return (token){TOKEN_NUMBER, at, number_end(text, at)};
    if (c == '"')
        return string_token(text, at);
    size_t end = at;
    if (!is_name_start(utf8_decode(text, &end)))
        return symbol_token(text, at);
    for (size_t next = end; next < text.length && is_name_part(utf8_decode(text, &next));)
        end = next;
    return (token){TOKEN_NAME, at, end};
}

size_t lex_spaced(str text, size_t at, str name)
{
    uint32_t last = 0;
    for (size_t i = 0; i < name.length;) {
        uint32_t wanted = utf8_decode(name, &i);
        if (at >= text.length)
            return SIZE_MAX;
        size_t next = at;
        last = utf8_decode(text, &next);
        if (wanted == ' ') {
            if (!is_space(last))
                return SIZE_MAX;
            for (at = next; next < text.length && is_space(utf8_decode(text, &next));)
                at = next;
        } else if (last == wanted) {
            at = next;
        } else {
            return SIZE_MAX;
        }
    }
    size_t after = at;
    if (after < text.length && is_name_part(last) && is_name_part(utf8_decode(text, &after)))
        return SIZE_MAX; // the text goes on with the same word
    return at;
}

static bool take_hex(str text, size_t *at, size_t digits, uint32_t *out)
{
    *out = 0;
    for (size_t i = 0; i < digits; i++) {
        char c = char_at(text, *at + i);
        uint32_t digit;
        if (ascii_is_digit(c))
            digit = (uint32_t)(c - '0');
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            digit = (uint32_t)((c | 0x20) - 'a') + 10;
        else
            return false;
        *out = *out * 16 + digit;
    }
    *at += digits;
    return true;
}

// \uXXXX or \UXXXXXX at text[*at] (behind the backslash); two of the former may make a surrogate pair.
static bool take_code_point(str text, size_t *at, uint32_t *out)
{
    bool wide = text.data[*at] == 'U';
    ++*at;
    if (!take_hex(text, at, wide ? 6 : 4, out))
        return false;
    bool high = *out >= 0xd800 && *out <= 0xdbff;
    if (high && char_at(text, *at) == '\\' && char_at(text, *at + 1) == 'u') {
        size_t next = *at + 2;
        uint32_t low;
        if (take_hex(text, &next, 4, &low) && low >= 0xdc00 && low <= 0xdfff) {
            *out = 0x10000 + ((*out - 0xd800) << 10) + (low - 0xdc00);
            *at = next;
        }
    }
    return *out <= 0x10ffff && !(*out >= 0xd800 && *out <= 0xdfff);
}

bool lex_string(arena *a, str quoted, str *out)
{
    str body = str_slice(quoted, 1, quoted.length - 1);
    if (!str_contains(body, STR("\\"))) {
        *out = body;
        return true;
    }
    builder b = builder_new(a);
    for (size_t i = 0; i < body.length;) {
        char c = body.data[i++];
        if (c != '\\' || i == body.length) {
            builder_addc(&b, c);
            continue;
        }
        char e = body.data[i];
        static const char ESCAPES[] = "n\nr\rt\t'\'\"\"\\\\";
        size_t which = 0;
        while (ESCAPES[which] && ESCAPES[which] != e)
            which += 2;
        uint32_t code_point;
        if (ESCAPES[which]) {
            builder_addc(&b, ESCAPES[which + 1]);
            i++;
        } else if (e == 'u' || e == 'U') {
            if (!take_code_point(body, &i, &code_point))
                return false;
            builder_add_code_point(&b, code_point);
        } else {
            builder_addc(&b, '\\'); // as in "\d": kept, for patterns
        }
    }
    *out = builder_str(&b);
    return true;
}
