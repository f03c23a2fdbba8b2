/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/dvc-entries.h"
#include "core/seals/seal-sources.h"
#include "seal-fixture.h"

#include "core/exception.h"

#include <string.h>

#define LIST    "c/files/md5/5e/a40360f5b4ec688df672a4db9c17d1.dir"
#define FOO     "c/files/md5/ac/bd18db4cc2f85cedef654fccc4a4d8"
#define BAR     "c/files/md5/37/b51d194a7513e45b56f6524f2d51f2"
#define POINTER "outs:\n- md5: 5ea40360f5b4ec688df672a4db9c17d1.dir\n  size: 6\n  nfiles: 2\n  hash: md5\n  path: data\n"

static const char folder[] =
  "[{\"md5\": \"37b51d194a7513e45b56f6524f2d51f2\", \"relpath\": \"bar\"}, {\"md5\": \"acbd18db4cc2f85cedef654fccc4a4d8\", \"relpath\": \"foo\"}]";

static void
write_pointer (SealFixture *fixture,
               const char  *name,
               const char  *path,
               const char  *content,
               gboolean     is_raw)
{
  g_autofree char *md5 = g_compute_checksum_for_string (G_CHECKSUM_MD5, content, -1);
  g_autofree char *text = g_strdup_printf ("outs:\n- md5: %s\n  size: 1\n%s  path: %s\n", md5, is_raw ? "  hash: md5\n" : "", path);

  seal_fixture_write (fixture, name, text, -1);
}

static void
write_cache (SealFixture *fixture)
{
  seal_fixture_write (fixture, "data.dvc", POINTER, -1);
  seal_fixture_write (fixture, LIST, folder, -1);
  seal_fixture_write (fixture, FOO, "foo", -1);
  seal_fixture_write (fixture, BAR, "bar", -1);
}

static void
judge (SealFixture *fixture)
{
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
}

/* The seal of the carrier with that name. */
static const RcSeal *
seal_of (SealFixture *fixture,
         const char  *name)
{
  gint64 source = seal_fixture_source (fixture, name);

  for (guint i = 0; i < fixture->judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (fixture->judgement->seals, i);

      if (strcmp (seal->kind, "dvc") == 0 && seal->carrier == source)
        return seal;
    }

  g_assert_not_reached ();
}

static void
test_file (SealFixture   *fixture,
           gconstpointer  data)
{
  write_pointer (fixture, "a/x.csv.dvc", "x.csv", "1,2\n", TRUE);
  seal_fixture_write (fixture, "a/x.csv", "1,2\n", -1);
  write_pointer (fixture, "b/x.csv.dvc", "x.csv", "1,2\n", TRUE);
  seal_fixture_write (fixture, "b/x.csv", "1,3\n", -1);
  judge (fixture);

  g_assert_cmpint (seal_of (fixture, "a/x.csv.dvc")->integrity, ==, RC_VERDICT_WEAK);
  g_assert_cmpuint (seal_of (fixture, "a/x.csv.dvc")->checked, ==, 1);
  g_assert_true (seal_fixture_has_note (seal_of (fixture, "a/x.csv.dvc"), "two files can be made alike"));
  g_assert_cmpint (seal_of (fixture, "b/x.csv.dvc")->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal_of (fixture, "b/x.csv.dvc")->reason, ==, "digest");
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_DIGEST_MISMATCH)->source, ==, seal_fixture_source (fixture, "b/x.csv"));
  g_assert_cmpint (seal_fixture_protection (fixture, "dvc", "b/x.csv", 1), ==, RC_VERDICT_INVALID);
}

/* Up to DVC 2 the line ends of a text did not count; from DVC 3 on they do. */
static void
test_line_ends (SealFixture   *fixture,
                gconstpointer  data)
{
  write_pointer (fixture, "old.dvc", "x.txt", "one\ntwo\r\rthree\n\r", FALSE);
  write_pointer (fixture, "new.dvc", "x.txt", "one\ntwo\r\rthree\n\r", TRUE);
  seal_fixture_write (fixture, "x.txt", "one\r\ntwo\r\rthree\r\n\r", -1);
  judge (fixture);

  g_assert_cmpint (seal_of (fixture, "old.dvc")->integrity, ==, RC_VERDICT_WEAK);
  g_assert_true (seal_fixture_has_note (seal_of (fixture, "old.dvc"), "line ends"));
  g_assert_cmpint (seal_of (fixture, "new.dvc")->integrity, ==, RC_VERDICT_INVALID);
}

