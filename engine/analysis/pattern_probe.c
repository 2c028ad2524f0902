// SPDX-License-Identifier: MIT
// Texts made from patterns, and what no text can match: see pattern_probe.h. Reads trees, runs nothing.
#include "analysis/pattern_probe.h"

#include "base/ascii.h"
#include "text/prepare.h"

// ---- samples

// A character of the class that stands in plain texts, a letter where there is one; 0 where there is none.
static uint32_t pick_from(const part *p)
{
    static const char wanted[] = "aeiotnsrhldcumfpgwybvkxjqz0123456789 '-,.;:!?()\"/_@#$%&*+<=>[]\\^{|}~";
    if (p->kind == PART_CHARACTER)
        return p->code_point;
    for (size_t i = 0; i + 1 < sizeof wanted; i++)
        if (class_has(p, (unsigned char)wanted[i]))
            return (unsigned char)wanted[i];
    for (size_t i = 0; i < p->own_count; i++)
        return p->own[i];
    return p->beyond ? 0xE9 : 0; // é
}

enum { LONGEST_SAMPLE = 2000, LONGEST_LISTED = 400 };

static void add_sample(builder *b, const part *p, bool marked)
{
    uint32_t c;
    switch (p->kind) {
    case PART_CHARACTER:
    case PART_CLASS:
        c = pick_from(p);
        if (c)
            builder_add_code_point(b, c);
        if (c && marked && p->kind == PART_CLASS && p->beyond && class_has(p, 'a'))
            builder_add_code_point(b, 0x301);
        break;
    case PART_SEQUENCE:
        for (size_t i = 0; i < p->count; i++)
            add_sample(b, p->children[i], marked);
        break;
    case PART_ALTERNATION:
        add_sample(b, p->children[0], marked);
        break;
    case PART_REPEAT: {
        size_t before = b->length;
        for (uint32_t i = 0; i < p->most && (i < 1 || i < p->least) && b->length < LONGEST_SAMPLE; i++) {
            add_sample(b, p->children[0], marked);
            if (b->length == before)
                break; // it takes nothing
        }
        break;
    }
    default:
        break;
    }
}

str pattern_sample(arena *a, const part *p)
{
    builder b = builder_new(a);
    add_sample(&b, p, false);
    return builder_str(&b);
}

str pattern_marked_sample(arena *a, const part *p)
{
    builder b = builder_new(a);
    add_sample(&b, p, true);
    return builder_str(&b);
}

// ---- what no text can match

// Whether the character stands in plain texts; if not, what stands there for it.
static bool is_plain_character(arena *a, uint32_t c, str *plain)
{
    char bytes[4];
    *plain = STR_NONE;
    if (c == ' ' || (c > ' ' && c < 127 && c != '`'))
        return true;
    str one = str_copy(a, (str){bytes, utf8_encode(c, bytes)});
    str text = str_printf(a, "x%.*sx", STR_ARGS(one));
    prepared_text prepared = text_prepare(a, text);
    if (str_equal(prepared.plain, text))
        return true;
    if (prepared.plain.length > 2)
        *plain = str_copy(a, str_slice(prepared.plain, 1, prepared.plain.length - 1));
    return false;
}

static const char NOT_PLAIN[] = "this character is in no text that is searched";
static const char TWO_BLANKS[] = "white space of any length is one blank in the texts that are searched";
static const char EMPTY_CLASS[] = "no character is in this class";
static const char WORD_INSIDE[] = "\\b stands between two characters of a word, where no word begins or ends";
static const char NO_WORD[] = "\\b stands between two characters that are none of a word";
static const char NO_BOUNDARY[] = "\\B stands where a word always begins or ends";
static const char START_INSIDE[] = "what stands before this must come before the text's start";
static const char END_INSIDE[] = "what stands behind this must come after the text's end";
static const char NEVER[] = "an empty lookahead with ! never holds";

typedef struct checking {
    arena *arena;
    fault_list *out;
} checking;

static void add_fault(checking *k, const part *p, const char *message, str plain)
{
    *ARENA_PUSH(k->arena, &k->out->items) = (fault){p, message, plain, message == TWO_BLANKS};
}

