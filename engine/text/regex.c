// SPDX-License-Identifier: MIT
// The wrapper around PCRE2: see regex.h. This file is the only one that knows PCRE2; it does not know what
// patterns are for.
//
// What PCRE2 allocates comes from the arena's allocator and is given back by a clean-up of the arena. Each
// clean-up is registered before there is anything to release, so that unwinding in between leaks nothing.
#include "text/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdio.h>
#include <string.h>

enum { JIT_STACK_FIRST = 32 * 1024, JIT_STACK_MOST = 4 * 1024 * 1024, FIRST_PAIRS = 16 };

// What PCRE2 takes its memory from, and whether there was too little.
typedef struct memory_supply {
    attune_allocator allocator;
    bool ran_out;
} memory_supply;

struct regex {
    memory_supply supply; // PCRE2 keeps a pointer to it
    pcre2_general_context *general;
    pcre2_compile_context *compiling;
    pcre2_code *code;
    uint32_t groups;
    bool matches_empty;
};

struct regex_scratch {
    memory_supply supply;
    arena *arena;
    pcre2_general_context *general;
    pcre2_match_context *matching;
    pcre2_match_data *data;
    pcre2_jit_stack *jit_stack; // NULL where there is no JIT
    uint32_t pairs;             // that data has room for
    uint32_t steps;             // of backtracking in one search
};

static void *allocate(size_t size, void *supply)
{
    memory_supply *from = supply;
    void *memory = from->allocator.allocate(from->allocator.user, size);
    if (!memory)
        from->ran_out = true;
    return memory;
}

static void release(void *memory, void *supply)
{
    const memory_supply *from = supply;
    if (memory)
        from->allocator.release(from->allocator.user, memory);
}

static void *require(arena *a, void *made)
{
    if (!made)
        guard_fail(a->guard, ATTUNE_MEMORY);
    return made;
}

static void release_regex(void *thing)
{
    regex *r = thing;
    pcre2_code_free(r->code);
    pcre2_compile_context_free(r->compiling);
    pcre2_general_context_free(r->general);
}

static uint32_t compile_options(unsigned flags)
{
    uint32_t options = PCRE2_UTF;
    if (flags & REGEX_CASELESS)
        options |= PCRE2_CASELESS;
    if (flags & REGEX_ANCHORED)
        options |= PCRE2_ANCHORED;
    if (flags & REGEX_LITERAL) // PCRE2 refuses the others beside it; they would change nothing
        return options | PCRE2_LITERAL;
    options |= PCRE2_NEVER_BACKSLASH_C;
    if (flags & REGEX_MULTILINE)
        options |= PCRE2_MULTILINE;
    if (flags & REGEX_DOTALL)
        options |= PCRE2_DOTALL;
    if (flags & REGEX_EXTENDED)
        options |= PCRE2_EXTENDED;
    if (flags & REGEX_WORDS)
        options |= PCRE2_UCP;
    return options;
}

static void fill_error(regex_error *error, int code, size_t offset)
{
    if (!error)
        return;
    error->offset = offset;
    if (pcre2_get_error_message(code, (PCRE2_UCHAR *)error->message, sizeof error->message) < 0)
        snprintf(error->message, sizeof error->message, "error %d of PCRE2", code);
}

const regex *regex_compile(arena *a, str pattern, unsigned flags, const limits *l, regex_error *error)
{
    enum { HEAP_FAILED = 121 }; // PCRE2_ERROR_HEAP_FAILED
    regex *r = ARENA_NEW(a, regex);
    r->supply.allocator = a->allocator;
    arena_defer(a, release_regex, r);
    r->general = require(a, pcre2_general_context_create(allocate, release, &r->supply));
    r->compiling = require(a, pcre2_compile_context_create(r->general));
    pcre2_set_max_pattern_length(r->compiling, (PCRE2_SIZE)l->pattern_bytes);
    pcre2_set_parens_nest_limit(r->compiling, (uint32_t)l->nesting);
    pcre2_set_newline(r->compiling, PCRE2_NEWLINE_LF); // not what the library was built with
    pcre2_set_bsr(r->compiling, PCRE2_BSR_UNICODE);

    int code = 0;
    PCRE2_SIZE offset = 0;
    PCRE2_SPTR source = (PCRE2_SPTR)(pattern.data ? pattern.data : "");
    r->code = pcre2_compile(source, pattern.length, compile_options(flags), &code, &offset, r->compiling);
    if (!r->code) {
        if (code == HEAP_FAILED)
            guard_fail(a->guard, ATTUNE_MEMORY);
        fill_error(error, code, offset <= pattern.length ? offset : pattern.length);
        return NULL;
    }
    (void)pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE); // a system that refuses it is only slower
    if (r->supply.ran_out)
        guard_fail(a->guard, ATTUNE_MEMORY);
    uint32_t empty = 0;
    (void)pcre2_pattern_info(r->code, PCRE2_INFO_MATCHEMPTY, &empty);
    (void)pcre2_pattern_info(r->code, PCRE2_INFO_CAPTURECOUNT, &r->groups);
    r->matches_empty = empty != 0;
    return r;
}

