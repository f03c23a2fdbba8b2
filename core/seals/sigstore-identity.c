/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-chain.h"

#include <string.h>

#include <openssl/asn1.h>
#include <openssl/err.h>

/* What Fulcio writes into certificates (sigstore/fulcio, docs/oid-info.md). */
#define OID_ISSUER "1.3.6.1.4.1.57264.1.1"         /* the bytes of the text themselves */
#define OID_ISSUER_TEXT "1.3.6.1.4.1.57264.1.8"    /* as a UTF8String, which replaced it */
#define OID_OTHER_NAME "1.3.6.1.4.1.57264.1.7"

static char *
dup_utf8 (const void *bytes,
          gsize       length)
{
  return g_utf8_validate_len (bytes, length, NULL) ? g_strndup (bytes, length) : NULL;
}

static char *
dup_text_extension (GBytes *extension)
{
  gsize length = 0;
  const guchar *cursor = g_bytes_get_data (extension, &length);
  const guchar *end = cursor + length;
  ASN1_UTF8STRING *string = d2i_ASN1_UTF8STRING (NULL, &cursor, (long) length);
  char *text = NULL;

  if (string != NULL && cursor == end)
    text = dup_utf8 (ASN1_STRING_get0_data (string), (gsize) ASN1_STRING_length (string));
  ASN1_UTF8STRING_free (string);
  ERR_clear_error ();
  return text;
}

/* Who confirmed the name; (nullable). */
static char *
dup_issuer (const RcCertificate *certificate)
{
  g_autoptr (GBytes) text = rc_certificate_get_extension (certificate, OID_ISSUER_TEXT);
  g_autoptr (GBytes) raw = rc_certificate_get_extension (certificate, OID_ISSUER);

  if (text != NULL)
    return dup_text_extension (text);
  return raw != NULL ? dup_utf8 (g_bytes_get_data (raw, NULL), g_bytes_get_size (raw)) : NULL;
}

static GPtrArray *
list_names (const RcCertificate *certificate)
{
  GPtrArray *names = rc_certificate_list_names (certificate, RC_CERTIFICATE_URI);

  g_ptr_array_extend_and_steal (names, rc_certificate_list_names (certificate, RC_CERTIFICATE_EMAIL));
  g_ptr_array_extend_and_steal (names, rc_certificate_list_names (certificate, RC_CERTIFICATE_DNS));
  g_ptr_array_extend_and_steal (names, rc_certificate_list_other_names (certificate, OID_OTHER_NAME));
  return names;
}

static gboolean
allows_name (const RcAnchor *anchor,
             GPtrArray      *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      if (rc_anchor_allows (anchor, "subject", names->pdata[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_constrained (const RcAnchor *anchor)
{
  g_autoptr (GPtrArray) subjects = rc_anchor_list_identities (anchor, "subject");
  g_autoptr (GPtrArray) issuers = rc_anchor_list_identities (anchor, "issuer");

  return subjects->len > 0 && issuers->len > 0;
}

/**
 * rc_sigstore_identity_check:
 * @anchor: an accepted trusted root; its identities "subject" and "issuer" say whose signatures count, each exactly. Without both of them
 *   it says of nobody that he may sign: everybody on earth gets a certificate
 */
void
rc_sigstore_identity_check (const RcCertificate *certificate,
                            const RcAnchor      *anchor,
                            RcSigstoreAnswer    *answer)
{
  g_autofree char *issuer = dup_issuer (certificate);
  g_autoptr (GPtrArray) names = list_names (certificate);
  const char *name = names->len > 0 ? names->pdata[0] : "nobody";
  const char *by = issuer != NULL ? issuer : "nobody";
  g_autofree char *found = g_strdup_printf ("%s, confirmed by %s", name, by);

  rc_sigstore_answer_note (answer, "Signed by “%s”, whom “%s” confirmed", name, by);
  if (!is_constrained (anchor))
    rc_sigstore_answer_fault (answer, RC_SIGSTORE_ANCHOR, RC_VERDICT_UNVERIFIABLE, "key-missing", RC_EXCEPTION_KEY_UNKNOWN,
                              "an accepted signer", found,
                              "The accepted trusted root of %s does not say whose signatures count; this one is by “%s”, whom “%s” "
                              "confirmed.", anchor->owner, name, by);
  else if (issuer == NULL || !rc_anchor_allows (anchor, "issuer", issuer) || !allows_name (anchor, names))
    rc_sigstore_answer_fault (answer, RC_SIGSTORE_ANCHOR, RC_VERDICT_INVALID, "identity", RC_EXCEPTION_SIGNATURE_INVALID,
                              "the accepted signer", found, "It is signed by “%s”, whom “%s” confirmed, who is not the accepted signer.",
                              name, by);
}