// Whether the class holds a character that stands in plain texts.
static bool class_is_possible(arena *a, const part *p)
{
    str plain;
    if (p->beyond || (p->kind == PART_CLASS && p->own_count == 0 && !p->ascii[0] && !p->ascii[1]))
        return p->beyond;
    for (uint32_t i = 0; i < 128; i++) {
        uint32_t c = (i + ' ') % 128; // printable ones first
        if (class_has(p, c) && is_plain_character(a, c, &plain))
            return true;
    }
    for (size_t i = 0; i < p->own_count; i++)
        if (is_plain_character(a, p->own[i], &plain))
            return true;
    return false;
}

static bool check_character(checking *k, const part *p)
{
    str plain;
    uint32_t c = p->kind == PART_CHARACTER ? p->code_point : p->own_count ? p->own[0] : 0;
    if (p->kind == PART_CLASS && class_is_possible(k->arena, p))
        return true;
    if (p->kind == PART_CLASS && c == 0) {
        bool nothing = !p->ascii[0] && !p->ascii[1];
        add_fault(k, p, nothing ? EMPTY_CLASS : TWO_BLANKS, STR_NONE);
        return false;
    }
    if (is_plain_character(k->arena, c, &plain))
        return true;
    bool space = c < 32 || str_equals(plain, " ");
    add_fault(k, p, space ? TWO_BLANKS : NOT_PLAIN, plain);
    return false;
}

// What the last (or first) character of a part can be, in plain texts.
typedef enum edge { EDGE_ANY, EDGE_NOTHING, EDGE_WORD, EDGE_BLANK, EDGE_OTHER } edge;

static bool is_word_character(uint32_t c)
{
    return c < 128 && (ascii_is_letter((char)c) || ascii_is_digit((char)c) || c == '_');
}

static edge edge_of_class(const part *p)
{
    if (p->kind == PART_CHARACTER && p->code_point >= 128)
        return EDGE_ANY;
    if (p->beyond || p->own_count)
        return EDGE_ANY;
    bool word = false, other = false, blank = false;
    for (uint32_t c = 0; c < 128; c++) {
        if (!class_has(p, c) || c < ' ')
            continue;
        word = word || is_word_character(c);
        blank = blank || c == ' ';
        other = other || (c != ' ' && !is_word_character(c));
    }
    if (word)
        return other || blank ? EDGE_ANY : EDGE_WORD;
    return blank && !other ? EDGE_BLANK : other ? EDGE_OTHER : EDGE_ANY;
}

static edge either_edge(edge x, edge y)
{
    bool no_word = (x == EDGE_BLANK || x == EDGE_OTHER) && (y == EDGE_BLANK || y == EDGE_OTHER);
    return x == y ? x : no_word ? EDGE_OTHER : EDGE_ANY;
}

static edge edge_of(const part *p, bool last)
{
    switch (p->kind) {
    case PART_CHARACTER:
    case PART_CLASS:
        return edge_of_class(p);
    case PART_REPEAT:
        return p->least > 0 ? edge_of(p->children[0], last) : EDGE_ANY;
    case PART_ALTERNATION: {
        edge e = edge_of(p->children[0], last);
        for (size_t i = 1; i < p->count; i++)
            e = either_edge(e, edge_of(p->children[i], last));
        return e;
    }
    case PART_SEQUENCE:
        for (size_t i = 0; i < p->count; i++) {
            edge e = edge_of(p->children[last ? p->count - 1 - i : i], last);
            if (e != EDGE_NOTHING)
                return e;
        }
        return EDGE_NOTHING;
    case PART_BOUNDARY:
    case PART_START:
    case PART_END:
    case PART_NOTHING:
    case PART_LOOK:
        return EDGE_NOTHING;
    default:
        return EDGE_ANY;
    }
}

// Whether every match of the part has a character.
static bool takes_some(const part *p)
{
    edge e = edge_of(p, false);
    return e == EDGE_WORD || e == EDGE_BLANK || e == EDGE_OTHER ||
           ((p->kind == PART_CHARACTER || p->kind == PART_CLASS) && e == EDGE_ANY);
}

