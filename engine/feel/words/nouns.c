// SPDX-License-Identifier: MIT
// Values as nouns: what is read, constants, arithmetic, lists, and what "if" chooses from.
#include "feel/words/speaker.h"

#include <string.h>

static const feel_domain *domain_of(const feel_type *type)
{
    if (type && type->kind == FEEL_LIST)
        type = type->element;
    return type && type->kind == FEEL_STRING ? type->domain : NULL;
}

// ---- constants

static const feel_words *amount(speaker *s, int64_t count, const char *what)
{
    return words_say(
        s, "%s",
        str_printf(s->arena, "%lld %s%s", (long long)count, what, count == 1 || count == -1 ? "" : "s").data);
}

static const feel_words *duration_words(speaker *s, feel_value v)
{
    enum { DAY = 86400 };
    if (v.kind == FEEL_MONTHS_DURATION)
        return v.as.months % 12 ? amount(s, v.as.months, "month") : amount(s, v.as.months / 12, "year");
    if (v.as.duration.nanoseconds == 0 && v.as.duration.seconds % DAY == 0)
        return amount(s, v.as.duration.seconds / DAY, "day");
    return words_new(s, FEEL_WORDS_CODE, feel_value_text(s->arena, v));
}

static const feel_words *string_words(speaker *s, str text, const feel_domain *domain)
{
    uint32_t number = domain ? feel_domain_term(domain, text) : NAME_MISSING;
    bool labelled = number != NAME_MISSING && domain->labels && domain->labels[number].length;
    return words_new(s, FEEL_WORDS_VALUE, labelled ? domain->labels[number] : text);
}

const feel_words *constant_words(speaker *s, feel_value v, const feel_domain *domain, str unit)
{
    switch (v.kind) {
    case FEEL_STRING:
        return string_words(s, v.as.string, domain);
    case FEEL_BOOLEAN:
        return words_say(s, v.as.boolean ? "yes" : "no");
    case FEEL_NULL:
        return words_say(s, "not known");
    case FEEL_NUMBER:
        if (decimal_compare(v.as.number, decimal_from_int(1)) == 0 && str_ends(unit, STR("s")))
            unit = STR_NONE; // 1 weeks
        return words_say(s, unit.length ? "%w %s" : "%w", words_value_text(s, v),
                         str_terminated(s->arena, unit));
    case FEEL_DAYS_DURATION:
    case FEEL_MONTHS_DURATION:
        return duration_words(s, v);
    case FEEL_DATE:
        return words_value_text(s, v);
    default:
        return words_new(s, FEEL_WORDS_CODE, feel_value_source(s->arena, v));
    }
}

// ---- arithmetic

static const feel_words *operand(speaker *s, const node *n, const pronoun *p)
{
    n = plain(n);
    const feel_words *w = noun_of(s, n, p).words;
    bool nested = (n->kind == NODE_ARITHMETIC && !n->folded) || w->kind == FEEL_WORDS_CASES ||
                  (n->kind == NODE_APPLY && n->count > 1);
    return nested ? words_say(s, "(%w)", w) : w;
}

// count(list[…]) / count(list)
static const feel_words *share_of(speaker *s, const node *n, const pronoun *p)
{
    const node *part = plain(n->children[0]), *whole = plain(n->children[1]);
    if (n->op != OP_DIVIDE || !is_call(part, "count", 1) || !is_call(whole, "count", 1))
        return NULL;
    const node *filter = plain(part->children[0]);
    if (filter->kind != NODE_FILTER || !same_source(s, filter->children[0], whole->children[0]) ||
        filter->children[1]->type->kind != FEEL_BOOLEAN || !leads_with_local(filter->children[1], 0))
        return NULL;
    pronoun item = {.parent = p, .words = words_say(s, "that")};
    item.origin = bound_to(filter->children[0], p ? &p->origin : NULL);
    return words_say(s, "the share of %w %w", noun_of(s, whole->children[0], p).words,
                     condition_of(s, plain(filter->children[1]), &item, true));
}

static const feel_words *arithmetic(speaker *s, const node *n, const pronoun *p)
{
    const node *left = plain(n->children[0]), *right = plain(n->children[1]);
    feel_value v;
    if (n->type->kind == FEEL_DATE && (n->op == OP_SUBTRACT || n->op == OP_ADD) &&
        (is_constant_of(right, FEEL_DAYS_DURATION, &v) || is_constant_of(right, FEEL_MONTHS_DURATION, &v)))
        return words_say(s, n->op == OP_ADD ? "the day %w after %w" : "the day %w before %w",
                         constant_words(s, v, NULL, STR_NONE), noun_of(s, left, p).words);
    if (n->type->kind == FEEL_STRING)
        return words_say(s, "%w followed by %w", noun_of(s, left, p).words, noun_of(s, right, p).words);
    if (n->type->kind != FEEL_NUMBER || n->op == OP_POWER)
        return NULL;
    const feel_words *share = share_of(s, n, p);
    static const char *const formats[] = {[OP_ADD] = "%w plus %w",
                                          [OP_SUBTRACT] = "%w minus %w",
                                          [OP_MULTIPLY] = "%w times %w",
                                          [OP_DIVIDE] = "%w divided by %w"};
    return share ? share : words_say(s, formats[n->op], operand(s, left, p), operand(s, right, p));
}

