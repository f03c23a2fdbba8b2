/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/sheet-parts.h"

#include <string.h>

#include "core/date-words.h"
#include "core/words.h"

/*
 * Who answered, who allowed it, what it came from and who watched: boxes 4 to 6.
 */

#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* Sentences one behind the other; both are taken. */
static char *
join (char *before,
      char *next)
{
  char *both;

  if (before == NULL)
    return next;

  both = g_strdup_printf ("%s %s", before, next);
  g_free (before);
  g_free (next);
  return both;
}

/* --- Box 4 --- */

static char *
dup_live (const RcSheet *self)
{
  const RcLineageAnswer *answer = rc_sheet_answer (self, "deployment");
  const RcLineageFact *from = answer != NULL ? rc_lineage_fact_find (answer->facts, "valid-from") : NULL;
  const RcLineageFact *to = answer != NULL ? rc_lineage_fact_find (answer->facts, "valid-to") : NULL;
  g_autofree char *begin = from != NULL ? rc_frame_dup_moment (self->frame, from->time_us) : NULL;
  g_autofree char *end = to != NULL ? rc_frame_dup_moment (self->frame, to->time_us) : NULL;
  g_autofree char *endpoint = rc_sheet_dup (self, "endpoint", "endpoint");
  g_autofree char *at = endpoint != NULL ? g_strdup_printf (_(" at the endpoint %s"), endpoint) : g_strdup ("");

  if (answer == NULL)
    return g_strdup (_("From when to when it was live: nothing received, not yet requested."));
  if (rc_sheet_disagrees (self, "deployment"))
    return g_strdup_printf (_("Records name more than one deployment%s at that instant."), at);
  if (begin != NULL && end != NULL)
    return g_strdup_printf (_("Live%1$s from %2$s to %3$s."), at, begin, end);
  if (begin != NULL)
    return g_strdup_printf (_("Live%1$s from %2$s; no end is recorded."), at, begin);

  return g_strdup_printf (_("Deployed%s; no beginning is recorded."), at);
}

static char *
dup_version (const RcSheet *self)
{
  const RcLineageAnswer *answer = rc_sheet_answer (self, "model-version");
  g_autofree char *place = rc_sheet_dup_place (self, "model-version");
  g_autofree char *version = answer != NULL ? rc_frame_dup_quoted (answer->value, self->quote, NULL) : NULL;

  if (version == NULL)
    return rc_sheet_dup_open (self, "model-version");
  if (rc_sheet_disagrees (self, "model-version"))
    return g_strdup_printf (_("Records disagree on the version; one of them says %1$s (%2$s)."), version, place);

  return g_strdup_printf (_("Version %1$s (%2$s)."), version, place);
}

/* Each file that a record names, with the first place that says so. */
static char *
list_files (const RcSheet       *self,
            const RcLineageSlot *slot)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (slot->answers->len, self->items); i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);
      g_autofree char *place = rc_frame_dup_places (self->frame, answer, 1);
      g_autofree char *digest = rc_frame_dup_quoted (answer->value, self->quote, NULL);

      g_string_append_printf (list, _("%1$s%2$s (%3$s)"), i > 0 ? ", " : "", digest, place);
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
is_file_approved (const RcSheet *self)
{
  const RcLineageAnswer *approval = rc_sheet_answer (self, "approval");
  const RcLineageSlot *slot = rc_lineage_find_slot (self->lineage, "approval");

  return approval != NULL && rc_reconstruction_stands (approval) &&
         slot->standing != RC_STANDING_DISAGREE && approval->identity == RC_IDENTITY_STRONG &&
         rc_lineage_fact_peek (approval->facts, RC_FACT_REFUSAL) == NULL;
}

