# SPDX-License-Identifier: MIT
# Adds up a ctest run: awk -f count-tests.awk OUTPUT LastTest.log prints "passed failed skipped". A cmocka program
# counts by its cases, any other test as one. (Only ctest's own output says which tests were skipped.)
function close_test() {
    if (!open)
        return
    if (name in was_skipped)
        skipped += 1
    else if (result != "Passed")
        failed += (bad ? bad : 1)
    else if (!good && !left)
        passed += 1
    if (!(name in was_skipped)) {
        passed += good
        skipped += left
    }
    open = 0
}
FNR == NR && /\(Skipped\)$/ { was_skipped[$3] = 1 }
FNR == NR { next }
/^[0-9]+\/[0-9]+ Testing: / { close_test(); open = 1; name = $3; good = bad = left = 0; result = "Failed" }
/^\[  PASSED  \] [0-9]+ test/ { good += $4 }
/^\[  FAILED  \] (.*: )?[0-9]+ test\(s\)/ { for (i = 1; i < NF; i++) if ($(i + 1) ~ /^test/) bad += $i }
/^\[  SKIPPED \] (.*: )?[0-9]+ test\(s\)/ { for (i = 1; i < NF; i++) if ($(i + 1) ~ /^test/) left += $i }
/^Test Passed\./ { result = "Passed" }
/^Test Failed\./ { result = "Failed" }
END { close_test(); print passed + 0, failed + 0, skipped + 0 }