// ---- lists

// "a", "a and b", "a, b and c".
static const feel_words *listed(speaker *s, const node *n, size_t from, const pronoun *p,
                                const feel_domain *domain)
{
    words_list all = {0};
    for (size_t i = from; i < n->count; i++) {
        const node *item = plain(n->children[i]);
        if (i > from)
            *ARENA_PUSH(s->arena, &all) = words_say(s, i + 1 == n->count ? " and " : ", ");
        *ARENA_PUSH(s->arena, &all) = item->kind == NODE_LITERAL
                                          ? constant_words(s, item->value, domain, STR_NONE)
                                          : noun_of(s, item, p).words;
    }
    return words_group(s, FEEL_WORDS_RUN, &all);
}

static noun list_noun(speaker *s, const node *n, const pronoun *p)
{
    if (n->count == 0)
        return (noun){.words = words_say(s, "an empty list")};
    return (noun){.words = listed(s, n, 0, p, domain_of(n->type)),
                  .plural = n->count > 1,
                  .domain = domain_of(n->type)};
}

static const feel_words *at_position(speaker *s, const node *n, const feel_words *list)
{
    feel_value v;
    int64_t at;
    if (!is_constant_of(plain(n->children[1]), FEEL_NUMBER, &v) || !decimal_to_int(v.as.number, &at) ||
        at == 0)
        return NULL;
    if (at == 1 || at == -1)
        return words_say(s, at == 1 ? "the first of %w" : "the last of %w", list);
    return words_say(s, at > 0 ? "number %s of %w" : "number %s from the end of %w",
                     str_printf(s->arena, "%lld", (long long)(at > 0 ? at : -at)).data, list);
}

static noun filtered(speaker *s, const node *n, const pronoun *p)
{
    const node *test = plain(n->children[1]);
    noun all = noun_of(s, n->children[0], p);
    all.plural = false;
    if (test->type->kind == FEEL_NUMBER) {
        all.words = at_position(s, n, all.words);
        return all;
    }
    if (test->type->kind != FEEL_BOOLEAN || s->loops) {
        all.words = NULL;
        return all;
    }
    bool leads = leads_with_local(test, 0);
    pronoun item = {.parent = p, .words = words_say(s, leads ? "that" : "it"), .plural = leads};
    item.origin = bound_to(n->children[0], p ? &p->origin : NULL);
    s->loops += !leads;
    const feel_words *inner = condition_of(s, test, &item, true);
    s->loops -= !leads;
    all.words =
        words_say(s, leads ? "those of %w %w" : "those of %w for which this holds: %w", all.words, inner);
    all.plural = true;
    return all;
}

static const feel_words *repeated(speaker *s, const node *n, const pronoun *p)
{
    if (n->count != 2 || s->loops || n->index || n->children[0]->kind == NODE_STRETCH)
        return NULL;
    pronoun partial = {.parent = p};
    pronoun item = {.parent = &partial, .words = words_say(s, "it")};
    partial.origin.parent = p ? &p->origin : NULL;
    item.origin = bound_to(n->children[0], &partial.origin);
    const feel_words *all = noun_of(s, n->children[0], p).words;
    s->loops++;
    const feel_words *each = noun_of(s, n->children[1], &item).words;
    s->loops--;
    return words_say(s, "for each of %w: %w", all, each);
}

// ---- built-in functions

static const feel_words *one_argument(speaker *s, const node *n, const pronoun *p)
{
    static const struct {
        const char *name, *format;
    } calls[] = {{"count", "the number of entries in %w"},
                 {"sum", "the sum of %w"},
                 {"mean", "the mean of %w"},
                 {"floor", "%w, rounded down"},
                 {"ceiling", "%w, rounded up"},
                 {"string", "%w"},
                 {"lower case", "%w in small letters"},
                 {"upper case", "%w in capital letters"},
                 {"min", "the smallest of %w"},
                 {"max", "the largest of %w"},
                 {"distinct values", "%w, each once"}};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (is_call(n, calls[i].name, 1)) {
            bool text = strchr(calls[i].format, ',') || strstr(calls[i].format, "letters");
            const node *argument = plain(n->children[0]);
            return words_say(s, calls[i].format,
                             text ? operand(s, argument, p) : noun_of(s, argument, p).words);
        }
    return NULL;
}

