/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "seal-fixture.h"

/* --- The corpus: constructed logs of aiact-audit-log, one fault each --- */

typedef struct
{
  const char *folder;
  RcVerdict   integrity;
  RcVerdict   completeness;
  gint64      checked;
  gint64      total;
  const char *kind;          /* (nullable): the one exception of the chain */
  const char *file;          /* where it stands */
  gint64      record;
  const char *note;          /* (nullable): part of a note of the chain's seal */
} CorpusCase;

static const CorpusCase corpus[] = {
  { "valid", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, "fits 8 of 8" },
  { "whole-chain-rebuilt", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, NULL },
  { "tail-truncated", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 6, 6, NULL, NULL, 0, "END_NOT_PROVEN" },
  { "field-modified", RC_VERDICT_INVALID, RC_VERDICT_END_NOT_PROVEN, 7, 8, RC_EXCEPTION_RECORD_ALTERED, "2025-03-10.jsonl", 2,
    "fits 7 of 8" },
  { "entry-rehashed-link-broken", RC_VERDICT_INVALID, RC_VERDICT_END_NOT_PROVEN, 7, 8, RC_EXCEPTION_RECORD_REHASHED,
    "2025-03-10.jsonl", 2, NULL },
  { "middle-line-removed", RC_VERDICT_VALID, RC_VERDICT_GAP, 6, 7, RC_EXCEPTION_CHAIN_GAP, "2025-03-10.jsonl", 3, NULL },
  { "head-missing", RC_VERDICT_VALID, RC_VERDICT_PARTIAL, 4, 4, NULL, NULL, 0, "starts at number 4" },
  { "fork-same-seq", RC_VERDICT_VALID, RC_VERDICT_FORK, 8, 9, RC_EXCEPTION_CHAIN_FORK, "2025-03-11.jsonl", 3, NULL },
  { "line-replayed", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 9, 9, RC_EXCEPTION_RECORD_REPLAYED, "2025-03-10.jsonl", 3, NULL },
  { "lines-reordered", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, "do not stand in the order" },
  { "duplicate-json-key", RC_VERDICT_AMBIGUOUS, RC_VERDICT_END_NOT_PROVEN, 7, 8, RC_EXCEPTION_DUPLICATE_MEMBER,
    "2025-03-10.jsonl", 2, NULL },
  { "unicode-nfd", RC_VERDICT_INVALID, RC_VERDICT_END_NOT_PROVEN, 7, 8, RC_EXCEPTION_RECORD_ALTERED, "2025-03-10.jsonl", 4, NULL },
  { "number-spelling-changed", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, "1 records are spelled otherwise" },
  { "unicode-escape-changed", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, "1 records are spelled otherwise" },
  { "duplicate-entry-id", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, NULL },
  { "timestamp-goes-back", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, NULL },
  { "timestamp-other-zone", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, NULL },
  { "bidi-and-homoglyph", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, NULL },
  { "markup-in-text", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, NULL },
  { "crlf", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, NULL },
  { "bom", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, "byte order mark" },
  { "partial-last-line", RC_VERDICT_VALID, RC_VERDICT_INCOMPLETE, 7, 8, RC_EXCEPTION_UNREADABLE_RECORD, "2025-03-11.jsonl", 4,
    "cut off" },
  { "file-in-manifest-missing", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 4, 4, NULL, NULL, 0, NULL },
  { "file-not-in-manifest", RC_VERDICT_VALID, RC_VERDICT_END_NOT_PROVEN, 8, 8, NULL, NULL, 0, NULL },
};

static void
test_corpus (SealFixture   *fixture,
             gconstpointer  data)
{
  const CorpusCase *expected = data;
  g_autofree char *folder = g_strconcat ("integrity/jsonl-chain/", expected->folder, NULL);
  const RcException *exception;
  const RcSeal *seal;

  if (!seal_fixture_copy_corpus (fixture, folder, NULL))
    {
      g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
      return;
    }
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);

  g_assert_cmpuint (seal_fixture_count_seals (fixture, "chain"), ==, 1);
  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpstr (seal->name, ==, "credit-scoring-eu");
  g_assert_cmpstr (rc_verdict_to_code (seal->integrity), ==, rc_verdict_to_code (expected->integrity));
  g_assert_cmpstr (rc_verdict_to_code (seal->completeness), ==, rc_verdict_to_code (expected->completeness));
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_UNSIGNED);
  g_assert_cmpint (seal->anchor, ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal->checked, ==, expected->checked);
  g_assert_cmpint (seal->total, ==, expected->total);
  if (expected->note != NULL)
    g_assert_true (seal_fixture_has_note (seal, expected->note));
  if (expected->kind == NULL)
    return;

  exception = seal_fixture_exception (fixture, expected->kind);
  g_assert_nonnull (exception);
  g_assert_cmpint (exception->source, ==, seal_fixture_source (fixture, expected->file));
  g_assert_cmpint (exception->record, ==, expected->record);
  g_assert_cmpint (exception->caused_by, ==, 0);
}

