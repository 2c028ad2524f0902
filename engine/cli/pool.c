// SPDX-License-Identifier: MIT
// attune pool: building, updating and looking at stored pools.
#include "api/stored.h"
#include "cli/cli.h"

#include <string.h>

// ---- build

static int finish(cli *c, attune_status status, const attune_error *error)
{
    session_erase_progress(c);
    if (status != ATTUNE_OK && error->code[0] == '\0')
        usage_error("%s", error->message);
    return exit_status_of(status);
}

static int fill_new(cli *c, void *user, const char *name, const char *path)
{
    stored_request *request = user;
    attune_error error = {0};
    request->path = name;
    request->replaced = path;
    return finish(c, stored_build(request, &c->api, &error), &error);
}

static int command_build(cli *c, stored_request *request)
{
    const char *path = c->options.values[OPTION_OUTPUT];
    if (!path || strcmp(path, "-") == 0 || request->count == 0) {
        usage_error("attune pool build needs one or more files with profiles, and -o FILE");
        return EXIT_USAGE;
    }
    int status = output_replace_by(c, path, fill_new, request);
    if (status == EXIT_DONE && !c->options.values[OPTION_QUIET])
        fprintf(stderr, "attune: %s: %zu therapists\n", path, request->out.therapists);
    return status;
}

// ---- update

static bool is_stored(const char *path)
{
    return store_is_one(path) || usage_error("%s is no stored pool", path);
}

// Ids, one a line; what is blank is passed over.
static bool read_removed(cli *c, stored_request *request)
{
    const char *path = c->options.values[OPTION_REMOVE];
    VEC(str) ids = {0};
    diagnostics d;
    diagnostics_init(&d, &c->arena, 1);
    if (!path)
        return true;
    const uint64_t most = session_limits(c).piped_bytes;
    const source *s = source_load(&c->arena, path, most);
    if (!s) {
        diagnose_unreadable(&d, (place){0}, path, most, "piped_bytes");
        session_print_diagnostics(c, &d);
        return false;
    }
    for (size_t at = 0; at < s->bytes.length;) {
        size_t end = str_find(s->bytes, STR("\n"), at);
        end = end == SIZE_MAX ? s->bytes.length : end;
        str id = str_trim(str_slice(s->bytes, at, end));
        if (id.length)
            *ARENA_PUSH(&c->arena, &ids) = id;
        at = end + 1;
    }
    request->removed = ids.items;
    request->removed_count = ids.count;
    return true;
}

static void say_updated(cli *c, const stored_summary *done)
{
    if (c->options.values[OPTION_QUIET])
        return;
    fprintf(stderr, "attune: %zu therapists: %zu changed, %zu added, %zu removed", done->therapists,
            done->changed, done->added, done->removed);
    if (done->not_there)
        fprintf(stderr, "; %zu of the ids to remove are not there", done->not_there);
    fprintf(stderr, "%s\n",
            done->searched_anew
                ? "; the rules are others: all texts were searched and all therapists judged anew"
            : done->judged_anew ? "; the rules are others: all therapists were judged anew"
                                : "");
}

static int command_update(cli *c, stored_request *request)
{
    attune_error error = {0};
    if (request->count == 0) {
        usage_error("attune pool update needs a stored pool, and what is to be changed in it");
        return EXIT_USAGE;
    }
    if (!is_stored(request->paths[0]))
        return EXIT_USAGE;
    request->path = request->paths[0];
    request->paths++;
    request->count--;
    if (!read_removed(c, request))
        return EXIT_PROFILE;
    int status = finish(c, stored_update(request, &c->api, &error), &error);
    if (status == EXIT_DONE)
        say_updated(c, &request->out);
    return status;
}

// ---- info

static str bytes_each(arena *a, uint64_t bytes, size_t therapists)
{
    return str_printf(a, "%.1f", therapists ? (double)bytes / (double)therapists : 0.0);
}

