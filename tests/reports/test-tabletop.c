/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/exercises/exercise-draw.h"
#include "core/exercises/exercise-matrix.h"
#include "core/law/law.h"
#include "core/registers/finding.h"
#include "core/registers/note.h"
#include "core/registers/review.h"
#include "core/samples/draw-words.h"
#include "core/words.h"
#include "document-check.h"
#include "report-case.h"
#include "reports/issue/issue-document.h"
#include "reports/report.h"
#include "reports/tabletop/exercise-table.h"
#include "reports/tabletop/tabletop.h"
#include "reports/typesetting/pages.h"

/* The report of a tabletop audit, and the decisions × questions of an exercise: what stands in them is what the case has, counted here again. */

#define BIDI        "\xe2\x80\xae"    /* RIGHT-TO-LEFT OVERRIDE */
#define LAST_SECTION 17u

/* --- An exercise --- */

static gint64
plan (ImportFixture *fixture,
      const char    *purpose,
      gboolean       with_draw)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (GError) error = NULL;
  gint64 number;

  setup->purpose = g_strdup (purpose);
  setup->criteria = g_strdup ("Policy ML-7 (fictitious)");
  setup->scope = g_strdup ("KreditCheck, April to July 2026");
  setup->exclusions = g_strdup ("The mobile app");
  setup->client = g_strdup ("Supervisory board (fictitious)");
  setup->team = g_strdup ("L. Lead (fictitious), lead auditor, no conflicts stated");
  setup->distribution = g_strdup ("Data protection officer");
  setup->replacement = g_strdup ("The next number");
  setup->pack = rc_exercise_pack_find ("core", &error);
  g_assert_no_error (error);
  setup->minutes = 14;
  rc_exercise_setup_take_roles (setup);
  if (with_draw)
    {
      g_assert_true (rc_exercise_setup_take_draws (setup, fixture->case_file, 1, FALSE, &error));
      g_assert_no_error (error);
    }
  else
    {
      rc_exercise_setup_add_item (setup, "KA-2026-000024", RC_EXERCISE_ORIGIN_NAMED, 0);
      rc_exercise_setup_add_item (setup, "KA-2026-000026", RC_EXERCISE_ORIGIN_KEY_ITEM, 0);
    }
  number = rc_exercise_new (fixture->case_file, setup, &error);
  g_assert_no_error (error);
  return number;
}

static void
act (RcExercise           *exercise,
     const RcExerciseStep *step)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_exercise_act (exercise, step, &error));
  g_assert_no_error (error);
}

static void
open_decision (RcExercise *exercise,
               guint       decision)
{
  if (exercise->opened_us == 0)
    act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_OPENED, .present = "model-owner: O. Owner (fictitious)" });
  act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_DECISION_STARTED, .decision = decision });
}

static void
answer (RcExercise           *exercise,
        const char           *question,
        RcExerciseStatus      status,
        const char           *text,
        RcExerciseComparison  comparison)
{
  gboolean is_shown = status == RC_EXERCISE_STATUS_RECORD;

  act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_ASKED, .question = question });
  act (exercise, &(RcExerciseStep) {
         .kind = RC_EXERCISE_ANSWERED, .status = status, .text = text, .source = is_shown ? 7 : 0, .record = is_shown ? 24 : 0,
         .elapsed_us = 90 * G_USEC_PER_SEC, .elapsed_is_stated = TRUE });
  act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_READ_BACK });
  act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_LOCKED });
  if (comparison != RC_EXERCISE_COMPARISON_NONE)
    act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_REVEALED, .comparison = comparison, .record_answer = "17 fields", .standing = "SEALED" });
}

/* Three answers about the first decision, one of them shown. */
static void
hold_first (RcExercise *exercise)
{
  open_decision (exercise, 1);
  answer (exercise, "Q03", RC_EXERCISE_STATUS_RECORD, "17 fields", RC_EXERCISE_COMPARISON_AGREE);
  answer (exercise, "Q05", RC_EXERCISE_STATUS_SAID, "it was refused", RC_EXERCISE_COMPARISON_DIFFER);
  answer (exercise, "Q11", RC_EXERCISE_STATUS_COULD_NOT, NULL, RC_EXERCISE_COMPARISON_NONE);
  act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_SKIPPED, .question = "Q16", .reason = "asked of the next decision" });
  act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_NOTED, .text = "a public remark" });
  act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_NOTED, .text = "hesitatedprivately", .is_private = TRUE });
}

