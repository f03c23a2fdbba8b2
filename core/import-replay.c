/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-replay.h"

#include <string.h>

#include "import-act.h"

typedef struct
{
  RcCase                 *case_file;
  RcDatabase             *database;
  const RcImportHistory  *history;
  const RcReplaySource   *bytes;
  RcReplayFaultFunc       fault;
  gpointer                user_data;
  const RcImportOptions  *progress;
  GCancellable           *cancellable;
} Replay;

static void
tell (const Replay *self,
      gint64        source,
      const char   *expected,
      const char   *found)
{
  self->fault (source, expected, found, self->user_data);
}

/* --- Before the first act --- */

static gboolean
add_mapping (const Replay            *self,
             const RcHistoryMapping  *mapping,
             GError                 **error)
{
  g_autofree char *text = self->bytes->dup_mapping (mapping->sha256, self->bytes->user_data);
  sqlite3_stmt *statement;
  RcDigest digest;

  if (text == NULL)
    {
      tell (self, 0, "the text of each mapping", "none for one of them");
      return TRUE;
    }
  rc_digest_compute (text, strlen (text), &digest);
  statement = rc_database_prepare (self->database, "INSERT OR IGNORE INTO mapping (id, name, sha256, text) VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, mapping->id);
  rc_database_bind_text (statement, 2, mapping->name);
  rc_database_bind_digest (statement, 3, &digest);
  rc_database_bind_text (statement, 4, text);
  return rc_database_run (self->database, statement, error);
}

static gboolean
add_entity (const Replay           *self,
            const RcHistoryEntity  *entity,
            GError                **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database,
                                                 "INSERT OR IGNORE INTO entity (id, kind, scope, name) VALUES (?1, ?2, ?3, ?4)", error);
  RcEntityKind kind;

  if (statement == NULL)
    return FALSE;
  if (!rc_entity_kind_from_name (entity->kind, &kind))
    {
      tell (self, 0, "a kind of thing that this program knows", entity->kind);
      return TRUE;
    }
  sqlite3_bind_int64 (statement, 1, entity->id);
  rc_database_bind_text (statement, 2, entity->kind);
  rc_database_bind_text (statement, 3, entity->scope);
  rc_database_bind_text (statement, 4, entity->name);
  return rc_database_run (self->database, statement, error);
}

static gboolean
raise_mark (const Replay  *self,
            const char    *item,
            gint64         mark,
            GError       **error)
{
  return mark <= rc_case_get_mark (self->case_file, item) || rc_case_set_mark (self->case_file, item, mark, error);
}

/* What a removed source brought has its numbers still: they are taken before others can get them. Where none was removed all comes by itself. */
static gboolean
add_numbers (const Replay  *self,
             GError       **error)
{
  gint64 last_mapping = 0, last_entity = 0;

  if (self->history->removed->len == 0)
    return TRUE;
  for (guint i = 0; i < self->history->mappings->len; i++)
    {
      const RcHistoryMapping *mapping = g_ptr_array_index (self->history->mappings, i);

      last_mapping = MAX (last_mapping, mapping->id);
      if (!add_mapping (self, mapping, error))
        return FALSE;
    }
  for (guint i = 0; i < self->history->entities->len; i++)
    {
      const RcHistoryEntity *entity = g_ptr_array_index (self->history->entities, i);

      last_entity = MAX (last_entity, entity->id);
      if (!add_entity (self, entity, error))
        return FALSE;
    }
  return raise_mark (self, "mapping", last_mapping, error) && raise_mark (self, "entity", last_entity, error);
}

/* --- One import --- */

static gboolean
add_notes (RcImportAct         *act,
           const RcHistoryAct  *told,
           guint               *at,
           gint64               before,
           GError             **error)
{
  for (; *at < told->notes->len; (*at)++)
    {
      const RcHistoryNote *note = g_ptr_array_index (told->notes, *at);

      if (note->after >= before)
        return TRUE;
      if (!rc_import_act_set_aside (act, note->source, 0, -1, note->kind, note->expected, note->found, note->message, error))
        return FALSE;
    }
  return TRUE;
}

