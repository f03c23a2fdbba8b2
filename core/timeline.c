/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "timeline.h"

#include "display-text.h"
#include "timeline-marks.h"
#include "verify.h"
#include "words.h"

#define HOUR_US (G_TIME_SPAN_HOUR)
#define DAY_US (G_TIME_SPAN_DAY)
#define ROWS_BETWEEN_LOOKS 65536u      /* rows read between two looks at the cancellable */
#define MAX_NAME_BYTES 120u

/* First and last inference of a model, by its name's number. */
typedef struct
{
  gint64 name;
  gint64 from_us;
  gint64 to_us;
} Use;

typedef struct
{
  RcTimeline      *timeline;
  const RcTimelineScope *scope;
  RcProtectionMap *map;
  GHashTable      *uses;        /* name → Use */
  GArray          *occurrences; /* of gint64, ascending: rows that are not events of their own */
  guint            next_occurrence;
  Use             *last_use;
} Scan;

static void
band_free (gpointer data)
{
  RcTimelineBand *band = data;

  g_free (band->version);
  g_free (band->place);
  g_free (band);
}

static void
mark_free (gpointer data)
{
  RcTimelineMark *mark = data;

  g_free (mark->words);
  g_free (mark);
}

void
rc_timeline_free (RcTimeline *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->bins);
  g_ptr_array_unref (self->bands);
  g_ptr_array_unref (self->marks);
  g_ptr_array_unref (self->far);
  g_array_unref (self->holes);
  g_free (self);
}

static gint64
floor_to (gint64 time_us,
          gint64 step_us)
{
  gint64 rest = time_us % step_us;

  return time_us - (rest < 0 ? rest + step_us : rest);
}

static gint64
choose_bin (gint64 span_us)
{
  static const gint64 lengths[] = {
    G_TIME_SPAN_SECOND, G_TIME_SPAN_MINUTE, 5 * G_TIME_SPAN_MINUTE, 15 * G_TIME_SPAN_MINUTE, HOUR_US, 3 * HOUR_US, 6 * HOUR_US,
    12 * HOUR_US, DAY_US, 2 * DAY_US, 7 * DAY_US, 28 * DAY_US, 91 * DAY_US, 364 * DAY_US,
  };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      /* Narrower bars are not told apart on a screen; one more, since the first begins before the first inference. */
      if (span_us / lengths[i] + 2 <= (gint64) RC_TIMELINE_MAX_BINS / 2)
        return lengths[i];
    }
  return (span_us / (364 * DAY_US * (RC_TIMELINE_MAX_BINS - 2)) + 1) * 364 * DAY_US;
}

/* What lies further from the inferences than half of their own period is not drawn beside them: they would shrink to a line. */
static void
leave_out_far (RcTimeline *self)
{
  gint64 reach_us = MAX ((self->to_us - self->from_us) / 2, DAY_US);

  for (guint i = self->marks->len; i > 0; i--)
    {
      const RcTimelineMark *mark = g_ptr_array_index (self->marks, i - 1);

      if (mark->time_us >= self->from_us - reach_us && mark->time_us <= self->to_us + reach_us)
        continue;
      g_ptr_array_add (self->far, g_ptr_array_steal_index (self->marks, i - 1));
      self->marks_far++;
    }
}

static void
make_bins (RcTimeline *self)
{
  gint64 from_us = self->from_us;
  gint64 to_us = self->to_us;
  guint n_bins;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const RcTimelineMark *mark = g_ptr_array_index (self->marks, i);

      from_us = MIN (from_us, mark->time_us);
      to_us = MAX (to_us, mark->time_us);
    }
  self->bin_us = choose_bin (to_us - from_us);
  self->from_us = floor_to (from_us, self->bin_us);
  n_bins = (guint) ((to_us - self->from_us) / self->bin_us) + 1;
  self->to_us = self->from_us + (gint64) n_bins * self->bin_us;
  g_array_set_size (self->bins, n_bins);
}

static gboolean
load_occurrences (Scan        *scan,
                  RcDatabase  *database,
                  GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT event FROM occurrence ORDER BY event", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (TRUE)
    {
      gint64 id;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (scan->occurrences, id);
    }
}

