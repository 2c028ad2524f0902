// SPDX-License-Identifier: MIT
// Judges a match by the triggers around it, as NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009)
// do; the papers and what is added to them: see context.h. Does not know how matches are found, nor signals.
#include "text/context.h"

#include "base/ascii.h"
#include "text/words.h"

enum {
    VIEWS = 4,             // sentences kept tokenized: the one judged, its neighbours, and one to spare
    DISAVOWAL_WITHIN = 5,  // a sentence that takes back the one before it says so in its first words
    LONGEST_ENTRY = 4,     // words between the commas of a list in a line
    LONGEST_LIST = 60,     // entries below a line that leads to a list
    BOUNDARY = 0x40000000, // added to a boundary's number, to tell it from a trigger's in the phrase table
};

struct context_rules {
    phrase_table phrases;
    const trigger_spec *triggers;
};

// A trigger that was found; the tokens are those of its sentence.
typedef struct hit {
    const trigger_spec *trigger;
    size_t first_token, end_token;
    size_t start, end; // in plain
    size_t stop;       // the token that ends its reach at the latest
} hit;

// The words of a pseudo-trigger.
typedef struct token_range {
    const trigger_spec *trigger;
    size_t first, end;
} token_range;

typedef VEC(hit) hit_list;

// A stretch of text with its tokens and what was found among them.
typedef struct view {
    text_span span;
    bool used;
    token_list tokens;
    VEC(const phrase *) first; // the longest phrase at each token, or NULL
    VEC(bool) taken;         // tokens out of play: in a pseudo-trigger, or within a trigger behind its first
    hit_list hits;           // in order
    VEC(token_range) pseudo; // in order
    VEC(size_t) boundaries;  // tokens that begin one, in order
    VEC(size_t) closing;     // where the parenthesis around each token closes; SIZE_MAX where none does
} view;

struct context_run {
    const context_rules *rules;
    arena *scratch;
    const prepared_text *text;
    view views[VIEWS];
    size_t next_view;
};

// ---- building

static void diagnose_phrase(diagnostics *d, phrase_problem problem, place where, str text)
{
    if (problem == PHRASE_TOO_MANY) {
        diagnostic *item =
            diagnose(d, CODE_too_many, where, "the triggers and boundaries have too many phrases");
        diagnostic_help(d, item, "the limit named rules is for them as well");
    } else if (problem == PHRASE_EMPTY) {
        diagnose(d, CODE_empty_value, where, "an empty phrase between two bars, or none at all");
    } else if (problem == PHRASE_STARTS_OPEN) {
        diagnose(d, CODE_wrong_value, where, "the phrase \"%.*s\" starts with %c", STR_ARGS(text),
                 str_starts(text, STR("!")) ? '!' : '*');
    } else if (problem == PHRASE_TOO_OPEN) {
        diagnose(d, CODE_wrong_value, where, "too many words of the phrase \"%.*s\" may be left out",
                 STR_ARGS(text));
    } else {
        diagnose(d, CODE_wrong_value, where, "a word of the phrase \"%.*s\" is too long", STR_ARGS(text));
    }
}

// Adds the phrases of one trigger or boundary; false after a diagnostic.
static bool add_phrases(phrase_table *t, str phrases, uint32_t meaning, place where, diagnostics *d)
{
    str bad = STR_NONE;
    phrase_problem problem = phrase_table_add(t, phrases, meaning, &bad);
    if (problem != PHRASE_FINE)
        diagnose_phrase(d, problem, where, bad);
    return problem == PHRASE_FINE;
}

