# SPDX-License-Identifier: MIT
# A plot of the scale benchmark as SVG: time against size, both axes logarithmic, one line an engine; what is scaled up is
# dashed. work: whose rows; whom: in words, what the gates do.
function log10(x) {
    return log(x) / log(10)
}
function x_of(size) {
    return left + (log10(size) - x_low) / (x_high - x_low) * width
}
function y_of(ms) {
    return top + height - (log10(ms) - y_low) / (y_high - y_low) * height
}
function floor10(x,    n) {
    n = int(x)
    return n > x ? n - 1 : n
}
function ceil10(x) {
    return -floor10(-x)
}
function size_text(power) {
    return power < 3 ? 10 ^ power : power < 6 ? 10 ^ (power - 3) ",000" : 10 ^ (power - 6) ",000,000"
}
function ms_text(power) {
    return power < 0 ? sprintf("%.*f ms", -power, 10 ^ power) : power < 3 ? 10 ^ power " ms" : (power < 6 ? 10 ^ (power - 3) : size_text(power - 3)) " s"
}
function text(x, y, anchor, size, colour, what) {
    printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>\n", x, y, anchor, size, colour, what
}
function line(x1, y1, x2, y2, style) {
    printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>\n", x1, y1, x2, y2, style
}
$1 == work {
    if (!($2 in points))
        engines[++engine_count] = $2
    n = ++points[$2]
    # By size, whatever the order of the rows.
    while (n > 1 && xs[$2, n - 1] > $3) {
        xs[$2, n] = xs[$2, n - 1]; ys[$2, n] = ys[$2, n - 1]; scaled[$2, n] = scaled[$2, n - 1]
        n--
    }
    xs[$2, n] = $3; ys[$2, n] = $4; scaled[$2, n] = $6 ~ /^scaled/
    lx = log10($3); ly = log10($4)
    if (!seen++) {
        x_low = x_high = lx
        y_low = y_high = ly
    }
    if (lx < x_low) x_low = lx
    if (lx > x_high) x_high = lx
    if (ly < y_low) y_low = ly
    if (ly > y_high) y_high = ly
}
function draw_grid(    power) {
    for (power = ceil10(x_low - 1e-9); power <= x_high + 1e-9; power++) {
        line(x_of(10 ^ power), top, x_of(10 ^ power), top + height, "stroke=\"#e4e4e4\"")
        text(x_of(10 ^ power), top + height + 22, "middle", 14, "#333", size_text(power))
    }
    for (power = y_low; power <= y_high; power++) {
        line(left, y_of(10 ^ power), left + width, y_of(10 ^ power), "stroke=\"#e4e4e4\"")
        text(left - 10, y_of(10 ^ power) + 5, "end", 14, "#333", ms_text(power))
    }
    line(left, top, left, top + height, "stroke=\"#333\"")
    line(left, top + height, left + width, top + height, "stroke=\"#333\"")
    text(left + width / 2, top + height + 50, "middle", 15, "#333", "therapists in the pool")
    printf "<text transform=\"translate(22 %.1f) rotate(-90)\" text-anchor=\"middle\" font-size=\"15\" fill=\"#333\">time for one client’s first ten</text>\n", top + height / 2
}
function draw_engine(name, colour, wide,    i) {
    for (i = 1; i <= points[name]; i++) {
        if (i > 1)
            line(x_of(xs[name, i - 1]), y_of(ys[name, i - 1]), x_of(xs[name, i]), y_of(ys[name, i]), \
                sprintf("stroke=\"%s\" stroke-width=\"%s\"%s", colour, wide, scaled[name, i] ? " stroke-dasharray=\"6 5\"" : ""))
        printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\"/>\n", \
            x_of(xs[name, i]), y_of(ys[name, i]), scaled[name, i] ? "#fff" : colour, colour
    }
}
# Labels stand at the lines' ends, moved apart where they would overlap: from the slowest down.
function draw_labels(    i, j, swap, y, last) {
    for (i = 1; i <= engine_count; i++) {
        order[i] = engines[i]
        for (j = i; j > 1 && ys[order[j], points[order[j]]] > ys[order[j - 1], points[order[j - 1]]]; j--) {
            swap = order[j]; order[j] = order[j - 1]; order[j - 1] = swap
        }
    }
    last = -100
    for (i = 1; i <= engine_count; i++) {
        y = y_of(ys[order[i], points[order[i]]]) + 5
        if (y < last + 19)
            y = last + 19
        last = y
        text(left + width + 14, y, "start", 15, colour_of[order[i]], order[i])
    }
}
END {
    if (!seen)
        exit
    left = 110; top = 64; width = 640; height = 440
    y_low = floor10(y_low + 1e-9); y_high = ceil10(y_high - 1e-9)
    if (x_high - x_low < 1e-9) {
        x_low -= 0.5; x_high += 0.5
    }
    split("#c2185b #1565c0 #2e7d32 #ef6c00 #6a1b9a #00838f #5d4037", palette, " ")
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"940\" height=\"580\" viewBox=\"0 0 940 580\" font-family=\"sans-serif\">"
    print "<rect width=\"940\" height=\"580\" fill=\"#fff\"/>"
    text(left, 30, "start", 18, "#111", "One client against the whole pool: 24 criteria, " whom ", one core")
    text(left, 51, "start", 13, "#555", "Both axes logarithmic. Dashed with open circles: scaled up from a smaller pool.")
    draw_grid()
    for (i = 1; i <= engine_count; i++) {
        colour_of[engines[i]] = palette[(i - 1) % 7 + 1]
        draw_engine(engines[i], colour_of[engines[i]], engines[i] == "Attune" ? 3.5 : 2)
    }
    draw_labels()
    print "</svg>"
}
