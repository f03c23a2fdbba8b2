/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/folder-files.h"

#include <string.h>

/* What was taken out of a file of the folder is as good as that one. */
static gboolean
stands_on_its_own (RcSealContext  *context,
                   const RcSource *source,
                   const char     *folder)
{
  const RcSource *parent;

  if (strcmp (source->derivation, RC_DERIVATION_ROWS) == 0)
    return FALSE;
  if (source->parent == 0)
    return TRUE;
  if (strcmp (source->derivation, RC_DERIVATION_SAME) == 0)
    return !rc_seal_context_is_member (context, source, strlen (folder));

  parent = rc_seal_context_source (context, source->parent);
  return parent == NULL || strlen (parent->name) < strlen (folder);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(const RcSource * const *) a)->name, (*(const RcSource * const *) b)->name);
}

GPtrArray *
rc_folder_files_list (RcSealContext  *context,
                      const RcSource *carrier,
                      const char     *folder)
{
  GPtrArray *files = g_ptr_array_new ();

  for (guint i = 0; i < context->sources->len; i++)
    {
      RcSource *source = context->sources->pdata[i];

      if (source->imported_us == carrier->imported_us && g_str_has_prefix (source->name, folder)
          && stands_on_its_own (context, source, folder))
        g_ptr_array_add (files, source);
    }
  g_ptr_array_sort (files, compare_names);
  return files;
}
