/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "container-fixture.h"
#include "core/bounds.h"
#include "core/custody-list.h"
#include "core/text-search-note.h"
#include "import-fixture.h"
#include "objects-importer.h"
#include "zip-builder.h"

/* Searching a case: each place once, at the most specific source, whatever the bytes are and wherever they are cut. */

#define RANGE_BYTES (4u << 20)     /* what a worker takes at once */
#define BOTH        (RC_TEXT_PATTERN_ESCAPED | RC_TEXT_PATTERN_IGNORE_CASE)

typedef struct
{
  ImportFixture *fixture;
  GString       *found;         /* a line a hit */
  guint          n_hits;
  GCancellable  *cancellable;   /* (nullable): cancelled at the hit @cancel_at */
  guint          cancel_at;
  char          *cursor;
  RcTextCounts   counts;
  GError        *error;
} Found;

static void
found_clear (Found *self)
{
  g_string_free (self->found, TRUE);
  g_free (self->cursor);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static gboolean
take_hit (const RcTextHit *hit,
          gpointer         user_data)
{
  Found *self = user_data;
  g_autofree char *name = import_fixture_dup_name (self->fixture, hit->source);

  g_string_append_printf (self->found, "%s:%" G_GUINT64_FORMAT "+%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "+%" G_GUINT64_FORMAT "%s %s\n",
                          name, hit->record, hit->offset, hit->source_offset, hit->length, hit->is_escaped ? "e" : "",
                          hit->locator != NULL ? hit->locator : "-");
  g_free (self->cursor);
  self->cursor = rc_text_hit_dup_cursor (hit);
  self->n_hits++;
  if (self->cancellable != NULL && self->n_hits == self->cancel_at)
    g_cancellable_cancel (self->cancellable);
  return TRUE;
}

static gboolean
run (ImportFixture     *fixture,
     const RcTextQuery *query,
     Found             *found)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));

  found->fixture = fixture;
  if (found->found == NULL)
    found->found = g_string_new (NULL);
  return rc_text_search (fixture->case_file, reader, query, take_hit, NULL, found, &found->counts, found->cancellable, &found->error);
}

static RcTextQuery
query_for (const char         *text,
           RcTextPatternFlags  flags)
{
  return (RcTextQuery) { .text = text, .flags = flags, .filter = { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE } };
}

static void
assert_found (ImportFixture     *fixture,
              const RcTextQuery *query,
              const char        *expected)
{
  g_auto (Found) found = { 0 };

  run (fixture, query, &found);
  g_assert_no_error (found.error);
  g_assert_cmpstr (found.found->str, ==, expected);
  g_assert_cmpuint (found.counts.hits, ==, found.n_hits);
  g_assert_cmpuint (found.counts.bytes, ==, found.counts.total);
  g_assert_cmpuint (found.counts.unreadable, ==, 0);
  g_assert_true (found.counts.is_complete);
}

static void
put_and_import (ImportFixture *fixture,
                const char    *name,
                const void    *bytes,
                gssize         length)
{
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, name, bytes, length);
  result = import_fixture_import (fixture, name);
}

/* What nobody understood, the last line cut, a name as place, spellings. */
static void
test_records (ImportFixture *fixture,
              gconstpointer  data)
{
  RcTextQuery query = query_for ("Müller", RC_TEXT_PATTERN_ESCAPED);

  put_and_import (fixture, "notes.jsonl",
                  "{\"n\":[{\"a/b\":\"Frau M\\u00fcller\"}],\"Müller\":1}\n"
                  "Müller is no JSON\n"
                  "{\"n\":\"MÜLLER\"}\n"
                  "{\"n\":\"Müller", -1);
  assert_found (fixture, &query,
                "notes.jsonl:1+19 19+11e /n/0/a~1b\n"
                "notes.jsonl:1+35 35+7 /Müller\n"
                "notes.jsonl:2+0 47+7 -\n"
                "notes.jsonl:4+6 88+7 -\n");
  query.flags = BOTH;
  query.text = "n\":\"mÜ";
  assert_found (fixture, &query, "notes.jsonl:3+2 68+7 /n\nnotes.jsonl:4+2 84+7 -\n");
  query.flags = 0;
  query.text = "nobody";
  assert_found (fixture, &query, "");
}