/* Bytes that the case has already: read through the store, as they were then. */
static gboolean
read_stored (const Replay         *self,
             RcImportAct          *act,
             const RcHistoryItem  *item,
             GError              **error)
{
  gint64 number = item->again > 0 ? item->again : item->same_as;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcSource) stored = rc_source_load (self->database, number, &local_error);
  g_autoptr (RcStream) content = NULL;
  RcImportOrigin origin = { .derivation = RC_DERIVATION_FILE, .name = item->name, .stored_place = -1, .modified_us = item->modified_us };

  if (g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND))
    {
      tell (self, item->source, "an earlier source with these bytes", "none");
      return TRUE;
    }
  if (stored == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  content = rc_vault_new_stream (act->vault, stored->start, stored->size);
  if (item->again > 0)
    {
      origin.parent = stored->parent;
      origin.derivation = stored->derivation;
      origin.stored_place = (gint64) stored->start;
      origin.depth = stored->parent > 0 ? 1 : 0;
    }
  return rc_import_act_source (act, &origin, content, error) != 0;
}

static gboolean
read_own (const Replay         *self,
          RcImportAct          *act,
          const RcHistoryItem  *item,
          GError              **error)
{
  const RcImportOrigin origin = {
    .derivation = RC_DERIVATION_FILE, .name = item->name, .stored_place = -1, .modified_us = item->modified_us,
  };
  g_autoptr (RcStream) content = self->bytes->open (item->source, self->bytes->user_data, error);

  return content != NULL && rc_import_act_source (act, &origin, content, error) != 0;
}

/* Numbers that were given to sources since removed stay free. */
static void
take_number (const Replay         *self,
             RcImportAct          *act,
             const RcHistoryItem  *item)
{
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (item->source >= act->next_source)
    {
      act->next_source = item->source;
      return;
    }
  expected = g_strdup_printf ("number %" G_GINT64_FORMAT, item->source);
  found = g_strdup_printf ("number %" G_GINT64_FORMAT ": more sources came out of those before it", act->next_source);
  tell (self, item->source, expected, found);
}

static gboolean
read_items (const Replay        *self,
            RcImportAct         *act,
            const RcHistoryAct  *told,
            GError             **error)
{
  guint note = 0;

  for (guint i = 0; i < told->items->len; i++)
    {
      const RcHistoryItem *item = g_ptr_array_index (told->items, i);
      gint64 wanted;

      if (!add_notes (act, told, &note, item->source, error))
        return FALSE;
      take_number (self, act, item);
      wanted = act->next_source;
      if (!(item->again > 0 || item->same_as > 0 ? read_stored (self, act, item, error) : read_own (self, act, item, error)))
        return FALSE;
      if (act->next_source == wanted)
        tell (self, item->source, "a source of its own", "the bytes of one that came before, under the same name");
    }
  return add_notes (act, told, &note, G_MAXINT64, error);
}

/* What the person named at the import; @out_mapped: (out) (nullable): to be freed after the act. */
static gboolean
take_options (const Replay        *self,
              const RcHistoryAct  *told,
              RcImportOptions     *options,
              char               **out_text,
              RcImporter         **out_mapped)
{
  g_autoptr (GError) error = NULL;

  options->zone_minutes = told->zone_minutes;
  options->has_zone = told->has_zone;
  options->has_as_of = told->as_of_us != RC_TIME_NONE;
  options->as_of_us = options->has_as_of ? told->as_of_us : 0;
  options->keep_whole = told->keep_whole;
  options->record_limit = (gsize) told->record_limit;
  if (told->importer != NULL && rc_importer_by_id (told->importer) == NULL)
    tell (self, 0, "an importer that this program has", told->importer);
  else
    options->importer_id = told->importer;
  if (told->mapping == NULL)
    return TRUE;

  *out_text = self->bytes->dup_mapping (told->mapping, self->bytes->user_data);
  if (*out_text == NULL)
    {
      tell (self, 0, "the text of the mapping of an import", "none");
      return FALSE;
    }
  options->mapping_text = *out_text;
  options->mapping_length = strlen (*out_text);
  *out_mapped = rc_importer_from_pinned_mapping (*out_text, options->mapping_length, told->mapping, &error);
  if (*out_mapped == NULL)
    tell (self, 0, "a mapping that this program reads", error->message);
  return *out_mapped != NULL;
}

