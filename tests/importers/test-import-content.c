/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "container-fixture.h"
#include "core/bounds.h"
#include "core/exception.h"
#include "import-fixture.h"
#include "zip-builder.h"

/* What an import makes of content that is broken, foreign, or packed: nothing is lost, each fault has its place, and the rest is read. */

static const RcSource *
import_one (ImportFixture   *fixture,
            RcImportResult **out_result,
            const char      *name)
{
  *out_result = import_fixture_import (fixture, name);
  return import_fixture_find (*out_result, name);
}

/* --- Lines that cannot be read --- */

static void
test_bad_lines (ImportFixture *fixture,
                gconstpointer  data)
{
  static const char bad[] = "{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\n";
  static const char twice[] = "{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\"E-1\",\"event_id\":\"E-2\"}\n";
  g_autoptr (GString) log = import_fixture_make_log (1, 3);
  g_autoptr (GString) more = import_fixture_make_log (4, 5);
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *places = NULL;
  g_autofree char *duplicates = NULL;
  g_autofree char *kinds = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *member = NULL;
  const RcSource *source;
  gsize first = log->len;

  g_string_append (log, bad);
  g_string_append (log, more->str);
  member = g_strdup_printf ("7|%" G_GSIZE_FORMAT, log->len + strlen ("{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\"E-1\","));
  g_string_append (log, twice);
  g_string_append (log, "\n  \n\xff\xfe\n");
  import_fixture_put (fixture, "log.jsonl", log->str, (gssize) log->len);
  source = import_one (fixture, &result, "log.jsonl");
  g_assert_cmpuint (source->records, ==, 10);
  g_assert_cmpuint (source->events, ==, 5);
  g_assert_cmpuint (source->set_aside, ==, 3);
  places = import_fixture_list_faults (fixture, RC_EXCEPTION_UNREADABLE_RECORD);
  duplicates = import_fixture_list_faults (fixture, RC_EXCEPTION_DUPLICATE_MEMBER);
  expected = g_strdup_printf ("4|%" G_GSIZE_FORMAT " 10|%" G_GSIZE_FORMAT, first + strlen (bad) - 1, log->len - 3);
  g_assert_cmpstr (places, ==, expected);
  g_assert_cmpstr (duplicates, ==, member);
  kinds = import_fixture_query_text (fixture, "SELECT min (length (expected)) > 3, min (length (found)) > 0, min (length (message)) > 10 "
                                              "FROM set_aside");
  g_assert_cmpstr (kinds, ==, "1|1|1");
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 5);
}

static void
test_many_bad_lines (ImportFixture *fixture,
                     gconstpointer  data)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 40);
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *summary = NULL;
  const RcSource *source;

  for (guint i = 0; i < 5000; i++)
    g_string_append (log, "{\"schema\":\"kreditcheck.decision/1\",}\n");
  import_fixture_put (fixture, "log.jsonl", log->str, (gssize) log->len);
  source = import_one (fixture, &result, "log.jsonl");
  g_assert_cmpuint (source->records, ==, 5040);
  g_assert_cmpuint (source->events, ==, 40);
  g_assert_cmpuint (source->set_aside, ==, 5000);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM set_aside WHERE kind = 'unreadable-record'"), ==,
                   RC_LIMIT_SET_ASIDE_LISTED);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT max(record) FROM set_aside"), ==, 40 + RC_LIMIT_SET_ASIDE_LISTED);
  summary = import_fixture_query_text (fixture, "SELECT kind, record, found FROM set_aside WHERE kind <> 'unreadable-record'");
  g_assert_cmpstr (summary, ==, "limit|NULL|4000 more");
}

