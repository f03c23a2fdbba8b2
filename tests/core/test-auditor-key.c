/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-fixture.h"
#include "core/auditor-key.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PASSPHRASE "correct horse"

static void
forget_key (void)
{
  g_autofree char *path = rc_auditor_key_dup_path ();

  rc_auditor_key_lock ();
  g_remove (path);
}

static void
make_key (guint8 out_public[32])
{
  g_autoptr (GError) error = NULL;
  guint8 signature[64];
  gboolean made = FALSE;

  forget_key ();
  rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), &made, &error);
  g_assert_no_error (error);
  g_assert_true (made);
  g_assert_true (rc_auditor_key_sign ((const guint8 *) "x", 1, signature, out_public));
}

static void
test_make_and_unlock (void)
{
  g_autofree char *path = rc_auditor_key_dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  guint8 first[32], second[32], signature[64];
  gboolean made = TRUE;
  struct stat status;

  forget_key ();
  g_assert_false (rc_auditor_key_exists ());
  g_assert_false (rc_auditor_key_is_unlocked ());
  g_assert_false (rc_auditor_key_sign ((const guint8 *) "x", 1, signature, first));

  make_key (first);
  g_assert_true (rc_auditor_key_exists ());
  g_assert_true (rc_auditor_key_is_unlocked ());
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  g_assert_cmpint (status.st_size, ==, 144);

  /* Nothing else was left in the folder. */
  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "auditor.key");
  g_assert_null (g_dir_read_name (dir));

  rc_auditor_key_lock ();
  g_assert_false (rc_auditor_key_is_unlocked ());
  g_assert_true (rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), &made, &error));
  g_assert_false (made);
  g_assert_true (rc_auditor_key_sign ((const guint8 *) "x", 1, signature, second));
  g_assert_cmpmem (first, 32, second, 32);
}

static void
test_signature (void)
{
  guint8 public[32], signature[64];

  make_key (public);
  g_assert_true (rc_auditor_key_sign ((const guint8 *) "abc", 3, signature, public));
  g_assert_true (rc_auditor_key_verify ((const guint8 *) "abc", 3, signature, public));
  g_assert_false (rc_auditor_key_verify ((const guint8 *) "abd", 3, signature, public));
  signature[63] ^= 1;
  g_assert_false (rc_auditor_key_verify ((const guint8 *) "abc", 3, signature, public));
  signature[63] ^= 1;
  public[0] ^= 1;
  g_assert_false (rc_auditor_key_verify ((const guint8 *) "abc", 3, signature, public));
}

static void
test_wrong_passphrase (void)
{
  g_autoptr (GError) error = NULL;
  guint8 public[32];

  make_key (public);
  rc_auditor_key_lock ();
  g_assert_false (rc_auditor_key_unlock ("correct horsf", 13, NULL, &error));
  g_assert_error (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_false (rc_auditor_key_unlock ("", 0, NULL, &error));
  g_assert_error (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_PASSPHRASE);
  g_assert_false (rc_auditor_key_is_unlocked ());
}

/* One bit in each field, and a cost that would take the machine down. */
static void
test_altered_file (void)
{
  static const struct
  {
    gsize   at;
    guint8  flip;
    int     code;
  } alterations[] = {
    { 0, 1, RC_AUDITOR_KEY_ERROR_FILE },
    { 16, 0xff, RC_AUDITOR_KEY_ERROR_FILE },
    { 19, 1, RC_AUDITOR_KEY_ERROR_PASSPHRASE },
    { 20, 0xff, RC_AUDITOR_KEY_ERROR_FILE },
    { 22, 1, RC_AUDITOR_KEY_ERROR_PASSPHRASE },
    { 24, 1, RC_AUDITOR_KEY_ERROR_PASSPHRASE },
    { 40, 1, RC_AUDITOR_KEY_ERROR_PASSPHRASE },
    { 64, 1, RC_AUDITOR_KEY_ERROR_PASSPHRASE },
    { 96, 1, RC_AUDITOR_KEY_ERROR_PASSPHRASE },
    { 143, 1, RC_AUDITOR_KEY_ERROR_PASSPHRASE },
  };
  g_autofree char *path = rc_auditor_key_dup_path ();
  g_autofree char *file = NULL;
  guint8 public[32];
  gsize length;

  make_key (public);
  g_assert_true (g_file_get_contents (path, &file, &length, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (alterations); i++)
    {
      g_autoptr (GError) error = NULL;

      rc_auditor_key_lock ();
      file[alterations[i].at] ^= (char) alterations[i].flip;
      g_assert_true (g_file_set_contents (path, file, (gssize) length, NULL));
      g_assert_false (rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), NULL, &error));
      g_assert_error (error, RC_AUDITOR_KEY_ERROR, alterations[i].code);
      file[alterations[i].at] ^= (char) alterations[i].flip;
    }

  g_assert_true (g_file_set_contents (path, file, (gssize) length, NULL));
  g_assert_true (rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), NULL, NULL));
}

