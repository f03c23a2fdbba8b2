/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/live.h"
#include "lineage-evidence.h"

/* What was live on a day, and whether model, data, configuration and documents of it are on record together. */

static GPtrArray *
live_at (LineageFixture *fixture,
         const char     *text)
{
  g_autoptr (GError) error = NULL;
  RcTimestamp instant;
  gboolean complete;
  GPtrArray *all;

  g_assert_true (rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &instant));
  all = rc_live_list (fixture->case_file, fixture->reader, &instant, &complete, &error);
  g_assert_no_error (error);
  g_assert_true (complete);
  return all;
}

static void
assert_parts (const RcLive *live,
              const char   *version,
              gboolean      model,
              gboolean      data,
              gboolean      configuration,
              gboolean      documents)
{
  g_assert_cmpstr (live->deployment->version, ==, version);
  g_assert_cmpint (live->records[RC_LIVE_MODEL] > 0, ==, model);
  g_assert_cmpint (live->records[RC_LIVE_DATA] > 0, ==, data);
  g_assert_cmpint (live->records[RC_LIVE_CONFIGURATION] > 0, ==, configuration);
  g_assert_cmpint (live->records[RC_LIVE_DOCUMENTS] > 0, ==, documents);
  g_assert_cmpint (live->together, ==, model && data && configuration && documents);
}

static void
test_parts (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) third = NULL;
  g_autoptr (GPtrArray) fourth = NULL;
  g_autoptr (GPtrArray) day = NULL;

  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  lineage_fixture_import (fixture, "registry", NULL, REGISTRY_WITH (D3));
  lineage_fixture_import (fixture, "card-3", NULL, CARD ("k/3", "1", "2026-03-20"));
  /* Written later than the day that is asked for. */
  lineage_fixture_import (fixture, "card-4", NULL, CARD ("k/4", "1", "2026-07-20"));

  before = live_at (fixture, "2026-03-01");
  g_assert_cmpuint (before->len, ==, 0);
  third = live_at (fixture, "2026-05-10");
  g_assert_cmpuint (third->len, ==, 1);
  assert_parts (third->pdata[0], "k/3", TRUE, TRUE, TRUE, TRUE);
  g_assert_true (((RcLive *) third->pdata[0])->is_sure);
  g_assert_cmpstr (((RcLive *) third->pdata[0])->values[RC_LIVE_DATA], ==, "loans@1");
  fourth = live_at (fixture, "2026-06-10");
  g_assert_cmpuint (fourth->len, ==, 1);
  assert_parts (fourth->pdata[0], "k/4", TRUE, FALSE, FALSE, FALSE);

  /* Of the day of the change it cannot be told which. */
  day = live_at (fixture, "2026-06-01");
  g_assert_cmpuint (day->len, ==, 2);
  g_assert_false (((RcLive *) day->pdata[0])->is_sure);
}

/* The documentation that an approval names, from then on. */
static void
test_approved (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (GPtrArray) early = NULL;
  g_autoptr (GPtrArray) late = NULL;

  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  lineage_fixture_import (fixture, "approvals.jsonl", NULL, APPROVAL ("A-1", "4", "2026-06-15T10:00:00Z", "approve"));
  early = live_at (fixture, "2026-06-10");
  assert_parts (early->pdata[0], "k/4", TRUE, FALSE, FALSE, FALSE);
  late = live_at (fixture, "2026-06-20");
  assert_parts (late->pdata[0], "k/4", TRUE, FALSE, FALSE, TRUE);
  g_assert_cmpstr (((RcLive *) late->pdata[0])->values[RC_LIVE_DOCUMENTS], ==, "TD 2.3");
}

/* What was imported in between is seen: the case is read again once it changed. */
static void
test_changed (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  before = live_at (fixture, "2026-05-10");
  g_assert_cmpuint (before->len, ==, 1);
  lineage_fixture_import (fixture, "more.jsonl", NULL,
                          DEPLOYMENT ("D-9", "9", OTHER, "2026-05-01T00:00:00Z", TO ("2026-05-20T00:00:00Z")));
  after = live_at (fixture, "2026-05-10");
  g_assert_cmpuint (after->len, ==, 2);
}

#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/live/parts", test_parts);
  ADD ("/live/approved", test_approved);
  ADD ("/live/changed", test_changed);
  return g_test_run ();
}
