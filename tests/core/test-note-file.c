/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <sodium.h>

#include "core/seals/checkpoint.h"
#include "core/seals/note-file.h"
#include "core/timestamp.h"
#include "note-fixture.h"

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

#define TEXT "example.org/log\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"

static void
test_own (void)
{
  g_autoptr (GString) note = g_string_new (TEXT "\n");
  g_autoptr (RcNoteFile) file = NULL;
  g_auto (NoteSigner) log = { 0 };
  g_auto (NoteSigner) witness = { 0 };
  g_auto (NoteSigner) stranger = { 0 };
  const char *fault = NULL;
  gint64 time_us = 0;

  note_signer_init (&log, "example.org/log", RC_NOTE_ED25519);
  note_signer_init (&witness, "witness.example", RC_NOTE_COSIGNATURE);
  note_signer_init (&stranger, "stranger.example", RC_NOTE_ED25519);
  note_signer_sign (&log, note, TEXT);
  note_signer_cosign (&witness, note, TEXT, 1775001600);
  g_assert_cmpint (rc_note_file_parse (note->str, note->len, &file, &fault), ==, RC_NOTE_READ);
  g_assert_cmpuint (file->lines->len, ==, 2);
  g_assert_cmpint (rc_note_file_check (file, log.key, &time_us), ==, RC_NOTE_FITS);
  g_assert_cmpint (time_us, ==, RC_TIME_NONE);
  g_assert_cmpint (rc_note_file_check (file, witness.key, &time_us), ==, RC_NOTE_FITS);
  g_assert_cmpint (time_us, ==, G_GINT64_CONSTANT (1775001600000000));
  g_assert_cmpint (rc_note_file_check (file, stranger.key, NULL), ==, RC_NOTE_NOT_SIGNED);
}

/* Two lines of one key, of which one does not fit: the note counts no more. */
static void
test_one_of_two_fails (void)
{
  g_autoptr (GString) note = g_string_new (TEXT "\n");
  g_autoptr (RcNoteFile) file = NULL;
  const char *fault = NULL;
  g_auto (NoteSigner) log = { 0 };

  note_signer_init (&log, "example.org/log", RC_NOTE_ED25519);
  note_signer_sign (&log, note, TEXT);
  note_signer_sign (&log, note, "another text\n");
  g_assert_cmpint (rc_note_file_parse (note->str, note->len, &file, &fault), ==, RC_NOTE_READ);
  g_assert_cmpint (rc_note_file_check (file, log.key, NULL), ==, RC_NOTE_FAILS);
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
  g_auto (NoteSigner) log = { 0 };

  note_signer_init (&log, "example.org/log", RC_NOTE_ED25519);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GString) note = g_string_new (forms[i].before);
      g_autoptr (RcNoteFile) file = NULL;
      const char *fault = NULL;

      note_signer_sign (&log, note, TEXT);
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
  const char *fault = NULL;
  g_auto (NoteSigner) log = { 0 };

  note_signer_init (&log, "example.org/log", RC_NOTE_ED25519);
  for (guint i = 0; i < 64; i++)
    note_signer_sign (&log, note, TEXT);
  g_assert_cmpint (rc_note_file_parse (note->str, note->len, &file, &fault), ==, RC_NOTE_READ);
  g_assert_cmpuint (file->lines->len, ==, 64);
  g_clear_pointer (&file, rc_note_file_free);
  for (guint i = 0; i < 1000; i++)
    note_signer_sign (&log, note, TEXT);
  g_assert_cmpint (rc_note_file_parse (note->str, note->len, &file, &fault), ==, RC_NOTE_TOO_LONG);
}

/* No byte of the note can be another or absent, and the note still fit. */
static void
test_mutations (void)
{
  g_autoptr (GString) note = g_string_new (TEXT "\n");
  g_auto (NoteSigner) log = { 0 };

  note_signer_init (&log, "example.org/log", RC_NOTE_ED25519);
  note_signer_sign (&log, note, TEXT);
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
          g_assert_cmpint (rc_note_file_check (file, log.key, NULL), !=, RC_NOTE_FITS);
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
