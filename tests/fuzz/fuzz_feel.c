// SPDX-License-Identifier: MIT
// Parses, checks and evaluates one input, and holds what must be so for every expression:
//   - nothing crashes, no guard unwinds, and steps and memory stay within their limits; an arena that is too
//     small unwinds the guard, and nothing is lost;
//   - the expression printed and compiled again prints the same and has the same value;
//   - evaluated again, and with a trace, it gives the same value and reports; enter and leave come in pairs;
//   - the value printed as source is an expression with that value;
//   - in strict mode the value is of the type that the checker found; in lenient mode no null comes of
//   nothing.
#include "fuzz/fuzz.h"

#include "fuzz/fuzz_values.h"

#include "feel/trace.h"
#include "feel/values/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    REPORTS_KEPT = 1000,
    ARENA_BYTES = 64 << 20, // past it the guard unwinds, which is a finding
    SHOWN_BYTES = 16 << 10, // values that are longer as source are not compared
    MEMORY_SLACK = 1 << 17, // what may be allocated until the limit is looked at next
};

// What is known of the input while it is looked at.
typedef struct trial {
    const fuzz_world *world;
    arena *arena;
    arena *run_arena;
    arena *trace_arena;
    str text;
    unsigned mode;
    size_t depth; // of the trace
    feel_tracing *tracing;
    builder reports;
    size_t report_count;
    diagnostic_code code; // of the last report
    const feel_expression *expression;
} trial;

typedef struct outcome {
    feel_value value; // gone with the next evaluation
    bool fits;        // whether source holds it
    bool stopped;
    str source;
    str reports;
    size_t report_count;
} outcome;

static _Noreturn void broken(const trial *t, const char *law, str one, str other)
{
    fprintf(stderr, "fuzz_feel: %s\n  mode %u: %.*s\n  %.*s\n  %.*s\n  reports: %.*s\n", law, t->mode,
            STR_ARGS(t->text), STR_ARGS(one), STR_ARGS(other), (int)t->reports.length,
            t->reports.data ? t->reports.data : "");
    abort();
}

static void must(const trial *t, bool holds, const char *law)
{
    if (!holds)
        broken(t, law, STR_NONE, STR_NONE);
}

static void note(void *user, const feel_problem *p)
{
    trial *t = user;
    must(t, p->message.length > 0, "a report has a message");
    must(t, utf8_valid(p->message, NULL) && utf8_valid(p->help, NULL), "a report is UTF-8");
    if (t->report_count < REPORTS_KEPT) // a loop reports each time round
        builder_addf(&t->reports, "%d @%zu+%zu: %.*s\n", (int)p->code, p->offset, p->length,
                     STR_ARGS(p->message));
    t->report_count++;
    t->code = p->code;
    if (t->tracing)
        feel_tracing_problem(t->tracing, p);
}

static void forget_reports(trial *t)
{
    t->reports = builder_new(t->arena);
    t->report_count = 0;
}

static const feel_expression *compile(trial *t, str text, const feel_scope *scope, unsigned mode)
{
    forget_reports(t);
    feel_options options = {.limits = &t->world->limits,
                            .unary_tests = mode & MODE_UNARY,
                            .lenient = mode & MODE_LENIENT,
                            .unknown_nulls = mode & MODE_UNKNOWN_NULLS,
                            .report = note,
                            .report_user = t};
    const feel_expression *e = feel_compile(t->arena, text, scope, &options);
    must(t, !e == (t->report_count > 0), "an expression is refused with a report and only then");
    return e;
}

static bool refused_at_limit(const trial *t)
{
    return t->code == CODE_too_deep || t->code == CODE_expression_limit;
}

static feel_value value_of(void *user, uint32_t slot)
{
    const trial *t = user;
    must(t, slot < t->world->scope.count, "a slot is one of the scope's");
    return t->mode & MODE_UNSET ? FEEL_NULL_VALUE : t->world->values[slot];
}

// What is told of an evaluation is looked at here and handed on to a tree of it.
static void trace_enter(void *user, const struct node *part, size_t offset, size_t length)
{
    trial *t = user;
    const feel_trace *tree = feel_tracing_events(t->tracing);
    must(t, offset <= t->text.length && length <= t->text.length - offset, "a part stands in the text");
    t->depth++;
    tree->enter(tree->user, part, offset, length);
}

