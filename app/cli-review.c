/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-act.h"

#include "core/registers/note.h"
#include "core/registers/review.h"

typedef struct
{
  char *by;
  char *on;
  char *with;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->by);
  g_free (self->on);
  g_free (self->with);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- Telling --- */

static void
write_note (RcJsonWriter       *writer,
            const RcReviewNote *note)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", note->number);
  rc_json_writer_member_string (writer, "note", note->words);
  rc_json_writer_member_string (writer, "by", note->by);
  rc_json_writer_member_string (writer, "cleared_by", note->cleared_by);
  rc_json_writer_member_string (writer, "cleared_with", note->cleared_with);
  rc_json_writer_end_object (writer);
}

static void
write_review (const RcReview *review)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_REVIEW, review->number);
  g_autoptr (GPtrArray) warnings = rc_review_list_warnings (review);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", number);
  rc_json_writer_member_string (writer, "name", review->subject);
  rc_json_writer_member_string (writer, "prepared_by", review->prepared_by);
  rc_json_writer_member_string (writer, "prepared_on", review->prepared_on);
  rc_json_writer_member_string (writer, "reviewed_by", review->reviewed_by);
  rc_json_writer_member_string (writer, "reviewed_on", review->reviewed_on);
  rc_json_writer_member_string (writer, "signatory", review->signatory);
  rc_json_writer_member_string (writer, "final_on", review->final_on);
  rc_json_writer_member_integer (writer, "open_notes", rc_review_count_open (review));
  rc_json_writer_name (writer, "notes");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < review->notes->len; i++)
    write_note (writer, g_ptr_array_index (review->notes, i));
  rc_json_writer_end_array (writer);
  rc_cli_write_texts (writer, "warnings", warnings);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_review (const RcReview *review,
              gboolean        in_full)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_REVIEW, review->number);
  g_autofree char *subject = rc_cli_show (review->subject);
  g_autoptr (GPtrArray) warnings = rc_review_list_warnings (review);

  rc_cli_print ("%s  %s  %s, %u of %u notes open\n", number, subject,
                review->signatory != NULL ? "final" : review->reviewed_by != NULL ? "reviewed" : "under way", rc_review_count_open (review),
                review->notes->len);
  for (guint i = 0; i < warnings->len; i++)
    rc_cli_print_labelled ("WARNING", g_ptr_array_index (warnings, i));
  if (!in_full)
    return;

  rc_cli_print_labelled ("prepared by", review->prepared_by);
  rc_cli_print_labelled ("reviewed by", review->reviewed_by);
  rc_cli_print_labelled ("signed by", review->signatory);
  for (guint i = 0; i < review->notes->len; i++)
    {
      const RcReviewNote *note = g_ptr_array_index (review->notes, i);
      g_autofree char *label = g_strdup_printf ("note %" G_GINT64_FORMAT, note->number);

      rc_cli_print_labelled (label, note->words);
      rc_cli_print_labelled ("  cleared with", note->cleared_with);
    }
}

static void
tell_review (RcCliCall      *call,
             const RcReview *review,
             gboolean        in_full)
{
  if (call->cli->json)
    write_review (review);
  else
    print_review (review, in_full);
}

static gboolean
tell_number (RcCliCall  *call,
             gint64      number,
             GError    **error)
{
  g_autoptr (RcReview) review = rc_review_find (call->case_file, number, error);

  if (review != NULL)
    tell_review (call, review, TRUE);
  return review != NULL;
}

/* --- Acts --- */

static gboolean
list (RcCliCall  *call,
      GError    **error)
{
  g_autoptr (GPtrArray) reviews = rc_review_list (call->case_file, error);

  for (guint i = 0; reviews != NULL && i < reviews->len; i++)
    tell_review (call, g_ptr_array_index (reviews, i), FALSE);
  if (reviews != NULL && reviews->len == 0 && !call->cli->json)
    rc_cli_print ("Nothing was given to review.\n");
  return reviews != NULL;
}

static gboolean
parse_first (RcCliCall  *call,
             gint64     *out_number,
             GError    **error)
{
  return rc_cli_parse_number (RC_ENTRY_REVIEW, call->arguments[0], out_number, error);
}

static gboolean
show (RcCliCall  *call,
      GError    **error)
{
  gint64 number;

  return parse_first (call, &number, error) && tell_number (call, number, error);
}

static gboolean
begin (RcCliCall  *call,
       GError    **error)
{
  const Options *options = call->options;
  gint64 number = rc_review_begin (call->case_file, call->arguments[0], options->by, options->on, error);

  return number != 0 && tell_number (call, number, error);
}

