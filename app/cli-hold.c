/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/hold.h"
#include "core/timestamp.h"

/* Legal holds. */

typedef struct
{
  char *system;
  char *from;
  char *to;
  char *since;
  char *on;
  char *reason;
  char *by;
} HoldOptions;

static void
hold_options_clear (HoldOptions *self)
{
  g_free (self->system);
  g_free (self->from);
  g_free (self->to);
  g_free (self->since);
  g_free (self->on);
  g_free (self->reason);
  g_free (self->by);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HoldOptions, hold_options_clear)

static void
write_hold (const RcHold *hold)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", hold->number);
  rc_json_writer_member_string (writer, "name", hold->reason);
  rc_json_writer_member_string (writer, "system", hold->system);
  rc_cli_write_time (writer, "from", hold->from_us);
  rc_cli_write_time (writer, "to", hold->to_us);
  rc_cli_write_time (writer, "since", hold->since_us);
  rc_json_writer_member_string (writer, "by", hold->by);
  rc_cli_write_time (writer, "entered", hold->entered_us);
  rc_cli_write_time (writer, "released", hold->released_us);
  rc_json_writer_member_string (writer, "released_for", hold->released_for);
  rc_json_writer_member_string (writer, "released_by", hold->released_by);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static char *
dup_time (gint64      time_us,
          const char *otherwise)
{
  return time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : g_strdup (otherwise);
}

static void
print_hold (const RcHold *hold)
{
  g_autofree char *system = rc_cli_show (hold->system);
  g_autofree char *reason = rc_cli_show (hold->reason);
  g_autofree char *by = rc_cli_show (hold->by);
  g_autofree char *from = dup_time (hold->from_us, "the beginning");
  g_autofree char *to = dup_time (hold->to_us, "no end");
  g_autofree char *since = dup_time (hold->since_us, "");
  g_autofree char *released = dup_time (hold->released_us, "");
  g_autofree char *released_for = rc_cli_show (hold->released_for);

  rc_cli_print ("%3" G_GINT64_FORMAT "  %s, records from %s to %s; stands since %s, stated by %s: %s\n", hold->number,
                *system != '\0' ? system : "all systems", from, to, since, by, reason);
  if (hold->released_us != RC_TIME_NONE)
    rc_cli_print ("     released on %s: %s\n", released, released_for);
}

static int
list_holds (RcCli      *cli,
            const char *path)
{
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (GPtrArray) holds = NULL;
  GError *error = NULL;

  case_file = rc_cli_open_case (path, FALSE, &error);
  holds = case_file != NULL ? rc_hold_list (case_file, &error) : NULL;
  if (holds == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < holds->len; i++)
    {
      if (cli->json)
        write_hold (g_ptr_array_index (holds, i));
      else
        print_hold (g_ptr_array_index (holds, i));
    }
  if (holds->len == 0 && !cli->json)
    rc_cli_print ("No legal hold is entered.\n");
  return RC_EXIT_OK;
}

static int
set_hold (RcCase            *case_file,
          const HoldOptions *options)
{
  RcHoldTerms terms = { .system = options->system, .reason = options->reason, .by = options->by };
  GError *error = NULL;
  gint64 number = 0;

  if (rc_cli_parse_time (options->from, FALSE, &terms.from_us, &error) && rc_cli_parse_time (options->to, TRUE, &terms.to_us, &error) &&
      rc_cli_parse_time (options->since, FALSE, &terms.since_us, &error))
    number = rc_hold_set (case_file, &terms, &error);
  if (number == 0)
    return rc_cli_fail (error);
  rc_cli_print ("Hold %" G_GINT64_FORMAT " is entered.\n", number);
  return RC_EXIT_OK;
}

static int
release_hold (RcCase            *case_file,
              gint64             number,
              const HoldOptions *options)
{
  GError *error = NULL;
  gint64 on_us;

  if (!rc_cli_parse_time (options->on, FALSE, &on_us, &error) ||
      !rc_hold_release (case_file, number, on_us, options->reason, options->by, &error))
    return rc_cli_fail (error);
  rc_cli_print ("Hold %" G_GINT64_FORMAT " is released; that it stood stays in the case.\n", number);
  return RC_EXIT_OK;
}

int
rc_cli_hold (RcCli *cli,
             int    argc,
             char **argv)
{
  g_auto (HoldOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "system", 0, 0, G_OPTION_ARG_STRING, &options.system, "set: of which the records are; all, unless given", "NAME" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, "set: records not older than this", "T" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, "set: records not younger than this", "T" },
    { "since", 0, 0, G_OPTION_ARG_STRING, &options.since, "set: from when on it stood; from now on, unless given", "T" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &options.on, "release: when; now, unless given", "T" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why it is set or released", "R" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who states it, if not the auditor of the case", "WHO" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  GError *error = NULL;
  gint64 number = 0;
  gboolean releases;
  int exit_code;

  if (!rc_cli_parse (cli, "hold", entries, argc, argv, 2, 3, &arguments, &exit_code))
    return exit_code;
  releases = strcmp (arguments[1], "release") == 0;
  if (!releases && arguments[2] != NULL)
    return rc_cli_usage ("hold", "there are too many arguments");
  if (strcmp (arguments[1], "list") == 0)
    return list_holds (cli, arguments[0]);
  if (!releases && strcmp (arguments[1], "set") != 0)
    return rc_cli_usage ("hold", "there is no act “%s”: it is set, release or list", arguments[1]);
  if (releases && (arguments[2] == NULL || !g_ascii_string_to_signed (arguments[2], 10, 1, G_MAXINT64, &number, NULL)))
    return rc_cli_usage ("hold", "release takes the number of a hold");
  if (options.reason == NULL)
    return rc_cli_usage ("hold", "--reason is missing");

  case_file = rc_cli_open_case (arguments[0], TRUE, &error);
  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error))
    return rc_cli_fail (error);
  return releases ? release_hold (case_file, number, &options) : set_hold (case_file, &options);
}
