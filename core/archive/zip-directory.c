/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/archive/zip-directory.h"

#include <string.h>
#include <sys/stat.h>

#include "core/bounds.h"
#include "core/exception.h"
#include "core/archive/zip-end.h"
#include "core/archive/zip-extra.h"
#include "core/archive/zip-local.h"

#define ENTRY_SIGNATURE 0x02014b50u
#define ENTRY_BYTES     46u

#define FLAGS_ENCRYPTED 0x2041u      /* encrypted, strong encryption, header masked */
#define MADE_BY_UNIX    3u
#define MADE_BY_OS_X    19u
#define DOS_FOLDER      0x10u

typedef struct
{
  const RcContainerWalk *walk;
  RcZipEnd               end;
  RcZipDirectory        *directory;
  GHashTable            *names;       /* set of RcZipEntry, by name */
  gboolean               complete;    /* every entry of the directory was read */
} Reader;

/* --- Entries --- */

static guint
hash_name (gconstpointer data)
{
  const RcZipEntry *entry = data;
  guint hash = 5381;

  for (guint i = 0; i < entry->name_length; i++)
    hash = hash * 33 + (guint8) entry->name[i];

  return hash;
}

static gboolean
equal_names (gconstpointer a,
             gconstpointer b)
{
  const RcZipEntry *first = a;
  const RcZipEntry *second = b;

  return first->name_length == second->name_length && memcmp (first->name, second->name, first->name_length) == 0;
}

static void
refuse (Reader     *self,
        RcZipEntry *entry,
        const char *kind,
        const char *expected,
        const char *found,
        const char *why)
{
  g_autofree char *shown = rc_container_show_name (entry->name, entry->name_length);

  entry->sound = FALSE;
  rc_container_walk_fault (self->walk, entry->place, kind, expected, found, "“%s” was not read: %s.", shown, why);
}

/* Decides what of the directory alone speaks against reading an entry. */
static void
judge_entry (Reader     *self,
             RcZipEntry *entry,
             guint       type)
{
  if (entry->name_length == 0 || memchr (entry->name, '\0', entry->name_length) != NULL)
    refuse (self, entry, RC_EXCEPTION_CONTAINER_MALFORMED, "a name", "none, or one with a zero byte",
            "programs read its name in different ways");
  else if (entry->name_length > RC_LIMIT_NAME_BYTES)
    refuse (self, entry, RC_EXCEPTION_LIMIT, "at most " G_STRINGIFY (RC_LIMIT_NAME_BYTES) " bytes of name", "more",
            "its name is too long");
  else if (entry->folder && entry->size > 0)
    refuse (self, entry, RC_EXCEPTION_CONTAINER_MALFORMED, "a folder", "a folder with content", "a folder has no content");
  else if (type == S_IFLNK)
    refuse (self, entry, RC_EXCEPTION_FILE_REFUSED, "a regular file", "a symbolic link",
            "it is a symbolic link, and links in archives are not followed");
  else if (type != 0 && type != S_IFREG && type != S_IFDIR)
    refuse (self, entry, RC_EXCEPTION_FILE_REFUSED, "a regular file", "a device, FIFO or socket", "it is no regular file");
  else if ((entry->flags & FLAGS_ENCRYPTED) != 0)
    refuse (self, entry, RC_EXCEPTION_FILE_REFUSED, "a member that is not encrypted", "an encrypted member",
            "it is encrypted");
  else if (entry->method != RC_ZIP_STORED && entry->method != RC_ZIP_DEFLATE)
    {
      g_autofree char *found = g_strdup_printf ("method %u", entry->method);

      refuse (self, entry, RC_EXCEPTION_FILE_REFUSED, "method 0 (stored) or 8 (deflate)", found,
              "its method of compression is unsupported");
    }
  else if (entry->method == RC_ZIP_STORED && entry->size != entry->stored_size)
    refuse (self, entry, RC_EXCEPTION_CONTAINER_MALFORMED, "one size", "two", "it is stored as it is, but with two sizes");
  else if (entry->size > G_MAXINT64)
    refuse (self, entry, RC_EXCEPTION_CONTAINER_MALFORMED, "a size", "one beyond 63 bits", "its size is impossible");
}

/* Programs that write Windows names mark a folder with their own sign and with an attribute of DOS. */
static gboolean
is_folder (const RcZipEntry *entry,
           guint             type,
           guint32           attributes)
{
  char last = entry->name_length > 0 ? entry->name[entry->name_length - 1] : '\0';

  return type == S_IFDIR || last == '/' || (last == '\\' && (attributes & DOS_FOLDER) != 0);
}

