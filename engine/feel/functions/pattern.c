// SPDX-License-Identifier: MIT
// Translates XPath's regular expressions (XML Schema 1.1 with XPath's additions) to PCRE2's. They differ in
// class subtraction, the classes \i and \c, what \d, \s and \w hold, Unicode blocks, what "." and "$" mean,
// the flags, and in what counts as an error. Knows nothing of FEEL's values.
#include "feel/functions/pattern.h"

#include "base/ascii.h"
#include "feel/values/values.h"

enum { CLASS_DEPTH = 8, GROUPS = 99 };

typedef struct translator {
    str pattern;
    size_t at;
    builder out;
    bool spaces_ignored; // flag x
    bool dot_all;        // flag s
    bool multiline;      // flag m
    bool caseless;       // flag i
    bool repeatable;     // what was read last may have a quantifier
    size_t groups;       // that capture, so far
    bool closed[GROUPS + 1];
    size_t open[GROUPS + 1]; // the groups that are open, 0 for one that does not capture
    size_t open_count;
    uint32_t depth; // of classes
    const char *error;
} translator;

// A set of characters, as what stands between a PCRE2 class's brackets.
typedef struct char_set {
    str text;
    bool negated;
    bool cased; // keeps its meaning where case is ignored
} char_set;

#define NAME_START                                                                                           \
    ":A-Z_a-z\\x{c0}-\\x{d6}\\x{d8}-\\x{f6}\\x{f8}-\\x{2ff}\\x{370}-\\x{37d}\\x{37f}-\\x{1fff}"              \
    "\\x{200c}-\\x{200d}\\x{2070}-\\x{218f}\\x{2c00}-\\x{2fef}\\x{3001}-\\x{d7ff}\\x{f900}-\\x{fdcf}"        \
    "\\x{fdf0}-\\x{fffd}\\x{10000}-\\x{effff}"

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

static bool is_category(str name)
{
    static const char *const CATEGORIES[] = {"L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc",
                                             "Me", "N",  "Nd", "Nl", "No", "P",  "Pc", "Pd", "Ps",
                                             "Pe", "Pi", "Pf", "Po", "Z",  "Zs", "Zl", "Zp", "S",
                                             "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cn"};
    for (size_t i = 0; i < sizeof CATEGORIES / sizeof *CATEGORIES; i++)
        if (str_equals(name, CATEGORIES[i]))
            return true;
    return false;
}

// \p{Category} and \p{IsBlock}, from the brace on.
static bool property(translator *t, char_set *set)
{
    size_t end = str_find(t->pattern, STR("}"), t->at);
    if (peek(t) != '{' || end == SIZE_MAX)
        return fail(t, "\\p and \\P stand ahead of a name in braces");
    str name = str_slice(t->pattern, t->at + 1, end);
    uint32_t first, last;
    t->at = end + 1;
    if (is_category(name)) {
        set->text = str_printf(t->out.arena, "\\p{%.*s}", STR_ARGS(name));
        set->cased = true;
        return true;
    }
    if (!str_starts(name, STR("Is")))
        return fail(t, "\\p names no category of characters; a block's name starts with \"Is\"");
    if (!pattern_block(str_slice(name, 2, name.length), &first, &last))
        return fail(t, "the Unicode block is not known");
    set->text = str_printf(t->out.arena, "\\x{%x}-\\x{%x}", (unsigned)first, (unsigned)last);
    set->cased = true;
    return true;
}

// The set that the letter behind a backslash names; false where it names none.
static bool named_set(translator *t, char letter, char_set *set)
{
    static const struct {
        char letter;
        bool negated;
        const char *text;
    } SETS[] = {{'d', false, "\\p{Nd}"},
                {'D', true, "\\p{Nd}"},
                {'s', false, " \\t\\n\\r"},
                {'S', true, " \\t\\n\\r"},
                {'w', true, "\\p{P}\\p{Z}\\p{C}"},
                {'W', false, "\\p{P}\\p{Z}\\p{C}"},
                {'i', false, NAME_START},
                {'I', true, NAME_START},
                {'c', false, "\\-.0-9\\x{b7}\\x{300}-\\x{36f}\\x{203f}-\\x{2040}" NAME_START},
                {'C', true, "\\-.0-9\\x{b7}\\x{300}-\\x{36f}\\x{203f}-\\x{2040}" NAME_START}};
    *set = (char_set){.negated = letter == 'P'};
    if (letter == 'p' || letter == 'P')
        return property(t, set);
    for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++) {
        if (SETS[i].letter != letter)
            continue;
        *set = (char_set){.text = str_from(SETS[i].text), .negated = SETS[i].negated};
        return true;
    }
    return false;
}

static void add_set(const translator *t, builder *out, const char_set *set)
{
    bool guarded = set->cased && t->caseless;
    builder_adds(out, guarded ? "(?-i:" : "");
    builder_adds(out, set->negated ? "[^" : "[");
    builder_add(out, set->text);
    builder_adds(out, guarded ? "])" : "]");
}

