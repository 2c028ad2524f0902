// SPDX-License-Identifier: MIT
// Context: how a match is to be taken, judged by the triggers around it. Private to this stage.
//
// The method is that of NegEx and ConText, rewritten for what people say of themselves:
//   W. W. Chapman, W. Bridewell, P. Hanbury, G. F. Cooper, B. G. Buchanan: A simple algorithm for identifying
//   negated findings and diseases in discharge summaries. J Biomed Inform 34 (2001), 301-310.
//   H. Harkema, J. N. Dowling, T. Thornblade, W. W. Chapman: ConText: an algorithm for determining negation,
//   experiencer, and temporal status from clinical reports. J Biomed Inform 42 (2009), 839-851.
// A trigger changes what stands in its direction, up to a boundary. Added here: disavowal by the next
// sentence, two negations (uncertain), quotations, questions and their answers, asides that end at a comma,
// parentheses, and lines that lead to a list. What a phrase may hold: see text/words.h.
#ifndef ATTUNE_TEXT_CONTEXT_H
#define ATTUNE_TEXT_CONTEXT_H

#include "text/prepare.h"
#include "text/signals.h"

typedef struct context_rules context_rules; // immutable: shared by threads
typedef struct context_run context_run;     // one thread's scratch

// Returns NULL after diagnostics.
context_rules *context_build(arena *a, const limits *l, const trigger_spec *triggers, size_t trigger_count,
                             const boundary_spec *boundaries, size_t boundary_count, diagnostics *d);

// The scratch lives in a, which may be reset between texts: context_start() forgets all of the last one.
context_run *context_run_new(arena *a, const context_rules *rules);
void context_start(context_run *c, arena *scratch, const prepared_text *text);

typedef struct judgement {
    polarity polarity;
    holder holder;
    mood mood;
    bool denies;
    match_reason reason;
    text_span cue;      // in plain; empty where there is none
    uint32_t trigger;   // whose words the cue is, or NAME_MISSING
    text_span sentence; // in plain; from the first to the last one that the match is in
} judgement;

// Judges the match from start to end of the plain text. context_start() must have been called for a text with
// its sentences found.
judgement context_judge(context_run *c, size_t start, size_t end);

#endif
