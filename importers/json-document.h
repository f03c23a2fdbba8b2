/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"
#include "core/json.h"

G_BEGIN_DECLS

/*
 * A source that is one JSON document: what importers of such documents begin with, and how they answer what an event of it says.
 */

/* Parses the document. FALSE with @error unset where it cannot be read, which is then set aside with its place. */
gboolean   rc_json_document_read      (RcJson               *json,
                                       const RcImportInput  *input,
                                       RcImportSink         *sink,
                                       const char           *message,
                                       GError              **error);
/* What an importer answers where the document was not read: TRUE where that was set aside, FALSE with @error where the case failed. */
gboolean   rc_json_document_was_refused (GError              *local_error,
                                         GError             **error);
/* The text of a member, or a number as it is spelt; (nullable): absent, null, or an object or array. (transfer full) */
char      *rc_json_document_dup       (const RcJson         *json,
                                       guint32               object,
                                       const char           *name);
/* An instant from RFC 3339 text, or from digits of seconds, milli-, micro- or nanoseconds as @units says (1, 1000 …; 0: text only).
 * RC_TIME_NONE where there is none or it is no time. */
gint64     rc_json_document_read_time (const RcJson         *json,
                                       guint32               object,
                                       const char           *name,
                                       guint32               units,
                                       RcTimestamp          *out_time);
/* (element-type RcFieldValue) (transfer full): empty */
GPtrArray *rc_json_fields_new         (void);
/* What stands at @node, as the field of an event; nothing where it is absent or null. */
void       rc_json_fields_add         (GPtrArray            *fields,
                                       RcField               field,
                                       const RcJson         *json,
                                       guint32               node,
                                       const char           *locator);

G_END_DECLS
