/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "certificate.h"

#include <string.h>
#include <time.h>

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base64.h"
#include "bounds.h"
#include "crypto-library.h"
#include "display-text.h"
#include "timestamp.h"
#include "words.h"

struct _RcCertificate
{
  X509        *certificate;
  GBytes      *der;
  RcPublicKey *key;           /* (nullable) */
  char        *subject;
  char        *issuer;
  gint64       not_before_us;
  gint64       not_after_us;
};

G_STATIC_ASSERT (RC_KEY_USAGE_DIGITAL_SIGNATURE == KU_DIGITAL_SIGNATURE);
G_STATIC_ASSERT (RC_KEY_USAGE_NON_REPUDIATION == KU_NON_REPUDIATION);
G_STATIC_ASSERT (RC_KEY_USAGE_CERTIFICATE_SIGN == KU_KEY_CERT_SIGN);

/* --- Making one --- */

static char *
dup_name (const X509_NAME *name)
{
  BIO *out = BIO_new (BIO_s_mem ());
  char *text = NULL;
  char *safe = NULL;
  long length;

  if (out != NULL && X509_NAME_print_ex (out, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0)
    {
      length = BIO_get_mem_data (out, &text);
      safe = rc_display_text (text, (gssize) length, RC_LIMIT_CERTIFICATE_NAME_BYTES);
    }
  BIO_free (out);
  return safe != NULL ? safe : g_strdup ("");
}

static gboolean
read_time (const ASN1_TIME *time,
           gint64          *out_us)
{
  struct tm parts = { 0 };

  if (ASN1_TIME_to_tm (time, &parts) != 1)
    return FALSE;

  *out_us = (gint64) timegm (&parts) * G_USEC_PER_SEC;
  return TRUE;
}

static void
clear (gpointer data)
{
  RcCertificate *self = data;

  X509_free (self->certificate);
  g_clear_pointer (&self->der, g_bytes_unref);
  rc_public_key_unref (self->key);
  g_free (self->subject);
  g_free (self->issuer);
}

static gboolean
fill (RcCertificate *self)
{
  EVP_PKEY *key = X509_get0_pubkey (self->certificate);
  guchar *der = NULL;
  int length = i2d_X509 (self->certificate, &der);

  if (length <= 0)
    return FALSE;

  self->der = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  self->key = key != NULL ? rc_public_key_new_evp (key) : NULL;
  self->subject = dup_name (X509_get_subject_name (self->certificate));
  self->issuer = dup_name (X509_get_issuer_name (self->certificate));
  return read_time (X509_get0_notBefore (self->certificate), &self->not_before_us)
         && read_time (X509_get0_notAfter (self->certificate), &self->not_after_us);
}

/**
 * rc_certificate_new_x509:
 *
 * Returns: (transfer full) (nullable): %NULL where its times cannot be read
 */
RcCertificate *
rc_certificate_new_x509 (X509 *certificate)
{
  g_autoptr (RcCertificate) self = g_atomic_rc_box_new0 (RcCertificate);
  gboolean filled;

  X509_up_ref (certificate);
  self->certificate = certificate;
  filled = fill (self);
  ERR_clear_error ();
  return filled ? g_steal_pointer (&self) : NULL;
}

/**
 * rc_certificate_new_der:
 * @bytes: tainted
 *
 * Returns: (transfer full) (nullable): %NULL where the bytes are no certificate to their end, or not the one encoding of it
 */
RcCertificate *
rc_certificate_new_der (const void *bytes,
                        gsize       length)
{
  g_autoptr (RcCertificate) self = NULL;
  const guchar *cursor = bytes;
  X509 *certificate;

  if (length == 0 || length > RC_LIMIT_CERTIFICATE_BYTES)
    return NULL;

  certificate = X509_new_ex (rc_crypto_library (), RC_CRYPTO_PROPERTIES);
  if (d2i_X509 (&certificate, &cursor, (long) length) != NULL && cursor == (const guchar *) bytes + length)
    self = rc_certificate_new_x509 (certificate);
  X509_free (certificate);
  ERR_clear_error ();
  if (self == NULL || g_bytes_get_size (self->der) != length || memcmp (g_bytes_get_data (self->der, NULL), bytes, length) != 0)
    return NULL;
  return g_steal_pointer (&self);
}

/* --- PEM --- */

#define PEM_DASHES "-----"
#define PEM_BEGIN "-----BEGIN "
#define PEM_BEGIN_CERTIFICATE "-----BEGIN CERTIFICATE-----"
#define PEM_END_CERTIFICATE "-----END CERTIFICATE-----"

/* Base64 without the line ends that RFC 7468 section 2 puts into it; any other blank makes it none. */
static GBytes *
decode_body (const char *body,
             gsize       length)
{
  g_autoptr (GString) joined = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (body[i] != '\n' && body[i] != '\r')
      g_string_append_c (joined, body[i]);

  return rc_base64_decode (joined->str, joined->len, RC_BASE64_STANDARD);
}

/* @text: (inout): moved behind the block. */
static RcCertificate *
read_block (const char **text,
            const char  *end)
{
  const char *body = *text + strlen (PEM_BEGIN_CERTIFICATE);
  const char *stop = g_strstr_len (body, end - body, PEM_DASHES);
  gsize stop_length = strlen (PEM_END_CERTIFICATE);
  g_autoptr (GBytes) der = NULL;

  if (stop == NULL || (gsize) (end - stop) < stop_length || memcmp (stop, PEM_END_CERTIFICATE, stop_length) != 0
      || (gsize) (stop - body) > 2 * RC_LIMIT_CERTIFICATE_BYTES)
    return NULL;

  der = decode_body (body, (gsize) (stop - body));
  *text = stop + stop_length;
  return der != NULL ? rc_certificate_new_der (g_bytes_get_data (der, NULL), g_bytes_get_size (der)) : NULL;
}

/**
 * rc_certificate_list_pem:
 * @text: tainted; what stands between the blocks is for people (RFC 7468 section 5.2)
 *
 * Returns: (transfer full) (element-type RcCertificate) (nullable): %NULL where there is none, a block of another kind, or a block that
 *   is no certificate, and for more than RC_LIMIT_CERTIFICATES
 */
GPtrArray *
rc_certificate_list_pem (const char *text,
                         gsize       length)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  const char *end = text + length;

  while ((text = g_strstr_len (text, end - text, PEM_BEGIN)) != NULL)
    {
      gsize begin_length = strlen (PEM_BEGIN_CERTIFICATE);
      RcCertificate *certificate;

      if ((gsize) (end - text) < begin_length || memcmp (text, PEM_BEGIN_CERTIFICATE, begin_length) != 0
          || list->len == RC_LIMIT_CERTIFICATES)
        return NULL;
      certificate = read_block (&text, end);
      if (certificate == NULL)
        return NULL;
      g_ptr_array_add (list, certificate);
    }
  return list->len > 0 ? g_steal_pointer (&list) : NULL;
}

