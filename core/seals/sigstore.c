/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/in-toto-subjects.h"
#include "core/seals/oms.h"
#include "core/seals/sigstore-material.h"
#include "core/seals/slsa-provenance.h"
#include "core/words.h"

#define KIND "sigstore"

static const char * const endings[] = { ".sigstore.json", ".sigstore", ".bundle.json", ".bundle", ".sig", NULL };

/* One bundle while it is judged. */
typedef struct
{
  RcSealWork             *work;
  RcInTotoSubjects       *subjects;
  const RcSource         *carrier;
  GBytes                 *bytes;       /* the carrier's */
  gsize                   offset;      /* of the bundle in it */
  guint64                 record;      /* of the carrier, where it holds one bundle a line; else 0 */
  const RcSigstoreBundle *bundle;
} Carried;

static RcSeal *
begin_seal (const Carried  *self,
            const RcSource *covered)
{
  RcSeal *seal = rc_seal_work_begin (self->work, KIND, covered, self->carrier);

  if (self->record == 0 || covered != self->carrier)
    return seal;

  g_free (seal->name);
  seal->name = g_strdup_printf ("%s:%" G_GUINT64_FORMAT, self->carrier->name, self->record);
  return seal;
}

/* The line is known already; counting it anew for each bundle of a long file would take for ever. */
static void
tell_at (const Carried *self,
         gsize          offset,
         const char    *exception_kind,
         const char    *expected,
         const char    *found,
         const char    *message)
{
  if (self->record == 0)
    rc_seal_work_tell_at (self->work, exception_kind, self->carrier, self->bytes, offset, expected, found, "%s", message);
  else
    rc_judgement_add_exception (self->work->judgement,
                                rc_exception_new (exception_kind, self->carrier->id, (gint64) self->record,
                                                  (gint64) (self->offset + offset), expected, found, "%s", message));
}

/* --- Over a file --- */

static void
compare_digest (const Carried           *self,
                const RcSource          *file,
                const RcSigstoreMessage *message,
                RcSeal                  *seal)
{
  const RcSigstoreBundle *bundle = self->bundle;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  gsize length = 0;
  const void *digest = bundle->digest != NULL ? g_bytes_get_data (bundle->digest, &length) : NULL;

  if (digest == NULL || rc_sigstore_message_has_digest (message, bundle->digest_hash, digest, length))
    return;

  expected = rc_bytes_dup_hex (digest, length);
  found = rc_bytes_dup_hex (rc_sigstore_message_get_digest (message, bundle->digest_hash), length);
  seal->integrity = RC_VERDICT_INVALID;
  seal->checked = 0;
  rc_seal_set_reason (seal, "digest");
  rc_seal_work_tell (self->work, RC_EXCEPTION_DIGEST_MISMATCH, file, expected, found,
                     "“%s” is not the file that “%s” was made for.", file->name, self->carrier->name);
}

static gboolean
judge_file (const Carried   *self,
            const RcSource  *file,
            GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcSigstoreMessage) message = rc_sigstore_message_new_source (self->work->context, file, &local_error);
  RcSeal *seal = begin_seal (self, file);
  RcSigstoreMaterial material = { self->work, seal, file, self->carrier, self->bundle, message, "files" };

  if (local_error != NULL && !rc_seal_context_tolerate (&local_error, error))
    {
      rc_seal_free (seal);
      return FALSE;
    }
  if (message == NULL)
    {
      rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "bytes-not-held");
    }
  else
    {
      rc_sigstore_material_judge (&material);
      compare_digest (self, file, message, seal);
    }
  rc_seal_work_end (self->work, seal, self->carrier);
  return TRUE;
}

/* By the digest in the bundle, which nobody signed but which everything else must fit. */
static gboolean
find_by_digest (const Carried  *self,
                GPtrArray     **out_files,
                GError        **error)
{
  g_autofree char *algorithm = g_strdup (self->bundle->digest_hash == RC_HASH_SHA512 ? "sha512"
                                         : self->bundle->digest_hash == RC_HASH_SHA384 ? "sha384" : "sha256");
  RcInTotoDigest digest = { .algorithm = algorithm, .bytes = self->bundle->digest };
  g_autoptr (GPtrArray) digests = g_ptr_array_new ();
  RcInTotoSubject subject = { NULL, digests };
  RcInTotoSubjectState state;
  gboolean is_weak;

  if (self->bundle->digest == NULL)
    return TRUE;

  g_ptr_array_add (digests, &digest);
  return rc_in_toto_subjects_find (self->subjects, self->carrier, &subject, &state, out_files, &is_weak, error);
}

/* By the name that the bundle's has before its ending; else by digest. */
static gboolean
find_files (const Carried  *self,
            GPtrArray     **out_files,
            GError        **error)
{
  g_autoptr (GPtrArray) found = NULL;

  *out_files = rc_seal_work_find_signed (self->work, self->carrier, endings);
  if ((*out_files)->len > 0)
    return TRUE;
  if (!find_by_digest (self, &found, error))
    return FALSE;

  if (found != NULL)
    g_ptr_array_extend (*out_files, found, NULL, NULL);
  return TRUE;
}

