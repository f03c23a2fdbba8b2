/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "comet-importers.h"

#include "importers/secret.h"
#include "comet-run.h"
#include "comet.h"

#include "core/words.h"

#include <string.h>

/*
 * messages.json of an offline experiment: in spite of its name one message a line, {"type": …, "payload": {…}}, in the order logged. It
 * stands beside experiment.json in .cometml-runs/KEY.zip; the run is named by the archive (or folder), which is the experiment's key. Each
 * message becomes a row and is what is cited.
 *
 * message                    payload → claims about the run                                                        → question
 * metric_msg                 metric.metricName (context): the last metricValue is the evaluation                     evaluation
 * git_metadata               parent: code commit, with a word where a patch was uploaded too; user: person;          commit
 *                            branch, origin: tags
 * system_details             Python and system: environment; user: person; hostname: tag                             environment
 * installed_packages,        number of packages: environment                                                         environment
 *   os_packages
 * file_upload, remote_file   type and name of the asset: tag; type "dataset": data set; type "git-patch": tag        data set
 * remote_model               tag
 * log_other                  tag
 * file_name                  tag: script
 * register_model             version MODEL/VERSION trained by the run, of the model; status and stages were asked     run, model version
 *                            for, not given: tags of the version
 * parameter_msg              counted; the values stay in their rows
 * ws_msg                     the older form: the one of the above that it holds
 * graph, html, standard_output, log_dependency, gpu_static_info, cloud_details, system_info: rows only
 * any other                  row; types and numbers are told as tags
 *
 * Not evidenced: digests of anything, deployments, approvals. Whether an uploaded file is in the archive is not told here. Left out of the
 * rows and never claimed: command, env, ip, and values under names like "api_key"; user and password in the address of a repository.
 */

static const char * const left_out[] = { "command", "env", "ip", NULL };
static const char * const secret_left_out[] = { "command", "env", "ip", "value", "val", "paramValue", "origin", NULL };

static const char * const *
left_out_of (const RcJsonItems *self)
{
  g_autofree char *name = rc_json_items_dup (self, "payload/key payload/log_other/key payload/param/paramName payload/params/paramName "
                                                   "payload/param/name");
  g_autofree char *origin = rc_json_items_dup (self, "payload/git_metadata/origin payload/git_meta/origin payload/origin");
  g_autofree char *bare = rc_secret_strip_address (origin);

  return (name != NULL && rc_secret_is_name (name)) || g_strcmp0 (origin, bare) != 0 ? secret_left_out : left_out;
}

