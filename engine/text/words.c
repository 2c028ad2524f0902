// SPDX-License-Identifier: MIT
// Words and phrases: see words.h.
#include "text/words.h"

#include "base/ascii.h"
#include "base/unicode.h"

#include <string.h>

// In bytes; longer words are in no phrase. A byte that is not UTF-8 becomes the three of U+FFFD.
enum { LONGEST_WORD = 40, LONGEST_FOLDED = 3 * LONGEST_WORD, LONGEST_TAG = 300, LONGEST_ENTITY = 8 };

// As nearly every character of a word is.
static bool is_plain(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c);
}

bool is_word_code_point(uint32_t c)
{
    if (c < 0x80)
        return is_plain((char)c);
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
    for (;;) {
        while (i < end && is_plain(text.data[i]))
            i++;
        size_t from = i + (i < end && (text.data[i] == '\'' || text.data[i] == '-'));
        size_t length = 0;
        if (from >= end || !word_character(text, from, end, &length))
            return i;
        i = from + length;
    }
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
    str folded = t->words.count > 0 ? fold_case(word, buffer) : STR_NONE;
    return folded.length > 0 ? name_map_get(&t->words, folded) : NAME_MISSING;
}

// Where the entity at i ends, also one that was written out twice, "&amp;nbsp;"; i where there is none.
static size_t entity_end(str text, size_t i)
{
    size_t end = i + 1;
    if (str_starts(str_slice(text, end, text.length), STR("amp;")))
        end += 4;
    size_t name = end;
    while (end < text.length && end - name < LONGEST_ENTITY &&
           (is_word_code_point((unsigned char)text.data[end]) || text.data[end] == '#'))
        end++;
    if (end > name && end < text.length && text.data[end] == ';')
        return end + 1;
    return name > i + 1 ? name : i;
}

size_t markup_end(str text, size_t i)
{
    if (i >= text.length || (text.data[i] != '<' && text.data[i] != '&'))
        return i;
    if (text.data[i] == '&')
        return entity_end(text, i);
    str rest = str_slice(text, i, text.length);
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
    (void)ARENA_PUSH(t->arena, &t->by_first_word);
    return number;
}

// Keeps the phrases of a first word sorted: longest first, then in the order added.
static void insert_phrase(phrase_table *t, const phrase *p, uint32_t first_word)
{
    phrase_list *list = &t->by_first_word.items[first_word];
    (void)ARENA_PUSH(t->arena, list);
    size_t i = list->count - 1;
    for (; i > 0 && list->items[i - 1].length < p->length; i--)
        list->items[i] = list->items[i - 1];
    list->items[i] = *p;
}

enum { MOST_OPTIONAL = 4 }; // places of one phrase that may be left out

// A phrase as it is written.
typedef struct written_phrase {
    str plain;
    token_list tokens;
    VEC(word_choice) choices;
    size_t optional;
} written_phrase;

// Whether token i is this mark, with nothing between it and the token before.
static bool is_joined(const written_phrase *w, size_t i, char mark)
{
    const token *tokens = w->tokens.items;
    return i > 0 && i < w->tokens.count && w->plain.data[tokens[i].start] == mark &&
           tokens[i - 1].end == tokens[i].start;
}

// "!a/b": the mark stands right before a word.
static bool begins_exception(const written_phrase *w, size_t i)
{
    const token *tokens = w->tokens.items;
    return w->plain.data[tokens[i].start] == '!' && i + 1 < w->tokens.count &&
           tokens[i + 1].start == tokens[i].end;
}

static str token_text(const written_phrase *w, size_t i)
{
    return str_slice(w->plain, w->tokens.items[i].start, w->tokens.items[i].end);
}

// Reads "a/b/c" from token i on. Returns the token behind it; 0 for a word that is too long.
static size_t read_words(phrase_table *t, const written_phrase *w, size_t i, word_choice *choice)
{
    VEC(uint32_t) words = {0};
    for (;; i += 2) {
        uint32_t number = add_word(t, token_text(w, i));
        if (number == NAME_MISSING)
            return 0;
        *ARENA_PUSH(t->arena, &words) = number;
        if (!is_joined(w, i + 1, '/') || i + 2 >= w->tokens.count)
            break;
    }
    choice->words = words.items;
    choice->count = words.count;
    return i + 1;
}

// Reads one place of the phrase. Returns the token behind it; 0 for a word that is too long.
static size_t read_choice(phrase_table *t, written_phrase *w, size_t i)
{
    word_choice choice = {.but = true};
    if (str_equals(token_text(w, i), "*")) {
        i++;
    } else {
        choice.but = begins_exception(w, i);
        i = read_words(t, w, i + choice.but, &choice);
    }
    if (i > 0 && is_joined(w, i, '?')) {
        choice.optional = true;
        w->optional++;
        i++;
    }
    *ARENA_PUSH(t->arena, &w->choices) = choice;
    return i;
}

static uint64_t word_bits(const word_choice *choice)
{
    uint64_t bits = choice->but ? UINT64_MAX : 0;
    for (size_t i = 0; i < choice->count; i++)
        bits |= UINT64_C(1) << (choice->words[i] & 63);
    return bits;
}

// Adds the phrase without the optional places whose bits are not in `kept`, once for each of its first words.
static phrase_problem add_reading(phrase_table *t, const written_phrase *w, uint32_t kept, phrase model)
{
    word_choice *choices = ARENA_ARRAY(t->arena, word_choice, w->choices.count);
    for (size_t i = 0; i < w->choices.count; i++) {
        bool out = w->choices.items[i].optional && !(kept & 1);
        kept >>= w->choices.items[i].optional;
        if (!out)
            choices[model.length++] = w->choices.items[i];
    }
    if (model.length == 0)
        return PHRASE_EMPTY;
    if (choices[0].but)
        return PHRASE_STARTS_OPEN;
    if (choices[0].count > t->room)
        return PHRASE_TOO_MANY;
    t->room -= choices[0].count;
    model.choices = choices;
    model.second = model.length > 1 ? word_bits(&choices[1]) : UINT64_MAX;
    for (size_t i = 0; i < choices[0].count; i++)
        insert_phrase(t, &model, choices[0].words[i]);
    return PHRASE_FINE;
}

