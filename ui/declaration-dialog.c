/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/declaration-dialog.h"

#include <string.h>

#include "core/declaration/declaration-text.h"
#include "core/words.h"
#include "ui/declaration-sheet.h"
#include "ui/register-form.h"

#define SYSTEM "declaration-system"
#define VALUE  "declaration-value"
#define BY     "declaration-by"

static RcRegisterForm *
form_new (GtkWindow              *parent,
          RcSession              *session,
          const RcDeclarationRow *row,
          const char             *title,
          RcCaseWork              enter)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, title, _("_Enter"), enter);

  rc_register_form_add_fixed (form, SYSTEM, _("AI system"), row->system);
  return form;
}

static GtkWidget *
form_show (RcRegisterForm *form)
{
  rc_register_form_add_line (form, BY, _("Entered _by"), NULL, _("you"));
  return rc_register_form_show (form);
}

/* --- A value --- */

static gpointer
enter_value (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  const RcDeclarationSetting setting = {
    .field = (RcDeclarationField) rc_register_answers_get_number (data, 0),
    .value = rc_register_answers_peek (data, VALUE),
  };

  return rc_declaration_set (case_file, rc_register_answers_peek (data, SYSTEM), &setting, 1, rc_register_answers_peek (data, BY), error)
         ? data : NULL;
}

/* Where nothing is stated yet, nothing is chosen: it cannot be entered by whoever did not look. */
static void
add_codes (RcRegisterForm     *form,
           RcDeclarationField  field,
           const char * const *codes,
           const char         *chosen)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (RcRegisterChoice));
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const RcRegisterChoice nothing = { "", _("choose…") };

  if (chosen == NULL)
    g_array_append_val (choices, nothing);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      RcRegisterChoice choice = { codes[i], rc_declaration_rows_dup_value (field, codes[i]) };

      g_ptr_array_add (words, (gpointer) choice.words);
      g_array_append_val (choices, choice);
    }
  rc_register_form_add_choice (form, VALUE, _("_Value"), (const RcRegisterChoice *) (gconstpointer) choices->data, choices->len, chosen);
}

/* What a code can be is chosen; all else is typed. */
static void
add_value (RcRegisterForm         *form,
           const RcDeclarationRow *row)
{
  static const char * const truths[] = { "true", "false", NULL };
  static const char * const statement[] = { "true", NULL };
  static const char * const routes[] = { "annex-vi", "annex-vii", "annex-i", NULL };

  switch ((int) row->field)
    {
    case RC_DECLARATION_PERSONAL_DATA:
    case RC_DECLARATION_VOLUNTARY:
      add_codes (form, row->field, truths, row->key);
      return;
    case RC_DECLARATION_NO_STANDARDS:
      add_codes (form, row->field, statement, row->key);
      return;
    case RC_DECLARATION_ROUTE:
      add_codes (form, row->field, routes, row->key);
      return;
    case RC_DECLARATION_ORIGINAL_LANGUAGE:
      add_codes (form, row->field, rc_declaration_text_list_languages (), row->key);
      return;
    default:
      if (rc_declaration_field_has_lines (row->field))
        rc_register_form_add_text (form, VALUE, _("_Value"), row->key);
      else
        rc_register_form_add_line (form, VALUE, _("_Value"), row->key, NULL);
      return;
    }
}

void
rc_declaration_dialog_enter (GtkWindow *parent,
                             RcSession *session,
                             gpointer   entry,
                             gint64     part)
{
  const RcDeclarationRow *row = entry;
  RcRegisterForm *form = form_new (parent, session, row, row->title, enter_value);

  rc_register_form_add_note (form, _("What you enter stands in this declaration as your own word, over what records and statements say. What they say "
                                     "is still shown beside it."));
  add_value (form, row);
  rc_register_form_require (form, VALUE);
  rc_register_form_add_number (form, row->field);
  form_show (form);
}

/* --- Acts and standards --- */

static char *
dup_answer (gpointer    answers,
            const char *name)
{
  return g_strdup (rc_register_answers_peek (answers, name));
}

static gpointer
enter_act (RcCase          *case_file,
           RcRecordReader  *reader,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autofree char *number = dup_answer (data, "declaration-number");
  g_autofree char *title = dup_answer (data, "declaration-title");
  g_autofree char *amended_by = dup_answer (data, "declaration-amended");
  const RcDeclarationAct act = { .number = number, .title = title, .amended_by = amended_by };

  return rc_declaration_add_act (case_file, rc_register_answers_peek (data, SYSTEM), &act, FALSE, rc_register_answers_peek (data, BY), error)
         ? data : NULL;
}

