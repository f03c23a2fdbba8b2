/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/systems/system-counts.h"

#include <string.h>

#include "core/systems/system-index.h"

#define ROWS_BETWEEN_LOOKS 4096u
#define MAX_REMEMBERED     65536u

/* What became of inferences that look alike to all bindings: worked out once, and counted. */
typedef struct
{
  GArray   *systems;     /* of guint */
  gboolean  is_unknown;
  gint64    name;        /* number of the name that the records give the system; 0: none */
  guint64   count;
} Outcome;

typedef struct
{
  RcSystemCounts *counts;
  RcCase         *case_file;
  RcRecordReader *reader;
  RcSystemIndex  *index;
  GHashTable     *outcomes;   /* key → Outcome */
  GHashTable     *unbound;    /* number of a name → guint64 */
} Counting;

static void
unbound_free (gpointer data)
{
  RcSystemUnbound *unbound = data;

  g_free (unbound->name);
  g_free (unbound);
}

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_array_unref (outcome->systems);
  g_free (outcome);
}

void
rc_system_counts_free (RcSystemCounts *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->of_system);
  g_ptr_array_unref (self->unbound);
  g_free (self);
}

/* --- Rows --- */

static void
add_unbound (Counting *self,
             gint64    name,
             guint64   count)
{
  guint64 *total = g_hash_table_lookup (self->unbound, &name);

  if (total != NULL)
    *total += count;
  else if (g_hash_table_size (self->unbound) < RC_SYSTEM_MAX_UNBOUND)
    g_hash_table_insert (self->unbound, g_memdup2 (&name, sizeof name), g_memdup2 (&count, sizeof count));
}

static void
settle (Counting *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->outcomes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Outcome *outcome = value;

      for (guint i = 0; i < outcome->systems->len; i++)
        g_array_index (self->counts->of_system, guint64, g_array_index (outcome->systems, guint, i)) += outcome->count;
      if (outcome->systems->len > 1)
        self->counts->several += outcome->count;
      else if (outcome->systems->len == 0 && outcome->is_unknown)
        self->counts->unknown += outcome->count;
      else if (outcome->systems->len == 0)
        {
          self->counts->none += outcome->count;
          add_unbound (self, outcome->name, outcome->count);
        }
    }
  g_hash_table_remove_all (self->outcomes);
}

static void
count_outcome (Counting    *self,
               char        *key,         /* (transfer full) */
               GArray      *systems,
               gboolean     is_unknown,
               gint64       name)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  if (g_hash_table_size (self->outcomes) == MAX_REMEMBERED)
    settle (self);
  outcome->systems = g_array_ref (systems);
  outcome->is_unknown = is_unknown;
  outcome->name = name;
  outcome->count = 1;
  g_hash_table_insert (self->outcomes, key, outcome);
}

static gboolean
count_known (Counting   *self,
             const char *key)
{
  Outcome *outcome = g_hash_table_lookup (self->outcomes, key);

  if (outcome == NULL)
    return FALSE;
  outcome->count++;
  return TRUE;
}

/* NULL and "" are different things that a record can have; neither holds the character that parts them. */
static char *
dup_key_of_values (const char *row_key,
                   GPtrArray  *values,
                   gboolean    is_unknown)
{
  GString *key = g_string_new (row_key);

  g_string_append_c (key, is_unknown ? '?' : '=');
  for (guint i = 0; i < values->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);

      g_string_append_printf (key, "%c%" G_GSIZE_FORMAT ":%s", value != NULL ? 'v' : 'n', value != NULL ? strlen (value) : 0,
                              value != NULL ? value : "");
    }
  return g_string_free (key, FALSE);
}

/* Conditions ask for the record itself. */
static gboolean
count_by_record (Counting           *self,
                 gint64              id,
                 const RcSystemRow  *row,
                 const char         *row_key,
                 GArray             *systems,
                 GError            **error)
{
  g_autoptr (RcEvent) event = rc_event_load (self->case_file, id, error);
  g_autoptr (GPtrArray) values = NULL;
  g_autofree char *key = NULL;
  gboolean is_unknown;

  if (event == NULL)
    return FALSE;
  values = rc_system_index_read (self->index, self->case_file, self->reader, event, &is_unknown, error);
  if (values == NULL)
    return FALSE;

  key = dup_key_of_values (row_key, values, is_unknown);
  if (count_known (self, key))
    return TRUE;
  rc_system_index_find_values (self->index, row, values, systems);
  count_outcome (self, g_steal_pointer (&key), systems, is_unknown, row->system);
  return TRUE;
}

