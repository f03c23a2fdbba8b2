/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-finding.h"

#include "cli-act.h"
#include "core/registers/finding-json.h"

static void
write_finding (const RcFinding *finding,
               const RcNoticed *noticed,
               const char      *day)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_finding_write_json (finding, noticed, day, writer);
  rc_cli_print_json (writer);
}

static void
print_origin (const RcFindingOrigin *origin)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, origin->number);
  g_autofree char *words = g_strdup_printf ("case “%s”, %s, rated %s there%s%s%s", origin->case_title != NULL ? origin->case_title : "", number,
                                            rc_severity_words (origin->severity), origin->due != NULL ? ", due " : "",
                                            origin->due != NULL ? origin->due : "",
                                            origin->log_holds ? "" : "; that case was edited outside the program");

  rc_cli_print_labelled ("taken over from", words);
}

static void
print_in_full (const RcFinding *finding,
               const RcNoticed *noticed)
{
  g_autoptr (GPtrArray) missing = rc_finding_list_missing (finding);
  g_autofree char *about = rc_about_list_dup_text (finding->about);

  if (finding->origin != NULL)
    print_origin (finding->origin);
  rc_cli_print_labelled ("condition", finding->condition);
  for (guint i = 0; i < finding->criteria->len; i++)
    rc_cli_print_labelled (i == 0 ? "criterion" : "", g_ptr_array_index (finding->criteria, i));
  rc_cli_print_labelled ("cause", finding->cause != NULL ? finding->cause : "not determined");
  rc_cli_print_labelled ("effect", finding->effect);
  rc_cli_print_labelled ("recommendation", finding->recommendation);
  rc_cli_print_labelled ("about", about);
  for (guint i = 0; i < finding->evidence->len; i++)
    rc_cli_print_labelled (i == 0 ? "evidence" : "", g_ptr_array_index (finding->evidence, i));
  rc_cli_print_labelled ("response", rc_response_words (finding->response));
  rc_cli_print_labelled ("", finding->response_words);
  rc_cli_print_labelled ("action", finding->action);
  rc_cli_print_labelled ("owner", finding->owner);
  rc_cli_print_labelled ("due", finding->due);
  rc_cli_print_labelled ("said by", finding->state_by);
  rc_cli_print_labelled ("remark", finding->state_remark);
  for (guint i = 0; i < missing->len; i++)
    rc_cli_print_labelled (i == 0 ? "not written yet" : "", g_ptr_array_index (missing, i));
  for (guint i = 0; i < finding->exceptions->len; i++)
    {
      const RcExceptionMark *mark = g_ptr_array_index (finding->exceptions, i);
      static const char * const words[] = { "noticed, stands", "not noticed now", "noticed then" };

      rc_cli_print_labelled (words[rc_noticed_find (noticed, mark)], mark->message);
    }
}

static void
print_finding (const RcFinding *finding,
               const RcNoticed *noticed,
               const char      *day,
               gboolean         in_full)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, finding->number);
  g_autofree char *title = rc_cli_show (finding->title);
  gboolean is_repeated = finding->repeats > 0 || rc_finding_is_repeated (finding, noticed);

  rc_cli_print ("%-6s %-14s %-32s %s%s%s\n", number, rc_severity_words (finding->severity), rc_finding_state_words (finding->state), title,
                is_repeated ? "  REPEATED" : "", rc_finding_is_overdue (finding, day) ? "  OVERDUE" : "");
  if (in_full)
    print_in_full (finding, noticed);
}

/* What is told of a finding depends on what the last verification noticed, and on a day. */
gboolean
rc_cli_tell_finding (RcCli            *cli,
                     RcCase           *case_file,
                     const RcFinding  *finding,      /* (nullable): all of them */
                     const char       *day,          /* (nullable): today */
                     GError          **error)
{
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  g_autoptr (RcNoticed) noticed = rc_noticed_load (case_file, error);
  g_autoptr (GPtrArray) all = NULL;

  if (noticed == NULL)
    return FALSE;
  if (finding == NULL)
    {
      all = rc_finding_list (case_file, error);
      if (all == NULL)
        return FALSE;
    }
  for (guint i = 0; i < (all != NULL ? all->len : 1); i++)
    {
      const RcFinding *one = all != NULL ? g_ptr_array_index (all, i) : finding;

      if (cli->json)
        write_finding (one, noticed, day != NULL ? day : today);
      else
        print_finding (one, noticed, day != NULL ? day : today, all == NULL);
    }
  if (all != NULL && all->len == 0 && !cli->json)
    rc_cli_print ("No finding is written yet.\n");
  return TRUE;
}
