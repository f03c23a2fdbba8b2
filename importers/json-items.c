/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-items.h"

#include "json-document.h"
#include "json-sample.h"
#include "json-value.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

static gboolean
is_container (const RcJson *json,
              guint32       node)
{
  return rc_json_is (json, node, RC_JSON_OBJECT) || rc_json_is (json, node, RC_JSON_ARRAY);
}

guint32
rc_json_items_resolve (const RcJson *json,
                       guint32       node)
{
  if (node == RC_JSON_NO_NODE || rc_json_is (json, node, RC_JSON_NULL))
    return RC_JSON_NO_NODE;
  if (is_container (json, node) && json->nodes[node].count == 0)
    return RC_JSON_NO_NODE;
  if (rc_json_is (json, node, RC_JSON_ARRAY) && json->nodes[node].count == 1 && !is_container (json, node + 1))
    return rc_json_items_resolve (json, node + 1);

  return node;
}

/* "0" is the first item of an array. */
static guint32
step (const RcJson *json,
      guint32       node,
      const char   *name)
{
  if (rc_json_is (json, node, RC_JSON_OBJECT))
    return rc_json_member (json, node, name);
  if (rc_json_is (json, node, RC_JSON_ARRAY) && json->nodes[node].count > 0 && g_str_equal (name, "0"))
    return node + 1;
  return RC_JSON_NO_NODE;
}

/* The member itself, whatever it holds. */
static guint32
follow (const RcJsonItems *self,
        guint32            from,
        const char        *path)
{
  g_auto (GStrv) names = NULL;
  guint32 node = from;

  if (path[0] == '/')
    node = 0;
  else if (path[0] == '^')
    node = self->depth > 0 ? self->above[self->depth - 1] : RC_JSON_NO_NODE;
  names = g_strsplit (path + (path[0] == '/' || path[0] == '^'), "/", -1);
  for (guint i = 0; names[i] != NULL && node != RC_JSON_NO_NODE; i++)
    node = step (&self->json, node, names[i]);

  return node;
}

guint32
rc_json_items_find (const RcJsonItems *self,
                    const char        *paths)
{
  g_auto (GStrv) alternatives = g_strsplit (paths, " ", -1);

  for (guint i = 0; alternatives[i] != NULL; i++)
    {
      guint32 node = rc_json_items_resolve (&self->json, follow (self, self->item, alternatives[i]));

      if (node != RC_JSON_NO_NODE)
        return node;
    }

  return RC_JSON_NO_NODE;
}

char *
rc_json_items_dup (const RcJsonItems *self,
                   const char        *paths)
{
  guint32 node = rc_json_items_find (self, paths);

  return node != RC_JSON_NO_NODE && !is_container (&self->json, node) ? rc_json_value_dup (&self->json, node) : NULL;
}

gint64
rc_json_items_read_time (const RcJsonItems *self,
                         const char        *paths,
                         RcTimestamp       *out_time)
{
  g_autofree char *text = rc_json_items_dup (self, paths);
  RcTimestamp time;
  gboolean is_digits = text != NULL && text[0] != '\0' && strspn (text, "0123456789") == strlen (text);

  if (text == NULL)
    return RC_TIME_NONE;
  if (is_digits ? self->format->units == 0 || !rc_timestamp_from_epoch (text, strlen (text), self->format->units, &time)
                : !rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time))
    return RC_TIME_NONE;

  if (out_time != NULL)
    *out_time = time;
  return time.from_us;
}

/* --- Which kind --- */

