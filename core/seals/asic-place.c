/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/asic-place.h"

#include <string.h>

#define META "META-INF/"
#define TIME_STAMP META "timestamp.tst"
#define TYPE "mimetype"

char *
rc_asic_dup_root (RcSealContext  *context,
                  const RcSource *carrier)
{
  g_autofree char *folder = rc_seal_context_dup_folder (context, carrier);
  gsize length = strlen (folder);
  gsize root = length - strlen (META);

  if (!g_str_has_suffix (folder, META) || (root > 0 && folder[root - 1] != '!' && folder[root - 1] != '/'))
    return NULL;

  folder[root] = '\0';
  return g_steal_pointer (&folder);
}

GPtrArray *
rc_asic_list_members (RcSealContext  *context,
                      const RcSource *carrier)
{
  const GArray *children = rc_seal_context_children (context, carrier->parent);
  GPtrArray *members = g_ptr_array_new ();

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      const RcSource *member = rc_seal_context_source (context, g_array_index (children, gint64, i));

      if (member != NULL)
        g_ptr_array_add (members, (gpointer) member);
    }
  return members;
}

gboolean
rc_asic_is_payload (const RcSource *member,
                    const char     *root)
{
  gsize length = strlen (root);
  const char *name = member->name + length;

  return g_str_has_prefix (member->name, root) && strcmp (name, TYPE) != 0 && !g_str_has_prefix (name, META);
}

const RcSource *
rc_asic_find_beside (RcSealContext  *context,
                     const RcSource *carrier)
{
  g_autofree char *root = rc_asic_dup_root (context, carrier);
  const RcSource *best = NULL;

  for (guint i = 0; root != NULL && i < context->sources->len; i++)
    {
      const RcSource *source = context->sources->pdata[i];

      if (source->parent != carrier->parent || !g_str_has_prefix (source->name, root) || strchr (source->name + strlen (root), '/') != NULL)
        continue;
      if (best == NULL || (source->imported_us == carrier->imported_us && best->imported_us != carrier->imported_us))
        best = source;
    }
  return best != NULL ? best : carrier;
}

gboolean
rc_asic_is_plain_path (const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);

  for (guint i = 0; steps[i] != NULL; i++)
    if (steps[i][0] == '\0' || strcmp (steps[i], ".") == 0 || strcmp (steps[i], "..") == 0)
      return FALSE;
  return steps[0] != NULL && strchr (path, '\\') == NULL;
}

GPtrArray *
rc_asic_find_signed (RcSealWork     *work,
                     const RcSource *carrier)
{
  g_autofree char *root = rc_asic_dup_root (work->context, carrier);
  g_autoptr (GPtrArray) members = NULL;
  GPtrArray *found = g_ptr_array_new ();

  if (root == NULL || carrier->parent == 0)
    return found;

  members = rc_asic_list_members (work->context, carrier);
  for (guint i = 0; i < members->len; i++)
    if (rc_asic_is_payload (members->pdata[i], root))
      g_ptr_array_add (found, members->pdata[i]);
  if (found->len > 1)
    g_ptr_array_set_size (found, 0);
  return found;
}

GPtrArray *
rc_asic_find_stamped (RcSealWork     *work,
                      const RcSource *carrier)
{
  g_autofree char *root = rc_asic_dup_root (work->context, carrier);
  g_autoptr (GPtrArray) found = NULL;

  if (root == NULL || strcmp (carrier->name + strlen (root), TIME_STAMP) != 0)
    return NULL;

  found = rc_asic_find_signed (work, carrier);
  return found->len == 1 ? g_steal_pointer (&found) : NULL;
}
