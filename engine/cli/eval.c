// SPDX-License-Identifier: MIT
// attune eval: FEEL expressions and unary tests, one from the command line or a file, or many from standard
// input.
#include "cli/cli.h"
#include "cli/eval_trace.h"
#include "cli/eval_types.h"
#include "cli/feel_json.h"

#include <string.h>

typedef struct evaluating {
    cli *cli;
    limits limits;
    const source *text; // the expression, for diagnostics
    diagnostics diagnostics;
    VEC(size_t) repeats;      // how often each of them came again
    const feel_value *values; // of the context's variables, by slot
    named_types types;
    const json_value *id; // of the line that is answered; NULL where it has none
    arena *trace_arena;
    feel_tracing *tracing; // of the evaluation; NULL where none is wanted
} evaluating;

// What is to be evaluated.
typedef struct request {
    const source *text;
    feel_value context;
    bool unary_tests; // of input
    feel_value input;
    bool traced;
} request;

static feel_value variable_value(void *host, uint32_t slot)
{
    return ((evaluating *)host)->values[slot];
}

// The same at the same place, as in each turn of a loop, is counted only.
static bool is_repeated(evaluating *e, const feel_problem *problem)
{
    diagnostics *d = &e->diagnostics;
    while (e->repeats.count < d->items.count)
        *ARENA_PUSH(d->arena, &e->repeats) = 0;
    for (size_t i = d->items.count; i-- > 0;) {
        const diagnostic *item = &d->items.items[i];
        if (item->code != problem->code || item->where.offset != problem->offset ||
            item->where.length != problem->length || !str_equal(item->message, problem->message))
            continue;
        e->repeats.items[i]++;
        return true;
    }
    return false;
}

// Says how often; where people read it.
static void print_problems(evaluating *e)
{
    diagnostics *d = &e->diagnostics;
    for (size_t i = 0; i < e->repeats.count; i++)
        if (e->repeats.items[i])
            d->items.items[i].message = str_printf(d->arena, "%.*s, and %zu more like this",
                                                   STR_ARGS(d->items.items[i].message), e->repeats.items[i]);
    session_print_diagnostics(e->cli, d);
}

static void report_problem(void *user, const feel_problem *problem)
{
    evaluating *e = user;
    if (e->tracing)
        feel_tracing_problem(e->tracing, problem);
    if (is_repeated(e, problem))
        return;
    diagnostic *item =
        diagnose(&e->diagnostics, problem->code, place_at(e->text, problem->offset, problem->length), "%.*s",
                 STR_ARGS(problem->message));
    if (problem->help.length)
        diagnostic_help(&e->diagnostics, item, "%.*s", STR_ARGS(problem->help));
}

// The context's members as variables, "today" where it holds none of that name, and "?".
static feel_scope scope_of(evaluating *e, arena *a, const request *r)
{
    const feel_context *given = r->context.kind == FEEL_CONTEXT ? r->context.as.context : NULL;
    size_t count = given ? given->count : 0;
    feel_variable *variables = ARENA_ARRAY(a, feel_variable, count + 2);
    feel_value *values = ARENA_ARRAY(a, feel_value, count + 2);
    bool has_today = false;
    for (size_t i = 0; i < count; i++) {
        variables[i] = (feel_variable){given->entries[i].name, feel_value_type(a, given->entries[i].value)};
        values[i] = given->entries[i].value;
        has_today = has_today || str_equals(given->entries[i].name, "today");
    }
    if (!has_today) {
        variables[count] = (feel_variable){STR("today"), feel_type_basic(FEEL_DATE)};
        values[count] = (feel_value){.kind = FEEL_DATE, .as.date = e->cli->options.now.date};
        count++;
    }
    if (r->unary_tests) {
        variables[count] = (feel_variable){STR("?"), feel_value_type(a, r->input)};
        values[count++] = r->input;
    }
    e->values = values;
    return (feel_scope){
        .variables = variables, .count = count, .types = e->types.items, .type_count = e->types.count};
}

// Without the line ends behind it, so that a problem at the end stands where the text ends.
static str text_of(const request *r)
{
    str bytes = r->text->bytes, trimmed = str_trim(bytes);
    if (trimmed.length == 0)
        return STR_NONE;
    return str_slice(bytes, 0, (size_t)(trimmed.data + trimmed.length - bytes.data));
}

// The value of what is requested; null after a problem, which is then in e->diagnostics. False where it is no
// expression.
static bool evaluate(evaluating *e, arena *a, const request *r, feel_value *out)
{
    *out = FEEL_NULL_VALUE;
    e->text = r->text;
    e->tracing = NULL;
    diagnostics_init(&e->diagnostics, a, (size_t)e->limits.diagnostics);
    e->repeats.count = e->repeats.capacity = 0;
    feel_scope scope = scope_of(e, a, r);
    feel_options options = {.limits = &e->limits,
                            .unary_tests = r->unary_tests,
                            .lenient = true,
                            .report = report_problem,
                            .report_user = e};
    const feel_expression *expression = feel_compile(a, text_of(r), &scope, &options);
    if (!expression)
        return false;
    feel_run run = {.arena = a,
                    .limits = &e->limits,
                    .variable = variable_value,
                    .host = e,
                    .now = &e->cli->options.now,
                    .report = report_problem,
                    .report_user = e};
    if (r->traced) {
        e->tracing = feel_tracing_new(e->trace_arena, text_of(r), NULL);
        run.trace = feel_tracing_events(e->tracing);
    }
    *out = feel_evaluate(expression, &run);
    return true;
}

