/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/team/assignment.h"
#include "ui/register-view.h"

G_BEGIN_DECLS

/**
 * RcTeamRow:
 * @assignments: (element-type RcAssignment): to the member; what is to be done first
 * @n_overdue: of @n_open
 * @n_signed: entries of the custody log that a key of the member signed
 * @is_own: the member's key is the one of this computer
 * @may_act: something can be entered
 */
typedef struct
{
  RcTeamMember *member;
  GPtrArray    *assignments;
  guint         n_open;
  guint         n_overdue;
  guint         n_returned;
  guint64       n_signed;
  gboolean      is_own;
  gboolean      may_act;
} RcTeamRow;

/**
 * RcTeam:
 * @rows: (element-type RcTeamRow): everybody who is or was entered, by their numbers
 * @own_key: (nullable): of this computer, 64 hexadecimal digits
 * @own: (nullable): who works here
 * @faults: (element-type gint64): entries of the custody log that no member signed, or one who may not
 *
 * Who works on the case, with which key and on what, as the case says it.
 */
typedef struct
{
  GPtrArray       *rows;
  char            *own_key;
  const RcTeamRow *own;
  GArray          *faults;
} RcTeam;

void      rc_team_free             (RcTeam         *self);
/* In the reader's thread. */
RcTeam   *rc_team_load             (RcCase         *case_file,
                                    gboolean        may_act,
                                    GError        **error);
/* Not one who has left. */
gboolean  rc_team_row_is_member    (const RcTeamRow *self);
gboolean  rc_team_row_may_work     (const RcTeamRow *self);
/* What somebody in that role does and does not. */
const char *rc_team_role_sentence  (RcRole          role);

/* The list of them, and what is known of one. */
void      rc_team_add_columns      (GtkWidget       *table);
void      rc_team_fill_head        (GtkWidget       *detail,
                                    gpointer         entry);
void      rc_team_fill             (GtkWidget       *detail,
                                    gpointer         entry);
/* With what can be done, which is begun in an RcTeamWindow; and where the case is open for reading only. */
extern const RcRegisterKind rc_team_register;
extern const RcRegisterKind rc_team_register_reading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTeam, rc_team_free)

G_END_DECLS
