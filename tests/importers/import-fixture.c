/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-fixture.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "core/event.h"
#include "core/exception.h"
#include "core/timestamp.h"
#include "core/trust.h"
#include "importers/demo/demo.h"
#include "importers/importers.h"

void
import_fixture_set_up (ImportFixture *self,
                       gconstpointer  data)
{
  const RcCaseDescription description = {
    .title = "Import", .type = RC_CASE_TYPE_EXTERNAL, .auditor = "A. Auditor", .is_unsigned = TRUE,
  };
  g_autoptr (GError) error = NULL;

  rc_importers_register_all ();
  self->folder = g_dir_make_tmp ("recount-import-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "C.recount", NULL);
  self->evidence = g_build_filename (self->folder, "evidence", NULL);
  g_assert_cmpint (g_mkdir (self->evidence, 0700), ==, 0);
  self->case_file = rc_case_create (self->path, &description, &error);
  g_assert_no_error (error);
}

static int
remove_entry (const char        *path,
              const struct stat *status,
              int                type,
              struct FTW        *place)
{
  return remove (path);
}

void
import_fixture_remove_tree (const char *folder)
{
  g_assert_cmpint (nftw (folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS), ==, 0);
}

/* The address sanitizer keeps what was freed and pads what is allocated. */
guint
import_fixture_scale_memory (guint limit)
{
#if defined (__SANITIZE_ADDRESS__)
  return 4 * limit;
#else
  return limit;
#endif
}

void
import_fixture_tear_down (ImportFixture *self,
                          gconstpointer  data)
{
  if (self->case_file != NULL)
    import_fixture_close (self);
  g_assert_cmpint (g_chmod (self->folder, 0700), ==, 0);
  import_fixture_remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->evidence);
}

