/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-act.h"

#include "core/law/law.h"
#include "core/registers/request-proposal.h"
#include "core/slot.h"

typedef struct
{
  char  *to;
  char  *what;
  char  *why;
  char  *how;
  char **about;
  char  *due;
  char  *on;
  char  *remark;
  char  *exhibit;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->to);
  g_free (self->what);
  g_free (self->why);
  g_free (self->how);
  g_strfreev (self->about);
  g_free (self->due);
  g_free (self->on);
  g_free (self->remark);
  g_free (self->exhibit);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- Telling --- */

static void
write_step (RcJsonWriter        *writer,
            const RcRequestStep *step)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "state", rc_request_state_to_name (step->state));
  rc_json_writer_member_string (writer, "on", step->on);
  rc_json_writer_member_string (writer, "remark", step->remark);
  rc_json_writer_member_string (writer, "by", step->by);
  rc_json_writer_end_object (writer);
}

static void
write_request (const RcRequest *request,
               const char      *day)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_REQUEST, request->number);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", number);
  rc_json_writer_member_string (writer, "name", request->what);
  rc_json_writer_member_string (writer, "state", rc_request_state_to_name (request->state));
  rc_json_writer_member_boolean (writer, "overdue", rc_request_is_overdue (request, day));
  rc_json_writer_member_string (writer, "to", request->addressee);
  rc_json_writer_member_string (writer, "why", request->why);
  rc_json_writer_member_string (writer, "how", request->instruction);
  rc_about_list_write (request->about, writer, "about");
  rc_json_writer_member_string (writer, "due", request->due);
  rc_json_writer_member_string (writer, "sent", rc_request_peek_day (request, RC_REQUEST_SENT));
  rc_json_writer_name (writer, "sources");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < request->sources->len; i++)
    rc_json_writer_integer (writer, g_array_index (request->sources, gint64, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "steps");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < request->steps->len; i++)
    write_step (writer, g_ptr_array_index (request->steps, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_request (const RcRequest *request,
               const char      *day,
               gboolean         in_full)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_REQUEST, request->number);
  g_autofree char *to = rc_cli_show (request->addressee);
  g_autofree char *what = rc_cli_show (request->what);

  rc_cli_print ("%-5s %-36s %s%s\n      to %s%s%s\n", number, rc_request_state_words (request->state), what,
                rc_request_is_overdue (request, day) ? "  OVERDUE" : "", to, request->due != NULL ? ", due " : "",
                request->due != NULL ? request->due : "");
  if (!in_full)
    return;

  rc_cli_print_labelled ("why", request->why);
  rc_cli_print_labelled ("how", request->instruction);
  for (guint i = 0; i < request->sources->len; i++)
    {
      g_autofree char *exhibit = rc_register_dup_exhibit (g_array_index (request->sources, gint64, i));

      rc_cli_print_labelled ("received", exhibit);
    }
  for (guint i = 0; i < request->steps->len; i++)
    {
      const RcRequestStep *step = g_ptr_array_index (request->steps, i);
      g_autofree char *words = g_strdup_printf ("%s%s%s%s%s", step->on != NULL ? step->on : "", step->on != NULL ? " " : "",
                                                rc_request_state_words (step->state), step->remark != NULL ? ": " : "",
                                                step->remark != NULL ? step->remark : "");

      rc_cli_print_labelled (i == 0 ? "history" : "", words);
    }
}

static void
tell_request (RcCliCall       *call,
              const RcRequest *request,
              gboolean         in_full)
{
  const Options *options = call->options;
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  const char *day = options != NULL && options->on != NULL ? options->on : today;

  if (call->cli->json)
    write_request (request, day);
  else
    print_request (request, day, in_full);
}

static gboolean
tell_number (RcCliCall  *call,
             gint64      number,
             GError    **error)
{
  g_autoptr (RcRequest) request = rc_request_find (call->case_file, number, error);

  if (request != NULL)
    tell_request (call, request, TRUE);
  return request != NULL;
}

/* --- Acts --- */

static gboolean
list (RcCliCall  *call,
      GError    **error)
{
  g_autoptr (GPtrArray) requests = rc_request_list (call->case_file, error);

  if (requests == NULL)
    return FALSE;

  for (guint i = 0; i < requests->len; i++)
    tell_request (call, g_ptr_array_index (requests, i), FALSE);
  if (requests->len == 0 && !call->cli->json)
    rc_cli_print ("Nothing was asked for yet.\n");
  return TRUE;
}

gboolean
rc_cli_list_requests (RcCli   *cli,
                      RcCase  *case_file,
                      GError **error)
{
  RcCliCall call = { .cli = cli, .case_file = case_file };

  return list (&call, error);
}

