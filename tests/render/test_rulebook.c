// SPDX-License-Identifier: MIT
// The rulebook: what is in it, that its links lead somewhere, that it asks nothing of anybody, and that no
// rule set can put markup into it.
#include "support/support.h"

#include "document/xml.h"
#include "render/rulebook.h"

#include <string.h>

#define DATA "tests/render/data/"

static str book_of(arena *a, const char *path)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 100);
    const ruleset *r = ruleset_load(a, path, STR("rules"), &l, &d);
    if (!r)
        fail_msg("%s: %.*s", path, STR_ARGS(d.items.items[0].message));
    builder out = builder_new(a);
    render_rulebook(r, &out);
    return builder_str(&out);
}

// The page as a tree: it is well-formed XML behind its doctype.
static const xml_node *tree_of(arena *a, str page)
{
    str doctype = STR("<!DOCTYPE html>\n");
    assert_true(str_starts(page, doctype));
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 1);
    str rest = str_slice(page, doctype.length, page.length);
    const xml_node *root = xml_parse(a, source_from_bytes(a, STR("page"), rest), &l, &d);
    assert_non_null(root);
    return root;
}

// Calls visit for the node and all in it.
static void visit_all(const xml_node *n, void (*visit)(const xml_node *n, void *context), void *context)
{
    visit(n, context);
    for (const xml_node *c = n->first_child; c; c = c->next)
        if (c->kind == XML_ELEMENT)
            visit_all(c, visit, context);
}

// ---- links

typedef struct anchors {
    arena *arena;
    name_map ids;
    size_t links;
} anchors;

static void note_id(const xml_node *n, void *context)
{
    anchors *all = context;
    const xml_attribute *id = xml_find_attribute(n, STR("id"));
    if (id && !name_map_put(&all->ids, all->arena, id->value, 1))
        fail_msg("two elements have the id %.*s", STR_ARGS(id->value));
}

static void check_reference(const anchors *all, str name)
{
    if (name_map_get(&all->ids, name) == NAME_MISSING)
        fail_msg("nothing has the id %.*s", STR_ARGS(name));
}

static void check_links(const xml_node *n, void *context)
{
    anchors *all = context;
    const xml_attribute *href = xml_find_attribute(n, STR("href"));
    const xml_attribute *labelled = xml_find_attribute(n, STR("aria-labelledby"));
    if (labelled)
        check_reference(all, labelled->value);
    if (!href)
        return;
    all->links++;
    if (str_starts(href->value, STR("#")))
        check_reference(all, str_slice(href->value, 1, href->value.length));
    else
        assert_true(str_starts(href->value, STR("https://")));
}

// ---- what may be in a page at all

static bool is_one_of(str word, const char *const *words)
{
    for (; *words; words++)
        if (str_equals(word, *words))
            return true;
    return false;
}

static void check_element(const xml_node *n, void *context)
{
    static const char *const elements[] = {
        "html", "head", "meta",  "title", "style", "body", "a",       "div",     "header", "nav", "main",
        "p",    "h1",   "h2",    "h3",    "h4",    "dl",   "dt",      "dd",      "ul",     "ol",  "li",
        "code", "pre",  "span",  "b",     "i",     "em",   "section", "details", "table",  "tr",  "summary",
        "th",   "td",   "thead", "tbody", "svg",   "rect", "caption", NULL};
    static const char *const attributes[] = {"charset",     "http-equiv", "content", "name",
                                             "lang",        "class",      "id",      "href",
                                             "rel",         "data-at",    "open",    "aria-labelledby",
                                             "aria-hidden", "aria-label", "role",    "tabindex",
                                             "scope",       "viewBox",    "xmlns",   "preserveAspectRatio",
                                             "x",           "y",          "width",   "height",
                                             NULL};
    (void)context;
    if (!is_one_of(n->name, elements))
        fail_msg("an element %.*s", STR_ARGS(n->name));
    for (size_t i = 0; i < n->attribute_count; i++)
        if (!is_one_of(n->attributes[i].name, attributes))
            fail_msg("an attribute %.*s", STR_ARGS(n->attributes[i].name));
}

static void check_heading(const xml_node *n, void *context)
{
    unsigned *level = context;
    if (n->name.length != 2 || n->name.data[0] != 'h' || n->name.data[1] < '1' || n->name.data[1] > '6')
        return;
    unsigned here = (unsigned)(n->name.data[1] - '0');
    if (here > *level + 1)
        fail_msg("a heading of level %u follows one of level %u", here, *level);
    *level = here;
}

static void assert_sound(arena *a, str page)
{
    const xml_node *root = tree_of(a, page);
    anchors all = {.arena = a};
    unsigned level = 0;
    visit_all(root, check_element, NULL);
    visit_all(root, note_id, &all);
    visit_all(root, check_links, &all);
    visit_all(root, check_heading, &level);
    assert_true(all.links > 0);
    assert_text_contains(page, "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                               "form-action 'none'\"");
    assert_false(str_contains(page, STR("url(")) || str_contains(page, STR("@import")));
}

