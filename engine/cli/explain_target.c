// SPDX-License-Identifier: MIT
// attune explain --target: reads what is to be reached, a score or another therapist's, and adds to the
// report what would reach it.
#include "cli/cli.h"
#include "explain/target.h"

#include <string.h>

static bool looks_like_number(const char *text)
{
    return *text && text[strspn(text, "0123456789.")] == '\0';
}

// 0…100 with at most six digits behind the point, exactly.
static bool read_points(const char *text, int64_t *out)
{
    int64_t micro = 0, unit = MICRO;
    bool behind = false;
    for (const char *at = text; *at; at++) {
        if (*at == '.') {
            if (behind || at == text || !at[1])
                return false;
            behind = true;
        } else if (behind && unit == 1) {
            return false;
        } else {
            if (behind)
                unit /= 10;
            micro = behind ? micro + (*at - '0') * unit : micro * 10 + (int64_t)(*at - '0') * MICRO;
            if (micro > (int64_t)100 * MICRO)
                return false;
        }
    }
    *out = micro;
    return true;
}

bool explain_target_is_well(const cli *c)
{
    const char *given = c->options.values[OPTION_TARGET];
    int64_t target;
    if (given && looks_like_number(given) && !read_points(given, &target))
        return usage_error(
            "--target %s is not a score from 0 to 100 with at most six digits behind the point", given);
    if (given && strcmp(given, c->options.values[OPTION_THERAPIST]) == 0)
        return usage_error("--target %s is the therapist who is explained", given);
    return true;
}

// Past the score of another: one micro-point more, or 100 where that is all there is.
static bool read_other(cli *c, const client_plan *plan, const char *id, int64_t *out)
{
    uint32_t row = pool_find(c->pool->pool, str_from(id));
    if (row == NAME_MISSING)
        return usage_error("--target %s is neither a score nor a therapist of the pool", id);
    explanation other;
    explain_row(&c->arena, c->pool->rules, plan, c->pool->pool, row, 0, EXPLAIN_GATES, &other);
    if (other.excluded)
        return usage_error("--target %s is excluded: there is no place to pass", id);
    *out = other.score.score + 1 < (int64_t)100 * MICRO ? other.score.score + 1 : (int64_t)100 * MICRO;
    return true;
}

bool explain_add_target(cli *c, attune_report *made, int *status)
{
    const char *given = c->options.values[OPTION_TARGET];
    report *r = &made->report;
    if (!given || r->count + r->excluded_count == 0)
        return true;
    diagnostics told; // the report's making has said it all
    diagnostics_init(&told, &c->arena, 1);
    const client_plan *plan = client_plan_make(&c->arena, r->ruleset, c->client->profile, r->today, &told);
    int64_t target = 0;
    *status = EXIT_USAGE;
    bool number = looks_like_number(given) && read_points(given, &target);
    if (!number && !read_other(c, plan, given, &target))
        return false;
    target_explanation *out = ARENA_NEW(&c->arena, target_explanation);
    const explanation *of = r->count ? &r->items[0] : &r->excluded[0];
    explain_target(&c->arena, r->ruleset, plan, r->pool, of, target, out);
    out->above = number ? STR_NONE : str_from(given);
    r->target = out;
    return true;
}
