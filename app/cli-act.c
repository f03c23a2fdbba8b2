/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-act.h"

#include <string.h>

static const RcCliAct *
find_act (const RcCliAct *acts,
          gsize           n_acts,
          const char     *name)     /* (nullable) */
{
  for (gsize i = 0; name != NULL && i < n_acts; i++)
    {
      if (strcmp (acts[i].name, name) == 0)
        return &acts[i];
    }
  return name == NULL ? &acts[0] : NULL;
}

static int
refuse_act (const char     *verb,
            const RcCliAct *acts,
            gsize           n_acts,
            const char     *name)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (gsize i = 0; i < n_acts; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", acts[i].name);
  return rc_cli_usage (verb, "there is no “%s %s”; there are: %s", verb, name, known->str);
}

static gboolean
run (RcCliCall       *call,
     const RcCliAct  *act,
     const char      *path,
     GError         **error)
{
  g_autoptr (RcCase) case_file = rc_cli_open_case (path, act->writes, error);

  if (case_file == NULL || (act->writes && !rc_cli_unlock_key (call->cli, case_file, error)))
    return FALSE;

  call->case_file = case_file;
  return act->run (call, error) && (!act->writes || rc_case_close (case_file, error));
}

int
rc_cli_run_act (RcCli           *cli,
                const char      *verb,
                const RcCliAct  *acts,
                gsize            n_acts,
                char           **arguments,
                gpointer         options)
{
  const RcCliAct *act = find_act (acts, n_acts, arguments[1]);
  RcCliCall call = { .cli = cli, .options = options };
  GError *error = NULL;
  int count;

  if (act == NULL)
    return refuse_act (verb, acts, n_acts, arguments[1]);

  call.arguments = arguments + (arguments[1] != NULL ? 2 : 1);
  count = (int) g_strv_length (call.arguments);
  if (count < act->least || (act->most >= 0 && count > act->most))
    return rc_cli_usage (verb, "%s behind “%s”", count < act->least ? "an argument is missing" : "there are too many arguments", act->name);
  return run (&call, act, arguments[0], &error) ? RC_EXIT_OK : rc_cli_fail (error);
}

gboolean
rc_cli_parse_number (const char  *kind,
                     const char  *text,
                     gint64      *out_number,
                     GError     **error)
{
  g_autofree char *form = rc_register_dup_number (kind, 1);

  if (rc_register_parse_number (kind, text, out_number))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is no number of a %s; expected one like %s", text, kind, form);
  return FALSE;
}

gboolean
rc_cli_parse_exhibit (const char  *text,
                      gint64      *out_source,
                      GError     **error)
{
  *out_source = 0;
  if (text == NULL || rc_register_parse_exhibit (text, out_source))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is no exhibit; expected one like E-019", text);
  return FALSE;
}

void
rc_cli_tell_number (RcCli      *cli,
                    const char *kind,
                    gint64      number,
                    const char *sentence)
{
  g_autofree char *shown = rc_register_dup_number (kind, number);
  g_autoptr (RcJsonWriter) writer = NULL;

  if (!cli->json)
    {
      rc_cli_print ("%s %s.\n", shown, sentence);
      return;
    }

  writer = rc_json_writer_new ();
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, kind, number);
  rc_json_writer_member_string (writer, "number", shown);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

void
rc_cli_print_labelled (const char *label,
                       const char *words)
{
  g_auto (GStrv) lines = NULL;

  if (words == NULL || *words == '\0')
    return;

  lines = g_strsplit (words, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *shown = rc_cli_show (lines[i]);

      rc_cli_print ("  %-16s %s\n", i == 0 ? label : "", shown);
    }
}

void
rc_cli_write_texts (RcJsonWriter *writer,
                    const char   *name,
                    GPtrArray    *texts)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < texts->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (texts, i));
  rc_json_writer_end_array (writer);
}
