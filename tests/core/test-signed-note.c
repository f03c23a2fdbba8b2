/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/trust-file.h"
#include "note-fixture.h"

#define ORIGIN "example.org/log"

static void
write_text (SealFixture *fixture,
            const char  *name,
            const char  *text)
{
  seal_fixture_write (fixture, name, text, -1);
}

static void
judge (SealFixture *fixture)
{
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
}

/* A head over the first @size entries. */
static void
write_head (SealFixture *fixture,
            NoteSigner  *signer,
            NoteLog     *log,
            const char  *name,
            guint        size)
{
  g_autofree char *note = NULL;
  RcDigest root;

  note_log_root (log, size, &root);
  note = note_signer_dup_note (signer, ORIGIN, size, &root);
  write_text (fixture, name, note);
}

/* --- Signatures --- */

static void
test_valid (SealFixture   *fixture,
            gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };
  const RcSeal *seal;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_log_init (&entries, 5);
  write_head (fixture, &log, &entries, "checkpoint", 5);
  note_signer_trust (&log, fixture, NULL, NULL, 0);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "checkpoint", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->checked, ==, 1);
  g_assert_cmpint (seal_fixture_protection (fixture, "checkpoint", "checkpoint", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

static void
test_plain_note (SealFixture   *fixture,
                 gconstpointer  data)
{
  static const char text[] = "Batch 7 was released.\n\nBy two people.\n";
  g_autoptr (GString) note = g_string_new (text);
  g_auto (NoteSigner) signer = { 0 };

  note_signer_init (&signer, "release.example", RC_NOTE_ED25519);
  g_string_append_c (note, '\n');
  note_signer_sign (&signer, note, text);
  write_text (fixture, "release.txt", note->str);
  note_signer_trust (&signer, fixture, NULL, NULL, 0);
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "signed-note", 0)), ==, RC_VERDICT_VALID);
}

/* C34: one byte of what was signed. */
static void
test_altered (SealFixture   *fixture,
              gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };
  g_autofree char *note = NULL;
  RcDigest root;
  const RcSeal *seal;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_log_init (&entries, 5);
  note_log_root (&entries, 5, &root);
  note = note_signer_dup_note (&log, ORIGIN, 5, &root);
  *strchr (note, '5') = '6';
  write_text (fixture, "checkpoint", note);
  note_signer_trust (&log, fixture, NULL, NULL, 0);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "checkpoint", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, "signature");
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_SIGNATURE_INVALID));
}

static void
test_key_missing (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };
  g_autofree char *vkey = NULL;
  const RcSeal *seal;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_log_init (&entries, 5);
  write_head (fixture, &log, &entries, "checkpoint", 5);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "checkpoint", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "key-missing");

  /* The key that comes with the evidence shows what it is, and is not trusted. */
  vkey = note_signer_dup_vkey (&log);
  write_text (fixture, "log.vkey", vkey);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "checkpoint", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "key-in-bundle-only");
  g_assert_true (seal_fixture_has_note (seal, "fingerprint"));
}

/* The same name and id with another key: the id is a hint, the key decides (C39). */
static void
test_key_exchanged (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteSigner) impostor = { 0 };
  g_auto (NoteLog) entries = { 0 };
  const RcSeal *seal;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_signer_init (&impostor, ORIGIN, RC_NOTE_ED25519);
  impostor.key->id = log.key->id;
  note_log_init (&entries, 5);
  write_head (fixture, &impostor, &entries, "checkpoint", 5);
  note_signer_trust (&log, fixture, NULL, NULL, 0);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "checkpoint", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, "signature");
}

