/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/registers/paper.h"
#include "requirement-fixture.h"

/* The same of duties after the event: incidents, retention, documents, and what is only stated. */

/* --- Incidents --- */

#define INCIDENT(id, aware, severity) \
  LINE ("incident", "\"id\":\"" id "\",\"time\":\"" aware "\",\"valid-from\":\"" aware "\",\"severity\":\"" severity "\"")
#define REPORT(id, time) LINE ("incident", "\"action\":\"report\",\"target\":\"" id "\",\"time\":\"" time "\"")

static void
test_deadline_kept (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  /* The day itself is not counted, and the fifteenth ends at midnight. */
  lineage_fixture_import (fixture, "incidents.jsonl", NULL, INCIDENT ("I-1", "2026-03-01T10:00:00Z", "serious") REPORT ("I-1", "2026-03-16T23:59:59Z"));
  report = requirement_check_case (fixture);
  /* The law's data leave this to a person: what the program found supports nothing by itself. */
  requirement_assert_verdict (report, "AIA-73-2", RC_REQUIREMENT_JUDGE);
  g_assert_cmpuint (requirement_find (report, "AIA-73-2")->checked, ==, 1);
  /* Of what sort it was, a person must say. */
  requirement_assert_verdict (report, "AIA-73-3", RC_REQUIREMENT_JUDGE);
}

static void
test_deadline_missed (LineageFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 source;

  source = lineage_fixture_import (fixture, "incidents.jsonl", NULL,
                                   INCIDENT ("I-1", "2026-03-01T10:00:00Z", "serious") REPORT ("I-1", "2026-03-17T00:00:01Z")
                                   INCIDENT ("I-2", "2026-03-01T10:00:00Z", "death of a person") REPORT ("I-2", "2026-03-12T00:00:01Z"));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-73-2", RC_REQUIREMENT_NOT_MET);
  requirement_assert_verdict (report, "AIA-73-4", RC_REQUIREMENT_NOT_MET);
  g_assert_true (requirement_cites (requirement_find (report, "AIA-73-2"), source, 2));
  g_assert_cmpuint (requirement_find (report, "AIA-73-4")->total, ==, 1);
}

/* When somebody became aware is not told: a report that is late after the record itself need not be. */
static void
test_awareness_unknown (LineageFixture *fixture,
                        gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "incidents.jsonl", NULL,
                          LINE ("incident", "\"id\":\"I-1\",\"time\":\"2026-03-01T10:00:00Z\",\"severity\":\"serious\"")
                          REPORT ("I-1", "2026-05-01T00:00:00Z"));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-73-2", RC_REQUIREMENT_JUDGE);
}

/* A late report of what no record calls serious, and a report that was not received, are no breach that is shown. */
static void
test_deadline_unclear (LineageFixture *fixture,
                       gconstpointer   data)
{
  g_autoptr (RcRequirementReport) late = NULL;
  g_autoptr (RcRequirementReport) absent = NULL;

  lineage_fixture_import (fixture, "incidents.jsonl", NULL, INCIDENT ("I-1", "2026-03-01T10:00:00Z", "minor") REPORT ("I-1", "2026-05-01T00:00:00Z"));
  late = requirement_check_case (fixture);
  requirement_assert_verdict (late, "AIA-73-2", RC_REQUIREMENT_JUDGE);
  lineage_fixture_import (fixture, "more.jsonl", NULL, INCIDENT ("I-2", "2026-06-01T10:00:00Z", "widespread infringement"));
  absent = requirement_check_case (fixture);
  requirement_assert_verdict (absent, "AIA-73-3", RC_REQUIREMENT_NO_EVIDENCE);
}

/* --- Retention --- */

#define RULE(period, members) LINE ("retention", "\"id\":\"r\",\"time\":\"2026-01-01T00:00:00Z\",\"retention\":\"" period "\"" members)

static void
test_retention_short (LineageFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "rules.jsonl", NULL, RULE ("P5M", ",\"target\":\"inference log\""));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-19-1", RC_REQUIREMENT_NOT_MET);
  requirement_assert_verdict (report, "AIA-26-6", RC_REQUIREMENT_NOT_MET);
}

static void
test_retention_with_basis (LineageFixture *fixture,
                           gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "rules.jsonl", NULL, RULE ("P5M", ",\"target\":\"inference log\",\"reason\":\"Data Protection Act, section 9\""));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-19-1", RC_REQUIREMENT_JUDGE);
}

