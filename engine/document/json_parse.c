// SPDX-License-Identifier: MIT
// JSON texts to trees: yajl finds the tokens, their places are found here. See json.h.
//
// yajl asks for memory where it cannot do without. What it holds is memory of the work arena and nothing
// else, so this one foreign library may be unwound through from its allocation functions: the arena is given
// up with it. Its callbacks run their bodies under a guard of their own all the same.
#include "document/json_reader.h"

#include "document/chunk_reader.h"

#include <inttypes.h>
#include <string.h>
#include <yajl/yajl_parse.h>

enum { FEW_KEYS = 8 }; // compared one by one; more go into a map

typedef struct json_frame {
    json_value *container;
    name_map keys;
} json_frame;

typedef enum json_refusal { REFUSED_NOT, REFUSED_DEEP, REFUSED_DUPLICATE, REFUSED_ESCAPE } json_refusal;

typedef struct json_parser {
    arena *nodes, *work;
    json_text text;
    const limits *limits;
    yajl_handle handle;
    json_frame *frames; // limits.nesting of them
    size_t depth;
    json_value *root;
    str key;
    place key_place;
    size_t at; // behind the last token
    json_last last;
    json_refusal refusal;
    place refused, earlier;
    attune_status status;
} json_parser;

typedef struct json_token {
    json_parser *parser;
    json_kind kind;
    size_t from, to;
} json_token;

// ---- memory for yajl: each piece carries its size in front

static void *work_allocate(void *context, size_t size)
{
    size_t *piece = arena_alloc(context, size + _Alignof(max_align_t));
    *piece = size;
    return (char *)piece + _Alignof(max_align_t);
}

static void work_release(void *context, void *memory)
{
    (void)context, (void)memory;
}

static void *work_resize(void *context, void *memory, size_t size)
{
    size_t old = memory ? *(size_t *)((char *)memory - _Alignof(max_align_t)) : 0;
    if (memory && size <= old)
        return memory;
    void *moved = work_allocate(context, size);
    if (old)
        memcpy(moved, memory, old);
    return moved;
}

// ---- the tree

static place place_in(const json_parser *p, size_t from, size_t to)
{
    return place_at(p->text.source, p->text.offset + from, to - from);
}

static void append(json_value *container, json_value *v)
{
    if (container->last_child)
        container->last_child->next = v;
    else
        container->first_child = v;
    container->last_child = v;
    container->count++;
}

static bool decode(json_parser *p, const json_token *t, str *out)
{
    str raw = str_slice(p->text.bytes, t->from + 1, t->to - 1);
    size_t bad;
    if (json_decode_string(p->nodes, raw, out, &bad))
        return true;
    size_t from = t->from + 1 + bad;
    p->refusal = REFUSED_ESCAPE;
    p->refused = place_in(p, from, from + 6 < t->to ? from + 6 : t->to - 1);
    return false;
}

// A value's node, in its container, which it may open as a new one.
static void add_value(void *context)
{
    const json_token *t = context;
    json_parser *p = t->parser;
    bool opens = t->kind == JSON_ARRAY || t->kind == JSON_OBJECT;
    if (opens && p->depth == p->limits->nesting) {
        p->refusal = REFUSED_DEEP;
        p->refused = place_in(p, t->from, t->to);
        return;
    }
    json_value *v = ARENA_NEW(p->nodes, json_value);
    *v = (json_value){.kind = t->kind, .where = place_in(p, t->from, t->to)};
    if (t->kind == JSON_NUMBER)
        v->text = str_copy(p->nodes, str_slice(p->text.bytes, t->from, t->to));
    if (t->kind == JSON_STRING && !decode(p, t, &v->text))
        return;
    json_value *container = p->depth ? p->frames[p->depth - 1].container : NULL;
    if (container && container->kind == JSON_OBJECT) {
        v->name = p->key;
        v->name_place = p->key_place;
    }
    if (container)
        append(container, v);
    else
        p->root = v;
    if (opens)
        p->frames[p->depth++] = (json_frame){.container = v};
}

