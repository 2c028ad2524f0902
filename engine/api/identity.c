// SPDX-License-Identifier: MIT
// Identities: see identity.h. They are texts, not digests: what is equal is the same.
#include "api/identity.h"

#include "document/xml.h"
#include "text/regex.h"

#include <stddef.h>

// ---- parts of the rule set as text

static bool is_one_of(str name, const char *words)
{
    return str_has_word(str_from(words), name);
}

static void add_text(builder *out, const char *what, str text)
{
    builder_addf(out, "%s %zu:%.*s\n", what, text.length, STR_ARGS(text));
}

// What is for people is left out: it decides nothing, and is another in each language.
static void add_element(builder *out, const xml_node *n)
{
    if (n->kind == XML_TEXT) {
        add_text(out, "text", n->text);
        return;
    }
    if (is_one_of(n->name, "title description source"))
        return;
    add_text(out, "element", n->name);
    for (size_t i = 0; i < n->attribute_count; i++) {
        if (is_one_of(n->attributes[i].name, "title"))
            continue;
        add_text(out, "attribute", n->attributes[i].name);
        add_text(out, "=", n->attributes[i].value);
    }
    for (const xml_node *child = n->first_child; child; child = child->next)
        add_element(out, child);
    builder_adds(out, "end\n");
}

// Signals, triggers and boundaries: of the rule set's elements, those that are nothing else.
static void add_search(builder *out, const ruleset *r)
{
    static const char others[] = "vocabulary client therapist let gate factor flag advice";
    for (const xml_node *n = r->tree ? r->tree->first_child : NULL; n; n = n->next)
        if (n->kind == XML_ELEMENT && !is_one_of(n->name, others))
            add_element(out, n);
}

static void add_fields(builder *out, const field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const field *f = &fields[i];
        builder_addf(out, "field %.*s %d %d %d %.*s\n", STR_ARGS(f->name), (int)f->kind, f->list, f->broader,
                     STR_ARGS(f->as));
        for (size_t k = 0; f->terms && k < f->terms->count; k++)
            add_text(out, "term", f->terms->terms[k].id);
        if (f->field_count)
            add_fields(out, f->fields, f->field_count);
    }
    builder_adds(out, "end\n");
}

static void add_table(builder *out, const decision_table *t)
{
    builder_addf(out, "table %d %.*s\n", (int)t->hit, STR_ARGS(t->output_name));
    for (size_t i = 0; i < t->input_count; i++)
        add_text(out, "input", t->inputs[i].text);
    for (size_t i = 0; i < t->row_count; i++) {
        for (size_t k = 0; k < t->input_count; k++)
            add_text(out, "test", t->rows[i].tests[k].text);
        add_text(out, "output", t->rows[i].output.text);
    }
}

static void add_expression(builder *out, const char *what, str id, const expression *x)
{
    add_text(out, what, id);
    add_text(out, "is", x->source);
    if (x->table)
        add_table(out, x->table);
}

// What is searched for, and in which fields.
static str texts_of(arena *a, const ruleset *r)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < r->therapist.count; i++)
        builder_addf(&out, "field %.*s %d %d\n", STR_ARGS(r->therapist.fields[i].name),
                     (int)r->therapist.fields[i].kind, r->therapist.fields[i].list);
    for (size_t i = 0; i < r->signal_count; i++)
        add_text(&out, "signal", r->signals[i].name);
    add_search(&out, r);
    return builder_str(&out);
}

// All that can change what a therapist comes to, or which columns are made.
static str judging_of(arena *a, const ruleset *r, str texts)
{
    builder out = builder_new(a);
    builder_add(&out, texts);
    add_fields(&out, r->client.fields, r->client.count);
    add_fields(&out, r->therapist.fields, r->therapist.count);
    for (size_t i = 0; i < r->let_count; i++)
        add_expression(&out, "let", r->lets[i].name, &r->lets[i].value);
    for (size_t i = 0; i < r->gate_count; i++)
        add_expression(&out, "gate", r->gates[i].id, &r->gates[i].require);
    for (size_t i = 0; i < r->criterion_count; i++)
        add_expression(&out, r->criteria[i].is_condition ? "when" : "value", r->criteria[i].id,
                       &r->criteria[i].value);
    for (size_t i = 0; i < r->flag_count; i++)
        add_expression(&out, "flag", r->flags[i].id, &r->flags[i].when);
    return builder_str(&out);
}

static void add_broader(builder *out, const vocabulary *v)
{
    for (size_t i = 0; i < v->count; i++) {
        const term *t = &v->terms[i];
        builder_addf(out, "%.*s/%.*s:", STR_ARGS(v->name), STR_ARGS(t->id));
        for (size_t k = 0; k < t->broader_count; k++)
            builder_addf(out, " %.*s", STR_ARGS(v->terms[t->broader[k]].id));
        builder_addc(out, '\n');
    }
}

// Of fields that hold broader terms beside those given: these cannot be told from them any more.
static str broader_of(arena *a, const ruleset *r)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < r->therapist.count; i++) {
        const field *f = &r->therapist.fields[i];
        if (!f->broader || !f->terms)
            continue;
        builder_addf(&out, "%.*s\n", STR_ARGS(f->name));
        add_broader(&out, f->terms);
    }
    return builder_str(&out);
}

static str engine_of(arena *a, const ruleset *r)
{
    const uint16_t probe = 1;
    builder out = builder_new(a);
    builder_addf(&out, "Attune %s, PCRE2 %s", attune_version(), regex_version());
    builder_adds(&out, *(const uint8_t *)&probe ? ", little-endian" : ", big-endian");
    limits defaults = limits_default();
#define ADD_LIMIT(name, default_value, ceiling, unit, reason)                                                \
    if (r->limits.name != defaults.name)                                                                     \
        builder_addf(&out, ", %s=%llu", #name, (unsigned long long)r->limits.name);
    ATTUNE_LIMITS(ADD_LIMIT)
#undef ADD_LIMIT
    return builder_str(&out);
}

identity identity_head_of(arena *a, const ruleset *r)
{
    return (identity){.id = r->id, .version = r->version, .digest = r->sha256, .engine = engine_of(a, r)};
}

identity identity_of(arena *a, const ruleset *r)
{
    identity i = identity_head_of(a, r);
    i.texts = texts_of(a, r);
    i.judging = judging_of(a, r, i.texts);
    i.broader = broader_of(a, r);
    return i;
}

// ---- notes

enum { HEAD_NOTES = 4 };

static const struct {
    const char *name;
    size_t member;
} NOTES[] = {
    {"rule set", offsetof(identity, id)},     {"version", offsetof(identity, version)},
    {"sha256", offsetof(identity, digest)},   {"engine", offsetof(identity, engine)},
    {"texts", offsetof(identity, texts)},     {"judging", offsetof(identity, judging)},
    {"broader", offsetof(identity, broader)},
};

static identity read_notes(arena *a, store *s, size_t count)
{
    identity out = {0};
    for (size_t i = 0; i < count; i++)
        *(str *)((char *)&out + NOTES[i].member) = store_note(s, NOTES[i].name, a);
    return out;
}

identity identity_read(arena *a, store *s)
{
    return read_notes(a, s, sizeof NOTES / sizeof *NOTES);
}

identity identity_read_head(arena *a, store *s)
{
    return read_notes(a, s, HEAD_NOTES);
}

void identity_write(store *s, const identity *i)
{
    for (size_t k = 0; k < sizeof NOTES / sizeof *NOTES; k++)
        store_put_note(s, NOTES[k].name, *(const str *)((const char *)i + NOTES[k].member));
}
