// SPDX-License-Identifier: MIT
// Private to the match stage: keys. A condition's key for a therapist is made of bits that answer all that
// the condition can see of them, with this client's values: therapists of equal keys get equal outcomes. The
// bits of 64 therapists are worked out at once.
#ifndef ATTUNE_MATCH_KEYS_H
#define ATTUNE_MATCH_KEYS_H

#include "match/scan_columns.h"

enum { KEY_MOST_BITS = 16, KEY_BYTE_BITS = 8 };

typedef enum key_bit_kind {
    KEY_PLANE,    // a plane of the column
    KEY_AT_LEAST, // whether the code is parameter or more
    KEY_ITEM      // whether the list holds the item of that number
} key_bit_kind;

typedef struct key_bit {
    const scan_column *column;
    key_bit_kind kind;
    uint32_t parameter;
} key_bit;

// The bits that the keys of one plan are made of, each once.
typedef struct key_bits {
    VEC(key_bit) bits;
    VEC(str) ids; // of therapists for whom keys do not speak, since a condition asks for their ids
} key_bits;

typedef struct key {
    uint32_t bits[KEY_MOST_BITS]; // numbers in key_bits, ascending
    unsigned count;
} key;

// The key for what a condition sees. client: an environment that stands at no therapist, for the values that
// something is held against. False, and *why tells people, where it would take too many bits or a column
// does not tell enough.
bool key_make(arena *a, key_bits *all, const sight_list *seen, const scan_columns *columns,
              environment *client, key *out, const char **why);

// The bit of all rows of a chunk: where the column has it, or made in room, which has SCAN_CHUNK_WORDS.
const uint64_t *key_bit_words(const key_bit *bit, const scan_columns *columns, size_t chunk, uint64_t *room);

#endif
