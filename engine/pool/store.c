// SPDX-License-Identifier: MIT
// See store.h.
#include "pool/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LAYOUT = 1, BUSY_MILLISECONDS = 20000, PAGE_BYTES = 8192 };

// The application id in the file's head: "Attu".
enum { APPLICATION = 0x41747475 };

typedef enum statement {
    PUT_NOTE,
    GET_NOTE,
    PUT_ROW,
    GET_ROW,
    FIND_ROW,
    REMOVE_ROW,
    COUNT_ROWS,
    EACH_ROW,
    PUT_PART,
    GET_PART,
    EACH_PART,
    DROP_PARTS,
    SIZE_PARTS,
    STATEMENT_COUNT
} statement;

static const char *const SQL[STATEMENT_COUNT] = {
    [PUT_NOTE] = "INSERT OR REPLACE INTO note (name, text) VALUES (?1, ?2)",
    [GET_NOTE] = "SELECT text FROM note WHERE name = ?1",
    [PUT_ROW] =
        "INSERT OR REPLACE INTO therapist (row, id, profile, found, proof) VALUES (?1, ?2, ?3, ?4, ?5)",
    [GET_ROW] = "SELECT id, profile, found, proof FROM therapist WHERE row = ?1",
    [FIND_ROW] = "SELECT row FROM therapist WHERE id = ?1",
    [REMOVE_ROW] = "DELETE FROM therapist WHERE row = ?1",
    // Rows are numbered without gaps.
    [COUNT_ROWS] = "SELECT coalesce(max(row) + 1, 0) FROM therapist",
    [EACH_ROW] = "SELECT id, profile, found, proof, row FROM therapist ORDER BY row",
    [PUT_PART] = "INSERT OR REPLACE INTO part (name, piece, bytes, proof) VALUES (?1, ?2, ?3, ?4)",
    [GET_PART] = "SELECT bytes, proof FROM part WHERE name = ?1 AND piece = ?2",
    [EACH_PART] =
        "SELECT bytes, proof, piece FROM part WHERE name = ?1 AND piece >= ?2 AND piece < ?3 ORDER BY piece",
    [SIZE_PARTS] =
        "SELECT coalesce(sum(length(bytes)), 0) FROM part WHERE name = ?1 AND piece >= ?2 AND piece < ?3",
    [DROP_PARTS] = "DELETE FROM part WHERE name = ?1 AND piece >= ?2",
};

static const char TABLES[] =
    "CREATE TABLE note (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE therapist (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, profile BLOB NOT NULL,"
    " found BLOB NOT NULL, proof INTEGER NOT NULL);"
    "CREATE TABLE part (name TEXT NOT NULL, piece INTEGER NOT NULL, proof INTEGER NOT NULL,"
    " bytes BLOB NOT NULL, PRIMARY KEY (name, piece));";

struct store {
    sqlite3 *file;
    sqlite3_stmt *statements[STATEMENT_COUNT]; // prepared when first used
    const char *path;
    const char *name; // in diagnostics
    guard *guard;
    diagnostics *diagnostics;
    store_mode mode;
};

bool store_is_one(const char *path)
{
    static const char HEAD[] = "SQLite format 3";
    char bytes[sizeof HEAD] = {0};
    struct stat about; // of a pipe nothing may be taken
    bool is_file = strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISREG(about.st_mode);
    FILE *file = is_file ? fopen(path, "rb") : NULL;
    bool is_one =
        file && fread(bytes, 1, sizeof HEAD, file) == sizeof HEAD && memcmp(bytes, HEAD, sizeof HEAD) == 0;
    if (file)
        fclose(file);
    return is_one;
}

// ---- failing

static void say(store *s, const char *what)
{
    if (s->diagnostics)
        diagnose(s->diagnostics, CODE_stored_pool, (place){0}, "%s: %s", s->name ? s->name : s->path, what);
}

_Noreturn static void fail(store *s)
{
    say(s, sqlite3_errmsg(s->file));
    guard_fail(s->guard, ATTUNE_SYSTEM);
}

