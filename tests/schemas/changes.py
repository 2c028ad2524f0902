# SPDX-License-Identifier: MIT
# changes.py ATTUNE: rule sets that were changed at random (attributes and elements taken out, put in, given other values)
# are taken by the schemas wherever attune check has no error, and refused by RELAX NG wherever check names a fault of
# structure. Those that are right among the rule sets of all tests are taken too. The changes are the same in each run;
# ATTUNE_CASES sets their number.
import glob
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

STRUCTURE = {"unknown-element", "repeated-element", "unexpected-text"}
VALUES = ["", "1", "true", "x", "+5", "a b", "client.goals", "-1", "clause", "1.", ".5", "=20", "first", "a.b-c"]
START = re.compile(r'<([a-z-]+)((?:\s+[a-z:-]+="[^"]*")*)\s*/?>')
LEAF = re.compile(r"<[a-z-]+(?:\s[^<>]*)?/>|<([a-z-]+)(?:\s[^<>]*)?>[^<]*</\1>")
ATTRIBUTE = re.compile(r'\s([a-z:-]+)="([^"]*)"')


def changed_tag(chance, tag, attributes, elements, leaves):
    """The start tag changed in one way, or None where that way does not fit it."""
    written, own = tag.group(0), ATTRIBUTE.findall(tag.group(2))
    way = chance.randrange(6)
    if way < 2 and own:
        name, value = chance.choice(own)
        old = f' {name}="{value}"'
        if name != "xmlns" and old in written:
            return written.replace(old, "" if way == 0 else f' {name}="{chance.choice(VALUES)}"', 1)
    if way == 2:
        name = chance.choice(attributes)
        if f' {name}="' not in written:
            end = "/>" if written.endswith("/>") else ">"
            return f'{written[:-len(end)]} {name}="{chance.choice(VALUES)}"{end}'
    if way > 2 and not written.endswith("/>"):
        element = chance.choice(elements)
        return written + (f"<{element}>x</{element}>", chance.choice(leaves), "text")[way - 3]
    return None


def write_changes(folder, count):
    sources = []
    for path in ("tests/schemas/examples/example.xml", "tests/schemas/examples/extended.xml", "rules/template.xml"):
        shutil.copy(path, folder)
        sources.append(open(path, encoding="utf-8").read())
    schema = open("rules/ruleset.rng", encoding="utf-8").read()
    elements = sorted(set(re.findall(r'<element name="([^"]+)"', schema)))
    attributes = sorted(set(re.findall(r'<attribute name="([^"]+)"', schema)))
    leaves = [m.group(0) for m in LEAF.finditer(sources[0])]
    chance, files = random.Random(5), []
    while len(files) < count:
        source = chance.choice(sources)
        tag = chance.choice(list(START.finditer(source)))
        now = changed_tag(chance, tag, attributes, elements, leaves)
        if now is None:
            continue
        files.append(os.path.join(folder, f"changed{len(files)}.xml"))
        with open(files[-1], "w", encoding="utf-8") as out:
            out.write(source[:tag.start()] + now + source[tag.end():])
    return files


def rule_sets_of_tests():
    found = sorted(glob.glob("tests/**/*.xml", recursive=True))
    return [path for path in found if b"<ruleset" in open(path, "rb").read()]


def said_by(*command):
    result = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    return (result.stdout + result.stderr).splitlines()


def main():
    if not shutil.which("xmllint"):
        print("skipped: xmllint is not installed")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        files = write_changes(folder, int(os.environ.get("ATTUNE_CASES", "400")))
        changed = len(files)
        files += rule_sets_of_tests()
        codes = {file: {} for file in files}
        for line in said_by(sys.argv[1], "check", "--format", "compact", *files):
            found = re.match(r"(.*?):\d+:\d+: error: .*\[([a-z0-9-]+)\]$", line)
            if found and found.group(1) in codes:
                codes[found.group(1)][found.group(2)] = line
        bad = 0
        for option, schema in (("--relaxng", "rules/ruleset.rng"), ("--schema", "rules/ruleset.xsd")):
            said = said_by("xmllint", "--nonet", "--noout", option, schema, *files)
            taken = {line[:-len(" validates")] for line in said if line.endswith(" validates")}
            for number, file in enumerate(files):
                faults = STRUCTURE & codes[file].keys() if number < changed else set()
                if file not in taken and not codes[file]:
                    print(f"{schema} refuses what check takes:", *(line for line in said if file in line))
                    bad += 1
                if schema.endswith(".rng") and file in taken and faults:
                    print(f"{schema} takes what check does not:", *(codes[file][fault] for fault in faults))
                    bad += 1
        right = sum(1 for file in files if not codes[file])
        print(f"{len(files)} rule sets, {right} of them right")
        return 1 if bad or not 0 < right < len(files) else 0


sys.exit(main())
