/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/date-words.h"
#include "core/requirements/check.h"

/**
 * rc_requirement_say:
 *
 * The verdict and its one sentence; what was said before is replaced.
 */
void
rc_requirement_say (RcRequirementResult  *result,
                    RcRequirementVerdict  verdict,
                    const char           *format,
                    ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (result->words);
  result->words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  result->verdict = verdict;
}

void
rc_requirement_note (RcRequirementResult *result,
                     const char          *format,
                     ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (result->notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

void
rc_requirement_ask (RcRequirementResult *result,
                    const char          *format,
                    ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (result->missing);
  result->missing = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

void
rc_requirement_count (RcRequirementResult *result,
                      guint64              checked,
                      guint64              total,
                      const char          *of)
{
  result->checked = checked;
  result->total = total;
  g_free (result->of);
  result->of = g_strdup (of);
}

/**
 * rc_requirement_use:
 * @evidence: class of evidence, such as "E05"
 * @count: records of it that were looked at; of none nothing is noted
 */
void
rc_requirement_use (RcRequirementResult *result,
                    const char          *evidence,
                    guint64              count)
{
  RcRequirementEvidence *used;

  for (guint i = 0; i < result->evidence->len; i++)
    {
      used = g_ptr_array_index (result->evidence, i);
      if (g_str_equal (used->id, evidence))
        {
          used->count = MAX (used->count, count);
          return;
        }
    }
  if (count == 0)
    return;

  used = g_new0 (RcRequirementEvidence, 1);
  used->id = g_strdup (evidence);
  used->count = count;
  g_ptr_array_add (result->evidence, used);
}

static gboolean
is_cited (const RcRequirementResult *result,
          gint64                     source,
          guint64                    record)
{
  for (guint i = 0; i < result->citations->len; i++)
    {
      const RcCitation *citation = g_ptr_array_index (result->citations, i);

      if (citation->source == source && citation->record == record)
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_requirement_cite:
 *
 * Cites a record once; behind the last one that is listed only the number grows.
 */
gboolean
rc_requirement_cite (RcRequirementContext  *context,
                     RcRequirementResult   *result,
                     gint64                 source,
                     guint64                record,
                     GError               **error)
{
  RcCitation *citation;

  if (source == 0 || record == 0 || is_cited (result, source, record))
    return TRUE;
  if (result->citations->len == RC_LIMIT_REQUIREMENT_CITATIONS)
    {
      result->more_citations++;
      return TRUE;
    }

  citation = rc_record_reader_cite (context->reader, source, record, 0, G_MAXUINT64, "", error);
  if (citation == NULL)
    return FALSE;
  g_ptr_array_add (result->citations, citation);
  return TRUE;
}

gboolean
rc_requirement_cite_places (RcRequirementContext       *context,
                            RcRequirementResult        *result,
                            const RcRequirementPlaces  *places,
                            GError                    **error)
{
  for (guint i = 0; i < places->n_kept; i++)
    if (!rc_requirement_cite (context, result, places->source[i], places->record[i], error))
      return FALSE;

  result->more_citations += places->n - places->n_kept;
  return TRUE;
}

/* --- Primitives --- */

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
