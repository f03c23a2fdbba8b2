/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-issued.h"

#include <string.h>

#include "core/words.h"
#include "reports/issue/report-issue.h"

static void
options_clear (RcCliIssuedOptions *self)
{
  g_free (self->output);
  g_strfreev (self->languages);
  g_free (self->by);
  g_free (self->section);
  g_free (self->outcome);
  g_free (self->with);
  g_free (self->reason);
  g_free (self->signatory);
  g_free (self->function);
  g_free (self->on);
  g_free (self->how);
  g_free (self->signature);
  g_free (self->file);
  g_free (self->pkcs12);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcCliIssuedOptions, options_clear)

gboolean
rc_cli_issued_need (const char  *option,
                    const char  *value,
                    GError     **error)
{
  if (value != NULL)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s is missing", option);
  return FALSE;
}

/* --- Acts --- */

static gboolean
show (RcCliCall  *call,
      GError    **error)
{
  gint64 number;

  return rc_cli_issued_parse (call, &number, error) && rc_cli_issued_tell_now (call, number, error);
}

static gboolean
draft (RcCliCall  *call,
       GError    **error)
{
  const RcCliIssuedOptions *options = call->options;
  const char *language = options->languages != NULL ? options->languages[0] : "en";
  gint64 number;

  if (!rc_cli_issued_need ("-o FILE", options->output, error))
    return FALSE;
  number = rc_report_issue_begin (call->case_file, call->arguments[0], call->arguments[1], options->by, error);
  return number != 0 &&
         rc_report_issue_draft (call->case_file, number, language, options->output, options->replace, options->by, error) &&
         rc_cli_issued_tell_now (call, number, error);
}

static gboolean
comment (RcCliCall  *call,
         GError    **error)
{
  const RcCliIssuedOptions *options = call->options;
  gint64 number;

  return rc_cli_issued_need ("--by", options->by, error) && rc_cli_issued_parse (call, &number, error) &&
         rc_issued_comment (call->case_file, number, options->section, call->arguments[1], options->by, error) &&
         rc_cli_issued_tell_now (call, number, error);
}

static gboolean
answer (RcCliCall  *call,
        GError    **error)
{
  const RcCliIssuedOptions *options = call->options;
  gint64 number;
  guint64 answered;

  return rc_cli_issued_need ("--outcome", options->outcome, error) && rc_cli_issued_need ("--with", options->with, error) &&
         rc_cli_issued_parse (call, &number, error) &&
         g_ascii_string_to_unsigned (call->arguments[1], 10, 1, G_MAXUINT, &answered, error) &&
         rc_issued_answer_comment (call->case_file, number, (guint) answered, options->outcome, options->with, options->by, error) &&
         rc_cli_issued_tell_now (call, number, error);
}

static gboolean
freeze (RcCliCall  *call,
        GError    **error)
{
  static const char * const english[] = { "en", NULL };
  const RcCliIssuedOptions *options = call->options;
  const char * const *languages = options->languages != NULL ? (const char * const *) options->languages : english;
  gint64 number;

  return rc_cli_issued_need ("-o FOLDER", options->output, error) && rc_cli_issued_parse (call, &number, error) &&
         rc_report_issue_freeze (call->case_file, number, languages, options->output, options->by, error) &&
         rc_cli_issued_tell_now (call, number, error);
}

static gboolean
withdraw (RcCliCall  *call,
          GError    **error)
{
  const RcCliIssuedOptions *options = call->options;
  gint64 number;

  return rc_cli_issued_need ("--reason", options->reason, error) && rc_cli_issued_parse (call, &number, error) &&
         rc_issued_withdraw (call->case_file, number, options->reason, options->by, error) && rc_cli_issued_tell_now (call, number, error);
}

static gboolean
replace (RcCliCall  *call,
         GError    **error)
{
  const RcCliIssuedOptions *options = call->options;
  g_autoptr (RcIssued) issued = NULL;
  gint64 number;

  if (!rc_cli_issued_parse (call, &number, error))
    return FALSE;
  issued = rc_issued_find (call->case_file, number, error);
  if (issued == NULL)
    return FALSE;
  number = rc_issued_begin (call->case_file, issued->kind, issued->subject, issued->title, number, options->by, error);
  return number != 0 && rc_cli_issued_tell_now (call, number, error);
}

