// SPDX-License-Identifier: MIT
// Which findings are reported, and as what: --deny, --allow, and comments in the files:
//     <!-- attune: allow CODE: the reason -->
// ahead of an element, for all in it; on top of the file, for all of it. Errors can be allowed by neither.
#include "cli/check.h"

#include "base/ascii.h"
#include "document/xml_notes.h"

#include <stdlib.h>
#include <string.h>

// ---- options

static bool find_code(str name, diagnostic_code *out)
{
    for (int code = 0; code < CODE_COUNT; code++)
        if (str_equals(name, code_describe((diagnostic_code)code)->name)) {
            *out = (diagnostic_code)code;
            return true;
        }
    return false;
}

static suggestion nearest_code(str name)
{
    suggestion near = suggestion_for(name);
    for (int code = 0; code < CODE_COUNT; code++)
        suggestion_offer(&near, str_from(code_describe((diagnostic_code)code)->name));
    return near;
}

// The severity that "warnings" or "hints" means.
static bool is_group(const char *what, severity *out)
{
    *out = strcmp(what, "hints") == 0 ? SEVERITY_HINT : SEVERITY_WARNING;
    return strcmp(what, "hints") == 0 || strcmp(what, "warnings") == 0;
}

static bool read_code(const level_change *change, policy *out)
{
    const char *option = change->deny ? "deny" : "allow";
    diagnostic_code code;
    if (!find_code(str_from(change->what), &code)) {
        suggestion near = nearest_code(str_from(change->what));
        if (suggestion_found(&near))
            return usage_error("--%s: there is no code \"%s\"; did you mean \"%.*s\"?", option, change->what,
                               STR_ARGS(near.best));
        return usage_error("--%s: there is no code \"%s\"; attune check --explain lists them", option,
                           change->what);
    }
    if (code_describe(code)->severity == SEVERITY_ERROR && !change->deny)
        return usage_error("--allow: %s is an error; errors cannot be allowed", change->what);
    out->of[code] = change->deny ? LEVEL_DENY : LEVEL_ALLOW;
    return true;
}

bool policy_read(const options *o, policy *out)
{
    severity level;
    *out = (policy){0};
    for (size_t i = 0; i < o->level_count; i++)
        for (int code = 0; is_group(o->levels[i].what, &level) && code < CODE_COUNT; code++)
            if (code_describe((diagnostic_code)code)->severity == level)
                out->of[code] = o->levels[i].deny ? LEVEL_DENY : LEVEL_ALLOW;
    for (size_t i = 0; i < o->level_count; i++)
        if (!is_group(o->levels[i].what, &level) && !read_code(&o->levels[i], out))
            return false;
    return true;
}

// ---- comments in the files

// Each finding is held against each of them.
enum { MOST_ALLOWANCES = 2000 };

typedef struct suppression {
    const xml_note *note;
    diagnostic_code code;
    str reason; // may be empty
    place name; // of the code in the comment
    bool used;
} suppression;

typedef struct judging {
    cli *cli;
    checked *checked;
    VEC(const source *) sources;
    VEC(suppression) suppressions;
} judging;

static place place_of(const xml_note *note, str part)
{
    const source *s = note->text.source;
    return place_at(s, (uint64_t)(part.data - s->bytes.data), part.length);
}

static void help_form(judging *j, diagnostic *item)
{
    diagnostic_help(
        &j->checked->found, item,
        "write: attune: allow CODE: reason; ahead of an element for all in it, or on top of the file");
}

