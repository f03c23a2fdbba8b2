/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/xml-signers.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/base64.h"
#include "core/seals/certificate-search.h"
#include "core/seals/xades.h"

#define PURPOSE "files"

typedef struct
{
  RcSealWork           *work;
  RcSeal               *seal;
  const RcXmlSignature *signature;
  GBytes               *signed_bytes;   /* the canonical form of SignedInfo */
  RcKeyQuestion         question;
} Signers;

GBytes *
rc_xml_signers_canonical (const RcXmlDocument *document,
                          const xmlNode       *node,
                          const RcXmlForm     *form,
                          const char          *prefixes)
{
  RcXmlSelection selection = { .top = node, .with_comments = TRUE };

  return rc_xml_canonicalise (document, &selection, form, prefixes);
}

static gboolean
fits (const Signers     *self,
      const RcPublicKey *key)
{
  return key != NULL
         && rc_public_key_verify (key, self->signature->signature_form, self->signature->hash, g_bytes_get_data (self->signed_bytes, NULL),
                                  g_bytes_get_size (self->signed_bytes), g_bytes_get_data (self->signature->value, NULL),
                                  g_bytes_get_size (self->signature->value)) == RC_SIGNATURE_FITS;
}

static const RcSource *
place_of (const Signers *self)
{
  return self->question.covered != NULL ? self->question.covered : self->question.carrier;
}

static void
tell_invalid (Signers    *self,
              const char *reason,
              const char *expected,
              const char *found,
              const char *sentence)
{
  rc_seal_set_all (self->seal, RC_VERDICT_INVALID, reason);
  rc_seal_work_tell (self->work, RC_EXCEPTION_SIGNATURE_INVALID, place_of (self), expected, found, "The signature in “%s” %s.",
                     self->question.carrier->name, sentence);
}

/* --- By certificate --- */

static RcCertificate *
find_certificate (const Signers *self,
                  GPtrArray     *certificates)
{
  for (guint i = 0; i < certificates->len; i++)
    if (fits (self, rc_certificate_get_key (certificates->pdata[i])))
      return certificates->pdata[i];
  return NULL;
}

static GPtrArray *
list_help (const RcXmlSignature *signature)
{
  GPtrArray *help = g_ptr_array_new ();

  g_ptr_array_extend (help, signature->certificates, NULL, NULL);
  g_ptr_array_extend (help, signature->values, NULL, NULL);
  return help;
}

/* That the key fits is not enough: another certificate may have been put in for the same key, or the name of another person. */
static void
judge_certificate (Signers       *self,
                   RcCertificate *signer)
{
  g_autoptr (GPtrArray) help = list_help (self->signature);
  RcCertificateQuestion question = { signer, help, RC_CERTIFICATE_FOR_ANY, self->question };
  RcVerdict named = rc_xades_check_certificate (self->signature, signer);

  if (named == RC_VERDICT_INVALID)
    tell_invalid (self, "identity", "the certificate that the signer signed", rc_certificate_get_subject (signer),
                  "was made for another certificate than the one that stands beside it");
  else if (named == RC_VERDICT_UNVERIFIABLE)
    rc_seal_set_all (self->seal, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
  else
    (void) rc_certificate_search (self->work, self->seal, &question);
}

/* --- By key alone --- */

static RcKeyFit
try_key (const RcAnchor *key,
         gpointer        data)
{
  const Signers *self = data;

  if (key->key == NULL)
    return RC_KEY_NOT_MEANT;
  return fits (self, key->key) ? RC_KEY_FITS : RC_KEY_TRIED;
}

/* A key that a signature carries itself came with the evidence, like a key file beside it. */
static void
add_candidate (Signers *self)
{
  g_autoptr (GBytes) spki = NULL;
  g_autofree char *pem = NULL;
  RcAnchor *candidate;

  if (self->signature->key_value == NULL)
    return;

  spki = rc_public_key_get_spki (self->signature->key_value);
  pem = rc_pem_encode ("PUBLIC KEY", spki);
  candidate = rc_anchor_parse_as ("spki", pem, strlen (pem), NULL);
  if (candidate == NULL)
    return;

  candidate->id = self->question.carrier->id;
  g_ptr_array_add (self->work->candidates, candidate);
}

static void
judge_key (Signers *self)
{
  if (self->signature->is_xades)
    {
      rc_seal_set_all (self->seal, RC_VERDICT_UNVERIFIABLE, "key-missing");
      return;
    }
  add_candidate (self);
  self->question.try_key = try_key;
  self->question.data = self;
  self->question.key_name = self->signature->key_name;
  (void) rc_key_search (self->work, self->seal, &self->question);
}

/* --- All --- */

/* Certificates stand there for a reason: none of them fits, so what was signed, or they, were changed. */
static void
judge_signer (Signers *self)
{
  RcCertificate *signer = find_certificate (self, self->signature->certificates);

  if (signer != NULL)
    judge_certificate (self, signer);
  else if (self->signature->certificates->len > 0)
    tell_invalid (self, "signature", "the signature of a certificate beside it", "another",
                  "fits none of the certificates that stand beside it");
  else
    judge_key (self);
}

void
rc_xml_signers_judge (RcSealWork              *work,
                      RcSeal                  *seal,
                      const RcSource          *covered,
                      const RcSource          *carrier,
                      const RcXmlDocument     *document,
                      const RcXmlSignature    *signature,
                      const RcEstablishedTime *established)
{
  g_autoptr (GBytes) bytes = rc_xml_signers_canonical (document, signature->signed_info, &signature->form, signature->prefixes);
  const char *fault = rc_xades_find_fault (signature, document);
  Signers self = {
    .work = work, .seal = seal, .signature = signature, .signed_bytes = bytes,
    .question = { .purpose = PURPOSE, .claimed_us = signature->claimed_us, .established = established, .covered = covered,
                  .carrier = carrier },
  };

  if (bytes == NULL)
    rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
  else if (fault != NULL)
    tell_invalid (&self, "identity", "signed properties of the signer", fault, fault);
  else
    judge_signer (&self);
  if (signature->hash != RC_HASH_SHA1)
    return;

  if (rc_seal_worst (seal) == RC_VERDICT_VALID)
    rc_seal_set_reason (seal, "algorithm");
  seal->signature = rc_verdict_worst (seal->signature, RC_VERDICT_WEAK);
}
