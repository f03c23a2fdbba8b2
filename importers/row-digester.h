/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"
#include "core/json.h"

G_BEGIN_DECLS

/**
 * RcRowDigester:
 *
 * Makes the digests of rows that an importer answers with digest_rows(): over a row's own part of the record, and over the values that
 * its event was read from besides, each with its field.
 */
typedef struct _RcRowDigester RcRowDigester;

RcRowDigester *rc_row_digester_new       (void);
void           rc_row_digester_free      (RcRowDigester  *self);
void           rc_row_digester_begin     (RcRowDigester  *self,
                                          const char     *text,
                                          gsize           length);
/* The same for a value of a JSON document, as it is spelt. */
void           rc_row_digester_begin_at  (RcRowDigester  *self,
                                          const RcJson   *json,
                                          guint32         node);
void           rc_row_digester_add       (RcRowDigester  *self,
                                          RcField         field,
                                          const char     *text,
                                          gsize           length);
/* A value of a document that stays the same until the end: read once, however many rows were read from it. */
void           rc_row_digester_add_at    (RcRowDigester  *self,
                                          RcField         field,
                                          const RcJson   *json,
                                          guint32         node);
/* What the row says of itself, where @field is one of those that RcRowDigest has. */
void           rc_row_digester_say       (RcRowDigester  *self,
                                          RcField         field,
                                          const char     *text,
                                          gsize           length);
void           rc_row_digester_end       (RcRowDigester  *self,
                                          guint32         row);
/* (element-type RcRowDigest) (transfer full) */
GArray        *rc_row_digester_finish    (RcRowDigester  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcRowDigester, rc_row_digester_free)

G_END_DECLS
