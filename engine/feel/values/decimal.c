// SPDX-License-Identifier: MIT
// Decimal numbers by the Intel decimal library. Owns every call of it; knows nothing of FEEL's values.
#include "feel/decimal.h"

#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

#include <stdio.h>
#include <string.h>

#if BID_BIG_ENDIAN
enum { HIGH, LOW };
#else
enum { LOW, HIGH };
#endif

enum {
    NEAREST_EVEN = 0, // the library's names for IEEE 754's modes
    TO_FLOOR = 1,
    TO_CEILING = 2,
    TO_ZERO = 3,
    NEAREST_AWAY = 4,
    MAX_SCALE = 6176,
    TEXT_BYTES = 64, // sign, 34 digits, E, sign, 4 digits
    SHORT_DIGITS = 60,
    SHORT_BYTES = 96, // sign, digits, E and 20 digits
};

static BID_UINT128 to_bid(decimal d)
{
    BID_UINT128 b;
    memcpy(&b, d.words, sizeof b);
    return b;
}

static decimal from_bid(BID_UINT128 b)
{
    decimal d;
    memcpy(d.words, &b, sizeof b);
    return d;
}

// A decimal whose digits fit in 53 bits: nearly all there are. What these need is worked out here, exactly
// and with the exponent that IEEE 754-2008 §5.2 prefers; whatever does not fit is left to the library.
typedef struct small {
    int64_t coefficient; // with its sign
    int exponent;
} small;

enum { COEFFICIENT_BITS = 49, BIAS = 6176, MAX_BIASED = 12287, SMALL_BITS = 53, POWERS = 10 };
static const int64_t POWER_OF_TEN[POWERS] = {1,      10,      100,      1000,      10000,
                                             100000, 1000000, 10000000, 100000000, 1000000000};

// BID's bits are the sign, 14 of the exponent and 113 of the coefficient, unless the two behind the sign are
// set (IEEE 754-2008 §3.5.2). Zeros are left to the library, for their signs.
static bool is_small(decimal d, small *out)
{
    uint64_t high = d.words[HIGH], low = d.words[LOW];
    if ((high >> 61 & 3) == 3 || high << (64 - COEFFICIENT_BITS) || low >> SMALL_BITS || !low)
        return false;
    out->coefficient = high >> 63 ? -(int64_t)low : (int64_t)low;
    out->exponent = (int)(high >> COEFFICIENT_BITS & 0x3fff) - BIAS;
    return true;
}

// False where it does not fit, or is zero.
static bool from_small(int64_t coefficient, int exponent, decimal *out)
{
    uint64_t size = coefficient < 0 ? -(uint64_t)coefficient : (uint64_t)coefficient;
    int biased = exponent + BIAS;
    if (!size || biased < 0 || biased > MAX_BIASED)
        return false;
    out->words[LOW] = size;
    out->words[HIGH] = (uint64_t)(coefficient < 0) << 63 | (uint64_t)biased << COEFFICIENT_BITS;
    return true;
}

decimal decimal_from_int(int64_t value)
{
    decimal d;
    return from_small(value, 0, &d) ? d : from_bid(bid128_from_int64(value));
}

static size_t skip_digits(str text, size_t at)
{
    while (at < text.length && text.data[at] >= '0' && text.data[at] <= '9')
        at++;
    return at;
}

// Whether text is [+-]digits[.digits][e[+-]digits], with digits on at least one side of the point.
static bool is_number_text(str text)
{
    size_t at = text.length && (text.data[0] == '+' || text.data[0] == '-');
    size_t end = skip_digits(text, at);
    size_t digits = end - at;
    if (end < text.length && text.data[end] == '.') {
        at = end + 1;
        end = skip_digits(text, at);
        if (end == at)
            return false;
        digits += end - at;
    }
    if (!digits)
        return false;
    if (end < text.length && (text.data[end] == 'e' || text.data[end] == 'E')) {
        at = end + 1;
        if (at < text.length && (text.data[at] == '+' || text.data[at] == '-'))
            at++;
        end = skip_digits(text, at);
        if (end == at)
            return false;
    }
    return end == text.length;
}

