#!/bin/sh
# SPDX-License-Identifier: MIT
# What attune check --plan writes as JSON, of the shipped rule sets and with a client, validates against
# docs/plan.schema.json, and wrong documents do not. Needs Python's jsonschema (Debian: python3-jsonschema);
# skipped without it.
set -u
cd "${ATTUNE_SOURCE_DIR:-.}" || exit 1
program=${ATTUNE_BUILD_DIR:-build}/attune
[ -x "$program" ] || { echo "skipped: $program is not built"; exit 77; }
PATH="/usr/bin:$PATH"
python3 -c 'import jsonschema' 2>/dev/null || { echo "skipped: Python's jsonschema is not installed"; exit 77; }
ATTUNE_RULES=$PWD/rules exec python3 - "$program" <<'PY'
import copy, json, jsonschema, subprocess, sys

schema = json.load(open('docs/plan.schema.json'))
kind = jsonschema.validators.validator_for(schema)
kind.check_schema(schema)
validator = kind(schema)

def plan(*arguments):
    done = subprocess.run([sys.argv[1], 'check', '--plan', '--format', 'json', *arguments], stdout=subprocess.PIPE)
    document = json.loads(done.stdout.decode())
    for error in sorted(validator.iter_errors(document), key=str):
        sys.exit(f'{arguments}: {error.json_path}: {error.message[:300]}')
    return document

plans = [plan(f'rules/{name}.xml') for name in ('alliance', 'alliance-evidence', 'couples', 'practice', 'intake', 'template')]
plans.append(plan('-c', 'profiles/clients/maya.xml', 'rules/alliance.xml'))
seen = {key['sees'] for document in plans for condition in document['conditions'] for key in condition.get('keys', [])}
if not {'items', 'order', 'value'} <= seen:
    sys.exit(f'too little is seen to tell anything: {seen}')
for change in (lambda d: d.pop('conditions'), lambda d: d['conditions'][0].pop('id'), lambda d: d['conditions'][0].update(timing='never'),
               lambda d: d.update(schema_version=2)):
    wrong = copy.deepcopy(plans[0])
    change(wrong)
    if validator.is_valid(wrong):
        sys.exit('a wrong plan passes the schema')
print(sum(len(document['conditions']) for document in plans), 'conditions are valid')
PY
