/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "stamp-fixture.h"

#include <string.h>

#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/ts.h>

#define POLICY "1.2.3.4.1"

static const char *
digest_of (const StampWish *wish)
{
  return wish->digest != NULL ? wish->digest : "SHA256";
}

/* --- The statement of the time --- */

static TS_MSG_IMPRINT *
make_imprint (const StampWish *wish,
              const void      *message,
              gsize            length)
{
  TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new ();
  X509_ALGOR *algorithm = X509_ALGOR_new ();
  guint8 digest[EVP_MAX_MD_SIZE];
  gsize digest_length = 0;

  g_assert_cmpint (EVP_Q_digest (NULL, digest_of (wish), NULL, message, length, digest, &digest_length), ==, 1);
  X509_ALGOR_set_md (algorithm, EVP_get_digestbyname (digest_of (wish)));
  TS_MSG_IMPRINT_set_algo (imprint, algorithm);
  TS_MSG_IMPRINT_set_msg (imprint, digest, (int) digest_length);
  X509_ALGOR_free (algorithm);
  return imprint;
}

static void
set_accuracy (TS_TST_INFO *info)
{
  TS_ACCURACY *accuracy = TS_ACCURACY_new ();
  ASN1_INTEGER *seconds = ASN1_INTEGER_new ();

  ASN1_INTEGER_set (seconds, 2);
  TS_ACCURACY_set_seconds (accuracy, seconds);
  TS_TST_INFO_set_accuracy (info, accuracy);
  TS_ACCURACY_free (accuracy);
  ASN1_INTEGER_free (seconds);
}

static GBytes *
make_statement (const StampWish *wish,
                const void      *message,
                gsize            length)
{
  const char *text = wish->time != NULL ? wish->time : "20250601120000Z";
  TS_TST_INFO *info = TS_TST_INFO_new ();
  TS_MSG_IMPRINT *imprint = make_imprint (wish, message, length);
  ASN1_OBJECT *policy = OBJ_txt2obj (POLICY, 1);
  ASN1_GENERALIZEDTIME *time = ASN1_GENERALIZEDTIME_new ();
  ASN1_INTEGER *serial = ASN1_INTEGER_new ();
  guchar *bytes = NULL;
  GBytes *statement;
  int n_bytes;

  /* libcrypto's own setter refuses fractions. */
  ASN1_STRING_set (time, text, (int) strlen (text));
  ASN1_INTEGER_set (serial, 77);
  TS_TST_INFO_set_version (info, 1);
  TS_TST_INFO_set_policy_id (info, policy);
  TS_TST_INFO_set_msg_imprint (info, imprint);
  TS_TST_INFO_set_serial (info, serial);
  TS_TST_INFO_set_time (info, time);
  set_accuracy (info);
  n_bytes = i2d_TS_TST_INFO (info, &bytes);
  g_assert_cmpint (n_bytes, >, 0);
  statement = g_bytes_new (bytes, (gsize) n_bytes);

  OPENSSL_free (bytes);
  ASN1_GENERALIZEDTIME_free (time);
  ASN1_INTEGER_free (serial);
  ASN1_OBJECT_free (policy);
  TS_MSG_IMPRINT_free (imprint);
  TS_TST_INFO_free (info);
  return statement;
}

/* --- Its signature --- */

static void
add_signer (CMS_ContentInfo        *cms,
            const StampWish        *wish,
            const CertificateMaker *signer,
            unsigned int            flags)
{
  if (wish->leaves_out_certificate)
    flags |= CMS_NOCERTS;
  if (!wish->names_no_certificate)
    flags |= CMS_CADES;
  g_assert_nonnull (CMS_add1_signer (cms, rc_certificate_peek (signer->certificate), signer->key,
                                     EVP_get_digestbyname (digest_of (wish)), flags | CMS_NOSMIMECAP));
}

static GBytes *
sign (const StampWish *wish,
      int              content_type,
      gboolean         is_detached,
      const void      *bytes,
      gsize            length)
{
  unsigned int flags = CMS_PARTIAL | CMS_BINARY | (is_detached ? CMS_DETACHED : 0);
  CMS_ContentInfo *cms = CMS_sign (NULL, NULL, NULL, NULL, flags);
  BIO *content = BIO_new_mem_buf (bytes, (int) length);
  guchar *der = NULL;
  GBytes *result;
  int n_bytes;

  g_assert_nonnull (cms);
  g_assert_cmpint (CMS_set1_eContentType (cms, OBJ_nid2obj (content_type)), ==, 1);
  if (wish->beside != NULL)
    CMS_add1_cert (cms, rc_certificate_peek (wish->beside->certificate));
  add_signer (cms, wish, wish->signer, flags);
  if (wish->second != NULL)
    add_signer (cms, wish, wish->second, flags);
  g_assert_cmpint (CMS_final (cms, content, NULL, flags), ==, 1);

  n_bytes = i2d_CMS_ContentInfo (cms, &der);
  g_assert_cmpint (n_bytes, >, 0);
  result = g_bytes_new (der, (gsize) n_bytes);
  OPENSSL_free (der);
  BIO_free (content);
  CMS_ContentInfo_free (cms);
  return result;
}

/* PKIStatusInfo with that status, then @token. */
static GBytes *
make_response (int     status,
               GBytes *token)
{
  gsize length = token != NULL ? g_bytes_get_size (token) : 0;
  guint8 head[] = { 0x30, 0x82, 0, 0, 0x30, 0x03, 0x02, 0x01, (guint8) status };
  GByteArray *bytes = g_byte_array_new ();
  gsize inner = length + 5;

  head[2] = (guint8) (inner >> 8);
  head[3] = (guint8) inner;
  if (inner < 0x80)
    {
      guint8 start[] = { 0x30, (guint8) inner };

      g_byte_array_append (bytes, start, sizeof start);
      g_byte_array_append (bytes, head + 4, 5);
    }
  else
    g_byte_array_append (bytes, head, sizeof head);
  if (token != NULL)
    g_byte_array_append (bytes, g_bytes_get_data (token, NULL), (guint) length);
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
stamp_make (const StampWish *wish,
            const void      *message,
            gsize            length)
{
  g_autoptr (GBytes) statement = make_statement (wish, message, length);
  g_autoptr (GBytes) token = sign (wish, NID_id_smime_ct_TSTInfo, FALSE, g_bytes_get_data (statement, NULL),
                                   g_bytes_get_size (statement));

  return wish->is_response ? make_response (0, token) : g_steal_pointer (&token);
}

GBytes *
stamp_make_signature (const StampWish *wish,
                      const void      *message,
                      gsize            length)
{
  return sign (wish, NID_pkcs7_data, !wish->is_attached, message, length);
}

GBytes *
stamp_make_refusal (void)
{
  return make_response (2, NULL);
}
