// SPDX-License-Identifier: MIT
// The table of built-in functions (DMN 1.5 §10.3.4): names, parameters, results. Rows of one name stand
// together.
#include "feel/functions/builtin.h"

#include "feel/syntax/lex.h"

#define NUMBER KIND(FEEL_NUMBER)
#define STRING KIND(FEEL_STRING)
#define BOOLEAN KIND(FEEL_BOOLEAN)
#define LIST KIND(FEEL_LIST)
#define CONTEXT KIND(FEEL_CONTEXT)
#define FUNCTION KIND(FEEL_FUNCTION)
#define RANGE KIND(FEEL_RANGE)
#define DATE KIND(FEEL_DATE)
#define TIME KIND(FEEL_TIME)
#define DATE_TIME KIND(FEEL_DATE_TIME)
#define DAYS KIND(FEEL_DAYS_DURATION)
#define MONTHS KIND(FEEL_MONTHS_DURATION)
#define ANY 0
#define POINT (NUMBER | STRING | DATE | TIME | DATE_TIME | DAYS | MONTHS)

#define GIVES(kind) RESULT_KIND, FEEL_##kind
#define GIVES_AS(rule) RESULT_##rule, FEEL_ANY
#define SCALE                                                                                                \
    {                                                                                                        \
        "scale", NUMBER, 0                                                                                   \
    }
#define SCALE_MAYBE                                                                                          \
    {                                                                                                        \
        "scale", NUMBER, MAY_MISS                                                                            \
    }
#define ITEMS_OF(kinds)                                                                                      \
    {                                                                                                        \
        {                                                                                                    \
            "list", kinds, MAY_MISS | REST                                                                   \
        }                                                                                                    \
    }
#define TWO_RANGES                                                                                           \
    {                                                                                                        \
        {"range1", RANGE, 0},                                                                                \
        {                                                                                                    \
            "range2", RANGE, 0                                                                               \
        }                                                                                                    \
    }