RcCertificate *
rc_certificate_ref (RcCertificate *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rc_certificate_unref (RcCertificate *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* --- What it says --- */

RcPublicKey *
rc_certificate_get_key (const RcCertificate *self)
{
  return self->key;
}

GBytes *
rc_certificate_get_der (const RcCertificate *self)
{
  return self->der;
}

void
rc_certificate_fingerprint (const RcCertificate *self,
                            RcDigest            *out_fingerprint)
{
  rc_digest_compute (g_bytes_get_data (self->der, NULL), g_bytes_get_size (self->der), out_fingerprint);
}

gboolean
rc_certificate_equal (const RcCertificate *a,
                      const RcCertificate *b)
{
  return g_bytes_equal (a->der, b->der);
}

const char *
rc_certificate_get_subject (const RcCertificate *self)
{
  return self->subject;
}

const char *
rc_certificate_get_issuer (const RcCertificate *self)
{
  return self->issuer;
}

gint64
rc_certificate_not_before_us (const RcCertificate *self)
{
  return self->not_before_us;
}

gint64
rc_certificate_not_after_us (const RcCertificate *self)
{
  return self->not_after_us;
}

char *
rc_certificate_dup_time_fault (const RcCertificate *self,
                               gint64               at_us)
{
  g_autofree char *from = rc_time_format_utc (self->not_before_us);
  g_autofree char *to = rc_time_format_utc (self->not_after_us);

  if (at_us >= self->not_before_us && at_us <= self->not_after_us)
    return NULL;
  return g_strdup_printf (at_us < self->not_before_us ? _("The certificate “%1$s” is not valid yet: it is from %2$s to %3$s.")
                                                      : _("The certificate “%1$s” has expired: it was valid from %2$s to %3$s."),
                          rc_certificate_get_subject (self), from, to);
}

gboolean
rc_certificate_is_ca (const RcCertificate *self)
{
  return (X509_get_extension_flags (self->certificate) & EXFLAG_CA) != 0;
}

gboolean
rc_certificate_is_self_signed (const RcCertificate *self)
{
  gboolean is_self_signed = X509_self_signed (self->certificate, 1) == 1;

  ERR_clear_error ();
  return is_self_signed;
}

gboolean
rc_certificate_allows (const RcCertificate *self,
                       guint                usages)
{
  return (X509_get_key_usage (self->certificate) & usages) == usages;
}

static char *
dup_oid (const ASN1_OBJECT *object)
{
  char text[128];
  int length = OBJ_obj2txt (text, sizeof text, object, 1);

  return length > 0 && (gsize) length < sizeof text ? g_strdup (text) : g_strdup ("");
}

GPtrArray *
rc_certificate_list_extended_usages (const RcCertificate *self)
{
  GPtrArray *list = NULL;
  EXTENDED_KEY_USAGE *usages = X509_get_ext_d2i (self->certificate, NID_ext_key_usage, NULL, NULL);

  if (usages != NULL)
    list = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; list != NULL && i < sk_ASN1_OBJECT_num (usages); i++)
    g_ptr_array_add (list, dup_oid (sk_ASN1_OBJECT_value (usages, i)));

  EXTENDED_KEY_USAGE_free (usages);
  ERR_clear_error ();
  return list;
}

/* --- Names --- */

static void
add_text (GPtrArray         *list,
          const ASN1_STRING *text)
{
  const char *bytes = (const char *) ASN1_STRING_get0_data (text);
  int length = ASN1_STRING_length (text);

  if (length > 0 && g_utf8_validate_len (bytes, (gsize) length, NULL))
    g_ptr_array_add (list, g_strndup (bytes, (gsize) length));
}

GPtrArray *
rc_certificate_list_names (const RcCertificate *self,
                           RcCertificateName    kind)
{
  static const int types[] = { [RC_CERTIFICATE_URI] = GEN_URI, [RC_CERTIFICATE_EMAIL] = GEN_EMAIL, [RC_CERTIFICATE_DNS] = GEN_DNS };
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  GENERAL_NAMES *names = X509_get_ext_d2i (self->certificate, NID_subject_alt_name, NULL, NULL);

  for (int i = 0; names != NULL && i < sk_GENERAL_NAME_num (names); i++)
    {
      const GENERAL_NAME *name = sk_GENERAL_NAME_value (names, i);

      if (name->type == types[kind])
        add_text (list, name->d.ia5);
    }
  GENERAL_NAMES_free (names);
  ERR_clear_error ();
  return list;
}

GPtrArray *
rc_certificate_list_other_names (const RcCertificate *self,
                                 const char          *oid)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  GENERAL_NAMES *names = X509_get_ext_d2i (self->certificate, NID_subject_alt_name, NULL, NULL);

  for (int i = 0; names != NULL && i < sk_GENERAL_NAME_num (names); i++)
    {
      const GENERAL_NAME *name = sk_GENERAL_NAME_value (names, i);
      g_autofree char *type = name->type == GEN_OTHERNAME ? dup_oid (name->d.otherName->type_id) : NULL;

      if (g_strcmp0 (type, oid) == 0 && name->d.otherName->value->type == V_ASN1_UTF8STRING)
        add_text (list, name->d.otherName->value->value.utf8string);
    }
  GENERAL_NAMES_free (names);
  ERR_clear_error ();
  return list;
}

GBytes *
rc_certificate_get_extension (const RcCertificate *self,
                              const char          *oid)
{
  ASN1_OBJECT *object = OBJ_txt2obj (oid, 1);
  GBytes *value = NULL;
  int at = object != NULL ? X509_get_ext_by_OBJ (self->certificate, object, -1) : -1;

  if (at >= 0 && X509_get_ext_by_OBJ (self->certificate, object, at) < 0)
    {
      const ASN1_OCTET_STRING *data = X509_EXTENSION_get_data (X509_get_ext (self->certificate, at));

      value = g_bytes_new (ASN1_STRING_get0_data (data), (gsize) ASN1_STRING_length (data));
    }
  ASN1_OBJECT_free (object);
  ERR_clear_error ();
  return value;
}

X509 *
rc_certificate_peek (const RcCertificate *self)
{
  return self->certificate;
}
