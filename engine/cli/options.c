// SPDX-License-Identifier: MIT
// Options: one table for all commands; parsing, checking, and their part of --help.
#include "cli/cli.h"

#include "base/language.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct option_spec {
    char letter; // 0: none
    const char *name;
    const char *value; // NULL: a switch
    const char *help;
} option_spec;

static const option_spec specs[OPTION_COUNT] = {
    [OPTION_RULESET] = {'r', "ruleset", "FILE", "the rule set (default: the shipped alliance rules)"},
    [OPTION_CLIENT] = {'c', "client", "FILE", "the client's profile, XML or JSON"},
    [OPTION_CLIENTS] = {0, "clients", "FILE", "many clients, a line of NDJSON for each (instead of -c)"},
    [OPTION_SHARD] = {0, "shard", "OF:I/N",
                      "with --clients: part I of N of the pool (pool:2/8) or of the clients (clients:2/8)"},
    [OPTION_SKIP_DONE] = {0, "skip-done", "FILE",
                          "with --clients: go on behind the clients that FILE, an earlier run's output, has"},
    [OPTION_THERAPIST] = {'t', "therapist", "ID", "the therapist of the POOL"},
    [OPTION_LANG] = {0, "lang", "LANGUAGE",
                     "texts in it as far as the rule set has them: de, de-AT (default: its own language)"},
    [OPTION_TOP] = {'k', "top", "N", "how many places to show (default 10)"},
    [OPTION_ORDER] = {0, "order", "ORDER",
                      "score (default), cautious (low end first) or hopeful (high end first)"},
    [OPTION_FORMAT] = {0, "format", "FORMAT", NULL},
    [OPTION_REDACT] = {0, "redact", NULL, "leave out quotes and what the client said"},
    [OPTION_SHOW_DATA] = {0, "show-data", NULL, "messages may quote what a client's documents say"},
    [OPTION_OUTPUT] = {'o', "output", "FILE", "write there, whole or not at all (default: standard output)"},
    [OPTION_TODAY] = {0, "today", "DATE",
                      "the day to reckon with, YYYY-MM-DD (default: ATTUNE_TODAY, or today)"},
    [OPTION_THREADS] = {0, "threads", "N", "threads to use (default: one for each processor)"},
    [OPTION_LIMIT] = {0, "limit", "NAME=N", "change one limit (attune --limits lists them)"},
    [OPTION_STRICT] = {0, "strict", NULL, "a bad profile is an error; else it is left out with a warning"},
    [OPTION_QUIET] = {'q', "quiet", NULL, "no warnings, no progress"},
    [OPTION_COLOR] = {0, "color", "WHEN", "auto (default), always or never; NO_COLOR is heeded"},
    [OPTION_NDJSON] = {0, "ndjson", NULL,
                       "read {\"expr\": …, \"context\": …, \"id\": …} a line from standard input"},
    [OPTION_CONTEXT] = {0, "context", "JSON",
                        "variables, a JSON object; from a file: --context \"$(cat person.json)\""},
    [OPTION_TYPE] = {0, "type", "NAME=TYPE",
                     "a type that the expression may name; may be given several times"},
    [OPTION_INPUT] = {0, "input", "FEEL",
                      "the value (? in them) that unary tests such as '< 10, [20..30]' are about"},
    [OPTION_TRACE] = {0, "trace", NULL, "show each part of the expression with its value, as a tree"},
    [OPTION_FILE] = {'f', "file", "FILE", "read the expression from there (-: from standard input)"},
    [OPTION_ALL] = {0, "all", NULL, "the whole text, also the sentences without a match"},
    [OPTION_COVERAGE] = {0, "coverage", "[html]",
                         "what the examples saw of the rule set, as a table or a page"},
    [OPTION_MUTATE] =
        {0, "mutate", "[=N]",
         "change the rule set in one place at a time: which changes go unnoticed? (N: a sample)"},
    [OPTION_MIN_COVERAGE] = {0, "min-coverage", "PERCENT", "exit status 1 where fewer outcomes were seen"},
    [OPTION_MIN_MUTANTS] = {0, "min-mutants", "PERCENT", "exit status 1 where fewer mutants were noticed"},
    [OPTION_UPDATE] = {0, "update", NULL, "write what came out into the file, in place of what was expected"},
    [OPTION_DENY] = {0, "deny", "CODE",
                     "take it as an error; also: warnings, hints; may be given several times"},
    [OPTION_ALLOW] = {0, "allow", "CODE",
                      "do not report it; also: warnings, hints; may be given several times"},
    [OPTION_EXPLAIN] = {0, "explain", "CODE", "what a code means and the way out; without CODE: all codes"},
    [OPTION_FIX] = {0, "fix", NULL, "mend the file where it is certain what was meant"},
    [OPTION_DIFF] = {0, "diff", NULL, "show what --fix would change, and change nothing"},
    [OPTION_PLAN] = {0, "plan", NULL,
                     "show how each condition is run over a pool; -c CLIENT: for that client"},
    [OPTION_TARGET] = {0, "target", "N|ID",
                       "what would lift the score to N, or past that of another therapist"},
    [OPTION_REMOVE] = {0, "remove", "FILE",
                       "update: take out the therapists whose ids stand there, one a line"},
    [OPTION_HELP] = {'h', "help", NULL, "this help"},
};

