// SPDX-License-Identifier: MIT
// Types as they are written: FEEL's own names, those that the host declares, and list<…>, range<…>,
// context<…> and function<…>->… of them.
#include "feel/syntax/parse.h"

typedef struct basic_name {
    const char *name;
    feel_kind kind;
} basic_name;

static const basic_name BASIC[] = {
    {"number", FEEL_NUMBER},
    {"string", FEEL_STRING},
    {"boolean", FEEL_BOOLEAN},
    {"date", FEEL_DATE},
    {"time", FEEL_TIME},
    {"date and time", FEEL_DATE_TIME},
    {"days and time duration", FEEL_DAYS_DURATION},
    {"years and months duration", FEEL_MONTHS_DURATION},
    {"list", FEEL_LIST},
    {"context", FEEL_CONTEXT},
    {"range", FEEL_RANGE},
    {"function", FEEL_FUNCTION},
    {"Any", FEEL_ANY},
    {"Null", FEEL_NULL},
    {"any", FEEL_ANY},
    {"day time duration", FEEL_DAYS_DURATION},
    {"year month duration", FEEL_MONTHS_DURATION},
};
enum { BASIC_COUNT = sizeof BASIC / sizeof *BASIC, SUGGESTED = 14 };

void type_names_offer(suggestion *s, const feel_names *names)
{
    for (size_t i = 0; i < SUGGESTED; i++)
        suggestion_offer(s, str_from(BASIC[i].name));
    for (size_t i = 0; i < names->type_count; i++)
        suggestion_offer(s, names->types[i].name);
}

// The longest name that stands here; FEEL's own go ahead of the host's.
static const feel_type *named_type(parser *p)
{
    const feel_names *names = p->options->names;
    const feel_type *type = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < BASIC_COUNT + names->type_count; i++) {
        bool basic = i < BASIC_COUNT;
        str name = basic ? str_from(BASIC[i].name) : names->types[i - BASIC_COUNT].name;
        size_t end = lex_spaced(p->text, p->token.start, name);
        if (end == SIZE_MAX || end <= longest)
            continue;
        longest = end;
        type = basic ? feel_type_basic(BASIC[i].kind) : names->types[i - BASIC_COUNT].type;
    }
    if (!type)
        return NULL;
    p->previous_end = longest;
    parse_from(p, longest);
    return type;
}

// Reads the words that ought to be a type's name, and keeps the first such for the checker.
static void unknown_type(parser *p)
{
    size_t start = p->token.start;
    do
        parse_next(p);
    while (p->token.kind == TOKEN_NAME && !parse_at_reserved(p));
    if (p->unknown_type.length || p->failed)
        return;
    p->unknown_type = str_slice(p->text, start, p->previous_end);
    p->unknown_type_offset = (uint32_t)start;
}

// Such as lst<number>: with what stands in the angle brackets nothing can be made of it.
static void fail_unknown(parser *p)
{
    str message, help;
    type_unknown_text(p->arena, p->options->names, p->unknown_type, &message, &help);
    parse_fail(p, CODE_unknown_name, p->unknown_type_offset, p->unknown_type.length, "%.*s%s%.*s",
               STR_ARGS(message), help.length ? ": " : "", STR_ARGS(help));
}

static const feel_type *type_within(parser *p);

static const feel_type *function_type(parser *p)
{
    VEC(feel_member) parameters = {0};
    bool known = true;
    while (p->token.kind != TOKEN_GREATER && !p->failed) {
        const feel_type *parameter = type_within(p);
        ARENA_PUSH(p->arena, &parameters)->type = parameter;
        known = known && parameter;
        if (!parse_accept(p, TOKEN_COMMA))
            break;
    }
    parse_expect(p, TOKEN_GREATER, "\">\"");
    feel_type *type = ARENA_NEW(p->arena, feel_type);
    type->kind = FEEL_FUNCTION;
    type->members = parameters.items;
    type->member_count = parameters.count;
    type->element = feel_type_basic(FEEL_ANY);
    if (parse_expect(p, TOKEN_ARROW, "\"->\""))
        type->element = type_within(p);
    return known && type->element ? type : NULL;
}