static gboolean
has_mark (const RcJsonItems  *self,
          const RcJsonSample *sample,
          const char         *prefix,
          const char         *mark)
{
  g_auto (GStrv) alternatives = g_strsplit (mark, "|", -1);

  for (guint i = 0; alternatives[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (prefix, alternatives[i], NULL);

      if (sample != NULL ? rc_json_sample_has (sample, path) : follow (self, self->item, path) != RC_JSON_NO_NODE)
        return TRUE;
    }

  return FALSE;
}

/* In the document where @sample is NULL. */
static const RcJsonItemKind *
find_kind (const RcJsonItemsFormat *format,
           const RcJsonItems       *self,
           const RcJsonSample      *sample,
           const char              *prefix)
{
  for (const RcJsonItemKind *kind = format->kinds; kind->marks != NULL; kind++)
    {
      g_auto (GStrv) marks = g_strsplit (kind->marks, " ", -1);
      gboolean fits = TRUE;

      for (guint i = 0; marks[i] != NULL && fits; i++)
        fits = has_mark (self, sample, prefix, marks[i]);
      if (fits)
        return kind;
    }

  return NULL;
}

int
rc_json_items_recognise (const RcJsonItemsFormat *format,
                         const RcSample          *sample,
                         int                      sureness)
{
  g_auto (RcJsonSample) members = { 0 };
  g_auto (GStrv) lists = g_strsplit (format->lists != NULL ? format->lists : "", " ", -1);

  rc_json_sample_read (&members, sample);
  if (!members.is_object && !members.is_array)
    return 0;
  if (find_kind (format, NULL, &members, "") != NULL)
    return sureness;

  for (guint i = 0; lists[i] != NULL; i++)
    {
      g_autofree char *prefix = g_strconcat (lists[i], "/0/", NULL);

      if (find_kind (format, NULL, &members, prefix) != NULL)
        return sureness;
    }

  return 0;
}

/* --- Events --- */

/* Folded as RcJsonItemWord says. */
static char *
dup_folded (const char *text)
{
  GString *folded = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (strchr (" -_", *text) == NULL)
      g_string_append_c (folded, g_ascii_tolower (*text));
  return g_string_free (folded, FALSE);
}

/* (nullable) */
static const RcJsonItemWord *
find_word (const RcJsonItems    *self,
           const RcJsonItemKind *kind)
{
  g_autofree char *folded = NULL;

  for (const RcJsonItemField *of = kind->fields; kind->words != NULL && of != NULL && of->paths != NULL; of++)
    if (of->field == RC_FIELD_ACTION)
      {
        g_autofree char *text = rc_json_items_dup (self, of->paths);

        folded = text != NULL ? dup_folded (text) : NULL;
      }
  for (const RcJsonItemWord *word = kind->words; folded != NULL && word->says != NULL; word++)
    if (g_str_equal (word->says, folded))
      return word;

  return NULL;
}

static char *
dup_locator (const RcJsonItems *self,
             const char        *paths)
{
  g_auto (GStrv) alternatives = g_strsplit (paths, " ", -1);

  for (guint i = 0; alternatives[i] != NULL; i++)
    {
      const char *path = alternatives[i];

      if (rc_json_items_resolve (&self->json, follow (self, self->item, path)) == RC_JSON_NO_NODE)
        continue;
      if (path[0] == '/')
        return g_strdup (path);
      if (path[0] != '^')
        return g_strdup_printf ("%s/%s", self->pointer->str, path);
      return g_strdup_printf ("the object that holds %s: %s", self->pointer->str, path + 1);
    }

  return NULL;
}

static void
add_fields (RcJsonItems          *self,
            const RcJsonItemKind *kind,
            const RcJsonItemWord *word)
{
  for (const RcJsonItemField *of = kind->fields; of != NULL && of->paths != NULL; of++)
    {
      guint32 node = rc_json_items_find (self, of->paths);
      g_autofree char *locator = node != RC_JSON_NO_NODE ? dup_locator (self, of->paths) : NULL;

      if (node == RC_JSON_NO_NODE)
        continue;
      rc_json_fields_add (self->fields, of->field, &self->json, node, locator);
      if (of->field == RC_FIELD_ACTION && word != NULL)
        {
          RcFieldValue *value = g_ptr_array_index (self->fields, self->fields->len - 1);

          g_free (value->value);
          value->value = g_strdup (word->action);
        }
    }
}

static RcSlice *
slice_of_field (RcParsedEvent *event,
                RcField        field)
{
  switch (field)
    {
    case RC_FIELD_ID:
      return &event->id;
    case RC_FIELD_DECISION:
      return &event->decision;
    case RC_FIELD_SUBJECT:
      return &event->subject;
    case RC_FIELD_TARGET:
      return &event->target;
    case RC_FIELD_SYSTEM:
      return &event->system;
    case RC_FIELD_ENDPOINT:
      return &event->endpoint;
    case RC_FIELD_MODEL_NAME:
      return &event->model_name;
    case RC_FIELD_MODEL_VERSION:
      return &event->model_version;
    default:
      return NULL;
    }
}

static gboolean
tell_time (RcJsonItems  *self,
           const char   *paths,
           GError      **error)
{
  g_autofree char *text = rc_json_items_dup (self, paths);

  if (text == NULL)
    return TRUE;
  return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "a time",
                                       strlen (text) <= RC_LIMIT_SHOWN_BYTES ? text : "a long text",
                                       "A time of the document is no time.", error);
}

