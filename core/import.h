/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importer.h"

G_BEGIN_DECLS

typedef struct
{
  guint64     bytes;
  guint64     records;
  guint64     events;
  guint64     sources;
  const char *name;      /* of the source being read */
} RcProgress;

typedef void (*RcProgressFunc) (const RcProgress *progress,
                                gpointer          user_data);

typedef struct
{
  const char        *mapping_text;      /* (nullable): --mapping */
  gsize              mapping_length;
  const char        *mapping_name;
  const char        *importer_id;       /* (nullable): --as */
  const char        *controller;        /* (nullable) */
  const char        *obtained;          /* (nullable) */
  int                zone_minutes;      /* --zone: offset of times without a zone */
  gboolean           has_zone;
  gint64             as_of_us;          /* --as-of: when the sources stood so, as the auditor says; only where has_as_of is set */
  gboolean           has_as_of;
  gboolean           keep_whole;        /* documents: nothing is taken out of them, and only integrity protection in them is known */
  gsize              record_limit;      /* --record-limit: bytes that one record may have; 0: RC_LIMIT_RECORD_BYTES */
  RcProgressFunc     progress;          /* (nullable); called from the importing thread, at most every 40 ms */
  gpointer           progress_data;
} RcImportOptions;

typedef struct
{
  GPtrArray *sources;        /* of RcSource: those of this act, a source met again included */
  GArray    *recognised;     /* of gint64: ids of sources that were in the case already */
  GPtrArray *refused;        /* of RcException: paths that could not be read */
  double     seconds;
} RcImportResult;

void            rc_import_result_free (RcImportResult        *self);
/* One act: all paths or, on error or cancel, none. A fault in the evidence is no error. */
RcImportResult *rc_import_paths       (RcCase                *case_file,
                                       const char * const    *paths,
                                       const RcImportOptions *options,
                                       GCancellable          *cancellable,
                                       GError               **error);
RcImportResult *rc_import_source_again (RcCase                *case_file,
                                       gint64                 source,
                                       const RcImportOptions *options,
                                       GCancellable          *cancellable,
                                       GError               **error);
gboolean        rc_import_remove      (RcCase                *case_file,
                                       gint64                 source,
                                       const char            *reason,
                                       GError               **error);
gboolean        rc_import_remove_again (RcCase               *case_file,
                                       gint64                 source,
                                       const char            *reason,
                                       GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcImportResult, rc_import_result_free)

G_END_DECLS
