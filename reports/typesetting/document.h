/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"
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
 * @banner: (nullable): what every page says strongly: that it is a draft, or valid only when signed
 * @disclaimers: (nullable): lines of the house, at the end of the document
 * @compact: smaller sizes and margins, for the one-page sheet
 * @bare_page_numbers: "1 / 2", for languages that furniture has no words in
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
  const char         *banner;
  const char * const *disclaimers;
  gboolean            compact;
  gboolean            bare_page_numbers;
} RcDocumentInfo;

/* How an attached file relates to the document (ISO 32000-2, AFRelationship). */
typedef enum
{
  RC_ATTACHMENT_SOURCE,        /* the document is rendered from it */
  RC_ATTACHMENT_DATA,          /* it backs what the document says */
  RC_ATTACHMENT_ALTERNATIVE,   /* the same in another form */
  RC_ATTACHMENT_SUPPLEMENT,
} RcAttachmentRelation;

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

/* @width: share of the page's width; the shares of a table are added up. @names_row: the cell says what its row is about. */
typedef struct
{
  const char   *title;
  double        width;
  RcColumnKind  kind;
  gboolean      names_row;
} RcColumn;

typedef struct _RcTable RcTable;

RcDocument *rc_document_new            (const RcDocumentInfo *info);
void        rc_document_free           (RcDocument     *self);
/* What becomes of a finished document decides on these two: it is a draft, or frozen under a number. @number: (nullable): stands before the one
 * that it has. */
void        rc_document_set_issue      (RcDocument     *self,
                                        const char     *banner,
                                        const char     *number);

/* The texts are taken. Level 1 to 3; a level is never skipped. Headings are the outline of a file. */
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

/* A name that rc_text_add_reference() leads to: of the block that is added next. The program's own, [a-z0-9.-]+, once in a document. */
void        rc_document_add_anchor     (RcDocument     *self,
                                        const char     *anchor);
/* The headings that follow down to @level, each with its page and a link. @title: a heading of level 1. */
void        rc_document_add_contents   (RcDocument     *self,
                                        const char     *title,
                                        int             level);
/* A paragraph that stands on the page and in the text, and in no twin: it names the digest of one. The text is taken. */
void        rc_document_add_outside    (RcDocument     *self,
                                        RcText         *text);
/* The one of these that names the digest of this document's own tree; set again, it takes the place of what it said before. */
void        rc_document_set_record     (RcDocument     *self,
                                        RcText         *text);
gboolean    rc_document_has_record     (const RcDocument *self);
/* A file that the PDF carries besides the document's own record. @name: ASCII, the program's own; @description: in the document's language. */
void        rc_document_attach         (RcDocument     *self,
                                        const char     *name,
                                        const char     *media_type,
                                        RcAttachmentRelation relation,
                                        const char     *description,
                                        GBytes         *bytes);

/* The whole document as plain text for a file or a terminal, in lines of at most 100 columns; (transfer full). */
char       *rc_document_to_text        (const RcDocument *self);
/* The tree of the document as JSON in canonical form (RFC 8785), each text in it exactly as it is set; what stands outside is not in it. The PDF
 * carries it. (transfer full) */
char       *rc_document_to_json        (const RcDocument *self);
/* SHA-256 of that JSON. */
void        rc_document_digest_tree    (const RcDocument *self,
                                        RcDigest         *out_digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDocument, rc_document_free)

G_END_DECLS
