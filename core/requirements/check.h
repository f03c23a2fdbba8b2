/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/bounds.h"
#include "core/case.h"
#include "core/declaration/declaration-lint.h"
#include "core/deployment.h"
#include "core/lineage.h"
#include "core/requirement.h"
#include "core/retention.h"
#include "core/seal.h"
#include "core/systems/system-filter.h"
#include "core/words.h"

G_BEGIN_DECLS

/*
 * What the checks of requirements share. Each group of requirements has one file, with a table of ids and functions; a function looks at what
 * is in scope (of the case, of one system, of one inference), and says one verdict. The facts that need a pass over all records are gathered
 * once, when the first check asks for them.
 */

/* Where a condition was met with, the first ones only; @n: how often. */
typedef struct
{
  gulong   n;
  guint    n_kept;
  gint64   source[RC_LIMIT_REQUIREMENT_CITATIONS];
  guint64  record[RC_LIMIT_REQUIREMENT_CITATIONS];
} RcRequirementPlaces;

/* What a document was registered for. */
typedef enum
{
  RC_REQUIREMENT_PAPER_ANY,            /* that there is one */
  RC_REQUIREMENT_PAPER_BEFORE_USE,     /* dated before the first inference */
} RcRequirementPaperRule;

/**
 * RcRequirementInferences:
 * @n: inferences in scope
 * @undated: of which the record has no time
 * @with: by field: how many records say it
 * @n_ended: with a beginning and an end, @reversed: of which the end certainly comes before the beginning
 * @placed: at whose endpoint a deployment is recorded
 * @running_one: of these, one deployment of the version that the record names was valid at the time, or several that share the traffic;
 *   @running_none, @running_several, @running_perhaps; @other_version: only deployments of other versions were valid;
 *   @unclear_version: the names do not tell whether it is another
 * @same_digest: both it and the deployment, or an approval of the version, give the artefact's digest, and they are equal; @other_digest: not
 * @unnamed_change: where a further threshold or schema of the input was met within one deployment
 */
typedef struct
{
  gulong               n;
  gulong               undated;
  gint64               first_us;
  gint64               last_us;
  gulong               with[RC_N_FIELDS];
  gulong               n_ended;
  RcRequirementPlaces  reversed;
  gulong               placed;
  gulong               running_one;
  RcRequirementPlaces  running_none;
  RcRequirementPlaces  running_several;
  gulong               running_perhaps;
  RcRequirementPlaces  other_version;
  gulong               unclear_version;
  gulong               same_digest;
  RcRequirementPlaces  other_digest;
  RcRequirementPlaces  unnamed_change;
  RcRequirementPlaces  first;
} RcRequirementInferences;

/**
 * RcRequirementOversight:
 * @n: human actions in scope
 * @named: with a person, @with_role, @with_reason, @with_final
 * @decided: a machine's and a person's answer are both there; @overridden: of which they differ
 * @targets: whose inference was found; @kept: the machine's answer kept with it is the one of the log, @changed: it is another
 * @n_timed: times between answer and action; @sum_us of them, @least_us
 * @persons: different names
 * @stops: interventions that stop the system; @unclear_stops: of which it is not told which one; @resumes
 * @after_stop: inferences between a stop and the resumption, or the end of the log
 */
typedef struct
{
  gulong               n;
  gulong               named;
  gulong               with_role;
  gulong               with_reason;
  gulong               with_final;
  gulong               decided;
  gulong               overridden;
  gulong               targets;
  gulong               kept;
  RcRequirementPlaces  changed;
  gulong               n_timed;
  gint64               least_us;
  double               sum_us;
  guint                persons;
  gboolean             persons_cut;
  RcRequirementPlaces  stops;
  gulong               unclear_stops;
  gulong               resumes;
  RcRequirementPlaces  after_stop;
  RcRequirementPlaces  no_reason;
  RcRequirementPlaces  first;
} RcRequirementOversight;

/* A model version in use, and the lineage of its newest inference. */
typedef struct
{
  char      *version;
  gulong     n;
  gint64     first_us;
  gint64     last_us;
  gint64     last_event;
  RcLineage *lineage;
} RcRequirementVersion;

/**
 * RcRequirementVersions:
 * @list: (element-type RcRequirementVersion): those looked at
 * @by_name: → RcRequirementVersion, borrowed
 * @total: in use
 * @has_lineages: @list is what is looked at, the version that answered last first
 */
typedef struct
{
  GPtrArray  *list;
  GHashTable *by_name;
  guint       total;
  gboolean    has_lineages;
} RcRequirementVersions;

/**
 * RcRequirementNotice:
 *
 * An incident, as records of incidents tell: when somebody became aware, and what was reported.
 */
typedef struct
{
  char        *id;              /* (nullable) */
  char        *category;        /* (nullable): as written */
  RcTimestamp  aware;
  gboolean     has_aware;
  gboolean     is_aware_told;   /* else it is the time of the record itself */
  RcTimestamp  reported;        /* the first report to an authority */
  gboolean     has_reported;
  guint        n_reports;
  gint64       source;
  guint64      record;
  gint64       report_source;
  guint64      report_record;
} RcRequirementNotice;

