/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/dossier-parts.h"

#include <string.h>

#include "core/date-words.h"
#include "core/display-text.h"
#include "core/words.h"
#include "reports/exhibit.h"

/*
 * Every question with every answer and every citation.
 */

/* What one answer cites in one record. */
typedef struct
{
  const RcCitation *citation;     /* the first */
  RcVerdict         protection;
  GString          *locators;
  GString          *bytes;
} Place;

static void
place_free (gpointer data)
{
  Place *self = data;

  g_string_free (self->locators, TRUE);
  g_string_free (self->bytes, TRUE);
  g_free (self);
}

static Place *
find_place (GPtrArray               *found,
            const RcLineageCitation *cited)
{
  Place *place;

  for (guint i = 0; i < found->len; i++)
    {
      place = g_ptr_array_index (found, i);
      if (place->citation->source == cited->citation->source && place->citation->record == cited->citation->record)
        return place;
    }

  place = g_new0 (Place, 1);
  place->citation = cited->citation;
  place->protection = cited->protection;
  place->locators = g_string_new (NULL);
  place->bytes = g_string_new (NULL);
  g_ptr_array_add (found, place);
  return place;
}

static void
append (GString    *list,
        const char *item)
{
  if (*item == '\0')
    return;
  if (list->len > 0)
    g_string_append (list, ", ");
  g_string_append (list, item);
}

static GPtrArray *
list_places (const RcLineageAnswer *answer)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (place_free);

  for (guint i = 0; i < answer->citations->len; i++)
    {
      const RcLineageCitation *cited = g_ptr_array_index (answer->citations, i);
      Place *place = find_place (found, cited);
      g_autofree char *bytes = g_strdup_printf ("%" G_GUINT64_FORMAT "–%" G_GUINT64_FORMAT, cited->citation->offset,
                                                cited->citation->offset + cited->citation->length);

      append (place->locators, cited->citation->locator);
      append (place->bytes, bytes);
    }

  return found;
}

static RcText *
make_protection (RcVerdict protection)
{
  RcText *text = rc_text_new ();

  rc_text_add_shape (text, rc_shape_of_verdict (protection));
  rc_text_add (text, RC_TEXT_SMALL, " ");
  rc_text_add (text, RC_TEXT_SMALL, rc_verdict_word (protection));
  return text;
}

static void
add_places (const RcSheet         *self,
            RcTable               *table,
            guint                  number,
            const RcLineageAnswer *answer)
{
  g_autoptr (GPtrArray) found = list_places (answer);
  g_autofree char *mark = g_strdup_printf ("%u", number);

  for (guint i = 0; i < found->len; i++)
    {
      const Place *place = g_ptr_array_index (found, i);
      g_autofree char *where = rc_frame_dup_place (self->frame, place->citation->source, place->citation->record);
      RcText *within = rc_text_new ();
      RcText *cells[4];

      rc_text_add_quoted (within, RC_TEXT_SMALL, place->locators->str, -1);
      if (place->locators->len > 0)
        rc_text_add (within, RC_TEXT_SMALL, "; ");
      rc_text_add_format (within, RC_TEXT_SMALL, _("bytes %s"), place->bytes->str);
      cells[0] = rc_text_new_small (mark);
      cells[1] = rc_text_new ();
      rc_text_add_reference (cells[1], RC_TEXT_SMALL, RC_DOSSIER_RECORDS, where);
      cells[2] = within;
      cells[3] = make_protection (place->protection);
      rc_table_add_row (table, cells);
    }
}

static void
add_citations (RcSheet             *self,
               const RcLineageSlot *slot)
{
  const RcColumn columns[] = {
    { _("No."), 7, RC_COLUMN_NUMBER, TRUE },
    { _("Exhibit"), 17, RC_COLUMN_TEXT },
    { _("Place within it"), 48, RC_COLUMN_TEXT },
    { _("Protection"), 28, RC_COLUMN_TEXT },
  };
  RcTable *table;

  if (slot->answers->len == 0)
    return;

  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < slot->answers->len; i++)
    add_places (self, table, i + 1, g_ptr_array_index (slot->answers, i));
  rc_document_add_table (self->document, table);
}

