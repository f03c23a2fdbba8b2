/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/seals/cover.h"
#include "core/seals/digest-list-file.h"
#include "core/seals/seal-sources.h"
#include "seal-fixture.h"

#define SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* --- Lists in a case --- */

static char *
sum (const char *content,
     const char *path)
{
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);

  return g_strdup_printf ("%s  %s\n", hex, path);
}

/* a.txt, b.txt and c/d.txt with the list of them. */
static void
write_listed (SealFixture *fixture)
{
  g_autofree char *a = sum ("content of a\n", "a.txt");
  g_autofree char *b = sum ("content of b\n", "./b.txt");
  g_autofree char *d = sum ("content of d\n", "c/d.txt");
  g_autofree char *list = g_strconcat (a, b, d, NULL);

  seal_fixture_write (fixture, "x/a.txt", "content of a\n", -1);
  seal_fixture_write (fixture, "x/b.txt", "content of b\n", -1);
  seal_fixture_write (fixture, "x/c/d.txt", "content of d\n", -1);
  seal_fixture_write (fixture, "x/SHA256SUMS", list, -1);
}

static const RcSeal *
judge_list (SealFixture *fixture)
{
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  return seal_fixture_seal (fixture, "digest-list", 0);
}

static void
test_holds (SealFixture   *fixture,
            gconstpointer  data)
{
  const RcSeal *seal;

  write_listed (fixture);
  seal_fixture_write (fixture, "elsewhere.txt", "not below the list's folder\n", -1);
  seal = judge_list (fixture);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_UNSIGNED);
  g_assert_cmpint (seal->anchor, ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal->checked, ==, 3);
  g_assert_cmpint (seal->total, ==, 3);
  g_assert_cmpuint (seal->sources->len, ==, 4);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
  g_assert_cmpint (seal_fixture_protection (fixture, "digest-list", "x/c/d.txt", 1), ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal_fixture_protection (fixture, "digest-list", "elsewhere.txt", 1), ==, RC_VERDICT_UNSIGNED);
}

static void
test_signed (SealFixture   *fixture,
             gconstpointer  data)
{
  const RcSeal *seal;

  write_listed (fixture);
  seal_fixture_sign (fixture, "x/SHA256SUMS", "timestamp:1775001600", 1);
  seal_fixture_trust (fixture, 1, "files", RC_TIME_NONE, RC_TIME_NONE);
  seal = judge_list (fixture);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_VALID);
  g_assert_null (seal->reason);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
  g_assert_cmpint (seal_fixture_protection (fixture, "digest-list", "x/a.txt", 1), ==, RC_VERDICT_VALID);
}

/* No library here computes BLAKE3, and nothing is called changed for that. */
static void
test_unknown (SealFixture   *fixture,
              gconstpointer  data)
{
  const RcSeal *seal;

  seal_fixture_write (fixture, "a.txt", "content\n", -1);
  seal_fixture_write (fixture, data, SHA256 "  a.txt\n", -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  seal = seal_fixture_seal (fixture, "digest-list", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "algorithm-unsupported");
  g_assert_cmpint (seal->checked, ==, 0);
}

/* C01: one byte. */
static void
test_mismatch (SealFixture   *fixture,
               gconstpointer  data)
{
  const RcException *exception;
  const RcSeal *seal;

  write_listed (fixture);
  seal_fixture_sign (fixture, "x/SHA256SUMS", "x", 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  seal_fixture_write (fixture, "x/b.txt", "content of B\n", -1);
  seal = judge_list (fixture);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, "digest");
  g_assert_cmpint (seal->checked, ==, 2);
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_DIGEST_MISMATCH);
  g_assert_cmpint (exception->source, ==, seal_fixture_source (fixture, "x/b.txt"));
  g_assert_cmpint (exception->record, ==, 1);
  g_assert_cmpuint (strlen (exception->expected), ==, 64);
  g_assert_cmpstr (exception->expected, !=, exception->found);
  g_assert_cmpint (seal_fixture_protection (fixture, "digest-list", "x/a.txt", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "digest-list", "x/b.txt", 1), ==, RC_VERDICT_INVALID);
}

