/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-writer.h"

#include "core/archive/zip-writer.h"
#include "core/file-place.h"
#include "core/words.h"
#include "reports/bundle/bundle-name.h"
#include "reports/bundle/bundle.h"
#include "reports/typesetting/file-write.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define PAYLOAD "data/"
#define MANIFEST "manifest-sha256.txt"
#define TAG_MANIFEST "tagmanifest-sha256.txt"
#define PART_BYTES (256u << 10)

/* Which manifest a file goes into. */
typedef enum
{
  STAGE_PAYLOAD,
  STAGE_TAGS,
  STAGE_SEALS,
} Stage;

struct _RcBundleWriter
{
  char         *path;
  char         *beside;          /* where it is written; (nullable): it is gone from there */
  char         *folder;
  int           fd;
  RcZipWriter  *zip;
  Stage         stage;
  guint         first_tag;       /* index in @files */
  GPtrArray    *files;           /* of RcBundleFile */
  GHashTable   *paths;           /* set of char*: rc_bundle_name_key() */
  RcBundleFile *open;            /* (nullable): borrowed from @files */
  RcHasher     *hasher;
  gboolean      is_finished;
};

static void
bundle_file_free (gpointer data)
{
  RcBundleFile *self = data;

  g_free (self->path);
  g_free (self->media_type);
  g_free (self->title);
  g_free (self);
}

static gboolean
refuse (RcBundleWriter  *self,
        int              reason,
        GError         **error)
{
  g_autofree char *sentence = rc_file_dup_refusal (self->path, reason);

  g_set_error_literal (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE, sentence);
  return FALSE;
}

/**
 * rc_bundle_writer_new:
 * @path: where the file is to stand; nothing may be there
 * @folder: the one folder in the zip
 * @dated_us: of every member
 *
 * Returns: (transfer full) (nullable): %NULL with %RC_BUNDLE_ERROR_FILE
 */
RcBundleWriter *
rc_bundle_writer_new (const char  *path,
                      const char  *folder,
                      gint64       dated_us,
                      GError     **error)
{
  g_autoptr (RcBundleWriter) self = g_new0 (RcBundleWriter, 1);
  g_autofree char *parent = g_path_get_dirname (path);

  self->path = g_strdup (path);
  self->folder = g_strdup (folder);
  self->fd = -1;
  self->files = g_ptr_array_new_with_free_func (bundle_file_free);
  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->hasher = rc_hasher_new ();
  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      refuse (self, EEXIST, error);
      return NULL;
    }

  self->beside = g_build_filename (parent, ".recount-XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->beside, O_RDWR | O_CLOEXEC, 0666);
  if (self->fd < 0)
    {
      int reason = errno;

      g_clear_pointer (&self->beside, g_free);
      refuse (self, reason, error);
      return NULL;
    }
  self->zip = rc_zip_writer_new (self->fd, dated_us, RC_ZIP_WIDE_FROM);
  return g_steal_pointer (&self);
}

void
rc_bundle_writer_free (RcBundleWriter *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->zip, rc_zip_writer_free);
  if (self->fd >= 0)
    close (self->fd);
  if (self->beside != NULL)
    (void) unlink (self->beside);
  g_clear_pointer (&self->hasher, rc_hasher_free);
  g_clear_pointer (&self->paths, g_hash_table_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self->beside);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/* What is packed already gets no smaller. */
static gboolean
is_packed (const char *path)
{
  static const char * const endings[] = {
    ".pdf", ".gz", ".tgz", ".zst", ".zip", ".png", ".jpg", ".jpeg", ".bz2", ".xz", ".7z", ".parquet",
  };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_stage (RcBundleWriter *self,
             const char     *path)
{
  return g_str_has_prefix (path, PAYLOAD) == (self->stage == STAGE_PAYLOAD);
}

/**
 * rc_bundle_writer_begin:
 *
 * Begins a file that is written piece by piece. Files below "data/" are refused after the payload was closed, others before.
 */
gboolean
rc_bundle_writer_begin (RcBundleWriter  *self,
                        const char      *path,
                        const char      *media_type,
                        const char      *title,
                        GError         **error)
{
  g_autofree char *name = g_strconcat (self->folder, "/", path, NULL);
  RcBundleFile *file;
  int fault;

  g_return_val_if_fail (self->open == NULL && !self->is_finished && is_in_stage (self, path), FALSE);

  if (rc_bundle_name_fault (path, strlen (path)) != NULL || !g_hash_table_add (self->paths, rc_bundle_name_key (path)))
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE, _("A bundle holds no file “%s”: not every system can keep it under this name."),
                   path);
      return FALSE;
    }
  fault = rc_zip_writer_begin (self->zip, name, !is_packed (path));
  if (fault != 0)
    return refuse (self, fault, error);

  file = g_new0 (RcBundleFile, 1);
  file->path = g_strdup (path);
  file->media_type = g_strdup (media_type);
  file->title = g_strdup (title);
  g_ptr_array_add (self->files, file);
  self->open = file;
  rc_hasher_reset (self->hasher);
  return TRUE;
}

