// SPDX-License-Identifier: MIT
// Name maps (open addressing) and "did you mean": see str.h.
#include "base/str.h"

#include "base/ascii.h"

#include <string.h>

struct name_slot {
    str name; // data is NULL in a free slot
    uint32_t value;
};

static struct name_slot *find_slot(const name_map *m, str name)
{
    size_t mask = m->capacity - 1;
    size_t at = (size_t)str_hash(name) & mask;
    while (m->slots[at].name.data && !str_equal(m->slots[at].name, name))
        at = (at + 1) & mask;
    return &m->slots[at];
}

uint32_t name_map_get(const name_map *m, str name)
{
    if (m->count == 0)
        return NAME_MISSING;
    const struct name_slot *slot = find_slot(m, name);
    return slot->name.data ? slot->value : NAME_MISSING;
}

static void grow(name_map *m, arena *a)
{
    name_map larger = {.capacity = m->capacity ? m->capacity * 2 : 16, .count = m->count};
    larger.slots = ARENA_ARRAY(a, struct name_slot, larger.capacity);
    for (size_t i = 0; i < m->capacity; i++)
        if (m->slots[i].name.data)
            *find_slot(&larger, m->slots[i].name) = m->slots[i];
    *m = larger;
}

// The slot of name, new or old; *is_new says which.
static struct name_slot *take_slot(name_map *m, arena *a, str name, bool *is_new)
{
    if (m->count * 4 >= m->capacity * 3)
        grow(m, a);
    struct name_slot *slot = find_slot(m, name);
    *is_new = slot->name.data == NULL;
    if (*is_new) {
        slot->name = name.data ? name : STR("");
        m->count++;
    }
    return slot;
}

bool name_map_put(name_map *m, arena *a, str name, uint32_t value)
{
    bool is_new;
    struct name_slot *slot = take_slot(m, a, name, &is_new);
    if (is_new)
        slot->value = value;
    return is_new;
}

void name_map_set(name_map *m, arena *a, str name, uint32_t value)
{
    bool is_new;
    take_slot(m, a, name, &is_new)->value = value;
}

enum { LONGEST_COMPARED = 64, SHORT_NAME = 4 };

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

// Optimal string alignment distance (Damerau 1964; Levenshtein 1966), ASCII case ignored. Past most it is not
// worked out to the end: then it is anything larger.
static size_t edit_distance(str a, str b, size_t most)
{
    size_t least_before = 0;
    size_t rows[3][LONGEST_COMPARED + 1];
    for (size_t j = 0; j <= b.length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        size_t least = now[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            bool same = ascii_lower(a.data[i - 1]) == ascii_lower(b.data[j - 1]);
            now[j] = smallest(last[j] + 1, now[j - 1] + 1, last[j - 1] + !same);
            bool swapped = i > 1 && j > 1 && ascii_lower(a.data[i - 1]) == ascii_lower(b.data[j - 2]) &&
                           ascii_lower(a.data[i - 2]) == ascii_lower(b.data[j - 1]);
            if (swapped && before[j - 2] + 1 < now[j])
                now[j] = before[j - 2] + 1;
            least = now[j] < least ? now[j] : least;
        }
        if (least > most && least_before >= most)
            return least;
        least_before = least;
    }
    return rows[a.length % 3][b.length];
}

suggestion suggestion_for(str wanted)
{
    return (suggestion){.wanted = wanted, .distance = SIZE_MAX};
}

void suggestion_offer(suggestion *s, str candidate)
{
    if (s->wanted.length > LONGEST_COMPARED || candidate.length > LONGEST_COMPARED)
        return;
    size_t longer = s->wanted.length > candidate.length ? s->wanted.length : candidate.length;
    size_t shorter = s->wanted.length + candidate.length - longer;
    size_t most = s->distance <= (longer + 2) / 3 ? s->distance - 1 : (longer + 2) / 3;
    if (s->distance == 0 || longer - shorter > most)
        return; // so much is to be added that it cannot be near, or nearer
    size_t distance = edit_distance(s->wanted, candidate, most);
    if (distance <= most) {
        s->distance = distance;
        s->best = candidate;
    }
}

bool suggestion_found(const suggestion *s)
{
    size_t longer = s->wanted.length > s->best.length ? s->wanted.length : s->best.length;
    size_t shorter = s->wanted.length + s->best.length - longer;
    if (shorter <= SHORT_NAME && s->distance > 1) // "age" is not meant by "range", nor "time" by "True"
        return false;
    // A name of which nothing is left is no suggestion.
    return s->distance < longer && s->distance <= (longer + 2) / 3;
}
