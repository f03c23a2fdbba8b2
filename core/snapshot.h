/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "claim.h"
#include "source.h"

G_BEGIN_DECLS

/*
 * Registries that keep the present state only, met several times: what one snapshot says and a later one of the same registry says
 * otherwise changed between the two. Which stage a version had in between is known as well as the times of the snapshots are.
 */

/**
 * RcSnapshot:
 * @entity: the version, as this snapshot names it
 * @system: (nullable): id of the exporting system
 * @from_us: when it stood so, at the earliest; and @to_us, where it was read out of several files
 * @how: RC_AS_OF_…: how that is known; of several files, the weakest
 * @stages: (element-type RcClaim): what it says of stages and aliases
 * @run: (nullable): the run that it names, and @created: when it says that the version was made
 */
typedef struct
{
  RcEntity   *entity;
  const char *system;
  gint64      from_us;
  gint64      to_us;
  const char *how;
  GPtrArray  *stages;
  char       *run;
  char       *created;
} RcSnapshot;

/**
 * RcStageChange:
 * @from: (nullable): the stage or alias before; %NULL: none
 * @to: (nullable): and after
 * @after_us: not before this time; @after_how: how that is known
 * @before_us: not after this time; @before_how: the same; %NULL: the entry's own time of its last change
 * @is_after_sure: the earlier snapshot surely stood so then: a copied file may carry a later time
 * @is_before_sure: the same of the later one: the newest time in it may be older than the change
 * @earlier, @later: (nullable): the claims, in both snapshots
 */
typedef struct
{
  char       *version;
  char       *from;
  char       *to;
  gint64      after_us;
  const char *after_how;
  gboolean    is_after_sure;
  gint64      before_us;
  const char *before_how;
  gboolean    is_before_sure;
  RcClaim    *earlier;
  RcClaim    *later;
} RcStageChange;

/* How well a stage at an instant is known, the best first. */
typedef enum
{
  RC_STAGE_UNCHANGED,   /* a later snapshot says that the entry was not changed since before */
  RC_STAGE_SAME,        /* the snapshots before and after say so: a change and back would not show */
  RC_STAGE_CHANGED,     /* it changed some time between the snapshots before and after */
  RC_STAGE_ONCE,        /* the last snapshot is earlier */
  RC_STAGE_LATER,       /* the first snapshot is later */
} RcStageCertainty;

/**
 * RcStageState:
 * @before: (nullable): what the last snapshot not after the instant says, texts joined; @after: what the next one says
 */
typedef struct
{
  RcStageCertainty  certainty;
  char             *before;
  gint64            before_us;
  char             *after;
  gint64            after_us;
} RcStageState;

void          rc_snapshot_free         (RcSnapshot    *self);
void          rc_stage_change_free     (RcStageChange *self);
void          rc_stage_state_free      (RcStageState  *self);

/* The snapshots that tell of "name/version", by their time; those of unknown time are left out. Of several registries with a version of
 * that name, those that name another run or another time of making are apart. (element-type GPtrArray of RcSnapshot) (transfer full) */
GPtrArray    *rc_snapshot_list         (RcCase        *case_file,
                                        const char    *version,
                                        GError       **error);
/* (element-type RcStageChange) (transfer full) */
GPtrArray    *rc_stage_change_list     (RcCase        *case_file,
                                        const char    *version,
                                        GError       **error);
/* A sentence in the language of the reader; (transfer full). */
char         *rc_stage_change_dup_words (const RcStageChange *self);
/* (transfer full) (nullable): NULL where no snapshot of @snapshots tells of a stage. */
RcStageState *rc_stage_state_at        (GPtrArray         *snapshots,
                                        const RcTimestamp *instant);
/* Whether a snapshot from after the instant shows this stage or alias, and the entry not changed since before it. */
gboolean      rc_stage_was_surely      (GPtrArray         *snapshots,
                                        const char        *stage,
                                        const RcTimestamp *instant);
char         *rc_stage_state_dup_words (const RcStageState *self);
const char   *rc_stage_certainty_to_name (RcStageCertainty certainty);
/* Names of the versions of which a registry tells a stage, sorted; (element-type utf8) (transfer full). */
GPtrArray    *rc_stage_list_versions   (RcCase        *case_file,
                                        GError       **error);
/* Names of the versions of @model that surely had this stage or alias at @instant, as far as snapshots of not after @known_at_us
 * (RC_TIME_NONE: all) tell; (element-type utf8) (transfer full). */
GPtrArray    *rc_stage_find            (RcCase            *case_file,
                                        const char        *model,
                                        const char        *stage,
                                        const RcTimestamp *instant,
                                        gint64             known_at_us,
                                        GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSnapshot, rc_snapshot_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcStageChange, rc_stage_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcStageState, rc_stage_state_free)

G_END_DECLS
