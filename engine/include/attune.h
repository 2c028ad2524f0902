/* SPDX-License-Identifier: MIT */
/*
 * Attune: ranks therapists for a client by a rule set, and explains every score.
 *
 * This header is the manual of the library. Conventions, once for all functions:
 *
 * - Strings are UTF-8 and NUL-terminated. Scores and points are whole micro-points: 1 point is 1,000,000.
 * - A function that can fail returns an attune_status; ATTUNE_OK is 0. Its last parameter is an
 *   attune_error of the caller's, which may be NULL; it is filled only on failure. There is no hidden state.
 * - An out parameter receives a handle that the caller owns and frees with the function named beside it; on
 *   failure it is set to NULL. Freeing NULL is legal. A returned const pointer is borrowed: it lives as
 *   long as the handle it came from.
 * - attune_ruleset and attune_pool never change once made: any number of threads may share them. A client
 *   likewise. A ranking and an explanation belong to the caller alone.
 * - Nothing here opens a network connection, writes a file, or prints.
 */
#ifndef ATTUNE_H
#define ATTUNE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ATTUNE_VERSION "0.1.0"

#if defined(__GNUC__)
#define ATTUNE_API __attribute__((visibility("default")))
#else
#define ATTUNE_API
#endif

typedef enum attune_status {
    ATTUNE_OK = 0,
    ATTUNE_EMPTY = 1,     /* nothing to rank */
    ATTUNE_USAGE = 2,     /* an argument is wrong */
    ATTUNE_RULES = 3,     /* the rule set is wrong */
    ATTUNE_PROFILE = 4,   /* profile data is wrong */
    ATTUNE_SYSTEM = 5,    /* a file could not be read or written */
    ATTUNE_LIMIT = 6,     /* a limit was reached */
    ATTUNE_MEMORY = 7,    /* memory ran out */
    ATTUNE_CANCELLED = 8, /* the progress callback asked to stop */
    ATTUNE_SYNTAX = 9     /* a document is wrong in itself; reported as RULES or PROFILE by what was read */
} attune_status;

/* An error as the caller sees it: the first one of the call. Where the call had several, all of them went to
 * the diagnostic callback of the options. Fixed buffers: reporting never allocates. */
typedef struct attune_error {
    attune_status status;
    char code[32];     /* stable, such as "unknown-name" */
    char file[256];    /* as given to the call; empty where no file is concerned */
    uint32_t line;     /* from 1; 0 where no place is concerned */
    uint32_t column;   /* in characters, from 1 */
    char message[512]; /* one sentence */
} attune_error;

/* Memory comes from here. allocate returns NULL on failure; memory is aligned as malloc's is. release
 * takes NULL too. The XML parser and the C library keep to the process's malloc; everything else asks here.
 * attune_pool_load(), attune_rank() and attune_explain() call it from several threads at a time, unless
 * options->threads is 1. */
typedef struct attune_allocator {
    void *(*allocate)(void *user, size_t size);
    void (*release)(void *user, void *memory);
    void *user;
} attune_allocator;

typedef enum attune_severity {
    ATTUNE_SEVERITY_ERROR,
    ATTUNE_SEVERITY_WARNING,
    ATTUNE_SEVERITY_HINT
} attune_severity;

/* One diagnostic, for the callback. All pointers are borrowed for the call. */
typedef struct attune_diagnostic {
    attune_severity severity;
    const char *code;
    const char *file;    /* empty where no file is concerned */
    uint32_t line;       /* from 1; 0 where no place is concerned */
    uint32_t column;     /* in characters, from 1 */
    const char *message; /* one sentence */
    const char *help;    /* what to do about it; may be empty */
    const char
        *rendered; /* as the command line prints it: place, message, line, caret, help; several lines */
} attune_diagnostic;

/* Options of every call that works; set up with attune_options_init(), then change what you need. NULL in
 * place of options means the defaults. The struct is read during the call only, but for the allocator's
 * functions, which must work as long as a handle made with them. */
