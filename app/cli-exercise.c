/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-exercise.h"

#include <string.h>

/* Each verb of an exercise is one act; between two of them its clock runs by the time of day. */

typedef enum
{
  NEEDS_NOTHING,    /* not even a case's exercise */
  NEEDS_CASE,
  NEEDS_EXERCISE,
  NEEDS_WRITING,
  NEEDS_BOTH,       /* two exercises */
} Needs;

static const struct
{
  const char *name;
  const char *argument;   /* (nullable): what stands behind the verb */
  gboolean    is_needed;
  Needs       needs;
  const char *options;    /* those that it takes */
} verbs[] = {
  { "packs", NULL, FALSE, NEEDS_NOTHING, "" },
  { "cards", NULL, FALSE, NEEDS_NOTHING, "" },
  { "list", NULL, FALSE, NEEDS_CASE, "" },
  { "can", NULL, FALSE, NEEDS_CASE, "pack" },
  { "new", NULL, FALSE, NEEDS_WRITING,
    "purpose criteria scope exclusions client team distribution facilitator pack events key-items draw minutes roles replacement rehearsal" },
  { "show", "N", FALSE, NEEDS_EXERCISE, "exercise" },
  { "room", "N", FALSE, NEEDS_EXERCISE, "exercise" },
  { "paper", "N", FALSE, NEEDS_EXERCISE, "exercise" },
  { "compare", "N", TRUE, NEEDS_BOTH, "exercise other" },
  { "add", "EVENT", TRUE, NEEDS_WRITING, "exercise draw key-items" },
  { "open", NULL, FALSE, NEEDS_WRITING, "exercise present paper-by paper-on" },
  { "start", "DECISION", TRUE, NEEDS_WRITING, "exercise paper-by paper-on" },
  { "ask", "QUESTION", TRUE, NEEDS_WRITING, "exercise role paper-by paper-on" },
  { "pause", NULL, FALSE, NEEDS_WRITING, "exercise elapsed" },
  { "resume", NULL, FALSE, NEEDS_WRITING, "exercise elapsed" },
  { "pass", "ROLE", TRUE, NEEDS_WRITING, "exercise elapsed paper-by paper-on" },
  { "skip", "QUESTION", TRUE, NEEDS_WRITING, "exercise reason paper-by paper-on" },
  { "answer", NULL, FALSE, NEEDS_WRITING,
    "exercise status text source record document page request due role elapsed paper-by paper-on" },
  { "read-back", NULL, FALSE, NEEDS_WRITING, "exercise paper-by paper-on" },
  { "lock", NULL, FALSE, NEEDS_WRITING, "exercise read-back paper-by paper-on" },
  { "reveal", "QUESTION", FALSE, NEEDS_WRITING, "exercise comparison" },
  { "correct", "QUESTION", FALSE, NEEDS_WRITING, "exercise decision text paper-by paper-on" },
  { "card", "CARD", TRUE, NEEDS_WRITING, "exercise own paper-by paper-on" },
  { "attach", "EXHIBIT|FILE", TRUE, NEEDS_WRITING, "exercise text paper-by paper-on" },
  { "promise", NULL, FALSE, NEEDS_WRITING, "exercise decision question text role due request paper-by paper-on" },
  { "note", NULL, FALSE, NEEDS_WRITING, "exercise decision question text private paper-by paper-on" },
  { "replace", "DECISION", TRUE, NEEDS_WRITING, "exercise with reason paper-by paper-on" },
  { "cannot", "DECISION", TRUE, NEEDS_WRITING, "exercise reason paper-by paper-on" },
  { "close", NULL, FALSE, NEEDS_WRITING, "exercise paper-by paper-on" },
  { "conclude", NULL, FALSE, NEEDS_WRITING, "exercise text follow-up reason paper-by paper-on" },
};

#define N_ENTRIES 41

