/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/event-query.h"
#include "core/exception.h"
#include "core/importer.h"
#include "core/timestamp.h"
#include "import-fixture.h"

/* What an import makes of folders, of files met again, of exports that overlap, and of lines that cannot be read. */

static void
put_log (ImportFixture *fixture,
         const char    *name,
         guint          first,
         guint          last)
{
  g_autoptr (GString) log = import_fixture_make_log (first, last);

  import_fixture_put (fixture, name, log->str, (gssize) log->len);
}

static gboolean
is_recognised (const RcImportResult *result,
               gint64                id)
{
  for (guint i = 0; i < result->recognised->len; i++)
    if (g_array_index (result->recognised, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
assert_names (const RcImportResult *result,
              const char           *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < result->sources->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((RcSource *) g_ptr_array_index (result->sources, i))->name);
  g_assert_cmpstr (text->str, ==, names);
}

/* --- Folders --- */

static void
test_names (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *ids = NULL;

  import_fixture_put (fixture, "b.txt", "b\n", -1);
  import_fixture_put (fixture, "a/z.txt", "z\n", -1);
  import_fixture_put (fixture, "a/b/c.txt", "c\n", -1);
  import_fixture_put (fixture, "a.txt", "a\n", -1);
  import_fixture_put (fixture, "A.txt", "A\n", -1);
  import_fixture_put (fixture, ".hidden", "h\n", -1);
  import_fixture_put (fixture, "x\xff\xc3\xa4.txt", "x\n", -1);
  result = import_fixture_import (fixture, NULL);
  assert_names (result, "evidence/.hidden evidence/A.txt evidence/a/b/c.txt evidence/a/z.txt evidence/a.txt evidence/b.txt "
                        "evidence/x\\xFFä.txt");
  ids = import_fixture_query_text (fixture, "SELECT group_concat (id, ' ') FROM (SELECT id FROM source ORDER BY id)");
  g_assert_cmpstr (ids, ==, "1 2 3 4 5 6 7");
  g_assert_cmpuint (result->refused->len, ==, 0);
}

static void
test_paths (ImportFixture *fixture,
            gconstpointer  data)
{
  const RcImportOptions options = { .controller = "Nordhafen Bank (fictitious)", .obtained = "on a stick" };
  g_autofree char *slash = g_strconcat (fixture->evidence, "/./a//", NULL);
  g_autofree char *file = import_fixture_dup_path (fixture, "b.txt");
  const char * const paths[] = { slash, file, NULL };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const RcSource *source;

  import_fixture_put (fixture, "a/z.txt", "z\n", -1);
  import_fixture_put (fixture, "b.txt", "b\n", -1);
  result = rc_import_paths (fixture->case_file, paths, &options, NULL, &error);
  g_assert_no_error (error);
  assert_names (result, "a/z.txt b.txt");
  source = import_fixture_find (result, "b.txt");
  g_assert_cmpstr (source->controller, ==, "Nordhafen Bank (fictitious)");
  g_assert_cmpstr (source->obtained, ==, "on a stick");
  g_assert_cmpstr (source->derivation, ==, RC_DERIVATION_FILE);
  g_assert_cmpstr (source->state, ==, "published");
  g_assert_null (source->importer);
}

/* A path that is not there leaves nothing of the paths before it. */
static void
test_absent (ImportFixture *fixture,
             gconstpointer  data)
{
  const RcImportOptions options = { 0 };
  g_autofree char *before = import_fixture_dup_state (fixture->case_file);
  g_autofree char *after = NULL;
  g_autofree char *file = import_fixture_dup_path (fixture, "b.txt");
  g_autofree char *absent = import_fixture_dup_path (fixture, "absent");
  const char * const paths[] = { file, absent, NULL };
  g_autoptr (GError) error = NULL;

  import_fixture_put (fixture, "b.txt", "b\n", -1);
  g_assert_null (rc_import_paths (fixture->case_file, paths, &options, NULL, &error));
  g_assert_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM);
  g_assert_nonnull (strstr (error->message, absent));
  after = import_fixture_dup_state (fixture->case_file);
  g_assert_cmpstr (after, ==, before);
}

static void
test_empty_folder (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (RcImportResult) result = import_fixture_import (fixture, NULL);

  g_assert_cmpuint (result->sources->len, ==, 0);
  g_assert_cmpuint (result->refused->len, ==, 0);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM custody WHERE act = 'import'"), ==, 1);
}

/* --- Bytes met again --- */

static void
test_same_again (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) second = NULL;
  gint64 stored;

  put_log (fixture, "log.jsonl", 1, 1000);
  first = import_fixture_import (fixture, NULL);
  stored = import_fixture_query (fixture, "SELECT mark FROM published WHERE item = 'stream'");
  g_assert_cmpuint (first->recognised->len, ==, 0);

  import_fixture_reopen (fixture);
  second = import_fixture_import (fixture, NULL);
  assert_names (second, "evidence/log.jsonl");
  g_assert_cmpint (import_fixture_find (second, "evidence/log.jsonl")->id, ==, 1);
  g_assert_true (is_recognised (second, 1));
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM source"), ==, 1);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT mark FROM published WHERE item = 'stream'"), ==, stored);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 1000);
  import_fixture_assert_sound (fixture->case_file);
}

