/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "case-fixture.h"
#include "core/custody.h"
#include "core/import.h"
#include "core/registers/acquisition.h"
#include "core/registers/finding.h"
#include "core/registers/note.h"
#include "core/registers/request.h"
#include "core/registers/review.h"
#include "core/source.h"
#include "core/team/case-merge.h"

/* A plain copy stands for a part: handing out has its own test. */

typedef struct
{
  CaseFixture  fixture;
  char        *other;
} MergeFixture;

static void
set_up (MergeFixture  *self,
        gconstpointer  data)
{
  case_fixture_set_up (&self->fixture, data);
  self->other = g_build_filename (self->fixture.folder, "other.recount", NULL);
}

static void
tear_down (MergeFixture  *self,
           gconstpointer  data)
{
  g_free (self->other);
  case_fixture_tear_down (&self->fixture, data);
}

static RcCase *
open_case (const char *path)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (path, TRUE, &error);

  g_assert_no_error (error);
  g_assert_true (rc_case_is_writable (case_file));
  return case_file;
}

static void
close_case (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_case_close (case_file, &error));
  g_assert_no_error (error);
  g_object_unref (case_file);
}

static void
import (MergeFixture *self,
        RcCase       *case_file,
        const char   *name,
        const char   *text)
{
  g_autofree char *path = g_build_filename (self->fixture.folder, name, NULL);
  const char * const paths[] = { path, NULL };
  const RcImportOptions options = { .controller = "Nordhafen Bank (fictitious)" };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  result = rc_import_paths (case_file, paths, &options, NULL, &error);
  g_assert_no_error (error);
}

static gint64
find (RcCase     *case_file,
      const char *title,
      const char *evidence)
{
  const char * const list[] = { evidence, NULL };
  const RcFindingTerms terms = { .title = title, .condition = "As seen", .evidence = evidence != NULL ? list : NULL };
  g_autoptr (GError) error = NULL;
  gint64 number = rc_finding_add (case_file, &terms, &error);

  g_assert_no_error (error);
  return number;
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) length, NULL));
}

/* The case with one source and one finding, and a copy of it. */
static void
make_both (MergeFixture *self)
{
  RcCase *case_file = case_fixture_create (&self->fixture);

  import (self, case_file, "letter", "A letter.\n");
  g_assert_cmpint (find (case_file, "Known to both", NULL), ==, 1);
  close_case (case_file);
  copy_file (self->fixture.path, self->other);
}

static void
assert_holds (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, &error);
  g_autoptr (GPtrArray) edited = rc_custody_compare_tables (case_file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->faults->len, ==, 0);
  g_assert_cmpuint (edited->len, ==, 0);
}

static RcCaseMerge *
merge (MergeFixture *self,
       RcCase       *case_file)
{
  g_autoptr (GError) error = NULL;
  RcCaseMerge *result = rc_case_merge (case_file, self->other, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  assert_holds (case_file);
  return result;
}

static void
assert_nothing_new (MergeFixture *self,
                    RcCase       *case_file)
{
  gint64 entries = case_fixture_query (case_file, "SELECT max (id) FROM custody");
  g_autoptr (RcCaseMerge) again = merge (self, case_file);

  g_assert_false (again->is_new);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT max (id) FROM custody"), ==, entries);
}

/* Two auditors at once: both findings stand, under numbers that do not collide. */
static void
test_part (MergeFixture  *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseMerge) result = NULL;
  g_autoptr (RcFinding) theirs = NULL;
  g_autoptr (RcEntry) entry = NULL;
  RcCase *case_file, *other;
  const RcMergedEntry *merged;

  make_both (self);
  other = open_case (self->other);
  import (self, other, "minutes", "Minutes of a meeting.\n");
  g_assert_cmpint (find (other, "Theirs", "E-002, page 1"), ==, 2);
  g_assert_cmpint (rc_note_add (other, NULL, "Between us", NULL, &error), ==, 1);
  close_case (other);

  case_file = open_case (self->fixture.path);
  import (self, case_file, "memo", "A memo.\n");
  g_assert_cmpint (find (case_file, "Ours", "E-002"), ==, 2);
  result = merge (self, case_file);
  g_assert_true (result->is_part);
  g_assert_true (result->is_new);
  g_assert_cmpint (result->common, ==, 3);
  g_assert_cmpuint (result->sources->len, ==, 1);
  g_assert_cmpuint (result->sources_known, ==, 1);
  g_assert_cmpuint (result->entries_known, ==, 1);
  g_assert_cmpuint (result->n_private, ==, 1);
  g_assert_cmpuint (result->left->len, ==, 0);
  g_assert_cmpuint (result->merged->len, ==, 1);
  merged = g_ptr_array_index (result->merged, 0);
  g_assert_cmpstr (merged->kind, ==, RC_ENTRY_FINDING);
  g_assert_cmpint (merged->there, ==, 2);
  g_assert_cmpint (merged->here, ==, 3);
  g_assert_true (merged->is_new);

  theirs = rc_finding_find (case_file, 3, &error);
  g_assert_cmpstr (theirs->title, ==, "Theirs");
  g_assert_cmpstr (g_ptr_array_index (theirs->evidence, 0), ==, "E-003, page 1");
  entry = rc_entry_find (case_file, RC_ENTRY_FINDING, 3, &error);
  g_assert_nonnull (strstr (entry->body, "\"merged\":{"));
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM source WHERE name LIKE 'custody log of case %' AND records = 6"), ==, 1);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM source WHERE name = 'minutes' AND controller LIKE 'Nordhafen%' "
                                                  "AND obtained LIKE 'merged from case %'"), ==, 1);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody WHERE act = 'merge'"), ==, 1);
  assert_nothing_new (self, case_file);
  close_case (case_file);
}