static gboolean
read_entry (Reader       *self,
            const guint8 *at,
            gsize         left,
            RcZipEntry   *entry,
            guint        *out_type,
            gsize        *out_length)
{
  RcZipWide wide;
  gsize extra_length;
  guint made_by;

  if (left < ENTRY_BYTES || rc_zip_get32 (at) != ENTRY_SIGNATURE)
    return FALSE;

  entry->name_length = rc_zip_get16 (at + 28);
  extra_length = rc_zip_get16 (at + 30);
  *out_length = ENTRY_BYTES + entry->name_length + extra_length + rc_zip_get16 (at + 32);
  if (*out_length > left)
    return FALSE;

  entry->name = (const char *) at + ENTRY_BYTES;
  entry->flags = (guint16) rc_zip_get16 (at + 8);
  entry->method = (guint16) rc_zip_get16 (at + 10);
  entry->dos_time = rc_zip_get32 (at + 12);
  entry->crc32 = rc_zip_get32 (at + 16);
  wide.stored_size = rc_zip_get32 (at + 20);
  wide.size = rc_zip_get32 (at + 24);
  wide.header = rc_zip_get32 (at + 42);

  made_by = at[5];
  *out_type = made_by == MADE_BY_UNIX || made_by == MADE_BY_OS_X ? rc_zip_get32 (at + 38) >> 16 & S_IFMT : 0;

  entry->intact = rc_zip_read_extra (at + ENTRY_BYTES + entry->name_length, extra_length, &wide, &entry->modified_us);
  entry->stored_size = wide.stored_size;
  entry->size = wide.size;
  if (!g_uint64_checked_add (&entry->header, wide.header, self->end.base) || entry->header > self->end.directory)
    entry->intact = FALSE;
  entry->folder = is_folder (entry, *out_type, rc_zip_get32 (at + 38));
  entry->sound = entry->intact;

  return TRUE;
}

/* Reports two entries of one name, which different readers resolve differently: the first in the directory is kept. */
static void
note_names (Reader *self)
{
  GArray *entries = self->directory->entries;

  for (guint i = 0; i < entries->len; i++)
    {
      RcZipEntry *entry = &g_array_index (entries, RcZipEntry, i);

      if (entry->sound && !g_hash_table_add (self->names, entry))
        refuse (self, entry, RC_EXCEPTION_CONTAINER_MALFORMED, "one member of this name", "another",
                "the zip has another member of this name, so that it can be read in two ways");
    }

  g_hash_table_remove_all (self->names);
}

static gboolean
read_entries (Reader  *self,
              GError **error)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (self->directory->bytes, &length);
  gsize at = 0;
  gsize entry_length;
  guint64 n = 0;

  for (; at < length; at += entry_length, n++)
    {
      RcZipEntry entry = { .place = self->end.directory + at };
      guint type;

      if (!read_entry (self, bytes + at, length - at, &entry, &type, &entry_length))
        break;
      if (!rc_container_walk_count_member (self->walk, entry.place))
        return TRUE;

      if (entry.intact)
        judge_entry (self, &entry, type);
      else
        refuse (self, &entry, RC_EXCEPTION_CONTAINER_MALFORMED, "places and sizes that fit", "others",
                "its entry in the directory does not hold together");
      g_array_append_val (self->directory->entries, entry);
    }

  if (at < length)
    rc_container_walk_fault (self->walk, self->end.directory + at, RC_EXCEPTION_CONTAINER_MALFORMED,
                             "an entry of the directory", "other bytes",
                             "The directory of the zip is damaged; entries from here on were not read.");
  else if (n != self->end.entries)
    {
      g_autofree char *expected = g_strdup_printf ("%" G_GUINT64_FORMAT " entries", self->end.entries);
      g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT " entries", n);

      rc_container_walk_fault (self->walk, self->end.directory_end, RC_EXCEPTION_CONTAINER_MALFORMED, expected, found,
                               "The end of the zip states another number of members than its directory holds.");
    }

  self->complete = at >= length;
  return TRUE;
}

/* --- Where members stand --- */

static int
compare_headers (gconstpointer a,
                 gconstpointer b)
{
  const RcZipEntry *first = a;
  const RcZipEntry *second = b;

  if (first->header != second->header)
    return first->header < second->header ? -1 : 1;

  return first->place < second->place ? -1 : first->place > second->place;
}

