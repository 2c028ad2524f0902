#!/bin/sh
# SPDX-License-Identifier: MIT
# includes.sh TREE: no stage includes a later one, foreign libraries stay in their stage, and no call that depends
# on a locale or goes past the arenas is made. Prints what is wrong as file:line: message; exit status 1 then.
set -u
cd "$1" || exit 2
find engine -name '*.[ch]' | LC_ALL=C sort | xargs awk '
function wrong(message) {
    printf "%s:%d: %s\n", FILENAME, FNR, message
    errors++
}
function starts(text, start) { return substr(text, 1, length(start)) == start }
BEGIN {
    count = split("include base document text feel ruleset pool match explain examples analysis render api cli", order, " ")
    for (i = 1; i <= count; i++)
        rank[order[i]] = i
}
FNR == 1 {
    split(FILENAME, parts, "/")
    stage = parts[2]
    if (!(stage in rank))
        wrong("engine/" stage " is not a stage")
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
    target = $0
    sub(/^[^"]*"/, "", target)
    sub(/".*/, "", target)
    if (target == "attune.h")
        next
    split(target, parts, "/")
    if (!(parts[1] in rank) || target !~ /\//)
        wrong("\"" target "\" is not included from the engine folder as \"stage/file.h\"")
    else if (rank[parts[1]] > rank[stage])
        wrong(stage "/ includes the later stage " parts[1] "/: \"" target "\"")
    next
}
/^[ \t]*#[ \t]*include[ \t]*</ {
    target = $0
    sub(/^[^<]*</, "", target)
    sub(/>.*/, "", target)
    if ((starts(target, "libxml/") || starts(target, "yajl/")) && stage != "document")
        wrong("<" target "> belongs to document/ alone")
    if (starts(target, "pcre2") && stage != "text")
        wrong("<" target "> belongs to text/ alone")
    if (starts(target, "sqlite3") && FILENAME != "engine/pool/store.c")
        wrong("<" target "> belongs to pool/store.c alone")
    if (starts(target, "utf8proc") && FILENAME != "engine/base/unicode.c")
        wrong("<" target "> belongs to base/unicode.c alone")
    if (starts(target, "bid_") && FILENAME != "engine/feel/values/decimal.c")
        wrong("<" target "> belongs to feel/values/decimal.c alone")
    next
}
{
    code = $0
    sub(/\/\/.*/, "", code)
    gsub(/"([^"\\]|\\.)*"/, "\"\"", code)
    if (starts(code, " *") || starts(code, "/*"))
        next
    if (code ~ /(^|[^A-Za-z0-9_])(malloc|calloc|realloc|free|strdup|strndup) *\(/ &&
        FILENAME != "engine/base/memory.c" && stage != "cli")
        wrong("memory comes from arenas (base/memory.h)")
    if (code ~ /(^|[^A-Za-z0-9_])(strtod|strtof|strtold|atof|atoi|atol|setlocale|toupper|tolower|strcoll|strftime)\(/ ||
        code ~ /(^|[^A-Za-z0-9_])is(alpha|alnum|digit|space|upper|lower|punct|print|cntrl|xdigit)\(/)
        wrong("a function that depends on the locale")
    if (code ~ /(^|[^A-Za-z0-9_])(strcpy|strcat|sprintf|vsprintf|gets|scanf|sscanf)\(/)
        wrong("a function that can write past its buffer, or misread")
    if (code ~ /(^|[^A-Za-z0-9_])(time|localtime|gmtime|clock|rand|random|getenv) *\(/ && stage != "cli")
        wrong("results must not depend on time, chance or the environment")
}
END { exit errors > 0 }
'