/* A thread that went on on both sides: all stands, in the order of time, and the newest word counts. */
static void
test_both_sides (MergeFixture  *self,
                 gconstpointer  data)
{
  const RcFindingTerms early = { .severity = RC_SEVERITY_LOW }, late = { .severity = RC_SEVERITY_HIGH };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseMerge) result = NULL;
  g_autoptr (RcFinding) finding = NULL;
  RcCase *case_file, *other;

  make_both (self);
  other = open_case (self->other);
  g_assert_true (rc_finding_change (other, 1, &early, &error));
  close_case (other);
  case_file = open_case (self->fixture.path);
  g_assert_true (rc_finding_change (case_file, 1, &late, &error));
  result = merge (self, case_file);
  g_assert_cmpuint (result->merged->len, ==, 1);
  g_assert_true (((const RcMergedEntry *) g_ptr_array_index (result->merged, 0))->is_beside);
  finding = rc_finding_find (case_file, 1, &error);
  g_assert_cmpint (finding->severity, ==, RC_SEVERITY_HIGH);
  assert_nothing_new (self, case_file);
  close_case (case_file);
}

/* A case of its own: requests, what came for them, and what stays there. */
static void
test_other_case (MergeFixture  *self,
                 gconstpointer  data)
{
  const RcCaseDescription description = { .title = "Another", .type = RC_CASE_TYPE_INTERNAL, .is_unsigned = TRUE };
  const RcRequestTerms terms = { .addressee = "Bank", .what = "The minutes", .why = "They are missing" };
  const RcRequestChange sent = { .state = RC_REQUEST_SENT }, received = { .state = RC_REQUEST_RECEIVED, .source = 1 };
  const RcEntryTerms draw = { .kind = RC_ENTRY_DRAW, .act = "sample", .body = "{}" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseMerge) result = NULL;
  g_autoptr (RcRequest) request = NULL;
  RcCase *case_file = case_fixture_create (&self->fixture), *other = rc_case_create (self->other, &description, &error);

  g_assert_no_error (error);
  import (self, other, "minutes", "Minutes of a meeting.\n");
  g_assert_cmpint (rc_request_add (other, &terms, &error), ==, 1);
  g_assert_true (rc_request_change (other, 1, &sent, &error));
  g_assert_true (rc_request_change (other, 1, &received, &error));
  g_assert_cmpint (rc_review_begin (other, "exercise:1", "B. Auditor", NULL, &error), ==, 1);
  g_assert_cmpint (rc_entry_add (other, &draw, &error), !=, 0);
  g_assert_no_error (error);
  close_case (other);

  import (self, case_file, "letter", "A letter.\n");
  g_assert_cmpint (rc_request_add (case_file, &terms, &error), ==, 1);
  result = merge (self, case_file);
  g_assert_false (result->is_part);
  g_assert_cmpint (result->common, ==, 0);
  g_assert_cmpuint (result->left->len, ==, 2);
  request = rc_request_find (case_file, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (request->state, ==, RC_REQUEST_RECEIVED);
  g_assert_cmpuint (request->sources->len, ==, 1);
  g_assert_cmpint (g_array_index (request->sources, gint64, 0), ==, 2);
  assert_nothing_new (self, case_file);
  close_case (case_file);
}

/* What came with a handover there: files that are known here stand before those that are new. A review that went on on both sides is left as it is. */
static void
test_ranges (MergeFixture  *self,
             gconstpointer  data)
{
  const RcAcquisitionTerms terms = { .handed_by = "Bank", .handed_to = "Audit House", .on = "2026-11-01" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseMerge) result = NULL;
  g_autoptr (RcAcquisition) handover = NULL;
  g_autoptr (RcReview) review = NULL;
  RcCase *case_file, *other;

  make_both (self);
  case_file = open_case (self->fixture.path);
  g_assert_cmpint (rc_review_begin (case_file, "finding:F-001", "A. Auditor", NULL, &error), ==, 1);
  close_case (case_file);
  copy_file (self->fixture.path, self->other);
  other = open_case (self->other);
  import (self, other, "minutes", "Minutes of a meeting.\n");
  g_assert_cmpint (rc_acquisition_add (other, &terms, &error), ==, 1);
  g_assert_true (rc_acquisition_link (other, 1, 1, 2, &error));
  g_assert_true (rc_review_add_note (other, 1, "Of theirs", "B. Reviewer", &error));
  close_case (other);

  case_file = open_case (self->fixture.path);
  import (self, case_file, "memo", "A memo.\n");
  g_assert_cmpint (rc_acquisition_add (case_file, &terms, &error), ==, 1);
  g_assert_true (rc_review_add_note (case_file, 1, "Of ours", "B. Reviewer", &error));
  result = merge (self, case_file);
  handover = rc_acquisition_find (case_file, 2, &error);
  review = rc_review_find (case_file, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (handover->ranges->len, ==, 2);
  g_assert_cmpint (g_array_index (handover->ranges, RcAcquisitionRange, 0).first, ==, 1);
  g_assert_cmpint (g_array_index (handover->ranges, RcAcquisitionRange, 0).last, ==, 1);
  g_assert_cmpint (g_array_index (handover->ranges, RcAcquisitionRange, 1).first, ==, 3);
  g_assert_cmpuint (review->notes->len, ==, 1);
  g_assert_cmpuint (result->left->len, ==, 1);
  g_assert_cmpstr (((const RcMergeLeft *) g_ptr_array_index (result->left, 0))->kind, ==, RC_ENTRY_REVIEW);
  assert_nothing_new (self, case_file);
  close_case (case_file);
}

static void
edit_other (MergeFixture *self,
            const char   *sql)
{
  CaseFixture other = { .folder = self->fixture.folder, .path = self->other };

  case_fixture_edit (&other, sql);
}

/* One sentence, and the case as it was. */
static void
assert_refused (MergeFixture *self,
                RcMergeError  code)
{
  RcCase *case_file = open_case (self->fixture.path);
  g_autoptr (GError) error = NULL;
  gint64 entries = case_fixture_query (case_file, "SELECT max (id) FROM custody"), sources = case_fixture_query (case_file, "SELECT count (*) FROM source");

  g_assert_null (rc_case_merge (case_file, self->other, NULL, &error));
  g_assert_error (error, RC_MERGE_ERROR, (int) code);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_cmpint (case_fixture_query (case_file, "SELECT max (id) FROM custody"), ==, entries);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM source"), ==, sources);
  assert_holds (case_file);
  close_case (case_file);
}

static void
test_edited (MergeFixture  *self,
             gconstpointer  data)
{
  static const char * const edits[] = {
    "UPDATE custody SET detail = replace (detail, 'Known to both', 'Never seen') WHERE act = 'finding add'",
    "DELETE FROM custody WHERE id = 2",
    "UPDATE entry SET body = '{\"title\":\"Other\"}' WHERE id = 1",
    "UPDATE entry SET number = 9223372036854775807 WHERE id = 1",
    "INSERT INTO entry VALUES (9223372036854775807, 'finding', 9007199254740993, 0, 'not JSON', zeroblob (32), 0, 'X', -5)",
    "UPDATE setting SET value = 'another' WHERE key = 'case.id'",
    "UPDATE source SET name = '../../x' WHERE id = 1",
  };

  make_both (self);
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      copy_file (self->fixture.path, self->other);
      edit_other (self, edits[i]);
      assert_refused (self, RC_MERGE_ERROR_LOG);
    }
  /* Bytes in the store are in no digest of a table. */
  copy_file (self->fixture.path, self->other);
  {
    RcCase *other = open_case (self->other);

    import (self, other, "minutes", "Minutes of a meeting.\n");
    close_case (other);
  }
  edit_other (self, "UPDATE block SET data = (SELECT data FROM block WHERE id = 1), length = (SELECT length FROM block WHERE id = 1) WHERE id = 2");
  {
    RcCase *case_file = open_case (self->fixture.path);
    g_autoptr (GError) error = NULL;

    g_assert_null (rc_case_merge (case_file, self->other, NULL, &error));
    g_assert_nonnull (error);
    assert_holds (case_file);
    g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM source"), ==, 1);
    close_case (case_file);
  }
}

static void
test_itself (MergeFixture  *self,
             gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (&self->fixture);
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_case_merge (case_file, self->fixture.path, NULL, &error));
  g_assert_error (error, RC_MERGE_ERROR, RC_MERGE_ERROR_SAME);
  close_case (case_file);
}

