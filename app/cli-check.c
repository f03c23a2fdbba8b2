/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/display-text.h"
#include "core/requirement-words.h"
#include "core/timestamp.h"
#include "reports/typesetting/shape.h"

/* --- JSON --- */

static void
write_texts (RcJsonWriter *writer,
             const char   *name,
             GPtrArray    *texts)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < texts->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (texts, i));
  rc_json_writer_end_array (writer);
}

static void
write_citation (RcJsonWriter     *writer,
                const RcCitation *citation)
{
  g_autofree char *record = rc_digest_dup_hex (&citation->record_sha256);
  g_autofree char *leaf = rc_digest_dup_hex (&citation->leaf_sha256);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", citation->source);
  rc_json_writer_member_integer (writer, "record", (gint64) citation->record);
  rc_json_writer_member_integer (writer, "offset", (gint64) citation->offset);
  rc_json_writer_member_integer (writer, "length", (gint64) citation->length);
  rc_json_writer_member_string (writer, "record_sha256", record);
  rc_json_writer_member_string (writer, "leaf_sha256", leaf);
  rc_json_writer_end_object (writer);
}

static void
write_evidence (RcJsonWriter              *writer,
                const RcRequirementResult *result)
{
  rc_json_writer_name (writer, "evidence");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < result->evidence->len; i++)
    {
      const RcRequirementEvidence *evidence = g_ptr_array_index (result->evidence, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "class", evidence->id);
      rc_json_writer_member_integer (writer, "count", (gint64) evidence->count);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_judgements (RcJsonWriter              *writer,
                  const RcRequirementResult *result)
{
  rc_json_writer_name (writer, "judgements");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < result->judgements->len; i++)
    {
      const RcRequirementJudgement *judgement = g_ptr_array_index (result->judgements, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "number", judgement->number);
      rc_json_writer_member_string (writer, "verdict", judgement->verdict);
      rc_json_writer_member_string (writer, "words", judgement->words);
      rc_json_writer_member_string (writer, "by", judgement->by);
      rc_cli_write_time (writer, "at", judgement->added_us);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_result (RcJsonWriter              *writer,
              const RcRequirementReport *report,
              const RcRequirementResult *result)
{
  const RcRequirement *requirement = result->requirement;
  g_autofree char *place = rc_law_dup_place (report->law, requirement);
  g_autofree char *wording = rc_law_dup_wording (report->law, requirement);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "requirement", requirement->id);
  rc_json_writer_member_string (writer, "place", place);
  rc_json_writer_member_string (writer, "wording", wording);
  rc_json_writer_member_string (writer, "group", requirement->group);
  rc_json_writer_member_string (writer, "demand", rc_law_text (requirement->demand));
  rc_json_writer_member_string (writer, "verdict", rc_requirement_verdict_to_code (result->verdict));
  rc_json_writer_member_string (writer, "words", result->words);
  rc_json_writer_member_integer (writer, "checked", (gint64) result->checked);
  rc_json_writer_member_integer (writer, "total", (gint64) result->total);
  rc_json_writer_member_string (writer, "of", result->of);
  rc_cli_write_time (writer, "applies_from", result->applies_from_us);
  rc_json_writer_member_boolean (writer, "not_yet_applicable", result->not_yet);
  rc_json_writer_member_string (writer, "date_note", result->date_note != NULL ? rc_law_text (result->date_note) : NULL);
  write_evidence (writer, result);
  rc_json_writer_name (writer, "citations");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < result->citations->len; i++)
    write_citation (writer, g_ptr_array_index (result->citations, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_member_integer (writer, "more_citations", (gint64) result->more_citations);
  write_texts (writer, "papers", result->papers);
  write_texts (writer, "notes", result->notes);
  rc_json_writer_member_string (writer, "missing", result->missing);
  write_judgements (writer, result);
  rc_json_writer_end_object (writer);
}

static void
write_law (RcJsonWriter              *writer,
           const RcRequirementReport *report)
{
  rc_json_writer_name (writer, "law");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "version", rc_law_peek_version (report->law));
  rc_cli_write_time (writer, "as_of", report->as_of_us);
  rc_json_writer_end_object (writer);
}

static void
print_json (const RcRequirementReport *report)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "event", report->event);
  rc_json_writer_member_string (writer, "system", report->system);
  rc_cli_write_time (writer, "time", report->at_us);
  write_law (writer, report);
  rc_json_writer_member_string (writer, "mode", report->mode);
  rc_json_writer_member_boolean (writer, "verified", report->verified);
  rc_json_writer_member_boolean (writer, "placed_before", report->is_legacy);
  rc_json_writer_member_integer (writer, "inferences", (gint64) report->inferences);
  rc_json_writer_member_integer (writer, "all_inferences", (gint64) report->all_inferences);
  rc_json_writer_member_integer (writer, "set_aside", (gint64) report->set_aside);
  rc_json_writer_member_integer (writer, "not_understood", report->not_understood);
  rc_json_writer_member_integer (writer, "removed", (gint64) report->removed);
  rc_json_writer_name (writer, "counts");
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < RC_N_REQUIREMENT_VERDICTS; i++)
    rc_json_writer_member_integer (writer, rc_requirement_verdict_to_code (i), report->counts[i]);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "results");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < report->results->len; i++)
    write_result (writer, report, g_ptr_array_index (report->results, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

/* --- Text --- */

static void
print_line (const char *before,
            const char *words)
{
  /* The program's own words are not cut; what they quote is made visible. */
  g_autofree char *shown = rc_display_text (words, -1, 0);

  rc_cli_print ("      %s%s\n", before, shown);
}

static void
print_citations (const RcRequirementResult *result)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < result->citations->len; i++)
    {
      const RcCitation *citation = g_ptr_array_index (result->citations, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT, i > 0 ? ", " : "", citation->source, citation->record);
    }
  if (result->more_citations > 0)
    {
      g_autofree char *more = rc_cli_group_digits (result->more_citations);

      g_string_append_printf (text, " and %s more", more);
    }
  if (text->len > 0)
    print_line ("Records: ", text->str);
}

