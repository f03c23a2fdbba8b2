/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/declaration-kinds.h"

#include "core/declaration/declaration-text.h"
#include "core/words.h"
#include "ui/data-table.h"
#include "ui/parts.h"
#include "ui/register-form.h"
#include "ui/register-parts.h"

/* The 24 languages: in which of them it is written, and whether somebody held the fixed words of each against the Official Journal. */

/* --- The list --- */

static char *
cell_name (gpointer data,
           gpointer user_data)
{
  return g_strdup (rc_declaration_text_language_name (((const RcDeclarationTongue *) data)->code));
}

static char *
cell_code (gpointer data,
           gpointer user_data)
{
  return g_strdup (((const RcDeclarationTongue *) data)->code);
}

static char *
word_use (const RcDeclarationTongue *tongue,
          RcShape                   *out_shape)
{
  *out_shape = tongue->is_written ? RC_SHAPE_READ : tongue->is_demanded ? RC_SHAPE_ABSENT : RC_SHAPE_NOT_APPLICABLE;
  if (tongue->is_original)
    return g_strdup (_("Original"));
  if (tongue->is_written)
    return g_strdup (_("Written as a translation"));
  return g_strdup (tongue->is_demanded ? _("Not written, official in a Member State") : _("Not written"));
}

static char *
word_check (const RcDeclarationTongue *tongue,
            RcShape                   *out_shape)
{
  *out_shape = tongue->awaits_check ? RC_SHAPE_UNCHECKED : tongue->is_confirmed ? RC_SHAPE_STATED : RC_SHAPE_READ;
  if (tongue->awaits_check)
    return g_strdup (_("Translation awaits a check"));
  return g_strdup (tongue->is_confirmed ? _("Checked, as the officer states") : _("Nothing awaits a check"));
}

static char *
cell_use (gpointer  data,
          RcShape  *out_shape,
          gpointer  user_data)
{
  return word_use (data, out_shape);
}

static char *
cell_check (gpointer  data,
            RcShape  *out_shape,
            gpointer  user_data)
{
  return word_check (data, out_shape);
}

static void
add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (table, _("Language"), RC_DATA_TABLE_PLAIN, cell_name, NULL, NULL);
  rc_parts_set_column_width (column, 116);
  column = rc_data_table_add_text (table, _("Code"), RC_DATA_TABLE_PLAIN, cell_code, NULL, NULL);
  rc_parts_set_column_width (column, 48);
  rc_data_table_add_state (table, _("Whether It Is Written"), RC_DATA_TABLE_EXPAND, cell_use, NULL, NULL);
  rc_data_table_add_state (table, _("Its Fixed Words"), RC_DATA_TABLE_EXPAND, cell_check, NULL, NULL);
}

/* --- One language --- */

static void
fill_head (GtkWidget *detail,
           gpointer   entry)
{
  const RcDeclarationTongue *tongue = entry;
  RcShape use, check;
  g_autofree char *use_words = word_use (tongue, &use);
  g_autofree char *check_words = word_check (tongue, &check);

  rc_register_parts_add_head (detail, tongue->code, rc_declaration_text_language_name (tongue->code));
  rc_register_parts_add_state (detail, use, use_words);
  rc_register_parts_add_state (detail, check, check_words);
}

static void
fill (GtkWidget *detail,
      gpointer   entry)
{
  const RcDeclarationTongue *tongue = entry;
  const RcDeclarationText *title = rc_declaration_text_get (tongue->code, RC_DECLARATION_TEXT_TITLE);

  rc_register_parts_add_text (detail, _("Its title"), title->words);
  rc_register_parts_add_text (detail, _("Where the title was read"), title->source);
  if (tongue->is_original)
    rc_register_parts_add_note (detail, _("The language of the original is entered among what stands around the items."));
  if (tongue->awaits_check)
    rc_register_parts_add_note (detail, _("Some of the fixed words are translations that nobody has held against the Official Journal. A draft says so; "
                                          "it cannot be signed in this language until somebody states to have made the check."));
}

/* --- What can be done --- */

