/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-file.h"

#include <string.h>

#include "core/archive/decoded-stream.h"
#include "core/bounds.h"
#include "core/words.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/reading/bundle-file-check.h"

#define READ_BYTES (256u << 10)

typedef struct
{
  RcBundleMember    shown;
  const RcZipEntry *entry;
  RcDigest          sha256;
  gboolean          is_pinned;
} Member;

struct _RcBundleReader
{
  RcStream       *file;
  RcZipDirectory *directory;
  RcDigest        digest;
  char           *folder;
  GPtrArray      *list;       /* of Member */
  GHashTable     *by_path;    /* char* → Member */
};

static void
member_free (gpointer data)
{
  Member *self = data;

  g_free (self->shown.path);
  g_free (self);
}

/* --- One member's bytes --- */

typedef struct
{
  RcStream          stream;
  RcStream         *inner;       /* unpacks */
  RcStream         *counted;     /* the same, held against what the zip says */
  RcExpansionBudget budget;
  const RcZipEntry *entry;
  RcHasher         *hasher;      /* (nullable): of a pinned member */
  RcDigest          expected;
  gboolean          has_ended;
  RcBundleReader   *reader;
  const Member     *member;
  RcStream         *cursor;      /* (nullable): a second reading, for what is asked at a place */
  guint64           cursor_place;
} Content;

static RcStream *content_new (RcBundleReader *reader, const Member *member);

static gssize
content_end (Content  *self,
             GError  **error)
{
  RcDigest found;

  if (self->entry->method == RC_ZIP_DEFLATE
      && rc_decoded_stream_get_place (self->inner) != self->entry->data + self->entry->stored_size)
    {
      g_set_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED, "Bytes that belong to nothing follow the compressed data.");
      return -1;
    }
  if (self->hasher != NULL && !self->has_ended)
    {
      rc_hasher_finish (self->hasher, &found);
      if (!rc_digest_equal (&found, &self->expected))
        {
          g_set_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED, "The bytes are others than those that were checked.");
          return -1;
        }
    }
  self->has_ended = TRUE;
  return 0;
}

static gssize
content_read (RcStream  *stream,
              void      *buffer,
              gsize      length,
              GError   **error)
{
  Content *self = (Content *) stream;
  gssize n = rc_stream_read (self->counted, buffer, length, error);

  if (n == 0)
    return content_end (self, error);
  if (n > 0 && self->hasher != NULL)
    rc_hasher_update (self->hasher, buffer, (gsize) n);
  return n;
}

/* Packed bytes are read from front to back only: who asks for earlier ones begins again. */
static gssize
content_pread (RcStream  *stream,
               guint64    offset,
               void      *buffer,
               gsize      length,
               GError   **error)
{
  Content *self = (Content *) stream;
  gssize n = 1;

  if (offset >= (guint64) stream->size)
    return 0;
  if (self->cursor == NULL || self->cursor_place > offset)
    {
      g_clear_pointer (&self->cursor, rc_stream_close);
      self->cursor = content_new (self->reader, self->member);
      self->cursor_place = 0;
    }
  while (self->cursor_place < offset && n > 0)
    {
      guint8 skipped[16384];

      n = rc_stream_read (self->cursor, skipped, (gsize) MIN (sizeof skipped, offset - self->cursor_place), error);
      self->cursor_place += n > 0 ? (guint64) n : 0;
    }
  if (n > 0)
    n = rc_stream_read (self->cursor, buffer, length, error);
  self->cursor_place += n > 0 ? (guint64) n : 0;
  return n;
}

static void
content_close (RcStream *stream)
{
  Content *self = (Content *) stream;

  g_clear_pointer (&self->cursor, rc_stream_close);
  rc_stream_close (self->counted);
  rc_stream_close (self->inner);
  g_clear_pointer (&self->hasher, rc_hasher_free);
}

static RcStream *
content_new (RcBundleReader *reader,
             const Member   *member)
{
  const RcZipEntry *entry = member->entry;
  Content *self = g_new0 (Content, 1);
  RcMemberRules rules = { .size = (gint64) entry->size, .most = G_MAXUINT64, .has_crc32 = TRUE, .crc32 = entry->crc32 };

  self->stream.read = content_read;
  self->stream.pread = content_pread;
  self->stream.close = content_close;
  self->reader = reader;
  self->member = member;
  self->stream.size = (gint64) entry->size;
  self->entry = entry;
  self->budget.bytes_left = G_MAXUINT64;
  if (entry->method == RC_ZIP_DEFLATE)
    {
      rules.most = rc_member_most_expanded (entry->stored_size);
      self->inner = rc_decoded_stream_new (reader->file, entry->data, entry->stored_size, &rc_decoder_deflate);
    }
  else
    self->inner = rc_stream_new_range (reader->file, entry->data, entry->stored_size);
  self->counted = rc_member_stream_new (self->inner, &rules, &self->budget);
  if (member->is_pinned)
    {
      self->hasher = rc_hasher_new ();
      self->expected = member->sha256;
    }
  return &self->stream;
}

static Member *
find (RcBundleReader  *self,
      const char      *path,
      GError         **error)
{
  Member *member = g_hash_table_lookup (self->by_path, path);

  if (member == NULL)
    g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE, _("The bundle has no file “%s”."), path);
  return member;
}

RcStream *
rc_bundle_reader_stream (RcBundleReader  *self,
                         const char      *path,
                         GError         **error)
{
  const Member *member = find (self, path, error);

  return member != NULL ? content_new (self, member) : NULL;
}

