/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exporting-system.h"

#include "importer.h"
#include "words.h"

/*
 * The register of systems whose exports are read. Like that of the importers it is filled once at start-up, and only read afterwards.
 */

static GPtrArray *registered;

/**
 * rc_exporting_system_register:
 * @system: kept, never freed; its id must be new
 */
void
rc_exporting_system_register (const RcExportingSystem *system)
{
  g_return_if_fail (system != NULL && rc_exporting_system_by_id (system->id) == NULL);

  if (registered == NULL)
    registered = g_ptr_array_new ();
  g_ptr_array_add (registered, (gpointer) system);
}

guint
rc_exporting_system_count (void)
{
  return registered != NULL ? registered->len : 0;
}

const RcExportingSystem *
rc_exporting_system_nth (guint index)
{
  g_return_val_if_fail (index < rc_exporting_system_count (), NULL);

  return g_ptr_array_index (registered, index);
}

const RcExportingSystem *
rc_exporting_system_by_id (const char *id)
{
  for (guint i = 0; i < rc_exporting_system_count (); i++)
    {
      const RcExportingSystem *system = rc_exporting_system_nth (i);

      if (g_strcmp0 (system->id, id) == 0)
        return system;
    }

  return NULL;
}

const char *
rc_exporting_system_peek_ask (const RcExportingSystem *self,
                              const char              *slot)
{
  for (gsize i = 0; i < self->n_asks; i++)
    if (g_str_equal (self->asks[i].slot, slot))
      return self->asks[i].ask;

  return NULL;
}

/**
 * rc_exporting_system_dup_asks:
 * @systems: (element-type RcExportingSystem): whose exports came
 * @slot: id of a question that nothing answers
 *
 * Returns: (array zero-terminated=1) (transfer full): one line for each system that could answer it by another export, in the language of
 *   the reader
 */
char **
rc_exporting_system_dup_asks (const GPtrArray *systems,
                              const char      *slot)
{
  g_autoptr (GPtrArray) asks = g_ptr_array_new ();

  for (guint i = 0; i < systems->len; i++)
    {
      const RcExportingSystem *system = g_ptr_array_index (systems, i);
      const char *ask = rc_exporting_system_peek_ask (system, slot);

      if (ask != NULL)
        g_ptr_array_add (asks, g_strdup_printf (_("%1$s: ask for %2$s"), system->title, _(ask)));
    }

  g_ptr_array_add (asks, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&asks), FALSE);
}

/* Whether some importer of the system read a source of the case. */
static gboolean
is_in (const RcExportingSystem *system,
       GHashTable              *importers)
{
  for (guint i = 0; i < rc_importer_count (); i++)
    {
      const RcImporter *importer = rc_importer_nth (i);

      if (g_strcmp0 (importer->system, system->id) == 0 && g_hash_table_contains (importers, importer->id))
        return TRUE;
    }

  return FALSE;
}

/**
 * rc_exporting_system_list_of_case:
 *
 * Returns: (element-type RcExportingSystem) (transfer container): the systems whose exports are in the case
 */
GPtrArray *
rc_exporting_system_list_of_case (RcCase  *case_file,
                                  GError **error)
{
  g_autoptr (GHashTable) importers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) systems = g_ptr_array_new ();
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT DISTINCT importer FROM source WHERE importer IS NOT NULL "
                                                 "AND state = 'published'", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;
      g_hash_table_add (importers, rc_database_column_dup (statement, 0));
    }
  for (guint i = 0; i < rc_exporting_system_count (); i++)
    if (is_in (rc_exporting_system_nth (i), importers))
      g_ptr_array_add (systems, (gpointer) rc_exporting_system_nth (i));

  return g_steal_pointer (&systems);
}
