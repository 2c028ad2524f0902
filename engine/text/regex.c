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

// PCRE2 counts backtracking anew for each place of the text that it tries. So that a whole search ends, it
// may do little at each place first; where that is too little, the places are tried in ever smaller
// stretches, and the single hard ones with ever more steps, out of a budget for all of them.
enum { EASY_STEPS = 1000, LONGEST_STRETCH = 256, MORE_STEPS = 4, HARD_PLACES = 32 };

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
    bool lines; // PCRE2 tries it only where lines begin, or at one place
    bool whole; // it is searched for at once: of that, or because what it finds depends on where a search
                // begins
};

struct regex_scratch {
    memory_supply supply;
    arena *arena;
    pcre2_general_context *general;
    pcre2_match_context *matching;
    pcre2_match_data *data;
    pcre2_jit_stack *jit_stack; // NULL where there is no JIT
    uint32_t pairs;             // that data has room for
    uint32_t steps;             // of backtracking at one place
    const regex *last;          // the last search's, …
    const char *last_subject;
    uint32_t each;   // … its steps at each place where all are tried at once,
    uint64_t budget; // and what it left of more for those that go on behind it
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
    uint32_t options = PCRE2_UTF | PCRE2_USE_OFFSET_LIMIT;
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
    enum { HEAP_FAILED = 121, FIRST_IN_LINE = 2 }; // PCRE2_ERROR_HEAP_FAILED; of PCRE2_INFO_FIRSTCODETYPE
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
    uint32_t first = 0, options = 0;
    (void)pcre2_pattern_info(r->code, PCRE2_INFO_FIRSTCODETYPE, &first);
    (void)pcre2_pattern_info(r->code, PCRE2_INFO_ALLOPTIONS, &options);
    r->lines = first == FIRST_IN_LINE || (options & PCRE2_ANCHORED);
    r->whole = r->lines || str_contains(pattern, STR("(*")) || str_contains(pattern, STR("\\G"));
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

// One call of PCRE2: for a match that begins in start…last (SIZE_MAX: anywhere behind), with so many steps at
// each place. Returns what pcre2_match() does.
static int attempt(const regex *r, regex_scratch *s, str subject, size_t start, size_t last, uint32_t steps)
{
    PCRE2_SPTR text = (PCRE2_SPTR)(subject.data ? subject.data : "");
    uint32_t options = PCRE2_NO_UTF_CHECK;
    pcre2_set_match_limit(s->matching, steps);
    pcre2_set_offset_limit(s->matching, last);
    int found = pcre2_match(r->code, text, subject.length, start, options, s->data, s->matching);
    if (found == PCRE2_ERROR_JIT_STACKLIMIT)
        found =
            pcre2_match(r->code, text, subject.length, start, options | PCRE2_NO_JIT, s->data, s->matching);
    return found;
}

static size_t next_character(str subject, size_t at)
{
    do
        at++;
    while (at < subject.length && ((unsigned char)subject.data[at] & 0xC0) == 0x80);
    return at;
}

static uint32_t smaller(uint64_t a, uint64_t b)
{
    return (uint32_t)(a < b ? a : b);
}

// Takes more steps for one hard place out of the budget; false where there are no more.
static bool take_more(regex_scratch *s, uint32_t *steps)
{
    uint32_t more = smaller((uint64_t)*steps * MORE_STEPS, s->steps);
    if (more == *steps || more > s->budget)
        return false;
    s->budget -= more;
    *steps = more;
    return true;
}

// The search from start on where few steps at each place are not enough.
static int search_hard(const regex *r, regex_scratch *s, str subject, size_t start)
{
    const uint32_t easy = smaller(EASY_STEPS, s->steps);
    uint32_t steps = easy;
    size_t stretch = LONGEST_STRETCH;
    for (size_t at = start; at <= subject.length;) {
        size_t last = at + (stretch - 1);
        int found = attempt(r, s, subject, at, last, steps);
        if (found == PCRE2_ERROR_NOMATCH) {
            at = next_character(subject, last);
            stretch = stretch < LONGEST_STRETCH ? stretch * 2 : stretch;
            steps = easy;
        } else if (found != PCRE2_ERROR_MATCHLIMIT) {
            return found;
        } else if (stretch > 1) {
            stretch /= 2;
        } else if (!take_more(s, &steps)) {
            return found;
        }
    }
    return PCRE2_ERROR_NOMATCH;
}

// What pcre2_match() returned, for the caller.
static regex_result conclude(regex_scratch *s, int found, const size_t **spans)
{
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

regex_result regex_search_within(const regex *r, regex_scratch *s, str subject, size_t start, uint32_t steps,
                                 const size_t **spans)
{
    if (start > subject.length)
        return REGEX_NO_MATCH;
    make_room(s, r->groups + 1);
    if (start == 0)
        s->last = NULL; // what follows is about another text, though it may stand where the last one did
    return conclude(s, attempt(r, s, subject, start, PCRE2_UNSET, smaller(steps, s->steps)), spans);
}

// How many steps are well spent at each place where all are tried at once.
static uint32_t steps_each(const regex *r, const regex_scratch *s, str subject, size_t start)
{
    if (!r->whole)
        return smaller(EASY_STEPS, s->steps);
    uint64_t places = 1 + (r->lines ? 0 : subject.length - start);
    for (size_t i = start; r->lines && i < subject.length; i++)
        places += subject.data[i] == '\n';
    uint64_t each = (uint64_t)s->steps * HARD_PLACES / places;
    return smaller(each > EASY_STEPS ? each : EASY_STEPS, s->steps);
}

regex_result regex_search(const regex *r, regex_scratch *s, str subject, size_t start, const size_t **spans)
{
    if (start > subject.length)
        return REGEX_NO_MATCH;
    make_room(s, r->groups + 1);
    if (start == 0 || s->last != r || s->last_subject != subject.data) {
        s->budget = (uint64_t)s->steps * HARD_PLACES;
        s->each = steps_each(r, s, subject, start);
        s->last = r;
        s->last_subject = subject.data;
    }
    int found = attempt(r, s, subject, start, PCRE2_UNSET, s->each);
    if (found == PCRE2_ERROR_MATCHLIMIT && !r->whole)
        found = search_hard(r, s, subject, start);
    return conclude(s, found, spans);
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
