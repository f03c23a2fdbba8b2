/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-act.h"

#include "core/carry-over.h"

typedef struct
{
  char   *title;
  char   *condition;
  char  **criteria;
  char   *cause;
  char   *effect;
  char   *recommendation;
  char   *severity;
  char   *likelihood;
  char  **about;
  char  **evidence;
  char   *check;
  char   *verdict;
  gint64  sample_n;
  gint64  sample_k;
  char   *sample_upper;
  char   *repeats;
  char   *response;
  char   *words;
  char   *action;
  char   *owner;
  char   *due;
  char   *by;
  char   *on;
  char   *remark;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->title);
  g_free (self->condition);
  g_strfreev (self->criteria);
  g_free (self->cause);
  g_free (self->effect);
  g_free (self->recommendation);
  g_free (self->severity);
  g_free (self->likelihood);
  g_strfreev (self->about);
  g_strfreev (self->evidence);
  g_free (self->check);
  g_free (self->verdict);
  g_free (self->sample_upper);
  g_free (self->repeats);
  g_free (self->response);
  g_free (self->words);
  g_free (self->action);
  g_free (self->owner);
  g_free (self->due);
  g_free (self->by);
  g_free (self->on);
  g_free (self->remark);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- Telling --- */

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

static void
write_finding (const RcFinding *finding,
               const RcNoticed *noticed,
               const char      *day)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, finding->number);
  g_autofree char *repeats = finding->repeats > 0 ? rc_register_dup_number (RC_ENTRY_FINDING, finding->repeats) : NULL;
  g_autoptr (GPtrArray) missing = rc_finding_list_missing (finding);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", number);
  rc_json_writer_member_string (writer, "name", finding->title);
  rc_json_writer_member_string (writer, "severity", rc_severity_to_name (finding->severity));
  rc_json_writer_member_string (writer, "state", rc_finding_state_to_name (finding->state));
  rc_json_writer_member_boolean (writer, "overdue", rc_finding_is_overdue (finding, day));
  rc_json_writer_member_boolean (writer, "repeated", rc_finding_is_repeated (finding, noticed));
  rc_json_writer_member_string (writer, "repeats", repeats);
  rc_json_writer_member_string (writer, "condition", finding->condition);
  rc_cli_write_texts (writer, "criteria", finding->criteria);
  rc_json_writer_member_string (writer, "cause", finding->cause);
  rc_json_writer_member_string (writer, "effect", finding->effect);
  rc_json_writer_member_string (writer, "recommendation", finding->recommendation);
  rc_json_writer_member_string (writer, "likelihood", finding->likelihood);
  rc_about_list_write (finding->about, writer, "about");
  rc_cli_write_texts (writer, "evidence", finding->evidence);
  rc_json_writer_member_string (writer, "check", finding->check);
  rc_json_writer_member_string (writer, "check_verdict", finding->check_verdict);
  write_sample (writer, finding);
  write_follow_up (writer, finding);
  rc_cli_write_texts (writer, "missing", missing);
  write_exceptions (writer, finding, noticed);
  write_origin (writer, finding->origin);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_origin (const RcFindingOrigin *origin)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, origin->number);
  g_autofree char *words = g_strdup_printf ("case “%s”, %s, rated %s there%s%s%s", origin->case_title != NULL ? origin->case_title : "", number,
                                            rc_severity_words (origin->severity), origin->due != NULL ? ", due " : "",
                                            origin->due != NULL ? origin->due : "",
                                            origin->log_holds ? "" : "; that case was edited outside the program");

  rc_cli_print_labelled ("taken over from", words);
}

