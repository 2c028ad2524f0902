// SPDX-License-Identifier: MIT
// Memory of the engine: guards and arenas.
//
// Everything the engine allocates comes from an arena, and every arena belongs to a guard. Allocation
// never returns NULL: when memory or an arena's limit runs out, the guard unwinds (longjmp) to the
// guard_run() that opened it, which returns the status; the arenas are then freed whole. So no
// function between has to check for NULL, and nothing can leak: what is not memory (a compiled pattern, an
// open file) is tied to an arena with arena_defer().
//
// Never unwind across a frame of a foreign library: callbacks that a parser calls run their body in a
// guard of their own (guard_run) and tell the parser to stop.
#ifndef ATTUNE_BASE_MEMORY_H
#define ATTUNE_BASE_MEMORY_H

#include "attune.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Belongs to one thread, as the arenas that it guards do. Starts out zeroed: guard g = {0};
typedef struct guard {
    struct guard_frame *frame; // private: of the guard_run() under way, NULL where there is none
    attune_status status;      // private
} guard;

// Runs body(context). Returns ATTUNE_OK, or the status that guard_fail() was called with meanwhile. May be
// called again on the same guard from within body: until the inner call returns, failure unwinds to that one.
attune_status guard_run(guard *g, void (*body)(void *context), void *context);

// Unwinds to the innermost guard_run() of g. Never returns. Where none is under way (memory was asked for
// after guard_run() had returned) that is a bug of the caller, and the program is ended with abort().
_Noreturn void guard_fail(guard *g, attune_status status);

typedef struct arena_block arena_block;
typedef struct arena_cleanup arena_cleanup;

// Belongs to one thread at a time; what it holds may be read by others once it is made.
typedef struct arena {
    attune_allocator allocator;
    guard *guard;            // where failure unwinds to: in guard_run() while anything is allocated
    arena_block *blocks;     // newest first
    arena_cleanup *cleanups; // newest first
    size_t used;             // bytes handed out
    size_t limit;            // most bytes that may be handed out, 0 for no limit
} arena;

// A place to go back to with arena_rewind().
typedef struct arena_mark {
    arena_block *block;
    size_t block_used;
    size_t used;
} arena_mark;

// Sets up an empty arena; allocates nothing. allocator may be NULL for malloc and free.
void arena_init(arena *a, const attune_allocator *allocator, guard *g, size_t limit);

// Sets up an empty arena with the allocator, guard and limit of its owner; it is freed with the owner at the
// latest.
void arena_init_within(arena *a, arena *owner);

// The same for an arena that is itself allocated in its owner.
arena *arena_new_within(arena *owner);

// Runs the clean-ups, newest first, and gives all memory back. Legal on an arena set up and never used.
void arena_free(arena *a);

// Like arena_free(), but keeps the largest block for the next use, so that a steady state allocates nothing.
void arena_reset(arena *a);

// Bytes aligned for any type. arena_alloc: not initialised; arena_zalloc: zero. Never NULL.
void *arena_alloc(arena *a, size_t size);
void *arena_zalloc(arena *a, size_t size);

// The same for count items of size bytes, zeroed; unwinds with ATTUNE_LIMIT where the product overflows.
void *arena_array(arena *a, size_t count, size_t size);

#define ARENA_NEW(a, type) ((type *)arena_zalloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_array((a), (count), sizeof(type)))

// The next allocations, of so many bytes in all, lie together: for what is large and made of many parts.
void arena_reserve(arena *a, size_t size);

// Calls release(thing) when the arena is reset or freed.
void arena_defer(arena *a, void (*release)(void *thing), void *thing);

// Scratch use: all that was allocated after the mark is given up. No clean-up may have been added since.
arena_mark arena_get_mark(const arena *a);
void arena_rewind(arena *a, arena_mark mark);

// Growable array in an arena:  struct { T *items; size_t count, capacity; } v = {0};
// ARENA_PUSH(arena, &v) grows v by one zeroed item and gives its address.
#define VEC(type)                                                                                            \
    struct {                                                                                                 \
        type *items;                                                                                         \
        size_t count, capacity;                                                                              \
    }
#define ARENA_PUSH(a, v)                                                                                     \
    ((v)->items = vec_grow((a), (v)->items, (v)->count, &(v)->capacity, sizeof *(v)->items), (v)->count++,   \
     &(v)->items[(v)->count - 1])
void *vec_grow(arena *a, void *items, size_t count, size_t *capacity, size_t size);

#endif
