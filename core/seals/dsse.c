/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/dsse.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/dsse-envelope.h"
#include "core/seals/dsse-signers.h"
#include "core/seals/in-toto-subjects.h"
#include "core/seals/json-prefix.h"
#include "core/seals/slsa-provenance.h"
#include "core/words.h"

#define KIND "dsse"

static const char * const members[] = { "payload", "payloadType", "signatures", NULL };

/* One envelope while it is judged. */
typedef struct
{
  RcSealWork           *work;
  RcInTotoSubjects     *subjects;
  const RcSource       *carrier;
  GBytes               *bytes;       /* the carrier's */
  gsize                 offset;      /* of the envelope in it */
  guint64               record;      /* of the carrier, where it holds one envelope a line; else 0 */
  const RcDsseEnvelope *envelope;
  RcSeal               *seal;
} Envelope;

static RcSeal *
begin_seal (const Envelope *self)
{
  RcSeal *seal = rc_seal_work_begin (self->work, KIND, self->carrier, self->carrier);

  if (self->record == 0)
    return seal;

  g_free (seal->name);
  seal->name = g_strdup_printf ("%s:%" G_GUINT64_FORMAT, self->carrier->name, self->record);
  return seal;
}

/* --- What is signed --- */

/* NULL: no statement; @out_fault: (nullable): why it is not readable as the one that it says it is. */
static RcInTotoStatement *
parse_statement (const RcDsseEnvelope  *envelope,
                 const char           **out_fault)
{
  RcInTotoStatement *statement = NULL;

  *out_fault = NULL;
  if (strcmp (envelope->type, RC_IN_TOTO_PAYLOAD_TYPE) != 0)
    return NULL;
  if (rc_in_toto_statement_parse (envelope->payload, &statement, out_fault) == RC_IN_TOTO_ANOTHER)
    *out_fault = "its payload is no statement of in-toto";
  return statement;
}

static const char *
find_purpose (const RcInTotoStatement *statement)
{
  return statement != NULL && rc_slsa_provenance_is (statement) ? "builds" : "statements";
}

static void
judge_ambiguous (Envelope *self)
{
  self->seal->integrity = RC_VERDICT_AMBIGUOUS;
  self->seal->checked = 0;
  rc_seal_set_reason (self->seal, "format");
  rc_seal_work_tell_at (self->work, RC_EXCEPTION_DUPLICATE_MEMBER, self->carrier, self->bytes, self->offset, "each member once",
                        "one member twice",
                        "What is signed in “%s” names a member twice: two readers would see two different things in it.",
                        self->carrier->name);
}

static gboolean
judge_statement (Envelope                 *self,
                 const RcInTotoStatement  *statement,
                 const RcAnchor           *key,
                 GError                  **error)
{
  gboolean is_verified = self->seal->signature == RC_VERDICT_VALID;

  if (statement->json.has_duplicate)
    {
      judge_ambiguous (self);
      return TRUE;
    }
  if (!rc_in_toto_subjects_cover (self->subjects, self->carrier, statement, self->seal, error))
    return FALSE;

  if (is_verified)
    rc_seal_add_note (self->seal, "States “%s” about %u subjects", statement->predicate_type, statement->subjects->len);
  if (is_verified && rc_slsa_provenance_is (statement))
    rc_slsa_provenance_tell (self->work, statement, key, self->carrier, self->seal);
  return TRUE;
}

/* The signature stands, whatever is signed; what is not read here is said, and judged no further. */
static void
judge_unread (Envelope   *self,
              const char *fault)
{
  if (fault == NULL)
    {
      rc_seal_add_note (self->seal, "What is signed is of the type “%s”, which is not read here", self->envelope->type);
      return;
    }

  self->seal->integrity = RC_VERDICT_MALFORMED;
  self->seal->checked = 0;
  rc_seal_set_reason (self->seal, "format");
  rc_seal_work_tell_at (self->work, RC_EXCEPTION_SEAL_MALFORMED, self->carrier, self->bytes, self->offset, "a statement of in-toto", fault,
                        "“%s” is signed as a statement of in-toto, but %s.", self->carrier->name, fault);
}

