/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/exception.h"
#include "core/lineage.h"
#include "demo-fixture.h"
#include "import-fixture.h"

/* What `verify` says of the demonstration's evidence: all of it passes as it is, and a byte changed anywhere before the import is
 * found where it stands. */

#define INFERENCES 60

typedef struct
{
  const char *kind;
  const char *name;
  const char *integrity;
  const char *signature;
  const char *anchor;
  const char *completeness;
} ExpectedSeal;

#define HEAD(day) { "minisign", "evidence/log/heads/head-" day ".json", "VALID", "VALID", "VALID", "VALID" }

static const ExpectedSeal seals[] = {
  { "chain", "KreditCheck", "VALID", "VALID", "VALID", "VALID" },
  { "digest-list", "evidence/SHA256SUMS", "VALID", "VALID", "VALID", "VALID" },
  { "minisign", "evidence/SHA256SUMS", "VALID", "VALID", "VALID", "VALID" },
  HEAD ("2026-04-15"), HEAD ("2026-04-30"), HEAD ("2026-05-15"), HEAD ("2026-05-31"),
  HEAD ("2026-06-15"), HEAD ("2026-06-30"), HEAD ("2026-07-15"), HEAD ("2026-07-31"),
};

static const RcSeal *
find_seal (const RcJudgement *judgement,
           const char        *kind,
           const char        *name)
{
  const RcSeal *found = NULL;

  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);

      if (!g_str_equal (seal->kind, kind) || !g_str_equal (seal->name, name))
        continue;
      g_assert_null (found);
      found = seal;
    }
  if (found == NULL)
    g_error ("there is no seal %s %s", kind, name);
  return found;
}

static void
assert_seals (const RcJudgement  *judgement,
              const ExpectedSeal *expected,
              gsize               n_expected)
{
  g_assert_cmpuint (judgement->seals->len, ==, n_expected);
  for (gsize i = 0; i < n_expected; i++)
    {
      const RcSeal *seal = find_seal (judgement, expected[i].kind, expected[i].name);

      g_test_message ("%s %s", seal->kind, seal->name);
      g_assert_cmpstr (rc_verdict_to_code (seal->integrity), ==, expected[i].integrity);
      g_assert_cmpstr (rc_verdict_to_code (seal->signature), ==, expected[i].signature);
      g_assert_cmpstr (rc_verdict_to_code (seal->anchor), ==, expected[i].anchor);
      g_assert_cmpstr (rc_verdict_to_code (seal->completeness), ==, expected[i].completeness);
      g_assert_cmpint (seal->checked, ==, seal->total);
      g_assert_cmpint (seal->total, >, 0);
    }
}

static void
test_all_valid (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *events = NULL;

  import_fixture_put_demo (fixture, 300, 7, FALSE);
  result = import_fixture_import (fixture, NULL);
  import_fixture_accept_key (fixture);
  judgement = import_fixture_verify (fixture);
  assert_seals (judgement, seals, G_N_ELEMENTS (seals));
  g_assert_cmpint (find_seal (judgement, "chain", "KreditCheck")->total, ==, 300);
  g_assert_cmpint (find_seal (judgement, "digest-list", "evidence/SHA256SUMS")->total, ==, 31);
  g_assert_cmpuint (judgement->exceptions->len, ==, 0);
  g_assert_cmpuint (judgement->records_failed, ==, 0);
  g_assert_cmpuint (judgement->records_checked, ==, judgement->records_total);
  g_assert_cmpuint (judgement->records_total, ==,
                    (guint64) import_fixture_query (fixture, "SELECT sum(records) FROM source"));
  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, 0);
}

/* Without the key, the same evidence is consistent and nobody vouches for it. */
static void
test_no_key (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;

  import_fixture_put_demo (fixture, 300, 7, FALSE);
  result = import_fixture_import (fixture, NULL);
  judgement = import_fixture_verify (fixture);
  g_assert_cmpuint (judgement->seals->len, ==, G_N_ELEMENTS (seals));
  for (gsize i = 0; i < G_N_ELEMENTS (seals); i++)
    {
      const RcSeal *seal = find_seal (judgement, seals[i].kind, seals[i].name);

      g_assert_cmpint (rc_seal_worst (seal), !=, RC_VERDICT_VALID);
      g_assert_cmpint (rc_verdict_group (rc_seal_worst (seal)), !=, RC_VERDICT_GROUP_FAILED);
    }
  g_assert_cmpint (find_seal (judgement, "chain", "KreditCheck")->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, 3);
}

/* A second verify of the same case, and of the case opened for reading only, says the same. */
static void
test_again (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) first = NULL;
  g_autoptr (RcJudgement) second = NULL;
  g_autoptr (RcJudgement) third = NULL;
  g_autoptr (GError) error = NULL;

  import_fixture_put_demo (fixture, 300, 7, FALSE);
  result = import_fixture_import (fixture, NULL);
  import_fixture_accept_key (fixture);
  first = import_fixture_verify (fixture);
  import_fixture_reopen (fixture);
  second = import_fixture_verify (fixture);
  import_fixture_close (fixture);
  fixture->case_file = rc_case_open (fixture->path, FALSE, &error);
  g_assert_no_error (error);
  third = import_fixture_verify (fixture);
  assert_seals (second, seals, G_N_ELEMENTS (seals));
  assert_seals (third, seals, G_N_ELEMENTS (seals));
  g_assert_cmpint (rc_judgement_exit_code (third), ==, 0);
}

