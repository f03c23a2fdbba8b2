/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
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

gboolean
rc_requirement_cite_events (RcRequirementContext  *context,
                            RcRequirementResult   *result,
                            const GArray          *events,
                            GError               **error)
{
  for (guint i = 0; i < events->len; i++)
    {
      g_autoptr (RcEvent) event = NULL;

      if (result->citations->len == RC_LIMIT_REQUIREMENT_CITATIONS)
        {
          result->more_citations += events->len - i;
          return TRUE;
        }
      event = rc_event_load (context->case_file, g_array_index (events, gint64, i), error);
      if (event == NULL || !rc_requirement_cite (context, result, event->source, event->record, error))
        return FALSE;
    }
  return TRUE;
}
