/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/approval.h"
#include "core/bounds.h"
#include "core/checks/check.h"

/*
 * A version was deployed, and the first approval of it came certainly later. One exception for a version, at its first approval:
 * what follows has the same cause.
 */

static gboolean
same_system (const RcEvent *a,
             const RcEvent *b)
{
  return a->system == NULL || b->system == NULL || g_strcmp0 (a->system, b->system) == 0;
}

/* (nullable): the deployment of @version that began first. */
static const RcDeployment *
find_first_deployment (RcCheckContext *context,
                       const RcEvent  *approval,
                       const char     *version)
{
  for (guint i = 0; i < context->deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->deployments, i);

      if (deployment->period.begins == RC_BOUND_AT && g_strcmp0 (deployment->version, version) == 0 && same_system (deployment->event, approval))
        return deployment;
    }

  return NULL;
}

static void
report (RcCheckContext     *context,
        const RcEvent      *approval,
        const RcDeployment *deployment)
{
  g_autofree char *began = rc_time_format_utc (deployment->period.from.from_us);
  g_autofree char *approved = rc_time_format_utc (approval->time_us);
  g_autofree char *expected = g_strdup_printf ("an approval not after the deployment at %s", began);
  g_autofree char *message = NULL;
  gint64 cause = rc_check_find_cause (context, approval->source, approval->record);

  if (cause == 0)
    cause = rc_check_find_cause (context, deployment->event->source, deployment->event->record);
  message = g_strdup_printf ("The first approval of %s on record came after the version was deployed.", deployment->version);
  rc_check_report (context, RC_EXCEPTION_APPROVAL_LATE, approval->source, approval->record, cause, expected, approved, message);
}

/**
 * rc_check_approvals:
 *
 * Looks for versions that were deployed before their first approval. Acts that refuse, and acts without a time, approve nothing.
 */
gboolean
rc_check_approvals (RcCheckContext  *context,
                    GError         **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) ids = NULL;

  ids = rc_event_list_kind (context->case_file, RC_EVENT_APPROVAL, RC_LIMIT_RECONCILE_EVENTS, error);
  if (ids == NULL)
    return FALSE;

  /* Newest first: from the end, the first approval of a version comes first. */
  for (guint i = ids->len; i > 0; i--)
    {
      g_autoptr (RcEvent) approval = rc_event_load (context->case_file, g_array_index (ids, gint64, i - 1), error);
      g_autofree char *version = NULL;
      const RcDeployment *deployment;

      if (approval == NULL || !rc_event_read_fields (approval, context->case_file, context->seal_context->reader, error))
        return FALSE;
      version = rc_event_dup_version (approval);
      if (version == NULL || approval->time_us == RC_TIME_NONE || rc_approval_is_refusal (approval) ||
          g_hash_table_contains (seen, version))
        continue;

      deployment = find_first_deployment (context, approval, version);
      g_hash_table_add (seen, g_steal_pointer (&version));
      if (deployment != NULL && approval->time_us > deployment->period.from.to_us)
        report (context, approval, deployment);
    }

  return TRUE;
}
