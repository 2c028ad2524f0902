// SPDX-License-Identifier: MIT
// Common slips, by the token at which they show. Knows nothing of the grammar.
#include "feel/syntax/slips.h"

#include "feel/decimal.h"

#define WRITE_NOT "write not(…), with the condition in the parentheses"
#define NO_CURRENCY "a number stands without its currency"

enum { SHOWN_TEXT = 60 };

str slip_help_of(const slip *slips, size_t count, str found)
{
    for (size_t i = 0; i < count; i++)
        if (str_equals(found, slips[i].found))
            return str_from(slips[i].help);
    return STR_NONE;
}

#define HELP_OF(slips, found) slip_help_of((slips), sizeof(slips) / sizeof *(slips), (found))

// A word of FEEL, written in capitals.
static str capitals_help(str word)
{
    static const slip WORDS[] = {
        {"and", "write and, in small letters"},         {"or", "write or, in small letters"},
        {"not", "write not(…), in small letters"},      {"in", "write in, in small letters"},
        {"if", "write if, in small letters"},           {"then", "write then, in small letters"},
        {"else", "write else, in small letters"},       {"for", "write for, in small letters"},
        {"some", "write some, in small letters"},       {"every", "write every, in small letters"},
        {"return", "write return, in small letters"},   {"satisfies", "write satisfies, in small letters"},
        {"between", "write between, in small letters"}, {"true", "write true, in small letters"},
        {"false", "write false, in small letters"},     {"null", "write null, in small letters"},
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_equal_nocase(word, str_from(WORDS[i].found)) && !str_equals(word, WORDS[i].found))
            return str_from(WORDS[i].help);
    return STR_NONE;
}

str slip_name_help(str name)
{
    static const slip NAMES[] = {
        {"None", "write null"},
        {"none", "write null"},
        {"nil", "write null"},
        {"len", "write count"},
        {"length", "write count for a list, string length for a text"},
    };
    str help = capitals_help(name);
    if (!help.length && str_starts(name, STR("€")))
        return STR(NO_CURRENCY);
    return help.length ? help : HELP_OF(NAMES, name);
}

bool slip_is_curly_quote(str character)
{
    static const char *const QUOTES[] = {"“", "”", "„", "‘", "’", "‚"};
    for (size_t i = 0; i < sizeof QUOTES / sizeof *QUOTES; i++)
        if (str_starts(character, str_from(QUOTES[i])))
            return true;
    return false;
}

// The text in quotes of another kind, in FEEL's.
static str quote_help(arena *a, str text, token found)
{
    size_t from = found.end, to = from;
    bool curly = slip_is_curly_quote(str_slice(text, found.start, found.end));
    for (; to < text.length && text.data[to] != '\n'; to++) {
        str rest = str_slice(text, to, text.length);
        if (curly ? slip_is_curly_quote(rest) : rest.data[0] == '\'')
            return str_printf(a, "write \"%.*s\"", STR_ARGS(str_slice(text, from, to)));
    }
    return STR_NONE;
}

static bool is_digit_at(str text, size_t at)
{
    return at < text.length && text.data[at] >= '0' && text.data[at] <= '9';
}

// The number that ends at end: digits and a point.
static str number_before(str text, size_t end)
{
    size_t start = end;
    while (start && (is_digit_at(text, start - 1) || text.data[start - 1] == '.'))
        start--;
    return str_slice(text, start, end);
}

static str percent_help(arena *a, str text, token found)
{
    decimal number;
    str digits = number_before(text, found.start);
    token next = lex(text, found.end);
    if (next.kind == TOKEN_NUMBER || next.kind == TOKEN_NAME || next.kind == TOKEN_OPEN ||
        !decimal_parse(digits, &number))
        return STR("write modulo(x, y) for what a division leaves");
    str share = decimal_text(a, decimal_divide(number, decimal_from_int(100)));
    return str_printf(a, "write %.*s for %.*s%%", STR_ARGS(share), STR_ARGS(digits));
}

static str currency_help(arena *a, str text, token found)
{
    token next = lex(text, found.end);
    str number =
        next.kind == TOKEN_NUMBER ? str_slice(text, next.start, next.end) : number_before(text, found.start);
    return number.length ? str_printf(a, "write %.*s: " NO_CURRENCY, STR_ARGS(number)) : STR(NO_CURRENCY);
}

// 1,000: groups of three digits behind a comma.
static str thousands_help(arena *a, str text, token found)
{
    str first = number_before(text, found.start);
    if (!first.length || first.length > 3 || str_contains(first, STR(".")))
        return STR_NONE;
    builder help = builder_new(a);
    builder_addf(&help, "write %.*s", STR_ARGS(first));
    size_t plain = help.length;
    for (size_t at = found.start; at < text.length && text.data[at] == ','; at += 4) {
        if (!is_digit_at(text, at + 1) || !is_digit_at(text, at + 2) || !is_digit_at(text, at + 3) ||
            is_digit_at(text, at + 4))
            break;
        builder_add(&help, str_slice(text, at + 1, at + 4));
    }
    return help.length > plain ? builder_str(&help) : STR_NONE;
}

