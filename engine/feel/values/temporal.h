// SPDX-License-Identifier: MIT
// Private to engine/feel: the calendar, and dates, times and durations from text, to text and in arithmetic.
#ifndef ATTUNE_FEEL_TEMPORAL_H
#define ATTUNE_FEEL_TEMPORAL_H

#include "feel/value.h"

#define MAX_YEAR 999999999

int64_t date_to_days(feel_date d); // since 1970-01-01
bool date_from_days(int64_t days, feel_date *out);
uint8_t days_in_month(int64_t year, int month);
bool date_add_months(feel_date d, int64_t months, feel_date *out);
int date_weekday(feel_date d);      // 1 Monday … 7 Sunday
int date_day_of_year(feel_date d);  // from 1
int date_week_of_year(feel_date d); // ISO 8601

bool parse_date(str text, feel_date *out);
bool parse_time(arena *a, str text, feel_clock *out);
bool parse_date_time(arena *a, str text, feel_date_time *out); // a date alone is its midnight
bool parse_duration(str text, feel_value *out);
bool parse_temporal(arena *a, str text, feel_value *out); // any of them, as in @"…"
// Why text, which is none of them, is none; NULL where it does not have the form at all.
const char *temporal_flaw(arena *a, str text);

feel_value value_date(feel_date d);
feel_value value_time(arena *a, feel_clock c);
feel_value value_date_time(arena *a, feel_date_time t);
feel_value value_seconds(int64_t seconds, int32_t nanoseconds); // normalises the signs
feel_value value_months(int64_t months);

void print_temporal(builder *out, feel_value v);

// An instant in seconds: since 1970 in UTC where it is zoned, else as if local time were UTC.
int64_t date_time_instant(const feel_date_time *t);
int64_t clock_seconds(const feel_clock *c); // of the day, in UTC where it is zoned
bool same_zoning(const feel_clock *a, const feel_clock *b);

// Arithmetic with at least one temporal operand; false where the kinds do not go together or the result is
// out of range. sign is 1 or -1 for plus and minus.
bool temporal_add(arena *a, feel_value x, feel_value y, int sign, feel_value *out);
bool temporal_multiply(feel_value duration, decimal factor, feel_value *out);
bool temporal_divide(feel_value x, feel_value y, feel_value *out);
bool temporal_negate(feel_value v, feel_value *out);

// Why two temporal values cannot be compared or reckoned with although their kinds go together; NULL where
// they do not. op is one of + - * / and < for a comparison.
const char *temporal_misfit(char op, feel_value x, feel_value y);

// A property such as year or timezone; false where the kind has none of this name. The value may be null.
bool temporal_member(feel_value v, str name, feel_value *out);
feel_kind temporal_member_kind(feel_kind kind, str name); // FEEL_NULL where it has none

// Zones (tz database, as installed on the machine). An offset is in seconds east of UTC.
bool zones_installed(void);
bool zone_exists(str name);
// At a local time given as seconds since 1970. Of one that comes twice, the earlier is meant; one that is
// skipped when clocks go forward has the offset from before the change, as in RFC 5545.
bool zone_offset(str name, int64_t local_seconds, int32_t *offset);
bool zone_offset_at(str name, int64_t instant, int32_t *offset); // at an instant, in seconds since 1970
// Of a time without a date: the zone's standard time as of 2025, a fixed year so that results last.
bool zone_standard_offset(str name, int32_t *offset);

#endif
