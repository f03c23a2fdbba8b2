/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mappings.h"

#include <gio/gio.h>

#include "importers/mapping/mapped-importer.h"
#include "importers/mapping/mapping-assist.h"
#include "importers/mappings-resource.h"

#define FOLDER "/recount/mappings"

static void
register_mapping (GResource  *resource,
                  const char *name)
{
  g_autofree char *path = g_build_path ("/", FOLDER, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  RcImporter *importer = NULL;
  const char *text;
  gsize length;

  if (bytes != NULL)
    {
      text = g_bytes_get_data (bytes, &length);
      importer = rc_mapped_importer_new (text, length, name, &error);
    }

  /* The text is part of the program: a fault in it is the program's. */
  if (importer == NULL)
    g_error ("%s", error->message);
  rc_importer_register (importer);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

static const RcMappingMaker maker = { .propose = rc_mapping_propose, .preview = rc_mapping_preview };

/**
 * rc_mappings_register:
 *
 * Registers the mappings that are compiled in, in the order of their names, and sets the mapping factory and maker. Call once at start-up.
 */
void
rc_mappings_register (void)
{
  GResource *resource = rc_mappings_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  rc_mapping_maker_set (&maker);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  rc_importer_set_mapping_factory (rc_mapped_importer_new);
  for (guint i = 0; names[i] != NULL; i++)
    register_mapping (resource, names[i]);
}