static RcExercise *
load (ImportFixture *fixture,
      gint64         number)
{
  g_autoptr (GError) error = NULL;
  RcExercise *exercise = rc_exercise_load (fixture->case_file, number, &error);

  g_assert_no_error (error);
  return exercise;
}

static void
hold (ImportFixture *fixture)
{
  g_autoptr (RcExercise) exercise = load (fixture, plan (fixture, "Can each decision be rebuilt?\nIs the approval shown?", FALSE));

  hold_first (exercise);
  act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_DECISION_CLOSED });
  act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_NOT_EXAMINABLE, .decision = 2, .reason = "nobody knows the product" });
  act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_CONCLUDED, .text = "O2: It is not shown.\nThe records are better than the room." });
}

/* --- Building --- */

static RcDocument *
build (ImportFixture *fixture,
       const char    *number,
       const char    *language)
{
  g_autoptr (GError) error = NULL;
  RcDocument *document = rc_tabletop_build (fixture->case_file, number, language, &error);

  g_assert_no_error (error);
  return document;
}

static char *
dup_text (ImportFixture *fixture,
          const char    *number)
{
  g_autoptr (RcDocument) document = build (fixture, number, "en");

  document_check_tree (document);
  return rc_document_to_text (document);
}

static void
assert_lacks (const char *text,
              const char *part)
{
  if (strstr (text, part) != NULL)
    g_printerr ("The document says “%s”\n", part);
  g_assert_null (strstr (text, part));
}

/* Each section of the law's catalogue is there, by its number and name, and in its order. */
static void
assert_sections (const char *text)
{
  const char *at = text;

  for (guint i = 1; i <= LAST_SECTION; i++)
    {
      g_autofree char *id = g_strdup_printf ("TR-%02u", i);
      const RcLawTerm *part = rc_law_find_term (rc_law_get (), RC_LAW_TERM_REPORT_PART, id);
      g_autofree char *heading = g_strdup_printf ("\n%u  %s\n", i, rc_law_text (part->name));

      at = strstr (at, heading);
      if (at == NULL)
        g_printerr ("No section %s\n", heading);
      g_assert_nonnull (at);
    }
}

/* --- Tests --- */

static void
test_without (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *text = dup_text (fixture, NULL);
  g_autoptr (GError) error = NULL;

  assert_sections (text);
  assert_lacks (text, "It may have been: in");
  report_assert_says (text, "No exercise was held in this case: nothing was asked of a room, and no answer is told here.");
  report_assert_says (text, "No sample was drawn in this case: nothing is said about what was not examined.");
  report_assert_says (text, "no decision is rebuilt here");
  report_assert_says (text, "Nobody has written a finding yet. That says nothing of what a check noticed.");
  report_assert_says (text, "Nobody has drawn a conclusion yet.");
  report_assert_says (text, "applicable from 2 December 2027");
  report_assert_says (text, "no conformity assessment (Article 43 of Regulation (EU) 2024/1689), no certification and no assurance opinion");
  /* What nobody said is said to be missing. */
  report_assert_says (text, "No exclusion was written down.");
  report_assert_says (text, "No distribution list was written down.");
  /* One that is not there is refused, with and without one that is. */
  g_assert_null (rc_tabletop_build (fixture->case_file, "1", "en", &error));
  g_assert_nonnull (error);
}

/* Who reads the first page alone has to see there that checks failed. */
static void
test_faults (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autofree char *text = dup_text (fixture, NULL);
  const char *failed = strstr (text, "It may have been: in");

  g_assert_true (failed != NULL && failed < strstr (text, "\nContents\n"));
}

