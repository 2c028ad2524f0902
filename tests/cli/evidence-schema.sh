#!/bin/sh
# SPDX-License-Identifier: MIT
# What attune evidence writes as JSON and NDJSON validates against docs/evidence.schema.json, a wrong one does not,
# and every span is what its words say. Needs Python's jsonschema (Debian: python3-jsonschema); skipped without it.
set -u
cd "${ATTUNE_SOURCE_DIR:-.}" || exit 1
program=${ATTUNE_BUILD_DIR:-build}/attune
[ -x "$program" ] || { echo "skipped: $program is not built"; exit 77; }
PATH="/usr/bin:$PATH"
python3 -c 'import jsonschema' 2>/dev/null || { echo "skipped: Python's jsonschema is not installed"; exit 77; }
ATTUNE_RULES=$PWD/rules exec python3 - "$program" <<'PY'
import json, jsonschema, subprocess, sys
schema = json.load(open('docs/evidence.schema.json'))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

def run(format, *arguments, text=''):
    done = subprocess.run([sys.argv[1], 'evidence', '-q', '--format', format, *arguments],
                          input=text.encode(), stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()

def valid(value):
    for error in sorted(validator.iter_errors(value), key=str):
        sys.exit(error.message[:300])
    return value

def expect(condition, what):
    if not condition:
        sys.exit(what)

def check_spans(match, text):
    text = text.encode()
    spans = [('start', 'end', 'quote'), ('sentence_start', 'sentence_end', 'sentence')]
    if match['cue']:
        spans.append(('cue_start', 'cue_end', 'cue'))
    for start, end, words in spans:
        expect(text[match[start]:match[end]].decode() == match[words], f'{words} is not at {start}: {match}')
    if 'line' in match:
        before = text[:match['start']].decode()
        expect(match['line'] == before.count('\n') + 1, f'wrong line: {match}')
        expect(match['column'] == len(before) - before.rfind('\n'), f'wrong column: {match}')

rules = ['-r', 'tests/cli/data/evidence.xml']
own = [[*rules, 'tests/cli/data/evidence.txt'], [*rules, '-t', 'anna-berg', 'tests/cli/data/evidence-pool.xml'],
       [*rules, '-t', 'ben-okafor', 'tests/cli/data/evidence-pool.xml'],
       ['-t', 'ruth-adeyemi', 'profiles/therapists.xml']]
checked = matches = 0
for arguments in own:
    document = valid(json.loads(run('json', *arguments)))
    lines = [valid(json.loads(line)) for line in run('ndjson', *arguments).splitlines()]
    expect(document['matches'] == lines, 'JSON and NDJSON differ')
    texts = {(text.get('field'), text.get('item')): text['text'] for text in document['texts']}
    for match in lines:
        check_spans(match, texts[match.get('field'), match.get('item')])
    checked += 1 + len(lines)
    matches += len(lines)
expect(matches > 10, 'too few matches to tell anything')
valid(json.loads(run('json', *rules, text='')))
valid(json.loads(run('json', *rules, text='what you hope for ' * 300)))
for line in run('ndjson', text='I will never tell you to lower your expectations.\nSome therapists say you should learn '
                'to sit with failure; I disagree.\n').splitlines():
    valid(json.loads(line))
broken = json.loads(run('ndjson', *own[0]).splitlines()[0])
del broken['because']
expect(not validator.is_valid(broken), 'a match without its reason passes the schema')
print(checked, 'documents and lines are valid')
PY
