// SPDX-License-Identifier: MIT
// Conditions as sentences: that something is so, or that it is not.
#include "feel/words/speaker.h"

#include <string.h>

// "is" or "are", and the like: verb is two words with / between.
static const char *agree(bool plural, const char *verb_singular, const char *verb_plural)
{
    return plural ? verb_plural : verb_singular;
}

static const char *is_or_are(bool plural)
{
    return agree(plural, "is", "are");
}

static const feel_words *unworded(speaker *s, const node *n, bool holds)
{
    return words_say(s, holds ? "%w holds" : "%w does not hold", words_code(s, n));
}

// ---- what is read

static const feel_words *truth(speaker *s, const node *n, const pronoun *p, bool holds)
{
    feel_read read;
    feel_called called;
    const pronoun *local = pronoun_of(n, p);
    if (local && local->words)
        return words_say(s, holds ? "%w %s true" : "%w %s not true", local->words, is_or_are(local->plural));
    if (!call_read(s, n, p, &read, &called))
        return unworded(s, n, holds);
    const feel_phrase *whole = holds ? &called.holds : &called.fails;
    if (whole->name.length)
        return words_phrase(s, whole, &read);
    return words_say(s, holds ? "%w %s yes" : "%w %s no", words_phrase(s, &called.subject, &read),
                     is_or_are(called.plural));
}

static const feel_words *known(speaker *s, const node *n, const pronoun *p, bool holds)
{
    feel_read read;
    feel_called called;
    bool named = call_read(s, n, p, &read, &called);
    const feel_phrase *whole = holds ? &called.known : &called.unknown;
    if (named && whole->name.length)
        return words_phrase(s, whole, &read);
    noun subject = noun_of(s, n, p);
    return words_say(s, holds ? "%w %s known" : "%w %s not known", subject.words, is_or_are(subject.plural));
}

// ---- comparisons

static operator turned(operator op) // the operands change places
{
    static const operator turns[] = {[OP_EQUAL] = OP_EQUAL,  [OP_NOT_EQUAL] = OP_NOT_EQUAL,
                                     [OP_LESS] = OP_GREATER, [OP_LESS_EQUAL] = OP_GREATER_EQUAL,
                                     [OP_GREATER] = OP_LESS, [OP_GREATER_EQUAL] = OP_LESS_EQUAL};
    return turns[op];
}

static operator denied(operator op)
{
    static const operator denials[] = {
        [OP_EQUAL] = OP_NOT_EQUAL,    [OP_NOT_EQUAL] = OP_EQUAL,    [OP_LESS] = OP_GREATER_EQUAL,
        [OP_LESS_EQUAL] = OP_GREATER, [OP_GREATER] = OP_LESS_EQUAL, [OP_GREATER_EQUAL] = OP_LESS};
    return denials[op];
}

// What stands between "is" and what it is compared with; NULL where there is no good word.
static const char *relation(operator op, feel_kind kind)
{
    static const char *const numbers[] = {[OP_EQUAL] = "",
                                          [OP_NOT_EQUAL] = "not ",
                                          [OP_LESS] = "less than ",
                                          [OP_LESS_EQUAL] = "at most ",
                                          [OP_GREATER] = "more than ",
                                          [OP_GREATER_EQUAL] = "at least "};
    static const char *const days[] = {[OP_EQUAL] = "",         [OP_NOT_EQUAL] = "not ",
                                       [OP_LESS] = "before ",   [OP_LESS_EQUAL] = "on or before ",
                                       [OP_GREATER] = "after ", [OP_GREATER_EQUAL] = "on or after "};
    if (op == OP_EQUAL || op == OP_NOT_EQUAL || kind == FEEL_NUMBER || kind == FEEL_DAYS_DURATION ||
        kind == FEEL_MONTHS_DURATION)
        return numbers[op];
    return kind == FEEL_DATE ? days[op] : NULL;
}

// The other side of a comparison, where the subject tells of which terms and units it is.
static const feel_words *compared_with(speaker *s, const node *n, const noun *subject, const pronoun *p)
{
    feel_value v;
    if (n->kind == NODE_LITERAL || is_constant_of(n, FEEL_NUMBER, &v))
        return constant_words(s, n->value, subject->domain, subject->unit);
    return noun_of(s, n, p).words;
}

