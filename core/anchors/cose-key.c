/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/anchors/cose-key.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/bounds.h"
#include "core/cbor.h"
#include "core/words.h"

/* RFC 9052 table 5, RFC 9053 tables 17 to 19, RFC 8230 table 4 */
#define LABEL_TYPE 1
#define LABEL_ID 2
#define LABEL_ALGORITHM 3
#define LABEL_CURVE (-1)
#define LABEL_X (-2)
#define LABEL_Y (-3)
#define LABEL_SECRET (-4)
#define LABEL_MODULUS (-1)
#define LABEL_EXPONENT (-2)
#define LABEL_RSA_SECRET (-3)
#define TYPE_OKP 1
#define TYPE_EC2 2
#define TYPE_RSA 3
#define CURVE_ED25519 6
#define CURVE_ED448 7
#define ED25519_BYTES 32
#define ED448_BYTES 57
#define LONGEST_COORDINATE 66

void
rc_cose_key_free (RcCoseKey *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->kid, g_bytes_unref);
  rc_public_key_unref (self->key);
  g_free (self);
}

static gboolean
read_integer (const GArray *map,
              gint64        label,
              gint64       *out_value)
{
  const RcCborEntry *entry = rc_cbor_map_get (map, label);
  RcCborItem item;

  return entry != NULL && rc_cbor_entry_read (entry, &item) && rc_cbor_item_integer (&item, out_value);
}

static gboolean
read_bytes (const GArray *map,
            gint64        label,
            RcCborItem   *out_item)
{
  const RcCborEntry *entry = rc_cbor_map_get (map, label);

  return entry != NULL && rc_cbor_entry_read (entry, out_item) && out_item->type == RC_CBOR_BYTES;
}

static RcPublicKey *
read_okp (const GArray *map)
{
  RcCborItem x;
  gint64 curve;

  if (!read_integer (map, LABEL_CURVE, &curve) || !read_bytes (map, LABEL_X, &x))
    return NULL;
  if (curve == CURVE_ED25519 && x.length == ED25519_BYTES)
    return rc_public_key_new_ed25519 (x.bytes);
  return curve == CURVE_ED448 && x.length == ED448_BYTES ? rc_public_key_new_ed448 (x.bytes) : NULL;
}

/* SEC 1: 04 and both coordinates, or 02 or 03 and the first one alone. */
static RcPublicKey *
read_ec2 (const GArray *map)
{
  static const struct { RcKeyType type; gsize length; } curves[] = {
    { RC_KEY_EC_P256, 32 }, { RC_KEY_EC_P384, 48 }, { RC_KEY_EC_P521, 66 },
  };
  const RcCborEntry *entry = rc_cbor_map_get (map, LABEL_Y);
  guint8 point[1 + 2 * LONGEST_COORDINATE];
  RcCborItem x, y;
  gint64 curve;

  if (!read_integer (map, LABEL_CURVE, &curve) || curve < 1 || curve > (gint64) G_N_ELEMENTS (curves) || !read_bytes (map, LABEL_X, &x)
      || x.length != curves[curve - 1].length || entry == NULL || !rc_cbor_entry_read (entry, &y))
    return NULL;

  memcpy (point + 1, x.bytes, x.length);
  if (y.type == RC_CBOR_SIMPLE && (y.argument == RC_CBOR_FALSE || y.argument == RC_CBOR_TRUE))
    {
      point[0] = y.argument == RC_CBOR_TRUE ? 0x03 : 0x02;
      return rc_public_key_new_ec (curves[curve - 1].type, point, 1 + x.length);
    }
  if (y.type != RC_CBOR_BYTES || y.length != x.length)
    return NULL;
  point[0] = 0x04;
  memcpy (point + 1 + x.length, y.bytes, y.length);
  return rc_public_key_new_ec (curves[curve - 1].type, point, 1 + 2 * x.length);
}

static RcPublicKey *
read_rsa (const GArray *map)
{
  RcCborItem modulus, exponent;

  if (!read_bytes (map, LABEL_MODULUS, &modulus) || !read_bytes (map, LABEL_EXPONENT, &exponent))
    return NULL;
  return rc_public_key_new_rsa (modulus.bytes, modulus.length, exponent.bytes, exponent.length);
}

static RcPublicKey *
read_key (const GArray *map)
{
  gint64 type;

  if (!read_integer (map, LABEL_TYPE, &type))
    return NULL;
  /* Somebody's secret key is not taken into a case. */
  if (rc_cbor_map_get (map, type == TYPE_RSA ? LABEL_RSA_SECRET : LABEL_SECRET) != NULL)
    return NULL;
  return type == TYPE_OKP ? read_okp (map) : type == TYPE_EC2 ? read_ec2 (map) : type == TYPE_RSA ? read_rsa (map) : NULL;
}

/**
 * rc_cose_key_parse:
 * @bytes: tainted
 *
 * Returns: (transfer full) (nullable): a public key
 */
RcCoseKey *
rc_cose_key_parse (const void *bytes,
                   gsize       length)
{
  g_autoptr (RcCoseKey) self = NULL;
  g_autoptr (GArray) map = NULL;
  RcCborReader reader;
  RcCborItem kid;

  if (length > RC_LIMIT_KEY_BYTES)
    return NULL;
  rc_cbor_reader_init (&reader, bytes, length);
  map = rc_cbor_read_map (&reader);
  if (map == NULL || !rc_cbor_finish (&reader))
    return NULL;

  self = g_new0 (RcCoseKey, 1);
  self->key = read_key (map);
  if (read_bytes (map, LABEL_ID, &kid))
    self->kid = g_bytes_new (kid.bytes, kid.length);
  if (rc_cbor_map_get (map, LABEL_ALGORITHM) != NULL && !read_integer (map, LABEL_ALGORITHM, &self->algorithm))
    return NULL;
  return self->key != NULL ? g_steal_pointer (&self) : NULL;
}

RcCoseKey *
rc_cose_key_read (const RcAnchor *anchor)
{
  g_autofree guint8 *bytes = NULL;
  gsize length = 0;

  if (strcmp (anchor->kind, RC_ANCHOR_COSE_KEY) != 0)
    return NULL;
  bytes = rc_bytes_from_hex (anchor->material, strlen (anchor->material), &length);
  return bytes != NULL ? rc_cose_key_parse (bytes, length) : NULL;
}

static gboolean
read_anchor (RcAnchor   *anchor,
             const char *bytes,
             gsize       length)
{
  g_autoptr (RcCoseKey) key = rc_cose_key_parse (bytes, length);
  g_autofree guint8 *decoded = NULL;
  gsize n_bytes = length;

  if (key == NULL)
    {
      while (length > 0 && g_ascii_isspace (bytes[length - 1]))
        length--;
      decoded = rc_bytes_from_hex (bytes, length, &n_bytes);
      key = decoded != NULL ? rc_cose_key_parse (decoded, n_bytes) : NULL;
    }
  if (key == NULL)
    return FALSE;

  anchor->key = rc_public_key_ref (key->key);
  anchor->material = rc_bytes_dup_hex (decoded != NULL ? decoded : (const guint8 *) bytes, n_bytes);
  return TRUE;
}

const RcAnchorKind rc_anchor_kind_cose_key = {
  .id = RC_ANCHOR_COSE_KEY,
  .title = N_("Public key (COSE)"),
  .purposes = "any",
  .is_guessed = TRUE,
  .read = read_anchor,
};
