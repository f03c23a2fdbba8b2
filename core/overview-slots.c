/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "overview-slots.h"

#include <string.h>

#include "claim.h"
#include "words.h"

#define MAX_LOOKED_AT 60u       /* records of one kind that are read to see what they say */
#define MAX_RULE 4u

typedef struct
{
  RcEventKind kind;     /* 0: the end */
  RcField     field;    /* RC_N_FIELDS: the event itself says it */
} EventRule;

/* A question can be answered where one event, or one claim, of these is there. */
typedef struct
{
  const char *slot;
  EventRule   events[MAX_RULE];
  RcProperty  claims[MAX_RULE];
  guint       n_claims;
  gboolean    needs_verify;
} SlotRule;

static const SlotRule rules[] = {
  { "input", .events = { { RC_EVENT_INFERENCE, RC_FIELD_INPUT }, { RC_EVENT_INFERENCE, RC_FIELD_INPUT_DIGEST } } },
  { "subject", .events = { { RC_EVENT_INFERENCE, RC_FIELD_SUBJECT } } },
  { "output", .events = { { RC_EVENT_INFERENCE, RC_FIELD_PROPOSAL }, { RC_EVENT_INFERENCE, RC_FIELD_OUTPUT } } },
  { "score", .events = { { RC_EVENT_INFERENCE, RC_FIELD_SCORE }, { RC_EVENT_INFERENCE, RC_FIELD_THRESHOLD } } },
  { "endpoint", .events = { { RC_EVENT_INFERENCE, RC_FIELD_ENDPOINT }, { RC_EVENT_INFERENCE, RC_FIELD_SYSTEM } } },
  { "deployment", .events = { { RC_EVENT_DEPLOYMENT, RC_N_FIELDS } } },
  { "model-version", .events = { { RC_EVENT_INFERENCE, RC_FIELD_MODEL_VERSION }, { RC_EVENT_DEPLOYMENT, RC_FIELD_MODEL_VERSION },
                                 { RC_EVENT_INFERENCE, RC_FIELD_MODEL_DIGEST } } },
  { "artefact", .events = { { RC_EVENT_INFERENCE, RC_FIELD_MODEL_DIGEST }, { RC_EVENT_DEPLOYMENT, RC_FIELD_MODEL_DIGEST } },
    .claims = { RC_PROPERTY_ARTIFACT_DIGEST }, .n_claims = 1 },
  { "run", .claims = { RC_PROPERTY_TRAINED_BY }, .n_claims = 1 },
  { "dataset", .claims = { RC_PROPERTY_DATASET }, .n_claims = 1 },
  { "commit", .claims = { RC_PROPERTY_CODE_COMMIT }, .n_claims = 1 },
  { "environment", .claims = { RC_PROPERTY_ENVIRONMENT }, .n_claims = 1 },
  { "evaluation", .claims = { RC_PROPERTY_EVALUATION }, .n_claims = 1 },
  { "approval", .events = { { RC_EVENT_APPROVAL, RC_N_FIELDS } }, .claims = { RC_PROPERTY_APPROVED_BY }, .n_claims = 1 },
  { "documentation", .events = { { RC_EVENT_APPROVAL, RC_FIELD_DOCUMENTATION }, { RC_EVENT_SYSTEM, RC_N_FIELDS } } },
  { "card", .claims = { RC_PROPERTY_DESCRIBES }, .n_claims = 1 },
  { "human-action", .events = { { RC_EVENT_HUMAN_ACTION, RC_N_FIELDS } } },
  { "final-decision", .events = { { RC_EVENT_DECISION, RC_FIELD_FINAL }, { RC_EVENT_HUMAN_ACTION, RC_FIELD_FINAL } } },
  { "anomaly", .events = { { RC_EVENT_ANOMALY, RC_N_FIELDS } } },
  { "incident", .events = { { RC_EVENT_INCIDENT, RC_N_FIELDS } } },
  { "reliance", .needs_verify = TRUE },
  { "retention", .events = { { RC_EVENT_RETENTION, RC_FIELD_RETENTION } } },
};

