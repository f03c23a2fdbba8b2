/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-system.h"

#include <string.h>

#include "core/retention.h"

/* How long logs are kept, and legal holds. */

static char *
dup_day (gint64 time_us,
         const char *otherwise)
{
  g_autofree char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  return text != NULL ? g_strndup (text, strlen ("2026-01-01")) : g_strdup (otherwise);
}

/* --- Retention as JSON --- */

static void
write_points (RcJsonWriter      *writer,
              RcCase            *case_file,
              const RcRetention *retention)
{
  rc_json_writer_name (writer, "answers");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < RC_N_RETENTION_QUESTIONS; i++)
    {
      const RcRetentionPoint *point = &retention->points[i];

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "question", rc_retention_question_to_name (i));
      rc_json_writer_member_string (writer, "answer", rc_retention_answer_to_name (point->answer));
      rc_json_writer_member_string (writer, "words", point->words);
      rc_json_writer_name (writer, "events");
      rc_json_writer_begin_array (writer);
      for (guint j = 0; j < point->events->len; j++)
        {
          g_autofree char *reference = rc_cli_dup_reference (case_file, g_array_index (point->events, gint64, j));

          rc_json_writer_string (writer, reference);
        }
      rc_json_writer_end_array (writer);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_rules (RcJsonWriter      *writer,
             RcCase            *case_file,
             const RcRetention *retention)
{
  static const char * const origins[] = { "law", "record", "statement" };

  rc_json_writer_name (writer, "rules");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < retention->rules->len; i++)
    {
      const RcRetentionRule *rule = g_ptr_array_index (retention->rules, i);
      g_autofree char *reference = rc_cli_dup_reference (case_file, rule->event);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "origin", origins[rule->origin]);
      rc_json_writer_member_string (writer, "id", rule->id);
      rc_json_writer_member_string (writer, "basis", rule->basis);
      rc_json_writer_member_string (writer, "records", rule->target);
      rc_json_writer_member_string (writer, "period", rule->period);
      rc_cli_write_time (writer, "from", rule->from_us);
      rc_cli_write_time (writer, "to", rule->to_us);
      rc_json_writer_member_string (writer, "event", reference);
      rc_json_writer_member_string (writer, "words", rule->words);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_logs (RcJsonWriter      *writer,
            const RcRetention *retention)
{
  rc_json_writer_name (writer, "logs");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < retention->logs->len; i++)
    {
      const RcRetentionLog *log = g_ptr_array_index (retention->logs, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "source", log->source);
      rc_json_writer_member_string (writer, "name", log->name);
      rc_json_writer_member_integer (writer, "inferences", (gint64) log->inferences);
      rc_json_writer_member_integer (writer, "undated", (gint64) log->undated);
      rc_cli_write_time (writer, "first", log->first_us);
      rc_cli_write_time (writer, "last", log->last_us);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "holes");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < retention->holes->len; i++)
    {
      const RcRetentionHole *hole = &g_array_index (retention->holes, RcRetentionHole, i);

      rc_json_writer_begin_object (writer);
      rc_cli_write_time (writer, "from", hole->from_us);
      rc_cli_write_time (writer, "to", hole->to_us);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_deletions (RcJsonWriter      *writer,
                 RcCase            *case_file,
                 const RcRetention *retention)
{
  static const char * const ages[] = { "in-time", "early", "cannot-tell" };

  rc_json_writer_name (writer, "deletions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < retention->deletions->len; i++)
    {
      const RcRetentionDeletion *deletion = g_ptr_array_index (retention->deletions, i);
      g_autofree char *reference = rc_cli_dup_reference (case_file, deletion->event);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "event", reference);
      rc_json_writer_member_boolean (writer, "none_deleted", deletion->is_none);
      rc_cli_write_time (writer, "when", deletion->when_us);
      rc_json_writer_member_string (writer, "records", deletion->target);
      rc_cli_write_time (writer, "from", deletion->from_us);
      rc_cli_write_time (writer, "to", deletion->to_us);
      rc_json_writer_member_string (writer, "rule", deletion->policy);
      rc_json_writer_member_string (writer, "reason", deletion->reason);
      rc_json_writer_member_string (writer, "certificate", deletion->certificate);
      rc_json_writer_member_string (writer, "age", deletion->is_none ? NULL : ages[deletion->age]);
      rc_json_writer_member_string (writer, "minimum", deletion->under != NULL ? deletion->under->words : NULL);
      if (deletion->held != NULL)
        {
          rc_json_writer_member_integer (writer, "hold", deletion->held->number);
          rc_json_writer_member_boolean (writer, "perhaps_held", deletion->perhaps_held);
        }
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_retention (RcJsonWriter      *writer,
                 RcCase            *case_file,
                 const char        *system,
                 const RcRetention *retention)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "system", system);
  write_points (writer, case_file, retention);
  write_rules (writer, case_file, retention);
  rc_json_writer_name (writer, "conflicts");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < retention->conflicts->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (retention->conflicts, i));
  rc_json_writer_end_array (writer);
  write_logs (writer, retention);
  write_deletions (writer, case_file, retention);
  rc_json_writer_name (writer, "documents");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < retention->papers->len; i++)
    {
      const RcPaper *paper = g_ptr_array_index (retention->papers, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "document", paper->number);
      rc_json_writer_member_integer (writer, "source", paper->source);
      rc_json_writer_member_string (writer, "title", paper->title);
      rc_json_writer_member_string (writer, "date", paper->date);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_member_integer (writer, "holds", retention->holds->len);
  rc_json_writer_member_boolean (writer, "cut", retention->is_cut);
  rc_json_writer_end_object (writer);
}