static char *
dup_file (const RcSheet *self)
{
  const RcLineageSlot *slot = rc_lineage_find_slot (self->lineage, "artefact");
  const char *witnesses = rc_lineage_fact_peek (slot->facts, RC_FACT_WITNESSES);
  g_autofree char *files = list_files (self, slot);

  if (slot->answers->len == 0)
    return g_strdup (_("No record ties the version to a file; not yet requested."));
  if (slot->standing == RC_STANDING_DISAGREE)
    return g_strdup_printf (_("Records name different files: %s."), files);
  if (is_file_approved (self))
    return g_strdup_printf (_("File %s. The file that ran is the file approved: both records carry the same fingerprint."), files);
  if (g_strcmp0 (witnesses, "1") == 0)
    return g_strdup_printf (_("File %s. Only one record names the file."), files);

  return g_strdup_printf (_("File %1$s. %2$s records carry the same fingerprint; that it was approved is not shown."), files, witnesses);
}

void
rc_sheet_add_model (RcSheet *self)
{
  rc_document_begin_box (self->document, "4", _("Which model"));
  rc_sheet_add_text (self, join (join (dup_version (self), dup_file (self)), dup_live (self)));
  rc_document_end_box (self->document);
}

/* --- Box 5 --- */

/* How long before or after the beginning of use, in whole days. */
static char *
dup_distance (const RcSheet         *self,
              const RcLineageAnswer *approval)
{
  const RcLineageFact *time = rc_lineage_fact_find (approval->facts, "time");
  const RcLineageFact *start = rc_lineage_fact_find (rc_lineage_find_slot (self->lineage, "approval")->facts, RC_FACT_IN_USE);
  gint64 days;

  if (time == NULL || time->time_us == RC_TIME_NONE || start == NULL)
    return g_strdup (_("the time to its deployment cannot be told"));

  days = (start->time_us - time->time_us) / DAY_US;
  if (time->time_us > start->time_us)
    return g_strdup_printf (rc_words_plural ("%lu day after its deployment", "%lu days after its deployment", (gulong) -days),
                            (gulong) -days);

  return g_strdup_printf (rc_words_plural ("%lu day before its deployment", "%lu days before its deployment", (gulong) days),
                          (gulong) days);
}

static char *
dup_act (const RcSheet         *self,
         const RcLineageAnswer *approval)
{
  const char *actor = rc_lineage_fact_peek (approval->facts, "actor");
  const char *role = rc_lineage_fact_peek (approval->facts, "role");
  const RcLineageFact *time = rc_lineage_fact_find (approval->facts, "time");
  g_autofree char *shown = role != NULL ? rc_frame_dup_quoted (role, self->quote, NULL) : g_strdup (_("role not recorded"));
  g_autofree char *day = rc_frame_dup_day (self->frame, time != NULL ? time->time_us : RC_TIME_NONE);
  g_autofree char *distance = dup_distance (self, approval);
  g_autofree char *place = rc_frame_dup_places (self->frame, approval, 1);

  if (actor == NULL)
    actor = _("a person not named");
  if (rc_lineage_fact_peek (approval->facts, RC_FACT_REGISTRY) != NULL)
    return g_strdup_printf (_("The registry names %1$s as approver (%2$s); no act of approval with role and time was received."), actor,
                            place);
  if (rc_lineage_fact_peek (approval->facts, RC_FACT_REFUSAL) != NULL)
    return g_strdup_printf (_("Refused on %1$s by %2$s, %3$s, %4$s (%5$s)."), day, actor, shown, distance, place);

  return g_strdup_printf (_("Approved on %1$s by %2$s, %3$s, %4$s (%5$s)."), day, actor, shown, distance, place);
}

static char *
dup_basis (const RcSheet *self)
{
  g_autofree char *evaluation = rc_sheet_dup (self, "approval", "evaluation");
  g_autofree char *conditions = rc_sheet_dup (self, "approval", "conditions");

  if (evaluation != NULL && conditions != NULL)
    return g_strdup_printf (_("On the evaluation %1$s; conditions: %2$s."), evaluation, conditions);
  if (evaluation != NULL)
    return g_strdup_printf (_("On the evaluation %s; no conditions are recorded."), evaluation);
  if (conditions != NULL)
    return g_strdup_printf (_("No evaluation is named; conditions: %s."), conditions);

  return g_strdup (_("No evaluation and no conditions are named."));
}

