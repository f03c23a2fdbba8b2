/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapped-json.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "importers/json-value.h"
#include "importers/mapping-signs.h"

/* So many bytes of the evidence are shown where it cannot be read. */
#define EXCERPT_BYTES 24

#define NANOSECONDS G_GINT64_CONSTANT (1000000000)

/* One for each thread. Nothing is allocated for a record whose texts have no escapes. */
typedef struct
{
  const RcMapping *mapping;
  RcJson           json;
  guint32         *nodes;        /* of the paths, in the record at hand */
  GPtrArray       *owned;        /* texts with their escapes resolved, until the next record */
  char            *found;        /* of the last fault */
  char            *message;
  gboolean         has_zone;
  int              zone_minutes;
  guint32          doubtful_time; /* in the record at hand: the number of a time in another unit; RC_JSON_NO_NODE */
} Parser;

static gpointer
parser_new (const RcImporter *importer)
{
  Parser *self = g_new0 (Parser, 1);

  self->mapping = importer->data;
  rc_json_init (&self->json);
  self->nodes = g_new (guint32, rc_path_set_count (self->mapping->paths));
  self->owned = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
parser_free (gpointer parser)
{
  Parser *self = parser;

  if (self == NULL)
    return;

  rc_json_clear (&self->json);
  g_free (self->nodes);
  g_ptr_array_unref (self->owned);
  g_free (self->found);
  g_free (self->message);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Parser, parser_free)

static void
parser_set_zone (gpointer parser,
                 int      zone_minutes)
{
  Parser *self = parser;

  self->has_zone = TRUE;
  self->zone_minutes = zone_minutes;
}

/* --- Faults --- */

/* What stands at a place, in printable ASCII. */
static char *
dup_excerpt (const char *bytes,
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

static void
set_fault (Parser        *self,
           RcRecordFault *out_fault,
           const char    *kind,
           gsize          offset,
           const char    *expected,
           char          *found,         /* (transfer full) */
           char          *message)       /* (transfer full) */
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
set_json_fault (Parser            *self,
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

  set_fault (self, out_fault, kind, fault->offset, fault->expected, dup_excerpt (bytes, length, fault->offset), message);
}

static void
set_duplicate_fault (Parser        *self,
                     RcRecordFault *out_fault,
                     const char    *bytes,
                     gsize          length)
{
  const RcJsonNode *name = &self->json.nodes[self->json.duplicate];

  set_fault (self, out_fault, RC_EXCEPTION_DUPLICATE_MEMBER, name->offset, "each member named once",
             dup_excerpt (bytes, MIN (length, (gsize) name->offset + name->length), name->offset),
             g_strdup ("A member is named twice, so that the record can be read in two ways."));
}

static void
set_type_fault (Parser        *self,
                RcRecordFault *out_fault,
                const char    *bytes,
                gsize          length,
                guint32        node)
{
  const gsize offset = self->json.nodes[node].offset;

  set_fault (self, out_fault, RC_EXCEPTION_UNREADABLE_RECORD, offset, "a JSON object", dup_excerpt (bytes, length, offset),
             g_strdup ("The record is JSON, but no object."));
}

static void
set_limit_fault (Parser        *self,
                 RcRecordFault *out_fault,
                 guint32        node)
{
  const RcJsonNode *value = &self->json.nodes[node];

  set_fault (self, out_fault, RC_EXCEPTION_LIMIT, value->offset, "a name within RC_LIMIT_NAME_BYTES",
             g_strdup_printf ("%u bytes", value->length),
             g_strdup ("The record names something by a text that is longer than any name that is kept."));
}

/* --- Records --- */

/* Reads the bytes as JSON that can be read in one way only. */
static gboolean
read_json (Parser        *self,
           const char    *bytes,
           gsize          length,
           RcJsonFault   *out_json_fault,
           RcRecordFault *out_fault)
{
  g_ptr_array_set_size (self->owned, 0);

  if (G_UNLIKELY (!rc_json_parse (&self->json, bytes, length, out_json_fault)))
    {
      set_json_fault (self, out_fault, bytes, length, out_json_fault);
      return FALSE;
    }

  out_json_fault->kind = RC_JSON_FAULT_NONE;
  if (G_UNLIKELY (self->json.has_duplicate))
    {
      set_duplicate_fault (self, out_fault, bytes, length);
      return FALSE;
    }

  return TRUE;
}

static guint32
pick (const Parser          *self,
      const RcMappingChoice *choice)
{
  return choice != NULL ? rc_mapping_choice_pick (choice, &self->json, self->nodes, NULL) : RC_JSON_NO_NODE;
}

/* The name of something, kept with the event. */
static gboolean
read_name (Parser                *self,
           const RcMappingChoice *choice,
           RcSlice               *out_slice,
           RcRecordFault         *out_fault)
{
  guint32 node = pick (self, choice);

  if (node == RC_JSON_NO_NODE)
    return TRUE;

  rc_json_value_read (&self->json, node, self->owned, out_slice);
  if (G_LIKELY (out_slice->length <= RC_LIMIT_NAME_BYTES))
    return TRUE;

  set_limit_fault (self, out_fault, node);
  return FALSE;
}

/* The event goes on without the time; which unit was meant nobody can say for certain. */
static gboolean
read_epoch (Parser       *self,
            const RcSlice *text,
            guint32       node,
            RcTimestamp  *out_time)
{
  if (!rc_timestamp_from_epoch (text->text, text->length, self->mapping->time.units_per_second, out_time))
    {
      /* Digits beyond what a time can be are a time in a smaller unit; anything else is no time. */
      self->doubtful_time = rc_timestamp_from_epoch (text->text, text->length, NANOSECONDS, out_time) ? node : RC_JSON_NO_NODE;
      return FALSE;
    }
  if (rc_timestamp_is_plausible (out_time))
    return TRUE;

  self->doubtful_time = node;
  return FALSE;
}

static void
set_time_fault (Parser        *self,
                RcRecordFault *out_fault)
{
  const RcJsonNode *node = &self->json.nodes[self->doubtful_time];

  set_fault (self, out_fault, RC_EXCEPTION_TIME_AMBIGUOUS, node->offset, "an instant from 2000 to 2099",
             g_strndup (self->json.text + node->offset, node->length),
             g_strdup ("The number of the record's time counts other units (seconds, milliseconds …) than the mapping says; the record has "
                       "no time that could be relied on."));
}

static gboolean
read_time (Parser      *self,
           RcTimestamp *out_time)
{
  const RcMappingTime *rule = &self->mapping->time;
  RcZoneSource zone = rule->zone_if_absent;
  guint32 node = pick (self, rule->choice);
  RcSlice text;
  guint8 type;

  if (node == RC_JSON_NO_NODE)
    return FALSE;

  type = self->json.nodes[node].type;
  if (type != RC_JSON_STRING && type != RC_JSON_NUMBER)
    return FALSE;

  rc_json_value_read (&self->json, node, self->owned, &text);
  if (rule->form == RC_MAPPING_TIME_EPOCH)
    return read_epoch (self, &text, node, out_time);
  if (type != RC_JSON_STRING)
    return FALSE;

  if (zone == RC_ZONE_ASSUMED && !self->has_zone)
    zone = RC_ZONE_UNKNOWN;
  return rc_timestamp_parse (text.text, text.length, zone, zone == RC_ZONE_ASSUMED ? self->zone_minutes : 0, out_time);
}

static gboolean
read_event (Parser        *self,
            guint32        node,
            guint32        row,
            RcParsedEvent *out_event,
            RcRecordFault *out_fault)
{
  const RcMappingChoice * const *choices;

  *out_event = (RcParsedEvent) { .row = row };
  self->doubtful_time = RC_JSON_NO_NODE;
  rc_path_set_find (self->mapping->paths, RC_PATHS_QUICK, &self->json, node, self->nodes);
  out_event->kind = rc_mapping_read_kind (self->mapping, &self->json, self->nodes);
  out_event->has_time = read_time (self, &out_event->time);

  choices = self->mapping->fields[out_event->kind];
  return read_name (self, choices[RC_FIELD_ID], &out_event->id, out_fault) &&
         read_name (self, choices[RC_FIELD_DECISION], &out_event->decision, out_fault) &&
         read_name (self, choices[RC_FIELD_SUBJECT], &out_event->subject, out_fault) &&
         read_name (self, choices[RC_FIELD_TARGET], &out_event->target, out_fault) &&
         read_name (self, choices[RC_FIELD_SYSTEM], &out_event->system, out_fault) &&
         read_name (self, choices[RC_FIELD_ENDPOINT], &out_event->endpoint, out_fault) &&
         read_name (self, choices[RC_FIELD_MODEL_NAME], &out_event->model_name, out_fault) &&
         read_name (self, choices[RC_FIELD_MODEL_VERSION], &out_event->model_version, out_fault);
}

static RcParseResult
parse_line (const RcImporter *importer,
            gpointer          parser,
            const char       *bytes,
            gsize             length,
            RcParsedEventFunc func,
            gpointer          user_data,
            RcRecordFault    *out_fault)
{
  Parser *self = parser;
  RcJsonFault json_fault;
  RcParsedEvent event;

  if (!read_json (self, bytes, length, &json_fault, out_fault))
    return json_fault.kind == RC_JSON_FAULT_EMPTY ? RC_PARSE_EVENTS : RC_PARSE_SET_ASIDE;

  if (self->json.nodes[0].type != RC_JSON_OBJECT)
    {
      set_type_fault (self, out_fault, bytes, length, 0);
      return RC_PARSE_SET_ASIDE;
    }

  if (!read_event (self, 0, 0, &event, out_fault))
    return RC_PARSE_SET_ASIDE;

  func (&event, user_data);
  if (self->doubtful_time == RC_JSON_NO_NODE)
    return RC_PARSE_EVENTS;

  set_time_fault (self, out_fault);
  return RC_PARSE_DOUBTFUL;
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

static gboolean
import_item (Parser       *self,
             GBytes       *bytes,
             guint32       node,
             guint32       row,
             RcImportSink *sink,
             GError      **error)
{
  RcRecordFault fault;
  RcParsedEvent event;

  if (self->json.nodes[node].type != RC_JSON_OBJECT)
    {
      gsize length;
      const char *text = g_bytes_get_data (bytes, &length);

      set_type_fault (self, &fault, text, length, node);
      return set_document_aside (&fault, sink, error);
    }

  g_ptr_array_set_size (self->owned, 0);
  if (!read_event (self, node, row, &event, &fault))
    return set_document_aside (&fault, sink, error);

  if (!rc_import_sink_add_event (sink, RC_IMPORT_SOURCE, 1, &event, error))
    return FALSE;
  if (self->doubtful_time == RC_JSON_NO_NODE)
    return TRUE;

  set_time_fault (self, &fault);
  return set_document_aside (&fault, sink, error);
}

static gboolean
import_items (Parser       *self,
              GBytes       *bytes,
              RcImportSink *sink,
              GCancellable *cancellable,
              GError      **error)
{
  const RcJsonNode *nodes = self->json.nodes;
  guint32 row = 0;

  if (nodes[0].type != RC_JSON_ARRAY)
    return import_item (self, bytes, 0, 0, sink, error);

  for (guint32 item = 1; item < nodes[0].next; item = nodes[item].next)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !import_item (self, bytes, item, ++row, sink, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
import_document (const RcImporter    *importer,
                 const RcImportInput *input,
                 RcImportSink        *sink,
                 GCancellable        *cancellable,
                 GError             **error)
{
  g_autoptr (Parser) self = parser_new (importer);
  RcJsonFault json_fault;
  RcRecordFault fault;
  const char *text;
  gsize length;

  if (input->has_zone)
    parser_set_zone (self, input->zone_minutes);

  if (input->bytes == NULL)
    {
      g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT " bytes", input->size);

      return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, 0, RC_EXCEPTION_LIMIT, "a document within RC_LIMIT_RECORD_BYTES",
                                       found, "The document is larger than the largest that is read.", error);
    }

  text = g_bytes_get_data (input->bytes, &length);
  if (!read_json (self, text, length, &json_fault, &fault))
    return set_document_aside (&fault, sink, error);

  return import_items (self, input->bytes, sink, cancellable, error);
}

/* --- Fields --- */

static void
free_field (gpointer data)
{
  rc_field_value_free (data);
}

/* The object of an event: the root, or the item of that row. */
static guint32
find_row (const RcJson *json,
          guint32       row)
{
  const RcJsonNode *nodes = json->nodes;
  guint32 item = 1;

  if (row == 0)
    return nodes[0].type == RC_JSON_OBJECT ? 0 : RC_JSON_NO_NODE;
  if (nodes[0].type != RC_JSON_ARRAY || row > nodes[0].count)
    return RC_JSON_NO_NODE;

  for (guint32 i = 1; i < row; i++)
    item = nodes[item].next;
  return nodes[item].type == RC_JSON_OBJECT ? item : RC_JSON_NO_NODE;
}

static void
add_field (Parser                *self,
           RcField                field,
           const RcMappingChoice *choice,
           guint32                row,
           GPtrArray             *fields)
{
  RcFieldValue *value;
  guint path;
  guint32 node = choice != NULL ? rc_mapping_choice_pick (choice, &self->json, self->nodes, &path) : RC_JSON_NO_NODE;
  const char *pointer;

  if (node == RC_JSON_NO_NODE)
    return;

  value = g_new0 (RcFieldValue, 1);
  value->field = field;
  value->value = rc_json_value_dup (&self->json, node);
  value->offset = self->json.nodes[node].offset;
  value->length = self->json.nodes[node].length;
  pointer = rc_path_set_peek (self->mapping->paths, path);
  value->locator = row == 0 ? g_strdup (pointer) : g_strdup_printf ("/%u%s", row - 1, pointer);
  if (field == RC_FIELD_ACTION)
    {
      const char *word = rc_mapping_peek_action (self->mapping, value->value);

      if (word != value->value)
        {
          g_free (value->value);
          value->value = g_strdup (word);
        }
    }

  g_ptr_array_add (fields, value);
}

static GPtrArray *
read_fields (const RcImporter *importer,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  g_autoptr (Parser) self = parser_new (importer);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (free_field);
  RcJsonFault json_fault;
  RcRecordFault fault;
  RcEventKind kind;
  guint32 node;

  if (!read_json (self, bytes, length, &json_fault, &fault))
    return g_steal_pointer (&fields);
  node = find_row (&self->json, row);
  if (node == RC_JSON_NO_NODE)
    return g_steal_pointer (&fields);

  rc_path_set_find (self->mapping->paths, RC_PATHS_ALL, &self->json, node, self->nodes);
  kind = rc_mapping_read_kind (self->mapping, &self->json, self->nodes);
  for (guint field = 0; field < RC_N_FIELDS; field++)
    {
      const RcMappingChoice *choice = field == RC_FIELD_TIME ? self->mapping->time.choice : self->mapping->fields[kind][field];

      add_field (self, field, choice, row, fields);
    }

  return g_steal_pointer (&fields);
}

/* --- The importer --- */

static int
recognise (const RcImporter *importer,
           const RcSample   *sample)
{
  return rc_mapping_recognise (importer->data, sample);
}

static void
free_importer (RcImporter *importer)
{
  rc_mapping_free (importer->data);
  g_free (importer);
}

/**
 * rc_mapped_json_new:
 * @text: a mapping, tainted; copied
 * @length: of @text in bytes
 * @name: for messages
 *
 * Returns: (transfer full) (nullable): free with its @free; %NULL with RC_IMPORTER_ERROR_MAPPING
 */
RcImporter *
rc_mapped_json_new (const char *text,
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
  self->framing = mapping->framing;
  self->chain_profile = mapping->chain_profile;
  self->data = mapping;
  self->recognise = recognise;
  self->read_fields = read_fields;
  self->free = free_importer;
  if (mapping->framing == RC_FRAMING_LINES)
    {
      self->parser_new = parser_new;
      self->parser_free = parser_free;
      self->parser_set_zone = parser_set_zone;
      self->parse = parse_line;
    }
  else
    self->import = import_document;

  return self;
}