gboolean
rc_bundle_writer_append (RcBundleWriter  *self,
                         const void      *bytes,
                         gsize            length,
                         GError         **error)
{
  int fault;

  g_return_val_if_fail (self->open != NULL, FALSE);

  rc_hasher_update (self->hasher, bytes, length);
  self->open->bytes += length;
  fault = rc_zip_writer_append (self->zip, bytes, length);
  return fault == 0 || refuse (self, fault, error);
}

gboolean
rc_bundle_writer_end (RcBundleWriter  *self,
                      GError         **error)
{
  int fault;

  g_return_val_if_fail (self->open != NULL, FALSE);

  rc_hasher_finish (self->hasher, &self->open->sha256);
  self->open = NULL;
  fault = rc_zip_writer_end (self->zip);
  return fault == 0 || refuse (self, fault, error);
}

gboolean
rc_bundle_writer_add (RcBundleWriter  *self,
                      const char      *path,
                      const char      *media_type,
                      const char      *title,
                      const void      *bytes,
                      gsize            length,
                      GError         **error)
{
  return rc_bundle_writer_begin (self, path, media_type, title, error)
         && rc_bundle_writer_append (self, bytes, length, error)
         && rc_bundle_writer_end (self, error);
}

static gboolean
copy_stream (RcBundleWriter  *self,
             RcStream        *content,
             guint64          size,
             GCancellable    *cancellable,
             GError         **error)
{
  g_autofree guint8 *part = g_malloc (PART_BYTES);
  guint64 left = size;

  while (left > 0)
    {
      gsize length;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !rc_stream_read_full (content, part, MIN (left, PART_BYTES), &length, error))
        return FALSE;
      if (length == 0)
        break;
      left -= length;
      if (!rc_bundle_writer_append (self, part, length, error))
        return FALSE;
    }
  if (left == 0)
    return TRUE;

  g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_STATE,
               _("“%1$s” was not written: its bytes end %2$llu bytes early in the case."), self->open->path, (unsigned long long) left);
  return FALSE;
}

/**
 * rc_bundle_writer_add_stream:
 * @size: so many bytes are read
 * @expected: (nullable): refused where they have another digest
 *
 * Adds a file of any size.
 */
gboolean
rc_bundle_writer_add_stream (RcBundleWriter  *self,
                             const char      *path,
                             const char      *media_type,
                             const char      *title,
                             RcStream        *content,
                             guint64          size,
                             const RcDigest  *expected,
                             GCancellable    *cancellable,
                             GError         **error)
{
  const RcBundleFile *file;

  if (!rc_bundle_writer_begin (self, path, media_type, title, error))
    return FALSE;
  file = self->open;
  if (!copy_stream (self, content, size, cancellable, error) || !rc_bundle_writer_end (self, error))
    return FALSE;
  if (expected == NULL || rc_digest_equal (expected, &file->sha256))
    return TRUE;

  g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_STATE,
               _("“%s” was not written: the bytes that the case holds are not those that were imported."), path);
  return FALSE;
}

void
rc_bundle_writer_name (RcBundleWriter *self,
                       const char     *path,
                       const char     *media_type,
                       const char     *title,
                       guint64         bytes,
                       const RcDigest *sha256)
{
  RcBundleFile *file = g_new0 (RcBundleFile, 1);

  g_return_if_fail (self->open == NULL && !self->is_finished);

  file->path = g_strdup (path);
  file->media_type = g_strdup (media_type);
  file->title = g_strdup (title);
  file->bytes = bytes;
  file->sha256 = *sha256;
  g_ptr_array_add (self->files, file);
}

/* --- Manifests --- */

/* RFC 8493 section 2.1.3: only these three are encoded. */
static void
append_line (GString            *text,
             const RcBundleFile *file)
{
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (&file->sha256, hex);
  g_string_append_printf (text, "%s  ", hex);
  for (const char *at = file->path; *at != '\0'; at++)
    {
      if (*at == '\n')
        g_string_append (text, "%0A");
      else if (*at == '\r')
        g_string_append (text, "%0D");
      else if (*at == '%')
        g_string_append (text, "%25");
      else
        g_string_append_c (text, *at);
    }
  g_string_append_c (text, '\n');
}

static GString *
list_digests (RcBundleWriter *self,
              guint           first,
              guint           end)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < end; i++)
    append_line (text, g_ptr_array_index (self->files, i));
  return text;
}

