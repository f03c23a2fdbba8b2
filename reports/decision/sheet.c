/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/sheet.h"

#include "core/words.h"
#include "reports/exhibit.h"
#include "reports/typesetting/pages.h"
#include "reports/decision/sheet-parts.h"

G_DEFINE_QUARK (rc-sheet-error-quark, rc_sheet_error)

/* How much is shown, from what reads best to what surely fits: characters of a value, and things listed in a box. */
static const struct
{
  gsize quote;
  guint items;
} bounds[] = {
  { 160, 8 }, { 100, 6 }, { 64, 5 }, { 44, 4 }, { 32, 3 }, { 24, 2 }, { 16, 1 },
};

static RcDocument *
write_sheet (RcSheet *self)
{
  const RcLineage *lineage = self->lineage;
  g_autofree char *place = rc_frame_dup_place (self->frame, lineage->event->source, lineage->event->record);
  g_autofree char *handle = rc_frame_dup_quoted (lineage->decision != NULL ? lineage->decision : place, bounds[0].quote, NULL);
  g_autofree char *title = g_strdup_printf (_("Reconstruction of decision %s"), handle);
  g_autofree char *number = g_strdup_printf (_("Sheet %s"), place);

  self->document = rc_frame_begin (self->frame, title, _("Reconstruction of one decision"), number, TRUE);
  rc_document_add_heading (self->document, 1, rc_text_new_own (title));
  rc_sheet_add_warning (self);
  rc_sheet_add_head (self);
  rc_sheet_add_sentence (self);
  rc_sheet_add_input (self);
  rc_sheet_add_output (self);
  rc_sheet_add_model (self);
  rc_sheet_add_approval (self);
  rc_sheet_add_origin (self);
  rc_sheet_add_reliance (self);
  rc_sheet_add_open_points (self);
  rc_sheet_add_sources (self);
  rc_sheet_add_foot (self);
  return g_steal_pointer (&self->document);
}

static gboolean
fits (const RcDocument *document,
      gboolean         *out_fits,
      GError          **error)
{
  g_autoptr (RcPages) pages = rc_pages_new (document, error);

  if (pages == NULL)
    return FALSE;

  *out_fits = TRUE;
  for (guint box = 1; box <= RC_SHEET_FIRST_BOXES; box++)
    {
      g_autofree char *number = g_strdup_printf ("%u", box);

      *out_fits = *out_fits && rc_pages_box_is_on_first (pages, number);
    }
  return TRUE;
}

/* Long values are shortened, and say so, until the eight boxes stand on one side; no box is ever left out. */
static RcDocument *
write_to_fit (RcSheet  *self,
              GError  **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      g_autoptr (RcDocument) document = NULL;
      gboolean done = FALSE;

      self->quote = bounds[i].quote;
      self->items = bounds[i].items;
      document = write_sheet (self);
      if (!fits (document, &done, error))
        return NULL;
      if (done)
        return g_steal_pointer (&document);
    }

  g_set_error (error, RC_SHEET_ERROR, RC_SHEET_ERROR_LAYOUT, "The sheet's boxes do not fit on one side, however short they are made");
  return NULL;
}

/**
 * rc_sheet_build_lineage:
 * @event: (transfer full): an inference
 * @extract: (nullable): what the copy leaves out
 *
 * Returns: (transfer full) (nullable): the lineage that a document of one decision is about
 */
RcLineage *
rc_sheet_build_lineage (RcCase                *case_file,
                        RcEvent               *event,
                        const RcSheetExtract  *extract,
                        GError               **error)
{
  g_autoptr (RcLineage) lineage = rc_lineage_build (case_file, event, RC_TIME_NONE, error);

  if (lineage == NULL || (extract != NULL && !extract->restrict_lineage (lineage, extract->data, error)))
    return NULL;
  return g_steal_pointer (&lineage);
}

static RcDocument *
build (RcCase                *case_file,
       RcEvent               *event,
       const char            *language,
       const RcSheetExtract  *extract,
       GError               **error)
{
  g_autoptr (RcLineage) lineage = rc_sheet_build_lineage (case_file, event, extract, error);
  g_autoptr (RcReliance) reliance = lineage != NULL ? rc_reliance_build (case_file, lineage->event, error) : NULL;
  g_autoptr (RcFrame) frame = reliance != NULL ? rc_frame_new (case_file, language, error) : NULL;
  RcSheet self = { .frame = frame, .lineage = lineage, .reliance = reliance, .left_out = extract != NULL ? extract->left_out : NULL };

  return frame != NULL ? write_to_fit (&self, error) : NULL;
}

gboolean
rc_sheet_push_language (const char  *language,
                        GError     **error)
{
  g_autofree char *known = NULL;

  if (rc_words_push (language))
    return TRUE;

  known = g_strjoinv (", ", (char **) rc_words_list_languages ());
  g_set_error (error, RC_SHEET_ERROR, RC_SHEET_ERROR_LANGUAGE, "Documents are not written in “%s”; there are: %s", language, known);
  return FALSE;
}

RcDocument *
rc_sheet_build_extract (RcCase               *case_file,
                        RcEvent              *event,
                        const char           *language,
                        const RcSheetExtract *extract,
                        GError              **error)
{
  RcDocument *document;

  if (!rc_sheet_push_language (language, error))
    {
      rc_event_free (event);
      return NULL;
    }

  document = build (case_file, event, language, extract, error);
  rc_words_pop ();
  return document;
}

RcDocument *
rc_sheet_build (RcCase      *case_file,
                RcEvent     *event,
                const char  *language,
                GError     **error)
{
  return rc_sheet_build_extract (case_file, event, language, NULL, error);
}
