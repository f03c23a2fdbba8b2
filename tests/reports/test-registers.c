/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/registers/acquisition.h"
#include "core/registers/finding.h"
#include "core/registers/note.h"
#include "core/registers/paper.h"
#include "core/registers/request.h"
#include "core/registers/review.h"
#include "core/words.h"
#include "report-case.h"
#include "reports/typesetting/csv.h"
#include "reports/registers/findings-report.h"
#include "reports/registers/letters.h"
#include "reports/typesetting/pages.h"
#include "reports/registers/papers-report.h"
#include "reports/registers/receipt.h"
#include "reports/registers/register-csv.h"

#define BIDI "\xe2\x80\xae"    /* RIGHT-TO-LEFT OVERRIDE */

typedef RcDocument * (*BuildNumbered) (RcCase      *case_file,
                                       const char  *number,
                                       const char  *language,
                                       GError     **error);

static const BuildNumbered builds[] = { rc_receipt_build, rc_letters_build, rc_findings_report_build, rc_papers_report_build };

static RcDocument *
build (ImportFixture *fixture,
       BuildNumbered  function,
       const char    *number,
       const char    *language)
{
  g_autoptr (GError) error = NULL;
  RcDocument *document = function (fixture->case_file, number, language, &error);

  g_assert_no_error (error);
  return document;
}

static char *
dup_text (ImportFixture *fixture,
          BuildNumbered  function,
          const char    *number)
{
  g_autoptr (RcDocument) document = build (fixture, function, number, "en");

  return rc_document_to_text (document);
}

static gint64
add_request (ImportFixture *fixture,
             const char    *addressee,
             const char    *what,
             const char    *due)
{
  const RcRequestTerms terms = { .addressee = addressee, .what = what, .why = "nothing shows it", .due = due };
  g_autoptr (GError) error = NULL;
  gint64 number = rc_request_add (fixture->case_file, &terms, &error);

  g_assert_no_error (error);
  return number;
}

static void
change_request (ImportFixture  *fixture,
                gint64          number,
                RcRequestState  state)
{
  const RcRequestChange change = { .state = state, .on = "2020-03-01", .remark = "July is missing" };
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_request_change (fixture->case_file, number, &change, &error));
  g_assert_no_error (error);
}

static void
fill (ImportFixture *fixture)
{
  static const char * const declared[] = { "SHA256SUMS", "registry-2025.db", NULL };
  static const char * const criteria[] = { "AIA-12-1", "Model risk policy 4.3", NULL };
  static const char * const about[] = { "model:kreditcheck/4", NULL };
  static const char * const evidence[] = { "E-001, line 3", NULL };
  const RcAcquisitionTerms handover = { .handed_by = "M. Muster (fictitious)", .handed_to = "A. Auditor (fictitious)", .on = "2026-11-20",
                                        .medium = "USB stick", .declared = declared };
  const RcFindingTerms written = { .title = "No gate", .condition = "Versions go live\nwithout a gate.", .criteria = criteria,
                                   .severity = RC_SEVERITY_HIGH, .about = about, .evidence = evidence, .sample_n = 50, .sample_k = 2, .sample_upper = "12.1 %" };
  const RcFindingTerms formula = { .title = "=HYPERLINK(\"http://example.invalid\")", .condition = "a \"quoted\", word" };
  const RcResponseTerms response = { .response = RC_RESPONSE_PARTLY, .words = "not always", .owner = "@owner", .due = "2020-03-01" };
  const RcFindingTerms nothing = { .severity = RC_SEVERITY_LOW };
  static const char * const read_for[] = { "Q08", "model:kreditcheck/4", NULL };
  const RcReadingTerms reading = { .about = read_for, .page = "2", .quote = "freigegeben", .translation = "approved", .says = "approved",
                                   .read_by = "B. Reader (fictitious)" };
  const RcPaperTerms document = { .kind = "E06", .title = "Approval", .date = "2020-02-01", .reading = &reading };
  const gint64 first = 1;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_acquisition_add (fixture->case_file, &handover, &error), ==, 1);
  g_assert_true (rc_acquisition_link (fixture->case_file, 1, 1, rc_case_get_mark (fixture->case_file, "source"), &error));
  change_request (fixture, add_request (fixture, "MLOps", "The approval", "2020-03-15"), RC_REQUEST_SENT);
  add_request (fixture, "Data protection", "The impact assessment", NULL);
  change_request (fixture, add_request (fixture, "MLOps", "Something of old", NULL), RC_REQUEST_CLOSED);
  g_assert_cmpint (rc_finding_add (fixture->case_file, &written, &error), ==, 1);
  g_assert_true (rc_finding_respond (fixture->case_file, 1, &response, &error));
  g_assert_cmpint (rc_finding_promote (fixture->case_file, &first, 1, &nothing, &error), ==, 2);
  g_assert_cmpint (rc_finding_add (fixture->case_file, &formula, &error), ==, 3);
  g_assert_cmpint (rc_review_begin (fixture->case_file, RC_FINDINGS_REVIEW, "A. Auditor (fictitious)", "2026-11-20", &error), ==, 1);
  g_assert_cmpint (rc_paper_add_source (fixture->case_file, 2, &document, &error), ==, 1);
  g_assert_cmpint (rc_note_add (fixture->case_file, NULL, "for me alone", NULL, &error), ==, 1);
  g_assert_no_error (error);
}

