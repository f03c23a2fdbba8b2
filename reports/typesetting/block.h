/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/document.h"

G_BEGIN_DECLS

typedef enum
{
  RC_BLOCK_HEADING,
  RC_BLOCK_PARAGRAPH,
  RC_BLOCK_ITEM,
  RC_BLOCK_FIGURE,
  RC_BLOCK_BOX,
  RC_BLOCK_COLUMNS,
  RC_BLOCK_BYTES,
  RC_BLOCK_PAGE_BREAK,
  RC_BLOCK_SIGNATURES,
  RC_BLOCK_TABLE,
  RC_BLOCK_CONTENTS,
  RC_BLOCK_OUTSIDE,     /* a paragraph that no twin has */
  RC_BLOCK_NOTES,       /* those of the section that ends here */
} RcBlockKind;

/**
 * RcBlock:
 * @level: of a heading, or down to which headings are in the contents
 * @number: of a heading in the document, from 1; of contents, that of the last heading before them
 * @anchors: (nullable): names of the places that begin here
 * @text: of a heading, a paragraph, an item; the bytes of a record as one text for each of its lines are in @lines
 * @mark: what an item stands behind, as a text of its own
 * @words: the alternative of a figure, the number of a box
 * @title: of a box
 * @children: of a box, or the left column
 * @right: the right column
 * @lines: texts: of the bytes of a record, or the labels of signatures
 * @notes: RcNote, borrowed from the texts that they belong to
 *
 * One block of a document. Only the members of its kind are set.
 */
typedef struct
{
  RcBlockKind     kind;
  int             level;
  guint           number;
  GPtrArray      *anchors;    /* char * */
  RcText         *text;
  RcText         *mark;
  char           *words;
  char           *title;
  GPtrArray      *children;   /* RcBlock */
  GPtrArray      *right;      /* RcBlock */
  GPtrArray      *lines;      /* RcText */
  GPtrArray      *notes;
  RcTable        *table;
  double          height;     /* of a figure, points */
  RcFigureFunc    draw;
  gpointer        user_data;
  GDestroyNotify  destroy;
} RcBlock;

RcBlock   *rc_block_new      (RcBlockKind kind);
void       rc_block_free     (RcBlock    *self);
GPtrArray *rc_block_list_new (void);

/* What rc_document_new() was told, copied and made safe. */
typedef struct
{
  char    *title;
  char    *subject;
  char    *language;
  gint64   dated_us;
  char    *kind;
  char    *number;
  char    *classification;
  char   **letterhead;
  GBytes  *logo_png;
  char    *foot;
  char    *banner;
  char   **disclaimers;
  gboolean compact;
  gboolean bare_page_numbers;
} RcDocumentHead;

/* A file that goes with the document. */
typedef struct
{
  char                *name;
  char                *media_type;
  RcAttachmentRelation relation;
  char                *description;
  GBytes              *bytes;
} RcAttachment;

/**
 * RcDocument:
 * @lists: the list that is being filled last, those around it before it; borrowed
 * @headings: in their order; borrowed
 * @anchors: name of a place → its number, from 1
 * @waiting: (nullable): names of places that begin with the next block
 * @notes: RcNote of the section that is being filled; borrowed
 */
struct _RcDocument
{
  RcDocumentHead  head;
  GPtrArray      *blocks;         /* RcBlock */
  RcBlock        *record;         /* (nullable): of @blocks: names the digest of the tree */
  GPtrArray      *lists;
  GPtrArray      *headings;       /* RcBlock */
  GHashTable     *anchors;
  GPtrArray      *waiting;        /* char * */
  GPtrArray      *notes;
  guint           n_notes;
  gboolean        has_contents;
  GPtrArray      *attachments;    /* RcAttachment */
};

struct _RcTable
{
  GArray    *columns;   /* RcColumn, titles owned */
  char      *caption;
  GPtrArray *rows;      /* RcText **, columns->len of them each */
};

void rc_table_free (RcTable *self);

G_END_DECLS