static bool is_comparison(token t)
{
    return t.kind >= TOKEN_EQUAL && t.kind <= TOKEN_GREATER_EQUAL;
}

static bool is_word(str text, token t, const char *word)
{
    return t.kind == TOKEN_NAME && str_equals(str_slice(text, t.start, t.end), word);
}

static bool starts_operand(str text, token t)
{
    static const char *const WORDS[] = {"and", "or",     "if",        "then", "else",
                                        "in",  "return", "satisfies", "not",  "between"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (is_word(text, t, WORDS[i]))
            return true;
    return t.kind == TOKEN_OPEN || t.kind == TOKEN_OPEN_SQUARE || t.kind == TOKEN_COMMA ||
           t.kind == TOKEN_COLON;
}

// The value that stands directly ahead of offset: from behind the last word or bracket that begins one.
static str operand_before(str text, size_t offset)
{
    size_t start = 0, end = 0, depth = 0;
    for (token t = lex(text, 0); t.kind != TOKEN_END && t.kind != TOKEN_OPEN_TEXT && t.start < offset;
         t = lex(text, t.end)) {
        bool opens = t.kind == TOKEN_OPEN || t.kind == TOKEN_OPEN_SQUARE || t.kind == TOKEN_OPEN_CURLY;
        bool call = opens && end > start; // f(…), list[…]: part of the value
        bool closes = t.kind == TOKEN_CLOSE || t.kind == TOKEN_CLOSE_SQUARE || t.kind == TOKEN_CLOSE_CURLY;
        depth += call || (opens && depth);
        if (starts_operand(text, t) && !depth)
            start = t.end;
        depth -= closes && depth;
        end = t.end;
    }
    return str_trim(str_slice(text, start, end > start ? end : start));
}

// x >= 1 and <= 9
static str lone_comparison_help(arena *a, str text, token found)
{
    token before = {0}, comparison = {0};
    for (token t = lex(text, 0); t.kind != TOKEN_END && t.start < found.start; t = lex(text, t.end)) {
        before = t;
        if (is_comparison(t))
            comparison = t;
    }
    if (!is_word(text, before, "and") && !is_word(text, before, "or"))
        return STR_NONE;
    str subject = comparison.end ? operand_before(text, comparison.start) : STR_NONE;
    if (!subject.length || subject.length > SHOWN_TEXT)
        return STR("a comparison has two sides");
    return str_printf(a, "a comparison has two sides: write %.*s %.*s %.*s …",
                      STR_ARGS(str_slice(text, before.start, before.end)), STR_ARGS(subject),
                      STR_ARGS(str_slice(text, found.start, found.end)));
}

// Unary tests such as > 18 and < 50.
static str open_range_help(arena *a, str text, token found)
{
    token low = lex(text, 0), high = lex(text, found.end);
    bool upwards = low.kind >= TOKEN_GREATER && high.kind >= TOKEN_LESS && high.kind <= TOKEN_LESS_EQUAL;
    if (!is_word(text, found, "and") || !is_comparison(low) || !upwards)
        return STR_NONE;
    size_t end = high.end;
    for (token t = lex(text, end); t.kind != TOKEN_END; t = lex(text, t.end)) {
        if (t.kind == TOKEN_COMMA || starts_operand(text, t) || is_comparison(t))
            return STR_NONE;
        end = t.end;
    }
    str from = str_trim(str_slice(text, low.end, found.start)), to = str_trim(str_slice(text, high.end, end));
    return str_printf(a, "write %c%.*s..%.*s%c", low.kind == TOKEN_GREATER ? '(' : '[', STR_ARGS(from),
                      STR_ARGS(to), high.kind == TOKEN_LESS ? ')' : ']');
}

// x => x + 1: a function in other languages, where what stands before is a name that is read behind it.
static str arrow_help(arena *a, str text, token found)
{
    size_t equals = found.start - 1, start = equals;
    while (start && text.data[start - 1] == ' ')
        start--;
    size_t end = start;
    while (start && is_name_part((unsigned char)text.data[start - 1]))
        start--;
    str name = str_slice(text, start, end);
    bool read = false;
    size_t depth = 0;
    end = found.end;
    for (token t = lex(text, end); name.length && t.kind > TOKEN_OPEN_TEXT; t = lex(text, t.end)) {
        bool closes = t.kind == TOKEN_CLOSE || t.kind == TOKEN_CLOSE_SQUARE || t.kind == TOKEN_CLOSE_CURLY;
        if ((closes || t.kind == TOKEN_COMMA) && depth == 0)
            break;
        depth += t.kind == TOKEN_OPEN || t.kind == TOKEN_OPEN_SQUARE || t.kind == TOKEN_OPEN_CURLY;
        depth -= closes;
        read = read || (t.kind == TOKEN_NAME && str_equal(str_slice(text, t.start, t.end), name));
        end = t.end;
    }
    return read ? str_printf(a, "a function is written function(%.*s) %.*s", STR_ARGS(name),
                             STR_ARGS(str_trim(str_slice(text, found.end, end))))
                : STR_NONE;
}

// Two signs that are one operator elsewhere: the first of them was read as an operator of its own.
static str second_sign_help(arena *a, str text, token found)
{
    if (found.start && text.data[found.start] == '>' && text.data[found.start - 1] == '=') {
        str help = arrow_help(a, text, found);
        if (help.length)
            return help;
    }
    static const slip SIGNS[] = {
        {"==", "write = for \"is equal to\""},
        {"!==", "write !="},
        {"<>", "write !="},
        {"=<", "write <="},
        {"=>", "write >="},
    };
    size_t start = found.start;
    if (start > 1 && text.data[start - 2] == '!')
        start--;
    str help = start ? HELP_OF(SIGNS, str_slice(text, start - 1, found.start + 1)) : STR_NONE;
    return help.length ? help : lone_comparison_help(a, text, found);
}

// x not in y; x is null, x is not null.
static str negated_help(arena *a, str text, token found)
{
    token next = lex(text, found.end), last = lex(text, next.end);
    str subject = operand_before(text, found.start);
    bool is = is_word(text, found, "is"), not_next = is_word(text, next, "not");
    if (is && is_word(text, next, "null"))
        return STR("write = null");
    if (is && not_next)
        return is_word(text, last, "null") ? STR("write != null") : STR("write !=");
    if (!is_word(text, found, "not") || !subject.length || subject.length > SHOWN_TEXT)
        return STR_NONE;
    if (is_word(text, next, "in") || is_word(text, next, "between"))
        return str_printf(a, "write not(%.*s %.*s …)", STR_ARGS(subject),
                          STR_ARGS(str_slice(text, next.start, next.end)));
    return STR_NONE;
}

static str word_help(str text, token found, size_t previous_end)
{
    static const slip INFIXES[] = {
        {"like", "write contains(text, part), or matches(text, pattern)"},
        {"contains", "write contains(text, part), or list contains(list, item)"},
        {"matches", "write matches(text, pattern)"},
        {"is", "write = for \"is equal to\""},
        {"equals", "write = for \"is equal to\""},
        {"eq", "write = for \"is equal to\""},
        {"mod", "write modulo(x, y)"},
        {"?", "write if condition then value else other value"},
        {"€", NO_CURRENCY},
    };
    size_t start = previous_end;
    while (start && ((text.data[start - 1] >= 'a' && text.data[start - 1] <= 'z') ||
                     (text.data[start - 1] >= 'A' && text.data[start - 1] <= 'Z')))
        start--;
    str before = str_slice(text, start, previous_end);
    if (str_equals(before, "not"))
        return STR(WRITE_NOT);
    str word = str_slice(text, found.start, found.end);
    str help = found.kind == TOKEN_NAME ? capitals_help(word) : STR_NONE;
    if (!help.length)
        help = capitals_help(before);
    if (!help.length && found.kind == TOKEN_NAME)
        help = HELP_OF(INFIXES, word);
    return help;
}

str slip_help(arena *a, str text, token found, size_t previous_end)
{
    static const slip SIGNS[] = {
        {"&", "write and between conditions"},
        {"|", "write or between conditions"},
        {"!", WRITE_NOT},
        {"^", "write ** for a power"},
        {"≥", "write >="},
        {"≤", "write <="},
        {"≠", "write !="},
        {"×", "write *"},
        {"÷", "write /"},
        {"−", "write -"},
    };
    str sign = str_slice(text, found.start, found.end);
    if (found.kind == TOKEN_INVALID && (str_equals(sign, "'") || slip_is_curly_quote(sign)))
        return quote_help(a, text, found);
    if (found.kind == TOKEN_INVALID && str_equals(sign, "%"))
        return percent_help(a, text, found);
    if (found.kind == TOKEN_INVALID && (str_equals(sign, "$") || str_equals(sign, "£")))
        return currency_help(a, text, found);
    if (found.kind == TOKEN_INVALID)
        return HELP_OF(SIGNS, sign);
    if (found.kind == TOKEN_COMMA)
        return thousands_help(a, text, found);
    if (found.kind >= TOKEN_EQUAL && found.kind <= TOKEN_GREATER_EQUAL)
        return second_sign_help(a, text, found);
    str help = negated_help(a, text, found);
    if (!help.length)
        help = open_range_help(a, text, found);
    return help.length ? help : word_help(text, found, previous_end);
}
