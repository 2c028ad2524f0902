// SPDX-License-Identifier: MIT
// What the parts of loading share: private to engine/ruleset.
//
// The order of a load: files.c reads the files, check.c tests each one's structure, extend.c and files.c
// merge them to one tree, then declare.c, signals.c, triggers.c, rules.c turn the tree into the model, with
// expressions.c and messages.c. A part that meets an error reports it, leaves the piece out (or gives it type
// any), and goes on.
#ifndef ATTUNE_RULESET_LOADER_H
#define ATTUNE_RULESET_LOADER_H

#include "document/xml.h"
#include "ruleset/ruleset.h"
#include "ruleset/schema.h"

typedef struct loaded_file {
    const source *source;
    str real;     // its path with all links followed; empty for a source that is no file
    str relative; // below the rule set's folder, or "rules:" and its path below the installed rules
} loaded_file;

// What a <remove> took out of the rule set that is extended.
typedef struct removed_thing {
    const char *kind;
    str reference; // as it is named there
    place where;   // the name there
} removed_thing;

// A file on the way from the rule set to the file being read: for cycles.
typedef struct file_chain {
    const struct file_chain *outer;
    str real;
    str shown;
    size_t depth;
} file_chain;

// A set of small numbers that is emptied in no time: a number is in where its stamp is the present one.
typedef struct stamps {
    uint32_t *of;
    uint32_t now;
    size_t size, count;
} stamps;

typedef struct loader {
    arena *arena;
    const limits *limits;
    diagnostics *diagnostics;
    str folder;    // the rule set's, with all links followed
    str rules_dir; // likewise, of the installed rules; empty for none
    VEC(loaded_file) files;
    VEC(const source *) csv_files; // those of them that hold a table
    size_t elements;               // of all files, for the limit
    bool unreadable;               // a file is missing or not well-formed, so what it declares is not known
    name_map lost; // names that elements with errors would have declared: no follow-up errors on these
    name_map
        faulty_changes; // by change_key(): changes and others from which what does not belong was taken out
    bool nameless;      // something that expressions read has no name, which was reported
    name_map removed;   // names of what was removed, to their number in removed_things
    VEC(removed_thing) removed_things;
    ruleset *ruleset;
    const struct ruleset *like; // whose signals are taken over; NULL: they are made anew
    xml_node *root;             // the merged tree
    name_map signals;           // name to number
    name_map vocabularies;      // name to number
    name_map rule_ids;          // all ids of gates, factors, … to their number in rule_places
    VEC(place) rule_places;
    feel_variable *variables; // by slot
    feel_names *names;        // of the variables, once each has its slot
    uint64_t searches;        // for what unknown names in expressions may mean
    size_t variable_count;
    const let *lets; // by number; those compiled so far have their value
    bool *doubtful;  // by let: it, or a let that it reads, has an error, so what it reads is not all known
    str wanted_language;    // of texts; empty: the rule set's own
    str own_language;       // of the rule set; empty: not said yet
    str file_language;      // of the file whose structure is tested
    bool in_part;           // that file is included
    VEC(str) languages;     // that the rule set and what it extends have texts in, besides its own
    VEC(str) whole_files;   // real paths of these files
    limits constant_limits; // what is left for evaluating constants
    arena constant_values;  // of one evaluation
    stamps client_stamps, therapist_stamps, signal_stamps, let_stamps; // of the expression at hand
} loader;

// files.c: reads the file, what it extends and what it includes; NULL where nothing could be read.
xml_node *files_read(loader *l, const source *main_source, str real);
str files_real_path(loader *l, str path); // realpath(); empty where there is none
str files_folder_of(str path);            // "a/b.xml" gives "a"
str files_digest(loader *l);              // of all files read, in hexadecimal
// The bytes of a file that is no rule set, which may be named again; NULL after an error.
const source *files_read_part(loader *l, const xml_attribute *href, const file_chain *here);

// table_file.c: puts what is in the CSV file of each <table href="…"> where the table stands, as rows. False
// after an error.
bool tables_read(loader *l, xml_node *node, const file_chain *here);

// check.c: tests the structure of one file and takes out what does not belong. included: brought in by
// <include>. False where the root is another kind of document's.
bool check_structure(loader *l, xml_node *root, bool included);
bool check_is_name(str text);
void note_lost(loader *l, const xml_node *node); // the names it and all in it would have declared
void add_lost(loader *l, str name);
bool is_lost(const loader *l, str name);
// Whether an unknown name that is near to no other may be that of something without a name.
bool may_be_nameless(const loader *l, const suggestion *near);
str change_key(loader *l, const xml_node *change);
bool is_faulty(loader *l, const xml_node *node); // something in it did not belong and was taken out

