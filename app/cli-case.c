/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"
#include "cli-stamp.h"

#include "core/auditor-key.h"
#include "core/custody.h"
#include "core/rest/protect.h"
#include "core/life/case-stamp.h"
#include "core/team/team-signers.h"
#include "core/timestamp.h"

/* Protected from its first page on, for the auditor's key. */
static RcCase *
create_protected (const char               *path,
                  const RcCaseDescription  *description,
                  GError                  **error)
{
  g_autoptr (RcCaseKeys) keys = rc_case_keys_new (NULL);
  const char *label = description->auditor != NULL ? description->auditor : g_get_user_name ();
  guint8 public_key[RC_KEY_BYTES];

  if (!rc_auditor_key_read_public (public_key, error) || !rc_case_keys_add_auditor (keys, public_key, label, NULL, error))
    return NULL;
  return rc_case_create_protected (path, description, keys, error);
}

/* The key is unlocked first, so that the first entry of the custody log is signed already. */
static gboolean
create (RcCli                   *cli,
        const char              *path,
        const RcCaseDescription *description,
        gboolean                 is_protected,
        GError                 **error)
{
  g_autoptr (RcCase) case_file = NULL;

  if (cli->passphrase_fd >= 0 && !rc_cli_unlock_key (cli, NULL, error))
    return FALSE;
  case_file = is_protected ? create_protected (path, description, error) : rc_case_create (path, description, error);
  return case_file != NULL && rc_case_close (case_file, error);
}

int
rc_cli_new (RcCli *cli,
            int    argc,
            char **argv)
{
  g_autofree char *title = NULL;
  g_autofree char *type = NULL;
  g_autofree char *auditor = NULL;
  g_autofree char *organisation = NULL;
  gboolean is_unsigned = FALSE;
  gboolean is_protected = FALSE;
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, "Title of the case", "T" },
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, "provider (default), internal, external or authority", "TYPE" },
    { "auditor", 0, 0, G_OPTION_ARG_STRING, &auditor, "Who audits", "NAME" },
    { "organisation", 0, 0, G_OPTION_ARG_STRING, &organisation, "For whom", "O" },
    { "unsigned", 0, 0, G_OPTION_ARG_NONE, &is_unsigned, "Keep the custody log without signatures; the log says so", NULL },
    { "protect", 0, 0, G_OPTION_ARG_NONE, &is_protected, "Seal every page at rest; your auditor key opens it", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  RcCaseDescription description = { 0 };
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "new", entries, argc, argv, 1, 1, &arguments, &exit_code))
    return exit_code;
  if (title == NULL || *title == 0)
    return rc_cli_usage ("new", "--title is missing");
  if (type != NULL && !rc_case_type_from_name (type, &description.type))
    return rc_cli_usage ("new", "“%s” is no type of case", type);
  if (is_unsigned && cli->passphrase_fd >= 0)
    return rc_cli_usage ("new", "--unsigned and --passphrase-fd exclude each other");

  description.title = title;
  description.auditor = auditor;
  description.organisation = organisation;
  description.is_unsigned = is_unsigned;
  if (!create (cli, arguments[0], &description, is_protected, &error))
    return rc_cli_fail (error);

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "case", arguments[0]);
      rc_json_writer_member_string (writer, "title", title);
      rc_json_writer_member_string (writer, "type", rc_case_type_to_name (description.type));
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else
    {
      rc_cli_print ("Made the case “%s” in %s.\n", title, arguments[0]);
    }
  return RC_EXIT_OK;
}

