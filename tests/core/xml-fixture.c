/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "xml-fixture.h"

#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include "core/base64.h"

#define SHA256 "http://www.w3.org/2001/04/xmlenc#sha256"
#define XADES "http://uri.etsi.org/01903/v1.3.2#"

static char *
dup_digest (const void *bytes,
            gsize       length)
{
  RcDigest digest;

  rc_digest_compute (bytes, length, &digest);
  return rc_base64_encode (digest.bytes, sizeof digest.bytes);
}

static char *
make_transforms (const char *transforms)
{
  g_auto (GStrv) names = transforms != NULL ? g_strsplit (transforms, "|", -1) : NULL;
  GString *text = g_string_new (NULL);

  if (names == NULL)
    return g_string_free (text, FALSE);

  g_string_append (text, "<Transforms>");
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (text, "<Transform Algorithm=\"%s\"></Transform>", names[i]);
  g_string_append (text, "</Transforms>");
  return g_string_free (text, FALSE);
}

char *
xml_reference (const char *uri,
               const char *type,
               const char *transforms,
               const char *content)
{
  g_autofree char *digest = dup_digest (content, strlen (content));
  g_autofree char *list = make_transforms (transforms);
  g_autofree char *type_text = type != NULL ? g_strdup_printf (" Type=\"%s\"", type) : g_strdup ("");

  return g_strdup_printf ("<Reference%s URI=\"%s\">%s<DigestMethod Algorithm=\"" SHA256 "\"></DigestMethod><DigestValue>%s</DigestValue>"
                          "</Reference>", type_text, uri, list, digest);
}

/* --- The value --- */

/* r and s, 32 bytes each (RFC 4050 section 3.3). */
static char *
make_raw (const guchar *der,
          gsize         length)
{
  ECDSA_SIG *both = d2i_ECDSA_SIG (NULL, &der, (long) length);
  guint8 raw[64];

  g_assert_nonnull (both);
  BN_bn2binpad (ECDSA_SIG_get0_r (both), raw, 32);
  BN_bn2binpad (ECDSA_SIG_get0_s (both), raw + 32, 32);
  ECDSA_SIG_free (both);
  return rc_base64_encode (raw, sizeof raw);
}

static char *
sign (const CertificateMaker *signer,
      const char             *text)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  guchar signature[1024];
  gsize length = sizeof signature;
  char *value;

  g_assert_cmpint (EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL, signer->key), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, signature, &length, (const guchar *) text, strlen (text)), ==, 1);
  value = EVP_PKEY_get_base_id (signer->key) == EVP_PKEY_EC ? make_raw (signature, length) : rc_base64_encode (signature, length);
  EVP_MD_CTX_free (context);
  return value;
}

static char *
make_certificate (const CertificateMaker *signer)
{
  GBytes *der = rc_certificate_get_der (signer->certificate);
  g_autofree char *text = rc_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));

  return g_strdup_printf ("<X509Data><X509Certificate>%s</X509Certificate></X509Data>", text);
}

static char *
dup_number (const CertificateMaker *signer,
            const char             *name)
{
  BIGNUM *number = NULL;
  guint8 bytes[1024];
  char *text;

  g_assert_cmpint (EVP_PKEY_get_bn_param (signer->key, name, &number), ==, 1);
  text = rc_base64_encode (bytes, (gsize) BN_bn2bin (number, bytes));
  BN_free (number);
  return text;
}

char *
xml_key_value (const CertificateMaker *signer)
{
  g_autofree char *modulus = dup_number (signer, OSSL_PKEY_PARAM_RSA_N);
  g_autofree char *exponent = dup_number (signer, OSSL_PKEY_PARAM_RSA_E);

  return g_strdup_printf ("<KeyValue><RSAKeyValue><Modulus>%s</Modulus><Exponent>%s</Exponent></RSAKeyValue></KeyValue>", modulus,
                          exponent);
}

/* --- XAdES --- */

