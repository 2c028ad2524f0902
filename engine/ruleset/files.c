// SPDX-License-Identifier: MIT
// Reading the files of a rule set: where a path may lead, includes, extends, cycles, and the digest over all
// of them. Knows nothing of what the elements mean, but include and extends.
#include "ruleset/loader.h"

#include "base/language.h"

#include <errno.h>
#include <limits.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static xml_node *read_ruleset(loader *l, const source *s, const file_chain *here, bool included);

str files_real_path(loader *l, str path)
{
    char resolved[PATH_MAX];
    if (!realpath(str_terminated(l->arena, path), resolved))
        return STR_NONE;
    return str_copy(l->arena, str_from(resolved));
}

// "a/b.xml" gives "a", "/b.xml" gives "/", "b.xml" gives nothing.
str files_folder_of(str path)
{
    for (size_t i = path.length; i-- > 0;)
        if (path.data[i] == '/')
            return str_slice(path, 0, i ? i : 1);
    return STR_NONE;
}

static str base_name(str path)
{
    str folder = files_folder_of(path);
    str rest = str_slice(path, folder.length, path.length);
    return rest.length && rest.data[0] == '/' ? str_slice(rest, 1, rest.length) : rest;
}

static str join(loader *l, str folder, str name)
{
    if (folder.length == 0)
        return str_copy(l->arena, name);
    const char *slash = str_ends(folder, STR("/")) ? "" : "/";
    return str_printf(l->arena, "%.*s%s%.*s", STR_ARGS(folder), slash, STR_ARGS(name));
}

static bool is_below(str path, str folder)
{
    if (folder.length == 0 || !str_starts(path, folder))
        return false;
    return str_ends(folder, STR("/")) || (path.length > folder.length && path.data[folder.length] == '/');
}

// An absolute path without "." and ".." and empty parts, worked out without looking at the disk.
static str plain_path(loader *l, str path)
{
    builder out = builder_new(l->arena);
    for (size_t from = 0; from < path.length;) {
        size_t to = str_find(path, STR("/"), from);
        str part = str_slice(path, from, to);
        from = to == SIZE_MAX ? path.length : to + 1;
        if (str_equals(part, "..")) {
            while (out.length && out.data[--out.length] != '/')
                ;
        } else if (part.length && !str_equals(part, "."))
            builder_addf(&out, "/%.*s", STR_ARGS(part));
    }
    return builder_str(&out);
}

static bool may_read(const loader *l, str real)
{
    return is_below(real, l->folder) || is_below(real, l->rules_dir);
}

static void path_outside(loader *l, const xml_attribute *href)
{
    diagnostic *item = diagnose(l->diagnostics, CODE_path_outside, href->value_place,
                                "\"%.*s\" leads out of the rule set's folder", STR_ARGS(href->value));
    diagnostic_help(
        l->diagnostics, item,
        "only files below the rule set's folder and the installed rules can be read, by relative paths");
}

// The real path that a href leads to, and the name to show. Empty, and reported, where it may not be read.
static str find_file(loader *l, const xml_attribute *href, const file_chain *here, str *shown)
{
    str value = href->value;
    if (value.data[0] == '/' || memchr(value.data, ':', value.length) ||
        memchr(value.data, '\\', value.length) ||
        !may_read(l, plain_path(l, join(l, files_folder_of(here->real), value)))) {
        path_outside(l, href);
        return STR_NONE;
    }
    *shown = join(l, files_folder_of(here->shown), value);
    str real = files_real_path(l, join(l, files_folder_of(here->real), value));
    if (real.length == 0 && l->rules_dir.length) {
        real = files_real_path(l, join(l, l->rules_dir, value));
        *shown = real;
    }
    struct stat about;
    if (real.length == 0 || stat(real.data, &about) != 0 || !S_ISREG(about.st_mode)) {
        diagnostic *item = diagnose(l->diagnostics, CODE_file_missing, href->value_place,
                                    "there is no file \"%.*s\"", STR_ARGS(value));
        slip_in_path(l, item, files_folder_of(here->real), value);
        return STR_NONE;
    }
    if (!may_read(l, real)) { // a link led out
        path_outside(l, href);
        return STR_NONE;
    }
    return real;
}

