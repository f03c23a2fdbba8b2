/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/sheet-parts.h"

#include <string.h>

#include "core/date-words.h"
#include "core/words.h"

/*
 * What was asked and what was answered: the head of the sheet and its boxes 1 to 3.
 */

/* --- The line on top --- */

void
rc_sheet_add_warning (RcSheet *self)
{
  RcText *text;

  if (self->left_out != NULL)
    rc_document_add_paragraph (self->document, rc_text_new_own (self->left_out));
  if (self->lineage->verified && !self->lineage->edited)
    return;

  text = rc_text_new ();
  rc_text_add_shape (text, self->lineage->edited ? RC_SHAPE_FAILED : RC_SHAPE_UNCHECKED);
  rc_text_add (text, RC_TEXT_STRONG, " ");
  rc_text_add (text, RC_TEXT_STRONG, self->lineage->edited
               ? _("The last check found that the case file itself was edited: what stands here may not be what the evidence says.")
               : _("The evidence was not checked as it is now: nothing here says that a record is unchanged."));
  rc_document_add_paragraph (self->document, text);
}

/* --- The head --- */

static char *
dup_or_not_recorded (char *value)
{
  return value != NULL ? value : g_strdup (_("not recorded"));
}

/* The description of the system stands among the answers on the documentation. */
static char *
dup_described (const RcSheet *self,
               const char    *fact)
{
  const RcLineageSlot *slot = rc_lineage_find_slot (self->lineage, "documentation");

  for (guint i = 0; slot != NULL && i < slot->answers->len; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);
      const char *value = rc_lineage_fact_peek (answer->facts, fact);

      if (value != NULL)
        return rc_frame_dup_quoted (value, self->quote, NULL);
    }

  return g_strdup (_("not recorded"));
}

static char *
dup_uncertainty (const RcEvent *event)
{
  g_autofree char *count = NULL;

  if (event->time_us == RC_TIME_NONE || event->span_us == 0)
    return g_strdup (_("uncertainty of the clock not stated"));

  if (event->span_us < G_USEC_PER_SEC - 1)
    {
      count = rc_count_words ((guint64) event->span_us / 1000 + 1);
      return g_strdup_printf (_("written to within %s ms; uncertainty of the clock not stated"), count);
    }
  count = rc_count_words ((guint64) event->span_us / G_USEC_PER_SEC + 1);
  return g_strdup_printf (_("written to within %s s; uncertainty of the clock not stated"), count);
}

static char *
dup_times (const RcSheet *self)
{
  const RcEvent *event = self->lineage->event;
  g_autofree char *local = rc_frame_dup_moment (self->frame, event->time_us);
  g_autofree char *utc = event->time_us != RC_TIME_NONE ? rc_time_format_utc (event->time_us) : NULL;
  g_autofree char *uncertainty = dup_uncertainty (event);

  if (utc == NULL)
    return g_strdup_printf (_("%1$s; %2$s"), local, uncertainty);
  if (self->frame->in_utc)
    return g_strdup_printf (_("%1$s (%2$s); no local zone is set; %3$s"), local, utc, uncertainty);
  return g_strdup_printf (_("%1$s (%2$s); %3$s"), local, utc, uncertainty);
}

static char *
dup_evidence_set (const RcSheet *self)
{
  g_autofree char *state = rc_digest_dup_hex (&self->frame->state);
  g_autofree char *edition = g_strndup (state, 8);
  g_autofree char *count = rc_count_words (self->frame->sources->len);
  g_autofree char *changed = rc_frame_dup_moment (self->frame, self->frame->changed_us);
  g_autofree char *title = self->frame->title != NULL ? rc_frame_dup_quoted (self->frame->title, self->quote, NULL) : NULL;

  return g_strdup_printf (_("“%1$s”, %2$s sources, edition %3$s of %4$s"), title != NULL ? title : "", count, edition, changed);
}

