/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/approval.h"
#include "core/bounds.h"
#include "core/checks/check.h"
#include "core/checks/holes.h"

/*
 * A version went on answering after its approval had ended: by the end that the approval itself names, or by an act that took it back.
 * A free text of conditions is not read for times: people read it in the lineage. What came before the first approval is told as a late
 * approval.
 */

typedef struct
{
  gint64     event;
  char      *system;         /* (nullable) */
  RcInterval period;
  gboolean   is_withdrawal;
} Act;

/* How long one version was approved for one system. */
typedef struct
{
  gint64   model;      /* name.id of "name/version" */
  gint64   system;     /* name.id, 0: none */
  RcHoles *holes;      /* (nullable): there is no approval, or none that ended */
} Approved;

struct _RcApprovalCheck
{
  RcCheckContext *context;
  GHashTable     *acts;       /* "name/version" → GArray of Act */
  GHashTable     *approved;   /* Approved → itself */
  const Approved *last;
  guint           n_backward;
  gboolean        is_full;
};

static void
act_clear (gpointer data)
{
  g_free (((Act *) data)->system);
}

static guint
approved_hash (gconstpointer key)
{
  const Approved *self = key;

  return g_int64_hash (&self->model) * 31 + g_int64_hash (&self->system);
}

static gboolean
approved_equal (gconstpointer a,
                gconstpointer b)
{
  const Approved *left = a;
  const Approved *right = b;

  return left->model == right->model && left->system == right->system;
}

static void
approved_free (gpointer data)
{
  Approved *self = data;

  g_clear_pointer (&self->holes, rc_holes_free);
  g_free (self);
}

static void
report_backward (RcCheckContext   *context,
                 const RcEvent    *event,
                 const RcInterval *period)
{
  g_autofree char *from = rc_time_format_utc (period->from.from_us);
  g_autofree char *to = rc_time_format_utc (period->to.from_us);
  g_autofree char *expected = g_strdup_printf ("an end not before %s", from);

  rc_check_report (context, RC_EXCEPTION_PERIOD_BACKWARD, event->source, event->record,
                   rc_check_find_cause (context, event->source, event->record), expected, to,
                   "An approval is recorded as ended before it began.");
}

static void
add_act (RcApprovalCheck *self,
         const RcEvent   *event)
{
  g_autofree char *version = rc_event_dup_version (event);
  Act act = { .event = event->id, .is_withdrawal = rc_approval_is_withdrawal (event) };
  GArray *acts;

  if (version == NULL || (rc_approval_is_refusal (event) && !act.is_withdrawal))
    return;

  acts = g_hash_table_lookup (self->acts, version);
  if (acts == NULL)
    {
      acts = g_array_new (FALSE, FALSE, sizeof (Act));
      g_array_set_clear_func (acts, act_clear);
      g_hash_table_insert (self->acts, g_steal_pointer (&version), acts);
    }
  act.system = g_strdup (event->system);
  rc_approval_get_period (event, &act.period);
  if (rc_interval_is_backward (&act.period) && ++self->n_backward <= RC_LIMIT_SET_ASIDE_LISTED)
    report_backward (self->context, event, &act.period);
  g_array_append_val (acts, act);
}

RcApprovalCheck *
rc_approval_check_new (RcCheckContext  *context,
                       GError         **error)
{
  g_autoptr (RcApprovalCheck) self = g_new0 (RcApprovalCheck, 1);
  g_autoptr (GArray) ids = NULL;

  self->context = context;
  self->acts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->approved = g_hash_table_new_full (approved_hash, approved_equal, approved_free, NULL);
  ids = rc_event_list_kind (context->case_file, RC_EVENT_APPROVAL, RC_LIMIT_RECONCILE_EVENTS + 1, error);
  if (ids == NULL)
    return NULL;

  self->is_full = ids->len > RC_LIMIT_RECONCILE_EVENTS;
  for (guint i = 0; i < ids->len && !self->is_full; i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (context->case_file, g_array_index (ids, gint64, i), error);

      if (event == NULL || !rc_event_read_fields (event, context->case_file, context->seal_context->reader, error))
        return NULL;
      add_act (self, event);
    }
  return g_steal_pointer (&self);
}

void
rc_approval_check_free (RcApprovalCheck *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->approved, g_hash_table_unref);
  g_clear_pointer (&self->acts, g_hash_table_unref);
  g_free (self);
}

static gboolean
is_of_system (const Act  *act,
              const char *system)
{
  return act->system == NULL || system == NULL || strcmp (act->system, system) == 0;
}

/* The first act that took the approval back ends it, where it did not end before. */
static void
end_by_withdrawal (RcPresence *presence,
                   GArray     *acts,
                   const char *system)
{
  for (guint i = 0; i < acts->len; i++)
    {
      const Act *act = &g_array_index (acts, Act, i);
      const RcInterval *withdrawn = &act->period;

      if (!act->is_withdrawal || !is_of_system (act, system))
        continue;
      if (withdrawn->begins != RC_BOUND_AT && presence->period.ends == RC_BOUND_OPEN)
        presence->period.ends = RC_BOUND_UNKNOWN;
      if (withdrawn->begins != RC_BOUND_AT || withdrawn->from.to_us < rc_interval_earliest (&presence->period) ||
          (presence->period.ends == RC_BOUND_AT && presence->period.to.to_us <= withdrawn->from.to_us))
        continue;
      presence->period.ends = RC_BOUND_AT;
      presence->period.to = withdrawn->from;
      presence->ended_by = act->event;
    }
}

