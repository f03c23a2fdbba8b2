/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/source-controller.h"
#include "lineage-evidence.h"

/* How evidence that is incomplete, or says different things, is weighed. */

static void
test_digests_disagree (LineageFixture *fixture,
                       gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_import_all (fixture, REGISTRY_WITH (OTHER));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "artefact", RC_STANDING_DISAGREE, 2);
  g_assert_cmpstr (lineage_answer (lineage, "artefact", 0)->value, ==, D3);
  g_assert_cmpint (lineage_answer (lineage, "artefact", 0)->standing, ==, RC_STANDING_AGREED);
  g_assert_cmpstr (lineage_answer (lineage, "artefact", 1)->value, ==, OTHER);
  g_assert_cmpint (lineage_answer (lineage, "artefact", 1)->standing, ==, RC_STANDING_SINGLE);
  g_assert_cmpint (lineage_answer (lineage, "artefact", 1)->identity, ==, RC_IDENTITY_WEAK);

  /* The registry's entry is then the one of that name only. */
  g_assert_cmpint (lineage_answer (lineage, "run", 0)->identity, ==, RC_IDENTITY_WEAK);
  g_assert_cmpstr (lineage_slot (lineage, "run")->rung, ==, "registry entry of the same name and version");
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 1);
}

static void
test_deployments_overlap (LineageFixture *fixture,
                          gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", TO ("2026-06-20T00:00:00Z"))
                          DEPLOYMENT ("D-2", "4", D4, "2026-06-01T00:00:00Z", ""));
  lineage = lineage_build (fixture, "e-2", NULL);
  lineage_assert_slot (lineage, "deployment", RC_STANDING_DISAGREE, 2);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_DISAGREE, 2);
  lineage_assert_value (lineage, "model-version", "k/4");

  /* Before the second began, only one ran. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
}

/* A time that cannot be read says nothing, least of all that the deployment still ran. */
static void
test_deployment_unreadable (LineageFixture *fixture,
                            gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, data);
  lineage = lineage_build (fixture, "e-2", NULL);
  lineage_assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  lineage_assert_note (lineage, "deployment", "do not tell for certain");
}

static void
test_deployments_without_end (LineageFixture *fixture,
                              gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          LOG INFERENCE ("e-3", "2026-06-01T00:00:00.500Z", "KA-3", "4", D4));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", "")
                          DEPLOYMENT ("D-2", "4", D4, "2026-06-01T00:00:00Z", ""));
  lineage = lineage_build (fixture, "e-2", NULL);
  lineage_assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "deployment", "D-2");

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "e-3", NULL);
  lineage_assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "deployment", "D-2");
  lineage_assert_note (lineage, "deployment", "do not tell for certain");
}

static void
test_rungs (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          BARE ("digest", ",\"model-digest\":\"sha256:" D3 "\"")
                          BARE ("deployed", ",\"endpoint\":\"prod\"")
                          BARE ("dated", ",\"model-name\":\"k\",\"model-version\":\"champion\"")
                          BARE ("undated", ",\"model-name\":\"k\",\"model-version\":\"latest\"")
                          BARE ("named", ",\"model-name\":\"k\""));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  lineage_fixture_import (fixture, "registry", NULL,
                          REGISTRY_WITH (D3)
                          "model-version\tk/3\tstage\tchampion\t-\t-\t2026-04-15T00:00:00Z\t-\n"
                          "model-version\tk/4\tstage\tchampion\t-\t-\t2026-06-15T00:00:00Z\t-\n"
                          CLAIM ("model-version", "k/4", "stage", "latest"));

  lineage = lineage_build (fixture, "digest", NULL);
  g_assert_cmpstr (lineage_slot (lineage, "model-version")->rung, ==, "artefact digest in the record");
  lineage_assert_value (lineage, "model-version", "k/3");
  g_assert_cmpint (lineage_answer (lineage, "model-version", 0)->identity, ==, RC_IDENTITY_STRONG);

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "deployed", NULL);
  g_assert_cmpstr (lineage_slot (lineage, "model-version")->rung, ==, "deployment record valid at the instant");
  lineage_assert_value (lineage, "model-version", "k/3");
  g_assert_cmpint (lineage_answer (lineage, "model-version", 0)->identity, ==, RC_IDENTITY_WEAK);

  /* The deployment's digest leads to the registry; the endpoint's name leads to the deployment. */
  g_assert_cmpint (lineage_answer (lineage, "run", 0)->identity, ==, RC_IDENTITY_WEAK);
  lineage_assert_slot (lineage, "artefact", RC_STANDING_CONSISTENT, 1);

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "dated", NULL);
  g_assert_cmpstr (lineage_slot (lineage, "model-version")->rung, ==, "deployment record valid at the instant");

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "named", NULL);
  lineage_assert_value (lineage, "model-version", "k/3");
}

