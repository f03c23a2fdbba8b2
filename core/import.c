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

typedef gboolean (*Fill) (RcImportAct    *act,
                          gconstpointer   data,
                          GError        **error);

/* One act: what @fill reads goes into the case, or on error or cancel nothing. */
static RcImportResult *
run_act (RcCase                *case_file,
         Fill                   fill,
         gconstpointer          data,
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

  good = take_options (&act, options, &mapped, error) && fill (&act, data, error);
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

static gboolean
walk_paths (RcImportAct    *act,
            gconstpointer   data,
            GError        **error)
{
  const char * const *paths = data;
  gboolean good = TRUE;

  for (gsize i = 0; good && paths[i] != NULL; i++)
    good = rc_import_act_walk (act, paths[i], error);
  return good;
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
  return run_act (case_file, walk_paths, paths, options, cancellable, error);
}

/* --- What the case holds already --- */

static gboolean
read_stored (RcImportAct    *act,
             gconstpointer   data,
             GError        **error)
{
  const RcSource *source = data;
  g_autoptr (RcStream) content = rc_vault_new_stream (act->vault, source->start, source->size);
  const RcImportOrigin origin = {
    .parent = source->parent,
    .derivation = source->derivation,
    .name = source->name,
    .stored_place = (gint64) source->start,
    .modified_us = g_strcmp0 (source->as_of_how, RC_AS_OF_FILE) == 0 ? source->as_of_us : RC_TIME_NONE,
    .depth = source->parent > 0 ? 1 : 0,
  };

  return rc_import_act_source (act, &origin, content, error) != 0;
}

static gboolean
has_children (const GPtrArray *sources,
              gint64           id)
{
  for (guint i = 0; i < sources->len; i++)
    if (((const RcSource *) g_ptr_array_index (sources, i))->parent == id)
      return TRUE;
  return FALSE;
}

/* The one of @result that came in place of @stored; (nullable): none was understood. */
static const RcSource *
find_successor (const RcImportResult *result,
                const RcSource       *stored)
{
  for (guint i = 0; i < result->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);

      if (source->id != stored->id && source->importer != NULL && rc_digest_equal (&source->sha256, &stored->sha256))
        return source;
    }
  return NULL;
}

/* What nobody understood is listed once only: by what it is now. Other sources that are its bytes keep it listed. */
static gboolean
give_way (RcCase                *case_file,
          const RcImportResult  *result,
          const RcSource        *stored,
          GError               **error)
{
  const RcSource *successor = find_successor (result, stored);
  g_autoptr (GPtrArray) sources = NULL;
  g_autofree char *reason = NULL;

  if (successor == NULL || stored->importer != NULL)
    return TRUE;
  sources = rc_source_list (case_file, error);
  if (sources == NULL)
    return FALSE;
  if (has_children (sources, stored->id))
    return TRUE;

  reason = g_strdup_printf ("read again as source %" G_GINT64_FORMAT ", by %s", successor->id, successor->importer);
  return rc_import_remove (case_file, stored->id, reason, error);
}

/**
 * rc_import_source_again:
 * @case_file: open for writing
 * @source: number of a source that nobody understood
 * @options: how; names a mapping or an importer
 * @cancellable: (nullable): a cancel leaves the case as it was
 *
 * Reads bytes that the case has already, as if their file had been imported again. Who controls the source and how it was obtained is kept
 * unless @options says it. The source that nobody understood is then removed, in an act of its own with that reason, unless other sources
 * are the same bytes as it; its bytes, and what it was called, are those of the source that is made.
 *
 * Returns: (transfer full) (nullable): what was read; the source itself where the mapping or the importer does not read such bytes
 */
RcImportResult *
rc_import_source_again (RcCase                *case_file,
                        gint64                 source,
                        const RcImportOptions *options,
                        GCancellable          *cancellable,
                        GError               **error)
{
  g_autoptr (RcSource) stored = rc_source_load (rc_case_get_database (case_file), source, error);
  g_autoptr (RcImportResult) result = NULL;
  RcImportOptions kept = *options;

  if (stored == NULL)
    return NULL;
  if (g_strcmp0 (stored->state, "published") != 0 || rc_source_is_repeat (stored))
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                   "source %" G_GINT64_FORMAT " has no bytes of its own in the case: it was removed, or is the same as another", source);
      return NULL;
    }

  kept.controller = options->controller != NULL ? options->controller : stored->controller;
  kept.obtained = options->obtained != NULL ? options->obtained : stored->obtained;
  result = run_act (case_file, read_stored, stored, &kept, cancellable, error);
  if (result == NULL || !give_way (case_file, result, stored, error))
    return NULL;
  return g_steal_pointer (&result);
}
