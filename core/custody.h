/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"
#include "verdict.h"

G_BEGIN_DECLS

/*
 * Promise 7 of design.md: every act that changes a case or lets evidence out is an entry of a hash-chained, signed log in the
 * case. The detail of each entry holds, besides what the caller says, "tables": the SHA-256 of each entered and judged
 * table after the act, so that a value edited behind the program's back is named by rc_custody_compare_tables().
 */

#define RC_CUSTODY_ERROR (rc_custody_error_quark ())
GQuark rc_custody_error_quark (void);

typedef enum
{
  RC_CUSTODY_ERROR_DETAIL,   /* what the caller wants to say is no JSON object */
} RcCustodyError;

/* What was wrong with one entry or one table; a fault in the log is an exception, not an error. */
typedef struct
{
  gint64  entry;        /* 0: not about one entry */
  char   *table;        /* (nullable) */
  char   *expected;
  char   *found;
  char   *message;
} RcCustodyFault;

void rc_custody_fault_free (RcCustodyFault *self);

typedef struct
{
  gint64     entries;
  gint64     signed_entries;    /* covered by a good signature of this or a later entry */
  RcVerdict  verdict;           /* VALID, UNSIGNED or INVALID */
  RcDigest   head;
  GPtrArray *faults;            /* of RcCustodyFault */
  GPtrArray *signers;           /* of char: each public key that signed, in hex; whose it is must be known from elsewhere */
} RcCustodyReport;

void             rc_custody_report_free    (RcCustodyReport  *self);

/* Appends an entry within the caller's transaction. @detail_json: (nullable) one JSON object with the act's own members. Signs
 * with the auditor's key where it is unlocked in this process; never asks. */
gboolean         rc_custody_append         (RcCase           *case_file,
                                            const char       *act,
                                            const char       *detail_json,
                                            GError          **error);
/* Verifies the log's own chain and signatures. */
RcCustodyReport *rc_custody_verify         (RcCase           *case_file,
                                            GError          **error);
/* Compares the tables with the newest entry that names them: faults as RcCustodyFault; (transfer full). */
GPtrArray       *rc_custody_compare_tables (RcCase           *case_file,
                                            GError          **error);
/* The same without the tables that only imports fill, which may be long. */
GPtrArray       *rc_custody_compare_short_tables (RcCase     *case_file,
                                            GError          **error);
/* One digest of everything that answers depend on (sources, accepted keys, mappings, people's statements); promise 6. */
gboolean         rc_custody_evidence_state (RcCase           *case_file,
                                            RcDigest         *out_state,
                                            gint64           *out_changed_us,
                                            GError          **error);
/* What of it a verification depends on: all but what people enter (entry.h). */
gboolean         rc_custody_judged_state   (RcCase           *case_file,
                                            RcDigest         *out_state,
                                            GError          **error);
/* The evidence state with the head of the log as of the act that brought this state about. */
gboolean         rc_custody_evidence_head  (RcCase           *case_file,
                                            RcDigest         *out_state,
                                            gint64           *out_changed_us,
                                            RcDigest         *out_head,
                                            GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCustodyReport, rc_custody_report_free)

G_END_DECLS
