/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-holder.h"

#include <unistd.h>

gboolean
rc_case_holder_write (RcDatabase  *database,
                      GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "INSERT OR REPLACE INTO holder VALUES (1, ?, ?, ?, ?)", error);
  g_autofree char *user = g_utf8_make_valid (g_get_user_name (), -1);
  g_autofree char *host = g_utf8_make_valid (g_get_host_name (), -1);

  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, user);
  rc_database_bind_text (statement, 2, host);
  sqlite3_bind_int64 (statement, 3, getpid ());
  sqlite3_bind_int64 (statement, 4, g_get_real_time ());
  return rc_database_run (database, statement, error);
}

gboolean
rc_case_holder_clear (RcDatabase  *database,
                      GError     **error)
{
  return rc_database_exec (database, "DELETE FROM holder", error);
}

/* The case may be of another's making, and the sentence goes to a terminal. */
static char *
dup_printable (sqlite3_stmt *statement,
               int           column)
{
  g_autofree char *text = rc_database_column_dup (statement, column);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = text == NULL ? "" : text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (out, g_unichar_isprint (g_utf8_get_char (p)) ? g_utf8_get_char (p) : 0xfffd);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
format_since (gint64 since_us)
{
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_utc (since_us / G_USEC_PER_SEC);

  return since == NULL ? g_strdup ("an unknown time") : g_date_time_format (since, "%Y-%m-%dT%H:%M:%SZ");
}

char *
rc_case_holder_describe (RcDatabase *database,
                         const char *path)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT user, host, process, since_us FROM holder", NULL);
  g_autofree char *user = NULL;
  g_autofree char *host = NULL;
  g_autofree char *since = NULL;
  char *sentence;
  gboolean row;

  if (statement == NULL || !rc_database_step (database, statement, &row, NULL) || !row)
    return g_strdup_printf ("%s is open for writing in another process.", path);

  user = dup_printable (statement, 0);
  host = dup_printable (statement, 1);
  since = format_since (sqlite3_column_int64 (statement, 3));
  sentence = g_strdup_printf ("%s is open for writing by %s on %s (process %" G_GINT64_FORMAT ") since %s.", path, user, host,
                              (gint64) sqlite3_column_int64 (statement, 2), since);
  sqlite3_reset (statement);
  return sentence;
}
