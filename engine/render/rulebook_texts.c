// SPDX-License-Identifier: MIT
// What a rulebook tells of texts: the signals with their phrases as they are written, and the context that
// matches are judged by.
#include "render/rulebook_parts.h"

// ---- phrases

// Up to the next | of *rest; false at the end.
static bool next_phrase(str *rest, str *phrase)
{
    if (rest->length == 0)
        return false;
    size_t end = str_find(*rest, STR("|"), 0);
    end = end == SIZE_MAX ? rest->length : end;
    *phrase = str_trim(str_slice(*rest, 0, end));
    *rest = str_slice(*rest, end < rest->length ? end + 1 : end, rest->length);
    return true;
}

static void write_phrases(const book *b, str text)
{
    str phrase;
    while (next_phrase(&text, &phrase))
        if (phrase.length)
            html_addf(b->out, "<li>%t</li>", phrase);
}

// The phrases among the children; unless: those that discount.
static bool is_phrase(const xml_node *node, bool unless)
{
    const xml_attribute *discounts = xml_find_attribute(node, STR("unless"));
    return book_is(node, "phrase") && (discounts && str_equals(discounts->value, "true")) == unless;
}

static void write_phrases_of(const book *b, const xml_node *node, bool unless, const char *lead)
{
    size_t count = 0;
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c)) {
        if (!is_phrase(c, unless))
            continue;
        if (count++ == 0)
            html_addf(b->out, "%m<ul class=\"phrases\">", lead);
        write_phrases(b, xml_text_content(b->arena, c));
    }
    if (count)
        builder_adds(b->out, "</ul>\n");
}

static void write_patterns_of(const book *b, const xml_node *node, const char *element, const char *what)
{
    unsigned count = 0;
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        count += book_is(c, element);
    if (count == 0)
        return;
    html_addf(
        b->out,
        "<details class=\"as-seen\"><summary class=\"small\">%u %s%s</summary>\n<ol class=\"patterns\">\n",
        count, what, count == 1 ? "" : "s");
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        if (book_is(c, element))
            html_addf(b->out, "<li><pre><code>%t</code></pre></li>\n",
                      str_trim(xml_text_content(b->arena, c)));
    builder_adds(b->out, "</ol></details>\n");
}

static void write_near(const book *b, const xml_node *node)
{
    const xml_attribute *words = xml_find_attribute(node, STR("words"));
    html_addf(b->out,
              "<div class=\"near\"><p>In one sentence, with at most %t words from each to the next:</p>\n",
              words ? words->value : STR("0"));
    bool first = true;
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c)) {
        html_addf(b->out, "<p class=\"soft small\">%s</p>", first ? "one of" : "and one of");
        first = false;
        if (book_is(c, "phrase")) {
            builder_adds(b->out, "<ul class=\"phrases\">");
            write_phrases(b, xml_text_content(b->arena, c));
            builder_adds(b->out, "</ul>\n");
        } else {
            html_addf(b->out, "<pre><code>%t</code></pre>\n", str_trim(xml_text_content(b->arena, c)));
        }
    }
    builder_adds(b->out, "</div>\n");
}

// ---- signals

static bool has_child(const xml_node *node, const char *name, bool unless)
{
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        if (book_is(c, name) && (!book_is(c, "phrase") || is_phrase(c, unless)))
            return true;
    return false;
}

static void write_found(const book *b, const xml_node *node)
{
    builder_adds(b->out, "<dt>Looks for</dt>\n<dd>");
    write_phrases_of(b, node, false, "");
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        if (book_is(c, "near"))
            write_near(b, c);
    write_patterns_of(b, node, "pattern", "pattern");
    builder_adds(b->out, "</dd>\n");
    if (!has_child(node, "unless", true) && !has_child(node, "phrase", true))
        return;
    builder_adds(b->out, "<dt>Not in a sentence with</dt>\n<dd>");
    write_phrases_of(b, node, true, "");
    write_patterns_of(b, node, "unless", "pattern");
    builder_adds(b->out, "</dd>\n");
}

static void write_places(const book *b, const signal_spec *spec)
{
    builder_adds(b->out, "<dt>Searched</dt>\n<dd>");
    for (size_t i = 0; i < spec->field_count; i++) {
        const field *f = &b->rules->therapist.fields[spec->fields[i]];
        html_addf(b->out, "%s<a class=\"name\" href=\"#", i ? ", " : "");
        book_field_id(b, false, NULL, f);
        html_addf(b->out, "\">%t</a>", f->label);
    }
    builder_adds(b->out, "</dd>\n");
}

static void write_silence(const book *b, const signal_spec *spec)
{
    builder_adds(b->out, "<dt>Comes to</dt>\n<dd><p>Yes where ");
    if (spec->least > 1)
        html_addf(b->out, "at least %u places in the texts say it as the author’s own word", spec->least);
    else
        builder_adds(b->out, "a text says it as the author’s own word");
    builder_adds(b->out,
                 spec->absent_false
                     ? "; no where the texts deny it or say nothing of it; not known where there is no "
                       "text.</p></dd>\n"
                     : "; no where they deny it; not known where they say nothing of it.</p></dd>\n");
}

static bool reads_signal(const expression *e, const void *what)
{
    const uint32_t *number = what;
    for (size_t i = 0; i < e->signal_count; i++)
        if (e->signals[i] == *number)
            return true;
    return false;
}

