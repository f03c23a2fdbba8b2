/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo-folder.h"

#include <glib/gstdio.h>

#include "importers/demo/demo.h"

#define FLUSH_BYTES (256u << 10)

struct _RcDemoFolder
{
  char       *root;
  gboolean    made_root;
  GHashTable *digests;   /* path below the root → hexadecimal digest; "" until the file is closed */
  GPtrArray  *folders;   /* paths below the root, in the order in which they were made */
};

static gboolean
check_empty (const char  *path,
             GError     **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);

  if (dir == NULL)
    return FALSE;
  if (g_dir_read_name (dir) == NULL)
    return TRUE;

  g_set_error (error, RC_DEMO_ERROR, RC_DEMO_ERROR_NOT_EMPTY,
               "The folder \"%s\" is not empty; name a new one for the demo set", path);
  return FALSE;
}

/**
 * rc_demo_folder_new:
 * @path: of the folder, which is made where it is absent
 *
 * Returns: (transfer full) (nullable): %NULL where the folder is not empty (RC_DEMO_ERROR_NOT_EMPTY) or cannot be made
 */
RcDemoFolder *
rc_demo_folder_new (const char  *path,
                    GError     **error)
{
  g_autoptr (RcDemoFolder) self = g_new0 (RcDemoFolder, 1);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  self->root = g_file_get_path (file);
  self->digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->folders = g_ptr_array_new_with_free_func (g_free);

  if (g_file_test (self->root, G_FILE_TEST_EXISTS))
    {
      if (!check_empty (self->root, error))
        return NULL;
      return g_steal_pointer (&self);
    }

  if (!g_file_make_directory_with_parents (file, /* cancellable= */ NULL, error))
    return NULL;
  self->made_root = TRUE;
  return g_steal_pointer (&self);
}

void
rc_demo_folder_free (RcDemoFolder *self)
{
  if (self == NULL)
    return;

  g_free (self->root);
  g_clear_pointer (&self->digests, g_hash_table_unref);
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  g_free (self);
}

/**
 * rc_demo_folder_take_back:
 *
 * Removes what was written, and nothing else: half an evidence set is worse than none.
 */
void
rc_demo_folder_take_back (RcDemoFolder *self)
{
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, self->digests);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      g_autofree char *full = rc_demo_folder_dup_path (self, path);

      (void) g_unlink (full);
    }

  for (guint i = self->folders->len; i-- > 0;)
    {
      g_autofree char *full = rc_demo_folder_dup_path (self, self->folders->pdata[i]);

      (void) g_rmdir (full);
    }

  if (self->made_root)
    (void) g_rmdir (self->root);
}

char *
rc_demo_folder_dup_path (RcDemoFolder *self,
                         const char   *path)
{
  return g_build_filename (self->root, path, NULL);
}

/**
 * rc_demo_folder_make:
 * @path: below the root; the folder above it exists
 */
gboolean
rc_demo_folder_make (RcDemoFolder *self,
                     const char   *path,
                     GError      **error)
{
  g_autofree char *full = rc_demo_folder_dup_path (self, path);
  g_autoptr (GFile) file = g_file_new_for_path (full);

  if (!g_file_make_directory (file, /* cancellable= */ NULL, error))
    return FALSE;

  g_ptr_array_add (self->folders, g_strdup (path));
  return TRUE;
}

/**
 * rc_demo_folder_write:
 * @text: the whole content
 */
gboolean
rc_demo_folder_write (RcDemoFolder *self,
                      const char   *path,
                      const char   *text,
                      GError      **error)
{
  g_autoptr (RcDemoFile) file = rc_demo_file_new (self, path, error);

  if (file == NULL)
    return FALSE;

  rc_demo_text_string (&file->text, text);
  return rc_demo_file_close (file, error);
}

/**
 * rc_demo_folder_announce:
 * @path: a file that somebody else is about to write
 */
void
rc_demo_folder_announce (RcDemoFolder *self,
                         const char   *path)
{
  g_hash_table_replace (self->digests, g_strdup (path), g_strdup (""));
}

