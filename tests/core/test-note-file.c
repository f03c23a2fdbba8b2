/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <sodium.h>

#include "core/base64.h"
#include "core/seals/checkpoint.h"
#include "core/seals/note-file.h"
#include "core/timestamp.h"

static GBytes *
read_corpus (const char *path)
{
  const char *root = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *full = root != NULL ? g_build_filename (root, "integrity", path, NULL) : NULL;
  char *text = NULL;
  gsize length = 0;

  if (full == NULL || !g_file_get_contents (full, &text, &length, NULL))
    return NULL;
  return g_bytes_new_take (text, length);
}

static const struct
{
  const char *note;
  const char *key;
  RcNoteFit   fit;
  guint64     size;     /* 0: no checkpoint */
} published[] = {
  { "signed-note/c2sp-example.note", "signed-note/c2sp-example.vkey", RC_NOTE_FITS, 0 },
  { "signed-note/c2sp-example.tampered.note", "signed-note/c2sp-example.vkey", RC_NOTE_FAILS, 0 },
  { "signed-note/c2sp-quasimodo.note", "signed-note/c2sp-example.vkey", RC_NOTE_NOT_SIGNED, 0 },
  { "signed-note/sumdb-15067302-with-unknown-cosigner.note", "signed-note/sum.golang.org.vkey", RC_NOTE_FITS, 15067302 },
  { "signed-note/sumdb-65209736-size-raised.note", "signed-note/sum.golang.org.vkey", RC_NOTE_FAILS, 65209737 },
  { "signed-note/sumdb-15368405-doctored-extension-lines.note", "signed-note/sum.golang.org.vkey", RC_NOTE_FAILS, 15368405 },
  { "signed-note/rome2024h1.checkpoint", "signed-note/rome2024h1.vkey", RC_NOTE_FITS, 115474666 },
  { "tlog-tiles/checkpoint.0", "tlog-tiles/log.vkey", RC_NOTE_FITS, 0 },
  { "tlog-tiles/checkpoint.15", "tlog-tiles/log.vkey", RC_NOTE_FITS, 15 },
};

static void
test_published (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      g_autoptr (GBytes) note = read_corpus (published[i].note);
      g_autoptr (GBytes) vkey = read_corpus (published[i].key);
      g_autoptr (RcNoteKey) key = NULL;
      g_autoptr (RcNoteFile) file = NULL;
      g_autoptr (RcCheckpoint) head = NULL;
      const char *fault = NULL;

      if (note == NULL || vkey == NULL)
        {
          g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
          return;
        }
      g_test_message ("%s", published[i].note);
      key = rc_note_key_parse (g_bytes_get_data (vkey, NULL), g_bytes_get_size (vkey));
      g_assert_nonnull (key);
      g_assert_cmpint (rc_note_file_parse (g_bytes_get_data (note, NULL), g_bytes_get_size (note), &file, &fault), ==, RC_NOTE_READ);
      g_assert_cmpint (rc_note_file_check (file, key, NULL), ==, published[i].fit);
      head = rc_checkpoint_parse (g_bytes_get_data (file->text, NULL), g_bytes_get_size (file->text));
      g_assert_cmpuint (head != NULL ? head->size : 0, ==, published[i].size);
    }
}

/* --- Made here --- */

typedef struct
{
  guint8 public_key[32];
  guint8 secret_key[64];
} Pair;

static void
make_pair (Pair *pair)
{
  g_assert_cmpint (crypto_sign_keypair (pair->public_key, pair->secret_key), ==, 0);
}

static RcNoteKey *
make_key (const Pair    *pair,
          const char    *name,
          RcNoteKeyType  type)
{
  g_autoptr (RcPublicKey) key = rc_public_key_new_ed25519 (pair->public_key);
  RcNoteKey *note_key = rc_note_key_new (name, type, key);

  g_assert_nonnull (note_key);
  return note_key;
}

static void
append_line (GString         *note,
             const RcNoteKey *key,
             const guint8    *signature,
             gsize            length)
{
  guint8 bytes[128];
  guint32 id = GUINT32_TO_BE (key->id);
  g_autofree char *base64 = NULL;

  g_assert_cmpuint (length, <=, sizeof bytes - 4);
  memcpy (bytes, &id, 4);
  memcpy (bytes + 4, signature, length);
  base64 = rc_base64_encode (bytes, length + 4);
  g_string_append_printf (note, "\xe2\x80\x94 %s %s\n", key->name, base64);
}

