/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/bounds.h"
#include "core/entry.h"
#include "core/event-query.h"
#include "core/json.h"
#include "pdf-tools.h"
#include "report-case.h"
#include "reports/bundle/reading/bundle-file.h"
#include "reports/bundle/bundle.h"

#define MEMBER_BYTES (16u << 20)
#define WINDOW 24

/* --- A bundle of one decision --- */

typedef struct
{
  char           *path;
  RcBundleReader *reader;
} Bundle;

static void
bundle_free (Bundle *self)
{
  rc_bundle_reader_free (self->reader);
  g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bundle, bundle_free)

static Bundle *
export (ImportFixture *fixture,
        const char    *name,
        const char    *reference)
{
  const char *events[] = { reference, NULL };
  const RcBundleTerms terms = { .events = events, .language = "en", .unsealed = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleResult) result = NULL;
  Bundle *self = g_new0 (Bundle, 1);

  self->path = g_build_filename (fixture->folder, name, NULL);
  result = rc_bundle_export (fixture->case_file, self->path, &terms, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
  self->reader = rc_bundle_reader_open (self->path, &error);
  g_assert_no_error (error);
  return self;
}

static GBytes *
read_member (const Bundle *bundle,
             const char   *path)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = rc_bundle_reader_read (bundle->reader, path, MEMBER_BYTES, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
parse_member (const Bundle *bundle,
              const char   *path,
              GBytes      **out_bytes,
              RcJson       *json)
{
  RcJsonFault fault;
  gsize length;
  const char *text;

  *out_bytes = read_member (bundle, path);
  text = g_bytes_get_data (*out_bytes, &length);
  rc_json_init (json);
  g_assert_true (rc_json_parse (json, text, length, &fault));
}

static gint64
get_number (const RcJson *json,
            guint32       node,
            const char   *name)
{
  gint64 number = -1;

  g_assert_true (rc_json_get_integer (json, rc_json_member (json, node, name), &number));
  return number;
}

/* --- Proofs, computed by nothing that the program has --- */

static void
hash (guint8        prefix,
      const guint8 *a,
      gsize         n_a,
      const guint8 *b,
      gsize         n_b,
      guint8        out[32])
{
  GChecksum *checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = 32;

  g_checksum_update (checksum, &prefix, 1);
  g_checksum_update (checksum, a, (gssize) n_a);
  if (b != NULL)
    g_checksum_update (checksum, b, (gssize) n_b);
  g_checksum_get_digest (checksum, out, &length);
  g_checksum_free (checksum);
}

static void
read_hex (const RcJson *json,
          guint32       node,
          guint8        out[32])
{
  g_autofree char *hex = rc_json_dup_text (json, node, NULL);

  g_assert_nonnull (hex);
  g_assert_cmpuint (strlen (hex), ==, 64);
  for (gsize i = 0; i < 32; i++)
    out[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
}

/* RFC 9162 section 2.1.3.2. */
static void
assert_included (const RcJson *json,
                 guint32       entry,
                 GBytes       *record)
{
  guint32 path = rc_json_member (json, entry, "path");
  guint64 place = (guint64) get_number (json, entry, "index");
  guint64 last = (guint64) get_number (json, entry, "size") - 1;
  guint8 at[32], leaf[32], root[32], sibling[32];

  g_assert_cmpuint (place, <=, last);
  hash (0, g_bytes_get_data (record, NULL), g_bytes_get_size (record), NULL, 0, at);
  read_hex (json, rc_json_member (json, entry, "leaf_sha256"), leaf);
  g_assert_cmpmem (at, 32, leaf, 32);
  for (guint32 i = path + 1; i < json->nodes[path].next; i = json->nodes[i].next)
    {
      g_assert_cmpuint (last, >, 0);
      read_hex (json, i, sibling);
      if ((place & 1) == 1 || place == last)
        {
          hash (1, sibling, 32, at, 32, at);
          for (; (place & 1) == 0 && place != 0; place >>= 1, last >>= 1)
            continue;
        }
      else
        hash (1, at, 32, sibling, 32, at);
      place >>= 1;
      last >>= 1;
    }
  g_assert_cmpuint (last, ==, 0);
  read_hex (json, rc_json_member (json, entry, "root"), root);
  g_assert_cmpmem (at, 32, root, 32);
}

/* The root that sources.json gives, and how many records. */
static void
assert_root (const Bundle *bundle,
             const RcJson *records,
             guint32       entry)
{
  g_autoptr (GBytes) bytes = NULL;
  g_auto (RcJson) json;
  guint32 list;
  gboolean is_found = FALSE;

  parse_member (bundle, "data/sources.json", &bytes, &json);
  list = rc_json_member (&json, 0, "sources");
  for (guint32 i = list + 1; i < json.nodes[list].next; i = json.nodes[i].next)
    {
      guint8 of_source[32], of_record[32];

      if (get_number (&json, i, "id") != get_number (records, entry, "source"))
        continue;
      read_hex (&json, rc_json_member (&json, i, "root"), of_source);
      read_hex (records, rc_json_member (records, entry, "root"), of_record);
      g_assert_cmpmem (of_source, 32, of_record, 32);
      g_assert_cmpint (get_number (&json, i, "records"), ==, get_number (records, entry, "size"));
      is_found = TRUE;
    }
  g_assert_true (is_found);
}

static void
test_proofs (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autofree char *reference = report_case_find_action (fixture, "override");
  g_autoptr (Bundle) bundle = export (fixture, "one.zip", reference);
  g_autoptr (GBytes) bytes = NULL;
  g_auto (RcJson) json;
  guint32 list;

  parse_member (bundle, "data/records.json", &bytes, &json);
  list = rc_json_member (&json, 0, "records");
  g_assert_cmpuint (json.nodes[list].count, >, 10);
  for (guint32 i = list + 1; i < json.nodes[list].next; i = json.nodes[i].next)
    {
      g_autofree char *file = rc_json_dup_text (&json, rc_json_member (&json, i, "file"), NULL);
      g_autoptr (GBytes) record = read_member (bundle, file);

      g_assert_cmpint (get_number (&json, i, "bytes"), ==, (gint64) g_bytes_get_size (record));
      g_assert_cmpint (get_number (&json, i, "record"), ==, get_number (&json, i, "index") + 1);
      assert_included (&json, i, record);
      assert_root (bundle, &json, i);
    }
}

/* --- What is here and what is withheld make up the whole --- */

static void
test_counts (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autofree char *reference = report_case_find_action (fixture, "override");
  g_autoptr (Bundle) bundle = export (fixture, "one.zip", reference);
  g_autoptr (GPtrArray) sources = rc_source_list (fixture->case_file, NULL);
  g_autoptr (GBytes) bytes = NULL, records_bytes = NULL;
  g_auto (RcJson) json;
  g_auto (RcJson) records;
  guint32 list, entries;
  guint n = 0;

  parse_member (bundle, "data/withheld.json", &bytes, &json);
  parse_member (bundle, "data/records.json", &records_bytes, &records);
  list = rc_json_member (&json, 0, "sources");
  entries = rc_json_member (&records, 0, "records");
  for (guint32 i = list + 1; i < json.nodes[list].next; i = json.nodes[i].next, n++)
    {
      const RcSource *source = g_ptr_array_index (sources, n);
      guint32 counts = rc_json_member (&json, i, "records");
      gint64 here = 0;

      for (guint32 k = entries + 1; k < records.nodes[entries].next; k = records.nodes[k].next)
        here += get_number (&records, k, "source") == source->id ? 1 : 0;
      g_assert_cmpint (get_number (&json, i, "source"), ==, source->id);
      g_assert_cmpint (get_number (&json, counts, "total"), ==, (gint64) source->records);
      g_assert_cmpint (get_number (&json, counts, "disclosed"), ==, here);
      g_assert_cmpint (get_number (&json, counts, "withheld"), ==, (gint64) source->records - here);
    }
  g_assert_cmpuint (n, ==, sources->len);
}

/* --- Nobody else is in it --- */

typedef struct
{
  GPtrArray  *names;       /* of char: what other decisions and persons are called */
  GPtrArray  *contents;    /* of GBytes: records of others */
  GHashTable *own;         /* of char: what this decision and its person are called */
  ImportFixture *fixture;
} Others;

static void
add_names (GPtrArray     *names,
           const RcEvent *event)
{
  static const RcField fields[] = { RC_FIELD_ID, RC_FIELD_DECISION, RC_FIELD_SUBJECT, RC_FIELD_CORRELATION, RC_FIELD_TRACE, RC_FIELD_TARGET };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *name = rc_event_peek_field (event, fields[i]);

      if (name != NULL && strlen (name) > 4)
        g_ptr_array_add (names, g_strdup (name));
    }
}

static gboolean
is_own (const Others  *others,
        const RcEvent *event)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  add_names (names, event);
  for (guint i = 0; i < names->len; i++)
    if (g_hash_table_contains (others->own, g_ptr_array_index (names, i)))
      return TRUE;
  return FALSE;
}

static gboolean
take_event (const RcEvent *event,
            gpointer       data)
{
  Others *others = data;
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (others->fixture->case_file));
  g_autoptr (GError) error = NULL;

  if (is_own (others, event))
    return TRUE;
  add_names (others->names, event);
  g_ptr_array_add (others->contents, rc_record_reader_read_content (reader, event->source, event->record, &error));
  g_assert_no_error (error);
  return TRUE;
}

