// SPDX-License-Identifier: MIT
// FEEL's values. A value is small and copied; what it points at is immutable and lives in some arena.
#ifndef ATTUNE_FEEL_VALUE_H
#define ATTUNE_FEEL_VALUE_H

#include "feel/decimal.h"
#include "feel/type.h"

typedef struct feel_value feel_value;
typedef struct feel_list feel_list;
typedef struct feel_context feel_context;
typedef struct feel_range feel_range;
typedef struct feel_function feel_function; // private to engine/feel

typedef struct feel_date {
    int32_t year;  // -999999999…999999999
    uint8_t month; // 1…12
    uint8_t day;   // 1…31
} feel_date;

// A time of day: where zoned is false it has no offset. zone names an IANA zone where the text did.
typedef struct feel_clock {
    uint32_t nanosecond;
    uint8_t hour, minute, second;
    bool zoned;
    int32_t offset;  // seconds east of UTC
    const str *zone; // NULL where the offset was given, or nothing
} feel_clock;

typedef struct feel_date_time {
    feel_date date;
    feel_clock clock;
} feel_date_time;

struct feel_value {
    feel_kind kind; // never FEEL_ANY
    union {
        bool boolean;
        decimal number;
        str string;
        feel_date date;
        const feel_clock *time;
        const feel_date_time *date_time;
        struct {
            int64_t seconds;
            int32_t nanoseconds;
        } duration;     // FEEL_DAYS_DURATION
        int64_t months; // FEEL_MONTHS_DURATION
        const feel_list *list;
        const feel_context *context;
        const feel_range *range;
        const feel_function *function;
    } as;
};

struct feel_list {
    size_t count;
    const feel_value *items;
};

typedef struct feel_entry {
    str name;
    feel_value value;
} feel_entry;

// Either entries that are there, or a host's: then get() is asked for member number index of the type.
// get must give the same value for the same index as long as the evaluation lasts; the value is of the
// member's type or null.
struct feel_context {
    size_t count;
    const feel_entry *entries;
    const feel_type *type; // of a host's context; its members name the entries
    feel_value (*get)(void *host, uint32_t index);
    void *host;
};

struct feel_range {
    feel_value low, high; // null: open end
    bool low_included, high_included;
};

extern const feel_value FEEL_NULL_VALUE, FEEL_TRUE_VALUE, FEEL_FALSE_VALUE;
static inline feel_value feel_boolean(bool b)
{
    return (feel_value){.kind = FEEL_BOOLEAN, .as.boolean = b};
}
feel_value feel_number(decimal d);
feel_value feel_integer(int64_t i);
feel_value feel_string(str s);                    // by reference; s must be valid UTF-8
bool feel_string_checked(str s, feel_value *out); // false, and null, where s is not valid UTF-8
feel_value feel_make_list(arena *a, const feel_value *items,
                          size_t count); // copies the array, not what it points at
feel_value feel_make_context(arena *a, const feel_entry *entries, size_t count); // likewise
feel_value feel_host_context(arena *a, const feel_type *type, feel_value (*get)(void *host, uint32_t index),
                             void *host);

static inline bool feel_is_true(feel_value v)
{
    return v.kind == FEEL_BOOLEAN && v.as.boolean;
}
static inline bool feel_is_null(feel_value v)
{
    return v.kind == FEEL_NULL;
}
feel_value feel_context_get(const feel_context *c, str name);      // null where it is not there
bool feel_date_is_valid(int64_t year, int64_t month, int64_t day); // a day of the calendar
bool feel_parse_date(str text, feel_date *out);                    // YYYY-MM-DD, checked against the calendar
// A date, time, date and time or duration of that kind, as in @"…".
bool feel_parse_temporal(arena *a, feel_kind kind, str text, feel_value *out);
str feel_date_text(arena *a, feel_date d);

// A copy that shares nothing with where it came from (host contexts become plain ones; functions, which
// cannot outlive their evaluation, null). Unwinds with ATTUNE_LIMIT past 200 levels or 128 MiB.
feel_value feel_copy(arena *a, feel_value v);

// Whether v is of the type, as "instance of" has it; false, too, where v is nested more than 200 levels deep
// or has more than a million parts.
bool feel_value_is(feel_value v, const feel_type *type);

// The type that v shows: of a context all its members, of a list what its items have in common. Refers to the
// names in v. Past 65,536 members and types, or a million values looked at, the kind is all that is told.
const feel_type *feel_value_type(arena *a, feel_value v);

// As FEEL source ("quoted", [1, 2]) and as a person reads it in a sentence (unquoted; lists joined with ",
// "). Values may share parts, so that a small one is huge when it is written out. Past 16 MiB these unwind
// with ATTUNE_LIMIT, as feel_copy() does where it is too deep: nothing is ever cut.
str feel_value_source(arena *a, feel_value v);
str feel_value_text(arena *a, feel_value v);

// The same for any value: false, and *out empty, where that is longer than most bytes or nested too deeply.
bool feel_value_source_within(arena *a, feel_value v, uint64_t most, str *out);
bool feel_value_text_within(arena *a, feel_value v, uint64_t most, str *out);

#endif
