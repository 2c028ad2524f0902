// SPDX-License-Identifier: MIT
// The rulebook: its front, its table of contents, how a score comes about, and what all chapters share.
#include "render/rulebook_parts.h"

// ---- entries

str spaced_name(arena *a, str name)
{
    builder spaced = builder_new(a);
    for (size_t i = 0; i < name.length; i++)
        builder_addc(&spaced, name.data[i] == '_' ? ' ' : name.data[i]);
    return builder_str(&spaced);
}

static const char *kind_prefix(entry_kind kind)
{
    static const char *const prefixes[] = {"gate",   "factor", "adjust", "criterion", "flag",
                                           "advice", "signal", "let",    "vocabulary"};
    return prefixes[kind];
}

static str entry_id(const book *b, entry e)
{
    const ruleset *r = b->rules;
    switch (e.kind) {
    case ENTRY_GATE:
        return r->gates[e.number].id;
    case ENTRY_FACTOR:
        return r->factors[e.number].id;
    case ENTRY_ADJUST:
        return r->adjusts[e.number].id;
    case ENTRY_CRITERION:
        return r->criteria[e.number].id;
    case ENTRY_FLAG:
        return r->flags[e.number].id;
    case ENTRY_ADVICE:
        return r->advice[e.number].id;
    case ENTRY_SIGNAL:
        return r->signals[e.number].name;
    case ENTRY_LET:
        return r->lets[e.number].name;
    default:
        return r->vocabularies[e.number].name;
    }
}

static const message *entry_title(const book *b, entry e)
{
    static const message none = {0};
    const ruleset *r = b->rules;
    switch (e.kind) {
    case ENTRY_GATE:
        return &r->gates[e.number].title;
    case ENTRY_FACTOR:
        return &r->factors[e.number].title;
    case ENTRY_CRITERION:
        return &r->criteria[e.number].title;
    case ENTRY_FLAG:
        return &r->flags[e.number].title;
    case ENTRY_ADVICE:
        return &r->advice[e.number].title;
    case ENTRY_SIGNAL:
        return &r->signals[e.number].title;
    default:
        return &none;
    }
}

// With a capital letter, as titles have; they may be written to follow other words.
static str capital(arena *a, str title)
{
    if (title.length == 0 || title.data[0] < 'a' || title.data[0] > 'z')
        return title;
    return str_printf(a, "%c%.*s", title.data[0] - 'a' + 'A', STR_ARGS(str_slice(title, 1, title.length)));
}

str book_title(const book *b, entry e)
{
    if (e.kind == ENTRY_ADJUST) {
        entry factor = {ENTRY_FACTOR, b->rules->adjusts[e.number].factor};
        return str_printf(b->arena, "Weight of “%.*s”", STR_ARGS(book_title(b, factor)));
    }
    const message *title = entry_title(b, e);
    str text = title->count ? book_plain_message(b, title) : spaced_name(b->arena, entry_id(b, e));
    return capital(b->arena, text);
}

str book_at(const book *b, entry e)
{
    static const chapter chapters[] = {CHAPTER_GATES,   CHAPTER_FACTORS, CHAPTER_FACTORS,
                                       CHAPTER_FACTORS, CHAPTER_FLAGS,   CHAPTER_ADVICE,
                                       CHAPTER_SIGNALS, CHAPTER_LETS,    CHAPTER_VOCABULARIES};
    const ruleset *r = b->rules;
    unsigned first = b->numbers[chapters[e.kind]], second = e.number + 1;
    if (e.kind == ENTRY_ADJUST)
        second = r->adjusts[e.number].factor + 1;
    if (e.kind == ENTRY_ADVICE)
        second = b->advice_places[e.number] + 1;
    if (e.kind == ENTRY_CRITERION)
        return str_printf(b->arena, "%u.%u.%u", first, r->criteria[e.number].factor + 1,
                          e.number - r->factors[r->criteria[e.number].factor].first_criterion + 1);
    return str_printf(b->arena, "%u.%u", first, second);
}

str book_anchor(const book *b, entry e)
{
    return str_printf(b->arena, "%s-%.*s", kind_prefix(e.kind), STR_ARGS(entry_id(b, e)));
}

void book_link(const book *b, entry e)
{
    html_addf(b->out, "<a href=\"#%t\" data-at=\"%t\">%t</a>", book_anchor(b, e), book_at(b, e),
              book_title(b, e));
}

void book_open(const book *b, const char *class, entry e, unsigned level)
{
    html_addf(b->out, "<section class=\"%s\" id=\"%t\">\n<h%u><span class=\"at\">%t</span> %t</h%u>\n", class,
              book_anchor(b, e), level, book_at(b, e), book_title(b, e), level);
}

