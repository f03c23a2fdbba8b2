/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/draw-plan.h"

#include "core/mask.h"
#include "core/samples/draw-entry.h"
#include "core/samples/sample-draw.h"
#include "core/source.h"
#include "core/verify.h"
#include "core/words.h"

static gboolean
refuse (const char  *fault,
        GError     **error)
{
  g_set_error_literal (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS, fault);
  return FALSE;
}

/**
 * rc_draw_check_terms:
 *
 * Returns: whether what is decided beforehand makes sense, before the whole population is read for nothing
 */
gboolean
rc_draw_check_terms (const RcDrawTerms  *terms,
                     GError            **error)
{
  gboolean is_shared = terms->stratify != NULL && !terms->each_stratum;
  RcSampleSize size;

  if (terms->kind == RC_DRAW_STATISTICAL && !rc_sample_size_compute (&terms->rule, 1, &size, error))
    return FALSE;
  if (terms->kind == RC_DRAW_JUDGEMENTAL && terms->size == 0)
    return refuse ("a selection by judgement needs a size", error);
  if (terms->kind == RC_DRAW_JUDGEMENTAL && !rc_entry_require_words (_("why so many are selected"), terms->why, error))
    return FALSE;
  if (terms->kind != RC_DRAW_STATISTICAL && terms->each_stratum)
    return refuse ("only a statistical draw has a size for each stratum", error);
  if (terms->stratify == NULL && (terms->each_stratum || terms->minimum > 0))
    return refuse ("what each stratum gets can only be said where the population is divided", error);
  if (terms->minimum > 0 && !is_shared)
    return refuse ("the least that a stratum gets is only said where the size of the whole is shared", error);
  if (terms->replacement != NULL && !rc_entry_require_words (_("what replaces a member"), terms->replacement, error))
    return FALSE;

  return terms->seed == NULL || rc_sample_draw_check_seed (terms->seed, error);
}

static void
append_condition (GString    *text,
                  const char *name,
                  const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", name, value);
}

/* As the options of the command line are called; what could be a person's is masked. */
static char *
dup_filter (RcCase             *case_file,
            const RcEventQuery *query)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *from = query->from_us != RC_TIME_NONE ? rc_time_format_utc (query->from_us) : NULL;
  g_autofree char *to = query->to_us != RC_TIME_NONE ? rc_time_format_utc (query->to_us) : NULL;
  g_autofree char *subject = rc_mask_field (case_file, RC_FIELD_SUBJECT, query->subject, NULL);
  g_autofree char *words = query->text != NULL ? rc_mask_value (case_file, RC_FIELD_INPUT, query->text) : NULL;

  append_condition (text, "from", from);
  append_condition (text, "to", to);
  append_condition (text, "model", query->model);
  append_condition (text, "system", query->system);
  append_condition (text, "system as described", query->within != NULL ? rc_system_filter_peek_name (query->within) : NULL);
  append_condition (text, "id", query->id);
  append_condition (text, "decision", query->decision);
  append_condition (text, "subject", subject);
  append_condition (text, "text", words);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* --- Sizes --- */

/* What is left of a size when each stratum has its whole share, and whose fraction is how large. */
typedef struct
{
  guint   stratum;
  guint64 fraction;     /* of the population */
} Share;

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const Share *left = a;
  const Share *right = b;

  if (left->fraction != right->fraction)
    return left->fraction > right->fraction ? -1 : 1;
  return (left->stratum > right->stratum) - (left->stratum < right->stratum);
}

/* In proportion, the largest fractions rounded up; then no stratum below the least. n grows by what that adds. */
static void
share_out (RcDraw *self,
           guint   minimum)
{
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (Share));
  guint64 given = 0, total = 0;

  for (guint i = 0; i < self->strata->len; i++)
    {
      RcDrawStratum *stratum = g_ptr_array_index (self->strata, i);
      Share share = { i, self->size.n * stratum->population % self->counts.members };

      stratum->n = self->size.n * stratum->population / self->counts.members;
      given += stratum->n;
      g_array_append_val (shares, share);
    }
  g_array_sort (shares, compare_shares);
  for (guint i = 0; given < self->size.n; i++, given++)
    ((RcDrawStratum *) g_ptr_array_index (self->strata, g_array_index (shares, Share, i).stratum))->n++;

  for (guint i = 0; i < self->strata->len; i++)
    {
      RcDrawStratum *stratum = g_ptr_array_index (self->strata, i);

      stratum->n = MAX (stratum->n, MIN (MAX (minimum, 1), stratum->population));
      total += stratum->n;
    }
  self->size.n = total;
}

