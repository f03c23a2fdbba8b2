/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window-private.h"

#include "core/words.h"
#include "ui/act-words.h"
#include "ui/dispose-dialog.h"
#include "ui/file-dialog.h"
#include "ui/parts.h"
#include "ui/reason-dialog.h"
#include "ui/recent-cases.h"
#include "ui/settings.h"

/* A case is destroyed, with a certificate; and one whose destruction was broken off. */

typedef struct
{
  RcWindow        *window;
  RcDisposalOrder *order;
  RcProgressRelay *relay;
} Disposal;

static char *
dup_shown_path (const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  return rc_parts_dup_name (name);
}

static char *
dup_shown_base (const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  return rc_parts_dup_name (name);
}

/* --- What came of it --- */

static char *
dup_done_words (const RcDisposalOrder  *order,
                const RcDisposalResult *result)
{
  g_autofree char *file = rc_parts_dup_name (result->name);
  g_autofree char *certificate = dup_shown_path (order->certificate);
  GString *text = g_string_new (NULL);

  /* Translators: a file, and a digest */
  g_string_append_printf (text, _("“%1$s” is destroyed. SHA-256 of the file as it was: %2$s."), file, result->sha256);
  g_string_append_c (text, '\n');
  if (result->is_signed)
    g_string_append_printf (text, _("The certificate is %s, with a signature of your auditor key beside it."), certificate);
  else
    g_string_append_printf (text, _("The certificate is %s. It is not signed."), certificate);
  if (result->is_resumed)
    g_string_append_printf (text, "\n%s", _("An earlier order was brought to its end: the certificate gives what was said then."));
  return g_string_free (text, FALSE);
}

static void
show_done (RcWindow               *self,
           const RcDisposalOrder  *order,
           const RcDisposalResult *result)
{
  g_autofree char *sentence = dup_done_words (order, result);

  self->is_away = FALSE;
  g_clear_pointer (&self->path, g_free);
  if (self->is_closing)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  rc_start_page_say (self->start_page, sentence);
  rc_window_show_view (self, "start");
}

/* A window that was to close stays: it would be believed that all was done. */
static void
show_refused (RcWindow              *self,
              const RcDisposalOrder *order,
              const GError          *error)
{
  g_autofree char *message = rc_act_words_of_error (error);

  self->is_closing = FALSE;
  if (g_file_test (order->path, G_FILE_TEST_EXISTS))
    rc_window_take_back (self, TRUE, g_strdup_printf (_("The case was not destroyed: %s"), message));
  else
    rc_window_take_back (self, TRUE, g_strdup_printf (_("It could not be brought to its end: %s"), message));
}

static void
ended (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  Disposal *disposal = user_data;
  g_autoptr (RcWindow) self = disposal->window;
  g_autoptr (RcDisposalOrder) order = disposal->order;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDisposalResult) done = rc_disposal_run_finish (result, &error);

  rc_progress_relay_stop (disposal->relay);
  rc_progress_relay_unref (disposal->relay);
  g_free (disposal);
  if (done != NULL)
    rc_recent_cases_remove (order->path);
  if (self->path == NULL)
    return;
  if (done != NULL)
    show_done (self, order, done);
  else
    show_refused (self, order, error);
}

/* --- Doing it --- */

static void
show_progress (const char *sentence,
               gpointer    user_data)
{
  RcWindow *self = user_data;

  gtk_label_set_text (self->opening_progress, sentence);
}

/* @data: (transfer full): the order */
static void
run (RcWindow *self,
     gpointer  data)
{
  Disposal *disposal = g_new0 (Disposal, 1);

  disposal->window = g_object_ref (self);
  disposal->order = data;
  disposal->relay = rc_progress_relay_new (show_progress, self);
  rc_disposal_run_async (disposal->order, disposal->relay, ended, disposal);
}

static void
disposal_wanted (RcDisposalOrder *order,
                 gpointer         owner)
{
  rc_window_put_away (owner, _("Destroying the case"), run, rc_disposal_order_ref (order), (GDestroyNotify) rc_disposal_order_unref);
}

void
rc_window_dispose_of_case (RcWindow *self)
{
  (void) rc_dispose_dialog_show (GTK_WINDOW (self), self->session, disposal_wanted, G_OBJECT (self));
}

/* --- What was broken off --- */

/* Where the certificate was to stand, people have been before. */
static char *
dup_last_folder (void)
{
  g_autofree char *folder = rc_settings_dup_string ("last-folder-document", "");

  return *folder != '\0' ? g_steal_pointer (&folder) : NULL;
}

gboolean
rc_window_has_broken_disposal (RcWindow *self)
{
  g_autofree char *folder = dup_last_folder ();

  return self->path != NULL && rc_disposal_run_is_pending (self->path, folder);
}

static void
finish (GObject    *owner,
        const char *reason,
        gpointer    certificate)
{
  RcWindow *self = RC_WINDOW (owner);
  RcDisposalOrder *order;

  if (self->path == NULL || rc_window_is_taken (self))
    return;
  order = rc_disposal_order_new (self->path);
  order->certificate = g_strdup (certificate);
  order->language = g_strdup ("en");
  self->is_away = TRUE;
  rc_window_show_opening (self, _("Destroying the case"));
  run (self, order);
}

static void
ask_finish (RcWindow   *self,
            const char *certificate)
{
  g_autofree char *file = dup_shown_base (self->path);
  g_autofree char *place = dup_shown_path (certificate);
  /* Translators: two files */
  g_autofree char *message = g_strdup_printf (_("What is left of “%1$s” is overwritten and removed, and its certificate is written to %2$s, as it "
                                                "was ordered before."), file, place);
  const RcReasonDialog dialog = {
    .title = _("Finish the Destruction"),
    .message = message,
    .verb = _("_Destroy the Case"),
    .given = finish,
    .owner = G_OBJECT (self),
    .data = g_strdup (certificate),
    .data_free = g_free,
  };

  (void) rc_reason_dialog_show (GTK_WIDGET (self), &dialog);
}

static void
plan_chosen (const char * const *paths,
             gpointer            owner)
{
  RcWindow *self = owner;
  gsize length = strlen (paths[0]) - (g_str_has_suffix (paths[0], ".plan") ? strlen (".plan") : 0);
  g_autofree char *certificate = g_strndup (paths[0], length);

  if (self->path != NULL && !rc_window_is_taken (self))
    ask_finish (self, certificate);
}

static void
choose_plan (RcWindow *self)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_KEY,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose the Plan Where the Certificate Was to Stand"),
    .accept = _("_Choose"),
  };

  rc_file_dialog_show (GTK_WINDOW (self), &dialog, plan_chosen, G_OBJECT (self));
}

void
rc_window_finish_disposal (RcWindow *self)
{
  g_autofree char *folder = dup_last_folder ();
  g_autofree char *certificate = rc_disposal_run_dup_certificate (self->path, folder);

  if (certificate != NULL)
    ask_finish (self, certificate);
  else
    choose_plan (self);
}
