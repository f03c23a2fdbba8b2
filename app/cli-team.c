/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-act.h"

#include <string.h>

#include "core/team/assignment.h"
#include "core/team/hand-out.h"
#include "core/team/team-signers.h"
#include "core/timestamp.h"

/* Who works on the case, and what each has to do. */

typedef struct
{
  char  *role;
  char  *key;
  char  *reason;
  char  *due;
  char  *by;
  char  *output;
  char **about;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->role);
  g_free (self->key);
  g_free (self->reason);
  g_free (self->due);
  g_free (self->by);
  g_free (self->output);
  g_strfreev (self->about);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- Telling --- */

static void
write_member (const RcTeamMember *member)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", member->number);
  rc_json_writer_member_string (writer, "name", member->name);
  rc_json_writer_member_string (writer, "role", rc_role_to_name (member->role));
  rc_json_writer_member_string (writer, "key", rc_team_member_peek_key (member));
  rc_json_writer_member_integer (writer, "keys", member->keys->len);
  rc_cli_write_time (writer, "joined", member->joined_us);
  rc_cli_write_time (writer, "left", member->left_us);
  rc_json_writer_member_string (writer, "left_for", member->left_for);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_member (const RcTeamMember *member)
{
  g_autofree char *name = rc_cli_show (member->name);
  g_autofree char *left_for = rc_cli_show (member->left_for);
  const char *key = rc_team_member_peek_key (member);

  rc_cli_print ("%3" G_GINT64_FORMAT "  %s, %s%s\n", member->number, name, rc_role_to_name (member->role),
                member->left_us != RC_TIME_NONE ? ", has left" : "");
  if (key != NULL)
    rc_cli_print ("     key %s\n", key);
  else
    rc_cli_print ("     no key: nothing in the log is signed by this member now\n");
  if (member->left_us != RC_TIME_NONE)
    rc_cli_print ("     left: %s\n", left_for);
}

static gboolean
list (RcCliCall  *call,
      GError    **error)
{
  g_autoptr (GPtrArray) members = rc_team_member_list (call->case_file, error);

  if (members == NULL)
    return FALSE;

  for (guint i = 0; i < members->len; i++)
    {
      if (call->cli->json)
        write_member (g_ptr_array_index (members, i));
      else
        print_member (g_ptr_array_index (members, i));
    }
  if (members->len == 0 && !call->cli->json)
    rc_cli_print ("Nobody is entered: whoever has the case may do everything, and the log says by whose key.\n");
  return TRUE;
}

static void
write_assignment (const RcAssignment *assignment)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *about = rc_about_list_dup_text (assignment->about);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", assignment->number);
  rc_json_writer_member_string (writer, "name", assignment->task);
  rc_json_writer_member_integer (writer, "member", assignment->member);
  rc_json_writer_member_string (writer, "about", about);
  rc_json_writer_member_string (writer, "due", assignment->due);
  rc_json_writer_member_string (writer, "state", rc_assignment_state_to_name (assignment->state));
  rc_json_writer_member_string (writer, "outcome", assignment->outcome);
  rc_json_writer_member_string (writer, "by", assignment->by);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_assignment (const RcAssignment *assignment,
                  const char         *today)
{
  g_autofree char *task = rc_cli_show (assignment->task);
  g_autofree char *about = rc_about_list_dup_words (assignment->about);

  rc_cli_print ("%3" G_GINT64_FORMAT "  member %" G_GINT64_FORMAT ", %s%s: %s\n", assignment->number, assignment->member,
                rc_assignment_state_to_name (assignment->state), rc_assignment_is_overdue (assignment, today) ? ", OVERDUE" : "", task);
  if (assignment->about->len > 0)
    rc_cli_print_labelled ("about", about);
  rc_cli_print_labelled ("due", assignment->due);
  rc_cli_print_labelled ("outcome", assignment->outcome);
}

static gboolean
work (RcCliCall  *call,
      GError    **error)
{
  g_autoptr (GPtrArray) assignments = rc_assignment_list (call->case_file, error);
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());

  if (assignments == NULL)
    return FALSE;

  for (guint i = 0; i < assignments->len; i++)
    {
      if (call->cli->json)
        write_assignment (g_ptr_array_index (assignments, i));
      else
        print_assignment (g_ptr_array_index (assignments, i), today);
    }
  if (assignments->len == 0 && !call->cli->json)
    rc_cli_print ("Nothing is assigned.\n");
  return TRUE;
}

/* --- Entering --- */

static gboolean
parse_role (const char  *text,       /* (nullable) */
            RcRole      *out_role,
            GError     **error)
{
  if (text != NULL && rc_role_from_name (text, out_role))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "a role is owner, auditor, reviewer or observer");
  return FALSE;
}

static gboolean
tell_member (RcCliCall  *call,
             gint64      number,
             GError    **error)
{
  g_autoptr (RcTeamMember) member = number != 0 ? rc_team_member_find (call->case_file, number, error) : NULL;

  if (member == NULL)
    return FALSE;
  if (call->cli->json)
    write_member (member);
  else
    print_member (member);
  return TRUE;
}

static gboolean
add (RcCliCall  *call,
     GError    **error)
{
  const Options *options = call->options;
  RcRole role;

  return parse_role (options->role, &role, error)
         && tell_member (call, rc_team_member_add (call->case_file, call->arguments[0], role, options->key, options->by, error), error);
}

static gboolean
set_role (RcCliCall  *call,
          GError    **error)
{
  const Options *options = call->options;
  gint64 number;
  RcRole role;

  return rc_cli_parse_number (RC_ENTRY_MEMBER, call->arguments[0], &number, error) && parse_role (call->arguments[1], &role, error)
         && rc_team_member_set_role (call->case_file, number, role, options->reason, options->by, error) && tell_member (call, number, error);
}

