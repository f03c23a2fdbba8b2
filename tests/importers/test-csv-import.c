/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/csv-import.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

static gboolean
read_answer (RcCsvImport   *self,
             GError       **error)
{
  RcParsedEvent event = { .kind = RC_EVENT_INFERENCE };

  return rc_csv_import_read_slice (self, "id", &event.id, error) &&
         rc_csv_import_read_time (self, "at", 1000, &event.time, &event.has_time, error) &&
         rc_csv_import_add_event (self, &event, error);
}

static const char * const answer_marks[] = { "id", "at", NULL };
static const char * const answer_secrets[] = { "token", NULL };
static const RcCsvField answer_fields[] = {
  { "id", RC_FIELD_ID }, { "score", RC_FIELD_SCORE }, { "probability", RC_FIELD_SCORE }, { NULL, 0 }
};
static const char * const kept_marks[] = { "only", NULL };

static const RcCsvFormat formats[] = {
  { .table = "answers", .marks = answer_marks, .left_out = answer_secrets, .fields = answer_fields, .read = read_answer },
  { .table = "kept", .marks = kept_marks },
  { 0 }
};

static RecordingSink *
import (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = "x", .size = strlen (text), .stream = stream, .modified_us = RC_TIME_NONE };
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_csv_import_run (formats, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static int
recognise (const char *text)
{
  RcSample sample = { .name = "x", .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return rc_csv_import_recognise (formats, &sample);
}

static void
test_rows (void)
{
  g_autoptr (RecordingSink) sink = import ("id,at,score,token\n\"A \"\"1\"\"\",2026-05-01T10:00:00Z,0.5,geheim\n");
  const RecordedEvent *event;

  g_assert_cmpuint (sink->rows->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (sink->rows, 0), ==,
                   "{\"table\":\"answers\",\"row\":2,\"offset\":18,\"length\":41,"
                   "\"columns\":{\"id\":\"A \\\"1\\\"\",\"at\":\"2026-05-01T10:00:00Z\",\"score\":\"0.5\"}}");
  g_assert_cmpuint (sink->events->len, ==, 1);
  event = g_ptr_array_index (sink->events, 0);
  g_assert_cmpint (event->place, ==, RC_IMPORT_ROWS);
  g_assert_cmpuint (event->record, ==, 1);
  g_assert_cmpstr (event->event.id.text, ==, "A \"1\"");
  g_assert_true (event->event.has_time);
}

static void
test_recognise (void)
{
  g_assert_cmpint (recognise ("id,at\n"), ==, 90);
  g_assert_cmpint (recognise ("\xEF\xBB\xBF\"at\";\"id\"\r\n1;2"), ==, 90);
  g_assert_cmpint (recognise ("x\tid\tat"), ==, 90);
  g_assert_cmpint (recognise ("only"), ==, 90);
  g_assert_cmpint (recognise ("id,when\n"), ==, 0);
  g_assert_cmpint (recognise (""), ==, 0);
  g_assert_cmpint (recognise ("{\"only\":1}"), ==, 0);
  g_assert_cmpint (recognise ("\"only"), ==, 0);
}

static void
test_times (void)
{
  g_autoptr (RecordingSink) sink = import ("id,at\n1,1767225600000\n2,2026-05-01 10:00:00.5+0000\n3,soon\n4,\n");
  static const gboolean has_time[] = { TRUE, TRUE, FALSE, FALSE };

  g_assert_cmpuint (sink->events->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (((RecordedEvent *) g_ptr_array_index (sink->events, i))->event.has_time, ==, has_time[i]);
  g_assert_cmpint (((RecordedEvent *) g_ptr_array_index (sink->events, 0))->event.time.from_us, ==, G_GINT64_CONSTANT (1767225600000000));
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_cmpstr (((RecordedAside *) g_ptr_array_index (sink->asides, 0))->found, ==, "soon");
}

static void
test_wrong_rows (void)
{
  g_autoptr (RecordingSink) sink = import ("id,at\n1\n2,,\n3,\"\n");
  g_autoptr (RecordingSink) broken = import ("id,at\n1,a\"b\n2,\n");

  g_assert_cmpuint (sink->rows->len, ==, 0);
  g_assert_cmpuint (sink->asides->len, ==, 3);
  g_assert_cmpstr (((RecordedAside *) g_ptr_array_index (sink->asides, 0))->expected, ==, "2 cells, as the header has");
  g_assert_cmpstr (((RecordedAside *) g_ptr_array_index (sink->asides, 1))->found, ==, "3");
  g_assert_cmpint (((RecordedAside *) g_ptr_array_index (sink->asides, 2))->offset, ==, 14);

  g_assert_cmpuint (broken->rows->len, ==, 1);
  g_assert_cmpuint (broken->asides->len, ==, 1);
}

static void
test_wrong_headers (void)
{
  g_autoptr (RecordingSink) twice = import ("id,at,id\n1,,2\n");
  g_autoptr (RecordingSink) foreign = import ("a,b\n1,2\n");
  g_autoptr (RecordingSink) empty = import ("");
  const RecordedAside *aside = recording_sink_find_aside (twice, RC_EXCEPTION_DUPLICATE_MEMBER);

  g_assert_nonnull (aside);
  g_assert_cmpint (aside->offset, ==, 6);
  g_assert_cmpuint (twice->rows->len, ==, 0);
  g_assert_false (foreign->base.has_told);
  g_assert_false (empty->base.has_told);
}

static void
test_hostile_names (void)
{
  g_autoptr (GString) text = g_string_new ("id,at\n");
  g_autoptr (RecordingSink) sink = NULL;

  for (guint i = 0; i <= RC_LIMIT_NAME_BYTES; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, ",\n=cmd(),\n\xE2\x80\xAE" "evil,\n");
  sink = import (text->str);
  g_assert_cmpuint (sink->rows->len, ==, 3);
  g_assert_cmpuint (sink->events->len, ==, 3);
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
}

static void
test_fields (void)
{
  static const char row[] = "{\"table\":\"answers\",\"row\":2,\"offset\":18,\"length\":9,\"columns\":{\"id\":\"A\",\"score\":\"\",\"probability\":\"0.7\"}}";
  static const char * const wrong[] = { "", "{", "[]", "{\"table\":\"other\"}", "{\"table\":\"answers\",\"columns\":[]}", "{\"table\":\"answers\",\"columns\":{\"id\":1}}" };
  g_autoptr (GPtrArray) fields = rc_csv_import_read_fields (formats, row, strlen (row));
  const RcFieldValue *score;

  g_assert_cmpuint (fields->len, ==, 2);
  score = g_ptr_array_index (fields, 1);
  g_assert_cmpint (score->field, ==, RC_FIELD_SCORE);
  g_assert_cmpstr (score->value, ==, "0.7");
  g_assert_cmpstr (score->locator, ==, "/columns/probability");
  g_assert_cmpmem (row + score->offset, score->length, "\"0.7\"", 5);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GPtrArray) none = rc_csv_import_read_fields (formats, wrong[i], strlen (wrong[i]));

      g_assert_cmpuint (none->len, ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-import/rows", test_rows);
  g_test_add_func ("/csv-import/recognise", test_recognise);
  g_test_add_func ("/csv-import/times", test_times);
  g_test_add_func ("/csv-import/wrong-rows", test_wrong_rows);
  g_test_add_func ("/csv-import/wrong-headers", test_wrong_headers);
  g_test_add_func ("/csv-import/hostile-names", test_hostile_names);
  g_test_add_func ("/csv-import/fields", test_fields);
  return g_test_run ();
}
