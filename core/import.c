/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import.h"

#include "import-act.h"

void
rc_import_result_free (RcImportResult *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->recognised, g_array_unref);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_free (self);
}

static gboolean
take_options (RcImportAct            *act,
              const RcImportOptions  *options,
              RcImporter            **out_mapped,
              GError                **error)
{
  if (options->importer_id != NULL && rc_importer_by_id (options->importer_id) == NULL)
    {
      g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_UNKNOWN, "there is no importer called “%s”", options->importer_id);
      return FALSE;
    }
  if (options->mapping_text == NULL)
    return TRUE;

  *out_mapped = rc_importer_from_mapping (options->mapping_text, options->mapping_length, options->mapping_name, error);
  act->mapped = *out_mapped;
  return *out_mapped != NULL;
}

static int
compare_sources (gconstpointer a,
                 gconstpointer b)
{
  const RcSource *left = *(RcSource * const *) a;
  const RcSource *right = *(RcSource * const *) b;

  return left->id < right->id ? -1 : left->id > right->id;
}

/* Counts of events are settled when repeats are found: the rows are read again. */
static gboolean
refresh_sources (RcImportResult  *result,
                 RcDatabase      *database,
                 GError         **error)
{
  for (guint i = 0; i < result->sources->len; i++)
    {
      RcSource *source = g_ptr_array_index (result->sources, i);
      RcSource *fresh = rc_source_load (database, source->id, error);

      if (fresh == NULL)
        return FALSE;
      rc_source_free (source);
      g_ptr_array_index (result->sources, i) = fresh;
    }
  g_ptr_array_sort (result->sources, compare_sources);
  return TRUE;
}

/**
 * rc_import_paths:
 * @case_file: open for writing
 * @paths: (array zero-terminated=1): files and folders
 * @options: how
 * @cancellable: (nullable): a cancel leaves the case as it was
 *
 * One act: everything below the paths goes into the case, or on error or cancel nothing.
 *
 * Returns: (transfer full): what came, with the sources that were there already
 */
RcImportResult *
rc_import_paths (RcCase                *case_file,
                 const char * const    *paths,
                 const RcImportOptions *options,
                 GCancellable          *cancellable,
                 GError               **error)
{
  gint64 began = g_get_monotonic_time ();
  RcImportResult *result = NULL;
  RcImporter *mapped = NULL;
  RcImportAct act;
  gboolean good;

  if (!rc_import_act_begin (&act, case_file, options, cancellable, error))
    {
      rc_import_act_end (&act);
      return NULL;
    }

  good = take_options (&act, options, &mapped, error);
  for (gsize i = 0; good && paths[i] != NULL; i++)
    good = rc_import_act_walk (&act, paths[i], error);
  good = good && rc_import_act_publish (&act, error) && refresh_sources (act.result, act.database, error);
  if (good)
    {
      result = g_steal_pointer (&act.result);
      result->seconds = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
    }

  rc_import_act_end (&act);
  if (mapped != NULL && mapped->free != NULL)
    mapped->free (mapped);
  return result;
}
