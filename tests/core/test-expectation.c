/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/expectation.h"
#include "core/verify.h"
#include "seal-fixture.h"

/* T11: whoever takes a signature away leaves evidence in which nothing fails. */

static void
test_pattern (void)
{
  static const char * const patterns[][2] = {
    { "log/2026-06-30.jsonl", "log/#-#-#.jsonl" },
    { "export-17/log-1.jsonl", "export-#/log-#.jsonl" },
    { "20260630", "#" },
    { "model.bin", "model.bin" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autofree char *pattern = rc_expectation_dup_pattern (patterns[i][0]);

      g_assert_cmpstr (pattern, ==, patterns[i][1]);
    }
}

/* One delivery: a log of its month, signed as asked. */
typedef enum { NOTHING, DIGESTS, SIGNED } Protection;

static void
remove_evidence (SealFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "evidence", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_remove (file), ==, 0);
    }
}

static void
deliver (SealFixture *fixture,
         guint        month,
         Protection   protection)
{
  g_autofree char *name = g_strdup_printf ("log-%02u.jsonl", month);
  g_autofree char *system = g_strdup_printf ("KreditCheck-%u", month);
  g_autoptr (ChainLog) log = chain_log_new (system, 0, 4, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  remove_evidence (fixture);
  /* Without its hashes the log is no chain: what stands over it is what is put there. */
  for (guint i = 0; i < log->lines->len; i++)
    g_string_append_printf (text, "{\"event\":\"inference\",\"id\":\"e-%u-%u\",\"time\":\"2026-01-01T00:00:00Z\"}\n", month, i);
  seal_fixture_write (fixture, name, text->str, -1);
  if (protection == DIGESTS)
    {
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
      g_autofree char *list = g_strdup_printf ("%s  %s\n", digest, name);

      seal_fixture_write (fixture, "SHA256SUMS", list, -1);
    }
  if (protection == SIGNED)
    seal_fixture_sign (fixture, name, "timestamp:1776297599", 1);
  seal_fixture_import (fixture);
}

static guint
count_weaker (SealFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->judgement, rc_judgement_free);
  fixture->judgement = rc_verify_case (fixture->case_file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return seal_fixture_count (fixture, RC_EXCEPTION_PROTECTION_WEAKER);
}

static void
test_stripped (SealFixture   *fixture,
               gconstpointer  data)
{
  const RcException *exception;

  deliver (fixture, 1, SIGNED);
  g_assert_cmpuint (count_weaker (fixture), ==, 0);
  deliver (fixture, 2, SIGNED);
  g_assert_cmpuint (count_weaker (fixture), ==, 0);
  deliver (fixture, 3, NOTHING);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (count_weaker (fixture), ==, 1);
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_PROTECTION_WEAKER);
  g_assert_cmpstr (exception->expected, ==, "a signature");
  g_assert_cmpstr (exception->found, ==, "nothing");
  g_assert_nonnull (strstr (exception->message, "log-03.jsonl"));
}

/* A list of digests in place of a signature is less; and the better that comes later is expected from then on. */
static void
test_weaker_and_better (SealFixture   *fixture,
                        gconstpointer  data)
{
  deliver (fixture, 1, DIGESTS);
  g_assert_cmpuint (count_weaker (fixture), ==, 0);
  deliver (fixture, 2, NOTHING);
  g_assert_cmpuint (count_weaker (fixture), ==, 1);
  deliver (fixture, 3, SIGNED);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (count_weaker (fixture), ==, 1);
  deliver (fixture, 4, DIGESTS);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (count_weaker (fixture), ==, 2);
}

/* The first delivery is gone, and remembered. */
static void
test_removed (SealFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) sources = NULL;

  deliver (fixture, 1, SIGNED);
  g_assert_cmpuint (count_weaker (fixture), ==, 0);
  sources = rc_source_list (fixture->case_file, NULL);
  for (guint i = 0; i < sources->len; i++)
    g_assert_true (rc_import_remove (fixture->case_file, ((RcSource *) sources->pdata[i])->id, "by mistake", NULL));
  deliver (fixture, 2, NOTHING);
  g_assert_cmpuint (count_weaker (fixture), ==, 1);
}

/* Nothing is expected of what never came protected, nor of what has another name. */
static void
test_never_protected (SealFixture   *fixture,
                      gconstpointer  data)
{
  deliver (fixture, 1, NOTHING);
  g_assert_cmpuint (count_weaker (fixture), ==, 0);
  deliver (fixture, 2, NOTHING);
  g_assert_cmpuint (count_weaker (fixture), ==, 0);
  remove_evidence (fixture);
  seal_fixture_write (fixture, "other.jsonl", "{}\n", -1);
  seal_fixture_import (fixture);
  g_assert_cmpuint (count_weaker (fixture), ==, 0);
}

#define ADD(name, function) g_test_add ("/expectation/" name, SealFixture, NULL, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/expectation/pattern", test_pattern);
  ADD ("T11/stripped", test_stripped);
  ADD ("T11/weaker-and-better", test_weaker_and_better);
  ADD ("T11/removed", test_removed);
  ADD ("never-protected", test_never_protected);
  return g_test_run ();
}
