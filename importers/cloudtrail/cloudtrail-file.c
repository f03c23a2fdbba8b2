/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cloudtrail.h"

#include "cloudtrail-event.h"

#include "importers/json-document.h"
#include "importers/json-sample.h"
#include "importers/row-digester.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/import-sink.h"
#include "core/words.h"

#include <string.h>

/*
 * Where records of CloudTrail stand: in {"Records":[…]} as the service delivers them, in an array, alone, in what EventBridge sends
 * ("detail"), and as JSON text in what lookup-events and queries of CloudTrail Lake answer ("CloudTrailEvent", "eventJson"). In a document
 * the records of a list are rows 1, 2, 3 …; a line has one, row 0.
 */

/* --- Records in what holds them --- */

static RcCloudtrailEvent *
read_text (const RcJson *json,
           guint32       text,
           const char   *pointer)
{
  g_autofree char *record = rc_json_dup_string (json, text);
  g_auto (RcJson) inner = { 0 };
  RcCloudtrailEvent *event;
  RcJsonFault fault;

  rc_json_init (&inner);
  if (record == NULL || !rc_json_parse (&inner, record, strlen (record), &fault) || inner.has_duplicate ||
      !rc_cloudtrail_is_record (&inner, 0))
    return NULL;

  /* A place in the text cannot be cited, for its escapes; the text can. */
  event = rc_cloudtrail_event_read (&inner, 0, pointer);
  event->time_node = text;
  for (guint i = 0; i < event->fields->len; i++)
    {
      RcFieldValue *field = g_ptr_array_index (event->fields, i);

      field->offset = json->nodes[text].offset;
      field->length = json->nodes[text].length;
    }
  return event;
}

/* The record itself, or the text that should be one; %RC_JSON_NO_NODE: neither. @out_holder: (nullable): the member that holds it. */
static guint32
find_record (const RcJson  *json,
             guint32        node,
             const char   **out_holder)
{
  static const char * const holders[] = { "detail", "eventData", "CloudTrailEvent", "eventJson" };

  if (out_holder != NULL)
    *out_holder = NULL;
  if (rc_cloudtrail_is_record (json, node))
    return node;

  for (gsize i = 0; i < G_N_ELEMENTS (holders) && rc_json_is (json, node, RC_JSON_OBJECT); i++)
    {
      guint32 held = rc_json_member (json, node, holders[i]);

      if (held == RC_JSON_NO_NODE || !(rc_cloudtrail_is_record (json, held) || rc_json_is (json, held, RC_JSON_STRING)))
        continue;
      if (out_holder != NULL)
        *out_holder = holders[i];
      return held;
    }

  return RC_JSON_NO_NODE;
}

/* (nullable): no record stands there. */
static RcCloudtrailEvent *
read_item (const RcJson *json,
           guint32       node,
           const char   *pointer)
{
  const char *holder;
  guint32 record = find_record (json, node, &holder);
  g_autofree char *place = holder != NULL ? g_strdup_printf ("%s/%s", pointer, holder) : g_strdup (pointer);

  if (record == RC_JSON_NO_NODE)
    return NULL;
  return rc_json_is (json, record, RC_JSON_STRING) ? read_text (json, record, place) : rc_cloudtrail_event_read (json, record, place);
}

/* The array whose items are records; %RC_JSON_NO_NODE: the document is one itself. */
static guint32
find_list (const RcJson  *json,
           const char   **out_pointer)
{
  static const char * const names[] = { "Records", "Events" };

  *out_pointer = "";
  if (rc_json_is (json, 0, RC_JSON_ARRAY))
    return 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names) && rc_json_is (json, 0, RC_JSON_OBJECT); i++)
    {
      guint32 list = rc_json_member (json, 0, names[i]);

      if (list == RC_JSON_NO_NODE || !rc_json_is (json, list, RC_JSON_ARRAY))
        continue;
      *out_pointer = i == 0 ? "/Records" : "/Events";
      return list;
    }

  return RC_JSON_NO_NODE;
}

/* --- A document --- */

