// SPDX-License-Identifier: MIT
// Reads XML: cuts the bytes into tokens, refuses what is not allowed, feeds the rest to libxml2 and hands
// whole records on. Knows nothing of what the elements mean.
#include "document/xml_reader.h"

#include <inttypes.h>
#include <string.h>

void xml_reader_open(xml_reader *r, arena *a, arena *nodes, const limits *l, diagnostics *d,
                     const xml_stream_handler *handler)
{
    *r = (xml_reader){
        .outer = a,
        .nodes = nodes,
        .work = arena_new_within(a),
        .limits = l,
        .diagnostics = d,
        .handler = handler,
        .bad = UINT64_MAX,
        .text_from = UINT64_MAX,
    };
}

// Tells the handler of what is whole. Between two records nothing of theirs is left.
static bool deliver(xml_reader *r)
{
    if (!r->handler || !r->root)
        return true;
    void *user = r->handler->user;
    if (!r->begun) {
        r->begun = true;
        if (!r->handler->begin(user, r->root))
            return false;
    }
    while (r->first_record) {
        xml_node *record = r->first_record;
        r->first_record = record->next;
        if (!r->first_record)
            r->last_record = NULL;
        record->next = NULL;
        if (!r->handler->record(user, record))
            return false;
    }
    if (!r->open || r->open == r->root)
        arena_reset(r->nodes);
    return true;
}

// Feeds the bytes up to an offset. False where reading ends there.
static bool advance(xml_reader *r, uint64_t to)
{
    bool well_formed = xml_events_feed(r, to, false);
    if (!deliver(r))
        return false;
    if (!well_formed) {
        xml_fault_report(r, false);
        return false;
    }
    if (r->taken == r->tokens.count)
        r->taken = r->tokens.count = 0;
    return true;
}

// Feeds the whole tokens before a place and, where libxml2 has nothing against that, diagnoses the place.
// Returns the diagnostic, or NULL where reading ended earlier.
static diagnostic *refuse(xml_reader *r, diagnostic_code code, uint64_t from, uint64_t length,
                          const char *what)
{
    uint64_t whole = from < r->lexer.at ? from : r->lexer.at;
    if (whole > r->fed && !advance(r, whole))
        return NULL;
    xml_withhold_faulty(r);
    return diagnose(r->diagnostics, code, place_at(r->bytes.source, from, length), "%-s", what);
}

static bool refuse_bad_byte(xml_reader *r)
{
    const char *at = chunk_at(&r->bytes, r->bad);
    str rest = {at, (size_t)(chunk_end(&r->bytes) - r->bad)};
    size_t length = 0;
    uint32_t code_point = utf8_decode(rest, &length);
    if (code_point == 0xFFFD) {
        diagnostic *item = refuse(r, CODE_invalid_utf8, r->bad, 1, "this byte is not valid UTF-8");
        if (item)
            diagnostic_help(r->diagnostics, item, "save the file as UTF-8");
        return false;
    }
    char what[80];
    snprintf(what, sizeof what, "the character U+%04" PRIX32 " is not allowed in XML", code_point);
    refuse(r, CODE_xml_syntax, r->bad, length, what);
    return false;
}

static bool refuse_size(xml_reader *r)
{
    char what[120];
    snprintf(what, sizeof what, "%s longer than the limit of %" PRIu64 " bytes",
             r->depth >= 2 ? "this element is" : "what begins here is", r->limits->profile_bytes);
    diagnostic *item = refuse(r, CODE_file_too_large, r->unit_from, r->unit_mark, what);
    if (item)
        diagnostic_help(r->diagnostics, item, "the limit is named profile_bytes");
    return false;
}

static bool refuse_depth(xml_reader *r, const xml_token *t, str tag)
{
    char what[120];
    snprintf(what, sizeof what, "elements are nested more than %" PRIu64 " deep", r->limits->nesting);
    refuse(r, CODE_too_deep, t->from, 1 + xml_raw_tag_name(tag).length, what);
    return false;
}

