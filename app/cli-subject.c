/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <stdio.h>
#include <string.h>

#include "core/bounds.h"
#include "core/subject-lookup.h"
#include "core/timestamp.h"

typedef struct
{
  char *key_file;
  int   key_descriptor;
  char *method;
  int   length;
  char *reason;
} SubjectOptions;

static void
subject_options_clear (SubjectOptions *self)
{
  g_free (self->key_file);
  g_free (self->method);
  g_free (self->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SubjectOptions, subject_options_clear)

/* "-" stands for a line of the standard input, so that nobody's name is in the list of processes. */
static char *
read_identifier (const char  *argument,
                 GError     **error)
{
  g_autofree char *line = NULL;
  gsize length;

  if (strcmp (argument, "-") != 0)
    return g_strdup (argument);

  /* One byte more than may be is read, and what is too long is refused where its length is judged. */
  line = g_malloc0 (RC_LIMIT_NAME_BYTES + 3);
  length = fread (line, 1, RC_LIMIT_NAME_BYTES + 2, stdin);
  if (memchr (line, '\0', length) != NULL)
    {
      g_set_error_literal (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_IDENTIFIER, "The identifier on the standard input is no text");
      return NULL;
    }
  if (length > 0 && line[length - 1] == '\n')
    line[--length] = '\0';
  if (length > 0 && line[length - 1] == '\r')
    line[--length] = '\0';
  return g_steal_pointer (&line);
}

static gboolean
read_key (const SubjectOptions  *options,
          RcSubjectKey         **out_key,
          GError               **error)
{
  if (options->key_file != NULL)
    *out_key = rc_subject_key_read_file (options->key_file, error);
  else if (options->key_descriptor >= 0)
    *out_key = rc_subject_key_read_descriptor (options->key_descriptor, error);
  else
    return TRUE;
  return *out_key != NULL;
}

/* --- As JSON --- */

static void
write_forms (RcJsonWriter         *writer,
             const RcSubjectFound *found)
{
  rc_json_writer_name (writer, "forms");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < found->forms->len; i++)
    {
      const RcSubjectForm *form = g_ptr_array_index (found->forms, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "method", rc_subject_method_to_name (form->method));
      rc_json_writer_member_string (writer, "variant", rc_subject_variant_to_name (form->variant));
      rc_json_writer_member_string (writer, "encoding", rc_subject_encoding_to_name (form->encoding));
      if (rc_subject_method_needs_key (form->method))
        rc_json_writer_member_string (writer, "key", rc_subject_reading_to_name (form->reading));
      if (form->length > 0)
        rc_json_writer_member_integer (writer, "length", form->length);
      rc_json_writer_member_integer (writer, "events", found->n_by_form[i]);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_hit (RcJsonWriter       *writer,
           RcCase             *case_file,
           const RcSubjectHit *hit)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "as", rc_subject_role_to_name (hit->as));
  if (hit->as != RC_SUBJECT_BY_DECISION)
    rc_json_writer_member_integer (writer, "form", hit->form);
  rc_cli_write_event (writer, case_file, hit->event);
  rc_json_writer_end_object (writer);
}

static gboolean
write_answer (RcJsonWriter        *writer,
              RcCase              *case_file,
              const RcSubjectHit  *hit,
              GError             **error)
{
  g_autoptr (RcSubjectAnswer) answer = rc_subject_answer_load (case_file, hit->event->id, error);
  g_autofree char *reference = rc_event_dup_reference (hit->event);
  g_autofree char *time = hit->event->time_us != RC_TIME_NONE ? rc_time_format_utc (hit->event->time_us) : NULL;

  if (answer == NULL)
    return FALSE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "reference", reference);
  rc_json_writer_member_string (writer, "system", answer->system);
  rc_json_writer_member_string (writer, "time", time);
  rc_json_writer_member_string (writer, "model", answer->model);
  rc_json_writer_member_string (writer, "answer", answer->answer);
  rc_json_writer_member_string (writer, "human_action", answer->action);
  rc_json_writer_end_object (writer);
  return TRUE;
}

