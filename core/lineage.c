/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "lineage.h"

#include <string.h>

#include "lineage-subject.h"
#include "slot.h"
#include "slot-saying.h"
#include "words.h"

/*
 * The lineage of one inference: the questions of the template, from the inference outwards, each answered from records as they stood
 * at its instant. Nothing here scans inferences: all ways lead over indexes, and over kinds of records of which a case has few.
 */

static const RcSlot * const template[] = {
  &rc_slot_input,
  &rc_slot_subject,
  &rc_slot_output,
  &rc_slot_score,
  &rc_slot_endpoint,
  &rc_slot_deployment,
  &rc_slot_model_version,
  &rc_slot_artefact,
  &rc_slot_run,
  &rc_slot_dataset,
  &rc_slot_commit,
  &rc_slot_environment,
  &rc_slot_evaluation,
  &rc_slot_approval,
  &rc_slot_documentation,
  &rc_slot_card,
  &rc_slot_human_action,
  &rc_slot_final_decision,
  &rc_slot_anomaly,
  &rc_slot_incident,
  &rc_slot_reliance,
  &rc_slot_retention,
};

guint
rc_slot_count (void)
{
  return G_N_ELEMENTS (template);
}

const RcSlot *
rc_slot_nth (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (template), NULL);

  return template[index];
}

const RcSlot *
rc_slot_by_id (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (template); i++)
    {
      if (strcmp (template[i]->id, id) == 0)
        return template[i];
    }
  return NULL;
}

void
rc_lineage_citation_free (RcLineageCitation *self)
{
  if (self == NULL)
    return;

  rc_citation_free (self->citation);
  g_free (self);
}

void
rc_lineage_answer_free (RcLineageAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->value);
  g_free (self->entity);
  g_ptr_array_unref (self->citations);
  g_ptr_array_unref (self->sayings);
  g_ptr_array_unref (self->facts);
  g_free (self);
}

static void
lineage_slot_free (gpointer data)
{
  RcLineageSlot *slot = data;

  g_ptr_array_unref (slot->answers);
  g_array_unref (slot->keys);
  g_ptr_array_unref (slot->facts);
  g_clear_pointer (&slot->steps, g_ptr_array_unref);
  g_free (slot->note);
  g_free (slot);
}

void
rc_lineage_free (RcLineage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_pointer (&self->exceptions, g_ptr_array_unref);
  g_clear_pointer (&self->event, rc_event_free);
  g_free (self->led_by);
  g_free (self->reference);
  g_free (self->decision);
  g_free (self);
}

/* The inference itself was recorded after the time asked for: nothing could have been known of it. */
static gboolean
is_later_than_asked (const RcLineage *self)
{
  return self->known_at_us != RC_TIME_NONE && self->event->time_us != RC_TIME_NONE && self->event->time_us > self->known_at_us;
}

static gboolean
answer_slots (RcLineage      *self,
              RcSlotContext  *context,
              GError        **error)
{
  g_autoptr (GPtrArray) sayings = rc_slot_saying_list (context, error);

  if (sayings == NULL)
    return FALSE;

  for (guint i = 0; i < rc_slot_count (); i++)
    {
      const RcSlot *slot = rc_slot_nth (i);
      g_autoptr (RcSlotBuilder) builder = rc_slot_builder_new (context, slot);

      rc_lineage_trace_begin_question (context->trace, slot->parts);
      if (is_later_than_asked (self))
        rc_slot_builder_note (builder, _("The inference itself is dated after the time asked for."));
      else if (!slot->answer (context, builder, error))
        return FALSE;
      else
        rc_slot_builder_add_sayings (builder, sayings);

      g_ptr_array_add (self->slots, rc_slot_builder_finish (builder));
    }

  return TRUE;
}

/* What the seals over the inference's record consist of: the list, its signature. The other files that they cover are not of
 * interest. */