static void
print_judgements (const RcRequirementResult *result)
{
  for (guint i = 0; i < result->judgements->len; i++)
    {
      const RcRequirementJudgement *judgement = g_ptr_array_index (result->judgements, i);
      RcRequirementVerdict verdict;
      gboolean is_known = rc_requirement_verdict_from_code (judgement->verdict, &verdict);
      g_autofree char *day = rc_time_format_utc (judgement->added_us);
      g_autofree char *text = g_strdup_printf ("%s, %.10s: %s. %s", judgement->by, day,
                                               is_known ? rc_requirement_verdict_words (verdict) : judgement->verdict, judgement->words);

      print_line ("Judged by ", text);
    }
}

static void
print_result (const RcRequirementReport *report,
              const RcRequirementResult *result)
{
  g_autofree char *place = rc_law_dup_place (report->law, result->requirement);
  g_autofree char *count = rc_requirement_count_words (result);
  g_autofree char *date = rc_requirement_date_words (result);
  const char *role = rc_requirement_role_words (result->requirement);

  rc_cli_print ("  %s %s  %s\n", rc_shape_letter (rc_shape_of_requirement (result->verdict)), place, rc_law_text (result->requirement->demand));
  rc_cli_print ("      %s", rc_requirement_verdict_words (result->verdict));
  if (count != NULL)
    rc_cli_print (" · %s", count);
  if (role != NULL)
    rc_cli_print (" · %s", role);
  rc_cli_print (" · %s · %s\n", date, result->requirement->id);
  print_line ("", result->words);
  for (guint i = 0; i < result->notes->len; i++)
    print_line ("", g_ptr_array_index (result->notes, i));
  for (guint i = 0; i < result->papers->len; i++)
    print_line ("Document: ", g_ptr_array_index (result->papers, i));
  print_citations (result);
  if (result->missing != NULL)
    print_line ("", result->missing);
  print_judgements (result);
}

/* What must be said beside some dates, once for each. */
static void
print_date_notes (const RcRequirementReport *report)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < report->results->len; i++)
    {
      const RcRequirementResult *result = g_ptr_array_index (report->results, i);
      g_autofree char *place = NULL;

      if (result->date_note == NULL || !g_hash_table_add (told, (gpointer) rc_law_text (result->date_note)))
        continue;
      place = rc_law_dup_place (report->law, result->requirement);
      rc_cli_print ("On the date of %s and others: %s\n", place, rc_law_text (result->date_note));
    }
}

