/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "case-fixture.h"
#include "core/custody.h"
#include "core/trust-file.h"

/* trust-anchors.json with every member of integrity.md section 3, there and back. */

#define HEX "79a561e70ee08cd3e754c63e9bd6b9c3520a1d4204cd104da2e7ef763b1853b7"
#define OTHER "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define THIRD "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"

static gint64
accept (CaseFixture         *fixture,
        RcCase              *case_file,
        const char          *key,
        const RcAnchorTerms *terms,
        GError             **error)
{
  g_autofree char *path = g_build_filename (fixture->folder, "k.pub", NULL);

  g_assert_true (g_file_set_contents (path, key, -1, NULL));
  return rc_trust_accept (case_file, path, terms, error);
}

static const char * const identities[] = { "issuer=https://issuer.example/a=b", "subject=a b", NULL };

static const RcAnchorTerms full = {
  .label = "acme-ml-release-2025",
  .owner = "ACME (fictitious)",
  .purpose = "models,log-head",
  .identities = identities,
  .from_us = G_GINT64_CONSTANT (1775001600000000),
  .to_us = G_GINT64_CONSTANT (1785542400123456),
  .revoked_us = G_GINT64_CONSTANT (1780000000000001),
  .revoked_for = "key compromise",
  .group = "release",
  .threshold = 2,
  .how = "phone \"read-back\"\nby two people",
  .by = "A. Auditor",
  .obtained_us = G_GINT64_CONSTANT (1776000000000000),
};

static void
assert_full (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) anchors = rc_trust_list (case_file, &error);
  const RcAnchor *anchor;
  RcAnchorTerms terms;

  g_assert_no_error (error);
  anchor = g_ptr_array_index (anchors, 0);
  rc_anchor_get_terms (anchor, &terms);
  g_assert_cmpstr (terms.label, ==, full.label);
  g_assert_cmpstr (terms.owner, ==, full.owner);
  g_assert_cmpstr (terms.purpose, ==, full.purpose);
  g_assert_true (g_strv_equal (terms.identities, identities));
  g_assert_cmpint (terms.from_us, ==, full.from_us);
  g_assert_cmpint (terms.to_us, ==, full.to_us);
  g_assert_cmpint (terms.revoked_us, ==, full.revoked_us);
  g_assert_cmpstr (terms.revoked_for, ==, full.revoked_for);
  g_assert_cmpstr (terms.group, ==, full.group);
  g_assert_cmpuint (terms.threshold, ==, full.threshold);
  g_assert_cmpstr (terms.how, ==, full.how);
  g_assert_cmpstr (terms.by, ==, full.by);
  g_assert_cmpint (terms.obtained_us, ==, full.obtained_us);
  g_assert_cmpint (anchor->added_us, >, 0);
}

