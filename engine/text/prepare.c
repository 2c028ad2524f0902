// SPDX-License-Identifier: MIT
// The plain copy of a text and its offset map: see prepare.h. Knows nothing of sentences.
#include "text/prepare.h"

#include <string.h>

#include "text/character.h"

typedef enum character_class {
    CLASS_COPIED,
    CLASS_APOSTROPHE,
    CLASS_QUOTE,
    CLASS_HYPHEN,
    CLASS_SPACE,
    CLASS_LINE, // white space that ends a line
    CLASS_INVISIBLE,
    CLASS_BULLET
} character_class;

static character_class classify_ascii(unsigned char c)
{
    if (c == '\n')
        return CLASS_LINE;
    if (c <= ' ')
        return CLASS_SPACE;
    return c == '`' ? CLASS_APOSTROPHE : CLASS_COPIED;
}

static character_class classify(uint32_t c)
{
    static const struct {
        uint32_t first, last;
        character_class is;
    } ranges[] = {
        {0x0085, 0x0085, CLASS_LINE},       {0x0091, 0x0092, CLASS_APOSTROPHE},
        {0x0093, 0x0094, CLASS_QUOTE},      {0x00A0, 0x00A0, CLASS_SPACE},
        {0x00A8, 0x00A8, CLASS_APOSTROPHE}, {0x00AB, 0x00AB, CLASS_QUOTE},
        {0x00AD, 0x00AD, CLASS_INVISIBLE},  {0x00B4, 0x00B4, CLASS_APOSTROPHE},
        {0x00B7, 0x00B7, CLASS_BULLET},     {0x00BB, 0x00BB, CLASS_QUOTE},
        {0x02B9, 0x02BC, CLASS_APOSTROPHE}, {0x1680, 0x1680, CLASS_SPACE},
        {0x2000, 0x200A, CLASS_SPACE},      {0x200B, 0x200F, CLASS_INVISIBLE},
        {0x2010, 0x2011, CLASS_HYPHEN},     {0x2018, 0x201B, CLASS_APOSTROPHE},
        {0x201C, 0x201F, CLASS_QUOTE},      {0x2022, 0x2023, CLASS_BULLET},
        {0x2028, 0x2029, CLASS_LINE},       {0x202F, 0x202F, CLASS_SPACE},
        {0x2032, 0x2032, CLASS_APOSTROPHE}, {0x2033, 0x2033, CLASS_QUOTE},
        {0x205F, 0x205F, CLASS_SPACE},      {0x2060, 0x2060, CLASS_INVISIBLE},
        {0x25A0, 0x25FF, CLASS_BULLET},     {0x2713, 0x2714, CLASS_BULLET},
        {0x275B, 0x275C, CLASS_APOSTROPHE}, {0x275D, 0x275E, CLASS_QUOTE},
        {0x3000, 0x3000, CLASS_SPACE},      {0xFEFF, 0xFEFF, CLASS_INVISIBLE},
        {0xFF02, 0xFF02, CLASS_QUOTE},      {0xFF07, 0xFF07, CLASS_APOSTROPHE},
        {0xFFFD, 0xFFFD, CLASS_APOSTROPHE}, // mostly a lost one: "don�t"
    };
    if (c < 0x80)
        return classify_ascii((unsigned char)c);
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges && ranges[i].first <= c; i++)
        if (c <= ranges[i].last)
            return ranges[i].is;
    return CLASS_COPIED;
}

// The work in progress: what is written so far and how far reading is ahead of writing.
typedef struct copying {
    arena *arena;
    prepared_text *into;
    char *out;
    size_t length;
    size_t ahead;
} copying;

static void note_shift(copying *c, size_t original)
{
    if (original - c->length == c->ahead)
        return;
    c->ahead = original - c->length;
    *ARENA_PUSH(c->arena, &c->into->shifts) = (text_shift){c->length, original};
}

static void write_bytes(copying *c, const char *bytes, size_t count, size_t original)
{
    note_shift(c, original);
    memcpy(c->out + c->length, bytes, count);
    c->length += count;
}

static void note_break(copying *c)
{
    size_t count = c->into->breaks.count;
    if (c->length > 0 && (count == 0 || c->into->breaks.items[count - 1] != c->length))
        *ARENA_PUSH(c->arena, &c->into->breaks) = c->length;
}

// A line that begins like an entry of a list: "- so", "* so", "2. so", "2) so".
static bool begins_list_entry(str text, size_t at)
{
    size_t i = at;
    while (i < text.length && i - at < 2 && text.data[i] >= '0' && text.data[i] <= '9')
        i++;
    bool number = i > at;
    if (i + 1 >= text.length || text.data[i + 1] != ' ')
        return false;
    char mark = text.data[i];
    return number ? mark == '.' || mark == ')' : mark == '-' || mark == '*';
}

// Copies a run of white space as one space. Returns where it ends.
static size_t copy_space(copying *c, str text, size_t start)
{
    size_t lines = 0;
    size_t end = start;
    for (size_t at = start; at < text.length; end = at) {
        character_class is = classify(text_character(text, &at));
        if (is != CLASS_SPACE && is != CLASS_LINE && is != CLASS_INVISIBLE)
            break;
        lines += is == CLASS_LINE;
    }
    if (c->length > 0 && end < text.length)
        write_bytes(c, " ", 1, start);
    if (lines > 1 || (lines == 1 && begins_list_entry(text, end)))
        note_break(c);
    return end;
}

