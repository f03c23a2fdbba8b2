/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "subject-lookup.h"

#include <string.h>

#include "bounds.h"
#include "custody.h"
#include "event-query.h"
#include "json-writer.h"
#include "mask.h"
#include "reveal.h"

/* Whom an event concerns is found by the sorted runs. */
static const RcEventKind kinds_concerning[] = {
  RC_EVENT_INFERENCE, RC_EVENT_REQUEST_PART, RC_EVENT_DECISION, RC_EVENT_HUMAN_ACTION, RC_EVENT_FEEDBACK, RC_EVENT_GROUND_TRUTH,
  RC_EVENT_GUARDRAIL, RC_EVENT_TOOL_CALL, RC_EVENT_ANOMALY, RC_EVENT_INCIDENT, RC_EVENT_ACCESS, RC_EVENT_OTHER,
};

/* Who acted is in no run: the events of these kinds, which are few beside the inferences, are read one by one. */
static const RcEventKind kinds_acting[] = { RC_EVENT_HUMAN_ACTION, RC_EVENT_FEEDBACK, RC_EVENT_APPROVAL };

static const char *const role_names[] = { "subject", "actor", "decision" };

typedef struct
{
  RcCase         *case_file;
  RcRecordReader *reader;
  RcSubjectFound *found;
  GHashTable     *by_text;     /* text of a form → its place plus one */
  GHashTable     *told;        /* ids of the events that are found as concerning the person, or through their decision */
  GCancellable   *cancellable;
} LookUp;

static void
hit_free (gpointer data)
{
  RcSubjectHit *self = data;

  rc_event_free (self->event);
  g_free (self->decision);
  g_free (self);
}

void
rc_subject_found_free (RcSubjectFound *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->forms, g_ptr_array_unref);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_free (self->n_by_form);
  g_free (self);
}

const char *
rc_subject_role_to_name (RcSubjectRole role)
{
  return role_names[role];
}

/* --- Finding --- */

static char *
dup_decision (const RcEvent *event)
{
  const char *decision = rc_event_peek_field (event, RC_FIELD_DECISION);

  if (decision == NULL || *decision == '\0')
    decision = rc_event_peek_field (event, RC_FIELD_TARGET);
  if (decision == NULL || *decision == '\0')
    decision = rc_event_peek_field (event, RC_FIELD_ID);
  return decision != NULL && *decision != '\0' ? g_strdup (decision) : rc_event_dup_reference (event);
}

/* @event: (transfer full). FALSE: no more are taken. */
static gboolean
take_hit (LookUp        *self,
          RcEvent       *event,
          RcSubjectRole  as,
          guint          form)
{
  RcSubjectHit *hit;

  if (self->found->hits->len >= RC_LIMIT_SUBJECT_HITS)
    {
      self->found->is_complete = FALSE;
      rc_event_free (event);
      return FALSE;
    }

  hit = g_new0 (RcSubjectHit, 1);
  hit->event = event;
  hit->as = as;
  hit->form = form;
  hit->decision = dup_decision (event);
  g_ptr_array_add (self->found->hits, hit);
  if (as != RC_SUBJECT_BY_DECISION)
    self->found->n_by_form[form]++;
  if (as != RC_SUBJECT_AS_ACTOR)
    g_hash_table_add (self->told, g_memdup2 (&event->id, sizeof event->id));
  return TRUE;
}

static gboolean
take_key (LookUp         *self,
          RcEventKind     kind,
          RcEventKey      key,
          const char     *text,
          RcSubjectRole   as,
          guint           form,
          GError        **error)
{
  g_autoptr (GArray) ids = rc_event_index_find (self->case_file, self->reader, kind, key, text, RC_LIMIT_SUBJECT_HITS + 1, error);

  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (RcEvent) event = NULL;

      if (g_hash_table_contains (self->told, &id))
        continue;
      event = rc_event_load (self->case_file, id, error);
      if (event == NULL || !rc_event_read_fields (event, self->case_file, self->reader, error))
        return FALSE;
      if (!take_hit (self, g_steal_pointer (&event), as, form))
        return TRUE;
    }
  return TRUE;
}

