/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-case-acts.h"

#include <stdio.h>
#include <string.h>

#include "core/exception.h"
#include "core/judgement-json.h"
#include "core/team/case-merge.h"
#include "reports/bundle/reading/bundle-merge.h"

/* What comes from elsewhere into a case that is there already. */

/* --- Another case --- */

static void
write_merge_lists (RcJsonWriter      *writer,
                   const RcCaseMerge *merge)
{
  rc_json_writer_name (writer, "sources");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < merge->sources->len; i++)
    {
      const RcMergedSource *source = g_ptr_array_index (merge->sources, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "there", source->there);
      rc_json_writer_member_integer (writer, "here", source->here);
      rc_json_writer_member_string (writer, "name", source->name);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "entries");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < merge->merged->len; i++)
    {
      const RcMergedEntry *entry = g_ptr_array_index (merge->merged, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "kind", entry->kind);
      rc_json_writer_member_integer (writer, "there", entry->there);
      rc_json_writer_member_integer (writer, "here", entry->here);
      rc_json_writer_member_boolean (writer, "new", entry->is_new);
      rc_json_writer_member_integer (writer, "additions", entry->additions);
      rc_json_writer_member_boolean (writer, "both_sides", entry->is_beside);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_merge_rest (RcJsonWriter      *writer,
                  const RcCaseMerge *merge)
{
  rc_json_writer_name (writer, "not_merged");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < merge->left->len; i++)
    {
      const RcMergeLeft *left = g_ptr_array_index (merge->left, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "kind", left->kind);
      rc_json_writer_member_integer (writer, "number", left->number);
      rc_json_writer_member_string (writer, "reason", left->reason);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "proposals");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < merge->proposals->len; i++)
    {
      const RcMergeProposal *proposal = g_ptr_array_index (merge->proposals, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "kind", proposal->kind);
      rc_json_writer_member_string (writer, "words", proposal->words);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "warnings");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < merge->warnings->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (merge->warnings, i));
  rc_json_writer_end_array (writer);
}

static void
write_merge (const RcCaseMerge *merge)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "case", merge->case_id);
  rc_json_writer_member_string (writer, "title", merge->title);
  rc_json_writer_member_boolean (writer, "part", merge->is_part);
  rc_json_writer_member_integer (writer, "common", merge->common);
  rc_json_writer_member_string (writer, "head", merge->head);
  rc_json_writer_member_string (writer, "sha256", merge->sha256);
  rc_json_writer_member_boolean (writer, "new", merge->is_new);
  rc_json_writer_member_integer (writer, "log_source", merge->log_source);
  write_merge_lists (writer, merge);
  rc_json_writer_name (writer, "known");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "sources", merge->sources_known);
  rc_json_writer_member_integer (writer, "entries", merge->entries_known);
  rc_json_writer_end_object (writer);
  rc_json_writer_member_integer (writer, "private_notes", merge->n_private);
  write_merge_rest (writer, merge);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_merged (const RcCaseMerge *merge)
{
  for (guint i = 0; i < merge->sources->len; i++)
    {
      const RcMergedSource *source = g_ptr_array_index (merge->sources, i);
      g_autofree char *name = rc_cli_show (source->name);

      rc_cli_print ("  source %" G_GINT64_FORMAT " there is %" G_GINT64_FORMAT " here: %s\n", source->there, source->here, name);
    }
  for (guint i = 0; i < merge->merged->len; i++)
    {
      const RcMergedEntry *entry = g_ptr_array_index (merge->merged, i);
      g_autofree char *kind = rc_cli_show (entry->kind);

      rc_cli_print ("  %s %" G_GINT64_FORMAT " there is %" G_GINT64_FORMAT " here: %s, additions: %u%s\n", kind, entry->there, entry->here,
                    entry->is_new ? "new" : "known", entry->additions,
                    entry->is_beside ? "; ADDED TO ON BOTH SIDES, one after the other by time" : "");
    }
}

static void
print_merge (const RcCaseMerge *merge)
{
  g_autofree char *title = rc_cli_show (merge->title);

  rc_cli_print ("%s “%s”: %s.\n", merge->is_part ? "A part of this case," : "Another case,", title,
                merge->is_new ? "what it has and this case had not came in" : "nothing new");
  print_merged (merge);
  if (merge->log_source != 0)
    rc_cli_print ("  its custody log is kept as source %" G_GINT64_FORMAT "\n", merge->log_source);
  rc_cli_print ("Known already: %u sources, %u entries. Private notes that stay there: %u.\n", merge->sources_known, merge->entries_known, merge->n_private);
  for (guint i = 0; i < merge->left->len; i++)
    {
      const RcMergeLeft *left = g_ptr_array_index (merge->left, i);
      g_autofree char *kind = rc_cli_show (left->kind);

      rc_cli_print ("  NOT MERGED: %s %" G_GINT64_FORMAT ": %s\n", kind, left->number, left->reason);
    }
  for (guint i = 0; i < merge->proposals->len; i++)
    {
      g_autofree char *words = rc_cli_show (((const RcMergeProposal *) g_ptr_array_index (merge->proposals, i))->words);

      rc_cli_print ("  for you to decide: %s\n", words);
    }
  for (guint i = 0; i < merge->warnings->len; i++)
    {
      g_autofree char *words = rc_cli_show (g_ptr_array_index (merge->warnings, i));

      rc_cli_print ("  ! %s\n", words);
    }
  if (merge->sources->len > 0)
    rc_cli_print ("Verify the case again: what it found before is about what was in it then.\n");
}

