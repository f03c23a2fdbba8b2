/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "container-fixture.h"
#include "core/event-index.h"
#include "import-fixture.h"
#include "objects-importer.h"

/* Logs as they are badly written, cut and packed: what is right is read, what is not is told with its place, and nothing that follows it
 * is lost. Each in both framings of JSON: one object a line, and objects in a row or in an array. */

typedef struct
{
  const char *name;
  const char *text;          /* "@1" stands for the first object, and so on */
  const char *events;        /* ids, parted by blanks */
  const char *unreadable;    /* "record|offset" of what is set aside; offset counts in @text as it stands there, not replaced */
  const char *malformed;     /* records where the log is not put together well */
} Log;

static const Log lines[] = {
  { "right", "@1\n@2\n@3\n", "1 2 3", NULL, NULL },
  { "carriage-returns", "@1\r\n@2\r\n@3\r\n", "1 2 3", NULL, NULL },
  { "byte-order-mark", "\357\273\277@1\n@2\n@3\n", "2 3", "1", NULL },
  { "mark-and-returns", "\357\273\277@1\r\n@2\r\n", "2", "1", NULL },
  { "no-last-end", "@1\n@2\n@3", "1 2 3", NULL, NULL },
  { "last-cut", "@1\n@2\n{\"probe\":1,\"id\":\"3", "1 2", "3", NULL },
  { "last-cut-behind-a-value", "@1\n@2\n{\"probe\":1", "1 2", "3", NULL },
  { "empty-lines", "@1\n\n\r\n@2\n \n@3\n\n", "1 2 3", NULL, NULL },
  { "wrong-amid-right", "@1\n{\"probe\":1,\"id\":}\n@2\n{\"probe\":1 \"id\":\"x\"}\n@3\n", "1 2 3", "2 4", NULL },
  { "text-amid-right", "@1\n2026-04-01 12:00:00 restarted\n@2\n", "1 2", "2", NULL },
  { "open-text", "@1\n{\"probe\":1,\"id\":\"x}\n@2\n@3\n", "1 2 3", "2", NULL },
  { "open-object", "@1\n{\"probe\":1,\n@2\n@3\n", "1 2 3", "2", NULL },
  { "not-utf-8", "@1\n{\"probe\":1,\"id\":\"\344\"}\n@2\n", "1 2", "2", NULL },
  { "control-byte", "@1\n@2\n{\"probe\":1,\"id\":\"x\"}\001\n@3\n", "1 2 3", "3", NULL },
};

static const Log objects[] = {
  { "right", "[@1,@2,\n@3]\n", "1 2 3", NULL, NULL },
  { "carriage-returns", "[\r\n  @1,\r\n  @2,\r\n  @3\r\n]\r\n", "1 2 3", NULL, NULL },
  { "byte-order-mark", "\357\273\277[@1,@2]", "1 2", NULL, NULL },
  { "marks-of-joined-files", "\357\273\277@1\n@2\n\357\273\277@3\n", "1 2 3", NULL, NULL },
  { "no-end", "@1@2@3", "1 2 3", NULL, NULL },
  { "last-cut", "[@1,\n@2,\n{\"probe\":1,\"id\":\"3", "1 2", "3", NULL },
  { "last-cut-behind-a-value", "@1\n@2\n{\"probe\":1", "1 2", "3", NULL },
  { "cut-between", "[@1,\n@2,\n", "1 2", NULL, "2" },
  { "wrong-amid-right", "[@1,{\"probe\":1,\"id\":},@2,{\"probe\":1 \"id\":\"x\"},@3]", "1 2 3", "2 4", NULL },
  { "text-amid-right", "@1\n2026-04-01 12:00:00 restarted\n@2\n", "1 2", "2", NULL },
  { "open-text", "[\n  @1,\n  {\"probe\":1,\"id\":\"x},\n  @2,\n  @3\n]", "1 2 3", "2", NULL },
  { "open-text-in-one-line", "[@1,{\"probe\":1,\"id\":\"x},@2,@3]", "1 2 3", "2", NULL },
  { "open-object", "@1\n{\"probe\":1,\n@2\n@3\n", "1 2 3", "2", NULL },
  { "open-list", "@1\n{\"probe\":[1,\n@2\n@3\n", "1 2 3", "2", NULL },
  { "brace-more", "@1}\n@2\n@3\n", "1 2 3", "2", NULL },
  { "comma-more", "[@1,,@2,@3]", "1 2 3", NULL, "2" },
  { "commas-without-array", "@1,\n@2,\n@3,\n", "1 2 3", NULL, "2" },
  { "not-utf-8", "@1\n{\"probe\":1,\"id\":\"\344\"}\n@2\n", "1 2", "2", NULL },
};

