#!/bin/sh
# SPDX-License-Identifier: MIT
# The checks of this folder find what they are for: each is run on a tree made wrong on purpose.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
bad=0

# fresh: a small tree in which all is right.
fresh() {
    rm -rf "$work/tree"
    mkdir -p "$work/tree/engine/base" "$work/tree/engine/feel" "$work/tree/engine/cli"
    for stage in base feel cli; do
        printf '// SPDX-License-Identifier: MIT\n#include "base/a.h"\n#include <stdio.h>\n\nint f(void)\n{\n    return 0;\n}\n' \
            >"$work/tree/engine/$stage/a.c"
    done
    printf '// SPDX-License-Identifier: MIT\nint f(void);\n' >"$work/tree/engine/base/a.h"
}

# expect CHECK PART: the check fails on the tree and names PART.
expect() {
    if output=$(sh "$here/$1.sh" "$work/tree" 2>&1); then
        echo "$1 found nothing where it should have named: $2"
        bad=1
    elif ! printf '%s\n' "$output" | grep -q -F -e "$2"; then
        echo "$1 did not name: $2"
        printf '%s\n' "$output"
        bad=1
    fi
}

# with FILE LINE CHECK PART: the line added to the file makes the check fail.
with() {
    fresh
    printf '%s\n' "$2" >>"$work/tree/engine/$1"
    expect "$3" "$4"
}

fresh
for check in includes sizes; do
    sh "$here/$check.sh" "$work/tree" || { echo "$check fails where all is right"; bad=1; }
done

with base/a.c '#include "feel/a.h"' includes 'base/ includes the later stage feel/'
with base/a.h '#  include "cli/a.h"' includes 'engine/base/a.h:3: base/ includes the later stage cli/'
with feel/a.c '#include "value.h"' includes 'not included from the engine folder'
with feel/a.c '#include <libxml/parser.h>' includes 'belongs to document/ alone'
with feel/a.c '#include <yajl/yajl_parse.h>' includes 'belongs to document/ alone'
with base/a.c '#include <pcre2.h>' includes 'belongs to text/ alone'
with feel/a.c '#include <sqlite3.h>' includes 'belongs to pool/store.c alone'
with feel/a.c '#include <utf8proc.h>' includes 'belongs to base/unicode.c alone'
with feel/a.c '#include <bid_functions.h>' includes 'belongs to feel/values/decimal.c alone'
with feel/a.c 'char *p = malloc(3);' includes 'memory comes from arenas'
with feel/a.c 'double d = strtod(s, &end);' includes 'depends on the locale'
with feel/a.c 'bool b = isalpha(c);' includes 'depends on the locale'
with feel/a.c 'strcpy(to, from);' includes 'write past its buffer'
with feel/a.c 'time_t t = time(NULL);' includes 'must not depend on time'

fresh
mkdir "$work/tree/engine/magic" && cp "$work/tree/engine/base/a.c" "$work/tree/engine/magic/"
expect includes 'engine/magic is not a stage'

fresh
{ printf 'static int\nlong_one(void)\n{\n'; i=0; while [ $i -lt 58 ]; do echo '    f();'; i=$((i + 1)); done; echo '}'; } \
    >>"$work/tree/engine/feel/a.c"
expect sizes 'long_one() has 61 lines, over 60'

fresh
i=0; while [ $i -lt 800 ]; do echo '//'; i=$((i + 1)); done >>"$work/tree/engine/base/a.h"
expect sizes 'engine/base/a.h: has 802 lines, over 800'

fresh
echo 'int x;' >"$work/tree/engine/base/b.c"
expect sizes 'engine/base/b.c: has no SPDX line'

printf 'enum { ATTUNE_OK };\nint f();\n' >"$work/bad.h"
if sh "$here/header.sh" "$work/bad.h" >/dev/null 2>&1; then
    echo "header took a header without prototypes"
    bad=1
fi
exit "$bad"