static void
test_receipt (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *text = NULL;

  fill (fixture);
  text = dup_text (fixture, rc_receipt_build, NULL);
  report_assert_says (text, "Receipt for evidence");
  report_assert_says (text, "M. Muster (fictitious)");
  report_assert_says (text, "20 November 2026");
  report_assert_says (text, "Of 2 names on the list of contents 1 came");
  report_assert_says (text, "registry-2025.db");
  report_assert_says (text, "nothing of it was");
  report_assert_says (text, "SHA-256");
}

/* One letter for each addressee of what is owed or was not sent yet, then the list of all. */
static void
test_letters (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autofree char *one = NULL;
  g_autoptr (RcDocument) document = NULL;
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GError) error = NULL;
  const char *list;

  fill (fixture);
  text = dup_text (fixture, rc_letters_build, NULL);
  list = strstr (text, "Requests and how they stand");
  g_assert_nonnull (list);
  report_assert_says (text, "The approval");
  g_assert_true (strstr (text, "Something of old") > list);
  report_assert_says (list, "Sent, nothing");
  report_assert_says (list, "overdue");

  document = build (fixture, rc_letters_build, NULL, "en");
  pages = rc_pages_new (document, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rc_pages_count (pages), ==, 3);

  report_assert_says (text, "R-01: handed over, names of the files");
  report_assert_says (text, "First answer due 15 March 2020");
  one = dup_text (fixture, rc_letters_build, "R-02");
  report_assert_says (one, "no day is set; please name one");
  report_assert_says (one, "as the system writes it, with the name of the program and its version");
  g_clear_pointer (&one, g_free);
  one = dup_text (fixture, rc_letters_build, "Data protection");
  report_assert_says (one, "The impact assessment");
  g_assert_null (strstr (one, "The approval"));
  g_assert_null (strstr (one, "how they stand"));
}

static void
test_findings (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autofree char *one = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  text = dup_text (fixture, rc_findings_report_build, NULL);
  report_assert_says (text, "F-001 No gate");
  report_assert_says (text, "High · Still open · overdue");
  report_assert_says (text, "without a gate.");
  report_assert_says (text, "Evidence E-001, line 3");
  report_assert_says (text, "2 of 50 drawn decisions deviate");
  report_assert_says (text, "AIA-12-1 · Article 12(1)");
  report_assert_says (text, "model version kreditcheck/4");
  report_assert_says (text, "Cause not determined");
  report_assert_says (text, "Not written yet: effect, recommendation");
  report_assert_says (text, "Noticed by the program, and still noticed");
  report_assert_says (text, "The review is not finished. Open review notes: 0");
  report_assert_says (text, "1 private note of its auditors");
  report_assert_says (text, "no statement of conformity");
  g_assert_null (strstr (text, "for me alone"));

  g_assert_null (strstr (text, "was not checked as it is now"));

  one = dup_text (fixture, rc_findings_report_build, "F-002");
  g_assert_null (strstr (one, "No gate"));
  g_assert_true (rc_import_remove (fixture->case_file, 2, "not ours", &error));
  g_free (one);
  one = dup_text (fixture, rc_findings_report_build, "F-002");
  report_assert_says (one, "whether something is noticed still, or again, is not known");
  report_assert_says (one, "F-002");
}

