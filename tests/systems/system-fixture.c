/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "system-fixture.h"

#include <string.h>

#include "core/slot.h"

static const SystemSlot *
find (const SystemSlot *slots,
      gsize             n_slots,
      const char       *id)
{
  for (gsize i = 0; i < n_slots; i++)
    if (g_str_equal (slots[i].slot, id))
      return &slots[i];

  return NULL;
}

static char *
dup_found (const RcLineageSlot *slot)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < slot->answers->len; i++)
    g_string_append_printf (text, "%s\n", ((const RcLineageAnswer *) g_ptr_array_index (slot->answers, i))->value);
  if (slot->answers->len == 0)
    g_string_append (text, slot->note != NULL ? slot->note : "");
  return g_string_free (text, FALSE);
}

static void
compare (const SystemSlot    *expected,
         const RcLineageSlot *slot)
{
  g_autofree char *found = dup_found (slot);

  if (expected != NULL && expected->standing == slot->standing && expected->text != NULL && strstr (found, expected->text) != NULL)
    return;

  g_test_message ("%s: expected %s “%s”, found %s “%s”", slot->slot,
                  expected != NULL ? rc_standing_to_code (expected->standing) : "nothing in the table",
                  expected != NULL && expected->text != NULL ? expected->text : "", rc_standing_to_code (slot->standing), found);
  g_test_fail ();
}

RcLineage *
system_fixture_assert_lineage (ImportFixture    *fixture,
                               const char       *event,
                               const SystemSlot *slots,
                               gsize             n_slots)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;
  RcEvent *found = rc_event_find (fixture->case_file, reader, event, &error);

  g_assert_no_error (error);
  lineage = rc_lineage_build (fixture->case_file, found, RC_TIME_NONE, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (n_slots, ==, lineage->slots->len);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      compare (find (slots, n_slots, slot->slot), slot);
    }

  return g_steal_pointer (&lineage);
}

gboolean
system_fixture_import_corpus (ImportFixture *fixture,
                              const char    *path)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *full = corpus != NULL ? g_build_filename (corpus, path, NULL) : NULL;
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (full == NULL || !g_file_test (full, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no corpus at RECOUNT_CORPUS");
      return FALSE;
    }

  result = rc_import_paths (fixture->case_file, (const char * const []) { full, NULL }, &(RcImportOptions) { 0 }, NULL, &error);
  g_assert_no_error (error);
  return TRUE;
}
