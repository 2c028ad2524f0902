// SPDX-License-Identifier: MIT
// What a full explanation of one pair costs from a loaded pool, as a record, not as text; by CPU time, whole
// and part by part. A part is measured by working it out once more for each rule.
//   bench_explain RULESET CLIENT POOL [SCORES]    SCORES: where each therapist's score goes, in micro-points
#include "api/handles.h"
#include "explain/explaining.h"

#include "bench.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 7, PAIRS = 3000 };

typedef struct benched {
    arena arena, out;
    guard guard;
    const char *const *arguments;
    const attune_pool *pool;
    explain_run *run;
    const explaining *x; // at the row at hand
    explanation *made;   // of all rows
} benched;

typedef void (*measured)(benched *b, uint32_t row);

// ---- the parts

static void start(benched *b, uint32_t row)
{
    static evaluation v; // one thread
    b->x = explain_start(b->run, &b->out, row, &v);
}

static void whole(benched *b, uint32_t row)
{
    explanation e;
    explain_run_row(b->run, &b->out, row, 1, EXPLAIN_ANSWERS, &e);
}

static void quotes(benched *b, uint32_t row)
{
    size_t count;
    start(b, row);
    const ruleset *r = b->x->rules;
    for (size_t i = 0; i < r->gate_count; i++)
        explain_quotes(b->x, &r->gates[i].require, &count);
    for (size_t i = 0; i < r->criterion_count; i++)
        explain_quotes(b->x, &r->criteria[i].value, &count);
}

static void missing_values(benched *b, uint32_t row)
{
    size_t count;
    start(b, row);
    const ruleset *r = b->x->rules;
    const evaluation *v = b->x->evaluation;
    for (size_t i = 0; i < r->gate_count; i++)
        if (v->gates[i] == OUTCOME_UNKNOWN)
            explain_missing(b->x, &r->gates[i].require, &count);
    for (size_t i = 0; i < r->criterion_count; i++)
        if (v->criteria[i].outcome == OUTCOME_UNKNOWN)
            explain_missing(b->x, &r->criteria[i].value, &count);
}

static void say(benched *b, const message *m)
{
    environment_message(b->x->environment, m, STR_NONE, &b->out);
}

static void messages(benched *b, uint32_t row)
{
    start(b, row);
    const ruleset *r = b->x->rules;
    const evaluation *v = b->x->evaluation;
    for (size_t i = 0; i < r->gate_count; i++) {
        const gate *g = &r->gates[i];
        say(b, &g->title);
        say(b, &g->ask);
        say(b, v->gates[i] == OUTCOME_MET ? &g->met : v->gates[i] == OUTCOME_UNMET ? &g->unmet : &g->unknown);
    }
    for (size_t i = 0; i < r->criterion_count; i++) {
        const criterion *c = &r->criteria[i];
        outcome o = v->criteria[i].outcome;
        say(b, &c->title);
        if (o == OUTCOME_NOT_APPLICABLE)
            continue;
        say(b, &c->ask);
        say(b, o == OUTCOME_MET      ? &c->met
               : o == OUTCOME_PARTLY ? &c->partly
               : o == OUTCOME_UNMET  ? &c->unmet
                                     : &c->unknown);
    }
}

static void deciding_values(benched *b, uint32_t row)
{
    explanation e = b->made[row];
    start(b, row);
    explain_because(b->x, false, &e);
}

static void questions_and_losses(benched *b, uint32_t row)
{
    explanation e = b->made[row];
    start(b, row);
    explain_questions(b->x, &e);
    explain_losses(b->x, &e);
}

static void missing_and_answers(benched *b, uint32_t row)
{
    explanation e;
    missing_values(b, row);
    explain_answers(b->x, &e);
}

// ---- measuring

