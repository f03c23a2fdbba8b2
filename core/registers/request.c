/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/request.h"

#include <string.h>

#include "core/exporting-system.h"
#include "core/slot.h"
#include "core/source.h"
#include "core/words.h"

#define ACT_ADD "request add"

static const char * const state_names[RC_N_REQUEST_STATES] = {
  "draft", "sent", "received", "partly", "accepted", "refused", "closed",
};

static const char * const state_words[RC_N_REQUEST_STATES] = {
  N_("Not sent yet"), N_("Sent, nothing received"), N_("Received, not looked through yet"), N_("Received in part"), N_("Received as asked for"),
  N_("Refused by the addressee"), N_("Closed"),
};

/* By which act of the custody log a request becomes what it is. */
static const char * const state_acts[RC_N_REQUEST_STATES] = {
  ACT_ADD, "request send", "request receive", "request judge", "request judge", "request refuse", "request close",
};

#define BIT(state) (1u << RC_REQUEST_##state)

/* What may follow on each state. */
static const guint followers[RC_N_REQUEST_STATES] = {
  [RC_REQUEST_DRAFT]    = BIT (SENT) | BIT (CLOSED),
  [RC_REQUEST_SENT]     = BIT (SENT) | BIT (RECEIVED) | BIT (PARTLY) | BIT (ACCEPTED) | BIT (REFUSED) | BIT (CLOSED),
  [RC_REQUEST_RECEIVED] = BIT (RECEIVED) | BIT (PARTLY) | BIT (ACCEPTED) | BIT (CLOSED),
  [RC_REQUEST_PARTLY]   = BIT (SENT) | BIT (RECEIVED) | BIT (PARTLY) | BIT (ACCEPTED) | BIT (REFUSED) | BIT (CLOSED),
  [RC_REQUEST_ACCEPTED] = BIT (PARTLY) | BIT (CLOSED),
  [RC_REQUEST_REFUSED]  = BIT (SENT) | BIT (RECEIVED) | BIT (CLOSED),
  [RC_REQUEST_CLOSED]   = BIT (SENT),
};

const char *
rc_request_state_to_name (RcRequestState state)
{
  return state < RC_N_REQUEST_STATES ? state_names[state] : state_names[RC_REQUEST_DRAFT];
}

gboolean
rc_request_state_from_name (const char     *name,
                            RcRequestState *out_state)
{
  guint found = rc_register_find_name (name, state_names, RC_N_REQUEST_STATES, RC_N_REQUEST_STATES);

  *out_state = found;
  return found < RC_N_REQUEST_STATES;
}

const char *
rc_request_state_words (RcRequestState state)
{
  return _(state_words[state < RC_N_REQUEST_STATES ? state : RC_REQUEST_DRAFT]);
}

static void
step_free (gpointer data)
{
  RcRequestStep *step = data;

  g_free (step->on);
  g_free (step->remark);
  g_free (step->by);
  g_free (step);
}

void
rc_request_free (RcRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->addressee);
  g_free (self->what);
  g_free (self->why);
  g_free (self->instruction);
  g_clear_pointer (&self->about, g_ptr_array_unref);
  g_free (self->due);
  g_free (self->entered_by);
  g_clear_pointer (&self->sources, g_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self);
}

/* --- Entering --- */

static gboolean
check_terms (const RcRequestTerms  *terms,
             GError               **error)
{
  return rc_entry_require_words (_("whom the request goes to"), terms->addressee, error) &&
         rc_entry_require_words (_("what is asked for"), terms->what, error) &&
         rc_entry_require_words (_("what it is needed for"), terms->why, error) &&
         rc_register_allow_words (_("Instruction"), terms->instruction, error) &&
         rc_register_allow_day (_("Due"), terms->due, error);
}

gint64
rc_request_add (RcCase                *case_file,
                const RcRequestTerms  *terms,
                GError               **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (GPtrArray) about = rc_about_list_new (terms->about);

  if (!check_terms (terms, error))
    return 0;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "addressee", terms->addressee);
  rc_json_writer_member_string (writer, "what", terms->what);
  rc_json_writer_member_string (writer, "why", terms->why);
  rc_register_write_words (writer, "instruction", terms->instruction);
  rc_about_list_write (about, writer, "about");
  rc_register_write_words (writer, "due", terms->due);
  rc_json_writer_member_string (writer, "state", state_names[RC_REQUEST_DRAFT]);
  rc_json_writer_end_object (writer);
  return rc_register_begin (case_file, RC_ENTRY_REQUEST, ACT_ADD, writer, terms->by, error);
}

/* What did not come as it was asked for is explained. */
static gboolean
needs_remark (RcRequestState before,
              RcRequestState after)
{
  return after == RC_REQUEST_PARTLY || after == RC_REQUEST_REFUSED || before == RC_REQUEST_CLOSED ||
         (after == RC_REQUEST_CLOSED && before != RC_REQUEST_ACCEPTED);
}

static gboolean
check_source (RcCase                 *case_file,
              const RcRequestChange  *change,
              GError                **error)
{
  g_autoptr (RcSource) source = NULL;

  if (change->source == 0)
    return TRUE;
  if (change->state != RC_REQUEST_RECEIVED && change->state != RC_REQUEST_PARTLY && change->state != RC_REQUEST_ACCEPTED)
    {
      g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE, _("An exhibit is named only of what was received"));
      return FALSE;
    }
  source = rc_source_load (rc_case_get_database (case_file), change->source, error);
  return source != NULL;
}

