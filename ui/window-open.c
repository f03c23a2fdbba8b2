/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window-private.h"

#include "core/rest/case-keys.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/application.h"
#include "ui/open-trouble.h"
#include "ui/recent-cases.h"
#include "ui/settings.h"
#include "ui/unlock-dialog.h"

/* --- The auditor's key --- */

static void
key_answered (gboolean go_on,
              gpointer owner)
{
  RcSession *session = owner;

  rc_session_settle_key (session, go_on);
}

static void
key_wanted (RcSession *session,
            RcWindow  *self)
{
  (void) rc_unlock_dialog_show (GTK_WINDOW (self), key_answered, G_OBJECT (session));
}

/* --- Into the window --- */

static void
page_shown (RcCaseView *view,
            GParamSpec *pspec,
            RcWindow   *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "show-page");

  rc_settings_set_string ("page", rc_case_view_peek_page (view));
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (rc_case_view_peek_page (view)));
}

static void
files_dropped (RcCaseView  *view,
               GdkFileList *files,
               RcWindow    *self)
{
  GSList *list = gdk_file_list_get_files (files);

  for (GSList *l = list; l != NULL; l = l->next)
    g_object_ref (l->data);
  rc_window_import (self, rc_import_request_new_for_files (list));
}

static void
session_notified (RcSession  *session,
                  GParamSpec *pspec,
                  RcWindow   *self)
{
  rc_window_update_title (self);
  rc_window_update_actions (self);
}

static void
take_session (RcWindow  *self,
              RcSession *session)
{
  g_autofree char *page = rc_settings_dup_string ("page", "overview");

  self->session = session;
  self->is_protected = rc_case_is_protected (self->path);
  self->case_view = RC_CASE_VIEW (rc_case_view_new (session));
  gtk_stack_add_named (self->views, GTK_WIDGET (self->case_view), "case");
  g_signal_connect_object (self->case_view, "notify::page", G_CALLBACK (page_shown), self, 0);
  g_signal_connect_object (self->case_view, "dropped", G_CALLBACK (files_dropped), self, 0);
  g_signal_connect_object (session, "notify", G_CALLBACK (session_notified), self, 0);
  g_signal_connect_object (session, "key-wanted", G_CALLBACK (key_wanted), self, 0);
  rc_case_view_show_page (self->case_view, page);
  rc_start_page_say (self->start_page, NULL);
  if (self->bundle != NULL)
    rc_window_show_banner (self);
  else
    rc_recent_cases_add (self->path, rc_session_peek_title (session));
  rc_window_show_view (self, "case");
  if (self->to_say != NULL)
    rc_session_say (session, self->is_trouble, "%s", self->to_say);
  g_clear_pointer (&self->to_say, g_free);
}

/* What was to be said once the case is open comes first. */
static void
show_trouble (RcWindow     *self,
              const GError *error)
{
  gboolean is_broken = rc_window_has_broken_disposal (self);
  g_autoptr (RcOpenTrouble) trouble = is_broken ? rc_open_trouble_new_of_disposal () : rc_open_trouble_new (error, self->for_writing);
  g_autofree char *said = g_steal_pointer (&self->to_say);
  g_autofree char *sentence = said != NULL ? g_strdup_printf ("%s\n\n%s", said, trouble->sentence) : g_strdup (trouble->sentence);

  gtk_label_set_text (self->trouble_title, trouble->title);
  gtk_label_set_text (self->trouble_sentence, sentence);
  gtk_widget_set_visible (self->retry_button, trouble->may_retry);
  gtk_widget_set_visible (self->read_button, trouble->may_read);
  gtk_widget_set_visible (self->finish_button, is_broken);
  rc_window_show_view (self, "trouble");
}

static void
session_opened (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RcWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = rc_session_open_finish (RC_SESSION (source), result, &error);

  /* The window was closed meanwhile: the session closes as it goes. */
  if (self->opening != RC_SESSION (source))
    return;

  if (good)
    {
      take_session (self, g_steal_pointer (&self->opening));
      return;
    }
  g_clear_object (&self->opening);
  show_trouble (self, error);
  if (g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_LOCKED))
    rc_window_ask_passphrase (self);
}

void
rc_window_show_opening (RcWindow   *self,
                        const char *what)
{
  gtk_label_set_text (self->opening_title, what);
  gtk_label_set_text (self->opening_progress, "");
  rc_window_show_view (self, "opening");
}

gboolean
rc_window_is_taken (RcWindow *self)
{
  return self->session != NULL || self->opening != NULL || self->demo_cancellable != NULL || self->is_away;
}

void
rc_window_open_session (RcWindow   *self,
                        const char *case_path,
                        gboolean    for_writing)
{
  g_autofree char *name = g_filename_display_basename (self->path);
  g_autofree char *what = NULL;

  self->for_writing = for_writing;
  self->opening = rc_session_new ();
  /* Translators: %s is the name of a case. */
  what = g_strdup_printf (_("Opening %s"), name);
  rc_window_show_opening (self, what);
  rc_session_open_async (self->opening, case_path, for_writing, session_opened, g_object_ref (self));
}

/**
 * rc_window_open:
 * @path: native path of a case, or of a bundle
 * @for_writing: whether to try; a bundle opens for reading only
 */
void
rc_window_open (RcWindow   *self,
                const char *path,
                gboolean    for_writing)
{
  g_autofree char *taken = g_canonicalize_filename (path, NULL);

  if (rc_window_is_taken (self))
    {
      rc_application_open_case (RC_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), taken);
      return;
    }
  if (rc_bundle_is_named_so (taken))
    {
      rc_window_open_bundle (self, taken);
      return;
    }

  g_clear_pointer (&self->bundle, rc_opened_bundle_free);
  g_free (self->path);
  self->path = g_steal_pointer (&taken);
  rc_window_open_session (self, self->path, for_writing);
}

