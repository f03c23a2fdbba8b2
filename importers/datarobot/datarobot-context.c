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

gboolean
rc_datarobot_add_tags (RcJsonItems   *self,
                       gint64         entity,
                       const char    *members,
                       GError       **error)
{
  g_auto (GStrv) names = g_strsplit (members, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = rc_json_items_dup (self, names[i]);

      if (value != NULL && value[0] != '\0' &&
          !rc_registry_writer_add_tag (&self->writer, entity, names[i], value, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

/* The text that names what stands there: a text itself, or the first of these members of an object. (nullable) (transfer full) */
static char *
dup_name (const RcJson *json,
          guint32       node)
{
  static const char * const members[] = { "name", "email", "username", "id" };
  guint32 name = node;

  for (gsize i = 0; i < G_N_ELEMENTS (members) && rc_json_is (json, node, RC_JSON_OBJECT); i++)
    {
      name = rc_json_items_resolve (json, rc_json_member (json, node, members[i]));
      if (name != RC_JSON_NO_NODE)
        break;
    }

  name = rc_json_items_resolve (json, name);
  return rc_json_is (json, name, RC_JSON_STRING) ? rc_json_dup_string (json, name) : NULL;
}

gboolean
rc_datarobot_add_names (RcJsonItems   *self,
                        gint64         entity,
                        const char    *key,
                        const char    *paths,
                        GError       **error)
{
  guint32 list = rc_json_items_find (self, paths);

  if (rc_json_is (&self->json, list, RC_JSON_STRING))
    {
      g_autofree char *name = dup_name (&self->json, list);

      return rc_registry_writer_add_tag (&self->writer, entity, key, name, RC_TIME_NONE, error);
    }
  if (!rc_json_is (&self->json, list, RC_JSON_ARRAY))
    return TRUE;

  for (guint32 node = list + 1; node < self->json.nodes[list].next; node = self->json.nodes[node].next)
    {
      g_autofree char *name = dup_name (&self->json, node);

      if (!rc_registry_writer_add_tag (&self->writer, entity, key, name, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}
