/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"
#include "cli-case-acts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <sodium.h>

#include "core/stream.h"
#include "core/bounds.h"
#include "core/auditor-key.h"
#include "core/display-text.h"
#include "core/rest/protect.h"
#include "core/timestamp.h"

#define MAX_SHOWN_BYTES 400
#define MAX_PASSPHRASE_BYTES 1024
#define ATTEMPTS 3u

/* What --passphrase-fd gave: it can be read once, and may be for a case and for the auditor's key. In locked memory. */
static char *given;
static gsize given_length;

static void
forget_given (void)
{
  sodium_free (given);
  given = NULL;
}

static gboolean answer_for_case (const char *path,
                                 guint       attempt,
                                 char       *out_passphrase,
                                 gsize      *out_length,
                                 gpointer    user_data);

static const RcCliVerb verbs[] = {
  { "new", "CASE --title T", "Make a case file", rc_cli_new },
  { "import", "CASE PATH...", "Import files and folders", rc_cli_import },
  { "sources", "CASE", "What was imported", rc_cli_sources },
  { "source", "CASE ID [--controller WHO]", "One source in full; or say who controls it", rc_cli_source },
  { "remove", "CASE ID --reason R", "Take a source out of every answer", rc_cli_remove },
  { "trust", "CASE add FILE --owner O | promote SOURCE --owner O --how H | list | candidates | remove ID | export | import FILE",
    "The keys that the auditor accepts", rc_cli_trust },
  { "verify", "CASE", "Check everything again, from the stored bytes", rc_cli_verify },
  { "link", "CASE [ENTITY ENTITY --reason R]", "Say that two things are one under two names, or list what was linked", rc_cli_link },
  { "unlink", "CASE LINK --reason R", "Take such a link back; it stays in the case", rc_cli_unlink },
  { "extent", "CASE EXCEPTION", "How many other decisions an exception is about: count, list, digest, persons", rc_cli_extent },
  { "live", "CASE DATE", "What was live then, as deployment records and snapshots of registries tell", rc_cli_live },
  { "elsewhere", "CASE [SEAL --by P --on DATE --with W --output F]", "Checks done outside Recount, of what could not be checked here",
    rc_cli_elsewhere },
  { "system", "CASE add FILE | set NAME | bind NAME | unbind NAME | list | show NAME", "The AI systems, as the officer and files state them",
    rc_cli_system },
  { "acquisition", "CASE list | show A | add --from WHO --to WHO | link A FIRST [LAST]",
    "Who handed over what, and what of it is absent", rc_cli_acquisition },
  { "document", "CASE list | show D | add FILE --kind K --about A... | read D --about A... | withdraw D READING",
    "Paper evidence: any file, and what people read in it", rc_cli_document },
  { "request", "CASE list | show R | propose | add --to WHO --about A | send|receive|accept|partly|refuse|close R",
    "What was asked for, of whom, and what became of it", rc_cli_request },
  { "finding", "CASE list | show F | add | promote EXCEPTION... | promote-check REQUIREMENT | change|respond|implemented|close|accept-risk|reopen F | take-over CASE",
    "What people make of what was noticed", rc_cli_finding },
  { "review", "CASE list | show V | begin SUBJECT | note V TEXT | clear V NOTE | sign V | final V",
    "The second person: who prepared, reviewed and signs what", rc_cli_review },
  { "note", "CASE list | add TEXT", "Private notes, which leave the case in no copy", rc_cli_note },
  { "retention", "CASE [SYSTEM]", "How long logs are kept: rules, periods held, deletions and holds", rc_cli_retention },
  { "hold", "CASE set --reason R | release N --reason R | list", "Legal holds: records that must be kept whatever rules say", rc_cli_hold },
  { "timeline", "CASE [SYSTEM]", "What happened when: deployments, versions, approvals, evaluations, cards, incidents, and how records are protected",
    rc_cli_timeline },
  { "list", "CASE [KIND]", "Events and items, filtered", rc_cli_list },
  { "export", "CASE -o BUNDLE [--event ID]...", "Hand the case over, or only what chosen decisions rest on, as one file that proves itself",
    rc_cli_export },
  { "search", "CASE TEXT", "Where a text stands in the records, whoever understood them", rc_cli_search },
  { "reconcile", "CASE [--list FILE]",
    "Hold the business's own list of decisions against the log (answers 0 also where they differ)", rc_cli_reconcile },
  { "lineage", "CASE EVENT", "Rebuild the lineage of one inference", rc_cli_lineage },
  { "compare", "CASE EVENT EVENT | CASE EVENT --at T1 --at T2", "Two lineages, or one as two instants knew it, side by side",
    rc_cli_compare },
  { "sample", "CASE --confidence C --tolerable P | CASE list|show DRAW|key-items DRAW|evaluate DRAW|population",
    "Draw decisions at random, each draw counted, and say what follows from testing them", rc_cli_sample },
  { "check", "CASE [EVENT]", "Hold the requirements of the law against what the case has, or against one inference", rc_cli_check },
  { "record", "CASE SOURCE:RECORD --reason R", "The exact bytes of a record, with proof", rc_cli_record },
  { "subject", "CASE IDENTIFIER|- --reason R", "One person's decisions, found in clear or by the provider's key", rc_cli_subject },
  { "exercise", "CASE new | list | packs | cards | can | show [N] | room [N] | paper [N] | compare N | add EVENT | open | start DECISION | "
    "ask QUESTION | pause | resume | pass ROLE | skip QUESTION | answer | read-back | lock | reveal [QUESTION] | correct [QUESTION] | "
    "card CARD | attach EXHIBIT-OR-FILE | promise | note | replace DECISION | cannot DECISION | close | conclude",
    "Conduct a tabletop exercise", rc_cli_exercise },
  { "report", "CASE sheet EVENT | lineage EVENT | integrity | receipt [A] | requests [ADDRESSEE] | findings [F] | documents [D] -o FILE",
    "Write a document: one decision on a page, its whole lineage, the integrity of all evidence, a receipt, letters, findings",
    rc_cli_report },
  { "open-bundle", "BUNDLE [-o CASE] [--key FILE]", "Open a bundle that came: check everything in it again, and compare", rc_cli_open_bundle },
  { "issued", "CASE list | show N | draft KIND [ID] | comment N WORDS | answer N COMMENT | freeze N | sign N FILE | withdraw N | replace N",
    "Reports that leave the house: drafts, comments on them, freezing, signatures, revisions", rc_cli_issued },
  { "declare", "CASE [SYSTEM] -o FOLDER", "Draw up the EU declaration of conformity of a system: documents, annexes and its twin in XML", rc_cli_declare },
  { "check-declaration", "[FILE]", "Look for mistakes in a declaration of conformity that was received", rc_cli_check_declaration },
  { "team", "CASE list | add NAME | role N ROLE | key N [HEX] | leave N | work | assign N TASK | done A WORDS | return A WORDS | hand-out N -o PART",
    "Who works on the case, with which role and key, and what each has to do", rc_cli_team },
  { "case", "CASE ACT", "What is done with a case as a whole, and how its documents look", rc_cli_case },
  { "map", "FILE", "Propose a mapping for an unknown log, and show what its records become", rc_cli_map },
  { "mappings", "", "The built-in mappings of log formats", rc_cli_mappings },
  { "importers", "", "What each importer reads and can evidence", rc_cli_importers },
  { "custody", "CASE", "What was done with the case, verified", rc_cli_custody },
  { "demo", "FOLDER", "Write a complete, fictitious evidence set", rc_cli_demo },
};