static void
test_restart (SealFixture   *fixture,
              gconstpointer  data)
{
  const RcException *exception;

  if (!seal_fixture_copy_corpus (fixture, "integrity/jsonl-chain/reset-at-file-boundary", NULL))
    {
      g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
      return;
    }
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, "aiact-audit-log");
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "chain"), ==, 2);
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->completeness, ==, RC_VERDICT_END_NOT_PROVEN);
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 1)->completeness, ==, RC_VERDICT_GAP);
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_CHAIN_RESTART);
  g_assert_cmpint (exception->source, ==, seal_fixture_source (fixture, "2025-03-11.jsonl"));
  g_assert_cmpint (exception->record, ==, 1);
}

/* --- Published logs of other rules --- */

static const struct
{
  const char *file;
  const char *rule;           /* part of the note */
  RcVerdict   integrity;
  gint64      checked;
  gint64      total;
} published[] = {
  { "aiact-audit-log/claims-triage/2026/03/14.jsonl", "fits 3 of 3", RC_VERDICT_VALID, 3, 3 },
  { "aiact-audit-log/tampered/2026/03/14.jsonl", "fits 2 of 3", RC_VERDICT_INVALID, 2, 3 },
  { "aegis/audit_chain.jsonl", "audit chain of Aegis", RC_VERDICT_VALID, 10, 10 },
  { "aegis/day13_proof.jsonl", "decision proofs of Aegis", RC_VERDICT_VALID, 1, 1 },
  { "aivs/audit-log.jsonl", "AIVS", RC_VERDICT_VALID, 5, 5 },
};

static void
test_published (SealFixture   *fixture,
                gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  const char *root = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *path = g_build_filename (root != NULL ? root : "", "inference/ai-audit-chains", published[i].file, NULL);
  g_autofree char *content = NULL;
  const RcSeal *seal;
  gsize length;

  if (root == NULL || !g_file_get_contents (path, &content, &length, NULL))
    {
      g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
      return;
    }
  seal_fixture_write (fixture, "log.jsonl", content, (gssize) length);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (seal->integrity, ==, published[i].integrity);
  g_assert_cmpint (seal->checked, ==, published[i].checked);
  g_assert_cmpint (seal->total, ==, published[i].total);
  g_assert_true (seal_fixture_has_note (seal, published[i].rule));
}

/* --- Logs of the demonstration's rule, spoiled one by one --- */

static void
judge_log (SealFixture *fixture,
           ChainLog    *log)
{
  g_autofree char *text = chain_log_join (log);

  seal_fixture_write (fixture, "log.jsonl", text, -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, "recount-demo");
}

/* A head over the record in line @line (from 0), signed unless @seed is 0. */
static void
write_head (SealFixture *fixture,
            ChainLog    *log,
            const char  *name,
            gint64       sequence,
            guint        line,
            guint8       seed)
{
  g_autofree char *text = chain_log_head (log, "KreditCheck", sequence, line);

  seal_fixture_write (fixture, name, text, -1);
  if (seed != 0)
    seal_fixture_sign (fixture, name, "timestamp:1775001600", seed);
}

static void
test_anchored (SealFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);
  const RcSeal *seal;

  write_head (fixture, log, "heads/a.json", 9, 9, 1);
  write_head (fixture, log, "heads/b.json", 19, 19, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  judge_log (fixture, log);

  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->anchor, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->checked, ==, 20);
  g_assert_null (seal->reason);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
  for (guint64 record = 1; record <= 20; record++)
    g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", record), ==, RC_VERDICT_VALID);
}

/* Each fault in one log of four files, as the demonstration plants them. */
static void
test_four_files (SealFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 39, NULL);

  for (guint file = 0; file < 4; file++)
    {
      g_autofree char *name = g_strdup_printf ("log/%u.jsonl", 9 - file);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; i < 10; i++)
        g_string_append_printf (text, "%s\n", (const char *) log->lines->pdata[file * 10 + i]);
      seal_fixture_write (fixture, name, text->str, -1);
    }
  write_head (fixture, log, "head.json", 39, 39, 1);
  seal_fixture_trust (fixture, 1, "log-head", RC_TIME_NONE, RC_TIME_NONE);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, "recount-demo");

  g_assert_cmpuint (seal_fixture_count_seals (fixture, "chain"), ==, 1);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "chain", 0)), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->total, ==, 40);
  g_assert_cmpint (g_array_index (seal_fixture_seal (fixture, "chain", 0)->sources, gint64, 0), ==,
                   seal_fixture_source (fixture, "log/9.jsonl"));
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log/6.jsonl", 10), ==, RC_VERDICT_VALID);
}

static void
replace_in_line (ChainLog   *log,
                 guint       line,
                 const char *old,
                 const char *new)
{
  g_autofree char *text = g_steal_pointer (&log->lines->pdata[line]);
  g_auto (GStrv) parts = g_strsplit (text, old, 2);

  g_assert_nonnull (parts[1]);
  log->lines->pdata[line] = g_strjoinv (new, parts);
}

