// SPDX-License-Identifier: MIT
// A run of the command line: where the rules are, loading what the options name, diagnostics and progress on
// stderr.
#include "cli/cli.h"

#include "base/language.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

int exit_status_of(attune_status status)
{
    switch (status) {
    case ATTUNE_OK:
        return EXIT_DONE;
    case ATTUNE_EMPTY:
        return EXIT_FINDINGS;
    case ATTUNE_USAGE:
        return EXIT_USAGE;
    case ATTUNE_RULES:
        return EXIT_RULES;
    case ATTUNE_PROFILE:
    case ATTUNE_SYNTAX:
        return EXIT_PROFILE;
    default:
        return EXIT_SYSTEM;
    }
}

unsigned terminal_width(void)
{
    const char *given = getenv("COLUMNS");
    unsigned columns = 0;
    while (given && *given >= '0' && *given <= '9' && columns < 1000)
        columns = columns * 10 + (unsigned)(*given++ - '0');
    if (columns && given && !*given)
        return columns;
    struct winsize size;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        return size.ws_col;
    return 80;
}

static bool wants_color(const cli *c, int descriptor)
{
    const char *when = c->options.values[OPTION_COLOR];
    if (when && strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    const char *no_color = getenv("NO_COLOR");
    return !(no_color && *no_color) && isatty(descriptor);
}

static void print_diagnostic(void *user, const attune_diagnostic *d)
{
    cli *c = user;
    if (d->severity != ATTUNE_SEVERITY_ERROR && c->options.values[OPTION_QUIET])
        return;
    session_erase_progress(c);
    fputs(d->rendered, stderr);
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static unsigned stderr_width(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

// One line on a terminal's stderr, written over and over.
static int show_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    cli *c = user;
    char line[PROGRESS_LINE];
    if (progress_due(&c->progress, seconds_now(), what, done, total, stderr_width() - 1, line)) {
        interrupt_erases(true);
        fprintf(stderr, "\r%s\033[K", line);
    }
    return 0;
}

void session_erase_progress(cli *c)
{
    if (c->progress.visible)
        fputs("\r\033[K", stderr);
    c->progress = (progress_line){0};
    interrupt_erases(false);
}

bool session_shows_progress(const cli *c)
{
    const char *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) && !c->options.values[OPTION_QUIET] &&
           !(terminal && strcmp(terminal, "dumb") == 0);
}

static bool tell_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    return show_progress(user, what, done, total) == 0;
}

progress session_progress(cli *c)
{
    return session_shows_progress(c) ? (progress){tell_progress, c} : (progress){0};
}

void session_start(cli *c)
{
    c->color_out = wants_color(c, STDOUT_FILENO);
    c->color_err = wants_color(c, STDERR_FILENO);
    attune_options_init(&c->api);
    c->api.on_diagnostic = print_diagnostic;
    c->api.diagnostic_user = c;
    c->api.color = c->color_err;
    c->api.show_data = c->options.values[OPTION_SHOW_DATA] != NULL;
    c->api.strict = c->options.values[OPTION_STRICT] != NULL;
    c->api.threads = c->options.threads;
    c->api.rules_dir = session_rules_dir(c);
    for (size_t i = 0; i < c->options.limit_count; i++)
        c->api.limits[i] = c->options.limits[i];
    if (session_shows_progress(c)) {
        c->api.on_progress = show_progress;
        c->api.progress_user = c;
    }
}

void session_end(cli *c)
{
    attune_pool_free(c->pool);
    attune_client_free(c->client);
    attune_ruleset_free(c->ruleset);
}

static bool has_rules(const char *folder)
{
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/alliance.xml", folder);
    return length > 0 && (size_t)length < sizeof path && access(path, R_OK) == 0;
}

// The folder that the running program is in; empty where it cannot be told.
static str program_folder(cli *c)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    str program = length > 0 ? str_copy(&c->arena, (str){path, (size_t)length}) : str_from(c->program);
    size_t end = program.length;
    while (end > 0 && program.data[end - 1] != '/')
        end--;
    return str_slice(program, 0, end ? end - 1 : 0);
}

