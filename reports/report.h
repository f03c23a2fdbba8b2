/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/*
 * The documents that can be had of a case or of one decision, by name, and the entry of the custody log that says which one let evidence out. The
 * command line and the window go the same way.
 */

typedef enum
{
  RC_REPORT_OF_DECISION,
  RC_REPORT_OF_EXERCISE,      /* the newest, where none is named */
  RC_REPORT_OF_CASE,
} RcReportSubject;

/* "sheet", "lineage", "integrity", "receipt", "requests", "pack", "findings", "documents", "timeline", "tabletop", "matrix" */
gboolean    rc_report_has_kind  (const char    *kind);
/* What it is called, as a title in the window; (transfer none). */
const char *rc_report_title     (const char    *kind);
/* Of what it is: documents of the same thing can be chosen one for the other. */
RcReportSubject rc_report_subject (const char  *kind);
/* Those of @subject, in their order; NULL-terminated. (transfer container) */
const char **rc_report_list_kinds (RcReportSubject subject);
/* Whether it is of one decision, and not of the whole case. */
gboolean    rc_report_is_of_event (const char  *kind);
/* @event: (transfer full) (nullable): %NULL for a document of the whole case. Returns: (transfer full) (nullable) */
RcDocument *rc_report_build     (RcCase        *case_file,
                                 const char    *kind,
                                 RcEvent       *event,
                                 const char    *language,
                                 GError       **error);

/* Whether it may be of something that has a number, or an addressee: a receipt of one handover, the report of one finding. */
gboolean    rc_report_takes_number (const char *kind);
/* @number: (nullable): all, or the last one. Returns: (transfer full) (nullable) */
RcDocument *rc_report_build_numbered (RcCase   *case_file,
                                 const char    *kind,
                                 const char    *number,
                                 const char    *language,
                                 GError       **error);
/* Whether it can be had as one table of comma separated values, all of it then. */
gboolean    rc_report_has_table (const char    *kind);
/* Whether that is of something that has a number too: of one exercise. */
gboolean    rc_report_table_takes_number (const char *kind);
/* @number: (nullable): all, or the last one. Returns: (transfer full) (nullable) */
char       *rc_report_build_table (RcCase      *case_file,
                                 const char    *kind,
                                 const char    *number,
                                 const char    *language,
                                 GError       **error);
/* All names, parted by commas; (transfer full). */
char       *rc_report_dup_kinds (void);
/* Those of which there is a table. */
char       *rc_report_dup_table_kinds (void);

/**
 * RcReportEntry:
 * @reference: (nullable): of the event, SOURCE:RECORD[#ROW]
 * @digest: SHA-256 of the file that was written, in hex; of a print, of the same document as PDF
 */
typedef struct
{
  const char *kind;
  const char *reference;
  const char *language;
  const char *digest;
  gboolean    is_printed;
} RcReportEntry;

/* The report itself stands in the state before the entry. Where the case is open for reading only there is none, and no error. */
gboolean    rc_report_note      (RcCase              *case_file,
                                 const RcReportEntry *entry,
                                 GError             **error);

G_END_DECLS
