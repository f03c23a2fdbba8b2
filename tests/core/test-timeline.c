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

  /* The version before was approved and deployed half a year earlier. */
  g_assert_cmpuint (timeline->marks_far, ==, 2);
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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/empty", test_empty);
  g_test_add_func ("/timeline/demo", test_demo);
  g_test_add_func ("/timeline/not-checked", test_not_checked);
  g_test_add_func ("/timeline/faults", test_faults);
  return g_test_run ();
}
