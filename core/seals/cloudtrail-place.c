/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cloudtrail-place.h"

#include <string.h>

/* The last part of a name, behind the folder or the archive it lies in. */
static const char *
peek_base (const char *name)
{
  const char *end = name + strlen (name);

  while (end > name && end[-1] != '/' && end[-1] != '!')
    end--;
  return end;
}

/* How many bytes of the end two texts that end with "/" share, in whole steps. */
static gsize
count_common_tail (const char *first,
                   gsize       first_length,
                   const char *second,
                   gsize       second_length)
{
  gsize common = 0;

  for (gsize i = 1; i <= MIN (first_length, second_length); i++)
    {
      gboolean starts_step = i == second_length || second[second_length - i - 1] == '/';
      gboolean ends_folder = i == first_length || first[first_length - i - 1] == '/' || first[first_length - i - 1] == '!';

      if (first[first_length - i] != second[second_length - i])
        break;
      if (starts_step && ends_folder)
        common = i;
    }
  return common;
}

/* @root: of the name, what stands before the part shared with the object; @prefix: of the object, the same. */
static void
split (const RcCloudTrailEntry  *entry,
       char                    **out_root,
       char                    **out_prefix)
{
  const char *name = entry->file->name;
  const char *object = entry->digest->location + entry->digest->bucket_length + 1;
  gsize name_length = (gsize) (peek_base (name) - name);
  gsize object_length = (gsize) (peek_base (object) - object);
  gsize common = count_common_tail (name, name_length, object, object_length);

  *out_root = g_strndup (name, name_length - common);
  *out_prefix = g_strndup (object, object_length - common);
}

static gboolean
is_same_base (const RcCloudTrailEntry *entry)
{
  const char *name = peek_base (entry->file->name);
  const char *object = peek_base (entry->digest->location);
  gsize length = strlen (name);

  /* Unpacked by hand, it lost its ending. */
  return strncmp (name, object, length) == 0 && (object[length] == '\0' || strcmp (object + length, ".gz") == 0);
}

/**
 * rc_cloudtrail_place_is_moved:
 *
 * Where no folder is named like the bucket, only the path below it can be compared.
 */
gboolean
rc_cloudtrail_place_is_moved (const RcCloudTrailEntry *entry)
{
  g_autofree char *bucket = g_strndup (entry->digest->location, entry->digest->bucket_length);
  g_autofree char *step = g_strconcat ("/", bucket, "/", NULL);
  g_autofree char *root = NULL;
  g_autofree char *prefix = NULL;
  g_autofree char *whole = NULL;

  split (entry, &root, &prefix);
  whole = g_strconcat ("/", root, NULL);
  return prefix[0] != '\0' || !is_same_base (entry) || (strstr (whole, step) != NULL && !g_str_has_suffix (whole, step));
}

static char *
dup_root_of_bucket (const RcCloudTrailEntry *entry,
                    const char              *root,
                    const char              *bucket,
                    gsize                    bucket_length)
{
  g_autofree char *own = g_strdup_printf ("%.*s/", (int) entry->digest->bucket_length, entry->digest->location);

  if (bucket_length == entry->digest->bucket_length && strncmp (bucket, own, bucket_length) == 0)
    return g_strdup (root);
  if (!g_str_has_suffix (root, own))
    return NULL;
  return g_strdup_printf ("%.*s%.*s/", (int) (strlen (root) - strlen (own)), root, (int) bucket_length, bucket);
}

/* As stored, and as it is called once it was unpacked. */
static void
add_both (GPtrArray  *names,
          const char *folder,
          const char *path)
{
  char *name = g_strconcat (folder, path, NULL);

  g_ptr_array_add (names, name);
  if (g_str_has_suffix (name, ".gz"))
    g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (".gz")));
}

/**
 * rc_cloudtrail_place_list:
 * @location: tainted: bucket and object, parted by "/"
 *
 * Returns: (transfer full) (element-type utf8): the likeliest first
 */
GPtrArray *
rc_cloudtrail_place_list (const RcCloudTrailEntry *entry,
                          const char              *location)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  gsize bucket_length = strcspn (location, "/");
  const char *object = location + bucket_length + 1;
  g_autofree char *root = NULL;
  g_autofree char *prefix = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *beside = g_strndup (entry->file->name, (gsize) (peek_base (entry->file->name) - entry->file->name));

  split (entry, &root, &prefix);
  folder = dup_root_of_bucket (entry, root, location, bucket_length);
  if (folder != NULL && g_str_has_prefix (object, prefix))
    add_both (names, folder, object + strlen (prefix));
  add_both (names, beside, peek_base (object));
  return names;
}
