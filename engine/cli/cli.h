// SPDX-License-Identifier: MIT
// The command line's shared parts: commands, options, and what each command needs to load and write.
#ifndef ATTUNE_CLI_CLI_H
#define ATTUNE_CLI_CLI_H

#include "api/handles.h"
#include "cli/progress.h"

#include <stdio.h>

// Exit statuses, as documented in docs/attune.1.
enum { EXIT_DONE = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_RULES = 3, EXIT_PROFILE = 4, EXIT_SYSTEM = 5 };
int exit_status_of(attune_status status);

// All options there are; each means the same in every command that has it.
typedef enum option_id {
    OPTION_RULESET,
    OPTION_CLIENT,
    OPTION_CLIENTS,
    OPTION_SHARD,
    OPTION_SKIP_DONE,
    OPTION_LANG,
    OPTION_THERAPIST,
    OPTION_TOP,
    OPTION_ORDER,
    OPTION_FORMAT,
    OPTION_REDACT,
    OPTION_SHOW_DATA,
    OPTION_OUTPUT,
    OPTION_TODAY,
    OPTION_THREADS,
    OPTION_LIMIT,
    OPTION_STRICT,
    OPTION_QUIET,
    OPTION_COLOR,
    OPTION_NDJSON,
    OPTION_CONTEXT,
    OPTION_TYPE,
    OPTION_INPUT,
    OPTION_TRACE,
    OPTION_FILE,
    OPTION_ALL,
    OPTION_DENY,
    OPTION_ALLOW,
    OPTION_EXPLAIN,
    OPTION_FIX,
    OPTION_DIFF,
    OPTION_PLAN,
    OPTION_COVERAGE,
    OPTION_MUTATE,
    OPTION_MIN_COVERAGE,
    OPTION_MIN_MUTANTS,
    OPTION_UPDATE,
    OPTION_TARGET,
    OPTION_REMOVE,
    OPTION_HELP,
    OPTION_COUNT
} option_id;

// --deny WHAT or --allow WHAT: a diagnostic code, "warnings" or "hints".
typedef struct level_change {
    const char *what;
    bool deny;
} level_change;

enum { MOST_THERAPISTS = ATTUNE_COMPARED_MOST }; // compared at once: what a table holds

typedef struct options {
    const char *values[OPTION_COUNT]; // as given; NULL where not; "" for a switch that was set
    attune_query query;               // today, top, order: parsed
    feel_date_time now;               // today, and the time of day
    unsigned threads;
    struct attune_limit limits[8]; // of --limit NAME=VALUE, which may be given several times
    size_t limit_count;
    const char *types[64]; // of --type NAME=TYPE, likewise
    size_t type_count;
    level_change levels[64]; // of --deny and --allow
    size_t level_count;
    const char *therapists[MOST_THERAPISTS]; // of -t ID, where it may be given several times
    size_t therapist_count;
    const char **arguments; // what is no option
    size_t argument_count;
    size_t plain_count; // of them, those ahead of "--"
} options;

typedef struct command command;

typedef struct cli {
    guard guard;
    arena arena;         // for the whole run
    const char *program; // argv[0]
    const command *command;
    options options;
    bool color_out, color_err;
    attune_options api; // given to every API call: prints diagnostics, shows progress
    progress_line progress;
    attune_ruleset *ruleset;
    attune_client *client;
    attune_pool *pool;
} cli;

struct command {
    const char *name;
    const char *summary;  // one line
    const char *usage;    // what stands behind the name
    const char *examples; // lines shown first by --help
    const char *formats;  // what --format may be, the default first; words
    uint64_t options;     // bits 1 << option_id, besides --help
    int (*run)(cli *c);   // its exit status
};

extern const command commands[]; // ends with a NULL name

// options.c: fills c->options from the arguments behind the command's name. False after a message on stderr.
bool options_parse(cli *c, const command *cmd, int count, char **arguments);
void options_print_help(const command *cmd, FILE *out);
bool usage_error(const char *format, ...) __attribute__((format(printf, 1, 2))); // prints; always false

// session.c: loading what the options name; diagnostics are printed. False with *status set to the exit
// status.
void session_start(cli *c);
void session_end(cli *c);
const char *session_rules_dir(cli *c);    // where the shipped rules are; NULL where they are not found
const char *session_ruleset_path(cli *c); // -r, or the shipped alliance rules; NULL after a message
bool session_load_ruleset(cli *c, int *status);
bool session_load_client(cli *c, int *status); // also the rule set
bool session_load_pool(cli *c, int *status);   // the arguments; also the rule set
limits session_limits(const cli *c);           // the defaults, with --limit
void session_print_diagnostics(cli *c, const diagnostics *d);
bool session_shows_progress(const cli *c);
progress session_progress(cli *c);   // for what is no API call; shows nothing where nothing is to be shown
void session_erase_progress(cli *c); // before anything else is written to the terminal, and at the end

// output.c: writes text to -o FILE (whole or not at all) or to standard output. Gives the exit status.
int output_write(cli *c, str text);
int output_replace(cli *c, const char *path, str text); // a file, whole or not at all
// The same for what is no text: fill writes it into the empty file of that name, which is then given the name
// of path, and gives the exit status; EXIT_DONE for good.
typedef int output_filler(cli *c, void *user, const char *name, const char *path);
int output_replace_by(cli *c, const char *path, output_filler *fill, void *user);
bool output_is_terminal(const cli *c); // where output_write() writes to
str cli_format(const cli *c);          // the value of --format, or the command's default
unsigned terminal_width(void);         // COLUMNS in the environment, else the terminal's, else 80

// interrupt.c: how signals end the program.
void interrupts_catch(void);              // once, at the start
void interrupts_hold(bool hold);          // they wait meanwhile
void interrupt_removes(const char *path); // a file to remove then, or NULL; the string must stay
void interrupt_erases(bool line);         // whether a line of progress is to be erased then
void end_by_closed_pipe(void);            // as if the pipe's own signal had ended it

// One file per command.
int command_rank(cli *c);
int command_merge(cli *c);
int command_explain(cli *c);
int command_compare(cli *c);
// rank.c: advice that cannot wait, on stderr, beside formats that nobody reads as they come. What a message
// takes from the client's profile is left out as --redact leaves it out, unless --show-data is given.
void say_urgent(cli *c, const report *r);
bool explain_target_is_well(const cli *c); // explain_target.c: --target, before anything is loaded
// The explanation, with what would lift the score to --target where that is given. What is wrong was said,
// but where the error has no code.
attune_status explain_wanted(cli *c, attune_report **out, attune_error *error);
int command_fields(cli *c);
int command_check(cli *c);
int command_test(cli *c);
int command_import(cli *c);
int command_eval(cli *c);
int command_evidence(cli *c);
int command_schema(cli *c);
int command_new(cli *c);
int command_pool(cli *c);
int command_rulebook(cli *c);

#endif
