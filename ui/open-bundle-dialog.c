/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/open-bundle-dialog.h"

#include "core/words.h"
#include "ui/file-dialog.h"
#include "ui/form-work.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/passphrase.h"

#define KEY "opening"

typedef struct
{
  RcFormWork       work;
  char            *path;
  RcEnvelopeKind   kind;
  char            *seal_key;       /* (nullable): file */
  char            *key_file;       /* (nullable) */
  GtkWidget       *seal_label;
  GtkWidget       *key_row;
  GtkWidget       *key_label;
  GtkWidget       *passphrase;
  GtkWidget       *closed;
  RcProgressRelay *relay;          /* (nullable): it is being opened */
  GCancellable    *cancellable;    /* (nullable): likewise */
  RcBundleOpened   opened;
  gpointer         owner;          /* (nullable): a weak pointer: what is gone shows no bundle any more */
} Opening;

static Opening *
opening_of (gpointer dialog)
{
  return g_object_get_data (G_OBJECT (dialog), KEY);
}

static void
end_work (Opening *self)
{
  if (self->relay != NULL)
    rc_progress_relay_stop (self->relay);
  g_clear_pointer (&self->relay, rc_progress_relay_unref);
  g_clear_object (&self->cancellable);
}

static void
opening_free (gpointer data)
{
  Opening *self = data;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  end_work (self);
  g_clear_weak_pointer (&self->owner);
  g_free (self->path);
  g_free (self->seal_key);
  g_free (self->key_file);
  g_free (self);
}

/* --- In which way it is closed --- */

static void
show_kind (Opening *self)
{
  gtk_widget_set_visible (self->key_row, self->kind == RC_ENVELOPE_CMS);
  gtk_widget_set_visible (self->passphrase, self->kind != RC_ENVELOPE_NONE);
  gtk_widget_set_visible (self->closed, self->kind != RC_ENVELOPE_NONE);
  gtk_label_set_text (GTK_LABEL (self->closed), self->kind == RC_ENVELOPE_CMS
                                                  ? _("This bundle is closed to certificates. It opens with the key of one of them: a PKCS#12 file, and its "
                                                      "passphrase.")
                                                  : _("This bundle is closed by a passphrase."));
}

static void
recognised (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Opening *self = opening_of (dialog);
  g_autoptr (GError) error = NULL;
  RcEnvelopeKind kind;

  if (!rc_bundle_recognise_finish (result, &kind, &error) && self != NULL)
    rc_form_work_refuse (&self->work, error);
  if (self == NULL)
    return;
  self->kind = kind;
  show_kind (self);
}

/* --- Keys --- */

void
rc_open_bundle_dialog_set_seal_key (GtkWidget  *dialog,
                                    const char *path)
{
  Opening *self = opening_of (dialog);

  g_free (self->seal_key);
  self->seal_key = g_strdup (path);
  rc_form_show_file (self->seal_label, path);
}

void
rc_open_bundle_dialog_set_key_file (GtkWidget  *dialog,
                                    const char *path)
{
  Opening *self = opening_of (dialog);

  g_free (self->key_file);
  self->key_file = g_strdup (path);
  rc_form_show_file (self->key_label, path);
}

static void
seal_key_chosen (const char * const *paths,
                 gpointer            owner)
{
  if (opening_of (owner) != NULL)
    rc_open_bundle_dialog_set_seal_key (owner, paths[0]);
}

static void
key_file_chosen (const char * const *paths,
                 gpointer            owner)
{
  if (opening_of (owner) != NULL)
    rc_open_bundle_dialog_set_key_file (owner, paths[0]);
}

static void
choose (Opening       *self,
        const char    *title,
        RcFilesChosen  chosen)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_KEY,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = title,
    .accept = _("_Choose"),
  };

  rc_file_dialog_show (GTK_WINDOW (self->work.dialog), &dialog, chosen, G_OBJECT (self->work.dialog));
}

static void
choose_seal_key (GtkButton *button,
                 Opening   *self)
{
  choose (self, _("Choose the Public Key of the Maker"), seal_key_chosen);
}

static void
choose_key_file (GtkButton *button,
                 Opening   *self)
{
  choose (self, _("Choose Your Key File"), key_file_chosen);
}

/* --- Opening it --- */

static void
ended (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Opening *self = opening_of (dialog);
  g_autoptr (GError) error = NULL;
  RcOpenedBundle *bundle = rc_bundle_run_finish (result, &error);
  g_autoptr (GObject) owner = NULL;
  RcBundleOpened opened;

  if (self == NULL || self->owner == NULL)
    {
      g_clear_pointer (&bundle, rc_opened_bundle_free);
      return;
    }
  end_work (self);
  if (bundle == NULL)
    {
      rc_form_work_refuse (&self->work, error);
      return;
    }
  owner = g_object_ref (self->owner);
  opened = self->opened;
  gtk_window_destroy (GTK_WINDOW (dialog));
  opened (bundle, owner);
}