static phrase_problem add_readings(phrase_table *t, const written_phrase *w, phrase model)
{
    phrase_problem problem = w->choices.count > 0 ? PHRASE_FINE : PHRASE_EMPTY;
    for (uint32_t kept = 0; kept < 1u << w->optional && problem == PHRASE_FINE; kept++)
        problem = add_reading(t, w, kept, model);
    return problem;
}

// "^" at the start; "$" at the end, by itself or, "a/b/$", beside words.
static phrase_problem add_phrase(phrase_table *t, str text, uint32_t meaning)
{
    prepared_text prepared = text_prepare(t->arena, text);
    written_phrase w = {.plain = prepared.plain};
    tokenize(t->arena, t, w.plain, 0, w.plain.length, &w.tokens);
    phrase model = {.meaning = meaning};
    model.at_start = w.tokens.count > 0 && str_equals(token_text(&w, 0), "^");
    bool ends = w.tokens.count > 0 && str_equals(token_text(&w, w.tokens.count - 1), "$");
    bool may_end = ends && is_joined(&w, w.tokens.count - 2, '/');
    w.tokens.count -= ends + may_end;
    for (size_t i = model.at_start; i < w.tokens.count;) {
        i = read_choice(t, &w, i);
        if (i == 0)
            return PHRASE_LONG_WORD;
    }
    if (w.optional > MOST_OPTIONAL)
        return PHRASE_TOO_OPEN;
    model.at_end = ends && !may_end;
    phrase_problem problem = add_readings(t, &w, model);
    if (problem != PHRASE_FINE || !may_end)
        return problem;
    w.choices.count--;
    model.at_end = true;
    return add_readings(t, &w, model);
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

static void index_seconds(phrase_table *t, phrase_list *list)
{
    uint32_t *starts = ARENA_ARRAY(t->arena, uint32_t, SECOND_WORDS + 1);
    for (size_t i = 0; i < list->count; i++)
        for (unsigned n = 0; n < SECOND_WORDS; n++)
            starts[n + 1] += (uint32_t)(list->items[i].second >> n & 1);
    for (unsigned n = 0; n < SECOND_WORDS; n++)
        starts[n + 1] += starts[n];
    uint32_t *positions = ARENA_ARRAY(t->arena, uint32_t, starts[SECOND_WORDS]), next[SECOND_WORDS];
    memcpy(next, starts, sizeof next);
    for (uint32_t i = 0; i < list->count; i++)
        for (unsigned n = 0; n < SECOND_WORDS; n++)
            if (list->items[i].second >> n & 1)
                positions[next[n]++] = i;
    list->by_second = positions;
    list->starts = starts;
}

void phrase_table_finish(phrase_table *t)
{
    for (size_t i = 0; i < t->by_first_word.count; i++)
        if (t->by_first_word.items[i].count > 0)
            index_seconds(t, &t->by_first_word.items[i]);
}

bool token_is_first(const token_list *tokens, size_t i)
{
    while (i > 0 && tokens->items[i - 1].mark)
        i--;
    return i == 0;
}

static bool only_marks_from(const token_list *tokens, size_t i)
{
    while (i < tokens->count && tokens->items[i].mark)
        i++;
    return i == tokens->count;
}

static bool is_chosen(const word_choice *choice, const token *t)
{
    for (size_t i = 0; i < choice->count; i++)
        if (choice->words[i] == t->word)
            return !choice->but;
    return choice->but && !t->mark;
}

static bool is_at(const phrase *p, const token_list *tokens, size_t i)
{
    if (p->length > tokens->count - i)
        return false;
    for (size_t k = 1; k < p->length; k++) // the first is that of the chain
        if (!is_chosen(&p->choices[k], &tokens->items[i + k]))
            return false;
    return (!p->at_start || token_is_first(tokens, i)) &&
           (!p->at_end || only_marks_from(tokens, i + p->length));
}

static const phrase_list *phrases_of(const phrase_table *t, const token_list *tokens, size_t i)
{
    static const phrase_list none;
    uint32_t word = tokens->items[i].word;
    return word < t->by_first_word.count ? &t->by_first_word.items[word] : &none;
}

// The first phrase of the list, from one of this position on, that is at tokens[i…].
static const phrase *from_here(const phrase_list *list, size_t position, const token_list *tokens, size_t i)
{
    if (list->count == 0)
        return NULL;
    const unsigned second = i + 1 < tokens->count ? tokens->items[i + 1].word % SECOND_WORDS : 0;
    size_t k = list->starts[second], end = list->starts[second + 1];
    while (k < end && list->by_second[k] < position)
        k++;
    for (; k < end; k++)
        if (is_at(&list->items[list->by_second[k]], tokens, i))
            return &list->items[list->by_second[k]];
    return NULL;
}

const phrase *phrase_first(const phrase_table *t, const token_list *tokens, size_t i)
{
    return from_here(phrases_of(t, tokens, i), 0, tokens, i);
}

const phrase *phrase_next(const phrase_table *t, const phrase *p, const token_list *tokens, size_t i)
{
    const phrase_list *list = phrases_of(t, tokens, i);
    return from_here(list, (size_t)(p - list->items) + 1, tokens, i);
}
