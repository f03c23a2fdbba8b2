/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-system.h"

#include "core/timeline.h"
#include "core/timestamp.h"

/* What happened when, of the whole case or of one system, on one axis. */

#define TABLE_ROWS 31u

static void
write_marks (RcJsonWriter *writer,
             RcCase       *case_file,
             const char   *name,
             GPtrArray    *marks)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < marks->len; i++)
    {
      const RcTimelineMark *mark = g_ptr_array_index (marks, i);
      g_autofree char *reference = rc_cli_dup_reference (case_file, mark->event);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "kind", rc_timeline_mark_kind_to_name (mark->kind));
      rc_cli_write_time (writer, "time", mark->time_us);
      rc_json_writer_member_string (writer, "words", mark->words);
      rc_json_writer_member_string (writer, "event", reference);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_bands (RcJsonWriter     *writer,
             const RcTimeline *timeline)
{
  rc_json_writer_name (writer, "bands");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < timeline->bands->len; i++)
    {
      const RcTimelineBand *band = g_ptr_array_index (timeline->bands, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "version", band->version);
      rc_json_writer_member_string (writer, "endpoint", band->place);
      rc_json_writer_member_string (writer, "known_from", band->is_deployment ? "deployment" : "inferences");
      rc_cli_write_time (writer, "from", band->from_us);
      rc_cli_write_time (writer, "to", band->to_us);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_bins (RcJsonWriter     *writer,
            const RcTimeline *timeline)
{
  static const char * const names[RC_N_PROTECTIONS] = {
    "passed", "failed", "absent", "could_not_be_checked", "nobody_vouches", "no_protection", "not_checked",
  };

  rc_json_writer_name (writer, "bins");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < timeline->bins->len; i++)
    {
      const RcTimelineBin *bin = &g_array_index (timeline->bins, RcTimelineBin, i);

      rc_json_writer_begin_object (writer);
      rc_cli_write_time (writer, "from", timeline->from_us + (gint64) i * timeline->bin_us);
      for (guint each = 0; each < RC_N_PROTECTIONS; each++)
        rc_json_writer_member_integer (writer, names[each], (gint64) bin->counts[each]);
      rc_json_writer_member_integer (writer, "in_chain", (gint64) bin->in_chain);
      rc_json_writer_member_integer (writer, "human_actions", (gint64) bin->human_actions);
      rc_json_writer_member_integer (writer, "overrides", (gint64) bin->overrides);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_timeline (RcJsonWriter     *writer,
                RcCase           *case_file,
                const char       *system,
                const RcTimeline *timeline)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "system", system);
  rc_cli_write_time (writer, "from", timeline->from_us);
  rc_cli_write_time (writer, "to", timeline->to_us);
  rc_json_writer_member_integer (writer, "bin_seconds", timeline->bin_us / G_USEC_PER_SEC);
  rc_json_writer_member_integer (writer, "inferences", (gint64) timeline->inferences);
  rc_json_writer_member_integer (writer, "undated", (gint64) timeline->undated);
  rc_json_writer_member_boolean (writer, "cut", timeline->is_cut);
  write_bands (writer, timeline);
  write_marks (writer, case_file, "marks", timeline->marks);
  write_marks (writer, case_file, "marks_far", timeline->far);
  rc_json_writer_name (writer, "holes");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < timeline->holes->len; i++)
    {
      const RcTimelineHole *hole = &g_array_index (timeline->holes, RcTimelineHole, i);

      rc_json_writer_begin_object (writer);
      rc_cli_write_time (writer, "from", hole->from_us);
      rc_cli_write_time (writer, "to", hole->to_us);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  write_bins (writer, timeline);
  rc_json_writer_end_object (writer);
}

/* --- Text --- */

static char *
dup_minute (gint64 time_us)
{
  g_autofree char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  return text != NULL ? g_strndup (text, 16) : g_strdup ("no recorded end ");
}

static void
print_marks (GPtrArray  *marks,
             const char *heading)
{
  if (marks->len > 0)
    rc_cli_print ("\n%s\n", heading);
  for (guint i = 0; i < marks->len; i++)
    {
      const RcTimelineMark *mark = g_ptr_array_index (marks, i);
      g_autofree char *time = dup_minute (mark->time_us);

      rc_cli_print ("  %s  %-12s  %s\n", time, rc_timeline_mark_kind_words (mark->kind), mark->words);
    }
}

static void
print_bands (const RcTimeline *timeline)
{
  if (timeline->bands->len > 0)
    rc_cli_print ("\nVersions at work\n");
  for (guint i = 0; i < timeline->bands->len; i++)
    {
      const RcTimelineBand *band = g_ptr_array_index (timeline->bands, i);
      g_autofree char *from = dup_minute (band->from_us);
      g_autofree char *to = dup_minute (band->to_us);

      rc_cli_print ("  %s  to %s  %s%s%s%s\n", from, to, band->version, band->place != NULL ? " at " : "", band->place != NULL ? band->place : "",
                    band->is_deployment ? "" : " (first and last inference; no deployment on record)");
    }
}

