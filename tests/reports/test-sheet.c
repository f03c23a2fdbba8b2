/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody.h"
#include "core/house.h"
#include "core/words.h"
#include "report-case.h"
#include "reports/exhibit.h"
#include "reports/typesetting/pages.h"
#include "reports/decision/sheet.h"

static void
assert_boxes_on_first (const RcDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);

  g_assert_no_error (error);
  for (guint box = 1; box <= RC_SHEET_FIRST_BOXES; box++)
    {
      g_autofree char *number = g_strdup_printf ("%u", box);

      g_assert_true (rc_pages_box_is_on_first (pages, number));
    }
}

static guint
count_parts (const char *text,
             const char *part)
{
  guint count = 0;

  for (text = strstr (text, part); text != NULL; text = strstr (text + 1, part))
    count++;
  return count;
}

/* Every question of the template stands in the table, and where nothing answers it the sheet says so. */
static void
assert_questions (const char      *text,
                  const RcLineage *lineage)
{
  guint n_open = 0;

  for (guint i = 0; i < lineage->slots->len; i++)
    n_open += ((const RcLineageSlot *) g_ptr_array_index (lineage->slots, i))->answers->len == 0 ? 1 : 0;
  g_assert_cmpuint (count_parts (text, "Not answered."), ==, n_open);
}

static void
assert_same_bytes (ImportFixture *fixture,
                   const char    *reference,
                   const char    *language)
{
  g_autoptr (GBytes) first = report_case_pdf (fixture, rc_sheet_build, reference, language);
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GError) error = NULL;

  /* Reading and printing change nothing. */
  rc_custody_append (fixture->case_file, "report", NULL, &error);
  g_assert_no_error (error);
  second = report_case_pdf (fixture, rc_sheet_build, reference, language);
  g_assert_true (g_bytes_equal (first, second));
}

/* What holds for every sheet. (transfer full): its text. */
static char *
check_sheet (ImportFixture *fixture,
             const char    *reference)
{
  g_autoptr (RcLineage) lineage = report_case_lineage (fixture, reference);
  g_autoptr (RcDocument) document = report_case_build (fixture, rc_sheet_build, reference, "en");
  g_autofree char *place = rc_exhibit_dup_number (lineage->event->source);
  char *text = report_case_text (fixture, rc_sheet_build, reference);

  assert_boxes_on_first (document);
  report_assert_no_codes (text);
  report_assert_no_hex (text);
  assert_questions (text, lineage);
  report_assert_says (text, "Reconstruction: ");
  report_assert_says (text, "personal values masked");
  report_assert_says (text, "no statement of conformity");
  report_assert_says (text, "Not shown: that every decision was logged");
  report_assert_says (text, place);
  g_assert_null (strstr (text, "(fictitious) R-"));
  g_assert_null (strstr (text, "R-11"));
  assert_same_bytes (fixture, reference, "en");
  for (const char * const *language = rc_words_list_languages (); *language != NULL; language++)
    {
      g_autoptr (RcDocument) other = report_case_build (fixture, rc_sheet_build, reference, *language);

      assert_boxes_on_first (other);
    }
  assert_same_bytes (fixture, reference, "de");
  return text;
}

static void
test_overridden (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autofree char *reference = report_case_find_action (fixture, "override");
  g_autofree char *text = check_sheet (fixture, reference);

  report_assert_says (text, "decided otherwise on ");
  report_assert_says (text, "It differs from the proposal: yes.");
  report_assert_says (text, "Reconstruction: complete with reservations");
  report_assert_says (text, "17 fields, input schema v3; the input itself is held (E-");
  report_assert_says (text, "The file that ran is the file approved: both records carry the same fingerprint.");
  report_assert_says (text, "in an unbroken chain, signed with the key of Demo bank (obtained: by hand). A later change would have shown.");
  report_assert_says (text, "with a reason, masked here: ••••");
  report_assert_says (text, "Business list: 400 decisions, 0 not in the log.");
  report_assert_says (text, "no local zone is set");
}

static void
test_confirmed (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *reference = report_case_find_action (fixture, "approve");
  g_autofree char *text = check_sheet (fixture, reference);

  report_assert_says (text, "confirmed this on ");
  report_assert_says (text, "It differs from the proposal: no.");
  report_assert_says (text, "human action shown");
}

/* No record of a human action does not show that there was none. */
static void
test_machine_only (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autofree char *reference = report_case_find_alone (fixture);
  g_autofree char *text = check_sheet (fixture, reference);

  report_assert_says (text, "no record of a human action on it was received.");
  report_assert_says (text, "Reconstruction: partial");
  report_assert_says (text, "human action not shown");
  report_assert_says (text, "That a human saw the answer is not shown. Nothing received; not yet requested.");
}

