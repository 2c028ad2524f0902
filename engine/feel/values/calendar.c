// SPDX-License-Identifier: MIT
// The proleptic Gregorian calendar: days, months, weekdays and weeks.
#include "feel/values/temporal.h"

enum { DAYS_TO_EPOCH = 719468, DAYS_PER_ERA = 146097 };

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

uint8_t days_in_month(int64_t year, int month)
{
    static const uint8_t DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : DAYS[month - 1];
}

bool feel_date_is_valid(int64_t year, int64_t month, int64_t day)
{
    return year >= -MAX_YEAR && year <= MAX_YEAR && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in_month(year, (int)month);
}

// Counts years from March, so that the leap day is a year's last, in eras of 400 years.
int64_t date_to_days(feel_date d)
{
    int64_t year = (int64_t)d.year - (d.month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t month = d.month > 2 ? d.month - 3 : d.month + 9;
    int64_t day_of_year = (153 * month + 2) / 5 + d.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH;
}

bool date_from_days(int64_t days, feel_date *out)
{
    if (days < -400000000000 || days > 400000000000)
        return false;
    days += DAYS_TO_EPOCH;
    int64_t era = (days >= 0 ? days : days - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int64_t day_of_era = days - era * DAYS_PER_ERA;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (DAYS_PER_ERA - 1)) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    int64_t day = day_of_year - (153 * month + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    int64_t year = year_of_era + era * 400 + (month <= 2);
    if (!feel_date_is_valid(year, month, day))
        return false;
    *out = (feel_date){.year = (int32_t)year, .month = (uint8_t)month, .day = (uint8_t)day};
    return true;
}

bool date_add_months(feel_date d, int64_t months, feel_date *out)
{
    if (months < -12 * (int64_t)2 * MAX_YEAR || months > 12 * (int64_t)2 * MAX_YEAR)
        return false;
    int64_t total = (int64_t)d.year * 12 + (d.month - 1) + months;
    int64_t year = total >= 0 ? total / 12 : -((11 - total) / 12);
    int month = (int)(total - year * 12) + 1;
    if (year < -MAX_YEAR || year > MAX_YEAR)
        return false;
    uint8_t last = days_in_month(year, month);
    *out = (feel_date){.year = (int32_t)year, .month = (uint8_t)month, .day = d.day > last ? last : d.day};
    return true;
}

int date_weekday(feel_date d)
{
    int64_t day = (date_to_days(d) + 3) % 7; // 1970-01-01 was a Thursday
    return (int)(day < 0 ? day + 7 : day) + 1;
}

int date_day_of_year(feel_date d)
{
    return (int)(date_to_days(d) - date_to_days((feel_date){.year = d.year, .month = 1, .day = 1})) + 1;
}

static int weeks_in_year(int64_t year)
{
    feel_date first = {.year = (int32_t)year, .month = 1, .day = 1};
    int weekday = date_weekday(first);
    return weekday == 4 || (weekday == 3 && is_leap(year)) ? 53 : 52;
}

int date_week_of_year(feel_date d)
{
    int week = (date_day_of_year(d) - date_weekday(d) + 10) / 7;
    if (week < 1)
        return weeks_in_year((int64_t)d.year - 1);
    return week > weeks_in_year(d.year) ? 1 : week;
}