/* --- The demo case --- */

static void
show_demo_progress (const char *sentence,
                    gpointer    user_data)
{
  RcWindow *self = user_data;

  gtk_label_set_text (self->opening_progress, sentence);
}

typedef struct
{
  RcWindow        *window;
  RcProgressRelay *relay;
} DemoMaking;

static void
demo_made (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree DemoMaking *making = user_data;
  g_autoptr (RcWindow) self = making->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = rc_demo_case_make_finish (result, &error);
  gboolean is_open = self->demo_cancellable != NULL;

  rc_progress_relay_stop (making->relay);
  rc_progress_relay_unref (making->relay);
  g_clear_object (&self->demo_cancellable);
  if (!is_open)
    return;
  if (path != NULL)
    rc_window_open (self, path, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rc_window_show_view (self, "start");
  else
    show_trouble (self, error);
}

void
rc_window_make_demo (RcWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  RcDemoWriter writer = rc_application_peek_demo_writer (RC_APPLICATION (application));
  DemoMaking *making;

  if (writer == NULL || self->demo_cancellable != NULL || self->is_away)
    return;

  making = g_new0 (DemoMaking, 1);
  making->window = g_object_ref (self);
  making->relay = rc_progress_relay_new (show_demo_progress, self);
  self->demo_cancellable = g_cancellable_new ();
  rc_window_show_opening (self, _("Making a demo case: fictitious evidence, imported and checked"));
  rc_demo_case_make_async (writer, making->relay, self->demo_cancellable, demo_made, making);
}

/* --- Out of the window --- */

/* The view goes before the case does, so that no page asks a case that is closed; who shows another view then has no command left that would. */
static RcSession *
give_up_session (RcWindow *self)
{
  RcSession *session = g_steal_pointer (&self->session);

  g_signal_handlers_disconnect_by_data (session, self);
  gtk_stack_remove (self->views, GTK_WIDGET (self->case_view));
  self->case_view = NULL;
  return session;
}

static void
closed_for_reopening (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (RcWindow) self = user_data;
  g_autofree char *path = g_strdup (self->path);

  /* What could not be put back is mended by the opening that follows, or told by it. */
  (void) rc_session_close_finish (RC_SESSION (source), result, NULL);
  g_object_unref (source);
  if (path != NULL)
    rc_window_open (self, path, TRUE);
}

void
rc_window_reopen (RcWindow *self)
{
  RcSession *session;

  if (self->session == NULL || self->is_closing)
    return;

  session = give_up_session (self);
  rc_window_show_opening (self, _("Opening the case again"));
  rc_session_close_async (session, closed_for_reopening, g_object_ref (self));
}

typedef struct
{
  RcWindow       *window;
  RcWindowWork    work;
  gpointer        data;
  GDestroyNotify  data_free;
} PuttingAway;

static void
closed_for_work (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autofree PuttingAway *away = user_data;
  g_autoptr (RcWindow) self = away->window;

  /* What could not be put back is mended by the opening that the work begins with, or told by it. */
  (void) rc_session_close_finish (RC_SESSION (source), result, NULL);
  g_object_unref (source);
  if (self->path != NULL)
    away->work (self, away->data);
  else
    away->data_free (away->data);
}

void
rc_window_put_away (RcWindow       *self,
                    const char     *what,
                    RcWindowWork    work,
                    gpointer        data,
                    GDestroyNotify  data_free)
{
  PuttingAway *away;
  RcSession *session;

  if (self->session == NULL || self->is_closing)
    {
      data_free (data);
      return;
    }
  away = g_new0 (PuttingAway, 1);
  away->window = g_object_ref (self);
  away->work = work;
  away->data = data;
  away->data_free = data_free;
  self->is_away = TRUE;
  session = give_up_session (self);
  rc_window_show_opening (self, what);
  rc_session_close_async (session, closed_for_work, away);
}

void
rc_window_take_back (RcWindow *self,
                     gboolean  is_trouble,
                     char     *sentence)
{
  g_autofree char *path = g_strdup (self->path);

  self->is_away = FALSE;
  g_free (self->to_say);
  self->to_say = sentence;
  self->is_trouble = is_trouble;
  if (path != NULL)
    rc_window_open (self, path, TRUE);
}

static void
farewell_answered (GtkDialog *dialog,
                   int        response,
                   RcWindow  *self)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
show_not_closed (RcWindow     *self,
                 const GError *error)
{
  g_autofree char *message = rc_act_words_of_error (error);
  GtkWidget *dialog = gtk_message_dialog_new (GTK_WINDOW (self), GTK_DIALOG_MODAL, GTK_MESSAGE_WARNING, GTK_BUTTONS_NONE, "%s",
                                              _("The Case Was Not Closed in Good Order"));

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog),
                                            _("Everything that was told to be done is in the file and the journal beside it; the next "
                                              "opening mends it. %s"), message);
  gtk_dialog_add_button (GTK_DIALOG (dialog), _("_Close Window"), GTK_RESPONSE_CLOSE);
  g_signal_connect (dialog, "response", G_CALLBACK (farewell_answered), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
closed (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (RcWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = rc_session_close_finish (RC_SESSION (source), result, &error);

  g_object_unref (source);
  if (good)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    show_not_closed (self, error);
}

void
rc_window_close (RcWindow *self)
{
  RcSession *session = give_up_session (self);

  self->is_closing = TRUE;
  rc_window_show_opening (self, _("Closing the case"));
  rc_session_close_async (session, closed, g_object_ref (self));
}
