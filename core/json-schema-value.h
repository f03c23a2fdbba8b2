/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exact-number.h"
#include "json.h"

G_BEGIN_DECLS

/**
 * RcSchemaWork:
 * @steps: left for this record
 * @limit: (nullable): static name of the limit that was met: nothing more is told then
 *
 * How much one record may cost. Private to the files json-schema*.c.
 */
typedef struct
{
  guint       steps;
  const char *limit;
} RcSchemaWork;

gboolean rc_schema_work_spend       (RcSchemaWork  *self,
                                     guint          steps);
gboolean rc_schema_read_number      (RcSchemaWork  *self,
                                     const RcJson  *json,
                                     guint32        node,
                                     RcExactNumber *out_number);
gboolean rc_schema_values_equal     (RcSchemaWork  *self,
                                     const RcJson  *a,
                                     guint32        i,
                                     const RcJson  *b,
                                     guint32        j);
guint32  rc_schema_find_value       (const RcJson  *json,
                                     guint32        object,
                                     const RcJson  *other,
                                     guint32        name);
/* Escapes count as what they stand for. */
guint64  rc_schema_count_characters (const RcJson  *json,
                                     guint32        node);

G_END_DECLS