/* A short rule on something else contradicts nothing. */
static void
test_retention_of_others (LineageFixture *fixture,
                          gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "rules.jsonl", NULL, RULE ("P1M", ",\"target\":\"calls of the hotline\""));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-19-1", RC_REQUIREMENT_NO_EVIDENCE);
}

/* A rule that is long enough does not show that anything was kept; one that cannot be read is none. */
static void
test_retention_rule (LineageFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  g_autoptr (RcRequirementReport) unread = NULL;

  lineage_fixture_import (fixture, "rules.jsonl", NULL, RULE ("P24M", ""));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-19-1", RC_REQUIREMENT_NO_EVIDENCE);
  lineage_fixture_import (fixture, "more.jsonl", NULL, RULE ("as long as needed", ""));
  unread = requirement_check_case (fixture);
  requirement_assert_verdict (unread, "AIA-19-1", RC_REQUIREMENT_JUDGE);
}

/* --- Documents --- */

static gint64
add_paper (LineageFixture *fixture,
           const char     *kind,
           const char     *date,
           const char     *about)
{
  g_autofree char *path = g_build_filename (fixture->folder, "paper.pdf", NULL);
  const char * const abouts[] = { about, NULL };
  RcReadingTerms reading = { .about = abouts, .page = "4", .says = "as the Annex asks" };
  RcPaperTerms terms = { .kind = kind, .title = "Technical documentation", .date = date, .reading = about != NULL ? &reading : NULL };
  g_autofree char *content = g_strdup_printf ("a document, dated %s, about %s", date, about);
  g_autoptr (GError) error = NULL;
  gint64 number;

  g_assert_true (g_file_set_contents (path, content, -1, &error));
  number = rc_paper_add_file (fixture->case_file, path, &terms, NULL, &error);
  g_assert_no_error (error);
  return number;
}

/* A document of the kind is material; one that a person read for the point is evidence of it, and of no other. */
static void
test_paper (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  const RcRequirementResult *result;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T10:00:00Z", "1"));
  add_paper (fixture, "E16", "2026-03-01", "AIV-1e");
  report = requirement_check_case (fixture);
  result = requirement_find (report, "AIV-1e");
  /* No function knows whether a document says the contrary. */
  requirement_assert_verdict (report, "AIV-1e", RC_REQUIREMENT_JUDGE);
  g_assert_nonnull (strstr (result->words, "read for this point"));
  g_assert_cmpuint (result->papers->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (result->papers, 0), "page 4"));
  requirement_assert_verdict (report, "AIV-1d", RC_REQUIREMENT_JUDGE);
  requirement_assert_verdict (report, "AIV-5", RC_REQUIREMENT_NO_EVIDENCE);
}

/* What must have been there before the first use is not shown by what is dated later, or not at all. */
static void
test_paper_late (LineageFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (RcRequirementReport) late = NULL;
  g_autoptr (RcRequirementReport) in_time = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T10:00:00Z", "1"));
  add_paper (fixture, "E16", "2026-05-01", "AIA-11-1");
  add_paper (fixture, "E16", NULL, "AIA-11-1");
  late = requirement_check_case (fixture);
  requirement_assert_verdict (late, "AIA-11-1", RC_REQUIREMENT_JUDGE);
  g_assert_true (requirement_has_note (requirement_find (late, "AIA-11-1"), "dated after"));
  add_paper (fixture, "E16", "2026-03-01", "AIA-11-1");
  in_time = requirement_check_case (fixture);
  requirement_assert_verdict (in_time, "AIA-11-1", RC_REQUIREMENT_JUDGE);
  g_assert_null (strstr (requirement_find (late, "AIA-11-1")->words, "whether what it says"));
  g_assert_nonnull (strstr (requirement_find (in_time, "AIA-11-1")->words, "whether what it says"));
}

static void
test_paper_withdrawn (LineageFixture *fixture,
                      gconstpointer   data)
{
  gint64 number = add_paper (fixture, "E16", "2026-03-01", "AIV-1e");
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPaper) paper = rc_paper_find (fixture->case_file, number, &error);
  g_autoptr (RcRequirementReport) report = NULL;
  const RcReading *reading;

  g_assert_no_error (error);
  reading = g_ptr_array_index (paper->readings, 0);
  g_assert_true (rc_paper_withdraw_reading (fixture->case_file, number, reading->entry, "another page was meant", &error));
  g_assert_no_error (error);
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIV-1e", RC_REQUIREMENT_JUDGE);
}

