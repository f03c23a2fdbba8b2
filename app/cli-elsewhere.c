/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include "core/elsewhere.h"

typedef struct
{
  char   *by;
  char   *on;
  char   *with;
  char   *output;
  char   *reason;
  gint64  withdraw;
  gint64  extract;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->by);
  g_free (self->on);
  g_free (self->with);
  g_free (self->output);
  g_free (self->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
write_entry (const RcElsewhere *entry)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *output = rc_digest_dup_hex (&entry->output_sha256);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", entry->id);
  rc_json_writer_member_string (writer, "kind", entry->kind);
  rc_json_writer_member_string (writer, "name", entry->name);
  rc_json_writer_member_string (writer, "by", entry->done_by);
  rc_json_writer_member_string (writer, "on", entry->done_on);
  rc_json_writer_member_string (writer, "with", entry->tool);
  rc_json_writer_member_string (writer, "output", entry->output_name);
  rc_json_writer_member_string (writer, "output_sha256", output);
  rc_json_writer_member_string (writer, "withdrawn_for", entry->withdrawn_for);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_entry (const RcElsewhere *entry)
{
  g_autofree char *name = rc_cli_show (entry->name);
  g_autofree char *by = rc_cli_show (entry->done_by);
  g_autofree char *with = rc_cli_show (entry->tool);
  g_autofree char *output = rc_cli_show (entry->output_name);
  g_autofree char *reason = rc_cli_show (entry->withdrawn_for);

  rc_cli_print ("%4" G_GINT64_FORMAT "  %-12s %s\n      by %s on %s with %s; output: %s\n", entry->id, entry->kind, name, by, entry->done_on,
                with, output);
  if (entry->withdrawn_for != NULL)
    rc_cli_print ("      taken back: %s\n", reason);
}

static int
list (RcCli  *cli,
      RcCase *case_file)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = rc_elsewhere_list (case_file, &error);

  if (entries == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < entries->len; i++)
    {
      const RcElsewhere *entry = g_ptr_array_index (entries, i);

      if (cli->json)
        write_entry (entry);
      else
        print_entry (entry);
    }
  if (entries->len == 0 && !cli->json)
    rc_cli_print ("No check done elsewhere is recorded.\n");
  return RC_EXIT_OK;
}

static int
extract (RcCase        *case_file,
         const Options *options)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes = rc_elsewhere_read_output (case_file, options->extract, &error);

  if (bytes != NULL && g_file_test (options->output, G_FILE_TEST_EXISTS))
    g_set_error (&error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s is there already", options->output);
  if (error != NULL ||
      !g_file_set_contents (options->output, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    return rc_cli_fail (error);

  rc_cli_print ("Wrote %s.\n", options->output);
  return RC_EXIT_OK;
}

static gboolean
change (RcCase         *case_file,
        gint64          seal,
        const Options  *options,
        gint64         *out_id,
        GError        **error)
{
  const RcElsewhereTerms terms = { options->by, options->on, options->with, options->output };

  *out_id = options->withdraw != 0 ? options->withdraw : rc_elsewhere_add (case_file, seal, &terms, error);
  if (*out_id == 0 || (options->withdraw != 0 && !rc_elsewhere_withdraw (case_file, options->withdraw, options->reason, error)))
    return FALSE;
  return rc_case_close (case_file, error);
}

static void
tell (RcCli         *cli,
      gint64         id,
      const Options *options)
{
  g_autoptr (RcJsonWriter) writer = NULL;

  if (!cli->json)
    {
      rc_cli_print (options->withdraw != 0 ? "The check %" G_GINT64_FORMAT " counts no more once “verify” has run again.\n"
                                           : "Recorded as check %" G_GINT64_FORMAT "; it counts once “verify” has run again.\n", id);
      return;
    }

  writer = rc_json_writer_new ();
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, options->withdraw != 0 ? "withdrawn" : "elsewhere", id);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static int
refuse (char          **arguments,
        const Options  *options,
        gint64         *out_seal)
{
  gboolean is_adding = arguments[1] != NULL;

  if (is_adding + (options->withdraw != 0) + (options->extract != 0) > 1)
    return rc_cli_usage ("elsewhere", "only one of SEAL, --withdraw and --extract can be given");
  if (is_adding && !g_ascii_string_to_signed (arguments[1], 10, 1, G_MAXINT64, out_seal, NULL))
    return rc_cli_usage ("elsewhere", "“%s” is no number of an integrity protection", arguments[1]);
  if (is_adding && (options->by == NULL || options->on == NULL || options->with == NULL || options->output == NULL))
    return rc_cli_usage ("elsewhere", "--by, --on, --with and --output are all needed");
  if (options->withdraw != 0 && options->reason == NULL)
    return rc_cli_usage ("elsewhere", "--reason is missing");
  if (options->extract != 0 && options->output == NULL)
    return rc_cli_usage ("elsewhere", "--output is missing: the file to write");
  return RC_EXIT_OK;
}

int
rc_cli_elsewhere (RcCli *cli,
                  int    argc,
                  char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who did the check", "P" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &options.on, "On which day, like 2026-11-21", "DATE" },
    { "with", 0, 0, G_OPTION_ARG_STRING, &options.with, "With what: a program and its version", "W" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output, "The file with what came out; kept in the case", "F" },
    { "withdraw", 0, 0, G_OPTION_ARG_INT64, &options.withdraw, "Take a check back; it stays in the list", "ID" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why it is taken back", "R" },
    { "extract", 0, 0, G_OPTION_ARG_INT64, &options.extract, "Write what came out of a check to --output", "ID" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  GError *error = NULL;
  gint64 seal = 0;
  gint64 id;
  int exit_code;

  if (!rc_cli_parse (cli, "elsewhere", entries, argc, argv, 1, 2, &arguments, &exit_code))
    return exit_code;
  exit_code = refuse (arguments, &options, &seal);
  if (exit_code != RC_EXIT_OK)
    return exit_code;

  case_file = rc_cli_open_case (arguments[0], seal != 0 || options.withdraw != 0, &error);
  if (case_file == NULL)
    return rc_cli_fail (error);
  if (options.extract != 0)
    return extract (case_file, &options);
  if (seal == 0 && options.withdraw == 0)
    return list (cli, case_file);

  if (!rc_cli_unlock_key (cli, case_file, &error) || !change (case_file, seal, &options, &id, &error))
    return rc_cli_fail (error);
  tell (cli, id, &options);
  return RC_EXIT_OK;
}
