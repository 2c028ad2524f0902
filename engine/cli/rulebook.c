// SPDX-License-Identifier: MIT
// attune rulebook: a rule set as a document for people who never see XML.
#include "cli/cli.h"

#include "render/rulebook.h"

int command_rulebook(cli *c)
{
    int status;
    if (c->options.argument_count > 1) {
        usage_error("rulebook takes one rule set");
        return EXIT_USAGE;
    }
    if (c->options.argument_count && c->options.values[OPTION_RULESET]) {
        usage_error("rulebook takes one rule set, by its name alone or with -r");
        return EXIT_USAGE;
    }
    if (c->options.argument_count)
        c->options.values[OPTION_RULESET] = c->options.arguments[0];
    if (!session_load_ruleset(c, &status))
        return status;
    builder out = builder_new(&c->arena);
    render_rulebook(c->ruleset->rules, &out);
    return output_write(c, builder_str(&out));
}
