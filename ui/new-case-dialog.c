/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/new-case-dialog.h"

#include "core/auditor-key.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/file-dialog.h"
#include "ui/form.h"
#include "ui/new-case.h"

typedef struct
{
  GtkDialog     *dialog;
  GtkWidget     *title;
  GtkWidget     *type;
  GtkWidget     *auditor;
  GtkWidget     *organisation;
  GtkWidget     *signing;        /* drop-down: signed, unsigned */
  GtkWidget     *passphrase;
  GtkWidget     *again;
  GtkWidget     *meaning;        /* of the choice above */
  GtkWidget     *trouble;
  gboolean       key_exists;
  gboolean       key_unlocked;
  RcNewCaseMade  made;
  GObject       *owner;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_object_unref (self->owner);
  g_free (self);
}

static const char *
text_of (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static gboolean
is_signed (Making *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->signing)) == 0;
}

static void
show_signing (Making *self)
{
  gboolean wants = is_signed (self) && !self->key_unlocked;
  const char *meaning;

  gtk_widget_set_visible (self->passphrase, wants);
  gtk_widget_set_visible (self->again, wants && !self->key_exists);
  if (!is_signed (self))
    meaning = _("Whoever holds the file could rewrite its custody log unnoticed; the log and every document say so.");
  else if (self->key_exists)
    meaning = _("Every act is entered in the custody log and signed with your auditor key.");
  else
    meaning = _("Every act is entered in the custody log and signed with your auditor key, which is made now. Keep its passphrase; nobody "
                "can recover it.");
  gtk_label_set_text (GTK_LABEL (self->meaning), meaning);
}

static RcNewCase *
collect (Making     *self,
         const char *path)
{
  RcNewCase *wanted = rc_new_case_new ();

  wanted->path = g_strdup (path);
  wanted->title = g_strdup (text_of (self->title));
  wanted->type = (RcCaseType) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->type));
  wanted->auditor = *text_of (self->auditor) != '\0' ? g_strdup (text_of (self->auditor)) : NULL;
  wanted->organisation = *text_of (self->organisation) != '\0' ? g_strdup (text_of (self->organisation)) : NULL;
  wanted->is_unsigned = !is_signed (self);
  if (is_signed (self) && !self->key_unlocked)
    wanted->passphrase = g_strdup (text_of (self->passphrase));
  return wanted;
}

static char *
dup_trouble (const GError *error)
{
  if (g_error_matches (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_PASSPHRASE))
    return g_strdup (_("This passphrase does not open the key. Type it again."));
  if (g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS))
    return g_strdup (_("Something with this name is there already, and stays as it is. Choose another name."));
  return rc_act_words_of_error (error);
}

static void
case_made (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkDialog) dialog = user_data;
  Making *self = g_object_get_data (G_OBJECT (dialog), "making");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = rc_new_case_make_finish (result, &error);
  g_autofree char *trouble = NULL;

  rc_form_set_busy (GTK_WIDGET (dialog), FALSE);
  if (path != NULL)
    {
      self->made (path, self->owner);
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }
  self->key_unlocked = rc_auditor_key_is_unlocked ();
  self->key_exists = rc_auditor_key_exists ();
  trouble = dup_trouble (error);
  rc_form_set_trouble (self->trouble, trouble);
  show_signing (self);
}

void
rc_new_case_dialog_make (GtkWidget  *dialog,
                         const char *path)
{
  Making *self = g_object_get_data (G_OBJECT (dialog), "making");

  rc_form_set_trouble (self->trouble, NULL);
  rc_form_set_busy (dialog, TRUE);
  rc_new_case_make_async (collect (self, path), case_made, g_object_ref (dialog));
}

static void
place_chosen (const char * const *paths,
              gpointer            owner)
{
  g_autofree char *path = g_str_has_suffix (paths[0], ".recount") ? g_strdup (paths[0]) : g_strconcat (paths[0], ".recount", NULL);

  rc_new_case_dialog_make (owner, path);
}

