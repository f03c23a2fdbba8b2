/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/exception-advice.h"
#include "core/seal-words.h"
#include "core/words.h"

/* The table of the design, written out again. */
static const struct
{
  RcVerdict   verdict;
  const char *reasons[20];
} table[] = {
  { RC_VERDICT_INVALID, { "digest", "signature", "proof", "link", "path", "algorithm", "time", "revoked", "identity", "namespace",
                          "threshold" } },
  { RC_VERDICT_FORK, { NULL } },
  { RC_VERDICT_ROLLBACK, { NULL } },
  { RC_VERDICT_AMBIGUOUS, { NULL } },
  { RC_VERDICT_MALFORMED, { NULL } },
  { RC_VERDICT_GAP, { NULL } },
  { RC_VERDICT_INCOMPLETE, { NULL } },
  { RC_VERDICT_NOT_COVERED, { NULL } },
  { RC_VERDICT_UNVERIFIABLE, { "key-missing", "key-in-bundle-only", "chain-untrusted", "algorithm-unsupported", "format-unsupported",
                               "signature-absent", "metadata-lost", "time-not-established", "payload-withheld", "bytes-not-held",
                               "rule-unknown", "witnesses", "consistency-not-shown", "limit" } },
  { RC_VERDICT_NOT_CHECKED, { NULL } },
  { RC_VERDICT_UNANCHORED, { NULL } },
  { RC_VERDICT_WEAK, { NULL } },
  { RC_VERDICT_UNSIGNED, { NULL } },
  { RC_VERDICT_ELSEWHERE, { NULL } },
  { RC_VERDICT_ERASED, { NULL } },
  { RC_VERDICT_PARTIAL, { NULL } },
  { RC_VERDICT_END_NOT_PROVEN, { NULL } },
  { RC_VERDICT_DUPLICATE, { NULL } },
};

static const char * const languages[] = { "en", "de", "fr" };

/* A sentence of its own in every language: not empty, not that of another pair, ended, without a word of the code. */
static void
check_sentence (GHashTable *met,
                const char *english)
{
  g_assert_nonnull (english);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const char *words;

      g_assert_true (rc_words_push (languages[i]));
      words = _(english);
      if (i > 0 && strcmp (words, english) == 0)
        g_error ("not in %s: %s", languages[i], english);
      g_assert_cmpuint (strlen (words), >, 20);
      g_assert_true (g_str_has_suffix (words, "."));
      if (strchr (words, '_') != NULL || strchr (words, '!') != NULL)
        g_error ("no words for people: %s", words);
      if (!g_hash_table_add (met, g_strdup (words)))
        g_error ("said of two states: %s", words);
      rc_words_pop ();
    }
}

static void
check_advice (GHashTable     *met,
              const RcAdvice *advice)
{
  g_assert_nonnull (advice);
  check_sentence (met, advice->meaning);
  check_sentence (met, advice->innocent);
  check_sentence (met, advice->ask);
}

static void
test_every_pair (void)
{
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpuint (G_N_ELEMENTS (table), ==, RC_N_VERDICTS - 1);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const RcAdvice *general = rc_verdict_advice (table[i].verdict, NULL);

      check_advice (met, general);
      for (guint j = 0; table[i].reasons[j] != NULL; j++)
        {
          g_assert_true (rc_verdict_advice (table[i].verdict, table[i].reasons[j]) != general);
          check_advice (met, rc_verdict_advice (table[i].verdict, table[i].reasons[j]));
        }
    }
}

/* The other way round: nothing is explained that the design does not know. */
static void
test_pairs_are_of_the_design (void)
{
  RcVerdict verdict;
  const char *reason;
  guint count = 0;

  for (; rc_verdict_advice_pair (count, &verdict, &reason); count++)
    {
      gsize row = 0;

      while (row < G_N_ELEMENTS (table) && table[row].verdict != verdict)
        row++;
      g_assert_cmpuint (row, <, G_N_ELEMENTS (table));
      if (reason != NULL)
        g_assert_true (g_strv_contains (table[row].reasons, reason));
    }
  g_assert_cmpuint (count, ==, 18 + 11 + 14);
}

