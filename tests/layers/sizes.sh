#!/bin/sh
# SPDX-License-Identifier: MIT
# sizes.sh TREE: no function over 60 lines, no file over 800, and every source file names its licence.
# main() of a test, which is a table, may be longer. Exit status 1 where something is too large.
set -u
functions=$(cd "$(dirname "$0")/../.." && pwd)/scripts/functions.awk
cd "$1" || exit 2
folders=engine
[ -d tests ] && folders="engine tests"

# shellcheck disable=SC2086
too_long=$(find $folders -name '*.c' | LC_ALL=C sort | xargs awk -f "$functions" |
    awk '$1 > 60 && !($2 ~ /^tests\// && $3 == "main") { print $2 ": " $3 "() has " $1 " lines, over 60" }')
# shellcheck disable=SC2086
too_large=$(find $folders -name '*.[ch]' | LC_ALL=C sort | xargs wc -l |
    awk '$2 != "total" && $1 > 800 { print $2 ": has " $1 " lines, over 800" }')
# shellcheck disable=SC2086
unlicensed=$(find $folders cmake scripts rules profiles -type f \( -name '*.[ch]' -o -name '*.sh' -o -name '*.awk' \
    -o -name '*.cmake' -o -name CMakeLists.txt -o -path 'rules/*.xml' -o -path 'profiles/*.xml' \) 2>/dev/null |
    LC_ALL=C sort | xargs grep -L 'SPDX-License-Identifier: MIT' | sed 's/$/: has no SPDX line/')
found=$(printf '%s\n%s\n%s\n' "$too_long" "$too_large" "$unlicensed" | sed '/^$/d')
[ -z "$found" ] && exit 0
printf '%s\n' "$found"
exit 1
