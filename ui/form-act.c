/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/form-act.h"

#include "ui/act-words.h"
#include "ui/form.h"

typedef struct
{
  GtkWidget *dialog;
  GtkWidget *trouble;
} Doing;

static void
done (GObject      *source,
      GAsyncResult *result,
      gpointer      user_data)
{
  g_autofree Doing *doing = user_data;
  g_autoptr (GtkWidget) dialog = doing->dialog;
  g_autoptr (GtkWidget) trouble = doing->trouble;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (rc_session_act_finish (RC_SESSION (source), result, &error) != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }

  rc_form_set_busy (dialog, FALSE);
  message = rc_act_words_of_error (error);
  rc_form_set_trouble (trouble, message);
}

void
rc_form_act (GtkWidget      *dialog,
             GtkWidget      *trouble,
             RcSession      *session,
             RcCaseWork      work,
             gpointer        data,
             GDestroyNotify  data_free)
{
  Doing *doing = g_new0 (Doing, 1);

  doing->dialog = g_object_ref (dialog);
  doing->trouble = g_object_ref (trouble);
  rc_form_set_trouble (trouble, NULL);
  rc_form_set_busy (dialog, TRUE);
  rc_session_act_async (session, work, data, data_free, NULL, done, doing);
}