context_rules *context_build(arena *a, const limits *l, const trigger_spec *triggers, size_t trigger_count,
                             const boundary_spec *boundaries, size_t boundary_count, diagnostics *d)
{
    context_rules *rules = ARENA_NEW(a, context_rules);
    rules->phrases.arena = a;
    rules->triggers = triggers;
    rules->phrases.room = l->rules; // the table takes time with the square of those that begin alike
    bool fine = true;
    for (size_t i = 0; i < trigger_count; i++)
        fine = add_phrases(&rules->phrases, triggers[i].phrases, (uint32_t)i, triggers[i].where, d) && fine;
    for (size_t i = 0; i < boundary_count; i++)
        fine = add_phrases(&rules->phrases, boundaries[i].phrases, BOUNDARY, boundaries[i].where, d) && fine;
    phrase_table_finish(&rules->phrases);
    return fine ? rules : NULL;
}

// ---- what is found in a sentence

static const trigger_spec *trigger_of(const context_rules *rules, const phrase *p)
{
    return p->meaning >= BOUNDARY ? NULL : &rules->triggers[p->meaning];
}

static bool free_tokens(const view *v, size_t from, size_t count)
{
    for (size_t i = from; i < from + count; i++)
        if (v->taken.items[i])
            return false;
    return true;
}

static void take_tokens(view *v, size_t from, size_t count)
{
    for (size_t i = from; i < from + count; i++)
        v->taken.items[i] = true;
}

static void find_pseudo_triggers(const context_rules *rules, arena *a, view *v)
{
    for (size_t i = 0; i < v->tokens.count; i++) {
        const phrase *p = v->first.items[i];
        for (; p; p = phrase_next(&rules->phrases, p, &v->tokens, i)) {
            const trigger_spec *trigger = trigger_of(rules, p);
            if (trigger && trigger->kind == TRIGGER_PSEUDO) {
                take_tokens(v, i, p->length);
                *ARENA_PUSH(a, &v->pseudo) = (token_range){trigger, i, i + p->length};
                i += p->length - 1;
                break;
            }
        }
    }
}

// The longest phrase at token i wins, of those that end by `end`; where it stands for several triggers, all
// are found. Returns its length.
static size_t find_triggers_at(const context_rules *rules, arena *a, const view *v, size_t i, size_t end,
                               bool in_play, hit_list *hits)
{
    const token *tokens = v->tokens.items;
    size_t longest = 0;
    const phrase *p = v->first.items[i];
    for (; p && p->length >= longest; p = phrase_next(&rules->phrases, p, &v->tokens, i)) {
        const trigger_spec *trigger = trigger_of(rules, p);
        if (!trigger || trigger->kind == TRIGGER_PSEUDO || p->length > end - i ||
            (in_play && !free_tokens(v, i, p->length)))
            continue;
        longest = p->length;
        size_t last = i + longest - 1;
        *ARENA_PUSH(a, hits) = (hit){trigger, i, last + 1, tokens[i].start, tokens[last].end, SIZE_MAX};
    }
    return longest;
}

// The words of a trigger start no other.
static void find_triggers(const context_rules *rules, arena *a, view *v)
{
    for (size_t i = 0; i < v->tokens.count; i++) {
        size_t length = find_triggers_at(rules, a, v, i, v->tokens.count, true, &v->hits);
        if (length > 1) {
            take_tokens(v, i + 1, length - 1);
            i += length - 1;
        }
    }
}

static char mark_at(const context_run *c, const view *v, size_t i)
{
    return i < v->tokens.count && v->tokens.items[i].mark ? c->text->plain.data[v->tokens.items[i].start] : 0;
}

// The next comma behind token i that is in no parenthesis; the number of tokens where there is none.
static size_t next_comma(const context_run *c, const view *v, size_t i)
{
    size_t depth = 0;
    while (++i < v->tokens.count) {
        char mark = mark_at(c, v, i);
        if (mark == ',' && depth == 0)
            break;
        depth += mark == '(';
        depth -= mark == ')' && depth > 0;
    }
    return i;
}

static bool joins_entries(const context_run *c, const token *t)
{
    str word = str_slice(c->text->plain, t->start, t->end);
    return str_equal_nocase(word, STR("and")) || str_equal_nocase(word, STR("or")) ||
           str_equal_nocase(word, STR("nor"));
}

