// SPDX-License-Identifier: MIT
// The structural checker: tests one file's tree against the table in schema.c, reports what does not fit and
// takes it out, so that the later parts find only known elements. Knows nothing of what the values refer to.
#include "ruleset/loader.h"

#include "base/ascii.h"
#include "base/language.h"

#include <string.h>

enum { MOST_CHILD_KINDS = 32, MOST_DIGITS = 34 };

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool is_name_with(str text, const char *also)
{
    if (text.length == 0 || !is_letter(text.data[0]))
        return false;
    for (size_t i = 1; i < text.length; i++)
        if (!is_letter(text.data[i]) && !ascii_is_digit(text.data[i]) &&
            !(text.data[i] && strchr(also, text.data[i])))
            return false;
    return true;
}

bool check_is_name(str text)
{
    return is_name_with(text, "");
}

static bool is_number(str text)
{
    size_t at = text.length && (text.data[0] == '+' || text.data[0] == '-') ? 1 : 0;
    size_t digits = 0, points = 0, last_digit = 0;
    for (size_t i = at; i < text.length; i++) {
        if (text.data[i] == '.' && i > at)
            points++;
        else if (ascii_is_digit(text.data[i])) {
            digits++;
            last_digit = i;
        } else
            return false;
    }
    return digits > 0 && digits <= MOST_DIGITS && points <= 1 && last_digit + 1 == text.length;
}

static bool is_weight_change(str text)
{
    if (text.length < 2 || !memchr("+-*=", text.data[0], 4))
        return false;
    return ascii_is_digit(text.data[1]) && is_number(str_slice(text, 1, text.length));
}

void add_lost(loader *l, str name)
{
    if (name.length)
        name_map_put(&l->lost, l->arena, name, 0);
}

bool is_lost(const loader *l, str name)
{
    return name_map_get(&l->lost, name) != NAME_MISSING;
}

bool may_be_nameless(const loader *l, const suggestion *near)
{
    return l->nameless && !suggestion_found(near);
}

// Of a name or id that is missing or no name: of what expressions read, nobody knows what it would have been.
static void note_nameless(loader *l, const xml_node *node, const schema_attribute *schema)
{
    static const char *const read[] = {"vocabulary", "term", "field", "option", "record", "signal", "let"};
    if (schema->kind != SCHEMA_NAME && schema->kind != SCHEMA_ID)
        return;
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        l->nameless = l->nameless || is_element(node, read[i]);
}

void note_lost(loader *l, const xml_node *node)
{
    add_lost(l, attribute_text(node, "id"));
    add_lost(l, attribute_text(node, "name"));
    add_lost(l, attribute_text(node, "as"));
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        note_lost(l, c);
}

// "did you mean" and the allowed values, from a list with spaces between.
static void help_with_values(loader *l, diagnostic *item, str found, const char *values)
{
    suggestion near = suggestion_for(found);
    builder list = builder_new(l->arena);
    str rest = str_from(values), word;
    while (str_next_word(&rest, &word)) {
        suggestion_offer(&near, word);
        builder_addf(&list, "%s%.*s", list.length ? ", " : "", STR_ARGS(word));
    }
    diagnostic_suggest(l->diagnostics, item, &near);
    diagnostic_help(l->diagnostics, item, "allowed: %.*s", STR_ARGS(builder_str(&list)));
}

static void wrong_form(loader *l, const xml_attribute *a, const schema_attribute *schema)
{
    if (schema->kind == SCHEMA_ONE_OF) {
        diagnostic *item = diagnose(l->diagnostics, CODE_wrong_value, a->value_place, "%s cannot be \"%.*s\"",
                                    schema->name, STR_ARGS(a->value));
        help_with_values(l, item, a->value, schema->values);
        slip_in_value(l, item, a, schema);
        return;
    }
    bool name = schema->kind == SCHEMA_NAME || schema->kind == SCHEMA_ID || schema->kind == SCHEMA_DOTTED_ID;
    diagnostic_code code = name                              ? CODE_invalid_name
                           : schema->kind == SCHEMA_LANGUAGE ? CODE_invalid_language
                                                             : CODE_wrong_value;
    diagnostic *item = diagnose(l->diagnostics, code, a->value_place, "%s \"%.*s\" is not %s", schema->name,
                                STR_ARGS(a->value), schema_kind_meaning(schema->kind));
    slip_in_value(l, item, a, schema);
}

