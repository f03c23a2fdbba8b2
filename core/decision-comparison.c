/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "decision-comparison.h"

#include <string.h>

#include "bounds.h"
#include "custody.h"
#include "json-writer.h"
#include "timestamp.h"

#define SETTING_COMPLETE "statement.decision-list-complete"

/* The numbers of RcDecisionTotals, in the order in which they are kept; the state comes first. */
static const gsize numbers[] = {
  G_STRUCT_OFFSET (RcDecisionTotals, lines), G_STRUCT_OFFSET (RcDecisionTotals, calls),
  G_STRUCT_OFFSET (RcDecisionTotals, business), G_STRUCT_OFFSET (RcDecisionTotals, both),
  G_STRUCT_OFFSET (RcDecisionTotals, only_business), G_STRUCT_OFFSET (RcDecisionTotals, left_out),
  G_STRUCT_OFFSET (RcDecisionTotals, outside), G_STRUCT_OFFSET (RcDecisionTotals, only_log),
  G_STRUCT_OFFSET (RcDecisionTotals, only_log_within), G_STRUCT_OFFSET (RcDecisionTotals, repeated_business),
  G_STRUCT_OFFSET (RcDecisionTotals, repeated_log), G_STRUCT_OFFSET (RcDecisionTotals, without_business),
  G_STRUCT_OFFSET (RcDecisionTotals, without_log), G_STRUCT_OFFSET (RcDecisionTotals, unread),
};

/* All events under one business reference. */
typedef struct
{
  RcReferenceEntry first[2];   /* by side: that with the smallest number */
  guint64          count[2];
  guint64          n_calls;
} Group;

typedef struct
{
  RcDecisionComparison    *result;
  const RcReferenceCounts *counts;
  GHashTable              *days;       /* midnight → RcDecisionDay */
  GHashTable              *systems;    /* number of the name → RcDecisionSystem, without a name yet */
  gboolean                 names[2];   /* by side: systems are named */
} Work;

static void
system_free (gpointer data)
{
  RcDecisionSystem *self = data;

  g_free (self->system);
  g_free (self);
}

void
rc_decision_comparison_free (RcDecisionComparison *self)
{
  if (self == NULL)
    return;

  g_free (self->sampling);
  g_array_unref (self->lists);
  g_array_unref (self->days);
  g_ptr_array_unref (self->systems);
  g_array_unref (self->absent);
  g_array_unref (self->unlisted);
  g_free (self);
}

/* --- What is kept of it --- */

/**
 * rc_decision_totals_absent:
 *
 * Returns: decisions on the list whose absence from the log is an exception
 */
guint64
rc_decision_totals_absent (const RcDecisionTotals *self)
{
  return self->only_business - self->left_out;
}

/**
 * rc_decision_totals_dup_text:
 *
 * Returns: (transfer full): the numbers, for rc_decision_totals_read()
 */
char *
rc_decision_totals_dup_text (const RcDecisionTotals *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d", self->state);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_string_append_printf (text, " %" G_GUINT64_FORMAT, G_STRUCT_MEMBER (guint64, self, numbers[i]));
  return g_string_free (text, FALSE);
}

gboolean
rc_decision_totals_read (RcDecisionTotals *self,
                         const char       *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", -1);
  guint64 state;

  memset (self, 0, sizeof *self);
  if (g_strv_length (parts) != G_N_ELEMENTS (numbers) + 1
      || !g_ascii_string_to_unsigned (parts[0], 10, RC_DECISIONS_NO_LIST, RC_DECISIONS_COMPARED, &state, NULL))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!g_ascii_string_to_unsigned (parts[i + 1], 10, 0, G_MAXUINT64, &G_STRUCT_MEMBER (guint64, self, numbers[i]), NULL))
      return FALSE;

  self->state = (RcDecisionsState) state;
  return TRUE;
}

gboolean
rc_decision_list_is_complete (RcCase *case_file)
{
  g_autofree char *value = rc_case_dup_setting (case_file, SETTING_COMPLETE);

  return g_strcmp0 (value, "yes") == 0;
}

/**
 * rc_decision_list_set_complete:
 * @is_complete: whether somebody states that the list of decisions is complete for its time; %FALSE takes the statement back
 *
 * Keeps the statement, with an entry of the custody log. Does nothing where it stands so already.
 */