void
rc_sheet_add_head (RcSheet *self)
{
  g_autofree char *reference = self->lineage->decision != NULL ? rc_frame_dup_quoted (self->lineage->decision, self->quote, NULL) : NULL;
  g_autofree char *place = rc_frame_dup_place (self->frame, self->lineage->event->source, self->lineage->event->record);
  char *decision = reference != NULL ? g_strdup_printf (_("%1$s (%2$s)"), reference, place) : g_strdup (place);

  rc_document_begin_columns (self->document);
  rc_sheet_add_labelled (self, _("Decision:"), decision);
  rc_sheet_add_labelled (self, _("System, as its records name it:"), dup_or_not_recorded (rc_sheet_dup (self, "endpoint", "system")));
  rc_sheet_add_labelled (self, _("Provider:"), dup_described (self, "provider"));
  rc_sheet_add_labelled (self, _("Deployer:"), dup_described (self, "deployer"));
  rc_sheet_add_labelled (self, _("This copy:"), g_strdup (_("personal values masked; reports on evidence received, no statement of "
                                                            "conformity")));
  rc_document_next_column (self->document);
  rc_sheet_add_labelled (self, _("Person concerned, pseudonym masked:"), dup_or_not_recorded (rc_sheet_dup (self, "subject", "subject")));
  rc_sheet_add_labelled (self, _("Time:"), dup_times (self));
  rc_sheet_add_labelled (self, _("Evidence:"), dup_evidence_set (self));
  rc_document_end_columns (self->document);
}

/* --- Box 1 --- */

static char *
dup_who_answered (const RcSheet *self)
{
  const RcEvent *event = self->lineage->event;
  g_autofree char *system = rc_sheet_dup (self, "endpoint", "system");
  const RcLineageAnswer *version = rc_sheet_answer (self, "model-version");
  g_autofree char *model = version != NULL ? rc_frame_dup_quoted (version->value, self->quote, NULL) : NULL;
  g_autofree char *reference = self->lineage->decision != NULL ? rc_frame_dup_quoted (self->lineage->decision, self->quote, NULL) : NULL;
  g_autofree char *day = rc_frame_dup_day (self->frame, event->time_us);
  g_autofree char *clock = rc_frame_dup_clock (self->frame, event->time_us);
  g_autofree char *when = event->time_us != RC_TIME_NONE ? g_strdup_printf (_("On %1$s at %2$s"), day, clock)
                                                         : g_strdup (_("At a time that its record does not tell"));
  g_autofree char *who = system != NULL ? g_strdup_printf (_("the system %s"), system)
                                        : g_strdup (_("a system that its record does not name"));
  g_autofree char *by = NULL;

  if (rc_sheet_disagrees (self, "model-version"))
    by = g_strdup (_("with a model version on which records disagree"));
  else if (model != NULL)
    by = g_strdup_printf (_("with the model version %s"), model);
  else
    by = g_strdup (_("with a model version that no record tells"));

  if (reference == NULL)
    return g_strdup_printf (_("%1$s %2$s answered %3$s; no business reference is recorded;"), when, who, by);

  /* Translators: "On 14 August 2026 at 10:42 CEST", "the system KreditCheck", "with the model version kreditcheck/4", reference. */
  return g_strdup_printf (_("%1$s %2$s answered %3$s on %4$s;"), when, who, by, reference);
}

static char *
dup_answer (const RcSheet *self)
{
  g_autofree char *score = rc_sheet_dup (self, "score", "score");
  g_autofree char *threshold = rc_sheet_dup (self, "score", "threshold");
  const RcLineageAnswer *answer = rc_sheet_answer (self, "output");
  g_autofree char *place = rc_sheet_dup_place (self, "output");
  g_autofree char *output = answer != NULL ? rc_frame_dup_quoted (answer->value, self->quote, place) : NULL;

  if (rc_sheet_disagrees (self, "output"))
    return g_strdup (_("records disagree on what it answered;"));
  if (output != NULL && score != NULL && threshold != NULL)
    return g_strdup_printf (_("it scored %1$s against a threshold of %2$s and answered “%3$s”;"), score, threshold, output);
  if (output != NULL && score != NULL)
    return g_strdup_printf (_("it scored %1$s and answered “%2$s”, no threshold is recorded;"), score, output);
  if (output != NULL)
    return g_strdup_printf (_("it answered “%s”, no score is recorded;"), output);
  if (score != NULL)
    return g_strdup_printf (_("it scored %s, no answer is recorded;"), score);

  return g_strdup (_("no record tells what it answered;"));
}

/* The last action counts. */
static const RcLineageAnswer *
last_action (const RcSheet *self)
{
  const RcLineageSlot *slot = rc_lineage_find_slot (self->lineage, "human-action");

  return slot != NULL && slot->answers->len > 0 ? g_ptr_array_index (slot->answers, slot->answers->len - 1) : NULL;
}

static char *
dup_action_time (const RcSheet         *self,
                 const RcLineageAnswer *action)
{
  const RcLineageFact *time = rc_lineage_fact_find (action->facts, "time");

  return rc_frame_dup_when (self->frame, time != NULL ? time->time_us : RC_TIME_NONE);
}

