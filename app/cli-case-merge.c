/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-case-acts.h"

#include "core/exception.h"
#include "core/judgement-json.h"
#include "reports/bundle/bundle-merge.h"

/* What comes from elsewhere into a case that is there already. */

static void
write_merging (const RcBundleMerging *merging)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "bundle", merging->id);
  rc_json_writer_member_string (writer, "kind", merging->kind);
  rc_json_writer_member_string (writer, "sha256", merging->sha256);
  rc_json_writer_name (writer, "sources");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < merging->sources->len; i++)
    rc_json_writer_integer (writer, g_array_index (merging->sources, gint64, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "records");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "known", (gint64) merging->records_known);
  rc_json_writer_member_integer (writer, "new", (gint64) merging->records_new);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "exceptions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < merging->exceptions->len; i++)
    rc_exception_write_json (merging->exceptions->pdata[i], writer);
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_merging (const RcBundleMerging *merging)
{
  g_autofree char *known = rc_cli_group_digits (merging->records_known);
  g_autofree char *fresh = rc_cli_group_digits (merging->records_new);

  rc_cli_print ("%s records of the bundle were in the case already; %s came in, in %u new sources.\n", known, fresh, merging->sources->len);
  for (guint i = 0; i < merging->exceptions->len; i++)
    {
      const RcException *exception = merging->exceptions->pdata[i];
      g_autofree char *message = rc_cli_show (exception->message);

      rc_cli_print ("  source %" G_GINT64_FORMAT ", record %" G_GINT64_FORMAT ": %s\n", exception->source, exception->record, message);
    }
  if (merging->sources->len > 0)
    rc_cli_print ("Verify the case again: what it found before is about what was in it then.\n");
}

static int
get_exit_code (const RcBundleMerging *merging)
{
  int exit_code = RC_EXIT_OK;

  for (guint i = 0; i < merging->exceptions->len; i++)
    exit_code = rc_exit_code_worst (exit_code, rc_exception_exit_code (((const RcException *) merging->exceptions->pdata[i])->kind));
  return exit_code;
}

int
rc_cli_case_merge (RcCli *cli,
                   int    argc,
                   char **argv)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcBundleMerging) merging = NULL;
  const RcBundleOpenTerms terms = { .progress = cli->json ? NULL : rc_cli_progress () };
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "case merge", NULL, argc, argv, 3, 3, &arguments, &exit_code))
    return exit_code;

  case_file = rc_cli_open_case (arguments[0], TRUE, &error);
  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error))
    return rc_cli_fail (error);
  merging = rc_bundle_merge (case_file, arguments[2], &terms, cli->cancellable, &error);
  rc_cli_progress_end ();
  if (merging == NULL)
    return rc_cli_fail (error);

  if (cli->json)
    write_merging (merging);
  else
    print_merging (merging);
  exit_code = get_exit_code (merging);
  return rc_case_close (case_file, &error) ? exit_code : rc_cli_fail (error);
}
