/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-act.h"

#include "core/law/law.h"
#include "core/registers/paper.h"

typedef struct
{
  char  *kind;
  char  *title;
  char  *date;
  char  *author;
  char  *language;
  char  *controller;
  char  *obtained;
  char  *exhibit;
  char **about;
  char  *page;
  char  *quote;
  char  *translation;
  char  *says;
  char  *by;
  char  *reason;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->kind);
  g_free (self->title);
  g_free (self->date);
  g_free (self->author);
  g_free (self->language);
  g_free (self->controller);
  g_free (self->obtained);
  g_free (self->exhibit);
  g_strfreev (self->about);
  g_free (self->page);
  g_free (self->quote);
  g_free (self->translation);
  g_free (self->says);
  g_free (self->by);
  g_free (self->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char *
name_state (RcPaperState state)
{
  static const char * const names[] = { "sound", "removed", "absent" };

  return names[state];
}

/* --- Telling --- */

static void
write_reading (RcJsonWriter    *writer,
               const RcReading *reading)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", reading->entry);
  rc_about_list_write (reading->about, writer, "about");
  rc_json_writer_member_string (writer, "page", reading->page);
  rc_json_writer_member_string (writer, "quote", reading->quote);
  rc_json_writer_member_string (writer, "translation", reading->translation);
  rc_json_writer_member_string (writer, "says", reading->says);
  rc_json_writer_member_string (writer, "read_by", reading->read_by);
  rc_json_writer_member_string (writer, "withdrawn_for", reading->withdrawn_for);
  rc_json_writer_end_object (writer);
}

static void
write_paper (const RcPaper *paper)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_DOCUMENT, paper->number);
  g_autofree char *exhibit = rc_register_dup_exhibit (paper->source);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", number);
  rc_json_writer_member_string (writer, "name", paper->title);
  rc_json_writer_member_string (writer, "kind", paper->kind);
  rc_json_writer_member_string (writer, "exhibit", exhibit);
  rc_json_writer_member_integer (writer, "source", paper->source);
  rc_json_writer_member_string (writer, "state", name_state (paper->state));
  rc_json_writer_member_string (writer, "file", paper->file_name);
  rc_json_writer_member_string (writer, "sha256", paper->sha256);
  rc_json_writer_member_string (writer, "date", paper->date);
  rc_json_writer_member_string (writer, "author", paper->author);
  rc_json_writer_member_string (writer, "language", paper->language);
  rc_json_writer_member_string (writer, "registered_by", paper->registered_by);
  rc_json_writer_name (writer, "readings");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < paper->readings->len; i++)
    write_reading (writer, g_ptr_array_index (paper->readings, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_reading (const RcReading *reading)
{
  g_autofree char *about = rc_about_list_dup_text (reading->about);

  rc_cli_print ("  reading %" G_GINT64_FORMAT "\n", reading->entry);
  rc_cli_print_labelled ("  about", about);
  rc_cli_print_labelled ("  page", reading->page);
  rc_cli_print_labelled ("  passage", reading->quote);
  rc_cli_print_labelled ("  translation", reading->translation);
  rc_cli_print_labelled ("  says", reading->says);
  rc_cli_print_labelled ("  read by", reading->read_by);
  if (reading->withdrawn_for != NULL)
    rc_cli_print_labelled ("  taken back", *reading->withdrawn_for != '\0' ? reading->withdrawn_for : "no reason given");
}

static void
print_paper (const RcPaper *paper,
             gboolean       in_full)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_DOCUMENT, paper->number);
  g_autofree char *exhibit = rc_register_dup_exhibit (paper->source);
  const RcLawTerm *evidence = rc_law_find_term (rc_law_get (), RC_LAW_TERM_EVIDENCE_CLASS, paper->kind);
  g_autofree char *kind = rc_cli_show (evidence != NULL ? rc_law_text (evidence->name) : paper->kind);
  g_autofree char *title = rc_cli_show (paper->title);

  rc_cli_print ("%s  %s  %s: %s%s\n", number, exhibit, kind, title,
                paper->state == RC_PAPER_REMOVED  ? " (taken out of the case)"
                : paper->state == RC_PAPER_ABSENT ? " (the case has no such exhibit)" : "");
  if (!in_full)
    return;

  rc_cli_print_labelled ("file", paper->file_name);
  rc_cli_print_labelled ("date", paper->date);
  rc_cli_print_labelled ("author", paper->author);
  rc_cli_print_labelled ("language", paper->language);
  rc_cli_print_labelled ("registered by", paper->registered_by);
  for (guint i = 0; i < paper->readings->len; i++)
    print_reading (g_ptr_array_index (paper->readings, i));
  if (paper->readings->len == 0)
    rc_cli_print ("  nobody has read it for a question yet\n");
}