static char *
dup_human (const RcSheet *self)
{
  const RcLineageAnswer *action = last_action (self);
  const char *differs = rc_lineage_fact_peek (rc_lineage_find_slot (self->lineage, "final-decision")->facts, RC_FACT_DIFFERS);
  const RcLineageAnswer *final = rc_sheet_answer (self, "final-decision");
  g_autofree char *time = NULL, *decided = NULL;
  const char *actor;

  if (final != NULL)
    decided = rc_frame_dup_quoted (final->value, self->quote, NULL);
  if (action == NULL && decided != NULL)
    return g_strdup_printf (_("in the end it was “%s”, no record of a human action on it was received."), decided);
  if (action == NULL)
    return g_strdup (_("no record of a human action on it, and none of a final decision, was received."));

  actor = rc_lineage_fact_peek (action->facts, "actor");
  if (actor == NULL)
    actor = _("not named");
  time = dup_action_time (self, action);
  if (rc_sheet_disagrees (self, "final-decision"))
    return g_strdup_printf (_("the person %1$s acted on it %2$s; records disagree on what was decided in the end."), actor, time);
  if (decided == NULL)
    return g_strdup_printf (_("the person %1$s acted on it %2$s; no final decision is recorded."), actor, time);
  if (g_strcmp0 (differs, "yes") == 0)
    return g_strdup_printf (_("the person %1$s decided otherwise %2$s: “%3$s”."), actor, time, decided);
  if (g_strcmp0 (differs, "no") == 0)
    return g_strdup_printf (_("the person %1$s confirmed this %2$s: “%3$s”."), actor, time, decided);

  return g_strdup_printf (_("the person %1$s acted on it %2$s; in the end it was “%3$s”."), actor, time, decided);
}

/* With the sign of how it is known. What is shown by records that failed their check is not shown, whatever they say. */
static void
add_part (const RcSheet *self,
          RcText        *text,
          const char    *slot,
          const char    *name,
          gboolean       shown)
{
  RcStanding standing = rc_lineage_find_slot (self->lineage, slot)->standing;

  rc_text_add (text, RC_TEXT_PLAIN, " · ");
  rc_text_add_shape (text, shown || standing == RC_STANDING_DISAGREE ? rc_shape_of_standing (standing) : RC_SHAPE_NOTHING);
  rc_text_add (text, RC_TEXT_PLAIN, " ");
  rc_text_add (text, shown ? RC_TEXT_PLAIN : RC_TEXT_STRONG, name);
}

void
rc_sheet_add_reconstruction (RcSheet *self)
{
  RcReconstructionParts parts = rc_reconstruction_judge (self->lineage, self->reliance);
  RcText *text = rc_text_new ();

  rc_text_add_format (text, RC_TEXT_STRONG, _("Reconstruction: %s"), rc_reconstruction_word (parts.level));
  add_part (self, text, "input", parts.input ? _("input shown") : _("input not shown"), parts.input);
  add_part (self, text, rc_sheet_disagrees (self, "artefact") ? "artefact" : "model-version",
            parts.model ? _("model shown") : _("model not shown"), parts.model);
  add_part (self, text, "output", parts.output ? _("output shown") : _("output not shown"), parts.output);
  add_part (self, text, "human-action", parts.human_action ? _("human action shown") : _("human action not shown"),
            parts.human_action);
  rc_document_add_paragraph (self->document, text);
}

char *
rc_sheet_dup_sentence (const RcSheet *self)
{
  g_autofree char *who = dup_who_answered (self);
  g_autofree char *answer = dup_answer (self);
  g_autofree char *human = dup_human (self);

  if (rc_sheet_is_changed (self))
    return g_strdup_printf (_("%1$s %2$s %3$s So its record reads now; the check of that record failed."), who, answer, human);

  return g_strdup_printf ("%s %s %s", who, answer, human);
}

void
rc_sheet_add_sentence (RcSheet *self)
{
  rc_document_begin_box (self->document, "1", _("In one sentence"));
  rc_sheet_add_text (self, rc_sheet_dup_sentence (self));
  rc_sheet_add_reconstruction (self);
  rc_document_end_box (self->document);
}

/* --- Box 2 --- */

