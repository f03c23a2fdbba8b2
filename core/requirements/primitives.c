/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/date-words.h"
#include "core/requirements/check.h"

/*
 * What checks are made of: ORDER and AGE with what the clocks leave open, COVER as a share with its whole, CHAIN as the exceptions that tell of
 * it. EXISTS and WINDOW need a pass over the records: rc_requirement_exists(), and the facts of the inferences.
 */

void
rc_requirement_places_add (RcRequirementPlaces *places,
                           gint64               source,
                           guint64              record)
{
  places->n++;
  if (places->n_kept == RC_LIMIT_REQUIREMENT_CITATIONS)
    return;

  places->source[places->n_kept] = source;
  places->record[places->n_kept] = record;
  places->n_kept++;
}

RcTimeOrder
rc_requirement_order (const RcTimestamp *a,
                      const RcTimestamp *b)
{
  return rc_timestamp_compare (a, b);
}

/**
 * rc_requirement_age:
 * @days: calendar days, counted from the day of @start
 *
 * A period in days ends with the expiry of its last day; the day of the event itself is not counted (Regulation 1182/71, Article 3).
 *
 * Returns: whether @end comes before the end of the period, after it, or that cannot be told
 */
RcTimeOrder
rc_requirement_age (const RcTimestamp *start,
                    const RcTimestamp *end,
                    guint              days)
{
  const gint64 day_us = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  /* Where the earliest instant that @start can mean, and the latest, lie in different days, so do the ends. */
  gint64 earliest = (start->from_us / day_us + (gint64) days + 1) * day_us;
  gint64 latest = (start->to_us / day_us + (gint64) days + 1) * day_us;

  if (end->to_us < earliest)
    return RC_TIME_ORDER_BEFORE;
  return end->from_us >= latest ? RC_TIME_ORDER_AFTER : RC_TIME_ORDER_CANNOT_TELL;
}

char *
rc_requirement_share (guint64 part,
                      guint64 all)
{
  g_autofree char *first = rc_count_words (part);
  g_autofree char *second = rc_count_words (all);

  /* Translators: a number of a larger number. */
  return g_strdup_printf (_("%1$s of %2$s"), first, second);
}

/* What another exception of these kinds explains is counted with that one. */
static gboolean
is_caused_by (const RcJudgement  *judgement,
              const RcException  *exception,
              const char * const *kinds)
{
  const RcException *cause;

  if (exception->caused_by < 1 || exception->caused_by > judgement->exceptions->len)
    return FALSE;
  cause = g_ptr_array_index (judgement->exceptions, exception->caused_by - 1);
  return g_strv_contains (kinds, cause->kind);
}

/**
 * rc_requirement_exceptions:
 * @kinds: NULL-terminated
 * @places: (inout): where they were noticed
 *
 * Returns: the number of root causes
 */
guint
rc_requirement_exceptions (RcRequirementContext *context,
                           const char * const   *kinds,
                           RcRequirementPlaces  *places)
{
  guint n = 0;

  for (guint i = 0; i < context->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (context->exceptions, i);

      if (!g_strv_contains (kinds, exception->kind) || is_caused_by (context->judgement, exception, kinds))
        continue;
      n++;
      rc_requirement_places_add (places, exception->source, exception->record > 0 ? (guint64) exception->record : 1);
    }
  return n;
}
