/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <stdio.h>

#include "core/bounds.h"
#include "core/exception.h"
#include "core/registers/acquisition.h"

static gboolean
is_recognised (const RcImportResult *result,
               gint64                id)
{
  for (guint i = 0; i < result->recognised->len; i++)
    {
      if (g_array_index (result->recognised, gint64, i) == id)
        return TRUE;
    }
  return FALSE;
}

static void
print_result_json (const RcImportResult *result)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_name (writer, "sources");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < result->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);
      g_autofree char *sha256 = rc_digest_dup_hex (&source->sha256);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "id", source->id);
      rc_json_writer_member_string (writer, "name", source->name);
      rc_json_writer_member_string (writer, "importer", source->importer);
      rc_json_writer_member_integer (writer, "bytes", (gint64) source->size);
      rc_json_writer_member_string (writer, "sha256", sha256);
      rc_json_writer_member_integer (writer, "records", (gint64) source->records);
      rc_json_writer_member_integer (writer, "events", (gint64) source->events);
      rc_json_writer_member_integer (writer, "not_counted", (gint64) (source->event_rows - source->events));
      rc_json_writer_member_integer (writer, "set_aside", (gint64) source->set_aside);
      rc_json_writer_member_string (writer, "state", is_recognised (result, source->id) ? "recognised" : source->state);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "refused");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < result->refused->len; i++)
    rc_json_writer_string (writer, ((const RcException *) g_ptr_array_index (result->refused, i))->message);
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "seconds");
  rc_json_writer_double (writer, result->seconds);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_source (const RcImportResult *result,
              const RcSource       *source)
{
  g_autofree char *name = rc_cli_show (source->name);
  g_autofree char *records = rc_cli_group_digits (source->records);
  g_autofree char *events = rc_cli_group_digits (source->events);

  rc_cli_print ("%5" G_GINT64_FORMAT "  %-24s %10s %-7s %10s %-6s  %s", source->id,
                source->importer != NULL ? source->importer : "(not understood)", records, source->records == 1 ? "record" : "records", events,
                source->events == 1 ? "event" : "events", name);
  if (is_recognised (result, source->id))
    rc_cli_print ("  — the same bytes as before");
  if (source->event_rows > source->events)
    rc_cli_print ("  — %" G_GUINT64_FORMAT " more were there already, or are replaced by later records",
                  source->event_rows - source->events);
  if (source->set_aside > 0)
    rc_cli_print ("  — %" G_GUINT64_FORMAT " set aside", source->set_aside);
  rc_cli_print ("\n");
}

static void
print_result (const RcImportResult *result)
{
  guint64 bytes = 0, events = 0, set_aside = 0;
  guint unknown = 0;
  g_autofree char *event_text = NULL;

  for (guint i = 0; i < result->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);

      print_source (result, source);
      bytes += source->size;
      events += source->events;
      set_aside += source->set_aside;
      unknown += source->importer == NULL ? 1 : 0;
    }
  for (guint i = 0; i < result->refused->len; i++)
    {
      g_autofree char *message = rc_cli_show (((const RcException *) g_ptr_array_index (result->refused, i))->message);

      rc_cli_print ("  not read: %s\n", message);
    }

  event_text = rc_cli_group_digits (events);
  rc_cli_print ("\n%u sources, %.1f MB, %s events in %.1f s", result->sources->len, (double) bytes / 1e6, event_text, result->seconds);
  if (set_aside > 0)
    rc_cli_print ("; %" G_GUINT64_FORMAT " records set aside: unreadable", set_aside);
  if (unknown > 0)
    rc_cli_print ("; %u sources kept but not understood", unknown);
  rc_cli_print (".\nNothing was checked by this: “recount-cli verify” does that.\n");
}

/* A handover that there is not is told before anything is imported. */
static gboolean
check_acquisition (RcCase  *case_file,
                   gint64   acquisition,
                   GError **error)
{
  g_autoptr (RcAcquisition) found = acquisition != 0 ? rc_acquisition_find (case_file, acquisition, error) : NULL;

  return acquisition == 0 || found != NULL;
}

