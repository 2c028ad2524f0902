// SPDX-License-Identifier: MIT
// The scan against the reference on what is shipped: rule sets, sample clients and therapists. Whoever adds a
// rule set adds it here.
#include "match/world.h"

#include <stdio.h>

typedef struct shipped {
    const char *rules, *pool;
    const char *clients[8];
} shipped;

static const shipped ALL[] = {
    {"rules/alliance.xml",
     "profiles/therapists.xml",
     {"profiles/clients/amal.xml", "profiles/clients/jonas.xml", "profiles/clients/lena.xml",
      "profiles/clients/maya.xml", "profiles/clients/renata.xml", "profiles/clients/sam.xml"}},
    {"rules/alliance-evidence.xml",
     "profiles/therapists.xml",
     {"profiles/clients/amal.xml", "profiles/clients/maya.xml", "profiles/clients/sam.xml"}},
    {"rules/couples.xml",
     "profiles/couples/therapists.xml",
     {"profiles/couples/ana-alone.xml", "profiles/couples/kaya-and-ben.xml"}},
    {"rules/intake.xml",
     "profiles/intake/clinicians.xml",
     {"profiles/intake/call-17.xml", "profiles/intake/call-18.xml"}},
};

static pool *read_pool(arena *a, const ruleset *r, const char *path, diagnostics *d)
{
    pool *p = pool_new(a, r);
    assert_true(pool_read(p, path, &(pool_options){.strict = true}, d));
    pool_finish(p);
    return p;
}

static scan_counts check_client(arena *a, const ruleset *r, const pool *p, const char *path, diagnostics *d)
{
    const profile *client = client_read(a, r, path, d);
    assert_non_null(client);
    world *w = world_of(a, r, client, p);
    const scan_program *program = scan_program_make(a, r, w->plan, p, w->facts);
    uint32_t rows = (uint32_t)pool_count(p);
    pair_score *fast = ARENA_ARRAY(a, pair_score, rows);
    scan_rows(scan_run_of(a, program), 0, rows, fast);
    for (uint32_t row = 0; row < rows; row++) {
        pair_score slow = pair_score_of(world_evaluate_row(w, row), row);
        assert_same_scores(&fast[row], &slow, 1);
    }
    return scan_program_counts(program);
}

ARENA_TEST(the_shipped_rule_sets_score_the_sample_profiles_as_the_reference_does)
{
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++) {
        limits l = limits_default();
        diagnostics d;
        diagnostics_init(&d, a, 20);
        const ruleset *r = ruleset_load(a, ALL[i].rules, STR("rules"), &l, &d);
        assert_non_null(r);
        const pool *p = read_pool(a, r, ALL[i].pool, &d);
        scan_counts all = {0};
        for (size_t k = 0; k < 8 && ALL[i].clients[k]; k++) {
            scan_counts one = check_client(a, r, p, ALL[i].clients[k], &d);
            all.keyed += one.keyed;
            all.evaluated += one.evaluated;
        }
        printf("figure: %s: %zu conditions by key, %zu evaluated for each pair\n", ALL[i].rules, all.keyed,
               all.evaluated);
        assert_true(all.keyed > 4 * all.evaluated);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_rule_sets_score_the_sample_profiles_as_the_reference_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
