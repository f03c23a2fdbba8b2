/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc-stage.h"

#include "importers/secret.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/* One stage while it is told. */
typedef struct
{
  RcDvcDocument *document;
  const char    *name;
  gint64         run;
  GPtrArray     *deps;      /* of RcDvcFile */
  GArray        *data;      /* of gint64: data that went in */
  GArray        *models;    /* of gint64: models that went in */
} Stage;

/* --- What went in --- */

/* The files of code are one text: together they are what was run. */
static gboolean
add_code (Stage   *self,
          GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->deps->len; i++)
    {
      const RcDvcFile *file = g_ptr_array_index (self->deps, i);
      g_autofree char *digest = rc_dvc_file_dup_digest (file);

      if (file->kind == RC_DVC_FILE_CODE)
        g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? ", " : "", file->path, digest != NULL ? " " : "",
                                digest != NULL ? digest : "");
    }
  if (text->len == 0)
    return TRUE;

  return rc_registry_writer_add_claim (&self->document->writer, self->run, RC_PROPERTY_CODE_COMMIT, text->str, 0, RC_TIME_NONE,
                                       RC_TIME_NONE, error);
}

static gboolean
add_dependency (Stage           *self,
                const RcDvcFile *file,
                GError         **error)
{
  gboolean is_model = file->kind == RC_DVC_FILE_MODEL;
  g_autofree char *name = rc_dvc_file_dup_name (file);
  gint64 entity;

  if (file->kind == RC_DVC_FILE_CODE)
    return TRUE;
  if (!rc_dvc_file_add (file, self->document, &entity, error))
    return FALSE;
  if (entity == 0)
    return TRUE;

  g_array_append_val (is_model ? self->models : self->data, entity);
  return rc_registry_writer_add_claim (&self->document->writer, self->run, is_model ? RC_PROPERTY_USED_MODEL : RC_PROPERTY_DATASET, name,
                                       entity, RC_TIME_NONE, RC_TIME_NONE, error);
}