static void
tell_paper (RcCli         *cli,
            const RcPaper *paper,
            gboolean       in_full)
{
  if (cli->json)
    write_paper (paper);
  else
    print_paper (paper, in_full);
}

/* --- Acts --- */

static RcPaper *
find_paper (RcCase      *case_file,
            const char  *text,
            GError     **error)
{
  gint64 number;

  if (g_ascii_toupper (text[0]) == 'E')
    return rc_cli_parse_exhibit (text, &number, error) ? rc_paper_find_source (case_file, number, error) : NULL;
  return rc_cli_parse_number (RC_ENTRY_DOCUMENT, text, &number, error) ? rc_paper_find (case_file, number, error) : NULL;
}

gboolean
rc_cli_list_documents (RcCli   *cli,
                       RcCase  *case_file,
                       GError **error)
{
  g_autoptr (GPtrArray) papers = rc_paper_list (case_file, error);

  for (guint i = 0; papers != NULL && i < papers->len; i++)
    tell_paper (cli, g_ptr_array_index (papers, i), FALSE);
  return papers != NULL;
}

static gboolean
is_about (const RcPaper *paper,
          GPtrArray     *asked)
{
  for (guint i = 0; i < paper->readings->len; i++)
    {
      const RcReading *reading = g_ptr_array_index (paper->readings, i);

      for (guint k = 0; k < asked->len; k++)
        {
          const RcAbout *about = g_ptr_array_index (asked, k);

          if (rc_about_list_has (reading->about, about->kind, about->name))
            return TRUE;
        }
    }
  return asked->len == 0;
}

static gboolean
list (RcCliCall  *call,
      GError    **error)
{
  const Options *options = call->options;
  g_autoptr (GPtrArray) asked = rc_about_list_new ((const char * const *) options->about);
  g_autoptr (GPtrArray) papers = rc_paper_list (call->case_file, error);

  if (papers == NULL)
    return FALSE;

  for (guint i = 0; i < papers->len; i++)
    {
      if (is_about (g_ptr_array_index (papers, i), asked))
        tell_paper (call->cli, g_ptr_array_index (papers, i), FALSE);
    }
  if (papers->len == 0 && !call->cli->json)
    rc_cli_print ("No document is registered.\n");
  return TRUE;
}

static gboolean
show (RcCliCall  *call,
      GError    **error)
{
  g_autoptr (RcPaper) paper = find_paper (call->case_file, call->arguments[0], error);

  if (paper != NULL)
    tell_paper (call->cli, paper, TRUE);
  return paper != NULL;
}

static RcReadingTerms
take_reading (const Options *options)
{
  return (RcReadingTerms) {
    .about = (const char * const *) options->about,
    .page = options->page,
    .quote = options->quote,
    .translation = options->translation,
    .says = options->says,
    .read_by = options->by,
  };
}

