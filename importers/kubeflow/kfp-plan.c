/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kfp-plan.h"

#include "importers/secret.h"
#include "kubeflow-names.h"

#include "core/bounds.h"
#include "core/digest.h"

#include <string.h>

static gboolean
is_plan (const RcKubeflowTree *tree,
         guint32               node)
{
  return rc_kubeflow_tree_is_map (tree, rc_kubeflow_tree_either (tree, node, "pipeline_info")) &&
         rc_kubeflow_tree_is_map (tree, rc_kubeflow_tree_either (tree, node, "deployment_spec"));
}

guint32
rc_kfp_plan_find (const RcKubeflowTree *tree,
                  guint32               node)
{
  guint32 inner = rc_kubeflow_tree_either (tree, node, "pipeline_spec");

  if (is_plan (tree, node))
    return node;
  if (is_plan (tree, inner))
    return inner;
  /* As the API gives back a file of two documents. */
  inner = rc_kubeflow_tree_either (tree, inner, "pipeline_spec");
  return is_plan (tree, inner) ? inner : RC_JSON_NO_NODE;
}

gboolean
rc_kfp_add_program (const char        *executor,
                    const char        *program,
                    RcRegistryWriter  *writer,
                    gint64             entity,
                    GError           **error)
{
  char hex[RC_DIGEST_HEX_SIZE];
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;
  RcDigest digest;

  /* A command of one line calls a program that is in the image. */
  if (program == NULL || strchr (program, '\n') == NULL)
    return TRUE;

  rc_digest_compute (program, strlen (program), &digest);
  rc_digest_to_hex (&digest, hex);
  key = g_strdup_printf ("program of %s", executor);
  value = g_strdup_printf ("sha256:%s, %" G_GSIZE_FORMAT " bytes, in the plan", hex, strlen (program));
  return rc_registry_writer_add_tag (writer, entity, key, value, RC_TIME_NONE, error);
}

/* The program that a component was written as stands as the last part of its command. */
static gboolean
read_container (const RcKubeflowTree  *tree,
                guint32                container,
                const char            *name,
                RcRegistryWriter      *writer,
                gint64                 entity,
                GError               **error)
{
  g_autofree char *image = rc_kubeflow_tree_dup_member (tree, container, "image");
  g_autofree char *note = g_strdup_printf ("planned for %s", name);
  g_autofree char *program = NULL;
  guint32 command = rc_kubeflow_tree_member (tree, container, "command");
  RcKubeflowIter iter = { 0 };
  guint32 last = RC_JSON_NO_NODE;

  while (rc_kubeflow_tree_is_list (tree, command) && rc_kubeflow_tree_iterate (tree, command, &iter))
    last = iter.value;
  program = rc_kubeflow_tree_dup (tree, last);

  return rc_kubeflow_add_image (writer, entity, image, note, error) &&
         rc_kfp_add_program (name, program, writer, entity, error);
}

/* What comes from outside: at a fixed address, or at one that the run is given. */
static gboolean
read_importer (const RcKubeflowTree  *tree,
               guint32                importer,
               const char            *name,
               RcRegistryWriter      *writer,
               gint64                 entity,
               GError               **error)
{
  guint32 uri = rc_kubeflow_tree_either (tree, importer, "artifact_uri");
  g_autofree char *constant = rc_kubeflow_tree_dup_member (tree, uri, "constant");
  g_autofree char *parameter = rc_kubeflow_tree_dup_either (tree, uri, "runtime_parameter");
  g_autofree char *schema = rc_kubeflow_tree_dup_either (tree, rc_kubeflow_tree_either (tree, importer, "type_schema"), "schema_title");
  g_autofree char *tag = NULL;
  gint64 target = 0;

  if (constant == NULL && parameter == NULL)
    return TRUE;
  if (constant != NULL && g_strcmp0 (schema, "system.Dataset") == 0 &&
      !rc_registry_writer_add_entity (writer, RC_ENTITY_DATASET, constant, &target, error))
    return FALSE;
  if (constant != NULL && g_strcmp0 (schema, "system.Model") == 0 &&
      !rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, constant, &target, error))
    return FALSE;

  tag = g_strdup_printf ("%s = brings in %s%s (%s), planned", name, constant != NULL ? "" : "what the parameter names: ",
                         constant != NULL ? constant : parameter, schema != NULL ? schema : "of no type");
  return rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_TAG, tag, target, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
add_member (const RcKubeflowTree  *tree,
            guint32                map,
            const char            *name,
            const char            *pointer,
            RcRegistryWriter      *writer,
            gint64                 entity,
            GError               **error)
{
  g_autofree char *value = rc_kubeflow_tree_dup_either (tree, map, name);

  rc_registry_writer_at (writer, "%s", pointer);
  return rc_registry_writer_add_tag (writer, entity, name, value, RC_TIME_NONE, error);
}

gboolean
rc_kfp_plan_read (const RcKubeflowTree  *tree,
                  guint32                spec,
                  const char            *pointer,
                  RcRegistryWriter      *writer,
                  gint64                 entity,
                  GError               **error)
{
  guint32 executors = rc_kubeflow_tree_member (tree, rc_kubeflow_tree_either (tree, spec, "deployment_spec"), "executors");
  RcKubeflowIter iter = { 0 };

  if (!add_member (tree, spec, "sdk_version", pointer, writer, entity, error) ||
      !add_member (tree, spec, "schema_version", pointer, writer, entity, error))
    return FALSE;

  while (iter.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_iterate (tree, executors, &iter))
    {
      g_autofree char *name = rc_kubeflow_tree_dup (tree, iter.name);
      guint32 container = rc_kubeflow_tree_member (tree, iter.value, "container");
      guint32 importer = rc_kubeflow_tree_member (tree, iter.value, "importer");

      if (name == NULL)
        continue;
      rc_registry_writer_at (writer, "%s/deploymentSpec/executors/%s", pointer, name);
      if ((rc_kubeflow_tree_is_map (tree, container) && !read_container (tree, container, name, writer, entity, error)) ||
          (rc_kubeflow_tree_is_map (tree, importer) && !read_importer (tree, importer, name, writer, entity, error)))
        return FALSE;
    }

  return TRUE;
}

gboolean
rc_kfp_add_parameters (const RcKubeflowTree  *tree,
                       guint32                parameters,
                       RcRegistryWriter      *writer,
                       gint64                 entity,
                       GError               **error)
{
  RcKubeflowIter iter = { 0 };

  while (iter.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_iterate (tree, parameters, &iter))
    {
      g_autofree char *name = rc_kubeflow_tree_dup (tree, iter.name);
      g_autofree char *value = rc_kubeflow_tree_dup (tree, iter.value);
      g_autofree char *key = g_strdup_printf ("parameter %s", name);

      if (name != NULL && !rc_secret_is_name (name) &&
          !rc_registry_writer_add_tag (writer, entity, key, value, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}