// The types of --type; false after their problems were printed.
static bool read_types(evaluating *e, arena *a)
{
    diagnostics d;
    diagnostics_init(&d, a, (size_t)e->limits.diagnostics);
    bool good = eval_types_from_options(a, &e->cli->options, &e->limits, &d, &e->types);
    session_print_diagnostics(e->cli, &d);
    return good;
}

// Whoever gives a file's name instead of JSON is told how to give what is in it.
static void help_with_context(diagnostics *d, const char *given)
{
    const char *path = *given == '@' ? given + 1 : given;
    size_t plain = strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-");
    bool is_path = *path && *path != '-' && !path[plain] && strpbrk(path, "./");
    if (strpbrk(given, "{[\"") || !d->items.count)
        return;
    diagnostic_help(d, &d->items.items[0], "--context takes the JSON itself: --context \"$(cat %s)\"",
                    is_path ? path : "person.json");
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
    if (!v)
        help_with_context(&d, given);
    session_print_diagnostics(e->cli, &d);
    if (!v)
        return false;
    if (v->kind != JSON_OBJECT)
        return usage_error("--context must be a JSON object, such as {\"fee\": 120}");
    return feel_from_json(a, v, out) || usage_error("--context holds a value that is not of its type");
}

// --input: an expression of its own, over the same context.
static bool read_input(evaluating *e, arena *a, request *r)
{
    const char *given = e->cli->options.values[OPTION_INPUT];
    if (!given)
        return true;
    request input = {.text = source_from_bytes(a, STR("--input"), str_from(given)), .context = r->context};
    bool is_expression = evaluate(e, a, &input, &r->input);
    r->unary_tests = true;
    print_problems(e);
    return is_expression && e->diagnostics.errors == 0;
}

static void write_id(json_writer *w, const json_value *id)
{
    json_key(w, "id");
    if (id->kind == JSON_STRING)
        json_string(w, id->text);
    else if (id->kind == JSON_NUMBER)
        json_number_text(w, id->text);
    else if (id->kind == JSON_NULL)
        json_null(w);
    else
        json_boolean(w, id->kind == JSON_TRUE);
}

static void report_too_large(evaluating *e)
{
    diagnose(&e->diagnostics, CODE_expression_limit, place_at(e->text, 0, e->text->bytes.length),
             "the value is too large to be written out");
}

// False, and nothing written, where the value is too large.
static bool write_answer(evaluating *e, builder *out, feel_value value, bool pretty)
{
    const diagnostics *d = &e->diagnostics;
    size_t start = out->length;
    json_writer w = json_writer_new(out, pretty);
    json_open_object(&w);
    if (e->id)
        write_id(&w, e->id);
    json_key(&w, "value");
    uint64_t most = feel_is_null(value) ? SIZE_MAX / 2 : e->limits.expression_memory;
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
    if (e->tracing && feel_tracing_root(e->tracing)) {
        json_key(&w, "trace");
        trace_json(&w, feel_tracing_root(e->tracing));
    }
    json_close_object(&w);
    builder_addc(out, '\n');
    return true;
}

// The answer as an object; also where the value is too large.
static void add_answer(evaluating *e, arena *a, builder *out, feel_value value, bool pretty)
{
    if (write_answer(e, out, value, pretty))
        return;
    diagnostics_init(&e->diagnostics, a, (size_t)e->limits.diagnostics); // it goes ahead of any other
    report_too_large(e);
    write_answer(e, out, FEEL_NULL_VALUE, pretty);
}

// The value as FEEL source, and the trace as a tree.
static void add_text(evaluating *e, arena *a, builder *out, feel_value value)
{
    str source = STR("null");
    if (!feel_value_source_within(a, value, e->limits.expression_memory, &source)) {
        report_too_large(e);
        source = STR("null");
    }
    builder_add(out, source);
    builder_addc(out, '\n');
    if (!e->tracing)
        return;
    builder_addc(out, '\n');
    trace_style style = {terminal_width(), e->cli->color_out, trace_wants_ascii()};
    trace_print(out, feel_tracing_root(e->tracing), &style);
}