typedef struct attune_options {
    size_t struct_size;                                                     /* set by attune_options_init() */
    const attune_allocator *allocator;                                      /* NULL: malloc and free */
    void (*on_diagnostic)(void *user, const attune_diagnostic *diagnostic); /* NULL: none wanted */
    void *diagnostic_user;
    int color; /* not 0: "rendered" comes with ANSI colours */
    /* 0: nothing of the text of a client's document reaches an attune_error or a diagnostic: values and
     * misspelt names are replaced by "…", and the line that the place is on is not in "rendered". File, line,
     * column, code, names that the rule set declares, and help stay. Therapists' profiles are shown. Not 0:
     * all is. */
    int show_data;
    /* Called now and then by one thread at a time with the work done and its total (0 where it is not known);
     * anything but 0 stops the call with ATTUNE_CANCELLED. */
    int (*on_progress)(void *user, const char *what, uint64_t done, uint64_t total);
    void *progress_user;
    const char *rules_dir; /* from where rule sets may include besides their own folder; NULL: none */
    /* Of the two functions that make a rule set: the language of its texts for people, such as "de" or
     * "de-AT" (BCP 47). Each text is taken in the nearest language that the rule set has it in: de-AT, then
     * de, then its own. What it decides is the same in all. NULL: its own. */
    const char *language;
    int strict;       /* not 0: a bad profile in a pool fails the call; else it is left out */
    unsigned threads; /* 0: as many as the machine has */
    /* Of a pool: read the therapists of one part alone, part 1…parts, dealt out one by one (of a
     * stored pool: that stand together); 0: all. A bad profile is reported in its own part. */
    unsigned part, parts;
    /* Limits to change, by the names that attune --limits lists. What is read and evaluated with a rule set
     * keeps to the limits that it was loaded with; later calls take only "diagnostics" from here. */
    struct attune_limit {
        const char *name;
        uint64_t value;
    } limits[8]; /* ends at the first NULL name */
} attune_options;

ATTUNE_API void attune_options_init(attune_options *options);

/* The library's version, such as "0.1.0"; and PCRE2's, which can make a difference to what patterns match
 * (this text lives as long as the calling thread). */
ATTUNE_API const char *attune_version(void);
ATTUNE_API const char *attune_pcre2_version(void);

/* A status in words: "the rule set is wrong". */
ATTUNE_API const char *attune_status_text(attune_status status);

/* --- Rule sets --- */

typedef struct attune_ruleset attune_ruleset;

/* Loads and checks a rule set file, with all it includes. Fails with ATTUNE_RULES, ATTUNE_SYSTEM,
 * ATTUNE_LIMIT or ATTUNE_MEMORY; with ATTUNE_USAGE where options->language has not the form of a language. */
ATTUNE_API attune_status attune_ruleset_load(const char *path, const attune_options *options,
                                             attune_ruleset **out, attune_error *error);
/* The same from bytes in memory, which are not kept. name stands for the file in diagnostics; what it
 * includes is looked up beside name, or in options->rules_dir. */
ATTUNE_API attune_status attune_ruleset_parse(const char *name, const char *bytes, size_t length,
                                              const attune_options *options, attune_ruleset **out,
                                              attune_error *error);
ATTUNE_API void attune_ruleset_free(attune_ruleset *ruleset);
ATTUNE_API const char *attune_ruleset_id(const attune_ruleset *ruleset);
ATTUNE_API const char *attune_ruleset_version(const attune_ruleset *ruleset);
/* The language of its texts: the one asked for, or a wider one, or its own where it has no other. */
ATTUNE_API const char *attune_ruleset_language(const attune_ruleset *ruleset);
/* SHA-256 over all files of the rule set (with those of translations that were read), 64 hexadecimal digits.
 */
ATTUNE_API const char *attune_ruleset_sha256(const attune_ruleset *ruleset);

/* --- Profiles --- */

typedef struct attune_client attune_client;
typedef struct attune_pool attune_pool;

/* Reads one client from a file (XML or JSON). The rule set must outlive the client. */
ATTUNE_API attune_status attune_client_load(const attune_ruleset *ruleset, const char *path,
                                            const attune_options *options, attune_client **out,
                                            attune_error *error);
/* The same from bytes in memory, which are not kept; name stands for the file in diagnostics. */
ATTUNE_API attune_status attune_client_parse(const attune_ruleset *ruleset, const char *name,
                                             const char *bytes, size_t length, const attune_options *options,
                                             attune_client **out, attune_error *error);
ATTUNE_API void attune_client_free(attune_client *client);
ATTUNE_API const char *attune_client_id(const attune_client *client);

/* Reads therapists from count files (XML, JSON, NDJSON or CSV, by ending or content) into one pool, searches
 * their texts and works out what depends on them alone. The rule set must outlive the pool. Without
 * options->strict a bad profile is left out and reported as warnings. Where the only file is a stored pool
 * (attune pool build), it is opened: that takes little time, and the file is read from as long as the pool
 * lives, in the state that it had then. Later calls on the pool may end with ATTUNE_SYSTEM then. */
ATTUNE_API attune_status attune_pool_load(const attune_ruleset *ruleset, const char *const *paths,
                                          size_t count, const attune_options *options, attune_pool **out,
                                          attune_error *error);
/* The same from bytes in memory, which are not kept; the format by name's ending, or else by content. */
ATTUNE_API attune_status attune_pool_parse(const attune_ruleset *ruleset, const char *name, const char *bytes,
                                           size_t length, const attune_options *options, attune_pool **out,
                                           attune_error *error);
ATTUNE_API void attune_pool_free(attune_pool *pool);
ATTUNE_API size_t attune_pool_count(const attune_pool *pool);
ATTUNE_API size_t
attune_pool_skipped(const attune_pool *pool); /* profiles left out because of their errors */

