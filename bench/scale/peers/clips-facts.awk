# SPDX-License-Identifier: MIT
# The pool's CSV as facts of CLIPS.
BEGIN { FS = "," }
NR == 1 { split($0, names, ","); next }
{
    printf "(therapist"
    for (i = 1; i <= NF; i++) {
        gsub(/\|/, " ", $i)
        printf " (%s %s)", names[i], $i == "" ? "nil" : $i
    }
    print ")"
}
