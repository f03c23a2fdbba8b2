/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "event-pages.h"

#include "custody.h"
#include "event-walk.h"
#include "mask.h"
#include "slot.h"
#include "source.h"
#include "verify.h"

/* Rows between two places that are noted. */
#define SPACING 1024u

struct _RcEventPages
{
  gatomicrefcount   references;
  RcEventQuery      query;
  gboolean          is_open;
  gboolean          by_time;        /* no filter but of time: places are noted, and no more */
  gint64            mark;
  RcDigest          state;          /* of the evidence at opening */
  gboolean          is_judged;      /* a verification of it was on record */
  RcProtectionMap  *protection;
  RcEventWalk       walk;
  GArray           *candidates;     /* (nullable): of RcEventPlace: what an index proposed, instead of the walk */
  guint             n_tried;
  GArray           *places;         /* of RcEventPlace: by time, that before each row with a number divisible by SPACING */
  GArray           *ids;            /* of gint64: otherwise, each row */
  RcEventPagesState state_now;
};

void
rc_event_line_free (RcEventLine *self)
{
  if (self == NULL)
    return;

  g_free (self->reference);
  g_free (self->name);
  g_free (self->decision);
  g_free (self->event_id);
  g_free (self->system);
  g_free (self->model);
  g_free (self->subject);
  g_free (self->answer);
  g_free (self->score);
  g_free (self->trouble);
  g_free (self);
}

/**
 * rc_event_pages_new:
 * @query: what the list holds
 *
 * Returns: (transfer full): a list that is still empty; rc_event_pages_grow() fills it
 */
RcEventPages *
rc_event_pages_new (const RcEventQuery *query)
{
  RcEventPages *self = g_new0 (RcEventPages, 1);

  g_atomic_ref_count_init (&self->references);
  self->query = *query;
  self->query.id = g_strdup (query->id);
  self->query.decision = g_strdup (query->decision);
  self->query.subject = g_strdup (query->subject);
  self->query.model = g_strdup (query->model);
  self->query.system = g_strdup (query->system);
  self->query.text = g_strdup (query->text);
  self->query.only = query->only != NULL ? g_array_ref (query->only) : NULL;
  self->query.within = query->within != NULL ? rc_system_filter_ref (query->within) : NULL;
  self->query.after = NULL;
  self->query.limit = 0;
  self->by_time = query->id == NULL && query->decision == NULL && query->subject == NULL && query->model == NULL &&
                  query->system == NULL && query->within == NULL && query->text == NULL && query->only == NULL;
  self->places = g_array_new (FALSE, FALSE, sizeof (RcEventPlace));
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

RcEventPages *
rc_event_pages_ref (RcEventPages *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
rc_event_pages_unref (RcEventPages *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_free ((char *) self->query.id);
  g_free ((char *) self->query.decision);
  g_free ((char *) self->query.subject);
  g_free ((char *) self->query.model);
  g_free ((char *) self->query.system);
  g_free ((char *) self->query.text);
  g_clear_pointer (&self->query.only, g_array_unref);
  g_clear_pointer (&self->query.within, rc_system_filter_unref);
  g_clear_pointer (&self->protection, rc_protection_map_free);
  g_clear_pointer (&self->candidates, g_array_unref);
  g_array_unref (self->places);
  g_array_unref (self->ids);
  g_free (self);
}

/* --- Opening --- */

/* As a lineage weighs it: nothing counts as checked in a case file that somebody edited. */
static gboolean
load_protection (RcEventPages  *self,
                 RcCase        *case_file,
                 GError       **error)
{
  g_autoptr (RcJudgement) judgement = rc_verify_load (case_file, &self->is_judged, error);
  g_autoptr (GPtrArray) sources = judgement != NULL ? rc_source_list (case_file, error) : NULL;

  if (sources == NULL || !rc_custody_judged_state (case_file, &self->state, error))
    return FALSE;

  self->protection = rc_protection_map_new (judgement, self->is_judged && !rc_judgement_tells_of_edit (judgement), sources);
  return TRUE;
}

static gboolean
open_list (RcEventPages    *self,
           RcCase          *case_file,
           RcRecordReader  *reader,
           GError         **error)
{
  if (self->is_open)
    return TRUE;

  self->mark = rc_case_get_mark (case_file, "event");
  if ((self->protection == NULL && !load_protection (self, case_file, error))
      || !rc_event_query_find (case_file, reader, &self->query, &self->candidates, error)
      || !rc_event_walk_begin (&self->walk, &self->query, self->mark, error))
    return FALSE;

  self->is_open = TRUE;
  return TRUE;
}

/* --- Growing --- */

static void
note_places (RcEventPages       *self,
             RcEventPlace       *before,
             const RcEventPlace *places,
             guint               count)
{
  for (guint i = 0; i < count; i++)
    {
      if (self->state_now.n_rows++ % SPACING == 0)
        g_array_append_val (self->places, *before);
      *before = places[i];
    }
}

/* A record that the case cannot read is counted: nobody knows whether it belongs to the list. One that was removed meanwhile is not. */
static gboolean
fits (RcEventPages    *self,
      RcCase          *case_file,
      RcRecordReader  *reader,
      gint64           id,
      gboolean        *out_fits,
      GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcEvent) event = NULL;

  *out_fits = self->candidates == NULL && self->query.text == NULL &&
              (self->query.within == NULL || !rc_system_filter_has_conditions (self->query.within));
  if (*out_fits)
    return TRUE;
  if (rc_event_query_fits (case_file, reader, &self->query, id, &event, &local_error))
    {
      *out_fits = event != NULL;
      return TRUE;
    }
  if (g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND))
    return TRUE;

  self->state_now.n_unreadable++;
  return rc_seal_context_tolerate (&local_error, error);
}