static void
test_there_and_back (CaseFixture   *fixture,
                     gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "t.json", NULL);
  RcAnchorTerms plain = RC_ANCHOR_TERMS_INIT;
  g_autofree char *exported = NULL;
  g_autofree char *again = NULL;
  g_autofree char *hex = NULL;
  g_autoptr (GError) error = NULL;
  guint added = 0;
  RcDigest digest, before, after;

  plain.owner = "Bank";
  g_assert_cmpint (accept (fixture, case_file, HEX, &full, &error), ==, 1);
  g_assert_cmpint (accept (fixture, case_file, OTHER, &plain, &error), ==, 2);
  g_assert_no_error (error);
  assert_full (case_file);
  exported = rc_trust_export (case_file, &error);
  g_assert_true (g_file_set_contents (path, exported, -1, NULL));
  g_assert_true (rc_trust_digest (case_file, &digest, &error));
  hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, exported, -1);
  again = rc_digest_dup_hex (&digest);
  g_assert_cmpstr (again, ==, hex);
  g_clear_pointer (&again, g_free);
  g_assert_true (rc_custody_evidence_state (case_file, &before, NULL, &error));

  g_assert_true (rc_trust_remove (case_file, 1, &error));
  g_assert_true (rc_trust_remove (case_file, 2, &error));
  g_assert_true (rc_trust_import (case_file, path, &added, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (added, ==, 2);
  assert_full (case_file);
  again = rc_trust_export (case_file, &error);
  g_assert_cmpstr (again, ==, exported);
  g_assert_true (rc_custody_evidence_state (case_file, &after, NULL, &error));
  g_assert_true (rc_digest_equal (&before, &after));
  case_fixture_close (case_file);
}

/* Every limit on a key is part of what answers depend on. */
static void
test_state (CaseFixture   *fixture,
            gconstpointer  data)
{
  static const char * const edits[] = {
    "UPDATE anchor SET label = 'x'", "UPDATE anchor SET identities = '[\"issuer=y\"]'", "UPDATE anchor SET revoked_us = 7",
    "UPDATE anchor SET revoked_for = 'x'", "UPDATE anchor SET threshold = 3", "UPDATE anchor SET threshold_group = 'x'",
    "UPDATE anchor SET obtained_by = 'x'", "UPDATE anchor SET obtained_us = 7",
  };
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  RcDigest states[G_N_ELEMENTS (edits) + 1];

  accept (fixture, case_file, HEX, &full, &error);
  g_assert_no_error (error);
  g_assert_true (rc_custody_evidence_state (case_file, &states[0], NULL, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      rc_database_exec (rc_case_get_database (case_file), edits[i], &error);
      g_assert_no_error (error);
      g_assert_true (rc_custody_evidence_state (case_file, &states[i + 1], NULL, &error));
      for (gsize j = 0; j <= i; j++)
        g_assert_false (rc_digest_equal (&states[j], &states[i + 1]));
    }
  case_fixture_close (case_file);
}

/* A limit that somebody made unreadable is not passed over: the key is none then. */
static void
test_unreadable_limit (CaseFixture   *fixture,
                       gconstpointer  data)
{
  static const char * const edits[] = {
    "UPDATE anchor SET identities = ''", "UPDATE anchor SET identities = '[]'", "UPDATE anchor SET identities = '[7]'",
    "UPDATE anchor SET identities = '{}'", "UPDATE anchor SET threshold = NULL", "UPDATE anchor SET threshold_group = NULL",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      RcCase *case_file = case_fixture_create (fixture);
      g_autoptr (GPtrArray) anchors = NULL;
      g_autoptr (GError) error = NULL;

      accept (fixture, case_file, HEX, &full, &error);
      g_assert_no_error (error);
      rc_database_exec (rc_case_get_database (case_file), edits[i], &error);
      g_assert_no_error (error);
      anchors = rc_trust_list (case_file, &error);
      g_assert_null (anchors);
      g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY);
      case_fixture_close (case_file);
      case_fixture_tear_down (fixture, NULL);
      case_fixture_set_up (fixture, NULL);
    }
}

/* What cannot stand beside what is accepted already. */
static void
test_against_others (CaseFixture   *fixture,
                     gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  RcAnchorTerms terms = full;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (accept (fixture, case_file, HEX, &full, &error), ==, 1);
  g_assert_cmpint (accept (fixture, case_file, HEX, &full, &error), ==, 0);
  g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_cmpint (accept (fixture, case_file, OTHER, &full, &error), ==, 0);
  g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_EXISTS);
  g_clear_error (&error);
  terms.label = NULL;
  terms.threshold = 3;
  g_assert_cmpint (accept (fixture, case_file, OTHER, &terms, &error), ==, 0);
  g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_TERMS);
  g_clear_error (&error);
  terms.threshold = 2;
  g_assert_cmpint (accept (fixture, case_file, OTHER, &terms, &error), ==, 2);
  g_assert_no_error (error);
  case_fixture_close (case_file);
}

#define ANCHOR_OF(format, material, more) \
  "{\"format\":\"recount.trust-anchors/" format "\",\"anchors\":[{\"kind\":\"ed25519-raw\",\"material\":" material ",\"owner\":\"B\"," \
  "\"purposes\":[\"any\"]" more "}]}"
#define ANCHOR(more) ANCHOR_OF ("2", "\"" HEX "\"", more)

static gboolean
parses (const char *text,
        const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) anchors = rc_trust_file_parse (text, strlen (text), folder, &error);

  g_assert_true ((anchors == NULL) == (error != NULL));
  return anchors != NULL;
}

