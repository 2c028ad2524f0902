// SPDX-License-Identifier: MIT
// A crew: threads that work on jobs while the caller prepares the next ones and takes the finished ones, in
// the order in which they were handed over. So nothing that comes out depends on which thread was faster.
//
// The jobs stand in a ring. The caller fills the one that crew_job() gives, hands it over, and gets it back
// by its take function; a full ring makes the caller work, too. Jobs are structs of the caller's whose first
// member is a crew_job; what they hold lives in the job's arena, which is reset once the job was taken.
#ifndef ATTUNE_BASE_CREW_H
#define ATTUNE_BASE_CREW_H

#include "base/memory.h"

typedef struct crew crew;

typedef struct crew_job {
    arena arena;          // of all that the job holds; its guard is that of the thread that has the job
    bool done;            // private
    attune_status status; // private
} crew_job;

typedef struct crew_tasks {
    size_t job_size; // of the caller's struct
    // Makes what a thread needs for itself, once per thread, in an arena that lives as long as the crew.
    void *(*equip)(void *user, arena *a);
    // Does a job, on any thread. May unwind: then the job fails, and the crew with it.
    void (*work)(void *user, void *equipment, void *job);
    // Takes a finished job, on the caller's thread, in order.
    void (*take)(void *user, void *job);
    void *user;
} crew_tasks;

// How many threads to use: asked, or where that is 0 as many as the machine has; from 1 to most.
size_t crew_threads(unsigned asked, size_t most);

// threads: 0 for as many as the machine has; with 1 the caller's thread does it all. They are started with
// the first job and end when a is freed, whatever has become of the work. a's allocator must bear use by
// several threads where threads is not 1. jobs: of the ring, 0 for a few per thread.
crew *crew_new(arena *a, const crew_tasks *tasks, unsigned threads, size_t jobs);

// The job to fill next: zeroed at first, later as take left it, but for its arena, which is empty.
void *crew_next_job(crew *c);

// Hands it over. May take earlier ones. Unwinds with the status of a job that failed.
void crew_hand_over(crew *c);

// Finishes and takes all jobs that were handed over. Unwinds with the status of a job that failed.
void crew_drain(crew *c);

#endif
