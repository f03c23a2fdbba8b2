/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "reports/typesetting/pages.h"
#include "ui/session.h"

G_BEGIN_DECLS

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
/* Writes the same document to @path, by the ending of its name, over what is there: whoever asked the user for the name asked that too.
 * Enters it in the custody log where the case may be written, and says in the session what came of it. */
void        rc_folio_save         (RcSession            *session,
                                   gint64                event,
                                   const char           *kind,
                                   const char           *language,
                                   const char           *path);
/* Enters in the custody log that the paper was printed. */
void        rc_folio_note_print   (RcSession            *session,
                                   RcFolio              *paper);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcFolio, rc_folio_free)

G_END_DECLS
