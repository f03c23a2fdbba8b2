/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-case-acts.h"
#include "cli-stamp.h"

#include "core/bounds.h"
#include "core/life/case-stamp.h"
#include "reports/typesetting/file-write.h"

/* Time stamps over the custody log: a request to be carried to an authority, and its answer. */

void
rc_cli_write_stamps (RcJsonWriter *writer,
                     GPtrArray    *stamps)
{
  rc_json_writer_name (writer, "stamps");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < stamps->len; i++)
    {
      const RcCaseStamp *stamp = g_ptr_array_index (stamps, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "id", stamp->number);
      rc_json_writer_member_integer (writer, "entry", stamp->entry);
      rc_json_writer_member_string (writer, "head", stamp->head);
      rc_cli_write_time (writer, "time", stamp->time_us);
      rc_json_writer_member_string (writer, "authority", stamp->authority);
      rc_json_writer_member_string (writer, "verdict", rc_verdict_to_code (stamp->verdict));
      rc_json_writer_member_string (writer, "reason", stamp->reason);
      rc_json_writer_name (writer, "notes");
      rc_json_writer_begin_array (writer);
      for (guint k = 0; k < stamp->notes->len; k++)
        rc_json_writer_string (writer, g_ptr_array_index (stamp->notes, k));
      rc_json_writer_end_array (writer);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

void
rc_cli_print_stamps (GPtrArray *stamps)
{
  for (guint i = 0; i < stamps->len; i++)
    {
      g_autofree char *words = rc_case_stamp_words (g_ptr_array_index (stamps, i));

      rc_cli_print ("%s\n", words);
    }
}

int
rc_cli_stamps_exit_code (GPtrArray *stamps)
{
  int exit_code = RC_EXIT_OK;

  for (guint i = 0; i < stamps->len; i++)
    exit_code = rc_exit_code_worst (exit_code, rc_verdict_exit_code (((const RcCaseStamp *) g_ptr_array_index (stamps, i))->verdict));
  return exit_code;
}

static int
request (RcCli      *cli,
         const char *case_path,
         const char *path)
{
  GError *error = NULL;
  g_autoptr (RcCase) case_file = rc_cli_open_case (case_path, FALSE, &error);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *hex = NULL;
  RcDigest head;
  gint64 entry;

  if (case_file != NULL)
    bytes = rc_case_stamp_request (case_file, &entry, &head, &error);
  if (bytes == NULL || !rc_file_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), FALSE, &error))
    return rc_cli_fail (error);

  hex = rc_digest_dup_hex (&head);
  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "file", path);
      rc_json_writer_member_integer (writer, "entry", entry);
      rc_json_writer_member_string (writer, "head", hex);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else
    {
      rc_cli_print ("Wrote a request over the custody log up to entry %" G_GINT64_FORMAT " (%.8s…). Send it to a time stamping authority as "
                    "application/timestamp-query, and give its answer to --response.\n", entry, hex);
    }
  return RC_EXIT_OK;
}

/* One byte more than may be: what is larger is refused by its size, and not read. */
static GBytes *
read_answer (const char  *path,
             GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);

  return stream != NULL ? g_input_stream_read_bytes (G_INPUT_STREAM (stream), RC_LIMIT_TIME_STAMP_BYTES + 1, NULL, error) : NULL;
}

static int
respond (RcCli      *cli,
         const char *case_path,
         const char *path)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes = read_answer (path, &error);
  g_autoptr (RcCase) case_file = bytes != NULL ? rc_cli_open_case (case_path, TRUE, &error) : NULL;
  g_autoptr (RcCaseStamp) stamp = NULL;
  g_autoptr (GPtrArray) stamps = g_ptr_array_new ();

  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error))
    return rc_cli_fail (error);
  stamp = rc_case_stamp_add (case_file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  if (stamp == NULL || !rc_case_close (case_file, &error))
    return rc_cli_fail (error);

  g_ptr_array_add (stamps, stamp);
  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_cli_write_stamps (writer, stamps);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else
    {
      rc_cli_print_stamps (stamps);
    }
  return RC_EXIT_OK;
}

int
rc_cli_case_stamp (RcCli *cli,
                   int    argc,
                   char **argv)
{
  g_autofree char *query = NULL;
  g_autofree char *answer = NULL;
  const GOptionEntry entries[] = {
    { "request", 0, 0, G_OPTION_ARG_FILENAME, &query, "Write a request over the custody log as it ends now", "FILE.tsq" },
    { "response", 0, 0, G_OPTION_ARG_FILENAME, &answer, "Keep the authority's answer, where it is over this log", "FILE.tsr" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "case stamp", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if ((query == NULL) == (answer == NULL))
    return rc_cli_usage ("case stamp", "say either --request or --response");
  return query != NULL ? request (cli, arguments[0], query) : respond (cli, arguments[0], answer);
}
