// SPDX-License-Identifier: MIT
// Private to the match stage: what the conditions of a rule set see of a therapist, told by columns. Whoever
// knows the answers to what a condition sees knows what it comes to; so conditions are evaluated once for
// all therapists who give the same answers. Made once per rule set; knows neither pool nor client.
#ifndef ATTUNE_MATCH_SIGHTS_H
#define ATTUNE_MATCH_SIGHTS_H

#include "feel/observe.h"
#include "ruleset/ruleset.h"

// Where a column's values come from. A let's stand for all that the let reads.
typedef enum column_source { COLUMN_FIELD, COLUMN_COUNT, COLUMN_SIGNAL, COLUMN_LET } column_source;

typedef struct column_wish {
    column_source source;
    uint32_t index;     // of the field (COLUMN_COUNT: of the list whose items are counted), signal or let
    bool values, items; // what is seen of them: the values; items of lists, one by one
    bool for_pairs;     // by conditions that read both sides,
    bool for_criteria;  // by criteria among them
} column_wish;

typedef struct sight {
    uint32_t column;
    feel_sight sight; // FEEL_SEES_COUNT does not occur: counts are a column
    bool of_id;       // of the therapist's id: whether it is equal to some
    const feel_expression *with;
    bool each;
} sight;

// What one condition sees of a therapist whom the client has not met: there encounter is null.
typedef struct sight_list {
    const sight *items;
    size_t count;
    bool followed;   // false: what it sees is not known, or no column holds it
    const char *why; // where it is not followed, in words for people
} sight_list;

typedef struct sights {
    const column_wish *columns;
    size_t column_count;
    const sight_list *gates, *criteria, *flags; // by index; those that read the client alone are empty
    const sight_list *lets;                     // of those that are columns
} sights;

const sights *sights_of(arena *a, const ruleset *r);

#endif
