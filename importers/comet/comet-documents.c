/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "comet-importers.h"

#include "comet-fields.h"
#include "comet-run.h"
#include "comet.h"

#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * Comet's JSON documents. The run is named by the archive or folder, which is the experiment's key (or its name, where a tree was made so).
 *
 * document, known by                           what it says → claims, events                                    → question
 * experiment.json (offline_id, start_time)     run: created start_time; tags project, workspace, tags, mode.        run
 *                                              An archive that is named otherwise than its experiment is told
 * metadata.json (experimentKey, …)             run of that key, and of the folder's name: created, person           run
 *                                              userName, status, tags
 * parameters.json (name, valueCurrent)         number of parameters: tag
 * system_details.json (python_version, os)     run: environment, person, host                                       environment
 * run/git_metadata.json (parent, branch)       run: code commit, person, branch, origin                             commit
 * registry list (versions, modelName)          version MODEL/VERSION trained by experimentKey, of the model,         run, model version
 *                                              created, status, stages (as of the export, without a time); userName:
 *                                              who registered it, which is no approval; comment
 * Opik trace (input, output, spans)            inference: id, time, model of the first span, input, output          input, output
 * its feedback scores                          human action where the source is "ui": author, value, reason; from   human action
 *                                              any other source other event: a program may have given it
 * monitoring events in an array                as in comet-lines.c
 *
 * The list of registry versions was never seen in a file: its names are those of the interface's documentation. The folder of a downloaded
 * model holds neither its version nor its stage: without the list nothing tells them. Not evidenced: digests, approvals, deployments.
 * Never claimed: user and password in the address of a repository, command, env, ip.
 */

const RcJsonItemField rc_comet_event_fields[] = {
  { RC_FIELD_ID, "predictionId" },
  { RC_FIELD_TIME, "timestamp" },
  { RC_FIELD_MODEL_NAME, "modelName" },
  { RC_FIELD_MODEL_VERSION, "modelVersion" },
  { RC_FIELD_INPUT, "features" },
  { RC_FIELD_OUTPUT, "prediction/value prediction" },
  { RC_FIELD_SCORE, "prediction/probability" },
  { 0, NULL }
};

const RcJsonItemField rc_comet_label_fields[] = {
  { RC_FIELD_TARGET, "predictionId" },
  { RC_FIELD_TIME, "timestamp" },
  { RC_FIELD_MODEL_NAME, "modelName" },
  { RC_FIELD_MODEL_VERSION, "modelVersion" },
  { RC_FIELD_FINAL, "labels" },
  { 0, NULL }
};

static const RcJsonItemField trace_fields[] = {
  { RC_FIELD_ID, "trace/id id" },
  { RC_FIELD_TIME, "trace/start_time start_time" },
  { RC_FIELD_DECISION, "trace/thread_id thread_id" },
  { RC_FIELD_MODEL_NAME, "spans/0/model trace/metadata/model metadata/model" },
  { RC_FIELD_INPUT, "trace/input input" },
  { RC_FIELD_OUTPUT, "trace/output output" },
  { 0, NULL }
};

static const RcJsonItemField score_fields[] = {
  { RC_FIELD_TIME, "created_at last_updated_at" },
  { RC_FIELD_TARGET, "^trace/id ^id" },
  { RC_FIELD_ACTOR, "created_by last_updated_by author" },
  { RC_FIELD_ACTION, "source" },
  { RC_FIELD_METRIC, "name" },
  { RC_FIELD_FINAL, "category_name value" },
  { RC_FIELD_REASON, "reason" },
  { 0, NULL }
};

static const RcJsonItemWord score_words[] = {
  { "ui", "annotate", RC_EVENT_HUMAN_ACTION },
  { 0 }
};

static gboolean
read_experiment (RcJsonItems  *self,
                 GError      **error)
{
  const RcCometRun *of = self->data;
  g_autofree char *key = rc_json_items_dup (self, "offline_id");
  gint64 created_us = rc_json_items_read_time (self, "start_time", NULL);
  gint64 run;

  if (key != NULL && of->name[0] != '\0' && !g_str_equal (key, of->name) &&
      !rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, key, of->name,
                                     "The archive is named otherwise than its experiment.", error))
    return FALSE;

  return rc_comet_run_entity (self, &run, error) &&
         rc_registry_writer_add_created (&self->writer, run, created_us, error) &&
         rc_json_items_add_tags (self, run, "project_name workspace mode", error) &&
         rc_json_items_add_names (self, run, RC_PROPERTY_TAG, "tag", "tags", error);
}

