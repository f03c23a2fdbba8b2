/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "reports/bundle/reading/bundle-file.h"
#include "reports/bundle/bundle.h"
#include "tests/importers/zip-builder.h"

#define TOP "recount-0123456789abcdef/"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("recount-bundle-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "bundle.zip", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

static void
write_bytes (Fixture *self,
             GBytes  *bytes)
{
  g_assert_true (g_file_set_contents (self->path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
}

/* Whatever is wrong with it, it is refused in one sentence that holds @words. */
static void
assert_refused (Fixture    *self,
                const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleReader) reader = rc_bundle_reader_open (self->path, &error);

  if (reader != NULL)
    g_error ("opened, where “%s” was to be said", words);
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
assert_part_refused (Fixture       *self,
                     const ZipPart *part,
                     const char    *words)
{
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;

  zip_builder_text (builder, TOP "data/first.txt", "first");
  zip_builder_add (builder, part);
  zip_builder_text (builder, TOP "data/last.txt", "last");
  bytes = zip_builder_end (builder, NULL);
  write_bytes (self, bytes);
  assert_refused (self, words);
}

static void
test_read (Fixture       *self,
           gconstpointer  data)
{
  const ZipPart packed = { .name = TOP "data/packed.txt", .data = "packed packed packed", .deflate = TRUE };
  const ZipPart wide = { .name = TOP "data/wide.txt", .data = "wide", .zip64 = TRUE, .deflate = TRUE, .descriptor = TRUE };
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleReader) reader = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  RcDigest digest;

  zip_builder_text (builder, TOP "data/", "");
  zip_builder_text (builder, TOP "data/plain.txt", "plain");
  zip_builder_add (builder, &packed);
  zip_builder_add (builder, &wide);
  bytes = zip_builder_end (builder, NULL);
  write_bytes (self, bytes);

  reader = rc_bundle_reader_open (self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rc_bundle_reader_folder (reader), ==, "recount-0123456789abcdef");
  g_assert_cmpuint (rc_bundle_reader_list (reader)->len, ==, 3);
  rc_digest_compute (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &digest);
  g_assert_true (rc_digest_equal (&digest, rc_bundle_reader_digest (reader)));

  first = rc_bundle_reader_read (reader, "data/plain.txt", 100, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_bytes_get_data (first, NULL), ==, "plain");
  second = rc_bundle_reader_read (reader, "data/wide.txt", 4, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_bytes_get_data (second, NULL), ==, "wide");

  g_assert_false (rc_bundle_reader_has (reader, "data/absent.txt"));
  g_assert_null (rc_bundle_reader_read (reader, "data/absent.txt", 100, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE);
  g_clear_error (&error);
  g_assert_null (rc_bundle_reader_read (reader, "data/packed.txt", 10, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE);
}

/* What was checked is what is read: a member that another process has exchanged meanwhile is no member any more. */
static void
test_pinned (Fixture       *self,
             gconstpointer  data)
{
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleReader) reader = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) good = NULL;
  RcDigest digest;

  zip_builder_text (builder, TOP "data/plain.txt", "plain");
  bytes = zip_builder_end (builder, NULL);
  write_bytes (self, bytes);
  reader = rc_bundle_reader_open (self->path, &error);
  g_assert_no_error (error);

  rc_digest_compute ("plain", 5, &digest);
  rc_bundle_reader_pin (reader, "data/plain.txt", &digest);
  good = rc_bundle_reader_read (reader, "data/plain.txt", 100, &error);
  g_assert_no_error (error);

  rc_digest_compute ("other", 5, &digest);
  rc_bundle_reader_pin (reader, "data/plain.txt", &digest);
  g_assert_null (rc_bundle_reader_read (reader, "data/plain.txt", 100, &error));
  g_assert_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED);
}