/* Only bytes that somebody signed are read for what they say: not where no signature is there, or where it does not fit. */
static gboolean
judge_payload (Envelope                 *self,
               const RcInTotoStatement  *statement,
               const char               *fault,
               const RcAnchor           *key,
               GError                  **error)
{
  RcVerdict verdict = self->seal->signature;

  if (verdict == RC_VERDICT_INVALID || verdict == RC_VERDICT_UNSIGNED)
    return TRUE;
  if (statement != NULL)
    return judge_statement (self, statement, key, error);
  if (verdict == RC_VERDICT_VALID)
    judge_unread (self, fault);
  return TRUE;
}

/* --- One envelope --- */

static gboolean
judge_envelope (Envelope  *self,
                GError   **error)
{
  const char *fault = NULL;
  g_autoptr (RcInTotoStatement) statement = parse_statement (self->envelope, &fault);
  g_autoptr (RcSeal) seal = begin_seal (self);
  RcDsseSigners signers = {
    .work = self->work,
    .carrier = self->carrier,
    .envelope = self->envelope,
    .purpose = find_purpose (statement),
    .established = rc_seal_work_get_time (self->work, self->carrier->id),
  };
  const RcAnchor *key;

  self->seal = seal;
  key = rc_dsse_signers_judge (&signers, seal);
  if (!judge_payload (self, statement, fault, key, error))
    return FALSE;

  rc_seal_work_end_inside (self->work, g_steal_pointer (&seal), self->carrier, self->record);
  return TRUE;
}

static void
judge_malformed (const Envelope *self,
                 gsize           offset,
                 const char     *fault)
{
  RcSeal *seal = begin_seal (self);

  rc_seal_set_all (seal, RC_VERDICT_MALFORMED, "format");
  rc_seal_work_end_inside (self->work, seal, self->carrier, self->record);
  rc_seal_work_tell_at (self->work, RC_EXCEPTION_SEAL_MALFORMED, self->carrier, self->bytes, offset, "an envelope of DSSE", fault,
                        "“%s” holds what begins like an envelope of DSSE, but %s.", self->carrier->name, fault);
}

static void
judge_repeated (const Envelope *self,
                gsize           offset)
{
  RcSeal *seal = begin_seal (self);

  rc_seal_set_all (seal, RC_VERDICT_AMBIGUOUS, "format");
  rc_seal_work_end_inside (self->work, seal, self->carrier, self->record);
  rc_seal_work_tell_at (self->work, RC_EXCEPTION_DUPLICATE_MEMBER, self->carrier, self->bytes, offset, "each member once",
                        "one member twice", "“%s” names a member twice: two readers would see two different things in it.",
                        self->carrier->name);
}

/* @json: of the text at @self's offset; parsed. */
static gboolean
judge_document (Envelope      *self,
                const RcJson  *json,
                GError       **error)
{
  g_autoptr (RcDsseEnvelope) envelope = NULL;
  const char *fault = NULL;

  switch (rc_dsse_envelope_read (json, 0, &envelope, &fault))
    {
    case RC_DSSE_READ:
      break;
    case RC_DSSE_MALFORMED:
      judge_malformed (self, self->offset, fault);
      return TRUE;
    case RC_DSSE_ANOTHER:
    default:
      return TRUE;
    }

  if (json->has_duplicate)
    {
      judge_repeated (self, self->offset + json->nodes[json->duplicate].offset);
      return TRUE;
    }
  self->envelope = envelope;
  return judge_envelope (self, error);
}

/* --- One carrier --- */

static gboolean
is_like_envelope (const char *text,
                  gsize       length)
{
  return rc_json_prefix_find_names (text, length, members) == 7;
}