static void
print_in_full (const RcFinding *finding,
               const RcNoticed *noticed)
{
  g_autoptr (GPtrArray) missing = rc_finding_list_missing (finding);
  g_autofree char *about = rc_about_list_dup_text (finding->about);

  if (finding->origin != NULL)
    print_origin (finding->origin);
  rc_cli_print_labelled ("condition", finding->condition);
  for (guint i = 0; i < finding->criteria->len; i++)
    rc_cli_print_labelled (i == 0 ? "criterion" : "", g_ptr_array_index (finding->criteria, i));
  rc_cli_print_labelled ("cause", finding->cause != NULL ? finding->cause : "not determined");
  rc_cli_print_labelled ("effect", finding->effect);
  rc_cli_print_labelled ("recommendation", finding->recommendation);
  rc_cli_print_labelled ("about", about);
  for (guint i = 0; i < finding->evidence->len; i++)
    rc_cli_print_labelled (i == 0 ? "evidence" : "", g_ptr_array_index (finding->evidence, i));
  rc_cli_print_labelled ("response", rc_response_words (finding->response));
  rc_cli_print_labelled ("", finding->response_words);
  rc_cli_print_labelled ("action", finding->action);
  rc_cli_print_labelled ("owner", finding->owner);
  rc_cli_print_labelled ("due", finding->due);
  rc_cli_print_labelled ("said by", finding->state_by);
  rc_cli_print_labelled ("remark", finding->state_remark);
  for (guint i = 0; i < missing->len; i++)
    rc_cli_print_labelled (i == 0 ? "not written yet" : "", g_ptr_array_index (missing, i));
  for (guint i = 0; i < finding->exceptions->len; i++)
    {
      const RcExceptionMark *mark = g_ptr_array_index (finding->exceptions, i);
      static const char * const words[] = { "noticed, stands", "not noticed now", "noticed then" };

      rc_cli_print_labelled (words[rc_noticed_find (noticed, mark)], mark->message);
    }
}

static void
print_finding (const RcFinding *finding,
               const RcNoticed *noticed,
               const char      *day,
               gboolean         in_full)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, finding->number);
  g_autofree char *title = rc_cli_show (finding->title);
  gboolean is_repeated = finding->repeats > 0 || rc_finding_is_repeated (finding, noticed);

  rc_cli_print ("%-6s %-14s %-32s %s%s%s\n", number, rc_severity_words (finding->severity), rc_finding_state_words (finding->state), title,
                is_repeated ? "  REPEATED" : "", rc_finding_is_overdue (finding, day) ? "  OVERDUE" : "");
  if (in_full)
    print_in_full (finding, noticed);
}

/* What is told of a finding depends on what the last verification noticed, and on a day. */
static gboolean
tell (RcCli            *cli,
      RcCase           *case_file,
      const RcFinding  *finding,      /* (nullable): all of them */
      const char       *day,          /* (nullable): today */
      GError          **error)
{
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  g_autoptr (RcNoticed) noticed = rc_noticed_load (case_file, error);
  g_autoptr (GPtrArray) all = NULL;

  if (noticed == NULL)
    return FALSE;
  if (finding == NULL)
    {
      all = rc_finding_list (case_file, error);
      if (all == NULL)
        return FALSE;
    }
  for (guint i = 0; i < (all != NULL ? all->len : 1); i++)
    {
      const RcFinding *one = all != NULL ? g_ptr_array_index (all, i) : finding;

      if (cli->json)
        write_finding (one, noticed, day != NULL ? day : today);
      else
        print_finding (one, noticed, day != NULL ? day : today, all == NULL);
    }
  if (all != NULL && all->len == 0 && !cli->json)
    rc_cli_print ("No finding is written yet.\n");
  return TRUE;
}

static gboolean
tell_number (RcCliCall  *call,
             gint64      number,
             GError    **error)
{
  const Options *options = call->options;
  g_autoptr (RcFinding) finding = rc_finding_find (call->case_file, number, error);

  return finding != NULL && tell (call->cli, call->case_file, finding, options->on, error);
}

gboolean
rc_cli_list_findings (RcCli   *cli,
                      RcCase  *case_file,
                      GError **error)
{
  return tell (cli, case_file, NULL, NULL, error);
}

/* --- Acts --- */

static gboolean
parse_first (RcCliCall  *call,
             gint64     *out_number,
             GError    **error)
{
  return rc_cli_parse_number (RC_ENTRY_FINDING, call->arguments[0], out_number, error);
}

static gboolean
list (RcCliCall  *call,
      GError    **error)
{
  return tell (call->cli, call->case_file, NULL, ((const Options *) call->options)->on, error);
}

static gboolean
show (RcCliCall  *call,
      GError    **error)
{
  gint64 number;

  return parse_first (call, &number, error) && tell_number (call, number, error);
}

static gboolean
take_terms (const Options   *options,
            RcFindingTerms  *out_terms,
            GError         **error)
{
  *out_terms = (RcFindingTerms) {
    .title = options->title,
    .condition = options->condition,
    .criteria = (const char * const *) options->criteria,
    .cause = options->cause,
    .effect = options->effect,
    .recommendation = options->recommendation,
    .likelihood = options->likelihood,
    .about = (const char * const *) options->about,
    .evidence = (const char * const *) options->evidence,
    .check = options->check,
    .check_verdict = options->verdict,
    .sample_n = options->sample_n,
    .sample_k = options->sample_k,
    .sample_upper = options->sample_upper,
    .by = options->by,
  };

  if (options->severity != NULL && !rc_severity_from_name (options->severity, &out_terms->severity))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "“%s” is no severity; there are: critical, high, medium, low, observation", options->severity);
      return FALSE;
    }
  return options->repeats == NULL || rc_cli_parse_number (RC_ENTRY_FINDING, options->repeats, &out_terms->repeats, error);
}

