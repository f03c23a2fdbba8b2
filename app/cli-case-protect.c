/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-case-acts.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/digest.h"
#include "core/rest/protect.h"
#include "core/timestamp.h"

typedef struct
{
  gboolean  with_auditor_key;
  int       new_passphrase_fd;
  char     *add_key;
  char     *label;
  gboolean  change_passphrase;
  int       withdraw;
  gboolean  rotate;
  gboolean  remove;
  gboolean  list;
  char     *reason;
} ProtectOptions;

static void
protect_options_clear (ProtectOptions *self)
{
  g_free (self->add_key);
  g_free (self->label);
  g_free (self->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ProtectOptions, protect_options_clear)

static int
finish (RcCli      *cli,
        const char *act,
        guint32     slot,             /* 0: none */
        const char *sentence)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!cli->json)
    {
      rc_cli_print ("%s\n", sentence);
      return RC_EXIT_OK;
    }
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "act", act);
  if (slot != 0)
    rc_json_writer_member_integer (writer, "slot", slot);
  rc_json_writer_member_string (writer, "message", sentence);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
  return RC_EXIT_OK;
}

/* --- Passphrases and keys --- */

/* @fallback_fd: -1: none. */
static char *
read_new_passphrase (const ProtectOptions  *options,
                     int                    fallback_fd,
                     GError               **error)
{
  if (options->new_passphrase_fd >= 0)
    return rc_cli_read_passphrase (options->new_passphrase_fd, error);
  if (fallback_fd >= 0)
    return rc_cli_read_passphrase (fallback_fd, error);
  return rc_cli_ask_new_passphrase ("New passphrase of the case: ", error);
}

static gboolean
set_passphrase (RcCaseKeys            *keys,
                const ProtectOptions  *options,
                int                    fallback_fd,
                GError               **error)
{
  char *passphrase = read_new_passphrase (options, fallback_fd, error);
  gboolean done = passphrase != NULL && rc_case_keys_set_passphrase (keys, passphrase, strlen (passphrase), NULL, error);

  rc_cli_free_passphrase (passphrase);
  return done;
}

static gboolean
add_own_key (RcCli       *cli,
             RcCaseKeys  *keys,
             const char  *label,
             GError     **error)
{
  guint8 public_key[RC_KEY_BYTES];

  /* Makes the key where there is none yet. */
  if (cli->passphrase_fd >= 0 && !rc_cli_unlock_key (cli, NULL, error))
    return FALSE;
  return rc_auditor_key_read_public (public_key, error) &&
         rc_case_keys_add_auditor (keys, public_key, label != NULL ? label : g_get_user_name (), NULL, error);
}

static gboolean
parse_key (const char  *text,
           guint8       out_key[RC_KEY_BYTES],
           GError     **error)
{
  g_autofree char *contents = NULL;

  if (strlen (text) != 2 * RC_KEY_BYTES)
    {
      if (!g_file_get_contents (text, &contents, NULL, error))
        return FALSE;
      text = contents;
    }
  if (rc_auditor_key_parse_public (text, out_key))
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "a public key is expected as 64 hexadecimal digits, or in a file that holds nothing else, as --list prints one's own");
  return FALSE;
}

/* --- The whole file --- */

static int
protect (RcCli                *cli,
         const char           *path,
         const ProtectOptions *options)
{
  g_autoptr (RcCaseKeys) keys = rc_case_keys_new (NULL);
  gboolean own_passphrase = !options->with_auditor_key || options->new_passphrase_fd >= 0;
  int fallback_fd = options->with_auditor_key ? -1 : cli->passphrase_fd;
  RcProtectOutcome outcome = { 0 };
  GError *error = NULL;

  if (rc_case_is_protected (path))
    {
      g_set_error (&error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS, "%s is protected already; --add-key and --change-passphrase say who opens it", path);
      return rc_cli_fail (error);
    }
  if ((options->with_auditor_key && !add_own_key (cli, keys, options->label, &error)) ||
      (own_passphrase && !set_passphrase (keys, options, fallback_fd, &error)) ||
      !rc_protect_case (path, keys, cli->cancellable, &outcome, &error))
    return rc_cli_fail (error);

  return finish (cli, "protect", 0, outcome.overwritten
    ? "The case is protected. The old file was overwritten in place; a solid-state disk, a file system that copies on writing, a snapshot or a "
      "backup may still hold pages of it in clear."
    : "The case is protected. The old file has another name as well and still is the case in clear there: remove that yourself.");
}

