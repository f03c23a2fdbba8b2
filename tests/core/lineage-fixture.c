/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "lineage-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/importer.h"
#include "core/json.h"
#include "core/verify.h"

static RcJudgement *stored;

/* Stands in for the judgement that a run of verify leaves: a test says what was found. */
RcJudgement *
rc_verify_load (RcCase    *case_file,
                gboolean  *out_current,
                GError   **error)
{
  RcJudgement *copy = rc_judgement_new ();

  *out_current = stored != NULL;
  for (guint i = 0; stored != NULL && i < stored->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (stored->seals, i);
      RcSeal *other = rc_seal_new (seal->kind, seal->name);

      g_array_append_vals (other->sources, seal->sources->data, seal->sources->len);
      other->integrity = seal->integrity;
      other->signature = seal->signature;
      other->anchor = seal->anchor;
      other->completeness = seal->completeness;
      g_array_append_vals (other->carriers, seal->carriers->data, seal->carriers->len);
      rc_judgement_add_seal (copy, other);
    }
  for (guint i = 0; stored != NULL && i < stored->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (stored->exceptions, i);
      RcException *other = rc_exception_new (exception->kind, exception->source, exception->record, exception->offset,
                                             exception->expected, exception->found, "%s", exception->message);

      other->caused_by = exception->caused_by;
      rc_judgement_add_exception (copy, other);
    }
  if (stored != NULL)
    g_array_append_vals (copy->covers, stored->covers->data, stored->covers->len);
  return copy;
}

RcJudgement *
lineage_fixture_judge (void)
{
  g_clear_pointer (&stored, rc_judgement_free);
  stored = rc_judgement_new ();
  return stored;
}

void
lineage_fixture_cover (RcJudgement *judgement,
                       gint64       source,
                       guint64      first_record,
                       guint64      last_record,
                       RcVerdict    protection)
{
  RcSeal *seal = rc_seal_new ("chain", "a seal of the test");

  g_array_append_val (seal->sources, source);
  seal->integrity = protection;
  seal->signature = RC_VERDICT_VALID;
  seal->anchor = RC_VERDICT_VALID;
  seal->completeness = RC_VERDICT_VALID;
  rc_judgement_add_cover (judgement, rc_judgement_add_seal (judgement, seal), source, first_record, last_record, protection);
}

/* --- Lines --- */

static int
recognise_lines (const RcImporter *self,
                 const RcSample   *sample)
{
  const char *beginning = self->data;

  return sample->head_length > strlen (beginning) && memcmp (sample->head, beginning, strlen (beginning)) == 0 ? 100 : 0;
}

static gpointer
new_parser (const RcImporter *self)
{
  RcJson *json = g_new0 (RcJson, 1);

  rc_json_init (json);
  return json;
}

static void
free_parser (gpointer parser)
{
  rc_json_clear (parser);
  g_free (parser);
}

static RcSlice
peek_slice (RcJson     *json,
            const char *name)
{
  guint32 node = rc_json_member (json, 0, name);
  RcSlice slice = { 0 };

  if (node != RC_JSON_NO_NODE && json->nodes[node].type == RC_JSON_STRING)
    slice.text = rc_json_peek_text (json, node, &slice.length);
  return slice;
}

