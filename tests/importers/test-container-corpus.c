/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "container-fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "core/bounds.h"
#include "importers/importers.h"

/* Every container of the corpus, as deep as they are nested: walked without a fault, and what comes out is what libarchive takes
 * out of the same bytes. */

static guint n_walked;

static struct archive *
open_with_library (const RcContainer *container,
                   GBytes            *bytes)
{
  struct archive *archive = archive_read_new ();
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (g_str_equal (container->id, "zip"))
    archive_read_support_format_zip_seekable (archive);
  else if (g_str_equal (container->id, "tar"))
    archive_read_support_format_tar (archive);
  else
    archive_read_support_format_raw (archive);

  if (g_str_equal (container->id, "gzip"))
    archive_read_support_filter_gzip (archive);
  if (g_str_equal (container->id, "zstd"))
    archive_read_support_filter_zstd (archive);

  g_assert_cmpint (archive_read_open_memory (archive, data, length), ==, ARCHIVE_OK);
  return archive;
}

static GByteArray *
read_with_library (struct archive *archive)
{
  GByteArray *content = g_byte_array_new ();
  guint8 buffer[16384];
  la_ssize_t n;

  while ((n = archive_read_data (archive, buffer, sizeof buffer)) > 0)
    g_byte_array_append (content, buffer, (guint) n);
  g_assert_cmpint (n, ==, 0);
  return content;
}

static void
assert_like_library (const RcContainer *container,
                     GBytes            *bytes,
                     Walked            *walked)
{
  struct archive *archive = open_with_library (container, bytes);
  struct archive_entry *entry;
  guint n = 0;

  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      g_autoptr (GByteArray) content = NULL;
      WalkedMember *member;

      if (archive_entry_filetype (entry) != AE_IFREG)
        continue;

      content = read_with_library (archive);
      member = walked->members->len == 1 ? g_ptr_array_index (walked->members, 0)
                                         : walked_find (walked, archive_entry_pathname (entry));
      g_assert_nonnull (member);
      g_assert_cmpmem (member->content->data, member->content->len, content->data, content->len);
      n++;
    }

  g_assert_cmpuint (n, ==, walked->members->len);
  archive_read_free (archive);
}

static void
walk_deep (GBytes     *bytes,
           const char *name,
           guint       depth)
{
  gsize length;
  const char *head = g_bytes_get_data (bytes, &length);
  const RcContainer *container = rc_container_choose (head, MIN (length, RC_LIMIT_SAMPLE_BYTES));
  g_autoptr (Walked) walked = NULL;

  if (container == NULL)
    return;

  g_test_message ("%s: %s", container->id, name);
  g_assert_cmpuint (depth, <=, RC_LIMIT_CONTAINER_DEPTH);
  walked = walk_bytes (container, bytes);
  for (guint i = 0; i < walked->faults->len; i++)
    g_error ("%s: %s", name, ((WalkedFault *) g_ptr_array_index (walked->faults, i))->message);
  assert_like_library (container, bytes, walked);
  n_walked++;

  for (guint i = 0; i < walked->members->len; i++)
    {
      WalkedMember *member = g_ptr_array_index (walked->members, i);
      g_autoptr (GBytes) content = g_bytes_new (member->content->data, member->content->len);

      walk_deep (content, member->name, depth + 1);
    }
}

static void
walk_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autoptr (GMappedFile) file = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        {
          walk_folder (child);
          continue;
        }

      file = g_mapped_file_new (child, FALSE, NULL);
      g_assert_nonnull (file);
      bytes = g_mapped_file_get_bytes (file);
      walk_deep (bytes, child, 1);
    }
}

static void
test_corpus (void)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");

  if (corpus == NULL || !g_file_test (corpus, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the corpus is not here");
      return;
    }

  walk_folder (corpus);
  g_test_message ("%u containers", n_walked);
  g_assert_cmpuint (n_walked, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();

  g_test_add_func ("/container-corpus/walk", test_corpus);

  return g_test_run ();
}
