// SPDX-License-Identifier: MIT
// attune evidence: what signals a text carries, and how each match was judged.
#include "cli/cli.h"
#include "document/json.h"
#include "render/page.h"

// The text as the first value of every text field, so that each signal finds it in a field it reads.
static const text_value *as_all_texts(arena *a, const ruleset *r, str text, size_t *count)
{
    text_value *values = ARENA_ARRAY(a, text_value, r->therapist.count);
    *count = 0;
    for (uint32_t f = 0; f < r->therapist.count; f++)
        if (r->therapist.fields[f].kind == FIELD_TEXT)
            values[(*count)++] = (text_value){.field = f, .item = 0, .text = text};
    return values;
}

// A signal that reads several fields finds the same match in each: only that of the first one is shown.
static bool is_first_of_its_kind(const text_result *found, size_t index)
{
    const text_match *m = &found->matches[index];
    for (size_t i = 0; i < index; i++) {
        const text_match *other = &found->matches[i];
        if (other->signal == m->signal && other->pattern == m->pattern && other->start == m->start &&
            other->end == m->end)
            return false;
    }
    return true;
}

static void write_json_match(builder *out, const ruleset *r, str text, const text_match *m)
{
    json_writer w = json_writer_new(out, false);
    json_open_object(&w);
    json_key_string(&w, "signal", r->signals[m->signal].name);
    json_key_string(&w, "quote", str_slice(text, m->start, m->end));
    json_key_integer(&w, "start", (int64_t)m->start);
    json_key_integer(&w, "end", (int64_t)m->end);
    json_key_string(&w, "polarity", str_from(polarity_name(m->polarity)));
    json_key_string(&w, "holder", str_from(holder_name(m->holder)));
    json_key_string(&w, "mood", str_from(mood_name(m->mood)));
    json_key_boolean(&w, "counts", m->counts);
    json_key_string(&w, "because", text_match_because(out->arena, m));
    json_close_object(&w);
    builder_addc(out, '\n');
}

static void write_text_match(page *p, const ruleset *r, str text, const text_match *m)
{
    arena *a = p->out->arena;
    page_entry(p, 2, m->counts ? "+ " : "- ", m->counts ? INK_GOOD : INK_DIM,
               str_printf(a, "%.*s: %s", STR_ARGS(r->signals[m->signal].name),
                          m->counts ? "counts" : "does not count"),
               NULL);
    str sentence = str_trim(str_slice(text, m->sentence_start, m->sentence_end));
    page_entry(p, 4, NULL, INK_PLAIN, str_printf(a, "“%.*s”", STR_ARGS(sentence)), NULL);
    page_entry(p, 4, NULL, INK_PLAIN,
               str_printf(a, "matched “%.*s” (bytes %zu to %zu): %s, holder %s, %s; %.*s",
                          STR_ARGS(str_slice(text, m->start, m->end)), m->start, m->end,
                          polarity_name(m->polarity), holder_name(m->holder), mood_name(m->mood),
                          STR_ARGS(text_match_because(a, m))),
               NULL);
}

static void write_matches(cli *c, const ruleset *r, str text, const text_result *found, bool json,
                          builder *out)
{
    render_style style = {.color = c->color_out && !c->options.values[OPTION_OUTPUT],
                          .width = terminal_width()};
    page p = page_new(out, &style);
    size_t shown = 0;
    for (size_t i = 0; i < found->match_count; i++) {
        if (!is_first_of_its_kind(found, i))
            continue;
        shown++;
        if (json)
            write_json_match(out, r, text, &found->matches[i]);
        else
            write_text_match(&p, r, text, &found->matches[i]);
    }
    if (json)
        return;
    static const char *const states[] = {"unknown", "false", "true"};
    page_heading(&p, shown ? "Signals" : "No signal matches this text. Signals");
    for (size_t i = 0; i < r->signal_count; i++)
        if (found->states[i] != SIGNAL_UNKNOWN)
            page_entry(&p, 2, NULL, INK_PLAIN, r->signals[i].name, states[found->states[i]]);
    page_line(&p, INK_DIM, "  All others: unknown.");
}

// The text of the file named, or of standard input; NULL after diagnostics. Like a profile's text it holds no
// control characters but tabs and line ends.
static const source *read_text(cli *c, const char *path, const limits *l, diagnostics *d)
{
    const source *s = source_load(&c->arena, path, l->text_bytes);
    size_t bad;
    if (!s) {
        diagnose_unreadable(d, (place){0}, path, l->text_bytes, "text_bytes");
        return NULL;
    }
    if (!utf8_valid(s->bytes, &bad)) {
        diagnose(d, CODE_invalid_utf8, place_at(s, bad, 1), "the text is not valid UTF-8 here");
        return s;
    }
    for (size_t i = 0; i < s->bytes.length; i++) {
        unsigned char byte = (unsigned char)s->bytes.data[i];
        if (byte < ' ' && byte != '\n' && byte != '\r' && byte != '\t') {
            diagnose(d, CODE_wrong_field_value, place_at(s, i, 1), "a control character (U+%04X) in the text",
                     byte);
            break;
        }
    }
    return s;
}

int command_evidence(cli *c)
{
    int status;
    bool json = str_equals(cli_format(c), "ndjson");
    if (c->options.argument_count > 1) {
        usage_error("give one FILE at most");
        return EXIT_USAGE;
    }
    if (!session_load_ruleset(c, &status))
        return status;
    const ruleset *r = c->ruleset->rules;
    diagnostics d;
    diagnostics_init(&d, &c->arena, (size_t)r->limits.diagnostics);
    const char *path = c->options.argument_count ? c->options.arguments[0] : "-";
    const source *s = read_text(c, path, &r->limits, &d);
    if (d.errors) {
        session_print_diagnostics(c, &d);
        return s ? EXIT_PROFILE : EXIT_SYSTEM;
    }
    size_t count;
    const text_value *values = as_all_texts(&c->arena, r, s->bytes, &count);
    text_result found = text_search(text_run_new(&c->arena, r->text), values, count, &c->arena);
    if (found.limits_hit)
        diagnose(&d, CODE_pattern_limit, (place){0},
                 "%zu search%s given up at a limit; what they look for is unknown", found.limits_hit,
                 found.limits_hit == 1 ? " was" : "es were");
    session_print_diagnostics(c, &d);
    builder out = builder_new(&c->arena);
    write_matches(c, r, s->bytes, &found, json, &out);
    return output_write(c, builder_str(&out));
}