static gboolean
note_fitting (RcEventPages        *self,
              RcCase              *case_file,
              RcRecordReader      *reader,
              const RcEventPlace  *places,
              guint                count,
              GError             **error)
{
  for (guint i = 0; i < count; i++)
    {
      gboolean is_row = FALSE;

      if (places[i].id > self->mark)
        continue;
      if (!fits (self, case_file, reader, places[i].id, &is_row, error))
        return FALSE;
      if (!is_row)
        continue;
      g_array_append_val (self->ids, places[i].id);
      self->state_now.n_rows++;
    }
  return TRUE;
}

/* The next of what an index proposed, as a step of a walk would give them. */
static void
step_candidates (RcEventPages  *self,
                 RcEventPlace   places[RC_EVENT_WALK_STEP],
                 guint         *out_count)
{
  for (*out_count = 0; *out_count < RC_EVENT_WALK_STEP && self->n_tried < self->candidates->len; self->n_tried++)
    places[(*out_count)++] = g_array_index (self->candidates, RcEventPlace, self->n_tried);

  self->state_now.n_read = self->n_tried;
  self->state_now.is_complete = self->n_tried == self->candidates->len;
}

static gboolean
grow_step (RcEventPages    *self,
           RcCase          *case_file,
           RcRecordReader  *reader,
           GError         **error)
{
  RcEventPlace places[RC_EVENT_WALK_STEP];
  RcEventPlace before = { self->walk.timed ? self->walk.time_us : RC_TIME_NONE, self->walk.id };
  guint count;

  if (self->candidates != NULL)
    {
      step_candidates (self, places, &count);
      return note_fitting (self, case_file, reader, places, count, error);
    }

  if (!rc_event_walk_step (&self->walk, case_file, places, &count, error))
    return FALSE;
  self->state_now.n_read = self->walk.n_read;
  self->state_now.is_complete = self->walk.at_end;
  if (!self->by_time)
    return note_fitting (self, case_file, reader, places, count, error);

  note_places (self, &before, places, count);
  return TRUE;
}

/**
 * rc_event_pages_grow:
 * @milliseconds: for about how long; one step is always made
 * @out_state: (out): how far the list is now
 *
 * Looks for further rows. The first call opens the list: what is published then is what it will hold.
 */
gboolean
rc_event_pages_grow (RcEventPages       *self,
                     RcCase             *case_file,
                     RcRecordReader     *reader,
                     guint               milliseconds,
                     RcEventPagesState  *out_state,
                     GCancellable       *cancellable,
                     GError            **error)
{
  gint64 until_us = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  if (!open_list (self, case_file, reader, error))
    return FALSE;

  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!self->state_now.is_complete && !grow_step (self, case_file, reader, error))
        return FALSE;
    }
  while (!self->state_now.is_complete && g_get_monotonic_time () < until_us);

  *out_state = self->state_now;
  return TRUE;
}

/* --- Reading --- */

static char *
dup_field (const RcEvent *event,
           RcField        field)
{
  return g_strdup (rc_event_peek_field (event, field));
}

static void
fill_fields (RcEventLine   *line,
             RcCase        *case_file,
             const RcEvent *event)
{
  const char *proposal = rc_event_peek_field (event, RC_FIELD_PROPOSAL);
  const char *answer = proposal != NULL ? proposal : rc_event_peek_field (event, RC_FIELD_OUTPUT);

  line->decision = dup_field (event, RC_FIELD_DECISION);
  line->event_id = dup_field (event, RC_FIELD_ID);
  line->score = dup_field (event, RC_FIELD_SCORE);
  line->subject = rc_mask_field (case_file, RC_FIELD_SUBJECT, rc_event_peek_field (event, RC_FIELD_SUBJECT), NULL);
  line->answer = answer != NULL ? rc_slot_dup_answer_in (case_file, answer, &line->masked_answer) : NULL;
}

