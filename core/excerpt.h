/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

G_BEGIN_DECLS

/*
 * A source of which only some records are here: a selective bundle holds those that its lineages cite, and withholds the others. The row of the source
 * says what the whole of it is (size, digest, number of records, root), and its records keep their numbers and places. Of the vault's stream it takes as much as
 * the whole would; only what is here has blocks.
 *
 * That such a record stands in the source of that root, under its number, can be shown; its place is held against those beside it alone, and
 * that the root is that of the source with that SHA-256 cannot be shown: both are the word of whoever made the excerpt.
 */

/**
 * RcExcerpt:
 * @offset: in the whole source
 * @path: (element-type RcDigest): of the proof of inclusion, the leaf's neighbour first
 *
 * One record that is here.
 */
typedef struct
{
  guint64  record;
  guint64  offset;
  guint64  length;
  GArray  *path;
} RcExcerpt;

void       rc_excerpt_clear (RcExcerpt       *self);
void       rc_excerpt_free  (RcExcerpt       *self);
/* RC_CASE_ERROR_WITHHELD where the record is not in this copy. @out_excerpt: to be cleared. */
gboolean   rc_excerpt_load  (RcDatabase      *database,
                             const RcSource  *source,
                             guint64          record,
                             RcExcerpt       *out_excerpt,
                             GError         **error);
/* Whether a record of that number can stand there in @source: @previous: (nullable): the one before it that is here. NULL: it can; else what was expected. */
const char *rc_excerpt_find_fault (const RcExcerpt *self,
                                   const RcExcerpt *previous,
                                   const RcSource  *source);
/* Those of one source, by record; (element-type RcExcerpt) (transfer full). */
GPtrArray *rc_excerpt_list  (RcDatabase      *database,
                             const RcSource  *source,
                             GError         **error);
/* Within the caller's transaction. */
gboolean   rc_excerpt_save  (const RcExcerpt *self,
                             RcDatabase      *database,
                             gint64           source,
                             GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcExcerpt, rc_excerpt_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExcerpt, rc_excerpt_free)

G_END_DECLS
