/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"

G_BEGIN_DECLS

#define RC_IN_TOTO_PAYLOAD_TYPE "application/vnd.in-toto+json"

/**
 * RcInTotoDigest:
 * @algorithm: as written: "sha256", "gitCommit" …
 * @value: as written
 * @bytes: (nullable): @value from hexadecimal digits
 */
typedef struct
{
  char   *algorithm;
  char   *value;
  GBytes *bytes;
} RcInTotoDigest;

/**
 * RcInTotoSubject:
 * @name: (nullable): a label; it decides nothing
 * @digests: of RcInTotoDigest, at least one
 */
typedef struct
{
  char      *name;
  GPtrArray *digests;
} RcInTotoSubject;

/**
 * RcInTotoStatement:
 * @json: the whole statement, over @bytes. Whether it can be read two ways: its has_duplicate
 * @is_v1: Statement v1, else v0.1
 * @subjects: of RcInTotoSubject
 * @predicate: index of the node of the predicate in @json; RC_JSON_NO_NODE: it has none
 *
 * What an in-toto Statement says of which artefacts. Parse it from verified bytes only.
 */
typedef struct
{
  GBytes    *bytes;
  RcJson     json;
  gboolean   is_v1;
  GPtrArray *subjects;
  char      *predicate_type;
  guint32    predicate;
} RcInTotoStatement;

typedef enum
{
  RC_IN_TOTO_READ,
  RC_IN_TOTO_ANOTHER,     /* no JSON, or not of a _type that is known */
  RC_IN_TOTO_MALFORMED,
} RcInTotoForm;

/* @out_statement is set for RC_IN_TOTO_READ, @out_fault (static text) for RC_IN_TOTO_MALFORMED. */
RcInTotoForm          rc_in_toto_statement_parse (GBytes                  *bytes,
                                                  RcInTotoStatement      **out_statement,
                                                  const char             **out_fault);
void                  rc_in_toto_statement_free  (RcInTotoStatement       *self);
/* (nullable) (transfer none) */
const RcInTotoDigest *rc_in_toto_subject_get_digest (const RcInTotoSubject *self,
                                                  const char              *algorithm);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcInTotoStatement, rc_in_toto_statement_free)

G_END_DECLS