static gboolean
add (RcCliCall  *call,
     GError    **error)
{
  RcFindingTerms terms;
  gint64 number;

  if (!take_terms (call->options, &terms, error))
    return FALSE;

  number = rc_finding_add (call->case_file, &terms, error);
  return number != 0 && tell_number (call, number, error);
}

static gboolean
change (RcCliCall  *call,
        GError    **error)
{
  RcFindingTerms terms;
  gint64 number;

  return parse_first (call, &number, error) && take_terms (call->options, &terms, error) &&
         rc_finding_change (call->case_file, number, &terms, error) && tell_number (call, number, error);
}

static gboolean
promote (RcCliCall  *call,
         GError    **error)
{
  g_autoptr (GArray) exceptions = g_array_new (FALSE, FALSE, sizeof (gint64));
  RcFindingTerms terms;
  gint64 number;

  for (gsize i = 0; call->arguments[i] != NULL; i++)
    {
      gint64 exception;

      if (!g_ascii_string_to_signed (call->arguments[i], 10, 1, G_MAXINT64, &exception, NULL))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is no number of an exception; “recount-cli list CASE exception” "
                       "has them", call->arguments[i]);
          return FALSE;
        }
      g_array_append_val (exceptions, exception);
    }
  if (!take_terms (call->options, &terms, error))
    return FALSE;

  number = rc_finding_promote (call->case_file, (const gint64 *) (gpointer) exceptions->data, exceptions->len, &terms, error);
  return number != 0 && tell_number (call, number, error);
}

static gboolean
promote_check (RcCliCall  *call,
               GError    **error)
{
  RcFindingTerms terms;
  gint64 number;

  if (!take_terms (call->options, &terms, error))
    return FALSE;

  number = rc_finding_promote_check (call->case_file, call->arguments[0], &terms, error);
  return number != 0 && tell_number (call, number, error);
}

static gboolean
respond (RcCliCall  *call,
         GError    **error)
{
  const Options *options = call->options;
  RcResponseTerms terms = { .words = options->words, .action = options->action, .owner = options->owner, .due = options->due,
                            .by = options->by };
  gint64 number;

  if (options->response != NULL && !rc_response_from_name (options->response, &terms.response))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is no response; there are: agreed, partly, disagreed",
                   options->response);
      return FALSE;
    }
  return parse_first (call, &number, error) && rc_finding_respond (call->case_file, number, &terms, error) &&
         tell_number (call, number, error);
}

static gboolean
set_state (RcCliCall       *call,
           RcFindingState   state,
           GError         **error)
{
  const Options *options = call->options;
  gint64 number;

  return parse_first (call, &number, error) &&
         rc_finding_set_state (call->case_file, number, state, options->by, options->on, options->remark, error) &&
         tell_number (call, number, error);
}

static gboolean
implement (RcCliCall  *call,
           GError    **error)
{
  return set_state (call, RC_FINDING_IMPLEMENTED, error);
}

static gboolean
close_off (RcCliCall  *call,
           GError    **error)
{
  return set_state (call, RC_FINDING_VERIFIED, error);
}

static gboolean
accept_risk (RcCliCall  *call,
             GError    **error)
{
  return set_state (call, RC_FINDING_RISK_ACCEPTED, error);
}

static gboolean
reopen (RcCliCall  *call,
        GError    **error)
{
  return set_state (call, RC_FINDING_OPEN, error);
}

static void
write_taken (const RcCarryOver *taken)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "case", taken->case_title);
  rc_json_writer_member_boolean (writer, "log_holds", taken->log_holds);
  rc_json_writer_name (writer, "findings");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < taken->numbers->len; i++)
    {
      g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, g_array_index (taken->numbers, gint64, i));

      rc_json_writer_string (writer, number);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_member_integer (writer, "known", taken->n_known);
  rc_json_writer_member_integer (writer, "closed", taken->n_closed);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static gboolean