static RcParseResult
parse_line (const RcImporter   *self,
            gpointer            parser,
            const char         *bytes,
            gsize               length,
            RcParsedEventFunc   func,
            gpointer            user_data,
            RcRecordFault      *out_fault)
{
  RcJson *json = parser;
  RcParsedEvent event = { 0 };
  RcJsonFault fault;
  RcSlice kind, time;
  g_autofree char *kind_name = NULL;

  if (length == 0)
    return RC_PARSE_EVENTS;
  g_assert_true (rc_json_parse (json, bytes, length, &fault));

  kind = peek_slice (json, "kind");
  kind_name = g_strndup (kind.text, kind.length);
  g_assert_true (rc_event_kind_from_name (kind_name, &event.kind));
  time = peek_slice (json, "time");
  event.has_time = time.text != NULL && rc_timestamp_parse (time.text, time.length, RC_ZONE_UNKNOWN, 0, &event.time);
  event.id = peek_slice (json, "id");
  event.decision = peek_slice (json, "decision");
  event.subject = peek_slice (json, "subject");
  event.target = peek_slice (json, "target");
  event.system = peek_slice (json, "system");
  event.endpoint = peek_slice (json, "endpoint");
  event.model_name = peek_slice (json, "model-name");
  event.model_version = peek_slice (json, "model-version");
  event.correlation = peek_slice (json, "correlation");
  event.trace = peek_slice (json, "trace");
  func (&event, user_data);
  return RC_PARSE_EVENTS;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, bytes, length, &fault));
  for (guint32 node = 1; node < json.nodes[0].next; node = json.nodes[node + 1].next)
    {
      const RcJsonNode *found = &json.nodes[node + 1];
      g_autofree char *name = rc_json_dup_text (&json, node, NULL);
      RcFieldValue *value;
      RcField field;

      if (!rc_field_from_name (name, &field))
        continue;
      value = g_new0 (RcFieldValue, 1);
      value->field = field;
      value->offset = found->offset;
      value->length = found->length;
      value->locator = g_strconcat ("/", name, NULL);
      value->value = found->type == RC_JSON_STRING ? rc_json_dup_text (&json, node + 1, NULL)
                                                   : g_strndup (bytes + found->offset, found->length);
      g_ptr_array_add (values, value);
    }

  return values;
}

/* --- Statements --- */

static gint64
read_time (const char *text)
{
  RcTimestamp time;

  if (strcmp (text, "-") == 0)
    return RC_TIME_NONE;
  g_assert_true (rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time));
  return time.from_us;
}

static gint64
add_entity (RcImportSink *sink,
            const char   *kind_name,
            const char   *name)
{
  g_autoptr (GError) error = NULL;
  RcEntityKind kind;
  gint64 id;

  if (strcmp (kind_name, "-") == 0)
    return 0;
  g_assert_true (rc_entity_kind_from_name (kind_name, &kind));
  id = rc_import_sink_add_entity (sink, kind, NULL, name, &error);
  g_assert_no_error (error);
  return id;
}

static void
add_statement (RcImportSink  *sink,
               RcImportPlace  place,
               const char    *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "\t", -1);
  g_autoptr (GError) error = NULL;
  RcClaim claim = { 0 };
  guint64 record = 1;

  g_assert_cmpuint (g_strv_length (parts), ==, 8);
  if (place == RC_IMPORT_ROWS)
    {
      g_autofree char *row = g_strdup_printf ("{\"entity\":\"%s\",\"property\":\"%s\",\"value\":\"%s %s\"}", parts[1], parts[2],
                                              parts[3], parts[5]);

      record = rc_import_sink_add_row (sink, row, strlen (row), &error);
      g_assert_no_error (error);
    }

  claim.record = record;
  claim.locator = parts[2];
  claim.entity = add_entity (sink, parts[0], parts[1]);
  g_assert_true (rc_property_from_name (parts[2], &claim.property));
  claim.value = strcmp (parts[3], "-") == 0 ? NULL : parts[3];
  claim.target = add_entity (sink, parts[4], parts[5]);
  claim.from_us = read_time (parts[6]);
  claim.to_us = RC_TIME_NONE;
  claim.recorded_us = read_time (parts[7]);
  rc_import_sink_add_claim (sink, place, &claim, &error);
  g_assert_no_error (error);
}

