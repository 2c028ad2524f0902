// SPDX-License-Identifier: MIT
// The structure of a file of examples: which elements, attributes and words it may hold, by the table of
// expectations. Knows nothing of any rule set.
#include "examples/run.h"

static const char TEST_NAMESPACE[] = "urn:attune:test:1";

str example_attribute(const xml_node *n, const char *name)
{
    const xml_attribute *found = xml_find_attribute(n, str_from(name));
    return found ? found->value : STR_NONE;
}

bool example_is_profile(const xml_node *n)
{
    return str_equals(n->name, "client") || str_equals(n->name, "therapist");
}

const expectation_kind *find_expectation(str name)
{
    for (const expectation_kind *k = expectation_kinds; k->name; k++)
        if (str_equals(name, k->name))
            return k;
    return NULL;
}

// "did you mean", and the words allowed.
static void help_with_words(diagnostics *d, diagnostic *item, str found, str words)
{
    suggestion near = suggestion_for(found);
    builder list = builder_new(d->arena);
    str word;
    while (str_next_word(&words, &word)) {
        suggestion_offer(&near, word);
        builder_addf(&list, "%s%.*s", list.length ? ", " : "", STR_ARGS(word));
    }
    diagnostic_suggest(d, item, &near);
    if (list.length)
        diagnostic_help(d, item, "allowed: %.*s", STR_ARGS(builder_str(&list)));
}

// Tests that n has no attributes but those of the words allowed, and that those which it has are not empty.
static void check_attributes(const xml_node *n, str allowed, diagnostics *d)
{
    for (size_t i = 0; i < n->attribute_count; i++) {
        const xml_attribute *at = &n->attributes[i];
        if (str_contains(at->name, STR(":")))
            continue; // another namespace's, such as xsi:schemaLocation
        if (str_has_word(allowed, at->name)) {
            if (str_trim(at->value).length == 0)
                diagnose(d, CODE_empty_value, at->name_place, "%.*s is empty", STR_ARGS(at->name));
            continue;
        }
        diagnostic *item =
            diagnose(d, CODE_unknown_attribute, at->name_place, "<%.*s> has no attribute \"%.*s\"",
                     STR_ARGS(n->name), STR_ARGS(at->name));
        help_with_words(d, item, at->name, allowed);
    }
}

static void check_no_text(const xml_node *n, diagnostics *d)
{
    for (const xml_node *c = n->first_child; c; c = c->next) {
        str text = c->kind == XML_TEXT ? str_trim(c->text) : STR_NONE;
        if (text.length)
            diagnose(d, CODE_unexpected_text,
                     xml_place_in_text(c, (size_t)(text.data - c->text.data), text.length),
                     "<%.*s> holds no text", STR_ARGS(n->name));
    }
}

// words: the elements that are known there.
static void unknown_element(const xml_node *n, str words, diagnostics *d)
{
    diagnostic *item =
        diagnose(d, CODE_unknown_element, n->where, "<%.*s> is not known here", STR_ARGS(n->name));
    if (!str_equals(n->namespace_uri, TEST_NAMESPACE)) {
        diagnostic_help(d, item, "its namespace is \"%.*s\", not \"%s\"", STR_ARGS(n->namespace_uri),
                        TEST_NAMESPACE);
        return;
    }
    suggestion near = suggestion_for(n->name);
    str word;
    while (str_next_word(&words, &word))
        suggestion_offer(&near, word);
    diagnostic_suggest(d, item, &near);
}

// "is, min or max": the names of the attributes that are used as this one is.
static str names_of_use(const expectation_kind *k, attribute_use use, arena *a)
{
    size_t count = 0, number = 0;
    for (const expectation_attribute *at = k->attributes; at->name; at++)
        count += at->use == use;
    builder names = builder_new(a);
    for (const expectation_attribute *at = k->attributes; at->name; at++) {
        if (at->use != use)
            continue;
        number++;
        builder_addf(&names, "%s%s", number == 1 ? "" : number == count ? " or " : ", ", at->name);
    }
    return builder_str(&names);
}

static void check_value(const xml_attribute *given, const expectation_attribute *at, diagnostics *d)
{
    decimal number;
    str value = str_trim(given->value);
    if (value.length == 0)
        return; // reported
    if (at->holds == HOLDS_NUMBER && !decimal_parse(value, &number))
        diagnose(d, CODE_wrong_value, given->value_place, "%s \"%.*s\" is not a number", at->name,
                 STR_ARGS(given->value));
    if (at->holds != HOLDS_WORD || str_has_word(str_from(at->words), given->value))
        return;
    diagnostic *item = diagnose(d, CODE_wrong_value, given->value_place, "%s cannot be \"%.*s\"", at->name,
                                STR_ARGS(given->value));
    help_with_words(d, item, given->value, str_from(at->words));
}