// The member of this name that the object has already, or NULL.
static const json_value *find_earlier(const json_frame *f, str key)
{
    if (f->container->count > FEW_KEYS && name_map_get(&f->keys, key) == NAME_MISSING)
        return NULL;
    return json_member(f->container, key);
}

static void note_key(json_parser *p, json_frame *f, str key)
{
    size_t count = f->container->count; // without this one
    if (count == FEW_KEYS)
        for (const json_value *v = f->container->first_child; v; v = v->next)
            name_map_put(&f->keys, p->work, v->name, 0);
    if (count >= FEW_KEYS)
        name_map_put(&f->keys, p->work, key, 0);
}

static void add_key(void *context)
{
    const json_token *t = context;
    json_parser *p = t->parser;
    if (!decode(p, t, &p->key))
        return;
    p->key_place = place_in(p, t->from, t->to);
    json_frame *f = &p->frames[p->depth - 1];
    const json_value *before = find_earlier(f, p->key);
    if (before) {
        p->refusal = REFUSED_DUPLICATE;
        p->refused = p->key_place;
        p->earlier = before->name_place;
        return;
    }
    note_key(p, f, p->key);
}

// ---- yajl's callbacks: 0 makes it stop

// Where the token that yajl has just read stands: behind the last one, white space and one separator.
static json_token locate(json_parser *p, json_kind kind, size_t length)
{
    str s = p->text.bytes;
    size_t from = json_skip_space(s, p->at);
    while (from < s.length && (s.data[from] == ',' || s.data[from] == ':'))
        from = json_skip_space(s, from + 1);
    size_t to = length ? from + length : yajl_get_bytes_consumed(p->handle);
    return (json_token){p, kind, from, to};
}

static int run_guarded(json_parser *p, void (*body)(void *context), json_token t, json_last last)
{
    guard inner = {0};
    guard *nodes = p->nodes->guard, *work = p->work->guard;
    p->nodes->guard = p->work->guard = &inner;
    attune_status status = guard_run(&inner, body, &t);
    p->nodes->guard = nodes;
    p->work->guard = work;
    p->status = status;
    p->at = t.to;
    p->last = last;
    return status == ATTUNE_OK && p->refusal == REFUSED_NOT;
}

static int on_value(json_parser *p, json_kind kind, size_t length)
{
    return run_guarded(p, add_value, locate(p, kind, length), JSON_AFTER_VALUE);
}

static int on_null(void *context)
{
    return on_value(context, JSON_NULL, 4);
}

static int on_boolean(void *context, int value)
{
    return on_value(context, value ? JSON_TRUE : JSON_FALSE, value ? 4 : 5);
}

static int on_number(void *context, const char *digits, size_t length)
{
    (void)digits;
    return on_value(context, JSON_NUMBER, length);
}

static int on_string(void *context, const unsigned char *text, size_t length)
{
    (void)text, (void)length; // decoded; the raw one is taken instead
    return on_value(context, JSON_STRING, 0);
}

static int on_key(void *context, const unsigned char *text, size_t length)
{
    (void)text, (void)length;
    json_parser *p = context;
    return run_guarded(p, add_key, locate(p, JSON_STRING, 0), JSON_AFTER_KEY);
}

static int on_open_object(void *context)
{
    return run_guarded(context, add_value, locate(context, JSON_OBJECT, 1), JSON_AFTER_OPEN);
}

static int on_open_array(void *context)
{
    return run_guarded(context, add_value, locate(context, JSON_ARRAY, 1), JSON_AFTER_OPEN);
}

static int on_close(void *context)
{
    json_parser *p = context;
    json_token t = locate(p, JSON_NULL, 1);
    json_value *closed = p->frames[--p->depth].container;
    closed->where.length = p->text.offset + t.to - closed->where.offset;
    p->at = t.to;
    p->last = JSON_AFTER_VALUE;
    return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_open_object,
    .yajl_map_key = on_key,
    .yajl_end_map = on_close,
    .yajl_start_array = on_open_array,
    .yajl_end_array = on_close,
};

