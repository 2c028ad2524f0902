// SPDX-License-Identifier: MIT
// Decision tables: from elements to one expression, with each cell's problems at the cell. Knows nothing of
// the files that cells come from but how their places are found.
#include "ruleset/expressions.h"

// A piece of the table: where it stands in the rule set, and in the text that the table is compiled from.
typedef struct table_part {
    origin origin;
    const xml_node *node; // that holds it
    str text;
    size_t at; // of the text, in what the origin holds
    feel_stretch stretch;
} table_part;

typedef struct table_reader {
    loader *l;
    const xml_node *node;
    table_use use;
    feel_hit hit;
    VEC(table_part) inputs;
    VEC(const feel_expression *) input_values;
    VEC(table_part) cells; // row by row: the tests, then the output
    VEC(const xml_node *) rows;
    table_part output_name;
    str text;
    bool faulty;
    bool alike;     // the rows: several, with as many tests each
    feel_kind kind; // of the outputs, FEEL_NULL where it is not known
    decision_table *result;
} table_reader;

static const xml_node *text_in(const xml_node *node)
{
    for (const xml_node *c = node->first_child; c; c = c->next)
        if (c->kind == XML_TEXT && str_trim(c->text).length)
            return c;
    return NULL;
}

static bool is_csv(const loader *l, const source *s)
{
    for (size_t i = 0; i < l->csv_files.count; i++)
        if (l->csv_files.items[i] == s)
            return true;
    return false;
}

static table_part part_of(loader *l, const xml_node *node)
{
    table_part p = {.node = node, .text = STR("")};
    p.origin.text = text_in(node);
    if (!p.origin.text)
        return p;
    p.text = str_trim(p.origin.text->text);
    p.at = (size_t)(p.text.data - p.origin.text->text.data);
    p.origin.csv = is_csv(l, p.origin.text->where.source);
    return p;
}

static place part_place(const table_part *p)
{
    return p->text.length ? origin_place(p->origin, p->at, p->text.length) : p->node->where;
}

// ---- shape

static feel_hit hit_of(table_reader *r)
{
    loader *l = r->l;
    str hit = attribute_text(r->node, "hit");
    const xml_attribute *aggregation = attribute_of(r->node, "aggregation");
    bool collect = str_equals(hit, "collect");
    if (aggregation && !collect) {
        diagnostic *item = diagnose(l->diagnostics, CODE_conflicting_attributes, aggregation->name_place,
                                    "a table with hit=\"%.*s\" has no aggregation", STR_ARGS(hit));
        diagnostic_help(l->diagnostics, item, "aggregation is what hit=\"collect\" does with the outputs");
    }
    if (!collect)
        return str_equals(hit, "first") ? FEEL_HIT_FIRST : FEEL_HIT_UNIQUE;
    static const struct {
        const char *name;
        feel_hit hit;
    } names[] = {
        {"sum", FEEL_HIT_SUM}, {"min", FEEL_HIT_MIN}, {"max", FEEL_HIT_MAX}, {"count", FEEL_HIT_COUNT}};
    for (size_t i = 0; aggregation && i < sizeof names / sizeof *names; i++)
        if (str_equals(aggregation->value, names[i].name))
            return names[i].hit;
    return FEEL_HIT_COLLECT;
}

static void lacks(table_reader *r, const char *what, const char *help)
{
    const xml_attribute *href = attribute_of(r->node, "href");
    diagnostic *item = diagnose(r->l->diagnostics, CODE_table_shape,
                                href ? href->value_place : r->node->where, "the table has no %s", what);
    diagnostic_help(r->l->diagnostics, item, "%s", help);
    r->faulty = true;
}

static const xml_node *nth_test(const xml_node *row, size_t n)
{
    for (const xml_node *c = xml_first_element(row); c; c = xml_next_element(c))
        if (is_element(c, "when") && n-- == 0)
            return c;
    return NULL;
}

// Where they are, and wrong, it is rather the inputs that are wrong.
static bool are_rows_alike(const table_reader *r)
{
    size_t rows = 0, tests = 0;
    for (const xml_node *c = xml_first_element(r->node); c; c = xml_next_element(c)) {
        if (!is_element(c, "row"))
            continue;
        size_t count = count_children(c, "when");
        if (rows++ && count != tests)
            return false;
        tests = count;
    }
    return rows > 1;
}

static void report_shape(table_reader *r, const xml_node *row, size_t tests, size_t inputs)
{
    if (r->alike && r->faulty)
        return; // said of the first
    diagnose(r->l->diagnostics, CODE_table_shape, tests > inputs ? nth_test(row, inputs)->where : row->where,
             "%s has %zu %s, the table has %zu %s", r->alike ? "each row" : "the row", tests,
             tests == 1 ? "test" : "tests", inputs, inputs == 1 ? "input" : "inputs");
}

