/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/trust-facts.h"

G_BEGIN_DECLS

/* @candidate: (transfer full): the one key, with what was said about it */
typedef void (*RcKeyAccepted) (GObject          *owner,
                               RcTrustCandidate *candidate);

/*
 * Shows one public key with its whole fingerprint, asks whose it is, and accepts it in one explicit act. @candidate: (transfer full).
 * @owner is kept until the answer.
 */
GtkWidget *rc_key_dialog_show (GtkWindow        *parent,
                               RcTrustCandidate *candidate,
                               RcKeyAccepted     accepted,
                               GObject          *owner);

G_END_DECLS
