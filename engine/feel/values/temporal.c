// SPDX-License-Identifier: MIT
// Arithmetic and properties of dates, times and durations (DMN 1.5 tables 55 to 57 and 65).
#include "feel/values/temporal.h"

#include "feel/values/values.h"

enum { DAY = 86400, NANOSECONDS = 1000000000 };

feel_value value_date(feel_date d)
{
    return (feel_value){.kind = FEEL_DATE, .as.date = d};
}

feel_value value_time(arena *a, feel_clock c)
{
    feel_clock *copy = ARENA_NEW(a, feel_clock);
    *copy = c;
    return (feel_value){.kind = FEEL_TIME, .as.time = copy};
}

feel_value value_date_time(arena *a, feel_date_time t)
{
    feel_date_time *copy = ARENA_NEW(a, feel_date_time);
    *copy = t;
    return (feel_value){.kind = FEEL_DATE_TIME, .as.date_time = copy};
}

feel_value value_seconds(int64_t seconds, int32_t nanoseconds)
{
    if (seconds > 0 && nanoseconds < 0) {
        seconds--;
        nanoseconds += NANOSECONDS;
    } else if (seconds < 0 && nanoseconds > 0) {
        seconds++;
        nanoseconds -= NANOSECONDS;
    }
    feel_value v = {.kind = FEEL_DAYS_DURATION};
    v.as.duration.seconds = seconds;
    v.as.duration.nanoseconds = nanoseconds;
    return v;
}

feel_value value_months(int64_t months)
{
    return (feel_value){.kind = FEEL_MONTHS_DURATION, .as.months = months};
}

static int64_t local_seconds(const feel_clock *c)
{
    return c->hour * 3600 + c->minute * 60 + c->second;
}

int64_t clock_seconds(const feel_clock *c)
{
    return local_seconds(c) - (c->zoned ? c->offset : 0);
}

int64_t date_time_instant(const feel_date_time *t)
{
    return date_to_days(t->date) * DAY + clock_seconds(&t->clock);
}

bool same_zoning(const feel_clock *a, const feel_clock *b)
{
    return a->zoned == b->zoned;
}

static bool is_duration(feel_kind kind)
{
    return kind == FEEL_DAYS_DURATION || kind == FEEL_MONTHS_DURATION;
}

static int64_t floor_divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

static void set_clock(feel_clock *c, int64_t second_of_day, int32_t nanosecond)
{
    c->hour = (uint8_t)(second_of_day / 3600);
    c->minute = (uint8_t)(second_of_day / 60 % 60);
    c->second = (uint8_t)(second_of_day % 60);
    c->nanosecond = (uint32_t)nanosecond;
}

// Adds a duration of the given sign to a local date and time.
static bool shift(feel_date_time *t, feel_value duration, int sign)
{
    int64_t seconds = duration.as.duration.seconds * sign;
    int64_t nanosecond = (int64_t)t->clock.nanosecond + duration.as.duration.nanoseconds * sign;
    int64_t carry = floor_divide(nanosecond, NANOSECONDS);
    int64_t total;
    if (__builtin_add_overflow(date_to_days(t->date) * DAY + local_seconds(&t->clock) + carry, seconds,
                               &total))
        return false;
    int64_t days = floor_divide(total, DAY);
    set_clock(&t->clock, total - days * DAY, (int32_t)(nanosecond - carry * NANOSECONDS));
    return date_from_days(days, &t->date);
}

static int64_t local_of(const feel_date_time *t)
{
    return date_to_days(t->date) * DAY + local_seconds(&t->clock);
}

// In a named zone hours are hours that pass, so the clock also moves where the zone's offset changes
// meanwhile.
static bool settle_in_zone(feel_date_time *t, bool exact)
{
    int32_t before = t->clock.offset;
    if (!exact)
        return zone_offset(*t->clock.zone, local_of(t), &t->clock.offset);
    return zone_offset_at(*t->clock.zone, local_of(t) - before, &t->clock.offset) &&
           shift(t, value_seconds((int64_t)t->clock.offset - before, 0), 1);
}

