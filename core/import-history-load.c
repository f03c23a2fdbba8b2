/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-history.h"

#include <string.h>

#include "exception.h"
#include "importer.h"
#include "json.h"
#include "registers/paper.h"
#include "timestamp.h"

/* --- Reading it from a case --- */

/* A source while the acts are told apart. */
typedef struct
{
  RcSource *source;
  char     *removed_for;    /* (nullable): it is published */
  gint64    item;           /* the one of its act that it was taken out of; itself where it was taken out of none */
  gboolean  is_present;     /* its bytes can be had from what is handed on */
} Known;

typedef struct
{
  RcDatabase      *database;
  RcImportHistory *history;
  GPtrArray       *known;      /* of Known, by number */
  GHashTable      *by_id;      /* gint64* → Known */
  guint            n_told;     /* of them, whose act is in the history */
} Load;

static void
known_free (gpointer data)
{
  Known *self = data;

  rc_source_free (self->source);
  g_free (self->removed_for);
  g_free (self);
}

static const Known *
find (const Load *self,
      gint64      id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

static gboolean
load_sources (Load    *self,
              GError **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database,
    "SELECT id, state, removed_for FROM source WHERE id <= (SELECT mark FROM published WHERE item = 'source') ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      g_autofree char *state = NULL;
      Known *known;

      if (!rc_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      known = g_new0 (Known, 1);
      g_ptr_array_add (self->known, known);
      state = rc_database_column_dup (statement, 1);
      known->removed_for = rc_database_column_dup (statement, 2);
      if (g_strcmp0 (state, "removed") != 0)
        g_clear_pointer (&known->removed_for, g_free);
      else if (known->removed_for == NULL)
        known->removed_for = g_strdup ("");
      known->source = rc_source_load (self->database, sqlite3_column_int64 (statement, 0), error);
      if (known->source == NULL)
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      g_hash_table_insert (self->by_id, &known->source->id, known);
    }
}

/* The container of the same act in which a member stands that is the same as another source; 0: it stands in none. */
static gint64
find_container (const Load  *self,
                guint        at)
{
  const RcSource *source = ((const Known *) g_ptr_array_index (self->known, at))->source;

  for (guint i = at; i-- > 0;)
    {
      const RcSource *other = ((const Known *) g_ptr_array_index (self->known, i))->source;
      gsize length = strlen (other->name);

      if (other->imported_us != source->imported_us)
        return 0;
      if (strcmp (other->kind, "container") == 0 && strncmp (source->name, other->name, length) == 0 && source->name[length] == '!')
        return other->id;
    }
  return 0;
}

/* What a source was taken out of in the act that brought it; 0: it was named itself, or found in a folder. */
static gint64
find_origin (const Load  *self,
             guint        at)
{
  const RcSource *source = ((const Known *) g_ptr_array_index (self->known, at))->source;
  const Known *parent = find (self, source->parent);

  if (rc_source_is_repeat (source))
    return find_container (self, at);
  return parent != NULL && parent->source->imported_us == source->imported_us ? source->parent : 0;
}

static void
place_sources (Load *self)
{
  for (guint i = 0; i < self->known->len; i++)
    {
      Known *known = g_ptr_array_index (self->known, i);
      const Known *origin = find (self, find_origin (self, i));

      known->item = origin != NULL ? origin->item : known->source->id;
      known->is_present = origin != NULL ? origin->is_present : known->removed_for == NULL;
    }
}

static void
add_removed (const Load *self)
{
  for (guint i = 0; i < self->known->len; i++)
    {
      const Known *known = g_ptr_array_index (self->known, i);
      RcHistoryRemoved *removed;

      if (known->is_present || known->removed_for == NULL)
        continue;
      removed = g_new0 (RcHistoryRemoved, 1);
      removed->source = rc_source_copy (known->source);
      removed->removed_for = g_strdup (known->removed_for);
      g_ptr_array_add (self->history->removed, removed);
    }
}

/* The first source whose bytes in the store are these. */
static gint64
find_bytes (const Load     *self,
            const RcSource *source)
{
  for (guint i = 0; i < self->known->len; i++)
    {
      const RcSource *other = ((const Known *) g_ptr_array_index (self->known, i))->source;

      if (other->id >= source->id)
        return 0;
      if (other->start == source->start && other->size == source->size && other->parent == source->parent && !rc_source_is_repeat (other))
        return other->id;
    }
  return 0;
}

static void
add_item (const Load   *self,
          RcHistoryAct *act,
          const Known  *known)
{
  const RcSource *source = known->source;
  RcHistoryItem *item = g_new0 (RcHistoryItem, 1);

  item->source = source->id;
  item->name = g_strdup (source->name);
  item->modified_us = g_strcmp0 (source->as_of_how, RC_AS_OF_FILE) == 0 ? source->as_of_us : RC_TIME_NONE;
  if (rc_source_is_repeat (source))
    item->same_as = source->parent;
  else if (source->parent > 0)
    item->again = find_bytes (self, source);
  g_ptr_array_add (act->items, item);
}

/* The sources of one act were imported at one instant: from the next one on that is not told yet. */
static void
add_items (Load         *self,
           RcHistoryAct *act)
{
  const Known *first = self->n_told < self->known->len ? g_ptr_array_index (self->known, self->n_told) : NULL;

  if (first == NULL)
    return;

  act->imported_us = first->source->imported_us;
  for (; self->n_told < self->known->len; self->n_told++)
    {
      const Known *known = g_ptr_array_index (self->known, self->n_told);

      if (known->source->imported_us != act->imported_us)
        return;
      if (g_strcmp0 (known->source->importer, RC_PAPER_IMPORTER) == 0)
        act->keep_whole = TRUE;
      if (g_strcmp0 (known->source->as_of_how, RC_AS_OF_AUDITOR) == 0)
        act->as_of_us = known->source->as_of_us;
      if (known->item == known->source->id && known->is_present)
        add_item (self, act, known);
    }
}

/* Acts that the log does not name as imports: as a merge of two cases brings them. */
static void
add_acts_before (Load   *self,
                 gint64  source)
{
  while (self->n_told < self->known->len)
    {
      const Known *next = g_ptr_array_index (self->known, self->n_told);
      RcHistoryAct *act;

      if (source > 0 && next->source->id >= source)
        return;
      act = rc_history_act_new ();
      add_items (self, act);
      g_ptr_array_add (self->history->acts, act);
    }
}

/* --- What the log says of an act --- */

static gint64
get_integer (const RcJson *json,
             guint32       object,
             const char   *name,
             gint64        otherwise)
{
  gint64 value;

  return rc_json_get_integer (json, rc_json_member (json, object, name), &value) ? value : otherwise;
}

static gboolean
is_registered_text (const char *id,
                    const char *sha256)
{
  const RcImporter *importer = rc_importer_by_id (id);
  const char *text = importer != NULL ? rc_importer_peek_mapping_text (importer) : NULL;
  g_autofree char *hex = NULL;
  RcDigest digest;

  if (text == NULL)
    return FALSE;
  rc_digest_compute (text, strlen (text), &digest);
  hex = rc_digest_dup_hex (&digest);
  return g_strcmp0 (hex, sha256) == 0;
}

/* Where the log does not say which mapping the person named, it is the one that the program does not have itself. */
static char *
guess_mapping (const RcJson *json)
{
  guint32 array = rc_json_member (json, 0, "mappings");

  if (!rc_json_is (json, array, RC_JSON_ARRAY))
    return NULL;
  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    {
      g_autofree char *name = rc_json_dup_string (json, rc_json_member (json, item, "name"));
      g_autofree char *sha256 = rc_json_dup_string (json, rc_json_member (json, item, "sha256"));

      if (name != NULL && sha256 != NULL && !is_registered_text (name, sha256))
        return g_steal_pointer (&sha256);
    }
  return NULL;
}

static void
read_options (const RcJson *json,
              RcHistoryAct *act)
{
  act->importer = rc_json_dup_string (json, rc_json_member (json, 0, "importer"));
  act->mapping = rc_json_dup_string (json, rc_json_member (json, 0, "mapping"));
  if (act->mapping == NULL)
    act->mapping = guess_mapping (json);
  act->record_limit = get_integer (json, 0, "record_limit", 0);
  act->zone_minutes = (int) CLAMP (get_integer (json, 0, "zone_minutes", G_MININT), G_MININT, G_MAXINT);
  act->has_zone = act->zone_minutes != G_MININT;
  if (!act->has_zone)
    act->zone_minutes = 0;
  if (rc_json_is (json, rc_json_member (json, 0, "whole"), RC_JSON_TRUE))
    act->keep_whole = TRUE;
}

/* Times of files that the sources do not keep, since what they say themselves, or a person, goes before. */
static void
read_modified (const RcJson *json,
               RcHistoryAct *act)
{
  guint32 array = rc_json_member (json, 0, "modified");
  guint at = 0;

  if (!rc_json_is (json, array, RC_JSON_ARRAY))
    return;
  for (guint32 pair = array + 1; pair < json->nodes[array].next; pair = json->nodes[pair].next)
    {
      gint64 source, modified_us;

      if (!rc_json_is (json, pair, RC_JSON_ARRAY) || json->nodes[pair].count != 2
          || !rc_json_get_integer (json, pair + 1, &source) || !rc_json_get_integer (json, pair + 2, &modified_us))
        continue;
      while (at < act->items->len && ((RcHistoryItem *) g_ptr_array_index (act->items, at))->source < source)
        at++;
      if (at < act->items->len && ((RcHistoryItem *) g_ptr_array_index (act->items, at))->source == source)
        ((RcHistoryItem *) g_ptr_array_index (act->items, at))->modified_us = modified_us;
    }
}

static void
add_import (Load         *self,
            const RcJson *json)
{
  RcHistoryAct *act = rc_history_act_new ();
  gint64 first = get_integer (json, 0, "first_source", 0);

  add_acts_before (self, first);
  if (get_integer (json, 0, "last_source", 0) >= first)
    add_items (self, act);
  read_options (json, act);
  read_modified (json, act);
  g_ptr_array_add (self->history->acts, act);
}

static void
add_removal (Load         *self,
             const RcJson *json)
{
  RcHistoryAct *act;
  gint64 source = get_integer (json, 0, "source", 0);
  const Known *known = find (self, source);

  if (known == NULL || !known->is_present)
    return;
  act = rc_history_act_new ();
  act->removed = source;
  act->reason = rc_json_dup_string (json, rc_json_member (json, 0, "reason"));
  g_ptr_array_add (self->history->acts, act);
}

static gboolean
load_acts (Load    *self,
           GError **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database,
    "SELECT act, detail FROM custody WHERE act IN ('import', 'remove') ORDER BY id", error);
  g_auto (RcJson) json;
  gboolean row;

  rc_json_init (&json);
  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      const char *detail;
      RcJsonFault fault;

      if (!rc_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      detail = (const char *) sqlite3_column_text (statement, 1);
      if (detail == NULL || !rc_json_parse (&json, detail, (gsize) sqlite3_column_bytes (statement, 1), &fault))
        continue;
      if (strcmp ((const char *) sqlite3_column_text (statement, 0), "import") == 0)
        add_import (self, &json);
      else
        add_removal (self, &json);
    }

  add_acts_before (self, 0);
  return TRUE;
}

