/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-history.h"

#include <string.h>

#include "bounds.h"
#include "json.h"
#include "timestamp.h"

/* --- Writing --- */

static void
write_number (RcJsonWriter *writer,
              const char   *name,
              gint64        value)
{
  if (value != 0)
    rc_json_writer_member_integer (writer, name, value);
}

static void
write_time (RcJsonWriter *writer,
            const char   *name,
            gint64        time_us)
{
  if (time_us != RC_TIME_NONE)
    rc_json_writer_member_integer (writer, name, time_us);
}

static void
write_text (RcJsonWriter *writer,
            const char   *name,
            const char   *text)
{
  if (text != NULL)
    rc_json_writer_member_string (writer, name, text);
}

static void
write_items (RcJsonWriter    *writer,
             const GPtrArray *items)
{
  rc_json_writer_name (writer, "items");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < items->len; i++)
    {
      const RcHistoryItem *item = g_ptr_array_index (items, i);

      rc_json_writer_begin_object (writer);
      write_number (writer, "again", item->again);
      write_time (writer, "modified_us", item->modified_us);
      write_text (writer, "name", item->name);
      write_number (writer, "same_as", item->same_as);
      rc_json_writer_member_integer (writer, "source", item->source);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_notes (RcJsonWriter    *writer,
             const GPtrArray *notes)
{
  rc_json_writer_name (writer, "notes");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < notes->len; i++)
    {
      const RcHistoryNote *note = g_ptr_array_index (notes, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "after", note->after);
      write_text (writer, "expected", note->expected);
      write_text (writer, "found", note->found);
      write_text (writer, "kind", note->kind);
      write_text (writer, "message", note->message);
      write_number (writer, "source", note->source);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_act (RcJsonWriter       *writer,
           const RcHistoryAct *act)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "act", act->removed != 0 ? "remove" : "import");
  if (act->removed != 0)
    {
      write_text (writer, "reason", act->reason);
      rc_json_writer_member_integer (writer, "source", act->removed);
    }
  else
    {
      write_time (writer, "as_of_us", act->as_of_us);
      write_text (writer, "importer", act->importer);
      rc_json_writer_member_integer (writer, "imported_us", act->imported_us);
      write_items (writer, act->items);
      write_text (writer, "mapping", act->mapping);
      write_notes (writer, act->notes);
      write_number (writer, "record_limit", act->record_limit);
      if (act->keep_whole)
        rc_json_writer_member_boolean (writer, "whole", TRUE);
      if (act->has_zone)
        rc_json_writer_member_integer (writer, "zone_minutes", act->zone_minutes);
    }
  rc_json_writer_end_object (writer);
}

static void
write_digest (RcJsonWriter   *writer,
              const char     *name,
              const RcDigest *digest)
{
  g_autofree char *hex = rc_digest_dup_hex (digest);

  rc_json_writer_member_string (writer, name, hex);
}

static void
write_removed (RcJsonWriter           *writer,
               const RcHistoryRemoved *removed)
{
  const RcSource *source = removed->source;

  rc_json_writer_begin_object (writer);
  write_text (writer, "as_of_how", source->as_of_how);
  write_time (writer, "as_of_us", source->as_of_us);
  write_text (writer, "controller", source->controller);
  write_text (writer, "derivation", source->derivation);
  rc_json_writer_member_integer (writer, "event_rows", (gint64) source->event_rows);
  rc_json_writer_member_integer (writer, "events", (gint64) source->events);
  write_text (writer, "framing", rc_framing_to_name (source->framing));
  write_text (writer, "importer", source->importer);
  rc_json_writer_member_integer (writer, "imported_us", source->imported_us);
  write_text (writer, "kind", source->kind);
  write_number (writer, "mapping", source->mapping);
  write_text (writer, "name", source->name);
  write_text (writer, "obtained", source->obtained);
  write_number (writer, "parent", source->parent);
  rc_json_writer_member_integer (writer, "records", (gint64) source->records);
  write_text (writer, "removed_for", removed->removed_for);
  write_digest (writer, "root", &source->root);
  write_digest (writer, "rows_digest", &source->rows_digest);
  rc_json_writer_member_integer (writer, "set_aside", (gint64) source->set_aside);
  write_digest (writer, "sha256", &source->sha256);
  rc_json_writer_member_integer (writer, "size", (gint64) source->size);
  rc_json_writer_member_integer (writer, "source", source->id);
  rc_json_writer_end_object (writer);
}

/**
 * rc_import_history_write:
 *
 * Members come in the order of RFC 8785.
 */
