# SPDX-License-Identifier: MIT
# The rows of the scale benchmark as tables, one for each size, with ratios to Attune.
function thousands(number,    text, out) {
    text = sprintf("%.0f", number)
    out = ""
    while (length(text) > 3) {
        out = "," substr(text, length(text) - 2) out
        text = substr(text, 1, length(text) - 3)
    }
    return text out
}
function time_text(ms) {
    if (ms == "-")
        return ms
    return ms < 0.1 ? sprintf("%.4f", ms) : ms < 10 ? sprintf("%.2f", ms) : ms < 100 ? sprintf("%.1f", ms) : thousands(ms)
}
function ratio_text(ratio) {
    return ratio < 10 ? sprintf("%.2f", ratio) : thousands(ratio)
}
function label(work) {
    return work in title ? title[work] : work
}
BEGIN {
    title["open"] = "one client, no gate filters"
    title["narrow"] = "one client, gates leave few"
    title["plan"] = "client plan"
}
{
    work[NR] = $1; engine[NR] = $2; size[NR] = $3; ms[NR] = $4; memory[NR] = $5; note[NR] = $6
    time[$1, $2, $3] = $4
    engines[$1, $3]++
    if (!($3 in seen_size)) {
        seen_size[$3] = 1
        sizes[++size_count] = $3
    }
    if (!($1 in seen_work)) {
        seen_work[$1] = 1
        works[++work_count] = $1
    }
}
function print_row(i,    base, ratio) {
    base = time[work[i], "Attune", size[i]]
    ratio = base == "" || base == "-" || base + 0 == 0 || engines[work[i], size[i]] < 2 ? "-" : ratio_text(ms[i] / base)
    if (work[i] == "read the XML" && engine[i] == "Attune" && (work[i], "xmllint --sax", size[i]) in time)
        note[i] = note[i] sprintf("; %.2f times xmllint --sax", ms[i] / time[work[i], "xmllint --sax", size[i]])
    printf "%-28s %-18s %12s %9s %9s  %s\n", label(work[i]), engine[i], time_text(ms[i]), ratio, memory[i], note[i]
}
END {
    for (s = 1; s <= size_count; s++) {
        has_attune = 0
        for (i = 1; i <= NR; i++)
            has_attune += size[i] == sizes[s] && engine[i] == "Attune"
        if (!has_attune)
            continue
        printf "\n%s therapists\n", thousands(sizes[s])
        printf "%-28s %-18s %12s %9s %9s  %s\n", "work", "engine", "ms", "x Attune", "peak MB", "measured"
        for (w = 1; w <= work_count; w++)
            for (i = 1; i <= NR; i++)
                if (size[i] == sizes[s] && work[i] == works[w])
                    print_row(i)
    }
    print ""
    print "Times are the shortest of a few runs after a warm-up; what takes more than three seconds is run once."
    print "Peak MB: the most memory of the process, with what reading the pool took; of the open pool, what it holds."
    print "The others are given the therapists in memory, the signals of the texts ready-made, and each criterion's points for"
    print "this client; Attune works out the latter each time. DuckDB runs with threads = 1; SQLite and CLIPS have one thread;"
    print "json-rules-engine and zen-engine are kept to one core where taskset is there."
}
