/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "stated.h"

void
rc_stated_free (RcStated *self)
{
  if (self == NULL)
    return;

  g_free (self->bundle);
  g_free (self->kind);
  g_free (self->body);
  g_free (self);
}

/**
 * rc_stated_list:
 *
 * Returns: (transfer full) (element-type RcStated): all of @kind, in the order in which they came
 */
GPtrArray *
rc_stated_list (RcDatabase  *database,
                const char  *kind,
                GError     **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_stated_free);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, bundle, kind, number, body FROM stated WHERE kind = ?1 ORDER BY id", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  rc_database_bind_text (statement, 1, kind);
  while (TRUE)
    {
      RcStated *stated;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);

      stated = g_new0 (RcStated, 1);
      stated->id = sqlite3_column_int64 (statement, 0);
      stated->bundle = rc_database_column_dup (statement, 1);
      stated->kind = rc_database_column_dup (statement, 2);
      stated->number = sqlite3_column_int64 (statement, 3);
      stated->body = rc_database_column_dup (statement, 4);
      g_ptr_array_add (list, stated);
    }
}

gboolean
rc_stated_save (RcDatabase  *database,
                const char  *bundle,
                const char  *kind,
                gint64       number,
                const char  *body,
                GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT OR IGNORE INTO stated (bundle, kind, number, body) VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, bundle);
  rc_database_bind_text (statement, 2, kind);
  sqlite3_bind_int64 (statement, 3, number);
  rc_database_bind_text (statement, 4, body);
  return rc_database_run (database, statement, error);
}
