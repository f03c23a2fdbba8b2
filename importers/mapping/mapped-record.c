/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-record.h"

#include "core/exception.h"
#include "importers/json-value.h"
#include "importers/mapping/mapped-decoding.h"

#include <string.h>

/* So many bytes of the evidence are shown where it cannot be read. */
#define EXCERPT_BYTES 24

/**
 * rc_mapped_record_new:
 * @mapping: borrowed
 */
RcMappedRecord *
rc_mapped_record_new (const RcMapping *mapping)
{
  RcMappedRecord *self = g_new0 (RcMappedRecord, 1);

  self->mapping = mapping;
  rc_json_init (&self->json);
  self->json.reads_non_finite = mapping->reads_non_finite;
  self->nodes = g_new (guint32, MAX (rc_path_set_count (mapping->paths), 1));
  self->owned = g_ptr_array_new_with_free_func (g_free);
  self->documents = rc_mapped_documents_new ();
  return self;
}

void
rc_mapped_record_free (RcMappedRecord *self)
{
  if (self == NULL)
    return;

  rc_mapped_record_forget (self, NULL);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->owned);
  g_free (self->nodes);
  g_free (self->name);
  g_free (self->doubt.found);
  rc_json_clear (&self->json);
  g_free (self);
}

char *
rc_mapped_dup_excerpt (const char *bytes,
                       gsize       length,
                       gsize       offset)
{
  GString *text;
  gsize end;

  if (offset >= length)
    return g_strdup ("the end of the record");

  text = g_string_new (NULL);
  end = length - offset > EXCERPT_BYTES ? offset + EXCERPT_BYTES : length;
  for (gsize i = offset; i < end; i++)
    {
      if (g_ascii_isprint (bytes[i]))
        g_string_append_c (text, bytes[i]);
      else
        g_string_append_printf (text, "\\x%02X", (guint8) bytes[i]);
    }
  if (end < length)
    g_string_append (text, "…");

  return g_string_free (text, FALSE);
}

void
rc_mapped_record_doubt (RcMappedRecord *self,
                        const char     *kind,
                        guint64         offset,
                        const char     *expected,
                        char           *found,
                        const char     *message)
{
  gboolean costs_event = g_str_equal (kind, RC_EXCEPTION_LIMIT);

  if (self->doubt.kind != NULL && (!costs_event || g_str_equal (self->doubt.kind, RC_EXCEPTION_LIMIT)))
    {
      g_free (found);
      return;
    }

  g_free (self->doubt.found);
  self->doubt = (RcMappedDoubt) { kind, offset, expected, found, message };
}

/**
 * rc_mapped_record_parse:
 * @bytes: a record, tainted; borrowed until the next one
 *
 * Returns: whether it is JSON
 */
gboolean
rc_mapped_record_parse (RcMappedRecord *self,
                        const char     *bytes,
                        gsize           length,
                        RcJsonFault    *out_fault)
{
  g_ptr_array_set_size (self->owned, 0);
  self->n_documents = 0;
  self->doubt.kind = NULL;
  self->places = NULL;
  rc_mapped_record_forget (self, NULL);
  return rc_json_parse (&self->json, bytes, length, out_fault);
}

void
rc_mapped_record_begin (RcMappedRecord *self,
                        guint32         node)
{
  self->item = (RcMappedValue) { .json = &self->json, .node = node };
  self->levels[0] = self->item;
  self->n_levels = 0;
  self->row_path = NULL;
  self->row = 0;
  self->n_rows = 0;
}

void
rc_mapped_record_look (RcMappedRecord *self,
                       RcPaths         paths)
{
  if (self->item.json != NULL)
    rc_path_set_find (self->mapping->paths, paths, self->item.json, self->item.node, self->nodes);
  else
    for (guint i = 0; i < rc_path_set_count (self->mapping->paths); i++)
      self->nodes[i] = RC_JSON_NO_NODE;
}

/* --- Values --- */

void
rc_mapped_record_read (RcMappedRecord      *self,
                       const RcMappedValue *value,
                       RcSlice             *out_text)
{
  if (value->json != NULL)
    rc_json_value_read (value->json, value->node, self->owned, out_text);
  else
    *out_text = value->text;
}

/* Where a text of the record itself stands; of a record that was made from a text, where the part stands there. */
static void
get_own_place (const RcMappedRecord *self,
               guint32               node,
               guint64              *out_offset,
               guint64              *out_length)
{
  guint member = node >= 2 ? (node - 2) / 2 : G_MAXUINT;

  *out_offset = self->places == NULL ? self->json.nodes[node].offset : 0;
  *out_length = self->places == NULL ? self->json.nodes[node].length : 0;
  if (self->places == NULL || member >= self->n_places)
    return;

  *out_offset = self->places[2 * member];
  *out_length = self->places[2 * member + 1];
}

void
rc_mapped_record_get_place (const RcMappedRecord *self,
                            const RcMappedValue  *value,
                            guint64              *out_offset,
                            guint64              *out_length)
{
  *out_offset = value->offset;
  *out_length = value->length;
  if (value->json == &self->json)
    get_own_place (self, value->node, out_offset, out_length);
}
