/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc-lock.h"

#include "dvc-sample.h"
#include "dvc-stage.h"
#include "dvc.h"

#include "core/words.h"

#include <string.h>

/*
 * dvc.lock, schema 2.0 ("schema: '2.0'", stages below "stages") and 1.0 (stages at the top, no schema): what each stage was run on last.
 * One record. No events: nothing in it has a time.
 *
 *  field                       | becomes                                                                          | slot
 * -----------------------------+----------------------------------------------------------------------------------+---------------------
 *  stages.NAME                 | run NAME, in this source only                                                    | run
 *  deps[], a file of code      | run CODE_COMMIT "PATH md5 DIGEST, …": one text for all of them, no commit        | commit
 *  deps[], a model             | run USED_MODEL → version PATH/DIGEST                                             |
 *  deps[], anything else       | run DATASET → data set NAME@DIGEST; its DATASET_DIGEST "md5 …" and TAG path      | dataset
 *  params.FILE.KEY             | run TAG "FILE: KEY = value", values as written; names of keys and passwords not  |
 *  outs[], a model             | version PATH/DIGEST: TRAINED_BY → run, VERSION_OF → model PATH, TAG digest       | run, model-version
 *  outs[], of a stage that     |                                                                                  |
 *   took a model and made none | that version's EVALUATION, on the first data that went in                        | evaluation
 *  outs[], anything else       | data set, DERIVED_FROM → each data set that went in                              | dataset
 *  datasets[]                  | data set NAME@rev or digest                                                      | dataset
 *  cmd                         | nothing: a command line may hold keys                                            |
 *
 * DVC does not say which file is the model and which is code: names decide (dvc-file.c). Numbers in `md5` are texts, whatever a YAML
 * reader would guess. `foreach` and `matrix` stages stand as STAGE@ITEM.
 *
 * Cannot evidence: when and by whom a stage was run, in which commit the lock stood, the environment, any use of the model. The digests
 * are MD5, which shows accidents and not a change made on purpose.
 */

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  RcDvcSample lines;

  rc_dvc_sample_read (&lines, sample);
  if (lines.has_lock_schema && lines.has_stages)
    return 90;
  return !lines.has_other && !lines.has_stages && !lines.has_outs && lines.n_stages > 0 &&
         lines.n_stages == lines.n_unknown && lines.has_digest && lines.has_path ? 60 : 0;
}

static gboolean
add_stages (RcDvcDocument  *document,
            guint           stages,
            GError        **error)
{
  const RcYaml *yaml = document->yaml;

  for (guint key = rc_yaml_first_child (yaml, stages); key != RC_YAML_NO_NODE; key = rc_yaml_next_sibling (yaml, stages, key))
    {
      const char *name = rc_dvc_document_peek_text (document, key);

      key = rc_yaml_next_sibling (yaml, stages, key);
      rc_registry_writer_at (&document->writer, "stages/%s", name != NULL ? name : "");
      if (name != NULL && !rc_dvc_stage_add (document, name, rc_yaml_resolve (yaml, key), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_datasets (RcDvcDocument  *document,
              GError        **error)
{
  g_autoptr (GPtrArray) files = NULL;
  guint list = rc_dvc_document_member (document, 0, "datasets");

  if (!rc_dvc_document_is (document, list, RC_YAML_SEQUENCE))
    return TRUE;

  for (guint item = rc_yaml_first_child (document->yaml, list); item != RC_YAML_NO_NODE;
       item = rc_yaml_next_sibling (document->yaml, list, item))
    {
      guint node = rc_yaml_resolve (document->yaml, item);
      const char *name = rc_dvc_document_peek (document, node, "name");
      const char *revision = rc_dvc_document_peek (document, node, "rev_lock");
      const char *url = rc_dvc_document_peek (document, node, "url");
      g_autofree char *full = NULL;
      g_autofree char *plain = url != NULL ? rc_dvc_dup_plain_url (url) : NULL;
      gint64 entity;

      if (revision == NULL)
        revision = rc_dvc_document_peek (document, node, "version");
      if (name == NULL)
        continue;
      full = revision != NULL ? g_strconcat (name, "@", revision, NULL) : g_strdup (name);
      rc_registry_writer_at (&document->writer, "datasets/%s", name);
      if (!rc_registry_writer_add_entity (&document->writer, RC_ENTITY_DATASET, full, &entity, error) ||
          !rc_registry_writer_add_tag (&document->writer, entity, "url", plain, RC_TIME_NONE, error))
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
  guint stages;

  if (!rc_dvc_document_open (&document, input, sink, "A lock file of DVC cannot be read.", &local_error))
    return rc_dvc_document_answer (&local_error, error);

  stages = rc_dvc_document_member (&document, 0, "stages");
  if (stages == RC_YAML_NO_NODE && rc_dvc_document_peek (&document, 0, "schema") == NULL)
    return add_stages (&document, 0, error);
  if (!rc_dvc_document_is (&document, stages, RC_YAML_MAPPING))
    return rc_dvc_document_set_aside (&document, stages, "a mapping of stages", "A lock file of DVC names no stages.", error);

  return add_stages (&document, stages, error) && add_datasets (&document, error);
}

static const RcImporter importer = {
  .id = "dvc-lock",
  .title = N_("Lock file of DVC (dvc.lock)"),
  .system = RC_DVC_SYSTEM,
  .evidences = N_("what each stage was run on and what it made, by MD5: data, code, parameters, model; not when, by whom or in which "
                  "commit"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = rc_dvc_read_no_fields,
};

const RcImporter *
rc_dvc_lock_importer (void)
{
  return &importer;
}