static gboolean
judge_files (const Carried  *self,
             GError        **error)
{
  g_autoptr (GPtrArray) files = NULL;

  if (!find_files (self, &files, error))
    return FALSE;

  for (guint i = 0; i < files->len; i++)
    {
      if (!judge_file (self, files->pdata[i], error))
        return FALSE;
    }
  if (files->len == 0)
    {
      RcSeal *seal = begin_seal (self, NULL);

      rc_seal_work_payload_absent (self->work, seal, self->carrier);
      rc_seal_work_end (self->work, seal, self->carrier);
    }
  return TRUE;
}

/* --- Over a statement --- */

static gboolean
is_among (const RcSeal *seal,
          gint64        source)
{
  for (guint i = 0; i < seal->sources->len; i++)
    {
      if (g_array_index (seal->sources, gint64, i) == source)
        return TRUE;
    }
  return FALSE;
}

/* The file beside the bundle whose name the bundle bears must be one that the statement is about. */
static void
compare_named (const Carried *self,
               RcSeal        *seal)
{
  g_autoptr (GPtrArray) named = rc_seal_work_find_signed (self->work, self->carrier, endings);

  for (guint i = 0; i < named->len; i++)
    {
      const RcSource *file = named->pdata[i];
      g_autofree char *found = rc_digest_dup_hex (&file->sha256);

      if (is_among (seal, file->id))
        continue;
      seal->integrity = RC_VERDICT_INVALID;
      seal->checked = 0;
      rc_seal_set_reason (seal, "digest");
      rc_seal_work_tell (self->work, RC_EXCEPTION_DIGEST_MISMATCH, file, "a digest that the statement names", found,
                         "“%s” is not a file that “%s” is about.", file->name, self->carrier->name);
    }
}

static void
judge_spoiled_payload (const Carried *self,
                       RcSeal        *seal,
                       RcVerdict      verdict,
                       const char    *exception_kind,
                       const char    *fault)
{
  g_autofree char *message = g_strdup_printf ("What is signed in “%s” is not readable as a statement of in-toto: %s.", self->carrier->name,
                                              fault);

  if (seal->integrity == RC_VERDICT_INVALID)
    return;

  seal->integrity = verdict;
  seal->checked = 0;
  rc_seal_set_reason (seal, "format");
  tell_at (self, 0, exception_kind, "a statement of in-toto", fault, message);
}

static gboolean
judge_statement (const Carried            *self,
                 const RcInTotoStatement  *statement,
                 RcSeal                   *seal,
                 GError                  **error)
{
  if (seal->signature == RC_VERDICT_INVALID)
    return TRUE;
  if (statement->json.has_duplicate)
    {
      judge_spoiled_payload (self, seal, RC_VERDICT_AMBIGUOUS, RC_EXCEPTION_DUPLICATE_MEMBER, "it names a member twice");
      return TRUE;
    }
  if (!rc_in_toto_subjects_cover (self->subjects, self->carrier, statement, seal, error))
    return FALSE;

  compare_named (self, seal);
  rc_seal_add_note (seal, "States “%s” about %u subjects", statement->predicate_type, statement->subjects->len);
  if (seal->signature == RC_VERDICT_VALID && rc_slsa_provenance_is (statement))
    rc_slsa_provenance_tell (self->work, statement, NULL, self->carrier, seal);
  return TRUE;
}

static gboolean
judge_envelope (const Carried  *self,
                GError        **error)
{
  const RcDsseEnvelope *envelope = self->bundle->envelope;
  g_autoptr (GBytes) signed_bytes = rc_dsse_pae (envelope->type, envelope->payload);
  g_autoptr (RcSigstoreMessage) message = rc_sigstore_message_new_bytes (signed_bytes);
  g_autoptr (RcInTotoStatement) statement = NULL;
  g_autoptr (RcSeal) seal = NULL;
  RcSigstoreMaterial material = { self->work, NULL, self->carrier, self->carrier, self->bundle, message, "statements" };
  const char *fault = "it is none";

  if (strcmp (envelope->type, RC_IN_TOTO_PAYLOAD_TYPE) == 0)
    (void) rc_in_toto_statement_parse (envelope->payload, &statement, &fault);
  seal = begin_seal (self, self->carrier);
  material.seal = seal;
  if (statement != NULL && rc_slsa_provenance_is (statement))
    material.purpose = "builds";
  rc_sigstore_material_judge (&material);
  if (statement != NULL && !judge_statement (self, statement, seal, error))
    return FALSE;
  if (statement == NULL && strcmp (envelope->type, RC_IN_TOTO_PAYLOAD_TYPE) == 0)
    judge_spoiled_payload (self, seal, RC_VERDICT_MALFORMED, RC_EXCEPTION_SEAL_MALFORMED, fault);
  else if (statement == NULL)
    rc_seal_add_note (seal, "What is signed is of the type “%s”, which is not read here", envelope->type);

  rc_seal_work_end_inside (self->work, g_steal_pointer (&seal), self->carrier, self->record);
  return TRUE;
}