// \1: only to a group that is closed already.
static bool back_reference(translator *t)
{
    size_t group = (size_t)(t->pattern.data[t->at++] - '0');
    while (ascii_is_digit(peek(t)) && group * 10 + (size_t)(peek(t) - '0') <= t->groups)
        group = group * 10 + (size_t)(t->pattern.data[t->at++] - '0');
    if (group == 0 || group > GROUPS || !t->closed[group])
        return fail(t, "a back-reference names a group that is not there or not closed yet");
    builder_addf(&t->out, "(?:\\%zu)", group);
    return true;
}

// A character behind a backslash that stands for itself, or \n, \r, \t.
static bool single_escape(translator *t, builder *out, char c)
{
    static const char ALLOWED[] = "nrt\\|.?*+(){}$-[]^";
    for (const char *allowed = ALLOWED; *allowed; allowed++) {
        if (c == *allowed) {
            builder_addc(out, '\\');
            builder_addc(out, c);
            return true;
        }
    }
    return fail(t, "\\ stands ahead of a character that it gives no meaning to");
}

static bool escape(translator *t)
{
    char_set set;
    t->at++;
    char c = peek(t);
    if (ascii_is_digit(c))
        return back_reference(t);
    t->at += t->at < t->pattern.length;
    if (!named_set(t, c, &set))
        return !t->error && single_escape(t, &t->out, c);
    add_set(t, &t->out, &set);
    return true;
}

// An escape in a class: into its set, or, where it is the opposite of a set, into the alternatives to it.
static bool class_escape(translator *t, builder *inside, builder *others)
{
    char_set set;
    t->at++;
    char c = peek(t);
    if (ascii_is_digit(c))
        return fail(t, "a back-reference cannot stand in a class");
    t->at += t->at < t->pattern.length;
    if (!named_set(t, c, &set))
        return !t->error && single_escape(t, inside, c);
    if (!set.negated && !(set.cased && t->caseless)) {
        builder_add(inside, set.text);
        return true;
    }
    builder_adds(others, others->length ? "|" : "");
    add_set(t, others, &set);
    return true;
}

// Not with a format: a pattern may hold NUL.
static void add_between(builder *out, const char *before, str middle, const char *after)
{
    builder_adds(out, before);
    builder_add(out, middle);
    builder_adds(out, after);
}

static void write_class(builder *out, bool negated, str inside, str others, str subtracted)
{
    if (subtracted.length)
        add_between(out, "(?:(?!", subtracted, ")");
    if (!others.length) {
        add_between(out, negated ? "[^" : "[", inside, "]");
    } else if (negated) {
        add_between(out, "(?:(?!", others, ")");
        if (inside.length)
            add_between(out, "[^", inside, "])");
        else
            builder_adds(out, "(?s:.))");
    } else {
        builder_adds(out, "(?:");
        if (inside.length)
            add_between(out, "[", inside, "]|");
        add_between(out, "", others, ")");
    }
    if (subtracted.length)
        builder_addc(out, ')');
}

static bool class(translator *t);

// From the "[" of what is taken off a class on; *out is that class.
static bool subtraction(translator *t, str *out)
{
    builder outer = t->out;
    t->out = builder_new(outer.arena);
    if (!class(t))
        return false;
    *out = builder_str(&t->out);
    t->out = outer;
    return peek(t) == ']' || fail(t, "a class ends behind what is taken off it");
}

// [a-z-[aeiou]] becomes (?:(?![aeiou])[a-z]).
static bool class(translator *t)
{
    arena *a = t->out.arena;
    builder inside = builder_new(a), others = builder_new(a);
    str subtracted = STR_NONE;
    if (++t->depth > CLASS_DEPTH)
        return fail(t, "classes are nested too deeply");
    t->at++;
    bool negated = peek(t) == '^';
    t->at += negated;
    size_t start = t->at;
    while (t->at < t->pattern.length && peek(t) != ']') {
        char c = peek(t);
        if (c == '[')
            return fail(t, "\"[\" must be written as \"\\[\" in a class");
        if (c == '\\') {
            if (!class_escape(t, &inside, &others))
                return false;
        } else if (c == '-' && t->at > start && t->at + 1 < t->pattern.length &&
                   t->pattern.data[t->at + 1] == '[') {
            t->at++;
            if (!subtraction(t, &subtracted))
                return false;
        } else {
            if (c == '^' || c == ':' || c == '.' || c == '=') // no second sign of negation, no [:alpha:]
                builder_addc(&inside, '\\');
            builder_addc(&inside, c);
            t->at++;
        }
    }
    if (peek(t) != ']' || t->at == start)
        return fail(t, "a class has no end or nothing in it");
    t->at++;
    write_class(&t->out, negated, builder_str(&inside), builder_str(&others), subtracted);
    t->depth--;
    return true;
}

