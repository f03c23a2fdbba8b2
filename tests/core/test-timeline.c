/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/overview.h"
#include "core/timeline.h"
#include "demo-case.h"

#define INFERENCES 500

static RcTimeline *
load (const DemoCase *demo)
{
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GError) error = NULL;
  RcTimeline *timeline = rc_timeline_load (case_file, reader, NULL, &error);

  g_assert_no_error (error);
  return timeline;
}

static guint64
sum (const RcTimeline *timeline,
     int               protection)
{
  guint64 total = 0;

  for (guint i = 0; i < timeline->bins->len; i++)
    {
      const RcTimelineBin *bin = &g_array_index (timeline->bins, RcTimelineBin, i);

      for (int each = 0; each < RC_N_PROTECTIONS; each++)
        total += protection < 0 || protection == each ? bin->counts[each] : 0;
    }
  return total;
}

static guint
count_marks (const RcTimeline   *timeline,
             RcTimelineMarkKind  kind,
             const char         *words)
{
  guint count = 0;

  for (guint i = 0; i < timeline->marks->len; i++)
    {
      const RcTimelineMark *mark = g_ptr_array_index (timeline->marks, i);

      g_assert_cmpint (mark->time_us, >=, timeline->from_us);
      g_assert_cmpint (mark->time_us, <, timeline->to_us);
      count += mark->kind == kind && (words == NULL || strcmp (mark->words, words) == 0);
    }
  return count;
}

static void
test_empty (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (100, DEMO_CASE_EMPTY);
  g_autoptr (RcTimeline) timeline = load (demo);

  g_assert_cmpint (timeline->from_us, ==, RC_TIME_NONE);
  g_assert_cmpuint (timeline->bins->len, ==, 0);
}

static void
test_demo (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_VERIFIED);
  g_autoptr (RcTimeline) timeline = load (demo);
  const RcTimelineBand *band;

  g_assert_cmpuint (timeline->bins->len, >, 10);
  g_assert_cmpuint (timeline->bins->len, <=, RC_TIMELINE_MAX_BINS);
  g_assert_cmpint (timeline->to_us - timeline->from_us, ==, (gint64) timeline->bins->len * timeline->bin_us);
  g_assert_cmpuint (timeline->inferences, ==, INFERENCES);
  g_assert_cmpuint (timeline->undated, ==, 0);
  g_assert_cmpuint (sum (timeline, -1), ==, INFERENCES);
  g_assert_cmpuint (sum (timeline, RC_PROTECTION_PASSED), ==, INFERENCES);

  /* The version before was made, evaluated, approved and deployed half a year earlier. */
  g_assert_cmpuint (timeline->marks_far, ==, 4);
  g_assert_cmpuint (timeline->far->len, ==, 4);
  g_assert_cmpuint (count_marks (timeline, RC_TIMELINE_VERSION, "kreditcheck/4 made, as a registry says"), ==, 1);
  g_assert_cmpuint (count_marks (timeline, RC_TIMELINE_EVALUATION, "6 evaluation results for kreditcheck/3"), ==, 1);
  g_assert_false (timeline->is_cut);
  g_assert_cmpuint (timeline->bands->len, ==, 3);
  band = g_ptr_array_index (timeline->bands, 0);
  g_assert_true (band->is_deployment);
  g_assert_cmpstr (band->place, ==, "kreditcheck-prod");
  g_assert_cmpuint (count_marks (timeline, RC_TIMELINE_DEPLOYMENT, "kreditcheck/4 deployed at kreditcheck-prod"), ==, 1);
  g_assert_cmpuint (count_marks (timeline, RC_TIMELINE_APPROVAL, NULL), >, 0);
  g_assert_cmpuint (count_marks (timeline, RC_TIMELINE_CARD, NULL), >, 0);
  g_assert_cmpuint (count_marks (timeline, RC_TIMELINE_ANOMALY, NULL), >, 0);
  g_assert_cmpuint (count_marks (timeline, RC_TIMELINE_EXCEPTION, NULL), ==, 0);
}

static void
test_not_checked (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_PLAIN);
  g_autoptr (RcTimeline) timeline = load (demo);

  g_assert_cmpuint (sum (timeline, RC_PROTECTION_NOT_CHECKED), ==, INFERENCES);
}