/* A line beyond the bound is cut there, told once with its place, and the lines after it are read. */
static void
test_long_line (ImportFixture *fixture,
                gconstpointer  data)
{
  gsize tail = GPOINTER_TO_SIZE (data);
  g_autoptr (GString) log = import_fixture_make_log (1, 300);
  g_autoptr (GString) after = import_fixture_make_log (301, 700);
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *limits = NULL;
  g_autofree char *expected = NULL;
  gsize before = log->len;
  const RcSource *source;

  g_string_append (log, "{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\"");
  g_string_set_size (log, before + RC_LIMIT_RECORD_BYTES + tail);
  memset (log->str + before + 60, 'x', log->len - before - 60);
  g_string_append_len (log, "\n", 1);
  g_string_append_len (log, after->str, (gssize) after->len);
  import_fixture_put (fixture, "log.jsonl", log->str, (gssize) log->len);
  source = import_one (fixture, &result, "log.jsonl");
  g_assert_cmpuint (source->size, ==, log->len);
  g_assert_cmpuint (source->events, ==, 700);
  g_assert_cmpuint (source->records, ==, 702);
  limits = import_fixture_query_text (fixture, "SELECT kind, record, offset, expected FROM set_aside");
  expected = g_strdup_printf ("limit|301|%" G_GSIZE_FORMAT "|a record of at most 64 MiB", before);
  g_assert_cmpstr (limits, ==, expected);
  import_fixture_assert_sound (fixture->case_file);
}

/* A line of just the bound is no fault of length. */
static void
test_longest_line (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 2);
  g_autoptr (RcImportResult) result = NULL;
  gsize before = log->len;
  const RcSource *source;

  g_string_set_size (log, before + RC_LIMIT_RECORD_BYTES - 1);
  memset (log->str + before, ' ', RC_LIMIT_RECORD_BYTES - 1);
  g_string_append (log, "\n");
  import_fixture_put (fixture, "log.jsonl", log->str, (gssize) log->len);
  source = import_one (fixture, &result, "log.jsonl");
  g_assert_cmpuint (source->records, ==, 3);
  g_assert_cmpuint (source->set_aside, ==, 0);
}

/* --- Line ends and encodings --- */

static void
test_line_ends (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *one = import_fixture_dup_line (1, "0.5");
  g_autofree char *two = import_fixture_dup_line (2, "0.5");
  g_autofree char *text = NULL;
  g_autoptr (RcImportResult) result = NULL;
  const RcSource *source;

  one[strlen (one) - 1] = 0;
  two[strlen (two) - 1] = 0;
  text = g_strconcat (one, "\r\n\r\n", two, NULL);
  import_fixture_put (fixture, "log.jsonl", text, -1);
  source = import_one (fixture, &result, "log.jsonl");
  g_assert_cmpuint (source->records, ==, 3);
  g_assert_cmpuint (source->events, ==, 2);
  g_assert_cmpuint (source->set_aside, ==, 0);
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize       length;       /* 0: a text */
  guint64     records;
  RcFraming   framing;
} Foreign;

static const Foreign foreign[] = {
  { "empty", "", 0, 0, RC_FRAMING_FIXED },
  { "line-end", "\n", 0, 1, RC_FRAMING_LINES },
  { "prose", "First.\nSecond.\n", 0, 2, RC_FRAMING_LINES },
  { "no-line-end", "One.", 0, 1, RC_FRAMING_FIXED },
  { "latin-1", "Pr\xfc" "fung\nZwei\nDrei und noch viel mehr\n", 0, 1, RC_FRAMING_FIXED },
  { "binary", "\x7f" "ELF\0\0\1\n\0\n", 10, 1, RC_FRAMING_FIXED },
  { "utf-16", "\xff\xfe{\0}\0\n\0{\0}\0\n\0", 14, 1, RC_FRAMING_FIXED },
  { "nul", "a\nb\0c\n", 6, 1, RC_FRAMING_FIXED },
  { "byte-order-mark", "\xef\xbb\xbfone\ntwo\n", 0, 2, RC_FRAMING_LINES },
  { "carriage-returns", "one\rtwo\r", 0, 1, RC_FRAMING_FIXED },
};

static void
test_foreign (ImportFixture *fixture,
              gconstpointer  data)
{
  const Foreign *file = data;
  gsize length = file->length > 0 ? file->length : strlen (file->bytes);
  g_autoptr (RcImportResult) result = NULL;
  const RcSource *source;
  RcDigest digest, root;

  import_fixture_put (fixture, "file", file->bytes, (gssize) length);
  source = import_one (fixture, &result, "file");
  rc_digest_compute (file->bytes, length, &digest);
  g_assert_null (source->importer);
  g_assert_cmpuint (source->size, ==, length);
  g_assert_cmpuint (source->records, ==, file->records);
  g_assert_cmpint (source->framing, ==, file->framing);
  g_assert_cmpuint (source->set_aside, ==, 0);
  g_assert_true (rc_digest_equal (&source->sha256, &digest));
  if (length == 0)
    {
      rc_tree_root (NULL, 0, &root);
      g_assert_true (rc_digest_equal (&source->root, &root));
    }
}

