/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases of the threat model that no seal answers: what a record itself asks of the program. */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/exception.h"
#include "import-fixture.h"
#include "importers/importers.h"

#define EPOCH_MAPPING "[mapping]\nid=own-log\ntitle=Own log\nevidences=What it says.\nversion=1\nframing=lines\n" \
                      "[recognise]\nhas.1=/id\n[kind]\nkind=inference\n[fields]\nid=/id\n[time]\npath=/t\nform=epoch-ms\n"

/* A record that asks for too much, between two good ones: it is set aside with its place (a line longer than any record in pieces), and
 * the good ones are events. */
static void
assert_set_aside (ImportFixture *fixture,
                  GString       *record)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *first = import_fixture_dup_line (1, "0.5");
  g_autofree char *second = import_fixture_dup_line (2, "0.5");
  g_autofree char *faults = NULL;

  g_string_prepend (record, first);
  g_string_append_printf (record, "\n%s", second);
  import_fixture_put (fixture, "log.jsonl", record->str, (gssize) record->len);
  result = import_fixture_import (fixture, "log.jsonl");
  faults = import_fixture_list_faults (fixture, RC_EXCEPTION_LIMIT);

  g_test_message ("set aside at %s", faults);
  g_assert_true (g_str_has_prefix (faults, "2|"));
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 2);
}

static void
test_depth (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (GString) record = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (record, '[');
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (record, ']');
  assert_set_aside (fixture, record);
}

/* A million members are read, and no more nodes than the limit says. */
static void
test_members (ImportFixture *fixture,
              gconstpointer  data)
{
  guint n_members = GPOINTER_TO_UINT (data);
  g_autoptr (GString) record = g_string_new ("{");

  for (guint i = 0; i < n_members; i++)
    g_string_append_printf (record, "%s\"m%u\":%u", i > 0 ? "," : "", i, i);
  g_string_append_c (record, '}');
  assert_set_aside (fixture, record);
}

static void
test_long_string (ImportFixture *fixture,
                  gconstpointer  data)
{
  gsize length = (gsize) 200 << 20;
  g_autoptr (GString) record = g_string_sized_new (length + 64);

  g_string_append (record, "{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\"");
  g_string_set_size (record, record->len + length);
  memset (record->str + record->len - length, 'x', length);
  g_string_append (record, "\"}");
  assert_set_aside (fixture, record);
}

/* The same instant in seconds, milliseconds, microseconds and nanoseconds, in a log whose mapping says milliseconds. */
static void
test_units (ImportFixture *fixture,
            gconstpointer  data)
{
  static const char log[] = "{\"id\":\"a\",\"t\":1775030403}\n{\"id\":\"b\",\"t\":1775030403217}\n{\"id\":\"c\",\"t\":1775030403217123}\n"
                            "{\"id\":\"d\",\"t\":\"1775030403217123456\"}\n{\"id\":\"e\",\"t\":\"soon\"}\n{\"id\":\"f\",\"t\":-1}\n";
  RcImportOptions options = { .mapping_text = EPOCH_MAPPING, .mapping_length = strlen (EPOCH_MAPPING), .mapping_name = "own.mapping" };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *times = NULL;
  guint n_ambiguous = 0;

  import_fixture_put (fixture, "log.jsonl", log, -1);
  result = import_fixture_import_with (fixture, "log.jsonl", &options);
  times = import_fixture_query_text (fixture, "SELECT record || ' ' || ifnull (datetime (time_us / 1000000, 'unixepoch'), 'none') FROM event "
                                              "ORDER BY id");
  g_assert_cmpstr (times, ==, "1 none\n2 2026-04-01 08:00:03\n3 none\n4 none\n5 none\n6 none");

  judgement = import_fixture_verify (fixture);
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (strcmp (exception->kind, RC_EXCEPTION_TIME_AMBIGUOUS) != 0)
        continue;
      n_ambiguous++;
      g_assert_cmpint (exception->record, !=, 2);
      g_assert_cmpint (exception->record, !=, 5);
      g_assert_cmpint (exception->offset, >, 0);
    }
  g_assert_cmpuint (n_ambiguous, ==, 4);
}

#define ADD(name, function, data) \
  g_test_add ("/tamper/" name, ImportFixture, data, import_fixture_set_up, function, import_fixture_verify_and_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();
  ADD ("C73/depth", test_depth, NULL);
  ADD ("C73/members", test_members, GUINT_TO_POINTER (RC_LIMIT_JSON_NODES / 2 + 1));
  ADD ("C73/long-string", test_long_string, NULL);
  ADD ("C75/units", test_units, NULL);
  return g_test_run ();
}
