/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcCsv:
 *
 * One table as comma separated values (RFC 4180), in UTF-8: a header, then rows of as many cells. A cell that a spreadsheet would take for a
 * formula gets an apostrophe before it: what stands in evidence, or in a field that somebody filled in, must not run on the machine of whoever
 * opens the table.
 */
typedef struct _RcCsv RcCsv;

/* @header: NULL-terminated. */
RcCsv *rc_csv_new    (const char * const *header);
void   rc_csv_free   (RcCsv              *self);
/* The next cell of the row; the row ends with its last one. @text: (nullable): an empty cell; what is no UTF-8 is written with U+FFFD. */
void   rc_csv_add    (RcCsv              *self,
                      const char         *text);
/* (transfer full), all rows complete. */
char  *rc_csv_finish (RcCsv              *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCsv, rc_csv_free)

G_END_DECLS
