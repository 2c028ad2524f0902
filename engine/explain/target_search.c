// SPDX-License-Identifier: MIT
// The smallest sets of changes that lift a score to a target, exactly and without trying all sets.
//
// No change ever lowers a score, so: (1) every flag that holds with a ceiling below the target has to go, and
// no other ceiling matters then. (2) Of what is left of a group, only the flags with the largest deductions
// save anything, the largest first: each group is a chain. (3) All others, criteria and flags alone in their
// group, gain on their own: the largest first. How much can be gained at most with so many of each is then
// known at every step (chains by a table, the others by prefix sums), so the search enters no dead end.
#include "explain/target.h"

enum { MOST_LISTED = 64 }; // changes in a set; more are told, not listed. Bounds the recursion, too

static const int64_t IMPOSSIBLE = INT64_MIN / 4;

// Changes that gain on their own, the largest gain first.
typedef struct singles {
    uint32_t *changes;
    int64_t *total; // of the first n, for n = 0…count
    size_t count;
} singles;

typedef struct chain { // of one group: the flags that may go, the largest deduction first
    const uint32_t *changes;
    const int64_t *saved; // by the first n, for n = 0…count
    size_t count;
} chain;

typedef struct search {
    arena *out, *scratch;
    const target_score *score;
    int64_t need; // to be gained beyond what the flags that have to go bring
    bool blocked; // a flag that has to go cannot
    VEC(uint32_t) must;
    singles asked, different;
    VEC(chain) chains;
    size_t chain_flags;
    int64_t **most; // by chain c and n: gained at most by exactly n flags of the chains c and after
    bool *taken;
    target_sets *sets;
    VEC(target_set) found;
} search;

static const target_change *change_of(const search *s, uint32_t index)
{
    return &s->score->target->changes[index];
}

// ---- sorting out

// Whether x is to be tried before y: by gain, then as in the list.
static bool before(const search *s, uint32_t x, uint32_t y)
{
    int64_t gain_x = change_of(s, x)->gain, gain_y = change_of(s, y)->gain;
    return gain_x != gain_y ? gain_x > gain_y : x < y;
}

static void sort_changes(const search *s, uint32_t *items, size_t count)
{
    uint32_t *from = ARENA_ARRAY(s->scratch, uint32_t, count);
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t i = 0; i < count; i++)
            from[i] = items[i];
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = middle + width < count ? middle + width : count;
            size_t left = start, right = middle;
            for (size_t i = start; i < end; i++)
                items[i] = left == middle || (right < end && before(s, from[right], from[left]))
                               ? from[right++]
                               : from[left++];
        }
    }
}

static void total_up(const search *s, singles *of)
{
    sort_changes(s, of->changes, of->count);
    of->total = ARENA_ARRAY(s->scratch, int64_t, of->count + 1);
    for (size_t i = 0; i < of->count; i++)
        of->total[i + 1] = of->total[i] + change_of(s, of->changes[i])->gain;
}

static int64_t total_of(const singles *of, size_t from, size_t count)
{
    return from + count > of->count ? IMPOSSIBLE : of->total[from + count] - of->total[from];
}

static uint32_t group_of(const search *s, uint32_t index)
{
    return s->score->rules->flags[change_of(s, index)->number].group_number;
}

// One group's flags that may stay, sorted; gives what they deduct now.
static int64_t add_group(search *s, const uint32_t *flags, size_t count, change_how most)
{
    size_t length = 0;
    while (length < count && change_of(s, flags[length])->how <= most)
        length++;
    int64_t now = change_of(s, flags[0])->gain;
    if (length == 1 && count == 1) {
        s->different.changes[s->different.count++] = flags[0];
        return now;
    }
    int64_t *saved = ARENA_ARRAY(s->scratch, int64_t, length + 1);
    for (size_t i = 1; i <= length; i++)
        saved[i] = now - (i < count ? change_of(s, flags[i])->gain : 0);
    if (length)
        *ARENA_PUSH(s->scratch, &s->chains) = (chain){flags, saved, length};
    s->chain_flags += length;
    return now;
}

