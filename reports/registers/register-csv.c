/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/registers/register-csv.h"

#include "core/custody.h"
#include "core/registers/finding.h"
#include "core/registers/request.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "reports/typesetting/csv.h"
#include "reports/exhibit.h"
#include "reports/decision/sheet-parts.h"

/* The day by which something is overdue: as in every document, that of the last act, and no clock's. */
static char *
dup_day (RcCase  *case_file,
         GError **error)
{
  RcDigest state;
  gint64 changed_us;

  if (!rc_custody_evidence_state (case_file, &state, &changed_us, error))
    return NULL;
  return rc_register_dup_day (changed_us != RC_TIME_NONE ? changed_us : 0);
}

static void
add_taken (RcCsv *csv,
           char  *text)
{
  rc_csv_add (csv, text);
  g_free (text);
}

static const char *
say (gboolean value)
{
  return value ? _("yes") : _("no");
}

static char *
join (GPtrArray *texts)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "; " : "", (const char *) g_ptr_array_index (texts, i));
  return g_string_free (out, FALSE);
}

/* --- Findings --- */

static char *
dup_exceptions (const RcFinding *finding)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < finding->exceptions->len; i++)
    {
      const RcExceptionMark *mark = g_ptr_array_index (finding->exceptions, i);

      g_string_append_printf (out, "%s%s", i > 0 ? "; " : "", mark->message);
    }
  return g_string_free (out, FALSE);
}

static void
add_origin (RcCsv                 *csv,
            const RcFindingOrigin *origin)
{
  rc_csv_add (csv, origin != NULL ? origin->case_title : NULL);
  add_taken (csv, origin != NULL ? rc_register_dup_number (RC_ENTRY_FINDING, origin->number) : NULL);
}

static void
add_finding (RcCsv           *csv,
             const RcFinding *finding,
             const RcNoticed *noticed,
             const char      *day)
{
  add_taken (csv, rc_register_dup_number (RC_ENTRY_FINDING, finding->number));
  rc_csv_add (csv, finding->title);
  rc_csv_add (csv, rc_severity_words (finding->severity));
  rc_csv_add (csv, rc_finding_state_words (finding->state));
  rc_csv_add (csv, say (rc_finding_is_overdue (finding, day)));
  rc_csv_add (csv, say (finding->repeats > 0 || rc_finding_is_repeated (finding, noticed)));
  rc_csv_add (csv, finding->condition);
  add_taken (csv, join (finding->evidence));
  add_taken (csv, join (finding->criteria));
  rc_csv_add (csv, finding->cause != NULL ? finding->cause : _("not determined"));
  rc_csv_add (csv, finding->effect);
  rc_csv_add (csv, finding->recommendation);
  add_taken (csv, rc_about_list_dup_words (finding->about));
  add_taken (csv, finding->sample_n > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, finding->sample_n) : NULL);
  add_taken (csv, finding->sample_n > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, finding->sample_k) : NULL);
  rc_csv_add (csv, finding->sample_upper);
  rc_csv_add (csv, rc_response_words (finding->response));
  rc_csv_add (csv, finding->response_words);
  rc_csv_add (csv, finding->action);
  rc_csv_add (csv, finding->owner);
  rc_csv_add (csv, finding->due);
  rc_csv_add (csv, finding->state_by);
  rc_csv_add (csv, finding->state_on);
  add_origin (csv, finding->origin);
  add_taken (csv, dup_exceptions (finding));
}

static char *
write_findings (RcCase  *case_file,
                GError **error)
{
  const char * const header[] = {
    _("No."), _("Finding"), _("Severity"), _("How it stands"), _("Overdue"), _("Repeated"), _("Condition"), _("Evidence"), _("Criterion"), _("Cause"),
    _("Effect"), _("Recommendation"), _("Concerns"), _("Sample size"), _("Deviations"), _("Upper limit"), _("Response of the auditee"),
    _("Response in words"), _("Action"), _("Owner"), _("Due"), _("Said by"), _("Said on"), _("Taken over from case"), _("Number there"),
    _("Noticed by the program"), NULL,
  };
  g_autoptr (GPtrArray) findings = rc_finding_list (case_file, error);
  g_autoptr (RcNoticed) noticed = findings != NULL ? rc_noticed_load (case_file, error) : NULL;
  g_autofree char *day = noticed != NULL ? dup_day (case_file, error) : NULL;
  g_autoptr (RcCsv) csv = NULL;

  if (day == NULL)
    return NULL;

  csv = rc_csv_new (header);
  for (guint i = 0; i < findings->len; i++)
    add_finding (csv, g_ptr_array_index (findings, i), noticed, day);
  return rc_csv_finish (csv);
}

char *
rc_findings_to_csv (RcCase      *case_file,
                    const char  *language,
                    GError     **error)
{
  char *csv;

  if (!rc_sheet_push_language (language, error))
    return NULL;

  csv = write_findings (case_file, error);
  rc_words_pop ();
  return csv;
}

/* --- Requests --- */

static char *
dup_exhibits (const RcRequest *request)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < request->sources->len; i++)
    {
      g_autofree char *exhibit = rc_exhibit_dup_number (g_array_index (request->sources, gint64, i));

      g_string_append_printf (out, "%s%s", i > 0 ? "; " : "", exhibit);
    }
  return g_string_free (out, FALSE);
}

static void
add_request (RcCsv           *csv,
             const RcRequest *request,
             const char      *day)
{
  add_taken (csv, rc_register_dup_number (RC_ENTRY_REQUEST, request->number));
  rc_csv_add (csv, request->addressee);
  rc_csv_add (csv, request->what);
  rc_csv_add (csv, request->why);
  rc_csv_add (csv, request->instruction);
  add_taken (csv, rc_about_list_dup_words (request->about));
  rc_csv_add (csv, rc_request_peek_day (request, RC_REQUEST_SENT));
  rc_csv_add (csv, request->due);
  rc_csv_add (csv, rc_request_state_words (request->state));
  rc_csv_add (csv, say (rc_request_is_overdue (request, day)));
  add_taken (csv, dup_exhibits (request));
}

static char *
write_requests (RcCase  *case_file,
                GError **error)
{
  const char * const header[] = {
    _("No."), _("Addressee"), _("What"), _("Needed for"), _("How to export it"), _("Concerns"), _("Sent"), _("Due"), _("How it stands"),
    _("Overdue"), _("Received"), NULL,
  };
  g_autoptr (GPtrArray) requests = rc_request_list (case_file, error);
  g_autofree char *day = requests != NULL ? dup_day (case_file, error) : NULL;
  g_autoptr (RcCsv) csv = NULL;

  if (day == NULL)
    return NULL;

  csv = rc_csv_new (header);
  for (guint i = 0; i < requests->len; i++)
    add_request (csv, g_ptr_array_index (requests, i), day);
  return rc_csv_finish (csv);
}

char *
rc_requests_to_csv (RcCase      *case_file,
                    const char  *language,
                    GError     **error)
{
  char *csv;

  if (!rc_sheet_push_language (language, error))
    return NULL;

  csv = write_requests (case_file, error);
  rc_words_pop ();
  return csv;
}
