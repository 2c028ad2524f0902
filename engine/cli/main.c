// SPDX-License-Identifier: MIT
// attune: the table of commands.
#include "cli/cli.h"

#include <signal.h>
#include <string.h>

#define BIT(name) (UINT64_C(1) << OPTION_##name)
#define EVERYWHERE (BIT(OUTPUT) | BIT(QUIET) | BIT(COLOR) | BIT(LIMIT) | BIT(SHOW_DATA))
#define READING (BIT(RULESET) | BIT(TODAY) | BIT(THREADS) | BIT(STRICT) | BIT(FORMAT) | EVERYWHERE)

const command commands[] = {
    {"rank", "rank therapists for a client, with reasons", "-c CLIENT | --clients FILE [options] POOL...",
     "  attune rank -c profiles/clients/maya.xml profiles/therapists.xml\n"
     "  attune rank -c client.json -k 3 --format json pool.ndjson > ranking.json\n"
     "  attune rank -c client.xml --order cautious a.csv b.csv\n"
     "  attune rank -c client.xml pool.xml --format html -o ranking.html\n"
     "  attune rank --clients clients.ndjson pool.xml -o results.ndjson\n",
     "text json ndjson csv html",
     READING | BIT(LANG) | BIT(CLIENT) | BIT(CLIENTS) | BIT(SHARD) | BIT(SKIP_DONE) | BIT(TOP) | BIT(ORDER) |
         BIT(REDACT),
     command_rank},
    {"merge", "put the results of the parts of a batch together", "[options] FILE...",
     "  attune merge part-*.ndjson -o results.ndjson\n", "ndjson", EVERYWHERE, command_merge},
    {"pool", "a pool in a file of its own, which opens at once", "build | info | update [options] FILE...",
     "  attune pool build pool.xml -o pool.attune\n"
     "  attune rank -c client.xml pool.attune\n"
     "  attune pool update pool.attune changed.xml --remove gone.txt\n"
     "  attune pool info pool.attune\n",
     "text json", READING | BIT(REMOVE), command_pool},
    {"explain", "one therapist whole: what won and lost points, what is not known, what to ask",
     "-c CLIENT -t ID [options] POOL...",
     "  attune explain -c profiles/clients/maya.xml -t helen-brandt profiles/therapists.xml\n"
     "  attune explain -c profiles/clients/maya.xml -t leo-martel --target 70 profiles/therapists.xml\n",
     "text json ndjson csv html",
     READING | BIT(LANG) | BIT(CLIENT) | BIT(THERAPIST) | BIT(ORDER) | BIT(REDACT) | BIT(TARGET),
     command_explain},
    {"compare", "why one therapist stands above another, difference by difference",
     "-c CLIENT -t ID -t ID... [options] POOL...",
     "  attune compare -c profiles/clients/maya.xml -t ruth-adeyemi -t grace-whitlock "
     "profiles/therapists.xml\n",
     "text json html", READING | BIT(LANG) | BIT(CLIENT) | BIT(THERAPIST) | BIT(ORDER) | BIT(REDACT),
     command_compare},
    {"fields", "what profiles may hold, and the terms of the vocabularies", "[options] [VOCABULARY...]",
     "  attune fields\n  attune fields goal\n", "text", BIT(RULESET) | BIT(LANG) | EVERYWHERE,
     command_fields},
    {"check", "everything that can be said of a rule set without profiles", "[RULESET...] | --explain CODE",
     "  attune check my-rules.xml my-rules.test.xml\n"
     "  attune check --explain unknown-term\n"
     "  attune check --deny warnings --allow unused-field my-rules.xml\n"
     "  attune check --diff my-rules.xml\n"
     "  attune check --format sarif my-rules.xml -o findings.sarif\n"
     "  attune check --plan my-rules.xml\n",
     "pretty compact json sarif",
     BIT(CLIENT) | BIT(FORMAT) | BIT(DENY) | BIT(ALLOW) | BIT(EXPLAIN) | BIT(FIX) | BIT(DIFF) | BIT(PLAN) |
         EVERYWHERE,
     command_check},
    {"test", "run a rule set's own examples", "[options] [RULESET...]",
     "  attune test my-rules.xml\n"
     "  attune test my-rules.xml --coverage html -o coverage.html\n"
     "  attune test my-rules.xml --mutate\n"
     "  attune test my-rules.xml --format junit -o results.xml\n",
     "text tap junit json",
     BIT(FORMAT) | BIT(THREADS) | BIT(COVERAGE) | BIT(MUTATE) | BIT(MIN_COVERAGE) | BIT(MIN_MUTANTS) |
         BIT(UPDATE) | EVERYWHERE,
     command_test},
    {"import", "turn a file with other headings into profiles, by a map", "[options] MAP FILE",
     "  attune import profiles/maps/counsel-chat.xml answers.csv -o pool.xml\n", "xml",
     BIT(RULESET) | BIT(STRICT) | EVERYWHERE, command_import},
    {"eval", "evaluate a FEEL expression, and show how it came to its value", "[options] [EXPRESSION | -]",
     "  attune eval '200 * 1.1 = 220'\n"
     "  attune eval --context '{\"fee\": 120}' 'fee in [100..150]'\n"
     "  attune eval --trace --context '{\"fee\": null}' 'fee > 100 or fee < 50'\n"
     "  attune eval --input 25 '< 10, [20..30]'\n"
     "  attune eval --context \"$(cat person.json)\" 'date(born) + @\"P18Y\" <= today'\n"
     "  attune eval --file condition.feel --format json\n"
     "  echo '1 + 1' | attune eval -\n"
     "  attune eval --ndjson < expressions.ndjson\n",
     "feel json",
     BIT(NDJSON) | BIT(CONTEXT) | BIT(INPUT) | BIT(TYPE) | BIT(TRACE) | BIT(FILE) | BIT(FORMAT) | BIT(TODAY) |
         EVERYWHERE,
     command_eval},
    {"evidence", "what signals a text carries, and how each match was judged",
     "[options] [FILE | -t ID POOL...]",
     "  attune evidence statement.txt\n"
     "  attune evidence -t helen-brandt profiles/therapists.xml\n"
     "  echo 'I will never tell you to lower your expectations.' | attune evidence --format ndjson\n",
     "text json ndjson",
     BIT(RULESET) | BIT(LANG) | BIT(THERAPIST) | BIT(STRICT) | BIT(ALL) | BIT(FORMAT) | EVERYWHERE,
     command_evidence},
    {"new", "a rule set to start from, with its examples beside it", "FILE | -",
     "  attune new my-rules.xml\n  attune check my-rules.xml && attune test my-rules.xml\n", NULL, BIT(QUIET),
     command_new},
    {"rulebook", "a rule set as a document for people who never see XML", "[options] [RULESET]",
     "  attune rulebook my-rules.xml -o book.html\n", "html", BIT(RULESET) | BIT(LANG) | EVERYWHERE,
     command_rulebook},
    {"schema", "schemas of rule sets, tests and profiles for editors, and the reference page",
     "[ruleset | translation | tests | profiles]",
     "  attune schema -o ruleset.rng\n"
     "  attune schema --format xsd -o ruleset.xsd\n"
     "  attune schema tests --format rnc -o tests.rnc\n"
     "  attune schema profiles -r my-rules.xml --format xsd -o profiles.xsd\n"
     "  attune schema --format markdown -o REFERENCE.md\n",
     "rng rnc xsd markdown", BIT(RULESET) | BIT(FORMAT) | EVERYWHERE, command_schema},
    {0},
};

