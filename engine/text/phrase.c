// SPDX-License-Identifier: MIT
// Phrases to patterns: see phrase.h. Reads a phrase into parts, one alternative after the other, and writes
// each part as the alternatives it stands for. What forms a word has is inflect.h's business.
#include "text/phrase.h"

#include "base/ascii.h"
#include "text/inflect.h"
#include "text/words.h"

#include <stdio.h>
#include <string.h>

typedef enum part_kind { PART_WORD, PART_EXACT, PART_GAP } part_kind;

typedef struct part {
    part_kind kind;
    str text;      // of a word: in small letters
    bool joined;   // a hyphen stood before it, so that a space may be missing
    unsigned most; // of a gap: words
    bool optional; // of a gap: also fewer words, or none
} part;

typedef VEC(part) parts;

typedef struct reader {
    arena *arena;
    prepared_text text; // typography makes no difference in phrases either
    size_t at;
    phrase_fault *fault;
    bool failed;
    parts parts; // of the alternative at hand
} reader;

static void fail(reader *r, size_t from, size_t to, const char *message, const char *help)
{
    if (r->failed)
        return;
    r->failed = true;
    r->fault->offset = text_original(&r->text, from);
    r->fault->length = text_original(&r->text, to) - r->fault->offset;
    r->fault->help = help;
    (void)snprintf(r->fault->message, sizeof r->fault->message, "%s", message);
}

// ---- reading

static char peek(const reader *r)
{
    return r->at < r->text.plain.length ? r->text.plain.data[r->at] : '\0';
}

static bool is_word_character(str text, size_t at)
{
    if (at >= text.length)
        return false;
    while (at > 0 && ((unsigned char)text.data[at] & 0xc0) == 0x80)
        at--;
    return is_word_code_point(utf8_decode(text, &at));
}

static str small_letters(arena *a, str word)
{
    char *out = arena_alloc(a, word.length + 1);
    for (size_t i = 0; i < word.length; i++)
        out[i] = ascii_lower(word.data[i]);
    return (str){out, word.length};
}

static void push(reader *r, str word, bool joined)
{
    *ARENA_PUSH(r->arena, &r->parts) = (part){.kind = PART_WORD, .text = word, .joined = joined};
}

static bool one_of(const char *words, str word)
{
    str rest = str_from(words), one;
    while (str_next_word(&rest, &one))
        if (str_equal(one, word))
            return true;
    return false;
}

// Words that a short form of "is", "have" or "will" may hang on: "you're", "that's".
static bool carries_short_forms(str word)
{
    return one_of("i you he she it we they that there this these those what who here how where when let",
                  word);
}

static bool take_ending(str *word, const char *ending)
{
    if (word->length <= strlen(ending) || !str_ends(*word, str_from(ending)))
        return false;
    word->length -= strlen(ending);
    return true;
}

// "isn't" is read as "is not"; false for any other word.
static bool push_denied(reader *r, str word, bool joined)
{
    str rest = word;
    if (str_equals(word, "cannot") || str_equals(word, "can't") || str_equals(word, "cant"))
        rest = STR("can");
    else if (str_equals(word, "won't") || str_equals(word, "wont"))
        rest = STR("will");
    else if (str_equals(word, "ain't"))
        rest = STR("is");
    else if (!take_ending(&rest, "n't") &&
             !(take_ending(&rest, "nt") &&
               one_of("do does did is are was were have has had would could should", rest)))
        return false;
    push(r, rest, joined);
    push(r, STR("not"), false);
    return true;
}

// "you're" is read as "you are"; false for any other word.
static bool push_shortened(reader *r, str word, bool joined)
{
    static const char *const SHORT[][2] = {{"'re", "are"},  {"'m", "am"},    {"'ve", "have"},
                                           {"'ll", "will"}, {"'d", "would"}, {"'s", "is"}};
    for (size_t i = 0; i < sizeof SHORT / sizeof *SHORT; i++) {
        str rest = word;
        if (!take_ending(&rest, SHORT[i][0]) || !carries_short_forms(rest))
            continue;
        push(r, rest, joined);
        push(r, str_equals(rest, "let") ? STR("us") : str_from(SHORT[i][1]), false);
        return true;
    }
    return false;
}

static void read_word(reader *r, bool joined)
{
    str plain = r->text.plain;
    size_t start = r->at;
    while (is_word_character(plain, r->at) ||
           (r->at > start && peek(r) == '\'' && is_word_character(plain, r->at + 1)))
        r->at++;
    str word = small_letters(r->arena, str_slice(plain, start, r->at));
    if (peek(r) == '\'')
        r->at++; // "clients'"
    if (push_denied(r, word, joined) || push_shortened(r, word, joined))
        return;
    take_ending(&word, "'s");
    push(r, word, joined);
}