static void
test_held (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  hold (fixture);
  text = dup_text (fixture, NULL);
  assert_sections (text);
  /* Two decisions and eight questions; one answer was shown. */
  report_assert_says (text, "1 of 16 answers shown from records or documents.");
  report_assert_says (text, "Decision 1 (KA-2026-000024), Q05: said, not shown");
  report_assert_says (text, "Decision 2 (KA-2026-000026), Q03, Q06, Q05, Q16, Q08, Q11, Q25, Q26: not asked");
  report_assert_says (text, "Q06; Q16 (asked of the next decision); Q08; Q25; Q26");
  report_assert_says (text, "room and record differ");
  report_assert_says (text, "the system KreditCheck answered with the model version kreditcheck/");
  report_assert_says (text, "1 decision could not be examined: it counts as a deviation.");
  report_assert_says (text, "O2 Is the approval shown?");
  report_assert_says (text, "The mobile app");
  report_assert_says (text, "Supervisory board (fictitious)");
  report_assert_says (text, "O. Owner (fictitious)");
  report_assert_says (text, "a public remark");
  assert_lacks (text, "hesitatedprivately");
  report_assert_says (text, "The case holds 1 private note of its auditors");
  /* Nothing was drawn: no confidence is stated of anything. */
  assert_lacks (text, "with 95 % confidence");
}

/* In the middle of a question: what is not locked is not told as answered, and the clock that runs is in no document. */
static void
test_middle (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RcExercise) exercise = load (fixture, plan (fixture, "Readiness", FALSE));
  g_autofree char *planned = dup_text (fixture, "1");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  report_assert_says (planned, "planned, not opened yet");
  report_assert_says (planned, "0 of 16 answers shown from records or documents.");
  hold_first (exercise);
  act (exercise, &(RcExerciseStep) { .kind = RC_EXERCISE_ASKED, .question = "Q26" });
  first = dup_text (fixture, "1");
  report_assert_says (first, "put, and not answered");
  report_assert_says (first, "not concluded yet");
  report_assert_says (first, "1 of 16 answers shown from records or documents.");
  g_usleep (1100000);
  second = dup_text (fixture, "1");
  g_assert_cmpstr (first, ==, second);
}

static gint64
draw (ImportFixture *fixture,
      RcDrawKind     kind)
{
  RcDrawTerms terms = {
    .kind = kind, .size = 3, .why = kind == RC_DRAW_JUDGEMENTAL ? "three are usual (fictitious)" : NULL, .unit = RC_SAMPLE_UNIT_DECISION,
    .seed = "the room said so", .query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDraw) drawn = NULL;

  terms.rule.model = RC_SAMPLE_HYPERGEOMETRIC;
  g_assert_true (rc_rate_parse ("95", &terms.rule.confidence, NULL));
  g_assert_true (rc_rate_parse ("20", &terms.rule.tolerable, NULL));
  drawn = rc_draw_take (fixture->case_file, &terms, NULL, &error);
  g_assert_no_error (error);
  return drawn->draw;
}

static void
test_draws (ImportFixture *fixture,
            gconstpointer  data)
{
  const guint64 found = 1;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDraw) drawn = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *members = NULL;
  g_autofree char *upper = NULL;
  g_autofree char *text = NULL;
  const char *of_judgement;

  g_assert_cmpint (draw (fixture, RC_DRAW_STATISTICAL), ==, 1);
  drawn = rc_draw_load (fixture->case_file, 1, &error);
  g_assert_no_error (error);
  g_assert_true (rc_draw_note_result (fixture->case_file, drawn, &found, NULL, &error));
  g_assert_cmpint (draw (fixture, RC_DRAW_JUDGEMENTAL), ==, 2);
  g_assert_cmpint (plan (fixture, "Readiness", TRUE), ==, 1);

  text = dup_text (fixture, NULL);
  digest = rc_digest_dup_hex (&drawn->digest);
  members = g_strdup_printf ("Decisions out of draws: %u.", drawn->members->len);
  upper = rc_draw_dup_per_cent ((double) rc_sample_upper_count (drawn->rule.confidence, drawn->counts.members, drawn->size.n, found)
                                / (double) drawn->counts.members);
  report_assert_says (text, "Draw 1 of 2");
  report_assert_says (text, members);
  report_assert_says (text, upper);
  report_assert_says (text, "“the room said so”");
  g_assert_nonnull (strstr (text, digest));
  /* Of what was chosen by judgement no confidence is stated. */
  of_judgement = strstr (text, "\n8.3  Draw 2 of 2\n");
  g_assert_nonnull (of_judgement);
  of_judgement = g_strndup (of_judgement, (gsize) (strstr (of_judgement, "\n9  ") - of_judgement));
  report_assert_says (of_judgement, "no confidence is stated");
  assert_lacks (of_judgement, "95 %");
  assert_lacks (of_judgement, "confidence C");
  assert_lacks (of_judgement, "supported");
  g_free ((char *) of_judgement);
}

