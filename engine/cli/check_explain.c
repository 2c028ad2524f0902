// SPDX-License-Identifier: MIT
// attune check --explain: a code's page, or the list of codes.
#include "cli/check.h"

#include "render/code_pages.h"

#include <string.h>

enum { WIDEST = 100 }; // longer lines are hard to read

static void list_codes(builder *out)
{
    static const severity levels[] = {SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_HINT};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        builder_addf(out, "%s%ss\n", i ? "\n" : "", severity_name(levels[i]));
        for (int code = 0; code < CODE_COUNT; code++) {
            const code_info *info = code_describe((diagnostic_code)code);
            if (info->severity == levels[i])
                builder_addf(out, "  %-22s %s\n", info->name, info->meaning);
        }
    }
}

int check_explain(cli *c, const char *code)
{
    builder out = builder_new(&c->arena);
    if (c->options.argument_count) {
        usage_error("--explain takes a code and no file");
        return EXIT_USAGE;
    }
    if (!*code) {
        list_codes(&out);
        return output_write(c, builder_str(&out));
    }
    bool color = c->color_out && !c->options.values[OPTION_OUTPUT];
    unsigned width = terminal_width();
    code_page_print(code, color, width < WIDEST ? width : WIDEST, &out);
    if (out.length)
        return output_write(c, builder_str(&out));
    suggestion near = suggestion_for(str_from(code));
    for (int i = 0; i < CODE_COUNT; i++)
        suggestion_offer(&near, str_from(code_describe((diagnostic_code)i)->name));
    if (suggestion_found(&near))
        usage_error("there is no code \"%s\"; did you mean \"%.*s\"?", code, STR_ARGS(near.best));
    else
        usage_error("there is no code \"%s\"", code);
    list_codes(&out);
    fprintf(stderr, "\n%.*s", STR_ARGS(builder_str(&out)));
    return EXIT_USAGE;
}