const RcCliVerb *
rc_cli_find_verb (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (strcmp (verbs[i].name, name) == 0)
        return &verbs[i];
    }
  return NULL;
}

static void
print_help (void)
{
  rc_cli_print ("Usage: recount-cli VERB [OPTION...] [ARGUMENT...]\n\n"
                "Imports exported logs, registry snapshots and model cards of AI systems, verifies them and\n"
                "rebuilds the lineage of any past inference.\n\nVerbs:\n");
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    rc_cli_print ("  %-17s %s\n", verbs[i].name, verbs[i].summary);
  rc_cli_print ("\n“recount-cli VERB --help” tells the options of a verb.\n");
}

static int
run_verb (RcCli *cli,
          int    argc,
          char **argv)
{
  const RcCliVerb *verb;

  if (argc < 2)
    return rc_cli_usage (NULL, "a verb is missing");
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0)
    {
      print_help ();
      return RC_EXIT_OK;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      rc_cli_print ("recount-cli %s\n", PACKAGE_VERSION);
      return RC_EXIT_OK;
    }

  verb = rc_cli_find_verb (argv[1]);
  if (verb == NULL)
    return rc_cli_usage (NULL, "there is no verb “%s”", argv[1]);
  return verb->run (cli, argc - 1, argv + 1);
}

