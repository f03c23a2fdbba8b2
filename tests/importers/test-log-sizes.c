/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "core/bounds.h"
#include "core/exception.h"
#include "core/verdict.h"
#include "import-fixture.h"
#include "objects-importer.h"
#include "tests/core/case-fixture.h"

/* Records longer than the program reads, and logs larger than what it may hold of them. */

#define LONG_BYTES (200u << 20)
#define RAISED_MEBIBYTES 256u
#define LARGE_BYTES (192u << 20)
#define LARGE_OBJECT_BYTES 16384u
#define MAX_KIB (32u << 10)       /* what an import of a large log may take at most */

static const char own_lines[] =
  "[mapping]\nid=probe-lines\ntitle=Probe\nevidences=Probes.\nversion=1\nframing=lines\n"
  "[recognise]\nhas.1=/probe\n[kind]\nkind=inference\n[fields]\nid=/id\n";

/* The same log in each framing of JSON. */
typedef struct
{
  const char *name;
  const char *before;
  const char *between;
  const char *after;
  gboolean    is_lines;
} Form;

static const Form forms[] = {
  { "lines", "", "\n", "\n", TRUE },
  { "row", "", "\n", "\n", FALSE },
  { "array", "[", ",", "]\n", FALSE },
};

static void
set_up (ImportFixture *fixture,
        gconstpointer  data)
{
  import_fixture_set_up (fixture, data);
  objects_importer_register ();
}

static void
write_object (FILE       *file,
              const Form *form,
              guint       number,
              gsize       length)
{
  static char filling[1 << 20];
  const gsize around = strlen ("{\"probe\":1,\"id\":\"P-0000000\",\"text\":\"\"}");

  memset (filling, 'x', sizeof filling);
  g_assert_cmpint (fprintf (file, "%s{\"probe\":1,\"id\":\"P-%07u\",\"text\":\"", number == 1 ? form->before : form->between, number), >, 0);
  for (gsize left = length - around; left > 0;)
    {
      gsize take = MIN (left, sizeof filling);

      g_assert_cmpuint (fwrite (filling, 1, take, file), ==, take);
      left -= take;
    }
  g_assert_cmpint (fputs ("\"}", file), >=, 0);
}

static FILE *
open_log (ImportFixture *fixture)
{
  g_autofree char *path = NULL;
  FILE *file;

  import_fixture_put (fixture, "log.json", "", 0);
  path = import_fixture_dup_path (fixture, "log.json");
  file = fopen (path, "we");
  g_assert_nonnull (file);
  return file;
}

static void
close_log (FILE       *file,
           const Form *form)
{
  g_assert_cmpint (fputs (form->after, file), >=, 0);
  g_assert_cmpint (fclose (file), ==, 0);
}

static RcImportOptions
options_of (const Form *form)
{
  RcImportOptions options = { 0 };

  if (form->is_lines)
    {
      options.mapping_text = own_lines;
      options.mapping_length = strlen (own_lines);
      options.mapping_name = "probe.mapping";
    }
  return options;
}

/* --- One long record --- */

static void
assert_limit_is_ours (ImportFixture *fixture)
{
  g_autoptr (RcJudgement) judgement = import_fixture_verify (fixture);
  guint n_limits = 0;

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      g_assert_cmpstr (exception->kind, ==, RC_EXCEPTION_LIMIT);
      n_limits++;
    }
  g_assert_cmpuint (n_limits, ==, 1);
  /* "Could not be checked", and nothing that is told of the provider. */
  g_assert_cmpint (rc_exception_exit_code (RC_EXCEPTION_LIMIT), ==, 3);
}

static void
assert_raised (ImportFixture *fixture,
               const Form    *form,
               gint64         source_id)
{
  RcImportOptions options = options_of (form);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *custody = NULL;
  const RcSource *source;

  g_assert_true (rc_import_remove (fixture->case_file, source_id, "read with a higher limit", &error));
  g_assert_no_error (error);
  options.record_limit = RAISED_MEBIBYTES << 20;
  result = import_fixture_import_with (fixture, "log.json", &options);
  source = import_fixture_find (result, "log.json");
  g_assert_cmpuint (source->records, ==, 3);
  g_assert_cmpuint (source->events, ==, 3);
  g_assert_cmpuint (source->set_aside, ==, 0);

  reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  event = rc_event_load (fixture->case_file, source->first_event + 1, &error);
  g_assert_no_error (error);
  g_assert_true (rc_event_read_fields (event, fixture->case_file, reader, &error));
  g_assert_cmpstr (rc_event_peek_field (event, RC_FIELD_ID), ==, "P-0000002");
  custody = import_fixture_query_text (fixture, "SELECT detail FROM custody WHERE act = 'import' ORDER BY id DESC LIMIT 1");
  g_assert_nonnull (strstr (custody, "\"record_limit\":268435456"));
}

