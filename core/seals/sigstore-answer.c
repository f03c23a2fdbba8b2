/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-answer.h"

typedef struct
{
  const char *kind;
  char       *expected;
  char       *found;
  char       *message;
} Fault;

static void
fault_free (gpointer data)
{
  Fault *self = data;

  g_free (self->expected);
  g_free (self->found);
  g_free (self->message);
  g_free (self);
}

RcSigstoreAnswer *
rc_sigstore_answer_new (void)
{
  RcSigstoreAnswer *self = g_new0 (RcSigstoreAnswer, 1);

  for (guint i = 0; i < RC_N_SIGSTORE_QUESTIONS; i++)
    self->verdicts[i] = RC_VERDICT_VALID;
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->faults = g_ptr_array_new_with_free_func (fault_free);
  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->time_us = RC_TIME_NONE;
  return self;
}

void
rc_sigstore_answer_free (RcSigstoreAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->faults);
  g_array_unref (self->times);
  g_free (self->time_by);
  g_free (self);
}

RcVerdict
rc_sigstore_answer_worst (const RcSigstoreAnswer *self)
{
  RcVerdict worst = RC_VERDICT_VALID;

  for (guint i = 0; i < RC_N_SIGSTORE_QUESTIONS; i++)
    worst = rc_verdict_worst (worst, self->verdicts[i]);
  return worst;
}

static gboolean
is_worse (RcVerdict verdict,
          RcVerdict than)
{
  return verdict != than && rc_verdict_worst (verdict, than) == verdict;
}

/**
 * rc_sigstore_answer_fault:
 * @reason: as in design.md section 3
 * @expected: copied, as @found
 * @format: the message of the exception: a whole sentence
 */
void
rc_sigstore_answer_fault (RcSigstoreAnswer   *self,
                          RcSigstoreQuestion  question,
                          RcVerdict           verdict,
                          const char         *reason,
                          const char         *exception_kind,
                          const char         *expected,
                          const char         *found,
                          const char         *format,
                          ...)
{
  Fault *fault = g_new0 (Fault, 1);
  va_list arguments;

  if (is_worse (verdict, rc_sigstore_answer_worst (self)))
    {
      g_free (self->reason);
      self->reason = g_strdup (reason);
    }
  self->verdicts[question] = rc_verdict_worst (self->verdicts[question], verdict);

  fault->kind = exception_kind;
  fault->expected = g_strdup (expected);
  fault->found = g_strdup (found);
  va_start (arguments, format);
  fault->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->faults, fault);
}

void
rc_sigstore_answer_note (RcSigstoreAnswer *self,
                         const char       *format,
                         ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

void
rc_sigstore_answer_time (RcSigstoreAnswer *self,
                         gint64            time_us,
                         const char       *by)
{
  g_array_append_val (self->times, time_us);
  if (self->time_us != RC_TIME_NONE && self->time_us <= time_us)
    return;

  self->time_us = time_us;
  g_free (self->time_by);
  self->time_by = g_strdup (by);
}

static void
apply_verdicts (const RcSigstoreAnswer *self,
                RcSeal                 *seal)
{
  RcVerdict before = rc_verdict_worst (seal->integrity, rc_verdict_worst (seal->signature, seal->anchor));

  if (is_worse (rc_sigstore_answer_worst (self), before))
    rc_seal_set_reason (seal, self->reason);
  seal->integrity = rc_verdict_worst (seal->integrity, self->verdicts[RC_SIGSTORE_INTEGRITY]);
  seal->signature = rc_verdict_worst (seal->signature, self->verdicts[RC_SIGSTORE_SIGNATURE]);
  seal->anchor = rc_verdict_worst (seal->anchor, self->verdicts[RC_SIGSTORE_ANCHOR]);
}

/**
 * rc_sigstore_answer_apply:
 * @seal: with the verdicts so far
 * @place: which the exceptions are about
 */
void
rc_sigstore_answer_apply (const RcSigstoreAnswer *self,
                          RcSealWork             *work,
                          RcSeal                 *seal,
                          const RcSource         *place)
{
  apply_verdicts (self, seal);
  for (guint i = 0; i < self->notes->len; i++)
    rc_seal_add_note (seal, "%s", (const char *) self->notes->pdata[i]);
  for (guint i = 0; i < self->faults->len; i++)
    {
      const Fault *fault = self->faults->pdata[i];

      rc_seal_work_tell (work, fault->kind, place, fault->expected, fault->found, "%s", fault->message);
    }
}
