// SPDX-License-Identifier: MIT
// The reference evaluator's heart: a walk over the tree, with limits; and the entry points of feel.h.
#include "feel/eval.h"

#include "feel/values.h"

enum { DEPTH_FACTOR = 16 }; // levels of evaluation for one level of nesting: functions may call each other

str kind_name(feel_kind kind)
{
    return feel_type_name(NULL, feel_type_basic(kind)); // a basic type's name needs no memory
}

void eval_failv(evaluation *ev, const node *n, diagnostic_code code, const char *format, va_list arguments)
{
    ev->run->reported++;
    if (!ev->run->report || ev->run->stopped)
        return;
    builder message = builder_new(ev->run->arena);
    builder_addv(&message, format, arguments);
    report_problem(ev->run->report, ev->run->report_user, code, n->offset, n->length, builder_str(&message),
                   STR_NONE);
}

feel_value eval_fail(evaluation *ev, const node *n, diagnostic_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    eval_failv(ev, n, code, format, arguments);
    va_end(arguments);
    return FEEL_NULL_VALUE;
}

feel_value eval_unknown(evaluation *ev, const node *n, const char *format, ...)
{
    if (ev->expression->lenient) {
        va_list arguments;
        va_start(arguments, format);
        eval_failv(ev, n, CODE_not_evaluable, format, arguments);
        va_end(arguments);
    }
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
    feel_run *run = ev->run;
    size_t used = run->arena->used > run->memory_start ? run->arena->used - run->memory_start : 0;
    if (used <= run->limits->expression_memory && bytes <= run->limits->expression_memory - used)
        return true;
    eval_stop(ev, n, "it needs too much memory");
    return false;
}

bool eval_spend(evaluation *ev, const node *n, uint64_t steps)
{
    feel_run *run = ev->run;
    if (run->stopped)
        return false;
    run->steps += steps;
    if (run->steps > run->limits->expression_steps) {
        eval_stop(ev, n, "it takes too many steps");
        return false;
    }
    return eval_room(ev, n, 0);
}

bool eval_list_fits(evaluation *ev, const node *n, uint64_t count)
{
    if (count <= ev->run->limits->list_items)
        return true;
    eval_stop(ev, n, "a list in it has too many items");
    return false;
}

