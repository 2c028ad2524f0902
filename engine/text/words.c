// SPDX-License-Identifier: MIT
// Words and phrases: see words.h.
#include "text/words.h"

#include "base/ascii.h"
#include "base/unicode.h"

// In bytes; longer words are in no phrase. A byte that is not UTF-8 becomes the three of U+FFFD.
enum { LONGEST_WORD = 40, LONGEST_FOLDED = 3 * LONGEST_WORD, LONGEST_TAG = 300 };

bool is_word_code_point(uint32_t c)
{
    if (c < 0x80)
        return ascii_is_letter((char)c) || ascii_is_digit((char)c);
    return c < 0x2010 ? c > 0xBF : c >= 0x2C00;
}

// Whether a word's character is at i; *length is that of the character.
static bool word_character(str text, size_t i, size_t end, size_t *length)
{
    *length = 1;
    if ((unsigned char)text.data[i] < 0x80)
        return is_word_code_point((unsigned char)text.data[i]);
    size_t after = i;
    uint32_t code_point = utf8_decode(str_slice(text, 0, end), &after);
    *length = after - i;
    return is_word_code_point(code_point);
}

// A word goes on behind an apostrophe or hyphen where a letter or digit follows.
static size_t word_end(str text, size_t i, size_t end)
{
    size_t length = 0;
    while (i < end) {
        bool joined = text.data[i] == '\'' || text.data[i] == '-';
        size_t from = i + joined;
        if (from >= end || !word_character(text, from, end, &length))
            break;
        i = from + length;
    }
    return i;
}

static str fold_case(str word, char buffer[LONGEST_FOLDED])
{
    if (word.length > LONGEST_WORD)
        return STR_NONE;
    size_t length = 0;
    for (size_t i = 0; i < word.length;) {
        char c = word.data[i];
        if ((unsigned char)c < 0x80) { // nearly every byte
            buffer[length++] = ascii_lower(c);
            i++;
        } else {
            length += utf8_encode(unicode_fold(utf8_decode(word, &i)), buffer + length);
        }
    }
    return (str){buffer, length};
}

static uint32_t find_word(const phrase_table *t, str word)
{
    char buffer[LONGEST_FOLDED];
    str folded = fold_case(word, buffer);
    return folded.length > 0 ? name_map_get(&t->words, folded) : NAME_MISSING;
}

size_t markup_end(str text, size_t i)
{
    static const str SPACE = {"&nbsp;", 6};
    if (i >= text.length || (text.data[i] != '<' && text.data[i] != '&'))
        return i;
    str rest = str_slice(text, i, text.length);
    if (text.data[i] == '&')
        return str_starts(rest, SPACE) ? i + SPACE.length : i;
    char after = rest.length > 1 ? rest.data[1] : ' ';
    if (after != '/' && !ascii_is_letter(after))
        return i;
    for (size_t k = 1; k < rest.length && k <= LONGEST_TAG && rest.data[k] != '<'; k++)
        if (rest.data[k] == '>')
            return i + k + 1;
    return i;
}

void tokenize(arena *a, const phrase_table *t, str text, size_t start, size_t end, token_list *tokens)
{
    size_t i = start;
    while (i < end) {
        if (text.data[i] == ' ') {
            i++;
            continue;
        }
        size_t markup = markup_end(text, i);
        if (markup > i) {
            i = markup;
            continue;
        }
        size_t length = 1;
        bool mark = !word_character(text, i, end, &length);
        size_t stop = mark ? i + length : word_end(text, i, end);
        *ARENA_PUSH(a, tokens) = (token){i, stop, find_word(t, str_slice(text, i, stop)), mark};
        i = stop;
    }
}

static uint32_t add_word(phrase_table *t, str word)
{
    char buffer[LONGEST_FOLDED];
    str folded = fold_case(word, buffer);
    if (folded.length == 0)
        return NAME_MISSING;
    uint32_t known = name_map_get(&t->words, folded);
    if (known != NAME_MISSING)
        return known;
    uint32_t number = (uint32_t)t->by_first_word.count;
    name_map_put(&t->words, t->arena, str_copy(t->arena, folded), number);
    *ARENA_PUSH(t->arena, &t->by_first_word) = NULL;
    return number;
}

// Keeps the chain of a first word sorted: longest first, then in the order added.
static void link_phrase(phrase_table *t, phrase *p)
{
    phrase **link = &t->by_first_word.items[p->words[0]];
    while (*link && (*link)->length >= p->length)
        link = &(*link)->next;
    p->next = *link;
    *link = p;
}

static phrase_problem add_phrase(phrase_table *t, str text, uint32_t meaning)
{
    token_list tokens = {0};
    prepared_text prepared = text_prepare(t->arena, text);
    str plain = prepared.plain;
    tokenize(t->arena, t, plain, 0, plain.length, &tokens);
    if (tokens.count == 0)
        return PHRASE_EMPTY;
    uint32_t *words = ARENA_ARRAY(t->arena, uint32_t, tokens.count);
    for (size_t i = 0; i < tokens.count; i++) {
        str word = str_slice(plain, tokens.items[i].start, tokens.items[i].end);
        words[i] = str_equals(word, "*") ? PHRASE_ANY_WORD : add_word(t, word);
        if (words[i] == NAME_MISSING)
            return PHRASE_LONG_WORD;
    }
    if (words[0] == PHRASE_ANY_WORD)
        return PHRASE_STARTS_OPEN;
    phrase *p = ARENA_NEW(t->arena, phrase);
    *p = (phrase){words, tokens.count, meaning, NULL};
    link_phrase(t, p);
    return PHRASE_FINE;
}

phrase_problem phrase_table_add(phrase_table *t, str phrases, uint32_t meaning, str *bad)
{
    size_t from = 0;
    while (from <= phrases.length) {
        size_t bar = str_find(phrases, STR("|"), from);
        size_t to = bar == SIZE_MAX ? phrases.length : bar;
        *bad = str_trim(str_slice(phrases, from, to));
        phrase_problem problem = add_phrase(t, *bad, meaning);
        if (problem != PHRASE_FINE)
            return problem;
        from = to + 1;
    }
    return PHRASE_FINE;
}

const phrase *phrase_table_first(const phrase_table *t, const token *first)
{
    return first->word < t->by_first_word.count ? t->by_first_word.items[first->word] : NULL;
}

bool phrase_matches(const phrase *p, const token_list *tokens, size_t i)
{
    if (p->length > tokens->count - i)
        return false;
    for (size_t k = 0; k < p->length; k++) {
        const token *t = &tokens->items[i + k];
        if (p->words[k] == PHRASE_ANY_WORD ? t->mark : p->words[k] != t->word)
            return false;
    }
    return true;
}