static gboolean
is_occurrence (Scan   *scan,
               gint64  id)
{
  while (scan->next_occurrence < scan->occurrences->len &&
         g_array_index (scan->occurrences, gint64, scan->next_occurrence) < id)
    scan->next_occurrence++;
  return scan->next_occurrence < scan->occurrences->len &&
         g_array_index (scan->occurrences, gint64, scan->next_occurrence) == id;
}

static void
note_use (Scan   *scan,
          gint64  name,
          gint64  time_us)
{
  Use *use = scan->last_use;

  if (use == NULL || use->name != name)
    use = g_hash_table_lookup (scan->uses, &name);
  if (use == NULL)
    {
      if (g_hash_table_size (scan->uses) == RC_TIMELINE_MAX_BANDS)
        return;
      use = g_new0 (Use, 1);
      *use = (Use) { name, time_us, time_us };
      g_hash_table_insert (scan->uses, &use->name, use);
    }
  use->from_us = MIN (use->from_us, time_us);
  use->to_us = MAX (use->to_us, time_us);
  scan->last_use = use;
}

static gboolean
belongs (Scan          *scan,
         sqlite3_stmt  *statement,
         gboolean      *out_belongs,
         GError       **error)
{
  const RcTimelineScope *scope = scan->scope;
  g_autoptr (RcEvent) event = NULL;
  const RcSystemRow row = { sqlite3_column_int64 (statement, 2), sqlite3_column_int64 (statement, 5), sqlite3_column_int64 (statement, 4),
                            sqlite3_column_int64 (statement, 6) };

  *out_belongs = scope->within == NULL || rc_system_filter_fits_row (scope->within, &row);
  if (!*out_belongs || scope->within == NULL || !rc_system_filter_has_conditions (scope->within))
    return TRUE;

  event = rc_event_load (scope->case_file, sqlite3_column_int64 (statement, 0), error);
  return event != NULL && rc_timeline_scope_has_event (scope, event, out_belongs, error);
}

static void
count_row (Scan         *scan,
           sqlite3_stmt *statement)
{
  RcTimeline *self = scan->timeline;
  gint64 time_us = sqlite3_column_int64 (statement, 1);
  RcTimelineBin *bin;
  gboolean in_chain = FALSE;
  RcProtection protection;

  self->inferences++;
  if (sqlite3_column_type (statement, 1) == SQLITE_NULL || time_us < self->from_us || time_us >= self->to_us)
    {
      self->undated++;
      return;
    }

  protection = rc_protection_map_get (scan->map, sqlite3_column_int64 (statement, 2),
                                      (guint64) sqlite3_column_int64 (statement, 3), &in_chain);
  bin = &g_array_index (self->bins, RcTimelineBin, (time_us - self->from_us) / self->bin_us);
  bin->counts[protection]++;
  bin->in_chain += in_chain;
  if (sqlite3_column_type (statement, 4) != SQLITE_NULL)
    note_use (scan, sqlite3_column_int64 (statement, 4), time_us);
}

/*
 * One pass over the table in the order of its rows: the protection of a record is then found in passing, and a source's records come one
 * after the other. The index over the times would spare the table only where the protection were not asked for.
 */
