/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include "core/lineage-json.h"
#include "core/words.h"

gboolean
rc_bundle_write_lineages (RcBundleWork  *work,
                          GError       **error)
{
  for (guint i = 0; i < work->lineages->len; i++)
    {
      const RcLineage *lineage = g_ptr_array_index (work->lineages, i);
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
      g_autofree char *name = rc_bundle_reference (lineage);
      g_autofree char *path = g_strdup_printf ("data/lineages/%s.json", name);
      g_autofree char *title = g_strdup_printf (_("Lineage of the inference %s"), lineage->reference);

      rc_lineage_write_json (lineage, NULL, writer);
      if (!rc_bundle_add_json (work, path, title, writer, error))
        return FALSE;
    }
  return TRUE;
}
