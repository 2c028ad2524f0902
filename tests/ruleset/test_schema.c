// SPDX-License-Identifier: MIT
// The table of elements is whole: what it names is there, and everything in it can be reached and is
// explained.
#include "support/support.h"

#include "ruleset/schema.h"

#include <string.h>

static bool in_list(const char *const *list, const char *name)
{
    for (; *list; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

static bool is_child_of_any(const char *name)
{
    for (const schema_element *e = schema_elements; e->name; e++)
        if (schema_find_child(e, name))
            return true;
    return false;
}

static void every_child_is_an_element_and_every_element_a_child(void **state)
{
    (void)state;
    for (const schema_element *e = schema_elements; e->name; e++) {
        for (const schema_child *c = e->children; c->name; c++)
            if (!schema_find_element(c->name))
                fail_msg("%s holds %s, which is no element", e->name, c->name);
        if (e != schema_elements && !is_child_of_any(e->name))
            fail_msg("%s stands nowhere", e->name);
        assert_ptr_equal(schema_find_element(e->name), e); // no name twice
    }
}

static void every_element_and_attribute_is_explained_in_one_line(void **state)
{
    (void)state;
    for (const schema_element *e = schema_elements; e->name; e++) {
        assert_non_null(e->meaning);
        assert_null(strchr(e->meaning, '\n'));
        for (const schema_attribute *a = e->attributes; a->name; a++) {
            assert_non_null(a->meaning);
            assert_non_null(schema_kind_meaning(a->kind));
            assert_true((a->kind == SCHEMA_ONE_OF) == (a->values != NULL));
            assert_false(a->required && a->initial);
        }
    }
}

static void only_elements_with_text_have_no_children(void **state)
{
    (void)state;
    for (const schema_element *e = schema_elements; e->name; e++)
        if (e->content != SCHEMA_ELEMENTS)
            assert_null(e->children->name);
}

static void what_changes_and_includes_name_is_there(void **state)
{
    (void)state;
    const schema_element *change = schema_find_element("change"), *removal = schema_find_element("remove");
    for (size_t i = 0; schema_change_kinds[i]; i++) {
        assert_non_null(schema_find_element(schema_change_kinds[i]));
        assert_non_null(schema_find_attribute(change, schema_change_kinds[i]));
        assert_non_null(schema_find_attribute(removal, schema_change_kinds[i]));
    }
    for (const schema_attribute *a = change->attributes; a->name; a++)
        assert_true(in_list(schema_change_kinds, a->name));
    for (size_t i = 0; schema_included_children[i]; i++)
        assert_non_null(schema_find_child(&schema_elements[0], schema_included_children[i]));
    for (size_t i = 0; schema_included_change_kinds[i]; i++) {
        assert_true(in_list(schema_change_kinds, schema_included_change_kinds[i]));
        assert_true(in_list(schema_included_children, schema_included_change_kinds[i]));
    }
    // A change of a thing names it by an attribute that the thing itself does not have.
    for (size_t i = 0; schema_change_kinds[i]; i++)
        for (size_t k = 0; schema_change_kinds[k]; k++)
            assert_null(
                schema_find_attribute(schema_find_element(schema_change_kinds[i]), schema_change_kinds[k]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_child_is_an_element_and_every_element_a_child),
        cmocka_unit_test(every_element_and_attribute_is_explained_in_one_line),
        cmocka_unit_test(only_elements_with_text_have_no_children),
        cmocka_unit_test(what_changes_and_includes_name_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