// count(list) beside a whole number.
static const feel_words *counted(speaker *s, const node *count, operator op, const node *number,
                                 const pronoun *p)
{
    feel_value v;
    int64_t most;
    if (!is_call(count, "count", 1) || count->children[0]->type->kind != FEEL_LIST ||
        !is_constant_of(number, FEEL_NUMBER, &v) || !decimal_to_int(v.as.number, &most) || most < 0)
        return NULL;
    noun list = noun_of(s, count->children[0], p);
    const char *has = agree(list.plural, "holds", "hold");
    if (most == 0 && (op == OP_GREATER || op == OP_NOT_EQUAL))
        return words_say(s, "%w %s at least one entry", list.words, has);
    if (most == 0 && (op == OP_EQUAL || op == OP_LESS_EQUAL))
        return words_say(s, "%w %s no entry", list.words, has);
    if (most == 1 && op == OP_GREATER_EQUAL)
        return words_say(s, "%w %s at least one entry", list.words, has);
    static const char *const amounts[] = {
        [OP_EQUAL] = "exactly ",     [OP_NOT_EQUAL] = "another number of entries than ",
        [OP_LESS] = "fewer than ",   [OP_LESS_EQUAL] = "at most ",
        [OP_GREATER] = "more than ", [OP_GREATER_EQUAL] = "at least "};
    const char *entries = op == OP_NOT_EQUAL ? "" : most == 1 ? " entry" : " entries";
    return words_say(s, "%w %s %s%w%s", list.words, has, amounts[op], constant_words(s, v, NULL, STR_NONE),
                     entries);
}

static const feel_words *texts_alike(speaker *s, const node *a, operator op, const node *b, const pronoun *p)
{
    if (!(is_call(a, "lower case", 1) && is_call(b, "lower case", 1)) &&
        !(is_call(a, "upper case", 1) && is_call(b, "upper case", 1)))
        return NULL;
    noun subject = noun_of(s, a->children[0], p);
    return words_say(s, "%w %s %s%w (small and capital letters alike)", subject.words,
                     is_or_are(subject.plural), op == OP_EQUAL ? "" : "not ",
                     noun_of(s, b->children[0], p).words);
}

static bool is_fixed(const node *n)
{
    return n->kind == NODE_LITERAL || n->folded;
}

static const feel_words *comparison(speaker *s, const node *n, const pronoun *p, bool holds)
{
    const node *a = plain(n->children[0]), *b = plain(n->children[1]);
    operator op = n->op;
    if (is_fixed(a) && !is_fixed(b)) {
        const node *swapped = a;
        a = b;
        b = swapped;
        op = turned(op);
    }
    bool equality = op == OP_EQUAL || op == OP_NOT_EQUAL;
    if (!holds)
        op = denied(op);
    if (equality && is_literal(b, FEEL_NULL))
        return known(s, a, p, op == OP_NOT_EQUAL);
    if (equality && is_literal(b, FEEL_BOOLEAN))
        return condition_of(s, a, p, b->value.as.boolean == (op == OP_EQUAL));
    const feel_words *special = counted(s, a, op, b, p);
    if (!special && equality)
        special = texts_alike(s, a, op, b, p);
    const char *between = relation(op, a->type->kind == FEEL_ANY ? b->type->kind : a->type->kind);
    if (special || !between)
        return special ? special : unworded(s, n, holds);
    noun subject = noun_of(s, a, p);
    return words_say(s, "%w %s %s%w", subject.words, is_or_are(subject.plural), between,
                     compared_with(s, b, &subject, p));
}

static const feel_words *between(speaker *s, const node *n, const pronoun *p, bool holds)
{
    noun subject = noun_of(s, n->children[0], p);
    return words_say(s, "%w %s %sfrom %w to %w", subject.words, is_or_are(subject.plural),
                     holds ? "" : "not ", compared_with(s, n->children[1], &subject, p),
                     compared_with(s, n->children[2], &subject, p));
}

// ---- tests behind "in", and of decision tables

static const feel_words *range_test(speaker *s, const node *n, const noun *subject, const pronoun *p)
{
    const node *low = n->children[0], *high = n->children[1];
    feel_kind kind = low->type->kind == FEEL_NULL ? high->type->kind : low->type->kind;
    if (low->type->kind == FEEL_NULL || high->type->kind == FEEL_NULL || kind == FEEL_STRING)
        return NULL;
    const feel_words *from = compared_with(s, low, subject, p), *to = compared_with(s, high, subject, p);
    if (n->low_included && n->high_included)
        return words_say(s, "from %w to %w", from, to);
    const char *above = relation(n->low_included ? OP_GREATER_EQUAL : OP_GREATER, kind);
    const char *below = relation(n->high_included ? OP_LESS_EQUAL : OP_LESS, kind);
    return above && below ? words_say(s, "%s%w and %s%w", above, from, below, to) : NULL;
}

