/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-finding.h"

#include "cli-act.h"
#include "core/registers/carry-over.h"

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

static gboolean
tell_number (RcCliCall  *call,
             gint64      number,
             GError    **error)
{
  const Options *options = call->options;
  g_autoptr (RcFinding) finding = rc_finding_find (call->case_file, number, error);

  return finding != NULL && rc_cli_tell_finding (call->cli, call->case_file, finding, options->on, error);
}

gboolean
rc_cli_list_findings (RcCli   *cli,
                      RcCase  *case_file,
                      GError **error)
{
  return rc_cli_tell_finding (cli, case_file, NULL, NULL, error);
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
  return rc_cli_tell_finding (call->cli, call->case_file, NULL, ((const Options *) call->options)->on, error);
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
