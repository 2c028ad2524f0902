// SPDX-License-Identifier: MIT
// attune schema: the schemas for editors, and the reference page.
#include "cli/cli.h"

#include "render/grammar.h"

#include <string.h>

static void write_schema(const grammar *g, str format, builder *out)
{
    if (str_equals(format, "xsd"))
        schema_write_xsd(g, out);
    else if (str_equals(format, "rnc"))
        schema_write_rnc(g, out);
    else
        schema_write_rng(g, out);
}

// The grammar of that kind of document; NULL with *status set after a message.
static const grammar *find_grammar(cli *c, const char *kind, int *status)
{
    *status = EXIT_USAGE;
    if (strcmp(kind, "ruleset") == 0)
        return grammar_of_rulesets(&c->arena);
    if (strcmp(kind, "translation") == 0)
        return grammar_of_translations(&c->arena);
    if (strcmp(kind, "tests") == 0)
        return grammar_of_tests(&c->arena);
    if (strcmp(kind, "profiles") == 0)
        return session_load_ruleset(c, status) ? grammar_of_profiles(&c->arena, c->ruleset->rules) : NULL;
    usage_error("there is no schema \"%s\"; there are: ruleset, translation, tests, profiles", kind);
    return NULL;
}

static int write_reference(cli *c)
{
    const grammar *grammars[] = {grammar_of_rulesets(&c->arena), grammar_of_tests(&c->arena)};
    builder out = builder_new(&c->arena);
    schema_write_reference(grammars, sizeof grammars / sizeof *grammars, &out);
    return output_write(c, builder_str(&out));
}

int command_schema(cli *c)
{
    size_t count = c->options.argument_count;
    bool reference = str_equals(cli_format(c), "markdown");
    const char *kind = count ? c->options.arguments[0] : "ruleset";
    if (count > 1 || (reference && count)) {
        usage_error(reference
                        ? "the reference page is of rule sets and tests together; name no kind of document"
                        : "schema takes one kind of document");
        return EXIT_USAGE;
    }
    if (reference)
        return write_reference(c);
    int status;
    const grammar *g = find_grammar(c, kind, &status);
    if (!g)
        return status;
    builder out = builder_new(&c->arena);
    write_schema(g, cli_format(c), &out);
    return output_write(c, builder_str(&out));
}