/* Before any case is open: opening the file of an open one a second time would drop its locks. */
static gboolean
begins_as_zip (const char *path)
{
  FILE *file = fopen (path, "rb");
  char head[2] = { 0 };
  gboolean is_zip;

  if (file == NULL)
    return FALSE;
  is_zip = fread (head, 1, sizeof head, file) == sizeof head && memcmp (head, "PK", sizeof head) == 0;
  fclose (file);
  return is_zip;
}

static int
merge_case (RcCli      *cli,
            RcCase     *case_file,
            const char *path)
{
  const RcLifeWork work = { .cancellable = cli->cancellable };
  GError *error = NULL;
  g_autoptr (RcCaseMerge) merge = rc_case_merge (case_file, path, &work, &error);

  if (merge == NULL)
    return rc_cli_fail (error);
  if (cli->json)
    write_merge (merge);
  else
    print_merge (merge);
  return rc_case_close (case_file, &error) ? RC_EXIT_OK : rc_cli_fail (error);
}

/* --- A bundle --- */

static void
write_merging (const RcBundleMerging *merging)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "bundle", merging->id);
  rc_json_writer_member_string (writer, "kind", merging->kind);
  rc_json_writer_member_string (writer, "sha256", merging->sha256);
  rc_json_writer_name (writer, "sources");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < merging->sources->len; i++)
    rc_json_writer_integer (writer, g_array_index (merging->sources, gint64, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "records");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "known", (gint64) merging->records_known);
  rc_json_writer_member_integer (writer, "new", (gint64) merging->records_new);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "exceptions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < merging->exceptions->len; i++)
    rc_exception_write_json (merging->exceptions->pdata[i], writer);
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_merging (const RcBundleMerging *merging)
{
  g_autofree char *known = rc_cli_group_digits (merging->records_known);
  g_autofree char *fresh = rc_cli_group_digits (merging->records_new);

  rc_cli_print ("%s records of the bundle were in the case already; %s came in, in %u new sources.\n", known, fresh, merging->sources->len);
  for (guint i = 0; i < merging->exceptions->len; i++)
    {
      const RcException *exception = merging->exceptions->pdata[i];
      g_autofree char *message = rc_cli_show (exception->message);

      rc_cli_print ("  source %" G_GINT64_FORMAT ", record %" G_GINT64_FORMAT ": %s\n", exception->source, exception->record, message);
    }
  if (merging->sources->len > 0)
    rc_cli_print ("Verify the case again: what it found before is about what was in it then.\n");
}

static int
get_exit_code (const RcBundleMerging *merging)
{
  int exit_code = RC_EXIT_OK;

  for (guint i = 0; i < merging->exceptions->len; i++)
    exit_code = rc_exit_code_worst (exit_code, rc_exception_exit_code (((const RcException *) merging->exceptions->pdata[i])->kind));
  return exit_code;
}

int
rc_cli_case_merge (RcCli *cli,
                   int    argc,
                   char **argv)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcBundleMerging) merging = NULL;
  const RcBundleOpenTerms terms = { .progress = cli->json ? NULL : rc_cli_progress () };
  GError *error = NULL;
  gboolean is_bundle;
  int exit_code;

  if (!rc_cli_parse (cli, "case merge", NULL, argc, argv, 3, 3, &arguments, &exit_code))
    return exit_code;

  is_bundle = begins_as_zip (arguments[2]);
  case_file = rc_cli_open_case (arguments[0], TRUE, &error);
  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error))
    return rc_cli_fail (error);
  if (!is_bundle)
    return merge_case (cli, case_file, arguments[2]);
  merging = rc_bundle_merge (case_file, arguments[2], &terms, cli->cancellable, &error);
  rc_cli_progress_end ();
  if (merging == NULL)
    return rc_cli_fail (error);

  if (cli->json)
    write_merging (merging);
  else
    print_merging (merging);
  exit_code = get_exit_code (merging);
  return rc_case_close (case_file, &error) ? exit_code : rc_cli_fail (error);
}