static const char *
name_status (const RcJsonItems *self)
{
  static const struct { const char *member; const char *status; } flags[] = {
    { "hasCrashed", "crashed" }, { "error", "failed" }, { "running", "running" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      guint32 node = rc_json_items_find (self, flags[i].member);

      if (rc_json_is (&self->json, node, RC_JSON_TRUE))
        return flags[i].status;
    }

  return rc_json_items_find (self, "running") != RC_JSON_NO_NODE ? "finished" : NULL;
}

static gboolean
add_metadata (RcJsonItems  *self,
              const char   *name,
              GError      **error)
{
  g_autofree char *person = rc_json_items_dup (self, "userName");
  gint64 created_us = rc_json_items_read_time (self, "startTimeMillis", NULL);
  gint64 run;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, name, &run, error) &&
         rc_registry_writer_add_created (&self->writer, run, created_us, error) &&
         rc_registry_writer_add_person (&self->writer, run, RC_PROPERTY_TRAINED_BY_PERSON, person, RC_TIME_NONE, error) &&
         rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_STATUS, name_status (self), 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_json_items_add_tags (self, run, "experimentName projectName workspaceName fileName archived", error) &&
         rc_json_items_add_names (self, run, RC_PROPERTY_TAG, "tag", "tags", error);
}

static gboolean
read_metadata (RcJsonItems  *self,
               GError      **error)
{
  const RcCometRun *of = self->data;
  g_autofree char *key = rc_json_items_dup (self, "experimentKey");

  if (key != NULL && !add_metadata (self, key, error))
    return FALSE;
  /* A tree made with the experiments' names: its other files know only the folder. */
  return of->name[0] == '\0' || g_strcmp0 (key, of->name) == 0 || add_metadata (self, of->name, error);
}

static gboolean
read_parameter (RcJsonItems  *self,
                GError      **error)
{
  ((RcCometRun *) self->data)->n_parameters++;
  return TRUE;
}

static gboolean
read_system (RcJsonItems  *self,
             GError      **error)
{
  return rc_comet_read_system (self, "", error);
}

static gboolean
read_git (RcJsonItems  *self,
          GError      **error)
{
  return rc_comet_read_git (self, "", error);
}

/* Stages and status are so at the export; when they became so is not said. */
static gboolean
read_version (RcJsonItems  *self,
              GError      **error)
{
  g_autofree char *model = rc_json_items_dup (self, "modelName registryModelName ^modelName ^registryModelName ^name");
  g_autofree char *number = rc_json_items_dup (self, "version");
  g_autofree char *run = rc_json_items_dup (self, "experimentKey experimentModel/experimentKey");
  g_autofree char *status = rc_json_items_dup (self, "status");
  g_autofree char *full = NULL;
  gint64 created_us = rc_json_items_read_time (self, "createdAt", NULL);
  gint64 version;

  if (model == NULL || number == NULL)
    return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "a model's name and a version", "none",
                                         "An entry of the registry does not say what it is about.", error);

  full = g_strdup_printf ("%s/%s", model, number);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, &version, error) &&
         rc_registry_writer_link (&self->writer, version, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, model, RC_TIME_NONE, error) &&
         rc_registry_writer_link (&self->writer, version, RC_PROPERTY_TRAINED_BY, RC_ENTITY_RUN, run, RC_TIME_NONE, error) &&
         rc_registry_writer_add_created (&self->writer, version, created_us, error) &&
         rc_registry_writer_add_claim (&self->writer, version, RC_PROPERTY_STATUS, status, 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_json_items_add_names (self, version, RC_PROPERTY_STAGE, NULL, "stages", error) &&
         rc_json_items_add_names (self, version, RC_PROPERTY_TAG, "tag", "tags", error) &&
         rc_json_items_add_tags (self, version, "userName comment", error);
}

