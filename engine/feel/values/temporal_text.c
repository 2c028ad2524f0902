// SPDX-License-Identifier: MIT
// Dates, times and durations from text and to text (XML Schema's forms, with @zone for named zones).
#include "feel/values/temporal.h"

enum { MAX_OFFSET_HOURS = 18, NANOSECONDS = 1000000000 };

static const char TOO_LONG[] = "it is too long";
static const char NO_ZONES[] = "named time zones need the tz database, which is not installed here (tzdata)";

typedef struct reader {
    str text;
    size_t at;
    const char *flaw; // what is wrong beyond the form, where it is known
} reader;

static bool flawed(reader *r, const char *flaw)
{
    r->flaw = flaw;
    return false;
}

static bool take(reader *r, char c)
{
    if (r->at >= r->text.length || r->text.data[r->at] != c)
        return false;
    r->at++;
    return true;
}

static bool at_end(const reader *r)
{
    return r->at == r->text.length;
}

// Between least and most digits (18, so that they fit); more are left standing.
static bool take_digits(reader *r, size_t least, size_t most, int64_t *out)
{
    size_t start = r->at;
    *out = 0;
    while (r->at < r->text.length && r->at - start < most) {
        char c = r->text.data[r->at];
        if (c < '0' || c > '9')
            break;
        *out = *out * 10 + (c - '0');
        r->at++;
    }
    return r->at - start >= least;
}

static void skip_digits(reader *r)
{
    while (r->at < r->text.length && r->text.data[r->at] >= '0' && r->text.data[r->at] <= '9')
        r->at++;
}

static bool take_date(reader *r, feel_date *out)
{
    int64_t year, month, day;
    bool negative = take(r, '-');
    size_t start = r->at;
    if (!take_digits(r, 4, 9, &year))
        return false;
    if (r->at - start > 4 && r->text.data[start] == '0')
        return flawed(r, "a year of more than four digits does not begin with 0");
    if (!at_end(r) && r->text.data[r->at] >= '0' && r->text.data[r->at] <= '9')
        return flawed(r, "a year has nine digits at most");
    if (!take(r, '-') || !take_digits(r, 2, 2, &month) || !take(r, '-') || !take_digits(r, 2, 2, &day))
        return false;
    year = negative ? -year : year;
    if (!feel_date_is_valid(year, month, day))
        return flawed(r, "there is no such day in the calendar");
    *out = (feel_date){.year = (int32_t)year, .month = (uint8_t)month, .day = (uint8_t)day};
    return true;
}

static bool take_fraction(reader *r, uint32_t *nanosecond)
{
    *nanosecond = 0;
    if (!take(r, '.'))
        return true;
    size_t start = r->at;
    int64_t digits;
    if (!take_digits(r, 1, 9, &digits))
        return false;
    for (size_t count = r->at - start; count < 9; count++)
        digits *= 10;
    skip_digits(r); // finer than a nanosecond
    *nanosecond = (uint32_t)digits;
    return true;
}

static bool take_offset(reader *r, feel_clock *out)
{
    bool negative = r->text.data[r->at++] == '-';
    int64_t hours, minutes, seconds = 0;
    if (!take_digits(r, 2, 2, &hours) || !take(r, ':') || !take_digits(r, 2, 2, &minutes))
        return false;
    if (take(r, ':') && !take_digits(r, 2, 2, &seconds))
        return false;
    int64_t total = hours * 3600 + minutes * 60 + seconds;
    if (minutes > 59 || seconds > 59 || total > MAX_OFFSET_HOURS * 3600)
        return flawed(r, "an offset lies between -18:00 and +18:00");
    out->offset = (int32_t)(negative ? -total : total);
    return true;
}

static bool take_zone(arena *a, reader *r, feel_clock *out)
{
    if (at_end(r))
        return true;
    out->zoned = true;
    if (take(r, 'Z') || take(r, 'z')) // the standard's own examples have both
        return true;
    char c = r->text.data[r->at];
    if (c == '+' || c == '-')
        return take_offset(r, out);
    if (!take(r, '@'))
        return false;
    str *zone = ARENA_NEW(a, str);
    *zone = str_copy(a, str_slice(r->text, r->at, r->text.length));
    r->at = r->text.length;
    out->zone = zone;
    if (zone_exists(*zone))
        return true;
    return flawed(r, zones_installed() ? "there is no such time zone" : NO_ZONES);
}

