#!/bin/sh
# SPDX-License-Identifier: MIT
# Every C file is as clang-format leaves it. Versions differ in taste, so only version 14 judges.
set -u
for tool in clang-format-14 clang-format; do
    if command -v "$tool" >/dev/null 2>&1 && "$tool" --version | grep -q 'version 14\.'; then
        wrong=$(find engine tests docs bench -name '*.[ch]' | LC_ALL=C sort | xargs "$tool" --dry-run 2>&1 |
            sed -n 's/^\([^: ]*\.[ch]\):[0-9]*:.*/\1/p' | sort -u)
        [ -z "$wrong" ] && exit 0
        echo "not as scripts/format lays it out:"
        printf '%s\n' "$wrong"
        exit 1
    fi
done
echo "there is no clang-format 14"
exit 77
