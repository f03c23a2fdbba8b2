/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/snapshot.h"
#include "import-fixture.h"

/*
 * Two real snapshots of one MLflow store. The files were committed at different times and hold no time of their own taking, so the auditor
 * states both: here the minute before the first change of a stage, and one after the newest time in the later store.
 */

#define FOLDER "mlflow/no-licence-stated/wine-2021"

/* 2021-03-20T04:52:00Z and 05:19:00Z: between the last row of the earlier store (04:36:05) and the changes (04:59:05 on), and after them. */
#define EARLIER_US G_GINT64_CONSTANT (1616215920000000)
#define LATER_US G_GINT64_CONSTANT (1616217540000000)
/* model_versions.last_updated_time of version 2 in the later store, in milliseconds 1616216345756. */
#define CHANGED_US G_GINT64_CONSTANT (1616216345756000)

static void
import_at (ImportFixture *fixture,
           const char    *name,
           gint64         as_of_us)
{
  g_autofree char *path = g_build_filename (g_getenv ("RECOUNT_CORPUS"), FOLDER, name, NULL);
  const char * const paths[] = { path, NULL };
  RcImportOptions options = { .has_as_of = TRUE, .as_of_us = as_of_us };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcImportResult) result = rc_import_paths (fixture->case_file, paths, &options, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (((RcSource *) g_ptr_array_index (result->sources, 0))->importer, ==, "mlflow-store");
}

static void
test_real_pair (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  const RcStageChange *change;

  if (g_getenv ("RECOUNT_CORPUS") == NULL || !g_file_test (g_getenv ("RECOUNT_CORPUS"), G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("no corpus");
      return;
    }

  import_at (fixture, "mlflow.snapshot-bbbea5b5.db", EARLIER_US);
  import_at (fixture, "mlflow.db", LATER_US);
  changes = rc_stage_change_list (fixture->case_file, "ElasticNetWineModel/2", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 1);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpstr (change->from, ==, "None");
  g_assert_cmpstr (change->to, ==, "Production");
  g_assert_cmpint (change->after_us, ==, EARLIER_US);
  g_assert_cmpstr (change->after_how, ==, RC_AS_OF_AUDITOR);
  /* Tighter than the later snapshot, by the row's own time of its last change. */
  g_assert_cmpint (change->before_us, ==, CHANGED_US);
  g_assert_null (change->before_how);
  g_assert_true (change->is_after_sure && change->is_before_sure);

  /* A version that only the later store has changed nothing that is shown. */
  g_clear_pointer (&changes, g_ptr_array_unref);
  changes = rc_stage_change_list (fixture->case_file, "ElasticNetWineModel/5", &error);
  g_assert_cmpuint (changes->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/snapshots/real-pair", ImportFixture, NULL, import_fixture_set_up, test_real_pair, import_fixture_tear_down);
  return g_test_run ();
}
