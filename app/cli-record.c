/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <stdio.h>
#include <string.h>

#include "core/event.h"
#include "core/record.h"
#include "core/reveal.h"

/* SOURCE:RECORD[#ROW], or the id of an event. */
static gboolean
find_record (RcCase          *case_file,
             RcRecordReader  *reader,
             const char      *text,
             gint64          *out_source,
             guint64         *out_record,
             GError         **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ":#", 3);
  g_autoptr (RcEvent) event = NULL;

  if (g_strv_length (parts) >= 2
      && g_ascii_string_to_signed (parts[0], 10, 1, G_MAXINT64, out_source, NULL)
      && g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXINT64, out_record, NULL))
    return TRUE;

  event = rc_event_find (case_file, reader, text, error);
  if (event == NULL)
    return FALSE;
  *out_source = event->source;
  *out_record = event->record;
  return TRUE;
}

static void
write_proof (RcJsonWriter        *writer,
             const RcRecordProof *proof)
{
  g_autofree char *leaf = rc_digest_dup_hex (&proof->leaf);
  g_autofree char *root = rc_digest_dup_hex (&proof->stored_root);

  rc_json_writer_name (writer, "proof");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "leaf_sha256", leaf);
  rc_json_writer_member_integer (writer, "index", (gint64) proof->index);
  rc_json_writer_member_integer (writer, "size", (gint64) proof->size);
  rc_json_writer_name (writer, "path");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < proof->path->len; i++)
    {
      g_autofree char *node = rc_digest_dup_hex (&g_array_index (proof->path, RcDigest, i));

      rc_json_writer_string (writer, node);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_member_string (writer, "root", root);
  rc_json_writer_member_boolean (writer, "holds", proof->holds);
  rc_json_writer_end_object (writer);
}

/* @offset, @size: of the whole record; @bytes: (nullable): NULL where they are not to be shown. */
static gboolean
print_json (RcCase               *case_file,
            const RcCitation     *citation,
            guint64               offset,
            guint64               size,
            GBytes               *bytes,
            const RcRecordProof  *proof,
            GError              **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *record = rc_digest_dup_hex (&citation->record_sha256);
  g_autofree char *leaf = rc_digest_dup_hex (&citation->leaf_sha256);
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, NULL) : NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", citation->source);
  rc_json_writer_member_integer (writer, "record", (gint64) citation->record);
  rc_json_writer_member_integer (writer, "offset", (gint64) offset);
  rc_json_writer_member_integer (writer, "length", (gint64) size);
  rc_json_writer_member_integer (writer, "content_offset", (gint64) citation->offset);
  rc_json_writer_member_integer (writer, "content_length", (gint64) citation->length);
  rc_json_writer_member_string (writer, "record_sha256", record);
  rc_json_writer_member_string (writer, "leaf_sha256", leaf);
  if (bytes != NULL && g_utf8_validate_len ((const char *) data, size, NULL))
    {
      rc_json_writer_name (writer, "text");
      rc_json_writer_string_len (writer, (const char *) data, size);
    }
  if (bytes != NULL)
    {
      g_autofree char *base64 = g_base64_encode (data, size);

      rc_json_writer_member_string (writer, "bytes_base64", base64);
    }
  if (proof != NULL)
    write_proof (writer, proof);
  if (!rc_cli_write_coverage (writer, case_file, citation->source, citation->record, error))
    return FALSE;
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
  return TRUE;
}

