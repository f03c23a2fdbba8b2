/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc-plan.h"

#include "dvc-file.h"
#include "dvc-sample.h"
#include "dvc.h"

#include "core/words.h"

#include <string.h>

/*
 * dvc.yaml: what the stages are meant to do, and which files are entries of the registry. One record, no events.
 *
 *  field                          | becomes                                                               | slot
 * --------------------------------+-----------------------------------------------------------------------+------------------
 *  artifacts.NAME of type model   | model NAME: TAG path, desc, label                                     | (names the model)
 *  artifacts.NAME of another type | data set NAME: TAG path, type, desc, label                            |
 *  stages.NAME                    | run "NAME (plan)", in this source only: TAG "planned deps/outs/metrics = …" |
 *  cmd, params, plots, vars       | nothing: the lock tells which parameters were used; a command line may hold keys |
 *
 * Templates ("${…}") stay as they are written; `foreach` and `matrix` are not unfolded. A plan is no evidence that a stage was run: the
 * lock is.
 */

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  RcDvcSample lines;

  rc_dvc_sample_read (&lines, sample);
  if (lines.has_other || lines.has_lock_schema || lines.has_outs || lines.n_unknown > 0 || lines.has_digest)
    return 0;
  return (lines.has_stages && lines.has_command) || (lines.has_artifacts && lines.has_path) ? 80 : 0;
}

static gboolean
add_labels (RcDvcDocument  *document,
            gint64          entity,
            guint           artifact,
            GError        **error)
{
  guint list = rc_dvc_document_member (document, artifact, "labels");

  if (!rc_dvc_document_is (document, list, RC_YAML_SEQUENCE))
    return TRUE;

  for (guint item = rc_yaml_first_child (document->yaml, list); item != RC_YAML_NO_NODE;
       item = rc_yaml_next_sibling (document->yaml, list, item))
    if (!rc_registry_writer_add_tag (&document->writer, entity, "label", rc_dvc_document_peek_text (document, item), RC_TIME_NONE, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_artifact (RcDvcDocument  *document,
              const char     *name,
              guint           artifact,
              GError        **error)
{
  const char *type = rc_dvc_document_peek (document, artifact, "type");
  gboolean is_model = g_strcmp0 (type, "model") == 0;
  gint64 entity;

  if (!rc_dvc_document_is (document, artifact, RC_YAML_MAPPING))
    return rc_dvc_document_set_aside (document, artifact, "a mapping with a path", "An entry of the registry of DVC cannot be read.", error);

  return rc_registry_writer_add_entity (&document->writer, is_model ? RC_ENTITY_MODEL : RC_ENTITY_DATASET, name, &entity, error) &&
         rc_registry_writer_add_tag (&document->writer, entity, "path", rc_dvc_document_peek (document, artifact, "path"), RC_TIME_NONE,
                                     error) &&
         rc_registry_writer_add_tag (&document->writer, entity, "type", is_model ? NULL : type, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (&document->writer, entity, "desc", rc_dvc_document_peek (document, artifact, "desc"), RC_TIME_NONE,
                                     error) &&
         add_labels (document, entity, artifact, error);
}

/* An item is a path, or a path with a mapping of how it is treated. */
static const char *
peek_path (const RcDvcDocument *document,
           guint                item)
{
  item = rc_yaml_resolve (document->yaml, item);
  if (rc_dvc_document_is (document, item, RC_YAML_MAPPING))
    item = rc_yaml_first_child (document->yaml, item);
  return rc_dvc_document_peek_text (document, item);
}

static gboolean
add_planned (RcDvcDocument  *document,
             gint64          run,
             guint           stage,
             const char     *what,
             GError        **error)
{
  g_autofree char *key = g_strdup_printf ("planned %s", what);
  g_autoptr (GString) text = g_string_new (NULL);
  guint list = rc_dvc_document_member (document, stage, what);

  if (!rc_dvc_document_is (document, list, RC_YAML_SEQUENCE))
    return TRUE;

  for (guint item = rc_yaml_first_child (document->yaml, list); item != RC_YAML_NO_NODE;
       item = rc_yaml_next_sibling (document->yaml, list, item))
    {
      const char *path = peek_path (document, item);

      if (path != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", path);
    }
  return rc_registry_writer_add_tag (&document->writer, run, key, text->len > 0 ? text->str : NULL, RC_TIME_NONE, error);
}

static gboolean
add_stage (RcDvcDocument  *document,
           const char     *name,
           guint           stage,
           GError        **error)
{
  static const char * const lists[] = { "deps", "outs", "metrics" };
  g_autofree char *full = g_strdup_printf ("%s (plan)", name);
  const char *scope = document->writer.scope;
  gint64 run;
  gboolean done;

  if (!rc_dvc_document_is (document, stage, RC_YAML_MAPPING))
    return rc_dvc_document_set_aside (document, stage, "a mapping", "A planned stage of DVC cannot be read.", error);

  document->writer.scope = NULL;
  done = rc_registry_writer_add_entity (&document->writer, RC_ENTITY_RUN, full, &run, error);
  document->writer.scope = scope;
  for (guint i = 0; done && i < G_N_ELEMENTS (lists); i++)
    done = add_planned (document, run, stage, lists[i], error);
  return done;
}

typedef gboolean (*ItemFunc) (RcDvcDocument  *document,
                              const char     *name,
                              guint           node,
                              GError        **error);

static gboolean
add_all (RcDvcDocument  *document,
         const char     *what,
         ItemFunc        func,
         GError        **error)
{
  guint mapping = rc_dvc_document_member (document, 0, what);

  if (mapping == RC_YAML_NO_NODE)
    return TRUE;
  if (!rc_dvc_document_is (document, mapping, RC_YAML_MAPPING))
    return rc_dvc_document_set_aside (document, mapping, "a mapping", "A plan of DVC cannot be read.", error);

  for (guint key = rc_yaml_first_child (document->yaml, mapping); key != RC_YAML_NO_NODE;
       key = rc_yaml_next_sibling (document->yaml, mapping, key))
    {
      const char *name = rc_dvc_document_peek_text (document, key);

      key = rc_yaml_next_sibling (document->yaml, mapping, key);
      rc_registry_writer_at (&document->writer, "%s/%s", what, name != NULL ? name : "");
      if (name != NULL && !func (document, name, rc_yaml_resolve (document->yaml, key), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_auto (RcDvcDocument) document = { 0 };
  g_autoptr (GError) local_error = NULL;

  if (!rc_dvc_document_open (&document, input, sink, "A plan of DVC cannot be read.", &local_error))
    return rc_dvc_document_answer (&local_error, error);

  return add_all (&document, "artifacts", add_artifact, error) && add_all (&document, "stages", add_stage, error);
}

static const RcImporter importer = {
  .id = "dvc-plan",
  .title = N_("Plan of DVC (dvc.yaml)"),
  .system = RC_DVC_SYSTEM,
  .evidences = N_("the entries of the registry with their paths, and what each stage is meant to read and write; not that it was run"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = rc_dvc_read_no_fields,
};

const RcImporter *
rc_dvc_plan_importer (void)
{
  return &importer;
}
