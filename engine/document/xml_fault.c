// SPDX-License-Identifier: MIT
// Puts libxml2's first complaint into our words, at its exact place. Allocates, so it runs when libxml2 has
// returned. Bad references, bytes and DOCTYPEs never come here: they are refused before libxml2 sees them.
#include "document/xml_reader.h"

#include "base/ascii.h"

#include <libxml/xmlerror.h>
#include <string.h>

__attribute__((format(printf, 4, 5))) static diagnostic *report(xml_reader *r, uint64_t from, uint64_t length,
                                                                const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    diagnostic *item = diagnosev(r->diagnostics, CODE_xml_syntax, place_at(r->bytes.source, from, length),
                                 format, arguments);
    va_end(arguments);
    return item;
}

// The raw bytes from an offset to another, cut to what is at hand.
static str raw_between(const xml_reader *r, uint64_t from, uint64_t to)
{
    if (from < r->bytes.offset)
        return STR_NONE;
    size_t begin = (size_t)(from - r->bytes.offset);
    return str_slice((str){r->bytes.data, r->bytes.length}, begin, begin + (size_t)(to - from));
}

static str raw_token(const xml_reader *r, const xml_token *t)
{
    return raw_between(r, t->from, t->to);
}

// The token that libxml2 stumbled over: the first that led to no event and is not mere text before the error.
static xml_token faulty_token(const xml_reader *r)
{
    for (size_t i = r->taken; i < r->tokens.count; i++) {
        const xml_token *t = &r->tokens.items[i];
        if (t->to > r->fault.at || (t->kind >= XML_TOKEN_START && t->kind <= XML_TOKEN_END))
            return *t;
    }
    return (xml_token){.kind = XML_TOKEN_BROKEN, .from = r->lexer.at, .to = chunk_end(&r->bytes)};
}

static void opened_at(xml_reader *r, diagnostic *item, const xml_node *n)
{
    place_view view = place_look(n->where, r->work);
    diagnostic_help(r->diagnostics, item, "<%.*s> was opened in line %u, column %u", STR_ARGS(n->name),
                    (unsigned)view.line, (unsigned)view.column);
}

static const xml_node *open_ancestor(const xml_node *n, str name)
{
    while (n && !str_equal(n->name, name))
        n = n->parent;
    return n;
}

// <met/> where </met> was meant: one that is empty in every way, within one of its name that goes on and on.
static const xml_node *misplaced_slash(const xml_node *open)
{
    for (const xml_node *c = xml_first_element(open); c; c = xml_next_element(c))
        if (str_equal(c->name, open->name) && !c->attribute_count && !c->first_child)
            return c;
    return NULL;
}

// An element that is still open where one around it ends.
static void report_unclosed(xml_reader *r, const xml_token *t, str ended)
{
    const xml_node *open = r->open, *slash = misplaced_slash(open);
    if (slash) {
        diagnostic *item =
            diagnose(r->diagnostics, CODE_xml_syntax, slash->where, "<%.*s/> where </%.*s> should be",
                     STR_ARGS(open->name), STR_ARGS(open->name));
        opened_at(r, item, open);
        return;
    }
    diagnostic *item =
        diagnose(r->diagnostics, CODE_xml_syntax, open->where, "<%.*s> is not closed", STR_ARGS(open->name));
    item->related = place_at(r->bytes.source, t->from, t->to - t->from);
    place_view view = place_look(item->related, r->work);
    diagnostic_help(r->diagnostics, item, "</%.*s> is missing ahead of </%.*s> in line %u, column %u",
                    STR_ARGS(open->name), STR_ARGS(ended), (unsigned)view.line, (unsigned)view.column);
    if (open->parent && str_equal(open->parent->name, open->name) && !open->attribute_count)
        diagnostic_help(r->diagnostics, item, "or was </%.*s> meant here?", STR_ARGS(open->name));
}

