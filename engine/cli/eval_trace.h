// SPDX-License-Identifier: MIT
// attune eval --trace: what an evaluation did, as a tree for the terminal and as JSON.
#ifndef ATTUNE_CLI_EVAL_TRACE_H
#define ATTUNE_CLI_EVAL_TRACE_H

#include "document/json.h"
#include "feel/trace.h"

typedef struct trace_style {
    unsigned width; // of the terminal, in characters
    bool color;
    bool ascii; // the tree in ASCII: for terminals that do not show UTF-8
} trace_style;

// Whether the environment names a locale that is not UTF-8.
bool trace_wants_ascii(void);

// Lines of the parts that tell something (see feel_part.obvious).
void trace_print(builder *out, const feel_part *root, const trace_style *style);

// The same parts as an object.
void trace_json(json_writer *w, const feel_part *root);

#endif
