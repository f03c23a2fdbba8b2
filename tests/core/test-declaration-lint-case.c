/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/declaration/declaration-registered.h"
#include "core/declaration/declaration-xml.h"
#include "core/issued/issued.h"
#include "core/systems/system.h"
#include "declaration-fixture.h"
#include "lineage-fixture.h"

/* Declarations held against what a case has on record. */

#define LINE(kind, members) "{\"kind\":\"" kind "\",\"system\":\"S\",\"endpoint\":\"E\"," members "}\n"
#define DEPLOYED(version, from, digest) \
  LINE ("deployment", "\"time\":\"" from "\",\"valid-from\":\"" from "\",\"model-name\":\"k\",\"model-version\":\"" version "\"" digest)
#define DIGEST(hex) ",\"model-digest\":\"" hex "\""
#define CALL(id, time, version) \
  LINE ("inference", "\"id\":\"" id "\",\"time\":\"" time "\",\"model-name\":\"k\",\"model-version\":\"" version "\"")
#define APPROVED(version, time, action) \
  LINE ("approval", "\"time\":\"" time "\",\"model-name\":\"k\",\"model-version\":\"" version "\",\"action\":\"" action "\"")

/* What the case holds of a system "S", beside the declaration. */
typedef struct
{
  Row         row;
  const char *lines;
  const char *members;     /* (nullable): what is stated of the system */
} CaseRow;

#define IS "system-name=S"

