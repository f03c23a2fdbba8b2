/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/coverage.h"
#include "core/custody.h"
#include "core/display-text.h"
#include "core/registers/paper.h"
#include "core/seal-words.h"
#include "core/verify.h"
#include "reports/typesetting/shape.h"

/* Beside the keys of the contract, for people: in English, like all that JSON says. */
static void
write_advice (RcJsonWriter   *writer,
              const RcAdvice *advice)
{
  rc_json_writer_member_string (writer, "meaning", advice != NULL ? advice->meaning : NULL);
  rc_json_writer_member_string (writer, "innocent", advice != NULL ? advice->innocent : NULL);
  rc_json_writer_member_string (writer, "ask", advice != NULL ? advice->ask : NULL);
}

static void
write_proof (RcJsonWriter      *writer,
             const RcSealProof *proof)
{
  g_autofree char *time = proof->time_us != RC_TIME_NONE ? rc_time_format_utc (proof->time_us) : NULL;

  rc_json_writer_name (writer, "proof");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "algorithm", proof->algorithm);
  rc_json_writer_member_string (writer, "key_fingerprint", proof->key_fingerprint);
  rc_json_writer_member_integer (writer, "anchor", proof->anchor);
  rc_json_writer_member_string (writer, "signed_sha256", proof->signed_sha256);
  rc_json_writer_member_string (writer, "time", time);
  rc_json_writer_member_string (writer, "time_by", proof->time_by);
  rc_json_writer_end_object (writer);
}

static void
write_seal (RcJsonWriter *writer,
            const RcSeal *seal)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", seal->id);
  rc_json_writer_member_string (writer, "kind", seal->kind);
  rc_json_writer_member_string (writer, "name", seal->name);
  rc_json_writer_name (writer, "sources");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < seal->sources->len; i++)
    rc_json_writer_integer (writer, g_array_index (seal->sources, gint64, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_member_string (writer, "integrity", rc_verdict_to_code (seal->integrity));
  rc_json_writer_member_string (writer, "signature", rc_verdict_to_code (seal->signature));
  rc_json_writer_member_string (writer, "anchor", rc_verdict_to_code (seal->anchor));
  rc_json_writer_member_string (writer, "completeness", rc_verdict_to_code (seal->completeness));
  rc_json_writer_member_string (writer, "worst", rc_verdict_to_code (rc_seal_worst (seal)));
  rc_json_writer_member_string (writer, "reason", seal->reason);
  rc_json_writer_member_integer (writer, "checked", seal->checked);
  rc_json_writer_member_integer (writer, "total", seal->total);
  rc_json_writer_name (writer, "notes");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < seal->notes->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (seal->notes, i));
  rc_json_writer_end_array (writer);
  write_advice (writer, rc_seal_words_advice (seal));
  if (seal->proof != NULL)
    write_proof (writer, seal->proof);
  rc_json_writer_end_object (writer);
}

void
rc_cli_write_exception (RcJsonWriter      *writer,
                        const RcException *exception)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", exception->id);
  rc_json_writer_member_string (writer, "kind", exception->kind);
  rc_json_writer_name (writer, "caused_by");
  if (exception->caused_by > 0)
    rc_json_writer_integer (writer, exception->caused_by);
  else
    rc_json_writer_null (writer);
  rc_json_writer_name (writer, "source");
  if (exception->source > 0)
    rc_json_writer_integer (writer, exception->source);
  else
    rc_json_writer_null (writer);
  rc_json_writer_name (writer, "record");
  if (exception->record > 0)
    rc_json_writer_integer (writer, exception->record);
  else
    rc_json_writer_null (writer);
  rc_json_writer_name (writer, "offset");
  if (exception->offset >= 0)
    rc_json_writer_integer (writer, exception->offset);
  else
    rc_json_writer_null (writer);
  rc_json_writer_member_string (writer, "expected", exception->expected);
  rc_json_writer_member_string (writer, "found", exception->found);
  rc_json_writer_member_string (writer, "message", exception->message);
  rc_json_writer_end_object (writer);
}

/* --- What no seal covers --- */

/* How many names of such sources are printed. */
#define NAMED 20u

/* Kept, but nothing of it is in a list or a lineage. */
static gboolean
is_not_understood (const RcSource *source)
{
  return source->records > 0 && source->importer == NULL && strcmp (source->kind, "container") != 0 &&
         !rc_source_is_repeat (source);
}

typedef struct
{
  GPtrArray *sources;           /* of RcSource */
  GPtrArray *not_listed;        /* of those: a list beside them should name them */
  GPtrArray *unprotected;       /* no seal speaks of them; those of not_listed too */
  GPtrArray *not_understood;
  guint      files[RC_N_COVERAGES];
} Uncovered;

