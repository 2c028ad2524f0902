// SPDX-License-Identifier: MIT
// Ranks therapists for a client with the library:  example RULESET CLIENT POOL
#include <attune.h>
#include <stdio.h>

int main(int count, char **arguments)
{
    attune_ruleset *rules = NULL;
    attune_client *client = NULL;
    attune_pool *pool = NULL;
    attune_report *report = NULL;
    attune_error error = {ATTUNE_USAGE, "", "", 0, 0, "usage: example RULESET CLIENT POOL"};
    attune_query query = {2026, 3, 1, 3, ATTUNE_ORDER_SCORE}; // a day, and the first three places
    if (count == 4 && !attune_ruleset_load(arguments[1], NULL, &rules, &error) &&
        !attune_client_load(rules, arguments[2], NULL, &client, &error) &&
        !attune_pool_load(rules, (const char **)&arguments[3], 1, NULL, &pool, &error) &&
        !attune_rank(client, pool, &query, NULL, &report, &error)) {
        attune_place place;
        for (size_t i = 0; attune_report_place(report, i, &place) == ATTUNE_OK; i++)
            printf("%zu. %s: %.1f\n", place.place, place.id, (double)place.score / 1e6);
    } else {
        fprintf(stderr, "%s:%u: %s\n", error.file, (unsigned)error.line, error.message);
    }
    int failed = report == NULL;
    attune_report_free(report);
    attune_pool_free(pool);
    attune_client_free(client);
    attune_ruleset_free(rules);
    return failed;
}