static void
test_alias (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          BARE ("dated", ",\"model-name\":\"k\",\"model-version\":\"champion\"")
                          BARE ("undated", ",\"model-name\":\"k\",\"model-version\":\"latest\""));
  lineage_fixture_import (fixture, "registry", NULL,
                          REGISTRY_WITH (D3)
                          "model-version\tk/3\tstage\tchampion\t-\t-\t2026-04-15T00:00:00Z\t-\n"
                          "model-version\tk/4\tstage\tchampion\t-\t-\t2026-06-15T00:00:00Z\t-\n"
                          CLAIM ("model-version", "k/4", "stage", "latest"));

  lineage = lineage_build (fixture, "dated", NULL);
  g_assert_cmpstr (lineage_slot (lineage, "model-version")->rung, ==, "alias");
  lineage_assert_value (lineage, "model-version", "k/3");
  lineage_assert_value (lineage, "run", "r3");

  /* The state of a registry at the time of its export tells nothing about an earlier day. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "undated", NULL);
  g_assert_cmpstr (lineage_slot (lineage, "model-version")->rung, ==, "none");
  lineage_assert_slot (lineage, "model-version", RC_STANDING_NOTHING, 0);
}

static void
test_approvals (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  lineage_fixture_import (fixture, "approvals.jsonl", NULL,
                          APPROVAL ("A-1", "3", "2026-03-28T09:00:00Z", "approve")
                          APPROVAL ("A-2", "3", "2026-03-30T09:00:00Z", "reject")
                          APPROVAL ("A-3", "4", "2026-06-04T09:00:00Z", "approve"));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "approval", RC_STANDING_DISAGREE, 2);
  lineage_assert_note (lineage, "approval", "refuses the version");

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "e-2", NULL);
  lineage_assert_slot (lineage, "approval", RC_STANDING_DISAGREE, 1);
  lineage_assert_note (lineage, "approval", "only after the version was in use");
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 1);
}

static void
test_human_actions (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          INFERENCE ("e-1", "2026-05-10T10:00:00.000Z", "KA-1", "3", D3)
                          INFERENCE ("e-2", "2026-05-10T11:00:00.000Z", "KA-1", "3", D3));
  lineage_fixture_import (fixture, "actions.jsonl", NULL,
                          ACTION ("h-1", "e-1", "KA-1", "2026-05-10T10:30:00Z", "grant")
                          ACTION ("h-2", "e-2", "KA-1", "2026-05-10T12:00:00Z", "refuse")
                          ACTION ("h-3", "KA-1", "KA-1", "2026-05-10T10:45:00Z", "grant")
                          ACTION ("h-4", "e-1", "KA-1", "2026-05-10T09:00:00Z", "refuse"));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "human-action", RC_STANDING_SINGLE, 2);
  lineage_assert_value (lineage, "human-action", "2026-05-10T10:30:00");
  lineage_assert_slot (lineage, "final-decision", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "final-decision", "grant");
}

static void
test_final_disagrees (LineageFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "actions.jsonl", NULL, ACTION ("h-1", "e-1", "KA-1", "2026-05-10T10:30:00Z", "grant"));
  lineage_fixture_import (fixture, "bank.jsonl", NULL, "{\"kind\":\"decision\",\"decision\":\"KA-1\",\"final\":\"refuse\"}\n");
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "final-decision", RC_STANDING_DISAGREE, 2);
  lineage_assert_value (lineage, "final-decision", "grant");
}

static void
test_cards (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "undated", NULL, CARD ("k/3", "1.0", "last spring"));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "card", RC_STANDING_NOTHING, 0);
  lineage_assert_note (lineage, "card", "no date that can be read");

  /* A card of the model comes after one of this very version; one of another version never. */
  lineage_fixture_import (fixture, "model-card", NULL,
                          "FAKE CARD\n" LINK ("card", "m", "describes", "model", "k") CLAIM ("card", "m", "card-date", "2026-05-01")
                          LINK ("card", "m", "dataset", "dataset", "loans"));
  lineage_fixture_import (fixture, "other-card", NULL,
                          "FAKE CARD\n" LINK ("card", "o", "describes", "model", "k") LINK ("card", "o", "describes", "model-version", "k/4")
                          CLAIM ("card", "o", "card-date", "2026-05-02"));
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "card", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "card", "card of the model, dated 2026-05-01");
  lineage_assert_value (lineage, "dataset", "loans");
  g_assert_cmpstr (lineage_slot (lineage, "dataset")->rung, ==, "named by the model card that was current");

  lineage_fixture_import (fixture, "same-day", NULL, CARD ("k/3", "1.1", "2026-05-10"));
  lineage_fixture_import (fixture, "older", NULL, CARD ("k/3", "1.0", "2026-03-20"));
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_value (lineage, "card", "card 1.0 of k/3, dated 2026-03-20");
  lineage_assert_note (lineage, "card", "which came first cannot be told");

  /* Both could be the one, and none contradicts the other: that is no answer. */
  lineage_assert_slot (lineage, "card", RC_STANDING_SINGLE, 2);
  g_assert_true (lineage_slot (lineage, "card")->undecided);
  g_assert_false (rc_lineage_slot_is_answered (lineage_slot (lineage, "card")));
  g_assert_cmpstr (rc_lineage_slot_sentence (lineage_slot (lineage, "card")), ==, "Cannot be told: the records leave more than one answer");

  lineage_fixture_import (fixture, "twin", NULL, CARD ("k/3", "1.0-bis", "2026-03-20"));
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "card", RC_STANDING_DISAGREE, 3);
}

