/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "hold.h"

#include <string.h>

#include "entry.h"
#include "json-writer.h"
#include "timestamp.h"
#include "words.h"

G_DEFINE_QUARK (rc-hold-error-quark, rc_hold_error)

void
rc_hold_free (RcHold *self)
{
  if (self == NULL)
    return;

  g_free (self->system);
  g_free (self->reason);
  g_free (self->by);
  g_free (self->released_for);
  g_free (self->released_by);
  g_free (self);
}

static gint64
read_time (const RcEntry *entry,
           const char    *member)
{
  g_autofree char *text = rc_entry_dup_text (entry, member);
  RcTimestamp time;

  return text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time) ? time.from_us : RC_TIME_NONE;
}

static void
write_time (RcJsonWriter *writer,
            const char   *member,
            gint64        time_us)
{
  g_autofree char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  if (text != NULL)
    rc_json_writer_member_string (writer, member, text);
}

static RcHold *
hold_from_thread (const RcEntryThread *thread)
{
  const RcEntry *release = rc_entry_thread_newest (thread, "released_for");
  RcHold *self = g_new0 (RcHold, 1);

  self->number = thread->first->number;
  self->entry = thread->first->id;
  self->system = rc_entry_dup_text (thread->first, "system");
  self->from_us = read_time (thread->first, "from");
  self->to_us = read_time (thread->first, "to");
  self->since_us = read_time (thread->first, "since");
  self->reason = rc_entry_dup_text (thread->first, "reason");
  self->by = g_strdup (thread->first->by);
  self->entered_us = thread->first->added_us;
  if (self->since_us == RC_TIME_NONE)
    self->since_us = self->entered_us;
  self->released_us = RC_TIME_NONE;
  if (release == NULL)
    return self;

  self->released_for = rc_entry_dup_text (release, "released_for");
  self->released_by = g_strdup (release->by);
  self->released_us = read_time (release, "on");
  if (self->released_us == RC_TIME_NONE)
    self->released_us = release->added_us;
  return self;
}

GPtrArray *
rc_hold_list (RcCase  *case_file,
              GError **error)
{
  g_autoptr (GPtrArray) holds = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_hold_free);
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_HOLD, error);

  if (threads == NULL)
    return NULL;
  for (guint i = 0; i < threads->len; i++)
    g_ptr_array_add (holds, hold_from_thread (g_ptr_array_index (threads, i)));
  return g_steal_pointer (&holds);
}

/**
 * rc_hold_set:
 * @terms: what is held, and why
 *
 * Returns: number of the hold; 0 with %RC_HOLD_ERROR_TERMS or %RC_ENTRY_ERROR_WORDS
 */
gint64
rc_hold_set (RcCase             *case_file,
             const RcHoldTerms  *terms,
             GError            **error)
{
  RcEntryTerms entry_terms = { .kind = RC_ENTRY_HOLD, .act = "hold set", .by = terms->by };
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (RcEntry) entry = NULL;
  g_autofree char *body = NULL;
  gint64 id;

  if (!rc_entry_require_words (_("why the records are held"), terms->reason, error))
    return 0;
  if (terms->from_us != RC_TIME_NONE && terms->to_us != RC_TIME_NONE && terms->to_us < terms->from_us)
    {
      g_set_error_literal (error, RC_HOLD_ERROR, RC_HOLD_ERROR_TERMS, _("The period of the records held ends before it begins"));
      return 0;
    }

  rc_json_writer_begin_object (writer);
  if (terms->system != NULL)
    rc_json_writer_member_string (writer, "system", terms->system);
  write_time (writer, "from", terms->from_us);
  write_time (writer, "to", terms->to_us);
  write_time (writer, "since", terms->since_us);
  rc_json_writer_member_string (writer, "reason", terms->reason);
  rc_json_writer_end_object (writer);
  entry_terms.body = body = rc_json_writer_finish (writer);
  id = rc_entry_add (case_file, &entry_terms, error);
  entry = id != 0 ? rc_entry_load (case_file, id, error) : NULL;
  return entry != NULL ? entry->number : 0;
}

static gboolean
check_release (const RcHold  *hold,
               gint64         on_us,
               GError       **error)
{
  if (hold->released_us != RC_TIME_NONE)
    {
      g_set_error (error, RC_HOLD_ERROR, RC_HOLD_ERROR_TERMS, _("Hold %lld was released already"), (long long) hold->number);
      return FALSE;
    }
  if (on_us != RC_TIME_NONE && on_us < hold->since_us)
    {
      g_set_error (error, RC_HOLD_ERROR, RC_HOLD_ERROR_TERMS, _("Hold %lld did not stand yet at the time of that release"),
                   (long long) hold->number);
      return FALSE;
    }
  return TRUE;
}

gboolean
rc_hold_release (RcCase      *case_file,
                 gint64       number,
                 gint64       on_us,
                 const char  *reason,
                 const char  *by,
                 GError     **error)
{
  RcEntryTerms terms = { .kind = RC_ENTRY_HOLD, .act = "hold release", .by = by };
  g_autoptr (RcEntryThread) thread = NULL;
  g_autoptr (RcHold) hold = NULL;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *body = NULL;

  if (!rc_entry_require_words (_("why the hold is released"), reason, error))
    return FALSE;
  thread = rc_entry_thread_find (case_file, RC_ENTRY_HOLD, number, error);
  if (thread == NULL)
    return FALSE;
  hold = hold_from_thread (thread);
  if (!check_release (hold, on_us, error))
    return FALSE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "released_for", reason);
  write_time (writer, "on", on_us);
  rc_json_writer_end_object (writer);
  terms.about = hold->entry;
  terms.body = body = rc_json_writer_finish (writer);
  return rc_entry_add (case_file, &terms, error) != 0;
}

gboolean
rc_hold_stood_at (const RcHold *self,
                  gint64        time_us)
{
  return time_us >= self->since_us && (self->released_us == RC_TIME_NONE || time_us < self->released_us);
}

gboolean
rc_hold_reaches (const RcHold *self,
                 gint64        from_us,
                 gint64        to_us)
{
  return (self->from_us == RC_TIME_NONE || to_us == RC_TIME_NONE || to_us >= self->from_us) &&
         (self->to_us == RC_TIME_NONE || from_us == RC_TIME_NONE || from_us <= self->to_us);
}
