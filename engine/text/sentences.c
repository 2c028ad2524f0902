// SPDX-License-Identifier: MIT
// Where sentences and quotations begin and end in a plain text: see prepare.h. Knows the abbreviations of
// English prose by people in the helping professions; knows no triggers.
#include "text/prepare.h"

#include "base/ascii.h"
#include "text/words.h"

#include <string.h>

enum {
    LONGEST_SENTENCE = 4000, // longer ones are cut at a space: nothing readable is that long
    LONGEST_SINGLE_QUOTE = 300,
    LONGEST_ABBREVIATION = 40
};

static bool is_word(char c)
{
    return ascii_is_lower(c) || ascii_is_upper(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

static bool is_closer(char c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']';
}

static bool is_opener(char c)
{
    return c == ' ' || c == '(' || c == '[' || c == '"' || c == '/' || c == '>' || c == ';';
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

// Emoji and what they are joined by, but for the marks of typography and of foreign scripts.
static bool emoji_at(str text, size_t i, size_t *end)
{
    *end = i;
    if ((unsigned char)at(text, i) < 0xC2)
        return false;
    uint32_t c = utf8_decode(text, end);
    return (c >= 0x2600 && c <= 0x27BF) || (c >= 0x1F000 && c <= 0x1FAFF) || c == 0xFE0F || c == 0x200D;
}

enum { LETTERS = 26 };

// Whether a list of words has this one. The list has them in small letters by their first one, with a space
// between.
static bool in_list(str word, const char *const list[LETTERS])
{
    if (word.length == 0 || !ascii_is_letter(word.data[0]))
        return false;
    const char *entry = list[ascii_lower(word.data[0]) - 'a'];
    while (entry && *entry) {
        size_t length = 0;
        while (entry[length] > ' ')
            length++;
        if (str_equal_nocase((str){entry, length}, word))
            return true;
        entry += length + (entry[length] == ' ');
    }
    return false;
}

static str letters_at(str text, size_t i)
{
    size_t end = i;
    while (ascii_is_lower(at(text, end)) || ascii_is_upper(at(text, end)))
        end++;
    return str_slice(text, i, end);
}

// ---- remains of HTML

// Where the tag at i ends; i where there is none.
static size_t tag_end(str text, size_t i)
{
    return at(text, i) == '<' ? markup_end(text, i) : i;
}

// Whether the tag at i separates what is around it, as a paragraph does.
static bool is_block_tag(str text, size_t i)
{
    static const char *const BLOCKS[LETTERS] = {['a' - 'a'] = "article",     ['b' - 'a'] = "br blockquote",
                                                ['d' - 'a'] = "div",         ['h' - 'a'] = "h hr",
                                                ['l' - 'a'] = "li",          ['o' - 'a'] = "ol",
                                                ['p' - 'a'] = "p",           ['s' - 'a'] = "section",
                                                ['t' - 'a'] = "tr td table", ['u' - 'a'] = "ul"};
    return in_list(letters_at(text, i + 1 + (at(text, i + 1) == '/')), BLOCKS);
}

static size_t skip_spaces(str text, size_t i)
{
    for (;;) {
        size_t markup = at(text, i) == '&' ? markup_end(text, i) : i;
        if (i < text.length && text.data[i] == ' ')
            i++;
        else if (markup > i)
            i = markup;
        else
            return i;
    }
}

// ---- where sentences end

// A run of terminators, such as "?!" or "...", and the closing marks behind it.
typedef struct stop {
    size_t start;
    size_t end;
    size_t next; // the first byte behind it that is no space
    bool question;
    bool exclamation;
    bool ellipsis;
    bool closed; // by at least one closing mark
} stop;

static size_t read_terminators(str text, size_t i, stop *s)
{
    size_t dots = 0;
    for (;;) {
        char c = at(text, i);
        if (ellipsis_at(text, i)) {
            s->ellipsis = true;
            i += 3;
        } else if (c == '.' || c == '!' || c == '?') {
            dots += c == '.';
            s->question |= c == '?';
            s->exclamation |= c == '!';
            i++;
        } else if (c == ' ' && dots > 0 && at(text, i + 1) == '.' && !is_word(at(text, i + 2))) {
            i++; // ". . ."
        } else {
            s->ellipsis |= dots > 1;
            return i;
        }
    }
}

// Whether a mark behind a stop closes; a quotation mark may open as well: up."Hope" is real.
static bool closes(str text, size_t i, size_t from)
{
    if (!is_closer(at(text, i)) || at(text, i) != '"' || !is_word(at(text, i + 1)))
        return is_closer(at(text, i));
    bool open = false;
    for (size_t k = from; k < i; k++)
        open ^= text.data[k] == '"';
    return open;
}

// The stop that begins at start, in the sentence from `from` on.
static stop read_stop(str text, size_t start, size_t from)
{
    stop s = {.start = start};
    size_t i = read_terminators(text, start, &s);
    s.closed = closes(text, i, from);
    while (closes(text, i, from))
        i++;
    while (at(text, i) == '<' && at(text, i + 1) == '/' && !is_block_tag(text, i) && tag_end(text, i) > i)
        i = tag_end(text, i);
    s.end = i;
    s.next = skip_spaces(text, i);
    return s;
}

static bool all_upper(str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (!ascii_is_upper(word.data[i]))
            return false;
    return word.length > 1;
}

static bool no_lower(str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (ascii_is_lower(text.data[i]))
            return false;
    return true;
}

// A word that begins a sentence more often than it is a name.
static bool starts_like_sentence(str text, size_t i)
{
    static const char *const STARTS[LETTERS] = {
        ['a' - 'a'] = "and as at ask", ['b' - 'a'] = "but",
        ['c' - 'a'] = "call",          ['d' - 'a'] = "do",
        ['f' - 'a'] = "for",           ['h' - 'a'] = "he how",
        ['i' - 'a'] = "i it in if is", ['m' - 'a'] = "my",
        ['n' - 'a'] = "not no",        ['o' - 'a'] = "our",
        ['s' - 'a'] = "she so",        ['t' - 'a'] = "then the they this that there to",
        ['w' - 'a'] = "we when what",  ['y' - 'a'] = "you your"};
    return in_list(letters_at(text, i), STARTS);
}

static str word_before(str text, size_t end, size_t from)
{
    size_t start = end;
    while (start > from && end - start < LONGEST_ABBREVIATION && !is_opener(text.data[start - 1]))
        start--;
    return str_slice(text, start, end);
}

// Whether the word that starts at `start` follows a name within the sentence: "Main St.", not "In St. Louis".
static bool behind_name(str text, size_t start, size_t from)
{
    if (start < from + 2)
        return false;
    str before = word_before(text, start - 1, from);
    return before.length > 0 && ascii_is_upper(before.data[0]) && before.data > text.data + from;
}

// Abbreviations that more follows, such as a name; those that may stand at an end as well; and what "U.S."
// stands before.
static const char *const BEFORE_MORE[LETTERS] = {
    ['a' - 'a'] = "approx", ['c' - 'a'] = "col capt cf",     ['d' - 'a'] = "dr drs dept",
    ['e' - 'a'] = "e.g eg", ['f' - 'a'] = "ft fig",          ['g' - 'a'] = "gen",
    ['h' - 'a'] = "hon",    ['i' - 'a'] = "i.e ie",          ['j' - 'a'] = "jr",
    ['l' - 'a'] = "lt",     ['m' - 'a'] = "mr mrs ms mx mt", ['p' - 'a'] = "prof",
    ['r' - 'a'] = "rev",    ['s' - 'a'] = "sgt sr",          ['v' - 'a'] = "vs"};
static const char *const BEFORE_EITHER[LETTERS] = {['a' - 'a'] = "assoc ave a.m al apr aug",
                                                   ['b' - 'a'] = "blvd",
                                                   ['d' - 'a'] = "dec",
                                                   ['e' - 'a'] = "etc ext",
                                                   ['f' - 'a'] = "fri feb",
                                                   ['h' - 'a'] = "hr hrs",
                                                   ['i' - 'a'] = "inc",
                                                   ['j' - 'a'] = "jan jun jul",
                                                   ['l' - 'a'] = "ltd llc",
                                                   ['m' - 'a'] = "min mins mon mar",
                                                   ['n' - 'a'] = "nov",
                                                   ['o' - 'a'] = "oct",
                                                   ['p' - 'a'] = "psych p.m ph psy",
                                                   ['r' - 'a'] = "rd ret",
                                                   ['s' - 'a'] = "sat sun sep sept",
                                                   ['t' - 'a'] = "tue tues thu thurs",
                                                   ['u' - 'a'] = "univ",
                                                   ['w' - 'a'] = "wed",
                                                   ['y' - 'a'] = "yr yrs"};
static const char *const SERVICES[LETTERS] = {['a' - 'a'] = "army air",       ['c' - 'a'] = "coast",
                                              ['d' - 'a'] = "department",     ['g' - 'a'] = "government",
                                              ['m' - 'a'] = "marine marines", ['n' - 'a'] = "navy"};

// Whether the full stop behind word ends the sentence as well, where a space follows.
static bool abbreviation_ends(str text, stop s, str word, size_t from)
{
    char next = at(text, s.next);
    size_t start = (size_t)(word.data - text.data);
    if (str_equal_nocase(word, STR("no")))
        return !ascii_is_digit(next) && next != '#';
    if (str_equal_nocase(word, STR("st")))
        return ascii_is_upper(next) && behind_name(text, start, from);
    if (in_list(word, BEFORE_MORE))
        return false;
    if (word.length == 1 && ascii_is_upper(word.data[0]) && word.data[0] != 'I') // an initial
        return starts_like_sentence(text, s.next) && start > from;
    if (str_equal_nocase(word, STR("u.s")) && in_list(letters_at(text, s.next), SERVICES))
        return false;
    if (!str_contains(word, STR(".")) && !in_list(word, BEFORE_EITHER))
        return true;
    return all_upper(letters_at(text, s.next)) ? starts_like_sentence(text, s.next) : ascii_is_upper(next);
}

// The marks that open a question or an exclamation in Spanish, U+00BF and U+00A1.
static bool opening_mark_at(str text, size_t i)
{
    return at(text, i) == '\xC2' && (at(text, i + 1) == '\xBF' || at(text, i + 1) == '\xA1');
}

static bool all_digits(str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (!ascii_is_digit(word.data[i]))
            return false;
    return word.length > 0;
}

// "2. Then …", also as the entry of a list in a line: "two things: 1. this, 2. that".
static bool numbers_an_entry(str text, str word, size_t from)
{
    size_t start = (size_t)(word.data - text.data);
    if (!all_digits(word) || word.length > 2)
        return false;
    char before = start >= 2 ? text.data[start - 2] : ' ';
    return start == from || before == ':' || before == ',' || before == ';';
}

// A word with full stops inside that is no row of initials: "Ph.D".
static bool is_degree(str word)
{
    size_t point = str_find(word, STR("."), 0);
    return point != SIZE_MAX && point > 1 && ascii_is_upper(word.data[0]) &&
           ascii_is_upper(word.data[word.length - 1]);
}

// Whether a full stop with no space behind it ends the sentence: "again.There", but not "3.5", "Ph.D",
// "example.com".
static bool tight_stop_ends(str text, stop s, str word, size_t from)
{
    char first = at(text, s.end), second = at(text, s.end + 1);
    char last = s.start > from ? text.data[s.start - 1] : ' ';
    size_t emoji;
    if (opening_mark_at(text, s.end) || emoji_at(text, s.end, &emoji))
        return true;
    if (first == '(' || first == '"')
        return ascii_is_lower(last);
    if (is_degree(word))
        return ascii_is_upper(first) && ascii_is_lower(second);
    if (str_contains(word, STR(".")))
        return false;
    if (ascii_is_lower(last) || s.closed)
        return (ascii_is_upper(first) && (ascii_is_lower(second) || second == ' ' || second == '\'')) ||
               (first == 'i' && (second == ' ' || second == '\''));
    if (ascii_is_digit(last) || all_upper(word)) {
        bool shouted = all_upper(letters_at(text, s.end)) && no_lower(str_slice(text, from, s.start)) &&
                       str_contains(str_slice(text, from, s.start), STR(" "));
        return (ascii_is_upper(first) && ascii_is_lower(second)) || shouted;
    }
    return false;
}

static bool full_stop_ends(str text, stop s, size_t from)
{
    str word = word_before(text, s.start, from);
    if (s.next == s.end)
        return tight_stop_ends(text, s, word, from);
    return !numbers_an_entry(text, word, from) && abbreviation_ends(text, s, word, from);
}

static bool ends_sentence(str text, stop s, size_t from)
{
    if (s.next >= text.length)
        return true;
    bool spaced = s.next > s.end;
    char next = at(text, s.next);
    if (s.question || s.exclamation) // not: asks "why?" and
        return spaced ? !(s.closed && ascii_is_lower(next))
                      : ascii_is_upper(next) || opening_mark_at(text, s.end);
    if (s.ellipsis) { // "Well... I think" goes on
        char behind = at(text, s.next + 1);
        return spaced && ascii_is_upper(next) && !(next == 'I' && (behind == ' ' || behind == '\''));
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
    return i > start && i - start > LONGEST_SENTENCE &&
           (text.data[i] == ' ' || i - start > LONGEST_SENTENCE * 2) &&
           ((unsigned char)text.data[i] & 0xC0) != 0x80;
}

// Whether a line of the text as it was given begins at i of plain.
static bool begins_line(const prepared_text *p, size_t i)
{
    if (i == 0 || p->plain.data[i - 1] != ' ')
        return false;
    size_t end = text_original(p, i);
    for (size_t k = text_original(p, i - 1); k < end; k++)
        if (p->original.data[k] == '\n')
            return true;
    return false;
}

// Whether an entry of a list begins at i that text_prepare() took for running text: "+ so", "a) so", "(1)
// so", behind a dash, and behind signs such as arrows and emoji.
static bool begins_entry(const prepared_text *p, size_t i)
{
    str text = p->plain;
    unsigned char c = (unsigned char)text.data[i];
    size_t k = i + (c == '(');
    bool counted = is_word(at(text, k)) && at(text, k + 1) == ')' && at(text, k + 2) == ' ';
    if (c >= 0xE2) {
        size_t end = i;
        uint32_t sign = utf8_decode(text, &end);
        bool dash = (sign == 0x2013 || sign == 0x2014) && at(text, end) == ' ';
        return (dash || (sign >= 0x2190 && sign <= 0x2BFF) || (sign >= 0x1F000 && sign <= 0x1FAFF)) &&
               begins_line(p, i);
    }
    return (counted || (c == '+' && at(text, i + 1) == ' ')) && begins_line(p, i);
}

// The emoji behind a sentence are part of it, but not those that begin a line.
static size_t with_emoji(const prepared_text *p, size_t end)
{
    size_t after;
    size_t i = skip_spaces(p->plain, end);
    while (emoji_at(p->plain, i, &after) && !(i > end && begins_line(p, i))) {
        end = after;
        i = skip_spaces(p->plain, end);
    }
    return end;
}

// The work in progress.
typedef struct segmenting {
    arena *arena;
    prepared_text *into;
    size_t start;      // of the sentence at hand
    size_t next_break; // in breaks
    bool words;        // it has more than tags and spaces
    bool closing;      // a paragraph has ended; what comes next begins a sentence
    bool question;     // it has asked before its closing tags
} segmenting;

static void cut(segmenting *s, size_t end, bool question)
{
    size_t next = skip_spaces(s->into->plain, end);
    add_sentence(s->arena, s->into, s->start, next, question || s->question);
    s->start = next;
    s->words = s->closing = s->question = false;
}

// Cuts where the layout does. Returns where the text goes on.
static size_t cut_at_layout(segmenting *s, size_t i)
{
    const prepared_text *p = s->into;
    if (s->next_break < p->breaks.count && p->breaks.items[s->next_break] <= i) {
        s->next_break++;
        cut(s, i, false);
    }
    size_t end = tag_end(p->plain, i);
    bool block = end > i && is_block_tag(p->plain, i);
    bool closing =
        block && (at(p->plain, i + 1) == '/' || str_equal_nocase(letters_at(p->plain, i + 1), STR("br")));
    bool text = end == i && at(p->plain, i) != ' ';
    if (s->words && ((s->closing && text) || (block && !closing) || (text && begins_entry(p, i)) ||
                     too_long(p->plain, s->start, i)))
        cut(s, i, false);
    s->closing |= closing && s->words;
    s->words |= text;
    return end;
}

// Bytes at which a sentence may end or an entry of a list begin.
static bool is_eventful(unsigned char c)
{
    // one byte for each: a look-up is what this is about
    static const bool EVENTFUL[256] = {
        ['.'] = true,  ['!'] = true,  ['?'] = true,  ['<'] = true,  ['('] = true,  [')'] = true,
        ['+'] = true,  [0xE2] = true, [0xE3] = true, [0xE4] = true, [0xE5] = true, [0xE6] = true,
        [0xE7] = true, [0xE8] = true, [0xE9] = true, [0xEA] = true, [0xEB] = true, [0xEC] = true,
        [0xED] = true, [0xEE] = true, [0xEF] = true, [0xF0] = true, [0xF1] = true, [0xF2] = true,
        [0xF3] = true, [0xF4] = true};
    return EVENTFUL[c];
}

// How far what follows i is read without a look at each character: nothing begins or ends there, but for what
// the layout cut away or a sentence without end.
static size_t quiet_limit(const segmenting *s)
{
    size_t limit = s->start + LONGEST_SENTENCE;
    if (s->next_break < s->into->breaks.count && s->into->breaks.items[s->next_break] < limit)
        limit = s->into->breaks.items[s->next_break];
    return s->into->plain.length < limit ? s->into->plain.length : limit;
}

// The next place from i on at which something may begin or end.
static size_t skip_quiet(const segmenting *s, size_t i)
{
    str text = s->into->plain;
    if (!s->words || s->closing)
        return i;
    size_t limit = quiet_limit(s);
    for (size_t k = i; k < limit; k++) {
        if (!is_eventful((unsigned char)text.data[k]))
            continue;
        if (text.data[k] != ')')
            return k;
        if (k > i && is_word(text.data[k - 1])) // an entry, "a) so", begins before its bracket
            return k - 1;
    }
    return limit > i ? limit : i;
}

static void find_sentences(arena *a, prepared_text *p)
{
    segmenting s = {.arena = a, .into = p};
    str text = p->plain;
    for (size_t i = 0; (i = skip_quiet(&s, i)) < text.length;) {
        size_t after = cut_at_layout(&s, i);
        char c = text.data[i];
        if (after > i) {
            i = after;
        } else if (c == '.' || c == '!' || c == '?' || ellipsis_at(text, i)) {
            stop found = read_stop(text, i, s.start);
            i = found.end;
            if (!ends_sentence(text, found, s.start))
                continue;
            i = with_emoji(p, i);
            size_t block = tag_end(text, i);
            if (block == i || !is_block_tag(text, i)) {
                cut(&s, i, found.question);
            } else { // the tags of its end belong to it
                s.closing = true;
                s.question |= found.question;
            }
            i = i > s.start ? i : s.start;
        } else {
            i++;
        }
    }
    cut(&s, text.length, false);
}

static bool opens_quote(str text, size_t i)
{
    char mark = text.data[i];
    if (i > 0 && !is_opener(text.data[i - 1]))
        return false;
    return mark == '"' ? at(text, i + 1) != ' ' : mark == '\'' && is_word(at(text, i + 1));
}

static size_t find_mark(str text, char mark, size_t from)
{
    const char *found = from < text.length ? memchr(text.data + from, mark, text.length - from) : NULL;
    return found ? (size_t)(found - text.data) : text.length;
}

// The end of the quotation that opens at i, mark included; 0 where it does not close before limit.
static size_t quote_end(str text, size_t i, size_t limit)
{
    char mark = text.data[i];
    if (mark == '\'' && limit - i > LONGEST_SINGLE_QUOTE)
        limit = i + LONGEST_SINGLE_QUOTE;
    for (size_t k = i; (k = find_mark(str_slice(text, 0, limit), mark, k + 1)) < limit;)
        if (text.data[k - 1] != ' ' && !is_word(at(text, k + 1)))
            return k + 1;
    return 0;
}

// Quotations do not go across what the layout separates. One around the whole text quotes nothing.
static void find_quotes(arena *a, prepared_text *p)
{
    str text = p->plain;
    size_t next_break = 0;
    size_t unclosed = 0; // up to there no double mark can open: one did, and nothing closed it
    size_t next_single = find_mark(text, '\'', 0), next_double = find_mark(text, '"', 0);
    for (size_t i; (i = next_single < next_double ? next_single : next_double) < text.length;) {
        char mark = text.data[i];
        size_t end = 0;
        if (opens_quote(text, i) && (mark == '\'' || i >= unclosed)) {
            while (next_break < p->breaks.count && p->breaks.items[next_break] <= i)
                next_break++;
            size_t limit = next_break < p->breaks.count ? p->breaks.items[next_break] : text.length;
            end = quote_end(text, i, limit);
            if (end == 0 && mark == '"')
                unclosed = limit;
        }
        if (end > 0 && (i > 0 || end + 1 < text.length))
            *ARENA_PUSH(a, &p->quotes) = (text_span){i, end};
        size_t next = end > 0 ? end : i + 1;
        if (next_single < next)
            next_single = find_mark(text, '\'', next);
        if (next_double < next)
            next_double = find_mark(text, '"', next);
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
