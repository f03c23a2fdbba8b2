/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/report.h"

#include <string.h>

#include "core/custody.h"
#include "core/json-writer.h"
#include "core/words.h"
#include "reports/decision/dossier.h"
#include "reports/registers/findings-report.h"
#include "reports/integrity/integrity.h"
#include "reports/registers/letters.h"
#include "reports/registers/papers-report.h"
#include "reports/pack.h"
#include "reports/registers/receipt.h"
#include "reports/registers/register-csv.h"
#include "reports/decision/sheet.h"
#include "reports/tabletop/exercise-table.h"
#include "reports/tabletop/tabletop.h"
#include "reports/timeline/timeline-report.h"

/* Of one decision, of the whole case, or of something in it that has a number; the last as a table too. */
typedef struct
{
  const char     *kind;
  const char     *title;
  RcReportSubject subject;
  RcDocument *(*build) (RcCase      *case_file,
                        RcEvent     *event,
                        const char  *language,
                        GError     **error);
  RcDocument *(*build_of_case) (RcCase      *case_file,
                                const char  *language,
                                GError     **error);
  RcDocument *(*build_of_number) (RcCase      *case_file,
                                const char  *number,      /* (nullable) */
                                const char  *language,
                                GError     **error);
  char       *(*to_csv)        (RcCase      *case_file,   /* (nullable) */
                                const char  *language,
                                GError     **error);
  char       *(*to_csv_of_number) (RcCase   *case_file,   /* (nullable) */
                                const char  *number,      /* (nullable) */
                                const char  *language,
                                GError     **error);
} Kind;

static const Kind kinds[] = {
  { "sheet", N_("Reconstruction Sheet"), RC_REPORT_OF_DECISION, rc_sheet_build, NULL },
  { "lineage", N_("Lineage Dossier"), RC_REPORT_OF_DECISION, rc_dossier_build, NULL },
  { "integrity", N_("Integrity Report"), RC_REPORT_OF_CASE, NULL, rc_integrity_build },
  { "receipt", N_("Receipt for Evidence"), RC_REPORT_OF_CASE, NULL, NULL, rc_receipt_build, NULL },
  { "requests", N_("Requests"), RC_REPORT_OF_CASE, NULL, NULL, rc_letters_build, rc_requests_to_csv },
  { "pack", N_("Exercise Pack"), RC_REPORT_OF_EXERCISE, NULL, NULL, rc_pack_build, NULL },
  { "findings", N_("Findings"), RC_REPORT_OF_CASE, NULL, NULL, rc_findings_report_build, rc_findings_to_csv },
  { "documents", N_("Documents"), RC_REPORT_OF_CASE, NULL, NULL, rc_papers_report_build, rc_papers_to_csv },
  { "timeline", N_("System Timeline"), RC_REPORT_OF_CASE, NULL, NULL, rc_timeline_report_build, rc_timeline_to_csv },
  { "tabletop", N_("Tabletop Audit Report"), RC_REPORT_OF_EXERCISE, NULL, NULL, rc_tabletop_build },
  { "matrix", N_("Decisions and Questions"), RC_REPORT_OF_EXERCISE, NULL, NULL, rc_exercise_table_build, NULL, rc_exercise_table_to_csv },
};

static const Kind *
find_kind (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, kind) == 0)
      return &kinds[i];

  return NULL;
}

gboolean
rc_report_has_kind (const char *kind)
{
  return find_kind (kind) != NULL;
}

const char *
rc_report_title (const char *kind)
{
  const Kind *found = find_kind (kind);

  return found != NULL ? _(found->title) : kind;
}

RcReportSubject
rc_report_subject (const char *kind)
{
  const Kind *found = find_kind (kind);

  return found != NULL ? found->subject : RC_REPORT_OF_CASE;
}

const char **
rc_report_list_kinds (RcReportSubject subject)
{
  const char **list = g_new0 (const char *, G_N_ELEMENTS (kinds) + 1);
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].subject == subject)
      list[n++] = kinds[i].kind;
  return list;
}

gboolean
rc_report_is_of_event (const char *kind)
{
  const Kind *found = find_kind (kind);

  return found != NULL && found->build != NULL;
}

gboolean
rc_report_takes_number (const char *kind)
{
  const Kind *found = find_kind (kind);

  return found != NULL && found->build_of_number != NULL;
}

gboolean
rc_report_has_table (const char *kind)
{
  const Kind *found = find_kind (kind);

  return found != NULL && (found->to_csv != NULL || found->to_csv_of_number != NULL);
}

gboolean
rc_report_table_takes_number (const char *kind)
{
  const Kind *found = find_kind (kind);

  return found != NULL && found->to_csv_of_number != NULL;
}

static char *
dup_kinds (gboolean only_tables)
{
  GString *names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!only_tables || rc_report_has_table (kinds[i].kind))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", kinds[i].kind);
  return g_string_free (names, FALSE);
}

char *
rc_report_dup_kinds (void)
{
  return dup_kinds (FALSE);
}

char *
rc_report_dup_table_kinds (void)
{
  return dup_kinds (TRUE);
}

RcDocument *
rc_report_build_numbered (RcCase      *case_file,
                          const char  *kind,
                          const char  *number,
                          const char  *language,
                          GError     **error)
{
  const Kind *found = find_kind (kind);

  g_return_val_if_fail (found != NULL && found->build_of_number != NULL, NULL);
  return found->build_of_number (case_file, number, language, error);
}

char *
rc_report_build_table (RcCase      *case_file,
                       const char  *kind,
                       const char  *number,
                       const char  *language,
                       GError     **error)
{
  const Kind *found = find_kind (kind);

  g_return_val_if_fail (found != NULL && rc_report_has_table (kind), NULL);
  if (found->to_csv_of_number != NULL)
    return found->to_csv_of_number (case_file, number, language, error);
  return found->to_csv (case_file, language, error);
}

RcDocument *
rc_report_build (RcCase      *case_file,
                 const char  *kind,
                 RcEvent     *event,
                 const char  *language,
                 GError     **error)
{
  const Kind *found = find_kind (kind);

  if (found != NULL && found->build != NULL)
    return found->build (case_file, event, language, error);

  rc_event_free (event);
  g_return_val_if_fail (found != NULL, NULL);
  if (found->build_of_number != NULL)
    return found->build_of_number (case_file, NULL, language, error);
  return found->build_of_case (case_file, language, error);
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