static void report_mismatch(xml_reader *r, const xml_token *t)
{
    str name = xml_raw_tag_name(raw_token(r, t));
    if (!r->open) {
        report(r, t->from, t->to - t->from, "</%.*s> closes nothing", STR_ARGS(name));
        return;
    }
    if (open_ancestor(r->open->parent, name)) {
        report_unclosed(r, t, name);
        return;
    }
    str opened = r->open->name;
    diagnostic *item = report(r, t->from + 2, name.length, "</%.*s> where </%.*s> should be", STR_ARGS(name),
                              STR_ARGS(opened));
    item->related = r->open->where;
    opened_at(r, item, r->open);
}

// An attribute that is written twice.
static bool report_repeated(xml_reader *r, const xml_token *t)
{
    str tag = raw_token(r, t);
    xml_raw_attribute now, before;
    for (size_t at = 0; xml_raw_attribute_next(tag, &at, &now);) {
        for (size_t i = 0; xml_raw_attribute_next(tag, &i, &before) && before.name_from < now.name_from;) {
            if (!str_equal(before.name, now.name))
                continue;
            report(r, t->from + now.name_from, now.name.length, "the attribute \"%.*s\" is given twice",
                   STR_ARGS(now.name));
            return true;
        }
    }
    return false;
}

// A prefix that no xmlns:… declares.
static bool report_prefix(xml_reader *r, const xml_token *t)
{
    str tag = raw_token(r, t);
    str prefix = str_from(r->fault.subject);
    str wanted = str_printf(r->work, "%.*s:", STR_ARGS(prefix));
    size_t from = SIZE_MAX;
    xml_raw_attribute a;
    if (str_starts(xml_raw_tag_name(tag), wanted))
        from = 1;
    for (size_t at = 0; from == SIZE_MAX && xml_raw_attribute_next(tag, &at, &a);)
        if (str_starts(a.name, wanted))
            from = a.name_from;
    if (from == SIZE_MAX)
        return false;
    diagnostic *item =
        report(r, t->from + from, prefix.length, "the prefix \"%.*s\" is not declared", STR_ARGS(prefix));
    diagnostic_help(r->diagnostics, item, "declare it with xmlns:%.*s=\"…\"", STR_ARGS(prefix));
    return true;
}

// An attribute that is only a name.
static bool report_valueless(xml_reader *r, const xml_token *t)
{
    str tag = raw_token(r, t);
    xml_raw_attribute a;
    for (size_t at = 0; xml_raw_attribute_next(tag, &at, &a);) {
        if (a.value.data)
            continue;
        diagnostic *item = report(r, t->from + a.name_from, a.name.length,
                                  "the attribute \"%.*s\" has no value", STR_ARGS(a.name));
        diagnostic_help(r->diagnostics, item, "write %.*s=\"…\"", STR_ARGS(a.name));
        return true;
    }
    return false;
}

static bool is_plain_name(str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (!ascii_is_letter(word.data[i]) && word.data[i] != '_' && word.data[i] != '-' &&
            word.data[i] != ':')
            return false;
    return word.length > 0;
}

// "1 when=": a value that goes on to the quote of the next attribute.
static bool runs_into_next(str value)
{
    size_t last = value.length;
    while (last > 0 && !ascii_is_blank(value.data[last - 1]))
        last--;
    return last > 0 && str_ends(value, STR("=")) && is_plain_name(str_slice(value, last, value.length - 1));
}

// Whether raw text goes on with NAME="
static bool starts_attribute(str rest)
{
    size_t equals = str_find(rest, STR("="), 0);
    if (equals == SIZE_MAX || !is_plain_name(str_trim(str_slice(rest, 0, equals))))
        return false;
    str value = str_trim(str_slice(rest, equals + 1, rest.length));
    return value.length && (value.data[0] == '"' || value.data[0] == '\'');
}

