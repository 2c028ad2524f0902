// SPDX-License-Identifier: MIT
// Coverage as one HTML page that is also well-formed XML: no script, nothing loaded, everything from a rule
// set escaped.
#include "render/examples.h"

#include "render/html.h"

static const char style_sheet[] =
    ":root{--paper:#fdfcf9;--ink:#22262b;--soft:#6a7078;--line:#e3e0d8;--card:#fff;--good:#1d7a4f;--good-bg:#"
    "e4f3ea;"
    "--bad:#b3261e;--bad-bg:#fbe7e4;--none:#f1efe9;--accent:#3b5b92}"
    "@media screen and "
    "(prefers-color-scheme:dark){:root{--paper:#16181c;--ink:#e6e4df;--soft:#9aa0a8;--line:#2d3138;"
    "--card:#1c1f24;--good:#6fd19e;--good-bg:#173526;--bad:#ff9d92;--bad-bg:#43211e;--none:#23262c;--accent:#"
    "9db8e8}}"
    "*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);"
    "font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}"
    "main{max-width:66rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}h1{font-size:1.7rem;margin:0 0 .25rem;"
    "letter-spacing:-.01em}h2{font-size:1.15rem;margin:2.5rem 0 .75rem}p.sub{margin:0;color:var(--soft)}"
    ".cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1rem;margin:1.75rem 0}"
    ".card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem 1.1rem}"
    ".card b{display:block;font-size:1.6rem;font-weight:650;font-variant-numeric:tabular-nums}"
    ".card span{color:var(--soft);font-size:.9rem}"
    "meter{display:block;width:100%;height:.7rem;margin-top:.5rem}"
    ".scroll table{margin:0}.scroll{overflow-x:auto;border:1px solid "
    "var(--line);border-radius:.75rem;background:var(--card)}"
    "table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;padding:.5rem .75rem;"
    "vertical-align:top;border-top:1px solid var(--line)}thead "
    "th{border-top:0;color:var(--soft);font-weight:600;"
    "white-space:nowrap}tbody th{font-weight:600;white-space:nowrap}td.what code{color:var(--soft);"
    "overflow-wrap:anywhere}code{font:.85em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}"
    ".s{display:inline-block;margin:.1rem .25rem .1rem 0;padding:.05rem "
    ".55rem;border-radius:1rem;font-size:.82rem;"
    "white-space:nowrap;background:var(--good-bg);color:var(--good)}.s.never{background:var(--bad-bg);color:"
    "var(--bad);"
    "font-weight:600}.s.idle{background:var(--none);color:var(--soft)}small{color:var(--soft);font-weight:"
    "400}"
    ".fine{padding:1rem 1.1rem;border:1px solid var(--line);border-radius:.75rem;background:var(--good-bg);"
    "color:var(--good)}details{margin:.75rem 0}summary{cursor:pointer;color:var(--accent)}"
    "@media print{:root{--paper:#fff}body{font-size:11pt}.card,.scroll{break-inside:avoid}}";

static void write_card(builder *out, const char *what, coverage_figure f, const char *where)
{
    if (f.wanted == 0)
        return;
    builder_addf(out,
                 "<div class=\"card\"><b>%zu <small>of %zu</small></b><span>%s%s</span>"
                 "<meter min=\"0\" max=\"%zu\" value=\"%zu\" low=\"%zu\" high=\"%zu\" optimum=\"%zu\">%zu of "
                 "%zu</meter></div>\n",
                 f.seen, f.wanted, what, where, f.wanted, f.seen, f.wanted * 8 / 10, f.wanted * 95 / 100,
                 f.wanted, f.seen, f.wanted);
}

static void write_cards(builder *out, const coverage *c, const mutation_report *m)
{
    static const struct {
        coverage_kind first, last;
        const char *what;
    } parts[] = {{COVERAGE_GATE, COVERAGE_ADVICE, "outcomes seen"},
                 {COVERAGE_PATTERN, COVERAGE_PATTERN, "patterns found"},
                 {COVERAGE_TRIGGER, COVERAGE_TRIGGER, "triggers that decided"}};
    builder_adds(out, "<div class=\"cards\">\n");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        write_card(out, parts[i].what, coverage_figure_of(c, parts[i].first, parts[i].last, false), "");
        write_card(out, parts[i].what, coverage_figure_of(c, parts[i].first, parts[i].last, true),
                   ", in other files");
    }
    if (m)
        write_card(out, "changes of the rules noticed",
                   (coverage_figure){m->noticed, m->noticed + m->survived}, "");
    builder_adds(out, "</div>\n");
}

static void write_sightings(builder *out, const coverage_item *item)
{
    for (unsigned s = 0; s < SIGHTINGS; s++) {
        unsigned bit = 1u << s;
        if (!((item->possible | item->seen) & bit))
            continue;
        bool seen = item->seen & bit, wanted = item->wanted & bit;
        builder_addf(out, "<span class=\"s%s\">%s",
                     seen     ? ""
                     : wanted ? " never"
                              : " idle",
                     sighting_name((sighting)s));
        if (seen)
            builder_addf(out, " %u", (unsigned)item->times[s]);
        else
            builder_adds(out, wanted ? " never" : " –");
        builder_adds(out, "</span>");
    }
}

