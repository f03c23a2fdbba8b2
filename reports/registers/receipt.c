/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/registers/receipt.h"

#include "core/date-words.h"
#include "core/registers/acquisition.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "reports/registers/register-page.h"

#define SHOWN_OF_NAME 160
#define MAX_FILES     1000u

static RcAcquisition *
find (RcCase      *case_file,
      const char  *number_text,
      GError     **error)
{
  g_autoptr (GPtrArray) all = NULL;
  gint64 number;

  if (number_text != NULL)
    {
      if (rc_register_parse_number (RC_ENTRY_ACQUISITION, number_text, &number))
        return rc_acquisition_find (case_file, number, error);
      g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS, _("“%s” is no number of a handover; expected one like A-01"), number_text);
      return NULL;
    }

  all = rc_acquisition_list (case_file, error);
  if (all == NULL)
    return NULL;
  if (all->len > 0)
    return g_ptr_array_steal_index (all, all->len - 1);

  g_set_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND, _("No handover of evidence is entered in the case"));
  return NULL;
}

static void
add_facts (RcRegisterPage      *self,
           const RcAcquisition *acquisition)
{
  const RcColumn columns[] = { { _("Handover"), 28, RC_COLUMN_TEXT, TRUE }, { "", 72, RC_COLUMN_TEXT } };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  g_autofree char *day = rc_register_page_dup_day (acquisition->on);

  rc_register_page_add_fact (table, _("Handed over by"), acquisition->handed_by);
  rc_register_page_add_fact (table, _("Handed over to"), acquisition->handed_to);
  rc_register_page_add_fact (table, _("Day"), day);
  rc_register_page_add_fact (table, _("Where"), acquisition->place);
  rc_register_page_add_fact (table, _("Storage medium"), acquisition->medium);
  rc_register_page_add_fact (table, _("Serial number"), acquisition->serial);
  rc_register_page_add_fact (table, _("Label"), acquisition->label);
  rc_register_page_add_fact (table, _("Seal number"), acquisition->seal_number);
  rc_register_page_add_fact (table, _("Malware scan"), acquisition->malware_scan);
  rc_register_page_add_fact (table, _("Legal basis"), acquisition->legal_basis);
  rc_document_add_table (self->document, table);
}

static void
add_shape (RcRegisterPage *self,
           RcShape         shape,
           char           *words)
{
  RcText *text = rc_text_new_own (words);

  rc_document_add_shape_item (self->document, shape, text);
  g_free (words);
}

static void
add_answer (RcRegisterPage           *self,
            const RcAcquisition      *acquisition,
            const RcAcquisitionMatch *match)
{
  g_autofree char *declared = rc_count_words (acquisition->declared->len);
  g_autofree char *came = rc_count_words (match->n_matched);
  g_autofree char *absent = rc_count_words (match->absent->len);
  g_autofree char *not_declared = rc_count_words (match->not_declared->len);

  if (acquisition->declared->len == 0)
    add_shape (self, RC_SHAPE_NOTE, g_strdup (_("No list of contents was handed over: whether something is absent cannot be told.")));
  else if (acquisition->ranges->len == 0)
    add_shape (self, RC_SHAPE_UNCHECKED, g_strdup (_("What came was not held against the list of contents yet.")));
  if (!match->is_compared)
    return;

  rc_register_page_add_words (self, g_strdup_printf (_("Of %1$s names on the list of contents %2$s came."), declared, came));
  if (match->absent->len > 0)
    add_shape (self, RC_SHAPE_ABSENT, g_strdup_printf (rc_words_plural ("%s name on the list is absent; it stands below.",
                                                                        "%s names on the list are absent; they stand below.",
                                                                        match->absent->len), absent));
  if (match->not_declared->len > 0)
    add_shape (self, RC_SHAPE_NOTE, g_strdup_printf (rc_words_plural ("%s file came that is not on the list.",
                                                                      "%s files came that are not on the list.",
                                                                      match->not_declared->len), not_declared));
}