/* A card without a date of its own stands where the auditor places it; one with a time stamp says so itself. */
static void
test_card_rungs (LineageFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import_as_of (fixture, "undated", "2026-03-01T00:00:00Z",
                                "FAKE CARD\n" LINK ("card", "card", "describes", "model-version", "k/3"));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "card", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "card", "dated 2026-03-01");
  g_assert_cmpstr (lineage_slot (lineage, "card")->rung, ==, "time that the auditor gave the card at the import");

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage_fixture_import_as_of (fixture, "stamped", "2026-06-01T00:00:00Z", CARD ("k/3", "1.0", "2026-04-20T12:30:00Z"));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_value (lineage, "card", "dated 2026-04-20T12:30:00Z");
  g_assert_cmpstr (lineage_slot (lineage, "card")->rung, ==, "time stamp that the card gives itself");

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage_fixture_import_as_of (fixture, "dated", "2026-06-01T00:00:00Z", CARD ("k/3", "1.1", "2026-05-01"));
  lineage = lineage_build (fixture, "e-1", NULL);
  g_assert_cmpstr (lineage_slot (lineage, "card")->rung, ==, "date that the card gives itself");
}

/* A check and a review are told with their place and time; they approve nothing. */
static void
test_gates (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  lineage_fixture_import (fixture, "registry", NULL,
                          REGISTRY_WITH (D3)
                          "commit\tc0ffee\tchecked\tunit tests = passed\t-\t-\t-\t2026-03-20T10:00:00Z\n"
                          "commit\tc0ffee\tchecked\tlicence scan = failed\t-\t-\t-\t2026-04-20T10:00:00Z\n"
                          "commit\tc0ffee\treviewed-by\tA. Reviewer (fictitious)\t-\t-\t-\t-\n"
                          CLAIM ("model-version", "k/3", "base-model", "base/llm")
                          LINK ("run", "r3", "used-model", "model-version", "k/2"));
  lineage_fixture_import (fixture, "card-1.0", "provider",
                          CARD ("k/3", "1.0", "2026-03-20") CLAIM ("card", "card", "limitation", "not for people under 25")
                          CLAIM ("card", "card", "intended-use", "consumer credit") CLAIM ("card", "card", "issued-by", "B. Author"));

  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "approval", RC_STANDING_NOTHING, 0);
  lineage_assert_note (lineage, "approval", "Check: unit tests = passed (2026-03-20T10:00:00Z; source ");
  lineage_assert_note (lineage, "approval", "Check: licence scan = failed (2026-04-20T10:00:00Z, after the version was in use; source ");
  lineage_assert_note (lineage, "approval", "Reviewed by: ");
  g_assert_null (strstr (lineage_slot (lineage, "approval")->note, "Reviewer"));
  lineage_assert_note (lineage, "card", "Limit, as the card says: not for people under 25 (source ");
  lineage_assert_note (lineage, "card", "Intended use, as the card says: consumer credit");
  g_assert_null (strstr (lineage_slot (lineage, "card")->note, "B. Author"));
  lineage_assert_note (lineage, "run", "The run started from the model: k/2");
  lineage_assert_note (lineage, "run", "The version is based on the model: base/llm");
}