// "allow CODE: reason", behind "attune:".
static void read_allowance(judging *j, const xml_note *note, str text)
{
    diagnostics *d = &j->checked->found;
    str rest = text, verb;
    if (!str_next_word(&rest, &verb) || !str_equals(verb, "allow")) {
        help_form(j, diagnose(d, CODE_wrong_suppression, note->text,
                              "\"%.*s\" is nothing that a comment can ask for", STR_ARGS(text)));
        return;
    }
    size_t colon = str_find(rest, STR(":"), 0);
    str name = str_trim(str_slice(rest, 0, colon));
    str reason = colon == SIZE_MAX ? STR_NONE : str_trim(str_slice(rest, colon + 1, rest.length));
    diagnostic_code code;
    if (j->suppressions.count == MOST_ALLOWANCES) {
        diagnose(d, CODE_too_many, note->comment, "more than %d comments allow findings", MOST_ALLOWANCES);
    } else if (!find_code(name, &code)) {
        place where = name.length ? place_of(note, name) : note->text;
        diagnostic *item =
            diagnose(d, CODE_wrong_suppression, where, "there is no code \"%.*s\"", STR_ARGS(name));
        suggestion near = nearest_code(name);
        diagnostic_suggest(d, item, &near);
        help_form(j, item);
    } else if (code_describe(code)->severity == SEVERITY_ERROR) {
        diagnose(d, CODE_wrong_suppression, place_of(note, name),
                 "%.*s is an error; errors cannot be allowed", STR_ARGS(name));
    } else {
        if (reason.length == 0)
            help_form(j, diagnose(d, CODE_wrong_suppression, place_of(note, name),
                                  "it does not say why %.*s is allowed", STR_ARGS(name)));
        *ARENA_PUSH(&j->cli->arena, &j->suppressions) =
            (suppression){note, code, reason, place_of(note, name), false};
    }
}

// Whether a comment that starts with "attune" is for us: not "attune is the program that …".
static bool is_for_us(str text, str *behind)
{
    str rest = str_slice(text, 6, text.length), word;
    bool colon = rest.length && rest.data[0] == ':';
    *behind = str_trim(str_slice(rest, colon, rest.length));
    str words = *behind;
    return colon || (rest.length && ascii_is_blank(rest.data[0]) && str_next_word(&words, &word) &&
                     str_equals(word, "allow"));
}

static void read_notes(judging *j, const source *s)
{
    xml_note_list notes = xml_notes(&j->cli->arena, s);
    for (size_t i = 0; i < notes.count; i++) {
        const xml_note *note = &notes.items[i];
        str text = str_slice(s->bytes, note->text.offset, note->text.offset + note->text.length), behind;
        if (is_for_us(text, &behind))
            read_allowance(j, note, behind);
    }
}

static void add_source(judging *j, const source *s)
{
    for (size_t i = 0; i < j->sources.count; i++)
        if (j->sources.items[i] == s)
            return;
    if (s && !s->streamed)
        *ARENA_PUSH(&j->cli->arena, &j->sources) = s;
}

static void gather_sources(judging *j)
{
    const checked *k = j->checked;
    add_source(j, k->source);
    for (size_t i = 0; k->rules && i < k->rules->file_count; i++)
        add_source(j, k->rules->files[i]);
    for (size_t i = 0; i < k->found.items.count; i++)
        add_source(j, k->found.items.items[i].where.source);
}

// The innermost comment that allows it; NULL where none does.
static suppression *suppression_of(judging *j, const diagnostic *item)
{
    suppression *best = NULL;
    for (size_t i = 0; i < j->suppressions.count; i++) {
        suppression *s = &j->suppressions.items[i];
        place covers = s->note->covers;
        bool in = s->code == item->code && covers.source == item->where.source &&
                  item->where.offset >= covers.offset && item->where.offset - covers.offset < covers.length;
        if (in && (!best || covers.length < best->note->covers.length))
            best = s;
    }
    return best;
}

// The comment with its line, where nothing else stands in it.
static place whole_lines(place comment)
{
    str bytes = comment.source->bytes;
    size_t from = comment.offset, to = comment.offset + comment.length;
    while (from > 0 && (bytes.data[from - 1] == ' ' || bytes.data[from - 1] == '\t'))
        from--;
    while (to < bytes.length && (bytes.data[to] == ' ' || bytes.data[to] == '\t'))
        to++;
    bool starts = from == 0 || bytes.data[from - 1] == '\n';
    if (!starts || to >= bytes.length || (bytes.data[to] != '\n' && bytes.data[to] != '\r'))
        return comment;
    to += bytes.data[to] == '\r' && to + 1 < bytes.length && bytes.data[to + 1] == '\n';
    return place_at(comment.source, from, to + 1 - from);
}

