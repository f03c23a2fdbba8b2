/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bundle-editor.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sodium.h>

#include "core/archive/zip-writer.h"
#include "reports/bundle/reading/bundle-file.h"

#define DATED_US G_GINT64_CONSTANT (1780000000000000)
#define SEALED "tagmanifest-sha256.txt"

static void
edited_file_free (gpointer data)
{
  EditedFile *self = data;

  g_free (self->path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

BundleEditor *
bundle_editor_open (const char *path)
{
  BundleEditor *self = g_new0 (BundleEditor, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleReader) reader = rc_bundle_reader_open (path, &error);
  const GPtrArray *list;

  g_assert_no_error (error);
  self->files = g_ptr_array_new_with_free_func (edited_file_free);
  self->folder = g_strdup (rc_bundle_reader_folder (reader));
  list = rc_bundle_reader_list (reader);
  for (guint i = 0; i < list->len; i++)
    {
      const RcBundleMember *member = g_ptr_array_index (list, i);
      EditedFile *file = g_new0 (EditedFile, 1);

      file->path = g_strdup (member->path);
      file->bytes = rc_bundle_reader_read (reader, member->path, 64u << 20, &error);
      g_assert_no_error (error);
      g_ptr_array_add (self->files, file);
    }
  return self;
}

void
bundle_editor_free (BundleEditor *self)
{
  if (self == NULL)
    return;

  g_free (self->folder);
  g_ptr_array_unref (self->files);
  g_free (self);
}

void
bundle_editor_write (BundleEditor *self,
                     const char   *path)
{
  int fd = g_open (path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
  g_autoptr (RcZipWriter) zip = rc_zip_writer_new (fd, DATED_US, RC_ZIP_WIDE_FROM);
  guint64 length;

  g_assert_cmpint (fd, >=, 0);
  for (guint i = 0; i < self->files->len; i++)
    {
      const EditedFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *name = g_strdup_printf ("%s/%s", self->folder, file->path);

      g_assert_cmpint (rc_zip_writer_begin (zip, name, !self->is_stored), ==, 0);
      g_assert_cmpint (rc_zip_writer_append (zip, g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes)), ==, 0);
      g_assert_cmpint (rc_zip_writer_end (zip), ==, 0);
    }
  g_assert_cmpint (rc_zip_writer_finish (zip, &length), ==, 0);
  close (fd);
}

EditedFile *
bundle_editor_find (BundleEditor *self,
                    const char   *path)
{
  for (guint i = 0; i < self->files->len; i++)
    if (strcmp (((EditedFile *) g_ptr_array_index (self->files, i))->path, path) == 0)
      return g_ptr_array_index (self->files, i);
  return NULL;
}

EditedFile *
bundle_editor_like (BundleEditor *self,
                    const char   *begin,
                    const char   *end)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      EditedFile *file = g_ptr_array_index (self->files, i);

      if (g_str_has_prefix (file->path, begin) && g_str_has_suffix (file->path, end))
        return file;
    }
  g_error ("no file like %s…%s", begin, end);
}

static EditedFile *
get (BundleEditor *self,
     const char   *path)
{
  EditedFile *file = bundle_editor_find (self, path);

  if (file == NULL)
    g_error ("no file %s", path);
  return file;
}

static void
set_bytes (EditedFile *file,
           GBytes     *bytes)
{
  g_bytes_unref (file->bytes);
  file->bytes = bytes;
}

void
bundle_editor_set (BundleEditor *self,
                   const char   *path,
                   const char   *text)
{
  set_bytes (get (self, path), g_bytes_new (text, strlen (text)));
}

void
bundle_editor_add (BundleEditor *self,
                   const char   *path,
                   const char   *text)
{
  EditedFile *file = g_new0 (EditedFile, 1);

  file->path = g_strdup (path);
  file->bytes = g_bytes_new (text, strlen (text));
  g_ptr_array_add (self->files, file);
}

void
bundle_editor_remove (BundleEditor *self,
                      const char   *path)
{
  g_assert_true (g_ptr_array_remove (self->files, get (self, path)));
}