void
rc_declaration_dialog_add_act (GtkWindow *parent,
                               RcSession *session,
                               gpointer   entry,
                               gint64     part)
{
  RcRegisterForm *form = form_new (parent, session, entry, _("Another Union Act"), enter_act);

  rc_register_form_add_note (form, _("Union law, beside Regulation (EU) 2024/1689, that asks for an EU declaration of conformity: the system is declared "
                                     "to be in conformity with it too."));
  rc_register_form_add_line (form, "declaration-number", _("_Number of the act"), NULL, _("as Regulation (EU) 2017/745"));
  rc_register_form_add_line (form, "declaration-title", _("_Title"), NULL, NULL);
  rc_register_form_add_line (form, "declaration-amended", _("_As amended by"), NULL, NULL);
  rc_register_form_require (form, "declaration-number");
  rc_register_form_require (form, "declaration-title");
  form_show (form);
}

static gpointer
enter_standard (RcCase          *case_file,
                RcRecordReader  *reader,
                gpointer         data,
                GCancellable    *cancellable,
                GError         **error)
{
  g_autofree char *reference = dup_answer (data, "declaration-reference");
  g_autofree char *title = dup_answer (data, "declaration-title");
  g_autofree char *dated = dup_answer (data, "declaration-dated");
  g_autofree char *oj_reference = dup_answer (data, "declaration-oj");
  g_autofree char *oj_date = dup_answer (data, "declaration-oj-date");
  const RcDeclarationStandard standard = {
    .reference = reference, .title = title, .dated = dated, .oj_reference = oj_reference, .oj_date = oj_date,
  };

  return rc_declaration_add_standard (case_file, rc_register_answers_peek (data, SYSTEM), &standard, FALSE, rc_register_answers_peek (data, BY),
                                      error) ? data : NULL;
}

void
rc_declaration_dialog_add_standard (GtkWindow *parent,
                                    RcSession *session,
                                    gpointer   entry,
                                    gint64     part)
{
  RcRegisterForm *form = form_new (parent, session, entry, _("Standard or Specification"), enter_standard);

  rc_register_form_add_note (form, _("It is called harmonised only where its reference was published in the Official Journal by the day of issue. All "
                                     "others are listed apart, without a presumption of conformity."));
  rc_register_form_add_line (form, "declaration-reference", _("_Reference"), NULL, _("as EN ISO/IEC 00000-1:2027"));
  rc_register_form_add_line (form, "declaration-title", _("_Title"), NULL, NULL);
  rc_register_form_add_line (form, "declaration-dated", _("E_dition"), NULL, _("year or day"));
  rc_register_form_add_line (form, "declaration-oj", _("_Official Journal"), NULL, _("its reference there"));
  rc_register_form_add_line (form, "declaration-oj-date", _("_Published there on"), NULL, _("day, as 2026-11-30"));
  rc_register_form_require (form, "declaration-reference");
  form_show (form);
}

/* --- Taking back --- */

typedef struct
{
  RcDeclarationRowKind  kind;
  RcDeclarationField    field;
  char                 *system;
  char                 *key;
} Withdrawal;

static void
withdrawal_free (gpointer data)
{
  Withdrawal *self = data;

  g_free (self->system);
  g_free (self->key);
  g_free (self);
}

static gboolean
withdraw (RcCase            *case_file,
          const Withdrawal  *self,
          GError           **error)
{
  const RcDeclarationSetting setting = { .field = self->field, .value = "" };
  const RcDeclarationAct act = { .number = self->key };
  const RcDeclarationStandard standard = { .reference = self->key };

  if (self->kind == RC_DECLARATION_ROW_ACT)
    return rc_declaration_add_act (case_file, self->system, &act, TRUE, NULL, error);
  if (self->kind == RC_DECLARATION_ROW_STANDARD)
    return rc_declaration_add_standard (case_file, self->system, &standard, TRUE, NULL, error);
  return rc_declaration_set (case_file, self->system, &setting, 1, NULL, error);
}

static gpointer
enter_withdrawal (RcCase          *case_file,
                  RcRecordReader  *reader,
                  gpointer         data,
                  GCancellable    *cancellable,
                  GError         **error)
{
  return withdraw (case_file, data, error) ? data : NULL;
}

void
rc_declaration_dialog_take_back (GtkWindow *parent,
                                 RcSession *session,
                                 gpointer   entry,
                                 gint64     part)
{
  const RcDeclarationRow *row = entry;
  Withdrawal *withdrawal = g_new0 (Withdrawal, 1);

  withdrawal->kind = row->kind;
  withdrawal->field = row->field;
  withdrawal->system = g_strdup (row->system);
  withdrawal->key = g_strdup (row->key);
  rc_session_act (session, enter_withdrawal, withdrawal, withdrawal_free);
}