void
import_fixture_close (ImportFixture *self)
{
  g_autoptr (GError) error = NULL;

  rc_case_close (self->case_file, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (self->case_file);
  self->case_file = NULL;
}

void
import_fixture_reopen (ImportFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);

  if (self->case_file != NULL)
    {
      import_fixture_close (self);
      g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
    }
  self->case_file = rc_case_open (self->path, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (rc_case_is_writable (self->case_file));
}

char *
import_fixture_dup_path (ImportFixture *self,
                         const char    *name)
{
  return name != NULL ? g_build_filename (self->evidence, name, NULL) : g_strdup (self->evidence);
}

void
import_fixture_put (ImportFixture *self,
                    const char    *name,
                    const void    *bytes,
                    gssize         length)
{
  g_autofree char *path = import_fixture_dup_path (self, name);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents_full (path, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

void
import_fixture_put_bytes (ImportFixture *self,
                          const char    *name,
                          GBytes        *bytes)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  import_fixture_put (self, name, data, (gssize) length);
}

void
import_fixture_put_demo (ImportFixture *self,
                         guint64        inferences,
                         guint64        seed,
                         gboolean       faults)
{
  g_autofree char *folder = g_build_filename (self->folder, "demo", NULL);
  RcDemoOptions options = { .folder = folder, .inferences = inferences, .seed = seed, .faults = faults };
  g_autoptr (GError) error = NULL;

  rc_demo_write (&options, &error);
  g_assert_no_error (error);
  g_free (self->evidence);
  self->evidence = g_build_filename (folder, "evidence", NULL);
}

void
import_fixture_accept_key (ImportFixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "demo", "keys", "nordhafen-log.pub", NULL);
  g_autoptr (GError) error = NULL;

  rc_trust_add (self->case_file, path, "Demo bank", "any", RC_TIME_NONE, RC_TIME_NONE, "by hand", &error);
  g_assert_no_error (error);
}

RcImportResult *
import_fixture_import_with (ImportFixture         *self,
                            const char            *name,
                            const RcImportOptions *options)
{
  g_autofree char *path = import_fixture_dup_path (self, name);
  const char * const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  RcImportResult *result = rc_import_paths (self->case_file, paths, options, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

RcImportResult *
import_fixture_import (ImportFixture *self,
                       const char    *name)
{
  const RcImportOptions options = { 0 };

  return import_fixture_import_with (self, name, &options);
}

const RcSource *
import_fixture_find (const RcImportResult *result,
                     const char           *name)
{
  for (guint i = 0; i < result->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);

      if (g_str_equal (source->name, name))
        return source;
    }
  g_error ("there is no source called %s", name);
}

char *
import_fixture_dup_name (ImportFixture *self,
                         gint64         source)
{
  g_autoptr (RcSource) row = source > 0 ? rc_source_load (rc_case_get_database (self->case_file), source, NULL) : NULL;

  return g_strdup (row != NULL ? row->name : "-");
}

guint
import_fixture_count_events (ImportFixture *self,
                             RcEventKind    kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) events = rc_event_list_kind (self->case_file, kind, G_MAXUINT, &error);

  g_assert_no_error (error);
  return events->len;
}

gint64
import_fixture_query (ImportFixture *self,
                      const char    *static_sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  rc_database_get_integer (rc_case_get_database (self->case_file), static_sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static int
append_row (void  *data,
            int    n_columns,
            char **values,
            char **names)
{
  GString *text = data;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", values[i] != NULL ? values[i] : "NULL");
  return 0;
}

static char *
query_text (RcCase     *case_file,
            const char *sql)
{
  GString *text = g_string_new (NULL);
  char *message = NULL;

  sqlite3_exec (rc_database_peek (rc_case_get_database (case_file)), sql, append_row, text, &message);
  g_assert_cmpstr (message, ==, NULL);
  return g_string_free (text, FALSE);
}

char *
import_fixture_query_text (ImportFixture *self,
                           const char    *sql)
{
  return query_text (self->case_file, sql);
}

char *
import_fixture_list_faults (ImportFixture *self,
                            const char    *kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT group_concat (ifnull (record, '-') || '|' || ifnull (offset, '-'), ' ') FROM "
                                          "(SELECT * FROM set_aside WHERE kind = '%s' ORDER BY id)", kind);

  return import_fixture_query_text (self, sql);
}

char *
import_fixture_dup_state (RcCase *case_file)
{
  g_autofree char *names = query_text (case_file, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                                  "'sqlite_%' AND name <> 'holder' ORDER BY name");
  g_auto (GStrv) tables = g_strsplit (names, "\n", -1);
  GString *state = g_string_new (NULL);

  for (gsize i = 0; tables[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *hex = NULL;
      RcDigest digest;

      rc_database_hash_table (rc_case_get_database (case_file), tables[i], &digest, &error);
      g_assert_no_error (error);
      hex = rc_digest_dup_hex (&digest);
      g_string_append_printf (state, "%s %s\n", hex, tables[i]);
    }
  return g_string_free (state, FALSE);
}

/* Every number that is given belongs to something, and nothing that is there stands above its mark. */
void
import_fixture_assert_sound (RcCase *case_file)
{
  static const struct { const char *what, *sql; } rules[] = {
    { "pending", "SELECT count(*) FROM source WHERE state NOT IN ('published', 'removed')" },
    { "sources", "SELECT count(*) FROM source WHERE id > (SELECT mark FROM published WHERE item = 'source')" },
    { "tiles", "SELECT count(*) FROM tile WHERE source NOT IN (SELECT id FROM source)" },
    { "events", "SELECT count(*) FROM event WHERE source NOT IN (SELECT id FROM source)" },
    { "claims", "SELECT count(*) FROM claim WHERE source NOT IN (SELECT id FROM source)" },
    { "claimed", "SELECT count(*) FROM claim WHERE entity NOT IN (SELECT id FROM entity)" },
    { "names", "SELECT count(*) FROM event WHERE system NOT IN (SELECT id FROM name)" },
    { "set aside", "SELECT count(*) FROM set_aside WHERE source <> 0 AND source NOT IN (SELECT id FROM source)" },
    { "occurrences", "SELECT count(*) FROM occurrence WHERE event NOT IN (SELECT id FROM event) OR abs (of) NOT IN (SELECT id FROM event)" },
    { "stream", "SELECT (SELECT ifnull(sum(length), 0) FROM block) <> (SELECT mark FROM published WHERE item = 'stream')" },
    { "blocks", "SELECT (SELECT ifnull(max(id), 0) FROM block) <> (SELECT mark FROM published WHERE item = 'block')" },
    { "keys", "SELECT (SELECT ifnull(max(id), 0) FROM key_run) <> (SELECT mark FROM published WHERE item = 'key_run')" },
  };
  g_autofree char *check = query_text (case_file, "PRAGMA integrity_check");

  g_assert_cmpstr (check, ==, "ok");
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *count = query_text (case_file, rules[i].sql);

      if (!g_str_equal (count, "0"))
        g_error ("%s: %s", rules[i].what, count);
    }
}

RcJudgement *
import_fixture_verify (ImportFixture *self)
{
  g_autoptr (GError) error = NULL;
  RcJudgement *judgement = rc_verify_case (self->case_file, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (judgement);
  return judgement;
}

void
import_fixture_assert_untouched (ImportFixture *self)
{
  static const char * const kinds[] = {
    RC_EXCEPTION_VAULT_DAMAGED, RC_EXCEPTION_TABLE_EDITED, RC_EXCEPTION_CUSTODY_BROKEN, NULL,
  };
  g_autoptr (RcJudgement) judgement = import_fixture_verify (self);

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (g_strv_contains (kinds, exception->kind))
        g_error ("%s: %s Expected %s, found %s", exception->kind, exception->message, exception->expected, exception->found);
    }
  g_assert_cmpuint (judgement->records_failed, ==, 0);
  g_assert_cmpuint (judgement->records_checked, ==, judgement->records_total);
}

void
import_fixture_verify_and_tear_down (ImportFixture *self,
                                     gconstpointer  data)
{
  if (self->case_file == NULL)
    import_fixture_reopen (self);
  import_fixture_assert_untouched (self);
  import_fixture_tear_down (self, data);
}

void
import_fixture_edit (ImportFixture *self,
                     const char    *sql)
{
  sqlite3 *connection = NULL;
  char *message = NULL;

  g_assert_null (self->case_file);
  g_assert_cmpint (sqlite3_open (self->path, &connection), ==, SQLITE_OK);
  sqlite3_exec (connection, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

char *
import_fixture_dup_line (guint       number,
                         const char *score)
{
  return g_strdup_printf ("{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\"E-%07u\",\"timestamp\":\"2026-04-01T%02u:%02u:%02uZ\","
                          "\"event\":\"inference\",\"system\":\"S\",\"application\":\"A-%07u\",\"applicant\":\"P-%u\",\"model\":"
                          "{\"name\":\"m\",\"version\":\"%u\"},\"output\":{\"score\":%s,\"proposal\":\"grant\"}}\n",
                          number, number / 3600 % 24, number / 60 % 60, number % 60, number, number % 100, number % 3 + 1, score);
}

GString *
import_fixture_make_log (guint first,
                         guint last)
{
  GString *log = g_string_new (NULL);

  for (guint i = first; i <= last; i++)
    {
      g_autofree char *line = import_fixture_dup_line (i, "0.5");

      g_string_append (log, line);
    }
  return log;
}