static void
tell_proposal (RcCli                   *cli,
               const RcRequestProposal *proposal)
{
  g_autofree char *number = proposal->request != 0 ? rc_register_dup_number (RC_ENTRY_REQUEST, proposal->request) : NULL;
  g_autoptr (RcJsonWriter) writer = NULL;

  if (!cli->json)
    {
      rc_cli_print ("%-16s %s%s%s\n", proposal->slot, proposal->question, number != NULL ? "  asked for in " : "",
                    number != NULL ? number : "");
      rc_cli_print_labelled ("", proposal->instruction);
      return;
    }

  writer = rc_json_writer_new ();
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", proposal->slot);
  rc_json_writer_member_string (writer, "name", proposal->question);
  rc_json_writer_member_string (writer, "how", proposal->instruction);
  rc_json_writer_member_string (writer, "request", number);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static gboolean
propose (RcCliCall  *call,
         GError    **error)
{
  g_autoptr (GPtrArray) proposals = rc_request_list_proposals (call->case_file, call->cli->cancellable, error);

  if (proposals == NULL)
    return FALSE;

  for (guint i = 0; i < proposals->len; i++)
    tell_proposal (call->cli, g_ptr_array_index (proposals, i));
  if (proposals->len == 0 && !call->cli->json)
    rc_cli_print ("Something was received on each question of the lineage.\n");
  return TRUE;
}

static gboolean
show (RcCliCall  *call,
      GError    **error)
{
  gint64 number;

  return rc_cli_parse_number (RC_ENTRY_REQUEST, call->arguments[0], &number, error) && tell_number (call, number, error);
}

/* What is not said of a question is said by the program, which knows what it lacks and how the systems of the case export it. */
static gboolean
prefill (RcCase   *case_file,
         Options  *options,
         GError  **error)
{
  for (gsize i = 0; options->about != NULL && options->about[i] != NULL; i++)
    {
      const RcQuestion *question = rc_law_find_question (rc_law_get (), options->about[i]);
      const RcSlot *slot = rc_slot_by_id (question != NULL && question->slots != NULL ? question->slots[0] : options->about[i]);
      g_autoptr (GError) local_error = NULL;

      if (options->what == NULL && question != NULL)
        options->what = g_strdup (rc_law_text (question->text));
      if (options->what == NULL && slot != NULL)
        options->what = g_strdup (slot->question);
      if (options->why == NULL && options->what != NULL)
        options->why = g_strdup ("Nothing that was received answers this question.");
      if (options->how == NULL && slot != NULL)
        options->how = rc_request_dup_instruction (case_file, slot->id, &local_error);
      if (local_error == NULL)
        continue;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

static gboolean
add (RcCliCall  *call,
     GError    **error)
{
  Options *options = call->options;
  RcRequestTerms terms = { .about = (const char * const *) options->about };
  gint64 number;

  if (!prefill (call->case_file, options, error))
    return FALSE;

  terms.addressee = options->to;
  terms.what = options->what;
  terms.why = options->why;
  terms.instruction = options->how;
  terms.due = options->due;
  number = rc_request_add (call->case_file, &terms, error);
  return number != 0 && tell_number (call, number, error);
}

static gboolean
change (RcCliCall       *call,
        RcRequestState   state,
        GError         **error)
{
  const Options *options = call->options;
  RcRequestChange terms = { .state = state, .on = options->on, .remark = options->remark, .due = options->due };
  gint64 number;

  return rc_cli_parse_number (RC_ENTRY_REQUEST, call->arguments[0], &number, error) &&
         rc_cli_parse_exhibit (options->exhibit, &terms.source, error) && rc_request_change (call->case_file, number, &terms, error) &&
         tell_number (call, number, error);
}

static gboolean
send_off (RcCliCall  *call,
          GError    **error)
{
  return change (call, RC_REQUEST_SENT, error);
}

static gboolean
receive (RcCliCall  *call,
         GError    **error)
{
  return change (call, RC_REQUEST_RECEIVED, error);
}

static gboolean
accept_all (RcCliCall  *call,
            GError    **error)
{
  return change (call, RC_REQUEST_ACCEPTED, error);
}

static gboolean
accept_part (RcCliCall  *call,
             GError    **error)
{
  return change (call, RC_REQUEST_PARTLY, error);
}

static gboolean
refuse (RcCliCall  *call,
        GError    **error)
{
  return change (call, RC_REQUEST_REFUSED, error);
}

static gboolean
close_off (RcCliCall  *call,
           GError    **error)
{
  return change (call, RC_REQUEST_CLOSED, error);
}

static const RcCliAct acts[] = {
  { "list", FALSE, 0, 0, list },
  { "show", FALSE, 1, 1, show },
  { "propose", FALSE, 0, 0, propose },
  { "add", TRUE, 0, 0, add },
  { "send", TRUE, 1, 1, send_off },
  { "receive", TRUE, 1, 1, receive },
  { "accept", TRUE, 1, 1, accept_all },
  { "partly", TRUE, 1, 1, accept_part },
  { "refuse", TRUE, 1, 1, refuse },
  { "close", TRUE, 1, 1, close_off },
};

int
rc_cli_request (RcCli *cli,
                int    argc,
                char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, "Whom it goes to", "WHO" },
    { "what", 0, 0, G_OPTION_ARG_STRING, &options.what, "What is asked for", "TEXT" },
    { "why", 0, 0, G_OPTION_ARG_STRING, &options.why, "What it is needed for", "TEXT" },
    { "how", 0, 0, G_OPTION_ARG_STRING, &options.how, "How to export it, to the menu item or command", "TEXT" },
    { "about", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.about,
      "Question that it would answer, several times: approval, Q08; for a question of the lineage the rest is filled in", "A" },
    { "due", 0, 0, G_OPTION_ARG_STRING, &options.due, "Until which day, like 2026-12-01", "DATE" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &options.on, "The day on which it happened, or on which it is overdue; today unless said", "DATE" },
    { "remark", 0, 0, G_OPTION_ARG_STRING, &options.remark, "What is missing, or why it was refused or closed", "TEXT" },
    { "exhibit", 0, 0, G_OPTION_ARG_STRING, &options.exhibit, "What was received, as an exhibit of the case", "E" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "request", entries, argc, argv, 1, 3, &arguments, &exit_code))
    return exit_code;
  if (options.on != NULL && !rc_register_is_day (options.on))
    return rc_cli_usage ("request", "“%s” is no day; expected one like 2026-12-01", options.on);
  return rc_cli_run_act (cli, "request", acts, G_N_ELEMENTS (acts), arguments, &options);
}