static int
recognise_file (const RcImporter *importer,
                const RcSample   *sample)
{
  static const char * const prefixes[] = { "", "detail/", "Records/0/", "Records/0/detail/" };
  g_auto (RcJsonSample) members = { 0 };

  rc_json_sample_read (&members, sample);
  if (rc_json_sample_has_all (&members, "Events/0/EventId", "Events/0/CloudTrailEvent", NULL))
    return 85;

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_autofree char *source = g_strconcat (prefixes[i], "eventSource", NULL);
      g_autofree char *name = g_strconcat (prefixes[i], "eventName", NULL);
      g_autofree char *version = g_strconcat (prefixes[i], "eventVersion", NULL);
      g_autofree char *time = g_strconcat (prefixes[i], "eventTime", NULL);

      if (rc_json_sample_has_all (&members, source, name, version, time, NULL))
        return 85;
    }

  return 0;
}

static gboolean
tell_time (const RcCloudtrailEvent *event,
           const RcJson            *json,
           RcImportSink            *sink,
           GError                 **error)
{
  g_autofree char *found = NULL;
  const RcJsonNode *node;

  if (rc_time_fault_exception (event->time_fault) == NULL)
    return TRUE;

  node = &json->nodes[event->time_node];
  found = g_strndup (json->text + node->offset, MIN (node->length, RC_LIMIT_SHOWN_BYTES));
  return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, node->offset, rc_time_fault_exception (event->time_fault),
                                   rc_time_fault_expected (event->time_fault), found, rc_time_fault_message (event->time_fault), error);
}

static gboolean
add_event (const RcCloudtrailEvent *event,
           const RcJson            *json,
           guint32                  node,
           guint32                  row,
           RcImportSink            *sink,
           GError                 **error)
{
  RcParsedEvent parsed;

  if (!rc_cloudtrail_event_parse (event, row, &parsed))
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, json->nodes[node].offset, RC_EXCEPTION_LIMIT,
                                     "a name of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                     "A record of CloudTrail names something by a text that is longer than any name that is kept.", error);

  return rc_import_sink_add_event (sink, RC_IMPORT_SOURCE, 1, &parsed, error) && tell_time (event, json, sink, error);
}

static gboolean
add_list (const RcJson  *json,
          guint32        list,
          const char    *pointer,
          RcImportSink  *sink,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *found = NULL;
  guint n_other = 0;
  gint64 first_other = 0;
  guint32 row = 0;

  for (guint32 node = list + 1; node < json->nodes[list].next; node = json->nodes[node].next)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u", pointer, row++);
      g_autoptr (RcCloudtrailEvent) event = read_item (json, node, place);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          (event != NULL && !add_event (event, json, node, row, sink, error)))
        return FALSE;
      if (event == NULL && n_other++ == 0)
        first_other = json->nodes[node].offset;
    }
  if (n_other == 0)
    return TRUE;

  found = g_strdup_printf ("%u that are none", n_other);
  return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, first_other, RC_EXCEPTION_UNREADABLE_RECORD, "records of CloudTrail", found,
                                   "Some items of the log file are no records of calls; they are kept, and nothing is read from them.",
                                   error);
}

static gboolean
import_file (const RcImporter    *importer,
             const RcImportInput *input,
             RcImportSink        *sink,
             GCancellable        *cancellable,
             GError             **error)
{
  g_auto (RcJson) json = { 0 };
  g_autoptr (RcCloudtrailEvent) event = NULL;
  GError *local_error = NULL;
  const char *pointer;
  guint32 list;

  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "The log file cannot be read.", &local_error))
    return rc_json_document_was_refused (local_error, error);

  list = find_list (&json, &pointer);
  if (list != RC_JSON_NO_NODE)
    return add_list (&json, list, pointer, sink, cancellable, error);

  event = read_item (&json, 0, "");
  return event == NULL || add_event (event, &json, 0, 0, sink, error);
}

/* Of a line, and of a document that is one record, the row is 0. */
static GPtrArray *
read_fields (const RcImporter *importer,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  g_auto (RcJson) json = { 0 };
  g_autoptr (RcCloudtrailEvent) event = NULL;
  g_autofree char *place = NULL;
  const char *pointer = "";
  guint32 node = 0;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault) || json.has_duplicate)
    return rc_json_fields_new ();

  if (row > 0)
    {
      guint32 list = find_list (&json, &pointer);

      if (list == RC_JSON_NO_NODE || row > json.nodes[list].count)
        return rc_json_fields_new ();
      node = list + 1;
      for (guint32 i = 1; i < row; i++)
        node = json.nodes[node].next;
    }

  place = row > 0 ? g_strdup_printf ("%s/%u", pointer, row - 1) : g_strdup ("");
  event = read_item (&json, node, place);
  return event != NULL ? g_ptr_array_ref (event->fields) : rc_json_fields_new ();
}

