/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cms-signed.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/der.h"

static const guint8 oid_signed_data[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02 };
static const guint8 oid_time_stamp[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04 };

/* PKIStatus of a request that was refused, waits, or of a warning (RFC 3161 section 2.4.2). */
#define FIRST_REFUSAL 2
#define LAST_REFUSAL 5

/* --- DER --- */

/* Behind the beginning of a ContentInfo: what kind of content is signed. */
static RcCmsShape
peek_content_info (RcDer info)
{
  RcDer explicit;
  RcDer data;
  RcDer content;

  if (!rc_der_take_oid (&info, oid_signed_data, sizeof oid_signed_data) || !rc_der_take (&info, RC_DER_EXPLICIT_0, &explicit)
      || !rc_der_take (&explicit, RC_DER_SEQUENCE, &data) || !rc_der_take (&data, RC_DER_INTEGER, NULL)
      || !rc_der_take (&data, RC_DER_SET, NULL) || !rc_der_take (&data, RC_DER_SEQUENCE, &content))
    return RC_CMS_ANOTHER;
  return rc_der_take_oid (&content, oid_time_stamp, sizeof oid_time_stamp) ? RC_CMS_TIME_STAMP_TOKEN : RC_CMS_SIGNATURE;
}

/* A response without a token is little more than a number: all of it must be as the standard has it. */
static gboolean
is_refusal (RcDer file)
{
  RcDer response;
  RcDer status;
  RcDer number;

  return rc_der_take (&file, RC_DER_SEQUENCE, &response) && rc_der_is_end (&file) && rc_der_take (&response, RC_DER_SEQUENCE, &status)
         && rc_der_is_end (&response) && rc_der_take (&status, RC_DER_INTEGER, &number) && rc_der_left (&number) == 1
         && number.at[0] >= FIRST_REFUSAL && number.at[0] <= LAST_REFUSAL
         && (rc_der_is_end (&status) || rc_der_take (&status, RC_DER_SEQUENCE, NULL) || rc_der_peek (&status) == RC_DER_BIT_STRING)
         && (rc_der_is_end (&status) || rc_der_take (&status, RC_DER_BIT_STRING, NULL)) && rc_der_is_end (&status);
}

/* A file that was cut is known for what it was. */
static RcCmsShape
peek_der (const void *head,
          gsize       length)
{
  RcDer file = rc_der_new (head, length);
  RcDer outer;
  RcDer first;
  RcDer token;

  if (is_refusal (file))
    return RC_CMS_TIME_STAMP_REFUSAL;

  file.is_head = TRUE;
  if (!rc_der_take (&file, RC_DER_SEQUENCE, &outer))
    return RC_CMS_ANOTHER;
  if (rc_der_peek (&outer) == RC_DER_OID)
    return peek_content_info (outer);
  if (!rc_der_take (&outer, RC_DER_SEQUENCE, &first) || rc_der_peek (&first) != RC_DER_INTEGER)
    return RC_CMS_ANOTHER;
  return rc_der_take (&outer, RC_DER_SEQUENCE, &token) && peek_content_info (token) == RC_CMS_TIME_STAMP_TOKEN
         ? RC_CMS_TIME_STAMP_RESPONSE : RC_CMS_ANOTHER;
}

/* --- Text --- */

#define PEM_END "-----END "

/* Steps over a line that begins a PEM block of CMS (RFC 7468 sections 8 and 9); FALSE: a block of something else. */
static gboolean
skip_label (const char **text,
            gsize       *length)
{
  static const char * const labels[] = { "-----BEGIN CMS-----", "-----BEGIN PKCS7-----" };

  if (*length < 5 || memcmp (*text, "-----", 5) != 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gsize label = strlen (labels[i]);

      if (*length < label || memcmp (*text, labels[i], label) != 0)
        continue;
      *text += label;
      *length -= label;
      return TRUE;
    }
  return FALSE;
}

/* The base64 digits to the end, or to the line that ends a block, without the line ends between them; NULL: other characters. */
static GString *
collect_digits (const char *text,
                gsize       length,
                gboolean    is_block)
{
  g_autoptr (GString) digits = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (is_block && length - i > strlen (PEM_END) && memcmp (text + i, PEM_END, strlen (PEM_END)) == 0)
        break;
      if (text[i] == '\n' || text[i] == '\r')
        continue;
      if (!g_ascii_isalnum (text[i]) && text[i] != '+' && text[i] != '/' && text[i] != '=')
        return NULL;
      g_string_append_c (digits, text[i]);
    }
  return g_steal_pointer (&digits);
}

/* @is_head: only the beginning is decoded, as far as it goes. */
static GBytes *
decode_text (const char *text,
             gsize       length,
             gboolean    is_head)
{
  const char *body = text;
  g_autoptr (GString) digits = NULL;

  if (!skip_label (&body, &length))
    return NULL;
  digits = collect_digits (body, length, body != text);
  if (digits == NULL)
    return NULL;
  if (is_head)
    g_string_truncate (digits, digits->len / 4 * 4);
  return rc_base64_decode (digits->str, digits->len, RC_BASE64_STANDARD);
}

/* 0x30, which begins every sequence, is an M and a letter up to P in base64. */
static gboolean
is_text (const char *bytes,
         gsize       length)
{
  return length >= 2 && ((bytes[0] == 'M' && bytes[1] >= 'A' && bytes[1] <= 'P') || memcmp (bytes, "--", 2) == 0);
}

/**
 * rc_cms_peek:
 * @head: tainted
 *
 * Returns: what the file is; only its beginning is looked at
 */
RcCmsShape
rc_cms_peek (const char *head,
             gsize       length,
             guint64     size)
{
  g_autoptr (GBytes) der = NULL;

  if (!is_text (head, length))
    return peek_der (head, length);

  der = decode_text (head, length, length < size);
  return der != NULL ? peek_der (g_bytes_get_data (der, NULL), g_bytes_get_size (der)) : RC_CMS_ANOTHER;
}

GBytes *
rc_cms_decode (const char *bytes,
               gsize       length)
{
  return is_text (bytes, length) ? decode_text (bytes, length, FALSE) : g_bytes_new (bytes, length);
}
