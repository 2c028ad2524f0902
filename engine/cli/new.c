// SPDX-License-Identifier: MIT
// attune new: writes a rule set to start from, and its examples beside it, from the shipped
// rules/template.xml. Never writes over a file.
#include "cli/cli.h"

#include "base/ascii.h"
#include "document/xml.h"

#include <errno.h>
#include <string.h>

typedef struct new_file {
    const char *path;
    str text;
} new_file;

// The shipped file, without the line that says its licence: what is written is the author's own.
static bool read_template(cli *c, const char *name, str *out)
{
    const char *folder = session_rules_dir(c);
    const char *path = folder ? str_printf(&c->arena, "%s/%s", folder, name).data : NULL;
    const source *s = path ? source_load(&c->arena, path, session_limits(c).document_bytes) : NULL;
    if (!s)
        return usage_error("%s, which new files are made from, was not found with the shipped rules; name "
                           "their folder in ATTUNE_RULES",
                           name);
    const str licence = STR("<!-- SPDX-License-Identifier: MIT -->\n");
    size_t at = str_find(s->bytes, licence, 0);
    *out = at == SIZE_MAX ? s->bytes
                          : str_printf(&c->arena, "%.*s%.*s", STR_ARGS(str_slice(s->bytes, 0, at)),
                                       STR_ARGS(str_slice(s->bytes, at + licence.length, s->bytes.length)));
    return true;
}

// text with the first place of what replaced.
static str replace_first(arena *a, str text, str what, str with)
{
    size_t at = str_find(text, what, 0);
    if (at == SIZE_MAX)
        return text;
    return str_printf(a, "%.*s%.*s%.*s", STR_ARGS(str_slice(text, 0, at)), STR_ARGS(with),
                      STR_ARGS(str_slice(text, at + what.length, text.length)));
}

static bool is_letter(char c)
{
    return ascii_is_letter(c) || c == '_';
}

// The rule set's id from the file's name: what an id cannot hold becomes a hyphen.
static str id_from(arena *a, str name)
{
    builder id = builder_new(a);
    if (name.length == 0 || !is_letter(name.data[0]))
        builder_adds(&id, "rules-");
    for (size_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        bool fits = is_letter(c) || ascii_is_digit(c) || c == '.' || c == '-';
        if (fits || id.length == 0 || id.data[id.length - 1] != '-')
            builder_addc(&id, fits ? c : '-');
    }
    return builder_str(&id);
}

static str file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return str_from(slash ? slash + 1 : path);
}

static str without_ending(str name)
{
    return str_slice(name, 0, name.length - strlen(".xml"));
}

// Both texts, named after the file.
static bool make_texts(cli *c, const char *path, new_file files[2])
{
    arena *a = &c->arena;
    str name = strcmp(path, "-") == 0 ? STR("rules.xml") : file_name(path);
    if (!read_template(c, "template.xml", &files[0].text) ||
        !read_template(c, "template.test.xml", &files[1].text))
        return false;
    str id = str_printf(a, "id=\"%.*s\"", STR_ARGS(id_from(a, without_ending(name))));
    files[0].text = replace_first(a, files[0].text, STR("id=\"template\""), id);
    builder tested = builder_new(a);
    builder_adds(&tested, "ruleset=\"");
    xml_escape(&tested, name);
    builder_addc(&tested, '"');
    files[1].text = replace_first(a, files[1].text, STR("ruleset=\"template.xml\""), builder_str(&tested));
    files[0].path = path;
    files[1].path = str_printf(a, "%.*s.test.xml", STR_ARGS(without_ending(str_from(path)))).data;
    return true;
}

static int cannot_write(const char *path)
{
    bool there = errno == EEXIST;
    fprintf(stderr, "%s: error: %s [%s]\n", path,
            there ? "is there already; nothing was written" : strerror(errno),
            code_describe(CODE_write_failed)->name);
    return there ? EXIT_USAGE : EXIT_SYSTEM;
}

static bool write_text(FILE *file, str text)
{
    bool whole = fwrite(text.data, 1, text.length, file) == text.length;
    return fclose(file) == 0 && whole;
}

// Both files or none.
static int write_files(const new_file files[2])
{
    FILE *rules = fopen(files[0].path, "wx");
    if (!rules)
        return cannot_write(files[0].path);
    FILE *tests = fopen(files[1].path, "wx");
    if (!tests) {
        int status = cannot_write(files[1].path);
        fclose(rules);
        remove(files[0].path);
        return status;
    }
    bool first = write_text(rules, files[0].text), second = write_text(tests, files[1].text);
    if (first && second)
        return EXIT_DONE;
    int status = cannot_write(files[first].path);
    remove(files[0].path);
    remove(files[1].path);
    return status;
}

static bool check_path(const cli *c)
{
    if (c->options.argument_count != 1)
        return usage_error("new takes one file, such as my-rules.xml, or - for standard output");
    str name = file_name(c->options.arguments[0]);
    if (str_equals(name, "-"))
        return true;
    if (!str_ends(name, STR(".xml")) || name.length == strlen(".xml"))
        return usage_error(
            "a rule set's file is called NAME.xml, with its examples in NAME.test.xml beside it");
    return !str_ends(name, STR(".test.xml")) ||
           usage_error(
               "%.*s is the name of a file of examples; name the rule set, and they are written beside it",
               STR_ARGS(name));
}

int command_new(cli *c)
{
    new_file files[2];
    if (!check_path(c))
        return EXIT_USAGE;
    if (!make_texts(c, c->options.arguments[0], files))
        return EXIT_SYSTEM;
    if (strcmp(files[0].path, "-") == 0)
        return output_write(c, files[0].text);
    int status = write_files(files);
    if (status == EXIT_DONE && !c->options.values[OPTION_QUIET])
        fprintf(stderr,
                "wrote %s, a rule set, and %s, its examples. Next:\n  attune check %s\n  attune test %s\n",
                files[0].path, files[1].path, files[0].path, files[0].path);
    return status;
}
