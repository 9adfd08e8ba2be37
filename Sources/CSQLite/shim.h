#pragma once
#include <sqlite3.h>

/// Where in its SQL the last statement that could not be prepared is wrong, in bytes; -1 when
/// SQLite does not say. `sqlite3_error_offset` came with version 3.38.
static inline int etl_error_offset(sqlite3 *database) {
#if SQLITE_VERSION_NUMBER >= 3038000
  return sqlite3_error_offset(database);
#else
  (void)database;
  return -1;
#endif
}
