// SPDX-License-Identifier: MIT
// The profiles of examples: written in place, shared by several examples, taken from a file, or a variant of
// one of these.
#include "examples/run.h"

static const char PROFILE_NAMESPACE[] = "urn:attune:profile:1";

// The folder that a path is in, with its "/".
static str folder_of(str path)
{
    size_t end = path.length;
    while (end > 0 && path.data[end - 1] != '/')
        end--;
    return str_slice(path, 0, end);
}

str example_beside(arena *a, str path, str named)
{
    str folder = folder_of(path);
    while (str_starts(named, STR("../")) && folder.length > 1) {
        str last = str_slice(folder, 0, folder.length - 1), outer = folder_of(last);
        str name = str_slice(last, outer.length, last.length);
        if (name.length == 0 || str_equals(name, "..") || str_equals(name, "."))
            break;
        folder = outer;
        named = str_slice(named, 3, named.length);
    }
    return str_printf(a, "%.*s%.*s", STR_ARGS(folder), STR_ARGS(named));
}

static const side *side_of(const examples_runner *f, const xml_node *n)
{
    return str_equals(n->name, "client") ? &f->rules->client : &f->rules->therapist;
}

// ---- files of profiles

static bool is_profile_file(const xml_node *root, diagnostics *d)
{
    bool known = str_equals(root->name, "profiles") || example_is_profile(root);
    if (known && str_equals(root->namespace_uri, PROFILE_NAMESPACE))
        return true;
    diagnostic *item = diagnose(d, CODE_wrong_root, root->where,
                                "a file of profiles starts with <client>, <therapist> or <profiles>");
    diagnostic_help(d, item, "its namespace is \"%-s\"", PROFILE_NAMESPACE);
    return false;
}

static bool read_file(examples *x, const xml_attribute *named, const limits *l, diagnostics *d)
{
    for (size_t i = 0; i < x->files.count; i++)
        if (str_equal(x->files.items[i].path, named->value))
            return true;
    const char *path = str_terminated(x->arena, example_beside(x->arena, x->source->name, named->value));
    const source *s = source_load(x->arena, path, l->document_bytes);
    if (!s) {
        diagnose_unreadable(d, named->value_place, path, l->document_bytes, "document_bytes");
        return false;
    }
    const xml_node *root = xml_parse(x->arena, s, l, d);
    if (!root || !is_profile_file(root, d))
        return false;
    *ARENA_PUSH(x->arena, &x->files) = (profile_file){named->value, root};
    return true;
}

static bool read_files_of(examples *x, const xml_node *parent, const limits *l, diagnostics *d)
{
    bool good = true;
    for (const xml_node *n = xml_first_element(parent); n; n = xml_next_element(n)) {
        if (str_equals(n->name, "test"))
            good = read_files_of(x, n, l, d) && good;
        const xml_attribute *named = example_is_profile(n) ? xml_find_attribute(n, STR("file")) : NULL;
        if (named)
            good = read_file(x, named, l, d) && good;
    }
    return good;
}

bool people_read_files(examples *x, const limits *l, diagnostics *d)
{
    return read_files_of(x, x->root, l, d);
}

static const xml_node *file_root(const examples *x, str path)
{
    for (size_t i = 0; i < x->files.count; i++)
        if (str_equal(x->files.items[i].path, path))
            return x->files.items[i].root;
    return NULL;
}

// The profile of n's kind in the file that n names: the one with the id that ref gives, or the only one.
static const xml_node *find_in_file(const examples_runner *f, const xml_node *n)
{
    const xml_attribute *file = xml_find_attribute(n, STR("file")), *ref = xml_find_attribute(n, STR("ref"));
    const xml_node *root = file_root(f->file, file->value), *found = NULL;
    suggestion near = suggestion_for(ref ? ref->value : STR_NONE);
    size_t count = 0;
    const xml_node *first = example_is_profile(root) ? root : xml_first_element(root);
    for (const xml_node *c = first; c; c = c == root ? NULL : xml_next_element(c)) {
        if (!str_equal(c->name, n->name))
            continue;
        str id = example_attribute(c, "id");
        suggestion_offer(&near, id);
        if (ref && !str_equal(id, ref->value))
            continue;
        found = c;
        count++;
    }
    if (count == 1)
        return found;
    if (count > 1) {
        diagnose(f->diagnostics, CODE_missing_attribute, n->where,
                 "\"%.*s\" holds %zu %.*ss: say which with ref", STR_ARGS(file->value), count,
                 STR_ARGS(n->name));
        return NULL;
    }
    diagnostic *item = ref ? diagnose(f->diagnostics, CODE_unknown_reference, ref->value_place,
                                      "no %.*s \"%.*s\" in \"%.*s\"", STR_ARGS(n->name), STR_ARGS(ref->value),
                                      STR_ARGS(file->value))
                           : diagnose(f->diagnostics, CODE_no_profiles, file->value_place,
                                      "no %.*s in \"%.*s\"", STR_ARGS(n->name), STR_ARGS(file->value));
    diagnostic_suggest(f->diagnostics, item, &near);
    return NULL;
}

// ---- variants

static void remove_children(xml_node *from, str name)
{
    for (xml_node *n = from->first_child; n;) {
        xml_node *next = n->next;
        if (n->kind == XML_ELEMENT && str_equal(n->name, name))
            xml_remove(n);
        n = next;
    }
}