static void print_help(FILE *out)
{
    fprintf(out, "Attune ranks therapists for a client by a rule set, and explains every score.\n\n"
                 "  attune rank -c profiles/clients/maya.xml profiles/therapists.xml\n"
                 "  attune explain -c profiles/clients/maya.xml -t helen-brandt profiles/therapists.xml\n\n"
                 "Commands (attune COMMAND --help tells more):\n");
    for (const command *cmd = commands; cmd->name; cmd++)
        fprintf(out, "  %-9s %s\n", cmd->name, cmd->summary);
    fprintf(out, "\nattune --version prints the version, attune --limits the limits. Everything runs on this "
                 "machine; nothing is sent anywhere.\n"
                 "Exit status: 0 done, 1 findings or nothing to rank, 2 wrong usage, 3 wrong rule set,\n"
                 "4 wrong profile data, 5 system or limit.\n");
}

static void print_limits(void)
{
#define PRINT_LIMIT(name, default_value, ceiling, unit, reason)                                              \
    printf("%-18s %12llu %s (at most %llu): %s\n", #name, (unsigned long long)(default_value), unit,         \
           (unsigned long long)(ceiling), reason);
    ATTUNE_LIMITS(PRINT_LIMIT)
#undef PRINT_LIMIT
}

static const command *find_command(const char *name)
{
    suggestion near = suggestion_for(str_from(name));
    for (const command *cmd = commands; cmd->name; cmd++) {
        if (strcmp(cmd->name, name) == 0)
            return cmd;
        suggestion_offer(&near, str_from(cmd->name));
    }
    fprintf(stderr, "attune: no command \"%s\"", name);
    if (suggestion_found(&near))
        fprintf(stderr, "; did you mean \"%.*s\"?", STR_ARGS(near.best));
    fprintf(stderr, "\nattune --help lists the commands.\n");
    return NULL;
}

typedef struct invocation {
    cli *cli;
    const command *command;
    int status;
} invocation;

static void run_command_body(void *context)
{
    invocation *run = context;
    session_start(run->cli);
    run->status = run->command->run(run->cli);
}

static int run_command_line(const command *cmd, int count, char **arguments, const char *program)
{
    cli c = {.program = program, .command = cmd};
    arena_init(&c.arena, NULL, &c.guard, 0);
    int status = EXIT_USAGE;
    if (options_parse(&c, cmd, count, arguments)) {
        if (c.options.values[OPTION_HELP]) {
            options_print_help(cmd, stdout);
            status = EXIT_DONE;
        } else {
            invocation run = {.cli = &c, .command = cmd};
            attune_status unwound = guard_run(&c.guard, run_command_body, &run);
            session_erase_progress(&c);
            if (unwound)
                fprintf(stderr, "attune: %s\n", attune_status_text(unwound));
            status = unwound ? exit_status_of(unwound) : run.status;
            session_end(&c);
        }
    }
    arena_free(&c.arena);
    return status;
}

int main(int count, char **arguments)
{
    interrupts_catch();
    signal(SIGXFSZ, SIG_IGN); // a file past the limit of its size is a write error, like a full disk
    if (count < 2) {
        print_help(stderr);
        return EXIT_USAGE;
    }
    const char *first = arguments[1];
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0) {
        print_help(stdout);
        return EXIT_DONE;
    }
    if (strcmp(first, "--version") == 0) {
        printf("attune %s (PCRE2 %s)\n", attune_version(), attune_pcre2_version());
        return EXIT_DONE;
    }
    if (strcmp(first, "--limits") == 0) {
        print_limits();
        return EXIT_DONE;
    }
    const command *cmd = find_command(first);
    if (!cmd)
        return EXIT_USAGE;
    return run_command_line(cmd, count - 2, arguments + 2, arguments[0]);
}
