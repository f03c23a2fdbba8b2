/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mapping-draft.h"

#include "words.h"

#include <string.h>

/* So much of a record is shown beside what it becomes. */
#define RAW_BYTES 2000

static const RcMappingMaker *the_maker;

/**
 * rc_mapping_maker_set:
 * @maker: kept
 */
void
rc_mapping_maker_set (const RcMappingMaker *maker)
{
  the_maker = maker;
}

/**
 * rc_mapping_maker_get:
 *
 * Returns: (nullable): %NULL where the program reads no mappings
 */
const RcMappingMaker *
rc_mapping_maker_get (void)
{
  return the_maker;
}

static void
free_path_info (gpointer data)
{
  rc_mapping_path_info_free (data);
}

RcMappingDraft *
rc_mapping_draft_new (void)
{
  RcMappingDraft *self = g_new0 (RcMappingDraft, 1);

  self->id = g_strdup ("own-log");
  self->title = g_strdup ("Own log");
  self->kind = RC_EVENT_INFERENCE;
  self->paths = g_ptr_array_new_with_free_func (free_path_info);
  self->signs = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rc_mapping_draft_free (RcMappingDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->framing);
  g_free (self->rows);
  g_free (self->line_pattern);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->signs);
  for (guint i = 0; i < RC_N_FIELDS; i++)
    {
      g_free (self->fields[i]);
      g_free (self->reasons[i]);
    }
  g_free (self->time_form);
  g_free (self->zone);
  g_free (self->time_note);
  g_free (self);
}

void
rc_mapping_draft_set (RcMappingDraft *self,
                      RcField         field,
                      const char     *choice)
{
  g_free (self->fields[field]);
  self->fields[field] = g_strdup (choice);
  g_clear_pointer (&self->reasons[field], g_free);
}

RcMappingPathInfo *
rc_mapping_path_info_new (const char *path)
{
  RcMappingPathInfo *self = g_new0 (RcMappingPathInfo, 1);

  self->path = g_strdup (path);
  self->examples = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rc_mapping_path_info_free (RcMappingPathInfo *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_ptr_array_unref (self->examples);
  g_free (self);
}

static void
unref_fields (gpointer data)
{
  g_ptr_array_unref (data);
}

RcMappingPreview *
rc_mapping_preview_new (const char *raw,
                        gsize       length,
                        guint64     offset)
{
  RcMappingPreview *self = g_new0 (RcMappingPreview, 1);

  self->raw = g_utf8_make_valid (raw, (gssize) MIN (length, RAW_BYTES));
  self->offset = offset;
  self->events = g_ptr_array_new_with_free_func (unref_fields);
  self->kinds = g_array_new (FALSE, FALSE, sizeof (RcEventKind));
  return self;
}

void
rc_mapping_preview_free (RcMappingPreview *self)
{
  if (self == NULL)
    return;

  g_free (self->raw);
  g_ptr_array_unref (self->events);
  g_array_unref (self->kinds);
  g_free (self->fault);
  g_free (self);
}

/* --- The text --- */

/* A value of a mapping, on one line. */
static void
append_value (GString    *text,
              const char *key,
              const char *value)
{
  g_string_append_printf (text, "%s=", key);
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\\')
        g_string_append (text, "\\\\");
      else if ((guchar) *p < 0x20)
        g_string_append_c (text, ' ');
      else
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '\n');
}

