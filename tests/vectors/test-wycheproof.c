/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <sodium.h>

#include "core/anchor-kind.h"
#include "core/seals/jws-file.h"

/*
 * The published attack vectors of Wycheproof against the program's own wrappers: every test of every file, each key as the file spells
 * it. "acceptable" means that the publisher leaves it open. The one such test (an RSA signature whose AlgorithmIdentifier leaves out
 * the NULL) is refused here: RFC 8017 appendix A.2.4 lets a verifier take it, but it is another spelling of the same signature, and
 * section 4 of integrity.md wants one.
 */

typedef struct
{
  const char      *name;
  RcSignatureForm  form;
  RcHash           hash;
  guint            n_tests;     /* that the file is known to hold */
} File;

static const File files[] = {
  { "ed25519_test.json", RC_SIGNATURE_EDDSA, RC_HASH_NONE, 151 },
  { "ecdsa_secp256r1_sha256_test.json", RC_SIGNATURE_ECDSA_DER, RC_HASH_SHA256, 484 },
  { "ecdsa_secp256r1_sha256_p1363_test.json", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA256, 262 },
  { "ecdsa_secp384r1_sha384_test.json", RC_SIGNATURE_ECDSA_DER, RC_HASH_SHA384, 504 },
  { "rsa_signature_2048_sha256_test.json", RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA256, 259 },
};

typedef struct
{
  RcJson document;
  char  *text;
  guint  n_valid;
  guint  n_invalid;
  guint  n_acceptable;
} Run;

static gboolean
run_load (Run        *self,
          const char *name)
{
  const char *root = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *path = root != NULL ? g_build_filename (root, "integrity", "wycheproof", name, NULL) : NULL;
  RcJsonFault fault;
  gsize length = 0;

  if (path == NULL || !g_file_get_contents (path, &self->text, &length, NULL))
    {
      g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
      return FALSE;
    }
  rc_json_init (&self->document);
  g_assert_true (rc_json_parse (&self->document, self->text, length, &fault));
  return TRUE;
}

