/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/stream.h"

G_BEGIN_DECLS

/*
 * A strict reader of RFC 4180 for evidence: rows of cells with their byte ranges, one row in memory at a time. Cells are parted by one
 * delimiter, rows by CR, LF or both; a cell in quotes may hold all of these, and its own quotes are doubled. A byte order mark of UTF-8 is
 * passed over. What can be read in two ways is not read: the row is set aside, and the next one read.
 */

/**
 * RcCsvCell:
 * @text: without quotes, doubled ones resolved; UTF-8 without NUL, ended by one
 * @offset: in the stream of its first byte, quotes included
 * @raw_length: bytes that it takes there
 */
typedef struct
{
  const char *text;
  gsize       length;
  guint64     offset;
  guint64     raw_length;
} RcCsvCell;

/**
 * RcCsvRow:
 * @number: from 1, the header, faulty and blank rows counted
 * @offset: in the stream
 * @length: without the line end
 */
typedef struct
{
  guint64          number;
  guint64          offset;
  guint64          length;
  const RcCsvCell *cells;
  guint            n_cells;
} RcCsvRow;

/* Why a row was set aside; static texts. */
typedef struct
{
  const char *kind;        /* RC_EXCEPTION_… */
  guint64     number;      /* of the row */
  guint64     offset;      /* in the stream */
  const char *expected;
  const char *found;
} RcCsvFault;

typedef enum
{
  RC_CSV_ROW,
  RC_CSV_FAULT,    /* one row cannot be read; further ones may */
  RC_CSV_END,
  RC_CSV_ERROR,    /* the stream cannot be read */
} RcCsvResult;

typedef struct _RcCsvReader RcCsvReader;

RcCsvReader      *rc_csv_reader_new        (RcStream     *stream,
                                            char          delimiter);
void              rc_csv_reader_free       (RcCsvReader  *self);
/* Row or fault are the reader's until its next call; a row that is blank is not told. */
RcCsvResult       rc_csv_reader_next       (RcCsvReader  *self,
                                            RcCsvRow     *out_row,
                                            RcCsvFault   *out_fault,
                                            GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCsvReader, rc_csv_reader_free)

G_END_DECLS
