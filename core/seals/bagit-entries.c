/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/bagit-work.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/listed-check.h"

/* --- What is told --- */

void
rc_bag_work_worsen (RcBagWork  *self,
                    RcVerdict   verdict,
                    const char *reason)
{
  if (verdict >= self->seal->integrity)
    return;

  self->seal->integrity = verdict;
  if (verdict < rc_verdict_worst (self->seal->signature, self->seal->anchor))
    rc_seal_set_reason (self->seal, reason);
}

void
rc_bag_work_tell (RcBagWork      *self,
                  const char     *kind,
                  const RcSource *place,
                  const char     *expected,
                  const char     *found,
                  const char     *format,
                  ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (self->n_told++ >= RC_LIMIT_SET_ASIDE_LISTED)
    return;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  rc_seal_work_tell (self->work, kind, place, expected, found, "%s", message);
}

/* --- Reading --- */

char *
rc_bag_read_text (RcSealWork       *work,
                  const RcSource   *source,
                  RcBagitEncoding   encoding,
                  gsize            *out_length,
                  GError          **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_seal_context_read (work->context, source, &local_error);

  *out_length = 0;
  if (local_error != NULL)
    {
      (void) rc_seal_context_tolerate (&local_error, error);
      return NULL;
    }
  return bytes != NULL ? rc_bagit_decode (bytes, encoding, out_length) : NULL;
}

RcBagitManifest *
rc_bag_read_manifest (const RcBag      *self,
                      RcSealWork       *work,
                      const RcBagPart  *part,
                      GError          **error)
{
  gsize length;
  g_autofree char *text = part->is_known ? rc_bag_read_text (work, part->source, self->declaration.encoding, &length, error) : NULL;

  return text != NULL ? rc_bagit_manifest_parse (text, length, part->algorithm) : NULL;
}

/* --- One entry --- */

static RcBagItem *
take_item (RcBagWork  *self,
           const char *path,
           gboolean    is_tag)
{
  RcBagItem *item = g_hash_table_lookup (self->items, path);

  if (item != NULL)
    return item;

  item = g_new0 (RcBagItem, 1);
  item->path = g_strdup (path);
  item->verdict = RC_VERDICT_VALID;
  item->is_tag = is_tag;
  item->sources = rc_seal_context_find_all_beside (self->work->context, self->bag->place, path);
  g_hash_table_insert (self->items, item->path, item);
  g_ptr_array_add (self->order, item);
  return item;
}

static gboolean
check_item (RcBagWork             *self,
            RcBagItem             *item,
            const RcBagPart       *part,
            const RcListedDigest  *entry,
            GError               **error)
{
  for (guint i = 0; i < item->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (item->sources, i);
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;
      RcVerdict verdict;

      if (!rc_listed_check (self->work->context, entry, source, &verdict, &found, error))
        return FALSE;
      item->is_strong = item->is_strong || verdict == RC_VERDICT_VALID;
      /* Listed by two methods, one of them not outdated: that one decides, as long as both fit. */
      if (verdict == RC_VERDICT_WEAK)
        continue;
      item->verdict = rc_verdict_worst (item->verdict, verdict);
      if (verdict != RC_VERDICT_INVALID)
        continue;

      expected = rc_bytes_dup_hex (entry->digest, entry->length);
      rc_bag_work_tell (self, RC_EXCEPTION_DIGEST_MISMATCH, source, expected, found,
                        "“%s” is not the file that “%s” lists: its %s differs.",
                        source->name, part->source->name, rc_listed_algorithm_to_name (entry->algorithm));
    }
  return TRUE;
}

/* What a manifest may not name; NULL: refused, and told. */
static char *
take_path (RcBagWork            *self,
           const RcBagPart      *part,
           const RcListedDigest *entry,
           gboolean              is_tag)
{
  g_autofree char *path = rc_seal_path_normalise (entry->path);

  if (path != NULL && (is_tag || g_str_has_prefix (path, RC_BAG_PAYLOAD)))
    return g_steal_pointer (&path);

  self->seal->total++;
  rc_bag_work_worsen (self, RC_VERDICT_INVALID, "path");
  rc_bag_work_tell (self, RC_EXCEPTION_PATH_REFUSED, part->source, is_tag ? "a path within the bag" : "a path below data/", entry->path,
                    "“%s” names “%s”, which leads out of where its files are; nothing was read there.", part->source->name, entry->path);
  return NULL;
}

