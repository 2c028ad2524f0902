# SPDX-License-Identifier: MIT
# Lists the functions of C files as "lines file:line name", by the layout that clang-format gives them: a
# function's first line starts in the first column, its braces stand there alone.
FNR == 1 { start = 0 }
/^[A-Za-z_]/ { start = FNR; first = $0 }
/^{/ { inside = start }
/^}/ && inside {
    name = first
    sub(/\(.*/, "", name)
    sub(/.*[ *]/, "", name)
    print FNR - inside + 1, FILENAME ":" inside, name
    inside = 0
}
