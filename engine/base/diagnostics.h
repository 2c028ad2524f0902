// SPDX-License-Identifier: MIT
// Diagnostics: what is wrong, where, and what to do about it. Every stage reports here; all of a run are
// kept.
#ifndef ATTUNE_BASE_DIAGNOSTICS_H
#define ATTUNE_BASE_DIAGNOSTICS_H

#include "base/codes.h"
#include "base/source.h"

// What would mend it: the stretch that goes, and what comes in its place (raw bytes of the file).
typedef struct diagnostic_edit {
    place where;
    str replacement;
} diagnostic_edit;

typedef struct diagnostic {
    severity severity;
    diagnostic_code code;
    place where;
    str message;                // one sentence without a full stop at its end
    str help;                   // what to do about it; may be empty, may have several lines
    place related;              // of another thing that it is about; nowhere for none
    const diagnostic_edit *fix; // only where it is certain what was meant; NULL elsewhere
} diagnostic;

typedef struct diagnostics {
    arena *arena;
    VEC(diagnostic) items;
    size_t errors; // all counted, also those past the limit
    size_t warnings;
    size_t hints;
    size_t limit;       // items kept; those past it are only counted
    diagnostic scratch; // stands for an item that is not kept
    bool of_client;     // what is read now is a client's: a source that is diagnosed becomes private
    bool show_data;     // also what a client's documents say: source_withhold() is not asked for
} diagnostics;

void diagnostics_init(diagnostics *d, arena *a, size_t limit);

// Adds a diagnostic with the severity that codes.h gives the code. Never fails but by unwinding.
// Of a place in a source that is private (base/source.h), strings are left out of the message, and of its
// help, but for those that the format gives with the flag '-': see base/withhold.h.
// Returns it, for diagnostic_help() before the next diagnose(); past the limit a scratch item is returned.
// Control characters in what the message quotes become visible; a very long message is cut in its middle.
diagnostic *diagnose(diagnostics *d, diagnostic_code code, place where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

// The same, with the arguments of a function of yours.
diagnostic *diagnosev(diagnostics *d, diagnostic_code code, place where, const char *format,
                      va_list arguments) __attribute__((format(printf, 4, 0)));

// The source is a client's: nothing of its text is shown from here on, unless d shows such data.
void diagnostics_withhold(const diagnostics *d, const source *s);

// Adds all of from's, as far as there is room; the rest is counted. Messages and help are copied.
void diagnostics_add_all(diagnostics *d, const diagnostics *from);

// Says that a file could not be read, from errno as source_load() leaves it: file-missing, or file-too-large
// for EFBIG, with the name of the limit. where: what named the file, or nowhere.
void diagnose_unreadable(diagnostics *d, place where, const char *path, uint64_t most_bytes,
                         const char *limit_name);

// Adds a line of help to it.
void diagnostic_help(diagnostics *d, diagnostic *item, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Adds "did you mean “…”?" where the suggestion found something near. In a private source only for names of
// elements, attributes, fields and columns: what is near to a value tells the value.
void diagnostic_suggest(diagnostics *d, diagnostic *item, const suggestion *s);

// Says how to mend it. Only where nothing else can have been meant: attune check --fix applies it unasked.
void diagnostic_fix(diagnostics *d, diagnostic *item, place where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

// "error", "warning" or "hint"
const char *severity_name(severity level);

// file:line:column: error: message [code], the line, a caret, the help. color: with ANSI colours.
void diagnostic_print(const diagnostic *item, bool color, builder *out);

// The line of a place with a caret under it; nothing where there is no line to show.
void diagnostic_print_line(place where, bool color, builder *out);

// How many were counted and not kept.
size_t diagnostics_hidden(const diagnostics *d);

// The status that the errors among the items amount to: ATTUNE_OK where there are none, else the
// status of the first error's code.
attune_status diagnostics_status(const diagnostics *d);

// Fills the caller's error from the first error (or leaves it as it is where there is none).
void diagnostics_to_error(const diagnostics *d, attune_error *error);

#endif