// Whether x stands before y when flags are put together by group.
static bool flag_before(const search *s, uint32_t x, uint32_t y)
{
    uint32_t group_x = group_of(s, x), group_y = group_of(s, y);
    return group_x != group_y ? group_x < group_y : before(s, x, y);
}

static void sort_flags(const search *s, uint32_t *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t new = items[i];
        size_t at = i;
        for (; at > 0 && flag_before(s, new, items[at - 1]); at--)
            items[at] = items[at - 1];
        items[at] = new;
    }
}

static void sort_out_flags(search *s, change_how most)
{
    const target_explanation *t = s->score->target;
    uint32_t *staying = ARENA_ARRAY(s->scratch, uint32_t, t->change_count);
    size_t count = 0;
    for (uint32_t i = 0; i < t->change_count; i++) {
        const flag_explanation *f = t->changes[i].flag;
        if (f && f->has_ceiling && f->ceiling < t->target) {
            s->blocked = s->blocked || t->changes[i].how > most;
            *ARENA_PUSH(s->scratch, &s->must) = i;
        } else if (f && f->deduct > 0) {
            staying[count++] = i;
        }
    }
    sort_flags(s, staying, count);
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && group_of(s, staying[end]) == group_of(s, staying[start]);)
            end++;
        s->need += add_group(s, staying + start, end - start, most);
    }
}

static void sort_out(search *s, change_how most)
{
    const target_explanation *t = s->score->target;
    s->asked.changes = ARENA_ARRAY(s->scratch, uint32_t, t->change_count);
    s->different.changes = ARENA_ARRAY(s->scratch, uint32_t, t->change_count);
    s->need = t->target - s->score->of->score.sum;
    sort_out_flags(s, most);
    for (uint32_t i = 0; i < t->change_count; i++) {
        const target_change *c = &t->changes[i];
        singles *of = c->how == CHANGE_ASK ? &s->asked : &s->different;
        if (c->criterion && c->how <= most)
            of->changes[of->count++] = i;
    }
    total_up(s, &s->asked);
    total_up(s, &s->different);
}

// ---- how much can be gained at most

static void fill_most(search *s)
{
    s->most = ARENA_ARRAY(s->scratch, int64_t *, s->chains.count + 1);
    for (size_t c = s->chains.count + 1; c-- > 0;) {
        s->most[c] = ARENA_ARRAY(s->scratch, int64_t, s->chain_flags + 1);
        for (size_t n = 0; n <= s->chain_flags; n++) {
            s->most[c][n] = c == s->chains.count && n == 0 ? 0 : IMPOSSIBLE;
            const chain *of = c < s->chains.count ? &s->chains.items[c] : NULL;
            for (size_t k = 0; of && k <= of->count && k <= n; k++)
                if (s->most[c + 1][n - k] + of->saved[k] > s->most[c][n])
                    s->most[c][n] = s->most[c + 1][n - k] + of->saved[k];
        }
    }
}

// By exactly count changes of facts, in the chains c and after and the single ones.
static int64_t most_different(const search *s, size_t c, size_t count)
{
    int64_t best = IMPOSSIBLE;
    for (size_t n = 0; n <= s->chain_flags && n <= count; n++) {
        int64_t gain = s->most[c][n] + total_of(&s->different, 0, count - n);
        if (gain > best)
            best = gain;
    }
    return best;
}

// The fewest changes, then the fewest of these that are different.
static bool find_fewest(search *s)
{
    size_t differents = s->different.count + s->chain_flags;
    int64_t *gain = ARENA_ARRAY(s->scratch, int64_t, differents + 1);
    for (size_t d = 0; d <= differents; d++)
        gain[d] = most_different(s, 0, d);
    for (size_t count = 0; count <= differents + s->asked.count; count++)
        for (size_t d = 0; d <= differents && d <= count; d++)
            if (gain[d] + total_of(&s->asked, 0, count - d) >= s->need) {
                s->sets->fewest = s->must.count + count;
                s->sets->different = s->must.count + d;
                return true;
            }
    return false;
}