// clang-format off
static const builtin BUILTINS[] = {
    // conversion
    {"number", builtin_number, GIVES(NUMBER), CHECK_CONSTANT, 0,
     {{"from", STRING, 0}, {"grouping separator", STRING, MAY_MISS | MAY_NULL}, {"decimal separator", STRING, MAY_MISS | MAY_NULL}}},
    {"string", builtin_string, GIVES(STRING), 0, 0, {{"from", ANY, 0}}},
    {"context", builtin_context, GIVES(CONTEXT), 0, 0, {{"entries", LIST, 0}}},
    {"range", builtin_range, GIVES(RANGE), CHECK_CONSTANT, 0, {{"from", STRING, 0}}},
    {"date", builtin_date, GIVES(DATE), CHECK_CONSTANT, 0, {{"from", STRING | DATE | DATE_TIME, 0}}},
    {"date", builtin_date_parts, GIVES(DATE), CHECK_CONSTANT, 0, {{"year", NUMBER, 0}, {"month", NUMBER, 0}, {"day", NUMBER, 0}}},
    {"time", builtin_time, GIVES(TIME), CHECK_CONSTANT, 0, {{"from", STRING | DATE | TIME | DATE_TIME, 0}}},
    {"time", builtin_time_parts, GIVES(TIME), CHECK_CONSTANT, 0,
     {{"hour", NUMBER, 0}, {"minute", NUMBER, 0}, {"second", NUMBER, 0}, {"offset", DAYS, MAY_MISS | MAY_NULL}}},
    {"date and time", builtin_date_time_from, GIVES(DATE_TIME), CHECK_CONSTANT, 0, {{"from", STRING | DATE | DATE_TIME, 0}}},
    {"date and time", builtin_date_and_time, GIVES(DATE_TIME), CHECK_CONSTANT, 0,
     {{"date", DATE | DATE_TIME, 0}, {"time", TIME, 0}}},
    {"date and time", builtin_date_and_time, GIVES(DATE_TIME), CHECK_CONSTANT, 0,
     {{"date", DATE | DATE_TIME, 0}, {"timezone", STRING, 0}}},
    {"date and time", builtin_date_time_parts, GIVES(DATE_TIME), CHECK_CONSTANT, 0,
     {{"year", NUMBER, 0}, {"month", NUMBER, 0}, {"day", NUMBER, 0}, {"hour", NUMBER, 0}, {"minute", NUMBER, 0},
      {"second", NUMBER, 0}, {"offset", DAYS | STRING, MAY_MISS | MAY_NULL}}},
    {"duration", builtin_duration, GIVES(ANY), CHECK_CONSTANT, 0, {{"from", STRING | DAYS | MONTHS, 0}}},
    {"years and months duration", builtin_years_and_months, GIVES(MONTHS_DURATION), 0, 0,
     {{"from", DATE | DATE_TIME, 0}, {"to", DATE | DATE_TIME, 0}}},
    // boolean
    {"not", builtin_not, GIVES(BOOLEAN), 0, 0, {{"negand", BOOLEAN, MAY_NULL}}},
    // numbers
    {"decimal", builtin_decimal, GIVES(NUMBER), 0, 0, {{"n", NUMBER, 0}, SCALE}},
    {"floor", builtin_floor, GIVES(NUMBER), 0, 0, {{"n", NUMBER, 0}, SCALE_MAYBE}},
    {"ceiling", builtin_ceiling, GIVES(NUMBER), 0, 0, {{"n", NUMBER, 0}, SCALE_MAYBE}},
    {"round up", builtin_round_up, GIVES(NUMBER), 0, 0, {{"n", NUMBER, 0}, SCALE}},
    {"round down", builtin_round_down, GIVES(NUMBER), 0, 0, {{"n", NUMBER, 0}, SCALE}},
    {"round half up", builtin_round_half_up, GIVES(NUMBER), 0, 0, {{"n", NUMBER, 0}, SCALE}},
    {"round half down", builtin_round_half_down, GIVES(NUMBER), 0, 0, {{"n", NUMBER, 0}, SCALE}},
    {"abs", builtin_abs, GIVES_AS(FIRST), 0, 0, {{"n", NUMBER | DAYS | MONTHS, 0}}},
    {"modulo", builtin_modulo, GIVES(NUMBER), 0, 0, {{"dividend", NUMBER, 0}, {"divisor", NUMBER, 0}}},
    {"sqrt", builtin_sqrt, GIVES(NUMBER), 0, 0, {{"number", NUMBER, 0}}},
    {"log", builtin_log, GIVES(NUMBER), 0, 0, {{"number", NUMBER, 0}}},
    {"exp", builtin_exp, GIVES(NUMBER), 0, 0, {{"number", NUMBER, 0}}},
    {"odd", builtin_odd, GIVES(BOOLEAN), 0, 0, {{"number", NUMBER, 0}}},
    {"even", builtin_even, GIVES(BOOLEAN), 0, 0, {{"number", NUMBER, 0}}},
    // strings
    {"substring", builtin_substring, GIVES(STRING), 0, 0,
     {{"string", STRING, 0}, {"start position", NUMBER, 0}, {"length", NUMBER, MAY_MISS}}},
    {"string length", builtin_string_length, GIVES(NUMBER), 0, 0, {{"string", STRING, 0}}},
    {"upper case", builtin_upper_case, GIVES(STRING), 0, 0, {{"string", STRING, 0}}},
    {"lower case", builtin_lower_case, GIVES(STRING), 0, 0, {{"string", STRING, 0}}},
    {"substring before", builtin_substring_before, GIVES(STRING), 0, 0, {{"string", STRING, 0}, {"match", STRING, 0}}},
    {"substring after", builtin_substring_after, GIVES(STRING), 0, 0, {{"string", STRING, 0}, {"match", STRING, 0}}},
    {"replace", builtin_replace, GIVES(STRING), CHECK_PATTERN, 0,
     {{"input", STRING, 0}, {"pattern", STRING, 0}, {"replacement", STRING, 0}, {"flags", STRING, MAY_MISS | MAY_NULL}}},
    {"contains", builtin_contains, GIVES(BOOLEAN), 0, 0, {{"string", STRING, 0}, {"match", STRING, 0}}},
    {"starts with", builtin_starts_with, GIVES(BOOLEAN), 0, 0, {{"string", STRING, 0}, {"match", STRING, 0}}},
    {"ends with", builtin_ends_with, GIVES(BOOLEAN), 0, 0, {{"string", STRING, 0}, {"match", STRING, 0}}},
    {"matches", builtin_matches, GIVES(BOOLEAN), CHECK_PATTERN, 0,
     {{"input", STRING, 0}, {"pattern", STRING, 0}, {"flags", STRING, MAY_MISS | MAY_NULL}}},
    {"split", builtin_split, GIVES_AS(STRINGS), CHECK_PATTERN, 0, {{"string", STRING, 0}, {"delimiter", STRING, 0}}},
    {"string join", builtin_string_join, GIVES(STRING), 0, 0,
     {{"list", LIST, 0}, {"delimiter", STRING, MAY_MISS | MAY_NULL}}},
    // lists
    {"list contains", builtin_list_contains, GIVES(BOOLEAN), CHECK_ITEM, 1, {{"list", LIST, 0}, {"element", ANY, MAY_NULL}}},
    {"count", builtin_count, GIVES(NUMBER), 0, 0, {{"list", LIST, 0}}},
    {"min", builtin_min, GIVES_AS(ELEMENT), LIST_OR_ITEMS, 0, ITEMS_OF(POINT)},
    {"max", builtin_max, GIVES_AS(ELEMENT), LIST_OR_ITEMS, 0, ITEMS_OF(POINT)},
    {"sum", builtin_sum, GIVES_AS(ELEMENT), LIST_OR_ITEMS, 0, ITEMS_OF(NUMBER | DAYS | MONTHS)},
    {"mean", builtin_mean, GIVES_AS(ELEMENT), LIST_OR_ITEMS, 0, ITEMS_OF(NUMBER | DAYS | MONTHS)},
    {"all", builtin_all, GIVES(BOOLEAN), LIST_OR_ITEMS, 0, ITEMS_OF(BOOLEAN)},
    {"any", builtin_any, GIVES(BOOLEAN), LIST_OR_ITEMS, 0, ITEMS_OF(BOOLEAN)},
    {"product", builtin_product, GIVES(NUMBER), LIST_OR_ITEMS, 0, ITEMS_OF(NUMBER)},
    {"median", builtin_median, GIVES_AS(ELEMENT), LIST_OR_ITEMS, 0, ITEMS_OF(NUMBER | DAYS | MONTHS)},
    {"stddev", builtin_stddev, GIVES(NUMBER), LIST_OR_ITEMS, 0, ITEMS_OF(NUMBER)},
    {"mode", builtin_mode, GIVES_AS(ELEMENTS), LIST_OR_ITEMS, 0, ITEMS_OF(NUMBER)},
    {"sublist", builtin_sublist, GIVES_AS(LIST), 0, 0,
     {{"list", LIST, 0}, {"start position", NUMBER, 0}, {"length", NUMBER, MAY_MISS}}},
    {"append", builtin_append, GIVES_AS(LIST), CHECK_ITEM, 1, {{"list", LIST, 0}, {"item", ANY, MAY_NULL | REST}}},
    {"concatenate", builtin_concatenate, GIVES_AS(JOINED), 0, 0, {{"list", LIST, REST}}},
    {"insert before", builtin_insert_before, GIVES_AS(LIST), CHECK_ITEM, 2,
     {{"list", LIST, 0}, {"position", NUMBER, 0}, {"newItem", ANY, MAY_NULL}}},
    {"remove", builtin_remove, GIVES_AS(LIST), 0, 0, {{"list", LIST, 0}, {"position", NUMBER, 0}}},
    {"list replace", builtin_list_replace, GIVES_AS(LIST), CHECK_ITEM, 2,
     {{"list", LIST, 0}, {"position", NUMBER | FUNCTION, 0}, {"newItem", ANY, MAY_NULL}}},
    {"list replace", builtin_list_replace, GIVES_AS(LIST), CHECK_ITEM, 2,
     {{"list", LIST, 0}, {"match", FUNCTION | NUMBER, 0}, {"newItem", ANY, MAY_NULL}}},
    {"reverse", builtin_reverse, GIVES_AS(LIST), 0, 0, {{"list", LIST, 0}}},
    {"index of", builtin_index_of, GIVES_AS(FLAT), CHECK_ITEM, 1, {{"list", LIST, 0}, {"match", ANY, MAY_NULL}}},
    {"union", builtin_union, GIVES_AS(JOINED), 0, 0, {{"list", LIST, REST}}},
    {"distinct values", builtin_distinct_values, GIVES_AS(LIST), 0, 0, {{"list", LIST, 0}}},
    {"flatten", builtin_flatten, GIVES_AS(FLAT), 0, 0, {{"list", LIST, 0}}},
    {"sort", builtin_sort, GIVES_AS(LIST), 0, 0, {{"list", LIST, 0}, {"precedes", FUNCTION, MAY_MISS}}},
    // contexts
    {"get value", builtin_get_value, GIVES(ANY), 0, 0, {{"m", CONTEXT, 0}, {"key", STRING, 0}}},
    {"get entries", builtin_get_entries, GIVES_AS(FLAT), 0, 0, {{"m", CONTEXT, 0}}},
    {"context put", builtin_context_put, GIVES(CONTEXT), 0, 0,
     {{"context", CONTEXT, 0}, {"key", STRING | LIST, 0}, {"value", ANY, MAY_NULL}}},
    {"context put", builtin_context_put, GIVES(CONTEXT), 0, 0,
     {{"context", CONTEXT, 0}, {"keys", LIST, 0}, {"value", ANY, MAY_NULL}}},
    {"context merge", builtin_context_merge, GIVES(CONTEXT), 0, 0, {{"contexts", LIST, 0}}},
    {"is", builtin_is, GIVES(BOOLEAN), 0, 0, {{"value1", ANY, MAY_NULL | MAY_MISS}, {"value2", ANY, MAY_NULL | MAY_MISS}}},
    // ranges
    {"before", builtin_before, GIVES(BOOLEAN), 0, 0, {{"point1", POINT | RANGE, 0}, {"point2", POINT | RANGE, 0}}},
    {"before", builtin_before, GIVES(BOOLEAN), 0, 0, {{"point", POINT, 0}, {"range", RANGE, 0}}},
    {"before", builtin_before, GIVES(BOOLEAN), 0, 0, {{"range", RANGE, 0}, {"point", POINT, 0}}},
    {"before", builtin_before, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"after", builtin_after, GIVES(BOOLEAN), 0, 0, {{"point1", POINT | RANGE, 0}, {"point2", POINT | RANGE, 0}}},
    {"after", builtin_after, GIVES(BOOLEAN), 0, 0, {{"point", POINT, 0}, {"range", RANGE, 0}}},
    {"after", builtin_after, GIVES(BOOLEAN), 0, 0, {{"range", RANGE, 0}, {"point", POINT, 0}}},
    {"after", builtin_after, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"meets", builtin_meets, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"met by", builtin_met_by, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"overlaps", builtin_overlaps, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"overlaps before", builtin_overlaps_before, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"overlaps after", builtin_overlaps_after, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"finishes", builtin_finishes, GIVES(BOOLEAN), 0, 0, {{"point", POINT | RANGE, 0}, {"range", RANGE, 0}}},
    {"finishes", builtin_finishes, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"finished by", builtin_finished_by, GIVES(BOOLEAN), 0, 0, {{"range", RANGE, 0}, {"point", POINT | RANGE, 0}}},
    {"finished by", builtin_finished_by, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"includes", builtin_includes, GIVES(BOOLEAN), 0, 0, {{"range", RANGE, 0}, {"point", POINT | RANGE, 0}}},
    {"includes", builtin_includes, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"during", builtin_during, GIVES(BOOLEAN), 0, 0, {{"point", POINT | RANGE, 0}, {"range", RANGE, 0}}},
    {"during", builtin_during, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"starts", builtin_starts, GIVES(BOOLEAN), 0, 0, {{"point", POINT | RANGE, 0}, {"range", RANGE, 0}}},
    {"starts", builtin_starts, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"started by", builtin_started_by, GIVES(BOOLEAN), 0, 0, {{"range", RANGE, 0}, {"point", POINT | RANGE, 0}}},
    {"started by", builtin_started_by, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    {"coincides", builtin_coincides, GIVES(BOOLEAN), 0, 0, {{"point1", POINT | RANGE, 0}, {"point2", POINT | RANGE, 0}}},
    {"coincides", builtin_coincides, GIVES(BOOLEAN), 0, 0, TWO_RANGES},
    // dates and times
    {"day of year", builtin_day_of_year, GIVES(NUMBER), 0, 0, {{"date", DATE | DATE_TIME, 0}}},
    {"day of week", builtin_day_of_week, GIVES(STRING), 0, 0, {{"date", DATE | DATE_TIME, 0}}},
    {"month of year", builtin_month_of_year, GIVES(STRING), 0, 0, {{"date", DATE | DATE_TIME, 0}}},
    {"week of year", builtin_week_of_year, GIVES(NUMBER), 0, 0, {{"date", DATE | DATE_TIME, 0}}},
    {"now", builtin_now, GIVES(DATE_TIME), 0, 0, {{0}}},
    {"today", builtin_today, GIVES(DATE), 0, 0, {{0}}},
};
// clang-format on

enum { BUILTIN_COUNT = sizeof BUILTINS / sizeof *BUILTINS };

size_t builtin_parameter_count(const builtin *b)
{
    size_t count = 0;
    while (count < BUILTIN_PARAMETERS && b->parameters[count].name)
        count++;
    return count;
}

bool builtin_has_rest(const builtin *b)
{
    size_t count = builtin_parameter_count(b);
    return count && (b->parameters[count - 1].flags & REST);
}

size_t builtin_required_count(const builtin *b)
{
    size_t count = 0;
    for (size_t i = 0; i < builtin_parameter_count(b); i++)
        if (!(b->parameters[i].flags & MAY_MISS))
            count = i + 1;
    return count ? count : (builtin_has_rest(b) ? 1 : 0);
}

const builtin *builtin_find(str name, size_t *count)
{
    for (size_t i = 0; i < BUILTIN_COUNT; i++) {
        if (!str_equals(name, BUILTINS[i].name))
            continue;
        *count = 1;
        while (i + *count < BUILTIN_COUNT && str_equals(name, BUILTINS[i + *count].name))
            ++*count;
        return &BUILTINS[i];
    }
    return NULL;
}

bool builtin_spaced_name(str text, size_t at, size_t *end, str *name)
{
    bool found = false;
    for (size_t i = 0; i < BUILTIN_COUNT; i++) {
        str candidate = str_from(BUILTINS[i].name);
        if (at >= text.length || candidate.data[0] != text.data[at] || !str_contains(candidate, STR(" ")))
            continue;
        size_t candidate_end = lex_spaced(text, at, candidate);
        if (candidate_end == SIZE_MAX || candidate_end <= *end)
            continue;
        if (lex(text, candidate_end).kind != TOKEN_OPEN && str_contains(candidate, STR(" and ")))
            continue; // "date and time" without a call: two variables
        found = true;
        *end = candidate_end;
        *name = candidate;
    }
    return found;
}

void builtin_suggest(suggestion *s)
{
    for (size_t i = 0; i < BUILTIN_COUNT; i++)
        suggestion_offer(s, str_from(BUILTINS[i].name));
}
