// SPDX-License-Identifier: MIT
// Small parts of the HTML report: figures, drawings with their text, quotes with the match marked.
#include "render/report_html.h"

str report_points(const report_page *p, int64_t micro)
{
    char figure[24];
    return str_copy(p->arena, str_from(points_text(figure, micro)));
}

str report_signed(const report_page *p, int64_t micro)
{
    char figure[24];
    return str_copy(p->arena, str_from(points_signed(figure, micro)));
}

str report_name(const explanation *e)
{
    return e->name.length ? e->name : e->id;
}

// ---- drawings; all figures in them also stand as text

void report_whisker(const report_page *p, const explanation *e)
{
    str low = report_points(p, e->low.score), score = report_points(p, e->score.score),
        high = report_points(p, e->high.score);
    frame_markup(
        p->out, p->language,
        "<svg class=\"whisker\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" role=\"img\" "
        "aria-label=\"score %t, range %t to %t\">"
        "<path class=\"scale\" d=\"M0 5H100M0 3V7M25 4V6M50 3V7M75 4V6M100 3V7\"/>"
        "<path class=\"reach\" d=\"M%t 5H%tM%t 2V8M%t 2V8\"/><path class=\"at\" d=\"M%t 0V10\"/></svg>",
        score, low, high, low, high, low, high, score);
}

// A stretch of the chart from its start, drawn to the scale of all bars.
static void write_stretch(const report_page *p, const char *class, int64_t micro)
{
    if (micro > 0)
        frame_markup(p->out, p->language, "<rect class=\"%s\" width=\"%t\" height=\"10\"/>", class,
                     report_points(p, micro * 100 * MICRO / p->widest));
}

void report_factor_bar(const report_page *p, const factor_explanation *f)
{
    frame_markup(p->out, p->language,
                 "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" "
                 "aria-hidden=\"true\">");
    write_stretch(p, "out", f->points);
    write_stretch(p, "possible", f->high);
    write_stretch(p, "counted", f->contribution);
    write_stretch(p, "certain", f->low);
    frame_markup(p->out, p->language, "</svg>");
}

void report_chart_begin(const report_page *p, const char *class, const char *caption, const char *figures)
{
    frame_markup(
        p->out, p->language,
        "<table class=\"%s chart\">\n<caption>%s</caption>\n<colgroup><col class=\"what\"/><col/><col "
        "class=\"figure\"/></colgroup>\n<thead><tr><th scope=\"col\">What</th><th "
        "scope=\"col\">Drawing</th><th scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
        class, caption, figures);
}

void report_factor_chart(const report_page *p, const explanation *e)
{
    report_chart_begin(p, "quiet", "Points won, factor by factor", "Points");
    for (size_t i = 0; i < e->factor_count; i++) {
        const factor_explanation *f = &e->factors[i];
        if (f->points == 0)
            continue;
        frame_markup(p->out, p->language, "<tr><th scope=\"row\">%t</th><td>", text_label(f->title, f->id));
        report_factor_bar(p, f);
        frame_markup(p->out, p->language, "</td><td class=\"number\">%t of %t</td></tr>\n",
                     report_points(p, f->contribution), report_points(p, f->points));
    }
    frame_markup(p->out, p->language, "</tbody>\n</table>\n");
}

// ---- words

void report_message(const report_page *p, str text, const char *class)
{
    if (text.length)
        frame_markup(p->out, p->language, "<p class=\"%s\">%t</p>\n", class, text);
}

// The sentence is folded, the match as written: both without their white space are compared.
static str folded(const report_page *p, str text)
{
    builder b = builder_new(p->arena);
    str word;
    while (str_next_word(&text, &word)) {
        if (b.length)
            builder_addc(&b, ' ');
        builder_add(&b, word);
    }
    return builder_str(&b);
}

