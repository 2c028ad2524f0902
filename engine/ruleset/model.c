// SPDX-License-Identifier: MIT
// Questions to a loaded rule set: finding things by name, timing, and small helpers on nodes for the loader.
#include "ruleset/loader.h"

timing timing_of(unsigned reads_mask)
{
    if ((reads_mask & ~(unsigned)(READS_CLIENT | READS_TODAY)) == 0)
        return ONCE_PER_CLIENT;
    return reads_mask == READS_THERAPIST ? ONCE_PER_POOL : PER_PAIR;
}

const char *timing_name(timing t)
{
    static const char *const names[] = {
        [ONCE_PER_CLIENT] = "client-only", [ONCE_PER_POOL] = "therapist-only", [PER_PAIR] = "pair"};
    return names[t];
}

uint32_t ruleset_find_field(const side *s, str name)
{
    return name_map_get(&s->names, name);
}

// Rule sets hold at most some thousands of rules, and these look-ups are not on any fast path.
#define FIND(function, type, array, counter, key)                                                            \
    uint32_t function(const ruleset *r, str wanted)                                                          \
    {                                                                                                        \
        for (size_t i = 0; i < r->counter; i++)                                                              \
            if (str_equal(r->array[i].key, wanted))                                                          \
                return (uint32_t)i;                                                                          \
        return NAME_MISSING;                                                                                 \
    }

FIND(ruleset_find_factor, factor, factors, factor_count, id)
FIND(ruleset_find_criterion, criterion, criteria, criterion_count, id)
FIND(ruleset_find_flag, flag, flags, flag_count, id)
FIND(ruleset_find_advice, advice, advice, advice_count, id)
FIND(ruleset_find_adjust, adjust, adjusts, adjust_count, id)
FIND(ruleset_find_signal, signal_info, signals, signal_count, name)

bool is_element(const xml_node *node, const char *name)
{
    return node->kind == XML_ELEMENT && str_equals(node->name, name);
}

const xml_attribute *attribute_of(const xml_node *node, const char *name)
{
    return xml_find_attribute(node, str_from(name));
}

str attribute_text(const xml_node *node, const char *name)
{
    const xml_attribute *a = attribute_of(node, name);
    return a ? a->value : STR_NONE;
}

const xml_node *child_of(const xml_node *node, const char *name)
{
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        if (is_element(c, name))
            return c;
    return NULL;
}

size_t count_children(const xml_node *node, const char *name)
{
    size_t count = 0;
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        count += is_element(c, name);
    return count;
}

void help_first(loader *l, diagnostic *item, place first)
{
    place_view view = place_look(first, l->arena);
    str file = first.source ? first.source->name : STR_NONE;
    diagnostic_help(l->diagnostics, item, "the first is at %.*s:%u:%u", STR_ARGS(file), view.line,
                    view.column);
}

str label_or_spaces(loader *l, const xml_node *node, const char *name)
{
    const xml_attribute *label = attribute_of(node, "label");
    if (label)
        return str_trim(label->value);
    str copy = str_copy(l->arena, attribute_text(node, name));
    for (size_t i = 0; i < copy.length; i++)
        if (copy.data[i] == '_')
            ((char *)(uintptr_t)copy.data)[i] = ' ';
    return copy;
}

bool ruleset_is_part(const ruleset *r)
{
    return r->factor_count + r->gate_count + r->flag_count + r->advice_count == 0;
}
