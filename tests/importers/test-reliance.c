/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/event.h"
#include "core/reliance.h"
#include "import-fixture.h"

#define INFERENCES 400

static void
import_demo (ImportFixture *self,
             gboolean       faults)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;

  import_fixture_put_demo (self, INFERENCES, 11, faults);
  result = import_fixture_import (self, NULL);
  import_fixture_accept_key (self);
  judgement = import_fixture_verify (self);
}

static RcReliance *
build (ImportFixture *self,
       const char    *reference)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (self->case_file));
  g_autoptr (GError) error = NULL;
  g_autoptr (RcEvent) event = rc_event_find (self->case_file, reader, reference, &error);
  RcReliance *reliance;

  g_assert_no_error (error);
  reliance = rc_reliance_build (self->case_file, event, &error);
  g_assert_no_error (error);
  return reliance;
}

static void
test_whole (ImportFixture *self,
            gconstpointer  data)
{
  g_autoptr (RcReliance) reliance = NULL;
  guint64 records;

  import_demo (self, FALSE);
  reliance = build (self, "KA-2026-000003");
  records = (guint64) import_fixture_query (self, "SELECT records FROM source WHERE name LIKE '%decisions-2026-04.jsonl'");
  g_assert_true (reliance->judged);
  g_assert_null (reliance->fault);
  g_assert_true (reliance->chain.present);
  g_assert_cmpint (reliance->chain.verdict, ==, RC_VERDICT_VALID);
  g_assert_cmpuint (reliance->chain.first_record, ==, 1);
  g_assert_cmpuint (reliance->chain.last_record, ==, records);
  g_assert_cmpint (reliance->chain_begins_us, <, reliance->chain_ends_us);
  g_assert_cmpuint (reliance->chain.keys, ==, 1);
  g_assert_cmpstr (reliance->chain.key_owner, ==, "Demo bank");
  g_assert_cmpstr (reliance->chain.key_how, ==, "by hand");
  g_assert_true (reliance->list.present);
  g_assert_cmpint (reliance->list.verdict, ==, RC_VERDICT_VALID);
  g_assert_cmpstr (reliance->list.key_owner, ==, "Demo bank");
  g_assert_cmpint (reliance->decisions.state, ==, RC_DECISIONS_COMPARED);
  g_assert_cmpuint (reliance->decisions.business, ==, INFERENCES);
  g_assert_cmpuint (reliance->decisions.both, ==, INFERENCES);
  g_assert_cmpuint (reliance->decisions.only_business + reliance->decisions.outside, ==, 0);
}

/* The business references in the log, counted without the program. */
static guint
count_references (ImportFixture *self)
{
  static const char * const months[] = { "04", "05", "06", "07" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *name = g_strdup_printf ("log/decisions-2026-%s.jsonl", months[i]);
      g_autofree char *path = import_fixture_dup_path (self, name);
      g_autofree char *text = NULL;
      const char *key = "\"application\":\"";

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      for (const char *at = strstr (text, key); at != NULL; at = strstr (at, key))
        {
          at += strlen (key);
          g_hash_table_add (seen, g_strndup (at, strcspn (at, "\"")));
        }
    }

  return g_hash_table_size (seen);
}

/* A stretch never reaches over a break, and what was taken out of the log is missed on the business's list. */
static void
test_faults (ImportFixture *self,
             gconstpointer  data)
{
  g_autofree char *altered = NULL;
  g_autoptr (RcReliance) bad = NULL;
  g_autoptr (RcReliance) near = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *before = NULL;
  guint64 record;

  import_demo (self, TRUE);
  altered = import_fixture_query_text (self, "SELECT source || ':' || record FROM exception WHERE kind = 'record-altered'");
  bad = build (self, altered);
  g_assert_cmpstr (bad->fault, ==, RC_EXCEPTION_RECORD_ALTERED);
  g_assert_cmpint (rc_verdict_group (bad->chain.verdict), ==, RC_VERDICT_GROUP_FAILED);
  g_assert_null (bad->chain.key_owner);
  g_assert_cmpuint (bad->decisions.only_business, >, 0);
  g_assert_cmpuint (bad->decisions.outside, >, 0);
  g_assert_cmpuint (bad->decisions.only_business + bad->decisions.outside, ==, INFERENCES - count_references (self));

  parts = g_strsplit (altered, ":", 2);
  record = g_ascii_strtoull (parts[1], NULL, 10);
  before = g_strdup_printf ("%s:%" G_GUINT64_FORMAT, parts[0], record - 1);
  near = build (self, before);
  g_assert_null (near->fault);
  g_assert_true (near->chain.present);
  g_assert_cmpuint (near->chain.last_record, ==, record - 1);
  g_assert_cmpuint (near->chain.first_record, <=, record - 1);
}

static void
test_unchecked (ImportFixture *self,
                gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcReliance) reliance = NULL;

  import_fixture_put_demo (self, INFERENCES, 11, FALSE);
  result = import_fixture_import (self, "log");
  reliance = build (self, "KA-2026-000003");
  g_assert_false (reliance->judged);
  g_assert_false (reliance->chain.present);
  g_assert_false (reliance->list.present);
  g_assert_cmpint (reliance->decisions.state, ==, RC_DECISIONS_NO_LIST);
}

#define ADD(path, test) g_test_add (path, ImportFixture, NULL, import_fixture_set_up, test, import_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/reliance/whole", test_whole);
  ADD ("/reliance/faults", test_faults);
  ADD ("/reliance/unchecked", test_unchecked);
  return g_test_run ();
}