static void check_value(loader *l, const xml_attribute *a, const schema_attribute *schema)
{
    if (str_trim(a->value).length == 0) {
        diagnostic *item =
            diagnose(l->diagnostics, CODE_empty_value, a->value_place.length ? a->value_place : a->name_place,
                     "%s is empty", schema->name);
        diagnostic_help(l->diagnostics, item, "%s: %s", schema->name, schema->meaning);
        return;
    }
    bool right = true;
    switch (schema->kind) {
    case SCHEMA_NAME:
    case SCHEMA_ID:
        right = is_name_with(a->value, "");
        break;
    case SCHEMA_DOTTED_ID:
        right = is_name_with(a->value, ".-");
        break;
    case SCHEMA_NUMBER:
        right = is_number(a->value);
        break;
    case SCHEMA_BOOLEAN:
        right = str_has_word(STR("true false"), a->value);
        break;
    case SCHEMA_ONE_OF:
        right = str_has_word(str_from(schema->values), a->value);
        break;
    case SCHEMA_WEIGHT:
        right = is_weight_change(a->value);
        break;
    case SCHEMA_LANGUAGE:
        right = language_is_tag(a->value);
        break;
    default:
        break;
    }
    if (!right)
        wrong_form(l, a, schema);
}

static void unknown_attribute(loader *l, const xml_node *node, const xml_attribute *a, const char *shown,
                              const schema_element *element, bool partial)
{
    builder values = builder_new(l->arena);
    for (const schema_attribute *s = element->attributes; s->name; s++)
        if (!partial || (s->kind != SCHEMA_ID && strcmp(s->name, "id") != 0 && strcmp(s->name, "name") != 0))
            builder_addf(&values, "%s ", s->name);
    diagnostic *item = diagnose(l->diagnostics, CODE_unknown_attribute, a->name_place,
                                "%s has no attribute \"%.*s\"", shown, STR_ARGS(a->name));
    if (schema_find_child(element, str_terminated(l->arena, a->name))) {
        diagnostic_help(l->diagnostics, item, "it is an element: write <%.*s>…</%.*s> into %s",
                        STR_ARGS(a->name), STR_ARGS(a->name), element->name);
    } else if (values.length) {
        slip_in_attribute_name(l, item, node, a, builder_str(&values).data);
        help_with_values(l, item, a->name, builder_str(&values).data);
    } else
        diagnostic_help(l->diagnostics, item, "it has no attributes");
}

// kind: of a change, the attribute that names the target. What identifies a thing cannot be changed.
static void check_attributes(loader *l, const xml_node *node, const schema_element *element, const char *kind)
{
    const char *shown = kind ? str_printf(l->arena, "change of %s %s", kind[0] == 'a' ? "an" : "a", kind).data
                             : element->name;
    for (size_t i = 0; i < node->attribute_count; i++) {
        const xml_attribute *a = &node->attributes[i];
        const schema_attribute *schema = schema_find_attribute(element, str_terminated(l->arena, a->name));
        bool foreign = memchr(a->name.data, ':', a->name.length) && !str_equals(a->name, "xml:lang");
        if ((!schema && foreign) || (kind && str_equals(a->name, kind)))
            continue; // another namespace's, such as xsi:schemaLocation
        bool fixed = schema && kind && (str_equals(a->name, "id") || str_equals(a->name, "name"));
        if (schema && !fixed && !check_is_name(a->value))
            note_nameless(l, node, schema);
        if (schema && !fixed)
            check_value(l, a, schema);
        else
            unknown_attribute(l, node, a, shown, element, kind != NULL);
    }
}

// Values of attributes that are not known: a name may be among them.
static void note_lost_values(loader *l, const xml_node *node, const schema_element *element)
{
    for (size_t i = 0; i < node->attribute_count; i++)
        if (!schema_find_attribute(element, str_terminated(l->arena, node->attributes[i].name)))
            add_lost(l, node->attributes[i].value);
}

// <option>public</option> for <option id="public"/>
static void help_text_as_id(loader *l, diagnostic *item, const xml_node *node, const char *missing)
{
    const xml_node *text = node->first_child;
    if (strcmp(missing, "id") != 0 || !text || text->kind != XML_TEXT || text->next)
        return;
    str words = str_trim(text->text);
    add_lost(l, words);
    if (check_is_name(words))
        diagnostic_help(l->diagnostics, item, "write <%.*s id=\"%.*s\"/>", STR_ARGS(node->name),
                        STR_ARGS(words));
    else if (words.length && words.length < 80)
        diagnostic_help(l->diagnostics, item, "what people read is its label: label=\"%.*s\"",
                        STR_ARGS(words));
}