static void
test_altered (SealFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);
  const RcException *exception;
  const RcSeal *seal;

  write_head (fixture, log, "heads/a.json", 4, 4, 1);
  write_head (fixture, log, "heads/b.json", 19, 19, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  replace_in_line (log, 7, "answer 7", "answer X");
  judge_log (fixture, log);

  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, "digest");
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->checked, ==, 19);
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_RECORD_ALTERED);
  g_assert_cmpint (exception->record, ==, 8);
  g_assert_cmpint (exception->offset, >, 0);
  g_assert_cmpstr (exception->expected, !=, exception->found);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);

  /* Up to the first head; from there to the changed record nobody vouches; after it the second head does. */
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 5), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 6), ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 7), ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 8), ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 9), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->anchor, ==, RC_VERDICT_UNANCHORED);
}

/* Only the stated hash was written over: the next record still vouches for the content. */
static void
test_hash_altered (SealFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 9, NULL);
  g_auto (GStrv) parts = g_strsplit (log->lines->pdata[4], "\"hash\":\"", 2);
  char *line = g_strdup_printf ("%s\"hash\":\"%064d\"}", parts[0], 7);

  g_free (log->lines->pdata[4]);
  log->lines->pdata[4] = line;
  write_head (fixture, log, "head.json", 9, 9, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  judge_log (fixture, log);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_RECORD_ALTERED)->record, ==, 5);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 4), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 5), ==, RC_VERDICT_INVALID);
}

static void
test_rehashed (SealFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);
  RcDigest other;

  write_head (fixture, log, "head.json", 19, 19, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  g_free (log->lines->pdata[7]);
  log->lines->pdata[7] = chain_log_make_line ("KreditCheck", 7, "answer X", &g_array_index (log->hashes, RcDigest, 6), &other);
  judge_log (fixture, log);

  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_RECORD_REHASHED)->record, ==, 8);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 7), ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 8), ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 9), ==, RC_VERDICT_VALID);
}

/* Every record changed: each is told up to a bound, and no head vouches for any. */
static void
test_all_altered (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 1199, NULL);
  const RcSeal *seal;

  write_head (fixture, log, "head.json", 1199, 1199, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  for (guint i = 0; i < 1200; i++)
    replace_in_line (log, i, "answer", "changed");
  judge_log (fixture, log);

  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal->checked, ==, 0);
  g_assert_cmpint (seal->total, ==, 1200);
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_RECORD_ALTERED), ==, 1000);
  g_assert_true (seal_fixture_has_note (seal, "200 further faults"));
  for (guint64 record = 1; record <= 1200; record++)
    g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", record), ==, RC_VERDICT_INVALID);
}

static void
test_gap (SealFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);
  const RcException *exception;

  write_head (fixture, log, "head.json", 19, 19, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  g_ptr_array_remove_range (log->lines, 7, 3);
  judge_log (fixture, log);

  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->completeness, ==, RC_VERDICT_GAP);
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_CHAIN_GAP);
  g_assert_cmpint (exception->record, ==, 8);
  g_assert_cmpstr (exception->expected, ==, "number 7");
  g_assert_cmpstr (exception->found, ==, "number 10");
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 7), ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 8), ==, RC_VERDICT_VALID);
}

static void
test_fork (SealFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);
  gboolean goes_on = GPOINTER_TO_INT (data);
  const RcSeal *seal;
  RcDigest other;
  char *second;

  write_head (fixture, log, "head.json", 19, 19, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  second = chain_log_make_line ("KreditCheck", 7, "answer X", &g_array_index (log->hashes, RcDigest, 6), &other);
  /* The log goes on from the first version, or from the second one. */
  g_ptr_array_insert (log->lines, goes_on ? 7 : 8, second);
  judge_log (fixture, log);

  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_FORK);
  g_assert_cmpint (seal->total, ==, 21);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_CHAIN_FORK)->record, ==, 9);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 7), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 8), ==, goes_on ? RC_VERDICT_FORK : RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 9), ==, goes_on ? RC_VERDICT_VALID : RC_VERDICT_FORK);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 10), ==, RC_VERDICT_VALID);
}

static void
test_replay (SealFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);
  guint place = GPOINTER_TO_UINT (data);
  const RcSeal *seal;

  write_head (fixture, log, "head.json", 19, 19, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  g_ptr_array_insert (log->lines, (int) place, g_strdup (log->lines->pdata[7]));
  judge_log (fixture, log);

  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_DUPLICATE);
  g_assert_cmpint (seal->anchor, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_RECORD_REPLAYED)->record, ==, place + 1);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
  for (guint64 record = 1; record <= 21; record++)
    g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", record), ==, RC_VERDICT_VALID);
}