static bool refuse_doctype(xml_reader *r, const xml_token *t)
{
    diagnostic *item = refuse(r, CODE_xml_doctype, t->from, t->to - t->from, "a DOCTYPE is not allowed");
    if (item)
        diagnostic_help(r->diagnostics, item,
                        "leave it out: neither DTDs nor entities of their own are read");
    return false;
}

// What a lone "&" was meant to begin; NULL where that is not plain.
static const char *ampersand_help(str rest)
{
    static const struct {
        const char *start, *help;
    } slips[] = {
        {"&&", "write and; in a text, &amp;&amp;"},  {"&lt", "a semicolon is missing: &lt;"},
        {"&gt", "a semicolon is missing: &gt;"},     {"&amp", "a semicolon is missing: &amp;"},
        {"&quot", "a semicolon is missing: &quot;"}, {"&apos", "a semicolon is missing: &apos;"},
    };
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        if (str_starts(rest, str_from(slips[i].start)))
            return slips[i].help;
    return NULL;
}

// A "&" that begins no reference, or an entity: libxml2 would wait for a ";" that may never come.
static bool refuse_reference(xml_reader *r, const xml_token *t, str raw, xml_bad_reference bad)
{
    static const struct {
        const char *before, *after, *help;
    } words[] = {
        [XML_LONE_AMPERSAND] = {"a lone ", "", "write it as &amp;"},
        [XML_UNKNOWN_ENTITY] =
            {"the entity ", " is not known",
             "only &amp; &lt; &gt; &quot; &apos; and numbers such as &#233; are; or write the "
             "character itself"},
        [XML_NO_CHARACTER] = {"", " is no character of XML", "leave it out, or write another character"},
    };
    xml_withhold_faulty(r);
    bool quoted = !r->bytes.source->is_private;
    char what[160];
    snprintf(what, sizeof what, "%s\"%.*s\"%s", words[bad.kind].before, quoted ? (int)bad.length : 3,
             quoted ? raw.data + bad.at : "…", words[bad.kind].after);
    diagnostic *item = refuse(r, CODE_xml_syntax, t->from + bad.at, bad.length, what);
    const char *better =
        bad.kind == XML_LONE_AMPERSAND ? ampersand_help(str_slice(raw, bad.at, raw.length)) : NULL;
    if (item)
        diagnostic_help(r->diagnostics, item, "%-s", better ? better : words[bad.kind].help);
    return false;
}

// The XML declaration must not name another encoding.
static bool judge_declaration(xml_reader *r, const xml_token *t, str tag)
{
    if (t->from != r->start || !str_starts(tag, STR("<?xml")) || !strchr(" \t\r\n", tag.data[5]))
        return true;
    xml_raw_attribute a;
    size_t at = 0;
    while (xml_raw_attribute_next(tag, &at, &a)) {
        if (!str_equals(a.name, "encoding") || str_equal_nocase(a.value, STR("UTF-8")) ||
            str_equal_nocase(a.value, STR("US-ASCII")))
            continue;
        xml_withhold_faulty(r);
        diagnostic *item = diagnose(r->diagnostics, CODE_xml_syntax,
                                    place_at(r->bytes.source, t->from + a.value_from, a.value.length),
                                    "the encoding \"%.*s\" is not read, only UTF-8", STR_ARGS(a.value));
        diagnostic_help(r->diagnostics, item, "convert the file to UTF-8, and say so here or leave it out");
        return false;
    }
    return true;
}

// Keeps count of depth and size. Text between the records is one unit, however many pieces it comes in.
static bool judge_size(xml_reader *r, const xml_token *t, str tag)
{
    bool is_text = t->kind == XML_TOKEN_TEXT;
    bool begins = t->kind == XML_TOKEN_START || t->kind == XML_TOKEN_EMPTY;
    if (r->depth < 2 && !(is_text && r->in_text)) {
        r->unit_from = t->from;
        r->unit_mark = begins ? 1 + xml_raw_tag_name(tag).length : 1;
    }
    r->in_text = is_text;
    if (begins && r->depth + 1u > r->limits->nesting)
        return refuse_depth(r, t, tag);
    if (t->kind == XML_TOKEN_START)
        r->depth++;
    if (r->handler && t->to - r->unit_from > r->limits->profile_bytes)
        return refuse_size(r);
    if (t->kind == XML_TOKEN_END && r->depth > 0)
        r->depth--;
    return true;
}