// The same number with its digits cut to what can matter, however long the text is. Of the digits cut off
// only whether one is not zero counts.
static void shorten(str text, char out[SHORT_BYTES])
{
    size_t length = 0, digits = 0;
    int64_t exponent = 0, given = 0;
    bool behind_point = false, rest = false;
    size_t i = 0;
    if (text.data[0] == '+' || text.data[0] == '-')
        out[length++] = text.data[i++];
    for (; i < text.length && (text.data[i] | 0x20) != 'e'; i++) {
        char c = text.data[i];
        if (c == '.') {
            behind_point = true;
            continue;
        }
        bool kept = digits < SHORT_DIGITS && (digits || c != '0');
        exponent += (!kept && digits) - behind_point;
        rest = rest || (!kept && c != '0');
        if (kept) {
            out[length++] = c;
            digits++;
        }
    }
    if (!digits)
        out[length++] = '0';
    if (rest)
        out[length - 1] = out[length - 1] == '0' ? '1' : out[length - 1];
    bool negative = i + 1 < text.length && text.data[i + 1] == '-';
    for (i += 1; i < text.length; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9' && given < 1000000)
            given = given * 10 + (text.data[i] - '0');
    exponent += negative ? -given : given;
    snprintf(out + length, SHORT_BYTES - length, "E%lld", (long long)exponent);
}

bool decimal_parse(str text, decimal *out)
{
    char buffer[SHORT_BYTES];
    if (!is_number_text(text))
        return false;
    shorten(text, buffer);
    _IDEC_flags flags = 0;
    *out = from_bid(bid128_from_string(buffer, NEAREST_EVEN, &flags));
    return decimal_is_finite(*out);
}

// Four set bits behind the sign are an infinity or not a number (IEEE 754-2008 §3.5.2).
bool decimal_is_finite(decimal d)
{
    return (d.words[HIGH] >> 59 & 15) != 15;
}

bool decimal_is_zero(decimal d)
{
    return bid128_isZero(to_bid(d)) != 0;
}

bool decimal_is_integer(decimal d)
{
    small x;
    if (is_small(d, &x) && x.exponent == 0)
        return true;
    _IDEC_flags flags = 0;
    return decimal_is_finite(d) &&
           bid128_quiet_equal(bid128_round_integral_zero(to_bid(d), &flags), to_bid(d), &flags);
}

bool decimal_to_int(decimal d, int64_t *out)
{
    small x;
    if (is_small(d, &x) && x.exponent == 0) {
        *out = x.coefficient;
        return true;
    }
    if (!decimal_is_integer(d))
        return false;
    _IDEC_flags flags = 0;
    BID_SINT64 value = bid128_to_int64_xint(to_bid(d), &flags);
    if (flags & BID_INVALID_EXCEPTION)
        return false;
    *out = value;
    return true;
}

// Both with the smaller of the exponents; false where that does not fit.
static bool align(small *a, small *b)
{
    if (a->exponent < b->exponent)
        return align(b, a);
    int apart = a->exponent - b->exponent;
    if (apart == 0)
        return true;
    if (apart >= POWERS || a->coefficient >> 32 > 0 || a->coefficient >> 32 < -1)
        return false;
    a->coefficient *= POWER_OF_TEN[apart];
    a->exponent = b->exponent;
    return true;
}

int decimal_compare(decimal a, decimal b)
{
    small x, y;
    if (is_small(a, &x) && is_small(b, &y) && align(&x, &y))
        return x.coefficient < y.coefficient ? -1 : x.coefficient > y.coefficient;
    _IDEC_flags flags = 0;
    if (bid128_quiet_less(to_bid(a), to_bid(b), &flags))
        return -1;
    return bid128_quiet_greater(to_bid(a), to_bid(b), &flags) ? 1 : 0;
}

decimal decimal_add(decimal a, decimal b)
{
    small x, y;
    decimal sum;
    if (is_small(a, &x) && is_small(b, &y) && align(&x, &y) &&
        from_small(x.coefficient + y.coefficient, x.exponent, &sum))
        return sum;
    _IDEC_flags flags = 0;
    return from_bid(bid128_add(to_bid(a), to_bid(b), NEAREST_EVEN, &flags));
}

decimal decimal_subtract(decimal a, decimal b)
{
    return decimal_add(a, decimal_negate(b));
}

decimal decimal_multiply(decimal a, decimal b)
{
    small x, y;
    decimal product;
    if (is_small(a, &x) && is_small(b, &y) && x.coefficient == (int32_t)x.coefficient &&
        y.coefficient == (int32_t)y.coefficient &&
        from_small(x.coefficient * y.coefficient, x.exponent + y.exponent, &product))
        return product;
    _IDEC_flags flags = 0;
    return from_bid(bid128_mul(to_bid(a), to_bid(b), NEAREST_EVEN, &flags));
}

decimal decimal_divide(decimal a, decimal b)
{
    _IDEC_flags flags = 0;
    return from_bid(bid128_div(to_bid(a), to_bid(b), NEAREST_EVEN, &flags));
}

decimal decimal_negate(decimal a)
{
    return from_bid(bid128_negate(to_bid(a)));
}

// By squaring: exact wherever the result has no more digits than a decimal holds; *exact says whether it is.
static BID_UINT128 integer_power(BID_UINT128 base, uint64_t exponent, bool *exact)
{
    _IDEC_flags flags = 0;
    BID_UINT128 result = bid128_from_int64(1);
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = bid128_mul(result, base, NEAREST_EVEN, &flags);
        if (exponent > 1)
            base = bid128_mul(base, base, NEAREST_EVEN, &flags);
    }
    *exact = !(flags & (BID_INEXACT_EXCEPTION | BID_OVERFLOW_EXCEPTION | BID_UNDERFLOW_EXCEPTION));
    return result;
}