static void
test_run_replayed (SealFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 9, NULL);
  const RcException *exception;

  for (int i = 0; i < 3; i++)
    g_ptr_array_insert (log->lines, 8 + i, g_strdup (log->lines->pdata[5 + i]));
  judge_log (fixture, log);
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_RECORD_REPLAYED);
  g_assert_cmpint (exception->record, ==, 9);
  g_assert_cmpstr (exception->found, ==, "3 again");
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->total, ==, 13);
}

static void
test_tail_missing (SealFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);
  const RcException *exception;
  const RcSeal *seal;

  write_head (fixture, log, "heads/a.json", 9, 9, 1);
  write_head (fixture, log, "heads/b.json", 19, 19, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  g_ptr_array_remove_range (log->lines, 15, 5);
  judge_log (fixture, log);

  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_INCOMPLETE);
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_CHAIN_TAIL_MISSING);
  g_assert_cmpint (exception->source, ==, seal_fixture_source (fixture, "heads/b.json"));
  g_assert_cmpint (exception->record, ==, 1);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 10), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 11), ==, RC_VERDICT_UNANCHORED);
}

/* The tail is gone, and with it the head that would have told: what is left holds, but only up to a head that says when. */
static void
test_tail_and_head_missing (SealFixture   *fixture,
                            gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);
  const RcSeal *seal;

  write_head (fixture, log, "heads/a.json", 9, 9, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  g_ptr_array_remove_range (log->lines, 10, 10);
  judge_log (fixture, log);

  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_VALID);
  g_assert_true (seal_fixture_has_note (seal, "Complete up to number 9, which the last signed head received names (stated at "
                                 "2026-04-15T23:59:59Z)"));
  g_assert_true (seal_fixture_has_note (seal, "whether later records and heads exist"));
}

static void
test_rebuilt (SealFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (ChainLog) known = chain_log_new ("KreditCheck", 0, 9, NULL);
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 4, NULL);
  RcDigest hash = g_array_index (log->hashes, RcDigest, 4);
  const RcException *exception;

  /* Everything from number 5 on was made anew; the head that was stated before tells. */
  for (gint64 sequence = 5; sequence <= 9; sequence++)
    {
      RcDigest next;

      g_ptr_array_add (log->lines, chain_log_make_line ("KreditCheck", sequence, "made anew", &hash, &next));
      hash = next;
    }
  write_head (fixture, known, "head.json", 7, 7, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  judge_log (fixture, log);
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal_fixture_seal (fixture, "chain", 0)->reason, ==, "link");
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_HEAD_DISAGREES);
  g_assert_cmpint (exception->source, ==, seal_fixture_source (fixture, "head.json"));
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 3), ==, RC_VERDICT_UNANCHORED);
}

static void
test_head_unsigned (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 9, NULL);

  write_head (fixture, log, "heads/a.json", 3, 3, 1);
  write_head (fixture, log, "heads/b.json", 5, 5, 0);
  write_head (fixture, log, "heads/c.json", 9, 9, 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  judge_log (fixture, log);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "chain", 0)), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_HEAD_UNSIGNED)->source, ==,
                   seal_fixture_source (fixture, "heads/b.json"));
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
}

/* No head is signed: nothing is missing that others have, and nobody vouches. */
static void
test_heads_unsigned (SealFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 9, NULL);
  const RcSeal *seal;

  write_head (fixture, log, "heads/a.json", 3, 3, 0);
  write_head (fixture, log, "heads/c.json", 9, 9, 0);
  judge_log (fixture, log);
  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_UNSIGNED);
  g_assert_cmpint (seal->anchor, ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_END_NOT_PROVEN);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

static void
test_key_unknown (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 9, NULL);
  const RcSeal *seal;

  write_head (fixture, log, "heads/a.json", 5, 5, 1);
  write_head (fixture, log, "heads/b.json", 9, 9, 2);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  judge_log (fixture, log);
  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->anchor, ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "key-missing");
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_END_NOT_PROVEN);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_KEY_UNKNOWN)->source, ==,
                   seal_fixture_source (fixture, "heads/b.json"));
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 6), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 7), ==, RC_VERDICT_UNVERIFIABLE);
}

/* A key accepted for files is none for heads. */
static void
test_purpose (SealFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 9, NULL);

  write_head (fixture, log, "head.json", 9, 9, 1);
  seal_fixture_trust (fixture, 1, "files", RC_TIME_NONE, RC_TIME_NONE);
  judge_log (fixture, log);
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->anchor, ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_KEY_UNKNOWN));
}

/* Two chains in one file, record by record. */
static void
test_interleaved (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (ChainLog) a = chain_log_new ("KreditCheck", 0, 299, NULL);
  g_autoptr (ChainLog) b = chain_log_new ("Other", 0, 299, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *head = chain_log_head (a, "KreditCheck", 299, 299);

  replace_in_line (b, 10, "answer 10", "answer X");
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "%s\n%s\n", (char *) a->lines->pdata[i], (char *) b->lines->pdata[i]);
  seal_fixture_write (fixture, "log.jsonl", text->str, -1);
  seal_fixture_write (fixture, "head.json", head, -1);
  seal_fixture_sign (fixture, "head.json", "x", 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, "recount-demo");

  g_assert_cmpuint (seal_fixture_count_seals (fixture, "chain"), ==, 2);
  g_assert_cmpstr (seal_fixture_seal (fixture, "chain", 0)->name, ==, "KreditCheck");
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "chain", 0)), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->total, ==, 300);
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 1)->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_RECORD_ALTERED)->record, ==, 22);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
}