static int evaluate_one(evaluating *e, const source *text)
{
    arena *a = &e->cli->arena;
    request r = {.text = text, .traced = e->cli->options.values[OPTION_TRACE] != NULL};
    feel_value value;
    if (!read_types(e, a) || !read_context(e, a, &r.context) || !read_input(e, a, &r))
        return EXIT_USAGE;
    bool json = str_equals(cli_format(e->cli), "json");
    bool is_expression = evaluate(e, a, &r, &value);
    builder out = builder_new(a);
    if (json)
        add_answer(e, a, &out, value, true);
    else if (is_expression)
        add_text(e, a, &out, value);
    print_problems(e);
    int status = output_write(e->cli, builder_str(&out));
    if (status == EXIT_DONE && !is_expression)
        return EXIT_RULES;
    return status == EXIT_DONE && e->diagnostics.errors ? EXIT_FINDINGS : status;
}

static bool wrong_value(evaluating *e, const json_value *given, const char *what)
{
    diagnose(&e->diagnostics, CODE_wrong_type, given->where, "the %s holds a value that is not of its type",
             what);
    return false;
}

// What a line asks for; false after a report.
static bool read_request(evaluating *e, arena *a, const json_value *line, request *out)
{
    bool is_object = line->kind == JSON_OBJECT;
    const json_value *expr = is_object ? json_member(line, STR("expr")) : NULL;
    e->id = is_object ? json_member(line, STR("id")) : NULL;
    if (e->id && (e->id->kind == JSON_OBJECT || e->id->kind == JSON_ARRAY)) {
        diagnose(&e->diagnostics, CODE_wrong_type, e->id->where,
                 "\"id\" must be a string, a number, true, false or null");
        e->id = NULL;
        return false;
    }
    if (!expr || expr->kind != JSON_STRING) {
        diagnose(&e->diagnostics, CODE_missing_attribute, line->where, "the line has no string \"expr\"");
        return false;
    }
    const json_value *context = json_member(line, STR("context"));
    const json_value *input = json_member(line, STR("input"));
    const json_value *types = json_member(line, STR("types"));
    *out = (request){.text = source_from_bytes(a, STR("expression"), expr->text),
                     .unary_tests = input != NULL,
                     .traced = e->cli->options.values[OPTION_TRACE] != NULL};
    e->text = out->text;
    e->types = (named_types){0};
    eval_types_from_options(a, &e->cli->options, &e->limits, &e->diagnostics, &e->types);
    if (types && !eval_types_from_json(a, types, &e->limits, &e->diagnostics, &e->types))
        return false; // reported
    if (context && !feel_from_json(a, context, &out->context))
        return wrong_value(e, context, "context");
    return !input || feel_from_json(a, input, &out->input) || wrong_value(e, input, "input");
}

// One line in, one line out.
static void answer_line(evaluating *e, arena *a, str text, builder *out)
{
    diagnostics_init(&e->diagnostics, a, (size_t)e->limits.diagnostics);
    e->tracing = NULL;
    e->id = NULL;
    const source *s = source_from_bytes(a, STR("line"), text);
    const json_value *line = json_parse(a, s, 0, text.length, &e->limits, &e->diagnostics);
    request r;
    feel_value value = FEEL_NULL_VALUE;
    if (line && read_request(e, a, line, &r))
        evaluate(e, a, &r, &value);
    add_answer(e, a, out, value, false);
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
        arena_reset(e->trace_arena);
    }
    return output_write(e->cli, builder_str(&out));
}

// The expression: an argument, "-" for standard input, or --file. With --input, and behind "--", "-" is the
// unary test that always holds. NULL after a message.
static const source *read_expression(cli *c, const limits *l, int *status)
{
    arena *a = &c->arena;
    const char *path = c->options.values[OPTION_FILE];
    *status = EXIT_USAGE;
    if (c->options.argument_count != (path ? 0 : 1)) {
        usage_error(path ? "--file holds the expression; give no other one"
                         : "give one expression, in quotes: attune eval '1 + 1'");
        return NULL;
    }
    const char *given = path ? path : c->options.arguments[0];
    bool is_text = strcmp(given, "-") != 0 || c->options.values[OPTION_INPUT] || !c->options.plain_count;
    if (!path && is_text)
        return source_from_bytes(a, STR("expression"), str_from(given));
    const source *s = source_load(a, given, l->document_bytes);
    if (!s) {
        diagnostics d;
        diagnostics_init(&d, a, 1);
        diagnose_unreadable(&d, place_at(NULL, 0, 0), given, l->document_bytes, "document_bytes");
        session_print_diagnostics(c, &d);
        *status = EXIT_SYSTEM;
    }
    return s;
}

int command_eval(cli *c)
{
    evaluating e = {.cli = c, .limits = session_limits(c), .trace_arena = arena_new_within(&c->arena)};
    int status = EXIT_USAGE;
    if (!c->options.values[OPTION_NDJSON]) {
        const source *text = read_expression(c, &e.limits, &status);
        return text ? evaluate_one(&e, text) : status;
    }
    if (c->options.argument_count || c->options.values[OPTION_FILE])
        usage_error("--ndjson reads standard input; it takes no expression");
    else if (c->options.values[OPTION_CONTEXT] || c->options.values[OPTION_INPUT])
        usage_error("--ndjson takes \"context\" and \"input\" from each line");
    else
        return read_types(&e, &c->arena) ? evaluate_lines(&e) : EXIT_USAGE;
    return status;
}