static void read_row(table_reader *r, const xml_node *row)
{
    loader *l = r->l;
    size_t tests = count_children(row, "when"), inputs = r->inputs.count;
    const xml_node *output = child_of(row, "then");
    if (tests != inputs && !is_faulty(l, row) && !(row->parent && is_faulty(l, row->parent)))
        report_shape(r, row, tests, inputs);
    if (tests != inputs || !output) { // a missing output is reported by the structural check
        r->faulty = true;
        return;
    }
    *ARENA_PUSH(l->arena, &r->rows) = row;
    for (size_t i = 0; i < tests; i++)
        *ARENA_PUSH(l->arena, &r->cells) = part_of(l, nth_test(row, i));
    *ARENA_PUSH(l->arena, &r->cells) = part_of(l, output);
}

static void read_shape(table_reader *r)
{
    for (const xml_node *c = xml_first_element(r->node); c; c = xml_next_element(c)) {
        if (is_element(c, "input"))
            *ARENA_PUSH(r->l->arena, &r->inputs) = part_of(r->l, c);
        else if (is_element(c, "output"))
            r->output_name = part_of(r->l, c);
    }
    if (r->inputs.count == 0) {
        lacks(r, "input", "input: an expression that the rows test");
        return;
    }
    r->alike = are_rows_alike(r);
    for (const xml_node *c = xml_first_element(r->node); c; c = xml_next_element(c))
        if (is_element(c, "row"))
            read_row(r, c);
    if (r->rows.count == 0 && !r->faulty)
        lacks(r, "rows", "row: a when for each input, and then the output");
}

// ---- the text that is compiled: a line for the inputs, and one for each row

static void write_part(builder *b, table_part *p)
{
    p->stretch.from = b->length;
    builder_add(b, p->text);
    p->stretch.to = b->length;
}

static void write_text(table_reader *r)
{
    builder b = builder_new(r->l->arena);
    for (size_t i = 0; i < r->inputs.count; i++) {
        builder_adds(&b, i ? " | " : "");
        write_part(&b, &r->inputs.items[i]);
    }
    for (size_t i = 0; i < r->cells.count; i++) {
        size_t column = i % (r->inputs.count + 1);
        builder_adds(&b, column == 0 ? "\n" : column == r->inputs.count ? " → " : " | ");
        write_part(&b, &r->cells.items[i]);
    }
    r->text = builder_str(&b);
}

static feel_table described(table_reader *r)
{
    arena *a = r->l->arena;
    feel_stretch *inputs = ARENA_ARRAY(a, feel_stretch, r->inputs.count);
    feel_stretch *cells = ARENA_ARRAY(a, feel_stretch, r->cells.count);
    for (size_t i = 0; i < r->inputs.count; i++)
        inputs[i] = r->inputs.items[i].stretch;
    for (size_t i = 0; i < r->cells.count; i++)
        cells[i] = r->cells.items[i].stretch;
    return (feel_table){.text = r->text,
                        .hit = r->hit,
                        .inputs = inputs,
                        .input_count = r->inputs.count,
                        .cells = cells,
                        .row_count = r->rows.count};
}

// ---- types

// Inputs and outputs are compiled by themselves first: what is wrong with them is said once.
static expression compile_part(table_reader *r, const table_part *p, const char *what, feel_kind wanted)
{
    if (p->text.length == 0) {
        if (is_csv(r->l, p->node->where.source)) // else the structural check has reported it
            diagnose(r->l->diagnostics, CODE_empty_value, p->node->where, "%s is empty", what);
        return (expression){0};
    }
    expression_wish wish = {.what = what, .wanted = wanted, .reach = REACH_ANYTHING};
    return expression_compile(r->l, p->text, p->at, p->origin, &wish);
}

static bool is_reckoned(feel_hit hit)
{
    return hit == FEEL_HIT_SUM || hit == FEEL_HIT_MIN || hit == FEEL_HIT_MAX;
}

