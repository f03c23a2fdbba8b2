/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/colophon.h"

#include <cairo.h>
#include <pango/pango.h>
#include <qpdf/qpdf-c.h>

#include "core/library-versions.h"
#include "core/words.h"
#include "reports/typesetting/fonts.h"
#include "reports/typesetting/pages.h"

static char *
dup_libraries (void)
{
  g_autofree char *core = rc_library_versions_describe ();
  g_auto (GStrv) lines = g_strsplit (core, "\n", -1);
  g_autofree char *list = g_strjoinv ("; ", lines);

  return g_strdup_printf ("cairo %s; Pango %s; qpdf %s; %s", cairo_version_string (), pango_version_string (), qpdf_get_qpdf_version (), list);
}

static void
add_libraries (RcDocument *document)
{
  g_autofree char *libraries = dup_libraries ();
  RcText *text = rc_text_new ();

  rc_text_add_format (text, RC_TEXT_SMALL | RC_TEXT_MUTED, _("Libraries on the machine that wrote this copy: %s."), libraries);
  rc_document_add_outside (document, text);
}

static void
add_record (RcDocument *document)
{
  RcText *text = rc_text_new ();
  g_autofree char *hex = NULL;
  RcDigest digest;

  rc_document_digest_tree (document, &digest);
  hex = rc_digest_dup_hex (&digest);
  rc_text_add_format (text, RC_TEXT_SMALL | RC_TEXT_MUTED, _("The PDF carries all that this document says as the file %s, with this SHA-256:"),
                      RC_PAGES_RECORD_NAME);
  rc_text_add (text, RC_TEXT_SMALL, " ");
  rc_text_add (text, RC_TEXT_MONO | RC_TEXT_SMALL, hex);
  rc_text_add (text, RC_TEXT_SMALL, " ");
  rc_text_add (text, RC_TEXT_MONO | RC_TEXT_SMALL, "pdfdetach -saveall FILE.pdf; sha256sum " RC_PAGES_RECORD_NAME);
  rc_document_set_record (document, text);
}

void
rc_colophon_renew (RcDocument *document)
{
  if (rc_document_has_record (document))
    add_record (document);
}

void
rc_colophon_add (RcDocument *document)
{
  RcText *text = rc_text_new ();

  rc_text_add_format (text, RC_TEXT_PLAIN, _("Written by Recount %1$s, set in %2$s and %3$s, as PDF/A-3a with its own record attached."), PACKAGE_VERSION,
                      RC_FONTS_SANS, RC_FONTS_MONO);
  rc_document_add_paragraph (document, text);
  add_libraries (document);
  add_record (document);
}
