/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/claim.h"
#include "lineage-fixture.h"

#define DIGEST "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

#define REGISTRY \
  "FAKE REGISTRY\n" \
  "model-version\tk/3\tartifact-digest\t" DIGEST "\t-\t-\t-\t-\n" \
  "model-version\tk/3\ttrained-by\t-\trun\tr1\t2026-05-01T00:00:00Z\t2026-05-02T00:00:00Z\n"

static void
test_names (void)
{
  for (guint i = 0; i < RC_N_PROPERTIES; i++)
    {
      RcProperty property = RC_N_PROPERTIES;

      g_assert_true (rc_property_from_name (rc_property_to_name (i), &property));
      g_assert_cmpint (property, ==, i);
    }
  for (guint i = 0; i < RC_N_ENTITY_KINDS; i++)
    {
      RcEntityKind kind = RC_N_ENTITY_KINDS;

      g_assert_true (rc_entity_kind_from_name (rc_entity_kind_to_name (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (rc_property_from_name ("no such", &(RcProperty) { 0 }));
  g_assert_false (rc_entity_kind_from_name (NULL, &(RcEntityKind) { 0 }));
  g_assert_cmpstr (rc_identity_to_name (RC_IDENTITY_AUDITOR), ==, "auditor");
}

static void
test_identity (void)
{
  RcDigest digest;
  g_autofree char *hex = NULL;

  g_assert_true (rc_identity_read_digest ("sha256:" DIGEST, &digest));
  hex = rc_digest_dup_hex (&digest);
  g_assert_cmpstr (hex, ==, DIGEST);

  /* Never strong: a short digest, a name, the digest of nothing. */
  g_assert_false (rc_identity_read_digest ("ba7816bf", &digest));
  g_assert_false (rc_identity_read_digest ("k/3", &digest));
  g_assert_false (rc_identity_read_digest (NOTHING, &digest));
  g_assert_false (rc_identity_read_digest ("sha256:", &digest));
  g_assert_false (rc_identity_read_digest (NULL, &digest));

  g_assert_cmpint (rc_identity_better (RC_IDENTITY_WEAK, RC_IDENTITY_STRONG), ==, RC_IDENTITY_STRONG);
  g_assert_cmpint (rc_identity_better (RC_IDENTITY_AUDITOR, RC_IDENTITY_WEAK), ==, RC_IDENTITY_AUDITOR);
  g_assert_cmpint (rc_identity_better (RC_IDENTITY_NONE, RC_IDENTITY_STRONG), ==, RC_IDENTITY_NONE);
}

static void
test_lists (LineageFixture *fixture,
            gconstpointer   data)
{
  gint64 source = lineage_fixture_import (fixture, "registry", NULL, REGISTRY);
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = NULL, digests = NULL, links = NULL, back = NULL, none = NULL;
  g_autoptr (RcEntity) run = NULL;
  const RcEntity *version;
  const RcClaim *link;

  versions = rc_entity_find (database, RC_ENTITY_MODEL_VERSION, "k/3", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (versions->len, ==, 1);
  version = g_ptr_array_index (versions, 0);
  links = rc_claim_list_of_entity (fixture->case_file, version->id, RC_PROPERTY_TRAINED_BY, &error);
  g_assert_cmpuint (links->len, ==, 1);
  link = g_ptr_array_index (links, 0);
  g_assert_cmpint (link->source, ==, lineage_fixture_rows_of (fixture, source));
  g_assert_cmpuint (link->record, ==, 2);
  g_assert_null (link->value);
  g_assert_cmpint (link->from_us, ==, G_GINT64_CONSTANT (1777593600000000));
  g_assert_cmpint (link->to_us, ==, RC_TIME_NONE);
  run = rc_entity_load (database, link->target, &error);
  g_assert_cmpstr (run->name, ==, "r1");
  g_assert_cmpint (run->kind, ==, RC_ENTITY_RUN);

  back = rc_claim_list_of_target (fixture->case_file, run->id, RC_PROPERTY_TRAINED_BY, &error);
  g_assert_cmpuint (back->len, ==, 1);
  digests = rc_claim_list_of_value (fixture->case_file, RC_PROPERTY_ARTIFACT_DIGEST, DIGEST, &error);
  g_assert_cmpuint (digests->len, ==, 1);
  g_assert_cmpint (((const RcClaim *) g_ptr_array_index (digests, 0))->entity, ==, version->id);
  none = rc_claim_list_of_value (fixture->case_file, RC_PROPERTY_STAGE, DIGEST, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (rc_entity_load (database, 99, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
}

/* What an import that did not end left, and what was removed, is no evidence. */
static void
test_unpublished (LineageFixture *fixture,
                  gconstpointer   data)
{
  gint64 source = lineage_fixture_import (fixture, "registry", NULL, REGISTRY);
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) claims = NULL;
  gint64 mark = rc_case_get_mark (fixture->case_file, "claim");

  g_assert_true (rc_database_exec (database, "UPDATE published SET mark = mark - 2 WHERE item = 'claim'", &error));
  claims = rc_claim_list_of_value (fixture->case_file, RC_PROPERTY_ARTIFACT_DIGEST, DIGEST, &error);
  g_assert_cmpuint (claims->len, ==, 0);

  g_assert_true (rc_case_set_mark (fixture->case_file, "claim", mark, &error));
  g_clear_pointer (&claims, g_ptr_array_unref);
  claims = rc_claim_list_of_value (fixture->case_file, RC_PROPERTY_ARTIFACT_DIGEST, DIGEST, &error);
  g_assert_cmpuint (claims->len, ==, 1);

  g_assert_true (rc_import_remove (fixture->case_file, source, "a test", &error));
  g_assert_no_error (error);
  g_clear_pointer (&claims, g_ptr_array_unref);
  claims = rc_claim_list_of_value (fixture->case_file, RC_PROPERTY_ARTIFACT_DIGEST, DIGEST, &error);
  g_assert_cmpuint (claims->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/claim/names", test_names);
  g_test_add_func ("/claim/identity", test_identity);
  g_test_add ("/claim/lists", LineageFixture, NULL, lineage_fixture_set_up, test_lists, lineage_fixture_tear_down);
  g_test_add ("/claim/unpublished", LineageFixture, NULL, lineage_fixture_set_up, test_unpublished, lineage_fixture_tear_down);
  return g_test_run ();
}
