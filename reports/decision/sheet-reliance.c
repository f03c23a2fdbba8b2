/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/sheet-parts.h"

#include <string.h>

#include "core/date-words.h"
#include "core/words.h"

/*
 * How far the record can be relied on, and what is open: boxes 7 and 8.
 */

#define PLACES_OF_A_KIND 3

/* --- Box 7 --- */

static char *
dup_key (const RcSheet      *self,
         const RcRelianceProtection *protection)
{
  g_autofree char *owner = NULL, *how = NULL;

  if (protection->key_owner == NULL)
    return g_strdup (protection->keys > 1 ? _("several keys that the auditor accepted") : _("a key that the auditor accepted"));

  owner = rc_frame_dup_quoted (protection->key_owner, self->quote, NULL);
  if (protection->key_how == NULL || *protection->key_how == '\0')
    return g_strdup_printf (_("the key of %s (how it was obtained is not stated)"), owner);

  how = rc_frame_dup_quoted (protection->key_how, self->quote, NULL);
  return g_strdup_printf (_("the key of %1$s (obtained: %2$s)"), owner, how);
}

static char *
dup_stretch (const RcSheet *self)
{
  const RcReliance *reliance = self->reliance;
  guint64 others = reliance->chain.last_record - reliance->chain.first_record;
  g_autofree char *count = rc_count_words (others);
  g_autofree char *begin = rc_frame_dup_day (self->frame, reliance->chain_begins_us);
  g_autofree char *end = rc_frame_dup_day (self->frame, reliance->chain_ends_us);

  if (others == 0)
    return g_strdup (_("The entry stands alone between breaks"));
  if (reliance->chain_begins_us == RC_TIME_NONE || reliance->chain_ends_us == RC_TIME_NONE)
    return g_strdup_printf (rc_words_plural ("The entry and %s other of its file stand together",
                                             "The entry and %s others of its file stand together",
                                             others), count);

  /* Translators: how many others, first day, last day. */
  return g_strdup_printf (rc_words_plural ("The entry and %1$s other of its file, %2$s to %3$s, stand together",
                                           "The entry and %1$s others of its file, %2$s to %3$s, stand together", others),
                          count, begin, end);
}

static char *
dup_chain (const RcSheet *self)
{
  const RcRelianceProtection *chain = &self->reliance->chain;
  g_autofree char *stretch = dup_stretch (self);
  g_autofree char *key = dup_key (self, chain);

  switch (rc_verdict_group (chain->verdict))
    {
    case RC_VERDICT_GROUP_PASSED:
      return g_strdup_printf (_("%1$s in an unbroken chain, signed with %2$s. A later change would have shown."), stretch, key);
    case RC_VERDICT_GROUP_FAILED:
      if (chain->verdict == RC_VERDICT_INVALID)
        return g_strdup (_("The entry fails the check of its chain: it was changed after it was protected, or copied or converted on the "
                           "way in a manner that changes bytes."));
      return g_strdup_printf (_("The check of the entry within its chain failed: %s."), rc_verdict_sentence (chain->verdict));
    case RC_VERDICT_GROUP_NOBODY_VOUCHES:
      return g_strdup_printf (_("%s in a chain that holds in itself; nobody outside vouches for it, so that whoever can write the whole "
                                "log could have changed it unseen."), stretch);
    case RC_VERDICT_GROUP_UNCHECKED:
      return g_strdup_printf (_("%s in a chain whose signature could not be checked here: a key that the auditor accepts is needed."),
                              stretch);
    default:
      return g_strdup_printf (_("The entry stands in a chain: %s."), rc_verdict_sentence (chain->verdict));
    }
}

static char *
dup_list (const RcSheet *self)
{
  const RcRelianceProtection *list = &self->reliance->list;
  g_autofree char *key = dup_key (self, list);

  if (list->verdict == RC_VERDICT_VALID)
    return g_strdup_printf (_("Its file is on a list of digests signed with %s: a change of the file since then would have shown."), key);

  return g_strdup_printf (_("Its file is on a list of digests: %s."), rc_verdict_sentence (list->verdict));
}

static char *
dup_business (const RcSheet *self)
{
  const RcDecisionTotals *decisions = &self->reliance->decisions;
  g_autofree char *count = rc_count_words (decisions->business);
  g_autofree char *absent = rc_count_words (decisions->only_business + decisions->outside);

  if (decisions->state == RC_DECISIONS_COMPARED)
    return g_strdup_printf (_("Business list: %1$s decisions, %2$s not in the log."), count, absent);

  return g_strdup (_("Business list: not compared, none was received or it is too long for this page."));
}

