/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/team/case-merge-parts.h"

#include <string.h>

#include "core/import-act.h"
#include "core/import-history.h"
#include "core/vault.h"
#include "core/words.h"

/* Share of the work when all sources are read. */
#define IMPORTED 0.9

/* Sources of the other case, known again by their digest and name; what is not here is read anew out of its store, as its acts read it. */

static char *
dup_key (const RcSource *source)
{
  g_autofree char *hex = rc_digest_dup_hex (&source->sha256);

  return g_strconcat (hex, " ", source->name, NULL);
}

/* Keys of those that are here; of the removed ones too where @removed. */
static GHashTable *
load_keys (RcCase      *case_file,
           const char  *sql,
           GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, sql, error);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&keys);
      g_hash_table_add (keys, rc_database_column_dup (statement, 0));
    }
}

#define KEYS "SELECT lower (hex (sha256)) || ' ' || name FROM source WHERE id <= (SELECT mark FROM published WHERE item = 'source') AND state "

/* They are in the order of their numbers. */
static const RcSource *
find_there (RcMergeWork *self,
            gint64       id)
{
  guint first = 0, end = self->sources_there->len;

  while (first < end)
    {
      guint middle = first + (end - first) / 2;
      const RcSource *source = g_ptr_array_index (self->sources_there, middle);

      if (source->id == id)
        return source;
      if (source->id < id)
        first = middle + 1;
      else
        end = middle;
    }
  return NULL;
}

/* Keeps of an act what is to come. */
static void
choose_items (RcMergeWork  *self,
              RcHistoryAct *act,
              GHashTable   *present,
              GHashTable   *removed)
{
  for (guint i = act->items->len; i > 0; i--)
    {
      const RcHistoryItem *item = g_ptr_array_index (act->items, i - 1);
      const RcSource *source = find_there (self, item->source);
      g_autofree char *key = source != NULL ? dup_key (source) : NULL;

      if (source == NULL)
        g_ptr_array_remove_index (act->items, i - 1);
      else if (g_hash_table_contains (present, key))
        {
          self->result->sources_known++;
          g_ptr_array_remove_index (act->items, i - 1);
        }
      else if (g_hash_table_contains (removed, key))
        {
          rc_merge_leave (self, "source", source->id, _("it was removed from this case"));
          g_ptr_array_remove_index (act->items, i - 1);
        }
      else if (rc_source_is_incomplete (source))
        {
          rc_merge_leave (self, "source", source->id, _("the other case has it only in part"));
          g_ptr_array_remove_index (act->items, i - 1);
        }
    }
}

gboolean
rc_merge_find_sources (RcMergeWork  *self,
                       GPtrArray   **out_wanted,
                       gpointer     *out_history,
                       GError      **error)
{
  g_autoptr (GHashTable) present = load_keys (self->here, KEYS "= 'published'", error);
  g_autoptr (GHashTable) removed = present != NULL ? load_keys (self->here, KEYS "= 'removed'", error) : NULL;
  g_autoptr (RcImportHistory) history = removed != NULL ? rc_import_history_load (self->there, error) : NULL;
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  self->sources_there = history != NULL ? rc_source_list (self->there, error) : NULL;
  if (self->sources_there == NULL)
    return FALSE;

  for (guint i = 0; i < history->acts->len; i++)
    {
      RcHistoryAct *act = g_ptr_array_index (history->acts, i);

      if (act->removed != 0)
        continue;
      choose_items (self, act, present, removed);
      if (act->items->len > 0)
        g_ptr_array_add (wanted, act);
    }
  *out_wanted = g_steal_pointer (&wanted);
  *out_history = g_steal_pointer (&history);
  return TRUE;
}

/* --- Reading them anew --- */

static char *
keep_text (RcMergeWork *self,
           char        *text)      /* (transfer full) (nullable) */
{
  if (text != NULL)
    g_ptr_array_add (self->texts, text);
  return text;
}

static char *
dup_mapping (RcMergeWork  *self,
             const char   *sha256)
{
  RcDatabase *database = rc_case_get_database (self->there);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT text FROM mapping WHERE lower (hex (sha256)) = ?1", NULL);
  gboolean row = FALSE;
  char *text = NULL;

  if (statement == NULL)
    return NULL;
  rc_database_bind_text (statement, 1, sha256);
  if (rc_database_step (database, statement, &row, NULL) && row)
    {
      text = rc_database_column_dup (statement, 0);
      sqlite3_reset (statement);
    }
  return text;
}

/* @out_mapped: (nullable). FALSE: a mapping that this program does not read, or an importer that it has not: told, and the sources stay out. */
static gboolean
take_options (RcMergeWork         *self,
              const RcHistoryAct  *told,
              RcImportOptions     *options,
              const RcImporter   **out_mapped)
{
  RcImporter *mapped;

  *out_mapped = NULL;
  memset (options, 0, sizeof *options);
  options->zone_minutes = told->zone_minutes;
  options->has_zone = told->has_zone;
  options->has_as_of = told->as_of_us != RC_TIME_NONE;
  options->as_of_us = options->has_as_of ? told->as_of_us : 0;
  options->keep_whole = told->keep_whole;
  options->record_limit = (gsize) told->record_limit;
  options->importer_id = keep_text (self, g_strdup (told->importer));
  if (told->importer != NULL && rc_importer_by_id (told->importer) == NULL)
    return FALSE;
  if (told->mapping == NULL)
    return TRUE;

  options->mapping_text = keep_text (self, dup_mapping (self, told->mapping));
  if (options->mapping_text == NULL)
    return FALSE;
  options->mapping_length = strlen (options->mapping_text);
  mapped = rc_importer_from_pinned_mapping (options->mapping_text, options->mapping_length, told->mapping, NULL);
  if (mapped == NULL)
    return FALSE;
  g_ptr_array_add (self->importers, mapped);
  *out_mapped = mapped;
  return TRUE;
}

