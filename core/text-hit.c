/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text-hit.h"

#include <string.h>

#include "bounds.h"
#include "display-text.h"
#include "json.h"
#include "tile.h"

#define EXCERPT_AROUND 60u     /* bytes shown on each side of a hit */
#define EXCERPT_HIT    400u    /* bytes shown of the hit itself */
#define BOM            "\xef\xbb\xbf"
#define BOM_BYTES      3u

void
rc_text_hit_free (RcTextHit *self)
{
  if (self == NULL)
    return;

  g_free (self->locator);
  g_free (self);
}

RcTextHit *
rc_text_hit_copy (const RcTextHit *self)
{
  RcTextHit *copy = g_memdup2 (self, sizeof *self);

  copy->locator = g_strdup (self->locator);
  return copy;
}

char *
rc_text_hit_dup_cursor (const RcTextHit *self)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT, self->source, self->source_offset);
}

static gboolean
is_continuation (guint8 byte)
{
  return (byte & 0xc0) == 0x80;
}

char *
rc_text_hit_dup_excerpt (const RcTextHit  *self,
                         RcRecordReader   *reader,
                         RcDatabase       *database,
                         GError          **error)
{
  g_autoptr (RcSource) source = rc_source_load (database, self->source, error);
  guint64 before = MIN (self->offset, EXCERPT_AROUND);
  guint64 rest = self->record_length - self->offset;
  guint64 after = MIN (rest, MIN (self->length, EXCERPT_HIT) + EXCERPT_AROUND);
  gsize length = (gsize) (before + after);
  g_autofree guint8 *bytes = g_malloc (length + 1);
  g_autofree char *shown = NULL;
  gsize from = 0;

  if (source == NULL || !rc_vault_read (rc_record_reader_peek_vault (reader), source->start + self->source_offset - before, bytes, length,
                                        error))
    return NULL;

  /* Not from the midst of a character, nor to it. */
  while (before < self->offset && from < before && is_continuation (bytes[from]))
    from++;
  length = after == rest ? before + rc_record_content_length ((const char *) bytes + before, (gsize) after) : length;
  while (after < rest && length > before + self->length && is_continuation (bytes[length - 1]))
    length--;
  if (after < rest && length > before + self->length && bytes[length - 1] >= 0xc0)
    length--;

  shown = rc_display_text ((const char *) bytes + from, (gssize) (length - from), 0);
  /* A hit can lead out of its record, of which alone it is noted that it is shown. */
  return g_strdup_printf ("%s%s%s", before < self->offset ? "…" : "", shown, after < rest || self->length > rest ? "…" : "");
}

gboolean
rc_text_event_filter_is_set (const RcTextEventFilter *self)
{
  return self->kind != 0 || self->from_us != RC_TIME_NONE || self->to_us != RC_TIME_NONE;
}

static gboolean
filter_passes (const RcTextEventFilter *self,
               const RcEvent           *event)
{
  if (self->kind != 0 && event->kind != self->kind)
    return FALSE;
  if (self->from_us == RC_TIME_NONE && self->to_us == RC_TIME_NONE)
    return TRUE;
  return event->time_us != RC_TIME_NONE
    && (self->from_us == RC_TIME_NONE || event->time_us >= self->from_us)
    && (self->to_us == RC_TIME_NONE || event->time_us <= self->to_us);
}

/* --- The resolver --- */

struct _RcTextResolver
{
  RcCase         *case_file;
  RcRecordReader *reader;
  RcTile          tile;          /* the last one used; tile.source 0: none */
  gint64          source;        /* the last record that was looked into; 0: none */
  guint64         record;
  GBytes         *bytes;         /* (nullable): what @json points into */
  gsize           skipped;       /* bytes before the JSON */
  gboolean        is_json;
  RcJson          json;
  RcEvent        *event;         /* (nullable): of that record, where it passes the filter */
};

