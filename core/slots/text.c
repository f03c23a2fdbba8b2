/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/answer-pair.h"
#include "core/json.h"
#include "core/mask.h"
#include "core/slot.h"
#include "core/words.h"

/*
 * How much of an input or an answer is shown. A word, a number or a label is; what could hold a person's words or data is described
 * and masked, until someone reveals the record with a reason.
 */

#define SHOWN_CHARACTERS 240

/**
 * rc_slot_count_members:
 * @value: a value as a record holds it
 * @out_count: (out): how many members it has
 *
 * Returns: whether it is an object
 */
gboolean
rc_slot_count_members (const char *value,
                       guint      *out_count)
{
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, value, strlen (value), &fault) || json.nodes[0].type != RC_JSON_OBJECT)
    return FALSE;

  *out_count = json.nodes[0].count;
  return TRUE;
}

/**
 * rc_slot_dup_shape:
 * @value: a value as a record holds it
 *
 * Returns: (transfer full): what it is, without its content: "17 fields", "a text of 220 characters"
 */
char *
rc_slot_dup_shape (const char *value)
{
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  if (rc_json_parse (&json, value, strlen (value), &fault))
    {
      if (json.nodes[0].type == RC_JSON_OBJECT)
        return g_strdup_printf (rc_words_plural ("%u field", "%u fields", json.nodes[0].count), json.nodes[0].count);
      if (json.nodes[0].type == RC_JSON_ARRAY)
        return g_strdup_printf (rc_words_plural ("%u item", "%u items", json.nodes[0].count), json.nodes[0].count);
    }

  return g_strdup_printf (_("a text of %ld characters"), g_utf8_strlen (value, -1));
}

/**
 * rc_slot_dup_answer:
 * @value: an answer of a machine or of a person
 * @out_masked: (out): whether the content is left out
 *
 * Returns: (transfer full): @value where it is a label or a number, else its shape and mask
 */
char *
rc_slot_dup_answer (RcSlotContext *context,
                    const char    *value,
                    gboolean      *out_masked)
{
  return rc_slot_dup_answer_in (context->case_file, value, out_masked);
}

/* The same outside of a lineage. */
char *
rc_slot_dup_answer_in (RcCase     *case_file,
                       const char *value,
                       gboolean   *out_masked)
{
  g_autofree char *shape = NULL, *mask = NULL;

  *out_masked = *value == '{' || *value == '[' || g_utf8_strlen (value, -1) > RC_ANSWER_LABEL_CHARACTERS;
  if (!*out_masked)
    return g_strdup (value);

  shape = rc_slot_dup_shape (value);
  mask = rc_mask_value (case_file, RC_FIELD_OUTPUT, value);
  return g_strdup_printf ("%s (%s)", shape, mask);
}

/**
 * rc_slot_dup_time:
 *
 * Returns: (transfer full): when @event happened, in UTC, for people
 */
char *
rc_slot_dup_time (const RcEvent *event)
{
  if (event->time_us == RC_TIME_NONE)
    return g_strdup (_("at a time that its record does not tell"));

  return rc_time_format_utc (event->time_us);
}

/**
 * rc_slot_mask_field:
 *
 * Returns: (transfer full) (nullable): what is shown of @field; %NULL where the record has none
 */
char *
rc_slot_mask_field (RcSlotContext *context,
                    const RcEvent *event,
                    RcField        field)
{
  return rc_mask_field (context->case_file, field, rc_event_peek_field (event, field), NULL);
}

/**
 * rc_slot_shorten:
 * @text: a value as written
 *
 * Returns: (transfer full): @text, or its beginning with an ellipsis where it is too long to be read in a line; the citation names
 *   all of its bytes
 */
char *
rc_slot_shorten (const char *text)
{
  g_autofree char *head = NULL;

  if (g_utf8_strlen (text, -1) <= SHOWN_CHARACTERS)
    return g_strdup (text);

  head = g_utf8_substring (text, 0, SHOWN_CHARACTERS);
  return g_strconcat (head, "…", NULL);
}
