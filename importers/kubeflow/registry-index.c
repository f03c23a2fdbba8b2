/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "registry-index.h"

#include "protobuf-struct.h"

#include "core/base64.h"
#include "core/bounds.h"

#include <string.h>

static const struct
{
  const char     *name;
  RcRegistryKind  kind;
} resources[] = {
  { "registered_models", RC_REGISTRY_MODEL },
  { "registered_model", RC_REGISTRY_MODEL },
  { "model_versions", RC_REGISTRY_VERSION },
  { "model_version", RC_REGISTRY_VERSION },
  { "versions", RC_REGISTRY_VERSION },
  { "model_artifacts", RC_REGISTRY_ARTIFACT },
  { "artifacts", RC_REGISTRY_ARTIFACT },
  { "inference_services", RC_REGISTRY_SERVICE },
  { "inference_service", RC_REGISTRY_SERVICE },
  { "serves", RC_REGISTRY_SERVE },
  { "experiment_runs", RC_REGISTRY_RUN },
  { "experiments", RC_REGISTRY_IGNORED },
  { "serving_environments", RC_REGISTRY_IGNORED },
};

/* The resource that @text begins with; of "model_versions_8" the underscore parts it from the number. */
static RcRegistryKind
match_resource (const char *text,
                gsize      *out_length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      gsize length = strlen (resources[i].name);

      *out_length = length;
      if (g_str_has_prefix (text, resources[i].name) && !g_ascii_isalpha (text[length]))
        return resources[i].kind;
    }

  return RC_REGISTRY_UNKNOWN;
}

/**
 * rc_registry_path_read:
 * @text: a path of a query, or the name of a file that is named for one; both kinds of parting between its parts are taken
 *
 * The last resource that is named says what the objects are, and the number behind the one before it, what they belong to.
 */
void
rc_registry_path_read (RcRegistryPath *self,
                       const char     *text)
{
  *self = (RcRegistryPath) { .kind = RC_REGISTRY_UNKNOWN };
  for (const char *at = text; *at != '\0';)
    {
      RcRegistryKind kind = RC_REGISTRY_UNKNOWN;
      gsize length = 1;

      if (at == text || !g_ascii_isalnum (at[-1]))
        kind = match_resource (at, &length);
      if (kind == RC_REGISTRY_UNKNOWN)
        {
          at++;
          continue;
        }

      at += length;
      self->kind = kind;
      g_free (self->of);
      self->of = g_steal_pointer (&self->number);
      if ((*at == '/' || *at == '_') && g_ascii_isdigit (at[1]))
        {
          gsize digits = strspn (at + 1, "0123456789");

          self->number = g_strndup (at + 1, digits);
          at += 1 + digits;
        }
    }
}

void
rc_registry_path_clear (RcRegistryPath *self)
{
  g_clear_pointer (&self->of, g_free);
  g_clear_pointer (&self->number, g_free);
}

static void
path_free (gpointer data)
{
  rc_registry_path_clear (data);
  g_free (data);
}

static void
object_free (gpointer data)
{
  RcRegistryObject *self = data;

  g_free (self->pointer);
  g_free (self);
}

static gboolean
has (const RcKubeflowTree *tree,
     guint32               node,
     const char           *name)
{
  return rc_kubeflow_tree_member (tree, node, name) != RC_JSON_NO_NODE;
}

/* What an object is shows in its members; a bare one only in the query that answered it. */
static RcRegistryKind
kind_of (const RcKubeflowTree *tree,
         guint32               node,
         const RcRegistryPath *path)
{
  if (has (tree, node, "artifactType"))
    return RC_REGISTRY_ARTIFACT;
  if (has (tree, node, "servingEnvironmentId") || has (tree, node, "desiredState"))
    return RC_REGISTRY_SERVICE;
  if (has (tree, node, "modelVersionId"))
    return RC_REGISTRY_SERVE;
  if (has (tree, node, "experimentId"))
    return RC_REGISTRY_RUN;
  if (has (tree, node, "registeredModelId") || (has (tree, node, "author") && !has (tree, node, "owner")))
    return RC_REGISTRY_VERSION;
  if (has (tree, node, "owner") || has (tree, node, "readme"))
    return RC_REGISTRY_MODEL;

  return path->kind;
}