static void
tell (const char *sentence,
      gpointer    user_data)
{
  rc_form_work_tell (user_data, sentence);
}

static void
begin (Opening *self)
{
  RcBundleWish *wish = rc_bundle_wish_new (self->path);
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (self->passphrase));

  wish->seal_key = g_strdup (self->seal_key);
  wish->key_file = self->kind == RC_ENVELOPE_CMS ? g_strdup (self->key_file) : NULL;
  wish->passphrase = self->kind != RC_ENVELOPE_NONE ? g_strdup (passphrase) : NULL;
  self->relay = rc_progress_relay_new (tell, &self->work);
  self->cancellable = g_cancellable_new ();
  rc_form_work_begin (&self->work, _("Reading the bundle, and checking all that is in it"), NULL);
  rc_bundle_run_async (wish, self->relay, self->cancellable, ended, g_object_ref (self->work.dialog));
}

/* (nullable) (transfer none): what is still missing, in words. */
static const char *
find_gap (Opening *self)
{
  if (self->kind == RC_ENVELOPE_CMS && self->key_file == NULL)
    return _("Choose the file with your key.");
  if (self->kind == RC_ENVELOPE_PASSPHRASE && *gtk_editable_get_text (GTK_EDITABLE (self->passphrase)) == '\0')
    return _("Type the passphrase.");
  return NULL;
}

static void
responded (GtkDialog *dialog,
           int        response,
           Opening   *self)
{
  const char *gap;

  if (response != GTK_RESPONSE_OK)
    {
      if (self->cancellable != NULL)
        g_cancellable_cancel (self->cancellable);
      else
        gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }
  gap = find_gap (self);
  rc_form_set_trouble (self->work.trouble, gap);
  if (gap == NULL)
    begin (self);
}

static gboolean
close_requested (GtkWindow *window,
                 Opening   *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return self->cancellable != NULL;
}

/* It goes with its window, also while something is read. */
static void
hidden (GtkWidget *dialog,
        Opening   *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* Its widgets are gone: what comes back later finds nothing to fill. */
static void
destroyed (GtkWidget *dialog)
{
  g_object_set_data (G_OBJECT (dialog), KEY, NULL);
}

/* --- The dialog --- */

static void
add_fields (Opening *self)
{
  GtkGrid *grid = self->work.grid;
  GtkWidget *file = gtk_label_new (NULL);
  GtkWidget *row;

  rc_form_add_note (grid, _("Nothing in a bundle is believed: all of it is read again from its bytes and held against what it says. It opens read-only, "
                            "and goes when its window does."));
  gtk_label_set_xalign (GTK_LABEL (file), 0);
  gtk_label_set_ellipsize (GTK_LABEL (file), PANGO_ELLIPSIZE_MIDDLE);
  rc_form_show_file (file, self->path);
  rc_form_add_row (grid, _("Bundle"), file, "bundle-file");
  row = rc_form_file_new (_("_Choose…"), "choose-seal-key", G_CALLBACK (choose_seal_key), self, &self->seal_label);
  rc_form_add_row (grid, _("_Key of Its Maker"), row, "bundle-seal-key");
  rc_form_add_note (grid, _("Its public key, as you have it from elsewhere than the bundle. Without it nothing vouches for the seal: whoever made the bundle can "
                            "have made the key in it."));
  self->closed = rc_form_add_note (grid, "");
  self->key_row = rc_form_file_new (_("C_hoose…"), "choose-key-file", G_CALLBACK (choose_key_file), self, &self->key_label);
  rc_form_add_row (grid, _("_Your Key File"), self->key_row, "bundle-key-file");
  self->passphrase = rc_passphrase_entry_new ();
  rc_form_add_row (grid, _("_Passphrase"), self->passphrase, "passphrase");
}

GtkWidget *
rc_open_bundle_dialog_show (GtkWindow      *parent,
                            const char     *path,
                            RcBundleOpened  opened,
                            GObject        *owner)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Open Bundle"));
  Opening *self = g_new0 (Opening, 1);

  self->path = g_strdup (path);
  self->opened = opened;
  g_set_weak_pointer (&self->owner, owner);
  g_object_set_data_full (G_OBJECT (dialog), KEY, self, opening_free);
  rc_form_work_init (&self->work, dialog);
  add_fields (self);
  show_kind (self);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_Open"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  g_signal_connect (dialog, "close-request", G_CALLBACK (close_requested), self);
  g_signal_connect (dialog, "hide", G_CALLBACK (hidden), self);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroyed), NULL);
  rc_bundle_recognise_async (path, recognised, g_object_ref (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
