/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/json-items.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

static gboolean
read_thing (RcJsonItems  *self,
            GError      **error)
{
  g_autofree char *id = rc_json_items_dup (self, "id ^id /id");
  gint64 entity = 0;

  return (id == NULL || rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL, id, &entity, error)) &&
         rc_json_items_add_tags (self, entity, "a b/c", error) &&
         rc_json_items_add_names (self, entity, RC_PROPERTY_STAGE, NULL, "names", error);
}

static const RcJsonItemField fields[] = {
  { RC_FIELD_ID, "id" }, { RC_FIELD_TIME, "at" }, { RC_FIELD_ACTION, "did" }, { RC_FIELD_TARGET, "^id /top" }, { 0, NULL }
};

static const RcJsonItemWord words[] = { { "yesplease", "approve", RC_EVENT_APPROVAL }, { 0 } };

static const RcJsonItemKind kinds[] = {
  { "did", "below", RC_EVENT_OTHER, fields, words, NULL },
  { "thing|object id", "below", 0, NULL, NULL, read_thing },
  { 0 }
};

static gboolean
tell (RcJsonItems  *self,
      GError      **error)
{
  return rc_json_items_tell_unknown (self, "Some are not read.", error);
}

static const char * const left_out[] = { "secret", NULL };

static const RcJsonItemsFormat format = { .kinds = kinds, .lists = "page list", .units = 1000, .left_out = left_out, .finish = tell };

static RecordingSink *
import (const char *text,
        gboolean    as_lines)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = "x", .size = strlen (text), .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE };
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;
  gboolean good;

  good = as_lines ? rc_json_items_import_lines (&format, NULL, NULL, &input, &sink->base, NULL, &error)
                  : rc_json_items_import (&format, NULL, NULL, &input, &sink->base, &error);
  g_assert_no_error (error);
  g_assert_true (good);
  return g_steal_pointer (&sink);
}

/* Every event, as what is read of it again says it. */
static char *
describe (RecordingSink *sink,
          const char    *text)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < sink->events->len; i++)
    {
      const RecordedEvent *event = g_ptr_array_index (sink->events, i);
      g_autoptr (GPtrArray) found = rc_json_items_read_fields (&format, text, strlen (text), event->event.row);

      g_string_append_printf (all, "%s", rc_event_kind_to_name (event->event.kind));
      for (guint field = 0; field < found->len; field++)
        {
          const RcFieldValue *value = g_ptr_array_index (found, field);

          g_string_append_printf (all, " %s=%s", rc_field_to_name (value->field), value->value);
          g_assert_nonnull (value->locator);
          g_assert_cmpuint (value->offset + value->length, <=, strlen (text));
        }
      g_string_append_c (all, ';');
    }

  return g_string_free (all, FALSE);
}

static void
test_events (void)
{
  static const char text[] =
    "{\"top\":\"T\",\"page\":[{\"did\":\"Yes, please\",\"id\":1},{\"did\":[\"yes-PLEASE\"],\"id\":[2],\"at\":1772355600000,\"below\":["
    "{\"did\":\"no\",\"id\":\"3\"}]},{\"strange\":1},7]}";
  g_autoptr (RecordingSink) sink = import (text, FALSE);
  g_autofree char *found = describe (sink, text);

  g_assert_cmpstr (found, ==,
                   "other id=1 action=Yes, please target=T;approval id=2 time=1772355600000 action=approve target=T;"
                   "other id=3 action=no target=2;");
  g_assert_true (((RecordedEvent *) g_ptr_array_index (sink->events, 1))->event.has_time);
  g_assert_cmpstr (((RecordedAside *) g_ptr_array_index (sink->asides, 0))->found, ==, "2 of other kinds");
  g_assert_cmpuint (sink->asides->len, ==, 1);
}