static GHashTable *
collect_seal_sources (RcSlotContext *context)
{
  g_autoptr (GHashTable) seals = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) sources = g_hash_table_new (g_int64_hash, g_int64_equal);
  const RcJudgement *judgement = context->judgement;

  for (guint i = 0; i < judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (judgement->covers, RcSealCover, i);

      if (cover->source == context->event->source)
        g_hash_table_add (seals, (gpointer) &cover->seal);
    }

  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);

      for (guint j = 0; g_hash_table_contains (seals, &seal->id) && j < seal->sources->len; j++)
        g_hash_table_add (sources, &g_array_index (seal->sources, gint64, j));
    }

  for (guint i = 0; i < judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (judgement->covers, RcSealCover, i);

      if (g_hash_table_contains (seals, &cover->seal))
        g_hash_table_remove (sources, &cover->source);
    }

  return g_steal_pointer (&sources);
}

/* A statement about the head of a chain stands beside the log that it speaks of, or in a folder below. */
static gboolean
is_head_beside (RcSlotContext     *context,
                const RcSource    *source,
                const RcException *exception)
{
  static const char * const kinds[] = {
    RC_EXCEPTION_CHAIN_TAIL_MISSING, RC_EXCEPTION_HEAD_DISAGREES, RC_EXCEPTION_HEAD_UNSIGNED, RC_EXCEPTION_KEY_UNKNOWN,
    RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, RC_EXCEPTION_SIGNATURE_INVALID,
  };
  const RcSource *log = rc_slot_context_get_source (context, context->event->source, NULL);
  const char *slash = log != NULL ? strrchr (log->name, '/') : NULL;

  if (slash == NULL || strncmp (source->name, log->name, (gsize) (slash - log->name) + 1) != 0)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (exception->kind, kinds[i]) == 0)
      return TRUE;

  return FALSE;
}

/* About a record that was looked at; about a source as a whole, or its one record, that belongs to a seal over the inference or
 * states a head of its chain. */
static gboolean
concerns (RcSlotContext     *context,
          GHashTable        *seal_sources,
          const RcException *exception)
{
  const RcSource *source;
  gboolean is_of_seal;

  if (rc_exception_is_of_case (exception->kind))
    return TRUE;
  if (exception->source == 0)
    return FALSE;
  if (rc_slot_context_is_touched (context, exception->source, (guint64) exception->record))
    return TRUE;
  /* Which of its records is another nobody knows: it is about each. */
  if (strcmp (exception->kind, RC_EXCEPTION_DIGEST_MISMATCH) == 0)
    return rc_slot_context_is_source_touched (context, exception->source);

  is_of_seal = g_hash_table_contains (seal_sources, &exception->source);
  if (is_of_seal && exception->record == 0)
    return TRUE;

  source = rc_slot_context_get_source (context, exception->source, NULL);
  return source != NULL && source->records == 1 && (is_of_seal || is_head_beside (context, source, exception));
}

static RcException *
copy_exception (const RcException *exception)
{
  RcException *copy = rc_exception_new (exception->kind, exception->source, exception->record, exception->offset,
                                        exception->expected, exception->found, "%s", exception->message);

  copy->id = exception->id;
  copy->caused_by = exception->caused_by;
  return copy;
}

static void
list_exceptions (RcLineage     *self,
                 RcSlotContext *context)
{
  g_autoptr (GHashTable) seal_sources = collect_seal_sources (context);
  g_autoptr (GHashTable) listed = g_hash_table_new (g_int64_hash, g_int64_equal);
  GPtrArray *exceptions = context->judgement->exceptions;

  for (guint i = 0; i < exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (exceptions, i);

      if (!concerns (context, seal_sources, exception))
        continue;
      g_hash_table_add (listed, (gpointer) &exception->id);
      if (exception->caused_by != 0)
        g_hash_table_add (listed, (gpointer) &exception->caused_by);
    }

  for (guint i = 0; i < exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (exceptions, i);

      if (g_hash_table_contains (listed, &exception->id))
        g_ptr_array_add (self->exceptions, copy_exception (exception));
    }
}

