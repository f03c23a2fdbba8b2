/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protobuf-builder.h"

G_BEGIN_DECLS

/* Writes transaction logs of Weights & Biases record by record. */

/* A log with its header and no record. */
GByteArray *wandb_log_new         (void);
/* Adds one chunk as it is told, at whatever place the log ends. */
void        wandb_log_add_chunk   (GByteArray *log,
                                   guint8      type,
                                   const void *bytes,
                                   gsize       length);
/* Adds a logical record in as many chunks as it takes. */
void        wandb_log_add_bytes   (GByteArray *log,
                                   const void *bytes,
                                   gsize       length);
/* Adds a record {num, field: content} and frees @content; @num 0: none. */
void        wandb_log_add_record  (GByteArray *log,
                                   guint64     num,
                                   guint32     field,
                                   GByteArray *content);
/* A message of texts: field, text, field, text …, 0. */
GByteArray *wandb_message         (guint32     field,
                                   ...);
/* One item of a summary, a history or a configuration; @nested: it stands in field 2 as newer ones do. */
GByteArray *wandb_item            (const char *key,
                                   const char *value_json,
                                   gboolean    nested);
/* Run "r1" of the project "loans" that used team/loans/applications:v3 and team/loans/scorer-base:v1, made the model scorer whose manifest has
 * two files, logged two metrics and ended with @exit_code, -1: did not end. */
GByteArray *wandb_log_new_run     (int         exit_code);

/* The digest of the manifest in that log. */
#define WANDB_MODEL_DIGEST "0b386e91071de5560a26aab59b50f523"
#define WANDB_COMMIT       "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"

G_END_DECLS
