/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-files.h"

#include "importers/json-document.h"
#include "importers/json-sample.h"
#include "importers/json-value.h"
#include "wandb-run.h"
#include "wandb.h"

#include "core/words.h"

#include <string.h>

/*
 * The two JSON files of a run folder. They say of the run, which the folder's name names, in the scope of that folder; where they differ
 * from the transaction log, the log is the earlier witness. Neither is signed.
 *
 * | wandb-metadata.json                 | claim of the run                                       | answers     |
 * |-------------------------------------|--------------------------------------------------------|-------------|
 * | os, python, docker, gpu, cuda,      | environment "os = …"                                   | environment |
 * |   cudaVersion                       |                                                        |             |
 * | git.commit                          | code-commit → commit                                   | commit      |
 * | git.remote                          | tag "repository", without user name and password       |             |
 * | startedAt                           | created, from then; UTC also without a zone mark       |             |
 * | email, else username                | trained-by-person → person                             |             |
 * | program, codePath                   | tags                                                   |             |
 * | args, root, host, disk, memory …    | nothing: they stay in the file                         |             |
 * | state                               | nothing: it stays "running" in runs that ended         |             |
 *
 * | wandb-summary.json                  | claim of the run                                       | answers     |
 * |-------------------------------------|--------------------------------------------------------|-------------|
 * | "name": number                      | evaluation "name = number", recorded at _timestamp     | evaluation  |
 * | names that begin with an underscore | nothing: the library's own                             |             |
 *
 * They cannot evidence data sets, approval, deployment or inference.
 */

static gboolean
has_base (const RcSample *sample,
          const char     *base)
{
  return sample->name != NULL && g_str_has_suffix (sample->name, base);
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_json_fields_new ();
}

/* --- wandb-metadata.json --- */

static int
recognise_metadata (const RcImporter *self,
                    const RcSample   *sample)
{
  g_auto (RcJsonSample) members = { 0 };

  rc_json_sample_read (&members, sample);
  if (!members.is_object || !rc_json_sample_has_all (&members, "os", "python", "startedAt", NULL) ||
      (!rc_json_sample_has (&members, "executable") && !rc_json_sample_has (&members, "program")))
    return 0;
  return has_base (sample, "wandb-metadata.json") ? 95 : 60;
}

static gboolean
import_metadata (const RcImporter     *self,
                 const RcImportInput  *input,
                 RcImportSink         *sink,
                 GCancellable         *cancellable,
                 GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  g_auto (RcWandbRun) run;
  g_auto (RcJson) json;
  RcDocumentNode object;

  rc_wandb_run_init (&run, input, sink, RC_IMPORT_SOURCE);
  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "The metadata of a run cannot be read.", &local_error))
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);

  rc_document_node_init_json (&object, &json, 0);
  return rc_wandb_run_ensure (&run, error) && rc_wandb_run_read_facts (&run, &object, "", error);
}

static const RcImporter metadata_importer = {
  .id = "wandb-metadata",
  .title = N_("Weights & Biases run metadata"),
  .system = RC_WANDB_SYSTEM,
  .evidences = N_("where, when, by whom and from which commit a run was started; not what it trained on"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise_metadata,
  .import = import_metadata,
  .read_fields = read_fields,
};

const RcImporter *
rc_wandb_metadata_importer (void)
{
  return &metadata_importer;
}

/* --- wandb-summary.json --- */

static int
recognise_summary (const RcImporter *self,
                   const RcSample   *sample)
{
  g_auto (RcJsonSample) members = { 0 };

  rc_json_sample_read (&members, sample);
  if (!members.is_object)
    return 0;
  if (has_base (sample, "wandb-summary.json"))
    return 95;
  return rc_json_sample_has_all (&members, "_step", "_runtime", "_timestamp", NULL) ? 60 : 0;
}

static gint64
read_time (const RcJson *json)
{
  guint32 node = rc_json_member (json, 0, "_timestamp");
  double seconds;

  if (node == RC_JSON_NO_NODE || !rc_json_get_double (json, node, &seconds) || !(seconds > 0 && seconds < 2 * (double) G_MAXINT32))
    return RC_TIME_NONE;
  return (gint64) (seconds * G_USEC_PER_SEC);
}

static gboolean
tell_summary (RcWandbRun    *run,
              const RcJson  *json,
              GError       **error)
{
  gint64 recorded_us = read_time (json);

  for (guint32 name = 1; name < json->nodes[0].next; name = json->nodes[name].next)
    {
      g_autofree char *metric = rc_json_dup_text (json, name, NULL);
      g_autofree char *value = NULL;

      if (metric[0] == '_' || metric[0] == '\0' || !rc_json_is (json, name + 1, RC_JSON_NUMBER))
        continue;
      value = rc_json_value_dup (json, name + 1);
      rc_registry_writer_at (&run->writer, "/%s", metric);
      if (!rc_registry_writer_add_evaluation (&run->writer, RC_ENTITY_RUN, run->name, metric, value, NULL, recorded_us, error))
        return FALSE;
    }

  return rc_registry_writer_finish (&run->writer, error);
}

static gboolean
import_summary (const RcImporter     *self,
                const RcImportInput  *input,
                RcImportSink         *sink,
                GCancellable         *cancellable,
                GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  g_auto (RcWandbRun) run;
  g_auto (RcJson) json;

  rc_wandb_run_init (&run, input, sink, RC_IMPORT_SOURCE);
  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "The summary of a run cannot be read.", &local_error))
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);

  return rc_wandb_run_ensure (&run, error) && (!rc_json_is (&json, 0, RC_JSON_OBJECT) || tell_summary (&run, &json, error));
}

static const RcImporter summary_importer = {
  .id = "wandb-summary",
  .title = N_("Weights & Biases run summary"),
  .system = RC_WANDB_SYSTEM,
  .evidences = N_("the last value of each metric of a run; not on which data it was measured"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise_summary,
  .import = import_summary,
  .read_fields = read_fields,
};

const RcImporter *
rc_wandb_summary_importer (void)
{
  return &summary_importer;
}
