/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/finding-json.h"

#include "core/entry.h"
#include "core/words.h"

static void
write_texts (RcJsonWriter *writer,
             const char   *name,
             GPtrArray    *texts)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < texts->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (texts, i));
  rc_json_writer_end_array (writer);
}

static const char *
name_mark_state (RcMarkState state)
{
  static const char * const names[] = { "stands", "gone", "not-known" };

  return names[state];
}

static void
write_exceptions (RcJsonWriter    *writer,
                  const RcFinding *finding,
                  const RcNoticed *noticed)
{
  rc_json_writer_name (writer, "exceptions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < finding->exceptions->len; i++)
    {
      const RcExceptionMark *mark = g_ptr_array_index (finding->exceptions, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "kind", mark->kind);
      rc_json_writer_member_string (writer, "message", mark->message);
      rc_json_writer_member_integer (writer, "source", mark->source);
      rc_json_writer_member_integer (writer, "record", mark->record);
      rc_json_writer_member_integer (writer, "offset", mark->offset);
      rc_json_writer_member_string (writer, "identity", mark->identity);
      rc_json_writer_member_string (writer, "now", name_mark_state (rc_noticed_find (noticed, mark)));
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_origin (RcJsonWriter          *writer,
              const RcFindingOrigin *origin)
{
  g_autofree char *number = NULL;

  rc_json_writer_name (writer, "taken_over");
  if (origin == NULL)
    {
      rc_json_writer_null (writer);
      return;
    }

  number = rc_register_dup_number (RC_ENTRY_FINDING, origin->number);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "case", origin->case_title);
  rc_json_writer_member_string (writer, "case_id", origin->case_id);
  rc_json_writer_member_string (writer, "number", number);
  rc_json_writer_member_string (writer, "severity", rc_severity_to_name (origin->severity));
  rc_json_writer_member_string (writer, "due", origin->due);
  rc_json_writer_member_boolean (writer, "log_holds", origin->log_holds);
  rc_json_writer_end_object (writer);
}

static void
write_follow_up (RcJsonWriter    *writer,
                 const RcFinding *finding)
{
  rc_json_writer_member_string (writer, "response", rc_response_to_name (finding->response));
  rc_json_writer_member_string (writer, "response_words", finding->response_words);
  rc_json_writer_member_string (writer, "action", finding->action);
  rc_json_writer_member_string (writer, "owner", finding->owner);
  rc_json_writer_member_string (writer, "due", finding->due);
  rc_json_writer_member_string (writer, "state_by", finding->state_by);
  rc_json_writer_member_string (writer, "state_on", finding->state_on);
  rc_json_writer_member_string (writer, "state_remark", finding->state_remark);
}

static void
write_sample (RcJsonWriter    *writer,
              const RcFinding *finding)
{
  if (finding->sample_n == 0)
    return;

  rc_json_writer_name (writer, "sample");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "n", finding->sample_n);
  rc_json_writer_member_integer (writer, "k", finding->sample_k);
  rc_json_writer_member_string (writer, "upper", finding->sample_upper);
  rc_json_writer_end_object (writer);
}

/**
 * rc_finding_write_json:
 * @day: against which it is overdue
 *
 * Writes one object, in English.
 */
void
rc_finding_write_json (const RcFinding *finding,
                       const RcNoticed *noticed,
                       const char      *day,
                       RcJsonWriter    *writer)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, finding->number);
  g_autofree char *repeats = finding->repeats > 0 ? rc_register_dup_number (RC_ENTRY_FINDING, finding->repeats) : NULL;
  g_autoptr (GPtrArray) missing = NULL;

  rc_words_push ("en");
  missing = rc_finding_list_missing (finding);
  rc_words_pop ();
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", number);
  rc_json_writer_member_string (writer, "name", finding->title);
  rc_json_writer_member_string (writer, "severity", rc_severity_to_name (finding->severity));
  rc_json_writer_member_string (writer, "state", rc_finding_state_to_name (finding->state));
  rc_json_writer_member_boolean (writer, "overdue", rc_finding_is_overdue (finding, day));
  /* Without a verification of the evidence as it is now nobody knows. */
  rc_json_writer_name (writer, "repeated");
  if (noticed->is_current || finding->origin == NULL)
    rc_json_writer_boolean (writer, rc_finding_is_repeated (finding, noticed));
  else
    rc_json_writer_null (writer);
  rc_json_writer_member_string (writer, "repeats", repeats);
  rc_json_writer_member_string (writer, "condition", finding->condition);
  write_texts (writer, "criteria", finding->criteria);
  rc_json_writer_member_string (writer, "cause", finding->cause);
  rc_json_writer_member_string (writer, "effect", finding->effect);
  rc_json_writer_member_string (writer, "recommendation", finding->recommendation);
  rc_json_writer_member_string (writer, "likelihood", finding->likelihood);
  rc_about_list_write (finding->about, writer, "about");
  write_texts (writer, "evidence", finding->evidence);
  rc_json_writer_member_string (writer, "check", finding->check);
  rc_json_writer_member_string (writer, "check_verdict", finding->check_verdict);
  write_sample (writer, finding);
  write_follow_up (writer, finding);
  write_texts (writer, "missing", missing);
  write_exceptions (writer, finding, noticed);
  write_origin (writer, finding->origin);
  rc_json_writer_end_object (writer);
}