// base to the power of -exponent. What is inverted must be exact, and may be out of range where the result is
// not: 10 ** 6150. So the base is inverted first where that is exact (10, 4, 0.5), else the power.
static bool inverse_power(BID_UINT128 base, uint64_t exponent, BID_UINT128 *result)
{
    _IDEC_flags flags = 0;
    bool exact;
    BID_UINT128 one = bid128_from_int64(1);
    BID_UINT128 inverse = bid128_div(one, base, NEAREST_EVEN, &flags);
    if (!flags) {
        *result = integer_power(inverse, exponent, &exact);
        if (exact)
            return true;
    }
    flags = 0;
    *result = bid128_div(one, integer_power(base, exponent, &exact), NEAREST_EVEN, &flags);
    return exact;
}

decimal decimal_power(decimal a, decimal b)
{
    enum { SQUARED = 10000 }; // past it squaring is out of range or far from exact
    int64_t exponent;
    bool exact;
    BID_UINT128 result;
    if (decimal_to_int(b, &exponent) && exponent > -SQUARED && exponent < SQUARED) {
        if (exponent >= 0)
            return from_bid(integer_power(to_bid(a), (uint64_t)exponent, &exact));
        if (inverse_power(to_bid(a), (uint64_t)-exponent, &result))
            return from_bid(result);
    }
    _IDEC_flags flags = 0;
    return from_bid(bid128_pow(to_bid(a), to_bid(b), NEAREST_EVEN, &flags));
}

decimal decimal_modulo(decimal a, decimal b)
{
    _IDEC_flags flags = 0;
    BID_UINT128 rest = bid128_fmod(to_bid(a), to_bid(b), &flags);
    if (bid128_isFinite(rest) && !bid128_isZero(rest) && bid128_isSigned(rest) != bid128_isSigned(to_bid(b)))
        rest = bid128_add(rest, to_bid(b), NEAREST_EVEN, &flags);
    return from_bid(rest);
}

decimal decimal_sqrt(decimal a)
{
    _IDEC_flags flags = 0;
    return from_bid(bid128_sqrt(to_bid(a), NEAREST_EVEN, &flags));
}

decimal decimal_log(decimal a)
{
    _IDEC_flags flags = 0;
    return from_bid(bid128_log(to_bid(a), NEAREST_EVEN, &flags));
}

decimal decimal_exp(decimal a)
{
    _IDEC_flags flags = 0;
    return from_bid(bid128_exp(to_bid(a), NEAREST_EVEN, &flags));
}

static decimal power_of_ten(int exponent)
{
    char text[16] = "1E";
    size_t at = 2;
    if (exponent < 0)
        text[at++] = '-';
    unsigned magnitude = (unsigned)(exponent < 0 ? -exponent : exponent);
    for (unsigned unit = 1000; unit; unit /= 10)
        text[at++] = (char)('0' + magnitude / unit % 10);
    text[at] = '\0';
    _IDEC_flags flags = 0;
    return from_bid(bid128_from_string(text, NEAREST_EVEN, &flags));
}

static _IDEC_round ieee_mode(decimal a, decimal_rounding mode)
{
    bool negative = bid128_isSigned(to_bid(a)) != 0;
    switch (mode) {
    case ROUND_UP:
        return negative ? TO_FLOOR : TO_CEILING;
    case ROUND_DOWN:
    case ROUND_HALF_DOWN:
        return TO_ZERO;
    case ROUND_HALF_UP:
        return NEAREST_AWAY;
    case ROUND_FLOOR:
        return TO_FLOOR;
    case ROUND_CEILING:
        return TO_CEILING;
    case ROUND_HALF_EVEN:
        break;
    }
    return NEAREST_EVEN;
}

