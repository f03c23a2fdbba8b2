/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/text.h"

G_BEGIN_DECLS

/**
 * RcDocument:
 *
 * What a document says, before it is set on pages: blocks in their order. It knows nothing of fonts and sizes. A document is a pure
 * function of the evidence state, its template, its language and the program's version (promise 6): nothing in it comes from a clock,
 * the user or the locale of the process.
 */
typedef struct _RcDocument RcDocument;

/**
 * RcDocumentInfo:
 * @title: also the name in the PDF's metadata
 * @subject: (nullable)
 * @language: "en", "de", "fr"
 * @dated_us: the time of the last act that changed the evidence state
 * @kind: stands left in the running head: "Reconstruction of one decision"
 * @number: (nullable): report number and sheet, in the running head
 * @classification: (nullable): the case's classification line, on every page
 * @letterhead: (nullable): lines of the house, on the first page
 * @logo_png: (nullable): beside the letterhead
 * @foot: (nullable): one line at the foot of every page (evidence state, custody head, program version)
 * @compact: smaller sizes and margins, for the one-page sheet
 *
 * All texts are copied, and made safe like those of RcText.
 */
typedef struct
{
  const char         *title;
  const char         *subject;
  const char         *language;
  gint64              dated_us;
  const char         *kind;
  const char         *number;
  const char         *classification;
  const char * const *letterhead;
  GBytes             *logo_png;
  const char         *foot;
  gboolean            compact;
} RcDocumentInfo;

/* Draws a figure into the rectangle (0, 0) … (@width, @height), in points, with plain paths and text; no groups, no surfaces. */
typedef void (*RcFigureFunc) (cairo_t  *cr,
                              double    width,
                              double    height,
                              gpointer  user_data);

typedef enum
{
  RC_COLUMN_TEXT,
  RC_COLUMN_NUMBER,     /* to the right, tabular figures */
  RC_COLUMN_DIGEST,     /* fixed width, broken every so many characters */
} RcColumnKind;

/* @width: share of the page's width; the shares of a table are added up. */
typedef struct
{
  const char   *title;
  double        width;
  RcColumnKind  kind;
} RcColumn;

typedef struct _RcTable RcTable;

RcDocument *rc_document_new            (const RcDocumentInfo *info);
void        rc_document_free           (RcDocument     *self);

/* The texts are taken. Level 1 to 3; a level is never skipped. Level 1 headings go into the outline. */
void        rc_document_add_heading    (RcDocument     *self,
                                        int             level,
                                        RcText         *text);
void        rc_document_add_paragraph  (RcDocument     *self,
                                        RcText         *text);
/* A line of a list: set in behind @mark (a number, a bullet). */
void        rc_document_add_item       (RcDocument     *self,
                                        const char     *mark,
                                        RcText         *text);
/* The same behind the sign of a state, whose word must be in @text. */
void        rc_document_add_shape_item (RcDocument     *self,
                                        RcShape         shape,
                                        RcText         *text);
void        rc_document_add_figure     (RcDocument     *self,
                                        const char     *alternative,
                                        double          height,        /* points */
                                        RcFigureFunc    draw,
                                        gpointer        user_data,
                                        GDestroyNotify  destroy);
/* What stands between begin and end is a numbered, framed box that is never split. Boxes do not nest. */
void        rc_document_begin_box      (RcDocument     *self,
                                        const char     *number,
                                        const char     *title);
void        rc_document_end_box        (RcDocument     *self);
/* Two columns side by side: what follows goes left until rc_document_next_column(), then right until the end. */
void        rc_document_begin_columns  (RcDocument     *self);
void        rc_document_next_column    (RcDocument     *self);
void        rc_document_end_columns    (RcDocument     *self);
/* Exact bytes of a record, monospaced, every line break of the record shown, long lines broken visibly. */
void        rc_document_add_bytes      (RcDocument     *self,
                                        const void     *tainted,
                                        gsize           length);
void        rc_document_add_page_break (RcDocument     *self);
/* Empty lines for a signature, with what is to be written under each. */
void        rc_document_add_signatures (RcDocument     *self,
                                        const char * const *labels);

/* @caption: (nullable) */
RcTable    *rc_table_new               (const RcColumn *columns,
                                        gsize           n_columns,
                                        const char     *caption);
/* The cells are taken, not the array: as many as there are columns. Rows never split over pages; the header is repeated. */
void        rc_table_add_row           (RcTable        *self,
                                        RcText        **cells);
void        rc_document_add_table      (RcDocument     *self,
                                        RcTable        *table);

/* The whole document as plain text for a file or a terminal, in lines of at most 100 columns; (transfer full). */
char       *rc_document_to_text        (const RcDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDocument, rc_document_free)

G_END_DECLS
