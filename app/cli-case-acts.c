/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-case-acts.h"

#include <string.h>

#define PREFIX "case "

static const RcCliVerb acts[] = {
  { "case set", "CASE set", "Letterhead, logo, classification and zone of its documents", rc_cli_case_set },
  { "case show", "CASE show", "What was set", rc_cli_case_show },
  { "case backup", "CASE backup -o COPY", "A copy as it stands, also while it is open elsewhere", rc_cli_case_backup },
  { "case compact", "CASE compact [--scrub]", "Write the file anew without free pages; erase the bytes of removed sources", rc_cli_case_compact },
  { "case dispose", "CASE dispose --reason R --by WHO -o CERTIFICATE.pdf", "Destroy the case for good, with a certificate", rc_cli_case_dispose },
  { "case merge", "CASE merge OTHER", "Take in what a part of the case, another case or a handover bundle has; what is known is recognised", rc_cli_case_merge },
  { "case stamp", "CASE stamp --request FILE.tsq | --response FILE.tsr", "Have the custody log time-stamped by an authority, through files",
    rc_cli_case_stamp },
  { "case protect", "CASE protect [--list | --add-key PUB --label L | --change-passphrase | --withdraw SLOT | --rotate | --remove]",
    "Seal every page of the file at rest, and say who opens it", rc_cli_case_protect },
};

const RcCliVerb *
rc_cli_find_case_act (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      if (strcmp (acts[i].name, name) == 0)
        return &acts[i];
    }
  return NULL;
}

static const char *
peek_act (const RcCliVerb *act)
{
  return act->name + strlen (PREFIX);
}

static const RcCliVerb *
find_act (const char *word)
{
  g_autofree char *name = g_strconcat (PREFIX, word, NULL);

  return rc_cli_find_case_act (name);
}

/* The act stands behind the case; only the options that every verb has may stand before it. Behind a mere question for help it may stand alone. */
static const RcCliVerb *
choose_act (int    argc,
            char **argv)
{
  const char *words[2] = { NULL, NULL };
  gboolean help = FALSE;
  guint n_words = 0;

  for (int i = 1; i < argc && n_words < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (argv[i], "--passphrase-fd") == 0)
        i++;
      else if (strcmp (argv[i], "--help") == 0 || strcmp (argv[i], "-h") == 0)
        help = TRUE;
      else if (argv[i][0] != '-' || argv[i][1] == '\0')
        words[n_words++] = argv[i];
      else if (strcmp (argv[i], "--json") != 0 && !g_str_has_prefix (argv[i], "--passphrase-fd="))
        return NULL;
    }

  if (words[1] != NULL)
    return find_act (words[1]);
  return help && words[0] != NULL ? find_act (words[0]) : NULL;
}

static int
refuse (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : i + 1 < G_N_ELEMENTS (acts) ? ", " : " or ", peek_act (&acts[i]));
  return rc_cli_usage ("case", "say behind the case what is to be done: %s", names->str);
}

int
rc_cli_case (RcCli *cli,
             int    argc,
             char **argv)
{
  const RcCliVerb *act = choose_act (argc, argv);
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (act != NULL)
    return act->run (cli, argc, argv);
  if (rc_cli_parse (cli, "case", NULL, argc, argv, 2, -1, &arguments, &exit_code))
    return refuse ();

  if (exit_code == RC_EXIT_OK)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
        rc_cli_print ("  %-10s %s\n", peek_act (&acts[i]), acts[i].summary);
      rc_cli_print ("\n“recount-cli case CASE ACT --help” tells the options of an act.\n");
    }
  return exit_code;
}