static gboolean
import_statements (const RcImporter    *self,
                   const RcImportInput *input,
                   RcImportSink        *sink,
                   GCancellable        *cancellable,
                   GError             **error)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (input->bytes, NULL), g_bytes_get_size (input->bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  RcImportPlace place = strcmp (lines[0], "FAKE REGISTRY") == 0 ? RC_IMPORT_ROWS : RC_IMPORT_SOURCE;

  if (place == RC_IMPORT_ROWS && !rc_import_sink_begin_rows (sink, error))
    return FALSE;
  for (guint i = 1; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      add_statement (sink, place, lines[i]);

  return TRUE;
}

static const RcImporterJoin ten_minutes = { .window_us = 10 * G_TIME_SPAN_MINUTE, .same_endpoint = TRUE };

static const RcImporter importers[] = {
  {
    .id = "fake-revisions", .title = "Lines that replace earlier ones of their own", .framing = RC_FRAMING_LINES,
    .data = (gpointer) "{\"revision\":", .replaces = TRUE,
    .recognise = recognise_lines, .parser_new = new_parser, .parser_free = free_parser, .parse = parse_line,
    .read_fields = read_fields,
  },
  {
    .id = "fake-halves", .title = "Halves of calls", .framing = RC_FRAMING_LINES, .data = (gpointer) "{\"half\":",
    .join = &ten_minutes,
    .recognise = recognise_lines, .parser_new = new_parser, .parser_free = free_parser, .parse = parse_line,
    .read_fields = read_fields,
  },
  {
    .id = "fake-updates", .title = "Lines that replace earlier ones", .framing = RC_FRAMING_LINES, .data = (gpointer) "{\"update\":",
    .replaces = TRUE,
    .recognise = recognise_lines, .parser_new = new_parser, .parser_free = free_parser, .parse = parse_line,
    .read_fields = read_fields,
  },
  {
    .id = "fake-lines", .title = "Lines", .framing = RC_FRAMING_LINES, .data = (gpointer) "{\"kind\":",
    .recognise = recognise_lines, .parser_new = new_parser, .parser_free = free_parser, .parse = parse_line,
    .read_fields = read_fields,
  },
  {
    .id = "fake-chain", .title = "Chained lines", .framing = RC_FRAMING_LINES, .chain_profile = "auto",
    .data = (gpointer) "{\"chain\":",
    .recognise = recognise_lines, .parser_new = new_parser, .parser_free = free_parser, .parse = parse_line,
    .read_fields = read_fields,
  },
  {
    .id = "fake-sample", .title = "Lines of a sample", .framing = RC_FRAMING_LINES, .sampling = "Only every other call is written.",
    .data = (gpointer) "{\"sample\":",
    .recognise = recognise_lines, .parser_new = new_parser, .parser_free = free_parser, .parse = parse_line,
    .read_fields = read_fields,
  },
  {
    .id = "fake-statements", .title = "Statements", .framing = RC_FRAMING_WHOLE, .data = (gpointer) "FAKE ",
    .recognise = recognise_lines, .import = import_statements,
  },
};

/* --- The case --- */

void
lineage_fixture_set_up (LineageFixture *self,
                        gconstpointer   data)
{
  static gsize registered;
  RcCaseDescription description = { .title = "Test", .is_unsigned = TRUE };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (g_once_init_enter (&registered))
    {
      for (guint i = 0; i < G_N_ELEMENTS (importers); i++)
        rc_importer_register (&importers[i]);
      g_once_init_leave (&registered, 1);
    }

  self->folder = g_dir_make_tmp ("recount-lineage-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "test.recount", NULL);
  self->case_file = rc_case_create (path, &description, &error);
  g_assert_no_error (error);
  self->reader = rc_record_reader_new (rc_case_get_database (self->case_file));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
lineage_fixture_tear_down (LineageFixture *self,
                           gconstpointer   data)
{
  g_clear_pointer (&stored, rc_judgement_free);
  g_clear_pointer (&self->reader, rc_record_reader_free);
  g_clear_object (&self->case_file);
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

static gint64
import_with (LineageFixture        *self,
             const char            *name,
             const RcImportOptions *options,
             const char            *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  const char *paths[] = { path, NULL };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  result = rc_import_paths (self->case_file, paths, options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->refused->len, ==, 0);
  for (guint i = 0; i < result->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);

      if (strcmp (source->name, name) == 0)
        {
          g_assert_nonnull (source->importer);
          return source->id;
        }
    }

  g_assert_not_reached ();
}

gint64
lineage_fixture_import (LineageFixture *self,
                        const char     *name,
                        const char     *controller,
                        const char     *text)
{
  RcImportOptions options = { .controller = controller };

  return import_with (self, name, &options, text);
}

gint64
lineage_fixture_import_as_of (LineageFixture *self,
                              const char     *name,
                              const char     *as_of,
                              const char     *text)
{
  RcImportOptions options = { .has_as_of = TRUE, .as_of_us = read_time (as_of) };

  return import_with (self, name, &options, text);
}

gint64
lineage_fixture_rows_of (LineageFixture *self,
                         gint64          source)
{
  g_autoptr (GPtrArray) sources = rc_source_list (self->case_file, NULL);

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *candidate = g_ptr_array_index (sources, i);

      if (candidate->parent == source && strcmp (candidate->derivation, RC_DERIVATION_ROWS) == 0)
        return candidate->id;
    }

  g_assert_not_reached ();
}