take_over (RcCliCall  *call,
           GError    **error)
{
  g_autoptr (RcCarryOver) taken = rc_carry_over_take (call->case_file, call->arguments[0], error);
  g_autofree char *title = taken != NULL ? rc_cli_show (taken->case_title) : NULL;

  if (taken == NULL)
    return FALSE;
  if (call->cli->json)
    {
      write_taken (taken);
      return TRUE;
    }

  rc_cli_print ("%u open findings were taken over from “%s”; %u had been taken over before, %u are closed there.\n", taken->numbers->len,
                title, taken->n_known, taken->n_closed);
  if (!taken->log_holds)
    rc_cli_print ("That case is not as its custody log says: what was taken over may not be what its auditors wrote.\n");
  return TRUE;
}

static const RcCliAct acts[] = {
  { "list", FALSE, 0, 0, list },
  { "show", FALSE, 1, 1, show },
  { "add", TRUE, 0, 0, add },
  { "promote", TRUE, 1, -1, promote },
  { "promote-check", TRUE, 1, 1, promote_check },
  { "change", TRUE, 1, 1, change },
  { "respond", TRUE, 1, 1, respond },
  { "implemented", TRUE, 1, 1, implement },
  { "close", TRUE, 1, 1, close_off },
  { "accept-risk", TRUE, 1, 1, accept_risk },
  { "reopen", TRUE, 1, 1, reopen },
  { "take-over", TRUE, 1, 1, take_over },
};

int
rc_cli_finding (RcCli *cli,
                int    argc,
                char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, "What it is called", "T" },
    { "condition", 0, 0, G_OPTION_ARG_STRING, &options.condition, "What is", "TEXT" },
    { "criterion", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.criteria, "What should be, several times: AIA-12-1, or in words", "C" },
    { "cause", 0, 0, G_OPTION_ARG_STRING, &options.cause, "Why it is so; not determined unless said", "TEXT" },
    { "effect", 0, 0, G_OPTION_ARG_STRING, &options.effect, "What follows from it", "TEXT" },
    { "recommendation", 0, 0, G_OPTION_ARG_STRING, &options.recommendation, "What to do", "TEXT" },
    { "severity", 0, 0, G_OPTION_ARG_STRING, &options.severity, "critical, high, medium, low or observation", "S" },
    { "likelihood", 0, 0, G_OPTION_ARG_STRING, &options.likelihood, "How likely the effect is", "TEXT" },
    { "about", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.about, "system:NAME, model:NAME/VERSION, decision:REFERENCE, several times", "A" },
    { "evidence", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.evidence, "An exhibit and the place in it, several times: “E-014, page 2”", "E" },
    { "check", 0, 0, G_OPTION_ARG_STRING, &options.check, "The requirement whose check it comes from", "ID" },
    { "verdict", 0, 0, G_OPTION_ARG_STRING, &options.verdict, "What that check answered", "V" },
    { "sample-size", 0, 0, G_OPTION_ARG_INT64, &options.sample_n, "Of how many drawn decisions", "N" },
    { "deviations", 0, 0, G_OPTION_ARG_INT64, &options.sample_k, "How many of them deviate", "K" },
    { "upper", 0, 0, G_OPTION_ARG_STRING, &options.sample_upper, "The upper limit that the sample states", "U" },
    { "repeats", 0, 0, G_OPTION_ARG_STRING, &options.repeats, "The finding that it repeats", "F" },
    { "response", 0, 0, G_OPTION_ARG_STRING, &options.response, "agreed, partly or disagreed", "R" },
    { "words", 0, 0, G_OPTION_ARG_STRING, &options.words, "What the auditee says", "TEXT" },
    { "action", 0, 0, G_OPTION_ARG_STRING, &options.action, "What the auditee will do", "TEXT" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &options.owner, "Who will do it", "WHO" },
    { "due", 0, 0, G_OPTION_ARG_STRING, &options.due, "Until which day, like 2026-12-31", "DATE" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who writes, implemented, verified or accepted", "WHO" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &options.on, "The day of that, or the one on which it is overdue; today unless said", "DATE" },
    { "remark", 0, 0, G_OPTION_ARG_STRING, &options.remark, "Why a risk is accepted or a finding opened again", "TEXT" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "finding", entries, argc, argv, 1, -1, &arguments, &exit_code))
    return exit_code;
  if (options.on != NULL && !rc_register_is_day (options.on))
    return rc_cli_usage ("finding", "“%s” is no day; expected one like 2026-12-01", options.on);
  return rc_cli_run_act (cli, "finding", acts, G_N_ELEMENTS (acts), arguments, &options);
}