// Whether an output of this type may stand beside those before it.
static bool check_kind(table_reader *r, const expression *e)
{
    loader *l = r->l;
    const feel_type *type = feel_expression_type(e->feel);
    bool of_criterion =
        r->use == TABLE_OF_CRITERION && r->hit != FEEL_HIT_COUNT && r->hit != FEEL_HIT_COLLECT;
    if (type->kind == FEEL_ANY || type->kind == FEEL_NULL || r->hit == FEEL_HIT_COUNT)
        return true;
    str found = feel_type_name(l->arena, type);
    if (is_reckoned(r->hit) && type->kind != FEEL_NUMBER)
        diagnose(l->diagnostics, CODE_wrong_type, e->where, "%.*s reckons with numbers, but this is %.*s",
                 STR_ARGS(attribute_text(r->node, "aggregation")), STR_ARGS(found));
    else if (of_criterion && type->kind != FEEL_NUMBER && type->kind != FEEL_BOOLEAN)
        diagnose(l->diagnostics, CODE_wrong_type, e->where,
                 "the table of a criterion gives numbers from 0 to 1, or true and false, but this is %.*s",
                 STR_ARGS(found));
    else if (r->kind != FEEL_NULL && r->kind != type->kind) {
        diagnostic *item =
            diagnose(l->diagnostics, CODE_wrong_type, e->where, "this is %.*s, but the rows before give %.*s",
                     STR_ARGS(found), STR_ARGS(feel_type_name(l->arena, feel_type_basic(r->kind))));
        diagnostic_help(l->diagnostics, item, "all outputs of a table are of one type");
    } else {
        r->kind = type->kind;
        return true;
    }
    return false;
}

static void compile_inputs(table_reader *r)
{
    for (size_t i = 0; i < r->inputs.count; i++) {
        expression e = compile_part(r, &r->inputs.items[i], "input", FEEL_ANY);
        *ARENA_PUSH(r->l->arena, &r->input_values) = e.feel;
        r->faulty = r->faulty || !e.feel;
    }
}

static void compile_outputs(table_reader *r)
{
    size_t columns = r->inputs.count + 1;
    bool is_share = r->use == TABLE_OF_CRITERION && r->hit != FEEL_HIT_COUNT && r->hit != FEEL_HIT_COLLECT &&
                    r->hit != FEEL_HIT_SUM;
    for (size_t row = 0; row < r->rows.count; row++) {
        expression e = compile_part(r, &r->cells.items[row * columns + columns - 1], "then", FEEL_ANY);
        bool right = e.feel && check_kind(r, &e);
        right = right && check_constant(r->l, &e, "then", is_share);
        r->faulty = r->faulty || !right;
    }
}

// ---- the whole

static const table_part *part_at(const table_reader *r, size_t offset)
{
    size_t low = 0, high = r->cells.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (r->cells.items[middle].stretch.from <= offset)
            low = middle;
        else
            high = middle;
    }
    const table_part *p = r->cells.count ? &r->cells.items[low] : NULL;
    if (p && p->stretch.from <= offset)
        return p;
    for (size_t i = r->inputs.count; i-- > 0;)
        if (r->inputs.items[i].stretch.from <= offset)
            return &r->inputs.items[i];
    return NULL;
}

static bool is_output(const table_reader *r, const table_part *p)
{
    size_t columns = r->inputs.count + 1;
    return p >= r->cells.items && p < r->cells.items + r->cells.count &&
           (size_t)(p - r->cells.items) % columns == columns - 1;
}

// Of a test: what is wrong with inputs and outputs was reported.
static void report_cell(void *user, const feel_problem *problem)
{
    table_reader *r = user;
    const table_part *p = part_at(r, problem->offset);
    if (!p || is_output(r, p))
        return;
    feel_problem local = *problem;
    local.offset = problem->offset - p->stretch.from;
    size_t left = p->text.length > local.offset ? p->text.length - local.offset : 0;
    local.length = problem->length < left ? problem->length : left;
    expression_report(r->l, p->text, p->at, p->origin, &local);
}

static void fill_rows(table_reader *r, const feel_expression *feel)
{
    arena *a = r->l->arena;
    size_t inputs = r->inputs.count;
    decision_row *rows = ARENA_ARRAY(a, decision_row, r->rows.count);
    for (size_t row = 0; row < r->rows.count; row++) {
        const table_part *parts = &r->cells.items[row * (inputs + 1)];
        decision_cell *tests = ARENA_ARRAY(a, decision_cell, inputs);
        for (size_t i = 0; i < inputs; i++)
            tests[i] = (decision_cell){parts[i].text, part_place(&parts[i])};
        rows[row] = (decision_row){.tests = tests,
                                   .output = {parts[inputs].text, part_place(&parts[inputs])},
                                   .where = r->rows.items[row]->where,
                                   .hits = feel_table_test(a, feel, row),
                                   .gives = feel_table_output(a, feel, row)};
    }
    r->result->rows = rows;
    r->result->row_count = r->rows.count;
}