static void
test_builds (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "registry", NULL,
                          "FAKE REGISTRY\n"
                          CLAIM ("model-version", "m-1", "artifact-digest", D3)
                          CLAIM ("run", "r3", "artifact-digest", D3)
                          "model-version\tk/3\tartifact-place\tmodels:/m-1\tmodel-version\tm-1\t-\t-\n"
                          LINK ("model-version", "m-1", "trained-by", "run", "r3")
                          LINK ("model-version", "k/3", "trained-by", "run", "r3")
                          "run\tr3\tdataset\tloans@1\tdataset\tloans@1\t-\t-\n"
                          "run\tr3\ttag\tcontext = training\tdataset\tloans@1\t-\t-\n"
                          "model-version\tm-1\tevaluation\tauc = 0.8\tdataset\tloans@1\t-\t-\n");
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_CONSISTENT, 1);
  lineage_assert_value (lineage, "model-version", "k/3");
  lineage_assert_slot (lineage, "artefact", RC_STANDING_CONSISTENT, 1);
  g_assert_cmpuint (lineage_answer (lineage, "artefact", 0)->citations->len, ==, 2);
  lineage_assert_slot (lineage, "run", RC_STANDING_SINGLE, 1);
  g_assert_cmpint (lineage_answer (lineage, "run", 0)->identity, ==, RC_IDENTITY_STRONG);
  lineage_assert_slot (lineage, "dataset", RC_STANDING_SINGLE, 1);
  lineage_assert_note (lineage, "dataset", "loans@1: context = training.");
  lineage_assert_slot (lineage, "evaluation", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "evaluation", "auc = 0.8 (dataset loans@1)");
}