/**
 * rc_cli_run:
 * @cancellable: cancelled by Ctrl-C
 *
 * Returns: the exit code of the program
 */
int
rc_cli_run (int            argc,
            char         **argv,
            GCancellable  *cancellable)
{
  RcCli cli = { .passphrase_fd = -1, .cancellable = cancellable };
  int exit_code;

  rc_case_set_passphrase_func (answer_for_case, &cli);
  exit_code = run_verb (&cli, argc, argv);
  rc_case_set_passphrase_func (NULL, NULL);
  forget_given ();
  rc_auditor_key_lock ();
  /* An answer that could not be written is no answer. */
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      fprintf (stderr, "recount-cli: the answer could not be written: %s\n", g_strerror (errno));
      return RC_EXIT_FAILED;
    }
  return exit_code;
}

int
rc_cli_usage (const char *verb,
              const char *format,
              ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (verb != NULL)
    fprintf (stderr, "recount-cli %s: %s; see “recount-cli %s --help”\n", verb, message, verb);
  else
    fprintf (stderr, "recount-cli: %s; see “recount-cli --help”\n", message);
  return RC_EXIT_USAGE;
}

int
rc_cli_fail (GError *error)
{
  g_autofree char *message = rc_display_text (error != NULL ? error->message : "something went wrong", -1, 0);

  fprintf (stderr, "recount-cli: %s\n", message);
  g_clear_error (&error);
  return RC_EXIT_FAILED;
}

gboolean
rc_cli_parse (RcCli               *cli,
              const char          *verb_name,
              const GOptionEntry  *entries,
              int                  argc,
              char               **argv,
              int                  least,
              int                  most,
              GStrv               *out_arguments,
              int                 *out_exit)
{
  const RcCliVerb *top = rc_cli_find_verb (verb_name);
  const RcCliVerb *verb = top != NULL ? top : rc_cli_find_case_act (verb_name);
  const GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, "Answer as JSON", NULL },
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &cli->passphrase_fd, "Read the passphrase of the auditor's key, or of a protected case, from this descriptor", "N" },
    { "help", 'h', 0, G_OPTION_ARG_NONE, NULL, "Show this help", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (verb->arguments);
  g_autofree char *name = g_strdup_printf ("recount-cli %.*s", (int) strcspn (verb->name, " "), verb->name);
  g_autoptr (GError) error = NULL;
  gboolean help = FALSE;
  g_auto (GStrv) arguments = g_strdupv (argv);
  GOptionEntry with_help[G_N_ELEMENTS (common)];
  int count;

  memcpy (with_help, common, sizeof common);
  with_help[2].arg_data = &help;
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, verb->summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, with_help, NULL);
  g_set_prgname (name);
  if (!g_option_context_parse_strv (context, &arguments, &error))
    {
      *out_exit = rc_cli_usage (verb_name, "%s", error->message);
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      rc_cli_print ("%s", text);
      *out_exit = RC_EXIT_OK;
      return FALSE;
    }

  count = (int) g_strv_length (arguments) - 1;
  if (count < least || (most >= 0 && count > most))
    {
      *out_exit = rc_cli_usage (verb_name, "%s", count < least ? "an argument is missing" : "there are too many arguments");
      return FALSE;
    }

  *out_arguments = g_strdupv (arguments + 1);
  return TRUE;
}

RcCase *
rc_cli_open_case (const char  *path,
                  gboolean     for_writing,
                  GError     **error)
{
  g_autoptr (RcCase) case_file = rc_case_open (path, for_writing, error);

  if (case_file == NULL || (for_writing && !rc_case_require_writable (case_file, error)))
    return NULL;
  return g_steal_pointer (&case_file);
}

static gboolean
read_descriptor (int      descriptor,
                 char    *out_passphrase,
                 gsize   *out_length,
                 GError **error)
{
  *out_length = 0;
  while (*out_length < MAX_PASSPHRASE_BYTES)
    {
      ssize_t got = read (descriptor, out_passphrase + *out_length, 1);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the passphrase could not be read from descriptor %d: %s",
                       descriptor, g_strerror (errno));
          return FALSE;
        }
      if (got == 0 || out_passphrase[*out_length] == '\n')
        break;
      (*out_length)++;
    }

  if (*out_length == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "descriptor %d gave no passphrase", descriptor);
      return FALSE;
    }
  return TRUE;
}

