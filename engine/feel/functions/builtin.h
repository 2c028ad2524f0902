// SPDX-License-Identifier: MIT
// Private to engine/feel: the table of built-in functions, which parser, checker and evaluator share, and
// what a built-in function may call.
#ifndef ATTUNE_FEEL_BUILTIN_H
#define ATTUNE_FEEL_BUILTIN_H

#include "feel/evaluate/eval.h"
#include "feel/values/values.h"

typedef enum parameter_flags {
    MAY_MISS = 1, // optional
    MAY_NULL = 2, // null is a value like any other here
    REST = 4      // this parameter takes all arguments from here on
} parameter_flags;

typedef struct builtin_parameter {
    const char *name;
    uint32_t kinds; // KIND() bits of what is accepted; 0 for anything
    unsigned flags;
} builtin_parameter;

#define KIND(kind) (1u << (kind))

typedef enum result_rule {
    RESULT_KIND,     // result_kind
    RESULT_FIRST,    // the first argument's type
    RESULT_LIST,     // the first argument as a list
    RESULT_ELEMENT,  // of the first argument, which is a list; or the arguments themselves
    RESULT_ELEMENTS, // a list of what RESULT_ELEMENT says
    RESULT_STRINGS,  // a list of strings
    RESULT_FLAT,     // a list of anything
    RESULT_JOINED    // a list of all lists' elements
} result_rule;

typedef enum builtin_checks {
    CHECK_CONSTANT = 1, // worked out at compile time where the arguments are constants
    CHECK_PATTERN = 2,  // the second argument is a pattern, the last parameter its flags
    CHECK_ITEM = 4,     // parameter item_parameter is to be compared with the first one's elements
    LIST_OR_ITEMS = 8   // one argument that is the list, or the items themselves
} builtin_checks;

enum { BUILTIN_PARAMETERS = 8 };

typedef struct call {
    evaluation *evaluation;
    const node *node;
    const builtin *builtin;
    const feel_value *arguments; // as many as there are parameters; more where the last is REST
    size_t count;                // of arguments given; what is missing is null
    uint32_t given;              // bit i: argument i was given
} call;

typedef feel_value (*builtin_function)(call *c);

struct builtin {
    const char *name;
    builtin_function function;
    result_rule result;
    feel_kind result_kind;
    unsigned checks;
    unsigned item_parameter;
    builtin_parameter parameters[BUILTIN_PARAMETERS];
};

size_t builtin_parameter_count(const builtin *b);
bool builtin_has_rest(const builtin *b);
size_t builtin_required_count(const builtin *b); // of arguments

// The rows of a name stand together; *count says how many. NULL where there is none.
const builtin *builtin_find(str name, size_t *count);

// The longest name with a space in it that stands at offset at of text.
bool builtin_spaced_name(str text, size_t at, size_t *end, str *name);

void builtin_suggest(suggestion *s);