static void
set_up (ImportFixture *fixture,
        gconstpointer  data)
{
  import_fixture_set_up (fixture, data);
  objects_importer_register ();
}

static char *
dup_text (const char *pattern)
{
  GString *text = g_string_new (NULL);

  for (const char *at = pattern; *at != '\0'; at++)
    {
      if (*at == '@')
        g_string_append_printf (text, "{\"probe\":1,\"id\":\"%c\",\"text\":\"}, {\\\"\"}", *++at);
      else
        g_string_append_c (text, *at);
    }
  return g_string_free (text, FALSE);
}

static void
assert_events (ImportFixture  *fixture,
               const RcSource *source,
               const char     *expected)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint64 i = 0; i < source->event_rows; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcEvent) event = rc_event_load (fixture->case_file, source->first_event + (gint64) i, &error);

      g_assert_no_error (error);
      g_assert_true (rc_event_read_fields (event, fixture->case_file, reader, &error));
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", rc_event_peek_field (event, RC_FIELD_ID));
    }
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
assert_records (ImportFixture *fixture,
                const char    *kind,
                const char    *expected)
{
  g_autofree char *sql = g_strdup_printf ("SELECT ifnull (group_concat (record, ' '), '') FROM "
                                          "(SELECT record FROM set_aside WHERE kind = '%s' ORDER BY id)", kind);
  g_autofree char *records = import_fixture_query_text (fixture, sql);

  g_assert_cmpstr (records, ==, expected != NULL ? expected : "");
}

/* Every fault says where it is, within its own record, and what was expected there. */
static void
assert_places (ImportFixture  *fixture,
               const RcSource *source)
{
  g_autofree char *rows = import_fixture_query_text (fixture, "SELECT record, offset, expected FROM set_aside ORDER BY id");
  g_auto (GStrv) faults = g_strsplit (rows, "\n", -1);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));

  for (guint i = 0; *rows != '\0' && faults[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (faults[i], "|", 3);
      g_autoptr (GError) error = NULL;
      guint64 begin = 0, offset = g_ascii_strtoull (parts[1], NULL, 10);
      g_autoptr (GBytes) bytes = rc_record_reader_read (reader, source->id, g_ascii_strtoull (parts[0], NULL, 10), &begin, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (offset, >=, begin);
      g_assert_cmpuint (offset, <=, begin + g_bytes_get_size (bytes));
      g_assert_cmpstr (parts[2], !=, "");
    }
}

static const char own_lines[] =
  "[mapping]\nid=probe-lines\ntitle=Probe\nevidences=Probes.\nversion=1\nframing=lines\n"
  "[recognise]\nhas.1=/probe\n[kind]\nkind=inference\n[fields]\nid=/id\n";

static void
assert_log (ImportFixture *fixture,
            const Log     *log,
            gboolean       is_lines)
{
  const RcImportOptions options = {
    .mapping_text = is_lines ? own_lines : NULL, .mapping_length = is_lines ? strlen (own_lines) : 0, .mapping_name = "probe.mapping",
  };
  g_autofree char *text = dup_text (log->text);
  g_autoptr (RcImportResult) result = NULL;
  const RcSource *source;

  import_fixture_put (fixture, "log.json", text, -1);
  result = import_fixture_import_with (fixture, "log.json", &options);
  source = import_fixture_find (result, "log.json");
  g_assert_cmpint (source->framing, ==, is_lines ? RC_FRAMING_LINES : RC_FRAMING_OBJECTS);
  assert_events (fixture, source, log->events);
  assert_records (fixture, RC_EXCEPTION_UNREADABLE_RECORD, log->unreadable);
  assert_records (fixture, RC_EXCEPTION_LOG_MALFORMED, log->malformed);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM set_aside WHERE kind NOT IN ('unreadable-record', "
                                                  "'log-malformed')"), ==, 0);
  assert_places (fixture, source);
}

static void
test_lines (ImportFixture *fixture,
            gconstpointer  data)
{
  assert_log (fixture, data, TRUE);
}

static void
test_objects (ImportFixture *fixture,
              gconstpointer  data)
{
  assert_log (fixture, data, FALSE);
}

/* --- Packed --- */

