/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/seals/bagit-file.h"
#include "core/seals/ro-crate-file.h"
#include "core/seals/seal-sources.h"
#include "seal-fixture.h"

#define V RC_VERDICT_VALID

static char *
sum (SealFixture *fixture,
     const char  *name,
     const char  *path)
{
  g_autofree char *full = g_build_filename (fixture->folder, "evidence", name, NULL);
  g_autofree char *content = NULL;
  g_autofree char *hex = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (full, &content, &length, NULL));
  hex = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) content, length);
  return g_strdup_printf ("%s  %s\n", hex, path);
}

static void
judge (SealFixture *fixture)
{
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
}

/* The seal that stands in a file, or over a folder, of that name. */
static const RcSeal *
find_seal (SealFixture *fixture,
           const char  *kind,
           const char  *ending)
{
  for (guint i = 0; i < fixture->judgement->seals->len; i++)
    {
      const RcSeal *seal = fixture->judgement->seals->pdata[i];

      if (g_str_equal (seal->kind, kind) && g_str_has_suffix (seal->name, ending))
        return seal;
    }
  g_error ("no seal %s of %s", kind, ending);
}

static void
sign (SealFixture *fixture,
      const char  *name)
{
  seal_fixture_sign (fixture, name, "x", 1);
  seal_fixture_trust (fixture, 1, "files", RC_TIME_NONE, RC_TIME_NONE);
}

/* --- Lists of lists --- */

/* a/SHA256SUMS lists a/file; z/OUTER lists that list. The outer one comes later by name. */
static void
write_outer (SealFixture *fixture)
{
  g_autofree char *inner = NULL;
  g_autofree char *outer = NULL;

  seal_fixture_write (fixture, "d/a/file.txt", "content\n", -1);
  inner = sum (fixture, "d/a/file.txt", "file.txt");
  seal_fixture_write (fixture, "d/a/SHA256SUMS", inner, -1);
  outer = sum (fixture, "d/a/SHA256SUMS", "a/SHA256SUMS");
  seal_fixture_write (fixture, "d/z-outer.sums", outer, -1);
}

static void
test_signed_path (SealFixture   *fixture,
                  gconstpointer  data)
{
  write_outer (fixture);
  sign (fixture, "d/z-outer.sums");
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (find_seal (fixture, "digest-list", "z-outer.sums")), ==, V);
  g_assert_cmpint (rc_seal_worst (find_seal (fixture, "digest-list", "a/SHA256SUMS")), ==, V);
  g_assert_cmpint (seal_fixture_protection (fixture, "digest-list", "d/a/file.txt", 1), ==, V);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

/* The inner list was changed with its file: the signature over the outer one counts for it no more. */
static void
test_broken_path (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_autofree char *inner = NULL;

  write_outer (fixture);
  sign (fixture, "d/z-outer.sums");
  seal_fixture_write (fixture, "d/a/file.txt", "changed\n", -1);
  inner = sum (fixture, "d/a/file.txt", "file.txt");
  seal_fixture_write (fixture, "d/a/SHA256SUMS", inner, -1);
  judge (fixture);
  g_assert_cmpint (find_seal (fixture, "digest-list", "z-outer.sums")->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpint (find_seal (fixture, "digest-list", "a/SHA256SUMS")->signature, ==, RC_VERDICT_UNSIGNED);
  g_assert_cmpint (seal_fixture_protection (fixture, "digest-list", "d/a/file.txt", 1), ==, RC_VERDICT_UNANCHORED);
}

/* Each names the other: nothing hangs, and none of them vouches for the other. */
static void
test_circle (SealFixture   *fixture,
             gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  seal_fixture_write (fixture, "one.sums", "0000000000000000000000000000000000000000000000000000000000000000  two.sums\n", -1);
  first = sum (fixture, "one.sums", "one.sums");
  seal_fixture_write (fixture, "two.sums", first, -1);
  judge (fixture);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "digest-list"), ==, 2);
  g_assert_cmpint (rc_seal_worst (find_seal (fixture, "digest-list", "one.sums")), ==, RC_VERDICT_INVALID);
  g_assert_cmpint (rc_seal_worst (find_seal (fixture, "digest-list", "two.sums")), ==, RC_VERDICT_UNANCHORED);
}

