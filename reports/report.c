/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/report.h"

#include <string.h>

#include "core/custody.h"
#include "core/json-writer.h"
#include "reports/dossier.h"
#include "reports/sheet.h"

static const struct
{
  const char   *kind;
  RcDocument *(*build) (RcCase      *case_file,
                        RcEvent     *event,
                        const char  *language,
                        GError     **error);
} kinds[] = {
  { "sheet", rc_sheet_build },
  { "lineage", rc_dossier_build },
};

gboolean
rc_report_has_kind (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, kind) == 0)
      return TRUE;

  return FALSE;
}

RcDocument *
rc_report_build (RcCase      *case_file,
                 const char  *kind,
                 RcEvent     *event,
                 const char  *language,
                 GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, kind) == 0)
      return kinds[i].build (case_file, event, language, error);

  rc_event_free (event);
  g_return_val_if_reached (NULL);
}

gboolean
rc_report_note (RcCase               *case_file,
                const RcReportEntry  *entry,
                GError              **error)
{
  g_autoptr (RcJsonWriter) writer = NULL;

  if (!rc_case_is_writable (case_file))
    return TRUE;

  writer = rc_json_writer_new ();
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "kind", entry->kind);
  rc_json_writer_member_string (writer, "event", entry->reference);
  rc_json_writer_member_string (writer, "language", entry->language);
  rc_json_writer_member_string (writer, "sha256", entry->digest);
  if (entry->is_printed)
    rc_json_writer_member_boolean (writer, "printed", TRUE);
  rc_json_writer_end_object (writer);
  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (rc_custody_append (case_file, "report", rc_json_writer_peek (writer), error))
    return rc_case_commit (case_file, error);

  rc_case_rollback (case_file);
  return FALSE;
}