static gboolean
check_change (RcCase                 *case_file,
              const RcRequest        *request,
              const RcRequestChange  *change,
              GError                **error)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_REQUEST, request->number);

  if (change->state >= RC_N_REQUEST_STATES || (followers[request->state] & (1u << change->state)) == 0)
    {
      g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE, _("Request %1$s stands as “%2$s” and cannot become “%3$s”"), number,
                   rc_request_state_to_name (request->state), rc_request_state_to_name (change->state));
      return FALSE;
    }
  if (needs_remark (request->state, change->state) && !rc_entry_require_words (_("why"), change->remark, error))
    return FALSE;

  return rc_register_allow_words (_("Remark"), change->remark, error) && rc_register_allow_day (_("Day"), change->on, error) &&
         rc_register_allow_day (_("Due"), change->due, error) && check_source (case_file, change, error);
}

gboolean
rc_request_change (RcCase                 *case_file,
                   gint64                  number,
                   const RcRequestChange  *change,
                   GError                **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (RcRequest) request = rc_request_find (case_file, number, error);
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());

  if (request == NULL || !check_change (case_file, request, change, error))
    return FALSE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "state", state_names[change->state]);
  rc_json_writer_member_string (writer, "on", change->on != NULL ? change->on : today);
  rc_register_write_words (writer, "remark", change->remark);
  rc_register_write_words (writer, "due", change->due);
  if (change->source != 0)
    rc_json_writer_member_integer (writer, "source", change->source);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_REQUEST, number, state_acts[change->state], writer, change->by, error);
}

/* --- Reading; what stands in the case is tainted --- */

static void
take_step (RcRequest     *self,
           const RcEntry *entry)
{
  g_autofree char *name = rc_entry_dup_text (entry, "state");
  RcRequestState state;
  RcRequestStep *step;
  gint64 source;

  /* What is no state changes none: a request is never closed by an entry that nobody can read. */
  if (!rc_request_state_from_name (name, &state))
    return;

  self->state = state;
  step = g_new0 (RcRequestStep, 1);
  step->state = state;
  step->on = rc_entry_dup_text (entry, "on");
  step->remark = rc_entry_dup_text (entry, "remark");
  step->by = g_strdup (entry->by);
  step->entered_us = entry->added_us;
  g_ptr_array_add (self->steps, step);
  if (rc_entry_get_integer (entry, "source", &source) && source > 0)
    g_array_append_val (self->sources, source);
}

static char *
dup_said (const RcEntryThread *thread,
          const char          *member)
{
  char *text = rc_entry_thread_dup_text (thread, member);

  return text != NULL ? text : g_strdup ("");
}

static RcRequest *
from_thread (const RcEntryThread *thread)
{
  RcRequest *self = g_new0 (RcRequest, 1);

  self->number = thread->first->number;
  self->addressee = dup_said (thread, "addressee");
  self->what = dup_said (thread, "what");
  self->why = dup_said (thread, "why");
  self->instruction = rc_entry_thread_dup_text (thread, "instruction");
  self->due = rc_entry_thread_dup_text (thread, "due");
  if (self->due != NULL && !rc_register_is_day (self->due))
    g_clear_pointer (&self->due, g_free);
  self->about = rc_about_list_take (rc_register_dup_list (rc_entry_peek_json (thread->first), 0, "about"));
  self->entered_by = g_strdup (thread->first->by);
  self->entered_us = thread->first->added_us;
  self->sources = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->steps = g_ptr_array_new_with_free_func (step_free);
  take_step (self, thread->first);
  for (guint i = 0; i < thread->additions->len; i++)
    take_step (self, g_ptr_array_index (thread->additions, i));
  return self;
}

RcRequest *
rc_request_find (RcCase  *case_file,
                 gint64   number,
                 GError **error)
{
  g_autoptr (RcEntryThread) thread = rc_entry_thread_find (case_file, RC_ENTRY_REQUEST, number, error);

  return thread != NULL ? from_thread (thread) : NULL;
}

GPtrArray *
rc_request_list (RcCase  *case_file,
                 GError **error)
{
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_REQUEST, error);
  g_autoptr (GPtrArray) requests = NULL;

  if (threads == NULL)
    return NULL;

  requests = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_request_free);
  for (guint i = 0; i < threads->len; i++)
    g_ptr_array_add (requests, from_thread (g_ptr_array_index (threads, i)));
  return g_steal_pointer (&requests);
}

gboolean
rc_request_is_open (const RcRequest *self)
{
  return self->state == RC_REQUEST_SENT || self->state == RC_REQUEST_PARTLY;
}

gboolean
rc_request_is_overdue (const RcRequest *self,
                       const char      *day)
{
  return rc_request_is_open (self) && self->due != NULL && strcmp (self->due, day) < 0;
}

const char *
rc_request_peek_day (const RcRequest *self,
                     RcRequestState   state)
{
  for (guint i = self->steps->len; i > 0; i--)
    {
      const RcRequestStep *step = g_ptr_array_index (self->steps, i - 1);

      if (step->state == state)
        return step->on;
    }
  return NULL;
}

char *
rc_request_dup_instruction (RcCase      *case_file,
                            const char  *slot,
                            GError     **error)
{
  const RcSlot *question = rc_slot_by_id (slot);
  g_autoptr (GPtrArray) systems = rc_exporting_system_list_of_case (case_file, error);
  g_auto (GStrv) asks = NULL;

  if (systems == NULL || question == NULL)
    return NULL;

  asks = rc_exporting_system_dup_asks (systems, slot);
  if (asks != NULL && asks[0] != NULL)
    return g_strjoinv ("\n", asks);
  return g_strdup (_(question->missing));
}