/* Objects in a row: the place is one in the object, without what stands around it; a line end has none. */
static void
test_objects (ImportFixture *fixture,
              gconstpointer  data)
{
  RcTextQuery query = query_for ("Müller", RC_TEXT_PATTERN_ESCAPED);

  objects_importer_register ();
  put_and_import (fixture, "list.json",
                  "[\n  {\"probe\": 1, \"id\": \"a\",\n   \"n\": \"M\\u00fcller\"},\n"
                  "  {\"probe\": 2, \"id\": \"b\", \"n\": [1, \"Müller\"]}\n]\n", -1);
  assert_found (fixture, &query, "list.json:1+37 37+11e /n\nlist.json:2+38 88+7 /n/1\n");
  put_and_import (fixture, "line.jsonl", "{\"n\":[1]}\r\n", -1);
  query.text = "\n";
  query.source = 2;
  assert_found (fixture, &query, "line.jsonl:1+10 10+1 -\n");
}

/* Over the borders of blocks, of what a worker takes at once, and of records; in bytes that are no text. */
static void
test_borders (ImportFixture *fixture,
              gconstpointer  data)
{
  gsize length = 2 * RANGE_BYTES + 100;
  g_autofree char *bytes = g_malloc (length);
  const gsize places[] = {
    0, RC_LIMIT_BLOCK_BYTES - 3, RANGE_BYTES - 7, RANGE_BYTES, RANGE_BYTES + RC_LIMIT_BLOCK_BYTES - 1, 2 * RANGE_BYTES - 1, length - 7
  };
  g_autoptr (GString) expected = g_string_new (NULL);
  RcTextQuery query = query_for ("Müller", 0);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (char) (0x80 + i % 64);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      memcpy (bytes + places[i], "Müller", 7);
      g_string_append_printf (expected, "blob:%" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT "+7 -\n",
                              places[i] / RC_LIMIT_FIXED_TILE_BYTES + 1, places[i] % RC_LIMIT_FIXED_TILE_BYTES, places[i]);
    }
  put_and_import (fixture, "blob", bytes, (gssize) length);
  assert_found (fixture, &query, expected->str);
  query.flags = BOTH;
  assert_found (fixture, &query, expected->str);
}

/* An escape that begins before the border of what a worker takes is told once, at its beginning. */
static void
test_escape_at_border (ImportFixture *fixture,
                       gconstpointer  data)
{
  RcTextQuery query = query_for ("\"x\"", RC_TEXT_PATTERN_ESCAPED);

  for (guint before = 1; before <= 3; before++)
    {
      g_autofree char *name = g_strdup_printf ("at-%u", before);
      g_autofree char *fill = g_strnfill (RANGE_BYTES - before, ' ');
      g_autofree char *bytes = g_strconcat (fill, "\\\\\\\"x\\\\\\\" end", NULL);
      g_autofree char *expected = g_strdup_printf ("at-%u:%u+%u %u+9e -\n", before, RANGE_BYTES / RC_LIMIT_FIXED_TILE_BYTES,
                                                   RC_LIMIT_FIXED_TILE_BYTES - before, RANGE_BYTES - before);
      g_autoptr (RcImportResult) result = NULL;

      import_fixture_put (fixture, name, bytes, -1);
      result = import_fixture_import (fixture, name);
      query.source = import_fixture_find (result, name)->id;
      assert_found (fixture, &query, expected);
    }
}