static const CaseRow rows[] = {
  /* The digest of a covered version, as deployments have it. */
  { { "DOC-1", PASSED, OWN, { IS } }, DEPLOYED ("1", "2026-10-01T00:00:00Z", DIGEST (SHA)), NULL },
  { { "DOC-1", FAILED, OWN, { IS } }, DEPLOYED ("1", "2026-10-01T00:00:00Z", DIGEST (OTHER)), NULL },
  { { "DOC-1", FAILED, RECEIVED, { IS } },
    DEPLOYED ("1", "2026-10-01T00:00:00Z", DIGEST (SHA)) DEPLOYED ("1", "2026-10-02T00:00:00Z", DIGEST (OTHER)), NULL },
  { { "DOC-1", OPEN, RECEIVED, { IS } }, DEPLOYED ("2", "2026-10-01T00:00:00Z", DIGEST (SHA)), NULL },
  { { "DOC-1", OPEN, RECEIVED, { IS } },
    DEPLOYED ("1", "2026-10-01T00:00:00Z", DIGEST (SHA)) "{\"kind\":\"deployment\",\"system\":\"S\",\"endpoint\":\"F\","
    "\"time\":\"2026-10-01T00:00:00Z\",\"model-name\":\"k\",\"model-version\":\"2\"}\n", NULL },
  { { "DOC-1", OPEN, RECEIVED, { "system-name=T" } }, DEPLOYED ("1", "2026-10-01T00:00:00Z", DIGEST (SHA)), NULL },

  /* What began to run after the day of issue. */
  { { "DL-13", PASSED, OWN, { IS } }, DEPLOYED ("1", "2026-10-01T00:00:00Z", DIGEST (SHA)), NULL },
  { { "DL-13", PASSED, OWN, { IS } }, DEPLOYED ("1", "2026-12-01T00:00:00Z", DIGEST (SHA)), NULL },
  { { "DL-13", PASSED, OWN, { IS } }, DEPLOYED ("2", "2026-11-30T23:59:59Z", DIGEST (OTHER)), NULL },
  { { "DL-13", FAILED, OWN, { IS } }, DEPLOYED ("2", "2026-12-01T00:00:00Z", DIGEST (OTHER)), NULL },
  { { "DL-13", FAILED, OWN, { IS } }, DEPLOYED ("2", "2026-12-01T00:00:00Z", ""), NULL },
  { { "DL-13", PASSED, OWN, { IS } }, DEPLOYED ("one", "2026-12-01T00:00:00Z", DIGEST (SHA)), NULL },
  { { "DL-13", FAILED, RECEIVED, { IS } }, DEPLOYED ("1", "2026-12-01T00:00:00Z", DIGEST (OTHER)), NULL },
  { { "DL-13", OPEN, OWN, { IS } }, DEPLOYED ("1", "2026-12-01T00:00:00Z", ""), NULL },
  { { "DL-13", OPEN, OWN, { IS, "change-plan=Annex IV, 2(f)" } }, DEPLOYED ("2", "2026-12-01T00:00:00Z", DIGEST (OTHER)), NULL },
  { { "DL-13", OPEN, OWN, { IS, "date=" } }, DEPLOYED ("2", "2026-12-01T00:00:00Z", DIGEST (OTHER)), NULL },
  { { "DL-13", OPEN, RECEIVED, { "system-name=T" } }, DEPLOYED ("2", "2026-12-01T00:00:00Z", DIGEST (OTHER)), NULL },
  /* What the log itself shows, whatever deployments tell. */
  { { "DL-13", FAILED, OWN, { IS } }, CALL ("1", "2026-12-01T00:00:00Z", "2"), NULL },
  { { "DL-13", FAILED, OWN, { IS } }, DEPLOYED ("1", "2026-10-01T00:00:00Z", DIGEST (SHA)) CALL ("1", "2026-12-01T00:00:00Z", "2"), NULL },
  { { "DL-13", OPEN, OWN, { IS, "change-plan=Annex IV, 2(f)" } }, CALL ("1", "2026-12-01T00:00:00Z", "2"), NULL },
  { { "DL-13", OPEN, OWN, { IS } }, CALL ("1", "2026-12-01T00:00:00Z", "1"), NULL },
  { { "DL-13", PASSED, OWN, { IS } }, DEPLOYED ("1", "2026-10-01T00:00:00Z", DIGEST (SHA)) CALL ("1", "2026-12-01T00:00:00Z", "1"), NULL },
  { { "DL-13", PASSED, OWN, { IS } }, DEPLOYED ("1", "2026-10-01T00:00:00Z", DIGEST (SHA)) CALL ("1", "2026-11-30T23:59:59Z", "2"), NULL },
  { { "AIA-47-4", FAILED, OWN, { IS } }, DEPLOYED ("2", "2026-12-01T00:00:00Z", DIGEST (OTHER)), NULL },
  { { "AIA-47-4", PASSED, OWN, { IS } }, DEPLOYED ("1", "2026-10-01T00:00:00Z", DIGEST (SHA)), NULL },

  /* What it relies on was there on its day. */
  { { "DL-10", PASSED, OWN, { IS } }, APPROVED ("1", "2026-11-30T12:00:00Z", "approve"), NULL },
  { { "DL-10", PASSED, OWN, { IS } }, APPROVED ("1", "2026-09-01T12:00:00Z", "approve") APPROVED ("1", "2026-12-24T12:00:00Z", "approve"), NULL },
  { { "DL-10", FAILED, OWN, { IS } }, APPROVED ("1", "2026-12-01T00:00:00Z", "approve"), NULL },
  { { "DL-10", FAILED, RECEIVED, { IS } }, APPROVED ("1", "2026-09-01T12:00:00Z", "reject") APPROVED ("1", "2026-12-24T12:00:00Z", "approve"), NULL },
  { { "DL-10", OPEN, OWN, { IS } }, APPROVED ("1", "2026-09-01T12:00:00Z", "reject"), NULL },
  { { "DL-10", OPEN, OWN, { IS } }, APPROVED ("2", "2026-12-01T00:00:00Z", "approve"), NULL },

  /* What is stated of the system. */
  { { "DL-02", OPEN, RECEIVED, { IS } }, "", "\"provider\":{\"name\":\"Nordhafen Bank (fictitious)\"}" },
  { { "DL-02", FAILED, RECEIVED, { IS } }, "", "\"provider\":{\"name\":\"Südhafen Bank (fictitious)\"}" },
  { { "DL-02", FAILED, RECEIVED, { IS } }, "", "\"provider\":{\"name\":\"Nordhafen Bank (fictitious)\",\"address\":\"Am Nordkai 1\"}" },
  { { "DL-04", PASSED, RECEIVED, { "system-name=S", "V S/1" } }, "", NULL },
  { { "DL-06", FAILED, RECEIVED, { IS } }, "", "\"risk_class\":{\"tiers\":[\"T1\"]}" },
  { { "DL-07", FAILED, RECEIVED, { IS } }, "", "\"personal_data\":false" },
  { { "DL-07", FAILED, OWN, { IS, "personal-data=false" } }, "", "\"personal_data\":true" },
  { { "DL-07", FAILED, OWN, { IS, "personal-data=false" } }, "", "\"profiling\":true" },
  { { "DL-07", FAILED, RECEIVED, { IS, "personal-data=" } }, "", "\"personal_data\":true" },
  { { "DL-07", PASSED, RECEIVED, { IS } }, "", "\"personal_data\":true" },
  { { "DL-14", FAILED, RECEIVED, { IS } }, "", "\"member_states\":[\"DE\",\"IT\"]" },
  { { "DL-14", PASSED, RECEIVED, { IS, "member-states=" } }, "", "\"member_states\":[\"AT\"]" },
  { { "DL-18", FAILED, OWN, { IS } }, "", "\"risk_class\":{\"tiers\":[\"T2x\"]}" },
  { { "DL-18", PASSED, OWN, { IS, "voluntary=true" } }, "", "\"risk_class\":{\"tiers\":[\"T2x\"]}" },
  { { "DL-18", FAILED, OWN, { IS, "voluntary=true" } }, "", "\"risk_class\":{\"tiers\":[\"T2\"]}" },
  { { "DL-18", IDLE, OWN, { IS } }, "", "\"risk_class\":{\"tiers\":[\"T2\"]}" },
  { { "AIA-47-3", IDLE, OWN, { IS } }, "", "\"risk_class\":{\"tiers\":[\"T2\"]}" },
  { { "AIA-47-3", FAILED, RECEIVED, { IS } }, "", "\"risk_class\":{\"tiers\":[\"T1\"]}" },
};

