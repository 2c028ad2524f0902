// SPDX-License-Identifier: MIT
// The rules of a rulebook: gates, factors with their criteria, red flags, advice.
#include "render/rulebook_parts.h"

static str entry_code(const book *b, str id)
{
    builder code = builder_new(b->arena);
    html_addf(&code, "<code>%t</code>", id);
    return builder_str(&code);
}

static void write_fact(const book *b, const char *name, const expression *e, bool condition, bool shares)
{
    if (!e->feel)
        return;
    html_addf(b->out, "<dt>%s</dt>\n<dd>", name);
    book_expression(b, e, condition, shares);
    builder_adds(b->out, "</dd>\n");
}

// ---- what is said

static void open_outcomes(const book *b, const char *caption)
{
    html_addf(
        b->out,
        "<table class=\"outcomes stack\"><caption class=\"unseen\">%s</caption>\n<thead class=\"unseen\">"
        "<tr><th scope=\"col\">where</th><th scope=\"col\">is said</th></tr></thead>\n<tbody>\n",
        caption);
}

static void write_outcome(const book *b, const char *class, const char *name, str counts, const message *m)
{
    if (m->count == 0 && counts.length == 0)
        return;
    html_addf(b->out, "<tr class=\"%s\"><th scope=\"row\">%s", class, name);
    if (counts.length)
        html_addf(b->out, "<span class=\"counts\">%t</span>", counts);
    builder_adds(b->out, "</th><td>");
    if (m->count)
        book_message(b, m);
    else
        builder_adds(b->out, "<span class=\"soft\">the title is shown</span>");
    builder_adds(b->out, "</td></tr>\n");
}

static void close_outcomes(const book *b)
{
    builder_adds(b->out, "</tbody></table>\n");
}

// ---- gates

static void write_gate(const book *b, uint32_t number)
{
    const gate *g = &b->rules->gates[number];
    book_open(b, "rule", (entry){ENTRY_GATE, number}, 3);
    html_addf(b->out, "<p class=\"meta\">%m</p>\n<dl class=\"facts\">\n", entry_code(b, g->id).data);
    write_fact(b, "Asked only where", &g->applies, true, false);
    write_fact(b, "Must be so", &g->require, true, false);
    builder_adds(b->out, "</dl>\n");
    open_outcomes(b, "What is said");
    write_outcome(b, "met", "It is so", STR("stays in"), &g->met);
    write_outcome(b, "unmet", "It is not so", STR("left out"), &g->unmet);
    write_outcome(b, "unknown", "Not known", STR("stays in, unconfirmed"), &g->unknown);
    write_outcome(b, "ask", "To ask", STR_NONE, &g->ask);
    close_outcomes(b);
    book_close(b);
}

void book_gates(const book *b)
{
    book_chapter(b, CHAPTER_GATES);
    builder_adds(b->out,
                 "<p>These earn no points. A therapist for whom one of them is not so is left out.</p>\n");
    for (uint32_t i = 0; i < b->rules->gate_count; i++)
        write_gate(b, i);
    book_close(b);
}

// ---- factors and criteria

// "Weight 34 (+ 4)": what it makes of the factor's weight where it alone is so.
static void write_weight(const book *b, const adjust *a)
{
    static const char *const signs[] = {[ADJUST_ADD] = "+ ", [ADJUST_MULTIPLY] = "× "};
    decimal weight = b->rules->factors[a->factor].weight, none = decimal_from_int(0);
    bool less = a->kind == ADJUST_ADD && decimal_compare(a->amount, none) < 0;
    decimal made = a->kind == ADJUST_SET        ? a->amount
                   : a->kind == ADJUST_MULTIPLY ? decimal_multiply(weight, a->amount)
                                                : decimal_add(weight, a->amount);
    if (decimal_compare(made, none) < 0)
        made = none;
    html_addf(b->out, "Weight <b>%t</b>", decimal_text(b->arena, made));
    if (a->kind != ADJUST_SET)
        html_addf(b->out, " (%s%t)", less ? "− " : signs[a->kind],
                  decimal_text(b->arena, less ? decimal_negate(a->amount) : a->amount));
}

static void write_adjust(const book *b, uint32_t number)
{
    const adjust *a = &b->rules->adjusts[number];
    html_addf(b->out, "<dt id=\"adjust-%t\">", a->id);
    write_weight(b, a);
    builder_adds(b->out, "</dt>\n<dd>");
    book_expression(b, &a->when, true, false);
    builder_adds(b->out, "<div class=\"reason\"><span class=\"soft\">Reason given: </span>");
    book_message(b, &a->because);
    builder_adds(b->out, "</div></dd>\n");
}

