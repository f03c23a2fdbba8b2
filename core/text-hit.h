/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

G_BEGIN_DECLS

/**
 * RcTextHit:
 * @offset: in the record
 * @source_offset: in the source
 * @record_length: with its line end
 * @is_escaped: it is spelled with escapes
 * @locator: (nullable): JSON Pointer of the value or of the name, where the record is JSON
 * @event: the event that was read from the record; 0: none
 *
 * One place at which a text stands. Nothing of the record's content is in it.
 */
typedef struct
{
  gint64      source;
  guint64     record;
  guint64     offset;
  guint64     source_offset;
  guint64     length;
  guint64     record_length;
  gboolean    is_escaped;
  char       *locator;
  gint64      event;
  RcEventKind kind;
  gint64      time_us;       /* of the event; RC_TIME_NONE: it has none */
} RcTextHit;

void       rc_text_hit_free       (RcTextHit       *self);
RcTextHit *rc_text_hit_copy       (const RcTextHit *self);
/* Where a search goes on behind this hit; (transfer full). */
char      *rc_text_hit_dup_cursor (const RcTextHit *self);
/* The neighbourhood of the hit within its record, safe to show. It holds whatever the record says of persons: only for who
 * has it noted that it is shown. (transfer full) */
char      *rc_text_hit_dup_excerpt (const RcTextHit *self,
                                    RcRecordReader  *reader,
                                    RcDatabase      *database,
                                    GError         **error);

/* Only hits in records of which such an event was read. */
typedef struct
{
  RcEventKind kind;          /* 0: any, and records without an event */
  gint64      from_us;       /* RC_TIME_NONE: open */
  gint64      to_us;
} RcTextEventFilter;

gboolean   rc_text_event_filter_is_set (const RcTextEventFilter *self);

/**
 * RcTextResolver:
 *
 * Finds out in which record a place of a source is, and what stands there. Quick where places come in their order. It belongs to
 * the thread of the case.
 */
typedef struct _RcTextResolver RcTextResolver;

RcTextResolver *rc_text_resolver_new     (RcCase                  *case_file,
                                          RcRecordReader          *reader);
void            rc_text_resolver_free    (RcTextResolver          *self);
/* Fills in all but the length and @is_escaped, which are the caller's. @out_hit is set where the filter lets the record pass. */
gboolean        rc_text_resolver_resolve (RcTextResolver          *self,
                                          const RcSource          *source,
                                          guint64                  source_offset,
                                          const RcTextEventFilter *filter,
                                          RcTextHit              **out_hit,
                                          GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTextHit, rc_text_hit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTextResolver, rc_text_resolver_free)

G_END_DECLS
