/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/bundle-work.h"

#include <string.h>

#include "core/words.h"
#include "reports/bundle/pages/check-page.h"
#include "reports/bundle/pages/facts-load.h"
#include "reports/bundle/pages/index-page.h"
#include "reports/bundle/pages/start-here.h"
#include "reports/typesetting/pages.h"

#define PDF_TYPE  "application/pdf"
#define HTML_TYPE "text/html"
#define TEXT_TYPE "text/plain"

static const char check_records[] =
#include "reports/check-records.py.inc"
  ;

const char *
rc_bundle_peek_check_records (void)
{
  return check_records;
}

static gboolean
add_text (RcBundleWork  *work,
          const char    *path,
          const char    *media_type,
          const char    *title,
          const char    *text,
          GError       **error)
{
  return rc_bundle_writer_add (work->writer, path, media_type, title, text, strlen (text), error);
}

static gboolean
add_start (RcBundleWork         *work,
           const RcBundleFacts  *facts,
           const RcFrame        *frame,
           GError              **error)
{
  g_autoptr (RcDocument) document = rc_start_here_build (facts, frame);
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) pdf = NULL;

  pages = rc_pages_new (document, error);
  plain = pages != NULL ? rc_pages_to_pdf_as (pages, RC_ARCHIVAL_3A, facts->is_signed, error) : NULL;
  if (plain == NULL)
    return FALSE;

  /* The clock of the machine is no part of a bundle: the signature names the time of the evidence state. */
  pdf = facts->is_signed && !work->is_rehearsal ? rc_signing_sign_pdf (plain, work->terms->officer_key, NULL, NULL, work->changed_us, error) : g_bytes_ref (plain);
  return pdf != NULL && rc_bundle_writer_add (work->writer, "START-HERE.pdf", PDF_TYPE, _("What this is, and where to begin"), g_bytes_get_data (pdf, NULL),
                                              g_bytes_get_size (pdf), error);
}

static gboolean
add_check (RcBundleWork         *work,
           const RcBundleFacts  *facts,
           GError              **error)
{
  g_autoptr (RcGuide) guide = rc_check_page_new (facts);
  g_autofree char *html = rc_guide_to_html (guide);
  g_autofree char *text = rc_guide_to_text (guide);

  return add_text (work, "HOW-TO-CHECK.html", HTML_TYPE, _("How to check this copy"), html, error) &&
         add_text (work, "HOW-TO-CHECK.txt", TEXT_TYPE, _("The same as text"), text, error) &&
         add_text (work, "check-records.py", TEXT_TYPE, _("Checks every record, for those who have Python"), check_records, error);
}

static gboolean
write_pages (RcBundleWork  *work,
             GError       **error)
{
  g_autoptr (RcFrame) frame = rc_frame_new (work->case_file, work->terms->language, error);
  g_autoptr (RcBundleFacts) facts = frame != NULL ? rc_bundle_facts_load (work, frame, error) : NULL;
  g_autofree char *index = NULL;

  if (facts == NULL || !add_start (work, facts, frame, error) || !add_check (work, facts, error))
    return FALSE;

  /* The last, because it lists the others. */
  index = rc_index_page_write (facts);
  return add_text (work, "index.html", HTML_TYPE, _("Every file of this copy, with links"), index, error);
}

/**
 * rc_bundle_write_pages:
 * @work: its payload is closed
 *
 * Writes what a recipient reads first: START-HERE.pdf, HOW-TO-CHECK, check-records.py and index.html, in the language of the bundle.
 */
gboolean
rc_bundle_write_pages (RcBundleWork  *work,
                       GError       **error)
{
  gboolean good;

  if (!rc_words_push (work->terms->language))
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS, _("Bundles are not written in “%s”."), work->terms->language);
      return FALSE;
    }

  good = write_pages (work, error);
  rc_words_pop ();
  return good;
}
