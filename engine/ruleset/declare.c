// SPDX-License-Identifier: MIT
// Vocabularies and the options of choices: terms, their spellings, and the closure of broader terms.
#include "ruleset/loader.h"

#include <string.h>

// Terms that one rule set may list as broader ones, near and far together: a closure grows with the square.
enum { BROADER_FOR_EACH_ELEMENT = 64 };

typedef struct term_draft {
    const xml_node *node;
    const uint32_t *nearest;
    size_t nearest_count;
    size_t height; // of the longest chain of broader terms from here
    enum { UNSEEN, OPEN, DONE } state;
} term_draft;

typedef struct vocabulary_draft {
    loader *l;
    str name; // as people see it: "goal", or a choice field's name
    term *terms;
    term_draft *drafts;
    size_t count;
    name_map numbers;
    name_map spellings;
    uint32_t *stamps; // scratch: the term that last named, then that last reached this one
    size_t broader_total;
    bool too_deep; // reported
} vocabulary_draft;

static void add_spelling(vocabulary_draft *v, uint32_t number, str spelling, place where)
{
    str folded = fold_spelling(v->l->arena, spelling);
    if (folded.length == 0 || name_map_put(&v->spellings, v->l->arena, folded, number))
        return;
    uint32_t owner = name_map_get(&v->spellings, folded);
    if (owner == number)
        return;
    diagnostic *item = diagnose(
        v->l->diagnostics, CODE_duplicate_id, where, "\"%.*s\" already stands for the term \"%.*s\" of %.*s",
        STR_ARGS(str_trim(spelling)), STR_ARGS(v->terms[owner].id), STR_ARGS(v->name));
    help_first(v->l, item, v->terms[owner].where);
}

static void add_term(vocabulary_draft *v, const xml_node *node)
{
    const xml_attribute *id = attribute_of(node, "id");
    if (!id || !check_is_name(id->value))
        return;
    uint32_t number = (uint32_t)v->count;
    if (!name_map_put(&v->numbers, v->l->arena, id->value, number)) {
        diagnostic *item = diagnose(v->l->diagnostics, CODE_duplicate_id, id->value_place,
                                    "%.*s has two terms \"%.*s\"", STR_ARGS(v->name), STR_ARGS(id->value));
        help_first(v->l, item, v->terms[name_map_get(&v->numbers, id->value)].where);
        return;
    }
    v->count++;
    v->drafts[number].node = node;
    v->terms[number] =
        (term){.id = id->value, .label = label_or_spaces(v->l, node, "id"), .where = id->value_place};
}

// Profiles are read alike whatever the language of the texts: by the label as it was written.
static str written_label(const vocabulary_draft *v, uint32_t number)
{
    const xml_attribute *written = attribute_of(v->drafts[number].node, WRITTEN_LABEL);
    return written ? written->value : v->terms[number].label;
}

// Ids first, then labels, then aliases: an id is never taken by another term's alias.
static void add_spellings(vocabulary_draft *v)
{
    for (size_t i = 0; i < v->count; i++)
        add_spelling(v, (uint32_t)i, v->terms[i].id, v->terms[i].where);
    for (size_t i = 0; i < v->count; i++) {
        const xml_attribute *label = attribute_of(v->drafts[i].node, "label");
        add_spelling(v, (uint32_t)i, written_label(v, (uint32_t)i),
                     label ? label->value_place : v->terms[i].where);
    }
    for (size_t i = 0; i < v->count; i++)
        for (const xml_node *c = xml_first_element(v->drafts[i].node); c; c = xml_next_element(c))
            add_spelling(v, (uint32_t)i, xml_text_content(v->l->arena, c),
                         c->first_child ? c->first_child->where : c->where);
}

static void suggest_term(vocabulary_draft *v, diagnostic *item, str wanted)
{
    if (v->l->diagnostics->errors > v->l->diagnostics->limit)
        return; // nobody sees it, and there may be very many
    suggestion near = suggestion_for(wanted);
    for (size_t i = 0; i < v->count; i++)
        suggestion_offer(&near, v->terms[i].id);
    diagnostic_suggest(v->l->diagnostics, item, &near);
}

