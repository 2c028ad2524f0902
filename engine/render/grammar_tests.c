// SPDX-License-Identifier: MIT
// The grammar of files of examples, from the table of expectations. See grammar.h.
#include "render/grammar.h"

#include "examples/run.h"

#include <string.h>

// What each expectation says; the table itself says only what it may hold.
typedef struct expectation_meaning {
    const char *name, *meaning;
} expectation_meaning;

static const expectation_meaning meanings[] = {
    {"order", "these therapists are ranked, in this order"},
    {"excluded", "whether the therapist is excluded, by this gate where one is named"},
    {"score", "a score, or an end of its range"},
    {"above", "one therapist scores above the other"},
    {"same", "two therapists score the same"},
    {"outcome", "what a criterion or gate came to"},
    {"flag", "whether a red flag holds"},
    {"advice", "whether an advice is given"},
    {"weight", "how many of the 100 points a factor or criterion has for this client"},
    {"adjusted", "whether an adjust changes its factor's weight for this client"},
    {"quote", "a sentence that shows something: by default one that counted"},
    {"signal", "what a signal comes to for a therapist"},
    {"question", "whether a question is asked"},
    {"message", "what is said of a criterion, flag, gate or advice"},
};

static const char *meaning_of(const char *name)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (strcmp(meanings[i].name, name) == 0)
            return meanings[i].meaning;
    return "an expectation";
}

static const char *attribute_meaning(arena *a, const expectation_attribute *at)
{
    switch (at->holds) {
    case HOLDS_THERAPIST:
        return strcmp(at->name, "therapist") == 0
                   ? "the id of the therapist; may be left out where the example has just one"
                   : "the id of a therapist";
    case HOLDS_NUMBER:
        return strcmp(at->name, "min") == 0   ? "it is at least that"
               : strcmp(at->name, "max") == 0 ? "it is at most that"
               : strcmp(at->name, "is") == 0  ? "it is that, compared with as many decimals as are written"
                                              : "the number that it came to";
    case HOLDS_WORD:
        return strcmp(at->name, "of") == 0 ? "an end of the range instead of the score" : "what is expected";
    case HOLDS_TEXT:
        return "words that must stand in it";
    default:
        return str_printf(a, "the id of the %s", at->name).data;
    }
}

static grammar_element *add_element(arena *a, grammar *g, const char *key, const char *name,
                                    const char *meaning, grammar_content content)
{
    grammar_element *e = ARENA_PUSH(a, &g->elements);
    *e = (grammar_element){.key = key, .name = name, .meaning = meaning};
    ARENA_PUSH(a, &e->forms)->content = content;
    return e;
}

static void add_attribute(arena *a, grammar_element *e, const char *name, const char *type, grammar_use use,
                          const char *meaning)
{
    *ARENA_PUSH(a, &e->forms.items[0].attributes) =
        (grammar_attribute){.name = name, .type = type, .use = use, .meaning = meaning};
}

static void add_child(arena *a, grammar_element *e, const char *key, grammar_use use, bool many)
{
    *ARENA_PUSH(a, &e->forms.items[0].children) = (grammar_child){.key = key, .use = use, .many = many};
}

// What an expectation says where it does not say otherwise.
static const char *first_word(arena *a, const char *words)
{
    str rest = str_from(words), word;
    str_next_word(&rest, &word);
    return str_terminated(a, word);
}