static void
add_object (RcRegistryIndex      *self,
            guint32               node,
            char                 *pointer,
            const RcRegistryPath *path)
{
  RcRegistryObject *object;
  GHashTable *table = NULL;
  g_autofree char *id = NULL;

  if (!rc_kubeflow_tree_is_map (self->tree, node) || self->objects->len >= RC_LIMIT_REGISTRY_COUNTED)
    {
      self->is_full = self->is_full || self->objects->len >= RC_LIMIT_REGISTRY_COUNTED;
      g_free (pointer);
      return;
    }

  object = g_new0 (RcRegistryObject, 1);
  object->kind = kind_of (self->tree, node, path);
  object->node = node;
  object->pointer = pointer;
  object->path = path;
  g_ptr_array_add (self->objects, object);

  if (object->kind == RC_REGISTRY_MODEL)
    table = self->models;
  else if (object->kind == RC_REGISTRY_VERSION)
    table = self->versions;
  else if (object->kind == RC_REGISTRY_SERVICE)
    table = self->services;
  id = rc_kubeflow_tree_dup_member (self->tree, node, "id");
  if (table != NULL && id != NULL && !g_hash_table_contains (table, id))
    g_hash_table_insert (table, g_steal_pointer (&id), object);
}

/* What one query answered: a list or an object. */
static void
add_answer (RcRegistryIndex      *self,
            guint32               node,
            const char           *pointer,
            RcRegistryPath       *path)
{
  guint32 items = rc_kubeflow_tree_member (self->tree, node, "items");
  RcKubeflowIter iter = { 0 };

  if (!rc_kubeflow_tree_is_list (self->tree, items))
    {
      add_object (self, node, g_strdup (pointer), path);
      return;
    }

  /* A number alone asks for one object: with a list it can only say whose they are, as in a file "model_artifacts_13". */
  if (path->of == NULL)
    path->of = g_steal_pointer (&path->number);
  while (rc_kubeflow_tree_iterate (self->tree, items, &iter))
    add_object (self, iter.value, g_strdup_printf ("%s/items/%u", pointer, iter.index), path);
}

static RcRegistryPath *
add_path (RcRegistryIndex *self,
          const char      *text)
{
  RcRegistryPath *path = g_new0 (RcRegistryPath, 1);

  rc_registry_path_read (path, text);
  g_ptr_array_add (self->paths, path);
  return path;
}

/* A slash of a name stands as "~1" in a JSON Pointer. */
static char *
dup_pointer (const char *name)
{
  g_auto (GStrv) tilde = g_strsplit (name, "~", -1);
  g_autofree char *escaped = g_strjoinv ("~0", tilde);
  g_auto (GStrv) slash = g_strsplit (escaped, "/", -1);
  g_autofree char *joined = g_strjoinv ("~1", slash);

  return g_strconcat ("/", joined, NULL);
}

/* One JSON object of many answers, each under the path of its query. */
static gboolean
add_answers (RcRegistryIndex *self)
{
  RcKubeflowIter iter = { 0 };
  gboolean is_any = FALSE;

  while (rc_kubeflow_tree_is_map (self->tree, 0) && rc_kubeflow_tree_iterate (self->tree, 0, &iter))
    {
      g_autofree char *name = rc_kubeflow_tree_dup (self->tree, iter.name);
      g_autofree char *pointer = name != NULL ? dup_pointer (name) : NULL;
      RcRegistryPath *path;

      if (name == NULL || !rc_kubeflow_tree_is_map (self->tree, iter.value))
        continue;
      path = add_path (self, name);
      if (path->kind == RC_REGISTRY_UNKNOWN)
        continue;
      is_any = TRUE;
      add_answer (self, iter.value, pointer, path);
    }

  return is_any;
}

/**
 * rc_registry_index_init:
 * @tree: borrowed
 * @source_name: (nullable): name of the file, by which old servers' bare objects are known
 */