// Whether a field given in place of a shared profile's own only takes it away. One that is wrong in itself
// does not: it goes to the reader, which reports it.
static bool takes_away(const examples_runner *f, const xml_node *owner, const xml_node *change)
{
    uint32_t number = ruleset_find_field(side_of(f, owner), change->name);
    return !change->first_child && change->attribute_count == 0 && number != NAME_MISSING && number != 0 &&
           str_equal(change->namespace_uri, owner->namespace_uri);
}

static void take_namespace(xml_node *n, str from, str to)
{
    if (n->kind == XML_ELEMENT && str_equal(n->namespace_uri, from))
        n->namespace_uri = to;
    for (xml_node *c = n->first_child; c; c = c->next)
        take_namespace(c, from, to);
}

// A shared profile with the fields given in n in place of its own; an empty one takes the field away.
static const xml_node *merge(const examples_runner *f, arena *a, const xml_node *shared, const xml_node *n)
{
    xml_node *merged = xml_copy(a, shared);
    take_namespace(merged, shared->namespace_uri, n->namespace_uri);
    const xml_attribute *own_id = xml_find_attribute(n, STR("id"));
    if (own_id) { // a variant under an id of its own
        merged->attributes = own_id;
        merged->attribute_count = 1;
    }
    for (const xml_node *change = xml_first_element(n); change; change = xml_next_element(change))
        remove_children(merged, change->name);
    for (const xml_node *change = xml_first_element(n); change; change = xml_next_element(change))
        if (!takes_away(f, n, change))
            xml_append(merged, xml_copy(a, change));
    return merged;
}

static bool is_as_it_is(const xml_node *n)
{
    return !xml_first_element(n) && !xml_find_attribute(n, STR("id"));
}

// ---- reading

static void read_shared(examples_runner *f, shared_profile *p)
{
    p->state = SHARED_BAD;
    p->written = p->node;
    if (xml_find_attribute(p->node, STR("file"))) {
        const xml_node *base = find_in_file(f, p->node);
        p->written = base ? merge(f, f->arena, base, p->node) : NULL;
    }
    if (p->written && profile_from_xml(f->arena, f->rules, side_of(f, p->node), p->written, true,
                                       f->diagnostics, &p->profile))
        p->state = SHARED_GOOD;
}

// All are read ahead of the examples, so that what is wrong with one is told even where no example takes it;
// a brief run reads them when they are asked for.
void people_start(examples_runner *f)
{
    const xml_node *root = f->file->root;
    for (const xml_node *n = xml_first_element(root); n; n = xml_next_element(n))
        f->shared_count += example_is_profile(n);
    f->shared = ARENA_ARRAY(f->arena, shared_profile, f->shared_count);
    size_t count = 0;
    for (const xml_node *n = xml_first_element(root); n; n = xml_next_element(n))
        if (example_is_profile(n))
            f->shared[count++].node = n;
    for (size_t i = 0; i < count && !f->brief; i++)
        read_shared(f, &f->shared[i]);
}

// The shared profile of this kind and id in the file; NULL after a diagnostic.
static shared_profile *find_shared(examples_runner *f, const xml_node *wanted)
{
    str ref = example_attribute(wanted, "ref");
    for (size_t i = 0; i < f->shared_count; i++) {
        const xml_node *n = f->shared[i].node;
        if (!str_equal(n->name, wanted->name) || !str_equal(example_attribute(n, "id"), ref))
            continue;
        if (f->shared[i].state == SHARED_UNREAD)
            read_shared(f, &f->shared[i]);
        return &f->shared[i];
    }
    suggestion near = suggestion_for(ref);
    for (size_t i = 0; i < f->shared_count; i++)
        if (str_equal(f->shared[i].node->name, wanted->name))
            suggestion_offer(&near, example_attribute(f->shared[i].node, "id"));
    diagnostic *item =
        diagnose(f->diagnostics, CODE_unknown_reference, xml_find_attribute(wanted, STR("ref"))->value_place,
                 "no shared %.*s \"%.*s\" in this file", STR_ARGS(wanted->name), STR_ARGS(ref));
    diagnostic_suggest(f->diagnostics, item, &near);
    return NULL;
}

// Reads what an example's <client> or <therapist> stands for: as written, a shared one, one of a file, or a
// variant of one.
static bool read_profile(examples_runner *f, arena *a, const xml_node *n, profile *out)
{
    const xml_node *written = n;
    if (xml_find_attribute(n, STR("file"))) {
        written = find_in_file(f, n);
        if (written && !is_as_it_is(n))
            written = merge(f, a, written, n);
    } else if (xml_find_attribute(n, STR("ref"))) {
        const shared_profile *shared = find_shared(f, n);
        if (!shared || shared->state != SHARED_GOOD)
            return false; // reported
        *out = shared->profile;
        if (is_as_it_is(n))
            return true;
        written = merge(f, a, shared->written, n);
    }
    return written && profile_from_xml(a, f->rules, side_of(f, n), written, false, f->diagnostics, out);
}

bool people_read(examples_runner *f, arena *a, const xml_node *test, profile *client, pool *p)
{
    bool good = true;
    for (const xml_node *n = xml_first_element(test); n; n = xml_next_element(n)) {
        profile read;
        if (!example_is_profile(n))
            continue;
        bool this_one = read_profile(f, a, n, &read);
        if (this_one && str_equals(n->name, "client"))
            *client = read;
        else if (this_one)
            this_one = pool_append(p, &read, f->diagnostics);
        good = this_one && good;
    }
    pool_finish(p);
    return good;
}
