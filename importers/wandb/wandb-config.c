/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-files.h"

#include "importers/json-document.h"
#include "importers/yaml-document.h"
#include "wandb-run.h"
#include "wandb.h"

#include "core/words.h"

#include <string.h>

/*
 * config.yaml of a run folder. Each setting stands as "key: {desc, value}"; what the library itself wrote is under _wandb.value.
 *
 * | member of _wandb.value                        | claim of the run                                  | answers     |
 * |-----------------------------------------------|---------------------------------------------------|-------------|
 * | python_version, cli_version                   | environment                                       | environment |
 * | e.<writer>: the block of wandb-metadata.json  | as there: environment, commit, person, created …  | environment |
 * | every other setting                           | nothing: hyperparameters stay in the file         |             |
 *
 * Settings can hold secrets; none is claimed.
 */

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  if (!rc_yaml_sample_has (sample, "_wandb") || memmem (sample->head, sample->head_length, " value:", 7) == NULL)
    return 0;
  return sample->name != NULL && g_str_has_suffix (sample->name, "config.yaml") ? 90 : 60;
}

/* One block for each process that wrote into the run. */
static gboolean
read_writers (RcWandbRun            *run,
              const RcDocumentNode  *writers,
              GError               **error)
{
  RcDocumentNode block;
  RcDocumentIter iter;
  char *name;

  rc_document_iter_init (&iter, writers);
  while (rc_document_iter_next (&iter, &name, &block))
    {
      g_autofree char *pointer = g_strdup_printf ("/_wandb/value/e/%s", name != NULL ? name : "");

      g_free (name);
      if (!rc_wandb_run_read_facts (run, &block, pointer, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_config (RcWandbRun    *run,
             const RcYaml  *yaml,
             GError       **error)
{
  RcDocumentNode document, own, value, writers;

  rc_document_node_init_yaml (&document, yaml, 0);
  if (!rc_document_node_find (&document, "_wandb", &own) || !rc_document_node_find (&own, "value", &value))
    return TRUE;

  return rc_wandb_run_ensure (run, error) &&
         rc_wandb_run_read_facts (run, &value, "/_wandb/value", error) &&
         (!rc_document_node_find (&value, "e", &writers) || read_writers (run, &writers, error));
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autoptr (RcYaml) yaml = rc_yaml_new ();
  g_auto (RcWandbRun) run;
  g_autoptr (GError) local_error = NULL;

  rc_wandb_run_init (&run, input, sink, RC_IMPORT_SOURCE);
  if (!rc_yaml_document_read (yaml, input, sink, "The settings of a run cannot be read.", &local_error))
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);

  return read_config (&run, yaml, error);
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_json_fields_new ();
}

static const RcImporter importer = {
  .id = "wandb-config",
  .title = N_("Weights & Biases run settings"),
  .system = RC_WANDB_SYSTEM,
  .evidences = N_("library versions, and in newer files commit, person and machine of a run; its hyperparameters stay in the file"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

const RcImporter *
rc_wandb_config_importer (void)
{
  return &importer;
}
