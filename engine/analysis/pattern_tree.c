// SPDX-License-Identifier: MIT
// Reads a PCRE2 pattern to a tree: see pattern_tree.h. Never runs it.
#include "analysis/pattern_tree.h"

#include "base/ascii.h"

#include <string.h>

enum { DEEPEST = 60 };

typedef struct reading {
    arena *arena;
    str text;
    size_t at;
    unsigned depth;
    bool lost; // not understood
    pattern_tree *tree;
} reading;

static part *read_alternation(reading *r);

static part *new_part(reading *r, part_kind kind, size_t offset)
{
    part *p = ARENA_NEW(r->arena, part);
    p->kind = kind;
    p->offset = offset;
    return p;
}

static char peek(const reading *r, size_t ahead)
{
    return r->at + ahead < r->text.length ? r->text.data[r->at + ahead] : '\0';
}

static bool take(reading *r, const char *text)
{
    str rest = str_slice(r->text, r->at, r->text.length);
    if (!str_starts(rest, str_from(text)))
        return false;
    r->at += strlen(text);
    return true;
}

// ---- classes

static void class_add(part *p, uint32_t c)
{
    if (c >= 128)
        return;
    p->ascii[c / 64] |= (uint64_t)1 << (c % 64);
    char other = ascii_is_upper((char)c)   ? ascii_lower((char)c)
                 : ascii_is_lower((char)c) ? (char)(c - ('a' - 'A'))
                                           : (char)c;
    p->ascii[(unsigned)other / 64] |= (uint64_t)1 << ((unsigned)other % 64);
}

static void class_add_range(part *p, uint32_t from, uint32_t to)
{
    for (uint32_t c = from; c <= to && c < 128; c++)
        class_add(p, c);
}

// \d \w \s \h and the like; upper case means all others.
static bool class_add_escape(part *p, char letter)
{
    part named = {0};
    switch (ascii_lower(letter)) {
    case 'd':
        class_add_range(&named, '0', '9');
        break;
    case 'w':
        class_add_range(&named, '0', '9');
        class_add_range(&named, 'a', 'z');
        class_add(&named, '_');
        break;
    case 's':
        class_add_range(&named, 9, 13);
        class_add(&named, ' ');
        break;
    case 'h':
        class_add(&named, 9);
        class_add(&named, ' ');
        break;
    case 'v':
        class_add_range(&named, 10, 13);
        break;
    case 'n':
        if (letter == 'n') {
            class_add(p, '\n');
            return true;
        }
        class_add(&named, '\n');
        break;
    default:
        return false;
    }
    bool others = ascii_is_upper(letter);
    for (unsigned i = 0; i < 2; i++)
        p->ascii[i] |= others ? ~named.ascii[i] : named.ascii[i];
    // White space beyond ASCII is a blank in the texts that are searched.
    p->beyond = p->beyond || others || ascii_lower(letter) == 'd' || ascii_lower(letter) == 'w';
    return true;
}

bool class_has(const part *p, uint32_t code_point)
{
    if (p->kind == PART_CHARACTER) {
        part one = {0};
        class_add(&one, p->code_point);
        return code_point < 128 ? (one.ascii[code_point / 64] >> (code_point % 64) & 1) != 0
                                : code_point == p->code_point;
    }
    if (code_point < 128)
        return (p->ascii[code_point / 64] >> (code_point % 64) & 1) != 0;
    for (size_t i = 0; i < p->own_count; i++)
        if (p->own[i] == code_point)
            return true;
    return p->beyond;
}

// The character of an escape that stands for one; false for others.
static bool read_hexadecimal(reading *r, uint32_t *out)
{
    bool braces = take(r, "{");
    uint32_t value = 0;
    size_t digits = 0;
    for (; digits < 8; digits++, r->at++) {
        char c = ascii_lower(peek(r, 0));
        bool digit = ascii_is_digit(c), letter = c >= 'a' && c <= 'f';
        if ((!digit && !letter) || (!braces && digits == 2))
            break;
        value = value * 16 + (uint32_t)(digit ? c - '0' : c - 'a' + 10);
    }
    *out = value;
    return !braces || take(r, "}");
}

static bool simple_escape(reading *r, uint32_t *out)
{
    static const char letters[] = "tnrfae", meanings[] = "\t\n\r\f\a\033";
    char c = peek(r, 0);
    const char *known = c ? strchr(letters, c) : NULL;
    if (known) {
        *out = (uint32_t)meanings[known - letters];
        r->at++;
        return true;
    }
    if (c == 'x') {
        r->at++;
        return read_hexadecimal(r, out);
    }
    if (c == '\0' || ascii_is_letter(c) || ascii_is_digit(c))
        return false;
    *out = utf8_decode(r->text, &r->at);
    return true;
}

