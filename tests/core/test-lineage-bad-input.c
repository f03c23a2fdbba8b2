/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <sqlite3.h>

#include "core/bounds.h"
#include "lineage-evidence.h"

/*
 * Claims that contradict each other, lead in a circle or to themselves, ten thousand versions, and an inference with nothing around it: the
 * lineage is right, or says that it cannot tell, and does not do more the more there is. What is counted are the rows that SQLite answers.
 */

static int
count_row (unsigned  type,
           void     *data,
           void     *statement,
           void     *more)
{
  (*(guint64 *) data)++;
  return 0;
}

/* Rows that were read for it. */
static guint64
count_rows (LineageFixture *fixture,
            const char     *id)
{
  sqlite3 *connection = rc_database_peek (rc_case_get_database (fixture->case_file));
  g_autoptr (RcLineage) lineage = NULL;
  guint64 n_rows = 0;

  sqlite3_trace_v2 (connection, SQLITE_TRACE_ROW, count_row, &n_rows);
  lineage = lineage_build (fixture, id, NULL);
  sqlite3_trace_v2 (connection, 0, NULL, NULL);
  return n_rows;
}

/* --- An inference with no sources but itself --- */

static void
test_alone (LineageFixture *fixture,
            gconstpointer   data)
{
  static const char * const own[] = { "input", "subject", "output", "score", "endpoint", "model-version", "artefact", NULL };
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, INFERENCE ("e-1", "2026-05-10T10:00:00.000Z", "KA-1", "3", D3));
  lineage = lineage_build (fixture, "e-1", NULL);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      /* What it says itself stands on one record; on everything else nothing was received, and it says whom to ask. */
      if (g_strv_contains (own, slot->slot))
        g_assert_cmpint (slot->standing, ==, RC_STANDING_SINGLE);
      else
        {
          g_assert_cmpint (slot->standing, !=, RC_STANDING_AGREED);
          g_assert_cmpint (slot->standing, !=, RC_STANDING_SEALED);
          g_assert_nonnull (slot->note);
        }
    }
  g_assert_cmpuint (rc_lineage_count (lineage).disagreeing, ==, 0);
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 3);
}

/* Not even a time, a place or a model. */
static void
test_empty (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, "{\"kind\":\"inference\",\"id\":\"e-1\"}\n");
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "deployment", RC_STANDING_NOTHING, 0);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_NOTHING, 0);
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 3);
}

/* --- Circles --- */

#define CIRCLES \
  "FAKE REGISTRY\n" \
  CLAIM ("model-version", "k/3", "artifact-digest", D3) \
  LINK ("model-version", "k/3", "artifact-place", "model-version", "k/3") \
  LINK ("model-version", "k/3", "trained-by", "run", "r3") \
  LINK ("model-version", "k/3", "base-model", "model-version", "k/3") \
  LINK ("run", "r3", "used-model", "model-version", "k/3") \
  LINK ("run", "r3", "trained-by", "run", "r3") \
  LINK ("run", "r3", "dataset", "dataset", "a@1") \
  LINK ("dataset", "a@1", "derived-from", "dataset", "b@1") \
  LINK ("dataset", "b@1", "derived-from", "dataset", "a@1") \
  LINK ("dataset", "a@1", "derived-from", "dataset", "a@1") \
  LINK ("run", "r3", "code-commit", "commit", "c0ffee")

static void
test_circles (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "registry", NULL, CIRCLES);
  lineage_fixture_import (fixture, "again", NULL, CIRCLES);
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_value (lineage, "run", "r3");
  g_assert_cmpuint (lineage_slot (lineage, "run")->answers->len, ==, 1);
  lineage_assert_value (lineage, "dataset", "a@1");
  g_assert_cmpuint (lineage_slot (lineage, "dataset")->answers->len, <=, 2);
  g_assert_cmpuint (lineage_slot (lineage, "commit")->answers->len, ==, 1);
  g_assert_cmpuint (count_rows (fixture, "e-1"), <, 2000);
}

/* Each data set is made from the one before, the first from the last. */
static void
test_long_circle (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (GString) registry = g_string_new (REGISTRY_WITH (D3));

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  g_string_append (registry, LINK ("dataset", "loans@1", "derived-from", "dataset", "d0"));
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (registry, LINK ("dataset", "d%u", "derived-from", "dataset", "d%u"), i, (i + 1) % 3000);
  lineage_fixture_import (fixture, "registry", NULL, registry->str);
  g_assert_cmpuint (count_rows (fixture, "e-1"), <, 20000);
}

/* --- Contradictions --- */

/* Three hundred registries, each with another run for the version: some are followed, and that there are more is said. */
static void
test_contradictions (LineageFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("registry-%u", i);
      g_autofree char *text = g_strdup_printf ("FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D3)
                                               LINK ("model-version", "k/3", "trained-by", "run", "r%u"), i);

      lineage_fixture_import (fixture, name, NULL, text);
    }
  lineage = lineage_build (fixture, "e-1", NULL);
  g_assert_cmpint (lineage_slot (lineage, "run")->standing, ==, RC_STANDING_DISAGREE);
  g_assert_cmpuint (lineage_slot (lineage, "run")->answers->len, <=, RC_LIMIT_LINEAGE_ANSWERS);
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 1);
  g_assert_cmpuint (count_rows (fixture, "e-1"), <, 60000);
}