// What is required, alone or as one of several, and what excludes or needs another.
static void check_uses(const xml_node *n, const expectation_kind *k, diagnostics *d)
{
    const xml_attribute *first_of[ATTRIBUTE_USES] = {0};
    bool wanted[ATTRIBUTE_USES] = {0};
    for (const expectation_attribute *at = k->attributes; at->name; at++) {
        const xml_attribute *given = xml_find_attribute(n, str_from(at->name));
        wanted[at->use] = true;
        if (!given) {
            if (at->use == REQUIRED)
                diagnose(d, CODE_missing_attribute, n->where, "<%s> needs %s", k->name, at->name);
            continue;
        }
        check_value(given, at, d);
        if (at->use == ONE_OF && first_of[ONE_OF])
            diagnose(d, CODE_conflicting_attributes, given->name_place, "<%s> is of %.*s or %s, not of both",
                     k->name, STR_ARGS(first_of[ONE_OF]->name), at->name);
        else if (at->only_with && !xml_find_attribute(n, str_from(at->only_with)))
            diagnose(d, CODE_conflicting_attributes, given->name_place, "%s goes only with %s", at->name,
                     at->only_with);
        if (!first_of[at->use])
            first_of[at->use] = given;
    }
    for (attribute_use use = ONE_OF; use <= SOME_OF; use++)
        if (wanted[use] && !first_of[use])
            diagnose(d, CODE_missing_attribute, n->where, "<%s> needs %.*s", k->name,
                     STR_ARGS(names_of_use(k, use, d->arena)));
}

static void check_expectation(const xml_node *n, const expectation_kind *k, diagnostics *d)
{
    builder names = builder_new(d->arena);
    for (const expectation_attribute *at = k->attributes; at->name; at++)
        builder_addf(&names, "%s ", at->name);
    check_attributes(n, builder_str(&names), d);
    check_uses(n, k, d);
    if (!k->holds_ids)
        check_no_text(n, d);
    for (const xml_node *c = xml_first_element(n); c; c = xml_next_element(c))
        unknown_element(c, STR_NONE, d);
}

static void second_client(const xml_node *n, const xml_node *first, diagnostics *d)
{
    diagnostic *item = diagnose(d, CODE_repeated_element, n->where, "a second client; an example is of one");
    diagnostic_help(d, item, "the first stands on line %u",
                    (unsigned)place_look(first->where, d->arena).line);
}

static void check_test(const xml_node *test, diagnostics *d)
{
    const xml_node *client = NULL;
    bool misspelt = false;
    check_attributes(test, STR("id title"), d);
    check_no_text(test, d);
    if (!xml_find_attribute(test, STR("id")))
        diagnose(d, CODE_missing_attribute, test->where, "<test> needs an id");
    builder words = builder_new(d->arena);
    builder_adds(&words, "client therapist");
    for (const expectation_kind *k = expectation_kinds; k->name; k++)
        builder_addf(&words, " %s", k->name);
    for (const xml_node *n = xml_first_element(test); n; n = xml_next_element(n)) {
        const expectation_kind *k = find_expectation(n->name);
        if (!str_equals(n->namespace_uri, TEST_NAMESPACE) || (!k && !example_is_profile(n))) {
            unknown_element(n, builder_str(&words), d);
            misspelt = true;
            continue;
        }
        if (k) {
            check_expectation(n, k, d);
            continue;
        }
        check_attributes(n, STR("id ref file"), d);
        check_no_text(n, d);
        if (str_equals(n->name, "client") && client)
            second_client(n, client, d);
        else if (str_equals(n->name, "client"))
            client = n;
    }
    if (!client && !misspelt)
        diagnose(d, CODE_missing_element, test->where, "the example has no <client>");
}

static void check_shared(const xml_node *n, diagnostics *d)
{
    check_attributes(n, STR("id file ref"), d);
    check_no_text(n, d);
    const xml_attribute *ref = xml_find_attribute(n, STR("ref"));
    if (ref && !xml_find_attribute(n, STR("file")))
        diagnose(d, CODE_conflicting_attributes, ref->name_place,
                 "ref of a shared %.*s says which one of a file it is: it goes only with file",
                 STR_ARGS(n->name));
    if (!xml_find_attribute(n, STR("id")))
        diagnose(d, CODE_missing_attribute, n->where, "a shared <%.*s> needs an id", STR_ARGS(n->name));
}

static bool check_root(const xml_node *root, diagnostics *d)
{
    if (str_equals(root->name, "tests") && str_equals(root->namespace_uri, TEST_NAMESPACE))
        return true;
    diagnostic *item = diagnose(d, CODE_wrong_root, root->where,
                                "a file of examples starts with <tests xmlns=\"%-s\">", TEST_NAMESPACE);
    diagnostic_help(d, item, "found <%.*s xmlns=\"%.*s\">", STR_ARGS(root->name),
                    STR_ARGS(root->namespace_uri));
    return false;
}

bool check_example_structure(const xml_node *root, diagnostics *d)
{
    size_t before = d->errors;
    if (!check_root(root, d))
        return false;
    check_attributes(root, STR("ruleset today"), d);
    check_no_text(root, d);
    if (!xml_find_attribute(root, STR("ruleset")))
        diagnose(d, CODE_missing_attribute, root->where,
                 "<tests> needs ruleset=\"…\", the file that it tests");
    name_map ids = {0};
    for (const xml_node *n = xml_first_element(root); n; n = xml_next_element(n)) {
        bool test = str_equals(n->name, "test");
        if (!str_equals(n->namespace_uri, TEST_NAMESPACE) || (!test && !example_is_profile(n))) {
            unknown_element(n, STR("client therapist test"), d);
            continue;
        }
        if (test)
            check_test(n, d);
        else
            check_shared(n, d);
        const xml_attribute *id = xml_find_attribute(n, STR("id"));
        str key = str_printf(d->arena, "%.*s %.*s", STR_ARGS(n->name), STR_ARGS(id ? id->value : STR_NONE));
        if (id && !name_map_put(&ids, d->arena, key, 0))
            diagnose(d, CODE_duplicate_id, id->value_place, "there is another %.*s \"%.*s\"",
                     STR_ARGS(n->name), STR_ARGS(id->value));
    }
    return d->errors == before;
}
