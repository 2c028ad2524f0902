// SPDX-License-Identifier: MIT
// See evidence.h.
#include "support/support.h"

#include "evidence.h"

#include <stdio.h>
#include <stdlib.h>

void read_rows(arena *a, const char *path, const char *file, row_list *rows)
{
    str rest = test_read_file(a, path);
    for (size_t line = 1; rest.length > 0; line++) {
        str text = test_next_piece(&rest, '\n');
        if (text.length == 0 || text.data[0] == '#')
            continue;
        row *r = ARENA_PUSH(a, rows);
        *r = (row){.file = file, .line = line};
        for (size_t i = 0; i < ROW_COLUMNS; i++)
            r->columns[i] = test_next_piece(&text, '\t');
    }
}

str row_text(arena *a, str column)
{
    builder b = builder_new(a);
    for (size_t i = 0; i < column.length; i++) {
        bool line_break = column.data[i] == '\\' && i + 1 < column.length && column.data[i + 1] == 'n';
        builder_addc(&b, line_break ? '\n' : column.data[i]);
        i += line_break;
    }
    return builder_str(&b);
}

static void add_escaped(builder *xml, str text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '&')
            builder_addf(xml, "&amp;");
        else if (text.data[i] == '<')
            builder_addf(xml, "&lt;");
        else
            builder_addc(xml, text.data[i]);
    }
}

void add_signal(builder *xml, str name, str pattern)
{
    builder_addf(xml, "<signal name=\"%.*s\" in=\"therapist.statement\"><pattern>", STR_ARGS(name));
    add_escaped(xml, pattern);
    builder_addf(xml, "</pattern></signal>\n");
}

static str rules_folder(arena *a)
{
    const char *top = getenv("ATTUNE_SOURCE_DIR");
    return str_printf(a, "%s/rules", top ? top : ".");
}

static const ruleset *checked(arena *a, const ruleset *r, const diagnostics *d)
{
    builder b = builder_new(a);
    for (size_t i = 0; i < d->items.count; i++)
        diagnostic_print(&d->items.items[i], false, &b);
    assert_text_equal(builder_str(&b), STR_NONE);
    assert_non_null(r);
    return r;
}

const ruleset *rules_with(arena *a, const char *const *files, size_t file_count, str signals)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 20);
    builder xml = builder_new(a);
    builder_addf(&xml, "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"measured\" version=\"1\">");
    for (size_t i = 0; i < file_count; i++)
        builder_addf(&xml, "<include href=\"%s\"/>", files[i]);
    builder_addf(&xml, "<therapist><field name=\"statement\" type=\"text\"/></therapist>\n");
    builder_add(&xml, signals);
    builder_addf(
        &xml,
        "<factor id=\"f\" weight=\"1\"><criterion id=\"c\" points=\"1\" when=\"true\"/></factor></ruleset>");
    const source *s = source_from_bytes(a, STR("tests/evidence/measured.xml"), builder_str(&xml));
    return checked(a, ruleset_load_source(a, s, rules_folder(a), &l, &d), &d);
}

const ruleset *shipped_rules(arena *a)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 20);
    return checked(a, ruleset_load(a, "rules/alliance.xml", rules_folder(a), &l, &d), &d);
}

str shared_data(arena *a, const char *file)
{
    const char *folder = getenv("ATTUNE_SHARED_DATA");
    str path = str_printf(a, "%s/%s", folder ? folder : "../shared/data", file);
    if (!test_file_exists(path.data)) {
        print_message("skipped: %s is not there (ATTUNE_SHARED_DATA names the folder)\n", path.data);
        skip();
    }
    return path;
}

str match_told(arena *a, str text, const text_match *m)
{
    str quote = str_slice(text, m->start, m->end);
    str because = text_match_because(a, m);
    return str_printf(a, "“%.*s” %s, %s, %s, %s: %.*s", STR_ARGS(quote), polarity_name(m->polarity),
                      holder_name(m->holder), mood_name(m->mood), m->counts ? "counts" : "does not count",
                      STR_ARGS(because));
}

void score_add(score *s, bool expected, bool found)
{
    s->true_yes += expected && found;
    s->false_yes += !expected && found;
    s->false_no += expected && !found;
    s->true_no += !expected && !found;
}

static double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

double score_f1(const score *s)
{
    return share(2 * s->true_yes, 2 * s->true_yes + s->false_yes + s->false_no);
}

void score_print(const char *name, const score *s)
{
    printf("figure: %s: precision %.3f, recall %.3f, F1 %.3f (%zu right yes, %zu wrong yes, %zu wrong no, "
           "%zu right no)\n",
           name, share(s->true_yes, s->true_yes + s->false_yes),
           share(s->true_yes, s->true_yes + s->false_no), score_f1(s), s->true_yes, s->false_yes, s->false_no,
           s->true_no);
    fflush(stdout);
}
