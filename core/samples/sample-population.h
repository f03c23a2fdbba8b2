/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event-query.h"
#include "core/protection.h"

G_BEGIN_DECLS

/* What one member of a population is. */
typedef enum
{
  RC_SAMPLE_UNIT_AUTOMATIC,   /* decisions where every inference names one, else inferences */
  RC_SAMPLE_UNIT_DECISION,    /* all inferences under one business reference */
  RC_SAMPLE_UNIT_INFERENCE,
} RcSampleUnit;

/* Strata of one draw: more are no strata but single members. */
#define RC_SAMPLE_MAX_STRATA 64u

/* Why a member is a key item: examined in any case, beside the sample. */
typedef enum
{
  RC_KEY_ITEM_OVERRIDE    = 1 << 0,   /* a person replaced the machine's answer */
  RC_KEY_ITEM_STOP        = 1 << 1,   /* a person stopped or escalated it */
  RC_KEY_ITEM_INCIDENT    = 1 << 2,
  RC_KEY_ITEM_ANOMALY     = 1 << 3,
  RC_KEY_ITEM_EXCEPTION   = 1 << 4,   /* an exception stands at its record */
  RC_KEY_ITEM_CHAIN_BREAK = 1 << 5,   /* its record is next to one that breaks a chain */
  RC_KEY_ITEM_UNCERTAIN   = 1 << 6,   /* what a person or a monitor said could be about it, or about another one */
} RcKeyItemReasons;

#define RC_N_KEY_ITEM_REASONS 7

/**
 * RcSampleCounts:
 * @members: N
 * @inferences: that they consist of
 * @protections: by RcProtection: how the records of these inferences are protected
 * @is_verified: a verification of the evidence as it is now is at hand; else none of the records counts as protected, and what stands next
 *   to a break is not known
 * @without_time: inferences whose record has no time
 * @unreadable: inferences whose record the case cannot give any more; each is a member of its own: a member that cannot be examined
 * @perhaps: further ones of which nobody can tell whether the filter lets them in; not among the members
 * @timeless: further ones whose record has no time, where the population is limited to a period; not among the members
 * @without_reference: inferences that name no business reference, where the unit is the decision; not among the members
 * @from_us: first and @to_us last time; RC_TIME_NONE: no record has one
 *
 * What there is to draw from, and what of it is left out. All of it speaks of the records exported, and of nothing else.
 */
typedef struct
{
  guint64  members;
  guint64  inferences;
  guint64  protections[RC_N_PROTECTIONS];
  gboolean is_verified;
  guint64  without_time;
  guint64  unreadable;
  guint64  perhaps;
  guint64  timeless;
  guint64  without_reference;
  gint64   from_us;
  gint64   to_us;
} RcSampleCounts;

/**
 * RcSamplePopulation:
 *
 * The members of a population as lines in the order of their bytes, whatever the order of the imports:
 *
 *   TIME <tab> REFERENCE <tab> PLACE <line feed>
 *
 * TIME is the earliest instant of its first inference in UTC with six decimals, "-" where the record has none; REFERENCE the business
 * reference, of an inference its own id, empty where there is none; PLACE the SHA-256 of the source, ":", the record, and "#" with the row
 * where a record holds several. Control characters and backslashes are \xNN. The digest is the SHA-256 of the lines.
 *
 * The lines are kept on the disk, in a file without a name: memory does not grow with them.
 */
typedef struct _RcSamplePopulation RcSamplePopulation;

/* @query: its kind, order, limit and cursor do not count. @stratify: (nullable): see sample-stratum.h. */
RcSamplePopulation *rc_sample_population_new  (RcCase               *case_file,
                                               const RcEventQuery   *query,
                                               RcSampleUnit          unit,
                                               const char           *stratify,
                                               GCancellable         *cancellable,
                                               GError              **error);
void                rc_sample_population_free (RcSamplePopulation   *self);

/* Never automatic. */
RcSampleUnit          rc_sample_population_get_unit    (RcSamplePopulation *self);
const RcSampleCounts *rc_sample_population_peek_counts (RcSamplePopulation *self);
const RcDigest       *rc_sample_population_peek_digest (RcSamplePopulation *self);

/* A stratum of it. */
typedef struct
{
  char    *name;
  guint64  members;
} RcSamplePart;

/* In the order of their bytes; one without a name where it is not stratified. (element-type RcSamplePart) (transfer none) */
GPtrArray          *rc_sample_population_peek_parts (RcSamplePopulation *self);

/* The event of the first inference of each member that stands in these places (from 1) of a part, in the order of @places.
 * (element-type gint64) (transfer full) */
GArray             *rc_sample_population_find  (RcSamplePopulation  *self,
                                                guint                part,
                                                const GArray        *places,
                                                GError             **error);

/* Answers FALSE to end it, with @error where something went wrong. @stratum: "" where it is not stratified. */
typedef gboolean  (*RcSampleLineFunc)         (const char           *line,
                                               const char           *stratum,
                                               gpointer              user_data,
                                               GError              **error);
gboolean            rc_sample_population_each (RcSamplePopulation   *self,
                                               RcSampleLineFunc      func,
                                               gpointer              user_data,
                                               GError              **error);

typedef struct
{
  gint64 event;
  guint  reasons;     /* RcKeyItemReasons */
} RcSampleKeyItem;

/* The first @limit in the order of the population; @out_count: all of them, and by the bits of RcKeyItemReasons. (element-type
 * RcSampleKeyItem) (transfer full) */
GArray             *rc_sample_population_list_key_items (RcSamplePopulation  *self,
                                               guint                 limit,
                                               guint64              *out_count,
                                               guint64               out_counts[RC_N_KEY_ITEM_REASONS],
                                               GError              **error);
/* Why the member of this inference is a key item; 0: it is none. */
gboolean            rc_sample_population_get_reasons (RcSamplePopulation *self,
                                               gint64                event,
                                               guint                *out_reasons,
                                               GError              **error);

/* An inference that is a key item, where it is one of the population; for key-item.c. */
gboolean            rc_sample_population_mark (RcSamplePopulation   *self,
                                               gint64                event,
                                               RcKeyItemReasons      reason,
                                               GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSamplePopulation, rc_sample_population_free)

G_END_DECLS
