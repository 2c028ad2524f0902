// SPDX-License-Identifier: MIT
// attune eval: FEEL expressions, one from the command line or many from standard input.
#include "cli/cli.h"
#include "cli/feel_json.h"

typedef struct evaluating {
    cli *cli;
    limits limits;
    const source *text; // the expression, for diagnostics
    diagnostics diagnostics;
    const feel_value *values; // of the context's variables, by slot
} evaluating;

static feel_value variable_value(void *host, uint32_t slot)
{
    return ((evaluating *)host)->values[slot];
}

static void report_problem(void *user, const feel_problem *problem)
{
    evaluating *e = user;
    diagnostic *item =
        diagnose(&e->diagnostics, problem->code, place_at(e->text, problem->offset, problem->length), "%.*s",
                 STR_ARGS(problem->message));
    if (problem->help.length)
        diagnostic_help(&e->diagnostics, item, "%.*s", STR_ARGS(problem->help));
}

static feel_date today_of(const cli *c)
{
    return (feel_date){c->options.query.year, (uint8_t)c->options.query.month, (uint8_t)c->options.query.day};
}

// The context's members as variables, and "today" where it holds none of that name.
static feel_scope scope_of(evaluating *e, arena *a, feel_value context)
{
    const feel_context *given = context.kind == FEEL_CONTEXT ? context.as.context : NULL;
    size_t count = given ? given->count : 0;
    feel_variable *variables = ARENA_ARRAY(a, feel_variable, count + 1);
    feel_value *values = ARENA_ARRAY(a, feel_value, count + 1);
    bool has_today = false;
    for (size_t i = 0; i < count; i++) {
        variables[i] = (feel_variable){given->entries[i].name, feel_value_type(a, given->entries[i].value)};
        values[i] = given->entries[i].value;
        has_today = has_today || str_equals(given->entries[i].name, "today");
    }
    if (!has_today) {
        variables[count] = (feel_variable){STR("today"), feel_type_basic(FEEL_DATE)};
        values[count] = (feel_value){.kind = FEEL_DATE, .as.date = today_of(e->cli)};
        count++;
    }
    e->values = values;
    return (feel_scope){.variables = variables, .count = count};
}

// The value of text; null after a problem, which is then in e->diagnostics. False where it is no expression.
static bool evaluate(evaluating *e, arena *a, str text, feel_value context, feel_value *out)
{
    *out = FEEL_NULL_VALUE;
    e->text = source_from_bytes(a, STR("expression"), text);
    diagnostics_init(&e->diagnostics, a, (size_t)e->limits.diagnostics);
    feel_scope scope = scope_of(e, a, context);
    feel_options options = {
        .limits = &e->limits, .lenient = true, .report = report_problem, .report_user = e};
    const feel_expression *expression = feel_compile(a, text, &scope, &options);
    if (!expression)
        return false;
    feel_run run = {.arena = a,
                    .limits = &e->limits,
                    .variable = variable_value,
                    .host = e,
                    .report = report_problem,
                    .report_user = e};
    *out = feel_evaluate(expression, &run);
    return true;
}

static bool read_context(evaluating *e, arena *a, feel_value *out)
{
    const char *given = e->cli->options.values[OPTION_CONTEXT];
    *out = FEEL_NULL_VALUE;
    if (!given)
        return true;
    diagnostics d;
    diagnostics_init(&d, a, (size_t)e->limits.diagnostics);
    const source *s = source_from_bytes(a, STR("--context"), str_from(given));
    const json_value *v = json_parse(a, s, 0, s->bytes.length, &e->limits, &d);
    session_print_diagnostics(e->cli, &d);
    if (!v)
        return false;
    if (v->kind != JSON_OBJECT)
        return usage_error("--context must be a JSON object");
    return feel_from_json(a, v, out) || usage_error("--context holds a value that is not of its type");
}

static void report_too_large(evaluating *e, size_t length)
{
    diagnose(&e->diagnostics, CODE_expression_limit, place_at(e->text, 0, length),
             "the value is too large to be written out");
}

