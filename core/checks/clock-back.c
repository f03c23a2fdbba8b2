/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/checks/check.h"

/*
 * The records of a chain stand in the order in which they were written. A time that is certainly earlier than that of the record
 * before (of the same system, where one file interleaves several) says that the clock, the time or the order was changed. Sources
 * without a chain promise no order.
 */

#define MAX_SYSTEMS 1024u

typedef struct
{
  guint64 record;
  gint64  time_us;
} Seen;

struct _RcClockCheck
{
  RcCheckContext *context;
  const RcSource *source;
  GHashTable     *last;       /* name of the system → Seen */
  gint64          system;     /* of the record before, and what was seen of it */
  Seen           *seen;       /* (nullable) */
  guint64         n_found;
};

RcClockCheck *
rc_clock_check_new (RcCheckContext *context,
                    const RcSource *source)
{
  RcClockCheck *self = g_new0 (RcClockCheck, 1);

  self->context = context;
  self->source = source;
  self->last = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

void
rc_clock_check_free (RcClockCheck *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->last, g_hash_table_unref);
  g_free (self);
}

static void
report (RcClockCheck *self,
        const Seen   *before,
        guint64       record,
        gint64        time_us)
{
  g_autofree char *was = rc_time_format_utc (before->time_us);
  g_autofree char *is = rc_time_format_utc (time_us);
  g_autofree char *expected = g_strdup_printf ("not before %s, the time of record %" G_GUINT64_FORMAT, was, before->record);
  g_autofree char *message = NULL;
  gint64 cause;

  self->n_found++;
  if (self->n_found > RC_LIMIT_SET_ASIDE_LISTED)
    return;

  cause = rc_check_find_cause (self->context, self->source->id, record);
  if (cause == 0)
    cause = rc_check_find_cause (self->context, self->source->id, before->record);
  message = g_strdup_printf ("The time of record %" G_GUINT64_FORMAT " of “%s” lies before that of the record written before it.",
                             record, self->source->name);
  rc_check_report (self->context, RC_EXCEPTION_CLOCK_BACK, self->source->id, record, cause, expected, is, message);
}

/**
 * rc_clock_check_see:
 * @record: number of the record, in the order of the source
 * @system: the system that it names, 0: none
 * @time_us: its earliest instant
 * @span_us: how much later it can mean
 */
void
rc_clock_check_see (RcClockCheck *self,
                    guint64       record,
                    gint64        system,
                    gint64        time_us,
                    gint64        span_us)
{
  Seen *last = self->seen != NULL && system == self->system ? self->seen : g_hash_table_lookup (self->last, &system);

  if (last == NULL)
    {
      if (g_hash_table_size (self->last) == MAX_SYSTEMS)
        return;
      last = g_new0 (Seen, 1);
      g_hash_table_insert (self->last, g_memdup2 (&system, sizeof system), last);
    }
  else if (record != last->record && time_us + span_us < last->time_us)
    {
      report (self, last, record, time_us);
    }

  last->record = record;
  last->time_us = time_us;
  self->system = system;
  self->seen = last;
}

void
rc_clock_check_end (RcClockCheck *self)
{
  g_autofree char *found = NULL;
  g_autofree char *message = NULL;

  if (self->n_found <= RC_LIMIT_SET_ASIDE_LISTED)
    return;

  found = g_strdup_printf ("%" G_GUINT64_FORMAT " records", self->n_found);
  message = g_strdup_printf ("Times go back at %" G_GUINT64_FORMAT " records of “%s”; the first %u are listed one by one.",
                             self->n_found, self->source->name, RC_LIMIT_SET_ASIDE_LISTED);
  rc_check_report (self->context, RC_EXCEPTION_CLOCK_BACK, self->source->id, 0, 0, "times that do not go back", found, message);
}
