// SPDX-License-Identifier: MIT
// What was meant by a value or a name that does not fit: help for people, and, where nothing else can have
// been meant, the edit that mends it. Decides nothing on what is wrong.
#include "ruleset/loader.h"

#include "base/ascii.h"

#include <dirent.h>
#include <string.h>

// The value, with what separates the decimals as a point.
static void help_number(loader *l, diagnostic *item, const xml_attribute *a)
{
    str text = str_trim(a->value);
    size_t comma = str_find(text, STR(","), 0);
    bool digits = text.length > 0;
    for (size_t i = 0; i < text.length; i++)
        digits = digits && (ascii_is_digit(text.data[i]) || i == comma || (i == 0 && text.data[i] == '-'));
    if (digits && comma != SIZE_MAX && comma > 0 && comma + 1 < text.length) {
        str whole = str_slice(text, 0, comma), rest = str_slice(text, comma + 1, text.length);
        if (rest.length == 3) { // 1,000: a thousand, or one?
            diagnostic_help(l->diagnostics, item, "write %.*s%.*s, or %.*s.%.*s with a decimal point",
                            STR_ARGS(whole), STR_ARGS(rest), STR_ARGS(whole), STR_ARGS(rest));
            return;
        }
        diagnostic_help(l->diagnostics, item, "write %.*s.%.*s, with a decimal point", STR_ARGS(whole),
                        STR_ARGS(rest));
        diagnostic_fix(l->diagnostics, item, a->value_place, "%.*s.%.*s", STR_ARGS(whole), STR_ARGS(rest));
    } else if (text.length && text.length < a->value.length && ascii_is_digit(text.data[text.length - 1])) {
        diagnostic_help(l->diagnostics, item, "no blanks may stand around it");
    } else if (str_ends(text, STR("%"))) {
        diagnostic_help(l->diagnostics, item, "a number stands without a percent sign");
    }
}

static void help_weight(loader *l, diagnostic *item, const xml_attribute *a)
{
    str text = str_trim(a->value);
    bool digits = text.length > 0;
    for (size_t i = 0; i < text.length; i++)
        digits = digits && (ascii_is_digit(text.data[i]) || text.data[i] == '.');
    if (digits)
        diagnostic_help(l->diagnostics, item, "write +%.*s to add it, or =%.*s to set it", STR_ARGS(text),
                        STR_ARGS(text));
    else if (text.length > 2 && memchr("+-*=", text.data[0], 4) && ascii_is_blank(text.data[1]))
        diagnostic_help(l->diagnostics, item, "no blanks may stand in it");
}

