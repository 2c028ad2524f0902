// SPDX-License-Identifier: MIT
// Where sentences and quotations begin and end in a plain text: see prepare.h. Knows the abbreviations of
// English prose by people in the helping professions; knows no triggers.
#include "text/prepare.h"

enum {
    LONGEST_SENTENCE = 4000, // longer ones are cut at a space: nothing readable is that long
    LONGEST_SINGLE_QUOTE = 300,
    LONGEST_ABBREVIATION = 40
};

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_lower(c) || is_upper(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

static bool is_closer(char c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']';
}

static bool is_opener(char c)
{
    return c == ' ' || c == '(' || c == '[' || c == '"' || c == '/';
}

// The byte there, or a space outside of the text.
static char at(str text, size_t i)
{
    return i < text.length ? text.data[i] : ' ';
}

static bool ellipsis_at(str text, size_t i)
{
    return i + 3 <= text.length && text.data[i] == '\xE2' && text.data[i + 1] == '\x80' &&
           text.data[i + 2] == '\xA6';
}

// A run of terminators, such as "?!" or "...", and the closing marks behind it.
typedef struct stop {
    size_t start;
    size_t end;
    bool question;
    bool exclamation;
    bool ellipsis;
    bool closed; // by at least one closing mark
} stop;

static stop read_stop(str text, size_t start)
{
    stop s = {.start = start};
    size_t dots = 0;
    size_t i = start;
    for (;;) {
        if (ellipsis_at(text, i)) {
            s.ellipsis = true;
            i += 3;
            continue;
        }
        char c = at(text, i);
        if (c != '.' && c != '!' && c != '?')
            break;
        dots += c == '.';
        s.question |= c == '?';
        s.exclamation |= c == '!';
        i++;
    }
    s.ellipsis |= dots > 1;
    s.closed = is_closer(at(text, i));
    while (is_closer(at(text, i)))
        i++;
    s.end = i;
    return s;
}

static bool in_list(str word, const char *list)
{
    str rest = str_from(list);
    str entry;
    while (str_next_word(&rest, &entry))
        if (str_equal_nocase(entry, word))
            return true;
    return false;
}

// What follows an abbreviation always belongs to it, or only where it does not begin like a sentence.
static bool abbreviation_ends(str word, char next)
{
    static const char before_more[] =
        "dr mr mrs ms mx prof rev st sr jr hon e.g i.e eg ie vs cf approx no dept fig";
    static const char before_either[] = "etc inc ltd llc psych univ assoc ave blvd a.m p.m ph psy";
    if (in_list(word, before_more))
        return false;
    if (word.length == 1 && is_upper(word.data[0]) && word.data[0] != 'I')
        return false; // an initial
    bool dotted = str_contains(word, STR("."));
    if (dotted || in_list(word, before_either))
        return is_upper(next);
    return true;
}

// The marks that open a question or an exclamation in Spanish, U+00BF and U+00A1.
static bool opening_mark_at(str text, size_t i)
{
    return at(text, i) == '\xC2' && (at(text, i + 1) == '\xBF' || at(text, i + 1) == '\xA1');
}

static str word_before(str text, size_t end, size_t from)
{
    size_t start = end;
    while (start > from && end - start < LONGEST_ABBREVIATION && !is_opener(text.data[start - 1]))
        start--;
    return str_slice(text, start, end);
}

static bool all_digits(str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (!is_digit(word.data[i]))
            return false;
    return word.length > 0;
}

// Whether a full stop ends the sentence that began at `from`.
static bool full_stop_ends(str text, stop s, size_t from)
{
    str word = word_before(text, s.start, from);
    if (at(text, s.end) != ' ') { // "again.There", but not "3.5", "Ph.D", "example.com"
        bool before = s.start > from && (is_lower(text.data[s.start - 1]) || s.closed);
        if (opening_mark_at(text, s.end))
            return true;
        char second = at(text, s.end + 1);
        bool after = is_upper(at(text, s.end)) && (is_lower(second) || second == ' ' || second == '\'');
        return before && after && !str_contains(word, STR("."));
    }
    if (all_digits(word) && s.start - word.length == from)
        return false; // "2. Then …"
    return abbreviation_ends(word, at(text, s.end + 1));
}

static bool ends_sentence(str text, stop s, size_t from)
{
    if (s.end >= text.length)
        return true;
    bool spaced = text.data[s.end] == ' ';
    char next = at(text, s.end + spaced);
    if (s.question || s.exclamation) // not: asks "why?" and
        return spaced ? !(s.closed && is_lower(next)) : is_upper(next);
    if (s.ellipsis) { // "Well... I think" goes on
        char behind = at(text, s.end + 2);
        return spaced && is_upper(next) && !(next == 'I' && (behind == ' ' || behind == '\''));
    }
    return full_stop_ends(text, s, from);
}

static void add_sentence(arena *a, prepared_text *p, size_t start, size_t end, bool question)
{
    while (start < end && p->plain.data[start] == ' ')
        start++;
    while (end > start && p->plain.data[end - 1] == ' ')
        end--;
    if (start < end)
        *ARENA_PUSH(a, &p->sentences) = (sentence){start, end, question};
}

static bool too_long(str text, size_t start, size_t i)
{
    return i - start > LONGEST_SENTENCE && (text.data[i] == ' ' || i - start > LONGEST_SENTENCE * 2) &&
           ((unsigned char)text.data[i] & 0xC0) != 0x80;
}

static void find_sentences(arena *a, prepared_text *p)
{
    str text = p->plain;
    size_t start = 0;
    size_t next_break = 0;
    size_t i = 0;
    while (i < text.length) {
        if (next_break < p->breaks.count && p->breaks.items[next_break] <= i) {
            next_break++;
            add_sentence(a, p, start, i, false);
            start = i;
        }
        char c = text.data[i];
        if (c == '.' || c == '!' || c == '?' || ellipsis_at(text, i)) {
            stop s = read_stop(text, i);
            i = s.end;
            if (!ends_sentence(text, s, start))
                continue;
            add_sentence(a, p, start, i, s.question);
            start = i;
        } else {
            if (too_long(text, start, i)) {
                add_sentence(a, p, start, i, false);
                start = i;
            }
            i++;
        }
    }
    add_sentence(a, p, start, text.length, false);
}

static bool opens_quote(str text, size_t i)
{
    char mark = text.data[i];
    if (i > 0 && !is_opener(text.data[i - 1]))
        return false;
    return mark == '"' ? at(text, i + 1) != ' ' : mark == '\'' && is_word(at(text, i + 1));
}

// The end of the quotation that opens at i, mark included; 0 where it does not close before limit.
static size_t quote_end(str text, size_t i, size_t limit)
{
    char mark = text.data[i];
    if (mark == '\'' && limit - i > LONGEST_SINGLE_QUOTE)
        limit = i + LONGEST_SINGLE_QUOTE;
    for (size_t k = i + 1; k < limit; k++)
        if (text.data[k] == mark && text.data[k - 1] != ' ' && !is_word(at(text, k + 1)))
            return k + 1;
    return 0;
}

// Quotations do not go across what the layout separates. One around the whole text quotes nothing.
static void find_quotes(arena *a, prepared_text *p)
{
    str text = p->plain;
    size_t next_break = 0;
    size_t unclosed = 0; // up to there no double mark can open: one did, and nothing closed it
    for (size_t i = 0; i < text.length; i++) {
        char mark = text.data[i];
        if ((mark != '"' && mark != '\'') || !opens_quote(text, i) || (mark == '"' && i < unclosed))
            continue;
        while (next_break < p->breaks.count && p->breaks.items[next_break] <= i)
            next_break++;
        size_t limit = next_break < p->breaks.count ? p->breaks.items[next_break] : text.length;
        size_t end = quote_end(text, i, limit);
        if (end == 0 && mark == '"')
            unclosed = limit;
        if (end == 0)
            continue;
        if (i > 0 || end + 1 < text.length)
            *ARENA_PUSH(a, &p->quotes) = (text_span){i, end};
        i = end - 1;
    }
}

void text_segment(arena *a, prepared_text *p)
{
    find_sentences(a, p);
    find_quotes(a, p);
}

size_t text_sentence_at(const prepared_text *p, size_t offset)
{
    size_t low = 0, high = p->sentences.count; // the first sentence that ends behind offset
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->sentences.items[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < p->sentences.count ? low : p->sentences.count - 1;
}
