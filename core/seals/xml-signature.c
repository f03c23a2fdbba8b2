/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/xml-signature.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/time-stamp-judge.h"
#include "core/seals/xml-signers.h"
#include "core/seals/xml-sniff.h"
#include "core/words.h"

#define KIND "xml-signature"
#define KIND_XADES "xades"
#define EXPECTED "an XML signature"
#define REASON_FILE_LIMIT "limit(RC_LIMIT_SEAL_FILE_BYTES,16777216)"
#define REASON_SIGNATURE_LIMIT "limit(RC_LIMIT_XML_SIGNATURES,64)"
#define REASON_ELEMENT_LIMIT "limit(RC_LIMIT_XML_ELEMENTS,500000)"
G_STATIC_ASSERT (RC_LIMIT_SEAL_FILE_BYTES == 16777216);
G_STATIC_ASSERT (RC_LIMIT_XML_SIGNATURES == 64);
G_STATIC_ASSERT (RC_LIMIT_XML_ELEMENTS == 500000);

#define DEFAULT_FORM "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"

/* One signature while it is judged. */
typedef struct
{
  RcSealWork           *work;
  const RcSource       *carrier;
  const RcXmlDocument  *document;
  const RcXmlSignature *signature;
  const char           *kind;
  RcEstablishedTime     established;   /* by the earliest of its own stamps; by: NULL: none */
} Signature;

/* --- Its own time stamps --- */

/* What a SignatureTimeStamp is over (EN 319 132-1 section 5.3): the value of the signature, in the form that it names. */
static GBytes *
dup_stamped (const Signature *self,
             const xmlNode   *stamp)
{
  const xmlNode *method = rc_xml_child (stamp, RC_XML_DSIG, "CanonicalizationMethod");
  g_autofree char *uri = method != NULL ? rc_xml_attribute (method, "Algorithm") : g_strdup (DEFAULT_FORM);
  RcXmlForm form;

  if (uri == NULL || !rc_xml_form_from_uri (uri, &form))
    return NULL;
  return rc_xml_signers_canonical (self->document, self->signature->value_node, &form, NULL);
}

static void
keep_time (Signature              *self,
           const RcTimeStampToken *token)
{
  gint64 time_us = rc_time_stamp_token_time_us (token);

  if (self->established.by != NULL && self->established.time_us <= time_us)
    return;

  g_free (self->established.by);
  self->established.time_us = time_us;
  self->established.by = g_strdup (rc_certificate_get_subject (rc_time_stamp_token_get_signer (token)));
}

static void
judge_token (Signature        *self,
             RcTimeStampToken *token,
             GBytes           *stamped)
{
  RcSeal *seal = rc_seal_work_begin (self->work, "time-stamp", NULL, self->carrier);
  RcHash hash = rc_time_stamp_token_get_hash (token);
  guint8 bytes[RC_HASH_MAX_BYTES];
  g_autoptr (GBytes) digest = NULL;

  if (hash != RC_HASH_NONE)
    {
      rc_hash_compute (hash, g_bytes_get_data (stamped, NULL), g_bytes_get_size (stamped), bytes);
      digest = g_bytes_new (bytes, rc_hash_get_length (hash));
    }
  rc_seal_add_note (seal, "Stands in “%s” over the value of its signature", self->carrier->name);
  if (rc_time_stamp_judge (self->work, seal, NULL, self->carrier, token, digest))
    keep_time (self, token);

  /* It covers nothing but the value of a signature. */
  rc_judgement_add_seal (self->work->judgement, seal);
}

static void
judge_stamp (Signature     *self,
             const xmlNode *stamp)
{
  const xmlNode *node = rc_xml_child (stamp, (const char *) stamp->ns->href, "EncapsulatedTimeStamp");
  g_autoptr (GBytes) der = node != NULL ? rc_xml_base64 (node) : NULL;
  g_autoptr (GBytes) stamped = dup_stamped (self, stamp);
  g_autoptr (RcTimeStampToken) token = NULL;
  const char *fault = "its base64 is spoiled";

  if (der != NULL)
    token = rc_time_stamp_token_parse (g_bytes_get_data (der, NULL), g_bytes_get_size (der), &fault);
  if (token == NULL)
    rc_seal_work_malformed (self->work, "time-stamp", NULL, self->carrier, "a time stamp of a signature", fault);
  else if (stamped == NULL)
    rc_seal_work_unverifiable (self->work, "time-stamp", NULL, self->carrier, "format-unsupported");
  else
    judge_token (self, token, stamped);
}

/* By its own stamps, or by one over the whole file: the earlier. */
static const RcEstablishedTime *
find_time (Signature *self)
{
  const RcEstablishedTime *outer = rc_seal_work_get_time (self->work, self->carrier->id);

  for (guint i = 0; i < self->signature->time_stamps->len; i++)
    judge_stamp (self, self->signature->time_stamps->pdata[i]);

  if (self->established.by == NULL || (outer != NULL && outer->time_us < self->established.time_us))
    return outer;
  return &self->established;
}

