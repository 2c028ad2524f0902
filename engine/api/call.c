// SPDX-License-Identifier: MIT
// What every public function does: guard, scratch, limits, diagnostics, error. See handles.h.
#include "api/handles.h"
#include "text/regex.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void attune_options_init(attune_options *options)
{
    memset(options, 0, sizeof *options);
    options->struct_size = sizeof *options;
}

const char *attune_version(void)
{
    return ATTUNE_VERSION;
}

const char *attune_pcre2_version(void)
{
    return regex_version();
}

const char *attune_status_text(attune_status status)
{
    static const char *const texts[] = {
        [ATTUNE_OK] = "done",
        [ATTUNE_EMPTY] = "there is nothing to rank",
        [ATTUNE_USAGE] = "an argument is wrong",
        [ATTUNE_RULES] = "the rule set is wrong",
        [ATTUNE_PROFILE] = "profile data is wrong",
        [ATTUNE_SYSTEM] = "a file could not be read or written",
        [ATTUNE_LIMIT] = "a limit was reached",
        [ATTUNE_MEMORY] = "memory ran out",
        [ATTUNE_CANCELLED] = "stopped on request",
        [ATTUNE_SYNTAX] = "a document is not well-formed",
    };
    size_t index = (size_t)status;
    return index < sizeof texts / sizeof *texts ? texts[index] : "unknown status";
}

attune_status api_fail(attune_error *error, attune_status status, const char *code, const char *message)
{
    if (error) {
        *error = (attune_error){.status = status};
        snprintf(error->code, sizeof error->code, "%s", code);
        snprintf(error->message, sizeof error->message, "%s", message);
    }
    return status;
}

static bool report_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    const attune_options *options = user;
    return options->on_progress(options->progress_user, what, done, total) == 0;
}

progress api_progress(const api_call *call)
{
    if (!call->options || !call->options->on_progress)
        return (progress){0};
    return (progress){report_progress, (void *)call->options};
}

// Fills *l from the options' changes; false where one names no limit or is past its ceiling.
static bool apply_limits(const attune_options *options, limits *l)
{
    *l = limits_default();
    if (!options)
        return true;
    for (size_t i = 0; i < sizeof options->limits / sizeof *options->limits && options->limits[i].name; i++)
        if (!limits_set(l, options->limits[i].name, options->limits[i].value))
            return false;
    return true;
}

static void hand_on(api_call *call, const diagnostic *item)
{
    place_view view = place_look(item->where, &call->scratch);
    builder rendered = builder_new(&call->scratch);
    diagnostic_print(item, call->options->color, &rendered);
    attune_diagnostic out = {
        .severity = (attune_severity)item->severity,
        .code = code_describe(item->code)->name,
        .file = item->where.source ? str_terminated(&call->scratch, item->where.source->name) : "",
        .line = view.line,
        .column = view.column,
        .message = str_terminated(&call->scratch, item->message),
        .help = str_terminated(&call->scratch, item->help),
        .rendered = builder_str(&rendered).data,
    };
    call->options->on_diagnostic(call->options->diagnostic_user, &out);
}

// Says that there were more than were kept.
static void hand_on_hidden(api_call *call, size_t hidden)
{
    str message = str_printf(&call->scratch, "%zu more problems are not shown", hidden);
    str rendered = str_printf(&call->scratch, "%.*s; the limit is named diagnostics\n", STR_ARGS(message));
    attune_diagnostic out = {.severity = ATTUNE_SEVERITY_HINT,
                             .code = "more-problems",
                             .file = "",
                             .message = message.data,
                             .help = "",
                             .rendered = rendered.data};
    call->options->on_diagnostic(call->options->diagnostic_user, &out);
}

static void hand_on_all(void *context)
{
    api_call *call = context;
    diagnostics_to_error(&call->diagnostics, call->error);
    if (call->options && call->options->on_diagnostic)
        for (size_t i = 0; i < call->diagnostics.items.count; i++)
            hand_on(call, &call->diagnostics.items.items[i]);
    if (call->options && call->options->on_diagnostic && diagnostics_hidden(&call->diagnostics))
        hand_on_hidden(call, diagnostics_hidden(&call->diagnostics));
}

