/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/excerpt-writer.h"
#include "core/lineage.h"
#include "core/stated.h"
#include "core/text-search.h"
#include "core/vault.h"
#include "core/verify.h"
#include "import-fixture.h"

/* A case that holds some records of the sources of another one: it cites the same, says what it has not, and never takes that for checked. */

#define BUNDLE "b"
#define N_RECORDS 611
#define CITED 1
#define OTHER_CITED 257

typedef struct
{
  ImportFixture   whole;
  ImportFixture   part;
  RcRecordReader *whole_reader;
  RcRecordReader *part_reader;
  gint64          log;
  gint64          other;
} Fixture;

/* By which the whole case was read. */
static void
copy_mappings (Fixture *fixture)
{
  RcDatabase *from = rc_case_get_database (fixture->whole.case_file);
  RcDatabase *to = rc_case_get_database (fixture->part.case_file);
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *read = rc_database_prepare (from, "SELECT id, name, sha256, text FROM mapping ORDER BY id", &error);
  gboolean row = FALSE;

  while (rc_database_step (from, read, &row, &error) && row)
    {
      sqlite3_stmt *write = rc_database_prepare (to, "INSERT INTO mapping VALUES (?, ?, ?, ?)", &error);

      for (int i = 0; i < 4; i++)
        sqlite3_bind_value (write, i + 1, sqlite3_column_value (read, i));
      g_assert_true (rc_database_run (to, write, &error));
    }
}

/* Record 0 ends the list; none: the source is withheld whole. */
static void
copy_source (Fixture        *fixture,
             RcImportAct    *act,
             gint64          id,
             const guint64  *records)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (fixture->whole.case_file), id, &error);
  const RcImporter *importer = rc_importer_for_source (fixture->part.case_file, source, NULL);
  g_autofree char *said = g_strdup_printf ("{\"id\":%" G_GINT64_FORMAT "}", id);
  g_auto (RcExcerptWriter) writer = { { 0 } };

  g_assert_no_error (error);
  if (*records == 0)
    {
      g_free (source->state);
      source->state = g_strdup (RC_SOURCE_WITHHELD);
      g_free (source->name);
      source->name = g_strdup ("(withheld)");
    }
  g_assert_true (rc_excerpt_writer_begin (&writer, act, source, importer, &error));
  for (; *records != 0; records++)
    {
      g_autoptr (RcRecordProof) proof = rc_record_reader_prove (fixture->whole_reader, id, *records, &error);
      RcExcerpt excerpt = { .record = *records, .path = proof->path };
      g_autoptr (GBytes) bytes = rc_record_reader_read (fixture->whole_reader, id, *records, &excerpt.offset, &error);

      g_assert_no_error (error);
      excerpt.length = g_bytes_get_size (bytes);
      rc_excerpt_writer_add (&writer, &excerpt, g_bytes_get_data (bytes, NULL), &error);
      g_assert_no_error (error);
    }
  g_assert_true (rc_excerpt_writer_end (&writer, &error));
  g_assert_true (rc_stated_save (act->database, BUNDLE, RC_STATED_SOURCE, id, said, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const guint64 log[] = { CITED, OTHER_CITED, N_RECORDS, 0 };
  static const guint64 none[] = { 0 };
  static const char seal[] = "{\"id\":1,\"kind\":\"chain\",\"name\":\"K\",\"sources\":[1],\"integrity\":\"VALID\",\"signature\":\"VALID\","
    "\"anchor\":\"VALID\",\"completeness\":\"VALID\",\"worst\":\"VALID\",\"reason\":null,\"checked\":611,\"total\":611,\"notes\":[]}";
  const RcImportOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = import_fixture_make_log (1, N_RECORDS);
  g_autoptr (GString) more = import_fixture_make_log (1000, 1009);
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) second = NULL;
  RcImportAct act;

  import_fixture_set_up (&fixture->whole, NULL);
  import_fixture_set_up (&fixture->part, NULL);
  import_fixture_put (&fixture->whole, "log.jsonl", text->str, -1);
  import_fixture_put (&fixture->whole, "other.jsonl", more->str, -1);
  first = import_fixture_import (&fixture->whole, "log.jsonl");
  second = import_fixture_import (&fixture->whole, "other.jsonl");
  fixture->log = import_fixture_find (first, "log.jsonl")->id;
  fixture->other = import_fixture_find (second, "other.jsonl")->id;
  fixture->whole_reader = rc_record_reader_new (rc_case_get_database (fixture->whole.case_file));

  g_assert_true (rc_import_act_begin (&act, fixture->part.case_file, &options, NULL, &error));
  copy_mappings (fixture);
  copy_source (fixture, &act, fixture->log, log);
  copy_source (fixture, &act, fixture->other, none);
  g_assert_true (rc_stated_save (act.database, BUNDLE, RC_STATED_SEAL, 1, seal, &error));
  rc_import_act_publish (&act, &error);
  g_assert_no_error (error);
  rc_import_act_end (&act);
  fixture->part_reader = rc_record_reader_new (rc_case_get_database (fixture->part.case_file));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  rc_record_reader_free (fixture->part_reader);
  rc_record_reader_free (fixture->whole_reader);
  import_fixture_tear_down (&fixture->part, NULL);
  import_fixture_tear_down (&fixture->whole, NULL);
}