static void
test_members (CaseFixture   *fixture,
              gconstpointer  data)
{
  static const char * const good[] = {
    ANCHOR (""), ANCHOR (",\"id\":\"a\""), ANCHOR (",\"identities\":[]"), ANCHOR (",\"identities\":[\"issuer=x\"]"),
    ANCHOR (",\"revoked_at\":\"2026-01-01T00:00:00Z\",\"revocation_reason\":\"x\""), ANCHOR (",\"revoked_at\":null"),
    ANCHOR (",\"obtained\":{\"by\":\"A\",\"on\":\"2026-01-01\",\"how\":\"x\"}"), ANCHOR (",\"obtained\":{}"),
    ANCHOR (",\"threshold_group\":null"), ANCHOR (",\"threshold_group\":{\"name\":\"g\",\"k\":2}"),
    ANCHOR_OF ("1", "\"" HEX "\"", ",\"obtained\":{\"how\":\"x\"}"),
  };
  static const char * const bad[] = {
    ANCHOR (",\"id\":7"), ANCHOR (",\"identities\":\"issuer=x\""), ANCHOR (",\"identities\":[7]"),
    ANCHOR (",\"identities\":[\"a\\u0000b\"]"), ANCHOR (",\"revoked_at\":7"), ANCHOR (",\"revoked_at\":\"then\""),
    ANCHOR (",\"revocation_reason\":[]"), ANCHOR (",\"obtained\":[]"), ANCHOR (",\"obtained\":{\"who\":\"A\"}"),
    ANCHOR (",\"obtained\":{\"on\":\"then\"}"), ANCHOR (",\"threshold_group\":\"g\""), ANCHOR (",\"threshold_group\":{\"name\":\"g\"}"),
    ANCHOR (",\"threshold_group\":{\"k\":2}"), ANCHOR (",\"threshold_group\":{\"name\":\"g\",\"k\":0}"),
    ANCHOR (",\"threshold_group\":{\"name\":\"g\",\"k\":1.5}"), ANCHOR (",\"threshold_group\":{\"name\":\"g\",\"k\":1,\"n\":2}"),
    ANCHOR (",\"threshold_group\":{\"name\":\"g\",\"k\":1000000}"), ANCHOR (",\"key_ids\":[\"x\"]"),
    ANCHOR (",\"key_ids\":[\"21FE31DFA154A261\",\"21FE31DFA154A261\"]"),
    ANCHOR_OF ("2", "7", ""), ANCHOR_OF ("2", "{}", ""), ANCHOR_OF ("2", "{\"file\":\"k.pub\"}", ""),
    ANCHOR_OF ("2", "{\"file\":\"/etc/passwd\",\"sha256\":\"" HEX "\"}", ""),
    ANCHOR_OF ("2", "{\"file\":\"../k.pub\",\"sha256\":\"" HEX "\"}", ""), ANCHOR_OF ("2", "{\"file\":\"\",\"sha256\":\"" HEX "\"}", ""),
    ANCHOR_OF ("2", "{\"file\":\"absent.pub\",\"sha256\":\"" HEX "\"}", ""),
    ANCHOR_OF ("2", "{\"file\":\"k.pub\",\"sha256\":\"xyz\"}", ""),
    /* The first format knows none of these. */
    ANCHOR_OF ("1", "\"" HEX "\"", ",\"id\":\"a\""), ANCHOR_OF ("1", "\"" HEX "\"", ",\"identities\":[]"),
    ANCHOR_OF ("1", "\"" HEX "\"", ",\"obtained\":{\"by\":\"A\"}"), ANCHOR_OF ("1", "{\"file\":\"k.pub\",\"sha256\":\"" HEX "\"}", ""),
    ANCHOR_OF ("3", "\"" HEX "\"", ""),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i]);
      g_assert_true (parses (good[i], fixture->folder));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (parses (bad[i], fixture->folder));
    }
}

/* A list may name the file of a key beside it, which must be the one of its SHA-256. */
static void
test_named_file (CaseFixture   *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "k.pub", NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, THIRD "\n", -1);
  g_autofree char *text = g_strdup_printf (ANCHOR_OF ("2", "{\"file\":\"k.pub\",\"sha256\":\"%s\"}", ""), digest);

  g_assert_false (parses (text, fixture->folder));
  g_assert_true (g_file_set_contents (path, THIRD "\n", -1, NULL));
  g_assert_true (parses (text, fixture->folder));
  g_assert_false (parses (text, NULL));
  g_assert_true (g_file_set_contents (path, OTHER "\n", -1, NULL));
  g_assert_false (parses (text, fixture->folder));
}

/* Every byte of a list cut off or changed: it is read or refused, and a key is only ever the key of its fingerprint. */
static void
test_mutated (CaseFixture   *fixture,
              gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *exported = NULL;
  gsize length;

  accept (fixture, case_file, HEX, &full, &error);
  exported = rc_trust_export (case_file, &error);
  g_assert_no_error (error);
  length = strlen (exported);
  while (length > 0 && g_ascii_isspace (exported[length - 1]))
    length--;
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *changed = g_strndup (exported, length);
      g_autoptr (GPtrArray) cut = rc_trust_file_parse (exported, i, NULL, NULL);
      g_autoptr (GPtrArray) other = NULL;

      g_assert_null (cut);
      changed[i] ^= 0x01;
      other = rc_trust_file_parse (changed, length, NULL, NULL);
      if (other != NULL)
        {
          g_autofree char *fingerprint = rc_digest_dup_hex (&((const RcAnchor *) other->pdata[0])->fingerprint);

          g_assert_nonnull (strstr (exported, fingerprint));
        }
    }
  case_fixture_close (case_file);
}

#define ADD(name, function) \
  g_test_add ("/trust-file/" name, CaseFixture, NULL, case_fixture_set_up, function, case_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("there-and-back", test_there_and_back);
  ADD ("state", test_state);
  ADD ("unreadable-limit", test_unreadable_limit);
  ADD ("against-others", test_against_others);
  ADD ("members", test_members);
  ADD ("named-file", test_named_file);
  ADD ("mutated", test_mutated);
  return g_test_run ();
}
