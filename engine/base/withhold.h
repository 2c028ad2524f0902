// SPDX-License-Identifier: MIT
// Messages about a document whose text is nobody's business: printf that leaves strings out.
#ifndef ATTUNE_BASE_WITHHOLD_H
#define ATTUNE_BASE_WITHHOLD_H

#include "base/str.h"

// As builder_addv(), but "…" stands for each %s and %.*s, unless the format says with the flag '-' ("%-.*s",
// "%-s") that the string is no text of the document: a name that the rule set declares, or words of ours.
// Numbers and single characters stand. Knows d i u x X c s %, with the lengths l, ll and z.
void withhold_addv(builder *out, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));

// A message that was put together elsewhere: what stands in it from the first quotation mark to the last.
str withhold_quoted(arena *a, str message);

#endif