static void
sign_text (GString         *note,
           const char      *text,
           const Pair      *pair,
           const RcNoteKey *key)
{
  guint8 signature[64];

  crypto_sign_detached (signature, NULL, (const guint8 *) text, strlen (text), pair->secret_key);
  append_line (note, key, signature, sizeof signature);
}

static void
cosign_text (GString         *note,
             const char      *text,
             const Pair      *pair,
             const RcNoteKey *key,
             guint64          seconds)
{
  g_autofree char *message = g_strdup_printf ("cosignature/v1\ntime %" G_GUINT64_FORMAT "\n%s", seconds, text);
  guint64 big = GUINT64_TO_BE (seconds);
  guint8 field[72];

  memcpy (field, &big, 8);
  crypto_sign_detached (field + 8, NULL, (const guint8 *) message, strlen (message), pair->secret_key);
  append_line (note, key, field, sizeof field);
}

#define TEXT "example.org/log\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"

static void
test_own (void)
{
  g_autoptr (GString) note = g_string_new (TEXT "\n");
  g_autoptr (RcNoteFile) file = NULL;
  Pair log, witness, stranger;
  g_autoptr (RcNoteKey) log_key = NULL;
  g_autoptr (RcNoteKey) witness_key = NULL;
  g_autoptr (RcNoteKey) stranger_key = NULL;
  const char *fault = NULL;
  gint64 time_us = 0;

  make_pair (&log);
  make_pair (&witness);
  make_pair (&stranger);
  log_key = make_key (&log, "example.org/log", RC_NOTE_ED25519);
  witness_key = make_key (&witness, "witness.example", RC_NOTE_COSIGNATURE);
  stranger_key = make_key (&stranger, "stranger.example", RC_NOTE_ED25519);
  sign_text (note, TEXT, &log, log_key);
  cosign_text (note, TEXT, &witness, witness_key, 1775001600);
  g_assert_cmpint (rc_note_file_parse (note->str, note->len, &file, &fault), ==, RC_NOTE_READ);
  g_assert_cmpuint (file->lines->len, ==, 2);
  g_assert_cmpint (rc_note_file_check (file, log_key, &time_us), ==, RC_NOTE_FITS);
  g_assert_cmpint (time_us, ==, RC_TIME_NONE);
  g_assert_cmpint (rc_note_file_check (file, witness_key, &time_us), ==, RC_NOTE_FITS);
  g_assert_cmpint (time_us, ==, G_GINT64_CONSTANT (1775001600000000));
  g_assert_cmpint (rc_note_file_check (file, stranger_key, NULL), ==, RC_NOTE_NOT_SIGNED);
}

/* Two lines of one key, of which one does not fit: the note counts no more. */
static void
test_one_of_two_fails (void)
{
  g_autoptr (GString) note = g_string_new (TEXT "\n");
  g_autoptr (RcNoteFile) file = NULL;
  g_autoptr (RcNoteKey) key = NULL;
  const char *fault = NULL;
  Pair log;

  make_pair (&log);
  key = make_key (&log, "example.org/log", RC_NOTE_ED25519);
  sign_text (note, TEXT, &log, key);
  sign_text (note, "another text\n", &log, key);
  g_assert_cmpint (rc_note_file_parse (note->str, note->len, &file, &fault), ==, RC_NOTE_READ);
  g_assert_cmpint (rc_note_file_check (file, key, NULL), ==, RC_NOTE_FAILS);
}

static void
test_forms (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    RcNoteForm  form;
  } forms[] = {
    { TEXT "\n", "", RC_NOTE_READ },
    { "a text\n\nwith an empty line\n\n", "", RC_NOTE_READ },
    { TEXT "\n", "\n", RC_NOTE_MALFORMED },
    { TEXT "\n", "no signature\n", RC_NOTE_MALFORMED },
    { TEXT "\n", "\xe2\x80\x94 name+plus AAAAAAAA\n", RC_NOTE_MALFORMED },
    { TEXT "\n", "\xe2\x80\x94 name AAAA\n", RC_NOTE_MALFORMED },
    { TEXT "\n", "\xe2\x80\x94 unfinished AAAAAAAA", RC_NOTE_MALFORMED },
    { "a\ttab\n\n", "", RC_NOTE_MALFORMED },
    { "no \xff UTF-8\n\n", "", RC_NOTE_MALFORMED },
    { TEXT, "", RC_NOTE_ANOTHER },
  };
  Pair log;
  g_autoptr (RcNoteKey) key = NULL;

  make_pair (&log);
  key = make_key (&log, "example.org/log", RC_NOTE_ED25519);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GString) note = g_string_new (forms[i].before);
      g_autoptr (RcNoteFile) file = NULL;
      const char *fault = NULL;

      sign_text (note, TEXT, &log, key);
      g_string_append (note, forms[i].after);
      g_test_message ("form %u", i);
      g_assert_cmpint (rc_note_file_parse (note->str, note->len, &file, &fault), ==, forms[i].form);
      g_assert_true ((fault != NULL) == (forms[i].form == RC_NOTE_MALFORMED));
    }
}

