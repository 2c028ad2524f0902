// SPDX-License-Identifier: MIT
// Judgements in words: names for machines, sentence parts for people. Decides nothing.
#include "text/signals.h"

const char *polarity_name(polarity p)
{
    static const char *const names[] = {"asserted", "negated", "uncertain"};
    return p < POLARITY_COUNT ? names[p] : "";
}

const char *holder_name(holder h)
{
    static const char *const names[] = {"author", "other", "client"};
    return h < HOLDER_COUNT ? names[h] : "";
}

const char *mood_name(mood m)
{
    static const char *const names[] = {"fact", "hypothetical", "question", "past"};
    return m < MOOD_COUNT ? names[m] : "";
}

const char *trigger_kind_name(trigger_kind k)
{
    static const char *const names[] = {"negated",      "uncertain", "other_holder", "client_holder",
                                        "hypothetical", "past",      "disavowed",    "pseudo"};
    return k < TRIGGER_KIND_COUNT ? names[k] : "";
}

const char *trigger_direction_name(trigger_direction d)
{
    static const char *const names[] = {"forward", "backward", "both"};
    return d < TRIGGER_DIRECTION_COUNT ? names[d] : "";
}

const char *trigger_scope_name(trigger_scope s)
{
    static const char *const names[] = {"clause", "words", "next", "comma"};
    return s < TRIGGER_SCOPE_COUNT ? names[s] : "";
}

static const char *reason_text(match_reason reason)
{
    static const char *const reasons[] = {
        [REASON_COUNTS] = "said in the author's own voice",
        [REASON_UNLESS] = "discounted by",
        [REASON_QUESTION] = "asked, not said",
        [REASON_DISAVOWED] = "taken back by",
        [REASON_OTHER_HOLDER] = "what others say:",
        [REASON_CLIENT_HOLDER] = "what the client says or feels:",
        [REASON_QUOTED] = "quoted, not said",
        [REASON_PAST] = "no longer so:",
        [REASON_NEGATED] = "negated by",
        [REASON_NEGATED_TWICE] = "negated twice, so uncertain:",
        [REASON_UNCERTAIN] = "uncertain:",
        [REASON_HYPOTHETICAL] = "only supposed:",
        [REASON_GIVEN_UP] = "not certain, because a search reached its limit",
        [REASON_SAID_AGAINST] = "said against it: ",
    };
    return reasons[reason];
}

str text_match_because(arena *a, const text_match *match)
{
    builder b = builder_new(a);
    match_reason reason = match->reason;
    if (reason == REASON_SAID_AGAINST) {
        builder_adds(&b, reason_text(reason));
        reason = match->against;
    }
    builder_adds(&b, reason_text(reason));
    bool quoted = reason == REASON_QUOTED; // the cue is the whole quotation
    if (match->cue.length > 0 && !quoted) {
        builder_adds(&b, " \xE2\x80\x9C"); // “
        builder_add(&b, match->cue);
        builder_adds(&b, "\xE2\x80\x9D"); // ”
    }
    return builder_str(&b);
}