static void
write_signers (RcJsonWriter        *writer,
               const RcTeamSigners *team)
{
  rc_json_writer_name (writer, "signers");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < team->signers->len; i++)
    {
      const RcTeamSigner *signer = g_ptr_array_index (team->signers, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "key", signer->key);
      rc_json_writer_member_string (writer, "name", signer->name);
      rc_json_writer_member_string (writer, "role", signer->name != NULL ? rc_role_to_name (signer->role) : NULL);
      rc_json_writer_member_integer (writer, "first", signer->first);
      rc_json_writer_member_integer (writer, "last", signer->last);
      rc_json_writer_member_integer (writer, "entries", (gint64) signer->entries);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
print_report_json (const RcCustodyReport *report,
                   GPtrArray             *edited,
                   const RcTeamSigners   *team,
                   GPtrArray             *stamps)
{
  GPtrArray *lists[] = { report->faults, edited, team->faults };
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *head = rc_digest_dup_hex (&report->head);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "entries", report->entries);
  rc_json_writer_member_integer (writer, "signed", report->signed_entries);
  rc_json_writer_member_string (writer, "verdict", rc_verdict_to_code (report->verdict));
  rc_json_writer_member_string (writer, "head", head);
  rc_json_writer_name (writer, "faults");
  rc_json_writer_begin_array (writer);
  for (gsize list = 0; list < G_N_ELEMENTS (lists); list++)
    {
      for (guint i = 0; i < lists[list]->len; i++)
        {
          const RcCustodyFault *fault = g_ptr_array_index (lists[list], i);

          rc_json_writer_begin_object (writer);
          rc_json_writer_member_integer (writer, "entry", fault->entry);
          rc_json_writer_member_string (writer, "table", fault->table);
          rc_json_writer_member_string (writer, "expected", fault->expected);
          rc_json_writer_member_string (writer, "found", fault->found);
          rc_json_writer_member_string (writer, "message", fault->message);
          rc_json_writer_end_object (writer);
        }
    }
  rc_json_writer_end_array (writer);
  write_signers (writer, team);
  rc_cli_write_stamps (writer, stamps);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static gboolean
print_entries (RcCase  *case_file,
               GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, time_us, act, signature IS NOT NULL FROM custody ORDER BY id",
                                                 error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  while (TRUE)
    {
      g_autofree char *time = NULL;
      g_autofree char *act = NULL;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      time = rc_time_format_utc (sqlite3_column_int64 (statement, 1));
      act = rc_cli_show ((const char *) sqlite3_column_text (statement, 2));
      rc_cli_print ("%5" G_GINT64_FORMAT "  %-28s %-10s %s\n", (gint64) sqlite3_column_int64 (statement, 0), time, act,
                    sqlite3_column_int (statement, 3) != 0 ? "signed" : "");
    }
}

static const char *
describe_log (RcVerdict verdict)
{
  switch (verdict)
    {
    case RC_VERDICT_VALID:
      return "The entries are linked without a break, and all are signed.";
    case RC_VERDICT_UNSIGNED:
      return "The entries are linked without a break; those not yet signed are signed by the next act with the auditor's key.";
    default:
      return "THE LOG DOES NOT HOLD.";
    }
}

static void
print_faults (GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    {
      const RcCustodyFault *fault = g_ptr_array_index (faults, i);
      g_autofree char *message = rc_cli_show (fault->message);

      rc_cli_print ("  ✗ %s\n", message);
    }
}

static void
print_signers (const RcTeamSigners *team)
{
  for (guint i = 0; i < team->signers->len; i++)
    {
      const RcTeamSigner *signer = g_ptr_array_index (team->signers, i);
      g_autofree char *name = rc_cli_show (signer->name);

      rc_cli_print ("  %s  %s%s%s, %" G_GUINT64_FORMAT " entries from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "\n", signer->key,
                    signer->name != NULL ? name : "nobody who is entered", signer->name != NULL ? ", " : "",
                    signer->name != NULL ? rc_role_to_name (signer->role) : "", signer->entries, signer->first, signer->last);
    }
}

int
rc_cli_custody (RcCli *cli,
                int    argc,
                char **argv)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcCustodyReport) report = NULL;
  g_autoptr (GPtrArray) edited = NULL;
  g_autoptr (RcTeamSigners) team = NULL;
  g_autoptr (GPtrArray) stamps = NULL;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "custody", NULL, argc, argv, 1, 1, &arguments, &exit_code))
    return exit_code;

  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  report = case_file != NULL ? rc_custody_verify (case_file, &error) : NULL;
  edited = report != NULL ? rc_custody_compare_tables (case_file, &error) : NULL;
  team = edited != NULL ? rc_team_signers_load (case_file, &error) : NULL;
  stamps = team != NULL ? rc_case_stamp_list (case_file, &error) : NULL;
  if (stamps == NULL)
    return rc_cli_fail (error);

  exit_code = rc_exit_code_worst (rc_verdict_exit_code (report->verdict), report->faults->len + edited->len + team->faults->len > 0 ? 1 : 0);
  exit_code = rc_exit_code_worst (exit_code, rc_cli_stamps_exit_code (stamps));
  if (cli->json)
    {
      print_report_json (report, edited, team, stamps);
      return exit_code;
    }

  if (!print_entries (case_file, &error))
    return rc_cli_fail (error);
  rc_cli_print ("\n%" G_GINT64_FORMAT " entries, %" G_GINT64_FORMAT " covered by a signature. %s\n", report->entries,
                report->signed_entries, describe_log (report->verdict));
  print_signers (team);
  print_faults (report->faults);
  print_faults (edited);
  print_faults (team->faults);
  rc_cli_print_stamps (stamps);
  return exit_code;
}
