/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalogue.h"

#include <string.h>

#define HEAD_SIZE 28

typedef struct
{
  const char *original;
  gsize       original_length;
  const char *translation;
  gsize       translation_length;
} Entry;

#define ENTRY(original,translation) { original, sizeof original - 1, translation, sizeof translation - 1 }

static const Entry entries[] = {
  ENTRY ("", "Language: xx\n"),
  ENTRY ("%u record\0%u records", "%u eins\0%u viele"),
  ENTRY ("Close", "Schließen"),
  ENTRY ("person\004Close", "Nah"),
};

static void
append_number (GByteArray *file,
               guint32     number,
               gboolean    is_swapped)
{
  guint32 written = is_swapped ? GUINT32_SWAP_LE_BE (number) : number;

  g_byte_array_append (file, (const guint8 *) &written, sizeof written);
}

static void
append_row (GByteArray *file,
            gsize       length,
            gsize      *offset,
            gboolean    is_swapped)
{
  append_number (file, (guint32) length, is_swapped);
  append_number (file, (guint32) *offset, is_swapped);
  *offset += length + 1;
}

static GByteArray *
make_file (gboolean is_swapped)
{
  GByteArray *file = g_byte_array_new ();
  guint n = G_N_ELEMENTS (entries);
  gsize offset = HEAD_SIZE + (gsize) n * 16;

  append_number (file, 0x950412de, is_swapped);
  append_number (file, 0, is_swapped);
  append_number (file, n, is_swapped);
  append_number (file, HEAD_SIZE, is_swapped);
  append_number (file, HEAD_SIZE + n * 8, is_swapped);
  append_number (file, 0, is_swapped);
  append_number (file, 0, is_swapped);

  for (guint i = 0; i < n; i++)
    append_row (file, entries[i].original_length, &offset, is_swapped);
  for (guint i = 0; i < n; i++)
    append_row (file, entries[i].translation_length, &offset, is_swapped);
  for (guint i = 0; i < n; i++)
    g_byte_array_append (file, (const guint8 *) entries[i].original, (guint) entries[i].original_length + 1);
  for (guint i = 0; i < n; i++)
    g_byte_array_append (file, (const guint8 *) entries[i].translation, (guint) entries[i].translation_length + 1);
  return file;
}

static RcCatalogue *
read_file (const GByteArray *file,
           GError          **error)
{
  /* A copy of just the bytes, so that a read beyond them is noticed. */
  g_autoptr (GBytes) bytes = g_bytes_new (file->data, file->len);

  return rc_catalogue_new (bytes, error);
}

static void
test_find (gconstpointer data)
{
  g_autoptr (GByteArray) file = make_file (GPOINTER_TO_INT (data));
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCatalogue) catalogue = read_file (file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rc_catalogue_count (catalogue), ==, 4);
  g_assert_cmpstr (rc_catalogue_find (catalogue, "Close"), ==, "Schließen");
  g_assert_cmpstr (rc_catalogue_find (catalogue, "person\004Close"), ==, "Nah");
  g_assert_null (rc_catalogue_find (catalogue, "Clos"));
  g_assert_null (rc_catalogue_find (catalogue, "Closed"));
  g_assert_null (rc_catalogue_find (catalogue, "zzz"));
  g_assert_cmpstr (rc_catalogue_find_form (catalogue, "%u record", 0), ==, "%u eins");
  g_assert_cmpstr (rc_catalogue_find_form (catalogue, "%u record", 1), ==, "%u viele");
  g_assert_null (rc_catalogue_find_form (catalogue, "%u record", 2));
  g_assert_null (rc_catalogue_find_form (catalogue, "Close", 1));
}

static void
assert_refused (const GByteArray *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCatalogue) catalogue = read_file (file, &error);

  g_assert_error (error, RC_CATALOGUE_ERROR, RC_CATALOGUE_ERROR_MALFORMED);
  g_assert_null (catalogue);
}

static void
test_cut_anywhere (void)
{
  g_autoptr (GByteArray) file = make_file (FALSE);

  while (file->len > 0)
    {
      g_byte_array_set_size (file, file->len - 1);
      assert_refused (file);
    }
}

static void
set_number (GByteArray *file,
            gsize       offset,
            guint32     number)
{
  memcpy (file->data + offset, &number, sizeof number);
}

static void
test_damaged (void)
{
  const struct { gsize offset; guint32 number; } cases[] = {
    { 0, 0x12345678 },              /* no catalogue */
    { 4, 0x10000 },                 /* a form of later times */
    { 8, G_MAXUINT32 },             /* more texts than the file can hold */
    { 12, G_MAXUINT32 },            /* a table beyond the end */
    { 16, G_MAXUINT32 - 7 },
    { HEAD_SIZE, G_MAXUINT32 },     /* a text longer than the file */
    { HEAD_SIZE + 4, G_MAXUINT32 }, /* a text beyond the end */
    { HEAD_SIZE, 1 },               /* a text that does not end */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) file = make_file (FALSE);

      set_number (file, cases[i].offset, cases[i].number);
      assert_refused (file);
    }
}

static void
test_out_of_order (void)
{
  g_autoptr (GByteArray) file = make_file (FALSE);
  guint8 row[8];

  memcpy (row, file->data + HEAD_SIZE + 8, 8);
  memcpy (file->data + HEAD_SIZE + 8, file->data + HEAD_SIZE + 16, 8);
  memcpy (file->data + HEAD_SIZE + 16, row, 8);
  assert_refused (file);
}

static void
test_not_utf8 (void)
{
  g_autoptr (GByteArray) file = make_file (FALSE);
  guint8 *at = memmem (file->data, file->len, "%u viele", 8);

  g_assert_nonnull (at);
  at[3] = 0xff;
  assert_refused (file);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/catalogue/find", GINT_TO_POINTER (FALSE), test_find);
  g_test_add_data_func ("/catalogue/find-other-byte-order", GINT_TO_POINTER (TRUE), test_find);
  g_test_add_func ("/catalogue/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/catalogue/damaged", test_damaged);
  g_test_add_func ("/catalogue/out-of-order", test_out_of_order);
  g_test_add_func ("/catalogue/not-utf8", test_not_utf8);
  return g_test_run ();
}
