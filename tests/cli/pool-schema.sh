#!/bin/sh
# SPDX-License-Identifier: MIT
# What attune pool info writes validates against docs/pool.schema.json, and with a member missing it does not. Needs
# Python's jsonschema (Debian: python3-jsonschema); skipped without it.
set -u
cd "${ATTUNE_SOURCE_DIR:-.}" || exit 1
program=${ATTUNE_BUILD_DIR:-build}/attune
[ -x "$program" ] || { echo "skipped: $program is not built"; exit 77; }
PATH="/usr/bin:$PATH"
python3 -c 'import jsonschema' 2>/dev/null || { echo "skipped: Python's jsonschema is not installed"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
ATTUNE_RULES=$PWD/rules
export ATTUNE_RULES
"$program" pool build -q profiles/therapists.xml -o "$work/plain" &&
    "$program" pool build -q --today 2026-03-01 --limit matches_per_text=100 profiles/therapists.xml -o "$work/dated" ||
    exit 1
for pool in plain dated; do
    "$program" pool info --format json "$work/$pool" >"$work/$pool.json" || exit 1
done
python3 - "$work" <<'PY'
import json, jsonschema, sys

schema = json.load(open('docs/pool.schema.json'))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for name in 'plain', 'dated':
    info = json.load(open(f'{sys.argv[1]}/{name}.json'))
    for error in sorted(validator.iter_errors(info), key=str):
        sys.exit(f'{name}: {error.message[:300]}')
    if ('day' in info) != (name == 'dated'):
        sys.exit(f'{name}: the day is not as it was given')
    for member in info:
        broken = {key: value for key, value in info.items() if key != member}
        if member != 'day' and validator.is_valid(broken):
            sys.exit(f'without {member} it passes the schema')
PY