char *
rc_cli_read_passphrase (int      descriptor,
                        GError **error)
{
  char *passphrase = g_malloc0 (MAX_PASSPHRASE_BYTES + 1);
  gsize length;

  if (read_descriptor (descriptor, passphrase, &length, error))
    {
      passphrase[length] = '\0';
      return passphrase;
    }

  rc_cli_free_passphrase (passphrase);
  return NULL;
}

/* Of the size that rc_cli_read_passphrase() gave it. */
void
rc_cli_free_passphrase (char *passphrase)
{
  if (passphrase != NULL)
    sodium_memzero (passphrase, MAX_PASSPHRASE_BYTES + 1);
  g_free (passphrase);
}

GBytes *
rc_cli_read_key_file (const char  *path,
                      GError     **error)
{
  g_autoptr (RcStream) stream = rc_stream_new_file (path, error);
  g_autofree char *bytes = NULL;
  gsize length;

  if (stream == NULL)
    return NULL;

  bytes = g_malloc (RC_LIMIT_SIGNING_KEY_BYTES + 1);
  if (!rc_stream_read_full (stream, bytes, RC_LIMIT_SIGNING_KEY_BYTES + 1, &length, error))
    return NULL;
  if (length > RC_LIMIT_SIGNING_KEY_BYTES)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is too large for a PKCS#12 file", path);
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}

static gboolean
ask_terminal (const char *question,
              char       *out_passphrase,
              gsize      *out_length)
{
  struct termios kept, silent;
  gboolean good;

  fputs (question, stderr);
  fflush (stderr);
  if (tcgetattr (STDIN_FILENO, &kept) != 0)
    return FALSE;
  silent = kept;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  (void) tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  good = fgets (out_passphrase, MAX_PASSPHRASE_BYTES, stdin) != NULL;
  (void) tcsetattr (STDIN_FILENO, TCSAFLUSH, &kept);
  fputc ('\n', stderr);
  *out_length = good ? strcspn (out_passphrase, "\n") : 0;
  return *out_length > 0;
}

char *
rc_cli_ask_new_passphrase (const char  *question,
                           GError     **error)
{
  char *passphrase = g_malloc0 (MAX_PASSPHRASE_BYTES + 1);
  char *again = g_malloc0 (MAX_PASSPHRASE_BYTES + 1);
  gsize length, again_length;
  gboolean good = FALSE;

  if (!isatty (STDIN_FILENO) || !isatty (STDERR_FILENO))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "a new passphrase is needed, and there is no terminal to ask for it on");
  else if (!ask_terminal (question, passphrase, &length))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no passphrase was typed");
  else if (!ask_terminal ("The same once more: ", again, &again_length) || strcmp (passphrase, again) != 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the two passphrases differ");
  else
    good = TRUE;

  if (good)
    passphrase[length] = '\0';
  rc_cli_free_passphrase (again);
  if (good)
    return passphrase;
  rc_cli_free_passphrase (passphrase);
  return NULL;
}

/* Reads the descriptor the first time. */
static gboolean
read_given (RcCli   *cli,
            GError **error)
{
  if (given != NULL)
    return TRUE;
  given = sodium_malloc (MAX_PASSPHRASE_BYTES + 1);
  if (given != NULL && read_descriptor (cli->passphrase_fd, given, &given_length, error))
    return TRUE;
  forget_given ();
  return FALSE;
}

/* For a protected case: RcCasePassphraseFunc. */
static gboolean
answer_for_case (const char *path,
                 guint       attempt,
                 char       *out_passphrase,
                 gsize      *out_length,
                 gpointer    user_data)
{
  RcCli *cli = user_data;
  g_autofree char *shown = rc_cli_show (path);
  g_autofree char *question = g_strdup_printf ("%s is protected. Passphrase of your auditor key, or of the case: ", shown);
  char *typed;
  gboolean good;

  if (cli->passphrase_fd >= 0)
    {
      if (attempt > 0 || !read_given (cli, NULL))
        return FALSE;
      memcpy (out_passphrase, given, given_length);
      *out_length = given_length;
      return TRUE;
    }
  if (attempt >= ATTEMPTS || !isatty (STDIN_FILENO) || !isatty (STDERR_FILENO))
    return FALSE;

  typed = g_malloc0 (MAX_PASSPHRASE_BYTES + 1);
  good = ask_terminal (question, typed, out_length);
  if (good)
    memcpy (out_passphrase, typed, *out_length);
  rc_cli_free_passphrase (typed);
  return good;
}

