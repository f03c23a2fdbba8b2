/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/bagit.h"

#include <string.h>

#include "core/seals/bagit-judge.h"
#include "core/words.h"

#define MANIFEST "manifest-"
#define TAG_MANIFEST "tagmanifest-"

typedef struct
{
  GPtrArray  *by_name;      /* of RcSource */
  GHashTable *folders;      /* those with a bagit.txt */
} Run;

/* A bag that waits. */
typedef struct
{
  RcBag     *bag;
  GPtrArray *by_name;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  rc_bag_free (self->bag);
  g_ptr_array_unref (self->by_name);
  g_free (self);
}

static gpointer
begin (RcSealWork *work)
{
  Run *run = g_new0 (Run, 1);

  run->by_name = rc_listing_sort_names (work->context);
  run->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return run;
}

static void
end (gpointer data)
{
  Run *run = data;

  g_ptr_array_unref (run->by_name);
  g_hash_table_unref (run->folders);
  g_free (run);
}

/* --- Its manifests --- */

static gboolean
add_part (RcSealWork     *work,
          RcBag          *bag,
          GPtrArray      *parts,
          const RcSource *source,
          const char     *prefix)
{
  const char *base = source->name + strlen (bag->folder);
  RcBagPart part = { 0 };

  if (!rc_bagit_manifest_is_name (base, prefix, &part.algorithm, &part.is_known))
    return FALSE;
  /* The one of this delivery, where the same name was delivered more than once. */
  part.source = rc_seal_context_find_beside (work->context, bag->place, base);
  if (part.source == source)
    g_ptr_array_add (parts, g_memdup2 (&part, sizeof part));
  return TRUE;
}

static void
find_parts (RcSealWork *work,
            RcBag      *bag,
            GPtrArray  *by_name)
{
  for (guint i = rc_listing_find_start (by_name, bag->folder); i < by_name->len; i++)
    {
      const RcSource *source = g_ptr_array_index (by_name, i);
      const char *path = source->name + strlen (bag->folder);

      if (!g_str_has_prefix (source->name, bag->folder))
        break;
      if (strchr (path, '/') == NULL && strcmp (source->derivation, RC_DERIVATION_ROWS) != 0
          && !add_part (work, bag, bag->tag_manifests, source, TAG_MANIFEST))
        add_part (work, bag, bag->manifests, source, MANIFEST);
    }
}

/* --- As a listing --- */

static gboolean
walk_parts (const RcBag        *bag,
            RcSealWork         *work,
            const GPtrArray    *parts,
            RcListingNameFunc   name_func,
            gpointer            user_data,
            GError            **error)
{
  for (guint i = 0; i < parts->len; i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (RcBagitManifest) manifest = rc_bag_read_manifest (bag, work, g_ptr_array_index (parts, i), &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      for (guint j = 0; manifest != NULL && j < manifest->entries->len; j++)
        {
          const RcListedDigest *entry = g_ptr_array_index (manifest->entries, j);
          g_autofree char *path = rc_seal_path_normalise (entry->path);
          g_autofree char *name = path != NULL ? g_strconcat (bag->folder, path, NULL) : NULL;

          if (name != NULL)
            name_func (name, user_data);
        }
    }
  return TRUE;
}

static gboolean
walk (RcListing          *listing,
      RcSealWork         *work,
      RcListingNameFunc   name_func,
      gpointer            user_data,
      GError            **error)
{
  const RcBag *bag = ((Waiting *) listing->data)->bag;

  return walk_parts (bag, work, bag->tag_manifests, name_func, user_data, error)
         && walk_parts (bag, work, bag->manifests, name_func, user_data, error);
}

static gboolean
judge_waiting (RcListing   *listing,
               RcSealWork  *work,
               GError     **error)
{
  Waiting *waiting = listing->data;

  return rc_bag_judge (waiting->bag, work, waiting->by_name, error);
}

static void
add_files (RcListing       *listing,
           const GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    g_array_append_val (listing->files, ((const RcBagPart *) g_ptr_array_index (parts, i))->source->id);
}

static void
add_bag (RcSealWork *work,
         Run        *run,
         RcBag      *bag)
{
  Waiting *waiting = g_new0 (Waiting, 1);
  RcListing *listing = rc_listing_new (waiting, waiting_free);

  waiting->bag = bag;
  waiting->by_name = g_ptr_array_ref (run->by_name);
  listing->owns_files = TRUE;
  listing->walk = walk;
  listing->judge = judge_waiting;
  g_array_append_val (listing->files, bag->place->id);
  add_files (listing, bag->tag_manifests);
  add_files (listing, bag->manifests);
  rc_listing_add (work, listing);
}

/* --- Finding them --- */

static gboolean
judge (RcSealWork      *work,
       gpointer         data,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  Run *run = data;
  char *folder = rc_seal_context_dup_folder (work->context, carrier);
  RcBag *bag;

  /* The same text under another name declares nothing. */
  if (strcmp (carrier->name + strlen (folder), "bagit.txt") != 0)
    {
      g_free (folder);
      return TRUE;
    }

  g_hash_table_add (run->folders, g_strdup (folder));
  bag = rc_bag_new (carrier, folder);
  if (bytes != NULL)
    rc_bagit_declaration_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &bag->declaration);
  else
    bag->declaration.fault = "its bagit.txt is larger than any is";
  find_parts (work, bag, run->by_name);
  add_bag (work, run, bag);
  return TRUE;
}

/* A manifest of tag files names bagit.txt, so a folder with one and with manifests of a payload was a bag. */
static void
find_undeclared (RcSealWork     *work,
                 Run            *run,
                 const RcSource *source)
{
  g_autofree char *folder = rc_seal_context_dup_folder (work->context, source);
  RcListedAlgorithm algorithm;
  gboolean is_known;
  RcBag *bag;

  if (!rc_bagit_manifest_is_name (source->name + strlen (folder), TAG_MANIFEST, &algorithm, &is_known)
      || g_hash_table_contains (run->folders, folder) || rc_source_is_repeat (source))
    return;

  g_hash_table_add (run->folders, g_strdup (folder));
  bag = rc_bag_new (source, g_steal_pointer (&folder));
  bag->declaration = (RcBagitDeclaration) { 0, 97, RC_BAGIT_UTF8, "there is no bagit.txt" };
  find_parts (work, bag, run->by_name);
  if (bag->manifests->len == 0)
    {
      rc_bag_free (bag);
      return;
    }
  add_bag (work, run, bag);
}

static gboolean
finish (RcSealWork  *work,
        gpointer     data,
        GError     **error)
{
  for (guint i = 0; i < work->context->sources->len; i++)
    find_undeclared (work, data, g_ptr_array_index (work->context->sources, i));
  return TRUE;
}

static int
recognise (const RcSample *sample)
{
  return rc_bagit_recognise (sample->head, sample->head_length) ? RC_MECHANISM_SURE : 0;
}

const RcMechanism rc_mechanism_bagit = {
  .id = "bagit",
  .title = N_("Declaration of a bag (BagIt)"),
  .evidences = N_("That the files of a folder are what they were when it was packed, if its manifest is vouched for; judged by verify."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .finish = finish,
  .end = end,
};