static const char *
describe_identity (RcIdentity identity)
{
  switch (identity)
    {
    case RC_IDENTITY_STRONG:
      return _("tied to this decision by equal digests");
    case RC_IDENTITY_WEAK:
      return _("tied to this decision by names");
    case RC_IDENTITY_AUDITOR:
      return _("tied to this decision by the auditor");
    case RC_IDENTITY_NONE:
    default:
      return _("said by the decision's own record");
    }
}

static void
add_answer (RcSheet               *self,
            guint                  number,
            const RcLineageAnswer *answer)
{
  g_autofree char *mark = g_strdup_printf ("%u.", number);
  RcText *text = rc_text_new ();
  g_autofree char *place = answer->citations->len > 0 ? rc_frame_dup_places (self->frame, answer, 1) : NULL;
  glong length = g_utf8_strlen (answer->value, -1);

  if (length > (glong) self->quote)
    {
      g_autofree char *cut = rc_frame_dup_quoted (answer->value, self->quote, place);

      rc_text_add (text, RC_TEXT_PLAIN, cut);
    }
  else
    {
      rc_text_add_quoted (text, RC_TEXT_PLAIN, answer->value, -1);
    }
  rc_text_add (text, RC_TEXT_PLAIN, " ");
  rc_text_add_shape (text, rc_shape_of_standing (answer->standing));
  if (answer->citations->len > 0)
    rc_text_add_format (text, RC_TEXT_MUTED | RC_TEXT_SMALL, _(" %1$s; %2$s"), rc_standing_word (answer->standing),
                        describe_identity (answer->identity));
  else
    rc_text_add_format (text, RC_TEXT_MUTED | RC_TEXT_SMALL, " %s", rc_standing_word (answer->standing));
  for (guint i = 0; i < answer->sayings->len; i++)
    {
      const RcLineageSaying *saying = g_ptr_array_index (answer->sayings, i);
      g_autofree char *words = rc_display_sentence (saying->words);

      rc_text_add (text, RC_TEXT_SMALL, " ");
      rc_text_add (text, RC_TEXT_SMALL, words);
    }
  rc_document_add_item (self->document, mark, text);
}

static char *
dup_anchor (const RcLineageSlot *slot)
{
  return g_strdup_printf ("question.%s", slot->slot);
}

void
rc_dossier_add_question_name (RcText              *text,
                              const RcLineageSlot *slot)
{
  g_autofree char *anchor = dup_anchor (slot);

  rc_text_add_reference (text, RC_TEXT_PLAIN, anchor, slot->question);
}

static void
add_question (RcSheet             *self,
              const RcLineageSlot *slot)
{
  RcText *known = rc_text_new ();
  g_autofree char *anchor = dup_anchor (slot);

  rc_sections_add (&self->sections, self->document, 3, anchor, slot->question);
  rc_text_add_shape (known, rc_shape_of_standing (slot->standing));
  rc_text_add (known, RC_TEXT_STRONG, " ");
  rc_text_add (known, RC_TEXT_STRONG, rc_lineage_slot_sentence (slot));
  if (slot->rung != NULL && slot->answers->len > 0)
    rc_text_add_format (known, RC_TEXT_MUTED, _(" · led to by: %s"), slot->rung);
  rc_document_add_paragraph (self->document, known);

  for (guint i = 0; i < slot->answers->len; i++)
    add_answer (self, i + 1, g_ptr_array_index (slot->answers, i));
  if (slot->note != NULL)
    {
      RcText *note = rc_text_new ();

      /* The program's words, which may quote names of the evidence. */
      rc_text_add_quoted (note, RC_TEXT_PLAIN, slot->note, -1);
      rc_document_add_paragraph (self->document, note);
    }
  add_citations (self, slot);
}

