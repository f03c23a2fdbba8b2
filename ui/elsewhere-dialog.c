/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/elsewhere-dialog.h"

#include "core/elsewhere.h"
#include "core/words.h"
#include "ui/file-dialog.h"
#include "ui/form-act.h"
#include "ui/form.h"

typedef struct
{
  RcSession *session;
  gint64     seal;
  GtkWidget *dialog;
  GtkWidget *by;
  GtkWidget *on;
  GtkWidget *with;
  GtkWidget *output;      /* says which file */
  GtkWidget *trouble;
  char      *path;        /* (nullable): of the file */
} Elsewhere;

static void
elsewhere_free (gpointer data)
{
  Elsewhere *self = data;

  g_object_unref (self->session);
  g_free (self->path);
  g_free (self);
}

static Elsewhere *
elsewhere_of (GtkWidget *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "elsewhere");
}

/* --- Recording --- */

typedef struct
{
  gint64  seal;
  char   *by;
  char   *on;
  char   *with;
  char   *path;
} Check;

static void
check_free (gpointer data)
{
  Check *self = data;

  g_free (self->by);
  g_free (self->on);
  g_free (self->with);
  g_free (self->path);
  g_free (self);
}

static gpointer
record (RcCase          *case_file,
        RcRecordReader  *reader,
        gpointer         data,
        GCancellable    *cancellable,
        GError         **error)
{
  const Check *check = data;
  const RcElsewhereTerms terms = { check->by, check->on, check->with, check->path };

  return rc_elsewhere_add (case_file, check->seal, &terms, error) > 0 ? case_file : NULL;
}

static char *
dup_entry (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
responded (GtkDialog *dialog,
           int        response,
           Elsewhere *self)
{
  Check *check;

  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }

  check = g_new0 (Check, 1);
  check->seal = self->seal;
  check->by = dup_entry (self->by);
  check->on = dup_entry (self->on);
  check->with = dup_entry (self->with);
  check->path = g_strdup (self->path);
  rc_form_act (GTK_WIDGET (dialog), self->trouble, self->session, record, check, check_free);
}

/* --- Fields --- */

/* Nothing can be recorded until all of it is said. */
static void
look (Elsewhere *self)
{
  g_autofree char *by = dup_entry (self->by);
  g_autofree char *on = dup_entry (self->on);
  g_autofree char *with = dup_entry (self->with);

  gtk_dialog_set_response_sensitive (GTK_DIALOG (self->dialog), GTK_RESPONSE_OK,
                                     *by != '\0' && *on != '\0' && *with != '\0' && self->path != NULL);
}

void
rc_elsewhere_dialog_set_output (GtkWidget  *dialog,
                                const char *path)
{
  Elsewhere *self = elsewhere_of (dialog);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (base);
  char *kept = g_strdup (path);

  g_free (self->path);
  self->path = kept;
  gtk_label_set_text (GTK_LABEL (self->output), shown);
  look (self);
}

static void
output_chosen (const char * const *paths,
               gpointer            owner)
{
  rc_elsewhere_dialog_set_output (owner, paths[0]);
}

static void
choose_output (GtkButton *button,
               Elsewhere *self)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_KEY,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose Output of the Check"),
    .accept = _("_Choose"),
  };

  rc_file_dialog_show (GTK_WINDOW (self->dialog), &dialog, output_chosen, G_OBJECT (self->dialog));
}

static GtkWidget *
output_new (Elsewhere *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *choose = gtk_button_new_with_mnemonic (_("Ch_oose…"));

  self->output = gtk_label_new (_("None"));
  gtk_label_set_xalign (GTK_LABEL (self->output), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->output), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (self->output, TRUE);
  g_signal_connect (choose, "clicked", G_CALLBACK (choose_output), self);
  gtk_box_append (GTK_BOX (box), self->output);
  gtk_box_append (GTK_BOX (box), choose);
  return box;
}

static GtkWidget *
entry_new (Elsewhere  *self,
           const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (look), self);
  return entry;
}

static void
add_fields (Elsewhere  *self,
            const char *name)
{
  GtkGrid *grid = rc_form_add_grid (GTK_DIALOG (self->dialog));
  g_autofree char *note = g_strdup_printf (_("“%s” could not be checked here. Where somebody checked it with another tool, that is recorded "
                                             "with what came out; it counts as checked elsewhere, never as passed."), name);

  rc_form_add_note (grid, note);
  self->by = entry_new (self, _("Name of a person"));
  rc_form_add_row (grid, _("_By Whom"), self->by, "elsewhere-by");
  self->on = entry_new (self, "2026-11-21");
  rc_form_add_row (grid, _("On Which _Day"), self->on, "elsewhere-on");
  self->with = entry_new (self, _("Program and version"));
  rc_form_add_row (grid, _("_With What"), self->with, "elsewhere-with");
  rc_form_add_row (grid, _("What Came Out"), output_new (self), "elsewhere-output");
  self->trouble = rc_form_add_trouble (grid);
}

GtkWidget *
rc_elsewhere_dialog_show (GtkWindow  *parent,
                          RcSession  *session,
                          gint64      seal,
                          const char *name)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Record a Check Done Elsewhere"));
  Elsewhere *self = g_new0 (Elsewhere, 1);

  self->session = g_object_ref (session);
  self->seal = seal;
  self->dialog = GTK_WIDGET (dialog);
  g_object_set_data_full (G_OBJECT (dialog), "elsewhere", self, elsewhere_free);
  add_fields (self, name);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_Record"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  gtk_dialog_set_response_sensitive (dialog, GTK_RESPONSE_OK, FALSE);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