static void help_boolean(loader *l, diagnostic *item, const xml_attribute *a)
{
    static const char *const words[][2] = {{"true", "true"},   {"yes", "true"}, {"1", "true"},
                                           {"false", "false"}, {"no", "false"}, {"0", "false"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal_nocase(str_trim(a->value), str_from(words[i][0]))) {
            diagnostic_help(l->diagnostics, item, "write %s", words[i][1]);
            diagnostic_fix(l->diagnostics, item, a->value_place, "%s", words[i][1]);
        }
}

// Types by the names that they have elsewhere.
bool slip_in_type(loader *l, diagnostic *item, str found)
{
    static const char *const types[][2] = {
        {"integer", "number"},   {"int", "number"},     {"float", "number"},   {"decimal", "number"},
        {"double", "number"},    {"numeric", "number"}, {"bool", "boolean"},   {"yes/no", "boolean"},
        {"checkbox", "boolean"}, {"datetime", "date"},  {"day", "date"},       {"enum", "choice"},
        {"select", "choice"},    {"option", "choice"},  {"options", "choice"}, {"freetext", "text"},
        {"longtext", "text"},    {"varchar", "string"}, {"char", "string"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_equal_nocase(found, str_from(types[i][0]))) {
            diagnostic_help(l->diagnostics, item, "did you mean \"%s\"?", types[i][1]);
            return true;
        }
    if (str_equal_nocase(found, STR("list"))) {
        diagnostic_help(l->diagnostics, item, "give the type of its items, and list=\"true\"");
        return true;
    }
    return false;
}

// Alike but for capitals, and for hyphens in place of underscores.
static bool same_letters(str x, str y)
{
    bool same = x.length == y.length;
    for (size_t i = 0; same && i < x.length; i++) {
        char a = x.data[i] == '_' ? '-' : ascii_lower(x.data[i]);
        char b = y.data[i] == '_' ? '-' : ascii_lower(y.data[i]);
        same = a == b;
    }
    return same;
}

// Where one of the words differs in capitals alone.
static void fix_word(loader *l, diagnostic *item, place where, str found, const char *words)
{
    str rest = str_from(words), word;
    while (str_next_word(&rest, &word))
        if (same_letters(word, str_trim(found)))
            diagnostic_fix(l->diagnostics, item, where, "%.*s", STR_ARGS(word));
}

// "works_online" for "works online". Nothing is mended: the name may stand elsewhere, too.
static void help_name(loader *l, diagnostic *item, str found)
{
    builder name = builder_new(l->arena);
    if (found.length == 0 || found.length > 80)
        return;
    if (ascii_is_digit(found.data[0]))
        builder_addc(&name, '_');
    for (size_t i = 0; i < found.length; i++) {
        char c = found.data[i];
        bool plain = ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
        if (!plain && !memchr(" -.", c, 3))
            return; // letters of other alphabets: nobody knows how they would be written
        builder_addc(&name, plain ? c : '_');
    }
    diagnostic_help(l->diagnostics, item, "write %.*s", STR_ARGS(builder_str(&name)));
}

void slip_in_value(loader *l, diagnostic *item, const xml_attribute *a, const schema_attribute *schema)
{
    switch (schema->kind) {
    case SCHEMA_NUMBER:
        help_number(l, item, a);
        break;
    case SCHEMA_BOOLEAN:
        help_boolean(l, item, a);
        break;
    case SCHEMA_WEIGHT:
        help_weight(l, item, a);
        break;
    case SCHEMA_ONE_OF:
        fix_word(l, item, a->value_place, a->value, schema->values);
        break;
    case SCHEMA_NAME:
    case SCHEMA_ID:
    case SCHEMA_DOTTED_ID:
        help_name(l, item, a->value);
        break;
    default:
        break;
    }
}

// What other languages call a condition, a name or a path.
static bool are_alike(str found, const char *name)
{
    static const char *const words[] = {"when", "require", "if", "condition", "test"};
    bool is_found = false, is_name = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        is_found = is_found || str_equals(found, words[i]);
        is_name = is_name || strcmp(name, words[i]) == 0;
    }
    bool is_path = str_equals(found, "file") || str_equals(found, "src") || str_equals(found, "path");
    return (is_found && is_name) || (is_path && strcmp(name, "href") == 0) ||
           (str_equals(found, "id") && strcmp(name, "name") == 0) ||
           (str_equals(found, "name") && strcmp(name, "id") == 0);
}

void slip_in_attribute_name(loader *l, diagnostic *item, const xml_node *node, const xml_attribute *a,
                            const char *allowed)
{
    str rest = str_from(allowed), word;
    while (str_next_word(&rest, &word))
        if (are_alike(a->name, str_terminated(l->arena, word)))
            diagnostic_help(l->diagnostics, item, "did you mean \"%.*s\"?", STR_ARGS(word));
        else if (same_letters(word, a->name) && !attribute_of(node, str_terminated(l->arena, word)))
            diagnostic_fix(l->diagnostics, item, a->name_place, "%.*s", STR_ARGS(word));
}

bool slip_for_attribute(loader *l, const xml_node *node, const schema_element *element, const char *name)
{
    for (size_t i = 0; i < node->attribute_count; i++) {
        str found = node->attributes[i].name;
        if (schema_find_attribute(element, str_terminated(l->arena, found)))
            continue;
        if (are_alike(found, name))
            return true;
        suggestion near = suggestion_for(found);
        for (const schema_attribute *s = element->attributes; s->name; s++)
            suggestion_offer(&near, str_from(s->name));
        if (suggestion_found(&near) && str_equals(near.best, name))
            return true;
    }
    return false;
}

// ---- tags

void slip_in_tags(loader *l, diagnostic *item)
{
    if (item->code != CODE_xml_syntax || !item->related.source || !item->where.source ||
        item->where.source->is_private)
        return;
    str bytes = item->where.source->bytes;
    place start = item->related;
    str opened = str_slice(bytes, start.offset + 1, start.offset + start.length);
    str closed = str_slice(bytes, item->where.offset, item->where.offset + item->where.length);
    if (opened.length == 0 || schema_find_element(str_terminated(l->arena, opened)) ||
        !schema_find_element(str_terminated(l->arena, closed)))
        return;
    item->related = item->where;
    item->where = start;
    item->message =
        str_printf(l->arena, "<%.*s> where the end tag is </%.*s>", STR_ARGS(opened), STR_ARGS(closed));
    item->help = STR_NONE;
    diagnostic_help(l->diagnostics, item, "did you mean \"%.*s\"?", STR_ARGS(closed));
}

void slip_lose_names(loader *l, str text)
{
    static const char *const marks[] = {"name=\"", "id=\""};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (size_t at = 0; (at = str_find(text, str_from(marks[i]), at)) != SIZE_MAX; at++) {
            size_t start = at + strlen(marks[i]);
            add_lost(l, str_slice(text, start, str_find(text, STR("\""), start)));
        }
}

// ---- files

enum { LONGEST_NAME = 256 };

// The file name nearest to the one wanted. Nothing is allocated while a folder is open.
typedef struct nearest_file {
    char name[LONGEST_NAME];
    size_t distance;
} nearest_file;

static void offer_file(nearest_file *best, str wanted, const char *name)
{
    suggestion one = suggestion_for(wanted);
    suggestion_offer(&one, str_from(name));
    if (!suggestion_found(&one) || strlen(name) >= LONGEST_NAME)
        return;
    bool none = best->name[0] == '\0';
    // Of two that are equally near, the first by name: folders have no order.
    if (none || one.distance < best->distance ||
        (one.distance == best->distance && strcmp(name, best->name) < 0)) {
        memcpy(best->name, name, strlen(name) + 1);
        best->distance = one.distance;
    }
}

static void offer_folder(nearest_file *best, str wanted, const char *path)
{
    DIR *folder = *path ? opendir(path) : NULL;
    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
        str name = str_from(entry->d_name);
        if (str_ends(name, STR(".xml")) || str_ends(name, STR(".csv")))
            offer_file(best, wanted, entry->d_name);
    }
    if (folder)
        closedir(folder);
}

void slip_in_path(loader *l, diagnostic *item, str folder, str path)
{
    nearest_file best = {.distance = 0};
    offer_folder(&best, path, str_terminated(l->arena, folder));
    offer_folder(&best, path, str_terminated(l->arena, l->rules_dir));
    if (best.name[0])
        diagnostic_help(l->diagnostics, item, "did you mean \"%s\"?", best.name);
}
