/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-step.h"

#include <string.h>

#include "core/json-writer.h"
#include "core/words.h"

static const char * const step_names[] = {
  [RC_EXERCISE_DECISION_ADDED] = "decision-added",
  [RC_EXERCISE_OPENED] = "opened",
  [RC_EXERCISE_DECISION_STARTED] = "decision-started",
  [RC_EXERCISE_ASKED] = "asked",
  [RC_EXERCISE_PAUSED] = "paused",
  [RC_EXERCISE_RESUMED] = "resumed",
  [RC_EXERCISE_PASSED_ON] = "passed-on",
  [RC_EXERCISE_SKIPPED] = "skipped",
  [RC_EXERCISE_ANSWERED] = "answered",
  [RC_EXERCISE_READ_BACK] = "read-back",
  [RC_EXERCISE_LOCKED] = "locked",
  [RC_EXERCISE_REVEALED] = "revealed",
  [RC_EXERCISE_CORRECTED] = "corrected",
  [RC_EXERCISE_CARD_PLAYED] = "card-played",
  [RC_EXERCISE_CARD_ANSWERED] = "card-answered",
  [RC_EXERCISE_ATTACHED] = "attached",
  [RC_EXERCISE_PROMISED] = "promised",
  [RC_EXERCISE_NOTED] = "noted",
  [RC_EXERCISE_REPLACED] = "replaced",
  [RC_EXERCISE_NOT_EXAMINABLE] = "not-examinable",
  [RC_EXERCISE_DECISION_CLOSED] = "decision-closed",
  [RC_EXERCISE_CONCLUDED] = "concluded",
};
G_STATIC_ASSERT (G_N_ELEMENTS (step_names) == RC_N_EXERCISE_STEPS);

