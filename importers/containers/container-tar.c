/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "containers.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "core/bounds.h"
#include "core/exception.h"
#include "core/archive/container-walk.h"
#include "tar-archive.h"

/*
 * libarchive reads the headers (ustar, pax, GNU, old ones) and the maps of sparse files. The bytes of a member are not taken from
 * it but from the place where they stand, so that what is delivered and what is said to stand there cannot differ; that it is the
 * right place is checked against libarchive: by the first bytes, and by where the next header follows.
 */

#define BLOCK 512u

typedef struct
{
  RcContainerWalk  data;
  RcTarArchive    *archive;
  char            *last_name;      /* (nullable): for messages, of the member whose end is not seen yet */
  guint64          last_end;
  gboolean         cut;            /* a member reaches beyond the end */
} Walk;

/* --- Recognition --- */

/* A number in octal digits with spaces before and a space or zero after it. */
static gboolean
read_checksum (const guint8 *field,
               guint        *out_sum)
{
  guint i = 0;
  guint digits = 0;

  *out_sum = 0;
  while (i < 8 && field[i] == ' ')
    i++;
  for (; i < 8 && field[i] >= '0' && field[i] <= '7'; i++, digits++)
    *out_sum = *out_sum * 8 + (field[i] - '0');

  return digits > 0 && (i == 8 || field[i] == '\0' || field[i] == ' ');
}

/* POSIX ustar: the sum of the bytes of the header with its own field counted as spaces; old programs added signed bytes. */
static gboolean
has_checksum (const guint8 *block)
{
  guint stated;
  gint with_unsigned = 0;
  gint with_signed = 0;

  if (!read_checksum (block + 148, &stated))
    return FALSE;

  for (guint i = 0; i < BLOCK; i++)
    {
      guint8 byte = i >= 148 && i < 156 ? ' ' : block[i];

      with_unsigned += byte;
      with_signed += (gint8) byte;
    }

  return (gint) stated == with_unsigned || (gint) stated == with_signed;
}

static gboolean
recognise (const char *head,
           gsize       length)
{
  return length >= BLOCK
         && (memcmp (head + 257, "ustar", 5) == 0 || (head[0] != '\0' && has_checksum ((const guint8 *) head)));
}

/* --- One entry --- */

static const char *
describe_type (struct archive_entry *entry)
{
  if (archive_entry_hardlink (entry) != NULL)
    return "a hard link";

  switch (archive_entry_filetype (entry))
    {
    case AE_IFLNK:
      return "a symbolic link";
    case AE_IFIFO:
      return "a FIFO";
    case AE_IFCHR:
    case AE_IFBLK:
      return "a device";
    case AE_IFSOCK:
      return "a socket";
    default:
      return "of an unknown kind";
    }
}

static void
report_refused (Walk                 *self,
                struct archive_entry *entry,
                const char           *shown,
                guint64               header)
{
  const char *target = archive_entry_hardlink (entry);
  g_autofree char *shown_target = NULL;
  g_autofree char *found = NULL;

  if (target == NULL)
    target = archive_entry_symlink (entry);
  if (target == NULL)
    {
      rc_container_walk_fault (&self->data, header, RC_EXCEPTION_FILE_REFUSED, "a regular file", describe_type (entry),
                               "“%s” was not read: it is %s.", shown, describe_type (entry));
      return;
    }

  shown_target = rc_container_show_name (target, strlen (target));
  found = g_strdup_printf ("%s to “%s”", describe_type (entry), shown_target);
  rc_container_walk_fault (&self->data, header, RC_EXCEPTION_FILE_REFUSED, "a regular file", found,
                           "“%s” was not read: it is %s, and links in archives are not followed.", shown, found);
}

static gint64
get_modified (struct archive_entry *entry)
{
  gint64 seconds = archive_entry_mtime (entry);

  if (!archive_entry_mtime_is_set (entry)
      || seconds >= G_MAXINT64 / G_USEC_PER_SEC || seconds <= G_MININT64 / G_USEC_PER_SEC)
    return G_MININT64;

  return seconds * G_USEC_PER_SEC + archive_entry_mtime_nsec (entry) / 1000;
}