/* --- One bundle --- */

static void
judge_spoiled (const Carried *self,
               RcVerdict      verdict,
               const char    *reason,
               const char    *fault,
               gsize          offset)
{
  g_autoptr (GPtrArray) named = rc_seal_work_find_signed (self->work, self->carrier, endings);
  RcSeal *seal = begin_seal (self, self->record == 0 && named->len > 0 ? named->pdata[0] : self->carrier);
  g_autofree char *message = NULL;

  rc_seal_set_all (seal, verdict, reason);
  if (g_array_index (seal->sources, gint64, 0) == self->carrier->id)
    rc_seal_work_end_inside (self->work, seal, self->carrier, self->record);
  else
    rc_seal_work_end (self->work, seal, self->carrier);
  if (fault == NULL)
    return;

  message = g_strdup_printf ("“%s” begins like a Sigstore bundle, but %s.", self->carrier->name, fault);
  tell_at (self, offset, verdict == RC_VERDICT_AMBIGUOUS ? RC_EXCEPTION_DUPLICATE_MEMBER : RC_EXCEPTION_SEAL_MALFORMED, "a Sigstore bundle",
           fault, message);
}

static gboolean
judge_bundle (Carried     *self,
              const char  *text,
              gsize        length,
              GError     **error)
{
  g_autoptr (RcSigstoreBundle) bundle = NULL;
  const char *fault = NULL;
  gsize offset = 0;

  /* Statements about models have a mechanism of their own, which judges spoiled ones too. */
  if (rc_oms_recognise (text, length))
    return TRUE;

  switch (rc_sigstore_bundle_parse (text, length, &bundle, &fault, &offset))
    {
    case RC_SIGSTORE_READ:
      self->bundle = bundle;
      return bundle->envelope != NULL ? judge_envelope (self, error) : judge_files (self, error);
    case RC_SIGSTORE_UNSUPPORTED:
      judge_spoiled (self, RC_VERDICT_UNVERIFIABLE, "format-unsupported", NULL, 0);
      return TRUE;
    case RC_SIGSTORE_AMBIGUOUS:
      judge_spoiled (self, RC_VERDICT_AMBIGUOUS, "format", fault, offset);
      return TRUE;
    case RC_SIGSTORE_MALFORMED:
      judge_spoiled (self, RC_VERDICT_MALFORMED, "format", fault, offset);
      return TRUE;
    case RC_SIGSTORE_ANOTHER:
    default:
      return TRUE;
    }
}

/* One bundle a line, as attestations are downloaded. */
static gboolean
judge_lines (Carried     *self,
             const char  *text,
             gsize        length,
             GError     **error)
{
  const char *end = text + length;

  for (const char *at = text; at < end; )
    {
      const char *stop = memchr (at, '\n', (gsize) (end - at));

      stop = stop != NULL ? stop : end;
      self->record++;
      self->offset = (gsize) (at - text);
      if (g_cancellable_set_error_if_cancelled (self->work->context->cancellable, error)
          || !judge_bundle (self, at, (gsize) (stop - at), error))
        return FALSE;
      at = stop < end ? stop + 1 : end;
    }
  return TRUE;
}

/* Whether a second line begins like a bundle too. */
static gboolean
is_of_lines (const char *text,
             gsize       length)
{
  const char *second = memchr (text, '\n', length);

  return second != NULL && rc_sigstore_bundle_recognise (text, (gsize) (second - text))
         && rc_sigstore_bundle_recognise (second + 1, length - (gsize) (second + 1 - text));
}

/* --- The mechanism --- */

static int
recognise (const RcSample *sample)
{
  return rc_sigstore_bundle_recognise (sample->head, sample->head_length) ? RC_MECHANISM_SURE : 0;
}

static gpointer
begin (RcSealWork *work)
{
  return rc_in_toto_subjects_new (work);
}

static void
end (gpointer run)
{
  rc_in_toto_subjects_free (run);
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  Carried carried = { .work = work, .subjects = run, .carrier = carrier, .bytes = bytes };
  gsize length = 0;
  const char *text;

  if (bytes == NULL)
    {
      g_autofree char *reason = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);

      rc_seal_work_unverifiable (work, KIND, carrier, carrier, reason);
      return TRUE;
    }

  text = g_bytes_get_data (bytes, &length);
  return is_of_lines (text, length) ? judge_lines (&carried, text, length, error) : judge_bundle (&carried, text, length, error);
}

/* Judged in the order of integrity.md section 5.4; whose signatures count is said by the accepted keys and trusted roots alone. */
const RcMechanism rc_mechanism_sigstore = {
  .id = "sigstore",
  .title = N_("Sigstore bundle"),
  .evidences = N_("Who signed a file or a statement, when, and that the signature stands in a public log; judged by verify against the "
                  "accepted keys and trusted roots."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .end = end,
};