static void
test_disagreeing (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autofree char *text = check_sheet (fixture, "KA-2026-000004");

  report_assert_says (text, "Records name different files: ");
  report_assert_says (text, "Records disagree; not yet requested.");
  report_assert_says (text, "model not shown");
  report_assert_says (text, "Registry and log name different artefacts");
  g_assert_null (strstr (text, "file approved"));
}

static void
test_altered (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *reference = report_case_find_fault (fixture, RC_EXCEPTION_RECORD_ALTERED);
  g_autofree char *text = check_sheet (fixture, reference);

  report_assert_says (text, "Noticed at the entry: Record changed after it was hashed.");
  report_assert_says (text, "The entry fails the check of its chain");
  report_assert_says (text, "input not shown");
  report_assert_says (text, "So its record reads now; the check of that record failed.");
  g_assert_null (strstr (text, "A later change would have shown."));
  g_assert_null (strstr (text, "Reconstruction: complete"));
}

static void
test_beside_gap (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autofree char *place = report_case_find_fault (fixture, RC_EXCEPTION_CHAIN_GAP);
  g_auto (GStrv) parts = g_strsplit (place, ":", 2);
  gint64 record = g_ascii_strtoll (parts[1], NULL, 10);
  g_autofree char *reference = g_strdup_printf ("%s:%" G_GINT64_FORMAT, parts[0], record - 1);
  g_autofree char *text = check_sheet (fixture, reference);

  report_assert_says (text, "others of its file");
  report_assert_says (text, "not in the log.");
  g_assert_null (strstr (text, "Business list: 400 decisions, 0 not in the log."));
}

/* The newest version: approved late, and its only card is dated after its first use. */
static void
test_late_approval (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autofree char *reference = import_fixture_query_text (fixture,
                                                          "SELECT e.source || ':' || e.record FROM event e JOIN name n ON n.id = e.model "
                                                          "WHERE e.kind = 1 AND n.text = 'kreditcheck/4' ORDER BY e.time_us LIMIT 1");
  g_autofree char *text = check_sheet (fixture, reference);

  report_assert_says (text, "3 days after its deployment");
  report_assert_says (text, "1 act of approval came only after the version was in use.");
  report_assert_says (text, "Card current then: none; cards dated after the decision: 1.");
}

static void
test_unchecked (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  /* With another set of accepted keys the evidence is not in the state that was checked. */
  rc_trust_remove (fixture->case_file, 1, &error);
  g_assert_no_error (error);
  text = check_sheet (fixture, "KA-2026-000004");
  report_assert_says (text, "The evidence was not checked as it is now: nothing here says that a record is unchanged.");
  report_assert_says (text, "Not checked: whether a later change of the entry would have shown cannot be told.");
  g_assert_null (strstr (text, "From a protected record\n"));
  g_assert_null (strstr (text, "Check passed"));
}

static void
test_edited (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *text = NULL;

  import_fixture_close (fixture);
  import_fixture_edit (fixture, "UPDATE source SET controller = 'somebody else' WHERE id = 1");
  import_fixture_reopen (fixture);
  judgement = import_fixture_verify (fixture);
  text = check_sheet (fixture, "KA-2026-000004");
  report_assert_says (text, "The last check found that the case file itself was edited");
}

/* Registry, cards, approvals and human actions were not handed over. */
static void
test_little_received (ImportFixture *fixture,
                      gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *text = NULL;

  import_fixture_set_up (fixture, data);
  import_fixture_put_demo (fixture, 400, 7, FALSE);
  result = import_fixture_import (fixture, "log");
  judgement = import_fixture_verify (fixture);
  text = check_sheet (fixture, "KA-2026-000004");
  report_assert_says (text, "No record shows an approval of this version");
  report_assert_says (text, "not yet requested");
  report_assert_says (text, "further points stand in the table below and in the dossier.");
  report_assert_says (text, "Business list: not compared");
  report_assert_says (text, "in a chain whose signature could not be checked here");
  import_fixture_tear_down (fixture, data);
}

/* What records say may be long, wrong-way, marked up or drawn: the eight boxes stay where they are. */
static void
test_hostile (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (GString) reason = g_string_new (NULL);
  g_autofree char *action = NULL, *reference = NULL, *text = NULL;

  import_fixture_set_up (fixture, data);
  import_fixture_put_demo (fixture, 400, 7, FALSE);
  for (guint i = 0; i < 1000; i++)
    g_string_append (reason, "Mrs. X. ");
  action = g_strdup_printf ("\"role\":\"<b>reviewer</b> &amp; \u202eexe.fdp \U0001f642 %s\"", reason->str);
  report_case_replace (fixture, "oversight/actions.jsonl", "\"role\":\"credit reviewer\"", action);
  report_case_replace (fixture, "operations/approvals.jsonl", "\"role\":\"Head of Model Risk\"", action);
  report_case_import (fixture);
  reference = report_case_find_action (fixture, "approve");
  text = check_sheet (fixture, reference);
  report_assert_says (text, "…, whole text in ");
  report_assert_says (text, "– check failed");
  report_assert_says (text, "File is not the one on the list (E-");
  report_assert_says (text, "[U+202E]");
  g_assert_null (strstr (text, "\u202e"));
  import_fixture_tear_down (fixture, data);
}

