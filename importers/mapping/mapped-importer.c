/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-importer.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "importers/mapping/mapping-signs.h"

#include <string.h>

/* --- The parser --- */

gpointer
rc_mapped_parser_new (const RcImporter *importer)
{
  RcMappedParser *self = g_new0 (RcMappedParser, 1);

  self->record = rc_mapped_record_new (importer->data);
  return self;
}

void
rc_mapped_parser_free (gpointer parser)
{
  RcMappedParser *self = parser;

  if (self == NULL)
    return;

  rc_mapped_record_free (self->record);
  g_free (self->found);
  g_free (self->message);
  g_free (self);
}

static void
parser_set_zone (gpointer parser,
                 int      zone_minutes)
{
  RcMappedParser *self = parser;

  self->zone = (RcMappedZone) { TRUE, zone_minutes };
}

void
rc_mapped_parser_set_name (gpointer    parser,
                           const char *name)
{
  RcMappedParser *self = parser;

  g_free (self->record->name);
  self->record->name = g_strdup (name);
}

/* --- Faults --- */

void
rc_mapped_parser_set_fault (RcMappedParser *self,
                            RcRecordFault  *out_fault,
                            const char     *kind,
                            gsize           offset,
                            const char     *expected,
                            char           *found,
                            char           *message)
{
  g_free (self->found);
  g_free (self->message);
  self->found = found;
  self->message = message;

  out_fault->kind = kind;
  out_fault->offset = offset;
  out_fault->expected = expected;
  out_fault->found = found;
  out_fault->message = message;
}

static void
set_json_fault (RcMappedParser    *self,
                RcRecordFault     *out_fault,
                const char        *bytes,
                gsize              length,
                const RcJsonFault *fault)
{
  const char *kind = fault->kind == RC_JSON_FAULT_LIMIT ? RC_EXCEPTION_LIMIT : RC_EXCEPTION_UNREADABLE_RECORD;
  char *message;

  if (fault->kind == RC_JSON_FAULT_BYTE_ORDER_MARK)
    message = g_strdup ("The record begins with a byte order mark, which JSON does not allow (RFC 8259 section 8.1).");
  else
    message = g_strdup_printf ("The record is not readable as JSON (%s): expected %s at byte %" G_GSIZE_FORMAT " of it.",
                               rc_json_fault_code (fault->kind), fault->expected, fault->offset);

  rc_mapped_parser_set_fault (self, out_fault, kind, fault->offset, fault->expected, rc_mapped_dup_excerpt (bytes, length, fault->offset),
                              message);
}

static void
set_duplicate_fault (RcMappedParser *self,
                     RcRecordFault  *out_fault,
                     const char     *bytes,
                     gsize           length)
{
  const RcJsonNode *name = &self->record->json.nodes[self->record->json.duplicate];

  rc_mapped_parser_set_fault (self, out_fault, RC_EXCEPTION_DUPLICATE_MEMBER, name->offset, "each member named once",
                              rc_mapped_dup_excerpt (bytes, MIN (length, (gsize) name->offset + name->length), name->offset),
                              g_strdup ("A member is named twice, so that the record can be read in two ways."));
}

static void
set_type_fault (RcMappedParser *self,
                RcRecordFault  *out_fault,
                const char     *bytes,
                gsize           length,
                guint32         node)
{
  const gsize offset = self->record->json.nodes[node].offset;

  rc_mapped_parser_set_fault (self, out_fault, RC_EXCEPTION_UNREADABLE_RECORD, offset, "a JSON object",
                              rc_mapped_dup_excerpt (bytes, length, offset), g_strdup ("The record is JSON, but no object."));
}

static void
set_doubt (RcMappedParser *self,
           RcRecordFault  *out_fault)
{
  const RcMappedDoubt *doubt = &self->record->doubt;

  rc_mapped_parser_set_fault (self, out_fault, doubt->kind, doubt->offset, doubt->expected, g_strdup (doubt->found),
                              g_strdup (doubt->message));
}

/* --- Records --- */

gboolean
rc_mapped_parser_read (RcMappedParser *self,
                       const char     *bytes,
                       gsize           length,
                       RcJsonFault    *out_json_fault,
                       RcRecordFault  *out_fault)
{
  if (G_UNLIKELY (!rc_mapped_record_parse (self->record, bytes, length, out_json_fault)))
    {
      set_json_fault (self, out_fault, bytes, length, out_json_fault);
      return FALSE;
    }

  if (G_UNLIKELY (self->record->json.has_non_finite))
    rc_mapped_record_doubt (self->record, RC_EXCEPTION_PAYLOAD_UNREADABLE, self->record->json.non_finite, "a number",
                            rc_mapped_dup_excerpt (bytes, length, self->record->json.non_finite),
                            "The record holds NaN or Infinity, which JSON does not have (RFC 8259 section 6). The rest of it was read.");
  out_json_fault->kind = RC_JSON_FAULT_NONE;
  if (G_UNLIKELY (self->record->json.has_duplicate))
    {
      set_duplicate_fault (self, out_fault, bytes, length);
      return FALSE;
    }

  return TRUE;
}

