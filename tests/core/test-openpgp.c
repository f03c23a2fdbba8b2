/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sodium.h>

#include "core/anchor-kind.h"
#include "core/openpgp-key.h"
#include "core/openpgp-signature.h"
#include "seal-fixture.h"

#define CREATED 1750000000u
static const char content[] = "as recorded\n";

/* --- A signer of its own, so that every part can be spoiled --- */

typedef struct
{
  guint8      public_key[32];
  guint8      secret_key[64];
  GByteArray *body;           /* of the key packet */
  guint8      fingerprint[20];
} Signer;

static void
put_number (GByteArray *bytes,
            guint32     number,
            guint       size)
{
  for (guint i = size; i > 0; i--)
    {
      guint8 byte = (guint8) (number >> (8 * (i - 1)));

      g_byte_array_append (bytes, &byte, 1);
    }
}

static void
put_integer (GByteArray   *bytes,
             const guint8 *number,
             gsize         length)
{
  while (length > 0 && number[0] == 0)
    {
      number++;
      length--;
    }
  put_number (bytes, (guint32) (8 * (length - 1) + g_bit_storage (number[0])), 2);
  g_byte_array_append (bytes, number, (guint) length);
}

static void
put_packet (GByteArray *bytes,
            guint       tag,
            GByteArray *body)
{
  put_number (bytes, 0x80 | tag << 2 | 1, 1);
  put_number (bytes, body->len, 2);
  g_byte_array_append (bytes, body->data, body->len);
}

static void
make_signer (Signer *self,
             guint8  seed)
{
  static const guint8 identifier[] = { 9, 0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x0f, 0x01 };
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  guint8 bytes[32], point[33] = { 0x40 }, digest[RC_HASH_MAX_BYTES];

  memset (bytes, seed, sizeof bytes);
  g_assert_cmpint (crypto_sign_seed_keypair (self->public_key, self->secret_key, bytes), ==, 0);
  memcpy (point + 1, self->public_key, 32);
  self->body = g_byte_array_new ();
  put_number (self->body, 4, 1);
  put_number (self->body, CREATED, 4);
  put_number (self->body, 22, 1);
  g_byte_array_append (self->body, identifier, sizeof identifier);
  put_integer (self->body, point, sizeof point);

  put_number (whole, 0x99, 1);
  put_number (whole, self->body->len, 2);
  g_byte_array_append (whole, self->body->data, self->body->len);
  rc_hash_compute (RC_HASH_SHA1, whole->data, whole->len, digest);
  memcpy (self->fingerprint, digest, sizeof self->fingerprint);
}

static void
signer_clear (Signer *self)
{
  g_byte_array_unref (self->body);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Signer, signer_clear)

/* What differs from a plain signature of a file. */
typedef struct
{
  guint         version;      /* 0: 4 */
  guint         type;
  guint         algorithm;    /* 0: 22 */
  guint         hash;         /* 0: 8, SHA-256 */
  gboolean      asks_unknown;
  const Signer *claimed;      /* whom the signature names */
} Form;

static RcHash
hash_of (const Form *form)
{
  return form->hash == 2 ? RC_HASH_SHA1 : form->hash == 10 ? RC_HASH_SHA512 : RC_HASH_SHA256;
}

static GByteArray *
make_hashed (const Signer *signer,
             const Form   *form)
{
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr (GByteArray) area = g_byte_array_new ();

  put_number (area, 5, 1);
  put_number (area, 2, 1);
  put_number (area, CREATED + 60, 4);
  put_number (area, 22, 1);
  put_number (area, 33, 1);
  put_number (area, 4, 1);
  g_byte_array_append (area, (form->claimed != NULL ? form->claimed : signer)->fingerprint, 20);
  if (form->asks_unknown)
    {
      put_number (area, 2, 1);
      put_number (area, 0x80 | 100, 1);
      put_number (area, 1, 1);
    }
  put_number (bytes, form->version != 0 ? form->version : 4, 1);
  put_number (bytes, form->type, 1);
  put_number (bytes, form->algorithm != 0 ? form->algorithm : 22, 1);
  put_number (bytes, form->hash != 0 ? form->hash : 8, 1);
  put_number (bytes, area->len, form->version == 6 ? 4 : 2);
  g_byte_array_append (bytes, area->data, area->len);
  return bytes;
}