/* C02: absent, C03: not on the list. */
static void
test_absent_and_extra (SealFixture   *fixture,
                       gconstpointer  data)
{
  const RcException *exception;
  g_autofree char *path = NULL;
  const RcSeal *seal;

  write_listed (fixture);
  path = g_build_filename (fixture->folder, "evidence/x/c/d.txt", NULL);
  g_assert_cmpint (g_remove (path), ==, 0);
  seal_fixture_write (fixture, "x/c/new.txt", "put in\n", -1);
  seal = judge_list (fixture);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_INCOMPLETE);
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_LISTED_ABSENT);
  g_assert_cmpint (exception->source, ==, seal_fixture_source (fixture, "x/SHA256SUMS"));
  g_assert_cmpint (exception->record, ==, 3);
  g_assert_cmpstr (exception->expected, ==, "c/d.txt");
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_NOT_LISTED);
  g_assert_cmpint (exception->source, ==, seal_fixture_source (fixture, "x/c/new.txt"));
}

static void
test_extra (SealFixture   *fixture,
            gconstpointer  data)
{
  write_listed (fixture);
  seal_fixture_sign (fixture, "x/SHA256SUMS", "x", 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  seal_fixture_write (fixture, "x/new.txt", "put in\n", -1);
  g_assert_cmpint (judge_list (fixture)->completeness, ==, RC_VERDICT_NOT_COVERED);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
}

/* C04 */
/* What an exporter may call a file, or put beside it, so that the signed list would not miss it. */
static const struct
{
  const char *name;
  const char *content;
  const char *list;       /* (nullable): an unsigned list that names it */
} hidden[] = {
  { "x/c!d/new.txt", "put in\n", NULL },
  { "x/SHA256SUMS.asc", "{\"seq\":0,\"hash\":\"" SHA256 "\",\"schema\":\"a.head/1\"}\n", NULL },
  { "x/c/new.txt", "put in\n", "x/c/SHA256SUMS" },
  { "x/c/new.txt", "put in\n", "x/c/new.txt.sha256" },
};

static void
test_extra_hidden (SealFixture   *fixture,
                   gconstpointer  data)
{
  const RcSeal *seal;
  guint i = GPOINTER_TO_UINT (data);
  gint64 source;

  write_listed (fixture);
  seal_fixture_sign (fixture, "x/SHA256SUMS", "x", 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  seal_fixture_write (fixture, hidden[i].name, hidden[i].content, -1);
  if (hidden[i].list != NULL)
    {
      g_autofree char *list = sum (hidden[i].content, "new.txt");

      seal_fixture_write (fixture, hidden[i].list, list, -1);
    }
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);

  source = seal_fixture_source (fixture, "x/SHA256SUMS");
  for (guint k = 0; g_array_index ((seal = seal_fixture_seal (fixture, "digest-list", k))->sources, gint64, 0) != source;)
    k++;
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_NOT_COVERED);
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_NOT_LISTED), ==, hidden[i].list != NULL ? 2 : 1);
}

static void
test_swapped (SealFixture   *fixture,
              gconstpointer  data)
{
  write_listed (fixture);
  seal_fixture_write (fixture, "x/a.txt", "content of b\n", -1);
  seal_fixture_write (fixture, "x/b.txt", "content of a\n", -1);
  g_assert_cmpint (judge_list (fixture)->checked, ==, 1);
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_DIGEST_MISMATCH), ==, 2);
}

/* C05: whichever of the two fits. */
static void
test_twice (SealFixture   *fixture,
            gconstpointer  data)
{
  g_autofree char *good = sum ("content\n", "a.txt");
  g_autofree char *bad = sum ("other\n", "./a.txt");
  g_autofree char *list = data != NULL ? g_strconcat (good, bad, NULL) : g_strconcat (bad, good, NULL);
  const RcSeal *seal;

  seal_fixture_write (fixture, "a.txt", "content\n", -1);
  seal_fixture_write (fixture, "SHA256SUMS", list, -1);
  seal = judge_list (fixture);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_AMBIGUOUS);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_LIST_AMBIGUOUS)->record, ==, 2);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
  g_assert_cmpint (seal_fixture_protection (fixture, "digest-list", "a.txt", 1), ==, RC_VERDICT_AMBIGUOUS);
}

/* C06 */
static void
test_path (SealFixture   *fixture,
           gconstpointer  data)
{
  g_autofree char *a = sum ("content\n", "../a.txt");
  g_autofree char *b = sum ("content\n", "/etc/passwd");
  g_autofree char *list = g_strconcat (a, b, NULL);

  seal_fixture_write (fixture, "a.txt", "content\n", -1);
  seal_fixture_write (fixture, "x/SHA256SUMS", list, -1);
  g_assert_cmpint (judge_list (fixture)->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_PATH_REFUSED), ==, 2);
  g_assert_cmpint (seal_fixture_protection (fixture, "digest-list", "a.txt", 1), ==, RC_VERDICT_UNSIGNED);
}