/* The same export twice, the second one longer, under other names. */
static void
test_overlap (SealFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) later = g_string_new (NULL);
  const RcSeal *seal;

  for (guint i = 5; i < 20; i++)
    g_string_append_printf (later, "%s\n", (char *) log->lines->pdata[i]);
  g_ptr_array_set_size (log->lines, 12);
  text = chain_log_join (log);
  seal_fixture_write (fixture, "a.jsonl", text, -1);
  seal_fixture_write (fixture, "b.jsonl", later->str, -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, "recount-demo");

  g_assert_cmpuint (seal_fixture_count_seals (fixture, "chain"), ==, 1);
  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_END_NOT_PROVEN);
  g_assert_cmpint (seal->total, ==, 27);
  g_assert_true (seal_fixture_has_note (seal, "7 records occur in more than one source"));
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

/* --- Records of no chain --- */

static void
test_strays (SealFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 9, NULL);
  const RcSeal *seal;

  g_ptr_array_insert (log->lines, 3, g_strdup ("{\"put\":\"in\"}"));
  g_ptr_array_insert (log->lines, 6, g_strdup ("not JSON"));
  g_ptr_array_insert (log->lines, 8, g_strdup (""));
  judge_log (fixture, log);
  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_MALFORMED);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_NOT_COVERED);
  g_assert_cmpint (seal->total, ==, 12);
  g_assert_cmpint (seal->checked, ==, 10);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_NOT_LISTED)->record, ==, 4);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_UNREADABLE_RECORD)->record, ==, 7);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 4), ==, RC_VERDICT_NOT_COVERED);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 5), ==, RC_VERDICT_UNANCHORED);
}

/* A record was overwritten with rubbish: its number is absent because of that. */
static void
test_gap_explained (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 9, NULL);
  const RcException *gap;

  g_free (log->lines->pdata[4]);
  log->lines->pdata[4] = g_strdup ("{\"seq\":4,");
  judge_log (fixture, log);
  gap = seal_fixture_exception (fixture, RC_EXCEPTION_CHAIN_GAP);
  g_assert_cmpint (gap->caused_by, ==, seal_fixture_exception (fixture, RC_EXCEPTION_UNREADABLE_RECORD)->id);
}

static void
test_bare (SealFixture   *fixture,
           gconstpointer  data)
{
  seal_fixture_write (fixture, "log.jsonl", "{\"a\":1}\n{\"a\":2}\n", -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, "recount-demo");
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->integrity, ==, RC_VERDICT_UNVERIFIABLE);

  seal_fixture_judge (fixture, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "chain"), ==, 0);
}

/* C29: an integer that no double holds is hashed as the nearest one, and that is told. */
static void
test_precision (SealFixture   *fixture,
                gconstpointer  data)
{
  const char *zeros = "0000000000000000000000000000000000000000000000000000000000000000";
  g_autofree char *hashed = g_strdup_printf ("{\"n\":9007199254740992,\"prev_hash\":\"%s\",\"seq\":0,\"system\":\"S\"}", zeros);
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, hashed, -1);
  g_autofree char *record = g_strdup_printf ("{\"n\":9007199254740993,\"seq\":0,\"system\":\"S\",\"prev_hash\":\"%s\",\"hash\":\"%s\"}\n",
                                             zeros, hex);

  seal_fixture_write (fixture, "log.jsonl", record, -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, "recount-demo");
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->integrity, ==, RC_VERDICT_VALID);
  g_assert_true (seal_fixture_has_note (seal_fixture_seal (fixture, "chain", 0), "integers beyond 2^53"));
}

/* --- Rules that are found --- */

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
test_rule_unknown (SealFixture   *fixture,
                   gconstpointer  data)
{
  const RcSeal *seal;

  seal_fixture_write (fixture, "log.jsonl",
                      "{\"a\":1,\"entry_hash\":\"" HEX "\",\"prev_hash\":null}\n"
                      "{\"a\":2,\"entry_hash\":\"" HEX "\",\"prev_hash\":\"" HEX "\"}\n", -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, "auto");
  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "rule-unknown");
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_RULE_UNKNOWN)->record, ==, 1);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
  g_assert_cmpint (seal_fixture_protection (fixture, "chain", "log.jsonl", 2), ==, RC_VERDICT_UNVERIFIABLE);
}

