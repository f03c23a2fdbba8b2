/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc-file.h"

#include "importers/secret.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/* --- The document --- */

gboolean
rc_dvc_document_open (RcDvcDocument        *self,
                      const RcImportInput  *input,
                      RcImportSink         *sink,
                      const char           *message,
                      GError              **error)
{
  RcYamlFault fault = { 0 };
  const char *text;
  gsize length;

  *self = (RcDvcDocument) { .name = input->name };
  rc_registry_writer_init (&self->writer, sink, RC_IMPORT_SOURCE);
  self->scope = rc_registry_scope_dup (input, RC_LIMIT_FOLDER_DEPTH * 2);
  self->writer.scope = self->scope;
  self->yaml = rc_yaml_new ();

  if (input->bytes == NULL)
    {
      (void) rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_LIMIT, "at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more",
                                           message, error);
      return FALSE;
    }
  text = g_bytes_get_data (input->bytes, &length);
  if (!rc_yaml_parse (self->yaml, text != NULL ? text : "", length, &fault))
    {
      (void) rc_registry_writer_set_aside (&self->writer, (gint64) fault.offset, fault.kind, fault.expected, fault.found, message,
                                           error);
      return FALSE;
    }
  if (rc_yaml_count_duplicates (self->yaml) > 0)
    {
      guint node = rc_yaml_nth_duplicate (self->yaml, 0);

      (void) rc_registry_writer_set_aside (&self->writer, (gint64) rc_yaml_peek_node (self->yaml, node)->offset,
                                           RC_EXCEPTION_DUPLICATE_MEMBER, "each key once", "a key that stands twice", message, error);
      return FALSE;
    }
  if (!rc_dvc_document_is (self, 0, RC_YAML_MAPPING))
    {
      (void) rc_dvc_document_set_aside (self, 0, "a mapping", message, error);
      return FALSE;
    }

  return TRUE;
}

void
rc_dvc_document_close (RcDvcDocument *self)
{
  rc_registry_writer_clear (&self->writer);
  g_clear_pointer (&self->yaml, rc_yaml_free);
  g_clear_pointer (&self->scope, g_free);
}

gboolean
rc_dvc_document_answer (GError **local_error,
                        GError **error)
{
  if (*local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (local_error));
  return FALSE;
}

guint
rc_dvc_document_member (const RcDvcDocument *self,
                        guint                mapping,
                        const char          *name)
{
  guint node = rc_dvc_document_is (self, mapping, RC_YAML_MAPPING) ? rc_yaml_member (self->yaml, mapping, name) : RC_YAML_NO_NODE;

  return node != RC_YAML_NO_NODE ? rc_yaml_resolve (self->yaml, node) : RC_YAML_NO_NODE;
}

gboolean
rc_dvc_document_is (const RcDvcDocument *self,
                    guint                node,
                    RcYamlType           type)
{
  const RcYamlNode *peeked = node != RC_YAML_NO_NODE ? rc_yaml_peek_node (self->yaml, node) : NULL;

  return peeked != NULL && peeked->type == type;
}

const char *
rc_dvc_document_peek_text (const RcDvcDocument *self,
                           guint                node)
{
  gsize length = 0;
  const char *text;

  if (node == RC_YAML_NO_NODE)
    return NULL;
  node = rc_yaml_resolve (self->yaml, node);
  if (!rc_dvc_document_is (self, node, RC_YAML_SCALAR) || rc_yaml_is_null (self->yaml, node))
    return NULL;

  text = rc_yaml_peek_text (self->yaml, node, &length);
  return text != NULL && length > 0 && strlen (text) == length ? text : NULL;
}

const char *
rc_dvc_document_peek (const RcDvcDocument *self,
                      guint                mapping,
                      const char          *name)
{
  return rc_dvc_document_peek_text (self, rc_dvc_document_member (self, mapping, name));
}