// Something right behind a value's quote: the value's own closing quote is missing, so that what closed it
// opens the next one; or a quote stands within the value; or just a space is missing.
static bool report_no_space(xml_reader *r, const xml_token *t)
{
    str tag = raw_token(r, t);
    xml_raw_attribute a;
    for (size_t at = 0; xml_raw_attribute_next(tag, &at, &a);) {
        if (!a.value.data || t->from + at != r->fault.at)
            continue;
        if (runs_into_next(a.value)) {
            diagnostic *item = report(r, t->from + a.value_from - 1, 1,
                                      "the value of %.*s is not closed by its quote", STR_ARGS(a.name));
            diagnostic_help(r->diagnostics, item, "the next quote is that of another attribute");
            return true;
        }
        if (starts_attribute(str_slice(tag, at, tag.length)))
            return false;
        if (at < tag.length && (tag.data[at] == ',' || tag.data[at] == ';')) {
            diagnostic *item = report(r, r->fault.at, 1, "attributes have nothing but blanks between them");
            diagnostic_help(r->diagnostics, item, "leave it out");
            return true;
        }
        diagnostic *item =
            report(r, r->fault.at - 1, 1, "this quote ends the value of %.*s, and more stands behind",
                   STR_ARGS(a.name));
        diagnostic_help(r->diagnostics, item, "a quote within a value is written %s",
                        tag.data[at - 1] == '"' ? "&quot;" : "&apos;");
        return true;
    }
    return false;
}

// A tag without its ">": the next "<" comes first.
static bool report_open_tag(xml_reader *r, const xml_token *t)
{
    str raw = raw_between(r, t->from, r->fault.at);
    if (!str_equals(raw_between(r, r->fault.at, r->fault.at + 1), "<") || !str_starts(raw, STR("<")))
        return false;
    size_t length = 1 + (raw.length > 1 && raw.data[1] == '/') + xml_raw_tag_name(raw).length;
    report(r, t->from, length, "the tag that begins here is never closed with \">\"");
    return true;
}

// A "<" that is meant as text, or begins the next tag while this one is open.
static bool report_lone_less(xml_reader *r, const xml_token *t)
{
    if (report_open_tag(r, t))
        return true;
    if (str_equals(raw_between(r, r->fault.at, r->fault.at + 1), "=")) {
        diagnostic *item = report(r, r->fault.at, 1, "an attribute's name is missing here");
        diagnostic_help(r->diagnostics, item, "is a blank missing ahead of it?");
        return true;
    }
    if (r->fault.at == 0 || !str_equals(raw_between(r, r->fault.at - 1, r->fault.at), "<"))
        return false;
    bool comment = str_equals(raw_between(r, r->fault.at, r->fault.at + 2), "--");
    diagnostic *item = report(r, r->fault.at - 1, 1, "a \"<\" that begins no element");
    diagnostic_help(r->diagnostics, item, comment ? "a comment is written <!-- ... -->" : "write it as &lt;");
    return true;
}

// "<" within a value: where the value went on over a ">" or a line's end, its closing quote is missing.
static bool report_less_in_value(xml_reader *r, const xml_token *t)
{
    str raw = raw_between(r, t->from, r->fault.at);
    size_t opened = SIZE_MAX;
    for (size_t i = 0; i < raw.length; i++) {
        bool quote = raw.data[i] == '"' || raw.data[i] == '\'';
        if (opened == SIZE_MAX ? quote : raw.data[i] == raw.data[opened])
            opened = opened == SIZE_MAX ? i : SIZE_MAX;
    }
    str value = opened == SIZE_MAX ? STR_NONE : str_slice(raw, opened, raw.length);
    if (!str_contains(value, STR("\n")) && !str_contains(value, STR(">")))
        return false;
    diagnostic *item =
        report(r, t->from + opened, 1, "the value that begins here is not closed by its quote");
    diagnostic_help(r->diagnostics, item, "write %c behind it", value.data[0]);
    return true;
}

typedef struct wording {
    int code;
    const char *message;
    const char *help; // or NULL
} wording;

