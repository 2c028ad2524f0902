// SPDX-License-Identifier: MIT
// See batch_line.h.
#include "render/batch_line.h"

#include "render/json_parts.h"

#include <string.h>

enum { SCHEMA_VERSION = 1, POINT_DIGITS = 6 };

// ---- writing

static void write_origin(json_writer *w, const batch_origin *o)
{
    json_key_integer(w, "schema_version", SCHEMA_VERSION);
    json_key(w, "ruleset");
    json_open_object(w);
    json_key_string(w, "id", o->ruleset_id);
    json_key_string(w, "version", o->ruleset_version);
    json_key_string(w, "sha256", o->ruleset_sha256);
    json_close_object(w);
    json_key(w, "engine");
    json_open_object(w);
    json_key_string(w, "attune", o->engine);
    json_key_string(w, "pcre2", o->pcre2);
    json_close_object(w);
    json_key_string(w, "today", o->today);
    json_key_string(w, "order", o->order);
    json_key_integer(w, "top", (int64_t)o->top);
}

static void write_places(json_writer *w, const batch_line *line)
{
    json_key(w, "places");
    json_open_array(w);
    for (size_t i = 0; i < line->place_count; i++) {
        const batch_place *p = &line->places[i];
        json_open_object(w);
        json_key_integer(w, "place", (int64_t)i + 1);
        json_key_string(w, "id", p->id);
        report_key_text(w, "name", p->name);
        report_key_points(w, "score", p->score);
        report_key_points(w, "low", p->low);
        report_key_points(w, "high", p->high);
        report_key_points(w, "coverage", p->coverage);
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_error(json_writer *w, const batch_line *line)
{
    json_key(w, "error");
    json_open_object(w);
    json_key_string(w, "code", line->error);
    if (line->error_line) {
        json_key_integer(w, "line", (int64_t)line->error_line);
        json_key_integer(w, "column", (int64_t)line->error_column);
    }
    json_close_object(w);
}

void batch_line_write(const batch_line *line, builder *out)
{
    json_writer w = json_writer_new(out, false);
    json_open_object(&w);
    write_origin(&w, &line->origin);
    if (line->shard.of == SHARD_POOL) {
        json_key(&w, "part");
        json_open_object(&w);
        json_key_integer(&w, "index", (int64_t)line->shard.index);
        json_key_integer(&w, "count", (int64_t)line->shard.count);
        json_close_object(&w);
    }
    json_key_integer(&w, "number", (int64_t)line->number);
    report_key_text(&w, "client", line->client);
    json_key_integer(&w, "therapists", (int64_t)line->therapists);
    json_key_integer(&w, "skipped", (int64_t)line->skipped);
    if (line->good) {
        json_key_integer(&w, "ranked", (int64_t)line->ranked);
        json_key_integer(&w, "excluded", (int64_t)line->excluded);
        write_places(&w, line);
    } else {
        write_error(&w, line);
    }
    json_close_object(&w);
    builder_addc(out, '\n');
}

// ---- reading

static bool text_member(const json_value *object, const char *name, str *out)
{
    const json_value *v = json_member(object, str_from(name));
    if (!v || v->kind != JSON_STRING)
        return false;
    *out = v->text;
    return true;
}

static bool whole_number(str text, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || *out > UINT64_MAX / 10 - 1)
            return false;
        *out = *out * 10 + (uint64_t)(text.data[i] - '0');
    }
    return text.length > 0;
}

static bool count_member(const json_value *object, const char *name, uint64_t *out)
{
    const json_value *v = json_member(object, str_from(name));
    return v && v->kind == JSON_NUMBER && whole_number(v->text, out);
}

// "70.5" to micro-points.
static bool points_member(const json_value *object, const char *name, int64_t *out)
{
    const json_value *v = json_member(object, str_from(name));
    if (!v || v->kind != JSON_NUMBER)
        return false;
    const char *dot = memchr(v->text.data, '.', v->text.length);
    size_t whole = dot ? (size_t)(dot - v->text.data) : v->text.length;
    str digits = dot ? str_slice(v->text, whole + 1, v->text.length) : STR_NONE;
    uint64_t points, micro = 0;
    if (!whole_number(str_slice(v->text, 0, whole), &points) || points > 100 || digits.length > POINT_DIGITS)
        return false;
    if (digits.length > 0 && !whole_number(digits, &micro))
        return false;
    for (size_t i = digits.length; i < POINT_DIGITS; i++)
        micro *= 10;
    *out = (int64_t)(points * MICRO + micro);
    return true;
}

static bool read_origin(const json_value *value, batch_origin *out)
{
    const json_value *ruleset = json_member(value, STR("ruleset")),
                     *engine = json_member(value, STR("engine"));
    uint64_t version;
    return count_member(value, "schema_version", &version) && version == SCHEMA_VERSION && ruleset &&
           engine && text_member(ruleset, "id", &out->ruleset_id) &&
           text_member(ruleset, "version", &out->ruleset_version) &&
           text_member(ruleset, "sha256", &out->ruleset_sha256) &&
           text_member(engine, "attune", &out->engine) && text_member(engine, "pcre2", &out->pcre2) &&
           text_member(value, "today", &out->today) && text_member(value, "order", &out->order) &&
           count_member(value, "top", &out->top);
}

