// SPDX-License-Identifier: MIT
// Evaluation: a walk over the tree, within limits; and the entry points of feel.h.
#include "feel/evaluate/eval.h"

#include "feel/values/values.h"

static const char TOO_MUCH_MEMORY[] = "it needs too much memory";

str kind_name(feel_kind kind)
{
    return feel_type_name(NULL, feel_type_basic(kind)); // a basic type's name needs no memory
}

feel_value eval_report(evaluation *ev, diagnostic_code code, size_t offset, size_t length, str message,
                       str help)
{
    ev->run->state.reported++;
    if (ev->run->report && !ev->run->stopped)
        report_problem(ev->run->report, ev->run->report_user, code, offset, length, message, help);
    return FEEL_NULL_VALUE;
}

void eval_failv(evaluation *ev, const node *n, diagnostic_code code, const char *format, va_list arguments)
{
    str message = STR_NONE;
    if (ev->run->report && !ev->run->stopped) { // else nobody reads it
        builder text = builder_new(ev->run->arena);
        builder_addv(&text, format, arguments);
        message = builder_str(&text);
    }
    eval_report(ev, code, n->offset, n->length, message, STR_NONE);
}

feel_value eval_fail(evaluation *ev, const node *n, diagnostic_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    eval_failv(ev, n, code, format, arguments);
    va_end(arguments);
    return FEEL_NULL_VALUE;
}

void eval_unknownv(evaluation *ev, const node *n, const char *format, va_list arguments)
{
    if (ev->expression->lenient && ev->run->state.reported == ev->run->state.reported_before)
        eval_failv(ev, n, CODE_not_evaluable, format, arguments);
}

feel_value eval_unknown(evaluation *ev, const node *n, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    eval_unknownv(ev, n, format, arguments);
    va_end(arguments);
    return FEEL_NULL_VALUE;
}

feel_value eval_stop(evaluation *ev, const node *n, const char *what)
{
    if (!ev->run->stopped)
        eval_fail(ev, n, CODE_expression_limit, "the evaluation was ended: %s", what);
    ev->run->stopped = true;
    return FEEL_NULL_VALUE;
}

bool eval_room(evaluation *ev, const node *n, size_t bytes)
{
    const feel_run *run = ev->run;
    if (run->arena->used <= run->state.memory_end && bytes <= run->state.memory_end - run->arena->used)
        return true;
    eval_stop(ev, n, TOO_MUCH_MEMORY);
    return false;
}

uint64_t eval_print_room(const evaluation *ev)
{
    const feel_run *run = ev->run;
    // A builder's memory doubles and what it had is not given back.
    return run->arena->used < run->state.memory_end ? (run->state.memory_end - run->arena->used) / 4 : 0;
}

static inline bool spend(feel_run *run, uint64_t steps)
{
    run->state.steps += steps;
    return run->state.steps <= run->limits->expression_steps && run->arena->used <= run->state.memory_end &&
           !run->stopped;
}

static feel_value stop_spending(evaluation *ev, const node *n)
{
    bool steps = ev->run->state.steps > ev->run->limits->expression_steps;
    return eval_stop(ev, n, steps ? "it takes too many steps" : TOO_MUCH_MEMORY);
}

bool eval_spend(evaluation *ev, const node *n, uint64_t steps)
{
    if (spend(ev->run, steps))
        return true;
    stop_spending(ev, n);
    return false;
}

bool eval_list_fits(evaluation *ev, const node *n, uint64_t count)
{
    if (count <= ev->run->limits->list_items)
        return true;
    eval_stop(ev, n, "a list in it has too many items");
    return false;
}

uint64_t eval_steps_left(const evaluation *ev)
{
    uint64_t most = ev->run->limits->expression_steps;
    return most > ev->run->state.steps ? most - ev->run->state.steps : 0;
}