/* --- One signature --- */

static void
set_worse (RcSeal     *seal,
           RcVerdict  *question,
           RcVerdict   verdict,
           const char *reason)
{
  if (verdict < rc_seal_worst (seal))
    rc_seal_set_reason (seal, reason);
  *question = rc_verdict_worst (*question, verdict);
}

/* What came out of the things that are signed, beside who signed them. */
static void
add_references (const Signature       *self,
                RcSeal                *seal,
                const RcXmlReferences *references)
{
  set_worse (seal, &seal->integrity, references->worst, references->reason);
  if (references->n_absent > 0)
    {
      set_worse (seal, &seal->completeness, RC_VERDICT_INCOMPLETE, "payload-withheld");
      rc_seal_add_note (seal, "%u of what is signed was not received", references->n_absent);
    }
  else if (references->n_uncovered > 0 || (references->files->len == 0 && references->worst >= RC_VERDICT_WEAK))
    {
      set_worse (seal, &seal->completeness, RC_VERDICT_NOT_COVERED, NULL);
      rc_seal_add_note (seal, "The document holds %u parts that this signature does not take", references->n_uncovered);
      rc_seal_work_tell (self->work, RC_EXCEPTION_NOT_LISTED, self->carrier, "a document that is signed as a whole",
                         "parts that are not signed", "“%s” holds content that its signature does not cover.", self->carrier->name);
    }
  seal->checked = references->n_checked;
  seal->total = self->signature->references->len;
  if (self->signature->has_long_term)
    rc_seal_add_note (seal, "Holds answers about revocation, which were not judged");
  if (self->signature->is_xades)
    rc_seal_add_note (seal, "Whether the certificate is a qualified one is not judged");
}

static gboolean
judge_read (Signature        *self,
            RcSourceDigests  *digests,
            GError          **error)
{
  const RcEstablishedTime *established = find_time (self);
  g_autoptr (RcXmlReferences) references = rc_xml_references_check (self->work, digests, self->carrier, self->document, self->signature,
                                                                    error);
  const RcSource *first;
  RcSeal *seal;

  if (references == NULL)
    return FALSE;

  first = references->files->len > 0 ? references->files->pdata[0] : NULL;
  seal = rc_seal_work_begin (self->work, self->kind, first, self->carrier);
  rc_xml_signers_judge (self->work, seal, first, self->carrier, self->document, self->signature, established);
  add_references (self, seal, references);
  rc_seal_work_end_files (self->work, seal, references->files, (const RcVerdict *) references->verdicts->data);
  return TRUE;
}

static gboolean
judge_signature (Signature        *self,
                 RcSourceDigests  *digests,
                 GError          **error)
{
  RcSeal *seal;

  switch (self->signature->state)
    {
    case RC_XML_SIGNATURE_READ:
      return judge_read (self, digests, error);
    case RC_XML_SIGNATURE_MALFORMED:
      rc_seal_work_malformed (self->work, self->kind, NULL, self->carrier, EXPECTED, self->signature->reason_text);
      return TRUE;
    case RC_XML_SIGNATURE_FORBIDDEN:
      seal = rc_seal_work_begin (self->work, self->kind, NULL, self->carrier);
      rc_seal_set_all (seal, RC_VERDICT_INVALID, "algorithm");
      rc_seal_work_end (self->work, seal, self->carrier);
      rc_seal_work_tell (self->work, RC_EXCEPTION_SIGNATURE_INVALID, self->carrier, "a signature", self->signature->reason_text,
                         "The signature in “%s” says nothing of who made it: %s.", self->carrier->name, self->signature->reason_text);
      return TRUE;
    case RC_XML_SIGNATURE_ALGORITHM:
    case RC_XML_SIGNATURE_TRANSFORM:
    default:
      rc_seal_work_unverifiable (self->work, self->kind, NULL, self->carrier,
                                 self->signature->state == RC_XML_SIGNATURE_ALGORITHM ? "algorithm-unsupported" : "format-unsupported");
      return TRUE;
    }
}

/* --- One document --- */

/* A signature inside a signature is one over that signature, and says nothing of what that one is over. */
static gboolean
is_inner (const xmlNode *node)
{
  for (const xmlNode *at = node->parent; at != NULL; at = at->parent)
    if (rc_xml_is (at, RC_XML_DSIG, "Signature"))
      return TRUE;
  return FALSE;
}

static gboolean
judge_node (RcSealWork           *work,
            RcSourceDigests      *digests,
            const RcSource       *carrier,
            const RcXmlDocument  *document,
            xmlNode              *node,
            GError              **error)
{
  g_autoptr (RcXmlSignature) read = rc_xml_signature_read (node);
  Signature signature = { .work = work, .carrier = carrier, .document = document, .signature = read };
  gboolean done;

  signature.kind = read->is_xades ? KIND_XADES : KIND;
  if (is_inner (node))
    {
      rc_seal_work_unverifiable (work, signature.kind, NULL, carrier, "format-unsupported");
      return TRUE;
    }
  done = judge_signature (&signature, digests, error);
  g_free (signature.established.by);
  return done;
}