/* Three thousand deployments at one endpoint at one time, of which none ends. */
static void
test_overlapping (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (GString) deployments = g_string_new (NULL);
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (deployments, DEPLOYMENT ("D-%u", "%u", OTHER, "2026-04-01T00:00:00Z", TO ("2026-12-01T00:00:00Z")), i, i);
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, deployments->str);
  lineage = lineage_build (fixture, "e-1", NULL);
  g_assert_cmpint (lineage_slot (lineage, "deployment")->standing, ==, RC_STANDING_DISAGREE);
  g_assert_cmpuint (lineage_slot (lineage, "deployment")->answers->len, <=, RC_LIMIT_LINEAGE_ANSWERS);
  lineage_assert_note (lineage, "deployment", "2000 newest");
}

/* --- Ten thousand versions --- */

static void
import_versions (LineageFixture *fixture,
                 guint           n)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GString) deployments = g_string_new (NULL);
  g_autoptr (GString) approvals = g_string_new (NULL);
  g_autoptr (GString) registry = g_string_new ("FAKE REGISTRY\n");
  gint64 start_us = G_GINT64_CONSTANT (1767225600000000);     /* 2026-01-01 */

  for (guint i = 1; i <= n; i++)
    {
      gint64 hour_us = start_us + i * G_TIME_SPAN_HOUR;
      g_autofree char *before = rc_time_format_utc (hour_us - G_TIME_SPAN_MINUTE);
      g_autofree char *from = rc_time_format_utc (hour_us);
      g_autofree char *at = rc_time_format_utc (hour_us + 30 * G_TIME_SPAN_MINUTE);

      g_string_append_printf (deployments, DEPLOYMENT ("D-%u", "%u", "%064x", "%s", ""), i, from, i, i, from);
      g_string_append_printf (approvals, APPROVAL ("A-%u", "%u", "%s", "approve"), i, before, i);
      g_string_append_printf (registry, CLAIM ("model-version", "k/%u", "artifact-digest", "%064x")
                              LINK ("model-version", "k/%u", "trained-by", "run", "r%u"), i, i, i, i);
      if (i % MAX (n / 100, 1) == 0)
        g_string_append_printf (log, INFERENCE ("e-%u", "%s", "KA-%u", "%u", "%064x"), i, at, i, i, i);
    }
  lineage_fixture_import (fixture, "log.jsonl", NULL, log->str);
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, deployments->str);
  lineage_fixture_import (fixture, "approvals.jsonl", NULL, approvals->str);
  lineage_fixture_import (fixture, "registry", NULL, registry->str);
}

static void
check_version (LineageFixture *fixture,
               guint           number)
{
  g_autofree char *id = g_strdup_printf ("e-%u", number);
  g_autofree char *version = g_strdup_printf ("k/%u", number);
  g_autofree char *deployment = g_strdup_printf ("D-%u: ", number);
  g_autofree char *run = g_strdup_printf ("r%u", number);
  g_autoptr (RcLineage) lineage = lineage_build (fixture, id, NULL);

  lineage_assert_value (lineage, "model-version", version);
  g_assert_cmpuint (lineage_slot (lineage, "deployment")->answers->len, ==, 1);
  lineage_assert_value (lineage, "deployment", deployment);
  g_assert_cmpuint (lineage_slot (lineage, "approval")->answers->len, ==, 1);
  g_assert_cmpuint (lineage_slot (lineage, "run")->answers->len, ==, 1);
  lineage_assert_value (lineage, "run", run);
  g_assert_cmpuint (rc_lineage_count (lineage).disagreeing, ==, 0);
}

static guint64
count_second (guint n)
{
  LineageFixture fixture = { 0 };
  g_autofree char *id = g_strdup_printf ("e-%u", n);
  guint64 n_rows;

  lineage_fixture_set_up (&fixture, NULL);
  import_versions (&fixture, n);
  check_version (&fixture, n / 100 * 3);
  check_version (&fixture, n / 2);
  check_version (&fixture, n);
  n_rows = count_rows (&fixture, id);
  lineage_fixture_tear_down (&fixture, NULL);
  return n_rows;
}

/* The oldest and the newest are found alike, and it takes no more of ten thousand than of a hundred, once they were read. */
static void
test_many_versions (void)
{
  guint64 few = count_second (100);
  guint64 many = count_second (10000);

  g_assert_cmpuint (many, <=, few + few / 10 + 20);
}

#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/lineage-bad-input/alone", test_alone);
  ADD ("/lineage-bad-input/empty", test_empty);
  ADD ("/lineage-bad-input/circles", test_circles);
  ADD ("/lineage-bad-input/long-circle", test_long_circle);
  ADD ("/lineage-bad-input/contradictions", test_contradictions);
  ADD ("/lineage-bad-input/overlapping", test_overlapping);
  g_test_add_func ("/lineage-bad-input/many-versions", test_many_versions);
  return g_test_run ();
}
