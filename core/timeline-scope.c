/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "timeline-scope.h"

#include <string.h>

#include "event-query.h"

/* Before every time that a record can have, and far enough from the end of the numbers to be reckoned with. */
#define BEFORE_ALL_US (G_MININT64 / 2)

void
rc_timeline_scope_clear (RcTimelineScope *self)
{
  g_clear_pointer (&self->within, rc_system_filter_unref);
  g_clear_pointer (&self->versions, g_hash_table_unref);
}

static gboolean
collect_versions (RcTimelineScope  *self,
                  GError          **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  statement = rc_database_prepare (database,
                                   "SELECT d.source, d.system, d.model, d.endpoint, n.text FROM "
                                   "(SELECT DISTINCT source, system, model, endpoint FROM event NOT INDEXED "
                                   "WHERE id <= ?1 AND model IS NOT NULL AND kind IN (1, 3, 4)) d JOIN name n ON n.id = d.model", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (self->case_file, "event"));
  while (TRUE)
    {
      RcSystemRow names;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      names = (RcSystemRow) { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
                              sqlite3_column_int64 (statement, 2), sqlite3_column_int64 (statement, 3) };
      if (rc_system_filter_fits_row (self->within, &names))
        g_hash_table_add (self->versions, rc_database_column_dup (statement, 4));
    }
}

gboolean
rc_timeline_scope_init (RcTimelineScope  *self,
                        RcCase           *case_file,
                        RcRecordReader   *reader,
                        RcSystemFilter   *within,
                        GError          **error)
{
  *self = (RcTimelineScope) { .case_file = case_file, .reader = reader };
  if (within == NULL)
    return TRUE;

  self->within = rc_system_filter_ref (within);
  self->versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return collect_versions (self, error);
}

gboolean
rc_timeline_scope_has_event (const RcTimelineScope  *self,
                             RcEvent                *event,
                             gboolean               *out_has,
                             GError                **error)
{
  RcSystemCoverage coverage = RC_SYSTEM_COVERS;

  if (self->within != NULL && !rc_system_filter_covers (self->within, self->case_file, self->reader, event, &coverage, error))
    return FALSE;
  *out_has = coverage == RC_SYSTEM_COVERS;
  return TRUE;
}

gboolean
rc_timeline_scope_has_version (const RcTimelineScope *self,
                               const char            *version)
{
  const char *slash = strchr (version, '/');
  g_autofree char *model = slash != NULL ? g_strndup (version, (gsize) (slash - version)) : NULL;

  return self->within == NULL || g_hash_table_contains (self->versions, version) ||
         (model != NULL && g_hash_table_contains (self->versions, model)) || rc_system_filter_names_model (self->within, version);
}

static gboolean
take_time (const RcEvent *event,
           gpointer       user_data)
{
  *(gint64 *) user_data = event->time_us;
  return FALSE;
}

static gboolean
find_end (const RcTimelineScope  *self,
          gboolean                newest_first,
          GCancellable           *cancellable,
          gint64                 *out_us,
          GError                **error)
{
  const RcEventQuery query = {
    .kind = RC_EVENT_INFERENCE, .within = self->within, .from_us = BEFORE_ALL_US, .to_us = RC_TIME_NONE, .newest_first = newest_first,
  };

  *out_us = RC_TIME_NONE;
  return rc_event_query_walk (self->case_file, self->reader, &query, take_time, out_us, cancellable, error);
}

gboolean
rc_timeline_scope_find_period (const RcTimelineScope  *self,
                               GCancellable           *cancellable,
                               gint64                 *out_from_us,
                               gint64                 *out_to_us,
                               GError                **error)
{
  if (self->within == NULL)
    return rc_event_find_period (self->case_file, RC_EVENT_INFERENCE, out_from_us, out_to_us, error);
  return find_end (self, FALSE, cancellable, out_from_us, error) && find_end (self, TRUE, cancellable, out_to_us, error);
}