static void
test_folder (SealFixture   *fixture,
             gconstpointer  data)
{
  const RcSeal *seal;

  write_cache (fixture);
  judge (fixture);
  seal = seal_of (fixture, "data.dvc");
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_WEAK);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_VALID);
  g_assert_cmpuint (seal->total, ==, 3);
  g_assert_cmpuint (seal->checked, ==, 3);
  seal = seal_of (fixture, LIST);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_WEAK);
  g_assert_cmpuint (seal->checked, ==, 3);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

/* Any change of the list, and it is not the one that is named; what it says of files is then not asked. */
static void
test_tampered_list (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_autofree char *tampered = g_strdup (folder);

  tampered[12] = '8';
  write_cache (fixture);
  seal_fixture_write (fixture, LIST, tampered, -1);
  judge (fixture);
  g_assert_cmpint (seal_of (fixture, "data.dvc")->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_of (fixture, LIST)->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpuint (seal_of (fixture, "data.dvc")->checked, ==, 0);
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_DIGEST_MISMATCH), ==, 2);
}

static void
test_tampered_content (SealFixture   *fixture,
                       gconstpointer  data)
{
  write_cache (fixture);
  seal_fixture_write (fixture, FOO, "fox", -1);
  judge (fixture);
  g_assert_cmpint (seal_of (fixture, "data.dvc")->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpuint (seal_of (fixture, "data.dvc")->checked, ==, 2);
}

/* A folder out of the cache: its files beside the pointer are held against the list too. */
static void
test_checked_out (SealFixture   *fixture,
                  gconstpointer  data)
{
  write_cache (fixture);
  seal_fixture_write (fixture, "data/foo", "foo", -1);
  seal_fixture_write (fixture, "data/bar", "baz", -1);
  judge (fixture);
  g_assert_cmpint (seal_of (fixture, "data.dvc")->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_DIGEST_MISMATCH)->source, ==, seal_fixture_source (fixture, "data/bar"));
}

static void
test_missing_in_cache (SealFixture   *fixture,
                       gconstpointer  data)
{
  seal_fixture_write (fixture, "data.dvc", POINTER, -1);
  seal_fixture_write (fixture, LIST, folder, -1);
  seal_fixture_write (fixture, BAR, "bar", -1);
  judge (fixture);
  g_assert_cmpint (seal_of (fixture, "data.dvc")->completeness, ==, RC_VERDICT_INCOMPLETE);
  g_assert_cmpint (seal_of (fixture, "data.dvc")->integrity, ==, RC_VERDICT_WEAK);
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_LISTED_ABSENT), ==, 2);
}

/* A repository without its data: nothing is missing, and nothing was checked. */
static void
test_no_data (SealFixture   *fixture,
              gconstpointer  data)
{
  seal_fixture_write (fixture, "data.dvc", POINTER, -1);
  write_pointer (fixture, "x.csv.dvc", "../x.csv", "x", TRUE);
  seal_fixture_write (fixture, "x.csv", "other", -1);
  judge (fixture);
  g_assert_cmpint (seal_of (fixture, "data.dvc")->integrity, ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal_of (fixture, "data.dvc")->reason, ==, "payload-withheld");
  g_assert_cmpint (seal_of (fixture, "x.csv.dvc")->integrity, ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

static void
test_stale_lock (SealFixture   *fixture,
                 gconstpointer  data)
{
  seal_fixture_write (fixture, "dvc.lock",
                      "schema: '2.0'\nstages:\n  a:\n    outs:\n    - path: x\n      md5: acbd18db4cc2f85cedef654fccc4a4d8\n  b:\n    deps:\n"
                      "    - path: x\n      md5: 37b51d194a7513e45b56f6524f2d51f2\n", -1);
  seal_fixture_write (fixture, "x", "foo", -1);
  judge (fixture);
  g_assert_cmpint (seal_of (fixture, "dvc.lock")->integrity, ==, RC_VERDICT_AMBIGUOUS);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_LIST_AMBIGUOUS));
}

