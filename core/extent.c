/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "extent.h"

#include <string.h>

#include "bounds.h"
#include "event-merge.h"
#include "extent-rule.h"
#include "verify.h"

/* How often a walk looks whether it was cancelled. */
#define CANCEL_INTERVAL 4096u

static void
extent_version_free (gpointer data)
{
  RcExtentVersion *self = data;

  g_free (self->version);
  g_free (self);
}

void
rc_extent_free (RcExtent *self)
{
  if (self == NULL)
    return;

  g_free (self->rule);
  g_ptr_array_unref (self->versions);
  g_clear_pointer (&self->set, rc_extent_set_free);
  g_free (self);
}

/* --- One walk over the inferences --- */

/* A bit for each event says whether it is affected: so many events at most, eight megabytes. Those behind are looked up one by one. */
#define MAX_MARKED (G_GINT64_CONSTANT (1) << 26)

typedef struct
{
  RcHasher   *hasher;
  GHashTable *models;      /* name.id → guint64 */
  guint8     *marks;
  gint64      n_marks;     /* events 0 .. n_marks - 1 have one */
} Walk;

static void
digest_row (RcHasher          *hasher,
            const RcExtentRow *row)
{
  const RcEvent event = { .source = row->source, .record = row->record, .row = row->row };
  g_autofree char *reference = rc_event_dup_reference (&event);

  rc_hasher_update (hasher, reference, strlen (reference));
  rc_hasher_update (hasher, "\n", 1);
}

static void
count_model (RcExtent   *self,
             GHashTable *models,
             gint64      model)
{
  guint64 *count = g_hash_table_lookup (models, &model);

  if (count == NULL && g_hash_table_size (models) == RC_LIMIT_RECONCILE_VERSIONS)
    {
      self->versions_complete = FALSE;
      return;
    }
  if (count == NULL)
    {
      count = g_new0 (guint64, 1);
      g_hash_table_insert (models, g_memdup2 (&model, sizeof model), count);
    }
  (*count)++;
}

static void
see_row (RcExtent            *self,
         Walk                *walk,
         const RcExtentRow   *row,
         const RcRecordRange *own)
{
  self->n_inferences++;
  if (row->id < walk->n_marks)
    walk->marks[row->id / 8] |= (guint8) (1u << (row->id % 8));
  self->n_own += own != NULL && row->source == own->source && row->record >= own->first_record && row->record <= own->last_record;
  digest_row (walk->hasher, row);
  count_model (self, walk->models, row->model);
  if (row->time_us == RC_TIME_NONE)
    {
      self->n_without_time++;
      return;
    }
  if (self->from_us == RC_TIME_NONE || row->time_us < self->from_us)
    self->from_us = row->time_us;
  if (self->to_us == RC_TIME_NONE || row->time_us + row->span_us > self->to_us)
    self->to_us = row->time_us + row->span_us;
}

static gboolean
walk_set (RcExtent             *self,
          Walk                 *walk,
          const RcRecordRange  *own,
          GCancellable         *cancellable,
          GError              **error)
{
  RcExtentRow row = { 0 };
  gboolean found = TRUE;

  while (TRUE)
    {
      if (self->n_inferences % CANCEL_INTERVAL == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!rc_extent_set_next (self->set, row.id, &row, &found, error))
        return FALSE;
      if (!found)
        return TRUE;
      see_row (self, walk, &row, own);
    }
}

static int
compare_versions (gconstpointer a,
                  gconstpointer b)
{
  const RcExtentVersion *left = *(const RcExtentVersion * const *) a;
  const RcExtentVersion *right = *(const RcExtentVersion * const *) b;

  if (left->n_inferences != right->n_inferences)
    return left->n_inferences > right->n_inferences ? -1 : 1;

  return g_strcmp0 (left->version, right->version);
}

