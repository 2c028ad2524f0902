// SPDX-License-Identifier: MIT
// A fuzz target for FEEL: what each input is checked for (fuzz_feel.c), the scope it stands in
// (fuzz_world.c), inputs that are made and not found (fuzz_make.c). Knows the engine's feel stage and what is
// before it.
#ifndef ATTUNE_TESTS_FUZZ_H
#define ATTUNE_TESTS_FUZZ_H

#include "feel/feel.h"

// The modes of an input: bits of its first byte; the other bytes are the expression. So that corpus files can
// be read and written by hand, the bits above stand free: '@' is no mode at all, 'A' is lenient, …
enum {
    MODE_LENIENT = 1,
    MODE_UNARY = 2,
    MODE_UNKNOWN_NULLS = 4,
    MODE_UNSET = 8,   // every variable is null, and now is not known
    MODE_PEOPLE = 16, // also through feel_for_people()
    MODE_SCARCE = 32, // once more with an arena that is too small: 'a' is lenient and scarce
    MODE_ALL = 63
};

// A scope with variables of all types and kinds, and their values.
typedef struct fuzz_world {
    feel_scope scope;
    const feel_value *values; // of the variables
    feel_date_time now;
    limits limits;
} fuzz_world;

// Made once, for ever: no input changes it.
const fuzz_world *fuzz_world_get(void);

// libFuzzer's entries.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

#endif
