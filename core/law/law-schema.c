/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "law-parts.h"

#include "core/law-resource.h"
#include "core/seals/xml-schema.h"

#define SCHEMA RC_RESOURCE_PREFIX "/law/law.xsd"

/**
 * rc_law_check_schema:
 * @document: read without a document type
 *
 * Holds a catalogue against the schema that is compiled in. Nothing is fetched from anywhere.
 */
gboolean
rc_law_check_schema (xmlDoc  *document,
                     GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) schema = g_resource_lookup_data (rc_law_get_resource (), SCHEMA, G_RESOURCE_LOOKUP_FLAGS_NONE, &cause);
  g_autofree char *complaint = NULL;

  if (schema == NULL)
    complaint = g_strdup (cause->message);
  else if (rc_xml_schema_check (document, schema, RC_LAW_SPACE, "law", &complaint))
    return TRUE;

  g_set_error_literal (error, RC_LAW_ERROR, RC_LAW_ERROR_INVALID, complaint);
  return FALSE;
}
