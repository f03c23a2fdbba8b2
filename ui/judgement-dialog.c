/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/judgement-dialog.h"

#include "core/requirement-words.h"
#include "core/words.h"
#include "ui/form-act.h"
#include "ui/form.h"

typedef struct
{
  RcSession *session;
  char      *requirement;
  char      *system;      /* (nullable) */
  GtkWidget *dialog;
  GtkWidget *verdict;
  GtkWidget *reason;
  GtkWidget *trouble;
} Dialog;

/* What a person can say; that nothing was received is no judgement. */
static const RcRequirementVerdict choices[] = { RC_REQUIREMENT_MET, RC_REQUIREMENT_NOT_MET, RC_REQUIREMENT_NA };

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  g_object_unref (self->session);
  g_free (self->requirement);
  g_free (self->system);
  g_free (self);
}

typedef struct
{
  char                 *requirement;
  char                 *system;
  char                 *words;
  RcRequirementVerdict  verdict;
} Judgement;

static void
judgement_free (gpointer data)
{
  Judgement *judgement = data;

  g_free (judgement->requirement);
  g_free (judgement->system);
  g_free (judgement->words);
  g_free (judgement);
}

static gpointer
judge (RcCase          *case_file,
       RcRecordReader  *reader,
       gpointer         data,
       GCancellable    *cancellable,
       GError         **error)
{
  const Judgement *judgement = data;

  return rc_requirement_judge (case_file, judgement->requirement, judgement->system, NULL, judgement->verdict, judgement->words, error)
         ? data : NULL;
}

static char *
dup_reason (Dialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));
}

static void
responded (GtkDialog *dialog,
           int        response,
           Dialog    *self)
{
  Judgement *judgement;

  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }

  judgement = g_new0 (Judgement, 1);
  judgement->requirement = g_strdup (self->requirement);
  judgement->system = g_strdup (self->system);
  judgement->words = dup_reason (self);
  judgement->verdict = choices[MIN (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->verdict)), G_N_ELEMENTS (choices) - 1)];
  rc_form_act (GTK_WIDGET (dialog), self->trouble, self->session, judge, judgement, judgement_free);
}

/* No judgement without its reason. */
static void
look (Dialog *self)
{
  g_autofree char *reason = dup_reason (self);

  gtk_dialog_set_response_sensitive (GTK_DIALOG (self->dialog), GTK_RESPONSE_OK, *reason != '\0');
}

static GtkWidget *
verdict_new (void)
{
  const char *words[G_N_ELEMENTS (choices) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    words[i] = rc_requirement_verdict_words (choices[i]);
  return gtk_drop_down_new_from_strings (words);
}

GtkWidget *
rc_judgement_dialog_show (GtkWindow           *parent,
                          RcSession           *session,
                          const RcRequirement *requirement,
                          const char          *system)
{
  Dialog *self = g_new0 (Dialog, 1);
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Your Judgement"));
  GtkGrid *grid = rc_form_add_grid (dialog);

  self->session = g_object_ref (session);
  self->requirement = g_strdup (requirement->id);
  self->system = g_strdup (system);
  self->dialog = GTK_WIDGET (dialog);
  self->verdict = verdict_new ();
  self->reason = gtk_entry_new ();
  g_object_set_data_full (G_OBJECT (dialog), "judgement-dialog", self, dialog_free);
  rc_form_add_note (grid, rc_law_text (requirement->demand));
  rc_form_add_row (grid, _("_Judgement"), self->verdict, "judgement-verdict");
  rc_form_add_row (grid, _("_Because"), self->reason, "judgement-reason");
  rc_form_add_note (grid, _("It is shown as yours, with your name and the day, beside what the program found, and does not replace it."));
  self->trouble = rc_form_add_trouble (grid);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_Judge"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  look (self);
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (look), self);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
