// SPDX-License-Identifier: MIT
// What the other engines are given and must come to: see scale.h. Each form is one function over the same
// facts.
#include "scale/scale.h"

#include <inttypes.h>
#include <stdlib.h>

FILE *open_answer(arena *a, const char *folder, const client_plan *plan, const char *suffix)
{
    str id = client_plan_client(plan)->id;
    const char *path = str_printf(a, "%s/%.*s.%s", folder, STR_ARGS(id), suffix).data;
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

void close_answer(FILE *file)
{
    if (fclose(file) != 0) {
        perror("bench_scale");
        exit(1);
    }
}

static int64_t unknown_points(const ruleset *rules, const points_table *points, size_t criterion)
{
    return points_scale(rules->criteria[criterion].unknown_value, points->criterion_points[criterion]);
}

// FEEL writes numbers, strings, booleans, lists of them and null as JSON does.
static void write_json(arena *a, FILE *file, const ruleset *rules, const client_plan *plan)
{
    const profile *client = client_plan_client(plan);
    const points_table *points = client_plan_points(plan);
    fputs("{\n \"client\": {", file);
    for (size_t i = 0; i < client->side->count; i++) {
        str value = feel_value_source(a, client->values[i]);
        fprintf(file, "%s\n  \"%.*s\": %.*s", i ? "," : "", STR_ARGS(client->side->fields[i].name),
                STR_ARGS(value));
    }
    fputs("\n },\n \"points\": {", file);
    for (size_t i = 0; i < rules->criterion_count; i++)
        fprintf(file, "%s\n  \"%.*s\": {\"full\": %" PRId64 ", \"unknown\": %" PRId64 "}", i ? "," : "",
                STR_ARGS(rules->criteria[i].id), points->criterion_points[i],
                unknown_points(rules, points, i));
    fputs("\n }\n}\n", file);
}

static void write_sql_value(arena *a, FILE *file, feel_value value)
{
    str source = feel_value_source(a, value);
    if (value.kind == FEEL_STRING)
        fprintf(file, "'%.*s'", STR_ARGS(value.as.string));
    else
        fprintf(file, value.kind == FEEL_LIST ? "'%.*s'" : "%.*s", STR_ARGS(source));
}

static void write_sql(arena *a, FILE *file, const ruleset *rules, const client_plan *plan)
{
    const profile *client = client_plan_client(plan);
    const points_table *points = client_plan_points(plan);
    fputs(".parameter clear\n.parameter init\n", file);
    for (size_t i = 0; i < client->side->count; i++) {
        fprintf(file, "INSERT INTO temp.sqlite_parameters VALUES('$%.*s', ",
                STR_ARGS(client->side->fields[i].name));
        write_sql_value(a, file, client->values[i]);
        fputs(");\n", file);
    }
    for (size_t i = 0; i < rules->criterion_count; i++)
        fprintf(file,
                "INSERT INTO temp.sqlite_parameters VALUES('$p_%.*s', %" PRId64 "), ('$u_%.*s', %" PRId64
                ");\n",
                STR_ARGS(rules->criteria[i].id), points->criterion_points[i], STR_ARGS(rules->criteria[i].id),
                unknown_points(rules, points, i));
}

static void write_fact_value(arena *a, FILE *file, feel_value value)
{
    if (value.kind == FEEL_LIST) {
        for (size_t i = 0; i < value.as.list->count; i++)
            write_fact_value(a, file, value.as.list->items[i]);
        return;
    }
    str text = feel_is_null(value) ? str_from("nil") : feel_value_text(a, value);
    fprintf(file, " %.*s", STR_ARGS(text));
}

static void write_facts(arena *a, FILE *file, const ruleset *rules, const client_plan *plan)
{
    const profile *client = client_plan_client(plan);
    const points_table *points = client_plan_points(plan);
    fputs("(client", file);
    for (size_t i = 0; i < client->side->count; i++) {
        fprintf(file, " (%.*s", STR_ARGS(client->side->fields[i].name));
        write_fact_value(a, file, client->values[i]);
        fputs(")", file);
    }
    fputs(")\n", file);
    for (size_t i = 0; i < rules->criterion_count; i++)
        fprintf(file, "(worth (criterion %.*s) (full %" PRId64 ") (unknown %" PRId64 "))\n",
                STR_ARGS(rules->criteria[i].id), points->criterion_points[i],
                unknown_points(rules, points, i));
}

void write_parameters(arena *a, const char *folder, const ruleset *rules, const client_plan *plan)
{
    static const struct {
        const char *suffix;
        void (*write)(arena *a, FILE *file, const ruleset *rules, const client_plan *plan);
    } forms[] = {{"json", write_json}, {"sql", write_sql}, {"fct", write_facts}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        FILE *file = open_answer(a, folder, plan, forms[i].suffix);
        forms[i].write(a, file, rules, plan);
        close_answer(file);
    }
}

void write_answers(arena *a, const char *folder, const pool *pool, const client_plan *plan,
                   const ranking *all)
{
    FILE *file = open_answer(a, folder, plan, "attune");
    for (size_t i = 0; i < all->count && i < 10; i++)
        fprintf(file, "%.*s %" PRId32 "\n", STR_ARGS(pool_id(pool, all->items[i].row)), all->items[i].score);
    int64_t sum = 0;
    for (size_t i = 0; i < all->count; i++)
        sum += all->items[i].score;
    fprintf(file, "all %zu %" PRId64 "\n", all->ranked, sum);
    close_answer(file);
}
