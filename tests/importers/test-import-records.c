/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "import-fixture.h"

/* How a source is cut into records: leaves tile it, every record is read back, the tree is the one that the bytes give, and a
 * proof holds for what was imported and for nothing else. */

typedef struct
{
  const char *name;
  guint       lines;
  guint       length;       /* of a line at least, with its line end */
  gboolean    ragged;       /* lengths that differ, some of them large */
  gboolean    no_last_end;
  gboolean    short_first;  /* so that the first bytes look like lines */
} Shape;

static const Shape shapes[] = {
  { "one", 1, 20, FALSE, FALSE },
  { "one-without-end", 1, 20, FALSE, TRUE },
  { "one-of-two-blocks", 1, 400000, FALSE, TRUE },
  { "tile-less-one", 255, 20, FALSE, FALSE },
  { "tile", 256, 20, FALSE, FALSE },
  { "tile-and-one", 257, 20, FALSE, TRUE },
  { "two-tiles", 512, 700, FALSE, FALSE },
  { "thousand", 1000, 20, FALSE, FALSE },
  { "thousand-ragged", 1000, 20, TRUE, FALSE },
  { "thousand-long", 1000, 3000, TRUE, TRUE },
  { "few-of-blocks", 9, 262144, FALSE, FALSE },
  { "few-beyond-blocks", 9, 262145, FALSE, FALSE },
  { "lines-of-blocks", 9, 262144, FALSE, FALSE, TRUE },
  { "lines-beyond-blocks", 300, 131073, FALSE, TRUE, TRUE },
  { "many", 70000, 12, FALSE, FALSE },
  { "many-ragged", 70000, 30, TRUE, TRUE },
  { "empty-lines", 300, 1, FALSE, FALSE },
};

static GString *
make_lines (const Shape *shape)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260401);

  for (guint i = 1; i <= shape->lines; i++)
    {
      gsize begin = text->len;
      gsize length = shape->short_first && i == 1 ? 9 : shape->length;

      if (shape->ragged && g_rand_int_range (rand, 0, 50) == 0)
        length += (gsize) g_rand_int_range (rand, 0, 4000);
      if (shape->ragged && i == shape->lines / 2)
        length += 600000;
      if (length > 1)
        g_string_append_printf (text, "%u ", i);
      while (text->len - begin + 1 < length)
        g_string_append_c (text, (char) ('a' + (i + text->len) % 26));
      g_string_append_c (text, '\n');
    }

  if (shape->no_last_end)
    g_string_truncate (text, text->len - 1);
  return text;
}

/* Where each record ends, found in the plainest way. */
static GArray *
find_ends (const GString *text)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize i = 1; i <= text->len; i++)
    if (text->str[i - 1] == '\n' || i == text->len)
      g_array_append_val (ends, i);
  return ends;
}

static GArray *
hash_leaves (const char   *bytes,
             const GArray *ends)
{
  GArray *leaves = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  gsize begin = 0;

  for (guint i = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);
      g_autofree guint8 *preimage = g_malloc (end - begin + 1);
      RcDigest leaf;

      preimage[0] = 0;
      memcpy (preimage + 1, bytes + begin, end - begin);
      rc_digest_compute (preimage, end - begin + 1, &leaf);
      g_array_append_val (leaves, leaf);
      begin = end;
    }
  return leaves;
}

/* Reads a record again and compares its place and its bytes. */
static void
assert_record (RcRecordReader *reader,
               gint64          source,
               guint64         record,
               const char     *bytes,
               gsize           begin,
               gsize           end)
{
  g_autoptr (GError) error = NULL;
  guint64 offset = 0;
  g_autoptr (GBytes) read = rc_record_reader_read (reader, source, record, &offset, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (offset, ==, begin);
  g_assert_cmpmem (g_bytes_get_data (read, NULL), g_bytes_get_size (read), bytes + begin, end - begin);
}

static void
assert_records (ImportFixture  *fixture,
                const RcSource *source,
                const char     *bytes,
                const GArray   *ends)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));

  /* In order, and then from the end in strides, so that neither tile nor block is the one used last. */
  for (guint i = 0; i < ends->len; i++)
    assert_record (reader, source->id, i + 1, bytes, i == 0 ? 0 : g_array_index (ends, gsize, i - 1), g_array_index (ends, gsize, i));
  for (guint i = ends->len; i-- > 0;)
    {
      if (i % 601 == 0)
        assert_record (reader, source->id, i + 1, bytes, i == 0 ? 0 : g_array_index (ends, gsize, i - 1),
                       g_array_index (ends, gsize, i));
    }
}