static edge edge_beside(const part *sequence, size_t at, bool before)
{
    for (size_t i = 1; before ? i <= at : at + i < sequence->count; i++) {
        edge e = edge_of(sequence->children[before ? at - i : at + i], before);
        if (e != EDGE_NOTHING)
            return e;
    }
    return EDGE_ANY;
}

static bool check_boundary(checking *k, const part *sequence, size_t at)
{
    const part *p = sequence->children[at];
    edge before = edge_beside(sequence, at, true), after = edge_beside(sequence, at, false);
    if (before == EDGE_ANY || after == EDGE_ANY)
        return true;
    bool word_before = before == EDGE_WORD, word_after = after == EDGE_WORD;
    if ((word_before != word_after) == !p->negative)
        return true;
    add_fault(k, p, p->negative ? NO_BOUNDARY : word_before ? WORD_INSIDE : NO_WORD, STR_NONE);
    return false;
}

static bool check_part(checking *k, const part *p);

// A start behind something, or an end ahead of something.
static bool check_ends(checking *k, const part *sequence)
{
    const part *taking = NULL, *end = NULL;
    for (size_t i = 0; i < sequence->count; i++) {
        const part *p = sequence->children[i];
        bool takes = takes_some(p);
        if ((p->kind == PART_START && taking) || (takes && end)) {
            bool start = p->kind == PART_START && taking;
            add_fault(k, start ? p : end, start ? START_INSIDE : END_INSIDE, STR_NONE);
            return false;
        }
        taking = takes ? p : taking;
        end = p->kind == PART_END ? p : end;
    }
    return true;
}

// A boundary, or two blanks in a row, at a place of a sequence.
static bool check_place(checking *k, const part *sequence, size_t at)
{
    const part *p = sequence->children[at];
    if (p->kind == PART_BOUNDARY)
        return check_boundary(k, sequence, at);
    if (edge_of(p, true) == EDGE_BLANK && at + 1 < sequence->count &&
        edge_beside(sequence, at, false) == EDGE_BLANK) {
        add_fault(k, sequence->children[at + 1], TWO_BLANKS, STR_NONE);
        return false;
    }
    return true;
}

static bool check_sequence(checking *k, const part *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (!check_part(k, p->children[i]) || !check_place(k, p, i))
            return false; // one reason is enough
    return check_ends(k, p);
}

static bool check_repeat(checking *k, const part *p)
{
    bool blanks = p->least >= 2 && edge_of(p->children[0], true) == EDGE_BLANK &&
                  edge_of(p->children[0], false) == EDGE_BLANK;
    if (!check_part(k, p->children[0]))
        return p->least == 0;
    if (blanks)
        add_fault(k, p, TWO_BLANKS, STR_NONE);
    return !blanks;
}

// False, after adding the reason, where no text can match the part. What is wrong in a part that need not
// match is added, too.
static bool check_part(checking *k, const part *p)
{
    bool any = false;
    switch (p->kind) {
    case PART_CHARACTER:
    case PART_CLASS:
        return check_character(k, p);
    case PART_SEQUENCE:
        return check_sequence(k, p);
    case PART_ALTERNATION:
        for (size_t i = 0; i < p->count; i++)
            any = check_part(k, p->children[i]) || any;
        return any;
    case PART_REPEAT:
        return check_repeat(k, p);
    case PART_LOOK:
        if (p->negative && p->children[0]->kind == PART_SEQUENCE && p->children[0]->count == 0) {
            add_fault(k, p, NEVER, STR_NONE);
            return false;
        }
        return check_part(k, p->children[0]) || p->negative;
    default:
        return true;
    }
}

fault_list pattern_faults(arena *a, const pattern_tree *tree)
{
    fault_list found = {0};
    checking k = {a, &found};
    found.whole = !check_part(&k, tree->root);
    return found;
}

// ---- all texts

static bool add_texts(arena *a, const part *p, size_t most, text_list *out);

