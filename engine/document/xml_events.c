// SPDX-License-Identifier: MIT
// libxml2's events: builds the tree and notes the first error. All calls of libxml2 are here.
//
// Nothing unwinds through libxml2: what allocates runs under a guard of its own, and a failure is kept in
// status until libxml2 has returned.
#include "document/xml_reader.h"

#include <libxml/xmlerror.h>
#include <string.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_pointer;
#else
typedef xmlErrorPtr error_pointer;
#endif

typedef struct start_event {
    xml_reader *reader;
    const xmlChar *name, *uri;
    const xmlChar **attributes; // five each: name, prefix, URI, value's begin and end
    int attribute_count;
} start_event;

static bool stopped(const xml_reader *r)
{
    return r->status != ATTUNE_OK || r->fault.code != 0;
}

// Runs a callback's body so that a failed allocation comes back here.
static void run_guarded(xml_reader *r, void (*body)(void *context), void *context)
{
    guard inner = {0};
    guard *nodes = r->nodes->guard, *outer = r->outer->guard, *work = r->work->guard;
    r->nodes->guard = r->outer->guard = r->work->guard = &inner;
    attune_status status = guard_run(&inner, body, context);
    r->outer->guard = outer;
    r->nodes->guard = nodes;
    r->work->guard = work;
    if (status != ATTUNE_OK)
        r->status = status;
}

static bool is_tag(const xml_token *t)
{
    return t->kind == XML_TOKEN_START || t->kind == XML_TOKEN_EMPTY || t->kind == XML_TOKEN_END;
}

// Takes the tokens up to and with the next tag, and notes the stretch of text passed.
static xml_token take_tag(xml_reader *r)
{
    while (r->taken < r->tokens.count) {
        const xml_token *t = &r->tokens.items[r->taken++];
        if (is_tag(t))
            return *t;
        if (t->kind == XML_TOKEN_TEXT || t->kind == XML_TOKEN_CDATA) {
            if (r->text_from == UINT64_MAX)
                r->text_from = t->from;
            r->text_to = t->to;
        }
    }
    return (xml_token){
        .kind = XML_TOKEN_BROKEN, .from = r->fed, .to = r->fed}; // libxml2 knows more than we: never seen
}

static void enqueue(xml_reader *r, xml_node *record)
{
    if (r->last_record)
        r->last_record->next = record;
    else
        r->first_record = record;
    r->last_record = record;
}

// Makes a node of the pending text.
static void flush_text(xml_reader *r)
{
    str text = {r->text, r->text_length};
    r->text_length = 0;
    uint64_t from = r->text_from;
    r->text_from = UINT64_MAX;
    bool in_streamed_root = r->handler && r->open == r->root;
    if (text.length == 0 || !r->open || (in_streamed_root && str_trim(text).length == 0))
        return;
    xml_node *n = ARENA_NEW(r->nodes, xml_node);
    n->kind = XML_TEXT;
    n->text = str_copy(r->nodes, text);
    if (from != UINT64_MAX)
        n->where = place_at(r->bytes.source, from, r->text_to - from);
    if (in_streamed_root) {
        n->parent = r->open;
        enqueue(r, n);
    } else {
        xml_append(r->open, n);
    }
}

static str copy_name(arena *a, const xmlChar *prefix, const xmlChar *local)
{
    str name = str_from((const char *)local);
    if (!prefix)
        return str_copy(a, name);
    str front = str_from((const char *)prefix);
    char *joined = arena_alloc(a, front.length + name.length + 2);
    memcpy(joined, front.data, front.length);
    joined[front.length] = ':';
    memcpy(joined + front.length + 1, name.data, name.length + 1);
    return (str){joined, front.length + 1 + name.length};
}

static bool declares_namespace(str name)
{
    return str_equals(name, "xmlns") || str_starts(name, STR("xmlns:"));
}

// libxml2 gives the attributes in the order in which they are written.
static void add_attributes(arena *a, xml_node *n, const start_event *e, str tag, uint64_t tag_from)
{
    size_t count = (size_t)e->attribute_count;
    xml_attribute *made = ARENA_ARRAY(a, xml_attribute, count);
    const source *s = n->where.source;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const xmlChar **given = e->attributes + 5 * i;
        made[i].name = copy_name(a, given[1], given[0]);
        xml_raw_attribute raw = {0};
        bool found;
        do
            found = xml_raw_attribute_next(tag, &at, &raw);
        while (found && declares_namespace(raw.name));
        if (!found)
            raw = (xml_raw_attribute){.value = str_from("")};
        made[i].value = xml_raw_value(a, raw.value);
        made[i].name_place = place_at(s, tag_from + raw.name_from, raw.name.length);
        made[i].value_place = place_at(s, tag_from + raw.value_from, raw.value.length);
    }
    n->attributes = made;
    n->attribute_count = count;
}