/* What began after the declaration is a candidate for a substantial modification, and no more. */
static void
test_modification (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (RcRequirementReport) undeclared = NULL;
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 source;

  source = lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                                   DEPLOYED ("1", "2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z")
                                   DEPLOYED ("2", "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"));
  undeclared = requirement_check_case (fixture);
  requirement_assert_verdict (undeclared, "AIA-43-4", RC_REQUIREMENT_NO_EVIDENCE);
  add_paper (fixture, "E19", "2026-03-01", NULL);
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-43-4", RC_REQUIREMENT_JUDGE);
  g_assert_true (requirement_cites (requirement_find (report, "AIA-43-4"), source, 2));
  g_assert_false (requirement_cites (requirement_find (report, "AIA-43-4"), source, 1));
  requirement_assert_verdict (report, "DOC-1", RC_REQUIREMENT_JUDGE);
}

#define THREE(english) "<text lang=\"en\">" english "</text><text lang=\"de\">" english "</text><text lang=\"fr\">" english "</text>"
#define CRITERIA \
  "<law xmlns=\"urn:recount:law:1\" version=\"3\" state=\"2026-09-01\" prefix=\"BANK\"><name>" THREE ("Policy of a fictitious bank") "</name>" \
  "<acts><act id=\"BANK-policy\" number=\"Policy 17\"><name>" THREE ("Policy 17") "</name></act></acts>" \
  "<sections><section id=\"BANK-3\" act=\"BANK-policy\"><name>" THREE ("Part 3") "</name></section></sections>" \
  "<groups><group id=\"BANK-models\"><name>" THREE ("Models") "</name></group></groups><requirements>" \
  "<requirement id=\"BANK-3-1\" section=\"BANK-3\" group=\"BANK-models\" article=\"3.1\" evidence=\"E20\" judged=\"document\"><demand>" \
  THREE ("Two persons approve") "</demand></requirement>" \
  "<requirement id=\"BANK-3-2\" section=\"BANK-3\" group=\"BANK-models\" article=\"3.2\" judged=\"judge\"><demand>" \
  THREE ("They are independent") "</demand></requirement></requirements></law>"

/* Criteria of the auditor's own are answered by documents, or by a person, beside the law. */
static void
test_own_criteria (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (CRITERIA, strlen (CRITERIA));
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLaw) own = rc_law_load_bytes (rc_law_get (), bytes, &error);
  RcRequirementOptions options = { .law = own, .as_of_us = RC_TIME_NONE };
  g_autoptr (RcRequirementReport) before = NULL;
  g_autoptr (RcRequirementReport) after = NULL;

  g_assert_no_error (error);
  before = rc_requirement_check_case (fixture->case_file, &options, &error);
  g_assert_no_error (error);
  requirement_assert_verdict (before, "BANK-3-1", RC_REQUIREMENT_NO_EVIDENCE);
  requirement_assert_verdict (before, "BANK-3-2", RC_REQUIREMENT_JUDGE);
  g_assert_cmpuint (before->results->len, ==, rc_law_count_requirements (rc_law_get ()) + 2);

  add_paper (fixture, "E20", "2026-03-01", "requirement:BANK-3-1");
  after = rc_requirement_check_case (fixture->case_file, &options, &error);
  g_assert_no_error (error);
  requirement_assert_verdict (after, "BANK-3-1", RC_REQUIREMENT_JUDGE);
}

/* --- What is stated --- */

static void
test_claim (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcRequirementReport) contradicting = requirement_check_system (fixture, "\"risk_class\":{\"tiers\":[\"T2x\"]},\"annex_iii\":[\"III-5b\"],"
                                                                         "\"profiling\":true");
  g_autoptr (RcRequirementReport) report = NULL;

  requirement_assert_verdict (contradicting, "AIA-6-4", RC_REQUIREMENT_NOT_MET);
  report = requirement_check_system (fixture, "\"risk_class\":{\"tiers\":[\"T2x\"]},\"annex_iii\":[\"III-5b\"],\"profiling\":false");
  requirement_assert_verdict (report, "AIA-6-4", RC_REQUIREMENT_NO_EVIDENCE);
}