static void
test_long (ImportFixture *fixture,
           gconstpointer  data)
{
  const Form *form = data;
  RcImportOptions options = options_of (form);
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *limit = NULL;
  FILE *file = open_log (fixture);
  const RcSource *source;

  write_object (file, form, 1, 100);
  write_object (file, form, 2, LONG_BYTES);
  write_object (file, form, 3, 100);
  close_log (file, form);

  result = import_fixture_import_with (fixture, "log.json", &options);
  source = import_fixture_find (result, "log.json");
  g_assert_cmpuint (source->events, ==, 2);
  g_assert_cmpuint (source->set_aside, ==, 1);
  limit = import_fixture_query_text (fixture, "SELECT kind, record, expected, message LIKE '%higher record limit%' FROM set_aside");
  g_assert_cmpstr (limit, ==, "limit|2|a record of at most 64 MiB|1");
  assert_limit_is_ours (fixture);
  assert_raised (fixture, form, source->id);
}

/* --- A large log --- */

static guint
get_peak_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  return line != NULL ? (guint) g_ascii_strtoull (line + 6, NULL, 10) : 0;
}

/* In a process of its own, whose peak of memory nothing before has raised. */
static int
import_large (CaseFixture *place,
              const Form  *form)
{
  RcImportOptions options = options_of (form);
  const char * const paths[] = { place->folder, NULL };
  g_autoptr (RcCase) case_file = rc_case_open (place->path, TRUE, NULL);
  g_autoptr (RcImportResult) result = NULL;
  guint before = get_peak_kib ();
  const RcSource *source;

  result = rc_import_paths (case_file, paths, &options, NULL, NULL);
  g_test_message ("%u KiB more than %u", get_peak_kib () - before, before);
  if (result == NULL || result->sources->len != 1)
    return 2;
  source = g_ptr_array_index (result->sources, 0);
  if (source->events != LARGE_BYTES / LARGE_OBJECT_BYTES || source->set_aside != 0)
    return 3;
  return get_peak_kib () - before > import_fixture_scale_memory (MAX_KIB) ? 4 : 0;
}

static int
import_large_lines (CaseFixture *place,
                    int          to_parent,
                    int          from_parent)
{
  return import_large (place, &forms[0]);
}

static int
import_large_row (CaseFixture *place,
                  int          to_parent,
                  int          from_parent)
{
  return import_large (place, &forms[1]);
}

static int
import_large_array (CaseFixture *place,
                    int          to_parent,
                    int          from_parent)
{
  return import_large (place, &forms[2]);
}

static void
test_large (ImportFixture *fixture,
            gconstpointer  data)
{
  static const CaseChildFunc imports[] = { import_large_lines, import_large_row, import_large_array };
  const Form *form = data;
  CaseFixture place;
  CaseChild child;
  FILE *file = open_log (fixture);

  for (guint i = 1; i <= LARGE_BYTES / LARGE_OBJECT_BYTES; i++)
    write_object (file, form, i, LARGE_OBJECT_BYTES);
  close_log (file, form);

  place.folder = import_fixture_dup_path (fixture, "log.json");
  place.path = fixture->path;
  import_fixture_close (fixture);
  case_fixture_fork (&place, imports[form - forms], &child);
  g_assert_cmpint (case_fixture_join (&child), ==, 0);
  g_free (place.folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *long_path = g_strconcat ("/log-sizes/long-record/", forms[i].name, NULL);
      g_autofree char *large_path = g_strconcat ("/log-sizes/large-log/", forms[i].name, NULL);

      g_test_add (long_path, ImportFixture, &forms[i], set_up, test_long, import_fixture_verify_and_tear_down);
      g_test_add (large_path, ImportFixture, &forms[i], set_up, test_large, import_fixture_tear_down);
    }
  return g_test_run ();
}
