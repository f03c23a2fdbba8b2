/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cose-algorithm.h"

#define ANY_CURVE (-1)

static const struct
{
  gint64          algorithm;
  RcSignatureForm form;
  RcHash          hash;
  int             key;     /* RcKeyType, or ANY_CURVE */
} algorithms[] = {
  { -7, RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA256, ANY_CURVE },     /* ES256 */
  { -35, RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA384, ANY_CURVE },
  { -36, RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA512, ANY_CURVE },
  { -8, RC_SIGNATURE_EDDSA, RC_HASH_NONE, ANY_CURVE },           /* EdDSA */
  { -9, RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA256, RC_KEY_EC_P256 },
  { -51, RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA384, RC_KEY_EC_P384 },
  { -52, RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA512, RC_KEY_EC_P521 },
  { -19, RC_SIGNATURE_EDDSA, RC_HASH_NONE, RC_KEY_ED25519 },
  { -53, RC_SIGNATURE_EDDSA, RC_HASH_NONE, RC_KEY_ED448 },
  { -37, RC_SIGNATURE_RSA_PSS, RC_HASH_SHA256, RC_KEY_RSA },     /* PS256 */
  { -38, RC_SIGNATURE_RSA_PSS, RC_HASH_SHA384, RC_KEY_RSA },
  { -39, RC_SIGNATURE_RSA_PSS, RC_HASH_SHA512, RC_KEY_RSA },
  { -257, RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA256, RC_KEY_RSA },  /* RS256 */
  { -258, RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA384, RC_KEY_RSA },
  { -259, RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA512, RC_KEY_RSA },
};

static int
find (gint64 algorithm)
{
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      if (algorithms[i].algorithm == algorithm)
        return (int) i;
    }
  return -1;
}

gboolean
rc_cose_algorithm_find (gint64           algorithm,
                        RcSignatureForm *out_form,
                        RcHash          *out_hash)
{
  int i = find (algorithm);

  if (i < 0)
    return FALSE;
  *out_form = algorithms[i].form;
  *out_hash = algorithms[i].hash;
  return TRUE;
}

static gboolean
is_curve (RcKeyType type)
{
  return type == RC_KEY_EC_P256 || type == RC_KEY_EC_P384 || type == RC_KEY_EC_P521;
}

gboolean
rc_cose_algorithm_suits (gint64             algorithm,
                         const RcPublicKey *key)
{
  RcKeyType type = rc_public_key_get_type (key);
  int i = find (algorithm);

  if (i < 0)
    return FALSE;
  if (algorithms[i].key != ANY_CURVE)
    return algorithms[i].key == (int) type;
  return algorithms[i].form == RC_SIGNATURE_EDDSA ? type == RC_KEY_ED25519 || type == RC_KEY_ED448 : is_curve (type);
}

gint64
rc_cose_algorithm_of (const RcPublicKey *key)
{
  switch (rc_public_key_get_type (key))
    {
    case RC_KEY_ED25519:
    case RC_KEY_ED448:
      return -8;
    case RC_KEY_EC_P256:
      return -7;
    case RC_KEY_EC_P384:
      return -35;
    case RC_KEY_EC_P521:
      return -36;
    case RC_KEY_RSA:
    default:
      return 0;
    }
}
