// SPDX-License-Identifier: MIT
// Built-in functions on dates, times and durations.
#include "feel/functions/builtin.h"

#include "feel/values/temporal.h"

static feel_value no_constant(call *c, const char *what)
{
    str text = c->arguments[0].as.string;
    const char *flaw = temporal_flaw(call_arena(c), text);
    return call_fail(c, CODE_invalid_constant, "\"%.*s\" is no %s%s%s",
                     STR_ARGS(value_shown(call_arena(c), text)), what, flaw ? ": " : "", flaw ? flaw : "");
}

// Whole numbers of count arguments from index first on; false after a report.
static bool parts(call *c, size_t first, size_t count, int64_t *out)
{
    for (size_t i = first; i < first + count; i++) {
        decimal number = c->arguments[i].as.number;
        const char *flaw = NULL;
        if (decimal_compare(number, decimal_round(number, 0, ROUND_DOWN)) != 0)
            flaw = "has a fraction";
        else if (!decimal_to_int(number, &out[i - first]))
            flaw = "is too large";
        if (flaw) {
            call_fail(c, CODE_invalid_constant, "the number for \"%s\" %s", c->builtin->parameters[i].name,
                      flaw);
            return false;
        }
    }
    return true;
}

static bool make_date(call *c, const int64_t *part, feel_date *out)
{
    if (!feel_date_is_valid(part[0], part[1], part[2])) {
        call_fail(c, CODE_invalid_constant, "there is no such day in the calendar");
        return false;
    }
    *out = (feel_date){.year = (int32_t)part[0], .month = (uint8_t)part[1], .day = (uint8_t)part[2]};
    return true;
}

feel_value builtin_date(call *c)
{
    feel_value v = c->arguments[0];
    feel_date date;
    if (v.kind == FEEL_DATE)
        return v;
    if (v.kind == FEEL_DATE_TIME)
        return value_date(v.as.date_time->date);
    return parse_date(v.as.string, &date) ? value_date(date) : no_constant(c, "date (YYYY-MM-DD)");
}

feel_value builtin_date_parts(call *c)
{
    int64_t part[3];
    feel_date date;
    return parts(c, 0, 3, part) && make_date(c, part, &date) ? value_date(date) : FEEL_NULL_VALUE;
}

feel_value builtin_time(call *c)
{
    feel_value v = c->arguments[0];
    feel_clock clock = {.zoned = true};
    if (v.kind == FEEL_TIME)
        return v;
    if (v.kind == FEEL_DATE)
        return value_time(call_arena(c), clock); // midnight in UTC
    if (v.kind == FEEL_DATE_TIME) {
        clock = v.as.date_time->clock;
        if (clock.zone) // without a date, the zone's offset is the one that every time in it has
            zone_standard_offset(*clock.zone, &clock.offset);
        return value_time(call_arena(c), clock);
    }
    return parse_time(call_arena(c), v.as.string, &clock) ? value_time(call_arena(c), clock)
                                                          : no_constant(c, "time (HH:MM:SS)");
}

static bool set_offset(call *c, feel_value offset, feel_clock *out)
{
    int64_t seconds = offset.as.duration.seconds;
    const char *flaw = NULL;
    if (seconds < -18 * 3600 || seconds > 18 * 3600)
        flaw = "an offset lies between -18 and 18 hours";
    else if (offset.as.duration.nanoseconds)
        flaw = "an offset has whole seconds";
    if (flaw) {
        call_fail(c, CODE_invalid_constant, "%s", flaw);
        return false;
    }
    out->zoned = true;
    out->offset = (int32_t)seconds;
    return true;
}

// hour, minute, second (which may have a fraction) and an offset, from argument index on.
static bool make_clock(call *c, size_t index, feel_clock *out)
{
    const feel_value *a = c->arguments + index;
    int64_t part[2], second, fraction = 0;
    if (!parts(c, index, 2, part))
        return false;
    decimal whole = decimal_round(a[2].as.number, 0, ROUND_FLOOR);
    decimal rest = decimal_multiply(decimal_subtract(a[2].as.number, whole), decimal_from_int(1000000000));
    if (part[0] < 0 || part[0] > 23 || part[1] < 0 || part[1] > 59 || !decimal_to_int(whole, &second) ||
        second < 0 || second > 59 || !decimal_to_int(decimal_round(rest, 0, ROUND_DOWN), &fraction)) {
        call_fail(c, CODE_invalid_constant, "there is no such time of day");
        return false;
    }
    *out = (feel_clock){.hour = (uint8_t)part[0],
                        .minute = (uint8_t)part[1],
                        .second = (uint8_t)second,
                        .nanosecond = (uint32_t)fraction};
    return a[3].kind != FEEL_DAYS_DURATION || set_offset(c, a[3], out);
}

