/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/exception.h"
#include "core/systems/system-counts.h"
#include "import-fixture.h"

/* Descriptions of systems among the evidence, and how many inferences belong to each. */

#define BEGIN "{\"schema\":\"ai-system.description/2\","
#define MANY 10000u

static gint64
import_one (ImportFixture *fixture,
            const char    *name,
            const char    *text)
{
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, name, text, -1);
  result = import_fixture_import (fixture, name);
  return import_fixture_find (result, name)->id;
}

static GPtrArray *
list_systems (ImportFixture *fixture)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GError) error = NULL;
  gboolean complete = FALSE;
  GPtrArray *systems = rc_system_list (fixture->case_file, reader, &complete, &error);

  g_assert_no_error (error);
  g_assert_true (complete);
  return systems;
}

static RcSystemCounts *
count (ImportFixture *fixture,
       GPtrArray     *systems)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GError) error = NULL;
  RcSystemCounts *counts = rc_system_counts_load (fixture->case_file, reader, systems, NULL, &error);

  g_assert_no_error (error);
  return counts;
}

static void
test_read (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) systems = NULL;
  const RcSystem *system;
  const RcSystemStatement *statement;

  import_one (fixture, "system.json",
              "\n" BEGIN "\"description_id\":\"SD-1\",\"as_of\":\"2026-03-25\",\"system\":\"Scorer\",\"provider\":{\"name\":\"Musterwerk (fictitious)\",\"phone\":\"0\"},"
              "\"annex_iii\":[\"III-5b\"],\"profiling\":false,\"retention\":{\"period\":\"P24M\"},\"bindings\":{\"endpoints\":[\"prod\"]},\"contact\":[1,2]}\n");
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_SYSTEM), ==, 1);
  systems = list_systems (fixture);
  g_assert_cmpuint (systems->len, ==, 1);
  system = g_ptr_array_index (systems, 0);
  g_assert_false (system->has_faults);
  g_assert_cmpstr (system->name, ==, "Scorer");
  g_assert_cmpstr (rc_system_peek_value (system, RC_SYSTEM_PROVIDER), ==, "Musterwerk (fictitious)");
  g_assert_cmpstr (rc_system_peek_value (system, RC_SYSTEM_PROFILING), ==, "false");
  statement = rc_system_peek (system, RC_SYSTEM_RETENTION);
  g_assert_cmpstr (statement->locator, ==, "/retention/period");
  g_assert_cmpuint (statement->word->record, ==, 1);
  g_assert_cmpint (statement->word->entry, ==, 0);
  g_assert_cmpuint (system->remarks->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (system->remarks, 0), ==, "/provider/phone = 0");
  g_assert_cmpstr (g_ptr_array_index (system->remarks, 1), ==, "/contact = [1,2]");
}