/* --- Notes, mappings, entities --- */

static RcHistoryAct *
find_act (const Load *self,
          gint64      source,
          gboolean    next)
{
  RcHistoryAct *found = NULL;

  for (guint i = 0; i < self->history->acts->len; i++)
    {
      RcHistoryAct *act = g_ptr_array_index (self->history->acts, i);
      const RcHistoryItem *first = act->items->len > 0 ? g_ptr_array_index (act->items, 0) : NULL;

      if (act->removed != 0)
        continue;
      if (found != NULL && first != NULL && first->source > source)
        return next ? act : found;
      if (found != NULL && first == NULL && next)
        return act;
      if (found == NULL || first != NULL)
        found = act;
    }
  return found;
}

static gboolean
load_notes (Load    *self,
            GError **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database,
    "SELECT source, kind, expected, found, message, "
    "(SELECT p.source FROM set_aside p WHERE p.id < s.id AND p.source > 0 ORDER BY p.id DESC LIMIT 1), "
    "(SELECT p.kind FROM set_aside p WHERE p.id < s.id AND p.source > 0 ORDER BY p.id DESC LIMIT 1) "
    "FROM set_aside s WHERE (source = 0 OR kind = '" RC_EXCEPTION_SOURCE_CHANGED "') "
    "AND id <= (SELECT mark FROM published WHERE item = 'set_aside') ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      g_autoptr (RcHistoryNote) note = g_new0 (RcHistoryNote, 1);
      g_autofree char *before = NULL;
      RcHistoryAct *act;

      if (!rc_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      note->source = sqlite3_column_int64 (statement, 0);
      note->kind = rc_database_column_dup (statement, 1);
      note->expected = rc_database_column_dup (statement, 2);
      note->found = rc_database_column_dup (statement, 3);
      note->message = rc_database_column_dup (statement, 4);
      note->after = note->source > 0 ? note->source : sqlite3_column_int64 (statement, 5);
      before = rc_database_column_dup (statement, 6);
      /* Conflicts are told at the end of an act: what follows them is of the next. */
      act = find_act (self, note->after, note->source == 0 && g_strcmp0 (before, RC_EXCEPTION_ID_CONFLICT) == 0);
      if (act != NULL)
        g_ptr_array_add (act->notes, g_steal_pointer (&note));
    }
}

