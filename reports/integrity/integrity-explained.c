/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/integrity/integrity-parts.h"

#include <string.h>

#include "core/date-words.h"
#include "core/exception-advice.h"
#include "core/seal-words.h"
#include "core/words.h"

/*
 * The protections that were found, and what each verdict means.
 */

#define NAMED_SEALS   10u
#define SHOWN_OF_NAME 120

/* Protections of one kind. */
typedef struct
{
  const RcSeal *first;
  guint64       count;
  guint64       passed;
} Kind;

static Kind *
find_kind (GArray       *kinds,
           const RcSeal *seal)
{
  Kind kind = { .first = seal };

  for (guint i = 0; i < kinds->len; i++)
    {
      Kind *known = &g_array_index (kinds, Kind, i);

      if (strcmp (known->first->kind, seal->kind) == 0)
        return known;
    }
  g_array_append_val (kinds, kind);
  return &g_array_index (kinds, Kind, kinds->len - 1);
}

void
rc_integrity_add_seals (RcIntegrity *self)
{
  const RcColumn columns[] = {
    { _("Protection"), 17, RC_COLUMN_TEXT, TRUE },
    { _("Found"), 14, RC_COLUMN_NUMBER },
    { _("Passed"), 14, RC_COLUMN_NUMBER },
    { _("What it shows"), 29, RC_COLUMN_TEXT },
    { _("What it does not show"), 31, RC_COLUMN_TEXT },
  };
  const RcJudgement *judgement = rc_coverage_peek_judgement (self->facts->coverage);
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (Kind));
  RcTable *table;

  rc_sections_add (&self->sheet.sections, self->sheet.document, 1, NULL, _("The protections that came with the evidence"));
  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);
      Kind *kind = find_kind (kinds, seal);

      kind->count++;
      kind->passed += rc_verdict_group (rc_seal_worst (seal)) == RC_VERDICT_GROUP_PASSED;
    }
  if (kinds->len == 0)
    {
      rc_sheet_add_text (&self->sheet, g_strdup (rc_coverage_is_current (self->facts->coverage)
                                                 ? _("None: nothing in the evidence protects any of it.")
                                                 : _("The evidence was not checked as it is now.")));
      return;
    }

  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < kinds->len; i++)
    {
      const Kind *kind = &g_array_index (kinds, Kind, i);

      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (rc_seal_words_kind (kind->first)), rc_text_new_count (kind->count),
                          rc_text_new_count (kind->passed), rc_text_new_small (rc_seal_words_shows (kind->first)),
                          rc_text_new_small (rc_seal_words_not (kind->first)) });
    }
  rc_document_add_table (self->sheet.document, table);
}

/* --- What the verdicts mean --- */

/* What is explained once: seals and exceptions of one advice. */
typedef struct
{
  const RcAdvice *advice;
  const char     *title;
  RcShape         shape;
  GPtrArray      *seals;          /* of const RcSeal */
  guint           exceptions;
} Entry;

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_ptr_array_unref (entry->seals);
}

static Entry *
find_entry (GArray         *entries,
            const RcAdvice *advice,
            const char     *title,
            RcShape         shape)
{
  Entry entry = { .advice = advice, .title = title, .shape = shape };

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *known = &g_array_index (entries, Entry, i);

      if (known->advice == advice)
        return known;
    }
  entry.seals = g_ptr_array_new ();
  g_array_append_val (entries, entry);
  return &g_array_index (entries, Entry, entries->len - 1);
}

static GArray *
collect (const RcJudgement *judgement)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  g_array_set_clear_func (entries, entry_clear);
  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);
      RcVerdict worst = rc_seal_worst (seal);
      const RcAdvice *advice = rc_seal_words_advice (seal);

      if (advice != NULL)
        g_ptr_array_add (find_entry (entries, advice, rc_verdict_word (worst), rc_shape_of_verdict (worst))->seals, (gpointer) seal);
    }
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      const RcAdvice *advice = exception->caused_by == 0 ? rc_exception_advice (exception->kind) : NULL;

      if (advice != NULL)
        find_entry (entries, advice, rc_exception_kind_title (exception->kind), rc_integrity_shape_of (exception->kind))->exceptions++;
    }
  return entries;
}

static void
add_sentence (RcIntegrity *self,
              const char  *label,
              const char  *sentence)
{
  RcText *text = rc_text_new ();

  rc_text_add_format (text, RC_TEXT_MUTED, _("%s:"), label);
  rc_text_add (text, RC_TEXT_PLAIN, " ");
  rc_text_add (text, RC_TEXT_PLAIN, sentence);
  rc_document_add_item (self->sheet.document, "•", text);
}

static void
add_met (RcIntegrity *self,
         const Entry *entry)
{
  guint shown = MIN (entry->seals->len, NAMED_SEALS);
  RcText *text = rc_text_new ();

  for (guint i = 0; i < shown; i++)
    {
      const RcSeal *seal = g_ptr_array_index (entry->seals, i);
      g_autofree char *name = rc_frame_dup_quoted (seal->name, SHOWN_OF_NAME, NULL);
      g_autofree char *checked = rc_count_words ((guint64) MAX (seal->checked, 0));
      g_autofree char *total = rc_count_words ((guint64) MAX (seal->total, 0));

      /* Translators: a kind of protection, its name, how many of how many were checked. */
      rc_text_add_format (text, RC_TEXT_SMALL, _("%1$s “%2$s”, %3$s of %4$s checked"), rc_seal_words_kind (seal), name, checked, total);
      rc_text_add (text, RC_TEXT_SMALL, i + 1 < shown ? "; " : ". ");
    }
  if (entry->seals->len > shown)
    rc_text_add_format (text, RC_TEXT_SMALL, rc_words_plural ("And %u more. ", "And %u more. ", entry->seals->len - shown),
                        entry->seals->len - shown);
  if (entry->exceptions > 0)
    rc_text_add_format (text, RC_TEXT_SMALL, rc_words_plural ("Noticed in %u place.", "Noticed in %u places.", entry->exceptions),
                        entry->exceptions);
  rc_document_add_paragraph (self->sheet.document, text);
}

void
rc_integrity_add_explained (RcIntegrity *self)
{
  g_autoptr (GArray) entries = collect (rc_coverage_peek_judgement (self->facts->coverage));

  rc_sections_add (&self->sheet.sections, self->sheet.document, 1, NULL, _("What it means, and what to ask for"));
  if (entries->len == 0)
    rc_sheet_add_text (&self->sheet, g_strdup (rc_coverage_is_current (self->facts->coverage)
                                               ? _("Nothing is to be explained: every check passed.")
                                               : _("The evidence was not checked as it is now.")));
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      RcText *title = rc_sections_begin (&self->sheet.sections, 2);

      rc_text_add_shape (title, entry->shape);
      rc_text_add_format (title, RC_TEXT_PLAIN, " %s", entry->title);
      rc_document_add_heading (self->sheet.document, 2, title);
      add_met (self, entry);
      add_sentence (self, _("What it means"), _(entry->advice->meaning));
      add_sentence (self, _("What can have caused it innocently"), _(entry->advice->innocent));
      add_sentence (self, _("What to ask the provider for"), _(entry->advice->ask));
    }
}
