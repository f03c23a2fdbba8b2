/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/cited-record.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcRecordView:
 *
 * A cited record: where it stands, what protects it, its digests; its exact bytes once somebody revealed them with a reason, which the
 * custody log keeps; and the proof that it was in the file that was received. Until then nothing of what may be personal is in it.
 *
 * Actions: "record.reveal", "record.hide", "record.prove".
 */
#define RC_TYPE_RECORD_VIEW (rc_record_view_get_type ())
G_DECLARE_FINAL_TYPE (RcRecordView, rc_record_view, RC, RECORD_VIEW, GtkWidget)

/* @cited: (transfer full) */
GtkWidget *rc_record_view_new      (RcSession     *session,
                                    RcCitedRecord *cited);
/* The same citation, loaded again: what was revealed stays. @cited: (transfer full) */
void       rc_record_view_renew    (RcRecordView  *self,
                                    RcCitedRecord *cited);
/* Notes the reveal in the custody log, where there is one to write to, and shows the bytes. */
void       rc_record_view_reveal   (RcRecordView  *self,
                                    const char    *reason);
gboolean   rc_record_view_is_revealed (RcRecordView *self);
gboolean   rc_record_view_is_settled (RcRecordView  *self);   /* nothing of it is being read: for tests */

G_END_DECLS