static gboolean
refuse_bytes (RcMergeWork     *self,
              const RcSource  *source,
              GError         **error)
{
  g_set_error (error, RC_MERGE_ERROR, RC_MERGE_ERROR_CONTENT,
               _("Nothing was merged: the bytes of source %1$lld of %2$s (“%3$s”) are not those of which it names the digest"),
               (long long) source->id, rc_case_peek_path (self->there), source->name);
  return FALSE;
}

static gboolean
import_item (RcMergeWork          *self,
             RcImportAct          *act,
             RcVault              *vault,
             const RcHistoryItem  *item,
             RcImportOptions      *options,
             GError              **error)
{
  const RcSource *source = find_there (self, item->source);
  const RcImportOrigin origin = { .derivation = RC_DERIVATION_FILE, .name = source->name, .stored_place = -1, .modified_us = item->modified_us };
  g_autoptr (RcStream) content = rc_vault_new_stream (vault, source->start, source->size);
  g_autoptr (RcSource) here = NULL;
  RcMergedSource *merged;
  gint64 id;

  options->controller = source->controller;
  options->obtained = keep_text (self, g_strdup_printf ("%s%smerged from case %s", source->obtained != NULL ? source->obtained : "",
                                                        source->obtained != NULL ? "; " : "", self->result->case_id));
  id = rc_import_act_source (act, &origin, content, error);
  here = id != 0 ? rc_source_load (act->database, id, error) : NULL;
  if (here == NULL)
    return FALSE;
  if (here->size != source->size || !rc_digest_equal (&here->sha256, &source->sha256))
    return refuse_bytes (self, source, error);

  merged = g_new0 (RcMergedSource, 1);
  merged->there = source->id;
  merged->here = id;
  merged->name = g_strdup (source->name);
  g_ptr_array_add (self->result->sources, merged);
  return TRUE;
}

static gboolean
import_act (RcMergeWork         *self,
            RcImportAct         *act,
            RcVault             *vault,
            const RcHistoryAct  *told,
            GError             **error)
{
  RcImportOptions *options = g_new0 (RcImportOptions, 1);
  const RcImporter *mapped;

  g_ptr_array_add (self->texts, options);
  if (!take_options (self, told, options, &mapped))
    {
      for (guint i = 0; i < told->items->len; i++)
        rc_merge_leave (self, "source", ((const RcHistoryItem *) g_ptr_array_index (told->items, i))->source,
                        _("it was read by a mapping or an importer that this program does not have"));
      return TRUE;
    }

  rc_import_act_begin_stretch (act, options, mapped);
  for (guint i = 0; i < told->items->len; i++)
    if (!import_item (self, act, vault, g_ptr_array_index (told->items, i), options, error))
      return FALSE;
  return TRUE;
}

/* What its members signed can be checked again. */
static gboolean
import_log (RcMergeWork  *self,
            RcImportAct  *act,
            GError      **error)
{
  RcImportOptions *options = g_new0 (RcImportOptions, 1);
  g_autofree char *name = g_strdup_printf ("custody log of case %s.jsonl", self->result->case_id);
  g_autoptr (GBytes) bytes = g_bytes_new (self->log->str, self->log->len);
  g_autoptr (RcStream) content = rc_stream_new_memory (bytes);
  const RcImportOrigin origin = { .derivation = RC_DERIVATION_FILE, .name = name, .stored_place = -1, .modified_us = RC_TIME_NONE };

  g_ptr_array_add (self->texts, options);
  options->obtained = keep_text (self, g_strdup_printf ("written at the merge from case %s", self->result->case_id));
  rc_import_act_begin_stretch (act, options, NULL);
  self->result->log_source = rc_import_act_source (act, &origin, content, error);
  return self->result->log_source != 0;
}

gboolean
rc_merge_import (RcMergeWork  *self,
                 RcImportAct  *act,
                 GPtrArray    *wanted,
                 GError      **error)
{
  g_autoptr (RcVault) vault = rc_vault_new (rc_case_get_database (self->there));

  for (guint i = 0; i < wanted->len; i++)
    {
      rc_life_tell (self->work, IMPORTED * i / wanted->len);
      if (rc_life_is_cancelled (self->work, error) || !import_act (self, act, vault, g_ptr_array_index (wanted, i), error))
        return FALSE;
    }
  return import_log (self, act, error);
}

/* --- Their numbers here --- */

gboolean
rc_merge_map_sources (RcMergeWork  *self,
                      GError      **error)
{
  g_autoptr (GPtrArray) here = rc_source_list (self->here, error);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = here != NULL ? here->len : 0; i > 0; i--)
    g_hash_table_replace (by_key, dup_key (g_ptr_array_index (here, i - 1)), g_ptr_array_index (here, i - 1));
  for (guint i = 0; here != NULL && i < self->sources_there->len; i++)
    {
      const RcSource *there = g_ptr_array_index (self->sources_there, i);
      g_autofree char *key = dup_key (there);
      const RcSource *found = g_hash_table_lookup (by_key, key);

      if (found != NULL)
        rc_merge_put (self->sources, there->id, found->id);
    }
  return here != NULL;
}
