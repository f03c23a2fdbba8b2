/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "reports/typesetting/pages.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcFolioSource:
 * @kind: for the custody log
 * @title: of the window that shows it, safe to show
 * @handle: for the name of a file
 * @reference: (nullable): of what it is, for the custody log
 * @languages: NULL-terminated; the first one is shown first
 * @build: runs in the reader's thread; must not change @data
 *
 * What a document is made from that rc_report_build() does not know. Shared and counted: see rc_folio_source_new().
 */
typedef struct
{
  char         *kind;
  char         *title;
  char         *handle;
  char         *reference;
  char        **languages;
  RcDocument *(*build)     (RcCase      *case_file,
                            gpointer     data,
                            const char  *language,
                            GError     **error);
  gpointer      data;
  GDestroyNotify data_free;
} RcFolioSource;

/* Copies the texts of @model and takes its data over. (transfer full) */
RcFolioSource *rc_folio_source_new   (const RcFolioSource *model);
RcFolioSource *rc_folio_source_ref   (RcFolioSource       *self);
void           rc_folio_source_unref (RcFolioSource       *self);

/**
 * RcFolio:
 *
 * A document on its pages, made in the reader's thread and then the main thread's alone.
 */
typedef struct
{
  gint64      event;         /* 0: of the whole case; the number of what it is of, where its kind takes one */
  char       *kind;          /* as rc_report_build() takes it: "sheet", "lineage", "integrity" */
  char       *language;
  char       *reference;     /* (nullable): of the event */
  char       *handle;        /* how people call the decision, or the case */
  RcFolioSource *source;     /* (nullable): it is no report */
  RcDocument *document;
  RcPages    *pages;
} RcFolio;

void        rc_folio_free         (RcFolio              *self);
char       *rc_folio_dup_file_name (const RcFolio       *self);
/* The language of the desktop where documents are written in it, else "en". */
const char *rc_folio_default_language (void);
/* @event: 0 for a document of the whole case; a number where the kind takes one. The result is a RcFolio, from rc_case_queue_run_finish() of the source object. */
void        rc_folio_make_async   (RcSession            *session,
                                   gint64                event,
                                   const char           *kind,
                                   const char           *language,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
/* The same of what is no report. */
void        rc_folio_make_of_async  (RcSession            *session,
                                     RcFolioSource        *source,
                                     const char           *language,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* Writes the same document to @path, by the ending of its name, over what is there: whoever asked the user for the name asked that too.
 * Enters it in the custody log where the case may be written, and says in the session what came of it. */
void        rc_folio_save         (RcSession            *session,
                                   gint64                event,
                                   const char           *kind,
                                   const char           *language,
                                   const char           *path);
void        rc_folio_save_of      (RcSession            *session,
                                   RcFolioSource        *source,
                                   const char           *language,
                                   const char           *path);
/* Enters in the custody log that the paper was printed. */
void        rc_folio_note_print   (RcSession            *session,
                                   RcFolio              *paper);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcFolio, rc_folio_free)

G_END_DECLS