static gboolean
change_key (RcCliCall  *call,
            GError    **error)
{
  const Options *options = call->options;
  gint64 number;

  return rc_cli_parse_number (RC_ENTRY_MEMBER, call->arguments[0], &number, error)
         && rc_team_member_change_key (call->case_file, number, call->arguments[1], options->reason, options->by, error)
         && tell_member (call, number, error);
}

static gboolean
leave (RcCliCall  *call,
       GError    **error)
{
  const Options *options = call->options;
  gint64 number;

  return rc_cli_parse_number (RC_ENTRY_MEMBER, call->arguments[0], &number, error)
         && rc_team_member_leave (call->case_file, number, options->reason, options->by, error) && tell_member (call, number, error);
}

static gboolean
assign (RcCliCall  *call,
        GError    **error)
{
  const Options *options = call->options;
  gint64 member, number;

  if (!rc_cli_parse_number (RC_ENTRY_MEMBER, call->arguments[0], &member, error))
    return FALSE;
  number = rc_assignment_give (call->case_file, member, call->arguments[1], (const char * const *) options->about, options->due, options->by, error);
  if (number == 0)
    return FALSE;
  rc_cli_tell_number (call->cli, RC_ENTRY_ASSIGNMENT, number, "is assigned");
  return TRUE;
}

static gboolean
end (RcCliCall          *call,
     RcAssignmentState   state,
     GError            **error)
{
  const Options *options = call->options;
  gint64 number;

  if (!rc_cli_parse_number (RC_ENTRY_ASSIGNMENT, call->arguments[0], &number, error)
      || !rc_assignment_end (call->case_file, number, state, call->arguments[1], options->by, error))
    return FALSE;
  rc_cli_tell_number (call->cli, RC_ENTRY_ASSIGNMENT, number, state == RC_ASSIGNMENT_DONE ? "is done" : "was handed back");
  return TRUE;
}

static gboolean
finish (RcCliCall  *call,
        GError    **error)
{
  return end (call, RC_ASSIGNMENT_DONE, error);
}

static gboolean
hand_back (RcCliCall  *call,
           GError    **error)
{
  return end (call, RC_ASSIGNMENT_RETURNED, error);
}

static void
tell_hand_out (RcCliCall       *call,
               const RcHandOut *part)
{
  const char *path = ((const Options *) call->options)->output;
  g_autofree char *shown = rc_cli_show (path);
  g_autofree char *name = rc_cli_show (part->name);
  g_autofree char *bytes = rc_cli_group_digits (part->bytes);
  g_autoptr (RcJsonWriter) writer = NULL;

  if (!call->cli->json)
    {
      rc_cli_print ("Handed out to %s: %s, %s bytes, SHA-256 %s.\n", name, shown, bytes, part->sha256);
      rc_cli_print ("%u of what is assigned to them is still to be done. Private notes that are not in it: %u.\n", part->n_assigned, part->n_withheld);
      return;
    }
  writer = rc_json_writer_new ();
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "file", path);
  rc_json_writer_member_integer (writer, "member", part->member);
  rc_json_writer_member_string (writer, "name", part->name);
  rc_json_writer_member_string (writer, "key", part->key);
  rc_json_writer_member_string (writer, "sha256", part->sha256);
  rc_json_writer_member_integer (writer, "bytes", (gint64) part->bytes);
  rc_json_writer_member_integer (writer, "entries", part->entries);
  rc_json_writer_member_string (writer, "head", part->head);
  rc_json_writer_member_integer (writer, "assigned", part->n_assigned);
  rc_json_writer_member_integer (writer, "withheld", part->n_withheld);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static gboolean
hand_out (RcCliCall  *call,
          GError    **error)
{
  const Options *options = call->options;
  const RcLifeWork work = { .cancellable = call->cli->cancellable };
  g_autoptr (RcHandOut) part = NULL;
  gint64 member;

  if (options->output == NULL || *options->output == '\0')
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "-o PART is missing: where the copy is to stand");
      return FALSE;
    }
  if (!rc_cli_parse_number (RC_ENTRY_MEMBER, call->arguments[0], &member, error))
    return FALSE;
  part = rc_hand_out (call->case_file, member, options->output, &work, error);
  if (part != NULL)
    tell_hand_out (call, part);
  return part != NULL;
}

static const RcCliAct acts[] = {
  { "list", FALSE, 0, 0, list },
  { "add", TRUE, 1, 1, add },
  { "role", TRUE, 2, 2, set_role },
  { "key", TRUE, 1, 2, change_key },
  { "leave", TRUE, 1, 1, leave },
  { "work", FALSE, 0, 0, work },
  { "assign", TRUE, 2, 2, assign },
  { "done", TRUE, 2, 2, finish },
  { "return", TRUE, 2, 2, hand_back },
  { "hand-out", TRUE, 1, 1, hand_out },
};

int
rc_cli_team (RcCli *cli,
             int    argc,
             char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &options.role, "add: owner, auditor, reviewer or observer; the first one is the owner", "ROLE" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &options.key, "add: the member's public key, as “custody” shows who signed", "HEX" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "role, key, leave: why", "R" },
    { "about", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.about, "assign: what it is about, once for each: decision:…, system:…, Q08 …", "WHAT" },
    { "due", 0, 0, G_OPTION_ARG_STRING, &options.due, "assign: a day, YYYY-MM-DD", "DAY" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "hand-out: the copy for the member; nothing may be there", "PART" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who enters it, if not the auditor of the case", "WHO" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "team", entries, argc, argv, 1, -1, &arguments, &exit_code))
    return exit_code;
  return rc_cli_run_act (cli, "team", acts, G_N_ELEMENTS (acts), arguments, &options);
}
