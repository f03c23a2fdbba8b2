/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "importer.h"

G_BEGIN_DECLS

/* Records of one key that are looked at. Where there are more the key tells nothing, and nothing is joined by it. */
#define RC_JOIN_MAX_CANDIDATES 256u

/*
 * Which records are of one call: a request and its answer, and what was said of the answer later. Only declared keys join, within the
 * bounds that the format gives; of several candidates none is ever chosen.
 */

typedef enum
{
  RC_JOIN_NONE,        /* nothing to join by, or nothing that is missing */
  RC_JOIN_HALF,        /* the other one was not received */
  RC_JOIN_OUTSIDE,     /* only what lies outside the window, or at another endpoint, carries the key */
  RC_JOIN_AMBIGUOUS,   /* several records could be the one, on either side */
  RC_JOIN_JOINED,
} RcJoinState;

/* By what, the best first. */
typedef enum
{
  RC_JOIN_BY_ID,
  RC_JOIN_BY_CORRELATION,
  RC_JOIN_BY_DECISION,       /* under one business reference: of all its answers */
  RC_JOIN_BY_TRACE,          /* about a trace as a whole, or another part of it: never about one answer of several */
  RC_JOIN_BY_NOTHING,
} RcJoinWay;

/**
 * RcJoin:
 * @events: (element-type gint64): the partner; where the state is ambiguous, all candidates; by decision or trace, all that it is about
 * @outside: (element-type gint64): those that carry the key outside the bounds
 * @rivals: (element-type gint64): the others on the event's own side that have the same claim to the partner
 * @n_records: in how many different records @events stand
 * @is_complete: %FALSE where more carry the key than are looked at: then nothing is joined
 */
typedef struct
{
  RcJoinState state;
  RcJoinWay   way;
  GArray     *events;
  GArray     *outside;
  GArray     *rivals;
  guint       n_records;
  gboolean    is_complete;
} RcJoin;

/**
 * RcFollower:
 * @event: the record that speaks of the inference, its fields read
 * @way: how that is known
 * @is_ambiguous: it could speak of another inference as well
 * @n_inferences: how many inferences it speaks of: 1, but by decision or trace
 */
typedef struct
{
  RcEvent   *event;
  RcJoinWay  way;
  gboolean   is_ambiguous;
  guint      n_inferences;
} RcFollower;

void        rc_join_free            (RcJoin          *self);
void        rc_follower_free        (RcFollower      *self);
const char *rc_join_state_to_name   (RcJoinState      state);   /* "joined" … */
const char *rc_join_way_to_name     (RcJoinWay        way);     /* "by-id" … */

/* Whether records of the kind speak of an inference: reviews, ratings, outcomes, anomalies, filters, tool calls. */
gboolean    rc_event_kind_follows   (RcEventKind      kind);
/* The bounds that @importer gives for its own halves; a day at any endpoint where it gives none. */
RcImporterJoin rc_join_bounds       (const RcImporter *importer);   /* (nullable) */
/* Whether both lie so near each other that they can be of one call, as far as they tell. */
gboolean    rc_join_is_within       (const RcImporterJoin *bounds,
                                     const RcEvent   *a,
                                     const RcEvent   *b);

/* The request of an inference whose request is a record of its own. */
RcJoin     *rc_join_find_request    (RcCase          *case_file,
                                     RcRecordReader  *reader,
                                     const RcEvent   *inference,
                                     GError         **error);
/* The inference that a request, or what follows one, belongs to. */
RcJoin     *rc_join_find_inference  (RcCase          *case_file,
                                     RcRecordReader  *reader,
                                     const RcEvent   *event,
                                     GError         **error);
/* What speaks of an inference, of one kind, by time; @out_complete: FALSE where more were found than are read.
 * (element-type RcFollower) (transfer full) */
GPtrArray  *rc_join_list_followers  (RcCase          *case_file,
                                     RcRecordReader  *reader,
                                     const RcEvent   *inference,
                                     RcEventKind      kind,
                                     gboolean        *out_complete,
                                     GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcJoin, rc_join_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcFollower, rc_follower_free)

G_END_DECLS