void
bundle_editor_replace (BundleEditor *self,
                       const char   *path,
                       const char   *from,
                       const char   *to)
{
  EditedFile *file = get (self, path);
  gsize length;
  const char *text = g_bytes_get_data (file->bytes, &length);
  const char *at = g_strstr_len (text, (gssize) length, from);
  g_autoptr (GString) edited = NULL;

  if (at == NULL)
    g_error ("no “%s” in %s", from, path);
  edited = g_string_new_len (text, at - text);
  g_string_append (edited, to);
  g_string_append_len (edited, at + strlen (from), text + length - (at + strlen (from)));
  set_bytes (file, g_bytes_new (edited->str, edited->len));
}

void
bundle_editor_flip (BundleEditor *self,
                    const char   *path)
{
  EditedFile *file = get (self, path);
  gsize length;
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (file->bytes, &length), g_bytes_get_size (file->bytes));

  g_assert_cmpuint (length, >, 0);
  bytes[length / 2] ^= 1;
  set_bytes (file, g_bytes_new (bytes, length));
}

/* --- Making good again --- */

static void
list_into (BundleEditor *self,
           const char   *manifest,
           gboolean      tags)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      const EditedFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *hex = NULL;
      RcDigest digest;

      if (g_str_has_prefix (file->path, SEALED) || g_str_has_prefix (file->path, "data/") == tags)
        continue;
      if (!tags && strcmp (file->path, manifest) == 0)
        continue;
      rc_digest_compute (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes), &digest);
      hex = rc_digest_dup_hex (&digest);
      g_string_append_printf (text, "%s  %s\n", hex, file->path);
    }
  bundle_editor_set (self, manifest, text->str);
}

void
bundle_editor_relist (BundleEditor *self)
{
  list_into (self, "manifest-sha256.txt", FALSE);
  list_into (self, SEALED, TRUE);
}

typedef struct
{
  guint8 public_key[32];
  guint8 secret_key[64];
  guint8 number[8];
} Attacker;

static void
append_base64 (GString      *text,
               const guint8 *number,
               const char   *letters,
               const guint8 *bytes,
               gsize         length)
{
  guint8 all[2 + 8 + 64];
  g_autofree char *base64 = NULL;

  memcpy (all, letters, 2);
  memcpy (all + 2, number, 8);
  memcpy (all + 10, bytes, length);
  base64 = g_base64_encode (all, 10 + length);
  g_string_append_printf (text, "%s\n", base64);
}

static char *
dup_comment (BundleEditor *self)
{
  const EditedFile *seal = get (self, SEALED ".minisig");
  g_autofree char *text = g_strndup (g_bytes_get_data (seal->bytes, NULL), g_bytes_get_size (seal->bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strdup (lines[2] + strlen ("trusted comment: "));
}

static void
put_key (BundleEditor   *self,
         const Attacker *attacker)
{
  g_autoptr (GString) text = g_string_new ("untrusted comment: the key of the supervisory authority\n");

  append_base64 (text, attacker->number, "Ed", attacker->public_key, sizeof attacker->public_key);
  bundle_editor_set (self, "seal-key.pub", text->str);
}

void
bundle_editor_reseal (BundleEditor *self,
                      const char   *comment)
{
  static const guint8 seed[32] = { 1, 2, 3 };
  Attacker attacker = { .number = { 9, 9, 9, 9, 9, 9, 9, 9 } };
  g_autofree char *kept = dup_comment (self);
  g_autoptr (GString) text = g_string_new ("untrusted comment: signature\n");
  g_autoptr (GByteArray) global = g_byte_array_new ();
  g_autofree char *base64 = NULL;
  const EditedFile *sealed;
  guint8 hash[64], signature[64], second[64];

  if (comment == NULL)
    comment = kept;
  crypto_sign_seed_keypair (attacker.public_key, attacker.secret_key, seed);
  put_key (self, &attacker);
  bundle_editor_relist (self);

  sealed = get (self, SEALED);
  crypto_generichash (hash, sizeof hash, g_bytes_get_data (sealed->bytes, NULL), g_bytes_get_size (sealed->bytes), NULL, 0);
  crypto_sign_detached (signature, NULL, hash, sizeof hash, attacker.secret_key);
  append_base64 (text, attacker.number, "ED", signature, sizeof signature);
  g_byte_array_append (global, signature, sizeof signature);
  g_byte_array_append (global, (const guint8 *) comment, (guint) strlen (comment));
  crypto_sign_detached (second, NULL, global->data, global->len, attacker.secret_key);
  base64 = g_base64_encode (second, sizeof second);
  g_string_append_printf (text, "trusted comment: %s\n%s\n", comment, base64);
  bundle_editor_set (self, SEALED ".minisig", text->str);
}
