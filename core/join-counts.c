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

typedef struct
{
  const char *label;
  guint64     count;
} Part;

/* "LABEL: N; LABEL: N.": the first part, and of the others what was met. */
static char *
dup_line (const Part *parts,
          gsize       n_parts)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; i < n_parts; i++)
    if (i == 0 || parts[i].count > 0)
      g_string_append_printf (line, "%s%s: %" G_GUINT64_FORMAT, i > 0 ? "; " : "", _(parts[i].label), parts[i].count);
  g_string_append_c (line, '.');
  return g_string_free (g_steal_pointer (&line), FALSE);
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
  const Part answers[] = {
    { N_("Answers whose request is a record of its own"), self->answers },
    { N_("put together with it"), self->joined },
    { N_("request not received"), self->half },
    { N_("more than one record could be the request, or the answer to it"), self->ambiguous },
    { N_("request outside the window, or at another endpoint"), self->outside },
  };
  const Part requests[] = {
    { N_("Requests that are records of their own"), self->requests },
    { N_("without an answer"), self->unanswered },
  };
  const Part followers[] = {
    { N_("Reviews, ratings, outcomes and filters"), self->followers },
    { N_("about an answer or a decision of the log"), self->followers_joined },
    { N_("about a whole trace"), self->followers_of_traces },
    { N_("about one of several answers, not told which"), self->followers_ambiguous },
    { N_("answer outside the window, or at another endpoint"), self->followers_outside },
    { N_("answer not received"), self->followers_alone },
    { N_("naming nothing"), self->followers_silent },
  };
  const Part repeats[] = {
    { N_("Records that came again unchanged"), self->repeated },
    { N_("replaced by a later record of the same id"), self->superseded },
  };
  const struct { gboolean is_met; const Part *parts; gsize n_parts; } lines[] = {
    { self->answers > 0, answers, G_N_ELEMENTS (answers) },
    { self->requests > 0, requests, G_N_ELEMENTS (requests) },
    { self->followers > 0, followers, G_N_ELEMENTS (followers) },
    { self->repeated > 0 || self->superseded > 0, repeats, G_N_ELEMENTS (repeats) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = lines[i].is_met ? dup_line (lines[i].parts, lines[i].n_parts) : NULL;

      if (line != NULL)
        g_strv_builder_add (builder, line);
    }
  return g_strv_builder_end (builder);
}