/* --- A case edited behind the program's back --- */

static RcLineage *
build_lineage (ImportFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  RcEvent *event = rc_event_find (fixture->case_file, reader, "KA-2026-000003", &error);
  RcLineage *lineage;

  g_assert_no_error (error);
  lineage = rc_lineage_build (fixture->case_file, event, RC_TIME_NONE, &error);
  g_assert_no_error (error);
  return lineage;
}

static void
assert_none_sealed (const RcLineage *lineage)
{
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      g_assert_cmpint (slot->standing, !=, RC_STANDING_SEALED);
    }
}

/* No lineage hashes the many rows that imports wrote, but none may go on as if verify had not found the edit either. */
static void
test_edited (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) good = NULL;
  g_autoptr (RcJudgement) edited = NULL;
  g_autoptr (RcLineage) before = NULL;
  g_autoptr (RcLineage) after = NULL;
  guint n_of_case = 0;

  import_fixture_put_demo (fixture, INFERENCES, 7, FALSE);
  result = import_fixture_import (fixture, NULL);
  import_fixture_accept_key (fixture);
  good = import_fixture_verify (fixture);
  g_assert_cmpuint (good->exceptions->len, ==, 0);
  before = build_lineage (fixture);
  g_assert_true (before->verified);
  g_assert_false (before->edited);

  import_fixture_close (fixture);
  import_fixture_edit (fixture, data);
  import_fixture_reopen (fixture);
  edited = import_fixture_verify (fixture);
  g_assert_cmpint (rc_judgement_exit_code (edited), ==, 1);

  after = build_lineage (fixture);
  g_assert_false (after->verified);
  g_assert_true (after->edited);
  assert_none_sealed (after);
  g_assert_cmpint (rc_lineage_exit_code (after), ==, 1);
  for (guint i = 0; i < after->exceptions->len; i++)
    n_of_case += rc_exception_is_of_case (((const RcException *) g_ptr_array_index (after->exceptions, i))->kind) ? 1 : 0;
  g_assert_cmpuint (n_of_case, >, 0);
}

/* What registries and cards say is few: an edit of it shows at once, before any further verify. */
static void
test_edited_since (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) good = NULL;
  g_autoptr (RcLineage) after = NULL;

  import_fixture_put_demo (fixture, INFERENCES, 7, FALSE);
  result = import_fixture_import (fixture, NULL);
  import_fixture_accept_key (fixture);
  good = import_fixture_verify (fixture);
  import_fixture_close (fixture);
  import_fixture_edit (fixture, data);
  import_fixture_reopen (fixture);

  after = build_lineage (fixture);
  g_assert_false (after->verified);
  assert_none_sealed (after);
}

/* --- A card that imitates another --- */

static void
test_imitated_card (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *other = NULL;
  const RcLineageSlot *card = NULL;

  import_fixture_put_demo (fixture, INFERENCES, 7, FALSE);
  path = import_fixture_dup_path (fixture, "cards/kreditcheck-3-card-1.0.md");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  other = g_strconcat (text, data, NULL);
  import_fixture_put (fixture, "cards/copy.md", other, -1);
  result = import_fixture_import (fixture, NULL);
  lineage = build_lineage (fixture);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (g_str_equal (slot->slot, "card"))
        card = slot;
    }
  g_assert_nonnull (card);
  g_assert_cmpuint (card->answers->len, ==, strlen (data) > 0 ? 2 : 1);
  g_assert_true ((card->standing == RC_STANDING_DISAGREE) == (strlen (data) > 0));
}

/* --- One changed byte --- */

typedef struct
{
  char *bytes;         /* of the case's file: empty, with the key accepted */
  gsize length;
} Blank;

/* Whether the judgement names the file: by an exception in its place, or by a seal over it that does not hold. */
static gboolean
is_named (ImportFixture     *fixture,
          const RcJudgement *judgement,
          const char        *name)
{
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      g_autofree char *source = import_fixture_dup_name (fixture, exception->source);

      if (g_str_equal (source, name) && rc_exception_exit_code (exception->kind) != 0)
        return TRUE;
    }
  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);

      for (guint k = 0; rc_seal_worst (seal) != RC_VERDICT_VALID && k < seal->sources->len; k++)
        {
          g_autofree char *source = import_fixture_dup_name (fixture, g_array_index (seal->sources, gint64, k));

          if (g_str_equal (source, name))
            return TRUE;
        }
    }
  return FALSE;
}

/* Whether an exception stands at the record: in the logs a fault is placed to the line, by the chain. */
static gboolean
is_placed (ImportFixture     *fixture,
           const RcJudgement *judgement,
           const char        *name,
           gint64             record)
{
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      g_autofree char *source = import_fixture_dup_name (fixture, exception->source);

      if (g_str_equal (source, name) && exception->record == record)
        return TRUE;
    }
  return FALSE;
}

