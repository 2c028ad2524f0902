// SPDX-License-Identifier: MIT
// Folding of what people write for a term: letters to lower case, white space to one space, curly apostrophes
// to straight ones. Simple case mapping of the Latin, Greek and Cyrillic blocks (Unicode 15, CaseFolding.txt,
// status C); others stay as they are. Does not depend on a locale.
#include "ruleset/loader.h"

static bool within(uint32_t c, uint32_t low, uint32_t high)
{
    return c >= low && c <= high;
}

// Blocks where capital and small letters alternate; odd: capitals have odd numbers.
static uint32_t fold_pairs(uint32_t c)
{
    static const struct {
        uint32_t low, high;
        uint32_t odd;
    } blocks[] = {{0x100, 0x12F, 0},   {0x132, 0x137, 0},  {0x139, 0x148, 1}, {0x14A, 0x177, 0},
                  {0x179, 0x17E, 1},   {0x218, 0x21F, 0},  {0x222, 0x233, 0}, {0x370, 0x373, 0},
                  {0x3D8, 0x3EF, 0},   {0x460, 0x481, 0},  {0x48A, 0x4BF, 0}, {0x4D0, 0x52F, 0},
                  {0x1E00, 0x1E95, 0}, {0x1EA0, 0x1EFF, 0}};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (within(c, blocks[i].low, blocks[i].high))
            return c % 2 == blocks[i].odd ? c + 1 : c;
    return c;
}

static uint32_t fold_letter(uint32_t c)
{
    if (within(c, 'A', 'Z') || (within(c, 0xC0, 0xDE) && c != 0xD7))
        return c + 32;
    if (within(c, 0x391, 0x3A9) && c != 0x3A2)
        return c + 32;
    if (within(c, 0x410, 0x42F))
        return c + 32;
    if (within(c, 0x400, 0x40F))
        return c + 80;
    if (c == 0x3C2) // final sigma
        return 0x3C3;
    if (c == 0x178)
        return 0xFF;
    if (c == 0x2018 || c == 0x2019)
        return '\'';
    return fold_pairs(c);
}

static bool is_space(uint32_t c)
{
    return c == ' ' || within(c, '\t', '\r') || c == 0xA0 || within(c, 0x2000, 0x200A) || c == 0x202F ||
           c == 0x3000;
}

str fold_spelling(arena *a, str text)
{
    builder out = builder_new(a);
    bool space = false;
    for (size_t at = 0; at < text.length;) {
        uint32_t c = utf8_decode(text, &at);
        if (is_space(c)) {
            space = out.length > 0;
            continue;
        }
        if (space)
            builder_addc(&out, ' ');
        space = false;
        builder_add_code_point(&out, fold_letter(c));
    }
    return builder_str(&out);
}

uint32_t vocabulary_find(const vocabulary *v, str text, arena *scratch)
{
    return name_map_get(&v->spellings, fold_spelling(scratch, text));
}