typedef struct
{
  RcMappedParser   *parser;
  RcParsedEventFunc func;
  gpointer          user_data;
  guint             n_told;
} Telling;

/* Nearly every record is its one row: told without a list of rows. */
static gboolean
tell_row (RcMappedRecord *record,
          gpointer        user_data)
{
  Telling *telling = user_data;
  RcParsedEvent event;

  if (!rc_mapped_event_read (record, &telling->parser->zone, &event))
    return TRUE;

  telling->func (&event, telling->user_data);
  telling->n_told++;
  return TRUE;
}

RcParseResult
rc_mapped_parser_tell (RcMappedParser    *self,
                       guint32            root,
                       RcParsedEventFunc  func,
                       gpointer           user_data,
                       RcRecordFault     *out_fault)
{
  Telling telling = { .parser = self, .func = func, .user_data = user_data };

  rc_mapped_record_begin (self->record, root);
  rc_mapped_record_each_row (self->record, tell_row, &telling);
  if (G_LIKELY (self->record->doubt.kind == NULL))
    return RC_PARSE_EVENTS;

  set_doubt (self, out_fault);
  return telling.n_told > 0 ? RC_PARSE_DOUBTFUL : RC_PARSE_SET_ASIDE;
}

static RcParseResult
parse_json (const RcImporter *importer,
            gpointer          parser,
            const char       *bytes,
            gsize             length,
            RcParsedEventFunc func,
            gpointer          user_data,
            RcRecordFault    *out_fault)
{
  RcMappedParser *self = parser;
  RcJsonFault json_fault;

  if (!rc_mapped_parser_read (self, bytes, length, &json_fault, out_fault))
    return json_fault.kind == RC_JSON_FAULT_EMPTY ? RC_PARSE_EVENTS : RC_PARSE_SET_ASIDE;

  if (self->record->json.nodes[0].type != RC_JSON_OBJECT)
    {
      set_type_fault (self, out_fault, bytes, length, 0);
      return RC_PARSE_SET_ASIDE;
    }

  return rc_mapped_parser_tell (self, 0, func, user_data, out_fault);
}

static RcParseResult
parse_text (const RcImporter *importer,
            gpointer          parser,
            const char       *bytes,
            gsize             length,
            RcParsedEventFunc func,
            gpointer          user_data,
            RcRecordFault    *out_fault)
{
  RcMappedParser *self = parser;
  g_auto (RcMappedLine) line = { 0 };
  RcJsonFault json_fault;

  rc_mapped_line_read (importer->data, bytes, length, &line);
  if (line.json == NULL)
    {
      if (line.is_ignored)
        return RC_PARSE_EVENTS;
      rc_mapped_parser_set_fault (self, out_fault, RC_EXCEPTION_UNREADABLE_RECORD, 0, "a line of the form that the mapping describes",
                                  rc_mapped_dup_excerpt (bytes, length, 0),
                                  g_strdup ("The line does not have the form that the mapping describes."));
      return RC_PARSE_SET_ASIDE;
    }

  if (!rc_mapped_parser_read (self, line.json, line.length, &json_fault, out_fault))
    return RC_PARSE_SET_ASIDE;

  self->record->places = line.places;
  self->record->n_places = line.n_places;
  return rc_mapped_parser_tell (self, 0, func, user_data, out_fault);
}

/* --- One document --- */

static gboolean
set_document_aside (const RcRecordFault *fault,
                    RcImportSink        *sink,
                    GError             **error)
{
  return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, (gint64) fault->offset, fault->kind, fault->expected, fault->found,
                                   fault->message, error);
}

typedef struct
{
  RcMappedParser *parser;
  RcImportSink   *sink;
  const char     *text;
  gsize           length;
  GCancellable   *cancellable;
  GError         *error;
} Document;

static gboolean
import_row (RcMappedRecord *record,
            gpointer        user_data)
{
  Document *self = user_data;
  gboolean is_item = record->row_path == NULL;
  RcRecordFault fault;
  RcParsedEvent event;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return FALSE;
  if (is_item && record->json.nodes[record->item.node].type != RC_JSON_OBJECT)
    {
      set_type_fault (self->parser, &fault, self->text, self->length, record->item.node);
      return set_document_aside (&fault, self->sink, &self->error);
    }

  if (rc_mapped_event_read (record, &self->parser->zone, &event)
      && !rc_import_sink_add_event (self->sink, RC_IMPORT_SOURCE, 1, &event, &self->error))
    return FALSE;
  if (record->doubt.kind == NULL)
    return TRUE;

  set_doubt (self->parser, &fault);
  record->doubt.kind = NULL;
  return set_document_aside (&fault, self->sink, &self->error);
}

