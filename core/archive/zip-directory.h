/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/archive/container-walk.h"

G_BEGIN_DECLS

#define RC_ZIP_STORED  0u
#define RC_ZIP_DEFLATE 8u

/**
 * RcZipEntry:
 * @name: raw bytes in the directory, without a final zero
 * @place: of the entry in the directory, for faults
 * @header: place of the local header in the container
 * @data: place of the member's bytes; known only after rc_zip_local_check()
 * @end: first byte behind the member, its data descriptor included; 0 where not known
 * @intact: the places and sizes hold together
 * @folder: has no content and is not delivered
 * @sound: may be delivered: nothing said of it is contradicted
 *
 * One entry of the central directory of a zip.
 */
typedef struct
{
  const char *name;
  guint       name_length;
  guint64     place;
  guint64     header;
  guint64     data;
  guint64     end;
  guint64     stored_size;
  guint64     size;
  gint64      modified_us;
  guint32     crc32;
  guint32     dos_time;
  guint16     flags;
  guint16     method;
  gboolean    intact;
  gboolean    folder;
  gboolean    sound;
} RcZipEntry;

typedef struct
{
  GBytes *bytes;       /* the directory; names of entries point into it */
  GArray *entries;     /* of RcZipEntry, in the order of their local headers */
} RcZipDirectory;

RcZipDirectory *rc_zip_directory_read (const RcContainerWalk *walk,
                                       GError               **error);
void            rc_zip_directory_free (RcZipDirectory        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcZipDirectory, rc_zip_directory_free)

G_END_DECLS