/* --- Reading --- */

static void
assert_entry (GPtrArray  *entries,
              guint       index,
              const char *path,
              const char *digits,
              gboolean    is_folder,
              gboolean    is_raw)
{
  const RcDvcEntry *entry = g_ptr_array_index (entries, index);

  g_assert_cmpstr (entry->path, ==, path);
  g_assert_cmpstr (entry->digits, ==, digits);
  g_assert_cmpint (entry->is_folder, ==, is_folder);
  g_assert_cmpint (entry->is_raw, ==, is_raw);
}

#define A "acbd18db4cc2f85cedef654fccc4a4d8"
#define B "11112222333344445555666677778888"

static const char lock[] =
  "schema: '2.0'\nstages:\n  train:\n    cmd: x\n    deps:\n    - path: it's here\n      hash: md5\n      md5: " A "\n"
  "    - md5: '" B "'\n      path: 'it''s'\n    params:\n      params.yaml:\n        md5: " A "\n    outs:\n    - path: data\n      hash: md5\n"
  "      files:\n      - relpath: foo\n        md5: " A "\n    - path: \"d\"\n      md5: " B ".dir\n    - path: data/x # remark\n      md5: " A "\n"
  "    - path: y\n      etag: " A "\n";

static void
test_read (void)
{
  g_autoptr (GPtrArray) entries = rc_dvc_entries_read (lock, strlen (lock));

  g_assert_true (rc_dvc_entries_recognise (lock, strlen (lock)));
  g_assert_cmpuint (entries->len, ==, 4);
  assert_entry (entries, 0, "it's here", A, FALSE, TRUE);
  assert_entry (entries, 1, "it's", B, FALSE, FALSE);
  assert_entry (entries, 2, "data/foo", A, FALSE, FALSE);
  assert_entry (entries, 3, "d", B, TRUE, FALSE);
}

static void
test_read_truncated (void)
{
  for (gsize length = 0; length < strlen (lock); length++)
    {
      g_autofree char *cut = g_strndup (lock, length);
      g_autoptr (GPtrArray) entries = rc_dvc_entries_read (cut, length);

      g_assert_cmpuint (entries->len, <=, 4);
    }
  for (gsize length = 0; length < strlen (folder); length++)
    {
      g_autofree char *cut = g_strndup (folder, length);

      g_assert_null (rc_dvc_folder_read (cut, length));
    }
}

static void
test_not_recognised (void)
{
  static const char * const texts[] = {
    "", "outs:\n- path: x\n", "md5: " A "\n", "{\"md5\": \"" A "\", \"outs\": 1}", "a " A "  outs\n",
  };
  static const char * const lists[] = { "[]", "[{\"md5\": \"x\", \"relpath\": \"y\"}]", "[{\"md5\": \"" A "\"}]", "[7]", "{}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (rc_dvc_entries_recognise (texts[i], strlen (texts[i])));
  for (gsize i = 1; i < G_N_ELEMENTS (lists); i++)
    g_assert_null (rc_dvc_folder_read (lists[i], strlen (lists[i])));
}

#define TEST(path, func) \
  g_test_add ("/dvc-digests/" path, SealFixture, NULL, seal_fixture_set_up, func, seal_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rc_seal_sources_register ();
  TEST ("file", test_file);
  TEST ("line-ends", test_line_ends);
  TEST ("folder", test_folder);
  TEST ("tampered-list", test_tampered_list);
  TEST ("tampered-content", test_tampered_content);
  TEST ("checked-out", test_checked_out);
  TEST ("missing-in-cache", test_missing_in_cache);
  TEST ("no-data", test_no_data);
  TEST ("stale-lock", test_stale_lock);
  g_test_add_func ("/dvc-digests/read", test_read);
  g_test_add_func ("/dvc-digests/read/truncated", test_read_truncated);
  g_test_add_func ("/dvc-digests/not-recognised", test_not_recognised);
  return g_test_run ();
}