// sublist(list, 1, count(list) - 1)
static const feel_words *all_but_last(speaker *s, const node *n, const pronoun *p)
{
    feel_value start, less;
    int64_t first, by;
    if (!is_call(n, "sublist", 3) || !is_constant_of(plain(n->children[1]), FEEL_NUMBER, &start) ||
        !decimal_to_int(start.as.number, &first) || first != 1)
        return NULL;
    const node *length = plain(n->children[2]);
    if (length->kind != NODE_ARITHMETIC || length->op != OP_SUBTRACT ||
        !is_call(plain(length->children[0]), "count", 1) ||
        !same_source(s, plain(length->children[0])->children[0], n->children[0]) ||
        !is_constant_of(plain(length->children[1]), FEEL_NUMBER, &less) ||
        !decimal_to_int(less.as.number, &by) || by != 1)
        return NULL;
    return words_say(s, "all but the last of %w", noun_of(s, n->children[0], p).words);
}

static const feel_words *call_noun(speaker *s, const node *n, const pronoun *p)
{
    const feel_words *one = one_argument(s, n, p);
    if (!one)
        one = all_but_last(s, n, p);
    if (one)
        return one;
    if (is_call(n, "min", n->count) && n->count > 1)
        return words_say(s, n->count == 2 ? "the smaller of %w" : "the smallest of %w",
                         listed(s, n, 0, p, NULL));
    if (is_call(n, "max", n->count) && n->count > 1)
        return words_say(s, n->count == 2 ? "the larger of %w" : "the largest of %w",
                         listed(s, n, 0, p, NULL));
    if (is_call(n, "string join", 2) || is_call(n, "string join", 1))
        return noun_of(s, n->children[0], p).words;
    if (is_call(n, "decimal", 2) && is_literal(plain(n->children[1]), FEEL_NUMBER))
        return words_say(s, "%w to %w decimals", operand(s, n->children[0], p),
                         constant_words(s, plain(n->children[1])->value, NULL, STR_NONE));
    return NULL;
}

// ---- all

static noun read_noun(speaker *s, const node *n, const pronoun *p)
{
    const pronoun *local = pronoun_of(n, p);
    feel_read read;
    feel_called called;
    noun result = {.domain = domain_of(n->type)};
    if (local) {
        result.words = local->words;
        result.plural = local->plural;
    } else if (call_read(s, n, p, &read, &called)) {
        result.words = words_phrase(s, &called.subject, &read);
        result.plural = called.plural;
        result.unit = called.unit;
    }
    return result;
}

// Within other words a number is no share.
static const feel_words *chosen_noun(speaker *s, const node *n, const pronoun *p)
{
    bool shares = s->shares;
    s->shares = false;
    const feel_words *w = cases_of(s, n, p, outcome_of);
    s->shares = shares;
    return w;
}

static noun any_noun(speaker *s, const node *n, const pronoun *p)
{
    switch (n->kind) {
    case NODE_VARIABLE:
    case NODE_PATH:
    case NODE_LOCAL:
    case NODE_IMPLICIT:
        return read_noun(s, n, p);
    case NODE_LITERAL:
        return (noun){.words = constant_words(s, n->value, domain_of(n->type), STR_NONE)};
    case NODE_LIST:
        return list_noun(s, n, p);
    case NODE_FILTER:
        return filtered(s, n, p);
    case NODE_FOR:
        return (noun){.words = repeated(s, n, p), .domain = domain_of(n->type)};
    case NODE_ARITHMETIC:
        return (noun){.words = arithmetic(s, n, p)};
    case NODE_APPLY:
        return (noun){.words = call_noun(s, n, p), .domain = domain_of(n->type)};
    case NODE_IF:
        return (noun){.words = chosen_noun(s, n, p), .domain = domain_of(n->type)};
    default:
        return (noun){0};
    }
}

noun noun_of(speaker *s, const node *n, const pronoun *p)
{
    n = plain(n);
    bool constant = n->folded && n->kind != NODE_LITERAL && n->kind != NODE_LIST;
    noun result = constant ? (noun){.words = constant_words(s, n->value, domain_of(n->type), STR_NONE)}
                           : any_noun(s, n, p);
    if (!result.words)
        result.words = words_code(s, n);
    return result;
}

static const feel_words *share_words(speaker *s, decimal value)
{
    decimal hundred = decimal_multiply(value, decimal_from_int(100));
    if (decimal_compare(hundred, decimal_from_int(100)) == 0)
        return words_say(s, "all points");
    if (decimal_compare(hundred, decimal_from_int(0)) == 0)
        return words_say(s, "no points");
    return words_say(s, "%w %% of the points", words_value_text(s, feel_number(hundred)));
}

const feel_words *outcome_of(speaker *s, const node *n, const pronoun *p)
{
    n = plain(n);
    if (n->kind == NODE_LITERAL && n->value.kind == FEEL_NUMBER && s->shares)
        return share_words(s, n->value.as.number);
    if (n->kind == NODE_IF)
        return cases_of(s, n, p, outcome_of);
    bool condition = n->type->kind == FEEL_BOOLEAN && n->kind != NODE_LITERAL && n->kind != NODE_VARIABLE &&
                     n->kind != NODE_PATH;
    if (condition)
        return words_say(s, "whether this holds: %w", condition_of(s, n, p, true));
    return noun_of(s, n, p).words;
}
