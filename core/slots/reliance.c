/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/slot.h"

static const RcSeal *
find_seal (const RcJudgement *judgement,
           gint64             id)
{
  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);

      if (seal->id == id)
        return seal;
    }

  return NULL;
}

static char *
describe (const RcSeal      *seal,
          const RcSealCover *cover,
          guint64            record)
{
  g_autoptr (GString) text = g_string_new (seal->kind);

  g_string_append_printf (text, " %s: %s for this record", seal->name, rc_verdict_to_code (cover->protection));
  if (cover->last_record > cover->first_record && record >= cover->first_record && record <= cover->last_record)
    g_string_append_printf (text, " among records %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT " of its source",
                            cover->first_record, cover->last_record);
  g_string_append_printf (text, " (integrity %s, signature %s, anchor %s, completeness %s)", rc_verdict_to_code (seal->integrity),
                          rc_verdict_to_code (seal->signature), rc_verdict_to_code (seal->anchor),
                          rc_verdict_to_code (seal->completeness));
  return g_string_free (g_steal_pointer (&text), FALSE);
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
      const RcSeal *seal = find_seal (context->judgement, cover->seal);
      g_autofree char *value = NULL;

      if (seal == NULL || !rc_slot_context_covers (context, cover, source, record))
        continue;
      value = describe (seal, cover, record);
      rc_slot_builder_set_rung (builder, "seals judged by the last verify");
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

  if (before != NULL)
    rc_slot_builder_note (builder, "Nearest exception up to here: record %" G_GINT64_FORMAT ", %s.", before->record,
                          rc_exception_kind_title (before->kind));
  if (after != NULL)
    rc_slot_builder_note (builder, "Next exception: record %" G_GINT64_FORMAT ", %s.", after->record,
                          rc_exception_kind_title (after->kind));
  if (before == NULL && after == NULL)
    rc_slot_builder_note (builder, "No exception is noted on any record of its source.");
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
                            ? "The last verify found that the case file itself was edited: no protection is stated."
                            : "The evidence as it is now has not been verified: run verify first.");
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
      !add_whole_record (context, builder, "the record carries no protection, and no seal covers it", error))
    return FALSE;

  note_breaks (context, builder);
  rc_slot_builder_note (builder, "Not shown by any of this: that every inference was logged, or that the record was true when it was "
                                 "written.");
  return TRUE;
}

const RcSlot rc_slot_reliance = {
  .id = "reliance",
  .group = "Can the record be relied on",
  .question = "Would a later change of this record have shown?",
  .missing = "Whether anything protects this record has not been judged.",
  .single = FALSE,
  .answer = answer_reliance,
};
