/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-case-acts.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "reports/life/disposal.h"

#define TITLE_BYTES 1024

typedef struct
{
  char    *certificate;
  char    *reason;
  char    *by;
  char    *language;
  char    *rule;
  char    *until;
  gboolean yes;
} DisposeOptions;

static void
dispose_options_clear (DisposeOptions *self)
{
  g_free (self->certificate);
  g_free (self->reason);
  g_free (self->by);
  g_free (self->language);
  g_free (self->rule);
  g_free (self->until);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DisposeOptions, dispose_options_clear)

/* Who types the title of a case has looked which one it is. */
static gboolean
confirm (const char  *path,
         GError     **error)
{
  g_autoptr (RcCase) case_file = rc_cli_open_case (path, FALSE, error);
  g_autofree char *title = NULL;
  g_autofree char *shown = NULL;
  char typed[TITLE_BYTES];

  if (case_file == NULL)
    return FALSE;
  title = rc_case_dup_setting (case_file, "case.title");
  shown = rc_cli_show (title);
  fprintf (stderr, "This destroys the case “%s” for good. Type its title to go on: ", shown);
  fflush (stderr);
  if (fgets (typed, sizeof typed, stdin) != NULL && title != NULL && strcmp (g_strchomp (typed), title) == 0)
    return TRUE;

  g_set_error_literal (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE, "that is not its title: nothing was destroyed");
  return FALSE;
}

static void
tell (RcCli                  *cli,
      const RcDisposalResult *result,
      const char             *certificate)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *name = rc_cli_show (result->name);
  g_autofree char *shown = rc_cli_show (certificate);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "destroyed", result->name);
  rc_json_writer_member_integer (writer, "bytes", (gint64) result->bytes);
  rc_json_writer_member_string (writer, "sha256", result->sha256);
  rc_json_writer_member_string (writer, "certificate", certificate);
  rc_json_writer_member_boolean (writer, "signed", result->is_signed);
  rc_json_writer_member_boolean (writer, "resumed", result->is_resumed);
  rc_json_writer_end_object (writer);
  if (cli->json)
    {
      rc_cli_print_json (writer);
      return;
    }

  rc_cli_print ("Destroyed %s, SHA-256 %s. The certificate is %s%s.\n", name, result->sha256, shown,
                result->is_signed ? ", with a signature of the auditor’s key beside it" : "; it is not signed");
}

static int
dispose (RcCli                 *cli,
         const char            *path,
         const DisposeOptions  *options)
{
  RcDisposalTerms terms = { .reason = options->reason, .by = options->by, .kept_under = options->rule };
  const RcLifeWork work = { NULL, NULL, cli->cancellable };
  g_autoptr (RcDisposalResult) result = NULL;
  GError *error = NULL;

  if (!rc_cli_parse_time (options->until, TRUE, &terms.kept_until_us, &error) || (!options->yes && !confirm (path, &error)) ||
      (cli->passphrase_fd >= 0 && !rc_cli_unlock_key (cli, NULL, &error)))
    return rc_cli_fail (error);

  result = rc_dispose (path, options->certificate, options->language != NULL ? options->language : "en", &terms, &work, &error);
  if (result == NULL)
    return rc_cli_fail (error);
  tell (cli, result, options->certificate);
  return RC_EXIT_OK;
}

int
rc_cli_case_dispose (RcCli *cli,
                     int    argc,
                     char **argv)
{
  g_auto (DisposeOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.certificate, "The certificate; nothing may be there", "CERTIFICATE.pdf" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why; stands in the certificate", "R" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who decides it; the auditor of the case unless given", "WHO" },
    { "retention", 0, 0, G_OPTION_ARG_STRING, &options.rule, "Under which rule the file was kept", "RULE" },
    { "until", 0, 0, G_OPTION_ARG_STRING, &options.until, "Until when that rule has it kept", "T" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, "Of the certificate: en (default), de or fr", "L" },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &options.yes, "Without typing the title of the case", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "case dispose", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (options.certificate == NULL || *options.certificate == '\0')
    return rc_cli_usage ("case dispose", "-o CERTIFICATE is missing");
  if (options.reason == NULL || *options.reason == '\0')
    return rc_cli_usage ("case dispose", "--reason is missing");
  if (!options.yes && !isatty (STDIN_FILENO))
    return rc_cli_usage ("case dispose", "say --yes where nobody can be asked for the title of the case");
  return dispose (cli, arguments[0], &options);
}
