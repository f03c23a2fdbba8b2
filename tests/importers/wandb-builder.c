/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-builder.h"

#include <stdarg.h>
#include <string.h>
#include <zlib.h>

#define BLOCK_BYTES 32768u
#define HEADER_BYTES 7u

GByteArray *
wandb_log_new (void)
{
  GByteArray *log = g_byte_array_new ();

  g_byte_array_append (log, (const guint8 *) ":W&B\xe1\xbe\x00", HEADER_BYTES);
  return log;
}

void
wandb_log_add_chunk (GByteArray *log,
                     guint8      type,
                     const void *bytes,
                     gsize       length)
{
  guint32 sum = (guint32) crc32 (crc32 (0, NULL, 0), &type, 1);
  guint8 header[HEADER_BYTES];

  if (length > 0)
    sum = (guint32) crc32 (sum, bytes, (uInt) length);
  for (guint i = 0; i < 4; i++)
    header[i] = (guint8) (sum >> (8 * i));
  header[4] = (guint8) length;
  header[5] = (guint8) (length >> 8);
  header[6] = type;
  g_byte_array_append (log, header, sizeof header);
  if (length > 0)
    g_byte_array_append (log, bytes, (guint) length);
}

void
wandb_log_add_bytes (GByteArray *log,
                     const void *bytes,
                     gsize       length)
{
  const guint8 *at = bytes;
  gboolean is_first = TRUE;

  do
    {
      gsize left = BLOCK_BYTES - log->len % BLOCK_BYTES;
      gsize part;
      gboolean is_last;

      if (left < HEADER_BYTES)
        {
          g_byte_array_append (log, (const guint8 *) "\0\0\0\0\0\0", (guint) left);
          continue;
        }
      part = MIN (length, left - HEADER_BYTES);
      is_last = part == length;
      wandb_log_add_chunk (log, is_first && is_last ? 1 : is_first ? 2 : is_last ? 4 : 3, at, part);
      at += part;
      length -= part;
      is_first = FALSE;
      if (is_last)
        return;
    }
  while (TRUE);
}

void
wandb_log_add_record (GByteArray *log,
                      guint64     num,
                      guint32     field,
                      GByteArray *content)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();

  if (num != 0)
    protobuf_add_number (record, 1, num);
  protobuf_add_message (record, field, content);
  wandb_log_add_bytes (log, record->data, record->len);
}

GByteArray *
wandb_message (guint32 field,
               ...)
{
  GByteArray *message = g_byte_array_new ();
  va_list arguments;

  va_start (arguments, field);
  for (; field != 0; field = va_arg (arguments, guint32))
    protobuf_add_text (message, field, va_arg (arguments, const char *));
  va_end (arguments);
  return message;
}

GByteArray *
wandb_item (const char *key,
            const char *value_json,
            gboolean    nested)
{
  return wandb_message (nested ? 2u : 1u, key, 16u, value_json, 0u);
}

static GByteArray *
new_run (void)
{
  GByteArray *run = wandb_message (1u, "r1", 2u, "team", 3u, "loans", 8u, "night run", 10u, "credit", 13u, "node-7", 0u);
  GByteArray *time = g_byte_array_new ();
  GByteArray *config = g_byte_array_new ();
  GByteArray *settings = wandb_message (2u, "SETTING-THAT-IS-A-SECRET", 0u);

  protobuf_add_number (time, 1, 1767258000);       /* 2026-01-01T09:00:00Z */
  protobuf_add_number (time, 2, 250000000);
  protobuf_add_message (config, 1, wandb_item ("learning_rate", "0.05", FALSE));
  protobuf_add_message (config, 1, wandb_item ("hf_token", "\"VALUE-THAT-IS-A-SECRET\"", TRUE));
  protobuf_add_message (run, 4, config);
  protobuf_add_message (run, 11, settings);
  protobuf_add_message (run, 17, time);
  protobuf_add_message (run, 21, wandb_message (1u, "https://bot:PASSWORD-IN-ADDRESS@git.example.org/loans.git", 2u, WANDB_COMMIT, 0u));
  return run;
}

