/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody.h"
#include "core/identity.h"
#include "core/identity-link.h"
#include "lineage-evidence.h"

/* What means the same thing in several registries: by the whole digest, by the name, and as the auditor says; and what lineage makes of it. */

#define MD5 "0cc175b9c0f1b6a831c399e269772661"
#define NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* The thing of this name that the source of this name speaks of. */
static RcEntity *
get (LineageFixture *fixture,
     RcEntityKind    kind,
     const char     *name,
     const char     *source)
{
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = rc_entity_find (database, kind, name, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      RcEntity *entity = g_ptr_array_index (found, i);
      g_autofree char *in = NULL;

      g_assert_true (rc_entity_find_source_name (database, entity->id, &in, &error));
      if (g_str_has_prefix (in, source))
        return g_ptr_array_steal_index (found, i);
    }
  g_error ("%s is not in %s", name, source);
}

static gint64
link_things (LineageFixture *fixture,
             RcEntityKind    kind,
             const char     *name,
             const char     *source,
             const char     *other_name,
             const char     *other_source)
{
  g_autoptr (RcEntity) entity = get (fixture, kind, name, source);
  g_autoptr (RcEntity) other = get (fixture, kind, other_name, other_source);
  g_autoptr (GError) error = NULL;
  gint64 id = rc_identity_link_add (fixture->case_file, other->id, entity->id, "the provider renamed it", "A. Auditor", &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

/* The edges of a thing as "name@first word of how: words". */
static char *
describe (LineageFixture *fixture,
          RcEntityKind    kind,
          const char     *name,
          const char     *source)
{
  g_autoptr (RcEntity) entity = get (fixture, kind, name, source);
  g_autoptr (GError) error = NULL;
  gboolean complete = FALSE;
  g_autoptr (GPtrArray) edges = rc_identity_list (fixture->case_file, entity, &complete, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_true (complete);
  for (guint i = 0; i < edges->len; i++)
    {
      const RcIdentityEdge *edge = g_ptr_array_index (edges, i);

      g_assert_cmpint (edge->other->id, !=, entity->id);
      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", edge->other->name, rc_identity_to_name (edge->identity));
    }
  return g_string_free (text, FALSE);
}

static void
assert_edges (LineageFixture *fixture,
              RcEntityKind    kind,
              const char     *name,
              const char     *source,
              const char     *expected)
{
  g_autofree char *found = describe (fixture, kind, name, source);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_edges (LineageFixture *fixture,
            gconstpointer   data)
{
  lineage_fixture_import (fixture, "a", NULL,
                          "FAKE REGISTRY\n"
                          CLAIM ("model-version", "k/3", "artifact-digest", D3)
                          CLAIM ("model-version", "k/3-copy", "artifact-digest", "sha256:" D3)
                          CLAIM ("model-version", "empty/1", "artifact-digest", NOTHING)
                          CLAIM ("model-version", "short/1", "artifact-digest", MD5)
                          CLAIM ("run", "r3", "artifact-digest", D3)
                          CLAIM ("dataset", "loans", "dataset-digest", MD5)
                          CLAIM ("dataset", "whole", "dataset-digest", D4));
  lineage_fixture_import (fixture, "b", NULL,
                          "FAKE REGISTRY\n"
                          CLAIM ("model-version", "kredit/7", "artifact-digest", "sha256:" D3)
                          CLAIM ("model-version", "k/3", "status", "READY")
                          CLAIM ("model-version", "empty/2", "artifact-digest", NOTHING)
                          CLAIM ("model-version", "short/2", "artifact-digest", MD5)
                          CLAIM ("dataset", "s3://loans.csv", "dataset-digest", MD5)
                          CLAIM ("dataset", "s3://whole.csv", "dataset-digest", D4)
                          CLAIM ("run", "r3", "status", "FINISHED"));
  lineage_fixture_import (fixture, "c", NULL, "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D4));

  /* Not the run, which is another kind; not the version of that name with other content. */
  assert_edges (fixture, RC_ENTITY_MODEL_VERSION, "k/3", "a", "k/3-copy strong, kredit/7 strong, k/3 weak");
  assert_edges (fixture, RC_ENTITY_MODEL_VERSION, "k/3", "c", "k/3 weak");
  assert_edges (fixture, RC_ENTITY_MODEL_VERSION, "k/3", "b", "k/3 weak, k/3 weak");
  /* The digest of nothing, and a short one of a model's file, tie nothing together. */
  assert_edges (fixture, RC_ENTITY_MODEL_VERSION, "empty/1", "a", "");
  assert_edges (fixture, RC_ENTITY_MODEL_VERSION, "short/1", "a", "");
  assert_edges (fixture, RC_ENTITY_DATASET, "loans", "a", "s3://loans.csv weak");
  assert_edges (fixture, RC_ENTITY_DATASET, "whole", "a", "s3://whole.csv strong");
  assert_edges (fixture, RC_ENTITY_RUN, "r3", "a", "r3 weak");

  link_things (fixture, RC_ENTITY_DATASET, "loans", "a", "s3://whole.csv", "b");
  assert_edges (fixture, RC_ENTITY_DATASET, "loans", "a", "s3://loans.csv weak, s3://whole.csv auditor");
  assert_edges (fixture, RC_ENTITY_DATASET, "s3://whole.csv", "b", "loans auditor, whole strong");
}

static void
assert_words (LineageFixture *fixture,
              RcEntityKind    kind,
              const char     *name,
              const char     *source,
              const char     *part)
{
  g_autoptr (RcEntity) entity = get (fixture, kind, name, source);
  g_autoptr (GPtrArray) edges = rc_identity_list (fixture->case_file, entity, NULL, NULL);
  g_autofree char *words = NULL;

  g_assert_cmpuint (edges->len, ==, 1);
  words = rc_identity_edge_dup_words (g_ptr_array_index (edges, 0));
  g_assert_nonnull (strstr (words, part));
}

static void
test_words (LineageFixture *fixture,
            gconstpointer   data)
{
  lineage_fixture_import (fixture, "a", NULL,
                          "FAKE REGISTRY\n"
                          CLAIM ("model-version", "k/3", "artifact-digest", D3)
                          CLAIM ("model-version", "n/1", "status", "READY")
                          CLAIM ("model", "m", "status", "READY")
                          CLAIM ("dataset", "loans", "dataset-digest", MD5));
  lineage_fixture_import (fixture, "b", NULL,
                          "FAKE REGISTRY\n"
                          CLAIM ("model-version", "kredit/7", "artifact-digest", D3)
                          CLAIM ("model-version", "n/1", "status", "READY")
                          CLAIM ("model", "w", "status", "READY")
                          CLAIM ("dataset", "loans.csv", "dataset-digest", MD5));
  link_things (fixture, RC_ENTITY_MODEL, "m", "a", "w", "b");
  assert_words (fixture, RC_ENTITY_MODEL_VERSION, "k/3", "a", "digest 33333333…");
  assert_words (fixture, RC_ENTITY_MODEL_VERSION, "n/1", "a", "both are called “n/1”");
  assert_words (fixture, RC_ENTITY_DATASET, "loans", "a", "short or outdated digest " MD5);
  assert_words (fixture, RC_ENTITY_MODEL, "m", "a", "A. Auditor linked the two on");
  assert_words (fixture, RC_ENTITY_MODEL, "m", "a", ": the provider renamed it");
}

/* --- Lineage --- */

static void
test_other_registry (LineageFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "a", NULL, "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D3));
  lineage_fixture_import (fixture, "b", NULL,
                          "FAKE REGISTRY\n"
                          CLAIM ("model-version", "kredit/7", "artifact-digest", "sha256:" D3)
                          CLAIM ("model-version", "kredit/7", "evaluation", "auc = 0.8"));
  lineage_fixture_import (fixture, "c", NULL,
                          "FAKE REGISTRY\n" LINK ("model-version", "k/3", "trained-by", "run", "r3")
                          LINK ("run", "r3", "code-commit", "commit", "c0ffee"));
  lineage_fixture_import (fixture, "d", NULL,
                          "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D4)
                          LINK ("model-version", "k/3", "trained-by", "run", "another"));
  lineage_fixture_import (fixture, "e", NULL, "FAKE REGISTRY\n" CLAIM ("run", "r3", "environment", "python 3.11"));

  lineage = lineage_build (fixture, "e-1", NULL);
  /* By digest from another name; by name from a registry without digests; not from one that has other content under the name. */
  lineage_assert_value (lineage, "evaluation", "auc = 0.8");
  g_assert_cmpint (lineage_answer (lineage, "evaluation", 0)->identity, ==, RC_IDENTITY_STRONG);
  lineage_assert_slot (lineage, "run", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "run", "r3");
  g_assert_cmpint (lineage_answer (lineage, "run", 0)->identity, ==, RC_IDENTITY_WEAK);
  g_assert_cmpint (lineage_answer (lineage, "commit", 0)->identity, ==, RC_IDENTITY_WEAK);
  lineage_assert_value (lineage, "environment", "python 3.11");
  g_assert_cmpint (lineage_answer (lineage, "environment", 0)->identity, ==, RC_IDENTITY_WEAK);
}

/* A name is followed one step: what has the name of what was linked is not what was linked. */
static void
test_one_step (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "a", NULL, "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D3));
  lineage_fixture_import (fixture, "b", NULL, "FAKE REGISTRY\n" CLAIM ("model-version", "q/1", "evaluation", "auc = 0.8"));
  lineage_fixture_import (fixture, "c", NULL, "FAKE REGISTRY\n" CLAIM ("model-version", "q/1", "evaluation", "auc = 0.9"));
  link_things (fixture, RC_ENTITY_MODEL_VERSION, "k/3", "a", "q/1", "b");

  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "evaluation", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "evaluation", "auc = 0.8");
  g_assert_cmpint (lineage_answer (lineage, "evaluation", 0)->identity, ==, RC_IDENTITY_AUDITOR);
  g_assert_nonnull (strstr (lineage_slot (lineage, "evaluation")->rung, "the auditor linked"));
}

/* A link made by hand is no seal's: a protected record that it leads to is not "from a protected record". */
static void
test_link_is_not_sealed (LineageFixture *fixture,
                         gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;
  RcJudgement *judgement;
  gint64 rows;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "a", NULL, "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D3));
  rows = lineage_fixture_rows_of (fixture, lineage_fixture_import (fixture, "b", NULL,
                                                                   "FAKE REGISTRY\n"
                                                                   CLAIM ("model-version", "q/1", "evaluation", "auc = 0.8")));
  link_things (fixture, RC_ENTITY_MODEL_VERSION, "k/3", "a", "q/1", "b");
  judgement = lineage_fixture_judge ();
  lineage_fixture_cover (judgement, rows, 1, 1, RC_VERDICT_VALID);

  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "evaluation", RC_STANDING_SINGLE, 1);
  lineage_assert_note (lineage, "evaluation", "rests on names");
}

/* Two systems have each a run of their own; linked, they are one run that two parties name. */
static void
test_linked_runs (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;
  gint64 link;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "a", "provider",
                          "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D3)
                          LINK ("model-version", "k/3", "trained-by", "run", "r3"));
  lineage_fixture_import (fixture, "b", "cloud",
                          "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D3)
                          LINK ("model-version", "k/3", "trained-by", "run", "job-17"));

  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "run", RC_STANDING_DISAGREE, 2);

  g_clear_pointer (&lineage, rc_lineage_free);
  link = link_things (fixture, RC_ENTITY_RUN, "r3", "a", "job-17", "b");
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "run", RC_STANDING_AGREED, 1);
  g_assert_cmpuint (lineage_answer (lineage, "run", 0)->citations->len, ==, 2);

  g_clear_pointer (&lineage, rc_lineage_free);
  g_assert_true (rc_identity_link_withdraw (fixture->case_file, link, "they are two", &error));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "run", RC_STANDING_DISAGREE, 2);
}

