/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/trust.h"
#include "report-case.h"
#include "reports/decision/dossier.h"
#include "reports/exhibit.h"
#include "reports/typesetting/pages.h"
#include "reports/decision/sheet.h"

/* All text of the pages, without line breaks and blanks: a digest may stand in several lines. */
static char *
dup_packed (ImportFixture *fixture,
            const char    *reference)
{
  g_autoptr (RcDocument) document = report_case_build (fixture, rc_dossier_build, reference, "en");
  g_autofree char *text = rc_document_to_text (document);
  GString *packed = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isspace (*at))
      g_string_append_c (packed, *at);
  return g_string_free (packed, FALSE);
}

static void
test_whole (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autofree char *reference = report_case_find_action (fixture, "override");
  g_autoptr (RcLineage) lineage = report_case_lineage (fixture, reference);
  g_autofree char *text = report_case_text (fixture, rc_dossier_build, reference);

  report_assert_no_codes (text);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      report_assert_says (text, slot->question);
      report_assert_says (text, rc_standing_sentence (slot->standing));
    }
  report_assert_says (text, "21 of 22 questions are answered from records");
  report_assert_says (text, "Was an incident recorded near it? Nothing received.");
  report_assert_says (text, "not yet requested");
  report_assert_says (text, "handed over");
  report_assert_says (text, "Nordhafen Bank");
  report_assert_says (text, "The lineage of the decision as a drawing");
  report_assert_says (text, "minisign -V -p KEY.pub");
  report_assert_says (text, "(printf '\\0'; sed -n LINEp FILE) | sha256sum");
  report_assert_says (text, "no statement of conformity");
}

/* The digests are those that a stranger computes from the file that was handed over. */
static void
test_digests (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *reference = report_case_find_alone (fixture);
  g_autoptr (RcLineage) lineage = report_case_lineage (fixture, reference);
  g_autofree char *packed = dup_packed (fixture, reference);
  g_autofree char *name = import_fixture_dup_name (fixture, lineage->event->source);
  g_autofree char *path = g_build_filename (fixture->folder, "demo", name, NULL);
  g_autofree char *bytes = NULL, *record = NULL, *leaf = NULL, *whole = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) leaf_bytes = g_string_new (NULL);
  const char *line;

  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  lines = g_strsplit (bytes, "\n", -1);
  line = lines[lineage->event->record - 1];
  record = g_compute_checksum_for_string (G_CHECKSUM_SHA256, line, -1);
  g_string_append_c (leaf_bytes, '\0');
  g_string_append_printf (leaf_bytes, "%s\n", line);
  leaf = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) leaf_bytes->str, leaf_bytes->len);
  whole = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, -1);

  /* In the text form the two digests stand side by side, broken over lines: their first eight digits are looked for. */
  record[8] = leaf[8] = '\0';
  g_assert_nonnull (strstr (packed, record));
  g_assert_nonnull (strstr (packed, leaf));
  whole[8] = '\0';
  g_assert_nonnull (strstr (packed, whole));
}

/* Every document names the list of accepted keys by the digest of exactly what the case exports, and follows it. */
static void
test_accepted_keys (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autofree char *key = g_build_filename (fixture->folder, "other.pub", NULL);
  RcAnchorTerms terms = RC_ANCHOR_TERMS_INIT;
  const char * const identities[] = { "issuer=https://issuer.example", NULL };

  terms.owner = "Authority (fictitious)";
  terms.identities = identities;
  terms.by = "A. Auditor";
  terms.group = "release";
  terms.threshold = 2;
  g_assert_true (g_file_set_contents (key, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", -1, NULL));

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *exported = rc_trust_export (fixture->case_file, &error);
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, exported, -1);
      g_autofree char *line = g_strdup_printf ("accepted keys %s\n", digest);
      g_autoptr (RcDocument) sheet = report_case_build (fixture, rc_sheet_build, "KA-2026-000004", "en");
      g_autoptr (RcDocument) dossier = report_case_build (fixture, rc_dossier_build, "KA-2026-000004", "en");
      g_autofree char *sheet_text = rc_document_to_text (sheet);
      g_autofree char *dossier_text = rc_document_to_text (dossier);

      g_assert_nonnull (strstr (sheet_text, line));
      g_assert_nonnull (strstr (dossier_text, line));
      g_assert_cmpint (strstr (dossier_text, "issuer=") != NULL, ==, i == 1);
      if (i == 0)
        g_assert_cmpint (rc_trust_accept (fixture->case_file, key, &terms, &error), >, 0);
      g_assert_no_error (error);
    }
}

static void
test_same_bytes (ImportFixture *fixture,
                 gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      const char *language = i == 0 ? "en" : "de";
      g_autoptr (GBytes) first = report_case_pdf (fixture, rc_dossier_build, "KA-2026-000004", language);
      g_autoptr (GBytes) second = report_case_pdf (fixture, rc_dossier_build, "KA-2026-000004", language);

      g_assert_true (g_bytes_equal (first, second));
    }
}

static void
test_faults (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autofree char *reference = report_case_find_fault (fixture, RC_EXCEPTION_RECORD_ALTERED);
  g_autofree char *text = report_case_text (fixture, rc_dossier_build, reference);

  report_assert_no_codes (text);
  report_assert_says (text, "Record changed after it was hashed.");
  report_assert_says (text, "Check failed");
  report_assert_says (text, "Records name different files for this version.");
}

#define ADD(path, set_up, test) g_test_add (path, ImportFixture, NULL, set_up, test, import_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/dossier/accepted-keys", report_case_set_up_clean, test_accepted_keys);
  ADD ("/dossier/whole", report_case_set_up_clean, test_whole);
  ADD ("/dossier/digests", report_case_set_up_clean, test_digests);
  ADD ("/dossier/same-bytes", report_case_set_up, test_same_bytes);
  ADD ("/dossier/faults", report_case_set_up, test_faults);
  return g_test_run ();
}