static bool take_time(arena *a, reader *r, feel_clock *out, bool *midnight_after)
{
    int64_t hour, minute, second;
    *out = (feel_clock){0};
    *midnight_after = false;
    if (!take_digits(r, 2, 2, &hour) || !take(r, ':') || !take_digits(r, 2, 2, &minute) || !take(r, ':') ||
        !take_digits(r, 2, 2, &second) || !take_fraction(r, &out->nanosecond))
        return false;
    if (hour == 24 && minute == 0 && second == 0 && out->nanosecond == 0) {
        *midnight_after = true;
        hour = 0;
    }
    if (hour > 23 || minute > 59 || second > 59)
        return flawed(r, "there is no such time of day");
    out->hour = (uint8_t)hour;
    out->minute = (uint8_t)minute;
    out->second = (uint8_t)second;
    return take_zone(a, r, out);
}

static bool read_date(reader *r, feel_date *out)
{
    return take_date(r, out) && at_end(r);
}

static bool read_time(arena *a, reader *r, feel_clock *out)
{
    bool midnight_after;
    if (!take_time(a, r, out, &midnight_after) || !at_end(r))
        return false;
    if (out->zone)
        zone_standard_offset(*out->zone, &out->offset);
    return true;
}

static bool read_date_time(arena *a, reader *r, feel_date_time *out)
{
    bool midnight_after = false;
    *out = (feel_date_time){0};
    if (!take_date(r, &out->date))
        return false;
    if (at_end(r))
        return true;
    if (!take(r, 'T') || !take_time(a, r, &out->clock, &midnight_after) || !at_end(r))
        return false;
    if (midnight_after && !date_from_days(date_to_days(out->date) + 1, &out->date))
        return flawed(r, "a year has nine digits at most");
    if (out->clock.zone) {
        int64_t local = date_to_days(out->date) * 86400 + out->clock.hour * 3600 + out->clock.minute * 60 +
                        out->clock.second;
        zone_offset(*out->clock.zone, local, &out->clock.offset);
    }
    return true;
}

// A number and its unit, such as 12M; *value grows by number × size. seen says whether there was one.
static bool take_unit(reader *r, char unit, int64_t size, int64_t *value, bool *seen)
{
    size_t start = r->at;
    int64_t number, grown;
    if (!take_digits(r, 1, 17, &number) || !take(r, unit)) {
        if (r->at - start == 17 && !at_end(r) && r->text.data[r->at] >= '0' && r->text.data[r->at] <= '9')
            return flawed(r, TOO_LONG);
        r->at = start;
        return true;
    }
    *seen = true;
    if (__builtin_mul_overflow(number, size, &grown) || __builtin_add_overflow(*value, grown, value))
        return flawed(r, TOO_LONG);
    return true;
}

static bool take_seconds(reader *r, int64_t *value, uint32_t *nanosecond, bool *seen)
{
    int64_t number;
    if (at_end(r))
        return true;
    if (!take_digits(r, 1, 17, &number) || !take_fraction(r, nanosecond) || !take(r, 'S'))
        return false;
    *seen = true;
    return !__builtin_add_overflow(*value, number, value) || flawed(r, TOO_LONG);
}

static bool read_duration(reader *r, feel_value *out)
{
    bool negative = take(r, '-');
    bool months_seen = false, days_seen = false, time_seen = false;
    int64_t months = 0, seconds = 0;
    uint32_t nanosecond = 0;
    if (!take(r, 'P') || !take_unit(r, 'Y', 12, &months, &months_seen) ||
        !take_unit(r, 'M', 1, &months, &months_seen))
        return false;
    if (months_seen) {
        *out = value_months(negative ? -months : months);
        return at_end(r) || flawed(r, "a duration has either years and months or days and a time");
    }
    if (!take_unit(r, 'D', 86400, &seconds, &days_seen))
        return false;
    if (take(r, 'T')) {
        if (!take_unit(r, 'H', 3600, &seconds, &time_seen) || !take_unit(r, 'M', 60, &seconds, &time_seen) ||
            !take_seconds(r, &seconds, &nanosecond, &time_seen) || !time_seen)
            return false;
    }
    *out =
        value_seconds(negative ? -seconds : seconds, negative ? -(int32_t)nanosecond : (int32_t)nanosecond);
    return at_end(r) && (days_seen || time_seen);
}

bool parse_date(str text, feel_date *out)
{
    reader r = {.text = text};
    return read_date(&r, out);
}

bool parse_time(arena *a, str text, feel_clock *out)
{
    reader r = {.text = text};
    return read_time(a, &r, out);
}

bool parse_date_time(arena *a, str text, feel_date_time *out)
{
    reader r = {.text = text};
    return read_date_time(a, &r, out);
}