bool regex_matches_empty(const regex *r)
{
    return r->matches_empty;
}

size_t regex_groups(const regex *r)
{
    return r->groups;
}

static void release_scratch(void *thing)
{
    regex_scratch *s = thing;
    pcre2_match_data_free(s->data);
    pcre2_match_context_free(s->matching);
    pcre2_jit_stack_free(s->jit_stack);
    pcre2_general_context_free(s->general);
}

regex_scratch *regex_scratch_new(arena *a, const limits *l)
{
    regex_scratch *s = ARENA_NEW(a, regex_scratch);
    s->supply.allocator = a->allocator;
    s->arena = a;
    arena_defer(a, release_scratch, s);
    s->general = require(a, pcre2_general_context_create(allocate, release, &s->supply));
    s->matching = require(a, pcre2_match_context_create(s->general));
    s->steps = (uint32_t)l->pattern_steps;
    pcre2_set_match_limit(s->matching, s->steps);
    pcre2_set_depth_limit(s->matching, (uint32_t)l->pattern_steps);
    pcre2_set_heap_limit(s->matching, (uint32_t)l->pattern_memory);
    s->pairs = FIRST_PAIRS;
    s->data = require(a, pcre2_match_data_create(s->pairs, s->general));
    uint32_t has_jit = 0;
    pcre2_config(PCRE2_CONFIG_JIT, &has_jit);
    if (has_jit) {
        s->jit_stack = require(a, pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MOST, s->general));
        pcre2_jit_stack_assign(s->matching, NULL, s->jit_stack);
    }
    return s;
}

static void make_room(regex_scratch *s, uint32_t pairs)
{
    if (pairs <= s->pairs)
        return;
    pcre2_match_data_free(s->data);
    s->data = NULL;
    s->pairs = 0;
    s->data = require(s->arena, pcre2_match_data_create(pairs, s->general));
    s->pairs = pairs;
}

regex_result regex_search_within(const regex *r, regex_scratch *s, str subject, size_t start, uint32_t steps,
                                 const size_t **spans)
{
    pcre2_set_match_limit(s->matching, steps < s->steps ? steps : s->steps);
    regex_result result = regex_search(r, s, subject, start, spans);
    pcre2_set_match_limit(s->matching, s->steps);
    return result;
}

regex_result regex_search(const regex *r, regex_scratch *s, str subject, size_t start, const size_t **spans)
{
    if (start > subject.length)
        return REGEX_NO_MATCH;
    make_room(s, r->groups + 1);
    PCRE2_SPTR text = (PCRE2_SPTR)(subject.data ? subject.data : "");
    uint32_t options = PCRE2_NO_UTF_CHECK;
    int found = pcre2_match(r->code, text, subject.length, start, options, s->data, s->matching);
    if (found == PCRE2_ERROR_JIT_STACKLIMIT)
        found =
            pcre2_match(r->code, text, subject.length, start, options | PCRE2_NO_JIT, s->data, s->matching);
    if (found == PCRE2_ERROR_NOMATCH)
        return REGEX_NO_MATCH;
    if (found == PCRE2_ERROR_NOMEMORY)
        guard_fail(s->arena->guard, ATTUNE_MEMORY);
    if (found <= 0) // a limit; or a search that PCRE2 refuses, of which the result is as little known
        return REGEX_LIMIT;

    // Groups behind the last one that took part are PCRE2_UNSET as well, which is SIZE_MAX.
    PCRE2_SIZE *pairs = pcre2_get_ovector_pointer(s->data);
    if (pairs[0] > pairs[1]) // \K inside a lookahead
        return REGEX_LIMIT;
    if (spans)
        *spans = pairs;
    return REGEX_MATCH;
}

const char *regex_version(void)
{
    // Of the library that runs, not of the header. One copy a thread: nothing shared is written.
    static _Thread_local char version[64];
    if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) >= (int)sizeof version)
        return "unknown";
    pcre2_config(PCRE2_CONFIG_VERSION, version);
    return version;
}