/* --- Bags --- */

static void
write_bag (SealFixture *fixture,
           const char  *version)
{
  g_autofree char *declaration = g_strdup_printf ("BagIt-Version: %s\nTag-File-Character-Encoding: UTF-8\n", version);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *manifest = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *tags = NULL;

  seal_fixture_write (fixture, "bag/data/a.txt", "content of a\n", -1);
  seal_fixture_write (fixture, "bag/data/c/b.txt", "content of b\n", -1);
  a = sum (fixture, "bag/data/a.txt", "data/a.txt");
  b = sum (fixture, "bag/data/c/b.txt", "data/c/b.txt");
  manifest = g_strconcat (a, b, NULL);
  seal_fixture_write (fixture, "bag/bagit.txt", declaration, -1);
  seal_fixture_write (fixture, "bag/bag-info.txt", "Payload-Oxum: 26.2\nContact-Name: Test Bank (fictitious)\n", -1);
  seal_fixture_write (fixture, "bag/manifest-sha256.txt", manifest, -1);
  first = sum (fixture, "bag/bagit.txt", "bagit.txt");
  second = sum (fixture, "bag/bag-info.txt", "bag-info.txt");
  third = sum (fixture, "bag/manifest-sha256.txt", "manifest-sha256.txt");
  tags = g_strconcat (first, second, third, NULL);
  seal_fixture_write (fixture, "bag/tagmanifest-sha256.txt", tags, -1);
}

static const RcSeal *
judge_bag (SealFixture *fixture)
{
  judge (fixture);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "digest-list"), ==, 0);
  return find_seal (fixture, "bagit", "/bag");
}

static void
test_bag_holds (SealFixture   *fixture,
                gconstpointer  data)
{
  const RcSeal *seal;

  write_bag (fixture, "1.0");
  seal = judge_bag (fixture);
  g_assert_cmpint (seal->integrity, ==, V);
  g_assert_cmpint (seal->completeness, ==, V);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_UNSIGNED);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal->checked, ==, 5);
  g_assert_cmpint (seal->total, ==, 5);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
  g_assert_cmpint (seal_fixture_protection (fixture, "bagit", "bag/data/c/b.txt", 1), ==, RC_VERDICT_UNANCHORED);
}

static void
test_bag_signed (SealFixture   *fixture,
                 gconstpointer  data)
{
  write_bag (fixture, "1.0");
  sign (fixture, "bag/tagmanifest-sha256.txt");
  g_assert_cmpint (rc_seal_worst (judge_bag (fixture)), ==, V);
  g_assert_cmpint (seal_fixture_protection (fixture, "bagit", "bag/data/a.txt", 1), ==, V);
  g_assert_cmpint (seal_fixture_protection (fixture, "bagit", "bag/bag-info.txt", 1), ==, V);
}

static void
test_bag_signed_payload (SealFixture   *fixture,
                         gconstpointer  data)
{
  const RcSeal *seal;

  write_bag (fixture, "1.0");
  sign (fixture, "bag/manifest-sha256.txt");
  seal = judge_bag (fixture);
  g_assert_cmpint (rc_seal_worst (seal), ==, V);
  g_assert_true (seal_fixture_has_note (seal, "says nothing of the files beside it"));
  g_assert_cmpint (seal_fixture_protection (fixture, "bagit", "bag/data/a.txt", 1), ==, V);
  g_assert_cmpint (seal_fixture_protection (fixture, "bagit", "bag/bag-info.txt", 1), ==, RC_VERDICT_UNANCHORED);
}

/* A list outside, signed, that names the manifest of tag files. */
static void
test_bag_in_list (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_autofree char *list = NULL;
  const RcSeal *seal;

  write_bag (fixture, "1.0");
  list = sum (fixture, "bag/tagmanifest-sha256.txt", "bag/tagmanifest-sha256.txt");
  seal_fixture_write (fixture, "z.sums", list, -1);
  sign (fixture, "z.sums");
  judge (fixture);
  seal = find_seal (fixture, "bagit", "/bag");
  g_assert_cmpint (rc_seal_worst (seal), ==, V);
  g_assert_cmpint (seal_fixture_protection (fixture, "bagit", "bag/data/a.txt", 1), ==, V);
}

