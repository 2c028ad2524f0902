#!/bin/sh
# SPDX-License-Identifier: MIT
# What attune compare and attune explain --target write as JSON validates against its schema, the printed
# differences add up exactly, and a wrong document does not pass. Needs Python's jsonschema (Debian:
# python3-jsonschema); skipped without it.
set -u
cd "${ATTUNE_SOURCE_DIR:-.}" || exit 1
program=${ATTUNE_BUILD_DIR:-build}/attune
[ -x "$program" ] || { echo "skipped: $program is not built"; exit 77; }
PATH="/usr/bin:$PATH"
python3 -c 'import jsonschema' 2>/dev/null || { echo "skipped: Python's jsonschema is not installed"; exit 77; }
ATTUNE_RULES=$PWD/rules exec python3 - "$program" <<'PY'
import json, jsonschema, subprocess, sys
from decimal import Decimal

def validator_of(path):
    schema = json.load(open(path))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)

comparing, reporting = validator_of('docs/compare.schema.json'), validator_of('docs/report.schema.json')

def expect(condition, what):
    if not condition:
        sys.exit(what)

def run(validator, command, *arguments, format='json'):
    done = subprocess.run([sys.argv[1], command, '-q', '--today', '2026-03-01', '--format', format,
                           '-c', 'profiles/clients/maya.xml', *arguments, 'profiles/therapists.xml'],
                          stdout=subprocess.PIPE, check=True)
    for error in sorted(validator.iter_errors(json.loads(done.stdout)), key=str):
        sys.exit(error.message[:300])
    return json.loads(done.stdout, parse_float=Decimal)

def check_sums(document):
    scores = {t['id']: t['score'] for t in document['therapists']}
    for c in document['comparisons']:
        expect(c['difference'] == scores[c['above']] - scores[c['below']], 'not the difference of the scores')
        expect(sum(part['difference'] for part in c['parts']) == c['difference'], 'parts do not add up')
        for part in c['parts']:
            expect(part['above'] - part['below'] == part['difference'], 'a part is no difference')
            if part['kind'] == 'factor':
                expect(sum(x['difference'] for x in part['criteria']) == part['difference'], 'criteria do not add up')

everybody = json.loads(subprocess.run([sys.argv[1], 'rank', '-q', '--today', '2026-03-01', '-k', '100', '--format', 'json', '-c',
                                       'profiles/clients/maya.xml', 'profiles/therapists.xml'],
                                      stdout=subprocess.PIPE, check=True).stdout)
ids = [t['id'] for t in everybody['therapists'] + everybody['excluded']]
checked = 0
for start in range(0, len(ids) - 1, 3):
    some = ids[start:start + 7]
    document = run(comparing, 'compare', *[x for id in some for x in ('-t', id)])
    check_sums(document)
    checked += 1
broken = json.loads(json.dumps(document, default=float))
del broken['comparisons'][0]['parts'][0]['difference']
expect(not comparing.is_valid(broken), 'a part without its difference passes the schema')
for id in ids[::7]:
    for target in ['0', '55.5', '100'] + [ids[0]] * (id != ids[0]):
        document = run(reporting, 'explain', '-t', id, '--target', target)
        line = run(reporting, 'explain', '-t', id, '--target', target, format='ndjson')
        expect(document['target'] == line['target'], 'JSON and NDJSON differ')
        checked += 2
def check_asks(therapist, ranked):
    worth = [(q['moves'], q['expected'], q['stake']) for q in therapist['ask']]
    expect(worth == sorted(worth, reverse=True), 'questions are not in order of what they are worth')
    for q in therapist['ask']:
        places = [x.get('place', ranked + 1) for x in q['answers']]
        scores = [0 if x['excluded'] else x['score'] for x in q['answers']]
        expect(max(places) - min(places) == q['moves'] and max(scores) - min(scores) == q['stake'],
               'a question is not worth what its answers come to')
        expect(all(x['excluded'] or x['low'] <= x['score'] <= x['high'] for x in q['answers']), 'a score beyond its range')
        if 'chance' in q['answers'][0]:
            expect(sum(x['chance'] for x in q['answers']) == 1, 'chances do not add up')
            expect(q['expected'] == sum(x['chance'] * abs(p - therapist['place']) for x, p in zip(q['answers'], places)),
                   'expected places are not the chances\' average')

asked = 0
for order in 'score', 'cautious', 'hopeful':
    document = run(reporting, 'rank', '-k', '100', '--order', order)
    for therapist in document['therapists']:
        check_asks(therapist, document['ranked_total'])
        alone = run(reporting, 'explain', '-t', therapist['id'], '--order', order)['therapists'][0]
        expect(alone['ask'] == therapist['ask'], 'rank and explain ask different questions')
        asked += len(therapist['ask'])
    expect(all(therapist['ask'] == [] for therapist in document['excluded']), 'an excluded therapist has no place')
    checked += 1 + len(document['therapists'])
expect(asked > 100, 'hardly anything is asked')
broken = json.loads(json.dumps(document, default=float))
del broken['therapists'][0]['ask'][0]['answers'][0]['excluded']
expect(not reporting.is_valid(broken), 'an answer that may exclude passes the schema')
document = run(reporting, 'explain', '-t', ids[0], '--target', '55.5')
broken = json.loads(json.dumps(document, default=float))
del broken['target']['smallest']
expect(not reporting.is_valid(broken), 'a target without its sets passes the schema')
print(checked, 'documents are valid and add up')
PY