// ---- listing the sets

static void keep_set(search *s)
{
    if (s->found.count == TARGET_SETS) {
        s->sets->more = true;
        return;
    }
    uint32_t *changes = ARENA_ARRAY(s->out, uint32_t, s->sets->fewest);
    size_t count = 0;
    for (uint32_t i = 0; i < s->score->target->change_count; i++)
        if (s->taken[i])
            changes[count++] = i;
    *ARENA_PUSH(s->out, &s->found) = (target_set){changes, count, target_score_with(s->score, s->taken)};
}

// Every choice of count from the singles of a kind that leaves the need in reach of those behind.
static void choose_asked(search *s, size_t from, size_t count, int64_t need)
{
    if (count == 0) {
        keep_set(s);
        return;
    }
    for (size_t i = from; total_of(&s->asked, i, count) >= need && !s->sets->more; i++) {
        uint32_t index = s->asked.changes[i];
        s->taken[index] = true;
        choose_asked(s, i + 1, count - 1, need - change_of(s, index)->gain);
        s->taken[index] = false;
    }
}

static void choose_different(search *s, size_t from, size_t count, size_t asked, int64_t need)
{
    if (count == 0) {
        choose_asked(s, 0, asked, need);
        return;
    }
    int64_t later = total_of(&s->asked, 0, asked);
    for (size_t i = from; total_of(&s->different, i, count) + later >= need && !s->sets->more; i++) {
        uint32_t index = s->different.changes[i];
        s->taken[index] = true;
        choose_different(s, i + 1, count - 1, asked, need - change_of(s, index)->gain);
        s->taken[index] = false;
    }
}

static void choose_flags(search *s, size_t c, size_t different, size_t asked, int64_t need);

// The first n flags of a chain, where the rest can do what is left.
static void choose_chain(search *s, size_t c, size_t n, size_t different, size_t asked, int64_t need)
{
    const chain *of = &s->chains.items[c];
    int64_t left = need - of->saved[n];
    if (most_different(s, c + 1, different - n) + total_of(&s->asked, 0, asked) < left)
        return;
    for (size_t i = 0; i < n; i++)
        s->taken[of->changes[i]] = true;
    choose_flags(s, c + 1, different - n, asked, left);
    for (size_t i = 0; i < n; i++)
        s->taken[of->changes[i]] = false;
}

static void choose_flags(search *s, size_t c, size_t different, size_t asked, int64_t need)
{
    while (c < s->chains.count && different == 0)
        c++;
    if (c == s->chains.count) {
        choose_different(s, 0, different, asked, need);
        return;
    }
    for (size_t n = 0; n <= s->chains.items[c].count && n <= different && !s->sets->more; n++)
        choose_chain(s, c, n, different, asked, need);
}

void target_search(arena *a, const target_score *score, change_how most, target_sets *sets)
{
    search s = {.out = a, .scratch = arena_new_within(a), .score = score, .sets = sets};
    *sets = (target_sets){0};
    sort_out(&s, most);
    fill_most(&s);
    if (!s.blocked && find_fewest(&s)) {
        sets->possible = true;
        s.taken = ARENA_ARRAY(s.scratch, bool, score->target->change_count);
        for (size_t i = 0; i < s.must.count; i++)
            s.taken[s.must.items[i]] = true;
        size_t asked = sets->fewest - sets->different, different = sets->different - s.must.count;
        if (sets->fewest <= MOST_LISTED && s.chains.count <= MOST_LISTED)
            choose_flags(&s, 0, different, asked, s.need);
        else
            sets->more = true;
        sets->items = s.found.items;
        sets->count = s.found.count;
    }
    arena_free(s.scratch);
}
