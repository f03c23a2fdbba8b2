/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exception.h"
#include "importers/demo/demo-business.h"
#include "importers/demo/demo-record.h"
#include "importers/demo/demo-set.h"

/*
 * The inference log: one hash chain over four files. The chain is first made as the bank's system made it; the faults then
 * are what somebody did to the files afterwards. So each record that was left alone keeps the hash and the link that it had.
 */

#define BEAT (G_GUINT64_CONSTANT (1) << 14)   /* inferences between two looks at the cancellable */

typedef struct
{
  RcDemoSet          *set;
  RcDemoFile         *file;
  const char         *name;          /* of @file */
  RcDemoBusiness      business;
  RcDemoRecordHasher  hasher;
  char                previous[RC_DIGEST_HEX_SIZE];
  RcDemoText          replayed;      /* the line that comes again */
  guint64             replay_after;  /* after the record with this index */
  guint64             gap_after;     /* the record with this index stands after the hole */
  guint64             unlogged;      /* records so far that were never written */
} Log;

static void
log_clear (Log *self)
{
  g_clear_pointer (&self->file, rc_demo_file_free);
  rc_demo_business_clear (&self->business);
  rc_demo_record_hasher_clear (&self->hasher);
  rc_demo_text_clear (&self->replayed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Log, log_clear)

static void
add_fault (Log        *self,
           const char *kind,
           const char *expected,
           const char *evidence)
{
  g_autofree char *source = g_strdup_printf ("evidence/log/%s", self->name);

  rc_demo_faults_add (&self->set->faults, kind, source, self->file->lines, expected, "%s", evidence);
}

static gboolean
put_line (Log                      *self,
          const RcDemoApplication  *application,
          const char               *hash,
          GError                  **error)
{
  rc_demo_record_text (application, self->previous, hash, &self->file->text);
  return rc_demo_file_end_line (self->file, error);
}

static gboolean
put_altered (Log                     *self,
             const RcDemoApplication *application,
             const char              *hash,
             GError                 **error)
{
  RcDemoApplication altered = *application;
  g_autofree char *evidence = NULL;

  altered.numbers[RC_DEMO_NET_INCOME] += 1400;
  if (!put_line (self, &altered, hash, error))
    return FALSE;

  evidence = g_strdup_printf ("net_income_eur was changed from %d to %d after the record had been written; its hash was left.",
                              application->numbers[RC_DEMO_NET_INCOME], altered.numbers[RC_DEMO_NET_INCOME]);
  add_fault (self, RC_EXCEPTION_RECORD_ALTERED, "The record's own hash does not fit its content.", evidence);
  return TRUE;
}

static gboolean
put_rehashed (Log                     *self,
              const RcDemoApplication *application,
              GError                 **error)
{
  RcDemoApplication altered = *application;
  char hash[RC_DIGEST_HEX_SIZE];
  g_autofree char *evidence = NULL;

  altered.numbers[RC_DEMO_EMPLOYMENT_MONTHS] += 36;
  rc_demo_record_hash (&self->hasher, &altered, self->previous, hash);
  if (!put_line (self, &altered, hash, error))
    return FALSE;

  evidence = g_strdup_printf ("employment_months was changed from %d to %d and the record's hash made new; the next record was left.",
                              application->numbers[RC_DEMO_EMPLOYMENT_MONTHS], altered.numbers[RC_DEMO_EMPLOYMENT_MONTHS]);
  add_fault (self, RC_EXCEPTION_RECORD_REHASHED,
             "The record's own hash fits, but the next record links to the hash that the record had before.", evidence);
  return TRUE;
}

static gboolean
put_fork (Log                     *self,
          const RcDemoApplication *application,
          const char              *hash,
          GError                 **error)
{
  RcDemoApplication other = *application;
  char other_hash[RC_DIGEST_HEX_SIZE];

  if (!put_line (self, application, hash, error))
    return FALSE;

  other.event_bits[1] = ~other.event_bits[1];
  other.numbers[RC_DEMO_REQUESTED_AMOUNT] += 2500;
  other.latency_ms += 9;
  rc_demo_record_hash (&self->hasher, &other, self->previous, other_hash);
  if (!put_line (self, &other, other_hash, error))
    return FALSE;

  add_fault (self, RC_EXCEPTION_CHAIN_FORK, "Two records carry the same number and link to the same record before.",
             "A second record with the number and the link of the one before, other content and a hash of its own was put in.");
  return TRUE;
}

static gboolean
put_replayed (Log     *self,
              GError **error)
{
  rc_demo_text_append (&self->file->text, self->replayed.bytes, self->replayed.length);
  if (!rc_demo_file_end_line (self->file, error))
    return FALSE;

  add_fault (self, RC_EXCEPTION_RECORD_REPLAYED, "The record stands in the file already, some lines before.",
             "A record was put in again, byte for byte.");
  return TRUE;
}

static void
tell_gap (Log *self)
{
  g_autofree char *evidence = g_strdup_printf ("The %" G_GUINT64_FORMAT " records before this one were taken out.",
                                               self->set->faults.spans[RC_DEMO_FAULT_GAP]);

  add_fault (self, RC_EXCEPTION_CHAIN_GAP, "Numbers are absent between this record and the one before.", evidence);
}

/* Writes what stands in the file for the record with its true hash: the record itself, where no fault is planted there. */
static gboolean
put_record (Log                     *self,
            const RcDemoApplication *application,
            const char              *hash,
            GError                 **error)
{
  const RcDemoFaults *faults = &self->set->faults;
  guint64 index = application->number - 1;

  switch (rc_demo_faults_at (faults, index))
    {
    case RC_DEMO_FAULT_ALTERED:
      return put_altered (self, application, hash, error);

    case RC_DEMO_FAULT_REHASHED:
      return put_rehashed (self, application, error);

    case RC_DEMO_FAULT_GAP:
      self->gap_after = index + faults->spans[RC_DEMO_FAULT_GAP];
      return TRUE;

    case RC_DEMO_FAULT_FORK:
      return put_fork (self, application, hash, error);

    case RC_DEMO_FAULT_REPLAY:
      rc_demo_record_text (application, self->previous, hash, &self->replayed);
      self->replay_after = index + faults->spans[RC_DEMO_FAULT_REPLAY] - 1;
      return put_line (self, application, hash, error);

    case RC_DEMO_FAULT_CLOCK_BACK:
      if (!put_line (self, application, hash, error))
        return FALSE;
      add_fault (self, RC_EXCEPTION_CLOCK_BACK, "The record's time is before that of the record before it.",
                 "The record was written, and correctly hashed, with a clock that had gone back.");
      return TRUE;

    case RC_DEMO_FAULT_NONE:
    case RC_DEMO_FAULT_UNLOGGED:
    case RC_DEMO_N_FAULTS:
    default:
      break;
    }

  if (index < self->gap_after)
    return TRUE;
  if (!put_line (self, application, hash, error))
    return FALSE;
  if (index == self->gap_after && index > 0)
    tell_gap (self);
  return index != self->replay_after || index == 0 || put_replayed (self, error);
}

static gboolean
open_file (Log         *self,
           const char  *name,
           GError     **error)
{
  g_autofree char *path = g_strdup_printf ("evidence/log/%s", name);

  if (self->file != NULL && !rc_demo_file_close (self->file, error))
    return FALSE;

  g_clear_pointer (&self->file, rc_demo_file_free);
  self->file = rc_demo_file_new (self->set->folder, path, error);
  self->name = name;
  return self->file != NULL;
}

/* The system itself left it out: numbers and links go on as if it had not been. */
static void
tell_unlogged (Log *self)
{
  self->unlogged++;
  rc_demo_faults_add (&self->set->faults, RC_EXCEPTION_DECISION_MISSING, RC_DEMO_DECISIONS, self->business.decisions->lines,
                      "The bank's own list has a decision that no record of the log is about; the chain of the log is whole.",
                      "The answer to this application was never written to the log.");
}

static gboolean
write_one (Log                *self,
           RcDemoApplication  *application,
           GError            **error)
{
  const RcDemoFaults *faults = &self->set->faults;
  guint64 index = application->number - 1;
  char hash[RC_DIGEST_HEX_SIZE];

  if (!rc_demo_business_add (&self->business, application, !rc_demo_faults_touch (faults, index), error))
    return FALSE;

  if (rc_demo_faults_at (faults, index) == RC_DEMO_FAULT_UNLOGGED)
    {
      tell_unlogged (self);
      return TRUE;
    }

  application->sequence = index - self->unlogged;
  if (rc_demo_faults_at (faults, index) == RC_DEMO_FAULT_CLOCK_BACK)
    application->time_ms = faults->clock_ms;
  rc_demo_record_hash (&self->hasher, application, self->previous, hash);
  if (index < faults->end && !put_record (self, application, hash, error))
    return FALSE;

  memcpy (self->previous, hash, sizeof hash);
  return TRUE;
}

/* A head is stated when the first record after its half month is known; half months without a record have none. */
static gboolean
change_half (Log      *self,
             guint     from,
             guint     to,
             guint64   index,
             GError  **error)
{
  if (from != RC_DEMO_HALVES
      && !rc_demo_set_write_head (self->set, from, index - 1 - self->unlogged, self->previous, error))
    return FALSE;
  if (from == RC_DEMO_HALVES || from / 2 != to / 2)
    return open_file (self, rc_demo_half_log_name (to), error);

  return TRUE;
}

static gboolean
beat (RcDemoSet  *set,
      guint64     index,
      GError    **error)
{
  if (set->options->progress != NULL)
    set->options->progress (index, set->calendar.inferences, set->options->user_data);
  return !g_cancellable_set_error_if_cancelled (set->options->cancellable, error);
}

static gboolean
write_all (Log     *self,
           GError **error)
{
  RcDemoSet *set = self->set;
  guint64 total = set->calendar.inferences;
  guint half = RC_DEMO_HALVES;

  for (guint64 index = 0; index < total; index++)
    {
      RcDemoApplication application;
      guint now;

      if (index % BEAT == 0 && !beat (set, index, error))
        return FALSE;

      rc_demo_application_init (&application, &set->story, &set->calendar, index);
      now = rc_demo_time_half (application.time_ms);
      if (now != half && !change_half (self, half, now, index, error))
        return FALSE;
      half = now;
      if (!write_one (self, &application, error))
        return FALSE;
    }

  return rc_demo_file_close (self->file, error)
         && rc_demo_set_write_head (set, half, total - 1 - self->unlogged, self->previous, error)
         && rc_demo_business_close (&self->business, error)
         && beat (set, total, error);
}

/**
 * rc_demo_set_write_log:
 *
 * Writes the inference log with its heads, the reviewers' actions and the bank's own list, record by record.
 */
gboolean
rc_demo_set_write_log (RcDemoSet  *set,
                       GError    **error)
{
  g_auto (Log) log = { .set = set };

  rc_demo_record_hasher_init (&log.hasher);
  memset (log.previous, '0', RC_DIGEST_HEX_SIZE - 1);
  return rc_demo_business_open (&log.business, set->story.seed, set->folder, error)
         && write_all (&log, error);
}
