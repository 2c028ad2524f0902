// SPDX-License-Identifier: MIT
// Two explanations side by side: see compare.h. Every figure is a difference of figures that the
// explanations hold, so the parts add up because the explanations do (design §5.7).
#include "explain/compare.h"

typedef VEC(compare_part) part_list;

const char *compare_decided_name(compare_decided d)
{
    static const char *const names[] = {"score", "low", "high", "coverage", "id", "gate"};
    return names[d];
}

static int64_t size_of(int64_t micro)
{
    return micro < 0 ? -micro : micro;
}

// ---- criteria within their factors

// Insertion sort, largest first: lists of criteria of one factor are short, and equal ones stay in order.
static void put_criterion(criterion_difference *items, size_t count, criterion_difference new)
{
    size_t at = count;
    for (; at > 0 && size_of(items[at - 1].difference) < size_of(new.difference); at--)
        items[at] = items[at - 1];
    items[at] = new;
}

static void add_factor(arena *a, const comparison *c, size_t index, part_list *list)
{
    const factor_explanation *f = &c->above->factors[index];
    criterion_difference *items = ARENA_ARRAY(a, criterion_difference, f->criterion_count);
    size_t count = 0;
    for (uint32_t k = f->first_criterion; k < f->first_criterion + f->criterion_count; k++) {
        const criterion_explanation *x = &c->above->criteria[k], *y = &c->below->criteria[k];
        int64_t difference = x->contribution - y->contribution;
        if (difference)
            put_criterion(items, count++, (criterion_difference){x, y, difference});
    }
    if (count == 0)
        return;
    int64_t below = c->below->factors[index].contribution;
    *ARENA_PUSH(a, list) = (compare_part){
        .kind = COMPARE_FACTOR,
        .id = f->id,
        .title = f->title,
        .above = f->contribution,
        .below = below,
        .difference = f->contribution - below,
        .criteria = items,
        .criterion_count = count,
    };
}

// ---- flags and ceilings

static int64_t deduction(const flag_explanation *f)
{
    return f ? -f->deducted : 0;
}

static int64_t cut(const explanation *e, const flag_explanation *f)
{
    return f && f->ceiling_binds ? -e->score.ceiling_cut : 0;
}

static void add_flag_part(arena *a, compare_kind kind, const flag_explanation *f, int64_t above,
                          int64_t below, part_list *list)
{
    if (above == below)
        return;
    *ARENA_PUSH(a, list) = (compare_part){
        .kind = kind,
        .id = f->id,
        .title = f->title,
        .because = f->because,
        .above = above,
        .below = below,
        .difference = above - below,
    };
}

// A flag of one of the two, with the other's where that one has it.
static void add_flag(arena *a, const comparison *c, const flag_explanation *f, part_list *list)
{
    const flag_explanation *x = explanation_flag(c->above, f->id), *y = explanation_flag(c->below, f->id);
    add_flag_part(a, COMPARE_FLAG, f, deduction(x), deduction(y), list);
    add_flag_part(a, COMPARE_CEILING, f, cut(c->above, x), cut(c->below, y), list);
}

static void add_flags(arena *a, const comparison *c, part_list *list)
{
    for (size_t i = 0; i < c->above->flag_count; i++)
        add_flag(a, c, &c->above->flags[i], list);
    for (size_t i = 0; i < c->below->flag_count; i++)
        if (!explanation_flag(c->above, c->below->flags[i].id))
            add_flag(a, c, &c->below->flags[i], list);
}

static void add_floor(arena *a, const comparison *c, part_list *list)
{
    int64_t above = c->above->score.floor_lift, below = c->below->score.floor_lift;
    if (above != below)
        *ARENA_PUSH(a, list) = (compare_part){
            .kind = COMPARE_FLOOR, .above = above, .below = below, .difference = above - below};
}

static void sort_parts(part_list *list)
{
    for (size_t i = 1; i < list->count; i++) {
        compare_part new = list->items[i];
        size_t at = i;
        for (; at > 0 && size_of(list->items[at - 1].difference) < size_of(new.difference); at--)
            list->items[at] = list->items[at - 1];
        list->items[at] = new;
    }
}

// ---- what decided

static compare_decided decide(const explanation *x, const explanation *y, rank_order order)
{
    if (x->excluded || y->excluded)
        return DECIDED_GATE;
    if (order == ORDER_CAUTIOUS && x->low.score != y->low.score)
        return DECIDED_LOW;
    if (order == ORDER_HOPEFUL && x->high.score != y->high.score)
        return DECIDED_HIGH;
    if (x->score.score != y->score.score)
        return DECIDED_SCORE;
    if (x->low.score != y->low.score)
        return DECIDED_LOW;
    return x->coverage != y->coverage ? DECIDED_COVERAGE : DECIDED_ID;
}

void compare_pair(arena *a, const explanation *above, const explanation *below, rank_order order,
                  comparison *out)
{
    *out = (comparison){
        .above = above,
        .below = below,
        .difference = above->score.score - below->score.score,
        .decided = decide(above, below, order),
        .ranges_overlap = above->low.score <= below->high.score && below->low.score <= above->high.score,
    };
    part_list list = {0};
    for (size_t i = 0; i < above->factor_count; i++)
        add_factor(a, out, i, &list);
    add_flags(a, out, &list);
    add_floor(a, out, &list);
    sort_parts(&list);
    out->parts = list.items;
    out->part_count = list.count;
}

// ---- several

// Whether x stands above y: the places of a ranking, then excluded ones by id.
static bool stands_above(const explanation *x, const explanation *y)
{
    if (x->excluded != y->excluded)
        return y->excluded;
    return x->excluded ? str_compare(x->id, y->id) < 0 : x->place < y->place;
}

void compare_all(arena *a, explanation *items, size_t count, compare_report *out)
{
    for (size_t i = 1; i < count; i++) {
        explanation new = items[i];
        size_t at = i;
        for (; at > 0 && stands_above(&new, &items[at - 1]); at--)
            items[at] = items[at - 1];
        items[at] = new;
    }
    comparison *comparisons = ARENA_ARRAY(a, comparison, count ? count - 1 : 0);
    for (size_t i = 0; i + 1 < count; i++)
        compare_pair(a, &items[i], &items[i + 1], out->report.order, &comparisons[i]);
    out->report.items = items;
    out->report.count = count;
    out->comparisons = comparisons;
    out->comparison_count = count ? count - 1 : 0;
}