/* One member is wrong: it is told, and the rest is read. */
static void
test_wrong_members (ImportFixture *fixture,
                    gconstpointer  data)
{
  static const struct { const char *members; const char *place; } wrong[] = {
    { "\"provider\":\"Bank\"", "/provider" },
    { "\"provider\":{\"name\":7}", "/provider/name" },
    { "\"annex_iii\":[\"III-9\"]", "/annex_iii/0" },
    { "\"personal_data\":\"yes\"", "/personal_data" },
    { "\"retention\":{\"period\":\"forever\"}", "/retention/period" },
    { "\"bindings\":{\"models\":{}}", "/bindings/models" },
    { "\"bindings\":{\"where\":[{\"field\":\"purpose of it\",\"value\":\"x\"}]}", "/bindings/where/0" },
    { "\"as_of\":2026", "/as_of" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *name = g_strdup_printf ("wrong-%u.json", i);
      g_autofree char *text = g_strdup_printf (BEGIN "\"system\":\"S-%u\",%s,\"purpose\":\"scoring\"}", i, wrong[i].members);
      g_autofree char *sql = g_strdup_printf ("SELECT message FROM set_aside WHERE source = %" G_GINT64_FORMAT, import_one (fixture, name, text));
      g_autofree char *message = import_fixture_query_text (fixture, sql);
      g_autofree char *quoted = g_strdup_printf ("“%s”", wrong[i].place);
      g_autoptr (GPtrArray) systems = list_systems (fixture);

      g_assert_nonnull (strstr (message, quoted));
      g_assert_cmpuint (systems->len, ==, i + 1);
      g_assert_true (((const RcSystem *) g_ptr_array_index (systems, i))->has_faults);
      g_assert_cmpstr (rc_system_peek_value (g_ptr_array_index (systems, i), RC_SYSTEM_PURPOSE), ==, "scoring");
    }
}

/* What is no description of a system, in a file that begins with one, is set aside by itself. */
static void
test_set_aside (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) systems = NULL;
  g_autofree char *faults = NULL;
  g_autofree char *doubled = NULL;

  import_one (fixture, "several.json",
              "[" BEGIN "\"system\":\"A\"},\n {\"schema\":\"other\"},\n " BEGIN "\"purpose\":\"nameless\"},\n " BEGIN "\"system\":\"\"},\n "
              BEGIN "\"system\":\"B\",\"system\":\"C\"},\n " BEGIN "\"system\":\"D\"}]");
  faults = import_fixture_list_faults (fixture, RC_EXCEPTION_UNREADABLE_RECORD);
  doubled = import_fixture_list_faults (fixture, RC_EXCEPTION_DUPLICATE_MEMBER);
  g_assert_nonnull (faults);
  g_assert_true (g_str_has_prefix (faults, "2|"));
  g_assert_nonnull (strstr (faults, " 3|"));
  g_assert_nonnull (strstr (faults, " 4|"));
  g_assert_true (g_str_has_prefix (doubled, "5|"));
  systems = list_systems (fixture);
  g_assert_cmpuint (systems->len, ==, 2);
  g_assert_cmpstr (((const RcSystem *) g_ptr_array_index (systems, 0))->name, ==, "A");
  g_assert_cmpstr (((const RcSystem *) g_ptr_array_index (systems, 1))->name, ==, "D");
}

/* One name, several files: all stand beside each other. */
static void
test_two_files (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) systems = NULL;
  const RcSystem *system;

  import_one (fixture, "a.json", BEGIN "\"as_of\":\"2026-01-01\",\"system\":\"S\",\"annex_iii\":[\"III-5b\",\"III-4a\"],\"purpose\":\"old\"}");
  import_one (fixture, "b.json", BEGIN "\"as_of\":\"2026-02-01\",\"system\":\"S\",\"annex_iii\":[\"III-4a\",\"III-5b\"],\"purpose\":\"new\"}");
  systems = list_systems (fixture);
  g_assert_cmpuint (systems->len, ==, 1);
  system = g_ptr_array_index (systems, 0);
  g_assert_cmpuint (system->words->len, ==, 2);
  g_assert_cmpstr (rc_system_peek_value (system, RC_SYSTEM_PURPOSE), ==, "new");
  g_assert_true (rc_system_differs (system, RC_SYSTEM_PURPOSE));
  /* The order of a list says nothing. */
  g_assert_false (rc_system_differs (system, RC_SYSTEM_ANNEX_III));
}