static int
rotate (RcCli                *cli,
        const char           *path,
        const ProtectOptions *options)
{
  GError *error = NULL;

  if (!rc_protect_rotate_key (path, options->reason, cli->cancellable, NULL, &error))
    return rc_cli_fail (error);
  return finish (cli, "rotate", 0, "The case has a new key for the same slots; all of it was written anew.");
}

static int
remove_protection (RcCli                *cli,
                   const char           *path,
                   const ProtectOptions *options)
{
  GError *error = NULL;

  if (!rc_unprotect_case (path, options->reason, cli->cancellable, &error))
    return rc_cli_fail (error);
  return finish (cli, "remove", 0, "The case is in clear again: whoever has the file reads it.");
}

/* --- Slots --- */

static const char *
kind_name (RcKeySlotKind kind)
{
  return kind == RC_KEY_SLOT_PASSPHRASE ? "passphrase" : "auditor";
}

static void
write_slot (RcJsonWriter    *writer,
            const RcKeySlot *slot)
{
  g_autofree char *public_key = rc_bytes_dup_hex (slot->public_key, RC_KEY_BYTES);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "slot", slot->number);
  rc_json_writer_member_string (writer, "kind", kind_name (slot->kind));
  rc_json_writer_member_string (writer, "label", slot->label);
  rc_json_writer_member_string (writer, "public_key", slot->kind == RC_KEY_SLOT_AUDITOR ? public_key : NULL);
  rc_cli_write_time (writer, "since", slot->made_us);
  rc_json_writer_end_object (writer);
}

static void
print_slot (const RcKeySlot *slot)
{
  g_autofree char *public_key = rc_bytes_dup_hex (slot->public_key, RC_KEY_BYTES);
  g_autofree char *label = rc_cli_show (slot->label);
  g_autofree char *since = rc_time_format_utc (slot->made_us);

  rc_cli_print ("%4u  %-10s  since %s  %s\n", slot->number, kind_name (slot->kind), since, label);
  if (slot->kind == RC_KEY_SLOT_AUDITOR)
    rc_cli_print ("      %s\n", public_key);
}

static int
list (RcCli      *cli,
      const char *path)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  GError *error = NULL;
  g_autoptr (RcCase) case_file = rc_cli_open_case (path, FALSE, &error);
  g_autofree char *own_key = rc_auditor_key_dup_public ();
  RcCaseKeys *keys;

  if (case_file == NULL)
    return rc_cli_fail (error);

  keys = rc_protect_get_keys (case_file);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_boolean (writer, "protected", keys != NULL);
  rc_json_writer_name (writer, "slots");
  rc_json_writer_begin_array (writer);
  if (!cli->json)
    rc_cli_print ("%s\n", keys != NULL ? "The case is protected. It opens with:" : "The case is in clear.");
  for (guint i = 0; keys != NULL && i < RC_KEY_SLOTS; i++)
    {
      const RcKeySlot *slot = &rc_case_keys_peek_slots (keys)[i];

      if (slot->kind == RC_KEY_SLOT_EMPTY)
        continue;
      write_slot (writer, slot);
      if (!cli->json)
        print_slot (slot);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_member_string (writer, "auditor_key", own_key);
  rc_json_writer_end_object (writer);

  if (cli->json)
    rc_cli_print_json (writer);
  else if (own_key != NULL)
    rc_cli_print ("Your own public key: %s\n", own_key);
  return RC_EXIT_OK;
}

static gboolean
change_slots (RcCli                 *cli,
              RcCase                *case_file,
              const ProtectOptions  *options,
              guint32               *out_slot,
              GError               **error)
{
  guint8 public_key[RC_KEY_BYTES];
  char *passphrase;
  gboolean done;

  *out_slot = (guint32) options->withdraw;
  if (options->withdraw > 0)
    return rc_protect_withdraw (case_file, *out_slot, options->reason, error);
  if (options->add_key != NULL)
    return parse_key (options->add_key, public_key, error) &&
           rc_protect_add_auditor (case_file, public_key, options->label, out_slot, error);

  passphrase = read_new_passphrase (options, -1, error);
  done = passphrase != NULL && rc_protect_change_passphrase (case_file, passphrase, strlen (passphrase), out_slot, error);
  rc_cli_free_passphrase (passphrase);
  return done;
}