// Whether a list goes on behind the comma: "a, b or c", "a, b, and c". *end: the comma behind it, or the
// number of tokens.
static bool is_listed(const context_run *c, const view *v, size_t comma, size_t *end)
{
    size_t words = 0;
    for (size_t i = comma + 1; i < v->tokens.count && words <= LONGEST_ENTRY; i++) {
        *end = next_comma(c, v, i);
        if (joins_entries(c, &v->tokens.items[i]))
            return true;
        if (v->tokens.items[i].mark && mark_at(c, v, i) != ',')
            return false;
        words = v->tokens.items[i].mark ? 0 : words + 1;
    }
    return false;
}

// The comma that ends what begins with the tokens from first to last: "instead of this, that", "if a, b or c,
// then d". Behind a list at the sentence's end there is none, but what begins the sentence goes on only to
// its first comma then.
static size_t aside_end(const context_run *c, const view *v, size_t first, size_t last)
{
    size_t comma = next_comma(c, v, last);
    size_t end = comma;
    if (comma == v->tokens.count || !is_listed(c, v, comma, &end))
        return comma;
    return end == v->tokens.count && token_is_first(&v->tokens, first) ? comma : end;
}

static void add_boundary(arena *a, view *v, size_t at)
{
    size_t i = v->boundaries.count;
    *ARENA_PUSH(a, &v->boundaries) = at;
    for (; i > 0 && v->boundaries.items[i - 1] > at; i--) {
        v->boundaries.items[i] = v->boundaries.items[i - 1];
        v->boundaries.items[i - 1] = at;
    }
}

static bool is_pseudo(const view *v, size_t first, size_t count)
{
    for (size_t i = 0; i < v->pseudo.count && v->pseudo.items[i].first <= first; i++)
        if (v->pseudo.items[i].first == first && v->pseudo.items[i].end == first + count)
            return true;
    return false;
}

// A boundary that is a pseudo-trigger as well, word for word, ends clauses; others with words of one do not.
// What begins a sentence and ends at a comma, be it a trigger or a boundary, ends a clause there.
static void find_boundaries(const context_run *c, view *v)
{
    const phrase_table *phrases = &c->rules->phrases;
    for (size_t i = 0; i < v->hits.count; i++) {
        hit *h = &v->hits.items[i];
        if (h->trigger->scope == TRIGGER_COMMA)
            h->stop = aside_end(c, v, h->first_token, h->end_token - 1);
        if (h->stop < v->tokens.count && token_is_first(&v->tokens, h->first_token))
            add_boundary(c->scratch, v, h->stop);
    }
    for (size_t i = 0; i < v->tokens.count; i++) {
        const phrase *p = v->first.items[i];
        size_t found = 0;
        bool aside = false;
        for (; p; p = phrase_next(phrases, p, &v->tokens, i)) {
            if (p->meaning != BOUNDARY || (v->taken.items[i] && !is_pseudo(v, i, p->length)))
                continue;
            found = found > 0 ? found : p->length;
            aside |= p->at_start;
        }
        if (found > 0) // of "(2)" it is the closing mark
            add_boundary(c->scratch, v, mark_at(c, v, i + found - 1) == ')' ? i + found - 1 : i);
        if (aside)
            add_boundary(c->scratch, v, aside_end(c, v, i, i));
    }
}

// Parentheses that do not close, and the marks of "1)" and ":)", are none.
static void find_parentheses(const context_run *c, view *v)
{
    VEC(size_t) open = {0};
    for (size_t i = 0; i < v->tokens.count; i++) {
        *ARENA_PUSH(c->scratch, &v->closing) = SIZE_MAX;
        if (mark_at(c, v, i) == '(')
            *ARENA_PUSH(c->scratch, &open) = i;
        else if (mark_at(c, v, i) == ')' && open.count > 0)
            v->closing.items[open.items[--open.count]] = i;
    }
    size_t inner = SIZE_MAX; // the closing mark of the parenthesis that token i is in
    for (size_t i = 0; i < v->tokens.count; i++) {
        size_t own = v->closing.items[i];
        v->closing.items[i] = own < SIZE_MAX ? own : inner;
        if (own < SIZE_MAX) {
            *ARENA_PUSH(c->scratch, &open) = inner;
            inner = own;
        } else if (i == inner) {
            inner = open.items[--open.count];
            v->closing.items[i] = inner; // what begins with it, such as the entry behind "(2)", is outside
        }
    }
}

