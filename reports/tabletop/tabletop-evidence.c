/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/tabletop/tabletop-parts.h"

#include "core/date-words.h"
#include "core/registers/paper.h"
#include "core/seal-words.h"
#include "core/words.h"
#include "reports/exhibit.h"

/* What was received, and how it stands: TR-07. */

#define MAX_SOURCES    500u
#define MAX_SEALS      200u
#define SHOWN_OF_NAME  120
#define SHOWN_OF_WORDS 200

/* --- Files --- */

static RcText *
make_result (const RcIntegritySource *each)
{
  if (each->state == RC_COVERAGE_CARRIER || each->state == RC_COVERAGE_NOT_LISTED)
    return rc_text_new_shape (each->state == RC_COVERAGE_CARRIER ? RC_SHAPE_NOTE : RC_SHAPE_ABSENT, rc_coverage_words (each->state));
  return rc_text_new_shape (rc_shape_of_verdict (rc_protection_verdict (each->worst)), rc_protection_words (each->worst));
}

static RcText *
make_origin (const RcSource *source)
{
  g_autofree char *controller = rc_frame_dup_quoted (source->controller != NULL ? source->controller : _("not stated"), SHOWN_OF_NAME, NULL);
  g_autofree char *obtained = source->obtained != NULL ? rc_frame_dup_quoted (source->obtained, SHOWN_OF_NAME, NULL) : NULL;
  g_autofree char *both = obtained != NULL ? g_strdup_printf ("%s; %s", controller, obtained) : g_strdup (controller);

  return rc_text_new_small (both);
}

static void
add_source (RcTabletop              *self,
            RcTable                 *table,
            const RcIntegritySource *each)
{
  const RcSource *source = each->source;
  g_autofree char *number = rc_exhibit_dup_number (source->id);
  g_autofree char *day = rc_frame_dup_day (self->page->frame, source->imported_us);
  g_autofree char *size = rc_count_words (source->size);
  g_autofree char *sha256 = rc_digest_dup_hex (&source->sha256);
  RcText *digest = rc_text_new ();

  rc_text_add (digest, RC_TEXT_MONO | RC_TEXT_SMALL, sha256);
  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (number), rc_register_page_cell_said (source->name, SHOWN_OF_NAME), rc_text_new_small (day),
                      rc_text_new_small (size), digest, make_origin (source), make_result (each) });
}

static void
add_sources (RcTabletop *self)
{
  const RcColumn columns[] = {
    { _("Exhibit"), 9, RC_COLUMN_TEXT, TRUE }, { _("Name as found"), 19, RC_COLUMN_TEXT }, { _("Received"), 12, RC_COLUMN_TEXT },
    { _("Bytes"), 11, RC_COLUMN_NUMBER }, { "SHA-256", 20, RC_COLUMN_DIGEST }, { _("Controlled by; obtained"), 15, RC_COLUMN_TEXT },
    { _("At worst"), 14, RC_COLUMN_TEXT },
  };
  const GArray *sources = self->integrity->sources;
  RcTable *table;

  rc_tabletop_begin_part (self, _("Files received"));
  if (sources->len == 0)
    {
      rc_register_page_add_words (self->page, g_strdup (_("Nothing was received.")));
      return;
    }
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < MIN (sources->len, MAX_SOURCES); i++)
    add_source (self, table, &g_array_index (sources, RcIntegritySource, i));
  rc_document_add_table (self->page->document, table);
  rc_tabletop_add_rest (self, sources->len, MAX_SOURCES);
}

/* --- Chains, signatures, lists --- */

static void
add_seal (RcTable      *table,
          const RcSeal *seal)
{
  RcVerdict worst = rc_seal_worst (seal);
  g_autofree char *checked = rc_count_words ((guint64) MAX (seal->checked, 0));
  g_autofree char *total = rc_count_words ((guint64) MAX (seal->total, 0));
  /* Translators: how many of how many records. */
  g_autofree char *count = g_strdup_printf (_("%1$s of %2$s"), checked, total);

  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (rc_seal_words_kind (seal)), rc_register_page_cell_said (seal->name, SHOWN_OF_NAME),
                      rc_text_new_small (count),
                      rc_text_new_shape (rc_shape_of_verdict (seal->integrity), rc_verdict_word (seal->integrity)),
                      rc_text_new_shape (rc_shape_of_verdict (seal->signature), rc_verdict_word (seal->signature)),
                      rc_text_new_shape (rc_shape_of_verdict (worst), rc_verdict_word (worst)) });
}

static void
add_seals (RcTabletop *self)
{
  const RcColumn columns[] = {
    { _("What protects"), 17, RC_COLUMN_TEXT }, { C_("seal", "Name"), 24, RC_COLUMN_TEXT, TRUE }, { _("Checked"), 12, RC_COLUMN_NUMBER },
    { _("Content"), 15, RC_COLUMN_TEXT }, { _("Signature"), 16, RC_COLUMN_TEXT }, { _("At worst"), 16, RC_COLUMN_TEXT },
  };
  const RcJudgement *judgement = rc_coverage_peek_judgement (self->integrity->coverage);
  gboolean is_current = rc_coverage_is_current (self->integrity->coverage);
  RcTable *table;

  rc_tabletop_begin_part (self, _("Chains, signatures and lists among it"));
  if (!is_current)
    {
      rc_tabletop_add_shape (self, RC_SHAPE_UNCHECKED, _("The evidence was not checked as it is now: nothing here says that a record is unchanged."));
      return;
    }
  if (judgement->seals->len == 0)
    {
      rc_register_page_add_words (self->page, g_strdup (_("None: nothing among it claims to protect anything.")));
      return;
    }
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < MIN (judgement->seals->len, MAX_SEALS); i++)
    add_seal (table, g_ptr_array_index (judgement->seals, i));
  rc_document_add_table (self->page->document, table);
  rc_tabletop_add_rest (self, judgement->seals->len, MAX_SEALS);
}

/* --- Documents --- */

static void
add_papers (RcTabletop *self,
            GPtrArray  *papers)
{
  const RcColumn columns[] = {
    { _("Exhibit"), 12, RC_COLUMN_TEXT, TRUE }, { _("Document"), 40, RC_COLUMN_TEXT }, { _("Dated"), 18, RC_COLUMN_TEXT },
    { _("Author"), 18, RC_COLUMN_TEXT }, { _("Readings"), 12, RC_COLUMN_NUMBER },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  rc_tabletop_begin_part (self, _("Documents that persons read"));
  for (guint i = 0; i < MIN (papers->len, MAX_SOURCES); i++)
    {
      const RcPaper *paper = g_ptr_array_index (papers, i);
      g_autofree char *exhibit = rc_exhibit_dup_number (paper->source);
      g_autofree char *day = rc_register_page_dup_day (paper->date);

      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (exhibit), rc_register_page_cell_said (paper->title, SHOWN_OF_WORDS), rc_text_new_small (day),
                          rc_register_page_cell_said (paper->author, SHOWN_OF_NAME), rc_text_new_count (paper->readings->len) });
    }
  rc_document_add_table (self->page->document, table);
  rc_tabletop_add_rest (self, papers->len, MAX_SOURCES);
}

gboolean
rc_tabletop_add_evidence (RcTabletop  *self,
                          GError     **error)
{
  g_autoptr (GPtrArray) papers = NULL;

  rc_tabletop_begin_section (self, 7);
  add_sources (self);
  add_seals (self);
  papers = rc_paper_list (self->page->frame->case_file, error);
  if (papers == NULL)
    return FALSE;
  if (papers->len > 0)
    add_papers (self, papers);
  return TRUE;
}
