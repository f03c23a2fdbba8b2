/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/cbor.h"
#include "core/digest.h"

static gboolean
is_read (const char  *hex,
         const char **out_fault)
{
  g_autofree guint8 *bytes = NULL;
  RcCborReader reader;
  gsize length = 0;

  bytes = rc_bytes_from_hex (hex, strlen (hex), &length);
  rc_cbor_reader_init (&reader, bytes, length);
  (void) (rc_cbor_skip (&reader) && rc_cbor_finish (&reader));
  *out_fault = reader.fault;
  return reader.fault == NULL;
}

static void
test_good (void)
{
  static const char * const good[] = {
    "00", "17", "1818", "1903e8", "1a000f4240", "1bffffffffffffffff", "20", "3863", "40", "4401020304", "60", "6161", "62c3bc", "80",
    "83010203", "a0", "a201020304", "a26161016162820203", "c074323031332d30332d32315432303a30343a30305a", "f4", "f6", "f93c00",
    "fb3ff199999999999a", "d28440a04040",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      const char *fault = NULL;

      g_test_message ("%s", good[i]);
      g_assert_true (is_read (good[i], &fault));
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *hex;
    const char *fault;
  } bad[] = {
    { "18", "ends within" },
    { "1c", "no item begins" },
    { "41", "more bytes" },
    { "61ff", "UTF-8" },
    { "82", "more items" },
    { "8201", "more items" },
    { "820181", "more items" },
    { "a101", "more items" },
    { "a201020103", "key twice" },
    { "a20102180103", "key twice" },
    { "a2616101616102", "key twice" },
    { "82a2010201030404", "key twice" },
    { "5f40ff", "left open" },
    { "9fff", "left open" },
    { "bfff", "left open" },
    { "0000", "follows" },
    { "c0", "should stand" },
    /* C74: a string of 2^62 bytes, and arrays and maps of as many items. */
    { "5b4000000000000000", "more bytes" },
    { "7b4000000000000000", "more bytes" },
    { "9b4000000000000000", "more items" },
    { "bb4000000000000000", "more items" },
    { "9bffffffffffffffff", "more items" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *fault = NULL;

      g_test_message ("%s", bad[i].hex);
      g_assert_false (is_read (bad[i].hex, &fault));
      g_assert_nonnull (strstr (fault, bad[i].fault));
    }
}

static void
test_deep (void)
{
  for (guint depth = 1; depth < 100000; depth = depth * 3 + 1)
    {
      g_autofree guint8 *bytes = g_malloc (depth);
      RcCborReader reader;

      memset (bytes, 0x81, depth);
      bytes[depth - 1] = 0x01;
      rc_cbor_reader_init (&reader, bytes, depth);
      g_assert_cmpint (rc_cbor_skip (&reader), ==, depth <= RC_LIMIT_CBOR_DEPTH);
    }
}

static void
test_many (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  RcCborReader reader;

  rc_cbor_append_head (bytes, RC_CBOR_ARRAY, RC_LIMIT_CBOR_ITEMS);
  for (guint i = 0; i < RC_LIMIT_CBOR_ITEMS; i++)
    rc_cbor_append_head (bytes, RC_CBOR_UNSIGNED, 1);
  rc_cbor_reader_init (&reader, bytes->data, bytes->len);
  g_assert_false (rc_cbor_skip (&reader));
  g_assert_nonnull (strstr (reader.fault, "more items than are read"));
}

static void
test_map (void)
{
  static const guint8 bytes[] = { 0xa3, 0x01, 0x26, 0x04, 0x42, 'a', 'b', 0x38, 0x63, 0x82, 0x01, 0x02 };
  g_autoptr (GArray) map = NULL;
  RcCborReader reader;
  RcCborItem item;
  gint64 number = 0;

  rc_cbor_reader_init (&reader, bytes, sizeof bytes);
  map = rc_cbor_read_map (&reader);
  g_assert_nonnull (map);
  g_assert_true (rc_cbor_finish (&reader));
  g_assert_true (rc_cbor_entry_read (rc_cbor_map_get (map, 1), &item));
  g_assert_true (rc_cbor_item_integer (&item, &number));
  g_assert_cmpint (number, ==, -7);
  g_assert_true (rc_cbor_entry_read (rc_cbor_map_get (map, 4), &item));
  g_assert_cmpmem (item.bytes, item.length, "ab", 2);
  g_assert_cmpuint (rc_cbor_map_get (map, -100)->length, ==, 3);
  g_assert_null (rc_cbor_map_get (map, 5));
}

static void
test_write (void)
{
  static const guint64 numbers[] = { 0, 23, 24, 255, 256, 65535, 65536, G_MAXUINT32, (guint64) G_MAXUINT32 + 1, G_MAXUINT64 };
  static const guint lengths[] = { 1, 1, 2, 2, 3, 3, 5, 5, 9, 9 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      RcCborReader reader;
      RcCborItem item;

      rc_cbor_append_head (bytes, RC_CBOR_UNSIGNED, numbers[i]);
      g_assert_cmpuint (bytes->len, ==, lengths[i]);
      rc_cbor_reader_init (&reader, bytes->data, bytes->len);
      g_assert_true (rc_cbor_read (&reader, &item));
      g_assert_cmpuint (item.argument, ==, numbers[i]);
    }
}

/* Every cut and every flipped bit of a message is read or refused, within its bytes. */
static void
test_mutations (void)
{
  static const char hex[] = "d28443a10126a2044231310fa2016161026162581a54686973206973a301020304056161820102f6c1004101";
  gsize length = 0;
  g_autofree guint8 *bytes = rc_bytes_from_hex (hex, strlen (hex), &length);

  for (gsize i = 0; i < length; i++)
    for (guint bit = 0; bit < 9; bit++)
      {
        gsize used = bit < 8 ? length : i;
        g_autofree guint8 *copy = g_memdup2 (bytes, MAX (used, 1));
        RcCborReader reader;

        if (bit < 8)
          copy[i] ^= (guint8) (1 << bit);
        rc_cbor_reader_init (&reader, copy, used);
        (void) (rc_cbor_skip (&reader) && rc_cbor_finish (&reader));
        g_assert_cmpuint (reader.place, <=, used);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cbor/good", test_good);
  g_test_add_func ("/cbor/C74/bad", test_bad);
  g_test_add_func ("/cbor/deep", test_deep);
  g_test_add_func ("/cbor/many", test_many);
  g_test_add_func ("/cbor/map", test_map);
  g_test_add_func ("/cbor/write", test_write);
  g_test_add_func ("/cbor/mutations", test_mutations);
  return g_test_run ();
}
