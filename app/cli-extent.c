/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include "core/extent.h"
#include "core/timestamp.h"

/* How many of the affected inferences are listed unless told otherwise. */
#define DEFAULT_LIMIT 100

/* Model versions that are named one by one in the text for people. */
#define MAX_VERSIONS 10u

typedef struct
{
  RcCli  *cli;
  RcCase *case_file;
  gint64  last;
  guint64 n_printed;
} Printer;

static gboolean
print_event (const RcEvent *event,
             gpointer       user_data)
{
  Printer *self = user_data;

  self->last = event->id;
  self->n_printed++;
  if (self->cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
      g_autofree char *cursor = g_strdup_printf ("%" G_GINT64_FORMAT, event->id);

      rc_json_writer_begin_object (writer);
      rc_cli_write_event (writer, self->case_file, event);
      rc_json_writer_member_string (writer, "cursor", cursor);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else
    rc_cli_print_event (self->case_file, event);
  return TRUE;
}

static void
write_versions (RcJsonWriter   *writer,
                const RcExtent *extent)
{
  rc_json_writer_name (writer, "versions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < extent->versions->len; i++)
    {
      const RcExtentVersion *version = g_ptr_array_index (extent->versions, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "version", version->version);
      rc_json_writer_member_integer (writer, "inferences", (gint64) version->n_inferences);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_member_boolean (writer, "versions_complete", extent->versions_complete);
}

static void
write_summary (gint64          exception,
               const RcExtent *extent)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *digest = rc_digest_dup_hex (&extent->digest);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "exception", exception);
  rc_json_writer_member_string (writer, "rule", extent->rule);
  rc_json_writer_member_boolean (writer, "delimited", extent->is_delimited);
  rc_json_writer_member_integer (writer, "records", extent->n_records);
  rc_json_writer_member_integer (writer, "inferences", (gint64) extent->n_inferences);
  rc_json_writer_member_integer (writer, "own", (gint64) extent->n_own);
  rc_json_writer_member_integer (writer, "decisions", (gint64) extent->n_decisions);
  rc_json_writer_member_integer (writer, "without_decision", (gint64) extent->n_without_decision);
  rc_json_writer_member_integer (writer, "subjects", (gint64) extent->n_subjects);
  rc_json_writer_member_integer (writer, "without_subject", (gint64) extent->n_without_subject);
  rc_cli_write_time (writer, "from", extent->from_us);
  rc_cli_write_time (writer, "to", extent->to_us);
  rc_json_writer_member_integer (writer, "without_time", (gint64) extent->n_without_time);
  write_versions (writer, extent);
  rc_json_writer_member_string (writer, "digest", digest);
  rc_json_writer_member_string (writer, "digest_of", "SHA-256 over the member \"reference\" of each line below, in their order, each followed by a line feed");
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_versions (const RcExtent *extent)
{
  for (guint i = 0; i < MIN (extent->versions->len, MAX_VERSIONS); i++)
    {
      const RcExtentVersion *version = g_ptr_array_index (extent->versions, i);
      g_autofree char *name = rc_cli_show (version->version);
      g_autofree char *count = rc_cli_group_digits (version->n_inferences);

      rc_cli_print ("  %s: %s\n", version->version != NULL ? name : "no version named", count);
    }
  if (extent->versions->len > MAX_VERSIONS || !extent->versions_complete)
    rc_cli_print ("  and %u further versions%s\n", extent->versions->len - MIN (extent->versions->len, MAX_VERSIONS),
                  extent->versions_complete ? "" : ", and more that were not counted");
}

static void
print_without (const char *what,
               guint64     count)
{
  g_autofree char *text = rc_cli_group_digits (count);

  if (count > 0)
    rc_cli_print (" (%s answers name no %s)", text, what);
}

static void
print_summary (const RcExtent *extent)
{
  g_autofree char *inferences = rc_cli_group_digits (extent->n_inferences);
  g_autofree char *decisions = rc_cli_group_digits (extent->n_decisions);
  g_autofree char *subjects = rc_cli_group_digits (extent->n_subjects);
  g_autofree char *from = extent->from_us != RC_TIME_NONE ? rc_time_format_utc (extent->from_us) : NULL;
  g_autofree char *to = extent->to_us != RC_TIME_NONE ? rc_time_format_utc (extent->to_us) : NULL;
  g_autofree char *digest = rc_digest_dup_hex (&extent->digest);

  rc_cli_print ("%s\n\n", extent->rule);
  if (extent->n_records > 0)
    rc_cli_print ("Found at %u record%s. ", extent->n_records, extent->n_records == 1 ? "" : "s");
  rc_cli_print ("%s answer%s%s, %s decision%s", inferences, extent->n_inferences == 1 ? "" : "s",
                extent->n_own > 0 ? " (with those at the record of the exception itself)" : "",
                decisions, extent->n_decisions == 1 ? "" : "s");
  print_without ("business reference", extent->n_without_decision);
  rc_cli_print (", %s person%s", subjects, extent->n_subjects == 1 ? "" : "s");
  print_without ("person", extent->n_without_subject);
  rc_cli_print ("\n");
  if (from != NULL && to != NULL)
    rc_cli_print ("From %s to %s\n", from, to);
  print_versions (extent);
  rc_cli_print ("SHA-256 of the list of their places, one a line: %s\n\n", digest);
}

int
rc_cli_extent (RcCli *cli,
               int    argc,
               char **argv)
{
  int limit = DEFAULT_LIMIT;
  g_autofree char *after_text = NULL;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "List at most so many answers (default 100; 0: all)", "N" },
    { "after", 0, 0, G_OPTION_ARG_STRING, &after_text, "Go on behind the last one of the page before", "CURSOR" },
    { NULL }
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcExtent) extent = NULL;
  Printer printer = { .cli = cli };
  gint64 exception, after = 0;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "extent", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (!g_ascii_string_to_signed (arguments[1], 10, 1, G_MAXINT64, &exception, NULL))
    return rc_cli_usage ("extent", "“%s” is no number of an exception; “recount-cli list CASE exception” has them", arguments[1]);
  if (after_text != NULL && !g_ascii_string_to_signed (after_text, 10, 0, G_MAXINT64, &after, NULL))
    return rc_cli_usage ("extent", "“%s” is no place in this list", after_text);
  if (limit < 0)
    return rc_cli_usage ("extent", "--limit must not be negative");

  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  if (case_file == NULL)
    return rc_cli_fail (error);
  reader = rc_record_reader_new (rc_case_get_database (case_file));
  extent = rc_extent_of_exception (case_file, reader, exception, cli->cancellable, &error);
  if (extent == NULL)
    return rc_cli_fail (error);

  printer.case_file = case_file;
  if (cli->json)
    write_summary (exception, extent);
  else
    print_summary (extent);
  if (!rc_extent_list (extent, case_file, reader, after, (guint) limit, print_event, &printer, cli->cancellable, &error))
    return rc_cli_fail (error);
  if (!cli->json && printer.n_printed < extent->n_inferences)
    rc_cli_print ("The list goes on behind --after %" G_GINT64_FORMAT "; --limit 0 lists all.\n", printer.last);
  return RC_EXIT_OK;
}