// One test without the subject: "less than 10", "“a”"; NULL where there are no good words.
static const feel_words *one_test(speaker *s, const node *n, const noun *subject, const pronoun *p)
{
    n = plain(n);
    const char *word;
    feel_value range;
    switch (n->kind) {
    case NODE_TEST:
        word = relation(n->op, n->children[0]->type->kind);
        return word ? words_say(s, "%s%w", word, compared_with(s, n->children[0], subject, p)) : NULL;
    case NODE_RANGE:
        return range_test(s, n, subject, p);
    case NODE_LITERAL:
        if (is_constant_of(n, FEEL_RANGE, &range))
            return NULL;
        return is_literal(n, FEEL_NULL)      ? words_say(s, "not known")
               : is_literal(n, FEEL_BOOLEAN) ? words_say(s, n->value.as.boolean ? "yes" : "no")
                                             : constant_words(s, n->value, subject->domain, subject->unit);
    case NODE_VARIABLE:
    case NODE_PATH:
        return n->type->kind == FEEL_LIST || n->type->kind == FEEL_ANY ? NULL : noun_of(s, n, p).words;
    default:
        return NULL;
    }
}

// "a", "a or b", "a, b or c".
static const feel_words *alternatives(speaker *s, const words_list *list)
{
    words_list all = {0};
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            *ARENA_PUSH(s->arena, &all) = words_say(s, i + 1 == list->count ? " or " : ", ");
        *ARENA_PUSH(s->arena, &all) = list->items[i];
    }
    return words_group(s, FEEL_WORDS_RUN, &all);
}

static bool add_tests(speaker *s, const node *n, const noun *subject, const pronoun *p, words_list *list)
{
    bool many = n->kind == NODE_TESTS || n->kind == NODE_LIST;
    for (size_t i = 0; many && i < n->count; i++)
        if (!add_tests(s, plain(n->children[i]), subject, p, list))
            return false;
    const feel_words *one = many ? NULL : one_test(s, n, subject, p);
    if (one)
        *ARENA_PUSH(s->arena, list) = one;
    return many || one;
}

const feel_words *tests_of(speaker *s, const node *in, const noun *subject, const pronoun *p, bool holds)
{
    words_list list = {0};
    bool worded = !in->standalone;
    for (size_t i = 1; i < in->count && worded; i++)
        worded = !in->children[i]->standalone && add_tests(s, plain(in->children[i]), subject, p, &list);
    if (!worded || list.count == 0)
        return subject->words ? unworded(s, in, holds) : NULL;
    const feel_words *tests = alternatives(s, &list);
    if (!subject->words)
        return tests;
    const char *format = holds ? "%w %s %w" : list.count > 1 ? "%w %s none of these: %w" : "%w %s not %w";
    return words_say(s, format, subject->words, is_or_are(subject->plural), tests);
}

static const feel_words *membership(speaker *s, const node *n, const pronoun *p, bool holds)
{
    noun subject = noun_of(s, plain(n->children[0]), p);
    if (n->inner_implied && !n->children[0]->implied)
        return unworded(s, n, holds);
    return tests_of(s, n, &subject, p, holds);
}

// ---- lists

static const feel_words *one_of(speaker *s, const node *list, const node *item, const pronoun *p, bool holds)
{
    noun subject = noun_of(s, item, p);
    words_list words = {0};
    for (size_t i = 0; i < list->count; i++)
        *ARENA_PUSH(s->arena, &words) = compared_with(s, list->children[i], &subject, p);
    return words_say(s, holds ? "%w %s %w" : "%w %s none of these: %w", subject.words,
                     is_or_are(subject.plural), alternatives(s, &words));
}

static const feel_words *contained(speaker *s, const node *n, const pronoun *p, bool holds)
{
    const node *list = plain(n->children[0]), *item = plain(n->children[1]);
    if (list->kind == NODE_LIST && list->count)
        return one_of(s, list, item, p, holds);
    noun all = noun_of(s, list, p);
    if (is_literal(item, FEEL_STRING) || is_literal(item, FEEL_NUMBER))
        return words_say(s, "%w %s%s %w", all.words, holds ? "" : agree(all.plural, "does not ", "do not "),
                         holds ? agree(all.plural, "includes", "include") : "include",
                         constant_words(s, item->value, all.domain, all.unit));
    noun one = noun_of(s, item, p);
    return words_say(s, "%w %s %samong %w", one.words, is_or_are(one.plural), holds ? "" : "not ", all.words);
}

