// SPDX-License-Identifier: MIT
// The table of elements: see schema.h. Adding an element or an attribute starts here.
#include "ruleset/schema.h"

#include <string.h>

// clang-format off
#define REQUIRED true
#define OPTIONAL false
#define END {0}
#define NO_ATTRIBUTES ((const schema_attribute[]){END})
#define NO_CHILDREN ((const schema_child[]){END})
#define ATTRIBUTES(...) ((const schema_attribute[]){__VA_ARGS__, END})
#define CHILDREN(...) ((const schema_child[]){__VA_ARGS__, END})
#define ONE(name) {name, 1, 1}
#define MAYBE(name) {name, 0, 1}
#define LANGUAGE {"xml:lang", SCHEMA_LANGUAGE, OPTIONAL, NULL, "the rule set's", "the language of this text, where it stands beside that of the rule set"}
#define OTHER_LANGUAGE {"xml:lang", SCHEMA_LANGUAGE, REQUIRED, NULL, NULL, "the language of this text"}
#define SOME(name) {name, 1, SCHEMA_MANY}
#define ANY(name) {name, 0, SCHEMA_MANY}

const schema_element schema_elements[] = {
    {"ruleset", SCHEMA_ELEMENTS,
     ATTRIBUTES({"id", SCHEMA_DOTTED_ID, REQUIRED, NULL, NULL, "the rule set's name in results"},
                {"version", SCHEMA_TEXT, REQUIRED, NULL, NULL, "the rule set's version in results"},
                {"extends", SCHEMA_HREF, OPTIONAL, NULL, NULL, "the rule set that this one takes over and changes"},
                {"xml:lang", SCHEMA_LANGUAGE, OPTIONAL, NULL, "en", "the language of its texts for people"}),
     CHILDREN(MAYBE("title"), MAYBE("description"), ANY("source"), ANY("include"), ANY("vocabulary"),
              MAYBE("client"), MAYBE("therapist"), ANY("signal"), ANY("let"), ANY("gate"), ANY("factor"),
              ANY("flag"), ANY("advice"), ANY("trigger"), ANY("boundary"), ANY("change"), ANY("remove")),
     "a rule set: everything that decides who fits whom"},
    {"source", SCHEMA_PLAIN,
     ATTRIBUTES({"id", SCHEMA_DOTTED_ID, OPTIONAL, NULL, NULL, "a short name to refer to it by"},
                {"href", SCHEMA_TEXT, OPTIONAL, NULL, NULL, "where it can be read; never opened by Attune"}),
     NO_CHILDREN, "where a claim of the rule set comes from"},
    {"include", SCHEMA_ELEMENTS,
     ATTRIBUTES({"href", SCHEMA_HREF, REQUIRED, NULL, NULL, "a file below the rule set's folder or the installed rules"}),
     NO_CHILDREN, "brings in the vocabularies, fields, signals, lets and triggers of another file"},
    {"vocabulary", SCHEMA_ELEMENTS,
     ATTRIBUTES({"name", SCHEMA_NAME, REQUIRED, NULL, NULL, "the vocabulary's name, used as a field's type"}),
     CHILDREN(SOME("term")), "the terms that a field may hold"},
    {"term", SCHEMA_ELEMENTS,
     ATTRIBUTES({"id", SCHEMA_ID, REQUIRED, NULL, NULL, "the term as expressions see it"},
                {"label", SCHEMA_TEXT, OPTIONAL, NULL, "the id with _ as spaces", "the term as people read it"},
                {"broader", SCHEMA_REFERENCES, OPTIONAL, NULL, NULL, "terms of the same vocabulary that take this one in"}),
     CHILDREN(ANY("alias"), ANY("label")), "one term of a vocabulary"},
    {"alias", SCHEMA_PLAIN, NO_ATTRIBUTES, NO_CHILDREN, "another way to write the term in a profile"},
    {"client", SCHEMA_ELEMENTS, NO_ATTRIBUTES, CHILDREN(ANY("field"), ANY("record")),
     "the fields of a client's profile"},
    {"therapist", SCHEMA_ELEMENTS, NO_ATTRIBUTES, CHILDREN(ANY("field"), ANY("record")),
     "the fields of a therapist's profile"},
    {"field", SCHEMA_ELEMENTS,
     ATTRIBUTES({"name", SCHEMA_NAME, REQUIRED, NULL, NULL, "the field's name in profiles and expressions"},
                {"type", SCHEMA_TYPE, REQUIRED, NULL, NULL,
                 "boolean, number, string, date, text (searched by signals), choice or a vocabulary's name"},
                {"list", SCHEMA_BOOLEAN, OPTIONAL, NULL, "false", "whether it holds any number of values"},
                {"unit", SCHEMA_TEXT, OPTIONAL, NULL, NULL, "the unit of a number, for people"},
                {"label", SCHEMA_TEXT, OPTIONAL, NULL, "the name with _ as spaces", "the field as people read it"},
                {"ask", SCHEMA_TEXT, OPTIONAL, NULL, NULL, "the question that finds out its value"},
                {"broader", SCHEMA_BOOLEAN, OPTIONAL, NULL, "false",
                 "whether a list of terms also holds the broader terms of what is given"},
                {"min", SCHEMA_NUMBER, OPTIONAL, NULL, NULL, "the least that a profile may give"},
                {"max", SCHEMA_NUMBER, OPTIONAL, NULL, NULL, "the most that a profile may give"}),
     CHILDREN(ANY("option"), ANY("label"), ANY("ask"), ANY("unit")), "one thing that is known of a client or a therapist"},
    {"option", SCHEMA_ELEMENTS,
     ATTRIBUTES({"id", SCHEMA_ID, REQUIRED, NULL, NULL, "the option as expressions see it"},
                {"label", SCHEMA_TEXT, OPTIONAL, NULL, "the id with _ as spaces", "the option as people read it"}),
     CHILDREN(ANY("label")), "one value of a choice"},
    {"record", SCHEMA_ELEMENTS,
     ATTRIBUTES({"name", SCHEMA_NAME, REQUIRED, NULL, NULL, "the record's name in profiles and expressions"},
                {"list", SCHEMA_BOOLEAN, OPTIONAL, NULL, "false", "whether there may be any number of entries"},
                {"label", SCHEMA_TEXT, OPTIONAL, NULL, "the name with _ as spaces", "the record as people read it"},
                {"match", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL,
                 "of a client's record: its string field that holds a therapist's id"},
                {"as", SCHEMA_NAME, OPTIONAL, NULL, NULL,
                 "of a client's record with match: the name of the entry for the therapist at hand"},
                {"ask", SCHEMA_TEXT, OPTIONAL, NULL, NULL, "the question that finds out its value"}),
     CHILDREN(SOME("field"), ANY("label"), ANY("ask")), "several fields that belong together"},
    {"signal", SCHEMA_ELEMENTS,
     ATTRIBUTES({"name", SCHEMA_NAME, REQUIRED, NULL, NULL, "read as signals.NAME"},
                {"in", SCHEMA_REFERENCES, OPTIONAL, NULL, NULL, "the text fields to search, as therapist.FIELD (or denial-of)"},
                {"denial-of", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL,
                 "the signal whose denial this one is: true where the text says the opposite (or in)"},
                {"least", SCHEMA_NUMBER, OPTIONAL, NULL, "1", "so many matches that do not overlap must count for it to be true"},
                {"absent", SCHEMA_ONE_OF, OPTIONAL, "false", NULL,
                 "what it means that a text says nothing of it: false, or (left out) not known"},
                {"title", SCHEMA_TEXT, OPTIONAL, NULL, NULL, "short for the child element"}),
     CHILDREN(MAYBE("title"), ANY("phrase"), ANY("pattern"), ANY("near"), ANY("unless")),
     "something that a therapist's text may say"},
    {"phrase", SCHEMA_PHRASES,
     ATTRIBUTES({"unless", SCHEMA_BOOLEAN, OPTIONAL, NULL, "false",
                 "whether it discounts a match in the same sentence, as the element unless does"}),
     NO_CHILDREN, "phrases with | between, each found in all its inflections; * is a word, *5 up to five"},
    {"pattern", SCHEMA_PATTERN, NO_ATTRIBUTES, NO_CHILDREN, "a PCRE2 pattern, letters in either case"},
    {"near", SCHEMA_ELEMENTS,
     ATTRIBUTES({"words", SCHEMA_NUMBER, REQUIRED, NULL, NULL, "so many words at most from each part to the next, from 1 to 50"}),
     CHILDREN(ANY("phrase"), ANY("pattern")),
     "parts that are found together: all in one sentence, in any order"},
    {"unless", SCHEMA_PATTERN, NO_ATTRIBUTES, NO_CHILDREN, "a pattern that discounts a match in the same sentence"},
    {"let", SCHEMA_ELEMENTS,
     ATTRIBUTES({"name", SCHEMA_NAME, REQUIRED, NULL, NULL, "the name for use in expressions"},
                {"value", SCHEMA_EXPRESSION, OPTIONAL, NULL, NULL, "what it stands for (or a table)"}),
     CHILDREN(MAYBE("table")), "a named expression"},
    {"table", SCHEMA_ELEMENTS,
     ATTRIBUTES({"hit", SCHEMA_ONE_OF, REQUIRED, "first unique collect", NULL,
                 "which rows count: the first that hits, the only one that may, or all"},
                {"aggregation", SCHEMA_ONE_OF, OPTIONAL, "sum min max count", "a list",
                 "what hit=\"collect\" makes of the outputs of all rows that hit"},
                {"href", SCHEMA_HREF, OPTIONAL, NULL, NULL,
                 "a CSV file with the inputs and rows, below the rule set's folder or the installed rules"}),
     CHILDREN(ANY("input"), ANY("row")), "a decision table: rows of tests, each with what it gives"},
    {"input", SCHEMA_PLAIN, NO_ATTRIBUTES, NO_CHILDREN, "an expression that the rows test"},
    {"row", SCHEMA_ELEMENTS, NO_ATTRIBUTES, CHILDREN(SOME("when"), ONE("then")),
     "hits where all its tests are true"},
    {"when", SCHEMA_PLAIN, NO_ATTRIBUTES, NO_CHILDREN,
     "FEEL unary tests of the input at the same place, such as < 100 or \"a\", \"b\"; -: any value"},
    {"then", SCHEMA_PLAIN, NO_ATTRIBUTES, NO_CHILDREN, "an expression: what the row gives"},
    {"gate", SCHEMA_ELEMENTS,
     ATTRIBUTES({"id", SCHEMA_ID, REQUIRED, NULL, NULL, "the gate's name in results"},
                {"require", SCHEMA_EXPRESSION, REQUIRED, NULL, NULL, "must not be false for a therapist to be ranked"},
                {"applies", SCHEMA_EXPRESSION, OPTIONAL, NULL, "true", "reads the client alone; where it is not true the gate does not apply"}),
     CHILDREN(MAYBE("title"), MAYBE("met"), MAYBE("unmet"), MAYBE("unknown"), MAYBE("ask")),
     "a condition for being ranked at all"},
    {"factor", SCHEMA_ELEMENTS,
     ATTRIBUTES({"id", SCHEMA_ID, REQUIRED, NULL, NULL, "the factor's name in results"},
                {"weight", SCHEMA_NUMBER, REQUIRED, NULL, NULL, "its share of the points, beside the other factors' weights"},
                {"title", SCHEMA_TEXT, OPTIONAL, NULL, NULL, "short for the child element"}),
     CHILDREN(MAYBE("title"), MAYBE("description"), ANY("adjust"), ANY("criterion")), "a part of fit"},
    {"adjust", SCHEMA_ELEMENTS,
     ATTRIBUTES({"id", SCHEMA_DOTTED_ID, OPTIONAL, NULL, "FACTOR.adjust.N", "the adjustment's name in results"},
                {"when", SCHEMA_EXPRESSION, REQUIRED, NULL, NULL, "reads the client alone; where it is true the weight changes"},
                {"weight", SCHEMA_WEIGHT, REQUIRED, NULL, NULL, "+5, -5, *0.5 or =20; applied in order, never below 0"}),
     CHILDREN(ONE("because")), "changes a factor's weight for a client, with the reason"},
    {"criterion", SCHEMA_ELEMENTS,
     ATTRIBUTES({"id", SCHEMA_ID, REQUIRED, NULL, NULL, "the criterion's name in results"},
                {"points", SCHEMA_NUMBER, REQUIRED, NULL, NULL, "its share of the factor, beside the other criteria's points"},
                {"value", SCHEMA_EXPRESSION, OPTIONAL, NULL, NULL, "a number from 0 to 1 (or when, or a table)"},
                {"when", SCHEMA_EXPRESSION, OPTIONAL, NULL, NULL, "true counts 1, false 0 (or value, or a table)"},
                {"applies", SCHEMA_EXPRESSION, OPTIONAL, NULL, "true", "reads the client alone; where it is not true the points go to the others"},
                {"unknown", SCHEMA_NUMBER, OPTIONAL, NULL, "0.5", "what counts where the value is not known, from 0 to 1"},
                {"follows", SCHEMA_REFERENCES, OPTIONAL, NULL, NULL, "criteria and flags that a low value of it likely follows from: explanations show these first"}),
     CHILDREN(MAYBE("title"), MAYBE("table"), MAYBE("met"), MAYBE("partly"), MAYBE("unmet"), MAYBE("unknown"), MAYBE("ask")),
     "one thing looked at within a factor"},
    {"flag", SCHEMA_ELEMENTS,
     ATTRIBUTES({"id", SCHEMA_ID, REQUIRED, NULL, NULL, "the flag's name in results"},
                {"when", SCHEMA_EXPRESSION, REQUIRED, NULL, NULL, "where it is true the flag holds"},
                {"deduct", SCHEMA_NUMBER, OPTIONAL, NULL, NULL, "points taken off the score, at most six decimals"},
                {"ceiling", SCHEMA_NUMBER, OPTIONAL, NULL, NULL, "the most that the score can be, from 0 to 100"},
                {"group", SCHEMA_NAME, OPTIONAL, NULL, NULL, "of one group only the largest deduction counts"}),
     CHILDREN(MAYBE("title"), ONE("because"), MAYBE("ask")), "a red flag"},
    {"advice", SCHEMA_ELEMENTS,
     ATTRIBUTES({"id", SCHEMA_ID, REQUIRED, NULL, NULL, "the advice's name in results"},
                {"when", SCHEMA_EXPRESSION, REQUIRED, NULL, NULL, "where it is true the advice is given"},
                {"urgent", SCHEMA_BOOLEAN, OPTIONAL, NULL, "false", "whether it stands ahead of any ranking; then it reads the client alone"}),
     CHILDREN(MAYBE("title"), ONE("say"), MAYBE("ask")), "a message that changes no score"},
    {"title", SCHEMA_MESSAGE, ATTRIBUTES(LANGUAGE), NO_CHILDREN, "a short name for people"},
    {"description", SCHEMA_MESSAGE, ATTRIBUTES(LANGUAGE), NO_CHILDREN, "what it is about"},
    {"met", SCHEMA_MESSAGE, ATTRIBUTES(LANGUAGE), NO_CHILDREN, "said where it is met"},
    {"partly", SCHEMA_MESSAGE, ATTRIBUTES(LANGUAGE), NO_CHILDREN, "said where the value lies between 0 and 1"},
    {"unmet", SCHEMA_MESSAGE, ATTRIBUTES(LANGUAGE), NO_CHILDREN, "said where it is not met"},
    {"unknown", SCHEMA_MESSAGE, ATTRIBUTES(LANGUAGE), NO_CHILDREN, "said where it is not known"},
    {"because", SCHEMA_MESSAGE, ATTRIBUTES(LANGUAGE), NO_CHILDREN, "the reason"},
    {"say", SCHEMA_MESSAGE, ATTRIBUTES(LANGUAGE), NO_CHILDREN, "what the advice says"},
    {"ask", SCHEMA_MESSAGE, ATTRIBUTES(LANGUAGE), NO_CHILDREN, "a question for a first call"},
    {"label", SCHEMA_PLAIN, ATTRIBUTES(OTHER_LANGUAGE), NO_CHILDREN, "the label in another language"},
    {"unit", SCHEMA_PLAIN, ATTRIBUTES(OTHER_LANGUAGE), NO_CHILDREN, "the unit in another language"},
    {"trigger", SCHEMA_PHRASES,
     ATTRIBUTES({"id", SCHEMA_DOTTED_ID, REQUIRED, NULL, NULL, "the trigger's name where a match is explained"},
                {"kind", SCHEMA_ONE_OF, REQUIRED,
                 "negated uncertain other_holder client_holder hypothetical past disavowed pseudo", NULL,
                 "what it says of a match in its scope; pseudo takes its words out of play"},
                {"direction", SCHEMA_ONE_OF, REQUIRED, "forward backward both", NULL, "on which side of it matches are concerned"},
                {"scope", SCHEMA_ONE_OF, OPTIONAL, "clause words next comma", "clause",
                 "to the clause's end, a number of words, also the sentence beside it, or to the comma behind"},
                {"words", SCHEMA_NUMBER, OPTIONAL, NULL, NULL, "of scope words: how many"}),
     NO_CHILDREN, "words that change what a match near them means"},
    {"boundary", SCHEMA_PHRASES,
     ATTRIBUTES({"id", SCHEMA_DOTTED_ID, OPTIONAL, NULL, NULL, "a name to change or remove it by"}),
     NO_CHILDREN, "words that end a clause"},
    {"change", SCHEMA_ELEMENTS,
     ATTRIBUTES({"factor", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the factor to change"},
                {"criterion", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the criterion to change"},
                {"gate", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the gate to change"},
                {"flag", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the flag to change"},
                {"advice", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the advice to change"},
                {"adjust", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the adjustment to change"},
                {"signal", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the name of the signal to change"},
                {"let", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the name of the let to change"},
                {"vocabulary", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the name of the vocabulary to change"},
                {"field", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the field to change, such as client.max_fee"},
                {"record", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the record to change, such as client.encounters"},
                {"trigger", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the trigger to change"},
                {"boundary", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the boundary to change"}),
     NO_CHILDREN, "changes something of what is extended, or a signal, trigger or boundary that is included; holds what to replace or add"},
    {"remove", SCHEMA_ELEMENTS,
     ATTRIBUTES({"factor", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the factor to remove"},
                {"criterion", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the criterion to remove"},
                {"gate", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the gate to remove"},
                {"flag", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the flag to remove"},
                {"advice", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the advice to remove"},
                {"adjust", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the adjustment to remove"},
                {"signal", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the name of the signal to remove"},
                {"let", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the name of the let to remove"},
                {"vocabulary", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the name of the vocabulary to remove"},
                {"field", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the field to remove, such as client.max_fee"},
                {"record", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the record to remove, such as client.encounters"},
                {"trigger", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the trigger to remove"},
                {"boundary", SCHEMA_REFERENCE, OPTIONAL, NULL, NULL, "the id of the boundary to remove"}),
     NO_CHILDREN, "takes something out of what is extended, or a signal, trigger or boundary that is included"},
    END};

#define NAMED {"name", SCHEMA_REFERENCE, REQUIRED, NULL, NULL, "its name in the rule set"}
#define IDENTIFIED {"id", SCHEMA_REFERENCE, REQUIRED, NULL, NULL, "its id in the rule set"}
#define LABEL {"label", SCHEMA_TEXT, OPTIONAL, NULL, NULL, "its label"}
#define ASK {"ask", SCHEMA_TEXT, OPTIONAL, NULL, NULL, "its question"}
#define TEXT(name, meaning) {name, SCHEMA_MESSAGE, NO_ATTRIBUTES, NO_CHILDREN, meaning}

const schema_element translation_elements[] = {
    {"translation", SCHEMA_ELEMENTS,
     ATTRIBUTES({"xml:lang", SCHEMA_LANGUAGE, REQUIRED, NULL, NULL, "the language of the texts in here"},
                {"of", SCHEMA_REFERENCE, REQUIRED, NULL, NULL, "the id of the rule set beside it"}),
     CHILDREN(MAYBE("title"), MAYBE("description"), ANY("vocabulary"), MAYBE("client"), MAYBE("therapist"),
              ANY("signal"), ANY("gate"), ANY("factor"), ANY("adjust"), ANY("criterion"), ANY("flag"),
              ANY("advice")),
     "the texts of a rule set in another language"},
    {"vocabulary", SCHEMA_ELEMENTS, ATTRIBUTES(NAMED), CHILDREN(ANY("term")), "the terms of a vocabulary"},
    {"term", SCHEMA_ELEMENTS, ATTRIBUTES(IDENTIFIED, LABEL), NO_CHILDREN, "a term"},
    {"client", SCHEMA_ELEMENTS, NO_ATTRIBUTES, CHILDREN(ANY("field"), ANY("record")), "the client's fields"},
    {"therapist", SCHEMA_ELEMENTS, NO_ATTRIBUTES, CHILDREN(ANY("field"), ANY("record")),
     "the therapist's fields"},
    {"field", SCHEMA_ELEMENTS,
     ATTRIBUTES(NAMED, LABEL, ASK, {"unit", SCHEMA_TEXT, OPTIONAL, NULL, NULL, "the unit of a number"}),
     CHILDREN(ANY("option")), "a field"},
    {"option", SCHEMA_ELEMENTS, ATTRIBUTES(IDENTIFIED, LABEL), NO_CHILDREN, "an option of a choice"},
    {"record", SCHEMA_ELEMENTS, ATTRIBUTES(NAMED, LABEL, ASK), CHILDREN(ANY("field")), "a record"},
    {"signal", SCHEMA_ELEMENTS, ATTRIBUTES(NAMED), CHILDREN(MAYBE("title")), "a signal"},
    {"gate", SCHEMA_ELEMENTS, ATTRIBUTES(IDENTIFIED),
     CHILDREN(MAYBE("title"), MAYBE("met"), MAYBE("unmet"), MAYBE("unknown"), MAYBE("ask")), "a gate"},
    {"factor", SCHEMA_ELEMENTS, ATTRIBUTES(IDENTIFIED), CHILDREN(MAYBE("title"), MAYBE("description")),
     "a factor"},
    {"adjust", SCHEMA_ELEMENTS, ATTRIBUTES(IDENTIFIED), CHILDREN(MAYBE("because")), "an adjustment"},
    {"criterion", SCHEMA_ELEMENTS, ATTRIBUTES(IDENTIFIED),
     CHILDREN(MAYBE("title"), MAYBE("met"), MAYBE("partly"), MAYBE("unmet"), MAYBE("unknown"), MAYBE("ask")),
     "a criterion"},
    {"flag", SCHEMA_ELEMENTS, ATTRIBUTES(IDENTIFIED), CHILDREN(MAYBE("title"), MAYBE("because"), MAYBE("ask")),
     "a red flag"},
    {"advice", SCHEMA_ELEMENTS, ATTRIBUTES(IDENTIFIED), CHILDREN(MAYBE("title"), MAYBE("say"), MAYBE("ask")),
     "an advice"},
    TEXT("title", "the title"), TEXT("description", "the description"), TEXT("met", "said where it is met"),
    TEXT("partly", "said where the value lies between 0 and 1"), TEXT("unmet", "said where it is not met"),
    TEXT("unknown", "said where it is not known"), TEXT("because", "the reason"),
    TEXT("say", "what the advice says"), TEXT("ask", "the question for a first call"),
    END};
// clang-format on

const schema_element *translation_find_element(const char *name)
{
    for (const schema_element *e = translation_elements; e->name; e++)
        if (strcmp(e->name, name) == 0)
            return e;
    return NULL;
}

bool schema_is_translatable(const schema_element *element)
{
    return element != schema_elements && schema_find_attribute(element, "xml:lang") != NULL;
}

const char *const schema_change_kinds[] = {"factor", "criterion", "gate",     "flag",       "advice",
                                           "adjust", "signal",    "let",      "vocabulary", "field",
                                           "record", "trigger",   "boundary", NULL};

const char *const schema_included_change_kinds[] = {"signal", "trigger", "boundary", NULL};

const char *const schema_included_children[] = {"title",      "description", "source",    "include",
                                                "vocabulary", "client",      "therapist", "signal",
                                                "let",        "trigger",     "boundary",  NULL};

const schema_element *schema_find_element(const char *name)
{
    for (const schema_element *e = schema_elements; e->name; e++)
        if (strcmp(e->name, name) == 0)
            return e;
    return NULL;
}

const schema_attribute *schema_find_attribute(const schema_element *element, const char *name)
{
    for (const schema_attribute *a = element->attributes; a->name; a++)
        if (strcmp(a->name, name) == 0)
            return a;
    return NULL;
}

const schema_child *schema_find_child(const schema_element *element, const char *name)
{
    for (const schema_child *c = element->children; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

const char *schema_kind_meaning(schema_kind kind)
{
    static const char *const meanings[] = {
        [SCHEMA_NAME] = "a name: a letter or _, then letters, digits and _",
        [SCHEMA_ID] = "an id: a letter or _, then letters, digits and _",
        [SCHEMA_DOTTED_ID] = "an id: a letter or _, then letters, digits, _, . and -",
        [SCHEMA_EXPRESSION] = "an expression",
        [SCHEMA_NUMBER] = "a number such as 20 or 0.5",
        [SCHEMA_BOOLEAN] = "true or false",
        [SCHEMA_ONE_OF] = "one of the listed values",
        [SCHEMA_TYPE] = "boolean, number, string, date, text, choice or a vocabulary's name",
        [SCHEMA_REFERENCE] = "the name of something declared",
        [SCHEMA_REFERENCES] = "names with spaces between",
        [SCHEMA_HREF] = "a relative path",
        [SCHEMA_WEIGHT] = "a change of weight: +5, -5, *0.5 or =20",
        [SCHEMA_LANGUAGE] = "a language such as de or de-AT",
        [SCHEMA_TEXT] = "text",
    };
    return meanings[kind];
}
