/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/draw-result.h"

#include "core/samples/draw-entry.h"

/* To which rc_sample_upper_limit() is exact. */
#define PRECISION 1e-12

static double
find_upper (const RcDraw        *self,
            const RcDrawStratum *stratum,
            RcRate               confidence,
            guint64              deviations,
            guint64             *out_count)
{
  *out_count = 0;
  if (self->rule.model != RC_SAMPLE_HYPERGEOMETRIC)
    return stratum->n == stratum->population ? (double) deviations / (double) stratum->n
                                             : rc_sample_upper_limit (confidence, stratum->n, deviations);

  *out_count = rc_sample_upper_count (confidence, stratum->population, stratum->n, deviations);
  return (double) *out_count / (double) stratum->population;
}

static RcDrawResult
evaluate_stratum (const RcDraw        *self,
                  const RcDrawStratum *stratum,
                  guint64              deviations)
{
  RcDrawResult result = { .deviations = deviations };

  result.is_whole = stratum->n == stratum->population;
  result.concludes = self->kind == RC_DRAW_STATISTICAL && stratum->n > 0;
  if (!result.concludes)
    return result;

  result.upper = find_upper (self, stratum, self->rule.confidence, deviations, &result.upper_count);
  result.clopper_pearson = rc_sample_upper_limit (self->rule.confidence, stratum->n, deviations);
  if (result.is_whole)
    result.supports = rc_rate_covers (self->rule.tolerable, deviations, stratum->population);
  else if (self->rule.model == RC_SAMPLE_HYPERGEOMETRIC)
    result.supports = rc_rate_covers (self->rule.tolerable, result.upper_count, stratum->population);
  else
    result.supports = result.upper <= rc_rate_get (self->rule.tolerable) + PRECISION;
  return result;
}

static gboolean
check (const RcDraw         *self,
       const RcDrawStratum  *stratum,
       guint64               deviations,
       GError              **error)
{
  guint64 n = self->kind == RC_DRAW_KEY_ITEMS ? self->n_key_items : stratum->n;

  if (self->discarded_for != NULL)
    g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS, "draw %" G_GINT64_FORMAT " was discarded: nothing follows from it",
                 self->draw);
  else if (deviations > n)
    g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS,
                 "%" G_GUINT64_FORMAT " deviations cannot have been found among %" G_GUINT64_FORMAT " members", deviations, n);
  else
    return TRUE;

  return FALSE;
}

/**
 * rc_draw_evaluate:
 * @deviations: (array): as many as there are strata
 */
GArray *
rc_draw_evaluate (const RcDraw   *self,
                  const guint64  *deviations,
                  GError        **error)
{
  g_autoptr (GArray) results = g_array_new (FALSE, FALSE, sizeof (RcDrawResult));

  for (guint i = 0; i < self->strata->len; i++)
    {
      const RcDrawStratum *stratum = g_ptr_array_index (self->strata, i);
      RcDrawResult result;

      if (!check (self, stratum, deviations[i], error))
        return NULL;
      result = evaluate_stratum (self, stratum, deviations[i]);
      g_array_append_val (results, result);
    }
  return g_steal_pointer (&results);
}

gboolean
rc_draw_weighted_upper (const RcDraw  *self,
                        const guint64 *deviations,
                        double        *out_upper)
{
  gint64 rest = (RC_RATE_ONE - self->rule.confidence.parts) / MAX (self->strata->len, 1);
  RcRate confidence = { RC_RATE_ONE - rest };
  double sum = 0;

  /* All limits hold together with the confidence C where each holds with 1 - (1 - C) / H, which must be a rate. */
  if (self->kind != RC_DRAW_STATISTICAL || self->strata->len < 2 || rest == 0)
    return FALSE;

  for (guint i = 0; i < self->strata->len; i++)
    {
      const RcDrawStratum *stratum = g_ptr_array_index (self->strata, i);
      guint64 count;

      sum += (double) stratum->population * find_upper (self, stratum, confidence, deviations[i], &count);
    }
  *out_upper = sum / (double) self->counts.members;
  return TRUE;
}

static void
write_results (RcJsonWriter *writer,
               const RcDraw *self,
               const GArray *results)
{
  rc_json_writer_name (writer, "evaluated");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < results->len; i++)
    {
      const RcDrawResult *result = &g_array_index (results, RcDrawResult, i);
      const RcDrawStratum *stratum = g_ptr_array_index (self->strata, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "stratum", stratum->name);
      rc_json_writer_member_integer (writer, "deviations", (gint64) result->deviations);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

/**
 * rc_draw_note_result:
 * @deviations: (array): as rc_draw_evaluate() takes them
 *
 * An addition to the draw's entry. What follows is computed anew wherever it is told.
 */
gboolean
rc_draw_note_result (RcCase         *case_file,
                     const RcDraw   *self,
                     const guint64  *deviations,
                     const char     *by,
                     GError        **error)
{
  RcEntryTerms entry = { .kind = RC_ENTRY_DRAW, .about = self->entry, .act = "sample evaluate", .by = by };
  g_autoptr (GArray) results = rc_draw_evaluate (self, deviations, error);
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (results == NULL)
    return FALSE;

  rc_json_writer_begin_object (writer);
  write_results (writer, self, results);
  rc_json_writer_end_object (writer);
  entry.body = rc_json_writer_peek (writer);
  return rc_entry_add (case_file, &entry, error) != 0;
}
