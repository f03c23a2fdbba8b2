/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decision-comparison.h"
#include "exception.h"
#include "join-counts.h"
#include "log-memory.h"
#include "record.h"
#include "trust.h"
#include "verdict.h"

G_BEGIN_DECLS

/**
 * RcSealProof:
 * @algorithm: of the key, e.g. "ECDSA P-256"; (nullable): a list of keys
 * @key_fingerprint: of the accepted key, 64 hexadecimal digits
 * @anchor: number of the accepted key
 * @signed_sha256: (nullable): SHA-256 of exactly the bytes that are signed, 64 hexadecimal digits
 * @time_us: not later than; RC_TIME_NONE: not established
 * @time_by: (nullable): who says so
 *
 * What somebody else needs to check the signature again (integrity.md section 2).
 */
typedef struct
{
  char   *algorithm;
  char   *key_fingerprint;
  gint64  anchor;
  char   *signed_sha256;
  gint64  time_us;
  char   *time_by;
} RcSealProof;

/**
 * RcSealCarrier:
 * @source: a source in which what a seal says stands: a list's file, a head with which a chain agrees
 * @up_to_source: 0: it speaks of all that the seal covers; else of what comes, in the order of the seal's sources, up to
 * @up_to_record: this record of that source
 */
typedef struct
{
  gint64  source;
  gint64  up_to_source;
  guint64 up_to_record;
} RcSealCarrier;

/**
 * RcSeal:
 *
 * An integrity mechanism over records or sources, judged: one verdict for each question and the worst of them. `checked` of
 * `total` were counted; nothing is VALID by omission.
 */
typedef struct
{
  gint64     id;             /* its number in the judgement, from 1 */
  char      *kind;           /* "digest-list", "chain", "minisign", "signify" */
  char      *name;
  GArray    *sources;        /* of gint64 */
  RcVerdict  integrity;
  RcVerdict  signature;
  RcVerdict  anchor;
  RcVerdict  completeness;
  char      *reason;         /* (nullable): "digest", "key-missing", "rule-unknown" … of the worst */
  gint64     checked;
  gint64     total;
  GPtrArray *notes;          /* of char*: END_NOT_PROVEN and the like, with counts */
  RcSealProof *proof;        /* (nullable): no accepted key fits */
  gint64     carrier;        /* the source that it stands in; 0 where it stands in none or in several */
  GArray    *carriers;       /* of RcSealCarrier */
} RcSeal;

/* Records first to last of a source are covered by a seal with this protection. */
typedef struct
{
  gint64    seal;
  gint64    source;
  guint64   first_record;
  guint64   last_record;
  RcVerdict protection;      /* worst of integrity, signature and anchor for these records */
} RcSealCover;

/**
 * RcFormCount:
 * @source: whose records were held against a delivered schema
 * @schema: source of the schema
 * @is_declared: the auditor said so; else the records name it
 * @records: of which there were so many
 */
typedef struct
{
  gint64   source;
  gint64   schema;
  gboolean is_declared;
  guint64  records;
  guint64  conforming;
  guint64  differing;
  guint64  cannot_tell;
} RcFormCount;

/**
 * RcJudgement:
 *
 * What a run of `verify` found.
 */
typedef struct
{
  GPtrArray *seals;          /* of RcSeal */
  GPtrArray *exceptions;     /* of RcException */
  GArray    *covers;         /* of RcSealCover */
  GArray    *forms;          /* of RcFormCount */
  guint64    records_checked;
  guint64    records_total;
  guint64    records_failed;
  guint64    records_withheld;  /* further ones that are not in this copy: counted nowhere else */
  RcJoinCounts joins;        /* how the parts of one call were put together */
  struct _RcExpectations *expectations;   /* (nullable): likewise, of how sources are protected */
  RcDecisionTotals decisions;   /* what is on the business's list and in the log */
  RcLogMemory *log_memory;   /* (nullable): while a verification runs: heads of logs that were met, now or earlier */
} RcJudgement;

RcSeal      *rc_seal_new                 (const char   *kind,
                                          const char   *name);