static void
test_names (Fixture       *self,
            gconstpointer  data)
{
  static const struct { const char *name; guint flags; const char *words; } cases[] = {
    { "/etc/passwd", 0, "begins at the root" },
    { TOP "../escape.txt", 0, "leads elsewhere" },
    { TOP "data/../../escape.txt", 0, "leads elsewhere" },
    { TOP "data/./x.txt", 0, "leads elsewhere" },
    { TOP "data\\x.txt", 0, "backslash" },
    { "C:/x.txt", 0, "backslash or a colon" },
    { TOP "data/x.txt:hidden", 0, "colon" },
    { TOP "data/x.txt.", 0, "ends with a dot" },
    { TOP "data/x.txt ", 0, "space" },
    { TOP "data//x.txt", 0, "an empty part" },
    { TOP "data/nul.txt", 0, "device" },
    { TOP "data/COM1", 0, "device" },
    { TOP "data/a\x07.txt", 0, "cannot be seen" },
    { TOP "data/a\u202etxt.exe", 0x800, "cannot be seen" },
    { TOP "data/\xff.txt", 0x800, "not UTF-8" },
    { TOP "data/\u00e4.txt", 0, "marked as UTF-8" },
    { TOP "data/what?.txt", 0, "Windows" },
    { TOP "data/FIRST.txt", 0, "whatever its case" },
    { TOP "data/first.txt", 0, "another member of this name" },
    { TOP "data/first.txt/below.txt", 0, "a folder" },
    { TOP "data/empty/", 0, "nothing in it" },
    { "other-folder/data/x.txt", 0, "one folder" },
    { "beside.txt", 0, "everything in one folder" },
    { TOP "data/very/d/e/e/p/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/a/b/c/d/e/f/g/h/i/j/k/l/m/n",
      0, "too many folders" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean folder = g_str_has_suffix (cases[i].name, "/");
      const ZipPart part = { .name = cases[i].name, .data = folder ? "" : "x", .flags = cases[i].flags };

      assert_part_refused (self, &part, cases[i].words);
    }
}

static void
test_unicode_twins (Fixture       *self,
                    gconstpointer  data)
{
  const ZipPart composed = { .name = TOP "data/\u00e4.txt", .data = "a", .flags = 0x800 };
  const ZipPart apart = { .name = TOP "data/A\u0308.txt", .data = "b", .flags = 0x800 };
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;

  zip_builder_add (builder, &composed);
  zip_builder_add (builder, &apart);
  bytes = zip_builder_end (builder, NULL);
  write_bytes (self, bytes);
  assert_refused (self, "form of Unicode");
}

static void
test_parts (Fixture       *self,
            gconstpointer  data)
{
  static const guint8 other_name[] = { 0x75, 0x70, 6, 0, 1, 0, 0, 0, 0, 'x' };
  g_autofree char *zeros = g_malloc0 (4u << 20);
  const ZipPart local_name = { .name = TOP "data/x.txt", .data = "x", .local_name = TOP "data/y.txt" };
  const ZipPart local_size = { .name = TOP "data/x.txt", .data = "x", .local_size = 1 };
  const ZipPart local_crc = { .name = TOP "data/x.txt", .data = "x", .local_crc32 = 1 };
  const ZipPart encrypted = { .name = TOP "data/x.txt", .data = "x", .flags = 1 };
  const ZipPart method = { .name = TOP "data/x.txt", .data = "x", .method = 12 };
  const ZipPart link = { .name = TOP "data/x.txt", .data = "/etc/passwd", .made_by = 3, .mode = 0120777 };
  const ZipPart not_listed = { .name = TOP "data/x.txt", .data = "x", .not_listed = TRUE };
  const ZipPart not_written = { .name = TOP "data/x.txt", .data = "x", .not_written = TRUE };
  const ZipPart comment = { .name = TOP "data/x.txt", .data = "x", .comment = "a note" };
  const ZipPart extra = { .name = TOP "data/x.txt", .data = "x", .extra = other_name, .extra_length = sizeof other_name };
  const ZipPart bomb = { .name = TOP "data/x.txt", .data = zeros, .length = 4u << 20, .deflate = TRUE };

  assert_part_refused (self, &local_name, "not what the directory says");
  assert_part_refused (self, &local_size, "not what the directory says");
  assert_part_refused (self, &local_crc, "not what the directory says");
  assert_part_refused (self, &encrypted, "encrypted");
  assert_part_refused (self, &method, "method");
  assert_part_refused (self, &link, "symbolic link");
  assert_part_refused (self, &not_listed, "belong to nothing");
  assert_part_refused (self, &not_written, "expected");
  assert_part_refused (self, &comment, "no comment");
  assert_part_refused (self, &extra, "one name");
  assert_part_refused (self, &bomb, "times what is stored");
}

/* A checksum that is wrong everywhere is found when the member is read. */
static void
test_checksum (Fixture       *self,
               gconstpointer  data)
{
  const ZipPart part = { .name = TOP "data/x.txt", .data = "x", .crc32 = 1 };
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleReader) reader = NULL;
  g_autoptr (GBytes) bytes = NULL;

  zip_builder_add (builder, &part);
  bytes = zip_builder_end (builder, NULL);
  write_bytes (self, bytes);
  reader = rc_bundle_reader_open (self->path, &error);
  g_assert_no_error (error);
  g_assert_null (rc_bundle_reader_read (reader, "data/x.txt", 100, &error));
  g_assert_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED);
}

