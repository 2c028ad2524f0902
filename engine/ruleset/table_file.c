// SPDX-License-Identifier: MIT
// Decision tables in CSV files: puts their records into the tree as the elements that a table written in the
// rule set has, each with the place of its cell. Knows nothing of expressions.
#include "ruleset/loader.h"

#include "document/csv.h"

typedef struct table_filling {
    loader *l;
    xml_node *table;
    bool faulty;
} table_filling;

static xml_node *add_element(table_filling *f, xml_node *parent, const char *name, place where)
{
    xml_node *n = ARENA_NEW(f->l->arena, xml_node);
    n->kind = XML_ELEMENT;
    n->name = str_from(name);
    n->namespace_uri = STR(RULESET_NAMESPACE);
    n->where = where;
    xml_append(parent, n);
    f->l->elements++;
    return n;
}

static void add_cell(table_filling *f, xml_node *parent, const char *name, const csv_cell *cell)
{
    xml_node *element = add_element(f, parent, name, cell->where);
    if (str_trim(cell->text).length == 0)
        return;
    xml_node *text = ARENA_NEW(f->l->arena, xml_node);
    text->kind = XML_TEXT;
    text->text = str_copy(f->l->arena, cell->text);
    text->where = cell->where;
    xml_append(element, text);
}

static bool take_header(void *user, const csv_row *row)
{
    table_filling *f = user;
    if (row->count < 2) {
        diagnostic *item = diagnose(f->l->diagnostics, CODE_table_shape, row->cells[0].where,
                                    "the first record has one cell");
        diagnostic_help(f->l->diagnostics, item,
                        str_contains(row->cells[0].text, STR(";"))
                            ? "separate cells with commas, not with semicolons"
                            : "it holds the input expressions and, last, the name of the output");
        return !(f->faulty = true);
    }
    for (size_t i = 0; i < row->count; i++)
        add_cell(f, f->table, i + 1 < row->count ? "input" : "output", &row->cells[i]);
    return true;
}

static bool take_row(void *user, const csv_row *row)
{
    table_filling *f = user;
    const limits *l = f->l->limits;
    if (f->l->elements + row->count >= l->rules) {
        diagnostic *item = diagnose(f->l->diagnostics, CODE_too_many, row->where,
                                    "the rule set has more than %llu elements", (unsigned long long)l->rules);
        diagnostic_help(f->l->diagnostics, item, "the limit is named rules; attune --limits lists them all");
        return !(f->faulty = true);
    }
    xml_node *element = add_element(f, f->table, "row", row->where);
    for (size_t i = 0; i < row->count; i++)
        add_cell(f, element, i + 1 < row->count ? "when" : "then", &row->cells[i]);
    return true;
}

static bool take_bad(void *user, place row)
{
    (void)row;
    table_filling *f = user;
    f->faulty = true;
    return true; // to see the others
}

static bool read_rows(loader *l, xml_node *table, const xml_attribute *href, const file_chain *here)
{
    const xml_node *own = xml_first_element(table);
    if (own) {
        diagnostic *item = diagnose(l->diagnostics, CODE_conflicting_attributes, own->where,
                                    "a table has its rows either here or in the file that href names");
        diagnostic_help(l->diagnostics, item, "remove href, or the elements");
        return false;
    }
    const source *s = files_read_part(l, href, here);
    if (!s)
        return false;
    *ARENA_PUSH(l->arena, &l->csv_files) = s;
    table_filling f = {.l = l, .table = table};
    csv_handler handler = {.header = take_header, .row = take_row, .bad = take_bad, .user = &f};
    arena *records = arena_new_within(l->arena);
    bool whole = csv_read_source(l->arena, records, s, l->limits, l->diagnostics, &handler);
    arena_free(records);
    return whole && !f.faulty;
}

bool tables_read(loader *l, xml_node *node, const file_chain *here)
{
    bool all = true;
    const xml_attribute *href = is_element(node, "table") ? attribute_of(node, "href") : NULL;
    if (href)
        return read_rows(l, node, href, here);
    for (xml_node *c = node->first_child; c; c = c->next)
        if (c->kind == XML_ELEMENT)
            all = tables_read(l, c, here) && all;
    return all;
}