bool parse_duration(str text, feel_value *out)
{
    reader r = {.text = text};
    return read_duration(&r, out);
}

const char *temporal_flaw(arena *a, str text)
{
    reader r = {.text = text};
    feel_value duration;
    feel_clock clock;
    feel_date_time moment;
    if (str_starts(text, STR("P")) || str_starts(text, STR("-P")))
        read_duration(&r, &duration);
    else if (str_find(text, STR(":"), 0) < str_find(text, STR("-"), 0))
        read_time(a, &r, &clock);
    else
        read_date_time(a, &r, &moment);
    return r.flaw;
}

bool parse_temporal(arena *a, str text, feel_value *out)
{
    feel_date date;
    feel_clock clock;
    feel_date_time moment;
    if (parse_date(text, &date))
        *out = value_date(date);
    else if (parse_time(a, text, &clock))
        *out = value_time(a, clock);
    else if (parse_date_time(a, text, &moment))
        *out = value_date_time(a, moment);
    else
        return parse_duration(text, out);
    return true;
}

static void print_fraction(builder *out, uint32_t nanosecond)
{
    if (!nanosecond)
        return;
    builder_addc(out, '.');
    for (uint32_t unit = NANOSECONDS / 10; unit && nanosecond; unit /= 10) {
        builder_addc(out, (char)('0' + nanosecond / unit));
        nanosecond %= unit;
    }
}

static void print_date(builder *out, feel_date d)
{
    builder_addf(out, "%s%04d-%02d-%02d", d.year < 0 ? "-" : "", d.year < 0 ? -d.year : d.year, d.month,
                 d.day);
}

static void print_clock(builder *out, const feel_clock *c)
{
    builder_addf(out, "%02d:%02d:%02d", c->hour, c->minute, c->second);
    print_fraction(out, c->nanosecond);
    if (c->zone) {
        builder_addc(out, '@');
        builder_add(out, *c->zone);
    } else if (c->zoned && c->offset == 0) {
        builder_addc(out, 'Z');
    } else if (c->zoned) {
        int32_t offset = c->offset < 0 ? -c->offset : c->offset;
        builder_addf(out, "%c%02d:%02d", c->offset < 0 ? '-' : '+', offset / 3600, offset / 60 % 60);
        if (offset % 60)
            builder_addf(out, ":%02d", offset % 60);
    }
}

static void print_unit(builder *out, uint64_t number, char unit)
{
    if (number)
        builder_addf(out, "%llu%c", (unsigned long long)number, unit);
}

static void print_days(builder *out, int64_t signed_seconds, int32_t nanoseconds)
{
    bool negative = signed_seconds < 0 || nanoseconds < 0;
    uint64_t seconds = signed_seconds < 0 ? 0 - (uint64_t)signed_seconds : (uint64_t)signed_seconds;
    uint32_t fraction = (uint32_t)(nanoseconds < 0 ? -nanoseconds : nanoseconds);
    builder_adds(out, negative ? "-P" : "P");
    print_unit(out, seconds / 86400, 'D');
    if (seconds % 86400 || fraction || !seconds) {
        builder_addc(out, 'T');
        print_unit(out, seconds / 3600 % 24, 'H');
        print_unit(out, seconds / 60 % 60, 'M');
        if (fraction || seconds % 60 || !seconds) {
            builder_addf(out, "%llu", (unsigned long long)(seconds % 60));
            print_fraction(out, fraction);
            builder_addc(out, 'S');
        }
    }
}

static void print_months(builder *out, int64_t signed_months)
{
    uint64_t months = signed_months < 0 ? 0 - (uint64_t)signed_months : (uint64_t)signed_months;
    builder_adds(out, signed_months < 0 ? "-P" : "P");
    print_unit(out, months / 12, 'Y');
    print_unit(out, months % 12, 'M');
    if (!months)
        builder_adds(out, "0M");
}

void print_temporal(builder *out, feel_value v)
{
    switch (v.kind) {
    case FEEL_DATE:
        print_date(out, v.as.date);
        break;
    case FEEL_TIME:
        print_clock(out, v.as.time);
        break;
    case FEEL_DATE_TIME:
        print_date(out, v.as.date_time->date);
        builder_addc(out, 'T');
        print_clock(out, &v.as.date_time->clock);
        break;
    case FEEL_DAYS_DURATION:
        print_days(out, v.as.duration.seconds, v.as.duration.nanoseconds);
        break;
    case FEEL_MONTHS_DURATION:
        print_months(out, v.as.months);
        break;
    default:
        break;
    }
}