static void
fill_entries (RcExerciseOptions *options,
              GOptionEntry      *entries)
{
  const GOptionEntry all[] = {
    { "purpose", 0, 0, G_OPTION_ARG_STRING, &options->purpose, "new: what the exercise is for; several objectives one a line", "P" },
    { "criteria", 0, 0, G_OPTION_ARG_STRING, &options->criteria, "new: against what", "C" },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &options->scope, "new: what it is about", "S" },
    { "exclusions", 0, 0, G_OPTION_ARG_STRING, &options->exclusions, "new: what it is not about", "X" },
    { "client", 0, 0, G_OPTION_ARG_STRING, &options->client, "new: who asked for it", "WHO" },
    { "team", 0, 0, G_OPTION_ARG_STRING, &options->team, "new: who examines, one a line: name, role, competence, conflicts of interest", "T" },
    { "distribution", 0, 0, G_OPTION_ARG_STRING, &options->distribution, "new: who gets the report, one a line", "D" },
    { "facilitator", 0, 0, G_OPTION_ARG_STRING, &options->facilitator, "new: who leads it, where it is not the auditor", "NAME" },
    { "pack", 0, 0, G_OPTION_ARG_STRING, &options->pack, "new, can: core (default), all, a role's pack, or a file of own questions", "P" },
    { "events", 0, 0, G_OPTION_ARG_STRING, &options->events, "new: decisions that a person chose", "EVENT,..." },
    { "key-items", 0, 0, G_OPTION_ARG_STRING, &options->key_items, "new, add: decisions examined in any case, beside the sample", "EVENT,..." },
    { "draw", 0, 0, G_OPTION_ARG_STRING, &options->draw, "new: the decisions of this draw; add: the one comes from it", "N" },
    { "minutes", 0, 0, G_OPTION_ARG_STRING, &options->minutes, "new: for each decision", "M" },
    { "roles", 0, 0, G_OPTION_ARG_STRING, &options->roles, "new: who is asked, beside the roles of the pack", "ROLE,..." },
    { "replacement", 0, 0, G_OPTION_ARG_STRING, &options->replacement, "new: the rule by which a decision may be replaced", "RULE" },
    { "rehearsal", 0, 0, G_OPTION_ARG_NONE, &options->rehearsal, "new: it counts for nothing", NULL },
    { "exercise", 0, 0, G_OPTION_ARG_STRING, &options->exercise, "Which one, where it is not the newest", "N" },
    { "decision", 0, 0, G_OPTION_ARG_STRING, &options->decision, "Which one, where it is not the one begun", "N" },
    { "question", 0, 0, G_OPTION_ARG_STRING, &options->question, "Which one it is about", "Q" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options->role, "Who is asked, or promises", "ROLE" },
    { "status", 0, 0, G_OPTION_ARG_STRING, &options->status, "answer: record, document, produced, said, promised or could-not", "S" },
    { "text", 0, 0, G_OPTION_ARG_STRING, &options->text, "What was said", "T" },
    { "source", 0, 0, G_OPTION_ARG_STRING, &options->source, "answer: exhibit in which it was shown", "E-NNN" },
    { "record", 0, 0, G_OPTION_ARG_STRING, &options->record, "answer: record in it", "N" },
    { "document", 0, 0, G_OPTION_ARG_STRING, &options->document, "answer: registered document in which it was shown", "E-NNN" },
    { "page", 0, 0, G_OPTION_ARG_STRING, &options->page, "answer: page of it", "P" },
    { "request", 0, 0, G_OPTION_ARG_STRING, &options->request, "Request by which it was promised", "R-NN" },
    { "due", 0, 0, G_OPTION_ARG_STRING, &options->due, "Until when it is promised", "DAY" },
    { "follow-up", 0, 0, G_OPTION_ARG_STRING, &options->follow_up, "conclude: when it is followed up", "DAY" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options->reason, "Why", "R" },
    { "with", 0, 0, G_OPTION_ARG_STRING, &options->with, "replace: the decision that comes in its place", "EVENT" },
    { "comparison", 0, 0, G_OPTION_ARG_STRING, &options->comparison, "reveal: agree, differ or silent, as the facilitator says", "C" },
    { "own", 0, 0, G_OPTION_ARG_STRING, &options->own, "card: a file of own cards", "FILE" },
    { "present", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->present, "open: who is present, once for each", "ROLE: NAME" },
    { "read-back", 0, 0, G_OPTION_ARG_NONE, &options->read_back, "lock: it was read back just now", NULL },
    { "private", 0, 0, G_OPTION_ARG_NONE, &options->is_private, "note: it leaves the case in no copy", NULL },
    { "elapsed", 0, 0, G_OPTION_ARG_STRING, &options->elapsed, "How long the question had run, where another clock was used", "M:SS" },
    { "paper-by", 0, 0, G_OPTION_ARG_STRING, &options->paper_by, "It was recorded on paper, by whom", "NAME" },
    { "paper-on", 0, 0, G_OPTION_ARG_STRING, &options->paper_on, "and on which day; it is typed in now", "DAY" },
    { "other", 0, 0, G_OPTION_ARG_STRING, &options->other, "compare: the case of the earlier exercise, where it is another", "CASE" },
    G_OPTION_ENTRY_NULL
  };
  G_STATIC_ASSERT (G_N_ELEMENTS (all) == N_ENTRIES);

  memcpy (entries, all, sizeof all);
}

