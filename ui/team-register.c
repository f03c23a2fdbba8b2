/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/team.h"

#include "core/date-words.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "ui/data-table.h"
#include "ui/parts.h"
#include "ui/register-parts.h"

/* Of what one person was ever given to do: what is still to be done stands first. */
#define MAX_ASSIGNMENTS 60u

/* --- In words --- */

static char *
word_key (const RcTeamRow *row,
          RcShape         *out_shape)
{
  const RcTeamMember *member = row->member;
  gboolean has_key = rc_team_member_peek_key (member) != NULL;

  if (!rc_team_row_is_member (row))
    {
      *out_shape = RC_SHAPE_NOT_APPLICABLE;
      return g_strdup (_("Has left"));
    }
  /* That a key is somebody's is said by whoever entered it: no more is known here. */
  *out_shape = has_key ? RC_SHAPE_STATED : RC_SHAPE_ABSENT;
  if (has_key)
    return g_strdup (row->is_own ? _("Key used here") : _("Key entered"));
  return g_strdup (member->keys->len > 0 ? _("Key withdrawn") : _("No key"));
}

static char *
word_work (const RcTeamRow *row,
           RcShape         *out_shape)
{
  g_autofree char *overdue = rc_count_words (row->n_overdue);
  g_autofree char *open = rc_count_words (row->n_open);
  g_autofree char *returned = rc_count_words (row->n_returned);

  *out_shape = row->n_overdue > 0 ? RC_SHAPE_ABSENT : row->n_open > 0 ? RC_SHAPE_UNCHECKED : RC_SHAPE_NOT_APPLICABLE;
  if (row->n_overdue > 0)
    return g_strdup_printf (rc_words_plural ("%1$s to do, %2$s overdue", "%1$s to do, %2$s overdue", row->n_open), open, overdue);
  if (row->n_open > 0)
    return g_strdup_printf (rc_words_plural ("%s to do", "%s to do", row->n_open), open);
  if (row->assignments->len == 0)
    return g_strdup (_("Nothing assigned"));
  *out_shape = row->n_returned > 0 ? RC_SHAPE_NOTE : RC_SHAPE_STATED;
  if (row->n_returned > 0)
    return g_strdup_printf (rc_words_plural ("%s handed back", "%s handed back", row->n_returned), returned);
  return g_strdup (_("All done"));
}

static char *
word_assignment (const RcAssignment *assignment,
                 RcShape            *out_shape)
{
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  g_autofree char *due = rc_parts_dup_name (assignment->due);

  switch (assignment->state)
    {
    case RC_ASSIGNMENT_DONE:
      *out_shape = RC_SHAPE_STATED;
      return g_strdup (_("Said to be done"));
    case RC_ASSIGNMENT_RETURNED:
      *out_shape = RC_SHAPE_NOTE;
      return g_strdup (_("Handed back, not done"));
    case RC_ASSIGNMENT_OPEN:
    default:
      break;
    }
  *out_shape = rc_assignment_is_overdue (assignment, today) ? RC_SHAPE_ABSENT : RC_SHAPE_UNCHECKED;
  if (*out_shape == RC_SHAPE_ABSENT)
    return g_strdup_printf (_("Overdue: it was due on %s"), due);
  return assignment->due != NULL ? g_strdup_printf (_("To be done by %s"), due) : g_strdup (_("To be done"));
}

/* --- The list --- */

static char *
cell_name (gpointer data,
           gpointer user_data)
{
  return rc_register_parts_dup_first (((const RcTeamRow *) data)->member->name);
}

static char *
cell_role (gpointer data,
           gpointer user_data)
{
  return g_strdup (rc_role_words (((const RcTeamRow *) data)->member->role));
}

static char *
cell_key (gpointer  data,
          RcShape  *out_shape,
          gpointer  user_data)
{
  return word_key (data, out_shape);
}

static char *
cell_work (gpointer  data,
           RcShape  *out_shape,
           gpointer  user_data)
{
  return word_work (data, out_shape);
}

void
rc_team_add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (table, _("Name"), RC_DATA_TABLE_EXPAND, cell_name, NULL, NULL);
  rc_parts_set_column_width (column, 130);
  column = rc_data_table_add_text (table, _("Role"), RC_DATA_TABLE_PLAIN, cell_role, NULL, NULL);
  rc_parts_set_column_width (column, 90);
  column = rc_data_table_add_state (table, _("Key"), RC_DATA_TABLE_PLAIN, cell_key, NULL, NULL);
  rc_parts_set_column_width (column, 140);
  column = rc_data_table_add_state (table, _("Work"), RC_DATA_TABLE_PLAIN, cell_work, NULL, NULL);
  rc_parts_set_column_width (column, 164);
}

