/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-tools.h"
#include "tests/reports/signing-fixture.h"

#include "reports/bundle/bundle.h"
#include "reports/bundle/envelope/envelope.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#define PLAIN_BYTES (3u << 20)
#define PASSPHRASE "zw\xc3\xb6lf Boxk\xc3\xa4mpfer jagen"

typedef struct
{
  char             *folder;
  char             *plain;
  char             *sealed;
  char             *opened;
  CertificateMaker *root;
  CertificateMaker *rsa;
  CertificateMaker *curve;
  CertificateMaker *other;
} Fixture;

/* Keys take longest to make. */
enum { ROOT, AUTHORITY_A, AUTHORITY_B, SOMEBODY, N_PEOPLE };
static CertificateMaker *people[N_PEOPLE];

static void
make_people (void)
{
  const struct { const char *name; CertificateWish wish; } wanted[] = {
    { "Root (fictitious)", { .is_ca = TRUE } },
    { "Authority A (fictitious)", { .rsa_bits = 2048, .usage = "critical,keyEncipherment" } },
    { "Authority B (fictitious)", { .usage = "critical,keyAgreement" } },
    { "Somebody (fictitious)", { .rsa_bits = 2048, .usage = "critical,keyEncipherment" } },
  };

  for (gsize i = 0; i < N_PEOPLE; i++)
    people[i] = certificate_maker_new (wanted[i].name, i == ROOT ? NULL : people[ROOT], &wanted[i].wish);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree guint8 *bytes = g_malloc (PLAIN_BYTES);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (gsize i = 0; i < PLAIN_BYTES; i += 4)
    {
      guint32 number = g_rand_int (random);

      memcpy (bytes + i, &number, sizeof number);
    }
  self->folder = g_dir_make_tmp ("recount-envelope-XXXXXX", NULL);
  self->plain = g_build_filename (self->folder, "bundle.zip", NULL);
  self->sealed = g_build_filename (self->folder, "bundle.sealed", NULL);
  self->opened = g_build_filename (self->folder, "opened.zip", NULL);
  g_assert_true (g_file_set_contents (self->plain, (char *) bytes, PLAIN_BYTES, NULL));
  self->root = people[ROOT];
  self->rsa = people[AUTHORITY_A];
  self->curve = people[AUTHORITY_B];
  self->other = people[SOMEBODY];
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pdf_tools_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->plain);
  g_free (self->sealed);
  g_free (self->opened);
}

static void
write_file (const Fixture *self,
            const char    *name,
            const char    *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static GPtrArray *
read_certificate (const Fixture           *self,
                  const CertificateMaker  *maker,
                  GError                 **error)
{
  g_autofree char *path = g_build_filename (self->folder, "reader.pem", NULL);
  g_autofree char *pem = certificate_maker_pem (maker);

  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
  return rc_envelope_read_certificates (path, SIGNING_DAY, error);
}

static RcKeyFile *
open_key (const Fixture          *self,
          const CertificateMaker *maker)
{
  g_autoptr (GBytes) file = signing_fixture_make_key_file (maker, self->root);
  g_autoptr (GError) error = NULL;
  RcKeyFile *key = rc_key_file_open (file, SIGNING_PASSPHRASE, &error);

  g_assert_no_error (error);
  return key;
}

static void
seal_to_both (const Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readers = read_certificate (self, self->rsa, &error);
  g_autoptr (GPtrArray) second = read_certificate (self, self->curve, &error);
  g_autofree char *bytes = NULL;
  RcDigest told, found;
  gsize length;

  g_assert_no_error (error);
  g_ptr_array_add (readers, rc_certificate_ref (second->pdata[0]));
  g_assert_true (rc_envelope_seal_to_readers (self->plain, self->sealed, readers, NULL, &told, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->sealed, &bytes, &length, NULL));
  rc_digest_compute (bytes, length, &found);
  g_assert_true (rc_digest_equal (&told, &found));
  g_assert_cmpint (rc_envelope_recognise (self->sealed, &error), ==, RC_ENVELOPE_CMS);
}

static void
assert_same (const Fixture *self,
             const char    *path)
{
  g_autofree char *wanted = NULL, *found = NULL;
  gsize n_wanted, n_found;

  g_assert_true (g_file_get_contents (self->plain, &wanted, &n_wanted, NULL));
  g_assert_true (g_file_get_contents (path, &found, &n_found, NULL));
  g_assert_cmpmem (found, n_found, wanted, n_wanted);
}

static void
assert_refused (const Fixture    *self,
                gboolean          opened,
                GError          **error,
                const char       *part)
{
  g_assert_false (opened);
  g_assert_error (*error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE);
  if (part != NULL)
    g_assert_nonnull (strstr ((*error)->message, part));
  g_assert_false (g_file_test (self->opened, G_FILE_TEST_EXISTS));
  g_clear_error (error);
}

/* --- To certificates --- */

static void
test_readers (Fixture       *self,
              gconstpointer  data)
{
  const CertificateMaker *makers[] = { self->rsa, self->curve };

  seal_to_both (self);
  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (RcKeyFile) key = open_key (self, makers[i]);
      g_autoptr (GError) error = NULL;
      GStatBuf status;

      g_assert_true (rc_envelope_open_with_key (self->sealed, self->opened, key, NULL, &error));
      g_assert_no_error (error);
      assert_same (self, self->opened);
      g_assert_cmpint (g_stat (self->opened, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
      g_unlink (self->opened);
    }
}

/* What the authority does, with what it has. */
static void
test_openssl_opens (Fixture       *self,
                    gconstpointer  data)
{
  const CertificateMaker *makers[] = { self->rsa, self->curve };

  if (!pdf_tools_have ("openssl"))
    return;
  seal_to_both (self);
  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autofree char *key = certificate_maker_key_pem (makers[i]);
      g_autofree char *certificate = certificate_maker_pem (makers[i]);

      write_file (self, "key.pem", key);
      write_file (self, "certificate.pem", certificate);
      g_assert_true (pdf_tools_try_in (self->folder, "openssl cms -decrypt -binary -inform DER -in bundle.sealed -inkey key.pem -recip certificate.pem "
                                       "-out opened.zip"));
      assert_same (self, self->opened);
    }
}

/* Others write the content in one piece of known length. */
static void
test_from_openssl (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *certificate = certificate_maker_pem (self->rsa);
  g_autoptr (RcKeyFile) key = open_key (self, self->rsa);
  g_autoptr (GError) error = NULL;
  const char *forms[] = { "", "-stream" };

  if (!pdf_tools_have ("openssl"))
    return;
  write_file (self, "certificate.pem", certificate);
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_assert_true (pdf_tools_try_in (self->folder, "openssl cms -encrypt -binary -aes256 %s -outform DER -in bundle.zip -out bundle.sealed "
                                       "certificate.pem", *forms[i] == '\0' ? "-nosmimecap" : forms[i]));
      g_assert_true (rc_envelope_open_with_key (self->sealed, self->opened, key, NULL, &error));
      g_assert_no_error (error);
      assert_same (self, self->opened);
      g_unlink (self->opened);
    }
}

