// SPDX-License-Identifier: MIT
// Decimal numbers: IEEE 754-2008 decimal128, 34 digits, as DMN 1.5 §10.3.2.3.1 asks. The only file pair that
// knows the Intel decimal library.
#ifndef ATTUNE_FEEL_DECIMAL_H
#define ATTUNE_FEEL_DECIMAL_H

#include "base/str.h"

typedef struct decimal {
    uint64_t words[2];
} decimal;

// All results are finite, or not_a_number is returned (decimal_is_finite() is false), which callers turn into
// null.
decimal decimal_from_int(int64_t value);
bool decimal_parse(str text,
                   decimal *out); // [+-]digits[.digits][e[+-]digits]; false where it is not a finite number
bool decimal_is_finite(decimal d);
bool decimal_is_integer(decimal d);
bool decimal_to_int(decimal d, int64_t *out); // false where it is no integer of 64 bits
int decimal_compare(decimal a, decimal b);    // <0, 0, >0
bool decimal_is_zero(decimal d);
decimal decimal_add(decimal a, decimal b);
decimal decimal_subtract(decimal a, decimal b);
decimal decimal_multiply(decimal a, decimal b);
decimal decimal_divide(decimal a, decimal b); // by zero: not finite
decimal decimal_negate(decimal a);
decimal decimal_power(decimal a, decimal b);
decimal decimal_modulo(decimal a, decimal b); // sign of the divisor: a - b * floor(a / b)
decimal decimal_sqrt(decimal a);
decimal decimal_log(decimal a);
decimal decimal_exp(decimal a);

typedef enum decimal_rounding {
    ROUND_UP,        // away from zero
    ROUND_DOWN,      // towards zero
    ROUND_HALF_UP,   // ties away from zero
    ROUND_HALF_DOWN, // ties towards zero
    ROUND_HALF_EVEN,
    ROUND_FLOOR,
    ROUND_CEILING
} decimal_rounding;
decimal decimal_round(decimal a, int32_t scale, decimal_rounding mode); // scale digits behind the point

// Plain digits without an exponent and without trailing zeros behind the point: 220, -0.5.
str decimal_text(arena *a, decimal d);
void decimal_print(builder *out, decimal d);

#endif
