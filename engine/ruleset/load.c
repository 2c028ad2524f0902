// SPDX-License-Identifier: MIT
// Loading a rule set: the order of the parts, and what becomes of their diagnostics. Owns the loader.
#include "ruleset/loader.h"

#include "base/language.h"

#include <errno.h>
#include <stdlib.h>

// A diagnostic with what it is sorted by: errors are shown file by file, from top to bottom.
typedef struct sorted_item {
    diagnostic item;
    size_t file; // number in order of reading; past the last for other sources
    size_t number;
} sorted_item;

static int by_place(const void *a, const void *b)
{
    const sorted_item *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->item.where.offset != y->item.where.offset)
        return x->item.where.offset < y->item.where.offset ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static size_t file_number(const loader *l, const source *s)
{
    size_t i = 0;
    while (i < l->files.count && l->files.items[i].source != s)
        i++;
    return i;
}

static void sort_diagnostics(loader *l, size_t from)
{
    diagnostics *d = l->diagnostics;
    if (d->items.count <= from)
        return;
    size_t count = d->items.count - from;
    sorted_item *sorted = ARENA_ARRAY(l->arena, sorted_item, count);
    for (size_t i = 0; i < count; i++) {
        const diagnostic *item = &d->items.items[from + i];
        sorted[i] = (sorted_item){*item, file_number(l, item->where.source), i};
    }
    qsort(sorted, count, sizeof *sorted, by_place);
    for (size_t i = 0; i < count; i++)
        d->items.items[from + i] = sorted[i].item;
}

static void list_files(loader *l)
{
    const source **files = ARENA_ARRAY(l->arena, const source *, l->files.count);
    for (size_t i = 0; i < l->files.count; i++)
        files[i] = l->files.items[i].source;
    l->ruleset->files = files;
    l->ruleset->file_count = l->files.count;
    l->ruleset->sha256 = files_digest(l);
}

static void declare_all(loader *l)
{
    ruleset *r = l->ruleset;
    extend_fold_sides(l->root);
    languages_choose(l, l->root);
    r->tree = l->root;
    r->id = attribute_text(l->root, "id");
    r->version = attribute_text(l->root, "version");
    declare_vocabularies(l);
    fields_declare(l);
    signals_declare(l);
    lets_declare(l);
    rules_declare(l);
    list_files(l);
}

typedef struct load_wish {
    const ruleset *like;
    str language, rules_dir;
} load_wish;

static ruleset *load(arena *a, const source *s, str real, load_wish wish, const limits *l, diagnostics *d)
{
    str rules_dir = wish.rules_dir;
    size_t errors = d->errors, first = d->items.count;
    loader *loading = ARENA_NEW(a, loader);
    *loading = (loader){.arena = a, .limits = l, .diagnostics = d, .ruleset = ARENA_NEW(a, ruleset)};
    loading->like = wish.like;
    loading->wanted_language = wish.language.length ? language_canonical(a, wish.language) : STR_NONE;
    loading->ruleset->rules_dir = str_copy(a, rules_dir);
    loading->ruleset->arena = a;
    loading->ruleset->limits = *l;
    if (rules_dir.length)
        loading->rules_dir = files_real_path(loading, rules_dir);
    str folder = files_folder_of(real.length ? real : s->name);
    loading->folder = files_real_path(loading, folder.length ? folder : STR("."));
    if (loading->folder.length == 0) // a name that is no path, such as a test's
        loading->folder = files_real_path(loading, STR("."));
    loading->root = files_read(loading, s, real);
    if (loading->root && !loading->unreadable)
        declare_all(loading);
    sort_diagnostics(loading, first);
    return d->errors == errors ? loading->ruleset : NULL;
}

ruleset *ruleset_load(arena *a, const char *path, str rules_dir, const limits *l, diagnostics *d)
{
    loader early = {.arena = a};
    const source *s = source_load(a, path, l->document_bytes);
    if (!s) {
        diagnose_unreadable(d, (place){0}, path, l->document_bytes, "document_bytes");
        return NULL;
    }
    return load(a, s, str_equals(str_from(path), "-") ? STR_NONE : files_real_path(&early, str_from(path)),
                (load_wish){.rules_dir = rules_dir}, l, d);
}

ruleset *ruleset_load_source(arena *a, const source *s, str rules_dir, const limits *l, diagnostics *d)
{
    loader early = {.arena = a};
    return load(a, s, files_real_path(&early, s->name), (load_wish){.rules_dir = rules_dir}, l, d);
}

ruleset *ruleset_load_variant(arena *a, const source *s, const ruleset *like, str rules_dir, const limits *l,
                              diagnostics *d)
{
    loader early = {.arena = a};
    return load(a, s, files_real_path(&early, s->name), (load_wish){like, STR_NONE, rules_dir}, l, d);
}

ruleset *ruleset_load_language(arena *a, const source *s, const ruleset *like, str language, str rules_dir,
                               const limits *l, diagnostics *d)
{
    loader early = {.arena = a};
    return load(a, s, files_real_path(&early, s->name), (load_wish){like, language, rules_dir}, l, d);
}
