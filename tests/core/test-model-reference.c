/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "lineage-evidence.h"

/* The ladder from an inference to a model version, rung by rung. */

#define STAGED(version, alias, from) "model-version\t" version "\tstage\t" alias "\t-\t-\t" from "\t-\n"

static void
assert_rung (LineageFixture *fixture,
             const char     *reference,
             const char     *rung,
             const char     *version,
             const char     *note)
{
  g_autoptr (RcLineage) lineage = lineage_build (fixture, reference, NULL);
  const RcLineageSlot *slot = lineage_slot (lineage, "model-version");

  g_assert_cmpstr (slot->rung, ==, rung);
  if (version != NULL)
    lineage_assert_value (lineage, "model-version", version);
  else
    lineage_assert_slot (lineage, "model-version", RC_STANDING_NOTHING, 0);
  if (note != NULL)
    lineage_assert_note (lineage, "model-version", note);
  else if (slot->note != NULL)
    g_assert_null (strstr (slot->note, "cannot be proven"));
}

static void
test_rungs (LineageFixture *fixture,
            gconstpointer   data)
{
  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          BARE ("e-1", ",\"model-name\":\"k\",\"model-version\":\"3\"")
                          BARE ("e-2", ",\"endpoint\":\"other\",\"model-digest\":\"" D4 "\"")
                          BARE ("e-3", ",\"endpoint\":\"other\",\"model-image\":\"registry.example/k@sha256:" D4 "\"")
                          BARE ("e-4", ",\"endpoint\":\"prod\"")
                          BARE ("e-5", ",\"model-name\":\"k\",\"model-alias\":\"champion\",\"endpoint\":\"other\"")
                          BARE ("e-6", ",\"model-name\":\"k\",\"model-alias\":\"default\",\"endpoint\":\"other\"")
                          BARE ("e-7", ",\"model-image\":\"registry.example/k:latest\",\"endpoint\":\"other\"")
                          BARE ("e-8", ",\"model-digest\":\"" OTHER "\",\"endpoint\":\"other\"")
                          BARE ("e-9", ",\"endpoint\":\"other\""));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", ""));
  lineage_fixture_import (fixture, "registry", NULL,
                          REGISTRY_WITH (D3) STAGED ("k/4", "champion", "2026-05-01T00:00:00Z"));
  assert_rung (fixture, "e-1", "explicit version in the record", "k/3", NULL);
  assert_rung (fixture, "e-2", "artefact digest in the record", "k/4", NULL);
  assert_rung (fixture, "e-3", "digest of the image in the record", "k/4", NULL);
  assert_rung (fixture, "e-4", "deployment record valid at the instant", "k/3", NULL);
  assert_rung (fixture, "e-5", "alias", "k/4", NULL);
  assert_rung (fixture, "e-6", "none", NULL, "no dated history of it reaches to this instant");
  assert_rung (fixture, "e-7", "none", NULL, "nothing in the case tells which model version is in it");
  assert_rung (fixture, "e-8", "none", NULL, "no registry or model file in the case has the same");
  assert_rung (fixture, "e-9", "none", NULL, "no deployment record is valid at its endpoint and instant");
}

/* A name that only the log knows is shown, and is no link to anything. */
static void
test_unknown_name (LineageFixture *fixture,
                   gconstpointer   data)
{
  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          BARE ("e-1", ",\"model-version\":\"sklearn_v1\"")
                          "{\"kind\":\"inference\",\"id\":\"e-2\",\"time\":\"2026-06-10T10:00:00.000Z\",\"model-version\":\"sklearn_v1\"}\n");
  assert_rung (fixture, "e-1", "explicit version in the record", "sklearn_v1", "The case holds no model version");
  lineage_fixture_import (fixture, "model", NULL,
                          "FAKE REGISTRY\n" CLAIM ("model-version", "m-4102", "created", "2026-06-01T11:20:02Z"));
  assert_rung (fixture, "e-1", "explicit version in the record", "sklearn_v1", "cannot be proven from these files: it names “sklearn_v1”");
  assert_rung (fixture, "e-1", "explicit version in the record", "sklearn_v1", "m-4102, made 2026-06-01T11:20:02Z (after this call");
  assert_rung (fixture, "e-2", "explicit version in the record", "sklearn_v1", "m-4102, made 2026-06-01T11:20:02Z (before this call)");
}

static void
test_requested (LineageFixture *fixture,
                gconstpointer   data)
{
  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          BARE ("e-1", ",\"model-name\":\"k-48k\",\"model-requested\":\"k\"")
                          BARE ("e-2", ",\"model-name\":\"k\",\"model-requested\":\"k\""));
  assert_rung (fixture, "e-1", "none", NULL, "Asked for was “k”; the record names “k-48k”");
  {
    g_autoptr (RcLineage) lineage = lineage_build (fixture, "e-2", NULL);

    g_assert_null (strstr (lineage_slot (lineage, "model-version")->note, "Asked for"));
  }
}

#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/model-reference/rungs", test_rungs);
  ADD ("/model-reference/unknown-name", test_unknown_name);
  ADD ("/model-reference/requested", test_requested);
  return g_test_run ();
}
