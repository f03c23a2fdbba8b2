/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"

G_BEGIN_DECLS

/**
 * PdfFile:
 *
 * A PDF as qpdf tells it in JSON: every object, by its number. Nodes are those of @json; RC_JSON_NO_NODE stands for what is not there.
 */
typedef struct
{
  char       *text;
  RcJson      json;
  GHashTable *objects;    /* "5 0 R" → node of "value" or "stream" */
} PdfFile;

PdfFile    *pdf_file_new      (GBytes         *pdf);
void        pdf_file_free     (PdfFile        *self);
/* What stands where a reference leads: an object, the dictionary of a stream, or @node itself. */
guint32     pdf_file_resolve  (const PdfFile  *self,
                               guint32         node);
/* The member @key of a dictionary, resolved. */
guint32     pdf_file_get      (const PdfFile  *self,
                               guint32         dictionary,
                               const char     *key);
/* The same as it is written: a reference stays one. */
guint32     pdf_file_get_raw  (const PdfFile  *self,
                               guint32         dictionary,
                               const char     *key);
/* "5 0 R"; (transfer full) (nullable): it is no reference */
char       *pdf_file_dup_reference (const PdfFile *self,
                               guint32         node);
guint       pdf_file_length   (const PdfFile  *self,
                               guint32         array);
/* Resolved. */
guint32     pdf_file_item     (const PdfFile  *self,
                               guint32         array,
                               guint           index);
guint32     pdf_file_item_raw (const PdfFile  *self,
                               guint32         array,
                               guint           index);
/* "/Name", or the words of a text; (transfer full) (nullable) */
char       *pdf_file_dup      (const PdfFile  *self,
                               guint32         node);
gboolean    pdf_file_is       (const PdfFile  *self,
                               guint32         node,
                               const char     *text);
/* The decoded bytes of the stream that the reference leads to; (transfer full) */
GBytes     *pdf_file_read     (const PdfFile  *self,
                               guint32         reference);
guint32     pdf_file_trailer  (const PdfFile  *self);
guint32     pdf_file_catalog  (const PdfFile  *self);
/* References; (transfer full) (element-type guint32) */
GArray     *pdf_file_pages    (const PdfFile  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfFile, pdf_file_free)

G_END_DECLS
