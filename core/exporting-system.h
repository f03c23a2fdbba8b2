/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

/**
 * RcSystemAsk:
 * @slot: id of a question of the lineage, see slot.h
 * @ask: what to ask the provider for, so that it can be done without a question back: the menu item or the command on the provider's side;
 *   a key of words.h
 */
typedef struct
{
  const char *slot;
  const char *ask;
} RcSystemAsk;

/**
 * RcExportingSystem:
 * @id: stable name in JSON: "mlflow", "kubeflow" …
 * @title: as its maker writes it; never translated
 * @evidences: what its exports show, one or two sentences; like all further texts a key of words.h
 * @lacks: what no export of it shows, said openly
 * @export_how: which export to ask for, by the exact menu item or command
 * @asks: (array length=n_asks): for single questions, where another export than that one answers them
 *
 * A system whose exports the program reads. Several importers may read its exports; each names it by @id. Registered by importers/, so that
 * core names no format.
 */
typedef struct
{
  const char        *id;
  const char        *title;
  const char        *evidences;
  const char        *lacks;
  const char        *export_how;
  const RcSystemAsk *asks;
  gsize              n_asks;
} RcExportingSystem;

void                     rc_exporting_system_register  (const RcExportingSystem *system);   /* kept, never freed */
guint                    rc_exporting_system_count     (void);
const RcExportingSystem *rc_exporting_system_nth       (guint                    index);
/* (nullable) */
const RcExportingSystem *rc_exporting_system_by_id     (const char              *id);
/* What to ask of this system where nothing answers the question; (nullable): nothing that it has would answer it. */
const char              *rc_exporting_system_peek_ask  (const RcExportingSystem *self,
                                                        const char              *slot);
/* Of each of @systems (element-type RcExportingSystem) that has an answer to the question: "MLflow: ask for …". (transfer full) */
char                   **rc_exporting_system_dup_asks  (const GPtrArray         *systems,
                                                        const char              *slot);
/* The systems whose exports are in the case, in the order of registration. (element-type RcExportingSystem) (transfer container) */
GPtrArray               *rc_exporting_system_list_of_case (RcCase               *case_file,
                                                        GError                 **error);

G_END_DECLS