static void
collect_others (Others        *others,
                ImportFixture *fixture,
                const char    *reference)
{
  static const RcEventKind kinds[] = { RC_EVENT_INFERENCE, RC_EVENT_DECISION, RC_EVENT_HUMAN_ACTION };
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GError) error = NULL;
  g_autoptr (RcEvent) event = rc_event_find (fixture->case_file, reader, reference, &error);
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  g_assert_true (rc_event_read_fields (event, fixture->case_file, reader, &error));
  add_names (own, event);
  for (guint i = 0; i < own->len; i++)
    g_hash_table_add (others->own, g_strdup (g_ptr_array_index (own, i)));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const RcEventQuery query = { .kind = kinds[i], .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };

      g_assert_true (rc_event_query_walk (fixture->case_file, reader, &query, take_event, others, NULL, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpuint (others->contents->len, >, 100);
}

/* Text that a reader of the PDF could copy out of it, and what it carries. */
static void
append_pdf (GString *all,
            GBytes  *pdf)
{
  g_autofree char *text = pdf_tools_run ("pdftotext", pdf, "-raw @ -");
  g_autofree char *folder = g_dir_make_tmp ("recount-XXXXXX", NULL);
  g_autofree char *arguments = g_strdup_printf ("-saveall -o %s @", folder);
  g_autofree char *said = pdf_tools_run ("pdfdetach", pdf, arguments);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_string_append (all, text);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      g_string_append_len (all, content, (gssize) length);
    }
  pdf_tools_remove_folder (folder);
}

