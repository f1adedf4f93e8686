#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift cannot import. These bind a
// copy of the bytes, so that the caller may free its own at once.

static inline int digitpad_sqlite3_bind_text(
    sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 length)
{
    return sqlite3_bind_text64(statement, index, text, length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int digitpad_sqlite3_bind_blob(
    sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 length)
{
    return sqlite3_bind_blob64(statement, index, bytes, length, SQLITE_TRANSIENT);
}
