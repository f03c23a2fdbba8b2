/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/draw-words.h"

#include <math.h>
#include <string.h>

#include "core/display-text.h"
#include "core/samples/key-item.h"
#include "core/words.h"

#define MAX_SHOWN_BYTES 400u

static char *
dup_members (const RcDraw *self,
             guint64       count)
{
  if (self->unit == RC_SAMPLE_UNIT_DECISION)
    return g_strdup_printf (rc_words_plural ("%lu decision", "%lu decisions", (gulong) count), (gulong) count);

  return g_strdup_printf (rc_words_plural ("%lu inference", "%lu inferences", (gulong) count), (gulong) count);
}

static char *
dup_inferences (guint64 count)
{
  return g_strdup_printf (rc_words_plural ("%lu inference", "%lu inferences", (gulong) count), (gulong) count);
}

static char *
dup_deviations (guint64 count)
{
  return g_strdup_printf (rc_words_plural ("%lu deviation", "%lu deviations", (gulong) count), (gulong) count);
}

static char *
show (const char *text)
{
  return rc_display_text (text, -1, MAX_SHOWN_BYTES);
}

/* Rounded up: no limit is told lower than it is. The small number takes back what binary fractions add to a share that two decimals tell
 * exactly. The locale of the process must not get into a document. */
char *
rc_draw_dup_per_cent (double share)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.2f", share <= 0 ? 0 : ceil (share * 10000 - 1e-6) / 100));
}

static void
add (GStrvBuilder *builder,
     char         *words)     /* (transfer full) */
{
  g_strv_builder_add (builder, words);
  g_free (words);
}

/* --- Population --- */

static char *
dup_period (const RcDraw *self)
{
  g_autofree char *from = rc_time_format_utc (self->counts.from_us);
  g_autofree char *to = rc_time_format_utc (self->counts.to_us);

  if (from == NULL || to == NULL)
    return g_strdup (_("no record tells its time"));

  return g_strdup_printf (_("from %1$s to %2$s"), from, to);
}

static char *
dup_population (const RcDraw *self)
{
  g_autofree char *members = dup_members (self, self->counts.members);
  g_autofree char *inferences = dup_inferences (self->counts.inferences - self->counts.without_reference);
  g_autofree char *period = dup_period (self);
  g_autofree char *digest = rc_digest_dup_hex (&self->digest);

  if (self->unit == RC_SAMPLE_UNIT_DECISION)
    return g_strdup_printf (_("Population: %1$s of the records exported, %2$s. A decision is all inferences under one business reference: "
                              "%3$s. Digest %4$.8s."), members, period, inferences, digest);

  return g_strdup_printf (_("Population: %1$s of the records exported, %2$s. Each inference stands for itself. Digest %3$.8s."), members,
                          period, digest);
}

static void
add_exclusions (const RcDraw *self,
                GStrvBuilder *builder)
{
  if (self->filter != NULL)
    {
      g_autofree char *filter = show (self->filter);

      add (builder, g_strdup_printf (_("Limited to: %s."), filter));
    }
  if (self->counts.without_reference > 0)
    {
      g_autofree char *inferences = dup_inferences (self->counts.without_reference);

      add (builder, g_strdup_printf (_("Left out: %s that name no business reference."), inferences));
    }
  if (self->counts.perhaps > 0)
    {
      g_autofree char *inferences = dup_inferences (self->counts.perhaps);

      add (builder, g_strdup_printf (_("Left out: %s of which it cannot be told whether they fit, since their records cannot be read."),
                                     inferences));
    }
  if (self->counts.timeless > 0)
    {
      g_autofree char *inferences = dup_inferences (self->counts.timeless);

      add (builder, g_strdup_printf (_("Left out: %s that tell no time, so that nobody knows whether they are of the period."), inferences));
    }
  if (self->unanswered > 0)
    add (builder, g_strdup_printf (rc_words_plural ("Left out: %lu request to which no answer was received.",
                                                    "Left out: %lu requests to which no answer was received.", (gulong) self->unanswered),
                                   (gulong) self->unanswered));
  if (self->set_aside > 0)
    add (builder, g_strdup_printf (rc_words_plural ("Left out: %lu record that was set aside as unreadable.",
                                                    "Left out: %lu records that were set aside as unreadable.", (gulong) self->set_aside),
                                   (gulong) self->set_aside));
  if (self->removed > 0)
    add (builder, g_strdup_printf (rc_words_plural ("Left out: %lu file with events that was taken out of the case.",
                                                    "Left out: %lu files with events that were taken out of the case.", (gulong) self->removed),
                                   (gulong) self->removed));
  if (self->only_on_list > 0)
    add (builder, g_strdup_printf (_("Not among the records exported: %lu decisions of the business's own list. None of "
                                     "them can be drawn, and nothing is said about them."), (gulong) self->only_on_list));
}