static size_t copy_character(copying *c, str text, size_t start)
{
    size_t end = start;
    uint32_t code_point = text_character(text, &end);
    char bytes[4];
    size_t count = utf8_encode(code_point, bytes);
    if (code_point == 0x017F || code_point == 0x212A)
        c->into->special = true;
    switch (classify(code_point)) {
    case CLASS_SPACE:
    case CLASS_LINE:
        return copy_space(c, text, start);
    case CLASS_APOSTROPHE:
        write_bytes(c, "'", 1, start);
        break;
    case CLASS_QUOTE:
        write_bytes(c, "\"", 1, start);
        break;
    case CLASS_HYPHEN:
        write_bytes(c, "-", 1, start);
        break;
    case CLASS_INVISIBLE: // what ends before it does not hold it
        *ARENA_PUSH(c->arena, &c->into->shifts) = (text_shift){c->length, start};
        c->ahead = start - c->length;
        break;
    case CLASS_BULLET:
        note_break(c);
        write_bytes(c, bytes, count, start);
        break;
    case CLASS_COPIED:
        write_bytes(c, bytes, count, start);
        break;
    }
    return end;
}

static bool is_plain(unsigned char byte)
{
    return byte > ' ' && byte < 0x80 && byte != '`' && byte != '&' && byte != '<';
}

enum { WIDE = 32, BLOCK = 8 };

// Whether as many bytes hold only what is copied as it is, and no two spaces together; it reads one more.
// Without a branch and each answer by itself, so that compilers make vectors of it.
static bool is_plain_stretch(const char *bytes)
{
    unsigned char control = 0, accent = 0, entity = 0, tag = 0, spaces = 0;
    for (size_t i = 0; i < WIDE; i++) {
        control |= (signed char)bytes[i] < ' '; // and what is beyond ASCII
        accent |= bytes[i] == '`';
        entity |= bytes[i] == '&';
        tag |= bytes[i] == '<';
        spaces |= (bytes[i] == ' ') & (bytes[i + 1] == ' ');
    }
    return !(control | accent | entity | tag | spaces);
}

// The high bit of each byte that is zero.
static uint64_t zero_bytes(uint64_t block)
{
    const uint64_t low = 0x7f7f7f7f7f7f7f7fu;
    return ~(((block & low) + low) | block | low);
}

// The same for eight bytes.
static bool is_plain_block(const char *bytes)
{
    const uint64_t ones = 0x0101010101010101u, high = ones << 7;
    uint64_t block;
    memcpy(&block, bytes, sizeof block);
    uint64_t spaces = zero_bytes(block ^ ones * ' ');
    uint64_t special =
        zero_bytes(block ^ ones * '`') | zero_bytes(block ^ ones * '&') | zero_bytes(block ^ ones * '<');
    return !((block | (block - ones * ' ')) & high) && !special && !(spaces & spaces >> 8);
}

// Where the characters end that are copied as they are, with single spaces between them: nearly all of a
// text. A space at the end of a block is looked at with what follows.
static size_t end_of_run(str text, size_t at)
{
    size_t end = at;
    if (text.data[at] != ' ') {
        while (end + WIDE < text.length && is_plain_stretch(text.data + end))
            end += WIDE - (text.data[end + WIDE - 1] == ' ');
        while (end + BLOCK <= text.length && is_plain_block(text.data + end))
            end += BLOCK - (text.data[end + BLOCK - 1] == ' ');
    }
    while (end < text.length) {
        unsigned char byte = (unsigned char)text.data[end];
        bool between =
            byte == ' ' && end > at && end + 1 < text.length && is_plain((unsigned char)text.data[end + 1]);
        if (!is_plain(byte) && !between)
            break;
        end++;
    }
    return end;
}

prepared_text text_prepare(arena *a, str text)
{
    prepared_text p = {.original = text};
    copying c = {.arena = a, .into = &p, .out = arena_alloc(a, text.length + TEXT_PADDING)};
    while (text.length > 0 && (unsigned char)text.data[text.length - 1] <= ' ')
        text.length--;
    for (size_t at = 0; at < text.length;) {
        size_t end = end_of_run(text, at);
        if (end > at)
            write_bytes(&c, text.data + at, end - at, at);
        at = end > at ? end : copy_character(&c, text, at);
    }
    note_shift(&c, text.length); // the end of the last character
    memset(c.out + c.length, 0, TEXT_PADDING);
    p.plain = (str){c.out, c.length};
    return p;
}

// The number of shifts that lie before offset, or (at_it) also those at it.
static size_t shifts_up_to(const prepared_text *p, size_t offset, bool at_it)
{
    size_t low = 0, high = p->shifts.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->shifts.items[middle].at < offset + at_it)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t text_original(const prepared_text *p, size_t offset)
{
    size_t count = shifts_up_to(p, offset, true);
    if (count == 0)
        return offset;
    text_shift last = p->shifts.items[count - 1];
    return last.original + (offset - last.at);
}

size_t text_original_end(const prepared_text *p, size_t offset)
{
    size_t count = shifts_up_to(p, offset, false);
    bool left_out = count < p->shifts.count && p->shifts.items[count].at == offset;
    return left_out ? p->shifts.items[count].original : text_original(p, offset);
}
