/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <archive_entry.h>

#include "core/stream.h"

G_BEGIN_DECLS

/* A tar as libarchive reads it from a stream: its entries one after the other. */

typedef struct _RcTarArchive RcTarArchive;

typedef enum
{
  RC_TAR_ENTRY,
  RC_TAR_END,
  RC_TAR_DAMAGED,   /* what stands here is no header; nothing after it can be trusted */
  RC_TAR_ERROR,     /* the stream could not be read */
} RcTarResult;

RcTarArchive *rc_tar_archive_new          (RcStream              *content);
void          rc_tar_archive_free         (RcTarArchive          *self);
RcTarResult   rc_tar_archive_next         (RcTarArchive          *self,
                                           struct archive_entry **out_entry,
                                           GError               **error);
const char   *rc_tar_archive_peek_warning (RcTarArchive          *self);
guint64       rc_tar_archive_get_header   (RcTarArchive          *self);
guint64       rc_tar_archive_get_place    (RcTarArchive          *self);
gboolean      rc_tar_archive_is_data_at   (RcTarArchive          *self,
                                           guint64                place,
                                           guint64                size,
                                           gboolean              *out_is,
                                           GError               **error);
RcStream     *rc_tar_archive_open_data    (RcTarArchive          *self,
                                           gint64                 size);

G_END_DECLS
