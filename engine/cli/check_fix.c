// SPDX-License-Identifier: MIT
// attune check --fix: takes the edits that findings carry into a rule set's file. Bytes outside the edits
// stay as they are. Only the file that was named is changed, not what it includes.
#include "cli/check.h"

#include <stdlib.h>

enum { MOST_ROUNDS = 100 };

typedef VEC(const diagnostic_edit *) edit_list;

static int by_offset(const void *a, const void *b)
{
    const diagnostic_edit *x = *(const diagnostic_edit *const *)a, *y = *(const diagnostic_edit *const *)b;
    if (x->where.offset != y->where.offset)
        return x->where.offset < y->where.offset ? -1 : 1;
    return (x->where.length > y->where.length) - (x->where.length < y->where.length);
}

// The edits of the file at hand, in its order; of those that meet, the first.
static edit_list gather_edits(cli *c, const checked *k)
{
    size_t count = k->fixes.count;
    const diagnostic_edit **all = ARENA_ARRAY(&c->arena, const diagnostic_edit *, count);
    edit_list apart = {0};
    for (size_t i = 0; i < count; i++)
        all[i] = k->fixes.items[i];
    if (count)
        qsort(all, count, sizeof *all, by_offset);
    uint64_t end = 0;
    for (size_t i = 0; i < count; i++) {
        place where = all[i]->where;
        if (apart.count && where.offset <= end)
            continue;
        *ARENA_PUSH(&c->arena, &apart) = all[i];
        end = where.offset + where.length;
    }
    return apart;
}

static str apply(cli *c, str bytes, const edit_list *edits)
{
    builder out = builder_new(&c->arena);
    size_t at = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const diagnostic_edit *edit = edits->items[i];
        builder_add(&out, str_slice(bytes, at, edit->where.offset));
        builder_add(&out, edit->replacement);
        at = edit->where.offset + edit->where.length;
    }
    builder_add(&out, str_slice(bytes, at, bytes.length));
    return builder_str(&out);
}

str check_mend(cli *c, const policy *p, checked *k)
{
    size_t mended = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
        edit_list edits = gather_edits(c, k);
        if (edits.count == 0)
            break;
        checked next;
        str bytes = apply(c, k->source->bytes, &edits);
        check_load(c, k->path, source_from_bytes(&c->arena, k->source->name, bytes), &next);
        check_judge(c, p, &next);
        // An error that hid others may show them now; but what loaded must go on loading.
        if (k->rules && !next.rules)
            break;
        mended += edits.count;
        *k = next;
    }
    k->mended = mended;
    return k->source->bytes;
}
