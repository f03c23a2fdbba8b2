/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/integrity/integrity-parts.h"

#include "core/date-words.h"
#include "core/words.h"
#include "reports/exhibit.h"

/*
 * By source, by period, what was noticed, what nothing covers.
 */

#define MAX_SOURCES   500u
#define MAX_NOTICED   200u
#define SHOWN_OF_NAME 120

void
rc_integrity_add_rest (RcIntegrity *self,
                       guint        rest)
{
  g_autofree char *count = rc_count_words (rest);
  g_autofree char *words = NULL;

  if (rest == 0)
    return;
  words = g_strdup_printf (rc_words_plural ("%s further line is not printed; the program shows all.",
                                            "%s further lines are not printed; the program shows all.", rest), count);
  rc_dossier_add_small (&self->sheet, words);
}

static RcText *
make_name (const RcSource *source)
{
  g_autofree char *name = rc_frame_dup_quoted (source->name, SHOWN_OF_NAME, NULL);

  return rc_text_new_small (name);
}

/* --- By source --- */

static char *
dup_span (const RcIntegrity *self,
          gint64             from_us,
          gint64             to_us)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (from_us == RC_TIME_NONE)
    return g_strdup ("–");

  from = rc_frame_dup_day (self->sheet.frame, from_us);
  to = rc_frame_dup_day (self->sheet.frame, to_us);
  return g_strcmp0 (from, to) == 0 ? g_strdup (from) : g_strdup_printf ("%s – %s", from, to);
}

static RcText *
make_stand (const RcIntegritySource *each)
{
  guint64 worst = each->counts[each->worst];
  g_autofree char *count = rc_count_words (worst);
  g_autofree char *words = g_strdup_printf (rc_words_plural ("%1$s: %2$s record", "%1$s: %2$s records", worst),
                                            rc_protection_words (each->worst), count);

  if (each->state == RC_COVERAGE_CARRIER || each->state == RC_COVERAGE_NOT_LISTED)
    return rc_text_new_shape (each->state == RC_COVERAGE_CARRIER ? RC_SHAPE_NOTE : RC_SHAPE_ABSENT, rc_coverage_words (each->state));
  return rc_text_new_shape (rc_shape_of_verdict (rc_protection_verdict (each->worst)),
                                  each->worst == RC_PROTECTION_FAILED ? words : rc_protection_words (each->worst));
}

/* Where nothing was checked, that nothing was noticed says nothing. */
static RcText *
make_noticed (gboolean is_current,
              guint64  count)
{
  return is_current ? rc_text_new_count (count) : rc_text_new_small ("–");
}

static void
add_source (RcIntegrity             *self,
            RcTable                 *table,
            const RcIntegritySource *each)
{
  gboolean is_current = rc_coverage_is_current (self->facts->coverage);
  g_autofree char *number = rc_exhibit_dup_number (each->source->id);
  g_autofree char *span = dup_span (self, each->from_us, each->to_us);
  g_autofree char *records = rc_count_words (each->source->records);
  g_autofree char *count = rc_count_words (each->counts[RC_PROTECTION_PASSED]);
  /* Translators: how many of how many records. */
  g_autofree char *passed = g_strdup_printf (_("%1$s of %2$s"), count, records);

  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (number), make_name (each->source), rc_text_new_small (span),
                      rc_text_new_small (is_current ? passed : "–"), make_noticed (is_current, each->faults),
                      make_noticed (is_current, each->holes), make_stand (each) });
}

