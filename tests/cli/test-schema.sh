#!/bin/sh
# SPDX-License-Identifier: MIT
# What attune test writes as JSON validates against docs/test.schema.json, and a wrong report does not. Needs
# Python's jsonschema (Debian: python3-jsonschema); skipped without it.
set -u
cd "${ATTUNE_SOURCE_DIR:-.}" || exit 1
program=${ATTUNE_BUILD_DIR:-build}/attune
[ -x "$program" ] || { echo "skipped: $program is not built"; exit 77; }
PATH="/usr/bin:$PATH"
python3 -c 'import jsonschema' 2>/dev/null || { echo "skipped: Python's jsonschema is not installed"; exit 77; }
ATTUNE_RULES=$PWD/rules exec python3 - "$program" <<'PY'
import json, jsonschema, subprocess, sys
schema = json.load(open('docs/test.schema.json'))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
data = 'tests/cli/data/'
runs = [[data + 'practice.xml', '--mutate'], [data + 'failing.test.xml', data + 'practice-wrong.test.xml'],
        [data + 'wrong.test.xml', data + 'not_run.test.xml'], ['rules/alliance-evidence.xml', '--mutate=20']]
for arguments in runs:
    done = subprocess.run([sys.argv[1], 'test', '--format', 'json', *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    report = json.loads(done.stdout)
    for error in sorted(validator.iter_errors(report), key=str):
        sys.exit(f'{arguments}: {error.message[:300]}')
    if len(report['files']) != sum(a.endswith('.xml') for a in arguments):
        sys.exit(f'{arguments}: not one report a file')
report['files'][0]['coverage']['items'][0]['seen']['perhaps'] = 1
if validator.is_valid(report):
    sys.exit('an outcome that there is not passes the schema')
print(len(runs), 'reports are valid')
PY
