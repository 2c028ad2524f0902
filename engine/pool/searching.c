// SPDX-License-Identifier: MIT
// See searching.h. A job of the crew is a few dozen rows.
#include "pool/searching.h"

#include "base/crew.h"

#include <string.h>

enum {
    JOB_ROWS = 64,
    JOB_BYTES = 1 << 18 // of texts: a job of long ones has fewer rows
};

typedef struct job_row {
    uint32_t row;
    place profile;
    size_t first_text, text_count;
    text_result result;
} job_row;

typedef struct job {
    crew_job base;
    VEC(text_value) texts;
    job_row rows[JOB_ROWS];
    size_t row_count, bytes;
} job;

struct searching {
    const text_rules *rules;
    searching_taker *take;
    void *user;
    crew *crew;
};

static void *equip(void *user, arena *a)
{
    const searching *s = user;
    return text_run_new(a, s->rules);
}

static void search_rows(void *user, void *equipment, void *at)
{
    job *j = at;
    (void)user;
    for (size_t i = 0; i < j->row_count; i++) {
        job_row *r = &j->rows[i];
        r->result = text_search(equipment, j->texts.items + r->first_text, r->text_count, &j->base.arena);
    }
}

static void take_rows(void *user, void *at)
{
    const searching *s = user;
    job *j = at;
    for (size_t i = 0; i < j->row_count; i++)
        s->take(s->user, j->rows[i].row, j->rows[i].profile, &j->rows[i].result);
    memset(&j->texts, 0, sizeof j->texts);
    j->row_count = j->bytes = 0;
}

searching *searching_new(arena *a, const text_rules *rules, unsigned threads, searching_taker *take,
                         void *user)
{
    searching *s = ARENA_NEW(a, searching);
    *s = (searching){.rules = rules, .take = take, .user = user};
    const crew_tasks tasks = {sizeof(job), equip, search_rows, take_rows, s};
    s->crew = crew_new(a, &tasks, threads, 0);
    return s;
}

void searching_add(searching *s, uint32_t row, place profile, const text_value *texts, size_t count)
{
    job *j = crew_next_job(s->crew);
    j->rows[j->row_count++] =
        (job_row){.row = row, .profile = profile, .first_text = j->texts.count, .text_count = count};
    for (size_t i = 0; i < count; i++) {
        *ARENA_PUSH(&j->base.arena, &j->texts) = texts[i];
        j->bytes += texts[i].text.length;
    }
    if (j->row_count == JOB_ROWS || j->bytes >= JOB_BYTES)
        crew_hand_over(s->crew);
}

void searching_drain(searching *s)
{
    const job *filling = crew_next_job(s->crew);
    if (filling->row_count > 0)
        crew_hand_over(s->crew);
    crew_drain(s->crew);
}