static str info_as_text(cli *c, const stored_info *i)
{
    builder out = builder_new(&c->arena);
    const uint64_t open = i->scan_bytes + i->id_bytes;
    builder_addf(&out, "therapists  %zu\n", i->therapists);
    builder_addf(&out, "rule set    %.*s %.*s, SHA-256 %.*s\n", STR_ARGS(i->id), STR_ARGS(i->version),
                 STR_ARGS(i->digest));
    builder_addf(&out, "engine      %.*s\n", STR_ARGS(i->engine));
    if (i->day.length)
        builder_addf(&out, "day         %.*s\n", STR_ARGS(i->day));
    builder_addf(&out, "file        %llu bytes, %.*s a therapist\n", (unsigned long long)i->file_bytes,
                 STR_ARGS(bytes_each(&c->arena, i->file_bytes, i->therapists)));
    builder_addf(&out, "  for the scan      %llu\n  ids               %llu\n  profiles, evidence %llu\n",
                 (unsigned long long)i->scan_bytes, (unsigned long long)i->id_bytes,
                 (unsigned long long)(i->file_bytes - open));
    builder_addf(&out, "when open   %llu bytes, %.*s a therapist\n", (unsigned long long)open,
                 STR_ARGS(bytes_each(&c->arena, open, i->therapists)));
    return builder_str(&out);
}

static str info_as_json(cli *c, const stored_info *i)
{
    builder out = builder_new(&c->arena);
    json_writer w = json_writer_new(&out, true);
    json_open_object(&w);
    json_key_integer(&w, "schema_version", 1);
    json_key_integer(&w, "therapists", (int64_t)i->therapists);
    json_key(&w, "ruleset");
    json_open_object(&w);
    json_key_string(&w, "id", i->id);
    json_key_string(&w, "version", i->version);
    json_key_string(&w, "sha256", i->digest);
    json_close_object(&w);
    json_key_string(&w, "engine", i->engine);
    if (i->day.length)
        json_key_string(&w, "day", i->day);
    json_key(&w, "bytes");
    json_open_object(&w);
    json_key_integer(&w, "file", (int64_t)i->file_bytes);
    json_key_integer(&w, "scan", (int64_t)i->scan_bytes);
    json_key_integer(&w, "ids", (int64_t)i->id_bytes);
    json_key_integer(&w, "open", (int64_t)(i->scan_bytes + i->id_bytes));
    json_close_object(&w);
    json_close_object(&w);
    builder_addc(&out, '\n');
    return builder_str(&out);
}

static int command_info(cli *c, const stored_request *request)
{
    if (request->count != 1) {
        usage_error("attune pool info needs one stored pool");
        return EXIT_USAGE;
    }
    if (!is_stored(request->paths[0]))
        return EXIT_USAGE;
    stored_info info;
    attune_error error = {0};
    int status = finish(c, stored_look(&c->arena, request->paths[0], &info, &c->api, &error), &error);
    if (status != EXIT_DONE)
        return status;
    return output_write(c,
                        str_equals(cli_format(c), "json") ? info_as_json(c, &info) : info_as_text(c, &info));
}

// ---- all

int command_pool(cli *c)
{
    int status;
    const options *o = &c->options;
    const char *what = o->argument_count ? o->arguments[0] : "";
    stored_request request = {.paths = o->arguments + 1,
                              .count = o->argument_count ? o->argument_count - 1 : 0};
    if (o->values[OPTION_TODAY])
        request.day = str_from(o->values[OPTION_TODAY]);
    if (strcmp(what, "info") == 0)
        return command_info(c, &request);
    bool known = strcmp(what, "build") == 0 || strcmp(what, "update") == 0;
    if (known && !session_load_ruleset(c, &status))
        return status;
    request.ruleset = c->ruleset;
    if (strcmp(what, "build") == 0)
        return command_build(c, &request);
    if (strcmp(what, "update") == 0)
        return command_update(c, &request);
    usage_error("attune pool does one of: build, info, update");
    return EXIT_USAGE;
}
