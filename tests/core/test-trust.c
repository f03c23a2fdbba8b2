/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "case-fixture.h"
#include "core/custody.h"
#include "core/trust.h"

/* The key of the minisign author's own tests, and the same key in every other form. */
#define LINE "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
#define KEY_ID "E7620F1842B4E81F"
#define HEX "79a561e70ee08cd3e754c63e9bd6b9c3520a1d4204cd104da2e7ef763b1853b7"
#define BASE64 "eaVh5w7gjNPnVMY+m9a5w1IKHUIEzRBNoufvdjsYU7c="

static RcAnchor *
parse (const char  *text,
       GError     **error)
{
  return rc_anchor_parse (text, strlen (text), error);
}

static void
test_forms (void)
{
  static const struct
  {
    const char *text;
    const char *kind;
  } forms[] = {
    { "untrusted comment: minisign public key " KEY_ID "\n" LINE "\n", "minisign" },
    { "untrusted comment: minisign public key\r\n" LINE "\r\n", "minisign" },
    { LINE, "minisign" },
    { "untrusted comment: regress public key\n" LINE "\n", "signify" },
    { HEX "\n", "ed25519-raw" },
    { BASE64, "ed25519-raw" },
  };
  guint8 raw[32];
  g_autoptr (RcAnchor) binary = NULL;
  g_autofree guint8 *key = NULL;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcAnchor) anchor = parse (forms[i].text, &error);
      g_autoptr (RcAnchor) again = NULL;
      g_autofree char *hex = NULL;
      g_autofree char *material = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (anchor->kind, ==, forms[i].kind);
      hex = rc_bytes_dup_hex (rc_public_key_peek_ed25519 (anchor->key), 32);
      g_assert_cmpstr (hex, ==, HEX);
      if (rc_anchor_has_number (anchor))
        g_assert_cmpstr (anchor->key_id, ==, KEY_ID);

      material = rc_anchor_dup_material (anchor);
      again = parse (material, &error);
      g_assert_no_error (error);
      g_assert_true (rc_digest_equal (&anchor->fingerprint, &again->fingerprint));
      g_assert_cmpuint (again->key_number, ==, anchor->key_number);
    }

  key = rc_bytes_from_hex (HEX, 64, &length);
  memcpy (raw, key, sizeof raw);
  binary = rc_anchor_parse ((const char *) raw, sizeof raw, NULL);
  g_assert_nonnull (binary);
  g_assert_cmpstr (binary->kind, ==, "ed25519-raw");
}

static void
test_no_key (void)
{
  static const char * const texts[] = {
    "",
    "untrusted comment: minisign public key",
    "this is not a key",
    "0123456789abcdef0123456789abcdef",   /* 32 bytes of text */
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",   /* of small order */
    "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3x",
    "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\nmore",
    "RUQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3",   /* another algorithm */
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcAnchor) anchor = parse (texts[i], &error);

      g_test_message ("%s", texts[i]);
      g_assert_null (anchor);
      g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY);
    }
}

static void
test_purposes (void)
{
  static const char * const bad[] = { "", "all", "files,", "log-head,tsa", "files log-head" };
  g_autoptr (RcAnchor) anchor = parse (LINE, NULL);

  g_assert_true (rc_anchor_accepts (anchor, "files"));
  g_free (anchor->purpose);
  anchor->purpose = g_strdup ("log-head,files");
  g_assert_true (rc_anchor_accepts (anchor, "files"));
  g_assert_true (rc_anchor_check_purpose (anchor->purpose, NULL));
  g_free (anchor->purpose);
  anchor->purpose = g_strdup ("log-head");
  g_assert_false (rc_anchor_accepts (anchor, "files"));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (rc_anchor_check_purpose (bad[i], &error));
      g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_PURPOSE);
    }
}

