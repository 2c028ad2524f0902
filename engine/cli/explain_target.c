// SPDX-License-Identifier: MIT
// attune explain --target: reads what is to be reached, a score or another therapist's, and asks the library.
#include "cli/cli.h"

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

attune_status explain_wanted(cli *c, attune_report **out, attune_error *error)
{
    const options *o = &c->options;
    const char *id = o->values[OPTION_THERAPIST], *given = o->values[OPTION_TARGET];
    int64_t target = 0;
    *out = NULL;
    if (!given)
        return attune_explain(c->client, c->pool, id, &o->query, &c->api, out, error);
    bool number = looks_like_number(given) && read_points(given, &target);
    bool known = pool_find(c->pool->pool, str_from(id)) != NAME_MISSING;
    if (!number && known && pool_find(c->pool->pool, str_from(given)) == NAME_MISSING) {
        usage_error("--target %s is neither a score nor a therapist of the pool", given);
        *error = (attune_error){.status = ATTUNE_USAGE, .code = "wrong-target"};
        return ATTUNE_USAGE;
    }
    attune_status status = attune_explain_target(c->client, c->pool, id, target, number ? NULL : given,
                                                 &o->query, &c->api, out, error);
    if (status == ATTUNE_USAGE && error->code[0] == '\0') {
        usage_error("--target %s is excluded: there is no place to pass", given);
        snprintf(error->code, sizeof error->code, "wrong-target");
    }
    return status;
}