/* TRUE: the entry says again what another one of the same manifest said. */
static gboolean
judge_repeat (RcBagWork            *self,
              const RcBagPart      *part,
              GHashTable           *seen,
              const char           *path,
              const RcListedDigest *entry)
{
  const RcListedDigest *first = g_hash_table_lookup (seen, path);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (first == NULL)
    {
      g_hash_table_insert (seen, g_strdup (path), (gpointer) entry);
      return FALSE;
    }

  if (!rc_listed_digest_equal (first, entry))
    {
      expected = rc_bytes_dup_hex (first->digest, first->length);
      found = rc_bytes_dup_hex (entry->digest, entry->length);
      take_item (self, path, FALSE)->verdict = RC_VERDICT_AMBIGUOUS;
      rc_bag_work_worsen (self, RC_VERDICT_AMBIGUOUS, NULL);
      rc_bag_work_tell (self, RC_EXCEPTION_LIST_AMBIGUOUS, part->source, expected, found, "“%s” lists “%s” twice with different digests.",
                        part->source->name, path);
      return TRUE;
    }

  self->n_repeated++;
  if (self->bag->declaration.major >= 1)
    {
      rc_bag_work_worsen (self, RC_VERDICT_MALFORMED, "format");
      rc_bag_work_tell (self, RC_EXCEPTION_SEAL_MALFORMED, part->source, "each path once", path,
                        "“%s” lists “%s” twice, which version 1.0 forbids.", part->source->name, path);
    }
  return TRUE;
}

static gboolean
judge_entry (RcBagWork             *self,
             const RcBagPart       *part,
             GHashTable            *seen,
             const RcListedDigest  *entry,
             gboolean               is_tag,
             GError               **error)
{
  g_autofree char *path = take_path (self, part, entry, is_tag);
  RcBagItem *item;

  if (path == NULL || judge_repeat (self, part, seen, path, entry))
    return TRUE;

  item = take_item (self, path, is_tag);
  if (item->sources->len == 0 && entry->alternative != NULL)
    {
      /* Before version 1.0 "%25" could stand for itself. */
      g_ptr_array_unref (item->sources);
      item->sources = rc_seal_context_find_all_beside (self->work->context, self->bag->place, entry->alternative);
    }
  if (item->n_manifests++ == 0)
    {
      item->first.algorithm = entry->algorithm;
      item->first.length = entry->length;
      memcpy (item->first.digest, entry->digest, entry->length);
    }
  return check_item (self, item, part, entry, error);
}

/* --- One manifest --- */

static void
tell_unread (RcBagWork       *self,
             const RcBagPart *part)
{
  RcVerdict verdict = RC_VERDICT_MALFORMED;
  const char *reason = "format";

  self->seal->total++;
  if (!part->is_known)
    {
      verdict = RC_VERDICT_UNVERIFIABLE;
      reason = "algorithm-unsupported";
      rc_seal_add_note (self->seal, "“%s” lists digests of a kind that is not computed here", part->source->name);
    }
  else if (self->bag->declaration.encoding == RC_BAGIT_OTHER || part->source->size > RC_LIMIT_SEAL_FILE_BYTES)
    {
      verdict = RC_VERDICT_UNVERIFIABLE;
      reason = self->bag->declaration.encoding == RC_BAGIT_OTHER ? "format-unsupported" : "limit(RC_LIMIT_SEAL_FILE_BYTES)";
      rc_seal_add_note (self->seal, "“%s” is in an encoding, or of a size, that is not read here", part->source->name);
    }
  rc_bag_work_worsen (self, verdict, reason);
  if (verdict == RC_VERDICT_MALFORMED)
    rc_bag_work_tell (self, RC_EXCEPTION_SEAL_MALFORMED, part->source, "the encoding that bagit.txt says", "another one",
                      "“%s” is not in the encoding that its bag says.", part->source->name);
}

static void
tell_spoiled (RcBagWork             *self,
              const RcBagPart       *part,
              const RcBagitManifest *manifest)
{
  self->n_marked += manifest->n_marked;
  self->n_dotted += manifest->n_dotted;
  if (manifest->n_spoiled > 0)
    {
      self->seal->total += manifest->n_spoiled;
      rc_bag_work_worsen (self, RC_VERDICT_MALFORMED, "format");
      rc_bag_work_tell (self, RC_EXCEPTION_SEAL_MALFORMED, part->source, "a digest and a path", "another line",
                        "“%s” holds lines that are no entries of a manifest.", part->source->name);
    }
  if (manifest->over_limit)
    {
      rc_bag_work_worsen (self, RC_VERDICT_UNVERIFIABLE, "limit(RC_LIMIT_DIGEST_LIST_ENTRIES)");
      rc_seal_add_note (self->seal, "Of “%s” only the first %u entries were read", part->source->name, RC_LIMIT_DIGEST_LIST_ENTRIES);
    }
}

static gboolean
judge_manifest (RcBagWork        *self,
                const RcBagPart  *part,
                gboolean          is_tag,
                GError          **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcBagitManifest) manifest = rc_bag_read_manifest (self->bag, self->work, part, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (manifest == NULL)
    {
      tell_unread (self, part);
      return TRUE;
    }

  for (guint i = 0; i < manifest->entries->len; i++)
    {
      if (!judge_entry (self, part, seen, g_ptr_array_index (manifest->entries, i), is_tag, error))
        return FALSE;
    }
  tell_spoiled (self, part, manifest);
  return TRUE;
}

gboolean
rc_bag_work_read (RcBagWork        *self,
                  const GPtrArray  *parts,
                  gboolean          is_tag,
                  GError          **error)
{
  for (guint i = 0; i < parts->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->work->context->cancellable, error)
          || !judge_manifest (self, g_ptr_array_index (parts, i), is_tag, error))
        return FALSE;
    }
  return TRUE;
}