bool usage_error(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("attune: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return false;
}

void options_print_help(const command *cmd, FILE *out)
{
    fprintf(out, "%s\nattune %s: %s\n\nusage: attune %s %s\n\nOptions:\n", cmd->examples, cmd->name,
            cmd->summary, cmd->name, cmd->usage);
    for (int id = 0; id < OPTION_COUNT; id++) {
        const option_spec *spec = &specs[id];
        if (!(cmd->options & (UINT64_C(1) << id)) && id != OPTION_HELP)
            continue;
        char left[48];
        snprintf(left, sizeof left, "%s%c%s--%s%s%s", spec->letter ? "-" : " ",
                 spec->letter ? spec->letter : ' ', spec->letter ? ", " : "  ", spec->name,
                 spec->value ? " " : "", spec->value ? spec->value : "");
        if (id == OPTION_FORMAT)
            fprintf(out, "  %-24s one of: %s (default: the first)\n", left, cmd->formats);
        else
            fprintf(out, "  %-24s %s\n", left, spec->help);
    }
}

// The option that an argument names, or OPTION_COUNT. *inline_value: what stands behind "=" or the letter.
static option_id find_option(const command *cmd, char *argument, char **inline_value)
{
    *inline_value = NULL;
    for (int id = 0; id < OPTION_COUNT; id++) {
        const option_spec *spec = &specs[id];
        if (!(cmd->options & (UINT64_C(1) << id)) && id != OPTION_HELP)
            continue;
        if (argument[1] != '-' && argument[1] == spec->letter) {
            *inline_value = argument[2] ? argument + 2 : NULL;
            return (option_id)id;
        }
        size_t length = strlen(spec->name);
        if (argument[1] == '-' && strncmp(argument + 2, spec->name, length) == 0 &&
            (argument[2 + length] == '\0' || argument[2 + length] == '=')) {
            *inline_value = argument[2 + length] ? argument + 3 + length : NULL;
            return (option_id)id;
        }
    }
    return OPTION_COUNT;
}

static bool unknown_option(const command *cmd, const char *argument)
{
    const char *name = argument + strspn(argument, "-");
    suggestion near = suggestion_for((str){name, strcspn(name, "=")});
    for (int id = 0; id < OPTION_COUNT; id++)
        if (cmd->options & (UINT64_C(1) << id))
            suggestion_offer(&near, str_from(specs[id].name));
    if (suggestion_found(&near))
        return usage_error("%s has no option %s; did you mean --%.*s?", cmd->name, argument,
                           STR_ARGS(near.best));
    return usage_error("%s has no option %s; attune %s --help lists them", cmd->name, argument, cmd->name);
}

static bool parse_number(const char *text, uint64_t most, uint64_t *out)
{
    uint64_t value = 0;
    if (!*text)
        return false;
    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9' || value > (most - (uint64_t)(*p - '0')) / 10)
            return false;
        value = value * 10 + (uint64_t)(*p - '0');
    }
    *out = value;
    return true;
}