/* Overlapping, self-referring and contradictory bindings: every inference is counted somewhere. */
static void
test_counts (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 60);
  g_autoptr (GPtrArray) systems = NULL;
  g_autoptr (RcSystemCounts) counts = NULL;
  g_autoptr (RcSystemCounts) nobody = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  gint64 all;

  import_one (fixture, "log.jsonl", log->str);
  import_one (fixture, "systems.json",
              BEGIN "\"system\":\"A\",\"bindings\":{\"sources\":[\"log.jsonl\"]}}"
              BEGIN "\"system\":\"B\",\"bindings\":{\"sources\":[\"log.jsonl\",\"log.jsonl\"]}}"
              BEGIN "\"system\":\"C\",\"bindings\":{\"sources\":[\"systems.json\"],\"log_systems\":[\"C\"]}}"
              BEGIN "\"system\":\"D\",\"bindings\":{\"where\":[{\"field\":\"/event\",\"value\":\"no such\"}]}}"
              BEGIN "\"system\":\"E\",\"bindings\":{\"where\":[{\"field\":\"/event\",\"value\":\"inference\"},{\"field\":\"/schema\",\"value\":\"x\"}]}}");
  systems = list_systems (fixture);
  counts = count (fixture, systems);
  all = (gint64) counts->inferences;
  g_assert_cmpint (all, ==, 60);
  g_assert_cmpuint (g_array_index (counts->of_system, guint64, 0), ==, 60);
  g_assert_cmpuint (g_array_index (counts->of_system, guint64, 1), ==, 60);
  g_assert_cmpuint (g_array_index (counts->of_system, guint64, 2), ==, 0);
  g_assert_cmpuint (g_array_index (counts->of_system, guint64, 3), ==, 0);
  g_assert_cmpuint (g_array_index (counts->of_system, guint64, 4), ==, 0);
  g_assert_cmpuint (counts->several, ==, 60);
  g_assert_cmpuint (counts->none, ==, 0);

  nobody = count (fixture, none);
  g_assert_cmpuint (nobody->none, ==, 60);
  g_assert_cmpuint (nobody->unbound->len, ==, 1);
  g_assert_cmpuint (((const RcSystemUnbound *) g_ptr_array_index (nobody->unbound, 0))->inferences, ==, 60);
}

/* A condition on an object has no value to compare: nothing is decided by it. */
static void
test_unknown (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *line = import_fixture_dup_line (1, "0.5");
  g_autoptr (GPtrArray) systems = NULL;
  g_autoptr (RcSystemCounts) counts = NULL;

  import_one (fixture, "log.jsonl", line);
  import_one (fixture, "system.json", BEGIN "\"system\":\"A\",\"bindings\":{\"where\":[{\"field\":\"/model\",\"value\":\"x\"}]}}");
  systems = list_systems (fixture);
  counts = count (fixture, systems);
  g_assert_cmpuint (counts->unknown, ==, 1);
  g_assert_cmpuint (counts->none, ==, 0);
}

/* Thousands of systems that all have the same records, by the same condition and without one. */
static void
test_many (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 500);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) systems = NULL;
  g_autoptr (RcSystemCounts) counts = NULL;

  import_one (fixture, "log.jsonl", log->str);
  for (guint i = 0; i < MANY; i++)
    g_string_append_printf (text, BEGIN "\"system\":\"S-%05u\",\"bindings\":{%s}}\n", i,
                            i % 2 == 0 ? "\"where\":[{\"field\":\"/event\",\"value\":\"inference\"}]" : "\"endpoints\":[\"a\",\"b\",\"c\"]");
  import_one (fixture, "systems.jsonl", text->str);
  systems = list_systems (fixture);
  g_assert_cmpuint (systems->len, ==, MANY);
  counts = count (fixture, systems);
  g_assert_cmpuint (counts->several, ==, 500);
  g_assert_cmpuint (g_array_index (counts->of_system, guint64, 0), ==, 500);
  g_assert_cmpuint (g_array_index (counts->of_system, guint64, 1), ==, 0);
  g_assert_cmpuint (g_array_index (counts->of_system, guint64, MANY - 2), ==, 500);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add (path, ImportFixture, NULL, import_fixture_set_up, function, import_fixture_verify_and_tear_down)
  ADD ("/system-description/read", test_read);
  ADD ("/system-description/wrong-members", test_wrong_members);
  ADD ("/system-description/set-aside", test_set_aside);
  ADD ("/system-description/two-files", test_two_files);
  ADD ("/system-description/counts", test_counts);
  ADD ("/system-description/unknown", test_unknown);
  ADD ("/system-description/many", test_many);
  return g_test_run ();
}
