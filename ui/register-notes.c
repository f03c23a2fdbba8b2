/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/register-notes.h"

#include "core/registers/note.h"
#include "core/words.h"
#include "ui/data-table.h"
#include "ui/parts.h"
#include "ui/register-form.h"
#include "ui/register-parts.h"

static GPtrArray *
load (RcCase  *case_file,
      GError **error)
{
  return rc_note_list (case_file, error);
}

/* --- The list --- */

static char *
cell_number (gpointer data,
             gpointer user_data)
{
  return rc_register_dup_number (RC_ENTRY_NOTE, ((const RcNote *) data)->number);
}

static char *
cell_subject (gpointer data,
              gpointer user_data)
{
  return rc_register_parts_dup_first (((const RcNote *) data)->subject);
}

static char *
cell_words (gpointer data,
            gpointer user_data)
{
  return rc_register_parts_dup_first (((const RcNote *) data)->words);
}

static char *
cell_by (gpointer data,
         gpointer user_data)
{
  return rc_parts_dup_name (((const RcNote *) data)->by);
}

static void
add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (table, _("No."), RC_DATA_TABLE_PLAIN, cell_number, NULL, NULL);
  rc_parts_set_column_width (column, 72);
  column = rc_data_table_add_text (table, _("On"), RC_DATA_TABLE_PLAIN, cell_subject, NULL, NULL);
  rc_parts_set_column_width (column, 130);
  rc_data_table_add_text (table, _("Note"), RC_DATA_TABLE_EXPAND, cell_words, NULL, NULL);
  column = rc_data_table_add_text (table, _("By"), RC_DATA_TABLE_PLAIN, cell_by, NULL, NULL);
  rc_parts_set_column_width (column, 120);
}

/* --- One note --- */

static void
fill_head (GtkWidget *detail,
           gpointer   entry)
{
  const RcNote *note = entry;
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_NOTE, note->number);

  rc_register_parts_add_head (detail, number, note->subject != NULL ? note->subject : _("Private note"));
  rc_register_parts_add_state (detail, RC_SHAPE_WITHHELD, _("Stays in this case: it leaves it in no copy, which says only that there are notes"));
}

static void
fill (GtkWidget *detail,
      gpointer   entry)
{
  const RcNote *note = entry;

  rc_register_parts_add_words (detail, _("Note"), note->words);
  rc_register_parts_add_entered (detail, note->by, note->entered_us);
}

/* --- Entering --- */

static gpointer
enter_note (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  return rc_note_add (case_file, rc_register_answers_peek (data, "note-subject"), rc_register_answers_peek (data, "note-words"), NULL, error)
         != 0 ? data : NULL;
}

static void
begin_add (GtkWindow *parent,
           RcSession *session,
           gpointer   entry,
           gint64     part)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Private Note"), _("_Enter"), enter_note);

  rc_register_form_add_note (form, _("It stays in this case. The custody log keeps its fingerprint alone; whoever is handed a copy of the case is told "
                                     "that there are such notes, and how many."));
  rc_register_form_add_line (form, "note-subject", _("_On what"), NULL, _("as finding:F-001, exercise:1"));
  rc_register_form_add_text (form, "note-words", _("_Note"), NULL);
  rc_register_form_require (form, "note-words");
  rc_register_form_show (form);
}

static const RcRegisterAct acts[] = {
  { "note-add", N_("Write a Private Note…"), NULL, begin_add },
};

const RcRegisterKind rc_register_notes = {
  .name = "notes",
  .title = N_("Private Notes"),
  .empty_title = N_("No Private Note Is Written"),
  .empty_sentence = N_("Working notes of the auditors. They stay in this case: no copy that leaves it has them, and each says how many there are."),
  .acts = acts,
  .n_acts = G_N_ELEMENTS (acts),
  .load = load,
  .add_columns = add_columns,
  .fill_head = fill_head,
  .fill = fill,
};
