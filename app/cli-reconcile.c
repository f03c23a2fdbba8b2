/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/decision-comparison.h"
#include "core/judgement-json.h"
#include "core/reconcile.h"
#include "core/timestamp.h"
#include "core/verify.h"

/* The business's own list of decisions against the log. */

/* Told one by one to people; JSON and `verify` have all that are listed. */
#define SHOWN 20u

static char *
dup_day (gint64 day_us)
{
  g_autofree char *time = day_us != RC_TIME_NONE ? rc_time_format_utc (day_us) : NULL;

  return time != NULL ? g_strndup (time, strcspn (time, "T")) : NULL;
}

static void
write_pair (RcJsonWriter *writer,
            const char   *name,
            guint64       business,
            guint64       log)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "business", (gint64) business);
  rc_json_writer_member_integer (writer, "log", (gint64) log);
  rc_json_writer_end_object (writer);
}

static void
write_counts (RcJsonWriter *writer,
              guint64       both,
              guint64       only_business,
              guint64       only_log,
              guint64       outside)
{
  rc_json_writer_member_integer (writer, "both", (gint64) both);
  rc_json_writer_member_integer (writer, "only_business", (gint64) only_business);
  rc_json_writer_member_integer (writer, "only_log", (gint64) only_log);
  rc_json_writer_member_integer (writer, "outside_period", (gint64) outside);
}

static gboolean
write_lists (RcJsonWriter                *writer,
             RcCase                      *case_file,
             const RcDecisionComparison  *comparison,
             GError                     **error)
{
  rc_json_writer_name (writer, "list");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < comparison->lists->len; i++)
    {
      const RcReferenceList *list = &g_array_index (comparison->lists, RcReferenceList, i);
      g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (case_file), list->source, error);

      if (source == NULL)
        return FALSE;
      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "id", source->id);
      rc_json_writer_member_string (writer, "name", source->name);
      rc_json_writer_member_integer (writer, "lines", (gint64) list->lines);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  return TRUE;
}