// Each of the texts so far with each of the part's behind it.
static bool append_texts(arena *a, const part *p, size_t most, text_list *out)
{
    text_list more = {0}, joined = {0};
    if (!add_texts(a, p, most, &more) || more.count > most / (out->count ? out->count : 1))
        return false;
    for (size_t i = 0; i < out->count; i++)
        for (size_t j = 0; j < more.count; j++)
            *ARENA_PUSH(a, &joined) =
                str_printf(a, "%.*s%.*s", STR_ARGS(out->items[i]), STR_ARGS(more.items[j]));
    *out = joined;
    return true;
}

static bool class_texts(arena *a, const part *p, size_t most, text_list *out)
{
    char bytes[4];
    if (p->kind == PART_CHARACTER) {
        *ARENA_PUSH(a, out) = str_copy(a, (str){bytes, utf8_encode(p->code_point, bytes)});
        return true;
    }
    if (p->beyond || p->own_count)
        return false;
    for (uint32_t c = ' '; c < 127; c++)
        if (class_has(p, c) && !(c >= 'A' && c <= 'Z'))
            *ARENA_PUSH(a, out) = str_copy(a, (str){bytes, utf8_encode(c, bytes)});
    return out->count <= most;
}

static bool repeat_texts(arena *a, const part *p, size_t most, text_list *out)
{
    enum { MOST_TIMES = 8 };
    text_list now = {0};
    *ARENA_PUSH(a, &now) = STR_NONE;
    if (p->most > MOST_TIMES)
        return false;
    for (uint32_t i = 0; i <= p->most; i++) {
        for (size_t t = 0; i >= p->least && t < now.count; t++)
            *ARENA_PUSH(a, out) = now.items[t];
        if (out->count > most || (i < p->most && !append_texts(a, p->children[0], most, &now)))
            return false;
    }
    return true;
}

static bool add_texts(arena *a, const part *p, size_t most, text_list *out)
{
    switch (p->kind) {
    case PART_CHARACTER:
    case PART_CLASS:
        return class_texts(a, p, most, out);
    case PART_REPEAT:
        return repeat_texts(a, p, most, out);
    case PART_ALTERNATION:
        for (size_t i = 0; i < p->count; i++)
            if (!add_texts(a, p->children[i], most, out) || out->count > most)
                return false;
        return true;
    case PART_SEQUENCE: {
        text_list joined = {0};
        *ARENA_PUSH(a, &joined) = STR_NONE;
        for (size_t i = 0; i < p->count; i++)
            if (!append_texts(a, p->children[i], most, &joined))
                return false;
        for (size_t i = 0; i < joined.count; i++)
            *ARENA_PUSH(a, out) = joined.items[i];
        return out->count <= most;
    }
    case PART_BOUNDARY:
    case PART_NOTHING:
        *ARENA_PUSH(a, out) = STR_NONE;
        return true;
    default:
        return false;
    }
}

bool pattern_texts(arena *a, const part *p, size_t most, text_list *out)
{
    *out = (text_list){0};
    if (p->length > LONGEST_LISTED)
        return false;
    return add_texts(a, p, most, out);
}

// ---- pumps

enum { MANY_TIMES = 12, MOST_PUMPS = 12 };

static bool repeats_much(const part *p)
{
    return p->kind == PART_REPEAT && p->most >= MANY_TIMES && !p->possessive;
}

// before holds what the pattern asks for until the part, and again when it is done.
static void add_pumps(arena *a, const part *p, builder *before, pump_list *out)
{
    size_t length = before->length;
    if (out->count >= MOST_PUMPS || length > LONGEST_SAMPLE)
        return;
    if (repeats_much(p)) {
        str unit = pattern_sample(a, p->children[0]);
        if (unit.length)
            *ARENA_PUSH(a, out) = (pump){str_copy(a, builder_str(before)), unit};
    }
    for (size_t i = 0; i < p->count; i++) {
        add_pumps(a, p->children[i], before, out);
        if (p->kind == PART_SEQUENCE)
            add_sample(before, p->children[i], false);
    }
    before->length = length;
}

void pattern_pumps(arena *a, const pattern_tree *tree, pump_list *out)
{
    builder before = builder_new(a);
    *out = (pump_list){0};
    add_pumps(a, tree->root, &before, out);
}
