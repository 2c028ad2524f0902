// SPDX-License-Identifier: MIT
// Translates XPath's regular expressions to PCRE2's. They differ in class subtraction, the classes \i and \c,
// Unicode blocks, what "." and "$" mean, the flag x, and in what counts as an error.
#include "feel/pattern.h"

typedef struct translator {
    str pattern;
    size_t at;
    builder out;
    bool spaces_ignored; // flag x
    bool dot_all;        // flag s
    bool multiline;      // flag m
    size_t groups_open;
    size_t groups_closed;
    uint32_t depth;
    const char *error;
} translator;

enum { CLASS_DEPTH = 8 };

static char peek(const translator *t)
{
    return t->at < t->pattern.length ? t->pattern.data[t->at] : '\0';
}

static bool fail(translator *t, const char *error)
{
    if (!t->error)
        t->error = error;
    return false;
}

static void copy(translator *t)
{
    builder_addc(&t->out, t->pattern.data[t->at++]);
}

// \p{IsBlock} and \p{Category}; the braces may hold white space under flag x.
static bool property(translator *t, char letter, bool in_class)
{
    static const struct {
        const char *name, *range;
    } BLOCKS[] = {{"IsBasicLatin", "\\x{00}-\\x{7f}"},        {"IsLatin-1Supplement", "\\x{80}-\\x{ff}"},
                  {"IsLatinExtended-A", "\\x{100}-\\x{17f}"}, {"IsLatinExtended-B", "\\x{180}-\\x{24f}"},
                  {"IsGreek", "\\x{370}-\\x{3ff}"},           {"IsGreekandCoptic", "\\x{370}-\\x{3ff}"},
                  {"IsCyrillic", "\\x{400}-\\x{4ff}"},        {"IsHebrew", "\\x{590}-\\x{5ff}"},
                  {"IsArabic", "\\x{600}-\\x{6ff}"}};
    size_t end = str_find(t->pattern, STR("}"), t->at);
    if (peek(t) != '{' || end == SIZE_MAX)
        return fail(t, "\\p and \\P stand ahead of a name in braces");
    str name = str_slice(t->pattern, t->at + 1, end);
    t->at = end + 1;
    if (!str_starts(name, STR("Is"))) {
        builder_addf(&t->out, "\\%c{%.*s}", letter, STR_ARGS(name));
        return true;
    }
    for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS; i++) {
        if (!str_equals(name, BLOCKS[i].name))
            continue;
        if (in_class && letter == 'P')
            return fail(t, "\\P with a block cannot stand in a class");
        if (in_class)
            builder_adds(&t->out, BLOCKS[i].range);
        else
            builder_addf(&t->out, "[%s%s]", letter == 'P' ? "^" : "", BLOCKS[i].range);
        return true;
    }
    return fail(t, "the Unicode block is not known");
}

// \1: only to a group that is closed already.
static bool back_reference(translator *t)
{
    size_t group = (size_t)(t->pattern.data[t->at++] - '0');
    while (peek(t) >= '0' && peek(t) <= '9' && group * 10 + (size_t)(peek(t) - '0') <= t->groups_closed)
        group = group * 10 + (size_t)(t->pattern.data[t->at++] - '0');
    if (group == 0 || group > t->groups_closed)
        return fail(t, "a back-reference names a group that is not there or not closed yet");
    builder_addf(&t->out, "(?:\\%zu)", group);
    return true;
}

static bool escape(translator *t, bool in_class)
{
    static const char ALLOWED[] = "nrtdDsSwW\\|.?*+(){}$-[]^";
    t->at++;
    char c = peek(t);
    if (c >= '0' && c <= '9')
        return in_class ? fail(t, "a back-reference cannot stand in a class") : back_reference(t);
    t->at++;
    switch (c) {
    case 'p':
    case 'P':
        return property(t, c, in_class);
    case 'i':
        builder_adds(&t->out, in_class ? "\\p{L}_:" : "[\\p{L}_:]");
        return true;
    case 'c':
        builder_adds(&t->out, in_class ? "\\p{L}\\p{N}\\p{M}_:.\\-" : "[\\p{L}\\p{N}\\p{M}_:.\\-]");
        return true;
    case 'I':
    case 'C':
        if (in_class)
            return fail(t, "\\I and \\C cannot stand in a class");
        builder_adds(&t->out, c == 'I' ? "[^\\p{L}_:]" : "[^\\p{L}\\p{N}\\p{M}_:.\\-]");
        return true;
    default:
        break;
    }
    for (const char *allowed = ALLOWED; *allowed; allowed++) {
        if (c == *allowed) {
            builder_addc(&t->out, '\\');
            builder_addc(&t->out, c);
            return true;
        }
    }
    return fail(t, "\\ stands ahead of a character that it gives no meaning to");
}