// <criterion><id>goal</id>: that it is an attribute is told at the element.
static bool is_given_as_element(loader *l, const xml_node *node, const schema_element *element,
                                const char *name)
{
    if (schema_find_child(element, name))
        return false;
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        if (is_element(c, name)) {
            add_lost(l, str_trim(xml_text_content(l->arena, c)));
            return true;
        }
    return false;
}

static void check_required(loader *l, const xml_node *node, const schema_element *element)
{
    for (const schema_attribute *s = element->attributes; s->name; s++) {
        if (!s->required || attribute_of(node, s->name))
            continue;
        note_lost(l, node);
        if (is_given_as_element(l, node, element, s->name))
            continue;
        if (slip_for_attribute(l, node, element, s->name)) {
            note_lost_values(l, node, element);
            continue; // its misspelt name is reported
        }
        note_nameless(l, node, s);
        diagnostic *item = diagnose(l->diagnostics, CODE_missing_attribute, node->where,
                                    "%s has no attribute \"%s\"", element->name, s->name);
        help_text_as_id(l, item, node, s->name);
        diagnostic_help(l->diagnostics, item, "%s: %s", s->name, s->meaning);
    }
}

static place text_place(const xml_node *text)
{
    str trimmed = str_trim(text->text);
    return xml_place_in_text(text, (size_t)(trimmed.data - text->text.data), trimmed.length);
}

static void unexpected_text(loader *l, const xml_node *text, const schema_element *element)
{
    diagnostic *item = diagnose(l->diagnostics, CODE_unexpected_text, text_place(text),
                                "%s holds elements, not text", element->name);
    str rest = text->text, first;
    if (str_next_word(&rest, &first) && schema_find_element(str_terminated(l->arena, first)) &&
        str_contains(rest, STR("=")))
        diagnostic_help(l->diagnostics, item, "a \"<\" is missing ahead of it");
}

static void check_text(loader *l, const xml_node *node, const schema_element *element)
{
    bool any = false;
    for (const xml_node *c = node->first_child; c; c = c->next) {
        if (c->kind != XML_TEXT || str_trim(c->text).length == 0)
            continue;
        any = true;
        // <option>public</option>: the id that is missing is reported.
        bool id = (is_element(node, "option") || is_element(node, "term")) && !attribute_of(node, "id");
        if (element->content == SCHEMA_ELEMENTS)
            slip_lose_names(l, c->text);
        if (element->content == SCHEMA_ELEMENTS && !id)
            unexpected_text(l, c, element);
    }
    if (element->content != SCHEMA_ELEMENTS && !any && !xml_first_element(node))
        diagnose(l->diagnostics, CODE_empty_value, node->where, "%s is empty", element->name);
}

static bool in_list(const char *const *list, str name)
{
    for (; *list; list++)
        if (str_equals(name, *list))
            return true;
    return false;
}

typedef struct child_check {
    loader *l;
    const xml_node *parent;
    const schema_element *element; // the parent's
    bool partial;                  // inside a change: nothing is required
    bool included;                 // directly in the root of an included file
    bool extends;                  // directly in the root of a file that extends another
    bool removed;                  // a child was taken out, so a missing one may just be misspelt
    const xml_node *first[MOST_CHILD_KINDS];
    bool told;       // of what an included file may not hold
    bool outer_told; // of an element that belongs in the root and stands deeper
} child_check;

// A change of what an <include> may bring in needs no extends.
static bool changes_what_is_included(const xml_node *child)
{
    if (!is_element(child, "change") && !is_element(child, "remove"))
        return false;
    for (size_t i = 0; schema_included_change_kinds[i]; i++)
        if (attribute_of(child, schema_included_change_kinds[i]))
            return true;
    return false;
}

static bool is_allowed_here(const child_check *c, str name)
{
    if (c->parent->parent)
        return true;
    if (c->included)
        return in_list(schema_included_children, name);
    return c->extends || !(str_equals(name, "change") || str_equals(name, "remove"));
}