static const wording wordings[] = {
    {XML_ERR_SPACE_REQUIRED, "white space is missing here", NULL},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, "an attribute's value must stand in quotes",
     "write it as \"…\", in straight quotes"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, "an attribute's value is not closed by its quote", NULL},
    {XML_ERR_LT_IN_ATTRIBUTE, "\"<\" within an attribute's value",
     "write it as &lt;, or close the value's quote"},
    {XML_ERR_GT_REQUIRED, "the tag is not closed with \">\"", NULL},
    {XML_ERR_NAME_REQUIRED, "a name is missing here", NULL},
    {XML_ERR_PI_NOT_STARTED, "a name is missing behind \"<?\"", NULL},
    {XML_ERR_HYPHEN_IN_COMMENT, "\"--\" within a comment", NULL},
    {XML_ERR_MISPLACED_CDATA_END, "\"]]>\" outside CDATA", "write it as ]]&gt;"},
    {XML_ERR_VERSION_MISSING, "the XML declaration has no version", "write <?xml version=\"1.0\"?>"},
    {XML_ERR_LTSLASH_REQUIRED, "an end tag is missing here", NULL},
    {XML_ERR_DOCUMENT_EMPTY, "the document has no element", NULL},
    {XML_ERR_INVALID_CHAR, "a character that is not allowed in XML", NULL},
};

// libxml2's own words: without their line end, the first letter small.
static str plain_message(xml_reader *r)
{
    if (r->fault.message[0] == '\0' || r->bytes.source->is_private) // it may quote
        return STR("the document is not well-formed");
    str own = str_copy(r->work, str_trim(str_from(r->fault.message)));
    char *first = (char *)own.data;
    bool shouted = own.length > 1 && first[1] >= 'A' && first[1] <= 'Z';
    if (first[0] >= 'A' && first[0] <= 'Z' && !shouted)
        first[0] = (char)(first[0] + ('a' - 'A'));
    return own;
}

static void report_plain(xml_reader *r, const xml_token *t)
{
    uint64_t at = r->fault.at;
    if (at < t->from || at > t->to)
        at = t->from;
    uint64_t length = at < t->to ? 1 : 0;
    for (size_t i = 0; i < sizeof wordings / sizeof wordings[0]; i++) {
        if (wordings[i].code != r->fault.code)
            continue;
        diagnostic *item = report(r, at, length, "%-s", wordings[i].message);
        if (wordings[i].help)
            diagnostic_help(r->diagnostics, item, "%-s", wordings[i].help);
        return;
    }
    report(r, at, length, "%-.*s", STR_ARGS(plain_message(r)));
}

// libxml2 has limits of its own, about 10 MB for a tag or a comment and 50 kB for a name.
static bool report_huge(xml_reader *r, const xml_token *t)
{
    const char *words = r->fault.message;
    if (!strstr(words, "uge") && !strstr(words, "too long") && !strstr(words, "too big"))
        return false;
    diagnose(r->diagnostics, CODE_file_too_large, place_at(r->bytes.source, t->from, 1),
             "a name, a tag, a comment or CDATA that is too long to be read");
    return true;
}

// The document ends too early.
static void report_cut(xml_reader *r)
{
    static const struct {
        const char *mark, *message;
    } unfinished[] = {
        {"<!--", "the comment that begins here is never closed"},
        {"<![CDATA[", "the CDATA section that begins here is never closed"},
        {"<?", "what begins here is never closed with \"?>\""},
        {"<", "the tag that begins here is never closed with \">\""},
    };
    str rest = raw_between(r, r->lexer.at, chunk_end(&r->bytes));
    for (size_t i = 0; i < sizeof unfinished / sizeof unfinished[0]; i++) {
        str mark = str_from(unfinished[i].mark);
        if (str_starts(rest, mark)) {
            report(r, r->lexer.at, mark.length, "%-s", unfinished[i].message);
            return;
        }
    }
    if (r->open) {
        str name = r->open->name;
        diagnostic *item = diagnose(r->diagnostics, CODE_xml_syntax, r->open->where, "<%.*s> is never closed",
                                    STR_ARGS(name));
        diagnostic_help(r->diagnostics, item, "</%.*s> is missing", STR_ARGS(name));
        return;
    }
    report(r, r->start, 0, "the document has no element");
}

static bool report_late_declaration(xml_reader *r, const xml_token *t)
{
    diagnostic *item = report(r, t->from, t->to - t->from, "\"<?xml\" may stand only at the very start");
    diagnostic_help(r->diagnostics, item,
                    "take out what stands ahead of it, or this one where there are two");
    return true;
}