static gint64
line_at (const char *bytes,
         gsize       at)
{
  gint64 line = 1;

  for (gsize i = 0; i < at; i++)
    line += bytes[i] == '\n' ? 1 : 0;
  return line;
}

static void
check_changed (ImportFixture *fixture,
               const Blank   *blank,
               const char    *file,
               gsize          at,
               guint8         mask)
{
  g_autofree char *path = g_build_filename (fixture->evidence, file, NULL);
  g_autofree char *name = g_strconcat ("evidence/", file, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpuint (at, <, length);
  bytes[at] = (char) ((guint8) bytes[at] ^ mask);
  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  g_file_set_contents (fixture->path, blank->bytes, (gssize) blank->length, &error);
  g_assert_no_error (error);
  import_fixture_reopen (fixture);

  result = import_fixture_import (fixture, NULL);
  judgement = import_fixture_verify (fixture);
  if (!is_named (fixture, judgement, name))
    g_error ("%s, byte %" G_GSIZE_FORMAT ": not named", file, at);
  if (g_str_has_prefix (file, "log/decisions") && !is_placed (fixture, judgement, name, line_at (bytes, at)))
    g_error ("%s, byte %" G_GSIZE_FORMAT ": not placed", file, at);
  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, 1);

  import_fixture_close (fixture);
  bytes[at] = (char) ((guint8) bytes[at] ^ mask);
  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

/* The first line of a signature is a comment that its own name calls untrusted: in the one that no list covers, nothing protects it. */
static gsize
get_first_protected (ImportFixture *fixture,
                     const char    *file)
{
  g_autofree char *path = g_build_filename (fixture->evidence, file, NULL);
  g_autofree char *text = NULL;

  if (!g_str_equal (file, "SHA256SUMS.minisig"))
    return 0;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return (gsize) (strchr (text, '\n') - text) + 1;
}

static gsize
get_length (ImportFixture *fixture,
            const char    *file)
{
  g_autofree char *path = g_build_filename (fixture->evidence, file, NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return length;
}

static void
test_changed_bytes (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260615);
  Blank blank;

  import_fixture_put_demo (fixture, INFERENCES, 7, FALSE);
  import_fixture_accept_key (fixture);
  import_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &blank.bytes, &blank.length, NULL));
  files = demo_list_files (fixture->evidence);
  g_assert_cmpuint (files->len, ==, 33);
  for (guint i = 0; i < files->len; i++)
    {
      const char *file = g_ptr_array_index (files, i);
      gsize first = get_first_protected (fixture, file);
      gsize length = get_length (fixture, file);

      check_changed (fixture, &blank, file, first, 0x01);
      check_changed (fixture, &blank, file, first + (gsize) g_rand_int_range (rand, 0, (gint32) (length - first)), 0x04);
      check_changed (fixture, &blank, file, length - 1, 0x02);
      for (guint k = 0; g_str_has_prefix (file, "log/decisions") && k < 6; k++)
        check_changed (fixture, &blank, file, (gsize) g_rand_int_range (rand, 0, (gint32) length), 0x10);
    }
  g_free (blank.bytes);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/verify/all-valid", ImportFixture, NULL, import_fixture_set_up, test_all_valid, import_fixture_tear_down);
  g_test_add ("/verify/no-key", ImportFixture, NULL, import_fixture_set_up, test_no_key, import_fixture_tear_down);
  g_test_add ("/verify/again", ImportFixture, NULL, import_fixture_set_up, test_again, import_fixture_tear_down);
  g_test_add ("/verify/edited/claim", ImportFixture, "UPDATE claim SET value = value || 'x'", import_fixture_set_up, test_edited,
              import_fixture_tear_down);
  g_test_add ("/verify/edited/claim-gone", ImportFixture, "DELETE FROM claim", import_fixture_set_up, test_edited,
              import_fixture_tear_down);
  g_test_add ("/verify/edited/entity", ImportFixture, "UPDATE entity SET name = 'kreditcheck/9' WHERE name = 'kreditcheck/4'",
              import_fixture_set_up, test_edited, import_fixture_tear_down);
  g_test_add ("/verify/card/copy", ImportFixture, "", import_fixture_set_up, test_imitated_card, import_fixture_tear_down);
  g_test_add ("/verify/card/imitation", ImportFixture, "\nAnother text.\n", import_fixture_set_up, test_imitated_card,
              import_fixture_tear_down);
  g_test_add ("/verify/changed-bytes", ImportFixture, NULL, import_fixture_set_up, test_changed_bytes, import_fixture_tear_down);
  g_test_add ("/verify/edited-since/entity", ImportFixture, "UPDATE entity SET name = 'kreditcheck/9' WHERE name = 'kreditcheck/3'",
              import_fixture_set_up, test_edited_since, import_fixture_tear_down);
  g_test_add ("/verify/edited-since/claim", ImportFixture, "DELETE FROM claim WHERE id = 3",
              import_fixture_set_up, test_edited_since, import_fixture_tear_down);
  return g_test_run ();
}