static const view *look(context_run *c, text_span span)
{
    for (size_t i = 0; i < VIEWS; i++)
        if (c->views[i].used && c->views[i].span.start == span.start && c->views[i].span.end == span.end)
            return &c->views[i];
    view *v = &c->views[c->next_view++ % VIEWS];
    v->used = true;
    v->span = span;
    v->tokens.count = v->hits.count = v->boundaries.count = v->taken.count = v->pseudo.count =
        v->closing.count = v->first.count = 0;
    tokenize(c->scratch, &c->rules->phrases, c->text->plain, span.start, span.end, &v->tokens);
    for (size_t i = 0; i < v->tokens.count; i++) {
        *ARENA_PUSH(c->scratch, &v->first) = phrase_first(&c->rules->phrases, &v->tokens, i);
        *ARENA_PUSH(c->scratch, &v->taken) = false;
    }
    find_pseudo_triggers(c->rules, c->scratch, v);
    find_triggers(c->rules, c->scratch, v);
    find_parentheses(c, v);
    find_boundaries(c, v);
    return v;
}

context_run *context_run_new(arena *a, const context_rules *rules)
{
    context_run *c = ARENA_NEW(a, context_run);
    c->rules = rules;
    return c;
}

void context_start(context_run *c, arena *scratch, const prepared_text *text)
{
    *c = (context_run){.rules = c->rules, .scratch = scratch, .text = text};
}

// ---- what reaches a match

// A match among the tokens of its view.
typedef struct target {
    text_span span;
    size_t first_token, end_token;
    size_t clause_start, clause_end; // tokens: from the last boundary before it to the first behind it
    const text_span *quote;          // the quotation around it, or NULL
    bool own_words;                  // the author says what is quoted
} target;

typedef struct findings {
    size_t count[TRIGGER_KIND_COUNT];
    text_span first[TRIGGER_KIND_COUNT]; // the first trigger of the kind
    text_span last[TRIGGER_KIND_COUNT];
    const trigger_spec *trigger[TRIGGER_KIND_COUNT]; // the last one
    bool negated_outside_quote;
} findings;

static const text_span *quote_around(const prepared_text *text, size_t start, size_t end)
{
    size_t low = 0, high = text->quotes.count; // the first quotation that begins behind start
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->quotes.items[middle].start <= start)
            low = middle + 1;
        else
            high = middle;
    }
    const text_span *last = low > 0 ? &text->quotes.items[low - 1] : NULL;
    return last && end <= last->end ? last : NULL;
}

// Whether what is at token `from` is said in a parenthesis that ends before `end`.
static bool leaves_parenthesis(const view *v, size_t from, size_t end)
{
    return from < v->closing.count && v->closing.items[from] < end;
}

static target find_target(const context_run *c, const view *v, size_t start, size_t end)
{
    target t = {.span = {start, end}, .quote = quote_around(c->text, start, end)};
    while (t.first_token < v->tokens.count && v->tokens.items[t.first_token].end <= start)
        t.first_token++;
    t.end_token = t.first_token;
    while (t.end_token < v->tokens.count && v->tokens.items[t.end_token].start < end)
        t.end_token++;
    // A boundary that begins with the match itself still separates it from what is before it. One in a
    // parenthesis ends nothing outside.
    t.clause_end = v->tokens.count;
    for (size_t i = 0; i < v->boundaries.count && t.clause_end == v->tokens.count; i++) {
        size_t boundary = v->boundaries.items[i];
        if (boundary <= t.first_token && !leaves_parenthesis(v, boundary, t.first_token))
            t.clause_start = boundary;
        else if (boundary >= t.end_token)
            t.clause_end = boundary;
    }
    // A pseudo-trigger may take the opening mark with it: my motto is "aim high".
    for (size_t i = 0; t.quote && i < t.first_token; i++)
        if (v->tokens.items[i].start == t.quote->start)
            t.own_words = v->taken.items[i];
    return t;
}

