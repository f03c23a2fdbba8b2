/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/bagit-work.h"

#include <string.h>

/* --- What lies in the bag --- */

static void
judge_payload (RcBagWork      *self,
               const RcSource *source,
               const char     *path)
{
  const RcBagItem *item = g_hash_table_lookup (self->items, path);
  guint n_needed = self->bag->declaration.major >= 1 ? self->bag->manifests->len : 1;

  if (item != NULL && item->n_manifests >= n_needed)
    return;

  self->n_unlisted++;
  self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_NOT_COVERED);
  /* Since version 1.0 a bag whose payload is not on every manifest is none (RFC 8493 section 2.1.3); before, it held an extra file. */
  if (self->bag->declaration.major >= 1)
    rc_bag_work_worsen (self, RC_VERDICT_MALFORMED, "format");
  rc_bag_work_tell (self, RC_EXCEPTION_NOT_LISTED, source, "an entry of every manifest", item == NULL ? "none" : "an entry of some",
                    "“%s” lies in the payload of a bag, but is not on %s.", source->name, item == NULL ? "its manifests" : "all its manifests");
}

static gboolean
is_system_file (const char *path)
{
  static const char * const names[] = { ".DS_Store", "Thumbs.db", "desktop.ini", "._.DS_Store" };
  const char *base = strrchr (path, '/');

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (base != NULL && g_ascii_strcasecmp (base + 1, names[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_own_file (const RcBagWork *self,
             const char      *path)
{
  return strcmp (path, "bagit.txt") == 0 || strcmp (path, "fetch.txt") == 0 || g_str_has_prefix (path, "tagmanifest-")
         || g_str_has_suffix (path, ".minisig") || g_str_has_suffix (path, ".sig") || g_str_has_suffix (path, ".asc")
         || g_hash_table_contains (self->items, path);
}

void
rc_bag_work_look_around (RcBagWork *self,
                         GPtrArray *by_name)
{
  const char *folder = self->bag->folder;

  for (guint i = rc_listing_find_start (by_name, folder); i < by_name->len; i++)
    {
      const RcSource *source = g_ptr_array_index (by_name, i);
      const char *path = source->name + strlen (folder);

      if (!g_str_has_prefix (source->name, folder))
        break;
      if (source->imported_us != self->bag->place->imported_us || !rc_listing_stands_on_its_own (self->work->context, source, folder))
        continue;
      if (!g_str_has_prefix (path, RC_BAG_PAYLOAD))
        {
          self->n_unlisted_tags += self->bag->tag_manifests->len > 0 && !is_own_file (self, path);
          continue;
        }
      self->n_system += is_system_file (path);
      self->octets += source->size;
      self->files++;
      judge_payload (self, source, path);
    }
}

/* --- Payload-Oxum and fetch.txt --- */

gboolean
rc_bag_work_judge_oxum (RcBagWork  *self,
                        GError    **error)
{
  static const char * const names[] = { "bag-info.txt", "package-info.txt" };
  const RcSource *info = NULL;
  g_autofree char *text = NULL;
  g_autofree char *stated = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) local_error = NULL;
  guint64 octets, files;
  gsize length = 0;
  RcBagitOxum oxum;

  for (guint i = 0; i < G_N_ELEMENTS (names) && info == NULL; i++)
    info = rc_seal_context_find_beside (self->work->context, self->bag->place, names[i]);
  if (info != NULL)
    text = rc_bag_read_text (self->work, info, self->bag->declaration.encoding, &length, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  oxum = text != NULL ? rc_bagit_oxum_parse (text, length, &octets, &files) : RC_BAGIT_OXUM_NONE;
  if (oxum == RC_BAGIT_OXUM_UNREADABLE)
    rc_seal_add_note (self->seal, "“%s” states the size of the payload in a way that is not readable", info->name);
  /* What is not here is told already, and counts in the statement. */
  if (oxum != RC_BAGIT_OXUM_READ || self->n_absent > 0 || (octets == self->octets && files == self->files))
    return TRUE;

  stated = g_strdup_printf ("%" G_GUINT64_FORMAT " bytes in %" G_GUINT64_FORMAT " files", octets, files);
  found = g_strdup_printf ("%" G_GUINT64_FORMAT " bytes in %" G_GUINT64_FORMAT " files", self->octets, self->files);
  rc_bag_work_worsen (self, RC_VERDICT_INVALID, "digest");
  rc_bag_work_tell (self, RC_EXCEPTION_DIGEST_MISMATCH, info, stated, found,
                    "The payload of the bag is not of the size that “%s” states.", info->name);
  return TRUE;
}

gboolean
rc_bag_work_read_fetch (RcBagWork  *self,
                        GError    **error)
{
  const RcSource *fetch = rc_seal_context_find_beside (self->work->context, self->bag->place, "fetch.txt");
  g_autoptr (GError) local_error = NULL;
  gsize length = 0;
  g_autofree char *text = fetch != NULL ? rc_bag_read_text (self->work, fetch, self->bag->declaration.encoding, &length,
                                                            &local_error) : NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (text != NULL)
    self->fetched = rc_bagit_fetch_parse (text, length);
  return TRUE;
}
