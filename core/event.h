/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record.h"
#include "timestamp.h"

G_BEGIN_DECLS

/* What a record says happened. The numbers are stored: never renumber. */
typedef enum
{
  RC_EVENT_INFERENCE    = 1,
  RC_EVENT_DECISION     = 2,   /* a line of the business's own list of decisions */
  RC_EVENT_DEPLOYMENT   = 3,
  RC_EVENT_APPROVAL     = 4,
  RC_EVENT_HUMAN_ACTION = 5,
  RC_EVENT_ANOMALY      = 6,
  RC_EVENT_INCIDENT     = 7,
  RC_EVENT_ACCESS       = 8,
  RC_EVENT_SYSTEM       = 9,   /* a description of an AI system, as of a time */
  RC_EVENT_RETENTION    = 10,  /* a rule on how long records are kept, as of a time */
  RC_EVENT_OTHER        = 11,  /* sessions and the like: kept and listed, no lineage of their own */
  RC_EVENT_REQUEST_PART = 12,  /* what was asked, where request and answer are records of their own: the answer's is the inference */
  RC_EVENT_FEEDBACK     = 13,  /* a rating of an answer, by anybody: never an override */
  RC_EVENT_GROUND_TRUTH = 14,  /* what turned out to be so */
  RC_EVENT_GUARDRAIL    = 15,  /* a filter in front of or behind a model that spoke of one call */
  RC_EVENT_TOOL_CALL    = 16,  /* something that an agent had done on the way to its answer */
} RcEventKind;

#define RC_N_EVENT_KINDS 17

/* The fields of the normalised event (facts of the inference logs, section 12) that an importer can read from a record. */
typedef enum
{
  RC_FIELD_ID,
  RC_FIELD_TIME,
  RC_FIELD_SYSTEM,
  RC_FIELD_ENDPOINT,
  RC_FIELD_DECISION,          /* business reference */
  RC_FIELD_SUBJECT,           /* pseudonym of the person concerned; personal */
  RC_FIELD_ACTOR,             /* who acted: reviewer, approver; personal */
  RC_FIELD_ROLE,              /* of the actor */
  RC_FIELD_MODEL_NAME,
  RC_FIELD_MODEL_VERSION,
  RC_FIELD_MODEL_DIGEST,      /* of the artefact */
  RC_FIELD_INPUT,             /* personal */
  RC_FIELD_INPUT_DIGEST,
  RC_FIELD_INPUT_SCHEMA,
  RC_FIELD_OUTPUT,
  RC_FIELD_SCORE,
  RC_FIELD_THRESHOLD,
  RC_FIELD_PROPOSAL,          /* what the machine proposed */
  RC_FIELD_FINAL,             /* what was decided in the end */
  RC_FIELD_ACTION,            /* approve, reject, modify, override, escalate, annotate, appeal; for an anomaly: raise, resolve */
  RC_FIELD_ORIGINAL,          /* the machine's answer, kept by the human action */
  RC_FIELD_REASON,            /* in a person's own words; personal */
  RC_FIELD_TARGET,            /* id of the event, or name of the thing, that is acted on */
  RC_FIELD_VALID_FROM,
  RC_FIELD_VALID_TO,
  RC_FIELD_SEVERITY,
  RC_FIELD_METRIC,
  RC_FIELD_CONDITIONS,
  RC_FIELD_EVALUATION,
  RC_FIELD_DOCUMENTATION,
  RC_FIELD_PROVIDER,
  RC_FIELD_DEPLOYER,
  RC_FIELD_PURPOSE,
  RC_FIELD_RETENTION,         /* a duration, as written */
  RC_FIELD_STATUS,
  RC_FIELD_LATENCY,
  RC_FIELD_CORRELATION,       /* what the halves of one call, or a call and what is said of it, have in common */
  RC_FIELD_TRACE,             /* the trace that the record belongs to, or speaks of */
  RC_FIELD_PARENT,            /* the record, of the same log, within which this one happened */
  RC_FIELD_SESSION,           /* one person's sitting; personal */
  RC_FIELD_MODEL_REQUESTED,   /* the model that was asked for, where the log also names the one that answered */
  RC_FIELD_MODEL_ALIAS,       /* "champion": a name that moves */
  RC_FIELD_MODEL_IMAGE,       /* reference of the container image, as written */
  RC_FIELD_ACTOR_KIND,        /* person, model or program, as written */
  RC_FIELD_ERROR,             /* code of an error */
  RC_FIELD_ENDED,             /* when the call ended; a call that is still running has none */
  RC_FIELD_UPDATED,           /* when the record was last changed, where later records of one id replace earlier ones */
  RC_FIELD_SHARE,             /* of the traffic of its endpoint that a deployment was given, as written */
  RC_N_FIELDS
} RcField;

