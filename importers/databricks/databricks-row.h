/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event.h"
#include "core/json.h"

G_BEGIN_DECLS

/**
 * RcDatabricksRow:
 *
 * A row of a system table, however it was exported: names are the same without regard to case and underscores (requestParams,
 * request_params, RequestParams), an object may be written as JSON text, and what Azure wraps in `properties` is looked for there too.
 */
typedef struct
{
  const RcJson *json;
  guint32       object;
} RcDatabricksRow;

/* An event of a row, as it is kept and as it is read again. */
typedef struct
{
  RcEventKind  kind;
  gboolean     has_time;
  RcTimestamp  time;
  GPtrArray   *fields;     /* of RcFieldValue */
} RcDatabricksEvent;

/* The row in a line of a file, or in a row that was made of a table in CSV. FALSE: no object. */
gboolean    rc_databricks_row_init       (RcDatabricksRow        *self,
                                          const RcJson           *json);
gboolean    rc_databricks_row_has        (const RcDatabricksRow  *self,
                                          const char             *name);
/* What stands at the path of names parted by '/'; an object or array as its JSON; (nullable): nothing, null or an empty text. */
char       *rc_databricks_row_dup        (const RcDatabricksRow  *self,
                                          const char             *path);
/* Text, or digits of milliseconds. */
gboolean    rc_databricks_row_read_time  (const RcDatabricksRow  *self,
                                          const char             *path,
                                          RcTimestamp            *out_time);

RcDatabricksEvent *rc_databricks_event_new       (RcEventKind             kind);
void               rc_databricks_event_free      (RcDatabricksEvent      *self);
const char        *rc_databricks_event_peek      (const RcDatabricksEvent *self,
                                                  RcField                 field);
/* What stands at the path, cited by the cell that it stands in; nothing for nothing. */
void               rc_databricks_event_take_path (RcDatabricksEvent      *self,
                                                  RcField                 field,
                                                  const RcDatabricksRow  *row,
                                                  const char             *path);
/* A text made of what stands in the row. */
void               rc_databricks_event_take      (RcDatabricksEvent      *self,
                                                  RcField                 field,
                                                  const RcDatabricksRow  *row,
                                                  const char             *path,
                                                  const char             *text);
void               rc_databricks_event_take_time (RcDatabricksEvent      *self,
                                                  const RcDatabricksRow  *row,
                                                  const char             *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDatabricksEvent, rc_databricks_event_free)

G_END_DECLS
