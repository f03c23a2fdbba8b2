/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/jws.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/jws-file.h"
#include "core/seals/jws-judge.h"
#include "core/seals/jws-log.h"
#include "core/words.h"

#define KIND "jws"

static const char * const endings[] = { ".jws.json", ".jws", ".jwt", ".sig", NULL };

/* --- One JWS --- */

/* One seal for each signature. */
static void
judge_signatures (const RcJwsStatement *statement)
{
  for (guint i = 0; i < statement->jws->signatures->len; i++)
    {
      RcSeal *seal = rc_seal_work_begin (statement->work, KIND, statement->covered, statement->carrier);

      rc_jws_judge (statement, g_ptr_array_index (statement->jws->signatures, i), seal);
      if (statement->jws->signatures->len > 1)
        rc_seal_add_note (seal, "Signature %u of %u over the same statement", i + 1, statement->jws->signatures->len);
      rc_seal_work_end (statement->work, seal, statement->carrier);
    }
}

static gboolean
judge_delivery (RcJwsStatement  *statement,
                const RcSource  *payload,
                GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_seal_context_read (statement->work->context, payload, &local_error);
  g_autofree char *reason = NULL;

  statement->covered = payload;
  statement->detached = bytes;
  if (bytes != NULL)
    {
      judge_signatures (statement);
      return TRUE;
    }

  reason = local_error != NULL ? g_strdup ("bytes-not-held")
           : g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);
  if (local_error != NULL && !rc_seal_context_tolerate (&local_error, error))
    return FALSE;
  rc_seal_work_unverifiable (statement->work, KIND, payload, statement->carrier, reason);
  return TRUE;
}

/* RFC 7515 appendix F: the payload stands beside, under the name less the ending. */
static gboolean
judge_detached (RcJwsStatement  *statement,
                GError         **error)
{
  g_autoptr (GPtrArray) found = rc_seal_work_find_signed (statement->work, statement->carrier, endings);

  if (found->len == 0)
    {
      RcSeal *seal = rc_seal_work_begin (statement->work, KIND, NULL, statement->carrier);

      rc_seal_work_payload_absent (statement->work, seal, statement->carrier);
      rc_seal_work_end (statement->work, seal, statement->carrier);
    }
  for (guint i = 0; i < found->len; i++)
    {
      if (!judge_delivery (statement, g_ptr_array_index (found, i), error))
        return FALSE;
    }
  return TRUE;
}

static void
judge_ambiguous (RcSealWork     *work,
                 const RcSource *carrier,
                 const char     *fault)
{
  RcSeal *seal = rc_seal_work_begin (work, KIND, carrier, carrier);

  rc_seal_set_all (seal, RC_VERDICT_AMBIGUOUS, "format");
  rc_seal_work_end (work, seal, carrier);
  rc_seal_work_tell (work, RC_EXCEPTION_DUPLICATE_MEMBER, carrier, "a signed statement", fault,
                     "“%s” can be read in two ways: %s.", carrier->name, fault);
}

static gboolean
judge_one (RcSealWork      *work,
           const RcSource  *carrier,
           GBytes          *bytes,
           GError         **error)
{
  RcJwsStatement statement = { .work = work, .carrier = carrier, .covered = carrier };
  g_autoptr (RcJws) jws = NULL;
  const char *fault = NULL;

  switch (rc_jws_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &jws, &fault))
    {
    case RC_JWS_READ:
      statement.jws = jws;
      if (jws->payload_text == NULL)
        return judge_detached (&statement, error);
      judge_signatures (&statement);
      return TRUE;
    case RC_JWS_MALFORMED:
      rc_seal_work_malformed (work, KIND, carrier, carrier, "a signed statement", fault);
      return TRUE;
    case RC_JWS_AMBIGUOUS:
      judge_ambiguous (work, carrier, fault);
      return TRUE;
    case RC_JWS_ANOTHER:
    default:
      return TRUE;
    }
}

/* --- The mechanism --- */

/* Whether the first line is one by itself, and something stands behind it. */
static gboolean
is_log (const char *text,
        gsize       length)
{
  const char *newline = memchr (text, '\n', length);

  if (newline == NULL || !rc_jws_is (text, (gsize) (newline - text), TRUE))
    return FALSE;
  for (const char *at = newline; at < text + length; at++)
    {
      if (!g_ascii_isspace (*at))
        return TRUE;
    }
  return FALSE;
}

static int
recognise (const RcSample *sample)
{
  gboolean is_whole = (gint64) sample->head_length == sample->size;

  return is_log (sample->head, sample->head_length) || rc_jws_is (sample->head, sample->head_length, is_whole) ? RC_MECHANISM_SURE : 0;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  g_autoptr (GBytes) head = rc_seal_work_read_head (work, carrier, error);
  g_autofree char *limit = NULL;

  if (head == NULL)
    return *error == NULL;
  if (is_log (g_bytes_get_data (head, NULL), g_bytes_get_size (head)))
    {
      if (carrier->framing == RC_FRAMING_LINES)
        return rc_jws_log_judge (work, carrier, KIND, error);
      rc_seal_work_unverifiable (work, KIND, carrier, carrier, "format-unsupported");
      return TRUE;
    }
  if (bytes != NULL)
    return judge_one (work, carrier, bytes, error);

  limit = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);
  rc_seal_work_unverifiable (work, KIND, carrier, carrier, limit);
  return TRUE;
}

const RcMechanism rc_mechanism_jws = {
  .id = "signed-token",
  .title = N_("Signed statement or token (JWS)"),
  .evidences = N_("That the holder of a key signed a statement, such as a token of a gateway; judged by verify against the accepted keys."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .judge = judge,
};
