/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/stream.h"

G_BEGIN_DECLS

/*
 * The framing of a W&B transaction log (*.wandb): a file header, blocks of 32 KiB, chunks with an IEEE CRC-32, logical records of one or
 * more chunks. What cannot be read is told with its place, and reading goes on at the next block: its siblings are read.
 */

#define RC_WANDB_LOG_MAGIC        ":W&B"
#define RC_WANDB_LOG_HEADER_BYTES 7u
#define RC_WANDB_LOG_BLOCK_BYTES  32768u

typedef enum
{
  RC_WANDB_LOG_RECORD,
  RC_WANDB_LOG_FAULT,     /* told in @fault; the next call goes on behind it */
  RC_WANDB_LOG_END,
  RC_WANDB_LOG_FAILED,    /* the bytes could not be had; @error is set */
} RcWandbLogStep;

/**
 * RcWandbLogFault:
 * @kind: RC_EXCEPTION_…
 * @offset: in the file
 * @message: static, one sentence
 */
typedef struct
{
  const char *kind;
  guint64     offset;
  const char *expected;
  char        found[96];
  const char *message;
} RcWandbLogFault;

/**
 * RcWandbLogReader:
 * @offset: of the record: where its first chunk begins in the file
 * @record: its bytes, until the next call
 * @n_full: chunks that are records of their own; with the next three: what was read so far
 */
typedef struct
{
  guint64          offset;
  GByteArray      *record;
  RcWandbLogFault  fault;
  guint64          n_full;
  guint64          n_first;
  guint64          n_middle;
  guint64          n_last;
  /*< private >*/
  RcStream        *stream;
  guint8          *block;
  guint64          block_start;
  gsize            block_length;
  gsize            place;
  gboolean         is_open;        /* a first chunk came, its last one not yet */
  gboolean         is_lost;        /* chunks up to the next full or first one belong to what was told already */
  gboolean         has_begun;
  gboolean         has_ended;
} RcWandbLogReader;

void           rc_wandb_log_reader_init  (RcWandbLogReader  *self,
                                          RcStream          *stream);
void           rc_wandb_log_reader_clear (RcWandbLogReader  *self);
RcWandbLogStep rc_wandb_log_reader_next  (RcWandbLogReader  *self,
                                          GError           **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcWandbLogReader, rc_wandb_log_reader_clear)

G_END_DECLS