static gboolean
name_versions (RcExtent    *self,
               RcDatabase  *database,
               GHashTable  *models,
               GError     **error)
{
  GHashTableIter iter;
  gpointer model;
  gpointer count;

  g_hash_table_iter_init (&iter, models);
  while (g_hash_table_iter_next (&iter, &model, &count))
    {
      sqlite3_stmt *statement = rc_database_prepare (database, "SELECT text FROM name WHERE id = ?1", error);
      RcExtentVersion *version;
      gboolean row = FALSE;

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, *(const gint64 *) model);
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;

      version = g_new0 (RcExtentVersion, 1);
      version->n_inferences = *(const guint64 *) count;
      version->version = row ? rc_database_column_dup (statement, 0) : NULL;
      if (row)
        sqlite3_reset (statement);
      g_ptr_array_add (self->versions, version);
    }

  g_ptr_array_sort (self->versions, compare_versions);
  return TRUE;
}

/* --- Different references and persons --- */

static gboolean
is_affected (RcExtent    *self,
             const Walk  *walk,
             gint64       event,
             gboolean    *out_affected,
             GError     **error)
{
  if (event < 0 || event >= walk->n_marks)
    return rc_extent_set_contains (self->set, event, out_affected, error);

  *out_affected = (walk->marks[event / 8] & (1u << (event % 8))) != 0;
  return TRUE;
}

/* Equal fingerprints follow each other in the sorted runs, so that no more than the last one is kept. */
static gboolean
count_key (RcExtent      *self,
           RcCase        *case_file,
           const Walk    *walk,
           RcEventKey     key,
           guint64       *out_different,
           guint64       *out_without,
           GCancellable  *cancellable,
           GError       **error)
{
  g_auto (RcEventMerge) merge = { 0 };
  const RcEventEntry *entry;
  gboolean has_last = FALSE;
  gint64 last_hash = 0;
  gint64 last_event = 0;
  guint64 n_with = 0;

  if (!rc_event_merge_begin (&merge, rc_case_get_database (case_file), rc_case_get_mark (case_file, "run"), key, error))
    return FALSE;

  for (guint64 n = 1; (entry = rc_event_merge_peek (&merge)) != NULL; n++)
    {
      gboolean contains = FALSE;

      if (n % CANCEL_INTERVAL == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!is_affected (self, walk, entry->event, &contains, error))
        return FALSE;
      if (contains && (!has_last || entry->hash != last_hash))
        (*out_different)++;
      if (contains)
        {
          n_with += !has_last || entry->hash != last_hash || entry->event != last_event;
          has_last = TRUE;
          last_hash = entry->hash;
          last_event = entry->event;
        }
      if (!rc_event_merge_advance (&merge, error))
        return FALSE;
    }

  *out_without = self->n_inferences > n_with ? self->n_inferences - n_with : 0;
  return TRUE;
}

static gboolean
count (RcExtent             *self,
       RcCase               *case_file,
       const RcRecordRange  *own,
       GCancellable         *cancellable,
       GError              **error)
{
  g_autoptr (GHashTable) models = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  gint64 n_marks = MIN (rc_case_get_mark (case_file, "event") + 1, MAX_MARKED);
  g_autofree guint8 *marks = g_malloc0 ((gsize) n_marks / 8 + 1);
  Walk walk = { .hasher = hasher, .models = models, .marks = marks, .n_marks = n_marks };

  if (!walk_set (self, &walk, own, cancellable, error) ||
      !name_versions (self, rc_case_get_database (case_file), models, error) ||
      !count_key (self, case_file, &walk, RC_EVENT_KEY_DECISION, &self->n_decisions, &self->n_without_decision, cancellable, error) ||
      !count_key (self, case_file, &walk, RC_EVENT_KEY_SUBJECT, &self->n_subjects, &self->n_without_subject, cancellable, error))
    return FALSE;

  rc_hasher_finish (hasher, &self->digest);
  return TRUE;
}

/**
 * rc_extent_new:
 * @set: (transfer full): the affected inferences, closed
 * @rule: (transfer full): one sentence
 * @is_delimited: whether the rule bounds what is affected
 * @own: (nullable): the records at which the fault itself stands
 *
 * In one view of the case it walks once over the rows of the affected inferences, and once over the sorted runs of business references and
 * of persons. Memory does not grow with their number, beyond a bit for each event up to %MAX_MARKED.
 *
 * Returns: (transfer full): what is affected
 */