static void
test_stated_data (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = requirement_check_system (fixture, "\"personal_data\":false,\"sectors\":[\"financial-institution\"]");

  requirement_assert_verdict (report, "DOC-5", RC_REQUIREMENT_NA);
  g_assert_true (requirement_has_note (requirement_find (report, "AIA-17-a"), "17(4)"));
  g_assert_false (requirement_has_note (requirement_find (report, "AIA-17-g"), "17(4)"));
}

/* Only what belongs to the system is in scope. */
static void
test_other_system (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          "{\"kind\":\"inference\",\"id\":\"o\",\"system\":\"T\",\"time\":\"2026-04-02T10:00:00Z\",\"model-name\":\"k\","
                          "\"model-version\":\"9\"}\n" CALL ("a", "2026-04-03T10:00:00Z", "1"));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYED ("1", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"));
  lineage_fixture_import (fixture, "alarms.jsonl", NULL, ALARM);
  lineage_fixture_judge ();
  report = requirement_check_system (fixture, "\"bindings\":{\"log_systems\":[\"S\"]}");
  requirement_assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_MET);
  g_assert_cmpuint (requirement_find (report, "AIA-12-2a")->total, ==, 1);
}

/* --- More than is looked at --- */

static void
test_many_versions (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (RcRequirementReport) report = NULL;

  for (guint i = 0; i < RC_LIMIT_REQUIREMENT_VERSIONS + 20; i++)
    g_string_append_printf (log, "{\"kind\":\"inference\",\"system\":\"S\",\"time\":\"2026-04-02T10:%02u:%02uZ\",\"model-name\":\"k\",\"model-version\":"
                            "\"%u\"}\n", i / 60, i % 60, i);
  lineage_fixture_import (fixture, "log.jsonl", NULL, log->str);
  report = requirement_check_case (fixture);
  g_assert_cmpuint (requirement_find (report, "AIA-74-13")->total, ==, RC_LIMIT_REQUIREMENT_VERSIONS + 20);
  requirement_assert_verdict (report, "AIA-74-13", RC_REQUIREMENT_NO_EVIDENCE);
}

/* Records without a time, without a system, with nothing but a kind: nothing is supported by them, and nothing contradicted. */
static void
test_bare_records (LineageFixture *fixture,
                   gconstpointer   data)
{
  static const char * const kinds[] = { "inference", "deployment", "approval", "human-action", "anomaly", "incident", "retention", "access" };
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (RcRequirementReport) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (log, "{\"kind\":\"%s\",\"id\":\"x%u\"}\n", kinds[i], i);
  lineage_fixture_import (fixture, "log.jsonl", NULL, log->str);
  lineage_fixture_judge ();
  report = requirement_check_case (fixture);
  g_assert_cmpuint (report->counts[RC_REQUIREMENT_MET], ==, 0);
  g_assert_cmpuint (report->counts[RC_REQUIREMENT_NOT_MET], ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (LineageFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/requirement-duties/deadline-kept", test_deadline_kept },
    { "/requirement-duties/deadline-missed", test_deadline_missed },
    { "/requirement-duties/awareness-unknown", test_awareness_unknown },
    { "/requirement-duties/deadline-unclear", test_deadline_unclear },
    { "/requirement-duties/retention-short", test_retention_short },
    { "/requirement-duties/retention-with-basis", test_retention_with_basis },
    { "/requirement-duties/retention-of-others", test_retention_of_others },
    { "/requirement-duties/retention-rule", test_retention_rule },
    { "/requirement-duties/paper", test_paper },
    { "/requirement-duties/paper-late", test_paper_late },
    { "/requirement-duties/paper-withdrawn", test_paper_withdrawn },
    { "/requirement-duties/modification", test_modification },
    { "/requirement-duties/own-criteria", test_own_criteria },
    { "/requirement-duties/claim", test_claim },
    { "/requirement-duties/stated-data", test_stated_data },
    { "/requirement-duties/other-system", test_other_system },
    { "/requirement-duties/many-versions", test_many_versions },
    { "/requirement-duties/bare-records", test_bare_records },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, LineageFixture, NULL, lineage_fixture_set_up, tests[i].test, lineage_fixture_tear_down);
  return g_test_run ();
}