static char *
write_file (CaseFixture *fixture,
            const char  *name,
            const char  *text)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_case (CaseFixture   *fixture,
           gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *path = write_file (fixture, "k.pub", "untrusted comment: minisign public key\n" LINE "\n");
  g_autofree char *absent = g_build_filename (fixture->folder, "absent.pub", NULL);
  g_autoptr (GPtrArray) anchors = NULL;
  g_autoptr (GError) error = NULL;
  const RcAnchor *anchor;
  RcDigest before, after;
  gint64 changed;

  g_assert_true (rc_custody_evidence_state (case_file, &before, &changed, &error));
  g_assert_cmpint (rc_trust_add (case_file, absent, "Bank", "any", RC_TIME_NONE, RC_TIME_NONE, NULL, &error), ==, 0);
  g_clear_error (&error);
  g_assert_cmpint (rc_trust_add (case_file, path, "", "any", RC_TIME_NONE, RC_TIME_NONE, NULL, &error), ==, 0);
  g_clear_error (&error);
  g_assert_cmpint (rc_trust_add (case_file, path, "Bank", "any", 20, 10, NULL, &error), ==, 0);
  g_clear_error (&error);

  g_assert_cmpint (rc_trust_add (case_file, path, "Bank", "log-head", 10, RC_TIME_NONE, "by telephone", &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (rc_trust_add (case_file, path, "Bank", "files", RC_TIME_NONE, RC_TIME_NONE, NULL, &error), ==, 0);
  g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_EXISTS);
  g_clear_error (&error);

  anchors = rc_trust_list (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (anchors->len, ==, 1);
  anchor = anchors->pdata[0];
  g_assert_cmpint (anchor->id, ==, 1);
  g_assert_cmpstr (anchor->owner, ==, "Bank");
  g_assert_cmpstr (anchor->purpose, ==, "log-head");
  g_assert_cmpstr (anchor->how, ==, "by telephone");
  g_assert_cmpstr (anchor->key_id, ==, KEY_ID);
  g_assert_cmpint (anchor->from_us, ==, 10);
  g_assert_cmpint (anchor->to_us, ==, RC_TIME_NONE);

  g_assert_true (rc_custody_evidence_state (case_file, &after, &changed, &error));
  g_assert_false (rc_digest_equal (&before, &after));
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM custody WHERE act = 'trust add'"), ==, 1);
  g_assert_false (rc_trust_remove (case_file, 7, &error));
  g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (rc_trust_remove (case_file, 1, &error));
  g_assert_true (rc_custody_evidence_state (case_file, &after, &changed, &error));
  g_assert_true (rc_digest_equal (&before, &after));
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM anchor"), ==, 0);
  case_fixture_close (case_file);
}

static void
test_read_only (CaseFixture   *fixture,
                gconstpointer  data)
{
  g_autofree char *path = write_file (fixture, "k.pub", LINE);
  g_autoptr (GError) error = NULL;
  RcCase *case_file = case_fixture_create (fixture);

  case_fixture_close (case_file);
  case_file = case_fixture_open (fixture, FALSE);
  g_assert_cmpint (rc_trust_add (case_file, path, "Bank", "any", RC_TIME_NONE, RC_TIME_NONE, NULL, &error), ==, 0);
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY);
  case_fixture_close (case_file);
}

/* A key that was exchanged behind the program's back is not used. */
static void
test_exchanged (CaseFixture   *fixture,
                gconstpointer  data)
{
  g_autofree char *path = write_file (fixture, "k.pub", LINE);
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GPtrArray) anchors = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_trust_add (case_file, path, "Bank", "any", RC_TIME_NONE, RC_TIME_NONE, NULL, &error), ==, 1);
  case_fixture_close (case_file);
  case_fixture_edit (fixture, "UPDATE anchor SET material = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'");
  case_file = case_fixture_open (fixture, TRUE);
  anchors = rc_trust_list (case_file, &error);
  g_assert_null (anchors);
  g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY);
  case_fixture_close (case_file);
}

