/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event.h"

G_BEGIN_DECLS

/* What a record has where a condition of a binding looks. */
typedef enum
{
  RC_SYSTEM_VALUE_ABSENT,
  RC_SYSTEM_VALUE_THERE,
  RC_SYSTEM_VALUE_UNREADABLE,   /* the record is no JSON, or what stands there is no single value */
} RcSystemValuePresence;

/**
 * rc_system_condition_read:
 * @field: a name of event.h, or a JSON Pointer into the record
 * @out_value: (out) (nullable) (transfer full): a text without its quotes, a number as it is spelt, "true", "false"
 *
 * Returns: %FALSE with @error where the case cannot be read
 */
gboolean rc_system_condition_read (RcCase                 *case_file,
                                   RcRecordReader         *reader,
                                   RcEvent                *event,
                                   const char             *field,
                                   RcSystemValuePresence  *out_presence,
                                   char                  **out_value,
                                   GError                **error);

G_END_DECLS
