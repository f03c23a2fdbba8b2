/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/tabletop/tabletop-parts.h"

#include "core/date-words.h"
#include "core/samples/draw-words.h"
#include "core/words.h"

/* How the decisions were chosen: TR-08. Every draw of the case is told, those that were discarded too. */

#define MAX_MEMBERS    200u     /* of one draw that are told one by one */
#define SHOWN_OF_NAME  120

static void
add_items (RcTabletop  *self,
           char       **words)      /* (transfer full) */
{
  for (guint i = 0; words[i] != NULL; i++)
    rc_document_add_item (self->page->document, "–", rc_tabletop_make_sentence (words[i]));
  g_strfreev (words);
}

/* --- What each stratum says --- */

static RcText *
make_limit (const RcDraw       *draw,
            const RcDrawResult *result)
{
  g_autofree char *upper = rc_draw_dup_per_cent (result->upper);
  g_autofree char *words = g_strdup_printf ("%s %%", upper);

  if (draw->kind != RC_DRAW_STATISTICAL || !result->concludes)
    return rc_text_new_small ("–");
  return rc_text_new_small (words);
}

static const char *
word_support (const RcDraw       *draw,
              const RcDrawResult *result)     /* (nullable) */
{
  if (draw->kind != RC_DRAW_STATISTICAL)
    return _("nothing is concluded");
  if (draw->discarded_for != NULL)
    return _("discarded: nothing follows");
  if (result == NULL)
    return _("nobody said yet what was found");
  if (!result->concludes)
    return _("nothing is concluded");
  return result->supports ? _("tolerable rate supported") : _("tolerable rate not supported");
}

static void
add_stratum (RcTable            *table,
             const RcDraw       *draw,
             guint               index,
             const RcDrawResult *result)      /* (nullable) */
{
  const RcDrawStratum *stratum = g_ptr_array_index (draw->strata, index);
  gboolean has_allowed = draw->kind == RC_DRAW_STATISTICAL && (draw->each_stratum || draw->strata->len == 1);

  rc_table_add_row (table, (RcText *[]) {
                      stratum->name != NULL ? rc_register_page_cell_said (stratum->name, SHOWN_OF_NAME) : rc_text_new_small (_("all")),
                      rc_text_new_count (stratum->population), rc_text_new_count (stratum->n),
                      has_allowed ? rc_text_new_count (stratum->allowed) : rc_text_new_small ("–"),
                      result != NULL ? rc_text_new_count (result->deviations) : rc_text_new_small ("–"),
                      result != NULL ? make_limit (draw, result) : rc_text_new_small ("–"),
                      rc_text_new_small (word_support (draw, result)) });
}

static void
add_strata (RcTabletop   *self,
            const RcDraw *draw)
{
  const RcColumn columns[] = {
    { _("Stratum"), 20, RC_COLUMN_TEXT, TRUE }, { "N", 10, RC_COLUMN_NUMBER }, { "n", 8, RC_COLUMN_NUMBER },
    { _("k allowed"), 14, RC_COLUMN_NUMBER }, { _("k found"), 14, RC_COLUMN_NUMBER }, { "U", 10, RC_COLUMN_NUMBER },
    { _("What follows"), 24, RC_COLUMN_TEXT },
  };
  const guint64 *deviations = draw->deviations != NULL ? (const guint64 *) (gpointer) draw->deviations->data : NULL;
  g_autoptr (GArray) results = deviations != NULL ? rc_draw_evaluate (draw, deviations, NULL) : NULL;
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  for (guint i = 0; i < draw->strata->len; i++)
    add_stratum (table, draw, i, results != NULL ? &g_array_index (results, RcDrawResult, i) : NULL);
  rc_document_add_table (self->page->document, table);
}

/* --- Terms and members --- */

static void
add_terms (RcTabletop   *self,
           const RcDraw *draw)
{
  RcTable *table = rc_tabletop_new_facts (_("Terms"));
  g_autofree char *digest = rc_digest_dup_hex (&draw->digest);
  g_autofree char *size = rc_count_words (draw->counts.members);
  g_autofree char *taken = rc_tabletop_dup_act_time (self, draw->added_us);
  char confidence[RC_RATE_TEXT_SIZE], tolerable[RC_RATE_TEXT_SIZE], expected[RC_RATE_TEXT_SIZE];
  RcText *mono = rc_text_new ();

  rc_text_add (mono, RC_TEXT_MONO | RC_TEXT_SMALL, digest);
  rc_tabletop_add_fact (table, _("Drawn"), taken);
  rc_tabletop_add_fact (table, _("Size of the population"), size);
  rc_table_add_row (table, (RcText *[]) { rc_text_new_small (_("SHA-256 of the population")), mono });
  if (draw->kind == RC_DRAW_STATISTICAL)
    {
      g_autofree char *rates = NULL;

      rc_rate_format (draw->rule.confidence, confidence);
      rc_rate_format (draw->rule.tolerable, tolerable);
      rc_rate_format (draw->rule.expected, expected);
      rates = g_strdup_printf (_("confidence C = %1$s %%, tolerable rate p = %2$s %%, expected rate %3$s %%"), confidence, tolerable, expected);
      rc_tabletop_add_fact (table, _("Rates"), rates);
      rc_tabletop_add_fact (table, _("Rule of the size"), rc_sample_model_formula (draw->rule.model));
    }
  rc_document_add_table (self->page->document, table);
}

