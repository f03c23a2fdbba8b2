/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "database-fixture.h"

#include <sqlite3.h>

static void
free_serialized (gpointer data)
{
  sqlite3_free (data);
}

static void
execute (sqlite3    *database,
         const char *sql)
{
  char *message = NULL;

  sqlite3_exec (database, sql, NULL, NULL, &message);
  if (message != NULL)
    g_error ("%s: %s", sql, message);
}

GBytes *
database_fixture_new (const char *sql)
{
  sqlite3 *database = NULL;
  sqlite3_int64 size = 0;
  guchar *bytes;

  g_assert_cmpint (sqlite3_open (":memory:", &database), ==, SQLITE_OK);
  execute (database, "PRAGMA page_size=512");
  execute (database, sql);
  bytes = sqlite3_serialize (database, "main", &size, 0);
  g_assert_nonnull (bytes);
  sqlite3_close (database);

  return g_bytes_new_with_free_func (bytes, (gsize) size, free_serialized, bytes);
}

GBytes *
database_fixture_change (GBytes *database,
                         gsize   offset,
                         guint8  value)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (database, &length);
  guint8 *changed = g_memdup2 (bytes, length);

  g_assert_cmpuint (offset, <, length);
  changed[offset] = value;
  return g_bytes_new_take (changed, length);
}