/* --- One of them --- */

void
rc_team_fill_head (GtkWidget *detail,
                   gpointer   entry)
{
  const RcTeamRow *row = entry;
  g_autofree char *name = rc_register_parts_dup_first (row->member->name);
  GtkWidget *heading = rc_parts_heading (name, 2);
  RcShape shape;
  g_autofree char *key = word_key (row, &shape);

  gtk_label_set_wrap_mode (GTK_LABEL (heading), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (detail), heading);
  gtk_box_append (GTK_BOX (detail), rc_parts_text (rc_team_role_sentence (row->member->role), NULL));
  rc_register_parts_add_state (detail, shape, key);
}

static void
add_assignment (GtkWidget          *detail,
                const RcTeamRow    *row,
                const RcAssignment *assignment)
{
  RcShape shape;
  g_autofree char *state = word_assignment (assignment, &shape);
  g_autofree char *about = rc_register_parts_dup_about (assignment->about);
  g_autofree char *title = g_strdup_printf (_("Assignment %lld"), (long long) assignment->number);

  rc_register_parts_add_words (detail, title, assignment->task);
  rc_register_parts_add_state (detail, shape, state);
  rc_register_parts_add_text (detail, _("About"), about);
  rc_register_parts_add_words (detail, _("What was said"), assignment->outcome);
  if (assignment->ended_us != RC_TIME_NONE)
    rc_register_parts_add_entered (detail, assignment->ended_by, assignment->ended_us);
  else
    rc_register_parts_add_entered (detail, assignment->by, assignment->entered_us);
  if (!row->may_act || assignment->state != RC_ASSIGNMENT_OPEN)
    return;
  gtk_box_append (GTK_BOX (detail), rc_register_view_part_button (_("It Is Done…"), "team-done", assignment->number));
  gtk_box_append (GTK_BOX (detail), rc_register_view_part_button (_("Hand It Back…"), "team-return", assignment->number));
}

static void
add_key (GtkWidget       *detail,
         const RcTeamKey *key)
{
  g_autofree char *digits = rc_parts_dup_grouped (key->key);
  g_autofree char *end = key->to_us != RC_TIME_NONE ? rc_date_words_moment (key->to_us, "UTC") : NULL;
  g_autofree char *why = rc_register_parts_dup_first (key->ended_for);
  g_autofree char *words = NULL;

  rc_register_parts_add_text (detail, end == NULL ? _("Key") : _("Earlier key"), digits);
  if (end == NULL)
    return;
  /* Translators: a moment, and the reason that somebody gave */
  words = g_strdup_printf (_("until %1$s: %2$s"), end, why);
  rc_register_parts_add_note (detail, words);
}

void
rc_team_fill (GtkWidget *detail,
              gpointer   entry)
{
  const RcTeamRow *row = entry;
  const RcTeamMember *member = row->member;
  g_autofree char *joined = rc_date_words_moment (member->joined_us, "UTC");
  g_autofree char *left = !rc_team_row_is_member (row) ? rc_date_words_moment (member->left_us, "UTC") : NULL;
  g_autofree char *count = rc_count_words (row->n_signed);

  if (row->assignments->len > 0)
    gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("What Is Assigned"), 3));
  for (guint i = 0; i < MIN (row->assignments->len, MAX_ASSIGNMENTS); i++)
    add_assignment (detail, row, g_ptr_array_index (row->assignments, i));
  if (row->assignments->len > MAX_ASSIGNMENTS)
    rc_register_parts_add_more (detail, row->assignments->len - MAX_ASSIGNMENTS);

  gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("As It Was Entered"), 3));
  rc_register_parts_add_text (detail, _("On the case since"), joined);
  rc_register_parts_add_text (detail, _("Left"), left);
  rc_register_parts_add_words (detail, _("Why"), member->left_for);
  for (guint i = member->keys->len; i > 0; i--)
    add_key (detail, g_ptr_array_index (member->keys, i - 1));
  if (member->keys->len == 0)
    return;
  rc_register_parts_add_text (detail, _("Entries of the custody log signed with their key"), count);
  rc_register_parts_add_note (detail, _("Whether the signatures hold is told on the page of the custody log."));
}
