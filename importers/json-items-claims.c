/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-items.h"

gboolean
rc_json_items_add_tags (RcJsonItems  *self,
                        gint64        entity,
                        const char   *members,
                        GError      **error)
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
  static const char * const members[] = { "name", "email", "username", "login", "id" };
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

static gboolean
add_name (RcJsonItems  *self,
          gint64        entity,
          RcProperty    property,
          const char   *key,
          guint32       node,
          GError      **error)
{
  g_autofree char *name = dup_name (&self->json, node);

  if (name == NULL || name[0] == '\0')
    return TRUE;
  if (key != NULL)
    return rc_registry_writer_add_tag (&self->writer, entity, key, name, RC_TIME_NONE, error);
  return rc_registry_writer_add_claim (&self->writer, entity, property, name, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

gboolean
rc_json_items_add_names (RcJsonItems  *self,
                         gint64        entity,
                         RcProperty    property,
                         const char   *key,
                         const char   *paths,
                         GError      **error)
{
  guint32 list = rc_json_items_find (self, paths);

  if (!rc_json_is (&self->json, list, RC_JSON_ARRAY))
    return add_name (self, entity, property, key, list, error);

  for (guint32 node = list + 1; node < self->json.nodes[list].next; node = self->json.nodes[node].next)
    if (!add_name (self, entity, property, key, node, error))
      return FALSE;

  return TRUE;
}
