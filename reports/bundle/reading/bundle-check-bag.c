/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-opening.h"

#include <string.h>

#include "core/bounds.h"
#include "core/words.h"
#include "reports/bundle/bundle-name.h"

/*
 * RFC 8493, and stricter: the manifest names every file below data/, the tag manifest every other one but itself and what stands over it, each of them
 * once. What was read here is pinned: nothing else is read of the bundle later.
 */

#define DECLARATION "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
#define MANIFEST "manifest-sha256.txt"
#define TAG_MANIFEST "tagmanifest-sha256.txt"
#define HASH_BYTES (256u << 10)

typedef struct
{
  RcBundleOpenWork *work;
  GHashTable       *found;       /* char* → RcDigest*: of the members */
  GHashTable       *broken;      /* char* → char*: members that cannot be read, with the reason */
  guint64           n_good;
} Bag;

static gboolean
hash_member (Bag                   *self,
             const RcBundleMember  *member,
             GError               **error)
{
  g_autoptr (RcStream) content = rc_bundle_reader_stream (self->work->reader, member->path, error);
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree guint8 *buffer = g_malloc (HASH_BYTES);
  g_autoptr (GError) local_error = NULL;
  RcDigest digest;
  gssize n;

  if (content == NULL)
    return FALSE;
  while ((n = rc_stream_read (content, buffer, HASH_BYTES, &local_error)) > 0)
    {
      rc_hasher_update (hasher, buffer, (gsize) n);
      if (g_cancellable_set_error_if_cancelled (self->work->cancellable, error))
        return FALSE;
    }
  if (n == 0)
    {
      rc_hasher_finish (hasher, &digest);
      g_hash_table_insert (self->found, member->path, g_memdup2 (&digest, sizeof digest));
      rc_bundle_reader_pin (self->work->reader, member->path, &digest);
      return TRUE;
    }
  if (!g_error_matches (local_error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED) && !g_error_matches (local_error, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_hash_table_insert (self->broken, member->path, g_strdup (local_error->message));
  rc_bundle_check_add (self->work, member->path, RC_VERDICT_INVALID, "digest", N_("the bytes that the zip states"), local_error->message,
                       _("A file of the bundle was changed or damaged."));
  return TRUE;
}

static gboolean
hash_members (Bag     *self,
              GError **error)
{
  const GPtrArray *list = rc_bundle_reader_list (self->work->reader);

  for (guint i = 0; i < list->len; i++)
    if (!hash_member (self, g_ptr_array_index (list, i), error))
      return FALSE;
  return TRUE;
}

static void
check_declaration (Bag *self)
{
  g_autoptr (GBytes) bytes = rc_bundle_reader_read (self->work->reader, "bagit.txt", 4096, NULL);
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : "";

  if (length == strlen (DECLARATION) && memcmp (text, DECLARATION, length) == 0)
    return;
  rc_bundle_check_add (self->work, "bagit.txt", bytes != NULL ? RC_VERDICT_MALFORMED : RC_VERDICT_INCOMPLETE, NULL, N_("the declaration of BagIt 1.0"),
                       bytes != NULL ? N_("another text") : N_("none"), _("The file that says that this is a bag is not as it has to be."));
}

/* --- Manifests --- */

static gboolean
belongs (const char *path,
         gboolean    tags)
{
  static const char * const over[] = {
    TAG_MANIFEST, TAG_MANIFEST ".minisig", TAG_MANIFEST ".sig", TAG_MANIFEST ".tsq", TAG_MANIFEST ".tsr", NULL,
  };

  if (g_strv_contains (over, path))
    return FALSE;
  return tags != g_str_has_prefix (path, "data/");
}

static void
check_line (Bag            *self,
            const char     *manifest,
            const char     *path,
            const RcDigest *stated)
{
  const RcDigest *found = g_hash_table_lookup (self->found, path);
  g_autofree char *expected_hex = NULL;
  g_autofree char *found_hex = NULL;

  if (g_hash_table_contains (self->broken, path))
    return;
  expected_hex = rc_digest_dup_hex (stated);
  if (found == NULL)
    {
      rc_bundle_check_add (self->work, path, RC_VERDICT_INCOMPLETE, "missing", expected_hex, N_("no such file"),
                           _("A file that the manifest names is not in the bundle."));
      return;
    }
  if (rc_digest_equal (found, stated))
    {
      self->n_good++;
      return;
    }
  found_hex = rc_digest_dup_hex (found);
  rc_bundle_check_add (self->work, path, RC_VERDICT_INVALID, "digest", expected_hex, found_hex,
                       _("A file is not the one that %s names: it was changed after the bundle was made."), manifest);
}

static void
refuse_line (Bag        *self,
             const char *manifest,
             guint       number,
             RcVerdict   verdict,
             const char *expected,
             const char *found)
{
  g_autofree char *object = g_strdup_printf ("%s line %u", manifest, number);

  rc_bundle_check_add (self->work, object, verdict, "path", expected, found, _("A line of a manifest of the bundle is not as it has to be."));
}

/* "HEX  PATH"; RFC 8493 section 2.1.3 writes %0A, %0D and %25 for what a line could not hold. */
static void
read_line (Bag        *self,
           const char *manifest,
           gboolean    tags,
           GHashTable *named,
           const char *line,
           guint       number)
{
  gsize length = strlen (line);
  const char *path = length > 66 ? line + 66 : "";
  RcDigest stated;

  if (length <= 66 || memcmp (line + 64, "  ", 2) != 0 || !rc_digest_from_hex (line, 64, &stated))
    refuse_line (self, manifest, number, RC_VERDICT_MALFORMED, "a SHA-256, two blanks and a path", "another line");
  else if (rc_bundle_name_fault (path, strlen (path)) != NULL || strchr (path, '%') != NULL)
    refuse_line (self, manifest, number, RC_VERDICT_INVALID, "a path in the bundle", "a path that leads elsewhere, or is none");
  else if (!belongs (path, tags))
    refuse_line (self, manifest, number, RC_VERDICT_INVALID, tags ? "a file beside data/" : "a file below data/", path);
  else if (!g_hash_table_add (named, g_strdup (path)))
    refuse_line (self, manifest, number, RC_VERDICT_AMBIGUOUS, "each file once", path);
  else
    check_line (self, manifest, path, &stated);
}

static void
check_unnamed (Bag        *self,
               const char *manifest,
               gboolean    tags,
               GHashTable *named)
{
  const GPtrArray *list = rc_bundle_reader_list (self->work->reader);

  for (guint i = 0; i < list->len; i++)
    {
      const RcBundleMember *member = g_ptr_array_index (list, i);

      if (belongs (member->path, tags) && !g_hash_table_contains (named, member->path))
        rc_bundle_check_add (self->work, member->path, RC_VERDICT_NOT_COVERED, NULL, N_("a line in the manifest"), N_("none"),
                             _("%s does not name this file: it was added after the bundle was made."), manifest);
    }
}

static void
check_manifest (Bag        *self,
                const char *manifest,
                gboolean    tags)
{
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rc_bundle_reader_read (self->work->reader, manifest, RC_LIMIT_DIRECTORY_BYTES, &error);
  g_auto (GStrv) lines = NULL;
  gsize length;
  const char *text;

  if (bytes == NULL)
    {
      rc_bundle_check_add (self->work, manifest, RC_VERDICT_INCOMPLETE, "missing", N_("a manifest"), error->message,
                           _("The list of the files of the bundle is missing: nothing shows whether they are as they were."));
      return;
    }
  text = g_bytes_get_data (bytes, &length);
  if (memchr (text, '\0', length) != NULL || memchr (text, '\r', length) != NULL || length == 0 || text[length - 1] != '\n')
    {
      rc_bundle_check_add (self->work, manifest, RC_VERDICT_MALFORMED, NULL, N_("lines that end with a line feed"), N_("other bytes"),
                           _("The list of the files of the bundle is not as it has to be."));
      return;
    }

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && (lines[i + 1] != NULL || *lines[i] != '\0'); i++)
    read_line (self, manifest, tags, named, lines[i], i + 1);
  check_unnamed (self, manifest, tags, named);
}

gboolean
rc_bundle_check_bag (RcBundleOpenWork  *work,
                     GError           **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) broken = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  Bag bag = { .work = work, .found = found, .broken = broken };

  if (!hash_members (&bag, error))
    return FALSE;
  check_declaration (&bag);
  check_manifest (&bag, MANIFEST, FALSE);
  check_manifest (&bag, TAG_MANIFEST, TRUE);
  if (bag.n_good > 0)
    rc_bundle_check_good (work, N_("files"), bag.n_good, _("So many files are as the manifests of the bundle say."));
  return TRUE;
}