static gboolean
add (RcCliCall  *call,
     GError    **error)
{
  const Options *options = call->options;
  const RcReadingTerms reading = take_reading (options);
  gboolean is_read = options->about != NULL || options->page != NULL || options->quote != NULL || options->says != NULL;
  const RcPaperTerms terms = {
    .kind = options->kind,
    .title = options->title,
    .date = options->date,
    .author = options->author,
    .language = options->language,
    .controller = options->controller,
    .obtained = options->obtained,
    .reading = is_read ? &reading : NULL,
  };
  g_autoptr (RcPaper) paper = NULL;
  gint64 source, number;

  if (!rc_cli_parse_exhibit (options->exhibit, &source, error))
    return FALSE;
  if ((source != 0) == (call->arguments[0] != NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "expected either a file or --exhibit");
      return FALSE;
    }

  number = source != 0 ? rc_paper_add_source (call->case_file, source, &terms, error)
                       : rc_paper_add_file (call->case_file, call->arguments[0], &terms, call->cli->cancellable, error);
  paper = number != 0 ? rc_paper_find (call->case_file, number, error) : NULL;
  if (paper != NULL)
    tell_paper (call->cli, paper, TRUE);
  return paper != NULL;
}

static gboolean
read_for (RcCliCall  *call,
          GError    **error)
{
  const RcReadingTerms reading = take_reading (call->options);
  g_autoptr (RcPaper) paper = find_paper (call->case_file, call->arguments[0], error);
  g_autoptr (RcPaper) after = NULL;

  if (paper == NULL || !rc_paper_add_reading (call->case_file, paper->number, &reading, NULL, error))
    return FALSE;

  after = rc_paper_find (call->case_file, paper->number, error);
  if (after != NULL)
    tell_paper (call->cli, after, TRUE);
  return after != NULL;
}

static gboolean
withdraw (RcCliCall  *call,
          GError    **error)
{
  const Options *options = call->options;
  g_autoptr (RcPaper) paper = find_paper (call->case_file, call->arguments[0], error);
  gint64 reading;

  if (paper == NULL)
    return FALSE;
  if (!g_ascii_string_to_signed (call->arguments[1], 10, 1, G_MAXINT64, &reading, error) ||
      !rc_paper_withdraw_reading (call->case_file, paper->number, reading, options->reason, error))
    return FALSE;

  rc_cli_tell_number (call->cli, RC_ENTRY_DOCUMENT, paper->number, "keeps the reading, which counts no more");
  return TRUE;
}

static const RcCliAct acts[] = {
  { "list", FALSE, 0, 0, list },
  { "show", FALSE, 1, 1, show },
  { "add", TRUE, 0, 1, add },
  { "read", TRUE, 1, 1, read_for },
  { "withdraw", TRUE, 2, 2, withdraw },
};

int
rc_cli_document (RcCli *cli,
                 int    argc,
                 char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, "What it is: an evidence class (E01 to E30), or in words", "K" },
    { "about", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.about,
      "What it was read for, several times: Q08, approval, AIA-12-1, system:NAME, model:NAME/VERSION, decision:REFERENCE", "A" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, "What it is called; the file's name unless said", "T" },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date, "The day that it bears, like 2026-07-28", "DATE" },
    { "author", 0, 0, G_OPTION_ARG_STRING, &options.author, "Who wrote it", "WHO" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, "Its language, like de", "L" },
    { "page", 0, 0, G_OPTION_ARG_STRING, &options.page, "The page, or another place in it", "P" },
    { "quote", 0, 0, G_OPTION_ARG_STRING, &options.quote, "The passage, in its language", "TEXT" },
    { "translation", 0, 0, G_OPTION_ARG_STRING, &options.translation, "The auditor's translation of the passage", "TEXT" },
    { "says", 0, 0, G_OPTION_ARG_STRING, &options.says, "What it says on that", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who read it; the auditor of the case unless said", "WHO" },
    { "exhibit", 0, 0, G_OPTION_ARG_STRING, &options.exhibit, "Register what was imported already", "E" },
    { "controller", 0, 0, G_OPTION_ARG_STRING, &options.controller, "Who controls the file", "WHO" },
    { "obtained", 0, 0, G_OPTION_ARG_STRING, &options.obtained, "How it was obtained", "TEXT" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why a reading is taken back", "R" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "document", entries, argc, argv, 1, 4, &arguments, &exit_code))
    return exit_code;
  return rc_cli_run_act (cli, "document", acts, G_N_ELEMENTS (acts), arguments, &options);
}
