/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/checks/check.h"
#include "core/importer.h"

/*
 * One ordered pass over the event rows, for all checks that need every event. It reads rows, not records, and keeps a bounded amount
 * for each model version.
 */

#define MAX_SAMPLES 64u
#define CANCEL_INTERVAL 65536u

typedef struct
{
  RcCheckContext *context;
  GHashTable     *by_name;      /* name.id of "name/version" → RcModelUse, borrowed */
  gint64          last_name;    /* neighbours mostly name the same version */
  RcModelUse     *last_use;
  gboolean        is_full;
  RcGapCheck     *gaps;
  RcApprovalCheck *approvals;
} Walk;

char *
rc_check_load_name (RcCheckContext *context,
                    gint64          id,
                    GError        **error)
{
  RcDatabase *database = rc_case_get_database (context->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT text FROM name WHERE id = ?", error);
  char *text = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, error))
    return NULL;
  if (row)
    text = rc_database_column_dup (statement, 0);
  sqlite3_reset (statement);
  if (text == NULL)
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED, "Name %" G_GINT64_FORMAT " of the case is missing", id);
  return text;
}

static RcModelUse *
make_use (Walk    *self,
          gint64   name,
          GError **error)
{
  RcModelUse *use;
  char *version = rc_check_load_name (self->context, name, error);

  if (version == NULL)
    return NULL;

  use = g_new0 (RcModelUse, 1);
  use->version = version;
  use->samples = g_array_new (FALSE, FALSE, sizeof (gint64));
  use->stride = 1;
  g_hash_table_insert (self->context->uses, use->version, use);
  g_hash_table_insert (self->by_name, g_memdup2 (&name, sizeof name), use);
  return use;
}

/* Every stride-th event; the stride doubles, and half of them go, whenever there are too many. */
static void
sample (RcModelUse *use,
        gint64      event)
{
  if (use->n_events % use->stride != 0)
    return;

  if (use->samples->len == MAX_SAMPLES)
    {
      for (guint i = 0; i < MAX_SAMPLES / 2; i++)
        g_array_index (use->samples, gint64, i) = g_array_index (use->samples, gint64, 2 * i);
      g_array_set_size (use->samples, MAX_SAMPLES / 2);
      use->stride *= 2;
      if (use->n_events % use->stride != 0)
        return;
    }

  g_array_append_val (use->samples, event);
}

static gboolean
see_use (Walk    *self,
         gint64   event,
         gint64   model,
         gint64   time_us,
         gint64   span_us,
         GError **error)
{
  RcModelUse *use = model == self->last_name ? self->last_use : g_hash_table_lookup (self->by_name, &model);

  if (use == NULL)
    {
      if (g_hash_table_size (self->by_name) == RC_LIMIT_RECONCILE_VERSIONS)
        {
          self->is_full = TRUE;
          return TRUE;
        }
      use = make_use (self, model, error);
      if (use == NULL)
        return FALSE;
    }

  self->last_name = model;
  self->last_use = use;
  sample (use, event);
  use->n_events++;
  if (time_us == RC_TIME_NONE)
    return TRUE;
  if (use->first_event == 0 || time_us + span_us < use->first_us)
    {
      use->first_event = event;
      use->first_us = time_us + span_us;
    }
  if (use->last_event == 0 || time_us > use->last_us)
    {
      use->last_event = event;
      use->last_us = time_us;
    }

  return TRUE;
}

static gboolean
has_chain (RcCheckContext *context,
           const RcSource *source)
{
  const RcImporter *importer = rc_importer_for_source (context->case_file, source, NULL);

  return importer != NULL && importer->chain_profile != NULL;
}

/* Every event of a chained source tells its time; of others only the inferences are of interest. */
static sqlite3_stmt *
select_events (RcDatabase      *database,
               const RcSource  *source,
               gboolean         is_chained,
               GError         **error)
{
  sqlite3_stmt *statement;

  if (is_chained)
    statement = rc_database_prepare (database,
                                     "SELECT id, record, kind, time_us, span_us, system, model, endpoint FROM event "
                                     "WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
                                     error);
  else
    statement = rc_database_prepare (database,
                                     "SELECT id, record, kind, time_us, span_us, system, model, endpoint FROM event "
                                     "WHERE id BETWEEN ?1 AND ?2 AND +kind = ?3 ORDER BY id",
                                     error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, source->first_event);
  sqlite3_bind_int64 (statement, 2, source->first_event + (gint64) source->event_rows - 1);
  if (!is_chained)
    sqlite3_bind_int (statement, 3, RC_EVENT_INFERENCE);
  return statement;
}

static gboolean
see_row (Walk          *self,
         RcClockCheck  *clock,
         sqlite3_stmt  *statement,
         GError       **error)
{
  gint64 time_us = rc_database_column_time (statement, 3);
  gint64 span_us = sqlite3_column_int64 (statement, 4);
  gint64 system = sqlite3_column_int64 (statement, 5);
  gint64 model = sqlite3_column_int64 (statement, 6);
  gint64 event = sqlite3_column_int64 (statement, 0);

  if (clock != NULL && time_us != RC_TIME_NONE)
    rc_clock_check_see (clock, (guint64) sqlite3_column_int64 (statement, 1), system, time_us, span_us);
  if (sqlite3_column_int (statement, 2) != RC_EVENT_INFERENCE)
    return TRUE;
  if (time_us != RC_TIME_NONE &&
      !rc_gap_check_see (self->gaps, event, time_us, span_us, system, sqlite3_column_int64 (statement, 7), error))
    return FALSE;
  if (model == 0)
    return TRUE;
  if (time_us != RC_TIME_NONE && !rc_approval_check_see (self->approvals, event, time_us, span_us, model, system, error))
    return FALSE;

  return see_use (self, event, model, time_us, span_us, error);
}

static gboolean
walk_source (Walk            *self,
             const RcSource  *source,
             GError         **error)
{
  RcDatabase *database = rc_case_get_database (self->context->case_file);
  GCancellable *cancellable = self->context->seal_context->cancellable;
  g_autoptr (RcClockCheck) clock = has_chain (self->context, source) ? rc_clock_check_new (self->context, source) : NULL;
  sqlite3_stmt *statement = select_events (database, source, clock != NULL, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;

  for (guint64 n = 1; row; n++)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if ((row && !see_row (self, clock, statement, error)) ||
          (n % CANCEL_INTERVAL == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }

  if (clock != NULL)
    rc_clock_check_end (clock);
  return TRUE;
}

/**
 * rc_check_walk_events:
 *
 * Goes over the event rows of all published sources, in the order of their records.
 */
gboolean
rc_check_walk_events (RcCheckContext  *context,
                      GError         **error)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (RcGapCheck) gaps = rc_gap_check_new (context);
  g_autoptr (RcApprovalCheck) approvals = rc_approval_check_new (context, error);
  Walk walk = { .context = context, .by_name = by_name, .gaps = gaps, .approvals = approvals };
  GPtrArray *sources = context->seal_context->sources;

  if (approvals == NULL)
    return FALSE;

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (source->event_rows > 0 && !walk_source (&walk, source, error))
        return FALSE;
    }

  if (walk.is_full)
    rc_check_report (context, RC_EXCEPTION_LIMIT, 0, 0, 0, "at most 10000 model versions in use", "more",
                     "The log names so many model versions that not all were held against registry and cards.");
  return rc_gap_check_tell (gaps, error) && rc_approval_check_tell (approvals, error);
}
