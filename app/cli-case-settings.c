/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

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
print_house (RcCli         *cli,
             RcCase        *case_file,
             const RcHouse *house)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  RcCaseType type;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "type", rc_engagement_get_type (case_file, &type) ? rc_case_type_to_name (type) : NULL);
  rc_json_writer_name (writer, "letterhead");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; house->letterhead != NULL && house->letterhead[i] != NULL; i++)
    rc_json_writer_string (writer, house->letterhead[i]);
  rc_json_writer_end_array (writer);
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
  for (guint i = 0; house->letterhead != NULL && house->letterhead[i] != NULL; i++)
    rc_cli_print ("Letterhead      %s\n", house->letterhead[i]);
  rc_cli_print ("Logo            %s\n", house->logo != NULL ? "a picture" : "none");
  rc_cli_print ("Classification  %s\n", house->classification != NULL ? house->classification : "none");
  rc_cli_print ("Zone            %s\n", house->zone != NULL ? house->zone : "none: times are told in UTC");
  rc_cli_print ("Numbers         %s\n", house->number != NULL ? house->number : "none");
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

static int
show (RcCli      *cli,
      const char *path)
{
  GError *error = NULL;
  g_autoptr (RcCase) case_file = rc_cli_open_case (path, FALSE, &error);
  g_autoptr (RcHouse) house = case_file != NULL ? rc_house_load (case_file) : NULL;

  if (house == NULL)
    return rc_cli_fail (error);

  print_house (cli, case_file, house);
  return RC_EXIT_OK;
}

int
rc_cli_case (RcCli *cli,
             int    argc,
             char **argv)
{
  g_auto (GStrv) letterhead = NULL;
  g_autofree char *logo = NULL, *classification = NULL, *zone = NULL, *number = NULL;
  const GOptionEntry entries[] = {
    { "letterhead", 0, 0, G_OPTION_ARG_STRING_ARRAY, &letterhead, "A line of the letterhead, once for each; empty takes it away",
      "TEXT" },
    { "logo", 0, 0, G_OPTION_ARG_FILENAME, &logo, "A PNG beside it; empty takes it away", "FILE" },
    { "classification", 0, 0, G_OPTION_ARG_STRING, &classification, "A line on every page", "TEXT" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &zone, "In which times are told beside UTC, as in Europe/Berlin", "NAME" },
    { "number", 0, 0, G_OPTION_ARG_STRING, &number, "What report numbers begin with", "TEXT" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GBytes) picture = NULL;
  RcHouse change = { 0 };
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "case", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (strcmp (arguments[1], "show") == 0)
    return show (cli, arguments[0]);
  if (strcmp (arguments[1], "set") != 0)
    return rc_cli_usage ("case", "say set or show");
  if (letterhead == NULL && logo == NULL && classification == NULL && zone == NULL && number == NULL)
    return rc_cli_usage ("case", "there is nothing to set");
  if (!read_logo (logo, &picture, &error))
    return rc_cli_fail (error);

  change.letterhead = letterhead;
  change.logo = picture;
  change.classification = classification;
  change.zone = zone;
  change.number = number;
  return set (cli, arguments[0], &change);
}