/* A member that stands in its container as it is is told as the member; what lies across its borders as the container's. */
static void
test_containers (ImportFixture *fixture,
                 gconstpointer  data)
{
  ZipBuilder *inner = zip_builder_new ();
  ZipBuilder *zip = zip_builder_new ();
  ZipPart deflated = { .name = "deflated.txt", .data = "Müller was packed", .deflate = TRUE };
  g_autoptr (GBytes) gz = make_gzip ("{\"n\":\"Müller\"}\n", strlen ("{\"n\":\"Müller\"}\n"), 0);
  g_autoptr (GBytes) inner_bytes = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RcImportResult) result = NULL;
  ZipPart nested = { .name = "inner.zip" };
  RcTextQuery query = query_for ("Müller", RC_TEXT_PATTERN_ESCAPED);
  gint64 member, outer;

  zip_builder_text (inner, "deep.txt", "deep Müller");
  inner_bytes = zip_builder_end (inner, "");
  nested.data = g_bytes_get_data (inner_bytes, &nested.length);
  zip_builder_text (zip, "Müller.txt", "Müller stands here");
  zip_builder_add (zip, &deflated);
  zip_builder_add (zip, &nested);
  bytes = zip_builder_end (zip, "by Müller");
  import_fixture_put_bytes (fixture, "a.zip", bytes);
  import_fixture_put_bytes (fixture, "log.jsonl.gz", gz);
  put_and_import (fixture, "copy.jsonl", "{\"n\":\"Müller\"}\n", -1);
  g_clear_pointer (&result, rc_import_result_free);
  result = import_fixture_import (fixture, NULL);
  outer = import_fixture_find (result, "evidence/a.zip")->id;
  member = import_fixture_find (result, "evidence/a.zip!inner.zip")->id;

  {
    g_auto (Found) found = { 0 };

    g_assert_true (run (fixture, &query, &found));
    g_assert_cmpuint (found.n_hits, ==, 8);
    g_assert_nonnull (strstr (found.found->str, "a.zip!Müller.txt:1+0 0+7"));
    g_assert_nonnull (strstr (found.found->str, "a.zip!deflated.txt:1+0 0+7"));
    g_assert_nonnull (strstr (found.found->str, "a.zip!inner.zip!deep.txt:1+5 5+7"));
    g_assert_nonnull (strstr (found.found->str, "log.jsonl.gz!log.jsonl:1+6 6+7 /n"));
    g_assert_nonnull (strstr (found.found->str, "copy.jsonl:1+6 6+7 /n"));
    /* Its name in the header and in the directory, and the comment at the end. */
    g_assert_nonnull (strstr (found.found->str, "evidence/a.zip:1+30 30+7"));
  }

  /* Out of the name before it, and out of the content into what follows: the zip's. */
  query.text = "txtMüller";
  query.source = outer;
  {
    g_auto (Found) found = { 0 };

    g_assert_true (run (fixture, &query, &found));
    g_assert_cmpuint (found.n_hits, ==, 1);
    g_assert_true (g_str_has_prefix (found.found->str, "evidence/a.zip:1+"));
  }
  query.text = "herePK";
  {
    g_auto (Found) found = { 0 };

    g_assert_true (run (fixture, &query, &found));
    g_assert_cmpuint (found.n_hits, ==, 1);
    g_assert_true (g_str_has_prefix (found.found->str, "evidence/a.zip:1+"));
  }
  query.text = "Müller";
  query.source = member;
  assert_found (fixture, &query, "evidence/a.zip!inner.zip!deep.txt:1+5 5+7 -\n");
}

/* The same bytes under another name are not searched again; what was removed is not searched at all. */
static void
test_repeated_and_removed (ImportFixture *fixture,
                           gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RcTextQuery query = query_for ("Müller", 0);
  gint64 repeat;

  import_fixture_put (fixture, "a.txt", "Müller\n", -1);
  import_fixture_put (fixture, "b.txt", "Müller\n", -1);
  import_fixture_put (fixture, "c.txt", "Müller too\n", -1);
  result = import_fixture_import (fixture, NULL);
  assert_found (fixture, &query, "evidence/a.txt:1+0 0+7 -\nevidence/c.txt:1+0 0+7 -\n");

  repeat = import_fixture_find (result, "evidence/b.txt")->id;
  query.source = repeat;
  assert_found (fixture, &query, "evidence/a.txt:1+0 0+7 -\n");
  query.source = 0;
  rc_import_remove (fixture->case_file, import_fixture_find (result, "evidence/c.txt")->id, "not theirs", &error);
  g_assert_no_error (error);
  assert_found (fixture, &query, "evidence/a.txt:1+0 0+7 -\n");
}

static void
test_filters (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 40);
  RcTextQuery query = query_for ("\"", 0);
  g_auto (Found) all = { 0 };
  g_auto (Found) none = { 0 };
  g_auto (Found) early = { 0 };

  put_and_import (fixture, "log.jsonl", log->str, (gssize) log->len);
  put_and_import (fixture, "other.txt", "\"\n", -1);
  query.filter.kind = RC_EVENT_INFERENCE;
  g_assert_true (run (fixture, &query, &all));
  g_assert_cmpuint (all.n_hits, >, 40);
  g_assert_null (strstr (all.found->str, "other.txt"));

  query.filter.kind = RC_EVENT_APPROVAL;
  g_assert_true (run (fixture, &query, &none));
  g_assert_cmpuint (none.n_hits, ==, 0);

  query.filter.kind = RC_EVENT_INFERENCE;
  query.filter.to_us = import_fixture_query (fixture, "SELECT time_us FROM event WHERE record = 20");
  g_assert_true (run (fixture, &query, &early));
  g_assert_cmpuint (early.n_hits, >, 0);
  g_assert_cmpuint (early.n_hits, <, all.n_hits);
  g_assert_nonnull (strstr (early.found->str, "log.jsonl:20+"));
  g_assert_null (strstr (early.found->str, "log.jsonl:21+"));
}