static size_t words_within(const view *v, size_t from, size_t end)
{
    size_t words = 0;
    for (size_t i = from; i < end; i++)
        words += !v->tokens.items[i].mark;
    return words;
}

// A retort such as "Wrong!", which ends a sentence, takes something back only where it is all that is said:
// not in "whether right or wrong." or "you are the expert, not me."
static bool is_said_alone(const context_run *c, const view *v, const hit *h)
{
    const token *tokens = v->tokens.items;
    bool retort = h->trigger->kind == TRIGGER_DISAVOWED && tokens[h->end_token - 1].mark;
    if (!retort || h->first_token == 0)
        return true;
    const token *before = &tokens[h->first_token - 1];
    return before->mark && c->text->plain.data[before->start] != ',';
}

// Whether a trigger of the match's own sentence reaches it.
static bool reaches(const context_run *c, const view *v, const hit *h, const target *t)
{
    bool before = h->end <= t->span.start;
    bool after = h->start >= t->span.end;
    trigger_direction direction = h->trigger->direction;
    if (!(before && direction != TRIGGER_BACKWARD) && !(after && direction != TRIGGER_FORWARD))
        return false;
    if (h->trigger->scope == TRIGGER_NEXT)
        return is_said_alone(c, v, h);
    if (before && (t->first_token >= h->stop || leaves_parenthesis(v, h->first_token, t->first_token)))
        return false;
    // A trigger whose first word is the boundary, such as "nor", is in the clause that it begins.
    bool in_clause = before ? h->first_token >= t->clause_start : h->first_token <= t->clause_end;
    if (!in_clause || h->trigger->scope != TRIGGER_WORDS)
        return in_clause;
    size_t words = before ? words_within(v, h->end_token, t->first_token)
                          : words_within(v, t->end_token, h->first_token);
    return words <= h->trigger->words;
}

static void note_hit(findings *f, const hit *h, trigger_kind kind, const target *t)
{
    if (f->count[kind] > 0 && f->last[kind].start == h->start)
        return; // two triggers with the same words
    if (f->count[kind]++ == 0)
        f->first[kind] = (text_span){h->start, h->end};
    f->last[kind] = (text_span){h->start, h->end};
    f->trigger[kind] = h->trigger;
    if (kind == TRIGGER_NEGATED && t->quote && h->start < t->quote->start)
        f->negated_outside_quote = true;
}

// What a disavowal goes on to is denied too: "I don't agree that you should aim lower."
static bool disavows_on(const view *v, const hit *h, const target *t)
{
    return h->trigger->kind == TRIGGER_DISAVOWED && h->end_token <= t->first_token &&
           h->end_token < v->tokens.count && h->first_token >= t->clause_start &&
           !v->tokens.items[h->end_token].mark && !v->tokens.items[h->end_token - 1].mark &&
           !leaves_parenthesis(v, h->first_token, t->first_token);
}

static void note_own_sentence(const context_run *c, const view *v, const target *t, findings *f)
{
    for (size_t i = 0; i < v->hits.count; i++) {
        const hit *h = &v->hits.items[i];
        const text_span *quote = quote_around(c->text, h->start, h->end);
        if (quote && quote != t->quote)
            continue; // what is said in another quotation
        if (reaches(c, v, h, t))
            note_hit(f, h, h->trigger->kind, t);
        else if (disavows_on(v, h, t))
            note_hit(f, h, TRIGGER_NEGATED, t);
    }
}