/* Under another name the bytes are another source, since a list of digests may name both, but neither bytes nor events are doubled. */
static void
test_same_elsewhere (ImportFixture *fixture,
                     gconstpointer  data)
{
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) second = NULL;
  const RcSource *repeat, *original;
  gint64 stored;

  put_log (fixture, "one/log.jsonl", 1, 1000);
  put_log (fixture, "two/log.jsonl", 1, 1000);
  first = import_fixture_import (fixture, "one");
  stored = import_fixture_query (fixture, "SELECT mark FROM published WHERE item = 'stream'");
  second = import_fixture_import (fixture, NULL);
  assert_names (second, "evidence/one/log.jsonl evidence/two/log.jsonl");
  original = import_fixture_find (first, "one/log.jsonl");
  for (guint i = 0; i < 2; i++)
    {
      repeat = g_ptr_array_index (second->sources, i);
      g_assert_true (rc_source_is_repeat (repeat));
      g_assert_cmpint (repeat->parent, ==, original->id);
      g_assert_true (is_recognised (second, repeat->id));
      g_assert_cmpuint (repeat->records, ==, 1000);
      g_assert_cmpuint (repeat->events, ==, 0);
      g_assert_true (rc_digest_equal (&repeat->sha256, &original->sha256));
      g_assert_cmpstr (repeat->state, ==, "published");
    }
  g_assert_cmpint (import_fixture_query (fixture, "SELECT mark FROM published WHERE item = 'stream'"), ==, stored);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 1000);
}

/* Files that are alike within a folder, and empty ones, are each recognised by name when the folder comes again. */
static void
test_folder_again (ImportFixture *fixture,
                   gconstpointer  data)
{
  static const char * const names[] = { "a.txt", "b.txt", "c/a.txt", "empty-1", "empty-2" };
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) second = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    import_fixture_put (fixture, names[i], strstr (names[i], "empty") != NULL ? "" : "one\ntwo\n", -1);
  first = import_fixture_import (fixture, NULL);
  g_assert_cmpuint (first->sources->len, ==, 5);
  g_assert_cmpuint (first->recognised->len, ==, 3);
  import_fixture_reopen (fixture);
  second = import_fixture_import (fixture, NULL);
  g_assert_cmpuint (second->sources->len, ==, 5);
  g_assert_cmpuint (second->recognised->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      const RcSource *before = g_ptr_array_index (first->sources, i);
      const RcSource *again = g_ptr_array_index (second->sources, i);

      g_assert_cmpint (again->id, ==, before->id);
      g_assert_cmpstr (again->name, ==, before->name);
    }
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM source"), ==, 5);
}

static void
test_repeat_is_readable (ImportFixture *fixture,
                         gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcRecordProof) proof = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  const RcSource *repeat;

  import_fixture_put (fixture, "a.txt", "one\ntwo\nthree\n", -1);
  import_fixture_put (fixture, "b.txt", "one\ntwo\nthree\n", -1);
  result = import_fixture_import (fixture, NULL);
  repeat = import_fixture_find (result, "evidence/b.txt");
  g_assert_true (rc_source_is_repeat (repeat));
  reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  bytes = rc_record_reader_read (reader, repeat->id, 2, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "two\n", 4);
  proof = rc_record_reader_prove (reader, repeat->id, 3, &error);
  g_assert_no_error (error);
  g_assert_true (proof->holds);
}

