/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include "core/custody.h"
#include "core/display-text.h"
#include "core/judgement-json.h"
#include "core/seal-words.h"
#include "core/verify.h"
#include "reports/typesetting/shape.h"

/* --- What no seal covers --- */

/* How many names of such sources are printed. */
#define NAMED 20u

static void
print_sources (const GPtrArray *sources,
               guint            n_all,
               const char      *what)
{
  guint64 records = 0;
  g_autofree char *text = NULL;

  if (sources->len == 0)
    return;

  for (guint i = 0; i < sources->len; i++)
    records += ((const RcSource *) g_ptr_array_index (sources, i))->records;
  text = rc_cli_group_digits (records);
  rc_cli_print ("\n%u of %u sources, with %s records, %s:\n", sources->len, n_all, text, what);
  for (guint i = 0; i < MIN (sources->len, NAMED); i++)
    {
      g_autofree char *name = rc_cli_show (((const RcSource *) g_ptr_array_index (sources, i))->name);

      rc_cli_print ("  %s %s\n", rc_shape_letter (RC_SHAPE_NOBODY_VOUCHES), name);
    }
  if (sources->len > NAMED)
    rc_cli_print ("  and %u more\n", sources->len - NAMED);
}

/* --- Records against the schema that came with them --- */

static char *name_of_source (RcCase *case_file,
                             gint64  id);

static void
print_forms (RcCase            *case_file,
             const RcJudgement *judgement)
{
  for (guint i = 0; i < judgement->forms->len; i++)
    {
      const RcFormCount *form = &g_array_index (judgement->forms, RcFormCount, i);
      g_autofree char *name = name_of_source (case_file, form->source);
      g_autofree char *schema = name_of_source (case_file, form->schema);
      g_autofree char *conforming = rc_cli_group_digits (form->conforming);
      g_autofree char *records = rc_cli_group_digits (form->records);
      g_autofree char *differing = rc_cli_group_digits (form->differing);
      g_autofree char *cannot_tell = rc_cli_group_digits (form->cannot_tell);

      rc_cli_print ("\n%s\n  %s of %s records are as the schema %s says, %s are not, of %s it could not be told (by the word of %s).\n",
                    name, conforming, records, schema, differing, cannot_tell,
                    form->is_declared ? "the auditor" : "the records themselves");
    }
}

static void
print_joins (const RcJoinCounts *joins)
{
  g_auto (GStrv) lines = rc_join_counts_dup_words (joins);

  if (lines[0] != NULL)
    rc_cli_print ("\nWhat belongs together:\n");
  for (guint i = 0; lines[i] != NULL; i++)
    rc_cli_print ("  %s\n", lines[i]);
}

static void
print_json (const RcJudgement *judgement,
            const RcUncovered *uncovered)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_judgement_write_json (judgement, uncovered, writer);
  rc_cli_print_json (writer);
}

/* What to do about it stands where it is met first. */
static void
print_advice (const RcAdvice *advice,
              GHashTable     *told)
{
  if (advice == NULL)
    return;

  rc_cli_print ("    %s\n", advice->meaning);
  if (!g_hash_table_add (told, (gpointer) advice))
    return;
  rc_cli_print ("      Possible innocent cause: %s\n      Next step: %s\n", advice->innocent, advice->ask);
}

static void
print_seal (const RcSeal *seal,
            GHashTable   *told)
{
  RcVerdict worst = rc_seal_worst (seal);
  g_autofree char *name = rc_cli_show (seal->name);
  g_autofree char *checked = rc_cli_group_digits ((guint64) MAX (seal->checked, 0));
  g_autofree char *total = rc_cli_group_digits ((guint64) MAX (seal->total, 0));

  rc_cli_print ("%s %-12s %s (seal %" G_GINT64_FORMAT ")\n    %s", rc_shape_letter (rc_shape_of_verdict (worst)), seal->kind, name, seal->id,
                rc_verdict_sentence (worst));
  if (seal->reason != NULL)
    rc_cli_print (" (%s)", seal->reason);
  rc_cli_print (" — %s of %s checked\n", checked, total);
  print_advice (rc_seal_words_advice (seal), told);
  rc_cli_print ("    integrity %s · signature %s · anchor %s · completeness %s\n", rc_verdict_to_code (seal->integrity),
                rc_verdict_to_code (seal->signature), rc_verdict_to_code (seal->anchor), rc_verdict_to_code (seal->completeness));
  for (guint i = 0; i < seal->notes->len; i++)
    {
      g_autofree char *note = rc_display_text (g_ptr_array_index (seal->notes, i), -1, 0);

      rc_cli_print ("    i %s\n", note);
    }
}

static char *
name_of_source (RcCase *case_file,
                gint64  id)
{
  g_autoptr (RcSource) source = id > 0 ? rc_source_load (rc_case_get_database (case_file), id, NULL) : NULL;

  return source != NULL ? rc_cli_show (source->name) : g_strdup ("the case itself");
}

