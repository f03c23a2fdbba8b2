/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "container-fixture.h"
#include "import-fixture.h"
#include "zip-builder.h"

/* When a source stood so: the auditor's word goes before what its content says, and that before the time of the file. */

#define MARK "as of test\n"
#define AT_FILE 1700000000
#define INSIDE_US G_GINT64_CONSTANT (1690000000000000)
#define SAID_US G_GINT64_CONSTANT (1680000000000000)

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return sample->head_length >= strlen (MARK) && memcmp (sample->head, MARK, strlen (MARK)) == 0 ? 100 : 0;
}

/* What the content says, older than its newest time too; "none" tells nothing, "rows" has a row. */
static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  const char *text = (const char *) g_bytes_get_data (input->bytes, NULL) + strlen (MARK);

  g_assert_true (rc_import_sink_set_as_of (sink, RC_TIME_NONE, error));
  g_assert_true (rc_import_sink_set_as_of (sink, INSIDE_US, error));
  g_assert_true (rc_import_sink_set_as_of (sink, INSIDE_US - 5, error));
  if (g_str_has_prefix (text, "none"))
    return TRUE;
  if (g_str_has_prefix (text, "rows"))
    return rc_import_sink_begin_rows (sink, error) && rc_import_sink_add_row (sink, "{}", 2, error) == 1;
  return rc_import_sink_add_entity (sink, RC_ENTITY_MODEL, "", "a", error) != 0;
}

static const RcImporter importer = {
  .id = "as-of-test",
  .title = "Test",
  .evidences = "nothing",
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
};

static void
put (ImportFixture *fixture,
     const char    *name,
     const char    *text)
{
  g_autofree char *path = import_fixture_dup_path (fixture, name);
  struct utimbuf times = { AT_FILE, AT_FILE };

  import_fixture_put (fixture, name, text, -1);
  g_assert_cmpint (g_utime (path, &times), ==, 0);
}

static void
assert_as_of (ImportFixture *fixture,
              const char    *expected)
{
  g_autofree char *found = import_fixture_query_text (fixture, "SELECT name, as_of_us, as_of_how FROM source WHERE kind <> 'folder' "
                                                               "ORDER BY id");

  g_assert_cmpstr (found, ==, expected);
}

static void
test_rungs (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  const RcSource *source;

  put (fixture, "a", "no importer knows this\n");
  put (fixture, "b", MARK "some");
  put (fixture, "c", MARK "none");
  put (fixture, "d", MARK "rows");
  result = import_fixture_import (fixture, NULL);
  assert_as_of (fixture, "evidence/a|1700000000000000|file\n"
                         "evidence/b|1690000000000000|inside\n"
                         "evidence/c|1700000000000000|file\n"
                         "evidence/d|1690000000000000|inside\n"
                         "evidence/d!rows|1690000000000000|inside");
  source = import_fixture_find (result, "evidence/b");
  g_assert_cmpint (source->as_of_us, ==, INSIDE_US);
  g_assert_cmpstr (source->as_of_how, ==, RC_AS_OF_INSIDE);
}

static void
test_auditor (ImportFixture *fixture,
              gconstpointer  data)
{
  RcImportOptions options = { .as_of_us = SAID_US, .has_as_of = TRUE };
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *act = NULL;

  put (fixture, "a", "no importer knows this\n");
  put (fixture, "b", MARK "some");
  put (fixture, "d", MARK "rows");
  put (fixture, "e", MARK "some");
  result = import_fixture_import_with (fixture, NULL, &options);
  assert_as_of (fixture, "evidence/a|1680000000000000|auditor\n"
                         "evidence/b|1680000000000000|auditor\n"
                         "evidence/d|1680000000000000|auditor\n"
                         "evidence/d!rows|1680000000000000|auditor\n"
                         "evidence/e|1680000000000000|auditor");
  act = import_fixture_query_text (fixture, "SELECT json_extract (detail, '$.as_of') FROM custody WHERE act = 'import'");
  g_assert_cmpstr (act, ==, "2023-03-28T10:40:00Z");
}

/* The same bytes under another name are another file with a time of its own; members have the times that their container gives them. */
static void
test_members (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GBytes) zip = NULL;
  ZipBuilder *builder = zip_builder_new ();
  ZipPart part = { .name = "inner", .data = "what is it?\n", .length = 12 };
  g_autofree char *path = import_fixture_dup_path (fixture, "z.zip");
  struct utimbuf times = { AT_FILE + 9, AT_FILE + 9 };

  put (fixture, "a", "no importer knows this\n");
  put (fixture, "b", "no importer knows this\n");
  zip_builder_add (builder, &part);
  zip = zip_builder_end (builder, NULL);
  import_fixture_put_bytes (fixture, "z.zip", zip);
  g_assert_cmpint (g_utime (path, &times), ==, 0);
  result = import_fixture_import (fixture, NULL);
  assert_as_of (fixture, "evidence/a|1700000000000000|file\n"
                         "evidence/b|1700000000000000|file\n"
                         "evidence/z.zip|1700000009000000|file\n"
                         "evidence/z.zip!inner|NULL|NULL");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rc_importer_register (&importer);
  g_test_add ("/as-of/rungs", ImportFixture, NULL, import_fixture_set_up, test_rungs, import_fixture_verify_and_tear_down);
  g_test_add ("/as-of/auditor", ImportFixture, NULL, import_fixture_set_up, test_auditor, import_fixture_verify_and_tear_down);
  g_test_add ("/as-of/members", ImportFixture, NULL, import_fixture_set_up, test_members, import_fixture_verify_and_tear_down);
  return g_test_run ();
}