/* --- Exports that overlap --- */

typedef struct
{
  guint first_last;
  guint second_first;
  guint second_last;
} Overlap;

static const Overlap overlaps[] = {
  { 10, 6, 15 },              /* runs merged */
  { 4000, 3991, 4020 },       /* few new events: looked up one by one */
  { 4000, 1, 4001 },
  { 3000, 1501, 4500 },
};

static void
test_overlap (ImportFixture *fixture,
              gconstpointer  data)
{
  const Overlap *overlap = data;
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) second = NULL;
  const RcSource *later;

  put_log (fixture, "first.jsonl", 1, overlap->first_last);
  put_log (fixture, "second.jsonl", overlap->second_first, overlap->second_last);
  first = import_fixture_import (fixture, "first.jsonl");
  second = import_fixture_import (fixture, "second.jsonl");
  later = import_fixture_find (second, "second.jsonl");
  g_assert_cmpuint (import_fixture_find (first, "first.jsonl")->events, ==, overlap->first_last);
  g_assert_cmpuint (later->events, ==, overlap->second_last - overlap->first_last);
  g_assert_cmpuint (later->event_rows, ==, overlap->second_last - overlap->second_first + 1);
  g_assert_cmpuint (later->set_aside, ==, 0);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, overlap->second_last);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM occurrence"), ==,
                   overlap->first_last - overlap->second_first + 1);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM set_aside"), ==, 0);
  import_fixture_assert_sound (fixture->case_file);
}

/* Both within one act; the second without the line end of its last line, which is no other record. */
static void
test_overlap_in_one_act (ImportFixture *fixture,
                         gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GString) log = import_fixture_make_log (1, 500);

  put_log (fixture, "a.jsonl", 250, 700);
  import_fixture_put (fixture, "b.jsonl", log->str, (gssize) log->len - 1);
  result = import_fixture_import (fixture, NULL);
  g_assert_cmpuint (import_fixture_find (result, "evidence/a.jsonl")->events, ==, 451);
  g_assert_cmpuint (import_fixture_find (result, "evidence/b.jsonl")->events, ==, 249);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 700);
}

static gboolean
count_event (const RcEvent *event,
             gpointer       user_data)
{
  (*(guint *) user_data)++;
  return TRUE;
}

static guint
count_by_id (ImportFixture *fixture,
             const char    *id)
{
  const RcEventQuery query = { .kind = RC_EVENT_INFERENCE, .id = id, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GError) error = NULL;
  guint count = 0;

  rc_event_query_walk (fixture->case_file, reader, &query, count_event, &count, NULL, &error);
  g_assert_no_error (error);
  return count;
}

static void
put_conflict (ImportFixture *fixture,
              const char    *name,
              guint          number,
              const char    *score)
{
  g_autofree char *line = import_fixture_dup_line (number, score);
  g_autofree char *other = import_fixture_dup_line (number + 1000000, score);
  g_autofree char *text = g_strconcat (other, line, NULL);

  import_fixture_put (fixture, name, text, -1);
}

static void
test_id_conflict (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) second = NULL;
  g_autofree char *told = NULL;

  put_log (fixture, "a.jsonl", 1, GPOINTER_TO_UINT (data));
  put_conflict (fixture, "b.jsonl", 7, "0.9");
  first = import_fixture_import (fixture, "a.jsonl");
  second = import_fixture_import (fixture, "b.jsonl");
  told = import_fixture_query_text (fixture, "SELECT source, record, kind, expected, found FROM set_aside");
  g_assert_cmpstr (told, ==, "2|2|id-conflict|one record with the id E-0000007|another record with this id at 1:7");
  g_assert_cmpuint (count_by_id (fixture, "E-0000007"), ==, 2);
  g_assert_cmpuint (count_by_id (fixture, "E-0000006"), ==, 1);
  g_assert_cmpuint (import_fixture_find (second, "b.jsonl")->events, ==, 2);
}