/* --- Retention as text --- */

static void
print_rules (const RcRetention *retention)
{
  rc_cli_print ("\nRules\n");
  for (guint i = 0; i < retention->rules->len; i++)
    {
      const RcRetentionRule *rule = g_ptr_array_index (retention->rules, i);
      g_autofree char *period = rule->has_duration ? rc_duration_dup_words (&rule->duration) : rc_cli_show (rule->period);
      g_autofree char *target = rc_cli_show (rule->target);
      g_autofree char *basis = rule->origin != RC_RETENTION_OF_LAW ? rc_cli_show (rule->basis) : g_strdup ("");

      rc_cli_print ("  %-12s %s%s%s%s%s\n", *period != '\0' ? period : "none of its own", rule->words, *target != '\0' ? "; about: " : "", target,
                    *basis != '\0' ? "; rests on: " : "", basis);
    }
  for (guint i = 0; i < retention->conflicts->len; i++)
    rc_cli_print ("  Different periods: %s\n", (const char *) g_ptr_array_index (retention->conflicts, i));
}

static void
print_logs (const RcRetention *retention)
{
  rc_cli_print ("\nInferences held\n");
  for (guint i = 0; i < retention->logs->len; i++)
    {
      const RcRetentionLog *log = g_ptr_array_index (retention->logs, i);
      g_autofree char *first = dup_day (log->first_us, "no time   ");
      g_autofree char *last = dup_day (log->last_us, "no time   ");
      g_autofree char *count = rc_cli_group_digits (log->inferences);
      g_autofree char *name = rc_cli_show (log->name);

      rc_cli_print ("  %s to %s  %10s  %s\n", first, last, count, name);
    }
  if (retention->holes->len > 0)
    rc_cli_print ("  Days between without an inference, which by itself is no fault:");
  for (guint i = 0; i < retention->holes->len; i++)
    {
      const RcRetentionHole *hole = &g_array_index (retention->holes, RcRetentionHole, i);
      gboolean is_one = hole->to_us - hole->from_us <= G_TIME_SPAN_DAY;
      g_autofree char *from = dup_day (hole->from_us, "");
      g_autofree char *to = dup_day (hole->to_us - 1, "");

      rc_cli_print ("%s %s%s%s", i > 0 ? "," : "", from, is_one ? "" : " to ", is_one ? "" : to);
    }
  if (retention->holes->len > 0)
    rc_cli_print ("\n");
}