static void
test_house (ImportFixture *fixture,
            gconstpointer  data)
{
  char *lines[] = { (char *) "Audit House North", (char *) "Kontorgasse 1", NULL };
  const RcHouse change = {
    .letterhead = lines, .classification = (char *) "Confidential", .zone = (char *) "Europe/Berlin", .number = (char *) "2026-14",
  };
  g_autoptr (GBytes) before = report_case_pdf (fixture, rc_sheet_build, "KA-2026-000004", "en");
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  rc_house_change (fixture->case_file, &change, &error);
  g_assert_no_error (error);
  text = check_sheet (fixture, "KA-2026-000004");
  report_assert_says (text, "Audit House North");
  report_assert_says (text, "2026-14 · Sheet E-");
  report_assert_says (text, "Confidential");
  report_assert_says (text, "CEST (2026-");
  after = report_case_pdf (fixture, rc_sheet_build, "KA-2026-000004", "en");
  g_assert_false (g_bytes_equal (before, after));
}

static void
test_language (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GError) error = NULL;
  RcEvent *event = rc_event_find (fixture->case_file, reader, "KA-2026-000004", &error);
  RcDocument *document;

  g_assert_no_error (error);
  document = rc_sheet_build (fixture->case_file, event, "tlh", &error);
  g_assert_null (document);
  g_assert_error (error, RC_SHEET_ERROR, RC_SHEET_ERROR_LANGUAGE);
  g_assert_nonnull (strstr (error->message, "en, de"));
}

static void
test_exhibits (void)
{
  RcSource lines = { .derivation = (char *) RC_DERIVATION_FILE, .framing = RC_FRAMING_LINES, .records = 9000 };
  RcSource rows = { .derivation = (char *) RC_DERIVATION_ROWS, .framing = RC_FRAMING_WHOLE, .records = 9000 };
  RcSource whole = { .derivation = (char *) RC_DERIVATION_FILE, .framing = RC_FRAMING_WHOLE, .records = 1 };
  g_autofree char *line = rc_exhibit_dup_place (&lines, 3, 8231);
  g_autofree char *row = rc_exhibit_dup_place (&rows, 12, 7);
  g_autofree char *file = rc_exhibit_dup_place (&whole, 1204, 1);
  g_autofree char *hex = rc_exhibit_shorten_hex ("run 5733559579cd0b8f, 1234567890 pieces, deadbeef");

  g_assert_cmpstr (line, ==, "E-003, line\u00a08,231");
  g_assert_cmpstr (row, ==, "E-012, row\u00a07");
  g_assert_cmpstr (file, ==, "E-1204");
  g_assert_cmpstr (hex, ==, "run 57335595…, 1234567890 pieces, deadbeef");
}

#define ADD(path, set_up, test) g_test_add (path, ImportFixture, NULL, set_up, test, import_fixture_tear_down)

static void
no_set_up (ImportFixture *fixture,
           gconstpointer  data)
{
}

static void
no_tear_down (ImportFixture *fixture,
              gconstpointer  data)
{
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/exhibits", test_exhibits);
  ADD ("/sheet/overridden", report_case_set_up_clean, test_overridden);
  ADD ("/sheet/confirmed", report_case_set_up_clean, test_confirmed);
  ADD ("/sheet/machine-only", report_case_set_up_clean, test_machine_only);
  ADD ("/sheet/disagreeing", report_case_set_up, test_disagreeing);
  ADD ("/sheet/altered", report_case_set_up, test_altered);
  ADD ("/sheet/beside-gap", report_case_set_up, test_beside_gap);
  ADD ("/sheet/late-approval", report_case_set_up, test_late_approval);
  ADD ("/sheet/unchecked", report_case_set_up, test_unchecked);
  ADD ("/sheet/edited", report_case_set_up, test_edited);
  ADD ("/sheet/house", report_case_set_up_clean, test_house);
  ADD ("/sheet/language", report_case_set_up_clean, test_language);
  g_test_add ("/sheet/little-received", ImportFixture, NULL, no_set_up, test_little_received, no_tear_down);
  g_test_add ("/sheet/hostile", ImportFixture, NULL, no_set_up, test_hostile, no_tear_down);
  return g_test_run ();
}