static void
write_groups (RcJsonWriter               *writer,
              const RcDecisionComparison *comparison)
{
  rc_json_writer_name (writer, "days");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < comparison->days->len; i++)
    {
      const RcDecisionDay *day = &g_array_index (comparison->days, RcDecisionDay, i);
      g_autofree char *text = dup_day (day->day_us);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "day", text);
      write_counts (writer, day->both, day->only_business, day->only_log, day->outside);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "systems");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < comparison->systems->len; i++)
    {
      const RcDecisionSystem *system = g_ptr_array_index (comparison->systems, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "system", system->system);
      write_counts (writer, system->both, system->only_business, system->only_log, system->outside);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static const char *
name_of_state (RcDecisionsState state)
{
  switch (state)
    {
    case RC_DECISIONS_NO_LIST:       return "no-list";
    case RC_DECISIONS_NO_LOG:        return "no-log";
    case RC_DECISIONS_NO_REFERENCES: return "no-references";
    case RC_DECISIONS_COMPARED:
    default:                         return "compared";
    }
}

static gboolean
print_json (RcCase                      *case_file,
            const RcDecisionComparison  *comparison,
            GPtrArray                   *exceptions,
            GError                     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *from = comparison->from_us != RC_TIME_NONE ? rc_time_format_utc (comparison->from_us) : NULL;
  g_autofree char *to = comparison->to_us != RC_TIME_NONE ? rc_time_format_utc (comparison->to_us) : NULL;
  const RcDecisionTotals *totals = &comparison->totals;

  rc_json_writer_begin_object (writer);
  if (!write_lists (writer, case_file, comparison, error))
    return FALSE;
  rc_json_writer_member_string (writer, "state", name_of_state (totals->state));
  write_counts (writer, totals->both, totals->only_business, totals->only_log, totals->outside);
  rc_json_writer_member_integer (writer, "perhaps_left_out", (gint64) totals->left_out);
  write_pair (writer, "repeated", totals->repeated_business, totals->repeated_log);
  write_pair (writer, "without_reference", totals->without_business, totals->without_log);
  rc_json_writer_member_integer (writer, "unread", (gint64) totals->unread);
  rc_json_writer_member_string (writer, "log_from", from);
  rc_json_writer_member_string (writer, "log_to", to);
  rc_json_writer_member_boolean (writer, "list_complete", comparison->is_complete);
  write_groups (writer, comparison);
  rc_json_writer_name (writer, "exceptions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < exceptions->len; i++)
    rc_exception_write_json (g_ptr_array_index (exceptions, i), writer);
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
  return TRUE;
}

/* --- For people --- */

static void
print_row (const char *head,
           guint64     both,
           guint64     only_business,
           guint64     only_log,
           guint64     outside)
{
  g_autofree char *both_text = rc_cli_group_digits (both);
  g_autofree char *business_text = rc_cli_group_digits (only_business);
  g_autofree char *log_text = rc_cli_group_digits (only_log);
  g_autofree char *outside_text = rc_cli_group_digits (outside);

  rc_cli_print ("%-20s %12s %14s %12s %18s\n", head, both_text, business_text, log_text, outside_text);
}

static void
print_table (const RcDecisionComparison *comparison)
{
  const RcDecisionTotals *totals = &comparison->totals;

  rc_cli_print ("%-20s %12s %14s %12s %18s\n", "day (UTC)", "in both", "only on list", "only in log", "outside log's time");
  for (guint i = 0; i < comparison->days->len; i++)
    {
      const RcDecisionDay *day = &g_array_index (comparison->days, RcDecisionDay, i);
      g_autofree char *text = dup_day (day->day_us);

      print_row (text != NULL ? text : "(time not known)", day->both, day->only_business, day->only_log, day->outside);
    }
  if (comparison->days_cut)
    rc_cli_print ("The times lie so far apart that not all days are told; the others are counted with the time that is not known.\n");
  print_row ("total", totals->both, totals->only_business, totals->only_log, totals->outside);

  if (comparison->systems->len > 0)
    rc_cli_print ("\n%-20s %12s %14s %12s %18s\n", "system", "in both", "only on list", "only in log", "outside log's time");
  for (guint i = 0; i < comparison->systems->len; i++)
    {
      const RcDecisionSystem *system = g_ptr_array_index (comparison->systems, i);
      g_autofree char *name = rc_cli_show (system->system);

      print_row (name, system->both, system->only_business, system->only_log, system->outside);
    }
}

static void
print_remark (guint64     count,
              const char *words)
{
  g_autofree char *digits = rc_cli_group_digits (count);

  if (count > 0)
    rc_cli_print ("%s: %s\n", words, digits);
}

static void
print_remarks (const RcDecisionComparison *comparison)
{
  const RcDecisionTotals *totals = &comparison->totals;

  rc_cli_print ("\n");
  print_remark (totals->left_out, "Only on the list, where the format of the log may leave calls out, so that it shows nothing");
  print_remark (totals->repeated_business, "Business references on more than one line of the list, each counted once");
  print_remark (totals->repeated_log, "Business references with more than one inference (scored again, for example), each counted once");
  print_remark (totals->without_business, "Lines of the list without a business reference");
  print_remark (totals->without_log, "Calls of the log without a business reference, any of which may be one that is only on the list");
  print_remark (totals->unread, "Records that could not be read again from the case; verify tells which");
}

static void
print_exceptions (GPtrArray *exceptions)
{
  for (guint i = 0; i < MIN (exceptions->len, SHOWN); i++)
    {
      const RcException *exception = g_ptr_array_index (exceptions, i);
      g_autofree char *message = rc_cli_show (exception->message);

      if (exception->source != 0)
        rc_cli_print ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT "  ", exception->source, exception->record);
      rc_cli_print ("%s%s\n", message, exception->caused_by != 0 ? " An exception of the log at this place explains it." : "");
    }
  if (exceptions->len > SHOWN)
    rc_cli_print ("and %u more: --json and “recount-cli verify” tell them.\n", exceptions->len - SHOWN);
}

static void
print_people (const RcDecisionComparison *comparison,
              GPtrArray                  *exceptions)
{
  g_autofree char *lines = rc_cli_group_digits (comparison->totals.lines);
  g_autofree char *calls = rc_cli_group_digits (comparison->totals.calls);

  switch (comparison->totals.state)
    {
    case RC_DECISIONS_NO_LIST:
      rc_cli_print ("There is no list of decisions in the case. Give the business's own with --list, and with --mapping what its columns "
                    "mean.\n");
      return;
    case RC_DECISIONS_NO_LOG:
      rc_cli_print ("The list has %s lines, and there is no log of inferences to hold it against.\n", lines);
      return;
    case RC_DECISIONS_NO_REFERENCES:
      rc_cli_print ("The list has %s lines and the log %s calls, but one of the two names no business reference at all: nothing can be "
                    "compared.\n", lines, calls);
      return;
    case RC_DECISIONS_COMPARED:
    default:
      break;
    }

  rc_cli_print ("%s lines of the business's own list, %s calls of the log.\n\n", lines, calls);
  print_table (comparison);
  print_remarks (comparison);
  print_exceptions (exceptions);
}

/* --- The verb --- */

static gboolean
names_decisions (RcCase    *case_file,
                 gint64     source_id,
                 gboolean  *out_answer,
                 GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcSource) source = rc_source_load (database, source_id, error);

  *out_answer = FALSE;
  if (source == NULL)
    return FALSE;
  for (gint64 id = source->first_event; id < source->first_event + (gint64) source->event_rows; id++)
    {
      g_autoptr (RcEvent) event = rc_event_load (case_file, id, error);

      if (event == NULL)
        return FALSE;
      *out_answer = event->kind == RC_EVENT_DECISION;
      if (*out_answer)
        return TRUE;
    }
  return TRUE;
}