static void write_row(builder *out, const coverage_item *item, bool with_kind)
{
    place_view view = place_look(item->where, out->arena);
    builder_adds(out, "<tr><th scope=\"row\">");
    if (with_kind)
        builder_addf(out, "<small>%s</small> ", coverage_kind_name(item->kind));
    html_text(out, item->id);
    builder_adds(out, "</th><td>");
    write_sightings(out, item);
    builder_adds(out, "</td><td class=\"what\"><code>");
    html_text(out, item->text);
    builder_adds(out, "</code> <small>");
    html_text(out, item->where.source ? item->where.source->name : STR_NONE);
    builder_addf(out, ":%u</small></td></tr>\n", view.line);
}

static const char table_head[] = "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
                                 "aria-label=\"Table\"><table><thead><tr><th scope=\"col\">rule</th><th "
                                 "scope=\"col\">seen, how often</th>"
                                 "<th scope=\"col\">what it says</th></tr></thead><tbody>\n";

static bool never_seen(const coverage_item *item)
{
    return (item->wanted & ~item->seen) != 0;
}

static void write_never(builder *out, const coverage *c)
{
    size_t count = 0;
    builder_adds(out, "<h2>Never seen</h2>\n");
    for (size_t i = 0; i < c->count; i++) {
        if (c->items[i].included || !never_seen(&c->items[i]))
            continue;
        if (count++ == 0)
            builder_adds(out, table_head);
        write_row(out, &c->items[i], true);
    }
    builder_adds(out, count ? "</tbody></table></div>\n"
                            : "<p class=\"fine\">Everything that this rule set can come to was seen in some "
                              "example.</p>\n");
}

static void write_kind(builder *out, const coverage *c, coverage_kind k, const char *heading, bool included)
{
    size_t count = 0;
    for (size_t i = c->first[k]; i < c->first[k + 1]; i++) {
        if (c->items[i].included != included || !c->items[i].possible)
            continue;
        if (count++ == 0)
            builder_addf(out, included ? "<details><summary>%s in other files</summary>\n" : "<h2>%s</h2>\n",
                         heading);
        if (count == 1)
            builder_adds(out, table_head);
        write_row(out, &c->items[i], false);
    }
    if (count)
        builder_adds(out, "</tbody></table></div>\n");
    if (count && included)
        builder_adds(out, "</details>\n");
}

static void write_survivor(builder *out, const mutant *m)
{
    place_view view = place_look(m->where, out->arena);
    builder_adds(out, "<tr><th scope=\"row\">");
    html_text(out, m->rule);
    builder_adds(out, "</th><td>");
    html_text(out, m->change);
    builder_addf(out, " <small>line %u</small></td><td class=\"what\">", view.line);
    if (m->example.length) {
        builder_adds(out, "example ");
        html_text(out, m->example);
        builder_adds(out, ", with <code>");
        html_text(out, m->hint);
        builder_adds(out, "</code></td></tr>\n");
        return;
    }
    html_text(out, m->hint);
    builder_adds(out, "</td></tr>\n");
}

// The changes of the rules that no example noticed.
static void write_mutation(builder *out, const mutation_report *m)
{
    size_t count = 0;
    builder_adds(out, "<h2>Changes that nobody noticed</h2>\n");
    for (size_t i = 0; i < m->count; i++) {
        if (m->items[i].state != MUTANT_SURVIVED)
            continue;
        if (count++ == 0)
            builder_adds(out, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
                              "aria-label=\"Table\"><table><thead><tr><th scope=\"col\">rule</th><th "
                              "scope=\"col\">change</th><th scope=\"col\">what would notice it</th></tr>"
                              "</thead><tbody>\n");
        write_survivor(out, &m->items[i]);
    }
    builder_adds(out,
                 count ? "</tbody></table></div>\n"
                       : "<p class=\"fine\">Every change that was tried was noticed by some example.</p>\n");
}

static void write_one(builder *out, const tested *t)
{
    static const char *const headings[] = {"Gates",  "Criteria", "Red flags",       "Adjusts",
                                           "Advice", "Patterns", "Context triggers"};
    const examples_report *r = t->report;
    builder_adds(out, "<section>\n<h1>");
    html_text(out, r->ruleset->id);
    builder_adds(out, " <small>");
    html_text(out, r->ruleset->version);
    builder_adds(out, "</small></h1>\n<p class=\"sub\">What its examples saw: ");
    html_text(out, t->path);
    builder_addf(out, ", %zu examples with %zu expectations; %zu passed, %zu failed", r->results.count,
                 r->expectations, r->results.count - r->failed - r->not_run, r->failed);
    if (r->not_run)
        builder_addf(out, ", %zu not run", r->not_run);
    builder_adds(out, ".</p>\n");
    write_cards(out, r->coverage, t->mutation);
    write_never(out, r->coverage);
    if (t->mutation)
        write_mutation(out, t->mutation);
    for (coverage_kind k = 0; k < COVERAGE_KINDS; k++)
        write_kind(out, r->coverage, k, headings[k], false);
    for (coverage_kind k = 0; k < COVERAGE_KINDS; k++)
        write_kind(out, r->coverage, k, headings[k], true);
    builder_adds(out, "</section>\n");
}

void render_coverage_html(const tested *items, size_t count, builder *out)
{
    static const char *const styles[] = {style_sheet, NULL};
    html_begin(out, STR("Coverage of examples"), styles);
    builder_adds(out, "<main>\n");
    for (size_t i = 0; i < count; i++)
        if (items[i].report)
            write_one(out, &items[i]);
    builder_adds(out, "</main>\n");
    html_end(out);
}
