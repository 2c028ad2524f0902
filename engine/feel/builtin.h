// SPDX-License-Identifier: MIT
// Private to engine/feel: the table of built-in functions, which parser, checker and evaluator share, and
// what a built-in function may call.
#ifndef ATTUNE_FEEL_BUILTIN_H
#define ATTUNE_FEEL_BUILTIN_H

#include "feel/eval.h"
#include "feel/values.h"

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

// The rows of a name stand together; *count says how many. NULL where there is none.
const builtin *builtin_find(str name, size_t *count);

// The longest name with a space in it that stands at offset at of text.
bool builtin_spaced_name(str text, size_t at, size_t *end, str *name);

void builtin_suggest(suggestion *s);

// Reports with the call's place and gives null.
feel_value call_fail(call *c, diagnostic_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
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

// It takes "not" for an operator.
// clang-format off
#define BUILTIN_FUNCTIONS(F)                                                                                 \
    F(number)                                                                                                \
    F(string) F(not ) F(context) F(range) F(decimal) F(floor) F(ceiling) F(round_up) F(round_down)           \
        F(round_half_up) F(round_half_down) F(abs) F(modulo) F(sqrt) F(log) F(exp) F(odd) F(even)            \
            F(substring) F(string_length) F(upper_case) F(lower_case) F(substring_before) F(substring_after) \
                F(replace) F(contains) F(starts_with) F(ends_with) F(matches) F(split) F(string_join)        \
                    F(list_contains) F(count) F(min) F(max) F(sum) F(mean) F(all) F(any) F(sublist)          \
                        F(append) F(concatenate) F(insert_before) F(remove) F(list_replace) F(reverse)       \
                            F(index_of) F(union) F(distinct_values) F(flatten) F(product) F(median)          \
                                F(stddev) F(mode) F(sort) F(get_value) F(get_entries) F(context_put)         \
                                    F(context_merge) F(is) F(before) F(after) F(meets) F(met_by) F(overlaps) \
                                        F(overlaps_before) F(overlaps_after) F(finishes) F(finished_by)      \
                                            F(includes) F(during) F(starts) F(started_by) F(coincides)       \
                                                F(date) F(date_parts) F(time) F(time_parts) F(date_and_time) \
                                                    F(date_time_from) F(date_time_parts) F(duration)         \
                                                        F(years_and_months) F(day_of_year) F(day_of_week)    \
                                                            F(month_of_year) F(week_of_year) F(now) F(today)
// clang-format on

#define BUILTIN_DECLARE(name) feel_value builtin_##name(call *c);
BUILTIN_FUNCTIONS(BUILTIN_DECLARE)
#undef BUILTIN_DECLARE

#endif
