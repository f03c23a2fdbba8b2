/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-environment.h"

#include "importers/secret.h"
#include "importers/yaml-document.h"

#include "core/bounds.h"

#include <string.h>

typedef struct
{
  GString *list;
  guint    n;
} Packages;

/* A package may be asked for from an address with a password in it: it is counted and not shown. */
static void
add_package (Packages   *self,
             const char *package)
{
  self->n++;
  if (self->list->len > RC_LIMIT_NAME_BYTES)
    return;
  if (self->list->len > 0)
    g_string_append (self->list, ", ");
  g_string_append (self->list, rc_secret_is_address (package) ? "(a package from an address with a password)" : package);
}

/* A list of packages, in which conda keeps those of pip as a list of its own. */
static void
add_list (Packages     *self,
          const RcYaml *yaml,
          guint         list,
          const char   *inner)
{
  for (guint item = rc_yaml_first_child (yaml, list); item != RC_YAML_NO_NODE; item = rc_yaml_next_sibling (yaml, list, item))
    {
      guint node = rc_yaml_resolve (yaml, item);
      const char *text = rc_yaml_peek_text (yaml, node, NULL);

      if (text != NULL)
        add_package (self, text);
      else if (inner != NULL && rc_yaml_member (yaml, node, inner) != RC_YAML_NO_NODE)
        add_list (self, yaml, rc_yaml_member (yaml, node, inner), NULL);
    }
}

static void
add_sequence (Packages     *self,
              const RcYaml *yaml,
              const char   *key)
{
  guint list = rc_yaml_member (yaml, 0, key);
  const RcYamlNode *node = rc_yaml_peek_node (yaml, list);

  if (node != NULL && node->type == RC_YAML_SEQUENCE)
    add_list (self, yaml, list, "pip");
}

static gboolean
claim (Packages          *self,
       RcRegistryWriter  *writer,
       gint64             entity,
       const char        *file,
       GError           **error)
{
  g_autofree char *value = NULL;

  if (self->n == 0)
    return TRUE;
  if (strlen (file) + strlen (": ") + self->list->len <= RC_LIMIT_NAME_BYTES)
    value = g_strdup_printf ("%s: %s", file, self->list->str);
  else
    value = g_strdup_printf ("%s: %u packages", file, self->n);

  return rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_ENVIRONMENT, value, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

gboolean
rc_mlflow_add_packages_of_yaml (RcRegistryWriter  *writer,
                                gint64             entity,
                                const char        *file,
                                const RcYaml      *yaml,
                                GError           **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  Packages packages = { list, 0 };
  const char *python = rc_yaml_document_peek (yaml, 0, "python");

  if (python != NULL)
    {
      g_autofree char *package = g_strconcat ("python ", python, NULL);

      add_package (&packages, package);
    }
  add_sequence (&packages, yaml, "build_dependencies");
  add_sequence (&packages, yaml, "dependencies");
  return claim (&packages, writer, entity, file, error);
}

gboolean
rc_mlflow_add_packages_of_text (RcRegistryWriter  *writer,
                                gint64             entity,
                                const char        *file,
                                const char        *text,
                                GError           **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  Packages packages = { list, 0 };

  for (gsize length = strcspn (text, "\n");; length = strcspn (text, "\n"))
    {
      g_autofree char *line = g_strstrip (g_strndup (text, length));

      if (*line != '\0' && *line != '#')
        add_package (&packages, line);
      if (text[length] == '\0')
        break;
      text += length + 1;
    }

  return claim (&packages, writer, entity, file, error);
}
