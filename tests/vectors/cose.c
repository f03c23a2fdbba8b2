/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/base64.h"
#include "core/cbor.h"
#include "core/digest.h"
#include "core/json.h"

/* The files of the corpus describe messages: what is imported is the message itself, in binary. */
#define DESCRIPTION "description.json"
#define MESSAGE "message.cose"
#define KEY "@key.cose"

static char *
dup_text (const RcJson *json,
          const char   *pointer)
{
  guint32 node = rc_json_pointer (json, pointer);

  return node != RC_JSON_NO_NODE ? rc_json_dup_text (json, node, NULL) : NULL;
}

static void
write_hex (const char *folder,
           const char *name,
           const char *hex)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *lower = g_ascii_strdown (hex, -1);
  gsize length = 0;
  g_autofree guint8 *bytes = rc_bytes_from_hex (lower, strlen (lower), &length);

  g_assert_nonnull (bytes);
  g_assert_true (g_file_set_contents (path, (const char *) bytes, (gssize) length, NULL));
}

static void
append_member (const RcJson *json,
               const char   *key,
               const char   *name,
               gint64        label,
               GByteArray   *out_key)
{
  g_autofree char *base64_pointer = g_strdup_printf ("%s/%s", key, name);
  g_autofree char *hex_pointer = g_strdup_printf ("%s/%s_hex", key, name);
  g_autofree char *base64 = dup_text (json, base64_pointer);
  g_autofree char *hex = dup_text (json, hex_pointer);
  g_autoptr (GBytes) bytes = base64 != NULL ? rc_base64_decode (base64, strlen (base64), RC_BASE64_URL_UNPADDED) : NULL;
  gsize length = 0;
  g_autofree guint8 *decoded = hex != NULL ? rc_bytes_from_hex (hex, strlen (hex), &length) : NULL;

  rc_cbor_append_head (out_key, RC_CBOR_NEGATIVE, (guint64) (-1 - label));
  if (bytes != NULL)
    rc_cbor_append_bytes (out_key, RC_CBOR_BYTES, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  else
    rc_cbor_append_bytes (out_key, RC_CBOR_BYTES, decoded, length);
}

static guint64
curve_of (const char *name)
{
  return strcmp (name, "P-256") == 0 ? 1 : strcmp (name, "Ed25519") == 0 ? 6 : strcmp (name, "Ed448") == 0 ? 7 : 0;
}

/* The public part as COSE_Key, with its id and the one algorithm that it is for. */
static void
write_key (const RcJson *json,
           const char   *key,
           const char   *folder)
{
  g_autofree char *kid_pointer = g_strdup_printf ("%s/kid", key);
  g_autofree char *curve_pointer = g_strdup_printf ("%s/crv", key);
  g_autofree char *kid = dup_text (json, kid_pointer);
  g_autofree char *curve = dup_text (json, curve_pointer);
  g_autofree char *path = g_build_filename (folder, "..", "key.cose", NULL);
  gboolean is_ec = strcmp (curve, "P-256") == 0;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  rc_cbor_append_head (bytes, RC_CBOR_MAP, is_ec ? 6 : 5);
  rc_cbor_append_head (bytes, RC_CBOR_UNSIGNED, 1);
  rc_cbor_append_head (bytes, RC_CBOR_UNSIGNED, is_ec ? 2 : 1);
  rc_cbor_append_head (bytes, RC_CBOR_UNSIGNED, 2);
  rc_cbor_append_bytes (bytes, RC_CBOR_BYTES, kid, strlen (kid));
  rc_cbor_append_head (bytes, RC_CBOR_UNSIGNED, 3);
  rc_cbor_append_head (bytes, RC_CBOR_NEGATIVE, is_ec ? 6 : 7);   /* ES256, EdDSA */
  rc_cbor_append_head (bytes, RC_CBOR_NEGATIVE, 0);
  rc_cbor_append_head (bytes, RC_CBOR_UNSIGNED, curve_of (curve));
  append_member (json, key, "x", -2, bytes);
  if (is_ec)
    append_member (json, key, "y", -3, bytes);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
}

static void
write_message (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, DESCRIPTION, NULL);
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;
  g_autofree char *external = NULL;
  g_auto (RcJson) json;
  RcJsonFault fault;
  gsize length;

  rc_json_init (&json);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (rc_json_parse (&json, text, length, &fault));
  message = dup_text (&json, "/output/cbor");
  external = dup_text (&json, "/input/sign0/external");
  write_hex (folder, MESSAGE, message);
  if (external != NULL)
    write_hex (folder, MESSAGE ".aad", external);
  write_key (&json, rc_json_pointer (&json, "/input/sign0/key") != RC_JSON_NO_NODE ? "/input/sign0/key" : "/input/sign/signers/0/key",
             folder);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* The bytes that were signed beside the message are lost. */
static void
write_without_external (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, MESSAGE ".aad", NULL);

  write_message (folder);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

#define FILES(file) file "=" DESCRIPTION
#define CASE(file, kind, verdict, reason, note, id) { file, FILES (file), KEY, kind, NULL, verdict, reason, note, id, write_message }
#define SIGN1 "sign1-tests/"
#define EDDSA "eddsa-examples/"

static const Vector vectors[] = {
  CASE (EDDSA "eddsa-01.json", "cose", "VALID", NULL, NULL, NULL),
  CASE (EDDSA "eddsa-02.json", "cose", "VALID", NULL, NULL, NULL),
  CASE (EDDSA "eddsa-sig-01.json", "cose", "VALID", NULL, NULL, NULL),
  CASE (EDDSA "eddsa-sig-02.json", "cose", "VALID", NULL, NULL, NULL),
  CASE (SIGN1 "sign-pass-01.json", "cose", "VALID", NULL, "that the signature does not protect", "C44"),
  CASE (SIGN1 "sign-pass-02.json", "cose", "VALID", NULL, "together with the bytes in the file beside it", NULL),
  CASE (SIGN1 "sign-pass-03.json", "cose", "VALID", NULL, NULL, NULL),
  CASE (SIGN1 "sign-fail-01.json", "cose", "MALFORMED", NULL, "its tag is not that of a signed message", NULL),
  CASE (SIGN1 "sign-fail-02.json", "cose", "INVALID", "signature", NULL, NULL),
  CASE (SIGN1 "sign-fail-03.json", "cose", "INVALID", "algorithm", NULL, "C44"),
  CASE (SIGN1 "sign-fail-04.json", "cose", "INVALID", "algorithm", NULL, NULL),
  CASE (SIGN1 "sign-fail-06.json", "cose", "INVALID", "signature", NULL, NULL),
  CASE (SIGN1 "sign-fail-07.json", "cose", "INVALID", "signature", NULL, NULL),
  { NULL, FILES (SIGN1 "sign-pass-02.json"), KEY, "cose", NULL, "INVALID", "signature", .make = write_without_external },
  { NULL, FILES (SIGN1 "sign-pass-03.json"), NULL, "cose", NULL, "UNVERIFIABLE", "key-missing", .make = write_message },
};

const VectorSet vectors_cose = { "cose", vectors, G_N_ELEMENTS (vectors) };