void
rc_import_history_write (const RcImportHistory *self,
                         RcJsonWriter          *writer)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_name (writer, "acts");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->acts->len; i++)
    write_act (writer, g_ptr_array_index (self->acts, i));
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "entities");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->entities->len; i++)
    {
      const RcHistoryEntity *entity = g_ptr_array_index (self->entities, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "id", entity->id);
      write_text (writer, "kind", entity->kind);
      write_text (writer, "name", entity->name);
      write_text (writer, "scope", entity->scope);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "mappings");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->mappings->len; i++)
    {
      const RcHistoryMapping *mapping = g_ptr_array_index (self->mappings, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "id", mapping->id);
      write_text (writer, "name", mapping->name);
      write_text (writer, "sha256", mapping->sha256);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "removed");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->removed->len; i++)
    write_removed (writer, g_ptr_array_index (self->removed, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

/* --- Reading: tainted --- */

typedef struct
{
  const RcJson    *json;
  RcImportHistory *history;
  GError         **error;
  gint64           last_source;    /* numbers only grow */
} Parse;

/* (array) of @object; each of its items is to be an object. */
static gboolean
find_list (Parse      *self,
           guint32     object,
           const char *name,
           guint32    *out_array)
{
  const RcJson *json = self->json;

  *out_array = rc_json_member (json, object, name);
  if (!rc_json_is (json, *out_array, RC_JSON_ARRAY))
    {
      g_set_error (self->error, RC_IMPORT_HISTORY_ERROR, RC_IMPORT_HISTORY_ERROR_MALFORMED, "expected a list “%s”, found none", name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
refuse (Parse      *self,
        guint32     object,
        const char *expected)
{
  const char *found = rc_json_peek_text (self->json, object, NULL);

  g_set_error (self->error, RC_IMPORT_HISTORY_ERROR, RC_IMPORT_HISTORY_ERROR_MALFORMED, "at byte %" G_GSIZE_FORMAT ": expected %s, found another value",
               found != NULL ? (gsize) (found - self->json->text) : 0, expected);
  return FALSE;
}

/* @out_text: (nullable): a text within the bounds, or where it may be, none. */
static gboolean
get_text (Parse       *self,
          guint32      object,
          const char  *name,
          gboolean     is_needed,
          char       **out_text)
{
  guint32 node = rc_json_member (self->json, object, name);

  if (node == RC_JSON_NO_NODE)
    return !is_needed || refuse (self, object, name);
  *out_text = rc_json_dup_string (self->json, node);
  return (*out_text != NULL && strlen (*out_text) <= RC_LIMIT_ENTRY_WORDS_BYTES) || refuse (self, node, name);
}

static gboolean
get_number (Parse      *self,
            guint32     object,
            const char *name,
            gint64      least,
            gint64      most,
            gint64      otherwise,
            gint64     *out_value)
{
  guint32 node = rc_json_member (self->json, object, name);

  *out_value = otherwise;
  if (node == RC_JSON_NO_NODE)
    return otherwise >= least || otherwise == RC_TIME_NONE || refuse (self, object, name);
  return (rc_json_get_integer (self->json, node, out_value) && *out_value >= least && *out_value <= most) || refuse (self, node, name);
}

#define NOT_OTHERWISE (G_MININT64 + 1)

static gboolean
get_source (Parse      *self,
            guint32     object,
            const char *name,
            gboolean    is_needed,
            gint64     *out_source)
{
  return get_number (self, object, name, is_needed ? 1 : 0, RC_LIMIT_SOURCES, is_needed ? NOT_OTHERWISE : 0, out_source);
}

static gboolean
get_time (Parse      *self,
          guint32     object,
          const char *name,
          gint64     *out_time_us)
{
  return get_number (self, object, name, -RC_LIMIT_JSON_INTEGER, RC_LIMIT_JSON_INTEGER, RC_TIME_NONE, out_time_us);
}

static gboolean
get_digest (Parse      *self,
            guint32     object,
            const char *name,
            RcDigest   *out_digest)
{
  guint32 node = rc_json_member (self->json, object, name);
  gsize length = 0;
  const char *hex = rc_json_is (self->json, node, RC_JSON_STRING) ? rc_json_peek_text (self->json, node, &length) : NULL;

  return (hex != NULL && rc_digest_from_hex (hex, length, out_digest)) || refuse (self, object, name);
}

static gboolean
is_digest (Parse      *self,
           guint32     object,
           const char *hex)
{
  RcDigest digest;

  return hex == NULL || rc_digest_from_hex (hex, strlen (hex), &digest) || refuse (self, object, "a SHA-256");
}

static gboolean
read_item (Parse        *self,
           guint32       node,
           RcHistoryAct *act)
{
  RcHistoryItem *item = g_new0 (RcHistoryItem, 1);

  g_ptr_array_add (act->items, item);
  if (!get_source (self, node, "source", TRUE, &item->source) || !get_source (self, node, "same_as", FALSE, &item->same_as)
      || !get_source (self, node, "again", FALSE, &item->again) || !get_text (self, node, "name", TRUE, &item->name)
      || !get_time (self, node, "modified_us", &item->modified_us))
    return FALSE;
  if (item->source <= self->last_source || item->same_as >= item->source || item->again >= item->source
      || (item->same_as > 0 && item->again > 0))
    return refuse (self, node, "numbers of sources that only grow, and refer to earlier ones");
  if (strlen (item->name) > 4 * RC_LIMIT_NAME_BYTES)
    return refuse (self, node, "a name within the bounds");

  self->last_source = item->source;
  return TRUE;
}

static gboolean
read_note (Parse        *self,
           guint32       node,
           RcHistoryAct *act)
{
  RcHistoryNote *note = g_new0 (RcHistoryNote, 1);

  g_ptr_array_add (act->notes, note);
  return get_source (self, node, "after", FALSE, &note->after) && get_source (self, node, "source", FALSE, &note->source)
         && get_text (self, node, "kind", TRUE, &note->kind) && get_text (self, node, "expected", TRUE, &note->expected)
         && get_text (self, node, "found", TRUE, &note->found) && get_text (self, node, "message", TRUE, &note->message);
}

typedef gboolean (*ReadFunc) (Parse *self, guint32 node, gpointer into);

static gboolean
read_list (Parse      *self,
           guint32     object,
           const char *name,
           ReadFunc    read,
           gpointer    into)
{
  guint32 array;

  if (!find_list (self, object, name, &array))
    return FALSE;
  for (guint32 node = array + 1; node < self->json->nodes[array].next; node = self->json->nodes[node].next)
    {
      if (!rc_json_is (self->json, node, RC_JSON_OBJECT))
        return refuse (self, node, "an object");
      if (!read (self, node, into))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_import (Parse        *self,
             guint32       node,
             RcHistoryAct *act)
{
  gint64 zone;

  if (!get_time (self, node, "as_of_us", &act->as_of_us) || !get_text (self, node, "importer", FALSE, &act->importer)
      || !get_text (self, node, "mapping", FALSE, &act->mapping) || !is_digest (self, node, act->mapping)
      || !get_number (self, node, "imported_us", -RC_LIMIT_JSON_INTEGER, RC_LIMIT_JSON_INTEGER, NOT_OTHERWISE, &act->imported_us)
      || !get_number (self, node, "record_limit", 0, RC_LIMIT_RECORD_RAISED_BYTES, 0, &act->record_limit)
      || !get_number (self, node, "zone_minutes", -24 * 60, 24 * 60, RC_TIME_NONE, &zone))
    return FALSE;

  act->has_zone = zone != RC_TIME_NONE;
  act->zone_minutes = act->has_zone ? (int) zone : 0;
  act->keep_whole = rc_json_is (self->json, rc_json_member (self->json, node, "whole"), RC_JSON_TRUE);
  return read_list (self, node, "items", (ReadFunc) read_item, act) && read_list (self, node, "notes", (ReadFunc) read_note, act);
}

static gboolean
read_act (Parse    *self,
          guint32   node,
          gpointer  into)
{
  RcHistoryAct *act = rc_history_act_new ();
  g_autofree char *kind = NULL;

  g_ptr_array_add (into, act);
  if (!get_text (self, node, "act", TRUE, &kind))
    return FALSE;
  if (strcmp (kind, "import") == 0)
    return read_import (self, node, act);
  if (strcmp (kind, "remove") == 0)
    return get_source (self, node, "source", TRUE, &act->removed) && get_text (self, node, "reason", FALSE, &act->reason);
  return refuse (self, node, "an import or a removal");
}

static gboolean
get_framing (Parse    *self,
             guint32   node,
             RcSource *source)
{
  static const RcFraming framings[] = { RC_FRAMING_LINES, RC_FRAMING_WHOLE, RC_FRAMING_FIXED, RC_FRAMING_OBJECTS };
  g_autofree char *name = NULL;

  if (!get_text (self, node, "framing", TRUE, &name))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (framings); i++)
    if (strcmp (name, rc_framing_to_name (framings[i])) == 0)
      {
        source->framing = framings[i];
        return TRUE;
      }
  return refuse (self, node, "a framing");
}

static gboolean
get_count (Parse      *self,
           guint32     object,
           const char *name,
           guint64    *out_count)
{
  gint64 count;
  gboolean good = get_number (self, object, name, 0, RC_LIMIT_JSON_INTEGER, NOT_OTHERWISE, &count);

  *out_count = good ? (guint64) count : 0;
  return good;
}

/* What the maker says of it: nobody else can look. */
static gboolean
read_findings (Parse    *self,
               guint32   node,
               RcSource *source)
{
  return get_count (self, node, "size", &source->size) && get_count (self, node, "records", &source->records)
         && get_count (self, node, "events", &source->events) && get_count (self, node, "event_rows", &source->event_rows)
         && get_count (self, node, "set_aside", &source->set_aside) && get_digest (self, node, "root", &source->root)
         && get_digest (self, node, "rows_digest", &source->rows_digest);
}

static gboolean
read_removed (Parse    *self,
              guint32   node,
              gpointer  into)
{
  RcHistoryRemoved *removed = g_new0 (RcHistoryRemoved, 1);
  RcSource *source = g_new0 (RcSource, 1);

  removed->source = source;
  g_ptr_array_add (into, removed);
  if (!get_source (self, node, "source", TRUE, &source->id) || !get_source (self, node, "parent", FALSE, &source->parent)
      || !get_text (self, node, "derivation", TRUE, &source->derivation) || !get_text (self, node, "name", TRUE, &source->name)
      || !get_text (self, node, "kind", TRUE, &source->kind) || !get_digest (self, node, "sha256", &source->sha256)
      || !get_text (self, node, "importer", FALSE, &source->importer)
      || !get_number (self, node, "mapping", 0, RC_LIMIT_SOURCES, 0, &source->mapping)
      || !get_text (self, node, "controller", FALSE, &source->controller) || !get_text (self, node, "obtained", FALSE, &source->obtained)
      || !get_text (self, node, "removed_for", TRUE, &removed->removed_for)
      || !get_number (self, node, "imported_us", -RC_LIMIT_JSON_INTEGER, RC_LIMIT_JSON_INTEGER, NOT_OTHERWISE, &source->imported_us)
      || !read_findings (self, node, source)
      || !get_time (self, node, "as_of_us", &source->as_of_us) || !get_text (self, node, "as_of_how", FALSE, &source->as_of_how)
      || !get_framing (self, node, source))
    return FALSE;

  source->state = g_strdup ("removed");
  return source->parent < source->id || refuse (self, node, "a parent that came before it");
}

static gboolean
read_mapping (Parse    *self,
              guint32   node,
              gpointer  into)
{
  RcHistoryMapping *mapping = g_new0 (RcHistoryMapping, 1);

  g_ptr_array_add (into, mapping);
  return get_source (self, node, "id", TRUE, &mapping->id) && get_text (self, node, "name", TRUE, &mapping->name)
         && get_text (self, node, "sha256", TRUE, &mapping->sha256) && is_digest (self, node, mapping->sha256);
}

static gboolean
read_entity (Parse    *self,
             guint32   node,
             gpointer  into)
{
  RcHistoryEntity *entity = g_new0 (RcHistoryEntity, 1);

  g_ptr_array_add (into, entity);
  return get_source (self, node, "id", TRUE, &entity->id) && get_text (self, node, "kind", TRUE, &entity->kind)
         && get_text (self, node, "scope", TRUE, &entity->scope) && get_text (self, node, "name", TRUE, &entity->name);
}

/**
 * rc_import_history_parse:
 *
 * Returns: (transfer full) (nullable): %NULL with %RC_IMPORT_HISTORY_ERROR_MALFORMED where it is none, or goes beyond the bounds
 */
RcImportHistory *
rc_import_history_parse (const char  *text,
                         gsize        length,
                         GError     **error)
{
  g_autoptr (RcImportHistory) history = rc_import_history_new ();
  g_auto (RcJson) json;
  Parse parse = { .json = &json, .history = history, .error = error };
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, length, &fault) || json.has_duplicate || json.nodes[0].type != RC_JSON_OBJECT)
    {
      g_set_error (error, RC_IMPORT_HISTORY_ERROR, RC_IMPORT_HISTORY_ERROR_MALFORMED, "expected one JSON object, with no member twice");
      return NULL;
    }
  if (!read_list (&parse, 0, "acts", read_act, history->acts) || !read_list (&parse, 0, "removed", read_removed, history->removed)
      || !read_list (&parse, 0, "mappings", read_mapping, history->mappings)
      || !read_list (&parse, 0, "entities", read_entity, history->entities))
    return NULL;

  return g_steal_pointer (&history);
}