static gboolean
judge_document (RcSealWork           *work,
                RcSourceDigests      *digests,
                const RcSource       *carrier,
                const RcXmlDocument  *document,
                GError              **error)
{
  const xmlNode *top = (const xmlNode *) rc_xml_document_peek (document);
  guint n_signatures = 0;

  for (xmlNode *node = rc_xml_walk (top, top); node != NULL; node = rc_xml_walk (node, top))
    {
      if (!rc_xml_is (node, RC_XML_DSIG, "Signature"))
        continue;
      if (++n_signatures > RC_LIMIT_XML_SIGNATURES)
        {
          rc_seal_work_unverifiable (work, KIND, NULL, carrier, REASON_SIGNATURE_LIMIT);
          return TRUE;
        }
      if (!judge_node (work, digests, carrier, document, node, error))
        return FALSE;
    }
  return TRUE;
}

/* --- The mechanism --- */

static int
recognise (const RcSample *sample)
{
  switch (rc_xml_sniff (sample->head, sample->head_length))
    {
    case RC_XML_SIGNED:
      return RC_MECHANISM_SURE;
    case RC_XML_PLAIN:
      /* Signatures stand at the end of the documents that they are in: of a large one the first bytes do not tell. */
      return sample->size > (gint64) sample->head_length ? 1 : 0;
    case RC_XML_NONE:
    default:
      return 0;
    }
}

static gpointer
begin (RcSealWork *work)
{
  return rc_source_digests_new (work);
}

static void
end (gpointer run)
{
  rc_source_digests_free (run);
}

static void
refuse_doctype (RcSealWork     *work,
                const RcSource *carrier)
{
  RcSeal *seal = rc_seal_work_begin (work, KIND, NULL, carrier);

  rc_seal_set_all (seal, RC_VERDICT_INVALID, "format");
  rc_seal_add_note (seal, "The document declares a type (DOCTYPE), which is refused before anything of it is read");
  rc_seal_work_end (work, seal, carrier);
  rc_seal_work_tell (work, RC_EXCEPTION_SEAL_MALFORMED, carrier, "a document without a DOCTYPE", "a DOCTYPE",
                     "“%s” declares a document type: what it says would depend on its reader. Nothing of it was expanded.", carrier->name);
}

/* Too large to be read: only whether it is signed is looked for. */
static gboolean
judge_large (RcSealWork      *work,
             const RcSource  *carrier,
             GError         **error)
{
  RcVault *vault = rc_record_reader_peek_vault (work->context->reader);
  gsize overlap = strlen (RC_XML_DSIG);
  g_autofree char *window = g_malloc (RC_LIMIT_BLOCK_BYTES + overlap);
  g_autoptr (GError) local_error = NULL;

  for (guint64 at = 0; at < carrier->size; at += RC_LIMIT_BLOCK_BYTES)
    {
      gsize length = (gsize) MIN (carrier->size - at, RC_LIMIT_BLOCK_BYTES + overlap);

      if (g_cancellable_set_error_if_cancelled (work->context->cancellable, error))
        return FALSE;
      if (!rc_vault_read (vault, carrier->start + at, window, length, &local_error))
        return rc_seal_context_tolerate (&local_error, error);
      if (memmem (window, length, RC_XML_DSIG, overlap) == NULL)
        continue;
      rc_seal_work_unverifiable (work, KIND, NULL, carrier, REASON_FILE_LIMIT);
      return TRUE;
    }
  return TRUE;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  g_autoptr (RcXmlDocument) document = NULL;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, NULL) : NULL;
  gsize length = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  if (bytes == NULL)
    return judge_large (work, carrier, error);
  if (rc_xml_sniff (text, length) != RC_XML_SIGNED)
    return TRUE;

  switch (rc_xml_document_parse (text, length, &document))
    {
    case RC_XML_READ:
      return judge_document (work, run, carrier, document, error);
    case RC_XML_DOCTYPE:
      refuse_doctype (work, carrier);
      return TRUE;
    case RC_XML_LIMIT:
      rc_seal_work_unverifiable (work, KIND, NULL, carrier, REASON_ELEMENT_LIMIT);
      return TRUE;
    case RC_XML_MALFORMED:
    default:
      rc_seal_work_malformed (work, KIND, NULL, carrier, EXPECTED, "it is no well-formed XML");
      return TRUE;
    }
}

/* Judges signatures of XML-DSig and XAdES, in documents and in ASiC containers (integrity.md section 5.14). */
const RcMechanism rc_mechanism_xml_signature = {
  .id = "xml-signature",
  .title = N_("XML document with a signature"),
  .evidences = N_("That the holder of a certificate signed an XML document, or files beside it; judged by verify against the accepted roots."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .end = end,
};
