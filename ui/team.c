/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/team.h"

#include "core/auditor-key.h"
#include "core/team/team-signers.h"
#include "core/words.h"

static void
row_free (gpointer data)
{
  RcTeamRow *row = data;

  g_clear_pointer (&row->member, rc_team_member_free);
  g_clear_pointer (&row->assignments, g_ptr_array_unref);
  g_free (row);
}

void
rc_team_free (RcTeam *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rows);
  g_array_unref (self->faults);
  g_free (self->own_key);
  g_free (self);
}

/* --- Reading --- */

static RcTeamRow *
find_row (RcTeam *self,
          gint64  number)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      RcTeamRow *row = g_ptr_array_index (self->rows, i);

      if (row->member->number == number)
        return row;
    }
  return NULL;
}

/* @members: its elements are taken. */
static void
take_members (RcTeam    *self,
              GPtrArray *members,
              gboolean   may_act)
{
  const RcTeamMember *own = self->own_key != NULL ? rc_team_member_find_key (members, self->own_key) : NULL;

  g_ptr_array_set_free_func (members, NULL);
  for (guint i = 0; i < members->len; i++)
    {
      RcTeamRow *row = g_new0 (RcTeamRow, 1);

      row->member = g_ptr_array_index (members, i);
      row->assignments = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_assignment_free);
      row->is_own = row->member == own;
      row->may_act = may_act;
      g_ptr_array_add (self->rows, row);
      if (row->is_own)
        self->own = row;
    }
}

static int
compare_assignments (gconstpointer a,
                     gconstpointer b)
{
  const RcAssignment *first = *(RcAssignment * const *) a;
  const RcAssignment *second = *(RcAssignment * const *) b;
  gboolean is_open = first->state == RC_ASSIGNMENT_OPEN;

  if (is_open != (second->state == RC_ASSIGNMENT_OPEN))
    return is_open ? -1 : 1;
  return (first->number > second->number) - (first->number < second->number);
}

/* @assignments: its elements are taken. */
static void
take_assignments (RcTeam    *self,
                  GPtrArray *assignments)
{
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());

  g_ptr_array_set_free_func (assignments, NULL);
  for (guint i = 0; i < assignments->len; i++)
    {
      RcAssignment *assignment = g_ptr_array_index (assignments, i);
      RcTeamRow *row = find_row (self, assignment->member);

      if (row == NULL)
        {
          rc_assignment_free (assignment);
          continue;
        }
      row->n_open += assignment->state == RC_ASSIGNMENT_OPEN;
      row->n_overdue += rc_assignment_is_overdue (assignment, today);
      row->n_returned += assignment->state == RC_ASSIGNMENT_RETURNED;
      g_ptr_array_add (row->assignments, assignment);
    }
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_sort (((RcTeamRow *) g_ptr_array_index (self->rows, i))->assignments, compare_assignments);
}

static void
take_signers (RcTeam              *self,
              const RcTeamSigners *signers)
{
  for (guint i = 0; i < signers->signers->len; i++)
    {
      const RcTeamSigner *signer = g_ptr_array_index (signers->signers, i);
      RcTeamRow *row = signer->member != 0 ? find_row (self, signer->member) : NULL;

      if (row != NULL)
        row->n_signed += signer->entries;
    }
  for (guint i = 0; i < signers->faults->len; i++)
    g_array_append_val (self->faults, ((RcCustodyFault *) g_ptr_array_index (signers->faults, i))->entry);
}

RcTeam *
rc_team_load (RcCase    *case_file,
              gboolean   may_act,
              GError   **error)
{
  g_autoptr (RcTeam) self = g_new0 (RcTeam, 1);
  g_autoptr (GPtrArray) members = rc_team_member_list (case_file, error);
  g_autoptr (GPtrArray) assignments = members != NULL ? rc_assignment_list (case_file, error) : NULL;
  g_autoptr (RcTeamSigners) signers = assignments != NULL ? rc_team_signers_load (case_file, error) : NULL;

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->faults = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (signers == NULL)
    return NULL;

  self->own_key = rc_auditor_key_dup_public ();
  take_members (self, members, may_act);
  take_assignments (self, assignments);
  take_signers (self, signers);
  return g_steal_pointer (&self);
}

/* --- What is told of one --- */

gboolean
rc_team_row_is_member (const RcTeamRow *self)
{
  return self->member->left_us == RC_TIME_NONE;
}

gboolean
rc_team_row_may_work (const RcTeamRow *self)
{
  return rc_team_row_is_member (self) && self->member->role != RC_ROLE_OBSERVER;
}

const char *
rc_team_role_sentence (RcRole role)
{
  switch (role)
    {
    case RC_ROLE_OWNER:
      return _("Owner: answers for the case, says who works on it");
    case RC_ROLE_AUDITOR:
      return _("Auditor: works on the case");
    case RC_ROLE_REVIEWER:
      return _("Reviewer: works on it, and reviews the work of others");
    case RC_ROLE_OBSERVER:
    default:
      return _("Observer: looks and prints, and enters nothing");
    }
}
