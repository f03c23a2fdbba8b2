/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/case-way-forms.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/case-ways.h"
#include "ui/file-dialog.h"
#include "ui/form-act.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/passphrase.h"

#define KEY        "case-way"
#define KEY_HEIGHT 46
#define KEY_WIDTH  410

typedef struct
{
  RcSession        *session;
  GtkDialog        *dialog;
  GtkGrid          *grid;
  GtkWidget        *trouble;
  RcPassphrasePair  typed;
  GtkWidget        *public_key;
  GtkWidget        *holder;
  char             *own_key;     /* (nullable) */
} Way;

static Way *
way_of (gpointer dialog)
{
  return g_object_get_data (G_OBJECT (dialog), KEY);
}

static void
way_free (gpointer data)
{
  Way *self = data;

  g_object_unref (self->session);
  g_free (self->own_key);
  g_free (self);
}

/* Its widgets are gone: what comes back later finds nothing to fill. */
static void
destroyed (GtkWidget *dialog)
{
  g_object_set_data (G_OBJECT (dialog), KEY, NULL);
}

static gboolean
close_requested (GtkWindow *window)
{
  return !gtk_widget_get_sensitive (GTK_WIDGET (window));
}

static Way *
way_new (GtkWindow  *parent,
         RcSession  *session,
         const char *title)
{
  Way *self = g_new0 (Way, 1);

  self->session = g_object_ref (session);
  self->dialog = rc_form_dialog_new (parent, title);
  self->grid = rc_form_add_grid (self->dialog);
  g_object_set_data_full (G_OBJECT (self->dialog), KEY, self, way_free);
  g_signal_connect (self->dialog, "destroy", G_CALLBACK (destroyed), NULL);
  g_signal_connect (self->dialog, "close-request", G_CALLBACK (close_requested), NULL);
  return self;
}

static GtkWidget *
present (Way        *self,
         const char *verb,
         GCallback   responded)
{
  self->trouble = rc_form_add_trouble (self->grid);
  gtk_dialog_add_button (self->dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (self->dialog, verb, GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (self->dialog, GTK_RESPONSE_OK);
  g_signal_connect (self->dialog, "response", responded, self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  return GTK_WIDGET (self->dialog);
}

/* Whether the dialog stays and something is to be done; else it goes, unless @gap says what is missing. */
static gboolean
goes_on (Way        *self,
         int         response,
         const char *gap)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->dialog)))
    return FALSE;
  if (response == GTK_RESPONSE_OK)
    rc_form_set_trouble (self->trouble, gap);
  else
    gtk_window_destroy (GTK_WINDOW (self->dialog));
  return response == GTK_RESPONSE_OK && gap == NULL;
}

static void
act (Way           *self,
     RcCaseWork     work,
     RcCaseWayWish *wish)
{
  rc_form_act (GTK_WIDGET (self->dialog), self->trouble, self->session, work, wish, (GDestroyNotify) rc_case_way_wish_free);
}

/* --- A passphrase --- */

static void
passphrase_responded (GtkDialog *dialog,
                      int        response,
                      Way       *self)
{
  RcCaseWayWish *wish;

  if (!goes_on (self, response, rc_passphrase_pair_find_gap (&self->typed)))
    return;
  wish = g_new0 (RcCaseWayWish, 1);
  wish->passphrase = g_strdup (rc_passphrase_pair_peek (&self->typed));
  act (self, rc_case_ways_set_passphrase, wish);
}

GtkWidget *
rc_case_way_passphrase_show (GtkWindow *parent,
                             RcSession *session,
                             gboolean   has_one)
{
  Way *self = way_new (parent, session, has_one ? _("Change the Passphrase") : _("Set a Passphrase"));

  rc_form_add_note (self->grid, has_one
    ? _("A case has one passphrase: the new one takes the place of the old one, which opens the case no more. Nobody can recover it.")
    : _("Whoever has this passphrase can open the case. Nobody can recover it."));
  rc_passphrase_pair_add (&self->typed, self->grid);
  if (has_one)
    rc_form_add_note (self->grid, _("Copies and backups made before still open with the old one. Whoever has both could still read this case too, until its key is "
                                    "renewed."));
  return present (self, has_one ? _("C_hange") : _("_Set"), G_CALLBACK (passphrase_responded));
}

/* --- An auditor --- */

static void
show_key (Way        *self,
          const char *digits)
{
  g_autofree char *grouped = rc_parts_dup_grouped (digits);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->public_key)), grouped, -1);
  rc_form_set_trouble (self->trouble, NULL);
}