static void
clear_options (RcExerciseOptions  *options,
               const GOptionEntry *entries)
{
  for (guint i = 0; entries[i].long_name != NULL; i++)
    if (entries[i].arg == G_OPTION_ARG_STRING)
      g_free (*(char **) entries[i].arg_data);
  g_strfreev (options->present);
}

/* The option that the verb does not take; NULL: it takes all that were given. */
static const char *
find_foreign (const GOptionEntry *entries,
              const char         *taken)
{
  g_auto (GStrv) names = g_strsplit (taken, " ", -1);

  for (guint i = 0; entries[i].long_name != NULL; i++)
    {
      gboolean is_given = entries[i].arg == G_OPTION_ARG_NONE ? *(gboolean *) entries[i].arg_data : *(gpointer *) entries[i].arg_data != NULL;

      if (is_given && !g_strv_contains ((const char * const *) names, entries[i].long_name))
        return entries[i].long_name;
    }
  return NULL;
}

/* --- Numbers --- */

gint64
rc_cli_exercise_number (const char  *text,
                        char         letter,
                        GError     **error)
{
  const char *digits = g_ascii_toupper (text[0]) == letter && text[1] == '-' ? text + 2 : text;
  gint64 number;

  if (g_ascii_string_to_signed (digits, 10, 1, G_MAXINT64, &number, NULL))
    return number;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is no number", text);
  return 0;
}

RcExercise *
rc_cli_exercise_load (RcCase      *case_file,
                      const char  *number,
                      GError     **error)
{
  g_autoptr (GPtrArray) list = NULL;
  gint64 wanted = number != NULL ? rc_cli_exercise_number (number, 'X', error) : 0;

  if (number != NULL)
    return wanted != 0 ? rc_exercise_load (case_file, wanted, error) : NULL;

  list = rc_entry_list (case_file, RC_ENTRY_EXERCISE, error);
  if (list == NULL)
    return NULL;
  if (list->len > 0)
    return rc_exercise_load (case_file, ((const RcEntry *) g_ptr_array_index (list, list->len - 1))->number, error);

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND, "The case has no exercise");
  return NULL;
}

/* --- Running --- */

static int
compare (RcCli                   *cli,
         RcCase                  *case_file,
         const char              *earlier,
         const RcExerciseOptions *options,
         GError                 **error)
{
  g_autoptr (RcCase) other = options->other != NULL ? rc_cli_open_case (options->other, FALSE, error) : g_object_ref (case_file);
  g_autoptr (RcExercise) then = other != NULL ? rc_cli_exercise_load (other, earlier, error) : NULL;
  g_autoptr (RcExercise) now = then != NULL ? rc_cli_exercise_load (case_file, options->exercise, error) : NULL;

  return now != NULL ? rc_cli_exercise_compare (cli, then, now) : -1;
}