static int evaluate_one(evaluating *e, str text)
{
    arena *a = &e->cli->arena;
    feel_value context, value;
    if (!read_context(e, a, &context))
        return EXIT_USAGE;
    bool is_expression = evaluate(e, a, text, context, &value);
    str source = STR("null");
    if (is_expression && !feel_value_source_within(a, value, e->limits.expression_memory, &source)) {
        report_too_large(e, text.length);
        source = STR("null");
    }
    session_print_diagnostics(e->cli, &e->diagnostics);
    if (!is_expression)
        return EXIT_RULES;
    builder out = builder_new(a);
    builder_add(&out, source);
    builder_addc(&out, '\n');
    int status = output_write(e->cli, builder_str(&out));
    return status == EXIT_DONE && e->diagnostics.errors ? EXIT_FINDINGS : status;
}

// False, and nothing written, where the value is too large.
static bool write_answer(builder *out, feel_value value, uint64_t most, const diagnostics *d)
{
    size_t start = out->length;
    json_writer w = json_writer_new(out, false);
    json_open_object(&w);
    json_key(&w, "value");
    if (!feel_to_json(&w, value, most)) {
        out->length = start;
        return false;
    }
    json_key(&w, "error");
    if (d->items.count == 0) {
        json_null(&w);
    } else {
        const diagnostic *first = &d->items.items[0];
        json_string(&w, str_printf(out->arena, "%.*s [%s]", STR_ARGS(first->message),
                                   code_describe(first->code)->name));
    }
    json_close_object(&w);
    builder_addc(out, '\n');
    return true;
}

// One line in, one line out.
static void answer_line(evaluating *e, arena *a, str line, builder *out)
{
    diagnostics_init(&e->diagnostics, a, (size_t)e->limits.diagnostics);
    const source *s = source_from_bytes(a, STR("line"), line);
    const json_value *request = json_parse(a, s, 0, line.length, &e->limits, &e->diagnostics);
    const json_value *expr =
        request && request->kind == JSON_OBJECT ? json_member(request, STR("expr")) : NULL;
    feel_value value = FEEL_NULL_VALUE, context = FEEL_NULL_VALUE;
    if (expr && expr->kind == JSON_STRING) {
        const json_value *given = json_member(request, STR("context"));
        if (given && !feel_from_json(a, given, &context))
            diagnose(&e->diagnostics, CODE_wrong_type, given->where,
                     "the context holds a value that is not of its type");
        else
            evaluate(e, a, expr->text, context, &value);
    } else if (request) {
        diagnose(&e->diagnostics, CODE_missing_attribute, request->where, "the line has no string \"expr\"");
    }
    if (write_answer(out, value, e->limits.expression_memory, &e->diagnostics))
        return;
    diagnostics_init(&e->diagnostics, a, (size_t)e->limits.diagnostics); // it goes ahead of any other
    report_too_large(e, expr->text.length);
    write_answer(out, FEEL_NULL_VALUE, SIZE_MAX / 2, &e->diagnostics);
}

static int evaluate_lines(evaluating *e)
{
    const source *s = source_load(&e->cli->arena, "-", e->limits.document_bytes);
    if (!s) {
        usage_error("standard input cannot be read or is larger than %llu bytes; see --limit document_bytes",
                    (unsigned long long)e->limits.document_bytes);
        return EXIT_SYSTEM;
    }
    builder out = builder_new(&e->cli->arena);
    arena *scratch = arena_new_within(&e->cli->arena);
    str rest = s->bytes;
    while (rest.length) {
        size_t end = str_find(rest, STR("\n"), 0);
        str line = str_trim(str_slice(rest, 0, end));
        rest = end == SIZE_MAX ? STR_NONE : str_slice(rest, end + 1, rest.length);
        if (line.length)
            answer_line(e, scratch, line, &out);
        arena_reset(scratch);
    }
    return output_write(e->cli, builder_str(&out));
}

int command_eval(cli *c)
{
    evaluating e = {.cli = c, .limits = session_limits(c)};
    if (c->options.values[OPTION_NDJSON]) {
        if (c->options.argument_count == 0)
            return evaluate_lines(&e);
        usage_error("--ndjson reads standard input; it takes no expression");
        return EXIT_USAGE;
    }
    if (c->options.argument_count != 1) {
        usage_error("give one expression, in quotes: attune eval '1 + 1'");
        return EXIT_USAGE;
    }
    return evaluate_one(&e, str_from(c->options.arguments[0]));
}