/* How many bytes of a sparse file stand in the archive. */
static guint64
count_stored (struct archive_entry *entry)
{
  guint64 stored = BLOCK;
  la_int64_t offset, length;

  archive_entry_sparse_reset (entry);
  while (archive_entry_sparse_next (entry, &offset, &length) == ARCHIVE_OK)
    if (length > 0 && !g_uint64_checked_add (&stored, stored, (guint64) length))
      return G_MAXUINT64;

  return stored;
}

static gboolean
deliver_sparse (Walk                  *self,
                struct archive_entry  *entry,
                const RcMember        *member,
                GError               **error)
{
  g_autoptr (RcStream) inner = rc_tar_archive_open_data (self->archive, member->size);
  const RcMemberRules rules = { .size = member->size, .most = rc_member_most_expanded (count_stored (entry)) };

  return rc_container_walk_deliver (&self->data, member, inner, &rules, rc_tar_archive_get_place (self->archive), error);
}

static gboolean
deliver_stored (Walk            *self,
                const RcMember  *member,
                guint64          place,
                GError         **error)
{
  const RcMemberRules rules = { .size = member->size, .most = G_MAXUINT64 };
  g_autoptr (RcStream) inner = rc_stream_new_range (self->data.content, place, (guint64) member->size);

  return rc_container_walk_deliver (&self->data, member, inner, &rules, place, error);
}

static gboolean
deliver (Walk                  *self,
         struct archive_entry  *entry,
         const char            *name,
         const char            *shown,
         GError               **error)
{
  guint64 place = rc_tar_archive_get_place (self->archive);
  guint64 end;
  gboolean at_place;
  RcMember member = {
    .name = name, .name_length = strlen (name), .stored_at = -1, .size = archive_entry_size (entry),
    .modified_us = get_modified (entry), .derivation = "member of",
  };

  if (archive_entry_sparse_count (entry) > 0)
    return deliver_sparse (self, entry, &member, error);

  if (member.size < 0 || !g_uint64_checked_add (&end, place, (guint64) member.size) || end > G_MAXINT64 - BLOCK)
    {
      rc_container_walk_fault (&self->data, place, RC_EXCEPTION_CONTAINER_MALFORMED, "a size", "one beyond 63 bits",
                               "“%s” was not read: its size is impossible.", shown);
      return TRUE;
    }

  self->cut = end > self->data.size;
  if (self->cut)
    return deliver_stored (self, &member, place, error);

  if (!rc_tar_archive_is_data_at (self->archive, place, (guint64) member.size, &at_place, error))
    return FALSE;
  if (!at_place)
    return deliver_sparse (self, entry, &member, error);

  self->last_end = (end + BLOCK - 1) / BLOCK * BLOCK;
  self->last_name = g_strdup (shown);
  member.stored_at = (gint64) place;
  member.derivation = "stored in";
  return deliver_stored (self, &member, place, error);
}

static gboolean
take_entry (Walk                  *self,
            struct archive_entry  *entry,
            GError               **error)
{
  guint64 header = rc_tar_archive_get_header (self->archive);
  const char *name = archive_entry_pathname (entry);
  g_autofree char *shown = rc_container_show_name (name != NULL ? name : "", name != NULL ? strlen (name) : 0);

  if (archive_entry_hardlink (entry) != NULL
      || (archive_entry_filetype (entry) != AE_IFREG && archive_entry_filetype (entry) != AE_IFDIR))
    {
      report_refused (self, entry, shown, header);
      return TRUE;
    }

  if (archive_entry_filetype (entry) == AE_IFDIR)
    return TRUE;

  if (name == NULL || *name == '\0')
    {
      rc_container_walk_fault (&self->data, header, RC_EXCEPTION_CONTAINER_MALFORMED, "a name", "none",
                               "A member of the tar was not read: it has no name.");
      return TRUE;
    }

  if (strlen (name) > RC_LIMIT_NAME_BYTES)
    {
      rc_container_walk_fault (&self->data, header, RC_EXCEPTION_LIMIT,
                               "at most " G_STRINGIFY (RC_LIMIT_NAME_BYTES) " bytes of name", "more",
                               "“%s” was not read: its name is too long.", shown);
      return TRUE;
    }

  return deliver (self, entry, name, shown, error);
}