static gboolean
import_document (const RcImporter    *importer,
                 const RcImportInput *input,
                 RcImportSink        *sink,
                 GCancellable        *cancellable,
                 GError             **error)
{
  g_autoptr (RcMappedParser) parser = rc_mapped_parser_new (importer);
  Document document = { .parser = parser, .sink = sink, .cancellable = cancellable };
  RcJsonFault json_fault;
  RcRecordFault fault;

  if (input->has_zone)
    parser_set_zone (parser, input->zone_minutes);
  rc_mapped_parser_set_name (parser, input->name);

  if (input->bytes == NULL)
    {
      g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT " bytes", input->size);

      return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, 0, RC_EXCEPTION_LIMIT, "a document within RC_LIMIT_RECORD_BYTES",
                                       found, "The document is larger than the largest that is read.", error);
    }

  document.text = g_bytes_get_data (input->bytes, &document.length);
  if (!rc_mapped_parser_read (parser, document.text, document.length, &json_fault, &fault))
    return set_document_aside (&fault, sink, error);

  rc_mapped_record_begin (parser->record, 0);
  if (rc_mapped_record_each_row (parser->record, import_row, &document) || document.error == NULL)
    return TRUE;

  g_propagate_error (error, document.error);
  return FALSE;
}

/* --- Fields --- */

static GPtrArray *
read_at (RcMappedParser *self,
         guint32         root,
         guint32         row)
{
  if (root == RC_JSON_NO_NODE)
    return NULL;

  rc_mapped_record_begin (self->record, root);
  if (!rc_mapped_record_find_row (self->record, row))
    return NULL;
  return rc_mapped_event_read_fields (self->record);
}

static GPtrArray *
read_named_fields (const RcImporter *importer,
                   const char       *name,
                   const char       *bytes,
                   gsize             length,
                   guint32           row)
{
  const RcMapping *mapping = importer->data;
  g_autoptr (RcMappedParser) self = rc_mapped_parser_new (importer);
  g_auto (RcMappedLine) line = { 0 };
  RcJsonFault json_fault;
  RcRecordFault fault;

  rc_mapped_parser_set_name (self, name);
  if (mapping->form == RC_MAPPING_FORM_TEXT)
    {
      rc_mapped_line_read (mapping, bytes, length, &line);
      bytes = line.json;
      length = line.length;
    }
  if (bytes == NULL || !rc_mapped_parser_read (self, bytes, length, &json_fault, &fault))
    return NULL;

  self->record->places = line.places;
  self->record->n_places = line.n_places;
  return read_at (self, mapping->form == RC_MAPPING_FORM_CSV ? rc_json_member (&self->record->json, 0, "columns") : 0, row);
}

/* --- The importer --- */

static int
recognise (const RcImporter *importer,
           const RcSample   *sample)
{
  return rc_mapping_recognise (importer->data, sample, NULL);
}

static RcFraming
choose_framing (const RcImporter *importer,
                const RcSample   *sample)
{
  RcFraming framing = importer->framing;

  (void) rc_mapping_recognise (importer->data, sample, &framing);
  return framing;
}

static void
free_importer (RcImporter *importer)
{
  rc_mapping_free (importer->data);
  g_free (importer);
}

static gboolean
has_framing (const RcMapping *mapping,
             RcFraming        framing)
{
  for (guint i = 0; i < mapping->n_framings; i++)
    if (mapping->framings[i] == framing)
      return TRUE;
  return FALSE;
}

static void
set_readers (RcImporter      *self,
             const RcMapping *mapping)
{
  if (mapping->form == RC_MAPPING_FORM_CSV)
    {
      self->import = rc_mapped_csv_import;
      return;
    }

  if (has_framing (mapping, RC_FRAMING_WHOLE))
    self->import = import_document;
  if (mapping->n_framings == 1 && self->import != NULL)
    return;

  self->parser_new = rc_mapped_parser_new;
  self->parser_free = rc_mapped_parser_free;
  self->parser_set_zone = parser_set_zone;
  self->parser_set_name = mapping->asks_name ? rc_mapped_parser_set_name : NULL;
  self->parse = mapping->form == RC_MAPPING_FORM_TEXT ? parse_text : parse_json;
}

/**
 * rc_mapped_importer_new:
 * @text: a mapping, tainted; copied
 * @length: of @text in bytes
 * @name: for messages
 *
 * Returns: (transfer full) (nullable): free with its @free; %NULL with RC_IMPORTER_ERROR_MAPPING
 */
RcImporter *
rc_mapped_importer_new (const char *text,
                    gsize       length,
                    const char *name,
                    GError    **error)
{
  RcMapping *mapping = rc_mapping_new (text, length, name, error);
  RcImporter *self;

  if (mapping == NULL)
    return NULL;

  self = g_new0 (RcImporter, 1);
  self->id = mapping->id;
  self->title = mapping->title;
  self->evidences = mapping->evidences;
  self->framing = mapping->framings[0];
  self->choose_framing = mapping->n_framings > 1 ? choose_framing : NULL;
  self->reads_name = mapping->asks_name;
  self->chain_profile = mapping->chain_profile;
  self->sampling = mapping->sampling;
  self->join = mapping->has_join ? &mapping->join : NULL;
  self->replaces = mapping->replaces;
  self->data = mapping;
  self->recognise = recognise;
  self->read_named_fields = read_named_fields;
  self->digest_rows = mapping->form == RC_MAPPING_FORM_JSON ? rc_mapped_digest_rows : NULL;
  self->free = free_importer;
  set_readers (self, mapping);
  return self;
}