/* --- Records met again --- */

static void
say_id (RcRowDigester           *digester,
        const RcCloudtrailEvent *event)
{
  for (guint i = 0; i < event->fields->len; i++)
    {
      const RcFieldValue *field = g_ptr_array_index (event->fields, i);

      if (field->field == RC_FIELD_ID)
        rc_row_digester_say (digester, field->field, field->value, strlen (field->value));
    }
}

/* One call comes in the files of several trails and in answers to questions: what holds it differs, the record does not. */
static gboolean
begin_row (RcRowDigester *digester,
           const RcJson  *json,
           guint32        node)
{
  guint32 held = find_record (json, node, NULL);
  g_autoptr (RcCloudtrailEvent) event = held != RC_JSON_NO_NODE ? read_item (json, node, "") : NULL;
  g_autofree char *text = NULL;

  if (event == NULL)
    return FALSE;
  if (!rc_json_is (json, held, RC_JSON_STRING))
    {
      rc_row_digester_begin_at (digester, json, held);
      say_id (digester, event);
      return TRUE;
    }

  text = rc_json_dup_string (json, held);
  if (text == NULL)
    return FALSE;
  rc_row_digester_begin (digester, text, strlen (text));
  say_id (digester, event);
  return TRUE;
}

static GArray *
digest_rows (const RcImporter *importer,
             const char       *name,
             const char       *bytes,
             gsize             length)
{
  g_autoptr (RcRowDigester) digester = rc_row_digester_new ();
  g_auto (RcJson) json = { 0 };
  const char *pointer;
  RcJsonFault fault;
  guint32 list, row = 0;

  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault) || json.has_duplicate)
    return NULL;

  list = find_list (&json, &pointer);
  if (list == RC_JSON_NO_NODE && begin_row (digester, &json, 0))
    rc_row_digester_end (digester, 0);
  for (guint32 node = list + 1; list != RC_JSON_NO_NODE && node < json.nodes[list].next; node = json.nodes[node].next)
    {
      row++;
      if (begin_row (digester, &json, node))
        rc_row_digester_end (digester, row);
    }

  return rc_row_digester_finish (digester);
}

/* --- Lines --- */

typedef struct
{
  RcJson json;
  char  *found;
} Parser;

static gpointer
parser_new (const RcImporter *importer)
{
  Parser *self = g_new0 (Parser, 1);

  rc_json_init (&self->json);
  return self;
}

static void
parser_free (gpointer parser)
{
  Parser *self = parser;

  if (self == NULL)
    return;

  rc_json_clear (&self->json);
  g_free (self->found);
  g_free (self);
}

static int
recognise_lines (const RcImporter *importer,
                 const RcSample   *sample)
{
  const char *stop = sample->head_length > 0 && sample->head[0] == '{' ? memchr (sample->head, '\n', sample->head_length) : NULL;
  g_auto (RcJson) json = { 0 };
  g_autoptr (RcCloudtrailEvent) event = NULL;
  RcJsonFault fault;

  /* A single line without an end is a document. */
  if (stop == NULL)
    return 0;

  rc_json_init (&json);
  if (!rc_json_parse (&json, sample->head, (gsize) (stop - sample->head), &fault))
    return 0;
  event = read_item (&json, 0, "");
  return event != NULL ? 90 : 0;
}

static RcParseResult
fail (Parser        *self,
      RcRecordFault *out_fault,
      RcParseResult  result,
      const char    *kind,
      gsize          offset,
      const char    *expected,
      char          *found,      /* (transfer full) */
      const char    *message)
{
  g_free (self->found);
  self->found = found;
  *out_fault = (RcRecordFault) { .kind = kind, .offset = offset, .expected = expected, .found = found, .message = message };
  return result;
}