// Notes the triggers among the tokens from `first` to the match.
static void note_before_match(const context_run *c, const view *v, size_t first, bool negated_only,
                              const target *t, findings *f)
{
    hit_list hits = {0};
    for (size_t i = first; i < t->first_token; i++) {
        size_t length = find_triggers_at(c->rules, c->scratch, v, i, t->first_token, false, &hits);
        i += length > 1 ? length - 1 : 0;
    }
    for (size_t i = 0; i < hits.count; i++) {
        const trigger_spec *trigger = hits.items[i].trigger;
        if (trigger->direction != TRIGGER_BACKWARD && (!negated_only || trigger->kind == TRIGGER_NEGATED))
            note_hit(f, &hits.items[i], trigger->kind, t);
    }
}

// A pseudo-trigger whose last words are the match's own leaves its other words in play, "I won't give up your
// goals" denies giving them up, and a trigger gives way to one that ends before the match.
static void note_overlapping(const context_run *c, const view *v, const target *t, findings *f)
{
    for (size_t i = 0; i < v->pseudo.count; i++) {
        token_range range = v->pseudo.items[i];
        if (range.first < t->first_token && range.end > t->first_token)
            note_before_match(c, v, range.first, true, t, f);
    }
    for (size_t i = 0; i < v->hits.count; i++) {
        const hit *h = &v->hits.items[i];
        if (h->first_token < t->first_token && h->end_token > t->first_token)
            note_before_match(c, v, h->first_token, false, t, f);
    }
}

// ---- lists

static bool is_letter_or_digit(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c);
}

// Whether a sentence begins as the entries of a list do: with a mark, or counted.
static bool begins_list_entry(str text, const sentence *s)
{
    size_t i = s->start;
    if (!is_letter_or_digit(text.data[i]))
        return text.data[i] != '"' && text.data[i] != '\'';
    i += 1 + (i + 1 < s->end && is_letter_or_digit(text.data[i + 1]));
    return i < s->end && (text.data[i] == ')' || (text.data[i] == '.' && text.data[s->start] <= '9'));
}

static bool ends_with_colon(str text, const sentence *s)
{
    size_t end = s->end;
    while (end > s->start && text.data[end - 1] == '>') { // "I don't do:</p>"
        size_t open = end;
        while (open > s->start && text.data[open - 1] != '<')
            open--;
        if (open == s->start)
            return false;
        end = open - 1;
    }
    return end > s->start && text.data[end - 1] == ':';
}

// The line with a colon that leads to the list whose entry a sentence is; SIZE_MAX where there is none.
static size_t find_lead_in(const prepared_text *text, size_t index)
{
    const sentence *sentences = text->sentences.items;
    for (size_t i = index; i > 0 && index - i < LONGEST_LIST; i--) {
        if (!begins_list_entry(text->plain, &sentences[i]))
            return SIZE_MAX;
        if (ends_with_colon(text->plain, &sentences[i - 1]))
            return i - 1;
    }
    return SIZE_MAX;
}

// "I do not offer:" reaches each entry below it, with what is in its last clause.
static void note_lead_in(context_run *c, const sentence *lead_in, const target *t, findings *f)
{
    const view *v = look(c, (text_span){lead_in->start, lead_in->end});
    size_t colon = v->tokens.count;
    while (colon > 0 && c->text->plain.data[v->tokens.items[colon - 1].start] != ':')
        colon--;
    size_t clause_start = 0;
    for (size_t i = 0; i < v->boundaries.count && v->boundaries.items[i] + 1 < colon; i++)
        clause_start = v->boundaries.items[i];
    for (size_t i = 0; i < v->hits.count; i++) {
        const hit *h = &v->hits.items[i];
        bool in_clause = h->first_token >= clause_start || h->trigger->scope == TRIGGER_NEXT;
        if (in_clause && h->trigger->direction != TRIGGER_BACKWARD)
            note_hit(f, h, h->trigger->kind, t);
        else if (h->first_token >= clause_start && h->trigger->kind == TRIGGER_DISAVOWED)
            note_hit(f, h, TRIGGER_NEGATED, t); // "What you won't get from me:"
    }
}