/* What the records say, of what kind they are and what they leave out: the mapping's own statement about its format. */
static char *
dup_evidences (const RcMappingDraft *self)
{
  g_autoptr (GString) text = g_string_new ("Says:");
  guint n_said = 0;

  for (guint field = 0; field < RC_N_FIELDS; field++)
    if (self->fields[field] != NULL)
      g_string_append_printf (text, "%s %s", n_said++ > 0 ? "," : "", rc_field_to_name (field));

  g_string_append (text, n_said > 0 ? ". Nothing else." : " nothing that was declared.");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_signs (GString              *text,
              const RcMappingDraft *self)
{
  g_string_append (text, "\n[recognise]\n");
  for (guint i = 0; i < self->signs->len; i++)
    {
      const char *sign = g_ptr_array_index (self->signs, i);
      const char *blank = strchr (sign, ' ');
      g_autofree char *key = g_strdup_printf ("%.*s.%u", (int) (blank - sign), sign, i + 1);

      append_value (text, key, blank + 1);
    }
}

static void
append_time (GString              *text,
             const RcMappingDraft *self)
{
  gboolean has_zone = self->time_form == NULL || g_str_equal (self->time_form, "rfc3339") || g_str_has_prefix (self->time_form, "pattern ");

  if (self->fields[RC_FIELD_TIME] == NULL)
    return;

  g_string_append (text, "\n[time]\n");
  append_value (text, "path", self->fields[RC_FIELD_TIME]);
  if (self->time_form != NULL)
    append_value (text, "form", self->time_form);
  if (self->zone != NULL && has_zone)
    append_value (text, "zone", self->zone);
}

static void
append_fields (GString              *text,
               const RcMappingDraft *self)
{
  g_string_append (text, "\n[fields]\n");
  for (guint field = 0; field < RC_N_FIELDS; field++)
    if (field != RC_FIELD_TIME && self->fields[field] != NULL)
      append_value (text, rc_field_to_name (field), self->fields[field]);
}

/**
 * rc_mapping_draft_dup_text:
 *
 * Returns: (transfer full): the mapping as its file has it; whether it can be read, who reads it says
 */
char *
rc_mapping_draft_dup_text (const RcMappingDraft *self)
{
  g_autoptr (GString) text = g_string_new ("[mapping]\n");
  g_autofree char *evidences = dup_evidences (self);

  append_value (text, "id", self->id);
  append_value (text, "title", self->title);
  append_value (text, "evidences", evidences);
  append_value (text, "version", "1");
  append_value (text, "framing", self->framing);
  if (self->rows != NULL)
    {
      g_string_append (text, "\n[rows]\n");
      append_value (text, "path.1", self->rows);
    }
  if (self->line_pattern != NULL)
    {
      g_string_append (text, "\n[lines]\n");
      append_value (text, "pattern.1", self->line_pattern);
    }
  append_signs (text, self);
  g_string_append (text, "\n[kind]\n");
  append_value (text, "kind", rc_event_kind_to_name (self->kind));
  append_time (text, self);
  append_fields (text, self);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- What people are asked --- */

static const RcField asked_of_inference[] = {
  RC_FIELD_TIME, RC_FIELD_ID, RC_FIELD_DECISION, RC_FIELD_SUBJECT, RC_FIELD_SYSTEM, RC_FIELD_ENDPOINT, RC_FIELD_MODEL_NAME,
  RC_FIELD_MODEL_VERSION, RC_FIELD_MODEL_ALIAS, RC_FIELD_MODEL_DIGEST, RC_FIELD_INPUT, RC_FIELD_OUTPUT, RC_FIELD_SCORE, RC_FIELD_THRESHOLD,
  RC_FIELD_PROPOSAL, RC_FIELD_CORRELATION, RC_FIELD_SESSION, RC_FIELD_STATUS, RC_FIELD_LATENCY, RC_N_FIELDS,
};

static const RcField asked_of_human[] = {
  RC_FIELD_TIME, RC_FIELD_ID, RC_FIELD_TARGET, RC_FIELD_DECISION, RC_FIELD_ACTOR, RC_FIELD_ROLE, RC_FIELD_ACTION, RC_FIELD_ORIGINAL,
  RC_FIELD_FINAL, RC_FIELD_REASON, RC_FIELD_SYSTEM, RC_N_FIELDS,
};

static const RcField asked_of_decision[] = {
  RC_FIELD_DECISION, RC_FIELD_TIME, RC_FIELD_FINAL, RC_FIELD_SUBJECT, RC_FIELD_ACTOR, RC_FIELD_SYSTEM, RC_FIELD_REASON, RC_N_FIELDS,
};

static const RcField asked_of_anomaly[] = {
  RC_FIELD_TIME, RC_FIELD_ID, RC_FIELD_TARGET, RC_FIELD_SYSTEM, RC_FIELD_ENDPOINT, RC_FIELD_MODEL_NAME, RC_FIELD_MODEL_VERSION,
  RC_FIELD_METRIC, RC_FIELD_SCORE, RC_FIELD_THRESHOLD, RC_FIELD_SEVERITY, RC_FIELD_ACTION, RC_FIELD_VALID_FROM, RC_FIELD_VALID_TO,
  RC_FIELD_REASON, RC_N_FIELDS,
};

static const RcField asked_of_other[] = {
  RC_FIELD_TIME, RC_FIELD_ID, RC_FIELD_TARGET, RC_FIELD_DECISION, RC_FIELD_SYSTEM, RC_FIELD_ENDPOINT, RC_FIELD_MODEL_NAME,
  RC_FIELD_MODEL_VERSION, RC_FIELD_ACTOR, RC_FIELD_STATUS, RC_FIELD_OUTPUT, RC_FIELD_REASON, RC_N_FIELDS,
};

const RcField *
rc_mapping_draft_get_asked (RcEventKind kind)
{
  switch (kind)
    {
    case RC_EVENT_INFERENCE:
    case RC_EVENT_REQUEST_PART:
      return asked_of_inference;
    case RC_EVENT_HUMAN_ACTION:
    case RC_EVENT_FEEDBACK:
    case RC_EVENT_GROUND_TRUTH:
      return asked_of_human;
    case RC_EVENT_DECISION:
      return asked_of_decision;
    case RC_EVENT_ANOMALY:
    case RC_EVENT_INCIDENT:
    case RC_EVENT_GUARDRAIL:
      return asked_of_anomaly;
    case RC_EVENT_DEPLOYMENT:
    case RC_EVENT_APPROVAL:
    case RC_EVENT_ACCESS:
    case RC_EVENT_SYSTEM:
    case RC_EVENT_RETENTION:
    case RC_EVENT_OTHER:
    case RC_EVENT_TOOL_CALL:
      break;
    }
  return asked_of_other;
}

static const struct
{
  RcField     field;
  const char *words;
  const char *missing;    /* (nullable) */
} words[] = {
  { RC_FIELD_TIME, N_("When"), N_("No time: decisions cannot be found by day, and nothing can be said of what was valid then.") },
  { RC_FIELD_ID, N_("Number of the record"), N_("No number of its own: a record is cited by its place only.") },
  { RC_FIELD_DECISION, N_("Business reference"), N_("No business reference: records of one decision are not brought together, and no list of decisions can be compared.") },
  { RC_FIELD_SUBJECT, N_("Person concerned"), N_("No person concerned: one person's decisions cannot be found.") },
  { RC_FIELD_SYSTEM, N_("AI system"), NULL },
  { RC_FIELD_ENDPOINT, N_("Where the model answers"), N_("No endpoint: a deployment record cannot say which version answered.") },
  { RC_FIELD_MODEL_NAME, N_("Model"), N_("No model: which model answered is not answered by this log.") },
  { RC_FIELD_MODEL_VERSION, N_("Version of the model"), N_("No version of the model: it can only follow from deployment records, where these were received.") },
  { RC_FIELD_MODEL_ALIAS, N_("Name of a version that moves"), NULL },
  { RC_FIELD_MODEL_DIGEST, N_("Fingerprint of the model's file"), N_("No fingerprint of the model's file: that the model is the registered one cannot be shown by this log alone.") },
  { RC_FIELD_INPUT, N_("What was asked"), N_("No input: what was asked is not answered.") },
  { RC_FIELD_OUTPUT, N_("What was answered"), N_("No output: what was answered is not answered.") },
  { RC_FIELD_SCORE, N_("Score"), N_("No score: it is taken only from where you say that it stands.") },
  { RC_FIELD_THRESHOLD, N_("Limit of the score"), N_("No limit: whether the score lay above it cannot be said.") },
  { RC_FIELD_PROPOSAL, N_("What the machine proposed"), NULL },
  { RC_FIELD_CORRELATION, N_("Number that both halves share"), NULL },
  { RC_FIELD_SESSION, N_("Conversation"), NULL },
  { RC_FIELD_STATUS, N_("Status"), NULL },
  { RC_FIELD_LATENCY, N_("Duration"), NULL },
  { RC_FIELD_TARGET, N_("What it is about"), N_("Nothing that it is about: these records cannot be joined to a decision.") },
  { RC_FIELD_ACTOR, N_("Who acted"), N_("Nobody who acted: that a person looked at it cannot be shown.") },
  { RC_FIELD_ROLE, N_("In which role"), NULL },
  { RC_FIELD_ACTION, N_("What was done"), N_("No action: an override can only follow from two different answers.") },
  { RC_FIELD_ORIGINAL, N_("The machine's answer, as kept"), N_("The machine's answer is not kept with the act.") },
  { RC_FIELD_FINAL, N_("What was decided"), N_("No outcome: what was decided in the end is not answered.") },
  { RC_FIELD_REASON, N_("Reason"), NULL },
  { RC_FIELD_METRIC, N_("Watched figure"), NULL },
  { RC_FIELD_SEVERITY, N_("Severity"), NULL },
  { RC_FIELD_VALID_FROM, N_("From"), NULL },
  { RC_FIELD_VALID_TO, N_("Until"), NULL },
};

const char *
rc_mapping_field_to_words (RcField field)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].field == field)
      return _(words[i].words);
  return rc_field_to_name (field);
}

static const char *
peek_missing (RcField field)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].field == field)
      return words[i].missing;
  return NULL;
}

GPtrArray *
rc_mapping_draft_list_missing (const RcMappingDraft *self)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);

  for (const RcField *field = rc_mapping_draft_get_asked (self->kind); *field != RC_N_FIELDS; field++)
    if (self->fields[*field] == NULL && peek_missing (*field) != NULL)
      g_ptr_array_add (missing, g_strdup (_(peek_missing (*field))));

  if (self->time_note != NULL)
    g_ptr_array_add (missing, g_strdup (self->time_note));
  return missing;
}