static char *
dup_retention (const RcSheet *self)
{
  const RcLineageAnswer *answer = rc_sheet_answer (self, "retention");
  const RcLineageFact *until = answer != NULL ? rc_lineage_fact_find (answer->facts, RC_FACT_UNTIL) : NULL;
  g_autofree char *day = until != NULL ? rc_frame_dup_day (self->frame, until->time_us) : NULL;
  g_autofree char *duration = rc_sheet_dup (self, "retention", "retention");
  g_autofree char *place = rc_sheet_dup_place (self, "retention");

  if (duration == NULL)
    return g_strdup (_("How long it is kept: nothing received, not yet requested."));
  if (day != NULL)
    return g_strdup_printf (_("To be kept until %1$s by the rule in %2$s."), day, place);

  return g_strdup_printf (_("To be kept “%1$s” by the rule in %2$s."), duration, place);
}

static void
append_sentence (GString *text,
                 char    *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
append_protection (const RcSheet *self,
                   GString       *text)
{
  const RcReliance *reliance = self->reliance;

  if (!reliance->judged)
    {
      append_sentence (text, g_strdup (_("Not checked: whether a later change of the entry would have shown cannot be told.")));
      return;
    }
  if (reliance->fault != NULL)
    append_sentence (text, g_strdup_printf (_("Noticed at the entry: %s."), rc_exception_kind_title (reliance->fault)));
  if (reliance->chain.present)
    append_sentence (text, dup_chain (self));
  if (reliance->list.present)
    append_sentence (text, dup_list (self));
  if (!reliance->chain.present && !reliance->list.present)
    append_sentence (text, g_strdup (_("Nothing protects the entry: a later change would not show.")));
}

char *
rc_sheet_dup_reliance (const RcSheet *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_protection (self, text);
  append_sentence (text, g_strdup (_("Not shown: that every decision was logged, or that the entry was true when it was written.")));
  if (self->reliance->judged && self->reliance->chain.present && self->reliance->end_open)
    append_sentence (text, g_strdup (_("Later entries could be absent unnoticed.")));
  append_sentence (text, dup_business (self));
  append_sentence (text, dup_retention (self));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
rc_sheet_add_reliance (RcSheet *self)
{
  rc_document_begin_box (self->document, "7", _("Can the record be relied on"));
  rc_sheet_add_text (self, rc_sheet_dup_reliance (self));
  rc_document_end_box (self->document);
}

/* --- Box 8 --- */

static const struct
{
  const char *slot;
  const char *consequence;
} consequences[] = {
  { "input", N_("What the decision rests on is not shown.") },
  { "subject", N_("Whom it concerned is not shown.") },
  { "output", N_("What the machine answered is not shown.") },
  { "score", N_("How close the answer was to its threshold is not shown.") },
  { "endpoint", N_("Which system answered is not shown.") },
  { "deployment", N_("That this version ran at that time is not shown by its deployment.") },
  { "model-version", N_("Which version answered is not shown.") },
  { "artefact", N_("That the file that ran is the file on record is not shown.") },
  { "run", N_("How the version was made is not shown.") },
  { "dataset", N_("From which data the version was made is not shown.") },
  { "commit", N_("From which code the version was made is not shown.") },
  { "environment", N_("In which environment the version was made is not shown.") },
  { "evaluation", N_("How well the version did is not shown.") },
  { "approval", N_("That the version was approved before it was used is not shown.") },
  { "documentation", N_("Which documentation was current is not shown.") },
  { "card", N_("What was known of the model at that time is not shown.") },
  { "human-action", N_("That a human saw the answer is not shown.") },
  { "final-decision", N_("What was decided in the end is not shown.") },
  { "anomaly", N_("That nothing unusual went on is not shown.") },
  { "incident", N_("That no incident happened is not shown.") },
  { "reliance", N_("That the record is unchanged is not shown.") },
  { "retention", N_("How long the record is kept is not shown.") },
};

static const char *
consequence_of (const char *slot)
{
  for (guint i = 0; i < G_N_ELEMENTS (consequences); i++)
    if (strcmp (consequences[i].slot, slot) == 0)
      return _(consequences[i].consequence);

  return _("The question is not answered.");
}

static void
add_point (RcSheet    *self,
           RcShape     shape,
           const char *words)
{
  RcText *text = rc_text_new ();

  rc_text_add_shape (text, shape);
  rc_text_add (text, RC_TEXT_PLAIN, " ");
  rc_text_add (text, RC_TEXT_PLAIN, words);
  rc_document_add_paragraph (self->document, text);
}

static char *
dup_open_question (const RcSheet       *self,
                   const RcLineageSlot *slot)
{
  if (strcmp (slot->slot, "reliance") == 0 && !self->reliance->judged)
    return g_strdup_printf (_("%1$s %2$s."), consequence_of (slot->slot), rc_verdict_word (RC_VERDICT_NOT_CHECKED));

  return g_strdup_printf (_("%1$s %2$s; not yet requested."), consequence_of (slot->slot), rc_lineage_slot_word (slot));
}

static gboolean
is_own (const RcSheet     *self,
        const RcException *exception)
{
  return exception->source == self->lineage->event->source && exception->record == (gint64) self->lineage->event->record;
}

/* Whether a root exception of the kind stands at one of the first @end places of the list, at the decision's own record or elsewhere. */
static gboolean
is_told (const RcSheet *self,
         const char    *kind,
         gboolean       own,
         guint          end)
{
  for (guint i = 0; i < end; i++)
    {
      const RcException *exception = g_ptr_array_index (self->lineage->exceptions, i);

      if (exception->caused_by == 0 && is_own (self, exception) == own && strcmp (exception->kind, kind) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Where exceptions of one kind stand: the first places, and how many more there are. */
static char *
dup_noticed_places (const RcSheet *self,
                    const char    *kind,
                    gboolean       own)
{
  g_autoptr (GString) places = g_string_new (NULL);
  gboolean is_of_file = strcmp (kind, RC_EXCEPTION_DIGEST_MISMATCH) == 0;
  guint n_places = 0;

  for (guint i = 0; i < self->lineage->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (self->lineage->exceptions, i);
      g_autofree char *place = NULL;

      if (exception->source == 0 || exception->caused_by != 0 || is_own (self, exception) != own || strcmp (exception->kind, kind) != 0 ||
          ++n_places > PLACES_OF_A_KIND)
        continue;
      place = rc_frame_dup_place (self->frame, exception->source, is_of_file ? 0 : (guint64) MAX (exception->record, 0));
      g_string_append_printf (places, "%s%s", places->len > 0 ? "; " : "", place);
    }
  if (n_places > PLACES_OF_A_KIND)
    g_string_append_printf (places, rc_words_plural (" and %u more", " and %u more", n_places - PLACES_OF_A_KIND),
                            n_places - PLACES_OF_A_KIND);

  return g_string_free (g_steal_pointer (&places), FALSE);
}

static char *
dup_noticed (const RcSheet *self,
             const char    *kind,
             gboolean       own)
{
  g_autofree char *places = dup_noticed_places (self, kind, own);

  if (*places == '\0')
    return g_strdup_printf (_("%s; its consequence is not evaluated, not yet requested."), rc_exception_kind_title (kind));

  return g_strdup_printf (_("%1$s (%2$s); its consequence is not evaluated, not yet requested."), rc_exception_kind_title (kind), places);
}

static void
add_open_questions (const RcSheet *self,
                    gboolean       disagreeing,
                    GPtrArray     *points,
                    GArray        *shapes)
{
  for (guint i = 0; i < self->lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (self->lineage->slots, i);
      RcShape shape = rc_shape_of_standing (slot->standing);

      if (rc_lineage_slot_is_answered (slot) || slot->standing == RC_STANDING_NOT_APPLICABLE ||
          (slot->standing == RC_STANDING_DISAGREE) != disagreeing)
        continue;
      g_ptr_array_add (points, dup_open_question (self, slot));
      g_array_append_val (shapes, shape);
    }
}

/* Those at the decision's own record, or those elsewhere; those of one kind together. */
static void
add_noticed (const RcSheet *self,
             gboolean       own,
             GPtrArray     *points,
             GArray        *shapes)
{
  const RcShape shape = RC_SHAPE_FAILED;

  for (guint i = 0; i < self->lineage->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (self->lineage->exceptions, i);

      if (exception->caused_by != 0 || is_own (self, exception) != own || is_told (self, exception->kind, own, i))
        continue;
      g_ptr_array_add (points, dup_noticed (self, exception->kind, own));
      g_array_append_val (shapes, shape);
    }
}

/* What was noticed at the decision's own record, contradictions, what was noticed elsewhere, what is missing. */
static GPtrArray *
list_points (const RcSheet *self,
             GArray        *shapes)
{
  GPtrArray *points = g_ptr_array_new_with_free_func (g_free);

  add_noticed (self, TRUE, points, shapes);
  add_open_questions (self, TRUE, points, shapes);
  add_noticed (self, FALSE, points, shapes);
  add_open_questions (self, FALSE, points, shapes);
  return points;
}

void
rc_sheet_add_open_points (RcSheet *self)
{
  RcLineageCount count = rc_lineage_count (self->lineage);
  g_autoptr (GArray) shapes = g_array_new (FALSE, FALSE, sizeof (RcShape));
  g_autoptr (GPtrArray) points = list_points (self, shapes);
  guint shown = MIN (points->len, self->items);

  rc_document_begin_box (self->document, "8", _("Not shown or in disagreement"));
  for (guint i = 0; i < shown; i++)
    add_point (self, g_array_index (shapes, RcShape, i), g_ptr_array_index (points, i));
  if (points->len > shown)
    rc_sheet_add_text (self, g_strdup_printf (rc_words_plural ("%u further point stands in the table below and in the dossier.",
                                                               "%u further points stand in the table below and in the dossier.",
                                                               points->len - shown), points->len - shown));
  if (points->len == 0)
    rc_sheet_add_text (self, g_strdup_printf (_("None among the %u questions."), self->lineage->slots->len));
  rc_sheet_add_text (self, g_strdup_printf (_("%1$u of %2$u questions are answered from records; %3$u do not apply."), count.answered,
                                            count.asked, self->lineage->slots->len - count.asked));
  rc_document_end_box (self->document);
}