static char *
dup_held (const RcSheet *self)
{
  g_autofree char *schema = rc_sheet_dup (self, "input", "input-schema");
  g_autofree char *place = rc_sheet_dup_place (self, "input");
  const char *members = rc_sheet_peek (self, "input", RC_FACT_MEMBERS);
  gulong n_members = members != NULL ? strtoul (members, NULL, 10) : 0;

  if (members != NULL && schema != NULL)
    return g_strdup_printf (rc_words_plural ("%1$lu field, input schema %2$s; the input itself is held (%3$s).",
                                             "%1$lu fields, input schema %2$s; the input itself is held (%3$s).", n_members),
                            n_members, schema, place);
  if (members != NULL)
    return g_strdup_printf (rc_words_plural ("%1$lu field, no input schema recorded; the input itself is held (%2$s).",
                                             "%1$lu fields, no input schema recorded; the input itself is held (%2$s).", n_members),
                            n_members, place);
  if (schema != NULL)
    return g_strdup_printf (_("Input schema %1$s; the input itself is held (%2$s)."), schema, place);

  return g_strdup_printf (_("The input itself is held (%s); no input schema is recorded."), place);
}

void
rc_sheet_add_input (RcSheet *self)
{
  rc_document_begin_box (self->document, "2", _("What went in"));
  if (rc_sheet_peek (self, "input", "input") != NULL)
    rc_sheet_add_text (self, dup_held (self));
  else if (rc_sheet_answer (self, "input") != NULL)
    rc_sheet_add_text (self, g_strdup (_("Only a fingerprint is held; the input was not received (not yet requested).")));
  else
    rc_sheet_add_text (self, rc_sheet_dup_open (self, "input"));
  if (rc_sheet_is_changed (self))
    rc_sheet_add_text (self, g_strdup (_("The check of its record failed: what stands there may not be what went in.")));
  if (rc_sheet_disagrees (self, "input"))
    rc_sheet_add_text (self, g_strdup (_("Records disagree on what went in.")));
  rc_document_end_box (self->document);
}

/* --- Box 3 --- */

static char *
dup_score (const RcSheet *self)
{
  g_autofree char *score = rc_sheet_dup (self, "score", "score");
  g_autofree char *threshold = rc_sheet_dup (self, "score", "threshold");

  if (score == NULL && threshold == NULL)
    return g_strdup (_("Score and threshold: not recorded, not yet requested."));
  if (threshold == NULL)
    return g_strdup_printf (_("Score %s; threshold: not recorded, not yet requested."), score);
  if (score == NULL)
    return g_strdup_printf (_("Score: not recorded, not yet requested; threshold %s, its version is not recorded."), threshold);

  return g_strdup_printf (_("Score %1$s; threshold %2$s, its version is not recorded."), score, threshold);
}

static char *
dup_proposal (const RcSheet *self)
{
  const RcLineageAnswer *answer = rc_sheet_answer (self, "output");
  g_autofree char *place = rc_sheet_dup_place (self, "output");
  g_autofree char *value = answer != NULL ? rc_frame_dup_quoted (answer->value, self->quote, place) : NULL;

  if (value == NULL)
    return g_strdup (_("Machine proposal: nothing received, not yet requested."));
  if (rc_sheet_disagrees (self, "output"))
    return g_strdup_printf (_("Machine proposal: records disagree; one of them says “%s”."), value);

  return g_strdup_printf (_("Machine proposal “%1$s” (%2$s)."), value, place);
}

static char *
dup_final (const RcSheet *self)
{
  const RcLineageSlot *slot = rc_lineage_find_slot (self->lineage, "final-decision");
  const RcLineageAnswer *answer = rc_sheet_answer (self, "final-decision");
  const char *differs = rc_lineage_fact_peek (slot->facts, RC_FACT_DIFFERS);
  g_autofree char *place = rc_sheet_dup_place (self, "final-decision");
  g_autofree char *value = answer != NULL ? rc_frame_dup_quoted (answer->value, self->quote, place) : NULL;

  if (value == NULL)
    return g_strdup (_("Final decision: nothing received, not yet requested; whether it differs cannot be told."));
  if (rc_sheet_disagrees (self, "final-decision"))
    return g_strdup_printf (_("Final decision: records disagree; one of them says “%s”."), value);
  if (g_strcmp0 (differs, "yes") == 0)
    return g_strdup_printf (_("Final decision “%1$s” (%2$s). It differs from the proposal: yes."), value, place);
  if (g_strcmp0 (differs, "no") == 0)
    return g_strdup_printf (_("Final decision “%1$s” (%2$s). It differs from the proposal: no."), value, place);

  return g_strdup_printf (_("Final decision “%1$s” (%2$s). Whether it differs from the proposal cannot be told."), value, place);
}

void
rc_sheet_add_output (RcSheet *self)
{
  g_autofree char *score = dup_score (self);
  g_autofree char *proposal = dup_proposal (self);
  g_autofree char *final = dup_final (self);

  rc_document_begin_box (self->document, "3", _("What came out"));
  rc_sheet_add_text (self, g_strdup_printf ("%s %s %s", score, proposal, final));
  rc_document_end_box (self->document);
}