/**
 * rc_bundle_writer_close_payload:
 * @out_manifest: (out): SHA-256 of manifest-sha256.txt
 *
 * Writes bagit.txt and the manifest of everything below "data/".
 */
gboolean
rc_bundle_writer_close_payload (RcBundleWriter  *self,
                                RcDigest        *out_manifest,
                                GError         **error)
{
  static const char declaration[] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
  g_autoptr (GString) manifest = list_digests (self, 0, self->files->len);

  g_return_val_if_fail (self->stage == STAGE_PAYLOAD && self->open == NULL, FALSE);

  self->stage = STAGE_TAGS;
  self->first_tag = self->files->len;
  rc_digest_compute (manifest->str, manifest->len, out_manifest);
  return rc_bundle_writer_add (self, "bagit.txt", "text/plain", _("Declaration of a BagIt bag"), declaration, strlen (declaration), error)
         && rc_bundle_writer_add (self, MANIFEST, "text/plain", _("SHA-256 of every file below “data”"), manifest->str, manifest->len, error);
}

/**
 * rc_bundle_writer_close_tags:
 *
 * Returns: (transfer full) (nullable): the bytes of the tag manifest
 */
GBytes *
rc_bundle_writer_close_tags (RcBundleWriter  *self,
                             GError         **error)
{
  g_autoptr (GString) manifest = NULL;

  g_return_val_if_fail (self->stage == STAGE_TAGS && self->open == NULL, NULL);

  manifest = list_digests (self, self->first_tag, self->files->len);
  self->stage = STAGE_SEALS;
  if (!rc_bundle_writer_add (self, TAG_MANIFEST, "text/plain", _("SHA-256 of the other files"), manifest->str, manifest->len, error))
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&manifest));
}

const GPtrArray *
rc_bundle_writer_list (RcBundleWriter *self)
{
  return self->files;
}

/* --- The end --- */

static gboolean
digest_file (RcBundleWriter  *self,
             RcDigest        *out_sha256,
             GError         **error)
{
  g_autofree guint8 *part = g_malloc (PART_BYTES);

  rc_hasher_reset (self->hasher);
  for (off_t place = 0;;)
    {
      ssize_t n = pread (self->fd, part, PART_BYTES, place);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return refuse (self, errno, error);
      if (n == 0)
        break;
      rc_hasher_update (self->hasher, part, (gsize) n);
      place += n;
    }
  rc_hasher_finish (self->hasher, out_sha256);
  return TRUE;
}

/**
 * rc_bundle_writer_finish:
 * @out_sha256: (out): of the whole file
 * @out_bytes: (out): its length
 *
 * Ends the zip and makes it durable; it has no name yet.
 */
gboolean
rc_bundle_writer_finish (RcBundleWriter  *self,
                         RcDigest        *out_sha256,
                         guint64         *out_bytes,
                         GError         **error)
{
  int fault;

  g_return_val_if_fail (self->open == NULL && !self->is_finished, FALSE);

  self->is_finished = TRUE;
  fault = rc_zip_writer_finish (self->zip, out_bytes);
  if (fault != 0)
    return refuse (self, fault, error);
  if (fsync (self->fd) != 0)
    return refuse (self, errno, error);
  return digest_file (self, out_sha256, error);
}

/**
 * rc_bundle_writer_seal:
 * @out_sha256: (out): of the envelope
 */
gboolean
rc_bundle_writer_seal (RcBundleWriter         *self,
                       const RcEnvelopeTerms  *terms,
                       const char             *inner_name,
                       GCancellable           *cancellable,
                       RcDigest               *out_sha256,
                       GError                **error)
{
  g_autofree char *sealed = NULL;

  g_return_val_if_fail (self->is_finished && self->beside != NULL, FALSE);

  sealed = g_strconcat (self->beside, ".sealed", NULL);
  if (!rc_envelope_seal (self->beside, sealed, inner_name, terms, cancellable, out_sha256, error))
    return FALSE;

  (void) unlink (self->beside);
  g_free (self->beside);
  self->beside = g_steal_pointer (&sealed);
  return TRUE;
}

/**
 * rc_bundle_writer_publish:
 *
 * Gives the finished file its name; nothing may stand there.
 */
gboolean
rc_bundle_writer_publish (RcBundleWriter  *self,
                          GError         **error)
{
  int fault;

  g_return_val_if_fail (self->is_finished && self->beside != NULL, FALSE);

  fault = rc_file_move_new (self->beside, self->path);
  if (fault != 0)
    return refuse (self, fault, error);
  rc_file_sync_folder (self->path);
  g_clear_pointer (&self->beside, g_free);
  return TRUE;
}