static void trace_bind(void *user, str name, feel_value value)
{
    const trial *t = user;
    const feel_trace *tree = feel_tracing_events(t->tracing);
    must(t, name.length > 0 && value.kind < FEEL_ANY, "a name is bound to a value");
    tree->bind(tree->user, name, value);
}

static void trace_leave(void *user, feel_value value)
{
    trial *t = user;
    const feel_trace *tree = feel_tracing_events(t->tracing);
    must(t, t->depth > 0 && value.kind < FEEL_ANY, "a part is left with a value");
    t->depth--;
    tree->leave(tree->user, value);
}

static size_t check_part(trial *t, const feel_part *part)
{
    enum { COLUMNS = 40, MORE = 100 };
    size_t count = 1;
    str value = feel_brief_value(t->arena, part->value, COLUMNS);
    str text = feel_brief_text(t->arena, part->text, COLUMNS);
    must(t, utf8_valid(value, NULL) && utf8_valid(text, NULL), "what is shown of a part is UTF-8");
    if (feel_columns(value) > COLUMNS + MORE || feel_columns(text) > COLUMNS + MORE)
        broken(t, "what is shown of a part is brief", value, text);
    for (const feel_part *child = part->first; child; child = child->next) {
        must(t, child->parent == part, "a part knows its parent");
        count += check_part(t, child);
    }
    return count;
}

// The tree that was made, within its bounds.
static void check_tree(trial *t, size_t most, const outcome *o)
{
    const feel_part *root = feel_tracing_root(t->tracing);
    t->tracing = NULL;
    must(t, root != NULL && check_part(t, root) <= most, "a trace is a tree within its bounds");
    str source;
    bool fits = feel_value_source_within(t->arena, root->value, SHOWN_BYTES, &source);
    must(t, o->stopped || (fits == o->fits && str_equal(source, o->source)), "a trace ends with the value");
}

static outcome evaluate(trial *t, const feel_expression *e, bool traced)
{
    const feel_trace trace = {trace_enter, trace_bind, trace_leave, t};
    forget_reports(t);
    arena_reset(t->run_arena);
    feel_run run = {.arena = t->run_arena,
                    .limits = &t->world->limits,
                    .variable = value_of,
                    .host = t,
                    .report = note,
                    .report_user = t,
                    .trace = traced ? &trace : NULL,
                    .now = t->mode & MODE_UNSET ? NULL : &t->world->now};
    feel_tracing_bounds bounds = {.parts = t->text.length % 2 ? 2000 : 50, .turns = 3};
    t->tracing = traced ? feel_tracing_new(t->trace_arena, t->text, &bounds) : NULL;
    t->depth = 0;
    outcome o = {.value = feel_evaluate(e, &run)};
    must(t, t->depth == 0, "enter and leave come in pairs");
    must(t, o.value.kind < FEEL_ANY, "a value is of some kind");
    must(t, run.stopped || run.state.steps <= t->world->limits.expression_steps, "the limit of steps holds");
    must(t, t->run_arena->used <= t->world->limits.expression_memory + MEMORY_SLACK,
         "the limit of memory holds");
    must(t, !run.stopped || (o.value.kind == FEEL_NULL && t->report_count > 0),
         "an evaluation that was ended says so and gives null");
    o.stopped = run.stopped;
    o.fits = feel_value_source_within(t->arena, o.value, SHOWN_BYTES, &o.source);
    o.reports = builder_str(&t->reports);
    o.report_count = t->report_count;
    if (traced)
        check_tree(t, bounds.parts, &o);
    return o;
}

static void must_be_same(const trial *t, const outcome *x, const outcome *y, const char *law)
{
    if (x->fits != y->fits || x->stopped != y->stopped || !str_equal(x->source, y->source))
        broken(t, law, x->source, y->source);
}

static void check_again(trial *t, const feel_expression *e, const outcome *first, bool traced)
{
    outcome again = evaluate(t, e, traced);
    const char *law = traced ? "a trace changes nothing" : "an evaluation can be repeated";
    must_be_same(t, first, &again, law);
    if (!str_equal(first->reports, again.reports))
        broken(t, law, first->reports, again.reports);
}