void
rc_registry_index_init (RcRegistryIndex      *self,
                        const RcKubeflowTree *tree,
                        const char           *source_name)
{
  *self = (RcRegistryIndex) { .tree = tree };
  self->objects = g_ptr_array_new_with_free_func (object_free);
  self->paths = g_ptr_array_new_with_free_func (path_free);
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->services = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!add_answers (self))
    add_answer (self, 0, "", add_path (self, source_name != NULL ? source_name : ""));
}

void
rc_registry_index_clear (RcRegistryIndex *self)
{
  g_clear_pointer (&self->models, g_hash_table_unref);
  g_clear_pointer (&self->versions, g_hash_table_unref);
  g_clear_pointer (&self->services, g_hash_table_unref);
  g_clear_pointer (&self->objects, g_ptr_array_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
}

char *
rc_registry_object_dup (const RcRegistryIndex  *self,
                        const RcRegistryObject *object,
                        const char             *member)
{
  return rc_kubeflow_tree_dup_member (self->tree, object->node, member);
}

/* Old servers do not say which model a version is one of: the query did. */
static char *
dup_model_id (const RcRegistryIndex  *self,
              const RcRegistryObject *version)
{
  char *id = rc_registry_object_dup (self, version, "registeredModelId");

  return id != NULL ? id : g_strdup (version->path->of);
}

void
rc_registry_index_find_name (const RcRegistryIndex *self,
                             const char            *version_id,
                             guint32               *out_model,
                             guint32               *out_version)
{
  const RcRegistryObject *version = version_id != NULL ? g_hash_table_lookup (self->versions, version_id) : NULL;
  g_autofree char *model_id = version != NULL ? dup_model_id (self, version) : NULL;
  const RcRegistryObject *model = model_id != NULL ? g_hash_table_lookup (self->models, model_id) : NULL;

  *out_model = RC_JSON_NO_NODE;
  *out_version = RC_JSON_NO_NODE;
  if (model == NULL)
    return;

  *out_model = rc_kubeflow_tree_member (self->tree, model->node, "name");
  *out_version = rc_kubeflow_tree_member (self->tree, version->node, "name");
  if (!rc_json_is (&self->tree->json, *out_model, RC_JSON_STRING) || !rc_json_is (&self->tree->json, *out_version, RC_JSON_STRING))
    *out_model = *out_version = RC_JSON_NO_NODE;
}

char *
rc_registry_index_dup_version (const RcRegistryIndex *self,
                               const char            *version_id)
{
  g_autofree char *model = NULL;
  g_autofree char *version = NULL;
  guint32 model_node;
  guint32 version_node;

  rc_registry_index_find_name (self, version_id, &model_node, &version_node);
  model = rc_kubeflow_tree_dup (self->tree, model_node);
  version = rc_kubeflow_tree_dup (self->tree, version_node);

  return model != NULL && version != NULL ? g_strdup_printf ("%s/%s", model, version) : g_strdup (version_id);
}

/* A struct is base64 of JSON, or of a serialized message, by the age of the server. */
static char *
dup_struct (const char *text)
{
  g_autoptr (GBytes) bytes = rc_base64_decode (text, strlen (text), RC_BASE64_STANDARD);
  const char *data;
  const char *fault;
  gsize length;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &length);
  if (length > 0 && data[0] == '{' && g_utf8_validate_len (data, length, NULL) && memchr (data, '\0', length) == NULL)
    return g_strndup (data, length);
  return rc_protobuf_struct_dup_json (data != NULL ? data : "", length, &fault);
}

char *
rc_registry_dup_custom_value (const RcKubeflowTree *tree,
                              guint32               property)
{
  static const char * const members[] = { "string_value", "int_value", "double_value", "bool_value" };
  g_autofree char *encoded = rc_kubeflow_tree_dup_member (tree, property, "struct_value");
  g_autofree char *type = rc_kubeflow_tree_dup_member (tree, property, "type");

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      char *value = rc_kubeflow_tree_dup_member (tree, property, members[i]);

      if (value != NULL)
        return value;
    }
  if (encoded != NULL)
    return dup_struct (encoded);

  return has (tree, property, "proto_value") ? g_steal_pointer (&type) : NULL;
}
