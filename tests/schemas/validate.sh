#!/bin/sh
# SPDX-License-Identifier: MIT
# validate.sh ATTUNE TOOL: by TOOL (xmllint: XSD and RELAX NG; jing: RELAX NG in both syntaxes) the schemas take every
# rule set and test file that is right (rules/, the documents' examples, tests/), and refuse those of
# tests/invalid/rules that refused.txt lists, and the documents' files called wrong….xml. Likewise the schemas of
# profiles that are written for rules/alliance.xml.
set -u
attune=$1 tool=$2
here=tests/schemas

# Debian's package libjing-java has no command, but needs less of Java than the package jing, which has.
jar=/usr/share/java/jing.jar
if [ "$tool" = jing ] && ! command -v jing >/dev/null 2>&1 && [ -f $jar ] && command -v java >/dev/null 2>&1; then
    jing() { java -jar $jar "$@"; }
else
    command -v "$tool" >/dev/null 2>&1 || { echo "skipped: $tool is not installed"; exit 77; }
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
bad=0

# judge SCHEMA FILE…: prints the files that the schema refuses; what the tool says is in $work/said.
judge() {
    schema=$1
    shift
    case $tool:$schema in
    xmllint:*.xsd) xmllint --nonet --noout --schema "$schema" "$@" >"$work/said" 2>&1 ;;
    xmllint:*.rng) xmllint --nonet --noout --relaxng "$schema" "$@" >"$work/said" 2>&1 ;;
    jing:*.rnc) jing -c "$schema" "$@" >"$work/said" 2>&1 ;;
    jing:*.rng) jing "$schema" "$@" >"$work/said" 2>&1 ;;
    esac
    for file; do
        case $tool in
        xmllint) grep -q -x -F -e "$file validates" "$work/said" || echo "$file" ;;
        jing) grep -q -F -e "$file:" "$work/said" && echo "$file" ;;
        esac
    done
}

# takes SCHEMA FILE…: none is refused.
takes() {
    judge "$@" >"$work/refused"
    [ -s "$work/refused" ] || return 0
    echo "$tool: $1 refuses what is right:"
    cat "$work/refused" "$work/said"
    bad=1
}

# refuses SCHEMA FILE…: each is.
refuses() {
    judge "$@" >"$work/refused"
    shift
    for file; do
        grep -q -x -F -e "$file" "$work/refused" || { echo "$tool: $schema takes $file"; bad=1; }
    done
}

# The files that the documents show.
for page in README.md docs/*.md; do
    folder=$work/$(basename "$page" .md)
    mkdir "$folder"
    awk -v folder="$folder" '
        /^<!-- file: .*\.xml -->/ { name = folder "/" $3; next }
        /^```/ { if (name && !open) { open = 1; next } if (open) close(name); name = ""; open = 0; next }
        open { print >name }' "$page"
done

# with_root NAME FILE…: those whose outermost element is called that.
with_root() {
    root=$1
    shift
    for file; do
        [ -f "$file" ] && grep -q "^<$root " "$file" && printf '%s\n' "$file"
    done
}

wrong=$(find "$work" -name 'wrong*.xml')
find "$work" rules tests/schemas/examples tests/examples -name '*.xml' ! -name 'wrong*' | LC_ALL=C sort >"$work/all"
# shellcheck disable=SC2046
rulesets=$(with_root ruleset $(cat "$work/all"))
# shellcheck disable=SC2046
tests=$(with_root tests $(cat "$work/all"))
# shellcheck disable=SC2046
translations=$(with_root translation $(cat "$work/all"))
# shellcheck disable=SC2086
set -- $rulesets $tests $translations
[ $# -ge 15 ] || { echo "only $# files to try: $*"; bad=1; }

case $tool in xmllint) formats="rng xsd" ;; *) formats="rng rnc" ;; esac
for format in $formats; do
    # shellcheck disable=SC2086
    takes "rules/ruleset.$format" $rulesets
    # shellcheck disable=SC2086
    takes "rules/tests.$format" $tests
    # shellcheck disable=SC2086
    takes "rules/translation.$format" $translations
    refuses "rules/translation.$format" tests/invalid/rules/language_document.de.xml
    column=$format
    [ "$format" = rnc ] && column=rng
    # shellcheck disable=SC2046,SC2086
    refuses "rules/ruleset.$format" $wrong $(awk -v column="$column" '!/^#/ && index(" " $0 " ", " " column " ") {
        print "tests/invalid/rules/" $1 }' "$here/refused.txt")
    # shellcheck disable=SC2046
    refuses "rules/tests.$format" $(awk -v column="$column" '!/^#/ && index(" " $0 " ", " " column " ") {
        print "tests/schemas/invalid/" $1 }' "$here/refused-tests.txt")
    "$attune" schema profiles --format "$format" -r rules/alliance.xml -o "$work/profiles.$format" || bad=1
    takes "$work/profiles.$format" profiles/therapists.xml profiles/clients/*.xml
    refuses "$work/profiles.$format" "$here"/invalid/profile_*.xml
done
exit "$bad"
