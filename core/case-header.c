/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-header.h"
#include "rest/case-keys.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_BYTES 100u

/* A page that another process is writing now is whole a moment later. */
#define ATTEMPTS 20
#define WAIT_US 1000

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
              guint64        before,
              const guint8  *tainted,
              GError       **error)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  guint64 expected = before + (guint64) read_u32 (tainted + 28) * RC_CASE_PAGE_BYTES;
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

static gboolean
read_in_clear (int            fd,
               const char    *path,
               guint64        before,
               const guint8  *tainted,
               gssize         length,
               RcCaseHeader  *out_header,
               GError       **error)
{
  if (!check_identity (path, tainted, length, error))
    return FALSE;

  out_header->is_known = TRUE;
  out_header->version = (gint32) read_u32 (tainted + 60);
  out_header->is_wal = tainted[18] == 2;
  return rc_case_header_check_version (path, out_header->version, error) &&
         check_pages (path, tainted, error) && check_length (fd, path, before, tainted, error);
}

static gboolean
open_first_page (int         fd,
                 RcCaseKeys *keys,
                 guint8      out_page[RC_CASE_PAGE_BYTES])
{
  const RcPagePlace place = { .kind = RC_PAGE_KIND_DATABASE, .number = 1 };

  for (guint attempt = 0; attempt < ATTEMPTS; attempt++)
    {
      if (pread (fd, out_page, RC_CASE_PAGE_BYTES, RC_CASE_PAGE_BYTES) != (gssize) RC_CASE_PAGE_BYTES)
        return FALSE;
      if (rc_page_cipher_open (rc_case_keys_peek_cipher (keys), &place, out_page, RC_CASE_PAGE_BYTES, out_page))
        return TRUE;
      g_usleep (WAIT_US);
    }
  return FALSE;
}

static gboolean
read_protected (int            fd,
                const char    *path,
                RcCaseKeys    *keys,
                RcCaseHeader  *out_header,
                GError       **error)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  guint8 page[RC_CASE_PAGE_BYTES];

  *out_header = (RcCaseHeader) { .version = 0 };
  if (keys == NULL)
    return TRUE;
  if (open_first_page (fd, keys, page))
    return read_in_clear (fd, path, RC_CASE_PAGE_BYTES, page, sizeof page, out_header, error);
  /* A change that broke off is rolled back by the next connection. */
  if (access (journal, F_OK) == 0 || access (wal, F_OK) == 0)
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
               "%s is damaged: page 1 was altered, moved or cut off: it does not open with the key of the case", path);
  return FALSE;
}

gboolean
rc_case_header_is_protected (int fd)
{
  guint8 tainted[HEADER_BYTES];
  gssize length = pread (fd, tainted, sizeof tainted, 0);

  return length > 0 && rc_key_fixed_is_protected (tainted, (gsize) length);
}

/**
 * rc_case_header_read:
 * @fd: the file, which stays open
 * @path: where it is
 * @out_header: (out): what the header says
 *
 * Returns: %FALSE with @error where the file is no case, of a newer program, or visibly damaged
 */
gboolean
rc_case_header_read (int            fd,
                     const char    *path,
                     RcCaseKeys    *keys,
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
  if (length > 0 && rc_key_fixed_is_protected (tainted, (gsize) length))
    return read_protected (fd, path, keys, out_header, error);
  return read_in_clear (fd, path, 0, tainted, length, out_header, error);
}
