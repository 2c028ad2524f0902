// SPDX-License-Identifier: MIT
// FEEL values as JSON and back, for attune eval. Plain JSON reads as what it looks like; typed scalars are
// {"t": "decimal|string|boolean|date|time|dateTime|duration", "v": "text"}, lists {"list": […]}, contexts
// {"ctx": {…}}. Values are written in the typed form, null as null.
#ifndef ATTUNE_CLI_FEEL_JSON_H
#define ATTUNE_CLI_FEEL_JSON_H

#include "document/json.h"
#include "feel/feel.h"

// The value of v; false where a typed scalar's text is not of its type, or there is no such type.
bool feel_from_json(arena *a, const json_value *v, feel_value *out);

// False where that takes more than most bytes or is nested too deeply (values may share parts, and so be far
// larger written out than in memory): what was written is not whole then, and to be thrown away.
bool feel_to_json(json_writer *w, feel_value v, uint64_t most);

#endif