static void
add_absent (RcRegisterPage           *self,
            const RcAcquisitionMatch *match)
{
  if (match->absent->len == 0)
    return;

  rc_document_add_heading (self->document, 2, rc_text_new_own (_("Listed, but not received")));
  for (guint i = 0; i < match->absent->len; i++)
    {
      g_autofree char *name = rc_frame_dup_quoted (g_ptr_array_index (match->absent, i), SHOWN_OF_NAME, NULL);

      rc_document_add_item (self->document, "–", rc_text_new_own (name));
    }
}

static gboolean
is_undeclared (const RcAcquisitionMatch *match,
               gint64                    source)
{
  for (guint i = 0; i < match->not_declared->len; i++)
    {
      if (((const RcSource *) g_ptr_array_index (match->not_declared, i))->id == source)
        return TRUE;
    }
  return FALSE;
}

static void
add_file (RcTable                  *table,
          const RcAcquisitionMatch *match,
          const RcSource           *source)
{
  g_autofree char *exhibit = rc_exhibit_dup_number (source->id);
  g_autofree char *bytes = rc_count_words (source->size);
  g_autofree char *sha256 = rc_digest_dup_hex (&source->sha256);
  RcText *digest = rc_text_new ();

  rc_text_add (digest, RC_TEXT_MONO | RC_TEXT_SMALL, sha256);
  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (exhibit), rc_register_page_cell_said (source->name, SHOWN_OF_NAME),
                      rc_text_new_small (!match->is_compared ? "–" : is_undeclared (match, source->id) ? _("no") : _("yes")),
                      rc_text_new_small (bytes), digest });
}

static gboolean
add_files (RcRegisterPage            *self,
           const RcAcquisition       *acquisition,
           const RcAcquisitionMatch  *match,
           GError                   **error)
{
  const RcColumn columns[] = {
    { _("Exhibit"), 10, RC_COLUMN_TEXT, TRUE }, { _("Name as found"), 30, RC_COLUMN_TEXT }, { _("Listed"), 9, RC_COLUMN_TEXT },
    { _("Bytes"), 14, RC_COLUMN_NUMBER }, { "SHA-256", 37, RC_COLUMN_DIGEST },
  };
  g_autoptr (GPtrArray) files = rc_acquisition_list_files (acquisition, self->frame->case_file, error);
  RcTable *table;

  if (files == NULL)
    return FALSE;
  if (files->len == 0)
    return TRUE;

  rc_document_add_heading (self->document, 2, rc_text_new_own (_("What came")));
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < MIN (files->len, MAX_FILES); i++)
    add_file (table, match, g_ptr_array_index (files, i));
  rc_document_add_table (self->document, table);
  if (files->len > MAX_FILES)
    {
      g_autofree char *rest = rc_count_words (files->len - MAX_FILES);
      g_autofree char *words = g_strdup_printf (_("%s further files came; the program lists all."), rest);

      rc_register_page_add_small (self, words);
    }
  return TRUE;
}

static gboolean
fill (RcRegisterPage  *self,
      const char      *reference,
      GError         **error)
{
  g_autoptr (RcAcquisition) acquisition = find (self->frame->case_file, reference, error);
  g_autoptr (RcAcquisitionMatch) match = NULL;
  g_autofree char *number = NULL;
  const char *labels[] = { NULL, NULL, NULL };

  if (acquisition == NULL)
    return FALSE;
  match = rc_acquisition_match (acquisition, self->frame->case_file, error);
  if (match == NULL)
    return FALSE;

  number = rc_register_dup_number (RC_ENTRY_ACQUISITION, acquisition->number);
  rc_register_page_begin (self, _("Receipt for evidence"), _("Receipt"), number);
  rc_frame_add_engagement (self->frame, self->document);
  add_facts (self, acquisition);
  add_answer (self, acquisition, match);
  labels[0] = _("Handed over: place, date, signature");
  labels[1] = _("Received: place, date, signature");
  rc_document_add_signatures (self->document, labels);
  rc_register_page_add_small (self, _("Both sides confirm what was handed over. Nothing is said by it of what stands in the files, and nothing of it "
                                      "was checked."));
  add_absent (self, match);
  return add_files (self, acquisition, match, error);
}

RcDocument *
rc_receipt_build (RcCase      *case_file,
                  const char  *number,
                  const char  *language,
                  GError     **error)
{
  return rc_register_page_build (case_file, number, language, fill, error);
}