static void
test_datasets (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "a", "provider", REGISTRY_WITH (D3) CLAIM ("dataset", "loans@1", "dataset-digest", OTHER));
  lineage_fixture_import (fixture, "b", "cloud",
                          "FAKE REGISTRY\n" CLAIM ("dataset", "s3://loans.csv", "dataset-digest", "sha256:" OTHER)
                          CLAIM ("dataset", "loans@1", "dataset-digest", MD5));

  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "dataset", RC_STANDING_AGREED, 1);
  lineage_assert_value (lineage, "dataset", "loans@1");
  lineage_assert_note (lineage, "dataset", "“s3://loans.csv” is taken for “loans@1”: both have the digest 55555555…");
  lineage_assert_note (lineage, "dataset", "Elsewhere “loans@1” has another digest: " MD5);
}

/* --- Links --- */

static void
assert_refused (LineageFixture *fixture,
                gint64          entity,
                gint64          other,
                const char     *reason,
                const char     *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_identity_link_add (fixture->case_file, entity, other, reason, NULL, &error), ==, 0);
  g_assert_nonnull (error);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

static void
test_links (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcEntity) version = NULL;
  g_autoptr (RcEntity) run = NULL;
  g_autoptr (RcEntity) other = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  const RcIdentityLink *link;
  RcDigest before, linked, taken_back;
  gint64 id;

  lineage_fixture_import (fixture, "a", NULL,
                          "FAKE REGISTRY\n" LINK ("model-version", "k/3", "trained-by", "run", "r3")
                          CLAIM ("model-version", "q/1", "status", "READY"));
  version = get (fixture, RC_ENTITY_MODEL_VERSION, "k/3", "a");
  other = get (fixture, RC_ENTITY_MODEL_VERSION, "q/1", "a");
  run = get (fixture, RC_ENTITY_RUN, "r3", "a");
  g_assert_true (rc_custody_evidence_state (fixture->case_file, &before, NULL, &error));

  assert_refused (fixture, version->id, version->id, "why not", "one thing already");
  assert_refused (fixture, version->id, run->id, "why not", "only things of one kind");
  assert_refused (fixture, version->id, other->id, "", "must be said why");
  assert_refused (fixture, version->id, other->id, "  ", "must be said why");
  assert_refused (fixture, version->id, other->id, NULL, "must be said why");
  assert_refused (fixture, version->id, 4711, "why not", "no entity 4711");
  g_assert_cmpint (rc_identity_link_add (fixture->case_file, version->id, other->id, "why", "", &error), ==, 0);
  g_assert_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_WORDS);
  g_clear_error (&error);

  id = rc_identity_link_add (fixture->case_file, other->id, version->id, "renamed", NULL, &error);
  g_assert_no_error (error);
  assert_refused (fixture, version->id, other->id, "renamed", "linked already");
  g_assert_true (rc_custody_evidence_state (fixture->case_file, &linked, NULL, &error));
  g_assert_false (rc_digest_equal (&before, &linked));

  g_assert_false (rc_identity_link_withdraw (fixture->case_file, id, "", &error));
  g_assert_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_WORDS);
  g_clear_error (&error);
  g_assert_true (rc_identity_link_withdraw (fixture->case_file, id, "no, another", &error));
  g_assert_false (rc_identity_link_withdraw (fixture->case_file, id, "no, another", &error));
  g_assert_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (rc_custody_evidence_state (fixture->case_file, &taken_back, NULL, &error));
  g_assert_false (rc_digest_equal (&linked, &taken_back));

  /* It stays, and the two can be linked anew. */
  links = rc_identity_link_list (fixture->case_file, &error);
  g_assert_cmpuint (links->len, ==, 1);
  link = g_ptr_array_index (links, 0);
  g_assert_cmpint (link->entity, ==, MIN (version->id, other->id));
  g_assert_cmpstr (link->reason, ==, "renamed");
  g_assert_cmpstr (link->withdrawn_for, ==, "no, another");
  g_assert_cmpint (link->withdrawn_us, >=, link->added_us);
  g_assert_cmpstr (link->by, ==, g_get_user_name ());
  g_assert_cmpint (rc_identity_link_add (fixture->case_file, version->id, other->id, "after all", "A. Auditor", &error), ==, id + 1);

  /* Who edits a link behind the program's back is told. */
  rc_database_exec (rc_case_get_database (fixture->case_file), "UPDATE identity_link SET withdrawn_us = NULL", &error);
  g_assert_no_error (error);
  faults = rc_custody_compare_tables (fixture->case_file, &error);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_cmpstr (((RcCustodyFault *) g_ptr_array_index (faults, 0))->table, ==, "identity_link");
}