// Around the document's one element only comments and the like may stand.
static bool judge_outside(xml_reader *r, const xml_token *t, str raw)
{
    bool begins = t->kind == XML_TOKEN_START || t->kind == XML_TOKEN_EMPTY;
    if (begins && r->root_seen) {
        refuse(r, CODE_xml_syntax, t->from, 1 + xml_raw_tag_name(raw).length,
               "a second element after the end of the document's element");
        return false;
    }
    r->root_seen = r->root_seen || begins;
    bool is_text = t->kind == XML_TOKEN_TEXT || t->kind == XML_TOKEN_CDATA;
    str text = is_text ? str_trim(raw) : STR_NONE;
    if (text.length == 0)
        return true;
    refuse(r, CODE_xml_syntax, t->from + (uint64_t)(text.data - raw.data), 1,
           r->root_seen ? "text after the end of the document's element"
                        : "text before the document's element");
    return false;
}

static bool judge(xml_reader *r, const xml_token *t)
{
    str tag = {chunk_at(&r->bytes, t->from), (size_t)(t->to - t->from)};
    if (t->kind == XML_TOKEN_DOCTYPE)
        return refuse_doctype(r, t);
    if (t->kind == XML_TOKEN_INSTRUCTION && !judge_declaration(r, t, tag))
        return false;
    if (t->kind == XML_TOKEN_BROKEN && str_starts(tag, STR("<!"))) {
        refuse(r, CODE_xml_syntax, t->from, 2, "\"<!\" that begins neither a comment nor CDATA");
        return false;
    }
    if (r->depth == 0 && !judge_outside(r, t, tag))
        return false;
    xml_bad_reference bad;
    bool has_references =
        t->kind == XML_TOKEN_TEXT || t->kind == XML_TOKEN_START || t->kind == XML_TOKEN_EMPTY;
    if (has_references && xml_raw_bad_reference(tag, &bad))
        return refuse_reference(r, t, tag, bad);
    return judge_size(r, t, tag);
}

// Whether a token is to be fed at once, so that what it makes whole can be handed on before more comes.
static bool is_boundary(const xml_reader *r, const xml_token *t)
{
    bool ends = t->kind == XML_TOKEN_END || t->kind == XML_TOKEN_EMPTY;
    return r->handler && r->depth <= 1 && (ends || t->kind == XML_TOKEN_START);
}

// Goes through the tokens at hand.
static bool read_tokens(xml_reader *r)
{
    str bytes = {r->bytes.data, (size_t)(r->checked - r->bytes.offset)};
    xml_token t;
    while (xml_token_next(&r->lexer, bytes, r->bytes.offset, &t)) {
        if (!judge(r, &t))
            return false;
        *ARENA_PUSH(r->work, &r->tokens) = t;
        if (t.kind == XML_TOKEN_BROKEN) {
            xml_events_feed(r, t.to, true);
            if (deliver(r))
                xml_fault_report(r, false);
            return false;
        }
        if (is_boundary(r, &t) && !advance(r, t.to))
            return false;
    }
    return advance(r, r->lexer.at);
}

// The first byte of s that is no character of XML: its offset, or the length of s.
static size_t characters_front(str s)
{
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    size_t at = 0;
    while (at < s.length) {
        uint64_t word;
        if (at + 8 <= s.length) {
            memcpy(&word, s.data + at, 8);
            // Neither a byte below 0x20 nor 0xEF, the lead of U+FFFE and U+FFFF (Mycroft's test for a low
            // byte).
            uint64_t marked = word ^ (0xEF * ones);
            if (!(((word - 0x20 * ones) & ~word & high) | ((marked - ones) & ~marked & high))) {
                at += 8;
                continue;
            }
        }
        unsigned char c = (unsigned char)s.data[at];
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
            return at;
        str three = str_slice(s, at, at + 3);
        if (c == 0xEF && (str_equals(three, "\xEF\xBF\xBE") || str_equals(three, "\xEF\xBF\xBF")))
            return at;
        at++;
    }
    return at;
}