const char *session_rules_dir(cli *c)
{
    if (c->api.rules_dir)
        return c->api.rules_dir;
    const char *given = getenv("ATTUNE_RULES");
    if (given && has_rules(given))
        return given;
    static const char *const beside[] = {"/../rules", "/../../rules", "/../share/attune/rules"};
    str folder = program_folder(c);
    for (size_t i = 0; folder.length && i < sizeof beside / sizeof *beside; i++) {
        const char *path = str_printf(&c->arena, "%.*s%s", STR_ARGS(folder), beside[i]).data;
        if (has_rules(path))
            return path;
    }
    return has_rules(ATTUNE_RULES_DIR) ? ATTUNE_RULES_DIR : NULL;
}

const char *session_ruleset_path(cli *c)
{
    if (c->options.values[OPTION_RULESET])
        return c->options.values[OPTION_RULESET];
    const char *folder = session_rules_dir(c);
    if (folder)
        return str_printf(&c->arena, "%s/alliance.xml", folder).data;
    usage_error("the shipped rules were not found; name a rule set with -r, or their folder in ATTUNE_RULES");
    return NULL;
}

// Erases the line of progress, and says what failed where no diagnostic did.
static bool finish_loading(cli *c, attune_status status, const attune_error *error, int *exit_status)
{
    session_erase_progress(c);
    if (status == ATTUNE_OK)
        return true;
    if (error->code[0] == '\0')
        usage_error("%s", error->message);
    *exit_status = exit_status_of(status);
    return false;
}

limits session_limits(const cli *c)
{
    limits l = limits_default();
    for (size_t i = 0; i < c->options.limit_count; i++)
        limits_set(&l, c->options.limits[i].name, c->options.limits[i].value);
    return l;
}

// That --lang asks for a language in which the rule set has nothing.
static void note_language(cli *c)
{
    const char *wanted = c->options.values[OPTION_LANG];
    str language = c->ruleset->rules->language;
    if (wanted && !c->options.values[OPTION_QUIET] &&
        !language_serves(language, language_canonical(&c->arena, str_from(wanted))))
        fprintf(stderr, "attune: %s has no texts in \"%s\"; they are in \"%.*s\"\n",
                attune_ruleset_id(c->ruleset), wanted, STR_ARGS(language));
}

bool session_load_ruleset(cli *c, int *status)
{
    if (c->ruleset)
        return true;
    const char *path = session_ruleset_path(c);
    *status = EXIT_RULES;
    if (!path)
        return false;
    attune_error error;
    c->api.language = c->options.values[OPTION_LANG];
    attune_status loaded = attune_ruleset_load(path, &c->api, &c->ruleset, &error);
    if (loaded == ATTUNE_OK)
        note_language(c);
    return finish_loading(c, loaded, &error, status);
}

bool session_load_client(cli *c, int *status)
{
    const char *path = c->options.values[OPTION_CLIENT];
    *status = EXIT_USAGE;
    if (!path)
        return usage_error("name the client's profile with -c CLIENT");
    for (size_t i = 0; i < c->options.argument_count; i++)
        if (strcmp(path, "-") == 0 && strcmp(c->options.arguments[i], "-") == 0)
            return usage_error("standard input can be the client or the pool, not both");
    if (!session_load_ruleset(c, status))
        return false;
    attune_error error;
    return finish_loading(c, attune_client_load(c->ruleset, path, &c->api, &c->client, &error), &error,
                          status);
}

bool session_load_pool(cli *c, int *status)
{
    *status = EXIT_USAGE;
    if (c->options.argument_count == 0)
        return usage_error("name one or more files with therapists' profiles");
    if (!session_load_ruleset(c, status))
        return false;
    attune_error error;
    return finish_loading(c,
                          attune_pool_load(c->ruleset, c->options.arguments, c->options.argument_count,
                                           &c->api, &c->pool, &error),
                          &error, status);
}

void session_print_diagnostics(cli *c, const diagnostics *d)
{
    session_erase_progress(c);
    builder out = builder_new(&c->arena);
    for (size_t i = 0; i < d->items.count; i++)
        if (d->items.items[i].severity == SEVERITY_ERROR || !c->options.values[OPTION_QUIET])
            diagnostic_print(&d->items.items[i], c->color_err, &out);
    if (diagnostics_hidden(d))
        builder_addf(&out, "%zu more problems are not shown; the limit is named diagnostics\n",
                     diagnostics_hidden(d));
    str text = builder_str(&out);
    fwrite(text.data, 1, text.length, stderr);
}