ARENA_TEST(the_book_of_a_small_rule_set_is_as_it_was_reviewed)
{
    str page = book_of(a, DATA "book.xml");
    assert_sound(a, page);
    size_t body = str_find(page, STR("<body>"), 0);
    assert_golden(str_slice(page, body, page.length), "render/rulebook.html");
}

ARENA_TEST(books_of_the_shipped_rule_sets_are_sound_and_load_nothing)
{
    static const char *const paths[] = {"rules/alliance.xml", "rules/template.xml"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_sound(a, book_of(a, paths[i]));
}

ARENA_TEST(every_rule_of_the_shipped_rule_set_has_its_entry)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 100);
    const ruleset *r = ruleset_load(a, "rules/alliance.xml", STR("rules"), &l, &d);
    str page = book_of(a, "rules/alliance.xml");
#define ASSERT_ENTRIES(kind, array, counter, key)                                                            \
    for (size_t i = 0; i < r->counter; i++)                                                                  \
    assert_text_contains(page, str_printf(a, "id=\"" kind "-%.*s\"", STR_ARGS(r->array[i].key)).data)
    ASSERT_ENTRIES("gate", gates, gate_count, id);
    ASSERT_ENTRIES("factor", factors, factor_count, id);
    ASSERT_ENTRIES("adjust", adjusts, adjust_count, id);
    ASSERT_ENTRIES("criterion", criteria, criterion_count, id);
    ASSERT_ENTRIES("flag", flags, flag_count, id);
    ASSERT_ENTRIES("advice", advice, advice_count, id);
    ASSERT_ENTRIES("signal", signals, signal_count, name);
    ASSERT_ENTRIES("let", lets, let_count, name);
    ASSERT_ENTRIES("vocabulary", vocabularies, vocabulary_count, name);
#undef ASSERT_ENTRIES
}

ARENA_TEST(a_hostile_rule_set_puts_no_markup_into_its_book)
{
    str page = book_of(a, DATA "hostile.xml");
    assert_sound(a, page); // no element and no attribute but the book's own
    assert_text_contains(page, "&lt;script&gt;alert(");
    assert_text_contains(page, "href=\"https://example.org/ok?a=1&amp;b=2\"");
    assert_false(str_contains(page, STR("href=\"javascript:")) || str_contains(page, STR("href=\"data:")));
    assert_false(str_contains(page, STR("\u202E"))); // turns the direction of writing
}

ARENA_TEST(shares_of_points_are_told_from_least_to_most)
{
    str page = book_of(a, DATA "book.xml");
    // 75 of 100; "price" applies to some alone, so "works" has 10 of 15 points, or all of them
    assert_text_contains(page, "<b>10</b> of the 15 points in this factor; <b>50 to 75</b> of 100.");
    assert_text_contains(page, "<b>5</b> of the 15 points in this factor; <b>25</b> of 100.");
    assert_text_contains(page, "Takes off <b>12.5</b> points.");
}

// ---- the command

ARENA_TEST(the_command_writes_a_file_whole_or_not_at_all)
{
    const char *path = test_temp_path(a, "book.html");
    command_result run = RUN_ATTUNE(a, "rulebook", DATA "book.xml", "-o", path);
    assert_int_equal(run.status, 0);
    assert_str_equal(run.out, "");
    assert_text_equal(test_read_file(a, path), book_of(a, DATA "book.xml"));
    const char *other = test_temp_path(a, "none.html");
    const char *broken = test_temp_path(a, "broken.xml");
    test_write_file(broken, STR("<ruleset/>"));
    run = RUN_ATTUNE(a, "rulebook", broken, "-o", other);
    assert_int_equal(run.status, 3);
    assert_false(test_file_exists(other));
}

ARENA_TEST(the_command_takes_one_rule_set)
{
    command_result run = RUN_ATTUNE(a, "rulebook", DATA "book.xml", DATA "hostile.xml");
    assert_int_equal(run.status, 2);
    run = RUN_ATTUNE(a, "rulebook", "-r", DATA "book.xml", DATA "hostile.xml");
    assert_int_equal(run.status, 2);
    run = RUN_ATTUNE(a, "rulebook", "-r", DATA "book.xml");
    assert_int_equal(run.status, 0);
    assert_text_contains(run.out, "<title>A small practice: rulebook</title>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_book_of_a_small_rule_set_is_as_it_was_reviewed),
        cmocka_unit_test(books_of_the_shipped_rule_sets_are_sound_and_load_nothing),
        cmocka_unit_test(every_rule_of_the_shipped_rule_set_has_its_entry),
        cmocka_unit_test(a_hostile_rule_set_puts_no_markup_into_its_book),
        cmocka_unit_test(shares_of_points_are_told_from_least_to_most),
        cmocka_unit_test(the_command_writes_a_file_whole_or_not_at_all),
        cmocka_unit_test(the_command_takes_one_rule_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