static gboolean
add_event (RcJsonItems          *self,
           const RcJsonItemKind *kind,
           RcEventKind           event_kind,
           GError              **error)
{
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  RcParsedEvent event = { .kind = event_kind, .row = self->row };

  for (const RcJsonItemField *of = kind->fields; of != NULL && of->paths != NULL; of++)
    {
      RcSlice *slice = slice_of_field (&event, of->field);
      char *text;

      if (of->field == RC_FIELD_TIME)
        {
          event.has_time = rc_json_items_read_time (self, of->paths, &event.time) != RC_TIME_NONE;
          if (!event.has_time && !tell_time (self, of->paths, error))
            return FALSE;
        }
      if (slice == NULL || (text = rc_json_items_dup (self, of->paths)) == NULL)
        continue;

      g_ptr_array_add (owned, text);
      if (strlen (text) <= RC_LIMIT_NAME_BYTES)
        *slice = (RcSlice) { text, strlen (text) };
      else if (!rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_LIMIT, "a name of at most 4096 bytes (RC_LIMIT_NAME_BYTES)",
                                              "more", "A name in the document is longer than the program reads.", error))
        return FALSE;
    }

  return rc_import_sink_add_event (self->writer.sink, self->writer.place, self->writer.record, &event, error);
}

/* The item, and what its event was read from besides. */
static void
digest_event (RcJsonItems          *self,
              const RcJsonItemKind *kind)
{
  rc_row_digester_begin_at (self->digester, &self->json, self->item);
  for (const RcJsonItemField *of = kind->fields; of != NULL && of->paths != NULL; of++)
    {
      guint32 node = rc_json_items_find (self, of->paths);
      g_autofree char *id = NULL;

      if (of->field == RC_FIELD_ID && (id = rc_json_items_dup (self, of->paths)) != NULL)
        rc_row_digester_say (self->digester, of->field, id, strlen (id));
      if (node != RC_JSON_NO_NODE && (node < self->item || node >= self->json.nodes[self->item].next))
        rc_row_digester_add_at (self->digester, of->field, &self->json, node);
    }
  rc_row_digester_end (self->digester, self->row);
}

/* The document is read again: nothing is told to a sink. */
static gboolean
is_read_again (const RcJsonItems *self)
{
  return self->fields != NULL || self->digester != NULL;
}

static gboolean
read_event (RcJsonItems          *self,
            const RcJsonItemKind *kind,
            GError              **error)
{
  const RcJsonItemWord *word = find_word (self, kind);
  RcEventKind event = word != NULL ? word->kind : kind->event;

  if (event == 0)
    return TRUE;
  if (!is_read_again (self) && !add_event (self, kind, event, error))
    return FALSE;
  if (self->digester != NULL)
    digest_event (self, kind);
  if (self->fields != NULL && self->row == self->wanted)
    add_fields (self, kind, word);

  self->row++;
  return TRUE;
}

/* --- The walk --- */

static gboolean walk_item (RcJsonItems  *self,
                           GError      **error);

static gboolean
walk_array (RcJsonItems  *self,
            guint32       array,
            GError      **error)
{
  gsize length = self->pointer->len;
  guint32 above = self->item;
  gboolean good = TRUE;
  guint index = 0;

  for (guint32 node = array + 1; node < self->json.nodes[array].next && good; node = self->json.nodes[node].next)
    {
      self->item = node;
      g_string_append_printf (self->pointer, "/%u", index++);
      good = walk_item (self, error);
      g_string_truncate (self->pointer, length);
    }
  self->item = above;

  return good;
}

static gboolean
walk_inner (RcJsonItems  *self,
            const char   *members,
            GError      **error)
{
  g_auto (GStrv) names = g_strsplit (members, " ", -1);
  gsize length = self->pointer->len;
  gboolean good = TRUE;

  if (self->depth >= RC_JSON_ITEMS_DEPTH)
    return TRUE;

  self->above[self->depth++] = self->item;
  for (guint i = 0; names[i] != NULL && good; i++)
    {
      guint32 array = follow (self, self->item, names[i]);

      if (!rc_json_is (&self->json, array, RC_JSON_ARRAY))
        continue;
      g_string_append_printf (self->pointer, "/%s", names[i]);
      good = walk_array (self, array, error);
      g_string_truncate (self->pointer, length);
    }
  self->depth--;

  return good;
}

