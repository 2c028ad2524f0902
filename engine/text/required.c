// SPDX-License-Identifier: MIT
// Reads patterns for the words that every match of them must contain: see required.h. The method is that of
// Russ Cox, "Regular Expression Matching with a Trigram Index" (2012): of each part either the few texts that
// it matches, or what those must contain. Assertions count as matching nothing, which is never too much.
#include "text/required.h"

#include "base/ascii.h"

#include <string.h>

enum { MOST_TEXTS = 96, LONGEST_TEXT = 40, DEEPEST = 200 };

typedef VEC(str) texts;

// One of the texts is in every match.
typedef struct clause {
    texts texts;
    double likely; // how often that is so anywhere, roughly
} clause;

typedef VEC(clause) clauses;

// What is known of a part: the texts it matches where exact, else what each of its matches contains.
typedef struct part {
    bool exact;
    texts texts;
    clauses clauses;
} part;

typedef struct reader {
    arena *arena;
    str pattern;
    size_t at;
    unsigned depth;
    bool unknown; // something that this does not read
} reader;

static part read_alternatives(reader *r);

static part exactly(reader *r, str text)
{
    part p = {.exact = true};
    *ARENA_PUSH(r->arena, &p.texts) = text;
    return p;
}

static part anything(void)
{
    return (part){0};
}

// How often a text is met at a place of an English text, roughly: letters by their frequency, each about a
// tenth less likely than the one before, and all of them more likely than alone, since letters tell of their
// neighbours.
double required_frequency(str text)
{
    static const double LETTERS[] = {.2487, .0500, .1064, .1169, .3003, .0802, .0730, .1412, .2059,
                                     .0343, .0414, .1285, .0881, .1874, .2263, .0664, .0312, .1552,
                                     .1705, .2733, .0968, .0455, .0604, .0377, .0550, .0284};
    const double space = .3300, other = .05;
    double likely = 1;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        likely *= ascii_is_lower(c) ? LETTERS[c - 'a'] : c == ' ' ? space : other;
    }
    return likely;
}

// Says that one of these must be in a match, where that says anything.
static void add_clause(reader *r, part *p, const texts *list)
{
    clause c = {.texts = *list};
    if (list->count == 0)
        return;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].length < REQUIRED_SHORTEST)
            return;
        c.likely += required_frequency(list->items[i]);
    }
    *ARENA_PUSH(r->arena, &p->clauses) = c;
}

static void loosen(reader *r, part *p)
{
    if (!p->exact)
        return;
    p->exact = false;
    add_clause(r, p, &p->texts);
}

static str together(arena *a, str x, str y)
{
    if (!x.length || !y.length)
        return x.length ? x : y;
    char *both = arena_alloc(a, x.length + y.length);
    memcpy(both, x.data, x.length);
    memcpy(both + x.length, y.data, y.length);
    return (str){both, x.length + y.length};
}

// Every text of x with every one of y behind it; false where that is too much.
static bool join(reader *r, texts *x, const texts *y)
{
    texts out = {0};
    if (x->count * y->count > MOST_TEXTS)
        return false;
    for (size_t i = 0; i < x->count; i++)
        for (size_t j = 0; j < y->count; j++) {
            if (x->items[i].length + y->items[j].length > LONGEST_TEXT)
                return false;
            *ARENA_PUSH(r->arena, &out) = together(r->arena, x->items[i], y->items[j]);
        }
    *x = out;
    return true;
}

static const clause *best_clause(const part *p)
{
    const clause *best = NULL;
    for (size_t i = 0; i < p->clauses.count; i++)
        if (!best || p->clauses.items[i].likely < best->likely)
            best = &p->clauses.items[i];
    return best;
}

// Appends what follows to a sequence whose exact end is *run.
static void follow(reader *r, part *sequence, texts *run, part next)
{
    if (next.exact && join(r, run, &next.texts))
        return;
    sequence->exact = false;
    add_clause(r, sequence, run);
    run->count = 0;
    if (next.exact) {
        *run = next.texts;
        return;
    }
    run->items = NULL;
    run->capacity = 0;
    *ARENA_PUSH(r->arena, run) = STR_NONE;
    for (size_t i = 0; i < next.clauses.count; i++)
        *ARENA_PUSH(r->arena, &sequence->clauses) = next.clauses.items[i];
}

