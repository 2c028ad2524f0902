// SPDX-License-Identifier: MIT
// Which patterns a text can match at all, in one pass over it: most match none, and then PCRE2 need not run.
// Private to this stage; results are the same with and without it.
#ifndef ATTUNE_TEXT_PREFILTER_H
#define ATTUNE_TEXT_PREFILTER_H

#include "base/memory.h"
#include "base/str.h"

typedef struct prefilter prefilter; // immutable; shared by threads

// Of patterns as required_by() reads them. The arena must outlive it.
const prefilter *prefilter_build(arena *a, const str *patterns, size_t count);

// Sets possible[i] for each pattern that text may match, and clears the others. Behind the text
// TEXT_PADDING bytes can be read. special: it may hold U+017F or U+212A, so that nothing can be ruled
// out.
void prefilter_scan(const prefilter *p, str text, bool special, bool *possible);

#endif