static gboolean
note (RcCliCall  *call,
      GError    **error)
{
  const Options *options = call->options;
  gint64 number;

  return parse_first (call, &number, error) &&
         rc_review_add_note (call->case_file, number, call->arguments[1], options->by, error) && tell_number (call, number, error);
}

static gboolean
clear (RcCliCall  *call,
       GError    **error)
{
  const Options *options = call->options;
  gint64 number, cleared;

  return parse_first (call, &number, error) && g_ascii_string_to_signed (call->arguments[1], 10, 1, G_MAXINT64, &cleared, error) &&
         rc_review_clear_note (call->case_file, number, cleared, options->with, options->by, error) && tell_number (call, number, error);
}

static gboolean
sign (RcCliCall  *call,
      GError    **error)
{
  const Options *options = call->options;
  gint64 number;

  return parse_first (call, &number, error) && rc_review_sign (call->case_file, number, options->by, options->on, error) &&
         tell_number (call, number, error);
}

static gboolean
finish (RcCliCall  *call,
        GError    **error)
{
  const Options *options = call->options;
  gint64 number;

  return parse_first (call, &number, error) && rc_review_finish (call->case_file, number, options->by, options->on, error) &&
         tell_number (call, number, error);
}

static const RcCliAct review_acts[] = {
  { "list", FALSE, 0, 0, list },
  { "show", FALSE, 1, 1, show },
  { "begin", TRUE, 1, 1, begin },
  { "note", TRUE, 2, 2, note },
  { "clear", TRUE, 2, 2, clear },
  { "sign", TRUE, 1, 1, sign },
  { "final", TRUE, 1, 1, finish },
};

int
rc_cli_review (RcCli *cli,
               int    argc,
               char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who prepared, noted, cleared, reviewed or signs", "WHO" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &options.on, "On which day; today unless said", "DATE" },
    { "with", 0, 0, G_OPTION_ARG_STRING, &options.with, "What was done about a note", "TEXT" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "review", entries, argc, argv, 1, 4, &arguments, &exit_code))
    return exit_code;
  return rc_cli_run_act (cli, "review", review_acts, G_N_ELEMENTS (review_acts), arguments, &options);
}

/* --- Private notes --- */

static void
tell_note (RcCliCall    *call,
           const RcNote *private_note)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_NOTE, private_note->number);
  g_autofree char *subject = rc_cli_show (private_note->subject);
  g_autoptr (RcJsonWriter) writer = NULL;

  if (!call->cli->json)
    {
      rc_cli_print ("%s  %s\n", number, subject);
      rc_cli_print_labelled ("", private_note->words);
      return;
    }

  writer = rc_json_writer_new ();
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", number);
  rc_json_writer_member_string (writer, "name", private_note->subject);
  rc_json_writer_member_string (writer, "text", private_note->is_withheld ? NULL : private_note->words);
  rc_json_writer_member_boolean (writer, "withheld", private_note->is_withheld);
  rc_json_writer_member_string (writer, "by", private_note->by);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static gboolean
list_notes (RcCliCall  *call,
            GError    **error)
{
  g_autoptr (GPtrArray) notes = rc_note_list (call->case_file, error);

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    tell_note (call, g_ptr_array_index (notes, i));
  if (notes != NULL && notes->len == 0 && !call->cli->json)
    rc_cli_print ("There is no private note.\n");
  return notes != NULL;
}

static gboolean
add_note (RcCliCall  *call,
          GError    **error)
{
  gint64 number = rc_note_add (call->case_file, *(char **) call->options, call->arguments[0], NULL, error);

  if (number != 0)
    rc_cli_tell_number (call->cli, RC_ENTRY_NOTE, number, "is kept in the case and leaves it in no copy");
  return number != 0;
}

static const RcCliAct note_acts[] = {
  { "list", FALSE, 0, 0, list_notes },
  { "add", TRUE, 1, 1, add_note },
};

int
rc_cli_note (RcCli *cli,
             int    argc,
             char **argv)
{
  g_autofree char *subject = NULL;
  const GOptionEntry entries[] = {
    { "about", 0, 0, G_OPTION_ARG_STRING, &subject, "What it is on: exercise:1, finding:F-001 …", "A" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "note", entries, argc, argv, 1, 3, &arguments, &exit_code))
    return exit_code;
  return rc_cli_run_act (cli, "note", note_acts, G_N_ELEMENTS (note_acts), arguments, &subject);
}