/**
 * rc_demo_folder_digest:
 * @path: a file that was announced and is complete now
 */
gboolean
rc_demo_folder_digest (RcDemoFolder *self,
                       const char   *path,
                       GError      **error)
{
  g_autofree char *full = rc_demo_folder_dup_path (self, path);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  RcDigest digest;

  if (!g_file_get_contents (full, &bytes, &length, error))
    return FALSE;

  rc_digest_compute (bytes, length, &digest);
  g_hash_table_replace (self->digests, g_strdup (path), rc_digest_dup_hex (&digest));
  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/**
 * rc_demo_folder_dup_list:
 * @top: a folder below the root, with '/' at its end
 *
 * Returns: (transfer full): the files below @top in the format of sha256sum(1), by name
 */
char *
rc_demo_folder_dup_list (RcDemoFolder *self,
                         const char   *top)
{
  guint length = 0;
  g_autofree const char **paths = (const char **) g_hash_table_get_keys_as_array (self->digests, &length);
  GString *list = g_string_new (NULL);

  qsort (paths, length, sizeof *paths, compare_names);
  for (guint i = 0; i < length; i++)
    {
      const char *path = paths[i];

      if (g_str_has_prefix (path, top))
        g_string_append_printf (list, "%s  %s\n",
                                (const char *) g_hash_table_lookup (self->digests, path), path + strlen (top));
    }

  return g_string_free (list, FALSE);
}

/**
 * rc_demo_file_new:
 *
 * Returns: (transfer full) (nullable): a new file; @folder must live as long
 */
RcDemoFile *
rc_demo_file_new (RcDemoFolder *folder,
                  const char   *path,
                  GError      **error)
{
  g_autoptr (RcDemoFile) self = g_new0 (RcDemoFile, 1);
  g_autofree char *full = rc_demo_folder_dup_path (folder, path);
  g_autoptr (GFile) file = g_file_new_for_path (full);

  self->folder = folder;
  self->path = g_strdup (path);
  self->stream = g_file_create (file, G_FILE_CREATE_NONE, /* cancellable= */ NULL, error);
  if (self->stream == NULL)
    return NULL;

  self->hasher = rc_hasher_new ();
  rc_demo_folder_announce (folder, path);
  return g_steal_pointer (&self);
}

void
rc_demo_file_free (RcDemoFile *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  g_clear_pointer (&self->hasher, rc_hasher_free);
  rc_demo_text_clear (&self->text);
  g_free (self->path);
  g_free (self);
}

static gboolean
flush (RcDemoFile  *self,
       GError     **error)
{
  if (!g_output_stream_write_all (G_OUTPUT_STREAM (self->stream), self->text.bytes, self->text.length,
                                  /* bytes_written= */ NULL, /* cancellable= */ NULL, error))
    {
      g_prefix_error (error, "\"%s\" could not be written: ", self->path);
      return FALSE;
    }

  rc_hasher_update (self->hasher, self->text.bytes, self->text.length);
  self->text.length = 0;
  return TRUE;
}

/**
 * rc_demo_file_end_line:
 *
 * Ends the line that was appended to @text.
 */
gboolean
rc_demo_file_end_line (RcDemoFile  *self,
                       GError     **error)
{
  rc_demo_text_literal (&self->text, "\n");
  self->lines++;
  return self->text.length < FLUSH_BYTES || flush (self, error);
}

/**
 * rc_demo_file_close:
 *
 * Writes what is left and closes the file; its digest stands in the folder's list from now on.
 */
gboolean
rc_demo_file_close (RcDemoFile  *self,
                    GError     **error)
{
  RcDigest digest;

  if (!flush (self, error)
      || !g_output_stream_close (G_OUTPUT_STREAM (self->stream), /* cancellable= */ NULL, error))
    return FALSE;

  rc_hasher_finish (self->hasher, &digest);
  g_hash_table_replace (self->folder->digests, g_strdup (self->path), rc_digest_dup_hex (&digest));
  return TRUE;
}