feel_value eval_equal(evaluation *ev, const node *n, feel_value x, feel_value y)
{
    if (x.kind == FEEL_NULL || y.kind == FEEL_NULL)
        return feel_boolean(x.kind == y.kind);
    eval_read(ev, x);
    if (x.kind == FEEL_STRING && y.kind == FEEL_STRING)
        return feel_boolean(str_equal(x.as.string, y.as.string));
    if (x.kind == FEEL_NUMBER && y.kind == FEEL_NUMBER)
        return feel_boolean(decimal_compare(x.as.number, y.as.number) == 0);
    feel_run *run = ev->run;
    uint64_t left = eval_steps_left(ev);
    value_walk walk = {.nodes = left, .depth = VALUE_DEPTH};
    feel_value result = value_equal(&walk, x, y);
    run->state.steps += left - walk.nodes;
    if (walk.exhausted)
        return eval_stop(ev, n, "values to be compared are too large or nested too deeply");
    return result;
}

void eval_bind(evaluation *ev, str name, feel_value value)
{
    const feel_trace *trace = ev->run->trace;
    if (trace)
        trace->bind(trace->user, name, value);
}

static feel_value eval_literal(evaluation *ev, const binding_cell *bindings, const node *n)
{
    (void)ev, (void)bindings;
    return n->value;
}

static feel_value eval_nothing(evaluation *ev, const binding_cell *bindings, const node *n)
{
    (void)ev, (void)bindings, (void)n;
    return FEEL_NULL_VALUE;
}

static feel_value eval_variable(evaluation *ev, const binding_cell *bindings, const node *n)
{
    (void)bindings;
    return ev->run->variable ? ev->run->variable(ev->run->host, n->index) : FEEL_NULL_VALUE;
}

static feel_value eval_local(evaluation *ev, const binding_cell *bindings, const node *n)
{
    (void)ev;
    for (uint32_t i = 0; i < n->index; i++)
        bindings = bindings->parent;
    return bindings->value;
}

static feel_value eval_implicit(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value item = eval_local(ev, bindings, n->children[0]);
    feel_value member = FEEL_NULL_VALUE;
    if (item.kind == FEEL_CONTEXT) {
        const feel_context *c = item.as.context;
        if (n->index != NAME_MISSING && c->get && c->type == n->children[0]->type)
            return context_value(c, n->index);
        if (context_find(c, n->name, &member))
            return member;
    }
    if (n->count != 2)
        return FEEL_NULL_VALUE;
    const node *otherwise = n->children[1];
    if (otherwise->problem.length && !otherwise->problem_help.length && item.kind == FEEL_CONTEXT)
        return eval_report(ev, otherwise->problem_code, n->offset, n->length, otherwise->problem,
                           eval_member_help(ev, item, n->name, "the item has: "));
    return eval_node(ev, bindings, otherwise);
}

static feel_value eval_items(evaluation *ev, const binding_cell *bindings, const node *n)
{
    if (!eval_list_fits(ev, n, n->count))
        return FEEL_NULL_VALUE;
    feel_value *items = ARENA_ARRAY(ev->run->arena, feel_value, n->count);
    for (size_t i = 0; i < n->count; i++)
        items[i] = eval_node(ev, bindings, n->children[i]);
    return value_new_list(ev->run->arena, items, n->count);
}

static feel_value eval_context(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_entry *entries = ARENA_ARRAY(ev->run->arena, feel_entry, n->count);
    for (size_t i = 0; i < n->count; i++) {
        entries[i].name = n->names[i];
        entries[i].value = eval_node(ev, bindings, n->children[i]);
        binding_cell *cell = ARENA_NEW(ev->run->arena, binding_cell);
        *cell = (binding_cell){.parent = bindings, .value = entries[i].value};
        bindings = cell;
    }
    feel_context *context = ARENA_NEW(ev->run->arena, feel_context);
    *context = (feel_context){.count = n->count, .entries = entries};
    return (feel_value){.kind = FEEL_CONTEXT, .as.context = context};
}