static void
begin_write (GtkWindow *parent,
             RcSession *session,
             gpointer   entry,
             gint64     part)
{
  const RcDeclarationTongue *tongue = entry;

  gtk_widget_activate_action (tongue->page, RC_DECLARATION_WRITE_ACTION, "s", tongue->code);
}

static void
begin_leave (GtkWindow *parent,
             RcSession *session,
             gpointer   entry,
             gint64     part)
{
  const RcDeclarationTongue *tongue = entry;

  gtk_widget_activate_action (tongue->page, RC_DECLARATION_LEAVE_ACTION, "s", tongue->code);
}

static gpointer
confirm (RcRegisterAnswers  *answers,
         RcCase             *case_file,
         gboolean            withdraw,
         GError            **error)
{
  return rc_declaration_confirm_translation (case_file, rc_register_answers_peek (answers, "declaration-system"),
                                             rc_register_answers_peek (answers, "declaration-language"), withdraw,
                                             rc_register_answers_peek (answers, "declaration-by"), error) ? answers : NULL;
}

static gpointer
enter_check (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  return confirm (data, case_file, FALSE, error);
}

static gpointer
enter_withdrawal (RcCase          *case_file,
                  RcRecordReader  *reader,
                  gpointer         data,
                  GCancellable    *cancellable,
                  GError         **error)
{
  return confirm (data, case_file, TRUE, error);
}

static void
ask (GtkWindow                 *parent,
     RcSession                 *session,
     const RcDeclarationTongue *tongue,
     const char                *title,
     const char                *note,
     RcCaseWork                 enter)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, title, _("_Enter"), enter);

  rc_register_form_add_note (form, note);
  rc_register_form_add_fixed (form, "declaration-system", _("AI system"), tongue->system);
  rc_register_form_add_fixed (form, "declaration-language", _("Language"), tongue->code);
  rc_register_form_add_line (form, "declaration-by", _("Stated _by"), NULL, _("you"));
  rc_register_form_show (form);
}

static void
begin_check (GtkWindow *parent,
             RcSession *session,
             gpointer   entry,
             gint64     part)
{
  ask (parent, session, entry, _("Fixed Words Were Checked"),
       _("You state that somebody who has the language held its fixed words against the Official Journal. The program did not."), enter_check);
}

static void
begin_withdrawal (GtkWindow *parent,
                  RcSession *session,
                  gpointer   entry,
                  gint64     part)
{
  ask (parent, session, entry, _("Take the Statement Back"), _("The fixed words of the language await a check again."), enter_withdrawal);
}

static gboolean
is_left_out (gconstpointer entry)
{
  return !((const RcDeclarationTongue *) entry)->is_written;
}

static gboolean
is_translation (gconstpointer entry)
{
  const RcDeclarationTongue *tongue = entry;

  return tongue->is_written && !tongue->is_original;
}

static gboolean
awaits_check (gconstpointer entry)
{
  return ((const RcDeclarationTongue *) entry)->awaits_check;
}

static gboolean
is_confirmed (gconstpointer entry)
{
  return ((const RcDeclarationTongue *) entry)->is_confirmed;
}

static const RcRegisterAct acts[] = {
  { "declaration-write", N_("Write It in This Language"), is_left_out, begin_write, /* is_view= */ TRUE },
  { "declaration-leave-out", N_("Leave This Language Out"), is_translation, begin_leave, /* is_view= */ TRUE },
  { "declaration-check-words", N_("Its Words Were Checked…"), awaits_check, begin_check, /* is_view= */ FALSE },
  { "declaration-uncheck-words", N_("Take the Statement Back…"), is_confirmed, begin_withdrawal, /* is_view= */ FALSE },
};

const RcRegisterKind rc_declaration_tongues = {
  .name = "declaration-languages",
  .title = N_("Languages"),
  .empty_title = N_("No Language Is Known"),
  .empty_sentence = N_("The program has no words for declarations."),
  .acts = acts,
  .n_acts = G_N_ELEMENTS (acts),
  .keeps_place = TRUE,
  .add_columns = add_columns,
  .fill_head = fill_head,
  .fill = fill,
};
