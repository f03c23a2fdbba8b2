/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/verify.h"

G_BEGIN_DECLS

/**
 * Vector:
 * @vector: the file of the corpus folder whose published expectation (its row in ORIGIN.md) is compared, relative to that folder; %NULL for
 *   a case that no file of the corpus holds
 * @files: what is imported, parted by "|": "path" of the corpus folder, "path=name" under another name, "folder/" with all below it (its
 *   content lies in the root of the evidence, "folder/=name/" below name). %NULL: @vector alone
 * @anchors: (nullable): what is accepted, parted by "|": "path[;kind=K][;purpose=P][;identity=NAME=VALUE]…[;from=T][;to=T]". A path that
 *   begins with "/" is relative to the folder corpus/integrity, one that begins with "@" to the folder above the evidence, where @make may
 *   begins with "/" is relative to the folder corpus/integrity; "text:…" is the key itself
 *   have written it
 * @kind: (nullable): kind of the seals looked at; %NULL: all
 * @object: (nullable): what the seal's name ends with; %NULL: every seal of @kind, which must be at least one
 * @verdict: code of the worst verdict of that seal (of the worst of those seals)
 * @reason: (nullable): its reason; a part of it up to "(" is enough for limit(…)
 * @note: (nullable): a piece of text that stands in one of its notes, or in the kind or message of an exception
 * @case_id: (nullable): "C41": the case of tamper-cases.md that this shows; the test's name carries it
 * @make: (nullable): writes or spoils files below @folder (the evidence) before they are imported
 *
 * One vector, judged by what a person does: import, trust, verify.
 */
typedef struct
{
  const char *vector;
  const char *files;
  const char *anchors;
  const char *kind;
  const char *object;
  const char *verdict;
  const char *reason;
  const char *note;
  const char *case_id;
  void      (*make) (const char *folder);
} Vector;

/**
 * Disagreement:
 *
 * Where the program answers otherwise than published, and the clause by which it is right.
 */
typedef struct
{
  const char *vector;
  const char *clause;
} Disagreement;

/**
 * VectorSet:
 * @folder: below corpus/integrity
 * @material: rows of ORIGIN.md that are no object of a verdict, beside those whose expectation says so in its first words (key, data, trust
 *   anchor, model file …): name prefixes, ends with %NULL; (nullable)
 * @is_of_wholes: its suite calls a whole invalid that is not complete, and has no other word for it
 *
 * All vectors of one folder of the corpus. A row of ORIGIN.md that no vector judges and that is no material fails the test.
 */
typedef struct
{
  const char         *folder;
  const Vector       *vectors;
  guint               n_vectors;
  const Disagreement *disagreements;
  guint               n_disagreements;
  const char * const *material;
  gboolean            is_of_wholes;
} VectorSet;

/* One file of tests/vectors/ each, named like the folder; listed in test-vectors.c. */
extern const VectorSet vectors_bagit;
extern const VectorSet vectors_asic;
extern const VectorSet vectors_cloudtrail;
extern const VectorSet vectors_agent_capsules;
extern const VectorSet vectors_dsse;
extern const VectorSet vectors_jose;
extern const VectorSet vectors_jsonl_chain;
extern const VectorSet vectors_minisign;
extern const VectorSet vectors_oms;
extern const VectorSet vectors_rfc3161;
extern const VectorSet vectors_ccf_receipt;
extern const VectorSet vectors_cose;
extern const VectorSet vectors_scitt;
extern const VectorSet vectors_signed_note;
extern const VectorSet vectors_signify;
extern const VectorSet vectors_sigstore;
extern const VectorSet vectors_sshsig;
extern const VectorSet vectors_tlog_tiles;
extern const VectorSet vectors_vc_data_integrity;
extern const VectorSet vectors_xmldsig;

G_END_DECLS
