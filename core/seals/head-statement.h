/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seal.h"

G_BEGIN_DECLS

/**
 * RcHeadStatement:
 * @system: (nullable): the chain's scope as the statement names it
 * @entries: how many records the chain had, or -1
 * @stated_at: (nullable): when it was stated, as it says itself
 *
 * A document beside a log that says: the record of this number has this hash. It is as good as the signature over its
 * source.
 */
typedef struct
{
  gint64    source;
  guint64   record;
  char     *system;
  char     *file;        /* (nullable) */
  gboolean  has_sequence;
  gint64    sequence;
  gint64    entries;
  char     *stated_at;
  RcDigest  hash;
} RcHeadStatement;

void       rc_head_statement_free  (RcHeadStatement *self);
/* The statements of one document: one JSON object, or one object a line; empty where it is none. */
GPtrArray *rc_head_statement_parse (const char      *bytes,
                                    gsize            length);
/* Whether @source is a document of that kind. */
gboolean   rc_head_statement_is    (RcSealContext   *context,
                                    const RcSource  *source);
/* All statements among the sources; (element-type RcHeadStatement) (transfer full), NULL with @error. */
GPtrArray *rc_head_statement_collect (RcSealContext *context,
                                    GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHeadStatement, rc_head_statement_free)

G_END_DECLS