static void write_criterion_meta(const book *b, uint32_t number)
{
    const criterion *c = &b->rules->criteria[number];
    html_addf(b->out,
              "<p class=\"meta\"><b>%t</b> of the %t points in this factor; <b>%t</b> of 100. %m</p>\n",
              decimal_text(b->arena, c->points), decimal_text(b->arena, b->shares[c->factor].points),
              share_text(b->arena, share_of_criterion(b, number)), entry_code(b, c->id).data);
}

// What a low value of it likely follows from, with links.
static void write_follows(const book *b, const criterion *c)
{
    if (c->follows_count == 0)
        return;
    builder_adds(b->out, "<p>Where it loses half of its points or more, and one of these lost some, too, it "
                         "likely follows from that, which is shown first: ");
    for (size_t i = 0; i < c->follows_count; i++) {
        uint32_t root = ruleset_find_criterion(b->rules, c->follows[i]);
        entry e = {ENTRY_CRITERION, root};
        if (root == NAME_MISSING)
            e = (entry){ENTRY_FLAG, ruleset_find_flag(b->rules, c->follows[i])};
        book_listed(b, e, (unsigned)i + 1);
    }
    book_listed_end(b, (unsigned)c->follows_count);
    builder_adds(b->out, ".</p>\n");
}

static void write_criterion(const book *b, uint32_t number)
{
    const criterion *c = &b->rules->criteria[number];
    book_open(b, "rule", (entry){ENTRY_CRITERION, number}, 4);
    write_criterion_meta(b, number);
    builder_adds(b->out, "<dl class=\"facts\">\n");
    write_fact(b, "Counts only where", &c->applies, true, false);
    write_fact(b, c->is_condition ? "Met where" : "Earns", &c->value, c->is_condition, true);
    builder_adds(b->out, "</dl>\n");
    write_follows(b, c);
    decimal share = decimal_multiply(c->unknown_value, decimal_from_int(100));
    str unknown = decimal_is_zero(share)
                      ? STR("counts nothing")
                      : str_printf(b->arena, "counts %.*s %%", STR_ARGS(decimal_text(b->arena, share)));
    open_outcomes(b, "What is said");
    write_outcome(b, "met", "Met", STR("counts in full"), &c->met);
    if (c->partly.count)
        write_outcome(b, "partly", "Partly met", STR("counts in part"), &c->partly);
    if (c->unmet.count || c->is_condition)
        write_outcome(b, "unmet", "Not met", STR("counts nothing"), &c->unmet);
    write_outcome(b, "unknown", "Not known", unknown, &c->unknown);
    write_outcome(b, "ask", "To ask", STR_NONE, &c->ask);
    close_outcomes(b);
    book_close(b);
}

static void write_factor(const book *b, uint32_t number)
{
    const factor *f = &b->rules->factors[number];
    book_open(b, "factor", (entry){ENTRY_FACTOR, number}, 3);
    html_addf(b->out, "<p class=\"meta\">Weight <b>%t</b>; <b>%t</b> of 100 points. %m</p>\n",
              decimal_text(b->arena, f->weight), share_text(b->arena, b->shares[number].share),
              entry_code(b, f->id).data);
    book_message(b, &f->description);
    if (f->adjust_count) {
        builder_adds(b->out, f->adjust_count > 1
                                 ? "<p>It weighs more or less where one of these is so; where "
                                   "several are, one change after the other:</p>\n"
                                 : "<p>It weighs more or less where this is so:</p>\n");
        builder_adds(b->out, "<dl class=\"facts\">\n");
        for (uint32_t i = 0; i < f->adjust_count; i++)
            write_adjust(b, f->first_adjust + i);
        builder_adds(b->out, "</dl>\n");
    }
    for (uint32_t i = 0; i < f->criterion_count; i++)
        write_criterion(b, f->first_criterion + i);
    book_close(b);
}

enum { TONES = 6 };

// A strip of the shares, where all factors count; the table below says the same in figures.
static void write_strip(const book *b)
{
    builder_adds(b->out, "<svg class=\"share\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" "
                         "aria-hidden=\"true\">");
    int64_t at = 0;
    for (uint32_t i = 0; i < b->rules->factor_count; i++) {
        int64_t width = 0;
        decimal tenth = decimal_multiply(b->shares[i].share.low, decimal_from_int(10));
        if (!decimal_to_int(decimal_round(tenth, 0, ROUND_HALF_EVEN), &width))
            width = 0;
        builder_addf(b->out, "<rect class=\"tone%u\" x=\"%lld\" y=\"0\" width=\"%lld\" height=\"10\"/>",
                     i % TONES, (long long)at, (long long)width);
        at += width;
    }
    builder_adds(b->out, "</svg>\n");
}