// Which elements may hold it: "it belongs in factor".
static void help_with_parents(child_check *c, diagnostic *item, str name)
{
    builder parents = builder_new(c->l->arena);
    for (const schema_element *e = schema_elements; e->name; e++)
        if (schema_find_child(e, str_terminated(c->l->arena, name)))
            builder_addf(&parents, "%s%s", parents.length ? " or " : "", e->name);
    if (parents.length)
        diagnostic_help(c->l->diagnostics, item, "%.*s belongs in %.*s", STR_ARGS(name),
                        STR_ARGS(builder_str(&parents)));
}

static void help_with_namespace(child_check *c, diagnostic *item, const xml_node *child)
{
    diagnostics *d = c->l->diagnostics;
    if (child->namespace_uri.length)
        diagnostic_help(d, item, "its namespace is \"%.*s\"", STR_ARGS(child->namespace_uri));
    else
        diagnostic_help(
            d, item,
            "it has no namespace: all elements are in that of ruleset, most simply by xmlns=\"%s\" "
            "there and nowhere else, without a prefix",
            RULESET_NAMESPACE);
}

static bool is_near_child(const child_check *c, str name)
{
    suggestion near = suggestion_for(name);
    for (const schema_child *s = c->element->children; s->name; s++)
        suggestion_offer(&near, str_from(s->name));
    return suggestion_found(&near);
}

static void unknown_element(child_check *c, const xml_node *child)
{
    diagnostics *d = c->l->diagnostics;
    diagnostic *item = diagnose(d, CODE_unknown_element, child->where, "no element \"%.*s\" is allowed in %s",
                                STR_ARGS(child->name), c->element->name);
    builder values = builder_new(c->l->arena);
    for (const schema_child *s = c->element->children; s->name; s++)
        if (is_allowed_here(c, str_from(s->name)))
            builder_addf(&values, "%s ", s->name);
    if (!str_equals(child->namespace_uri, RULESET_NAMESPACE)) {
        help_with_namespace(c, item, child);
        return;
    }
    if (schema_find_attribute(c->element, str_terminated(c->l->arena, child->name))) {
        diagnostic_help(d, item, "it is an attribute: write <%s %.*s=\"…\">", c->element->name,
                        STR_ARGS(child->name));
        return;
    }
    if (schema_find_element(str_terminated(c->l->arena, child->name)))
        help_with_parents(c, item, child->name);
    else if (schema_find_child(c->element, "field") && check_is_name(child->name) &&
             !is_near_child(c, child->name))
        diagnostic_help(d, item, "a field of this name is <field name=\"%.*s\" type=\"…\"/>",
                        STR_ARGS(child->name));
    if (values.length)
        help_with_values(c->l, item, child->name, builder_str(&values).data);
    else
        diagnostic_help(d, item, "%s holds no elements", c->element->name);
}

static void not_here(child_check *c, const xml_node *child)
{
    if (c->told)
        return; // a whole rule set was included: one is enough to see
    c->told = c->included;
    diagnostic *item = diagnose(c->l->diagnostics, CODE_unknown_element, child->where,
                                "%.*s is not allowed in %s", STR_ARGS(child->name),
                                c->included ? "an included file" : "a rule set that extends no other");
    if (c->included)
        diagnostic_help(
            c->l->diagnostics, item,
            "an included file holds vocabularies, fields, signals, lets and triggers; to take over "
            "rules, use extends");
    else
        diagnostic_help(c->l->diagnostics, item,
                        "signals, triggers and boundaries that are included can be changed without extends");
}

static bool belongs_in_root(const child_check *c, const xml_node *n)
{
    const char *name = str_terminated(c->l->arena, n->name);
    return c->parent->parent && schema_find_child(&schema_elements[0], name) &&
           !schema_find_child(c->element, name) && str_equals(n->namespace_uri, RULESET_NAMESPACE);
}

// <factor> that swallows what follows it: its end tag stands too late. One finding is enough.
static void element_of_root(child_check *c, const xml_node *child)
{
    if (c->outer_told)
        return;
    c->outer_told = true;
    unknown_element(c, child);
    diagnostics *d = c->l->diagnostics;
    size_t more = 0;
    for (const xml_node *n = xml_next_element(child); n; n = xml_next_element(n))
        more += belongs_in_root(c, n);
    if (more && d->items.count && d->items.items[d->items.count - 1].where.offset == child->where.offset)
        diagnostic_help(d, &d->items.items[d->items.count - 1],
                        "%zu more such elements follow: </%s> may be missing ahead of this one", more,
                        c->element->name);
}