static void
test_not_a_key (void)
{
  static const gsize lengths[] = { 0, 1, 143, 145, 100000 };
  g_autofree char *path = rc_auditor_key_dup_path ();
  g_autofree char *file = g_malloc0 (100000);
  g_autoptr (GError) error = NULL;
  guint8 public[32];

  make_key (public);
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      rc_auditor_key_lock ();
      memcpy (file, "RecountAuditorK1", 16);
      g_assert_true (g_file_set_contents (path, file, (gssize) lengths[i], NULL));
      g_assert_false (rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), NULL, &error));
      g_assert_error (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_FILE);
      g_clear_error (&error);
    }

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), NULL, &error));
  g_assert_error (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_FILE);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* The folder cannot be made where a file stands: one error, nothing left. */
static void
test_no_folder (void)
{
  g_autofree char *path = rc_auditor_key_dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  forget_key ();
  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_false (rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), NULL, &error));
  g_assert_error (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, folder));
  g_assert_false (rc_auditor_key_is_unlocked ());
  g_assert_cmpint (g_remove (folder), ==, 0);
}

/* As people pass a public key on; what is more, less or else is none. */
static void
test_parse_public (void)
{
  static const char digits[] = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";
  g_autofree char *grouped = g_strdup_printf (" %.32s\r\n%.4s %s\n", digits, digits + 32, digits + 36);
  g_autofree char *longer = g_strconcat (digits, "00", NULL);
  g_autofree char *spoilt = g_strdup (digits);
  guint8 key[32];
  guint8 again[32];

  g_assert_true (rc_auditor_key_parse_public (digits, key));
  g_assert_cmpuint (key[1], ==, 0x11);
  g_assert_cmpuint (key[31], ==, 0xff);
  g_assert_true (rc_auditor_key_parse_public (grouped, again));
  g_assert_cmpmem (key, sizeof key, again, sizeof again);
  g_assert_false (rc_auditor_key_parse_public (longer, again));
  g_assert_false (rc_auditor_key_parse_public (digits + 2, again));
  g_assert_false (rc_auditor_key_parse_public (digits + 1, again));
  g_assert_false (rc_auditor_key_parse_public ("", again));
  spoilt[63] = 'g';
  g_assert_false (rc_auditor_key_parse_public (spoilt, again));
}

int
main (int   argc,
      char *argv[])
{
  char *folder;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = case_fixture_own_data_folder ();
  g_test_add_func ("/auditor-key/make-and-unlock", test_make_and_unlock);
  g_test_add_func ("/auditor-key/signature", test_signature);
  g_test_add_func ("/auditor-key/wrong-passphrase", test_wrong_passphrase);
  g_test_add_func ("/auditor-key/altered-file", test_altered_file);
  g_test_add_func ("/auditor-key/not-a-key", test_not_a_key);
  g_test_add_func ("/auditor-key/no-folder", test_no_folder);
  g_test_add_func ("/auditor-key/parse-public", test_parse_public);
  result = g_test_run ();
  case_fixture_remove_data_folder (folder);
  return result;
}
