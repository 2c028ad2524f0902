// SPDX-License-Identifier: MIT
// Coverage: what examples saw of a rule set: which outcomes of each gate, criterion, flag, adjust and advice,
// which patterns and which context triggers.
#ifndef ATTUNE_EXAMPLES_COVERAGE_H
#define ATTUNE_EXAMPLES_COVERAGE_H

#include "explain/explanation.h"

typedef enum coverage_kind {
    COVERAGE_GATE,
    COVERAGE_CRITERION,
    COVERAGE_FLAG,
    COVERAGE_ADJUST,
    COVERAGE_ADVICE,
    COVERAGE_PATTERN,
    COVERAGE_TRIGGER,
    COVERAGE_KINDS
} coverage_kind;

const char *coverage_kind_name(coverage_kind k); // "gate", … "pattern", "trigger"

// What may be seen of an item. Which of these its kind has is in .possible.
typedef enum sighting {
    SEEN_MET,
    SEEN_PARTLY,
    SEEN_UNMET,
    SEEN_HOLDS,
    SEEN_NOT,
    SEEN_UNKNOWN,
    SEEN_NOT_APPLICABLE,
    SEEN_COUNTED,    // a pattern's match
    SEEN_DISCOUNTED, // likewise
    SEEN_HIT,        // an unless pattern discounted a match
    SEEN_CUE,        // a trigger decided
    SIGHTINGS
} sighting;

const char *sighting_name(sighting s); // "met", … "not applicable", "holding", "counted", …

typedef struct coverage_item {
    coverage_kind kind;
    str id;   // of a pattern: its signal; of a trigger: its own
    str text; // the condition, pattern or phrases
    place where;
    bool included;           // declared in another file than the rule set's own
    unsigned possible, seen; // bits 1 << sighting
    unsigned wanted;         // of possible: those that the figures count
    uint32_t times[SIGHTINGS];
} coverage_item;

typedef struct coverage {
    coverage_item *items; // by kind, in the rule set's order
    size_t count;
    size_t first[COVERAGE_KINDS + 1]; // of a kind's items
} coverage;

typedef struct coverage_figure {
    size_t seen, wanted;
} coverage_figure;

// Of the items from first to last kind; included: those of other files, else those of the rule set's own.
coverage_figure coverage_figure_of(const coverage *c, coverage_kind first, coverage_kind last, bool included);

#endif