// The label or question of a field in the language of the rule set is an attribute.
static bool lacks_language(const child_check *c, const schema_element *element, const xml_node *child)
{
    return schema_is_translatable(element) && !attribute_of(child, "xml:lang") &&
           !str_equals(child->name, "title") && schema_find_attribute(c->element, element->name) &&
           !str_equals(child->name, "unknown");
}

// Of a text in another language: whether it is the first of this language.
static bool is_first_variant(child_check *c, const xml_node *child)
{
    str language = variant_language(child);
    for (const xml_node *n = xml_first_element(c->parent); n != child; n = xml_next_element(n)) {
        if (!str_equal(n->name, child->name) || !str_equal_nocase(variant_language(n), language))
            continue;
        diagnostic *item = diagnose(c->l->diagnostics, CODE_repeated_element, child->where,
                                    "%s has a second %.*s in \"%.*s\"", c->element->name,
                                    STR_ARGS(child->name), STR_ARGS(language));
        place_view there = place_look(n->where, c->l->arena);
        diagnostic_help(c->l->diagnostics, item, "the first stands on line %u", there.line);
        return false;
    }
    return !language_is_tag(language) || languages_note(c->l, language, child->where);
}

// Whether the child may stay.
static bool check_child(child_check *c, const xml_node *child)
{
    const schema_child *schema = schema_find_child(c->element, str_terminated(c->l->arena, child->name));
    if (belongs_in_root(c, child)) {
        element_of_root(c, child);
        return false;
    }
    if (!schema || !str_equal(child->namespace_uri, str_from(RULESET_NAMESPACE))) {
        unknown_element(c, child);
        return false;
    }
    if (!is_allowed_here(c, child->name) && (c->included || !changes_what_is_included(child))) {
        not_here(c, child);
        return false;
    }
    const schema_element *element = schema_find_element(schema->name);
    if (lacks_language(c, element, child)) {
        unknown_element(c, child);
        return false;
    }
    if (schema_is_translatable(element) && variant_language(child).length)
        return is_first_variant(c, child);
    const xml_node **first = &c->first[schema - c->element->children];
    if (*first && schema->maximum == 1) {
        diagnostic *item = diagnose(c->l->diagnostics, CODE_repeated_element, child->where,
                                    "%s has a second %s", c->element->name, schema->name);
        place_view there = place_look((*first)->where, c->l->arena);
        diagnostic_help(c->l->diagnostics, item, "the first stands on line %u", there.line);
        return false;
    }
    if (!*first)
        *first = child;
    return true;
}

static void check_missing(child_check *c)
{
    for (const schema_child *s = c->element->children; s->name; s++) {
        if (s->minimum == 0 || c->first[s - c->element->children])
            continue;
        diagnostic *item = diagnose(c->l->diagnostics, CODE_missing_element, c->parent->where, "%s has no %s",
                                    c->element->name, s->name);
        diagnostic_help(c->l->diagnostics, item, "%s: %s", s->name, schema_find_element(s->name)->meaning);
    }
}

static void check_element(loader *l, xml_node *node, const schema_element *element, bool included);

static void check_children(child_check *c, xml_node *node)
{
    for (xml_node *child = node->first_child, *next; child; child = next) {
        next = child->next;
        if (child->kind != XML_ELEMENT)
            continue;
        variant_be_own(c->l, child);
        if (check_child(c, child)) {
            check_element(c->l, child, schema_find_element(str_terminated(c->l->arena, child->name)), false);
            continue;
        }
        c->removed = true;
        note_lost(c->l, child);
        if (is_element(node, "client") || is_element(node, "therapist"))
            add_lost(c->l, child->name); // <fee type="number"/> for <field name="fee" …/>
        xml_remove(child);
    }
}

// The kind of thing that a change or remove names, NULL (reported) where it is not exactly one.
static const char *change_kind(loader *l, const xml_node *node)
{
    const char *kind = NULL;
    for (size_t i = 0; schema_change_kinds[i]; i++) {
        const xml_attribute *a = attribute_of(node, schema_change_kinds[i]);
        if (!a)
            continue;
        if (kind) {
            diagnose(l->diagnostics, CODE_conflicting_attributes, a->name_place,
                     "%.*s names both a %s and a %s", STR_ARGS(node->name), kind, schema_change_kinds[i]);
            return NULL;
        }
        kind = schema_change_kinds[i];
        if (str_trim(a->value).length == 0) {
            diagnose(l->diagnostics, CODE_empty_value, a->name_place, "%s is empty", kind);
            return NULL;
        }
    }
    if (!kind) {
        diagnostic *item = diagnose(l->diagnostics, CODE_missing_attribute, node->where,
                                    "%.*s names nothing to change", STR_ARGS(node->name));
        diagnostic_help(l->diagnostics, item, "write, for example, %.*s factor=\"goals\"",
                        STR_ARGS(node->name));
    }
    return kind;
}