static void
test_origin (SealFixture   *fixture,
             gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };
  static const struct { const char *identities; RcVerdict worst; const char *reason; } terms[] = {
    { NULL, RC_VERDICT_UNVERIFIABLE, "key-missing" },
    { "origin=another|origin=" ORIGIN, RC_VERDICT_VALID, NULL },
    { "origin=another", RC_VERDICT_INVALID, "identity" },
  };
  gint i = GPOINTER_TO_INT (data);
  const RcSeal *seal;

  note_signer_init (&log, "keeper.example", RC_NOTE_ED25519);
  note_log_init (&entries, 5);
  write_head (fixture, &log, &entries, "checkpoint", 5);
  note_signer_trust (&log, fixture, terms[i].identities, NULL, 0);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "checkpoint", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, terms[i].worst);
  g_assert_cmpstr (seal->reason, ==, terms[i].reason);
}

static void
test_malformed (SealFixture   *fixture,
                gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };
  g_autofree char *note = NULL;
  g_autofree char *spoiled = NULL;
  RcDigest root;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_log_init (&entries, 5);
  note_log_root (&entries, 5, &root);
  note = note_signer_dup_note (&log, ORIGIN, 5, &root);
  spoiled = g_strconcat (note, "no signature\n", NULL);
  write_text (fixture, "checkpoint", spoiled);
  note_signer_trust (&log, fixture, NULL, NULL, 0);
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "signed-note", 0)), ==, RC_VERDICT_MALFORMED);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_SEAL_MALFORMED));
}

static void
test_unsigned (SealFixture   *fixture,
               gconstpointer  data)
{
  g_auto (NoteLog) entries = { 0 };
  g_autofree char *text = NULL;
  RcDigest root;

  note_log_init (&entries, 5);
  note_log_root (&entries, 5, &root);
  text = note_dup_head (ORIGIN, 5, &root);
  write_text (fixture, "checkpoint", text);
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "checkpoint", 0)), ==, RC_VERDICT_UNSIGNED);
}

static void
test_too_long (SealFixture   *fixture,
               gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_autoptr (GString) note = g_string_new ("a text\n\n");
  const RcSeal *seal;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  for (guint i = 0; i < 1000; i++)
    note_signer_sign (&log, note, "a text\n");
  write_text (fixture, "note", note->str);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "signed-note", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_true (g_str_has_prefix (seal->reason, "limit("));
}

/* No library here checks ML-DSA: that is said, and nothing else claimed. */
static void
test_ml_dsa (SealFixture   *fixture,
             gconstpointer  data)
{
  g_autofree guint8 *material = g_malloc0 (2 + strlen (ORIGIN) + 1312);
  guint8 field[4 + 2420] = { 0 };
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autofree char *base64 = NULL;
  g_autofree char *vkey = NULL;
  g_autofree char *line = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  RcDigest id;

  memcpy (material, ORIGIN "\n\x06", strlen (ORIGIN) + 2);
  rc_digest_compute (material, 2 + strlen (ORIGIN) + 1312, &id);
  base64 = g_base64_encode (material + strlen (ORIGIN) + 1, 1 + 1312);
  vkey = g_strdup_printf ("%s+%02x%02x%02x%02x+%s", ORIGIN, id.bytes[0], id.bytes[1], id.bytes[2], id.bytes[3], base64);
  g_ptr_array_add (anchors, rc_anchor_parse (vkey, strlen (vkey), &error));
  g_assert_no_error (error);
  g_free (((RcAnchor *) anchors->pdata[0])->owner);
  ((RcAnchor *) anchors->pdata[0])->owner = g_strdup ("Keeper (fictitious)");
  (void) rc_trust_add_anchors (fixture->case_file, anchors, &error);
  g_assert_no_error (error);

  memcpy (field, id.bytes, 4);
  line = g_base64_encode (field, sizeof field);
  note = g_strdup_printf (ORIGIN "\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\xe2\x80\x94 " ORIGIN " %s\n", line);
  write_text (fixture, "checkpoint", note);
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "checkpoint", 0)), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal_fixture_seal (fixture, "checkpoint", 0)->reason, ==, "algorithm-unsupported");
}

/* --- Witnesses --- */

