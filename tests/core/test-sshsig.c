/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sodium.h>

#include "core/anchor-kind.h"
#include "core/base64.h"
#include "core/seals/sshsig-file.h"
#include "seal-fixture.h"

#define ED25519 "ssh-ed25519"
static const char content[] = "as recorded\n";

/* --- A signer of its own, so that every part can be spoiled --- */

typedef struct
{
  guint8 public_key[32];
  guint8 secret_key[64];
} Signer;

static void
make_signer (Signer *self,
             guint8  seed)
{
  guint8 bytes[32];

  memset (bytes, seed, sizeof bytes);
  g_assert_cmpint (crypto_sign_seed_keypair (self->public_key, self->secret_key, bytes), ==, 0);
}

static void
put_string (GByteArray   *bytes,
            gconstpointer text,
            gsize         length)
{
  guint32 size = GUINT32_TO_BE ((guint32) length);

  g_byte_array_append (bytes, (const guint8 *) &size, sizeof size);
  g_byte_array_append (bytes, text, (guint) length);
}

static void
put_text (GByteArray *bytes,
          const char *text)
{
  put_string (bytes, text, strlen (text));
}

static GByteArray *
make_key_blob (const Signer *signer,
               const char   *type)
{
  GByteArray *blob = g_byte_array_new ();

  put_text (blob, type);
  put_string (blob, signer->public_key, 32);
  return blob;
}

static char *
make_key_line (const Signer *signer)
{
  g_autoptr (GByteArray) blob = make_key_blob (signer, ED25519);
  g_autofree char *base64 = rc_base64_encode (blob->data, blob->len);

  return g_strdup_printf ("%s %s", ED25519, base64);
}

/* What differs from a plain signature of a file. */
typedef struct
{
  guint32     version;        /* 0: 1 */
  const char *name_space;
  const char *hash;
  const char *key_type;
  const char *algorithm;
  const char *tail;           /* behind the blob */
  const Signer *claimed;      /* whose key stands in it */
} Form;

static char *
armour (GByteArray *blob)
{
  g_autofree char *base64 = rc_base64_encode (blob->data, blob->len);
  GString *text = g_string_new ("-----BEGIN SSH SIGNATURE-----\n");

  for (gsize i = 0; i < strlen (base64); i += 70)
    g_string_append_printf (text, "%.70s\n", base64 + i);
  g_string_append (text, "-----END SSH SIGNATURE-----\n");
  return g_string_free (text, FALSE);
}

static char *
make_signature (const Signer *signer,
                const char   *text,
                const Form   *form)
{
  const char *name_space = form->name_space != NULL ? form->name_space : "file";
  const char *hash = form->hash != NULL ? form->hash : "sha512";
  const char *type = form->key_type != NULL ? form->key_type : ED25519;
  g_autoptr (GByteArray) key = make_key_blob (form->claimed != NULL ? form->claimed : signer, type);
  g_autoptr (GByteArray) message = g_byte_array_new ();
  g_autoptr (GByteArray) inner = g_byte_array_new ();
  g_autoptr (GByteArray) blob = g_byte_array_new ();
  guint32 version = GUINT32_TO_BE (form->version != 0 ? form->version : 1);
  guint8 digest[64], signature[64];

  if (strcmp (hash, "sha256") == 0)
    crypto_hash_sha256 (digest, (const guint8 *) text, strlen (text));
  else
    crypto_hash_sha512 (digest, (const guint8 *) text, strlen (text));
  g_byte_array_append (message, (const guint8 *) "SSHSIG", 6);
  put_text (message, name_space);
  put_text (message, "");
  put_text (message, hash);
  put_string (message, digest, strcmp (hash, "sha256") == 0 ? 32 : 64);
  crypto_sign_detached (signature, NULL, message->data, message->len, signer->secret_key);

  put_text (inner, form->algorithm != NULL ? form->algorithm : type);
  put_string (inner, signature, sizeof signature);
  g_byte_array_append (blob, (const guint8 *) "SSHSIG", 6);
  g_byte_array_append (blob, (const guint8 *) &version, sizeof version);
  put_string (blob, key->data, key->len);
  put_text (blob, name_space);
  put_text (blob, "");
  put_text (blob, hash);
  put_string (blob, inner->data, inner->len);
  if (form->tail != NULL)
    g_byte_array_append (blob, (const guint8 *) form->tail, (guint) strlen (form->tail));
  return armour (blob);
}

/* --- Judging --- */

static void
accept (SealFixture *self,
        const char  *key_file)
{
  g_autofree char *path = g_build_filename (self->folder, "key.pub", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, key_file, -1, NULL));
  g_assert_cmpint (rc_trust_add (self->case_file, path, "Test Bank (fictitious)", "files", RC_TIME_NONE, RC_TIME_NONE, "made here", &error),
                   >, 0);
  g_assert_no_error (error);
}