/* --- Reading --- */

static void
test_same_records (Fixture       *fixture,
                   gconstpointer  data)
{
  static const guint64 records[] = { CITED, OTHER_CITED, N_RECORDS };

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcCitation) wanted = rc_record_reader_cite (fixture->whole_reader, fixture->log, records[i], 0, G_MAXUINT64, NULL, &error);
      g_autoptr (RcCitation) found = rc_record_reader_cite (fixture->part_reader, fixture->log, records[i], 0, G_MAXUINT64, NULL, &error);
      g_autoptr (RcRecordProof) proof = rc_record_reader_prove (fixture->part_reader, fixture->log, records[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (found->offset, ==, wanted->offset);
      g_assert_cmpuint (found->length, ==, wanted->length);
      g_assert_true (rc_digest_equal (&found->record_sha256, &wanted->record_sha256));
      g_assert_true (rc_digest_equal (&found->leaf_sha256, &wanted->leaf_sha256));
      g_assert_true (proof->holds);
      g_assert_cmpuint (proof->size, ==, N_RECORDS);
      g_assert_true (rc_digest_equal (&proof->root, &proof->stored_root));
    }
}

static void
test_withheld (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (fixture->part.case_file), fixture->log, &error);
  g_autoptr (RcSource) other = rc_source_load (rc_case_get_database (fixture->part.case_file), fixture->other, &error);
  RcVault *vault = rc_record_reader_peek_vault (fixture->part_reader);
  char buffer[2];

  g_assert_no_error (error);
  g_assert_true (rc_source_is_incomplete (source));
  g_assert_cmpuint (source->excerpts, ==, 3);
  g_assert_cmpuint (source->records, ==, N_RECORDS);
  g_assert_true (rc_source_is_incomplete (other));
  g_assert_cmpstr (other->name, ==, "(withheld)");

  g_assert_null (rc_record_reader_read (fixture->part_reader, source->id, 2, NULL, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_WITHHELD);
  g_assert_nonnull (strstr (error->message, "holds 3 of its 611 records"));
  g_clear_error (&error);
  g_assert_null (rc_record_reader_prove (fixture->part_reader, source->id, 2, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_WITHHELD);
  g_clear_error (&error);
  g_assert_null (rc_record_reader_cite (fixture->part_reader, other->id, 1, 0, 1, NULL, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_WITHHELD);
  g_clear_error (&error);
  g_assert_null (rc_record_reader_read (fixture->part_reader, source->id, N_RECORDS + 1, NULL, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Nor by any way round the records. */
  g_assert_false (rc_vault_read (vault, source->start + source->size / 2, buffer, 2, &error));
  g_assert_error (error, RC_VAULT_ERROR, RC_VAULT_ERROR_WITHHELD);
  g_clear_error (&error);
  g_assert_false (rc_vault_read (vault, other->start, buffer, 2, &error));
  g_assert_nonnull (error);
}

static RcLineage *
build (ImportFixture  *fixture,
       RcRecordReader *reader,
       gint64          source)
{
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT ":%d", source, CITED);
  g_autoptr (GError) error = NULL;
  RcEvent *event = rc_event_find (fixture->case_file, reader, reference, &error);
  RcLineage *lineage;

  g_assert_no_error (error);
  lineage = rc_lineage_build (fixture->case_file, event, RC_TIME_NONE, &error);
  g_assert_no_error (error);
  return lineage;
}

static const RcLineageSlot *
find_slot (const RcLineage *lineage,
           const char      *id)
{
  for (guint i = 0; i < lineage->slots->len; i++)
    if (g_str_equal (((RcLineageSlot *) lineage->slots->pdata[i])->slot, id))
      return lineage->slots->pdata[i];
  g_assert_not_reached ();
}

static void
test_lineage (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const slots[] = { "output", "score", "model-version" };
  g_autoptr (RcLineage) whole = build (&fixture->whole, fixture->whole_reader, fixture->log);
  g_autoptr (RcLineage) part = build (&fixture->part, fixture->part_reader, fixture->log);

  for (gsize i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      const RcLineageSlot *wanted = find_slot (whole, slots[i]);
      const RcLineageSlot *found = find_slot (part, slots[i]);

      g_test_message ("%s", slots[i]);
      g_assert_cmpint (found->standing, ==, wanted->standing);
      g_assert_cmpuint (found->answers->len, >, 0);
      g_assert_cmpuint (found->answers->len, ==, wanted->answers->len);
      for (guint k = 0; k < wanted->answers->len; k++)
        {
          const RcLineageAnswer *a = wanted->answers->pdata[k];
          const RcLineageAnswer *b = found->answers->pdata[k];

          g_assert_cmpstr (a->value, ==, b->value);
          g_assert_cmpuint (a->citations->len, ==, b->citations->len);
          for (guint c = 0; c < a->citations->len; c++)
            {
              const RcCitation *one = ((RcLineageCitation *) a->citations->pdata[c])->citation;
              const RcCitation *other = ((RcLineageCitation *) b->citations->pdata[c])->citation;

              g_assert_cmpint (one->source, ==, other->source);
              g_assert_cmpuint (one->record, ==, other->record);
              g_assert_cmpuint (one->offset, ==, other->offset);
              g_assert_true (rc_digest_equal (&one->leaf_sha256, &other->leaf_sha256));
            }
        }
    }
}

static gboolean
count_hit (const RcTextHit *hit,
           gpointer         user_data)
{
  guint *n = user_data;

  g_assert_cmpint (hit->source, ==, 1);
  (*n)++;
  return TRUE;
}

static guint
search (Fixture    *fixture,
        const char *text)
{
  const RcTextQuery query = { .text = text, .filter = { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE } };
  g_autoptr (GError) error = NULL;
  RcTextCounts counts;
  guint n = 0;

  g_assert_true (rc_text_search (fixture->part.case_file, fixture->part_reader, &query, count_hit, NULL, &n, &counts, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (counts.is_complete);
  g_assert_cmpuint (counts.unreadable, ==, 0);
  g_assert_cmpuint (counts.in_part, ==, 1);
  return n;
}

/* What is here is searched, that not all is is told, and a size that somebody claims is no work. */
static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (search (fixture, "E-0000257"), ==, 1);
  g_assert_cmpuint (search (fixture, "E-0000258"), ==, 0);
  g_assert_cmpuint (search (fixture, "kreditcheck.decision"), ==, 3);
  rc_database_exec (rc_case_get_database (fixture->part.case_file), "UPDATE source SET size = 4611686018427387904 WHERE id = 1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (search (fixture, "kreditcheck.decision"), ==, 3);
}

/* --- Verifying --- */

static const RcException *
find_exception (const RcJudgement *judgement,
                const char        *kind,
                gint64             source,
                gint64             record)
{
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = judgement->exceptions->pdata[i];

      if (g_str_equal (exception->kind, kind) && exception->source == source && exception->record == record)
        return exception;
    }
  return NULL;
}

static RcJudgement *
verify (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcJudgement *judgement = rc_verify_case (fixture->part.case_file, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return judgement;
}

static void
test_verify (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (RcJudgement) judgement = verify (fixture);
  g_autoptr (RcJudgement) loaded = NULL;
  g_autoptr (GError) error = NULL;
  const RcSeal *seal;
  gboolean current;

  for (guint i = 0; i < judgement->exceptions->len; i++)
    g_assert_cmpstr (((RcException *) judgement->exceptions->pdata[i])->kind, ==, RC_EXCEPTION_RECORDS_WITHHELD);
  g_assert_nonnull (find_exception (judgement, RC_EXCEPTION_RECORDS_WITHHELD, fixture->log, 0));
  g_assert_nonnull (find_exception (judgement, RC_EXCEPTION_RECORDS_WITHHELD, 0, 0));
  g_assert_cmpuint (judgement->records_checked, ==, 3);
  g_assert_cmpuint (judgement->records_total, ==, 3);
  g_assert_cmpuint (judgement->records_failed, ==, 0);
  g_assert_cmpuint (judgement->records_withheld, ==, N_RECORDS - 3 + 10);
  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, 3);

  /* What the maker found is told, and no more than told. */
  g_assert_cmpuint (judgement->seals->len, ==, 1);
  seal = judgement->seals->pdata[0];
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "payload-withheld");
  g_assert_cmpint (seal->checked, ==, 0);
  g_assert_cmpint (seal->total, ==, 611);
  g_assert_cmpstr (seal->notes->pdata[0], ==, "the maker of the bundle found: VALID, 611 of 611");

  loaded = rc_verify_load (fixture->part.case_file, &current, &error);
  g_assert_no_error (error);
  g_assert_true (current);
  g_assert_cmpuint (loaded->records_withheld, ==, judgement->records_withheld);
}

/* A record that was seen to be protected by the maker is not so here. */
static void
test_protection (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (RcJudgement) judgement = verify (fixture);
  g_autoptr (RcLineage) lineage = build (&fixture->part, fixture->part_reader, fixture->log);
  const RcLineageAnswer *answer = find_slot (lineage, "output")->answers->pdata[0];

  g_assert_cmpint (((RcLineageCitation *) answer->citations->pdata[0])->protection, ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpint (find_slot (lineage, "output")->standing, !=, RC_STANDING_SEALED);
}

typedef struct
{
  const char *name;
  const char *sql;
  const char *kind;
  gint64      record;
} Tampering;

static const Tampering tamperings[] = {
  { "path", "UPDATE excerpt SET path = zeroblob (length (path)) WHERE source = 1 AND record = 257", RC_EXCEPTION_PROOF_INVALID, 257 },
  { "short-path", "UPDATE excerpt SET path = substr (path, 33) WHERE source = 1 AND record = 257", RC_EXCEPTION_PROOF_INVALID, 257 },
  { "odd-path", "UPDATE excerpt SET path = x'00' WHERE source = 1 AND record = 257", RC_EXCEPTION_VAULT_DAMAGED, 0 },
  { "long-path", "UPDATE excerpt SET path = zeroblob (32000) WHERE source = 1 AND record = 257", RC_EXCEPTION_VAULT_DAMAGED, 0 },
  { "offset", "UPDATE excerpt SET offset = offset + 1 WHERE source = 1 AND record = 257", RC_EXCEPTION_VAULT_DAMAGED, 257 },
  { "first-offset", "UPDATE excerpt SET offset = 1 WHERE source = 1 AND record = 1", RC_EXCEPTION_PROOF_INVALID, 1 },
  { "last-offset", "UPDATE excerpt SET offset = offset - 1 WHERE source = 1 AND record = 611", RC_EXCEPTION_PROOF_INVALID, 611 },
  { "length", "UPDATE excerpt SET length = length - 1 WHERE source = 1 AND record = 257", RC_EXCEPTION_PROOF_INVALID, 257 },
  { "far-offset", "UPDATE excerpt SET offset = 9223372036854775807 WHERE source = 1 AND record = 257", RC_EXCEPTION_VAULT_DAMAGED, 0 },
  { "number", "UPDATE excerpt SET record = 258 WHERE source = 1 AND record = 257", RC_EXCEPTION_PROOF_INVALID, 258 },
  { "root", "UPDATE source SET root = zeroblob (32) WHERE id = 1", RC_EXCEPTION_PROOF_INVALID, 1 },
  { "size-of-tree", "UPDATE source SET records = 10000 WHERE id = 1", RC_EXCEPTION_PROOF_INVALID, 611 },
  { "bytes", "UPDATE block SET data = (SELECT data FROM block WHERE id = 3), length = (SELECT length FROM block WHERE id = 3) WHERE id = 2",
    RC_EXCEPTION_PROOF_INVALID, 257 },
  { "no-bytes", "DELETE FROM block WHERE id = 2", RC_EXCEPTION_VAULT_DAMAGED, 257 },
  { "event", "UPDATE event SET time_us = 1 WHERE source = 1 AND record = 257", RC_EXCEPTION_TABLE_EDITED, 257 },
  { "no-event", "DELETE FROM event WHERE source = 1 AND record = 257", RC_EXCEPTION_TABLE_EDITED, 257 },
};

static void
test_tampered (Fixture       *fixture,
               gconstpointer  data)
{
  const Tampering *tampering = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcJudgement) judgement = NULL;

  rc_database_exec (rc_case_get_database (fixture->part.case_file), tampering->sql, &error);
  g_assert_no_error (error);
  g_clear_pointer (&fixture->part_reader, rc_record_reader_free);
  fixture->part_reader = rc_record_reader_new (rc_case_get_database (fixture->part.case_file));
  judgement = verify (fixture);
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = judgement->exceptions->pdata[i];

      g_test_message ("%s %" G_GINT64_FORMAT ":%" G_GINT64_FORMAT " expected %s, found %s", exception->kind, exception->source, exception->record,
                      exception->expected, exception->found);
    }
  g_assert_nonnull (find_exception (judgement, tampering->kind, 1, tampering->record));
  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, 1);
  if (!g_str_equal (tampering->kind, RC_EXCEPTION_TABLE_EDITED))
    g_assert_cmpuint (judgement->records_failed, >, 0);
}

/* A maker who forgets that records are withheld makes no whole source of it. */
static void
test_forgotten (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcJudgement) judgement = NULL;

  rc_database_exec (rc_case_get_database (fixture->part.case_file), "DELETE FROM excerpt WHERE source = 1", &error);
  g_assert_no_error (error);
  judgement = verify (fixture);
  g_assert_nonnull (find_exception (judgement, RC_EXCEPTION_VAULT_DAMAGED, 1, 0));
  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, 1);
}

#define ADD(name, function) g_test_add ("/excerpt/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("same-records", test_same_records);
  ADD ("withheld", test_withheld);
  ADD ("lineage", test_lineage);
  ADD ("search", test_search);
  ADD ("verify", test_verify);
  ADD ("protection", test_protection);
  for (gsize i = 0; i < G_N_ELEMENTS (tamperings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/excerpt/tampered/%s", tamperings[i].name);

      g_test_add (path, Fixture, &tamperings[i], set_up, test_tampered, tear_down);
    }
  ADD ("forgotten", test_forgotten);
  return g_test_run ();
}