static void
test_faults (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_VERIFIED | DEMO_CASE_FAULTS);
  g_autoptr (RcTimeline) timeline = load (demo);
  guint64 in_chain = 0;

  g_assert_cmpuint (sum (timeline, -1), ==, timeline->inferences);
  g_assert_cmpuint (sum (timeline, RC_PROTECTION_FAILED), >, 0);
  g_assert_cmpuint (sum (timeline, RC_PROTECTION_FAILED), <, timeline->inferences);
  g_assert_cmpuint (count_marks (timeline, RC_TIMELINE_EXCEPTION, "Records absent within the chain"), ==, 1);
  g_assert_cmpuint (count_marks (timeline, RC_TIMELINE_EXCEPTION, "Records absent at the end of the chain"), ==, 1);
  for (guint i = 0; i < timeline->bins->len; i++)
    in_chain += g_array_index (timeline->bins, RcTimelineBin, i).in_chain;
  g_assert_cmpuint (in_chain, >, timeline->inferences / 2);
}

/* The timeline of a system that an officer bound to one thing. */
static RcTimeline *
load_bound (const DemoCase       *demo,
            RcSystemBindingKind   kind,
            const char           *value,
            const char           *field)
{
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GPtrArray) bindings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_system_binding_free);
  g_autofree char *name = g_strdup_printf ("bound to %s", value);
  g_autoptr (RcSystem) system = NULL;
  g_autoptr (RcSystemFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  RcSystemBinding *binding = g_new0 (RcSystemBinding, 1);
  RcTimeline *timeline;

  binding->kind = kind;
  binding->value = g_strdup (value);
  binding->field = g_strdup (field);
  g_ptr_array_add (bindings, binding);
  rc_system_bind (case_file, name, bindings, FALSE, NULL, &error);
  g_assert_no_error (error);
  system = rc_system_find (case_file, reader, name, &error);
  g_assert_no_error (error);
  filter = rc_system_filter_new (case_file, system, &error);
  g_assert_no_error (error);
  timeline = rc_timeline_load_within (case_file, reader, filter, NULL, &error);
  g_assert_no_error (error);
  return timeline;
}

static void
test_system (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_VERIFIED);
  g_autoptr (RcTimeline) all = load_bound (demo, RC_SYSTEM_BINDING_ENDPOINT, "kreditcheck-prod", NULL);
  g_autoptr (RcTimeline) version = load_bound (demo, RC_SYSTEM_BINDING_MODEL, "kreditcheck/4", NULL);
  g_autoptr (RcTimeline) vehicles = load_bound (demo, RC_SYSTEM_BINDING_WHERE, "vehicle", "/input/fields/purpose");
  g_autoptr (RcTimeline) nothing = load_bound (demo, RC_SYSTEM_BINDING_MODEL, "no such", NULL);

  g_assert_cmpuint (all->inferences, ==, INFERENCES);
  g_assert_cmpuint (sum (all, RC_PROTECTION_PASSED), ==, INFERENCES);
  g_assert_cmpuint (all->bands->len, ==, 3);
  g_assert_cmpuint (count_marks (all, RC_TIMELINE_CARD, NULL), >, 0);

  g_assert_cmpuint (version->inferences, >, 0);
  g_assert_cmpuint (version->inferences, <, INFERENCES);
  g_assert_cmpuint (sum (version, -1), ==, version->inferences);
  g_assert_cmpuint (version->bands->len, ==, 1);
  g_assert_cmpuint (count_marks (version, RC_TIMELINE_DEPLOYMENT, NULL), ==, 1);
  g_assert_cmpuint (count_marks (version, RC_TIMELINE_APPROVAL, "kreditcheck/3 approved"), ==, 0);
  g_assert_cmpuint (count_marks (version, RC_TIMELINE_EVALUATION, NULL), ==, 1);
  g_assert_cmpint (version->from_us, >, all->from_us);

  /* Seldom used: there are stretches without an inference. */
  g_assert_cmpuint (vehicles->inferences, >, 0);
  g_assert_cmpuint (vehicles->inferences, <, INFERENCES);
  g_assert_cmpuint (vehicles->holes->len, >, 0);
  for (guint i = 0; i < vehicles->holes->len; i++)
    {
      const RcTimelineHole *hole = &g_array_index (vehicles->holes, RcTimelineHole, i);

      g_assert_cmpint (hole->from_us, <, hole->to_us);
    }

  g_assert_cmpint (nothing->from_us, ==, RC_TIME_NONE);
  g_assert_cmpuint (nothing->bins->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/empty", test_empty);
  g_test_add_func ("/timeline/demo", test_demo);
  g_test_add_func ("/timeline/not-checked", test_not_checked);
  g_test_add_func ("/timeline/faults", test_faults);
  g_test_add_func ("/timeline/system", test_system);
  return g_test_run ();
}