/* @prefix: what is signed */
static GByteArray *
make_body (const Signer *signer,
           const void   *message,
           gsize         length,
           const Form   *form)
{
  GByteArray *body = make_hashed (signer, form);
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  guint8 digest[RC_HASH_MAX_BYTES], signature[64];

  g_byte_array_append (whole, message, (guint) length);
  g_byte_array_append (whole, body->data, body->len);
  put_number (whole, 0x04ff, 2);
  put_number (whole, body->len, 4);
  rc_hash_compute (hash_of (form), whole->data, whole->len, digest);
  crypto_sign_detached (signature, NULL, digest, rc_hash_get_length (hash_of (form)), signer->secret_key);
  put_number (body, 0, form->version == 6 ? 4 : 2);
  g_byte_array_append (body, digest, 2);
  put_integer (body, signature, 32);
  put_integer (body, signature + 32, 32);
  return body;
}

static GBytes *
make_signature (const Signer *signer,
                const char   *text,
                const Form   *form)
{
  g_autoptr (GByteArray) body = make_body (signer, text, strlen (text), form);
  GByteArray *packet = g_byte_array_new ();

  put_packet (packet, RC_OPENPGP_SIGNATURE, body);
  return g_byte_array_free_to_bytes (packet);
}

static GBytes *
make_key_block (const Signer *signer)
{
  GByteArray *packet = g_byte_array_new ();

  put_packet (packet, RC_OPENPGP_PUBLIC_KEY, signer->body);
  return g_byte_array_free_to_bytes (packet);
}

/* --- Judging --- */

static void
accept (SealFixture *self,
        const char  *name,
        GBytes      *block)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (block, NULL), (gssize) g_bytes_get_size (block), NULL));
  g_assert_cmpint (rc_trust_add (self->case_file, path, "Test Bank (fictitious)", "files", RC_TIME_NONE, RC_TIME_NONE, "made here", &error),
                   >, 0);
  g_assert_no_error (error);
}

static void
accept_signer (SealFixture  *self,
               const Signer *signer)
{
  g_autoptr (GBytes) block = make_key_block (signer);

  accept (self, "key.pgp", block);
}

static const RcSeal *
judge_bytes (SealFixture *self,
             const char  *text,
             const char  *name,
             GBytes      *signature)
{
  seal_fixture_write (self, "log.txt", text, -1);
  seal_fixture_write (self, name, g_bytes_get_data (signature, NULL), (gssize) g_bytes_get_size (signature));
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (self, "openpgp"), ==, 1);
  return seal_fixture_seal (self, "openpgp", 0);
}

static const RcSeal *
judge_form (SealFixture *self,
            const char  *text,
            const Form  *form)
{
  g_auto (Signer) signer = { 0 };
  g_autoptr (GBytes) signature = NULL;

  make_signer (&signer, 1);
  accept_signer (self, &signer);
  signature = make_signature (&signer, content, form);
  return judge_bytes (self, text, "log.txt.sig", signature);
}

static void
assert_seal (const RcSeal *seal,
             RcVerdict     worst,
             const char   *reason)
{
  g_assert_cmpstr (rc_verdict_to_code (rc_seal_worst (seal)), ==, rc_verdict_to_code (worst));
  g_assert_cmpstr (seal->reason, ==, reason);
  g_assert_cmpint (seal->total, ==, 1);
}

static void
test_valid (SealFixture   *self,
            gconstpointer  data)
{
  const RcSeal *seal = judge_form (self, content, &(Form) { 0 });

  assert_seal (seal, RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal->checked, ==, 1);
  g_assert_cmpint (seal_fixture_protection (self, "openpgp", "log.txt", 1), ==, RC_VERDICT_VALID);
}

static void
test_armoured (SealFixture   *self,
               gconstpointer  data)
{
  g_auto (Signer) signer = { 0 };
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autofree char *text = NULL;
  char *sum;

  make_signer (&signer, 1);
  accept_signer (self, &signer);
  signature = make_signature (&signer, content, &(Form) { .hash = 10 });
  text = rc_openpgp_make_armour (signature, "PGP SIGNATURE");
  /* Its checksum is spoiled on demand. */
  sum = strstr (text, "\n=");
  if (data != NULL)
    sum[2] = sum[2] == 'A' ? 'B' : 'A';
  file = g_bytes_new (text, strlen (text));
  assert_seal (judge_bytes (self, content, "log.txt.asc", file), data != NULL ? RC_VERDICT_MALFORMED : RC_VERDICT_VALID,
               data != NULL ? "format" : NULL);
}