static void
test_unsupported (SealFixture   *fixture,
                  gconstpointer  data)
{
  seal_fixture_write (fixture, "log.jsonl",
                      "{\"chain_hash\":\"" HEX "\",\"session_seq\":1,\"prev_session_seq\":0}\n", -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  g_assert_cmpstr (seal_fixture_seal (fixture, "chain", 0)->reason, ==, "key-missing");
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_RULE_UNKNOWN));
}

/* Home-made: the text of the hash before, a colon, the record as Python writes it; a break in it has no number. */
static void
test_home_made (SealFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *previous = g_strdup ("");
  gboolean is_broken = GPOINTER_TO_INT (data);
  const RcSeal *seal;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *hashed = g_strdup_printf ("%s:{\"actor\": \"a%u\", \"what\": \"caf\\u00e9\"}", previous, i);
      g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, hashed, -1);

      if (!(is_broken && i == 6))
        g_string_append_printf (text, "{\"what\":\"café\",\"actor\":\"a%u\",\"record_hash\":\"%s\",\"previous_hash\":\"%s\"}\n", i, hex,
                                previous);
      g_free (previous);
      previous = g_steal_pointer (&hex);
    }
  seal_fixture_write (fixture, "log.jsonl", text->str, -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);

  seal = seal_fixture_seal (fixture, "chain", 0);
  g_assert_true (seal_fixture_has_note (seal, "Rule inferred"));
  g_assert_cmpint (seal->integrity, ==, is_broken ? RC_VERDICT_INVALID : RC_VERDICT_VALID);
  g_assert_cmpint (seal->total, ==, is_broken ? 9 : 10);
  g_assert_cmpint (seal->checked, ==, is_broken ? 8 : 10);
  if (is_broken)
    g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_CHAIN_GAP)->record, ==, 7);
}

static void
test_attestix (SealFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *previous = g_strnfill (64, '0');

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *hashed = g_strdup_printf ("%s:{\"action\":\"a\",\"actor\":\"é\",\"change_digest\":\"" HEX "\",\"event_id\":\"e%u\","
                                                 "\"occurred_at\":\"t\",\"prev_hash\":\"%s\",\"target_collection\":\"c\",\"target_id\":"
                                                 "\"i\",\"tenant_id\":\"default\"}", previous, i, previous);
      g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, hashed, -1);

      /* Decomposed here, composed under the hash; a member that the export adds is outside of it. */
      g_string_append_printf (text, "{\"added\":1,\"event_id\":\"e%u\",\"tenant_id\":\"default\",\"actor\":\"e\u0301\",\"action\":\"a\","
                              "\"target_id\":\"i\",\"target_collection\":\"c\",\"occurred_at\":\"t\",\"change_digest\":\"" HEX
                              "\",\"prev_hash\":\"%s\",\"chain_hash\":\"%s\"}\n", i, previous, hex);
      g_free (previous);
      previous = g_steal_pointer (&hex);
    }
  seal_fixture_write (fixture, "log.jsonl", text->str, -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  g_assert_true (seal_fixture_has_note (seal_fixture_seal (fixture, "chain", 0), "Attestix"));
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_seal (fixture, "chain", 0)->checked, ==, 4);
}

/* --- Damage --- */

/* Whatever is done to the bytes, nothing crashes, and a change within a record never passes. */
static void
test_spoiled_bytes (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 11, NULL);
  g_autofree char *text = chain_log_join (log);
  g_autoptr (RcChainSet) chains = NULL;
  RcChainWorker *worker = rc_chain_worker_new ();
  RcSource source = {
    .id = 1, .name = (char *) "log.jsonl", .kind = (char *) "file", .derivation = (char *) "file", .framing = RC_FRAMING_LINES,
    .size = strlen (text),
  };
  RcChainScan *scan;
  RcChainLink link;
  gsize length;

  chains = rc_chain_set_new ();
  scan = rc_chain_set_begin (chains, &source, "recount-demo", text, strlen (text));
  g_assert_nonnull (scan);
  length = strlen (log->lines->pdata[3]);
  for (gsize i = 0; i < length; i++)
    {
      for (guint bit = 0; bit < 8; bit++)
        {
          g_autofree char *spoiled = g_strdup (log->lines->pdata[3]);

          spoiled[i] ^= (char) (1 << bit);
          rc_chain_scan_judge (scan, worker, spoiled, length, NULL, &link);
          /* A hexadecimal digit of the hash in upper case is the same digest. */
          g_assert_true (!link.present || !link.hash_fits || g_ascii_isxdigit (spoiled[i]));
        }
      rc_chain_scan_judge (scan, worker, log->lines->pdata[3], i, NULL, &link);
      g_assert_false (link.present);
    }
  rc_chain_scan_judge (scan, worker, log->lines->pdata[3], length, NULL, &link);
  g_assert_true (link.present && link.hash_fits && link.is_readable && !link.ambiguous);
  g_assert_cmpint (link.sequence, ==, 3);
  rc_chain_worker_free (worker);
}

/* --- Reading by layout: the same answers as reading in full --- */