static bool add_to_moment(arena *a, feel_date_time t, feel_value duration, int sign, feel_value *out)
{
    bool exact = duration.kind == FEEL_DAYS_DURATION;
    bool fits =
        exact ? shift(&t, duration, sign) : date_add_months(t.date, sign * duration.as.months, &t.date);
    if (fits && t.clock.zone)
        fits = settle_in_zone(&t, exact);
    *out = value_date_time(a, t);
    return fits;
}

static bool add_duration(arena *a, feel_value x, feel_value duration, int sign, feel_value *out)
{
    feel_date_time t = {.date = {.year = 2000, .month = 1, .day = 1}};
    if (x.kind == FEEL_DATE_TIME)
        return add_to_moment(a, *x.as.date_time, duration, sign, out);
    if (x.kind == FEEL_DATE) {
        t.date = x.as.date;
        bool fits = duration.kind == FEEL_MONTHS_DURATION
                        ? date_add_months(t.date, sign * duration.as.months, &t.date)
                        : shift(&t, duration, sign);
        *out = value_date(t.date);
        return fits;
    }
    if (x.kind != FEEL_TIME || duration.kind != FEEL_DAYS_DURATION)
        return false;
    duration.as.duration.seconds %= DAY;
    t.clock = *x.as.time;
    bool fits = shift(&t, duration, sign);
    *out = value_time(a, t.clock);
    return fits;
}

static bool add_durations(feel_value x, feel_value y, int sign, feel_value *out)
{
    int64_t sum, other;
    if (x.kind != y.kind)
        return false;
    if (x.kind == FEEL_MONTHS_DURATION) {
        if (__builtin_mul_overflow(y.as.months, (int64_t)sign, &other) ||
            __builtin_add_overflow(x.as.months, other, &sum) || sum == INT64_MIN)
            return false;
        *out = value_months(sum);
        return true;
    }
    int64_t nanoseconds = (int64_t)x.as.duration.nanoseconds + (int64_t)sign * y.as.duration.nanoseconds;
    if (__builtin_mul_overflow(y.as.duration.seconds, (int64_t)sign, &other) ||
        __builtin_add_overflow(x.as.duration.seconds, other, &sum) ||
        __builtin_add_overflow(sum, nanoseconds / NANOSECONDS, &sum) || sum == INT64_MIN)
        return false;
    *out = value_seconds(sum, (int32_t)(nanoseconds % NANOSECONDS));
    return true;
}

// A date counts as its midnight in UTC (§10.3.2.3.5).
static feel_date_time as_moment(feel_value v)
{
    if (v.kind == FEEL_DATE_TIME)
        return *v.as.date_time;
    return (feel_date_time){.date = v.as.date, .clock = {.zoned = true}};
}

static bool subtract_moments(feel_value x, feel_value y, feel_value *out)
{
    if (x.kind == FEEL_TIME && y.kind == FEEL_TIME) {
        *out = value_seconds(clock_seconds(x.as.time) - clock_seconds(y.as.time),
                             (int32_t)x.as.time->nanosecond - (int32_t)y.as.time->nanosecond);
        return same_zoning(x.as.time, y.as.time);
    }
    if (x.kind == FEEL_TIME || y.kind == FEEL_TIME)
        return false;
    feel_date_time from = as_moment(x);
    feel_date_time to = as_moment(y);
    *out = value_seconds(date_time_instant(&from) - date_time_instant(&to),
                         (int32_t)from.clock.nanosecond - (int32_t)to.clock.nanosecond);
    return same_zoning(&from.clock, &to.clock);
}

bool temporal_add(arena *a, feel_value x, feel_value y, int sign, feel_value *out)
{
    if (!value_is_temporal(x.kind) || !value_is_temporal(y.kind))
        return false;
    if (is_duration(x.kind) && is_duration(y.kind))
        return add_durations(x, y, sign, out);
    if (is_duration(y.kind))
        return add_duration(a, x, y, sign, out);
    if (is_duration(x.kind))
        return sign > 0 && add_duration(a, y, x, 1, out);
    return sign < 0 && subtract_moments(x, y, out);
}

