/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entry.h"
#include "core/exercises/exercise-pack.h"
#include "core/exercises/exercise-step.h"

G_BEGIN_DECLS

/* A decision that is to be examined. */
typedef struct
{
  char             *event;      /* as the record is called: an id that is unique, a business reference, or SOURCE:RECORD[#ROW] */
  char             *handle;     /* (nullable): filled in from the record, and so are @product and @time_us */
  char             *product;
  gint64            time_us;
  RcExerciseOrigin  origin;
  gint64            draw;       /* number of the draw; 0: none */
} RcExerciseItem;

/* A draw of the case, whether or not its decisions are the ones examined: all are counted and told. */
typedef struct
{
  gint64   draw;
  guint    decisions;
  gboolean is_used;
  gboolean is_discarded;
  char     *seed;       /* (nullable): from which it was drawn, as the room said it */
} RcExerciseDrawn;

/**
 * RcExerciseSetup:
 * @purpose: why; several objectives one a line
 * @criteria: (nullable): against what
 * @scope: (nullable): what it is about
 * @exclusions: (nullable): what it is not about, and so for the reader of the report not looked at
 * @client: (nullable): who asked for it
 * @team: (nullable): who examines, one a line: name, role, competence, conflicts of interest
 * @distribution: (nullable): who gets the report, one a line
 * @facilitator: (nullable): who leads it; %NULL: the auditor of the case
 * @pack: the questions, as they were when the exercise was planned
 * @minutes: for each decision; 0: none were set
 * @roles: (element-type utf8): who is asked
 * @replacement: (nullable): the rule by which a decision that cannot be examined may be replaced, written beforehand; %NULL: none is
 * @items: (element-type RcExerciseItem)
 * @draws: (element-type RcExerciseDrawn): all draws that the case had then; filled in when the exercise is planned
 * @is_rehearsal: with a decision outside the sample; counts for nothing
 *
 * What is laid down before an exercise is opened.
 */
typedef struct
{
  char           *purpose;
  char           *criteria;
  char           *scope;
  char           *exclusions;
  char           *client;
  char           *team;
  char           *distribution;
  char           *facilitator;
  RcExercisePack *pack;
  guint           minutes;
  GPtrArray      *roles;
  char           *replacement;
  GPtrArray      *items;
  GArray         *draws;
  gboolean        is_rehearsal;
} RcExerciseSetup;

RcExerciseSetup *rc_exercise_setup_new        (void);
void             rc_exercise_setup_free       (RcExerciseSetup        *self);
void             rc_exercise_setup_add_item   (RcExerciseSetup        *self,
                                               const char             *event,
                                               RcExerciseOrigin        origin,
                                               gint64                  draw);
/* Adds the roles that the questions of the pack are put to. */
void             rc_exercise_setup_take_roles (RcExerciseSetup        *self);
/* Whether the role is one of those that are asked. */
gboolean         rc_exercise_setup_has_role   (const RcExerciseSetup  *self,
                                               const char             *role);
/* Sentences for what is missing or too long. */
gboolean         rc_exercise_setup_check      (const RcExerciseSetup  *self,
                                               GError                **error);
/* The body of an entry; (transfer full). */
char            *rc_exercise_setup_to_json    (const RcExerciseSetup  *self);
/* Tainted; (transfer full); NULL with RC_EXERCISE_ERROR_EDITED where it is none. */
RcExerciseSetup *rc_exercise_setup_from_entry (const RcEntry          *entry,
                                               GError                **error);
/* Looks the record up and fills in what people call it. */
gboolean         rc_exercise_item_resolve     (RcExerciseItem         *self,
                                               RcCase                 *case_file,
                                               GError                **error);
void             rc_exercise_item_free        (RcExerciseItem         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExerciseSetup, rc_exercise_setup_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExerciseItem, rc_exercise_item_free)

G_END_DECLS
