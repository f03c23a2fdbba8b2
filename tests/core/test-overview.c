/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/event-query.h"
#include "core/import.h"
#include "core/overview.h"
#include "core/verify.h"
#include "demo-case.h"

#define INFERENCES 500

static RcOverview *
load (RcCase *case_file)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GError) error = NULL;
  RcOverview *overview = rc_overview_load (case_file, reader, NULL, &error);

  g_assert_no_error (error);
  return overview;
}

static RcOverviewState
state_of (const RcOverview *overview,
          const char       *id)
{
  for (guint i = 0; i < overview->slots->len; i++)
    {
      const RcOverviewSlot *slot = &g_array_index (overview->slots, RcOverviewSlot, i);

      if (strcmp (slot->slot->id, id) == 0)
        {
          g_assert_true ((slot->state == RC_OVERVIEW_ANSWERS || slot->state == RC_OVERVIEW_SOME) == (*slot->basis != '\0'));
          return slot->state;
        }
    }
  g_assert_not_reached ();
}

static guint64
sum (const guint64 counts[RC_N_PROTECTIONS])
{
  guint64 total = 0;

  for (guint i = 0; i < RC_N_PROTECTIONS; i++)
    total += counts[i];
  return total;
}

static void
test_empty (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (100, DEMO_CASE_EMPTY);
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  g_autoptr (RcOverview) overview = load (case_file);

  g_assert_cmpuint (overview->files, ==, 0);
  g_assert_cmpint (overview->from_us, ==, RC_TIME_NONE);
  g_assert_cmpuint (overview->slots->len, ==, rc_slot_count ());
  g_assert_cmpuint (rc_overview_count_answers (overview), ==, 0);
  g_assert_false (overview->verified);
}

/* Nothing that nobody checked is counted as anything else. */
static void
test_not_checked (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  g_autoptr (RcOverview) overview = load (case_file);

  g_assert_false (overview->verified);
  g_assert_cmpuint (overview->protected_records[RC_PROTECTION_NOT_CHECKED], ==, overview->records);
  g_assert_cmpuint (sum (overview->protected_records), ==, overview->records);
  g_assert_cmpuint (overview->protected_sources[RC_PROTECTION_NOT_CHECKED], ==, overview->files);
  g_assert_cmpint (state_of (overview, "reliance"), ==, RC_OVERVIEW_UNCHECKED);
}

static void
test_demo (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_VERIFIED);
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  g_autoptr (RcOverview) overview = load (case_file);
  const RcOverviewKind *first = g_ptr_array_index (overview->kinds, 0);

  g_assert_cmpuint (overview->files, ==, 33);
  g_assert_cmpuint (overview->not_understood, ==, 0);
  g_assert_cmpuint (overview->events[RC_EVENT_INFERENCE], ==, INFERENCES);
  g_assert_cmpuint (overview->events[RC_EVENT_DECISION], ==, INFERENCES);
  g_assert_cmpuint (overview->events[RC_EVENT_APPROVAL], ==, 3);
  g_assert_cmpuint (first->events, ==, INFERENCES);
  g_assert_nonnull (first->title);
  g_assert_cmpint (overview->from_us, <, overview->to_us);

  g_assert_true (overview->verified);
  g_assert_cmpuint (overview->root_exceptions, ==, 0);
  g_assert_cmpuint (sum (overview->protected_records), ==, overview->records);
  g_assert_cmpuint (overview->protected_records[RC_PROTECTION_FAILED], ==, 0);
  g_assert_cmpuint (overview->protected_records[RC_PROTECTION_NOT_CHECKED], ==, 0);
  /* What signs and lists is not covered by itself. */
  g_assert_cmpuint (overview->protected_records[RC_PROTECTION_PASSED], >=, 2 * INFERENCES);
  g_assert_cmpuint (sum (overview->protected_sources), ==, overview->files);

  g_assert_cmpint (state_of (overview, "input"), ==, RC_OVERVIEW_ANSWERS);
  g_assert_cmpint (state_of (overview, "approval"), ==, RC_OVERVIEW_ANSWERS);
  g_assert_cmpint (state_of (overview, "run"), ==, RC_OVERVIEW_ANSWERS);
  g_assert_cmpint (state_of (overview, "card"), ==, RC_OVERVIEW_ANSWERS);
  g_assert_cmpint (state_of (overview, "reliance"), ==, RC_OVERVIEW_ANSWERS);
  g_assert_cmpint (state_of (overview, "incident"), ==, RC_OVERVIEW_NOTHING);
}

