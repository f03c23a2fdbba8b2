/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <sodium.h>

#include "core/seals/minisign-file.h"

#define KEY_NUMBER "01234567"

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

/* What the corpus says of each pair of file and signature. */
static const struct
{
  const char     *content;
  const char     *signature;
  const char     *key;
  RcMinisignForm  form;
  gboolean        fits;
  gboolean        comment_fits;
} vectors[] = {
  { "minisign/test", "minisign/test.legacy.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, TRUE, TRUE },
  { "minisign/test", "minisign/test.prehashed.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, TRUE, TRUE },
  { "minisign/Test", "minisign/test.legacy.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, FALSE, TRUE },
  { "minisign/Test", "minisign/test.prehashed.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, FALSE, TRUE },
  { "minisign/test", "minisign/variants/trusted-comment-edited.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, TRUE, FALSE },
  { "minisign/test", "minisign/variants/untrusted-comment-edited.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, TRUE, TRUE },
  { "minisign/test", "minisign/variants/alg-swapped.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, FALSE, TRUE },
  { "minisign/test", "minisign/variants/no-global-signature.minisig", "minisign/minisign.pub", RC_MINISIGN_MALFORMED, FALSE, FALSE },
  { "minisign/test", "minisign/variants/crlf.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, TRUE, TRUE },
  { "minisign/test", "minisign/minisign.pub", "minisign/minisign.pub", RC_MINISIGN_ANOTHER, FALSE, FALSE },
  { "signify/orders.txt", "signify/orders.txt.sig", "signify/regresskey.pub", RC_MINISIGN_READ, TRUE, TRUE },
  { "signify/forgery.txt", "signify/forgery.txt.sig", "signify/regresskey.pub", RC_MINISIGN_READ, FALSE, TRUE },
  { "signify/SHA256.sig", "signify/SHA256.sig", "signify/signifyportable.pub", RC_MINISIGN_READ, TRUE, TRUE },
};

static void
check_vector (guint   i,
              GBytes *content,
              GBytes *signature,
              GBytes *key)
{
  g_autoptr (RcMinisignFile) file = NULL;
  g_autoptr (RcAnchor) anchor = NULL;
  g_auto (RcMinisignContent) read = { NULL, 0 };
  g_autoptr (RcStream) stream = NULL;
  g_autoptr (GBytes) signed_bytes = NULL;
  g_autoptr (GError) error = NULL;
  const char *fault = NULL;
  RcMinisignForm form;

  anchor = rc_anchor_parse (g_bytes_get_data (key, NULL), g_bytes_get_size (key), &error);
  g_assert_no_error (error);
  form = rc_minisign_file_parse (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature), vectors[i].signature, &file,
                                 &fault);
  g_assert_cmpint (form, ==, vectors[i].form);
  g_assert_true ((fault != NULL) == (form == RC_MINISIGN_MALFORMED));
  if (form != RC_MINISIGN_READ)
    return;

  signed_bytes = g_bytes_new_from_bytes (content, file->embedded, g_bytes_get_size (content) - file->embedded);
  stream = rc_stream_new_memory (signed_bytes);
  g_assert_true (rc_minisign_content_read (file, stream, g_bytes_get_size (signed_bytes), &read, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (file->key_number, ==, anchor->key_number);
  g_assert_cmpint (rc_minisign_file_fits (file, &read, anchor->key), ==, vectors[i].fits);
  g_assert_cmpint (rc_minisign_file_comment_fits (file, anchor->key), ==, vectors[i].comment_fits);
}

static void
test_corpus (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GBytes) content = read_corpus (vectors[i].content);
      g_autoptr (GBytes) signature = read_corpus (vectors[i].signature);
      g_autoptr (GBytes) key = read_corpus (vectors[i].key);

      if (content == NULL || signature == NULL || key == NULL)
        {
          g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
          return;
        }
      g_test_message ("%s", vectors[i].signature);
      check_vector (i, content, signature, key);
    }
}

/* --- A signer of its own, so that every line can be spoiled --- */

typedef struct
{
  guint8 public_key[32];
  guint8 secret_key[64];
} Signer;

static void
make_signer (Signer *signer)
{
  guint8 seed[32];

  memset (seed, 7, sizeof seed);
  g_assert_cmpint (crypto_sign_seed_keypair (signer->public_key, signer->secret_key, seed), ==, 0);
}

static char *
encode (const guint8 *bytes,
        gsize         length)
{
  return g_base64_encode (bytes, length);
}

static char *
sign (const Signer *signer,
      const char   *content,
      const char   *comment)
{
  guint8 line[74] = "ED" KEY_NUMBER;
  guint8 hash[64], global[64];
  g_autofree guint8 *message = g_malloc (64 + strlen (comment));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  crypto_generichash_blake2b (hash, sizeof hash, (const guint8 *) content, strlen (content), NULL, 0);
  crypto_sign_detached (line + 10, NULL, hash, sizeof hash, signer->secret_key);
  memcpy (message, line + 10, 64);
  memcpy (message + 64, comment, strlen (comment));
  crypto_sign_detached (global, NULL, message, 64 + strlen (comment), signer->secret_key);
  first = encode (line, sizeof line);
  second = encode (global, sizeof global);
  return g_strdup_printf ("untrusted comment: x\n%s\ntrusted comment: %s\n%s\n", first, comment, second);
}

static RcMinisignForm
parse (const char      *text,
       RcMinisignFile **out_file)
{
  const char *fault = NULL;

  return rc_minisign_file_parse (text, strlen (text), "x.minisig", out_file, &fault);
}

static void
test_own (void)
{
  const char *content = "a decision";
  Signer signer;
  g_autoptr (RcMinisignFile) file = NULL;
  g_auto (RcMinisignContent) read = { NULL, 0 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (content, strlen (content));
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autofree char *text = NULL;
  guint8 other[32];

  make_signer (&signer);
  text = sign (&signer, content, "timestamp:1775001600\tfile:x");
  g_assert_cmpint (parse (text, &file), ==, RC_MINISIGN_READ);
  g_assert_true (rc_minisign_content_read (file, stream, strlen (content), &read, NULL));
  g_assert_true (rc_minisign_file_fits (file, &read, signer.public_key));
  g_assert_true (rc_minisign_file_comment_fits (file, signer.public_key));
  g_assert_cmpint (rc_minisign_file_claimed_time (file), ==, G_GINT64_CONSTANT (1775001600000000));

  memcpy (other, signer.public_key, sizeof other);
  other[3] ^= 1;
  g_assert_false (rc_minisign_file_fits (file, &read, other));
  read.bytes[0] ^= 1;
  g_assert_false (rc_minisign_file_fits (file, &read, signer.public_key));
}

static void
test_malformed (void)
{
  static const char * const spoiled[] = {
    "untrusted comment: x",
    "untrusted comment: x\n",
    "untrusted comment: x\nnot base64!\n",
    "untrusted comment: x\nRWQ=\n",
    "untrusted comment: x\r\n\r\n",
  };
  Signer signer;
  g_autofree char *good = NULL;
  g_auto (GStrv) lines = NULL;
  RcMinisignFile *file = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (spoiled); i++)
    g_assert_cmpint (parse (spoiled[i], &file), ==, RC_MINISIGN_MALFORMED);
  g_assert_cmpint (parse ("", &file), ==, RC_MINISIGN_ANOTHER);
  g_assert_cmpint (parse ("{\"a\":1}\n", &file), ==, RC_MINISIGN_ANOTHER);

  make_signer (&signer);
  good = sign (&signer, "x", "y");
  lines = g_strsplit (good, "\n", -1);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *text = NULL;

      switch (i)
        {
        case 0:
          text = g_strdup_printf ("%s\n%s\n%s\n", lines[0], lines[1], lines[2]);
          break;
        case 1:
          text = g_strdup_printf ("%s\n%s\n%s\n%s\nmore\n", lines[0], lines[1], lines[2], lines[3]);
          break;
        case 2:
          text = g_strdup_printf ("%s\n%s\ntrusted comment: a\rb\n%s\n", lines[0], lines[1], lines[3]);
          break;
        case 3:
          text = g_strdup_printf ("%s\n%s\n%s\n%.80s\n", lines[0], lines[1], lines[2], lines[3]);
          break;
        default:
          text = g_strdup_printf ("%s\n%s\n%s\n %s\n", lines[0], lines[1], lines[2], lines[3]);
          break;
        }
      g_assert_cmpint (parse (text, &file), ==, RC_MINISIGN_MALFORMED);
    }
  g_assert_null (file);
}

/* Every prefix of a signature is something, and none of it is read as a whole one. */
static void
test_cut (void)
{
  Signer signer;
  g_autofree char *good = NULL;

  make_signer (&signer);
  good = sign (&signer, "x", "timestamp:1");
  for (gsize length = 0; length < strlen (good) - 1; length++)
    {
      g_autofree char *text = g_strndup (good, length);
      RcMinisignFile *file = NULL;

      g_assert_cmpint (parse (text, &file), !=, RC_MINISIGN_READ);
      g_assert_null (file);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add_func ("/minisign/corpus", test_corpus);
  g_test_add_func ("/minisign/own", test_own);
  g_test_add_func ("/minisign/malformed", test_malformed);
  g_test_add_func ("/minisign/cut", test_cut);
  return g_test_run ();
}