/* Of the records of each kind that were read: how many say each field. */
typedef struct
{
  guint read[RC_N_EVENT_KINDS];
  guint says[RC_N_EVENT_KINDS][RC_N_FIELDS];
} Fields;

static const char *
basis_of_kind (RcEventKind kind)
{
  switch (kind)
    {
    case RC_EVENT_INFERENCE:    return _("decision records");
    case RC_EVENT_DECISION:     return _("the business's own list");
    case RC_EVENT_DEPLOYMENT:   return _("deployment records");
    case RC_EVENT_APPROVAL:     return _("approval records");
    case RC_EVENT_HUMAN_ACTION: return _("records of human actions");
    case RC_EVENT_ANOMALY:      return _("monitoring records");
    case RC_EVENT_INCIDENT:     return _("incident register");
    case RC_EVENT_SYSTEM:       return _("description of the system");
    case RC_EVENT_RETENTION:    return _("rules on retention");
    case RC_EVENT_REQUEST_PART: return _("records of requests");
    case RC_EVENT_FEEDBACK:     return _("ratings of answers");
    case RC_EVENT_GROUND_TRUTH: return _("records of what turned out to be so");
    case RC_EVENT_GUARDRAIL:    return _("records of filters");
    case RC_EVENT_ACCESS:
    case RC_EVENT_TOOL_CALL:
    case RC_EVENT_OTHER:        break;
    }
  return _("other records");
}

static const SlotRule *
find_rule (const char *slot)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (strcmp (rules[i].slot, slot) == 0)
        return &rules[i];
    }
  return NULL;
}

/* A record that cannot be read says nothing here; that it cannot is an exception of its own. */
static void
look_at (Fields         *fields,
         RcCase         *case_file,
         RcRecordReader *reader,
         gint64          id,
         RcEventKind     kind)
{
  g_autoptr (RcEvent) event = rc_event_load (case_file, id, NULL);

  if (event == NULL || event->kind != kind || !rc_event_read_fields (event, case_file, reader, NULL))
    return;

  fields->read[kind]++;
  for (int field = 0; field < RC_N_FIELDS; field++)
    fields->says[kind][field] += rc_event_peek_field (event, (RcField) field) != NULL;
}

static gboolean
look_at_kind (Fields         *fields,
              RcCase         *case_file,
              RcRecordReader *reader,
              RcEventKind     kind,
              GError        **error)
{
  g_autoptr (GArray) ids = rc_event_list_kind (case_file, kind, MAX_LOOKED_AT, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    look_at (fields, case_file, reader, g_array_index (ids, gint64, i), kind);
  return TRUE;
}

/* Of a log as large as any: the first, the middle and the last record of each source, spread over all sources. */
static void
look_at_inferences (Fields         *fields,
                    RcCase         *case_file,
                    RcRecordReader *reader,
                    GPtrArray      *sources)
{
  guint n_logs = 0;
  guint step, seen = 0;

  for (guint i = 0; i < sources->len; i++)
    n_logs += ((const RcSource *) g_ptr_array_index (sources, i))->event_rows > 0;
  step = MAX (n_logs * 3 / MAX_LOOKED_AT, 1);
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      gint64 last = source->first_event + (gint64) source->event_rows - 1;

      if (source->event_rows == 0 || seen++ % step != 0)
        continue;
      look_at (fields, case_file, reader, source->first_event, RC_EVENT_INFERENCE);
      if (source->event_rows > 2)
        look_at (fields, case_file, reader, source->first_event + (last - source->first_event) / 2, RC_EVENT_INFERENCE);
      if (source->event_rows > 1)
        look_at (fields, case_file, reader, last, RC_EVENT_INFERENCE);
    }
}