/* Parameters may stand in each other; the name then tells where. Values that name keys and passwords are left out. */
static gboolean
add_parameters (Stage       *self,
                const char  *prefix,
                guint        node,
                GError     **error)
{
  const RcYaml *yaml = self->document->yaml;
  guint index = 0;

  node = rc_yaml_resolve (yaml, node);
  if (rc_dvc_document_is (self->document, node, RC_YAML_SCALAR))
    {
      const char *text = rc_dvc_document_peek_text (self->document, node);

      return rc_registry_writer_add_tag (&self->document->writer, self->run, prefix, text != NULL ? text : "null", RC_TIME_NONE, error);
    }

  for (guint child = rc_yaml_first_child (yaml, node); child != RC_YAML_NO_NODE; child = rc_yaml_next_sibling (yaml, node, child), index++)
    {
      const char *key = rc_dvc_document_is (self->document, node, RC_YAML_MAPPING) ? rc_dvc_document_peek_text (self->document, child) : NULL;
      g_autofree char *name = key != NULL ? g_strdup_printf ("%s.%s", prefix, key) : g_strdup_printf ("%s.%u", prefix, index);
      guint value = child;

      if (rc_dvc_document_is (self->document, node, RC_YAML_MAPPING))
        {
          child = rc_yaml_next_sibling (yaml, node, child);
          value = child;
        }
      /* What an alias points to stands, and is told, where it was written. */
      if (rc_dvc_document_is (self->document, value, RC_YAML_ALIAS) || (key != NULL && rc_secret_is_name (key)))
        continue;
      if (!add_parameters (self, name, value, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_all_parameters (Stage    *self,
                    guint     stage,
                    GError  **error)
{
  guint files = rc_dvc_document_member (self->document, stage, "params");
  const RcYaml *yaml = self->document->yaml;

  if (!rc_dvc_document_is (self->document, files, RC_YAML_MAPPING))
    return TRUE;

  for (guint key = rc_yaml_first_child (yaml, files); key != RC_YAML_NO_NODE; key = rc_yaml_next_sibling (yaml, files, key))
    {
      const char *file = rc_dvc_document_peek_text (self->document, key);
      guint parameters;

      key = rc_yaml_next_sibling (yaml, files, key);
      parameters = rc_yaml_resolve (yaml, key);
      if (file == NULL || !rc_dvc_document_is (self->document, parameters, RC_YAML_MAPPING))
        continue;
      for (guint name = rc_yaml_first_child (yaml, parameters); name != RC_YAML_NO_NODE;
           name = rc_yaml_next_sibling (yaml, parameters, name))
        {
          const char *text = rc_dvc_document_peek_text (self->document, name);
          g_autofree char *full = g_strdup_printf ("%s: %s", file, text != NULL ? text : "");

          name = rc_yaml_next_sibling (yaml, parameters, name);
          if (text != NULL && !rc_secret_is_name (text) && !add_parameters (self, full, name, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* --- What came out --- */

/* What a stage wrote that took a model and made none is how that model did, as far as DVC can tell. */
static gboolean
add_evaluation (Stage            *self,
                const RcDvcFile  *file,
                GError          **error)
{
  g_autofree char *digest = rc_dvc_file_dup_digest (file);
  g_autofree char *value = g_strdup_printf ("stage %s wrote %s (%s); the figures stand in that file", self->name, file->path,
                                            digest != NULL ? digest : "no digest");

  for (guint i = 0; i < self->models->len; i++)
    if (!rc_registry_writer_add_claim (&self->document->writer, g_array_index (self->models, gint64, i), RC_PROPERTY_EVALUATION, value,
                                       self->data->len > 0 ? g_array_index (self->data, gint64, 0) : 0, RC_TIME_NONE, RC_TIME_NONE, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_output (Stage            *self,
            const RcDvcFile  *file,
            gboolean          makes_model,
            GError          **error)
{
  gint64 entity;

  if (file->kind != RC_DVC_FILE_MODEL && self->models->len > 0 && !makes_model)
    return add_evaluation (self, file, error);
  if (!rc_dvc_file_add (file, self->document, &entity, error))
    return FALSE;
  if (file->kind == RC_DVC_FILE_MODEL)
    return rc_registry_writer_add_claim (&self->document->writer, entity, RC_PROPERTY_TRAINED_BY, self->name, self->run, RC_TIME_NONE,
                                         RC_TIME_NONE, error);

  for (guint i = 0; i < self->data->len; i++)
    {
      gint64 from = g_array_index (self->data, gint64, i);

      if (from != entity && !rc_registry_writer_add_claim (&self->document->writer, entity, RC_PROPERTY_DERIVED_FROM, NULL, from,
                                                           RC_TIME_NONE, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_outputs (Stage    *self,
             guint     stage,
             GError  **error)
{
  g_autoptr (GPtrArray) outs = rc_dvc_file_list (self->document, rc_dvc_document_member (self->document, stage, "outs"), error);
  gboolean makes_model = FALSE;

  if (outs == NULL)
    return FALSE;
  for (guint i = 0; i < outs->len; i++)
    makes_model = makes_model || ((const RcDvcFile *) g_ptr_array_index (outs, i))->kind == RC_DVC_FILE_MODEL;
  for (guint i = 0; i < outs->len; i++)
    if (!add_output (self, g_ptr_array_index (outs, i), makes_model, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_stage (Stage    *self,
           guint     stage,
           GError  **error)
{
  self->deps = rc_dvc_file_list (self->document, rc_dvc_document_member (self->document, stage, "deps"), error);
  if (self->deps == NULL)
    return FALSE;
  for (guint i = 0; i < self->deps->len; i++)
    if (!add_dependency (self, g_ptr_array_index (self->deps, i), error))
      return FALSE;

  return add_code (self, error) && add_all_parameters (self, stage, error) && add_outputs (self, stage, error);
}

/**
 * rc_dvc_stage_add:
 *
 * The stage is a run of its own in each file: a lock says what was run last, another lock says what was run then.
 */
gboolean
rc_dvc_stage_add (RcDvcDocument  *document,
                  const char     *name,
                  guint           stage,
                  GError        **error)
{
  Stage self = { .document = document, .name = name };
  gboolean done;

  if (!rc_dvc_document_is (document, stage, RC_YAML_MAPPING))
    return rc_dvc_document_set_aside (document, stage, "a mapping with deps and outs", "A stage of DVC cannot be read.", error);
  if (strlen (name) > RC_LIMIT_NAME_BYTES)
    return rc_registry_writer_set_aside (&document->writer, -1, RC_EXCEPTION_LIMIT, "a name of at most 4096 bytes (RC_LIMIT_NAME_BYTES)",
                                         "more", "A stage of DVC has a name longer than the program reads.", error);

  self.run = rc_import_sink_add_entity (document->writer.sink, RC_ENTITY_RUN, NULL, name, error);
  if (self.run == 0)
    return FALSE;

  self.data = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.models = g_array_new (FALSE, FALSE, sizeof (gint64));
  done = add_stage (&self, stage, error);
  g_clear_pointer (&self.deps, g_ptr_array_unref);
  g_array_unref (self.data);
  g_array_unref (self.models);
  return done;
}
