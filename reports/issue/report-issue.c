/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/issue/report-issue.h"

#include <glib/gstdio.h>

#include "core/event.h"
#include "core/words.h"
#include "reports/issue/issue-document.h"
#include "reports/report.h"
#include "reports/typesetting/block.h"
#include "reports/typesetting/pages.h"

static gboolean
refuse (GError    **error,
        const char *message)
{
  g_set_error_literal (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE, message);
  return FALSE;
}

/* --- Beginning --- */

/* What a decision is called in the case for ever. @out_subject: (transfer full) (nullable) */
static gboolean
resolve_subject (RcCase      *case_file,
                 const char  *kind,
                 const char  *subject,
                 char       **out_subject,
                 GError     **error)
{
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcEvent) event = NULL;

  *out_subject = NULL;
  if (!rc_report_is_of_event (kind))
    {
      *out_subject = g_strdup (subject);
      return subject == NULL || rc_report_takes_number (kind) || refuse (error, _("This report is of the whole case, not of a decision"));
    }
  if (subject == NULL)
    return refuse (error, _("It must be said of which decision the report is"));

  reader = rc_record_reader_new (rc_case_get_database (case_file));
  event = rc_event_find (case_file, reader, subject, error);
  *out_subject = event != NULL ? rc_event_dup_reference (event) : NULL;
  return event != NULL;
}

gint64
rc_report_issue_begin (RcCase      *case_file,
                       const char  *kind,
                       const char  *subject,
                       const char  *by,
                       GError     **error)
{
  g_autofree char *resolved = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcIssued) current = NULL;
  g_autoptr (RcDocument) document = NULL;

  if (rc_report_has_kind (kind) && !resolve_subject (case_file, kind, subject, &resolved, error))
    return 0;
  current = rc_issued_find_current (case_file, kind, resolved, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }
  if (current != NULL && current->state == RC_ISSUED_DRAFT)
    return current->number;

  /* What cannot be built cannot be issued. */
  document = rc_issue_document_build_report (case_file, kind, resolved, "en", error);
  return document != NULL ? rc_issued_begin (case_file, kind, resolved, document->head.title, 0, by, error) : 0;
}

/* --- Drafts --- */

static char *
digest_file (const char  *path,
             GError     **error)
{
  g_autoptr (GBytes) bytes = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;

  bytes = g_bytes_new_take (contents, length);
  return rc_issue_document_digest (bytes);
}

gboolean
rc_report_issue_draft (RcCase      *case_file,
                       gint64       number,
                       const char  *language,
                       const char  *path,
                       gboolean     replace,
                       const char  *by,
                       GError     **error)
{
  g_auto (RcIssueDocument) issue = { 0 };
  g_autoptr (GPtrArray) sections = NULL;
  g_autoptr (RcDocument) document = NULL;
  g_autofree char *sha256 = NULL;

  if (!rc_issue_document_load (&issue, case_file, number, error))
    return FALSE;
  document = rc_issue_document_build (&issue, language, &sections, error);
  if (document == NULL || !rc_issue_document_check_unchanged (&issue, error) || !rc_document_write (document, path, replace, error))
    return FALSE;

  sha256 = digest_file (path, error);
  if (sha256 != NULL && rc_issued_add_draft (case_file, number, language, sections, by, error))
    return rc_issue_document_note (&issue, language, sha256, error);

  (void) g_unlink (path);
  return FALSE;
}