static void report_cycle(loader *l, const xml_attribute *href, const file_chain *here, str real, str shown)
{
    str path = shown;
    for (const file_chain *c = here; c; c = c->outer) {
        path = str_printf(l->arena, "%.*s → %.*s", STR_ARGS(c->shown), STR_ARGS(path));
        if (str_equal(c->real, real))
            break;
    }
    diagnose(l->diagnostics, CODE_cycle, href->value_place, "the files go round in a circle: %.*s",
             STR_ARGS(path));
}

static bool was_read(const loader *l, str real)
{
    for (size_t i = 0; i < l->files.count; i++)
        if (str_equal(l->files.items[i].real, real))
            return true;
    return false;
}

static const source *load_file(loader *l, const xml_attribute *href, str real, str shown)
{
    source *s = source_load(l->arena, real.data, l->limits->document_bytes);
    if (!s) {
        diagnose_unreadable(l->diagnostics, href->value_place, str_terminated(l->arena, href->value),
                            l->limits->document_bytes, "document_bytes");
        return NULL;
    }
    s->name = shown;
    return s;
}

// The tree of the file that href names; NULL where it was read before (*again), or after an error.
static xml_node *read_href(loader *l, const xml_attribute *href, const file_chain *here, bool included,
                           bool *again)
{
    *again = false;
    if (str_trim(href->value).length == 0)
        return NULL; // reported by the structural check
    str shown = STR_NONE;
    str real = find_file(l, href, here, &shown);
    if (real.length == 0)
        return NULL;
    for (const file_chain *c = here; c; c = c->outer)
        if (str_equal(c->real, real)) {
            report_cycle(l, href, here, real, shown);
            return NULL;
        }
    if (here->depth >= l->limits->nesting) {
        diagnose(l->diagnostics, CODE_too_deep, href->value_place,
                 "files include each other over more than %llu levels",
                 (unsigned long long)l->limits->nesting);
        return NULL;
    }
    *again = was_read(l, real);
    if (*again)
        return NULL;
    const source *s = load_file(l, href, real, shown);
    if (!s)
        return NULL;
    file_chain inner = {.outer = here, .real = real, .shown = shown, .depth = here->depth + 1};
    return read_ruleset(l, s, &inner, included);
}

static void note_file(loader *l, const source *s, str real)
{
    str relative = real.length ? real : s->name;
    if (is_below(real, l->folder))
        relative = str_slice(real, l->folder.length, real.length);
    else if (is_below(real, l->rules_dir))
        relative =
            str_printf(l->arena, "rules:%.*s", STR_ARGS(str_slice(real, l->rules_dir.length, real.length)));
    if (relative.length && relative.data[0] == '/')
        relative = str_slice(relative, 1, relative.length);
    *ARENA_PUSH(l->arena, &l->files) = (loaded_file){s, real, relative};
}

const source *files_read_part(loader *l, const xml_attribute *href, const file_chain *here)
{
    if (str_trim(href->value).length == 0)
        return NULL; // reported by the structural check
    str shown = STR_NONE;
    str real = find_file(l, href, here, &shown);
    if (real.length == 0)
        return NULL;
    for (size_t i = 0; i < l->files.count; i++)
        if (str_equal(l->files.items[i].real, real))
            return l->files.items[i].source;
    const source *s = load_file(l, href, real, shown);
    if (s)
        note_file(l, s, real);
    return s;
}

static size_t count_elements(const xml_node *node)
{
    size_t count = 1;
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        count += count_elements(c);
    return count;
}

static void move_child(xml_node *child, xml_node *to)
{
    xml_remove(child);
    xml_append(to, child);
}

// Puts the children of included files where their <include> stands.
static void resolve_includes(loader *l, xml_node *root, const file_chain *here)
{
    xml_node *last = root->last_child;
    for (xml_node *child = root->first_child, *next; child; child = next) {
        next = child == last ? NULL : child->next;
        if (!is_element(child, "include")) {
            move_child(child, root); // to the end, so that the order stays
            continue;
        }
        const xml_attribute *href = attribute_of(child, "href");
        bool again = false;
        xml_node *part = href ? read_href(l, href, here, true, &again) : NULL;
        if (!part && !again)
            l->unreadable = true;
        while (part && part->first_child) {
            xml_node *moved = part->first_child;
            xml_remove(moved);
            if (!is_element(moved, "title") && !is_element(moved, "description"))
                xml_append(root, moved);
        }
        xml_remove(child);
    }
}