static void write_shares(const book *b)
{
    write_strip(b);
    builder_adds(b->out,
                 "<table><caption>How the 100 points are shared, from where all factors count to where "
                 "only those do that count for everybody; adjustments not reckoned in</caption>\n"
                 "<thead><tr><th scope=\"col\">Factor</th><th scope=\"col\" class=\"number\">Weight</th>"
                 "<th scope=\"col\" class=\"number\">Points of 100</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < b->rules->factor_count; i++) {
        html_addf(b->out,
                  "<tr><th scope=\"row\"><svg class=\"swatch\" viewBox=\"0 0 1 1\" "
                  "aria-hidden=\"true\"><rect class=\"tone%u\" width=\"1\" height=\"1\"/></svg>",
                  i % TONES);
        book_link(b, (entry){ENTRY_FACTOR, i});
        html_addf(b->out, "</th><td class=\"number\">%t</td><td class=\"number\">%t</td></tr>\n",
                  decimal_text(b->arena, b->rules->factors[i].weight),
                  share_text(b->arena, b->shares[i].share));
    }
    builder_adds(b->out, "</tbody></table>\n");
}

void book_factors(const book *b)
{
    book_chapter(b, CHAPTER_FACTORS);
    write_shares(b);
    for (uint32_t i = 0; i < b->rules->factor_count; i++)
        write_factor(b, i);
    book_close(b);
}

// ---- red flags

static str points_of(const book *b, int64_t micro)
{
    return decimal_text(b->arena, decimal_divide(decimal_from_int(micro), decimal_from_int(MICRO)));
}

static void write_cost(const book *b, const flag *f)
{
    builder_adds(b->out, "<p class=\"meta\">");
    if (f->deduct)
        html_addf(b->out, "Takes off <b>%t</b> points. ", points_of(b, f->deduct));
    if (f->has_ceiling)
        html_addf(b->out, "The score is at most <b>%t</b>. ", points_of(b, f->ceiling));
    html_addf(b->out, "%m</p>\n", entry_code(b, f->id).data);
}

static void write_group(const book *b, uint32_t number)
{
    const flag *f = &b->rules->flags[number];
    unsigned count = 0;
    for (uint32_t i = 0; i < b->rules->flag_count; i++) {
        const flag *other = &b->rules->flags[i];
        if (i == number || other->group_number != f->group_number || !f->deduct || !other->deduct)
            continue;
        if (count++ == 0)
            builder_adds(b->out,
                         "<p class=\"meta\">Only the larger deduction counts where this holds, too: ");
        book_listed(b, (entry){ENTRY_FLAG, i}, count);
    }
    book_listed_end(b, count);
    if (count)
        html_addf(b->out, " (group <code>%t</code>).</p>\n", f->group);
}

void book_flags(const book *b)
{
    book_chapter(b, CHAPTER_FLAGS);
    for (uint32_t i = 0; i < b->rules->flag_count; i++) {
        const flag *f = &b->rules->flags[i];
        book_open(b, "rule flag", (entry){ENTRY_FLAG, i}, 3);
        write_cost(b, f);
        write_group(b, i);
        builder_adds(b->out, "<dl class=\"facts\">\n");
        write_fact(b, "Raised where", &f->when, true, false);
        builder_adds(b->out, "</dl>\n");
        open_outcomes(b, "What is said");
        write_outcome(b, "unmet", "It is said", STR_NONE, &f->because);
        write_outcome(b, "ask", "To ask", STR_NONE, &f->ask);
        close_outcomes(b);
        book_close(b);
    }
    book_close(b);
}

// ---- advice

static void write_advice(const book *b, uint32_t number)
{
    const advice *a = &b->rules->advice[number];
    book_open(b, a->urgent ? "rule urgent" : "rule", (entry){ENTRY_ADVICE, number}, 3);
    html_addf(b->out, "<p class=\"meta\">%s %m</p>\n<dl class=\"facts\">\n",
              a->urgent       ? "Urgent: said ahead of everything."
              : a->per_client ? "Said once, to the client."
                              : "Said beside a therapist.",
              entry_code(b, a->id).data);
    write_fact(b, "Given where", &a->when, true, false);
    builder_adds(b->out, "</dl>\n");
    open_outcomes(b, "What is said");
    write_outcome(b, "partly", "It is said", STR_NONE, &a->say);
    write_outcome(b, "ask", "To ask", STR_NONE, &a->ask);
    close_outcomes(b);
    book_close(b);
}

void book_advice(const book *b)
{
    book_chapter(b, CHAPTER_ADVICE);
    builder_adds(b->out, "<p>Advice changes no score.</p>\n");
    for (uint32_t i = 0; i < b->rules->advice_count; i++)
        write_advice(b, b->advice_order[i]);
    book_close(b);
}
