/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importer.h"

#include <string.h>

#include "record.h"

/*
 * The register of importers. It is filled once at start-up, before any thread is made, and only read afterwards.
 */

static GPtrArray *registered;
static RcMappingFactory mapping_factory;

G_DEFINE_QUARK (rc-importer-error-quark, rc_importer_error)

/**
 * rc_importer_get_framing:
 * @sample: of a source that @self is to read
 *
 * Returns: what a record of that source is
 */
RcFraming
rc_importer_get_framing (const RcImporter *self,
                         const RcSample   *sample)
{
  return self->choose_framing != NULL ? self->choose_framing (self, sample) : self->framing;
}

/**
 * rc_importer_read_fields:
 * @framing: of the source
 * @name: of the source
 * @bytes: a record of it, tainted, as the vault has it
 * @row: of the event
 *
 * Returns: (transfer full) (element-type RcFieldValue): what the record says of the event, with places in the record; empty where the
 *   importer reads no fields
 */
GPtrArray *
rc_importer_read_fields (const RcImporter *self,
                         RcFraming         framing,
                         const char       *name,
                         const char       *bytes,
                         gsize             length,
                         guint32           row)
{
  GPtrArray *fields = NULL;
  gsize begin = rc_record_find_content (framing, bytes, length, &length);

  if (self->read_named_fields != NULL)
    fields = self->read_named_fields (self, name, bytes + begin, length, row);
  else if (self->read_fields != NULL)
    fields = self->read_fields (self, bytes + begin, length, row);
  if (fields == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);

  for (guint i = 0; begin > 0 && i < fields->len; i++)
    ((RcFieldValue *) g_ptr_array_index (fields, i))->offset += begin;
  return fields;
}

/**
 * rc_importer_register:
 * @importer: kept, never freed; its id must be new
 *
 * Adds an importer. Where two are equally sure of a sample, the one registered first is chosen.
 */
void
rc_importer_register (const RcImporter *importer)
{
  g_return_if_fail (importer != NULL && importer->id != NULL);
  g_return_if_fail (rc_importer_by_id (importer->id) == NULL);

  if (registered == NULL)
    registered = g_ptr_array_new ();
  g_ptr_array_add (registered, (gpointer) importer);
}

/**
 * rc_importer_by_id:
 * @id: (nullable): tainted
 *
 * Returns: (transfer none) (nullable): the importer registered under this id
 */
const RcImporter *
rc_importer_by_id (const char *id)
{
  for (guint i = 0; i < rc_importer_count (); i++)
    {
      const RcImporter *importer = rc_importer_nth (i);

      if (g_strcmp0 (importer->id, id) == 0)
        return importer;
    }

  return NULL;
}

guint
rc_importer_count (void)
{
  return registered != NULL ? registered->len : 0;
}

/**
 * rc_importer_nth:
 * @index: from 0, in the order of registration
 *
 * Returns: (transfer none) (nullable): %NULL behind the last
 */
const RcImporter *
rc_importer_nth (guint index)
{
  if (index >= rc_importer_count ())
    return NULL;

  return g_ptr_array_index (registered, index);
}

static int
score_of (const RcImporter *importer,
          const RcSample   *sample)
{
  return importer->recognise != NULL ? importer->recognise (importer, sample) : 0;
}

/**
 * rc_importer_choose:
 * @sample: the beginning of a source
 *
 * Returns: (transfer none) (nullable): the importer that is most sure of the sample; the first registered where several are
 *   equally sure, so that the choice never depends on anything but the content and the program; %NULL where all say 0
 */
const RcImporter *
rc_importer_choose (const RcSample *sample)
{
  return rc_importer_choose_next (sample, NULL);
}

/**
 * rc_importer_choose_next:
 * @previous: (nullable): one that was sure of the sample and yet understood nothing of the source
 *
 * Returns: (transfer none) (nullable): the most sure of those that come after @previous in the order of rc_importer_choose()
 */
const RcImporter *
rc_importer_choose_next (const RcSample   *sample,
                         const RcImporter *previous)
{
  int limit = previous != NULL ? score_of (previous, sample) : G_MAXINT;
  gboolean is_after = FALSE;
  const RcImporter *best = NULL;
  int best_score = 0;

  g_return_val_if_fail (sample != NULL, NULL);

  for (guint i = 0; i < rc_importer_count (); i++)
    {
      const RcImporter *importer = rc_importer_nth (i);
      int score = score_of (importer, sample);

      if (score > best_score && (score < limit || (score == limit && is_after)))
        {
          best = importer;
          best_score = score;
        }
      is_after = is_after || importer == previous;
    }

  return best;
}

void
rc_importer_set_mapping_factory (RcMappingFactory factory)
{
  mapping_factory = factory;
}

/**
 * rc_importer_from_pinned_mapping:
 * @text: a mapping that was accepted before, as the case keeps it
 * @length: of @text in bytes
 * @name: for messages
 *
 * Makes an importer from a mapping's text. Where a registered importer comes from the very same text, a copy is made
 * nevertheless. Its id may be that of a registered mapping with another text: an older program's built-in mapping.
 *
 * Returns: (transfer full): free with its @free; %NULL with RC_IMPORTER_ERROR_MAPPING
 */
RcImporter *
rc_importer_from_pinned_mapping (const char *text,
                                 gsize       length,
                                 const char *name,
                                 GError    **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  if (mapping_factory == NULL)
    {
      g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING,
                   "%s: this program reads no mappings", name);
      return NULL;
    }

  return mapping_factory (text, length, name, error);
}

/**
 * rc_importer_from_mapping:
 * @text: a user's mapping, tainted
 * @length: of @text in bytes
 * @name: for messages
 *
 * Makes an importer from a user's mapping. Its id must not be that of a registered importer, unless that one comes from the same
 * text: one id in a list of sources must mean one way of reading.
 *
 * Returns: (transfer full): free with its @free; %NULL with RC_IMPORTER_ERROR_MAPPING
 */
RcImporter *
rc_importer_from_mapping (const char *text,
                          gsize       length,
                          const char *name,
                          GError    **error)
{
  RcImporter *importer = rc_importer_from_pinned_mapping (text, length, name, error);
  const RcImporter *known;

  if (importer == NULL)
    return NULL;

  known = rc_importer_by_id (importer->id);
  if (known == NULL || rc_importer_has_mapping_text (known, text, length))
    return importer;

  g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING,
               "%s: [mapping] id=%s: an importer of this id exists already; give the mapping an id of its own",
               name, importer->id);
  importer->free (importer);
  return NULL;
}

static const RcImporterMappingData *
peek_mapping_data (const RcImporter *self)
{
  /* Only an importer made from a mapping can be freed: the others are constants of the program. */
  return self->free != NULL ? self->data : NULL;
}

/**
 * rc_importer_peek_mapping_text:
 *
 * Returns: (transfer none) (nullable): the text of the mapping that the importer was made from, zero-terminated; %NULL where it is
 *   written in C
 */
const char *
rc_importer_peek_mapping_text (const RcImporter *self)
{
  const RcImporterMappingData *data;

  g_return_val_if_fail (self != NULL, NULL);

  data = peek_mapping_data (self);
  return data != NULL ? data->text : NULL;
}

/**
 * rc_importer_has_mapping_text:
 *
 * Returns: whether the importer was made from exactly this text
 */
gboolean
rc_importer_has_mapping_text (const RcImporter *self,
                              const char       *text,
                              gsize             length)
{
  const RcImporterMappingData *data = peek_mapping_data (self);

  return data != NULL && data->length == length && memcmp (data->text, text, length) == 0;
}
