// SPDX-License-Identifier: MIT
// Folding of what people write for a term: letters by simple case folding; white space, hyphens and low lines
// to one space; curly apostrophes to straight ones. Does not depend on a locale.
#include "ruleset/loader.h"

#include "base/unicode.h"

static uint32_t fold_character(uint32_t c)
{
    enum { LEFT_QUOTE = 0x2018, RIGHT_QUOTE = 0x2019 };
    return c == LEFT_QUOTE || c == RIGHT_QUOTE ? '\'' : unicode_fold(c);
}

// "self-esteem", "self_esteem" and "self esteem" are one.
static bool parts_words(uint32_t c)
{
    enum { HYPHEN = 0x2010, HYPHEN_THAT_DOES_NOT_BREAK = 0x2011 };
    return c == '-' || c == '_' || c == HYPHEN || c == HYPHEN_THAT_DOES_NOT_BREAK || unicode_is_space(c);
}

str fold_spelling(arena *a, str text)
{
    builder out = builder_new(a);
    bool space = false;
    for (size_t at = 0; at < text.length;) {
        uint32_t c = utf8_decode(text, &at);
        if (parts_words(c)) {
            space = out.length > 0;
            continue;
        }
        if (space)
            builder_addc(&out, ' ');
        space = false;
        builder_add_code_point(&out, fold_character(c));
    }
    return builder_str(&out);
}

uint32_t vocabulary_find(const vocabulary *v, str text, arena *scratch)
{
    return name_map_get(&v->spellings, fold_spelling(scratch, text));
}