static gboolean
load_mappings (Load    *self,
               GError **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database,
    "SELECT id, name, lower (hex (sha256)) FROM mapping WHERE id <= (SELECT mark FROM published WHERE item = 'mapping') ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      RcHistoryMapping *mapping;

      if (!rc_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      mapping = g_new0 (RcHistoryMapping, 1);
      mapping->id = sqlite3_column_int64 (statement, 0);
      mapping->name = rc_database_column_dup (statement, 1);
      mapping->sha256 = rc_database_column_dup (statement, 2);
      g_ptr_array_add (self->history->mappings, mapping);
    }
}

static gboolean
load_entities (Load    *self,
               GError **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database,
    "SELECT id, kind, scope, name FROM entity WHERE id <= (SELECT mark FROM published WHERE item = 'entity') ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      RcHistoryEntity *entity;

      if (!rc_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      entity = g_new0 (RcHistoryEntity, 1);
      entity->id = sqlite3_column_int64 (statement, 0);
      entity->kind = rc_database_column_dup (statement, 1);
      entity->scope = rc_database_column_dup (statement, 2);
      entity->name = rc_database_column_dup (statement, 3);
      g_ptr_array_add (self->history->entities, entity);
    }
}

/**
 * rc_import_history_load:
 *
 * Puts it together from the sources, from what was set aside and from the custody log.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set where the case cannot be read
 */
RcImportHistory *
rc_import_history_load (RcCase  *case_file,
                        GError **error)
{
  g_autoptr (RcImportHistory) history = rc_import_history_new ();
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (known_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  Load load = { .database = rc_case_get_database (case_file), .history = history, .known = known, .by_id = by_id };

  if (!load_sources (&load, error))
    return NULL;
  place_sources (&load);
  add_removed (&load);
  if (!load_acts (&load, error) || !load_notes (&load, error) || !load_mappings (&load, error)
      || (history->removed->len > 0 && !load_entities (&load, error)))
    return NULL;

  return g_steal_pointer (&history);
}
