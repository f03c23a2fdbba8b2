/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kinds-case.h"

#include "core/exercises/exercise.h"
#include "core/house.h"
#include "core/registers/acquisition.h"
#include "core/registers/finding.h"
#include "core/registers/paper.h"
#include "core/registers/request.h"
#include "reports/report.h"

#define DECISION "KA-2026-000013"

static void
set_house (RcCase *case_file)
{
  char *letterhead[] = { (char *) "Prüfhaus Nord (fictitious)", (char *) "Kontorgasse 1, 20457 Hamburg", NULL };
  const RcHouse house = { .letterhead = letterhead, .classification = (char *) "Intern · interne", .zone = (char *) "Europe/Berlin",
                          .number = (char *) "2026-14" };
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_house_change (case_file, &house, &error));
  g_assert_no_error (error);
}

static void
fill_requests (RcCase *case_file)
{
  const RcRequestTerms terms[] = {
    { .addressee = "MLOps (fictitious)", .what = "Trainingslauf kreditcheck/4", .why = "Q11", .instruction = "mlflow artifacts download",
      .due = "2026-12-01" },
    { .addressee = "MLOps (fictitious)", .what = "Freigabe", .why = "Q08", .due = "2020-03-15" },
    { .addressee = "Datenschutz (fictitious)", .what = "DSFA", .why = "Q20" },
  };
  const RcRequestChange sent = { .state = RC_REQUEST_SENT, .on = "2020-03-01" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    g_assert_cmpint (rc_request_add (case_file, &terms[i], &error), ==, i + 1);
  g_assert_true (rc_request_change (case_file, 2, &sent, &error));
  g_assert_no_error (error);
}

static void
fill_findings (RcCase *case_file)
{
  static const char * const criteria[] = { "AIA-12-1", NULL };
  const RcFindingTerms written = { .title = "Kein Tor", .condition = "Versionen gehen ohne Freigabe live.", .criteria = criteria,
                                   .severity = RC_SEVERITY_HIGH, .sample_n = 50, .sample_k = 2, .sample_upper = "12,1 %" };
  const RcFindingTerms promoted = { .title = "Kette", .severity = RC_SEVERITY_LOW };
  const RcResponseTerms response = { .response = RC_RESPONSE_PARTLY, .words = "nicht immer", .owner = "M. Muster (fictitious)",
                                     .due = "2020-03-01" };
  const gint64 first = 2;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_finding_add (case_file, &written, &error), ==, 1);
  g_assert_true (rc_finding_respond (case_file, 1, &response, &error));
  g_assert_cmpint (rc_finding_promote (case_file, &first, 1, &promoted, &error), ==, 2);
  g_assert_no_error (error);
}

static void
fill_papers (RcCase *case_file)
{
  static const char * const about[] = { "Q08", "model:kreditcheck/4", NULL };
  static const char * const declared[] = { "SHA256SUMS", "registry-2025.db", NULL };
  const RcReadingTerms reading = { .about = about, .page = "2", .quote = "freigegeben", .says = "v4", .read_by = "B. Leser (fictitious)" };
  const RcPaperTerms document = { .kind = "E06", .title = "Freigabe", .date = "2020-02-01", .language = "de", .reading = &reading };
  const RcAcquisitionTerms handover = { .handed_by = "M. Muster (fictitious)", .handed_to = "A. Auditor (fictitious)", .on = "2026-11-20",
                                        .medium = "USB", .declared = declared };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_paper_add_source (case_file, 2, &document, &error), ==, 1);
  g_assert_cmpint (rc_acquisition_add (case_file, &handover, &error), ==, 1);
  g_assert_true (rc_acquisition_link (case_file, 1, 1, rc_case_get_mark (case_file, "source"), &error));
  g_assert_no_error (error);
}

static void
plan_exercise (RcCase *case_file)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (GError) error = NULL;

  setup->purpose = g_strdup ("Jahresübung");
  setup->pack = rc_exercise_pack_find ("core", &error);
  g_assert_no_error (error);
  setup->minutes = 14;
  rc_exercise_setup_add_item (setup, DECISION, RC_EXERCISE_ORIGIN_NAMED, 0);
  rc_exercise_setup_add_item (setup, "KA-2026-000026", RC_EXERCISE_ORIGIN_KEY_ITEM, 0);
  g_assert_cmpint (rc_exercise_new (case_file, setup, &error), >, 0);
  g_assert_no_error (error);
}

void
kinds_case_set_up (ImportFixture *self)
{
  report_case_set_up (self, NULL);
  set_house (self->case_file);
  fill_requests (self->case_file);
  fill_findings (self->case_file);
  fill_papers (self->case_file);
  plan_exercise (self->case_file);
}

RcDocument *
kinds_case_build (RcCase     *case_file,
                  const char *kind,
                  const char *language)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GError) error = NULL;
  RcEvent *event = rc_report_is_of_event (kind) ? rc_event_find (case_file, reader, DECISION, &error) : NULL;
  RcDocument *document;

  g_assert_no_error (error);
  document = rc_report_build (case_file, kind, event, language, &error);
  g_assert_no_error (error);
  g_assert_nonnull (document);
  return document;
}

char **
kinds_case_list (void)
{
  g_autofree char *kinds = rc_report_dup_kinds ();

  return g_strsplit (kinds, ", ", -1);
}
