/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/bounds.h"
#include "core/live.h"
#include "core/snapshot.h"
#include "core/timestamp.h"

/* What was live at an instant, as far as deployment records and snapshots of registries tell. */

static void
write_parts (RcJsonWriter *writer,
             const RcLive *live)
{
  rc_json_writer_name (writer, "recorded");
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < RC_N_LIVE_PARTS; i++)
    {
      rc_json_writer_name (writer, rc_live_part_to_name (i));
      rc_json_writer_begin_object (writer);
      rc_json_writer_member_boolean (writer, "yes", live->records[i] > 0);
      rc_json_writer_member_integer (writer, "records", live->records[i]);
      rc_json_writer_member_string (writer, "value", live->values[i]);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_object (writer);
  rc_json_writer_member_boolean (writer, "together", live->together);
}

static void
print_parts (const RcLive *live)
{
  rc_cli_print ("            on record together: %s (", live->together ? "yes" : "no");
  for (guint i = 0; i < RC_N_LIVE_PARTS; i++)
    rc_cli_print ("%s%s: %s", i > 0 ? ", " : "", rc_live_part_title (i), live->records[i] > 0 ? "yes" : "no");
  rc_cli_print (")\n");
}

static void
tell_deployment (RcCli        *cli,
                 const RcLive *live)
{
  const RcDeployment *deployment = live->deployment;
  const RcInterval *period = &deployment->period;
  gint64 from_us = period->begins == RC_BOUND_AT ? period->from.from_us : RC_TIME_NONE;
  gint64 end_us = period->ends == RC_BOUND_AT ? period->to.to_us : RC_TIME_NONE;
  g_autofree char *name = rc_cli_show (deployment->version);
  g_autofree char *endpoint = rc_cli_show (deployment->event->endpoint);
  g_autofree char *from = from_us != RC_TIME_NONE ? rc_time_format_utc (from_us) : g_strdup ("?");
  g_autofree char *end = end_us != RC_TIME_NONE ? rc_time_format_utc (end_us) : g_strdup ("no recorded end");

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "id", deployment->event->id);
      rc_json_writer_member_string (writer, "name", deployment->version);
      rc_json_writer_member_string (writer, "what", "deployment");
      rc_json_writer_member_string (writer, "endpoint", deployment->event->endpoint);
      rc_json_writer_member_string (writer, "certainty", live->is_sure ? "ran" : "perhaps");
      rc_cli_write_time (writer, "from", from_us);
      rc_cli_write_time (writer, "to", end_us);
      write_parts (writer, live);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
      return;
    }
  rc_cli_print ("%s  %s at %s, from %s to %s\n", live->is_sure ? "deployed" : "perhaps ", name,
                *endpoint != '\0' ? endpoint : "no named endpoint", from, end);
  print_parts (live);
}

static void
tell_stage (RcCli              *cli,
            const char         *version,
            const RcStageState *state)
{
  g_autofree char *name = rc_cli_show (version);
  g_autofree char *words = rc_stage_state_dup_words (state);

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "id", version);
      rc_json_writer_member_string (writer, "name", version);
      rc_json_writer_member_string (writer, "what", "stage");
      rc_json_writer_member_string (writer, "certainty", rc_stage_certainty_to_name (state->certainty));
      rc_json_writer_member_string (writer, "before", state->before);
      rc_cli_write_time (writer, "before_time", state->before_us);
      rc_json_writer_member_string (writer, "after", state->after);
      rc_cli_write_time (writer, "after_time", state->after_us);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
      return;
    }
  rc_cli_print ("registry  %s: %s\n", name, words);
}

/* The change that lies around the instant, with how each of its times is known. */
static gboolean
tell_changes (RcCli              *cli,
              RcCase             *case_file,
              const char         *version,
              const RcTimestamp  *instant,
              GError            **error)
{
  g_autoptr (GPtrArray) changes = rc_stage_change_list (case_file, version, error);

  if (changes == NULL)
    return FALSE;

  for (guint i = 0; i < changes->len && !cli->json; i++)
    {
      const RcStageChange *change = g_ptr_array_index (changes, i);
      g_autofree char *words = rc_stage_change_dup_words (change);

      if (change->after_us <= instant->to_us && change->before_us >= instant->from_us)
        rc_cli_print ("            %s\n", words);
    }
  return TRUE;
}

static gboolean
tell_deployments (RcCli              *cli,
                  RcCase             *case_file,
                  const RcTimestamp  *instant,
                  guint              *n_told,
                  GError            **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  gboolean complete = TRUE;
  g_autoptr (GPtrArray) all = rc_live_list (case_file, reader, instant, &complete, error);

  if (all == NULL)
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    tell_deployment (cli, g_ptr_array_index (all, i));
  *n_told += all->len;
  if (!complete && !cli->json)
    rc_cli_print ("Not all deployment records were looked at: there are more than %u.\n", RC_LIMIT_LINEAGE_EVENTS);
  return TRUE;
}

static gboolean
tell_stages (RcCli              *cli,
             RcCase             *case_file,
             const RcTimestamp  *instant,
             guint              *n_told,
             GError            **error)
{
  g_autoptr (GPtrArray) versions = rc_stage_list_versions (case_file, error);

  if (versions == NULL)
    return FALSE;

  for (guint i = 0; i < versions->len; i++)
    {
      const char *version = g_ptr_array_index (versions, i);
      g_autoptr (GPtrArray) registries = rc_snapshot_list (case_file, version, error);

      if (registries == NULL)
        return FALSE;
      for (guint j = 0; j < registries->len; j++)
        {
          g_autoptr (RcStageState) state = rc_stage_state_at (g_ptr_array_index (registries, j), instant);

          if (state == NULL)
            continue;
          tell_stage (cli, version, state);
          (*n_told)++;
        }
      if (!tell_changes (cli, case_file, version, instant, error))
        return FALSE;
    }
  return TRUE;
}

int
rc_cli_live (RcCli *cli,
             int    argc,
             char **argv)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  GError *error = NULL;
  RcTimestamp instant;
  guint n_told = 0;
  int exit_code;

  if (!rc_cli_parse (cli, "live", NULL, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (!rc_timestamp_parse (arguments[1], strlen (arguments[1]), RC_ZONE_RULE, 0, &instant))
    return rc_cli_usage ("live", "“%s” is no time; write 2026-08-14 or 2026-08-14T10:42:00+02:00", arguments[1]);

  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  if (case_file == NULL || !tell_deployments (cli, case_file, &instant, &n_told, &error) ||
      !tell_stages (cli, case_file, &instant, &n_told, &error))
    return rc_cli_fail (error);
  if (n_told == 0 && !cli->json)
    rc_cli_print ("No deployment record and no snapshot of a registry tells what was live then.\n");
  return RC_EXIT_OK;
}