static void
test_weak (SealFixture   *fixture,
           gconstpointer  data)
{
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_MD5, "content\n", -1);
  g_autofree char *list = g_strdup_printf ("%s  a.txt\n", hex);

  seal_fixture_write (fixture, "a.txt", "content\n", -1);
  seal_fixture_write (fixture, "md5sums", list, -1);
  g_assert_cmpint (judge_list (fixture)->integrity, ==, RC_VERDICT_WEAK);
  g_assert_cmpint (seal_fixture_seal (fixture, "digest-list", 0)->checked, ==, 1);
}

static void
test_long (SealFixture   *fixture,
           gconstpointer  data)
{
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA512, "content\n", -1);
  g_autofree char *list = g_strdup_printf ("SHA512 (a.txt) = %s\n", hex);

  seal_fixture_write (fixture, "a.txt", data != NULL ? "changed\n" : "content\n", -1);
  seal_fixture_write (fixture, "SUMS", list, -1);
  g_assert_cmpint (judge_list (fixture)->integrity, ==, data != NULL ? RC_VERDICT_INVALID : RC_VERDICT_VALID);
}

/* A list beside one file asks nothing of the others. */
static void
test_sidecar_in_case (SealFixture   *fixture,
                      gconstpointer  data)
{
  g_autofree char *list = sum ("content\n", "model.bin");

  seal_fixture_write (fixture, "model.bin", "content\n", -1);
  seal_fixture_write (fixture, "model.bin.sha256", list, -1);
  seal_fixture_write (fixture, "README.md", "text\n", -1);
  g_assert_cmpint (judge_list (fixture)->completeness, ==, RC_VERDICT_VALID);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

static void
test_named_only (SealFixture   *fixture,
                 gconstpointer  data)
{
  seal_fixture_write (fixture, "SHA256SUMS", "rubbish\n", -1);
  g_assert_cmpint (judge_list (fixture)->integrity, ==, RC_VERDICT_MALFORMED);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_SEAL_MALFORMED));
}

/* The changed file came with a later delivery, beside the list that did not change. */
static void
test_delivered_again (SealFixture   *fixture,
                      gconstpointer  data)
{
  write_listed (fixture);
  seal_fixture_import (fixture);
  seal_fixture_write (fixture, "x/b.txt", "content of B\n", -1);
  g_assert_cmpint (judge_list (fixture)->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_DIGEST_MISMATCH)->source, >,
                   seal_fixture_source (fixture, "x/c/d.txt"));
}

/* The files of a list that is signed were changed, and their own chain says so: one cause. */
static void
test_cause (SealFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 9, NULL);
  g_autofree char *text = chain_log_join (log);
  g_autofree char *list = sum (text, "log.jsonl");
  g_auto (GStrv) parts = g_strsplit (text, "answer 4", 2);
  g_autofree char *changed = g_strjoinv ("answer X", parts);
  const RcException *mismatch, *altered;

  seal_fixture_write (fixture, "log.jsonl", changed, -1);
  seal_fixture_write (fixture, "SHA256SUMS", list, -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, "recount-demo");
  mismatch = seal_fixture_exception (fixture, RC_EXCEPTION_DIGEST_MISMATCH);
  altered = seal_fixture_exception (fixture, RC_EXCEPTION_RECORD_ALTERED);
  g_assert_cmpint (mismatch->caused_by, ==, altered->id);
  g_assert_cmpint (altered->caused_by, ==, 0);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 2);
}

/* The manifests of constructed exports: what ORIGIN.md says of each. */
static const struct
{
  const char *folder;
  RcVerdict   integrity;
  RcVerdict   completeness;
  const char *kind;
} manifests[] = {
  { "valid", RC_VERDICT_VALID, RC_VERDICT_VALID, NULL },
  { "field-modified", RC_VERDICT_INVALID, RC_VERDICT_VALID, RC_EXCEPTION_DIGEST_MISMATCH },
  { "file-in-manifest-missing", RC_VERDICT_VALID, RC_VERDICT_INCOMPLETE, RC_EXCEPTION_LISTED_ABSENT },
  { "file-not-in-manifest", RC_VERDICT_VALID, RC_VERDICT_NOT_COVERED, RC_EXCEPTION_NOT_LISTED },
};