static int
change (RcCli                *cli,
        const char           *path,
        const ProtectOptions *options)
{
  GError *error = NULL;
  g_autoptr (RcCase) case_file = rc_cli_open_case (path, TRUE, &error);
  g_autofree char *sentence = NULL;
  guint32 slot;

  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error) || !change_slots (cli, case_file, options, &slot, &error) ||
      !rc_case_close (case_file, &error))
    return rc_cli_fail (error);
  g_clear_object (&case_file);
  if (options->withdraw > 0 && options->rotate)
    return rotate (cli, path, options);

  sentence = options->withdraw > 0
    ? g_strdup_printf ("Slot %u opens the case no more. Whoever opened it with that may have kept the key: --rotate writes the case with a new one.", slot)
    : g_strdup_printf ("Slot %u opens the case from now on.", slot);
  return finish (cli, options->withdraw > 0 ? "withdraw" : options->add_key != NULL ? "add" : "change", slot, sentence);
}

static const char *
find_mistake (const ProtectOptions *options,
              gboolean              withdraws)
{
  guint acts = options->add_key != NULL;

  acts += options->change_passphrase;
  acts += options->list;
  acts += options->remove;
  acts += withdraws || options->rotate;
  if (acts > 1)
    return "only one of --add-key, --change-passphrase, --withdraw, --rotate, --list and --remove can be done at once";
  if (withdraws && options->withdraw < 1)
    return "--withdraw takes the number of a slot, as --list tells it";
  if (options->add_key != NULL && options->label == NULL)
    return "--label is missing: say whose key it is";
  if ((withdraws || options->rotate || options->remove) && (options->reason == NULL || strspn (options->reason, " \t") == strlen (options->reason)))
    return "--reason is missing";
  return NULL;
}

int
rc_cli_case_protect (RcCli *cli,
                     int    argc,
                     char **argv)
{
  g_auto (ProtectOptions) options = { .new_passphrase_fd = -1, .withdraw = G_MININT };
  const GOptionEntry entries[] = {
    { "with-auditor-key", 0, 0, G_OPTION_ARG_NONE, &options.with_auditor_key, "Let your auditor key open it; no passphrase of its own then", NULL },
    { "new-passphrase-fd", 0, 0, G_OPTION_ARG_INT, &options.new_passphrase_fd, "Read the new passphrase of the case from this descriptor", "N" },
    { "add-key", 0, 0, G_OPTION_ARG_STRING, &options.add_key, "Let another auditor's key open it: 64 hexadecimal digits, or a file with them", "PUB" },
    { "label", 0, 0, G_OPTION_ARG_STRING, &options.label, "Whose key that is", "TEXT" },
    { "change-passphrase", 0, 0, G_OPTION_ARG_NONE, &options.change_passphrase, "Set another passphrase of the case", NULL },
    { "withdraw", 0, 0, G_OPTION_ARG_INT, &options.withdraw, "Let a slot open it no more", "SLOT" },
    { "rotate", 0, 0, G_OPTION_ARG_NONE, &options.rotate, "Write all of it anew with another key for the same slots", NULL },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &options.remove, "Take the protection away", NULL },
    { "list", 0, 0, G_OPTION_ARG_NONE, &options.list, "What opens it, and your own public key", NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why, for the custody log", "R" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  const char *mistake;
  gboolean withdraws;
  int exit_code;

  if (!rc_cli_parse (cli, "case protect", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  withdraws = options.withdraw != G_MININT;
  if (!withdraws)
    options.withdraw = 0;
  mistake = find_mistake (&options, withdraws);
  if (mistake != NULL)
    return rc_cli_usage ("case protect", "%s", mistake);

  if (options.list)
    return list (cli, arguments[0]);
  if (options.remove)
    return remove_protection (cli, arguments[0], &options);
  if (withdraws || options.add_key != NULL || options.change_passphrase)
    return change (cli, arguments[0], &options);
  return options.rotate ? rotate (cli, arguments[0], &options) : protect (cli, arguments[0], &options);
}