bool leads_with_local(const node *n, uint32_t index)
{
    n = plain(n);
    if (count_locals(n, index) != 1)
        return false;
    if (is_call(n, "not", 1))
        return leads_with_local(n->children[0], index);
    const node *lead = NULL;
    if (n->kind == NODE_COMPARE || n->kind == NODE_BETWEEN || (n->kind == NODE_IN && !n->inner_implied))
        lead = n->children[0];
    else if (is_call(n, "list contains", 2))
        lead = n->children[1];
    return lead && plain(lead)->kind == NODE_LOCAL;
}

static const feel_words *quantified(speaker *s, const node *n, const pronoun *p, bool holds)
{
    if (n->count != 2 || n->children[0]->kind == NODE_STRETCH || s->loops)
        return unworded(s, n, holds);
    const node *body = plain(n->children[1]);
    bool some = n->kind == NODE_SOME;
    const feel_words *all = noun_of(s, n->children[0], p).words;
    pronoun item = {.parent = p, .words = words_say(s, "it")};
    item.origin = bound_to(n->children[0], p ? &p->origin : NULL);
    if (leads_with_local(body, 0) && (some || holds)) {
        item.words = words_say(s, some ? (holds ? "at least one of %w" : "none of %w") : "each of %w", all);
        return condition_of(s, body, &item, true);
    }
    s->loops++;
    const feel_words *inner = condition_of(s, body, &item, true);
    s->loops--;
    const char *format = some ? (holds ? "for at least one of %w: %w" : "for none of %w: %w")
                              : (holds ? "for each of %w: %w" : "not for each of %w: %w");
    return words_say(s, format, all, inner);
}

// ---- built-in functions

static const feel_words *call_condition(speaker *s, const node *n, const pronoun *p, bool holds)
{
    static const struct {
        const char *name, *does, *does_not;
    } texts[] = {{"contains", "%w contains %w", "%w does not contain %w"},
                 {"starts with", "%w begins with %w", "%w does not begin with %w"},
                 {"ends with", "%w ends with %w", "%w does not end with %w"},
                 {"matches", "%w matches the pattern %w", "%w does not match the pattern %w"}};
    if (is_call(n, "not", 1))
        return condition_of(s, n->children[0], p, !holds);
    if (is_call(n, "list contains", 2))
        return contained(s, n, p, holds);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (is_call(n, texts[i].name, 2))
            return words_say(s, holds ? texts[i].does : texts[i].does_not,
                             noun_of(s, n->children[0], p).words, noun_of(s, n->children[1], p).words);
    return unworded(s, n, holds);
}

// ---- and, or, if

static void gather(speaker *s, const node *n, node_kind kind, const pronoun *p, bool holds, words_list *list)
{
    n = plain(n);
    if (n->kind != kind) {
        *ARENA_PUSH(s->arena, list) = condition_of(s, n, p, holds);
        return;
    }
    for (size_t i = 0; i < n->count; i++)
        gather(s, n->children[i], kind, p, holds, list);
}

static const feel_words *joined(speaker *s, const node *n, const pronoun *p, bool holds)
{
    words_list list = {0};
    gather(s, n, n->kind, p, holds, &list);
    return words_group(s, (n->kind == NODE_AND) == holds ? FEEL_WORDS_ALL : FEEL_WORDS_ANY, &list);
}

// Never null: it asks only what is null.
static bool is_null_test(const node *n)
{
    n = plain(n);
    if (n->kind == NODE_COMPARE)
        return (n->op == OP_EQUAL || n->op == OP_NOT_EQUAL) && is_literal(plain(n->children[1]), FEEL_NULL);
    bool joins = n->kind == NODE_AND || n->kind == NODE_OR || is_call(n, "not", 1);
    for (size_t i = 0; joins && i < n->count; i++)
        joins = is_null_test(n->children[i]);
    return joins;
}

// Whether n is null wherever wanted, which it reads, is.
static bool reads_directly(const speaker *s, const node *n, const node *wanted)
{
    n = plain(n);
    if (same_source(s, n, wanted))
        return true;
    bool joined = n->kind == NODE_AND || n->kind == NODE_OR;
    for (size_t i = 0; joined && i < n->count; i++)
        joined = reads_directly(s, n->children[i], wanted);
    if (joined)
        return true;
    if (n->kind == NODE_SOME || n->kind == NODE_EVERY)
        return same_source(s, n->children[0], wanted);
    bool strict = n->kind == NODE_COMPARE || n->kind == NODE_ARITHMETIC || is_call(n, "list contains", 2) ||
                  is_call(n, "count", 1);
    for (size_t i = 0; strict && i < n->count; i++)
        if (reads_directly(s, n->children[i], wanted))
            return true;
    return false;
}