static void
test_changed (SealFixture   *self,
              gconstpointer  data)
{
  assert_seal (judge_form (self, "as recorded", &(Form) { 0 }), RC_VERDICT_INVALID, "signature");
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_SIGNATURE_INVALID));
}

static void
test_other_key (SealFixture   *self,
                gconstpointer  data)
{
  g_auto (Signer) claimed = { 0 };
  g_auto (Signer) signer = { 0 };
  g_autoptr (GBytes) signature = NULL;

  make_signer (&claimed, 1);
  make_signer (&signer, 2);
  accept_signer (self, &claimed);
  signature = make_signature (&signer, content, &(Form) { .claimed = &claimed });
  assert_seal (judge_bytes (self, content, "log.txt.sig", signature), RC_VERDICT_INVALID, "signature");
}

static void
test_sha1 (SealFixture   *self,
           gconstpointer  data)
{
  assert_seal (judge_form (self, content, &(Form) { .hash = 2 }), RC_VERDICT_WEAK, "algorithm");
}

static void
test_unaccepted (SealFixture   *self,
                 gconstpointer  data)
{
  g_auto (Signer) signer = { 0 };
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GBytes) block = NULL;

  make_signer (&signer, 3);
  signature = make_signature (&signer, content, &(Form) { 0 });
  block = make_key_block (&signer);
  if (data != NULL)
    seal_fixture_write (self, "their-key.pgp", g_bytes_get_data (block, NULL), (gssize) g_bytes_get_size (block));
  assert_seal (judge_bytes (self, content, "log.txt.sig", signature), RC_VERDICT_UNVERIFIABLE,
               data != NULL ? "key-in-bundle-only" : "key-missing");
}

typedef struct
{
  Form        form;
  const char *reason;
} UnsupportedCase;

static const UnsupportedCase unsupported_cases[] = {
  { { .version = 5 }, "format-unsupported" },
  { { .version = 6 }, "format-unsupported" },
  { { .type = 1 }, "format-unsupported" },
  { { .asks_unknown = TRUE }, "format-unsupported" },
  { { .algorithm = 19 }, "algorithm-unsupported" },
  { { .algorithm = 27 }, "algorithm-unsupported" },
  { { .hash = 11 }, "algorithm-unsupported" },
};

static void
test_unsupported (SealFixture   *self,
                  gconstpointer  data)
{
  const UnsupportedCase *unsupported = data;
  const RcSeal *seal = judge_form (self, content, &unsupported->form);

  assert_seal (seal, RC_VERDICT_UNVERIFIABLE, unsupported->reason);
  g_assert_cmpuint (seal->notes->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (seal->notes, 1), "2025-06-15"));
}

static void
test_signed_text (SealFixture   *self,
                  gconstpointer  data)
{
  static const char text[] = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nas recorded\n-----BEGIN PGP SIGNATURE-----\n\nAAAA\n"
                             "-----END PGP SIGNATURE-----\n";
  g_autoptr (GBytes) file = g_bytes_new_static (text, strlen (text));

  assert_seal (judge_bytes (self, content, "letter.txt.asc", file), RC_VERDICT_UNVERIFIABLE, "format-unsupported");
}

/* --- The parsers --- */

static gboolean
fits (const guint8 *bytes,
      gsize         length,
      const Signer *signer)
{
  RcOpenpgpReader reader = { bytes, length };
  RcOpenpgpPacket packet;
  g_autoptr (RcOpenpgpSignature) signature = NULL;
  g_autoptr (RcPublicKey) key = rc_public_key_new_ed25519 (signer->public_key);
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (GBytes) suffix = NULL;
  guint8 digest[RC_HASH_MAX_BYTES];

  if (!rc_openpgp_read_packet (&reader, &packet) || reader.length > 0 || packet.tag != RC_OPENPGP_SIGNATURE)
    return FALSE;
  signature = rc_openpgp_signature_read (packet.body, packet.length);
  if (signature == NULL || rc_openpgp_signature_find_unsupported (signature) != NULL)
    return FALSE;

  suffix = rc_openpgp_signature_make_suffix (signature);
  g_byte_array_append (whole, (const guint8 *) content, (guint) strlen (content));
  g_byte_array_append (whole, g_bytes_get_data (suffix, NULL), (guint) g_bytes_get_size (suffix));
  rc_hash_compute (signature->hash, whole->data, whole->len, digest);
  return rc_openpgp_signature_fits (signature, key, digest);
}