const char *rc_event_kind_to_name   (RcEventKind   kind);      /* "inference", "human-action" … */
gboolean    rc_event_kind_from_name (const char   *name,
                                     RcEventKind  *out_kind);
const char *rc_field_to_name        (RcField       field);     /* "model-version" … */
gboolean    rc_field_from_name      (const char   *name,
                                     RcField      *out_field);
gboolean    rc_field_is_personal    (RcField       field);

/**
 * RcFieldValue:
 * @value: the text as written (JSON texts unescaped; objects and arrays as their JSON)
 * @offset: place in the record of the bytes it was read from
 * @locator: JSON Pointer and the like
 */
typedef struct
{
  RcField  field;
  char    *value;
  guint64  offset;
  guint64  length;
  char    *locator;
} RcFieldValue;

void rc_field_value_free (RcFieldValue *self);

/**
 * RcParsedEvent:
 *
 * What an importer reads from a record at import. The texts are borrowed until the next call of the parser.
 */
typedef struct
{
  const char *text;
  gsize       length;
} RcSlice;

typedef struct
{
  RcEventKind kind;
  guint32     row;
  gboolean    has_time;
  RcTimestamp time;
  RcSlice     id;
  RcSlice     decision;
  RcSlice     subject;
  RcSlice     target;
  RcSlice     system;
  RcSlice     endpoint;
  RcSlice     model_name;
  RcSlice     model_version;
  RcSlice     correlation;
  RcSlice     trace;
} RcParsedEvent;

/**
 * RcEvent:
 *
 * A row of the table `event`, and on demand what its record says.
 */
typedef struct
{
  gint64      id;
  gint64      source;
  guint64     record;
  guint32     row;
  RcEventKind kind;
  gint64      time_us;      /* RC_TIME_NONE: the record has none */
  gint64      span_us;
  char       *system;       /* (nullable) */
  char       *model;        /* (nullable): "name/version" */
  char       *endpoint;     /* (nullable) */
  GPtrArray  *fields;       /* (nullable) of RcFieldValue: after rc_event_read_fields() */
} RcEvent;

void          rc_event_free        (RcEvent        *self);
RcEvent      *rc_event_load        (RcCase         *case_file,
                                    gint64          id,
                                    GError        **error);
gboolean      rc_event_read_fields (RcEvent        *self,
                                    RcCase         *case_file,
                                    RcRecordReader *reader,
                                    GError        **error);
const char   *rc_event_peek_field  (const RcEvent  *self,
                                    RcField         field);     /* (nullable): the first value */
const RcFieldValue *rc_event_peek_value (const RcEvent *self,
                                         RcField        field);
char         *rc_event_dup_reference (const RcEvent *self);    /* SOURCE:RECORD[#ROW]; (transfer full) */
/* "name/version" as the record says it, or what it says of the two; (nullable) (transfer full). */
char         *rc_event_dup_version (const RcEvent  *self);
/* The artefact's digest, where the record has one that can make a strong identity. */
gboolean      rc_event_get_model_digest (const RcEvent *self,
                                         RcDigest      *out_digest);
/* Ids of the published events of @kind, newest first, those without a time last; occurrences left out. At most @limit.
 * (element-type gint64) (transfer full) */
GArray       *rc_event_list_kind   (RcCase         *case_file,
                                    RcEventKind     kind,
                                    guint           limit,
                                    GError        **error);
/* The same of those that begin between the two instants, both included. */
GArray       *rc_event_list_between (RcCase        *case_file,
                                    RcEventKind     kind,
                                    gint64          from_us,
                                    gint64          to_us,
                                    guint           limit,
                                    GError        **error);
/* The first event that was read from the record; @out_id 0 where none was. */
gboolean      rc_event_find_at_record (RcCase      *case_file,
                                    gint64          source,
                                    guint64         record,
                                    gint64         *out_id,
                                    GError        **error);
/* Beginning of the first and of the last event of @kind; RC_TIME_NONE where none has a time. Cheap however many there are. */
gboolean      rc_event_find_period (RcCase         *case_file,
                                    RcEventKind     kind,
                                    gint64         *out_from_us,
                                    gint64         *out_to_us,
                                    GError        **error);
/* An id that is unique in the case, or SOURCE:RECORD[#ROW]. RC_CASE_ERROR_AMBIGUOUS lists the candidates. */
RcEvent      *rc_event_find        (RcCase         *case_file,
                                    RcRecordReader *reader,
                                    const char     *reference,
                                    GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcEvent, rc_event_free)

G_END_DECLS