static bool take_elements(loader *l, const xml_node *root)
{
    l->elements += count_elements(root);
    if (l->elements <= l->limits->rules)
        return true;
    diagnostic *item =
        diagnose(l->diagnostics, CODE_too_many, root->where, "the rule set has more than %llu elements",
                 (unsigned long long)l->limits->rules);
    diagnostic_help(l->diagnostics, item, "the limit is named rules; attune --limits lists them all");
    return false;
}

static str beside(loader *l, str path, str tag)
{
    str stem = str_ends(path, STR(".xml")) ? str_slice(path, 0, path.length - 4) : path;
    return str_printf(l->arena, "%.*s.%.*s.xml", STR_ARGS(stem), STR_ARGS(tag));
}

// The tree of a document beside the file that here names: NAME.TAG.xml. NULL where there is none, or after an
// error.
static xml_node *read_beside(loader *l, const file_chain *here, str tag)
{
    str path = beside(l, here->real, tag);
    str real = files_real_path(l, path);
    struct stat about;
    if (real.length == 0 || !may_read(l, real) || stat(real.data, &about) != 0 || !S_ISREG(about.st_mode))
        return NULL;
    source *s = source_load(l->arena, real.data, l->limits->document_bytes);
    if (!s) {
        diagnose_unreadable(l->diagnostics, (place){0}, path.data, l->limits->document_bytes,
                            "document_bytes");
        return NULL;
    }
    s->name = beside(l, here->shown, tag);
    note_file(l, s, real);
    xml_node *root = xml_parse(l->arena, s, l->limits, l->diagnostics);
    if (root && !take_elements(l, root))
        return NULL;
    return root;
}

// What stands beside the file in the language wanted, and in those that it falls back on.
static void read_translations(loader *l, xml_node *root, const file_chain *here)
{
    str id = attribute_text(root, "id");
    for (str tag = l->wanted_language; tag.length; tag = language_wider(tag)) {
        xml_node *tree = read_beside(l, here, tag);
        if (tree)
            translation_apply(l, root, &(translation_file){.tree = tree, .tag = tag, .id = id});
    }
}

// Reads one file with all it includes and extends: one tree.
static xml_node *read_ruleset(loader *l, const source *s, const file_chain *here, bool included)
{
    note_file(l, s, here->real);
    size_t before = l->diagnostics->items.count;
    xml_node *root = xml_parse(l->arena, s, l->limits, l->diagnostics);
    if (!root && l->diagnostics->items.count > before)
        slip_in_tags(l, &l->diagnostics->items.items[before]);
    if (!root)
        return NULL;
    if (!take_elements(l, root))
        return NULL;
    if (!check_structure(l, root, included))
        return NULL;
    const xml_attribute *extends = included ? NULL : attribute_of(root, "extends");
    bool again = false;
    xml_node *base = extends ? read_href(l, extends, here, false, &again) : NULL;
    if (extends && !base)
        l->unreadable = true;
    if (!tables_read(l, root, here))
        l->unreadable = true;
    resolve_includes(l, root, here);
    if (!included && (base || !extends))
        root = extend_apply(l, base, root);
    if (!included) {
        extend_name_adjusts(l, root);
        *ARENA_PUSH(l->arena, &l->whole_files) = here->real;
    }
    l->in_part = included;
    read_translations(l, root, here);
    return root;
}

xml_node *files_read(loader *l, const source *main_source, str real)
{
    file_chain here = {.real = real, .shown = main_source->name, .depth = 1};
    if (real.length == 0) // no file: includes are looked for beside its name
        here.real = join(l, l->folder, base_name(main_source->name));
    xml_node *root = read_ruleset(l, main_source, &here, false);
    if (!root)
        l->unreadable = true;
    return root;
}

// SHA-256 over all files in the order of reading; for each: its name below the rule set's folder (or "rules:"
// and its name below the installed rules), a line feed, its length in decimal digits, a line feed, its bytes.
str files_digest(loader *l)
{
    SHA2_CTX context;
    SHA256Init(&context);
    for (size_t i = 0; i < l->files.count; i++) {
        const loaded_file *f = &l->files.items[i];
        str head = str_printf(l->arena, "%.*s\n%zu\n", STR_ARGS(f->relative), f->source->bytes.length);
        SHA256Update(&context, (const uint8_t *)head.data, head.length);
        SHA256Update(&context, (const uint8_t *)f->source->bytes.data, f->source->bytes.length);
    }
    char text[SHA256_DIGEST_STRING_LENGTH];
    SHA256End(&context, text);
    return str_copy(l->arena, str_from(text));
}
