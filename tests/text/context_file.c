// SPDX-License-Identifier: MIT
// See context_file.h.
#include "support/support.h"

#include "context_file.h"
#include "document/xml.h"

static str attribute(const xml_node *n, const char *name)
{
    const xml_attribute *found = xml_find_attribute(n, str_from(name));
    return found ? found->value : STR_NONE;
}

// The number of the word among count names.
static int named(str word, const char *(*name)(int), int count)
{
    for (int i = 0; i < count; i++)
        if (str_equals(word, name(i)))
            return i;
    fail_msg("\"%.*s\" is no such name", STR_ARGS(word));
    return 0;
}

static const char *kind_name(int i)
{
    return trigger_kind_name((trigger_kind)i);
}

static const char *direction_name(int i)
{
    return trigger_direction_name((trigger_direction)i);
}

static const char *scope_name(int i)
{
    return trigger_scope_name((trigger_scope)i);
}

static uint32_t number(str digits)
{
    uint32_t value = 0;
    for (size_t i = 0; i < digits.length; i++)
        value = value * 10 + (uint32_t)(digits.data[i] - '0');
    return value;
}

static trigger_spec read_trigger(arena *a, const xml_node *n)
{
    str scope = attribute(n, "scope");
    trigger_spec t = {
        .id = attribute(n, "id"),
        .kind = (trigger_kind)named(attribute(n, "kind"), kind_name, TRIGGER_KIND_COUNT),
        .direction =
            (trigger_direction)named(attribute(n, "direction"), direction_name, TRIGGER_DIRECTION_COUNT),
        .words = number(attribute(n, "words")),
        .phrases = xml_text_content(a, n),
        .where = n->first_child ? n->first_child->where : n->where,
    };
    if (scope.length > 0)
        t.scope = (trigger_scope)named(scope, scope_name, TRIGGER_SCOPE_COUNT);
    return t;
}

context_file context_file_read(arena *a, const char *path)
{
    context_file file = {0};
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 20);
    const source *s = source_load(a, path, l.document_bytes);
    assert_non_null(s);
    const xml_node *root = xml_parse(a, s, &l, &d);
    assert_non_null(root);
    for (const xml_node *n = xml_first_element(root); n; n = xml_next_element(n)) {
        if (str_equals(n->name, "trigger"))
            *ARENA_PUSH(a, &file.triggers) = read_trigger(a, n);
        else if (str_equals(n->name, "boundary"))
            *ARENA_PUSH(a, &file.boundaries) = (boundary_spec){xml_text_content(a, n), n->where};
    }
    return file;
}

text_rules *english_rules(arena *a, const limits *l, const signal_spec *signals, size_t count)
{
    context_file file = context_file_read(a, "rules/context-en.xml");
    diagnostics d;
    diagnostics_init(&d, a, 20);
    text_rules *rules = text_rules_build(a, l, file.triggers.items, file.triggers.count,
                                         file.boundaries.items, file.boundaries.count, signals, count, &d);
    builder b = builder_new(a);
    for (size_t i = 0; i < d.items.count; i++)
        diagnostic_print(&d.items.items[i], false, &b);
    assert_text_equal(builder_str(&b), STR_NONE);
    assert_non_null(rules);
    return rules;
}