// The complaints that have a place or a wording of their own. False where it is none of them.
static bool report_known(xml_reader *r, const xml_token *t)
{
    bool in_tag = t->kind == XML_TOKEN_START || t->kind == XML_TOKEN_EMPTY;
    switch (r->fault.code) {
    case XML_ERR_TAG_NAME_MISMATCH:
        report_mismatch(r, t);
        return true;
    case XML_ERR_ATTRIBUTE_REDEFINED:
    case XML_NS_ERR_ATTRIBUTE_REDEFINED:
        return in_tag && report_repeated(r, t);
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
        return in_tag && report_valueless(r, t);
    case XML_ERR_SPACE_REQUIRED:
        return report_open_tag(r, t) || report_no_space(r, t);
    case XML_ERR_NAME_REQUIRED:
        return report_lone_less(r, t);
    case XML_ERR_GT_REQUIRED:
        return report_open_tag(r, t);
    case XML_ERR_LT_IN_ATTRIBUTE:
        return report_less_in_value(r, t);
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
        return report_prefix(r, t);
    case XML_ERR_RESERVED_XML_NAME:
        return report_late_declaration(r, t);
    case XML_ERR_DOCTYPE_NOT_FINISHED:
        diagnose(r->diagnostics, CODE_xml_doctype, place_at(r->bytes.source, t->from, 1),
                 "a DOCTYPE is not allowed");
        return true;
    default:
        return false;
    }
}

static bool begins_client(str raw)
{
    static const str client = {"client", 6};
    for (size_t at = 0; (at = str_find(raw, client, at)) != SIZE_MAX; at += client.length)
        if (at > 0 && (raw.data[at - 1] == '<' || raw.data[at - 1] == ':'))
            return true;
    return false;
}

// The name of the outermost element, as it is written, where libxml2 has not come to it yet; may be empty.
static str raw_root_name(str raw)
{
    for (size_t at = 0; (at = str_find(raw, STR("<"), at)) != SIZE_MAX;) {
        str rest = str_slice(raw, at, raw.length);
        bool comment = str_starts(rest, STR("<!--"));
        if (!comment && !str_starts(rest, STR("<?")) && !str_starts(rest, STR("<!")))
            return xml_raw_tag_name(rest);
        at = str_find(raw, comment ? STR("-->") : STR(">"), at);
    }
    return STR_NONE;
}

static bool may_hold_clients(const xml_reader *r, str raw)
{
    str name = r->root ? r->root->name : raw_root_name(raw);
    return !name.length || str_starts(name, STR("profiles")) || str_contains(name, STR("client"));
}

// Whether what is wrong is wrong in a client's document, as far as it was read. A JSON document where XML is
// read may be one, too.
static bool is_of_client(const xml_reader *r)
{
    str raw = {r->bytes.data, r->bytes.length}, start = str_trim(raw);
    if (r->bytes.offset == 0 && start.length && (start.data[0] == '{' || start.data[0] == '['))
        return true;
    return may_hold_clients(r, raw) && begins_client(raw);
}

void xml_withhold_faulty(xml_reader *r)
{
    if (is_of_client(r))
        diagnostics_withhold(r->diagnostics, r->bytes.source);
}

void xml_withhold_whole(const xml_node *root, const diagnostics *d)
{
    bool holds = root && str_equals(root->name, "client");
    if (root && str_equals(root->name, "profiles"))
        for (const xml_node *n = xml_first_element(root); n && !holds; n = xml_next_element(n))
            holds = str_equals(n->name, "client");
    if (holds)
        diagnostics_withhold(d, root->where.source);
}

void xml_fault_report(xml_reader *r, bool cut)
{
    xml_withhold_faulty(r);
    if (cut) {
        report_cut(r);
        return;
    }
    xml_token t = faulty_token(r);
    if (t.kind == XML_TOKEN_END && !r->open)
        report_mismatch(r, &t);
    else if (!report_known(r, &t) && !report_huge(r, &t))
        report_plain(r, &t);
}