static const RcSeal *
judge (SealFixture *self,
       const char  *text,
       const char  *signature)
{
  seal_fixture_write (self, "log.txt", text, -1);
  seal_fixture_write (self, "log.txt.sig", signature, -1);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (self, "sshsig"), ==, 1);
  return seal_fixture_seal (self, "sshsig", 0);
}

static const RcSeal *
judge_form (SealFixture *self,
            const char  *text,
            const Form  *form)
{
  Signer signer;
  g_autofree char *signature = NULL;
  g_autofree char *line = NULL;

  make_signer (&signer, 1);
  line = make_key_line (&signer);
  accept (self, line);
  signature = make_signature (&signer, content, form);
  return judge (self, text, signature);
}

static void
assert_seal (const RcSeal *seal,
             RcVerdict     worst,
             const char   *reason)
{
  g_assert_cmpstr (rc_verdict_to_code (rc_seal_worst (seal)), ==, rc_verdict_to_code (worst));
  g_assert_cmpstr (seal->reason, ==, reason);
  g_assert_cmpint (seal->total, ==, 1);
  g_assert_cmpint (seal->checked, ==, worst == RC_VERDICT_VALID || worst == RC_VERDICT_UNVERIFIABLE ? seal->checked : 0);
}

static void
test_valid (SealFixture   *self,
            gconstpointer  data)
{
  assert_seal (judge_form (self, content, &(Form) { 0 }), RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal_fixture_protection (self, "sshsig", "log.txt", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpuint (seal_fixture_count (self, NULL), ==, 0);
}

static void
test_sha256 (SealFixture   *self,
             gconstpointer  data)
{
  assert_seal (judge_form (self, content, &(Form) { .hash = "sha256" }), RC_VERDICT_VALID, NULL);
}

static void
test_changed (SealFixture   *self,
              gconstpointer  data)
{
  assert_seal (judge_form (self, "as recorded \n", &(Form) { 0 }), RC_VERDICT_INVALID, "signature");
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_SIGNATURE_INVALID));
  g_assert_cmpint (seal_fixture_protection (self, "sshsig", "log.txt", 1), ==, RC_VERDICT_INVALID);
}

static void
test_namespace (SealFixture   *self,
                gconstpointer  data)
{
  assert_seal (judge_form (self, content, &(Form) { .name_space = "git" }), RC_VERDICT_INVALID, "namespace");
  g_assert_cmpstr (seal_fixture_exception (self, RC_EXCEPTION_SIGNATURE_INVALID)->found, ==, "git");
}

/* The key of the auditor's own is named, and another one signed. */
static void
test_other_key (SealFixture   *self,
                gconstpointer  data)
{
  Signer claimed, signer;
  g_autofree char *line = NULL;
  g_autofree char *signature = NULL;

  make_signer (&claimed, 1);
  make_signer (&signer, 2);
  line = make_key_line (&claimed);
  accept (self, line);
  signature = make_signature (&signer, content, &(Form) { .claimed = &claimed });
  assert_seal (judge (self, content, signature), RC_VERDICT_INVALID, "signature");
}

static void
test_unaccepted (SealFixture   *self,
                 gconstpointer  data)
{
  Signer signer;
  g_autofree char *signature = NULL;

  make_signer (&signer, 3);
  signature = make_signature (&signer, content, &(Form) { 0 });
  assert_seal (judge (self, content, signature), RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_KEY_IN_BUNDLE_ONLY));
}

static void
test_unsupported (SealFixture   *self,
                  gconstpointer  data)
{
  const Form *form = data;

  assert_seal (judge_form (self, content, form), RC_VERDICT_UNVERIFIABLE, form->version != 0 ? "format-unsupported" : "algorithm-unsupported");
}

static void
test_forbidden (SealFixture   *self,
                gconstpointer  data)
{
  assert_seal (judge_form (self, content, &(Form) { .algorithm = "ssh-rsa" }), RC_VERDICT_INVALID, "algorithm");
}

static void
test_malformed (SealFixture   *self,
                gconstpointer  data)
{
  assert_seal (judge_form (self, content, data), RC_VERDICT_MALFORMED, "format");
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_SEAL_MALFORMED));
}

static void
test_absent (SealFixture   *self,
             gconstpointer  data)
{
  Signer signer;
  g_autofree char *signature = NULL;

  make_signer (&signer, 1);
  signature = make_signature (&signer, content, &(Form) { 0 });
  seal_fixture_write (self, "gone.txt.sshsig", signature, -1);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  assert_seal (seal_fixture_seal (self, "sshsig", 0), RC_VERDICT_INCOMPLETE, "payload-withheld");
}