static RcChainScan *
begin_scan (RcChainSet *chains)
{
  static const char *head = "{\"hash\":\"\",\"prev_hash\":\"\",\"seq\":0,\"system\":\"\"}\n";
  RcSource source = {
    .id = 1, .name = (char *) "log.jsonl", .kind = (char *) "file", .derivation = (char *) "file", .framing = RC_FRAMING_LINES,
    .size = 1000,
  };

  return rc_chain_set_begin (chains, &source, "recount-demo", head, strlen (head));
}

static void
assert_same_link (const RcChainScan *scan,
                  RcChainWorker     *warm,
                  const char        *record,
                  gsize              length)
{
  RcChainWorker *cold = rc_chain_worker_new ();
  RcChainLink a, b;

  rc_chain_scan_judge (scan, cold, record, length, NULL, &a);
  rc_chain_scan_judge (scan, warm, record, length, NULL, &b);
  rc_chain_worker_free (cold);

  g_assert_cmpint (a.present, ==, b.present);
  g_assert_cmpint (a.is_readable, ==, b.is_readable);
  g_assert_cmpint (a.hash_fits, ==, b.hash_fits);
  g_assert_cmpint (a.ambiguous, ==, b.ambiguous);
  g_assert_cmpint (a.is_respelled, ==, b.is_respelled);
  g_assert_cmpint (a.lost_precision, ==, b.lost_precision);
  g_assert_cmpint (a.has_sequence, ==, b.has_sequence);
  g_assert_cmpint (a.is_first_link, ==, b.is_first_link);
  if (!a.present)
    return;
  g_assert_cmpint (a.sequence, ==, b.sequence);
  g_assert_cmpuint (a.scope, ==, b.scope);
  g_assert_cmpmem (&a.hash, sizeof a.hash, &b.hash, sizeof b.hash);
  g_assert_cmpmem (&a.computed, sizeof a.computed, &b.computed, sizeof b.computed);
  g_assert_cmpmem (&a.previous, sizeof a.previous, &b.previous, sizeof b.previous);
}

/* A record of this body, hashed by what the canonical form of it is. */
static char *
hash_body (const char *body)
{
  g_auto (RcJson) json;
  g_autoptr (GString) canonical = g_string_new (NULL);
  RcJsonFault fault;
  RcDigest digest;
  char hex[RC_DIGEST_HEX_SIZE];

  rc_json_init (&json);
  if (!rc_json_parse (&json, body, strlen (body), &fault)
      || rc_canonical_append (canonical, &json, 0, RC_CANONICAL_JCS, NULL) == RC_CANONICAL_NUMBER_RANGE)
    return g_strdup (body);

  rc_digest_compute (canonical->str, canonical->len, &digest);
  rc_digest_to_hex (&digest, hex);
  return g_strdup_printf ("%.*s,\"hash\":\"%s\"}", (int) strlen (body) - 1, body, hex);
}

static void
test_layouts (void)
{
  static const char * const values[] = {
    "0", "-0", "1", "-1", "10", "01", "1.0", "1.5", "1.50", "-1.5", "0.1", "-0.5", "0.000001", "0.0000001", "0.0000015", "1e3", "1E3",
    "123456789012345", "1234567890123456", "9007199254740992", "9007199254740993", "12345678901234.5", "123456789012345.5",
    "0.12345678901234", "0.1234567890123456", "1e400", "100000000000000000000000", ".5", "5.", "-", "+1", "",
    "true", "false", "null", "tru", "nul", "True",
    "\"\"", "\"a\"", "\"caf\u00e9\"", "\"caf\\u00e9\"", "\"\\n\"", "\"\\\"\"", "\"\u2028\"", "\"\U0001f600\"", "\"\x7f\"", "\"\xc3\"",
    "\"\xed\xa0\x80\"", "\"a\tb\"", "\"unfinished", "\"@@v001@@\"", "{}", "[]", "[1]", "[1,2]", "{\"x\":1}", "{\"x\":1.0}", " 1", "1 ",
  };
  g_autoptr (RcChainSet) chains = rc_chain_set_new ();
  RcChainScan *scan = begin_scan (chains);
  RcChainWorker *warm = rc_chain_worker_new ();
  guint n_fitting = 0;

  for (guint turn = 0; turn < 3; turn++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        {
          for (guint k = 0; k < G_N_ELEMENTS (values); k++)
            {
              g_autofree char *body = g_strdup_printf ("{\"z\":%s,\"seq\":%u,\"b\":{\"y\":%s,\"\u20ac\":[true,%s]},\"system\":\"S\","
                                                       "\"prev_hash\":\"" HEX "\"}", values[i], i, values[k], values[i]);
              g_autofree char *record = hash_body (body);
              RcChainLink link;

              assert_same_link (scan, warm, record, strlen (record));
              rc_chain_scan_judge (scan, warm, record, strlen (record), NULL, &link);
              n_fitting += link.hash_fits;
            }
        }
    }
  g_assert_cmpuint (n_fitting, >, 3000);
  rc_chain_worker_free (warm);
}