static gboolean
import_list (RcCli                  *cli,
             RcCase                 *case_file,
             const char             *path,
             const RcImportOptions  *options,
             GError                **error)
{
  const char * const paths[] = { path, NULL };
  g_autoptr (RcImportResult) result = rc_import_paths (case_file, paths, options, cli->cancellable, error);
  gboolean is_list = FALSE;

  rc_cli_progress_end ();
  if (result == NULL)
    return FALSE;
  for (guint i = 0; i < result->sources->len && !is_list; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);

      if (!names_decisions (case_file, rc_source_is_repeat (source) ? source->parent : source->id, &is_list, error))
        return FALSE;
    }
  if (is_list)
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
               "“%s” was kept, but no decision was read from it; say by --mapping which of its fields is the business reference, with "
               "kind=decision", path);
  return FALSE;
}

/* Compares what the case has; what was imported is in it by now. */
static gboolean
compare (RcCli   *cli,
         RcCase  *case_file,
         GError **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcDecisionComparison) comparison = rc_decision_comparison_load (case_file, cli->cancellable, error);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (GPtrArray) exceptions = NULL;
  gboolean is_current;

  judgement = comparison != NULL ? rc_verify_load (case_file, &is_current, error) : NULL;
  if (judgement == NULL)
    return FALSE;
  exceptions = rc_reconcile_list_decisions (case_file, reader, judgement, comparison, cli->cancellable, error);
  if (exceptions == NULL)
    return FALSE;
  if (cli->json)
    return print_json (case_file, comparison, exceptions, error);

  print_people (comparison, exceptions);
  if (!is_current && exceptions->len > 0)
    rc_cli_print ("Nothing was verified as it is now: “recount-cli verify” tells also what explains an absence.\n");
  return TRUE;
}

static gboolean
reconcile (RcCli                  *cli,
           const char             *path,
           const char             *list,
           const RcImportOptions  *options,
           gboolean                is_complete,
           GError                **error)
{
  gboolean writes = list != NULL || is_complete;
  g_autoptr (RcCase) case_file = rc_cli_open_case (path, writes, error);
  gboolean good;

  if (case_file == NULL || (writes && !rc_cli_unlock_key (cli, case_file, error)))
    return FALSE;

  good = (list == NULL || import_list (cli, case_file, list, options, error))
    && (!is_complete || rc_decision_list_set_complete (case_file, TRUE, error))
    && compare (cli, case_file, error);
  return good ? rc_case_close (case_file, error) : rc_case_close (case_file, NULL) && FALSE;
}

int
rc_cli_reconcile (RcCli *cli,
                  int    argc,
                  char **argv)
{
  g_autofree char *list = NULL;
  g_autofree char *mapping = NULL;
  g_autofree char *mapping_text = NULL;
  g_autofree char *zone = NULL;
  g_autofree char *controller = NULL;
  g_autofree char *obtained = NULL;
  gboolean is_complete = FALSE;
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_FILENAME, &list, "Import this list first, where it is not there yet", "FILE" },
    { "mapping", 0, 0, G_OPTION_ARG_FILENAME, &mapping, "Read the list by this mapping, with kind=decision", "FILE" },
    { "complete", 0, 0, G_OPTION_ARG_NONE, &is_complete, "State that the list is complete for its time: kept with the case", NULL },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &zone, "Zone of times without one, e.g. +02:00 or Europe/Berlin", "Z" },
    { "controller", 0, 0, G_OPTION_ARG_STRING, &controller, "Who controls the list", "WHO" },
    { "obtained", 0, 0, G_OPTION_ARG_STRING, &obtained, "How it was obtained", "TEXT" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  RcImportOptions options = { 0 };
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "reconcile", entries, argc, argv, 1, 1, &arguments, &exit_code))
    return exit_code;
  if (list == NULL && (mapping != NULL || zone != NULL || controller != NULL || obtained != NULL))
    return rc_cli_usage ("reconcile", "--mapping, --zone, --controller and --obtained need --list");
  if (zone != NULL && !rc_cli_parse_zone (zone, &options.zone_minutes))
    return rc_cli_usage ("reconcile", "“%s” is no zone", zone);
  if (mapping != NULL && !g_file_get_contents (mapping, &mapping_text, &options.mapping_length, &error))
    return rc_cli_fail (error);

  options.has_zone = zone != NULL;
  options.mapping_text = mapping_text;
  options.mapping_name = mapping;
  options.controller = controller;
  options.obtained = obtained;
  options.progress = cli->json ? NULL : rc_cli_progress ();
  return reconcile (cli, arguments[0], list, &options, is_complete, &error) ? RC_EXIT_OK : rc_cli_fail (error);
}
