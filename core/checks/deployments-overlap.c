/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/checks/check.h"

/*
 * Two versions that certainly were deployed at one endpoint at one time: what answered an inference in those hours cannot be told
 * from the deployment records. An end that is not recorded is the beginning of the next deployment, and no overlap.
 */

/* Versions that are compared at one endpoint; of each, the deployment that ends last. */
#define MAX_RUNNING 256u

static const RcTimestamp *
peek_end (const RcDeployment *deployment)
{
  return deployment->has_to ? &deployment->to : deployment->has_next ? &deployment->next : NULL;
}

static gboolean
ends_before (const RcDeployment *deployment,
             const RcTimestamp  *instant)
{
  const RcTimestamp *end = peek_end (deployment);

  return deployment->has_unread_end || (end != NULL && end->from_us <= instant->to_us);
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
  const RcTimestamp *end = peek_end (earlier);
  g_autofree char *began = rc_time_format_utc (later->from.from_us);
  g_autofree char *ended = end != NULL ? rc_time_format_utc (end->from_us) : g_strdup ("no recorded end");
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

/* Drops what has ended; (nullable): one of another version that certainly still ran at the same place. */
static const RcDeployment *
find_running (GPtrArray          *running,
              const RcDeployment *deployment)
{
  const RcDeployment *found = NULL;

  for (guint i = running->len; i > 0; i--)
    {
      const RcDeployment *earlier = g_ptr_array_index (running, i - 1);

      if (ends_before (earlier, &deployment->from))
        g_ptr_array_remove_index_fast (running, i - 1);
      else if (same_place (earlier, deployment) && strcmp (earlier->version, deployment->version) != 0)
        found = earlier;
    }

  return found;
}

/**
 * rc_check_overlaps:
 *
 * Looks for deployments of different versions that overlap at one endpoint.
 */
gboolean
rc_check_overlaps (RcCheckContext  *context,
                   GError         **error)
{
  g_autoptr (GPtrArray) running = g_ptr_array_new ();

  for (guint i = 0; i < context->deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->deployments, i);
      const RcDeployment *earlier;

      if (!deployment->has_from || deployment->version == NULL)
        continue;
      earlier = find_running (running, deployment);
      if (earlier != NULL)
        report (context, earlier, deployment);
      if (running->len < MAX_RUNNING)
        g_ptr_array_add (running, (gpointer) deployment);
    }

  return TRUE;
}