static const struct
{
  const char *name;
  const char *words;
} statuses[] = {
  [RC_EXERCISE_STATUS_NOT_ASKED] = { "not-asked", N_("not asked") },
  [RC_EXERCISE_STATUS_RECORD] = { "record", N_("shown from the record") },
  [RC_EXERCISE_STATUS_DOCUMENT] = { "document", N_("shown from a document") },
  [RC_EXERCISE_STATUS_PRODUCED] = { "produced", N_("produced during the session") },
  [RC_EXERCISE_STATUS_SAID] = { "said", N_("said, not shown") },
  [RC_EXERCISE_STATUS_PROMISED] = { "promised", N_("promised") },
  [RC_EXERCISE_STATUS_COULD_NOT] = { "could-not", N_("could not answer") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (statuses) == RC_N_EXERCISE_STATUSES);

static const struct
{
  const char *name;
  const char *words;
} comparisons[] = {
  [RC_EXERCISE_COMPARISON_NONE] = { "none", N_("not compared") },
  [RC_EXERCISE_COMPARISON_AGREE] = { "agree", N_("room and record agree") },
  [RC_EXERCISE_COMPARISON_DIFFER] = { "differ", N_("room and record differ") },
  [RC_EXERCISE_COMPARISON_SILENT] = { "silent", N_("the record is silent") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (comparisons) == RC_N_EXERCISE_COMPARISONS);

static const char * const origin_names[] = {
  [RC_EXERCISE_ORIGIN_NAMED] = "named",
  [RC_EXERCISE_ORIGIN_DRAW] = "draw",
  [RC_EXERCISE_ORIGIN_KEY_ITEM] = "key-item",
  [RC_EXERCISE_ORIGIN_REPLACEMENT] = "replacement",
};
G_STATIC_ASSERT (G_N_ELEMENTS (origin_names) == RC_N_EXERCISE_ORIGINS);

const char *
rc_exercise_step_to_name (RcExerciseStepKind kind)
{
  g_return_val_if_fail (kind < RC_N_EXERCISE_STEPS, NULL);

  return step_names[kind];
}

const char *
rc_exercise_status_to_name (RcExerciseStatus status)
{
  g_return_val_if_fail (status < RC_N_EXERCISE_STATUSES, NULL);

  return statuses[status].name;
}

gboolean
rc_exercise_status_from_name (const char       *name,
                              RcExerciseStatus *out_status)
{
  for (guint i = 0; name != NULL && i < RC_N_EXERCISE_STATUSES; i++)
    if (strcmp (statuses[i].name, name) == 0)
      {
        *out_status = i;
        return TRUE;
      }

  return FALSE;
}

const char *
rc_exercise_status_words (RcExerciseStatus status)
{
  g_return_val_if_fail (status < RC_N_EXERCISE_STATUSES, NULL);

  return _(statuses[status].words);
}

gboolean
rc_exercise_status_is_shown (RcExerciseStatus status)
{
  return status == RC_EXERCISE_STATUS_RECORD || status == RC_EXERCISE_STATUS_DOCUMENT || status == RC_EXERCISE_STATUS_PRODUCED;
}

const char *
rc_exercise_comparison_to_name (RcExerciseComparison comparison)
{
  g_return_val_if_fail (comparison < RC_N_EXERCISE_COMPARISONS, NULL);

  return comparisons[comparison].name;
}

gboolean
rc_exercise_comparison_from_name (const char           *name,
                                  RcExerciseComparison *out_comparison)
{
  for (guint i = 0; name != NULL && i < RC_N_EXERCISE_COMPARISONS; i++)
    if (strcmp (comparisons[i].name, name) == 0)
      {
        *out_comparison = i;
        return TRUE;
      }

  return FALSE;
}

const char *
rc_exercise_comparison_words (RcExerciseComparison comparison)
{
  g_return_val_if_fail (comparison < RC_N_EXERCISE_COMPARISONS, NULL);

  return _(comparisons[comparison].words);
}

const char *
rc_exercise_origin_to_name (RcExerciseOrigin origin)
{
  g_return_val_if_fail (origin < RC_N_EXERCISE_ORIGINS, NULL);

  return origin_names[origin];
}

gboolean
rc_exercise_origin_from_name (const char       *name,
                              RcExerciseOrigin *out_origin)
{
  for (guint i = 0; name != NULL && i < RC_N_EXERCISE_ORIGINS; i++)
    if (strcmp (origin_names[i], name) == 0)
      {
        *out_origin = i;
        return TRUE;
      }

  return FALSE;
}

/* --- As the body of an entry --- */

/* Texts and numbers of a step and the names that they have in its body. */
static const struct
{
  const char *name;
  gsize       offset;
} texts_of_step[] = {
  { "card", G_STRUCT_OFFSET (RcExerciseStep, card) },
  { "due", G_STRUCT_OFFSET (RcExerciseStep, due) },
  { "event", G_STRUCT_OFFSET (RcExerciseStep, event) },
  { "handle", G_STRUCT_OFFSET (RcExerciseStep, handle) },
  { "page", G_STRUCT_OFFSET (RcExerciseStep, page) },
  { "paper_by", G_STRUCT_OFFSET (RcExerciseStep, paper_by) },
  { "paper_on", G_STRUCT_OFFSET (RcExerciseStep, paper_on) },
  { "present", G_STRUCT_OFFSET (RcExerciseStep, present) },
  { "product", G_STRUCT_OFFSET (RcExerciseStep, product) },
  { "question", G_STRUCT_OFFSET (RcExerciseStep, question) },
  { "reason", G_STRUCT_OFFSET (RcExerciseStep, reason) },
  { "record_answer", G_STRUCT_OFFSET (RcExerciseStep, record_answer) },
  { "role", G_STRUCT_OFFSET (RcExerciseStep, role) },
  { "rule", G_STRUCT_OFFSET (RcExerciseStep, rule) },
  { "standing", G_STRUCT_OFFSET (RcExerciseStep, standing) },
  { "text", G_STRUCT_OFFSET (RcExerciseStep, text) },
  { "title", G_STRUCT_OFFSET (RcExerciseStep, title) },
};

static const struct
{
  const char *name;
  gsize       offset;
  gint64      absent;    /* what the number is where the body does not say it */
} numbers_of_step[] = {
  { "at_us", G_STRUCT_OFFSET (RcExerciseStep, at_us), 0 },
  { "draw", G_STRUCT_OFFSET (RcExerciseStep, draw), 0 },
  { "elapsed_us", G_STRUCT_OFFSET (RcExerciseStep, elapsed_us), RC_EXERCISE_TIME_UNKNOWN },
  { "interrupted_us", G_STRUCT_OFFSET (RcExerciseStep, interrupted_us), 0 },
  { "record", G_STRUCT_OFFSET (RcExerciseStep, record), 0 },
  { "request", G_STRUCT_OFFSET (RcExerciseStep, request), 0 },
  { "source", G_STRUCT_OFFSET (RcExerciseStep, source), 0 },
  { "time_us", G_STRUCT_OFFSET (RcExerciseStep, time_us), 0 },
};

#define TEXT_OF(step, i)   G_STRUCT_MEMBER (const char *, step, texts_of_step[i].offset)
#define NUMBER_OF(step, i) G_STRUCT_MEMBER (gint64, step, numbers_of_step[i].offset)

char *
rc_exercise_step_to_json (const RcExerciseStep *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "step", rc_exercise_step_to_name (self->kind));
  if (self->decision != 0)
    rc_json_writer_member_integer (writer, "decision", self->decision);
  if (self->kind == RC_EXERCISE_ANSWERED || self->kind == RC_EXERCISE_CARD_ANSWERED)
    rc_json_writer_member_string (writer, "status", rc_exercise_status_to_name (self->status));
  if (self->kind == RC_EXERCISE_REVEALED)
    {
      rc_json_writer_member_string (writer, "comparison", rc_exercise_comparison_to_name (self->comparison));
      rc_json_writer_member_string (writer, "proposed", rc_exercise_comparison_to_name (self->proposed));
    }
  if (self->event != NULL)
    rc_json_writer_member_string (writer, "origin", rc_exercise_origin_to_name (self->origin));
  if (self->elapsed_is_stated)
    rc_json_writer_member_boolean (writer, "elapsed_is_stated", TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (texts_of_step); i++)
    if (TEXT_OF (self, i) != NULL)
      rc_json_writer_member_string (writer, texts_of_step[i].name, TEXT_OF (self, i));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers_of_step); i++)
    if (NUMBER_OF (self, i) != numbers_of_step[i].absent)
      rc_json_writer_member_integer (writer, numbers_of_step[i].name, NUMBER_OF (self, i));
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

