/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "comet-importers.h"

#include "importers/secret.h"
#include "comet-run.h"
#include "comet-fields.h"
#include "comet.h"

#include "core/json.h"
#include "core/words.h"

#include <string.h>

/*
 * Files of one object a line: those of a tree that "cometx download" made, and events of the production monitoring. The run is named by the
 * folder, which is the experiment's key (or its name, where the tree was made so). Each line becomes a row and is what is cited.
 *
 * file, known by                                 line → claims about the run, events                       → question
 * metrics.jsonl (metricName, metricValue)        the last value of each metric (runContext): evaluation       evaluation
 * others.jsonl (name, valueCurrent)              tag
 * assets/assets_metadata.jsonl (assetId,         tag: type and name; type "dataset": data set; "git-patch":   data set
 *   fileName)                                    changes that were not committed
 * events (predictionId, prediction or features)  inference: id, time, model and version, features, value,     input, output, score,
 *                                                probability                                                   model version
 * events (predictionId, labels)                  other event on that inference: what came out later
 *
 * Not evidenced: digests, deployments, who overrode a prediction. Values under names like "api_key" are left out.
 */

static gboolean
read_metric (RcJsonItems  *self,
             GError      **error)
{
  rc_comet_run_note_metric (self, "metricName", "metricValue", "runContext context", "timestamp");
  return TRUE;
}

static gboolean
read_other (RcJsonItems  *self,
            GError      **error)
{
  g_autofree char *name = rc_json_items_dup (self, "name");
  g_autofree char *value = rc_json_items_dup (self, "valueCurrent");

  return name == NULL || rc_comet_run_add_tag (self, name, value, error);
}

static gboolean
read_asset (RcJsonItems  *self,
            GError      **error)
{
  return rc_comet_read_asset (self, "link logAsFileName fileName", "type", error);
}

static const RcJsonItemKind kinds[] = {
  { "metricName metricValue", NULL, 0, NULL, NULL, read_metric },
  { "name valueCurrent", NULL, 0, NULL, NULL, read_other },
  { "assetId fileName", NULL, 0, NULL, NULL, read_asset },
  { "predictionId prediction|features modelName|modelVersion|timestamp", NULL, RC_EVENT_INFERENCE, rc_comet_event_fields, NULL, NULL },
  { "predictionId labels", NULL, RC_EVENT_OTHER, rc_comet_label_fields, NULL, NULL },
  { 0 }
};

static const char * const *
left_out_of (const RcJsonItems *self)
{
  static const char * const nothing[] = { NULL };
  static const char * const values[] = { "valueMin", "valueMax", "valueCurrent", NULL };
  g_autofree char *name = rc_json_items_dup (self, "name");

  return name != NULL && rc_secret_is_name (name) ? values : nothing;
}

static const RcJsonItemsFormat format = {
  .kinds = kinds, .units = 1000, .left_out_of = left_out_of, .finish = rc_comet_run_finish,
};

/* One object that ends with its line: a document that is spread over lines is none of these. */
static gboolean
is_line (const RcSample *sample)
{
  const char *end = memchr (sample->head, '\n', sample->head_length);
  gsize length = end != NULL ? (gsize) (end - sample->head) : sample->head_length;
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  return rc_json_parse (&json, sample->head, length, &fault) && rc_json_is (&json, 0, RC_JSON_OBJECT);
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return sample->head_length > 0 && is_line (sample) ? rc_json_items_recognise (&format, sample, 70) : 0;
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
  .id = "comet-lines",
  .title = N_("Comet downloads and monitoring events (JSON lines)"),
  .system = RC_COMET_SYSTEM,
  .evidences = N_("metrics, metadata and assets of a run, and predictions with model version, input and output; no digest, no override"),
  .framing = RC_FRAMING_FIXED,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
  .digest_rows = digest_rows,
};

const RcImporter *
rc_comet_lines_importer (void)
{
  return &importer;
}