static void
test_other_key (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (RcKeyFile) key = open_key (self, self->other);
  g_autoptr (GError) error = NULL;

  seal_to_both (self);
  assert_refused (self, rc_envelope_open_with_key (self->sealed, self->opened, key, NULL, &error), &error, "other certificates");
}

static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (RcKeyFile) key = open_key (self, self->rsa);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;
  const gsize cuts[] = { 0, 1, 2, 19, 40, 200, 900, 5000, 1u << 20 };

  seal_to_both (self);
  g_assert_true (g_file_get_contents (self->sealed, &bytes, &length, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_assert_true (g_file_set_contents (self->sealed, bytes, (gssize) cuts[i], NULL));
      assert_refused (self, rc_envelope_open_with_key (self->sealed, self->opened, key, NULL, &error), &error, NULL);
    }
  /* Cut within the last blocks, where the padding still tells. */
  g_assert_true (g_file_set_contents (self->sealed, bytes, (gssize) length - 30, NULL));
  assert_refused (self, rc_envelope_open_with_key (self->sealed, self->opened, key, NULL, &error), &error, NULL);

  /* Whatever a byte of the frame becomes: an answer, and nothing left behind where it is a refusal. */
  for (gsize i = 0; i < 700; i += 11)
    {
      g_autofree char *spoilt = g_memdup2 (bytes, 20000);

      spoilt[i] ^= (char) (1 << (i % 8));
      g_assert_true (g_file_set_contents (self->sealed, spoilt, 20000, NULL));
      g_assert_false (rc_envelope_open_with_key (self->sealed, self->opened, key, NULL, &error));
      g_assert_false (g_file_test (self->opened, G_FILE_TEST_EXISTS));
      g_clear_error (&error);
    }
}

static void
test_certificates (Fixture       *self,
                   gconstpointer  data)
{
  const CertificateWish signing_only = { .rsa_bits = 2048 };
  const CertificateWish over = { .rsa_bits = 2048, .usage = "critical,keyEncipherment", .from = "20200101000000Z", .to = "20210101000000Z" };
  const CertificateWish weak = { .rsa_bits = 1024, .usage = "critical,keyEncipherment" };
  const CertificateWish *wishes[] = { &signing_only, &over, &weak };
  const char *parts[] = { "not for encryption", "2021", "too weak" };
  g_autofree char *path = g_build_filename (self->folder, "none.pem", NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autoptr (CertificateMaker) maker = certificate_maker_new ("Unfit (fictitious)", self->root, wishes[i]);

      g_assert_null (read_certificate (self, maker, &error));
      g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS);
      g_assert_nonnull (strstr (error->message, "Unfit"));
      g_assert_nonnull (strstr (error->message, parts[i]));
      g_clear_error (&error);
    }

  g_assert_true (g_file_set_contents (path, "no certificate\n", -1, NULL));
  g_assert_null (rc_envelope_read_certificates (path, SIGNING_DAY, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS);
}

/* --- By a passphrase --- */