static void
state (LineageFixture *fixture,
       const char     *members)
{
  g_autofree char *json = g_strdup_printf ("{\"schema\":\"ai-system.description/2\",\"system\":\"S\"%s%s}", members != NULL ? "," : "",
                                           members != NULL ? members : "");
  g_autoptr (GError) error = NULL;

  rc_system_add (fixture->case_file, json, strlen (json), NULL, &error);
  g_assert_no_error (error);
}

static GPtrArray *
lint (LineageFixture      *fixture,
      const RcDeclaration *declaration,
      gboolean             is_signed)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *lints = rc_declaration_lint (declaration, fixture->case_file, fixture->reader, is_signed, &error);

  g_assert_no_error (error);
  return lints;
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LineageFixture fixture = { 0 };
      g_autoptr (RcDeclaration) declaration = declaration_fixture_make (!(rows[i].row.flags & OWN), rows[i].row.edits);
      g_autoptr (GPtrArray) lints = NULL;

      lineage_fixture_set_up (&fixture, NULL);
      if (*rows[i].lines != '\0')
        lineage_fixture_import (&fixture, "log.jsonl", NULL, rows[i].lines);
      state (&fixture, rows[i].members);
      lints = lint (&fixture, declaration, FALSE);
      declaration_fixture_assert (lints, &rows[i].row, i);
      lineage_fixture_tear_down (&fixture, NULL);
    }
}

/* What contradicts a declaration is told with its record. */
static void
test_cited (LineageFixture *fixture,
            gconstpointer   data)
{
  const char * const edits[N_EDITS] = { IS, NULL };
  g_autoptr (RcDeclaration) declaration = declaration_fixture_make (TRUE, edits);
  g_autoptr (GPtrArray) lints = NULL;
  const RcLint *changed;
  gint64 source;

  source = lineage_fixture_import (fixture, "log.jsonl", NULL, DEPLOYED ("1", "2026-10-01T00:00:00Z", DIGEST (SHA))
                                   DEPLOYED ("2", "2026-12-01T00:00:00Z", DIGEST (OTHER)));
  state (fixture, NULL);
  lints = lint (fixture, declaration, FALSE);
  changed = declaration_fixture_find (lints, "DL-13");
  g_assert_cmpint (changed->source, ==, source);
  g_assert_cmpuint (changed->record, ==, 2);
  g_assert_nonnull (strstr (changed->found, "k/2"));
}

/* --- Documents --- */

static gint64
add_paper (LineageFixture *fixture,
           const char     *kind,
           const char     *date,
           const char     *about,      /* (nullable) */
           const char     *content,
           gssize          length)
{
  g_autofree char *path = g_build_filename (fixture->folder, "paper", NULL);
  const char * const abouts[] = { about, NULL };
  RcReadingTerms reading = { .about = abouts, .page = "1", .says = "as declared" };
  RcPaperTerms terms = { .kind = kind, .title = "A document", .date = date, .reading = about != NULL ? &reading : NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPaper) paper = NULL;
  gint64 number;

  g_assert_true (g_file_set_contents (path, content, length, &error));
  number = rc_paper_add_file (fixture->case_file, path, &terms, NULL, &error);
  g_assert_no_error (error);
  paper = rc_paper_find (fixture->case_file, number, &error);
  g_assert_no_error (error);
  return paper->source;
}