static void
test_worse (void)
{
  g_assert_cmpint (rc_identity_worse (RC_IDENTITY_STRONG, RC_IDENTITY_WEAK), ==, RC_IDENTITY_WEAK);
  g_assert_cmpint (rc_identity_worse (RC_IDENTITY_WEAK, RC_IDENTITY_AUDITOR), ==, RC_IDENTITY_WEAK);
  g_assert_cmpint (rc_identity_worse (RC_IDENTITY_AUDITOR, RC_IDENTITY_STRONG), ==, RC_IDENTITY_AUDITOR);
  g_assert_cmpint (rc_identity_worse (RC_IDENTITY_NONE, RC_IDENTITY_STRONG), ==, RC_IDENTITY_STRONG);
  g_assert_cmpint (rc_identity_worse (RC_IDENTITY_STRONG, RC_IDENTITY_STRONG), ==, RC_IDENTITY_STRONG);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identity-edges/worse", test_worse);
#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)
  ADD ("/identity-edges/edges", test_edges);
  ADD ("/identity-edges/words", test_words);
  ADD ("/identity-edges/other-registry", test_other_registry);
  ADD ("/identity-edges/one-step", test_one_step);
  ADD ("/identity-edges/link-is-not-sealed", test_link_is_not_sealed);
  ADD ("/identity-edges/linked-runs", test_linked_runs);
  ADD ("/identity-edges/datasets", test_datasets);
  ADD ("/identity-edges/links", test_links);
#undef ADD
  return g_test_run ();
}
