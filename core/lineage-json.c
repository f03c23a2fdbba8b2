/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "lineage-json.h"

#include <string.h>

#include "judgement-json.h"
#include "timestamp.h"

static void
write_citation (RcJsonWriter            *writer,
                const RcLineageCitation *cited)
{
  const RcCitation *citation = cited->citation;
  g_autofree char *record = rc_digest_dup_hex (&citation->record_sha256);
  g_autofree char *leaf = rc_digest_dup_hex (&citation->leaf_sha256);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", citation->source);
  rc_json_writer_member_integer (writer, "record", (gint64) citation->record);
  rc_json_writer_member_integer (writer, "offset", (gint64) citation->offset);
  rc_json_writer_member_integer (writer, "length", (gint64) citation->length);
  rc_json_writer_member_string (writer, "locator", citation->locator);
  rc_json_writer_member_string (writer, "record_sha256", record);
  rc_json_writer_member_string (writer, "leaf_sha256", leaf);
  rc_json_writer_member_string (writer, "protection", rc_verdict_to_code (cited->protection));
  rc_json_writer_end_object (writer);
}

static void
write_saying (RcJsonWriter          *writer,
              const RcLineageSaying *saying)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "standing", rc_standing_to_code (saying->standing));
  rc_json_writer_member_integer (writer, "entry", saying->entry);
  if (saying->source != 0)
    rc_json_writer_member_integer (writer, "exhibit", saying->source);
  rc_json_writer_member_string (writer, "page", saying->page);
  rc_json_writer_member_string (writer, "quote", saying->quote);
  rc_json_writer_member_string (writer, "by", saying->by);
  rc_json_writer_member_string (writer, "words", saying->words);
  rc_json_writer_end_object (writer);
}

static void
write_step (RcJsonWriter        *writer,
            const RcLineageStep *step)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "kind", rc_lineage_step_kind_to_name (step->kind));
  rc_json_writer_member_string (writer, "text", step->text);
  rc_json_writer_name (writer, "records");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < step->records->len; i++)
    {
      const RcLineageStepRecord *record = &g_array_index (step->records, RcLineageStepRecord, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "source", record->source);
      rc_json_writer_member_integer (writer, "record", (gint64) record->record);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

static void
write_answer (RcJsonWriter          *writer,
              const RcLineageAnswer *answer)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "value", answer->value);
  rc_json_writer_member_string (writer, "standing", rc_standing_to_code (answer->standing));
  rc_json_writer_member_string (writer, "entity", answer->entity);
  rc_json_writer_member_string (writer, "identity", rc_identity_to_name (answer->identity));
  rc_json_writer_member_boolean (writer, "masked", answer->personal);
  rc_json_writer_name (writer, "citations");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->citations->len; i++)
    write_citation (writer, g_ptr_array_index (answer->citations, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "sayings");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->sayings->len; i++)
    write_saying (writer, g_ptr_array_index (answer->sayings, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

static void
write_slot (RcJsonWriter        *writer,
            const RcLineageSlot *slot)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "slot", slot->slot);
  rc_json_writer_member_string (writer, "group", slot->group);
  rc_json_writer_member_string (writer, "question", slot->question);
  rc_json_writer_member_string (writer, "standing", rc_standing_to_code (slot->standing));
  rc_json_writer_member_boolean (writer, "undecided", slot->undecided);
  rc_json_writer_member_string (writer, "rung", slot->rung);
  rc_json_writer_member_string (writer, "note", slot->note);
  rc_json_writer_name (writer, "answers");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < slot->answers->len; i++)
    write_answer (writer, g_ptr_array_index (slot->answers, i));
  rc_json_writer_end_array (writer);
  if (slot->steps != NULL)
    {
      rc_json_writer_name (writer, "steps");
      rc_json_writer_begin_array (writer);
      for (guint i = 0; i < slot->steps->len; i++)
        write_step (writer, g_ptr_array_index (slot->steps, i));
      rc_json_writer_end_array (writer);
    }
  rc_json_writer_end_object (writer);
}

/**
 * rc_lineage_write_json:
 * @only: (nullable): the id of one question; %NULL: all
 *
 * Writes a lineage that was built while English was set.
 */
void
rc_lineage_write_json (const RcLineage *self,
                       const char      *only,
                       RcJsonWriter    *writer)
{
  g_autofree char *time = self->event->time_us != RC_TIME_NONE ? rc_time_format_utc (self->event->time_us) : NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "event", self->reference);
  rc_json_writer_member_string (writer, "time", time);
  rc_json_writer_member_string (writer, "led_by", self->led_by);
  rc_json_writer_member_string (writer, "decision", self->decision);
  rc_json_writer_member_boolean (writer, "verified", self->verified);
  rc_json_writer_name (writer, "slots");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (self->slots, i);

      if (only == NULL || strcmp (slot->slot, only) == 0)
        write_slot (writer, slot);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "exceptions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->exceptions->len; i++)
    rc_exception_write_json (g_ptr_array_index (self->exceptions, i), writer);
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}
