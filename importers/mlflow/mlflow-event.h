/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/registry-writer.h"

G_BEGIN_DECLS

/* What the importers of MLflow's traces share. */

/* Puts a text into an event; one that is too long for a name is set aside, and the event has none. */
gboolean    rc_mlflow_event_set       (RcRegistryWriter  *writer,
                                       RcSlice           *slice,
                                       const char        *text,
                                       GError           **error);
/* Digits of seconds, milli-, micro- or nanoseconds, told apart by how many they are: one document of MLflow counts in all of them. */
gboolean    rc_mlflow_read_epoch      (const char        *digits,
                                       RcTimestamp       *out_time);
/* (nullable): what the record says in that field. (element-type RcFieldValue) */
const RcFieldValue *rc_mlflow_peek_field (const GPtrArray *fields,
                                       RcField            field);
/* What a person did by an assessment: replacing another one is an override, all else a remark. */
const char *rc_mlflow_name_action     (gboolean           is_override);

G_END_DECLS
