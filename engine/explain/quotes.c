// SPDX-License-Identifier: MIT
// Quotes: the matches behind a condition, with the sentence around each as it was written.
#include "explain/explaining.h"

#include "base/ascii.h"

enum { LONGEST_EVIDENCE = 300 }; // code points; of a longer sentence only the matched words are quoted

// A stretch of a text with its white space folded. The bounds are cut to the text.
static str folded(str text, size_t from, size_t to, arena *out)
{
    str stretch = str_trim(str_slice(text, from, to));
    char *bytes = arena_alloc(out, stretch.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < stretch.length; i++) {
        char c = stretch.data[i];
        bool blank = ascii_is_blank(c) || c == '\f' || c == '\v';
        if (!blank || bytes[length - 1] != ' ') // the first is none
            bytes[length++] = blank ? ' ' : c;
    }
    bytes[length] = '\0';
    return (str){bytes, length};
}

static quote quote_of(const explaining *x, const text_match *m)
{
    str text = pool_text(x->pool, x->row, m->field, m->item);
    return (quote){
        .signal = x->rules->signals[m->signal].name,
        .field = x->rules->therapist.fields[m->field].name,
        .item = m->item,
        .sentence = folded(text, m->sentence_start, m->sentence_end, x->out),
        .matched = str_copy(x->out, str_slice(text, m->start, m->end)),
        .start = m->start,
        .end = m->end,
        .counts = m->counts,
        .because = text_match_because(x->out, m),
    };
}

typedef struct quote_list {
    VEC(quote) found;
} quote_list;

// Several matches of one signal in one sentence are shown as the first of them.
static bool stands_beside(const text_match *matches, size_t index)
{
    const text_match *m = &matches[index];
    for (size_t i = 0; i < index; i++) {
        const text_match *other = &matches[i];
        if (other->signal == m->signal && other->field == m->field && other->item == m->item &&
            other->sentence_start == m->sentence_start && other->counts == m->counts)
            return true;
    }
    return false;
}

static void add_matches(const explaining *x, const expression *condition, bool counting, quote_list *list)
{
    size_t count;
    const text_match *matches = pool_matches(x->pool, x->row, &count);
    for (size_t s = 0; s < condition->signal_count; s++)
        for (size_t i = 0; i < count; i++)
            if (matches[i].signal == condition->signals[s] && matches[i].counts == counting &&
                !stands_beside(matches, i))
                *ARENA_PUSH(x->out, &list->found) = quote_of(x, &matches[i]);
}

// Counting ones; where there are none, those that were discounted.
const quote *explain_quotes(const explaining *x, const expression *condition, size_t *count)
{
    quote_list list = {0};
    add_matches(x, condition, true, &list);
    if (list.found.count == 0)
        add_matches(x, condition, false, &list);
    *count = list.found.count;
    return list.found.items;
}

str explain_evidence(const quote *quotes, size_t count)
{
    if (count == 0 || !quotes[0].counts)
        return STR_NONE;
    str sentence = quotes[0].sentence;
    bool short_enough =
        sentence.length <= LONGEST_EVIDENCE || utf8_length(sentence) <= LONGEST_EVIDENCE; // bytes tell most
    return short_enough && sentence.length ? sentence : quotes[0].matched;
}