static gint64
add_declaration (LineageFixture     *fixture,
                 const char * const *edits)
{
  g_autoptr (RcDeclaration) declaration = declaration_fixture_make (FALSE, edits);
  g_autoptr (GBytes) bytes = rc_declaration_to_xml (declaration, NULL);

  return add_paper (fixture, "E19", NULL, NULL, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static void
assert_lint (LineageFixture     *fixture,
             const char * const *edits,
             const char         *id,
             RcLintOutcome       outcome)
{
  g_autoptr (RcDeclaration) declaration = declaration_fixture_make (TRUE, edits);
  g_autoptr (GPtrArray) lints = lint (fixture, declaration, FALSE);
  const RcLint *one = declaration_fixture_find (lints, id);

  if (one->outcome != outcome)
    g_error ("%s is %s: %s", id, rc_lint_outcome_to_name (one->outcome), one->found);
}

/* Test reports: that all are later than the declaration shows that it relied on none. */
static void
test_reports (LineageFixture *fixture,
              gconstpointer   data)
{
  const char * const edits[N_EDITS] = { IS, NULL };

  state (fixture, NULL);
  add_paper (fixture, "E09", "2026-12-02", NULL, "late", -1);
  assert_lint (fixture, edits, "DL-10", FAILED);
  add_paper (fixture, "E09", "2026-11-30", NULL, "in time", -1);
  assert_lint (fixture, edits, "DL-10", PASSED);
}

static void
test_registration (LineageFixture *fixture,
                   gconstpointer   data)
{
  const char * const edits[N_EDITS] = { IS, NULL };

  state (fixture, "\"provider\":{\"name\":\"NORDHAFEN Bank (fictitious)\",\"address\":\"Am Südkai 1, 00000 Nordhafen (fictitious)\"}");
  assert_lint (fixture, edits, "DL-02", OPEN);
  add_paper (fixture, "E18", "2026-10-01", "DL-02", "registration", -1);
  assert_lint (fixture, edits, "DL-02", PASSED);
}

/* A second declaration with another number stands beside the first; a revision and what replaces it do not. */
static void
test_single (LineageFixture *fixture,
             gconstpointer   data)
{
  const char * const first[N_EDITS] = { IS, NULL };
  const char * const revised[N_EDITS] = { IS, "revision=1", NULL };
  const char * const replacing[N_EDITS] = { IS, "number=DoC-2026-002", "replaces=DoC-2026-001 2026-11-30", NULL };
  const char * const second[N_EDITS] = { IS, "number=DoC-2026-003", NULL };
  const char * const other[N_EDITS] = { "system-name=T", "number=DoC-2026-004", NULL };

  state (fixture, NULL);
  assert_lint (fixture, first, "DL-12", PASSED);
  add_declaration (fixture, revised);
  add_declaration (fixture, replacing);
  add_declaration (fixture, other);
  assert_lint (fixture, first, "DL-12", PASSED);
  add_paper (fixture, "E19", NULL, NULL, "%PDF-1.7", -1);
  assert_lint (fixture, first, "DL-12", OPEN);
  add_declaration (fixture, second);
  assert_lint (fixture, first, "DL-12", FAILED);
}

/* --- The registered copy --- */

static void
issue (LineageFixture *fixture)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_file_free);
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  RcIssuedSignature signature = { .match = RC_ISSUED_MATCH_STATED, .file = (char *) "declaration.xml", .signatory = (char *) "A. Signer (fictitious)",
                                  .on = today, .how = (char *) "ink", .sha256 = (char *) SHA };
  g_autoptr (GError) error = NULL;
  gint64 number = rc_issued_begin (fixture->case_file, RC_DECLARATION_ISSUED_KIND, "S", "Declaration", 0, NULL, &error);

  g_assert_no_error (error);
  g_ptr_array_add (files, rc_issued_file_new ("declaration.xml", NULL, 1, SHA, NULL));
  rc_issued_freeze (fixture->case_file, number, "DoC-2026-001", files, NULL, &error);
  g_assert_no_error (error);
  rc_issued_sign (fixture->case_file, number, &signature, &error);
  g_assert_no_error (error);
}