void book_close(const book *b)
{
    builder_adds(b->out, "</section>\n");
}

bool book_is(const xml_node *node, const char *name)
{
    return node->kind == XML_ELEMENT && str_equals(node->name, name);
}

const xml_node *book_element(const book *b, const char *name, str id)
{
    for (const xml_node *c = xml_first_element(b->rules->tree); c; c = xml_next_element(c)) {
        const xml_attribute *called = book_is(c, name) ? xml_find_attribute(c, STR("name")) : NULL;
        if (called && str_equal(called->value, id))
            return c;
    }
    return NULL;
}

// ---- who reads what

static void add_reader(book *b, entry_kind kind, size_t number, const expression *one,
                       const expression *other)
{
    *ARENA_PUSH(b->arena, &b->readers) = (reader){{kind, (uint32_t)number}, {one, other}};
}

static void gather_readers(book *b)
{
    const ruleset *r = b->rules;
    for (size_t i = 0; i < r->gate_count; i++)
        add_reader(b, ENTRY_GATE, i, &r->gates[i].require, &r->gates[i].applies);
    for (size_t i = 0; i < r->adjust_count; i++)
        add_reader(b, ENTRY_ADJUST, i, &r->adjusts[i].when, NULL);
    for (size_t i = 0; i < r->criterion_count; i++)
        add_reader(b, ENTRY_CRITERION, i, &r->criteria[i].value, &r->criteria[i].applies);
    for (size_t i = 0; i < r->flag_count; i++)
        add_reader(b, ENTRY_FLAG, i, &r->flags[i].when, NULL);
    for (size_t i = 0; i < r->advice_count; i++)
        add_reader(b, ENTRY_ADVICE, i, &r->advice[i].when, NULL);
    for (size_t i = 0; i < r->let_count; i++)
        add_reader(b, ENTRY_LET, i, &r->lets[i].value, NULL);
}

void book_readers(const book *b, bool with_lets, bool (*reads)(const expression *e, const void *what),
                  const void *what)
{
    unsigned count = 0;
    for (size_t i = 0; i < b->readers.count; i++) {
        const reader *r = &b->readers.items[i];
        bool found = r->expressions[0]->feel && reads(r->expressions[0], what);
        found = found || (r->expressions[1] && r->expressions[1]->feel && reads(r->expressions[1], what));
        if (!found || (r->entry.kind == ENTRY_LET && !with_lets))
            continue;
        if (count++ == 0)
            builder_adds(b->out, "<p class=\"small soft\">Read by: ");
        book_listed(b, r->entry, count);
    }
    book_listed_end(b, count);
    if (count)
        builder_adds(b->out, "</p>\n");
}

enum { LISTED_MOST = 50 };

void book_listed(const book *b, entry e, unsigned count)
{
    if (count > LISTED_MOST)
        return;
    builder_adds(b->out, count > 1 ? ", " : "");
    book_link(b, e);
}

void book_listed_end(const book *b, unsigned count)
{
    if (count > LISTED_MOST)
        html_addf(b->out, " and %u more", count - LISTED_MOST);
}

// ---- chapters

static const struct {
    const char *id, *title;
} chapters[CHAPTERS] = {
    [CHAPTER_SCORE] = {"how", "How a score comes about"},
    [CHAPTER_GATES] = {"gates", "What must be so"},
    [CHAPTER_FACTORS] = {"factors", "What counts, and how much"},
    [CHAPTER_FLAGS] = {"flags", "Red flags"},
    [CHAPTER_ADVICE] = {"advice", "Advice"},
    [CHAPTER_SIGNALS] = {"signals", "What texts are searched for"},
    [CHAPTER_LETS] = {"names", "Names used in conditions"},
    [CHAPTER_CLIENT] = {"client", "What is asked of a client"},
    [CHAPTER_THERAPIST] = {"therapist", "What is known of a therapist"},
    [CHAPTER_VOCABULARIES] = {"vocabularies", "Vocabularies"},
    [CHAPTER_CONTEXT] = {"context", "Appendix: how texts are judged"},
};

void book_chapter(const book *b, chapter c)
{
    html_addf(b->out,
              "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\"><span class=\"at\">%u</span> %s</h2>\n",
              chapters[c].id, chapters[c].id, b->numbers[c], chapters[c].title);
}