static void fill_table(table_reader *r, const feel_expression *feel)
{
    decision_cell *inputs = ARENA_ARRAY(r->l->arena, decision_cell, r->inputs.count);
    for (size_t i = 0; i < r->inputs.count; i++)
        inputs[i] = (decision_cell){r->inputs.items[i].text, part_place(&r->inputs.items[i])};
    r->result->inputs = inputs;
    r->result->input_values = r->input_values.items;
    r->result->input_count = r->inputs.count;
    r->result->output_name = r->output_name.text;
    fill_rows(r, feel);
}

// Evidence is known in messages alone. Inputs and outputs were looked at by themselves.
static void check_read(void *user, const feel_read *read)
{
    feel_problem problem = {.code = CODE_unknown_name,
                            .offset = read->offset,
                            .length = read->length,
                            .message = STR("there is no evidence here")};
    if (read->slot == SLOT_EVIDENCE)
        report_cell(user, &problem);
}

static void compile_whole(table_reader *r, expression *e)
{
    loader *l = r->l;
    feel_options options = {.limits = l->limits,
                            .unknown_nulls = true,
                            .no_clock = true,
                            .names = l->names,
                            .searches = &l->searches,
                            .report = report_cell,
                            .report_user = r};
    feel_table whole = described(r);
    const feel_expression *feel = feel_compile_table(l->arena, &whole, &l->ruleset->scope, &options);
    if (!feel)
        return;
    feel_visit_reads(feel, check_read, r);
    expression_link(l, e, feel);
    r->result = ARENA_NEW(l->arena, decision_table);
    *r->result = (decision_table){.hit = r->hit, .where = r->node->where};
    fill_table(r, feel);
    e->table = r->result;
}

// "20-30" is 20 minus 30, and never what was meant.
static void check_range(table_reader *r, const table_part *test)
{
    decimal low, high;
    size_t minus = str_find(test->text, STR("-"), 0);
    str before = str_trim(str_slice(test->text, 0, minus));
    str behind = minus == SIZE_MAX ? STR_NONE : str_trim(str_slice(test->text, minus + 1, test->text.length));
    if (!behind.length || behind.data[0] == '-' || !decimal_parse(before, &low) ||
        !decimal_parse(behind, &high))
        return;
    diagnostic *item = diagnose(r->l->diagnostics, CODE_wrong_value, part_place(test),
                                "\"%.*s\" is a subtraction, not a range", STR_ARGS(str_trim(test->text)));
    diagnostic_help(r->l->diagnostics, item,
                    "from %.*s to %.*s is [%.*s..%.*s]; leave one end out with ( or )", STR_ARGS(before),
                    STR_ARGS(behind), STR_ARGS(before), STR_ARGS(behind));
}

static void check_ranges(table_reader *r)
{
    size_t width = r->inputs.count + 1;
    for (size_t i = 0; i < r->cells.count; i++)
        if (i % width != width - 1)
            check_range(r, &r->cells.items[i]);
}

expression table_from(loader *l, const xml_node *node, table_use use)
{
    table_reader r = {.l = l, .node = node, .use = use, .kind = FEEL_NULL};
    expression e = {.where = node->where};
    r.hit = hit_of(&r);
    if (use == TABLE_OF_CRITERION && r.hit == FEEL_HIT_COLLECT) {
        const xml_attribute *hit = attribute_of(node, "hit");
        diagnostic *item = diagnose(l->diagnostics, CODE_wrong_type, hit ? hit->value_place : node->where,
                                    "a criterion needs one value, and this table gives a list");
        diagnostic_help(l->diagnostics, item, "add aggregation=\"sum\", \"max\", \"min\" or \"count\"");
    }
    read_shape(&r);
    if (r.faulty)
        return e;
    check_ranges(&r);
    compile_inputs(&r);
    bool inputs_faulty = r.faulty;
    compile_outputs(&r);
    write_text(&r);
    e.source = r.text;
    if (!inputs_faulty)
        compile_whole(&r, &e);
    if (r.faulty)
        e.feel = NULL;
    return e;
}

static void ignore(void *user, const feel_problem *problem)
{
    (void)user, (void)problem;
}

const feel_expression *table_draft(loader *l, const xml_node *node, const feel_scope *scope,
                                   const feel_options *options)
{
    diagnostics quiet;
    diagnostics_init(&quiet, l->arena, 1);
    loader aside = *l;
    aside.diagnostics = &quiet;
    table_reader r = {.l = &aside, .node = node};
    read_shape(&r);
    if (r.faulty)
        return NULL;
    write_text(&r);
    feel_options silent = *options;
    silent.report = ignore;
    feel_table whole = described(&r);
    return feel_compile_table(l->arena, &whole, scope, &silent);
}