static void
assert_beyond (ImportFixture  *fixture,
               const RcSource *source)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  const guint64 beyond[] = { 0, source->records + 1, source->records + 300, G_MAXUINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (beyond); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rc_record_reader_read (reader, source->id, beyond[i], NULL, &error));
      g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
    }
}

static void
assert_proof (RcRecordReader *reader,
              const RcSource *source,
              const GArray   *leaves,
              const RcDigest *root,
              guint64         record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcRecordProof) proof = rc_record_reader_prove (reader, source->id, record, &error);
  const RcDigest *leaf = &g_array_index (leaves, RcDigest, record - 1);
  const RcDigest *path;
  RcDigest wrong = *leaf;

  g_assert_no_error (error);
  g_assert_true (proof->holds);
  g_assert_cmpuint (proof->index, ==, record - 1);
  g_assert_cmpuint (proof->size, ==, leaves->len);
  g_assert_true (rc_digest_equal (&proof->leaf, leaf));
  g_assert_true (rc_digest_equal (&proof->root, root));
  g_assert_true (rc_digest_equal (&proof->stored_root, root));

  path = (const RcDigest *) (gpointer) proof->path->data;
  g_assert_true (rc_tree_verify_inclusion (leaf, proof->index, proof->size, path, proof->path->len, root));
  wrong.bytes[7] ^= 1;
  g_assert_false (rc_tree_verify_inclusion (&wrong, proof->index, proof->size, path, proof->path->len, root));
  /* Of lines that are all alike, one stands for the next. */
  if (record == leaves->len || !rc_digest_equal (leaf, leaf + 1))
    g_assert_false (rc_tree_verify_inclusion (leaf, proof->index + 1, proof->size, path, proof->path->len, root));
  wrong = *root;
  wrong.bytes[31] ^= 0x80;
  g_assert_false (rc_tree_verify_inclusion (leaf, proof->index, proof->size, path, proof->path->len, &wrong));
  for (guint i = 0; i < proof->path->len; i++)
    {
      g_autofree RcDigest *changed = g_memdup2 (path, proof->path->len * sizeof *path);

      changed[i].bytes[i % RC_DIGEST_BYTES] ^= 4;
      g_assert_false (rc_tree_verify_inclusion (leaf, proof->index, proof->size, changed, proof->path->len, root));
    }
}

static void
assert_tree (ImportFixture  *fixture,
             const RcSource *source,
             const char     *bytes,
             const GArray   *ends)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GArray) leaves = hash_leaves (bytes, ends);
  const guint64 records[] = { 1, 2, 255, 256, 257, 512, 513, leaves->len / 2, leaves->len - 1, leaves->len };
  RcDigest root;

  rc_tree_root ((const RcDigest *) (gpointer) leaves->data, leaves->len, &root);
  g_assert_true (rc_digest_equal (&source->root, &root));
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      if (records[i] >= 1 && records[i] <= leaves->len)
        assert_proof (reader, source, leaves, &root, records[i]);
    }
}

static void
assert_tiles (ImportFixture  *fixture,
              const RcSource *source)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM tile WHERE source = %" G_GINT64_FORMAT, source->id);
  g_autofree char *count = import_fixture_query_text (fixture, sql);

  g_assert_cmpuint (g_ascii_strtoull (count, NULL, 10), ==, (source->records + RC_LIMIT_TILE_LEAVES - 1) / RC_LIMIT_TILE_LEAVES);
}

