/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RFC 4648 sections 4 and 5, read strictly: no blank, no other character, and no bit set behind the last byte. */
typedef enum
{
  RC_BASE64_STANDARD,         /* + and /, padded */
  RC_BASE64_URL_UNPADDED,     /* - and _, as JOSE writes it (RFC 7515 section 2) */
  RC_BASE64_EITHER,           /* one of the two alphabets, padded or not, as DSSE asks of its readers */
} RcBase64Form;

/* NULL: not of that form. */
GBytes *rc_base64_decode (const char   *text,
                          gsize         length,
                          RcBase64Form  form);
char   *rc_base64_encode (const void   *bytes,
                          gsize         length);
/* As JOSE writes it: - and _, not padded. */
char   *rc_base64_encode_url (const void *bytes,
                          gsize         length);
/* RFC 7468, lines of 64 characters. */
char   *rc_pem_encode    (const char   *label,
                          GBytes       *bytes);

G_END_DECLS