static void write_signal(const book *b, uint32_t number)
{
    const signal_spec *spec = text_rules_signal(b->rules->text, number);
    const xml_node *node = book_element(b, "signal", b->rules->signals[number].name);
    book_open(b, "rule", (entry){ENTRY_SIGNAL, number}, 3);
    html_addf(b->out, "<p class=\"meta\"><code>%t</code></p>\n<dl class=\"facts\">\n",
              b->rules->signals[number].name);
    write_places(b, spec);
    if (spec->is_denial) {
        builder_adds(b->out, "<dt>Looks for</dt>\n<dd>that the texts say the opposite of ");
        book_link(b, (entry){ENTRY_SIGNAL, spec->denial_of});
        builder_adds(b->out, "</dd>\n");
    } else if (node) {
        write_found(b, node);
        write_silence(b, spec);
    }
    builder_adds(b->out, "</dl>\n");
    book_readers(b, false, reads_signal, &number);
    book_close(b);
}

void book_signals(const book *b)
{
    book_chapter(b, CHAPTER_SIGNALS);
    builder_adds(
        b->out,
        "<p>Each of these is looked for in what a therapist has written. Phrases are found in all their "
        "forms, capital letters or not; <code>*</code> stands for any one word, <code>*2</code> for up "
        "to two, <code>a/b</code> for one of several. What is denied, doubted, asked, past, or said by "
        "somebody else does not count");
    if (b->numbers[CHAPTER_CONTEXT])
        html_addf(b->out, " (<a href=\"#context\">chapter %u</a>)", b->numbers[CHAPTER_CONTEXT]);
    builder_adds(b->out, ". Patterns are for those who know regular expressions (PCRE2).</p>\n");
    for (uint32_t i = 0; i < b->rules->signal_count; i++)
        write_signal(b, i);
    book_close(b);
}

// ---- context

bool book_has_context(const book *b)
{
    size_t count;
    text_rules_triggers(b->rules->text, &count);
    return count > 0;
}

static const char *kind_words(trigger_kind kind)
{
    static const char *const words[TRIGGER_KIND_COUNT] = {
        [TRIGGER_NEGATED] = "Denied: the opposite is said",
        [TRIGGER_UNCERTAIN] = "Uncertain: neither said nor denied",
        [TRIGGER_OTHER_HOLDER] = "Somebody else says it",
        [TRIGGER_CLIENT_HOLDER] = "The client says, feels or wants it",
        [TRIGGER_HYPOTHETICAL] = "Only supposed",
        [TRIGGER_PAST] = "It was so once",
        [TRIGGER_DISAVOWED] = "Said, and then taken back",
        [TRIGGER_PSEUDO] = "Words that look like one of these and are none"};
    return words[kind];
}

static str reach_words(const book *b, const trigger_spec *t)
{
    static const char *const sides[] = {[TRIGGER_FORWARD] = "what comes after",
                                        [TRIGGER_BACKWARD] = "what comes before",
                                        [TRIGGER_BOTH] = "both sides"};
    switch (t->scope) {
    case TRIGGER_WORDS:
        return str_printf(b->arena, "%s, at most %u words between", sides[t->direction], t->words);
    case TRIGGER_NEXT:
        return str_printf(b->arena, "%s, also in the sentence beside it", sides[t->direction]);
    case TRIGGER_COMMA:
        return str_printf(b->arena, "%s, to the comma that ends the aside", sides[t->direction]);
    default:
        return str_from(sides[t->direction]);
    }
}

static void write_kind(const book *b, trigger_kind kind)
{
    size_t count;
    unsigned there = 0;
    const trigger_spec *triggers = text_rules_triggers(b->rules->text, &count);
    for (size_t i = 0; i < count; i++)
        there += triggers[i].kind == kind;
    if (there == 0)
        return;
    html_addf(b->out,
              "<details class=\"fold as-seen\"><summary>%s <span class=\"soft\">(%u)</span></summary>\n"
              "<table class=\"stack terms\"><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">"
              "Changes</th><th scope=\"col\">Words</th></tr></thead><tbody>\n",
              kind_words(kind), there);
    for (size_t i = 0; i < count; i++) {
        if (triggers[i].kind != kind)
            continue;
        html_addf(b->out, "<tr><th scope=\"row\">%t</th><td>%t</td><td><ul class=\"phrases\">",
                  spaced_name(b->arena, triggers[i].id), reach_words(b, &triggers[i]));
        write_phrases(b, triggers[i].phrases);
        builder_adds(b->out, "</ul></td></tr>\n");
    }
    builder_adds(b->out, "</tbody></table></details>\n");
}

static void write_boundaries(const book *b)
{
    unsigned count = 0;
    for (const xml_node *c = xml_first_element(b->rules->tree); c; c = xml_next_element(c)) {
        if (!book_is(c, "boundary"))
            continue;
        if (count++ == 0)
            builder_adds(
                b->out,
                "<details class=\"fold as-seen\"><summary>Where a clause ends</summary>\n<p>Behind these "
                "words a new clause begins, which the words above do not reach.</p>\n"
                "<ul class=\"phrases\">");
        write_phrases(b, xml_text_content(b->arena, c));
    }
    if (count)
        builder_adds(b->out, "</ul></details>\n");
}

void book_context(const book *b)
{
    book_chapter(b, CHAPTER_CONTEXT);
    builder_adds(b->out,
                 "<p>Where a phrase is found, the words near it decide what is made of it. These are the "
                 "words, by what they do. On paper stands what is open on the screen.</p>\n");
    for (trigger_kind kind = 0; kind < TRIGGER_KIND_COUNT; kind++)
        write_kind(b, kind);
    write_boundaries(b);
    book_close(b);
}