/* What the counts below are of, and what is in none of them. */
static void
print_basis (const RcRequirementReport *report)
{
  g_autofree char *inferences = rc_cli_group_digits (report->inferences);
  g_autofree char *all = rc_cli_group_digits (report->all_inferences);
  g_autofree char *set_aside = rc_cli_group_digits (report->set_aside);

  if (report->event == NULL && report->system != NULL)
    rc_cli_print ("Inferences of the case that belong to it: %s of %s.\n", inferences, all);
  if (report->set_aside > 0)
    rc_cli_print ("Records that were set aside as unreadable, and are in no count: %s.\n", set_aside);
  if (report->not_understood > 0)
    rc_cli_print ("Files that were kept but not understood, and are in no count: %u.\n", report->not_understood);
  if (report->removed > 0)
    rc_cli_print ("Files with events that were taken out of the case, and are in no count: %" G_GUINT64_FORMAT ".\n", report->removed);
}

static void
print_text (const RcRequirementReport *report)
{
  g_autofree char *sum = rc_requirement_sum_words (report);
  g_autofree char *system = rc_cli_show (report->system);
  const char *group = NULL;

  if (report->event != NULL)
    rc_cli_print ("Requirements, held against the inference %s\n", report->event);
  else if (report->system != NULL)
    rc_cli_print ("Requirements, held against what belongs to %s\n", system);
  else
    rc_cli_print ("Requirements, held against all that the case has\n");
  rc_cli_print ("%s; law data %s\n", report->mode, rc_law_peek_version (report->law));
  if (report->is_legacy)
    rc_cli_print ("The system is stated to have been placed on the market before that day: Article 111(2) binds it only once its design changes "
                  "significantly.\n");
  if (report->event != NULL && report->system != NULL)
    rc_cli_print ("It belongs to %s, as it is described.\n", system);
  if (report->system == NULL)
    rc_cli_print ("No system was named: role, class and item of Annex III are not stated.\n");
  print_basis (report);
  if (!report->verified)
    rc_cli_print ("The evidence was not verified as it is now: run “recount-cli verify” first.\n");

  for (guint i = 0; i < report->results->len; i++)
    {
      const RcRequirementResult *result = g_ptr_array_index (report->results, i);
      const RcLawTerm *term = rc_law_find_term (report->law, RC_LAW_TERM_GROUP, result->requirement->group);

      if (g_strcmp0 (group, result->requirement->group) != 0)
        rc_cli_print ("\n%s\n", term != NULL ? rc_law_text (term->name) : result->requirement->group);
      group = result->requirement->group;
      print_result (report, result);
    }
  rc_cli_print ("\n");
  print_date_notes (report);
  if (report->results->len > 1)
    rc_cli_print ("%s\n", sum);
  rc_cli_print ("This tells of evidence received; it is no statement of conformity.\n");
}

/* --- The verb --- */

/* Systems that could be named. */
#define MAX_NAMED 8u

static gboolean
hint_systems (RcCase  *case_file,
              GError **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GPtrArray) systems = rc_system_list (case_file, reader, NULL, error);

  if (systems == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (systems->len, MAX_NAMED); i++)
    {
      g_autofree char *name = rc_cli_show (((const RcSystem *) g_ptr_array_index (systems, i))->name);

      rc_cli_print ("%s%s", i == 0 ? "What applies to a described system: name it by --system: " : ", ", name);
    }
  if (systems->len > 0)
    rc_cli_print ("%s\n", systems->len > MAX_NAMED ? " …" : "");
  return TRUE;
}

static RcRequirementReport *
make_report (RcCase                      *case_file,
             const char                  *name,
             const char                  *reference,
             const RcRequirementOptions  *options,
             GError                     **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcSystem) system = NULL;
  g_autoptr (RcEvent) event = NULL;

  if (name != NULL && (system = rc_system_find (case_file, reader, name, error)) == NULL)
    return NULL;
  if (reference == NULL)
    return system != NULL ? rc_requirement_check_system (case_file, system, options, error) : rc_requirement_check_case (case_file, options, error);

  event = rc_event_find (case_file, reader, reference, error);
  if (event == NULL || !rc_event_read_fields (event, case_file, reader, error))
    return NULL;
  if (event->kind != RC_EVENT_INFERENCE)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND, "%s is no inference", reference);
      return NULL;
    }
  if (system == NULL && !rc_requirement_find_system (case_file, reader, event, &system, error))
    return NULL;
  return rc_requirement_check_inference (case_file, system, event, options, error);
}