// Whether "if guard then null else n" says no more than n: n is null anyway where what the guard names is.
static bool guards_itself(const speaker *s, const node *guard, const node *n)
{
    guard = plain(guard);
    if (guard->kind == NODE_COMPARE)
        return guard->op == OP_EQUAL && is_literal(plain(guard->children[1]), FEEL_NULL) &&
               reads_directly(s, n, plain(guard->children[0]));
    bool all = guard->kind == NODE_OR;
    for (size_t i = 0; all && i < guard->count; i++)
        all = guards_itself(s, guard->children[i], n);
    return all;
}

const feel_words *cases_of(speaker *s, const node *n, const pronoun *p,
                           const feel_words *(*outcome)(speaker *s, const node *n, const pronoun *p))
{
    words_list list = {0};
    for (; n->kind == NODE_IF; n = plain(n->children[2])) {
        if (is_literal(plain(n->children[1]), FEEL_NULL) && guards_itself(s, n->children[0], n->children[2]))
            continue;
        *ARENA_PUSH(s->arena, &list) = outcome(s, n->children[1], p);
        *ARENA_PUSH(s->arena, &list) = condition_of(s, n->children[0], p, true);
    }
    const feel_words *last = outcome(s, n, p);
    if (list.count == 0)
        return last;
    *ARENA_PUSH(s->arena, &list) = last;
    return words_group(s, FEEL_WORDS_CASES, &list);
}

static const feel_words *yes_or_no(speaker *s, const node *n, const pronoun *p)
{
    n = plain(n);
    if (is_literal(n, FEEL_BOOLEAN))
        return words_say(s, n->value.as.boolean ? "yes" : "no");
    if (is_literal(n, FEEL_NULL))
        return words_say(s, "not known");
    const feel_words *condition = condition_of(s, n, p, true);
    bool list = condition->kind == FEEL_WORDS_ALL || condition->kind == FEEL_WORDS_ANY ||
                condition->kind == FEEL_WORDS_CASES;
    return words_say(s, list ? "yes if this holds: %w" : "yes if %w", condition);
}

static const feel_words *chosen(speaker *s, const node *n, const pronoun *p, bool holds)
{
    const node *test = plain(n->children[0]), *then = plain(n->children[1]), *rest = plain(n->children[2]);
    words_list list = {0};
    if (is_null_test(test) && is_literal(then, FEEL_BOOLEAN)) { // is no more than "and" or "or"
        bool any = then->value.as.boolean == holds;
        if (!any && holds && guards_itself(s, test, rest))
            return words_say(s, "%w (not known counts as no)", condition_of(s, rest, p, true));
        gather(s, test, NODE_OR, p, any, &list);
        gather(s, rest, any == holds ? NODE_OR : NODE_AND, p, holds, &list);
        return words_group(s, any ? FEEL_WORDS_ANY : FEEL_WORDS_ALL, &list);
    }
    if (is_literal(then, FEEL_NULL) && guards_itself(s, test, rest))
        return condition_of(s, rest, p, holds);
    const feel_words *cases = cases_of(s, n, p, yes_or_no);
    return holds ? cases : words_say(s, "this comes to no: %w", cases);
}

const feel_words *condition_of(speaker *s, const node *n, const pronoun *p, bool holds)
{
    n = plain(n);
    switch (n->kind) {
    case NODE_LITERAL:
        if (is_literal(n, FEEL_BOOLEAN))
            return words_say(s, n->value.as.boolean == holds ? "always" : "never");
        return unworded(s, n, holds);
    case NODE_VARIABLE:
    case NODE_PATH:
    case NODE_LOCAL:
    case NODE_IMPLICIT:
        return truth(s, n, p, holds);
    case NODE_AND:
    case NODE_OR:
        return joined(s, n, p, holds);
    case NODE_COMPARE:
        return comparison(s, n, p, holds);
    case NODE_BETWEEN:
        return between(s, n, p, holds);
    case NODE_IN:
        return membership(s, n, p, holds);
    case NODE_SOME:
    case NODE_EVERY:
        return quantified(s, n, p, holds);
    case NODE_IF:
        return chosen(s, n, p, holds);
    case NODE_APPLY:
        return call_condition(s, n, p, holds);
    default:
        return unworded(s, n, holds);
    }
}
