/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/custody.h"
#include "core/duration.h"
#include "core/event-query.h"
#include "core/systems/system-filter.h"
#include "core/timeline.h"
#include "lineage-fixture.h"

#define OFFICER "O. Officer (fictitious)"

/* Two products of one model, a second model, and what belongs to them. */
#define LOG \
  "{\"kind\":\"inference\",\"time\":\"2026-04-01T10:00:00Z\",\"id\":\"E-1\",\"system\":\"Scorer\",\"endpoint\":\"prod\",\"model-name\":\"risk\",\"model-version\":\"1\",\"product\":\"car\"}\n" \
  "{\"kind\":\"inference\",\"time\":\"2026-04-02T10:00:00Z\",\"id\":\"E-2\",\"system\":\"Scorer\",\"endpoint\":\"prod\",\"model-name\":\"risk\",\"model-version\":\"2\",\"product\":\"home\"}\n" \
  "{\"kind\":\"inference\",\"time\":\"2026-04-03T10:00:00Z\",\"id\":\"E-3\",\"system\":\"Scorer\",\"endpoint\":\"test\",\"model-name\":\"risk\",\"model-version\":\"2\"}\n" \
  "{\"kind\":\"inference\",\"time\":\"2026-04-04T10:00:00Z\",\"id\":\"E-4\",\"system\":\"Other\",\"endpoint\":\"other\",\"model-name\":\"riskier\",\"product\":\"car\"}\n" \
  "{\"kind\":\"deployment\",\"time\":\"2026-04-01T00:00:00Z\",\"id\":\"D-1\",\"endpoint\":\"prod\",\"model-name\":\"risk\",\"model-version\":\"1\"}\n"

