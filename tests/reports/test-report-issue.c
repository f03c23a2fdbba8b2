/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/bounds.h"
#include "core/custody.h"
#include "core/house.h"
#include "core/registers/finding.h"
#include "core/registers/review.h"
#include "reports/issue/issue-sections.h"
#include "reports/issue/report-issue.h"
#include "reports/report.h"
#include "reports/typesetting/pages.h"
#include "tests/reports/pdf-tools.h"
#include "tests/reports/report-case.h"

#define AUDITEE  "C. Auditee (fictitious)"
#define REVIEWER "B. Reviewer (fictitious)"

static const char * const english[] = { "en", NULL };
static const char * const two[] = { "de", "en", NULL };

static void
add_finding (ImportFixture *fixture,
             const char    *title,
             const char    *condition)
{
  const RcFindingTerms terms = { .title = title, .condition = condition, .severity = RC_SEVERITY_HIGH };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_finding_add (fixture->case_file, &terms, &error), >, 0);
  g_assert_no_error (error);
}

static void
set_up (ImportFixture *fixture,
        gconstpointer  data)
{
  import_fixture_set_up (fixture, data);
  add_finding (fixture, "No gate", "Versions go live without a gate.");
  add_finding (fixture, "No list", "Nobody keeps a list.");
}

static char *
in_folder (ImportFixture *fixture,
           const char    *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

/* The number of the report, which is begun where it is not. */
static gint64
draft (ImportFixture *fixture,
       const char    *name)
{
  g_autofree char *path = in_folder (fixture, name);
  g_autoptr (GError) error = NULL;
  gint64 number = rc_report_issue_begin (fixture->case_file, "findings", NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (rc_report_issue_draft (fixture->case_file, number, "en", path, FALSE, NULL, &error));
  g_assert_no_error (error);
  return number;
}

static char *
read_text (ImportFixture *fixture,
           const char    *name)
{
  g_autofree char *path = in_folder (fixture, name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static char *
dup_state (ImportFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcDigest state;

  g_assert_true (rc_custody_evidence_state (fixture->case_file, &state, NULL, &error));
  return rc_digest_dup_hex (&state);
}

/* --- Drafts --- */

static void
test_drafts (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (RcIssued) issued = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (draft (fixture, "one.txt"), ==, 1);
  first = read_text (fixture, "one.txt");
  report_assert_says (first, "DRAFT 1 – not signed, not issued");
  report_assert_says (first, "I-01, draft 1");
  g_assert_null (strstr (first, "How this document came about"));

  g_assert_true (rc_issued_comment (fixture->case_file, 1, "F-001", "The gate is described in the handbook.", AUDITEE, &error));
  g_assert_true (rc_issued_answer_comment (fixture->case_file, 1, 1, "declined", "No record shows that it was used.", NULL, &error));
  add_finding (fixture, "No owner", "Nobody owns the model.");
  before = dup_state (fixture);
  g_assert_cmpint (draft (fixture, "two.txt"), ==, 1);
  second = read_text (fixture, "two.txt");
  report_assert_says (second, "DRAFT 2 – not signed, not issued");
  report_assert_says (second, "Changes since draft 1");
  report_assert_says (second, "Added: “F-003 No owner”.");
  g_assert_null (strstr (second, "Changed: “F-001"));
  report_assert_says (second, "The gate is described in the handbook.");
  report_assert_says (second, "Not accepted No record shows that it was used.");
  report_assert_says (second, AUDITEE);
  report_assert_says (second, before);

  issued = rc_issued_find (fixture->case_file, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (issued->drafts->len, ==, 2);
  g_assert_cmpstr (((RcIssuedDraft *) issued->drafts->pdata[1])->evidence_state, ==, before);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (*) FROM custody WHERE act = 'report'"), ==, 2);
}

/* Whatever is said on a draft stands there whole, and does nothing to the page. */
static void
test_hostile_comment (ImportFixture *fixture,
                      gconstpointer  data)
{
  g_autofree char *longest = g_strnfill (RC_LIMIT_ENTRY_WORDS_BYTES, 'w');
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (GError) error = NULL;

  draft (fixture, "one.txt");
  g_assert_true (rc_issued_comment (fixture->case_file, 1, "F-001\n<b>", "a \xe2\x80\xaelate\x1b[2J\n\nsecond line", "C.\nAuditee", &error));
  g_assert_true (rc_issued_comment (fixture->case_file, 1, NULL, longest, AUDITEE, &error));
  g_assert_no_error (error);
  draft (fixture, "two.txt");
  text = read_text (fixture, "two.txt");
  g_assert_null (strstr (text, "\xe2\x80\xae"));
  g_assert_null (strchr (text, 0x1b));
  report_assert_says (text, "second line");
  report_assert_says (text, "Comment 2 on draft 1");
  report_assert_says (text, "Not answered yet");
  folded = pdf_tools_fold (text);
  g_assert_nonnull (strstr (folded, longest));
  draft (fixture, "three.pdf");
}

/* What was not written is not entered, and what cannot be entered does not lie about. */
static void
test_draft_refused (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = in_folder (fixture, "one.txt");
  g_autofree char *nowhere = in_folder (fixture, "none/one.txt");
  g_autofree char *late = in_folder (fixture, "late.txt");
  g_autoptr (RcIssued) issued = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_report_issue_begin (fixture->case_file, "declaration", NULL, NULL, &error), ==, 0);
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (rc_report_issue_begin (fixture->case_file, "findings", "F-009", NULL, &error), ==, 0);
  g_clear_error (&error);
  g_assert_cmpint (rc_report_issue_begin (fixture->case_file, "sheet", NULL, NULL, &error), ==, 0);
  g_assert_nonnull (error);
  g_clear_error (&error);

  draft (fixture, "one.txt");
  g_assert_false (rc_report_issue_draft (fixture->case_file, 1, "en", path, FALSE, NULL, &error));     /* it is there */
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (rc_report_issue_draft (fixture->case_file, 1, "en", nowhere, FALSE, NULL, &error));
  g_clear_error (&error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  issued = rc_issued_find (fixture->case_file, 1, &error);
  g_assert_cmpuint (issued->drafts->len, ==, 1);

  g_assert_true (rc_issued_withdraw (fixture->case_file, 1, "not needed", NULL, &error));
  g_assert_false (rc_report_issue_draft (fixture->case_file, 1, "en", late, FALSE, NULL, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_assert_false (g_file_test (late, G_FILE_TEST_EXISTS));
}

/* --- Freezing --- */

static gboolean
try_freeze (ImportFixture      *fixture,
            const char * const *languages,
            const char         *folder,
            GError            **error)
{
  g_autofree char *path = in_folder (fixture, folder);

  return rc_report_issue_freeze (fixture->case_file, 1, languages, path, NULL, error);
}

static GBytes *
read_file (ImportFixture *fixture,
           const char    *folder,
           const char    *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, folder, name, NULL);
  char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return g_bytes_new_take (bytes, length);
}

static guint
count_files (ImportFixture *fixture,
             const char    *folder)
{
  g_autofree char *path = in_folder (fixture, folder);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
assert_frozen_file (ImportFixture      *fixture,
                    const char         *folder,
                    const RcIssuedFile *file)
{
  g_autoptr (GBytes) bytes = read_file (fixture, folder, file->name);
  g_autofree char *hex = NULL;
  RcDigest digest;

  rc_digest_compute (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &digest);
  hex = rc_digest_dup_hex (&digest);
  g_assert_cmpstr (hex, ==, file->sha256);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, file->bytes);
}

static void
test_freeze (ImportFixture *fixture,
             gconstpointer  data)
{
  char *schemes[] = { (char *) "findings=NH/{number}/F", NULL };
  g_autofree char *before = NULL;
  g_autofree char *list = NULL;
  g_autoptr (GBytes) sums = NULL;
  g_autoptr (RcIssued) issued = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_house_change (fixture->case_file, &(RcHouse) { .numbering = schemes }, &error));
  draft (fixture, "one.txt");
  before = dup_state (fixture);
  g_assert_true (try_freeze (fixture, two, "out", &error));
  g_assert_no_error (error);
  issued = rc_issued_find (fixture->case_file, 1, &error);
  g_assert_cmpint (issued->state, ==, RC_ISSUED_FOR_SIGNATURE);
  g_assert_cmpstr (issued->designation, ==, "NH/001/F");
  g_assert_cmpstr (issued->evidence_state, ==, before);
  g_assert_cmpuint (issued->files->len, ==, 3);
  for (guint i = 0; i < issued->files->len; i++)
    assert_frozen_file (fixture, "out", g_ptr_array_index (issued->files, i));
  g_assert_cmpuint (count_files (fixture, "out"), ==, 3);
  g_assert_nonnull (((RcIssuedFile *) issued->files->pdata[0])->tree);

  sums = read_file (fixture, "out", "SHA256SUMS");
  list = g_strdup_printf ("%s  NH-001-F-de.pdf\n%s  NH-001-F-en.pdf\n", ((RcIssuedFile *) issued->files->pdata[0])->sha256,
                          ((RcIssuedFile *) issued->files->pdata[1])->sha256);
  g_assert_cmpmem (g_bytes_get_data (sums, NULL), g_bytes_get_size (sums), list, strlen (list));

  g_assert_false (try_freeze (fixture, english, "again", &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_assert_cmpuint (count_files (fixture, "again"), ==, 0);
}

/* It says what it is, from which state, and how it came about; nothing in it is called a draft. */
static void
test_frozen_pages (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (RcIssued) issued = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  if (!pdf_tools_have ("pdftotext"))
    return;
  draft (fixture, "one.txt");
  before = dup_state (fixture);
  g_assert_true (try_freeze (fixture, english, "out", &error));
  issued = rc_issued_find (fixture->case_file, 1, &error);
  pdf = read_file (fixture, "out", ((RcIssuedFile *) issued->files->pdata[0])->name);
  text = pdf_tools_run ("pdftotext", pdf, "@ -");
  folded = pdf_tools_fold (text);
  g_assert_nonnull (strstr (folded, "Validonlywhensigned"));
  g_assert_nonnull (strstr (folded, "Nothingwaschanged"));
  g_assert_nonnull (strstr (folded, "Nobodyelsewasaskedtoreviewthisdocument."));
  g_assert_nonnull (strstr (folded, before));
  g_assert_nonnull (strstr (text, issued->designation));
  g_assert_null (strstr (text, "DRAFT"));
}

static void
test_freeze_refused (ImportFixture *fixture,
                     gconstpointer  data)
{
  static const char * const unknown[] = { "en", "xx", NULL };
  static const char * const twice[] = { "en", "en", NULL };
  static const char * const none[] = { NULL };
  g_autoptr (RcIssued) issued = NULL;
  g_autoptr (GError) error = NULL;

  draft (fixture, "one.txt");
  g_assert_false (try_freeze (fixture, unknown, "out", &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_TERMS);
  g_clear_error (&error);
  g_assert_false (try_freeze (fixture, twice, "out", &error));
  g_clear_error (&error);
  g_assert_false (try_freeze (fixture, none, "out", &error));
  g_clear_error (&error);

  /* Comments, then a review with an open note, then one that nobody has finished. */
  g_assert_true (rc_issued_comment (fixture->case_file, 1, NULL, "Late", AUDITEE, &error));
  g_assert_false (try_freeze (fixture, english, "out", &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_clear_error (&error);
  g_assert_true (rc_issued_answer_comment (fixture->case_file, 1, 1, "accepted", "Yes", NULL, &error));
  g_assert_cmpint (rc_review_begin (fixture->case_file, "report:findings", "A. Auditor (fictitious)", NULL, &error), ==, 1);
  g_assert_true (rc_review_add_note (fixture->case_file, 1, "Which criterion?", REVIEWER, &error));
  g_assert_false (try_freeze (fixture, english, "out", &error));
  g_assert_nonnull (strstr (error->message, "review notes are open"));
  g_clear_error (&error);
  g_assert_true (rc_review_clear_note (fixture->case_file, 1, 1, "named", NULL, &error));
  g_assert_false (try_freeze (fixture, english, "out", &error));
  g_assert_nonnull (strstr (error->message, "nobody has reviewed it"));
  g_clear_error (&error);
  g_assert_cmpuint (count_files (fixture, "out"), ==, 0);
  issued = rc_issued_find (fixture->case_file, 1, &error);
  g_assert_cmpint (issued->state, ==, RC_ISSUED_DRAFT);

  g_assert_true (rc_review_sign (fixture->case_file, 1, REVIEWER, NULL, &error));
  g_assert_true (try_freeze (fixture, english, "out", &error));
  g_assert_no_error (error);
}

/* A name that is taken in the folder: nothing is frozen, what was written before it goes again, and what was there stays. */
static void
test_freeze_taken (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autofree char *folder = in_folder (fixture, "out");
  g_autofree char *taken = g_build_filename (folder, "SHA256SUMS", NULL);
  g_autoptr (RcIssued) issued = NULL;
  g_autoptr (GError) error = NULL;

  draft (fixture, "one.txt");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (taken, "mine", -1, NULL));
  g_assert_false (try_freeze (fixture, two, "out", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (fixture, "out"), ==, 1);
  issued = rc_issued_find (fixture->case_file, 1, &error);
  g_assert_cmpint (issued->state, ==, RC_ISSUED_DRAFT);
  g_assert_no_error (error);
}

/* The same state gives the same bytes, whoever freezes it and when: two copies of one case. */
static void
test_same_bytes (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autofree char *copy = in_folder (fixture, "copy.recount");
  g_autofree char *case_bytes = NULL;
  g_autofree char *out = in_folder (fixture, "copy");
  g_autoptr (GBytes) one = NULL;
  g_autoptr (GBytes) other = NULL;
  g_autoptr (RcCase) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcIssued) issued = NULL;
  const char *name;
  gsize length;

  draft (fixture, "one.txt");
  import_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &case_bytes, &length, NULL));
  g_assert_true (g_file_set_contents (copy, case_bytes, (gssize) length, NULL));
  import_fixture_reopen (fixture);
  g_assert_true (try_freeze (fixture, english, "out", &error));
  g_assert_no_error (error);

  g_usleep (1200 * 1000);     /* another second */
  second = rc_case_open (copy, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (rc_report_issue_freeze (second, 1, english, out, "somebody else", &error));
  g_assert_no_error (error);
  g_assert_true (rc_case_close (second, &error));
  issued = rc_issued_find (fixture->case_file, 1, &error);
  name = ((RcIssuedFile *) issued->files->pdata[0])->name;
  one = read_file (fixture, "out", name);
  other = read_file (fixture, "copy", name);
  g_assert_true (g_bytes_equal (one, other));
}

/* A further revision keeps the number and says what it replaces; a review of the one before is none of it. */
static void
test_revision (ImportFixture *fixture,
               gconstpointer  data)
{
  RcIssuedSignature signature = {
    .match = RC_ISSUED_MATCH_STATED, .signatory = (char *) "O. Officer (fictitious)", .how = (char *) "ink",
    .sha256 = (char *) "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
  };
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  g_autofree char *path = in_folder (fixture, "r1");
  g_autofree char *text_path = in_folder (fixture, "two.txt");
  g_autofree char *again_path = in_folder (fixture, "three.txt");
  g_autofree char *text = NULL;
  g_autoptr (RcIssued) first = NULL;
  g_autoptr (RcIssued) second = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number;

  draft (fixture, "one.txt");
  g_assert_cmpint (rc_review_begin (fixture->case_file, "report:findings", "A. Auditor (fictitious)", "2020-01-01", &error), ==, 1);
  g_assert_true (rc_review_sign (fixture->case_file, 1, REVIEWER, "2020-01-02", &error));
  g_assert_true (rc_review_finish (fixture->case_file, 1, "O. Officer (fictitious)", "2020-01-03", &error));
  g_assert_true (try_freeze (fixture, english, "out", &error));
  first = rc_issued_find (fixture->case_file, 1, &error);
  signature.file = ((RcIssuedFile *) first->files->pdata[0])->name;
  signature.on = today;
  g_assert_true (rc_issued_sign (fixture->case_file, 1, &signature, &error));
  g_assert_cmpint (rc_report_issue_begin (fixture->case_file, "findings", NULL, NULL, &error), ==, 0);
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_clear_error (&error);

  number = rc_issued_begin (fixture->case_file, "findings", NULL, first->title, 1, NULL, &error);
  g_assert_cmpint (number, ==, 2);
  g_assert_cmpint (rc_report_issue_begin (fixture->case_file, "findings", NULL, NULL, &error), ==, 2);
  g_assert_true (rc_report_issue_draft (fixture->case_file, 2, "en", text_path, FALSE, NULL, &error));
  g_assert_true (rc_report_issue_draft (fixture->case_file, 2, "en", again_path, FALSE, NULL, &error));
  text = read_text (fixture, "three.txt");
  report_assert_says (text, "Once it is signed, it replaces FR-");
  report_assert_says (text, "The review by " REVIEWER " of 2 January 2020 is one of an earlier revision");
  g_assert_true (rc_report_issue_freeze (fixture->case_file, 2, english, path, NULL, &error));
  g_assert_no_error (error);
  second = rc_issued_find (fixture->case_file, 2, &error);
  g_assert_cmpstr (second->designation, ==, first->designation);
  g_assert_true (g_str_has_suffix (((RcIssuedFile *) second->files->pdata[0])->name, "-r1-en.pdf"));
}

/* --- Sections --- */

static RcDocument *
make_document (const char *deep)
{
  const RcDocumentInfo info = { .title = "Title", .language = "en" };
  RcDocument *document = rc_document_new (&info);

  rc_document_add_paragraph (document, rc_text_new_own ("Before any heading."));
  rc_document_add_heading (document, 1, rc_text_new_own ("One"));
  rc_document_add_heading (document, 2, rc_text_new_own ("Two"));
  rc_document_add_heading (document, 3, rc_text_new_own ("Deeper"));
  rc_document_add_paragraph (document, rc_text_new_own (deep));
  rc_document_add_heading (document, 2, rc_text_new_own ("Three"));
  return document;
}

static void
test_sections (void)
{
  g_autoptr (RcDocument) one = make_document ("said");
  g_autoptr (RcDocument) other = make_document ("said otherwise");
  g_autoptr (GPtrArray) before = rc_issue_list_sections (one);
  g_autoptr (GPtrArray) after = rc_issue_list_sections (other);
  g_autoptr (GPtrArray) changes = rc_issued_compare_sections (before, after);
  static const char * const headings[] = { "Title", "One", "Two", "Three" };

  g_assert_cmpuint (before->len, ==, G_N_ELEMENTS (headings));
  for (guint i = 0; i < before->len; i++)
    g_assert_cmpstr (((RcIssuedSection *) before->pdata[i])->heading, ==, headings[i]);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (changes->pdata[0], ==, "Changed: “Two”.");
}

/* --- Of one decision --- */

static void
test_sheet (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autofree char *path = in_folder (fixture, "sheet.txt");
  g_autofree char *text = NULL;
  g_autofree char *event = report_case_find_alone (fixture);
  g_autoptr (RcIssued) issued = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number = rc_report_issue_begin (fixture->case_file, "sheet", event, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (rc_report_issue_draft (fixture->case_file, number, "en", path, FALSE, NULL, &error));
  g_assert_no_error (error);
  text = read_text (fixture, "sheet.txt");
  report_assert_says (text, "DRAFT 1");
  issued = rc_issued_find (fixture->case_file, number, &error);
  /* By its reference, which stays, and not as it was asked for. */
  g_assert_cmpstr (issued->subject, !=, event);
  g_assert_cmpint (rc_report_issue_begin (fixture->case_file, "sheet", issued->subject, NULL, &error), ==, number);
  g_assert_no_error (error);
}

#define ADD(path, test) g_test_add (path, ImportFixture, NULL, set_up, test, import_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/report-issue/drafts", test_drafts);
  ADD ("/report-issue/hostile-comment", test_hostile_comment);
  ADD ("/report-issue/draft-refused", test_draft_refused);
  ADD ("/report-issue/freeze", test_freeze);
  ADD ("/report-issue/frozen-pages", test_frozen_pages);
  ADD ("/report-issue/freeze-refused", test_freeze_refused);
  ADD ("/report-issue/freeze-taken", test_freeze_taken);
  ADD ("/report-issue/same-bytes", test_same_bytes);
  ADD ("/report-issue/revision", test_revision);
  g_test_add_func ("/report-issue/sections", test_sections);
  g_test_add ("/report-issue/sheet", ImportFixture, NULL, report_case_set_up_clean, test_sheet, import_fixture_tear_down);
  return g_test_run ();
}