/* Everything in the bundle, unpacked, with the names of its files. */
static GString *
unpack (const Bundle *bundle)
{
  const GPtrArray *members = rc_bundle_reader_list (bundle->reader);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < members->len; i++)
    {
      const RcBundleMember *member = g_ptr_array_index (members, i);
      g_autoptr (GBytes) bytes = read_member (bundle, member->path);

      g_string_append_printf (all, "%s\n", member->path);
      g_string_append_len (all, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
      if (g_str_has_suffix (member->path, ".pdf"))
        append_pdf (all, bytes);
    }
  return all;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_';
}

static gboolean
has_word (GHashTable *words,
          const char *word)
{
  return g_hash_table_contains (words, word);
}

/* The words of a text, as names are made of them. */
static GHashTable *
list_words (const GString *text)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize begin = 0;

  for (gsize i = 0; i <= text->len; i++)
    {
      if (i < text->len && is_word (text->str[i]))
        continue;
      if (i > begin)
        g_hash_table_add (words, g_strndup (text->str + begin, i - begin));
      begin = i + 1;
    }
  return words;
}

static guint64
hash_window (const char *at)
{
  guint64 value = 14695981039346656037u;

  for (gsize i = 0; i < WINDOW; i++)
    value = (value ^ (guint8) at[i]) * 1099511628211u;
  return value;
}