static void
fill_name (RcEventLine *line)
{
  const char *name = line->decision != NULL ? line->decision : line->event_id;

  line->name = g_strdup (name != NULL && *name != '\0' ? name : line->reference);
}

/* What cannot be read is told in its row: the rows around it are none the worse. */
static RcEventLine *
read_line (RcEventPages   *self,
           RcCase         *case_file,
           RcRecordReader *reader,
           RcEvent        *event)
{
  RcEventLine *line = g_new0 (RcEventLine, 1);
  g_autoptr (GError) trouble = NULL;

  line->id = event->id;
  line->source = event->source;
  line->record = event->record;
  line->time_us = event->time_us;
  line->span_us = event->span_us;
  line->reference = rc_event_dup_reference (event);
  line->system = g_strdup (event->system);
  line->model = g_strdup (event->model);
  line->protection = rc_protection_map_get (self->protection, event->source, event->record, NULL);
  if (rc_event_read_fields (event, case_file, reader, &trouble))
    fill_fields (line, case_file, event);
  else
    line->trouble = g_strdup (trouble->message);
  fill_name (line);
  return line;
}

static gboolean
read_event (RcEventPages    *self,
            RcCase          *case_file,
            RcRecordReader  *reader,
            gint64           id,
            GPtrArray       *lines,
            GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcEvent) event = rc_event_load (case_file, id, &local_error);

  if (event == NULL && !g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (event != NULL)
    g_ptr_array_add (lines, read_line (self, case_file, reader, event));
  return TRUE;
}

/* The numbers of the rows from @first on, from the nearest place that was noted. */
static GArray *
list_ids_by_time (RcEventPages  *self,
                  RcCase        *case_file,
                  guint64        first,
                  guint          n,
                  GError       **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint skip = (guint) (first % SPACING);
  RcEventWalk walk;

  rc_event_walk_begin_after (&walk, &self->query, self->mark, &g_array_index (self->places, RcEventPlace, first / SPACING));
  while (ids->len < n && !walk.at_end)
    {
      RcEventPlace places[RC_EVENT_WALK_STEP];
      guint count;

      if (!rc_event_walk_step (&walk, case_file, places, &count, error))
        return NULL;
      for (guint i = MIN (skip, count); i < count && ids->len < n; i++)
        g_array_append_val (ids, places[i].id);
      skip -= MIN (skip, count);
    }
  return g_steal_pointer (&ids);
}

static GArray *
list_ids (RcEventPages  *self,
          RcCase        *case_file,
          guint64        first,
          guint          n,
          GError       **error)
{
  GArray *ids;

  if (self->by_time)
    return list_ids_by_time (self, case_file, first, n, error);

  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (ids, &g_array_index (self->ids, gint64, first), n);
  return ids;
}

/**
 * rc_event_pages_read:
 * @first: from 0
 * @n: at most so many
 *
 * Reads rows. The time this takes does not grow with the list.
 *
 * Returns: (transfer full) (element-type RcEventLine): the rows, in their order; none where @first lies beyond what was found
 */
GPtrArray *
rc_event_pages_read (RcEventPages    *self,
                     RcCase          *case_file,
                     RcRecordReader  *reader,
                     guint64          first,
                     guint            n,
                     GCancellable    *cancellable,
                     GError         **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_event_line_free);
  g_autoptr (GArray) ids = NULL;

  if (first >= self->state_now.n_rows)
    return g_steal_pointer (&lines);

  ids = list_ids (self, case_file, first, (guint) MIN (n, self->state_now.n_rows - first), error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !read_event (self, case_file, reader, g_array_index (ids, gint64, i), lines, error))
        return NULL;
    }
  return ids != NULL ? g_steal_pointer (&lines) : NULL;
}

/**
 * rc_event_pages_is_current:
 * @out_current: (out): whether the evidence and what was found about it are as they were when the list was opened
 */
gboolean
rc_event_pages_is_current (RcEventPages  *self,
                           RcCase        *case_file,
                           gboolean      *out_current,
                           GError       **error)
{
  g_autoptr (RcJudgement) judgement = rc_verify_load (case_file, out_current, error);
  RcDigest state;

  if (judgement == NULL || !rc_custody_judged_state (case_file, &state, error))
    return FALSE;

  *out_current = self->is_open && *out_current == self->is_judged && rc_digest_equal (&state, &self->state);
  return TRUE;
}