static void
test_documents (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autofree char *csv = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  text = dup_text (fixture, rc_papers_report_build, NULL);
  report_assert_says (text, "D-001, E-002 Approval");
  report_assert_says (text, "Read for question Q08; model version kreditcheck/4");
  report_assert_says (text, "Translation by the auditor approved");
  report_assert_says (text, "Read by B. Reader (fictitious)");
  report_assert_says (text, "nothing of what stands in it");
  csv = rc_papers_to_csv (fixture->case_file, "en", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (csv, "\r\nD-001,E-002,Approval,"));

  /* What was taken out of the case is told as such. */
  g_assert_true (rc_import_remove (fixture->case_file, 2, "not ours", &error));
  g_free (text);
  text = dup_text (fixture, rc_papers_report_build, "D-001");
  report_assert_says (text, "taken out of the case");
}

/* What nobody entered is said so, or refused with one sentence. */
static void
test_empty (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autofree char *letters = dup_text (fixture, rc_letters_build, NULL);
  g_autofree char *findings = dup_text (fixture, rc_findings_report_build, NULL);
  g_autofree char *csv = NULL;
  g_autoptr (GError) error = NULL;

  report_assert_says (letters, "Nothing was asked for yet.");
  report_assert_says (findings, "Nobody has written a finding yet. That says nothing of what a check noticed.");
  csv = rc_findings_to_csv (fixture->case_file, "en", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (csv, "\r\n"));
  g_assert_cmpint (strchr (csv, '\n') - csv, ==, strlen (csv) - 1);

  g_assert_null (rc_receipt_build (fixture->case_file, NULL, "en", &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (rc_receipt_build (fixture->case_file, "B-01", "en", &error));
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS);
  g_clear_error (&error);
  g_assert_null (rc_findings_report_build (fixture->case_file, "F-009", "en", &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (rc_letters_build (fixture->case_file, "nobody", "en", &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (rc_findings_report_build (fixture->case_file, NULL, "tlh", &error));
  g_assert_nonnull (error);
}

/* The same state gives the same bytes, in every language that there is. */
static void
test_bytes (ImportFixture *fixture,
            gconstpointer  data)
{
  const char * const *languages = rc_words_list_languages ();

  fill (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (builds); i++)
    for (gsize k = 0; languages[k] != NULL; k++)
      {
        g_autoptr (RcDocument) first = build (fixture, builds[i], NULL, languages[k]);
        g_autoptr (RcDocument) second = build (fixture, builds[i], NULL, languages[k]);
        g_autoptr (GError) error = NULL;
        g_autoptr (RcPages) first_pages = rc_pages_new (first, &error);
        g_autoptr (RcPages) second_pages = rc_pages_new (second, &error);
        g_autoptr (GBytes) first_pdf = rc_pages_to_pdf (first_pages, &error);
        g_autoptr (GBytes) second_pdf = rc_pages_to_pdf (second_pages, &error);

        g_assert_no_error (error);
        g_assert_true (g_bytes_equal (first_pdf, second_pdf));
      }
}

/* What another program wrote into the case is printed as if somebody had entered it: so that is told before anything else. */
static void
test_edited (ImportFixture *fixture,
             gconstpointer  data)
{
  static const char warning[] = "The case file itself was edited outside the program";
  g_autoptr (GError) error = NULL;

  fill (fixture);
  for (guint round = 0; round < 2; round++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (builds); i++)
        {
          g_autoptr (RcDocument) document = build (fixture, builds[i], NULL, "en");
          g_autofree char *text = rc_document_to_text (document);
          const char *told = strstr (text, warning);

          g_assert_cmpint (told != NULL, ==, round == 1);
          g_assert_true (told == NULL || told - text < 400);
        }
      g_assert_true (rc_database_exec (rc_case_get_database (fixture->case_file), "UPDATE entry SET by = 'Somebody else' WHERE id = 1", &error));
      g_assert_no_error (error);
    }
}

/* Long words, and words that steer what shows them. */
static void
test_hostile (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *huge = g_strnfill (RC_LIMIT_ENTRY_WORDS_BYTES, 'W');
  g_autofree char *lines = g_strnfill (4000, '\n');
  const char *criteria[] = { huge, BIDI "criterion", NULL };
  const char *declared[] = { huge, BIDI "name\x1b[2J", NULL };
  const RcFindingTerms finding = { .title = BIDI "title\x1b[2J", .condition = huge, .criteria = criteria, .cause = lines };
  const RcAcquisitionTerms handover = { .handed_by = huge, .handed_to = BIDI "taker", .on = "2026-11-20", .declared = declared, .label = huge };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_finding_add (fixture->case_file, &finding, &error), ==, 1);
  g_assert_cmpint (rc_acquisition_add (fixture->case_file, &handover, &error), ==, 1);
  g_assert_true (rc_acquisition_link (fixture->case_file, 1, 1, 1, &error));
  add_request (fixture, huge, BIDI "what\x1b[2J", NULL);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (builds); i++)
    {
      g_autoptr (RcDocument) document = build (fixture, builds[i], NULL, "en");
      g_autofree char *text = rc_document_to_text (document);
      g_autoptr (RcPages) pages = rc_pages_new (document, &error);
      g_autoptr (GBytes) pdf = rc_pages_to_pdf (pages, &error);

      g_assert_no_error (error);
      g_assert_nonnull (pdf);
      g_assert_null (strstr (text, BIDI));
      g_assert_null (strchr (text, '\x1b'));
    }
}

static void
test_csv_cells (void)
{
  static const char * const header[] = { "a", "b", NULL };
  g_autoptr (RcCsv) csv = rc_csv_new (header);
  g_autofree char *text = NULL;

  rc_csv_add (csv, "=1+1");
  rc_csv_add (csv, "  @x");
  rc_csv_add (csv, "-\"2\"");
  rc_csv_add (csv, "\t+1");
  rc_csv_add (csv, "＝1");
  rc_csv_add (csv, "x=1");
  rc_csv_add (csv, NULL);
  rc_csv_add (csv, "one\r\ntwo, three");
  rc_csv_add (csv, "\xff");
  rc_csv_add (csv, "");
  text = rc_csv_finish (csv);
  g_assert_cmpstr (text, ==,
                   "a,b\r\n"
                   "'=1+1,'  @x\r\n"
                   "\"'-\"\"2\"\"\",'\t+1\r\n"
                   "'＝1,x=1\r\n"
                   ",\"one\r\ntwo, three\"\r\n"
                   "\xef\xbf\xbd,\r\n");
}

static void
test_csv (ImportFixture *fixture,
          gconstpointer  data)
{
  g_autofree char *findings = NULL;
  g_autofree char *requests = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  findings = rc_findings_to_csv (fixture->case_file, "en", &error);
  requests = rc_requests_to_csv (fixture->case_file, "en", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (findings, "\r\nF-001,No gate,High,Still open,yes,no,"));
  g_assert_nonnull (strstr (findings, "AIA-12-1; Model risk policy 4.3"));
  g_assert_nonnull (strstr (findings, ",'@owner,2020-03-01,"));
  g_assert_nonnull (strstr (findings, "\r\nF-003,\"'=HYPERLINK(\"\"http://example.invalid\"\")\",Not rated yet,Still open,"));
  g_assert_nonnull (strstr (findings, "\"a \"\"quoted\"\", word\""));
  g_assert_nonnull (strstr (requests, "\r\nR-01,MLOps,The approval,"));
  g_assert_nonnull (strstr (requests, "2020-03-01,2020-03-15,\"Sent, nothing received\",yes,"));
}

#define ADD(name, function, set_up) \
  g_test_add ("/registers/" name, ImportFixture, NULL, set_up, function, import_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registers/csv-cells", test_csv_cells);
  ADD ("receipt", test_receipt, report_case_set_up);
  ADD ("letters", test_letters, report_case_set_up);
  ADD ("findings", test_findings, report_case_set_up);
  ADD ("documents", test_documents, report_case_set_up);
  ADD ("empty", test_empty, report_case_set_up_clean);
  ADD ("bytes", test_bytes, report_case_set_up);
  ADD ("edited", test_edited, report_case_set_up);
  ADD ("hostile", test_hostile, report_case_set_up_clean);
  ADD ("csv", test_csv, report_case_set_up);
  return g_test_run ();
}