/* Strict JSON knows no byte order mark: the first record is set aside, the others are read. */
static void
test_marked_log (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 5);
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *places = NULL;
  const RcSource *source;

  g_string_prepend (log, "\xef\xbb\xbf");
  import_fixture_put (fixture, "log.jsonl", log->str, (gssize) log->len);
  source = import_one (fixture, &result, "log.jsonl");
  g_assert_cmpstr (source->importer, ==, "kreditcheck-decision");
  g_assert_cmpuint (source->events, ==, 4);
  places = import_fixture_list_faults (fixture, RC_EXCEPTION_UNREADABLE_RECORD);
  g_assert_cmpstr (places, ==, "1|0");
}

/* Many empty files: nothing to store, and the second is the first met again. */
static void
test_empty_files (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, "a", "", 0);
  import_fixture_put (fixture, "b", "", 0);
  import_fixture_put (fixture, "c.txt", "c\n", 2);
  result = import_fixture_import (fixture, NULL);
  g_assert_cmpuint (result->sources->len, ==, 3);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM block"), ==, 1);
  import_fixture_assert_sound (fixture->case_file);
}

/* --- Containers --- */

static GBytes *
make_tar (const char *name,
          GBytes     *content)
{
  gsize length, used;
  const void *data = g_bytes_get_data (content, &length);
  gsize room = length + 65536;
  guint8 *buffer = g_malloc (room);
  struct archive *tar = archive_write_new ();
  struct archive_entry *entry = archive_entry_new ();

  archive_write_set_format_ustar (tar);
  g_assert_cmpint (archive_write_open_memory (tar, buffer, room, &used), ==, ARCHIVE_OK);
  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (tar, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (tar, data, length), ==, (la_ssize_t) length);
  g_assert_cmpint (archive_write_close (tar), ==, ARCHIVE_OK);
  archive_entry_free (entry);
  archive_write_free (tar);
  return g_bytes_new_take (buffer, used);
}

static GBytes *
make_zip (const char *name,
          GBytes     *content,
          gboolean    deflate)
{
  ZipBuilder *zip = zip_builder_new ();
  ZipPart part = { .name = name, .deflate = deflate };

  part.data = g_bytes_get_data (content, &part.length);
  zip_builder_add (zip, &part);
  return zip_builder_end (zip, NULL);
}

static GBytes *
pack_gzip (GBytes *content)
{
  gsize length;
  const void *data = g_bytes_get_data (content, &length);

  return make_gzip (data, length, 0);
}

static GBytes *
log_bytes (guint first,
           guint last)
{
  GString *log = import_fixture_make_log (first, last);

  return g_string_free_to_bytes (log);
}

/* zip in tar in gzip: each layer is a source, the log in it is read, and a member that stands uncompressed costs nothing twice. */
static void
test_nested (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GBytes) log = log_bytes (1, 400);
  g_autoptr (GBytes) zip = make_zip ("log/decisions.jsonl", log, FALSE);
  g_autoptr (GBytes) tar = make_tar ("inner.zip", zip);
  g_autoptr (GBytes) gzip = pack_gzip (tar);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcRecordProof) proof = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *tree = NULL;
  g_autofree char *line = import_fixture_dup_line (300, "0.5");
  const RcSource *source;

  import_fixture_put_bytes (fixture, "export.tar.gz", gzip);
  result = import_fixture_import (fixture, "export.tar.gz");
  tree = import_fixture_query_text (fixture, "SELECT id, parent, derivation, importer, name FROM source ORDER BY id");
  g_assert_cmpstr (tree, ==,
                   "1|NULL|file|gzip|export.tar.gz\n"
                   "2|1|gunzip of|tar|export.tar.gz!export.tar\n"
                   "3|2|stored in|zip|export.tar.gz!export.tar!inner.zip\n"
                   "4|3|stored in|kreditcheck-decision|export.tar.gz!export.tar!inner.zip!log/decisions.jsonl");
  source = import_fixture_find (result, "export.tar.gz!export.tar!inner.zip!log/decisions.jsonl");
  g_assert_cmpuint (source->events, ==, 400);
  g_assert_cmpuint (source->size, ==, g_bytes_get_size (log));
  g_assert_cmpint (import_fixture_query (fixture, "SELECT mark FROM published WHERE item = 'stream'"), ==,
                   (gint64) (g_bytes_get_size (gzip) + g_bytes_get_size (tar)));

  reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  bytes = rc_record_reader_read (reader, source->id, 300, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), line, strlen (line));
  proof = rc_record_reader_prove (reader, source->id, 300, &error);
  g_assert_true (proof->holds);
  import_fixture_assert_sound (fixture->case_file);
}

