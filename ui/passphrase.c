/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/passphrase.h"

#include <string.h>

#include "core/words.h"
#include "ui/form.h"

#define LEAST_CHARACTERS 12

void
rc_passphrase_wipe (char *passphrase)
{
  if (passphrase != NULL)
    explicit_bzero (passphrase, strlen (passphrase));
}

void
rc_passphrase_free (gpointer passphrase)
{
  rc_passphrase_wipe (passphrase);
  g_free (passphrase);
}

GtkWidget *
rc_passphrase_entry_new (void)
{
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "activates-default", TRUE, NULL);
  return entry;
}

/* --- Twice --- */

void
rc_passphrase_pair_add (RcPassphrasePair *self,
                        GtkGrid          *grid)
{
  self->passphrase = rc_passphrase_entry_new ();
  rc_form_add_row (grid, _("_Passphrase"), self->passphrase, "passphrase");
  self->again = rc_passphrase_entry_new ();
  rc_form_add_row (grid, _("Passphrase _Again"), self->again, "passphrase-again");
}

const char *
rc_passphrase_pair_find_gap (const RcPassphrasePair *self)
{
  const char *passphrase = rc_passphrase_pair_peek (self);

  if (g_utf8_strlen (passphrase, -1) < LEAST_CHARACTERS)
    return _("The passphrase must have at least 12 characters: shorter ones can be guessed.");
  return strcmp (passphrase, gtk_editable_get_text (GTK_EDITABLE (self->again))) != 0 ? _("The two passphrases differ.") : NULL;
}

const char *
rc_passphrase_pair_peek (const RcPassphrasePair *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->passphrase));
}
