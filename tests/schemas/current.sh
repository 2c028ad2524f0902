#!/bin/sh
# SPDX-License-Identifier: MIT
# current.sh ATTUNE: the schemas in rules/ and docs/REFERENCE.md are what attune schema writes now, and the examples
# on that page stand in tests/schemas/examples/, whose files pass check and test. ATTUNE_UPDATE_GOLDEN=1 writes them.
set -u
attune=$1
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
bad=0

# current FILE ARGUMENT…
current() {
    file=$1
    shift
    "$attune" schema "$@" >"$work/new" || { echo "attune schema $* failed"; bad=1; return; }
    cmp -s "$work/new" "$file" && return
    if [ "${ATTUNE_UPDATE_GOLDEN:-}" = 1 ]; then
        cp "$work/new" "$file"
        return
    fi
    echo "$file is not what attune schema $* writes; ATTUNE_UPDATE_GOLDEN=1 writes it anew:"
    diff "$file" "$work/new" | head -n 20
    bad=1
}

for kind in ruleset translation tests; do
    for format in rng rnc xsd; do
        current "rules/$kind.$format" "$kind" --format "$format"
    done
done
current docs/REFERENCE.md --format markdown

grep -n '^An expectation\.$' docs/REFERENCE.md && { echo "render/grammar_tests.c has no meaning for it"; bad=1; }

# Each example with its white space as single blanks, one a line; then all files likewise, as one line.
awk '/^```xml/ { inside = 1; text = ""; next }
     /^```/ { if (inside) print text; inside = 0; next }
     inside { gsub(/^ +/, ""); text = text (text == "" ? "" : " ") $0 }' docs/REFERENCE.md >"$work/examples"
sed 's/^ *//' tests/schemas/examples/*.xml | tr '\n' ' ' >"$work/files"
[ "$(wc -l <"$work/examples")" -ge 30 ] || { echo "docs/REFERENCE.md has hardly any examples"; bad=1; }
while IFS= read -r example; do
    grep -q -F -e "$example" "$work/files" || { echo "stands in no file of tests/schemas/examples/: $example"; bad=1; }
done <"$work/examples"

# A shell's glob checks a folder of rule sets with their examples; what editors need lies apart and names what is there.
"$attune" check --deny warnings --deny hints rules/*.xml >"$work/log" 2>&1 || { cat "$work/log"; bad=1; }
for named in $(sed -n 's/.* uri="\(.*\)".*/\1/p' rules/editor/*.xml); do
    [ -f "rules/editor/$named" ] || { echo "rules/editor/ names $named, which is not there"; bad=1; }
done

"$attune" check tests/schemas/examples/example.xml tests/schemas/examples/extended.xml >"$work/log" 2>&1 ||
    { cat "$work/log"; bad=1; }
"$attune" test tests/schemas/examples/example.xml >"$work/log" 2>&1 || { cat "$work/log"; bad=1; }
exit "$bad"