static void
test_deflated_member (ImportFixture *fixture,
                      gconstpointer  data)
{
  g_autoptr (GBytes) log = log_bytes (1, 3000);
  g_autoptr (GBytes) zip = make_zip ("decisions.jsonl", log, TRUE);
  g_autoptr (RcImportResult) result = NULL;
  const RcSource *source;
  RcDigest digest;

  import_fixture_put_bytes (fixture, "a.zip", zip);
  result = import_fixture_import (fixture, "a.zip");
  source = import_fixture_find (result, "a.zip!decisions.jsonl");
  rc_digest_compute (g_bytes_get_data (log, NULL), g_bytes_get_size (log), &digest);
  g_assert_true (rc_digest_equal (&source->sha256, &digest));
  g_assert_cmpstr (source->derivation, ==, "member of");
  g_assert_cmpuint (source->events, ==, 3000);
}

/* The same log as a file and inside a container, in either order: one set of events. */
static void
test_member_met_before (ImportFixture *fixture,
                        gconstpointer  data)
{
  g_autoptr (GBytes) log = log_bytes (1, 3000);
  g_autoptr (GBytes) zip = make_zip ("decisions.jsonl", log, TRUE);
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) second = NULL;

  import_fixture_put_bytes (fixture, "a.zip", zip);
  import_fixture_put_bytes (fixture, "b.jsonl", log);
  first = import_fixture_import (fixture, data != NULL ? "a.zip" : "b.jsonl");
  second = import_fixture_import (fixture, data != NULL ? "b.jsonl" : "a.zip");
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 3000);
  import_fixture_assert_sound (fixture->case_file);
}

static void
test_depth_limit (ImportFixture *fixture,
                  gconstpointer  data)
{
  GBytes *content = log_bytes (1, 5);
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *told = NULL;

  for (guint i = 0; i < 6; i++)
    {
      GBytes *packed = make_zip ("inner", content, FALSE);

      g_bytes_unref (content);
      content = packed;
    }
  import_fixture_put_bytes (fixture, "deep.zip", content);
  g_bytes_unref (content);
  result = import_fixture_import (fixture, "deep.zip");
  g_assert_cmpuint (result->sources->len, ==, RC_LIMIT_CONTAINER_DEPTH + 1);
  told = import_fixture_query_text (fixture, "SELECT name, source.kind, set_aside.kind, record, offset, found FROM set_aside JOIN source "
                                             "ON source.id = source");
  g_assert_cmpstr (told, ==, "deep.zip!inner!inner!inner!inner|container|limit|1|0|a deeper one");
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 0);
}

static void
append_tar_member (GByteArray *tar,
                   const char *name,
                   const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) one = make_tar (name, content);
  gsize length = 512 + (strlen (text) + 511) / 512 * 512;

  g_byte_array_append (tar, g_bytes_get_data (one, NULL), (guint) length);
}