str change_key(loader *l, const xml_node *change)
{
    str file = change->where.source ? change->where.source->name : STR_NONE;
    return str_printf(l->arena, "%llu %.*s", (unsigned long long)change->where.offset, STR_ARGS(file));
}

bool is_faulty(loader *l, const xml_node *node)
{
    return name_map_get(&l->faulty_changes, change_key(l, node)) != NAME_MISSING;
}

// A change holds any of its target's attributes and children, and phrases where the target holds these; a
// remove holds nothing.
static void check_change(loader *l, xml_node *node)
{
    const char *kind = change_kind(l, node);
    if (!kind) {
        xml_remove(node);
        return;
    }
    bool removes = is_element(node, "remove");
    const schema_element *target = schema_find_element(removes ? "remove" : kind);
    check_attributes(l, node, target, removes ? NULL : kind);
    if (target->content != SCHEMA_PHRASES)
        check_text(l, node, &(schema_element){.name = "change", .content = SCHEMA_ELEMENTS});
    child_check c = {.l = l, .parent = node, .element = target, .partial = true};
    check_children(&c, node);
    if (c.removed)
        name_map_put(&l->faulty_changes, l->arena, change_key(l, node), 0);
}

static void check_element(loader *l, xml_node *node, const schema_element *element, bool included)
{
    if (is_element(node, "change") || is_element(node, "remove")) {
        check_change(l, node);
        return;
    }
    check_attributes(l, node, element, NULL);
    if (!included)
        check_required(l, node, element);
    check_text(l, node, element);
    child_check c = {.l = l, .parent = node, .element = element, .included = included};
    c.extends = attribute_of(node, "extends") != NULL;
    check_children(&c, node);
    if (c.removed)
        name_map_put(&l->faulty_changes, l->arena, change_key(l, node), 0);
    else
        check_missing(&c);
}

// Another kind of document than a rule set.
static void wrong_root(loader *l, const xml_node *root)
{
    static const char *const kinds[][2] = {
        {"urn:attune:profile:1", "this holds profiles: attune rank reads them"},
        {"urn:attune:test:1",
         "this holds examples: under the name NAME.test.xml, attune check and attune test take it so"},
        {TRANSLATION_NAMESPACE, "this holds texts of a rule set in another language: attune check takes it "
                                "with the rule set beside it"},
        {"urn:attune:map:1", "this is a map for other headings: attune import reads it"},
    };
    bool ruleset = str_equals(root->name, "ruleset");
    str space = root->namespace_uri;
    diagnostic *item = diagnose(l->diagnostics, CODE_wrong_root, root->where,
                                !ruleset       ? "the outermost element is \"%.*s\", not ruleset"
                                : space.length ? "the namespace of ruleset is \"%.*s\""
                                               : "ruleset has no namespace%.*s",
                                STR_ARGS(ruleset ? space : root->name));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_equals(space, kinds[i][0]))
            diagnostic_help(l->diagnostics, item, "%-s", kinds[i][1]);
    if (ruleset && !space.length)
        diagnostic_fix(l->diagnostics, item,
                       place_at(root->where.source, root->where.offset + root->where.length, 0),
                       " xmlns=\"" RULESET_NAMESPACE "\"");
    diagnostic_help(l->diagnostics, item,
                    "a rule set starts with <ruleset xmlns=\"" RULESET_NAMESPACE "\" …>");
}

bool check_structure(loader *l, xml_node *root, bool included)
{
    if (!str_equals(root->name, "ruleset") || !str_equals(root->namespace_uri, RULESET_NAMESPACE)) {
        wrong_root(l, root);
        return false;
    }
    languages_begin(l, root, included);
    const xml_attribute *extends = attribute_of(root, "extends");
    if (included && extends)
        diagnose(l->diagnostics, CODE_unknown_attribute, extends->name_place,
                 "an included file cannot extend another");
    check_element(l, root, &schema_elements[0], included);
    return true;
}
