/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/controller-dialog.h"

#include "core/source-controller.h"
#include "core/words.h"
#include "ui/form-act.h"
#include "ui/form.h"
#include "ui/parts.h"

#define UNKNOWN "unknown"

/* What is offered, in this order; a name of their own comes last and has no row here. */
static const struct
{
  const char *controller;
  const char *words;
} parties[] = {
  { UNKNOWN, N_("Not known") },
  { "provider", N_("Provider") },
  { "deployer", N_("Deployer") },
  { "cloud", N_("Cloud operator") },
  { "third-party", N_("Third party") },
  { "public", N_("Public") },
};

#define ANOTHER G_N_ELEMENTS (parties)

typedef struct
{
  RcSession *session;
  gint64     source;
  GtkWidget *dialog;
  GtkWidget *who;
  GtkWidget *name;       /* of another party */
  GtkWidget *trouble;
} Controlling;

static void
controlling_free (gpointer data)
{
  Controlling *self = data;

  g_object_unref (self->session);
  g_free (self);
}

/* The row of a party; ANOTHER for a name of its own. */
static guint
find_party (const char *controller)
{
  if (!rc_source_controller_is_known (controller))
    return 0;
  for (guint i = 1; i < G_N_ELEMENTS (parties); i++)
    {
      if (rc_source_controller_equal (controller, parties[i].controller))
        return i;
    }
  return ANOTHER;
}

char *
rc_controller_dup_words (const char *controller)
{
  guint party = find_party (controller);

  if (controller == NULL || party == ANOTHER)
    return rc_parts_dup_name (controller);
  return g_strdup (_(parties[party].words));
}

/* --- Saying it --- */

typedef struct
{
  gint64  source;
  char   *controller;
} Saying;

static void
saying_free (gpointer data)
{
  Saying *self = data;

  g_free (self->controller);
  g_free (self);
}

static gpointer
say (RcCase          *case_file,
     RcRecordReader  *reader,
     gpointer         data,
     GCancellable    *cancellable,
     GError         **error)
{
  const Saying *saying = data;

  return rc_source_set_controller (case_file, saying->source, saying->controller, error) ? case_file : NULL;
}

/* (transfer full): "" where a name is still to be typed. */
static char *
dup_chosen (const Controlling *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->who));

  if (chosen < ANOTHER)
    return g_strdup (parties[chosen].controller);
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

static void
responded (GtkDialog   *dialog,
           int          response,
           Controlling *self)
{
  Saying *saying;

  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }

  saying = g_new0 (Saying, 1);
  saying->source = self->source;
  saying->controller = dup_chosen (self);
  rc_form_act (GTK_WIDGET (dialog), self->trouble, self->session, say, saying, saying_free);
}

/* --- Fields --- */

/* What was refused of other words says nothing of these. */
static void
look (Controlling *self)
{
  g_autofree char *chosen = dup_chosen (self);

  rc_form_set_trouble (self->trouble, NULL);
  gtk_widget_set_visible (self->name, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->who)) >= ANOTHER);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self->dialog), GTK_RESPONSE_OK, *chosen != '\0');
}

static GtkWidget *
who_new (void)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parties); i++)
    gtk_string_list_append (model, _(parties[i].words));
  gtk_string_list_append (model, _("Another…"));
  return gtk_drop_down_new (G_LIST_MODEL (model), NULL);
}

static void
fill (Controlling *self,
      const char  *controller)
{
  guint party = find_party (controller);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->who), party);
  if (party == ANOTHER)
    {
      g_autofree char *valid = g_utf8_make_valid (controller, -1);

      gtk_editable_set_text (GTK_EDITABLE (self->name), valid);
    }
}

static void
add_fields (Controlling    *self,
            const RcSource *source)
{
  GtkGrid *grid = rc_form_add_grid (GTK_DIALOG (self->dialog));
  g_autofree char *name = rc_parts_dup_name (source->name);
  g_autofree char *note = g_strdup_printf (_("Who could have written in “%s” what they like? Agreement counts as independent only across "
                                             "different parties, and who is not known is no party. What you record holds for what was "
                                             "taken out of this source too, and goes into the custody log."), name);

  /* Paths have no blanks to be broken at. */
  gtk_label_set_wrap_mode (GTK_LABEL (rc_form_add_note (grid, note)), PANGO_WRAP_WORD_CHAR);
  self->who = who_new ();
  rc_form_add_row (grid, _("_Who Controls It"), self->who, "controller-who");
  self->name = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (self->name), TRUE);
  rc_form_add_row (grid, _("_Name"), self->name, "controller-name");
  self->trouble = rc_form_add_trouble (grid);
  fill (self, source->controller);
  g_signal_connect_swapped (self->who, "notify::selected", G_CALLBACK (look), self);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (look), self);
}

GtkWidget *
rc_controller_dialog_show (GtkWindow      *parent,
                           RcSession      *session,
                           const RcSource *source)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Who Controls This Source?"));
  Controlling *self = g_new0 (Controlling, 1);

  self->session = g_object_ref (session);
  self->source = source->id;
  self->dialog = GTK_WIDGET (dialog);
  g_object_set_data_full (G_OBJECT (dialog), "controlling", self, controlling_free);
  add_fields (self, source);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_Record"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  look (self);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