static void read_exact(reader *r)
{
    size_t start = r->at;
    size_t end = str_find(r->text.plain, STR("\""), start + 1);
    if (end == SIZE_MAX) {
        fail(r, start, start + 1, "the quotation that begins here does not end", "write \" behind it");
        return;
    }
    str text = str_trim(str_slice(r->text.plain, start + 1, end));
    r->at = end + 1;
    if (text.length == 0) {
        fail(r, start, r->at, "there is nothing in these quotes",
             "write words between them, or leave them out");
        r->fault->nothing = true;
    }
    *ARENA_PUSH(r->arena, &r->parts) = (part){.kind = PART_EXACT, .text = text};
}

static void read_gap(reader *r)
{
    size_t start = r->at++;
    unsigned most = 0;
    size_t digits = r->at;
    for (; ascii_is_digit(peek(r)); r->at++)
        most = most > PHRASE_LONGEST_GAP ? most : most * 10 + (unsigned)(peek(r) - '0');
    bool counted = r->at > digits;
    if (counted && (most == 0 || most > PHRASE_LONGEST_GAP))
        fail(r, start, r->at, "a gap is of 1 to 10 words", "write * for one word, *5 for up to five");
    *ARENA_PUSH(r->arena, &r->parts) =
        (part){.kind = PART_GAP, .most = counted ? most : 1, .optional = counted};
}

static void fail_at_character(reader *r)
{
    size_t end = r->at;
    (void)utf8_decode(r->text.plain, &end);
    str rest = str_slice(r->text.plain, r->at, r->text.plain.length);
    bool dots = str_starts(rest, STR("...")) || str_starts(rest, STR("\xe2\x80\xa6"));
    if (dots && rest.data[0] == '.')
        end = r->at + 3;
    char message[80];
    (void)snprintf(message, sizeof message, "\"%.*s\" has no meaning in a phrase", (int)(end - r->at),
                   rest.data);
    const char *help =
        "a phrase is of words, * and |; what is to be found as it stands goes into \"quotes\"; a "
        "regular expression is a <pattern>";
    if (dots)
        help = "for words between write * (one word) or *5 (up to five)";
    else if (rest.data[0] == '\'')
        help = "what is to be found as it stands goes into double quotes";
    fail(r, r->at, end, message, help);
}

// Up to the next | or the end.
static void read_alternative(reader *r)
{
    bool joined = false;
    r->parts.count = 0;
    while (!r->failed && r->at < r->text.plain.length && peek(r) != '|') {
        char c = peek(r);
        bool hyphen = c == '-' && r->parts.count > 0 && is_word_character(r->text.plain, r->at + 1) &&
                      is_word_character(r->text.plain, r->at - 1);
        if (c == ' ' || hyphen)
            r->at++;
        else if (c == '"')
            read_exact(r);
        else if (c == '*')
            read_gap(r);
        else if (is_word_character(r->text.plain, r->at))
            read_word(r, joined);
        else
            fail_at_character(r);
        joined = hyphen;
    }
}

static void check_alternative(reader *r, size_t start)
{
    if (r->failed)
        return;
    str text = str_trim(str_slice(r->text.plain, start, r->at));
    size_t bar = start > 0 ? start - 1 : 0; // of an empty one
    size_t from = text.length ? (size_t)(text.data - r->text.plain.data) : bar;
    size_t to = from + (text.length ? text.length : 1);
    bool any = false;
    for (size_t i = 0; i < r->parts.count; i++)
        any = any || r->parts.items[i].kind != PART_GAP;
    if (r->parts.count == 0) {
        fail(r, from, to, "there is no phrase here", "| stands between phrases, not before or behind them");
        r->fault->nothing = true;
    } else if (!any) {
        fail(r, from, to, "a phrase of gaps alone would match everywhere", "give it a word");
    } else if (r->parts.items[0].kind == PART_GAP) {
        fail(r, from, from + 1, "a phrase cannot begin with a gap", "begin with the first word that counts");
    } else if (r->parts.items[r->parts.count - 1].kind == PART_GAP) {
        fail(r, from, to, "a phrase cannot end with a gap", "end with the last word that counts");
    }
}

// ---- writing

// Verbs that help others, with their forms, denied forms, and what of them hangs on another word.
typedef struct helper {
    const char *words;
    const char *denied;
    const char *short_forms;
} helper;

static const helper HELPERS[] = {
    {"am is are was were be been being", "isn'?t|aren'?t|wasn'?t|weren'?t|ain'?t", "s|m|re"},
    {"have has had having", "haven'?t|hasn'?t|hadn'?t", "ve|s|d"},
    {"do does did doing done", "don'?t|doesn'?t|didn'?t", NULL},
    {"will", "won'?t", "ll"},
    {"would", "wouldn'?t", "d"},
    {"can", "can'?t|cannot", NULL},
    {"could", "couldn'?t", NULL},
    {"should", "shouldn'?t", NULL},
    {"must", "mustn'?t", NULL},
};

// A word between, with the space behind it; no end of a sentence, no dash. And no negation, which would be
// taken for a part of what is said: "I *3 take sides" is not found in "I never take sides".
#define NEGATIONS "(?:not|never|no|nor|neither|without|cannot|\\w+n't)"
#define GAP_WORD "(?!" NEGATIONS "\\b)[\"'(]?\\w[^ .!?;:\xe2\x80\x93\xe2\x80\x94\xe2\x80\xa6]*+ "