/* The other one has a log that holds, written by a program of another's: what it says is still taken for no more than it is. */
static void
test_hostile (MergeFixture  *self,
              gconstpointer  data)
{
  static const char * const bodies[] = {
    "{\"evidence\":[\"E-99999999999999999999\"],\"title\":\"A\"}", "{\"evidence\":{\"a\":1},\"title\":\"B\"}", "{\"evidence\":[7],\"title\":\"C\"}",
    "{\"repeats\":9007199254740991,\"title\":\"D\"}", "{\"exceptions\":[1,{\"source\":\"x\"},{\"source\":-1}],\"merged\":7,\"title\":\"E\"}",
    "{\"merged\":{\"beside\":true,\"by\":{\"x\":1},\"case\":null},\"title\":\"F\"}",
  };
  const RcEntryTerms range = { .kind = RC_ENTRY_ACQUISITION, .act = "acquisition add", .body = "{\"first_source\":1,\"last_source\":9007199254740991}" };
  const RcEntryTerms unknown = { .kind = "spell", .act = "spell", .body = "{}" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseMerge) result = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  RcCase *case_file, *other;

  make_both (self);
  other = open_case (self->other);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      const RcEntryTerms terms = { .kind = RC_ENTRY_FINDING, .act = "finding add", .body = bodies[i] };

      g_assert_cmpint (rc_entry_add (other, &terms, &error), !=, 0);
    }
  g_assert_cmpint (rc_entry_add (other, &range, &error), !=, 0);
  g_assert_cmpint (rc_entry_add (other, &unknown, &error), !=, 0);
  g_assert_no_error (error);
  close_case (other);

  case_file = open_case (self->fixture.path);
  result = merge (self, case_file);
  g_assert_cmpuint (result->left->len, ==, 5);
  g_assert_cmpuint (result->merged->len, ==, 3);
  findings = rc_finding_list (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 3);
  assert_nothing_new (self, case_file);
  close_case (case_file);
}

