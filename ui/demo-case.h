/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/progress-relay.h"

G_BEGIN_DECLS

/*
 * The demo case: fictitious evidence with planted faults, imported, its key accepted with a note that nobody vouches for it, checked.
 * Who writes the evidence is handed in by the program, since windows know no importer.
 */
typedef gboolean (*RcDemoWriter) (const char     *folder,
                                  GCancellable   *cancellable,
                                  GError        **error);

void  rc_demo_case_make_async  (RcDemoWriter          writer,
                                RcProgressRelay      *relay,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
/* The path of the case; (transfer full). After an error nothing of it is left. */
char *rc_demo_case_make_finish (GAsyncResult         *result,
                                GError              **error);

G_END_DECLS