static RcHoles *
find_holes (GArray     *acts,
            const char *system)
{
  g_autoptr (GArray) presences = g_array_new (FALSE, FALSE, sizeof (RcPresence));

  for (guint i = 0; i < acts->len; i++)
    {
      const Act *act = &g_array_index (acts, Act, i);
      RcPresence presence = { .period = act->period, .event = act->event };

      if (act->is_withdrawal || !is_of_system (act, system))
        continue;
      end_by_withdrawal (&presence, acts, system);
      g_array_append_val (presences, presence);
    }
  return presences->len > 0 ? rc_holes_new (presences) : NULL;
}

static const Approved *
find_approved (RcApprovalCheck  *self,
               gint64            model,
               gint64            system,
               GError          **error)
{
  Approved key = { .model = model, .system = system };
  Approved *approved = g_hash_table_lookup (self->approved, &key);
  g_autofree char *version = NULL;
  g_autofree char *name = NULL;
  GArray *acts;

  if (approved != NULL)
    return approved;
  version = rc_check_load_name (self->context, model, error);
  if (version == NULL || (system != 0 && (name = rc_check_load_name (self->context, system, error)) == NULL))
    return NULL;

  approved = g_memdup2 (&key, sizeof key);
  g_hash_table_add (self->approved, approved);
  acts = g_hash_table_lookup (self->acts, version);
  self->is_full = g_hash_table_size (self->approved) > 2 * RC_LIMIT_RECONCILE_VERSIONS;
  if (acts != NULL && !self->is_full)
    approved->holes = find_holes (acts, name);
  return approved;
}

/**
 * rc_approval_check_see:
 * @model: number of the name of its model version
 * @system: number of its name, 0: none
 *
 * To be called for each inference that tells its time and its version.
 */
gboolean
rc_approval_check_see (RcApprovalCheck  *self,
                       gint64            event,
                       gint64            time_us,
                       gint64            span_us,
                       gint64            model,
                       gint64            system,
                       GError          **error)
{
  if (self->is_full || g_hash_table_size (self->acts) == 0)
    return TRUE;

  if (self->last == NULL || self->last->model != model || self->last->system != system)
    self->last = find_approved (self, model, system, error);
  if (self->last == NULL)
    return FALSE;
  if (self->last->holes != NULL)
    rc_holes_see (self->last->holes, event, time_us, time_us + span_us);
  return TRUE;
}

static gboolean
tell_hole (RcApprovalCheck  *self,
           const Approved   *approved,
           const RcHole     *hole,
           GError          **error)
{
  gint64 ender = hole->after.ended_by != 0 ? hole->after.ended_by : hole->after.event;
  g_autofree char *version = rc_check_load_name (self->context, approved->model, error);
  g_autoptr (RcEvent) event = rc_event_load (self->context->case_file, ender, error);
  g_autofree char *ended = rc_time_format_utc (hole->from_us);
  g_autofree char *from = rc_time_format_utc (hole->first_us);
  g_autofree char *to = rc_time_format_utc (hole->last_us);
  g_autofree char *expected = g_strdup_printf ("an approval in force after %s", ended);
  g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT " inferences from %s to %s", hole->n_events, from, to);
  g_autofree char *message = NULL;

  if (version == NULL || event == NULL)
    return FALSE;

  message = g_strdup_printf (hole->after.ended_by != 0 ? "%s went on answering after its approval had been taken back."
                                                       : "%s went on answering after its approval had ended.", version);
  rc_check_report (self->context, RC_EXCEPTION_APPROVAL_ENDED, event->source, event->record,
                   rc_check_find_cause (self->context, event->source, event->record), expected, found, message);
  return TRUE;
}

static int
compare_approved (gconstpointer a,
                  gconstpointer b)
{
  const Approved *left = a;
  const Approved *right = b;

  if (left->model != right->model)
    return left->model < right->model ? -1 : 1;

  return (left->system > right->system) - (left->system < right->system);
}

static void
report_more (RcCheckContext *context,
             const char     *kind,
             const char     *expected,
             guint           n_found)
{
  g_autofree char *found = g_strdup_printf ("%u approvals, of which the first %u are listed", n_found, RC_LIMIT_SET_ASIDE_LISTED);

  if (n_found > RC_LIMIT_SET_ASIDE_LISTED)
    rc_check_report (context, kind, 0, 0, 0, expected, found, "There are further approvals of which the same is true.");
}

gboolean
rc_approval_check_tell (RcApprovalCheck  *self,
                        GError          **error)
{
  g_autoptr (GList) all = g_list_sort (g_hash_table_get_keys (self->approved), compare_approved);
  guint n_found = 0;

  for (GList *l = all; l != NULL; l = l->next)
    {
      const Approved *approved = l->data;

      for (guint i = 0; approved->holes != NULL && i < rc_holes_count (approved->holes); i++)
        {
          const RcHole *hole = rc_holes_get (approved->holes, i);

          if (hole->n_events > 0 && hole->has_after && ++n_found <= RC_LIMIT_SET_ASIDE_LISTED &&
              !tell_hole (self, approved, hole, error))
            return FALSE;
        }
    }

  report_more (self->context, RC_EXCEPTION_APPROVAL_ENDED, "an approval in force while a version answers", n_found);
  report_more (self->context, RC_EXCEPTION_PERIOD_BACKWARD, "an end not before the beginning", self->n_backward);
  if (self->is_full)
    rc_check_report (self->context, RC_EXCEPTION_LIMIT, 0, 0, 0, "at most 100000 approvals of at most 10000 versions in use", "more",
                     "There are so many approvals or versions in use that not all were held against each other.");
  return TRUE;
}
