/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include "core/importer.h"

static void
print_importer (RcCli            *cli,
                const RcImporter *importer)
{
  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "id", importer->id);
      rc_json_writer_member_string (writer, "name", importer->title);
      rc_json_writer_member_string (writer, "evidences", importer->evidences);
      rc_json_writer_member_string (writer, "framing", rc_framing_to_name (importer->framing));
      rc_json_writer_member_string (writer, "chain", importer->chain_profile);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
      return;
    }

  rc_cli_print ("%s\n  %s\n  %s\n\n", importer->id, importer->title, importer->evidences);
}

static int
list (RcCli      *cli,
      const char *verb,
      gboolean    only_mappings,
      int         argc,
      char      **argv)
{
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, verb, NULL, argc, argv, 0, 0, &arguments, &exit_code))
    return exit_code;

  for (guint i = 0; i < rc_importer_count (); i++)
    {
      const RcImporter *importer = rc_importer_nth (i);

      if (!only_mappings || rc_importer_peek_mapping_text (importer) != NULL)
        print_importer (cli, importer);
    }
  return RC_EXIT_OK;
}

int
rc_cli_importers (RcCli *cli,
                  int    argc,
                  char **argv)
{
  return list (cli, "importers", FALSE, argc, argv);
}

int
rc_cli_mappings (RcCli *cli,
                 int    argc,
                 char **argv)
{
  return list (cli, "mappings", TRUE, argc, argv);
}