// [a-z-[aeiou]] becomes (?![aeiou])[a-z].
static bool class(translator *t)
{
    if (++t->depth > CLASS_DEPTH)
        return fail(t, "classes are nested too deeply");
    builder outer = t->out;
    t->out = builder_new(outer.arena);
    str subtracted = STR_NONE;
    copy(t); // [
    if (peek(t) == '^')
        copy(t);
    bool any = false;
    while (t->at < t->pattern.length && peek(t) != ']') {
        if (peek(t) == '-' && t->at + 1 < t->pattern.length && t->pattern.data[t->at + 1] == '[' && any) {
            str kept = str_copy(outer.arena, builder_str(&t->out));
            t->at++;
            t->out = builder_new(outer.arena);
            if (!class(t))
                return false;
            subtracted = str_copy(outer.arena, builder_str(&t->out));
            t->out = builder_new(outer.arena);
            builder_add(&t->out, kept);
            break;
        }
        any = true;
        if (peek(t) == '[')
            return fail(t, "\"[\" must be written as \"\\[\" in a class");
        if (peek(t) == '\\') {
            if (!escape(t, true))
                return false;
        } else {
            copy(t);
        }
    }
    if (peek(t) != ']' || !any)
        return fail(t, "a class has no end or nothing in it");
    copy(t);
    str body = builder_str(&t->out);
    t->out = outer;
    if (subtracted.length)
        builder_addf(&t->out, "(?:(?!%.*s)%.*s)", STR_ARGS(subtracted), STR_ARGS(body));
    else
        builder_add(&t->out, body);
    t->depth--;
    return true;
}

static bool group_start(translator *t)
{
    copy(t);
    if (peek(t) != '?') {
        t->groups_open++;
        return true;
    }
    if (t->at + 1 >= t->pattern.length || t->pattern.data[t->at + 1] != ':')
        return fail(t, "behind \"(?\" only \":\" can stand");
    builder_adds(&t->out, "?:");
    t->at += 2;
    return true;
}

static bool step(translator *t)
{
    char c = peek(t);
    switch (c) {
    case '\\':
        return escape(t, false);
    case '[':
        return class(t);
    case '(':
        return group_start(t);
    case ')':
        t->groups_closed = t->groups_open; // a nested group counts as closed with its outer one: near enough
        copy(t);
        return true;
    case '.':
        t->at++;
        builder_adds(&t->out, t->dot_all ? "(?s:.)" : "[^\\n\\r]");
        return true;
    case '$':
        t->at++;
        builder_adds(&t->out, t->multiline ? "$" : "\\z");
        return true;
    case '*':
    case '+':
    case '?':
    case '}':
        copy(t);
        if (peek(t) == '+') // possessive in PCRE2, an error in XPath
            return fail(t, "a quantifier cannot follow another");
        return true;
    default:
        copy(t);
        return true;
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Flag x: white space goes, everywhere but in classes, even within an escape.
static str without_blanks(arena *a, str pattern)
{
    builder out = builder_new(a);
    size_t classes = 0;
    bool escaped = false;
    for (size_t i = 0; i < pattern.length; i++) {
        char c = pattern.data[i];
        if (!classes && is_blank(c))
            continue;
        if (!escaped && c == '[')
            classes++;
        else if (!escaped && c == ']' && classes)
            classes--;
        escaped = !escaped && c == '\\';
        builder_addc(&out, c);
    }
    return str_copy(a, builder_str(&out));
}

static bool read_flags(translator *t, str flags, unsigned *out, bool *literal)
{
    *out = REGEX_WORDS;
    for (size_t i = 0; i < flags.length; i++) {
        switch (flags.data[i]) {
        case 's':
            t->dot_all = true;
            break;
        case 'm':
            t->multiline = true;
            *out |= REGEX_MULTILINE;
            break;
        case 'i':
            *out |= REGEX_CASELESS;
            break;
        case 'x':
            t->spaces_ignored = true;
            break;
        case 'q':
            *literal = true;
            break;
        default:
            return fail(t, "the flags of a pattern are s, m, i, x and q");
        }
    }
    return true;
}

const regex *pattern_compile(arena *a, str pattern, str flags, const limits *l, str *error)
{
    translator t = {.pattern = pattern, .out = builder_new(a)};
    unsigned options;
    bool literal = false;
    bool fine = read_flags(&t, flags, &options, &literal);
    if (literal) {
        options = REGEX_LITERAL | (options & REGEX_CASELESS);
        builder_add(&t.out, pattern);
    }
    if (t.spaces_ignored)
        t.pattern = without_blanks(a, pattern);
    while (fine && !literal && t.at < t.pattern.length)
        fine = step(&t);
    regex_error problem;
    const regex *r = fine ? regex_compile(a, builder_str(&t.out), options, l, &problem) : NULL;
    if (!r)
        *error = str_printf(a, "the pattern \"%.*s\" is not valid: %s", STR_ARGS(pattern),
                            fine ? problem.message : t.error);
    return r;
}