static void
test_quotation (void)
{
  static const char text[] = "All animals are equal.\n\n\xe2\x80\x94 George Orwell, who wrote it down in a book\n";
  g_autoptr (RcNoteFile) file = NULL;
  const char *fault = NULL;

  g_assert_cmpint (rc_note_file_parse (text, strlen (text), &file, &fault), ==, RC_NOTE_ANOTHER);
  g_assert_cmpint (rc_note_file_parse ("", 0, &file, &fault), ==, RC_NOTE_ANOTHER);
}

static void
test_many_lines (void)
{
  g_autoptr (GString) note = g_string_new (TEXT "\n");
  g_autoptr (RcNoteFile) file = NULL;
  g_autoptr (RcNoteKey) key = NULL;
  const char *fault = NULL;
  Pair log;

  make_pair (&log);
  key = make_key (&log, "example.org/log", RC_NOTE_ED25519);
  for (guint i = 0; i < 64; i++)
    sign_text (note, TEXT, &log, key);
  g_assert_cmpint (rc_note_file_parse (note->str, note->len, &file, &fault), ==, RC_NOTE_READ);
  g_assert_cmpuint (file->lines->len, ==, 64);
  g_clear_pointer (&file, rc_note_file_free);
  for (guint i = 0; i < 1000; i++)
    sign_text (note, TEXT, &log, key);
  g_assert_cmpint (rc_note_file_parse (note->str, note->len, &file, &fault), ==, RC_NOTE_TOO_LONG);
}

/* No byte of the note can be another or absent, and the note still fit. */
static void
test_mutations (void)
{
  g_autoptr (GString) note = g_string_new (TEXT "\n");
  g_autoptr (RcNoteKey) key = NULL;
  Pair log;

  make_pair (&log);
  key = make_key (&log, "example.org/log", RC_NOTE_ED25519);
  sign_text (note, TEXT, &log, key);
  for (gsize i = 0; i < note->len; i++)
    for (guint bit = 0; bit < 9; bit++)
      {
        gsize length = bit < 8 ? note->len : i;
        g_autofree char *copy = g_memdup2 (note->str, MAX (length, 1));
        g_autoptr (RcNoteFile) file = NULL;
        const char *fault = NULL;

        if (bit < 8)
          copy[i] ^= (char) (1 << bit);
        if (rc_note_file_parse (copy, length, &file, &fault) == RC_NOTE_READ)
          g_assert_cmpint (rc_note_file_check (file, key, NULL), !=, RC_NOTE_FITS);
      }
}

static void
test_keys (void)
{
  static const char example[] = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
  g_autoptr (RcNoteKey) key = rc_note_key_parse (example, strlen (example));

  g_assert_nonnull (key);
  g_assert_cmpstr (key->name, ==, "sum.golang.org");
  g_assert_cmphex (key->id, ==, 0x033de0ae);
  for (gsize i = 0; i < strlen (example); i++)
    {
      g_autofree char *copy = g_strdup (example);
      g_autoptr (RcNoteKey) other = NULL;

      copy[i] = copy[i] == 'A' ? 'B' : 'A';
      other = rc_note_key_parse (copy, strlen (copy));
      /* A digit of the id has two spellings. */
      g_assert_true (other == NULL || g_ascii_tolower (example[i]) == 'a');
      g_assert_null (rc_note_key_parse (example, i));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add_func ("/note-file/published", test_published);
  g_test_add_func ("/note-file/own", test_own);
  g_test_add_func ("/note-file/one-of-two-fails", test_one_of_two_fails);
  g_test_add_func ("/note-file/forms", test_forms);
  g_test_add_func ("/note-file/quotation", test_quotation);
  g_test_add_func ("/note-file/many-lines", test_many_lines);
  g_test_add_func ("/note-file/mutations", test_mutations);
  g_test_add_func ("/note-file/keys", test_keys);
  return g_test_run ();
}