// The type of what is read through the first level members of a read.
static const feel_type *read_type(const trial *t, const feel_read *read)
{
    const feel_type *type = t->world->scope.variables[read->slot].type;
    for (size_t i = 0; i < read->depth; i++) {
        while (type->kind == FEEL_LIST)
            type = type->element;
        must(t, type->kind == FEEL_CONTEXT && read->members[i] < type->member_count,
             "a read goes through members that are there");
        type = type->members[read->members[i]].type;
    }
    return type;
}

static void visit(void *user, const feel_read *read)
{
    const trial *t = user;
    must(t, read->slot < t->world->scope.count && read->depth <= 2, "a read is of a variable");
    must(t, read->offset <= t->text.length && read->length <= t->text.length - read->offset,
         "a read stands in the text");
    must(t, read_type(t, read) != NULL, "what is read has a type");
}

static void check_printed(trial *t, const feel_expression *e, const outcome *first)
{
    str source = feel_expression_source(t->arena, e);
    str text = t->text;
    must(t, utf8_valid(source, NULL), "an expression's source is UTF-8");
    const feel_expression *printed = compile(t, source, &t->world->scope, t->mode);
    if (!printed && refused_at_limit(t))
        return;
    if (!printed)
        broken(t, "a printed expression compiles", source, STR_NONE);
    str again = feel_expression_source(t->arena, printed);
    if (!str_equal(source, again))
        broken(t, "a printed expression prints the same", source, again);
    t->text = source;
    outcome second = evaluate(t, printed, false);
    t->text = text;
    if (first->stopped || second.stopped)
        return;
    must_be_same(t, first, &second, source.data);
    if (first->report_count != second.report_count)
        broken(t, "a printed expression reports the same", source, first->reports);
}

// The value's source is an expression of the same value.
static void check_value(trial *t, const outcome *first)
{
    if (!first->fits || first->stopped || !value_has_source(first->value))
        return;
    str text = t->text;
    t->text = first->source;
    const feel_expression *e = compile(t, first->source, NULL, MODE_LENIENT);
    if (!e && refused_at_limit(t)) {
        t->text = text;
        return;
    }
    if (!e)
        broken(t, "a value's source compiles", text, STR_NONE);
    arena *kept = t->run_arena;
    t->run_arena = arena_new_within(t->arena);
    outcome again = evaluate(t, e, false);
    if (!again.stopped) {
        must_be_same(t, first, &again, "a value's source has that value");
        value_walk walk = value_walk_default();
        must(t, feel_is_true(value_equal(&walk, first->value, again.value)),
             "a value and what its source gives are equal");
    }
    t->run_arena = kept;
    t->text = text;
}

// What strict mode lets through means the same in lenient mode.
static void check_lenient(trial *t, const outcome *first)
{
    unsigned mode = t->mode;
    t->mode |= MODE_LENIENT;
    const feel_expression *e = compile(t, t->text, &t->world->scope, t->mode);
    must(t, e != NULL, "what is right in strict mode is so in lenient mode");
    outcome second = evaluate(t, e, false);
    if (!first->stopped && !second.stopped)
        must_be_same(t, first, &second, "strict and lenient mode give the same value");
    t->mode = mode;
}

static void check_type(trial *t, str text)
{
    forget_reports(t);
    feel_options options = {.limits = &t->world->limits, .report = note, .report_user = t};
    const feel_type *type = feel_parse_type(t->arena, text, &t->world->scope, &options);
    must(t, !type == (t->report_count > 0), "a type is refused with a report and only then");
    must(t, !type || feel_type_name(t->arena, type).length > 0, "a type has a name");
}

// A copy of a value, and the type that it shows.
static void check_copy(trial *t, const outcome *first)
{
    str source;
    if (!first->fits || !value_has_source(first->value))
        return;
    feel_value copy = feel_copy(t->arena, first->value);
    must(t,
         feel_value_source_within(t->arena, copy, SHOWN_BYTES, &source) && str_equal(source, first->source),
         "a copy is the same");
    must(t, value_conforms(copy, feel_value_type(t->arena, copy)), "a value is of the type that it shows");
    must(t, feel_value_text_within(t->arena, copy, SHOWN_BYTES, &source), "a value's text is not longer");
}

