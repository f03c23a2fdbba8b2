/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/xml-references.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/asic-place.h"
#include "core/seals/xml-coverage.h"

#define DEFAULT_FORM "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
#define POINTER_START "#xpointer(id("
#define POINTER_ROOT "#xpointer(/)"
#define REASON_LIMIT "limit(RC_LIMIT_XML_OWN_REFERENCES,64)"
G_STATIC_ASSERT (RC_LIMIT_XML_OWN_REFERENCES == 64);

typedef struct
{
  RcSealWork           *work;
  RcSourceDigests      *digests;
  const RcSource       *carrier;
  const RcXmlDocument  *document;
  const RcXmlSignature *signature;
  RcXmlReferences      *result;
  GPtrArray            *taken;      /* of xmlNode: what references take of the document */
  gboolean              leaves_out; /* all signatures, where they take the whole */
  const RcSource       *beside;     /* to whose folder names are relative */
} Follower;

void
rc_xml_references_free (RcXmlReferences *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->files);
  g_array_unref (self->verdicts);
  g_free (self);
}

/* --- Keeping what came out --- */

static void
keep (RcXmlReferences *result,
      RcVerdict        verdict,
      const char      *reason)
{
  if (rc_verdict_worst (verdict, result->worst) == result->worst)
    return;

  result->worst = verdict;
  result->reason = reason;
}

static void
keep_file (RcXmlReferences *result,
           const RcSource  *file,
           RcVerdict        verdict)
{
  g_ptr_array_add (result->files, (gpointer) file);
  g_array_append_val (result->verdicts, verdict);
}

static RcVerdict
verdict_of_hash (RcHash hash)
{
  return hash == RC_HASH_SHA1 ? RC_VERDICT_WEAK : RC_VERDICT_VALID;
}

/* What cannot be followed, for which the reference itself is the reason. */
static RcVerdict
verdict_of_state (RcXmlSignatureState   state,
                  const char          **out_reason)
{
  *out_reason = state == RC_XML_SIGNATURE_ALGORITHM ? "algorithm-unsupported" : "format-unsupported";
  if (state != RC_XML_SIGNATURE_MALFORMED)
    return RC_VERDICT_UNVERIFIABLE;

  *out_reason = "format";
  return RC_VERDICT_MALFORMED;
}

/* --- Comparing --- */

static RcVerdict
compare (Follower             *self,
         const RcXmlReference *reference,
         const RcSource       *place,
         const void           *digest,
         gsize                 length)
{
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  self->result->n_checked++;
  if (g_bytes_get_size (reference->digest) == length && memcmp (g_bytes_get_data (reference->digest, NULL), digest, length) == 0)
    {
      RcVerdict verdict = verdict_of_hash (reference->hash);

      keep (self->result, verdict, "algorithm");
      return verdict;
    }

  expected = rc_bytes_dup_hex (g_bytes_get_data (reference->digest, NULL), g_bytes_get_size (reference->digest));
  found = rc_bytes_dup_hex (digest, length);
  keep (self->result, RC_VERDICT_INVALID, "digest");
  rc_seal_work_tell (self->work, RC_EXCEPTION_DIGEST_MISMATCH, place, expected, found,
                     place == self->carrier ? "What is signed in “%s” was changed since (signature in “%s”)."
                     : "“%s” is not what was signed (signature in “%s”).", place->name, self->carrier->name);
  return RC_VERDICT_INVALID;
}

static RcVerdict
compare_canonical (Follower             *self,
                   const RcXmlReference *reference,
                   const RcSource       *place,
                   const RcXmlDocument  *document,
                   const RcXmlSelection *selection)
{
  RcXmlForm form = reference->form;
  guint8 digest[RC_HASH_MAX_BYTES];
  g_autoptr (GBytes) bytes = NULL;

  if (!reference->has_form)
    (void) rc_xml_form_from_uri (DEFAULT_FORM, &form);
  bytes = rc_xml_canonicalise (document, selection, &form, reference->prefixes);
  /* Nothing is left of it: whatever the digest is, it says nothing. */
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      keep (self->result, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
      return RC_VERDICT_UNVERIFIABLE;
    }
  rc_hash_compute (reference->hash, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), digest);
  return compare (self, reference, place, digest, rc_hash_get_length (reference->hash));
}

/* --- References into the document --- */