static void number_chapters(book *b)
{
    const ruleset *r = b->rules;
    bool there[CHAPTERS] = {[CHAPTER_SCORE] = !ruleset_is_part(r),
                            [CHAPTER_GATES] = r->gate_count,
                            [CHAPTER_FACTORS] = r->factor_count,
                            [CHAPTER_FLAGS] = r->flag_count,
                            [CHAPTER_ADVICE] = r->advice_count,
                            [CHAPTER_SIGNALS] = r->signal_count,
                            [CHAPTER_LETS] = r->let_count,
                            [CHAPTER_CLIENT] = r->client.count > 1,
                            [CHAPTER_THERAPIST] = r->therapist.count > 1,
                            [CHAPTER_VOCABULARIES] = r->vocabulary_count,
                            [CHAPTER_CONTEXT] = book_has_context(b)};
    unsigned next = 1;
    for (size_t c = 0; c < CHAPTERS; c++)
        b->numbers[c] = there[c] ? next++ : 0;
}

static void list_entry(const book *b, entry e)
{
    builder_adds(b->out, "<li>");
    book_link(b, e);
    builder_adds(b->out, "</li>\n");
}

// The entries of a chapter that the table of contents names.
static void list_entries(const book *b, chapter c)
{
    const ruleset *r = b->rules;
    static const entry_kind kinds[] = {[CHAPTER_GATES] = ENTRY_GATE,
                                       [CHAPTER_FACTORS] = ENTRY_FACTOR,
                                       [CHAPTER_FLAGS] = ENTRY_FLAG,
                                       [CHAPTER_ADVICE] = ENTRY_ADVICE};
    const size_t counts[] = {[CHAPTER_GATES] = r->gate_count,
                             [CHAPTER_FACTORS] = r->factor_count,
                             [CHAPTER_FLAGS] = r->flag_count,
                             [CHAPTER_ADVICE] = r->advice_count};
    if (c < CHAPTER_GATES || c > CHAPTER_ADVICE)
        return;
    builder_adds(b->out, "<ol>\n");
    for (uint32_t i = 0; i < counts[c]; i++)
        list_entry(b, (entry){kinds[c], c == CHAPTER_ADVICE ? b->advice_order[i] : i});
    builder_adds(b->out, "</ol>\n");
}