static void
add_coverage (const RcDraw *self,
              GStrvBuilder *builder)
{
  const RcSampleCounts *counts = &self->counts;

  if (!counts->is_verified)
    g_strv_builder_add (builder, _("The evidence was not verified as it was then: of none of these records the protection is known."));
  else
    {
      g_autofree char *inferences = dup_inferences (counts->inferences);

      /* Translators: "400 inferences", and how many of them. */
      add (builder, g_strdup_printf (_("Of the records of %1$s, so many are under protection whose check passed with a known key: %2$lu."), inferences,
                                     (gulong) counts->protections[RC_PROTECTION_PASSED]));
    }
  if (counts->without_time > 0)
    add (builder, g_strdup_printf (_("%lu of them tell no time."), (gulong) counts->without_time));
  if (counts->unreadable > 0)
    add (builder, g_strdup_printf (_("%lu of them cannot be read any more; each stays in the population, and is a deviation "
                                     "where it is drawn."), (gulong) counts->unreadable));
}

char **
rc_draw_dup_population_words (const RcDraw *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  add (builder, dup_population (self));
  add_exclusions (self, builder);
  add_coverage (self, builder);
  return g_strv_builder_end (builder);
}

/* --- Draw --- */

static char *
dup_rule (const RcDraw *self)
{
  char confidence[RC_RATE_TEXT_SIZE], tolerable[RC_RATE_TEXT_SIZE];
  g_autofree char *drawn = dup_members (self, self->size.n);

  rc_rate_format (self->rule.confidence, confidence);
  rc_rate_format (self->rule.tolerable, tolerable);
  if (self->size.is_whole)
    return g_strdup_printf (_("To be examined: %s, which is all of the population; it is so small that no part of it would do."), drawn);
  if (self->strata->len > 1 && !self->each_stratum)
    return g_strdup_printf (_("%1$s are to be examined, shared among %2$u strata. The size is that of an undivided sample (%3$s rule, "
                              "confidence %4$s %%, tolerable rate %5$s %%); each stratum has a limit of its own."), drawn, self->strata->len,
                            rc_sample_model_to_name (self->rule.model), confidence, tolerable);
  if (self->strata->len > 1)
    return g_strdup_printf (_("%1$s are to be examined. Each of %2$u strata has the size that supports a tolerable rate of %3$s %% with %4$s "
                              "%% confidence (%5$s rule)."), drawn, self->strata->len, tolerable, confidence,
                            rc_sample_model_to_name (self->rule.model));

  if (self->size.allowed == 0)
    return g_strdup_printf (_("%1$s are to be examined. Where none of them deviates, a tolerable rate of %2$s %% is supported with %3$s %% "
                              "confidence (%4$s rule)."), drawn, tolerable, confidence, rc_sample_model_to_name (self->rule.model));

  return g_strdup_printf (_("%1$s are to be examined. Where at most %2$u of them deviate, a tolerable rate of %3$s %% is supported with %4$s %% "
                            "confidence (%5$s rule)."), drawn, self->size.allowed, tolerable, confidence,
                          rc_sample_model_to_name (self->rule.model));
}