/* The id in "#id" or "#xpointer(id('id'))"; (nullable): another pointer. */
static char *
dup_id (const char *uri)
{
  gsize length = strlen (uri);
  gsize start = strlen (POINTER_START);

  if (!g_str_has_prefix (uri, "#xpointer("))
    return g_strdup (uri + 1);
  if (!g_str_has_prefix (uri, POINTER_START) || length < start + 4 || strcmp (uri + length - 2, "))") != 0
      || (uri[start] != '\'' && uri[start] != '"') || uri[length - 3] != uri[start])
    return NULL;
  return g_strndup (uri + start + 1, length - start - 4);
}

/* FALSE: the element that is meant is not there, or there are two of it, of which a reader may take either. */
static gboolean
find_own (const Follower        *self,
          const RcXmlReference  *reference,
          const xmlNode        **out_top,
          RcVerdict             *out_verdict,
          const char           **out_reason)
{
  g_autofree char *id = NULL;
  gboolean is_twice = FALSE;

  *out_top = NULL;
  if (reference->uri[0] == '\0' || strcmp (reference->uri, POINTER_ROOT) == 0)
    return TRUE;

  id = dup_id (reference->uri);
  *out_verdict = RC_VERDICT_UNVERIFIABLE;
  *out_reason = "format-unsupported";
  if (id == NULL)
    return FALSE;

  *out_top = rc_xml_document_find_id (self->document, id, &is_twice);
  *out_verdict = is_twice ? RC_VERDICT_AMBIGUOUS : RC_VERDICT_INVALID;
  *out_reason = is_twice ? "format" : "digest";
  return *out_top != NULL && !is_twice;
}

static void
follow_own (Follower             *self,
            const RcXmlReference *reference)
{
  RcXmlSelection selection = {
    .without = reference->is_enveloped ? self->signature->node : NULL,
    .without_signatures = reference->without_signatures,
    .with_comments = g_str_has_prefix (reference->uri, "#xpointer("),
  };
  RcVerdict verdict = RC_VERDICT_UNVERIFIABLE;
  const char *reason = NULL;

  if (++self->result->n_own > RC_LIMIT_XML_OWN_REFERENCES)
    {
      keep (self->result, RC_VERDICT_UNVERIFIABLE, REASON_LIMIT);
      return;
    }
  if (!find_own (self, reference, &selection.top, &verdict, &reason))
    {
      keep (self->result, verdict, reason);
      self->result->own = rc_verdict_worst (self->result->own, verdict);
      rc_seal_work_tell (self->work, RC_EXCEPTION_SEAL_MALFORMED, self->carrier, "one element with the id that is signed", reference->uri,
                         "What “%s” signs within itself cannot be told: “%s” names no element, or more than one.", self->carrier->name,
                         reference->uri);
      return;
    }
  verdict = compare_canonical (self, reference, self->carrier, self->document, &selection);
  self->result->own = rc_verdict_worst (self->result->own, verdict);
  self->leaves_out = self->leaves_out || reference->without_signatures;
  if (selection.top == NULL)
    g_ptr_array_add (self->taken, rc_xml_document_peek (self->document));
  else if (selection.top != self->signature->properties)
    g_ptr_array_add (self->taken, (gpointer) selection.top);
}

/* --- References to files --- */

