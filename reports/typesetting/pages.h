/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/archival/archival.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

#define RC_PAGES_ERROR (rc_pages_error_quark ())
GQuark rc_pages_error_quark (void);

typedef enum
{
  RC_PAGES_ERROR_FONTS,      /* the program's fonts are not there */
  RC_PAGES_ERROR_DRAWING,    /* cairo could not draw all of it; nothing was written */
  RC_PAGES_ERROR_FILE,
} RcPagesError;

#define RC_PAGES_RECORD_NAME "record.json"   /* the document's own record, which the PDF carries */

#define RC_PAGE_WIDTH  595.276    /* A4 in points */
#define RC_PAGE_HEIGHT 841.890

/**
 * RcPages:
 *
 * A document set on A4 pages with the program's own fonts: the same pages for the screen, the printer and PDF. Belongs to one thread.
 */
typedef struct _RcPages RcPages;

RcPages *rc_pages_new          (const RcDocument *document,     /* borrowed, must live as long */
                                GError          **error);
void     rc_pages_free         (RcPages          *self);
guint    rc_pages_count        (const RcPages    *self);
/* Whether box @number ends on the first page. */
gboolean rc_pages_box_is_on_first (const RcPages *self,
                                const char       *number);
/* Draws page @index (from 0) in points. */
gboolean rc_pages_draw         (RcPages          *self,
                                guint             index,
                                cairo_t          *cr,
                                GError          **error);
/* The text that the page was meant to show, line by line in the order of drawing: running head and foot, then
 * the text; what a figure draws is not in it. (transfer full) */
char    *rc_pages_dup_text     (const RcPages    *self,
                                guint             index);
/* The whole as PDF bytes: PDF/A-3a and PDF/UA-1, with outline, metadata and the document's own record attached; the same document gives the
 * same bytes. (transfer full) */
GBytes  *rc_pages_to_pdf       (RcPages          *self,
                                GError          **error);
/* @profile: the same drawing as PDF/A-1b is for public validators that know no later part. @signature_field: an empty one, for whoever signs. */
GBytes  *rc_pages_to_pdf_as    (RcPages          *self,
                                RcArchivalProfile profile,
                                gboolean          signature_field,
                                GError          **error);
/* Writes @document to @path, by the ending of its name: .pdf or .txt. Writes beside it, syncs, renames; never overwrites unless
 * @replace. */
gboolean rc_document_write     (const RcDocument *document,
                                const char       *path,
                                gboolean          replace,
                                GError          **error);
/* The same for a table of comma separated values, to a name that ends in .csv. */
gboolean rc_table_write        (const char       *csv,
                                const char       *path,
                                gboolean          replace,
                                GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcPages, rc_pages_free)

G_END_DECLS