static char *
dup_size (const RcDraw *self)
{
  g_autofree char *drawn = NULL;
  g_autofree char *why = NULL;

  if (self->kind == RC_DRAW_STATISTICAL)
    return dup_rule (self);

  drawn = dup_members (self, self->size.n);
  if (self->kind == RC_DRAW_KEY_ITEMS)
    return g_strdup_printf (_("To be examined: %s, which is all that are key items. Nothing is concluded from them about the others."), drawn);

  why = show (self->why != NULL ? self->why : "");
  return g_strdup_printf (_("%1$s are to be examined, a number chosen by judgement: %2$s. Nothing may be concluded from them about the others."),
                          drawn, why);
}

char **
rc_draw_dup_draw_words (const RcDraw *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *replacement = self->replacement != NULL ? show (self->replacement) : NULL;

  if (self->draw > 0)
    add (builder, g_strdup_printf (_("Draw %1$ld of the case; draw %2$u of %3$u over this population."), (glong) self->draw,
                                   self->of_population, self->draws_of_population));
  else
    add (builder, g_strdup_printf (rc_words_plural ("Nothing is drawn yet. Over this population there was %u draw before.",
                                                    "Nothing is drawn yet. Over this population there were %u draws before.",
                                                    self->draws_of_population), self->draws_of_population));
  if (self->discarded_for != NULL)
    {
      g_autofree char *reason = show (self->discarded_for);

      add (builder, g_strdup_printf (_("This draw was discarded: %s"), reason));
    }
  add (builder, dup_size (self));
  if (self->seed != NULL)
    {
      g_autofree char *seed = show (self->seed);

      add (builder, g_strdup_printf (_("Seed “%1$s”, drawn by the method %2$s."), seed, self->algorithm));
    }
  if (replacement != NULL)
    add (builder, g_strdup_printf (_("Replacement, as decided before the draw: %s"), replacement));
  else if (self->kind == RC_DRAW_STATISTICAL)
    g_strv_builder_add (builder, _("No member is replaced: one that cannot be examined counts as a deviation."));
  return g_strv_builder_end (builder);
}

/* --- Key items --- */

char **
rc_draw_dup_key_item_words (const RcDraw *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *members = dup_members (self, self->n_key_items);

  if (self->n_key_items == 0)
    g_strv_builder_add (builder, _("No key items were found in this population."));
  else
    add (builder, g_strdup_printf (_("Key items, to be examined one and all beside the sample: %s. Nothing is concluded from them about the "
                                     "others."), members));
  for (guint i = 0; i < RC_N_KEY_ITEM_REASONS; i++)
    if (self->key_item_counts[i] > 0)
      add (builder, g_strdup_printf ("%s: %lu", rc_key_item_reason_nth_words (i), (gulong) self->key_item_counts[i]));
  if (!self->counts.is_verified)
    g_strv_builder_add (builder, _("Records with an exception, or next to a break in their chain, are not among them: the evidence was not "
                                   "verified as it was then."));
  return g_strv_builder_end (builder);
}