/* Arrays of one, {} and null, as R writes them. */
static void
test_claims (void)
{
  g_autoptr (RecordingSink) sink = import (
    "[{\"thing\":{},\"id\":[\"m\"],\"a\":[7],\"b\":{\"c\":{}},\"names\":[\"x\",{\"name\":[\"y\"]},{\"id\":\"z\"},null,3]},"
    "{\"object\":null,\"id\":\"n\",\"a\":[1,2],\"names\":\"w\"}]", FALSE);

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL, "m", RC_PROPERTY_TAG, "a = 7"));
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL, "m", RC_PROPERTY_TAG), ==, 1);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL, "m", RC_PROPERTY_STAGE), ==, 3);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL, "n", RC_PROPERTY_TAG), ==, 0);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL, "n", RC_PROPERTY_STAGE, "w"));
  g_assert_cmpstr (recording_sink_find_claim (sink, RC_ENTITY_MODEL, "n", RC_PROPERTY_STAGE, "w")->locator, ==, "/1");
}

static void
test_foreign (void)
{
  static const char * const texts[] = { "{}", "[]", "7", "{\"page\":[]}", "{\"page\":{}}", "[1,2]", "{\"page\":[{\"x\":1}]}", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RecordingSink) sink = import (texts[i], FALSE);

      g_assert_false (sink->base.has_told);
    }
}

/* Objects in objects in objects: no deeper than is said. */
static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RecordingSink) sink = NULL;

  for (guint i = 0; i < 20; i++)
    g_string_append (text, "{\"did\":\"x\",\"below\":[");
  for (guint i = 0; i < 20; i++)
    g_string_append (text, "]}");
  sink = import (text->str, FALSE);
  g_assert_cmpuint (sink->events->len, ==, RC_JSON_ITEMS_DEPTH + 1);
}

static void
test_lines (void)
{
  g_autoptr (RecordingSink) sink = import ("{\"did\":\"x\",\"secret\":\"geheim\",\"in\":[{\"secret\":1,\"k\":2}]}\r\n\n  \n{\"no\":1}\n{]\n{\"did\":1}", TRUE);

  g_assert_cmpuint (sink->rows->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (sink->rows, 0), ==, "{\"did\":\"x\",\"in\":[{\"k\":2}]}");
  g_assert_cmpuint (sink->events->len, ==, 2);
  g_assert_cmpuint (((RecordedEvent *) g_ptr_array_index (sink->events, 1))->record, ==, 3);
  g_assert_cmpuint (sink->asides->len, ==, 2);
  g_assert_cmpint (((RecordedAside *) g_ptr_array_index (sink->asides, 0))->offset, ==, 71);
}

static void
test_times (void)
{
  g_autoptr (RecordingSink) sink = import ("[{\"did\":1,\"at\":\"soon\"},{\"did\":1,\"at\":99999999999999999999},{\"did\":1,\"at\":null}]", FALSE);

  g_assert_cmpuint (sink->events->len, ==, 3);
  g_assert_cmpuint (sink->asides->len, ==, 2);
  for (guint i = 0; i < 3; i++)
    g_assert_false (((RecordedEvent *) g_ptr_array_index (sink->events, i))->event.has_time);
}

static void
test_recognise (void)
{
  static const struct { const char *text; int sureness; } samples[] = {
    { "{\"did\":1}", 50 }, { "[{\"object\":[],\"id\":\"x\"}]", 50 }, { "{\"list\":[{\"did\":", 50 }, { "{\"thing\":1}", 0 },
    { "{\"other\":[{\"did\":1}]}", 0 }, { "", 0 }, { "did", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      RcSample sample = { .name = "x", .head = samples[i].text, .head_length = strlen (samples[i].text), .size = -1 };

      g_assert_cmpint (rc_json_items_recognise (&format, &sample, 50), ==, samples[i].sureness);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-items/events", test_events);
  g_test_add_func ("/json-items/claims", test_claims);
  g_test_add_func ("/json-items/foreign", test_foreign);
  g_test_add_func ("/json-items/depth", test_depth);
  g_test_add_func ("/json-items/lines", test_lines);
  g_test_add_func ("/json-items/times", test_times);
  g_test_add_func ("/json-items/recognise", test_recognise);
  return g_test_run ();
}