static char *
make_cosigned (NoteSigner *log,
               NoteSigner *witnesses,
               guint       count,
               NoteLog    *entries)
{
  g_autofree char *text = NULL;
  GString *note;
  RcDigest root;

  note_log_root (entries, 5, &root);
  text = note_dup_head (ORIGIN, 5, &root);
  note = g_string_new (text);
  g_string_append_c (note, '\n');
  note_signer_sign (log, note, text);
  for (guint i = 0; i < count; i++)
    note_signer_cosign (&witnesses[i], note, text, 1775001600 + i);
  return g_string_free (note, FALSE);
}

/* C68: the group asks for three witnesses. */
static void
test_witnesses (SealFixture   *fixture,
                gconstpointer  data)
{
  guint present = GPOINTER_TO_UINT (data);
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };
  NoteSigner witnesses[3] = { { .key = NULL } };
  g_autofree char *note = NULL;
  const RcSeal *seal;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_log_init (&entries, 5);
  note_signer_trust (&log, fixture, NULL, "watchers", 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("witness.example/%u", i);

      note_signer_init (&witnesses[i], name, RC_NOTE_COSIGNATURE);
      note_signer_trust (&witnesses[i], fixture, NULL, "watchers", 3);
    }
  note = make_cosigned (&log, witnesses, present, &entries);
  write_text (fixture, "checkpoint", note);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "checkpoint", 0);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_VALID);
  g_assert_cmpint (rc_seal_worst (seal), ==, present < 3 ? RC_VERDICT_UNVERIFIABLE : RC_VERDICT_VALID);
  g_assert_cmpstr (seal->reason, ==, present < 3 ? "witnesses" : NULL);
  g_assert_true (seal_fixture_has_note (seal, "Signed not later than 2026-04-01"));
  for (guint i = 0; i < 3; i++)
    note_signer_clear (&witnesses[i]);
}

/* A witness alone is not the log. */
static void
test_only_witness (SealFixture   *fixture,
                   gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteSigner) witness = { 0 };
  g_auto (NoteLog) entries = { 0 };
  g_autofree char *note = NULL;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_signer_init (&witness, "witness.example", RC_NOTE_COSIGNATURE);
  note_log_init (&entries, 5);
  note = make_cosigned (&log, &witness, 1, &entries);
  write_text (fixture, "checkpoint", note);
  note_signer_trust (&witness, fixture, NULL, NULL, 0);
  judge (fixture);
  g_assert_cmpstr (seal_fixture_seal (fixture, "checkpoint", 0)->reason, ==, "key-missing");
}

static void
test_witness_fails (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteSigner) witness = { 0 };
  g_auto (NoteLog) entries = { 0 };
  g_autoptr (GString) note = NULL;
  g_autofree char *text = NULL;
  RcDigest root;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_signer_init (&witness, "witness.example", RC_NOTE_COSIGNATURE);
  note_log_init (&entries, 5);
  note_log_root (&entries, 5, &root);
  text = note_dup_head (ORIGIN, 5, &root);
  note = g_string_new (text);
  g_string_append_c (note, '\n');
  note_signer_sign (&log, note, text);
  note_signer_cosign (&witness, note, "another text\n", 1775001600);
  write_text (fixture, "checkpoint", note->str);
  note_signer_trust (&log, fixture, NULL, NULL, 0);
  note_signer_trust (&witness, fixture, NULL, NULL, 0);
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "checkpoint", 0)), ==, RC_VERDICT_INVALID);
}

/* --- Heads against each other --- */

/* C54: one log, one size, two roots. */
static void
test_fork (SealFixture   *fixture,
           gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };
  g_autofree char *note = NULL;
  RcDigest root;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_log_init (&entries, 5);
  write_head (fixture, &log, &entries, "a/checkpoint", 5);
  note_log_root (&entries, 4, &root);
  note = note_signer_dup_note (&log, ORIGIN, 5, &root);
  write_text (fixture, "b/checkpoint", note);
  note_signer_trust (&log, fixture, NULL, NULL, 0);
  judge (fixture);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "checkpoint"), ==, 2);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "checkpoint", 0)), ==, RC_VERDICT_FORK);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "checkpoint", 1)), ==, RC_VERDICT_FORK);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_LOG_FORK));
}

