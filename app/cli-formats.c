/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include "core/exporting-system.h"
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
      rc_json_writer_member_string (writer, "system", importer->system);
      rc_json_writer_member_string (writer, "evidences", importer->evidences);
      rc_json_writer_member_string (writer, "framing", rc_framing_to_name (importer->framing));
      rc_json_writer_member_string (writer, "chain", importer->chain_profile);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
      return;
    }

  rc_cli_print ("%s\n  %s\n  %s\n\n", importer->id, importer->title, importer->evidences);
}

static void
write_asks (RcJsonWriter            *writer,
            const RcExportingSystem *system)
{
  rc_json_writer_name (writer, "asks");
  rc_json_writer_begin_array (writer);
  for (gsize i = 0; i < system->n_asks; i++)
    {
      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "slot", system->asks[i].slot);
      rc_json_writer_member_string (writer, "ask", system->asks[i].ask);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

/* Ids of the importers that read exports of the system. (transfer full) */
static char **
dup_importers (const RcExportingSystem *system)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < rc_importer_count (); i++)
    if (g_strcmp0 (rc_importer_nth (i)->system, system->id) == 0)
      g_ptr_array_add (ids, g_strdup (rc_importer_nth (i)->id));

  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

static void
print_system (RcCli                   *cli,
              const RcExportingSystem *system)
{
  g_auto (GStrv) importers = dup_importers (system);
  g_autofree char *list = g_strjoinv (", ", importers);

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "id", system->id);
      rc_json_writer_member_string (writer, "name", system->title);
      rc_json_writer_member_string (writer, "evidences", system->evidences);
      rc_json_writer_member_string (writer, "lacks", system->lacks);
      rc_json_writer_member_string (writer, "export", system->export_how);
      write_asks (writer, system);
      rc_json_writer_name (writer, "importers");
      rc_json_writer_begin_array (writer);
      for (guint i = 0; importers[i] != NULL; i++)
        rc_json_writer_string (writer, importers[i]);
      rc_json_writer_end_array (writer);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
      return;
    }

  rc_cli_print ("%s\n  Shows       %s\n  Cannot show %s\n  Ask for     %s\n", system->title, system->evidences, system->lacks, system->export_how);
  for (gsize i = 0; i < system->n_asks; i++)
    rc_cli_print ("  %-16s %s\n", system->asks[i].slot, system->asks[i].ask);
  rc_cli_print ("  Read by     %s\n\n", list);
}

static int
list_importers (RcCli    *cli,
                gboolean  only_mappings)
{
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
  gboolean systems = FALSE;
  const GOptionEntry entries[] = {
    { "systems", 0, 0, G_OPTION_ARG_NONE, &systems,
      "By the system that exports: what it can show, what it cannot, and which export to ask for", NULL },
    { NULL },
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "importers", entries, argc, argv, 0, 0, &arguments, &exit_code))
    return exit_code;
  if (!systems)
    return list_importers (cli, FALSE);

  for (guint i = 0; i < rc_exporting_system_count (); i++)
    print_system (cli, rc_exporting_system_nth (i));
  return RC_EXIT_OK;
}

int
rc_cli_mappings (RcCli *cli,
                 int    argc,
                 char **argv)
{
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "mappings", NULL, argc, argv, 0, 0, &arguments, &exit_code))
    return exit_code;

  return list_importers (cli, TRUE);
}