static gboolean
require_inference (const RcEvent *event,
                   GError       **error)
{
  g_autofree char *reference = rc_event_dup_reference (event);

  if (event->kind == RC_EVENT_INFERENCE)
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
               "A lineage begins at an inference; record %s is of the kind “%s”, and no inference of that name is in the case",
               reference, rc_event_kind_to_name (event->kind));
  return FALSE;
}

/* Where the answer's own record does not tell the system, the endpoint or the decision, the record of its one request does. */
static gboolean
take_from_request (RcLineage      *self,
                   RcSlotContext  *context,
                   GError        **error)
{
  const struct { RcField field; char **place; } parts[] = {
    { RC_FIELD_SYSTEM, &self->event->system },
    { RC_FIELD_ENDPOINT, &self->event->endpoint },
    { RC_FIELD_DECISION, &self->decision },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const RcEvent *of;

      if (*parts[i].place != NULL)
        continue;
      if (!rc_slot_context_find_field (context, parts[i].field, &of, error))
        return FALSE;
      if (of != NULL)
        *parts[i].place = g_strdup (rc_event_peek_field (of, parts[i].field));
    }

  return TRUE;
}

static RcLineage *
build_in_view (RcCase    *case_file,
               RcEvent   *event,
               gint64     known_at_us,
               gboolean   explain,
               GError   **error)
{
  g_autoptr (RcLineage) self = g_new0 (RcLineage, 1);
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcSlotContext) context = NULL;

  reader = rc_record_reader_new (rc_case_get_database (case_file));
  event = rc_lineage_find_subject (case_file, reader, event, &self->led_by, error);
  if (event == NULL)
    return NULL;

  self->event = event;
  self->known_at_us = known_at_us;
  self->slots = g_ptr_array_new_with_free_func (lineage_slot_free);
  self->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  if (!require_inference (event, error))
    return NULL;

  context = rc_slot_context_new (case_file, event, known_at_us, error);
  if (context == NULL)
    return NULL;
  if (explain)
    rc_slot_context_explain (context);
  if (!rc_event_read_fields (event, case_file, context->reader, error) ||
      !rc_slot_context_find_window (context, error) ||
      !take_from_request (self, context, error) ||
      !rc_slot_context_find_path (context, error) ||
      !answer_slots (self, context, error))
    return NULL;

  rc_slot_context_touch (context, event->source, event->record);
  list_exceptions (self, context);
  self->verified = context->verified;
  self->edited = context->edited;
  self->reference = rc_event_dup_reference (event);
  return g_steal_pointer (&self);
}

/* Everything in one view of the case. */
static RcLineage *
build (RcCase    *case_file,
       RcEvent   *event,
       gint64     known_at_us,
       gboolean   explain,
       GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  RcLineage *self;
  gboolean own;

  if (!rc_database_begin_reading (database, &own, error))
    {
      rc_event_free (event);
      return NULL;
    }
  self = build_in_view (case_file, event, known_at_us, explain, error);
  rc_database_end_reading (database, own);
  return self;
}

/**
 * rc_lineage_build:
 * @case_file: the case
 * @event: (transfer full): an inference, or a record that leads to one: its request, or what was said of it
 * @known_at_us: leaves out what was recorded later; %RC_TIME_NONE: nothing
 *
 * Rebuilds the lineage of an inference as it stood at its instant. Records that tell neither their time nor when they were recorded
 * are not left out by @known_at_us. The stored judgement of the last verify is used where it is of the evidence as it is now;
 * otherwise every protection is NOT_CHECKED.
 *
 * Returns: (transfer full): the lineage; %NULL with %RC_CASE_ERROR_NOT_FOUND where @event is no inference
 */
RcLineage *
rc_lineage_build (RcCase   *case_file,
                  RcEvent  *event,
                  gint64    known_at_us,
                  GError  **error)
{
  return build (case_file, event, known_at_us, FALSE, error);
}

