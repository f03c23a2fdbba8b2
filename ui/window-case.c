/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window-private.h"

#include <string.h>

#include "core/words.h"
#include "ui/act-words.h"
#include "ui/case-act-dialog.h"
#include "ui/case-unlock-dialog.h"
#include "ui/case-ways-dialog.h"
#include "ui/case-ways.h"
#include "ui/handover-dialog.h"
#include "ui/passphrase.h"
#include "ui/protect-dialog.h"
#include "ui/team-window.h"

/* What is done with a case as a whole, and what leaves it or comes from elsewhere. */

static void
hand_over (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  RcWindow *self = user_data;

  (void) rc_handover_dialog_show (GTK_WINDOW (self), self->session);
}

static void
show_team (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  RcWindow *self = user_data;

  (void) rc_team_window_show (GTK_WINDOW (self), self->session);
}

static void
do_act (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  RcWindow *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  for (guint i = 0; i < rc_n_case_acts; i++)
    if (strcmp (rc_case_acts[i].name, name) == 0)
      (void) rc_case_act_dialog_show (GTK_WINDOW (self), self->session, &rc_case_acts[i]);
}

/* --- A case that is protected at rest --- */

static void
case_unlocked (gboolean is_unlocked,
               gpointer owner)
{
  RcWindow *self = owner;

  if (is_unlocked && self->path != NULL && !rc_window_is_taken (self))
    rc_window_open_session (self, self->path, self->for_writing);
}

void
rc_window_ask_passphrase (RcWindow *self)
{
  (void) rc_case_unlock_dialog_show (GTK_WINDOW (self), self->path, case_unlocked, G_OBJECT (self));
}

/* What came of it stands in the window once the case is open again, unless the window was to close meanwhile and all is well. @sentence: (transfer full) */
static void
take_back (RcWindow *self,
           gboolean  is_trouble,
           char     *sentence)
{
  if (self->path != NULL && is_trouble)
    self->is_closing = FALSE;
  if (self->path != NULL && !self->is_closing)
    {
      rc_window_take_back (self, is_trouble, sentence);
      return;
    }
  g_free (sentence);
  if (self->path != NULL)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
case_protected (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RcWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = rc_protect_run_finish (result, &error);
  g_autofree char *message = error != NULL ? rc_act_words_of_error (error) : NULL;

  take_back (self, error != NULL, error != NULL ? g_strdup_printf (_("The case was not protected: %s"), message) : g_steal_pointer (&sentence));
}

static void
protect_closed (RcWindow *self,
                gpointer  data)
{
  rc_protect_run_async (self->path, data, case_protected, g_object_ref (self));
  rc_passphrase_free (data);
}

static void
passphrase_wanted (const char *passphrase,
                   gpointer    owner)
{
  rc_window_put_away (owner, _("Protecting the case"), protect_closed, g_strdup (passphrase), rc_passphrase_free);
}

static void
protect (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  (void) rc_protect_dialog_show (user_data, passphrase_wanted, user_data);
}

/* --- What opens it --- */

static void
key_renewed (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RcWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = rc_case_ways_renew_finish (result, &error);
  g_autofree char *message = error != NULL ? rc_act_words_of_error (error) : NULL;

  take_back (self, error != NULL, error != NULL ? g_strdup_printf (_("The key was not renewed: %s"), message) : g_steal_pointer (&sentence));
}

static void
renew_closed (RcWindow *self,
              gpointer  data)
{
  rc_case_ways_renew_async (self->path, data, key_renewed, g_object_ref (self));
  g_free (data);
}

static void
renewal_wanted (const char *reason,
                gpointer    owner)
{
  rc_window_put_away (owner, _("Renewing the key of the case"), renew_closed, g_strdup (reason), g_free);
}

static void
show_ways (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  RcWindow *self = user_data;

  (void) rc_case_ways_dialog_show (GTK_WINDOW (self), self->session, renewal_wanted, G_OBJECT (self));
}

/* --- Its end --- */

static void
dispose (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  rc_window_dispose_of_case (user_data);
}

static void
finish_disposal (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  rc_window_finish_disposal (user_data);
}

/* --- All of them --- */

static const GActionEntry entries[] = {
  { .name = "hand-over", .activate = hand_over },
  { .name = "protect", .activate = protect },
  { .name = "case-ways", .activate = show_ways },
  { .name = "team", .activate = show_team },
  { .name = "dispose", .activate = dispose },
  { .name = "finish-disposal", .activate = finish_disposal },
};

void
rc_window_add_case_actions (RcWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < rc_n_case_acts; i++)
    {
      const GActionEntry entry = { .name = rc_case_acts[i].name, .activate = do_act };

      g_action_map_add_action_entries (G_ACTION_MAP (self), &entry, 1, self);
    }
}

void
rc_window_update_case_actions (RcWindow *self,
                               gboolean  may_act)
{
  rc_window_enable (self, "hand-over", may_act && rc_session_has_evidence (self->session));
  rc_window_enable (self, "team", self->session != NULL);
  rc_window_enable (self, "protect", may_act && !self->is_protected);
  rc_window_enable (self, "case-ways", may_act && self->is_protected);
  rc_window_enable (self, "dispose", may_act);
  rc_window_enable (self, "finish-disposal", strcmp (rc_window_peek_view (self), "trouble") == 0 && gtk_widget_get_visible (self->finish_button));
  for (guint i = 0; i < rc_n_case_acts; i++)
    rc_window_enable (self, rc_case_acts[i].name, may_act);
}
