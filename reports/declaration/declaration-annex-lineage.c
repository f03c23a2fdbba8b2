/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/declaration/declaration-annex.h"

#include <string.h>

#include "core/words.h"

/* What stands behind the model versions in use: the lineage of the newest inference of each answers. */

#define SHOWN_ANSWERS    12u
#define SHOWN_OF_ANSWER  400
#define PLACES           2u

static const char * const training_slots[] = { "dataset", "run", "commit", "environment", NULL };
static const char * const evaluation_slots[] = { "evaluation", NULL };

static void
add_answer (RcDeclarationAnnexes  *self,
            RcTable               *table,
            const RcLineageSlot   *slot,
            const RcLineageAnswer *answer,
            gboolean               is_first)
{
  g_autofree char *place = answer->citations->len > 0 ? rc_frame_dup_places (self->frame, answer, PLACES) : g_strdup ("–");
  g_autofree char *value = rc_frame_dup_quoted (answer->value, SHOWN_OF_ANSWER, place);
  RcText *how = rc_text_new ();

  rc_text_add_shape (how, rc_shape_of_standing (answer->standing));
  rc_text_add_format (how, RC_TEXT_SMALL, " %s", rc_standing_word (answer->standing));
  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (is_first ? slot->question : ""), rc_text_new_small (value), how,
                      rc_text_new_small (place) });
}

static void
add_nothing (RcTable             *table,
             const RcLineageSlot *slot)
{
  RcText *how = rc_text_new ();

  rc_text_add_shape (how, rc_shape_of_standing (slot->standing));
  rc_text_add_format (how, RC_TEXT_SMALL, " %s", rc_lineage_slot_word (slot));
  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (slot->question), rc_text_new_small (slot->note != NULL ? slot->note : "–"), how,
                      rc_text_new_small ("–") });
}

static void
add_slot (RcDeclarationAnnexes *self,
          RcTable              *table,
          const RcLineageSlot  *slot)
{
  if (slot->answers->len == 0)
    {
      add_nothing (table, slot);
      return;
    }

  for (guint i = 0; i < MIN (slot->answers->len, SHOWN_ANSWERS); i++)
    add_answer (self, table, slot, g_ptr_array_index (slot->answers, i), i == 0);
  if (slot->answers->len > SHOWN_ANSWERS)
    {
      guint rest = slot->answers->len - SHOWN_ANSWERS;
      g_autofree char *words = g_strdup_printf (rc_words_plural ("%u further answer; the lineage of the version has it.",
                                                                 "%u further answers; the lineage of the version has them.", rest), rest);

      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (""), rc_text_new_small (words), rc_text_new_small (""),
                          rc_text_new_small ("") });
    }
}

static gboolean
is_covered (const RcDeclarationAnnexes *self,
            const char                 *version)
{
  for (guint i = 0; i < self->declaration->versions->len; i++)
    {
      const RcDeclarationVersion *covered = g_ptr_array_index (self->declaration->versions, i);

      if (strcmp (covered->name, version) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_version (RcDeclarationAnnexes       *self,
             const RcRequirementVersion *version,
             const char * const         *slots)
{
  const RcColumn columns[] = {
    { _("Question"), 24, RC_COLUMN_TEXT, TRUE }, { _("What the records say"), 40, RC_COLUMN_TEXT }, { _("How we know"), 20, RC_COLUMN_TEXT },
    { _("Exhibit"), 16, RC_COLUMN_TEXT },
  };
  g_autofree char *shown = rc_frame_dup_quoted (version->version, SHOWN_OF_ANSWER, NULL);
  RcTable *table;

  rc_document_add_heading (self->document, 2, rc_text_new_own (*shown != '\0' ? shown : _("A version that the records do not name")));
  if (!is_covered (self, version->version))
    rc_document_add_paragraph (self->document, rc_text_new_own (_("This version answered in the time on record and is none of those that the "
                                                                  "declaration covers.")));
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (gsize i = 0; slots[i] != NULL; i++)
    {
      const RcLineageSlot *slot = version->lineage != NULL ? rc_lineage_find_slot (version->lineage, slots[i]) : NULL;

      if (slot != NULL)
        add_slot (self, table, slot);
    }
  rc_document_add_table (self->document, table);
}

/* Covered versions that no inference on record was answered by have no lineage of their own. */
static void
add_unused (RcDeclarationAnnexes        *self,
            const RcRequirementVersions *versions)
{
  for (guint i = 0; i < self->declaration->versions->len; i++)
    {
      const RcDeclarationVersion *covered = g_ptr_array_index (self->declaration->versions, i);
      gboolean is_used = FALSE;

      for (guint k = 0; k < versions->list->len && !is_used; k++)
        is_used = g_strcmp0 (((const RcRequirementVersion *) g_ptr_array_index (versions->list, k))->version, covered->name) == 0;
      if (!is_used)
        {
          g_autofree char *shown = rc_frame_dup_quoted (covered->name, SHOWN_OF_ANSWER, NULL);

          rc_document_add_heading (self->document, 2, rc_text_new_own (shown));
          rc_document_add_paragraph (self->document, rc_text_new_own (_("No inference by this version was received, so that its lineage was not "
                                                                        "followed.")));
        }
    }
}

static gboolean
add (RcDeclarationAnnexes  *self,
     const char * const    *slots,
     GError               **error)
{
  const RcRequirementVersions *versions = rc_requirement_get_versions (self->context, error);

  if (versions == NULL)
    return FALSE;
  if (versions->list->len == 0 && self->declaration->versions->len == 0)
    rc_declaration_annex_add_nothing (self);
  else
    rc_declaration_annex_add_words (self, _("As the records stand for the newest inference that each version answered."));
  for (guint i = 0; i < versions->list->len; i++)
    add_version (self, g_ptr_array_index (versions->list, i), slots);
  add_unused (self, versions);
  return TRUE;
}

gboolean
rc_declaration_annex_add_training (RcDeclarationAnnexes  *self,
                                   GError               **error)
{
  rc_document_add_heading (self->document, 1, rc_text_new_own (_("2  Training data, summary")));
  return add (self, training_slots, error);
}

gboolean
rc_declaration_annex_add_evaluation (RcDeclarationAnnexes  *self,
                                     GError               **error)
{
  rc_document_add_heading (self->document, 1, rc_text_new_own (_("3  Evaluation results")));
  return add (self, evaluation_slots, error);
}