static void
print_rows (const RcTimeline *timeline)
{
  guint step = (timeline->bins->len + TABLE_ROWS - 1) / TABLE_ROWS;

  rc_cli_print ("\nInferences by the protection of their records\n");
  for (guint first = 0; first < timeline->bins->len; first += step)
    {
      guint last = MIN (first + step, timeline->bins->len);
      g_autofree char *from = dup_minute (timeline->from_us + (gint64) first * timeline->bin_us);
      g_autoptr (GString) words = g_string_new (NULL);
      guint64 in_chain = 0, actions = 0, overrides = 0;

      for (guint each = 0; each < RC_N_PROTECTIONS; each++)
        {
          guint64 count = 0;

          for (guint i = first; i < last; i++)
            count += g_array_index (timeline->bins, RcTimelineBin, i).counts[each];
          if (count > 0)
            g_string_append_printf (words, "%s%s: %" G_GUINT64_FORMAT, words->len > 0 ? "; " : "", rc_protection_words (each), count);
        }
      for (guint i = first; i < last; i++)
        {
          const RcTimelineBin *bin = &g_array_index (timeline->bins, RcTimelineBin, i);

          in_chain += bin->in_chain;
          actions += bin->human_actions;
          overrides += bin->overrides;
        }
      if (in_chain > 0)
        g_string_append_printf (words, "; in a chain: %" G_GUINT64_FORMAT, in_chain);
      if (actions > 0)
        g_string_append_printf (words, "%sacts of people: %" G_GUINT64_FORMAT ", of which replace the answer: %" G_GUINT64_FORMAT,
                                words->len > 0 ? "; " : "", actions, overrides);
      rc_cli_print ("  from %s  %s\n", from, words->len > 0 ? words->str : "none");
    }
}

static void
print_holes (const RcTimeline *timeline)
{
  if (timeline->holes->len > 0)
    rc_cli_print ("\nThe longest stretches without an inference, which by itself is no fault\n");
  for (guint i = 0; i < timeline->holes->len; i++)
    {
      const RcTimelineHole *hole = &g_array_index (timeline->holes, RcTimelineHole, i);
      g_autofree char *from = dup_minute (hole->from_us);
      g_autofree char *to = dup_minute (hole->to_us);

      rc_cli_print ("  %s  to %s\n", from, to);
    }
}

static void
print_timeline (const char       *system,
                const RcTimeline *timeline)
{
  g_autofree char *name = rc_cli_show (system);
  g_autofree char *count = rc_cli_group_digits (timeline->inferences);

  if (timeline->from_us == RC_TIME_NONE)
    {
      rc_cli_print ("No inference%s%s has a time.\n", system != NULL ? " of " : "", name);
      return;
    }
  rc_cli_print ("%s: %s inferences; times in UTC\n", system != NULL ? name : "The whole case", count);
  if (timeline->undated > 0)
    rc_cli_print ("%" G_GUINT64_FORMAT " of them have no time that places them here.\n", timeline->undated);
  print_bands (timeline);
  print_marks (timeline->marks, "What happened");
  print_marks (timeline->far, "Further away");
  print_rows (timeline);
  print_holes (timeline);
  if (timeline->actions_cut)
    rc_cli_print ("\nOf what people did, the newest %u acts are counted.\n", RC_TIMELINE_MAX_ACTIONS);
  if (timeline->is_cut)
    rc_cli_print ("\nOf some kind there is more: %u are told.\n", RC_TIMELINE_MAX_MARKS);
}

int
rc_cli_timeline (RcCli *cli,
                 int    argc,
                 char **argv)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcSystem) system = NULL;
  g_autoptr (RcSystemFilter) filter = NULL;
  g_autoptr (RcTimeline) timeline = NULL;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "timeline", NULL, argc, argv, 1, 2, &arguments, &exit_code))
    return exit_code;

  if (!rc_cli_open_system (arguments[0], arguments[1], &case_file, &reader, &system, &error) ||
      (system != NULL && (filter = rc_system_filter_new (case_file, system, &error)) == NULL))
    return rc_cli_fail (error);

  timeline = rc_timeline_load_within (case_file, reader, filter, cli->cancellable, &error);
  if (timeline == NULL)
    return rc_cli_fail (error);
  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      write_timeline (writer, case_file, system != NULL ? system->name : NULL, timeline);
      rc_cli_print_json (writer);
    }
  else
    {
      print_timeline (system != NULL ? system->name : NULL, timeline);
    }
  return RC_EXIT_OK;
}
