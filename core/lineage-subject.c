/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "lineage-subject.h"

#include "joining.h"
#include "occurrence.h"
#include "words.h"

/* Inferences that are told where one must be chosen. */
#define MAX_TOLD 10u

/* A record that another one of its id replaced leads to that one. */
static gboolean
follow_replaced (RcCase    *case_file,
                 RcEvent  **event,
                 char     **out_words,
                 GError   **error)
{
  RcEvent *other;
  gboolean is_superseded;
  gint64 of;

  if (!rc_occurrence_find (rc_case_get_database (case_file), (*event)->id, &of, &is_superseded, error))
    return FALSE;
  if (of == 0 || !is_superseded)
    return TRUE;

  other = rc_event_load (case_file, of, error);
  if (other == NULL)
    return FALSE;
  {
    g_autofree char *from = rc_event_dup_reference (*event), *to = rc_event_dup_reference (other);

    *out_words = g_strdup_printf (_("The record %1$s was replaced by %2$s, another record of the same id."), from, to);
  }
  rc_event_free (*event);
  *event = other;
  return TRUE;
}

static void
set_several (RcCase         *case_file,
             const RcEvent  *event,
             const RcJoin   *join,
             GError        **error)
{
  g_autofree char *reference = rc_event_dup_reference (event);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (join->events->len, MAX_TOLD); i++)
    {
      g_autoptr (RcEvent) candidate = rc_event_load (case_file, g_array_index (join->events, gint64, i), NULL);
      g_autofree char *place = candidate != NULL ? rc_event_dup_reference (candidate) : NULL;

      if (place != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", place);
    }
  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_AMBIGUOUS,
               "The record %s of the kind “%s” leads to more than one inference, or could; choose one of %s%s", reference,
               rc_event_kind_to_name (event->kind), text->str, join->events->len > MAX_TOLD ? " and more" : "");
}

static void
set_none (const RcEvent  *event,
          const RcJoin   *join,
          GError        **error)
{
  g_autofree char *reference = rc_event_dup_reference (event);

  if (join->state == RC_JOIN_OUTSIDE)
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                 "A lineage begins at an inference; the one with the key of the record %s lies outside the window, or at another endpoint",
                 reference);
  else if (event->kind == RC_EVENT_REQUEST_PART)
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                 "A lineage begins at an inference; the record %s is a request, and no answer to it was received", reference);
  else
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                 "A lineage begins at an inference; the record %s of the kind “%s” speaks of one that the case does not hold", reference,
                 rc_event_kind_to_name (event->kind));
}

static char *
dup_words (const RcEvent *event,
           const RcEvent *inference)
{
  g_autofree char *from = rc_event_dup_reference (event), *to = rc_event_dup_reference (inference);

  if (event->kind == RC_EVENT_REQUEST_PART)
    return g_strdup_printf (_("The record %1$s is a request: this is the lineage of the answer to it, %2$s."), from, to);

  return g_strdup_printf (_("The record %1$s speaks of an answer: this is the lineage of that answer, %2$s."), from, to);
}

/**
 * rc_lineage_find_subject:
 * @event: (transfer full): any event
 * @out_words: (out) (transfer full) (nullable): %NULL where @event is the inference
 *
 * Returns: (transfer full): the inference; @event itself where it is of a kind that leads to none; %NULL with
 *   %RC_CASE_ERROR_AMBIGUOUS where it leads to several, and with %RC_CASE_ERROR_NOT_FOUND where to none that the case holds
 */
RcEvent *
rc_lineage_find_subject (RcCase          *case_file,
                         RcRecordReader  *reader,
                         RcEvent         *event,
                         char           **out_words,
                         GError         **error)
{
  g_autoptr (RcEvent) self = event;
  g_autoptr (RcEvent) inference = NULL;
  g_autoptr (RcJoin) join = NULL;

  *out_words = NULL;
  if (!follow_replaced (case_file, &self, out_words, error))
    return NULL;
  if (self->kind != RC_EVENT_REQUEST_PART && !rc_event_kind_follows (self->kind))
    return g_steal_pointer (&self);

  if (!rc_event_read_fields (self, case_file, reader, error))
    return NULL;
  join = rc_join_find_inference (case_file, reader, self, error);
  if (join == NULL)
    return NULL;
  if (join->state == RC_JOIN_NONE)
    return g_steal_pointer (&self);
  if (join->events->len == 0)
    {
      set_none (self, join, error);
      return NULL;
    }
  if (join->state != RC_JOIN_JOINED || join->events->len > 1)
    {
      set_several (case_file, self, join, error);
      return NULL;
    }

  inference = rc_event_load (case_file, g_array_index (join->events, gint64, 0), error);
  if (inference == NULL)
    return NULL;
  g_free (*out_words);
  *out_words = dup_words (self, inference);
  return g_steal_pointer (&inference);
}
