/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/date-words.h"
#include "core/slot.h"
#include "core/words.h"

static char *
dup_name (const RcSeal *seal)
{
  if (strcmp (seal->kind, "digest-list") == 0)
    return g_strdup_printf (_("The list of digests “%s”"), seal->name);
  if (strcmp (seal->kind, "chain") == 0)
    return g_strdup_printf (_("The chain of the records of “%s”"), seal->name);
  if (strcmp (seal->kind, "minisign") == 0 || strcmp (seal->kind, "signify") == 0)
    return g_strdup_printf (_("The signature over “%s”"), seal->name);

  return g_strdup_printf (_("The integrity protection “%s”"), seal->name);
}

static char *
describe (const RcSeal      *seal,
          const RcSealCover *cover,
          guint64            record)
{
  g_autofree char *name = dup_name (seal);
  g_autofree char *first = rc_count_words (cover->first_record);
  g_autofree char *last = rc_count_words (cover->last_record);
  const char *word = rc_verdict_sentence (cover->protection);

  /* Translators: what protects; the stretch of records around this one; what was found of them. */
  if (cover->last_record > cover->first_record && record >= cover->first_record && record <= cover->last_record)
    return g_strdup_printf (_("%1$s, for this record among records %2$s to %3$s of its file: %4$s"), name, first, last, word);

  return g_strdup_printf (_("%1$s, for this record: %2$s"), name, word);
}

static gboolean
add_whole_record (RcSlotContext  *context,
                  RcSlotBuilder  *builder,
                  const char     *value,
                  GError        **error)
{
  static const RcField none[] = { RC_N_FIELDS };

  return rc_slot_builder_add_fields (builder, value, value, FALSE, RC_IDENTITY_NONE, context->event, none, error);
}

static gboolean
add_covers (RcSlotContext  *context,
            RcSlotBuilder  *builder,
            const RcSource *source,
            guint64         record,
            GError        **error)
{
  for (guint i = 0; i < context->judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (context->judgement->covers, RcSealCover, i);
      const RcSeal *seal = rc_judgement_find_seal (context->judgement, cover->seal);
      g_autofree char *value = NULL;

      if (seal == NULL || !rc_slot_context_covers (context, cover, source, record))
        continue;
      value = describe (seal, cover, record);
      rc_slot_builder_set_rung (builder, N_("integrity protection judged by the last check"));
      if (!add_whole_record (context, builder, value, error))
        return FALSE;
    }

  return TRUE;
}

/* Breaks of the record's own source: the nearest on each side. */
static void
note_breaks (RcSlotContext *context,
             RcSlotBuilder *builder)
{
  const RcException *before = NULL, *after = NULL;
  g_autofree char *place_before = NULL, *place_after = NULL;
  gint64 record = (gint64) context->event->record;

  for (guint i = 0; i < context->judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (context->judgement->exceptions, i);

      if (exception->source != context->event->source || exception->record == 0)
        continue;
      if (exception->record <= record && (before == NULL || exception->record > before->record))
        before = exception;
      if (exception->record > record && (after == NULL || exception->record < after->record))
        after = exception;
    }

  place_before = rc_count_words (before != NULL ? (guint64) before->record : 0);
  place_after = rc_count_words (after != NULL ? (guint64) after->record : 0);
  if (before != NULL)
    rc_slot_builder_note (builder, _("Nearest exception up to here: record %1$s, %2$s."), place_before,
                          rc_exception_kind_title (before->kind));
  if (after != NULL)
    rc_slot_builder_note (builder, _("Next exception: record %1$s, %2$s."), place_after, rc_exception_kind_title (after->kind));
  if (before == NULL && after == NULL)
    rc_slot_builder_note (builder, _("No exception is noted on any record of its source."));
}

static gboolean
answer_reliance (RcSlotContext  *context,
                 RcSlotBuilder  *builder,
                 GError        **error)
{
  gint64 source = context->event->source;
  guint64 record = context->event->record;

  if (!context->verified)
    {
      rc_slot_builder_note (builder, context->edited
                            ? _("The last check found that the case file itself was edited: no protection is stated.")
                            : _("The evidence was not checked as it is now: check it first."));
      return TRUE;
    }

  for (; source != 0; record = 0)
    {
      const RcSource *row = rc_slot_context_get_source (context, source, error);

      if (row == NULL || !add_covers (context, builder, row, record, error))
        return FALSE;
      source = row->parent;
    }

  if (rc_slot_builder_count (builder) == 0 &&
      !add_whole_record (context, builder, _("the record carries no protection of its own, and nothing else protects it"), error))
    return FALSE;

  note_breaks (context, builder);
  rc_slot_builder_note (builder, _("Not shown by any of this: that every inference was logged, or that the record was true when it "
                                   "was written."));
  return TRUE;
}

const RcSlot rc_slot_reliance = {
  .id = "reliance",
  .group = N_("Can the record be relied on"),
  .question = N_("Would a later change of this record have shown?"),
  .missing = N_("Whether anything protects this record has not been judged."),
  .single = FALSE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_RECORD),
  .answer = answer_reliance,
};