// Seconds by which local time is ahead of UTC; the two are at most a day apart.
static int32_t offset_of(const struct tm *local, const struct tm *utc)
{
    int days = local->tm_year != utc->tm_year ? local->tm_year - utc->tm_year : local->tm_yday - utc->tm_yday;
    return ((days * 24 + local->tm_hour - utc->tm_hour) * 60 + local->tm_min - utc->tm_min) * 60;
}

static bool read_clock(feel_date_time *out)
{
    time_t now = time(NULL);
    struct tm local, utc;
    if (!localtime_r(&now, &local) || !gmtime_r(&now, &utc))
        return usage_error("the clock cannot be read; give --today YYYY-MM-DD");
    out->date = (feel_date){local.tm_year + 1900, (uint8_t)(local.tm_mon + 1), (uint8_t)local.tm_mday};
    out->clock = (feel_clock){.hour = (uint8_t)local.tm_hour,
                              .minute = (uint8_t)local.tm_min,
                              .second = (uint8_t)(local.tm_sec < 60 ? local.tm_sec : 59),
                              .zoned = true,
                              .offset = offset_of(&local, &utc)};
    return true;
}

// Of a day that was given, its first moment in UTC, so that runs repeat.
static bool parse_today(options *o)
{
    const char *given = o->values[OPTION_TODAY] ? o->values[OPTION_TODAY] : getenv("ATTUNE_TODAY");
    feel_date *date = &o->now.date;
    if (!given && !read_clock(&o->now))
        return false;
    o->now.clock.zoned = true;
    if (given && (!feel_parse_date(str_from(given), date) || date->year < 1 || date->year > 9999))
        return usage_error("\"%s\" is not a date to reckon with; write it as YYYY-MM-DD", given);
    o->query.year = date->year;
    o->query.month = date->month;
    o->query.day = date->day;
    return true;
}

static bool parse_order(options *o)
{
    const char *given = o->values[OPTION_ORDER];
    for (int i = 0; given && i < 3; i++)
        if (strcmp(given, rank_order_name((rank_order)i)) == 0) {
            o->query.order = (attune_order)i;
            return true;
        }
    return !given || usage_error("--order %s is none of score, cautious, hopeful", given);
}

// NAME=NUMBER, one of the limits; text is one of main's own arguments: writable.
static bool add_limit(options *o, char *text)
{
    limits probe = limits_default();
    char *equals = strchr(text, '=');
    uint64_t value;
    if (!equals || !parse_number(equals + 1, UINT64_MAX, &value))
        return usage_error("--limit %s is not of the form NAME=NUMBER", text);
    if (o->limit_count == sizeof o->limits / sizeof *o->limits)
        return usage_error("--limit is given too often");
    *equals = '\0';
    if (!limits_set(&probe, text, value))
        return usage_error(
            "--limit %s=%s: no such limit, or not from 1 to its ceiling; attune --limits lists them", text,
            equals + 1);
    o->limits[o->limit_count++] = (struct attune_limit){text, value};
    return true;
}

static bool parse_values(cli *c)
{
    options *o = &c->options;
    uint64_t number;
    if (o->values[OPTION_TOP]) {
        if (!parse_number(o->values[OPTION_TOP], 1000000, &number) || number == 0)
            return usage_error("--top %s is not a number from 1 to 1000000", o->values[OPTION_TOP]);
        o->query.top = (size_t)number;
    }
    if (o->values[OPTION_THREADS]) {
        if (!parse_number(o->values[OPTION_THREADS], 1024, &number) || number == 0)
            return usage_error("--threads %s is not a number from 1 to 1024", o->values[OPTION_THREADS]);
        o->threads = (unsigned)number;
    }
    const char *language = o->values[OPTION_LANG];
    if (language && !language_is_tag(str_from(language)))
        return usage_error("--lang %s is no language; write it as in de or de-AT", language);
    const char *color = o->values[OPTION_COLOR];
    if (color && strcmp(color, "auto") != 0 && strcmp(color, "always") != 0 && strcmp(color, "never") != 0)
        return usage_error("--color %s is none of auto, always, never", color);
    return parse_today(o) && parse_order(o);
}

