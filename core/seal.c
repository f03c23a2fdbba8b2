/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "seal.h"

#include "expectation.h"

/**
 * rc_seal_new:
 * @kind: "digest-list", "chain", "minisign"
 * @name: what it stands over, in words
 *
 * Returns: (transfer full): a seal about which nothing was checked yet; a mechanism that forgets to answer one of the four
 *   questions leaves it at NOT_CHECKED
 */
RcSeal *
rc_seal_new (const char *kind,
             const char *name)
{
  RcSeal *self = g_new0 (RcSeal, 1);

  self->kind = g_strdup (kind);
  self->name = g_strdup (name);
  self->sources = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->carriers = g_array_new (FALSE, FALSE, sizeof (RcSealCarrier));
  self->integrity = RC_VERDICT_NOT_CHECKED;
  self->signature = RC_VERDICT_NOT_CHECKED;
  self->anchor = RC_VERDICT_NOT_CHECKED;
  self->completeness = RC_VERDICT_NOT_CHECKED;
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rc_seal_free (RcSeal *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->name);
  g_array_unref (self->sources);
  g_array_unref (self->carriers);
  g_free (self->reason);
  g_ptr_array_unref (self->notes);
  g_clear_pointer (&self->proof, rc_seal_proof_free);
  g_free (self);
}

RcSealProof *
rc_seal_proof_new (void)
{
  RcSealProof *self = g_new0 (RcSealProof, 1);

  self->time_us = RC_TIME_NONE;
  return self;
}

void
rc_seal_proof_free (RcSealProof *self)
{
  g_free (self->algorithm);
  g_free (self->key_fingerprint);
  g_free (self->signed_sha256);
  g_free (self->time_by);
  g_free (self);
}

/**
 * rc_seal_worst:
 *
 * Returns: the worst of the four verdicts
 */
RcVerdict
rc_seal_worst (const RcSeal *self)
{
  return rc_verdict_worst (rc_verdict_worst (self->integrity, self->signature),
                           rc_verdict_worst (self->anchor, self->completeness));
}

void
rc_seal_add_carrier (RcSeal              *self,
                     const RcSealCarrier *carrier)
{
  for (guint i = 0; i < self->carriers->len; i++)
    {
      if (g_array_index (self->carriers, RcSealCarrier, i).source == carrier->source)
        return;
    }
  g_array_append_vals (self->carriers, carrier, 1);
}

static guint
place_of (const RcSeal *self,
          gint64        source)
{
  guint place = 0;

  while (place < self->sources->len && g_array_index (self->sources, gint64, place) != source)
    place++;
  return place;
}

gboolean
rc_seal_carrier_reaches (const RcSeal        *self,
                         const RcSealCarrier *carrier,
                         gint64               source,
                         guint64              record)
{
  guint place, end;

  if (carrier->up_to_source == 0)
    return TRUE;
  if (carrier->up_to_source == source)
    return record <= carrier->up_to_record;

  place = place_of (self, source);
  end = place_of (self, carrier->up_to_source);
  return place < end && end < self->sources->len;
}

/**
 * rc_seal_add_note:
 *
 * Adds a sentence that stands beside the verdicts and does not change them.
 */
void
rc_seal_add_note (RcSeal     *self,
                  const char *format,
                  ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/**
 * rc_judgement_new:
 *
 * Returns: (transfer full): the empty judgement: nothing checked, nothing covered
 */
RcJudgement *
rc_judgement_new (void)
{
  RcJudgement *self = g_new0 (RcJudgement, 1);

  self->seals = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_seal_free);
  self->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  self->covers = g_array_new (FALSE, FALSE, sizeof (RcSealCover));
  self->forms = g_array_new (FALSE, FALSE, sizeof (RcFormCount));
  return self;
}

void
rc_judgement_free (RcJudgement *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->seals);
  g_ptr_array_unref (self->exceptions);
  g_array_unref (self->covers);
  g_array_unref (self->forms);
  rc_log_memory_free (self->log_memory);
  rc_expectations_free (self->expectations);
  g_free (self);
}

/**
 * rc_judgement_add_seal:
 * @seal: (transfer full):
 *
 * Returns: the seal's number, from 1
 */
gint64
rc_judgement_add_seal (RcJudgement *self,
                       RcSeal      *seal)
{
  g_ptr_array_add (self->seals, seal);
  seal->id = self->seals->len;
  return seal->id;
}

/**
 * rc_judgement_find_seal:
 * @id: number of a seal in the judgement
 *
 * Returns: (transfer none) (nullable): the seal
 */
const RcSeal *
rc_judgement_find_seal (const RcJudgement *judgement,
                        gint64             id)
{
  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);

      if (seal->id == id)
        return seal;
    }
  return NULL;
}

/**
 * rc_judgement_add_exception:
 * @exception: (transfer full):
 *
 * Returns: the exception's number, from 1
 */
gint64
rc_judgement_add_exception (RcJudgement *self,
                            RcException *exception)
{
  g_ptr_array_add (self->exceptions, exception);
  exception->id = self->exceptions->len;
  return exception->id;
}

/**
 * rc_judgement_add_cover:
 *
 * Says that a seal protects records @first_record to @last_record of a source. A stretch that continues the one added before
 * it, with the same protection, makes it longer.
 */
void
rc_judgement_add_cover (RcJudgement *self,
                        gint64       seal,
                        gint64       source,
                        guint64      first_record,
                        guint64      last_record,
                        RcVerdict    protection)
{
  RcSealCover cover = { seal, source, first_record, last_record, protection };

  if (first_record == 0 || last_record < first_record)
    return;

  if (self->covers->len > 0)
    {
      RcSealCover *before = &g_array_index (self->covers, RcSealCover, self->covers->len - 1);

      if (before->seal == seal && before->source == source && before->protection == protection
          && before->last_record + 1 == first_record)
        {
          before->last_record = last_record;
          return;
        }
    }

  g_array_append_val (self->covers, cover);
}

gboolean
rc_judgement_tells_of_edit (const RcJudgement *self)
{
  for (guint i = 0; i < self->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (self->exceptions, i);

      if (rc_exception_is_of_case (exception->kind))
        return TRUE;
    }
  return FALSE;
}