static void add_expectation(arena *a, grammar *g, const expectation_kind *k)
{
    static const grammar_use uses[] = {[OPTIONAL] = GRAMMAR_OPTIONAL,
                                       [REQUIRED] = GRAMMAR_REQUIRED,
                                       [ONE_OF] = GRAMMAR_ONE_OF,
                                       [SOME_OF] = GRAMMAR_SOME_OF};
    grammar_element *e = add_element(a, g, k->name, k->name, meaning_of(k->name),
                                     k->holds_ids ? GRAMMAR_MAYBE_TEXT : GRAMMAR_ELEMENTS);
    e->forms.items[0].text = k->holds_ids ? "ids of therapists, with blanks between" : NULL;
    for (const expectation_attribute *at = k->attributes; at->name; at++) {
        const char *type = at->holds == HOLDS_NUMBER                                 ? "Decimal"
                           : at->holds == HOLDS_TEXT || at->holds == HOLDS_THERAPIST ? "Text"
                                                                                     : "Reference";
        add_attribute(a, e, at->name, at->holds == HOLDS_WORD ? NULL : type, uses[at->use],
                      attribute_meaning(a, at));
        grammar_attribute *added =
            &e->forms.items[0].attributes.items[e->forms.items[0].attributes.count - 1];
        added->values = at->words;
        if (at->holds == HOLDS_WORD && at->use == OPTIONAL && strcmp(at->name, "is") == 0)
            added->initial = first_word(a, at->words);
        added->only_with = at->only_with;
    }
}

static void add_profiles(arena *a, grammar *g)
{
    static const char *const sides[] = {"client", "therapist"};
    static const char *const meanings_of[] = {"a client's profile, shared by examples",
                                              "a therapist's profile, shared by examples",
                                              "the client of this example", "a therapist of this example"};
    static const char *const keys[] = {"client", "therapist", "test.client", "test.therapist"};
    for (int i = 0; i < 4; i++) {
        bool shared = i < 2;
        grammar_element *e = add_element(a, g, keys[i], sides[i % 2], meanings_of[i], GRAMMAR_FIELDS);
        add_attribute(a, e, "id", "Text", shared ? GRAMMAR_REQUIRED : GRAMMAR_OPTIONAL,
                      shared ? "the name by which examples refer to it"
                             : "its id; where it is left out, that of ref");
        add_attribute(a, e, "file", "Path", GRAMMAR_OPTIONAL, "a file of profiles to take it from");
        add_attribute(
            a, e, "ref", "Text", GRAMMAR_OPTIONAL,
            shared ? "which one of the file it is"
                   : "the shared profile, or the one of file, to take; fields within replace its own, an "
                     "empty one takes a field away");
        if (shared)
            e->forms.items[0].attributes.items[2].only_with = "file";
    }
}

grammar *grammar_of_tests(arena *a)
{
    grammar *g = ARENA_NEW(a, grammar);
    g->name = "tests";
    g->title = "Files of examples";
    g->namespace_uri = "urn:attune:test:1";
    g->limits = "It does not know what rules and fields there are: attune test does.";
    g->roots = 1;
    g->types = grammar_types;
    grammar_element *e = add_element(a, g, "tests", "tests", "the examples of a rule set", GRAMMAR_ELEMENTS);
    add_attribute(a, e, "ruleset", "Path", GRAMMAR_REQUIRED, "the rule set that they are of");
    add_attribute(a, e, "today", "Date", GRAMMAR_REQUIRED, "the day to reckon with, so that runs repeat");
    add_child(a, e, "client", GRAMMAR_OPTIONAL, true);
    add_child(a, e, "therapist", GRAMMAR_OPTIONAL, true);
    add_child(a, e, "test", GRAMMAR_OPTIONAL, true);
    e = add_element(a, g, "test", "test", "one example: a client, therapists, and what must come out",
                    GRAMMAR_ELEMENTS);
    add_attribute(a, e, "id", "Text", GRAMMAR_REQUIRED, "its name in reports");
    add_attribute(a, e, "title", "Text", GRAMMAR_OPTIONAL, "what it shows");
    add_child(a, e, "test.client", GRAMMAR_REQUIRED, false);
    add_child(a, e, "test.therapist", GRAMMAR_OPTIONAL, true);
    for (const expectation_kind *k = expectation_kinds; k->name; k++)
        add_child(a, e, k->name, GRAMMAR_OPTIONAL, true);
    add_profiles(a, g);
    for (const expectation_kind *k = expectation_kinds; k->name; k++)
        add_expectation(a, g, k);
    return g;
}
