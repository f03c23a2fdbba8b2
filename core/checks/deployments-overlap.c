/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/checks/check.h"

/*
 * Two versions that certainly were deployed at one endpoint at one time: what answered an inference in those hours cannot be told
 * from the deployment records. An end that is not recorded is the beginning of the next deployment, and no overlap.
 */

/* Versions that are compared at one endpoint; of each, the deployment that ends last. */
#define MAX_RUNNING 256u

/* Drops from those that are compared: it surely ended, or nobody knows how long it ran. */
static gboolean
ends_before (const RcDeployment *deployment,
             const RcDeployment *later)
{
  return deployment->period.ends == RC_BOUND_UNKNOWN ||
         (deployment->period.ends == RC_BOUND_AT && deployment->period.to.from_us <= later->period.from.to_us);
}

static gboolean
same_place (const RcDeployment *a,
            const RcDeployment *b)
{
  return a->event->endpoint != NULL && b->event->endpoint != NULL && rc_deployment_same_place (a, b->event);
}

static void
report (RcCheckContext     *context,
        const RcDeployment *earlier,
        const RcDeployment *later)
{
  g_autofree char *began = rc_time_format_utc (later->period.from.from_us);
  g_autofree char *ended = earlier->period.ends == RC_BOUND_AT ? rc_time_format_utc (earlier->period.to.from_us)
                                                               : g_strdup ("no recorded end");
  g_autofree char *expected = g_strdup_printf ("a beginning not before %s, the end of %s there", ended, earlier->version);
  g_autofree char *message = NULL;
  gint64 cause = rc_check_find_cause (context, later->event->source, later->event->record);

  if (cause == 0)
    cause = rc_check_find_cause (context, earlier->event->source, earlier->event->record);
  message = g_strdup_printf ("%s and %s are both recorded as deployed at “%s” at the same time.", earlier->version, later->version,
                             later->event->endpoint);
  rc_check_report (context, RC_EXCEPTION_DEPLOYMENTS_OVERLAP, later->event->source, later->event->record, cause, expected, began,
                   message);
}

/* Whether the parts of the traffic that were given are together no more than all of it; the parts are rounded when they are written. */
static gboolean
fit_together (double share,
              double others)
{
  return share + others <= 1.005;
}

/* Drops what has ended; (nullable): one of another version that certainly still ran at the same place, and did not share the traffic with
 * it as told. */
static const RcDeployment *
find_running (GPtrArray          *running,
              const RcDeployment *deployment)
{
  const RcDeployment *found = NULL;
  const RcDeployment *sharing = NULL;
  double shares = 0;

  for (guint i = running->len; i > 0; i--)
    {
      const RcDeployment *earlier = g_ptr_array_index (running, i - 1);

      if (ends_before (earlier, deployment))
        {
          g_ptr_array_remove_index_fast (running, i - 1);
          continue;
        }
      if (!same_place (earlier, deployment) || strcmp (earlier->version, deployment->version) == 0)
        continue;
      if (rc_deployment_is_partial (earlier) && rc_deployment_is_partial (deployment))
        {
          shares += earlier->share;
          sharing = earlier;
        }
      else
        found = earlier;
    }

  return found != NULL || fit_together (deployment->share, shares) ? found : sharing;
}

/* Such a record tells nothing about when it ran: it is named once, and compared with none. */
static void
report_backward (RcCheckContext     *context,
                 const RcDeployment *deployment)
{
  g_autofree char *from = rc_time_format_utc (deployment->period.from.from_us);
  g_autofree char *to = rc_time_format_utc (deployment->period.to.from_us);
  g_autofree char *expected = g_strdup_printf ("an end not before %s", from);

  rc_check_report (context, RC_EXCEPTION_PERIOD_BACKWARD, deployment->event->source, deployment->event->record,
                   rc_check_find_cause (context, deployment->event->source, deployment->event->record), expected, to,
                   "A deployment is recorded as ended before it began.");
}

static void
report_more (RcCheckContext *context,
             const char     *kind,
             const char     *expected,
             guint           n_found)
{
  g_autofree char *found = g_strdup_printf ("%u deployment records, of which the first %u are listed", n_found, RC_LIMIT_SET_ASIDE_LISTED);

  if (n_found > RC_LIMIT_SET_ASIDE_LISTED)
    rc_check_report (context, kind, 0, 0, 0, expected, found, "There are further deployment records of which the same is true.");
}

/**
 * rc_check_overlaps:
 *
 * Looks for deployments of different versions that overlap at one endpoint, and for those that end before they begin.
 */
gboolean
rc_check_overlaps (RcCheckContext  *context,
                   GError         **error)
{
  g_autoptr (GPtrArray) running = g_ptr_array_new ();
  guint n_found[2] = { 0 };     /* of those that overlap, and of those that end before they begin */

  for (guint i = 0; i < context->deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->deployments, i);
      const RcDeployment *earlier;

      if (rc_interval_is_backward (&deployment->period))
        {
          if (++n_found[1] <= RC_LIMIT_SET_ASIDE_LISTED)
            report_backward (context, deployment);
          continue;
        }
      if (deployment->period.begins != RC_BOUND_AT || deployment->version == NULL)
        continue;
      earlier = find_running (running, deployment);
      if (earlier != NULL && ++n_found[0] <= RC_LIMIT_SET_ASIDE_LISTED)
        report (context, earlier, deployment);
      if (running->len < MAX_RUNNING)
        g_ptr_array_add (running, (gpointer) deployment);
    }

  report_more (context, RC_EXCEPTION_DEPLOYMENTS_OVERLAP, "one version at one endpoint at a time", n_found[0]);
  report_more (context, RC_EXCEPTION_PERIOD_BACKWARD, "an end not before the beginning", n_found[1]);
  return TRUE;
}
