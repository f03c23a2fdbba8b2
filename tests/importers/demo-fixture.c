/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "demo-fixture.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sodium.h>

#include "core/canonical.h"

const char * const demo_head_days[DEMO_N_HEADS] = {
  "2026-04-15", "2026-04-30", "2026-05-15", "2026-05-31", "2026-06-15", "2026-06-30", "2026-07-15", "2026-07-31",
};

static void
record_free (gpointer data)
{
  DemoRecord *self = data;

  g_free (self->line);
  g_free (self->time);
  g_free (self->hash);
  g_free (self->previous);
  g_free (self);
}

static void
fault_free (gpointer data)
{
  DemoFault *self = data;

  g_free (self->kind);
  g_free (self->source);
  g_free (self);
}

char *
demo_write (guint64  inferences,
            guint64  seed,
            gboolean faults)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("demo-XXXXXX", &error);
  RcDemoOptions options = { .folder = folder, .inferences = inferences, .seed = seed, .faults = faults };

  g_assert_no_error (error);
  rc_demo_write (&options, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&folder);
}

void
demo_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        demo_remove (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

char *
demo_read (const char *folder,
           const char *path)
{
  g_autofree char *full = g_build_filename (folder, path, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (full, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
list_below (const char *folder,
            const char *prefix,
            GPtrArray  *list)
{
  g_autofree char *full = g_build_filename (folder, prefix, NULL);
  g_autoptr (GDir) dir = g_dir_open (full, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = *prefix == '\0' ? g_strdup (name) : g_build_filename (prefix, name, NULL);
      g_autofree char *path = g_build_filename (folder, below, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        list_below (folder, below, list);
      else
        g_ptr_array_add (list, g_steal_pointer (&below));
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

GPtrArray *
demo_list_files (const char *folder)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  list_below (folder, "", list);
  g_ptr_array_sort (list, compare_names);
  return list;
}

char *
demo_dup_member (const RcJson *json,
                 const char   *pointer)
{
  guint32 node = rc_json_pointer (json, pointer);

  g_assert_cmpuint (node, !=, RC_JSON_NO_NODE);
  return rc_json_dup_text (json, node, NULL);
}

static gint64
get_integer (const RcJson *json,
             const char   *pointer)
{
  gint64 value = -1;

  g_assert_true (rc_json_get_integer (json, rc_json_pointer (json, pointer), &value));
  return value;
}

static DemoRecord *
read_record (RcJson     *json,
             const char *file,
             guint64     number,
             const char *line)
{
  static const char * const left_out[] = { "hash", NULL };
  g_autoptr (GString) canonical = g_string_new (NULL);
  DemoRecord *record = g_new0 (DemoRecord, 1);
  RcJsonFault fault;
  RcDigest digest;

  g_assert_true (rc_json_parse (json, line, strlen (line), &fault));
  g_assert_false (json->has_duplicate);
  g_assert_false (json->has_white_space);
  g_assert_cmpint (rc_canonical_append (canonical, json, 0, RC_CANONICAL_JCS, left_out), ==, RC_CANONICAL_OK);
  rc_digest_compute (canonical->str, canonical->len, &digest);

  record->file = g_intern_string (file);
  record->record = number;
  record->line = g_strdup (line);
  record->sequence = get_integer (json, "/seq");
  record->time = demo_dup_member (json, "/timestamp");
  record->hash = demo_dup_member (json, "/hash");
  record->previous = demo_dup_member (json, "/prev_hash");
  rc_digest_to_hex (&digest, record->computed);
  return record;
}

GPtrArray *
demo_read_log (const char *folder)
{
  static const char * const files[] = {
    "decisions-2026-04.jsonl", "decisions-2026-05.jsonl", "decisions-2026-06.jsonl", "decisions-2026-07.jsonl",
  };
  GPtrArray *records = g_ptr_array_new_with_free_func (record_free);
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename ("evidence/log", files[i], NULL);
      g_autofree char *text = demo_read (folder, path);
      g_auto (GStrv) lines = NULL;

      g_assert_true (g_str_has_suffix (text, "\n"));
      text[strlen (text) - 1] = '\0';
      lines = g_strsplit (text, "\n", -1);
      for (guint n = 0; lines[n] != NULL; n++)
        g_ptr_array_add (records, read_record (&json, files[i], n + 1, lines[n]));
    }

  return records;
}

GPtrArray *
demo_read_faults (const char *folder)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (fault_free);
  g_autofree char *text = demo_read (folder, "FAULTS.json");
  g_auto (RcJson) json;
  RcJsonFault problem;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, text, strlen (text), &problem));
  for (guint i = 0; i < json.nodes[0].count; i++)
    {
      g_autofree char *kind = g_strdup_printf ("/%u/kind", i);
      g_autofree char *source = g_strdup_printf ("/%u/source", i);
      g_autofree char *place = g_strdup_printf ("/%u/place/record", i);
      g_autofree char *verb = g_strdup_printf ("/%u/verb", i);
      g_autofree char *evidence = g_strdup_printf ("/%u/evidence", i);
      g_autofree char *expected = g_strdup_printf ("/%u/expected", i);
      g_autofree char *verb_text = demo_dup_member (&json, verb);
      g_autofree char *evidence_text = demo_dup_member (&json, evidence);
      g_autofree char *expected_text = demo_dup_member (&json, expected);
      DemoFault *fault = g_new0 (DemoFault, 1);

      fault->kind = demo_dup_member (&json, kind);
      fault->source = demo_dup_member (&json, source);
      fault->record = get_integer (&json, place);
      g_ptr_array_add (faults, fault);
      g_assert_cmpstr (verb_text, ==, "verify");
      g_assert_true (g_str_has_suffix (evidence_text, "."));
      g_assert_true (g_str_has_suffix (expected_text, "."));
    }

  return faults;
}

/* The bytes of the base64 on the line with this index, which must be so many. */
static guint8 *
decode_line (const char *text,
             guint       index,
             gsize       expected)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gsize length = 0;
  guint8 *bytes = NULL;

  g_assert_cmpuint (g_strv_length (lines), >, index);
  bytes = g_base64_decode (lines[index], &length);
  g_assert_cmpuint (length, ==, expected);
  return bytes;
}

DemoSignature
demo_check_signature (const char *folder,
                      const char *path)
{
  g_autofree char *signature_path = g_strconcat (path, ".minisig", NULL);
  g_autofree char *full = g_build_filename (folder, signature_path, NULL);
  g_autofree char *content = demo_read (folder, path);
  g_autofree char *key_text = demo_read (folder, "keys/nordhafen-log.pub");
  g_autofree guint8 *key = decode_line (key_text, 1, 42);
  g_autofree char *text = NULL;
  g_autofree guint8 *signature = NULL;
  g_autofree guint8 *global = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GByteArray) both = g_byte_array_new ();
  const char *comment;
  guint8 hash[64];

  if (!g_file_test (full, G_FILE_TEST_EXISTS))
    return DEMO_SIGNATURE_ABSENT;

  text = demo_read (folder, signature_path);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  signature = decode_line (text, 1, 74);
  global = decode_line (text, 3, 64);
  g_assert_true (g_str_has_prefix (lines[0], "untrusted comment: "));
  g_assert_true (g_str_has_prefix (lines[2], "trusted comment: timestamp:"));
  g_assert_cmpmem (key, 2, "Ed", 2);
  g_assert_cmpmem (signature, 2, "ED", 2);
  if (memcmp (key + 2, signature + 2, 8) != 0)
    return DEMO_SIGNATURE_OTHER_KEY;

  crypto_generichash (hash, sizeof hash, (const guint8 *) content, strlen (content), NULL, 0);
  comment = lines[2] + strlen ("trusted comment: ");
  g_byte_array_append (both, signature + 10, 64);
  g_byte_array_append (both, (const guint8 *) comment, (guint) strlen (comment));
  if (crypto_sign_verify_detached (signature + 10, hash, sizeof hash, key + 10) != 0
      || crypto_sign_verify_detached (global, both->data, both->len, key + 10) != 0)
    return DEMO_SIGNATURE_BAD;
  return DEMO_SIGNATURE_GOOD;
}

char **
demo_read_lines (const char *folder,
                 const char *path)
{
  g_autofree char *text = demo_read (folder, path);

  g_assert_true (g_str_has_suffix (text, "\n"));
  text[strlen (text) - 1] = '\0';
  return g_strsplit (text, "\n", -1);
}

char *
demo_dup_text_member (const char *text,
                      const char *pointer)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, text, strlen (text), &fault));
  return demo_dup_member (&json, pointer);
}

gint64
demo_get_text_integer (const char *text,
                       const char *pointer)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  gint64 value = -1;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, text, strlen (text), &fault));
  g_assert_true (rc_json_get_integer (&json, rc_json_pointer (&json, pointer), &value));
  return value;
}

sqlite3 *
demo_open_registry (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "evidence/registry/mlflow.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  return database;
}

char *
demo_query (sqlite3    *database,
            const char *sql)
{
  sqlite3_stmt *statement = NULL;
  GString *out = g_string_new (NULL);

  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (out, "%s;", (const char *) sqlite3_column_text (statement, 0));
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
  return g_string_free (out, FALSE);
}