// And (stop = false) and or (stop = true) of any number of conditions.
static feel_value eval_logic(evaluation *ev, const binding_cell *bindings, const node *n, bool stop)
{
    const node *odd = NULL;
    feel_kind odd_kind = FEEL_NULL;
    bool unknown = false;
    for (size_t i = 0; i < n->count; i++) {
        feel_value v = eval_node(ev, bindings, n->children[i]);
        if (v.kind == FEEL_BOOLEAN && v.as.boolean == stop)
            return v;
        if (v.kind == FEEL_BOOLEAN)
            continue;
        unknown = true;
        if (v.kind != FEEL_NULL && !odd) {
            odd = n->children[i];
            odd_kind = v.kind;
        }
    }
    if (odd)
        eval_fail(ev, odd, CODE_wrong_type, "a condition is needed here (boolean), not %.*s",
                  STR_ARGS(kind_name(odd_kind)));
    return unknown ? FEEL_NULL_VALUE : feel_boolean(!stop);
}

static feel_value eval_and(evaluation *ev, const binding_cell *bindings, const node *n)
{
    return eval_logic(ev, bindings, n, false);
}

static feel_value eval_or(evaluation *ev, const binding_cell *bindings, const node *n)
{
    return eval_logic(ev, bindings, n, true);
}

static feel_value eval_if(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value condition = eval_node(ev, bindings, n->children[0]);
    if (condition.kind != FEEL_BOOLEAN && condition.kind != FEEL_NULL)
        eval_fail(ev, n->children[0], CODE_wrong_type, "a condition is needed here (boolean), not %.*s",
                  STR_ARGS(kind_name(condition.kind)));
    return eval_node(ev, bindings, n->children[feel_is_true(condition) ? 1 : 2]);
}

static feel_value eval_closure(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_function *function = ARENA_NEW(ev->run->arena, feel_function);
    *function = (feel_function){.expression = ev->expression, .bindings = bindings};
    if (n->kind == NODE_FUNCTION)
        function->definition = n;
    else
        function->builtin = n->builtin;
    return (feel_value){.kind = FEEL_FUNCTION, .as.function = function};
}

static feel_value eval_between(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value v = eval_node(ev, bindings, n->children[0]);
    feel_value from = eval_node(ev, bindings, n->children[1]);
    feel_value low = eval_compare(ev, n, OP_GREATER_EQUAL, v, from);
    if (low.kind == FEEL_NULL && v.kind != FEEL_NULL && from.kind != FEEL_NULL)
        return FEEL_NULL_VALUE; // they do not compare, which is reported
    feel_value high = eval_compare(ev, n, OP_LESS_EQUAL, v, eval_node(ev, bindings, n->children[2]));
    if ((low.kind == FEEL_BOOLEAN && !low.as.boolean) || (high.kind == FEEL_BOOLEAN && !high.as.boolean))
        return FEEL_FALSE_VALUE;
    return feel_is_true(low) && feel_is_true(high) ? FEEL_TRUE_VALUE : FEEL_NULL_VALUE;
}

static feel_value label_of(arena *a, const feel_domain *domain, feel_value v)
{
    if (v.kind == FEEL_STRING) {
        uint32_t term = feel_domain_term(domain, v.as.string);
        if (term != NAME_MISSING && domain->labels)
            return feel_string(domain->labels[term]);
    } else if (v.kind == FEEL_LIST) {
        feel_value *items = ARENA_ARRAY(a, feel_value, v.as.list->count);
        for (size_t i = 0; i < v.as.list->count; i++) {
            feel_value item = v.as.list->items[i];
            items[i] = item.kind == FEEL_STRING ? label_of(a, domain, item) : item;
        }
        return feel_make_list(a, items, v.as.list->count);
    }
    return v;
}

static feel_value eval_label(evaluation *ev, const binding_cell *bindings, const node *n)
{
    return label_of(ev->run->arena, n->wanted->domain, eval_node(ev, bindings, n->children[0]));
}

static feel_value eval_text(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value v = eval_node(ev, bindings, n->children[0]);
    if (v.kind == FEEL_NULL || v.kind == FEEL_STRING)
        return v;
    value_walk walk = value_walk_default();
    walk.bytes = eval_print_room(ev);
    builder out = builder_new(ev->run->arena);
    value_print(&walk, &out, v, STYLE_TEXT);
    if (walk.exhausted)
        return eval_stop(ev, n, "a value is too large to be shown");
    return feel_string(builder_str(&out));
}