static char *
dup_documentation (const RcSheet *self)
{
  g_autofree char *documentation = rc_sheet_dup (self, "documentation", "documentation");
  g_autofree char *place = rc_sheet_dup_place (self, "documentation");

  if (documentation != NULL)
    return g_strdup_printf (_("Documentation current then: %1$s (%2$s)."), documentation, place);
  if (place != NULL)
    return g_strdup_printf (_("Documentation current then: a description of the system (%s), no technical documentation."), place);

  return g_strdup (_("Documentation current then: nothing received, not yet requested."));
}

static char *
dup_late (const RcSheet *self)
{
  const RcLineageSlot *slot = rc_lineage_find_slot (self->lineage, "approval");
  const char *late = rc_lineage_fact_peek (slot->facts, RC_FACT_LATE);
  gulong count = late != NULL ? strtoul (late, NULL, 10) : 0;

  if (rc_lineage_fact_peek (slot->facts, RC_FACT_REFUSED) != NULL)
    return g_strdup (_("The last act before the deployment refuses the version, yet it was deployed."));
  if (count == 0)
    return NULL;

  return g_strdup_printf (rc_words_plural ("%lu act of approval came only after the version was in use.",
                                           "%lu acts of approval came only after the version was in use.", count), count);
}

void
rc_sheet_add_approval (RcSheet *self)
{
  const RcLineageAnswer *approval = rc_sheet_answer (self, "approval");
  char *late = dup_late (self);
  char *text;

  rc_document_begin_box (self->document, "5", _("Who allowed it"));
  if (approval == NULL)
    text = rc_sheet_dup_open (self, "approval");
  else
    text = join (dup_act (self, approval), dup_basis (self));
  if (late != NULL)
    text = join (text, late);
  rc_sheet_add_text (self, join (text, dup_documentation (self)));
  rc_document_end_box (self->document);
}

/* --- Box 6 --- */