static void
test_file (CaseFixture   *fixture,
           gconstpointer  data)
{
  g_autofree char *path = write_file (fixture, "k.pub", LINE);
  g_autofree char *other = write_file (fixture, "raw.pub", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *exported = NULL;
  g_autofree char *again = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;
  guint added = 99;

  rc_trust_add (case_file, path, "Bank \"Nord\" (fictitious)", "log-head,files", G_GINT64_CONSTANT (1775001600000000), RC_TIME_NONE,
                "telephone", &error);
  rc_trust_add (case_file, other, "Authority", "any", RC_TIME_NONE, G_GINT64_CONSTANT (1785542400000000), NULL, &error);
  g_assert_no_error (error);
  exported = rc_trust_export (case_file, &error);
  g_assert_no_error (error);
  file = write_file (fixture, "trust-anchors.json", exported);

  /* What is accepted already stays as it is. */
  g_assert_true (rc_trust_import (case_file, file, &added, &error));
  g_assert_cmpuint (added, ==, 0);
  g_assert_true (rc_trust_remove (case_file, 1, &error));
  g_assert_true (rc_trust_remove (case_file, 2, &error));
  g_assert_true (rc_trust_import (case_file, file, &added, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (added, ==, 2);
  again = rc_trust_export (case_file, &error);
  g_assert_cmpstr (again, ==, exported);
  case_fixture_close (case_file);
}

#define ANCHOR(more) "{\"format\":\"recount.trust-anchors/1\",\"anchors\":[{\"kind\":\"minisign\",\"material\":\"" LINE "\",\"owner\":\"B\"," \
                     "\"purposes\":[\"any\"]" more "}]}"

static void
test_file_refused (CaseFixture   *fixture,
                   gconstpointer  data)
{
  static const char * const good[] = {
    ANCHOR (""),
    ANCHOR (",\"key_ids\":[\"" KEY_ID "\"],\"valid_from\":null,\"valid_to\":\"2026-12-31\",\"obtained\":{\"how\":\"x\"}"),
  };
  static const char * const bad[] = {
    "", "[]", "{}", "{\"format\":\"recount.trust-anchors/1\"}", "{\"format\":\"other\",\"anchors\":[]}",
    ANCHOR ("") "x",
    ANCHOR (",\"owner\":\"C\""),
    ANCHOR (",\"unknown\":1"),
    ANCHOR (",\"key_ids\":[\"0000000000000000\"]"),
    ANCHOR (",\"key_ids\":\"" KEY_ID "\""),
    ANCHOR (",\"fingerprint_sha256\":\"" HEX "\""),
    ANCHOR (",\"valid_from\":\"yesterday\""),
    ANCHOR (",\"valid_from\":1775001600"),
    ANCHOR (",\"valid_from\":\"2026-12-31\",\"valid_to\":\"2026-01-01\""),
    ANCHOR (",\"obtained\":{\"by\":\"x\"}"),
    "{\"format\":\"recount.trust-anchors/1\",\"anchors\":[{\"kind\":\"x509-root\",\"material\":\"x\",\"owner\":\"B\",\"purposes\":[]}]}",
    "{\"format\":\"recount.trust-anchors/1\",\"anchors\":[{\"kind\":\"minisign\",\"material\":\"" HEX "\",\"owner\":\"B\","
    "\"purposes\":[\"any\"]}]}",
    "{\"format\":\"recount.trust-anchors/1\",\"anchors\":[{\"kind\":\"minisign\",\"material\":\"" LINE "\",\"owner\":\"B\","
    "\"purposes\":[\"tsa\"]}]}",
    "{\"format\":\"recount.trust-anchors/1\",\"anchors\":[{\"kind\":\"minisign\",\"material\":\"" LINE "\",\"owner\":\"B\","
    "\"purposes\":[]}]}",
    "{\"format\":\"recount.trust-anchors/1\",\"anchors\":[{\"kind\":\"minisign\",\"material\":\"" LINE "\",\"owner\":\"\","
    "\"purposes\":[\"any\"]}]}",
    "{\"format\":\"recount.trust-anchors/1\",\"anchors\":[\"x\"]}",
  };
  RcCase *case_file = case_fixture_create (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *file = write_file (fixture, "t.json", bad[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_false (rc_trust_import (case_file, file, NULL, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == RC_TRUST_ERROR);
      g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM anchor"), ==, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *file = write_file (fixture, "t.json", good[i]);
      g_autoptr (GError) error = NULL;

      g_assert_true (rc_trust_import (case_file, file, NULL, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM anchor"), ==, 1);
  case_fixture_close (case_file);
}

#define ADD(name, function) g_test_add ("/trust/" name, CaseFixture, NULL, case_fixture_set_up, function, case_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/forms", test_forms);
  g_test_add_func ("/trust/no-key", test_no_key);
  g_test_add_func ("/trust/purposes", test_purposes);
  ADD ("case", test_case);
  ADD ("read-only", test_read_only);
  ADD ("exchanged", test_exchanged);
  ADD ("file", test_file);
  ADD ("file-refused", test_file_refused);
  return g_test_run ();
}
