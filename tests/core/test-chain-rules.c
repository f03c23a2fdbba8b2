/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "seal-fixture.h"

/* Rules of chains that are made otherwise than most: each log is written here by its own rule, and judged by the one that is found. */

static char *
digest_of (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static const RcSeal *
judge (SealFixture *fixture,
       const char  *text)
{
  seal_fixture_write (fixture, "log.jsonl", text, -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  return seal_fixture_seal (fixture, "chain", 0);
}

/* --- CoReason: sorted, with blanks, letters as they are, and what is null left out --- */

static char *
make_coreason (guint n_records)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *previous = NULL;

  for (guint i = 0; i < n_records; i++)
    {
      g_autofree char *hash = NULL;
      g_autofree char *hashed = NULL;
      g_autofree char *link = previous != NULL ? g_strdup_printf ("\"previous_hash\": \"%s\", ", previous) : g_strdup ("");
      g_autofree char *stored = previous != NULL ? g_strdup_printf ("\"%s\"", previous) : g_strdup ("null");

      hashed = g_strdup_printf ("{\"action\": \"prüfen\", \"actor\": \"a\", \"id\": \"%u\", \"outcome\": \"ok\", %s\"request_id\": \"r\", "
                                "\"root_request_id\": \"r\", \"timestamp\": \"2026-03-14T09:00:0%u+00:00\"}", i, link, i);
      hash = digest_of (hashed);
      g_string_append_printf (text, "{\"id\":\"%u\",\"request_id\":\"r\",\"root_request_id\":\"r\","
                              "\"timestamp\":\"2026-03-14T09:00:0%u+00:00\",\"actor\":\"a\",\"action\":\"prüfen\",\"outcome\":\"ok\",\"safety_metadata\":null,\"previous_hash\":%s,"
                              "\"integrity_hash\":\"%s\"}\n", i, i, stored, hash);
      g_free (previous);
      previous = g_steal_pointer (&hash);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_coreason (SealFixture   *fixture,
               gconstpointer  data)
{
  g_autofree char *text = make_coreason (4);
  const RcSeal *seal = judge (fixture, text);

  g_assert_true (seal_fixture_has_note (seal, "CoReason"));
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->checked, ==, 4);
}

static void
test_coreason_altered (SealFixture   *fixture,
                       gconstpointer  data)
{
  g_autofree char *text = make_coreason (4);
  g_autoptr (GString) altered = g_string_new (text);
  const RcSeal *seal;

  /* What was null is inside the hash once it says something. */
  g_string_replace (altered, "\"safety_metadata\":null", "\"safety_metadata\":{}", 1);
  seal = judge (fixture, altered->str);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_RECORD_ALTERED)->record, ==, 1);
}

/* --- Agent audit trail: no record has its own hash, each has that of the one before without its signature --- */

static char *
make_trail (guint n_records)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *previous = NULL;

  for (guint i = 0; i < n_records; i++)
    {
      g_autofree char *link = previous != NULL ? g_strdup_printf ("\"%s\"", previous) : g_strdup ("null");
      g_autofree char *hashed = g_strdup_printf (
        "{\"action_type\":\"tool_call\",\"agent_id\":\"a\",\"outcome\":\"success\",\"prev_hash\":%s,\"record_id\":\"r%u\","
        "\"session_id\":\"s\",\"timestamp\":\"2026-03-14T09:00:0%uZ\",\"trust_level\":\"L1\"", link, i, i);
      g_autofree char *whole = g_strconcat (hashed, "}", NULL);

      g_string_append_printf (text, "%s,\"signature\":\"s%u\"}\n", hashed, i);
      g_free (previous);
      previous = digest_of (whole);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_trail (SealFixture   *fixture,
            gconstpointer  data)
{
  g_autofree char *text = make_trail (5);
  const RcSeal *seal = judge (fixture, text);

  g_assert_true (seal_fixture_has_note (seal, "agent audit trail"));
  g_assert_true (seal_fixture_has_note (seal, "last record"));
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_END_NOT_PROVEN);
  g_assert_cmpint (seal->total, ==, 5);
}

/* A change within a record shows at the record after it; one of its signature does not, and is no change of what was chained. */
static void
test_trail_altered (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_autofree char *text = make_trail (5);
  g_autoptr (GString) altered = g_string_new (text);

  g_string_replace (altered, "\"outcome\":\"success\",\"prev_hash\":null", "\"outcome\":\"failure\",\"prev_hash\":null", 1);
  g_string_replace (altered, "\"signature\":\"s3\"", "\"signature\":\"s9\"", 1);
  g_assert_cmpint (judge (fixture, altered->str)->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpuint (fixture->judgement->exceptions->len, ==, 1);
}

static void
test_trail_removed (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_autofree char *text = make_trail (5);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *rest = g_strjoin ("\n", lines[0], lines[1], lines[3], lines[4], "", NULL);

  g_assert_cmpint (judge (fixture, rest)->integrity, !=, RC_VERDICT_VALID);
}

/* A single record reproduces nothing: the rule is not found by it. */
static void
test_trail_single (SealFixture   *fixture,
                   gconstpointer  data)
{
  g_autofree char *text = make_trail (1);

  g_assert_cmpint (judge (fixture, text)->integrity, ==, RC_VERDICT_UNVERIFIABLE);
}

/* --- What is known and not computed here --- */

static void
test_acta (SealFixture   *fixture,
           gconstpointer  data)
{
  const RcSeal *seal = judge (fixture,
    "{\"payload\":{\"decision\":\"allow\",\"issued_at\":\"2026-03-14T09:00:00Z\"},\"signature\":{\"sig\":\"00\"}}\n"
    "{\"payload\":{\"decision\":\"deny\",\"previousReceiptHash\":\"sha256:00\"},\"signature\":{\"sig\":\"00\"}}\n");

  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "format-unsupported");
}

#define ADD(name, function) \
  g_test_add ("/chain-rules/" name, SealFixture, NULL, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("coreason", test_coreason);
  ADD ("coreason-altered", test_coreason_altered);
  ADD ("agent-audit-trail", test_trail);
  ADD ("agent-audit-trail/altered", test_trail_altered);
  ADD ("agent-audit-trail/removed", test_trail_removed);
  ADD ("agent-audit-trail/single", test_trail_single);
  ADD ("acta", test_acta);

  return g_test_run ();
}