/* Part of a digest, which may be told of what is withheld, or a full hour, in which many things happen. Names in hexadecimal are looked for as words. */
static gboolean
tells_nothing (const char *at)
{
  gsize digits = 0;

  for (gsize i = 0; i < WINDOW; i++)
    digits += g_ascii_isxdigit (at[i]) ? 1 : 0;
  return digits >= WINDOW - 4 || memmem (at, WINDOW, ":00:00Z", 7) != NULL;
}

static void
add_windows (GHashTable *windows,
             const char *text,
             gsize       length)
{
  for (gsize i = 0; i + WINDOW <= length; i++)
    g_hash_table_add (windows, GSIZE_TO_POINTER ((gsize) hash_window (text + i)));
}

/* What the disclosed records say themselves, which records of the same form have in common with them. */
static GHashTable *
list_shared (const Bundle *bundle)
{
  /* The beginning of every chain, that of the custody log too. */
  static const char nothing[] = "\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"";
  const GPtrArray *members = rc_bundle_reader_list (bundle->reader);
  GHashTable *windows = g_hash_table_new (NULL, NULL);

  add_windows (windows, nothing, sizeof nothing - 1);

  for (guint i = 0; i < members->len; i++)
    {
      const RcBundleMember *member = g_ptr_array_index (members, i);

      if (g_str_has_prefix (member->path, "data/records/"))
        {
          g_autoptr (GBytes) bytes = read_member (bundle, member->path);

          add_windows (windows, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
        }
    }
  return windows;
}

static void
assert_private (ImportFixture *fixture,
                const char    *reference)
{
  Others others = { g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
                    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), fixture };
  g_autoptr (Bundle) bundle = export (fixture, "one.zip", reference);
  g_autoptr (GString) all = unpack (bundle);
  g_autoptr (GHashTable) words = list_words (all);
  g_autoptr (GHashTable) shared = list_shared (bundle);
  g_autoptr (GHashTable) windows = g_hash_table_new (NULL, NULL);

  collect_others (&others, fixture, reference);
  for (guint i = 0; i < others.names->len; i++)
    {
      const char *name = g_ptr_array_index (others.names, i);

      if (has_word (words, name))
        g_test_message ("The bundle names “%s”.", name);
      g_assert_false (has_word (words, name));
    }

  add_windows (windows, all->str, all->len);
  for (guint i = 0; i < others.contents->len; i++)
    {
      gsize length;
      const char *content = g_bytes_get_data (g_ptr_array_index (others.contents, i), &length);

      for (gsize k = 0; k + WINDOW <= length; k++)
        {
          gpointer window = GSIZE_TO_POINTER ((gsize) hash_window (content + k));

          if (!g_hash_table_contains (windows, window) || g_hash_table_contains (shared, window) || tells_nothing (content + k))
            continue;
          g_test_message ("The bundle has “%.*s” of another record.", WINDOW, content + k);
          g_assert_not_reached ();
        }
    }

  g_ptr_array_unref (others.names);
  g_ptr_array_unref (others.contents);
  g_hash_table_unref (others.own);
}

static void
test_private (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *reference = report_case_find_action (fixture, "override");

  if (pdf_tools_have ("pdftotext") && pdf_tools_have ("pdfdetach"))
    assert_private (fixture, reference);
}

