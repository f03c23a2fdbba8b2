/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/sheet-parts.h"

#include "core/words.h"

const RcLineageAnswer *
rc_sheet_answer (const RcSheet *self,
                 const char    *slot)
{
  const RcLineageSlot *found = rc_lineage_find_slot (self->lineage, slot);

  return found != NULL && found->answers->len > 0 ? g_ptr_array_index (found->answers, 0) : NULL;
}

const char *
rc_sheet_peek (const RcSheet *self,
               const char    *slot,
               const char    *fact)
{
  const RcLineageAnswer *answer = rc_sheet_answer (self, slot);

  return answer != NULL ? rc_lineage_fact_peek (answer->facts, fact) : NULL;
}

char *
rc_sheet_dup_place (const RcSheet *self,
                    const char    *slot)
{
  const RcLineageAnswer *answer = rc_sheet_answer (self, slot);

  return answer != NULL && answer->citations->len > 0 ? rc_frame_dup_places (self->frame, answer, 1) : NULL;
}

static char *
dup_first_place (const RcSheet         *self,
                 const RcLineageAnswer *answer)
{
  const RcLineageCitation *cited = answer->citations->len > 0 ? g_ptr_array_index (answer->citations, 0) : NULL;

  return cited != NULL ? rc_frame_dup_place (self->frame, cited->citation->source, cited->citation->record) : NULL;
}

char *
rc_sheet_dup (const RcSheet *self,
              const char    *slot,
              const char    *fact)
{
  const RcLineageAnswer *answer = rc_sheet_answer (self, slot);
  const char *value = answer != NULL ? rc_lineage_fact_peek (answer->facts, fact) : NULL;
  g_autofree char *place = value != NULL ? dup_first_place (self, answer) : NULL;

  return value != NULL ? rc_frame_dup_quoted (value, self->quote, place) : NULL;
}

gboolean
rc_sheet_is_changed (const RcSheet *self)
{
  const RcReliance *reliance = self->reliance;

  return (reliance->fault != NULL && rc_exception_exit_code (reliance->fault) == 1) ||
         (reliance->chain.present && rc_verdict_group (reliance->chain.verdict) == RC_VERDICT_GROUP_FAILED) ||
         (reliance->list.present && rc_verdict_group (reliance->list.verdict) == RC_VERDICT_GROUP_FAILED);
}

gboolean
rc_sheet_disagrees (const RcSheet *self,
                    const char    *slot)
{
  const RcLineageSlot *found = rc_lineage_find_slot (self->lineage, slot);

  return found != NULL && found->standing == RC_STANDING_DISAGREE;
}

void
rc_sheet_add_text (RcSheet *self,
                   char    *text)
{
  RcText *paragraph = rc_text_new ();

  rc_text_add (paragraph, RC_TEXT_PLAIN, text);
  rc_document_add_paragraph (self->document, paragraph);
  g_free (text);
}

void
rc_sheet_add_labelled (RcSheet    *self,
                       const char *label,
                       char       *text)
{
  RcText *paragraph = rc_text_new ();

  rc_text_add (paragraph, RC_TEXT_MUTED, label);
  rc_text_add (paragraph, RC_TEXT_PLAIN, " ");
  rc_text_add (paragraph, RC_TEXT_PLAIN, text);
  rc_document_add_paragraph (self->document, paragraph);
  g_free (text);
}

/* There is no register of requests yet: what is missing has not been asked for. */
char *
rc_sheet_dup_open (const RcSheet *self,
                   const char    *slot)
{
  const RcLineageSlot *found = rc_lineage_find_slot (self->lineage, slot);

  if (found == NULL || found->note == NULL)
    return g_strdup (_("Nothing received on this point; not yet requested."));

  return g_strdup_printf (_("%s Not yet requested."), found->note);
}
