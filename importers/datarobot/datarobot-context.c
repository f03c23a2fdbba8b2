/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "datarobot-context.h"

/* More than any path has. */
#define ALL_FOLDERS 1000u

char *
rc_datarobot_scope_dup (const RcImportInput *input)
{
  return rc_registry_scope_dup (input, ALL_FOLDERS);
}

gboolean
rc_datarobot_read_entity (RcJsonItems   *self,
                          RcEntityKind   kind,
                          const char    *paths,
                          gint64        *out_entity,
                          GError       **error)
{
  g_autofree char *id = rc_json_items_dup (self, paths);

  *out_entity = 0;
  return id == NULL || id[0] == '\0' || rc_registry_writer_add_entity (&self->writer, kind, id, out_entity, error);
}

gboolean
rc_datarobot_read_model_of (RcJsonItems   *self,
                            const char    *model_paths,
                            const char    *project_paths,
                            gint64        *out_version,
                            GError       **error)
{
  g_autofree char *project = rc_json_items_dup (self, project_paths);

  return rc_datarobot_read_entity (self, RC_ENTITY_MODEL_VERSION, model_paths, out_version, error) &&
         rc_registry_writer_link (&self->writer, *out_version, RC_PROPERTY_TRAINED_BY, RC_ENTITY_RUN, project, RC_TIME_NONE, error);
}
