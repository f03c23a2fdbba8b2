/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "importers/importers.h"
#include "tests/importers/import-fixture.h"

/*
 * All logs of the corpus in one case: which files nobody reads, and why; how many of those that hold events are read; and how what
 * belongs together was put together. What each file holds stands in the tables of its own folders.
 */

/**
 * Unread:
 * @path: how the name of the source ends
 * @holds_events: it tells of something that happened
 */
typedef struct
{
  const char *path;
  gboolean    holds_events;
  const char *why;
} Unread;

static const Unread unread[] = {
  { "aegis/53faa72b3affd211.json", TRUE, "one project's plan of a decision, without a name for its form; day13_proof.jsonl names its digest" },
  { "aegis/53faa72b3affd211_sim.json", FALSE, "results of a simulation" },
  { "did-key/vectors.json", FALSE, "test vectors of keys" },
  { "air-blackbox/evidence-bundle-2026-04-13T18-55-19/README.md", FALSE, "a text for people" },
  { "keys/key_metadata.json", FALSE, "about a key" },
  { "keys/public_key.bin", FALSE, "a key" },
  { "air-blackbox/evidence-bundle-2026-04-13T18-55-19/manifest.sig", FALSE, "a signature" },
  { "metadata/frameworks.json", FALSE, "settings of a scan of source code" },
  { "metadata/scanned_files.json", FALSE, "settings of a scan of source code" },
  { "metadata/scanner.json", FALSE, "settings of a scan of source code" },
  { "metadata/timestamp.json", FALSE, "the time of a scan of source code" },
  { "scan/crosswalk.json", FALSE, "findings in source code" },
  { "scan/results.json", FALSE, "findings in source code" },
  { "scan/results.sig", FALSE, "a signature" },
  { "scan/summary.json", FALSE, "findings in source code" },
  { "aivs/aivs-micro.json", FALSE, "the digest of a page" },
  { "aivs/manifest.json", FALSE, "about the log beside it" },
  { "aivs/verify-output.txt", FALSE, "a text for people" },
  { "!identities.jsonl", FALSE, "keys of agents" },
  { "!credentials.jsonl", TRUE, "a credential within a table of an export, of another form than a credential's own" },
  { "!anchors.jsonl", FALSE, "where a digest was anchored" },
  { "attestix/vectors.json", FALSE, "test vectors" },
  { "audit-anchor/MANIFEST.json", FALSE, "digests under names of its own" },
  { "audit-anchor/decision_receipt.jcs.ots", FALSE, "a time stamp of another kind" },
  { "audit-anchor/parameters.json", FALSE, "what a test was run with" },
  { "5a0e0f6e-0005-4a11-8a11-0242ac120002_input.json", FALSE, "the body of a request whose record names it" },
};

static const Unread *
find_unread (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unread); i++)
    if (g_str_has_suffix (name, unread[i].path))
      return &unread[i];
  return NULL;
}

/* FALSE: there is no corpus. */
static gboolean
import_all (ImportFixture *fixture)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *path = corpus != NULL ? g_build_filename (corpus, "inference", NULL) : NULL;
  const char *paths[] = { path, NULL };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("no corpus at RECOUNT_CORPUS");
      return FALSE;
    }

  result = rc_import_paths (fixture->case_file, paths, &(RcImportOptions) { 0 }, NULL, &error);
  g_assert_no_error (error);
  return TRUE;
}

/* Every file is read, or stands in the table with a reason; of those that hold events at least 95 of 100 are read. */
static void
test_read (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *names = NULL;
  g_auto (GStrv) lines = NULL;
  gint64 with_events;
  guint n_unread = 0, n_lost = 0;

  if (!import_all (fixture))
    return;

  names = import_fixture_query_text (fixture, "SELECT name FROM source WHERE importer IS NULL AND size > 0 AND name NOT LIKE '%ORIGIN.md' "
                                              "AND derivation <> 'same as' ORDER BY name");
  lines = g_strsplit (g_strchomp (names), "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      const Unread *known = find_unread (lines[i]);

      if (known == NULL)
        {
          g_test_message ("nobody reads %s, and nothing says why", lines[i]);
          g_test_fail ();
          continue;
        }
      n_unread++;
      n_lost += known->holds_events ? 1 : 0;
    }
  g_assert_cmpuint (n_unread, ==, G_N_ELEMENTS (unread));

  with_events = import_fixture_query (fixture, "SELECT count (*) FROM source s WHERE EXISTS (SELECT 1 FROM event WHERE source = s.id)");
  g_test_message ("%" G_GINT64_FORMAT " files with events are read, %u are not", with_events, n_lost);
  g_assert_cmpint (with_events * 100, >=, (with_events + n_lost) * 95);
}

/* What belongs together, across all files; counted by hand from the files' own ids. */
static void
test_joined (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RcJudgement) judgement = NULL;
  const RcJoinCounts *joins;

  if (!import_all (fixture))
    return;

  judgement = import_fixture_verify (fixture);
  joins = &judgement->joins;

  /* KServe's one call is there as events and as files, so that its request has three answers and none is chosen; Azure's two calls and
   * Seldon's one are whole. */
  g_assert_cmpuint (joins->answers, ==, 6);
  g_assert_cmpuint (joins->joined, ==, 3);
  g_assert_cmpuint (joins->ambiguous, ==, 3);
  g_assert_cmpuint (joins->half, ==, 0);
  /* A batch of two rows under the word "test" at Azure, and a call that vLLM's log never ends. */
  g_assert_cmpuint (joins->unanswered, ==, 3);

  /* 44 ground truths of SageMaker's sample find their calls; one of the two others means either row of a batch. */
  g_assert_cmpuint (joins->followers_joined, ==, 55);
  g_assert_cmpuint (joins->followers_ambiguous, ==, 2);
  /* Reviews and guardrails whose calls no file of the corpus holds are said to be alone, never joined by guessing. */
  g_assert_cmpuint (joins->followers_alone, ==, 15);
  g_assert_cmpuint (joins->followers, ==, joins->followers_joined + joins->followers_of_traces + joins->followers_ambiguous +
                    joins->followers_outside + joins->followers_alone + joins->followers_silent);

  /* 78 spans of the SDK's dump came first without their end. */
  g_assert_cmpuint (joins->superseded, ==, 78);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();

  g_test_add ("/corpus/inference/read", ImportFixture, NULL, import_fixture_set_up, test_read, import_fixture_tear_down);
  g_test_add ("/corpus/inference/joined", ImportFixture, NULL, import_fixture_set_up, test_joined, import_fixture_tear_down);

  return g_test_run ();
}