typedef struct class_reading {
    part *part;
    VEC(uint32_t) own;
    bool pending; // last may begin a range
    uint32_t last;
} class_reading;

static void class_take(reading *r, class_reading *k, uint32_t c)
{
    class_add(k->part, c);
    if (c >= 128)
        *ARENA_PUSH(r->arena, &k->own) = c;
    k->last = c;
    k->pending = true;
}

static void class_take_range(reading *r, class_reading *k, uint32_t to)
{
    class_add_range(k->part, k->last, to);
    if (to >= 128) {
        k->part->beyond = true;
        *ARENA_PUSH(r->arena, &k->own) = to;
    }
    k->pending = false;
}

static bool class_named(reading *r, class_reading *k)
{
    size_t end = str_find(r->text, STR(":]"), r->at);
    if (peek(r, 0) != '[' || peek(r, 1) != ':' || end == SIZE_MAX || end - r->at > 12)
        return false;
    str name = str_slice(r->text, r->at + 2, end);
    r->at = end + 2;
    k->pending = false;
    k->part->beyond = true;
    if (str_equals(name, "alpha") || str_equals(name, "lower") || str_equals(name, "upper"))
        class_add_range(k->part, 'a', 'z');
    else if (str_equals(name, "alnum"))
        class_add_escape(k->part, 'w');
    else if (str_equals(name, "digit"))
        class_add_escape(k->part, 'd');
    else if (str_equals(name, "space"))
        class_add_escape(k->part, 's');
    else
        r->lost = true;
    return true;
}

// \p{…} is not followed: it may hold anything.
static bool skip_property(reading *r)
{
    char c = peek(r, 0);
    if (c != 'p' && c != 'P')
        return false;
    r->at++;
    if (!take(r, "{")) {
        r->at++;
        return true;
    }
    size_t end = str_find(r->text, STR("}"), r->at);
    r->at = end == SIZE_MAX ? r->text.length : end + 1;
    return true;
}

static void class_anything(part *p)
{
    p->ascii[0] = p->ascii[1] = UINT64_MAX;
    p->beyond = true;
}

static void class_item(reading *r, class_reading *k)
{
    uint32_t c;
    bool range = k->pending && peek(r, 0) == '-' && peek(r, 1) != ']' && peek(r, 1) != '\0';
    if (range)
        r->at++;
    if (!range && class_named(r, k))
        return;
    if (take(r, "\\")) {
        char letter = peek(r, 0);
        if (letter == 'b') {
            r->at++;
            class_take(r, k, 8);
        } else if (simple_escape(r, &c)) {
            if (range)
                class_take_range(r, k, c);
            else
                class_take(r, k, c);
        } else if (skip_property(r)) {
            class_anything(k->part);
            k->pending = false;
        } else if (class_add_escape(k->part, letter)) {
            r->at++;
            k->pending = false;
        } else {
            r->lost = true;
            r->at++;
        }
        return;
    }
    c = utf8_decode(r->text, &r->at);
    if (range)
        class_take_range(r, k, c);
    else
        class_take(r, k, c);
}

static part *read_class(reading *r)
{
    class_reading k = {.part = new_part(r, PART_CLASS, r->at)};
    r->at++;
    bool others = take(r, "^");
    bool first = true;
    while (r->at < r->text.length && (first || peek(r, 0) != ']')) {
        class_item(r, &k);
        first = false;
    }
    r->at++;
    k.part->own = k.own.items;
    k.part->own_count = k.own.count;
    if (others) {
        k.part->ascii[0] = ~k.part->ascii[0];
        k.part->ascii[1] = ~k.part->ascii[1];
        k.part->beyond = !k.part->beyond || k.own.count > 0;
        k.part->own_count = 0;
    }
    return k.part;
}

// ---- groups

static part *look(reading *r, size_t start, bool behind, bool negative)
{
    part *p = new_part(r, PART_LOOK, start);
    p->behind = behind;
    p->negative = negative;
    p->children = ARENA_ARRAY(r->arena, part *, 1);
    p->children[0] = read_alternation(r);
    p->count = 1;
    return p;
}

