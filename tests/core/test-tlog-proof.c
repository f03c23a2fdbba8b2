/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/seals/tlog-proof-file.h"
#include "note-fixture.h"

#define ORIGIN "example.org/log"

static char *
make_proof (NoteSigner *log,
            NoteLog    *entries,
            guint       index,
            guint       size)
{
  g_autoptr (GArray) path = rc_tree_path ((const RcDigest *) entries->leaves->data, size, index);
  GString *proof = g_string_new ("c2sp.org/tlog-proof@v1\nextra AAEC\n");
  g_autofree char *note = NULL;
  RcDigest root;

  g_string_append_printf (proof, "index %u\n", index);
  for (guint i = 0; i < path->len; i++)
    {
      g_autofree char *base64 = g_base64_encode (g_array_index (path, RcDigest, i).bytes, RC_DIGEST_BYTES);

      g_string_append_printf (proof, "%s\n", base64);
    }
  note_log_root (entries, size, &root);
  note = note_signer_dup_note (log, ORIGIN, size, &root);
  g_string_append_printf (proof, "\n%s", note);
  return g_string_free (proof, FALSE);
}

static const struct
{
  const char *entry;        /* NULL: not received */
  const char *from;         /* what of the proof is replaced */
  const char *to;
  RcVerdict   worst;
  const char *reason;
} proofs[] = {
  { "entry 6", NULL, NULL, RC_VERDICT_VALID, NULL },
  { "entry 5", NULL, NULL, RC_VERDICT_INVALID, "proof" },
  { "entry 6", "index 6", "index 7", RC_VERDICT_INVALID, "proof" },
  { "entry 6", "index 6\n", "index 6\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", RC_VERDICT_INVALID, "proof" },
  { "entry 6", "index 6", "index 06", RC_VERDICT_MALFORMED, "format" },
  { "entry 6", "extra AAEC", "extra AAE", RC_VERDICT_MALFORMED, "format" },
  { "entry 6", "proof@v1", "proof@v2", RC_VERDICT_UNVERIFIABLE, "format-unsupported" },
  { "entry 6", "\n13\n", "\n14\n", RC_VERDICT_INVALID, "signature" },
  { NULL, NULL, NULL, RC_VERDICT_INCOMPLETE, "payload-withheld" },
};

/* C51 */
static void
test_proof (SealFixture   *fixture,
            gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };
  g_autofree char *proof = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;
  const RcSeal *seal;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_log_init (&entries, 13);
  note_signer_trust (&log, fixture, NULL, NULL, 0);
  proof = make_proof (&log, &entries, 6, 13);
  if (proofs[i].from != NULL)
    {
      g_assert_nonnull (strstr (proof, proofs[i].from));
      parts = g_strsplit (proof, proofs[i].from, 2);
      text = g_strjoinv (proofs[i].to, parts);
    }
  seal_fixture_write (fixture, "decision.txt.tlog-proof", text != NULL ? text : proof, -1);
  if (proofs[i].entry != NULL)
    seal_fixture_write (fixture, "decision.txt", proofs[i].entry, -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  seal = seal_fixture_seal (fixture, "tlog-proof", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, proofs[i].worst);
  g_assert_cmpstr (seal->reason, ==, proofs[i].reason);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "checkpoint") + seal_fixture_count_seals (fixture, "signed-note"), ==, 0);
  if (proofs[i].worst == RC_VERDICT_VALID)
    g_assert_true (seal_fixture_has_note (seal, "Nobody vouches for the extra data of 3 bytes"));
}

static void
test_proof_mutations (void)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };
  g_autofree char *proof = NULL;
  gsize length;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_log_init (&entries, 13);
  proof = make_proof (&log, &entries, 6, 13);
  length = strlen (proof);
  for (gsize i = 0; i < length; i++)
    for (guint bit = 0; bit < 9; bit++)
      {
        g_autofree char *copy = g_memdup2 (proof, length);
        g_autoptr (RcTlogProofFile) file = NULL;
        const char *fault = NULL;
        RcTlogProofForm form;

        if (bit < 8)
          copy[i] ^= (char) (1 << bit);
        form = rc_tlog_proof_file_parse (copy, bit < 8 ? length : i, &file, &fault);
        g_assert_true ((file != NULL) == (form == RC_TLOG_PROOF_READ));
        g_assert_true ((fault != NULL) == (form == RC_TLOG_PROOF_MALFORMED));
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (proofs); i++)
    {
      g_autofree char *name = g_strdup_printf ("/tlog-proof/C51/%u", i);

      g_test_add (name, SealFixture, GUINT_TO_POINTER (i), seal_fixture_set_up, test_proof, seal_fixture_tear_down);
    }
  g_test_add_func ("/tlog-proof/mutations", test_proof_mutations);
  return g_test_run ();
}
