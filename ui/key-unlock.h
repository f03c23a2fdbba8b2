/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Unlocks the auditor's key in a thread, since that takes about a second on purpose; makes it where there is none. */
void     rc_key_unlock_async  (const char           *passphrase,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
gboolean rc_key_unlock_finish (GAsyncResult         *result,
                               GError              **error);

G_END_DECLS