static void
test_shape (ImportFixture *fixture,
            gconstpointer  data)
{
  const Shape *shape = data;
  g_autoptr (GString) text = make_lines (shape);
  g_autoptr (GArray) ends = find_ends (text);
  g_autoptr (RcImportResult) result = NULL;
  const RcSource *source;
  RcDigest digest;

  import_fixture_put (fixture, "lines.txt", text->str, (gssize) text->len);
  result = import_fixture_import (fixture, "lines.txt");
  source = import_fixture_find (result, "lines.txt");
  if (memchr (text->str, '\n', MIN (text->len, RC_LIMIT_SAMPLE_BYTES)) == NULL)
    {
      g_assert_cmpint (source->framing, ==, RC_FRAMING_FIXED);
      g_array_set_size (ends, 0);
      for (gsize end = RC_LIMIT_FIXED_TILE_BYTES; end < text->len; end += RC_LIMIT_FIXED_TILE_BYTES)
        g_array_append_val (ends, end);
      g_array_append_val (ends, text->len);
    }
  else
    {
      g_assert_cmpint (source->framing, ==, RC_FRAMING_LINES);
      g_assert_cmpuint (source->records, ==, shape->lines);
    }

  rc_digest_compute (text->str, text->len, &digest);
  g_assert_true (rc_digest_equal (&source->sha256, &digest));
  g_assert_cmpuint (source->size, ==, text->len);
  g_assert_cmpuint (source->records, ==, ends->len);
  assert_records (fixture, source, text->str, ends);
  assert_beyond (fixture, source);
  assert_tree (fixture, source, text->str, ends);
  assert_tiles (fixture, source);
  import_fixture_assert_sound (fixture->case_file);
}

/* A record of one source must not come out of the tile or the block of another. */
static void
test_many_sources (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%02u.txt", i);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint line = 1; line <= 20 * i + 1; line++)
        g_string_append_printf (text, "file %u line %u\n", i, line);
      import_fixture_put (fixture, name, text->str, (gssize) text->len);
    }

  result = import_fixture_import (fixture, NULL);
  reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_assert_cmpuint (result->sources->len, ==, 40);
  for (guint turn = 0; turn < 2000; turn++)
    {
      guint i = turn * 7 % 40;
      guint line = turn * 13 % (20 * i + 1) + 1;
      const RcSource *source = g_ptr_array_index (result->sources, i);
      g_autofree char *expected = g_strdup_printf ("file %u line %u\n", i, line);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = rc_record_reader_read (reader, source->id, line, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
    }
}

/* A record cited has its own digest without its line end and its leaf with it. */
static void
test_citation (ImportFixture *fixture,
               gconstpointer  data)
{
  static const char text[] = "first\nsecond\r\nthird";
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcCitation) citation = NULL;
  g_autoptr (RcCitation) part = NULL;
  g_autoptr (GError) error = NULL;
  const RcSource *source;
  RcDigest record, leaf;

  import_fixture_put (fixture, "lines.txt", text, -1);
  result = import_fixture_import (fixture, "lines.txt");
  source = import_fixture_find (result, "lines.txt");
  reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  citation = rc_record_reader_cite (reader, source->id, 2, 0, G_MAXUINT64, "", &error);
  g_assert_no_error (error);
  rc_digest_compute ("second", 6, &record);
  rc_digest_compute ("\0second\r\n", 9, &leaf);
  g_assert_true (rc_digest_equal (&citation->record_sha256, &record));
  g_assert_true (rc_digest_equal (&citation->leaf_sha256, &leaf));
  g_assert_cmpuint (citation->offset, ==, 6);

  part = rc_record_reader_cite (reader, source->id, 3, 1, 2, "/x", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (part->offset, ==, 15);
  g_assert_cmpuint (part->length, ==, 2);
  g_assert_cmpstr (part->locator, ==, "/x");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-records/shape/%s", shapes[i].name);

      g_test_add (path, ImportFixture, &shapes[i], import_fixture_set_up, test_shape, import_fixture_verify_and_tear_down);
    }
  g_test_add ("/import-records/many-sources", ImportFixture, NULL, import_fixture_set_up, test_many_sources, import_fixture_verify_and_tear_down);
  g_test_add ("/import-records/citation", ImportFixture, NULL, import_fixture_set_up, test_citation, import_fixture_verify_and_tear_down);
  return g_test_run ();
}
