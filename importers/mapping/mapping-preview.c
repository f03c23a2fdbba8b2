/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-assist.h"

#include "importers/mapping/mapped-importer.h"
#include "importers/mapping/mapping-sample.h"
#include "importers/mapping/mapping-signs.h"

#include <string.h>

/*
 * What a mapping makes of a sample, by the very code that imports; nothing is stored.
 */

typedef struct
{
  const RcImporter            *importer;
  const RcMappingSampleRecord *record;
  const char                  *name;
  RcMappingPreview            *preview;
} Reading;

static void
take_event (const RcParsedEvent *event,
            gpointer             user_data)
{
  Reading *reading = user_data;

  g_ptr_array_add (reading->preview->events, rc_importer_read_fields (reading->importer, RC_FRAMING_WHOLE, reading->name, reading->record->json,
                                                                      reading->record->length, event->row));
  g_array_append_val (reading->preview->kinds, event->kind);
}

static char *
dup_fault (const RcRecordFault *fault)
{
  return g_strdup_printf ("%s: expected %s, found %s", fault->kind, fault->expected, fault->found);
}

/* A record of lines, objects or a table. */
static void
read_record (RcMappedParser *parser,
             Reading        *reading)
{
  const RcMapping *mapping = reading->importer->data;
  const RcMappingSampleRecord *record = reading->record;
  RcParseResult result = RC_PARSE_SET_ASIDE;
  RcJsonFault json_fault;
  RcRecordFault fault = { 0 };

  if (mapping->form != RC_MAPPING_FORM_CSV && reading->importer->parse != NULL)
    result = reading->importer->parse (reading->importer, parser, record->json, record->length, take_event, reading, &fault);
  else if (rc_mapped_parser_read (parser, record->json, record->length, &json_fault, &fault))
    result = rc_mapped_parser_tell (parser, mapping->form == RC_MAPPING_FORM_CSV ? rc_json_member (&parser->record->json, 0, "columns") : 0,
                                    take_event, reading, &fault);
  if (result != RC_PARSE_EVENTS)
    reading->preview->fault = dup_fault (&fault);
}

static RcFraming
find_framing (const RcImporter *importer,
              const char       *sample,
              gsize             length,
              gboolean          is_whole)
{
  const RcSample head = { .head = sample, .head_length = length, .size = is_whole ? (gint64) length : -1 };

  return rc_importer_get_framing (importer, &head);
}

static void
free_preview (gpointer data)
{
  rc_mapping_preview_free (data);
}

/**
 * rc_mapping_preview:
 * @mapping: the text of a mapping
 * @name: of the file
 * @limit: so many records at the most
 *
 * Returns: (transfer full) (nullable) (element-type RcMappingPreview): %NULL with RC_IMPORTER_ERROR_MAPPING where the mapping is wrong
 */
GPtrArray *
rc_mapping_preview (const char   *mapping,
                    const char   *sample,
                    gsize         length,
                    gboolean      is_whole,
                    const char   *name,
                    guint         limit,
                    GError      **error)
{
  RcImporter *importer = rc_mapped_importer_new (mapping, strlen (mapping), "mapping", error);
  g_autoptr (GPtrArray) records = NULL;
  GPtrArray *previews;
  RcMappedParser *parser;

  if (importer == NULL)
    return NULL;

  previews = g_ptr_array_new_with_free_func (free_preview);
  parser = rc_mapped_parser_new (importer);
  parser->record->name = g_strdup (name);
  records = rc_mapping_sample_cut (importer->data, find_framing (importer, sample, length, is_whole), sample, length, is_whole, limit);
  for (guint i = 0; i < records->len; i++)
    {
      const RcMappingSampleRecord *record = g_ptr_array_index (records, i);
      Reading reading = { importer, record, name, rc_mapping_preview_new (sample + record->offset, record->raw_length, record->offset) };

      read_record (parser, &reading);
      g_ptr_array_add (previews, reading.preview);
    }

  rc_mapped_parser_free (parser);
  importer->free (importer);
  return previews;
}
