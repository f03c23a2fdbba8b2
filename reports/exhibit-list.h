/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/frame.h"

G_BEGIN_DECLS

/**
 * RcExhibitList:
 *
 * The exhibits that a document names, for the table in which each stands once: what it is called, how long it is, its SHA-256, and from whom it came.
 */
typedef struct _RcExhibitList RcExhibitList;

RcExhibitList *rc_exhibit_list_new   (const RcFrame  *frame);      /* borrowed */
void           rc_exhibit_list_free  (RcExhibitList  *self);
/* Takes what the source was taken out of in too. 0 and an unknown number are passed over. */
void           rc_exhibit_list_name  (RcExhibitList  *self,
                                      gint64          source);
guint          rc_exhibit_list_count (const RcExhibitList *self);
/* The table, by number. */
void           rc_exhibit_list_add   (const RcExhibitList *self,
                                      RcDocument          *document);

/* A cell: what was entered, or that nobody did; (transfer full). */
RcText        *rc_exhibit_make_stated (const char     *text);       /* (nullable) */
RcText        *rc_exhibit_make_digest (const RcDigest *digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExhibitList, rc_exhibit_list_free)

G_END_DECLS