/* Without an exercise those that were drawn are rebuilt. */
static void
test_drawn_alone (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autofree char *text = NULL;
  guint decisions = 0;

  draw (fixture, RC_DRAW_JUDGEMENTAL);
  text = dup_text (fixture, NULL);
  report_assert_says (text, "nobody was asked about them");
  for (const char *at = strstr (text, "Reconstruction: "); at != NULL; at = strstr (at + 1, "Reconstruction: "))
    decisions++;
  g_assert_cmpuint (decisions, ==, 3);
}

static void
test_findings (ImportFixture *fixture,
               gconstpointer  data)
{
  static const struct { const char *title; RcSeverity severity; } written[] = {
    { "Formal one", RC_SEVERITY_LOW }, { "Gravest one", RC_SEVERITY_CRITICAL }, { "Not rated", RC_SEVERITY_NONE },
    { "Grave one", RC_SEVERITY_HIGH }, { "Partial one", RC_SEVERITY_MEDIUM },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *serious, *end;

  for (gsize i = 0; i < G_N_ELEMENTS (written); i++)
    {
      const RcFindingTerms terms = { .title = written[i].title, .condition = "It is so.", .severity = written[i].severity };

      g_assert_cmpint (rc_finding_add (fixture->case_file, &terms, &error), ==, (gint64) i + 1);
      g_assert_no_error (error);
    }
  g_assert_true (rc_finding_respond (fixture->case_file, 2, &(RcResponseTerms) { .response = RC_RESPONSE_PARTLY, .words = "Otherwise",
                                                                                .action = "An alert", .owner = "Operations" }, &error));
  text = dup_text (fixture, NULL);
  serious = strstr (text, "The most serious findings:");
  end = strstr (serious, "2.4  ");
  g_assert_nonnull (end);
  g_assert_true (strstr (serious, "Gravest one") < strstr (serious, "Grave one"));
  g_assert_true (strstr (serious, "Grave one") < strstr (serious, "Partial one"));
  g_assert_true (strstr (serious, "Partial one") < end);
  g_assert_true (strstr (serious, "Formal one") > end);
  report_assert_says (text, "10.2 F-002 Gravest one");
  report_assert_says (text, "Otherwise");
  report_assert_says (text, "An alert");
}

/* What somebody wrote into the case file is told first, and not passed over. */
static void
test_edited (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;
  const char *cover;

  hold (fixture);
  before = dup_text (fixture, NULL);
  report_assert_says (before, "Its entries follow each other without a break, and the case is as they say.");
  assert_lacks (before, "edited outside");
  g_assert_true (rc_database_exec (rc_case_get_database (fixture->case_file),
                                   "UPDATE entry SET body = replace (body, 'it was refused', 'it was granted')", &error));
  g_assert_no_error (error);
  text = dup_text (fixture, NULL);
  cover = strstr (text, "edited outside");
  g_assert_true (cover != NULL && cover < strstr (text, "\nContents\n"));
  report_assert_says (text, "something was edited outside the program");
  report_assert_says (text, "Acts of the exercise are not as this program wrote them");
  assert_lacks (text, "it was granted");
  assert_lacks (text, "the case is as they say");
}

/* The digest that it names is that of what the PDF carries, with what a draft adds to it too. */
static void
assert_names_itself (const RcDocument *document)
{
  g_autofree char *text = rc_document_to_text (document);
  g_autofree char *hex = NULL;
  RcDigest digest;

  rc_document_digest_tree (document, &digest);
  hex = rc_digest_dup_hex (&digest);
  g_assert_nonnull (strstr (text, hex));
}

static void
test_issued (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) report = build (fixture, NULL, "en");
  g_autoptr (RcDocument) draft = NULL;
  g_autoptr (GPtrArray) sections = NULL;
  g_autofree char *text = NULL;
  g_auto (RcIssueDocument) issue = { NULL };
  gint64 number = rc_issued_begin (fixture->case_file, "tabletop", NULL, "Report", 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (rc_issue_document_load (&issue, fixture->case_file, number, &error));
  draft = rc_issue_document_build (&issue, "en", &sections, &error);
  g_assert_no_error (error);
  text = rc_document_to_text (draft);
  report_assert_says (text, "DRAFT 1");
  assert_names_itself (report);
  assert_names_itself (draft);
}

/* --- The same bytes, whatever was said --- */

static void
assert_same_bytes (ImportFixture *fixture,
                   const char    *language)
{
  g_autoptr (RcDocument) first = build (fixture, NULL, language);
  const RcReportEntry entry = { .kind = "tabletop", .language = language, .digest = "0" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) second = NULL;
  g_autoptr (RcPages) first_pages = rc_pages_new (first, &error);
  g_autoptr (RcPages) second_pages = NULL;
  g_autoptr (GBytes) first_pdf = rc_pages_to_pdf (first_pages, &error);
  g_autoptr (GBytes) second_pdf = NULL;
  g_autofree char *text = rc_document_to_text (first);

  /* That it was printed stands in the log, and not in the same document again. */
  g_assert_true (rc_report_note (fixture->case_file, &entry, &error));
  second = build (fixture, NULL, language);
  second_pages = rc_pages_new (second, &error);
  second_pdf = rc_pages_to_pdf (second_pages, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first_pdf, second_pdf));
  assert_lacks (text, BIDI);
  assert_lacks (text, "\x1b");
  assert_lacks (text, "U+00A0");
}