static bool is_format(const command *cmd, const char *given)
{
    str rest = str_from(cmd->formats), word;
    while (given && str_next_word(&rest, &word))
        if (str_equals(word, given))
            return true;
    return !given || usage_error("--format %s is none of: %s", given, cmd->formats);
}

// Of an option whose value may be left out: the words that may stand behind it (any value may, behind "=");
// NULL for the others.
static const char *words_of(option_id id)
{
    return id == OPTION_COVERAGE ? "html" : id == OPTION_MUTATE ? "" : NULL;
}

static bool is_word(const char *words, const char *given)
{
    str rest = str_from(words), word;
    while (given && str_next_word(&rest, &word))
        if (str_equals(word, given))
            return true;
    return false;
}

// Whether an argument is an option at all; "-", "-1" and "-(…" are not.
static bool is_option(const char *argument)
{
    return argument[0] == '-' && argument[1] && !strchr("0123456789.( ", argument[1]);
}

static bool add_type(options *o, const char *text)
{
    if (o->type_count == sizeof o->types / sizeof *o->types)
        return usage_error("--type is given too often");
    o->types[o->type_count++] = text;
    return true;
}

static bool add_level(options *o, const char *what, bool deny)
{
    if (o->level_count == sizeof o->levels / sizeof *o->levels)
        return usage_error("--deny and --allow are given too often");
    o->levels[o->level_count++] = (level_change){what, deny};
    return true;
}

static bool add_therapist(options *o, const char *id)
{
    if (o->therapist_count == MOST_THERAPISTS)
        return usage_error("at most %d therapists are compared at once", MOST_THERAPISTS);
    o->therapists[o->therapist_count++] = id;
    return true;
}

static bool may_repeat(const command *cmd, option_id id)
{
    if (id == OPTION_THERAPIST)
        return cmd->run == command_compare;
    return id == OPTION_LIMIT || id == OPTION_TYPE || id == OPTION_DENY || id == OPTION_ALLOW;
}

// Notes option id with its value; most may stand only once.
static bool take_option(options *o, const command *cmd, option_id id, char *value)
{
    if (id == OPTION_LIMIT && !add_limit(o, value))
        return false;
    if (id == OPTION_TYPE && !add_type(o, value))
        return false;
    if ((id == OPTION_DENY || id == OPTION_ALLOW) && !add_level(o, value, id == OPTION_DENY))
        return false;
    if (id == OPTION_THERAPIST && !add_therapist(o, value))
        return false;
    if (o->values[id] && !may_repeat(cmd, id))
        return usage_error("--%s is given twice", specs[id].name);
    o->values[id] = value;
    return true;
}

bool options_parse(cli *c, const command *cmd, int count, char **arguments)
{
    static char set[] = ""; // the value of a switch
    options *o = &c->options;
    o->arguments = (const char **)arguments; // filled from the front; never overtakes the reading
    bool options_end = false;
    for (int i = 0; i < count; i++) {
        char *argument = arguments[i];
        if (options_end || !is_option(argument)) {
            o->arguments[o->argument_count++] = argument;
            o->plain_count += !options_end;
            continue;
        }
        if (strcmp(argument, "--") == 0) {
            options_end = true;
            continue;
        }
        char *value;
        option_id id = find_option(cmd, argument, &value);
        if (id == OPTION_COUNT)
            return unknown_option(cmd, argument);
        if (!specs[id].value && value)
            return usage_error("--%s takes no value", specs[id].name);
        if (words_of(id) && !value)
            value = i + 1 < count && is_word(words_of(id), arguments[i + 1]) ? arguments[++i] : set;
        if (specs[id].value && !value) {
            if (i + 1 == count && id == OPTION_EXPLAIN)
                value = set; // all of them
            else if (i + 1 == count)
                return usage_error("--%s needs a value: --%s %s", specs[id].name, specs[id].name,
                                   specs[id].value);
            else
                value = arguments[++i];
        }
        if (!take_option(o, cmd, id, specs[id].value ? value : set))
            return false;
    }
    return o->values[OPTION_HELP] || (is_format(cmd, o->values[OPTION_FORMAT]) && parse_values(c));
}
