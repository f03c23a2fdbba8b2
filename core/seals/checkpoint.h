/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"

G_BEGIN_DECLS

/**
 * RcCheckpoint:
 * @origin: which log says so
 * @size: leaves of the tree
 * @n_extensions: lines behind the root
 *
 * The head of a log as the text of a note (C2SP tlog-checkpoint).
 */
typedef struct
{
  char     *origin;
  guint64   size;
  RcDigest  root;
  guint     n_extensions;
} RcCheckpoint;

/* NULL: the text is no checkpoint. @text: tainted, with its last line end. */
RcCheckpoint *rc_checkpoint_parse (const char   *text,
                                   gsize         length);
void          rc_checkpoint_free  (RcCheckpoint *self);
/* A size or an index as logs write it: digits without leading zeros. */
gboolean      rc_checkpoint_parse_number (const char *text,
                                   gsize         length,
                                   guint64      *out_value);
/* 32 bytes in base64. */
gboolean      rc_checkpoint_parse_hash   (const char *text,
                                   gsize         length,
                                   RcDigest     *out_hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCheckpoint, rc_checkpoint_free)

G_END_DECLS
