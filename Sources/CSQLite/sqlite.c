#include "CSQLite.h"

#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>

// Each call that is made, declared weak: its address is null where the library is no part of the program.
#define CALLS(CALL)                                                                              \
  CALL(open_v2) CALL(close_v2) CALL(exec) CALL(errmsg) CALL(extended_errcode) CALL(busy_timeout) \
  CALL(db_config) CALL(last_insert_rowid) CALL(changes) CALL(get_autocommit) CALL(prepare_v2)    \
  CALL(step) CALL(reset) CALL(finalize) CALL(bind_int64) CALL(bind_double) CALL(bind_text64)     \
  CALL(bind_blob64) CALL(bind_null) CALL(column_type) CALL(column_int64) CALL(column_double)     \
  CALL(column_text) CALL(column_blob) CALL(column_bytes) CALL(extended_result_codes)              \
  CALL(system_errno) CALL(column_count)

#define WEAK(name) extern __typeof__(sqlite3_##name) sqlite3_##name __attribute__((weak));
CALLS(WEAK)

static struct {
#define FIELD(name) __typeof__(&sqlite3_##name) name;
  CALLS(FIELD)
} calls;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool is_there;

static void load_library(void) {
  if (sqlite3_open_v2) {
#define LINKED(name) calls.name = sqlite3_##name;
    CALLS(LINKED)
    is_there = true;
    return;
  }
  void *library = dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  is_there = true;
#define LOADED(name)                                                        \
  calls.name = (__typeof__(calls.name))dlsym(library, "sqlite3_" #name);    \
  if (!calls.name) is_there = false;
  CALLS(LOADED)
}

bool sqlite_load(void) {
  pthread_once(&once, load_library);
  return is_there;
}

int sqlite_open(const char *path, bool is_read_only, bool creates, bool is_uri,
                sqlite_database **database) {
  int flags = is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (creates) flags |= SQLITE_OPEN_CREATE;
  if (is_uri) flags |= SQLITE_OPEN_URI;
#ifdef SQLITE_OPEN_NOFOLLOW
  flags |= SQLITE_OPEN_NOFOLLOW;
#endif
  int result = calls.open_v2(path, database, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (result == SQLITE_OK) calls.extended_result_codes(*database, 1);
  return result;
}

int sqlite_close(sqlite_database *database) { return calls.close_v2(database); }

int sqlite_execute(sqlite_database *database, const char *sql) {
  return calls.exec(database, sql, NULL, NULL, NULL);
}

const char *sqlite_message(sqlite_database *database) { return calls.errmsg(database); }

int sqlite_code(sqlite_database *database) { return calls.extended_errcode(database); }

int sqlite_system_error(sqlite_database *database) { return calls.system_errno(database); }

int sqlite_wait(sqlite_database *database, int milliseconds) {
  return calls.busy_timeout(database, milliseconds);
}

int sqlite_distrust(sqlite_database *database) {
  int result = calls.db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  if (result != SQLITE_OK) return result;
  return calls.db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
}

int64_t sqlite_last_id(sqlite_database *database) { return calls.last_insert_rowid(database); }

int64_t sqlite_changes(sqlite_database *database) { return calls.changes(database); }

bool sqlite_in_transaction(sqlite_database *database) { return !calls.get_autocommit(database); }

int sqlite_prepare(sqlite_database *database, const char *sql, sqlite_statement **statement) {
  return calls.prepare_v2(database, sql, -1, statement, NULL);
}

int sqlite_step(sqlite_statement *statement) { return calls.step(statement); }

int sqlite_reset(sqlite_statement *statement) { return calls.reset(statement); }

int sqlite_finalize(sqlite_statement *statement) { return calls.finalize(statement); }

int sqlite_bind_integer(sqlite_statement *statement, int place, int64_t value) {
  return calls.bind_int64(statement, place, value);
}

int sqlite_bind_real(sqlite_statement *statement, int place, double value) {
  return calls.bind_double(statement, place, value);
}

int sqlite_bind_text(sqlite_statement *statement, int place, const void *bytes, size_t count) {
  return calls.bind_text64(statement, place, count ? bytes : "", count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

int sqlite_bind_bytes(sqlite_statement *statement, int place, const void *bytes, size_t count) {
  return calls.bind_blob64(statement, place, count ? bytes : "", count, SQLITE_TRANSIENT);
}

int sqlite_bind_nothing(sqlite_statement *statement, int place) {
  return calls.bind_null(statement, place);
}

int sqlite_column_count(sqlite_statement *statement) { return calls.column_count(statement); }

int sqlite_cell_type(sqlite_statement *statement, int column) {
  return calls.column_type(statement, column);
}

int64_t sqlite_cell_integer(sqlite_statement *statement, int column) {
  return calls.column_int64(statement, column);
}

double sqlite_cell_real(sqlite_statement *statement, int column) {
  return calls.column_double(statement, column);
}

const void *sqlite_cell_bytes(sqlite_statement *statement, int column, size_t *count) {
  // A blob is not turned into text, nor text into a blob, by being asked for.
  const void *bytes = calls.column_type(statement, column) == SQLITE_BLOB
                          ? calls.column_blob(statement, column)
                          : calls.column_text(statement, column);
  *count = (size_t)calls.column_bytes(statement, column);
  return bytes;
}
