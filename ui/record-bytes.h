/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RcRecordBytes:
 *
 * The bytes of a record, exactly: as text in which nothing is hidden, or as hexadecimal digits; what is cited stands out. Of a long record
 * the part around the citation is shown.
 */
#define RC_TYPE_RECORD_BYTES (rc_record_bytes_get_type ())
G_DECLARE_FINAL_TYPE (RcRecordBytes, rc_record_bytes, RC, RECORD_BYTES, GtkWidget)

GtkWidget *rc_record_bytes_new (GBytes  *bytes,
                                gsize    cited_offset,
                                gsize    cited_length);

G_END_DECLS