void
rc_integrity_add_sources (RcIntegrity *self)
{
  const RcColumn columns[] = {
    { _("Exhibit"), 9, RC_COLUMN_TEXT, TRUE },
    { _("Name as found"), 22, RC_COLUMN_TEXT },
    { _("Events of"), 17, RC_COLUMN_TEXT },
    { _("Passed, of all records"), 16, RC_COLUMN_NUMBER },
    { _("Faults"), 10, RC_COLUMN_NUMBER },
    { _("Holes"), 9, RC_COLUMN_NUMBER },
    { _("At worst"), 23, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  guint shown = MIN (self->facts->sources->len, MAX_SOURCES);

  rc_sections_add (&self->sheet.sections, self->sheet.document, 1, NULL, _("By source"));
  for (guint i = 0; i < shown; i++)
    add_source (self, table, &g_array_index (self->facts->sources, RcIntegritySource, i));
  rc_document_add_table (self->sheet.document, table);
  rc_integrity_add_rest (self, self->facts->sources->len - shown);
  rc_dossier_add_small (&self->sheet, _("Faults are places where what was received is not what was protected, or where records contradict "
                                        "each other; holes are places where something is absent. Each cause counts once."));
}

/* --- By period --- */

static char *
dup_period (const RcIntegrityFacts  *facts,
            const RcIntegrityPeriod *period)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (period->start_us / G_USEC_PER_SEC);

  if (facts->scale == RC_INTEGRITY_BY_DAY)
    return rc_date_words_day (period->start_us, "UTC");
  return g_date_time_format (time, facts->scale == RC_INTEGRITY_BY_MONTH ? "%Y-%m" : "%Y");
}

static void
add_period (RcIntegrity             *self,
            RcTable                 *table,
            const RcIntegrityPeriod *period)
{
  g_autofree char *words = dup_period (self->facts, period);
  gboolean is_current = rc_coverage_is_current (self->facts->coverage);
  const guint64 *counts = period->counts;

  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (words != NULL ? words : "–"),
                      period->events > 0 ? rc_text_new_count (period->events)
                                         : rc_text_new_shape (RC_SHAPE_NOTE, _("none")),
                      make_noticed (is_current, counts[RC_PROTECTION_PASSED]), make_noticed (is_current, counts[RC_PROTECTION_FAILED]),
                      rc_text_new_count (counts[RC_PROTECTION_COULD_NOT] + counts[RC_PROTECTION_ABSENT] +
                                               counts[RC_PROTECTION_NOT_CHECKED]),
                      make_noticed (is_current, counts[RC_PROTECTION_NOBODY_VOUCHES]),
                      make_noticed (is_current, counts[RC_PROTECTION_NONE]),
                      make_noticed (is_current, period->faults), make_noticed (is_current, period->holes) });
}

void
rc_integrity_add_periods (RcIntegrity *self)
{
  const RcColumn columns[] = {
    { _("Period (UTC)"), 106, RC_COLUMN_TEXT, TRUE },
    { _("Events"), 136, RC_COLUMN_NUMBER },
    { _("Passed"), 120, RC_COLUMN_NUMBER },
    { _("Failed"), 131, RC_COLUMN_NUMBER },
    { _("Not checked"), 101, RC_COLUMN_NUMBER },
    { _("Nobody vouches"), 97, RC_COLUMN_NUMBER },
    { _("No protection"), 125, RC_COLUMN_NUMBER },
    { _("Faults"), 97, RC_COLUMN_NUMBER },
    { _("Holes"), 87, RC_COLUMN_NUMBER },
  };
  RcTable *table;

  rc_sections_add (&self->sheet.sections, self->sheet.document, 1, NULL, _("By period"));
  if (self->facts->periods->len == 0)
    {
      rc_sheet_add_text (&self->sheet, g_strdup (_("No event in the evidence is dated.")));
      return;
    }

  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < self->facts->periods->len; i++)
    add_period (self, table, &g_array_index (self->facts->periods, RcIntegrityPeriod, i));
  rc_document_add_table (self->sheet.document, table);
  rc_dossier_add_small (&self->sheet, _("Each event once, by the protection of its record. A period without an event may be a hole, or a "
                                        "time in which nothing happened."));
  if (self->facts->undated > 0)
    {
      g_autofree char *count = rc_count_words (self->facts->undated);
      g_autofree char *words = g_strdup_printf (rc_words_plural ("%s event has no time.", "%s events have no time.", self->facts->undated),
                                                count);

      rc_dossier_add_small (&self->sheet, words);
    }
}

/* --- What was noticed --- */

RcShape
rc_integrity_shape_of (const char *exception_kind)
{
  switch (rc_integrity_kind (exception_kind))
    {
    case RC_INTEGRITY_KIND_FAULT:
      return RC_SHAPE_FAILED;
    case RC_INTEGRITY_KIND_CONTRADICTION:
      return RC_SHAPE_DISAGREE;
    case RC_INTEGRITY_KIND_HOLE:
      return RC_SHAPE_ABSENT;
    case RC_INTEGRITY_KIND_NOTE:
      return RC_SHAPE_NOTE;
    case RC_INTEGRITY_KIND_OPEN:
    default:
      return RC_SHAPE_UNCHECKED;
    }
}