/* The bytes go to stdout exactly as they are, so that they can be hashed; everything else goes to stderr. */
static gboolean
print_text (RcCase               *case_file,
            const RcCitation     *citation,
            guint64               offset,
            guint64               size,
            GBytes               *bytes,
            const RcRecordProof  *proof,
            GError              **error)
{
  g_autofree char *coverage = rc_cli_dup_coverage (case_file, citation->source, citation->record, error);
  g_autofree char *record = rc_digest_dup_hex (&citation->record_sha256);
  g_autofree char *leaf = rc_digest_dup_hex (&citation->leaf_sha256);
  g_autofree char *covered = citation->offset == offset ? g_strdup ("without line end")
    : g_strdup_printf ("bytes %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, citation->offset, citation->offset + citation->length);

  if (coverage == NULL)
    return FALSE;
  if (bytes != NULL)
    fwrite (g_bytes_get_data (bytes, NULL), 1, size, stdout);
  else
    fputs ("the bytes themselves are shown only with --reason\n", stderr);
  fflush (stdout);
  fprintf (stderr, "source %" G_GINT64_FORMAT ", record %" G_GUINT64_FORMAT ", bytes %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT "\n"
           "record SHA-256 (%s)  %s\nleaf SHA-256 (00, then the record)  %s\n",
           citation->source, citation->record, offset, offset + size, covered, record, leaf);
  fputs (coverage, stderr);
  if (proof == NULL)
    return TRUE;

  fprintf (stderr, "leaf %" G_GUINT64_FORMAT " of a tree of %" G_GUINT64_FORMAT " (RFC 6962); path from the leaf upwards:\n", proof->index,
           proof->size);
  for (guint i = 0; i < proof->path->len; i++)
    {
      g_autofree char *node = rc_digest_dup_hex (&g_array_index (proof->path, RcDigest, i));

      fprintf (stderr, "  %s\n", node);
    }
  {
    g_autofree char *root = rc_digest_dup_hex (&proof->stored_root);

    fprintf (stderr, "root %s\n%s\n", root, proof->holds ? "The path leads to the root kept at import." : "THE PATH DOES NOT LEAD TO THE ROOT KEPT AT IMPORT.");
  }
  return TRUE;
}

static gboolean
note_reveal (RcCase      *case_file,
             gint64       source,
             guint64      record,
             const char  *reason,
             GError     **error)
{
  if (rc_case_is_writable (case_file))
    return rc_reveal_note (case_file, source, record, reason, error);

  fputs ("recount-cli: the case is open for reading only; this reveal is not in its custody log\n", stderr);
  return TRUE;
}

/* Only showing the bytes is an act: their digests and place say nothing of a person. */
static gboolean
reveal (RcCli       *cli,
        RcCase      *case_file,
        gint64       source,
        guint64      record,
        const char  *reason,
        GError     **error)
{
  if (rc_case_is_writable (case_file) && !rc_cli_unlock_key (cli, case_file, error))
    return FALSE;
  return note_reveal (case_file, source, record, reason, error);
}

int
rc_cli_record (RcCli *cli,
               int    argc,
               char **argv)
{
  gboolean prove = FALSE;
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "proof", 0, 0, G_OPTION_ARG_NONE, &prove, "With its inclusion proof (RFC 6962)", NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason,
      "Why it is shown; stands in the custody log. Without it the bytes are not shown, only what --proof tells", "R" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcCitation) citation = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RcRecordProof) proof = NULL;
  GError *error = NULL;
  gint64 source = 0;
  guint64 record = 0, offset = 0;
  int exit_code;

  if (!rc_cli_parse (cli, "record", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (reason == NULL ? !prove : !rc_reveal_check_reason (reason, NULL))
    return rc_cli_usage ("record", "--reason is missing: why a record is shown stands in the custody log");

  case_file = rc_case_open (arguments[0], reason != NULL, &error);
  if (case_file == NULL)
    return rc_cli_fail (error);

  reader = rc_record_reader_new (rc_case_get_database (case_file));
  if (!find_record (case_file, reader, arguments[1], &source, &record, &error))
    return rc_cli_fail (error);
  citation = rc_record_reader_cite (reader, source, record, 0, G_MAXUINT64, NULL, &error);
  bytes = citation != NULL ? rc_record_reader_read (reader, source, record, &offset, &error) : NULL;
  if (bytes == NULL)
    return rc_cli_fail (error);
  if (prove && (proof = rc_record_reader_prove (reader, source, record, &error)) == NULL)
    return rc_cli_fail (error);
  if (reason != NULL && !reveal (cli, case_file, source, record, reason, &error))
    return rc_cli_fail (error);

  if (!(cli->json ? print_json : print_text) (case_file, citation, offset, g_bytes_get_size (bytes), reason != NULL ? bytes : NULL,
                                                    proof, &error))
    return rc_cli_fail (error);

  g_clear_pointer (&reader, rc_record_reader_free);
  if (!rc_case_close (case_file, &error))
    return rc_cli_fail (error);
  return proof != NULL && !proof->holds ? 1 : RC_EXIT_OK;
}