static gboolean
has_claim (RcCase      *case_file,
           RcProperty   property,
           gboolean    *out_has,
           GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT 1 FROM claim INDEXED BY claim_by_value WHERE property = ?1 AND id <= ?2 LIMIT 1",
                                                 error);

  if (statement == NULL)
    return FALSE;
  rc_database_bind_text (statement, 1, rc_property_to_name (property));
  sqlite3_bind_int64 (statement, 2, rc_case_get_mark (case_file, "claim"));
  if (!rc_database_step (database, statement, out_has, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

/* How much an event rule promises: nothing, something in some records, or all that were looked at. */
static RcOverviewState
weigh_event (const RcOverview *self,
             const Fields     *fields,
             const EventRule  *rule)
{
  if (rule->field == RC_N_FIELDS)
    return self->events[rule->kind] > 0 ? RC_OVERVIEW_ANSWERS : RC_OVERVIEW_NOTHING;
  if (fields->says[rule->kind][rule->field] == 0)
    return RC_OVERVIEW_NOTHING;
  /* A human action or an approval tells of a field or not; a log should always. */
  if (rule->kind == RC_EVENT_INFERENCE && fields->says[rule->kind][rule->field] < fields->read[rule->kind])
    return RC_OVERVIEW_SOME;
  return RC_OVERVIEW_ANSWERS;
}

static void
judge_by_events (const RcOverview *self,
                 const Fields     *fields,
                 const SlotRule   *rule,
                 RcOverviewSlot   *slot)
{
  for (guint i = 0; i < MAX_RULE && rule->events[i].kind != 0; i++)
    {
      RcOverviewState state = weigh_event (self, fields, &rule->events[i]);

      if (state <= slot->state)
        continue;
      slot->state = state;
      slot->basis = basis_of_kind (rule->events[i].kind);
    }
}

static gboolean
judge_by_claims (RcCase          *case_file,
                 const SlotRule  *rule,
                 RcOverviewSlot  *slot,
                 GError         **error)
{
  for (guint i = 0; i < rule->n_claims && slot->state != RC_OVERVIEW_ANSWERS; i++)
    {
      gboolean has = FALSE;

      if (!has_claim (case_file, rule->claims[i], &has, error))
        return FALSE;
      if (!has)
        continue;
      slot->state = RC_OVERVIEW_ANSWERS;
      slot->basis = rule->claims[i] == RC_PROPERTY_DESCRIBES ? _("model cards") : _("registry and model cards");
    }
  return TRUE;
}

static void
judge_reliance (const RcOverview *self,
                RcOverviewSlot   *slot)
{
  if (!self->verified)
    slot->state = RC_OVERVIEW_UNCHECKED;
  else if (self->seals > 0)
    slot->state = RC_OVERVIEW_ANSWERS;
  if (slot->state == RC_OVERVIEW_ANSWERS)
    slot->basis = _("integrity protection");
}

gboolean
rc_overview_judge_slots (RcOverview      *self,
                         RcCase          *case_file,
                         RcRecordReader  *reader,
                         GPtrArray       *sources,
                         GCancellable    *cancellable,
                         GError         **error)
{
  static const RcEventKind few[] = { RC_EVENT_DEPLOYMENT, RC_EVENT_APPROVAL, RC_EVENT_HUMAN_ACTION, RC_EVENT_DECISION,
                                     RC_EVENT_RETENTION };
  g_autofree Fields *fields = g_new0 (Fields, 1);

  look_at_inferences (fields, case_file, reader, sources);
  self->looked_at = fields->read[RC_EVENT_INFERENCE];
  for (guint i = 0; i < G_N_ELEMENTS (few); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !look_at_kind (fields, case_file, reader, few[i], error))
        return FALSE;
    }

  for (guint i = 0; i < rc_slot_count (); i++)
    {
      RcOverviewSlot slot = { .slot = rc_slot_nth (i), .state = RC_OVERVIEW_NOTHING, .basis = "" };
      const SlotRule *rule = find_rule (slot.slot->id);

      if (rule != NULL && rule->needs_verify)
        judge_reliance (self, &slot);
      else if (rule != NULL)
        judge_by_events (self, fields, rule, &slot);
      if (rule != NULL && !judge_by_claims (case_file, rule, &slot, error))
        return FALSE;
      g_array_append_val (self->slots, slot);
    }
  return TRUE;
}