typedef struct run_context {
    api_call *call;
    attune_status (*body)(api_call *call, void *context);
    void *context;
    attune_status status;
} run_context;

static void run_body(void *context)
{
    run_context *run = context;
    diagnostics_init(&run->call->diagnostics, &run->call->scratch, (size_t)run->call->limits.diagnostics);
    run->call->diagnostics.show_data = run->call->options && run->call->options->show_data;
    run->status = run->body(run->call, run->context);
}

// The status of a call from how the body ended and from what was diagnosed.
static attune_status settle(const api_call *call, attune_status unwound, attune_status returned,
                            attune_status syntax)
{
    if (unwound)
        return unwound;
    attune_status diagnosed = diagnostics_status(&call->diagnostics);
    if (diagnosed == ATTUNE_SYNTAX)
        return syntax;
    return diagnosed ? diagnosed : returned;
}

attune_status api_run(const attune_options *options, attune_error *error, attune_status syntax,
                      attune_status (*body)(api_call *call, void *context), void *context)
{
    api_call call = {.options = options, .error = error};
    if (options && options->struct_size != sizeof *options)
        return api_fail(error, ATTUNE_USAGE, "options-not-set-up",
                        "options must be set up with attune_options_init()");
    if (!apply_limits(options, &call.limits))
        return api_fail(error, ATTUNE_USAGE, "unknown-limit", "a limit's name or value is not allowed");
    arena_init(&call.scratch, options ? options->allocator : NULL, &call.guard, 0);
    run_context run = {.call = &call, .body = body, .context = context};
    attune_status unwound = guard_run(&call.guard, run_body, &run);
    attune_status status = settle(&call, unwound, run.status, syntax);
    if (status != ATTUNE_OK)
        api_fail(error, status, "", attune_status_text(status));
    // What was found before memory ran out is still worth handing on, where it can be.
    attune_status handed_on = guard_run(&call.guard, hand_on_all, &call);
    if (error && status != ATTUNE_OK)
        error->status = status;
    if (status == ATTUNE_OK && handed_on != ATTUNE_OK)
        status = api_fail(error, handed_on, "", attune_status_text(handed_on));
    arena_free(&call.scratch);
    return status;
}

static void *handle_new(const attune_options *options, size_t size)
{
    arena a; // only to settle which allocator serves
    arena_init(&a, options ? options->allocator : NULL, NULL, 0);
    void *handle = a.allocator.allocate(a.allocator.user, size);
    if (handle) {
        memset(handle, 0, size);
        *(arena *)handle = a;
    }
    return handle;
}

typedef struct make_context {
    attune_status (*body)(api_call *call, void *request);
    void *request;
    arena *arena; // the handle's
} make_context;

static attune_status make_body(api_call *call, void *context)
{
    make_context *make = context;
    make->arena->guard = &call->guard;
    return make->body(call, make->request);
}

attune_status api_make(const attune_options *options, attune_error *error, attune_status syntax, size_t size,
                       attune_status (*body)(api_call *call, void *request), void *request)
{
    void **handle = request;
    *handle = handle_new(options, size);
    if (!*handle)
        return api_fail(error, ATTUNE_MEMORY, "", attune_status_text(ATTUNE_MEMORY));
    make_context make = {body, request, *handle};
    attune_status status = api_run(options, error, syntax, make_body, &make);
    make.arena->guard = NULL;
    if (status != ATTUNE_OK && status != ATTUNE_EMPTY) {
        api_handle_free(*handle);
        *handle = NULL;
    }
    return status;
}

void api_handle_free(void *handle)
{
    if (!handle)
        return;
    arena a = *(arena *)handle;
    arena_free(&a);
    a.allocator.release(a.allocator.user, handle);
}