/* --- Lists of signers --- */

typedef struct
{
  const char *options;
  const char *name_space;
  RcVerdict   worst;
  const char *reason;
} ListCase;

static void
test_list (SealFixture   *self,
           gconstpointer  data)
{
  const ListCase *list = data;
  Signer signer, other;
  g_autofree char *line = NULL;
  g_autofree char *other_line = NULL;
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;

  make_signer (&signer, 1);
  make_signer (&other, 2);
  line = make_key_line (&signer);
  other_line = make_key_line (&other);
  text = g_strdup_printf ("# signers\r\n\n%s\r\nalice@example.org,bob@example.org %s %s somebody's key\n", other_line, list->options, line);
  accept (self, text);
  signature = make_signature (&signer, content, &(Form) { .name_space = list->name_space });
  assert_seal (judge (self, content, signature), list->worst, list->reason);
}

static const ListCase list_cases[] = {
  { "", "file", RC_VERDICT_VALID, NULL },
  { "namespaces=\"git,file\"", "git", RC_VERDICT_VALID, NULL },
  { "namespaces=\"git\"", "file", RC_VERDICT_INVALID, "namespace" },
  { "valid-after=\"20200101\",namespaces=\"file\",valid-before=\"20991231235959Z\"", "file", RC_VERDICT_VALID, NULL },
  { "valid-before=\"20200101\"", "file", RC_VERDICT_UNVERIFIABLE, "time-not-established" },
  { "valid-after=\"209901010000Z\"", "file", RC_VERDICT_UNVERIFIABLE, "time-not-established" },
  { "namespaces=\"*\"", "file", RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only" },
  { "cert-authority", "file", RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only" },
};

static void
test_key_files (void)
{
  static const char * const refused[] = {
    "alice@example.org unknown-option %s\n", "alice@example.org valid-after=\"2020\" %s\n", "alice@example.org valid-after=20200101 %s\n",
    "from=\"10.0.0.1\" %s\n", "ssh-rsa%s\n", "%s\nnot a key\n", "a b c %s\n",
  };
  Signer signer;
  g_autofree char *line = NULL;
  g_autoptr (RcAnchor) single = NULL;
  g_autoptr (GError) error = NULL;

  make_signer (&signer, 1);
  line = make_key_line (&signer);
  single = rc_anchor_parse (line, strlen (line), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (single->kind, ==, "ssh");
  g_assert_nonnull (single->key);
  g_assert_true (g_str_has_prefix (single->key_id, "SHA256:"));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_auto (GStrv) parts = g_strsplit (refused[i], "%s", 2);
      g_autofree char *text = g_strconcat (parts[0], line, parts[1], NULL);

      g_assert_null (rc_anchor_parse (text, strlen (text), NULL));
    }
}

static void
test_private_key (void)
{
  static const char text[] = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_anchor_parse (text, strlen (text), &error));
  g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY);
  g_assert_nonnull (strstr (error->message, "private key"));
}

/* --- The parser --- */

/* The key that stands in it is not signed: whoever judges compares it with an accepted one. */
static gboolean
fits (const char   *text,
      gsize         length,
      const Signer *signer)
{
  g_autoptr (RcSshsigFile) file = NULL;
  g_autoptr (RcPublicKey) key = rc_public_key_new_ed25519 (signer->public_key);
  const char *fault = NULL;
  guint8 digest[64];

  if (rc_sshsig_file_parse (text, length, &file, &fault) != RC_SSHSIG_READ || file->version != 1
      || rc_sshsig_file_get_hash (file) == RC_HASH_NONE || file->key->key == NULL || !rc_public_key_equal (file->key->key, key))
    return FALSE;
  crypto_hash_sha512 (digest, (const guint8 *) content, strlen (content));
  return rc_sshsig_file_fits (file, key, digest);
}

static void
test_mutations (void)
{
  Signer signer;
  g_autofree char *text = NULL;
  gsize length;

  make_signer (&signer, 1);
  text = make_signature (&signer, content, &(Form) { 0 });
  length = strlen (text);
  g_assert_true (fits (text, length, &signer));
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *changed = g_memdup2 (text, length);
      g_autofree char *cut = g_memdup2 (text, MAX (i, 1));

      changed[i] ^= (char) (1u << (i % 8));
      g_assert_false (fits (changed, length, &signer));
      /* Its last line end may be missing. */
      g_assert_true (fits (cut, i, &signer) == (i == length - 1));
    }
}

/* --- The program of OpenSSH --- */

