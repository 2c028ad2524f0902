#!/bin/sh
# SPDX-License-Identifier: MIT
# Every JSON output kept as a golden file validates against docs/report.schema.json, and a wrong one does not.
# Needs Python's jsonschema (Debian: python3-jsonschema); skipped without it.
set -u
cd "${ATTUNE_SOURCE_DIR:-.}" || exit 1
PATH="/usr/bin:$PATH"
python3 -c 'import jsonschema' 2>/dev/null || { echo "skipped: Python's jsonschema is not installed"; exit 77; }
exec python3 - <<'PY'
import json, jsonschema, sys
schema = json.load(open('docs/report.schema.json'))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
checked = 0
documents = [json.load(open('tests/golden/cli/' + name)) for name in ('rank.json', 'rank-redacted.json')]
documents += [json.loads(line) for line in open('tests/golden/cli/rank.ndjson')]
for document in documents:
    errors = sorted(validator.iter_errors(document), key=str)
    for error in errors:
        print(error.message[:300], file=sys.stderr)
    if errors:
        sys.exit(1)
    checked += 1
broken = dict(documents[0])
del broken['ruleset']
if validator.is_valid(broken):
    sys.exit('a report without its rule set passes the schema')
print(checked, 'documents are valid')
PY