// ----

static void diagnose_refusal(const json_parser *p, diagnostics *d)
{
    diagnostic *item;
    switch (p->refusal) {
    case REFUSED_DEEP:
        diagnose(d, CODE_too_deep, p->refused, "values are nested more than %" PRIu64 " deep",
                 p->limits->nesting);
        break;
    case REFUSED_DUPLICATE:
        item = diagnose(d, CODE_json_syntax, p->refused, "the key \"%.*s\" is given twice in this object",
                        STR_ARGS(p->key));
        place_view view = place_look(p->earlier, p->work);
        diagnostic_help(d, item, "it was first given in line %u, column %u", (unsigned)view.line,
                        (unsigned)view.column);
        break;
    case REFUSED_ESCAPE:
        diagnose(d, CODE_json_syntax, p->refused, "half of a surrogate pair, which is no character");
        break;
    case REFUSED_NOT:
        break;
    }
}

static bool check_utf8(json_text text, diagnostics *d)
{
    bool cut;
    size_t valid = utf8_valid_front(text.bytes, &cut);
    if (valid == text.bytes.length)
        return true;
    diagnostic *item = diagnose(d, CODE_invalid_utf8, place_at(text.source, text.offset + valid, 1),
                                "this byte is not valid UTF-8");
    diagnostic_help(d, item, "save the file as UTF-8");
    return false;
}

json_value *json_parse_text(arena *nodes, arena *work, json_text text, const limits *l, diagnostics *d)
{
    if (!check_utf8(text, d))
        return NULL;
    json_parser *p = ARENA_NEW(work, json_parser);
    *p = (json_parser){.nodes = nodes, .work = work, .text = text, .limits = l};
    p->frames = ARENA_ARRAY(work, json_frame, l->nesting);
    yajl_alloc_funcs memory = {work_allocate, work_resize, work_release, work};
    p->handle = yajl_alloc(&callbacks, &memory, p);
    yajl_config(p->handle, yajl_dont_validate_strings, 1); // all bytes were checked above
    yajl_status status = yajl_parse(p->handle, (const unsigned char *)text.bytes.data, text.bytes.length);
    if (status == yajl_status_ok)
        status = yajl_complete_parse(p->handle);
    if (p->status != ATTUNE_OK)
        guard_fail(nodes->guard, p->status);
    if (status == yajl_status_ok && p->root)
        return p->root;
    if (p->refusal != REFUSED_NOT)
        diagnose_refusal(p, d);
    else
        json_fault_report(
            text, (json_fault){p->at, p->last, p->depth ? p->frames[p->depth - 1].container : NULL}, d);
    return NULL;
}

json_value *json_parse(arena *a, const source *s, size_t from, size_t to, const limits *l, diagnostics *d)
{
    str bytes = str_slice(s->bytes, from, to);
    if (from == 0 && str_starts(bytes, STR("\xEF\xBB\xBF"))) {
        from = 3;
        bytes = str_slice(bytes, 3, bytes.length);
    }
    if (bytes.length > l->document_bytes) {
        diagnostic *item =
            diagnose(d, CODE_file_too_large, place_at(s, from + l->document_bytes, 1),
                     "the document is longer than the limit of %" PRIu64 " bytes", l->document_bytes);
        diagnostic_help(d, item, "the limit is named document_bytes");
        return NULL;
    }
    arena *work = arena_new_within(a);
    json_value *root = json_parse_text(a, work, (json_text){s, bytes, from}, l, d);
    arena_free(work);
    return root;
}

const json_value *json_member(const json_value *object, str name)
{
    for (const json_value *v = object->first_child; v; v = v->next)
        if (str_equal(v->name, name) && object->kind == JSON_OBJECT)
            return v;
    return NULL;
}
