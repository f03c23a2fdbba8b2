/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/* The two forms by which a protected case gets a further way to open it. What is refused stays in the form; (transfer none): the dialog. */

/* @has_one: the case has a passphrase, whose place the new one takes. */
GtkWidget *rc_case_way_passphrase_show (GtkWindow  *parent,
                                        RcSession  *session,
                                        gboolean    has_one);
/* @own_key: (nullable): hexadecimal, where it does not open the case yet */
GtkWidget *rc_case_way_auditor_show    (GtkWindow  *parent,
                                        RcSession  *session,
                                        const char *own_key);
/* In place of the file dialog, for tests. */
void       rc_case_way_auditor_set_file (GtkWidget  *dialog,
                                         const char *path);

G_END_DECLS