static decimal duration_number(feel_value v)
{
    if (v.kind == FEEL_MONTHS_DURATION)
        return decimal_from_int(v.as.months);
    decimal whole = decimal_multiply(decimal_from_int(v.as.duration.seconds), decimal_from_int(NANOSECONDS));
    return decimal_add(whole, decimal_from_int(v.as.duration.nanoseconds));
}

static bool duration_from_number(feel_kind kind, decimal number, feel_value *out)
{
    int64_t whole, rest = 0;
    if (!decimal_is_finite(number))
        return false;
    number = decimal_round(number, 0, ROUND_DOWN);
    if (kind == FEEL_MONTHS_DURATION) {
        if (!decimal_to_int(number, &whole) || whole == INT64_MIN)
            return false;
        *out = value_months(whole);
        return true;
    }
    decimal unit = decimal_from_int(NANOSECONDS);
    decimal seconds = decimal_round(decimal_divide(number, unit), 0, ROUND_DOWN);
    if (!decimal_to_int(seconds, &whole) || whole == INT64_MIN ||
        !decimal_to_int(decimal_subtract(number, decimal_multiply(seconds, unit)), &rest))
        return false;
    *out = value_seconds(whole, (int32_t)rest);
    return true;
}

bool temporal_multiply(feel_value duration, decimal factor, feel_value *out)
{
    return is_duration(duration.kind) &&
           duration_from_number(duration.kind, decimal_multiply(duration_number(duration), factor), out);
}

bool temporal_divide(feel_value x, feel_value y, feel_value *out)
{
    if (!is_duration(x.kind))
        return false;
    if (y.kind == FEEL_NUMBER)
        return duration_from_number(x.kind, decimal_divide(duration_number(x), y.as.number), out);
    if (y.kind != x.kind)
        return false;
    *out = feel_number(decimal_divide(duration_number(x), duration_number(y)));
    return !feel_is_null(*out);
}

bool temporal_negate(feel_value v, feel_value *out)
{
    return temporal_multiply(v, decimal_from_int(-1), out);
}

static bool is_zero(feel_value v)
{
    if (v.kind == FEEL_NUMBER)
        return decimal_is_zero(v.as.number);
    return is_duration(v.kind) && decimal_is_zero(duration_number(v));
}

static bool go_together(char op, feel_kind x, feel_kind y)
{
    bool moment = x == FEEL_DATE || x == FEEL_DATE_TIME || (x == FEEL_TIME && y == FEEL_DAYS_DURATION);
    switch (op) {
    case '+':
        return (is_duration(x) && x == y) || (moment && is_duration(y)) ||
               (is_duration(x) && !is_duration(y) && go_together(op, y, x));
    case '-':
        return (is_duration(x) && x == y) || (moment && is_duration(y));
    case '*':
        return (is_duration(x) && y == FEEL_NUMBER) || (is_duration(y) && x == FEEL_NUMBER);
    case '/':
        return is_duration(x) && (y == FEEL_NUMBER || y == x);
    default:
        return false;
    }
}

const char *temporal_misfit(char op, feel_value x, feel_value y)
{
    bool moments = op == '-' && x.kind >= FEEL_DATE && y.kind >= FEEL_DATE && x.kind <= FEEL_DATE_TIME &&
                   y.kind <= FEEL_DATE_TIME && (x.kind == FEEL_TIME) == (y.kind == FEEL_TIME);
    if (moments && x.kind != y.kind)
        return "a date counts as midnight in UTC, and the other value has no time zone";
    if (moments || ((x.kind == FEEL_TIME || x.kind == FEEL_DATE_TIME) && x.kind == y.kind && op == '<'))
        return "one of them has a time zone, the other has none";
    if (!go_together(op, x.kind, y.kind))
        return NULL;
    return op == '/' && is_zero(y) ? "division by zero" : "the result is out of range";
}

