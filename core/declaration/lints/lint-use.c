/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include "core/bounds.h"
#include "core/event.h"
#include "core/systems/system-filter.h"

/*
 * What answered after the day of issue, by the inference log itself: deployments can be told too few. Of inferences with one system, model, endpoint
 * and source one record is read; where conditions tell the system's records from others it decides for them all.
 */

/* By the index on kind and time: all inferences behind the day are gone over once. */
#define USES \
  "SELECT min (e.id), e.source, coalesce (e.system, 0), coalesce (e.model, 0), coalesce (e.endpoint, 0) " \
  "FROM event e INDEXED BY event_by_time JOIN source s ON s.id = e.source WHERE s.state = 'published' AND e.kind = ?1 AND e.time_us > ?2 " \
  "AND +e.id <= ?3 AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.event = e.id) " \
  "GROUP BY e.source, e.system, e.model, e.endpoint ORDER BY 1 LIMIT ?4"

static gboolean
see_use (RcLintContext  *context,
         gint64          id,
         RcSystemFilter *filter,
         RcLintUse      *use,
         GError        **error)
{
  g_autoptr (RcEvent) event = rc_event_load (context->case_file, id, error);
  g_autofree char *version = NULL;
  g_autofree char *sha256 = NULL;
  RcSystemCoverage coverage;
  RcDigest digest;

  if (event == NULL || !rc_event_read_fields (event, context->case_file, context->reader, error) ||
      !rc_system_filter_covers (filter, context->case_file, context->reader, event, &coverage, error))
    return FALSE;

  version = rc_event_dup_version (event);
  sha256 = rc_event_get_model_digest (event, &digest) ? rc_digest_dup_hex (&digest) : NULL;
  if (coverage == RC_SYSTEM_COVERS_NOT || version == NULL ||
      rc_lint_get_cover (context->declaration, version, sha256) != RC_LINT_NOT_COVERED)
    return TRUE;
  if (coverage == RC_SYSTEM_COVERS_UNKNOWN)
    {
      use->unknown++;
      return TRUE;
    }
  use->changed++;
  if (use->changed > 1)
    return TRUE;
  use->version = g_steal_pointer (&version);
  use->time_us = event->time_us;
  use->source = event->source;
  use->record = event->record;
  return TRUE;
}

static gboolean
list_uses (RcLintContext  *context,
           gint64          end_us,
           GArray         *ids,
           RcSystemFilter *filter,
           GError        **error)
{
  RcDatabase *database = rc_case_get_database (context->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, USES, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int (statement, 1, RC_EVENT_INFERENCE);
  sqlite3_bind_int64 (statement, 2, end_us);
  sqlite3_bind_int64 (statement, 3, rc_case_get_mark (context->case_file, "event"));
  sqlite3_bind_int64 (statement, 4, RC_LIMIT_LINEAGE_EVENTS + 1);
  while (rc_database_step (database, statement, &row, error))
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      RcSystemRow names = { sqlite3_column_int64 (statement, 1), sqlite3_column_int64 (statement, 2), sqlite3_column_int64 (statement, 3),
                            sqlite3_column_int64 (statement, 4) };

      if (!row)
        return TRUE;
      if (rc_system_filter_fits_row (filter, &names))
        g_array_append_val (ids, id);
    }
  return FALSE;
}

static gboolean
find_use (RcLintContext  *context,
          gint64          end_us,
          RcLintUse      *use,
          GError        **error)
{
  g_autoptr (RcSystemFilter) filter = rc_system_filter_new (context->case_file, context->system, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (filter == NULL || !list_uses (context, end_us, ids, filter, error))
    return FALSE;
  for (guint i = 0; i < MIN (ids->len, RC_LIMIT_LINEAGE_EVENTS); i++)
    {
      if (!see_use (context, g_array_index (ids, gint64, i), filter, use, error))
        return FALSE;
    }
  use->unknown += ids->len > RC_LIMIT_LINEAGE_EVENTS;
  return TRUE;
}

/**
 * rc_lint_get_use:
 * @end_us: the last instant of the day of issue
 *
 * Returns: (transfer none) (nullable): %NULL with @error; gone over once
 */
const RcLintUse *
rc_lint_get_use (RcLintContext  *context,
                 gint64          end_us,
                 GError        **error)
{
  if (context->use != NULL)
    return context->use;

  context->use = g_new0 (RcLintUse, 1);
  if (context->system == NULL || find_use (context, end_us, context->use, error))
    return context->use;
  g_clear_pointer (&context->use, rc_lint_use_free);
  return NULL;
}

void
rc_lint_use_free (RcLintUse *self)
{
  if (self == NULL)
    return;

  g_free (self->version);
  g_free (self);
}