static GBytes *
make_zip (const char *comment)
{
  ZipBuilder *builder = zip_builder_new ();

  zip_builder_text (builder, TOP "data/first.txt", "first");
  zip_builder_text (builder, TOP "data/last.txt", "last");
  return zip_builder_end (builder, comment);
}

static void
test_around (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GBytes) good = make_zip (NULL);
  g_autoptr (GBytes) commented = make_zip ("a comment");
  gsize length;
  const guint8 *bytes = g_bytes_get_data (good, &length);
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_autoptr (GByteArray) shifted = g_byte_array_new ();

  write_bytes (self, commented);
  assert_refused (self, "comment");

  g_byte_array_append (longer, bytes, (guint) length);
  g_byte_array_append (longer, (const guint8 *) "more", 4);
  g_assert_true (g_file_set_contents (self->path, (const char *) longer->data, longer->len, NULL));
  assert_refused (self, "after the end");

  g_byte_array_append (shifted, (const guint8 *) "more", 4);
  g_byte_array_append (shifted, bytes, (guint) length);
  g_assert_true (g_file_set_contents (self->path, (const char *) shifted->data, shifted->len, NULL));
  assert_refused (self, "before the first member");

  for (gsize cut = 1; cut < length; cut += 7)
    {
      g_assert_true (g_file_set_contents (self->path, (const char *) bytes, (gssize) (length - cut), NULL));
      assert_refused (self, "no bundle");
    }
}

static void
test_no_zip (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) empty = zip_builder_end (zip_builder_new (), NULL);

  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  assert_refused (self, "empty");
  g_assert_true (g_file_set_contents (self->path, "some text\n", -1, NULL));
  assert_refused (self, "not a zip");
  write_bytes (self, empty);
  assert_refused (self, "nothing is in it");

  g_unlink (self->path);
  g_mkdir (self->path, 0700);
  assert_refused (self, "folder");
  g_rmdir (self->path);
  g_assert_null (rc_bundle_reader_open (self->path, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/bundle-file/read", test_read);
  ADD ("/bundle-file/pinned", test_pinned);
  ADD ("/bundle-file/names", test_names);
  ADD ("/bundle-file/unicode-twins", test_unicode_twins);
  ADD ("/bundle-file/parts", test_parts);
  ADD ("/bundle-file/checksum", test_checksum);
  ADD ("/bundle-file/around", test_around);
  ADD ("/bundle-file/no-zip", test_no_zip);

  return g_test_run ();
}
