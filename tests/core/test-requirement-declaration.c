/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/declaration/declaration-xml.h"
#include "core/issued/issued.h"
#include "core/registers/paper.h"
#include "declaration-fixture.h"
#include "requirement-fixture.h"

/* Requirements on declarations of conformity, held against documents of the case that are declarations. */

#define IS      "system-name=S"
#define MEMBERS "\"risk_class\":{\"tiers\":[\"T2\"]},\"role\":[\"provider\"],\"annex_iii\":[\"III-5b\"]," \
  "\"member_states\":[\"DE\"],\"personal_data\":true"

static void
add_paper (LineageFixture *fixture,
           const char     *content,
           gsize           length)
{
  g_autofree char *path = g_build_filename (fixture->folder, "declaration.xml", NULL);
  RcPaperTerms terms = { .kind = "E19", .title = "Declaration", .date = "2026-11-30" };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, content, (gssize) length, &error));
  rc_paper_add_file (fixture->case_file, path, &terms, NULL, &error);
  g_assert_no_error (error);
}

static GBytes *
make_xml (const char * const *edits)
{
  g_autoptr (RcDeclaration) declaration = declaration_fixture_make (FALSE, edits);

  return rc_declaration_to_xml (declaration, NULL);
}

static void
add_declaration (LineageFixture     *fixture,
                 const char * const *edits)
{
  g_autoptr (GBytes) bytes = make_xml (edits);

  add_paper (fixture, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
issue (LineageFixture     *fixture,
       const char * const *edits,
       RcIssuedMatch       match)
{
  g_autoptr (GBytes) bytes = make_xml (edits);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_file_free);
  RcIssuedSignature signature = { .match = match, .file = (char *) "declaration.xml", .signatory = (char *) "A. Signer (fictitious)", .on = today,
                                  .how = (char *) "minisign", .sha256 = (char *) OTHER };
  g_autoptr (GError) error = NULL;
  gint64 number = rc_issued_begin (fixture->case_file, RC_DECLARATION_ISSUED_KIND, "S", "Declaration", 0, NULL, &error);

  g_assert_no_error (error);
  g_ptr_array_add (files, rc_issued_file_new ("declaration.xml", NULL, g_bytes_get_size (bytes), sha256, NULL));
  rc_issued_freeze (fixture->case_file, number, "DoC-2026-001", files, NULL, &error);
  g_assert_no_error (error);
  rc_issued_sign (fixture->case_file, number, &signature, &error);
  g_assert_no_error (error);
}

static const char * const plain[N_EDITS] = { IS, NULL };
static const char * const faulty[N_EDITS] = { IS, "@de t=EG-Konformitätserklärung", "function=", NULL };

/* Nothing is found in what is not there, and a draft of the provider's answers nothing. */
static void
test_nothing (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = requirement_check_system (fixture, MEMBERS);

  requirement_assert_verdict (report, "DL-01", RC_REQUIREMENT_NO_EVIDENCE);
  requirement_assert_verdict (report, "DOC-8", RC_REQUIREMENT_NO_EVIDENCE);
  g_assert_true (requirement_has_note (requirement_find (report, "DOC-8"), "as it would be drawn up now"));
  g_assert_false (requirement_has_note (requirement_find (report, "DL-09"), "as it would be drawn up now"));
}

static void
test_mistake (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  add_declaration (fixture, faulty);
  lineage_fixture_judge ();
  report = requirement_check_system (fixture, MEMBERS);
  requirement_assert_verdict (report, "DL-01", RC_REQUIREMENT_NOT_MET);
  requirement_assert_verdict (report, "DL-11", RC_REQUIREMENT_NOT_MET);
  requirement_assert_verdict (report, "AIA-47-2b", RC_REQUIREMENT_NOT_MET);
  g_assert_nonnull (strstr (requirement_find (report, "DL-01")->words, "EG-Konformitätserklärung"));
  g_assert_cmpuint (requirement_find (report, "DL-01")->papers->len, ==, 1);
}

/* What a declaration without a shown signature says supports nothing by itself. */
static void
test_unsigned (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  add_declaration (fixture, plain);
  lineage_fixture_judge ();
  report = requirement_check_system (fixture, MEMBERS);
  for (guint i = 0; i < report->results->len; i++)
    {
      const RcRequirementResult *result = g_ptr_array_index (report->results, i);

      if (result->requirement->is_of_declaration)
        g_assert_cmpint (result->verdict, !=, RC_REQUIREMENT_MET);
    }
  requirement_assert_verdict (report, "DL-01", RC_REQUIREMENT_JUDGE);
  g_assert_nonnull (strstr (requirement_find (report, "DL-01")->words, "is not shown"));
}

static void
test_signed (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  add_declaration (fixture, plain);
  issue (fixture, plain, RC_ISSUED_MATCH_DETACHED);
  lineage_fixture_judge ();
  report = requirement_check_system (fixture, MEMBERS);
  requirement_assert_verdict (report, "DL-01", RC_REQUIREMENT_MET);
  requirement_assert_verdict (report, "DL-11", RC_REQUIREMENT_MET);
  requirement_assert_verdict (report, "DOC-8", RC_REQUIREMENT_MET);
  /* What was not looked at is not met, and what a person judges is left to one. */
  requirement_assert_verdict (report, "DL-02", RC_REQUIREMENT_JUDGE);
  requirement_assert_verdict (report, "DL-16", RC_REQUIREMENT_JUDGE);
  requirement_assert_verdict (report, "AIA-47-4", RC_REQUIREMENT_JUDGE);
  requirement_assert_verdict (report, "DL-15", RC_REQUIREMENT_NA);
}

/* Ink and scan: that it is the same is what a person says. A case that was not verified supports nothing. */
static void
test_stated_signature (LineageFixture *fixture,
                       gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  add_declaration (fixture, plain);
  issue (fixture, plain, RC_ISSUED_MATCH_STATED);
  lineage_fixture_judge ();
  report = requirement_check_system (fixture, MEMBERS);
  requirement_assert_verdict (report, "DL-01", RC_REQUIREMENT_JUDGE);
}

/* Another file was signed. */
static void
test_other_signed (LineageFixture *fixture,
                   gconstpointer   data)
{
  static const char * const other[N_EDITS] = { IS, "place=Hafen", NULL };
  g_autoptr (RcRequirementReport) report = NULL;

  add_declaration (fixture, plain);
  issue (fixture, other, RC_ISSUED_MATCH_BYTES);
  lineage_fixture_judge ();
  report = requirement_check_system (fixture, MEMBERS);
  requirement_assert_verdict (report, "DL-01", RC_REQUIREMENT_JUDGE);
  requirement_assert_verdict (report, "DOC-8", RC_REQUIREMENT_JUDGE);
}

/* One that was replaced, and one of another system, are not what is judged. */
static void
test_current (LineageFixture *fixture,
              gconstpointer   data)
{
  static const char * const revised[N_EDITS] = { IS, "revision=1", NULL };
  static const char * const other[N_EDITS] = { "system-name=T", "function=", NULL };
  g_autoptr (RcRequirementReport) report = NULL;

  add_declaration (fixture, faulty);
  add_declaration (fixture, revised);
  add_declaration (fixture, other);
  lineage_fixture_judge ();
  report = requirement_check_system (fixture, MEMBERS);
  requirement_assert_verdict (report, "DL-11", RC_REQUIREMENT_JUDGE);
}

/* What is no such XML is for people; XML that is refused is no declaration that was read. */
static void
test_other_files (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  add_paper (fixture, "%PDF-1.7", 8);
  add_paper (fixture, "<declaration/>", 14);
  lineage_fixture_judge ();
  report = requirement_check_system (fixture, MEMBERS);
  requirement_assert_verdict (report, "DL-01", RC_REQUIREMENT_JUDGE);
  g_assert_nonnull (strstr (requirement_find (report, "DL-01")->words, "nobody read it"));
}

/* What the case has on record is held against the declaration and cited. */
static void
test_contradicted (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 source;

  source = lineage_fixture_import (fixture, "log.jsonl", NULL, DEPLOYED ("1", "2026-10-01T00:00:00Z", "2026-12-05T00:00:00Z")
                                   DEPLOYED ("2", "2026-12-05T00:00:00Z", "2027-01-01T00:00:00Z"));
  add_declaration (fixture, plain);
  lineage_fixture_judge ();
  report = requirement_check_system (fixture, MEMBERS);
  requirement_assert_verdict (report, "DL-13", RC_REQUIREMENT_NOT_MET);
  g_assert_true (requirement_cites (requirement_find (report, "DL-13"), source, 2));
}

#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/requirement-declaration/nothing", test_nothing);
  ADD ("/requirement-declaration/mistake", test_mistake);
  ADD ("/requirement-declaration/unsigned", test_unsigned);
  ADD ("/requirement-declaration/signed", test_signed);
  ADD ("/requirement-declaration/stated-signature", test_stated_signature);
  ADD ("/requirement-declaration/other-signed", test_other_signed);
  ADD ("/requirement-declaration/current", test_current);
  ADD ("/requirement-declaration/other-files", test_other_files);
  ADD ("/requirement-declaration/contradicted", test_contradicted);
  return g_test_run ();
}
