/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mlmd-edges.h"

G_BEGIN_DECLS

/* What the readers of the tables of ML Metadata share. */

/* What an artifact is to the lineage. */
typedef enum
{
  RC_MLMD_OTHER,
  RC_MLMD_DATASET,
  RC_MLMD_MODEL,
  RC_MLMD_METRICS,
  RC_MLMD_EVALUATION,    /* TFX: results in a folder */
  RC_MLMD_BLESSING,      /* TFX: a model passed its evaluation, or did not */
  RC_MLMD_PUSHED_MODEL,  /* TFX: a model was copied to where it is served from */
} RcMlmdClass;

typedef struct
{
  gint64       number;
  char        *id;       /* the same as text */
  char        *uri;      /* "": none */
  char        *type;
  char        *name;     /* of the thing that it is: its address, with its number where others have the same */
  RcMlmdClass  kind;
} RcMlmdArtifact;

/**
 * RcMlmdExecution:
 * @type: name of its type
 * @run: name of the run that it belongs to
 * @counts: it ended well, or was served from an earlier one that did
 * @is_cached: it was served from an earlier one
 */
typedef struct
{
  char     *type;
  char     *run;
  gboolean  counts;
  gboolean  is_cached;
} RcMlmdExecution;

/**
 * RcMlmdStore:
 * @runs: number of an execution → name of its run
 * @edges: between artifacts and executions
 *
 * Which execution belongs to which run stands in a table that has no index by execution.
 */
typedef struct
{
  GHashTable  *runs;
  RcMlmdEdges *edges;
  gboolean     is_full;
} RcMlmdStore;

void        rc_mlmd_artifact_clear      (RcMlmdArtifact   *self);
void        rc_mlmd_execution_clear     (RcMlmdExecution  *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcMlmdArtifact, rc_mlmd_artifact_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcMlmdExecution, rc_mlmd_execution_clear)

gboolean    rc_mlmd_look_up             (RcSqliteImport   *self,
                                         const char       *sql,
                                         const char       *first,
                                         const char       *second,
                                         char           ***out_values,
                                         GError          **error);
/* The first value of the row that @sql finds; (nullable): no row, or an empty one. */
gboolean    rc_mlmd_find                (RcSqliteImport   *self,
                                         const char       *sql,
                                         const char       *first,
                                         const char       *second,
                                         char            **out_value,
                                         GError          **error);
/* The texts of a property, or its number; (nullable). */
gboolean    rc_mlmd_find_property       (RcSqliteImport   *self,
                                         const char       *table,
                                         const char       *id,
                                         const char       *name,
                                         char            **out_value,
                                         GError          **error);
/* FALSE in @out_found: the store has no such artifact. */
gboolean    rc_mlmd_find_artifact       (RcSqliteImport   *self,
                                         const char       *id,
                                         RcMlmdArtifact   *out_artifact,
                                         gboolean         *out_found,
                                         GError          **error);
gboolean    rc_mlmd_find_execution      (RcSqliteImport   *self,
                                         const char       *id,
                                         RcMlmdExecution  *out_execution,
                                         gboolean         *out_found,
                                         GError          **error);
/* The things at the ends of an edge. */
gboolean    rc_mlmd_find_artifact_of    (RcSqliteImport   *self,
                                         const RcMlmdEdge *edge,
                                         RcMlmdArtifact   *out_artifact,
                                         gboolean         *out_found,
                                         GError          **error);
gboolean    rc_mlmd_find_execution_of   (RcSqliteImport   *self,
                                         const RcMlmdEdge *edge,
                                         RcMlmdExecution  *out_execution,
                                         gboolean         *out_found,
                                         GError          **error);
/* The edge at @index of those by which @execution took something, each thing once; (nullable). */
const RcMlmdEdge *rc_mlmd_peek_input    (RcSqliteImport   *self,
                                         gint64            execution,
                                         guint            *index);
/* A time in milliseconds; 0 is how the store writes that there is none. */
gboolean    rc_mlmd_read_time           (RcSqliteImport   *self,
                                         const char       *column,
                                         gint64           *out_us,
                                         GError          **error);
/* What a row of a table of properties says, as text; (nullable): nothing, or what is no text. (transfer full) */
char       *rc_mlmd_dup_property        (RcSqliteImport   *self);
const char *rc_mlmd_execution_state     (gint64            state);
const char *rc_mlmd_artifact_state      (gint64            state);
/* The part of the name of a component's class that people know it by: "Trainer". */
const char *rc_mlmd_short_type          (const char       *type);

/* mlmd-runs.c */
gboolean    rc_mlmd_read_context            (RcSqliteImport *self, GError **error);
gboolean    rc_mlmd_read_context_property   (RcSqliteImport *self, GError **error);
gboolean    rc_mlmd_read_association        (RcSqliteImport *self, GError **error);
gboolean    rc_mlmd_read_execution          (RcSqliteImport *self, GError **error);
gboolean    rc_mlmd_read_execution_property (RcSqliteImport *self, GError **error);
/* mlmd-artifacts.c */
gboolean    rc_mlmd_read_artifact           (RcSqliteImport *self, GError **error);
gboolean    rc_mlmd_read_artifact_property  (RcSqliteImport *self, GError **error);
gboolean    rc_mlmd_read_event              (RcSqliteImport *self, GError **error);
gboolean    rc_mlmd_read_event_path         (RcSqliteImport *self, GError **error);
/* mlmd-acts.c */
gboolean    rc_mlmd_tell_blessing           (RcSqliteImport        *self,
                                             gint64                 execution_id,
                                             const RcMlmdExecution *execution,
                                             const RcMlmdArtifact  *blessing,
                                             GError               **error);
gboolean    rc_mlmd_tell_push               (RcSqliteImport        *self,
                                             gint64                 execution_id,
                                             const RcMlmdExecution *execution,
                                             const RcMlmdArtifact  *pushed,
                                             GError               **error);
/* mlmd-registry.c */
gboolean    rc_mlmd_read_registry_context   (RcSqliteImport *self, const char *type, GError **error);
gboolean    rc_mlmd_read_registry_property  (RcSqliteImport *self, const char *type, GError **error);
gboolean    rc_mlmd_read_attribution        (RcSqliteImport *self, GError **error);
gboolean    rc_mlmd_tell_serving            (RcSqliteImport *self, const char *context, const char *execution, GError **error);

G_END_DECLS