static bool is_near_a_term(const vocabulary_draft *v, str wanted)
{
    suggestion near = suggestion_for(wanted);
    for (size_t i = 0; i < v->count && v->l->diagnostics->errors <= v->l->diagnostics->limit; i++)
        suggestion_offer(&near, v->terms[i].id);
    return !may_be_nameless(v->l, &near);
}

// A term that is named twice is taken once.
static void read_broader(vocabulary_draft *v, uint32_t of)
{
    term_draft *draft = &v->drafts[of];
    const xml_attribute *a = attribute_of(draft->node, "broader");
    if (!a)
        return;
    VEC(uint32_t) found = {0};
    str rest = a->value, word;
    while (str_next_word(&rest, &word)) {
        uint32_t number = name_map_get(&v->numbers, word);
        if (number != NAME_MISSING) {
            if (v->stamps[number] != of)
                *ARENA_PUSH(v->l->arena, &found) = number;
            v->stamps[number] = of;
            continue;
        }
        if (is_lost(v->l, word) || (v->l->nameless && !is_near_a_term(v, word)))
            continue;
        place where = xml_place_in_value(a, (size_t)(word.data - a->value.data), word.length);
        diagnostic *item = diagnose(v->l->diagnostics, CODE_unknown_reference, where,
                                    "%.*s has no term \"%.*s\"", STR_ARGS(v->name), STR_ARGS(word));
        suggest_term(v, item, word);
    }
    draft->nearest = found.items;
    draft->nearest_count = found.count;
}

static void report_circle(vocabulary_draft *v, uint32_t number, const uint32_t *path, size_t depth)
{
    size_t from = 0;
    while (path[from] != number)
        from++;
    builder round = builder_new(v->l->arena);
    for (size_t i = from; i < depth; i++)
        builder_addf(&round, "%.*s → ", STR_ARGS(v->terms[path[i]].id));
    builder_add(&round, v->terms[number].id);
    diagnose(v->l->diagnostics, CODE_cycle, attribute_of(v->drafts[number].node, "broader")->value_place,
             "broader terms go round in a circle: %.*s", STR_ARGS(builder_str(&round)));
}

// Follows the broader terms of number; path is the way there, for the message. Returns false after an error.
static bool visit(vocabulary_draft *v, uint32_t number, uint32_t *path, size_t depth)
{
    term_draft *draft = &v->drafts[number];
    if (draft->state == OPEN) {
        report_circle(v, number, path, depth);
        return false;
    }
    if (depth + draft->height >= v->l->limits->nesting) { // a height is known where it was visited before
        if (!v->too_deep)
            diagnose(v->l->diagnostics, CODE_too_deep, v->terms[number].where,
                     "broader terms follow each other over more than %llu levels",
                     (unsigned long long)v->l->limits->nesting);
        v->too_deep = true;
        return false;
    }
    if (draft->state == DONE)
        return true;
    draft->state = OPEN;
    path[depth] = number;
    bool fine = true;
    for (size_t i = 0; i < draft->nearest_count && fine; i++) {
        fine = visit(v, draft->nearest[i], path, depth + 1);
        size_t height = v->drafts[draft->nearest[i]].height + 1;
        draft->height = height > draft->height ? height : draft->height;
    }
    draft->state = DONE;
    return fine;
}

static size_t reach_from(vocabulary_draft *v, uint32_t number, uint32_t from)
{
    size_t count = 0;
    for (size_t i = 0; i < v->drafts[number].nearest_count; i++) {
        uint32_t next = v->drafts[number].nearest[i];
        if (v->stamps[next] == from)
            continue;
        v->stamps[next] = from;
        count += 1 + reach_from(v, next, from); // as deep as visit() went
    }
    return count;
}