static void
add_exception (RcIntegrity       *self,
               RcTable           *table,
               const RcException *exception)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, exception->id);
  g_autofree char *place = exception->source != 0
                           ? rc_frame_dup_place (self->sheet.frame, exception->source, (guint64) MAX (exception->record, 0))
                           : g_strdup (_("the case itself"));
  g_autofree char *message = rc_exhibit_shorten_hex (exception->message);
  RcText *what = rc_text_new ();

  rc_text_add_shape (what, rc_integrity_shape_of (exception->kind));
  rc_text_add_format (what, RC_TEXT_STRONG | RC_TEXT_SMALL, " %s. ", rc_exception_kind_title (exception->kind));
  rc_dossier_add_message (what, message);
  rc_table_add_row (table, (RcText *[]) { rc_text_new_small (number), what, rc_text_new_small (place) });
}

static gboolean
is_listed (const RcException *exception)
{
  RcIntegrityKind kind = rc_integrity_kind (exception->kind);

  return exception->caused_by == 0 && kind != RC_INTEGRITY_KIND_OPEN && kind != RC_INTEGRITY_KIND_NOTE;
}

void
rc_integrity_add_noticed (RcIntegrity *self)
{
  const RcColumn columns[] = {
    { _("No."), 7, RC_COLUMN_NUMBER, TRUE },
    { _("What was noticed, as the check recorded it"), 71, RC_COLUMN_TEXT },
    { _("Exhibit"), 22, RC_COLUMN_TEXT },
  };
  const RcJudgement *judgement = rc_coverage_peek_judgement (self->facts->coverage);
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  guint shown = 0;
  guint rest = 0;

  rc_sections_add (&self->sheet.sections, self->sheet.document, 1, NULL, _("Faults and holes"));
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (!is_listed (exception))
        continue;
      if (shown >= MAX_NOTICED)
        {
          rest++;
          continue;
        }
      add_exception (self, table, exception);
      shown++;
    }
  if (shown == 0)
    {
      const char *words = rc_coverage_is_current (self->facts->coverage) ? _("The last check noticed none.")
                                                                         : _("The evidence was not checked as it is now.");

      rc_table_add_row (table, (RcText *[]) { rc_text_new_own ("–"), rc_text_new_small (words), rc_text_new_own ("–") });
    }
  rc_document_add_table (self->sheet.document, table);
  rc_integrity_add_rest (self, rest);
}

/* --- What nothing covers --- */

static gboolean
is_uncovered (const RcIntegritySource *each)
{
  return rc_coverage_is_file (each->source) &&
         (each->state == RC_COVERAGE_NOT_LISTED || each->state == RC_COVERAGE_UNSIGNED || each->state == RC_COVERAGE_PARTLY);
}

void
rc_integrity_add_uncovered (RcIntegrity *self)
{
  const RcColumn columns[] = {
    { _("Exhibit"), 11, RC_COLUMN_TEXT, TRUE },
    { _("Name as found"), 38, RC_COLUMN_TEXT },
    { _("Records not covered"), 20, RC_COLUMN_NUMBER },
    { _("Why"), 31, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  guint shown = 0;
  guint rest = 0;

  rc_sections_add (&self->sheet.sections, self->sheet.document, 1, NULL, _("What no protection covers"));
  for (guint i = 0; i < self->facts->sources->len; i++)
    {
      const RcIntegritySource *each = &g_array_index (self->facts->sources, RcIntegritySource, i);
      g_autofree char *number = rc_exhibit_dup_number (each->source->id);

      if (!is_uncovered (each))
        continue;
      if (shown >= MAX_SOURCES)
        {
          rest++;
          continue;
        }
      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (number), make_name (each->source),
                          rc_text_new_count (each->counts[RC_PROTECTION_NONE]),
                          rc_text_new_shape (each->state == RC_COVERAGE_NOT_LISTED ? RC_SHAPE_ABSENT : RC_SHAPE_NOBODY_VOUCHES,
                                                   rc_coverage_words (each->state)) });
      shown++;
    }
  if (shown == 0)
    rc_table_add_row (table, (RcText *[]) {
                        rc_text_new_own ("–"),
                        rc_text_new_small (rc_coverage_is_current (self->facts->coverage)
                                                 ? _("Every file is covered by a protection, whatever its check found.")
                                                 : _("Not known: the evidence was not checked as it is now.")),
                        rc_text_new_own ("–"), rc_text_new_own ("–") });
  rc_document_add_table (self->sheet.document, table);
  rc_integrity_add_rest (self, rest);
}
