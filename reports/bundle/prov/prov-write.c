/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/bundle-work.h"

#include <string.h>

#include "core/words.h"
#include "reports/bundle/prov/prov-lineage.h"

static gboolean
add_file (RcBundleWork     *work,
          const RcLineage  *lineage,
          const char       *ending,
          const char       *media_type,
          const char       *title,
          const char       *text,
          GError          **error)
{
  g_autofree char *reference = rc_bundle_reference (lineage);
  g_autofree char *path = g_strdup_printf ("data/prov/%s.%s", reference, ending);

  return rc_bundle_writer_add (work->writer, path, media_type, title, text, strlen (text), error);
}

static gboolean
write_lineage (RcBundleWork     *work,
               const RcLineage  *lineage,
               GError          **error)
{
  g_autoptr (RcProvDocument) document = rc_prov_document_from_lineage (lineage, &work->state, work->terms->language);
  g_autofree char *json = rc_prov_to_json (document), *xml = rc_prov_to_xml (document);
  g_autofree char *json_title = g_strdup_printf (_("Provenance of the inference %s as W3C PROV-JSON"), lineage->reference);
  g_autofree char *xml_title = g_strdup_printf (_("Provenance of the inference %s as W3C PROV-XML"), lineage->reference);

  if (json == NULL)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_STATE, _("The lineage of record %s says more than one PROV-JSON file can hold."),
                   lineage->reference);
      return FALSE;
    }

  return add_file (work, lineage, "json", "application/json", json_title, json, error)
         && add_file (work, lineage, "xml", "application/provenance+xml", xml_title, xml, error);
}

/**
 * rc_bundle_write_prov:
 *
 * Writes each lineage of the bundle as W3C PROV, in both serialisations.
 */
gboolean
rc_bundle_write_prov (RcBundleWork  *work,
                      GError       **error)
{
  for (guint i = 0; i < work->lineages->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (work->cancellable, error)
          || !write_lineage (work, g_ptr_array_index (work->lineages, i), error))
        return FALSE;
    }
  return TRUE;
}