static int
look (RcCli                   *cli,
      RcCase                  *case_file,
      const char              *verb,
      const char              *argument,
      const RcExerciseOptions *options,
      GError                 **error)
{
  g_autoptr (RcExercise) exercise = rc_cli_exercise_load (case_file, argument != NULL ? argument : options->exercise, error);

  if (exercise == NULL)
    return -1;
  if (strcmp (verb, "show") == 0)
    return rc_cli_exercise_show (cli, exercise);
  return strcmp (verb, "room") == 0 ? rc_cli_exercise_room (cli, exercise) : rc_cli_exercise_paper (cli, exercise);
}

static int
act (RcCli                   *cli,
     RcCase                  *case_file,
     const char              *verb,
     const char              *argument,
     const RcExerciseOptions *options,
     GError                 **error)
{
  g_autoptr (RcExercise) exercise = NULL;

  if (!rc_cli_unlock_key (cli, case_file, error))
    return -1;
  if (strcmp (verb, "new") == 0)
    return rc_cli_exercise_new (cli, case_file, options);

  exercise = rc_cli_exercise_load (case_file, options->exercise, error);
  return exercise != NULL ? rc_cli_exercise_act (cli, exercise, verb, argument, options) : -1;
}

/* -1 with @error where it could not be done. */
static int
run (RcCli                   *cli,
     Needs                    needs,
     char                   **arguments,
     const RcExerciseOptions *options,
     GError                 **error)
{
  const char *verb = arguments[1];
  const char *argument = arguments[2];
  g_autoptr (RcCase) case_file = NULL;
  int exit_code;

  if (needs == NEEDS_NOTHING)
    return strcmp (verb, "packs") == 0 ? rc_cli_exercise_packs (cli) : rc_cli_exercise_cards (cli);

  case_file = rc_cli_open_case (arguments[0], needs == NEEDS_WRITING, error);
  if (case_file == NULL)
    return -1;
  switch (needs)
    {
    case NEEDS_CASE:
      return strcmp (verb, "list") == 0 ? rc_cli_exercise_list (cli, case_file) : rc_cli_exercise_can (cli, case_file, options);
    case NEEDS_BOTH:
      return compare (cli, case_file, argument, options, error);
    case NEEDS_EXERCISE:
      return look (cli, case_file, verb, argument, options, error);
    case NEEDS_WRITING:
    case NEEDS_NOTHING:
    default:
      exit_code = act (cli, case_file, verb, argument, options, error);
      return exit_code != RC_EXIT_OK || rc_case_close (case_file, error) ? exit_code : -1;
    }
}

static int
dispatch (RcCli                   *cli,
          char                   **arguments,
          const GOptionEntry      *entries,
          const RcExerciseOptions *options)
{
  GError *error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      const char *foreign;
      int exit_code;

      if (strcmp (verbs[i].name, arguments[1]) != 0)
        continue;
      if (arguments[2] == NULL && verbs[i].is_needed)
        return rc_cli_usage ("exercise", "“%s” needs %s", verbs[i].name, verbs[i].argument);
      if (arguments[2] != NULL && verbs[i].argument == NULL)
        return rc_cli_usage ("exercise", "nothing stands behind “%s”", verbs[i].name);
      foreign = find_foreign (entries, verbs[i].options);
      if (foreign != NULL)
        return rc_cli_usage ("exercise", "“%s” takes no --%s", verbs[i].name, foreign);
      exit_code = run (cli, verbs[i].needs, arguments, options, &error);
      return exit_code >= 0 ? exit_code : rc_cli_fail (error);
    }

  return rc_cli_usage ("exercise", "there is no “exercise CASE %s”", arguments[1]);
}

int
rc_cli_exercise (RcCli *cli,
                 int    argc,
                 char **argv)
{
  RcExerciseOptions options = { 0 };
  GOptionEntry entries[N_ENTRIES];
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  fill_entries (&options, entries);
  if (rc_cli_parse (cli, "exercise", entries, argc, argv, 2, 3, &arguments, &exit_code))
    exit_code = dispatch (cli, arguments, entries, &options);
  clear_options (&options, entries);
  return exit_code;
}