// ---- the neighbours

// The sentences before and after the match's: only triggers made for that reach over.
static void note_neighbours(context_run *c, size_t first, size_t last, const target *t, findings *f)
{
    size_t lead_in = find_lead_in(c->text, first);
    if (lead_in != SIZE_MAX) {
        note_lead_in(c, &c->text->sentences.items[lead_in], t, f);
    } else if (first > 0) {
        const sentence *s = &c->text->sentences.items[first - 1];
        const view *v = look(c, (text_span){s->start, s->end});
        for (size_t i = 0; i < v->hits.count; i++) {
            const trigger_spec *trigger = v->hits.items[i].trigger;
            if (trigger->scope == TRIGGER_NEXT && trigger->direction != TRIGGER_BACKWARD)
                note_hit(f, &v->hits.items[i], trigger->kind, t);
        }
    }
    if (last + 1 < c->text->sentences.count) {
        const sentence *s = &c->text->sentences.items[last + 1];
        const view *v = look(c, (text_span){s->start, s->end});
        for (size_t i = 0; i < v->hits.count; i++) {
            const hit *h = &v->hits.items[i];
            if (h->trigger->scope == TRIGGER_NEXT && h->trigger->direction != TRIGGER_FORWARD &&
                is_said_alone(c, v, h) && words_within(v, 0, h->first_token) <= DISAVOWAL_WITHIN)
                note_hit(f, h, h->trigger->kind, t);
        }
    }
}

// ---- the judgement

static polarity judge_polarity(const findings *f)
{
    size_t negations = f->count[TRIGGER_NEGATED];
    if (f->count[TRIGGER_DISAVOWED] > 0)
        return POLARITY_NEGATED;
    if (negations > 1 || f->count[TRIGGER_UNCERTAIN] > 0)
        return POLARITY_UNCERTAIN;
    if (negations == 1)
        return POLARITY_NEGATED;
    return f->count[TRIGGER_HYPOTHETICAL] > 0 ? POLARITY_UNCERTAIN : POLARITY_ASSERTED;
}

static holder judge_holder(const findings *f, const target *t, bool question)
{
    if (f->count[TRIGGER_OTHER_HOLDER] > 0)
        return HOLDER_OTHER;
    if (f->count[TRIGGER_CLIENT_HOLDER] > 0 || question)
        return HOLDER_CLIENT;
    return t->quote && !t->own_words && !f->negated_outside_quote ? HOLDER_OTHER : HOLDER_AUTHOR;
}

static mood judge_mood(const findings *f, bool question)
{
    if (question)
        return MOOD_QUESTION;
    if (f->count[TRIGGER_PAST] > 0)
        return MOOD_PAST;
    return f->count[TRIGGER_HYPOTHETICAL] > 0 ? MOOD_HYPOTHETICAL : MOOD_FACT;
}

// The reason that weighs most, and the trigger behind it.
static void judge_reason(judgement *j, const context_rules *rules, const findings *f, const target *t)
{
    static const struct {
        match_reason reason;
        trigger_kind kind;
    } order[] = {
        {REASON_DISAVOWED, TRIGGER_DISAVOWED},         {REASON_OTHER_HOLDER, TRIGGER_OTHER_HOLDER},
        {REASON_CLIENT_HOLDER, TRIGGER_CLIENT_HOLDER}, {REASON_PAST, TRIGGER_PAST},
        {REASON_UNCERTAIN, TRIGGER_UNCERTAIN},         {REASON_NEGATED, TRIGGER_NEGATED},
        {REASON_HYPOTHETICAL, TRIGGER_HYPOTHETICAL},
    };
    j->reason = REASON_COUNTS;
    // A question that the text answers with a no is decided by the answer.
    if (j->mood == MOOD_QUESTION && f->count[TRIGGER_DISAVOWED] == 0) {
        j->reason = REASON_QUESTION;
        return;
    }
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        trigger_kind kind = order[i].kind;
        bool quoted =
            t->quote && !t->own_words && j->holder == HOLDER_OTHER && order[i].reason >= REASON_QUOTED;
        if (quoted)
            break;
        if (f->count[kind] > 0) {
            bool twice = kind == TRIGGER_NEGATED && f->count[kind] > 1;
            j->reason = twice ? REASON_NEGATED_TWICE : order[i].reason;
            j->cue = twice ? (text_span){f->first[kind].start, f->last[kind].end} : f->last[kind];
            j->trigger = (uint32_t)(f->trigger[kind] - rules->triggers);
            return;
        }
    }
    if (j->holder == HOLDER_OTHER) {
        j->reason = REASON_QUOTED;
        j->cue = *t->quote;
    }
}