static void
add_members (RcTabletop      *self,
             const RcDraw    *draw,
             const GPtrArray *members,
             const char      *caption)
{
  const RcColumn columns[] = {
    { _("No."), 8, RC_COLUMN_NUMBER, TRUE }, { _("Record"), 30, RC_COLUMN_TEXT }, { _("Stratum"), 24, RC_COLUMN_TEXT },
    { _("Key item, because"), 38, RC_COLUMN_TEXT },
  };
  RcTable *table;

  if (members->len == 0)
    return;

  table = rc_table_new (columns, G_N_ELEMENTS (columns), caption);
  for (guint i = 0; i < MIN (members->len, MAX_MEMBERS); i++)
    {
      const RcDrawMember *member = g_ptr_array_index (members, i);
      const RcDrawStratum *stratum = member->stratum < draw->strata->len ? g_ptr_array_index (draw->strata, member->stratum) : NULL;
      g_autofree char *place = rc_tabletop_dup_place_of (self, member->reference);
      g_autofree char *reasons = rc_draw_dup_reason_words (member->reasons);

      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_count (i + 1), rc_text_new_small (place),
                          rc_register_page_cell_said (stratum != NULL ? stratum->name : NULL, SHOWN_OF_NAME),
                          rc_text_new_small (reasons != NULL ? reasons : "–") });
    }
  rc_document_add_table (self->page->document, table);
  rc_tabletop_add_rest (self, members->len, MAX_MEMBERS);
}

static void
add_draw (RcTabletop   *self,
          const RcDraw *draw)
{
  g_autofree char *title = g_strdup_printf (_("Draw %1$lld of %2$u"), (long long) draw->draw, self->draws->len);

  rc_tabletop_begin_part (self, title);
  add_terms (self, draw);
  add_items (self, rc_draw_dup_population_words (draw));
  add_items (self, rc_draw_dup_draw_words (draw));
  add_items (self, rc_draw_dup_key_item_words (draw));
  add_strata (self, draw);
  add_items (self, rc_draw_dup_conclusion_words (draw));
  if (draw->kind != RC_DRAW_STATISTICAL)
    rc_register_page_add_words (self->page, g_strdup (_("Chosen by judgement: nothing is concluded about what was not examined, and no "
                                                        "confidence is stated.")));
  add_members (self, draw, draw->members, _("Members, in the order of the draw"));
  add_members (self, draw, draw->key_items, _("Key items beside it"));
}

static char *
word_origin (RcExerciseOrigin  origin,
             guint             number)
{
  g_autofree char *count = rc_count_words (number);

  switch (origin)
    {
    case RC_EXERCISE_ORIGIN_DRAW:
      return g_strdup_printf (_("Decisions out of draws: %s."), count);
    case RC_EXERCISE_ORIGIN_KEY_ITEM:
      return g_strdup_printf (_("Key items, examined beside the sample and never extrapolated from: %s."), count);
    case RC_EXERCISE_ORIGIN_REPLACEMENT:
      return g_strdup_printf (_("Decisions that came in the place of others: %s."), count);
    case RC_EXERCISE_ORIGIN_NAMED:
    case RC_N_EXERCISE_ORIGINS:
    default:
      return g_strdup_printf (_("Decisions that a person chose: %s. No statement about others rests on them."), count);
    }
}

/* Where the decisions of the exercise come from. */
static void
add_origins (RcTabletop *self)
{
  guint counts[RC_N_EXERCISE_ORIGINS] = { 0 };

  if (self->exercise == NULL)
    return;

  for (guint i = 0; i < self->exercise->decisions->len; i++)
    counts[((const RcExerciseDecision *) g_ptr_array_index (self->exercise->decisions, i))->origin]++;
  rc_tabletop_begin_part (self, _("Decisions of the exercise"));
  for (guint i = 0; i < RC_N_EXERCISE_ORIGINS; i++)
    {
      g_autofree char *words = word_origin ((RcExerciseOrigin) i, counts[i]);

      if (counts[i] > 0)
        rc_document_add_item (self->page->document, "–", rc_text_new_own (words));
    }
  if (self->exercise->setup->replacement != NULL)
    rc_register_page_add_said (self->page, _("Replacement"), self->exercise->setup->replacement);
  else
    rc_register_page_add_words (self->page, g_strdup (_("No rule was written beforehand: no decision may be replaced.")));
}

void
rc_tabletop_add_sampling (RcTabletop *self)
{
  rc_tabletop_begin_section (self, 8);
  add_origins (self);
  if (self->draws->len == 0)
    rc_register_page_add_words (self->page, g_strdup (_("No sample was drawn in this case: nothing is said about what was not examined.")));
  else
    rc_register_page_add_small (self->page, _("N: members of the population; n: drawn; k: deviations; U: the rate that, with the confidence stated, "
                                              "no larger part of the stratum exceeds. Every draw of the case is told, those discarded too."));
  for (guint i = 0; i < self->draws->len; i++)
    add_draw (self, g_ptr_array_index (self->draws, i));
}
