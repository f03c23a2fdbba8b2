/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "event.h"

/*
 * The names of event kinds and fields. They stand in mappings, in JSON and in the lists of the command line: never change one.
 */

static const char * const kind_names[] = {
  [RC_EVENT_INFERENCE] = "inference",
  [RC_EVENT_DECISION] = "decision",
  [RC_EVENT_DEPLOYMENT] = "deployment",
  [RC_EVENT_APPROVAL] = "approval",
  [RC_EVENT_HUMAN_ACTION] = "human-action",
  [RC_EVENT_ANOMALY] = "anomaly",
  [RC_EVENT_INCIDENT] = "incident",
  [RC_EVENT_ACCESS] = "access",
  [RC_EVENT_SYSTEM] = "system",
  [RC_EVENT_RETENTION] = "retention",
  [RC_EVENT_OTHER] = "other",
  [RC_EVENT_REQUEST_PART] = "request-part",
  [RC_EVENT_FEEDBACK] = "feedback",
  [RC_EVENT_GROUND_TRUTH] = "ground-truth",
  [RC_EVENT_GUARDRAIL] = "guardrail",
  [RC_EVENT_TOOL_CALL] = "tool-call",
};

static const char * const field_names[] = {
  [RC_FIELD_ID] = "id",
  [RC_FIELD_TIME] = "time",
  [RC_FIELD_SYSTEM] = "system",
  [RC_FIELD_ENDPOINT] = "endpoint",
  [RC_FIELD_DECISION] = "decision",
  [RC_FIELD_SUBJECT] = "subject",
  [RC_FIELD_ACTOR] = "actor",
  [RC_FIELD_ROLE] = "role",
  [RC_FIELD_MODEL_NAME] = "model-name",
  [RC_FIELD_MODEL_VERSION] = "model-version",
  [RC_FIELD_MODEL_DIGEST] = "model-digest",
  [RC_FIELD_INPUT] = "input",
  [RC_FIELD_INPUT_DIGEST] = "input-digest",
  [RC_FIELD_INPUT_SCHEMA] = "input-schema",
  [RC_FIELD_OUTPUT] = "output",
  [RC_FIELD_SCORE] = "score",
  [RC_FIELD_THRESHOLD] = "threshold",
  [RC_FIELD_PROPOSAL] = "proposal",
  [RC_FIELD_FINAL] = "final",
  [RC_FIELD_ACTION] = "action",
  [RC_FIELD_ORIGINAL] = "original",
  [RC_FIELD_REASON] = "reason",
  [RC_FIELD_TARGET] = "target",
  [RC_FIELD_VALID_FROM] = "valid-from",
  [RC_FIELD_VALID_TO] = "valid-to",
  [RC_FIELD_SEVERITY] = "severity",
  [RC_FIELD_METRIC] = "metric",
  [RC_FIELD_CONDITIONS] = "conditions",
  [RC_FIELD_EVALUATION] = "evaluation",
  [RC_FIELD_DOCUMENTATION] = "documentation",
  [RC_FIELD_PROVIDER] = "provider",
  [RC_FIELD_DEPLOYER] = "deployer",
  [RC_FIELD_PURPOSE] = "purpose",
  [RC_FIELD_RETENTION] = "retention",
  [RC_FIELD_STATUS] = "status",
  [RC_FIELD_LATENCY] = "latency",
  [RC_FIELD_CORRELATION] = "correlation",
  [RC_FIELD_TRACE] = "trace",
  [RC_FIELD_PARENT] = "parent",
  [RC_FIELD_SESSION] = "session",
  [RC_FIELD_MODEL_REQUESTED] = "model-requested",
  [RC_FIELD_MODEL_ALIAS] = "model-alias",
  [RC_FIELD_MODEL_IMAGE] = "model-image",
  [RC_FIELD_ACTOR_KIND] = "actor-kind",
  [RC_FIELD_ERROR] = "error",
  [RC_FIELD_ENDED] = "ended",
  [RC_FIELD_UPDATED] = "updated",
  [RC_FIELD_SHARE] = "share",
};

G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == RC_N_EVENT_KINDS);
G_STATIC_ASSERT (G_N_ELEMENTS (field_names) == RC_N_FIELDS);

/**
 * rc_event_kind_to_name:
 * @kind: a kind; a number from a case file may be none of them
 *
 * Returns: its name, "unknown" for a number that is no kind
 */
const char *
rc_event_kind_to_name (RcEventKind kind)
{
  if ((guint) kind >= RC_N_EVENT_KINDS || kind_names[kind] == NULL)
    return "unknown";

  return kind_names[kind];
}

/**
 * rc_event_kind_from_name:
 * @name: (nullable): tainted
 * @out_kind: (out): set where the answer is %TRUE
 *
 * Returns: whether there is a kind of exactly this name
 */
gboolean
rc_event_kind_from_name (const char  *name,
                         RcEventKind *out_kind)
{
  for (guint i = 0; name != NULL && i < RC_N_EVENT_KINDS; i++)
    {
      if (g_strcmp0 (name, kind_names[i]) != 0)
        continue;
      *out_kind = (RcEventKind) i;
      return TRUE;
    }

  return FALSE;
}

/**
 * rc_field_to_name:
 *
 * Returns: the field's name, "unknown" for a number that is no field
 */
const char *
rc_field_to_name (RcField field)
{
  if ((guint) field >= RC_N_FIELDS)
    return "unknown";

  return field_names[field];
}

/**
 * rc_field_from_name:
 * @name: (nullable): tainted
 * @out_field: (out): set where the answer is %TRUE
 *
 * Returns: whether there is a field of exactly this name
 */
gboolean
rc_field_from_name (const char *name,
                    RcField    *out_field)
{
  for (guint i = 0; name != NULL && i < RC_N_FIELDS; i++)
    {
      if (g_strcmp0 (name, field_names[i]) != 0)
        continue;
      *out_field = (RcField) i;
      return TRUE;
    }

  return FALSE;
}

/**
 * rc_field_is_personal:
 *
 * A reason is a person's own words, and may name others; a session is one person's sitting.
 *
 * Returns: whether the value speaks of a person, so that it is masked wherever the whole record is not revealed
 */
gboolean
rc_field_is_personal (RcField field)
{
  return field == RC_FIELD_SUBJECT || field == RC_FIELD_ACTOR || field == RC_FIELD_INPUT || field == RC_FIELD_REASON ||
         field == RC_FIELD_SESSION;
}

void
rc_field_value_free (RcFieldValue *self)
{
  if (self == NULL)
    return;

  g_free (self->value);
  g_free (self->locator);
  g_free (self);
}
