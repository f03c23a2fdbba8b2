/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"

G_BEGIN_DECLS

/**
 * RcTreeHeadFile:
 *
 * The answer of a certificate log to get-sth (RFC 6962 section 4.3).
 */
typedef struct
{
  guint64  size;
  guint64  time_ms;
  RcDigest root;
  GBytes  *signature;   /* "digitally-signed" of TLS */
} RcTreeHeadFile;

typedef enum
{
  RC_TREE_HEAD_READ,
  RC_TREE_HEAD_MALFORMED,
  RC_TREE_HEAD_AMBIGUOUS,   /* a member is there twice */
  RC_TREE_HEAD_ANOTHER,
} RcTreeHeadForm;

RcTreeHeadForm rc_tree_head_file_parse (const char       *bytes,
                                        gsize             length,
                                        RcTreeHeadFile  **out_file,
                                        const char      **out_fault);
void           rc_tree_head_file_free  (RcTreeHeadFile   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTreeHeadFile, rc_tree_head_file_free)

G_END_DECLS