/* --- Ranking and explaining --- */

typedef enum attune_order {
    ATTUNE_ORDER_SCORE,    /* by score */
    ATTUNE_ORDER_CAUTIOUS, /* by the low end of the range first */
    ATTUNE_ORDER_HOPEFUL   /* by the high end first */
} attune_order;

/* What is asked for. Today is given, never read from the clock, so that a run can be repeated. */
typedef struct attune_query {
    int year, month, day;
    size_t top; /* places wanted; 0: 10 */
    attune_order order;
} attune_query;

/* A report: the first places of a ranking, or one therapist, with explanations. The rule set, client and pool
 * it was made from must outlive it. */
typedef struct attune_report attune_report;

/* Ranks the pool. ATTUNE_EMPTY where nobody can be ranked (all excluded, or an empty pool): the report is
 * made all the same and says why. Fails with ATTUNE_USAGE (not a date, no order, or handles of different rule
 * sets), ATTUNE_LIMIT, ATTUNE_MEMORY or ATTUNE_CANCELLED. */
ATTUNE_API attune_status attune_rank(const attune_client *client, const attune_pool *pool,
                                     const attune_query *query, const attune_options *options,
                                     attune_report **out, attune_error *error);

/* Explains one therapist whole, with the place in the ranking. ATTUNE_PROFILE where no such id is in the
 * pool. */
ATTUNE_API attune_status attune_explain(const attune_client *client, const attune_pool *pool,
                                        const char *therapist_id, const attune_query *query,
                                        const attune_options *options, attune_report **out,
                                        attune_error *error);

/* The same, with what would lift the score to target (micro-points, 0 to 100,000,000), or past the score of
 * the therapist past_id where that is not NULL (target is not looked at then): the smallest sets of answers
 * and facts, defined in docs/EXPLAIN.md. They are in the report as attune_report_write() writes it.
 * ATTUNE_PROFILE where one of the ids is not in the pool; ATTUNE_USAGE where past_id is excluded, or the
 * therapist's own. */
ATTUNE_API attune_status attune_explain_target(const attune_client *client, const attune_pool *pool,
                                               const char *therapist_id, int64_t target, const char *past_id,
                                               const attune_query *query, const attune_options *options,
                                               attune_report **out, attune_error *error);

/* Compares count therapists of the pool, two to ATTUNE_COMPARED_MOST, with no id twice: the report holds them
 * in the order of the ranking, excluded ones at its end by id, each with what sets it apart from the next. It
 * is written as text, as JSON (docs/compare.schema.json) or as HTML; the other formats give ATTUNE_USAGE.
 * ATTUNE_PROFILE where one of the ids is not in the pool. */
#define ATTUNE_COMPARED_MOST 7
ATTUNE_API attune_status attune_compare(const attune_client *client, const attune_pool *pool,
                                        const char *const *therapist_ids, size_t count,
                                        const attune_query *query, const attune_options *options,
                                        attune_report **out, attune_error *error);

ATTUNE_API void attune_report_free(attune_report *report);

/* One therapist of a report. Scores are micro-points in 0…100,000,000; score lies in low…high. coverage: how
 * much of the 100 points rests on what is known. */
typedef struct attune_place {
    const char *id;
    const char *name; /* empty where the rule set declares no name or it is not known */
    size_t place;     /* from 1; 0 where excluded */
    int excluded;
    int64_t score, low, high, coverage;
} attune_place;

/* Therapists in the report: the first places of a ranking, without the excluded; of attune_explain() the one,
 * and of attune_compare() those that were named, excluded or not. */
ATTUNE_API size_t attune_report_count(const attune_report *report);
ATTUNE_API size_t attune_report_ranked(const attune_report *report);   /* not excluded, in the whole pool */
ATTUNE_API size_t attune_report_excluded(const attune_report *report); /* excluded, in the whole pool */
/* The place at index (from 0); ATTUNE_USAGE where index is past the end. */
ATTUNE_API attune_status attune_report_place(const attune_report *report, size_t index, attune_place *out);

typedef enum attune_format {
    ATTUNE_FORMAT_TEXT,   /* for a terminal, without colours */
    ATTUNE_FORMAT_JSON,   /* docs/report.schema.json */
    ATTUNE_FORMAT_NDJSON, /* one therapist a line */
    ATTUNE_FORMAT_CSV,    /* one therapist a row */
    ATTUNE_FORMAT_HTML    /* one page that loads nothing and runs no script */
} attune_format;

/* Writes a report as text through the callback, in pieces of length bytes; a callback that returns anything
 * but 0 stops it with ATTUNE_CANCELLED. */
ATTUNE_API attune_status attune_report_write(const attune_report *report, attune_format format,
                                             int (*write)(void *user, const char *bytes, size_t length),
                                             void *user, attune_error *error);

#ifdef __cplusplus
}
#endif

#endif
