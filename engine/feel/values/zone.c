// SPDX-License-Identifier: MIT
// Named time zones, from the tz database as it is installed on the machine (RFC 8536). A zone's file is read
// whole into a buffer of its own for each question: zones are rare in rules, and nothing is kept between.
#include "feel/values/temporal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define ZONE_FOLDER "/usr/share/zoneinfo/"

enum { ZONE_BYTES = 1 << 16, NAME_BYTES = 64, HEADER_BYTES = 44, DAY_SECONDS = 86400 };

typedef struct zone_file {
    unsigned char bytes[ZONE_BYTES];
    size_t length;
    size_t times, indexes, types; // where the parts of the 64-bit block begin
    size_t time_count, type_count;
    size_t footer;
} zone_file;

static bool is_zone_name(str name)
{
    if (!name.length || name.length > NAME_BYTES || name.data[0] == '/' || str_contains(name, STR("..")))
        return false;
    for (size_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && !(c && strchr("/_+-", c)))
            return false;
    }
    return name.data[0] >= 'A' && name.data[0] <= 'Z';
}

static bool read_zone(str name, zone_file *z)
{
    char path[sizeof ZONE_FOLDER + NAME_BYTES] = ZONE_FOLDER;
    if (!is_zone_name(name))
        return false;
    memcpy(path + sizeof ZONE_FOLDER - 1, name.data, name.length);
    path[sizeof ZONE_FOLDER - 1 + name.length] = '\0';
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    z->length = 0;
    for (;;) {
        ssize_t got = read(file, z->bytes + z->length, ZONE_BYTES - z->length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        z->length += (size_t)got;
    }
    close(file);
    return z->length >= HEADER_BYTES && memcmp(z->bytes, "TZif", 4) == 0;
}

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t big_endian_time(const unsigned char *p)
{
    return (int64_t)((uint64_t)big_endian(p) << 32 | big_endian(p + 4));
}

// The size of a block's data behind its header at offset, with times of the given width.
static size_t block_size(const zone_file *z, size_t header, size_t width)
{
    const unsigned char *h = z->bytes + header + 20;
    uint64_t size = (uint64_t)big_endian(h) + big_endian(h + 4) + (uint64_t)big_endian(h + 8) * (width + 4) +
                    (uint64_t)big_endian(h + 12) * (width + 1) + (uint64_t)big_endian(h + 16) * 6 +
                    big_endian(h + 20);
    return size > ZONE_BYTES ? ZONE_BYTES : (size_t)size;
}

// Finds the parts of the 64-bit block; false where the file is none or is cut off.
static bool find_parts(zone_file *z)
{
    size_t header = HEADER_BYTES + block_size(z, 0, 4);
    if (z->bytes[4] < '2' || header + HEADER_BYTES > z->length)
        return false;
    const unsigned char *h = z->bytes + header + 20;
    z->time_count = big_endian(h + 12);
    z->type_count = big_endian(h + 16);
    z->times = header + HEADER_BYTES;
    z->footer = z->times + block_size(z, header, 8) + 1; // behind a line end
    if (z->footer > z->length || !z->type_count)
        return false;
    z->indexes = z->times + z->time_count * 8;
    z->types = z->indexes + z->time_count;
    return true;
}

static int32_t type_offset(const zone_file *z, size_t type)
{
    return type < z->type_count ? (int32_t)big_endian(z->bytes + z->types + type * 6) : 0;
}

// ---- the footer: a rule such as CET-1CEST,M3.5.0,M10.5.0/3 for times after the last one listed

typedef struct rule_reader {
    const char *at, *end;
} rule_reader;

static bool skip_zone_name(rule_reader *r)
{
    const char *start = r->at;
    bool quoted = r->at < r->end && *r->at == '<';
    while (r->at < r->end && (quoted ? *r->at != '>' : ((*r->at | 0x20) >= 'a' && (*r->at | 0x20) <= 'z')))
        r->at++;
    if (quoted && r->at < r->end)
        r->at++;
    return r->at > start;
}

static int64_t read_int(rule_reader *r)
{
    int64_t value = 0;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9' && value < 100000)
        value = value * 10 + (*r->at++ - '0');
    return value;
}

static bool take(rule_reader *r, char c)
{
    if (r->at >= r->end || *r->at != c)
        return false;
    r->at++;
    return true;
}

static int64_t read_clock(rule_reader *r) // [+-]h[:m[:s]] in seconds
{
    bool negative = take(r, '-');
    if (!negative)
        take(r, '+');
    int64_t seconds = read_int(r) * 3600;
    if (take(r, ':'))
        seconds += read_int(r) * 60;
    if (take(r, ':'))
        seconds += read_int(r);
    return negative ? -seconds : seconds;
}

// When in the year a rule's change comes, in local seconds since 1970 as they are before the change.
static int64_t read_change(rule_reader *r, int32_t year)
{
    feel_date d = {.year = year, .month = 1, .day = 1};
    int64_t days;
    if (take(r, 'M')) {
        d.month = (uint8_t)read_int(r);
        take(r, '.');
        int64_t week = read_int(r);
        take(r, '.');
        int64_t weekday = read_int(r);
        d.month = d.month >= 1 && d.month <= 12 ? d.month : 1;
        days = date_to_days(d) + (weekday - date_weekday(d) % 7 + 7) % 7 + (week - 1) * 7;
        if (days >= date_to_days(d) + days_in_month(year, d.month))
            days -= 7;
    } else {
        bool julian = take(r, 'J'); // counts no 29 February
        int64_t day = read_int(r);
        days = date_to_days(d) + day - julian;
        if (julian && day >= 60 && days_in_month(year, 2) == 29)
            days++;
    }
    return days * DAY_SECONDS + (take(r, '/') ? read_clock(r) : 2 * 3600);
}

// The offset that the rule gives at an instant.
static int32_t rule_offset(const zone_file *z, int64_t instant)
{
    rule_reader r = {(const char *)z->bytes + z->footer, (const char *)z->bytes + z->length};
    if (!skip_zone_name(&r))
        return 0;
    int64_t standard = -read_clock(&r);
    if (!skip_zone_name(&r))
        return (int32_t)standard;
    int64_t summer = standard + 3600;
    if (r.at < r.end && *r.at != ',')
        summer = -read_clock(&r);
    int64_t local = instant + standard;
    feel_date date;
    if (!take(&r, ',') || !date_from_days(local / DAY_SECONDS - (local % DAY_SECONDS < 0), &date))
        return (int32_t)standard;
    int64_t begin = read_change(&r, date.year) - standard;
    if (!take(&r, ','))
        return (int32_t)standard;
    int64_t end = read_change(&r, date.year) - summer;
    bool in_summer = begin < end ? instant >= begin && instant < end : instant >= begin || instant < end;
    return (int32_t)(in_summer ? summer : standard);
}

static int32_t offset_at(const zone_file *z, int64_t instant)
{
    size_t low = 0, high = z->time_count; // the first change after the instant is in low … high
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (instant < big_endian_time(z->bytes + z->times + middle * 8))
            high = middle;
        else
            low = middle + 1;
    }
    if (low == z->time_count && z->footer < z->length && z->bytes[z->footer] != '\n')
        return rule_offset(z, instant);
    return type_offset(z, low ? z->bytes[z->indexes + low - 1] : 0);
}

