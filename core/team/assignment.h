/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/registers/about.h"
#include "core/team/team-member.h"

G_BEGIN_DECLS

/* Who has what to do: part of the work, given to a member, done or handed back. */

typedef enum
{
  RC_ASSIGNMENT_OPEN,
  RC_ASSIGNMENT_DONE,
  RC_ASSIGNMENT_RETURNED,    /* not done, with the reason */
} RcAssignmentState;

/**
 * RcAssignment:
 * @member: to whom it is assigned
 * @about: (element-type RcAbout): what it is about; may be empty
 * @due: (nullable): a day
 * @outcome: (nullable): what was said when it was done or handed back
 */
typedef struct
{
  gint64             number;
  gint64             member;
  char              *task;
  GPtrArray         *about;
  char              *due;
  char              *by;
  gint64             entered_us;
  RcAssignmentState  state;
  char              *outcome;
  char              *ended_by;     /* (nullable) */
  gint64             ended_us;
} RcAssignment;

void         rc_assignment_free       (RcAssignment        *self);
const char  *rc_assignment_state_to_name (RcAssignmentState state);
/* By their numbers; (element-type RcAssignment) (transfer full). */
GPtrArray   *rc_assignment_list       (RcCase              *case_file,
                                       GError             **error);
/* @about: (nullable): as rc_about_parse() reads them. Answers its number; 0 with @error. */
gint64       rc_assignment_give       (RcCase              *case_file,
                                       gint64               member,
                                       const char          *task,
                                       const char * const  *about,
                                       const char          *due,
                                       const char          *by,
                                       GError             **error);
/* @state: done or returned; @words: what came of it, or why not. */
gboolean     rc_assignment_end        (RcCase              *case_file,
                                       gint64               number,
                                       RcAssignmentState    state,
                                       const char          *words,
                                       const char          *by,
                                       GError             **error);
/* @today: a day: whether it is open and should be done by now. */
gboolean     rc_assignment_is_overdue (const RcAssignment  *self,
                                       const char          *today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcAssignment, rc_assignment_free)

G_END_DECLS