gboolean
rc_dvc_document_set_aside (RcDvcDocument  *self,
                           guint           node,
                           const char     *expected,
                           const char     *message,
                           GError        **error)
{
  static const char * const found[] = {
    [RC_YAML_SCALAR] = "a scalar",
    [RC_YAML_SEQUENCE] = "a list",
    [RC_YAML_MAPPING] = "a mapping",
    [RC_YAML_ALIAS] = "an alias",
  };
  const RcYamlNode *peeked = node != RC_YAML_NO_NODE ? rc_yaml_peek_node (self->yaml, node) : NULL;

  return rc_registry_writer_set_aside (&self->writer, peeked != NULL ? (gint64) peeked->offset : 0, RC_EXCEPTION_REGISTRY_MALFORMED,
                                       expected, peeked != NULL ? found[peeked->type] : "nothing", message, error);
}

/* --- Files --- */

void
rc_dvc_file_free (RcDvcFile *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->digest);
  g_free (self);
}

static gboolean
ends_with_one_of (const char         *name,
                  const char * const *endings)
{
  for (; *endings != NULL; endings++)
    if (g_str_has_suffix (name, *endings))
      return TRUE;
  return FALSE;
}

RcDvcFileKind
rc_dvc_file_judge_path (const char *path)
{
  static const char * const code[] = {
    ".py", ".ipynb", ".r", ".sh", ".bash", ".jl", ".sql", ".java", ".scala", ".c", ".cc", ".cpp", ".rs", ".go", ".js", ".ts", ".pl",
    ".rb", ".m", ".do", ".sas", NULL
  };
  static const char * const models[] = {
    ".pkl", ".pickle", ".joblib", ".onnx", ".pt", ".pth", ".ckpt", ".h5", ".hdf5", ".keras", ".safetensors", ".tflite", ".pb", ".pmml",
    ".mlmodel", ".gguf", ".model", ".cbm", ".ubj", ".mar", NULL
  };
  g_autofree char *folded = g_ascii_strdown (path, -1);
  const char *slash = strrchr (folded, '/');
  const char *base = slash != NULL ? slash + 1 : folded;

  if (ends_with_one_of (base, code))
    return RC_DVC_FILE_CODE;
  return ends_with_one_of (base, models) || g_str_equal (base, "model") || g_str_equal (base, "models") ? RC_DVC_FILE_MODEL
                                                                                                         : RC_DVC_FILE_DATA;
}

static RcDvcFile *
read_file (RcDvcDocument *document,
           guint          node,
           const char    *path)
{
  static const char * const algorithms[] = { "md5", "etag", "checksum", "version_id", NULL };
  RcDvcFile *self = g_new0 (RcDvcFile, 1);

  self->node = node;
  self->path = g_strchomp (g_strdup (path));
  self->kind = rc_dvc_file_judge_path (self->path);
  for (guint i = 0; algorithms[i] != NULL && self->digest == NULL; i++)
    {
      self->digest = g_strdup (rc_dvc_document_peek (document, node, algorithms[i]));
      self->algorithm = self->digest != NULL ? algorithms[i] : NULL;
    }

  return self;
}

GPtrArray *
rc_dvc_file_list (RcDvcDocument  *document,
                  guint           list,
                  GError        **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_dvc_file_free);

  if (list == RC_YAML_NO_NODE)
    return g_steal_pointer (&files);
  if (!rc_dvc_document_is (document, list, RC_YAML_SEQUENCE))
    return rc_dvc_document_set_aside (document, list, "a list of files", "The files of a stage of DVC cannot be read.", error)
           ? g_steal_pointer (&files) : NULL;

  for (guint item = rc_yaml_first_child (document->yaml, list); item != RC_YAML_NO_NODE;
       item = rc_yaml_next_sibling (document->yaml, list, item))
    {
      guint node = rc_yaml_resolve (document->yaml, item);
      const char *path = rc_dvc_document_peek (document, node, "path");

      if (path != NULL)
        g_ptr_array_add (files, read_file (document, node, path));
      /* What came from a repository or a bucket may name no path of its own. */
      else if (!rc_dvc_document_is (document, rc_dvc_document_member (document, node, "repo"), RC_YAML_MAPPING) &&
               !rc_dvc_document_set_aside (document, node, "a mapping with a path", "A file of a stage of DVC cannot be read.", error))
        return NULL;
    }

  return g_steal_pointer (&files);
}

