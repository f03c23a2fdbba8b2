/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A zip of which every program has one reading: sizes and checksums stand in the local headers and in the directory alike, nothing stands between members, no
 * owner, no mode, one time for all. The same members give the same bytes.
 */

typedef struct _RcZipWriter RcZipWriter;

/* From this size on a number needs the fields of 64 bits. */
#define RC_ZIP_WIDE_FROM ((guint64) G_MAXUINT32)

/* @fd: an empty file that can be written at any place; borrowed. @dated_us: of every member, in UTC. @wide_from: RC_ZIP_WIDE_FROM; less where a test wants it. */
RcZipWriter *rc_zip_writer_new    (int           fd,
                                   gint64        dated_us,
                                   guint64       wide_from);
void         rc_zip_writer_free   (RcZipWriter  *self);
/* These answer 0, or the errno of what went wrong; after that nothing more can be written. @name: UTF-8, with "/" between folders. */
int          rc_zip_writer_begin  (RcZipWriter  *self,
                                   const char   *name,
                                   gboolean      deflate);
int          rc_zip_writer_append (RcZipWriter  *self,
                                   const void   *bytes,
                                   gsize         length);
int          rc_zip_writer_end    (RcZipWriter  *self);
/* Writes the directory. @out_bytes: length of the whole file. */
int          rc_zip_writer_finish (RcZipWriter  *self,
                                   guint64      *out_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcZipWriter, rc_zip_writer_free)

G_END_DECLS
