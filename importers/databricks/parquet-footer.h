/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcParquetFooter:
 * @n_rows: of the file
 * @columns: (element-type utf8): names of the leaves of its schema, "request.id" for one in a group
 * @has_more_columns: more than RC_LIMIT_PARQUET_COLUMNS
 * @created_by: (nullable): the program that wrote it
 *
 * What the end of a Parquet file says of it: Thrift's compact protocol, read within bounds.
 */
typedef struct
{
  gint64     n_rows;
  GPtrArray *columns;
  gboolean   has_more_columns;
  char      *created_by;
} RcParquetFooter;

/* FALSE: it is none. @out_offset: (out): where in @bytes it is not. */
gboolean rc_parquet_footer_read  (RcParquetFooter *self,
                                  const guint8    *bytes,
                                  gsize            length,
                                  gsize           *out_offset);
void     rc_parquet_footer_clear (RcParquetFooter *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcParquetFooter, rc_parquet_footer_clear)

G_END_DECLS