static void
test_faults (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_VERIFIED | DEMO_CASE_FAULTS);
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  g_autoptr (RcOverview) overview = load (case_file);

  g_assert_true (overview->verified);
  g_assert_cmpuint (overview->root_exceptions, ==, 14);
  g_assert_cmpuint (overview->protected_records[RC_PROTECTION_FAILED], >, 0);
  g_assert_cmpuint (overview->protected_sources[RC_PROTECTION_FAILED], >, 0);
  g_assert_cmpuint (sum (overview->protected_records), ==, overview->records);
}

static gint64
find_source (RcCase     *case_file,
             const char *end)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, NULL);

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (g_str_has_suffix (source->name, end))
        return source->id;
    }
  g_assert_not_reached ();
}

/* What is taken out answers nothing more, and what was checked before is not of this evidence. */
static void
test_removed (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_VERIFIED);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcOverview) overview = NULL;
  g_autoptr (GError) error = NULL;

  rc_import_remove (case_file, find_source (case_file, "actions.jsonl"), "a test", &error);
  g_assert_no_error (error);
  rc_import_remove (case_file, find_source (case_file, "system-description.json"), "a test", &error);
  g_assert_no_error (error);
  overview = load (case_file);
  g_assert_cmpint (state_of (overview, "human-action"), ==, RC_OVERVIEW_NOTHING);
  g_assert_cmpint (state_of (overview, "documentation"), ==, RC_OVERVIEW_ANSWERS);
  g_assert_cmpuint (overview->events[RC_EVENT_HUMAN_ACTION], ==, 0);
  g_assert_false (overview->verified);
  g_assert_cmpuint (overview->protected_records[RC_PROTECTION_PASSED], ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RcOverview) overview = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rc_overview_load (case_file, reader, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  overview = load (case_file);
  g_assert_cmpuint (overview->events[RC_EVENT_INFERENCE], ==, INFERENCES);
}

/* Every event of a source is found at its record, and nothing at a record without one. */
static void
test_event_at_record (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_FAULTS);
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  g_autoptr (RcSource) source = NULL;
  g_autoptr (GError) error = NULL;
  guint found = 0;

  source = rc_source_load (rc_case_get_database (case_file), find_source (case_file, "decisions-2026-04.jsonl"), &error);
  g_assert_no_error (error);
  for (guint64 record = 1; record <= source->records + 1; record++)
    {
      g_autoptr (RcEvent) event = NULL;
      gint64 id = -1;

      g_assert_true (rc_event_find_at_record (case_file, source->id, record, &id, &error));
      if (id == 0)
        continue;
      found++;
      event = rc_event_load (case_file, id, &error);
      g_assert_no_error (error);
      g_assert_cmpint (event->source, ==, source->id);
      g_assert_cmpuint (event->record, ==, record);
    }
  g_assert_cmpuint (found, ==, source->event_rows);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/overview/empty", test_empty);
  g_test_add_func ("/overview/not-checked", test_not_checked);
  g_test_add_func ("/overview/demo", test_demo);
  g_test_add_func ("/overview/faults", test_faults);
  g_test_add_func ("/overview/removed", test_removed);
  g_test_add_func ("/overview/cancelled", test_cancelled);
  g_test_add_func ("/overview/event-at-record", test_event_at_record);
  return g_test_run ();
}