static void
uncovered_clear (Uncovered *self)
{
  g_clear_pointer (&self->not_listed, g_ptr_array_unref);
  g_clear_pointer (&self->unprotected, g_ptr_array_unref);
  g_clear_pointer (&self->not_understood, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Uncovered, uncovered_clear)

static gboolean
find_uncovered (RcCase             *case_file,
                const RcJudgement  *judgement,
                Uncovered          *out_uncovered,
                GError            **error)
{
  g_autoptr (RcCoverage) coverage = NULL;

  *out_uncovered = (Uncovered) { .sources = rc_source_list (case_file, error) };
  if (out_uncovered->sources == NULL || !rc_paper_mark_sources (case_file, out_uncovered->sources, error))
    return FALSE;

  coverage = rc_coverage_new (judgement, TRUE, out_uncovered->sources);
  out_uncovered->not_listed = g_ptr_array_new ();
  out_uncovered->unprotected = g_ptr_array_new ();
  out_uncovered->not_understood = g_ptr_array_new ();
  for (guint i = 0; i < out_uncovered->sources->len; i++)
    {
      RcSource *source = g_ptr_array_index (out_uncovered->sources, i);
      RcCoverageState state = rc_coverage_state (coverage, source);

      if (rc_coverage_is_file (source))
        out_uncovered->files[state]++;
      if (rc_coverage_is_file (source) && state == RC_COVERAGE_NOT_LISTED)
        g_ptr_array_add (out_uncovered->not_listed, source);
      if (source->records > 0 && strcmp (source->kind, "container") != 0 && !rc_source_is_repeat (source) &&
          (state == RC_COVERAGE_UNSIGNED || state == RC_COVERAGE_NOT_LISTED))
        g_ptr_array_add (out_uncovered->unprotected, source);
      if (is_not_understood (source))
        g_ptr_array_add (out_uncovered->not_understood, source);
    }
  return TRUE;
}

static void
write_ids (RcJsonWriter    *writer,
           const char      *name,
           const GPtrArray *sources)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < sources->len; i++)
    rc_json_writer_integer (writer, ((const RcSource *) g_ptr_array_index (sources, i))->id);
  rc_json_writer_end_array (writer);
}

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

static void
write_forms (RcJsonWriter      *writer,
             const RcJudgement *judgement)
{
  rc_json_writer_name (writer, "schemas");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < judgement->forms->len; i++)
    {
      const RcFormCount *form = &g_array_index (judgement->forms, RcFormCount, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "source", form->source);
      rc_json_writer_member_integer (writer, "schema", form->schema);
      rc_json_writer_member_string (writer, "said_by", form->is_declared ? "auditor" : "records");
      rc_json_writer_member_integer (writer, "records", (gint64) form->records);
      rc_json_writer_member_integer (writer, "conforming", (gint64) form->conforming);
      rc_json_writer_member_integer (writer, "differing", (gint64) form->differing);
      rc_json_writer_member_integer (writer, "cannot_tell", (gint64) form->cannot_tell);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

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
write_joins (RcJsonWriter       *writer,
             const RcJoinCounts *joins)
{
  rc_json_writer_name (writer, "joins");
  rc_json_writer_begin_object (writer);
  for (gsize i = 0; i < RC_N_JOIN_COUNTS; i++)
    rc_json_writer_member_integer (writer, rc_join_counts_get_name (i), (gint64) rc_join_counts_get (joins, i));
  rc_json_writer_end_object (writer);
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
            const Uncovered   *uncovered)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_name (writer, "seals");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < judgement->seals->len; i++)
    write_seal (writer, g_ptr_array_index (judgement->seals, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "records");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "checked", (gint64) judgement->records_checked);
  rc_json_writer_member_integer (writer, "total", (gint64) judgement->records_total);
  rc_json_writer_member_integer (writer, "failed", (gint64) judgement->records_failed);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "exceptions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < judgement->exceptions->len; i++)
    rc_cli_write_exception (writer, g_ptr_array_index (judgement->exceptions, i));
  rc_json_writer_end_array (writer);
  write_forms (writer, judgement);
  write_joins (writer, &judgement->joins);
  write_ids (writer, "not_listed", uncovered->not_listed);
  write_ids (writer, "unprotected", uncovered->unprotected);
  write_ids (writer, "not_understood", uncovered->not_understood);
  rc_json_writer_end_object (writer);
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
print_files (const Uncovered *uncovered)
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
            const Uncovered   *uncovered)
{
  g_autofree char *checked = rc_cli_group_digits (judgement->records_checked);
  g_autofree char *total = rc_cli_group_digits (judgement->records_total);
  g_autofree char *failed = rc_cli_group_digits (judgement->records_failed);
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);

  rc_cli_print ("Stored records: %s of %s read again and hashed; %s differ from what was imported.\n\n", checked, total, failed);
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
  g_auto (Uncovered) uncovered = { NULL };
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
  if (judgement == NULL || !find_uncovered (case_file, judgement, &uncovered, &error))
    return rc_cli_fail (error);

  exit_code = rc_judgement_exit_code (judgement);
  if (cli->json)
    print_json (judgement, &uncovered);
  else
    print_text (case_file, judgement, &uncovered);
  return rc_case_close (case_file, &error) ? exit_code : rc_cli_fail (error);
}
