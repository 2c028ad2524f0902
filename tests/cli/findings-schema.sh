#!/bin/sh
# SPDX-License-Identifier: MIT
# What attune check writes as JSON and SARIF, of every invalid rule set and of the shipped ones, validates against
# docs/check.schema.json and docs/sarif-subset.schema.json; both formats tell the same; the places are those of the
# file's bytes; and wrong documents do not validate. Needs Python's jsonschema (Debian: python3-jsonschema);
# skipped without it. The official SARIF schema is not in this repository; ATTUNE_SARIF_SCHEMA may name a copy of
# it, which is then asked, too.
set -u
cd "${ATTUNE_SOURCE_DIR:-.}" || exit 1
program=${ATTUNE_BUILD_DIR:-build}/attune
[ -x "$program" ] || { echo "skipped: $program is not built"; exit 77; }
PATH="/usr/bin:$PATH"
python3 -c 'import jsonschema' 2>/dev/null || { echo "skipped: Python's jsonschema is not installed"; exit 77; }
ATTUNE_RULES=$PWD/rules exec python3 - "$program" <<'PY'
import copy, glob, json, jsonschema, os, subprocess, sys, urllib.parse

def validator_of(path):
    schema = json.load(open(path))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)

plain = validator_of('docs/check.schema.json')
sarif = [validator_of('docs/sarif-subset.schema.json')]
if os.environ.get('ATTUNE_SARIF_SCHEMA'):
    sarif.append(validator_of(os.environ['ATTUNE_SARIF_SCHEMA']))

def run(format, files):
    done = subprocess.run([sys.argv[1], 'check', '--format', format, *files], stdout=subprocess.PIPE)
    return json.loads(done.stdout.decode())

def valid(validators, value):
    for validator in validators:
        for error in sorted(validator.iter_errors(value), key=str):
            sys.exit(f'{error.json_path}: {error.message[:300]}')
    return value

def expect(condition, what):
    if not condition:
        sys.exit(what)

def check_place(finding):
    if not finding['line']:
        return
    data = open(finding['file'], 'rb').read()
    before = data[:finding['offset']]
    expect(before.count(b'\n') + 1 == finding['line'], f'wrong line: {finding}')
    try:
        column = len(before[before.rfind(b'\n') + 1:].decode()) + 1
    except UnicodeDecodeError:
        return
    at_end = data[finding['offset'] - 1:finding['offset'] + 1] == b'\r\n'
    expect(column - at_end == finding['column'], f'wrong column: {finding}')
    expect(finding['offset'] + finding['length'] <= len(data), f'past the end: {finding}')

def check_same(finding, result, rules):
    region = result['locations'][0]['physicalLocation'].get('region') if result['locations'] else None
    expect(result['ruleId'] == finding['code'] == rules[result['ruleIndex']]['id'], f'another rule: {result}')
    expect(result['message']['text'].startswith(finding['message']), f'another message: {result}')
    levels = {'error': 'error', 'warning': 'warning', 'hint': 'note'}
    expect(result['level'] == levels[finding['severity']], f'another level: {result}')
    if region:
        told = [region.get(key, 0) for key in ('startLine', 'startColumn', 'endLine', 'endColumn', 'byteOffset', 'byteLength')]
        wanted = [finding[key] for key in ('line', 'column', 'end_line', 'end_column', 'offset', 'length')]
        expect(told == wanted, f'another place: {told} {wanted}')
        uri = result['locations'][0]['physicalLocation']['artifactLocation']['uri']
        expect(urllib.parse.unquote(uri) == finding['file'], f'another file: {uri}')
    expect(bool(result.get('fixes')) == bool(finding['fix']), f'another fix: {result}')

count = 0
files = sorted(glob.glob('tests/invalid/rules/*.xml') + glob.glob('tests/invalid/commands/*.xml') +
               glob.glob('tests/cli/data/check/*.xml') + glob.glob('rules/*.xml'))
files = [name for name in files if not name.endswith('.test.xml')]
for group in [*([name] for name in files), files[:20], ['no-such-file.xml']]:
    findings = valid([plain], run('json', group))
    log = valid(sarif, run('sarif', group))
    shown = [result for result in log['runs'][0]['results'] if not result.get('suppressions')]
    expect(len(shown) == len(findings), f'{group}: {len(findings)} findings, {len(shown)} results')
    rules = log['runs'][0]['tool']['driver']['rules']
    expect(all('help' in rule for rule in rules), f'{group}: a rule has no help')
    prints = [result['partialFingerprints']['attune/v1'] for result in log['runs'][0]['results']]
    expect(len(set(prints)) == len(prints), f'{group}: fingerprints repeat')
    for finding, result in zip(findings, shown):
        check_place(finding)
        check_same(finding, result, rules)
        count += 1

expect(count > 200, 'too few findings to tell anything')
def broken(value, change):
    other = copy.deepcopy(value)
    change(other)
    return other
some = [name for name in files if 'invalid' in name][:9]
log, findings = run('sarif', some), run('json', some)
first = lambda document: next(result for result in document['runs'][0]['results'] if result.get('locations'))
for change in (lambda d: d.pop('version'), lambda d: first(d).pop('message'), lambda d: first(d).update(level='hint'),
               lambda d: d['runs'][0].pop('tool'), lambda d: first(d)['locations'][0].clear()):
    expect(not sarif[0].is_valid(broken(log, change)), 'a wrong SARIF log passes the schema')
for change in (lambda d: d[0].pop('help'), lambda d: d[0].update(severity='note'), lambda d: d[0].update(line=-1)):
    expect(not plain.is_valid(broken(findings, change)), 'a wrong finding passes the schema')
print(count, 'findings are valid as JSON and as SARIF')
PY