/* The manifest was edited to fit the changed file, the manifest of tag files was not. */
static void
test_bag_manifest_edited (SealFixture   *fixture,
                          gconstpointer  data)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *manifest = NULL;
  const RcSeal *seal;

  write_bag (fixture, "1.0");
  sign (fixture, "bag/tagmanifest-sha256.txt");
  seal_fixture_write (fixture, "bag/data/a.txt", "content of A\n", -1);
  a = sum (fixture, "bag/data/a.txt", "data/a.txt");
  b = sum (fixture, "bag/data/c/b.txt", "data/c/b.txt");
  manifest = g_strconcat (a, b, NULL);
  seal_fixture_write (fixture, "bag/manifest-sha256.txt", manifest, -1);
  seal = judge_bag (fixture);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, "digest");
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_UNSIGNED);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_DIGEST_MISMATCH)->source, ==,
                   seal_fixture_source (fixture, "bag/manifest-sha256.txt"));
  g_assert_cmpint (seal_fixture_protection (fixture, "bagit", "bag/data/a.txt", 1), ==, RC_VERDICT_UNANCHORED);
}

static void
test_bag_swapped (SealFixture   *fixture,
                  gconstpointer  data)
{
  write_bag (fixture, "1.0");
  seal_fixture_write (fixture, "bag/data/a.txt", "content of b\n", -1);
  seal_fixture_write (fixture, "bag/data/c/b.txt", "content of a\n", -1);
  g_assert_cmpint (judge_bag (fixture)->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_DIGEST_MISMATCH), ==, 2);
}

static void
test_bag_holey (SealFixture   *fixture,
                gconstpointer  data)
{
  g_autofree char *path = NULL;
  const RcSeal *seal;

  write_bag (fixture, "1.0");
  seal_fixture_write (fixture, "bag/fetch.txt", "https://example.org/b.txt - data/c/b.txt\n", -1);
  path = g_build_filename (fixture->folder, "evidence", "bag", "data", "c", "b.txt", NULL);
  g_assert_cmpint (remove (path), ==, 0);
  seal = judge_bag (fixture);
  g_assert_cmpint (seal->integrity, ==, V);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_INCOMPLETE);
  g_assert_true (seal_fixture_has_note (seal, "nothing is ever fetched"));
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_LISTED_ABSENT));
}

/* On one manifest of two: allowed before version 1.0. */
static void
test_bag_two_manifests (SealFixture   *fixture,
                        gconstpointer  data)
{
  gboolean is_old = data != NULL;
  const RcSeal *seal;

  write_bag (fixture, is_old ? "0.97" : "1.0");
  seal_fixture_write (fixture, "bag/manifest-md5.txt", "e3764c2b82d3ccfd53a8a0a1b2d8dcb1  data/none.txt\n", -1);
  seal = judge_bag (fixture);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_INCOMPLETE);
  g_assert_cmpint (seal->integrity, ==, is_old ? V : RC_VERDICT_MALFORMED);
}

static void
test_bag_escapes (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_autofree char *line = NULL;

  seal_fixture_write (fixture, "bag/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", -1);
  seal_fixture_write (fixture, "bag/data/100%.txt", "percent\n", -1);
  line = sum (fixture, "bag/data/100%.txt", "data/100%25.txt");
  seal_fixture_write (fixture, "bag/manifest-sha256.txt", line, -1);
  g_assert_cmpint (rc_seal_worst (judge_bag (fixture)), ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal_fixture_seal (fixture, "bagit", 0)->checked, ==, 1);
}

/* One name with its accent as a letter, and as a letter with a mark behind it. */
static void
test_bag_twins (SealFixture   *fixture,
                gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *manifest = NULL;
  const RcSeal *seal;

  seal_fixture_write (fixture, "bag/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", -1);
  seal_fixture_write (fixture, "bag/data/caf\xC3\xA9.txt", "one\n", -1);
  seal_fixture_write (fixture, "bag/data/cafe\xCC\x81.txt", "two\n", -1);
  first = sum (fixture, "bag/data/caf\xC3\xA9.txt", "data/caf\xC3\xA9.txt");
  second = sum (fixture, "bag/data/cafe\xCC\x81.txt", "data/cafe\xCC\x81.txt");
  manifest = g_strconcat (first, second, NULL);
  seal_fixture_write (fixture, "bag/manifest-sha256.txt", manifest, -1);
  seal = judge_bag (fixture);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal->checked, ==, 2);
  g_assert_true (seal_fixture_has_note (seal, "both are kept apart"));
}