static gboolean
read_kind (const RcEntry      *entry,
           RcExerciseStepKind *out_kind)
{
  g_autofree char *name = rc_entry_dup_text (entry, "step");

  for (guint i = 0; name != NULL && i < RC_N_EXERCISE_STEPS; i++)
    if (strcmp (step_names[i], name) == 0)
      {
        *out_kind = i;
        return TRUE;
      }

  return FALSE;
}

/* Words of a closed list: absent they are the first one, unknown ones are no step of this program. */
static gboolean
read_choices (const RcEntry  *entry,
              RcExerciseStep *step)
{
  g_autofree char *status = rc_entry_dup_text (entry, "status");
  g_autofree char *comparison = rc_entry_dup_text (entry, "comparison");
  g_autofree char *proposed = rc_entry_dup_text (entry, "proposed");
  g_autofree char *origin = rc_entry_dup_text (entry, "origin");

  return (status == NULL || rc_exercise_status_from_name (status, &step->status)) &&
         (comparison == NULL || rc_exercise_comparison_from_name (comparison, &step->comparison)) &&
         (proposed == NULL || rc_exercise_comparison_from_name (proposed, &step->proposed)) &&
         (origin == NULL || rc_exercise_origin_from_name (origin, &step->origin));
}

/* No exercise lasts a year: a longer time was not taken by a clock. */
#define MAX_ELAPSED_US (G_GINT64_CONSTANT (366) * 86400 * G_USEC_PER_SEC)

gboolean
rc_exercise_step_is_plausible (const RcExerciseStep *self)
{
  return self->elapsed_us >= RC_EXERCISE_TIME_UNKNOWN && self->elapsed_us <= MAX_ELAPSED_US && self->interrupted_us >= 0 &&
         self->at_us >= 0 && self->draw >= 0 && self->source >= 0 && self->record >= 0 && self->request >= 0;
}

gboolean
rc_exercise_step_from_entry (const RcEntry  *entry,
                             GStringChunk   *texts,
                             RcExerciseStep *out_step)
{
  RcExerciseStep step = { .is_private = entry->is_private };
  gint64 decision = 0;

  if (!read_kind (entry, &step.kind) || !read_choices (entry, &step))
    return FALSE;
  if (rc_entry_get_integer (entry, "decision", &decision) && (decision < 0 || decision > G_MAXINT))
    return FALSE;

  step.decision = (guint) decision;
  step.elapsed_is_stated = rc_entry_get_boolean (entry, "elapsed_is_stated");
  for (gsize i = 0; i < G_N_ELEMENTS (texts_of_step); i++)
    {
      g_autofree char *text = rc_entry_dup_text (entry, texts_of_step[i].name);

      if (text != NULL)
        TEXT_OF (&step, i) = g_string_chunk_insert_const (texts, text);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (numbers_of_step); i++)
    {
      NUMBER_OF (&step, i) = numbers_of_step[i].absent;
      rc_entry_get_integer (entry, numbers_of_step[i].name, &NUMBER_OF (&step, i));
    }

  if (step.at_us == 0)
    step.at_us = entry->added_us;
  *out_step = step;
  return rc_exercise_step_is_plausible (&step);
}
