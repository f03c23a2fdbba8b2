/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-header.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_BYTES 100u

static guint32
read_u32 (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

static gboolean
refuse (const char   *path,
        GError      **error,
        const char   *found)
{
  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_A_CASE,
               "%s is no Recount case: expected an SQLite database with the application id 0x%08x, found %s", path,
               (guint) RC_CASE_APPLICATION_ID, found);
  return FALSE;
}

static gboolean
check_identity (const char    *path,
                const guint8  *tainted,
                gssize         length,
                GError       **error)
{
  g_autofree char *found = NULL;

  if (length == 0)
    return refuse (path, error, "an empty file");
  if (length < (gssize) HEADER_BYTES)
    {
      found = g_strdup_printf ("%" G_GSSIZE_FORMAT " bytes in all", length);
      return refuse (path, error, found);
    }
  if (memcmp (tainted, "SQLite format 3", 16) != 0)
    return refuse (path, error, "a file of another kind");
  if (read_u32 (tainted + 68) != RC_CASE_APPLICATION_ID)
    {
      found = g_strdup_printf ("the application id 0x%08x", read_u32 (tainted + 68));
      return refuse (path, error, found);
    }
  return TRUE;
}

static gboolean
check_pages (const char    *path,
             const guint8  *tainted,
             GError       **error)
{
  guint page_bytes = (guint) tainted[16] << 8 | tainted[17];

  if (page_bytes == RC_CASE_PAGE_BYTES && tainted[20] == RC_CASE_RESERVED_BYTES)
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
               "%s is damaged: expected pages of %u bytes with %u reserved, found %u with %u", path,
               RC_CASE_PAGE_BYTES, (guint) RC_CASE_RESERVED_BYTES, page_bytes, (guint) tainted[20]);
  return FALSE;
}

/* Only a closed case must be complete: a journal beside it may hold what is missing. */
static gboolean
check_length (int            fd,
              const char    *path,
              const guint8  *tainted,
              GError       **error)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  guint64 expected = (guint64) read_u32 (tainted + 28) * RC_CASE_PAGE_BYTES;
  struct stat status;

  if (tainted[18] != 1 || read_u32 (tainted + 24) != read_u32 (tainted + 92) || access (journal, F_OK) == 0)
    return TRUE;
  if (fstat (fd, &status) != 0 || (guint64) status.st_size >= expected)
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
               "%s is cut off: expected %" G_GUINT64_FORMAT " bytes, found %" G_GUINT64_FORMAT, path, expected,
               (guint64) status.st_size);
  return FALSE;
}

gboolean
rc_case_header_check_version (const char    *path,
                              gint64         version,
                              GError       **error)
{
  if (version <= RC_CASE_SCHEMA_VERSION)
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NEWER,
               "%s was written by a newer Recount: expected a case of version %d or older, found version %"
               G_GINT64_FORMAT, path, RC_CASE_SCHEMA_VERSION, version);
  return FALSE;
}

/**
 * rc_case_header_read:
 * @fd: the file, which stays open
 * @path: its name for messages
 * @out_header: (out): what the header says
 *
 * Returns: %FALSE with @error where the file is no case, of a newer program, or visibly damaged
 */
gboolean
rc_case_header_read (int            fd,
                     const char    *path,
                     RcCaseHeader  *out_header,
                     GError       **error)
{
  guint8 tainted[HEADER_BYTES];
  gssize length = pread (fd, tainted, sizeof tainted, 0);

  if (length < 0)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  if (!check_identity (path, tainted, length, error))
    return FALSE;

  out_header->version = (gint32) read_u32 (tainted + 60);
  out_header->is_wal = tainted[18] == 2;
  return rc_case_header_check_version (path, out_header->version, error) &&
         check_pages (path, tainted, error) && check_length (fd, path, tainted, error);
}
