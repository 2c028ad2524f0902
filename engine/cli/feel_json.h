// SPDX-License-Identifier: MIT
// FEEL values as JSON and back, for attune eval. Plain JSON reads as what it looks like; typed scalars are
// {"t": "decimal|string|boolean|date|time|dateTime|duration", "v": "text"}, lists {"list": […]}, contexts
// {"ctx": {…}}. Values are written in the typed form, null as null.
#ifndef ATTUNE_CLI_FEEL_JSON_H
#define ATTUNE_CLI_FEEL_JSON_H

#include "document/json.h"
#include "feel/feel.h"

// The value of v; false where a typed scalar's text is not of its type.
bool feel_from_json(arena *a, const limits *l, const json_value *v, feel_value *out);

void feel_to_json(json_writer *w, feel_value v);

#endif