/* A third export repeats the second record of an id: that is the second met again, and no conflict of its own. */
static void
test_conflict_met_again (ImportFixture *fixture,
                         gconstpointer  data)
{
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) second = NULL;
  g_autoptr (RcImportResult) third = NULL;

  put_log (fixture, "a.jsonl", 1, GPOINTER_TO_UINT (data));
  put_conflict (fixture, "b.jsonl", 7, "0.9");
  import_fixture_put (fixture, "c.jsonl", "\n", -1);
  {
    g_autofree char *b = import_fixture_dup_path (fixture, "b.jsonl");
    g_autofree char *text = NULL;
    g_autofree char *longer = NULL;

    g_assert_true (g_file_get_contents (b, &text, NULL, NULL));
    longer = g_strconcat ("\n", text, NULL);
    import_fixture_put (fixture, "c.jsonl", longer, -1);
  }
  first = import_fixture_import (fixture, "a.jsonl");
  second = import_fixture_import (fixture, "b.jsonl");
  third = import_fixture_import (fixture, "c.jsonl");
  g_assert_cmpuint (import_fixture_find (third, "c.jsonl")->event_rows, ==, 2);
  g_assert_cmpuint (import_fixture_find (third, "c.jsonl")->events, ==, 0);
  g_assert_cmpuint (count_by_id (fixture, "E-0000007"), ==, 2);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM set_aside"), ==, 1);
}

/* --- Removing --- */

static void
remove_source (ImportFixture *fixture,
               gint64         source)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_import_remove (fixture->case_file, source, "the wrong month", &error));
  g_assert_no_error (error);
}

static void
test_remove (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcImportResult) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;

  put_log (fixture, "a.jsonl", 1, 100);
  put_log (fixture, "b.jsonl", 101, 150);
  result = import_fixture_import (fixture, NULL);
  remove_source (fixture, 1);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 50);
  g_assert_cmpuint (count_by_id (fixture, "E-0000007"), ==, 0);
  g_assert_cmpuint (count_by_id (fixture, "E-0000107"), ==, 1);
  state = import_fixture_query_text (fixture, "SELECT state FROM source ORDER BY id");
  g_assert_cmpstr (state, ==, "removed\npublished");
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM custody WHERE act = 'remove' AND detail LIKE "
                                                  "'%the wrong month%'"), ==, 1);
  g_assert_false (rc_import_remove (fixture->case_file, 1, "twice", &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (rc_import_remove (fixture->case_file, 77, "absent", &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);

  /* What was removed can come again, as a new source. */
  import_fixture_reopen (fixture);
  again = import_fixture_import (fixture, NULL);
  g_assert_cmpint (import_fixture_find (again, "evidence/a.jsonl")->id, ==, 3);
  g_assert_cmpuint (import_fixture_find (again, "evidence/a.jsonl")->events, ==, 100);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 150);
  g_assert_cmpuint (count_by_id (fixture, "E-0000007"), ==, 1);
}

/* What another export holds too does not go with the one that is removed. */
static void
test_remove_overlapped (ImportFixture *fixture,
                        gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;

  put_log (fixture, "a.jsonl", 1, 100);
  put_log (fixture, "b.jsonl", 51, 150);
  put_log (fixture, "c.jsonl", 91, 160);
  result = import_fixture_import (fixture, NULL);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 160);
  remove_source (fixture, 1);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 110);
  g_assert_cmpuint (count_by_id (fixture, "E-0000050"), ==, 0);
  g_assert_cmpuint (count_by_id (fixture, "E-0000051"), ==, 1);
  g_assert_cmpuint (count_by_id (fixture, "E-0000095"), ==, 1);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT events FROM source WHERE id = 2"), ==, 100);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT events FROM source WHERE id = 3"), ==, 10);
  import_fixture_assert_sound (fixture->case_file);

  remove_source (fixture, 2);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 70);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT events FROM source WHERE id = 3"), ==, 70);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM occurrence"), ==, 0);
}

/* The index keeps the ids of what was removed: they must not hide what came after. */
static void
test_overlap_after_remove (ImportFixture *fixture,
                           gconstpointer  data)
{
  guint few = GPOINTER_TO_UINT (data);
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) again = NULL;
  g_autoptr (RcImportResult) second = NULL;

  put_log (fixture, "a.jsonl", 1, 1000);
  put_log (fixture, "b.jsonl", 1000 - few / 2 + 1, 1000 + few / 2);
  first = import_fixture_import (fixture, "a.jsonl");
  remove_source (fixture, 1);
  again = import_fixture_import (fixture, "a.jsonl");
  second = import_fixture_import (fixture, "b.jsonl");
  g_assert_cmpuint (import_fixture_find (second, "b.jsonl")->events, ==, few / 2);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 1000 + few / 2);
}