// Only of the rule set itself, and only where everything was looked at.
static void report_unused(judging *j)
{
    checked *k = j->checked;
    for (size_t i = 0; k->rules && i < j->suppressions.count; i++) {
        const suppression *s = &j->suppressions.items[i];
        if (s->used || s->note->comment.source != k->source)
            continue;
        diagnostic *item =
            diagnose(&k->found, CODE_unused_suppression, s->name,
                     s->note->covers.length ? "nothing here is reported as %s"
                                            : "no element follows that %s could be allowed for",
                     code_describe(s->code)->name);
        diagnostic_help(&k->found, item, "take the comment out");
        diagnostic_fix(&k->found, item, whole_lines(s->note->comment), "%s", "");
    }
}

// ---- what remains

static void add_finding(judging *j, const policy *p, const diagnostic *item, suppression *s, size_t limit)
{
    checked *k = j->checked;
    bool error = item->severity == SEVERITY_ERROR;
    if (!error && !s && p->of[item->code] == LEVEL_ALLOW)
        return;
    finding f = {.item = *item, .path = str_from(k->path), .suppressed = s != NULL};
    if (s) {
        f.justification = s->reason;
        k->suppressed++;
    } else if (p->of[item->code] == LEVEL_DENY) {
        f.item.severity = SEVERITY_ERROR;
    }
    if (!s && item->fix && item->fix->where.source == k->source)
        *ARENA_PUSH(&j->cli->arena, &k->fixes) = item->fix;
    if (!s && f.item.severity != SEVERITY_ERROR && j->cli->options.values[OPTION_QUIET])
        return;
    if (!s)
        k->count[f.item.severity]++;
    if (k->findings.count < limit)
        *ARENA_PUSH(&j->cli->arena, &k->findings) = f;
    else
        k->hidden += !s;
}

typedef struct sorted_item {
    const diagnostic *item;
    size_t file, number;
} sorted_item;

static int by_place(const void *a, const void *b)
{
    const sorted_item *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->item->where.offset != y->item->where.offset)
        return x->item->where.offset < y->item->where.offset ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static const sorted_item *sort_items(judging *j)
{
    const diagnostics *d = &j->checked->found;
    sorted_item *sorted = ARENA_ARRAY(&j->cli->arena, sorted_item, d->items.count);
    for (size_t i = 0; i < d->items.count; i++) {
        sorted[i] = (sorted_item){.item = &d->items.items[i], .number = i};
        while (sorted[i].file < j->sources.count &&
               j->sources.items[sorted[i].file] != sorted[i].item->where.source)
            sorted[i].file++;
    }
    if (d->items.count)
        qsort(sorted, d->items.count, sizeof *sorted, by_place);
    return sorted;
}

// What was counted and not kept: mostly errors, past the limit of a load.
static void count_hidden(checked *k)
{
    const diagnostics *d = &k->found;
    size_t kept[3] = {0}, counted[] = {d->errors, d->warnings, d->hints};
    for (size_t i = 0; i < d->items.count; i++)
        kept[d->items.items[i].severity]++;
    for (int level = 0; level < 3; level++) {
        k->count[level] += counted[level] - kept[level];
        k->hidden += counted[level] - kept[level];
    }
}

void check_judge(cli *c, const policy *p, checked *k)
{
    judging j = {.cli = c, .checked = k};
    gather_sources(&j);
    for (size_t i = 0; i < j.sources.count; i++)
        read_notes(&j, j.sources.items[i]);
    for (size_t i = 0; i < k->found.items.count; i++) {
        suppression *s = suppression_of(&j, &k->found.items.items[i]);
        if (s)
            s->used = true;
    }
    report_unused(&j);
    const sorted_item *sorted = sort_items(&j);
    count_hidden(k);
    size_t limit = (size_t)session_limits(c).diagnostics;
    for (size_t i = 0; i < k->found.items.count; i++)
        add_finding(&j, p, sorted[i].item, suppression_of(&j, sorted[i].item), limit);
}
