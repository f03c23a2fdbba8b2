/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "datarobot-context.h"

static gboolean
add_automatic_action (RcJsonItems  *self,
                      gint64        policy,
                      GError      **error)
{
  g_autofree char *action = rc_json_items_dup (self, "automaticAction/action automaticAction");
  g_autofree char *period = rc_json_items_dup (self, "automaticAction/period");
  g_autofree char *value = NULL;

  if (action == NULL)
    return TRUE;

  value = g_strdup_printf ("%s after %s", action, period != NULL ? period : "a time that is not said");
  return rc_registry_writer_add_tag (&self->writer, policy, "automaticAction, taken with no human", value, RC_TIME_NONE, error);
}

/**
 * rc_datarobot_read_policy:
 *
 * An approval policy says who may approve what, and whether time alone does.
 */
gboolean
rc_datarobot_read_policy (RcJsonItems  *self,
                          GError      **error)
{
  gint64 policy;

  return rc_datarobot_read_entity (self, RC_ENTITY_APPROVAL, "name id", &policy, error) &&
         rc_json_items_add_tags (self, policy, "id active trigger/entityType trigger/intendedAction/action trigger/intendedAction/condition "
                                              "review/reminderPeriod openRequests", error) &&
         rc_json_items_add_names (self, policy, RC_PROPERTY_TAG, "group that reviews", "review/groups", error) &&
         add_automatic_action (self, policy, error);
}

static gboolean
is_approved (const char *status)
{
  return status != NULL && (g_ascii_strcasecmp (status, "approved") == 0 || g_ascii_strcasecmp (status, "resolved") == 0);
}

/**
 * rc_datarobot_read_request:
 *
 * A change request. Who asks for a change approves nothing; where it is approved and no review stands with it, nobody is named who did,
 * which the tag says.
 */
gboolean
rc_datarobot_read_request (RcJsonItems  *self,
                           GError      **error)
{
  g_autofree char *id = rc_json_items_dup (self, "id");
  g_autofree char *status = rc_json_items_dup (self, "status");
  guint32 reviews = rc_json_items_find (self, "reviews");
  g_autofree char *key = g_strdup_printf ("change request %s", id != NULL ? id : "without an id");
  g_autofree char *value = NULL;
  gint64 version;

  if (status != NULL)
    value = g_strconcat (status, is_approved (status) && reviews == RC_JSON_NO_NODE ? " (no reviewer stands with it)" : "", NULL);

  return rc_datarobot_read_entity (self, RC_ENTITY_MODEL_VERSION, RC_DATAROBOT_MODEL_PATHS, &version, error) &&
         rc_registry_writer_add_tag (&self->writer, version, key, value, RC_TIME_NONE, error);
}

/**
 * rc_datarobot_read_review:
 *
 * A review of a change request. Its outcome is the event's; here it is only said who reviewed.
 */
gboolean
rc_datarobot_read_review (RcJsonItems  *self,
                          GError      **error)
{
  g_autofree char *reviewer = rc_json_items_dup (self, "reviewer/name reviewer/username reviewer/email reviewer reviewerName reviewerUsername "
                                                       "userName username user/name user/username reviewerId userId");
  gint64 reviewed_us = rc_json_items_read_time (self, "reviewedAt createdAt created timestamp", NULL);
  gint64 version;

  return rc_datarobot_read_entity (self, RC_ENTITY_MODEL_VERSION, RC_DATAROBOT_MODEL_PATHS " " RC_DATAROBOT_MODEL_PATHS_ABOVE, &version,
                                   error) &&
         rc_registry_writer_add_person (&self->writer, version, RC_PROPERTY_REVIEWED_BY, reviewer, reviewed_us, error);
}
