// SPDX-License-Identifier: MIT
// The list behind codes.h. Sorted by stage; add at the end of a stage's part.
#ifndef ATTUNE_BASE_CODES_DEF_H
#define ATTUNE_BASE_CODES_DEF_H

// clang-format off
#define ATTUNE_CODES(CODE) \
    /* files */ \
    CODE(file_missing,          "file-missing",          SEVERITY_ERROR,   ATTUNE_SYSTEM,  "a file could not be opened or read") \
    CODE(file_too_large,        "file-too-large",        SEVERITY_ERROR,   ATTUNE_LIMIT,   "a file or a value in it is larger than its limit") \
    CODE(write_failed,          "write-failed",          SEVERITY_ERROR,   ATTUNE_SYSTEM,  "an output could not be written") \
    CODE(too_many,              "too-many",              SEVERITY_ERROR,   ATTUNE_LIMIT,   "a list or a pool has more entries than its limit") \
    CODE(too_deep,              "too-deep",              SEVERITY_ERROR,   ATTUNE_LIMIT,   "elements, values or expressions are nested too deeply") \
    /* documents */ \
    CODE(xml_syntax,            "xml-syntax",            SEVERITY_ERROR,   ATTUNE_SYNTAX,  "the file is not well-formed XML") \
    CODE(xml_doctype,           "xml-doctype",           SEVERITY_ERROR,   ATTUNE_SYNTAX,  "a DOCTYPE or an entity of its own is not allowed") \
    CODE(invalid_utf8,          "invalid-utf8",          SEVERITY_ERROR,   ATTUNE_SYNTAX,  "the bytes are not valid UTF-8") \
    CODE(json_syntax,           "json-syntax",           SEVERITY_ERROR,   ATTUNE_SYNTAX,  "the text is not valid JSON") \
    CODE(csv_syntax,            "csv-syntax",            SEVERITY_ERROR,   ATTUNE_SYNTAX,  "the text is not valid CSV") \
    CODE(wrong_root,            "wrong-root",            SEVERITY_ERROR,   ATTUNE_SYNTAX,  "the document's outermost element or namespace is another kind's") \
    CODE(unknown_element,       "unknown-element",       SEVERITY_ERROR,   ATTUNE_SYNTAX,  "an element that is not known at this place") \
    CODE(unknown_attribute,     "unknown-attribute",     SEVERITY_ERROR,   ATTUNE_SYNTAX,  "an attribute that this element does not have") \
    CODE(missing_attribute,     "missing-attribute",     SEVERITY_ERROR,   ATTUNE_SYNTAX,  "an attribute that this element must have") \
    CODE(missing_element,       "missing-element",       SEVERITY_ERROR,   ATTUNE_SYNTAX,  "an element that must be here") \
    CODE(repeated_element,      "repeated-element",      SEVERITY_ERROR,   ATTUNE_SYNTAX,  "an element that may be here only once") \
    CODE(unexpected_text,       "unexpected-text",       SEVERITY_ERROR,   ATTUNE_SYNTAX,  "text where only elements are allowed") \
    CODE(empty_value,           "empty-value",           SEVERITY_ERROR,   ATTUNE_SYNTAX,  "a value that must not be empty") \
    CODE(wrong_value,           "wrong-value",           SEVERITY_ERROR,   ATTUNE_SYNTAX,  "an attribute's value is not one of those allowed") \
    /* expressions */ \
    CODE(expression_syntax,     "expression-syntax",     SEVERITY_ERROR,   ATTUNE_RULES,   "the expression is not FEEL") \
    CODE(unknown_name,          "unknown-name",          SEVERITY_ERROR,   ATTUNE_RULES,   "no variable or function of this name is declared") \
    CODE(unknown_member,        "unknown-member",        SEVERITY_ERROR,   ATTUNE_RULES,   "no field of this name is declared there") \
    CODE(wrong_type,            "wrong-type",            SEVERITY_ERROR,   ATTUNE_RULES,   "a value's type is not the one needed here") \
    CODE(wrong_arguments,       "wrong-arguments",       SEVERITY_ERROR,   ATTUNE_RULES,   "a function is called with the wrong number or names of arguments") \
    CODE(unknown_term,          "unknown-term",          SEVERITY_ERROR,   ATTUNE_RULES,   "a text is compared with a term that its vocabulary or choice does not have") \
    CODE(invalid_constant,      "invalid-constant",      SEVERITY_ERROR,   ATTUNE_RULES,   "a constant (date, duration, number, pattern) is not valid") \
    CODE(not_evaluable,         "not-evaluable",         SEVERITY_ERROR,   ATTUNE_RULES,   "an evaluation came to null because of an error") \
    CODE(expression_limit,      "expression-limit",      SEVERITY_ERROR,   ATTUNE_LIMIT,   "an evaluation went past a limit on steps, memory or list length") \
    /* patterns */ \
    CODE(invalid_pattern,       "invalid-pattern",       SEVERITY_ERROR,   ATTUNE_RULES,   "the pattern is not a PCRE2 pattern") \
    CODE(empty_pattern,         "empty-pattern",         SEVERITY_ERROR,   ATTUNE_RULES,   "the pattern matches the empty text, so it would match everywhere") \
    CODE(pattern_limit,         "pattern-limit",         SEVERITY_WARNING, ATTUNE_LIMIT,   "a search was given up at its limit; the result is unknown") \
    /* rule sets */ \
    CODE(invalid_name,          "invalid-name",          SEVERITY_ERROR,   ATTUNE_RULES,   "a name is not of the form [A-Za-z_][A-Za-z0-9_]*") \
    CODE(duplicate_id,          "duplicate-id",          SEVERITY_ERROR,   ATTUNE_RULES,   "two elements have the same id or name") \
    CODE(unknown_reference,     "unknown-reference",     SEVERITY_ERROR,   ATTUNE_RULES,   "nothing of this id or name is declared") \
    CODE(reserved_name,         "reserved-name",         SEVERITY_ERROR,   ATTUNE_RULES,   "the name has a meaning of its own in expressions") \
    CODE(cycle,                 "cycle",                 SEVERITY_ERROR,   ATTUNE_RULES,   "lets, broader terms, includes or extends go round in a circle") \
    CODE(not_client_only,       "not-client-only",       SEVERITY_ERROR,   ATTUNE_RULES,   "an expression that may read only the client reads more") \
    CODE(value_range,           "value-range",           SEVERITY_ERROR,   ATTUNE_RULES,   "a number is outside the range that it must be in") \
    CODE(conflicting_attributes, "conflicting-attributes", SEVERITY_ERROR, ATTUNE_RULES,   "two attributes that exclude each other, or neither of two of which one is needed") \
    CODE(path_outside,          "path-outside",          SEVERITY_ERROR,   ATTUNE_RULES,   "an include or extends leaves the rule set's folder and the installed rules") \
    CODE(message_syntax,        "message-syntax",        SEVERITY_ERROR,   ATTUNE_RULES,   "braces in a message do not match") \
    CODE(nothing_changed,       "nothing-changed",       SEVERITY_ERROR,   ATTUNE_RULES,   "a change or remove that changes nothing") \
    CODE(no_points,             "no-points",             SEVERITY_ERROR,   ATTUNE_RULES,   "the rule set has nothing that can earn points") \
    CODE(table_shape,           "table-shape",           SEVERITY_ERROR,   ATTUNE_RULES,   "a decision table lacks inputs or rows, or a row has not one test for each input") \
    CODE(invalid_language,      "invalid-language",      SEVERITY_ERROR,   ATTUNE_RULES,   "a language is not named as in de or de-AT, or is not the one it must be") \
    /* advice on rule sets */ \
    CODE(always_true,           "always-true",           SEVERITY_WARNING, ATTUNE_RULES,   "a condition is true whatever it reads, or wherever that is known") \
    CODE(never_true,            "never-true",            SEVERITY_WARNING, ATTUNE_RULES,   "a condition is true for nobody, or a value always 0") \
    CODE(always_unknown,        "always-unknown",        SEVERITY_WARNING, ATTUNE_RULES,   "a condition or value is null whatever it reads") \
    CODE(repeated_condition,    "repeated-condition",    SEVERITY_WARNING, ATTUNE_RULES,   "two rules that are counted beside each other ask the same") \
    CODE(idle_part,             "idle-part",             SEVERITY_WARNING, ATTUNE_RULES,   "a part of a condition without which it comes to the same") \
    CODE(value_leaves_range,    "value-leaves-range",    SEVERITY_WARNING, ATTUNE_RULES,   "a criterion's value can come to a number below 0 or above 1") \
    CODE(unreachable_message,   "unreachable-message",   SEVERITY_WARNING, ATTUNE_RULES,   "a message for an outcome that cannot be") \
    CODE(never_known_here,      "never-known-here",      SEVERITY_WARNING, ATTUNE_RULES,   "a message shows what is never known in the outcome in which it is said") \
    CODE(maybe_not_known,       "maybe-not-known",       SEVERITY_HINT,    ATTUNE_RULES,   "a message shows what may not be known in the outcome in which it is said") \
    CODE(boundary_gap,          "boundary-gap",          SEVERITY_WARNING, ATTUNE_RULES,   "conditions on neighbouring ranges leave out a value between them") \
    CODE(boundary_overlap,      "boundary-overlap",      SEVERITY_WARNING, ATTUNE_RULES,   "conditions on neighbouring ranges both hold for some value") \
    CODE(option_left_out,       "option-left-out",       SEVERITY_HINT,    ATTUNE_RULES,   "conditions name all options of a choice but one") \
    CODE(ceiling_never_binds,   "ceiling-never-binds",   SEVERITY_WARNING, ATTUNE_RULES,   "a flag's ceiling is never below what the score can be") \
    CODE(flags_overlap,         "flags-overlap",         SEVERITY_HINT,    ATTUNE_RULES,   "two flags on the same fields can hold together, and both are deducted") \
    CODE(factor_may_not_apply,  "factor-may-not-apply",  SEVERITY_HINT,    ATTUNE_RULES,   "all criteria of a factor can be not applicable, so that it counts nothing") \
    CODE(negligible_points,     "negligible-points",     SEVERITY_HINT,    ATTUNE_RULES,   "a criterion counts less than 0.1 of 100 points") \
    CODE(dominating_points,     "dominating-points",     SEVERITY_HINT,    ATTUNE_RULES,   "one criterion among several counts more than 40 of 100 points") \
    CODE(pattern_never_matches, "pattern-never-matches", SEVERITY_WARNING, ATTUNE_RULES,   "no text can match the pattern, or a part of it") \
    CODE(pattern_matches_all,   "pattern-matches-all",   SEVERITY_WARNING, ATTUNE_RULES,   "the pattern matches texts that have nothing in common") \
    CODE(risky_pattern,         "risky-pattern",         SEVERITY_WARNING, ATTUNE_RULES,   "a search for the pattern can take so long that it is given up") \
    CODE(pattern_version,       "pattern-version",       SEVERITY_WARNING, ATTUNE_RULES,   "the pattern means something else in other versions of PCRE2") \
    CODE(pattern_letters,       "pattern-letters",       SEVERITY_HINT,    ATTUNE_RULES,   "the pattern's \\w takes in other characters in other versions of PCRE2") \
    CODE(shadowed_pattern,      "shadowed-pattern",      SEVERITY_WARNING, ATTUNE_RULES,   "all that the pattern matches is matched by another one of the signal") \
    CODE(unit_mismatch,         "unit-mismatch",         SEVERITY_HINT,    ATTUNE_RULES,   "fields of different units are compared with each other") \
    CODE(missing_question,      "missing-question",      SEVERITY_HINT,    ATTUNE_RULES,   "what is unknown of a gate or criterion is never asked") \
    CODE(no_examples,           "no-examples",           SEVERITY_HINT,    ATTUNE_RULES,   "no examples stand beside the rule set") \
    CODE(untested_rule,         "untested-rule",         SEVERITY_HINT,    ATTUNE_RULES,   "no example names the rule") \
    CODE(unused_signal,         "unused-signal",         SEVERITY_WARNING, ATTUNE_RULES,   "no rule reads the signal") \
    CODE(unused_let,            "unused-let",            SEVERITY_WARNING, ATTUNE_RULES,   "nothing reads the let") \
    CODE(unused_field,          "unused-field",          SEVERITY_HINT,    ATTUNE_RULES,   "no rule reads the field") \
    CODE(unused_vocabulary,     "unused-vocabulary",     SEVERITY_HINT,    ATTUNE_RULES,   "no field is of the vocabulary's type") \
    CODE(wrong_suppression,     "wrong-suppression",     SEVERITY_WARNING, ATTUNE_RULES,   "a comment that should allow a finding cannot, or does not say why") \
    CODE(unused_suppression,    "unused-suppression",    SEVERITY_HINT,    ATTUNE_RULES,   "a comment allows a finding that is not there") \
    CODE(table_gap,             "table-gap",             SEVERITY_HINT,    ATTUNE_RULES,   "no row of a decision table hits for some values") \
    CODE(table_overlap,         "table-overlap",         SEVERITY_WARNING, ATTUNE_RULES,   "two rows of a decision table of which only one may hit both do for some values") \
    CODE(table_row_hidden,      "table-row-hidden",      SEVERITY_WARNING, ATTUNE_RULES,   "a row of a decision table can never decide: no values meet its tests, or rows above take them all") \
    CODE(missing_translation,   "missing-translation",   SEVERITY_HINT,    ATTUNE_RULES,   "texts of the rule set are missing in a language that it has") \
    CODE(translation_differs,   "translation-differs",   SEVERITY_WARNING, ATTUNE_RULES,   "a message in another language shows other values than the original") \
    /* profiles */ \
    CODE(unknown_field,         "unknown-field",         SEVERITY_ERROR,   ATTUNE_PROFILE, "a profile has a field that the rule set does not declare") \
    CODE(missing_id,            "missing-id",            SEVERITY_ERROR,   ATTUNE_PROFILE, "a profile has no id") \
    CODE(duplicate_profile,     "duplicate-profile",     SEVERITY_ERROR,   ATTUNE_PROFILE, "two profiles have the same id") \
    CODE(wrong_field_value,     "wrong-field-value",     SEVERITY_ERROR,   ATTUNE_PROFILE, "a value does not fit its field's type") \
    CODE(unknown_field_term,    "unknown-field-term",    SEVERITY_ERROR,   ATTUNE_PROFILE, "a value is not a term of its field's vocabulary, nor an alias of one") \
    CODE(repeated_field,        "repeated-field",        SEVERITY_ERROR,   ATTUNE_PROFILE, "a field that holds one value is given twice") \
    CODE(profile_skipped,       "profile-skipped",       SEVERITY_WARNING, ATTUNE_PROFILE, "a profile was left out because of its errors") \
    CODE(no_profiles,           "no-profiles",           SEVERITY_ERROR,   ATTUNE_PROFILE, "a file holds no profile of the kind needed") \
    CODE(stored_pool,           "stored-pool",           SEVERITY_ERROR,   ATTUNE_PROFILE, "a stored pool is damaged, in use, or of another version") \
    CODE(stored_rules,          "stored-rules",          SEVERITY_ERROR,   ATTUNE_PROFILE, "a stored pool was built with other rules than those it is used with") \
    CODE(unknown_column,        "unknown-column",        SEVERITY_ERROR,   ATTUNE_PROFILE, "a map names a column that the file does not have") \
    CODE(unknown_profile,       "unknown-profile",       SEVERITY_ERROR,   ATTUNE_PROFILE, "no therapist of this id is in the pool") \
    CODE(nothing_applies,       "nothing-applies",       SEVERITY_WARNING, ATTUNE_RULES,   "no criterion of the rule set applies to the client, so that every score is 0") \
    CODE(evaluation_error,      "evaluation-error",      SEVERITY_WARNING, ATTUNE_RULES,   "a rule could not be evaluated for a profile; its outcome is error")
// clang-format on

#endif