/* Page by page the same is found as at once, nothing twice and nothing left out. */
static void
test_cursor (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autofree char *many = g_strnfill (500, 'a');
  g_auto (Found) whole = { 0 };
  g_auto (Found) pages = { 0 };
  RcTextQuery query = query_for ("aa", RC_TEXT_PATTERN_ESCAPED);
  guint n_pages = 0;

  put_and_import (fixture, "one.txt", many, -1);
  put_and_import (fixture, "two.txt", "aa\n{\"n\":\"\\u0061a\"}\nno\naaa\n", -1);
  put_and_import (fixture, "three.txt", "aa", -1);
  g_assert_true (run (fixture, &query, &whole));
  g_assert_cmpuint (whole.n_hits, ==, 499 + 4 + 1);

  query.limit = 7;
  do
    {
      g_autofree char *after = g_steal_pointer (&pages.cursor);

      query.after = after;
      g_assert_true (run (fixture, &query, &pages));
      g_assert_cmpuint (pages.counts.hits, <=, 7);
      n_pages++;
    }
  while (!pages.counts.is_complete);
  g_assert_cmpuint (n_pages, ==, 73);
  g_assert_cmpstr (pages.found->str, ==, whole.found->str);

  query.after = "1";
  g_assert_false (run (fixture, &query, &pages));
  g_assert_error (pages.error, RC_TEXT_SEARCH_ERROR, RC_TEXT_SEARCH_ERROR_CURSOR);
}

/* More hits than a worker keeps of its range at once. */
static void
test_many (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (Found) found = { 0 };
  RcTextQuery query = query_for ("needle", BOTH);

  for (guint i = 0; i < 40000; i++)
    g_string_append_printf (text, "%u needle\n", i);
  put_and_import (fixture, "many.txt", text->str, (gssize) text->len);
  g_assert_true (run (fixture, &query, &found));
  g_assert_cmpuint (found.n_hits, ==, 40000);
  g_assert_true (g_str_has_suffix (found.found->str, "many.txt:40000+6 508883+6 -\n"));
}

static void
test_cancel (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *many = g_strnfill (3 * RANGE_BYTES, 'a');
  g_auto (Found) found = { .cancellable = cancellable, .cancel_at = 100 };
  RcTextQuery query = query_for ("a", 0);

  put_and_import (fixture, "many", many, -1);
  g_assert_false (run (fixture, &query, &found));
  g_assert_error (found.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (found.n_hits, >=, 100);
  g_assert_cmpuint (found.n_hits, <, 1000);
  g_assert_false (found.counts.is_complete);
}

/* The rest is searched, and it is told that not all was. */
static void
test_damaged (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *fill = g_strnfill (3 * RC_LIMIT_BLOCK_BYTES, ' ');
  g_autofree char *bytes = NULL;
  g_auto (Found) found = { 0 };
  RcTextQuery query = query_for ("Müller", RC_TEXT_PATTERN_ESCAPED);

  memcpy (fill + 10, "Müller", 7);
  memcpy (fill + RC_LIMIT_BLOCK_BYTES + 10, "Müller", 7);
  memcpy (fill + 2 * RC_LIMIT_BLOCK_BYTES + 10, "Müller", 7);
  put_and_import (fixture, "blob", fill, -1);
  import_fixture_close (fixture);
  import_fixture_edit (fixture, "UPDATE block SET data = x'00' WHERE id = 2");
  import_fixture_reopen (fixture);
  g_assert_true (run (fixture, &query, &found));
  g_assert_no_error (found.error);
  g_assert_cmpuint (found.n_hits, ==, 2);
  g_assert_cmpuint (found.counts.unreadable, ==, RC_LIMIT_BLOCK_BYTES);
}

/* The custody log has a digest in place of the text, and says in words what was searched and shown. */
static void
test_note (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCustodyList) list = NULL;
  g_autofree char *digest = rc_text_search_dup_digest (fixture->case_file, "Müller");
  g_autofree char *other = rc_text_search_dup_digest (fixture->case_file, "Muller");
  g_autofree char *detail = NULL;
  RcTextQuery query = query_for ("Müller", BOTH);
  RcTextCounts counts = { .sources = 3, .bytes = 100, .total = 100, .hits = 2, .is_complete = TRUE };
  RcTextHit hit = { .source = 1, .record = 7 };

  g_assert_cmpstr (digest, !=, other);
  g_assert_true (rc_text_search_note (fixture->case_file, &query, &counts, NULL, NULL, &error));
  g_ptr_array_add (shown, &hit);
  g_ptr_array_add (shown, &hit);
  g_assert_true (rc_text_search_note (fixture->case_file, &query, &counts, shown, "court order", &error));
  g_assert_no_error (error);

  detail = import_fixture_query_text (fixture, "SELECT detail FROM custody WHERE act = 'search' ORDER BY id DESC LIMIT 1");
  g_assert_nonnull (strstr (detail, digest));
  g_assert_null (strstr (detail, "ller"));
  g_assert_nonnull (strstr (detail, "\"records\":[\"1:7\"]"));
  list = rc_custody_list_load (fixture->case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((const RcCustodyLine *) g_ptr_array_index (list->lines, 0))->words, ==,
                   "A text was searched for, which is not kept here. Sources searched: 3, places found: 2. "
                   "Records of which a part was shown in clear: 1. Reason given: court order");
  g_assert_cmpstr (((const RcCustodyLine *) g_ptr_array_index (list->lines, 1))->words, ==,
                   "A text was searched for, which is not kept here. Sources searched: 3, places found: 2.");
}