static bool more(const reader *r)
{
    return !r->unknown && r->at < r->pattern.length;
}

static char peek(const reader *r)
{
    return r->at < r->pattern.length ? r->pattern.data[r->at] : '\0';
}

static bool take(reader *r, char c)
{
    if (!more(r) || r->pattern.data[r->at] != c)
        return false;
    r->at++;
    return true;
}

static bool take_word(reader *r, const char *word)
{
    if (!str_starts(str_slice(r->pattern, r->at, r->pattern.length), str_from(word)))
        return false;
    r->at += strlen(word);
    return true;
}

static part read_character(reader *r, char c)
{
    if ((unsigned char)c >= 0x80) {
        while ((peek(r) & 0xc0) == 0x80)
            r->at++;
        return anything(); // other letters may match it without regard to case
    }
    char *one = arena_alloc(r->arena, 2);
    one[0] = ascii_lower(c);
    one[1] = '\0';
    return exactly(r, (str){one, 1});
}

static part read_escape(reader *r)
{
    char c = peek(r);
    r->at++;
    if (c && strchr("bBAGzZK", c))
        return exactly(r, STR_NONE);
    if (c && strchr("dDwWsShHvVNRXtnrfea", c))
        return anything();
    if (ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80 || !c) {
        r->unknown = true;
        return anything();
    }
    return read_character(r, c);
}

// The rest of "[:alpha:]".
static void skip_named_class(reader *r)
{
    r->at++;
    while (peek(r) == '^' || ascii_is_lower(peek(r)))
        r->at++;
    if (!take(r, ':') || !take(r, ']'))
        r->unknown = true; // "[[:x]" is a bracket, a colon and an x
}

// A class: a few plain characters are alternatives, anything else is any character.
static part read_class(reader *r)
{
    part p = {.exact = true};
    bool plain = true;
    bool negated = take(r, '^');
    bool first = true;
    for (; more(r) && (first || peek(r) != ']'); first = false) {
        char c = peek(r);
        r->at++;
        if (c == '[' && (peek(r) == ':' || peek(r) == '.' || peek(r) == '=')) {
            skip_named_class(r);
            plain = false;
        } else if (c == '\\') {
            if (strchr("QEc", peek(r))) // "\c]" is one character
                r->unknown = true;
            r->at++;
            plain = false;
        } else if ((unsigned char)c >= 0x80 ||
                   (peek(r) == '-' && r->at + 1 < r->pattern.length && r->pattern.data[r->at + 1] != ']')) {
            plain = false;
            if (peek(r) == '-')
                r->at++; // what ends the range is read as a character of its own
        } else {
            part one = read_character(r, c);
            *ARENA_PUSH(r->arena, &p.texts) = one.texts.items[0];
        }
    }
    if (!take(r, ']'))
        r->unknown = true;
    return plain && !negated && p.texts.count <= 4 ? p : anything();
}

static void skip_group(reader *r)
{
    read_alternatives(r);
    if (!take(r, ')'))
        r->unknown = true;
}

// Behind "(?": true where an ordinary group's inside follows. *p is what an extraordinary one gives.
static bool read_group_head(reader *r, part *p)
{
    *p = exactly(r, STR_NONE);
    if (take_word(r, ":") || take_word(r, ">") || take_word(r, "|"))
        return true;
    if (take_word(r, "=") || take_word(r, "!") || take_word(r, "<=") || take_word(r, "<!")) {
        skip_group(r);
        return false;
    }
    if (take_word(r, "#")) {
        size_t end = str_find(r->pattern, STR(")"), r->at);
        r->at = end == SIZE_MAX ? r->pattern.length : end + 1;
        return false;
    }
    if (take_word(r, "P<") || take_word(r, "<") || take_word(r, "'")) {
        while (more(r) && peek(r) != '>' && peek(r) != '\'')
            r->at++;
        r->at++;
        return true;
    }
    if (take_word(r, "i:"))
        return true;
    if (take_word(r, "i)"))
        return false;
    r->unknown = true; // conditions, recursion, other options
    return false;
}