RcTextResolver *
rc_text_resolver_new (RcCase         *case_file,
                      RcRecordReader *reader)
{
  RcTextResolver *self = g_new0 (RcTextResolver, 1);

  self->case_file = g_object_ref (case_file);
  self->reader = reader;
  rc_json_init (&self->json);
  return self;
}

static void
forget_record (RcTextResolver *self)
{
  self->source = 0;
  self->is_json = FALSE;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->event, rc_event_free);
}

void
rc_text_resolver_free (RcTextResolver *self)
{
  if (self == NULL)
    return;

  forget_record (self);
  rc_json_clear (&self->json);
  g_object_unref (self->case_file);
  g_free (self);
}

/* The first event of the record that the filter lets pass. The events of a source follow each other in the order of its records. */
static gboolean
find_event (RcTextResolver           *self,
            const RcSource           *source,
            guint64                   record,
            const RcTextEventFilter  *filter,
            GError                  **error)
{
  gint64 end = source->first_event + (gint64) source->event_rows;
  gint64 id = 0;

  if (source->event_rows == 0)
    return TRUE;
  if (!rc_event_find_at_record (self->case_file, source->id, record, &id, error))
    return FALSE;

  for (; id != 0 && id < end; id++)
    {
      g_autoptr (RcEvent) event = rc_event_load (self->case_file, id, error);

      if (event == NULL)
        return FALSE;
      if (event->source != source->id || event->record != record)
        return TRUE;
      if (filter_passes (filter, event))
        {
          self->event = g_steal_pointer (&event);
          return TRUE;
        }
    }
  return TRUE;
}

/* A record that is no JSON, too long to be read at once, or damaged in another part, has places without a name. */
static gboolean
read_json (RcTextResolver  *self,
           const RcSource  *source,
           guint64          record,
           guint64          length,
           GError         **error)
{
  g_autoptr (GError) reading = NULL;
  RcJsonFault fault;
  const char *data;
  gsize size;

  if (length > RC_LIMIT_RECORD_BYTES)
    return TRUE;
  self->bytes = rc_record_reader_read (self->reader, source->id, record, NULL, &reading);
  if (g_error_matches (reading, RC_VAULT_ERROR, RC_VAULT_ERROR_DAMAGED))
    return TRUE;
  if (reading != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reading));
      return FALSE;
    }

  data = g_bytes_get_data (self->bytes, &size);
  self->skipped = rc_record_find_content (source->framing, data, size, &size);
  if (size >= BOM_BYTES && memcmp (data + self->skipped, BOM, BOM_BYTES) == 0)
    {
      self->skipped += BOM_BYTES;
      size -= BOM_BYTES;
    }
  self->json.reads_non_finite = TRUE;
  self->is_json = rc_json_parse (&self->json, data + self->skipped, size, &fault);
  return TRUE;
}

static gboolean
look_into (RcTextResolver           *self,
           const RcSource           *source,
           guint64                   record,
           guint64                   length,
           const RcTextEventFilter  *filter,
           GError                  **error)
{
  if (self->source == source->id && self->record == record)
    return TRUE;

  forget_record (self);
  if (!find_event (self, source, record, filter, error))
    return FALSE;
  if ((self->event != NULL || !rc_text_event_filter_is_set (filter)) && !read_json (self, source, record, length, error))
    return FALSE;
  self->source = source->id;
  self->record = record;
  return TRUE;
}

static gboolean
node_reaches (const RcJson *json,
              guint32       node,
              gsize         place)
{
  return place < (gsize) json->nodes[node].offset + json->nodes[node].length;
}

/* The item of an array, or the name of an object's member, within which @place is; RC_JSON_NO_NODE where it is between two. */
static guint32
find_child (const RcJson *json,
            guint32       node,
            gsize         place,
            guint32      *out_position)
{
  gboolean is_object = json->nodes[node].type == RC_JSON_OBJECT;

  *out_position = 0;
  for (guint32 child = node + 1; child < json->nodes[node].next; child = json->nodes[child].next, (*out_position)++)
    {
      if (node_reaches (json, is_object ? child + 1 : child, place))
        return place >= json->nodes[child].offset ? child : RC_JSON_NO_NODE;
    }
  return RC_JSON_NO_NODE;
}

