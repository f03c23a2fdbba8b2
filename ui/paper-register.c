/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/paper-register.h"

#include "core/date-words.h"
#include "core/registers/paper.h"
#include "core/words.h"
#include "ui/data-table.h"
#include "ui/paper-dialog.h"
#include "ui/parts.h"
#include "ui/register-parts.h"

static GPtrArray *
load (RcCase  *case_file,
      GError **error)
{
  return rc_paper_list (case_file, error);
}

static guint
count_readings (const RcPaper *paper)
{
  guint count = 0;

  for (guint i = 0; i < paper->readings->len; i++)
    count += ((const RcReading *) g_ptr_array_index (paper->readings, i))->withdrawn_for == NULL;
  return count;
}

static char *
word_state (const RcPaper *paper,
            RcShape       *out_shape)
{
  guint n_readings = count_readings (paper);
  g_autofree char *count = rc_count_words (n_readings);

  switch (paper->state)
    {
    case RC_PAPER_REMOVED:
      *out_shape = RC_SHAPE_ABSENT;
      return g_strdup (_("Taken out of the case: nothing read in it counts"));
    case RC_PAPER_ABSENT:
      *out_shape = RC_SHAPE_FAILED;
      return g_strdup (_("The case has other bytes than were registered, or none"));
    case RC_PAPER_SOUND:
    default:
      *out_shape = n_readings > 0 ? RC_SHAPE_READ : RC_SHAPE_UNCHECKED;
      if (n_readings == 0)
        return g_strdup (_("Kept, not read for anything yet"));
      return g_strdup_printf (rc_words_plural ("%s reading", "%s readings", n_readings), count);
    }
}

/* --- The list --- */

static char *
cell_exhibit (gpointer data,
              gpointer user_data)
{
  return rc_register_dup_exhibit (((const RcPaper *) data)->source);
}

static char *
cell_title (gpointer data,
            gpointer user_data)
{
  return rc_register_parts_dup_first (((const RcPaper *) data)->title);
}

static char *
cell_date (gpointer data,
           gpointer user_data)
{
  return rc_parts_dup_name (((const RcPaper *) data)->date);
}

static char *
cell_state (gpointer  data,
            RcShape  *out_shape,
            gpointer  user_data)
{
  return word_state (data, out_shape);
}

static void
add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (table, _("Exhibit"), RC_DATA_TABLE_PLAIN, cell_exhibit, NULL, NULL);
  rc_parts_set_column_width (column, 76);
  rc_data_table_add_text (table, _("Document"), RC_DATA_TABLE_EXPAND, cell_title, NULL, NULL);
  column = rc_data_table_add_text (table, _("Its Date"), RC_DATA_TABLE_PLAIN, cell_date, NULL, NULL);
  rc_parts_set_column_width (column, 100);
  column = rc_data_table_add_state (table, _("Read"), RC_DATA_TABLE_PLAIN, cell_state, NULL, NULL);
  rc_parts_set_column_width (column, 180);
}

/* --- One document --- */

static void
add_reading (GtkWidget       *detail,
             const RcReading *reading)
{
  g_autofree char *about = rc_register_parts_dup_about (reading->about);

  gtk_box_append (GTK_BOX (detail), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  if (reading->withdrawn_for != NULL)
    {
      rc_register_parts_add_state (detail, RC_SHAPE_NOT_APPLICABLE, _("Taken back: it counts no more"));
      rc_register_parts_add_words (detail, _("Because"), reading->withdrawn_for);
    }
  rc_register_parts_add_text (detail, _("Read for"), about);
  rc_register_parts_add_words (detail, _("Where in it"), reading->page);
  rc_register_parts_add_words (detail, _("Passage"), reading->quote);
  rc_register_parts_add_words (detail, _("Translation, by the auditor"), reading->translation);
  rc_register_parts_add_words (detail, _("What it says on that"), reading->says);
  rc_register_parts_add_words (detail, _("Read by"), reading->read_by);
  if (reading->withdrawn_for == NULL)
    gtk_box_append (GTK_BOX (detail), rc_register_view_part_button (_("Take Back…"), "document-withdraw", reading->entry));
}

static void
fill_head (GtkWidget *detail,
           gpointer   entry)
{
  const RcPaper *paper = entry;
  RcShape shape;
  g_autofree char *words = word_state (paper, &shape);
  g_autofree char *exhibit = rc_register_dup_exhibit (paper->source);

  rc_register_parts_add_head (detail, exhibit, paper->title);
  rc_register_parts_add_state (detail, shape, words);
}

static void
fill (GtkWidget *detail,
      gpointer   entry)
{
  const RcPaper *paper = entry;
  g_autofree char *kind = rc_register_parts_dup_paper_kind (paper->kind);
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_DOCUMENT, paper->number);

  rc_register_parts_add_text (detail, _("What it is"), kind);
  rc_register_parts_add_words (detail, _("File"), paper->file_name);
  rc_register_parts_add_words (detail, _("Its date"), paper->date);
  rc_register_parts_add_words (detail, _("Author"), paper->author);
  rc_register_parts_add_words (detail, _("Language"), paper->language);
  rc_register_parts_add_text (detail, _("Number in the register"), number);
  rc_register_parts_add_entered (detail, paper->registered_by, paper->registered_us);
  gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("What Was Read in It"), 3));
  rc_register_parts_add_note (detail, _("A person says that it stands there. The program checked nothing of it."));
  for (guint i = 0; i < paper->readings->len; i++)
    add_reading (detail, g_ptr_array_index (paper->readings, i));
}

/* --- Acts --- */

static gboolean
is_sound (gconstpointer entry)
{
  return ((const RcPaper *) entry)->state == RC_PAPER_SOUND;
}

static gboolean
is_any (gconstpointer entry)
{
  return TRUE;
}

static void
begin_add (GtkWindow *parent,
           RcSession *session,
           gpointer   entry,
           gint64     part)
{
  rc_paper_dialog_add (parent, session, NULL, NULL);
}

static void
begin_read (GtkWindow *parent,
            RcSession *session,
            gpointer   entry,
            gint64     part)
{
  rc_paper_dialog_read (parent, session, entry);
}

static void
begin_withdraw (GtkWindow *parent,
                RcSession *session,
                gpointer   entry,
                gint64     part)
{
  rc_paper_dialog_withdraw (parent, session, entry, part);
}

static const RcRegisterAct acts[] = {
  { "document-add", N_("Register a Document…"), NULL, begin_add },
  { "document-read", N_("Add a Reading…"), is_sound, begin_read },
  { "document-withdraw", NULL, is_any, begin_withdraw },
};

const RcRegisterKind rc_paper_register = {
  .name = "documents",
  .title = N_("Documents"),
  .empty_title = N_("No Document Is Registered"),
  .empty_sentence = N_("Paper is evidence too: minutes, tickets, e-mails, policies, screenshots, notes of interviews. Register the file, say what "
                       "it is and what you read in it on which page, and the questions that it answers say “read by the auditor”."),
  .acts = acts,
  .n_acts = G_N_ELEMENTS (acts),
  .load = load,
  .add_columns = add_columns,
  .fill_head = fill_head,
  .fill = fill,
};
