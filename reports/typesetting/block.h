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
} RcBlockKind;

/**
 * RcBlock:
 * @level: of a heading
 * @text: of a heading, a paragraph, an item; the bytes of a record as one text for each of its lines are in @lines
 * @mark: what an item stands behind, as a text of its own
 * @words: the alternative of a figure, the number of a box
 * @title: of a box
 * @children: of a box, or the left column
 * @right: the right column
 * @lines: texts: of the bytes of a record, or the labels of signatures
 *
 * One block of a document. Only the members of its kind are set.
 */
typedef struct
{
  RcBlockKind     kind;
  int             level;
  RcText         *text;
  RcText         *mark;
  char           *words;
  char           *title;
  GPtrArray      *children;   /* RcBlock */
  GPtrArray      *right;      /* RcBlock */
  GPtrArray      *lines;      /* RcText */
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
  gboolean compact;
} RcDocumentHead;

struct _RcDocument
{
  RcDocumentHead  head;
  GPtrArray      *blocks;    /* RcBlock */
  GPtrArray      *lists;     /* the list that is being filled last, those around it before it; borrowed */
};

struct _RcTable
{
  GArray    *columns;   /* RcColumn, titles owned */
  char      *caption;
  GPtrArray *rows;      /* RcText **, columns->len of them each */
};

void rc_table_free (RcTable *self);

G_END_DECLS
