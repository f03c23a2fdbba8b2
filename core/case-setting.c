/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case.h"

/* What a case remembers by name: its settings, and the marks of what is published. */

/**
 * rc_case_dup_setting:
 *
 * Returns: (transfer full) (nullable): %NULL where it is not set
 */
char *
rc_case_dup_setting (RcCase     *self,
                     const char *key)
{
  sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (self), "SELECT value FROM setting WHERE key = ?", NULL);
  char *value = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  rc_database_bind_text (statement, 1, key);
  if (rc_database_step (rc_case_get_database (self), statement, &row, NULL) && row)
    {
      value = rc_database_column_dup (statement, 0);
      sqlite3_reset (statement);
    }
  return value;
}

/**
 * rc_case_set_setting:
 * @value: (nullable): %NULL removes it
 */
gboolean
rc_case_set_setting (RcCase      *self,
                     const char  *key,
                     const char  *value,
                     GError     **error)
{
  sqlite3_stmt *statement;

  if (!rc_case_require_writable (self, error))
    return FALSE;

  statement = rc_database_prepare (rc_case_get_database (self),
                                   value != NULL ? "INSERT OR REPLACE INTO setting VALUES (?1, ?2)"
                                                 : "DELETE FROM setting WHERE key = ?1", error);
  if (statement == NULL)
    return FALSE;
  rc_database_bind_text (statement, 1, key);
  if (value != NULL)
    rc_database_bind_text (statement, 2, value);
  return rc_database_run (rc_case_get_database (self), statement, error);
}

/**
 * rc_case_get_mark:
 * @item: of the table `published`
 *
 * Returns: the highest id (for "stream" the length) that a finished import left; 0 where there is none
 */
gint64
rc_case_get_mark (RcCase     *self,
                  const char *item)
{
  sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (self), "SELECT mark FROM published WHERE item = ?", NULL);
  gint64 mark = 0;
  gboolean row;

  if (statement == NULL)
    return 0;
  rc_database_bind_text (statement, 1, item);
  if (rc_database_step (rc_case_get_database (self), statement, &row, NULL) && row)
    {
      mark = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return mark;
}

/**
 * rc_case_set_mark:
 * @item: of the table `published`
 *
 * Belongs into the transaction that publishes: rows above the mark are removed by the next opening for writing.
 */
gboolean
rc_case_set_mark (RcCase      *self,
                  const char  *item,
                  gint64       mark,
                  GError     **error)
{
  sqlite3_stmt *statement;

  if (!rc_case_require_writable (self, error))
    return FALSE;

  statement = rc_database_prepare (rc_case_get_database (self), "INSERT OR REPLACE INTO published VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rc_database_bind_text (statement, 1, item);
  sqlite3_bind_int64 (statement, 2, mark);
  return rc_database_run (rc_case_get_database (self), statement, error);
}
