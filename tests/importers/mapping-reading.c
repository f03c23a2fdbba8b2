/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mapping-reading.h"

#include "core/importer.h"
#include "core/joining.h"

#include <string.h>

/* What belongs to an answer says how it was found, or why none was. */
static void
append_join (ImportFixture  *fixture,
             RcRecordReader *reader,
             const RcEvent  *event,
             GString        *said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcJoin) join = NULL;

  if (event->kind != RC_EVENT_REQUEST_PART && !rc_event_kind_follows (event->kind))
    return;

  join = rc_join_find_inference (fixture->case_file, reader, event, &error);
  g_assert_no_error (error);
  g_string_append_printf (said, " -> %s", rc_join_state_to_name (join->state));
  if (join->state == RC_JOIN_JOINED)
    g_string_append_printf (said, " %s", rc_join_way_to_name (join->way));
}

static void
append_event (ImportFixture  *fixture,
              RcRecordReader *reader,
              gint64          id,
              GString        *said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcEvent) event = rc_event_load (fixture->case_file, id, &error);

  g_assert_no_error (error);
  g_assert_true (rc_event_read_fields (event, fixture->case_file, reader, &error));
  g_assert_no_error (error);

  g_string_append_printf (said, "%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT ".%u %s", event->source, event->record, event->row,
                          rc_event_kind_to_name (event->kind));
  if (event->time_us != RC_TIME_NONE)
    {
      g_autofree char *time = rc_time_format_utc (event->time_us);

      g_string_append_printf (said, " at %s+%" G_GINT64_FORMAT, time, event->span_us);
    }
  for (guint i = 0; i < event->fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (event->fields, i);

      if (value->field != RC_FIELD_TIME)
        g_string_append_printf (said, " %s=%s", rc_field_to_name (value->field), value->value);
    }
  append_join (fixture, reader, event, said);
  g_string_append_c (said, '\n');
}

static char *
dup_said (ImportFixture *fixture)
{
  GString *said = g_string_new (NULL);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autofree char *text = import_fixture_query_text (fixture, "SELECT id FROM event ORDER BY id");
  g_auto (GStrv) ids = g_strsplit (text, "\n", -1);
  g_autofree char *aside = import_fixture_query_text (fixture, "SELECT source, record, offset, kind, expected, found FROM set_aside "
                                                               "ORDER BY source, record");

  for (guint i = 0; ids[i] != NULL; i++)
    if (*ids[i] != '\0')
      append_event (fixture, reader, g_ascii_strtoll (ids[i], NULL, 10), said);
  if (aside != NULL && *aside != '\0')
    g_string_append_printf (said, "%s\n", g_strchomp (aside));
  return g_string_free (said, FALSE);
}

static void
test_reading (ImportFixture *fixture,
              gconstpointer  data)
{
  const MappingReading *reading = data;
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *said = NULL;
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < MAPPING_READING_FILES && reading->files[i].name != NULL; i++)
    import_fixture_put (fixture, reading->files[i].name, reading->files[i].bytes, -1);
  result = import_fixture_import (fixture, NULL);
  for (guint i = 0; i < MAPPING_READING_FILES && reading->files[i].name != NULL; i++)
    {
      g_autofree char *name = g_build_filename ("evidence", reading->files[i].name, NULL);

      g_assert_cmpstr (import_fixture_find (result, name)->importer, ==, reading->files[i].importer);
    }

  said = dup_said (fixture);
  if (g_str_equal (said, reading->said))
    return;

  /* In the form of a C text, to be compared with what the table says. */
  escaped = g_strescape (said, NULL);
  g_test_message ("found: %s", escaped);
  g_test_fail ();
}

typedef struct
{
  const RcImporter *importer;
  const char       *name;
  const char       *record;
  gsize             length;
} Changed;

/* What is read again of an event lies within its record, whatever the record is. */
static void
look_at_event (const RcParsedEvent *event,
               gpointer             user_data)
{
  const Changed *changed = user_data;
  g_autoptr (GPtrArray) fields = rc_importer_read_fields (changed->importer, RC_FRAMING_LINES, changed->name, changed->record,
                                                          changed->length, event->row);

  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      g_assert_cmpuint (value->offset, <=, changed->length);
      g_assert_cmpuint (value->length, <=, changed->length - value->offset);
    }
}

/* Changes a byte of the record, or cuts it there. */
static void
change_at (const RcImporter *importer,
           gpointer          parser,
           const char       *name,
           const char       *line,
           gsize             length,
           gsize             at)
{
  static const char bytes[] = { '\0', '"', '{', ']', '\\', '7', '\x80', ',' };
  g_autofree char *record = g_memdup2 (line, length);
  const gsize cut = at % 16 == 0 ? at : length;
  Changed changed = { importer, name, record, cut };
  RcRecordFault fault = { 0 };
  RcParseResult result;

  record[at] = bytes[at % sizeof bytes];
  result = importer->parse (importer, parser, record, cut, look_at_event, &changed, &fault);
  if (result == RC_PARSE_EVENTS)
    return;
  g_assert_nonnull (fault.kind);
  g_assert_cmpuint (fault.offset, <=, cut);
}

static void
test_changed (gconstpointer data)
{
  const MappingReading *reading = data;

  for (guint i = 0; i < MAPPING_READING_FILES && reading->files[i].name != NULL; i++)
    {
      const RcImporter *importer = reading->files[i].importer != NULL ? rc_importer_by_id (reading->files[i].importer) : NULL;
      const char *line = reading->files[i].bytes;
      gpointer parser;

      if (importer == NULL || importer->parse == NULL || importer->framing != RC_FRAMING_LINES)
        continue;

      parser = importer->parser_new (importer);
      if (importer->parser_set_name != NULL)
        importer->parser_set_name (parser, reading->files[i].name);
      for (gsize length; *line != '\0'; line += length + (line[length] != '\0' ? 1 : 0))
        {
          length = strcspn (line, "\n");
          for (gsize at = 0; at < length; at++)
            change_at (importer, parser, reading->files[i].name, line, length, at);
        }
      importer->parser_free (parser);
    }
}

void
mapping_reading_add_tests (const char           *path,
                           const MappingReading *readings,
                           gsize                 n_readings)
{
  for (gsize i = 0; i < n_readings; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%s", path, readings[i].about);
      g_autofree char *changed = g_strdup_printf ("%s/changed/%s", path, readings[i].about);

      g_test_add_data_func (changed, &readings[i], test_changed);
      g_test_add (name, ImportFixture, &readings[i], import_fixture_set_up, test_reading, import_fixture_verify_and_tear_down);
    }
}