// languages.c: texts of one element in several languages.
void languages_begin(loader *l, const xml_node *root, bool included); // ahead of testing a file's structure
bool languages_note(loader *l, str tag, place where); // that there are texts in it; false past the limit
// Of an element with people's words: its xml:lang, empty where it is of the file's own language.
str variant_language(const xml_node *node);
void variant_be_own(loader *l, xml_node *node); // takes xml:lang off where it is the file's own language
xml_node *variant_find(xml_node *parent, str name, str language); // NULL where there is none
void variants_drop(xml_node *parent, str name);                   // in all other languages
bool is_text_attribute(const schema_element *element, str name);  // a label, question or unit
// Of a term whose label is in another language: an attribute with the label as it was written. No name of
// XML.
#define WRITTEN_LABEL ":label"
// Leaves of each text the one in the wanted language, or the rule set's own where there is none.
void languages_choose(loader *l, xml_node *root);

// translate.c: the document of translations for one file.
typedef struct translation_file {
    xml_node *tree;
    str tag; // of its name
    str id;  // of the rule set beside it
} translation_file;
void translation_apply(loader *l, xml_node *root, const translation_file *file);

// slips.c: adds to a diagnostic what was meant, and the edit that mends it where that is certain.
void slip_in_value(loader *l, diagnostic *item, const xml_attribute *a, const schema_attribute *schema);
void slip_in_attribute_name(loader *l, diagnostic *item, const xml_node *node, const xml_attribute *a,
                            const char *allowed);          // words
bool slip_in_type(loader *l, diagnostic *item, str found); // false where nothing is known of it
// Whether an attribute of the node, not known, is this one misspelt.
bool slip_for_attribute(loader *l, const xml_node *node, const schema_element *element, const char *name);
// "did you mean" for a file that is not there: of those in the folder and of the installed rules.
void slip_in_path(loader *l, diagnostic *item, str folder, str path);
// An end tag that does not fit: where it is the start tag that is misspelt, the item becomes about that.
void slip_in_tags(loader *l, diagnostic *item);
void slip_lose_names(loader *l, str text); // notes what text that was meant as tags would have declared
// Help for what the expression's parser or checker stumbled over, where it has none itself.
void slip_help_expression(loader *l, diagnostic *item, str text, size_t at, size_t length);
// The stretch of the expression around at, where its parser stumbled, and what was meant; false where that is
// not certain.
bool slip_in_expression(arena *a, str text, size_t at, size_t *from, size_t *to, str *replacement);

// extend.c: applies the changes in a rule set's tree to the base's and to what it includes; returns the
// merged tree. base is NULL where nothing is extended.
xml_node *extend_apply(loader *l, xml_node *base, xml_node *extension);
void put_attribute(loader *l, xml_node *node, const xml_attribute *attribute);
void drop_attribute(loader *l, xml_node *node, const char *name);
void help_removed(loader *l, diagnostic *item, str name); // "removed at …", where something so called was
void extend_name_adjusts(loader *l, xml_node *root);      // gives each adjust without an id its own
void extend_fold_sides(xml_node *root); // several <client> elements become one, likewise <therapist>

// declare.c, fields.c, signals.c, lets.c, rules.c: each fills in its part of l->ruleset from l->root, in this
// order.
void declare_vocabularies(loader *l);
void fields_declare(loader *l);
void signals_declare(loader *l);
void triggers_declare(loader *l, trigger_spec **triggers, size_t *trigger_count, boundary_spec **boundaries,
                      size_t *boundary_count); // triggers.c; for signals_declare()
void lets_declare(loader *l);
void rules_declare(loader *l);

void declare_terms(loader *l, const xml_node *node, str name, vocabulary *out); // of a vocabulary or a choice
bool is_basic_type(str name);
bool check_not_reserved(loader *l, const xml_attribute *name);
str fold_spelling(arena *a, str text); // fold.c

// The whole number that an attribute holds; 0 where it holds none from 1 to most, which is reported.
uint32_t read_count(loader *l, const xml_attribute *a, uint32_t most);
str element_text(const xml_node *node, place *where); // the only text, without white space around it

// For all: attributes and children by name.
str attribute_text(const xml_node *node, const char *name); // empty where there is none
const xml_attribute *attribute_of(const xml_node *node, const char *name);
const xml_node *child_of(const xml_node *node, const char *name); // the first
bool is_element(const xml_node *node, const char *name);
void help_first(loader *l, diagnostic *item, place first); // "the first is at …"
str label_or_spaces(loader *l, const xml_node *node,
                    const char *name); // its label, or the name with _ as spaces
size_t count_children(const xml_node *node, const char *name);

#endif