feel_value eval_equal(evaluation *ev, const node *n, feel_value x, feel_value y)
{
    feel_run *run = ev->run;
    uint64_t left =
        run->limits->expression_steps > run->steps ? run->limits->expression_steps - run->steps : 0;
    value_walk walk = {.nodes = left, .depth = VALUE_DEPTH};
    feel_value result = value_equal(&walk, x, y);
    run->steps += left - walk.nodes;
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

static feel_value eval_variable(evaluation *ev, const node *n)
{
    return ev->run->variable ? ev->run->variable(ev->run->host, n->index) : FEEL_NULL_VALUE;
}

static feel_value eval_local(const binding_cell *bindings, const node *n)
{
    for (uint32_t i = 0; i < n->index; i++)
        bindings = bindings->parent;
    return bindings->value;
}

static feel_value eval_implicit(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value item = eval_local(bindings, n->children[0]);
    feel_value member = FEEL_NULL_VALUE;
    if (item.kind == FEEL_CONTEXT) {
        const feel_context *c = item.as.context;
        if (n->index != NAME_MISSING && c->get && c->type == n->children[0]->type)
            return context_value(c, n->index);
        if (context_find(c, n->name, &member))
            return member;
    }
    return n->count == 2 ? eval_node(ev, bindings, n->children[1]) : FEEL_NULL_VALUE;
}

static feel_value eval_items(evaluation *ev, const binding_cell *bindings, const node *n)
{
    if (!eval_list_fits(ev, n, n->count))
        return FEEL_NULL_VALUE;
    feel_value *items = ARENA_ARRAY(ev->run->arena, feel_value, n->count);
    for (size_t i = 0; i < n->count; i++)
        items[i] = eval_node(ev, bindings, n->children[i]);
    feel_list *list = ARENA_NEW(ev->run->arena, feel_list);
    *list = (feel_list){.count = n->count, .items = items};
    return (feel_value){.kind = FEEL_LIST, .as.list = list};
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
    feel_value low = eval_compare(ev, n, OP_GREATER_EQUAL, v, eval_node(ev, bindings, n->children[1]));
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

static feel_value eval_text(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value v = eval_node(ev, bindings, n->children[0]);
    if (v.kind == FEEL_NULL || v.kind == FEEL_STRING)
        return v;
    value_walk walk = value_walk_default();
    walk.bytes = ev->run->limits->expression_memory / 2;
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
    feel_range range = {FEEL_NULL_VALUE, FEEL_NULL_VALUE, !upper && included, upper && included};
    if (upper)
        range.high = v;
    else
        range.low = v;
    return value_new_range(ev->run->arena, range);
}

static feel_value eval_composed(evaluation *ev, const binding_cell *bindings, const node *n)
{
    switch (n->kind) {
    case NODE_LIST:
        return eval_items(ev, bindings, n);
    case NODE_CONTEXT:
        return eval_context(ev, bindings, n);
    case NODE_RANGE:
    case NODE_ARITHMETIC:
    case NODE_COMPARE:
        return eval_operands(ev, bindings, n);
    case NODE_TEST:
        return eval_test_value(ev, bindings, n);
    case NODE_TESTS:
        return eval_node(ev, bindings, n->children[0]);
    case NODE_IN:
        return eval_in(ev, bindings, n);
    case NODE_BETWEEN:
        return eval_between(ev, bindings, n);
    case NODE_NEGATE:
        return eval_arithmetic(ev, n, OP_MULTIPLY, eval_node(ev, bindings, n->children[0]), feel_integer(-1));
    case NODE_AND:
        return eval_logic(ev, bindings, n, false);
    case NODE_OR:
        return eval_logic(ev, bindings, n, true);
    case NODE_IF:
        return eval_if(ev, bindings, n);
    case NODE_FOR:
    case NODE_SOME:
    case NODE_EVERY:
        return eval_loop(ev, bindings, n);
    case NODE_FILTER:
        return eval_filter(ev, bindings, n);
    case NODE_PATH:
        return eval_path(ev, bindings, n);
    case NODE_CALL:
        return eval_call(ev, bindings, n);
    case NODE_APPLY:
        return eval_apply(ev, bindings, n);
    case NODE_INSTANCE:
        return feel_boolean(
            value_instance_of(eval_node(ev, bindings, n->children[0]), n->wanted, VALUE_DEPTH));
    case NODE_LABEL:
        return label_of(ev->run->arena, n->wanted->domain, eval_node(ev, bindings, n->children[0]));
    default:
        return eval_text(ev, bindings, n);
    }
}

// What the check found, in lenient mode.
static feel_value eval_problem(evaluation *ev, const node *n)
{
    ev->run->reported++;
    report_problem(ev->run->report, ev->run->report_user, n->problem_code, n->offset, n->length, n->problem,
                   n->problem_help);
    return FEEL_NULL_VALUE;
}

static feel_value eval_plain(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_run *run = ev->run;
    if (!eval_spend(ev, n, 1))
        return FEEL_NULL_VALUE;
    if (n->problem.length && ev->expression->lenient)
        return eval_problem(ev, n);
    switch (n->kind) {
    case NODE_LITERAL:
        return n->value;
    case NODE_VARIABLE:
        return eval_variable(ev, n);
    case NODE_LOCAL:
        return eval_local(bindings, n);
    case NODE_NAME:
    case NODE_MISSING:
        return FEEL_NULL_VALUE;
    case NODE_BUILTIN:
    case NODE_FUNCTION:
        return eval_closure(ev, bindings, n);
    default:
        break;
    }
    if (run->depth >= run->limits->nesting * DEPTH_FACTOR)
        return eval_stop(ev, n, "functions call each other too deeply");
    run->depth++;
    feel_value result =
        n->kind == NODE_IMPLICIT ? eval_implicit(ev, bindings, n) : eval_composed(ev, bindings, n);
    run->depth--;
    return run->stopped ? FEEL_NULL_VALUE : result;
}

feel_value eval_node(evaluation *ev, const binding_cell *bindings, const node *n)
{
    const feel_trace *trace = ev->run->trace;
    if (!trace)
        return eval_plain(ev, bindings, n);
    trace->enter(trace->user, n->offset, n->length);
    feel_value result = eval_plain(ev, bindings, n);
    trace->leave(trace->user, result);
    return result;
}

feel_value feel_evaluate(const feel_expression *e, feel_run *run)
{
    if (run->depth == 0) { // not called from within another evaluation, for a let
        run->steps = 0;
        run->stopped = false;
        run->memory_start = run->arena->used;
        run->own_scratch = NULL;
    }
    evaluation ev = {.run = run, .expression = e};
    run->depth++;
    feel_value result = eval_node(&ev, NULL, e->root);
    run->depth--;
    return run->stopped ? FEEL_NULL_VALUE : result;
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
