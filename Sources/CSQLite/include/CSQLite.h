// CSQLite makes the calls of SQLite plain that recordings need. The library is part of the program, or
// it is loaded when one of them is first made: a process that needs none of them pays for none.
#ifndef CSQLITE_H
#define CSQLITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// An open database.
typedef struct sqlite3 sqlite_database;
/// A statement that has been prepared.
typedef struct sqlite3_stmt sqlite_statement;

/// What a call comes to: SQLite's own numbers.
enum sqlite_result {
  SQLITE_CALL_OK = 0,
  SQLITE_CALL_ROW = 100,
  SQLITE_CALL_DONE = 101,
};

/// What a cell of a row is, by SQLite's own numbers.
enum sqlite_type {
  SQLITE_TYPE_INTEGER = 1,
  SQLITE_TYPE_REAL = 2,
  SQLITE_TYPE_TEXT = 3,
  SQLITE_TYPE_BLOB = 4,
  SQLITE_TYPE_NULL = 5,
};

/// Whether the library is there. It is looked for once, by whichever thread asks first; nothing else here
/// may be called before this has been true.
bool sqlite_load(void);

/// Opens a database by its path or, with `is_uri`, by a `file:` name. It is set even where that fails, if
/// there was memory for it, so that the reason can be asked; it must be closed. A path that leads through
/// a link is refused (since SQLite 3.31).
int sqlite_open(const char *path, bool is_read_only, bool creates, bool is_uri,
                sqlite_database **database);
/// Closes it, once none of its statements is left.
int sqlite_close(sqlite_database *database);
/// Runs statements that have no parameters and whose rows nobody wants.
int sqlite_execute(sqlite_database *database, const char *sql);
/// The words of the last failure; they live until the next call.
const char *sqlite_message(sqlite_database *database);
/// The extended number of the last failure.
int sqlite_code(sqlite_database *database);
/// The system's number of the last failure of a call that SQLite made of it; it may be of an older one.
int sqlite_system_error(sqlite_database *database);
/// How long a call waits for another that holds the database, in milliseconds.
int sqlite_wait(sqlite_database *database, int milliseconds);
/// Switches on what guards against a database that somebody else has made: its schema is not trusted, and
/// cannot be written to.
int sqlite_distrust(sqlite_database *database);
/// The id of the row that was inserted last.
int64_t sqlite_last_id(sqlite_database *database);
/// How many rows the last statement changed.
int64_t sqlite_changes(sqlite_database *database);
/// Whether a transaction is open.
bool sqlite_in_transaction(sqlite_database *database);

/// Prepares one statement, which must be finalized.
int sqlite_prepare(sqlite_database *database, const char *sql, sqlite_statement **statement);
/// The next row (SQLITE_CALL_ROW), or the end (SQLITE_CALL_DONE).
int sqlite_step(sqlite_statement *statement);
/// Makes it ready to run again, with the values that are bound.
int sqlite_reset(sqlite_statement *statement);
int sqlite_finalize(sqlite_statement *statement);

/// Parameters count from 1. Bytes are copied.
int sqlite_bind_integer(sqlite_statement *statement, int place, int64_t value);
int sqlite_bind_real(sqlite_statement *statement, int place, double value);
int sqlite_bind_text(sqlite_statement *statement, int place, const void *bytes, size_t count);
int sqlite_bind_bytes(sqlite_statement *statement, int place, const void *bytes, size_t count);
int sqlite_bind_nothing(sqlite_statement *statement, int place);

/// How many columns its rows have.
int sqlite_column_count(sqlite_statement *statement);
/// Columns count from 0. Bytes live until the next step; they are NULL where there are none.
int sqlite_cell_type(sqlite_statement *statement, int column);
int64_t sqlite_cell_integer(sqlite_statement *statement, int column);
double sqlite_cell_real(sqlite_statement *statement, int column);
const void *sqlite_cell_bytes(sqlite_statement *statement, int column, size_t *count);

#endif