static void skip_to_close(reading *r)
{
    for (int open = 1; r->at < r->text.length; r->at++) {
        char c = r->text.data[r->at];
        if (c == '\\')
            r->at++;
        else if (c == '(')
            open++;
        else if (c == ')' && --open == 0)
            return;
    }
}

static part *other(reading *r, size_t start)
{
    r->tree->whole = false;
    return new_part(r, PART_OTHER, start);
}

// What follows "(".
static part *read_inside(reading *r, size_t start)
{
    if (take(r, "?:") || take(r, "?>"))
        return read_alternation(r);
    if (take(r, "?="))
        return look(r, start, false, false);
    if (take(r, "?!"))
        return look(r, start, false, true);
    if (take(r, "?<="))
        return look(r, start, true, false);
    if (take(r, "?<!"))
        return look(r, start, true, true);
    if (take(r, "?i:"))
        return read_alternation(r);
    if (take(r, "?#")) {
        skip_to_close(r);
        return new_part(r, PART_NOTHING, start);
    }
    if (peek(r, 0) == '?' && (peek(r, 1) == '<' || (peek(r, 1) == 'P' && peek(r, 2) == '<'))) {
        while (r->at < r->text.length && peek(r, 0) != '>')
            r->at++;
        r->at++;
        return read_alternation(r);
    }
    if (peek(r, 0) == '?' || peek(r, 0) == '*') {
        skip_to_close(r);
        return other(r, start);
    }
    return read_alternation(r);
}

static part *read_group(reading *r)
{
    size_t start = r->at++;
    if (++r->depth > DEEPEST) {
        r->lost = true;
        r->at = r->text.length;
        return new_part(r, PART_NOTHING, start);
    }
    part *p = read_inside(r, start);
    if (!take(r, ")"))
        r->lost = true;
    r->depth--;
    return p;
}

// ---- what stands alone

static part *escape_class(reading *r, size_t start, char letter)
{
    part *p = new_part(r, PART_CLASS, start);
    if (letter == 'N') // anything but a line's end
        class_add_escape(p, 'N');
    else if (!class_add_escape(p, letter))
        return NULL;
    r->at++;
    return p;
}

static part *read_escape(reading *r)
{
    size_t start = r->at++;
    uint32_t c;
    char letter = peek(r, 0);
    part *p = NULL;
    if (letter == 'b' || letter == 'B') {
        p = new_part(r, PART_BOUNDARY, start);
        p->negative = letter == 'B';
    } else if (letter == 'A' || letter == 'z' || letter == 'Z') {
        p = new_part(r, letter == 'A' ? PART_START : PART_END, start);
    } else if (letter == 'K') {
        p = new_part(r, PART_NOTHING, start);
    }
    if (p) {
        r->at++;
        return p;
    }
    if (simple_escape(r, &c)) {
        p = new_part(r, PART_CHARACTER, start);
        p->code_point = c;
        return p;
    }
    if (skip_property(r)) {
        p = new_part(r, PART_CLASS, start);
        class_anything(p);
        r->tree->whole = false; // which of them it holds is not followed
        return p;
    }
    p = strchr("dDwWsShHvVN", letter) && letter ? escape_class(r, start, letter) : NULL;
    if (p)
        return p;
    if (letter == 'Q')
        r->lost = true;
    r->at++;
    if (letter == 'R' || letter == 'X') {
        p = new_part(r, PART_CLASS, start);
        class_anything(p);
        r->tree->whole = false;
        return p;
    }
    while (ascii_is_digit(peek(r, 0)))
        r->at++;
    if ((letter == 'k' || letter == 'g') && (peek(r, 0) == '{' || peek(r, 0) == '<' || peek(r, 0) == '\''))
        r->lost = true;
    return other(r, start);
}

static part *read_one(reading *r)
{
    size_t start = r->at;
    part *p;
    switch (peek(r, 0)) {
    case '(':
        p = read_group(r);
        break;
    case '[':
        p = read_class(r);
        break;
    case '\\':
        p = read_escape(r);
        break;
    case '^':
        p = new_part(r, PART_START, r->at++);
        break;
    case '$':
        p = new_part(r, PART_END, r->at++);
        break;
    case '.':
        p = new_part(r, PART_CLASS, r->at++);
        class_anything(p);
        p->ascii[0] &= ~((uint64_t)1 << '\n');
        break;
    default:
        p = new_part(r, PART_CHARACTER, start);
        p->code_point = utf8_decode(r->text, &r->at);
    }
    p->offset = start;
    p->length = r->at - start;
    return p;
}