static void check(store *s, int result)
{
    if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_ROW)
        fail(s);
}

guard *store_set_guard(store *s, guard *g)
{
    guard *before = s->guard;
    s->guard = g;
    return before;
}

void store_set_name(store *s, const char *name)
{
    s->name = name;
}

void store_set_diagnostics(store *s, diagnostics *d)
{
    s->diagnostics = d;
}

// ---- opening and closing

static void close_store(void *thing)
{
    store *s = thing;
    for (int i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(s->statements[i]);
    sqlite3_close(s->file);
}

static bool run(store *s, const char *sql)
{
    return sqlite3_exec(s->file, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static int64_t pragma(store *s, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t value = -1;
    if (sqlite3_prepare_v2(s->file, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static bool create(store *s)
{
    char settings[256];
    snprintf(settings, sizeof settings,
             "PRAGMA page_size = %d; PRAGMA application_id = %d; PRAGMA user_version = %d;"
             "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;",
             PAGE_BYTES, APPLICATION, LAYOUT);
    return run(s, settings) && run(s, "BEGIN") && run(s, TABLES);
}

// A reader's transaction stands as long as the store is open: that is what makes it see one state.
static bool begin(store *s)
{
    int64_t layout = pragma(s, "PRAGMA user_version");
    if (pragma(s, "PRAGMA application_id") != APPLICATION) {
        say(s, sqlite3_errcode(s->file) == SQLITE_BUSY ? "is being written" : "is no stored pool");
        return false;
    }
    if (layout != LAYOUT) {
        say(s, "is a stored pool of another version of Attune: build it anew");
        return false;
    }
    if (s->mode == STORE_CHANGE)
        return run(s, "PRAGMA synchronous = FULL; BEGIN IMMEDIATE");
    return run(s, "PRAGMA query_only = ON; BEGIN") && pragma(s, "SELECT count(*) FROM note") >= 0;
}

// Readers open it for writing, too, where they may, so that the last one clears away what SQLite keeps beside
// the file.
static int open_file(store *s)
{
    int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (s->mode == STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
    return sqlite3_open_v2(s->path, &s->file, flags, NULL);
}

// A path as a URI's: what has a meaning there is written by its number.
static const char *uri_of(arena *a, const char *path)
{
    builder uri = builder_new(a);
    builder_adds(&uri, "file:");
    for (const char *c = path; *c; c++)
        if (strchr("%?#", *c))
            builder_addf(&uri, "%%%02X", (unsigned)(unsigned char)*c);
        else
            builder_addc(&uri, *c);
    builder_adds(&uri, "?immutable=1");
    return builder_str(&uri).data;
}

static bool is_there(arena *a, const char *path, const char *ending)
{
    struct stat about;
    return stat(str_printf(a, "%s%s", path, ending).data, &about) == 0;
}

static bool cannot_open(const store *s)
{
    int why = sqlite3_errcode(s->file);
    return why == SQLITE_CANTOPEN || why == SQLITE_READONLY;
}

// In a folder that may not be written to, and without what a writer keeps beside the file, nobody changes it.
static bool open_unchanging(store *s, arena *a)
{
    if (s->mode != STORE_READ || !is_there(a, s->path, "") || is_there(a, s->path, "-wal"))
        return false;
    sqlite3_close(s->file);
    s->file = NULL;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    if (sqlite3_open_v2(uri_of(a, s->path), &s->file, flags, NULL) != SQLITE_OK || !s->file)
        return false;
    return pragma(s, "PRAGMA application_id") == APPLICATION;
}

store *store_open(arena *a, const char *path, store_mode mode, diagnostics *d)
{
    store *s = ARENA_NEW(a, store);
    *s =
        (store){.path = str_terminated(a, str_from(path)), .guard = a->guard, .diagnostics = d, .mode = mode};
    int result = open_file(s);
    if (!s->file)
        guard_fail(a->guard, ATTUNE_MEMORY);
    arena_defer(a, close_store, s);
    if (result == SQLITE_OK)
        sqlite3_busy_timeout(s->file, BUSY_MILLISECONDS);
    size_t errors = d->errors;
    if (result == SQLITE_OK && pragma(s, "PRAGMA application_id") < 0 && cannot_open(s))
        open_unchanging(s, a);
    bool opened = s->file && result == SQLITE_OK && (mode == STORE_CREATE ? create(s) : begin(s));
    if (!opened && d->errors == errors)
        say(s, s->file ? sqlite3_errmsg(s->file) : "cannot be opened");
    return opened ? s : NULL;
}

// Makes it a file of one piece; what is beside it stays where somebody has it open.
static void end_sharing(arena *a, const char *path)
{
    store s = {.path = path, .mode = STORE_CHANGE, .guard = a->guard};
    if (open_file(&s) == SQLITE_OK)
        run(&s, "PRAGMA journal_mode = DELETE");
    sqlite3_close(s.file);
}

bool store_make_way(arena *a, const char *path, diagnostics *d)
{
    static const char *const endings[] = {"-wal", "-shm", "-journal"};
    bool is_one = store_is_one(path);
    if (is_one)
        end_sharing(a, path);
    if (is_one && is_there(a, path, "-wal")) {
        diagnostic *item =
            diagnose(d, CODE_stored_pool, (place){0}, "%s: is in use, and cannot be replaced now", path);
        diagnostic_help(d, item, "write the pool under another name, or wait until nobody reads this one");
        return false;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        unlink(str_printf(a, "%s%s", path, endings[i]).data);
    return true;
}

// A new file is written to the disk and made one that readers and a writer share; the next change begins.
void store_commit(store *s)
{
    bool done = run(s, "COMMIT");
    if (done && s->mode == STORE_CREATE)
        done = run(s, "PRAGMA locking_mode = NORMAL; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL");
    if (!done || !run(s, "BEGIN"))
        fail(s);
}

uint64_t store_bytes(store *s)
{
    int64_t pages = pragma(s, "PRAGMA page_count"), size = pragma(s, "PRAGMA page_size");
    return pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size : 0;
}

// ---- statements

static sqlite3_stmt *ready(store *s, statement which)
{
    if (!s->statements[which])
        check(s, sqlite3_prepare_v3(s->file, SQL[which], -1, SQLITE_PREPARE_PERSISTENT, &s->statements[which],
                                    NULL));
    sqlite3_reset(s->statements[which]);
    return s->statements[which];
}

// The bytes must stay until the statement is reset.
static void bind_bytes(store *s, sqlite3_stmt *statement, int number, str bytes)
{
    check(s, sqlite3_bind_blob64(statement, number, bytes.length ? bytes.data : "", bytes.length,
                                 SQLITE_STATIC));
}

static void bind_text(store *s, sqlite3_stmt *statement, int number, str text)
{
    check(s, sqlite3_bind_text64(statement, number, text.length ? text.data : "", text.length, SQLITE_STATIC,
                                 SQLITE_UTF8));
}

static void bind_number(store *s, sqlite3_stmt *statement, int number, int64_t value)
{
    check(s, sqlite3_bind_int64(statement, number, value));
}

// Whether there is a (further) row.
static bool step(store *s, sqlite3_stmt *statement)
{
    int result = sqlite3_step(statement);
    check(s, result);
    return result == SQLITE_ROW;
}

// Runs a statement that gives nothing.
static void finish(store *s, sqlite3_stmt *statement)
{
    step(s, statement);
    sqlite3_reset(statement);
}

// What a column holds, until the statement goes on.
static str column(sqlite3_stmt *statement, int number)
{
    const void *bytes = sqlite3_column_blob(statement, number);
    int length = sqlite3_column_bytes(statement, number);
    return (str){bytes ? bytes : "", bytes ? (size_t)length : 0};
}

// ---- proofs: SQLite does not notice bytes that changed on the disk

static const uint64_t PROOF_START = UINT64_C(0x9E3779B97F4A7C15), PROOF_FACTOR = UINT64_C(0xD6E8FEB86659FD93);

static uint64_t proof_word(uint64_t proof, uint64_t word)
{
    proof = (proof ^ word) * PROOF_FACTOR;
    return proof ^ proof >> 32;
}

// Eight words at a time, which do not wait for each other.
static int64_t proof_of(uint64_t start, str bytes)
{
    enum { LANES = 8 };
    uint64_t lanes[LANES], words[LANES];
    size_t at = 0;
    for (int i = 0; i < LANES; i++)
        lanes[i] = start + (uint64_t)i;
    for (; bytes.length - at >= sizeof words; at += sizeof words) {
        memcpy(words, bytes.data + at, sizeof words);
        for (int i = 0; i < LANES; i++)
            lanes[i] = proof_word(lanes[i], words[i]);
    }
    memset(words, 0, sizeof words);
    if (bytes.length > at)
        memcpy(words, bytes.data + at, bytes.length - at);
    uint64_t all = proof_word(start, bytes.length);
    for (int i = 0; i < LANES; i++)
        all = proof_word(proof_word(all, lanes[i]), words[i]);
    return (int64_t)all;
}

static int64_t row_proof(uint32_t row, const stored_row *r)
{
    uint64_t all = PROOF_START + row;
    all = (uint64_t)proof_of(all, r->id);
    all = (uint64_t)proof_of(all, r->profile);
    return proof_of(all, r->found);
}

_Noreturn static void fail_damaged(store *s)
{
    say(s, "is damaged");
    guard_fail(s->guard, ATTUNE_SYSTEM);
}

static str proved(store *s, sqlite3_stmt *statement, str bytes, int number)
{
    if (sqlite3_column_int64(statement, number) != proof_of(PROOF_START, bytes))
        fail_damaged(s);
    return bytes;
}

// ---- notes

void store_put_note(store *s, const char *name, str text)
{
    sqlite3_stmt *put = ready(s, PUT_NOTE);
    bind_text(s, put, 1, str_from(name));
    bind_text(s, put, 2, text);
    finish(s, put);
}

str store_note(store *s, const char *name, arena *a)
{
    sqlite3_stmt *get = ready(s, GET_NOTE);
    bind_text(s, get, 1, str_from(name));
    str text = step(s, get) ? str_copy(a, column(get, 0)) : STR_NONE;
    sqlite3_reset(get);
    return text;
}

// ---- rows

void store_put_row(store *s, uint32_t row, const stored_row *r)
{
    sqlite3_stmt *put = ready(s, PUT_ROW);
    bind_number(s, put, 1, row);
    bind_text(s, put, 2, r->id);
    bind_bytes(s, put, 3, r->profile);
    bind_bytes(s, put, 4, r->found);
    bind_number(s, put, 5, row_proof(row, r));
    finish(s, put);
}

// What a row holds, until the statement goes on.
static stored_row row_at(store *s, sqlite3_stmt *statement, uint32_t row)
{
    stored_row r = {column(statement, 0), column(statement, 1), column(statement, 2)};
    if (sqlite3_column_int64(statement, 3) != row_proof(row, &r))
        fail_damaged(s);
    return r;
}

bool store_row(store *s, uint32_t row, arena *a, stored_row *out)
{
    sqlite3_stmt *get = ready(s, GET_ROW);
    bind_number(s, get, 1, row);
    bool there = step(s, get);
    if (there) {
        stored_row r = row_at(s, get, row);
        *out = (stored_row){str_copy(a, r.id), str_copy(a, r.profile), str_copy(a, r.found)};
    }
    sqlite3_reset(get);
    return there;
}

uint32_t store_find(store *s, str id)
{
    sqlite3_stmt *find = ready(s, FIND_ROW);
    bind_text(s, find, 1, id);
    int64_t row = step(s, find) ? sqlite3_column_int64(find, 0) : NAME_MISSING;
    sqlite3_reset(find);
    return row >= 0 && row < NAME_MISSING ? (uint32_t)row : NAME_MISSING;
}

void store_remove_row(store *s, uint32_t row)
{
    sqlite3_stmt *remove = ready(s, REMOVE_ROW);
    bind_number(s, remove, 1, row);
    finish(s, remove);
}

void store_move_row(store *s, uint32_t from, uint32_t to, arena *work)
{
    stored_row r;
    if (!store_row(s, from, work, &r))
        fail_damaged(s);
    store_remove_row(s, from);
    store_put_row(s, to, &r);
}

uint32_t store_row_count(store *s)
{
    sqlite3_stmt *count = ready(s, COUNT_ROWS);
    int64_t rows = step(s, count) ? sqlite3_column_int64(count, 0) : 0;
    if (rows < 0 || rows >= NAME_MISSING)
        fail_damaged(s);
    sqlite3_reset(count);
    return (uint32_t)rows;
}

void store_each_row(store *s, bool (*each)(void *user, uint32_t row, const stored_row *r), void *user)
{
    sqlite3_stmt *walk = ready(s, EACH_ROW);
    for (bool more = step(s, walk); more; more = more && step(s, walk)) {
        int64_t row = sqlite3_column_int64(walk, 4);
        if (row < 0 || row >= NAME_MISSING)
            fail_damaged(s);
        stored_row r = row_at(s, walk, (uint32_t)row);
        more = each(user, (uint32_t)row, &r);
    }
    sqlite3_reset(walk);
}

// ---- parts

static str part(store *s, const char *name, uint32_t piece, sqlite3_stmt **get)
{
    *get = ready(s, GET_PART);
    bind_text(s, *get, 1, str_from(name));
    bind_number(s, *get, 2, piece);
    return step(s, *get) ? proved(s, *get, column(*get, 0), 1) : STR_NONE;
}

bool store_put_part(store *s, const char *name, uint32_t piece, str bytes)
{
    sqlite3_stmt *get, *put = ready(s, PUT_PART);
    if (s->mode != STORE_CREATE) {
        str before = part(s, name, piece, &get);
        bool same = before.data && str_equal(before, bytes);
        sqlite3_reset(get);
        if (same)
            return false;
    }
    bind_text(s, put, 1, str_from(name));
    bind_number(s, put, 2, piece);
    bind_bytes(s, put, 3, bytes);
    bind_number(s, put, 4, proof_of(PROOF_START, bytes));
    finish(s, put);
    return true;
}

str store_part(store *s, const char *name, uint32_t piece, arena *a)
{
    sqlite3_stmt *get;
    str bytes = part(s, name, piece, &get);
    bytes = bytes.data ? str_copy(a, bytes) : STR_NONE;
    sqlite3_reset(get);
    return bytes;
}

bool store_each_part(store *s, const char *name, uint32_t from, uint32_t to,
                     bool (*each)(void *user, uint32_t piece, str bytes), void *user)
{
    sqlite3_stmt *walk = ready(s, EACH_PART);
    bind_text(s, walk, 1, str_from(name));
    bind_number(s, walk, 2, from);
    bind_number(s, walk, 3, to);
    bool well = true;
    while (well && from < to) {
        well = step(s, walk) && sqlite3_column_int64(walk, 2) == from &&
               each(user, from, proved(s, walk, column(walk, 0), 1));
        from++;
    }
    sqlite3_reset(walk);
    return well;
}

void store_cut_parts(store *s, const char *name, uint32_t from)
{
    sqlite3_stmt *drop = ready(s, DROP_PARTS);
    bind_text(s, drop, 1, str_from(name));
    bind_number(s, drop, 2, from);
    finish(s, drop);
}

uint64_t store_part_bytes(store *s, const char *name, uint32_t from, uint32_t to)
{
    sqlite3_stmt *size = ready(s, SIZE_PARTS);
    bind_text(s, size, 1, str_from(name));
    bind_number(s, size, 2, from);
    bind_number(s, size, 3, to);
    int64_t bytes = step(s, size) ? sqlite3_column_int64(size, 0) : 0;
    sqlite3_reset(size);
    return bytes > 0 ? (uint64_t)bytes : 0;
}
