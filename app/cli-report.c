/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/event.h"
#include "core/words.h"
#include "reports/typesetting/pages.h"
#include "reports/report.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static gboolean
digest_file (const char  *path,
             RcDigest    *out_digest,
             GError     **error)
{
  g_autofree char *bytes = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, error))
    return FALSE;

  rc_digest_compute (bytes, length, out_digest);
  return TRUE;
}

typedef struct
{
  const char *kind;
  const char *path;
  const char *language;
  gboolean    with_bom;
  char       *reference;
  char       *digest;
} Report;

static void
report_clear (Report *self)
{
  g_free (self->reference);
  g_free (self->digest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Report, report_clear)

static void
write_members (RcJsonWriter *writer,
               const Report *report)
{
  rc_json_writer_member_string (writer, "kind", report->kind);
  rc_json_writer_member_string (writer, "event", report->reference);
  rc_json_writer_member_string (writer, "language", report->language);
  rc_json_writer_member_string (writer, "sha256", report->digest);
}

static RcDocument *
build (RcCase       *case_file,
       const char   *kind,
       const char   *reference,
       const char   *language,
       char        **out_reference,
       GError      **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  RcEvent *event;

  if (rc_report_takes_number (kind))
    {
      *out_reference = g_strdup (reference);
      return rc_report_build_numbered (case_file, kind, reference, language, error);
    }
  if (reference == NULL)
    return rc_report_build (case_file, kind, NULL, language, error);

  event = rc_event_find (case_file, reader, reference, error);
  if (event == NULL)
    return NULL;

  *out_reference = rc_event_dup_reference (event);
  return rc_report_build (case_file, kind, event, language, error);
}

static gboolean
write_file (RcCase      *case_file,
            const char  *event,
            gboolean     replace,
            Report      *report,
            GError     **error)
{
  g_autoptr (RcDocument) document = NULL;
  g_autofree char *table = NULL;
  g_autofree char *bytes = NULL;

  if (!g_str_has_suffix (report->path, ".csv"))
    {
      document = build (case_file, report->kind, event, report->language, &report->reference, error);
      return document != NULL && rc_document_write (document, report->path, replace, error);
    }

  report->reference = g_strdup (event);
  table = rc_report_build_table (case_file, report->kind, event, report->language, error);
  if (table == NULL)
    return FALSE;
  bytes = g_strconcat (report->with_bom ? BYTE_ORDER_MARK : "", table, NULL);
  return rc_table_write (bytes, report->path, replace, error);
}

static gboolean
write_report (RcCli       *cli,
              const char  *case_path,
              const char  *event,
              gboolean     replace,
              Report      *report,
              GError     **error)
{
  g_autoptr (RcCase) case_file = rc_case_open (case_path, TRUE, error);
  RcReportEntry entry = { 0 };
  RcDigest digest;

  if (case_file == NULL || (rc_case_is_writable (case_file) && !rc_cli_unlock_key (cli, case_file, error)))
    return FALSE;

  if (!write_file (case_file, event, replace, report, error) || !digest_file (report->path, &digest, error))
    return FALSE;

  report->digest = rc_digest_dup_hex (&digest);
  entry.kind = report->kind;
  entry.reference = report->reference;
  entry.language = report->language;
  entry.digest = report->digest;
  if (!rc_case_is_writable (case_file))
    g_printerr ("recount-cli: the case is open for reading only; this report is not in its custody log\n");
  return rc_report_note (case_file, &entry, error) && rc_case_close (case_file, error);
}

/* RC_EXIT_OK, or the usage that is wrong. */
static int
refuse (char       **arguments,
        const char  *output,
        gboolean     with_bom)
{
  g_autofree char *kinds = rc_report_dup_kinds ();
  g_autofree char *tables = rc_report_dup_table_kinds ();
  const char *kind = arguments[1];
  gboolean is_table = output != NULL && g_str_has_suffix (output, ".csv");

  if (!rc_report_has_kind (kind))
    return rc_cli_usage ("report", "there is no report “%s”; there are: %s", kind, kinds);
  if (!rc_report_takes_number (kind) && rc_report_is_of_event (kind) != (arguments[2] != NULL))
    return rc_cli_usage ("report", arguments[2] == NULL ? "the decision is missing" : "this report is of the whole case, not of a decision");
  if (output == NULL || !(is_table || g_str_has_suffix (output, ".pdf") || g_str_has_suffix (output, ".txt")))
    return rc_cli_usage ("report", "-o FILE is missing, or does not end in .pdf, .txt or .csv");
  if (is_table && !rc_report_has_table (kind))
    return rc_cli_usage ("report", "of the report “%s” there is no table; there is of: %s", kind, tables);
  if (is_table && arguments[2] != NULL && !rc_report_table_takes_number (kind))
    return rc_cli_usage ("report", "a table is of the whole case: “%s” cannot be chosen", arguments[2]);
  if (with_bom && !is_table)
    return rc_cli_usage ("report", "--bom is for a table, a file that ends in .csv");
  return RC_EXIT_OK;
}

static int
refuse_language (const char *language)
{
  g_autofree char *known = g_strjoinv (", ", (char **) rc_words_list_languages ());

  return rc_cli_usage ("report", "documents are not written in “%s”; there are: %s", language, known);
}

int
rc_cli_report (RcCli *cli,
               int    argc,
               char **argv)
{
  g_autofree char *output = NULL;
  g_autofree char *language = NULL;
  gboolean replace = FALSE;
  gboolean with_bom = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "The file to write: .pdf, .txt or, of lists, .csv", "FILE" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, "The document's language: en (default), de, fr", "L" },
    { "bom", 0, 0, G_OPTION_ARG_NONE, &with_bom, "Begin a .csv with a byte order mark, which some spreadsheets need", NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &replace, "Write over a file that is there", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_auto (Report) report = { 0 };
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "report", entries, argc, argv, 2, 3, &arguments, &exit_code))
    return exit_code;
  exit_code = refuse (arguments, output, with_bom);
  if (exit_code != RC_EXIT_OK)
    return exit_code;
  if (language != NULL && !g_strv_contains (rc_words_list_languages (), language))
    return refuse_language (language);

  report.kind = arguments[1];
  report.path = output;
  report.language = language != NULL ? language : "en";
  report.with_bom = with_bom;
  if (!write_report (cli, arguments[0], arguments[2], replace, &report, &error))
    return rc_cli_fail (error);

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "file", output);
      write_members (writer, &report);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else
    {
      rc_cli_print ("Wrote %s.\n", output);
    }
  return RC_EXIT_OK;
}
