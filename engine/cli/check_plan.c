// SPDX-License-Identifier: MIT
// attune check --plan: how a rule set's conditions are run over a pool.
#include "cli/check.h"

#include "render/plan.h"

static bool plan_is_well(const cli *c)
{
    const char *const *values = c->options.values;
    str format = cli_format(c);
    if (c->options.argument_count > 1)
        return usage_error("--plan is of one rule set");
    if (values[OPTION_FIX] || values[OPTION_DIFF])
        return usage_error("--plan mends nothing");
    return str_equals(format, "pretty") || str_equals(format, "json") ||
           usage_error("--plan has the formats pretty and json");
}

int check_plan(cli *c)
{
    int status = EXIT_USAGE;
    if (!plan_is_well(c))
        return status;
    if (c->options.argument_count)
        c->options.values[OPTION_RULESET] = c->options.arguments[0];
    c->options.argument_count = 0;
    bool with_client = c->options.values[OPTION_CLIENT] != NULL;
    if (with_client ? !session_load_client(c, &status) : !session_load_ruleset(c, &status))
        return status;
    const ruleset *r = c->ruleset->rules;
    const profile *client = with_client ? c->client->profile : NULL;
    const plan_view plan = plan_view_make(&c->arena, r, client, c->options.now.date);
    builder out = builder_new(&c->arena);
    if (str_equals(cli_format(c), "json"))
        render_plan_json(r, &plan, with_client, &out);
    else
        render_plan_text(r, &plan, &out);
    return output_write(c, builder_str(&out));
}