// Microseconds a pair: the least of several rounds, which other processes disturbed least.
static double time_of(benched *b, measured part)
{
    uint32_t rows = (uint32_t)pool_count(b->pool->pool);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double begin = now_processor();
        for (uint32_t i = 0; i < PAIRS; i++) {
            part(b, i % rows);
            arena_reset(&b->out);
        }
        double took = (now_processor() - begin) * 1e6 / PAIRS;
        if (round == 0 || took < best)
            best = took;
    }
    return best;
}

static void show(const char *part, double us)
{
    printf("  %-44s %8.2f\n", part, us < 0 ? 0 : us);
}

static void print_parts(benched *b)
{
    double evaluated = time_of(b, start), all = time_of(b, whole);
    double quoted = time_of(b, quotes) - evaluated, said = time_of(b, messages) - evaluated;
    double lacking = time_of(b, missing_values) - evaluated;
    double decided = time_of(b, deciding_values) - evaluated;
    double asked = time_of(b, questions_and_losses) - evaluated;
    double answered = time_of(b, missing_and_answers) - evaluated - lacking;
    show("evaluation", evaluated);
    show("quotes", quoted);
    show("titles, messages, questions' texts", said);
    show("what is missing", lacking);
    show("order of questions and losses", asked);
    show("what each answer would do", answered);
    show("other", all - evaluated - quoted - said - lacking - asked - answered);
    printf("whole\t%.2f\n", all);
    printf("decided\t%.2f\n", decided < 0 ? 0 : decided);
}

static void write_scores(benched *b, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(1);
    }
    for (uint32_t row = 0; row < pool_count(b->pool->pool); row++) {
        explanation e;
        explain_run_row(b->run, &b->out, row, 1, EXPLAIN_RULES, &e);
        fprintf(file, "%.*s\t%" PRId64 "\n", STR_ARGS(e.id), e.score.score);
        arena_reset(&b->out);
    }
    fclose(file);
}

static void stop_on(attune_status status, const attune_error *error)
{
    if (status == ATTUNE_OK)
        return;
    fprintf(stderr, "%s:%u: %s\n", error->file, (unsigned)error->line, error->message);
    exit(1);
}

static void run_bench(void *context)
{
    benched *b = context;
    attune_error error;
    attune_options options;
    attune_options_init(&options);
    options.threads = 1;
    attune_ruleset *rules;
    stop_on(attune_ruleset_load(b->arguments[1], &options, &rules, &error), &error);
    attune_client *client;
    stop_on(attune_client_load(rules, b->arguments[2], &options, &client, &error), &error);
    attune_pool *pool;
    stop_on(attune_pool_load(rules, &b->arguments[3], 1, &options, &pool, &error), &error);
    diagnostics d;
    diagnostics_init(&d, &b->arena, 10);
    const client_plan *plan =
        client_plan_make(&b->arena, rules->rules, client->profile, (feel_date){2026, 12, 1}, &d);
    b->pool = pool;
    b->run = explain_run_new(&b->arena, rules->rules, plan, pool->pool, pool->facts);
    arena_init_within(&b->out, &b->arena);
    b->made = ARENA_ARRAY(&b->arena, explanation, pool_count(pool->pool));
    for (uint32_t row = 0; row < pool_count(pool->pool); row++)
        explain_run_row(b->run, &b->arena, row, 1, EXPLAIN_ANSWERS, &b->made[row]);
    print_parts(b);
    if (b->arguments[4])
        write_scores(b, b->arguments[4]);
    arena_free(&b->arena);
    attune_pool_free(pool);
    attune_client_free(client);
    attune_ruleset_free(rules);
}

int main(int count, char **arguments)
{
    if (count < 4) {
        fprintf(stderr, "usage: bench_explain RULESET CLIENT POOL [SCORES]\n");
        return 2;
    }
    benched b = {.arguments = (const char *const *)arguments};
    arena_init(&b.arena, NULL, &b.guard, 0);
    return guard_run(&b.guard, run_bench, &b) == ATTUNE_OK ? 0 : 1;
}