/* Never asks without a terminal; an empty answer goes on without the key, and the custody log says so. */
gboolean
rc_cli_unlock_key (RcCli   *cli,
                   RcCase  *case_file,
                   GError **error)
{
  g_autofree char *is_unsigned = case_file != NULL ? rc_case_dup_setting (case_file, "case.unsigned") : NULL;
  char *passphrase;
  gsize length = 0;
  gboolean made = FALSE;
  gboolean good = TRUE;

  if (rc_auditor_key_is_unlocked () || (cli->passphrase_fd < 0 && g_strcmp0 (is_unsigned, "1") == 0))
    return TRUE;

  /* It opened the case, and would have unlocked the key on the way: it is the passphrase of the case alone. */
  if (given != NULL && case_file != NULL && rc_protect_get_keys (case_file) != NULL)
    return TRUE;

  passphrase = g_malloc0 (MAX_PASSPHRASE_BYTES + 1);
  if (cli->passphrase_fd >= 0)
    {
      good = read_given (cli, error);
      length = good ? given_length : 0;
      if (good)
        memcpy (passphrase, given, given_length);
    }
  else if (isatty (STDIN_FILENO) && isatty (STDERR_FILENO) && rc_auditor_key_exists ())
    (void) ask_terminal ("Passphrase of your auditor key (Enter: go on, sign later): ", passphrase, &length);

  if (good && length > 0)
    good = rc_auditor_key_unlock (passphrase, length, &made, error);
  sodium_memzero (passphrase, MAX_PASSPHRASE_BYTES + 1);
  g_free (passphrase);
  if (made)
    fputs ("A new auditor key was made for you; keep its passphrase.\n", stderr);
  return good;
}

gboolean
rc_cli_parse_time (const char  *text,
                   gboolean     end_of,
                   gint64      *out_time_us,
                   GError     **error)
{
  RcTimestamp time;

  *out_time_us = RC_TIME_NONE;
  if (text == NULL)
    return TRUE;
  if (!rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "“%s” is no time; write 2026-08-14 or 2026-08-14T10:42:00+02:00", text);
      return FALSE;
    }

  *out_time_us = end_of ? time.to_us : time.from_us;
  return TRUE;
}

gboolean
rc_cli_parse_zone (const char *text,
                   int        *out_minutes)
{
  return rc_timestamp_parse_zone (text, out_minutes);
}

static void
show_progress (const RcProgress *progress,
               gpointer          user_data)
{
  g_autofree char *name = rc_cli_show (progress->name);
  g_autofree char *records = rc_cli_group_digits (progress->records);
  g_autofree char *events = rc_cli_group_digits (progress->events);

  fprintf (stderr, "\r\033[K%" G_GUINT64_FORMAT " MB · %s records · %s events · %.60s", progress->bytes / 1000000, records, events, name);
  fflush (stderr);
}

RcProgressFunc
rc_cli_progress (void)
{
  return isatty (STDERR_FILENO) ? show_progress : NULL;
}

void
rc_cli_progress_end (void)
{
  if (isatty (STDERR_FILENO))
    fputs ("\r\033[K", stderr);
}

void
rc_cli_print (const char *format,
              ...)
{
  va_list arguments;

  va_start (arguments, format);
  vfprintf (stdout, format, arguments);
  va_end (arguments);
}

void
rc_cli_print_json (RcJsonWriter *writer)
{
  g_autofree char *json = rc_json_writer_finish (writer);

  puts (json);
}

char *
rc_cli_show (const char *text)
{
  return text != NULL ? rc_display_text (text, -1, MAX_SHOWN_BYTES) : g_strdup ("");
}

char *
rc_cli_group_digits (guint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  gsize length = strlen (digits);
  GString *grouped = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (grouped, ',');
      g_string_append_c (grouped, digits[i]);
    }
  return g_string_free (grouped, FALSE);
}
