/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/case-act-dialog.h"

#include "core/words.h"
#include "ui/form-work.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

#define KEY "acting"

typedef struct
{
  RcFormWork       work;
  RcSession       *session;
  const RcCaseAct *act;
  GtkWidget       *check;     /* (nullable) */
  gint64           about;     /* 0: the case as a whole */
  char            *name;      /* (nullable): of what it is about; tainted */
} Acting;

static Acting *
acting_of (gpointer dialog)
{
  return g_object_get_data (G_OBJECT (dialog), KEY);
}

static void
acting_free (gpointer data)
{
  Acting *self = data;

  g_object_unref (self->session);
  g_free (self->name);
  g_free (self);
}

static void
show_said (Acting              *self,
           const RcCaseActSaid *said)
{
  for (guint i = 0; i < said->sentences->len; i++)
    {
      const char *sentence = g_ptr_array_index (said->sentences, i);

      if (i == 0 && said->has_shape)
        {
          GtkWidget *mark = rc_state_mark_new (said->shape, sentence);

          rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
          gtk_box_append (GTK_BOX (self->work.done), mark);
          continue;
        }
      gtk_label_set_wrap_mode (GTK_LABEL (rc_form_work_add_text (&self->work, sentence, i == 0 ? "rc-heading" : NULL)), PANGO_WRAP_WORD_CHAR);
    }
  if (said->digest != NULL)
    rc_form_work_add_digits (&self->work, _("SHA-256 of the file"), said->digest, "copy-sha256");
  rc_form_work_show_done (&self->work);
}

static void
done (GObject      *source,
      GAsyncResult *result,
      gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Acting *self = acting_of (dialog);
  g_autoptr (GError) error = NULL;
  RcCaseActSaid *said = rc_session_run_finish (RC_SESSION (source), result, &error);

  if (self != NULL && said != NULL)
    show_said (self, said);
  else if (self != NULL)
    rc_form_work_refuse (&self->work, error);
  rc_case_act_said_free (said);
}

void
rc_case_act_dialog_do (GtkWidget  *dialog,
                       const char *path)
{
  Acting *self = acting_of (dialog);
  RcCaseActWish *wish = g_new0 (RcCaseActWish, 1);

  wish->path = g_strdup (path);
  wish->is_checked = self->check != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
  wish->about = self->about;
  rc_form_work_begin (&self->work, _(self->act->working), self->session);
  rc_session_run_async (self->session, _(self->act->working), self->act->work, wish, (GDestroyNotify) rc_case_act_wish_free,
                        (GDestroyNotify) rc_case_act_said_free, done, g_object_ref (dialog));
}

static void
file_chosen (const char * const *paths,
             gpointer            owner)
{
  if (acting_of (owner) != NULL)
    rc_case_act_dialog_do (owner, paths[0]);
}

static char *
dup_proposed (Acting *self)
{
  const char *title = rc_session_peek_title (self->session);
  g_autofree char *about = self->name != NULL ? rc_parts_dup_name (self->name) : NULL;
  g_autofree char *both = about != NULL ? g_strdup_printf ("%s – %s", title, about) : NULL;

  return rc_file_dialog_dup_name (both != NULL ? both : title, self->act->ending);
}

static void
ask_file (Acting *self)
{
  const RcCaseAct *act = self->act;
  g_autofree char *name = act->is_saving ? dup_proposed (self) : NULL;
  const RcFileDialog dialog = {
    .purpose = act->purpose,
    .action = act->is_saving ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _(act->title),
    .accept = act->is_saving ? _("_Write") : _("_Open"),
    .name = name,
  };

  rc_file_dialog_show (GTK_WINDOW (self->work.dialog), &dialog, file_chosen, G_OBJECT (self->work.dialog));
}

static void
responded (GtkDialog *dialog,
           int        response,
           Acting    *self)
{
  if (response == GTK_RESPONSE_OK && self->act->has_file)
    ask_file (self);
  else if (response == GTK_RESPONSE_OK)
    rc_case_act_dialog_do (GTK_WIDGET (dialog), NULL);
  else if (rc_form_work_is_running (&self->work))
    rc_session_cancel (self->session);
  else
    gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
close_requested (GtkWindow *window,
                 Acting    *self)
{
  gboolean is_running = rc_form_work_is_running (&self->work);

  if (is_running)
    rc_session_cancel (self->session);
  return is_running;
}

/* Its widgets are gone: what comes back later finds nothing to fill. */
static void
destroyed (GtkWidget *dialog)
{
  g_object_set_data (G_OBJECT (dialog), KEY, NULL);
}

GtkWidget *
rc_case_act_dialog_show (GtkWindow       *parent,
                         RcSession       *session,
                         const RcCaseAct *act)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _(act->title));
  Acting *self = g_new0 (Acting, 1);

  self->session = g_object_ref (session);
  self->act = act;
  g_object_set_data_full (G_OBJECT (dialog), KEY, self, acting_free);
  rc_form_work_init (&self->work, dialog);
  rc_form_add_note (self->work.grid, _(act->note));
  if (act->check != NULL)
    self->check = rc_form_add_check (self->work.grid, _(act->check), "act-check");
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _(act->verb), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  g_signal_connect (dialog, "close-request", G_CALLBACK (close_requested), self);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroyed), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}

void
rc_case_act_dialog_set_about (GtkWidget  *dialog,
                              gint64      number,
                              const char *label,
                              const char *tainted)
{
  Acting *self = acting_of (dialog);
  g_autofree char *shown = rc_parts_dup_name (tainted);

  self->about = number;
  g_free (self->name);
  self->name = g_strdup (tainted);
  rc_form_add_row (self->work.grid, label, rc_parts_text (shown, NULL), "act-about");
}
