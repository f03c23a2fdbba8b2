/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <stdio.h>
#include <unistd.h>

#include "importers/demo/demo.h"

static void
show_progress (guint64  done,
               guint64  total,
               gpointer user_data)
{
  fprintf (stderr, "\r\033[K%" G_GUINT64_FORMAT " %% of the inferences written", total > 0 ? done * 100 / total : 100);
  fflush (stderr);
}

int
rc_cli_demo (RcCli *cli,
             int    argc,
             char **argv)
{
  gint64 inferences = 0;
  gint64 seed = 1;
  gboolean faults = FALSE;
  const GOptionEntry entries[] = {
    { "inferences", 0, 0, G_OPTION_ARG_INT64, &inferences, "How many decisions (default 10000)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Same seed, same bytes (default 1)", "S" },
    { "faults", 0, 0, G_OPTION_ARG_NONE, &faults, "Plant the faults that FAULTS.json then lists", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  RcDemoOptions options = { 0 };
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "demo", entries, argc, argv, 1, 1, &arguments, &exit_code))
    return exit_code;
  if (inferences < 0 || seed < 0)
    return rc_cli_usage ("demo", "numbers must not be negative");

  options.folder = arguments[0];
  options.inferences = (guint64) inferences;
  options.seed = (guint64) seed;
  options.faults = faults;
  options.cancellable = cli->cancellable;
  options.progress = isatty (STDERR_FILENO) ? show_progress : NULL;
  if (!rc_demo_write (&options, &error))
    return rc_cli_fail (error);
  rc_cli_progress_end ();

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
      g_autofree char *evidence = g_build_filename (arguments[0], "evidence", NULL);
      g_autofree char *keys = g_build_filename (arguments[0], "keys", NULL);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "evidence", evidence);
      rc_json_writer_member_string (writer, "keys", keys);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else
    {
      rc_cli_print ("A fictitious evidence set is in %s: evidence, keys, FAULTS.json. Every person and firm in it is invented.\n", arguments[0]);
    }
  return RC_EXIT_OK;
}
