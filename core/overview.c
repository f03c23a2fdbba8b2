/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "overview.h"

#include <string.h>

#include "excerpt.h"
#include "importer.h"
#include "occurrence.h"
#include "overview-slots.h"
#include "registers/paper.h"
#include "verify.h"
#include "words.h"

#define PROGRESS_STEPS 20000   /* instructions of SQLite's machine between two looks at the cancellable */

static void
kind_free (gpointer data)
{
  RcOverviewKind *kind = data;

  g_free (kind->importer);
  g_free (kind->title);
  g_free (kind);
}

void
rc_overview_free (RcOverview *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->kinds);
  g_array_unref (self->slots);
  g_clear_pointer (&self->systems, g_ptr_array_unref);
  g_free (self);
}

static RcOverviewKind *
find_kind (RcOverview     *self,
           RcCase         *case_file,
           const RcSource *source)
{
  const RcImporter *importer;
  RcOverviewKind *kind;

  for (guint i = 0; i < self->kinds->len; i++)
    {
      kind = g_ptr_array_index (self->kinds, i);
      if (g_strcmp0 (kind->importer, source->importer) == 0)
        return kind;
    }

  kind = g_new0 (RcOverviewKind, 1);
  kind->importer = g_strdup (source->importer);
  importer = source->importer != NULL ? rc_importer_for_source (case_file, source, NULL) : NULL;
  kind->title = g_strdup (importer != NULL ? _(importer->title) : source->importer);
  g_ptr_array_add (self->kinds, kind);
  return kind;
}

static gboolean
is_container (const RcSource *source)
{
  return strcmp (source->kind, "container") == 0 || strcmp (source->kind, "folder") == 0;
}

/* What of a source is here: of one that came in an extract, some of its records. */
typedef struct
{
  guint64 records;
  guint64 bytes;
} Here;

static gboolean
count_here (RcOverview      *self,
            RcCase          *case_file,
            RcProtectionMap *map,
            const RcSource  *source,
            Here            *out_here,
            GError         **error)
{
  g_autoptr (GPtrArray) excerpts = NULL;

  *out_here = (Here) { source->records, source->size };
  if (!rc_source_is_incomplete (source))
    {
      rc_protection_map_count (map, source->id, source->records, self->protected_records);
      return TRUE;
    }

  excerpts = rc_excerpt_list (rc_case_get_database (case_file), source, error);
  if (excerpts == NULL)
    return FALSE;
  *out_here = (Here) { excerpts->len, 0 };
  for (guint i = 0; i < excerpts->len; i++)
    {
      const RcExcerpt *excerpt = g_ptr_array_index (excerpts, i);

      out_here->bytes += excerpt->length;
      self->protected_records[rc_protection_map_get (map, source->id, excerpt->record, NULL)]++;
    }
  self->withheld += source->records - MIN (source->records, out_here->records);
  return TRUE;
}

static gboolean
add_source (RcOverview      *self,
            RcCase          *case_file,
            RcProtectionMap *map,
            const RcSource  *source,
            GError         **error)
{
  gboolean is_rows = strcmp (source->derivation, RC_DERIVATION_ROWS) == 0;
  RcOverviewKind *kind;
  Here here;

  self->set_aside += source->set_aside;
  if (source->parent == 0 && !rc_source_is_incomplete (source))
    self->bytes += source->size;
  if (rc_source_is_repeat (source))
    self->repeats++;
  if (rc_source_is_repeat (source) || is_container (source))
    return TRUE;
  if (!count_here (self, case_file, map, source, &here, error))
    return FALSE;
  /* What is withheld whole has not even a name here. */
  if (rc_source_is_incomplete (source) && here.records == 0)
    return TRUE;

  kind = find_kind (self, case_file, source);
  kind->records += here.records;
  kind->events += source->events;
  self->records += here.records;
  if (rc_source_is_incomplete (source))
    self->bytes += here.bytes;
  if (is_rows)
    return TRUE;

  kind->sources++;
  kind->bytes += here.bytes;
  self->files++;
  self->not_understood += source->importer == NULL && source->records > 0;
  self->protected_sources[rc_protection_map_worst (map, source->id, source->records)]++;
  return TRUE;
}

static int
compare_kinds (gconstpointer a,
               gconstpointer b)
{
  const RcOverviewKind *left = *(const RcOverviewKind * const *) a;
  const RcOverviewKind *right = *(const RcOverviewKind * const *) b;

  if ((left->importer == NULL) != (right->importer == NULL))
    return left->importer == NULL ? 1 : -1;
  if (left->events != right->events)
    return left->events > right->events ? -1 : 1;
  if (left->records != right->records)
    return left->records > right->records ? -1 : 1;
  return g_strcmp0 (left->importer, right->importer);
}

/*
 * The counts of the kinds come from the index over (kind, time): its entries are a tenth of a record, 10 million are counted in about a
 * second. Occurrences are taken off: there are few, unless exports overlap.
 */
static gboolean
count_by_kind (RcOverview    *self,
               RcDatabase    *database,
               sqlite3_stmt  *statement,
               gint64         mark,
               int            sign,
               GError       **error)
{
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, mark);
  while (TRUE)
    {
      gint64 kind;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      kind = sqlite3_column_int64 (statement, 0);
      if (kind > 0 && kind < RC_N_EVENT_KINDS)
        self->events[kind] += (guint64) (sign * sqlite3_column_int64 (statement, 1));
    }
}