static const helper *helper_of(str word)
{
    for (size_t i = 0; i < sizeof HELPERS / sizeof *HELPERS; i++)
        if (one_of(HELPERS[i].words, word))
            return &HELPERS[i];
    return NULL;
}

static void write_escaped(builder *out, str text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool plain = c >= 0x80 || c == ' ' || is_word_character(text, i);
        if (!plain)
            builder_addc(out, '\\');
        builder_addc(out, (char)c);
    }
}

static void write_list(builder *out, const char *words)
{
    for (; *words; words++)
        builder_addc(out, *words == ' ' ? '|' : *words);
}

// "are", "are not", "aren't", "…'re": with the space before it.
static void write_helper(builder *out, const helper *h, bool denied, const char *space, bool may_hang)
{
    builder_adds(out, "(?:");
    builder_addf(out, "%s(?:", space);
    if (denied)
        builder_adds(out, "(?:");
    write_list(out, h->words);
    if (denied)
        builder_addf(out, ")[ -]not|%s", h->denied);
    builder_adds(out, ")");
    if (may_hang && h->short_forms)
        builder_addf(out, "|'(?:%s)%s", h->short_forms, denied ? " not" : "");
    builder_adds(out, ")");
}

static void write_word(arena *a, builder *out, str word, bool last)
{
    word_forms forms = inflect(a, word);
    builder_adds(out, "(?:");
    for (size_t i = 0; i < forms.list.count; i++) {
        builder_adds(out, i ? "|" : "");
        write_escaped(out, forms.list.items[i]);
    }
    builder_adds(out, ")");
    if (!forms.closed)
        builder_adds(out, last ? "(?:'s)?" : "(?:'s?)?");
}

static void write_gap(builder *out, const part *gap, const char *space)
{
    builder_adds(out, space);
    if (gap->optional)
        builder_addf(out, "(?:" GAP_WORD "){0,%u}?", gap->most);
    else
        builder_adds(out, GAP_WORD);
}

static bool is_word(const parts *p, size_t i, const char *word)
{
    return i < p->count && p->items[i].kind == PART_WORD && str_equals(p->items[i].text, word);
}

// Writes the part at i; returns the number of the next one to write.
static size_t write_part(arena *a, builder *out, const parts *p, size_t i)
{
    const part *one = &p->items[i], *before = i > 0 ? one - 1 : NULL;
    const char *space = "[ -]";
    if (!before || before->kind == PART_GAP)
        space = "";
    else if (one->joined)
        space = "[ -]?";
    if (one->kind == PART_GAP) {
        write_gap(out, one, before && before->kind != PART_GAP ? " " : "");
        return i + 1;
    }
    if (one->kind == PART_EXACT) {
        builder_adds(out, space[0] ? " " : "");
        write_escaped(out, one->text);
        return i + 1;
    }
    bool carried = before && before->kind == PART_WORD && !one->joined && carries_short_forms(before->text);
    const helper *h = helper_of(one->text);
    if (h) {
        bool denied = is_word(p, i + 1, "not");
        write_helper(out, h, denied, space, carried);
        return i + 1 + denied;
    }
    if (i > 0 && is_word(p, i - 1, "let") && str_equals(one->text, "us")) {
        builder_adds(out, "(?:[ -]us|'?s)");
        return i + 1;
    }
    builder_adds(out, space);
    write_word(a, out, one->text, i + 1 == p->count);
    return i + 1;
}

// Words of a phrase are whole ones: "self-care" is not "care", "can't" not "can".
static void write_alternative(arena *a, builder *out, const parts *p)
{
    str first = p->items[0].text, last = p->items[p->count - 1].text;
    if (is_word_character(first, 0))
        builder_adds(out, "\\b(?<!\\w['-])");
    for (size_t i = 0; i < p->count;)
        i = write_part(a, out, p, i);
    if (is_word_character(last, last.length - 1))
        builder_adds(out, "(?!['-]?\\w)");
}

str phrase_pattern(arena *a, str source, const limits *l, phrase_fault *fault)
{
    *fault = (phrase_fault){0};
    reader r = {.arena = a, .text = text_prepare(a, source), .fault = fault};
    builder out = builder_new(a);
    size_t alternatives = 0;
    do {
        size_t start = r.at;
        read_alternative(&r);
        check_alternative(&r, start);
        if (r.failed)
            return STR_NONE;
        builder_adds(&out, alternatives++ ? "|" : "");
        write_alternative(a, &out, &r.parts);
    } while (peek(&r) == '|' && r.at++ < r.text.plain.length && out.length <= l->pattern_bytes);
    if (out.length <= l->pattern_bytes)
        return builder_str(&out);
    fail(&r, 0, r.text.plain.length, "", "give some of its alternatives a <phrase> of their own");
    (void)snprintf(
        fault->message, sizeof fault->message,
        "with all forms of its words the phrase is a pattern of more than %llu bytes (pattern_bytes)",
        (unsigned long long)l->pattern_bytes);
    return STR_NONE;
}