static void
test_mutations (void)
{
  g_auto (Signer) signer = { 0 };
  g_autoptr (GBytes) signature = NULL;
  const guint8 *bytes;
  gsize length = 0;

  make_signer (&signer, 1);
  signature = make_signature (&signer, content, &(Form) { 0 });
  bytes = g_bytes_get_data (signature, &length);
  g_assert_true (fits (bytes, length, &signer));
  for (gsize i = 0; i < length; i++)
    {
      g_autofree guint8 *cut = g_memdup2 (bytes, MAX (i, 1));

      for (guint bit = 0; bit < 8; bit++)
        {
          g_autofree guint8 *changed = g_memdup2 (bytes, length);

          changed[i] ^= (guint8) (1u << bit);
          g_assert_false (fits (changed, length, &signer));
        }
      g_assert_false (fits (cut, i, &signer));
    }
}

static void
test_key_mutations (void)
{
  g_auto (Signer) signer = { 0 };
  g_autoptr (GBytes) block = NULL;
  g_autoptr (RcPublicKey) key = NULL;
  const guint8 *bytes;
  gsize length = 0;

  make_signer (&signer, 1);
  key = rc_public_key_new_ed25519 (signer.public_key);
  block = make_key_block (&signer);
  bytes = g_bytes_get_data (block, &length);
  for (gsize i = 0; i < length; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (bytes, length);
      g_autofree guint8 *cut = g_memdup2 (bytes, MAX (i, 1));
      g_autoptr (GPtrArray) keys = NULL;

      changed[i] ^= (guint8) (1u << (i % 8));
      keys = rc_openpgp_keys_read (changed, length);
      /* The first bytes of the body are the time, which changes the fingerprint alone. */
      if (keys != NULL && keys->len > 0 && (i < 4 || i > 7))
        g_assert_false (rc_public_key_equal (((const RcOpenpgpKey *) keys->pdata[0])->key, key));
      g_assert_null (rc_openpgp_keys_read (cut, i));
    }
}

static void
test_private_key (void)
{
  static const char text[] = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_anchor_parse (text, strlen (text), &error));
  g_assert_nonnull (strstr (error->message, "private key"));
}

/* --- The program of GnuPG --- */

static int
run (const char *folder,
     const char *command)
{
  const char *argv[] = { "/bin/sh", "-c", command, NULL };
  g_autofree char *home = g_build_filename (folder, "..", "gnupg", NULL);
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "GNUPGHOME", home, TRUE);
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_assert_true (g_spawn_sync (folder, (char **) argv, environment, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                               NULL, &status, &error));
  return status;
}

#define GPG "gpg --batch --quiet --yes --pinentry-mode loopback --passphrase '' "

static void
make_with_gpg (const char *folder,
               const char *type)
{
  g_autofree char *make = g_strdup_printf (GPG "--quick-generate-key 'Test <test@example.org>' %s sign never", type);
  static const char * const commands[] = {
    GPG "--detach-sign --armor good",
    GPG "--detach-sign -o binary.sig binary",
    GPG "--detach-sign --armor bad && printf 'more\\n' >> bad",
    GPG "--digest-algo SHA512 --detach-sign --armor long",
    GPG "--export --armor test@example.org > ../key.asc",
  };

  g_assert_cmpint (run (folder, "mkdir -m 700 ../gnupg"), ==, 0);
  g_assert_cmpint (run (folder, make), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_assert_cmpint (run (folder, commands[i]), ==, 0);
}

static void
compare (SealFixture *self,
         const char  *type)
{
  static const struct { const char *name; const char *signature; gboolean is_good; } files[] = {
    { "good", "good.asc", TRUE }, { "binary", "binary.sig", TRUE }, { "bad", "bad.asc", FALSE }, { "long", "long.asc", TRUE },
  };
  g_autofree char *folder = g_build_filename (self->folder, "evidence", NULL);
  g_autofree char *path = g_build_filename (self->folder, "key.asc", NULL);
  g_autofree char *block = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length = 0;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *text = g_strdup_printf ("%s\n", files[i].name);

      seal_fixture_write (self, files[i].name, text, -1);
    }
  make_with_gpg (folder, type);
  g_assert_true (g_file_get_contents (path, &block, &length, NULL));
  bytes = g_bytes_new (block, length);
  accept (self, "accepted.asc", bytes);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);

  g_assert_cmpuint (seal_fixture_count_seals (self, "openpgp"), ==, G_N_ELEMENTS (files));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *verify = g_strdup_printf ("gpg --batch --quiet --verify %s %s", files[i].signature, files[i].name);

      g_assert_cmpint (run (folder, verify) == 0, ==, files[i].is_good);
      g_assert_cmpint (seal_fixture_protection (self, "openpgp", files[i].name, 1), ==,
                       files[i].is_good ? RC_VERDICT_VALID : RC_VERDICT_INVALID);
    }
  (void) run (folder, "gpgconf --kill all; rm -rf ../gnupg");
}

