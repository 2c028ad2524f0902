#!/bin/sh
# SPDX-License-Identifier: MIT
# exports.sh LIBRARY: the shared library shows what attune.h declares, all of it and nothing else.
set -u
command -v nm >/dev/null 2>&1 || exit 77
[ "$(uname)" = Linux ] || exit 77
shown=$(nm -D --defined-only "$1" | awk '$2 ~ /[TDBRVW]/ { sub(/@.*/, "", $3); print $3 }' | LC_ALL=C sort)
# Declarations start with ATTUNE_API and may go over several lines.
declared=$(tr '\n' ' ' <"${ATTUNE_SOURCE_DIR:-.}/engine/include/attune.h" | tr ';' '\n' |
    sed -n 's/.*ATTUNE_API [^(]*[ *]\(attune_[a-z0-9_]*\)(.*/\1/p' | LC_ALL=C sort)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
printf '%s\n' "$shown" | grep -v -E '^(__asan|__ubsan|__odr_asan|__tsan|__sanitizer|__gcov|mangle_path|gcov)' >"$work/shown"
printf '%s\n' "$declared" >"$work/declared"
if ! diff "$work/declared" "$work/shown"; then
    echo "(<: declared in attune.h and not there; >: there and not declared)"
    exit 1
fi