/* Who controls a source may be said later; only what different, known parties say agrees independently. */
static void
test_controllers (LineageFixture *fixture,
                  gconstpointer   data)
{
  static const struct { const char *first; const char *second; RcStanding expected; } cases[] = {
    { "provider", "deployer", RC_STANDING_AGREED },
    { "provider", "provider", RC_STANDING_CONSISTENT },
    { "provider", " Provider ", RC_STANDING_CONSISTENT },
    { "Nordhafen Bank", "nordhafen  bank", RC_STANDING_CONSISTENT },
    { "provider", "unknown", RC_STANDING_CONSISTENT },
    { "Unknown", "unknown", RC_STANDING_CONSISTENT },
    { "public", "third-party", RC_STANDING_AGREED },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSource) rows = NULL;
  gint64 first, second, again;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  first = lineage_fixture_import (fixture, "a", NULL, REGISTRY_WITH (D3));
  second = lineage_fixture_import (fixture, "b", NULL,
                                   "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D3)
                                   "model-version\tk/3\ttrained-by\trun of k\trun\tr3\t-\t-\n");
  again = lineage_fixture_import (fixture, "a-again", "bank", REGISTRY_WITH (D3));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RcLineage) lineage = NULL;

      g_assert_true (rc_source_set_controller (fixture->case_file, first, cases[i].first, &error));
      g_assert_true (rc_source_set_controller (fixture->case_file, second, cases[i].second, &error));
      lineage = lineage_build (fixture, "e-1", NULL);
      lineage_assert_slot (lineage, "run", cases[i].expected, 1);
    }

  /* What was taken out of it too; not the same bytes that another party gave. */
  rows = rc_source_load (rc_case_get_database (fixture->case_file), lineage_fixture_rows_of (fixture, first), &error);
  g_assert_cmpstr (rows->controller, ==, "public");
  g_clear_pointer (&rows, rc_source_free);
  rows = rc_source_load (rc_case_get_database (fixture->case_file), again, &error);
  g_assert_cmpstr (rows->controller, ==, "bank");

  g_assert_false (rc_source_set_controller (fixture->case_file, first, "", &error));
  g_assert_error (error, RC_SOURCE_CONTROLLER_ERROR, RC_SOURCE_CONTROLLER_ERROR_WORDS);
  g_clear_error (&error);
  g_assert_false (rc_source_set_controller (fixture->case_file, 99, "bank", &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (rc_import_remove (fixture->case_file, second, "not ours", &error));
  g_assert_false (rc_source_set_controller (fixture->case_file, second, "bank", &error));
  g_assert_error (error, RC_SOURCE_CONTROLLER_ERROR, RC_SOURCE_CONTROLLER_ERROR_SOURCE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)
  ADD ("/lineage-weighing/digests-disagree", test_digests_disagree);
  ADD ("/lineage-weighing/deployments-overlap", test_deployments_overlap);
  ADD ("/lineage-weighing/deployments-without-end", test_deployments_without_end);
  g_test_add ("/lineage-weighing/deployment-with-unreadable-beginning", LineageFixture,
              DEPLOYMENT ("D-2", "4", D4, "tomorrow", ""), lineage_fixture_set_up, test_deployment_unreadable,
              lineage_fixture_tear_down);
  g_test_add ("/lineage-weighing/deployment-with-unreadable-end", LineageFixture,
              DEPLOYMENT ("D-2", "4", D4, "2026-06-01T00:00:00Z", TO ("soon")), lineage_fixture_set_up, test_deployment_unreadable,
              lineage_fixture_tear_down);
  ADD ("/lineage-weighing/rungs", test_rungs);
  ADD ("/lineage-weighing/alias", test_alias);
  ADD ("/lineage-weighing/approvals", test_approvals);
  ADD ("/lineage-weighing/human-actions", test_human_actions);
  ADD ("/lineage-weighing/final-disagrees", test_final_disagrees);
  ADD ("/lineage-weighing/cards", test_cards);
  ADD ("/lineage-weighing/card-rungs", test_card_rungs);
  ADD ("/lineage-weighing/gates", test_gates);
  ADD ("/lineage-weighing/builds", test_builds);
  ADD ("/lineage-weighing/controllers", test_controllers);
#undef ADD
  return g_test_run ();
}