static void write_contents(const book *b)
{
    builder_adds(b->out, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n");
    for (chapter c = 0; c < CHAPTERS; c++) {
        if (b->numbers[c] == 0)
            continue;
        html_addf(b->out, "<li><a href=\"#%s\"><span class=\"at\">%u</span> %s</a>\n", chapters[c].id,
                  b->numbers[c], chapters[c].title);
        list_entries(b, c);
        builder_adds(b->out, "</li>\n");
    }
    builder_adds(b->out, "</ol>\n</nav>\n");
}

// Urgent advice stands first.
static void order_advice(book *b)
{
    const ruleset *r = b->rules;
    uint32_t *order = ARENA_ARRAY(b->arena, uint32_t, r->advice_count);
    uint32_t *places = ARENA_ARRAY(b->arena, uint32_t, r->advice_count);
    uint32_t next = 0;
    for (int urgent = 1; urgent >= 0; urgent--)
        for (uint32_t i = 0; i < r->advice_count; i++)
            if (r->advice[i].urgent == urgent) {
                places[i] = next;
                order[next++] = i;
            }
    b->advice_order = order;
    b->advice_places = places;
}

// ---- the front

static void write_sources(const book *b)
{
    size_t count = 0;
    for (const xml_node *c = xml_first_element(b->rules->tree); c; c = xml_next_element(c)) {
        if (!book_is(c, "source"))
            continue;
        const xml_attribute *id = xml_find_attribute(c, STR("id")),
                            *href = xml_find_attribute(c, STR("href"));
        builder_adds(b->out, count++ ? "<li>" : "<dt>Sources</dt><dd><ul>\n<li>");
        if (id)
            html_addf(b->out, "<b>%t</b> ", id->value);
        str text = str_trim(xml_text_content(b->arena, c));
        bool linked = href && html_web_address(href->value);
        if (linked)
            html_addf(b->out, "<a href=\"%t\" rel=\"noopener noreferrer\">%t</a>", href->value,
                      text.length ? text : href->value);
        else
            html_text(b->out, text);
        if (href && !linked)
            html_addf(b->out, " (%t)", href->value);
        builder_adds(b->out, "</li>\n");
    }
    if (count)
        builder_adds(b->out, "</ul></dd>\n");
}

static void write_front(const book *b, str title)
{
    const ruleset *r = b->rules;
    html_addf(b->out, "<header>\n<p class=\"soft\">Rulebook</p>\n<h1>%t</h1>\n", title);
    book_message(b, &r->description);
    html_addf(b->out, "<dl class=\"facts\">\n<dt>Rule set</dt><dd><code>%t</code>, version %t</dd>\n", r->id,
              r->version);
    write_sources(b);
    html_addf(b->out, "<dt>Made from</dt><dd>%u %s; SHA-256 <code>%t</code></dd>\n</dl>\n",
              (unsigned)r->file_count, r->file_count == 1 ? "file" : "files", r->sha256);
    builder_adds(b->out,
                 "<p class=\"notice\">This book says in words what the rule set holds. “You” is the client. "
                 "Words with a dotted line lead to what they stand for; what is "
                 "<span class=\"blank\">tinted</span> in a message is filled in for each person, and one of "
                 "the words in [ / ] is chosen. What nobody has said is <em>not known</em>, which is neither "
                 "yes nor no.</p>\n</header>\n");
}

static void write_step(const book *b, bool there, chapter c, const char *text)
{
    if (there)
        html_addf(b->out, "<li>%m (<a href=\"#%s\">chapter %u</a>).</li>\n", text, chapters[c].id,
                  b->numbers[c]);
}

static void write_score(const book *b)
{
    const ruleset *r = b->rules;
    book_chapter(b, CHAPTER_SCORE);
    builder_adds(b->out, "<ol>\n");
    write_step(b, r->gate_count, CHAPTER_GATES,
               "<b>Some things must be so.</b> Where one is not, the therapist is left out of the order and "
               "listed apart, with the reason. Where it is not known, the therapist stays in, and it becomes "
               "a question to ask");
    write_step(b, r->factor_count, CHAPTER_FACTORS,
               "<b>100 points are shared among what counts.</b> Each factor gets a share by its weight, and "
               "each criterion a share of its factor’s by its points. A criterion that does not apply to a "
               "client leaves its points to the others of its factor; a factor in which none applies leaves "
               "its points to the other factors. For some clients a factor weighs more or less, and the "
               "result says why");
    if (r->criterion_count)
        builder_adds(
            b->out, "<li><b>Each criterion earns all of its points, some, or none.</b> What is not known "
                    "earns the part that is stated with the criterion, and the score comes with a range: "
                    "its low end takes all that is not known as nothing, its high end as everything.</li>\n");
    write_step(
        b, r->flag_count, CHAPTER_FLAGS,
        "<b>Red flags take points off</b>, or hold the score below a ceiling, or both. Of flags in one "
        "group only the largest deduction counts; the lowest ceiling holds. A flag that is not known "
        "lowers the low end alone");
    write_step(b, r->advice_count, CHAPTER_ADVICE,
               "<b>Advice is said beside the score</b> and changes no score");
    builder_adds(b->out,
                 "</ol>\n<p>The order is by score, then by the low end of the range. The same answers "
                 "always give the same score.</p>\n");
    book_close(b);
}

static void write_chapters(const book *b)
{
    static void (*const write[CHAPTERS])(const book *b) = {
        [CHAPTER_SCORE] = write_score,    [CHAPTER_GATES] = book_gates,
        [CHAPTER_FACTORS] = book_factors, [CHAPTER_FLAGS] = book_flags,
        [CHAPTER_ADVICE] = book_advice,   [CHAPTER_SIGNALS] = book_signals,
        [CHAPTER_LETS] = book_lets,       [CHAPTER_VOCABULARIES] = book_vocabularies,
        [CHAPTER_CONTEXT] = book_context};
    for (chapter c = 0; c < CHAPTERS; c++) {
        if (b->numbers[c] == 0)
            continue;
        if (c == CHAPTER_CLIENT || c == CHAPTER_THERAPIST)
            book_side(b, c == CHAPTER_CLIENT);
        else
            write[c](b);
    }
}

void render_rulebook(const ruleset *r, builder *out)
{
    book b = {.rules = r, .arena = out->arena, .out = out, .wording = ruleset_wording(out->arena, r)};
    number_chapters(&b);
    gather_readers(&b);
    order_advice(&b);
    b.shares = shares_of(b.arena, r);
    str title = r->title.count ? book_plain_message(&b, &r->title) : spaced_name(b.arena, r->id);
    html_begin(out, str_printf(b.arena, "%.*s: rulebook", STR_ARGS(title)), rulebook_style);
    builder_adds(out, "<a class=\"skip\" href=\"#main\">Skip the contents</a>\n<div class=\"book\">\n");
    write_front(&b, title);
    write_contents(&b);
    builder_adds(out, "<main id=\"main\">\n");
    write_chapters(&b);
    builder_adds(out, "</main>\n</div>\n");
    html_end(out);
}
