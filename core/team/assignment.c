/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/team/assignment.h"

#include <string.h>

#include "core/timestamp.h"
#include "core/words.h"

static const char * const states[] = { "open", "done", "returned" };

void
rc_assignment_free (RcAssignment *self)
{
  if (self == NULL)
    return;

  g_free (self->task);
  g_clear_pointer (&self->about, g_ptr_array_unref);
  g_free (self->due);
  g_free (self->by);
  g_free (self->outcome);
  g_free (self->ended_by);
  g_free (self);
}

const char *
rc_assignment_state_to_name (RcAssignmentState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state];
}

/* --- Reading; what stands in the case is tainted --- */

static RcAssignment *
from_thread (const RcEntryThread *thread)
{
  const RcEntry *end = rc_entry_thread_newest (thread, "state");
  RcAssignment *self = g_new0 (RcAssignment, 1);

  self->number = thread->first->number;
  rc_entry_get_integer (thread->first, "member", &self->member);
  self->task = rc_entry_dup_text (thread->first, "task");
  if (self->task == NULL)
    self->task = g_strdup ("");
  self->about = rc_about_list_take (rc_register_dup_list (rc_entry_peek_json (thread->first), 0, "about"));
  self->due = rc_entry_dup_text (thread->first, "due");
  self->by = g_strdup (thread->first->by);
  self->entered_us = thread->first->added_us;
  self->ended_us = RC_TIME_NONE;
  if (end != NULL)
    {
      g_autofree char *state = rc_entry_dup_text (end, "state");

      self->state = (RcAssignmentState) rc_register_find_name (state, states, G_N_ELEMENTS (states), RC_ASSIGNMENT_OPEN);
      self->outcome = rc_entry_dup_text (end, "outcome");
      self->ended_by = g_strdup (end->by);
      self->ended_us = end->added_us;
    }
  return self;
}

GPtrArray *
rc_assignment_list (RcCase  *case_file,
                    GError **error)
{
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_ASSIGNMENT, error);
  g_autoptr (GPtrArray) assignments = NULL;

  if (threads == NULL)
    return NULL;

  assignments = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_assignment_free);
  for (guint i = 0; i < threads->len; i++)
    g_ptr_array_add (assignments, from_thread (g_ptr_array_index (threads, i)));
  return g_steal_pointer (&assignments);
}

/* --- Entering --- */

gint64
rc_assignment_give (RcCase              *case_file,
                    gint64               member_number,
                    const char          *task,
                    const char * const  *about,
                    const char          *due,
                    const char          *by,
                    GError             **error)
{
  g_autoptr (RcTeamMember) member = NULL;
  g_autoptr (GPtrArray) subjects = NULL;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!rc_entry_require_words (_("what is to be done"), task, error) || !rc_register_allow_day (_("The day by which it is due"), due, error))
    return 0;
  member = rc_team_member_find (case_file, member_number, error);
  if (member == NULL)
    return 0;
  if (member->left_us != RC_TIME_NONE || member->role == RC_ROLE_OBSERVER)
    {
      g_set_error (error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE,
                   member->left_us != RC_TIME_NONE ? _("%s has left") : _("%s is an observer, who is given nothing to do"), member->name);
      return 0;
    }

  subjects = rc_about_list_new (about);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "member", member_number);
  rc_json_writer_member_string (writer, "task", task);
  rc_about_list_write (subjects, writer, "about");
  rc_register_write_words (writer, "due", due);
  rc_json_writer_end_object (writer);
  return rc_register_begin (case_file, RC_ENTRY_ASSIGNMENT, "assignment give", writer, by, error);
}

gboolean
rc_assignment_end (RcCase             *case_file,
                   gint64              number,
                   RcAssignmentState   state,
                   const char         *words,
                   const char         *by,
                   GError            **error)
{
  g_autoptr (RcEntryThread) thread = NULL;
  g_autoptr (RcAssignment) assignment = NULL;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  g_return_val_if_fail (state != RC_ASSIGNMENT_OPEN, FALSE);

  if (!rc_entry_require_words (_("what came of it"), words, error))
    return FALSE;
  thread = rc_entry_thread_find (case_file, RC_ENTRY_ASSIGNMENT, number, error);
  if (thread == NULL)
    return FALSE;
  assignment = from_thread (thread);
  if (assignment->state != RC_ASSIGNMENT_OPEN)
    {
      g_set_error_literal (error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE, _("It was done or handed back already"));
      return FALSE;
    }

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "state", states[state]);
  rc_json_writer_member_string (writer, "outcome", words);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_ASSIGNMENT, number, "assignment end", writer, by, error);
}

gboolean
rc_assignment_is_overdue (const RcAssignment *self,
                          const char         *today)
{
  return self->state == RC_ASSIGNMENT_OPEN && self->due != NULL && strcmp (self->due, today) < 0;
}