char *
rc_draw_dup_reason_words (guint reasons)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < RC_N_KEY_ITEM_REASONS; i++)
    if ((reasons & 1u << i) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", rc_key_item_reason_nth_words (i));

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* --- Results --- */

static char *
dup_nothing_follows (const RcDraw       *self,
                     guint64             n,
                     const RcDrawResult *result)
{
  g_autofree char *examined = dup_members (self, n);
  g_autofree char *deviations = dup_deviations (result->deviations);

  if (n == 0)
    return g_strdup (_("Nothing was drawn here: no statement is possible."));
  if (self->kind == RC_DRAW_KEY_ITEMS)
    return g_strdup_printf (_("%1$s among %2$s that are key items. Nothing is concluded from them about the others."), deviations, examined);

  return g_strdup_printf (_("%1$s among %2$s that were selected by judgement. Nothing may be concluded from them about the others."), deviations,
                          examined);
}

static char *
dup_limit (const RcDraw        *self,
           const RcDrawStratum *stratum,
           const RcDrawResult  *result)
{
  g_autofree char *examined = dup_members (self, stratum->n);
  g_autofree char *deviations = dup_deviations (result->deviations);
  g_autofree char *upper = rc_draw_dup_per_cent (result->upper);
  char confidence[RC_RATE_TEXT_SIZE], tolerable[RC_RATE_TEXT_SIZE];

  rc_rate_format (self->rule.confidence, confidence);
  rc_rate_format (self->rule.tolerable, tolerable);
  if (result->is_whole)
    return g_strdup_printf (result->supports ? _("%1$s, and all were examined: %2$s. The tolerable rate of %3$s %% is kept.")
                                             : _("%1$s, and all were examined: %2$s. The tolerable rate of %3$s %% is exceeded."),
                            deviations, examined, tolerable);
  /* Of what nobody examined "at most 0 %" would say too much. */
  if (result->supports && result->upper <= 0)
    return g_strdup_printf (_("%1$s among %2$s examined of %3$lu of the records exported. With %4$s %% confidence fewer than one of all deviates: "
                              "the tolerable rate of %5$s %% is supported."),
                            deviations, examined, (gulong) stratum->population, confidence, tolerable);
  if (result->supports)
    return g_strdup_printf (_("%1$s among %2$s examined of %3$lu of the records exported. With %4$s %% confidence at most %5$s "
                              "%% of all deviate: the tolerable rate of %6$s %% is supported."),
                            deviations, examined, (gulong) stratum->population, confidence, upper, tolerable);
  if (result->deviations == 0)
    return g_strdup_printf (_("%1$s without a deviation allow no statement about all %2$lu of the records exported: with %3$s %% "
                              "confidence it can only be said that no more than %4$s %% of them deviate, and %5$s %% are tolerable."),
                            examined, (gulong) stratum->population, confidence, upper, tolerable);

  return g_strdup_printf (_("%1$s among %2$s examined of %3$lu of the records exported. With %4$s %% confidence it can only be said "
                            "that no more than %5$s %% of all deviate: the tolerable rate of %6$s %% is not supported."),
                          deviations, examined, (gulong) stratum->population, confidence, upper, tolerable);
}

char *
rc_draw_dup_result_words (const RcDraw       *self,
                          guint               stratum_index,
                          const RcDrawResult *result)
{
  const RcDrawStratum *stratum = g_ptr_array_index (self->strata, stratum_index);
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;

  if (result->concludes)
    words = dup_limit (self, stratum, result);
  else
    words = dup_nothing_follows (self, self->kind == RC_DRAW_KEY_ITEMS ? self->n_key_items : stratum->n, result);
  if (stratum->name == NULL)
    return g_steal_pointer (&words);

  name = show (stratum->name);
  return g_strdup_printf (_("%1$s: %2$s"), name, words);
}

static char *
dup_weighted (const RcDraw *self,
              double        upper)
{
  g_autofree char *text = rc_draw_dup_per_cent (upper);
  char confidence[RC_RATE_TEXT_SIZE];

  rc_rate_format (self->rule.confidence, confidence);
  if (upper <= 0)
    return g_strdup_printf (_("Of the whole, each stratum weighted by its members: with %s %% confidence fewer than one deviates in each stratum."),
                            confidence);
  return g_strdup_printf (_("Of the whole, each stratum weighted by its members: with %1$s %% confidence at most %2$s %% deviate (on the safe side: "
                            "all limits of the strata hold together)."), confidence, text);
}

char **
rc_draw_dup_conclusion_words (const RcDraw *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const guint64 *deviations = self->deviations != NULL ? (const guint64 *) (gpointer) self->deviations->data : NULL;
  g_autoptr (GArray) results = deviations != NULL ? rc_draw_evaluate (self, deviations, NULL) : NULL;
  double weighted;

  for (guint i = 0; results != NULL && i < results->len; i++)
    add (builder, rc_draw_dup_result_words (self, i, &g_array_index (results, RcDrawResult, i)));
  if (results != NULL && rc_draw_weighted_upper (self, deviations, &weighted))
    add (builder, dup_weighted (self, weighted));
  if (results != NULL && self->n_evaluations > 1)
    add (builder, g_strdup_printf (_("What was found has been said %u times; the last word counts."), self->n_evaluations));
  return g_strv_builder_end (builder);
}