static RcImportResult *
import (RcCli                  *cli,
        char                  **arguments,
        const RcImportOptions  *options,
        gint64                  acquisition,     /* number of the handover that it came with; 0: none is named */
        GError                **error)
{
  g_autoptr (RcCase) case_file = rc_cli_open_case (arguments[0], TRUE, error);
  g_autoptr (RcImportResult) result = NULL;

  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, error) || !check_acquisition (case_file, acquisition, error))
    return NULL;

  result = rc_import_paths (case_file, (const char * const *) arguments + 1, options, cli->cancellable, error);
  rc_cli_progress_end ();
  if (result == NULL || (acquisition != 0 && !rc_acquisition_link_import (case_file, acquisition, result, error)))
    {
      (void) rc_case_close (case_file, NULL);
      return NULL;
    }
  return rc_case_close (case_file, error) ? g_steal_pointer (&result) : NULL;
}

int
rc_cli_import (RcCli *cli,
               int    argc,
               char **argv)
{
  g_autofree char *mapping = NULL;
  g_autofree char *mapping_text = NULL;
  g_autofree char *importer = NULL;
  g_autofree char *zone = NULL;
  g_autofree char *controller = NULL;
  g_autofree char *obtained = NULL;
  g_autofree char *as_of = NULL;
  g_autofree char *acquisition_text = NULL;
  gint64 acquisition = 0;
  int record_limit = 0;
  const GOptionEntry entries[] = {
    { "mapping", 0, 0, G_OPTION_ARG_FILENAME, &mapping, "Read logs by this mapping", "FILE" },
    { "as", 0, 0, G_OPTION_ARG_STRING, &importer, "Read everything by this importer", "IMPORTER" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &zone, "Zone of times without one, e.g. +02:00 or Europe/Berlin", "Z" },
    { "controller", 0, 0, G_OPTION_ARG_STRING, &controller, "Who controls these sources", "WHO" },
    { "obtained", 0, 0, G_OPTION_ARG_STRING, &obtained, "How they were obtained", "TEXT" },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, "When what they say stood so, where you know it", "TIME" },
    { "acquisition", 0, 0, G_OPTION_ARG_STRING, &acquisition_text, "The handover that it came with, like A-01", "A" },
    { "record-limit", 0, 0, G_OPTION_ARG_INT, &record_limit, "Read records of up to so many MiB (default 64, at most 512)", "MEBIBYTES" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcImportResult) result = NULL;
  RcImportOptions options = { 0 };
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "import", entries, argc, argv, 2, -1, &arguments, &exit_code))
    return exit_code;
  if (zone != NULL && !rc_cli_parse_zone (zone, &options.zone_minutes))
    return rc_cli_usage ("import", "“%s” is no zone", zone);
  if (record_limit < 0 || (guint) record_limit > RC_LIMIT_RECORD_RAISED_BYTES >> 20)
    return rc_cli_usage ("import", "a record limit is at most %u MiB", RC_LIMIT_RECORD_RAISED_BYTES >> 20);
  if (acquisition_text != NULL && !rc_register_parse_number (RC_ENTRY_ACQUISITION, acquisition_text, &acquisition))
    return rc_cli_usage ("import", "“%s” is no number of a handover; expected one like A-01", acquisition_text);
  if (!rc_cli_parse_time (as_of, /* end_of= */ FALSE, &options.as_of_us, &error))
    return rc_cli_fail (error);
  if (mapping != NULL && !g_file_get_contents (mapping, &mapping_text, &options.mapping_length, &error))
    return rc_cli_fail (error);

  options.has_zone = zone != NULL;
  options.has_as_of = as_of != NULL;
  options.record_limit = (gsize) record_limit << 20;
  options.mapping_text = mapping_text;
  options.mapping_name = mapping;
  options.importer_id = importer;
  options.controller = controller;
  options.obtained = obtained;
  options.progress = cli->json ? NULL : rc_cli_progress ();
  result = import (cli, arguments, &options, acquisition, &error);
  if (result == NULL)
    return rc_cli_fail (error);

  if (cli->json)
    print_result_json (result);
  else
    print_result (result);
  return RC_EXIT_OK;
}