static void start_element(void *context)
{
    const start_event *e = context;
    xml_reader *r = e->reader;
    xml_token token = take_tag(r);
    r->in_empty = token.kind == XML_TOKEN_EMPTY;
    flush_text(r);
    bool is_streamed_root = r->handler && !r->root;
    arena *a = is_streamed_root ? r->outer : r->nodes;
    xml_node *n = ARENA_NEW(a, xml_node);
    n->kind = XML_ELEMENT;
    n->name = copy_name(a, NULL, e->name);
    if (e->uri)
        n->namespace_uri = copy_name(a, NULL, e->uri);
    str tag = {chunk_at(&r->bytes, token.from), (size_t)(token.to - token.from)};
    n->where = place_at(r->bytes.source, token.from, tag.length ? 1 + xml_raw_tag_name(tag).length : 0);
    if (e->attribute_count > 0)
        add_attributes(a, n, e, tag, token.from);
    if (!r->root)
        r->root = n;
    else if (r->handler && r->open == r->root)
        n->parent = r->open; // a record; it joins the queue when it is whole
    else
        xml_append(r->open, n);
    r->open = n;
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int defaulted_count, const xmlChar **attributes)
{
    (void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted_count;
    xml_reader *r = user;
    start_event event = {r, name, uri, attributes, attribute_count};
    // Without an open element a second root can only be an error on its way.
    if (!stopped(r) && (r->open || !r->root))
        run_guarded(r, start_element, &event);
}

static void end_element(void *context)
{
    xml_reader *r = context;
    if (!r->in_empty)
        take_tag(r);
    r->in_empty = false;
    flush_text(r);
    xml_node *closed = r->open;
    r->open = closed->parent;
    if (r->handler && closed->parent && closed->parent == r->root)
        enqueue(r, closed);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    xml_reader *r = user;
    if (!stopped(r) && r->open)
        run_guarded(r, end_element, r);
}

typedef struct text_event {
    xml_reader *reader;
    size_t wanted;
} text_event;

static void grow_text(void *context)
{
    const text_event *e = context;
    xml_reader *r = e->reader;
    size_t capacity = r->text_capacity ? r->text_capacity : 1024;
    while (capacity < e->wanted)
        capacity *= 2;
    char *moved = arena_alloc(r->work, capacity);
    if (r->text_length)
        memcpy(moved, r->text, r->text_length);
    r->text = moved;
    r->text_capacity = capacity;
}

static void on_text(void *user, const xmlChar *text, int length)
{
    xml_reader *r = user;
    text_event event = {r, r->text_length + (size_t)length};
    if (stopped(r) || length <= 0)
        return;
    if (event.wanted > r->text_capacity)
        run_guarded(r, grow_text, &event);
    if (event.wanted > r->text_capacity)
        return;
    memcpy(r->text + r->text_length, text, (size_t)length);
    r->text_length = event.wanted;
}

// How far libxml2 has come, in bytes of what it was given; 0 where it does not know.
static uint64_t parser_offset(const xml_reader *r)
{
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations" // deprecated in 2.14, without a successor in 2.9
#endif
    long consumed = xmlByteConsumed(r->context);
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
    return consumed > 0 ? (uint64_t)consumed : 0;
}

static void copy_short(char *to, size_t size, const char *from)
{
    size_t length = from ? strlen(from) : 0;
    if (length >= size)
        length = size - 1;
    if (length)
        memcpy(to, from, length);
    to[length] = '\0';
}

static void on_error(void *user, error_pointer e)
{
    xml_reader *r = user;
    bool only_uri = e->code == XML_WAR_NS_URI || e->code == XML_WAR_NS_URI_RELATIVE;
    if (stopped(r) || e->level < XML_ERR_ERROR || only_uri)
        return;
    if (e->code == XML_ERR_NO_MEMORY) {
        r->status = ATTUNE_MEMORY;
        return;
    }
    r->fault.code = e->code ? e->code : XML_ERR_INTERNAL_ERROR;
    r->fault.at = r->start + parser_offset(r);
    copy_short(r->fault.message, sizeof r->fault.message, e->message);
    copy_short(r->fault.subject, sizeof r->fault.subject, e->str1);
}

// A second barrier: the tokens are refused before libxml2 sees a DOCTYPE.
static void on_doctype(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    (void)name, (void)public_id, (void)system_id;
    xml_reader *r = user;
    if (r->fault.code == 0)
        r->fault = (xml_fault){.code = XML_ERR_DOCTYPE_NOT_FINISHED, .at = r->start + parser_offset(r)};
    xmlStopParser(r->context);
}

static void free_context(void *thing)
{
    xmlParserCtxt **slot = thing;
    if (*slot)
        xmlFreeParserCtxt(*slot);
}

void xml_events_open(xml_reader *r)
{
    xmlSAXHandler events = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .internalSubset = on_doctype,
        .serror = on_error,
    };
    xmlInitParser(); // what the library shares between threads: made by the first, which others start after
    xmlParserCtxt **slot = ARENA_NEW(r->work, xmlParserCtxt *);
    arena_defer(r->work, free_context, slot);
    *slot = r->context = xmlCreatePushParserCtxt(&events, r, NULL, 0, NULL);
    if (!r->context)
        guard_fail(r->outer->guard, ATTUNE_MEMORY);
    // Neither entities nor DTDs, nor libxml2's larger limits: none of these options is set.
    xmlCtxtUseOptions(r->context, XML_PARSE_NONET);
}

static void parse_chunk(xml_reader *r, const char *from, int length, int last)
{
    // Running out of memory may come without an event.
    if (xmlParseChunk(r->context, from, length, last) == XML_ERR_NO_MEMORY && !stopped(r))
        r->status = ATTUNE_MEMORY;
}

bool xml_events_feed(xml_reader *r, uint64_t to, bool last)
{
    enum { STEP = 1 << 20 };
    while (r->fed < to && !stopped(r)) {
        uint64_t step = to - r->fed < STEP ? to - r->fed : STEP;
        const char *from = chunk_at(&r->bytes, r->fed);
        r->fed += step;
        parse_chunk(r, from, (int)step, 0);
    }
    if (last && !stopped(r))
        parse_chunk(r, NULL, 0, 1);
    if (r->status != ATTUNE_OK) {
        arena_free(r->work); // with libxml2's parser
        guard_fail(r->outer->guard, r->status);
    }
    return r->fault.code == 0;
}