static void
test_bytes (ImportFixture *fixture,
            gconstpointer  data)
{
  const char * const *languages = rc_words_list_languages ();
  g_autofree char *huge = g_strnfill (10000, 'x');
  const RcFindingTerms finding = { .title = BIDI "title\x1b[2J", .condition = huge };
  g_autoptr (RcExercise) exercise = load (fixture, plan (fixture, BIDI "purpose\x1b[2J <b>&amp;</b> %s", FALSE));
  g_autoptr (GError) error = NULL;

  open_decision (exercise, 1);
  answer (exercise, "Q03", RC_EXERCISE_STATUS_SAID, BIDI "\x1b[2J\xf0\x9f\x92\xa3\nThe record  SEALED", RC_EXERCISE_COMPARISON_NONE);
  answer (exercise, "Q05", RC_EXERCISE_STATUS_SAID, huge, RC_EXERCISE_COMPARISON_DIFFER);
  g_assert_cmpint (rc_finding_add (fixture->case_file, &finding, &error), ==, 1);
  for (gsize i = 0; languages[i] != NULL; i++)
    assert_same_bytes (fixture, languages[i]);
}

/* --- More than a table of contents names one by one --- */

#define MANY_DECISIONS 42u
#define MANY_FINDINGS  41u

static void
plan_many (ImportFixture *fixture)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (GError) error = NULL;

  setup->purpose = g_strdup ("Large one");
  setup->pack = rc_exercise_pack_find ("all", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < MANY_DECISIONS; i++)
    {
      g_autofree char *event = g_strdup_printf ("KA-2026-%06u", 24 + i);

      rc_exercise_setup_add_item (setup, event, RC_EXERCISE_ORIGIN_NAMED, 0);
    }
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 1);
  g_assert_no_error (error);
}