static void write_marked(const report_page *p, const quote *q)
{
    str matched = folded(p, q->matched), sentence = q->sentence.length ? q->sentence : matched;
    size_t at = matched.length ? str_find(sentence, matched, 0) : SIZE_MAX;
    if (at == SIZE_MAX) {
        html_text(p->out, sentence);
        return;
    }
    frame_markup(p->out, p->language, "%t<mark>%t</mark>%t", str_slice(sentence, 0, at), matched,
                 str_slice(sentence, at + matched.length, sentence.length));
}

// The counting quote whose match stands in a message, and where; NULL where none does.
static const quote *quote_said(const report_page *p, str said, const quote *quotes, size_t count, size_t *at)
{
    for (size_t i = 0; i < count; i++) {
        str matched = folded(p, quotes[i].matched);
        size_t in_sentence = str_find(quotes[i].sentence, matched, 0);
        size_t sentence = in_sentence == SIZE_MAX ? SIZE_MAX : str_find(said, quotes[i].sentence, 0);
        *at = sentence == SIZE_MAX ? str_find(said, matched, 0) : sentence + in_sentence;
        if (quotes[i].counts && matched.length && *at != SIZE_MAX)
            return &quotes[i];
    }
    return NULL;
}

bool report_said(const report_page *p, str said, const quote *quotes, size_t count)
{
    size_t at;
    const quote *q = quote_said(p, said, quotes, count, &at);
    if (!q) {
        html_text(p->out, said);
        return false;
    }
    size_t end = at + folded(p, q->matched).length;
    frame_markup(p->out, p->language, "%t<mark>%t</mark>%t", str_slice(said, 0, at), str_slice(said, at, end),
                 str_slice(said, end, said.length));
    return true;
}

// What the text is called that a quote is of; "answers 2" for an item of a list.
static str place_of(const report_page *p, const quote *q)
{
    uint32_t number = ruleset_find_field(&p->report->ruleset->therapist, q->field);
    str label = number == NAME_MISSING ? STR_NONE : p->report->ruleset->therapist.fields[number].label;
    return text_label(label, q->field);
}

static void write_caption(const report_page *p, const quote *q, const char *element)
{
    frame_markup(p->out, p->language, "<%m>%m: %t <span>(%t)</span></%m>\n", element,
                 q->counts ? "Counts" : "Does not count", frame_reason(p->arena, p->language, q->because),
                 place_of(p, q), element);
}

void report_quotes(const report_page *p, str said, const quote *quotes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const quote *q = &quotes[i];
        if (q->counts && q->sentence.length && str_contains(said, q->sentence)) {
            write_caption(p, q, "small");
            continue;
        }
        frame_markup(p->out, p->language, "<figure class=\"quote%m\">\n<blockquote><p>“",
                     q->counts ? "" : " idle");
        write_marked(p, q);
        frame_markup(p->out, p->language, "”</p></blockquote>\n");
        write_caption(p, q, "figcaption");
        frame_markup(p->out, p->language, "</figure>\n");
    }
}

void report_missing(const report_page *p, const missing_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        frame_markup(p->out, p->language, "%m%t%m", i ? ", " : "<p class=\"small soft\">Not known: ",
                     frame_words(p->language, text_label(items[i].label, items[i].name)),
                     i + 1 == count ? "</p>\n" : "");
}

void report_advice(const report_page *p, const advice_explanation *advice)
{
    frame_markup(p->out, p->language, "<div class=\"advice%m\">\n", advice->urgent ? " now" : "");
    if (advice->say.length && advice->title.length && !str_starts(advice->say, advice->title))
        frame_markup(p->out, p->language, "<p><b>%t</b></p>\n", advice->title);
    report_message(p, text_message(advice->say, advice->title, advice->id), "say");
    if (advice->ask.length)
        frame_markup(p->out, p->language, "<p class=\"ask\">%t</p>\n", advice->ask);
    frame_markup(p->out, p->language, "</div>\n");
}
