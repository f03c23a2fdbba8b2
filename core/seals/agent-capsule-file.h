/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"

G_BEGIN_DECLS

typedef enum
{
  RC_CAPSULE_ID_FITS,
  RC_CAPSULE_ID_DIFFERS,
  RC_CAPSULE_ID_OPAQUE,       /* by a rule that the record does not name: a label */
  RC_CAPSULE_ID_AMBIGUOUS,    /* a member stands twice */
} RcCapsuleId;

typedef enum
{
  RC_CAPSULE_UNSIGNED,
  RC_CAPSULE_SIGNED,          /* a statement over just this record */
  RC_CAPSULE_SIGNED_OTHER,    /* a statement over another record */
  RC_CAPSULE_SIGNED_UNREADABLE,
} RcCapsuleStatement;

/**
 * RcCapsule:
 * @line: in the file, from 1; 0: the file is one document
 * @offset: of its first byte in the file
 * @parent: (nullable): id of the record that it follows
 * @statement: what the COSE_Sign1 statement beside it is about
 * @signed_bytes: (nullable): of %RC_CAPSULE_SIGNED: what its signature is over
 * @key: (nullable): the key that stands beside the statement, as PEM
 */
typedef struct
{
  guint64      line;
  gsize        offset;
  char        *id;
  char        *parent;
  RcCapsuleId  id_fit;
  char        *computed;
  RcCapsuleStatement statement;
  gint64       algorithm;        /* of COSE */
  GBytes      *signed_bytes;
  GBytes      *signature;
  char        *key;
} RcCapsule;

/**
 * RcCapsuleFile:
 * @has_witness: the file says by how many witnesses it should be and is witnessed, which is a claim
 * @fault: (nullable): what of it is not readable, and where
 */
typedef struct
{
  GPtrArray  *capsules;      /* of RcCapsule */
  gboolean    has_witness;
  gint64      n_witnesses_asked;
  gint64      n_witnesses;
  const char *fault;
  gsize       fault_offset;
} RcCapsuleFile;

void           rc_capsule_file_free  (RcCapsuleFile *self);
/* NULL: something else. */
RcCapsuleFile *rc_capsule_file_parse (const char    *bytes,
                                      gsize          length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCapsuleFile, rc_capsule_file_free)

G_END_DECLS