// ---- repeats

static void note_version(reading *r, unsigned what, size_t offset, size_t length)
{
    if (r->tree->differs)
        return;
    r->tree->differs = what;
    r->tree->differs_offset = offset;
    r->tree->differs_length = length;
}

static bool read_count(const reading *r, size_t *at, uint32_t *out)
{
    size_t from = *at;
    uint32_t value = 0;
    for (; *at < r->text.length && ascii_is_digit(r->text.data[*at]) && *at - from < 6; ++*at)
        value = value * 10 + (uint32_t)(r->text.data[*at] - '0');
    *out = value;
    return *at > from;
}

static void skip_blanks(const reading *r, size_t *at, bool *any)
{
    while (*at < r->text.length && (r->text.data[*at] == ' ' || r->text.data[*at] == '\t')) {
        ++*at;
        *any = true;
    }
}

// "{2,5}", "{2}", "{2,}" as all versions have it; "{,5}" and "{ 2, 5 }", which are quantifiers from PCRE2
// 10.43 on and text before, are noted, and taken for text.
static bool read_braces(reading *r, uint32_t *least, uint32_t *most)
{
    size_t at = r->at + 1;
    bool blanks = false, comma = false;
    skip_blanks(r, &at, &blanks);
    bool first = read_count(r, &at, least);
    skip_blanks(r, &at, &blanks);
    if (at < r->text.length && r->text.data[at] == ',') {
        comma = true;
        at++;
    }
    skip_blanks(r, &at, &blanks);
    bool second = comma && read_count(r, &at, most);
    skip_blanks(r, &at, &blanks);
    if (at >= r->text.length || r->text.data[at] != '}' || (!first && !second))
        return false;
    if (blanks || !first) {
        note_version(r, blanks ? VERSION_SPACES : VERSION_QUANTIFIER, r->at, at + 1 - r->at);
        return false;
    }
    if (!comma)
        *most = *least;
    else if (!second)
        *most = UINT32_MAX;
    r->at = at + 1;
    return true;
}

static bool read_quantifier(reading *r, uint32_t *least, uint32_t *most)
{
    *least = 0;
    *most = UINT32_MAX;
    switch (peek(r, 0)) {
    case '?':
        *most = 1;
        break;
    case '*':
        break;
    case '+':
        *least = 1;
        break;
    case '{':
        return read_braces(r, least, most);
    default:
        return false;
    }
    r->at++;
    return true;
}

static part *read_repeated(reading *r)
{
    size_t start = r->at;
    part *p = read_one(r);
    uint32_t least, most;
    while (!r->lost && read_quantifier(r, &least, &most)) {
        part *repeat = new_part(r, PART_REPEAT, start);
        repeat->children = ARENA_ARRAY(r->arena, part *, 1);
        repeat->children[0] = p;
        repeat->count = 1;
        repeat->least = least;
        repeat->most = most;
        if (peek(r, 0) == '?' || peek(r, 0) == '+')
            repeat->possessive = r->text.data[r->at++] == '+';
        repeat->length = r->at - start;
        p = repeat;
    }
    return p;
}

static part *read_sequence(reading *r)
{
    part *p = new_part(r, PART_SEQUENCE, r->at);
    VEC(part *) parts = {0};
    while (r->at < r->text.length && peek(r, 0) != '|' && peek(r, 0) != ')' && !r->lost)
        *ARENA_PUSH(r->arena, &parts) = read_repeated(r);
    p->children = parts.items;
    p->count = parts.count;
    p->length = r->at - p->offset;
    return p;
}

static part *read_alternation(reading *r)
{
    part *first = read_sequence(r);
    if (peek(r, 0) != '|' || r->lost)
        return first;
    part *p = new_part(r, PART_ALTERNATION, first->offset);
    VEC(part *) parts = {0};
    *ARENA_PUSH(r->arena, &parts) = first;
    while (!r->lost && take(r, "|"))
        *ARENA_PUSH(r->arena, &parts) = read_sequence(r);
    p->children = parts.items;
    p->count = parts.count;
    p->length = r->at - p->offset;
    return p;
}

const pattern_tree *pattern_read(arena *a, str pattern)
{
    pattern_tree *tree = ARENA_NEW(a, pattern_tree);
    reading r = {.arena = a, .text = pattern, .tree = tree};
    tree->whole = true;
    tree->root = read_alternation(&r);
    return r.lost || r.at < pattern.length ? NULL : tree;
}
