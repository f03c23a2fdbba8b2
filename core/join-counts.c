/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "join-counts.h"

#include <string.h>

#include "json-writer.h"
#include "json.h"
#include "words.h"

/* In the order of the fields. */
static const char * const names[] = {
  "answers", "joined", "half", "ambiguous", "outside_window", "requests", "requests_unanswered", "followers", "followers_joined",
  "followers_of_traces", "followers_ambiguous", "followers_outside_window", "followers_alone", "followers_silent", "repeated",
  "superseded",
};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == RC_N_JOIN_COUNTS);

const char *
rc_join_counts_get_name (gsize index)
{
  g_return_val_if_fail (index < RC_N_JOIN_COUNTS, NULL);

  return names[index];
}

guint64
rc_join_counts_get (const RcJoinCounts *self,
                    gsize               index)
{
  guint64 values[RC_N_JOIN_COUNTS];

  g_return_val_if_fail (index < RC_N_JOIN_COUNTS, 0);

  memcpy (values, self, sizeof values);
  return values[index];
}

/**
 * rc_join_counts_to_json:
 *
 * Returns: (transfer full): an object with every count
 */
char *
rc_join_counts_to_json (const RcJoinCounts *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  for (gsize i = 0; i < RC_N_JOIN_COUNTS; i++)
    rc_json_writer_member_integer (writer, names[i], (gint64) rc_join_counts_get (self, i));
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

/**
 * rc_join_counts_from_json:
 * @text: (nullable): what rc_join_counts_to_json() made
 */
void
rc_join_counts_from_json (RcJoinCounts *out_counts,
                          const char   *text)
{
  g_auto (RcJson) json = { 0 };
  guint64 values[RC_N_JOIN_COUNTS] = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  if (text != NULL && rc_json_parse (&json, text, strlen (text), &fault))
    {
      for (gsize i = 0; i < RC_N_JOIN_COUNTS; i++)
        {
          guint32 node = rc_json_member (&json, 0, names[i]);
          g_autofree char *digits = node != RC_JSON_NO_NODE && json.nodes[node].type == RC_JSON_NUMBER
            ? g_strndup (text + json.nodes[node].offset, json.nodes[node].length) : NULL;

          if (digits != NULL)
            values[i] = g_ascii_strtoull (digits, NULL, 10);
        }
    }

  memcpy (out_counts, values, sizeof values);
}

static char *
dup_digits (guint64 count)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, count);
}

static char *
dup_answers (const RcJoinCounts *self)
{
  g_autofree char *answers = dup_digits (self->answers), *joined = dup_digits (self->joined), *half = dup_digits (self->half);
  g_autofree char *ambiguous = dup_digits (self->ambiguous), *outside = dup_digits (self->outside);

  return g_strdup_printf (_("Answers that name a request: %1$s; put together with it: %2$s; request not received: %3$s; more than one "
                            "candidate: %4$s; request outside the window: %5$s."), answers, joined, half, ambiguous, outside);
}

static char *
dup_requests (const RcJoinCounts *self)
{
  g_autofree char *requests = dup_digits (self->requests), *unanswered = dup_digits (self->unanswered);

  return g_strdup_printf (_("Requests that are records of their own: %1$s; without an answer: %2$s."), requests, unanswered);
}

static char *
dup_followers (const RcJoinCounts *self)
{
  g_autofree char *followers = dup_digits (self->followers), *joined = dup_digits (self->followers_joined);
  g_autofree char *traces = dup_digits (self->followers_of_traces), *ambiguous = dup_digits (self->followers_ambiguous);
  g_autofree char *outside = dup_digits (self->followers_outside), *alone = dup_digits (self->followers_alone);
  g_autofree char *silent = dup_digits (self->followers_silent);

  return g_strdup_printf (_("Reviews, ratings, outcomes and filters: %1$s; about an answer or a decision: %2$s; about a whole trace: %3$s; "
                            "more than one answer possible: %4$s; answer outside the window: %5$s; answer not received: %6$s; naming "
                            "nothing: %7$s."), followers, joined, traces, ambiguous, outside, alone, silent);
}

static char *
dup_repeats (const RcJoinCounts *self)
{
  g_autofree char *repeated = dup_digits (self->repeated), *superseded = dup_digits (self->superseded);

  return g_strdup_printf (_("Records that came again unchanged: %1$s; replaced by a later one of the same id: %2$s."), repeated, superseded);
}

/**
 * rc_join_counts_dup_words:
 *
 * Returns: (transfer full): sentences, only of what was met
 */
char **
rc_join_counts_dup_words (const RcJoinCounts *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const struct { gboolean met; char *(*say) (const RcJoinCounts *self); } lines[] = {
    { self->answers > 0, dup_answers },
    { self->requests > 0, dup_requests },
    { self->followers > 0, dup_followers },
    { self->repeated > 0 || self->superseded > 0, dup_repeats },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = lines[i].met ? lines[i].say (self) : NULL;

      if (line != NULL)
        g_strv_builder_add (builder, line);
    }
  return g_strv_builder_end (builder);
}