static void
refuse_overlap (Reader     *self,
                RcZipEntry *entry)
{
  if (entry->sound)
    refuse (self, entry, RC_EXCEPTION_CONTAINER_MALFORMED, "bytes of its own", "bytes that another member has, too",
            "it overlaps another member");
}

static void
report_gap (Reader  *self,
            guint64  start,
            guint64  end,
            gboolean known)
{
  const char *where = "between members of the zip";

  /* Where an entry could not be placed, its bytes may well be these. */
  if (!known || !self->complete || start >= end)
    return;

  if (end == self->end.directory)
    where = "before the directory of the zip";
  else if (start == 0)
    where = "before the first member of the zip";
  rc_container_walk_foreign (self->walk, start, end, where);
}

/* Members may not share bytes, and no byte may belong to none. */
static void
check_neighbours (Reader *self)
{
  GArray *entries = self->directory->entries;
  RcZipEntry *farthest = NULL;
  guint64 reach = 0;
  gboolean known = TRUE;

  for (guint i = 0; i < entries->len; i++)
    {
      RcZipEntry *entry = &g_array_index (entries, RcZipEntry, i);

      if (entry->end == 0)
        {
          known = known && entry->header < reach;
          continue;
        }

      if (entry->header < reach)
        {
          refuse_overlap (self, farthest);
          refuse_overlap (self, entry);
        }
      report_gap (self, reach, entry->header, known);

      if (entry->end > reach)
        {
          reach = entry->end;
          farthest = entry;
          known = TRUE;
        }
    }

  report_gap (self, reach, self->end.directory, known);
}

static gboolean
check_members (Reader  *self,
               GError **error)
{
  GArray *entries = self->directory->entries;

  g_array_sort (entries, compare_headers);

  for (guint i = 0; i < entries->len; i++)
    {
      RcZipEntry *entry = &g_array_index (entries, RcZipEntry, i);

      if (g_cancellable_set_error_if_cancelled (self->walk->cancellable, error))
        return FALSE;
      if (entry->intact && !rc_zip_local_check (self->walk, entry, self->end.directory, error))
        return FALSE;
    }

  check_neighbours (self);
  return TRUE;
}

static gboolean
is_too_large (Reader *self)
{
  if (self->end.directory_size <= RC_LIMIT_DIRECTORY_BYTES)
    return FALSE;

  rc_container_walk_fault (self->walk, self->end.directory, RC_EXCEPTION_LIMIT,
                           "a directory of at most 128 MiB", "a larger one",
                           "The directory of the zip is too large; no member was read.");
  return TRUE;
}

static gboolean
read_bytes (Reader  *self,
            GError **error)
{
  g_autofree guint8 *bytes = NULL;
  gsize n;

  /* The end was found behind the directory, so that the size is no more than the container's. */
  bytes = g_malloc (self->end.directory_size + 1);
  if (!rc_stream_pread_full (self->walk->content, self->end.directory, bytes, self->end.directory_size, &n, error))
    return FALSE;

  self->directory->bytes = g_bytes_new_take (g_steal_pointer (&bytes), n);
  return TRUE;
}

/**
 * rc_zip_directory_read:
 *
 * Reads the central directory of a zip and compares every entry with its local header. What contradicts itself, can be read in
 * two ways, overlaps or is not supported is reported and not sound; so are bytes that belong to nothing.
 *
 * Returns: (transfer full) (nullable): the directory, possibly without entries; %NULL with @error set where the container could
 *   not be read
 */
RcZipDirectory *
rc_zip_directory_read (const RcContainerWalk  *walk,
                       GError                **error)
{
  g_autoptr (RcZipDirectory) directory = g_new0 (RcZipDirectory, 1);
  g_autoptr (GHashTable) names = g_hash_table_new (hash_name, equal_names);
  Reader reader = { .walk = walk, .directory = directory, .names = names };
  gboolean found;

  directory->entries = g_array_new (FALSE, FALSE, sizeof (RcZipEntry));
  if (!rc_zip_end_find (walk, &reader.end, &found, error))
    return NULL;
  if (!found || is_too_large (&reader))
    return g_steal_pointer (&directory);

  if (!read_bytes (&reader, error) || !read_entries (&reader, error))
    return NULL;

  note_names (&reader);
  if (!check_members (&reader, error))
    return NULL;

  return g_steal_pointer (&directory);
}

void
rc_zip_directory_free (RcZipDirectory *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_array_unref (self->entries);
  g_free (self);
}