static void
test_manifest (SealFixture   *fixture,
               gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *folder = g_strconcat ("integrity/jsonl-chain/", manifests[i].folder, NULL);
  const RcSeal *seal;

  if (!seal_fixture_copy_corpus (fixture, folder, NULL))
    {
      g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
      return;
    }
  seal = judge_list (fixture);
  g_assert_cmpint (seal->integrity, ==, manifests[i].integrity);
  g_assert_cmpint (seal->completeness, ==, manifests[i].completeness);
  if (manifests[i].kind != NULL)
    g_assert_nonnull (seal_fixture_exception (fixture, manifests[i].kind));
}

/* Eleven of twelve files of a published bundle are here, and its manifest says so. */
static void
test_bundle (SealFixture   *fixture,
             gconstpointer  data)
{
  const RcSeal *seal;

  if (!seal_fixture_copy_corpus (fixture, "inference/ai-audit-chains/air-blackbox/evidence-bundle-2026-04-13T18-55-19", NULL))
    {
      g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
      return;
    }
  seal = judge_list (fixture);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_INCOMPLETE);
  g_assert_cmpint (seal->checked, ==, 11);
  g_assert_cmpint (seal->total, ==, 12);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
}

/* What was taken out of a listed file is as good as that file. */
static void
test_inherited (void)
{
  RcSource archive = { .id = 1, .name = (char *) "in.tar", .kind = (char *) "container", .records = 1 };
  RcSource member = { .id = 2, .parent = 1, .name = (char *) "in.tar!m.db", .kind = (char *) "file", .records = 4 };
  RcSource rows = { .id = 5, .parent = 2, .name = (char *) "in.tar!m.db!rows", .kind = (char *) "rows", .records = 9 };
  RcSource other = { .id = 6, .name = (char *) "other", .kind = (char *) "file", .records = 2 };
  RcSource *all[] = { &archive, &member, &rows, &other };
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  RcSealContext context = { .sources = sources };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_ptr_array_add (sources, all[i]);
  rc_seal_context_index (&context);
  rc_cover_source (&context, judgement, 1, &archive, RC_VERDICT_VALID);
  rc_seal_context_drop_index (&context);

  g_assert_cmpuint (judgement->covers->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const RcSealCover *cover = &g_array_index (judgement->covers, RcSealCover, i);

      g_assert_cmpint (cover->source, ==, all[i]->id);
      g_assert_cmpuint (cover->first_record, ==, 1);
      g_assert_cmpuint (cover->last_record, ==, all[i]->records);
      g_assert_cmpint (cover->protection, ==, RC_VERDICT_VALID);
    }
}

#define ADD(name, function, data) g_test_add ("/digest-list/case/" name, SealFixture, data, seal_fixture_set_up, function, \
                                              seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_seal_sources_register ();
  g_test_add_func ("/digest-list/inherited", test_inherited);
  ADD ("holds", test_holds, NULL);
  ADD ("signed", test_signed, NULL);
  ADD ("C01/mismatch", test_mismatch, NULL);
  ADD ("C02/absent-and-extra", test_absent_and_extra, NULL);
  ADD ("C03/extra", test_extra, NULL);
  ADD ("C03/extra-folder-named-like-a-container", test_extra_hidden, GUINT_TO_POINTER (0));
  ADD ("C03/extra-named-like-a-signature", test_extra_hidden, GUINT_TO_POINTER (1));
  ADD ("C03/extra-on-a-list-of-its-own", test_extra_hidden, GUINT_TO_POINTER (2));
  ADD ("C03/extra-with-a-digest-of-its-own", test_extra_hidden, GUINT_TO_POINTER (3));
  ADD ("C04/swapped", test_swapped, NULL);
  ADD ("C05/twice-first-fits", test_twice, GINT_TO_POINTER (TRUE));
  ADD ("C05/twice-second-fits", test_twice, NULL);
  ADD ("C06/path", test_path, NULL);
  ADD ("weak", test_weak, NULL);
  ADD ("unknown/sums", test_unknown, "B3SUMS");
  ADD ("unknown/beside", test_unknown, "a.txt.b3");
  ADD ("long", test_long, NULL);
  ADD ("long-changed", test_long, GINT_TO_POINTER (TRUE));
  ADD ("sidecar", test_sidecar_in_case, NULL);
  ADD ("named-only", test_named_only, NULL);
  ADD ("delivered-again", test_delivered_again, NULL);
  ADD ("cause", test_cause, NULL);
  ADD ("bundle", test_bundle, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (manifests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/digest-list/case/manifest/%s", manifests[i].folder);

      g_test_add (path, SealFixture, GUINT_TO_POINTER (i), seal_fixture_set_up, test_manifest, seal_fixture_tear_down);
    }
  return g_test_run ();
}
