/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importer.h"

G_BEGIN_DECLS

/**
 * RcImportSink:
 *
 * @has_told: whether the importer told anything; kept by the rc_import_sink_*() functions
 *
 * What stands behind the rc_import_sink_*() functions that importers call: the case in the program, a recording in a test. Whoever
 * makes a sink puts this struct first in its own and sets the functions for what it wishes to hear; the meaning of each is that of the
 * function of the same name in importer.h. What it does not wish to hear is well received; a row or entity then has the number 1.
 */
struct _RcImportSink
{
  gboolean (*begin_rows) (RcImportSink        *self,
                          GError             **error);
  guint64  (*add_row)    (RcImportSink        *self,
                          const char          *json,
                          gsize                length,
                          GError             **error);
  gboolean (*add_event)  (RcImportSink        *self,
                          RcImportPlace        place,
                          guint64              record,
                          const RcParsedEvent *event,
                          GError             **error);
  gint64   (*add_entity) (RcImportSink        *self,
                          RcEntityKind         kind,
                          const char          *scope,
                          const char          *name,
                          GError             **error);
  gboolean (*add_claim)  (RcImportSink        *self,
                          RcImportPlace        place,
                          const RcClaim       *claim,
                          GError             **error);
  gboolean (*set_aside)  (RcImportSink        *self,
                          RcImportPlace        place,
                          guint64              record,
                          gint64               offset,
                          const char          *kind,
                          const char          *expected,
                          const char          *found,
                          const char          *message,
                          GError             **error);
  gboolean (*set_as_of)  (RcImportSink        *self,
                          gint64               time_us,
                          GError             **error);
  gboolean   has_told;
};

G_END_DECLS
