#!/bin/sh
# SPDX-License-Identifier: MIT
# What attune rank --clients and attune merge write validates against docs/batch.schema.json, and a wrong line
# does not. Needs Python's jsonschema (Debian: python3-jsonschema); skipped without it.
set -u
cd "${ATTUNE_SOURCE_DIR:-.}" || exit 1
program=${ATTUNE_BUILD_DIR:-build}/attune
[ -x "$program" ] || { echo "skipped: $program is not built"; exit 77; }
PATH="/usr/bin:$PATH"
python3 -c 'import jsonschema' 2>/dev/null || { echo "skipped: Python's jsonschema is not installed"; exit 77; }
ATTUNE_RULES=$PWD/rules exec python3 - "$program" <<'PY'
import json, jsonschema, subprocess, sys

schema = json.load(open('docs/batch.schema.json'))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
clients = '{"id":"a"}\n{"id":"b","goals":["no such goal"]}\nno json\n{"id":"c","state":"ZZ"}\n'

def lines_of(*arguments):
    done = subprocess.run([sys.argv[1], 'rank', '-q', '--today', '2026-03-01', '--clients', '-', *arguments,
                           'profiles/therapists.xml'], input=clients.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]

checked = 0
for arguments in [], ['--shard', 'pool:2/40'], ['--shard', 'clients:2/2'], ['--order', 'hopeful', '-k', '3']:
    for line in lines_of(*arguments):
        for error in sorted(validator.iter_errors(line), key=str):
            sys.exit(error.message[:300])
        checked += 1
good, bad = lines_of()[:2]
for line, member in (good, 'places'), (good, 'ranked'), (bad, 'error'), (good, 'therapists'):
    broken = dict(line)
    del broken[member]
    if validator.is_valid(broken):
        sys.exit(f'a line without {member} passes the schema')
print(checked, 'lines are valid')
PY