static int32_t offset_of_local(const zone_file *z, int64_t local)
{
    int32_t before = offset_at(z, local - DAY_SECONDS);
    int32_t after = offset_at(z, local + DAY_SECONDS);
    if (before == after || offset_at(z, local - before) == before)
        return before;
    return offset_at(z, local - after) == after ? after : before;
}

bool zone_offset(str name, int64_t local, int32_t *offset)
{
    zone_file z;
    bool found = read_zone(name, &z) && find_parts(&z);
    *offset = found ? offset_of_local(&z, local) : 0;
    return found;
}

bool zone_offset_at(str name, int64_t instant, int32_t *offset)
{
    zone_file z;
    bool found = read_zone(name, &z) && find_parts(&z);
    *offset = found ? offset_at(&z, instant) : 0;
    return found;
}

bool zone_standard_offset(str name, int32_t *offset)
{
    enum { NEW_YEAR_2025 = 1735689600, JULY_2025 = 1751328000 };
    zone_file z;
    bool found = read_zone(name, &z) && find_parts(&z);
    int32_t winter = found ? offset_at(&z, NEW_YEAR_2025) : 0;
    int32_t summer = found ? offset_at(&z, JULY_2025) : 0;
    *offset = winter < summer ? winter : summer;
    return found;
}

bool zones_installed(void)
{
    return access(ZONE_FOLDER "UTC", R_OK) == 0;
}

bool zone_exists(str name)
{
    int32_t offset;
    return zone_offset(name, 0, &offset);
}