/* --- Options --- */

static const char mapping_text[] =
  "[mapping]\nid=acme\ntitle=Acme\nevidences=Scores.\nversion=1\nframing=lines\n"
  "[recognise]\nequals.1=/kind score\n[kind]\nkind=inference\n[time]\npath=/at\nzone=assume\n[fields]\nid=/ref\n";

static void
put_acme (ImportFixture *fixture)
{
  import_fixture_put (fixture, "acme.jsonl", "{\"kind\":\"score\",\"ref\":\"R-1\",\"at\":\"2026-05-04T09:12:31\"}\n"
                                             "{\"kind\":\"score\",\"ref\":\"R-2\",\"at\":\"2026-05-04T09:12:32\"}\n", -1);
}

static void
test_mapping (ImportFixture *fixture,
              gconstpointer  data)
{
  const RcImportOptions options = {
    .mapping_text = mapping_text, .mapping_length = sizeof mapping_text - 1, .mapping_name = "acme.mapping",
    .has_zone = TRUE, .zone_minutes = 120,
  };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcImportResult) plain = NULL;
  g_autofree char *times = NULL;
  g_autofree char *pinned = NULL;

  put_acme (fixture);
  result = import_fixture_import_with (fixture, "acme.jsonl", &options);
  g_assert_cmpstr (import_fixture_find (result, "acme.jsonl")->importer, ==, "acme");
  g_assert_cmpuint (import_fixture_find (result, "acme.jsonl")->events, ==, 2);
  times = import_fixture_query_text (fixture, "SELECT datetime (time_us / 1000000, 'unixepoch'), span_us FROM event ORDER BY id");
  g_assert_cmpstr (times, ==, "2026-05-04 07:12:31|999999\n2026-05-04 07:12:32|999999");
  pinned = import_fixture_query_text (fixture, "SELECT name, text FROM mapping");
  g_assert_true (g_str_has_prefix (pinned, "acme|"));
  g_assert_cmpstr (pinned + 5, ==, mapping_text);

  /* The mapping is in the case: fields are read again without the file. */
  import_fixture_reopen (fixture);
  g_assert_cmpuint (count_by_id (fixture, "R-2"), ==, 1);
}

/* What nobody understood is read when a mapping for it comes, from the bytes that are there; and is known from then on. */
static void
test_mapping_later (ImportFixture *fixture,
                    gconstpointer  data)
{
  const RcImportOptions options = {
    .mapping_text = mapping_text, .mapping_length = sizeof mapping_text - 1, .mapping_name = "acme.mapping",
  };
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) second = NULL;
  g_autoptr (RcImportResult) third = NULL;
  g_autoptr (RcImportResult) fourth = NULL;
  gint64 stored;

  put_acme (fixture);
  first = import_fixture_import (fixture, "acme.jsonl");
  g_assert_null (import_fixture_find (first, "acme.jsonl")->importer);
  stored = import_fixture_query (fixture, "SELECT mark FROM published WHERE item = 'stream'");

  second = import_fixture_import_with (fixture, "acme.jsonl", &options);
  g_assert_cmpint (import_fixture_find (second, "acme.jsonl")->id, ==, 2);
  g_assert_cmpstr (import_fixture_find (second, "acme.jsonl")->importer, ==, "acme");
  g_assert_cmpuint (import_fixture_find (second, "acme.jsonl")->events, ==, 2);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT mark FROM published WHERE item = 'stream'"), ==, stored);

  third = import_fixture_import_with (fixture, "acme.jsonl", &options);
  g_assert_cmpint (import_fixture_find (third, "acme.jsonl")->id, ==, 2);
  g_assert_true (is_recognised (third, 2));
  fourth = import_fixture_import (fixture, "acme.jsonl");
  g_assert_true (is_recognised (fourth, 2));
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 2);
}