char *
rc_dvc_file_dup_name (const RcDvcFile *self)
{
  g_autofree char *plain = NULL;
  const char *slash;

  if (self->kind == RC_DVC_FILE_MODEL)
    return self->digest != NULL ? g_strconcat (self->path, "/", self->digest, NULL) : g_strdup (self->path);
  if (strstr (self->path, "://") != NULL)
    {
      plain = rc_dvc_dup_plain_url (self->path);
      return self->digest != NULL ? g_strconcat (plain, "@", self->digest, NULL) : g_steal_pointer (&plain);
    }

  slash = strrchr (self->path, '/');
  if (slash == NULL || slash[1] == '\0')
    slash = self->path - 1;
  return self->digest != NULL ? g_strconcat (slash + 1, "@", self->digest, NULL) : g_strdup (slash + 1);
}

char *
rc_dvc_file_dup_digest (const RcDvcFile *self)
{
  return self->digest != NULL ? g_strdup_printf ("%s %s", self->algorithm, self->digest) : NULL;
}

/* A folder in a versioned bucket has no digest of its own, but one for each of its files. */
static gboolean
add_members (const RcDvcFile  *self,
             RcDvcDocument    *document,
             gint64            entity,
             GError          **error)
{
  guint list = rc_dvc_document_member (document, self->node, "files");

  if (!rc_dvc_document_is (document, list, RC_YAML_SEQUENCE))
    return TRUE;

  for (guint item = rc_yaml_first_child (document->yaml, list); item != RC_YAML_NO_NODE;
       item = rc_yaml_next_sibling (document->yaml, list, item))
    {
      guint node = rc_yaml_resolve (document->yaml, item);
      const char *path = rc_dvc_document_peek (document, node, "relpath");
      const char *md5 = rc_dvc_document_peek (document, node, "md5");
      const char *version = rc_dvc_document_peek (document, node, "version_id");
      g_autofree char *value = g_strdup_printf ("%s: md5 %s%s%s", path != NULL ? path : "", md5 != NULL ? md5 : "not given",
                                                version != NULL ? ", version " : "", version != NULL ? version : "");

      if (path == NULL)
        {
          if (!rc_dvc_document_set_aside (document, node, "a mapping with a relpath", "A file of a folder of DVC cannot be read.", error))
            return FALSE;
        }
      else if (!rc_registry_writer_add_claim (&document->writer, entity, RC_PROPERTY_DATASET_DIGEST, value, 0, RC_TIME_NONE, RC_TIME_NONE,
                                              error))
        return FALSE;
    }

  return TRUE;
}

gboolean
rc_dvc_file_add (const RcDvcFile  *self,
                 RcDvcDocument    *document,
                 gint64           *out_entity,
                 GError          **error)
{
  gboolean is_model = self->kind == RC_DVC_FILE_MODEL;
  g_autofree char *name = rc_dvc_file_dup_name (self);
  g_autofree char *digest = rc_dvc_file_dup_digest (self);
  g_autofree char *path = rc_dvc_dup_plain_url (self->path);
  RcRegistryWriter *writer = &document->writer;

  if (!rc_registry_writer_add_entity (writer, is_model ? RC_ENTITY_MODEL_VERSION : RC_ENTITY_DATASET, name, out_entity, error))
    return FALSE;
  if (*out_entity == 0)
    return TRUE;

  if (is_model)
    return rc_registry_writer_link (writer, *out_entity, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, path, RC_TIME_NONE, error) &&
           rc_registry_writer_add_tag (writer, *out_entity, "digest", digest, RC_TIME_NONE, error);

  return rc_registry_writer_add_claim (writer, *out_entity, RC_PROPERTY_DATASET_DIGEST, digest, 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, *out_entity, "path", path, RC_TIME_NONE, error) &&
         add_members (self, document, *out_entity, error);
}

/* --- What is never shown --- */

char *
rc_dvc_dup_plain_url (const char *url)
{
  char *plain = rc_secret_strip_address (url);
  char *scheme = strstr (plain, "://");

  if (scheme != NULL)
    scheme[strcspn (scheme, "?#")] = '\0';
  return plain;
}
