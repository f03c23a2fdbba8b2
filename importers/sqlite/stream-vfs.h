/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "core/stream.h"

G_BEGIN_DECLS

/**
 * RcStreamVfs:
 *
 * What SQLite sees of the machine while it reads a foreign database: one file that cannot be written, whose bytes are a stream's.
 * There is no journal, no lock and no temporary file, so that nothing of the evidence ever lies beside it.
 */
typedef struct _RcStreamVfs RcStreamVfs;

RcStreamVfs  *rc_stream_vfs_new        (RcStream     *stream);
void          rc_stream_vfs_free       (RcStreamVfs  *self);
sqlite3      *rc_stream_vfs_open       (RcStreamVfs  *self);
gboolean      rc_stream_vfs_steal_error (RcStreamVfs *self,
                                         GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcStreamVfs, rc_stream_vfs_free)

G_END_DECLS