typedef enum property {
    YEAR,
    MONTH,
    DAY_OF_MONTH,
    WEEKDAY,
    HOUR,
    MINUTE,
    SECOND,
    OFFSET,
    TIMEZONE,
    YEARS,
    MONTHS,
    DAYS,
    HOURS,
    MINUTES,
    SECONDS,
    NO_PROPERTY
} property;

static property find_property(feel_kind kind, str name)
{
    static const struct {
        const char *name;
        unsigned kinds;
    } PROPERTIES[] = {
#define DATED (1u << FEEL_DATE | 1u << FEEL_DATE_TIME)
#define TIMED (1u << FEEL_TIME | 1u << FEEL_DATE_TIME)
        [YEAR] = {"year", DATED},
        [MONTH] = {"month", DATED},
        [DAY_OF_MONTH] = {"day", DATED},
        [WEEKDAY] = {"weekday", DATED},
        [HOUR] = {"hour", TIMED},
        [MINUTE] = {"minute", TIMED},
        [SECOND] = {"second", TIMED},
        [OFFSET] = {"time offset", TIMED},
        [TIMEZONE] = {"timezone", TIMED},
        [YEARS] = {"years", 1u << FEEL_MONTHS_DURATION},
        [MONTHS] = {"months", 1u << FEEL_MONTHS_DURATION},
        [DAYS] = {"days", 1u << FEEL_DAYS_DURATION},
        [HOURS] = {"hours", 1u << FEEL_DAYS_DURATION},
        [MINUTES] = {"minutes", 1u << FEEL_DAYS_DURATION},
        [SECONDS] = {"seconds", 1u << FEEL_DAYS_DURATION},
#undef DATED
#undef TIMED
    };
    for (int i = 0; i < NO_PROPERTY; i++)
        if ((PROPERTIES[i].kinds >> kind & 1) && str_equals(name, PROPERTIES[i].name))
            return (property)i;
    return NO_PROPERTY;
}

feel_kind temporal_member_kind(feel_kind kind, str name)
{
    switch (find_property(kind, name)) {
    case NO_PROPERTY:
        return FEEL_NULL;
    case OFFSET:
        return FEEL_DAYS_DURATION;
    case TIMEZONE:
        return FEEL_STRING;
    default:
        return FEEL_NUMBER;
    }
}

static feel_value clock_member(const feel_clock *c, property p)
{
    switch (p) {
    case HOUR:
        return feel_integer(c->hour);
    case MINUTE:
        return feel_integer(c->minute);
    case SECOND:
        return feel_integer(c->second);
    case OFFSET:
        return c->zoned ? value_seconds(c->offset, 0) : FEEL_NULL_VALUE;
    default:
        return c->zone ? feel_string(*c->zone) : FEEL_NULL_VALUE;
    }
}

static feel_value date_member(feel_date d, property p)
{
    switch (p) {
    case YEAR:
        return feel_integer(d.year);
    case MONTH:
        return feel_integer(d.month);
    case DAY_OF_MONTH:
        return feel_integer(d.day);
    default:
        return feel_integer(date_weekday(d));
    }
}

static feel_value duration_member(feel_value v, property p)
{
    int64_t seconds = v.as.duration.seconds;
    switch (p) {
    case YEARS:
        return feel_integer(v.as.months / 12);
    case MONTHS:
        return feel_integer(v.as.months % 12);
    case DAYS:
        return feel_integer(seconds / DAY);
    case HOURS:
        return feel_integer(seconds / 3600 % 24);
    case MINUTES:
        return feel_integer(seconds / 60 % 60);
    default:
        return feel_integer(seconds % 60);
    }
}

bool temporal_member(feel_value v, str name, feel_value *out)
{
    property p = find_property(v.kind, name);
    if (p == NO_PROPERTY)
        return false;
    if (is_duration(v.kind))
        *out = duration_member(v, p);
    else if (p <= WEEKDAY)
        *out = date_member(v.kind == FEEL_DATE ? v.as.date : v.as.date_time->date, p);
    else
        *out = clock_member(v.kind == FEEL_TIME ? v.as.time : &v.as.date_time->clock, p);
    return true;
}
