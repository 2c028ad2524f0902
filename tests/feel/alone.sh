#!/bin/sh
# SPDX-License-Identifier: MIT
# alone.sh COMPILER: the command in docs/FEEL.md that builds FEEL by itself works as it stands there, without libxml2,
# yajl and this build, and the example that it makes prints what it should.
set -eu
compiler=$1
top=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The one block of the section that is a shell command.
sed -n '/^## FEEL as a C library/,/^## /p' docs/FEEL.md | sed -n '/^```sh$/,/^```$/p' | sed '/^```/d' >"$work/command"
grep -q '^cc ' "$work/command" || { echo "docs/FEEL.md has no cc command under \"FEEL as a C library\""; exit 1; }
grep -q -e xml -e yajl "$work/command" && { echo "FEEL by itself needs neither libxml2 nor yajl"; exit 1; }

# It runs in the top folder and writes there, so it gets a folder with links to what it reads.
ln -s "$top/engine" "$top/docs" "$work"
mkdir "$work/bin"
printf '#!/bin/sh\nexec %s -Wall -Wextra -Werror "$@"\n' "$compiler" >"$work/bin/cc"
chmod +x "$work/bin/cc"
cd "$work"
PATH="$work/bin:$PATH" sh -eu ./command >output || { cat output; exit 1; }
printf 'row 1: true\nrow 2: false\nrow 3: false\nrow 4: null\n' | diff - output
