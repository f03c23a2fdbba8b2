/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "seal.h"

#include <string.h>

#include "bounds.h"

static int
compare_source_id (gconstpointer a,
                   gconstpointer b)
{
  const RcSource *source = *(const RcSource * const *) a;
  gint64 id = *(const gint64 *) b;

  return source->id < id ? -1 : source->id > id;
}

/**
 * rc_seal_context_source:
 *
 * Returns: (transfer none) (nullable): the published source of that id
 */
const RcSource *
rc_seal_context_source (RcSealContext *context,
                        gint64         id)
{
  guint low = 0;
  guint high = context->sources->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = compare_source_id (&g_ptr_array_index (context->sources, middle), &id);

      if (order == 0)
        return g_ptr_array_index (context->sources, middle);
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

/**
 * rc_seal_path_normalise:
 * @path: tainted, as a list or a statement writes it
 *
 * Returns: (transfer full) (nullable): @path without "." and empty steps; %NULL where it is empty, absolute, climbs out of its
 *   folder, or names a drive
 */
char *
rc_seal_path_normalise (const char *path)
{
  g_auto (GStrv) steps = NULL;
  g_autoptr (GString) result = g_string_new (NULL);

  if (path[0] == '\0' || path[0] == '/' || path[0] == '\\' || path[0] == '~')
    return NULL;
  if (g_ascii_isalpha (path[0]) && path[1] == ':')
    return NULL;

  steps = g_strsplit (path, "/", -1);
  for (guint i = 0; steps[i] != NULL; i++)
    {
      if (strcmp (steps[i], "..") == 0 || g_str_has_prefix (steps[i], "..\\"))
        return NULL;
      if (steps[i][0] == '\0' || strcmp (steps[i], ".") == 0)
        continue;
      if (result->len > 0)
        g_string_append_c (result, '/');
      g_string_append (result, steps[i]);
    }

  return result->len == 0 ? NULL : g_strdup (result->str);
}

static gboolean
name_is_container (RcSealContext *context,
                   const char    *name,
                   gsize          length)
{
  g_autofree char *container = g_strndup (name, length);

  if (context->by_name != NULL)
    {
      const GPtrArray *same = g_hash_table_lookup (context->by_name, container);

      return same != NULL && strcmp (((const RcSource *) same->pdata[0])->kind, "container") == 0;
    }

  for (guint i = 0; i < context->sources->len; i++)
    {
      const RcSource *source = context->sources->pdata[i];

      if (strcmp (source->kind, "container") == 0 && strcmp (source->name, container) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_seal_context_dup_folder:
 *
 * The names of members begin with the name of their container and "!"; inside, as outside, "/" parts folders. A "!" in the name
 * of an ordinary file parts nothing.
 *
 * Returns: (transfer full): what the names of all sources in the folder of @source begin with; "" for none
 */
char *
rc_seal_context_dup_folder (RcSealContext  *context,
                            const RcSource *source)
{
  const char *end = source->name + strlen (source->name);

  while (end > source->name && end[-1] != '/'
         && !(end[-1] == '!' && name_is_container (context, source->name, (gsize) (end - 1 - source->name))))
    end--;

  return g_strndup (source->name, (gsize) (end - source->name));
}

/**
 * rc_seal_context_is_member:
 *
 * Returns: whether the name of @source says behind its first @skip bytes that it is a member of a container; a "!" in the name of
 *   a folder says nothing
 */
gboolean
rc_seal_context_is_member (RcSealContext  *context,
                           const RcSource *source,
                           gsize           skip)
{
  for (const char *mark = strchr (source->name + skip, '!'); mark != NULL; mark = strchr (mark + 1, '!'))
    {
      if (name_is_container (context, source->name, (gsize) (mark - source->name)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_nearer (const RcSource *candidate,
           const RcSource *best,
           const RcSource *beside)
{
  gboolean same = candidate->imported_us == beside->imported_us;

  if (best == NULL)
    return TRUE;
  if (same != (best->imported_us == beside->imported_us))
    return same;

  /* The same name was delivered more than once: the latest delivery stands. */
  return candidate->id > best->id;
}

/* All sources of that name, in the order of their ids; (transfer container) */
static GPtrArray *
list_versions (RcSealContext *context,
               const char    *name)
{
  GPtrArray *versions = g_ptr_array_new ();

  if (context->by_name != NULL)
    {
      GPtrArray *same = g_hash_table_lookup (context->by_name, name);

      if (same != NULL)
        g_ptr_array_extend (versions, same, NULL, NULL);
      return versions;
    }

  for (guint i = 0; i < context->sources->len; i++)
    {
      if (strcmp (((const RcSource *) context->sources->pdata[i])->name, name) == 0)
        g_ptr_array_add (versions, context->sources->pdata[i]);
    }
  return versions;
}

static GPtrArray *
list_beside (RcSealContext  *context,
             const RcSource *beside,
             const char     *path)
{
  g_autofree char *normal = rc_seal_path_normalise (path);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;

  if (normal == NULL)
    return g_ptr_array_new ();

  folder = rc_seal_context_dup_folder (context, beside);
  name = g_strconcat (folder, normal, NULL);
  return list_versions (context, name);
}

/**
 * rc_seal_context_find_beside:
 * @path: tainted; relative to the folder of @beside
 *
 * Returns: (transfer none) (nullable): the source that stands there, as the same import delivered it; where that one
 *   delivered none, the latest one of that name
 */
const RcSource *
rc_seal_context_find_beside (RcSealContext  *context,
                             const RcSource *beside,
                             const char     *path)
{
  g_autoptr (GPtrArray) versions = list_beside (context, beside, path);
  const RcSource *best = NULL;

  for (guint i = 0; i < versions->len; i++)
    {
      if (is_nearer (versions->pdata[i], best, beside))
        best = versions->pdata[i];
    }
  return best;
}

/* Which delivery of a list speaks for @version: the latest one that came with it or before it, else the first one. */
static const RcSource *
find_speaker (const GPtrArray *lists,
              const RcSource  *version)
{
  const RcSource *speaker = lists->pdata[0];

  for (guint i = 1; i < lists->len; i++)
    {
      const RcSource *list = lists->pdata[i];

      if (list->imported_us <= version->imported_us)
        speaker = list;
    }
  return speaker;
}

/**
 * rc_seal_context_find_all_beside:
 *
 * Files are delivered again, changed or not, and so are the lists and signatures that speak of them. A list that did not change
 * speaks for every later delivery too; else a changed file beside the old list would pass unseen.
 *
 * Returns: (element-type RcSource) (transfer container): the deliveries of the file at @path for which @beside speaks
 */
GPtrArray *
rc_seal_context_find_all_beside (RcSealContext  *context,
                                 const RcSource *beside,
                                 const char     *path)
{
  g_autoptr (GPtrArray) lists = list_versions (context, beside->name);
  GPtrArray *versions = list_beside (context, beside, path);
  const RcSource *nearest = NULL;

  for (guint i = 0; i < versions->len; i++)
    {
      if (is_nearer (versions->pdata[i], nearest, beside))
        nearest = versions->pdata[i];
    }
  for (guint i = versions->len; i > 0; i--)
    {
      if (lists->len > 0 && find_speaker (lists, versions->pdata[i - 1]) != beside)
        g_ptr_array_remove_index (versions, i - 1);
    }

  /* A list that came again, changed, also speaks for what did not change and was not kept a second time. */
  if (versions->len == 0 && nearest != NULL)
    g_ptr_array_add (versions, (gpointer) nearest);
  return versions;
}

static void
index_child (RcSealContext  *context,
             const RcSource *source)
{
  GArray *children;

  if (source->parent == 0)
    return;

  children = g_hash_table_lookup (context->by_parent, &source->parent);
  if (children == NULL)
    {
      children = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (context->by_parent, g_memdup2 (&source->parent, sizeof source->parent), children);
    }
  g_array_append_val (children, source->id);
}

/**
 * rc_seal_context_index:
 *
 * Lets rc_seal_context_find_beside() answer without a walk over all sources, until rc_seal_context_drop_index().
 */
void
rc_seal_context_index (RcSealContext *context)
{
  rc_seal_context_drop_index (context);
  context->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  context->by_parent = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < context->sources->len; i++)
    {
      RcSource *source = context->sources->pdata[i];
      GPtrArray *same = g_hash_table_lookup (context->by_name, source->name);

      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (context->by_name, source->name, same);
        }
      g_ptr_array_add (same, source);
      index_child (context, source);
    }
}

void
rc_seal_context_drop_index (RcSealContext *context)
{
  g_clear_pointer (&context->by_name, g_hash_table_unref);
  g_clear_pointer (&context->by_parent, g_hash_table_unref);
}

/**
 * rc_seal_context_children:
 *
 * Needs rc_seal_context_index().
 *
 * Returns: (element-type gint64) (transfer none) (nullable): the ids of the sources that were taken out of the one of that id
 */
const GArray *
rc_seal_context_children (RcSealContext *context,
                          gint64         id)
{
  g_return_val_if_fail (context->by_parent != NULL, NULL);

  return g_hash_table_lookup (context->by_parent, &id);
}

/**
 * rc_seal_context_read:
 *
 * Returns: (transfer full) (nullable): all bytes of @source; %NULL without @error where it is larger than
 *   RC_LIMIT_SEAL_FILE_BYTES
 */
GBytes *
rc_seal_context_read (RcSealContext   *context,
                      const RcSource  *source,
                      GError         **error)
{
  g_autofree guint8 *buffer = NULL;

  if (source->size > RC_LIMIT_SEAL_FILE_BYTES)
    return NULL;

  buffer = g_malloc ((gsize) source->size + 1);
  if (!rc_vault_read (rc_record_reader_peek_vault (context->reader), source->start, buffer, (gsize) source->size, error))
    return NULL;

  /* A zero byte after the content, for readers of text. */
  buffer[source->size] = 0;
  return g_bytes_new_take (g_steal_pointer (&buffer), (gsize) source->size);
}

/**
 * rc_seal_context_tolerate:
 * @local_error: (inout): an error met while evidence was read
 *
 * A damaged part of the evidence store is told as an exception where the store itself is verified; what stands on it could
 * not be checked, and the work goes on.
 *
 * Returns: %TRUE where that is the error, which is cleared; else it is moved to @error
 */
gboolean
rc_seal_context_tolerate (GError **local_error,
                          GError **error)
{
  if (g_error_matches (*local_error, RC_VAULT_ERROR, RC_VAULT_ERROR_DAMAGED)
      || g_error_matches (*local_error, RC_VAULT_ERROR, RC_VAULT_ERROR_WITHHELD)
      || g_error_matches (*local_error, RC_CASE_ERROR, RC_CASE_ERROR_WITHHELD)
      || g_error_matches (*local_error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED))
    {
      g_clear_error (local_error);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (local_error));
  return FALSE;
}