static char *
make_properties (const XmlWish *wish)
{
  const CertificateMaker *meant = wish->meant != NULL ? wish->meant : wish->signer;
  GBytes *der = rc_certificate_get_der (meant->certificate);
  g_autofree char *digest = dup_digest (g_bytes_get_data (der, NULL), g_bytes_get_size (der));

  return g_strdup_printf ("<xades:SignedProperties xmlns:xades=\"" XADES "\" Id=\"P\"><xades:SignedSignatureProperties>"
                          "<xades:SigningTime>2025-06-01T12:00:00Z</xades:SigningTime><xades:SigningCertificateV2><xades:Cert>"
                          "<xades:CertDigest><DigestMethod xmlns=\"" XML_DSIG "\" Algorithm=\"" SHA256 "\"></DigestMethod>"
                          "<DigestValue xmlns=\"" XML_DSIG "\">%s</DigestValue></xades:CertDigest></xades:Cert>"
                          "</xades:SigningCertificateV2></xades:SignedSignatureProperties></xades:SignedProperties>", digest);
}

static char *
make_stamp (const XmlWish *wish,
            const char    *value)
{
  g_autofree char *stamped = g_strdup_printf ("<SignatureValue xmlns=\"" XML_DSIG "\">%s</SignatureValue>", value);
  StampWish stamp = { .signer = wish->authority, .time = wish->stamp_time };
  g_autoptr (GBytes) token = NULL;
  g_autofree char *text = NULL;

  if (wish->authority == NULL)
    return g_strdup ("");

  token = stamp_make (&stamp, stamped, strlen (stamped));
  text = rc_base64_encode (g_bytes_get_data (token, NULL), g_bytes_get_size (token));
  return g_strdup_printf ("<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:SignatureTimeStamp>"
                          "<CanonicalizationMethod Algorithm=\"" XML_EXCLUSIVE "\"/><xades:EncapsulatedTimeStamp>%s"
                          "</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp></xades:UnsignedSignatureProperties>"
                          "</xades:UnsignedProperties>", text);
}

static char *
make_object (const XmlWish *wish,
             const char    *properties,
             const char    *value)
{
  g_autofree char *stamp = make_stamp (wish, value);

  if (!wish->is_xades)
    return g_strdup ("");
  return g_strdup_printf ("<Object><xades:QualifyingProperties xmlns:xades=\"" XADES "\" Target=\"#S\">%s%s</xades:QualifyingProperties>"
                          "</Object>", properties, stamp);
}

/* --- The whole --- */

char *
xml_signature (const XmlWish *wish)
{
  g_autofree char *properties = wish->is_xades ? make_properties (wish) : NULL;
  g_autofree char *bound = wish->is_xades && !wish->is_unbound
                           ? xml_reference ("#P", "http://uri.etsi.org/01903#SignedProperties", XML_EXCLUSIVE, properties) : NULL;
  g_autofree char *inner = g_strdup_printf ("<CanonicalizationMethod Algorithm=\"" XML_EXCLUSIVE "\"></CanonicalizationMethod>"
                                            "<SignatureMethod Algorithm=\"%s\"></SignatureMethod>%s%s",
                                            wish->method != NULL ? wish->method : XML_METHOD, wish->references,
                                            bound != NULL ? bound : "");
  g_autofree char *canonical = g_strdup_printf ("<SignedInfo xmlns=\"" XML_DSIG "\">%s</SignedInfo>", inner);
  g_autofree char *value = sign (wish->signer, canonical);
  g_autofree char *key_info = wish->key_info != NULL ? g_strdup (wish->key_info) : make_certificate (wish->signer);
  g_autofree char *object = make_object (wish, properties, value);

  return g_strdup_printf ("<Signature xmlns=\"" XML_DSIG "\" Id=\"S\"><SignedInfo>%s</SignedInfo><SignatureValue>%s</SignatureValue>"
                          "<KeyInfo>%s</KeyInfo>%s%s</Signature>", inner, value, key_info,
                          wish->objects != NULL ? wish->objects : "", object);
}
