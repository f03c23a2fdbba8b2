/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/json.h"
#include "tests/vectors/vectors.h"

/* The published examples are JSON files with a key pair, an input and its outputs: what a signer would have handed over, and what the
 * auditor would have accepted, are taken from them. Private members of the keys are left behind. */

#define ED25519 "curve25519/jws.json"
#define RSA "jws/4_1.rsa_v15_signature.json"
#define PSS "jws/4_2.rsa-pss_signature.json"
#define EC "jws/4_3.ecdsa_signature.json"
#define MAC "jws/4_4.hmac-sha2_integrity_protection.json"
#define DETACHED "jws/4_5.signature_with_detached_content.json"
#define UNPROTECTED "jws/4_6.protecting_specific_header_fields.json"

typedef struct
{
  char  *text;
  RcJson json;
} Example;

static void
example_clear (Example *self)
{
  rc_json_clear (&self->json);
  g_free (self->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Example, example_clear)

static void
example_load (Example    *self,
              const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("RECOUNT_CORPUS"), "integrity", "jose", name, NULL);
  RcJsonFault fault;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &self->text, &length, NULL));
  rc_json_init (&self->json);
  g_assert_true (rc_json_parse (&self->json, self->text, length, &fault));
}

static void
write_file (const char *folder,
            const char *name,
            const char *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

/* A text as it reads, anything else as it is written. */
static void
write_member (const Example *example,
              const char    *pointer,
              const char    *folder,
              const char    *name)
{
  guint32 node = rc_json_pointer (&example->json, pointer);
  g_autofree char *text = NULL;

  g_assert_cmpuint (node, !=, RC_JSON_NO_NODE);
  if (example->json.nodes[node].type == RC_JSON_STRING)
    text = rc_json_dup_text (&example->json, node, NULL);
  else
    text = g_strndup (example->text + example->json.nodes[node].offset, example->json.nodes[node].length);
  write_file (folder, name, text);
}

static void
write_public_key (const Example *example,
                  const char    *folder)
{
  static const char * const members[] = { "kty", "crv", "x", "y", "n", "e", "kid", "use", "alg" };
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autoptr (GString) key = g_string_new ("{");
  guint32 object = rc_json_pointer (&example->json, "/input/key");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      guint32 node = rc_json_member (&example->json, object, members[i]);

      if (node == RC_JSON_NO_NODE)
        continue;
      g_string_append_printf (key, "%s\"%s\":", key->len > 1 ? "," : "", members[i]);
      g_string_append_len (key, example->text + example->json.nodes[node].offset, example->json.nodes[node].length);
    }
  g_string_append_c (key, '}');
  write_file (parent, "key.jwk", key->str);
}

static void
make (const char *folder,
      const char *name,
      const char *output)
{
  g_auto (Example) example = { 0 };

  example_load (&example, name);
  write_public_key (&example, folder);
  if (output != NULL)
    write_member (&example, output, folder, "token.jws");
}

static void
make_ed25519 (const char *folder)
{
  make (folder, ED25519, "/output/compact");
}

static void
make_ed25519_json (const char *folder)
{
  make (folder, ED25519, "/output/json");
}

static void
make_ed25519_flat (const char *folder)
{
  make (folder, ED25519, "/output/json_flat");
}

/* The file of the corpus is the token; only the key is made. */
static void
make_ed25519_key (const char *folder)
{
  make (folder, ED25519, NULL);
}

static void
make_rsa (const char *folder)
{
  make (folder, RSA, "/output/compact");
}

static void
make_pss (const char *folder)
{
  make (folder, PSS, "/output/json");
}

static void
make_ec (const char *folder)
{
  make (folder, EC, "/output/json_flat");
}

static void
make_mac (const char *folder)
{
  make (folder, MAC, "/output/compact");
}

static void
make_detached (const char *folder)
{
  g_auto (Example) example = { 0 };

  make (folder, DETACHED, "/output/json");
  example_load (&example, DETACHED);
  write_member (&example, "/input/payload", folder, "token");
}

static void
make_detached_alone (const char *folder)
{
  make (folder, DETACHED, "/output/compact");
}

static void
make_unprotected (const char *folder)
{
  make (folder, UNPROTECTED, "/output/json");
}

/* One character of the payload is another. */
static void
make_rsa_changed (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "token.jws", NULL);
  g_autofree char *text = NULL;
  char *dot;

  make_rsa (folder);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  dot = strchr (text, '.');
  dot[5] = dot[5] == 'A' ? 'B' : 'A';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

#define KEY "@key.jwk"

static const Vector vectors[] = {
  { ED25519, "", KEY, "jws", "token.jws", "VALID", .make = make_ed25519 },
  { ED25519, "", KEY, "jws", "token.jws", "VALID", .make = make_ed25519_json },
  { ED25519, "", KEY, "jws", "token.jws", "VALID", .make = make_ed25519_flat },
  { RSA, "", KEY, "jws", "token.jws", "VALID", .make = make_rsa },
  { PSS, "", KEY, "jws", "token.jws", "VALID", .make = make_pss },
  { EC, "", KEY, "jws", "token.jws", "VALID", .make = make_ec },
  { MAC, "", NULL, "jws", "token.jws", "UNVERIFIABLE", "key-missing", "shared secret", .make = make_mac },
  { DETACHED, "", NULL, "jws", "token", "UNVERIFIABLE", "key-missing", "shared secret", .make = make_detached },
  { NULL, "", NULL, "jws", "token.jws", "INCOMPLETE", "payload-withheld", .make = make_detached_alone },
  { UNPROTECTED, "", NULL, "jws", "token.jws", "UNVERIFIABLE", "key-missing", "outside of what is signed", .make = make_unprotected },
  { "variants/alg-none.jws", NULL, KEY, "jws", "alg-none.jws", "INVALID", "algorithm", NULL, "C43", make_ed25519_key },
  { "variants/alg-hs256-with-public-key.jws", NULL, KEY, "jws", NULL, "INVALID", "algorithm", NULL, "C43", make_ed25519_key },
  { "variants/crit-unknown.jws", NULL, KEY, "jws", NULL, "INVALID", "algorithm", NULL, "C43", make_ed25519_key },
  { "variants/padded-base64.jws", NULL, KEY, "jws", NULL, "MALFORMED", .make = make_ed25519_key },
  { "variants/payload-swapped.jws", NULL, KEY, "jws", NULL, "INVALID", "signature", .make = make_ed25519_key },
  { NULL, "variants/payload-swapped.jws", NULL, "jws", NULL, "UNVERIFIABLE", "key-missing" },
  { NULL, "", KEY, "jws", "token.jws", "INVALID", "signature", .make = make_rsa_changed },
  { NULL, "", KEY ";purpose=files", "jws", "token.jws", "UNVERIFIABLE", "key-missing", .make = make_rsa },
  { NULL, "", KEY ";identity=issuer=somebody", "jws", "token.jws", "INVALID", "identity", .make = make_rsa },
};

static const Disagreement disagreements[] = {
  { DETACHED, "integrity.md section 5.10: HS256 is a shared secret, with which whoever checks could have forged; the row itself asks to report it "
    "as a MAC" },
};

const VectorSet vectors_jose = { "jose", vectors, G_N_ELEMENTS (vectors), disagreements, G_N_ELEMENTS (disagreements) };
