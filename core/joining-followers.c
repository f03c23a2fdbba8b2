/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "event-index.h"
#include "joining.h"

/*
 * What speaks of one inference. Whatever could speak of it is asked which inference it means: both directions have one answer.
 */

/* Records of one kind that are asked, for each key. */
#define MAX_FOLLOWERS 64u

void
rc_follower_free (RcFollower *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->event, rc_event_free);
  g_free (self);
}

static gboolean
contains (const GArray *ids,
          gint64        id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

static gboolean
ask (GPtrArray       *followers,
     RcCase          *case_file,
     RcRecordReader  *reader,
     const RcEvent   *inference,
     gint64           id,
     GError         **error)
{
  g_autoptr (RcFollower) follower = g_new0 (RcFollower, 1);
  g_autoptr (RcJoin) join = NULL;

  follower->event = rc_event_load (case_file, id, error);
  if (follower->event == NULL || !rc_event_read_fields (follower->event, case_file, reader, error))
    return FALSE;
  join = rc_join_find_inference (case_file, reader, follower->event, error);
  if (join == NULL)
    return FALSE;
  /* Of a decision or trace with more answers than are looked at, this one was found by its key. */
  if (!contains (join->events, inference->id) && (join->is_complete || join->way < RC_JOIN_BY_DECISION))
    return TRUE;

  follower->way = join->way;
  follower->is_ambiguous = join->state == RC_JOIN_AMBIGUOUS || !join->is_complete;
  follower->n_inferences = join->n_records;
  g_ptr_array_add (followers, g_steal_pointer (&follower));
  return TRUE;
}

static gboolean
gather (GArray          *ids,
        RcCase          *case_file,
        RcRecordReader  *reader,
        RcEventKind      kind,
        RcEventKey       key,
        const char      *text,
        gboolean        *out_complete,
        GError         **error)
{
  g_autoptr (GArray) found = NULL;

  if (text == NULL || *text == '\0')
    return TRUE;

  found = rc_event_index_find (case_file, reader, kind, key, text, MAX_FOLLOWERS + 1, error);
  if (found == NULL)
    return FALSE;
  *out_complete = *out_complete && found->len <= MAX_FOLLOWERS;
  for (guint i = 0; i < MIN (found->len, MAX_FOLLOWERS); i++)
    if (!contains (ids, g_array_index (found, gint64, i)))
      g_array_append_val (ids, g_array_index (found, gint64, i));

  return TRUE;
}

/* Those that name the request of the inference, where that has an id of its own, or its business reference. */
static gboolean
gather_of_request (GArray          *ids,
                   RcCase          *case_file,
                   RcRecordReader  *reader,
                   const RcEvent   *inference,
                   RcEventKind      kind,
                   gboolean        *out_complete,
                   GError         **error)
{
  g_autoptr (RcJoin) request = rc_join_find_request (case_file, reader, inference, error);

  if (request == NULL)
    return FALSE;

  for (guint i = 0; i < request->events->len; i++)
    {
      g_autoptr (RcEvent) part = rc_event_load (case_file, g_array_index (request->events, gint64, i), error);

      if (part == NULL || !rc_event_read_fields (part, case_file, reader, error) ||
          !gather (ids, case_file, reader, kind, RC_EVENT_KEY_TARGET, rc_event_peek_field (part, RC_FIELD_ID), out_complete, error) ||
          !gather (ids, case_file, reader, kind, RC_EVENT_KEY_DECISION, rc_event_peek_field (part, RC_FIELD_DECISION), out_complete,
                   error))
        return FALSE;
    }

  return TRUE;
}

static int
compare_followers (gconstpointer a,
                   gconstpointer b)
{
  const RcEvent *left = (*(const RcFollower * const *) a)->event;
  const RcEvent *right = (*(const RcFollower * const *) b)->event;

  if (left->time_us != right->time_us)
    return left->time_us < right->time_us ? -1 : 1;

  return left->id < right->id ? -1 : left->id > right->id;
}

/**
 * rc_join_list_followers:
 * @inference: its fields read
 * @kind: of those that are wanted
 * @out_complete: (out): %FALSE where more could speak of it than are asked
 *
 * Returns: (element-type RcFollower) (transfer full): by their time
 */
GPtrArray *
rc_join_list_followers (RcCase          *case_file,
                        RcRecordReader  *reader,
                        const RcEvent   *inference,
                        RcEventKind      kind,
                        gboolean        *out_complete,
                        GError         **error)
{
  static const struct { RcEventKey key; RcField field; } ways[] = {
    { RC_EVENT_KEY_TARGET, RC_FIELD_ID },
    { RC_EVENT_KEY_TARGET, RC_FIELD_CORRELATION },
    { RC_EVENT_KEY_CORRELATION, RC_FIELD_CORRELATION },
    { RC_EVENT_KEY_TARGET, RC_FIELD_DECISION },
    { RC_EVENT_KEY_DECISION, RC_FIELD_DECISION },
    { RC_EVENT_KEY_TARGET, RC_FIELD_TRACE },
    { RC_EVENT_KEY_TRACE, RC_FIELD_TRACE },
  };
  g_autoptr (GPtrArray) followers = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_follower_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (rc_event_kind_follows (kind), NULL);

  *out_complete = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (!gather (ids, case_file, reader, kind, ways[i].key, rc_event_peek_field (inference, ways[i].field), out_complete, error))
      return NULL;
  if (!gather_of_request (ids, case_file, reader, inference, kind, out_complete, error))
    return NULL;

  for (guint i = 0; i < ids->len; i++)
    if (!ask (followers, case_file, reader, inference, g_array_index (ids, gint64, i), error))
      return NULL;

  g_ptr_array_sort (followers, compare_followers);
  return g_steal_pointer (&followers);
}