static gboolean
count_row (Counting           *self,
           gint64              id,
           const RcSystemRow  *row,
           GError            **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, row->source,
                                          row->system, row->model, row->endpoint);
  g_autoptr (GArray) systems = NULL;

  self->counts->inferences++;
  if (count_known (self, key))
    return TRUE;
  systems = g_array_new (FALSE, FALSE, sizeof (guint));
  if (rc_system_index_find_row (self->index, row, systems))
    return count_by_record (self, id, row, key, systems, error);
  count_outcome (self, g_steal_pointer (&key), systems, FALSE, row->system);
  return TRUE;
}

static gboolean
count_rows (Counting      *self,
            GCancellable  *cancellable,
            GError       **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  sqlite3_stmt *statement;
  guint64 rows = 0;
  gboolean row = FALSE;

  statement = rc_database_prepare (database,
                                   "SELECT e.id, e.source, e.system, e.model, e.endpoint FROM event e NOT INDEXED "
                                   "JOIN source s ON s.id = e.source WHERE s.state = 'published' AND e.id <= ?1 AND e.kind = ?2 "
                                   "AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.event = e.id)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (self->case_file, "event"));
  sqlite3_bind_int (statement, 2, RC_EVENT_INFERENCE);
  while (TRUE)
    {
      RcSystemRow names;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      names = (RcSystemRow) { sqlite3_column_int64 (statement, 1), sqlite3_column_int64 (statement, 2),
                              sqlite3_column_int64 (statement, 3), sqlite3_column_int64 (statement, 4) };
      if (!count_row (self, sqlite3_column_int64 (statement, 0), &names, error) ||
          (++rows % ROWS_BETWEEN_LOOKS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
}

/* --- Names --- */

static int
compare_unbound (gconstpointer a,
                 gconstpointer b)
{
  const RcSystemUnbound *left = *(const RcSystemUnbound * const *) a;
  const RcSystemUnbound *right = *(const RcSystemUnbound * const *) b;

  if (left->inferences != right->inferences)
    return left->inferences > right->inferences ? -1 : 1;
  return g_strcmp0 (left->name, right->name);
}

static gboolean
find_name (RcDatabase  *database,
           gint64       id,
           char       **out_name,
           GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT text FROM name WHERE id = ?1", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *out_name = rc_database_column_dup (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
list_unbound (Counting  *self,
              GError   **error)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->unbound);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      RcSystemUnbound *unbound = g_new0 (RcSystemUnbound, 1);

      g_ptr_array_add (self->counts->unbound, unbound);
      unbound->inferences = *(const guint64 *) value;
      if (!find_name (rc_case_get_database (self->case_file), *(const gint64 *) key, &unbound->name, error))
        return FALSE;
    }
  g_ptr_array_sort (self->counts->unbound, compare_unbound);
  return TRUE;
}

RcSystemCounts *
rc_system_counts_load (RcCase          *case_file,
                       RcRecordReader  *reader,
                       GPtrArray       *systems,
                       GCancellable    *cancellable,
                       GError         **error)
{
  g_autoptr (RcSystemCounts) counts = g_new0 (RcSystemCounts, 1);
  g_autoptr (RcSystemIndex) index = NULL;
  g_autoptr (GHashTable) outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, outcome_free);
  g_autoptr (GHashTable) unbound = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Counting self = { counts, case_file, reader, NULL, outcomes, unbound };

  counts->of_system = g_array_new (FALSE, TRUE, sizeof (guint64));
  counts->unbound = g_ptr_array_new_with_free_func (unbound_free);
  g_array_set_size (counts->of_system, systems->len);
  self.index = index = rc_system_index_new (case_file, systems, error);
  if (index == NULL || !count_rows (&self, cancellable, error))
    return NULL;

  settle (&self);
  return list_unbound (&self, error) ? g_steal_pointer (&counts) : NULL;
}
