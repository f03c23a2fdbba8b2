/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/checks/check.h"
#include "core/claim.h"

/*
 * A run or a version that an earlier snapshot of a store has, and a later one has not: it was deleted in between, or the later one was
 * made from something else. Only whole stores are held against each other, since any other export may leave out what it likes; only
 * where the auditor or their content tells which is the later one; and only where both have one thing that was made at one time, so that
 * they are of one registry.
 */

/* Told one by one. */
#define MAX_LISTED 200u

typedef struct
{
  char   *importer;
  char   *scope;
  char   *name;
  gint64  as_of_us;
  gint64  source;
} Store;

static void
store_free (gpointer data)
{
  Store *store = data;

  g_free (store->importer);
  g_free (store->scope);
  g_free (store->name);
  g_free (store);
}

static GPtrArray *
list_stores (RcDatabase  *database,
             GError     **error)
{
  g_autoptr (GPtrArray) stores = g_ptr_array_new_with_free_func (store_free);
  sqlite3_stmt *statement;
  gboolean row;

  statement = rc_database_prepare (database,
                                   "SELECT s.importer, lower (hex (s.sha256)), s.name, s.as_of_us, s.id FROM source r "
                                   "JOIN source s ON s.id = r.parent WHERE r.derivation = '" RC_DERIVATION_ROWS "' "
                                   "AND s.state = 'published' AND s.as_of_us IS NOT NULL AND s.as_of_how <> '" RC_AS_OF_FILE "' "
                                   "AND s.id <= (SELECT mark FROM published WHERE item = 'source') "
                                   "ORDER BY s.importer, s.as_of_us, s.id LIMIT ?1",
                                   error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, RC_LIMIT_IDENTITY_EDGES);
  while (TRUE)
    {
      Store *store;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&stores);
      store = g_new0 (Store, 1);
      store->importer = rc_database_column_dup (statement, 0);
      store->scope = rc_database_column_dup (statement, 1);
      store->name = rc_database_column_dup (statement, 2);
      store->as_of_us = sqlite3_column_int64 (statement, 3);
      store->source = sqlite3_column_int64 (statement, 4);
      g_ptr_array_add (stores, store);
    }
}

static gboolean
is_of_one_registry (RcDatabase   *database,
                    const Store  *earlier,
                    const Store  *later,
                    gboolean     *out_answer,
                    GError      **error)
{
  sqlite3_stmt *statement;

  *out_answer = FALSE;
  if (g_strcmp0 (earlier->importer, later->importer) != 0 || earlier->as_of_us >= later->as_of_us)
    return TRUE;

  statement = rc_database_prepare (database,
                                   "SELECT 1 FROM entity a JOIN entity b ON b.kind = a.kind AND b.scope = ?2 AND b.name = a.name "
                                   "JOIN claim c ON c.entity = a.id AND c.property = 'created' "
                                   "JOIN claim d ON d.entity = b.id AND d.property = 'created' AND d.value = c.value "
                                   "WHERE a.kind IN ('run', 'model-version') AND a.scope = ?1 LIMIT 1",
                                   error);
  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, earlier->scope);
  rc_database_bind_text (statement, 2, later->scope);
  if (!rc_database_step (database, statement, out_answer, error))
    return FALSE;
  if (*out_answer)
    sqlite3_reset (statement);
  return TRUE;
}

static void
report (RcCheckContext *context,
        const Store    *earlier,
        const Store    *later,
        sqlite3_stmt   *statement)
{
  const char *kind = (const char *) sqlite3_column_text (statement, 0);
  const char *name = (const char *) sqlite3_column_text (statement, 1);
  gint64 source = sqlite3_column_int64 (statement, 2);
  guint64 record = (guint64) sqlite3_column_int64 (statement, 3);
  g_autofree char *then = rc_time_format_utc (earlier->as_of_us);
  g_autofree char *since = rc_time_format_utc (later->as_of_us);
  g_autofree char *expected = g_strdup_printf ("%s %s in %s of %s too", kind, name, later->name, since);
  g_autofree char *message = g_strdup_printf ("The %s “%s” stands in the snapshot of %s and no more in that of %s (source %"
                                              G_GINT64_FORMAT ").", kind, name, then, since, later->source);

  rc_check_report (context, RC_EXCEPTION_VANISHED, source, record, rc_check_find_cause (context, source, record), expected, "none", message);
}

static gboolean
compare (RcCheckContext  *context,
         const Store     *earlier,
         const Store     *later,
         GError         **error)
{
  RcDatabase *database = rc_case_get_database (context->case_file);
  sqlite3_stmt *statement;
  guint n_found = 0;
  gboolean row;

  statement = rc_database_prepare (database,
                                   "SELECT a.kind, a.name, c.source, c.record FROM entity a "
                                   "JOIN claim c ON c.id = (SELECT min (id) FROM claim WHERE entity = a.id) "
                                   "WHERE a.kind IN ('run', 'model-version') AND a.scope = ?1 AND NOT EXISTS "
                                   "(SELECT 1 FROM entity b WHERE b.kind = a.kind AND b.scope = ?2 AND b.name = a.name) ORDER BY a.id",
                                   error);
  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, earlier->scope);
  rc_database_bind_text (statement, 2, later->scope);
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      if (n_found++ < MAX_LISTED)
        report (context, earlier, later, statement);
    }

  if (n_found > MAX_LISTED)
    {
      g_autofree char *found = g_strdup_printf ("%u more", n_found - MAX_LISTED);

      rc_check_report (context, RC_EXCEPTION_VANISHED, later->source, 0, 0, "what the earlier snapshot has", found,
                       "More things vanished from the registry between two snapshots than are listed one by one.");
    }
  return TRUE;
}

/**
 * rc_check_vanished:
 *
 * Looks for what a later snapshot of a store has no more. Each is held against the next later one of its registry.
 */
gboolean
rc_check_vanished (RcCheckContext  *context,
                   GError         **error)
{
  RcDatabase *database = rc_case_get_database (context->case_file);
  g_autoptr (GPtrArray) stores = list_stores (database, error);

  if (stores == NULL)
    return FALSE;

  for (guint i = 0; i < stores->len; i++)
    {
      for (guint j = i + 1; j < stores->len; j++)
        {
          gboolean is_one;

          if (!is_of_one_registry (database, g_ptr_array_index (stores, i), g_ptr_array_index (stores, j), &is_one, error))
            return FALSE;
          if (!is_one)
            continue;
          if (!compare (context, g_ptr_array_index (stores, i), g_ptr_array_index (stores, j), error))
            return FALSE;
          break;
        }
    }
  return TRUE;
}