/* An event can be told twice, as concerning the person and as done by the person: its lineage answers once. */
static gboolean
is_answered (const RcSubjectFound *found,
             guint                 index)
{
  const RcSubjectHit *hit = g_ptr_array_index (found->hits, index);

  return hit->event->kind == RC_EVENT_INFERENCE && hit->as != RC_SUBJECT_AS_ACTOR;
}

static guint
find_end (const RcSubjectFound *found,
          guint                 first)
{
  const RcSubjectHit *hit = g_ptr_array_index (found->hits, first);
  guint end = first + 1;

  while (end < found->hits->len && strcmp (((const RcSubjectHit *) g_ptr_array_index (found->hits, end))->decision, hit->decision) == 0)
    end++;
  return end;
}

static gboolean
write_decision (RcJsonWriter          *writer,
                RcCase                *case_file,
                const RcSubjectFound  *found,
                guint                  first,
                guint                  end,
                GError               **error)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "decision", ((const RcSubjectHit *) g_ptr_array_index (found->hits, first))->decision);
  rc_json_writer_name (writer, "events");
  rc_json_writer_begin_array (writer);
  for (guint i = first; i < end; i++)
    write_hit (writer, case_file, g_ptr_array_index (found->hits, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "answers");
  rc_json_writer_begin_array (writer);
  for (guint i = first; i < end; i++)
    {
      if (is_answered (found, i) && !write_answer (writer, case_file, g_ptr_array_index (found->hits, i), error))
        return FALSE;
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  return TRUE;
}

static gboolean
print_json (RcCli                 *cli,
            RcCase                *case_file,
            const RcSubjectFound  *found,
            GError               **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "n_decisions", found->n_decisions);
  rc_json_writer_member_integer (writer, "n_events", found->hits->len);
  rc_json_writer_member_boolean (writer, "complete", found->is_complete);
  rc_json_writer_member_boolean (writer, "plain_digest", found->is_weak);
  write_forms (writer, found);
  rc_json_writer_name (writer, "decisions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < found->hits->len; i = find_end (found, i))
    {
      if (g_cancellable_set_error_if_cancelled (cli->cancellable, error) ||
          !write_decision (writer, case_file, found, i, find_end (found, i), error))
        return FALSE;
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
  return TRUE;
}

/* --- In text --- */

static const char *
describe_role (RcSubjectRole role)
{
  switch (role)
    {
    case RC_SUBJECT_AS_CONCERNED:
      return "person concerned";
    case RC_SUBJECT_AS_ACTOR:
      return "person who acted";
    default:
      return "same decision";
    }
}

static void
print_part (const char *label,
            const char *text)
{
  g_autofree char *shown = rc_cli_show (text);

  rc_cli_print ("%s%s", label, text != NULL ? shown : "not received");
}

static gboolean
print_answer (RcCase              *case_file,
              const RcSubjectHit  *hit,
              GError             **error)
{
  g_autoptr (RcSubjectAnswer) answer = rc_subject_answer_load (case_file, hit->event->id, error);
  g_autofree char *reference = rc_event_dup_reference (hit->event);
  g_autofree char *time = hit->event->time_us != RC_TIME_NONE ? rc_time_format_utc (hit->event->time_us) : NULL;

  if (answer == NULL)
    return FALSE;

  rc_cli_print ("  → %s: %s", reference, time != NULL ? time : "no time");
  print_part ("; system: ", answer->system);
  print_part ("; model: ", answer->model);
  print_part ("; answer: ", answer->answer);
  print_part ("; human action: ", answer->action);
  rc_cli_print ("\n");
  return TRUE;
}

static void
print_forms (const RcSubjectFound *found)
{
  for (guint i = 0; i < found->forms->len; i++)
    {
      g_autofree char *words = found->n_by_form[i] > 0 ? rc_subject_form_dup_words (g_ptr_array_index (found->forms, i)) : NULL;

      if (words != NULL)
        rc_cli_print ("%5u by: %s\n", found->n_by_form[i], words);
    }
  if (found->is_weak)
    rc_cli_print ("The pseudonym is a plain digest of the identifier: anyone who holds the log can test guesses.\n");
  if (!found->is_complete)
    rc_cli_print ("NOT ALL: no more than %u events are told.\n", RC_LIMIT_SUBJECT_HITS);
}

static gboolean
print_text (RcCli                 *cli,
            RcCase                *case_file,
            const RcSubjectFound  *found,
            GError               **error)
{
  rc_cli_print ("%u events of %u decisions; %u forms of the identifier were looked for.\n", found->hits->len, found->n_decisions,
                found->forms->len);
  print_forms (found);
  for (guint i = 0; i < found->hits->len; i++)
    {
      const RcSubjectHit *hit = g_ptr_array_index (found->hits, i);

      if (i == 0 || strcmp (((const RcSubjectHit *) g_ptr_array_index (found->hits, i - 1))->decision, hit->decision) != 0)
        {
          g_autofree char *decision = rc_cli_show (hit->decision);

          rc_cli_print ("\nDecision %s\n", decision);
        }
      rc_cli_print ("%-16s  %-12s  ", describe_role (hit->as), rc_event_kind_to_name (hit->event->kind));
      rc_cli_print_event (case_file, hit->event);
      if (g_cancellable_set_error_if_cancelled (cli->cancellable, error) ||
          (is_answered (found, i) && !print_answer (case_file, hit, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
look_up (RcCli                 *cli,
         RcCase                *case_file,
         const char            *argument,
         const SubjectOptions  *options,
         RcSubjectMethod        method,
         GError               **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcSubjectKey) key = NULL;
  g_autoptr (RcSubjectFound) found = NULL;
  g_autofree char *identifier = NULL;
  RcSubjectRequest request = { .method = method, .length = (guint) options->length, .reason = options->reason };

  identifier = read_identifier (argument, error);
  if (identifier == NULL || !rc_cli_unlock_key (cli, case_file, error) || !read_key (options, &key, error))
    return FALSE;

  request.identifier = identifier;
  request.key = key;
  found = rc_subject_look_up (case_file, reader, &request, cli->cancellable, error);
  g_clear_pointer (&key, rc_subject_key_free);
  return found != NULL && (cli->json ? print_json : print_text) (cli, case_file, found, error);
}

int
rc_cli_subject (RcCli *cli,
                int    argc,
                char **argv)
{
  g_auto (SubjectOptions) options = { .key_descriptor = -1 };
  const GOptionEntry entries[] = {
    { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &options.key_file, "The key by which the provider made pseudonyms; used and forgotten", "FILE" },
    { "key-fd", 0, 0, G_OPTION_ARG_INT, &options.key_descriptor, "The same, read from this descriptor", "N" },
    { "method", 0, 0, G_OPTION_ARG_STRING, &options.method,
      "Only clear, sha256, sha256-salt-first, sha256-salt-last, hmac-sha256 or hmac-sha512", "M" },
    { "length", 0, 0, G_OPTION_ARG_INT, &options.length, "The provider cuts digests to so many bytes (8 to 32)", "N" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why; stands in the custody log", "R" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  RcSubjectMethod method = RC_SUBJECT_N_METHODS;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "subject", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (options.reason == NULL || *g_strstrip (options.reason) == '\0')
    return rc_cli_usage ("subject", "--reason is missing: why somebody is looked for stands in the custody log");
  if (options.method != NULL && !rc_subject_method_from_name (options.method, &method))
    return rc_cli_usage ("subject", "“%s” is no method", options.method);
  if (options.key_file != NULL && options.key_descriptor >= 0)
    return rc_cli_usage ("subject", "--key-file and --key-fd exclude each other");
  if (rc_subject_method_needs_key (method) && options.key_file == NULL && options.key_descriptor < 0)
    return rc_cli_usage ("subject", "the method %s needs --key-file or --key-fd", options.method);
  if (options.length != 0 && (options.length < (int) RC_SUBJECT_LEAST_LENGTH || options.length > (int) RC_SUBJECT_MOST_LENGTH))
    return rc_cli_usage ("subject", "--length takes %u to %u", RC_SUBJECT_LEAST_LENGTH, RC_SUBJECT_MOST_LENGTH);

  case_file = rc_cli_open_case (arguments[0], TRUE, &error);
  if (case_file == NULL || !look_up (cli, case_file, arguments[1], &options, method, &error) || !rc_case_close (case_file, &error))
    return rc_cli_fail (error);
  return RC_EXIT_OK;
}
