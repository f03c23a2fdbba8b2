/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/import.h"

G_BEGIN_DECLS

/**
 * RcImportRequest:
 *
 * What is to be imported and who said what about it. Files that were dropped stay as the desktop gave them until the worker
 * looks at them: there may be a hundred thousand.
 */
typedef struct
{
  GStrv   paths;         /* (nullable) */
  GSList *files;         /* of GFile */
  char   *controller;    /* (nullable): who controls these sources */
  char   *obtained;      /* (nullable): how they were obtained */
  gint64  source;        /* one that the case has already, read again instead of any file; 0: none */
  char   *mapping;       /* (nullable): the text of the mapping to read by */
  gboolean has_zone;
  int     zone_minutes;  /* of times without a zone, as the auditor says */
} RcImportRequest;

RcImportRequest *rc_import_request_new_for_paths (const char * const *paths);
/* @source: number of a source that nobody understood; @mapping: text of a mapping */
RcImportRequest *rc_import_request_new_for_source (gint64            source,
                                                 const char         *mapping);
/* @files: (transfer full) (element-type GFile) */
RcImportRequest *rc_import_request_new_for_files (GSList             *files);
void             rc_import_request_free          (RcImportRequest    *self);
/* Native paths of all, NULL-terminated; @out_foreign: how many have none and are left out. Any thread. */
GStrv            rc_import_request_dup_paths     (const RcImportRequest *self,
                                                  guint              *out_foreign);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcImportRequest, rc_import_request_free)

G_END_DECLS