/* --- Crates --- */

#define CONTEXT "{\"@context\":\"https://w3id.org/ro/crate/1.1/context\",\"@graph\":[{\"@type\":\"CreativeWork\",\"@id\":" \
                "\"ro-crate-metadata.json\",\"about\":{\"@id\":\"./\"}},{\"@id\":\"./\",\"@type\":\"Dataset\",\"hasPart\":["

/* "a b.txt" of the crate, its other members, and the parts of the crate beside it. */
static void
write_crate (SealFixture *fixture,
             const char  *hash,
             const char  *members,
             const char  *parts,
             const char  *more)
{
  g_autofree char *own = NULL;
  g_autofree char *text = NULL;

  seal_fixture_write (fixture, "crate/a b.txt", "content of a\n", -1);
  own = sum (fixture, "crate/a b.txt", "");
  own[64] = '\0';
  text = g_strdup_printf (CONTEXT "{\"@id\":\"a%%20b.txt\"}%s]},{\"@id\":\"a%%20b.txt\",\"@type\":[\"File\",\"Other\"],"
                          "\"sha256\":\"%s\"%s}%s]}", parts, hash != NULL ? hash : own, members, more);
  seal_fixture_write (fixture, "crate/ro-crate-metadata.json", text, -1);
}

static const RcSeal *
judge_crate (SealFixture *fixture)
{
  judge (fixture);
  return seal_fixture_seal (fixture, "ro-crate", 0);
}

static void
test_crate_holds (SealFixture   *fixture,
                  gconstpointer  data)
{
  const RcSeal *seal;

  write_crate (fixture, NULL, ",\"contentSize\":\"13\"", "", "");
  sign (fixture, "crate/ro-crate-metadata.json");
  seal_fixture_write (fixture, "crate/ro-crate-preview.html", "<html>\n", -1);
  seal = judge_crate (fixture);
  g_assert_cmpint (seal->integrity, ==, V);
  g_assert_cmpint (seal->signature, ==, V);
  g_assert_cmpint (seal->checked, ==, 1);
  g_assert_cmpint (seal->total, ==, 1);
  g_assert_cmpint (seal_fixture_protection (fixture, "ro-crate", "crate/a b.txt", 1), ==, V);
}

static void
test_crate_without (SealFixture   *fixture,
                    gconstpointer  data)
{
  const RcSeal *seal;

  write_crate (fixture, NULL, "", ",{\"@id\":\"c/\"},{\"@id\":\"d.txt\"},{\"@id\":\"https://example.org/x\"}",
               ",{\"@id\":\"c/\",\"@type\":\"Dataset\"},{\"@id\":\"d.txt\",\"@type\":\"File\"},"
               "{\"@id\":\"https://example.org/x\",\"@type\":\"File\"}");
  seal_fixture_write (fixture, "crate/c/in.txt", "within a folder of the crate\n", -1);
  seal_fixture_write (fixture, "crate/d.txt", "without a digest\n", -1);
  seal = judge_crate (fixture);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_UNSIGNED);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpint (seal->checked, ==, 1);
  g_assert_cmpint (seal->total, ==, 2);
  g_assert_true (seal_fixture_has_note (seal, "1 files are described without a digest"));
  g_assert_true (seal_fixture_has_note (seal, "1 described files lie on the web"));
  g_assert_cmpint (seal_fixture_protection (fixture, "ro-crate", "crate/d.txt", 1), ==, RC_VERDICT_UNSIGNED);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

static void
test_crate_changed (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_autofree char *zeros = g_strnfill (64, '0');
  gboolean is_size = data != NULL;

  write_crate (fixture, is_size ? NULL : zeros, is_size ? ",\"contentSize\":12" : "", "", "");
  g_assert_cmpint (judge_crate (fixture)->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal_fixture_seal (fixture, "ro-crate", 0)->reason, ==, "digest");
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_DIGEST_MISMATCH));
}