static gboolean
judge_line (Envelope    *self,
            RcJson      *json,
            const char  *text,
            gsize        length,
            GError     **error)
{
  RcJsonFault fault;

  if (length > 0 && text[length - 1] == '\r')
    length--;
  if (length == 0)
    return TRUE;
  if (rc_json_parse (json, text, length, &fault))
    return judge_document (self, json, error);
  if (is_like_envelope (text, length))
    judge_malformed (self, self->offset + fault.offset, "it is not readable as JSON");
  return TRUE;
}

static gboolean
judge_lines (Envelope  *self,
             RcJson    *json,
             GError   **error)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (self->bytes, &length);
  const char *end = text + length;

  for (const char *at = text; at < end; )
    {
      const char *stop = memchr (at, '\n', (gsize) (end - at));

      if (stop == NULL)
        stop = end;
      if (g_cancellable_set_error_if_cancelled (self->work->context->cancellable, error))
        return FALSE;
      self->record++;
      self->offset = (gsize) (at - text);
      if (!judge_line (self, json, at, (gsize) (stop - at), error))
        return FALSE;
      at = stop < end ? stop + 1 : end;
    }
  return TRUE;
}

/* One envelope a line, or what was that before one of them was spoiled. */
static gboolean
is_of_lines (const RcJsonFault *fault,
             const char        *text,
             gsize              length)
{
  const char *second = memchr (text, '\n', length);

  return fault->kind == RC_JSON_FAULT_TRAILING || (second != NULL && second + 1 < text + length && second[1] == '{');
}

/* An attestation of cosign in a package was judged with the certificate and the log entry that stand beside it there. */
static gboolean
is_judged (RcSealWork     *work,
           const RcSource *carrier)
{
  const GPtrArray *over = rc_seal_work_list_over (work, carrier->id);

  for (guint i = 0; over != NULL && i < over->len; i++)
    {
      if (strcmp (((const RcSeal *) over->pdata[i])->kind, "cosign") == 0)
        return TRUE;
    }
  return FALSE;
}

/* --- The mechanism --- */

/* Whether a payload begins that the sample does not end, and that may hide the members behind it. */
static gboolean
is_within_payload (const RcSample *sample)
{
  const char *end = sample->head + sample->head_length;
  const char *at = rc_json_prefix_find_value (sample->head, sample->head_length, members[0]);

  if (sample->head_length < RC_LIMIT_SAMPLE_BYTES || at == NULL || at >= end || *at != '"')
    return FALSE;
  for (at++; at < end; at++)
    {
      if (!g_ascii_isalnum (*at) && strchr ("+/-_", *at) == NULL)
        return FALSE;
    }
  return TRUE;
}

static int
recognise (const RcSample *sample)
{
  if (is_like_envelope (sample->head, sample->head_length))
    return RC_MECHANISM_SURE;
  return is_within_payload (sample) ? 1 : 0;
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
  Envelope envelope = { .work = work, .subjects = run, .carrier = carrier, .bytes = bytes };
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;
  gsize length = 0;
  const char *text;

  if (is_judged (work, carrier))
    return TRUE;
  if (bytes == NULL)
    {
      g_autofree char *reason = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);

      rc_seal_work_unverifiable (work, KIND, carrier, carrier, reason);
      return TRUE;
    }

  text = g_bytes_get_data (bytes, &length);
  rc_json_init (&json);
  if (rc_json_parse (&json, text, length, &fault))
    return judge_document (&envelope, &json, error);
  if (is_of_lines (&fault, text, length))
    return judge_lines (&envelope, &json, error);
  if (is_like_envelope (text, length))
    judge_malformed (&envelope, fault.offset, "it is not readable as JSON");
  return TRUE;
}

/* An envelope holds what it signs; a statement of in-toto in it speaks of other files by their digests (integrity.md section 5.6). */
const RcMechanism rc_mechanism_dsse = {
  .id = "dsse",
  .title = N_("Signed statement (DSSE envelope)"),
  .evidences = N_("That the holder of a key signed a statement, such as how a file was built; judged by verify against the accepted keys."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .end = end,
};