static const RcCliAct acts[] = {
  { "list", FALSE, 0, 0, rc_cli_issued_tell_all },
  { "show", FALSE, 1, 1, show },
  { "draft", TRUE, 1, 2, draft },
  { "comment", TRUE, 2, 2, comment },
  { "answer", TRUE, 2, 2, answer },
  { "freeze", TRUE, 1, 1, freeze },
  { "sign", TRUE, 2, 2, rc_cli_issued_sign },
  { "withdraw", TRUE, 1, 1, withdraw },
  { "replace", TRUE, 1, 1, replace },
};

/* RC_EXIT_OK, or the usage that is wrong. */
static int
refuse (const RcCliIssuedOptions *options)
{
  g_autofree char *known = g_strjoinv (", ", (char **) rc_words_list_languages ());

  for (gsize i = 0; options->languages != NULL && options->languages[i] != NULL; i++)
    {
      if (!g_strv_contains (rc_words_list_languages (), options->languages[i]))
        return rc_cli_usage ("issued", "documents are not written in “%s”; there are: %s", options->languages[i], known);
    }
  if (options->stated && (options->signature != NULL || options->pkcs12 != NULL || options->case_key))
    return rc_cli_usage ("issued", "what is stated needs no signature to be checked");
  if ((options->pkcs12 != NULL || options->case_key) && options->signature != NULL)
    return rc_cli_usage ("issued", "either a signature is made here, or one that was made elsewhere is named");
  if (options->pkcs12 != NULL && options->case_key)
    return rc_cli_usage ("issued", "one signature is made at a time");
  return RC_EXIT_OK;
}

int
rc_cli_issued (RcCli *cli,
               int    argc,
               char **argv)
{
  g_auto (RcCliIssuedOptions) options = { .pkcs12_passphrase_fd = -1 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "Of draft: the file, .pdf or .txt; of freeze: the folder; of sign: the signed file",
      "PATH" },
    { "language", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.languages, "The document's language: en (default), de, fr; of freeze once for each",
      "L" },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options.replace, "Write over a draft that is there", NULL },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who says it; the auditor unless said", "WHO" },
    { "section", 0, 0, G_OPTION_ARG_STRING, &options.section, "On which section the comment is", "S" },
    { "outcome", 0, 0, G_OPTION_ARG_STRING, &options.outcome, "What became of the comment: accepted, partly, declined", "O" },
    { "with", 0, 0, G_OPTION_ARG_STRING, &options.with, "The answer to the comment", "WORDS" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why it is withdrawn", "R" },
    { "signatory", 0, 0, G_OPTION_ARG_STRING, &options.signatory, "Who signed", "WHO" },
    { "function", 0, 0, G_OPTION_ARG_STRING, &options.function, "In which function", "F" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &options.on, "On which day; today unless said, where it is signed here", "DATE" },
    { "how", 0, 0, G_OPTION_ARG_STRING, &options.how, "How it was signed: with a smart card, by a trust service, in ink", "H" },
    { "signature", 0, 0, G_OPTION_ARG_FILENAME, &options.signature, "The signature, where it is a file of its own: minisign, SSH, CMS", "FILE" },
    { "stated", 0, 0, G_OPTION_ARG_NONE, &options.stated, "A person says that it is the same: a scan of a paper that was signed in ink", NULL },
    { "file", 0, 0, G_OPTION_ARG_STRING, &options.file, "Which of the frozen files was signed, where that is stated", "NAME" },
    { "keep", 0, 0, G_OPTION_ARG_NONE, &options.keep, "Keep what came back as an exhibit", NULL },
    { "pkcs12", 0, 0, G_OPTION_ARG_FILENAME, &options.pkcs12, "Sign the frozen PDF here, with the key in this file", "FILE" },
    { "pkcs12-passphrase-fd", 0, 0, G_OPTION_ARG_INT, &options.pkcs12_passphrase_fd, "Read its passphrase from this descriptor", "N" },
    { "case-key", 0, 0, G_OPTION_ARG_NONE, &options.case_key, "Sign here with the auditor's key, as minisign does", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "issued", entries, argc, argv, 1, 4, &arguments, &exit_code))
    return exit_code;
  exit_code = refuse (&options);
  if (exit_code != RC_EXIT_OK)
    return exit_code;
  return rc_cli_run_act (cli, "issued", acts, G_N_ELEMENTS (acts), arguments, &options);
}