static part read_group(reader *r)
{
    part p;
    if (take(r, '?') && !read_group_head(r, &p))
        return p;
    if (peek(r) == '*')
        r->unknown = true; // a verb
    p = read_alternatives(r);
    if (!take(r, ')'))
        r->unknown = true;
    return p;
}

static part read_atom(reader *r)
{
    char c = peek(r);
    r->at++;
    switch (c) {
    case '(':
        return read_group(r);
    case '[':
        return read_class(r);
    case '\\':
        return read_escape(r);
    case '.':
        return anything();
    case '^':
    case '$':
        return exactly(r, STR_NONE);
    case '{': // "a{,3}" is text for PCRE2 10.42, and a count from 10.43 on
        r->unknown = true;
        return anything();
    default:
        return read_character(r, c);
    }
}

static bool read_number(reader *r, unsigned *out)
{
    size_t start = r->at;
    *out = 0;
    while (ascii_is_digit(peek(r)) && r->at - start < 6)
        *out = *out * 10 + (unsigned)(r->pattern.data[r->at++] - '0');
    return r->at > start;
}

// Reads {n}, {n,} or {n,m}; false, and nothing read, where it is none of them.
static bool read_counts(reader *r, unsigned *least, bool *once_at_most)
{
    size_t start = r->at;
    unsigned most = 2;
    if (take(r, '{') && read_number(r, least)) {
        bool comma = take(r, ',');
        if (!comma || !read_number(r, &most))
            most = comma ? 2 : *least;
        if (take(r, '}')) {
            *once_at_most = most <= 1;
            return true;
        }
    }
    r->at = start;
    return false;
}

static part read_repeated(reader *r)
{
    part p = read_atom(r);
    unsigned least = 1;
    bool once_at_most = true;
    if (take(r, '?'))
        least = 0;
    else if (take(r, '*'))
        least = 0, once_at_most = false;
    else if (take(r, '+'))
        once_at_most = false;
    else if (peek(r) != '{' || !read_counts(r, &least, &once_at_most))
        return p;
    if (!take(r, '+'))
        take(r, '?');
    if (least == 0 && once_at_most && p.exact) {
        *ARENA_PUSH(r->arena, &p.texts) = STR_NONE;
        return p;
    }
    if (least == 0)
        return anything();
    if (least > 1 || !once_at_most)
        loosen(r, &p);
    return p;
}

static part read_sequence(reader *r)
{
    part sequence = {.exact = true};
    texts run = {0};
    *ARENA_PUSH(r->arena, &run) = STR_NONE;
    while (more(r) && peek(r) != '|' && peek(r) != ')')
        follow(r, &sequence, &run, read_repeated(r));
    if (sequence.exact)
        sequence.texts = run;
    else
        add_clause(r, &sequence, &run);
    return sequence;
}

// Either of two parts.
static part either(reader *r, part x, part y)
{
    if (x.exact && y.exact && x.texts.count + y.texts.count <= MOST_TEXTS) {
        for (size_t i = 0; i < y.texts.count; i++)
            *ARENA_PUSH(r->arena, &x.texts) = y.texts.items[i];
        return x;
    }
    loosen(r, &x);
    loosen(r, &y);
    part p = {0};
    const clause *one = best_clause(&x), *other = best_clause(&y);
    if (!one || !other)
        return p;
    texts all = one->texts; // nobody else needs them: a long row of alternatives grows in place
    for (size_t i = 0; i < other->texts.count; i++)
        *ARENA_PUSH(r->arena, &all) = other->texts.items[i];
    add_clause(r, &p, &all);
    return p;
}

static part read_alternatives(reader *r)
{
    if (++r->depth > DEEPEST)
        r->unknown = true;
    part p = read_sequence(r);
    while (take(r, '|'))
        p = either(r, p, read_sequence(r));
    r->depth--;
    return p;
}

required required_by(arena *a, str pattern)
{
    reader r = {.arena = a, .pattern = pattern};
    part p = read_alternatives(&r);
    if (r.unknown || r.at < pattern.length)
        return (required){0};
    loosen(&r, &p);
    const clause *best = best_clause(&p);
    return best ? (required){best->texts.items, best->texts.count} : (required){0};
}