static gboolean
has_scheme (const char *uri)
{
  gsize length = strspn (uri, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

  return length > 0 && uri[length] == ':';
}

static void
tell_path (Follower   *self,
           const char *uri)
{
  keep (self->result, RC_VERDICT_INVALID, "path");
  rc_seal_work_tell (self->work, RC_EXCEPTION_PATH_REFUSED, self->carrier, "a name within the delivery", uri,
                     "“%s” signs a name that leads elsewhere (“%s”); nothing was read there.", self->carrier->name, uri);
}

static void
tell_absent (Follower   *self,
             const char *uri)
{
  self->result->n_absent++;
  rc_seal_work_tell (self->work, RC_EXCEPTION_LISTED_ABSENT, self->carrier, uri, "nothing received",
                     "“%s” is signed in “%s” and was not received.", uri, self->carrier->name);
}

static const RcSource *
find_file (Follower   *self,
           const char *path,
           const char *uri)
{
  const RcSource *file = rc_seal_context_find_beside (self->work->context, self->beside, path);

  return file != NULL ? file : rc_seal_context_find_beside (self->work->context, self->beside, uri);
}

/* A file that is itself XML, of which the canonical form was signed. */
static gboolean
compare_file_canonical (Follower              *self,
                        const RcXmlReference  *reference,
                        const RcSource        *file,
                        RcVerdict             *out_verdict,
                        GError               **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_seal_context_read (self->work->context, file, &local_error);
  g_autoptr (RcXmlDocument) document = NULL;
  RcXmlSelection selection = { 0 };

  *out_verdict = RC_VERDICT_UNVERIFIABLE;
  if (local_error != NULL)
    return rc_seal_context_tolerate (&local_error, error);
  if (bytes != NULL
      && rc_xml_document_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &document) == RC_XML_READ)
    *out_verdict = compare_canonical (self, reference, file, document, &selection);
  else
    keep (self->result, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
  return TRUE;
}

static gboolean
compare_file (Follower              *self,
              const RcXmlReference  *reference,
              const RcSource        *file,
              GError               **error)
{
  g_autoptr (GError) local_error = NULL;
  RcVerdict verdict = RC_VERDICT_UNVERIFIABLE;
  GBytes *digest = NULL;

  if (reference->has_form)
    {
      if (!compare_file_canonical (self, reference, file, &verdict, error))
        return FALSE;
      keep_file (self->result, file, verdict);
      return TRUE;
    }

  digest = rc_source_digests_get (self->digests, file, reference->hash, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (digest != NULL)
    verdict = compare (self, reference, file, g_bytes_get_data (digest, NULL), g_bytes_get_size (digest));
  else
    keep (self->result, RC_VERDICT_UNVERIFIABLE, "bytes-not-held");
  keep_file (self->result, file, verdict);
  return TRUE;
}

static gboolean
follow_file (Follower              *self,
             const RcXmlReference  *reference,
             GError               **error)
{
  g_autofree char *path = g_uri_unescape_string (reference->uri, NULL);
  const RcSource *file;

  if (reference->is_enveloped || reference->without_signatures)
    {
      keep (self->result, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
      return TRUE;
    }
  if (!has_scheme (reference->uri) && (path == NULL || !rc_asic_is_plain_path (path)))
    {
      tell_path (self, reference->uri);
      return TRUE;
    }

  /* What stands elsewhere is never fetched. */
  file = !has_scheme (reference->uri) ? find_file (self, path, reference->uri) : NULL;
  if (file != NULL)
    return compare_file (self, reference, file, error);

  tell_absent (self, reference->uri);
  return TRUE;
}

/* --- All --- */

static gboolean
follow (Follower              *self,
        const RcXmlReference  *reference,
        GError               **error)
{
  const char *reason;
  RcVerdict verdict;

  if (reference->state != RC_XML_SIGNATURE_READ)
    {
      verdict = verdict_of_state (reference->state, &reason);
      keep (self->result, verdict, reason);
      return TRUE;
    }
  if (reference->uri[0] != '\0' && reference->uri[0] != '#')
    return follow_file (self, reference, error);

  follow_own (self, reference);
  return TRUE;
}

static gboolean
follow_all (Follower  *self,
            GError   **error)
{
  for (guint i = 0; i < self->signature->references->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->work->context->cancellable, error)
          || !follow (self, self->signature->references->pdata[i], error))
        return FALSE;
    }

  /* A signature that takes nothing of its document stands over files; the document then only holds it. */
  if (self->taken->len > 0)
    {
      self->result->n_uncovered = rc_xml_coverage_count (self->document, self->signature, self->taken, self->leaves_out);
      keep_file (self->result, self->carrier, self->result->own);
    }
  return TRUE;
}

RcXmlReferences *
rc_xml_references_check (RcSealWork            *work,
                         RcSourceDigests       *digests,
                         const RcSource        *carrier,
                         const RcXmlDocument   *document,
                         const RcXmlSignature  *signature,
                         GError               **error)
{
  g_autoptr (RcXmlReferences) result = g_new0 (RcXmlReferences, 1);
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();
  Follower follower = {
    .work = work, .digests = digests, .carrier = carrier, .document = document, .signature = signature, .result = result, .taken = taken,
    .beside = rc_asic_find_beside (work->context, carrier),
  };

  result->files = g_ptr_array_new ();
  result->verdicts = g_array_new (FALSE, FALSE, sizeof (RcVerdict));
  result->own = RC_VERDICT_VALID;
  result->worst = RC_VERDICT_VALID;
  return follow_all (&follower, error) ? g_steal_pointer (&result) : NULL;
}
