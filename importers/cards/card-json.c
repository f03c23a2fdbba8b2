/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "card-json.h"

#include "importers/json-document.h"

#include "core/exception.h"

/**
 * rc_card_json_import:
 *
 * Returns: %FALSE with @error where the case could not be written
 */
gboolean
rc_card_json_import (const RcImportInput  *input,
                     RcImportSink         *sink,
                     RcCardCheckFunc       check,
                     RcCardReadFunc        read,
                     GError              **error)
{
  g_auto (RcJson) json;
  g_autoptr (GError) local_error = NULL;
  RcCardClaims claims = { .sink = sink, .input = input, .date_us = RC_TIME_NONE };
  RcCardNode root = { 0 };
  gboolean keeps = TRUE;

  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "A model card cannot be read.", &local_error))
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!rc_json_is (&json, 0, RC_JSON_OBJECT))
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, 0, RC_EXCEPTION_UNREADABLE_RECORD, "an object", "another value",
                                     "A model card cannot be read.", error);

  root = rc_card_node_json (&json, 0);
  if (check != NULL && !check (&claims, root, &keeps, error))
    return FALSE;

  return !keeps || (rc_card_claims_begin (&claims, sink, input, error) && read (&claims, root, error));
}

/**
 * rc_card_json_expect:
 * @names: of members of @root, ended by %NULL
 */
gboolean
rc_card_json_expect (RcCardClaims        *claims,
                     RcCardNode           root,
                     const char * const  *names,
                     GError             **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      RcCardNode node = rc_card_node_member (root, names[i]);

      if (rc_card_node_exists (node) && !rc_card_node_is_object (node) &&
          !rc_card_state_refuse (claims, node, RC_EXCEPTION_UNREADABLE_RECORD, "an object with members", "another value",
                                 "A part of a model card is not what its format says.", error))
        return FALSE;
    }

  return TRUE;
}

GPtrArray *
rc_card_json_read_fields (const RcImporter *self,
                          const char       *bytes,
                          gsize             length,
                          guint32           row)
{
  return rc_json_fields_new ();
}