static void
find_many (ImportFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < MANY_FINDINGS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Finding number %u of many", i + 1);
      const RcFindingTerms terms = { .title = title, .condition = "Something is so.", .severity = RC_SEVERITY_CRITICAL + i % 5 };

      g_assert_cmpint (rc_finding_add (fixture->case_file, &terms, &error), >, 0);
      g_assert_no_error (error);
    }
}

/* Each is told, under a heading that the contents leave out; the log has the acts of one kind in one line. */
static void
test_large (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autofree char *text = NULL;
  const char *contents, *summary, *log;

  plan_many (fixture);
  find_many (fixture);
  text = dup_text (fixture, NULL);
  report_assert_says (text, "0 of 1344 answers shown from records or documents.");
  report_assert_says (text, "704 further answers were not shown.");
  g_assert_nonnull (strstr (text, "\n9.2.42  Decision 42: KA-2026-000065\n"));
  g_assert_nonnull (strstr (text, "\n10.1.41  F-041  Finding number 41 of many\n"));
  contents = strstr (text, "\nContents\n");
  summary = strstr (text, "\n2  Summary\n");
  g_assert_true (contents != NULL && summary != NULL);
  g_assert_true (strstr (contents, "Finding number 41 of many") > summary);
  log = strstr (text, "\n15.2  ");
  report_assert_says (log, "40 further");
}

/* --- Decisions × questions --- */

static void
set_up_formula (ImportFixture *fixture,
                gconstpointer  data)
{
  import_fixture_set_up (fixture, data);
  import_fixture_put_demo (fixture, 400, 7, FALSE);
  report_case_replace (fixture, "log/decisions-2026-04.jsonl", "KA-2026-000024", "=A1+\\\"KA\\\"");
  report_case_import (fixture);
}

static void
test_table (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *again = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_null (rc_exercise_table_to_csv (fixture->case_file, NULL, "en", &error));
  g_clear_error (&error);
  hold (fixture);
  csv = rc_exercise_table_to_csv (fixture->case_file, "1", "en", &error);
  g_assert_no_error (error);
  again = rc_exercise_table_to_csv (fixture->case_file, NULL, "en", &error);
  g_assert_cmpstr (csv, ==, again);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[1], "1,KA-2026-000024,7:24,chosen by a person,examined,270,shown from the record,room and record agree,90,"));
  g_assert_nonnull (strstr (lines[1], "\"said, not shown\",room and record differ,90"));
  g_assert_nonnull (strstr (lines[2], "cannot be examined: a deviation"));
  g_assert_null (rc_exercise_table_to_csv (fixture->case_file, "9", "en", &error));
  g_clear_error (&error);
  g_assert_null (rc_exercise_table_to_csv (fixture->case_file, "one", "en", &error));
}

/* What stands in evidence runs in no spreadsheet. */
static void
test_formula (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;

  setup->purpose = g_strdup ("=1+1");
  setup->pack = rc_exercise_pack_find ("core", &error);
  rc_exercise_setup_add_item (setup, "7:24", RC_EXERCISE_ORIGIN_NAMED, 0);
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 1);
  g_assert_no_error (error);
  csv = rc_exercise_table_to_csv (fixture->case_file, NULL, "en", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (csv, "\"'=A1+\"\"KA\"\"\""));
}

#define ADD(name, set_up, function) g_test_add ("/tabletop/" name, ImportFixture, NULL, set_up, function, import_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("without", report_case_set_up_clean, test_without);
  ADD ("faults", report_case_set_up, test_faults);
  ADD ("held", report_case_set_up_clean, test_held);
  ADD ("middle", report_case_set_up_clean, test_middle);
  ADD ("draws", report_case_set_up_clean, test_draws);
  ADD ("drawn-alone", report_case_set_up_clean, test_drawn_alone);
  ADD ("findings", report_case_set_up, test_findings);
  ADD ("edited", report_case_set_up_clean, test_edited);
  ADD ("issued", report_case_set_up_clean, test_issued);
  ADD ("bytes", report_case_set_up, test_bytes);
  ADD ("large", report_case_set_up_clean, test_large);
  ADD ("table", report_case_set_up_clean, test_table);
  ADD ("formula", set_up_formula, test_formula);
  return g_test_run ();
}
