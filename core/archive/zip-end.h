/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/archive/container-walk.h"

G_BEGIN_DECLS

/**
 * RcZipEnd:
 * @base: what has to be added to every place that the zip states: bytes that were put before it later
 * @directory: place of the central directory in the container, @base included
 * @directory_size: in bytes
 * @directory_end: where the structure begins that follows it
 * @entries: as stated
 *
 * What the end of a zip says (APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16).
 */
typedef struct
{
  guint64 base;
  guint64 directory;
  guint64 directory_size;
  guint64 directory_end;
  guint64 entries;
} RcZipEnd;

gboolean rc_zip_end_find (const RcContainerWalk  *walk,
                          RcZipEnd               *out_end,
                          gboolean               *out_found,
                          GError                **error);

G_END_DECLS