static feel_value eval_operands(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value x = eval_node(ev, bindings, n->children[0]);
    feel_value y = eval_node(ev, bindings, n->children[1]);
    if (ev->run->stopped)
        return FEEL_NULL_VALUE;
    if (n->kind == NODE_ARITHMETIC)
        return eval_arithmetic(ev, n, n->op, x, y);
    if (n->kind == NODE_COMPARE && n->op <= OP_NOT_EQUAL &&
        eval_stays_unknown(ev, x, y, n->children[0], n->children[1]))
        return FEEL_NULL_VALUE;
    if (n->kind == NODE_COMPARE)
        return eval_compare(ev, n, n->op, x, y);
    return eval_range(ev, n, (feel_range){x, y, n->low_included, n->high_included});
}

static feel_value eval_negation(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value v = eval_node(ev, bindings, n->children[0]);
    bool negatable = v.kind == FEEL_NULL || v.kind == FEEL_NUMBER || v.kind == FEEL_DAYS_DURATION ||
                     v.kind == FEEL_MONTHS_DURATION;
    if (!negatable)
        return eval_fail(ev, n, CODE_wrong_type, "cannot negate %.*s", STR_ARGS(kind_name(v.kind)));
    return eval_arithmetic(ev, n, OP_MULTIPLY, v, feel_integer(-1));
}

static feel_value eval_instance(evaluation *ev, const binding_cell *bindings, const node *n)
{
    return feel_boolean(eval_is_instance(ev, n, eval_node(ev, bindings, n->children[0]), n->wanted));
}

static feel_value eval_first(evaluation *ev, const binding_cell *bindings, const node *n)
{
    return eval_node(ev, bindings, n->children[0]);
}

static feel_value eval_test_value(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value v = eval_node(ev, bindings, n->children[0]);
    bool upper = n->op == OP_LESS || n->op == OP_LESS_EQUAL;
    bool included = n->op == OP_LESS_EQUAL || n->op == OP_GREATER_EQUAL;
    if (n->op == OP_NOT_EQUAL)
        return eval_fail(ev, n, CODE_wrong_type, "a test with != stands only behind \"in\"");
    if (v.kind == FEEL_NULL)
        return eval_unknown(ev, n, "a range's end is null");
    if (n->op == OP_EQUAL)
        return value_new_range(ev->run->arena, (feel_range){v, v, true, true});
    if (!value_is_ordered(v.kind))
        return eval_fail(ev, n, CODE_wrong_type, "%.*s has no order, so it cannot be a range's end",
                         STR_ARGS(kind_name(v.kind)));
    feel_range range = {FEEL_NULL_VALUE, FEEL_NULL_VALUE, !upper && included, upper && included};
    if (upper)
        range.high = v;
    else
        range.low = v;
    return value_new_range(ev->run->arena, range);
}

// What the check found, in lenient mode.
static feel_value eval_problem(evaluation *ev, const binding_cell *bindings, const node *n)
{
    (void)bindings;
    return eval_report(ev, n->problem_code, n->problem_offset, n->problem_length, n->problem,
                       n->problem_help);
}

typedef feel_value (*node_evaluator)(evaluation *ev, const binding_cell *bindings, const node *n);

static const node_evaluator EVALUATORS[] = {
    [NODE_LITERAL] = eval_literal,
    [NODE_NAME] = eval_nothing,
    [NODE_VARIABLE] = eval_variable,
    [NODE_LOCAL] = eval_local,
    [NODE_IMPLICIT] = eval_implicit,
    [NODE_BUILTIN] = eval_closure,
    [NODE_MISSING] = eval_nothing,
    [NODE_LIST] = eval_items,
    [NODE_CONTEXT] = eval_context,
    [NODE_RANGE] = eval_operands,
    [NODE_TEST] = eval_test_value,
    [NODE_TESTS] = eval_first,
    [NODE_IN] = eval_in,
    [NODE_BETWEEN] = eval_between,
    [NODE_NEGATE] = eval_negation,
    [NODE_ARITHMETIC] = eval_operands,
    [NODE_COMPARE] = eval_operands,
    [NODE_AND] = eval_and,
    [NODE_OR] = eval_or,
    [NODE_IF] = eval_if,
    [NODE_TABLE] = eval_table,
    [NODE_FOR] = eval_loop,
    [NODE_SOME] = eval_loop,
    [NODE_EVERY] = eval_loop,
    [NODE_STRETCH] = eval_nothing,
    [NODE_FILTER] = eval_filter,
    [NODE_PATH] = eval_path,
    [NODE_CALL] = eval_call,
    [NODE_APPLY] = eval_apply,
    [NODE_FUNCTION] = eval_closure,
    [NODE_INSTANCE] = eval_instance,
    [NODE_LABEL] = eval_label,
    [NODE_TEXT] = eval_text,
};