GBytes *
rc_bundle_reader_read (RcBundleReader  *self,
                       const char      *path,
                       gsize            limit,
                       GError         **error)
{
  const Member *member = find (self, path, error);
  g_autoptr (RcStream) content = NULL;
  g_autofree guint8 *bytes = NULL;
  guint8 more;
  gsize n, rest;

  if (member == NULL)
    return NULL;
  if (member->entry->size > limit)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE, _("The bundle's file “%s” is larger than such a file may be."), path);
      return NULL;
    }

  content = content_new (self, member);
  bytes = g_malloc (member->entry->size + 1);
  if (!rc_stream_read_full (content, bytes, (gsize) member->entry->size, &n, error)
      || !rc_stream_read_full (content, &more, 1, &rest, error))
    return NULL;

  bytes[n] = '\0';
  return g_bytes_new_take (g_steal_pointer (&bytes), n);
}

void
rc_bundle_reader_pin (RcBundleReader *self,
                      const char     *path,
                      const RcDigest *sha256)
{
  Member *member = g_hash_table_lookup (self->by_path, path);

  g_return_if_fail (member != NULL);

  member->sha256 = *sha256;
  member->is_pinned = TRUE;
}

const RcDigest *
rc_bundle_reader_peek_digest (RcBundleReader *self,
                              const char     *path)
{
  const Member *member = g_hash_table_lookup (self->by_path, path);

  return member != NULL && member->is_pinned ? &member->sha256 : NULL;
}

/* --- Opening --- */

/* All that a reader of archives would only tell is a reason to read nothing here. */
static void
note_fault (gint64      offset,
            const char *kind,
            const char *expected,
            const char *found,
            const char *message,
            gpointer    user_data)
{
  char **fault = user_data;

  if (*fault == NULL)
    {
      g_autofree char *place = g_strdup_printf ("%" G_GINT64_FORMAT, offset);

      *fault = g_strdup_printf (_("%s At byte %s: expected %s, found %s."), message, place, expected, found);
    }
}

static gboolean
hash_file (RcBundleReader  *self,
           GError         **error)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree guint8 *buffer = g_malloc (READ_BYTES);
  gssize n;

  while ((n = rc_stream_read (self->file, buffer, READ_BYTES, error)) > 0)
    rc_hasher_update (hasher, buffer, (gsize) n);
  rc_hasher_finish (hasher, &self->digest);
  return n == 0;
}

static gboolean
read_directory (RcBundleReader  *self,
                GError         **error)
{
  RcExpansionBudget budget = { .bytes_left = RC_LIMIT_EXPANDED_BYTES, .members_left = RC_LIMIT_CONTAINER_MEMBERS };
  g_autofree char *fault = NULL;
  const RcContainerWalk walk = {
    .content = self->file, .size = (guint64) self->file->size, .budget = &budget, .fault = note_fault, .user_data = &fault,
  };

  self->directory = rc_zip_directory_read (&walk, error);
  if (self->directory == NULL)
    return FALSE;
  if (fault != NULL)
    return rc_bundle_file_refuse (error, "%s", fault);
  return rc_bundle_file_check (self->file, self->directory, &self->folder, error);
}

static void
list_members (RcBundleReader *self)
{
  gsize skipped = strlen (self->folder) + 1;

  for (guint i = 0; i < self->directory->entries->len; i++)
    {
      const RcZipEntry *entry = &g_array_index (self->directory->entries, RcZipEntry, i);
      Member *member;

      if (entry->folder)
        continue;
      member = g_new0 (Member, 1);
      member->entry = entry;
      member->shown.path = g_strndup (entry->name + skipped, entry->name_length - skipped);
      member->shown.bytes = entry->size;
      g_ptr_array_add (self->list, member);
      g_hash_table_insert (self->by_path, member->shown.path, member);
    }
}

static RcStream *
open_file (const char  *path,
           GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  RcStream *file = rc_stream_new_file (path, &local_error);

  if (file != NULL && file->size > 0)
    return file;
  if (file != NULL)
    {
      rc_stream_close (file);
      rc_bundle_file_refuse (error, _("it is empty."));
      return NULL;
    }

  if (g_error_matches (local_error, RC_STREAM_ERROR, RC_STREAM_ERROR_NOT_A_FILE))
    rc_bundle_file_refuse (error, "%s", local_error->message);
  else
    g_set_error_literal (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE, local_error->message);
  return NULL;
}

RcBundleReader *
rc_bundle_reader_open (const char  *path,
                       GError     **error)
{
  g_autoptr (RcBundleReader) self = g_new0 (RcBundleReader, 1);

  self->list = g_ptr_array_new_with_free_func (member_free);
  self->by_path = g_hash_table_new (g_str_hash, g_str_equal);
  self->file = open_file (path, error);
  if (self->file == NULL || !hash_file (self, error) || !read_directory (self, error))
    return NULL;

  list_members (self);
  return g_steal_pointer (&self);
}

void
rc_bundle_reader_free (RcBundleReader *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->by_path, g_hash_table_unref);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->directory, rc_zip_directory_free);
  rc_stream_close (self->file);
  g_free (self->folder);
  g_free (self);
}

const RcDigest *
rc_bundle_reader_digest (RcBundleReader *self)
{
  return &self->digest;
}

const char *
rc_bundle_reader_folder (RcBundleReader *self)
{
  return self->folder;
}

const GPtrArray *
rc_bundle_reader_list (RcBundleReader *self)
{
  return self->list;
}

gboolean
rc_bundle_reader_has (RcBundleReader *self,
                      const char     *path)
{
  return g_hash_table_contains (self->by_path, path);
}