static const RcJsonItemKind kinds[] = {
  { "offline_id start_time", NULL, 0, NULL, NULL, read_experiment },
  { "experimentKey workspaceName|projectName startTimeMillis|userName", NULL, 0, NULL, NULL, read_metadata },
  { "name valueCurrent timestampCurrent|valueMin", NULL, 0, NULL, NULL, read_parameter },
  { "python_version hostname os|os_type pid|processor|python_exe|machine|user", NULL, 0, NULL, NULL, read_system },
  { "parent branch origin user|root", NULL, 0, NULL, NULL, read_git },
  { "version experimentKey|experimentModel status|stages|comment|createdAt", NULL, 0, NULL, NULL, read_version },
  { "versions/0/version versions/0/experimentKey|versions/0/experimentModel", "versions", 0, NULL, NULL, NULL },
  { "trace/id trace/start_time|trace/input spans", "trace/feedback_scores", RC_EVENT_INFERENCE, trace_fields, NULL, NULL },
  { "id input output start_time feedback_scores|spans|thread_id", "feedback_scores", RC_EVENT_INFERENCE, trace_fields, NULL,
    NULL },
  { "name value source ^id|^trace", NULL, RC_EVENT_OTHER, score_fields, score_words, NULL },
  { "predictionId prediction|features modelName|modelVersion|timestamp", NULL, RC_EVENT_INFERENCE, rc_comet_event_fields, NULL, NULL },
  { "predictionId labels", NULL, RC_EVENT_OTHER, rc_comet_label_fields, NULL, NULL },
  { 0 }
};

static gboolean
finish (RcJsonItems  *self,
        GError      **error)
{
  return rc_comet_run_finish (self, error) &&
         rc_json_items_tell_unknown (self, "Objects of the document are of kinds that are not read.", error);
}

static const RcJsonItemsFormat format = { .kinds = kinds, .lists = "events", .units = 1000, .finish = finish };

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return rc_json_items_recognise (&format, sample, 60);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  return rc_comet_import (&format, FALSE, input, sink, cancellable, error);
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_json_items_read_fields (&format, bytes, length, row);
}

static GArray *
digest_rows (const RcImporter *self,
             const char       *name,
             const char       *bytes,
             gsize             length)
{
  return rc_json_items_digest_rows (&format, bytes, length);
}

static const RcImporter importer = {
  .id = "comet-document",
  .title = N_("Comet experiments, registry lists and Opik traces (JSON)"),
  .system = RC_COMET_SYSTEM,
  .evidences = N_("experiments, the versions and stages of registered models as of the export, traces and what people said of them; names "
                  "no approver and keeps no history of stages"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
  .digest_rows = digest_rows,
};

const RcImporter *
rc_comet_documents_importer (void)
{
  return &importer;
}

/* --- The changes that were not committed --- */

static int
recognise_patch (const RcImporter *self,
                 const RcSample   *sample)
{
  static const char begin[] = "diff --git ";

  return sample->name != NULL && g_str_has_suffix (sample->name, "git_diff.patch") && sample->head_length >= strlen (begin) &&
         memcmp (sample->head, begin, strlen (begin)) == 0 ? 60 : 0;
}

static gboolean
import_patch (const RcImporter     *self,
              const RcImportInput  *input,
              RcImportSink         *sink,
              GCancellable         *cancellable,
              GError              **error)
{
  g_autofree char *scope = rc_comet_scope_dup (input);
  g_autofree char *name = rc_comet_run_name_dup (input->name);
  RcRegistryWriter writer;
  gboolean good;
  gint64 run;

  if (name[0] == '\0')
    return TRUE;

  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  writer.scope = scope;
  rc_registry_writer_at (&writer, "the whole patch");
  good = rc_registry_writer_add_entity (&writer, RC_ENTITY_RUN, name, &run, error) &&
         rc_registry_writer_add_tag (&writer, run, "changes that were not committed", "git_diff.patch", RC_TIME_NONE, error);
  rc_registry_writer_clear (&writer);

  return good;
}

static const RcImporter patch_importer = {
  .id = "comet-patch",
  .title = N_("Comet: changes of the code that were not committed"),
  .system = RC_COMET_SYSTEM,
  .evidences = N_("that the code of a run was not the commit that it names; not which of the changes mattered"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise_patch,
  .import = import_patch,
};

const RcImporter *
rc_comet_patch_importer (void)
{
  return &patch_importer;
}