/* A tar that was appended to holds a name twice: both are there, and each is found again. */
static void
test_same_name_twice (ImportFixture *fixture,
                      gconstpointer  data)
{
  static const guint8 end[1024];
  g_autoptr (GByteArray) tar = g_byte_array_new ();
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *sizes = NULL;

  append_tar_member (tar, "a.txt", "first\n");
  append_tar_member (tar, "b.txt", "other\n");
  append_tar_member (tar, "a.txt", "second\n");
  append_tar_member (tar, "a.txt", "third time\n");
  append_tar_member (tar, "b.txt", "other\n");
  g_byte_array_append (tar, end, sizeof end);
  import_fixture_put (fixture, "a.tar", tar->data, tar->len);
  result = import_fixture_import (fixture, "a.tar");
  sizes = import_fixture_query_text (fixture, "SELECT name, size FROM source WHERE parent = 1 ORDER BY id");
  g_assert_cmpstr (sizes, ==, "a.tar!a.txt|6\na.tar!b.txt|6\na.tar!a.txt|7\na.tar!a.txt|11\na.tar!b.txt|6");
  g_assert_cmpuint (result->sources->len, ==, 6);
}

/* What was inside goes with the container. */
static void
test_remove_container (ImportFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr (GBytes) log = log_bytes (1, 20);
  g_autoptr (GBytes) zip = make_zip ("decisions.jsonl", log, TRUE);
  g_autoptr (GBytes) gzip = pack_gzip (zip);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *states = NULL;

  import_fixture_put_bytes (fixture, "a.zip.gz", gzip);
  result = import_fixture_import (fixture, "a.zip.gz");
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 20);
  g_assert_true (rc_import_remove (fixture->case_file, 1, "sent by mistake", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 0);
  states = import_fixture_query_text (fixture, "SELECT state, removed_for FROM source");
  g_assert_cmpstr (states, ==, "removed|sent by mistake\nremoved|sent by mistake\nremoved|sent by mistake");
}

/* A container that breaks off: what came out before is kept, and the place is told. */
static void
test_cut_container (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr (GBytes) log = log_bytes (1, 3000);
  g_autoptr (GBytes) gzip = pack_gzip (log);
  g_autoptr (GBytes) cut = bytes_cut (gzip, g_bytes_get_size (gzip) / 2);
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *told = NULL;
  const RcSource *member;

  import_fixture_put_bytes (fixture, "log.jsonl.gz", cut);
  result = import_fixture_import (fixture, "log.jsonl.gz");
  member = import_fixture_find (result, "log.jsonl.gz!log.jsonl");
  g_assert_cmpuint (member->events, >, 500);
  g_assert_cmpuint (member->events, <, 3000);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, member->events);
  told = import_fixture_query_text (fixture, "SELECT DISTINCT kind FROM set_aside");
  g_assert_nonnull (strstr (told, RC_EXCEPTION_CONTAINER_MALFORMED));
  import_fixture_assert_sound (fixture->case_file);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*run) (ImportFixture *, gconstpointer); gconstpointer data; } tests[] = {
    { "lines/bad", test_bad_lines, NULL },
    { "lines/many-bad", test_many_bad_lines, NULL },
    { "lines/long-by-one", test_long_line, GSIZE_TO_POINTER (0) },
    { "lines/long", test_long_line, GSIZE_TO_POINTER (1u << 20) },
    { "lines/longest", test_longest_line, NULL },
    { "lines/ends", test_line_ends, NULL },
    { "lines/byte-order-mark", test_marked_log, NULL },
    { "empty-files", test_empty_files, NULL },
    { "container/nested", test_nested, NULL },
    { "container/deflated", test_deflated_member, NULL },
    { "container/met-before", test_member_met_before, "container" },
    { "container/met-after", test_member_met_before, NULL },
    { "container/depth", test_depth_limit, NULL },
    { "container/same-name-twice", test_same_name_twice, NULL },
    { "container/remove", test_remove_container, NULL },
    { "container/cut", test_cut_container, NULL },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/import-content/", tests[i].path, NULL);

      g_test_add (path, ImportFixture, tests[i].data, import_fixture_set_up, tests[i].run, import_fixture_verify_and_tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autofree char *path = g_strconcat ("/import-content/foreign/", foreign[i].name, NULL);

      g_test_add (path, ImportFixture, &foreign[i], import_fixture_set_up, test_foreign, import_fixture_verify_and_tear_down);
    }
  return g_test_run ();
}
