/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <string.h>

#include "core/canonical.h"
#include "core/words.h"
#include "reports/bundle-schemas-resource.h"

#define FOLDER RC_RESOURCE_PREFIX "/bundle/"

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static gboolean
add_schema (RcBundleWork  *work,
            const char    *name,
            GError       **error)
{
  g_autofree char *place = g_strconcat (FOLDER, name, NULL);
  g_autofree char *path = g_strconcat ("data/schemas/", name, NULL);
  g_autoptr (GBytes) schema = g_resource_lookup_data (rc_bundle_schemas_get_resource (), place, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *canonical = NULL;

  if (schema == NULL)
    return FALSE;

  /* They are kept as people read them. */
  canonical = rc_canonical_dup (g_bytes_get_data (schema, NULL), g_bytes_get_size (schema));
  g_return_val_if_fail (canonical != NULL, FALSE);
  return rc_bundle_writer_add (work->writer, path, "application/schema+json", _("What one of the files above may hold"), canonical,
                               strlen (canonical), error);
}

/**
 * rc_bundle_write_schemas:
 *
 * Writes the schemas of the files of data/, in the order of their names.
 */
gboolean
rc_bundle_write_schemas (RcBundleWork  *work,
                         GError       **error)
{
  g_auto (GStrv) names = g_resource_enumerate_children (rc_bundle_schemas_get_resource (), FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (names == NULL)
    return FALSE;

  qsort (names, g_strv_length (names), sizeof *names, compare);
  for (guint i = 0; names[i] != NULL; i++)
    if (!add_schema (work, names[i], error))
      return FALSE;
  return TRUE;
}
