/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the window's dialogs have in common that ask for a passphrase, and the one way in which a copy of it goes. */

/* Overwrites what was typed, which stays the caller's and is empty from now on; (nullable). */
void        rc_passphrase_wipe      (char        *passphrase);
/* The same, and frees it; a GDestroyNotify. (nullable) */
void        rc_passphrase_free      (gpointer     passphrase);

/* A field for one; (transfer floating). Enter in it is the dialog's default. */
GtkWidget  *rc_passphrase_entry_new (void);

/**
 * RcPassphrasePair:
 *
 * A new passphrase of a case, typed twice since nobody can recover it. Borrowed: the fields are the dialog's.
 */
typedef struct
{
  GtkWidget *passphrase;
  GtkWidget *again;
} RcPassphrasePair;

void        rc_passphrase_pair_add      (RcPassphrasePair       *self,
                                         GtkGrid                *grid);
/* (nullable) (transfer none): what is still missing, in words. */
const char *rc_passphrase_pair_find_gap (const RcPassphrasePair *self);
/* What was typed; valid as long as it stands there. */
const char *rc_passphrase_pair_peek     (const RcPassphrasePair *self);

G_END_DECLS
