/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/provenance-dialog.h"

#include "core/words.h"
#include "ui/form.h"

typedef struct
{
  RcSession       *session;
  RcImportRequest *request;
  GtkWidget       *controller;
  GtkWidget       *obtained;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_object_unref (self->session);
  rc_import_request_free (self->request);
  g_free (self);
}

static void
responded (GtkDialog *dialog,
           int        response,
           Asking    *self)
{
  if (response == GTK_RESPONSE_OK)
    {
      rc_session_set_provenance (self->session, gtk_editable_get_text (GTK_EDITABLE (self->controller)),
                                 gtk_editable_get_text (GTK_EDITABLE (self->obtained)));
      rc_session_import_request (self->session, g_steal_pointer (&self->request));
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static GtkWidget *
entry_new (const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  return entry;
}

GtkWidget *
rc_provenance_dialog_show (GtkWindow       *parent,
                           RcSession       *session,
                           RcImportRequest *request)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Where Does It Come From?"));
  GtkGrid *grid = rc_form_add_grid (dialog);
  Asking *self = g_new0 (Asking, 1);

  self->session = g_object_ref (session);
  self->request = request;
  rc_form_add_note (grid, _("Two records agree independently only where different hands control them. What you write stands beside each "
                            "source, and is used for all imports until this window is closed. Both may stay empty."));
  self->controller = entry_new (_("Provider, deployer, cloud operator …"));
  self->obtained = entry_new (_("Handed over on a stick on 3 August …"));
  rc_form_add_row (grid, _("Who _Controls It"), self->controller, "controller");
  rc_form_add_row (grid, _("_How It Was Obtained"), self->obtained, "obtained");
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_Import"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  g_object_set_data_full (G_OBJECT (dialog), "asking", self, asking_free);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}

void
rc_provenance_import (GtkWindow       *parent,
                      RcSession       *session,
                      RcImportRequest *request)
{
  if (request->source == 0 && rc_session_is_writable (session) && !rc_session_is_busy (session) && !rc_session_has_provenance (session))
    (void) rc_provenance_dialog_show (parent, session, request);
  else
    rc_session_import_request (session, request);
}