static void
test_gpg (SealFixture   *self,
          gconstpointer  data)
{
  g_autofree char *program = g_find_program_in_path ("gpg");

  if (program == NULL)
    g_test_skip ("gpg is not here");
  else
    compare (self, data);
}

/* A key that only certifies, and a subkey that signs. */
static void
test_gpg_subkey (SealFixture   *self,
                 gconstpointer  data)
{
  g_autofree char *program = g_find_program_in_path ("gpg");
  g_autofree char *folder = g_build_filename (self->folder, "evidence", NULL);
  g_autofree char *path = g_build_filename (self->folder, "key.asc", NULL);
  g_autofree char *block = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length = 0;

  if (program == NULL)
    {
      g_test_skip ("gpg is not here");
      return;
    }
  seal_fixture_write (self, "good", content, -1);
  g_assert_cmpint (run (folder, "mkdir -m 700 ../gnupg"), ==, 0);
  g_assert_cmpint (run (folder, GPG "--quick-generate-key 'Test <test@example.org>' rsa2048 cert never"), ==, 0);
  g_assert_cmpint (run (folder, GPG "--quick-add-key \"$(gpg --with-colons --list-keys | awk -F: '/^fpr/{print $10; exit}')\" ed25519 sign never"),
                   ==, 0);
  g_assert_cmpint (run (folder, GPG "--detach-sign --armor good"), ==, 0);
  g_assert_cmpint (run (folder, GPG "--export --armor test@example.org > ../key.asc"), ==, 0);
  g_assert_true (g_file_get_contents (path, &block, &length, NULL));
  bytes = g_bytes_new (block, length);
  accept (self, "accepted.asc", bytes);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  assert_seal (seal_fixture_seal (self, "openpgp", 0), RC_VERDICT_VALID, NULL);
  {
    g_autoptr (RcAnchor) anchor = rc_anchor_parse (block, length, NULL);
    g_autoptr (GPtrArray) keys = rc_anchor_list_keys (anchor);

    g_assert_cmpuint (keys->len, ==, 1);
    g_assert_cmpint (rc_public_key_get_type (((const RcAnchor *) keys->pdata[0])->key), ==, RC_KEY_ED25519);
  }
  (void) run (folder, "gpgconf --kill all; rm -rf ../gnupg");
}

#define ADD(path, data, test) g_test_add (path, SealFixture, data, seal_fixture_set_up, test, seal_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  ADD ("/openpgp/valid", NULL, test_valid);
  ADD ("/openpgp/armoured", NULL, test_armoured);
  ADD ("/openpgp/malformed/checksum", "spoiled", test_armoured);
  ADD ("/openpgp/C34", NULL, test_changed);
  ADD ("/openpgp/C39", NULL, test_other_key);
  ADD ("/openpgp/C38", "key", test_unaccepted);
  ADD ("/openpgp/C40", NULL, test_unaccepted);
  ADD ("/openpgp/sha1", NULL, test_sha1);
  for (guint i = 0; i < G_N_ELEMENTS (unsupported_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/openpgp/unsupported/%u", i + 1);

      ADD (path, &unsupported_cases[i], test_unsupported);
    }
  ADD ("/openpgp/unsupported/signed-text", NULL, test_signed_text);
  g_test_add_func ("/openpgp/mutations", test_mutations);
  g_test_add_func ("/openpgp/key-mutations", test_key_mutations);
  g_test_add_func ("/openpgp/private-key", test_private_key);
  ADD ("/openpgp/gpg/ed25519", "ed25519", test_gpg);
  ADD ("/openpgp/gpg/rsa", "rsa2048", test_gpg);
  ADD ("/openpgp/gpg/subkey", NULL, test_gpg_subkey);
  return g_test_run ();
}