// A question mark that belongs to a pseudo-trigger, such as ", right?", asks nothing.
static bool mark_is_taken(const view *v, size_t end)
{
    size_t i = v->tokens.count;
    while (i > 0 && v->tokens.items[i - 1].start >= end)
        i--;
    return i > 0 && v->taken.items[i - 1];
}

// Whether a sentence asks what the match says. What stands before a colon is not asked, and a question in a
// quotation at the sentence's end asks only what is in the quotation.
static bool asked(const prepared_text *text, const view *v, const sentence *s, const target *t)
{
    if (!s->question || mark_is_taken(v, s->end))
        return false;
    const text_span *quote = quote_around(text, s->end - 1, s->end);
    bool asks_inside = quote && quote->start > s->start && text->plain.data[quote->end - 2] == '?';
    if (asks_inside && t->span.end <= quote->start)
        return false;
    for (size_t i = t->span.end; i + 1 < s->end; i++)
        if (text->plain.data[i] == ':' && !ascii_is_digit(text->plain.data[i + 1]))
            return false;
    return true;
}

// Whether the sentence behind a question says yes to it: a pseudo-trigger that reaches back over it begins
// it.
static bool affirmed(context_run *c, size_t last)
{
    if (last + 1 >= c->text->sentences.count)
        return false;
    const sentence *s = &c->text->sentences.items[last + 1];
    const view *v = look(c, (text_span){s->start, s->end});
    if (v->pseudo.count == 0)
        return false;
    const token_range *first = &v->pseudo.items[0];
    return token_is_first(&v->tokens, first->first) && first->trigger->scope == TRIGGER_NEXT &&
           first->trigger->direction == TRIGGER_BACKWARD;
}

judgement context_judge(context_run *c, size_t start, size_t end)
{
    size_t first = text_sentence_at(c->text, start);
    size_t last = text_sentence_at(c->text, end > start ? end - 1 : end);
    const sentence *sentences = c->text->sentences.items;
    text_span span = {sentences[first].start, sentences[last].end};

    const view *v = look(c, span);
    target t = find_target(c, v, start, end);
    bool question = asked(c->text, v, &sentences[first], &t) || asked(c->text, v, &sentences[last], &t);
    findings f = {0};
    note_own_sentence(c, v, &t, &f);
    note_overlapping(c, v, &t, &f);
    question = question && !affirmed(c, last); // from here on v may be another sentence's
    note_neighbours(c, first, last, &t, &f);

    judgement j = {.polarity = judge_polarity(&f),
                   .holder = judge_holder(&f, &t, question),
                   .mood = judge_mood(&f, question),
                   .sentence = span,
                   .trigger = NAME_MISSING};
    judge_reason(&j, c->rules, &f, &t);
    bool taken_back = f.count[TRIGGER_DISAVOWED] > 0; // "Aim lower? No."
    j.denies =
        j.polarity == POLARITY_NEGATED && (taken_back || (j.mood == MOOD_FACT && j.holder == HOLDER_AUTHOR));
    return j;
}
