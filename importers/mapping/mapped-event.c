/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-event.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "importers/json-value.h"

#include <string.h>

/* --- Kind --- */

static RcEventKind
read_kind (RcMappedRecord *self)
{
  const RcMapping *mapping = self->mapping;
  g_autofree char *text = NULL;
  RcMappedAnswer answer;
  RcSlice slice;

  for (guint i = 0; i < mapping->kind_rules->len; i++)
    {
      const RcMappingKindRule *rule = &g_array_index (mapping->kind_rules, RcMappingKindRule, i);

      if (rc_mapped_record_holds (self, &rule->condition))
        return rule->kind;
    }

  if (!rc_mapped_record_pick (self, mapping->kind_choice, &answer))
    return mapping->default_kind;

  rc_mapped_record_read (self, &answer.value, &slice);
  for (guint i = 0; i < mapping->kind_terms->len; i++)
    {
      const RcMappingTerm *term = &g_array_index (mapping->kind_terms, RcMappingTerm, i);

      if (slice.length == strlen (term->text) && memcmp (slice.text, term->text, slice.length) == 0)
        return term->kind;
    }

  return mapping->default_kind;
}

/* --- Names --- */

static gboolean
read_name (RcMappedRecord        *self,
           const RcMappingChoice *choice,
           RcSlice               *out_slice)
{
  RcMappedAnswer answer;
  guint64 offset, length;

  if (!rc_mapped_record_pick (self, choice, &answer))
    return TRUE;

  rc_mapped_record_read (self, &answer.value, out_slice);
  if (G_LIKELY (out_slice->length <= RC_LIMIT_NAME_BYTES))
    return TRUE;

  rc_mapped_record_get_place (self, &answer.value, &offset, &length);
  rc_mapped_record_doubt (self, RC_EXCEPTION_LIMIT, offset, "a name within RC_LIMIT_NAME_BYTES",
                          g_strdup_printf ("%" G_GSIZE_FORMAT " bytes", out_slice->length),
                          "The record names something by a text that is longer than any name that is kept.");
  return FALSE;
}

/* --- Time --- */

/* The event goes on without the time; what it is instead is told, unless it says that there is none yet. */
static void
doubt_time (RcMappedRecord      *self,
            const RcMappedValue *value,
            const RcSlice       *text,
            RcTimeFault          fault)
{
  const char *kind = rc_time_fault_exception (fault);
  guint64 offset, length;

  if (kind == NULL)
    return;

  rc_mapped_record_get_place (self, value, &offset, &length);
  rc_mapped_record_doubt (self, kind, offset, rc_time_fault_expected (fault), rc_mapped_dup_excerpt (text->text, text->length, 0),
                          rc_time_fault_message (fault));
}

static gboolean
read_time (RcMappedRecord     *self,
           const RcMappedZone *zone,
           RcTimestamp        *out_time)
{
  RcTimeRule rule = self->mapping->time.rule;
  RcMappedAnswer answer;
  RcTimeFault fault;
  RcSlice text;

  if (!rc_mapped_record_pick (self, self->mapping->time.choice, &answer))
    return FALSE;

  if (rule.zone_if_absent == RC_ZONE_ASSUMED)
    {
      rule.zone_if_absent = zone->has_zone ? RC_ZONE_ASSUMED : RC_ZONE_UNKNOWN;
      rule.offset_minutes_if_absent = zone->minutes;
    }
  rc_mapped_record_read (self, &answer.value, &text);
  fault = rc_timestamp_parse_form (text.text, text.length, &rule, out_time);
  if (G_LIKELY (fault == RC_TIME_FAULT_NONE))
    return TRUE;

  doubt_time (self, &answer.value, &text, fault);
  return FALSE;
}

/* --- The event --- */

gboolean
rc_mapped_event_read (RcMappedRecord     *self,
                      const RcMappedZone *zone,
                      RcParsedEvent      *out_event)
{
  const RcMappingChoice * const *choices;

  *out_event = (RcParsedEvent) { .row = self->row };
  rc_mapped_record_look (self, RC_PATHS_QUICK);
  out_event->kind = read_kind (self);
  out_event->has_time = read_time (self, zone, &out_event->time);

  choices = self->mapping->fields[out_event->kind];
  return read_name (self, choices[RC_FIELD_ID], &out_event->id) &&
         read_name (self, choices[RC_FIELD_DECISION], &out_event->decision) &&
         read_name (self, choices[RC_FIELD_SUBJECT], &out_event->subject) &&
         read_name (self, choices[RC_FIELD_TARGET], &out_event->target) &&
         read_name (self, choices[RC_FIELD_CORRELATION], &out_event->correlation) &&
         read_name (self, choices[RC_FIELD_TRACE], &out_event->trace) &&
         read_name (self, choices[RC_FIELD_SYSTEM], &out_event->system) &&
         read_name (self, choices[RC_FIELD_ENDPOINT], &out_event->endpoint) &&
         read_name (self, choices[RC_FIELD_MODEL_NAME], &out_event->model_name) &&
         read_name (self, choices[RC_FIELD_MODEL_VERSION], &out_event->model_version);
}

/* --- Fields --- */

static void
free_field (gpointer data)
{
  rc_field_value_free (data);
}

static char *
dup_value (RcMappedRecord      *self,
           const RcMappedValue *value)
{
  RcSlice text;

  if (value->json != NULL)
    return rc_json_value_dup (value->json, value->node);

  rc_mapped_record_read (self, value, &text);
  /* What was decoded may be any bytes; they are shown as text. */
  return g_utf8_make_valid (text.text, (gssize) text.length);
}

static void
add_field (RcMappedRecord        *self,
           RcField                field,
           const RcMappingChoice *choice,
           GPtrArray             *fields)
{
  RcMappedAnswer answer;
  RcFieldValue *value;

  if (!rc_mapped_record_pick (self, choice, &answer))
    return;

  value = g_new0 (RcFieldValue, 1);
  value->field = field;
  value->value = dup_value (self, &answer.value);
  rc_mapped_record_get_place (self, &answer.value, &value->offset, &value->length);
  value->locator = rc_mapped_record_dup_locator (self, answer.alternative);
  if (field == RC_FIELD_ACTION)
    {
      const char *word = rc_mapping_peek_action (self->mapping, value->value);

      if (word != value->value)
        {
          g_free (value->value);
          value->value = g_strdup (word);
        }
    }

  g_ptr_array_add (fields, value);
}

static const RcMappingChoice *
peek_choice (const RcMappedRecord *self,
             RcEventKind           kind,
             RcField               field)
{
  return field == RC_FIELD_TIME ? self->mapping->time.choice : self->mapping->fields[kind][field];
}

GPtrArray *
rc_mapped_event_read_fields (RcMappedRecord *self)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (free_field);
  RcEventKind kind;

  rc_mapped_record_look (self, RC_PATHS_ALL);
  kind = read_kind (self);
  for (guint field = 0; field < RC_N_FIELDS; field++)
    add_field (self, field, peek_choice (self, kind, field), fields);

  return g_steal_pointer (&fields);
}

void
rc_mapped_event_each_value (RcMappedRecord    *self,
                            RcMappedValueFunc  func,
                            gpointer           user_data)
{
  RcMappedAnswer answer;
  RcEventKind kind;

  rc_mapped_record_look (self, RC_PATHS_ALL);
  kind = read_kind (self);
  for (guint field = 0; field < RC_N_FIELDS; field++)
    if (rc_mapped_record_pick (self, peek_choice (self, kind, field), &answer))
      func (self, field, &answer.value, user_data);
}