static void
test_fallbacks (void)
{
  g_assert_null (rc_verdict_advice (RC_VERDICT_VALID, NULL));
  g_assert_null (rc_verdict_advice (RC_VERDICT_VALID, "digest"));
  g_assert_true (rc_verdict_advice (RC_VERDICT_UNVERIFIABLE, "limit(RC_LIMIT_RECORD_BYTES,5)")
                 == rc_verdict_advice (RC_VERDICT_UNVERIFIABLE, "limit"));
  g_assert_true (rc_verdict_advice (RC_VERDICT_INVALID, "of a newer program") == rc_verdict_advice (RC_VERDICT_INVALID, NULL));
  g_assert_true (rc_verdict_advice (RC_VERDICT_INVALID, "times") == rc_verdict_advice (RC_VERDICT_INVALID, NULL));
  g_assert_true (rc_verdict_advice (RC_VERDICT_GAP, "digest") == rc_verdict_advice (RC_VERDICT_GAP, NULL));
}

/* --- Exceptions --- */

/* Every kind that the header names. */
static GPtrArray *
list_kinds (void)
{
  const char *source = g_getenv ("RECOUNT_SOURCE");
  g_autofree char *path = g_build_filename (source, "core", "exception.h", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *kinds = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_str_has_prefix (lines[i], "#define RC_EXCEPTION_") ? g_strsplit (lines[i], "\"", 3) : NULL;

      if (parts != NULL && g_strv_length (parts) == 3)
        g_ptr_array_add (kinds, g_strdup (parts[1]));
    }
  return kinds;
}

static void
test_exceptions (void)
{
  g_autoptr (GPtrArray) kinds = list_kinds ();
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_assert_cmpuint (kinds->len, >=, 37);
  for (guint i = 0; i < kinds->len; i++)
    {
      const char *kind = g_ptr_array_index (kinds, i);
      const RcAdvice *advice = rc_exception_advice (kind);

      if (advice == NULL)
        g_error ("nothing explains “%s”", kind);
      /* Several kinds may be one state. */
      if (g_hash_table_add (seen, (gpointer) advice))
        check_advice (met, advice);
    }
  g_assert_null (rc_exception_advice ("of-a-newer-program"));
}

/* --- What each protection shows --- */

static void
test_seals (void)
{
  static const char * const kinds[] = {
    "time-stamp", "minisign", "signify", "sshsig", "openpgp", "jws", "dsse", "in-toto", "oms", "sigstore", "cosign", "oci-layout",
    "signed-note", "checkpoint", "tlog-tiles", "tlog-proof", "sth", "cose", "scitt", "ccf-receipt", "xml-signature", "asic", "cms", "pades",
    "vc-data-integrity", "cloudtrail", "cloudtrail-lake", "digest-list", "bagit", "ro-crate", "chain",
    "asic-manifest", "xades", "agent-capsule", "agent-receipt", "dvc", "jsf",
  };
  g_autoptr (RcSeal) stranger = rc_seal_new ("of-a-newer-program", "x");

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (RcSeal) seal = rc_seal_new (kinds[i], "x");
      g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      g_assert_true (rc_seal_words_knows (seal));
      g_assert_cmpuint (strlen (rc_seal_words_kind (seal)), >, 3);
      check_sentence (met, rc_seal_words_shows (seal));
      check_sentence (met, rc_seal_words_not (seal));
    }

  g_assert_false (rc_seal_words_knows (stranger));
  g_assert_cmpuint (strlen (rc_seal_words_kind (stranger)), >, 3);
  g_assert_true (rc_seal_words_advice (stranger) == rc_verdict_advice (RC_VERDICT_NOT_CHECKED, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict-advice/every-pair", test_every_pair);
  g_test_add_func ("/verdict-advice/pairs-are-of-the-design", test_pairs_are_of_the_design);
  g_test_add_func ("/verdict-advice/fallbacks", test_fallbacks);
  g_test_add_func ("/verdict-advice/exceptions", test_exceptions);
  g_test_add_func ("/verdict-advice/seals", test_seals);
  return g_test_run ();
}