/**
 * RcRequirementDeclaration:
 * @name: (nullable): its exhibit number; %NULL: the draft of the provider's own file
 * @source: its exhibit; 0: the draft
 * @is_signed: it is shown to be what was signed
 * @lints: (element-type RcLint): what is found in it
 */
typedef struct
{
  char      *name;
  gint64     source;
  gboolean   is_signed;
  GPtrArray *lints;
} RcRequirementDeclaration;

typedef struct _RcRequirementContext RcRequirementContext;

struct _RcRequirementContext
{
  RcRequirementScope       scope;
  RcCase                  *case_file;
  RcRecordReader          *reader;
  const RcLaw             *law;
  const RcEvent           *event;         /* (nullable): of the scope of one inference; its fields read */
  const RcSystem          *system;        /* (nullable): as it is stated */
  RcSystemFilter          *filter;        /* (nullable): what belongs to it */
  gint64                   at_us;
  gint64                   as_of_us;
  RcJudgement             *judgement;     /* of the last verify; empty where it is not current */
  gboolean                 verified;
  GPtrArray               *exceptions;    /* of RcException, borrowed: those of @judgement that touch what is in scope */
  gboolean                 has_faults;    /* one of them shows that records are not what was written or protected */
  RcLineage               *lineage;       /* (nullable): of @event, until the versions take it */
  GCancellable            *cancellable;
  /*< private >*/
  RcRequirementInferences *inferences;
  RcRequirementOversight  *oversight;
  RcRequirementVersions   *versions;
  GPtrArray               *deployments;
  gboolean                 deployments_complete;
  GHashTable              *used;          /* (nullable): set of RcDeployment, borrowed: an inference certainly falls into it */
  GPtrArray               *papers;
  GPtrArray               *declarations;
  RcRetention             *retention;
  GPtrArray               *notices;
  gboolean                 notices_complete;
  gint64                   n_events[RC_N_EVENT_KINDS];   /* -1: not counted yet */
  RcRequirementPlaces      firsts[RC_N_EVENT_KINDS];
};

typedef struct _RcRequirementCheck RcRequirementCheck;

typedef gboolean (*RcRequirementFunc) (RcRequirementContext     *context,
                                       const RcRequirementCheck *check,
                                       RcRequirementResult      *result,
                                       GError                  **error);

/**
 * RcRequirementCheck:
 * @id: of the requirement
 * @slots: (nullable): the questions of the lineage that answer it, parted by blanks
 * @paper: what a document must be for it
 */
struct _RcRequirementCheck
{
  const char             *id;
  RcRequirementFunc       run;
  const char             *slots;
  RcRequirementPaperRule  paper;
};

/* --- Whether it applies --- */

/* The section by whose date the mode of a whole report is told: the requirements on high-risk systems. */
#define RC_REQUIREMENT_MODE_SECTION "III.2"

gboolean      rc_requirement_is_decided   (const RcRequirementContext *context,
                                           RcRequirementResult        *result);
/* The system is stated to have been placed on the market before the requirements applied. */
gboolean      rc_requirement_is_legacy    (const RcRequirementContext *context);
RcLawCategory rc_requirement_get_category (const RcRequirementContext *context);

/* --- The result that is being made --- */

void     rc_requirement_say          (RcRequirementResult  *result,
                                      RcRequirementVerdict  verdict,
                                      const char           *format,
                                      ...) G_GNUC_PRINTF (3, 4);
void     rc_requirement_note         (RcRequirementResult  *result,
                                      const char           *format,
                                      ...) G_GNUC_PRINTF (2, 3);
void     rc_requirement_ask          (RcRequirementResult  *result,
                                      const char           *format,
                                      ...) G_GNUC_PRINTF (2, 3);
void     rc_requirement_count        (RcRequirementResult  *result,
                                      guint64               checked,
                                      guint64               total,
                                      const char           *of);
void     rc_requirement_use          (RcRequirementResult  *result,
                                      const char           *evidence,
                                      guint64               count);
gboolean rc_requirement_cite         (RcRequirementContext *context,
                                      RcRequirementResult  *result,
                                      gint64                source,
                                      guint64               record,
                                      GError              **error);
gboolean rc_requirement_cite_places  (RcRequirementContext *context,
                                      RcRequirementResult  *result,
                                      const RcRequirementPlaces *places,
                                      GError              **error);

/* --- Primitives --- */

void     rc_requirement_places_add   (RcRequirementPlaces  *places,
                                      gint64                source,
                                      guint64               record);
/* EXISTS over events of a kind in scope, each counted; (transfer none) of @out_first. */
gboolean rc_requirement_exists       (RcRequirementContext *context,
                                      RcEventKind           kind,
                                      gulong               *out_count,
                                      const RcRequirementPlaces **out_first,
                                      GError              **error);
/* ORDER, with what the clocks leave open. */
RcTimeOrder rc_requirement_order     (const RcTimestamp    *a,
                                      const RcTimestamp    *b);
