/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcRecordPlace:
 *
 * Where the record that was asked for last is shown. It is read by the reader's thread; what was asked for before is given up.
 */
#define RC_TYPE_RECORD_PLACE (rc_record_place_get_type ())
G_DECLARE_FINAL_TYPE (RcRecordPlace, rc_record_place, RC, RECORD_PLACE, GtkWidget)

GtkWidget *rc_record_place_new        (void);
/* Cited are @length bytes at @offset of the record; @locator: (nullable). */
void       rc_record_place_show       (RcRecordPlace *self,
                                       RcSession     *session,
                                       gint64         source,
                                       guint64        record,
                                       guint64        offset,
                                       guint64        length,
                                       const char    *locator);
void       rc_record_place_clear      (RcRecordPlace *self);
/* Nothing is being read: for tests. */
gboolean   rc_record_place_is_settled (RcRecordPlace *self);

G_END_DECLS
