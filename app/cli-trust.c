/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/custody.h"
#include "core/timestamp.h"
#include "core/trust.h"

typedef struct
{
  char *owner;
  char *purpose;
  char *from;
  char *to;
  char *how;
} TrustOptions;

static void
trust_options_clear (TrustOptions *self)
{
  g_free (self->owner);
  g_free (self->purpose);
  g_free (self->from);
  g_free (self->to);
  g_free (self->how);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TrustOptions, trust_options_clear)

static void
write_anchor (RcJsonWriter   *writer,
              const RcAnchor *anchor)
{
  g_autofree char *fingerprint = rc_digest_dup_hex (&anchor->fingerprint);
  g_autofree char *from = anchor->from_us != RC_TIME_NONE ? rc_time_format_utc (anchor->from_us) : NULL;
  g_autofree char *to = anchor->to_us != RC_TIME_NONE ? rc_time_format_utc (anchor->to_us) : NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", anchor->id);
  rc_json_writer_member_string (writer, "name", anchor->owner);
  rc_json_writer_member_string (writer, "kind", anchor->kind);
  rc_json_writer_member_string (writer, "key_id", anchor->key_id);
  rc_json_writer_member_string (writer, "fingerprint", fingerprint);
  rc_json_writer_member_string (writer, "owner", anchor->owner);
  rc_json_writer_member_string (writer, "purpose", anchor->purpose);
  rc_json_writer_member_string (writer, "from", from);
  rc_json_writer_member_string (writer, "to", to);
  rc_json_writer_member_string (writer, "how", anchor->how);
  rc_json_writer_end_object (writer);
}

static int
list (RcCli  *cli,
      RcCase *case_file)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) anchors = rc_trust_list (case_file, &error);

  if (anchors == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (anchors, i);

      if (cli->json)
        {
          g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

          write_anchor (writer, anchor);
          rc_cli_print_json (writer);
        }
      else
        {
          g_autofree char *owner = rc_cli_show (anchor->owner);
          g_autofree char *purpose = rc_cli_show (anchor->purpose);

          rc_cli_print ("%4" G_GINT64_FORMAT "  %-12s %-18s %-10s %s\n", anchor->id, anchor->kind, anchor->key_id, purpose, owner);
        }
    }
  return RC_EXIT_OK;
}

static gint64
add (RcCase              *case_file,
     const char          *path,
     const TrustOptions  *options,
     GError             **error)
{
  gint64 from_us, to_us;

  if (!rc_cli_parse_time (options->from, FALSE, &from_us, error) || !rc_cli_parse_time (options->to, TRUE, &to_us, error))
    return 0;
  return rc_trust_add (case_file, path, options->owner, options->purpose != NULL ? options->purpose : "any", from_us, to_us,
                       options->how != NULL ? options->how : "", error);
}

static int
change (RcCli               *cli,
        char               **arguments,
        const TrustOptions  *options)
{
  GError *error = NULL;
  g_autoptr (RcCase) case_file = rc_cli_open_case (arguments[0], TRUE, &error);
  const char *act = arguments[1];
  const char *what = arguments[2];
  gint64 id = 0;
  guint added = 0;
  gboolean good;

  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error))
    return rc_cli_fail (error);

  if (strcmp (act, "add") == 0)
    good = (id = add (case_file, what, options, &error)) > 0;
  else if (strcmp (act, "import") == 0)
    good = rc_trust_import (case_file, what, &added, &error);
  else if (!g_ascii_string_to_signed (what, 10, 1, G_MAXINT64, &id, NULL))
    return rc_cli_usage ("trust", "“%s” is no number of a key", what);
  else
    good = rc_trust_remove (case_file, id, &error);
  if (!good || !rc_case_close (case_file, &error))
    return rc_cli_fail (error);

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "act", act);
      if (id > 0)
        rc_json_writer_member_integer (writer, "id", id);
      else
        rc_json_writer_member_integer (writer, "added", added);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else if (strcmp (act, "add") == 0)
    {
      rc_cli_print ("Accepted key %" G_GINT64_FORMAT " of %s. What it signed is judged by the next “recount-cli verify”.\n", id,
                    options->owner);
    }
  else if (strcmp (act, "import") == 0)
    {
      rc_cli_print ("%u keys accepted.\n", added);
    }
  else
    {
      rc_cli_print ("Key %" G_GINT64_FORMAT " is no longer accepted.\n", id);
    }
  return RC_EXIT_OK;
}

int
rc_cli_trust (RcCli *cli,
              int    argc,
              char **argv)
{
  g_auto (TrustOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "owner", 0, 0, G_OPTION_ARG_STRING, &options.owner, "Whose key it is", "O" },
    { "purpose", 0, 0, G_OPTION_ARG_STRING, &options.purpose, "any (default), log-head or files", "P" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, "Accepted from this time on", "T" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, "Accepted up to this time", "T" },
    { "how", 0, 0, G_OPTION_ARG_STRING, &options.how, "How the key was obtained", "TEXT" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autofree char *exported = NULL;
  GError *error = NULL;
  const char *act;
  guint n_arguments;
  int exit_code;

  if (!rc_cli_parse (cli, "trust", entries, argc, argv, 2, 3, &arguments, &exit_code))
    return exit_code;

  act = arguments[1];
  n_arguments = g_strv_length (arguments);
  if (strcmp (act, "add") == 0 || strcmp (act, "remove") == 0 || strcmp (act, "import") == 0)
    {
      if (n_arguments != 3)
        return rc_cli_usage ("trust", "“%s” needs one argument", act);
      if (strcmp (act, "add") == 0 && (options.owner == NULL || *options.owner == 0))
        return rc_cli_usage ("trust", "--owner is missing");
      return change (cli, arguments, &options);
    }
  if ((strcmp (act, "list") != 0 && strcmp (act, "export") != 0) || n_arguments != 2)
    return rc_cli_usage ("trust", "say add, list, remove, export or import");

  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  if (case_file == NULL)
    return rc_cli_fail (error);
  if (strcmp (act, "list") == 0)
    return list (cli, case_file);

  exported = rc_trust_export (case_file, &error);
  if (exported == NULL)
    return rc_cli_fail (error);
  rc_cli_print ("%s", exported);
  return RC_EXIT_OK;
}
