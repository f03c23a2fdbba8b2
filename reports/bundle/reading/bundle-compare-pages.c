/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-compare.h"

#include <string.h>

#include "core/bounds.h"
#include "core/words.h"

/*
 * Pages are for those who have no program: whoever reads them believes them. They are written again, about the files that came and for the seal that came,
 * and have to be the same.
 */

#define START "START-HERE.pdf"
#define SEAL_KEY "seal-key.pub"
#define TAG_MANIFEST "tagmanifest-sha256.txt"
#define MANIFEST "manifest-sha256.txt"

gboolean
rc_bundle_pages_is_over (const char *path)
{
  static const char * const over[] = {
    TAG_MANIFEST, TAG_MANIFEST ".minisig", TAG_MANIFEST ".sig", TAG_MANIFEST ".tsq", TAG_MANIFEST ".tsr", NULL,
  };

  return g_strv_contains (over, path);
}

gboolean
rc_bundle_pages_is_signed (const RcBundleWork *writing,
                           const char         *path)
{
  return writing->is_signed && strcmp (path, START) == 0;
}

gboolean
rc_bundle_pages_is_seal_key (RcBundleOpenWork *work,
                             const char       *path)
{
  return strcmp (path, SEAL_KEY) == 0 && rc_bundle_reader_has (work->reader, TAG_MANIFEST ".minisig");
}

/* The second line of it. (nullable) */
static char *
dup_key (RcBundleOpenWork *work)
{
  g_autoptr (GBytes) bytes = rc_bundle_reader_has (work->reader, SEAL_KEY) ? rc_bundle_reader_read (work->reader, SEAL_KEY, RC_LIMIT_KEY_BYTES, NULL) : NULL;
  g_auto (GStrv) lines = NULL;

  if (bytes == NULL || memchr (g_bytes_get_data (bytes, NULL), '\0', g_bytes_get_size (bytes)) != NULL
      || !g_utf8_validate_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL))
    return NULL;
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", 3);
  return g_strv_length (lines) > 1 ? g_strdup (lines[1]) : NULL;
}

/* As ISO 32000-2, 12.8.1 has it in every signature. The page itself says that it is signed: what it says then cannot be held against anything. */
static gboolean
has_signature (RcBundleOpenWork *work)
{
  static const char range[] = "/ByteRange";
  g_autoptr (GBytes) bytes = rc_bundle_reader_has (work->reader, START) ? rc_bundle_reader_read (work->reader, START, RC_LIMIT_RECORD_BYTES, NULL) : NULL;

  return bytes != NULL && memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), range, strlen (range)) != NULL;
}

void
rc_bundle_pages_begin (RcBundleOpenWork *work,
                       RcBundleWork     *writing)
{
  writing->is_rehearsal = TRUE;
  writing->seal_key = dup_key (work);
  writing->has_ssh_seal = rc_bundle_reader_has (work->reader, TAG_MANIFEST ".sig");
  writing->is_signed = has_signature (work);
}

/* Where a file is another one, that is told: the pages are about those that came. @kept: the files as they were written. */
static void
name_received (RcBundleOpenWork *work,
               RcBundleWork     *writing,
               GArray           *kept)
{
  const GPtrArray *written = rc_bundle_writer_list (writing->writer);
  const GPtrArray *received = rc_bundle_reader_list (work->reader);
  g_autoptr (GHashTable) sizes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < received->len; i++)
    g_hash_table_insert (sizes, ((const RcBundleMember *) received->pdata[i])->path, received->pdata[i]);
  for (guint i = 0; i < written->len; i++)
    {
      RcBundleFile *file = written->pdata[i];
      const RcDigest *digest = rc_bundle_reader_peek_digest (work->reader, file->path);
      const RcBundleMember *member = g_hash_table_lookup (sizes, file->path);

      g_array_append_val (kept, *file);
      if (digest == NULL)
        continue;
      file->sha256 = *digest;
      file->bytes = member->bytes;
    }
}

static void
name_written (RcBundleWork *writing,
              GArray       *kept)
{
  const GPtrArray *written = rc_bundle_writer_list (writing->writer);

  for (guint i = 0; i < kept->len; i++)
    {
      RcBundleFile *file = written->pdata[i];

      file->sha256 = g_array_index (kept, RcBundleFile, i).sha256;
      file->bytes = g_array_index (kept, RcBundleFile, i).bytes;
    }
}