gboolean
rc_decision_list_set_complete (RcCase    *case_file,
                               gboolean   is_complete,
                               GError   **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *detail = NULL;

  if (rc_decision_list_is_complete (case_file) == is_complete)
    return TRUE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_boolean (writer, "decision_list_complete", is_complete);
  rc_json_writer_end_object (writer);
  detail = rc_json_writer_finish (writer);
  if (!rc_case_require_writable (case_file, error) || !rc_case_begin (case_file, error))
    return FALSE;
  if (rc_case_set_setting (case_file, SETTING_COMPLETE, is_complete ? "yes" : NULL, error)
      && rc_custody_append (case_file, "statement", detail, error)
      && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}

/* --- One decision --- */

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static void
keep_first (GArray *events)
{
  g_array_sort (events, compare_numbers);
  if (events->len > RC_LIMIT_SET_ASIDE_LISTED)
    g_array_set_size (events, RC_LIMIT_SET_ASIDE_LISTED);
}

/* The decisions come in no order: those with the smallest numbers are kept, so that the same evidence gives the same list. */
static void
list_event (GArray *events,
            gint64  event)
{
  g_array_append_val (events, event);
  if (events->len == 4 * RC_LIMIT_SET_ASIDE_LISTED)
    keep_first (events);
}

static gint64
day_of (gint64 time_us)
{
  gint64 rest;

  if (time_us == RC_TIME_NONE)
    return RC_TIME_NONE;
  rest = time_us % G_TIME_SPAN_DAY;
  return time_us - rest - (rest < 0 ? G_TIME_SPAN_DAY : 0);
}

static RcDecisionDay *
find_day (Work   *self,
          gint64  time_us)
{
  gint64 day = day_of (time_us);
  RcDecisionDay *found = g_hash_table_lookup (self->days, &day);

  if (found != NULL)
    return found;
  if (g_hash_table_size (self->days) >= RC_LIMIT_COMPARED_DAYS && day != RC_TIME_NONE)
    {
      self->result->days_cut = TRUE;
      return find_day (self, RC_TIME_NONE);
    }

  found = g_new0 (RcDecisionDay, 1);
  found->day_us = day;
  g_hash_table_insert (self->days, &found->day_us, found);
  return found;
}

/* NULL: neither side names one, or there are too many. */
static RcDecisionSystem *
find_system (Work        *self,
             const Group *group)
{
  gint64 name = group->first[RC_SIDE_BUSINESS].system;
  RcDecisionSystem *found;

  for (guint side = RC_SIDE_BUSINESS; side <= RC_SIDE_LOG; side++)
    self->names[side] = self->names[side] || (group->count[side] > 0 && group->first[side].system != 0);
  if (name == 0)
    name = group->first[RC_SIDE_LOG].system;
  if (name == 0)
    return NULL;

  found = g_hash_table_lookup (self->systems, &name);
  if (found == NULL && g_hash_table_size (self->systems) < RC_LIMIT_COMPARED_SYSTEMS)
    {
      found = g_new0 (RcDecisionSystem, 1);
      g_hash_table_insert (self->systems, g_memdup2 (&name, sizeof name), found);
    }
  return found;
}

/* Certainly before the first or after the last of the period. */
static gboolean
is_outside (const RcReferenceEntry  *entry,
            const RcReferencePeriod *period)
{
  return entry->time_us != RC_TIME_NONE && period->from_us != RC_TIME_NONE
    && (entry->time_us + entry->span_us < period->from_us || entry->time_us > period->to_us);
}

static gboolean
may_be_left_out (const Work             *self,
                 const RcReferenceEntry *entry)
{
  for (guint i = 0; i < self->counts->sampled->len; i++)
    if (!is_outside (entry, &g_array_index (self->counts->sampled, RcReferencePeriod, i)))
      return TRUE;

  return FALSE;
}

static void
take_only_business (Work             *self,
                    const Group      *group,
                    RcDecisionDay    *day,
                    RcDecisionSystem *system)
{
  RcDecisionTotals *totals = &self->result->totals;
  const RcReferenceEntry *line = &group->first[RC_SIDE_BUSINESS];

  if (is_outside (line, &self->counts->periods[RC_SIDE_LOG]))
    {
      totals->outside++;
      day->outside++;
      if (system != NULL)
        system->outside++;
      return;
    }

  totals->only_business++;
  day->only_business++;
  if (system != NULL)
    system->only_business++;
  if (may_be_left_out (self, line))
    totals->left_out++;
  else
    list_event (self->result->absent, line->event);
}

static void
take_only_log (Work             *self,
               const Group      *group,
               RcDecisionDay    *day,
               RcDecisionSystem *system)
{
  RcDecisionTotals *totals = &self->result->totals;
  const RcReferenceEntry *call = &group->first[RC_SIDE_LOG];

  totals->only_log++;
  day->only_log++;
  if (system != NULL)
    system->only_log++;
  if (call->time_us == RC_TIME_NONE || is_outside (call, &self->counts->periods[RC_SIDE_BUSINESS]))
    return;

  totals->only_log_within++;
  list_event (self->result->unlisted, call->event);
}

static void
take_group (Work        *self,
            const Group *group)
{
  RcDecisionTotals *totals = &self->result->totals;
  gboolean on_list = group->count[RC_SIDE_BUSINESS] > 0;
  gboolean in_log = group->count[RC_SIDE_LOG] > 0;
  gint64 time_us = on_list ? group->first[RC_SIDE_BUSINESS].time_us : RC_TIME_NONE;
  RcDecisionSystem *system = find_system (self, group);
  RcDecisionDay *day;

  if (time_us == RC_TIME_NONE && in_log)
    time_us = group->first[RC_SIDE_LOG].time_us;
  day = find_day (self, time_us);

  totals->business += on_list ? 1 : 0;
  totals->repeated_business += group->count[RC_SIDE_BUSINESS] > 1 ? 1 : 0;
  totals->repeated_log += group->n_calls > 1 ? 1 : 0;
  if (on_list && in_log)
    {
      totals->both++;
      day->both++;
      if (system != NULL)
        system->both++;
    }
  else if (on_list)
    {
      take_only_business (self, group, day, system);
    }
  else
    {
      take_only_log (self, group, day, system);
    }
}

/* --- All of them --- */

static gboolean
walk_groups (Work             *self,
             RcReferenceSort  *sort,
             GError          **error)
{
  RcReferenceEntry entry;
  Group group = { 0 };
  gboolean found;

  while (TRUE)
    {
      if (!rc_reference_sort_next (sort, &entry, &found, error))
        return FALSE;
      if (group.count[0] + group.count[1] > 0
          && (!found || memcmp (entry.mark, group.first[group.count[0] > 0 ? 0 : 1].mark, sizeof entry.mark) != 0))
        {
          take_group (self, &group);
          group = (Group) { 0 };
        }
      if (!found)
        return TRUE;
      if (group.count[entry.side]++ == 0)
        group.first[entry.side] = entry;
      group.n_calls += entry.is_call;
    }
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  gint64 first = ((const RcDecisionDay *) a)->day_us;
  gint64 second = ((const RcDecisionDay *) b)->day_us;

  if (first == second)
    return 0;
  if (first == RC_TIME_NONE || second == RC_TIME_NONE)
    return first == RC_TIME_NONE ? 1 : -1;
  return first < second ? -1 : 1;
}

static int
compare_systems (gconstpointer a,
                 gconstpointer b)
{
  return strcmp ((*(RcDecisionSystem * const *) a)->system, (*(RcDecisionSystem * const *) b)->system);
}

static char *
load_name (RcDatabase  *database,
           gint64       id,
           GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT text FROM name WHERE id = ?1", error);
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
  return text != NULL ? text : g_strdup ("");
}

static gboolean
put_in_order (Work        *self,
              RcDatabase  *database,
              GError     **error)
{
  RcDecisionComparison *result = self->result;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_array_append_vals (result->days, value, 1);
  g_array_sort (result->days, compare_days);

  g_hash_table_iter_init (&iter, self->systems);
  while (self->names[RC_SIDE_BUSINESS] && self->names[RC_SIDE_LOG] && g_hash_table_iter_next (&iter, &key, &value))
    {
      RcDecisionSystem *system = g_memdup2 (value, sizeof *system);

      g_ptr_array_add (result->systems, system);
      system->system = load_name (database, *(gint64 *) key, error);
      if (system->system == NULL)
        return FALSE;
    }
  g_ptr_array_sort (result->systems, compare_systems);

  keep_first (result->absent);
  keep_first (result->unlisted);
  return TRUE;
}

static RcDecisionsState
find_state (const RcReferenceCounts *counts)
{
  if (counts->events[RC_SIDE_BUSINESS] == 0)
    return RC_DECISIONS_NO_LIST;
  if (counts->events[RC_SIDE_LOG] == 0)
    return RC_DECISIONS_NO_LOG;
  for (guint side = RC_SIDE_BUSINESS; side <= RC_SIDE_LOG; side++)
    if (counts->without[side] == counts->events[side])
      return RC_DECISIONS_NO_REFERENCES;

  return RC_DECISIONS_COMPARED;
}

static void
take_counts (RcDecisionComparison    *self,
             const RcReferenceCounts *counts)
{
  RcDecisionTotals *totals = &self->totals;

  totals->state = find_state (counts);
  totals->lines = counts->events[RC_SIDE_BUSINESS];
  totals->calls = counts->events[RC_SIDE_LOG];
  totals->without_business = counts->without[RC_SIDE_BUSINESS];
  totals->without_log = counts->without[RC_SIDE_LOG];
  totals->unread = counts->unread[RC_SIDE_BUSINESS] + counts->unread[RC_SIDE_LOG];
  self->from_us = counts->periods[RC_SIDE_LOG].from_us;
  self->to_us = counts->periods[RC_SIDE_LOG].last_us;
  self->sampling = g_strdup (counts->sampling);
  g_array_append_vals (self->lists, counts->lists->data, counts->lists->len);
}

static gboolean
has_list (RcCase    *case_file,
          gboolean  *out_answer,
          GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT 1 FROM event INDEXED BY event_by_time WHERE kind = ?1 AND id <= ?2 LIMIT 1",
                                                 error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int (statement, 1, RC_EVENT_DECISION);
  sqlite3_bind_int64 (statement, 2, rc_case_get_mark (case_file, "event"));
  if (!rc_database_step (database, statement, out_answer, error))
    return FALSE;
  if (*out_answer)
    sqlite3_reset (statement);
  return TRUE;
}

static gboolean
lists_are_short (RcCase    *case_file,
                 gboolean  *out_answer,
                 GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;
  gboolean row;

  statement = rc_database_prepare (database,
                                   "SELECT count (*) FROM (SELECT 1 FROM event INDEXED BY event_by_time WHERE kind IN (?1, ?2, ?3) LIMIT ?4)",
                                   error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int (statement, 1, RC_EVENT_DECISION);
  sqlite3_bind_int (statement, 2, RC_EVENT_INFERENCE);
  sqlite3_bind_int (statement, 3, RC_EVENT_REQUEST_PART);
  sqlite3_bind_int64 (statement, 4, (gint64) RC_LIMIT_COMPARED_DECISIONS + 1);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;

  *out_answer = row && sqlite3_column_int64 (statement, 0) <= RC_LIMIT_COMPARED_DECISIONS;
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * rc_decision_comparison_load:
 *
 * Holds the lists of decisions against the logs, by the business references that their records name. Both sides are read once, front to
 * back, and brought into one order; memory does not grow with them.
 *
 * Returns: (transfer full): what is on both sides, and on one alone; only the counts of both where its state says that nothing was
 *   compared
 */
RcDecisionComparison *
rc_decision_comparison_load (RcCase        *case_file,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_autoptr (RcDecisionComparison) self = g_new0 (RcDecisionComparison, 1);
  g_autoptr (RcReferenceSort) sort = rc_reference_sort_new ();
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_autoptr (GHashTable) systems = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_auto (RcReferenceCounts) counts;
  Work work = { .result = self, .counts = &counts, .days = days, .systems = systems };
  gboolean is_there = FALSE;

  rc_reference_counts_init (&counts);
  self->lists = g_array_new (FALSE, FALSE, sizeof (RcReferenceList));
  self->days = g_array_new (FALSE, FALSE, sizeof (RcDecisionDay));
  self->systems = g_ptr_array_new_with_free_func (system_free);
  self->absent = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->unlisted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->is_complete = rc_decision_list_is_complete (case_file);
  self->from_us = self->to_us = RC_TIME_NONE;
  if (!has_list (case_file, &is_there, error))
    return NULL;
  if (!is_there)
    return g_steal_pointer (&self);
  if (!rc_reference_read_all (case_file, sort, &counts, cancellable, error))
    return NULL;

  take_counts (self, &counts);
  if (self->totals.state != RC_DECISIONS_COMPARED)
    return g_steal_pointer (&self);
  if (!rc_reference_sort_begin (sort, error) || !walk_groups (&work, sort, error)
      || !put_in_order (&work, rc_case_get_database (case_file), error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rc_decision_totals_complete:
 * @self: (inout): of the last verification; left alone where they say something
 *
 * One page is not worth going through long lists and logs for: of these the totals stay as they are until the next verification.
 */
gboolean
rc_decision_totals_complete (RcDecisionTotals  *self,
                             RcCase            *case_file,
                             GCancellable      *cancellable,
                             GError           **error)
{
  g_autoptr (RcDecisionComparison) comparison = NULL;
  gboolean is_short;

  if (self->state != RC_DECISIONS_NO_LIST)
    return TRUE;
  if (!lists_are_short (case_file, &is_short, error))
    return FALSE;
  if (!is_short)
    return TRUE;

  comparison = rc_decision_comparison_load (case_file, cancellable, error);
  if (comparison == NULL)
    return FALSE;
  *self = comparison->totals;
  return TRUE;
}
