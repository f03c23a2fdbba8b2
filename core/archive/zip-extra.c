/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/archive/zip-extra.h"

#define EXTRA_ZIP64     0x0001u
#define EXTRA_NTFS      0x000au
#define EXTRA_UNIX_TIME 0x5455u

/* 1601-01-01 to 1970-01-01 in units of 100 ns. */
#define NTFS_EPOCH      G_GUINT64_CONSTANT (116444736000000000)

static gboolean
take_wide (const guint8 **at,
           const guint8  *end,
           guint64       *value)
{
  if (*value != G_MAXUINT32)
    return TRUE;
  if (end - *at < 8)
    return FALSE;

  *value = rc_zip_get64 (*at);
  *at += 8;
  return TRUE;
}

static gboolean
read_zip64 (const guint8 *at,
            const guint8 *end,
            RcZipWide    *wide)
{
  return take_wide (&at, end, &wide->size)
         && take_wide (&at, end, &wide->stored_size)
         && take_wide (&at, end, &wide->header);
}

/* Attribute 1 of the NTFS field holds three times in units of 100 ns, the first that of the last change (section 4.5.5). */
static gint64
read_ntfs_time (const guint8 *at,
                gsize         length)
{
  guint64 ticks;

  if (length < 32 || rc_zip_get16 (at + 4) != 1 || rc_zip_get16 (at + 6) < 24)
    return G_MININT64;

  ticks = rc_zip_get64 (at + 8);
  return ticks >= NTFS_EPOCH && ticks <= G_MAXINT64 ? (gint64) ((ticks - NTFS_EPOCH) / 10) : G_MININT64;
}

/**
 * rc_zip_read_extra:
 * @extra: the extra fields of an entry or of a local header; tainted
 * @wide: (inout): values as in the header; those that are all ones are filled in
 * @out_modified_us: (out): the time of the last change where a field says it as an instant; the time in the header itself is a
 *   wall clock without a zone and says none
 *
 * Returns: whether the fields fit into each other and hold every value that the header leaves to them
 */
gboolean
rc_zip_read_extra (const guint8 *extra,
                   gsize         length,
                   RcZipWide    *wide,
                   gint64       *out_modified_us)
{
  gboolean seen_zip64 = FALSE;

  *out_modified_us = G_MININT64;

  /* Fewer than four bytes at the end are padding, as writers that align members leave it. */
  while (length >= 4)
    {
      guint id = rc_zip_get16 (extra);
      gsize size = rc_zip_get16 (extra + 2);
      const guint8 *field = extra + 4;

      if (size > length - 4)
        return FALSE;

      if (id == EXTRA_ZIP64)
        {
          if (seen_zip64 || !read_zip64 (field, field + size, wide))
            return FALSE;
          seen_zip64 = TRUE;
        }
      else if (id == EXTRA_UNIX_TIME && size >= 5 && (field[0] & 1) != 0)
        *out_modified_us = (gint64) (gint32) rc_zip_get32 (field + 1) * G_USEC_PER_SEC;
      else if (id == EXTRA_NTFS && *out_modified_us == G_MININT64)
        *out_modified_us = read_ntfs_time (field, size);

      extra += 4 + size;
      length -= 4 + size;
    }

  return TRUE;
}
