// SPDX-License-Identifier: MIT
// Guards and arenas: see memory.h.
#define _DEFAULT_SOURCE // for madvise()
#include "base/memory.h"

#include <assert.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { FIRST_BLOCK = 4096, LARGEST_STEP = 1 << 20 };

// Under the address sanitizer what an arena has not handed out may not be touched, and a gap stands behind
// each allocation: overruns and use after arena_rewind() are found as with malloc.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_CHECKED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_CHECKED 1
#endif
#ifdef ARENA_CHECKED
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
enum { GAP = 0 };
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#endif

struct arena_block {
    arena_block *next;
    size_t size; // of data
    size_t used;
    _Alignas(max_align_t) unsigned char data[];
};

struct arena_cleanup {
    arena_cleanup *next;
    void (*release)(void *thing);
    void *thing;
};

typedef struct guard_frame {
    jmp_buf jump;
    struct guard_frame *outer; // where guard_run() runs within another of the same guard
} guard_frame;

attune_status guard_run(guard *g, void (*body)(void *context), void *context)
{
    guard_frame frame;
    frame.outer = g->frame;
    g->frame = &frame;
    g->status = ATTUNE_OK;
    if (setjmp(frame.jump) == 0)
        body(context);
    attune_status status = g->status; // not in the frame: what changes after setjmp() in it is not defined
    g->status = ATTUNE_OK;
    g->frame = frame.outer;
    return status;
}

_Noreturn void guard_fail(guard *g, attune_status status)
{
    assert(g && g->frame);
    if (!g || !g->frame)
        abort(); // there is no frame to go to: allocation outside any guard_run()
    g->status = status;
    longjmp(g->frame->jump, 1);
}

// Large blocks lie on large pages where the system has them: a pool of a million is touched in tens of
// megabytes, and each small page costs the system a trip.
static void *allocate_default(void *user, size_t size)
{
    (void)user;
#ifdef MADV_HUGEPAGE
    enum { PAGE = 2 << 20, LARGE = 2 * PAGE };
    void *block = NULL;
    if (size >= LARGE && posix_memalign(&block, PAGE, size) == 0) {
        madvise(block, size, MADV_HUGEPAGE); // advice: without it, all is the same but slower
        return block;
    }
#endif
    return malloc(size);
}

static void release_default(void *user, void *memory)
{
    (void)user;
    free(memory);
}

void arena_init(arena *a, const attune_allocator *allocator, guard *g, size_t limit)
{
    *a = (arena){.guard = g, .limit = limit};
    if (allocator && allocator->allocate)
        a->allocator = *allocator;
    else
        a->allocator = (attune_allocator){allocate_default, release_default, NULL};
}

static void run_cleanups(arena *a)
{
    while (a->cleanups) {
        arena_cleanup *c = a->cleanups;
        a->cleanups = c->next;
        c->release(c->thing);
    }
}

static void release_block(arena *a, arena_block *block)
{
    ASAN_UNPOISON_MEMORY_REGION(block->data, block->size);
    a->allocator.release(a->allocator.user, block);
}

// Gives up what the block has handed out past its first used bytes.
static void cut_block(arena_block *block, size_t used)
{
    block->used = used;
    ASAN_POISON_MEMORY_REGION(block->data + used, block->size - used);
}

static void release_blocks(arena *a, arena_block *keep)
{
    arena_block *block = a->blocks;
    while (block) {
        arena_block *next = block->next;
        if (block != keep)
            release_block(a, block);
        block = next;
    }
    a->blocks = keep;
    if (keep) {
        keep->next = NULL;
        cut_block(keep, 0);
    }
    a->used = 0;
}

void arena_free(arena *a)
{
    run_cleanups(a);
    release_blocks(a, NULL);
}

void arena_reset(arena *a)
{
    run_cleanups(a);
    arena_block *largest = a->blocks;
    for (arena_block *b = a->blocks; b; b = b->next)
        if (b->size > largest->size)
            largest = b;
    release_blocks(a, largest);
}

// A new block with room for size bytes; blocks double up to LARGEST_STEP.
static arena_block *add_block(arena *a, size_t size)
{
    size_t wanted = a->blocks ? a->blocks->size * 2 : FIRST_BLOCK;
    if (wanted > LARGEST_STEP)
        wanted = LARGEST_STEP;
    if (wanted < size)
        wanted = size;
    if (wanted > SIZE_MAX - sizeof(arena_block))
        guard_fail(a->guard, ATTUNE_LIMIT);
    arena_block *block = a->allocator.allocate(a->allocator.user, sizeof *block + wanted);
    if (!block)
        guard_fail(a->guard, ATTUNE_MEMORY);
    *block = (arena_block){.next = a->blocks, .size = wanted};
    cut_block(block, 0);
    a->blocks = block;
    return block;
}

void arena_reserve(arena *a, size_t size)
{
    if (size && (!a->blocks || size > a->blocks->size - a->blocks->used))
        add_block(a, size);
}

void *arena_alloc(arena *a, size_t size)
{
    const size_t step = _Alignof(max_align_t);
    if (size > SIZE_MAX - step - GAP)
        guard_fail(a->guard, ATTUNE_LIMIT);
    size_t rounded = (size + step - 1) / step * step;
    if (a->limit && rounded > a->limit - a->used)
        guard_fail(a->guard, ATTUNE_LIMIT);
    arena_block *block = a->blocks;
    if (!block || rounded + GAP > block->size - block->used)
        block = add_block(a, rounded + GAP);
    void *memory = block->data + block->used;
    ASAN_UNPOISON_MEMORY_REGION(memory, size);
    block->used += rounded + GAP;
    a->used += rounded;
    return memory;
}

void *arena_zalloc(arena *a, size_t size)
{
    return memset(arena_alloc(a, size), 0, size);
}

void *arena_array(arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        guard_fail(a->guard, ATTUNE_LIMIT);
    return arena_zalloc(a, count * size);
}

void arena_defer(arena *a, void (*release)(void *thing), void *thing)
{
    arena_cleanup *c = arena_alloc(a, sizeof *c);
    *c = (arena_cleanup){a->cleanups, release, thing};
    a->cleanups = c;
}

arena_mark arena_get_mark(const arena *a)
{
    return (arena_mark){a->blocks, a->blocks ? a->blocks->used : 0, a->used};
}

void arena_rewind(arena *a, arena_mark mark)
{
    while (a->blocks != mark.block) {
        arena_block *newest = a->blocks;
        // The first block of all is kept, so that scratch use settles without allocating.
        if (!newest->next && !mark.block) {
            cut_block(newest, 0);
            break;
        }
        a->blocks = newest->next;
        release_block(a, newest);
    }
    if (mark.block)
        cut_block(mark.block, mark.block_used);
    a->used = mark.used;
}

void *vec_grow(arena *a, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count == *capacity) {
        size_t larger = *capacity ? *capacity * 2 : 8;
        void *moved = arena_array(a, larger, size);
        if (count)
            memcpy(moved, items, count * size);
        items = moved;
        *capacity = larger;
    }
    memset((char *)items + count * size, 0, size);
    return items;
}

static void free_arena(void *thing)
{
    arena_free(thing);
}

void arena_init_within(arena *a, arena *owner)
{
    arena_init(a, &owner->allocator, owner->guard, owner->limit);
    arena_defer(owner, free_arena, a);
}

arena *arena_new_within(arena *owner)
{
    arena *a = ARENA_NEW(owner, arena);
    arena_init_within(a, owner);
    return a;
}