static gboolean
run_import (const Replay        *self,
            const RcHistoryAct  *told,
            GError             **error)
{
  RcImportOptions options = { 0 };
  g_autofree char *text = NULL;
  RcImporter *mapped = NULL;
  RcImportAct act;
  gboolean good;

  if (self->progress != NULL)
    {
      options.progress = self->progress->progress;
      options.progress_data = self->progress->progress_data;
    }
  (void) take_options (self, told, &options, &text, &mapped);
  good = rc_import_act_begin (&act, self->case_file, &options, self->cancellable, error);
  if (good)
    {
      act.is_replay = TRUE;
      act.imported_us = told->imported_us;
      act.mapped = mapped;
      good = read_items (self, &act, told, error) && rc_import_act_publish (&act, error);
    }

  rc_import_act_end (&act);
  if (mapped != NULL && mapped->free != NULL)
    mapped->free (mapped);
  return good;
}

/* --- Removals --- */

static gboolean
run_removal (const Replay        *self,
             const RcHistoryAct  *told,
             GError             **error)
{
  g_autoptr (GError) local_error = NULL;

  if (rc_import_remove_again (self->case_file, told->removed, told->reason, &local_error))
    return TRUE;
  if (!g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  tell (self, told->removed, "a source that was removed", "none that could be");
  return TRUE;
}

static gboolean
mark_removed (const Replay            *self,
              const RcHistoryRemoved  *removed,
              GError                 **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, "UPDATE source SET removed_for = ?2 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, removed->source->id);
  rc_database_bind_text (statement, 2, removed->removed_for);
  return rc_database_run (self->database, statement, error);
}

/* Its bytes are nowhere here: it gets a place where none will ever be, and not that of another source. */
static void
take_no_place (RcSource *source)
{
  source->start = RC_SOURCE_NO_PLACE - MIN (source->size, RC_SOURCE_NO_PLACE);
}

/* Of a source that went with its bytes the row stays, as the maker of the history has it. */
static gboolean
add_removed (const Replay  *self,
             GError       **error)
{
  gint64 last = 0;

  for (guint i = 0; i < self->history->removed->len; i++)
    {
      const RcHistoryRemoved *removed = g_ptr_array_index (self->history->removed, i);
      g_autoptr (RcSource) there = rc_source_load (self->database, removed->source->id, NULL);

      last = MAX (last, removed->source->id);
      take_no_place (removed->source);
      if (there != NULL)
        tell (self, removed->source->id, "a source that was removed", "one that is there");
      else if (!rc_source_save (removed->source, self->database, error) || !mark_removed (self, removed, error))
        return FALSE;
    }
  return raise_mark (self, "source", last, error);
}

static gboolean
in_transaction (const Replay  *self,
                gboolean     (*run) (const Replay *self, GError **error),
                GError       **error)
{
  if (!rc_case_begin (self->case_file, error))
    return FALSE;
  if (run (self, error) && rc_case_commit (self->case_file, error))
    return TRUE;

  rc_case_rollback (self->case_file);
  return FALSE;
}

gboolean
rc_import_replay (RcCase                 *case_file,
                  const RcImportHistory  *history,
                  const RcReplaySource   *bytes,
                  RcReplayFaultFunc       fault,
                  gpointer                user_data,
                  const RcImportOptions  *progress,
                  GCancellable           *cancellable,
                  GError                **error)
{
  const Replay replay = {
    .case_file = case_file, .database = rc_case_get_database (case_file), .history = history, .bytes = bytes, .fault = fault,
    .user_data = user_data, .progress = progress, .cancellable = cancellable,
  };

  if (!in_transaction (&replay, add_numbers, error))
    return FALSE;
  for (guint i = 0; i < history->acts->len; i++)
    {
      const RcHistoryAct *act = g_ptr_array_index (history->acts, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!(act->removed > 0 ? run_removal (&replay, act, error) : run_import (&replay, act, error)))
        return FALSE;
    }
  return in_transaction (&replay, add_removed, error);
}
