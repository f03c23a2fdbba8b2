/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-case-acts.h"

#include "core/bounds.h"
#include "core/house.h"
#include "core/registers/engagement.h"

static gboolean
read_logo (const char  *path,
           GBytes     **out_logo,
           GError     **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;

  if (path == NULL)
    return TRUE;
  if (*path == '\0')
    {
      *out_logo = g_bytes_new_static ("", 0);
      return TRUE;
    }

  /* One byte more than may be: what is larger is refused by its size, and not read. */
  file = g_file_new_for_commandline_arg (path);
  stream = g_file_read (file, NULL, error);
  *out_logo = stream != NULL ? g_input_stream_read_bytes (G_INPUT_STREAM (stream), RC_LIMIT_LOGO_BYTES + 1, NULL, error) : NULL;
  if (*out_logo != NULL && g_bytes_get_size (*out_logo) == 0)
    {
      g_set_error (error, RC_HOUSE_ERROR, RC_HOUSE_ERROR_LOGO, "“%s” is empty", path);
      return FALSE;
    }
  return *out_logo != NULL;
}

static void
write_lines (RcJsonWriter *writer,
             const char   *name,
             char        **lines)      /* (nullable) */
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    rc_json_writer_string (writer, lines[i]);
  rc_json_writer_end_array (writer);
}

static void
print_lines (const char *label,
             char      **lines)      /* (nullable) */
{
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    rc_cli_print ("%-15s %s\n", label, lines[i]);
}

static void
print_house (RcCli         *cli,
             RcCase        *case_file,
             const RcHouse *house)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  RcCaseType type;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "type", rc_engagement_get_type (case_file, &type) ? rc_case_type_to_name (type) : NULL);
  write_lines (writer, "letterhead", house->letterhead);
  write_lines (writer, "disclaimers", house->disclaimers);
  write_lines (writer, "numbering", house->numbering);
  rc_json_writer_member_boolean (writer, "logo", house->logo != NULL);
  rc_json_writer_member_string (writer, "classification", house->classification);
  rc_json_writer_member_string (writer, "zone", house->zone);
  rc_json_writer_member_string (writer, "number", house->number);
  rc_json_writer_end_object (writer);
  if (cli->json)
    {
      rc_cli_print_json (writer);
      return;
    }

  rc_cli_print ("Engagement      %s\n", rc_engagement_peek_title (case_file));
  rc_cli_print ("                %s\n", rc_engagement_peek_independence (case_file));
  print_lines ("Letterhead", house->letterhead);
  rc_cli_print ("Logo            %s\n", house->logo != NULL ? "a picture" : "none");
  rc_cli_print ("Classification  %s\n", house->classification != NULL ? house->classification : "none");
  rc_cli_print ("Zone            %s\n", house->zone != NULL ? house->zone : "none: times are told in UTC");
  rc_cli_print ("Numbers         %s\n", house->number != NULL ? house->number : "none");
  print_lines ("Numbering", house->numbering);
  print_lines ("Disclaimer", house->disclaimers);
}

static int
set (RcCli          *cli,
     const char     *path,
     const RcHouse  *change)
{
  GError *error = NULL;
  g_autoptr (RcCase) case_file = rc_cli_open_case (path, TRUE, &error);
  g_autoptr (RcHouse) house = NULL;

  if (case_file == NULL ||
      !rc_cli_unlock_key (cli, case_file, &error) ||
      !rc_house_change (case_file, change, &error))
    return rc_cli_fail (error);

  house = rc_house_load (case_file);
  print_house (cli, case_file, house);
  return rc_case_close (case_file, &error) ? RC_EXIT_OK : rc_cli_fail (error);
}

int
rc_cli_case_show (RcCli *cli,
                  int    argc,
                  char **argv)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcHouse) house = NULL;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "case show", NULL, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;

  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  house = case_file != NULL ? rc_house_load (case_file) : NULL;
  if (house == NULL)
    return rc_cli_fail (error);

  print_house (cli, case_file, house);
  return RC_EXIT_OK;
}

/* One empty line takes them all away. */
static char **
take_lines (char **lines)      /* (nullable) */
{
  if (lines != NULL && lines[0][0] == '\0' && lines[1] == NULL)
    g_clear_pointer (&lines[0], g_free);
  return lines;
}

int
rc_cli_case_set (RcCli *cli,
                 int    argc,
                 char **argv)
{
  g_auto (GStrv) letterhead = NULL, disclaimers = NULL, numbering = NULL;
  g_autofree char *logo = NULL, *classification = NULL, *zone = NULL, *number = NULL;
  const GOptionEntry entries[] = {
    { "letterhead", 0, 0, G_OPTION_ARG_STRING_ARRAY, &letterhead, "A line of the letterhead, once for each; empty takes it away",
      "TEXT" },
    { "logo", 0, 0, G_OPTION_ARG_FILENAME, &logo, "A PNG beside it; empty takes it away", "FILE" },
    { "classification", 0, 0, G_OPTION_ARG_STRING, &classification, "A line on every page", "TEXT" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &zone, "In which times are told beside UTC, as in Europe/Berlin", "NAME" },
    { "number", 0, 0, G_OPTION_ARG_STRING, &number, "What report numbers begin with", "TEXT" },
    { "numbering", 0, 0, G_OPTION_ARG_STRING_ARRAY, &numbering,
      "How issued documents of a kind are numbered, as in tabletop=TR-{year}-{number}, once for each; empty takes them away", "KIND=FORM" },
    { "disclaimer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &disclaimers,
      "A line of the house's own at the end of its documents, once for each; empty takes them away", "TEXT" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GBytes) picture = NULL;
  RcHouse change = { 0 };
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "case set", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (letterhead == NULL && logo == NULL && classification == NULL && zone == NULL && number == NULL && disclaimers == NULL &&
      numbering == NULL)
    return rc_cli_usage ("case set", "there is nothing to set");
  if (!read_logo (logo, &picture, &error))
    return rc_cli_fail (error);

  change.letterhead = letterhead;
  change.logo = picture;
  change.classification = classification;
  change.zone = zone;
  change.number = number;
  change.disclaimers = take_lines (disclaimers);
  change.numbering = take_lines (numbering);
  return set (cli, arguments[0], &change);
}
