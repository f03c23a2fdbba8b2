/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-case-acts.h"

#include <stdio.h>
#include <unistd.h>

#include "core/life/case-backup.h"
#include "core/life/case-compact.h"

/* What is done with a case as a whole in the course of its life. */

static void
show_progress (double   fraction,
               gpointer data)
{
  gint64 *shown_us = data;
  gint64 now = g_get_monotonic_time ();

  if (now - *shown_us < 100000 && fraction < 1.0)
    return;
  *shown_us = now;
  fprintf (stderr, "\r%3.0f %%", 100.0 * fraction);
  fflush (stderr);
}

static RcLifeWork
begin_work (RcCli  *cli,
            gint64 *shown_us)
{
  *shown_us = 0;
  return (RcLifeWork) { isatty (STDERR_FILENO) ? show_progress : NULL, shown_us, cli->cancellable };
}

static void
end_work (gint64 shown_us)
{
  if (shown_us != 0)
    fprintf (stderr, "\r     \r");
}

static void
write_backup (const char         *path,
              const RcCaseBackup *backup)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "file", path);
  rc_json_writer_member_integer (writer, "bytes", (gint64) backup->bytes);
  rc_json_writer_member_string (writer, "sha256", backup->sha256);
  rc_json_writer_member_integer (writer, "entries", backup->entries);
  rc_json_writer_member_string (writer, "head", backup->head);
  rc_json_writer_member_boolean (writer, "recorded", backup->is_recorded);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_backup (const char         *path,
              const RcCaseBackup *backup)
{
  g_autofree char *shown = rc_cli_show (path);
  g_autofree char *bytes = rc_cli_group_digits (backup->bytes);

  rc_cli_print ("Copied the case as it stands to %s: %s bytes, SHA-256 %s. Private notes are in it.\n", shown, bytes, backup->sha256);
  if (!backup->is_recorded)
    rc_cli_print ("The custody log does not say so: the case could be opened for reading only.\n");
}

int
rc_cli_case_backup (RcCli *cli,
                    int    argc,
                    char **argv)
{
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, "The copy; nothing may be there", "COPY" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcCaseBackup) backup = NULL;
  GError *error = NULL;
  RcLifeWork work;
  gint64 shown_us;
  int exit_code;

  if (!rc_cli_parse (cli, "case backup", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (path == NULL || *path == '\0')
    return rc_cli_usage ("case backup", "-o COPY is missing");

  /* Another program may write it meanwhile. */
  case_file = rc_case_open (arguments[0], TRUE, &error);
  if (case_file == NULL || (rc_case_is_writable (case_file) && !rc_cli_unlock_key (cli, case_file, &error)))
    return rc_cli_fail (error);

  work = begin_work (cli, &shown_us);
  backup = rc_case_backup (case_file, path, &work, &error);
  end_work (shown_us);
  if (backup == NULL || !rc_case_close (case_file, &error))
    return rc_cli_fail (error);

  if (cli->json)
    write_backup (path, backup);
  else
    print_backup (path, backup);
  return RC_EXIT_OK;
}

static void
write_sources (RcJsonWriter        *writer,
               const RcVaultErased *erased)
{
  rc_json_writer_name (writer, "sources");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < erased->sources->len; i++)
    {
      const RcErasedSource *source = &g_array_index (erased->sources, RcErasedSource, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "id", source->id);
      rc_json_writer_member_integer (writer, "erased", (gint64) source->erased);
      rc_json_writer_member_integer (writer, "kept", (gint64) source->kept);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_compaction (const RcCaseCompaction *compaction)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "bytes_before", (gint64) compaction->bytes_before);
  rc_json_writer_member_integer (writer, "bytes_after", (gint64) compaction->bytes_after);
  rc_json_writer_member_boolean (writer, "settled", compaction->is_settled);
  if (compaction->erased != NULL)
    {
      rc_json_writer_member_integer (writer, "erased", (gint64) compaction->erased->bytes);
      write_sources (writer, compaction->erased);
    }
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_erased (const RcVaultErased *erased)
{
  g_autofree char *bytes = rc_cli_group_digits (erased->bytes);

  rc_cli_print ("Erased %s bytes that only removed sources had.\n", bytes);
  for (guint i = 0; i < erased->sources->len; i++)
    {
      const RcErasedSource *source = &g_array_index (erased->sources, RcErasedSource, i);
      g_autofree char *gone = rc_cli_group_digits (source->erased);
      g_autofree char *kept = rc_cli_group_digits (source->kept);

      rc_cli_print ("  Source %-6" G_GINT64_FORMAT " %15s erased", source->id, gone);
      if (source->kept > 0)
        rc_cli_print (", %s stay, which a source that remains has too", kept);
      rc_cli_print ("\n");
    }
}

static void
print_compaction (const RcCaseCompaction *compaction)
{
  g_autofree char *before = rc_cli_group_digits (compaction->bytes_before);
  g_autofree char *after = rc_cli_group_digits (compaction->bytes_after);

  if (compaction->erased != NULL)
    print_erased (compaction->erased);
  rc_cli_print ("The file was written anew: %s bytes became %s.\n", before, after);
  if (!compaction->is_settled)
    rc_cli_print ("Another program reads the case: what was let go of leaves the file when that program closes it.\n");
  rc_cli_print ("Backups, and copies that a file system or an SSD keeps by itself, are not reached by this.\n");
}

int
rc_cli_case_compact (RcCli *cli,
                     int    argc,
                     char **argv)
{
  gboolean scrub = FALSE;
  const GOptionEntry entries[] = {
    { "scrub", 0, 0, G_OPTION_ARG_NONE, &scrub, "Erase the bytes of removed sources, for good", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcCaseCompaction) compaction = NULL;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "case compact", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;

  case_file = rc_cli_open_case (arguments[0], TRUE, &error);
  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error))
    return rc_cli_fail (error);
  compaction = rc_case_compact (case_file, scrub, &error);
  if (compaction == NULL || !rc_case_close (case_file, &error))
    return rc_cli_fail (error);

  if (cli->json)
    write_compaction (compaction);
  else
    print_compaction (compaction);
  return RC_EXIT_OK;
}
