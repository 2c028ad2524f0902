// SPDX-License-Identifier: MIT
// attune eval's named types: --type NAME=TYPE, and "types" of a line of --ndjson.
#ifndef ATTUNE_CLI_EVAL_TYPES_H
#define ATTUNE_CLI_EVAL_TYPES_H

#include "cli/cli.h"
#include "document/json.h"

typedef VEC(feel_named_type) named_types;

// Both add to types; those given together may use each other in any order, but not go round in a circle, and
// those of types. False after a report in d.
bool eval_types_from_options(arena *a, const options *o, const limits *l, diagnostics *d, named_types *types);
bool eval_types_from_json(arena *a, const json_value *object, const limits *l, diagnostics *d,
                          named_types *types);

#endif
