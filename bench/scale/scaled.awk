# SPDX-License-Identifier: MIT
# Adds rows, scaled up, where an engine was too slow for a size. sizes: all sizes; from: scaled up from it.
{
    print
    if ($2 != "Attune" && ($1 == "open" || $1 == "narrow")) {
        time[$1 "\t" $2, $3] = $4
        if ($3 == from)
            small[++count] = $1 "\t" $2
    }
}
END {
    n = split(sizes, size, " ")
    for (i = 1; i <= count; i++)
        for (j = 1; j <= n; j++)
            if (size[j] > from && !((small[i], size[j]) in time))
                printf "%s\t%s\t%.3f\t-\tscaled up from %d\n", small[i], size[j], time[small[i], from] * size[j] / from, from
}