/* Without a zone such a time is a span of possible instants, never a guess. */
static void
test_no_zone (ImportFixture *fixture,
              gconstpointer  data)
{
  const RcImportOptions options = {
    .mapping_text = mapping_text, .mapping_length = sizeof mapping_text - 1, .mapping_name = "acme.mapping",
  };
  g_autoptr (RcImportResult) result = NULL;

  put_acme (fixture);
  result = import_fixture_import_with (fixture, "acme.jsonl", &options);
  g_assert_cmpuint (import_fixture_find (result, "acme.jsonl")->events, ==, 2);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM event WHERE span_us >= 86400000000"), ==, 2);
}

static void
assert_refused (ImportFixture         *fixture,
                const RcImportOptions *options,
                int                    code,
                const char            *words)
{
  g_autofree char *before = import_fixture_dup_state (fixture->case_file);
  g_autofree char *after = NULL;
  const char * const paths[] = { fixture->evidence, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_import_paths (fixture->case_file, paths, options, NULL, &error));
  g_assert_error (error, RC_IMPORTER_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
  after = import_fixture_dup_state (fixture->case_file);
  g_assert_cmpstr (after, ==, before);
}

static void
test_wrong_options (ImportFixture *fixture,
                    gconstpointer  data)
{
  const RcImportOptions unknown = { .importer_id = "no-such" };
  const RcImportOptions broken = { .mapping_text = "[mapping\n", .mapping_length = 9, .mapping_name = "broken.mapping" };

  put_acme (fixture);
  assert_refused (fixture, &unknown, RC_IMPORTER_ERROR_UNKNOWN, "no-such");
  assert_refused (fixture, &broken, RC_IMPORTER_ERROR_MAPPING, "1");
}

/* --as: read by that importer whatever the content; what does not fit is set aside. */
static void
test_as (ImportFixture *fixture,
         gconstpointer  data)
{
  const RcImportOptions options = { .importer_id = "kreditcheck-decision" };
  g_autoptr (RcImportResult) result = NULL;
  const RcSource *source;

  import_fixture_put (fixture, "prose.txt", "This is no log.\nNot at all.\n", -1);
  result = import_fixture_import_with (fixture, "prose.txt", &options);
  source = import_fixture_find (result, "prose.txt");
  g_assert_cmpstr (source->importer, ==, "kreditcheck-decision");
  g_assert_cmpuint (source->set_aside, ==, 2);
  g_assert_cmpuint (source->events, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*run) (ImportFixture *, gconstpointer); gconstpointer data; } tests[] = {
    { "names", test_names, NULL },
    { "paths", test_paths, NULL },
    { "absent", test_absent, NULL },
    { "empty-folder", test_empty_folder, NULL },
    { "same-again", test_same_again, NULL },
    { "same-elsewhere", test_same_elsewhere, NULL },
    { "folder-again", test_folder_again, NULL },
    { "repeat-is-readable", test_repeat_is_readable, NULL },
    { "overlap/merged", test_overlap, &overlaps[0] },
    { "overlap/looked-up", test_overlap, &overlaps[1] },
    { "overlap/all", test_overlap, &overlaps[2] },
    { "overlap/half", test_overlap, &overlaps[3] },
    { "overlap/in-one-act", test_overlap_in_one_act, NULL },
    { "conflict/merged", test_id_conflict, GUINT_TO_POINTER (10) },
    { "conflict/looked-up", test_id_conflict, GUINT_TO_POINTER (100) },
    { "conflict/met-again-merged", test_conflict_met_again, GUINT_TO_POINTER (10) },
    { "conflict/met-again-looked-up", test_conflict_met_again, GUINT_TO_POINTER (100) },
    { "remove/alone", test_remove, NULL },
    { "remove/overlapped", test_remove_overlapped, NULL },
    { "remove/then-merged", test_overlap_after_remove, GUINT_TO_POINTER (500) },
    { "remove/then-looked-up", test_overlap_after_remove, GUINT_TO_POINTER (20) },
    { "mapping", test_mapping, NULL },
    { "mapping-later", test_mapping_later, NULL },
    { "no-zone", test_no_zone, NULL },
    { "wrong-options", test_wrong_options, NULL },
    { "as", test_as, NULL },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/import/", tests[i].path, NULL);

      g_test_add (path, ImportFixture, tests[i].data, import_fixture_set_up, tests[i].run, import_fixture_verify_and_tear_down);
    }
  return g_test_run ();
}
