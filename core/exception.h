/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Exceptions: faults noticed in the evidence (or in the case itself), with place, what was expected and what was found.
 * The kinds are part of the command line's contract.
 */
#define RC_EXCEPTION_UNREADABLE_RECORD   "unreadable-record"      /* set aside: not readable under its own rules */
#define RC_EXCEPTION_DUPLICATE_MEMBER    "duplicate-member"       /* can be read two ways */
#define RC_EXCEPTION_LIMIT               "limit"                  /* a bound of bounds.h */
#define RC_EXCEPTION_FILE_REFUSED        "file-refused"           /* a FIFO, a device, a link loop, no permission */
#define RC_EXCEPTION_SOURCE_CHANGED      "source-changed"         /* changed while it was read */
#define RC_EXCEPTION_CONTAINER_MALFORMED "container-malformed"
#define RC_EXCEPTION_UNFILLED_TEMPLATE   "unfilled-template"
#define RC_EXCEPTION_REGISTRY_MALFORMED  "registry-malformed"     /* a registry snapshot that is not what it says */
#define RC_EXCEPTION_LOG_MALFORMED       "log-malformed"          /* cut, or its records are not set apart as its format asks */
#define RC_EXCEPTION_RECORD_ALTERED      "record-altered"         /* its own hash does not fit */
#define RC_EXCEPTION_RECORD_REHASHED     "record-rehashed"        /* its own hash fits, the next record links to another */
#define RC_EXCEPTION_CHAIN_GAP           "chain-gap"
#define RC_EXCEPTION_CHAIN_FORK          "chain-fork"
#define RC_EXCEPTION_CHAIN_RESTART       "chain-restart"
#define RC_EXCEPTION_CHAIN_TAIL_MISSING  "chain-tail-missing"     /* a head known from elsewhere names later records */
#define RC_EXCEPTION_CHAIN_PARTIAL       "chain-partial"          /* does not start at its beginning */
#define RC_EXCEPTION_HEAD_DISAGREES      "head-disagrees"         /* a stated head is not the chain's hash at that place */
#define RC_EXCEPTION_RECORD_REPLAYED     "record-replayed"        /* the same record again in one source */
#define RC_EXCEPTION_RULE_UNKNOWN        "rule-unknown"
#define RC_EXCEPTION_HEAD_UNSIGNED       "head-unsigned"
#define RC_EXCEPTION_SIGNATURE_INVALID   "signature-invalid"
#define RC_EXCEPTION_KEY_UNKNOWN         "key-unknown"            /* signed by a key that nobody accepted */
#define RC_EXCEPTION_KEY_IN_BUNDLE_ONLY  "key-in-bundle-only"
#define RC_EXCEPTION_TOO_FEW_KEYS        "too-few-keys"           /* fewer different keys signed than their group asks for */
#define RC_EXCEPTION_DIGEST_MISMATCH     "digest-mismatch"        /* a listed file is not what the list says */
#define RC_EXCEPTION_LISTED_ABSENT       "listed-absent"
#define RC_EXCEPTION_NOT_LISTED          "not-listed"
#define RC_EXCEPTION_PATH_REFUSED        "path-refused"
#define RC_EXCEPTION_LIST_AMBIGUOUS      "list-ambiguous"
#define RC_EXCEPTION_SEAL_MALFORMED      "seal-malformed"
#define RC_EXCEPTION_PROOF_INVALID       "proof-invalid"          /* does not lead to the log's head, or the log's tiles do not */
#define RC_EXCEPTION_LOG_FORK            "log-fork"               /* one log signed two heads that exclude each other */
#define RC_EXCEPTION_LOG_ROLLBACK        "log-rollback"           /* a head smaller than one that was verified earlier */
#define RC_EXCEPTION_PROTECTION_WEAKER   "protection-weaker"      /* weaker protected than what came earlier under such a name */
#define RC_EXCEPTION_ID_CONFLICT         "id-conflict"            /* one id, two different records */
#define RC_EXCEPTION_TIME_AMBIGUOUS      "time-ambiguous"         /* other units than was said, no year, day or month … */
#define RC_EXCEPTION_TIME_UNREADABLE     "time-unreadable"        /* something else stands where a time should */
#define RC_EXCEPTION_PAYLOAD_UNREADABLE  "payload-unreadable"     /* a text inside a record is not what its format says */
#define RC_EXCEPTION_CLOCK_BACK          "clock-back"
#define RC_EXCEPTION_NAME_DECEPTIVE      "name-deceptive"         /* looks like another name than it is */
#define RC_EXCEPTION_CLEAR_DATA          "clear-personal-data"    /* persons named in clear in a log */
#define RC_EXCEPTION_SCHEMA_MISMATCH     "schema-mismatch"        /* a record is not as the delivered schema says */
#define RC_EXCEPTION_SCHEMA_NOT_CHECKED  "schema-not-checked"     /* of a record it could not be told */
#define RC_EXCEPTION_CARD_EDITED         "card-edited-after-use"
#define RC_EXCEPTION_DIGEST_DISAGREES    "digest-disagrees"       /* registry and log name different artefacts */
#define RC_EXCEPTION_SYSTEMS_DISAGREE    "systems-disagree"       /* two sources say different things of one thing */
#define RC_EXCEPTION_VANISHED            "vanished-from-registry" /* an earlier snapshot has it, a later one has not */
#define RC_EXCEPTION_APPROVAL_LATE       "approval-after-deployment"
#define RC_EXCEPTION_DEPLOYMENTS_OVERLAP "deployments-overlap"
#define RC_EXCEPTION_DEPLOYMENT_GAP      "deployment-gap"         /* inferences while no deployment is on record there */
#define RC_EXCEPTION_APPROVAL_ENDED      "approval-not-in-force"  /* inferences after the approval had ended */
#define RC_EXCEPTION_PERIOD_BACKWARD     "end-before-beginning"   /* of a deployment or an approval */
#define RC_EXCEPTION_JOIN_AMBIGUOUS      "join-ambiguous"         /* more than one record could be the other half, or the one that is meant */
#define RC_EXCEPTION_REQUEST_UNANSWERED  "request-without-answer"
#define RC_EXCEPTION_FOLLOWER_ALONE      "follower-without-inference" /* a review, rating or outcome of what the case does not hold */
#define RC_EXCEPTION_DECISION_MISSING    "decision-missing-from-log"  /* on the business's own list, and in no log */
#define RC_EXCEPTION_DECISION_UNLISTED   "decision-not-in-list"   /* in the log, and not on a list that is said to be complete */
#define RC_EXCEPTION_DECISIONS_LEFT_OUT  "decisions-perhaps-left-out" /* absent from a log whose format leaves calls out */
#define RC_EXCEPTION_RECORDS_WITHHELD    "records-withheld"       /* not in this copy: what stands on them could not be checked */
#define RC_EXCEPTION_ROWS_STATED         "rows-as-stated"         /* what a record tells was taken from whoever made the bundle */
#define RC_EXCEPTION_VAULT_DAMAGED       "vault-damaged"          /* the case's own bytes */
#define RC_EXCEPTION_TABLE_EDITED        "table-edited"           /* a value edited behind the program's back */
#define RC_EXCEPTION_CUSTODY_BROKEN      "custody-broken"

/**
 * RcException:
 * @caused_by: 0 for a root, else the number (from 1) of the exception in the same list that explains this one
 */
typedef struct
{
  gint64   id;           /* its number in the list, from 1 */
  char    *kind;
  gint64   caused_by;
  gint64   source;       /* 0: about no source */
  gint64   record;       /* 0: about no record */
  gint64   offset;       /* -1: not at a byte; in the source */
  char    *expected;
  char    *found;
  char    *message;      /* one plain sentence */
} RcException;

RcException *rc_exception_new  (const char  *kind,
                                gint64       source,
                                gint64       record,
                                gint64       offset,
                                const char  *expected,
                                const char  *found,
                                const char  *message_format,
                                ...) G_GNUC_PRINTF (7, 8);
void         rc_exception_free (RcException *self);
int          rc_exception_exit_code  (const char *kind);
gboolean     rc_exception_is_of_case (const char *kind);
const char  *rc_exception_kind_title (const char *kind);   /* plain words for people */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcException, rc_exception_free)

G_END_DECLS