static void
test_passphrase (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL, *inner = g_build_filename (self->folder, "out", "inner.zip", NULL);
  gsize length;

  g_assert_false (rc_envelope_seal_by_passphrase (self->plain, self->sealed, "inner.zip", "too short", NULL, NULL, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS);
  g_clear_error (&error);

  g_assert_true (rc_envelope_seal_by_passphrase (self->plain, self->sealed, "inner.zip", PASSPHRASE, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rc_envelope_recognise (self->sealed, &error), ==, RC_ENVELOPE_PASSPHRASE);
  g_assert_true (rc_envelope_open_by_passphrase (self->sealed, self->opened, PASSPHRASE, NULL, &error));
  g_assert_no_error (error);
  assert_same (self, self->opened);
  g_unlink (self->opened);
  assert_refused (self, rc_envelope_open_by_passphrase (self->sealed, self->opened, "another passphrase", NULL, &error), &error, "passphrase");

  if (pdf_tools_have ("7z"))
    {
      g_autofree char *script = g_strdup_printf ("7z x -y -p'%s' -oout bundle.sealed\n", PASSPHRASE);

      write_file (self, "unpack.sh", script);
      g_assert_true (pdf_tools_try_in (self->folder, "sh unpack.sh"));
      assert_same (self, inner);
    }

  /* One that fills the disk of whoever knows the passphrase. */
  if (pdf_tools_have ("7z"))
    {
      const char *script = "head -c 67108864 /dev/zero >zeros\n7z a -y -tzip -mem=AES256 -p'sixteen letters and more' bomb.zip zeros\nrm zeros\n";
      g_autofree char *bomb = g_build_filename (self->folder, "bomb.zip", NULL);

      write_file (self, "bomb.sh", script);
      g_assert_true (pdf_tools_try_in (self->folder, "sh bomb.sh"));
      g_assert_cmpint (rc_envelope_recognise (bomb, &error), ==, RC_ENVELOPE_PASSPHRASE);
      assert_refused (self, rc_envelope_open_by_passphrase (bomb, self->opened, "sixteen letters and more", NULL, &error), &error, NULL);
      g_unlink (bomb);
    }

  /* One byte of the content: the code behind it no longer fits. */
  g_assert_true (g_file_get_contents (self->sealed, &bytes, &length, NULL));
  bytes[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (self->sealed, bytes, (gssize) length, NULL));
  assert_refused (self, rc_envelope_open_by_passphrase (self->sealed, self->opened, PASSPHRASE, NULL, &error), &error, NULL);
  g_assert_true (g_file_set_contents (self->sealed, bytes, (gssize) length / 2, NULL));
  assert_refused (self, rc_envelope_open_by_passphrase (self->sealed, self->opened, PASSPHRASE, NULL, &error), &error, NULL);
}

/* --- The file system --- */

static void
test_full_disk (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readers = read_certificate (self, self->rsa, &error);
  struct rlimit before;
  gboolean to_readers, by_passphrase;
  g_autoptr (GError) second = NULL;

  g_assert_no_error (error);
  g_assert_true (getrlimit (RLIMIT_FSIZE, &before) == 0);
  g_assert_true (setrlimit (RLIMIT_FSIZE, &(struct rlimit) { 1u << 20, before.rlim_max }) == 0);
  to_readers = rc_envelope_seal_to_readers (self->plain, self->sealed, readers, NULL, NULL, &error);
  by_passphrase = rc_envelope_seal_by_passphrase (self->plain, self->opened, "inner.zip", PASSPHRASE, NULL, NULL, &second);
  g_assert_true (setrlimit (RLIMIT_FSIZE, &before) == 0);
  g_assert_false (to_readers);
  g_assert_false (by_passphrase);
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE);
  g_assert_error (second, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE);
  g_assert_false (g_file_test (self->sealed, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (self->opened, G_FILE_TEST_EXISTS));
}

static void
test_never_over_another (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (self->sealed, "mine", -1, NULL));
  g_assert_false (rc_envelope_seal_by_passphrase (self->plain, self->sealed, "inner.zip", PASSPHRASE, NULL, NULL, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE);
  g_assert_true (g_file_get_contents (self->sealed, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  g_clear_error (&error);
  g_assert_cmpint (rc_envelope_recognise (self->sealed, &error), ==, RC_ENVELOPE_NONE);
  g_assert_no_error (error);
  g_assert_cmpint (rc_envelope_recognise (self->folder, &error), ==, RC_ENVELOPE_NONE);
  g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  int exit_code;

  g_test_init (&argc, &argv, NULL);
  make_people ();

#define ADD(name, function) g_test_add ("/bundle-envelope/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("readers", test_readers);
  ADD ("openssl-opens", test_openssl_opens);
  ADD ("from-openssl", test_from_openssl);
  ADD ("other-key", test_other_key);
  ADD ("damaged", test_damaged);
  ADD ("certificates", test_certificates);
  ADD ("passphrase", test_passphrase);
  ADD ("full-disk", test_full_disk);
  ADD ("never-over-another", test_never_over_another);
#undef ADD

  signal (SIGXFSZ, SIG_IGN);
  exit_code = g_test_run ();
  for (gsize i = 0; i < N_PEOPLE; i++)
    certificate_maker_free (people[i]);
  return exit_code;
}
