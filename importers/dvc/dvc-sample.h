/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/**
 * RcDvcSample:
 * @has_lock_schema: `schema: '2.0'` at the top
 * @has_outs: `outs:` or `deps:` at the top
 * @has_stages: `stages:` at the top
 * @has_artifacts: `artifacts:` at the top
 * @has_plan: another key of dvc.yaml at the top
 * @has_command: a `cmd:` below the top
 * @has_digest: an `md5:`, `etag:` or `checksum:` in an item of a list
 * @has_path: a `path:` in an item of a list
 * @n_unknown: keys at the top that are of none of these, each with a mapping or a list below it
 * @n_stages: those of them whose mapping begins with `cmd:` or `deps:`
 * @has_other: a line at the top that DVC writes nowhere
 *
 * What the first lines of a YAML file are, by which the files of DVC are told from each other. Of text that is no YAML nothing holds.
 */
typedef struct
{
  gboolean has_lock_schema;
  gboolean has_outs;
  gboolean has_stages;
  gboolean has_artifacts;
  gboolean has_plan;
  gboolean has_command;
  gboolean has_digest;
  gboolean has_path;
  guint    n_unknown;
  guint    n_stages;
  gboolean has_other;
} RcDvcSample;

void       rc_dvc_sample_read    (RcDvcSample      *self,
                                  const RcSample   *sample);
/* For importers without events. (transfer full) */
GPtrArray *rc_dvc_read_no_fields (const RcImporter *self,
                                  const char       *bytes,
                                  gsize             length,
                                  guint32           row);

G_END_DECLS