void         rc_seal_free                (RcSeal       *self);
RcSealProof *rc_seal_proof_new           (void);
void         rc_seal_proof_free          (RcSealProof  *self);
RcVerdict    rc_seal_worst               (const RcSeal *self);
void         rc_seal_add_note            (RcSeal       *self,
                                          const char   *format,
                                          ...) G_GNUC_PRINTF (2, 3);
RcJudgement *rc_judgement_new            (void);
void         rc_judgement_free           (RcJudgement  *self);
/* It found that the case file itself was edited: what is derived from the evidence may not be what the evidence says. */
gboolean     rc_judgement_tells_of_edit  (const RcJudgement *self);
/* Takes the seal; answers its id. */
gint64       rc_judgement_add_seal       (RcJudgement  *self,
                                          RcSeal       *seal);
/* Each source once. */
void         rc_seal_add_carrier         (RcSeal              *self,
                                          const RcSealCarrier *carrier);
/* Whether what stands in the carrier speaks of a record of a source; of the whole of what a source was taken out of: record 1. */
gboolean     rc_seal_carrier_reaches     (const RcSeal        *self,
                                          const RcSealCarrier *carrier,
                                          gint64               source,
                                          guint64              record);
/* (nullable) (transfer none) */
const RcSeal *rc_judgement_find_seal     (const RcJudgement *judgement,
                                          gint64        id);
/* Takes the exception; answers its id, for caused_by of others. */
gint64       rc_judgement_add_exception  (RcJudgement  *self,
                                          RcException  *exception);
void         rc_judgement_add_cover      (RcJudgement  *self,
                                          gint64        seal,
                                          gint64        source,
                                          guint64       first_record,
                                          guint64       last_record,
                                          RcVerdict     protection);

/**
 * RcSealContext:
 *
 * What a mechanism may look at.
 */
typedef struct
{
  RcCase         *case_file;
  RcRecordReader *reader;
  GPtrArray      *sources;    /* of RcSource, published, by id */
  GPtrArray      *anchors;    /* of RcAnchor */
  GCancellable   *cancellable;
  GHashTable     *by_name;    /* (nullable): these two are made by rc_seal_context_index() */
  GHashTable     *by_parent;
} RcSealContext;

const RcSource *rc_seal_context_source      (RcSealContext *context,
                                             gint64         id);
/* The source that stands at @path relative to the folder of @beside, as the same import delivered it; (nullable). */
const RcSource *rc_seal_context_find_beside (RcSealContext  *context,
                                             const RcSource *beside,
                                             const char     *path);
/* Every delivery of that file for which @beside, and no other delivery of @beside, speaks; (transfer container). */
GPtrArray      *rc_seal_context_find_all_beside (RcSealContext  *context,
                                             const RcSource *beside,
                                             const char     *path);
/* Makes hash tables of the names and the parents, until they are dropped. */
void            rc_seal_context_index       (RcSealContext  *context);
const GArray   *rc_seal_context_children    (RcSealContext  *context,   /* of gint64, (nullable) */
                                             gint64          id);
void            rc_seal_context_drop_index  (RcSealContext  *context);
/* What the names of all sources in the folder of @source begin with. */
char           *rc_seal_context_dup_folder  (RcSealContext  *context,
                                             const RcSource *source);
/* Whether its name says behind the first @skip bytes that it is a member of a container. */
gboolean        rc_seal_context_is_member   (RcSealContext  *context,
                                             const RcSource *source,
                                             gsize           skip);
/* NULL: absolute, climbing out of its folder, empty. */
char           *rc_seal_path_normalise      (const char     *path);
/* All bytes of a source up to RC_LIMIT_SEAL_FILE_BYTES; NULL without error where it is larger. */
GBytes         *rc_seal_context_read        (RcSealContext  *context,
                                             const RcSource *source,
                                             GError        **error);

/* TRUE and cleared: part of the evidence store is damaged, which is no error of the work. Else moved to @error. */
gboolean        rc_seal_context_tolerate    (GError         **local_error,
                                             GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSeal, rc_seal_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcJudgement, rc_judgement_free)

G_END_DECLS
