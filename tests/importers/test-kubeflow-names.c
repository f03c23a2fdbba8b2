/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/kubeflow/kubeflow-names.h"
#include "importers/kubeflow/kubeflow-tree.h"

static void
test_path_parts (void)
{
  static const struct
  {
    const char *path;
    guint       from_end;
    const char *part;
  } cases[] = {
    { "serving/credit\\17", 0, "17" }, { "serving/credit\\17", 1, "credit" }, { "serving/credit\\17", 2, "serving" },
    { "serving/credit\\17", 3, NULL }, { "/a//b/", 0, "b" }, { "/a//b/", 1, "a" }, { "/a//b/", 2, NULL }, { "", 0, NULL }, { "\\/", 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *part = rc_kubeflow_dup_path_part (cases[i].path, cases[i].from_end);

      g_assert_cmpstr (part, ==, cases[i].part);
    }
}

static void
test_times (void)
{
  g_assert_cmpint (rc_kubeflow_read_time ("1768000000000", NULL), ==, G_GINT64_CONSTANT (1768000000000000));
  g_assert_cmpint (rc_kubeflow_read_time ("2026-01-09T23:06:40Z", NULL), ==, G_GINT64_CONSTANT (1768000000000000));
  for (guint i = 0; i < 7; i++)
    {
      static const char * const none[] = { "0", "1970-01-01T00:00:00Z", "", "yesterday", "99999999999999999999999999", "-1", "1e3" };

      g_assert_cmpint (rc_kubeflow_read_time (none[i], NULL), ==, RC_TIME_NONE);
    }
  g_assert_cmpint (rc_kubeflow_read_time (NULL, NULL), ==, RC_TIME_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/importers/kubeflow-names/path-parts", test_path_parts);
  g_test_add_func ("/importers/kubeflow-names/times", test_times);
  return g_test_run ();
}