/* Names that change their order, come twice or look like a placeholder. */
static void
test_layouts_of_names (void)
{
  static const char * const names[] = { "a", "b", "z", "seq", "hash", "prev_hash", "@@v001@@", "\\u0061", "\u20ac", "\U0001f600", "" };
  g_autoptr (RcChainSet) chains = rc_chain_set_new ();
  RcChainScan *scan = begin_scan (chains);
  RcChainWorker *warm = rc_chain_worker_new ();

  for (guint turn = 0; turn < 2; turn++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        {
          for (guint k = 0; k < G_N_ELEMENTS (names); k++)
            {
              g_autofree char *body = g_strdup_printf ("{\"%s\":1,\"%s\":2,\"seq\":7,\"system\":\"S\",\"prev_hash\":\"" HEX "\"}", names[i],
                                                       names[k]);
              g_autofree char *record = hash_body (body);

              assert_same_link (scan, warm, record, strlen (record));
            }
        }
    }
  rc_chain_worker_free (warm);
}

/* Every bit of a record flipped, after its layout is known. */
static void
test_layouts_of_spoiled_bytes (void)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 1, NULL);
  g_autoptr (RcChainSet) chains = rc_chain_set_new ();
  RcChainScan *scan = begin_scan (chains);
  RcChainWorker *warm = rc_chain_worker_new ();
  const char *record = log->lines->pdata[1];
  gsize length = strlen (record);

  assert_same_link (scan, warm, record, length);
  for (gsize i = 0; i < length; i++)
    {
      for (guint bit = 0; bit < 8; bit++)
        {
          g_autofree char *spoiled = g_strdup (record);

          spoiled[i] ^= (char) (1 << bit);
          assert_same_link (scan, warm, spoiled, length);
        }
      assert_same_link (scan, warm, record, i);
    }
  rc_chain_worker_free (warm);
}

#define ADD(name, function, data) g_test_add ("/chain/" name, SealFixture, data, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (corpus); i++)
    {
      g_autofree char *path = g_strdup_printf ("/chain/corpus/%s", corpus[i].folder);

      g_test_add (path, SealFixture, &corpus[i], seal_fixture_set_up, test_corpus, seal_fixture_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      g_autofree char *path = g_strdup_printf ("/chain/published/%u", i);

      g_test_add (path, SealFixture, GUINT_TO_POINTER (i), seal_fixture_set_up, test_published, seal_fixture_tear_down);
    }
  ADD ("corpus/reset-at-file-boundary", test_restart, NULL);
  ADD ("anchored", test_anchored, NULL);
  ADD ("four-files", test_four_files, NULL);
  ADD ("altered", test_altered, NULL);
  ADD ("hash-altered", test_hash_altered, NULL);
  ADD ("all-altered", test_all_altered, NULL);
  ADD ("rehashed", test_rehashed, NULL);
  ADD ("gap", test_gap, NULL);
  ADD ("fork", test_fork, GINT_TO_POINTER (FALSE));
  ADD ("fork-goes-on", test_fork, GINT_TO_POINTER (TRUE));
  ADD ("replay/next", test_replay, GUINT_TO_POINTER (8));
  ADD ("replay/later", test_replay, GUINT_TO_POINTER (11));
  ADD ("replay/last", test_replay, GUINT_TO_POINTER (20));
  ADD ("replay/run", test_run_replayed, NULL);
  ADD ("tail-missing", test_tail_missing, NULL);
  ADD ("tail-and-head-missing", test_tail_and_head_missing, NULL);
  ADD ("rebuilt", test_rebuilt, NULL);
  ADD ("head-unsigned", test_head_unsigned, NULL);
  ADD ("heads-unsigned", test_heads_unsigned, NULL);
  ADD ("key-unknown", test_key_unknown, NULL);
  ADD ("purpose", test_purpose, NULL);
  ADD ("interleaved", test_interleaved, NULL);
  ADD ("overlap", test_overlap, NULL);
  ADD ("strays", test_strays, NULL);
  ADD ("gap-explained", test_gap_explained, NULL);
  ADD ("bare", test_bare, NULL);
  ADD ("C29/precision", test_precision, NULL);
  ADD ("rule-unknown", test_rule_unknown, NULL);
  ADD ("unsupported", test_unsupported, NULL);
  ADD ("home-made", test_home_made, GINT_TO_POINTER (FALSE));
  ADD ("home-made-broken", test_home_made, GINT_TO_POINTER (TRUE));
  ADD ("attestix", test_attestix, NULL);
  ADD ("spoiled-bytes", test_spoiled_bytes, NULL);
  g_test_add_func ("/chain/layouts/values", test_layouts);
  g_test_add_func ("/chain/layouts/names", test_layouts_of_names);
  g_test_add_func ("/chain/layouts/spoiled-bytes", test_layouts_of_spoiled_bytes);
  return g_test_run ();
}