/* The digest comes to the officer once it is registered, and is then held against what was signed. */
static void
test_registered_later (LineageFixture *fixture,
                       gconstpointer   data)
{
  const RcDeclarationSetting setting = { RC_DECLARATION_REGISTERED_SHA256, OTHER };
  const char * const edits[N_EDITS] = { IS, NULL };
  g_autoptr (GError) error = NULL;

  state (fixture, NULL);
  issue (fixture);
  assert_lint (fixture, edits, "DL-16", OPEN);
  rc_declaration_set (fixture->case_file, "S", &setting, 1, NULL, &error);
  g_assert_no_error (error);
  assert_lint (fixture, edits, "DL-16", FAILED);
}

static void
test_registered (LineageFixture *fixture,
                 gconstpointer   data)
{
  const char * const same[N_EDITS] = { IS, "registered-sha256=" SHA, NULL };
  const char * const other[N_EDITS] = { IS, "registered-sha256=" OTHER, NULL };

  state (fixture, NULL);
  assert_lint (fixture, same, "DL-16", OPEN);
  issue (fixture);
  assert_lint (fixture, same, "DL-16", PASSED);
  assert_lint (fixture, other, "DL-16", FAILED);
}

/* --- Article 83(1) --- */

static void
assert_formal (LineageFixture *fixture,
               gboolean        is_signed,
               const char     *id,
               RcLintOutcome   outcome)
{
  const char * const edits[N_EDITS] = { IS, "V", NULL };
  g_autoptr (RcDeclaration) declaration = declaration_fixture_make (FALSE, edits);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) formal = rc_declaration_lint_formal (declaration, fixture->case_file, fixture->reader, is_signed, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (formal->len, ==, 7);
  g_assert_cmpint (declaration_fixture_find (formal, id)->outcome, ==, outcome);
}

static void
test_formal (LineageFixture *fixture,
             gconstpointer   data)
{
  state (fixture, NULL);
  assert_formal (fixture, TRUE, "83-1-a", OPEN);
  assert_formal (fixture, FALSE, "83-1-c", OPEN);
  assert_formal (fixture, TRUE, "83-1-c", PASSED);
  assert_formal (fixture, TRUE, "83-1-d", OPEN);
  assert_formal (fixture, TRUE, "83-1-e", OPEN);
  assert_formal (fixture, TRUE, "83-1-f", IDLE);
  assert_formal (fixture, TRUE, "83-1-g", OPEN);
  add_paper (fixture, "E18", NULL, NULL, "registration", -1);
  add_paper (fixture, "E16", NULL, NULL, "documentation", -1);
  assert_formal (fixture, TRUE, "83-1-e", PASSED);
  assert_formal (fixture, TRUE, "83-1-g", PASSED);
}

/* --- Registered files --- */

static void
test_registered_files (LineageFixture *fixture,
                       gconstpointer   data)
{
  const char * const edits[N_EDITS] = { IS, NULL };
  g_autoptr (GPtrArray) papers = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  gint64 source = add_declaration (fixture, edits);

  add_paper (fixture, "E19", NULL, NULL, "%PDF-1.7", -1);
  add_paper (fixture, "E19", NULL, NULL, " <declaration/>", -1);
  add_paper (fixture, "E16", NULL, NULL, "<declaration/> of another class", -1);
  papers = rc_paper_list (fixture->case_file, &error);
  g_assert_no_error (error);
  list = rc_declaration_registered_list (fixture->case_file, fixture->reader, papers, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpint (((const RcDeclarationRegistered *) g_ptr_array_index (list, 0))->source, ==, source);
  g_assert_nonnull (((const RcDeclarationRegistered *) g_ptr_array_index (list, 0))->declaration);
  g_assert_null (((const RcDeclarationRegistered *) g_ptr_array_index (list, 1))->declaration);
  g_assert_null (((const RcDeclarationRegistered *) g_ptr_array_index (list, 1))->refusal);
  g_assert_nonnull (strstr (((const RcDeclarationRegistered *) g_ptr_array_index (list, 2))->refusal, "line 1"));
}

#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/declaration-lint-case/rows", test_rows);
  ADD ("/declaration-lint-case/cited", test_cited);
  ADD ("/declaration-lint-case/reports", test_reports);
  ADD ("/declaration-lint-case/registration", test_registration);
  ADD ("/declaration-lint-case/single", test_single);
  ADD ("/declaration-lint-case/registered", test_registered);
  ADD ("/declaration-lint-case/registered-later", test_registered_later);
  ADD ("/declaration-lint-case/formal", test_formal);
  ADD ("/declaration-lint-case/registered-files", test_registered_files);
  return g_test_run ();
}