static bool read_places(arena *a, const json_value *list, batch_line *out)
{
    if (!list || list->kind != JSON_ARRAY)
        return false;
    batch_place *places = ARENA_ARRAY(a, batch_place, list->count);
    for (const json_value *v = list->first_child; v; v = v->next) {
        batch_place *p = &places[out->place_count++];
        text_member(v, "name", &p->name);
        if (!text_member(v, "id", &p->id) || !points_member(v, "score", &p->score) ||
            !points_member(v, "low", &p->low) || !points_member(v, "high", &p->high) ||
            !points_member(v, "coverage", &p->coverage))
            return false;
    }
    out->places = places;
    return true;
}

static bool read_error(const json_value *error, batch_line *out)
{
    if (!error || !text_member(error, "code", &out->error))
        return false;
    return !json_member(error, STR("line")) || (count_member(error, "line", &out->error_line) &&
                                                count_member(error, "column", &out->error_column));
}

static bool read_part(const json_value *part, shard *out)
{
    if (!part)
        return true;
    out->of = SHARD_POOL;
    return count_member(part, "index", &out->index) && count_member(part, "count", &out->count) &&
           out->index >= 1 && out->index <= out->count;
}

bool batch_line_read(arena *a, const json_value *value, batch_line *out)
{
    *out = (batch_line){0};
    if (value->kind != JSON_OBJECT || !read_origin(value, &out->origin) ||
        !read_part(json_member(value, STR("part")), &out->shard) ||
        !count_member(value, "number", &out->number) || out->number == 0 ||
        !count_member(value, "therapists", &out->therapists) ||
        !count_member(value, "skipped", &out->skipped))
        return false;
    text_member(value, "client", &out->client);
    const json_value *error = json_member(value, STR("error"));
    out->good = !error;
    if (error)
        return read_error(error, out);
    return count_member(value, "ranked", &out->ranked) && count_member(value, "excluded", &out->excluded) &&
           read_places(a, json_member(value, STR("places")), out);
}

// ---- putting together

const char *batch_origin_difference(const batch_origin *x, const batch_origin *y)
{
    if (!str_equal(x->ruleset_id, y->ruleset_id) || !str_equal(x->ruleset_version, y->ruleset_version) ||
        !str_equal(x->ruleset_sha256, y->ruleset_sha256))
        return "ruleset";
    if (!str_equal(x->engine, y->engine) || !str_equal(x->pcre2, y->pcre2))
        return "engine";
    if (!str_equal(x->today, y->today))
        return "today";
    if (!str_equal(x->order, y->order))
        return "order";
    return x->top != y->top ? "top" : NULL;
}

static int descending(int64_t x, int64_t y)
{
    return (x < y) - (x > y);
}

int batch_place_compare(str order, const batch_place *x, const batch_place *y)
{
    int first = 0;
    if (str_equals(order, rank_order_name(ORDER_CAUTIOUS)))
        first = descending(x->low, y->low);
    else if (str_equals(order, rank_order_name(ORDER_HOPEFUL)))
        first = descending(x->high, y->high);
    const int then[] = {first, descending(x->score, y->score), descending(x->low, y->low),
                        descending(x->coverage, y->coverage)};
    for (size_t i = 0; i < sizeof then / sizeof *then; i++)
        if (then[i])
            return then[i];
    return str_compare(x->id, y->id);
}

// The first of those that the parts offer next; NULL where they are all used up.
static const batch_place *next_place(const batch_line *parts, size_t count, size_t *used)
{
    size_t best = count;
    for (size_t i = 0; i < count; i++) {
        if (used[i] == parts[i].place_count)
            continue;
        if (best == count || batch_place_compare(parts[0].origin.order, &parts[i].places[used[i]],
                                                 &parts[best].places[used[best]]) < 0)
            best = i;
    }
    return best == count ? NULL : &parts[best].places[used[best]++];
}

void batch_line_merge(arena *a, const batch_line *parts, size_t count, batch_line *out)
{
    *out = parts[0];
    out->shard = (shard){0};
    out->therapists = out->skipped = out->ranked = out->excluded = 0;
    size_t places = 0, *used = ARENA_ARRAY(a, size_t, count);
    for (size_t i = 0; i < count; i++) {
        out->therapists += parts[i].therapists;
        out->skipped += parts[i].skipped;
        out->ranked += parts[i].ranked;
        out->excluded += parts[i].excluded;
        places += parts[i].place_count;
    }
    if (places > out->origin.top)
        places = (size_t)out->origin.top;
    batch_place *merged = ARENA_ARRAY(a, batch_place, places);
    for (size_t i = 0; i < places; i++)
        merged[i] = *next_place(parts, count, used);
    out->places = merged;
    out->place_count = places;
}
