/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RC_REFERENCE_MARK_BYTES 16

/* Which of the two sides an event is on; the business's comes first. */
typedef enum
{
  RC_SIDE_BUSINESS,
  RC_SIDE_LOG,
} RcSide;

/**
 * RcReferenceEntry:
 * @mark: stands for the text of a business reference: equal texts have equal marks, and only they
 * @event: number of the event
 * @time_us: its earliest instant; RC_TIME_NONE: its record has none
 * @system: number of the name of the system that it names; 0: none
 * @side: RcSide
 * @is_call: an inference, of the log; not the part of a call that only asks
 */
typedef struct
{
  guint8  mark[RC_REFERENCE_MARK_BYTES];
  gint64  event;
  gint64  time_us;
  gint64  span_us;
  gint64  system;
  guint32 side;
  guint32 is_call;
} RcReferenceEntry;

/**
 * RcReferenceSort:
 *
 * Brings any number of entries into the order of (mark, side, event). Memory is bounded: what does not fit goes into a file that has no
 * name and is gone with the program. It holds no text of the evidence: marks are made with a key that is drawn anew for each sort.
 */
typedef struct _RcReferenceSort RcReferenceSort;

RcReferenceSort *rc_reference_sort_new    (void);
/* The same with room for @room entries in memory. */
RcReferenceSort *rc_reference_sort_new_sized (guint             room);
void             rc_reference_sort_free   (RcReferenceSort     *self);
/* Fills in the mark of a text. */
void             rc_reference_sort_mark   (RcReferenceSort     *self,
                                           const char          *text,
                                           gsize                length,
                                           RcReferenceEntry    *entry);
gboolean         rc_reference_sort_add    (RcReferenceSort     *self,
                                           const RcReferenceEntry *entry,
                                           GError             **error);
/* Ends the adding; the entries are then taken one by one. */
gboolean         rc_reference_sort_begin  (RcReferenceSort     *self,
                                           GError             **error);
/* @out_found: FALSE at the end. */
gboolean         rc_reference_sort_next   (RcReferenceSort     *self,
                                           RcReferenceEntry    *out_entry,
                                           gboolean            *out_found,
                                           GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcReferenceSort, rc_reference_sort_free)

G_END_DECLS