/* AGE: whether @end lies more than @days calendar days behind @start; CANNOT_TELL where their exactness leaves it open. */
RcTimeOrder rc_requirement_age       (const RcTimestamp    *start,
                                      const RcTimestamp    *end,
                                      guint                 days);
/* COVER: "917 of 1,000"; (transfer full). */
char    *rc_requirement_share        (guint64               part,
                                      guint64               all);
/* The exceptions in scope of these kinds, a NULL-terminated list: the number of their causes, and where. */
guint    rc_requirement_exceptions   (RcRequirementContext *context,
                                      const char * const   *kinds,
                                      RcRequirementPlaces  *places);

/* --- Facts --- */

/* Calls @func for each event of @kind in scope, with its fields read. */
gboolean rc_requirement_walk         (RcRequirementContext *context,
                                      RcEventKind           kind,
                                      gboolean            (*func) (const RcEvent *event,
                                                                   gpointer       user_data),
                                      gpointer              user_data,
                                      GError              **error);
/* (transfer none) (nullable) with @error. */
const RcRequirementInferences *rc_requirement_get_inferences  (RcRequirementContext *context,
                                                               GError              **error);
const RcRequirementOversight  *rc_requirement_get_oversight   (RcRequirementContext *context,
                                                               GError              **error);
const RcRequirementVersions   *rc_requirement_get_versions    (RcRequirementContext *context,
                                                               GError              **error);
/* (element-type RcDeployment) */
GPtrArray                     *rc_requirement_get_deployments (RcRequirementContext *context,
                                                               GError              **error);
/* (element-type RcRequirementNotice) */
GPtrArray                     *rc_requirement_get_notices     (RcRequirementContext *context,
                                                               GError              **error);
const RcRetention             *rc_requirement_get_retention   (RcRequirementContext *context,
                                                               GError              **error);
/* Cites the records of events, by their numbers. */
gboolean rc_requirement_cite_events  (RcRequirementContext *context,
                                      RcRequirementResult  *result,
                                      const GArray         *events,
                                      GError              **error);
void     rc_requirement_notice_free  (RcRequirementNotice  *notice);
/* In the order of the times. */
void     rc_requirement_versions_see (RcRequirementVersions *versions,
                                      const RcEvent        *event,
                                      const char           *name);    /* (nullable) */
RcRequirementVersions *rc_requirement_versions_new (void);
void     rc_requirement_versions_free (RcRequirementVersions *versions);

RcRequirementContext *rc_requirement_context_new (RcCase                     *case_file,
                                                  RcRequirementScope          scope,
                                                  const RcSystem             *system,
                                                  const RcEvent              *event,
                                                  const RcRequirementOptions *options,
                                                  GError                    **error);
void     rc_requirement_context_free (RcRequirementContext *self);

/* --- Checks that several groups use --- */

/* What documents a person registered for it say. */
gboolean rc_requirement_check_paper  (RcRequirementContext *context,
                                      const RcRequirementCheck *check,
                                      RcRequirementResult  *result,
                                      GError              **error);
/* Whether the questions of @check->slots are answered for each model version in use. */
gboolean rc_requirement_check_slots  (RcRequirementContext *context,
                                      const RcRequirementCheck *check,
                                      RcRequirementResult  *result,
                                      GError              **error);
/* Whether two different persons verified each result. */
gboolean rc_requirement_check_verifiers (RcRequirementContext *context,
                                      const RcRequirementCheck *check,
                                      RcRequirementResult  *result,
                                      GError              **error);
/* Notes and cites the registered documents of the classes of evidence that the requirement names; answers how many there are, and how many
 * were read for this very requirement. */
gboolean rc_requirement_take_papers  (RcRequirementContext *context,
                                      const RcRequirementCheck *check,
                                      RcRequirementResult  *result,
                                      guint                *out_papers,
                                      guint                *out_read,
                                      GError              **error);

/* The tables, each ending with an id of NULL. */
extern const RcRequirementCheck rc_requirement_record_keeping[];
extern const RcRequirementCheck rc_requirement_retention[];
extern const RcRequirementCheck rc_requirement_authorities[];
extern const RcRequirementCheck rc_requirement_deployer[];
extern const RcRequirementCheck rc_requirement_oversight[];
extern const RcRequirementCheck rc_requirement_data[];
extern const RcRequirementCheck rc_requirement_accuracy[];
extern const RcRequirementCheck rc_requirement_documentation[];
extern const RcRequirementCheck rc_requirement_quality[];
extern const RcRequirementCheck rc_requirement_conformity[];
extern const RcRequirementCheck rc_requirement_declaration[];
extern const RcRequirementCheck rc_requirement_market[];

void       rc_requirement_declaration_free (RcRequirementDeclaration *self);
GPtrArray *rc_requirement_get_declarations (RcRequirementContext *context,
                                      GPtrArray            *papers,
                                      GError              **error);

const RcRequirementCheck *rc_requirement_find_check (const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcRequirementVersions, rc_requirement_versions_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcRequirementContext, rc_requirement_context_free)

G_END_DECLS
