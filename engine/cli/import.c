// SPDX-License-Identifier: MIT
// attune import: a file with other headings to profiles.
#include "cli/cli.h"
#include "pool/import.h"

int command_import(cli *c)
{
    int status;
    if (c->options.argument_count != 2) {
        usage_error("attune import needs a MAP and a FILE");
        return EXIT_USAGE;
    }
    if (!session_load_ruleset(c, &status))
        return status;
    const ruleset *r = c->ruleset->rules;
    diagnostics d;
    diagnostics_init(&d, &c->arena, (size_t)r->limits.diagnostics);
    d.show_data = c->api.show_data;
    const import_map *map = import_map_load(&c->arena, r, c->options.arguments[0], &d);
    import_result result = {0};
    bool imported = map && import_file(&c->arena, r, map, c->options.arguments[1],
                                       c->options.values[OPTION_STRICT] != NULL, &d, &result);
    session_print_diagnostics(c, &d);
    if (!imported || d.errors) {
        attune_status trouble = diagnostics_status(&d);
        return exit_status_of(trouble ? trouble : ATTUNE_PROFILE);
    }
    builder out = builder_new(&c->arena);
    import_write_xml(&out, r, &result);
    status = output_write(c, builder_str(&out));
    if (status == EXIT_DONE && !c->options.values[OPTION_QUIET])
        fprintf(stderr, "attune: %zu rows became %zu profiles; %zu were left out\n", result.rows,
                result.count, result.skipped);
    return status;
}