static int
run (const char *folder,
     const char *command)
{
  const char *argv[] = { "/bin/sh", "-c", command, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_assert_true (g_spawn_sync (folder, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                               &status, &error));
  return status;
}

static void
compare (SealFixture *self,
         const char  *type)
{
  g_autofree char *make = g_strdup_printf ("ssh-keygen -q %s -N '' -C made -f ../key && ssh-keygen -q -Y sign -f ../key -n file good "
                                           "&& ssh-keygen -q -Y sign -f ../key -n git git && cp good.sig bad.sig", type);
  g_autofree char *folder = g_build_filename (self->folder, "evidence", NULL);
  g_autofree char *path = g_build_filename (self->folder, "key.pub", NULL);
  g_autofree char *line = NULL;
  static const struct { const char *name; gboolean is_good; } files[] = { { "good", TRUE }, { "git", FALSE }, { "bad", FALSE } };

  seal_fixture_write (self, "good", content, -1);
  seal_fixture_write (self, "git", "of a commit\n", -1);
  seal_fixture_write (self, "bad", "something else\n", -1);
  g_assert_cmpint (run (folder, make), ==, 0);
  g_assert_true (g_file_get_contents (path, &line, NULL, NULL));
  accept (self, line);
  g_assert_cmpint (run (folder, "printf 'me %s\\n' \"$(cat ../key.pub)\" > ../signers"), ==, 0);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);

  g_assert_cmpuint (seal_fixture_count_seals (self, "sshsig"), ==, G_N_ELEMENTS (files));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *verify = g_strdup_printf ("ssh-keygen -q -Y verify -f ../signers -I me -n file -s %s.sig < %s", files[i].name,
                                                 files[i].name);

      g_assert_cmpint (run (folder, verify) == 0, ==, files[i].is_good);
      g_assert_cmpint (seal_fixture_protection (self, "sshsig", files[i].name, 1), ==,
                       files[i].is_good ? RC_VERDICT_VALID : RC_VERDICT_INVALID);
    }
}

static void
test_openssh (SealFixture   *self,
              gconstpointer  data)
{
  g_autofree char *program = g_find_program_in_path ("ssh-keygen");

  if (program == NULL)
    g_test_skip ("ssh-keygen is not here");
  else
    compare (self, data);
}

#define ADD(path, data, test) g_test_add (path, SealFixture, data, seal_fixture_set_up, test, seal_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  static const Form version = { .version = 2 };
  static const Form hash = { .hash = "sha3-512" };
  static const Form key_type = { .key_type = "ssh-mldsa44@example.org" };
  static const Form algorithm = { .algorithm = "ssh-something@example.org" };
  static const Form no_namespace = { .name_space = "" };
  static const Form tail = { .tail = "x" };

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  ADD ("/sshsig/valid", NULL, test_valid);
  ADD ("/sshsig/valid-sha256", NULL, test_sha256);
  ADD ("/sshsig/C34", NULL, test_changed);
  ADD ("/sshsig/C45", NULL, test_namespace);
  ADD ("/sshsig/C39", NULL, test_other_key);
  ADD ("/sshsig/C38", NULL, test_unaccepted);
  ADD ("/sshsig/unsupported/version", &version, test_unsupported);
  ADD ("/sshsig/unsupported/hash", &hash, test_unsupported);
  ADD ("/sshsig/unsupported/key-type", &key_type, test_unsupported);
  ADD ("/sshsig/unsupported/algorithm", &algorithm, test_unsupported);
  ADD ("/sshsig/forbidden-algorithm", NULL, test_forbidden);
  ADD ("/sshsig/malformed/no-namespace", &no_namespace, test_malformed);
  ADD ("/sshsig/malformed/tail", &tail, test_malformed);
  ADD ("/sshsig/absent", NULL, test_absent);
  for (guint i = 0; i < G_N_ELEMENTS (list_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sshsig/list/%u", i + 1);

      ADD (path, &list_cases[i], test_list);
    }
  g_test_add_func ("/sshsig/key-files", test_key_files);
  g_test_add_func ("/sshsig/private-key", test_private_key);
  g_test_add_func ("/sshsig/mutations", test_mutations);
  ADD ("/sshsig/openssh/ed25519", "-t ed25519", test_openssh);
  ADD ("/sshsig/openssh/ecdsa-256", "-t ecdsa -b 256", test_openssh);
  ADD ("/sshsig/openssh/ecdsa-384", "-t ecdsa -b 384", test_openssh);
  ADD ("/sshsig/openssh/ecdsa-521", "-t ecdsa -b 521", test_openssh);
  ADD ("/sshsig/openssh/rsa", "-t rsa -b 2048", test_openssh);
  return g_test_run ();
}