static gint64
add (LineageFixture *self,
     const char     *json)
{
  g_autoptr (GError) error = NULL;
  gint64 id = rc_system_add (self->case_file, json, strlen (json), OFFICER, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

static RcSystem *
find (LineageFixture *self,
      const char     *name)
{
  g_autoptr (GError) error = NULL;
  RcSystem *system = rc_system_find (self->case_file, self->reader, name, &error);

  g_assert_no_error (error);
  return system;
}

static void
assert_refused (LineageFixture *self,
                const char     *json,
                const char     *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_system_add (self->case_file, json, strlen (json), OFFICER, &error), ==, 0);
  g_assert_error (error, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_DESCRIPTION);
  if (strstr (error->message, part) == NULL)
    g_error ("expected “%s” in: %s", part, error->message);
}

static gboolean
append_id (const RcEvent *event,
           gpointer       user_data)
{
  GString *ids = user_data;

  g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", rc_event_peek_field (event, RC_FIELD_ID));
  return TRUE;
}

/* Ids of the events of a kind that belong to a system, in the order of their times. */
static char *
list_within (LineageFixture *self,
             const char     *name,
             RcEventKind     kind)
{
  g_autoptr (RcSystem) system = find (self, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSystemFilter) filter = rc_system_filter_new (self->case_file, system, &error);
  RcEventQuery query = { .kind = kind, .within = filter, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  GString *ids = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_true (rc_event_query_walk (self->case_file, self->reader, &query, append_id, ids, NULL, &error));
  g_assert_no_error (error);
  return g_string_free (ids, FALSE);
}

static void
assert_within (LineageFixture *self,
               const char     *name,
               const char     *inferences)
{
  g_autofree char *ids = list_within (self, name, RC_EVENT_INFERENCE);

  g_assert_cmpstr (ids, ==, inferences);
}

/* --- What is stated --- */

static void
test_statements (LineageFixture *self,
                 gconstpointer   data)
{
  const RcSystemSetting settings[] = {
    { RC_SYSTEM_RISK_DATE, "2026-05-01" },
    { RC_SYSTEM_RISK_CLASS, "T2, T3" },
    { RC_SYSTEM_PROFILING, "true" },
    { RC_SYSTEM_PROVIDER, "Musterwerk (fictitious)" },
  };
  g_autoptr (RcSystem) system = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  add (self, "{\"schema\":\"ai-system.description/2\",\"system\":\"Scorer\",\"risk_class\":{\"tiers\":[\"T5\"]},\"member_states\":[\"DE\"],"
             "\"contact\":\"desk 4\",\"provider\":{\"name\":\"Old (fictitious)\",\"city\":\"Nordhafen\"}}");
  g_assert_cmpint (rc_system_set (self->case_file, "Scorer", settings, G_N_ELEMENTS (settings), OFFICER, &error), >, 0);
  g_assert_no_error (error);

  system = find (self, "Scorer");
  g_assert_cmpuint (system->words->len, ==, 2);
  g_assert_true (rc_system_has_value (system, RC_SYSTEM_RISK_CLASS, "T2"));
  g_assert_true (rc_system_has_value (system, RC_SYSTEM_RISK_CLASS, "T3"));
  g_assert_false (rc_system_has_value (system, RC_SYSTEM_RISK_CLASS, "T5"));
  g_assert_cmpstr (rc_system_peek_value (system, RC_SYSTEM_PROVIDER), ==, "Musterwerk (fictitious)");
  g_assert_cmpstr (rc_system_peek_value (system, RC_SYSTEM_MEMBER_STATES), ==, "DE");
  g_assert_cmpstr (rc_system_peek_value (system, RC_SYSTEM_PROFILING), ==, "true");
  g_assert_null (rc_system_peek (system, RC_SYSTEM_PERSONAL_DATA));
  /* The earlier word stays, marked so, and is no difference. */
  g_assert_false (rc_system_differs (system, RC_SYSTEM_RISK_CLASS));
  g_assert_cmpuint (system->remarks->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (system->remarks, 0), ==, "/contact = desk 4");
  faults = rc_custody_compare_tables (self->case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
}

/* A mapping reads a description among the evidence: what it says stands beside what the officer says. */
static void
test_differs (LineageFixture *self,
              gconstpointer   data)
{
  g_autoptr (RcSystem) system = NULL;
  g_autofree char *words = NULL;

  (void) lineage_fixture_import (self, "description.jsonl", "Nordhafen Bank (fictitious)",
                                 "{\"kind\":\"system\",\"time\":\"2026-03-25T00:00:00Z\",\"id\":\"SD-1\",\"system\":\"Scorer\",\"provider\":\"Bank\",\"deployer\":\"Bank\",\"endpoint\":\"prod\"}\n");
  add (self, "{\"system\":\"Scorer\",\"id\":\"AIS-7\",\"provider\":{\"name\":\"Musterwerk\"},\"deployer\":{\"name\":\"Bank\"}}");
  system = find (self, "AIS-7");
  g_assert_cmpstr (system->name, ==, "Scorer");
  g_assert_true (rc_system_differs (system, RC_SYSTEM_PROVIDER));
  g_assert_false (rc_system_differs (system, RC_SYSTEM_DEPLOYER));
  g_assert_cmpstr (rc_system_peek_value (system, RC_SYSTEM_PROVIDER), ==, "Musterwerk");
  words = rc_system_word_dup_words (g_ptr_array_index (system->words, 1), self->case_file);
  g_assert_cmpstr (words, ==, "stated in description.jsonl, record 1, as of 2026-03-25");
  g_assert_cmpuint (system->bindings->len, ==, 1);
}

static void
test_refused (LineageFixture *self,
              gconstpointer   data)
{
  g_autofree char *long_name = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'n');
  g_autofree char *long_body = g_strdup_printf ("{\"system\":\"%s\"}", long_name);
  g_autoptr (GPtrArray) systems = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (self, "", "");
  assert_refused (self, "[]", "an object");
  assert_refused (self, "{}", "/system");
  assert_refused (self, "{\"system\":7}", "/system");
  assert_refused (self, "{\"system\":\"\"}", "/system");
  assert_refused (self, "{\"system\":\"S\",\"system\":\"T\"}", "a member twice");
  assert_refused (self, "{\"system\":\"a\\u0000b\"}", "NUL");
  assert_refused (self, long_body, "RC_LIMIT_NAME_BYTES");
  assert_refused (self, "{\"system\":\"S\",\"risk_class\":\"T2\"}", "/risk_class");
  assert_refused (self, "{\"system\":\"S\",\"risk_class\":{\"tiers\":[\"high\"]}}", "/risk_class/tiers/0");
  assert_refused (self, "{\"system\":\"S\",\"annex_iii\":[\"III-5b\",\"III-9\"]}", "/annex_iii/1");
  assert_refused (self, "{\"system\":\"S\",\"personal_data\":\"yes\"}", "true or false");
  assert_refused (self, "{\"system\":\"S\",\"retention\":{\"period\":\"two years\"}}", "/retention/period");
  assert_refused (self, "{\"system\":\"S\",\"first_placed\":\"soon\"}", "/first_placed");
  assert_refused (self, "{\"system\":\"S\",\"member_states\":[\"Germany\"]}", "/member_states/0");
  assert_refused (self, "{\"system\":\"S\",\"bindings\":{\"models\":\"risk\"}}", "/bindings/models");
  assert_refused (self, "{\"system\":\"S\",\"bindings\":{\"where\":[{\"field\":\"no field\",\"value\":\"x\"}]}}", "/bindings/where/0");
  assert_refused (self, "{\"system\":\"S\",\"bindings\":{\"where\":[{\"field\":\"/x\"}]}}", "/bindings/where/0");

  /* A member whose name holds a slash is not one member within another. */
  add (self, "{\"system\":\"S\",\"provider/name\":\"X\"}");
  systems = rc_system_list (self->case_file, self->reader, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (systems->len, ==, 1);
  g_assert_null (rc_system_peek (g_ptr_array_index (systems, 0), RC_SYSTEM_PROVIDER));
  g_assert_null (rc_system_find (self->case_file, self->reader, "s", &error));
  g_assert_error (error, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_NOT_FOUND);
}

/* --- What belongs to a system --- */

static void
test_bindings (LineageFixture *self,
               gconstpointer   data)
{
  g_autofree char *deployments = NULL;

  (void) lineage_fixture_import (self, "log.jsonl", NULL, LOG);
  add (self, "{\"system\":\"Scorer\"}");
  add (self, "{\"system\":\"By model\",\"bindings\":{\"models\":[\"risk\"]}}");
  add (self, "{\"system\":\"By version\",\"bindings\":{\"models\":[\"risk/2\",\"risk/2\",\"no such\"]}}");
  add (self, "{\"system\":\"By endpoint or name\",\"bindings\":{\"endpoints\":[\"test\"],\"log_systems\":[\"Other\"]}}");
  add (self, "{\"system\":\"By file\",\"bindings\":{\"sources\":[\"log.jsonl\"]}}");
  add (self, "{\"system\":\"Car loans\",\"bindings\":{\"models\":[\"risk\"],\"where\":[{\"field\":\"/product\",\"value\":\"car\"}]}}");
  add (self, "{\"system\":\"Cars and homes\",\"bindings\":{\"where\":[{\"field\":\"/product\",\"value\":\"car\"},{\"field\":\"/product\",\"value\":\"home\"}]}}");
  add (self, "{\"system\":\"At once\",\"bindings\":{\"where\":[{\"field\":\"/product\",\"value\":\"car\"},{\"field\":\"endpoint\",\"value\":\"other\"}]}}");
  add (self, "{\"system\":\"Nothing\",\"bindings\":{\"models\":[\"absent\"]}}");

  assert_within (self, "Scorer", "E-1 E-2 E-3");
  assert_within (self, "By model", "E-1 E-2 E-3");
  assert_within (self, "By version", "E-2 E-3");
  assert_within (self, "By endpoint or name", "E-3 E-4");
  assert_within (self, "By file", "E-1 E-2 E-3 E-4");
  assert_within (self, "Car loans", "E-1");
  assert_within (self, "Cars and homes", "E-1 E-2 E-4");
  assert_within (self, "At once", "E-4");
  assert_within (self, "Nothing", "");
  /* A deployment names no product: the condition does not narrow it. */
  deployments = list_within (self, "Car loans", RC_EVENT_DEPLOYMENT);
  g_assert_cmpstr (deployments, ==, "D-1");
}

static GPtrArray *
one_binding (RcSystemBindingKind  kind,
             const char          *value)
{
  GPtrArray *bindings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_system_binding_free);
  RcSystemBinding *binding = g_new0 (RcSystemBinding, 1);

  binding->kind = kind;
  binding->value = g_strdup (value);
  g_ptr_array_add (bindings, binding);
  return bindings;
}

static void
test_taken_back (LineageFixture *self,
                 gconstpointer   data)
{
  g_autoptr (GPtrArray) endpoint = one_binding (RC_SYSTEM_BINDING_ENDPOINT, "prod");
  g_autoptr (GPtrArray) model = one_binding (RC_SYSTEM_BINDING_MODEL, "riskier");
  g_autoptr (GError) error = NULL;

  (void) lineage_fixture_import (self, "log.jsonl", NULL, LOG);
  g_assert_cmpint (rc_system_bind (self->case_file, "S", endpoint, FALSE, OFFICER, &error), >, 0);
  g_assert_cmpint (rc_system_bind (self->case_file, "S", model, FALSE, OFFICER, &error), >, 0);
  assert_within (self, "S", "E-1 E-2 E-4");
  g_assert_cmpint (rc_system_bind (self->case_file, "S", endpoint, TRUE, OFFICER, &error), >, 0);
  assert_within (self, "S", "E-4");
  g_assert_cmpint (rc_system_bind (self->case_file, "S", endpoint, FALSE, OFFICER, &error), >, 0);
  assert_within (self, "S", "E-1 E-2 E-4");
  g_assert_no_error (error);
}

#define STAGED(version, stage) "model-version\t" version "\tstage\t" stage "\t-\t-\t-\t-\n"

static guint
count_moves (LineageFixture *self,
             const char     *name)
{
  g_autoptr (RcSystem) system = find (self, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSystemFilter) filter = rc_system_filter_new (self->case_file, system, &error);
  g_autoptr (RcTimeline) timeline = rc_timeline_load_within (self->case_file, self->reader, filter, NULL, &error);
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < timeline->marks->len; i++)
    count += ((const RcTimelineMark *) g_ptr_array_index (timeline->marks, i))->kind == RC_TIMELINE_VERSION;
  return count;
}

/* Two snapshots of a registry between which a version moved: on the timeline of the system that has the version, also by its model’s name,
 * and on no other. */
static void
test_moves (LineageFixture *self,
            gconstpointer   data)
{
  (void) lineage_fixture_import (self, "log.jsonl", NULL, LOG);
  (void) lineage_fixture_import_as_of (self, "first", "2026-04-01T00:00:00Z", "FAKE REGISTRY\n" STAGED ("risk/2", "None") STAGED ("risk/9", "None"));
  (void) lineage_fixture_import_as_of (self, "second", "2026-04-03T00:00:00Z", "FAKE REGISTRY\n" STAGED ("risk/2", "Production") STAGED ("risk/9", "None"));
  add (self, "{\"system\":\"Scorer\"}");
  add (self, "{\"system\":\"By model\",\"bindings\":{\"models\":[\"risk\"]}}");
  add (self, "{\"system\":\"Another\",\"bindings\":{\"models\":[\"risk/1\",\"riskier\"]}}");
  g_assert_cmpuint (count_moves (self, "Scorer"), ==, 1);
  g_assert_cmpuint (count_moves (self, "By model"), ==, 1);
  g_assert_cmpuint (count_moves (self, "Another"), ==, 0);
}

/* Thousands of bindings, of which nothing answers to all but one. */
static void
test_many (LineageFixture *self,
           gconstpointer   data)
{
  g_autoptr (GString) json = g_string_new ("{\"system\":\"Many\",\"bindings\":{\"models\":[\"risk/1\"");

  (void) lineage_fixture_import (self, "log.jsonl", NULL, LOG);
  for (guint i = 1; i < RC_LIMIT_SYSTEM_ITEMS; i++)
    g_string_append_printf (json, ",\"m-%u\"", i);
  g_string_append (json, "]}}");
  add (self, json->str);
  assert_within (self, "Many", "E-1");
  g_string_insert (json, (gssize) json->len - 3, ",\"one more\"");
  assert_refused (self, json->str, "RC_LIMIT_SYSTEM_ITEMS");
}

static void
test_read_only (LineageFixture *self,
                gconstpointer   data)
{
  g_autofree char *path = g_strdup (rc_case_peek_path (self->case_file));
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = NULL;

  g_clear_pointer (&self->reader, rc_record_reader_free);
  g_assert_true (rc_case_close (self->case_file, &error));
  case_file = rc_case_open (path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rc_system_add (case_file, "{\"system\":\"S\"}", 14, OFFICER, &error), ==, 0);
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY);
}

