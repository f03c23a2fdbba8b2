/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/checks/check.h"
#include "core/display-text.h"
#include "core/event-index.h"
#include "core/importer.h"
#include "core/occurrence.h"

/*
 * Decisions of the business's own list that no log knows, and the other way round where the list is said to be complete. A hole that the
 * chain of the log shows already, or a record that could not be read, is the cause where it lies between the records of the two decisions
 * before and after on the list.
 */

/* Lines before and after that are looked at for one that the log knows. */
#define MAX_STEPS 16u

/* Where an inference stands. */
typedef struct
{
  gint64  source;      /* 0: none */
  guint64 record;
} Place;

/* Lines that follow each other and are all absent from the log have the same neighbours. */
typedef struct
{
  gint64 last;         /* the last event of the lines */
  guint  count;
  gint64 cause;
} Run;

/* The first inference under the reference of a line of the list. */
static gboolean
find_inference (RcCheckContext  *context,
                const RcEvent   *line,
                Place           *out_place,
                GError         **error)
{
  const char *reference = rc_event_peek_field (line, RC_FIELD_DECISION);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (RcEvent) inference = NULL;

  if (reference == NULL)
    return TRUE;
  found = rc_event_index_find (context->case_file, context->seal_context->reader, RC_EVENT_INFERENCE, RC_EVENT_KEY_DECISION, reference, 1,
                               &local_error);
  /* What cannot be read any more is no neighbour. */
  if (found == NULL && local_error->domain == RC_IMPORTER_ERROR)
    return TRUE;
  if (found == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (found->len == 0)
    return TRUE;

  inference = rc_event_load (context->case_file, g_array_index (found, gint64, 0), error);
  if (inference == NULL)
    return FALSE;
  *out_place = (Place) { inference->source, inference->record };
  return TRUE;
}

/* The nearest line from @event on, in one direction, that the log knows. */
static gboolean
find_neighbour (RcCheckContext  *context,
                const RcSource  *source,
                gint64           event,
                int              direction,
                Place           *out_place,
                GError         **error)
{
  RcDatabase *database = rc_case_get_database (context->case_file);

  *out_place = (Place) { 0 };
  for (guint i = 0; i < MAX_STEPS && out_place->source == 0; i++, event += direction)
    {
      g_autoptr (RcEvent) line = NULL;
      gint64 of = 0;
      gboolean superseded;

      if (event < source->first_event || event >= source->first_event + (gint64) source->event_rows)
        return TRUE;
      line = rc_event_load (context->case_file, event, error);
      if (line == NULL || !rc_occurrence_find (database, event, &of, &superseded, error))
        return FALSE;
      if (line->kind != RC_EVENT_DECISION || of != 0)
        continue;
      if (!rc_event_read_fields (line, context->case_file, context->seal_context->reader, error)
          || !find_inference (context, line, out_place, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
hides_records (const char *kind)
{
  static const char * const kinds[] = {
    RC_EXCEPTION_UNREADABLE_RECORD, RC_EXCEPTION_DUPLICATE_MEMBER, RC_EXCEPTION_LIMIT, RC_EXCEPTION_RECORD_ALTERED,
    RC_EXCEPTION_VAULT_DAMAGED, NULL
  };

  return g_strv_contains (kinds, kind);
}

static gboolean
lies_between (const RcException *exception,
              const Place       *before,
              const Place       *after)
{
  guint64 record = (guint64) exception->record;
  gboolean is_gap = strcmp (exception->kind, RC_EXCEPTION_CHAIN_GAP) == 0;

  if (exception->record == 0 || (!is_gap && !hides_records (exception->kind)))
    return FALSE;
  /* A gap is told at the record behind it. */
  if (exception->source == after->source && (record < after->record || (is_gap && record == after->record)))
    return before->source != after->source || record > before->record;
  return exception->source == before->source && before->source != after->source && record > before->record;
}

/* Only where no more records lie between than lines are absent: a list in another order than the log shows nothing. */
static gint64
find_cause (RcCheckContext *context,
            const Place    *before,
            const Place    *after,
            guint           n_lines)
{
  GPtrArray *exceptions = context->judgement->exceptions;

  if (before->source == 0 || after->source == 0
      || (before->source == after->source && (after->record <= before->record || after->record - before->record - 1 > n_lines)))
    return 0;

  for (guint i = 0; i < exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (exceptions, i);

      if (lies_between (exception, before, after))
        return exception->caused_by != 0 ? exception->caused_by : exception->id;
    }
  return 0;
}

static const RcSource *
find_source (RcCheckContext *context,
             gint64          id)
{
  GPtrArray *sources = context->seal_context->sources;

  for (guint i = 0; i < sources->len; i++)
    if (((const RcSource *) g_ptr_array_index (sources, i))->id == id)
      return g_ptr_array_index (sources, i);

  return NULL;
}

/* The run of absent lines that begins with number @index of the list. */
static gboolean
begin_run (RcCheckContext  *context,
           GArray          *absent,
           guint            index,
           gint64           source_id,
           Run             *run,
           GError         **error)
{
  const RcSource *source = find_source (context, source_id);
  gint64 first = g_array_index (absent, gint64, index);
  Place before, after;

  *run = (Run) { .last = first, .count = 1 };
  for (guint i = index + 1; i < absent->len && g_array_index (absent, gint64, i) == run->last + 1; i++, run->count++)
    run->last++;
  if (source == NULL)
    return TRUE;
  if (!find_neighbour (context, source, first - 1, -1, &before, error) || !find_neighbour (context, source, run->last + 1, 1, &after, error))
    return FALSE;

  run->cause = find_cause (context, &before, &after, run->count);
  return TRUE;
}

static char *
dup_reference (const RcEvent *event)
{
  const char *reference = rc_event_peek_field (event, RC_FIELD_DECISION);

  return rc_display_text (reference != NULL ? reference : "", -1, RC_LIMIT_SHOWN_BYTES);
}

static char *
dup_period (const RcDecisionComparison *comparison)
{
  g_autofree char *from = comparison->from_us != RC_TIME_NONE ? rc_time_format_utc (comparison->from_us) : NULL;
  g_autofree char *to = comparison->to_us != RC_TIME_NONE ? rc_time_format_utc (comparison->to_us) : NULL;

  if (from == NULL || to == NULL)
    return g_strdup ("no record with this reference");
  return g_strdup_printf ("no record with this reference in the log received, which speaks of %s to %s", from, to);
}

static void
report_absent (RcCheckContext             *context,
               const RcDecisionComparison *comparison,
               const RcEvent              *line,
               gint64                      cause)
{
  g_autofree char *reference = dup_reference (line);
  g_autofree char *time = line->time_us != RC_TIME_NONE ? rc_time_format_utc (line->time_us) : NULL;
  g_autofree char *expected = g_strdup_printf ("a record of the log with the reference “%s”", reference);
  g_autofree char *found = dup_period (comparison);
  g_autofree char *message = NULL;

  if (time != NULL)
    message = g_strdup_printf ("The decision “%s” of %s stands on the business's own list, and no log received knows it.", reference, time);
  else
    message = g_strdup_printf ("The decision “%s” stands on the business's own list, and no log received knows it.", reference);
  if (cause == 0)
    cause = rc_check_find_cause (context, line->source, line->record);
  rc_check_report (context, RC_EXCEPTION_DECISION_MISSING, line->source, line->record, cause, expected, found, message);
}

static RcEvent *
load_event (RcCheckContext  *context,
            gint64           id,
            GError         **error)
{
  g_autoptr (RcEvent) event = rc_event_load (context->case_file, id, error);

  if (event == NULL || !rc_event_read_fields (event, context->case_file, context->seal_context->reader, error))
    return NULL;
  return g_steal_pointer (&event);
}

/* So many more are not told one by one. */
static void
report_more (RcCheckContext *context,
             const char     *kind,
             guint64         total,
             guint           listed,
             const char     *expected,
             const char     *sentence)
{
  g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT " decisions", total);
  g_autofree char *message = g_strdup_printf ("%s: %" G_GUINT64_FORMAT " decisions. The first %u are listed one by one.", sentence, total,
                                              listed);

  if (total > listed)
    rc_check_report (context, kind, 0, 0, 0, expected, found, message);
}

static gboolean
tell_absent (RcCheckContext              *context,
             const RcDecisionComparison  *comparison,
             GError                     **error)
{
  GArray *absent = comparison->absent;
  Run run = { 0 };

  for (guint i = 0; i < absent->len; i++)
    {
      g_autoptr (RcEvent) line = load_event (context, g_array_index (absent, gint64, i), error);

      if (line == NULL || (line->id > run.last && !begin_run (context, absent, i, line->source, &run, error)))
        return FALSE;
      report_absent (context, comparison, line, run.cause);
    }

  report_more (context, RC_EXCEPTION_DECISION_MISSING, rc_decision_totals_absent (&comparison->totals), absent->len,
               "a record of the log for every decision of the list", "The business's own list has decisions that no log received knows");
  return TRUE;
}

static gboolean
tell_unlisted (RcCheckContext              *context,
               const RcDecisionComparison  *comparison,
               GError                     **error)
{
  for (guint i = 0; i < comparison->unlisted->len; i++)
    {
      g_autoptr (RcEvent) call = load_event (context, g_array_index (comparison->unlisted, gint64, i), error);
      g_autofree char *reference = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *message = NULL;

      if (call == NULL)
        return FALSE;
      reference = dup_reference (call);
      expected = g_strdup_printf ("a line of the list with the reference “%s”", reference);
      message = g_strdup_printf ("The log tells of the decision “%s”, which is not on the business's own list.", reference);
      rc_check_report (context, RC_EXCEPTION_DECISION_UNLISTED, call->source, call->record,
                       rc_check_find_cause (context, call->source, call->record), expected, "no line with this reference", message);
    }

  report_more (context, RC_EXCEPTION_DECISION_UNLISTED, comparison->totals.only_log_within, comparison->unlisted->len,
               "a line of the list for every decision of the log", "The log tells of decisions that are not on the business's own list");
  return TRUE;
}

static void
tell_left_out (RcCheckContext             *context,
               const RcDecisionComparison *comparison)
{
  g_autofree char *sampling = rc_display_text (comparison->sampling != NULL ? comparison->sampling : "", -1, RC_LIMIT_SHOWN_BYTES);
  g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT " decisions are not in it", comparison->totals.left_out);
  g_autofree char *message = g_strdup_printf ("%" G_GUINT64_FORMAT " decisions of the business's own list are not in the log. %s",
                                              comparison->totals.left_out, sampling);

  rc_check_report (context, RC_EXCEPTION_DECISIONS_LEFT_OUT, 0, 0, 0, "a log in which no call may be left out", found, message);
}

/**
 * rc_check_tell_decisions:
 *
 * Adds an exception for each decision that is where it ought not to be alone; the first of them one by one.
 */
gboolean
rc_check_tell_decisions (RcCheckContext              *context,
                         const RcDecisionComparison  *comparison,
                         GError                     **error)
{
  if (!tell_absent (context, comparison, error))
    return FALSE;
  if (comparison->totals.left_out > 0)
    tell_left_out (context, comparison);
  return !comparison->is_complete || tell_unlisted (context, comparison, error);
}

/**
 * rc_check_decisions:
 *
 * Holds the business's own lists of decisions against the logs, and keeps the numbers with the judgement.
 */
gboolean
rc_check_decisions (RcCheckContext  *context,
                    GError         **error)
{
  g_autoptr (RcDecisionComparison) comparison = NULL;

  comparison = rc_decision_comparison_load (context->case_file, context->seal_context->cancellable, error);
  if (comparison == NULL)
    return FALSE;

  context->judgement->decisions = comparison->totals;
  return rc_check_tell_decisions (context, comparison, error);
}
