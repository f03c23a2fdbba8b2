/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

G_BEGIN_DECLS

/*
 * Which delivered JSON Schema a source's records should follow, as the auditor said: a statement of a person, so that it is part of the
 * evidence state. What the records say themselves of it is found where they are read (core/checks/schema-records.h).
 */

#define RC_SOURCE_SCHEMA_ERROR (rc_source_schema_error_quark ())
GQuark rc_source_schema_error_quark (void);

typedef enum
{
  RC_SOURCE_SCHEMA_ERROR_SOURCE,    /* it has no records that a schema could speak of */
  RC_SOURCE_SCHEMA_ERROR_SCHEMA,    /* no JSON Schema, or out of the case */
} RcSourceSchemaError;

/* Number of the schema's source; 0: nobody said any. */
gint64   rc_source_schema_get (RcCase  *case_file,
                               gint64   source);
/* Says it in one act of the custody log; @schema 0 takes it back. */
gboolean rc_source_schema_set (RcCase  *case_file,
                               gint64   source,
                               gint64   schema,
                               GError **error);

G_END_DECLS