/* The first answers to a question that may have several, and how many more there are. */
static char *
dup_values (const RcSheet *self,
            const char    *id)
{
  const RcLineageSlot *slot = rc_lineage_find_slot (self->lineage, id);
  guint shown = MIN (slot->answers->len, MIN (self->items, 2));
  g_autoptr (GString) text = g_string_new (NULL);

  if (slot->answers->len == 0)
    return g_strdup (_("nothing received, not yet requested"));

  for (guint i = 0; i < shown; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);
      g_autofree char *place = rc_frame_dup_places (self->frame, answer, 1);
      g_autofree char *value = rc_frame_dup_quoted (answer->value, self->quote, NULL);

      g_string_append_printf (text, _("%1$s%2$s (%3$s)"), i > 0 ? ", " : "", value, place);
    }
  if (slot->answers->len > shown)
    g_string_append_printf (text, rc_words_plural (" and %u more", " and %u more", slot->answers->len - shown), slot->answers->len - shown);
  if (slot->standing == RC_STANDING_DISAGREE)
    g_string_append (text, _(", and records disagree"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_made_from (const RcSheet *self)
{
  g_autofree char *run = dup_values (self, "run");
  g_autofree char *data = dup_values (self, "dataset");
  g_autofree char *code = dup_values (self, "commit");
  g_autofree char *environment = dup_values (self, "environment");
  g_autofree char *evaluation = dup_values (self, "evaluation");

  return g_strdup_printf (_("Training run: %1$s. Data: %2$s. Code: %3$s. Environment: %4$s. Evaluation: %5$s."), run, data, code,
                          environment, evaluation);
}

static char *
dup_card (const RcSheet *self)
{
  const RcLineageSlot *slot = rc_lineage_find_slot (self->lineage, "card");
  const RcLineageAnswer *answer = rc_sheet_answer (self, "card");
  const char *later = rc_lineage_fact_peek (slot->facts, RC_FACT_CARDS_LATER);
  g_autofree char *place = rc_sheet_dup_place (self, "card");
  g_autofree char *value = answer != NULL ? rc_frame_dup_quoted (answer->value, self->quote, NULL) : NULL;

  if (value == NULL && later != NULL)
    return g_strdup_printf (_("Card current then: none; cards dated after the decision: %s."), later);
  if (value == NULL)
    return g_strdup (_("Card current then: nothing received, not yet requested."));
  if (slot->standing == RC_STANDING_DISAGREE)
    return g_strdup_printf (_("Card current then: records disagree; one is %1$s (%2$s)."), value, place);
  if (later != NULL)
    return g_strdup_printf (_("Card current then: %1$s (%2$s); later editions received: %3$s, not current then."), value, place, later);

  return g_strdup_printf (_("Card current then: %1$s (%2$s); no later edition was received."), value, place);
}

static char *
dup_action (const RcSheet *self)
{
  const RcLineageSlot *slot = rc_lineage_find_slot (self->lineage, "human-action");
  const RcLineageAnswer *action = slot->answers->len > 0 ? g_ptr_array_index (slot->answers, slot->answers->len - 1) : NULL;
  const RcLineageFact *time;
  g_autofree char *moment = NULL, *place = NULL, *what = NULL, *role = NULL;
  const char *actor, *reason, *value;

  if (action == NULL)
    return g_strdup (_("Reviewer, time and reason: no record of a human action was received, not yet requested."));

  time = rc_lineage_fact_find (action->facts, "time");
  moment = rc_frame_dup_when (self->frame, time != NULL ? time->time_us : RC_TIME_NONE);
  place = rc_frame_dup_places (self->frame, action, 1);
  actor = rc_lineage_fact_peek (action->facts, "actor");
  value = rc_lineage_fact_peek (action->facts, "role");
  role = value != NULL ? rc_frame_dup_quoted (value, self->quote, NULL) : g_strdup (_("role not recorded"));
  value = rc_lineage_fact_peek (action->facts, "action");
  what = value != NULL ? rc_frame_dup_quoted (value, self->quote, NULL) : g_strdup (_("review"));
  reason = rc_lineage_fact_peek (action->facts, "reason");
  if (actor == NULL)
    actor = _("a person not named");
  if (reason == NULL)
    return g_strdup_printf (_("Watched: %1$s, %2$s, “%3$s” %4$s, without a reason (%5$s)."), actor, role, what, moment, place);

  return g_strdup_printf (_("Watched: %1$s, %2$s, “%3$s” %4$s, with a reason, masked here: %5$s (%6$s)."), actor, role, what, moment,
                          reason, place);
}

static char *
dup_near (const RcSheet *self)
{
  const RcLineageSlot *anomaly = rc_lineage_find_slot (self->lineage, "anomaly");
  gboolean silence = rc_lineage_fact_peek (anomaly->facts, RC_FACT_SILENCE) != NULL;
  g_autofree char *found = dup_values (self, "anomaly");
  g_autofree char *incidents = dup_values (self, "incident");

  if (anomaly->answers->len == 0 && silence)
    return g_strdup_printf (_("Anomalies within 24 hours: none among the records received, which is silence, not proof. Incidents: %s."),
                            incidents);

  return g_strdup_printf (_("Anomalies within 24 hours: %1$s. Incidents: %2$s."), found, incidents);
}

void
rc_sheet_add_origin (RcSheet *self)
{
  rc_document_begin_box (self->document, "6", _("Made from, known, watched"));
  rc_sheet_add_text (self, join (dup_made_from (self), dup_card (self)));
  rc_sheet_add_text (self, join (dup_action (self), dup_near (self)));
  rc_document_end_box (self->document);
}