/* C55: what came later is smaller. */
static void
test_rollback (SealFixture   *fixture,
               gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_log_init (&entries, 15);
  note_signer_trust (&log, fixture, NULL, NULL, 0);
  write_head (fixture, &log, &entries, "checkpoint", 15);
  seal_fixture_import (fixture);
  write_head (fixture, &log, &entries, "checkpoint", 7);
  judge (fixture);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "checkpoint"), ==, 2);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "checkpoint", 0)), ==, RC_VERDICT_VALID);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "checkpoint", 1)), ==, RC_VERDICT_ROLLBACK);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_LOG_ROLLBACK));
}

static void
test_consistency (SealFixture   *fixture,
                  gconstpointer  data)
{
  gboolean has_tiles = GPOINTER_TO_INT (data);
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };
  const RcSeal *seal;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_log_init (&entries, 300);
  note_signer_trust (&log, fixture, NULL, NULL, 0);
  write_head (fixture, &log, &entries, "a/checkpoint", 7);
  write_head (fixture, &log, &entries, "b/checkpoint", 300);
  if (has_tiles)
    note_log_write (&entries, fixture, "b/", 300, TRUE);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "checkpoint", 1);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_has_note (seal, "consistency-not-shown"), ==, !has_tiles);
}

/* The tiles of the larger log show that the smaller one was another. */
static void
test_another_beginning (SealFixture   *fixture,
                        gconstpointer  data)
{
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteLog) entries = { 0 };
  g_autofree char *note = NULL;
  RcDigest root;

  note_signer_init (&log, ORIGIN, RC_NOTE_ED25519);
  note_log_init (&entries, 300);
  note_signer_trust (&log, fixture, NULL, NULL, 0);
  note_log_root (&entries, 6, &root);
  note = note_signer_dup_note (&log, ORIGIN, 7, &root);
  write_text (fixture, "a/checkpoint", note);
  write_head (fixture, &log, &entries, "b/checkpoint", 300);
  note_log_write (&entries, fixture, "b/", 300, TRUE);
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "checkpoint", 0)), ==, RC_VERDICT_FORK);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "checkpoint", 1)), ==, RC_VERDICT_FORK);
}

#define ADD(name, function, data) g_test_add ("/signed-note/" name, SealFixture, data, seal_fixture_set_up, function, \
                                              seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("valid", test_valid, NULL);
  ADD ("plain-note", test_plain_note, NULL);
  ADD ("C34/altered", test_altered, NULL);
  ADD ("C40/key-missing", test_key_missing, NULL);
  ADD ("C39/key-exchanged", test_key_exchanged, NULL);
  ADD ("origin-unsaid", test_origin, GINT_TO_POINTER (0));
  ADD ("origin-accepted", test_origin, GINT_TO_POINTER (1));
  ADD ("origin-another", test_origin, GINT_TO_POINTER (2));
  ADD ("malformed", test_malformed, NULL);
  ADD ("unsigned", test_unsigned, NULL);
  ADD ("too-long", test_too_long, NULL);
  ADD ("ml-dsa", test_ml_dsa, NULL);
  ADD ("C68/one-witness", test_witnesses, GUINT_TO_POINTER (1));
  ADD ("C68/three-witnesses", test_witnesses, GUINT_TO_POINTER (3));
  ADD ("only-witness", test_only_witness, NULL);
  ADD ("witness-fails", test_witness_fails, NULL);
  ADD ("C54/fork", test_fork, NULL);
  ADD ("C55/rollback", test_rollback, NULL);
  ADD ("consistency-not-shown", test_consistency, GINT_TO_POINTER (FALSE));
  ADD ("consistency-by-tiles", test_consistency, GINT_TO_POINTER (TRUE));
  ADD ("another-beginning", test_another_beginning, NULL);
  return g_test_run ();
}
