/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcKeysPage:
 *
 * The keys that the auditor accepts. Nothing that came with the evidence is accepted by itself.
 */
#define RC_TYPE_KEYS_PAGE (rc_keys_page_get_type ())
G_DECLARE_FINAL_TYPE (RcKeysPage, rc_keys_page, RC, KEYS_PAGE, RcPage)

GtkWidget *rc_keys_page_new (RcSession *session);
/* Reads the key and asks whose it is; what the button does once a file is chosen. */
void       rc_keys_page_offer (RcKeysPage *self,
                               const char *path,
                               gboolean    is_list);
/* Writes the accepted keys to a new file, or over one that the user chose to replace. */
void       rc_keys_page_export (RcKeysPage *self,
                                const char *path);

G_END_DECLS
