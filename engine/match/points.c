// SPDX-License-Identifier: MIT
// Sharing 100 points among factors and criteria: see points.h.
//
// The arithmetic is exact. Weights become whole numbers of one unit, the power of ten that gives the largest
// of them 18 digits; only digits past those are rounded (half to even), so weights a person writes count as
// written. Products with the total then fit 128 bits.
#include "match/points.h"

__extension__ typedef unsigned __int128 wide;

enum { WEIGHT_DIGITS = 18 };

static decimal power_of_ten(unsigned exponent)
{
    decimal result = decimal_from_int(1);
    decimal square = decimal_from_int(10);
    for (; exponent; exponent /= 2) {
        if (exponent % 2)
            result = decimal_multiply(result, square);
        square = decimal_multiply(square, square);
    }
    return result;
}

// d × 10^exponent. In two steps, because a power of ten alone may be out of range.
static decimal shift(decimal d, int exponent)
{
    unsigned size = (unsigned)(exponent < 0 ? -exponent : exponent);
    unsigned steps[] = {size / 2, size - size / 2};
    for (unsigned i = 0; i < 2; i++)
        d = exponent < 0 ? decimal_divide(d, power_of_ten(steps[i]))
                         : decimal_multiply(d, power_of_ten(steps[i]));
    return d;
}

static bool is_positive(decimal d)
{
    return decimal_is_finite(d) && decimal_compare(d, decimal_from_int(0)) > 0;
}

// The shift that gives the largest weight WEIGHT_DIGITS digits before the point.
static int unit_shift(decimal largest)
{
    const decimal top = power_of_ten(WEIGHT_DIGITS), ten = decimal_from_int(10);
    int exponent = 0;
    for (; decimal_compare(largest, top) >= 0; exponent--)
        largest = decimal_divide(largest, ten);
    for (decimal next = decimal_multiply(largest, ten); decimal_compare(next, top) < 0; exponent++) {
        largest = next;
        next = decimal_multiply(largest, ten);
    }
    return exponent;
}

static uint64_t whole_units(decimal weight, int exponent)
{
    int64_t units = 0;
    if (!is_positive(weight))
        return 0;
    if (!decimal_to_int(decimal_round(shift(weight, exponent), 0, ROUND_HALF_EVEN), &units) || units < 0)
        return 0;
    return (uint64_t)units;
}

// The weights in whole units; false where all are 0.
static bool weights_in_units(const decimal *weights, size_t count, uint64_t *units)
{
    decimal largest = decimal_from_int(0);
    for (size_t i = 0; i < count; i++)
        if (is_positive(weights[i]) && decimal_compare(weights[i], largest) > 0)
            largest = weights[i];
    if (!is_positive(largest))
        return false;
    const int exponent = unit_shift(largest);
    for (size_t i = 0; i < count; i++)
        units[i] = whole_units(weights[i], exponent);
    return true;
}

typedef struct remainder_of {
    wide remainder;
    size_t index;
} remainder_of;

// The larger remainder comes first, then the lower index: a total order.
static bool comes_before(remainder_of x, remainder_of y)
{
    return x.remainder != y.remainder ? x.remainder > y.remainder : x.index < y.index;
}

static void sift_down(remainder_of *heap, size_t count, size_t at)
{
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= count)
            return;
        if (child + 1 < count && comes_before(heap[child + 1], heap[child]))
            child++;
        if (!comes_before(heap[child], heap[at]))
            return;
        remainder_of other = heap[at];
        heap[at] = heap[child];
        heap[child] = other;
        at = child;
    }
}

// One more to each of the left largest remainders.
static void give_the_rest(remainder_of *remainders, size_t count, int64_t left, int64_t *out)
{
    for (size_t i = count / 2; i-- > 0;)
        sift_down(remainders, count, i);
    for (; left > 0; left--) {
        out[remainders[0].index]++;
        remainders[0] = remainders[--count];
        sift_down(remainders, count, 0);
    }
}