static void
append_token (GString    *pointer,
              const char *name,
              gsize       length)
{
  g_string_append_c (pointer, '/');
  for (gsize i = 0; i < length; i++)
    {
      if (name[i] == '~')
        g_string_append (pointer, "~0");
      else if (name[i] == '/')
        g_string_append (pointer, "~1");
      else
        g_string_append_c (pointer, name[i]);
    }
}

static char *
dup_pointer (const RcJson *json,
             gsize         place)
{
  g_autoptr (GString) pointer = g_string_new (NULL);
  guint32 node = 0;

  while (json->nodes[node].type == RC_JSON_OBJECT || json->nodes[node].type == RC_JSON_ARRAY)
    {
      guint32 position;
      guint32 child = find_child (json, node, place, &position);

      if (child == RC_JSON_NO_NODE)
        break;
      if (json->nodes[node].type == RC_JSON_ARRAY)
        {
          g_string_append_printf (pointer, "/%u", position);
          node = child;
          continue;
        }
      {
        gsize length;
        g_autofree char *name = rc_json_dup_text (json, child, &length);

        append_token (pointer, name, length);
      }
      if (node_reaches (json, child, place))
        break;
      node = child + 1;
    }
  return g_string_free (g_steal_pointer (&pointer), FALSE);
}

static gboolean
load_tile (RcTextResolver  *self,
           const RcSource  *source,
           guint64          offset,
           GError         **error)
{
  const RcTile *tile = &self->tile;

  if (tile->source == source->id && offset >= tile->start && offset - tile->start < tile->ends[tile->count - 1])
    return TRUE;
  if (rc_tile_find (rc_case_get_database (self->case_file), source, offset, &self->tile, error))
    return TRUE;

  self->tile.source = 0;
  return FALSE;
}

/**
 * rc_text_resolver_resolve:
 * @source: a source that is no repeat of another
 * @source_offset: a place in it, before its end
 * @out_hit: (out) (nullable) (transfer full): %NULL where the filter does not let the record pass
 *
 * Returns: %FALSE with @error where the case cannot be read
 */
gboolean
rc_text_resolver_resolve (RcTextResolver           *self,
                          const RcSource           *source,
                          guint64                   source_offset,
                          const RcTextEventFilter  *filter,
                          RcTextHit               **out_hit,
                          GError                  **error)
{
  guint64 record, begin, length;
  g_autoptr (RcTextHit) hit = NULL;

  *out_hit = NULL;
  if (!load_tile (self, source, source_offset, error))
    return FALSE;
  record = rc_tile_record_at (&self->tile, source_offset);
  if (!rc_tile_locate (&self->tile, record, &begin, &length))
    g_return_val_if_reached (FALSE);
  if (!look_into (self, source, record, length, filter, error))
    return FALSE;
  if (self->event == NULL && rc_text_event_filter_is_set (filter))
    return TRUE;

  hit = g_new0 (RcTextHit, 1);
  hit->source = source->id;
  hit->record = record;
  hit->offset = source_offset - begin;
  hit->source_offset = source_offset;
  hit->record_length = length;
  hit->event = self->event != NULL ? self->event->id : 0;
  hit->kind = self->event != NULL ? self->event->kind : 0;
  hit->time_us = self->event != NULL ? self->event->time_us : RC_TIME_NONE;
  if (self->is_json && hit->offset >= self->skipped && hit->offset - self->skipped < self->json.length)
    hit->locator = dup_pointer (&self->json, (gsize) hit->offset - self->skipped);
  *out_hit = g_steal_pointer (&hit);
  return TRUE;
}