static RcParseResult
parse_event (Parser            *self,
             RcParsedEventFunc  func,
             gpointer           user_data,
             RcRecordFault     *out_fault)
{
  g_autoptr (RcCloudtrailEvent) event = read_item (&self->json, 0, "");
  RcParsedEvent parsed;
  const RcJsonNode *node;

  if (event == NULL)
    return fail (self, out_fault, RC_PARSE_SET_ASIDE, RC_EXCEPTION_UNREADABLE_RECORD, 0, "a record of CloudTrail",
                 g_strdup ("another value"), "A line of the log is no record of a call.");
  if (!rc_cloudtrail_event_parse (event, 0, &parsed))
    return fail (self, out_fault, RC_PARSE_SET_ASIDE, RC_EXCEPTION_LIMIT, 0, "a name within RC_LIMIT_NAME_BYTES", g_strdup ("a longer one"),
                 "A record of CloudTrail names something by a text that is longer than any name that is kept.");

  func (&parsed, user_data);
  if (rc_time_fault_exception (event->time_fault) == NULL)
    return RC_PARSE_EVENTS;

  node = &self->json.nodes[event->time_node];
  return fail (self, out_fault, RC_PARSE_DOUBTFUL, rc_time_fault_exception (event->time_fault), node->offset,
               rc_time_fault_expected (event->time_fault),
               g_strndup (self->json.text + node->offset, MIN (node->length, RC_LIMIT_SHOWN_BYTES)),
               rc_time_fault_message (event->time_fault));
}

static RcParseResult
parse_line (const RcImporter  *importer,
            gpointer           parser,
            const char        *bytes,
            gsize              length,
            RcParsedEventFunc  func,
            gpointer           user_data,
            RcRecordFault     *out_fault)
{
  Parser *self = parser;
  RcJsonFault fault;

  if (!rc_json_parse (&self->json, bytes, length, &fault))
    {
      if (fault.kind == RC_JSON_FAULT_EMPTY)
        return RC_PARSE_EVENTS;
      return fail (self, out_fault, RC_PARSE_SET_ASIDE,
                   fault.kind == RC_JSON_FAULT_LIMIT ? RC_EXCEPTION_LIMIT : RC_EXCEPTION_UNREADABLE_RECORD, fault.offset, fault.expected,
                   g_strdup (rc_json_fault_code (fault.kind)), "A line of the log cannot be read as JSON.");
    }
  if (self->json.has_duplicate)
    return fail (self, out_fault, RC_PARSE_SET_ASIDE, RC_EXCEPTION_DUPLICATE_MEMBER, self->json.nodes[self->json.duplicate].offset,
                 "each member named once", rc_json_dup_text (&self->json, self->json.duplicate, NULL),
                 "A line of the log names a member twice, so that it can be read in two ways.");

  return parse_event (self, func, user_data, out_fault);
}

/* --- The importers --- */

#define EVIDENCES \
  N_("who called which function of AWS and when: endpoints made and deleted, model packages approved, models called, recording switched on " \
     "or off; no input and no answer of a model, and not whether what was asked for came to run")

#define SAMPLING N_("CloudTrail records calls of SageMaker endpoints only where data events were switched on for them.")

static const RcImporter file_importer = {
  .id = "cloudtrail-log",
  .title = N_("Log file of AWS CloudTrail"),
  .system = RC_CLOUDTRAIL_SYSTEM,
  .evidences = EVIDENCES,
  .framing = RC_FRAMING_WHOLE,
  .sampling = SAMPLING,
  .recognise = recognise_file,
  .import = import_file,
  .read_fields = read_fields,
  .digest_rows = digest_rows,
};

static const RcImporter lines_importer = {
  .id = "cloudtrail-lines",
  .title = N_("Records of AWS CloudTrail (JSON lines)"),
  .system = RC_CLOUDTRAIL_SYSTEM,
  .evidences = EVIDENCES,
  .framing = RC_FRAMING_LINES,
  .sampling = SAMPLING,
  .recognise = recognise_lines,
  .parser_new = parser_new,
  .parser_free = parser_free,
  .parse = parse_line,
  .read_fields = read_fields,
  .digest_rows = digest_rows,
};

const RcImporter *
rc_cloudtrail_file_importer (void)
{
  return &file_importer;
}

const RcImporter *
rc_cloudtrail_lines_importer (void)
{
  return &lines_importer;
}