static const char *
word_age (const RcRetentionDeletion *deletion)
{
  if (deletion->is_none)
    return "the log says that nothing was deleted";
  switch (deletion->age)
    {
    case RC_RETENTION_IN_TIME: return "older than its minimum";
    case RC_RETENTION_EARLY:   return "YOUNGER than its minimum";
    default:                   return "of what age, or under which minimum, cannot be told";
    }
}

static void
print_deletions (const RcRetention *retention)
{
  if (retention->deletions->len > 0)
    rc_cli_print ("\nDeletion log\n");
  for (guint i = 0; i < retention->deletions->len; i++)
    {
      const RcRetentionDeletion *deletion = g_ptr_array_index (retention->deletions, i);
      g_autofree char *when = dup_day (deletion->when_us, "no time   ");
      g_autofree char *from = dup_day (deletion->from_us, "?");
      g_autofree char *to = dup_day (deletion->to_us, "?");
      g_autofree char *target = rc_cli_show (deletion->target);
      g_autofree char *certificate = rc_cli_show (deletion->certificate);

      rc_cli_print ("  %s  %s of %s to %s: %s%s%s", when, *target != '\0' ? target : "records", from, to, word_age (deletion),
                    *certificate != '\0' ? "; recorded in " : "", certificate);
      if (deletion->held != NULL)
        rc_cli_print ("; %s hold %" G_GINT64_FORMAT, deletion->perhaps_held ? "perhaps under" : "UNDER", deletion->held->number);
      rc_cli_print ("\n");
    }
}

static void
print_papers (const RcRetention *retention)
{
  if (retention->papers->len > 0)
    rc_cli_print ("\nDocuments on retention, for people to read\n");
  for (guint i = 0; i < retention->papers->len; i++)
    {
      const RcPaper *paper = g_ptr_array_index (retention->papers, i);
      g_autofree char *title = rc_cli_show (paper->title);
      g_autofree char *date = rc_cli_show (paper->date);

      rc_cli_print ("  document %" G_GINT64_FORMAT "%s%s: %s\n", paper->number, *date != '\0' ? " of " : "", date, title);
    }
}

static void
print_retention (const char        *system,
                 const RcRetention *retention)
{
  g_autofree char *name = rc_cli_show (system);

  rc_cli_print ("%s: how long its logs are kept\n\n", system != NULL ? name : "The whole case");
  for (guint i = 0; i < RC_N_RETENTION_QUESTIONS; i++)
    rc_cli_print ("%s\n  %s. %s\n", rc_retention_question_words (i), rc_retention_answer_words (retention->points[i].answer), retention->points[i].words);
  print_rules (retention);
  print_logs (retention);
  print_deletions (retention);
  print_papers (retention);
  if (retention->is_cut)
    rc_cli_print ("\nThere are more rules and deletions, or different periods, than are told.\n");
}

int
rc_cli_retention (RcCli *cli,
                  int    argc,
                  char **argv)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcSystem) system = NULL;
  g_autoptr (RcRetention) retention = NULL;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "retention", NULL, argc, argv, 1, 2, &arguments, &exit_code))
    return exit_code;

  if (!rc_cli_open_system (arguments[0], arguments[1], &case_file, &reader, &system, &error))
    return rc_cli_fail (error);
  retention = rc_retention_load (case_file, reader, system, cli->cancellable, &error);
  if (retention == NULL)
    return rc_cli_fail (error);

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      write_retention (writer, case_file, system != NULL ? system->name : NULL, retention);
      rc_cli_print_json (writer);
    }
  else
    {
      print_retention (system != NULL ? system->name : NULL, retention);
    }
  return RC_EXIT_OK;
}