/* A decision of which something was noticed that also has to do with others. */
static void
test_private_faults (ImportFixture *fixture,
                     gconstpointer  data)
{
  static const char *const kinds[] = { RC_EXCEPTION_CLOCK_BACK, RC_EXCEPTION_CHAIN_FORK };

  if (!pdf_tools_have ("pdftotext") || !pdf_tools_have ("pdfdetach"))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *reference = report_case_find_fault (fixture, kinds[i]);

      assert_private (fixture, reference);
    }
}

#define OTHER_WORDS "what was said on another matter"

/* What people entered about another decision, and a file of which nothing is disclosed: neither its name nor their words are in the bundle, in whatever part. */
static void
test_people (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 3);
  g_autoptr (GString) other = import_fixture_make_log (4, 6);
  const RcEntryTerms note = { .kind = RC_ENTRY_NOTE, .act = "note add", .body = "{\"text\":\"" OTHER_WORDS "\"}", .by = "A", .is_private = TRUE };
  const RcEntryTerms request = { .kind = RC_ENTRY_REQUEST, .act = "request add", .body = "{\"what\":\"" OTHER_WORDS "\"}", .by = "A" };
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (RcImportResult) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (Bundle) bundle = NULL;
  g_autoptr (GString) all = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (RcJson) json;

  rc_json_init (&json);
  if (!pdf_tools_have ("pdftotext") || !pdf_tools_have ("pdfdetach"))
    return;
  import_fixture_put (fixture, "log.jsonl", log->str, (gssize) log->len);
  import_fixture_put (fixture, "withheld-name.jsonl", other->str, (gssize) other->len);
  first = import_fixture_import (fixture, "log.jsonl");
  second = import_fixture_import (fixture, "withheld-name.jsonl");
  judgement = import_fixture_verify (fixture);
  g_assert_cmpint (rc_entry_add (fixture->case_file, &note, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (rc_entry_add (fixture->case_file, &request, &error), >, 0);
  g_assert_no_error (error);

  bundle = export (fixture, "one.zip", "1:1");
  all = unpack (bundle);
  g_assert_null (memmem (all->str, all->len, OTHER_WORDS, strlen (OTHER_WORDS)));
  g_assert_null (memmem (all->str, all->len, "withheld-name", strlen ("withheld-name")));
  parse_member (bundle, "data/withheld.json", &bytes, &json);
  g_assert_cmpint (get_number (&json, 0, "private_notes"), ==, 1);
  g_assert_cmpint (get_number (&json, rc_json_member (&json, 0, "entries"), "withheld"), ==, 2);
}

static void
test_same_bytes (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autofree char *reference = report_case_find_action (fixture, "override");
  g_autoptr (Bundle) first = export (fixture, "one.zip", reference);
  g_autoptr (Bundle) second = export (fixture, "two.zip", reference);

  g_assert_true (rc_digest_equal (rc_bundle_reader_digest (first->reader), rc_bundle_reader_digest (second->reader)));
}

/* A selection that asks for a field to be left out is refused, and leaves nothing. */
static void
test_redact (ImportFixture *fixture,
             gconstpointer  data)
{
  static const char *const fields[] = { "/applicant", NULL };
  g_autofree char *reference = report_case_find_action (fixture, "override");
  const char *events[] = { reference, NULL };
  const RcBundleTerms terms = { .events = events, .redact = fields, .language = "en", .unsealed = TRUE };
  g_autofree char *path = g_build_filename (fixture->folder, "one.zip", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_bundle_export (fixture->case_file, path, &terms, NULL, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS);
  g_assert_nonnull (strstr (error->message, "/applicant"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, set_up, test) g_test_add ("/bundle-selective/" name, ImportFixture, NULL, set_up, test, import_fixture_tear_down)
  ADD ("proofs", report_case_set_up, test_proofs);
  ADD ("counts", report_case_set_up, test_counts);
  ADD ("private", report_case_set_up_clean, test_private);
  ADD ("private-faults", report_case_set_up, test_private_faults);
  ADD ("people", import_fixture_set_up, test_people);
  ADD ("same-bytes", report_case_set_up, test_same_bytes);
  ADD ("redact", report_case_set_up, test_redact);
  return g_test_run ();
}
