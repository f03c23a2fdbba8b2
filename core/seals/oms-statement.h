/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"
#include "core/seals/in-toto-statement.h"

G_BEGIN_DECLS

/* How the files of a model were hashed. */
typedef enum
{
  RC_OMS_SHA256,
  RC_OMS_BLAKE2B,        /* 64 bytes */
  RC_OMS_UNSUPPORTED,    /* blake3, or one that is not known */
} RcOmsAlgorithm;

/**
 * RcOmsResource:
 * @path: of the file in the model's folder; ".": the model is that one file
 * @start: of the range whose digest it is; whole files have 0
 * @end: one behind the last byte of the range; whole files have -1
 *
 * One file, or one range of a file, of a signed model.
 */
typedef struct
{
  char   *path;
  gint64  start;
  gint64  end;
  GBytes *digest;
} RcOmsResource;

/**
 * RcOmsStatement:
 * @model: (nullable): the signer's name for the model; a label
 * @root: SHA-256 over the digests of @resources, one behind the other in their order
 * @algorithm_name: as written
 * @ignored: of char: paths in the model's folder that the signer chose not to sign, each with all below it
 * @resources: of RcOmsResource, in the order of the statement
 *
 * What a signature over a model says (OpenSSF Model Signing v1).
 */
typedef struct
{
  char           *model;
  RcDigest        root;
  RcOmsAlgorithm  algorithm;
  char           *algorithm_name;
  gboolean        is_sharded;
  gboolean        allows_links;
  GPtrArray      *ignored;
  GPtrArray      *resources;
} RcOmsStatement;

/* Whether a statement of that type is one over a model, in any form that was ever written: only core/seals/oms.c judges those. */
gboolean        rc_oms_statement_is        (const char               *predicate_type);
/* Of the form that was written before the first version, and is not judged. */
gboolean        rc_oms_statement_is_legacy (const char               *predicate_type);
/* NULL: @out_fault (static text) says why. */
RcOmsStatement *rc_oms_statement_read      (const RcInTotoStatement  *statement,
                                            const char              **out_fault);
void            rc_oms_statement_free      (RcOmsStatement           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcOmsStatement, rc_oms_statement_free)

G_END_DECLS
