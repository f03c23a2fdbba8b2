/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcZipWide:
 *
 * What a header says in 32 bits, or, where it says only ones there, what its extra field 0x0001 says in 64 (APPNOTE.TXT 6.3.10,
 * section 4.5.3).
 */
typedef struct
{
  guint64 size;
  guint64 stored_size;
  guint64 header;
} RcZipWide;

gboolean rc_zip_read_extra (const guint8 *extra,
                            gsize         length,
                            RcZipWide    *wide,
                            gint64       *out_modified_us);

/* Numbers in a zip are little-endian and aligned to nothing. */
static inline guint32
rc_zip_get16 (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8;
}

static inline guint32
rc_zip_get32 (const guint8 *bytes)
{
  return rc_zip_get16 (bytes) | rc_zip_get16 (bytes + 2) << 16;
}

static inline guint64
rc_zip_get64 (const guint8 *bytes)
{
  return rc_zip_get32 (bytes) | (guint64) rc_zip_get32 (bytes + 4) << 32;
}

G_END_DECLS