// Reports with the call's place and gives null.
feel_value call_fail(call *c, diagnostic_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// An argument that its parameter does not take; an item that is null (as call_unknown()).
feel_value call_wrong_argument(call *c, const builtin_parameter *p, size_t index, feel_value v);
feel_value call_null_item(call *c, size_t index);
// Null because a value is null or missing: an error by the standard; in rule sets not worth a report.
feel_value call_unknown(call *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
feel_value call_number(call *c, decimal d); // reports where d is not finite
arena *call_arena(const call *c);
bool call_spend(call *c, uint64_t steps); // false where the limit is reached (then reported)
bool call_room(call *c, size_t bytes);    // false where that much more memory is past the limit
bool call_list_fits(call *c, size_t count);
feel_value call_function(call *c, feel_value function, const feel_value *arguments, size_t count);
bool call_equal(call *c, feel_value x, feel_value y);
bool call_given(const call *c, size_t parameter);
feel_value call_list(call *c, feel_value *items, size_t count); // takes the array over
bool call_items(call *c,
                feel_list *out); // of a function that takes a list or the items; false for null, reported

// An integer argument (fractions are cut off); false where it is too large.
bool call_integer(call *c, size_t argument, int64_t *out);

// The functions of the table, in its order.
feel_value builtin_number(call *c);
feel_value builtin_string(call *c);
feel_value builtin_context(call *c);
feel_value builtin_range(call *c);
feel_value builtin_date(call *c);
feel_value builtin_date_parts(call *c);
feel_value builtin_time(call *c);
feel_value builtin_time_parts(call *c);
feel_value builtin_date_time_from(call *c);
feel_value builtin_date_and_time(call *c);
feel_value builtin_date_time_parts(call *c);
feel_value builtin_duration(call *c);
feel_value builtin_years_and_months(call *c);
feel_value builtin_not(call *c);
feel_value builtin_decimal(call *c);
feel_value builtin_floor(call *c);
feel_value builtin_ceiling(call *c);
feel_value builtin_round_up(call *c);
feel_value builtin_round_down(call *c);
feel_value builtin_round_half_up(call *c);
feel_value builtin_round_half_down(call *c);
feel_value builtin_abs(call *c);
feel_value builtin_modulo(call *c);
feel_value builtin_sqrt(call *c);
feel_value builtin_log(call *c);
feel_value builtin_exp(call *c);
feel_value builtin_odd(call *c);
feel_value builtin_even(call *c);
feel_value builtin_substring(call *c);
feel_value builtin_string_length(call *c);
feel_value builtin_upper_case(call *c);
feel_value builtin_lower_case(call *c);
feel_value builtin_substring_before(call *c);
feel_value builtin_substring_after(call *c);
feel_value builtin_replace(call *c);
feel_value builtin_contains(call *c);
feel_value builtin_starts_with(call *c);
feel_value builtin_ends_with(call *c);
feel_value builtin_matches(call *c);
feel_value builtin_split(call *c);
feel_value builtin_string_join(call *c);
feel_value builtin_list_contains(call *c);
feel_value builtin_count(call *c);
feel_value builtin_min(call *c);
feel_value builtin_max(call *c);
feel_value builtin_sum(call *c);
feel_value builtin_mean(call *c);
feel_value builtin_all(call *c);
feel_value builtin_any(call *c);
feel_value builtin_product(call *c);
feel_value builtin_median(call *c);
feel_value builtin_stddev(call *c);
feel_value builtin_mode(call *c);
feel_value builtin_sublist(call *c);
feel_value builtin_append(call *c);
feel_value builtin_concatenate(call *c);
feel_value builtin_insert_before(call *c);
feel_value builtin_remove(call *c);
feel_value builtin_list_replace(call *c);
feel_value builtin_reverse(call *c);
feel_value builtin_index_of(call *c);
feel_value builtin_union(call *c);
feel_value builtin_distinct_values(call *c);
feel_value builtin_flatten(call *c);
feel_value builtin_sort(call *c);
feel_value builtin_get_value(call *c);
feel_value builtin_get_entries(call *c);
feel_value builtin_context_put(call *c);
feel_value builtin_context_merge(call *c);
feel_value builtin_is(call *c);
feel_value builtin_before(call *c);
feel_value builtin_after(call *c);
feel_value builtin_meets(call *c);
feel_value builtin_met_by(call *c);
feel_value builtin_overlaps(call *c);
feel_value builtin_overlaps_before(call *c);
feel_value builtin_overlaps_after(call *c);
feel_value builtin_finishes(call *c);
feel_value builtin_finished_by(call *c);
feel_value builtin_includes(call *c);
feel_value builtin_during(call *c);
feel_value builtin_starts(call *c);
feel_value builtin_started_by(call *c);
feel_value builtin_coincides(call *c);
feel_value builtin_day_of_year(call *c);
feel_value builtin_day_of_week(call *c);
feel_value builtin_month_of_year(call *c);
feel_value builtin_week_of_year(call *c);
feel_value builtin_now(call *c);
feel_value builtin_today(call *c);

#endif