/* (nullable): what is still missing, in words. */
static const char *
find_gap (Making *self)
{
  g_autofree char *title = g_strstrip (g_strdup (text_of (self->title)));

  if (*title == '\0')
    return _("Give the case a title.");
  if (!is_signed (self) || self->key_unlocked)
    return NULL;
  if (*text_of (self->passphrase) == '\0')
    return _("Type the passphrase of your auditor key, or choose to keep the log without signatures.");
  if (!self->key_exists && strcmp (text_of (self->passphrase), text_of (self->again)) != 0)
    return _("The two passphrases differ.");
  return NULL;
}

static void
ask_place (Making *self)
{
  g_autofree char *name = rc_file_dialog_dup_name (text_of (self->title), ".recount");
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_CASE,
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .title = _("Where to Keep the Case"),
    .accept = _("Make Case"),
    .name = name,
  };

  rc_file_dialog_show (GTK_WINDOW (self->dialog), &dialog, place_chosen, G_OBJECT (self->dialog));
}

static void
responded (GtkDialog *dialog,
           int        response,
           Making    *self)
{
  const char *gap;

  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }
  gap = find_gap (self);
  rc_form_set_trouble (self->trouble, gap);
  if (gap == NULL)
    ask_place (self);
}

static GtkWidget *
choice_new (const char * const *choices)
{
  return gtk_drop_down_new_from_strings (choices);
}

static void
add_fields (Making *self)
{
  /* In the order of RcCaseType. */
  const char * const types[] = {
    _("Provider's own file"), _("Internal audit"), _("External audit"), _("Authority examination"), NULL
  };
  const char * const signings[] = { _("Signed with my auditor key"), _("Without signatures"), NULL };
  GtkGrid *grid = rc_form_add_grid (self->dialog);

  self->title = gtk_entry_new ();
  rc_form_add_row (grid, _("_Title"), self->title, "title");
  self->type = choice_new (types);
  rc_form_add_row (grid, _("Type of _Engagement"), self->type, "type");
  self->auditor = gtk_entry_new ();
  rc_form_add_row (grid, _("_Auditor"), self->auditor, "auditor");
  self->organisation = gtk_entry_new ();
  rc_form_add_row (grid, _("_Organisation"), self->organisation, "organisation");
  self->signing = choice_new (signings);
  rc_form_add_row (grid, _("_Custody Log"), self->signing, "signing");
  self->passphrase = gtk_password_entry_new ();
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (self->passphrase), TRUE);
  rc_form_add_row (grid, _("_Passphrase"), self->passphrase, "passphrase");
  self->again = gtk_password_entry_new ();
  rc_form_add_row (grid, _("Passphrase A_gain"), self->again, "passphrase-again");
  self->meaning = rc_form_add_note (grid, "");
  self->trouble = rc_form_add_trouble (grid);
  g_signal_connect_swapped (self->signing, "notify::selected", G_CALLBACK (show_signing), self);
}

GtkWidget *
rc_new_case_dialog_show (GtkWindow     *parent,
                         RcNewCaseMade  made,
                         GObject       *owner)
{
  Making *self = g_new0 (Making, 1);

  self->dialog = rc_form_dialog_new (parent, _("New Case"));
  self->made = made;
  self->owner = g_object_ref (owner);
  self->key_exists = rc_auditor_key_exists ();
  self->key_unlocked = rc_auditor_key_is_unlocked ();
  add_fields (self);
  show_signing (self);
  gtk_dialog_add_button (self->dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (self->dialog, _("Choose _Place…"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (self->dialog, GTK_RESPONSE_OK);
  g_object_set_data_full (G_OBJECT (self->dialog), "making", self, making_free);
  g_signal_connect (self->dialog, "response", G_CALLBACK (responded), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  return GTK_WIDGET (self->dialog);
}