static void close_broader(vocabulary_draft *v, uint32_t number)
{
    size_t count = reach_from(v, number, number);
    v->broader_total += count;
    uint32_t *list = ARENA_ARRAY(v->l->arena, uint32_t, count);
    size_t next = 0;
    for (size_t i = 0; i < v->count && next < count; i++)
        if (v->stamps[i] == number)
            list[next++] = (uint32_t)i;
    v->terms[number].broader = list;
    v->terms[number].broader_count = count;
}

static void find_broader(vocabulary_draft *v)
{
    bool fine = true;
    v->stamps = ARENA_ARRAY(v->l->arena, uint32_t, v->count);
    memset(v->stamps, 0xFF, v->count * sizeof *v->stamps);
    for (size_t i = 0; i < v->count; i++)
        read_broader(v, (uint32_t)i);
    uint32_t *path = ARENA_ARRAY(v->l->arena, uint32_t, v->l->limits->nesting + 1);
    for (size_t i = 0; i < v->count; i++)
        fine = visit(v, (uint32_t)i, path, 0) && fine;
    memset(v->stamps, 0xFF, v->count * sizeof *v->stamps);
    for (size_t i = 0; i < v->count && fine; i++) {
        close_broader(v, (uint32_t)i);
        if (v->broader_total > BROADER_FOR_EACH_ELEMENT * v->l->limits->rules) {
            diagnostic *item = diagnose(v->l->diagnostics, CODE_too_many, v->terms[i].where,
                                        "%.*s has too many broader terms", STR_ARGS(v->name));
            diagnostic_help(v->l->diagnostics, item,
                            "there may be %d for each element of the limit named rules",
                            BROADER_FOR_EACH_ELEMENT);
            return;
        }
    }
}

// What the type checker and feel_for_people need.
static feel_domain make_domain(vocabulary_draft *v)
{
    str *ids = ARENA_ARRAY(v->l->arena, str, v->count), *labels = ARENA_ARRAY(v->l->arena, str, v->count);
    for (size_t i = 0; i < v->count; i++) {
        ids[i] = v->terms[i].id;
        labels[i] = v->terms[i].label;
    }
    return (feel_domain){
        .name = v->name, .terms = ids, .labels = labels, .count = v->count, .index = v->numbers};
}

void declare_terms(loader *l, const xml_node *node, str name, vocabulary *out)
{
    size_t most = count_children(node, "term") + count_children(node, "option");
    vocabulary_draft v = {.l = l, .name = name};
    v.terms = ARENA_ARRAY(l->arena, term, most);
    v.drafts = ARENA_ARRAY(l->arena, term_draft, most);
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        add_term(&v, c);
    add_spellings(&v);
    find_broader(&v);
    *out = (vocabulary){.name = name,
                        .terms = v.terms,
                        .count = v.count,
                        .spellings = v.spellings,
                        .domain = make_domain(&v),
                        .where = node->where};
}

void declare_vocabularies(loader *l)
{
    VEC(vocabulary) list = {0};
    for (const xml_node *c = xml_first_element(l->root); c; c = xml_next_element(c)) {
        const xml_attribute *name = is_element(c, "vocabulary") ? attribute_of(c, "name") : NULL;
        if (!name || !check_is_name(name->value))
            continue;
        if (is_basic_type(name->value)) {
            diagnose(l->diagnostics, CODE_reserved_name, name->value_place,
                     "a vocabulary cannot be called \"%.*s\", which is a type", STR_ARGS(name->value));
            continue;
        }
        if (!name_map_put(&l->vocabularies, l->arena, name->value, (uint32_t)list.count)) {
            diagnostic *item = diagnose(l->diagnostics, CODE_duplicate_id, name->value_place,
                                        "there are two vocabularies \"%.*s\"", STR_ARGS(name->value));
            help_first(l, item, list.items[name_map_get(&l->vocabularies, name->value)].where);
            continue;
        }
        vocabulary *v = ARENA_PUSH(l->arena, &list);
        declare_terms(l, c, name->value, v);
        v->where = name->value_place;
    }
    l->ruleset->vocabularies = list.items;
    l->ruleset->vocabulary_count = list.count;
}
