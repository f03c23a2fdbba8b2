/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/trust-facts.h"

G_BEGIN_DECLS

/*
 * The keys that came with the evidence, each with its whole fingerprint and a button for the action "keys.promote", whose parameter is its
 * index among the candidates. Hidden where there are none.
 */
GtkWidget *rc_key_candidates_new  (void);
void       rc_key_candidates_show (GtkWidget          *self,
                                   const RcTrustFacts *facts);

G_END_DECLS
