/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/event.h"
#include "core/occurrence.h"
#include "importers/importers.h"
#include "oversight-samples.h"

/*
 * What the built-in mappings of traces, ratings, reviews, alarms and prediction logs read from records as their writers write them, with
 * the traps of those formats. Each sample is a file of one case; its name says nothing.
 */

static void
append_fields (GString       *text,
               const RcEvent *event)
{
  for (guint i = 0; i < event->fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (event->fields, i);

      g_string_append_printf (text, " %s=%s", rc_field_to_name (value->field), value->value);
    }
}

/* A line for each event of the source: "row kind time field=value …", and whether it is replaced or a repetition. */
static char *
dup_events (ImportFixture  *fixture,
            RcRecordReader *reader,
            gint64          source)
{
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  g_autofree char *query = g_strdup_printf ("SELECT id FROM event WHERE source IN (SELECT id FROM source WHERE %" G_GINT64_FORMAT
                                            " IN (id, parent)) ORDER BY id", source);
  g_autofree char *rows = import_fixture_query_text (fixture, query);
  g_auto (GStrv) ids = g_strsplit (g_strchomp (rows), "\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL && ids[i][0] != '\0'; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcEvent) event = rc_event_load (fixture->case_file, g_ascii_strtoll (ids[i], NULL, 10), &error);
      g_autofree char *time = event->time_us != RC_TIME_NONE ? rc_time_format_utc (event->time_us) : g_strdup ("-");
      gboolean is_superseded = FALSE;
      gint64 of = 0;

      g_assert_true (rc_event_read_fields (event, fixture->case_file, reader, &error));
      g_assert_true (rc_occurrence_find (database, event->id, &of, &is_superseded, &error));
      g_assert_no_error (error);
      g_string_append_printf (text, "%u %s %s%s", event->row, rc_event_kind_to_name (event->kind), time,
                              of == 0 ? "" : is_superseded ? " REPLACED" : " REPEATED");
      append_fields (text, event);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static void
check_sample (ImportFixture         *fixture,
              RcRecordReader        *reader,
              const OversightSample *sample,
              guint                  number)
{
  g_autofree char *name = g_strdup_printf ("sample-%u", number);
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *events = NULL;
  g_autofree char *query = NULL;
  g_autofree char *asides = NULL;
  const RcSource *source;

  import_fixture_put (fixture, name, sample->text, -1);
  result = import_fixture_import (fixture, name);
  source = import_fixture_find (result, name);
  events = dup_events (fixture, reader, source->id);
  query = g_strdup_printf ("SELECT kind || ' ' || found FROM set_aside WHERE source = %" G_GINT64_FORMAT, source->id);
  asides = g_strchomp (import_fixture_query_text (fixture, query));

  g_test_message ("%s: %s", sample->id, sample->about);
  if (g_strcmp0 (source->importer, sample->id) == 0 && g_str_equal (events, sample->events) && g_str_equal (asides, sample->asides))
    return;
  g_test_message ("%s\n%s%s", source->importer, events, asides);
  g_test_fail ();
}

static void
test_samples (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  guint number = 0;

  for (const OversightSample *sample = data; sample->id != NULL; sample++)
    check_sample (fixture, reader, sample, ++number);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();

  g_test_add ("/oversight-mappings/traces", ImportFixture, trace_samples, import_fixture_set_up, test_samples,
              import_fixture_verify_and_tear_down);
  g_test_add ("/oversight-mappings/oversight", ImportFixture, oversight_samples, import_fixture_set_up, test_samples,
              import_fixture_verify_and_tear_down);
  return g_test_run ();
}
