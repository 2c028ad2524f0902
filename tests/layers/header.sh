#!/bin/sh
# SPDX-License-Identifier: MIT
# header.sh HEADER: the public header compiles alone, and twice, as C11 and as C++17 under hostile flags, with
# every compiler that is there.
set -u
header=$1
flags="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Wcast-align -Werror -fsyntax-only"
tried_c=0 tried_cxx=0 bad=0

compile() {
    # shellcheck disable=SC2086
    if ! printf '#include "%s"\n#include "%s"\n%s\n' "$header" "$header" "int attune_header_test(void) { return ATTUNE_OK; }" |
        "$@" $flags -; then
        echo "$* does not take $header"
        bad=1
    fi
}
for compiler in cc gcc clang; do
    command -v "$compiler" >/dev/null 2>&1 || continue
    tried_c=1
    compile "$compiler" -x c -std=c11 -Wstrict-prototypes -Wno-missing-prototypes
    compile "$compiler" -x c -std=c99
done
for compiler in c++ g++ clang++; do
    command -v "$compiler" >/dev/null 2>&1 || continue
    tried_cxx=1
    compile "$compiler" -x c++ -std=c++17 -Wold-style-cast
done
[ "$bad" = 0 ] || exit 1
[ "$tried_c$tried_cxx" = 11 ] || exit 77
