/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/sqlite/sqlite-import.h"

G_BEGIN_DECLS

/* Numbers of Event.type. */
#define RC_MLMD_DECLARED_OUTPUT 1
#define RC_MLMD_DECLARED_INPUT  2
#define RC_MLMD_INPUT           3
#define RC_MLMD_OUTPUT          4

/**
 * RcMlmdEdge:
 * @id: number of the event
 * @port: (nullable): by which name the execution took the artifact or gave it out
 */
typedef struct
{
  gint64      id;
  gint64      artifact;
  gint64      execution;
  gint64      type;
  const char *port;
} RcMlmdEdge;

/**
 * RcMlmdEdges:
 *
 * The edges of a metadata store, and which addresses more than one of its artifacts have. Old stores and copies have no indices for either,
 * so that the database would have to be searched from its beginning for each.
 */
typedef struct _RcMlmdEdges RcMlmdEdges;

RcMlmdEdges      *rc_mlmd_edges_new           (void);
void              rc_mlmd_edges_free          (RcMlmdEdges      *self);
/* Reads them once; further calls do nothing. */
gboolean          rc_mlmd_edges_load          (RcMlmdEdges      *self,
                                               RcSqliteImport   *import,
                                               GError          **error);
/* (nullable): the edge at @index of those of the thing, ordered by the number at their other end; %NULL after the last. */
const RcMlmdEdge *rc_mlmd_edges_of_execution  (RcMlmdEdges      *self,
                                               gint64            execution,
                                               guint             index);
const RcMlmdEdge *rc_mlmd_edges_of_artifact   (RcMlmdEdges      *self,
                                               gint64            artifact,
                                               guint             index);
gboolean          rc_mlmd_edges_is_shared     (RcMlmdEdges      *self,
                                               const char       *uri);
gboolean          rc_mlmd_edge_is_input       (const RcMlmdEdge *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcMlmdEdges, rc_mlmd_edges_free)

G_END_DECLS
