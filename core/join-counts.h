/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcJoinCounts:
 * @answers: inferences that carry a key by which a request of its own could be found
 * @joined: those of them with exactly one request
 * @half: those without a request where the case holds requests of the same log
 * @ambiguous: those with several candidates on one side
 * @outside: those whose only candidates lie outside the window, or at another endpoint
 * @requests: requests that are records of their own
 * @unanswered: those of them without any answer
 * @followers: reviews, ratings, outcomes and filters
 * @followers_joined: those of them that lead to an inference, or to the answers of one decision
 * @followers_of_traces: those about a whole trace, each counted once
 * @followers_ambiguous: those that could mean several inferences
 * @followers_outside: those whose inference lies outside the window
 * @followers_alone: those that speak of what the case does not hold
 * @followers_silent: those that name nothing
 * @repeated: records that came more than once with the same bytes
 * @superseded: records that a later one of the same id replaced
 *
 * How the records of one call were put together, as the last verify counted it.
 */
typedef struct
{
  guint64 answers;
  guint64 joined;
  guint64 half;
  guint64 ambiguous;
  guint64 outside;
  guint64 requests;
  guint64 unanswered;
  guint64 followers;
  guint64 followers_joined;
  guint64 followers_of_traces;
  guint64 followers_ambiguous;
  guint64 followers_outside;
  guint64 followers_alone;
  guint64 followers_silent;
  guint64 repeated;
  guint64 superseded;
} RcJoinCounts;

#define RC_N_JOIN_COUNTS (sizeof (RcJoinCounts) / sizeof (guint64))

/* The counts by their stable names, for JSON and for the case: @index below RC_N_JOIN_COUNTS. */
const char *rc_join_counts_get_name  (gsize               index);
guint64     rc_join_counts_get       (const RcJoinCounts *self,
                                      gsize               index);
/* {"answers":3, …}; (transfer full) */
char       *rc_join_counts_to_json   (const RcJoinCounts *self);
/* All 0 where @text is %NULL or none of these. */
void        rc_join_counts_from_json (RcJoinCounts       *out_counts,
                                      const char         *text);
/* What people read, one sentence each, only of what was met. (transfer full) */
char      **rc_join_counts_dup_words (const RcJoinCounts *self);

G_END_DECLS