// Moves checked on as far as the bytes at hand are characters, and notes the first that is none.
static void check_characters(xml_reader *r)
{
    str fresh = {chunk_at(&r->bytes, r->checked), (size_t)(chunk_end(&r->bytes) - r->checked)};
    bool cut;
    size_t valid = utf8_valid_front(fresh, &cut);
    size_t good = characters_front(str_slice(fresh, 0, valid));
    if (good < valid || (valid < fresh.length && (!cut || r->bytes.at_end)))
        r->bad = r->checked + good;
    r->checked += good;
}

// Looks at the byte-order mark. False where the document is not UTF-8 at all.
static bool read_start(xml_reader *r)
{
    while (chunk_end(&r->bytes) < 4 && chunk_more(&r->bytes, r->diagnostics))
        ;
    str front = {r->bytes.data, r->bytes.length};
    bool wide = str_starts(front, STR("\xFE\xFF")) || str_starts(front, STR("\xFF\xFE")) ||
                str_starts(front, STR("<\0")) || str_starts(front, STR("\0<")) ||
                str_starts(front, STR("\0\0"));
    if (wide) {
        diagnostic *item = diagnose(r->diagnostics, CODE_invalid_utf8, place_at(r->bytes.source, 0, 1),
                                    "the file is in UTF-16 or UTF-32, not in UTF-8");
        diagnostic_help(r->diagnostics, item, "convert the file to UTF-8");
        return false;
    }
    if (str_starts(front, STR("\xEF\xBB\xBF")))
        r->start = 3;
    r->fed = r->checked = r->lexer.at = r->start;
    return r->bytes.error == 0;
}

static bool finish(xml_reader *r)
{
    bool well_formed = xml_events_feed(r, r->checked, true);
    if (!deliver(r))
        return false;
    if (well_formed && r->root && !r->open)
        return true;
    xml_fault_report(r, true);
    return false;
}

// The unfinished token at the end of what is at hand must not grow without end.
static bool judge_rest(xml_reader *r)
{
    bool nothing = r->lexer.at == chunk_end(&r->bytes);
    if (r->depth < 2 && !(r->in_text && (nothing || *chunk_at(&r->bytes, r->lexer.at) != '<'))) {
        r->unit_from = r->lexer.at;
        r->unit_mark = 1;
    }
    if (r->handler && chunk_end(&r->bytes) - r->unit_from > r->limits->profile_bytes)
        return refuse_size(r);
    return true;
}

bool xml_reader_run(xml_reader *r)
{
    xml_events_open(r);
    if (!read_start(r))
        return false;
    for (;;) {
        check_characters(r);
        if (!read_tokens(r))
            return false;
        if (r->bad != UINT64_MAX)
            return refuse_bad_byte(r);
        if (!judge_rest(r))
            return false;
        if (r->bytes.at_end)
            return finish(r);
        chunk_drop(&r->bytes, r->taken < r->tokens.count ? r->tokens.items[r->taken].from : r->lexer.at);
        chunk_more(&r->bytes, r->diagnostics);
        if (r->bytes.error)
            return false;
    }
}

xml_node *xml_parse(arena *a, const source *s, const limits *l, diagnostics *d)
{
    if (s->bytes.length > l->document_bytes) {
        diagnostic *item =
            diagnose(d, CODE_file_too_large, place_at(s, l->document_bytes, 1),
                     "the document is longer than the limit of %" PRIu64 " bytes", l->document_bytes);
        diagnostic_help(d, item, "the limit is named document_bytes");
        return NULL;
    }
    xml_reader *r = ARENA_NEW(a, xml_reader);
    xml_reader_open(r, a, a, l, d, NULL);
    chunk_over(&r->bytes, r->work, s);
    bool whole = xml_reader_run(r);
    arena_free(r->work);
    if (whole)
        xml_withhold_whole(r->root, d);
    return whole ? r->root : NULL;
}