static void
die_in_the_middle (double   fraction,
                   gpointer data)
{
  /* Everything is entered, and not committed. */
  if (fraction > 0.9)
    _exit (7);
}

static int
merge_and_die (CaseFixture *fixture,
               int          to_parent,
               int          from_parent)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.recount", NULL);
  const RcLifeWork work = { .progress = die_in_the_middle };
  RcCase *case_file = open_case (fixture->path);

  (void) rc_case_merge (case_file, other, &work, NULL);
  return 0;
}

static void
test_crash (MergeFixture  *self,
            gconstpointer  data)
{
  RcCase *case_file, *other;
  CaseChild child;

  make_both (self);
  other = open_case (self->other);
  import (self, other, "minutes", "Minutes of a meeting.\n");
  g_assert_cmpint (find (other, "Theirs", "E-002"), ==, 2);
  close_case (other);

  case_fixture_fork (&self->fixture, merge_and_die, &child);
  g_assert_cmpint (case_fixture_join (&child), ==, 7);
  case_file = open_case (self->fixture.path);
  assert_holds (case_file);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT max (id) FROM custody"), ==, 3);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM source"), ==, 1);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM entry"), ==, 1);
  {
    g_autoptr (RcCaseMerge) result = merge (self, case_file);

    g_assert_cmpuint (result->sources->len, ==, 1);
  }
  close_case (case_file);
}

int
main (int   argc,
      char *argv[])
{
  char *folder = case_fixture_own_data_folder ();
  int exit_code;

  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/case-merge/" name, MergeFixture, NULL, set_up, function, tear_down)
  ADD ("part", test_part);
  ADD ("both-sides", test_both_sides);
  ADD ("other-case", test_other_case);
  ADD ("ranges", test_ranges);
  ADD ("edited", test_edited);
  ADD ("itself", test_itself);
  ADD ("hostile", test_hostile);
  ADD ("crash", test_crash);
#undef ADD

  exit_code = g_test_run ();
  case_fixture_remove_data_folder (folder);
  return exit_code;
}