static inline node_evaluator evaluator_of(const evaluation *ev, const node *n)
{
    if (ev->expression->lenient && n->problem.length)
        return eval_problem;
    return n->folded ? eval_literal : EVALUATORS[n->kind];
}

static feel_value eval_traced(evaluation *ev, const binding_cell *bindings, const node *n)
{
    const feel_trace *trace = ev->run->trace;
    trace->enter(trace->user, n, n->offset, n->length);
    feel_value result = evaluator_of(ev, n)(ev, bindings, n);
    trace->leave(trace->user, ev->run->stopped ? FEEL_NULL_VALUE : result);
    return result;
}

// The value is made where the caller wants it: nothing is done to it here.
__attribute__((noinline)) static feel_value eval_within(evaluation *ev, const binding_cell *bindings,
                                                        const node *n)
{
    feel_run *run = ev->run;
    run->state.depth++;
    node_evaluator evaluate = run->trace ? eval_traced : evaluator_of(ev, n);
    uint64_t before = run->state.reported_before;
    run->state.reported_before = run->state.reported;
    feel_value result = evaluate(ev, bindings, n);
    run->state.reported_before = before;
    run->state.depth--;
    return result;
}

feel_value eval_node(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_run *run = ev->run;
    if (!spend(run, 1))
        return stop_spending(ev, n);
    if (!run->trace && !ev->expression->lenient) { // parts without parts, which report nothing themselves
        if (n->folded || n->kind == NODE_LITERAL)
            return n->value;
        if (n->kind == NODE_VARIABLE)
            return eval_variable(ev, bindings, n);
        if (n->kind == NODE_LOCAL)
            return eval_local(ev, bindings, n);
    }
    if (run->state.depth >= run->limits->expression_depth)
        return eval_stop(ev, n, "functions call each other too deeply");
    return eval_within(ev, bindings, n);
}

// What the arena may have handed out at most.
static size_t memory_end(const feel_run *run)
{
    size_t left = SIZE_MAX - run->arena->used;
    return run->arena->used +
           (size_t)(run->limits->expression_memory < left ? run->limits->expression_memory : left);
}

feel_value feel_evaluate_within(const feel_expression *e, feel_run *run)
{
    evaluation ev = {.run = run, .expression = e};
    run->state.depth++;
    feel_value result = eval_node(&ev, NULL, e->root);
    run->state.depth--;
    if (run->stopped)
        result = FEEL_NULL_VALUE;
    return result;
}

feel_value feel_evaluate(const feel_expression *e, feel_run *run)
{
    run->stopped = false;
    run->state = (feel_run_state){.memory_end = memory_end(run)};
    return feel_evaluate_within(e, run);
}

const feel_expression *feel_compile(arena *a, str text, const feel_scope *scope, const feel_options *options)
{
    feel_expression *e = ARENA_NEW(a, feel_expression);
    e->text = text;
    e->scope = scope;
    e->lenient = options->lenient;
    e->unknown_nulls = options->unknown_nulls;
    feel_options complete = *options;
    if (!complete.names)
        complete.names = feel_names_new(a, scope);
    node *root = feel_parse(a, text, &complete, &e->closures);
    if (!root || feel_check(a, e, root, &complete) > 0)
        return NULL;
    e->root = root;
    return e;
}

const feel_type *feel_expression_type(const feel_expression *e)
{
    return e->root->type;
}