void share_points(arena *a, int64_t total, const decimal *weights, size_t count, int64_t *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = 0;
    arena_mark mark = arena_get_mark(a);
    uint64_t *units = ARENA_ARRAY(a, uint64_t, count);
    if (total > 0 && weights_in_units(weights, count, units)) {
        wide all = 0;
        for (size_t i = 0; i < count; i++)
            all += units[i];
        remainder_of *remainders = ARENA_ARRAY(a, remainder_of, count);
        int64_t left = total;
        for (size_t i = 0; i < count; i++) {
            wide product = (wide)(uint64_t)total * units[i];
            out[i] = (int64_t)(product / all);
            remainders[i] = (remainder_of){product % all, i};
            left -= out[i];
        }
        give_the_rest(remainders, count, left, out);
    }
    arena_rewind(a, mark);
}

// An adjust's effect. What would be no number leaves the weight as it was.
static decimal adjusted(decimal weight, const adjust *rule)
{
    decimal changed = rule->amount;
    if (rule->kind == ADJUST_ADD)
        changed = decimal_add(weight, rule->amount);
    else if (rule->kind == ADJUST_MULTIPLY)
        changed = decimal_multiply(weight, rule->amount);
    if (!decimal_is_finite(changed))
        return weight;
    return is_positive(changed) ? changed : decimal_from_int(0);
}

static decimal adjusted_weight(const ruleset *r, const factor *f, const truth *holds)
{
    decimal weight = f->weight;
    for (uint32_t i = f->first_adjust; i < f->first_adjust + f->adjust_count; i++)
        if (holds[i] == TRUTH_TRUE)
            weight = adjusted(weight, &r->adjusts[i]);
    return weight;
}

static bool takes_part(const ruleset *r, const bool *applies, uint32_t index)
{
    return applies[index] && is_positive(r->criteria[index].points);
}

static bool factor_takes_part(const ruleset *r, const factor *f, const bool *applies)
{
    for (uint32_t i = f->first_criterion; i < f->first_criterion + f->criterion_count; i++)
        if (takes_part(r, applies, i))
            return true;
    return false;
}

static void share_within_factor(arena *a, const ruleset *r, const factor *f, int64_t points,
                                points_table *table)
{
    arena_mark mark = arena_get_mark(a);
    decimal *weights = ARENA_ARRAY(a, decimal, f->criterion_count);
    for (uint32_t i = 0; i < f->criterion_count; i++) {
        uint32_t index = f->first_criterion + i;
        weights[i] = takes_part(r, table->applies, index) ? r->criteria[index].points : decimal_from_int(0);
    }
    share_points(a, points, weights, f->criterion_count, table->criterion_points + f->first_criterion);
    arena_rewind(a, mark);
}

void points_share(arena *a, const ruleset *r, points_table *table)
{
    table->weights = ARENA_ARRAY(a, decimal, r->factor_count);
    table->factor_points = ARENA_ARRAY(a, int64_t, r->factor_count);
    table->criterion_points = ARENA_ARRAY(a, int64_t, r->criterion_count);
    arena_mark mark = arena_get_mark(a);
    decimal *shares = ARENA_ARRAY(a, decimal, r->factor_count);
    for (size_t i = 0; i < r->factor_count; i++) {
        const factor *f = &r->factors[i];
        table->weights[i] = adjusted_weight(r, f, table->adjusts);
        shares[i] = factor_takes_part(r, f, table->applies) ? table->weights[i] : decimal_from_int(0);
    }
    share_points(a, (int64_t)100 * MICRO, shares, r->factor_count, table->factor_points);
    for (size_t i = 0; i < r->factor_count; i++)
        share_within_factor(a, r, &r->factors[i], table->factor_points[i], table);
    arena_rewind(a, mark);
}

int64_t points_scale(decimal value, int64_t micro)
{
    int64_t result = 0;
    decimal product = decimal_multiply(value, decimal_from_int(micro));
    decimal_to_int(decimal_round(product, 0, ROUND_HALF_EVEN), &result);
    return result;
}