static gboolean
has_list (const RcJsonItems *self)
{
  g_auto (GStrv) names = g_strsplit (self->format->lists != NULL ? self->format->lists : "", " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (rc_json_is (&self->json, follow (self, self->item, names[i]), RC_JSON_ARRAY))
      return TRUE;
  return FALSE;
}

static gboolean
walk_item (RcJsonItems  *self,
           GError      **error)
{
  const RcJsonItemKind *kind = rc_json_is (&self->json, self->item, RC_JSON_OBJECT) ? find_kind (self->format, self, NULL, "") : NULL;

  if (kind == NULL && self->pointer->len == 0 && has_list (self))
    return walk_inner (self, self->format->lists, error);
  if (kind == NULL)
    {
      self->n_unknown++;
      return TRUE;
    }

  self->n_known++;
  if (!is_read_again (self))
    rc_registry_writer_at (&self->writer, "%s", self->pointer->str);
  if (!is_read_again (self) && kind->read != NULL && !kind->read (self, error))
    return FALSE;
  return read_event (self, kind, error) && (kind->inner == NULL || walk_inner (self, kind->inner, error));
}

gboolean
rc_json_items_walk (RcJsonItems  *self,
                    GError      **error)
{
  self->item = 0;
  return rc_json_is (&self->json, 0, RC_JSON_ARRAY) ? walk_array (self, 0, error) : walk_item (self, error);
}

void
rc_json_items_init (RcJsonItems             *self,
                    const RcJsonItemsFormat *format)
{
  *self = (RcJsonItems) { .format = format };
  rc_json_init (&self->json);
  self->pointer = g_string_new (NULL);
}

void
rc_json_items_clear (RcJsonItems *self)
{
  rc_json_clear (&self->json);
  g_string_free (self->pointer, TRUE);
}

/* --- A document --- */

gboolean
rc_json_items_import (const RcJsonItemsFormat  *format,
                      const char               *scope,
                      gpointer                  data,
                      const RcImportInput      *input,
                      RcImportSink             *sink,
                      GError                  **error)
{
  GError *local_error = NULL;
  RcJsonItems self;
  gboolean good = TRUE;

  rc_json_items_init (&self, format);
  self.input = input;
  self.data = data;
  rc_registry_writer_init (&self.writer, sink, RC_IMPORT_SOURCE);
  self.writer.scope = scope;
  if (rc_json_document_read (&self.json, input, sink, "The document cannot be read.", &local_error))
    good = (format->begin == NULL || format->begin (&self, &local_error)) &&
           rc_json_items_walk (&self, &local_error) &&
           (self.n_known == 0 || format->finish == NULL || format->finish (&self, &local_error)) &&
           rc_registry_writer_finish (&self.writer, &local_error);
  rc_registry_writer_clear (&self.writer);
  rc_json_items_clear (&self);

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return good && local_error == NULL;
}

GPtrArray *
rc_json_items_read_fields (const RcJsonItemsFormat *format,
                           const char              *bytes,
                           gsize                    length,
                           guint32                  row)
{
  RcJsonItems self;
  RcJsonFault fault;
  GPtrArray *fields;

  rc_json_items_init (&self, format);
  self.fields = rc_json_fields_new ();
  self.wanted = row;
  if (rc_json_parse (&self.json, bytes, length, &fault) && !self.json.has_duplicate)
    (void) rc_json_items_walk (&self, /* error= */ NULL);
  fields = self.fields;
  rc_json_items_clear (&self);

  return fields;
}

GArray *
rc_json_items_digest_rows (const RcJsonItemsFormat *format,
                           const char              *bytes,
                           gsize                    length)
{
  g_autoptr (RcRowDigester) digester = rc_row_digester_new ();
  gboolean is_good;
  RcJsonItems self;
  RcJsonFault fault;

  rc_json_items_init (&self, format);
  self.digester = digester;
  is_good = rc_json_parse (&self.json, bytes, length, &fault) && !self.json.has_duplicate &&
            rc_json_items_walk (&self, /* error= */ NULL);
  rc_json_items_clear (&self);
  return is_good ? rc_row_digester_finish (digester) : NULL;
}

gboolean
rc_json_items_tell_unknown (RcJsonItems  *self,
                            const char   *message,
                            GError      **error)
{
  g_autofree char *found = NULL;

  if (self->n_unknown == 0)
    return TRUE;

  found = g_strdup_printf ("%" G_GUINT64_FORMAT " of other kinds", self->n_unknown);
  return rc_import_sink_set_aside (self->writer.sink, RC_IMPORT_SOURCE, 1, -1, RC_EXCEPTION_UNREADABLE_RECORD,
                                   "objects of kinds that are known", found, message, error);
}