static void check_for_people(trial *t, const feel_expression *e)
{
    const feel_expression *people = feel_for_people(t->arena, e);
    must(t, feel_expression_type(people)->kind == FEEL_STRING, "what people read is a string");
    outcome first = evaluate(t, people, false);
    must(t, first.value.kind == FEEL_STRING || first.value.kind == FEEL_NULL, "people are shown a string");
    check_again(t, people, &first, true);
}

static void check_expression(trial *t, const feel_expression *e)
{
    feel_visit_reads(e, visit, t);
    const feel_type *type = feel_expression_type(e);
    must(t, feel_type_name(t->arena, type).length > 0, "a type has a name");
    outcome first = evaluate(t, e, false);
    if (first.fits && !(t->mode & MODE_LENIENT) && !value_conforms(first.value, type))
        broken(t, "a value is of the type that was checked", first.source, feel_type_name(t->arena, type));
    if ((t->mode & MODE_LENIENT) && feel_is_null(first.value) && first.report_count == 0)
        must(t, expression_may_be_null(e, t->mode & MODE_UNSET ? NULL : t->world->values),
             "a null that comes of an error has a report");
    check_value(t, &first);
    check_copy(t, &first);
    check_again(t, e, &first, false);
    check_again(t, e, &first, true);
    if (!expression_names_signs(e))
        check_printed(t, e, &first);
    if (t->mode & MODE_PEOPLE)
        check_for_people(t, e);
    if (!(t->mode & MODE_LENIENT))
        check_lenient(t, &first);
}

static void check_input(void *user)
{
    trial *t = user;
    t->run_arena = arena_new_within(t->arena);
    t->trace_arena = arena_new_within(t->arena);
    // A copy of its own, so that reading past its end is seen.
    char *text = arena_alloc(t->arena, t->text.length);
    for (size_t i = 0; i < t->text.length; i++)
        text[i] = t->text.data[i];
    t->text.data = text;
    check_type(t, t->text);
    const feel_expression *e = compile(t, t->text, &t->world->scope, t->mode);
    if (e)
        check_expression(t, e);
}

static void compile_and_evaluate(void *user)
{
    trial *t = user;
    t->run_arena = arena_new_within(t->arena);
    const feel_expression *e = compile(t, t->text, &t->world->scope, t->mode);
    if (e)
        evaluate(t, e, false);
}

// With less memory than that, wherever it runs out.
static void check_scarce(trial *t, size_t used)
{
    guard outermost = {0};
    arena a;
    arena *before = t->arena;
    arena_init(&a, NULL, &outermost, 1 + str_hash(t->text) % (used / 2));
    t->arena = &a;
    attune_status status = guard_run(&outermost, compile_and_evaluate, t);
    arena_free(&a);
    t->arena = before;
    forget_reports(t);
    must(t, status == ATTUNE_OK || status == ATTUNE_LIMIT, "a guard unwinds with the reason");
}

// Where the environment's ATTUNE_FUZZ_MILLISECONDS says how long one input may take of the processor's time.
static void check_time(const trial *t, clock_t began)
{
    const char *most = getenv("ATTUNE_FUZZ_MILLISECONDS");
    clock_t taken = (clock() - began) / (CLOCKS_PER_SEC / 1000);
    if (most && taken > strtol(most, NULL, 10))
        broken(t, "an input takes little time", STR_NONE, STR_NONE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    clock_t began = clock();
    guard outermost = {0};
    arena a;
    if (size == 0)
        return 0;
    trial t = {.world = fuzz_world_get(),
               .arena = &a,
               .text = {(const char *)data + 1, size - 1},
               .mode = data[0] & MODE_ALL};
    arena_init(&a, NULL, &outermost, ARENA_BYTES);
    attune_status status = guard_run(&outermost, check_input, &t);
    if (status != ATTUNE_OK)
        broken(&t, "no guard unwinds", STR_NONE, STR_NONE);
    if (t.mode & MODE_SCARCE)
        check_scarce(&t, a.used);
    check_time(&t, began);
    arena_free(&a);
    return 0;
}