static void
key_read (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Way *self = way_of (dialog);
  g_autoptr (GError) error = NULL;
  g_autofree char *digits = rc_case_ways_read_key_finish (result, &error);
  g_autofree char *message = error != NULL ? rc_act_words_of_error (error) : NULL;

  if (self != NULL && digits != NULL)
    show_key (self, digits);
  else if (self != NULL)
    rc_form_set_trouble (self->trouble, message);
}

void
rc_case_way_auditor_set_file (GtkWidget  *dialog,
                              const char *path)
{
  rc_case_ways_read_key_async (path, key_read, g_object_ref (dialog));
}

static void
file_chosen (const char * const *paths,
             gpointer            owner)
{
  if (way_of (owner) != NULL)
    rc_case_way_auditor_set_file (owner, paths[0]);
}

static void
choose_file (Way *self)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_KEY,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose the Public Key of the Auditor"),
    .accept = _("_Choose"),
  };

  rc_file_dialog_show (GTK_WINDOW (self->dialog), &dialog, file_chosen, G_OBJECT (self->dialog));
}

static void
take_own (Way *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->holder)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->holder), g_get_real_name ());
  show_key (self, self->own_key);
}

/* (nullable) (transfer none): what is still missing, in words. */
static const char *
find_gap (Way           *self,
          RcCaseWayWish *wish)
{
  g_autofree char *digits = rc_form_dup_text (self->public_key);

  if (!rc_auditor_key_parse_public (digits, wish->public_key))
    return _("The public key is 64 digits from 0 to 9 and a to f. Type them, or choose the file that holds them.");
  if (*wish->holder == '\0')
    return _("Say whose key it is.");
  return strlen (wish->holder) < RC_KEY_LABEL_BYTES ? NULL : _("Say in fewer words whose key it is.");
}

static void
auditor_responded (GtkDialog *dialog,
                   int        response,
                   Way       *self)
{
  RcCaseWayWish *wish = g_new0 (RcCaseWayWish, 1);

  wish->holder = rc_form_dup_entry (self->holder);
  if (goes_on (self, response, find_gap (self, wish)))
    act (self, rc_case_ways_let_in, wish);
  else
    rc_case_way_wish_free (wish);
}

static void
add_buttons (Way       *self,
             GtkWidget *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *choose = gtk_button_new_with_mnemonic (_("Choose _File…"));
  GtkWidget *own = gtk_button_new_with_mnemonic (_("Use _My Own"));

  gtk_widget_set_name (choose, "choose-key");
  gtk_widget_set_name (own, "own-key");
  gtk_widget_set_visible (own, self->own_key != NULL);
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (choose_file), self);
  g_signal_connect_swapped (own, "clicked", G_CALLBACK (take_own), self);
  gtk_box_append (GTK_BOX (box), choose);
  gtk_box_append (GTK_BOX (box), own);
  gtk_grid_attach_next_to (self->grid, box, field, GTK_POS_BOTTOM, 1, 1);
}

GtkWidget *
rc_case_way_auditor_show (GtkWindow  *parent,
                          RcSession  *session,
                          const char *own_key)
{
  Way *self = way_new (parent, session, _("Let an Auditor In"));
  GtkWidget *field = rc_form_text_new (KEY_HEIGHT, &self->public_key);

  self->own_key = g_strdup (own_key);
  rc_form_add_note (self->grid, _("Whoever has the auditor key that belongs to this public key can open the case, with the passphrase of that key. A public key is no "
                                  "secret: its owner finds it where a protected case asks for its passphrase, and sends it."));
  /* All digits are in view: they are compared one by one. */
  gtk_widget_add_css_class (self->public_key, "rc-digest");
  gtk_widget_set_name (self->public_key, "public-key-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->public_key), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Public key"), -1);
  gtk_widget_set_size_request (field, KEY_WIDTH, -1);
  rc_form_add_row (self->grid, _("_Public Key"), field, "public-key");
  add_buttons (self, field);
  self->holder = gtk_entry_new ();
  rc_form_add_row (self->grid, _("_Whose It Is"), self->holder, "key-holder");
  rc_form_add_note (self->grid, _("Compare the digits with the owner on another way than the one they came, by telephone or in person: whoever could exchange them on "
                                  "their way would be let in instead."));
  g_object_set (self->holder, "activates-default", TRUE, NULL);
  return present (self, _("_Let In"), G_CALLBACK (auditor_responded));
}