static void
put_packed (ImportFixture *fixture,
            const char    *first,
            const char    *second,
            const char    *trailing)
{
  g_autofree char *one = dup_text (first);
  g_autofree char *two = dup_text (second);
  g_autoptr (GBytes) packed_one = make_gzip (one, strlen (one), 0);
  g_autoptr (GBytes) packed_two = make_gzip (two, strlen (two), 0);
  g_autoptr (GByteArray) all = g_byte_array_new ();

  g_byte_array_append (all, g_bytes_get_data (packed_one, NULL), (guint) g_bytes_get_size (packed_one));
  g_byte_array_append (all, g_bytes_get_data (packed_two, NULL), (guint) g_bytes_get_size (packed_two));
  g_byte_array_append (all, (const guint8 *) trailing, (guint) strlen (trailing));
  import_fixture_put (fixture, "log.json.gz", all->data, all->len);
}

static void
assert_packed (ImportFixture *fixture,
               gboolean       has_trailing)
{
  g_autoptr (RcImportResult) result = import_fixture_import (fixture, "log.json.gz");

  g_assert_cmpuint (result->sources->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);

      assert_events (fixture, source, g_str_equal (source->kind, "container") ? "" : "1 2 3 4");
    }
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM set_aside WHERE kind = 'container-malformed'"), ==, has_trailing);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM set_aside"), ==, has_trailing);
}

/* Log shippers append one gz to another: it is one log, even where an object begins in the one and ends in the other. */
static void
test_members (ImportFixture *fixture,
              gconstpointer  data)
{
  put_packed (fixture, "[@1,\n@2,\n{\"probe\":1,", "\"id\":\"3\"},\n@4]\n", "");
  assert_packed (fixture, FALSE);
}

static void
test_trailing (ImportFixture *fixture,
               gconstpointer  data)
{
  put_packed (fixture, "@1\n@2\n", "@3\n@4\n", "and more");
  assert_packed (fixture, TRUE);
}

/* --- Numbers as ids --- */

static void
assert_found (ImportFixture *fixture,
              const char    *id,
              guint64        record)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = rc_event_index_find (fixture->case_file, reader, RC_EVENT_INFERENCE, RC_EVENT_KEY_ID, id, 8, &error);
  g_autoptr (RcEvent) event = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, record > 0 ? 1 : 0);
  if (record == 0)
    return;
  event = rc_event_load (fixture->case_file, g_array_index (found, gint64, 0), &error);
  g_assert_cmpuint (event->record, ==, record);
}

/* As doubles all of these would be one number, and the log would repeat itself. */
static void
test_long_numbers (ImportFixture *fixture,
                   gconstpointer  data)
{
  static const char text[] =
    "{\"probe\":1,\"id\":9007199254740992}\n"
    "{\"probe\":1,\"id\":9007199254740993}\n"
    "{\"probe\":1,\"id\":18446744073709551615}\n"
    "{\"probe\":1,\"id\":18446744073709551616}\n"
    "{\"probe\":1,\"id\":\"9007199254740994\"}\n";
  const RcImportOptions options = { .mapping_text = own_lines, .mapping_length = strlen (own_lines), .mapping_name = "probe.mapping" };
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, "log.json", text, -1);
  result = import_fixture_import_with (fixture, "log.json", &options);
  assert_events (fixture, g_ptr_array_index (result->sources, 0),
                 "9007199254740992 9007199254740993 18446744073709551615 18446744073709551616 9007199254740994");
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM occurrence"), ==, 0);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM set_aside"), ==, 0);
  assert_found (fixture, "9007199254740992", 1);
  assert_found (fixture, "9007199254740993", 2);
  assert_found (fixture, "18446744073709551616", 4);
  assert_found (fixture, "9007199254740994", 5);
  assert_found (fixture, "9007199254740995", 0);
}

static void
add_logs (const char *folder,
          const Log  *logs,
          gsize       count,
          void      (*run) (ImportFixture *, gconstpointer))
{
  for (gsize i = 0; i < count; i++)
    {
      g_autofree char *path = g_strdup_printf ("/log-framing/%s/%s", folder, logs[i].name);

      g_test_add (path, ImportFixture, &logs[i], set_up, run, import_fixture_verify_and_tear_down);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_logs ("lines", lines, G_N_ELEMENTS (lines), test_lines);
  add_logs ("objects", objects, G_N_ELEMENTS (objects), test_objects);
  g_test_add ("/log-framing/members", ImportFixture, NULL, set_up, test_members, import_fixture_verify_and_tear_down);
  g_test_add ("/log-framing/trailing", ImportFixture, NULL, set_up, test_trailing, import_fixture_verify_and_tear_down);
  g_test_add ("/log-framing/long-numbers", ImportFixture, NULL, set_up, test_long_numbers, import_fixture_verify_and_tear_down);
  return g_test_run ();
}