static void
test_durations (void)
{
  RcDuration duration, other;
  gint64 end_us;
  const char *wrong[] = { "", "P", "6M", "P6", "PM", "P6X", "P1D1M", "P1Y1Y", "P99999Y", "PT6H", "P-1M", "P1.5Y" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (rc_duration_parse (wrong[i], &duration));
  g_assert_true (rc_duration_parse ("P1Y6M2W3D", &duration));
  g_assert_cmpuint (duration.weeks, ==, 2);
  /* 31 August and six months is the last day of February. */
  g_assert_true (rc_duration_parse ("P6M", &duration));
  g_assert_true (rc_duration_add (&duration, 1788134400 * (gint64) G_USEC_PER_SEC, &end_us));
  g_assert_cmpint (end_us / G_USEC_PER_SEC, ==, 1803772800);
  g_assert_true (rc_duration_parse ("P180D", &other));
  g_assert_true (rc_duration_is_less (&other, &duration, 1788134400 * (gint64) G_USEC_PER_SEC));
  g_assert_true (rc_duration_parse ("P10000Y", &other));
  g_assert_false (rc_duration_add (&other, 0, &end_us));
  g_assert_false (rc_duration_is_less (&other, &duration, 0));
  g_assert_true (rc_duration_is_less (&duration, &other, 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)
  ADD ("/system/statements", test_statements);
  ADD ("/system/differs", test_differs);
  ADD ("/system/refused", test_refused);
  ADD ("/system/bindings", test_bindings);
  ADD ("/system/taken-back", test_taken_back);
  ADD ("/system/moves", test_moves);
  ADD ("/system/many", test_many);
  ADD ("/system/read-only", test_read_only);
  g_test_add_func ("/duration", test_durations);
  return g_test_run ();
}
