// SPDX-License-Identifier: MIT
// How many of the 100 points a factor and a criterion can get, whatever else applies to a client.
#include "render/rulebook_parts.h"

static decimal zero(void)
{
    return decimal_from_int(0);
}

// Of the criteria of a factor, those alone that apply to everybody.
static decimal points_of(const ruleset *r, uint32_t factor, bool always)
{
    decimal sum = zero();
    const struct factor *f = &r->factors[factor];
    for (uint32_t i = f->first_criterion; i < f->first_criterion + f->criterion_count; i++)
        if (!always || !r->criteria[i].applies.feel)
            sum = decimal_add(sum, r->criteria[i].points);
    return sum;
}

// part of whole, of 100.
static decimal percent(decimal part, decimal whole)
{
    if (decimal_is_zero(whole))
        return zero();
    return decimal_divide(decimal_multiply(decimal_from_int(100), part), whole);
}

const factor_shares *shares_of(arena *a, const ruleset *r)
{
    factor_shares *shares = ARENA_ARRAY(a, factor_shares, r->factor_count);
    decimal all = zero(), always = zero(); // weights of factors in which something counts
    for (uint32_t i = 0; i < r->factor_count; i++) {
        shares[i].points = points_of(r, i, false);
        shares[i].always = points_of(r, i, true);
        all = decimal_is_zero(shares[i].points) ? all : decimal_add(all, r->factors[i].weight);
        always = decimal_is_zero(shares[i].always) ? always : decimal_add(always, r->factors[i].weight);
    }
    for (uint32_t i = 0; i < r->factor_count; i++) {
        if (decimal_is_zero(shares[i].points))
            continue;
        decimal weight = r->factors[i].weight;
        decimal least = decimal_is_zero(shares[i].always) ? decimal_add(always, weight) : always;
        shares[i].share = (share_range){percent(weight, all), percent(weight, least)};
    }
    return shares;
}

share_range share_of_criterion(const book *b, uint32_t criterion)
{
    const struct criterion *c = &b->rules->criteria[criterion];
    const factor_shares *f = &b->shares[c->factor];
    decimal hundred = decimal_from_int(100);
    decimal always = c->applies.feel ? decimal_add(f->always, c->points) : f->always;
    decimal low = percent(c->points, f->points), high = percent(c->points, always);
    return (share_range){decimal_divide(decimal_multiply(f->share.low, low), hundred),
                         decimal_divide(decimal_multiply(f->share.high, high), hundred)};
}

str share_text(arena *a, share_range s)
{
    str low = decimal_text(a, decimal_round(s.low, 1, ROUND_HALF_EVEN));
    str high = decimal_text(a, decimal_round(s.high, 1, ROUND_HALF_EVEN));
    return str_equal(low, high) ? low : str_printf(a, "%.*s to %.*s", STR_ARGS(low), STR_ARGS(high));
}