// Rounds to a whole number where that takes no more than a division; false where it is left to the library.
static bool round_small(decimal a, decimal_rounding mode, decimal *out)
{
    small x;
    if (!is_small(a, &x) || x.exponent > 0 || x.exponent <= -POWERS)
        return false;
    int64_t quotient = x.coefficient, rest = 0;
    if (x.exponent < 0) {
        int64_t unit = POWER_OF_TEN[-x.exponent];
        quotient = x.coefficient / unit;
        rest = x.coefficient % unit;
        int64_t twice = 2 * (rest < 0 ? -rest : rest);
        bool away = twice > unit || (twice == unit && quotient % 2 != 0);
        if (mode == ROUND_FLOOR)
            away = rest < 0;
        else if (mode == ROUND_DOWN)
            away = false;
        else if (mode != ROUND_HALF_EVEN)
            return false;
        quotient += away ? (x.coefficient < 0 ? -1 : 1) : 0;
    }
    return from_small(quotient, 0, out);
}

decimal decimal_round(decimal a, int32_t scale, decimal_rounding mode)
{
    decimal whole;
    if (scale == 0 && round_small(a, mode, &whole))
        return whole;
    if (scale > MAX_SCALE)
        return a;
    _IDEC_flags flags = 0;
    int exponent = -scale > 6111 ? 6111 : -scale;
    BID_UINT128 unit = to_bid(power_of_ten(exponent));
    BID_UINT128 rounded = bid128_quantize(to_bid(a), unit, ieee_mode(a, mode), &flags);
    if (!bid128_isFinite(rounded))
        return a; // more digits behind the point than it can have: nothing to round
    if (mode == ROUND_HALF_DOWN) {
        BID_UINT128 rest = bid128_abs(bid128_sub(to_bid(a), rounded, NEAREST_EVEN, &flags));
        BID_UINT128 twice = bid128_add(rest, rest, NEAREST_EVEN, &flags);
        if (bid128_quiet_greater(twice, unit, &flags))
            rounded = bid128_quantize(to_bid(a), unit, ieee_mode(a, ROUND_UP), &flags);
    }
    return from_bid(rounded);
}

// The digits with the point in its place. exponent is that of the last digit.
static void add_plain(builder *out, const char *digits, size_t count, int exponent)
{
    if (exponent >= 0) {
        builder_add(out, (str){digits, count});
        for (int i = 0; i < exponent; i++)
            builder_addc(out, '0');
        return;
    }
    size_t fraction = (size_t)-exponent;
    while (fraction && count > 1 && digits[count - 1] == '0') {
        count--;
        fraction--;
    }
    if (!fraction) {
        builder_add(out, (str){digits, count});
    } else if (fraction < count) {
        builder_add(out, (str){digits, count - fraction});
        builder_addc(out, '.');
        builder_add(out, (str){digits + count - fraction, fraction});
    } else {
        builder_adds(out, "0.");
        for (size_t i = count; i < fraction; i++)
            builder_addc(out, '0');
        builder_add(out, (str){digits, count});
    }
}

static void print_small(builder *out, small x)
{
    char digits[TEXT_BYTES];
    size_t at = sizeof digits;
    for (int64_t rest = x.coefficient < 0 ? -x.coefficient : x.coefficient; rest; rest /= 10)
        digits[--at] = (char)('0' + rest % 10);
    if (x.coefficient < 0)
        builder_addc(out, '-');
    add_plain(out, digits + at, sizeof digits - at, x.exponent);
}

void decimal_print(builder *out, decimal d)
{
    if (!decimal_is_finite(d) || decimal_is_zero(d)) {
        builder_adds(out, decimal_is_finite(d) ? "0" : "null");
        return;
    }
    small x;
    if (is_small(d, &x)) {
        print_small(out, x);
        return;
    }
    char text[TEXT_BYTES];
    _IDEC_flags flags = 0;
    bid128_to_string(text, to_bid(d), &flags); // such as +1234E-2
    const char *digits = text + 1;
    size_t count = strspn(digits, "0123456789");
    const char *rest = digits + count;
    int exponent = 0;
    if (*rest == 'E') {
        bool negative = rest[1] == '-';
        for (const char *c = rest + 2; *c; c++)
            exponent = exponent * 10 + (*c - '0');
        exponent = negative ? -exponent : exponent;
    }
    while (count > 1 && *digits == '0') {
        digits++;
        count--;
    }
    if (text[0] == '-')
        builder_addc(out, '-');
    add_plain(out, digits, count, exponent);
}

str decimal_text(arena *a, decimal d)
{
    builder out = builder_new(a);
    decimal_print(&out, d);
    return builder_str(&out);
}