/* A person's word on a requirement, as an act of the case. */
static gboolean
judge (RcCli       *cli,
       RcCase      *case_file,
       const char  *requirement,
       const char  *system,
       const char  *reference,
       const char  *code,
       const char  *words,
       GError     **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcEvent) event = reference != NULL ? rc_event_find (case_file, reader, reference, error) : NULL;
  g_autofree char *place = event != NULL ? rc_event_dup_reference (event) : NULL;
  RcRequirementVerdict verdict;

  if (reference != NULL && event == NULL)
    return FALSE;
  if (!rc_requirement_verdict_from_code (code, &verdict))
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND, "“%s” is no verdict: write MET, NOT_MET, NO_EVIDENCE, JUDGE or NA", code);
      return FALSE;
    }
  return rc_cli_unlock_key (cli, case_file, error) && rc_requirement_judge (case_file, requirement, system, place, verdict, words, error);
}

int
rc_cli_check (RcCli *cli,
              int    argc,
              char **argv)
{
  g_autofree char *system = NULL;
  g_autofree char *requirement = NULL;
  g_autofree char *as_of = NULL;
  g_autofree char *criteria = NULL;
  g_autofree char *verdict = NULL;
  g_autofree char *words = NULL;
  const GOptionEntry entries[] = {
    { "system", 0, 0, G_OPTION_ARG_STRING, &system, "What belongs to this system, with the role and class that are stated of it", "S" },
    { "requirement", 0, 0, G_OPTION_ARG_STRING, &requirement, "This requirement only", "ID" },
    { "law-as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, "The law as it stood on this day", "DATE" },
    { "criteria", 0, 0, G_OPTION_ARG_FILENAME, &criteria, "Own criteria beside the law, in the form of its catalogue", "FILE" },
    { "judge", 0, 0, G_OPTION_ARG_STRING, &verdict, "Enter your own judgement of that requirement: MET, NOT_MET …", "VERDICT" },
    { "words", 0, 0, G_OPTION_ARG_STRING, &words, "Why you judge so", "TEXT" },
    G_OPTION_ENTRY_NULL
  };
  RcRequirementOptions options = { .cancellable = cli->cancellable };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcLaw) own = NULL;
  g_autoptr (RcRequirementReport) report = NULL;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "check", entries, argc, argv, 1, 2, &arguments, &exit_code))
    return exit_code;
  if (!rc_cli_parse_time (as_of, TRUE, &options.as_of_us, &error))
    return rc_cli_fail (error);
  if (criteria != NULL && (own = rc_law_load_file (rc_law_get (), criteria, &error)) == NULL)
    return rc_cli_fail (error);
  options.law = own != NULL ? own : rc_law_get ();
  if (requirement != NULL && rc_law_find_requirement (options.law, requirement) == NULL)
    return rc_cli_usage ("check", "there is no requirement “%s”", requirement);

  if (verdict != NULL && requirement == NULL)
    return rc_cli_usage ("check", "--judge needs --requirement");

  options.only = requirement;
  case_file = rc_cli_open_case (arguments[0], verdict != NULL, &error);
  if (case_file == NULL || (verdict != NULL && !judge (cli, case_file, requirement, system, arguments[1], verdict, words, &error)))
    return rc_cli_fail (error);
  report = make_report (case_file, system, arguments[1], &options, &error);
  if (report == NULL)
    return rc_cli_fail (error);

  exit_code = rc_requirement_report_exit_code (report);
  if (cli->json)
    print_json (report);
  else
    print_text (report);
  if (!cli->json && report->system == NULL && !hint_systems (case_file, &error))
    return rc_cli_fail (error);
  if (verdict != NULL && !rc_case_close (case_file, &error))
    return rc_cli_fail (error);
  return exit_code;
}