static GByteArray *
new_environment (void)
{
  return wandb_message (1u, "Linux-6.1", 2u, "CPython 3.11.2", 4u, "registry.example.org/train:7", 5u, "--epochs", 5u, "3", 5u, "--api-key",
                        5u, "ARGUMENT-THAT-IS-A-SECRET", 6u, "train.py", 10u, "a.muster@example.org", 18u, "Example GPU", 0u);
}

static GByteArray *
new_artifact (void)
{
  GByteArray *artifact = wandb_message (1u, "r1", 2u, "loans", 3u, "team", 4u, "model", 5u, "scorer", 6u, WANDB_MODEL_DIGEST, 11u, "latest",
                                        11u, "candidate", 0u);
  GByteArray *manifest = wandb_message (2u, "wandb-storage-policy-v1", 0u);

  protobuf_add_number (manifest, 1, 1);
  protobuf_add_message (manifest, 4, wandb_message (1u, "model.bin", 2u, "1B2M2Y8AsgTpgAmY7PhCfg==", 0u));
  protobuf_add_message (manifest, 4, wandb_message (1u, "config.json", 2u, "rL0Y20zC+Fzt72VPzMSk2A==", 0u));
  protobuf_add_message (artifact, 12, manifest);
  return artifact;
}

GByteArray *
wandb_log_new_run (int exit_code)
{
  GByteArray *log = wandb_log_new ();
  GByteArray *header = g_byte_array_new ();
  GByteArray *files = g_byte_array_new ();
  GByteArray *history = g_byte_array_new ();
  GByteArray *summary = g_byte_array_new ();
  GByteArray *exit = g_byte_array_new ();

  protobuf_add_message (header, 1, wandb_message (1u, "0.24.2+example", 2u, "0.40.0", 0u));
  protobuf_add_message (files, 1, wandb_message (1u, "wandb-metadata.json", 0u));
  protobuf_add_message (files, 1, wandb_message (1u, "diff.patch", 0u));
  protobuf_add_message (history, 1, wandb_item ("val/auc", "0.71", TRUE));
  protobuf_add_message (history, 1, wandb_item ("val/loss", "0.9", TRUE));
  protobuf_add_message (history, 1, wandb_item ("_step", "0", TRUE));
  protobuf_add_message (history, 2, g_byte_array_new ());
  protobuf_add_message (summary, 1, wandb_item ("val/auc", "0.84", TRUE));
  protobuf_add_message (summary, 1, wandb_item ("_runtime", "17", TRUE));
  if (exit_code > 0)
    protobuf_add_number (exit, 1, (guint64) exit_code);
  protobuf_add_number (exit, 2, 17);

  wandb_log_add_record (log, 1, 21, header);
  wandb_log_add_record (log, 2, 17, new_run ());
  wandb_log_add_record (log, 3, 26, new_environment ());
  wandb_log_add_record (log, 4, 6, files);
  wandb_log_add_record (log, 5, 25, wandb_message (1u, "QXJ0aWZhY3Q6MQ==", 2u, "dataset", 3u, "team/loans/applications:v3", 0u));
  wandb_log_add_record (log, 6, 25, wandb_message (1u, "QXJ0aWZhY3Q6Mg==", 2u, "model", 3u, "team/loans/scorer-base:v1", 0u));
  wandb_log_add_record (log, 7, 13, wandb_message (3u, "PRINTED-LINE", 0u));
  wandb_log_add_record (log, 8, 2, history);
  wandb_log_add_record (log, 9, 3, summary);
  wandb_log_add_record (log, 10, 8, new_artifact ());
  if (exit_code >= 0)
    wandb_log_add_record (log, 11, 18, exit);
  else
    g_byte_array_unref (exit);
  return log;
}