static void
run_clear (Run *self)
{
  if (self->text != NULL)
    rc_json_clear (&self->document);
  g_free (self->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static char *
dup_member (const Run  *run,
            guint32     object,
            const char *name)
{
  guint32 node = rc_json_member (&run->document, object, name);

  return node != RC_JSON_NO_NODE ? rc_json_dup_text (&run->document, node, NULL) : NULL;
}

static GBytes *
read_hex (const Run  *run,
          guint32     object,
          const char *name)
{
  g_autofree char *text = dup_member (run, object, name);
  gsize length = 0;
  guint8 *bytes;

  g_assert_nonnull (text);
  if (text[0] == '\0')
    return g_bytes_new (NULL, 0);
  bytes = rc_bytes_from_hex (text, strlen (text), &length);
  g_assert_nonnull (bytes);
  return g_bytes_new_take (bytes, length);
}

/* As DER and as PEM it must be the same key. */
static RcPublicKey *
read_key (const Run *run,
          guint32    group)
{
  g_autoptr (GBytes) der = read_hex (run, group, "publicKeyDer");
  g_autofree char *pem = dup_member (run, group, "publicKeyPem");
  RcPublicKey *key = rc_public_key_new_spki (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  g_autoptr (RcPublicKey) again = rc_public_key_new_pem (pem, strlen (pem));

  g_assert_nonnull (key);
  g_assert_true (rc_public_key_equal (key, again));
  return key;
}

static void
run_test (Run         *run,
          const File  *file,
          RcPublicKey *key,
          guint32      test)
{
  g_autofree char *result = dup_member (run, test, "result");
  g_autofree char *comment = dup_member (run, test, "comment");
  g_autoptr (GBytes) message = read_hex (run, test, "msg");
  g_autoptr (GBytes) signature = read_hex (run, test, "sig");
  gint64 id = 0;
  RcSignatureFit fit = rc_public_key_verify (key, file->form, file->hash, g_bytes_get_data (message, NULL), g_bytes_get_size (message),
                                             g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
  gboolean is_valid = strcmp (result, "valid") == 0;
  gboolean is_acceptable = strcmp (result, "acceptable") == 0;

  g_assert_true (rc_json_get_integer (&run->document, rc_json_member (&run->document, test, "tcId"), &id));
  g_assert_true (is_valid || is_acceptable || strcmp (result, "invalid") == 0);
  if ((fit == RC_SIGNATURE_FITS) != is_valid)
    g_test_fail_printf ("%s %d (%s): published %s, answered %d", file->name, (int) id, comment, result, fit);
  g_assert_cmpint (fit, !=, RC_SIGNATURE_OTHER_KEY);
  run->n_valid += is_valid;
  run->n_acceptable += is_acceptable;
  run->n_invalid += !is_valid && !is_acceptable;
}

static void
run_group (Run        *run,
           const File *file,
           guint32     group)
{
  g_autoptr (RcPublicKey) key = read_key (run, group);
  guint32 tests = rc_json_member (&run->document, group, "tests");

  for (guint32 test = tests + 1; test < run->document.nodes[tests].next; test = run->document.nodes[test].next)
    run_test (run, file, key, test);
}

static void
test_file (gconstpointer data)
{
  const File *file = data;
  g_auto (Run) run = { 0 };
  guint32 groups;

  if (!run_load (&run, file->name))
    return;

  groups = rc_json_member (&run.document, 0, "testGroups");
  for (guint32 group = groups + 1; group < run.document.nodes[groups].next; group = run.document.nodes[group].next)
    run_group (&run, file, group);
  g_assert_cmpuint (run.n_valid + run.n_invalid + run.n_acceptable, ==, file->n_tests);
  g_test_message ("%s: %u valid, %u invalid, %u acceptable and refused", file->name, run.n_valid, run.n_invalid, run.n_acceptable);
}

/* --- JSON Web Keys --- */

/* Sets of keys and a token each. A token with a MAC is published as valid where the secret is known; here no secret is ever accepted, since
 * whoever can check with it could have forged (integrity.md section 5.10), so that such are refused whatever they hold. */
#define N_TOKENS 26u
#define N_VALID_MACS 4u

static char *
dup_key_set (const Run *run,
             guint32    group)
{
  guint32 node = rc_json_member (&run->document, group, "public");

  if (node == RC_JSON_NO_NODE)
    node = rc_json_member (&run->document, group, "private");
  g_assert_cmpuint (node, !=, RC_JSON_NO_NODE);
  return g_strndup (run->text + run->document.nodes[node].offset, run->document.nodes[node].length);
}

/* As a verifier that goes by the program's wrappers alone. A weak key vouches for nothing. */
static gboolean
is_accepted (const char *key_set,
             const char *token)
{
  g_autoptr (RcAnchor) anchor = rc_anchor_parse_as ("jwk", key_set, strlen (key_set), NULL);
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (RcJws) jws = NULL;
  const char *fault = NULL;

  if (anchor == NULL || rc_jws_parse (token, strlen (token), &jws, &fault) != RC_JWS_READ)
    return FALSE;

  keys = rc_anchor_list_keys (anchor);
  for (guint i = 0; i < keys->len; i++)
    {
      const RcPublicKey *key = ((const RcAnchor *) g_ptr_array_index (keys, i))->key;

      if (!rc_public_key_is_weak (key) && rc_jws_verify (jws, g_ptr_array_index (jws->signatures, 0), key, NULL) == RC_SIGNATURE_FITS)
        return TRUE;
    }
  return FALSE;
}

static void
run_token (Run        *run,
           const char *key_set,
           guint32     test)
{
  g_autofree char *token = dup_member (run, test, "jws");
  g_autofree char *result = dup_member (run, test, "result");
  g_autofree char *comment = dup_member (run, test, "comment");
  gboolean is_valid = strcmp (result, "valid") == 0;
  gboolean is_mac = strstr (key_set, "\"oct\"") != NULL;

  if (is_accepted (key_set, token) != (is_valid && !is_mac))
    g_test_fail_printf ("json_web_key_test.json (%s): published %s", comment, result);
  run->n_valid += is_valid && !is_mac;
  run->n_acceptable += is_valid && is_mac;
  run->n_invalid += !is_valid;
}

static void
test_keys (void)
{
  g_auto (Run) run = { 0 };
  guint32 groups;

  if (!run_load (&run, "json_web_key_test.json"))
    return;

  groups = rc_json_member (&run.document, 0, "testGroups");
  for (guint32 group = groups + 1; group < run.document.nodes[groups].next; group = run.document.nodes[group].next)
    {
      g_autofree char *key_set = dup_key_set (&run, group);
      guint32 tests = rc_json_member (&run.document, group, "tests");

      for (guint32 test = tests + 1; test < run.document.nodes[tests].next; test = run.document.nodes[test].next)
        run_token (&run, key_set, test);
    }
  g_assert_cmpuint (run.n_valid + run.n_invalid + run.n_acceptable, ==, N_TOKENS);
  g_assert_cmpuint (run.n_acceptable, ==, N_VALID_MACS);
  g_test_message ("json_web_key_test.json: %u valid, %u invalid, %u valid by a shared secret and refused", run.n_valid, run.n_invalid,
                  run.n_acceptable);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/wycheproof/", files[i].name, NULL);

      g_test_add_data_func (path, &files[i], test_file);
    }
  g_test_add_func ("/wycheproof/json_web_key_test.json", test_keys);
  return g_test_run ();
}