static void
name_seal_key (RcBundleOpenWork *work,
               RcBundleWork     *writing)
{
  const RcDigest *digest = rc_bundle_reader_peek_digest (work->reader, SEAL_KEY);
  g_autoptr (GBytes) bytes = digest != NULL ? rc_bundle_reader_read (work->reader, SEAL_KEY, RC_LIMIT_KEY_BYTES, NULL) : NULL;

  if (bytes != NULL)
    rc_bundle_writer_name (writing->writer, SEAL_KEY, "text/plain", _("The public key of the seal, to be confirmed by another channel"),
                           g_bytes_get_size (bytes), digest);
}

static void
tell_signed (RcBundleOpenWork *work)
{
  rc_bundle_check_add (work, START, RC_VERDICT_UNVERIFIABLE, "signed", N_("a page without a signature"), N_("a signed one"),
                       _("The page is signed, and was not held against the evidence: a reader of PDF shows by whom, and whether it was changed since."));
}

gboolean
rc_bundle_pages_write (RcBundleOpenWork  *work,
                       RcBundleWork      *writing,
                       GError           **error)
{
  const RcDigest *manifest = rc_bundle_reader_peek_digest (work->reader, MANIFEST);

  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (RcBundleFile));
  gboolean good;

  if (manifest != NULL)
    writing->manifest = *manifest;
  if (writing->is_signed)
    tell_signed (work);
  name_received (work, writing, kept);
  good = rc_bundle_write_pages (writing, error) && rc_bundle_write_info (writing, error);
  if (good)
    name_seal_key (work, writing);
  good = good && rc_bundle_write_crate (writing, error);
  name_written (writing, kept);
  return good;
}

/* --- Of chosen decisions --- */

static gboolean
is_page (const char *path)
{
  static const char * const pages[] = {
    "START-HERE.pdf", "index.html", "HOW-TO-CHECK.html", "HOW-TO-CHECK.txt", "check-records.py", "bagit.txt", "bag-info.txt", MANIFEST, SEAL_KEY,
    "ro-crate-metadata.json", NULL,
  };

  return g_strv_contains (pages, path) || rc_bundle_pages_is_over (path);
}

static gboolean
is_stated (const char *path)
{
  static const char * const pages[] = {
    "START-HERE.pdf", "index.html", "HOW-TO-CHECK.html", "HOW-TO-CHECK.txt", "bag-info.txt", "ro-crate-metadata.json", NULL,
  };

  return g_strv_contains (pages, path);
}

/* The program that is to convince whoever trusts no other: it is the same in every bundle. */
static void
compare_program (RcBundleOpenWork *work)
{
  static const char path[] = "check-records.py";
  const char *wanted = rc_bundle_peek_check_records ();
  const RcDigest *received = rc_bundle_reader_peek_digest (work->reader, path);
  g_autofree char *expected = NULL;
  g_autofree char *found = received != NULL ? rc_digest_dup_hex (received) : NULL;
  RcDigest digest;

  rc_digest_compute (wanted, strlen (wanted), &digest);
  work->opening->n_compared++;
  if (received != NULL && rc_digest_equal (received, &digest))
    return;
  expected = rc_digest_dup_hex (&digest);
  work->opening->n_differing++;
  rc_bundle_check_add (work, path, received != NULL ? RC_VERDICT_INVALID : RC_VERDICT_INCOMPLETE, received != NULL ? "replay" : "missing", expected, found,
                       _("The program by which others check the records is not the one that this program puts into a bundle."));
}

guint64
rc_bundle_pages_state (RcBundleOpenWork *work)
{
  const GPtrArray *list = rc_bundle_reader_list (work->reader);
  guint64 n_stated = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const char *path = ((const RcBundleMember *) list->pdata[i])->path;

      n_stated += is_stated (path) ? 1 : 0;
      if (!g_str_has_prefix (path, "data/") && !is_page (path))
        rc_bundle_check_add (work, path, RC_VERDICT_NOT_COVERED, NULL, N_("a file that such a bundle has"), N_("another one"),
                             _("A file is in the bundle that does not come of its evidence."));
    }
  compare_program (work);
  return n_stated;
}
