#!/bin/sh
# SPDX-License-Identifier: MIT
# new.sh ATTUNE: what attune new writes passes check without a word and test with every outcome seen, whatever the file
# is called; nothing is ever written over.
set -u
attune=$1
top=$(pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
bad=0

fail() {
    echo "$*"
    bad=1
}

# fresh FILE ID: writes it, and looks whether it passes.
fresh() {
    "$attune" new "$1" >out 2>err || fail "new $1 failed: $(cat err)"
    [ -s out ] && fail "new $1 wrote to standard output"
    grep -q -F -e "id=\"$2\"" "$1" || fail "$1 has another id than $2"
    "$attune" check "$1" >out 2>&1 || fail "$1 does not pass check: $(cat out)"
    grep -q -E 'error|warning|hint' out && fail "check has something to say of $1: $(cat out)"
    "$attune" test "$1" >out 2>&1 || fail "$1 does not pass test: $(cat out)"
    grep -q 'outcomes seen: \([0-9]*\) of \1$' out || fail "not all outcomes of $1 are seen: $(cat out)"
    grep -q SPDX "$1" "${1%.xml}.test.xml" && fail "$1 claims a licence"
    "$attune" new "$1" 2>err && fail "new wrote over $1"
    grep -q 'is there already' err || fail "new $1 does not say why not: $(cat err)"
}

fresh my-rules.xml my-rules
mkdir 'a place' && fresh 'a place/3 "rules" & more.xml' rules-3-rules-more

rm my-rules.xml
echo mine >my-rules.test.xml
"$attune" new my-rules.xml 2>err && fail "new wrote over the examples"
[ -e my-rules.xml ] && fail "new left a rule set without its examples"
[ "$(cat my-rules.test.xml)" = mine ] || fail "new changed the examples that were there"

for name in rules rules.txt .xml my.test.xml; do
    "$attune" new "$name" 2>err && fail "new took the name $name"
    [ -e "$name" ] && fail "new wrote $name"
done
"$attune" new 2>err && fail "new took no name"
"$attune" new no/such/folder.xml 2>err
[ $? = 5 ] || fail "a folder that is not there: $(cat err)"

"$attune" new - >rules.xml || fail "new - failed"
"$attune" check rules.xml >out 2>&1 || fail "what new - prints does not pass check: $(cat out)"
[ "$(wc -l <"$top/rules/template.xml")" -le 120 ] || fail "the template is too long to read at one sitting"
exit "$bad"