static bool group_start(translator *t)
{
    size_t number = 0;
    copy(t);
    if (peek(t) == '?') {
        if (t->at + 1 >= t->pattern.length || t->pattern.data[t->at + 1] != ':')
            return fail(t, "behind \"(?\" only \":\" can stand");
        builder_adds(&t->out, "?:");
        t->at += 2;
    } else {
        number = ++t->groups;
    }
    if (t->open_count >= GROUPS || t->groups > GROUPS)
        return fail(t, "it has too many groups");
    t->open[t->open_count++] = number;
    t->repeatable = false;
    return true;
}

static bool group_end(translator *t)
{
    if (!t->open_count)
        return fail(t, "a \")\" closes no group");
    t->closed[t->open[--t->open_count]] = true;
    copy(t);
    return true;
}

// {n}, {n,} or {n,m}, copied.
static bool counts(translator *t)
{
    copy(t);
    if (!ascii_is_digit(peek(t)))
        return fail(t, "braces hold how often something is repeated; \"{\" itself is written \"\\{\"");
    while (ascii_is_digit(peek(t)))
        copy(t);
    if (peek(t) == ',')
        copy(t);
    while (ascii_is_digit(peek(t)))
        copy(t);
    if (peek(t) != '}')
        return fail(t, "braces hold how often something is repeated; \"{\" itself is written \"\\{\"");
    copy(t);
    return true;
}

static bool quantifier(translator *t)
{
    if (!t->repeatable)
        return fail(t, "a quantifier follows nothing that it could repeat");
    if (peek(t) == '{') {
        if (!counts(t))
            return false;
    } else {
        copy(t);
    }
    if (peek(t) == '?')
        copy(t);
    t->repeatable = false;
    return true;
}

static bool step(translator *t)
{
    char c = peek(t);
    if (c == '*' || c == '+' || c == '?' || c == '{')
        return quantifier(t);
    t->repeatable = c != '|';
    switch (c) {
    case '\\':
        return escape(t);
    case '[':
        return class(t);
    case '(':
        return group_start(t);
    case ')':
        return group_end(t);
    case ']':
    case '}':
        return fail(t, "\"]\" and \"}\" are written as \"\\]\" and \"\\}\"");
    case '.':
        t->at++;
        builder_adds(&t->out, t->dot_all ? "(?s:.)" : "[^\\n\\r]");
        return true;
    case '$':
        t->at++;
        builder_adds(&t->out, t->multiline ? "$" : "\\z");
        return true;
    default:
        copy(t);
        return true;
    }
}

// Flag x: white space goes, everywhere but in classes, even within an escape.
static str without_blanks(arena *a, str pattern)
{
    builder out = builder_new(a);
    size_t classes = 0;
    bool escaped = false;
    for (size_t i = 0; i < pattern.length; i++) {
        char c = pattern.data[i];
        if (!classes && ascii_is_blank(c))
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

// Counts the good ones; false where another follows them.
static bool read_flags(translator *t, str flags, bool *literal, size_t *good)
{
    for (size_t i = 0; i < flags.length; i++) {
        switch (flags.data[i]) {
        case 's':
            t->dot_all = true;
            break;
        case 'm':
            t->multiline = true;
            break;
        case 'i':
            t->caseless = true;
            break;
        case 'x':
            t->spaces_ignored = true;
            break;
        case 'q':
            *literal = true;
            break;
        default:
            return false;
        }
        ++*good;
    }
    return true;
}

static bool translate(translator *t)
{
    while (t->at < t->pattern.length)
        if (!step(t))
            return false;
    return t->open_count == 0 || fail(t, "a \"(\" has no \")\"");
}

const regex *pattern_compile(arena *a, str pattern, str flags, const limits *l, str *error)
{
    translator t = {.pattern = pattern, .out = builder_new(a)};
    bool literal = false, fine = true;
    size_t good = 0;
    if (!read_flags(&t, flags, &literal, &good)) {
        size_t end = good;
        utf8_decode(flags, &end);
        *error = str_printf(a, "there is no flag \"%.*s\"; the flags of a pattern are s, m, i, x and q",
                            STR_ARGS(str_slice(flags, good, end)));
        return NULL;
    }
    unsigned options = REGEX_WORDS | (t.caseless ? REGEX_CASELESS : 0);
    if (literal) {
        options = REGEX_LITERAL | (t.caseless ? REGEX_CASELESS : 0);
        builder_add(&t.out, pattern);
    } else {
        options |= t.multiline ? REGEX_MULTILINE : 0;
        t.pattern = t.spaces_ignored ? without_blanks(a, pattern) : pattern;
        fine = fine && translate(&t);
    }
    regex_error problem;
    const regex *r = fine ? regex_compile(a, builder_str(&t.out), options, l, &problem) : NULL;
    if (!r)
        *error = str_printf(a, "the pattern \"%.*s\" is not valid: %s", STR_ARGS(value_shown(a, pattern)),
                            fine ? problem.message : t.error);
    return r;
}