feel_value builtin_time_parts(call *c)
{
    feel_clock clock;
    return make_clock(c, 0, &clock) ? value_time(call_arena(c), clock) : FEEL_NULL_VALUE;
}

static bool set_zone(call *c, feel_date_time *t, str name)
{
    str *zone = ARENA_NEW(call_arena(c), str);
    *zone = name;
    t->clock.zoned = true;
    t->clock.zone = zone;
    int64_t local =
        date_to_days(t->date) * 86400 + t->clock.hour * 3600 + t->clock.minute * 60 + t->clock.second;
    if (zone_offset(name, local, &t->clock.offset))
        return true;
    call_fail(c, CODE_invalid_constant, "there is no time zone \"%.*s\"%s",
              STR_ARGS(value_shown(call_arena(c), name)),
              zones_installed() ? "" : ": the tz database is not installed here (tzdata)");
    return false;
}

feel_value builtin_date_and_time(call *c)
{
    feel_value first = c->arguments[0];
    feel_value second = c->arguments[1];
    feel_date_time t = {0};
    if (first.kind == FEEL_DATE_TIME)
        t = *first.as.date_time;
    else
        t.date = first.as.date;
    if (second.kind == FEEL_TIME)
        t.clock = *second.as.time;
    str zone = STR_NONE;
    if (second.kind == FEEL_STRING)
        zone = second.as.string;
    else if (t.clock.zone)
        zone = *t.clock.zone;
    if (zone.data && !set_zone(c, &t, zone))
        return FEEL_NULL_VALUE;
    return value_date_time(call_arena(c), t);
}

feel_value builtin_date_time_from(call *c)
{
    feel_value v = c->arguments[0];
    feel_date_time t = {0};
    if (v.kind == FEEL_DATE_TIME)
        return v;
    if (v.kind == FEEL_DATE) // as where a date is converted implicitly (§10.3.2.9.4)
        t = (feel_date_time){.date = v.as.date, .clock = {.zoned = true}};
    else if (!parse_date_time(call_arena(c), v.as.string, &t))
        return no_constant(c, "date and time (YYYY-MM-DDTHH:MM:SS)");
    return value_date_time(call_arena(c), t);
}

feel_value builtin_date_time_parts(call *c)
{
    int64_t part[3];
    feel_date_time t;
    if (!parts(c, 0, 3, part) || !make_date(c, part, &t.date) || !make_clock(c, 3, &t.clock))
        return FEEL_NULL_VALUE;
    if (c->arguments[6].kind == FEEL_STRING && !set_zone(c, &t, c->arguments[6].as.string))
        return FEEL_NULL_VALUE;
    return value_date_time(call_arena(c), t);
}

feel_value builtin_duration(call *c)
{
    feel_value v = c->arguments[0];
    feel_value out;
    if (v.kind != FEEL_STRING)
        return v;
    return parse_duration(v.as.string, &out) ? out : no_constant(c, "duration (such as P1DT2H or P1Y6M)");
}

static feel_date_time moment_argument(const call *c, size_t index)
{
    feel_value v = c->arguments[index];
    return v.kind == FEEL_DATE_TIME ? *v.as.date_time : (feel_date_time){.date = v.as.date};
}

feel_value builtin_years_and_months(call *c)
{
    feel_date_time from = moment_argument(c, 0);
    feel_date_time to = moment_argument(c, 1);
    int64_t months = ((int64_t)to.date.year - from.date.year) * 12 + (to.date.month - from.date.month);
    int rest = to.date.day - from.date.day; // whole months by the calendar; times of day do not count
    if (months > 0 && rest < 0)
        months--;
    else if (months < 0 && rest > 0)
        months++;
    return value_months(months);
}

static feel_date date_argument(const call *c)
{
    return moment_argument(c, 0).date;
}

feel_value builtin_day_of_year(call *c)
{
    return feel_integer(date_day_of_year(date_argument(c)));
}

feel_value builtin_day_of_week(call *c)
{
    static const char *const DAYS[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    return feel_string(str_from(DAYS[date_weekday(date_argument(c)) - 1]));
}

feel_value builtin_month_of_year(call *c)
{
    static const char *const MONTHS[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    return feel_string(str_from(MONTHS[date_argument(c).month - 1]));
}

feel_value builtin_week_of_year(call *c)
{
    return feel_integer(date_week_of_year(date_argument(c)));
}

feel_value builtin_now(call *c)
{
    const feel_date_time *now = c->evaluation->run->now;
    return now ? value_date_time(call_arena(c), *now)
               : call_fail(c, CODE_not_evaluable, "the time is not known here");
}

feel_value builtin_today(call *c)
{
    const feel_date_time *now = c->evaluation->run->now;
    return now ? value_date(now->date) : call_fail(c, CODE_not_evaluable, "the day is not known here");
}