void
rc_dossier_add_questions (RcSheet *self)
{
  const char *group = NULL;

  rc_sections_add (&self->sections, self->document, 1, NULL, _("Questions and answers"));
  for (guint i = 0; i < self->lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (self->lineage->slots, i);

      if (g_strcmp0 (group, slot->group) != 0)
        rc_sections_add (&self->sections, self->document, 2, NULL, slot->group);
      group = slot->group;
      add_question (self, slot);
    }
}

/* --- What could not be shown --- */

void
rc_dossier_add_open (RcSheet *self)
{
  const RcColumn columns[] = {
    { _("Question"), 30, RC_COLUMN_TEXT, TRUE },
    { _("What is missing, and whom to ask"), 52, RC_COLUMN_TEXT },
    { _("Request"), 18, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  guint n_open = 0;

  rc_sections_add (&self->sections, self->document, 1, NULL, _("What could not be shown, and whom to ask"));
  for (guint i = 0; i < self->lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (self->lineage->slots, i);
      RcText *missing, *question;

      if (rc_lineage_slot_is_answered (slot) || slot->standing == RC_STANDING_NOT_APPLICABLE)
        continue;
      question = rc_text_new ();
      rc_text_add_shape (question, rc_shape_of_standing (slot->standing));
      rc_text_add (question, RC_TEXT_PLAIN, " ");
      rc_dossier_add_question_name (question, slot);
      missing = slot->note != NULL ? rc_text_new_quoted (slot->note) : rc_text_new_own (rc_lineage_slot_sentence (slot));
      rc_table_add_row (table, (RcText *[]) { question, missing, rc_text_new_own (_("not yet requested")) });
      n_open++;
    }

  if (n_open == 0)
    rc_table_add_row (table, (RcText *[]) { rc_text_new_own (_("None")), rc_text_new_own (_("Every question is answered from records.")),
                                           rc_text_new_own ("–") });
  rc_document_add_table (self->document, table);
}

/* --- What was noticed --- */

static RcText *
make_cause (const RcException *exception)
{
  g_autofree char *number = NULL;

  if (exception->caused_by == 0)
    return rc_text_new_own (_("none known"));

  number = g_strdup_printf (_("no. %d"), (int) MIN (exception->caused_by, G_MAXINT));
  return rc_text_new_own (number);
}

static RcText *
make_noticed (const RcException *exception)
{
  RcText *text = rc_text_new ();

  rc_text_add_shape (text, RC_SHAPE_FAILED);
  rc_text_add_format (text, RC_TEXT_STRONG, " %s. ", rc_exception_kind_title (exception->kind));
  rc_dossier_add_message (text, exception->message);
  return text;
}

void
rc_dossier_add_message (RcText     *text,
                        const char *message)
{
  if (strcmp (rc_words_peek_language (), "en") == 0)
    rc_text_add_quoted (text, RC_TEXT_SMALL, message, -1);
  else
    rc_text_add_foreign (text, RC_TEXT_SMALL, "en", message, -1);
}

void
rc_dossier_add_noticed (RcSheet *self)
{
  const RcColumn columns[] = {
    { _("No."), 7, RC_COLUMN_NUMBER, TRUE },
    { _("What was noticed, as the check recorded it"), 58, RC_COLUMN_TEXT },
    { _("Exhibit"), 20, RC_COLUMN_TEXT },
    { _("Follows from"), 16, RC_COLUMN_TEXT },
  };
  RcTable *table;

  rc_sections_add (&self->sections, self->document, 1, NULL, _("Exceptions at the records cited"));
  if (self->lineage->exceptions->len == 0)
    {
      rc_sheet_add_text (self, g_strdup (self->lineage->verified ? _("The last check noticed nothing at the records cited.")
                                                                 : _("The evidence was not checked as it is now.")));
      return;
    }

  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < self->lineage->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (self->lineage->exceptions, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, exception->id);
      g_autofree char *place = exception->source != 0
        ? rc_frame_dup_place (self->frame, exception->source, (guint64) MAX (exception->record, 0)) : g_strdup (_("the case itself"));

      rc_table_add_row (table, (RcText *[]) { rc_text_new_own (number), make_noticed (exception), rc_text_new_own (place),
                                             make_cause (exception) });
    }
  rc_document_add_table (self->document, table);
}