static str member_name(parser *p)
{
    builder name = builder_new(p->arena);
    while (p->token.kind == TOKEN_NAME) {
        if (name.length)
            builder_addc(&name, ' ');
        builder_add(&name, parse_token_text(p));
        parse_next(p);
    }
    return builder_str(&name);
}

static const feel_type *context_type(parser *p)
{
    VEC(feel_member) members = {0};
    bool known = true;
    while (p->token.kind == TOKEN_NAME) {
        feel_member member = {.name = member_name(p)};
        parse_know_name(p, member.name);
        parse_expect(p, TOKEN_COLON, "\":\" and a type");
        member.type = type_within(p);
        known = known && member.type;
        *ARENA_PUSH(p->arena, &members) = member;
        if (!parse_accept(p, TOKEN_COMMA))
            break;
    }
    parse_expect(p, TOKEN_GREATER, "\">\"");
    return known ? feel_type_context(p->arena, members.items, members.count, true) : NULL;
}

static const feel_type *element_type(parser *p, feel_kind kind)
{
    const feel_type *element = type_within(p);
    parse_expect(p, TOKEN_GREATER, "\">\"");
    if (!element)
        return NULL;
    return kind == FEEL_LIST ? feel_type_list(p->arena, element) : feel_type_range(p->arena, element);
}

// NULL for a name that is no type's.
static const feel_type *type_within(parser *p)
{
    if (p->token.kind != TOKEN_NAME || parse_at_reserved(p)) {
        parse_fail_token(p, "the name of a type");
        return NULL;
    }
    const feel_type *type = named_type(p);
    if (!type) {
        unknown_type(p);
        if (p->token.kind == TOKEN_LESS)
            fail_unknown(p);
        return NULL;
    }
    bool takes_more =
        type == feel_type_basic(type->kind) && type->kind >= FEEL_LIST && type->kind <= FEEL_FUNCTION;
    if (!takes_more || p->token.kind != TOKEN_LESS || !parse_enter(p))
        return type;
    parse_next(p);
    if (type->kind == FEEL_FUNCTION)
        type = function_type(p);
    else if (type->kind == FEEL_CONTEXT)
        type = context_type(p);
    else
        type = element_type(p, type->kind);
    parse_leave(p);
    return type;
}

written_type parse_type(parser *p)
{
    size_t start = p->token.start;
    p->unknown_type = STR_NONE;
    written_type written = {.type = type_within(p)};
    if (p->failed)
        written.type = NULL;
    written.text = str_slice(p->text, start, p->previous_end > start ? p->previous_end : start);
    written.unknown = p->unknown_type;
    written.unknown_offset = p->unknown_type_offset;
    return written;
}

void type_unknown_text(arena *a, const feel_names *names, str name, str *message, str *help)
{
    suggestion s = suggestion_for(name);
    type_names_offer(&s, names);
    *message = str_printf(a, "there is no type \"%.*s\"", STR_ARGS(name));
    *help = suggestion_found(&s) ? str_printf(a, "did you mean \"%.*s\"?", STR_ARGS(s.best)) : STR_NONE;
}

const feel_type *feel_parse_type(arena *a, str text, const feel_scope *scope, const feel_options *options)
{
    feel_options complete = *options;
    if (!complete.names)
        complete.names = feel_names_new(a, scope);
    parser p = {.arena = a, .text = text, .options = &complete, .own = {.arena = a}};
    size_t bad;
    if (text.length > options->limits->expression_bytes)
        parse_fail(&p, CODE_expression_limit, 0, 0, "the type is longer than %llu bytes",
                   (unsigned long long)options->limits->expression_bytes);
    else if (!utf8_valid(text, &bad))
        parse_fail(&p, CODE_invalid_utf8, bad, 1, "the type is not valid UTF-8");
    parse_from(&p, 0);
    written_type written = parse_type(&p);
    if (!p.failed && p.token.kind != TOKEN_END)
        parse_fail_token(&p, "the end of the type");
    if (p.failed || written.type)
        return p.failed ? NULL : written.type;
    str message, help;
    type_unknown_text(a, complete.names, written.unknown, &message, &help);
    report_problem(options->report, options->report_user, CODE_unknown_name, written.unknown_offset,
                   written.unknown.length, message, help);
    return NULL;
}
