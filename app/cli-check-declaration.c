/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-declaration.h"

#include "core/words.h"
#include "reports/declaration/declaration-document.h"
#include "reports/declaration/declaration-received.h"
#include "reports/typesetting/pages.h"

/* A declaration of conformity that was received: from its twin in XML, from a PDF that carries it, or keyed in beside the page. */

typedef struct
{
  char    *case_path;
  char    *output;
  char    *language;
  char   **values;
  gboolean signed_seen;
  gboolean replace;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->case_path);
  g_free (self->output);
  g_free (self->language);
  g_strfreev (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* All its words in one language. (transfer full) (nullable) */
static RcDeclarationReceived *
examine (RcCase         *case_file,       /* (nullable) */
         const char     *path,
         const Options  *options,
         const GArray   *settings,
         const char     *language,
         GError        **error)
{
  g_autoptr (RcDeclarationReceived) received = NULL;
  gboolean checked;

  rc_words_push (language);
  received = rc_declaration_receive (path, (const RcDeclarationSetting *) (gconstpointer) settings->data, settings->len, error);
  checked = received != NULL && rc_declaration_received_check (received, case_file, options->signed_seen, error);
  rc_words_pop ();
  return checked ? g_steal_pointer (&received) : NULL;
}

static gboolean
write_result (RcCase         *case_file,
              const char     *path,
              const Options  *options,
              const GArray   *settings,
              GError        **error)
{
  const char *language = options->language != NULL ? options->language : "en";
  g_autoptr (RcDeclarationReceived) received = NULL;
  g_autoptr (RcDocument) document = NULL;

  if (options->output == NULL)
    return TRUE;
  received = examine (case_file, path, options, settings, language, error);
  if (received == NULL)
    return FALSE;
  document = rc_declaration_check_build (case_file, received->declaration, received->lints, received->formal, received->notes, language, error);
  return document != NULL && rc_document_write (document, options->output, options->replace, error);
}

/* The worst: 1 a mistake, 3 something that could not be checked, else 0. */
static int
find_exit_code (const RcDeclarationReceived *self)
{
  if (rc_declaration_received_count (self, RC_LINT_FAILED) > 0)
    return 1;
  return rc_declaration_received_count (self, RC_LINT_NOT_CHECKED) > 0 ? 3 : 0;
}

/* --- Telling it --- */

static void
tell_json (const RcDeclarationReceived *self,
           const char                  *path)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "file", path);
  rc_json_writer_member_string (writer, "from", self->from);
  rc_json_writer_member_string (writer, "sha256", self->sha256);
  rc_json_writer_member_string (writer, "system", rc_declaration_peek (self->declaration, RC_DECLARATION_SYSTEM_NAME));
  rc_json_writer_member_string (writer, "number", rc_declaration_peek (self->declaration, RC_DECLARATION_NUMBER));
  rc_json_writer_name (writer, "notes");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->notes->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (self->notes, i));
  rc_json_writer_end_array (writer);
  rc_cli_write_lints (writer, "lints", self->lints);
  rc_cli_write_lints (writer, "formal", self->formal);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
tell_outcome (const RcDeclarationReceived *self,
              RcLintOutcome                outcome)
{
  guint n = rc_declaration_received_count (self, outcome);

  if (n == 0)
    return;
  rc_cli_print ("%s (%u):\n", rc_lint_outcome_words (outcome), n);
  rc_cli_print_lints (self->lints, outcome);
  rc_cli_print_lints (self->formal, outcome);
}

static void
tell (const RcDeclarationReceived *self)
{
  for (guint i = 0; i < self->notes->len; i++)
    rc_cli_print ("%s\n", (const char *) g_ptr_array_index (self->notes, i));
  tell_outcome (self, RC_LINT_FAILED);
  tell_outcome (self, RC_LINT_NOT_CHECKED);
  tell_outcome (self, RC_LINT_PASSED);
  tell_outcome (self, RC_LINT_NOT_APPLICABLE);
  rc_cli_print ("A mistake that was not found is no more than that; whether the system is in conformity was not examined.\n");
}

/* --- The verb --- */

/* The exit code. */
static int
run (RcCli          *cli,
     const char     *path,
     const Options  *options,
     const GArray   *settings,
     GError        **error)
{
  g_autoptr (RcCase) case_file = options->case_path != NULL ? rc_cli_open_case (options->case_path, FALSE, error) : NULL;
  g_autoptr (RcDeclarationReceived) received = NULL;

  if (options->case_path != NULL && case_file == NULL)
    return RC_EXIT_FAILED;
  received = examine (case_file, path, options, settings, "en", error);
  if (received == NULL || !write_result (case_file, path, options, settings, error))
    return RC_EXIT_FAILED;
  if (cli->json)
    tell_json (received, path);
  else
    tell (received);
  return find_exit_code (received);
}

static int
refuse (const Options *options,
        const char    *path)
{
  if (path == NULL && options->values == NULL)
    return rc_cli_usage ("check-declaration", "a file is missing, or values that were keyed in with --set");
  if (options->language != NULL && !g_strv_contains (rc_words_list_languages (), options->language))
    return rc_cli_usage ("check-declaration", "results are written in en, de or fr, not in “%s”", options->language);
  if (options->output != NULL && !g_str_has_suffix (options->output, ".pdf") && !g_str_has_suffix (options->output, ".txt"))
    return rc_cli_usage ("check-declaration", "-o FILE does not end in .pdf or .txt");
  return RC_EXIT_OK;
}

int
rc_cli_check_declaration (RcCli *cli,
                          int    argc,
                          char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "case", 0, 0, G_OPTION_ARG_FILENAME, &options.case_path, "Hold it against what this case has", "CASE" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "Write the result on one page: .pdf or .txt", "FILE" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, "The result's language: en (default), de, fr", "L" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.values, "A value that was keyed in beside the page", "FIELD=VALUE" },
    { "signed-seen", 0, 0, G_OPTION_ARG_NONE, &options.signed_seen, "A person saw a signature on it", NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options.replace, "Write over a file that is there", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GArray) settings = g_array_new (FALSE, FALSE, sizeof (RcDeclarationSetting));
  g_auto (GStrv) arguments = NULL;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "check-declaration", entries, argc, argv, 0, 1, &arguments, &exit_code))
    return exit_code;
  exit_code = refuse (&options, arguments[0]);
  if (exit_code != RC_EXIT_OK)
    return exit_code;
  if (!rc_cli_parse_settings (options.values, settings, &error))
    {
      exit_code = rc_cli_usage ("check-declaration", "%s", error->message);
      g_error_free (error);
      return exit_code;
    }
  exit_code = run (cli, arguments[0], &options, settings, &error);
  return error == NULL ? exit_code : rc_cli_fail (error);
}