RcExtent *
rc_extent_new (RcCase               *case_file,
               RcExtentSet          *set,
               char                 *rule,
               gboolean              is_delimited,
               const RcRecordRange  *own,
               GCancellable         *cancellable,
               GError              **error)
{
  g_autoptr (RcExtent) self = g_new0 (RcExtent, 1);
  RcDatabase *database = rc_case_get_database (case_file);
  gboolean own_view;
  gboolean done;

  self->set = set;
  self->rule = rule;
  self->is_delimited = is_delimited;
  self->from_us = self->to_us = RC_TIME_NONE;
  self->versions_complete = TRUE;
  self->versions = g_ptr_array_new_with_free_func (extent_version_free);
  if (!rc_database_begin_reading (database, &own_view, error))
    return NULL;
  done = count (self, case_file, own, cancellable, error);
  rc_database_end_reading (database, own_view);
  return done ? g_steal_pointer (&self) : NULL;
}

static const RcException *
find_exception (const RcJudgement *judgement,
                gint64             id)
{
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (exception->id == id)
        return exception;
    }
  return NULL;
}

/**
 * rc_extent_of_exception:
 * @exception: its number in the last verification
 *
 * Returns: (transfer full): how many decisions it is about, by the rule for its kind
 */
RcExtent *
rc_extent_of_exception (RcCase          *case_file,
                        RcRecordReader  *reader,
                        gint64           exception_id,
                        GCancellable    *cancellable,
                        GError         **error)
{
  gboolean current = FALSE;
  g_autoptr (RcJudgement) judgement = rc_verify_load (case_file, &current, error);
  g_autoptr (RcExtentSet) set = NULL;
  g_autofree char *rule = NULL;
  const RcException *exception;
  g_autoptr (RcExtent) self = NULL;
  gboolean is_delimited;
  guint n_records;
  RcRecordRange own;

  if (judgement == NULL)
    return NULL;

  exception = current ? find_exception (judgement, exception_id) : NULL;
  if (exception == NULL)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                   current ? "The last verification found no exception of the number %" G_GINT64_FORMAT
                           : "The evidence was not verified as it is now, so that exception %" G_GINT64_FORMAT " may be another one",
                   exception_id);
      return NULL;
    }

  set = rc_extent_set_new (case_file);
  if (!rc_extent_rule_apply (case_file, reader, judgement, exception, set, &rule, &is_delimited, &n_records, error))
    return NULL;

  rc_extent_set_close (set);
  own = (RcRecordRange) { exception->source, (guint64) exception->record, (guint64) exception->record };
  self = rc_extent_new (case_file, g_steal_pointer (&set), g_steal_pointer (&rule), is_delimited, exception->record > 0 ? &own : NULL,
                        cancellable, error);
  if (self != NULL)
    self->n_records = n_records;
  return g_steal_pointer (&self);
}

/**
 * rc_extent_list:
 * @after: number of the event after which the page begins; 0: from the first one on
 * @limit: how many at most; 0: all
 *
 * Calls @func for each affected inference in the order of their numbers, which is that of the digest.
 */
gboolean
rc_extent_list (RcExtent        *self,
                RcCase          *case_file,
                RcRecordReader  *reader,
                gint64           after,
                guint            limit,
                RcEventFunc      func,
                gpointer         user_data,
                GCancellable    *cancellable,
                GError         **error)
{
  for (guint n = 0; limit == 0 || n < limit; n++)
    {
      g_autoptr (RcEvent) event = NULL;
      RcExtentRow row;
      gboolean found;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !rc_extent_set_next (self->set, after, &row, &found, error))
        return FALSE;
      if (!found)
        return TRUE;
      event = rc_event_load (case_file, row.id, error);
      if (event == NULL || !rc_event_read_fields (event, case_file, reader, error))
        return FALSE;
      if (!func (event, user_data))
        return TRUE;
      after = row.id;
    }
  return TRUE;
}
