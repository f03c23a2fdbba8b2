/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/approval.h"
#include "core/requirements/check.h"

/* Articles 9, 10 and 4a: risks, and the data that a model was made from. */

/* --- 9(6), (8) --- */

typedef struct
{
  GHashTable *versions;      /* approved on an evaluation that the record names, with the time of the first such approval */
} Approved;

static gboolean
see_approval (const RcEvent *event,
              gpointer       user_data)
{
  const Approved *self = user_data;
  g_autofree char *version = rc_event_dup_version (event);
  gint64 time_us = event->time_us + event->span_us;

  if (version == NULL || event->time_us == RC_TIME_NONE || rc_approval_is_refusal (event) ||
      rc_event_peek_field (event, RC_FIELD_EVALUATION) == NULL || g_hash_table_contains (self->versions, version) ||
      g_hash_table_size (self->versions) == RC_LIMIT_REQUIREMENT_PLACES)
    return TRUE;

  g_hash_table_insert (self->versions, g_steal_pointer (&version), g_memdup2 (&time_us, sizeof time_us));
  return TRUE;
}

/* Tested before it was put into use: an approval that names an evaluation, and came certainly before the version's first answer. Against which
 * thresholds, set when, no record tells. */
static gboolean
check_testing (RcRequirementContext      *context,
               const RcRequirementCheck  *check,
               RcRequirementResult       *result,
               GError                   **error)
{
  g_autoptr (GHashTable) approved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Approved facts = { approved };
  const RcRequirementVersions *versions;
  guint n = 0;

  if (!rc_requirement_check_slots (context, check, result, error) ||
      !rc_requirement_walk (context, RC_EVENT_APPROVAL, see_approval, &facts, error))
    return FALSE;

  versions = rc_requirement_get_versions (context, error);
  if (versions == NULL)
    return FALSE;
  for (guint i = 0; i < versions->list->len; i++)
    {
      const RcRequirementVersion *version = g_ptr_array_index (versions->list, i);
      const gint64 *time_us = g_hash_table_lookup (approved, version->version);

      n += time_us != NULL && version->first_us != RC_TIME_NONE && *time_us < version->first_us;
    }
  rc_requirement_note (result, _("Model versions approved, on an evaluation that is named, before their first answer: %1$u of %2$u."), n, versions->total);
  rc_requirement_note (result, "%s", _("Whether the thresholds were set before the test no record tells."));
  return TRUE;
}

const RcRequirementCheck rc_requirement_data[] = {
  { "AIA-9-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-9-5", rc_requirement_check_paper, NULL, 0 },
  { "AIA-9-6", check_testing, "evaluation", 0 },
  { "AIA-9-9", rc_requirement_check_paper, NULL, 0 },
  { "AIA-10-1", rc_requirement_check_slots, "run dataset", 0 },
  { "AIA-10-2b", rc_requirement_check_slots, "dataset", 0 },
  { "AIA-10-2c", rc_requirement_check_slots, "dataset run commit", 0 },
  { "AIA-10-2d", rc_requirement_check_slots, "dataset", 0 },
  { "AIA-10-2f", rc_requirement_check_slots, "evaluation", 0 },
  { "AIA-10-2h", rc_requirement_check_slots, "dataset", 0 },
  { "AIA-10-3", rc_requirement_check_slots, "dataset evaluation", 0 },
  { "AIA-4a-1", rc_requirement_check_paper, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