static void
print_exceptions (RcCase            *case_file,
                  const RcJudgement *judgement)
{
  guint roots = 0;

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      g_autofree char *name = name_of_source (case_file, exception->source);
      g_autofree char *message = rc_display_text (exception->message, -1, 0);
      g_autofree char *expected = rc_cli_show (exception->expected);
      g_autofree char *found = rc_cli_show (exception->found);

      if (exception->caused_by > 0)
        continue;
      roots++;
      rc_cli_print ("\n%u. %s\n   %s", roots, rc_exception_kind_title (exception->kind), name);
      if (exception->record > 0)
        rc_cli_print (", record %" G_GINT64_FORMAT, exception->record);
      rc_cli_print ("\n   %s\n   expected: %s\n   found:    %s\n", message, expected, found);
    }
  if (judgement->exceptions->len > roots)
    rc_cli_print ("\n%u further exceptions follow from these.\n", judgement->exceptions->len - roots);
}

/* Whoever holds the file can rewrite a log that nobody signed: what was compared with it is no better. */
static void
print_custody (RcCase *case_file)
{
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, NULL);

  if (report != NULL && report->signed_entries < report->entries)
    rc_cli_print ("\nThe case's own tables were compared with its custody log, of which %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                  " entries are signed: an edit by whoever could rewrite the unsigned ones would not show.\n",
                  report->signed_entries, report->entries);
}

static void
print_files (const RcUncovered *uncovered)
{
  const guint *files = uncovered->files;

  rc_cli_print ("\nFiles: %u covered, %u covered in part, %u not", files[RC_COVERAGE_COVERED], files[RC_COVERAGE_PARTLY],
                files[RC_COVERAGE_NOT_LISTED] + files[RC_COVERAGE_UNSIGNED]);
  if (files[RC_COVERAGE_CARRIER] > 0)
    rc_cli_print ("; %u signatures, lists and heads are covered by nothing themselves", files[RC_COVERAGE_CARRIER]);
  rc_cli_print (".\n");
}

static void
print_text (RcCase            *case_file,
            const RcJudgement *judgement,
            const RcUncovered *uncovered)
{
  g_autofree char *checked = rc_cli_group_digits (judgement->records_checked);
  g_autofree char *total = rc_cli_group_digits (judgement->records_total);
  g_autofree char *failed = rc_cli_group_digits (judgement->records_failed);
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);

  rc_cli_print ("Stored records: %s of %s read again and hashed; %s differ from what was imported.\n\n", checked, total, failed);
  if (judgement->records_withheld > 0)
    {
      g_autofree char *withheld = rc_cli_group_digits (judgement->records_withheld);

      rc_cli_print ("Withheld from this copy: %s further records. What stands on them could not be checked.\n\n", withheld);
    }
  if (judgement->seals->len == 0)
    rc_cli_print ("No source carries an integrity protection of its own.\n");
  for (guint i = 0; i < judgement->seals->len; i++)
    print_seal (g_ptr_array_index (judgement->seals, i), told);
  print_files (uncovered);
  print_sources (uncovered->not_listed, uncovered->sources->len, "are on no list, though a list beside them should name them");
  print_sources (uncovered->unprotected, uncovered->sources->len, "are under no seal: a change of them would not show");
  print_sources (uncovered->not_understood, uncovered->sources->len,
                 "were understood by no importer: nothing of them is in any list or lineage");
  print_forms (case_file, judgement);
  print_joins (&judgement->joins);
  if (judgement->exceptions->len == 0)
    rc_cli_print ("\nNo exceptions.\n");
  print_exceptions (case_file, judgement);
  print_custody (case_file);
}

int
rc_cli_verify (RcCli *cli,
               int    argc,
               char **argv)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (RcUncovered) uncovered = NULL;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "verify", NULL, argc, argv, 1, 1, &arguments, &exit_code))
    return exit_code;

  /* Where the case can be written the judgement is kept; on read-only media it is only told. */
  case_file = rc_case_open (arguments[0], TRUE, &error);
  if (case_file == NULL || (rc_case_is_writable (case_file) && !rc_cli_unlock_key (cli, case_file, &error)))
    return rc_cli_fail (error);
  judgement = rc_verify_case (case_file, cli->json ? NULL : rc_cli_progress (), NULL, cli->cancellable, &error);
  rc_cli_progress_end ();
  uncovered = judgement != NULL ? rc_uncovered_new (case_file, judgement, &error) : NULL;
  if (uncovered == NULL)
    return rc_cli_fail (error);

  exit_code = rc_judgement_exit_code (judgement);
  if (cli->json)
    print_json (judgement, uncovered);
  else
    print_text (case_file, judgement, uncovered);
  return rc_case_close (case_file, &error) ? exit_code : rc_cli_fail (error);
}