/**
 * rc_lineage_build_explained:
 *
 * Returns: (transfer full): the same as rc_lineage_build(), each question with the steps of its reasoning
 */
RcLineage *
rc_lineage_build_explained (RcCase   *case_file,
                            RcEvent  *event,
                            gint64    known_at_us,
                            GError  **error)
{
  return build (case_file, event, known_at_us, TRUE, error);
}

static int
answer_exit_code (const RcLineageAnswer *answer)
{
  int worst = 0;

  for (guint i = 0; i < answer->citations->len; i++)
    {
      const RcLineageCitation *citation = g_ptr_array_index (answer->citations, i);

      worst = rc_exit_code_worst (worst, rc_verdict_exit_code (citation->protection));
    }

  return worst;
}

/**
 * rc_lineage_exit_code:
 *
 * The worst of what was met: a question on which records disagree, a citation whose protection failed and an exception at the
 * inference's own record or of the case file itself count as 1; a question that no record answers, a protection that could not be checked or was not, and one
 * that nobody outside vouches for as 3. A lineage is 0 only where every question is answered: evidence that can never answer one of
 * them (no incident register, nothing unusual near the inference, no human action) gives 3, and rightly so.
 *
 * Returns: 0, 1 or 3
 */
int
rc_lineage_exit_code (const RcLineage *self)
{
  int worst = 0;

  for (guint i = 0; i < self->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (self->slots, i);

      worst = rc_exit_code_worst (worst, slot->undecided ? 3 : rc_standing_exit_code (slot->standing));
      for (guint j = 0; j < slot->answers->len; j++)
        worst = rc_exit_code_worst (worst, answer_exit_code (g_ptr_array_index (slot->answers, j)));
    }

  for (guint i = 0; i < self->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (self->exceptions, i);

      if (rc_exception_is_of_case (exception->kind) ||
          (exception->source == self->event->source && exception->record == (gint64) self->event->record))
        worst = rc_exit_code_worst (worst, 1);
    }

  return worst;
}

/**
 * rc_lineage_find_slot:
 * @slot: stable id of a question
 *
 * Returns: (transfer none) (nullable): the question
 */
const RcLineageSlot *
rc_lineage_find_slot (const RcLineage *self,
                      const char      *slot)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      const RcLineageSlot *found = g_ptr_array_index (self->slots, i);

      if (strcmp (found->slot, slot) == 0)
        return found;
    }

  return NULL;
}

gboolean
rc_lineage_slot_is_answered (const RcLineageSlot *slot)
{
  return rc_standing_is_answer (slot->standing) && !slot->undecided;
}

/**
 * rc_lineage_slot_sentence:
 *
 * Returns: (transfer none): a sentence in the language of the reader
 */
const char *
rc_lineage_slot_sentence (const RcLineageSlot *slot)
{
  if (slot->undecided && rc_standing_is_answer (slot->standing))
    return _("Cannot be told: the records leave more than one answer");

  return rc_standing_sentence (slot->standing);
}

const char *
rc_lineage_slot_word (const RcLineageSlot *slot)
{
  if (slot->undecided && rc_standing_is_answer (slot->standing))
    return _("Cannot be told");

  return rc_standing_word (slot->standing);
}

/**
 * rc_lineage_count:
 *
 * What is only said, withheld or not received is no answer; neither is what records contradict each other about.
 *
 * Returns: how many of the questions are answered
 */
RcLineageCount
rc_lineage_count (const RcLineage *self)
{
  RcLineageCount count = { 0 };

  for (guint i = 0; i < self->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (self->slots, i);

      count.asked += slot->standing != RC_STANDING_NOT_APPLICABLE ? 1 : 0;
      count.disagreeing += slot->standing == RC_STANDING_DISAGREE ? 1 : 0;
      count.answered += rc_lineage_slot_is_answered (slot) ? 1 : 0;
    }

  return count;
}