static gboolean
read_packages (RcJsonItems  *self,
               const char   *path,
               const char   *what,
               GError      **error)
{
  guint32 list = rc_json_items_find (self, path);
  g_autofree char *value = NULL;
  gint64 run;

  if (!rc_json_is (&self->json, list, RC_JSON_ARRAY))
    return TRUE;

  value = g_strdup_printf ("%u %s, listed in the record", self->json.nodes[list].count, what);
  return rc_comet_run_entity (self, &run, error) &&
         rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_ENVIRONMENT, value, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

/* What the run asked the registry for; whether it was given, a list of the registry says. */
static gboolean
read_registration (RcJsonItems  *self,
                   GError      **error)
{
  const RcCometRun *run = self->data;
  g_autofree char *name = rc_json_items_dup (self, "payload/registry_name payload/model_name");
  g_autofree char *number = rc_json_items_dup (self, "payload/version");
  g_autofree char *status = rc_json_items_dup (self, "payload/status");
  g_autofree char *comment = rc_json_items_dup (self, "payload/comment");
  g_autofree char *asked_by = rc_json_items_dup (self, "payload/experiment_id");
  g_autofree char *full = NULL;
  gint64 version;

  if (name == NULL || number == NULL)
    return rc_comet_run_add_tag (self, "asked to register a model without a version", name, error);

  full = g_strdup_printf ("%s/%s", name, number);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, &version, error) &&
         rc_registry_writer_link (&self->writer, version, RC_PROPERTY_TRAINED_BY, RC_ENTITY_RUN, run->name, RC_TIME_NONE, error) &&
         (asked_by == NULL || g_str_equal (asked_by, run->name) ||
          rc_registry_writer_add_tag (&self->writer, version, "asked for by experiment", asked_by, RC_TIME_NONE, error)) &&
         rc_registry_writer_link (&self->writer, version, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, name, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (&self->writer, version, "status asked for", status, RC_TIME_NONE, error) &&
         rc_json_items_add_names (self, version, RC_PROPERTY_TAG, "stage asked for", "payload/stages", error) &&
         rc_json_items_add_names (self, version, RC_PROPERTY_TAG, "tag", "payload/tags", error) &&
         rc_registry_writer_add_tag (&self->writer, version, "comment", comment, RC_TIME_NONE, error);
}

static gboolean
read_other (RcJsonItems  *self,
            const char   *key_paths,
            const char   *value_paths,
            GError      **error)
{
  g_autofree char *key = rc_json_items_dup (self, key_paths);
  g_autofree char *value = rc_json_items_dup (self, value_paths);

  return key == NULL || rc_comet_run_add_tag (self, key, value, error);
}

static gboolean
has (const RcJsonItems *self,
     const char        *path)
{
  return rc_json_items_find (self, path) != RC_JSON_NO_NODE;
}

/* The older form holds exactly one of what later messages are. */
static gboolean
read_old (RcJsonItems  *self,
          GError      **error)
{
  RcCometRun *run = self->data;
  g_autofree char *script = rc_json_items_dup (self, "payload/fileName");

  if (has (self, "payload/log_other"))
    return read_other (self, "payload/log_other/key", "payload/log_other/val payload/log_other/value", error);
  if (has (self, "payload/git_meta"))
    return rc_comet_read_git (self, "payload/git_meta/", error);
  if (has (self, "payload/env_details"))
    return rc_comet_read_system (self, "payload/env_details/", error);
  if (has (self, "payload/installed_packages"))
    return read_packages (self, "payload/installed_packages", "Python packages", error);
  if (has (self, "payload/os_packages"))
    return read_packages (self, "payload/os_packages", "packages of the system", error);
  if (has (self, "payload/metric"))
    rc_comet_run_note_metric (self, "payload/metric/metricName payload/metric/name", "payload/metric/metricValue payload/metric/value",
                              "payload/context", "payload/local_timestamp");
  else if (has (self, "payload/param") || has (self, "payload/params"))
    run->n_parameters++;
  else if (script == NULL && !has (self, "payload/stdout"))
    rc_comet_run_note_unknown (run, "ws_msg of another content");

  return rc_comet_run_add_tag (self, "script", script, error);
}

static gboolean
is_only_kept (const char *type)
{
  static const char * const types[] = {
    "graph", "html", "htmlOverride", "standard_output", "log_dependency", "gpu_static_info", "cloud_details", "system_info", NULL
  };

  return g_strv_contains (types, type);
}

static gboolean
read_message (RcJsonItems  *self,
              GError      **error)
{
  RcCometRun *run = self->data;
  g_autofree char *type = rc_json_items_dup (self, "type");

  if (type == NULL)
    type = g_strdup ("(none)");
  if (g_str_equal (type, "metric_msg"))
    rc_comet_run_note_metric (self, "payload/metric/metricName", "payload/metric/metricValue", "payload/context",
                              "payload/local_timestamp local_timestamp");
  else if (g_str_equal (type, "parameter_msg"))
    run->n_parameters++;
  else if (g_str_equal (type, "log_other"))
    return read_other (self, "payload/key", "payload/value payload/val", error);
  else if (g_str_equal (type, "git_metadata"))
    return rc_comet_read_git (self, has (self, "payload/git_metadata") ? "payload/git_metadata/" : "payload/", error);
  else if (g_str_equal (type, "system_details"))
    return rc_comet_read_system (self, "payload/", error);
  else if (g_str_equal (type, "installed_packages"))
    return read_packages (self, "payload/installed_packages", "Python packages", error);
  else if (g_str_equal (type, "os_packages"))
    return read_packages (self, "payload/os_packages", "packages of the system", error);
  else if (g_str_equal (type, "file_name"))
    return read_other (self, "type", "payload/file_name payload/fileName", error);
  else if (g_str_equal (type, "file_upload"))
    return rc_comet_read_asset (self, "payload/additional_params/fileName payload/file_path", "payload/upload_type", error);
  else if (g_str_equal (type, "remote_file"))
    return rc_comet_read_asset (self, "payload/remote_uri", "payload/upload_type", error);
  else if (g_str_equal (type, "remote_model"))
    return read_other (self, "type", "payload/model_name", error);
  else if (g_str_equal (type, "register_model"))
    return read_registration (self, error);
  else if (g_str_equal (type, "ws_msg"))
    return read_old (self, error);
  else if (!is_only_kept (type))
    rc_comet_run_note_unknown (run, type);

  return TRUE;
}

static const RcJsonItemKind kinds[] = {
  { "type payload", NULL, 0, NULL, NULL, read_message },
  { 0 }
};

static const RcJsonItemsFormat format = {
  .kinds = kinds, .units = 1000, .left_out_of = left_out_of, .finish = rc_comet_run_finish,
};

/* Types that no other format's lines have. */
static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  static const char * const types[] = {
    "\"parameter_msg\"", "\"metric_msg\"", "\"git_metadata\"", "\"installed_packages\"", "\"system_details\"", "\"ws_msg\"",
    "\"file_upload\"", "\"register_model\"", "\"log_other\"", "\"os_packages\"",
  };

  if (rc_json_items_recognise (&format, sample, 90) == 0 || sample->head[0] != '{')
    return 0;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (memmem (sample->head, sample->head_length, types[i], strlen (types[i])) != NULL)
      return 90;
  return 0;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  return rc_comet_import (&format, TRUE, input, sink, cancellable, error);
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
  .id = "comet-messages",
  .title = N_("Comet offline experiment: messages"),
  .system = RC_COMET_SYSTEM,
  .evidences = N_("metrics, commit, environment, assets and the registration that a run asked for; no digest, and not whether the registry "
                  "did what was asked"),
  .framing = RC_FRAMING_FIXED,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
  .digest_rows = digest_rows,
};

const RcImporter *
rc_comet_messages_importer (void)
{
  return &importer;
}
