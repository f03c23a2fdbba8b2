/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/folder-files.h"

#include <string.h>

#include "core/seals/listing.h"

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
          && rc_listing_stands_on_its_own (context, source, folder))
        g_ptr_array_add (files, source);
    }
  g_ptr_array_sort (files, compare_names);
  return files;
}