static gboolean
find_concerned (LookUp  *self,
                GError **error)
{
  for (guint i = 0; i < self->found->forms->len; i++)
    {
      const RcSubjectForm *form = g_ptr_array_index (self->found->forms, i);

      for (guint j = 0; j < G_N_ELEMENTS (kinds_concerning); j++)
        {
          if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
              !take_key (self, kinds_concerning[j], RC_EVENT_KEY_SUBJECT, form->text, RC_SUBJECT_AS_CONCERNED, i, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* The business's own list, or a review, may name the person where the inference does not. */
static gboolean
find_by_decision (LookUp  *self,
                  GError **error)
{
  guint n_concerned = self->found->hits->len;

  for (guint i = 0; i < n_concerned; i++)
    {
      const RcSubjectHit *hit = g_ptr_array_index (self->found->hits, i);
      const char *decision = rc_event_peek_field (hit->event, RC_FIELD_DECISION);

      if (decision == NULL || *decision == '\0')
        continue;
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !take_key (self, RC_EVENT_INFERENCE, RC_EVENT_KEY_DECISION, decision, RC_SUBJECT_BY_DECISION, 0, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
look_at_actor (const RcEvent *event,
               gpointer       data)
{
  LookUp *self = data;
  const char *actor = rc_event_peek_field (event, RC_FIELD_ACTOR);
  gpointer place = actor != NULL ? g_hash_table_lookup (self->by_text, actor) : NULL;
  g_autoptr (RcEvent) copy = NULL;

  if (place == NULL)
    return TRUE;

  copy = rc_event_load (self->case_file, event->id, NULL);
  if (copy == NULL || !rc_event_read_fields (copy, self->case_file, self->reader, NULL))
    {
      self->found->is_complete = FALSE;
      return TRUE;
    }
  return take_hit (self, g_steal_pointer (&copy), RC_SUBJECT_AS_ACTOR, GPOINTER_TO_UINT (place) - 1);
}

static gboolean
find_acting (LookUp  *self,
             GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds_acting); i++)
    {
      RcEventQuery query = { .kind = kinds_acting[i], .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };

      if (!rc_event_query_walk (self->case_file, self->reader, &query, look_at_actor, self, self->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Order --- */

static int
compare_in_time (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const RcSubjectHit *left = *(RcSubjectHit *const *) a;
  const RcSubjectHit *right = *(RcSubjectHit *const *) b;
  GHashTable *places = data;
  guint left_place = places != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (places, left->decision)) : 0;
  guint right_place = places != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (places, right->decision)) : 0;

  if (left_place != right_place)
    return left_place < right_place ? -1 : 1;
  if (left->event->time_us != right->event->time_us)
    return left->event->time_us < right->event->time_us ? -1 : 1;
  if (left->event->id != right->event->id)
    return left->event->id < right->event->id ? -1 : 1;
  return (int) left->as - (int) right->as;
}

/* Decisions in the order of their first event. */
static void
put_in_order (RcSubjectFound *found)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  g_ptr_array_sort_with_data (found->hits, compare_in_time, NULL);
  for (guint i = 0; i < found->hits->len; i++)
    {
      const RcSubjectHit *hit = g_ptr_array_index (found->hits, i);

      if (!g_hash_table_contains (places, hit->decision))
        g_hash_table_insert (places, hit->decision, GUINT_TO_POINTER (g_hash_table_size (places) + 1));
    }
  g_ptr_array_sort_with_data (found->hits, compare_in_time, places);
  found->n_decisions = g_hash_table_size (places);
}

static void
weigh (RcSubjectFound *found)
{
  for (guint i = 0; i < found->forms->len; i++)
    {
      const RcSubjectForm *form = g_ptr_array_index (found->forms, i);

      if (form->method == RC_SUBJECT_METHOD_SHA256 && found->n_by_form[i] > 0)
        found->is_weak = TRUE;
    }
}

/* --- The act --- */

static void
write_methods (RcJsonWriter     *writer,
               const GPtrArray  *forms)
{
  gboolean used[RC_SUBJECT_N_METHODS] = { FALSE };

  for (guint i = 0; i < forms->len; i++)
    used[((const RcSubjectForm *) g_ptr_array_index (forms, i))->method] = TRUE;

  rc_json_writer_name (writer, "methods");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < RC_SUBJECT_N_METHODS; i++)
    {
      if (used[i])
        rc_json_writer_string (writer, rc_subject_method_to_name ((RcSubjectMethod) i));
    }
  rc_json_writer_end_array (writer);
}

static gboolean
note (RcCase                  *case_file,
      const RcSubjectRequest  *request,
      const RcSubjectFound    *found,
      GError                 **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *trimmed = g_strstrip (g_strdup (request->identifier));
  RcDigest fingerprint;

  rc_json_writer_begin_object (writer);
  if (rc_mask_fingerprint (case_file, "subject-lookup", trimmed, &fingerprint))
    {
      g_autofree char *hex = rc_digest_dup_hex (&fingerprint);

      rc_json_writer_member_string (writer, "person", hex);
    }
  write_methods (writer, found->forms);
  rc_json_writer_member_boolean (writer, "key", request->key != NULL);
  if (request->length > 0)
    rc_json_writer_member_integer (writer, "length", request->length);
  rc_json_writer_member_integer (writer, "events", found->hits->len);
  rc_json_writer_member_integer (writer, "decisions", found->n_decisions);
  rc_json_writer_member_string (writer, "reason", request->reason);
  rc_json_writer_end_object (writer);
  return rc_custody_append (case_file, "subject-lookup", rc_json_writer_peek (writer), error);
}

static gboolean
find_all (LookUp  *self,
          GError **error)
{
  for (guint i = 0; i < self->found->forms->len; i++)
    g_hash_table_insert (self->by_text, ((RcSubjectForm *) g_ptr_array_index (self->found->forms, i))->text, GUINT_TO_POINTER (i + 1));
  return find_concerned (self, error) && find_by_decision (self, error) && find_acting (self, error);
}

/**
 * rc_subject_look_up:
 * @request: whom, how and why
 *
 * Looks, notes the act in the custody log, and only then answers.
 *
 * Returns: (transfer full) (nullable): %NULL with @error, of %RC_SUBJECT_ERROR or %RC_REVEAL_ERROR where what was asked is at fault
 */
RcSubjectFound *
rc_subject_look_up (RcCase                  *case_file,
                    RcRecordReader          *reader,
                    const RcSubjectRequest  *request,
                    GCancellable            *cancellable,
                    GError                 **error)
{
  g_autoptr (RcSubjectFound) found = g_new0 (RcSubjectFound, 1);
  g_autoptr (GHashTable) by_text = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  LookUp self = {
    .case_file = case_file, .reader = reader, .found = found, .by_text = by_text, .told = told, .cancellable = cancellable,
  };

  if (!rc_reveal_check_reason (request->reason, error) || !rc_case_require_writable (case_file, error))
    return NULL;
  found->forms = rc_subject_forms_derive (request->identifier, request->key, request->method, request->length, error);
  if (found->forms == NULL)
    return NULL;

  found->n_by_form = g_new0 (guint, found->forms->len + 1);
  found->hits = g_ptr_array_new_with_free_func (hit_free);
  found->is_complete = TRUE;
  if (!find_all (&self, error))
    return NULL;
  put_in_order (found);
  weigh (found);
  return note (case_file, request, found, error) ? g_steal_pointer (&found) : NULL;
}