static gboolean
scan_inferences (Scan          *scan,
                 RcCase        *case_file,
                 GCancellable  *cancellable,
                 GError       **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;
  guint64 rows = 0;
  gboolean row = FALSE;

  statement = rc_database_prepare (database,
                                   "SELECT id, time_us, source, record, model, system, endpoint FROM event NOT INDEXED "
                                   "WHERE id <= ?1 AND kind = ?2 ORDER BY id", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (case_file, "event"));
  sqlite3_bind_int (statement, 2, RC_EVENT_INFERENCE);
  while (TRUE)
    {
      gboolean counts = FALSE;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!is_occurrence (scan, sqlite3_column_int64 (statement, 0)) && !belongs (scan, statement, &counts, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      if (counts)
        count_row (scan, statement);
      if (++rows % ROWS_BETWEEN_LOOKS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
}

static gboolean
add_band_of_use (RcTimeline  *self,
                 RcDatabase  *database,
                 const Use   *use,
                 GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT text FROM name WHERE id = ?1", error);
  RcTimelineBand *band;
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, use->name);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  band = g_new0 (RcTimelineBand, 1);
  band->version = rc_display_text ((const char *) sqlite3_column_text (statement, 0), -1, MAX_NAME_BYTES);
  band->from_us = use->from_us;
  band->to_us = use->to_us;
  g_ptr_array_add (self->bands, band);
  sqlite3_reset (statement);
  return TRUE;
}

static int
compare_bands (gconstpointer a,
               gconstpointer b)
{
  const RcTimelineBand *left = *(const RcTimelineBand * const *) a;
  const RcTimelineBand *right = *(const RcTimelineBand * const *) b;

  if (left->from_us != right->from_us)
    return left->from_us < right->from_us ? -1 : 1;
  return g_strcmp0 (left->version, right->version);
}

static int
compare_marks (gconstpointer a,
               gconstpointer b)
{
  const RcTimelineMark *left = *(const RcTimelineMark * const *) a;
  const RcTimelineMark *right = *(const RcTimelineMark * const *) b;

  if (left->time_us != right->time_us)
    return left->time_us < right->time_us ? -1 : 1;
  return (int) left->kind - (int) right->kind;
}

static gboolean
add_bands (RcTimeline  *self,
           RcCase      *case_file,
           GHashTable  *uses,
           GError     **error)
{
  GHashTableIter iter;
  gpointer use;

  g_hash_table_iter_init (&iter, uses);
  while (self->bands->len < RC_TIMELINE_MAX_BANDS && g_hash_table_iter_next (&iter, NULL, &use))
    {
      if (!add_band_of_use (self, rc_case_get_database (case_file), use, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill (RcTimeline             *self,
      const RcTimelineScope  *scope,
      const RcJudgement      *judgement,
      gboolean                current,
      GCancellable           *cancellable,
      GError                **error)
{
  RcCase *case_file = scope->case_file;
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  g_autoptr (GHashTable) uses = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_autoptr (GArray) occurrences = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (RcProtectionMap) map = NULL;
  Scan scan = { .timeline = self, .scope = scope, .uses = uses, .occurrences = occurrences };
  gboolean by_use = self->bands->len == 0;

  if (sources == NULL || !load_occurrences (&scan, rc_case_get_database (case_file), error))
    return FALSE;
  scan.map = map = rc_protection_map_new (judgement, current, sources);
  return scan_inferences (&scan, case_file, cancellable, error) && (!by_use || add_bands (self, case_file, uses, error));
}

static gboolean
is_edited (const RcJudgement *judgement)
{
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      if (rc_exception_is_of_case (((const RcException *) g_ptr_array_index (judgement->exceptions, i))->kind))
        return TRUE;
    }
  return FALSE;
}

/* --- Holes --- */

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  const RcTimelineHole *left = a;
  const RcTimelineHole *right = b;
  gint64 left_us = left->to_us - left->from_us;
  gint64 right_us = right->to_us - right->from_us;

  return left_us != right_us ? (left_us > right_us ? -1 : 1) : left->from_us < right->from_us ? -1 : 1;
}

static int
compare_hole_beginnings (gconstpointer a,
                         gconstpointer b)
{
  const RcTimelineHole *left = a;
  const RcTimelineHole *right = b;

  return left->from_us < right->from_us ? -1 : left->from_us > right->from_us;
}

static gboolean
is_empty (const RcTimelineBin *bin)
{
  for (guint i = 0; i < RC_N_PROTECTIONS; i++)
    {
      if (bin->counts[i] > 0)
        return FALSE;
    }
  return TRUE;
}

static void
find_holes (RcTimeline *self)
{
  gint64 since_us = RC_TIME_NONE;

  for (guint i = 0; i < self->bins->len; i++)
    {
      gint64 begins_us = self->from_us + (gint64) i * self->bin_us;
      RcTimelineHole hole = { since_us, begins_us };

      if (is_empty (&g_array_index (self->bins, RcTimelineBin, i)))
        continue;
      if (since_us != RC_TIME_NONE && since_us < begins_us)
        g_array_append_val (self->holes, hole);
      since_us = begins_us + self->bin_us;
    }

  g_array_sort (self->holes, compare_lengths);
  if (self->holes->len > RC_TIMELINE_MAX_HOLES)
    g_array_set_size (self->holes, RC_TIMELINE_MAX_HOLES);
  g_array_sort (self->holes, compare_hole_beginnings);
}

/**
 * rc_timeline_load:
 * @case_file: the case, open in this thread
 * @reader: reads its records
 * @cancellable: (nullable)
 *
 * Reads every row of the events once: a few seconds for ten millions. To be run in a worker.
 *
 * Returns: (transfer full): the timeline; without bins where no inference has a time
 */
RcTimeline *
rc_timeline_load (RcCase          *case_file,
                  RcRecordReader  *reader,
                  GCancellable    *cancellable,
                  GError         **error)
{
  return rc_timeline_load_within (case_file, reader, NULL, cancellable, error);
}

RcTimeline *
rc_timeline_load_within (RcCase          *case_file,
                         RcRecordReader  *reader,
                         RcSystemFilter  *within,
                         GCancellable    *cancellable,
                         GError         **error)
{
  g_autoptr (RcTimeline) self = g_new0 (RcTimeline, 1);
  g_autoptr (RcJudgement) judgement = NULL;
  g_auto (RcTimelineScope) scope = { 0 };
  gboolean current = FALSE;

  self->bins = g_array_new (FALSE, TRUE, sizeof (RcTimelineBin));
  self->bands = g_ptr_array_new_with_free_func (band_free);
  self->marks = g_ptr_array_new_with_free_func (mark_free);
  self->far = g_ptr_array_new_with_free_func (mark_free);
  self->holes = g_array_new (FALSE, FALSE, sizeof (RcTimelineHole));
  if (!rc_timeline_scope_init (&scope, case_file, reader, within, error) ||
      !rc_timeline_scope_find_period (&scope, cancellable, &self->from_us, &self->to_us, error))
    return NULL;
  if (self->from_us == RC_TIME_NONE)
    return g_steal_pointer (&self);

  judgement = rc_verify_load (case_file, &current, error);
  if (judgement == NULL || !rc_timeline_add_marks (self, &scope, judgement, cancellable, error))
    return NULL;
  leave_out_far (self);
  make_bins (self);
  if (!fill (self, &scope, judgement, current && !is_edited (judgement), cancellable, error) ||
      !rc_timeline_add_actions (self, &scope, cancellable, error))
    return NULL;
  find_holes (self);
  g_ptr_array_sort (self->bands, compare_bands);
  g_ptr_array_sort (self->marks, compare_marks);
  g_ptr_array_sort (self->far, compare_marks);
  return g_steal_pointer (&self);
}

/* --- Words --- */

const char *
rc_timeline_mark_kind_words (RcTimelineMarkKind kind)
{
  static const char * const words[RC_N_TIMELINE_MARKS] = {
    [RC_TIMELINE_DEPLOYMENT] = N_("Deployments"), [RC_TIMELINE_APPROVAL] = N_("Approvals"),     [RC_TIMELINE_VERSION] = N_("Versions"),
    [RC_TIMELINE_EVALUATION] = N_("Evaluations"), [RC_TIMELINE_CARD] = N_("Model cards"),       [RC_TIMELINE_ANOMALY] = N_("Anomalies"),
    [RC_TIMELINE_INCIDENT] = N_("Incidents"),     [RC_TIMELINE_EXCEPTION] = N_("Exceptions"),
  };

  g_return_val_if_fail ((guint) kind < RC_N_TIMELINE_MARKS, "");
  return _(words[kind]);
}

const char *
rc_timeline_mark_kind_to_name (RcTimelineMarkKind kind)
{
  static const char * const names[RC_N_TIMELINE_MARKS] = {
    [RC_TIMELINE_DEPLOYMENT] = "deployment", [RC_TIMELINE_APPROVAL] = "approval", [RC_TIMELINE_VERSION] = "version",
    [RC_TIMELINE_EVALUATION] = "evaluation", [RC_TIMELINE_CARD] = "card",         [RC_TIMELINE_ANOMALY] = "anomaly",
    [RC_TIMELINE_INCIDENT] = "incident",     [RC_TIMELINE_EXCEPTION] = "exception",
  };

  g_return_val_if_fail ((guint) kind < RC_N_TIMELINE_MARKS, "");
  return names[kind];
}