static int
look_whether_cancelled (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static gboolean
count_events (RcOverview    *self,
              RcCase        *case_file,
              GCancellable  *cancellable,
              GError       **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  gint64 mark = rc_case_get_mark (case_file, "event");
  g_autoptr (GError) local_error = NULL;
  gboolean good;

  sqlite3_progress_handler (rc_database_peek (database), PROGRESS_STEPS, look_whether_cancelled, cancellable);
  good = count_by_kind (self, database,
                        rc_database_prepare (database, "SELECT kind, count (*) FROM event INDEXED BY event_by_time WHERE id <= ?1 "
                                             "GROUP BY kind", &local_error), mark, 1, &local_error)
    && count_by_kind (self, database,
                      rc_database_prepare (database, "SELECT kind, count (*) FROM occurrence o JOIN event e ON e.id = o.event "
                                           "WHERE o.event <= ?1 GROUP BY kind", &local_error), mark, -1, &local_error);
  sqlite3_progress_handler (rc_database_peek (database), 0, NULL, NULL);
  if (good || g_cancellable_set_error_if_cancelled (cancellable, error))
    return good;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
find_period (RcOverview  *self,
             RcCase      *case_file,
             GError     **error)
{
  gboolean only_inferences = self->events[RC_EVENT_INFERENCE] > 0;

  self->from_us = self->to_us = RC_TIME_NONE;
  for (int kind = 1; kind < RC_N_EVENT_KINDS; kind++)
    {
      gint64 from_us, to_us;

      if (self->events[kind] == 0 || (only_inferences && kind != RC_EVENT_INFERENCE))
        continue;
      if (!rc_event_find_period (case_file, (RcEventKind) kind, &from_us, &to_us, error))
        return FALSE;
      if (from_us == RC_TIME_NONE)
        continue;
      self->from_us = self->from_us == RC_TIME_NONE ? from_us : MIN (self->from_us, from_us);
      self->to_us = self->to_us == RC_TIME_NONE ? to_us : MAX (self->to_us, to_us);
    }
  return TRUE;
}

static void
take_judgement (RcOverview        *self,
                const RcJudgement *judgement,
                gboolean           current)
{
  self->seals = judgement->seals->len;
  self->records_failed = judgement->records_failed;
  self->joins = judgement->joins;
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      self->edited = self->edited || rc_exception_is_of_case (exception->kind);
      if (exception->caused_by > 0)
        self->further_exceptions++;
      else
        self->root_exceptions++;
    }
  self->verified = current && !self->edited;
}

/**
 * rc_overview_load:
 * @case_file: the case, open in this thread
 * @reader: reads its records
 * @cancellable: (nullable)
 *
 * What came, what can be relied on, and what it could answer. Made from counters, indexes and a few records, so that it stays quick
 * for a large case; to be run in a worker all the same.
 *
 * Returns: (transfer full): the overview
 */
RcOverview *
rc_overview_load (RcCase          *case_file,
                  RcRecordReader  *reader,
                  GCancellable    *cancellable,
                  GError         **error)
{
  g_autoptr (RcOverview) self = g_new0 (RcOverview, 1);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (RcProtectionMap) map = NULL;
  g_autoptr (GPtrArray) sources = NULL;
  gboolean current = FALSE;

  self->kinds = g_ptr_array_new_with_free_func (kind_free);
  self->slots = g_array_new (FALSE, FALSE, sizeof (RcOverviewSlot));
  sources = rc_source_list (case_file, error);
  judgement = sources != NULL && rc_paper_mark_sources (case_file, sources, error) ? rc_verify_load (case_file, &current, error) : NULL;
  if (judgement == NULL)
    return NULL;

  take_judgement (self, judgement, current);
  self->decisions = judgement->decisions;
  map = rc_protection_map_new (judgement, self->verified, sources);
  for (guint i = 0; i < sources->len; i++)
    if (!add_source (self, case_file, map, g_ptr_array_index (sources, i), error))
      return NULL;
  g_ptr_array_sort (self->kinds, compare_kinds);

  self->systems = rc_exporting_system_list_of_case (case_file, error);
  if (self->systems == NULL)
    return NULL;

  if (!rc_decision_totals_complete (&self->decisions, case_file, cancellable, error) ||
      !count_events (self, case_file, cancellable, error) ||
      !rc_occurrence_count (case_file, 0, &self->joins.repeated, &self->joins.superseded, error) || !find_period (self, case_file, error) ||
      !rc_overview_judge_slots (self, case_file, reader, sources, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rc_overview_count_answers:
 *
 * Returns: how many questions of the template the evidence could answer, in all records or in some
 */
guint
rc_overview_count_answers (const RcOverview *self)
{
  guint count = 0;

  for (guint i = 0; i < self->slots->len; i++)
    {
      RcOverviewState state = g_array_index (self->slots, RcOverviewSlot, i).state;

      count += state == RC_OVERVIEW_ANSWERS || state == RC_OVERVIEW_SOME;
    }
  return count;
}