static gboolean
size_strata (RcDraw             *self,
             const RcDrawTerms  *terms,
             GError            **error)
{
  guint64 total = 0;

  if (!terms->each_stratum)
    {
      share_out (self, terms->minimum);
      if (self->strata->len == 1)
        ((RcDrawStratum *) g_ptr_array_index (self->strata, 0))->allowed = self->size.allowed;
      return TRUE;
    }

  for (guint i = 0; i < self->strata->len; i++)
    {
      RcDrawStratum *stratum = g_ptr_array_index (self->strata, i);
      RcSampleSize size;

      if (!rc_sample_size_compute (&terms->rule, stratum->population, &size, error))
        return FALSE;
      stratum->n = size.n;
      stratum->allowed = size.allowed;
      total += size.n;
    }
  self->size.n = total;
  return TRUE;
}

static gboolean
find_size (RcDraw             *self,
           const RcDrawTerms  *terms,
           GError            **error)
{
  if (self->counts.members == 0)
    {
      g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_EMPTY, "the population is empty: no inference in the records exported fits");
      return FALSE;
    }
  if (terms->kind == RC_DRAW_KEY_ITEMS)
    return TRUE;
  if (terms->kind == RC_DRAW_STATISTICAL && !rc_sample_size_compute (&terms->rule, self->counts.members, &self->size, error))
    return FALSE;
  if (terms->kind == RC_DRAW_JUDGEMENTAL)
    self->size.n = MIN (terms->size, self->counts.members);
  /* What is shared out is multiplied by the members of a stratum. */
  if (self->size.n <= RC_SAMPLE_MAX_DRAWN && !size_strata (self, terms, error))
    return FALSE;

  self->size.is_whole = self->size.n == self->counts.members;
  if (self->size.n <= RC_SAMPLE_MAX_DRAWN)
    return TRUE;
  g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_LIMIT,
               "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " would have to be examined: at most %u are drawn; a higher tolerable rate, a lower "
               "confidence or a narrower population needs fewer", self->size.n, self->counts.members, RC_SAMPLE_MAX_DRAWN);
  return FALSE;
}

/* What the last verification knows of that can never be drawn. */
static gboolean
find_absent (RcDraw  *self,
             RcCase  *case_file,
             GError **error)
{
  gboolean current = FALSE;
  g_autoptr (RcJudgement) judgement = rc_verify_load (case_file, &current, error);

  if (judgement == NULL)
    return FALSE;
  if (current && judgement->decisions.state == RC_DECISIONS_COMPARED)
    self->only_on_list = judgement->decisions.only_business;
  self->unanswered = judgement->joins.unanswered;
  return rc_source_count_left_out (case_file, &self->set_aside, &self->removed, error);
}

/**
 * rc_draw_prepare:
 * @terms: that were checked
 *
 * Returns: (transfer full): a draw with its size, and without seed and members
 */
RcDraw *
rc_draw_prepare (RcCase              *case_file,
                 const RcDrawTerms   *terms,
                 RcSamplePopulation  *population,
                 GError             **error)
{
  g_autoptr (RcDraw) self = rc_draw_new ();
  GPtrArray *parts = rc_sample_population_peek_parts (population);

  self->kind = terms->kind;
  self->rule = terms->rule;
  self->unit = rc_sample_population_get_unit (population);
  self->digest = *rc_sample_population_peek_digest (population);
  self->counts = *rc_sample_population_peek_counts (population);
  self->filter = dup_filter (case_file, &terms->query);
  self->stratify = g_strdup (terms->stratify);
  self->each_stratum = terms->each_stratum;
  self->algorithm = g_strdup (terms->kind != RC_DRAW_KEY_ITEMS ? RC_SAMPLE_ALGORITHM : NULL);
  self->replacement = g_strdup (terms->replacement);
  self->why = g_strdup (terms->kind == RC_DRAW_JUDGEMENTAL ? terms->why : NULL);
  for (guint i = 0; i < parts->len; i++)
    {
      const RcSamplePart *part = g_ptr_array_index (parts, i);
      RcDrawStratum *stratum = g_new0 (RcDrawStratum, 1);

      stratum->name = g_strdup (part->name);
      stratum->population = part->members;
      g_ptr_array_add (self->strata, stratum);
    }

  if (!find_size (self, terms, error) || !find_absent (self, case_file, error))
    return NULL;
  return g_steal_pointer (&self);
}