static void
test_crate_absent_and_extra (SealFixture   *fixture,
                             gconstpointer  data)
{
  const RcSeal *seal;

  write_crate (fixture, NULL, "", ",{\"@id\":\"gone.txt\"}", ",{\"@id\":\"gone.txt\",\"@type\":\"File\"}");
  seal_fixture_write (fixture, "crate/extra.txt", "no part\n", -1);
  seal = judge_crate (fixture);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_INCOMPLETE);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_LISTED_ABSENT));
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_NOT_LISTED)->source, ==,
                   seal_fixture_source (fixture, "crate/extra.txt"));
}

static void
test_crate_path (SealFixture   *fixture,
                 gconstpointer  data)
{
  const char *id = data;
  g_autofree char *more = g_strdup_printf (",{\"@id\":\"%s\",\"@type\":\"File\"}", id);

  write_crate (fixture, NULL, "", "", more);
  g_assert_cmpint (judge_crate (fixture)->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal_fixture_seal (fixture, "ro-crate", 0)->reason, ==, "path");
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_PATH_REFUSED));
}

static void
test_crate_malformed (SealFixture   *fixture,
                      gconstpointer  data)
{
  seal_fixture_write (fixture, "crate/ro-crate-metadata.json", "{\"@context\":1,\"@graph\":{\"x\":\"ro-crate-metadata.json\"}}", -1);
  g_assert_cmpint (rc_seal_worst (judge_crate (fixture)), ==, RC_VERDICT_MALFORMED);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_SEAL_MALFORMED));
}

/* --- Parsers --- */