/* --- The whole --- */

/* Where the header after a member stands says where the member ended for libarchive. */
static void
check_last_end (Walk    *self,
                guint64  header)
{
  if (self->last_name != NULL && self->last_end != header && header < self->data.size)
    {
      g_autofree char *expected = g_strdup_printf ("the next header at %" G_GUINT64_FORMAT, self->last_end);
      g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT, header);

      rc_container_walk_fault (&self->data, header, RC_EXCEPTION_CONTAINER_MALFORMED, expected, found,
                               "“%s” does not end where its size says.", self->last_name);
    }

  g_clear_pointer (&self->last_name, g_free);
}

/* POSIX: two blocks of zeros end the archive; programs fill it up with more of them. Whatever else follows is hidden from every
 * program that lists the archive. */
static gboolean
check_end (Walk     *self,
           guint64   mark,
           GError  **error)
{
  g_autofree guint8 *buffer = g_malloc (RC_LIMIT_SAMPLE_BYTES);
  guint64 at = MIN (mark, self->data.size);
  gsize n = 0;

  if (self->data.size - at < 2 * BLOCK)
    {
      rc_container_walk_fault (&self->data, at, RC_EXCEPTION_CONTAINER_MALFORMED, "two blocks of zeros", "the end of the file",
                               "The tar ends without its end mark: it may have been cut.");
    }

  for (; at < self->data.size; at += n)
    {
      if (g_cancellable_set_error_if_cancelled (self->data.cancellable, error)
          || !rc_stream_pread_full (self->data.content, at, buffer, RC_LIMIT_SAMPLE_BYTES, &n, error))
        return FALSE;

      for (gsize i = 0; i < n; i++)
        if (buffer[i] != 0)
          {
            rc_container_walk_foreign (&self->data, at + i, self->data.size, "after the end of the tar");
            return TRUE;
          }

      if (n == 0)
        return TRUE;
    }

  return TRUE;
}

static gboolean
walk_entries (Walk    *self,
              GError **error)
{
  while (TRUE)
    {
      struct archive_entry *entry;
      RcTarResult result;

      if (g_cancellable_set_error_if_cancelled (self->data.cancellable, error))
        return FALSE;

      result = rc_tar_archive_next (self->archive, &entry, error);
      if (result == RC_TAR_ERROR)
        return FALSE;

      if (result != RC_TAR_DAMAGED)
        check_last_end (self, rc_tar_archive_get_header (self->archive));
      if (result == RC_TAR_END)
        return check_end (self, rc_tar_archive_get_header (self->archive), error);

      if (result == RC_TAR_DAMAGED || rc_tar_archive_peek_warning (self->archive) != NULL)
        rc_container_walk_fault (&self->data, rc_tar_archive_get_header (self->archive), RC_EXCEPTION_CONTAINER_MALFORMED,
                                 "a header of the tar", rc_tar_archive_peek_warning (self->archive),
                                 result == RC_TAR_DAMAGED ? "The tar is damaged or was cut; nothing from here on was read."
                                                          : "A header of the tar is not as it should be.");
      if (result == RC_TAR_DAMAGED)
        return TRUE;

      if (!rc_container_walk_count_member (&self->data, rc_tar_archive_get_header (self->archive)))
        return TRUE;
      if (!take_entry (self, entry, error))
        return FALSE;
      if (self->cut)
        return TRUE;
    }
}

static gboolean
walk (const RcContainer     *self,
      RcStream              *content,
      const char            *name,
      RcExpansionBudget     *budget,
      RcContainerMemberFunc  member_func,
      RcContainerFaultFunc   fault_func,
      gpointer               user_data,
      GCancellable          *cancellable,
      GError               **error)
{
  Walk walk_data = {
    { content, (guint64) content->size, budget, member_func, fault_func, user_data, cancellable },
    rc_tar_archive_new (content), NULL, 0, FALSE
  };
  gboolean ok = walk_entries (&walk_data, error);

  rc_tar_archive_free (walk_data.archive);
  g_free (walk_data.last_name);
  return ok;
}

const RcContainer rc_container_tar = {
  .id = "tar",
  .title = "tar",
  .recognise = recognise,
  .walk = walk,
};