static gboolean
keep_hit (const RcTextHit *hit,
          gpointer         user_data)
{
  g_ptr_array_add (user_data, rc_text_hit_copy (hit));
  return TRUE;
}

/* The neighbourhood of a hit ends at its record, and is not cut within a character. */
static void
test_excerpt (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_text_hit_free);
  g_autoptr (GString) text = g_string_new ("first\n");
  g_autoptr (GError) error = NULL;
  RcTextQuery query = query_for ("Müller", 0);
  RcTextCounts counts;

  for (guint i = 0; i < 200; i++)
    g_string_append (text, "ä");
  g_string_append (text, "xMüller");
  for (guint i = 0; i < 200; i++)
    g_string_append (text, "€");
  g_string_append (text, "\n\x1b[31mMüller\r\nlast\n");
  put_and_import (fixture, "a.txt", text->str, (gssize) text->len);
  g_clear_pointer (&reader, rc_record_reader_free);
  reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_assert_true (rc_text_search (fixture->case_file, reader, &query, keep_hit, NULL, hits, &counts, NULL, &error));
  g_assert_cmpuint (hits->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *excerpt = rc_text_hit_dup_excerpt (g_ptr_array_index (hits, i), reader, rc_case_get_database (fixture->case_file),
                                                          &error);

      g_assert_no_error (error);
      g_assert_true (g_utf8_validate (excerpt, -1, NULL));
      g_assert_null (strstr (excerpt, "\\x"));
      g_assert_null (strstr (excerpt, "first"));
      g_assert_null (strstr (excerpt, "last"));
      g_assert_null (strchr (excerpt, '\x1b'));
      g_assert_nonnull (strstr (excerpt, "Müller"));
      g_assert_cmpint (g_str_has_prefix (excerpt, "…ä"), ==, i == 0);
      g_assert_cmpint (g_str_has_suffix (excerpt, "€…"), ==, i == 0);
    }
}

#define ADD(path, test) g_test_add (path, ImportFixture, NULL, import_fixture_set_up, test, import_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/text-search/records", test_records);
  ADD ("/text-search/objects", test_objects);
  ADD ("/text-search/borders", test_borders);
  ADD ("/text-search/escape-at-border", test_escape_at_border);
  ADD ("/text-search/containers", test_containers);
  ADD ("/text-search/repeated-and-removed", test_repeated_and_removed);
  ADD ("/text-search/filters", test_filters);
  ADD ("/text-search/cursor", test_cursor);
  ADD ("/text-search/many", test_many);
  ADD ("/text-search/cancel", test_cancel);
  ADD ("/text-search/damaged", test_damaged);
  ADD ("/text-search/note", test_note);
  ADD ("/text-search/excerpt", test_excerpt);
  return g_test_run ();
}