static void
test_declarations (void)
{
  static const struct
  {
    const char *text;
    gboolean    is_sound;
    guint       major;
    guint       minor;
  } texts[] = {
    { "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", TRUE, 1, 0 },
    { "BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8", TRUE, 0, 97 },
    { "BagIt-Version: 1.0\rTag-File-Character-Encoding: ISO-8859-1\r", TRUE, 1, 0 },
    { "BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n", FALSE, 1, 0 },
    { "BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n", FALSE, 0, 97 },
    { "BagIt-Version: 12345.0\nTag-File-Character-Encoding: UTF-8\n", FALSE, 0, 97 },
    { "BagIt-Version: 1.0\n", FALSE, 1, 0 },
    { "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nmore\n", FALSE, 1, 0 },
    { "\xEF\xBB\xBF" "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", FALSE, 1, 0 },
    { "", FALSE, 0, 97 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      RcBagitDeclaration declaration;

      rc_bagit_declaration_parse (texts[i].text, strlen (texts[i].text), &declaration);
      g_assert_cmpint (declaration.fault == NULL, ==, texts[i].is_sound);
      if (texts[i].is_sound || texts[i].major > 0)
        g_assert_cmpuint (declaration.major, ==, texts[i].major);
    }
}

static void
test_oxum (void)
{
  static const struct
  {
    const char *text;
    RcBagitOxum answer;
  } texts[] = {
    { "Payload-Oxum: 26.2\n", RC_BAGIT_OXUM_READ }, { "A: b\r\npayload-oxum  :  26.2", RC_BAGIT_OXUM_READ },
    { "Payload-Oxum: 26\n", RC_BAGIT_OXUM_UNREADABLE }, { "Payload-Oxum: -1.2\n", RC_BAGIT_OXUM_UNREADABLE },
    { "Payload-Oxum: 1.2.3\n", RC_BAGIT_OXUM_UNREADABLE }, { "Payload-Oxum: 99999999999999999999.2\n", RC_BAGIT_OXUM_UNREADABLE },
    { "Oxum: 26.2\n", RC_BAGIT_OXUM_NONE }, { "", RC_BAGIT_OXUM_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      guint64 octets = 0, files = 0;

      g_assert_cmpint (rc_bagit_oxum_parse (texts[i].text, strlen (texts[i].text), &octets, &files), ==, texts[i].answer);
      g_assert_true (texts[i].answer != RC_BAGIT_OXUM_READ || (octets == 26 && files == 2));
    }
}

/* Reads the bytes as everything that the files of a bag can be. */
static void
read_all (const char *bytes,
          gsize       length)
{
  g_autoptr (GBytes) whole = g_bytes_new (bytes, length);
  g_autoptr (RcBagitManifest) manifest = rc_bagit_manifest_parse (bytes, length, RC_LISTED_SHA256);
  g_autoptr (GHashTable) paths = rc_bagit_fetch_parse (bytes, length);
  const char *fault = NULL;
  RcBagitDeclaration declaration;
  guint64 octets, files;
  gboolean is_ambiguous;
  GPtrArray *items;

  rc_bagit_declaration_parse (bytes, length, &declaration);
  (void) rc_bagit_oxum_parse (bytes, length, &octets, &files);
  for (int encoding = RC_BAGIT_UTF8; encoding <= RC_BAGIT_OTHER; encoding++)
    {
      gsize n_bytes;
      g_autofree char *text = rc_bagit_decode (whole, (RcBagitEncoding) encoding, &n_bytes);

      g_assert_true (text == NULL || g_utf8_validate_len (text, n_bytes, NULL) || memchr (text, '\0', n_bytes) != NULL);
    }
  items = rc_crate_parse (bytes, length, &is_ambiguous, &fault);
  g_assert_true (items != NULL || fault != NULL);
  g_clear_pointer (&items, g_ptr_array_unref);
}

static void
test_every_byte (void)
{
  static const char * const texts[] = {
    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 *./data/a%0Ab%25.txt\n",
    "https://example.org/b.txt - data/c/b.txt\nPayload-Oxum: 26.2\n",
    "\xFF\xFE" "a\0b\0\n",
    CONTEXT "{\"@id\":\"a%20b\"}]},{\"@id\":\"a%20b\",\"@type\":[\"File\"],\"sha256\":"
    "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"contentSize\":\"0\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize length = i == 3 ? 8 : strlen (texts[i]);
      g_autofree char *text = g_memdup2 (texts[i], length);

      for (gsize at = 0; at < length; at++)
        {
          char kept = text[at];
          g_autofree char *cut = g_memdup2 (text, at + 1);

          read_all (cut, at);
          for (guint bit = 0; bit < 8; bit++)
            {
              text[at] = (char) (kept ^ (1 << bit));
              read_all (text, length);
            }
          text[at] = kept;
        }
    }
}

#define ADD(name, function, data) g_test_add ("/listing/" name, SealFixture, data, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_seal_sources_register ();
  g_test_add_func ("/listing/declarations", test_declarations);
  g_test_add_func ("/listing/oxum", test_oxum);
  g_test_add_func ("/listing/every-byte", test_every_byte);
  ADD ("list/signed-path", test_signed_path, NULL);
  ADD ("list/broken-path", test_broken_path, NULL);
  ADD ("list/circle", test_circle, NULL);
  ADD ("bag/holds", test_bag_holds, NULL);
  ADD ("bag/signed", test_bag_signed, NULL);
  ADD ("bag/signed-payload", test_bag_signed_payload, NULL);
  ADD ("bag/in-list", test_bag_in_list, NULL);
  ADD ("bag/C07/manifest-edited", test_bag_manifest_edited, NULL);
  ADD ("bag/C04/swapped", test_bag_swapped, NULL);
  ADD ("bag/C02/holey", test_bag_holey, NULL);
  ADD ("bag/two-manifests/1.0", test_bag_two_manifests, NULL);
  ADD ("bag/two-manifests/0.97", test_bag_two_manifests, GINT_TO_POINTER (TRUE));
  ADD ("bag/escapes", test_bag_escapes, NULL);
  ADD ("bag/C08/twins", test_bag_twins, NULL);
  ADD ("crate/holds", test_crate_holds, NULL);
  ADD ("crate/without-digest", test_crate_without, NULL);
  ADD ("crate/C01/digest", test_crate_changed, NULL);
  ADD ("crate/C01/size", test_crate_changed, GINT_TO_POINTER (TRUE));
  ADD ("crate/C03/absent-and-extra", test_crate_absent_and_extra, NULL);
  ADD ("crate/C06/dots", test_crate_path, "../x.txt");
  ADD ("crate/C06/escaped-dots", test_crate_path, "%2e%2e/x.txt");
  ADD ("crate/C06/zero", test_crate_path, "x%00y.txt");
  ADD ("crate/malformed", test_crate_malformed, NULL);
  return g_test_run ();
}
